/** Reads which run is meant: by its id, its page, or settings that select it. */
import { isId } from "../../api/json.ts";
import { describeHttp, type Page, parsePage } from "./address.ts";
import {
  type Draft,
  isExplicit,
  type Source,
  type StageResult,
} from "./draft.ts";
import type { InputFault } from "./parsed_input.ts";
import type { Command } from "./setting.ts";
import { SETTING_LIST } from "./settings.ts";
import { takePage } from "./take_page.ts";
import { describeChoice } from "./unknown_words.ts";
import { mustBe, parseCount } from "./values.ts";

/** Hosts of dbt Cloud itself. */
const DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;

/** The source of the settings that a run's address names. */
const RUN_PAGE: Source = {
  kind: "argument",
  name: "The run's address",
  texts: [],
};

/** Whether a command looks at runs that there are; `wait` may wait for a new one. */
function takesAnyAge(command: Command): boolean {
  return command === "status" || command === "retry";
}

/** Lets `--latest` take a run of any age, if the command waits for no new one. */
export function widenLatest({ commandLine, values }: Draft): StageResult {
  const isWidened = takesAnyAge(commandLine.command) && values.latest === "new";
  return isWidened ? { values: { latest: "any" } } : {};
}

/** Reads the RUN_ID, or refuses a command that neither has nor selects a run. */
export function readTarget(draft: Draft): StageResult {
  const { command, target } = draft.commandLine;
  if (command === "run") return {};
  const selectors = command === "cancel" ? [] : listSelectors(draft);
  if (target === undefined) {
    return selectors.length > 0 ? {} : refuseMissingRun(command);
  }
  if (target === "") {
    const text = "RUN_ID is empty: leave it out, or give it a value";
    return { faults: [{ name: "RUN_ID", text }] };
  }
  const choice = describeChoice(`Unexpected argument ${target}`, target);
  if (choice) return { faults: [{ text: choice }] };
  const since = takesAnyAge(command) ? draft.sources.since : undefined;
  const contradiction = findContradictingFlag([...selectors, since]);
  const run = readRunId(draft, target);
  return { ...run, faults: [...contradiction, ...run.faults ?? []] };
}

/** Lists the sources of the settings that select a run. */
function listSelectors({ values, sources }: Draft): Source[] {
  return SETTING_LIST.filter(([name, { selects }]) =>
    selects === "run" && values[name] && values[name] !== "none"
  ).flatMap(([name]) => sources[name] ?? []);
}

function refuseMissingRun(command: Command): StageResult {
  const others = command === "cancel"
    ? ""
    : ", --latest, --git-sha or --pull-request";
  return { faults: [{ text: `${command} needs a RUN_ID${others}` }] };
}

/** Finds the first flag that selects another run than the RUN_ID. */
function findContradictingFlag(
  sources: readonly (Source | undefined)[],
): InputFault[] {
  const flag = sources.find((source) => source && isExplicit(source));
  if (!flag) return [];
  const text = `${flag.name} does not go with a RUN_ID`;
  return [{ name: flag.name, text }];
}

/** Reads the id of a run, or the address of its page. */
function readRunId(draft: Draft, target: string): StageResult {
  const page = parsePage(target);
  const runId = page ? page.runId : parseCount(target);
  if (!isId(runId)) return refuseTarget(draft, target, page);
  return page ? { runId, ...takeRunPage(draft, page) } : { runId };
}

/**
 * Refuses the text in the place of a RUN_ID. A page names the account all the
 * same: that one is missing would be a second fault.
 */
function refuseTarget(
  { commandLine: { command }, sources }: Draft,
  target: string,
  page: Page | undefined,
): StageResult {
  const text = describeWrongTarget(command, target, page);
  const faults = [{ name: "RUN_ID", text }];
  if (!page || sources.accountId) return { faults };
  const { accountId } = page;
  return { values: { accountId }, sources: { accountId: RUN_PAGE }, faults };
}

function describeWrongTarget(
  command: Command,
  target: string,
  page: Page | undefined,
): string {
  if (!page) {
    const expected = "a positive whole number, or the address of a run's page";
    return `RUN_ID ${describeHttp(target) ?? mustBe(expected, target)}`;
  }
  const job =
    `${page.url}/deploy/${page.accountId}/projects/${page.projectId}/jobs/${page.jobId}`;
  return command === "cancel"
    ? "RUN_ID is the address of a job's page: use the run's"
    : `RUN_ID is the address of a job's page: for its runs, use \`dbt-run ${command} --latest --job-url ${job}\``;
}

/** Takes account and project from a run's page; the key goes to no other host. */
function takeRunPage(draft: Draft, page: Page): StageResult {
  const faults: InputFault[] = [];
  if (!draft.sources.url && !DBT_CLOUD.test(page.url)) {
    const text =
      `The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`;
    faults.push({ setting: "url", text });
  }
  const { projectId, ...others } = page;
  // The project of a run's address is only a default.
  const isSet = draft.sources.projectId !== undefined;
  const taken = takePage(
    draft,
    isSet ? others : { ...others, projectId },
    RUN_PAGE,
  );
  return { ...taken, faults: [...faults, ...taken.faults ?? []] };
}
