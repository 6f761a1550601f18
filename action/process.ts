/** The process of the GitHub Action: Node, its inputs, and its state. */
import { nodeProcess } from "../command/process/node.ts";
import type { Process } from "../command/process/process.ts";
import { inputReader, type ReadInput } from "./inputs.ts";

/** What both parts of the action need. */
export interface ActionProcess extends Process {
  readInput: ReadInput;
  /** What `main` left for `post`; empty if it left nothing. */
  readState: (name: string) => string;
  saveState: (name: string, value: string) => Promise<void>;
}

/** GitHub obeys commands in either stream. */
const UNSAVED =
  "::warning title=dbt-run::Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled";

/** The process that GitHub runs us in. */
export function actionProcess(): ActionProcess {
  const process = nodeProcess();
  const { env, fileSystem } = process;
  let saved = Promise.resolve();
  let isWarned = false;
  const readInput = inputReader(env);
  return {
    ...process,
    args: readInput("command").split(/\s+/).filter(Boolean),
    readInput,
    readState: (name) => env(`STATE_${name}`) ?? "",
    saveState(name, value) {
      const path = env("GITHUB_STATE");
      // One after the other: of two values of a name, the last one counts.
      return saved = saved.then(async () => {
        const text = `${name}=${value}\n`;
        if (path) await fileSystem.write(path, text, "append");
      }).catch(() => {
        if (!isWarned) process.err.line(UNSAVED);
        isWarned = true;
      });
    },
  };
}
