/** Takes the pull request from the CI system. */
import type { CiSystem, PullRequest } from "../ci/ci_system.ts";
import { CI_SYSTEMS, detectCi } from "../ci/registry.ts";
import type { TriggerOptions } from "../api/options.ts";
import { ciEnv } from "./plan.ts";
import type { Process } from "./process.ts";
import type { Values } from "./settings.ts";

/** What was found, in the words of the log. */
export interface FoundPullRequest {
  options: Partial<TriggerOptions>;
  notices: string[];
  warnings: string[];
  faults: string[];
}

/**
 * Finds the pull request that the pipeline runs for. Where there must be one and
 * there is none, or where a variable may not be read, that is a fault.
 */
export async function findPullRequest(
  { env, fileSystem }: Pick<Process, "env" | "fileSystem">,
  values: Values,
): Promise<FoundPullRequest> {
  const found: FoundPullRequest = {
    options: {},
    notices: [],
    warnings: [],
    faults: [],
  };
  const denied: string[] = [];
  const read = ciEnv(env, (name) => denied.push(name));
  const ci = detectCi(read);
  // What other systems would have said does not matter.
  if (CI_SYSTEMS.includes(ci)) denied.length = 0;
  const event = await readEvent(ci, read, fileSystem, found.faults);
  const pull = ci.pullRequest(read, event);
  if (denied.length > 0) {
    const names = [...new Set(denied)].join(",");
    found.faults.push(
      `Cannot look for the pull request: ${names} may not be read. Add them to --allow-env`,
    );
  } else if (pull) take(ci, pull, values, found);
  else if (found.faults.length === 0) {
    const fault = `No pull request was found. ${ci.noPullRequest(read)}`;
    if (values.pullRequest === "auto") found.warnings.push(fault);
    else found.faults.push(fault);
  }
  return found;
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
  values: Values,
  { options, notices, warnings }: FoundPullRequest,
): void {
  const words = [
    `pull request ${id}`,
    sha && `commit ${sha}`,
    branch && `branch ${branch}`,
  ];
  notices.push(`${name}: ${words.filter(Boolean).join(", ")}`);
  if (warning) warnings.push(warning);
  const ids = [
    values.githubPullRequestId,
    values.gitlabMergeRequestId,
    values.azurePullRequestId,
    values.nonNativePullRequestId,
  ];
  if (ids.every((other) => other === undefined)) options[option] = id;
  if (sha && !values.gitSha) options.gitSha = sha;
  if (branch && !values.gitBranch) options.gitBranch = branch;
}
