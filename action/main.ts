/** The first part of the GitHub Action: runs the command with the inputs as its settings. */
import { createMark } from "../api/start_request.ts";
import type { Listener } from "../command/events.ts";
import { exitCode, isVerdict } from "../command/exit_codes.ts";
import { readInput } from "../command/input/input.ts";
import type { ParsedInput } from "../command/input/parsed_input.ts";
import { main } from "../command/main.ts";
import type { FileSystem } from "../command/process/file_system.ts";
import { type ActionProcess, createActionProcess } from "./action_process.ts";
import { printAnnotation } from "./annotation.ts";
import { findInputFaults } from "./input_faults.ts";
import { isOn } from "./inputs.ts";

async function runAction(process: ActionProcess): Promise<void> {
  const { getInput, readSetting, fileSystem, fetch, saveState } = process;
  const mark = createMark();
  const input = readInput(process, readSetting);
  const faults = findInputFaults(getInput).map((text) => ({ text }));
  if (!input.faults && faults.length === 0) {
    await saveForPost(process, input, mark);
  }
  const written = new Set<string>();
  const limit = Number(getInput("api_timeout"));
  const send = limit > 0 ? limitRequests(fetch, limit) : fetch;
  const code = await main({
    ...process,
    fetch: saveTargets(send, saveState),
    fileSystem: recordFiles(fileSystem, written),
  }, {
    mark,
    faults,
    input: readSetting,
    observer: createObserver(process, written),
  });
  // `post` does not cancel a run that the command has judged.
  await saveState("ended", "true");
  const isForgiven = code === exitCode("failed") &&
    !isOn(getInput("failure_on_error"));
  await process.flush();
  process.exit(isForgiven ? exitCode("succeeded") : code);
}

/**
 * Saves what `post` needs if we are killed: whether to cancel a run, its mark and
 * its account. A later step may set other variables.
 */
async function saveForPost(
  { saveState }: ActionProcess,
  { values, command }: ParsedInput,
  mark: string,
): Promise<void> {
  const { url, accountId, projectId, wait, dryRun } = values;
  const isOurs = command === "run" || command === "retry";
  const isCancelled = wait && !dryRun && (values.cancel ?? isOurs);
  if (!isCancelled) return;
  await saveState("account", JSON.stringify({ url, accountId, projectId }));
  if (values.mark) await saveState("mark", mark);
}

/**
 * Saves the job or the run of a POST before it is sent. An event would come too
 * late: we may be killed as soon as the POST has left.
 */
function saveTargets(
  send: typeof fetch,
  saveState: ActionProcess["saveState"],
): typeof fetch {
  return async (input, init) => {
    const [, kind, id] =
      /\/(job|run)s\/(\d+)\/(?:run|retry)\/$/.exec(`${input}`) ?? [];
    if (id) await saveState(kind === "job" ? "job" : "retried", id);
    return await send(input, init);
  };
}

/** Saves the run for `post`, and warns of artifacts that are missing at the end. */
function createObserver(
  process: ActionProcess,
  written: Set<string>,
): Listener {
  const { saveState, getInput, out, err } = process;
  let saved = Promise.resolve();
  return {
    on(event) {
      if (event.type !== "started" || event.reused) return;
      saveState("run", `${event.run.id}`);
      saved = saveState("page", event.run.href);
    },
    async end({ report, end }) {
      await saved;
      // After a signal, a file is not missing: getting it was interrupted.
      if (!report || !isVerdict(end)) return;
      // GitHub obeys commands in either stream.
      const stream = /^true$/i.test(getInput("json")) ? err : out;
      for (const name of findMissing(getInput, written)) {
        printAnnotation(stream, "warning", `The run left no ${name}`);
      }
    },
  };
}

/** Limits how long a request waits for its answer to begin, in milliseconds. */
function limitRequests(send: typeof fetch, limit: number): typeof fetch {
  return async (input, init) => {
    const controller = new AbortController();
    const fault = new Error(`no answer within ${limit} ms`);
    const timer = setTimeout(() => controller.abort(fault), limit);
    const signals = [controller.signal, ...(init?.signal ? [init.signal] : [])];
    try {
      return await send(input, { ...init, signal: AbortSignal.any(signals) });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Remembers which files were written. */
function recordFiles(files: FileSystem, written: Set<string>): FileSystem {
  return {
    ...files,
    async rename(from, to) {
      await files.rename(from, to);
      written.add(to);
    },
  };
}

/** Finds the requested artifacts that were not written. */
function findMissing(
  getInput: ActionProcess["getInput"],
  written: Set<string>,
): string[] {
  if (!isOn(getInput("get_artifacts")) || getInput("artifacts")) return [];
  // Most jobs make no catalog: it is missing only where it was named.
  const isNamed = /^true$/i.test(getInput("fetch_catalog"));
  const catalog = isNamed ? ["catalog.json"] : [];
  const names = ["run_results.json", "manifest.json", ...catalog];
  return names.filter((name) => !written.has(`target/${name}`));
}

runAction(createActionProcess());
