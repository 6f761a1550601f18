/** Checks before the trigger that the files that were named can be written. */
import { tryToWrite } from "../process/files.ts";
import type { Process } from "../process/process.ts";
import type { InputFault, ParsedInput } from "./parsed_input.ts";

/** Options for {@linkcode checkNamedFiles}. */
export interface NamedFilesOptions {
  /** Whether the command is a GitHub Action: it names a folder by default. */
  isAction: boolean;
}

/** Finds the files and folders that cannot be written. */
export async function checkNamedFiles(
  { fileSystem }: Pick<Process, "fileSystem">,
  { names, values }: ParsedInput,
  { isAction }: NamedFilesOptions,
): Promise<InputFault[]> {
  const { junit, summary, artifacts } = values;
  const files = {
    junit,
    summary,
    // The action's own folder is not tried: nobody named it.
    artifacts: isAction ? undefined : artifacts,
  };
  const faults: InputFault[] = [];
  for (const setting of ["junit", "summary", "artifacts"] as const) {
    const path = files[setting];
    if (!path) continue;
    const { [setting]: name = `--${setting}` } = names;
    try {
      const file = setting === "artifacts" ? `${path}/dbt-run` : path;
      await tryToWrite(fileSystem, file);
    } catch (error) {
      const { message } = error as Error;
      const text = `Cannot write ${path} (${name}): ${message}`;
      faults.push({ setting, name, text });
    }
  }
  return faults;
}
