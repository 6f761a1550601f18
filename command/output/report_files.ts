/** The reports that are written to files and to the CI system's page. */
import type { ParsedInput } from "../input/input.ts";
import type { Outcome } from "../plan.ts";
import { EXIT_CODES } from "../process/process.ts";
import { junit } from "../../report/junit.ts";
import { markdown, summary } from "../../report/summary.ts";
import { describeError } from "./advice.ts";
import type { Output } from "./output.ts";

/** Whether a command writes reports: neither a dry run nor `cancel` does. */
export function writesReports({ values, command }: ParsedInput): boolean {
  return !values.dryRun && command !== "cancel";
}

/** Writes the summary and JUnit. */
export async function writeReports(
  input: ParsedInput,
  output: Output,
  outcome: Outcome,
): Promise<void> {
  if (!writesReports(input)) return;
  const { values } = input;
  const { report } = outcome;
  if (report && values.junit) {
    output.send({ files: [{ path: values.junit, text: junit(report) }] });
  }
  const text = formatPage(input, output, outcome);
  if (values.summary) output.send({ files: [{ path: values.summary, text }] });
  output.send(output.ci.summary?.(text, output.env));
  await output.flush();
}

/** Formats the page: how the command ended, and what the run has to say. */
function formatPage(
  input: ParsedInput,
  { ci, env }: Output,
  outcome: Outcome,
): string {
  const { report, code } = outcome;
  const sha = report?.run.gitSha;
  const linkTo = (file: string) =>
    sha ? ci.fileUrl?.(file, sha, env) : undefined;
  const parts = [
    report && code < 2 ? "" : formatEnd(outcome, input),
    report ? summary(report, { linkTo }) : "",
  ];
  return parts.filter(Boolean).join("\n");
}

/** Says how a command ended that has no verdict of a run: what happened, and what to do. */
function formatEnd(
  { code, run, unclear, error }: Outcome,
  input: ParsedInput,
): string {
  const heading = code === 0
    ? "dbt Cloud run was started"
    : `dbt-run: ${EXIT_CODES[code]}`;
  const lines = [
    `## ${heading}`,
    error && markdown(describeError(error, input)),
    run && `Run [${run.id}](<${run.href}>): ${run.status}`,
    unclear &&
    `[Look for ${markdown(unclear.mark ?? "the run")}](<${unclear.page}>)`,
  ];
  return `${lines.filter(Boolean).join("\n\n")}\n`;
}
