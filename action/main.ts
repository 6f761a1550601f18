/** The GitHub Action: runs the command with the inputs as its settings. */
import { faultsOf, isOn, readSetting } from "./inputs.ts";
import { type ActionProcess, actionProcess } from "./process.ts";
import { newMark } from "../api/start.ts";
import { main } from "../command/main.ts";
import type { Listener } from "../command/events.ts";
import { exitCode } from "../command/exit_codes.ts";
import type { FileSystem } from "../command/process/files.ts";

async function runAction(process: ActionProcess): Promise<void> {
  const { readInput, saveState, fileSystem, fetch } = process;
  const mark = newMark();
  // Before the POST: if we are killed, `post` looks for the run by its mark.
  await saveState("mark", mark);
  const written = new Set<string>();
  const limit = Number(readInput("api_timeout"));
  const code = await main({
    ...process,
    fetch: announced(limit > 0 ? limited(fetch, limit) : fetch, saveState),
    fileSystem: recording(fileSystem, written),
  }, {
    mark,
    faults: faultsOf(readInput).map((text) => ({ text })),
    input: (setting) => readSetting(setting, readInput),
    observer: rememberRun(process, () => missing(process, written)),
  });
  // What ended by itself is not for `post` to cancel.
  await saveState("ended", "true");
  const isForgiven = code === exitCode("failed") &&
    !isOn(readInput("failure_on_error"));
  await process.flush();
  process.exit(isForgiven ? exitCode("succeeded") : code);
}

/** Saves what is about to be run or retried, before the POST that does it. */
function announced(
  send: typeof fetch,
  saveState: ActionProcess["saveState"],
): typeof fetch {
  return async (input, init) => {
    const [, what, id] =
      /\/(job|run)s\/(\d+)\/(?:run|retry)\/$/.exec(`${input}`) ?? [];
    if (id) await saveState(what === "job" ? "job" : "retried", id);
    return await send(input, init);
  };
}

/** Leaves the run to `post`, in case that we are killed. */
function rememberRun(
  { saveState, readInput, out, err }: ActionProcess,
  missing: () => string[],
): Listener {
  let saved = Promise.resolve();
  return {
    on(event) {
      if (event.type !== "started" || event.reused) return;
      saved = saveState("run", `${event.run.id}`);
    },
    async end({ report, end }) {
      await saved;
      // During a signal nothing is missing that was only interrupted.
      const isKnown = end === "succeeded" || end === "failed";
      const lines = report && isKnown ? missing() : [];
      // GitHub obeys commands in either stream.
      const isJson = /^true$/i.test(readInput("json"));
      lines.forEach(isJson ? err.line : out.line);
    },
  };
}

/** Limits how long a request waits for its answer to begin, in milliseconds. */
function limited(send: typeof fetch, limit: number): typeof fetch {
  return async (input, init) => {
    const late = new AbortController();
    const fault = new Error(`no answer within ${limit} ms`);
    const timer = setTimeout(() => late.abort(fault), limit);
    const signals = [late.signal, ...(init?.signal ? [init.signal] : [])];
    try {
      return await send(input, { ...init, signal: AbortSignal.any(signals) });
    } finally {
      clearTimeout(timer);
    }
  };
}

/** Remembers which files were written. */
function recording(files: FileSystem, written: Set<string>): FileSystem {
  return {
    ...files,
    async rename(from, to) {
      await files.rename(from, to);
      written.add(to);
    },
  };
}

/** A warning for each artifact that was asked for and is not there. */
function missing(
  { readInput }: ActionProcess,
  written: Set<string>,
): string[] {
  const isWanted = isOn(readInput("get_artifacts")) && !readInput("artifacts");
  // Most jobs make no catalog: only who asks for it by name misses it.
  const isNamed = /^true$/i.test(readInput("fetch_catalog"));
  const catalog = isNamed ? ["catalog.json"] : [];
  const names = ["run_results.json", "manifest.json", ...catalog];
  return names.filter((name) => isWanted && !written.has(`target/${name}`))
    .map((name) => `::warning title=dbt-run::The run left no ${name}`);
}

runAction(actionProcess());
