/** Writes the reports: to files, and to the CI system's page. */
import { formatMark } from "../../api/trigger_fields.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import { ENDS, isVerdict } from "../exit_codes.ts";
import type { Result } from "../run_state.ts";
import { formatJunit } from "../../report/junit.ts";
import { escapeMarkdown } from "../../report/markdown.ts";
import { formatSummary } from "../../report/summary.ts";
import { describeEnd } from "./advice.ts";
import type { Output } from "./output.ts";
import { writesReports } from "./stale_files.ts";

/** Writes the summary and JUnit. */
export async function writeReports(
  input: ParsedInput,
  output: Output,
  result: Result,
): Promise<void> {
  if (!writesReports(input)) return;
  const { values } = input;
  const { report, faults = [] } = result;
  if (report && values.junit) {
    output.send({ files: [{ path: values.junit, text: formatJunit(report) }] });
  }
  const text = formatPage(input, output, result);
  // A fault says already that it cannot be written.
  const isUnwritable = faults.some(({ setting }) => setting === "summary");
  if (values.summary && !isUnwritable) {
    output.send({ files: [{ path: values.summary, text }] });
  }
  output.send(output.ci.summary?.(text, output.env));
  await output.flush();
}

/** Formats the page: how the command ended, and the summary of the run. */
function formatPage(
  input: ParsedInput,
  { ci, env }: Output,
  result: Result,
): string {
  const { report, end } = result;
  const sha = report?.run.gitSha;
  const linkTo = (file: string) =>
    sha ? ci.fileUrl?.(file, sha, env) : undefined;
  const parts = [
    report && isVerdict(end) ? "" : formatEnd(result, input),
    report ? formatSummary(report, { linkTo }) : "",
  ];
  return parts.filter(Boolean).join("\n");
}

/** Formats how a command ended without a verdict on a run: the reason, and what to do. */
function formatEnd(result: Result, input: ParsedInput): string {
  const { end, run, pendingPost } = result;
  const heading = end === "succeeded"
    ? "dbt Cloud run was started"
    : `dbt-run: ${ENDS[end].meaning}`;
  const lines = [
    `## ${heading}`,
    escapeMarkdown(describeEnd(result, input)),
    run && `Run [${run.id}](<${run.href}>): ${run.status}`,
    pendingPost &&
    `[Look for ${
      escapeMarkdown(
        pendingPost.mark ? formatMark(pendingPost.mark) : "the run",
      )
    }](<${pendingPost.page}>)`,
  ];
  return `${lines.filter(Boolean).join("\n\n")}\n`;
}
