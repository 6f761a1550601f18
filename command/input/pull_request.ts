/** Takes the pull request from the CI system. */
import type { CiSystem, PullRequest } from "../../ci/ci_system.ts";
import { CI_SYSTEMS, detectCi } from "../../ci/registry.ts";
import type { InputFault, ParsedInput } from "./input.ts";
import { SETTING_LIST } from "./settings.ts";
import { ciEnv, type Process } from "../process/process.ts";

/**
 * Sets what the pipeline's pull request says and nobody has set. Where there
 * must be one and there is none, or where a variable may not be read, that is a
 * fault of the input.
 */
export async function readPullRequest(
  { env, fileSystem }: Pick<Process, "env" | "fileSystem">,
  input: ParsedInput,
  faults: InputFault[],
): Promise<void> {
  const { command, values, warnings } = input;
  const denied = new Set<string>();
  const read = ciEnv(env, (name) => denied.add(name));
  const ci = detectCi(read);
  // What other systems would have said does not matter.
  if (CI_SYSTEMS.includes(ci)) denied.clear();
  // The JSON file about what started the pipeline.
  const path = ci.eventFile && read(ci.eventFile);
  const others = faults.length;
  let event: unknown;
  try {
    if (path) event = JSON.parse(await fileSystem.readText(path));
  } catch (error) {
    const { message } = error as Error;
    const text = `Cannot read the event in ${path}: ${message}`;
    faults.push({ setting: "pullRequest", text });
  }
  const pull = ci.pullRequest(read, event);
  if (denied.size > 0) {
    const names = [...denied].join(",");
    const text =
      `Cannot look for the pull request: ${names} may not be read. Add them to --allow-env`;
    faults.push({ setting: "pullRequest", text });
  } else if (pull.id) {
    take(ci, pull, input);
  } else if (faults.length === others) {
    const fault = `No pull request was found. ${ci.noPullRequest(read)}`;
    // Without it and a commit, `wait` and `--reuse` would take any run of the job.
    const takesAny = values.reuse === true ||
      (command !== "run" && values.latest === "none");
    const isFine = values.pullRequest === "auto" &&
      (values.gitSha || !takesAny);
    if (isFine) warnings.push(fault);
    else faults.push({ setting: "pullRequest", text: fault });
  }
}

function take(
  { name }: CiSystem,
  { option, id, sha, branch, warning }: PullRequest,
  { values, given, notices, warnings }: ParsedInput,
): void {
  const words = [
    `pull request ${id}`,
    sha && `commit ${sha}`,
    branch && `branch ${branch}`,
  ];
  notices.push(`${name}: ${words.filter(Boolean).join(", ")}`);
  if (warning) warnings.push(warning);
  const isSet = SETTING_LIST.some(([name, { type }]) =>
    type === "request" && values[name] !== undefined
  );
  if (!isSet) values[option] = id;
  values.gitSha ??= sha || undefined;
  values.gitBranch ??= branch || undefined;
  if (branch) given.gitBranch ??= branch;
}
