/** Tries the files that were named: what cannot be written is said before the trigger. */
import { checkWritable } from "../process/files.ts";
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
  // The action's own folder is not tried: nobody named it.
  const files = { junit, summary, ...(!isAction && { artifacts }) };
  const unwritable = await checkWritable(fileSystem, files);
  return unwritable.map(({ setting, path, reason }) => {
    const { [setting]: name = `--${setting}` } = names;
    return {
      setting,
      name,
      text: `Cannot write ${path} (${name}): ${reason}`,
    };
  });
}
