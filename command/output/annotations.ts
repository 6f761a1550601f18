/** Annotations: what the CI system shows where people look first. */
import type { Run } from "../../api/run.ts";
import type { CiSystem, Finding } from "../../ci/ci_system.ts";
import type { Output } from "./files.ts";
import type { Printer } from "./printer.ts";
import type { Consumer } from "../plan.ts";
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
