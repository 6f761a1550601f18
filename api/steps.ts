/** The steps of a run, read from an answer of any size. */
import type { Client } from "./client.ts";
import { type Answer, MIB, requestStream } from "./http.ts";
import { isObject, type Json, textOrNull } from "./json.ts";
import { type JsonPath, JsonScanner } from "./json_stream.ts";
import type { Run, RunStep } from "./model.ts";
import { isRawRun, type RawRun, readSteps } from "./read_run.ts";
import { unreadableError } from "./refusals.ts";
import { fetchWholeRun, readRun, runRequest } from "./runs.ts";

/** The longest answer that is read. */
const MAX_SIZE = 256 * MIB;
/** The longest answer with steps that a script gets. */
const MAX_SIZE_WITH_STEPS = 32 * MIB;

// Memory is limited by what is kept, and not by the bytes of the answer.

/** The end of a log that is kept, and what may hide a key that was cut. */
const MAX_LOG = MIB + 64 * 1_024;
/** The maximum length of all logs; those of the last steps are kept. */
const MAX_LOGS = 16 * MIB;
/** No run has as many steps. */
const MAX_STEPS = 1_000;
/** The maximum number of values of the run itself and its relations. */
const MAX_RUN_VALUES = 1_000;
const STEP_FIELDS = [
  "index",
  "name",
  "status",
  "started_at",
  "finished_at",
  "logs",
  "truncated_debug_logs",
];

/** Options for {@linkcode fetchSteps}. */
export interface StepsOptions {
  signal?: AbortSignal | undefined;
  /** Other relations that are requested, such as `environment`. */
  related?: string[];
  /** The fields of a step that are read; by default all. */
  fields?: readonly string[];
  /** The maximum number of bytes that are read. */
  maxBytes?: number;
  /** The maximum length of a log that is kept: its end. */
  maxLog?: number;
  /** Whether what was read will do, after this number of bytes. */
  isEnough?: (raw: Json, bytes: number) => boolean;
}

/** A run with its steps, as far as the answer was read. */
export interface StepsAnswer {
  raw: RawRun;
  steps: RunStep[];
  /** The number of bytes that were read. */
  bytes: number;
  /** Whether the answer was read to its end. */
  isWhole: boolean;
}

/**
 * Retrieves a run with its steps. An answer that is too long or breaks off is
 * used as far as it was read.
 */
export async function fetchSteps(
  client: Client,
  runId: number,
  options: StepsOptions,
): Promise<StepsAnswer> {
  const { signal, related = [], maxBytes = MAX_SIZE } = options;
  const query = { include_related: JSON.stringify(["run_steps", ...related]) };
  const request = { ...runRequest(runId, "get the steps of"), query, signal };
  const document = new RunDocument(options);
  const answer = await requestStream(client, request);
  const bytes = await readDocument(document, answer, options);
  const { isWhole, read } = document;
  const { status } = answer.response;
  if (bytes >= maxBytes && !read.run_steps) {
    const reason = `its body is longer than ${maxBytes / MIB} MiB`;
    throw unreadableError(request, status, reason);
  }
  // The id may stand behind the steps, where nothing was read.
  if (!isWhole && read.run_steps) read.id ??= runId;
  const raw = client.redact(read);
  if (!isRawRun(raw) || raw.id !== runId) {
    throw unreadableError(request, status);
  }
  const steps = readSteps(raw.run_steps, options.maxLog);
  return { raw, steps, bytes, isWhole };
}

/** Reads an answer as far as it will do; resolves to the bytes that were read. */
async function readDocument(
  document: RunDocument,
  { pieces }: Answer,
  { signal, maxBytes = MAX_SIZE, isEnough }: StepsOptions,
): Promise<number> {
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      document.push(piece);
      if (bytes >= maxBytes || isEnough?.(document.read, bytes)) break;
    }
  } catch (error) {
    // The part that came is used.
    if (signal?.aborted || !document.read.run_steps) throw error;
  }
  document.end();
  return bytes;
}

/** A run and its steps, as far as they were read. */
class RunDocument {
  /** It grows while it is read: run_steps, 3, name. */
  readonly read: Json = {};
  readonly #fields: readonly string[];
  readonly #scanner: JsonScanner;
  #values = 0;
  #logLength = 0;
  /** The index of the first step whose log is kept. */
  #firstLog = 0;

  constructor({ fields = STEP_FIELDS, maxLog = MAX_LOG }: StepsOptions) {
    this.#fields = fields;
    const maxLogs = Math.max(MAX_LOGS, maxLog);
    this.#scanner = new JsonScanner({
      depth: 4,
      maxText: maxLog,
      wants: (path) => this.#wants(path),
      onValue: (path, value) => this.#keep(path.slice(1), value, maxLogs),
    });
  }

  /** Whether the document was read to its end. */
  get isWhole(): boolean {
    return this.#scanner.isWhole;
  }

  push(piece: Uint8Array): void {
    this.#scanner.push(piece);
  }

  end(): void {
    this.#scanner.end();
  }

  #wants([data, name, index, field]: JsonPath): boolean {
    if (data !== "data" || name === undefined) return false;
    if (name !== "run_steps") return this.#values < MAX_RUN_VALUES;
    return index === undefined ||
      (Number(index) < MAX_STEPS && this.#fields.includes(String(field)));
  }

  #keep(path: JsonPath, value: unknown, maxLogs: number): void {
    if (path[0] !== "run_steps") this.#values++;
    else if (typeof value === "string") this.#logLength += value.length;
    putValue(this.read, path, value);
    if (this.#logLength > maxLogs) this.#dropLogs(maxLogs);
  }

  /** Drops the logs of the first steps; why a run failed stands in a later one. */
  #dropLogs(maxLogs: number): void {
    const steps = Array.isArray(this.read.run_steps) ? this.read.run_steps : [];
    while (this.#logLength > maxLogs && this.#firstLog < steps.length - 1) {
      const step = steps[this.#firstLog++];
      for (
        const field of isObject(step) ? ["logs", "truncated_debug_logs"] : []
      ) {
        this.#logLength -= textOrNull(step[field])?.length ?? 0;
        step[field] = null;
      }
    }
  }
}

/** Retrieves a run with its cause, its job's name, and its steps. */
export async function fetchRunWithSteps(
  client: Client,
  runId: number,
): Promise<Run> {
  const { raw, steps, isWhole } = await fetchSteps(client, runId, {
    signal: client.signal,
    related: ["trigger", "job"],
    maxBytes: MAX_SIZE_WITH_STEPS,
  });
  if (isWhole) return readRun(client, raw);
  // The fields behind the steps were not read.
  return { ...await fetchWholeRun(client, runId), steps };
}

/** Puts a value at its place, whatever was there. */
function putValue(document: Json, path: JsonPath, value: unknown): void {
  if (path.includes("__proto__")) return;
  let place = document;
  for (const [i, key] of path.slice(0, -1).entries()) {
    const isList = typeof path[i + 1] === "number";
    const isThere = isList ? Array.isArray(place[key]) : isObject(place[key]);
    if (!isThere) place[key] = isList ? [] : {};
    place = place[key] as Json;
  }
  place[path.at(-1)!] = value;
}
