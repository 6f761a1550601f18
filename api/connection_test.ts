import { assert, assertEquals } from "@std/assert";
import { openConnection } from "./connection.ts";

const URL_OF_JOB = new URL("https://cloud.getdbt.com/jobs/2/run/");
const URL_OF_OTHER = new URL("https://other.dbt.com/jobs/2/run/");

Deno.test("openConnection() shares a client that keeps no connection, and closes it with the last request", () => {
  const first = openConnection(URL_OF_JOB, "POST")!;
  const second = openConnection(URL_OF_JOB, "POST")!;
  const other = openConnection(URL_OF_OTHER, "POST")!;
  assert(first.client && first.client === second.client);
  assert(first.client !== other.client);
  first.close();
  first.close(); // It counts once.
  const third = openConnection(URL_OF_JOB, "POST")!;
  assert(third.client === second.client);
  for (const connection of [second, third, other]) connection.close();
  const next = openConnection(URL_OF_JOB, "POST")!;
  assert(next.client !== first.client);
  next.close();
});

Deno.test("openConnection() leaves a GET to the runtime", () => {
  assertEquals(openConnection(URL_OF_JOB, "GET"), undefined);
});
