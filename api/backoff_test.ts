import { assertEquals } from "@std/assert";
import {
  type Backoff,
  limitedRequests,
  untilConnected,
  untilOutage,
  withoutLimit,
} from "./backoff.ts";
import { createClient } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { KEY } from "../testing/harness.ts";

const unsent = new DbtCloudError("No", { kind: "unsent", obstacle: "network" });
const expired = new DbtCloudError("No", { kind: "unsent", obstacle: "tls" });
const broken = new DbtCloudError("No", { kind: "foreign", status: 502 });

/** The pauses of a backoff after the same error, as often as it allows. */
function pausesOf(backoff: Backoff, error: DbtCloudError, took = 0): number[] {
  const pauses: number[] = [];
  for (let next; (next = backoff.nextPause(error, took)) !== undefined;) {
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

Deno.test("limitedRequests() counts no request that was never sent", () => {
  const backoff = limitedRequests(3);
  assertEquals(sum(pausesOf(backoff, unsent)), 30_000);
  assertEquals(pausesOf(backoff, broken), [2_000, 2_000]);
  // What does not pass counts.
  assertEquals(pausesOf(limitedRequests(3), expired), [2_000, 2_000]);
});

Deno.test("untilOutage() counts the pauses that dbt Cloud asks for", () => {
  const client = createClient({ accountId: 1, apiKey: KEY });
  const busy = new DbtCloudError("Busy", {
    kind: "refused",
    status: 429,
    retryAfter: 250_000,
  });
  assertEquals(pausesOf(untilOutage(client), busy), [30_000]);
  client.markAnswered();
  const pauses = pausesOf(untilOutage(client), busy);
  assertEquals(pauses, [250_000, 250_000, 100_000]);
});

Deno.test("withoutLimit() pauses as long as dbt Cloud asks, and never gives up", () => {
  const retryAfter = 7_000;
  const busy = new DbtCloudError("Busy", { status: 429, retryAfter });
  assertEquals(pausesOf(withoutLimit(500), broken), Array(1_000).fill(500));
  assertEquals(withoutLimit(500).nextPause(busy, 0), 7_000);
});
