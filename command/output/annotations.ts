/** Faults and findings: what the CI system shows first, and what to do about it. */
import { DbtCloudError } from "../../api/errors.ts";
import { join } from "../../api/retry.ts";
import type { Run } from "../../api/run.ts";
import type { CiSystem, Finding } from "../../ci/ci_system.ts";
import type { Asked } from "../input/input.ts";
import type { Output } from "./files.ts";
import type { Printer } from "./log.ts";
import type { Consumer } from "../plan.ts";
import { codeOf } from "../process/process.ts";
import {
  detailsOf,
  isInRepository,
  labelOf,
  nodesOf,
  type Report,
} from "../../report/report.ts";
import { safeLine } from "../../report/text.ts";

/** CI systems show ten annotations of a kind; the tenth says how many more. */
const MAX_ANNOTATIONS = 9;

/** Says a fault that is of no node once: as an annotation, where there are some. */
export function sayFault(
  ci: CiSystem,
  printer: Printer,
  message: string,
): void {
  const finding = { kind: "error", title: "dbt-run", message, id: "" } as const;
  if (ci.annotate) printer.command(ci.annotate(safe(finding, printer)));
  else printer.say(`error: ${message}`, "error");
}

function safe(finding: Finding, printer: Printer): Finding {
  return {
    ...finding,
    title: printer.safe(finding.title),
    message: finding.message.split("\n").map(printer.safe).join("\n"),
    ...(finding.file && { file: printer.safe(finding.file) }),
  };
}

/** Makes the consumer that annotates what failed. */
export function createAnnotations(
  ci: CiSystem,
  printer: Printer,
  output: Output,
): Consumer {
  const annotate = (finding: Finding) =>
    printer.command(ci.annotate?.(safe(finding, printer)) ?? []);
  let shown: Report | undefined;
  function show(report: Report): void {
    shown = report;
    const { status, statusMessage } = report.run;
    const findings = findingsOf(report);
    const ofKind = (kind: Finding["kind"]) =>
      findings.filter((finding) => finding.kind === kind);
    const [errors, warnings] = [ofKind("error"), ofKind("warning")];
    if (errors.length === 0 && status !== "success") {
      errors.push(ofRun(report.run, "error", statusMessage ?? ""));
    }
    for (const some of [errors, warnings]) {
      few(some, report.run).forEach(annotate);
    }
    output.tell(ci.findings?.(findings) ?? {});
  }
  return {
    on(event) {
      if (event.type === "attempt-ended" && !event.retry) show(event.report);
    },
    done({ report }) {
      // A retry that could not be started leaves the report of the run before.
      if (report && report !== shown) show(report);
      return output.finished();
    },
  };
}

/** What is wrong with which node. */
function findingsOf(report: Report): Finding[] {
  const isFailed = report.run.status !== "success";
  return nodesOf(report, "failed", "warned").map((node) => ({
    kind: node.outcome === "failed" && isFailed ? "error" : "warning",
    title: safeLine(labelOf(node)),
    message: detailsOf(node).join("\n"),
    ...(node.file && isInRepository(node) && { file: safeLine(node.file) }),
    ...(node.line && { line: node.line }),
    id: node.uniqueId,
  }));
}

/** As many as CI systems show. */
function few(findings: Finding[], run: Run): Finding[] {
  const more = findings.length - MAX_ANNOTATIONS;
  const [first] = findings;
  return first && more > 0
    ? [
      ...findings.slice(0, MAX_ANNOTATIONS),
      ofRun(run, first.kind, `and ${more} more`),
    ]
    : findings;
}

function ofRun(
  { id, status, href }: Run,
  kind: Finding["kind"],
  what: string,
): Finding {
  const title = `dbt Cloud run ${id}: ${status}`;
  const message = [what, `See ${href}`].filter(Boolean).join("\n");
  return { kind, title, message, id: "" };
}

// What to do about a fault: the next click, or the next setting

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
