/** Reports to test with. */
import { assert, assertEquals } from "@std/assert";
import fc, { anyCharacter } from "./fast_check.ts";
import type { Run, RunStep } from "../api/model.ts";
import { collectReport } from "../report/collect.ts";
import type { NodeResult, Report } from "../report/report_model.ts";

export const LINK = "https://cloud.getdbt.com/deploy/1/projects/2/runs/3/";

/** A step that failed. */
export function stepOf(more: Partial<RunStep> = {}): RunStep {
  return {
    index: 1,
    name: "Invoke dbt with `dbt build`",
    status: "error",
    startedAt: "2026-01-31T03:00:00.000Z",
    finishedAt: "2026-01-31T03:01:30.000Z",
    durationMs: 90_000,
    logs: "Done",
    ...more,
  };
}

/** The report of a run that failed in its one step. */
export function reportOf(more: Partial<Report> = {}): Report {
  const step = stepOf();
  const run: Run = {
    id: 3,
    jobId: 2,
    jobName: "Deploy",
    projectId: 2,
    environmentId: 4,
    status: "error",
    statusMessage: "dbt command failed",
    cause: "Merge",
    href: LINK,
    gitBranch: "main",
    gitSha: "8d1ef1b22e961221d4ce2892fb296ee3b0be8628",
    createdAt: step.startedAt,
    startedAt: step.startedAt,
    finishedAt: step.finishedAt,
    durationMs: 90_000,
    elapsedMs: null,
    blockedBy: [],
    canRetry: false,
    retryNotSupportedReason: null,
    steps: [],
  };
  return { run, steps: [step], nodes: [], flaky: [], gaps: [], ...more };
}

/** A text as bytes, in pieces of a size. */
export async function* piecesOf(
  text: string,
  size: number,
): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let i = 0; i < bytes.length; i += size) {
    yield bytes.subarray(i, i + size);
  }
}

/** A step of a run, by default a build that failed. */
interface CollectedStep {
  name?: string;
  status?: RunStep["status"];
  logs: string;
  /** The results that it wrote; none if it wrote no artifact. */
  results?: object[] | undefined;
}

/** The report of a run of these steps. */
export async function collectSteps(steps: CollectedStep[]): Promise<Report> {
  const runSteps = steps.map(({ results: _, ...step }, i) =>
    stepOf({ index: i + 1, ...step })
  );
  const { run } = reportOf();
  run.status = runSteps.at(-1)!.status;
  return await collectReport(run, {
    redact: (value) => value,
    getSteps: () => Promise.resolve({ steps: runSteps, projectDir: null }),
    openArtifact: (path, index) => {
      const results = steps[index - 1]?.results;
      const isThere = results && path !== "manifest.json";
      const text = JSON.stringify({ results });
      return Promise.resolve(isThere ? piecesOf(text, 4_096) : undefined);
    },
  }, {});
}

/** A model that failed. */
export function nodeOf(more: Partial<NodeResult> = {}): NodeResult {
  return {
    uniqueId: "model.a.b",
    name: "b",
    type: "model",
    package: "a",
    status: "error",
    outcome: "failed",
    message: "Syntax error",
    seconds: 1.5,
    file: null,
    tests: null,
    compiledCode: null,
    step: 1,
    ...more,
  };
}

/** Whether a text is well-formed XML, by a small reading of the standard. */
export function checkXml(text: string): void {
  assert(text.isWellFormed(), "a lone surrogate");
  // deno-lint-ignore no-control-regex
  assert(!/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text), "no XML");
  const open: string[] = [];
  const rest = text.replace(/^<\?xml[^?]*\?>/, "").replace(
    /<(\/?)([\w-]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g,
    (_, closes, name, _attributes, isEmpty) => {
      if (closes) assertEquals(open.pop(), name);
      else if (!isEmpty) open.push(name);
      return "";
    },
  );
  assertEquals(open, []);
  assert(!rest.includes("<"), `a tag is broken: ${rest}`);
  assert(!/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(text), "a bare &");
}

export const anyText = fc.oneof(
  fc.string({ unit: anyCharacter }),
  fc.string({
    unit: fc.constantFrom(..."<>&\"'`|\\*_[]()!#\r\n\t\x1b\ufffe\ud800 a]"),
  }),
  fc.constantFrom(
    "]]>",
    "<script>alert(1)</script>",
    "```\n<b>",
    "[a](javascript:b)",
  ),
);
export const anyNode = fc.record({
  uniqueId: anyText,
  name: anyText,
  type: anyText,
  status: anyText,
  outcome: fc.constantFrom("failed", "warned", "skipped", "passed", "unknown"),
  message: anyText,
  seconds: fc.double({ min: 0, max: 1e6, noNaN: true }),
  package: anyText,
  file: fc.option(anyText),
  tests: fc.option(anyText),
  compiledCode: fc.option(anyText),
  step: fc.constant(1),
}) as fc.Arbitrary<NodeResult>;
