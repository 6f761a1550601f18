/** Downloads the artifacts of a run, as dbt Cloud sent them. */
import { isMissing, openArtifact } from "../api/artifacts.ts";
import { DbtCloudError } from "../api/errors.ts";
import { piecesOf } from "../api/http.ts";
import { JsonScanner } from "../api/json_scan.ts";
import { resultOf, retrying } from "../api/retry.ts";
import type { Report } from "../report/report.ts";
import { isDbtCommand } from "../report/results.ts";
import type { RunEvent } from "./events.ts";
import type { Plan } from "./plan.ts";
import { CommandError } from "./process/exit.ts";
import { writeFile } from "./process/files.ts";

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
): AsyncGenerator<RunEvent, Error | undefined> {
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
  { client, ending: { stop: signal }, fileSystem }: Plan,
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
  const scanner = new JsonScanner({
    depth: 0,
    wants: () => false,
    onValue: () => {},
  });
  for await (const piece of pieces) {
    scanner.push(piece);
    yield piece;
  }
  if (scanner.isWhole) return;
  const message = `Cannot get ${name}: dbt Cloud sent no whole JSON document`;
  throw new DbtCloudError(message, { kind: "unreadable" });
}
