/** Checks before the trigger that the files that were named can be written. */
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
  // The action's own folder is not checked: nobody named it.
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
