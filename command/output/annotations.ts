/** Prints annotations: a CI system shows them beside the code, or on top of its page. */
import type { Run } from "../../api/model.ts";
import type { Finding } from "../../ci/ci_system.ts";
import type { Listener } from "../events.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import type { Report } from "../../report/report_model.ts";
import { formatDetails, formatLabel } from "../../report/report_words.ts";
import { hasSucceeded, runMessage } from "../../report/run_verdict.ts";
import { selectNodes } from "../../report/select_nodes.ts";
import { safeLine } from "../../report/safe_text.ts";
import type { Output } from "./output.ts";

/** CI systems show ten annotations of a kind; the tenth says how many more. */
const MAX_ANNOTATIONS = 9;

/** Prints an error that is about no node: as an annotation, if the system has them. */
export function printError(output: Output, message: string): void {
  if (output.ci.annotate) {
    annotate(output, { kind: "error", title: "dbt-run", message, id: "" });
  } else output.printer.print(`error: ${message}`, "error");
}

function annotate({ ci, printer }: Output, finding: Finding): void {
  const { title, message, file } = finding;
  const clean = {
    ...finding,
    title: printer.clean(title),
    message: message.split("\n").map(printer.clean).join("\n"),
    ...(file && { file: printer.clean(file) }),
  };
  if (ci.annotate) printer.printCommands(ci.annotate(clean));
}

/** Makes the listener that annotates the nodes that failed. */
export function createAnnotations(
  { values: { quiet } }: ParsedInput,
  output: Output,
): Listener {
  let annotated: Report | undefined;
  function annotateReport(report: Report): void {
    annotated = report;
    const findings = collectFindings(report);
    const isSilent = quiet && hasSucceeded(report);
    for (const kind of isSilent ? [] : ["error", "warning"] as const) {
      const ofKind = findings.filter((finding) => finding.kind === kind);
      annotateFirst(output, report.run, kind, ofKind);
    }
    output.send(output.ci.findings?.(findings));
  }
  return {
    on(event) {
      if (event.type === "attempt-ended" && !event.retry) {
        annotateReport(event.report);
      }
    },
    end({ report, faults = [] }) {
      for (const { text } of faults) printError(output, text);
      // A retry that could not be started leaves the report of the run before.
      if (report && report !== annotated) annotateReport(report);
      return output.flush();
    },
  };
}

/** Annotates the first findings of a kind, and says how many more there are. */
function annotateFirst(
  output: Output,
  run: Run,
  kind: Finding["kind"],
  findings: Finding[],
): void {
  const first = findings.slice(0, MAX_ANNOTATIONS);
  for (const finding of first) annotate(output, finding);
  const moreCount = findings.length - first.length;
  if (moreCount > 0) {
    annotate(output, createRunFinding(run, kind, `and ${moreCount} more`));
  }
}

/** Collects the findings of all nodes; a run that failed without one has its own. */
function collectFindings(report: Report): Finding[] {
  const { run } = report;
  const isFailed = !hasSucceeded(report);
  const isInProject = (file: string) => !file.startsWith("dbt_packages/");
  const findings = selectNodes(report, "failed", "warned").map((
    node,
  ): Finding => ({
    kind: node.outcome === "failed" && isFailed ? "error" : "warning",
    title: safeLine(formatLabel(node)),
    message: formatDetails(node).join("\n"),
    ...(node.file && isInProject(node.file) && { file: safeLine(node.file) }),
    ...(node.line && { line: node.line }),
    id: node.uniqueId,
  }));
  if (isFailed && findings.every(({ kind }) => kind === "warning")) {
    findings.push(createRunFinding(run, "error", runMessage(report)));
  }
  return findings;
}

/** Makes a finding that is about the run, and about no node. */
function createRunFinding(
  run: Run,
  kind: Finding["kind"],
  text: string,
): Finding {
  const title = `dbt Cloud run ${run.id}: ${run.status}`;
  const message = [text, `See ${run.href}`].filter(Boolean).join("\n");
  return { kind, title, message, id: "" };
}
