/** Reads a run with its steps from the stream, however long their logs are. */
import type { Client } from "./client.ts";
import { piecesOf, send, unreadable } from "./http.ts";
import { isObject, type Json } from "./json.ts";
import { type JsonPath, JsonScanner } from "./json_scan.ts";
import type { GetRunOptions } from "./options.ts";
import {
  isRawRun,
  type RawRun,
  readRun,
  readSteps,
  retrieveRun,
  type Run,
  type RunStep,
  WITH_CAUSE,
} from "./run.ts";

const MIB = 2 ** 20;
/** The longest answer that is read, of which only the end of each log is kept. */
const MAX_SIZE = 256 * MIB;
/** The end of a log that is kept, and what may hide a key that was cut. */
const MAX_LOG = MIB + 64 * 1_024;

/** The longest answer with steps that a script gets. */
const MAX_SIZE_WITH_STEPS = 32 * MIB;

/** Options for {@linkcode retrieveSteps}. */
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

/** What was read of a run and its steps. */
export interface StepsAnswer {
  raw: RawRun;
  steps: RunStep[];
  bytes: number;
  /** Whether it was read to its end. */
  isWhole: boolean;
}

/**
 * Retrieves a run with its steps. An answer that is too long or breaks off is
 * used as far as it was read.
 */
export async function retrieveSteps(
  client: Client,
  runId: number,
  options: StepsOptions = {},
): Promise<StepsAnswer> {
  const { signal, related = [], maxBytes = MAX_SIZE } = options;
  const { isEnough = () => false } = options;
  const request = {
    to: `get the steps of run ${runId}`,
    path: `runs/${runId}/`,
    query: { include_related: JSON.stringify(["run_steps", ...related]) },
    runId,
    signal,
  };
  const { document, scanner } = scannerOf(options);
  const read = () => isObject(document.data) ? document.data : {};
  return await send(client, request, async ({ response, stop }) => {
    let bytes = 0;
    try {
      for await (const piece of piecesOf(response)) {
        bytes += piece.length;
        scanner.push(piece);
        if (bytes >= maxBytes || isEnough(read(), bytes)) break;
      }
    } catch (error) {
      // What came until then will do.
      if (signal?.aborted || !read().run_steps) throw error;
    }
    stop();
    scanner.end();
    const raw = client.redact(read());
    if (bytes >= maxBytes && !raw.run_steps) {
      throw new Error(`its body is longer than ${maxBytes / MIB} MiB`);
    }
    if (!isRawRun(raw) || raw.id !== runId) {
      throw unreadable(request, response.status, "is not what the API sends");
    }
    const steps = readSteps(raw.run_steps, options.maxLog);
    return { raw, steps, bytes, isWhole: scanner.isWhole };
  });
}

/** Retrieves a run with its cause, its job's name and, if wanted, its steps. */
export async function retrieveWhole(
  client: Client,
  runId: number,
  { signal, steps }: Pick<GetRunOptions, "signal" | "steps">,
): Promise<Run> {
  if (!steps) {
    return await retrieveRun(client, runId, { ...WITH_CAUSE, signal });
  }
  const related = ["trigger", "job"];
  const options = { signal, related, maxBytes: MAX_SIZE_WITH_STEPS };
  const { raw } = await retrieveSteps(client, runId, options);
  return readRun(client, raw);
}

/** A document that grows while it is read: data, run_steps, 3, name. */
function scannerOf({ fields, maxLog = MAX_LOG }: StepsOptions) {
  const document: Json = {};
  const isWanted = ([, list, , field]: JsonPath) =>
    list !== "run_steps" || !fields || fields.includes(String(field));
  const scanner = new JsonScanner({
    depth: 4,
    maxText: maxLog,
    wants: (path) => path[0] === "data" && isWanted(path),
    onValue: (path, value) => put(document, path, value),
  });
  return { document, scanner };
}

/** Puts a value at its place. */
function put(document: Json, path: JsonPath, value: unknown): void {
  if (path.includes("__proto__")) return;
  let place = document;
  for (const [i, key] of path.slice(0, -1).entries()) {
    place[key] ??= typeof path[i + 1] === "number" ? [] : {};
    place = place[key] as Json;
  }
  place[path.at(-1)!] = value;
}
