/** The process of the GitHub Action: Node, its inputs, and its state. */
import { thisProcess } from "../command/node.ts";
import type { Process } from "../command/process.ts";
import { type ReadInput, readSetting } from "./inputs.ts";

/** What both parts of the action need. */
export interface ActionProcess extends Process {
  readInput: ReadInput;
  /** What `main` left for `post`; empty if it left nothing. */
  readState: (name: string) => string;
  saveState: (name: string, value: string) => Promise<void>;
}

/** The process that GitHub runs us in. */
export function actionProcess(): ActionProcess {
  const process = thisProcess();
  const { env, fileSystem } = process;
  const readInput = (name: string) => env(`INPUT_${name.toUpperCase()}`) ?? "";
  return {
    ...process,
    args: readInput("command").split(/\s+/).filter(Boolean),
    input: (setting) => readSetting(setting, readInput),
    readInput,
    readState: (name) => env(`STATE_${name}`) ?? "",
    async saveState(name, value) {
      const path = env("GITHUB_STATE");
      if (!path) return;
      const file = await fileSystem.open(path, "append");
      await file.write(new TextEncoder().encode(`${name}=${value}\n`));
      await file.close();
    },
  };
}
