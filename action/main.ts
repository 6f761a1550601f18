/** The GitHub Action: runs the command with the inputs as its settings. */
import { faultsOf, isOn } from "./inputs.ts";
import { type ActionProcess, actionProcess } from "./process.ts";
import { newMark } from "../api/start.ts";
import { readInput } from "../command/input/input.ts";
import { main } from "../command/main.ts";
import { tellEnd } from "../command/output/consumers.ts";
import type { Consumer } from "../command/plan.ts";
import type { FileSystem } from "../command/process/files.ts";

async function runAction(process: ActionProcess): Promise<void> {
  const { readInput, saveState, fileSystem, fetch } = process;
  const mark = newMark();
  // Before the POST: if we are killed, `post` looks for the run by its mark.
  await saveState("mark", mark);
  const written = new Set<string>();
  const limit = Number(readInput("api_timeout"));
  const code = await refuseInputs(process) ?? await main({
    ...process,
    mark,
    fetch: announced(limit > 0 ? limited(fetch, limit) : fetch, saveState),
    fileSystem: recording(fileSystem, written),
    observer: rememberRun(process, () => missing(process, written)),
  });
  // What ended by itself is not for `post` to cancel.
  await saveState("ended", "true");
  const isForgiven = code === 1 && !isOn(readInput("failure_on_error"));
  await process.flush();
  process.exit(isForgiven ? 0 : code);
}

/** Refuses inputs that the command never sees, together with all others. */
async function refuseInputs(process: ActionProcess): Promise<2 | undefined> {
  const faults = faultsOf(process.readInput);
  if (faults.length === 0) return;
  const input = readInput(process);
  await tellEnd(input, process, { code: 2 }, [
    ...faults.map((text) => ({ text })),
    ...input.faults ?? [],
  ]);
  return 2;
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
): Consumer {
  let saved = Promise.resolve();
  return {
    on(event) {
      if (event.type !== "started" || event.reused) return;
      saved = saveState("run", `${event.run.id}`);
    },
    async done({ report, code }) {
      await saved;
      // During a signal nothing is missing that was only interrupted.
      const lines = report && code < 2 ? missing() : [];
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
