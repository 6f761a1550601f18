/** What to do about an error: the next click, or the next setting. */
import { DbtCloudError } from "../../api/errors.ts";
import { join } from "../../api/retry.ts";
import type { Asked } from "../input/input.ts";
import { codeOf } from "../process/exit.ts";

/** What to do about a refusal of dbt Cloud, by its status. */
const ADVICE: { [status: number]: string | undefined } = {
  400: "Correct that field; a flag or variable of the same name sets it",
  401:
    "Check the access URL (URL_SETTING; it stands in Account settings > Account information): a key of another region is refused like a wrong one. Then check the key",
  403:
    "Check that the key belongs to this account, and the account's IP restrictions",
  404:
    "Check the id, and the key's permissions: Job Runner may trigger, cancel and retry, Job Viewer may only read",
  429: "dbt Cloud limits the requests a minute of an account: try again later",
};

/** What to do about a request that was not sent, by what was in its way. */
const OBSTACLES = {
  issuer: "Deno" in globalThis
    ? "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system"
    : "Set NODE_EXTRA_CA_CERTS to the CA file of your company",
  host:
    "The certificate is for another host: check the access URL (URL_SETTING)",
  proxy: "Check the proxy, and the access URL (URL_SETTING)",
  network: "Check the access URL (URL_SETTING) and the network",
};

/** The message of an error with what to do about it. */
export function withAdvice(error: Error, urlSetting: string): string {
  const { message } = error;
  const advice = error instanceof DbtCloudError ? adviceFor(error) : undefined;
  if (!advice) return message;
  return join(message, advice.replace("URL_SETTING", urlSetting));
}

/** Where a fault of ours is reported. */
const ISSUES = "https://github.com/org/dbt-run/issues";

/** An error in words; with `debug`, the stack trace of a fault of our own. */
export function faultOf(
  error: unknown,
  { values: { debug }, urlSetting }: Pick<Asked, "values" | "urlSetting">,
): string {
  if (!(error instanceof Error)) return String(error);
  if (codeOf(error) !== 70) return withAdvice(error, urlSetting);
  const text = debug ? error.stack ?? error.message : error.message;
  const where = debug ? "" : "; --debug shows where";
  return `${text}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
}

function adviceFor(error: DbtCloudError): string | undefined {
  const { kind, status = 0 } = error;
  if (kind === "unsent" || kind === "lost") {
    return OBSTACLES[obstacleOf(error) ?? "network"];
  }
  if (kind === "refused" || status === 429) return ADVICE[status];
  if (kind !== "foreign") return;
  if (status >= 500) {
    return "dbt Cloud may be down: see https://status.getdbt.com";
  }
  return status < 400
    ? "Put that address into URL_SETTING"
    : "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between";
}

/** What was in the way: the first error of several knows it. */
function obstacleOf({ obstacle, cause }: DbtCloudError) {
  return obstacle ??
    (cause instanceof DbtCloudError ? cause.obstacle : undefined);
}
