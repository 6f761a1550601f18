import { assertEquals } from "@std/assert";
import { DbtCloudError, type FaultKind } from "./errors.ts";
import { decide, type Operation, RULES } from "./retry_rules.ts";
import { assertSnapshot } from "../testing/snapshot.ts";

const OPERATIONS: Operation[] = [
  "start",
  "look up",
  "poll",
  "poll new run",
  "cancel",
  "read",
];

Deno.test("decide() decides by one table", async (t) => {
  const rows = RULES.map(({ faults, decisions, otherwise }) =>
    [
      faults,
      ...OPERATIONS.map((operation) => decisions?.[operation] ?? otherwise),
    ].join(" | ")
  );
  await assertSnapshot(
    t,
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
