/** Takes the pull request from the CI system. */
import type { CiSystem, PullRequest } from "../../ci/ci_system.ts";
import { CI_SYSTEMS, detectCi } from "../../ci/registry.ts";
import type { TriggerOptions } from "../../api/options.ts";
import type { Asked } from "./input.ts";
import { SETTING_LIST } from "./settings.ts";
import { ciEnv, type Process } from "../process/process.ts";

/**
 * Finds the pull request that the pipeline runs for, as options of the trigger.
 * Where there must be one and there is none, or where a variable may not be
 * read, that is a fault of the input.
 */
export async function findPullRequest(
  { env, fileSystem }: Pick<Process, "env" | "fileSystem">,
  input: Asked,
  faults: string[],
): Promise<Partial<TriggerOptions>> {
  const { command, values, warnings } = input;
  const denied: string[] = [];
  const read = ciEnv(env, (name) => denied.push(name));
  const ci = detectCi(read);
  // What other systems would have said does not matter.
  if (CI_SYSTEMS.includes(ci)) denied.length = 0;
  const others = faults.length;
  const event = await readEvent(ci, read, fileSystem, faults);
  const pull = ci.pullRequest(read, event);
  if (denied.length > 0) {
    const names = [...new Set(denied)].join(",");
    faults.push(
      `Cannot look for the pull request: ${names} may not be read. Add them to --allow-env`,
    );
  } else if (pull.id) return take(ci, pull, input);
  else if (faults.length === others) {
    const fault = `No pull request was found. ${ci.noPullRequest(read)}`;
    // Without it, `wait` would take any run of the job.
    const isEnough = command !== "wait" || values.latest !== "none" ||
      values.gitSha;
    const isFine = values.pullRequest === "auto" && isEnough &&
      (!values.reuse || values.gitSha);
    (isFine ? warnings : faults).push(fault);
  }
  return {};
}

/** The JSON file about what started the pipeline. */
async function readEvent(
  { eventFile }: CiSystem,
  read: (name: string) => string | undefined,
  fileSystem: Process["fileSystem"],
  faults: string[],
): Promise<unknown> {
  const path = eventFile && read(eventFile);
  if (!path) return;
  try {
    return JSON.parse(await fileSystem.readText(path));
  } catch (error) {
    const { message } = error as Error;
    faults.push(`Cannot read the event in ${path}: ${message}`);
  }
}

/** Takes what was not set otherwise. */
function take(
  { name }: CiSystem,
  { option, id, sha, branch, warning }: PullRequest,
  { values, notices, warnings }: Asked,
): Partial<TriggerOptions> {
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
  return {
    ...(!isSet && { [option]: id }),
    ...(sha && !values.gitSha && { gitSha: sha }),
    ...(branch && !values.gitBranch && { gitBranch: branch }),
  };
}
