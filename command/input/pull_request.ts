/** Takes the pull request from the CI system. */
import { fieldsOfRole, TRIGGER_FIELDS } from "../../api/trigger_fields.ts";
import type { CiSystem, Origin, PullRequest } from "../../ci/ci_system.ts";
import { CI_SYSTEMS, detectCi } from "../../ci/registry.ts";
import { describeReuseFault } from "./setting_checks.ts";
import type { InputFault, ParsedInput } from "./parsed_input.ts";
import { ciEnv } from "../process/environment.ts";
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

/** The pull request of a pipeline, or why there is none that can be used. */
type Found =
  | { pull: PullRequest; warning?: string | undefined }
  | { pull?: undefined; reason: string };

/**
 * Sets what the pipeline's pull request says and nobody has set. Returns what is
 * wrong: there must be one and there is none, or something may not be read.
 */
export async function readPullRequest(
  process: Pick<Process, "env" | "fileSystem">,
  input: ParsedInput,
): Promise<InputFault[]> {
  const unreadable = new Map<string, "denied" | "not text">();
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
  const hidden = ci.originVariables.filter((name) => unreadable.has(name));
  const isDenied = (name: string) => unreadable.get(name) === "denied";
  // A value that is no text counts as not set: it is neither number nor commit.
  const denied = [...unreadable.keys()].filter(isDenied)
    .filter((name) => !hidden.includes(name));
  if (denied.length > 0) {
    const text =
      `Cannot look for the pull request: ${denied} may not be read. Add them to --allow-env`;
    return [toFault(text)];
  }
  const advice = hidden.some(isDenied) ? ": add it to --allow-env" : "";
  const reason = hidden.length > 0 ? `${hidden} cannot be read${advice}` : "";
  const found = pull.id
    ? checkHead(ci, pull, reason, input)
    : { reason: `No pull request was found. ${ci.noPullRequest(env)}` };
  if (!found.pull) return refuseOrWarn(found.reason, input);
  take(ci, found.pull, input);
  if (found.warning) input.warnings.push(found.warning);
  return findReuseFault(input);
}

/** Some CI systems name the pull request and no commit. */
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
): Found {
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

/** Without a pull request and a commit, some commands would take any run. */
function refuseOrWarn(reason: string, input: ParsedInput): InputFault[] {
  const { command, values, warnings } = input;
  const takesAny = values.reuse === true ||
    (command !== "run" && values.latest === "none");
  const isFine = values.pullRequest === "auto" && (values.gitSha || !takesAny);
  if (!isFine) return [toFault(reason)];
  warnings.push(reason);
  return findReuseFault(input);
}

/** Sets what nobody has set. */
function take(
  { name }: CiSystem,
  { option, id, sha, branch }: PullRequest,
  { values, given, notices }: ParsedInput,
): void {
  const words = [
    `pull request ${id}`,
    sha && `commit ${sha}`,
    branch && `branch ${branch}`,
  ];
  notices.push(`${name}: ${words.filter(Boolean).join(", ")}`);
  const isSet = fieldsOfRole("pullRequest").some((field) =>
    values[TRIGGER_FIELDS[field].option] !== undefined
  );
  if (!isSet) values[option] = id;
  values.gitSha ??= sha || undefined;
  values.gitBranch ??= branch || undefined;
  if (branch) given.gitBranch ??= branch;
}
