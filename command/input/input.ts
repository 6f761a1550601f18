/** Reads flags, inputs and variables, and names all their faults at once. */
import { MIN_SECRET_LENGTH } from "../../api/key_matcher.ts";
import type { Process } from "../process/process.ts";
import type { ActionInputReader } from "./action_input.ts";
import { normalizeAddress } from "./address.ts";
import { parseCommandLine } from "./command_line.ts";
import {
  addResult,
  createDraft,
  type Draft,
  isRefused,
  type StageResult,
  toInput,
} from "./draft.ts";
import { findSource } from "./find_source.ts";
import { chooseJob, readJobPage } from "./job.ts";
import type { Input, InvalidInput } from "./parsed_input.ts";
import { readSetting } from "./read_setting.ts";
import { requireSettings } from "./required.ts";
import { checkSettings } from "./setting_checks.ts";
import { checkIdle, checkPullRequests } from "./setting_conflicts.ts";
import { SETTING_LIST } from "./settings.ts";
import { readTarget, widenLatest } from "./target.ts";
import { describeUnexpected } from "./unknown_words.ts";
import { warnOfUnread } from "./unread_variables.ts";

/**
 * The stages after each setting was read by itself. Each one uses the results of
 * those above it, and people read the faults in this order.
 */
const STAGES: readonly ((draft: Draft) => StageResult)[] = [
  normalizeUrlSetting,
  readJobPage,
  chooseJob,
  refuseUnexpected,
  widenLatest,
  readTarget,
  checkSettings,
  checkIdle,
  checkPullRequests,
  requireSettings,
  warnOfShortKey,
  warnOfUnread,
  warnOfUnexpanded,
];

/** Reads the command line, the inputs of an action, and the environment. */
export function readInput(
  process: Pick<Process, "args" | "env"> & Partial<Pick<Process, "envNames">>,
  actionInput?: ActionInputReader,
): Input | InvalidInput {
  const { args, env, envNames = () => [] } = process;
  const commandLine = parseCommandLine(args);
  const { help, faults } = commandLine;
  let draft = createDraft(commandLine, { env, envNames, actionInput });
  // A call for help reads no variable.
  if (help) return toInput(addResult(draft, { values: { [help]: true } }));
  draft = addResult(draft, { faults: faults.map((text) => ({ text })) });
  for (const [name, setting] of SETTING_LIST) {
    const { source, ...found } = findSource(draft, name, setting);
    draft = addResult(draft, found);
    if (source) draft = addResult(draft, readSetting(name, setting, source));
  }
  for (const stage of STAGES) draft = addResult(draft, stage(draft));
  return toInput(draft);
}

function normalizeUrlSetting({ values }: Draft): StageResult {
  return { values: { url: normalizeAddress(values.url) } };
}

function refuseUnexpected({ commandLine: { unexpected } }: Draft): StageResult {
  return {
    faults: unexpected.map((word) => ({ text: describeUnexpected(word) })),
  };
}

function warnOfShortKey({ values, sources }: Draft): StageResult {
  const { apiKey = "" } = values;
  if (!sources.apiKey || apiKey.length >= MIN_SECRET_LENGTH) return {};
  const text =
    `${sources.apiKey.name} has ${apiKey.length} characters: real keys are longer, and this one is not hidden in the log`;
  return { warnings: [text] };
}

/** Warns of values that were not expanded, unless their setting is refused anyway. */
function warnOfUnexpanded(draft: Draft): StageResult {
  const unexpanded = SETTING_LIST.flatMap(([name]) =>
    isRefused(draft, name) ? [] : draft.unexpanded[name] ?? []
  );
  return {
    warnings: unexpanded.map((text) => `${text}. It counts as not set`),
  };
}
