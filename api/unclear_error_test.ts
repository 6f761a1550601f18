import { assertEquals } from "@std/assert";
import { DbtCloudError } from "./errors.ts";
import { createUnclearError } from "./unclear_error.ts";

const client = { redact: <T>(value: T) => value };
const request = { mark: "9c41a07e", page: "https://dbt/jobs/2/" };
const WHERE =
  "A run may have been started: look for [dbt-run 9c41a07e] at https://dbt/jobs/2/";
const lost = new DbtCloudError("Cannot trigger job 2: reset", {
  kind: "lost",
  reason: "reset",
});

Deno.test("createUnclearError() names the lost answer, and what stopped the search", () => {
  const lastError = new DbtCloudError("Cannot list the runs: 502", {
    kind: "foreign",
    status: 502,
  });
  const start = { ambiguity: lost, lastError, candidates: [] };
  const { message, reason, kind, status, cause } = createUnclearError(
    client,
    request,
    start,
  );
  assertEquals({ message, reason, kind, status, cause }, {
    message: `Cannot trigger job 2: reset. Cannot list the runs: 502. ${WHERE}`,
    reason: `reset. Cannot list the runs: 502. ${WHERE}`,
    kind: "lost",
    status: undefined,
    cause: lost,
  });
});

Deno.test("createUnclearError() says why an outage was one, and not how long it was", () => {
  const why = new DbtCloudError("Cannot list the runs: 502");
  const lastError = new DbtCloudError("No good answer for 10 minutes", {
    cause: why,
  });
  const start = { ambiguity: lost, lastError, candidates: [] };
  assertEquals(
    createUnclearError(client, request, start).message,
    `Cannot trigger job 2: reset. Cannot list the runs: 502. ${WHERE}`,
  );
});

Deno.test("createUnclearError() says a fault once, and nothing of an abort", () => {
  const once = { ambiguity: lost, lastError: lost, candidates: [] };
  assertEquals(
    createUnclearError(client, request, once).message,
    `Cannot trigger job 2: reset. ${WHERE}`,
  );
  const reason = new DOMException("Stop", "AbortError");
  const aborted = { ambiguity: undefined, lastError: reason, candidates: [] };
  const error = createUnclearError(client, request, aborted);
  assertEquals(error.message, WHERE);
  assertEquals(error.cause, reason);
});
