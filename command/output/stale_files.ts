/** Removes files of an earlier pipeline from a working copy that is used again. */
import type { CiSystem } from "../../ci/ci_system.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import type { FileSystem } from "../process/file_system.ts";

/** Whether a command writes reports, and removes older ones: neither a dry run nor `cancel` does. */
export function writesReports({ values, command }: ParsedInput): boolean {
  return !values.dryRun && command !== "cancel";
}

/** How our own reports begin. A file that begins otherwise is not removed. */
const OWN_REPORT =
  /^(<\?xml [^>]*>\n<testsuites name="dbt"|## dbt(-run:| Cloud run) )/;

/** The bytes of a file that are read, to see how it begins. */
const HEAD_SIZE = 1_024;

/** Removes our own files: a CI system would take them for those of this run. */
export async function removeStaleFiles(
  input: ParsedInput,
  { staleFiles = [] }: CiSystem,
  fileSystem: FileSystem,
): Promise<void> {
  if (!writesReports(input)) return;
  const { junit, summary } = input.values;
  const removals = [...staleFiles, junit, summary].map(async (path) => {
    if (!path || await fileSystem.kindOf(path) !== "file") return;
    const text = await fileSystem.readText(path, HEAD_SIZE);
    const isOwn = staleFiles.includes(path) || OWN_REPORT.test(text);
    if (isOwn) await fileSystem.remove(path);
  });
  // A file that may not be read or removed stays.
  await Promise.allSettled(removals);
}
