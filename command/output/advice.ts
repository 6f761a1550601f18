/** Advises on an error: which click or which setting comes next. */
import { isPermissionError } from "../../api/environment.ts";
import { DbtCloudError } from "../../api/errors.ts";
import { joinSentences } from "../../api/text.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import { classifyError } from "../verdict.ts";
import type { Result } from "../run_state.ts";

/** The advice on a refusal of dbt Cloud that names fields of the request. */
const FIELD_ADVICE =
  "Correct that field; a flag or variable of the same name sets it";

/** The advice on any other refusal of dbt Cloud, by its status. */
const ADVICE: { [status: number]: string | undefined } = {
  400: "Look at the job's page in dbt Cloud: the job may be deactivated",
  401:
    "Check the access URL (URL_SETTING; you find it in Account settings > Account information): a key of another region is refused like a wrong one. Then check the key",
  403:
    "Check that the key belongs to this account, and the account's IP restrictions",
  404:
    "Check the id, and the key's permissions: Job Runner may trigger, cancel and retry, Job Viewer may only read",
  429: "dbt Cloud limits the requests a minute of an account: try again later",
};

/** The advice on an answer that is not dbt Cloud's, by its status' first digit. */
const FOREIGN_ADVICE: { [digit: number]: string | undefined } = {
  2: "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between",
  3: "Put that address into URL_SETTING",
  4: "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between",
  5: "dbt Cloud may be down: see https://status.getdbt.com",
};

/** The advice on a request that was not sent, by the obstacle in its way. */
const OBSTACLE_ADVICE = {
  issuer: "Deno" in globalThis
    ? "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system"
    : "Set NODE_EXTRA_CA_CERTS to the CA file of your company",
  host:
    "The certificate is for another host: check the access URL (URL_SETTING)",
  tls: "Check the access URL (URL_SETTING), and the certificate of its host",
  port: "Check the port in the access URL (URL_SETTING)",
  proxy: "Check the proxy, and the access URL (URL_SETTING)",
  network: "Check the access URL (URL_SETTING) and the network",
};

/** Where a fault of dbt-run is reported. */
const ISSUES = "https://github.com/org/dbt-run/issues";

/**
 * Describes an error, and adds the advice on it; with `--debug`, also the place of
 * a fault of dbt-run.
 */
export function describeError(
  error: unknown,
  { values, urlSetting }: ParsedInput,
): string {
  if (!(error instanceof Error)) return String(error);
  const { message, stack } = error;
  if (classifyError(error) === "bug") {
    const text = values.debug ? stack ?? message : message;
    const where = values.debug ? "" : "; --debug shows where";
    return `${text}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
  }
  if (isPermissionError(error)) {
    return `${message.split(",")[0]}: run with --allow-env`;
  }
  const advice = error instanceof DbtCloudError && findAdvice(error);
  if (!advice) return message;
  return joinSentences(message, advice.replace("URL_SETTING", urlSetting));
}

/** Describes in one text why a command ended early; it is empty if it did not. */
export function describeEnd(
  { error, faults = [], hint }: Result,
  input: ParsedInput,
): string {
  const texts = faults.map(({ text }) => text);
  if (error) texts.push(describeError(error, input));
  return [texts.join("; "), hint].filter(Boolean).join(". ");
}

function findAdvice(error: DbtCloudError): string | undefined {
  const { kind, status = 0, obstacle = "network", fields } = error;
  if (status === 400 && fields.length > 0) return FIELD_ADVICE;
  if (kind === "unsent" || kind === "lost") return OBSTACLE_ADVICE[obstacle];
  const isForeign = kind === "foreign" && status !== 429;
  return isForeign ? FOREIGN_ADVICE[Math.floor(status / 100)] : ADVICE[status];
}
