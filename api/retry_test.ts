import { assertEquals } from "@std/assert";
import { DbtCloudError, type FaultKind } from "./errors.ts";
import { decide, type Operation, RULES, trackOutage } from "./retry.ts";

const OPERATIONS: Operation[] = ["start", "look up", "poll", "cancel", "read"];

Deno.test("decide() decides by one table", async (t) => {
  const rows = RULES.map(({ what, decisions, why }) =>
    [what, ...OPERATIONS.map((operation) => decisions[operation]), why]
      .join(" | ")
  );
  await t.assertSnapshot(
    [["after", ...OPERATIONS, "why"].join(" | "), ...rows].join("\n"),
  );
});

Deno.test("decide() finds the rule of each fault", () => {
  const cases: [FaultKind, number | undefined, string][] = [
    ["unsent", undefined, "again again again again again"],
    ["lost", undefined, "look up again again again again"],
    ["unreadable", 200, "look up again again again again"],
    ["refused", 429, "again again again again again"],
    ["foreign", 429, "again again again again again"],
    ["refused", 408, "look up again again again again"],
    ["foreign", 502, "look up again again again again"],
    ["refused", 500, "look up again again again again"],
    ["foreign", 302, "final again again again again"],
    ["foreign", 403, "final again again again again"],
    ["refused", 400, "final final again final final"],
    ["refused", 401, "final final twice final final"],
    ["refused", 403, "final final twice final final"],
    ["refused", 404, "final final twice final again"],
    ["refused", 422, "final final again final final"],
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

Deno.test("trackOutage() lasts for whole milliseconds, whatever the jitter", () => {
  const outage = trackOutage(true);
  const error = new DbtCloudError("No", { status: 502, kind: "foreign" });
  let lasted = 0;
  for (let pause; (pause = outage.failed(error, 0)) !== undefined;) {
    assertEquals(Number.isInteger(pause), true);
    lasted += pause;
  }
  assertEquals(lasted, 600_000);
  assertEquals(outage.failures < 60, true);
});
