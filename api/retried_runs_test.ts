import { assertEquals } from "@std/assert";
import { KEY } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import { fetchOrigins, findOrigin, readRetriedId } from "./retried_runs.ts";

const run = (id: number, retriedId: unknown = null) => ({
  id,
  retrying_run_id: retriedId,
});

Deno.test("readRetriedId() takes 0 for none, as dbt Cloud says it", () => {
  const values = [5, 0, null, undefined, -1, "5"];
  assertEquals(
    values.map((value) => readRetriedId(run(7, value))),
    [5, null, null, null, null, null],
  );
});

Deno.test("findOrigin() follows retries of retries, and ends in a circle", () => {
  const runs = [run(9, 8), run(8, 7), run(7), run(6, 5), run(3, 4), run(4, 3)];
  const byId = new Map(runs.map((raw) => [raw.id, raw]));
  assertEquals(runs.map((raw) => findOrigin(raw, byId)?.id), [
    7,
    7,
    7,
    undefined,
    undefined,
    undefined,
  ]);
});

/** The ids that are known and that were retrieved, with these at dbt Cloud. */
async function fetchWith(there: { [id: number]: object }, ...listed: object[]) {
  const retrieved: number[] = [];
  const client = createClient({
    accountId: 1,
    apiKey: KEY,
    fetch: (input) => {
      const id = Number(/runs\/(\d+)/.exec(String(input))?.[1]);
      retrieved.push(id);
      const data = there[id];
      const no = { status: { user_message: "No" }, data: null };
      return Promise.resolve(
        data ? Response.json({ data }) : Response.json(no, { status: 404 }),
      );
    },
  });
  const runs = await fetchOrigins(client, listed as never, {});
  return { known: [...runs.keys()], retrieved };
}

Deno.test("fetchOrigins() retrieves what is missing, one after the other", async () => {
  assertEquals(
    await fetchWith({ 5: run(5, 4), 4: run(4) }, run(9, 8), run(8), run(6, 5)),
    { known: [9, 8, 6, 5, 4], retrieved: [5, 4] },
  );
});

Deno.test("fetchOrigins() leaves out a run that it may not see", async () => {
  assertEquals(
    await fetchWith({}, run(9, 5), run(8, 5), run(7)),
    { known: [9, 8, 7], retrieved: [5] },
  );
});

Deno.test("fetchOrigins() retrieves at most 20 runs", async () => {
  const listed = Array.from({ length: 50 }, (_, i) => run(1_000 + i, 100 + i));
  const there = Object.fromEntries(
    listed.map(({ retrying_run_id: id }) => [id, run(id as number)]),
  );
  assertEquals((await fetchWith(there, ...listed)).retrieved.length, 20);
});
