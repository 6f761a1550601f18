/** What a run leaves behind: its steps, and its artifacts as streams. */
import type { Client } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { type Answer, getData, send, unreadable } from "./http.ts";
import { isObject, type Json, textOrNull } from "./json.ts";
import { type JsonPath, JsonScanner } from "./json_scan.ts";
import type { GetArtifactOptions } from "./options.ts";
import { retrying } from "./retry.ts";
import {
  aboutRun,
  type RawRun,
  readRun,
  readSteps,
  retrieveRun,
  type Run,
  WITH_CAUSE,
} from "./run.ts";

/** How often the steps are asked for, where none of them has failed yet. */
const MAX_ATTEMPTS = 3;

/** The paths of the artifacts of a run's last step. */
export async function listArtifactPaths(
  client: Client,
  runId: number,
): Promise<string[]> {
  const isPaths = (data: unknown): data is string[] | null =>
    data === null ||
    (Array.isArray(data) && data.every((path) => typeof path === "string"));
  const about = aboutRun(runId, "list the artifacts of", "artifacts/");
  return await getData(client, about, isPaths) ?? [];
}

/** An artifact as a stream, which fails if no piece comes for 30 s. */
export function responseOf({ response, pieces, stop }: Answer): Response {
  const body = new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (!done) return controller.enqueue(value.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: stop,
  });
  const headers = new Headers(response.headers);
  // The body is handed out decoded.
  if (headers.has("content-encoding")) headers.delete("content-length");
  headers.delete("content-encoding");
  headers.delete("transfer-encoding");
  return new Response(body, { headers });
}

/** Asks for one artifact. */
export async function openArtifact(
  client: Client,
  runId: number,
  path: string,
  { step, signal }: Pick<GetArtifactOptions, "step" | "signal">,
): Promise<Answer> {
  const names = path.split("/");
  if (names.some((name) => ["", ".", ".."].includes(name))) {
    throw new TypeError(`Cannot use '${path}' as the path of an artifact`);
  }
  const file = names.map(encodeURIComponent).join("/");
  return await send(client, {
    ...aboutRun(runId, `get ${path} of`, `artifacts/${file}`),
    ...(step !== undefined && { query: { step } }),
    isFile: true,
    signal,
  });
}

/** Whether an error says that there is no such artifact. */
export function isMissing(error: unknown): boolean {
  return error instanceof DbtCloudError && error.status === 404;
}

/** Reads what a run that has ended left behind, again after faults. */
export function readerOf(client: Client, run: Run, signal = client.signal) {
  // Artifacts may come some seconds after the end; then this is false.
  let areSaved = false;
  let attempts = 0;
  const read = async () => {
    const options = { signal, related: ["environment"] };
    const answer = await retrieveSteps(client, run.id, options);
    const { raw: { artifacts_saved, environment }, steps, isWhole } = answer;
    areSaved = artifacts_saved === true;
    // The steps may lag behind the end of the run.
    const isLate = isWhole && run.status === "error" &&
      !steps.some(({ status }) => status === "error");
    if (isLate && ++attempts < MAX_ATTEMPTS) {
      throw new DbtCloudError("The steps lag", { kind: "unreadable" });
    }
    const projectDir = isObject(environment)
      ? textOrNull(environment.dbt_project_subdirectory)
      : null;
    return { steps, projectDir };
  };
  const again = <T>(call: () => Promise<T>) =>
    retrying(client, "read", call, { signal, silent: true });
  return {
    redact: client.redact,
    getSteps: () => again(read),
    async openArtifact(path: string, step: number) {
      const ask = () => openArtifact(client, run.id, path, { step, signal });
      const orNone = (error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      };
      const call = areSaved ? () => ask().catch(orNone) : ask;
      const answer = await again(call).catch(orNone);
      return answer?.pieces;
    },
  };
}

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

/** What was read of a run and its steps, and whether it was read to its end. */
export type StepsAnswer = Awaited<ReturnType<typeof retrieveSteps>>;

/**
 * Retrieves a run with its steps. An answer that is too long or breaks off is
 * used as far as it was read.
 */
export async function retrieveSteps(
  client: Client,
  runId: number,
  options: StepsOptions,
) {
  const { signal, fields, related = [], maxBytes = MAX_SIZE } = options;
  const query = { include_related: JSON.stringify(["run_steps", ...related]) };
  const request = { ...aboutRun(runId, "get the steps of"), query, signal };
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
  const { response: { status }, pieces } = await send(client, request);
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
    const why = `its body is longer than ${maxBytes / MIB} MiB`;
    throw unreadable(request, status, why);
  }
  const isRun = (raw: Json): raw is RawRun => raw.id === runId;
  if (!isRun(raw)) throw unreadable(request, status);
  const steps = readSteps(raw.run_steps, options.maxLog);
  return { raw, steps, bytes, isWhole: scanner.isWhole };
}

/** Retrieves a run with its cause, its job's name and, if wanted, its steps. */
export async function retrieveWhole(
  client: Client,
  runId: number,
  hasSteps = false,
): Promise<Run> {
  if (!hasSteps) return await retrieveRun(client, runId, WITH_CAUSE);
  const { signal } = client;
  const related = ["trigger", "job"];
  const options = { signal, related, maxBytes: MAX_SIZE_WITH_STEPS };
  const { raw } = await retrieveSteps(client, runId, options);
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
