/** The process of the GitHub Action: Node, its inputs, and its state. */
import { nodeProcess } from "../command/process/node.ts";
import type { ActionInputReader } from "../command/input/action_input.ts";
import type { Process } from "../command/process/process.ts";
import { printAnnotation } from "./annotation.ts";
import {
  createInputReader,
  type GetInput,
  readSettingInput,
} from "./inputs.ts";

/** The process of the action, for both of its parts. */
export interface ActionProcess extends Process {
  /** Returns an input by its name; empty if it is not set. */
  getInput: GetInput;
  /** Reads the input for a setting of the command. */
  readSetting: ActionInputReader;
  /** Returns a value that `main` saved for `post`; empty if it saved none. */
  getState: (name: string) => string;
  /** Saves a value for `post`. Prints one warning if that fails, however often. */
  saveState: (name: string, value: string) => Promise<void>;
}

/** Makes the process that GitHub runs us in. */
export function createActionProcess(): ActionProcess {
  const process = nodeProcess();
  const { env, fileSystem } = process;
  let saved = Promise.resolve();
  let isWarned = false;
  const getInput = createInputReader(env);

  async function append(text: string): Promise<void> {
    const path = env("GITHUB_STATE");
    if (path) await fileSystem.write(path, text, "append");
  }
  function warnOnce(): void {
    if (isWarned) return;
    isWarned = true;
    const text =
      "Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled";
    // GitHub obeys commands in either stream, and stdout may hold one document.
    printAnnotation(process.err, "warning", text);
  }
  return {
    ...process,
    args: getInput("command").split(/\s+/).filter(Boolean),
    readSetting: (setting) => readSettingInput(setting, getInput, env),
    getInput,
    getState: (name) => env(`STATE_${name}`) ?? "",
    saveState(name, value) {
      // One after the other: of two values of a name, the last one counts.
      saved = saved.then(() => append(`${name}=${value}\n`)).catch(warnOnce);
      return saved;
    },
  };
}
