/** Waits for a run, asks for its steps beside the polls, and gets what it left. */
import { createRunReader, isMissing, openArtifact } from "../api/artifacts.ts";
import { clock } from "../api/clock.ts";
import { DbtCloudError } from "../api/errors.ts";
import { isObject, type Json } from "../api/json.ts";
import { retry } from "../api/retry.ts";
import { watch } from "../api/watch.ts";
import { JsonScanner } from "../api/json_stream.ts";
import type { Run } from "../api/model.ts";
import { toRunId } from "../api/read_run.ts";
import { hasEnded, readStatus } from "../api/run_status.ts";
import { fetchSteps, type StepsAnswer } from "../api/steps.ts";
import type { Context } from "./context.ts";
import type { RunEvent } from "./events.ts";
import { CommandError } from "./exit_codes.ts";
import { writeFile } from "./process/files.ts";
import { isInteractive } from "./process/environment.ts";
import { mergeAttempts } from "../report/attempts.ts";
import { collectReport } from "../report/collect.ts";
import type { Report } from "../report/model.ts";
import { isDbtCommand } from "../report/step_command.ts";

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
export async function watchToEnd(
  context: Context,
  run: Run | number,
): Promise<Run> {
  const { client, values, deadline, emit, state, shutdown } = context;
  const { duplicates } = state.update({ phase: "watch" });
  const signal = shutdown.interrupted;
  const { interval, initialDelay } = values;
  const timeout = Math.max(1, deadline.remaining());
  const limits = { interval, initialDelay, timeout, signal };
  let runId = toRunId(run);
  let steps = createStepReader(context, runId);
  let latest: Run;
  try {
    for await (latest of watch(client, { ...limits, run, duplicates })) {
      const isOther = latest.id !== runId;
      if (isOther) {
        steps.stop();
        runId = latest.id;
        steps = createStepReader(context, runId);
      }
      if (isOther || !state.current.run) emit({ type: "started", run: latest });
      state.update({ run: latest });
      if (!isOther) emit({ type: "polled", run: latest });
      if (!hasEnded(latest)) steps.ask();
    }
    await steps.finish();
    // Duplicates were looked for until the end.
    state.update({ duplicates: undefined });
    return latest!;
  } finally {
    steps.stop();
  }
}

/** Collects the report of a run that has ended, after an earlier attempt. */
export async function collect(
  { client, shutdown, state, values: { junit, projectDir } }: Context,
  run: Run,
): Promise<Report> {
  const { report: before } = state.current;
  const reader = createRunReader(client, run, shutdown.aborted);
  const options = { projectDir, allFiles: junit !== undefined };
  const report = await collectReport(run, reader, options);
  if (shutdown.aborted.aborted) {
    // That a step has no results is not known: reading them was interrupted.
    report.nodes = report.nodes.filter(({ type }) => type !== "step");
  }
  const merged = before ? mergeAttempts(report, before) : report;
  state.update({ report: merged });
  return merged;
}

/** Makes the reader of one run's steps. Faults cost a question, not the wait. */
function createStepReader(
  { client, values, process, shutdown, emit }: Context,
  runId: number,
) {
  const isLive = values.logs === "live";
  const pace = isInteractive(process, values.quiet) ? INTERACTIVE : BACKGROUND;
  const fields = ["index", "name", "status", ...(isLive ? ["logs"] : [])];
  const tell = createTeller();
  const over = new AbortController();
  const began = clock.now();
  let left = isLive ? LIVE.bytes : pace.bytes;
  let [wait, due] = [FIRST_ASK, began + FIRST_ASK];

  const ask = async (signal: AbortSignal, isLast: boolean) => {
    due = Infinity; // One question at a time.
    try {
      const answer = await fetchSteps(client, runId, {
        signal,
        fields,
        maxBytes: Math.min(left, MAX_LIVE_SIZE),
        maxLog: MAX_LIVE_SIZE,
        ...(!isLive && { isEnough: hasRunningStep }),
      });
      for (const event of tell(answer, isLast)) emit(event);
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
  /** A fault of our own ends the steps, and not the wait. */
  const giveUp = ({ message }: Error) => {
    left = 0;
    const text = `Cannot show the steps: ${message}`;
    emit({ type: "warning", text });
  };
  return {
    /** Asks the next question if it is time. */
    ask(): void {
      const isDue = left > 0 && clock.now() >= due;
      if (isDue) ask(over.signal, false).catch(giveUp);
    },
    /** Reads the rest of the live log, once the run has ended. */
    async finish(): Promise<void> {
      over.abort();
      if (isLive && left > 0) await ask(shutdown.aborted, true).catch(() => {});
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

/** Tells of each answer what is new in it. */
function createTeller() {
  /** Of each step's log, what was told. */
  const told = new Map<number, string>();
  /** The index of the step that was announced last. */
  let last = 0;
  /** How many steps there are, once that is known. */
  let total: number | undefined;

  return function* (
    { steps, isWhole }: StepsAnswer,
    isLast: boolean,
  ): Generator<RunEvent> {
    const begun = steps.filter(({ status }) => status !== "queued");
    // Only a list with steps that have not begun is known to be all of them.
    if (isWhole && steps.length > begun.length) total = steps.length;
    for (const { index, name, logs } of begun) {
      if (index > last) {
        last = index;
        const step = { index, name, total, startedAt: clock.now() };
        yield { type: "step", step };
      }
      const isOver = isLast || index < begun.at(-1)!.index;
      const log = logs ?? "";
      const end = isOver ? log.length : log.lastIndexOf("\n") + 1;
      const from = commonStart(log, told.get(index) ?? "");
      if (end <= from) continue;
      told.set(index, log.slice(0, end));
      const text = log.slice(from, end).replace(/\r?\n$/, "");
      yield { type: "log", step: index, lines: text.split(/\r?\n/) };
    }
  };
}

/** How much of a log was told; one that was written anew differs from a line on. */
function commonStart(log: string, told: string): number {
  if (log.startsWith(told)) return told.length;
  let i = 0;
  while (i < log.length && log[i] === told[i]) i++;
  return log.lastIndexOf("\n", i) + 1;
}

// Artifacts

/** Without these there is no state for `--defer --state`. */
const STATE = ["manifest.json", "run_results.json"];
/** The artifacts that are worth a download. */
const ARTIFACTS = [...STATE, "catalog.json", "sources.json"];

/**
 * Downloads the artifacts of each dbt command: of the last one into the folder,
 * of the others into a folder of their own below it. Throws if the state of
 * production is asked for and not there.
 */
export async function downloadArtifacts(
  context: Context,
  { run, steps }: Report,
): Promise<void> {
  const { artifacts: folder, catalog, latest } = context.values;
  if (!folder) return;
  const indexes = steps.filter(({ name, status }) =>
    isDbtCommand(name) && (status === "success" || status === "error")
  ).map(({ index }) => index);
  const last = indexes.at(-1);
  const names = ARTIFACTS.filter((name) => catalog || name !== "catalog.json");
  const files = [...new Set([last, ...indexes])]
    .flatMap((step) => names.map((name) => ({ step, name })));
  let missing: Error | undefined;
  for (const [i, { step, name }] of files.entries()) {
    const to = step === last ? folder : `${folder}/step-${step}`;
    // They may come some seconds after the end of the run; the first one waits.
    const how = { step, waits: i === 0 };
    const fault = await download(context, run.id, name, `${to}/${name}`, how);
    const isAbsent = fault instanceof CommandError;
    if (fault && !isAbsent) {
      context.emit({ type: "warning", text: fault.message });
    }
    if (step === last && STATE.includes(name)) missing ??= fault;
  }
  if (missing && latest === "success") throw missing;
}

/** Downloads one file; returns why it could not, absent or otherwise. */
async function download(
  { client, shutdown: { aborted: signal }, process: { fileSystem } }: Context,
  runId: number,
  name: string,
  path: string,
  { step, waits }: { step: number | undefined; waits: boolean },
): Promise<Error | undefined> {
  const absent = new CommandError(
    `Run ${runId} left no ${name}`,
    "unreachable",
  );
  const save = async () => {
    const answer = await openArtifact(client, runId, name, { signal, step })
      .catch((error) => {
        throw !waits && isMissing(error) ? absent : error;
      });
    try {
      await writeFile(fileSystem, path, whole(answer.pieces, name));
    } finally {
      // Of a file that cannot be written, nothing was read.
      await answer.close();
    }
  };
  try {
    await retry(client, "read", save, { signal, silent: true });
  } catch (error) {
    if (signal.aborted) return;
    if (error === absent || isMissing(error)) return absent;
    if (error instanceof DbtCloudError) return error;
    return new Error(`Cannot write ${path}: ${(error as Error).message}`);
  }
}

/** Passes on a JSON document; throws at its end if it is not whole. */
async function* whole(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const nothing = { depth: 0, wants: () => false, onValue: () => {} };
  const scanner = new JsonScanner(nothing);
  for await (const piece of pieces) {
    scanner.push(piece);
    yield piece;
  }
  if (scanner.isWhole) return;
  const message = `Cannot get ${name}: dbt Cloud sent no whole JSON document`;
  throw new DbtCloudError(message, { kind: "unreadable" });
}
