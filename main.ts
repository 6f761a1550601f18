/**
 * Trigger a dbt Cloud job from a pipeline, wait for its run, and end with its
 * verdict. It takes the place of the Python script
 * `run_and_monitor_dbt_job.py`: same variables, same lines in the log.
 *
 * ```sh
 * deno run --allow-env --allow-net=cloud.getdbt.com jsr:@org/dbt-run
 * ```
 *
 * `DBT_API_KEY`, `DBT_ACCOUNT_ID` and `DBT_PR_JOB_ID` are what it needs;
 * `--help` lists the rest. The same package is a library:
 *
 * ```ts
 * import { triggerAndWait } from "@org/dbt-run";
 *
 * const job = { accountId: 22219, jobId: 559062, apiKey: "dbtc_example" };
 * const run = await triggerAndWait({ ...job, gitBranch: "main" });
 * console.log(run.status, run.href);
 * ```
 *
 * @module
 */
import { delay } from "@std/async/delay";
import { parseArgs } from "@std/cli/parse-args";
import { detectCi, plain } from "./ci/ci.ts";
import type { Annotation, CiSystem, Telling } from "./ci/system.ts";
import config from "./deno.json" with { type: "json" };
import {
  cancelRun,
  checkOptions,
  DbtCloudError,
  getArtifact,
  getRun,
  listArtifacts,
  retryRun,
  type Run,
  TRIGGER_FIELDS,
  type TriggerFieldType,
  type TriggerOptions,
  triggerRun,
  waitForRun,
  type WaitOptions,
} from "./mod.ts";
import { junit } from "./report/junit.ts";
import { findFiles } from "./report/manifest.ts";
import {
  logBlocks,
  type Logs,
  nodesOf,
  type Report,
  reportLines,
  titleOf,
} from "./report/report.ts";
import { commandOf, hasResults, readResults } from "./report/results.ts";
import {
  configurationLines,
  statusLine,
  triggerLines,
} from "./report/script.ts";
import { durationOf, summary } from "./report/summary.ts";
import { safeLine, safeLines } from "./report/text.ts";

export * from "./mod.ts";

const HEARTBEAT = 60_000;
const LATE_PAUSE = 2_000;
/** Steps come with their logs: while the run goes, no more than so many bytes. */
const STEPS_LIMIT = 64 * 1_024;
const FIRST_STEPS = 3_000;
const FRAME = 100;
/** From a signal to the end of the process, where the run is cancelled. */
const LEAVING_LIMIT = 5_000;
const CANCEL_LIMIT = 60_000;
const LIVE_LENGTH = 76;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const LONGEST_TIMER = 2 ** 31 - 1;
/** CI systems show ten annotations of a kind; the tenth says how many more. */
const MAX_ANNOTATIONS = 9;
const RESULTS_LIMIT = 64 * 1_024 * 1_024;
const ARTIFACTS = [
  "manifest.json",
  "run_results.json",
  "catalog.json",
  "sources.json",
];
const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 };

/** What the command has of the process; tests put their own in its place. */
export interface System {
  /** Reads an environment variable. */
  env: (name: string) => string | undefined;
  /** Sends the requests. */
  fetch: typeof fetch;
  /** Prints a line to stdout. */
  out: (line: string) => void;
  /** Prints a line to stderr. */
  err: (line: string) => void;
  /** Calls back for each signal to end; what it returns ends that. */
  onSignal: (listener: (name: "SIGINT" | "SIGTERM") => void) => () => void;
  /** Ends the process at once. */
  exit: (code: number) => void;
  /** Draws a line over the last one drawn; on a terminal only. */
  redraw?: (line: string) => void;
  /** Reads a file. */
  readFile: (path: string) => Promise<string>;
  /** Writes a file, whole or not at all, or appends to it. */
  writeFile: (
    path: string,
    data: string | ReadableStream<Uint8Array>,
    append?: boolean,
  ) => Promise<void>;
}

/** One row of the table of settings. */
interface Setting {
  option: string;
  /** Its flag, or none for what must not stand on a command line. */
  flag?: string;
  variables: readonly string[];
  type: TriggerFieldType | "seconds" | "count" | "switch" | "choice";
  /** What a value may be, where it is a choice. */
  choices?: readonly string[];
  help: string;
}

const kebab = (field: string) => field.replaceAll("_", "-");
const camel = (field: string) =>
  field.replace(/_(.)/g, (_, letter) => letter.toUpperCase());

const SETTINGS: readonly Setting[] = [
  {
    option: "apiKey",
    variables: ["DBT_API_KEY"],
    type: "string",
    help: "service token or personal access token; has no flag",
  },
  {
    option: "url",
    flag: "url",
    variables: ["DBT_URL"],
    type: "string",
    help: "access URL (default https://cloud.getdbt.com)",
  },
  {
    option: "accountId",
    flag: "account-id",
    variables: ["DBT_ACCOUNT_ID"],
    type: "integer",
    help: "account",
  },
  {
    option: "projectId",
    flag: "project-id",
    variables: ["DBT_PROJECT_ID"],
    type: "integer",
    help: "project; may be left out",
  },
  {
    option: "jobId",
    flag: "job-id",
    variables: ["DBT_PR_JOB_ID", "DBT_JOB_ID"],
    type: "integer",
    help: "job",
  },
  ...Object.entries(TRIGGER_FIELDS).map(([field, type]) => ({
    option: camel(field),
    flag: kebab(field),
    variables: [
      ...(field === "git_branch" ? ["DBT_JOB_BRANCH"] : []),
      `DBT_JOB_${field.toUpperCase()}`,
    ],
    type,
    help: type === "strings"
      ? `${field}: repeat the flag; the variable has one a line`
      : field,
  })),
  {
    option: "interval",
    flag: "poll-interval",
    variables: ["DBT_POLL_INTERVAL_SECONDS"],
    type: "seconds",
    help: "seconds between two checks (default: 1 to 10, adaptive)",
  },
  {
    option: "initialDelay",
    flag: "initial-delay",
    variables: ["DBT_POLL_INITIAL_SLEEP_SECONDS"],
    type: "seconds",
    help: "seconds before the first check (default 1)",
  },
  {
    option: "timeout",
    flag: "timeout",
    variables: ["DBT_RUN_TIMEOUT_SECONDS"],
    type: "seconds",
    help: "seconds after which to give up (default 0: never)",
  },
  {
    option: "noWait",
    flag: "no-wait",
    variables: [],
    type: "switch",
    help: "trigger only",
  },
  {
    option: "noCancel",
    flag: "no-cancel",
    variables: [],
    type: "switch",
    help: "leave the run alone on a signal or a timeout",
  },
  {
    option: "cancel",
    variables: ["DBT_RUN_CANCEL"],
    type: "boolean",
    help: "false is --no-cancel",
  },
  {
    option: "retries",
    flag: "retries",
    variables: ["DBT_RUN_RETRIES"],
    type: "count",
    help: "how often to retry a run that ended in error (default 0)",
  },
  {
    option: "pullRequest",
    flag: "pull-request",
    variables: [],
    type: "switch",
    help: "take pull request, commit and branch from the CI system",
  },
  {
    option: "pullRequestOf",
    variables: ["DBT_JOB_PULL_REQUEST"],
    type: "choice",
    choices: ["auto", "none"],
    help: "auto is --pull-request",
  },
  {
    option: "logs",
    flag: "logs",
    variables: ["DBT_RUN_LOGS"],
    type: "choice",
    choices: ["failed", "all", "none"],
    help: "which steps' logs to print at the end: failed (default), all, none",
  },
  {
    option: "artifacts",
    flag: "artifacts",
    variables: ["DBT_RUN_ARTIFACTS"],
    type: "string",
    help: "folder for manifest, run_results, catalog and sources.json",
  },
  {
    option: "junit",
    flag: "junit",
    variables: ["DBT_RUN_JUNIT"],
    type: "string",
    help: "file for the run's nodes as JUnit XML",
  },
  {
    option: "ci",
    flag: "ci",
    variables: [],
    type: "choice",
    choices: ["auto", "none"],
    help: "the CI system's own log commands and outputs: auto (default), none",
  },
  {
    option: "json",
    flag: "json",
    variables: [],
    type: "switch",
    help: "stdout is one JSON document, all else goes to stderr",
  },
  {
    option: "dryRun",
    flag: "dry-run",
    variables: [],
    type: "switch",
    help: "check everything, print what would be sent, send nothing",
  },
  { option: "help", flag: "help", variables: [], type: "switch", help: "this" },
  {
    option: "version",
    flag: "version",
    variables: [],
    type: "switch",
    help: "the version",
  },
];

/** What each command cannot do without. */
const REQUIRED: Record<string, readonly string[]> = {
  run: ["apiKey", "accountId", "jobId"],
  wait: ["apiKey", "accountId"],
  cancel: ["apiKey", "accountId"],
};

type Values =
  & Omit<TriggerOptions & WaitOptions, "signal" | "fetch">
  & {
    runId: number;
    projectId?: number;
    retries?: number;
    cancel?: boolean;
    noCancel?: boolean;
    noWait?: boolean;
    pullRequest?: boolean;
    pullRequestOf?: string;
    logs?: Logs;
    artifacts?: string;
    junit?: string;
    ci?: string;
    json?: boolean;
    dryRun?: boolean;
    help?: boolean;
    version?: boolean;
  };

interface Input {
  command: string;
  values: Values;
  /** What stood in the environment or the flags, as it stood there. */
  given: Record<string, string | undefined>;
  faults: string[];
  warnings: string[];
}

/** `$(X)`, `${X}`, `${{ … }}` and `$X`, as a CI system leaves the unknown. */
const UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;

function readInput(args: string[], readVariable: System["env"]): Input {
  const flags = SETTINGS.filter(({ flag }) => flag);
  const named = (types: (type: string) => boolean) =>
    flags.filter(({ type }) => types(type)).map(({ flag }) => flag!);
  const faults: string[] = [];
  const warnings: string[] = [];
  const parsed: Record<string, unknown> & { _: (string | number)[] } =
    parseArgs(args, {
      boolean: named((type) => type === "switch"),
      string: ["_", ...named((type) => type !== "switch")],
      collect: named((type) => type === "strings"),
      unknown: (argument, name) => {
        if (name === undefined) return true;
        faults.push(`${argument.split("=")[0]} is no flag; see --help`);
        return false;
      },
    });
  // Help asks for no permission.
  const isHelp = parsed.help === true || parsed.version === true;
  const env: System["env"] = isHelp ? () => undefined : readVariable;
  const [command = "run", runId, ...rest] = parsed._
    .map(String).filter((word) => word !== "");
  const values: Record<string, unknown> = {};
  const given: Input["given"] = {};
  const names: Record<string, string> = { runId: "RUN_ID" };
  if (!REQUIRED[command]) faults.push(`${command} is no command; see --help`);
  const takesRun = command === "wait" || command === "cancel";
  for (const word of takesRun ? rest : parsed._.slice(1)) {
    if (word !== "") faults.push(`${word} is one argument too many`);
  }
  if (takesRun && !runId) faults.push(`${command} needs a RUN_ID`);
  if (takesRun && runId) values.runId = toNumber(runId);

  for (const { option, flag, variables, type, choices } of SETTINGS) {
    if (type === "switch") {
      values[option] = parsed[flag!] === true;
      continue;
    }
    const flagged = flag ? [parsed[flag] ?? []].flat().map(String) : [];
    let texts = flagged.map((text) => text.trim()).filter(Boolean);
    let name = `--${flag}`;
    if (flagged.length > 0) given[option] = flagged.join("\n");
    for (const variable of texts.length > 0 ? [] : variables) {
      const text = env(variable);
      given[option] ??= text;
      if (!text?.trim()) continue;
      name = variable;
      texts = type === "strings" ? text.split("\n") : [text];
      texts = texts.map((line) => line.trim()).filter(Boolean);
      break;
    }
    if (type === "boolean" && flagged.length > 0 && texts.length === 0) {
      faults.push(`--${flag} must be true or false`);
    }
    const unexpanded = texts.find((text) => UNEXPANDED.test(text));
    const required = REQUIRED[command]?.includes(option);
    if (unexpanded !== undefined) {
      const what = `${name} is a variable that was not expanded`;
      const shown = `${what}: ${unexpanded}`;
      if (required) faults.push(shown);
      else warnings.push(`${shown}. It counts as not set`);
      continue;
    }
    if (texts.length === 0) {
      if (required) {
        const flagName = flag ? ` (or --${flag})` : "";
        const state = given[option] === undefined ? "not set" : "empty";
        faults.push(`${variables[0]}${flagName} is ${state}`);
      }
      continue;
    }
    names[option] = name;
    const [text] = texts as [string];
    if (choices && !choices.includes(text)) {
      faults.push(`${name} must be one of ${choices.join(", ")}`);
    }
    values[option] = type === "strings" ? texts : convert(type, text);
  }

  if (typeof values.gitBranch === "string") {
    values.gitBranch = values.gitBranch.replaceAll("refs/heads/", "") ||
      undefined;
  }
  if (typeof values.schemaOverride === "string") {
    values.schemaOverride = values.schemaOverride.replace(/[-/]/g, "_");
  }
  const { cancel, projectId, retries = 0 } = values;
  if (!Number.isSafeInteger(retries) || retries as number < 0) {
    faults.push(`${names.retries} must be a whole number of 0 or more`);
  }
  if (cancel !== undefined && typeof cancel !== "boolean") {
    faults.push(`${names.cancel} must be true or false`);
  }
  const checked: object = { ...values, projectId: undefined };
  for (const [option, { message }] of checkOptions(checked)) {
    faults.push(`${names[option]} ${message}`);
  }
  for (const [, { message }] of checkOptions({ jobId: projectId as number })) {
    faults.push(`${names.projectId} ${message}`);
  }
  return {
    command,
    values: values as unknown as Values,
    given,
    faults,
    warnings,
  };
}

function toNumber(text: string): number | string {
  return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** A value of the type that is wanted, or the text, which checks then name. */
function convert(type: Setting["type"], text: string): unknown {
  if (type === "integer" || type === "count") return toNumber(text);
  if (type === "seconds") {
    const seconds = toNumber(text);
    return typeof seconds === "number" ? seconds * 1_000 : text;
  }
  if (type !== "boolean") return text;
  if (/^(true|1|yes|on)$/i.test(text)) return true;
  return /^(false|0|no|off)$/i.test(text) ? false : text;
}

function usage(): string[] {
  const rows = SETTINGS.map(({ flag, variables, help, type }) => {
    const value = { switch: "", seconds: " S", count: " N" }[type as string] ??
      " VALUE";
    return [flag ? `--${flag}${value}` : "", variables.join(", "), help];
  });
  const widths = [0, 1].map((i) =>
    Math.max(...rows.map((row) => row[i]!.length)) + 2
  );
  return [
    "Triggers a dbt Cloud job, waits for its run and ends with its verdict.",
    "",
    "dbt-run [run]          trigger and wait",
    "dbt-run wait RUN_ID    wait for a run that exists",
    "dbt-run cancel RUN_ID  cancel a run",
    "",
    ...rows.map(([flag = "", variables = "", help]) =>
      `${flag.padEnd(widths[0]!)}${variables.padEnd(widths[1]!)}${help}`
    ),
    "",
    "Exit codes: 0 success; 1 the run ended in error or was cancelled;",
    "2 wrong or missing input, nothing was sent; 3 dbt Cloud refused or could",
    "not be reached; 4 gave up waiting; 130, 143 on SIGINT, SIGTERM.",
  ];
}

/** What to do about a refusal, by its HTTP status. */
const ADVICE: Record<number, string> = {
  401:
    "Check DBT_URL (Account settings > Access URL) and DBT_API_KEY: the key of another region is refused like a wrong one",
  403: "Check DBT_ACCOUNT_ID, and that the key is of this account",
  404:
    "Check the id, and that the key may see it: the least permission is Job Runner",
};

function adviceFor(error: Error): string {
  if (!(error instanceof DbtCloudError)) return "";
  const { status } = error;
  const advice = status === undefined
    ? "Check DBT_URL and the network"
    : status >= 300 && status < 400
    ? "Put that address into DBT_URL"
    : ADVICE[status];
  return advice ? `${/[.!?]$/.test(error.message) ? "" : "."} ${advice}` : "";
}

/** Cuts answers off that are longer than so many bytes. */
function limited(send: typeof fetch, limit: number): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    let left = limit;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        left -= piece.length;
        if (left < 0) throw new Error("It is too long");
        controller.enqueue(piece);
      },
    });
    return new Response(response.body?.pipeThrough(cut), response);
  };
}

/** A signal asked the process to end. */
class Leaving extends Error {
  constructor(readonly signalName: keyof typeof SIGNAL_CODES) {
    super(`Got ${signalName}`);
  }
}

/**
 * Runs the command.
 *
 * @param args The command line.
 * @param system What it has of the process.
 * @returns The exit code.
 *
 * @example Run it against the stand-in
 * ```ts
 * import { main } from "@org/dbt-run";
 * import { fakeDbtCloud } from "@org/dbt-run/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const lines: string[] = [];
 * const code = await main(["--job-id", "2", "--account-id", "1"], {
 *   env: (name) => name === "DBT_API_KEY" ? "secret" : undefined,
 *   fetch: fakeDbtCloud().fetch,
 *   out: (line) => lines.push(line),
 *   err: (line) => lines.push(line),
 *   onSignal: () => () => {},
 *   exit: () => {},
 *   readFile: () => Promise.reject(new Error("There is none")),
 *   writeFile: () => Promise.resolve(),
 * });
 * assertEquals(code, 0);
 * assertEquals(lines.at(-2), "Run status -> Success");
 * ```
 */
export async function main(args: string[], system: System): Promise<number> {
  let input: Input;
  try {
    input = readInput(args, system.env);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "NotCapable") throw error;
    system.err(`error: ${error.message.split(",")[0]}: run with --allow-env`);
    return 2;
  }
  return await new Session(input, system).main();
}

/** One run of the command. */
class Session {
  readonly #leave = new AbortController();
  readonly #began = Date.now();
  readonly #account;
  readonly #secrets: string[];
  #run: Run | undefined;
  /** When the process has to have ended, since a signal came. */
  #leaveBy: number | undefined;
  #shown = { status: "", at: 0 };
  #error: string | undefined;
  readonly #ci: CiSystem;
  #outputs: Record<string, string> = {};
  /** The step that was announced last, and the question for the next one. */
  #step = { index: 0, name: "", askAt: FIRST_STEPS };
  #asking: Promise<void> | undefined;
  #failedNodes: Record<string, string | null>[] = [];

  constructor(readonly input: Input, readonly system: System) {
    const { url, apiKey, accountId } = input.values;
    const { fetch } = system;
    const onNotice = (notice: string) => this.#say(notice);
    this.#account = { url, apiKey, accountId, fetch, onNotice };
    this.#ci = input.values.ci === "none" ? plain : detectCi(this.#env);
    const words = (input.given.apiKey ?? "").trim().split(/\s+/);
    this.#secrets = words.filter((word) =>
      word.length > (words.length > 1 ? 7 : 3) && !UNEXPANDED.test(word)
    );
  }

  #redact(text: string): string {
    return this.#secrets
      .reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text)
      .replace(/\bdbt[cu]_\w{4,}/g, "***");
  }

  /** The same for all text in a value. */
  #redactAll<T>(value: T): T {
    if (typeof value === "string") return this.#redact(value) as T;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      return value.map((item) => this.#redactAll(item)) as T;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.#redactAll(item)]),
    ) as T;
  }

  /** What a CI system says; what may not be read or is empty is not set. */
  readonly #env = (name: string): string | undefined => {
    try {
      const text = this.system.env(name)?.trim();
      return !text || UNEXPANDED.test(text) ? undefined : text;
    } catch {
      return undefined;
    }
  };

  /** Prints a line, without the key and without anything that is obeyed. */
  #say(line: string, to: "out" | "err" = "out"): void {
    this.#print(safeLine(this.#redact(line)), to);
  }

  #print(line: string, to: "out" | "err" = "out"): void {
    const { system, input: { values } } = this;
    const print = values.json || to === "err" ? system.err : system.out;
    system.redraw?.("");
    print(this.#redact(line));
  }

  /** Tells the CI system; what it cannot be told costs a line. */
  async #tell({ lines = [], files = [] }: Telling): Promise<void> {
    for (const { path, text, append } of files) {
      await this.#write(path, this.#redact(text), append);
    }
    lines.forEach((line) => this.#print(line));
  }

  async #write(
    path: string,
    data: string | ReadableStream<Uint8Array>,
    append = false,
  ): Promise<void> {
    try {
      await this.system.writeFile(path, data, append);
    } catch (error) {
      this.#say(`Cannot write ${path}: ${(error as Error).message}`);
    }
  }

  #annotate(annotation: Annotation): void {
    const { kind, file } = annotation;
    this.#ci.annotate({
      kind,
      title: safeLine(this.#redact(annotation.title)),
      message: safeLines(this.#redact(annotation.message)).join("\n"),
      ...(file && { file: safeLine(file) }),
    }).forEach((line) => this.#print(line));
  }

  /** Hands on what is known of the run to the steps that follow. */
  async #output(run: Run): Promise<void> {
    this.#outputs = {
      run_id: `${run.id}`,
      run_url: run.href,
      ...(run.finishedAt && { run_status: run.status }),
      ...(run.finishedAt && run.gitSha && { git_sha: safeLine(run.gitSha) }),
    };
    await this.#tell(this.#ci.outputs(this.#outputs, this.#env));
  }

  async main(): Promise<number> {
    const { values, faults, warnings, command } = this.input;
    if (values.help || values.version) {
      const lines = values.help ? usage() : [`dbt-run ${config.version}`];
      lines.forEach((line) => this.system.out(line));
      return 0;
    }
    let code = 2;
    if (faults.length > 0) {
      faults.forEach((fault) => this.#say(`error: ${fault}`, "err"));
      this.#error = faults.join("; ");
    } else {
      warnings.forEach((warning) => this.#say(`warning: ${warning}`, "err"));
      const stop = this.system.onSignal((name) => {
        if (this.#leaveBy) return this.system.exit(SIGNAL_CODES[name]);
        this.#leaveBy = Date.now() + LEAVING_LIMIT;
        this.#leave.abort(new Leaving(name));
      });
      try {
        code = await (command === "cancel" ? this.#cancel() : this.#follow());
      } catch (error) {
        code = await this.#failed(error);
      } finally {
        stop();
      }
    }
    if (values.json) this.system.out(this.#document(code));
    return code;
  }

  /** Triggers, or takes the run that is named, and waits for its end. */
  async #follow(): Promise<number> {
    const { values, command } = this.input;
    if (command === "run") {
      if (!await this.#trigger()) return 0;
    } else {
      this.#run = await getRun(values.runId, {
        ...this.#account,
        signal: this.#leave.signal,
      });
      await this.#announce(this.#run);
    }
    const run = await this.#wait();
    await this.#output(run);
    const success = run.status === "success";
    if (!success && run.statusMessage) {
      this.#say(`dbt Cloud says: ${run.statusMessage}`);
    }
    await this.#report(run);
    if (success) {
      this.#say(`Job completed successfully! See details at ${run.href}`);
    } else {
      this.#say(`Run failed or canceled. See why at ${run.href}`, "err");
    }
    return success ? 0 : 1;
  }

  /** Says what the run has to say, wherever that was asked for. */
  async #report(run: Run): Promise<void> {
    const { logs = "failed", junit: junitFile, artifacts } = this.input.values;
    const { summary: tellSummary } = this.#ci;
    const failed = run.status !== "success";
    if (!failed && !junitFile && !artifacts && !tellSummary && logs !== "all") {
      return;
    }
    try {
      // Before anything is escaped, for an escaped key is a key all the same.
      const report = this.#redactAll(await this.#gather(run));
      const colour = this.#colour();
      if (failed) {
        reportLines(report, colour).forEach((line) => this.#print(line));
      }
      this.#failedNodes = nodesOf(report, "failed").map((node) => ({
        unique_id: node.uniqueId,
        resource_type: node.type,
        name: node.name,
        file: node.file ?? null,
        status: node.status,
        message: node.message,
      }));
      for (const { title, lines } of logBlocks(report, logs, colour)) {
        this.#ci.group(title, lines, Date.now())
          .forEach((line) => this.#print(line));
      }
      if (failed) this.#annotateNodes(report);
      if (junitFile) await this.#write(junitFile, junit(report));
      if (tellSummary) {
        await this.#tell(tellSummary(summary(report), this.#env));
      }
      if (artifacts) await this.#download(report, artifacts);
    } catch (error) {
      this.#say(`Cannot report on run ${run.id}: ${(error as Error).message}`);
    }
  }

  #colour(): boolean {
    if (this.#env("NO_COLOR")) return false;
    const { redraw } = this.system;
    return this.#ci.colour || !!redraw || !!this.#env("FORCE_COLOR");
  }

  #annotateNodes(report: Report): void {
    const { run } = report;
    const about = `dbt Cloud run ${run.id}: ${run.status}`;
    const kinds = [
      ["error", nodesOf(report, "failed")],
      ["warning", nodesOf(report, "warned")],
    ] as const;
    for (const [kind, nodes] of kinds) {
      for (const node of nodes.slice(0, MAX_ANNOTATIONS)) {
        const { message, status, file } = node;
        this.#annotate({
          kind,
          title: titleOf(node),
          message: message || status,
          ...(file && { file }),
        });
      }
      const more = nodes.length - MAX_ANNOTATIONS;
      if (more <= 0 && (kind === "warning" || nodes.length > 0)) continue;
      const message = `${more > 0 ? `and ${more} more. ` : ""}See ${run.href}`;
      this.#annotate({ kind, title: about, message });
    }
  }

  /** Asks for steps and results; what is missing costs a line in the report. */
  async #gather(run: Run): Promise<Report> {
    const options = { ...this.#account, signal: this.#leave.signal };
    const report: Report = { run, steps: [], nodes: [], gaps: [] };
    const { nodes, gaps } = report;
    const gap = (error: unknown) => gaps.push((error as Error).message);
    try {
      const hasFailed = ({ steps }: Run) =>
        run.status !== "error" ||
        steps.some(({ status }) => status === "error");
      const full = () => getRun(run.id, { ...options, steps: true });
      // The steps may lag behind the run for some seconds.
      report.steps = (await this.#again(full, hasFailed)).steps;
    } catch (error) {
      gap(error);
    }
    for (const { index, name, status } of report.steps) {
      if (!hasResults(name) || (status !== "success" && status !== "error")) {
        continue;
      }
      try {
        const text = () => this.#read("run_results.json", index);
        nodes.push(...readResults(await this.#again(text), index));
      } catch (error) {
        // A step that succeeded may have had no results to write.
        const isNone = error instanceof DbtCloudError && error.status === 404;
        if (!isNone || status === "error") gap(error);
      }
    }
    const { junit } = this.input.values;
    const wanted = nodes.filter(({ outcome }) =>
      junit || !["passed", "skipped"].includes(outcome)
    );
    const step = wanted[0]?.step;
    if (step === undefined) return report;
    try {
      const { body } = await getArtifact(run.id, "manifest.json", {
        ...options,
        step,
      });
      const ids = new Set(wanted.map(({ uniqueId }) => uniqueId));
      const files = await findFiles(body!, ids);
      for (const node of nodes) {
        const file = files.get(node.uniqueId);
        if (file) node.file = file;
      }
    } catch (error) {
      gap(error);
    }
    return report;
  }

  /** Three tries, for what a run leaves behind may come some seconds late. */
  async #again<T>(
    call: () => Promise<T>,
    isDone: (result: T) => boolean = () => true,
  ): Promise<T> {
    const { signal } = this.#leave;
    for (let tries = 1;; tries++) {
      try {
        const result = await call();
        if (isDone(result) || tries === 3) return result;
      } catch (error) {
        if (tries === 3 || !(error instanceof DbtCloudError)) throw error;
      }
      await delay(LATE_PAUSE, { signal });
    }
  }

  /** An artifact as text. */
  async #read(path: string, step: number): Promise<string> {
    const { body } = await getArtifact(this.#run!.id, path, {
      ...this.#account,
      signal: this.#leave.signal,
      step,
    });
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of body!) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > RESULTS_LIMIT) {
        throw new Error(`${path} of step ${step} is too large to be read`);
      }
    }
    return text;
  }

  /** Downloads those of the artifacts that there are. */
  async #download({ run, nodes }: Report, folder: string): Promise<void> {
    const options = { ...this.#account, signal: this.#leave.signal };
    const names = await listArtifacts(run.id, options);
    // The last step's results may be those of dbt docs.
    const step = nodes.at(-1)?.step;
    for (const name of ARTIFACTS) {
      const own = name === "run_results.json" && step ? { step } : {};
      if (!names.includes(name) && !own.step) continue;
      try {
        const { body } = await getArtifact(run.id, name, {
          ...options,
          ...own,
        });
        await this.#write(`${folder}/${name}`, body!);
      } catch (error) {
        this.#say((error as Error).message);
      }
    }
  }

  /** Waits for the run and, as often as was asked for, for its retries. */
  async #wait(): Promise<Run> {
    const { retries = 0 } = this.input.values;
    const { signal } = this.#leave;
    for (let retry = 1;; retry++) {
      const run = await this.#watch();
      if (run.status !== "error" || retry > retries) return run;
      if (!run.canRetry) {
        const reason = run.retryNotSupportedReason ?? "no reason was given";
        this.#say(`Run ${run.id} cannot be retried: ${reason}`);
        return run;
      }
      this.#say(
        `Retrying run ${run.id} from its point of failure (${retry} of ${retries})`,
      );
      try {
        this.#run = await retryRun(run.id, { ...this.#account, signal });
      } catch (error) {
        const { status = 0 } = error as DbtCloudError;
        if (status < 300 || status >= 500) throw error;
        this.#say((error as Error).message); // The run's verdict stands.
        return run;
      }
      await this.#announce(this.#run);
    }
  }

  /** Waits for the end of the run, and shows how it goes. */
  async #watch(): Promise<Run> {
    const { redraw } = this.system;
    const over = new AbortController();
    const live = redraw && setInterval(() => redraw(this.#liveLine()), FRAME);
    try {
      return await waitForRun(this.#run!, {
        ...this.#account,
        ...this.#timing(),
        signal: this.#leave.signal,
        onUpdate: (run) => this.#update(run, over.signal),
      });
    } finally {
      clearInterval(live);
      redraw?.("");
      over.abort();
      await this.#asking;
    }
  }

  #liveLine(): string {
    const { status = "queued" } = this.#run ?? {};
    const now = Date.now();
    const spinner = SPINNER[Math.floor(now / FRAME) % SPINNER.length];
    const { index, name } = this.#step;
    const step = index ? `, step ${index}: ${commandOf(name)}` : "";
    const took = durationOf((now - this.#began) / 1_000);
    return safeLine(this.#redact(`${spinner} ${status}${step}, ${took}`), {
      length: LIVE_LENGTH,
    });
  }

  #timing(): Pick<WaitOptions, "interval" | "initialDelay" | "timeout"> {
    const { interval, initialDelay, timeout = 0 } = this.input.values;
    const left = Math.max(1, timeout - (Date.now() - this.#began));
    return { interval, initialDelay, timeout: timeout && left };
  }

  /** Triggers the job; returns whether there is anything to wait for. */
  async #trigger(): Promise<boolean> {
    const { values, given } = this.input;
    const { jobId, accountId } = values;
    if (values.pullRequest || values.pullRequestOf === "auto") {
      await this.#takePullRequest();
    }
    const base = (values.url ?? "https://cloud.getdbt.com").replace(/\/+$/, "");
    const cause = values.cause ?? "API-triggered job";
    configurationLines({
      api_base: base,
      job_cause: given.cause ?? cause,
      git_branch: given.gitBranch ?? "None",
      schema_override: given.schemaOverride ?? "None",
      account_id: String(accountId),
      project_id: values.projectId ? String(values.projectId) : "None",
      job_id: String(jobId),
    }).forEach((line) => this.#say(line));
    const body = Object.fromEntries(
      Object.keys(TRIGGER_FIELDS)
        .map((field) =>
          [field, { ...values, cause }[camel(field) as "cause"]] as const
        )
        .filter(([, value]) => value !== undefined),
    );
    const url = `${base}/api/v2/accounts/${accountId}/jobs/${jobId}/run/`;
    triggerLines(url, body).forEach((line) => this.#say(line));
    if (values.dryRun) {
      this.#say("Dry run: nothing was sent");
      return false;
    }
    const timer = values.timeout && setTimeout(
      () => this.#leave.abort(this.#late()),
      Math.min(values.timeout, LONGEST_TIMER),
    );
    try {
      this.#run = await triggerRun({
        ...values,
        ...this.#account,
        signal: this.#leave.signal,
      });
    } catch (error) {
      if (error instanceof DbtCloudError) {
        const reason = error.message.replace(/^Cannot [^:]*: /, "");
        this.#say("ERROR! - Could not trigger job:");
        this.#say(` ${reason}`);
      }
      throw error;
    } finally {
      clearTimeout(timer);
    }
    await this.#announce(this.#run);
    return !values.noWait;
  }

  #late(): DOMException {
    const seconds = (this.input.values.timeout ?? 0) / 1_000;
    return new DOMException(`Not done within ${seconds} s`, "TimeoutError");
  }

  async #announce(run: Run): Promise<void> {
    const askAt = Date.now() - this.#began + FIRST_STEPS;
    this.#step = { index: 0, name: "", askAt };
    this.#say(`Job running! See job status at ${run.href}`);
    await this.#output(run);
  }

  /** Takes from the CI system what was not said otherwise. */
  async #takePullRequest(): Promise<void> {
    const { values } = this.input;
    const { name, eventFile } = this.#ci;
    const path = eventFile && this.#env(eventFile);
    let event: unknown;
    try {
      if (path) event = JSON.parse(await this.system.readFile(path));
    } catch (error) {
      this.#say(`Cannot read ${path}: ${(error as Error).message}`);
    }
    const found = this.#ci.pullRequest(this.#env, event);
    if (!found) return this.#say(`${name} knows of no pull request here`);
    const { field, id, sha, branch, warning } = found;
    const words = [
      `pull request ${id}`,
      ...(sha ? [`commit ${sha}`] : []),
      ...(branch ? [`branch ${branch}`] : []),
      ...(warning ? [warning] : []),
    ];
    this.#say(`${name} tells of ${words.join(", ")}`);
    const ids = [
      values.githubPullRequestId,
      values.gitlabMergeRequestId,
      values.azurePullRequestId,
      values.nonNativePullRequestId,
    ];
    if (ids.every((id) => id === undefined)) values[field] = id;
    if (sha) values.gitSha ??= sha;
    if (branch) values.gitBranch ??= branch;
  }

  /** Prints the status when it changes, and each minute. */
  #update(run: Run, signal: AbortSignal): void {
    this.#run = run;
    const now = Date.now();
    const { status, at } = this.#shown;
    const isBeat = now - at >= HEARTBEAT && !this.system.redraw;
    if (run.status !== status || isBeat) {
      this.#shown = { status: run.status, at: now };
      this.#say(statusLine(run));
    }
    const waited = now - this.#began;
    if (run.status === "running" && waited >= this.#step.askAt) {
      this.#step.askAt = 2 * waited;
      this.#asking = this.#announceSteps(run.id, signal);
    }
  }

  /** Says which steps have begun, as long as their logs are short. */
  async #announceSteps(runId: number, signal: AbortSignal): Promise<void> {
    try {
      const fetch = limited(this.system.fetch, STEPS_LIMIT);
      const options = { ...this.#account, fetch, signal, steps: true };
      for (const { index, name } of (await getRun(runId, options)).steps) {
        if (index <= this.#step.index) continue;
        Object.assign(this.#step, { index, name });
        this.#say(`Step ${index}: ${name}`);
      }
    } catch {
      this.#step.askAt = Infinity;
    }
  }

  async #cancel(): Promise<number> {
    this.#run = await this.#end(this.input.values.runId, CANCEL_LIMIT);
    return 0;
  }

  /** Cancels a run, in spite of bad answers, and says how it ended. */
  async #end(runId: number, limit: number): Promise<Run> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(this.#late()), limit);
    const options = { ...this.#account, signal: late.signal };
    try {
      for (;;) {
        try {
          const run = await cancelRun(runId, options).catch(
            async (error: unknown) => {
              // A run that has ended cannot be cancelled, and need not be.
              const run = await getRun(runId, options);
              if (run.finishedAt) return run;
              throw error;
            },
          );
          this.#say(
            run.status === "cancelled"
              ? `Run ${runId} is cancelled: ${run.href}`
              : run.finishedAt
              ? `Run ${runId} had ended already, with ${run.status}: ${run.href}`
              : `Run ${runId} is being cancelled: ${run.href}`,
          );
          return run;
        } catch (error) {
          const { status = 500 } = error as DbtCloudError;
          const isPassing = error instanceof DbtCloudError &&
            (status >= 500 || status < 300 || status === 429);
          if (!isPassing) throw error;
          await delay(500, { signal: late.signal });
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says what went wrong, cancels the run where that is due; the exit code. */
  async #failed(error: unknown): Promise<number> {
    if (!(error instanceof Error)) throw error;
    const { aborted, reason } = this.#leave.signal;
    const asked: Error = aborted ? reason : error;
    const messages = [...new Set([asked, error])].map((error) =>
      error.name === "TimeoutError"
        ? this.#late().message
        : error.message + adviceFor(error)
    );
    messages.forEach((message) => this.#say(`error: ${message}`, "err"));
    this.#error = messages.join(". ");
    const title = "dbt-run";
    this.#annotate({ kind: "error", title, message: this.#error });
    if (aborted || error.name === "TimeoutError") {
      await this.#abandon();
      if (this.#run) await this.#output(this.#run);
      return asked instanceof Leaving ? SIGNAL_CODES[asked.signalName] : 4;
    }
    return error.name === "NotCapable" ? 2 : 3;
  }

  /** Cancels the run, if there is one and it should be. */
  async #abandon(): Promise<void> {
    const { noCancel, cancel = true } = this.input.values;
    const run = this.#run;
    if (!run || run.finishedAt) return this.#say("No run was found to cancel");
    if (noCancel || !cancel) {
      return this.#say(`Run ${run.id} goes on: ${run.href}`);
    }
    const limit = (this.#leaveBy ?? Date.now() + LEAVING_LIMIT) - Date.now();
    try {
      this.#run = await this.#end(run.id, Math.max(limit, 1_000));
    } catch (error) {
      this.#say(
        `error: Run ${run.id} may go on, for it could not be cancelled: ${
          (error as Error).message
        }. See ${run.href}`,
        "err",
      );
    }
  }

  #document(code: number): string {
    const run = this.#run;
    return JSON.stringify(
      this.#redactAll({
        run_id: run?.id ?? null,
        run_url: run?.href ?? null,
        run_status: run?.status ?? null,
        status_message: run?.statusMessage ?? null,
        git_branch: run?.gitBranch ?? null,
        git_sha: run?.gitSha ?? null,
        created_at: run?.createdAt ?? null,
        started_at: run?.startedAt ?? null,
        finished_at: run?.finishedAt ?? null,
        failed_nodes: this.#failedNodes,
        exit_code: code,
        error: this.#error ?? null,
      }),
      null,
      2,
    );
  }
}

/** The process as the command sees it. */
function denoSystem(): System {
  return {
    env: (name) => Deno.env.get(name),
    fetch,
    // deno-lint-ignore no-console
    out: (line) => console.log(line),
    // deno-lint-ignore no-console
    err: (line) => console.error(line),
    onSignal(listener) {
      // Windows has no SIGTERM: there, SIGBREAK is the second way to ask.
      const names: Deno.Signal[] = Deno.build.os === "windows"
        ? ["SIGINT", "SIGBREAK"]
        : ["SIGINT", "SIGTERM"];
      const listeners = names.map((name) => {
        const call = () => listener(name === "SIGINT" ? "SIGINT" : "SIGTERM");
        Deno.addSignalListener(name, call);
        return () => Deno.removeSignalListener(name, call);
      });
      return () => listeners.forEach((remove) => remove());
    },
    exit: (code) => Deno.exit(code),
    ...(Deno.stdout.isTerminal() && {
      redraw: (line: string) =>
        Deno.stdout.writeSync(new TextEncoder().encode(`\r\x1b[2K${line}`)),
    }),
    readFile: (path) => Deno.readTextFile(path),
    async writeFile(path, data, append) {
      if (append) {
        return await Deno.writeTextFile(path, data as string, { append });
      }
      const folder = /^(.*)[\\/]/.exec(path)?.[1];
      if (folder) await Deno.mkdir(folder, { recursive: true });
      const part = `${path}.part`;
      try {
        if (typeof data === "string") await Deno.writeTextFile(part, data);
        else await Deno.writeFile(part, data);
        await Deno.rename(part, path);
      } catch (error) {
        await Deno.remove(part).catch(() => {});
        throw error;
      }
    },
  };
}

if (import.meta.main) {
  main(Deno.args, denoSystem()).then((code) => Deno.exitCode = code);
}
