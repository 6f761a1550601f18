/** Asks for the steps of a run while it goes on: which one runs, what it logs. */
import type { Client } from "../api/client.ts";
import { MAX_SIZE_WITH_LOGS, piecesOf, send } from "../api/http.ts";
import { isObject, textOrNull } from "../api/json.ts";
import { pause } from "../api/clock.ts";
import { readStatus } from "../api/run.ts";
import { retrieveRaw, WITH_STEPS } from "../api/runs.ts";
import { JsonScanner } from "../report/json_scan.ts";
import type { RunEvent } from "./events.ts";
import type { Plan } from "./plan.ts";

const SECOND = 1_000;
const MIB = 2 ** 20;
/** The first question comes so long after the start. */
const FIRST_ASK = 3 * SECOND;
/** The pause until the next question is a share of the wait, and at least so
 * long; all questions together read so many bytes. */
const ATTENDED = { share: 0.05, least: 3 * SECOND, bytes: 16 * MIB };
const UNATTENDED = { share: 0.3, least: 5 * SECOND, bytes: MIB / 2 };
/** With `--logs live`; the pause is longer where there is more to read. */
const LIVE = { least: 5 * SECOND, most: 15 * SECOND, bytes: 256 * MIB };
/** The longest pause after faults. */
const MOST_PAUSE = 300 * SECOND;
/** A step that runs is looked for in the whole answer, if that is no longer. */
const SMALL_ANSWER = 64 * 1_024;

/** Why the steps need no longer be watched. */
export const RUN_ENDED = "The run has ended";

/** What is read of a step. */
interface Step {
  index: number;
  name: string;
  hasBegun: boolean;
  logs: string | null;
}

/** What one question brought. */
interface Answer {
  steps: Step[];
  bytes: number;
  /** Whether it was read to its end. */
  isWhole: boolean;
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

/**
 * Yields each step that begins and, with `--logs live`, the new lines of its
 * log, until `over` is aborted: with `RUN_ENDED`, after a good end. Faults cost a
 * question, and never the wait.
 */
export async function* watchSteps(
  { client, values, isAttended, ending: { stop } }: Plan,
  runId: number,
  over: AbortSignal,
): AsyncGenerator<RunEvent> {
  const isLive = values.logs === "live";
  const began = Date.now();
  const told: Told = { step: 0, total: undefined, logs: new Map() };
  const pace = isAttended ? ATTENDED : UNATTENDED;
  let left = isLive ? LIVE.bytes : pace.bytes;
  let wait = FIRST_ASK;
  const ask = async (signal: AbortSignal) => {
    try {
      return await (isLive
        ? readLogs(client, runId, signal)
        : readNames(client, runId, left, signal));
    } catch (error) {
      // A good answer that was too long, or broke off, was read all the same.
      const isRead = (error as { status?: number }).status === 200;
      if (isRead) left -= isLive ? MAX_SIZE_WITH_LOGS : SMALL_ANSWER;
    }
  };
  while (left > 0 && !over.aborted) {
    await pause(wait, over).catch(() => {});
    if (over.aborted) break;
    const answer = await ask(over);
    if (!answer) {
      wait = Math.min(wait * 2, MOST_PAUSE);
      continue;
    }
    left -= answer.bytes;
    yield* changes(answer, told, false);
    wait = isLive
      ? Math.min(LIVE.least + answer.bytes / 1_024, LIVE.most)
      : Math.max(pace.least, (Date.now() - began) * pace.share);
  }
  if (!isLive || left <= 0 || over.reason !== RUN_ENDED) return;
  // What came since the last question, now that the run has ended.
  const answer = await ask(stop);
  if (answer) yield* changes(answer, told, true);
}

function* changes(
  { steps, isWhole }: Answer,
  told: Told,
  isLast: boolean,
): Generator<RunEvent> {
  const begun = steps.filter(({ hasBegun }) => hasBegun);
  // Only a list with steps that have not begun is known to be all of them.
  if (isWhole && steps.length > begun.length) told.total = steps.length;
  const { total } = told;
  for (const { index, name, logs } of begun) {
    if (index > told.step) {
      told.step = index;
      yield {
        type: "step",
        step: { index, name, total, startedAt: Date.now() },
      };
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

/** The steps with their logs. */
async function readLogs(
  client: Client,
  runId: number,
  signal: AbortSignal,
): Promise<Answer> {
  const raw = await retrieveRaw(client, runId, { ...WITH_STEPS, signal });
  const list = Array.isArray(raw.run_steps) ? raw.run_steps : [];
  const steps = list.filter(isObject).map(toStep);
  const bytes = steps.reduce((sum, { logs }) => sum + (logs?.length ?? 0), 0);
  return { steps, bytes: Math.max(1, bytes), isWhole: true };
}

function toStep(raw: { [field: string]: unknown }, i: number): Step {
  return {
    index: typeof raw.index === "number" ? raw.index : i + 1,
    name: textOrNull(raw.name) ?? `Step ${i + 1}`,
    hasBegun: (readStatus(raw) ?? "queued") !== "queued",
    logs: textOrNull(raw.logs),
  };
}

/** Such as data, run_steps, 3, name. */
const STEP_FIELDS = ["index", "name", "status"];

/** The steps without their logs: no more is read than it takes. */
async function readNames(
  client: Client,
  runId: number,
  limit: number,
  signal: AbortSignal,
): Promise<Answer> {
  const raw = new Map<unknown, { [field: string]: unknown }>();
  const scanner = new JsonScanner({
    depth: 4,
    wants: ([, list, , field]) =>
      list === "run_steps" && STEP_FIELDS.includes(String(field)),
    onValue: ([, , i, field], value) => {
      raw.set(i, { ...raw.get(i), [String(field)]: value });
    },
  });
  const request = {
    to: `get the steps of run ${runId}`,
    path: `runs/${runId}/`,
    ...WITH_STEPS,
    signal,
  };
  return await send(client, request, async ({ response, stop }) => {
    let bytes = 0;
    for await (const piece of piecesOf(response)) {
      bytes += piece.length;
      scanner.push(piece);
      const isFound = [...raw.values()]
        .some((step) => step.name && step.status === 3);
      if (bytes >= limit || (isFound && bytes > SMALL_ANSWER)) break;
    }
    stop();
    const steps = client.redact([...raw.values()]).map(toStep);
    return { steps, bytes, isWhole: scanner.isWhole };
  });
}
