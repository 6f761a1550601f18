/** Removes what an earlier pipeline left in a working copy that is used again. */
import type { CiSystem } from "../../ci/ci_system.ts";
import type { Input } from "../input/input.ts";
import type { FileSystem } from "../process/process.ts";

/** How our own files begin; nobody else's are removed. */
const JUNIT = /^<\?xml [^>]*>\n<testsuites name="dbt"/;
const SUMMARY = /^## dbt Cloud run \[/;

/** Removes our own files: a CI system would take them for those of this run. */
export async function removeLeftovers(
  { values, command }: Pick<Input, "values" | "command">,
  { leftovers = [] }: CiSystem,
  fileSystem: FileSystem,
): Promise<void> {
  const { dryRun, junit, summary } = values;
  if (dryRun || command === "cancel") return;
  const removing = [
    ...leftovers.map((path) => remove(fileSystem, path, /^/)),
    remove(fileSystem, junit, JUNIT),
    remove(fileSystem, summary, SUMMARY),
  ];
  await Promise.all(removing);
}

async function remove(
  fileSystem: FileSystem,
  path: string | undefined,
  beginning: RegExp,
): Promise<void> {
  try {
    if (!path || await fileSystem.kindOf(path) !== "file") return;
    const text = await fileSystem.readText(path);
    if (beginning.test(text)) await fileSystem.remove(path);
  } catch {
    // It may not be read or removed: then it stays.
  }
}
