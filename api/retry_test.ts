import { assertEquals, assertRejects } from "@std/assert";
import { createClient } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { retry } from "./retry.ts";
import { setUp } from "../testing/harness.ts";

Deno.test("retry() lasts for whole milliseconds, whatever the jitter", async () => {
  using fixture = setUp();
  const began = fixture.time.now;
  const fault = new DbtCloudError("No", { status: 502, kind: "foreign" });
  const client = createClient(fixture.account);
  client.markAnswered();
  const call = () => Promise.reject(fault);
  await fixture.settle(assertRejects(
    () => retry(client, "poll", call),
    DbtCloudError,
    "No. No good answer for 10 minutes",
  ));
  assertEquals(fixture.time.now - began, 600_000);
  assertEquals(fixture.notices.length < 60, true);
});

Deno.test("retry() reads three times, and more often while dbt Cloud is busy", async () => {
  using fixture = setUp();
  const no = new DbtCloudError("No", { status: 502, kind: "foreign" });
  const busy = new DbtCloudError("Busy", {
    status: 429,
    kind: "refused",
    retryAfter: 1_000,
  });
  const faults = [no, busy, busy, no, no];
  let calls = 0;
  const call = () => Promise.reject(faults[calls++]);
  const client = createClient(fixture.account);
  await fixture.settle(assertRejects(
    () => retry(client, "read", call),
    DbtCloudError,
    "No",
  ));
  assertEquals(calls, 5);
});

Deno.test("retry() does not announce another attempt where none is left", async () => {
  using fixture = setUp();
  const fault = new DbtCloudError("No", { status: 502, kind: "foreign" });
  const until = fixture.time.now + 1_500;
  const client = createClient(fixture.account);
  client.markAnswered();
  const deadline = {
    duration: 1_500,
    remaining: () => until - fixture.time.now,
  };
  const call = () => Promise.reject(fault);
  await fixture.settle(assertRejects(
    () => retry(client, "poll", call, { deadline }),
  ));
  assertEquals(fixture.time.now, until);
  assertEquals(fixture.notices.at(-1), "No. Trying again in 1 s");
});
