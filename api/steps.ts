/** The steps of a run, read from an answer of any size. */
import type { Client } from "./client.ts";
import { requestStream } from "./http.ts";
import { isObject, type Json } from "./json.ts";
import { type JsonPath, JsonScanner } from "./json_stream.ts";
import type { Run, RunStep } from "./model.ts";
import { type RawRun, readSteps } from "./read_run.ts";
import { unreadableError } from "./refusals.ts";
import { readRun, runRequest } from "./runs.ts";

const MIB = 2 ** 20;
/** The longest answer that is read, of which only the end of each log is kept. */
const MAX_SIZE = 256 * MIB;
/** The end of a log that is kept, and what may hide a key that was cut. */
const MAX_LOG = MIB + 64 * 1_024;
/** The longest answer with steps that a script gets. */
const MAX_SIZE_WITH_STEPS = 32 * MIB;

/** Options for {@linkcode fetchSteps}. */
export interface StepsOptions {
  signal?: AbortSignal | undefined;
  /** What else is asked for, such as `environment`. */
  related?: string[];
  /** The fields of a step that are read; by default all. */
  fields?: readonly string[];
  /** The most bytes that are read. */
  maxBytes?: number;
  /** The most bytes of a log that are kept: its end. */
  maxLog?: number;
  /** Whether what was read will do, after this number of bytes. */
  isEnough?: (raw: Json, bytes: number) => boolean;
}

/** A run with its steps, as far as the answer was read. */
export interface StepsAnswer {
  raw: RawRun;
  steps: RunStep[];
  /** How many bytes were read. */
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
  const { signal, fields, related = [], maxBytes = MAX_SIZE } = options;
  const query = { include_related: JSON.stringify(["run_steps", ...related]) };
  const request = { ...runRequest(runId, "get the steps of"), query, signal };
  /** It grows while it is read: run_steps, 3, name. */
  const read: Json = {};
  const scanner = new JsonScanner({
    depth: 4,
    maxText: options.maxLog ?? MAX_LOG,
    wants: ([data, name, , field]) =>
      data === "data" && name !== undefined &&
      (name !== "run_steps" || !fields || fields.includes(String(field))),
    onValue: ([, ...path], value) => put(read, path, value),
  });
  const { response: { status }, pieces } = await requestStream(client, request);
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      bytes += piece.length;
      scanner.push(piece);
      if (bytes >= maxBytes || options.isEnough?.(read, bytes)) break;
    }
  } catch (error) {
    // What came until then will do.
    if (signal?.aborted || !read.run_steps) throw error;
  }
  scanner.end();
  const raw = client.redact(read);
  if (bytes >= maxBytes && !raw.run_steps) {
    const reason = `its body is longer than ${maxBytes / MIB} MiB`;
    throw unreadableError(request, status, reason);
  }
  const isRun = (raw: Json): raw is RawRun => raw.id === runId;
  if (!isRun(raw)) throw unreadableError(request, status);
  const steps = readSteps(raw.run_steps, options.maxLog);
  return { raw, steps, bytes, isWhole: scanner.isWhole };
}

/** Retrieves a run with its cause, its job's name, and its steps. */
export async function fetchRunWithSteps(
  client: Client,
  runId: number,
): Promise<Run> {
  const { raw } = await fetchSteps(client, runId, {
    signal: client.signal,
    related: ["trigger", "job"],
    maxBytes: MAX_SIZE_WITH_STEPS,
  });
  return readRun(client, raw);
}

/** Puts a value at its place, whatever was there. */
function put(document: Json, path: JsonPath, value: unknown): void {
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
