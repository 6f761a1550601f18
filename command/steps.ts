/** Waits for a run, asks for its steps beside the polls, and gets what it left. */
import {
  isMissing,
  openArtifact,
  readerOf,
  retrieveSteps,
  type StepsAnswer,
} from "../api/artifacts.ts";
import { clock } from "../api/clock.ts";
import { DbtCloudError } from "../api/errors.ts";
import { piecesOf } from "../api/http.ts";
import { isObject, type Json } from "../api/json.ts";
import { JsonScanner } from "../api/json_scan.ts";
import { resultOf, retrying } from "../api/retry.ts";
import { hasEnded, readStatus, type Run, runIdOf } from "../api/run.ts";
import { watch } from "../api/watch.ts";
import type { Events, Known, Plan, RunEvent, Target } from "./plan.ts";
import { writeFile } from "./process/files.ts";
import { CommandError, isInteractive } from "./process/process.ts";
import { collectReport } from "../report/collect.ts";
import { afterAttempt, type Report } from "../report/report.ts";
import { isDbtCommand } from "../report/results.ts";

const SECOND = 1_000;
const MIB = 2 ** 20;
/** The first question comes that long after the start. */
const FIRST_ASK = 3 * SECOND;
/**
 * The pause until the next question is a share of the wait and no shorter than
 * `least`; all questions together read no more than `bytes`.
 */
const INTERACTIVE = { share: 0.05, least: 3 * SECOND, bytes: 16 * MIB };
const BACKGROUND = { share: 0.3, least: 5 * SECOND, bytes: MIB / 2 };
/** With `--logs live`; the pause is longer where there is more to read. */
const LIVE = { least: 5 * SECOND, most: 15 * SECOND, bytes: 256 * MIB };
/** The longest answer to one question for logs. */
const MAX_LIVE_SIZE = 32 * MIB;
/** The longest pause after faults. */
const MAX_PAUSE = 300 * SECOND;
/** A step that runs is looked for in the whole answer, if that is no longer. */
const SMALL_ANSWER = 64 * 1_024;

/** Waits for the end of one run, and tells of its steps. */
export async function* watchRunAndSteps(
  plan: Plan,
  target: Target,
  known: Known,
): Events<Run> {
  const { client, values: { interval, initialDelay }, deadline, ending } = plan;
  const left = deadline.left();
  const timeout = left === Infinity ? 0 : Math.max(1, left);
  const { leave: signal } = ending;
  const options = { ...target, interval, initialDelay, timeout, signal };
  const events = watch(client, options);
  let steps = createStepReader(plan, runIdOf(target.run));
  try {
    for (;;) {
      const { done, value } = await events.next();
      if (done) {
        yield* await steps.rest();
        return value;
      }
      if (value.type === "started") {
        steps.stop();
        steps = createStepReader(plan, value.run.id);
      }
      if (value.type === "polled" && !known.run) {
        yield { type: "started", run: value.run };
      }
      if (value.type !== "notice") known.run = value.run;
      yield value;
      if (value.type === "polled" && !hasEnded(value.run)) {
        yield* steps.beside();
      }
    }
  } finally {
    steps.stop();
  }
}

/** Collects the report of a run that has ended, after an earlier attempt. */
export async function collect(
  { client, ending, values: { junit, projectDir } }: Plan,
  run: Run,
  before: Report | undefined,
): Promise<Report> {
  const reader = readerOf(client, run, ending.stop);
  const options = { projectDir, allFiles: junit !== undefined };
  const report = await collectReport(run, reader, options);
  if (ending.stop.aborted) {
    // That a step has no results is not known: reading them was interrupted.
    report.nodes = report.nodes.filter(({ type }) => type !== "step");
  }
  return before ? afterAttempt(report, before) : report;
}

/** What was told so far. */
interface Told {
  /** The index of the step that was announced last. */
  step: number;
  /** How many steps there are, once that is known. */
  total: number | undefined;
  /** Of each step's log, what was printed. */
  logs: Map<number, string>;
}

/** Makes the reader of one run's steps. Faults cost a question, not the wait. */
function createStepReader(
  { client, values, process, ending }: Plan,
  runId: number,
) {
  const isLive = values.logs === "live";
  const isAttended = isInteractive(process, values.quiet);
  const pace = isAttended ? INTERACTIVE : BACKGROUND;
  const fields = ["index", "name", "status", ...(isLive ? ["logs"] : [])];
  const told: Told = { step: 0, total: undefined, logs: new Map() };
  const over = new AbortController();
  const began = clock.now();
  let left = isLive ? LIVE.bytes : pace.bytes;
  let [wait, due] = [FIRST_ASK, began + FIRST_ASK];
  let answer: StepsAnswer | undefined;
  let fault: unknown;

  const ask = async (signal: AbortSignal) => {
    due = Infinity; // One question at a time.
    try {
      answer = await retrieveSteps(client, runId, {
        signal,
        fields,
        maxBytes: Math.min(left, MAX_LIVE_SIZE),
        maxLog: MAX_LIVE_SIZE,
        ...(!isLive && { isEnough: hasRunningStep }),
      });
      left -= Math.max(1, answer.bytes);
      wait = isLive
        ? Math.min(LIVE.least + answer.bytes / 1_024, LIVE.most)
        : Math.max(pace.least, (clock.now() - began) * pace.share);
    } catch (error) {
      if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
      // An answer that nobody could read was read all the same.
      if ((error as DbtCloudError).status === 200) {
        left -= isLive ? MAX_LIVE_SIZE : SMALL_ANSWER;
      }
      wait = Math.min(wait * 2, MAX_PAUSE);
    } finally {
      due = clock.now() + wait;
    }
  };
  function* take(isLast: boolean): Generator<RunEvent> {
    const taken = answer;
    answer = undefined;
    if (taken) yield* changes(taken, told, isLast);
    if (fault === undefined) return;
    const text = `Cannot show the steps: ${(fault as Error).message}`;
    yield { type: "warning", text };
    [fault, left] = [undefined, 0];
  }
  return {
    /** What the last question brought; asks the next one if it is time. */
    beside(): Iterable<RunEvent> {
      if (left > 0 && clock.now() >= due) {
        // A fault of our own here ends the steps, and not the wait.
        ask(over.signal).catch((error) => fault = error);
      }
      return take(false);
    },
    /** The rest of the live log, once the run has ended. */
    async rest(): Promise<Iterable<RunEvent>> {
      over.abort();
      if (!isLive) return []; // That a step began is no news any more.
      if (left > 0) await ask(ending.stop).catch(() => {});
      return take(true);
    },
    /** Ends a question that is under way. */
    stop: () => over.abort(),
  };
}

function hasRunningStep({ run_steps: steps }: Json, bytes: number): boolean {
  return bytes > SMALL_ANSWER && Array.isArray(steps) &&
    steps.some((step) =>
      isObject(step) && step.name && readStatus(step) === "running"
    );
}

function* changes(
  { steps, isWhole }: StepsAnswer,
  told: Told,
  isLast: boolean,
): Generator<RunEvent> {
  const begun = steps.filter(({ status }) => status !== "queued");
  // Only a list with steps that have not begun is known to be all of them.
  if (isWhole && steps.length > begun.length) told.total = steps.length;
  const { total } = told;
  for (const { index, name, logs } of begun) {
    if (index > told.step) {
      told.step = index;
      const step = { index, name, total, startedAt: clock.now() };
      yield { type: "step", step };
    }
    const isOver = isLast || index < begun.at(-1)!.index;
    const lines = newLines(told, index, logs ?? "", isOver);
    if (lines.length > 0) yield { type: "log", step: index, lines };
  }
}

/** The lines of a log that are whole, and were not printed before. */
function newLines(
  { logs }: Told,
  step: number,
  log: string,
  isOver: boolean,
): string[] {
  const before = logs.get(step) ?? "";
  const end = isOver ? log.length : log.lastIndexOf("\n") + 1;
  // A log that was written anew is printed from where it differs.
  const from = log.startsWith(before)
    ? before.length
    : commonStart(log, before);
  if (end <= from) return [];
  logs.set(step, log.slice(0, end));
  return log.slice(from, end).replace(/\r?\n$/, "").split(/\r?\n/);
}

/** Where the line begins in which two texts differ. */
function commonStart(one: string, other: string): number {
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  return one.lastIndexOf("\n", i) + 1;
}

// Artifacts

/** The artifacts that are worth a download; without the first two, no state. */
const ARTIFACTS = [
  "manifest.json",
  "run_results.json",
  "catalog.json",
  "sources.json",
];
const NEEDED = 2;

/**
 * Downloads the artifacts of each dbt command: of the last one into the folder,
 * of the others into a folder of their own below it. Returns why what `--defer
 * --state` needs of the last one is not there.
 */
export async function* downloadArtifacts(
  plan: Plan,
  { run, steps }: Report,
): Events<Error | undefined> {
  const { artifacts: folder, catalog } = plan.values;
  const indexes = steps.filter(({ name, status }) =>
    isDbtCommand(name) && (status === "success" || status === "error")
  ).map(({ index }) => index);
  const last = indexes.at(-1);
  let missing: Error | undefined;
  // They may come some seconds after the end of the run; the first one waits.
  let waits = true;
  for (const step of new Set([last, ...indexes])) {
    const to = step === last ? folder : `${folder}/step-${step}`;
    for (const [i, name] of ARTIFACTS.entries()) {
      if (name === "catalog.json" && !catalog) continue;
      const fault = await download(plan, run.id, name, `${to}/${name}`, {
        step,
        waits,
      });
      waits = false;
      const isAbsent = isMissing(fault);
      if (fault && !isAbsent) yield { type: "warning", text: fault.message };
      if (step !== last || i >= NEEDED) continue;
      missing ??= isAbsent
        ? new CommandError(`Run ${run.id} left no ${name}`, 3)
        : fault;
    }
  }
  return missing;
}

/** Downloads one file; returns why it could not. */
async function download(
  { client, ending: { stop: signal }, process: { fileSystem } }: Plan,
  runId: number,
  name: string,
  path: string,
  { step, waits }: { step: number | undefined; waits: boolean },
): Promise<Error | undefined> {
  const save = async () => {
    const response = await openArtifact(client, runId, name, { signal, step })
      .catch((error) => {
        if (waits || !isMissing(error)) throw error;
        return error as Error;
      });
    if (response instanceof Error) return response;
    try {
      await writeFile(fileSystem, path, whole(piecesOf(response), name));
    } finally {
      // Of a file that cannot be written, nothing was read.
      await response.body?.cancel().catch(() => {});
    }
  };
  try {
    return await resultOf(retrying("read", save, { signal }));
  } catch (error) {
    if (signal.aborted) return;
    const { message } = error as Error;
    return error instanceof DbtCloudError
      ? error
      : new Error(`Cannot write ${path}: ${message}`);
  }
}

/** Passes on a JSON document; throws at its end if it is not whole. */
async function* whole(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const ignored = { depth: 0, wants: () => false, onValue: () => {} };
  const scanner = new JsonScanner(ignored);
  for await (const piece of pieces) {
    scanner.push(piece);
    yield piece;
  }
  if (scanner.isWhole) return;
  const message = `Cannot get ${name}: dbt Cloud sent no whole JSON document`;
  throw new DbtCloudError(message, { kind: "unreadable" });
}
