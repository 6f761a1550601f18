import { assertEquals, assertRejects } from "@std/assert";
import { createClient } from "./client.ts";
import { DbtCloudError, type FaultKind } from "./errors.ts";
import {
  attempts,
  type Backoff,
  decide,
  forever,
  type Operation,
  retry,
  RULES,
  untilConnected,
  untilOutage,
} from "./retry.ts";
import { KEY, setUp } from "../testing/harness.ts";

const OPERATIONS: Operation[] = [
  "start",
  "look up",
  "poll",
  "poll new run",
  "cancel",
  "read",
];

Deno.test("decide() decides by one table", async (t) => {
  const rows = RULES.map(({ what, decisions, otherwise }) =>
    [
      what,
      ...OPERATIONS.map((operation) => decisions?.[operation] ?? otherwise),
    ].join(" | ")
  );
  await t.assertSnapshot(
    [["after", ...OPERATIONS].join(" | "), ...rows].join("\n"),
  );
});

Deno.test("decide() finds the rule of each fault", () => {
  const cases: [FaultKind, number | undefined, string][] = [
    ["unsent", undefined, "again again again again again again"],
    ["lost", undefined, "look up again again again again again"],
    ["unreadable", 200, "look up again again again again again"],
    ["refused", 429, "again again again again again again"],
    ["foreign", 429, "again again again again again again"],
    ["refused", 408, "look up again again again again again"],
    ["foreign", 409, "look up again again again again again"],
    ["refused", 409, "final final again again final final"],
    ["foreign", 502, "look up again again again again again"],
    ["refused", 500, "look up again again again again again"],
    ["foreign", 200, "look up again again again again again"],
    ["foreign", 302, "final again again again again again"],
    ["foreign", 403, "final again again again again again"],
    ["refused", 400, "final final again again final final"],
    ["refused", 401, "final final confirm confirm final final"],
    ["refused", 403, "final final confirm confirm final final"],
    ["refused", 404, "final final confirm again final again"],
    ["refused", 422, "final final again again final final"],
  ];
  for (const [kind, status, expected] of cases) {
    const error = new DbtCloudError("No", { kind, status });
    const decisions = OPERATIONS.map((operation) => decide(operation, error));
    assertEquals(decisions.join(" "), expected, `${kind} ${status}`);
  }
});

Deno.test("decide() gives up on errors that are not dbt Cloud's", () => {
  assertEquals(decide("poll", new TypeError("A bug")), "final");
  assertEquals(decide("poll", "text"), "final");
});

Deno.test("retry() lasts for whole milliseconds, whatever the jitter", async () => {
  using fixture = setUp();
  const began = fixture.time.now;
  const fault = new DbtCloudError("No", { status: 502, kind: "foreign" });
  const client = createClient(fixture.account);
  client.hasAnswered = true;
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
  client.hasAnswered = true;
  const deadline = { remaining: () => until - fixture.time.now };
  const call = () => Promise.reject(fault);
  await fixture.settle(assertRejects(
    () => retry(client, "poll", call, { deadline }),
  ));
  assertEquals(fixture.time.now, until);
  assertEquals(fixture.notices.at(-1), "No. Trying again in 1 s");
});

const unsent = new DbtCloudError("No", { kind: "unsent", obstacle: "network" });
const expired = new DbtCloudError("No", { kind: "unsent", obstacle: "tls" });
const broken = new DbtCloudError("No", { kind: "foreign", status: 502 });

/** The pauses of a backoff after the same error, as often as it allows. */
function pausesOf(backoff: Backoff, error: DbtCloudError, took = 0): number[] {
  const pauses: number[] = [];
  for (let next; typeof (next = backoff.next(error, took)) === "number";) {
    pauses.push(next);
    if (pauses.length === 1_000) break;
  }
  return pauses;
}
const sum = (pauses: number[]) => pauses.reduce((total, ms) => total + ms, 0);

Deno.test("untilConnected() lasts for 30 s, by pauses of at most 5 s", () => {
  const pauses = pausesOf(untilConnected(), unsent);
  assertEquals([sum(pauses), Math.max(...pauses) <= 5_000], [30_000, true]);
  // What the attempts take counts, too.
  assertEquals(sum(pausesOf(untilConnected(), unsent, 10_000)) <= 10_000, true);
});

Deno.test("attempts() counts no request that was never sent", () => {
  const backoff = attempts(3);
  assertEquals(sum(pausesOf(backoff, unsent)), 30_000);
  assertEquals(pausesOf(backoff, broken), [2_000, 2_000]);
  // What does not pass counts.
  assertEquals(pausesOf(attempts(3), expired), [2_000, 2_000]);
});

Deno.test("untilOutage() counts the pauses that dbt Cloud asks for", () => {
  const client = createClient({ accountId: 1, apiKey: KEY });
  const busy = new DbtCloudError("Busy", {
    kind: "refused",
    status: 429,
    retryAfter: 250_000,
  });
  client.hasAnswered = true;
  const pauses = pausesOf(untilOutage(client), busy);
  assertEquals(pauses, [250_000, 250_000, 100_000]);
  client.hasAnswered = false;
  assertEquals(pausesOf(untilOutage(client), busy), [30_000]);
});

Deno.test("forever() pauses as long as dbt Cloud asks, and never gives up", () => {
  const retryAfter = 7_000;
  const busy = new DbtCloudError("Busy", { status: 429, retryAfter });
  assertEquals(pausesOf(forever(500), broken), Array(1_000).fill(500));
  assertEquals(forever(500).next(busy, 0), 7_000);
});
