/**
 * Saves the artifacts of a run that has ended: those of its last dbt command in
 * the folder, those of the others in a folder of their own below it.
 */
import { listArtifactPaths } from "../api/artifacts.ts";
import { MINUTE, pause } from "../api/clock.ts";
import type { RunStep } from "../api/model.ts";
import { retry } from "../api/retry.ts";
import type { Context } from "./context.ts";
import type {
  Artifact,
  ArtifactDownloads,
  DownloadResult,
} from "./downloads.ts";
import { CommandError, toError } from "./exit_codes.ts";
import { keepPart, writeFile } from "./process/files.ts";
import type { Report } from "../report/report_model.ts";
import {
  extractCommand,
  isDbtCommand,
  resultsFile,
} from "../report/step_command.ts";
import { joinSome } from "../report/format_text.ts";

const MANIFEST = "manifest.json";
const RESULTS = "run_results.json";
/** The artifacts that are worth a download. */
const ARTIFACTS = [MANIFEST, RESULTS, "catalog.json", "sources.json"];
/** The number of files that `--all-artifacts` downloads at once. */
const CONCURRENCY = 8;
/** The pause between two of its requests: 1,000 a minute. */
const REQUEST_PAUSE = MINUTE / 1_000;
/** The most files that a warning names. */
const MAX_NAMED = 10;

/** An artifact, and what came of its download. */
interface SavedArtifact extends Artifact {
  download: DownloadResult;
}

/** Whether an artifact is one that `--artifacts` saves. */
export function isSavedArtifact({ values }: Context, name: string): boolean {
  const isLeftOut = name === "catalog.json" && !values.catalog;
  return !!values.artifacts && ARTIFACTS.includes(name) && !isLeftOut;
}

/**
 * Saves all artifacts that were asked for. Throws if the state of production was
 * asked for, and its manifest is not there.
 */
export async function saveArtifacts(
  context: Context,
  report: Report,
  downloads: ArtifactDownloads,
): Promise<void> {
  const { values } = context;
  if (!values.artifacts) return;
  const steps = report.steps.filter(({ name, status }) =>
    isDbtCommand(name) && (status === "success" || status === "error")
  );
  // Its files come first: they are what later steps read.
  const ordered = [...steps.slice(-1), ...steps.slice(0, -1)];
  const last = steps.at(-1)?.index;
  const names = await listNames(context, report);
  const artifacts = ordered.flatMap(({ index: step }) =>
    names.map((name) => ({ step, name }))
  );
  const save = async (artifact: Artifact, waits = false) => {
    const { step, name } = artifact;
    const download = await downloads.get(artifact, { waits });
    const folder = step === last ? "" : `step-${step}/`;
    return {
      ...artifact,
      download: await keepDownload(context, download, folder + name),
    };
  };
  const saved: SavedArtifact[] = [];
  const [first, ...others] = artifacts;
  if (first) {
    // They may come some seconds after the end of the run: the first one waits.
    saved.push(await save(first, true));
    saved.push(...await saveAtPace(context, others, save));
  }
  if (values.allArtifacts) await saveLogs(context, report);
  warnOfMissing(context, saved);
  if (values.latest === "success") requireManifest(context, saved, steps);
  else warnOfAbsent(context, saved, steps);
}

/** Lists the names of the files that are saved of each step, the manifest first. */
async function listNames(
  context: Context,
  { run }: Report,
): Promise<string[]> {
  const { client, values, emit, signal } = context;
  const names = ARTIFACTS.filter((name) => isSavedArtifact(context, name));
  if (!values.allArtifacts) return names;
  try {
    const list = () => listArtifactPaths(client, run.id, { signal });
    const paths = await retry(client, "read", list, {
      signal,
      announce: false,
    });
    const unsafe = paths.filter((path) => !isPlainPath(path));
    if (unsafe.length > 0) {
      const text = `Not downloaded: ${joinSome(unsafe, MAX_NAMED)}. ` +
        "Their names are no plain paths";
      emit({ type: "warning", text });
    }
    return [...new Set([MANIFEST, ...paths.filter(isPlainPath)])];
  } catch (error) {
    if (signal.aborted) return names;
    emit({ type: "warning", text: toError(error).message });
    return names;
  }
}

/** Whether a path stays in its folder, on every system. */
function isPlainPath(path: string): boolean {
  return !/[\\:\p{Cc}]/u.test(path) &&
    path.split("/").every((name) => !/^\.{0,2}$/.test(name));
}

/** Gives a file that was downloaded its name in the folder. */
async function keepDownload(
  { process: { fileSystem }, values }: Context,
  download: DownloadResult,
  name: string,
): Promise<DownloadResult> {
  if (download.kind !== "downloaded") return download;
  const path = `${values.artifacts}/${name}`;
  try {
    await keepPart(fileSystem, download.part, path);
    return download;
  } catch (error) {
    const text = `Cannot write ${path}: ${toError(error).message}`;
    return { kind: "failed", error: new Error(text) };
  }
}

/** Saves one after the other; with `--all-artifacts`, some at once, at one pace. */
async function saveAtPace(
  { values, signal }: Context,
  artifacts: Artifact[],
  save: (artifact: Artifact) => Promise<SavedArtifact>,
): Promise<SavedArtifact[]> {
  const queue = [...artifacts];
  const saved: SavedArtifact[] = [];
  let lastTurn = Promise.resolve();
  // One turn after the other: so all workers keep the pace together.
  const takeTurn = () =>
    lastTurn = lastTurn.then(() => pause(REQUEST_PAUSE, signal))
      .catch(() => {});
  const work = async () => {
    for (;;) {
      if (values.allArtifacts) await takeTurn();
      const artifact = queue.shift();
      if (!artifact) return;
      saved.push(await save(artifact));
    }
  };
  const workers = values.allArtifacts ? CONCURRENCY : 1;
  await Promise.all(Array.from({ length: workers }, work));
  return saved;
}

/** Saves the log of each step, as far as it was read. */
async function saveLogs(
  { process: { fileSystem }, values, emit }: Context,
  { steps }: Report,
): Promise<void> {
  for (const { index, logs } of steps) {
    if (!logs) continue;
    const path = `${values.artifacts}/step-${index}/log.txt`;
    try {
      await writeFile(fileSystem, path, logs);
    } catch (error) {
      const text = `Cannot write ${path}: ${toError(error).message}`;
      emit({ type: "warning", text });
    }
  }
}

/** Warns of files that could not be had, and of those that time did not allow. */
function warnOfMissing(
  { emit, shutdown }: Context,
  saved: SavedArtifact[],
): void {
  const texts = new Set<string>();
  const unfinished: string[] = [];
  let reason = "";
  for (const { step, name, download } of saved) {
    if (download.kind === "failed") texts.add(download.error.message);
    if (download.kind !== "interrupted") continue;
    unfinished.push(`${name} of step ${step}`);
    reason = download.reason.message;
  }
  // After a signal, a file is not missing: getting it was interrupted.
  if (unfinished.length > 0 && !shutdown.interrupted.aborted) {
    const names = joinSome(unfinished, MAX_NAMED);
    texts.add(`Not downloaded: ${names}. ${reason}`);
  }
  texts.forEach((text) => emit({ type: "warning", text }));
}

/** Warns of files that the last command should have written. */
function warnOfAbsent(
  { emit }: Context,
  saved: SavedArtifact[],
  steps: RunStep[],
): void {
  const last = steps.at(-1);
  if (!last) return;
  const expected = [MANIFEST, resultsFile(last.name)];
  for (const { step, name, download } of saved) {
    const isExpected = step === last.index && expected.includes(name);
    if (!isExpected || download.kind !== "absent") continue;
    const text = `There is no ${name} of ${formatPlace(last)}`;
    emit({ type: "warning", text });
  }
}

/** Describes a step and its command, such as "step 4 (dbt build)". */
function formatPlace({ index, name }: RunStep): string {
  return `step ${index} (${extractCommand(name)})`;
}

/** Throws if the manifest is not there; the file is the purpose. */
function requireManifest(
  { emit }: Context,
  saved: SavedArtifact[],
  steps: RunStep[],
): void {
  const [manifest] = saved;
  const step = steps.at(-1);
  if (!manifest || !step) {
    throw new CommandError(
      `There is no ${MANIFEST}: no dbt command has ended`,
      "missingFile",
    );
  }
  const command = formatPlace(step);
  const { download } = manifest;
  if (download.kind === "absent") {
    throw new CommandError(
      `There is no ${MANIFEST} of ${command}`,
      "missingFile",
    );
  }
  if (download.kind === "failed") {
    throw new CommandError(download.error.message, "missingFile");
  }
  if (download.kind === "interrupted") {
    const { reason } = download;
    throw reason instanceof CommandError ? reason : new CommandError(
      `Cannot get ${MANIFEST}: ${reason.message}`,
      "missingFile",
    );
  }
  const results = saved.find(({ name, step: index }) =>
    name === RESULTS && index === step.index
  );
  if (results?.download.kind !== "absent") return;
  emit({ type: "warning", text: `There is no ${RESULTS} of ${command}` });
}
