/** Adds the pull request of the CI system to the input. */
import type { VariableFault } from "../../api/environment.ts";
import { fieldsOfRole, TRIGGER_FIELDS } from "../../api/trigger_fields.ts";
import type { CiSystem, Origin, PullRequest } from "../../ci/ci_system.ts";
import { CI_SYSTEMS, detectCi } from "../../ci/registry.ts";
import { describeReuseFault } from "./setting_checks.ts";
import type { InputFault, ParsedInput } from "./parsed_input.ts";
import { ciEnv } from "../process/ci_environment.ts";
import type { Process } from "../process/process.ts";

/** The rule by which a head is sent, for each origin. */
const HEADS: {
  [O in Origin]: { sendsBranch: boolean; needsCommit: boolean };
} = {
  own: { sendsBranch: true, needsCommit: false },
  // This repository may have a branch of the same name: it would be built.
  fork: { sendsBranch: false, needsCommit: true },
  unknown: { sendsBranch: false, needsCommit: true },
  unstated: { sendsBranch: true, needsCommit: true },
};

/** The pull request of a pipeline, or the reason why there is none to use. */
type FoundPullRequest =
  | { pull: PullRequest; warning?: string | undefined }
  | { pull?: undefined; reason: string };

/**
 * Adds the pull request of the pipeline to the input, where nobody has set its
 * values. Returns the faults: there must be one and there is none, or a variable
 * may not be read.
 */
export async function addPullRequest(
  process: Pick<Process, "env" | "fileSystem">,
  input: ParsedInput,
): Promise<InputFault[]> {
  const unreadable = new Map<string, VariableFault>();
  const env = ciEnv(
    process.env,
    (name, fault) => unreadable.set(name, fault),
  );
  const ci = detectCi(env);
  // Variables of other systems do not matter.
  if (CI_SYSTEMS.includes(ci)) unreadable.clear();
  let event: unknown;
  try {
    event = await readEventFile(ci.eventFile && env(ci.eventFile), process);
  } catch (error) {
    return [toFault((error as Error).message)];
  }
  const pull = ci.pullRequest(env, event);
  const denied = listDenied(ci, unreadable);
  if (denied.length > 0) {
    const text =
      `Cannot look for the pull request: ${denied} may not be read. Add them to --allow-env`;
    return [toFault(text)];
  }
  const found = pull.id
    ? checkHead(ci, pull, describeHiddenOrigin(ci, unreadable), input)
    : { reason: `No pull request was found. ${ci.noPullRequest(env)}` };
  if (!found.pull) return refuseOrWarn(found.reason, input);
  setUnset(ci, found.pull, input);
  if (found.warning) input.warnings.push(found.warning);
  return findReuseFault(input);
}

/**
 * Lists the variables without which there is no pull request. A value that is no
 * text counts as not set: it is neither a number nor a commit.
 */
function listDenied(
  { originVariables }: CiSystem,
  unreadable: ReadonlyMap<string, VariableFault>,
): string[] {
  return [...unreadable.keys()].filter((name) =>
    unreadable.get(name) === "denied" && !originVariables.includes(name)
  );
}

/** Describes why the origin of a pull request is unknown; empty if it is not. */
function describeHiddenOrigin(
  { originVariables }: CiSystem,
  unreadable: ReadonlyMap<string, VariableFault>,
): string {
  const hidden = originVariables.filter((name) => unreadable.has(name));
  if (hidden.length === 0) return "";
  const isDenied = hidden.some((name) => unreadable.get(name) === "denied");
  const advice = isDenied ? ": add it to --allow-env" : "";
  return `${hidden} cannot be read${advice}`;
}

/** Finds a fault of `--reuse`: some CI systems name a pull request and no commit. */
function findReuseFault({ names, values }: ParsedInput): InputFault[] {
  const text = describeReuseFault(names.reuse ?? "--reuse", values);
  return text === undefined ? [] : [{ setting: "reuse", text }];
}

function toFault(text: string): InputFault {
  return { setting: "pullRequest", text };
}

/** Reads the JSON file about what started the pipeline, if there is one. */
async function readEventFile(
  path: string | undefined,
  { fileSystem }: Pick<Process, "fileSystem">,
): Promise<unknown> {
  if (!path) return;
  try {
    return JSON.parse(await fileSystem.readText(path));
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`Cannot read the event in ${path}: ${message}`);
  }
}

/**
 * Drops the branch of a fork, and refuses a head of which nothing remains.
 * `unknownReason` says why the origin cannot be read, if so.
 */
function checkHead(
  { name }: CiSystem,
  pull: PullRequest,
  unknownReason: string,
  { values }: ParsedInput,
): FoundPullRequest {
  const origin = unknownReason ? "unknown" : pull.origin;
  const { sendsBranch, needsCommit } = HEADS[origin];
  const hasCommit = Boolean(values.gitSha ?? pull.sha);
  const hint = unknownReason && `. ${unknownReason}`;
  if (needsCommit && !hasCommit) {
    const from = origin === "fork" ? "comes" : "may come";
    return {
      reason:
        `Pull request ${pull.id} ${from} from a fork, and ${name} does not name its commit. Its branch is not sent, for this repository may have one of the same name. Set DBT_JOB_GIT_SHA to its commit${hint}`,
    };
  }
  if (sendsBranch) return { pull };
  const { branch: _, ...withoutBranch } = pull;
  const warning = origin === "fork"
    ? "It comes from a fork, whose commits dbt Cloud cannot see"
    : `It counts as one from a fork, whose commits dbt Cloud cannot see${hint}`;
  return { pull: withoutBranch, warning };
}

/** Refuses the input where the command would take any run; else warns. */
function refuseOrWarn(reason: string, input: ParsedInput): InputFault[] {
  const { command, values, warnings } = input;
  const takesAnyRun = values.reuse === true ||
    (command !== "run" && values.latest === "none");
  const isOptional = values.pullRequest === "auto" &&
    (values.gitSha || !takesAnyRun);
  if (!isOptional) return [toFault(reason)];
  warnings.push(reason);
  return findReuseFault(input);
}

/** Sets the values that nobody has set. */
function setUnset(
  { name }: CiSystem,
  { option, id, sha, branch }: PullRequest,
  { values, given, notices }: ParsedInput,
): void {
  const parts = [
    `pull request ${id}`,
    sha && `commit ${sha}`,
    branch && `branch ${branch}`,
  ];
  notices.push(`${name}: ${parts.filter(Boolean).join(", ")}`);
  const isSet = fieldsOfRole("pullRequest").some((field) =>
    values[TRIGGER_FIELDS[field].option] !== undefined
  );
  if (!isSet) values[option] = id;
  values.gitSha ??= sha || undefined;
  values.gitBranch ??= branch || undefined;
  if (branch) given.gitBranch ??= branch;
}
