/** Faults and findings: what the CI system shows first, and what to do about it. */
import { DbtCloudError } from "../../api/errors.ts";
import { join } from "../../api/retry.ts";
import type { Run } from "../../api/run.ts";
import type { Finding } from "../../ci/ci_system.ts";
import type { ParsedInput } from "../input/input.ts";
import type { Output } from "./files.ts";
import type { Consumer } from "../plan.ts";
import { codeOf } from "../process/process.ts";
import type { Report } from "../../report/model.ts";
import {
  formatDetails,
  formatLabel,
  selectNodes,
} from "../../report/report.ts";
import { safeLine } from "../../report/text.ts";

/** CI systems show ten annotations of a kind; the tenth says how many more. */
const MAX_ANNOTATIONS = 9;

/** Says a fault that is of no node once: as an annotation, where there are some. */
export function sayFault(output: Output, message: string): void {
  if (output.ci.annotate) {
    annotate(output, { kind: "error", title: "dbt-run", message, id: "" });
  } else output.printer.say(`error: ${message}`, "error");
}

function annotate({ ci, printer }: Output, finding: Finding): void {
  const { title, message, file } = finding;
  const safe = {
    ...finding,
    title: printer.safe(title),
    message: message.split("\n").map(printer.safe).join("\n"),
    ...(file && { file: printer.safe(file) }),
  };
  printer.command(ci.annotate?.(safe) ?? []);
}

/** Makes the consumer that annotates what failed. */
export function createAnnotations(output: Output): Consumer {
  let shown: Report | undefined;
  function show(report: Report): void {
    shown = report;
    const findings = findingsOf(report);
    for (const kind of ["error", "warning"] as const) {
      const left = findings.filter((finding) => finding.kind === kind);
      left.splice(0, MAX_ANNOTATIONS).forEach((it) => annotate(output, it));
      const note = ofRun(report.run, kind, `and ${left.length} more`);
      if (left.length > 0) annotate(output, note);
    }
    output.tell(output.ci.findings?.(findings));
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

/** What is wrong with which node; where a run failed with none, with the run. */
function findingsOf(report: Report): Finding[] {
  const { run } = report;
  const isFailed = run.status !== "success";
  const isOurs = (file: string) => !file.startsWith("dbt_packages/");
  const findings = selectNodes(report, "failed", "warned").map((
    node,
  ): Finding => ({
    kind: node.outcome === "failed" && isFailed ? "error" : "warning",
    title: safeLine(formatLabel(node)),
    message: formatDetails(node).join("\n"),
    ...(node.file && isOurs(node.file) && { file: safeLine(node.file) }),
    ...(node.line && { line: node.line }),
    id: node.uniqueId,
  }));
  if (isFailed && findings.every(({ kind }) => kind === "warning")) {
    findings.push(ofRun(run, "error", run.statusMessage ?? ""));
  }
  return findings;
}

function ofRun(run: Run, kind: Finding["kind"], what: string): Finding {
  const title = `dbt Cloud run ${run.id}: ${run.status}`;
  const message = [what, `See ${run.href}`].filter(Boolean).join("\n");
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

/** What to do about an answer that is not dbt Cloud's, by its status' first digit. */
const FOREIGN_ADVICE: { [digit: number]: string | undefined } = {
  3: "Put that address into URL_SETTING",
  4: "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between",
  5: "dbt Cloud may be down: see https://status.getdbt.com",
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

/** Where a fault of ours is reported. */
const ISSUES = "https://github.com/org/dbt-run/issues";

/**
 * An error in words, with what to do about it; with `debug`, the stack trace of
 * a fault of our own.
 */
export function faultOf(
  error: unknown,
  { values, urlSetting }: ParsedInput,
): string {
  if (!(error instanceof Error)) return String(error);
  const { message, stack } = error;
  if (codeOf(error) === 70) {
    const text = values.debug ? stack ?? message : message;
    const where = values.debug ? "" : "; --debug shows where";
    return `${text}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
  }
  const advice = error instanceof DbtCloudError && adviceFor(error);
  if (!advice) return message;
  return join(message, advice.replace("URL_SETTING", urlSetting));
}

function adviceFor(error: DbtCloudError): string | undefined {
  const { kind, status = 0, obstacle = "network" } = error;
  if (kind === "unsent" || kind === "lost") return OBSTACLES[obstacle];
  const isForeign = kind === "foreign" && status !== 429;
  return isForeign ? FOREIGN_ADVICE[Math.floor(status / 100)] : ADVICE[status];
}
