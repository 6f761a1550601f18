/** What to do about an error: the next click, or the next setting. */
import { DbtCloudError } from "../../api/errors.ts";
import { join } from "../../api/retry.ts";
import { codeOf } from "../process/exit.ts";

/** What to do about a refusal of dbt Cloud, by its status. */
const ADVICE: { [status: number]: string | undefined } = {
  400: "Correct that field; a flag or variable of the same name sets it",
  401:
    "Check the access URL (DBT_URL; it stands in Account settings > Account information): a key of another region is refused like a wrong one. Then check the key",
  403:
    "Check that the key belongs to this account, and the account's IP restrictions",
  404:
    "Check the id, and the key's permissions: Job Runner may trigger, cancel and retry, Job Viewer may only read",
};

/** The message of an error with what to do about it. */
export function withAdvice(error: Error): string {
  const { message } = error;
  const advice = error instanceof DbtCloudError ? adviceFor(error) : undefined;
  return advice ? join(message, advice) : message;
}

/** Where a fault of ours is reported. */
const ISSUES = "https://github.com/org/dbt-run/issues";

/** An error in words; with `debug`, the stack trace of a fault of our own. */
export function faultOf(error: unknown, debug: boolean): string {
  if (!(error instanceof Error)) return String(error);
  if (codeOf(error) !== 70) return withAdvice(error);
  const text = debug ? error.stack ?? error.message : error.message;
  const where = debug ? "" : "; --debug shows where";
  return `${text}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
}

function adviceFor({ kind, status, message }: DbtCloudError) {
  if (kind === "unsent" || kind === "lost") {
    return /certificate|CERT/i.test(message)
      ? "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system"
      : "Check the access URL (DBT_URL) and the network";
  }
  if (status === 429) {
    return "dbt Cloud takes so many requests a minute from an account: try again later";
  }
  if (kind === "foreign") {
    if (status !== undefined && status >= 500) {
      return "dbt Cloud may be down: see https://status.getdbt.com";
    }
    return status !== undefined && status < 400
      ? "Put that address into DBT_URL"
      : "This is not dbt Cloud's API: check DBT_URL, and the proxy or firewall in between";
  }
  return kind === "refused" ? ADVICE[status ?? 0] : undefined;
}
