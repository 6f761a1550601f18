/**
 * The base of all tests: a fake clock, the stand-in, and the command run in
 * this process.
 */
import { FakeTime } from "@std/testing/time";
import "@std/async/delay"; // Loaded before the clock is faked.
import "../api/search.ts";
import "../api/reuse.ts";
import "../api/started_runs.ts";
import "../api/duplicates.ts";
import "../api/steps.ts";
import "../api/artifacts.ts";
import "../command/step_poller.ts";
import "../command/reporter.ts";
import "../command/find_run.ts";
import "../command/cancel_command.ts";
import "../command/wait_command.ts";
import "../command/follow_run.ts";
import "../command/status_command.ts";
import "../command/retry_command.ts";
import "../command/early_end.ts";
import "../command/input/named_files.ts";
import "../command/job_lookup.ts";
import "../command/output/request_log.ts";
import "../command/input/help.ts";
import { main } from "../command/main.ts";
import { waitForRun, type WaitOptions } from "../mod.ts";
import "../command/input/pull_request.ts";
import { renderLine } from "../ci/command_gate.ts";
import type { FileSystem } from "../command/process/file_system.ts";
import type { Process, SignalName } from "../command/process/process.ts";
import {
  type FakeDbtCloud,
  fakeDbtCloud,
  type FakeDbtCloudOptions,
  type Fault,
} from "./fake_dbt_cloud.ts";
import { settle } from "./settle.ts";

export const KEY = "dbtc_0123456789abcdef";

// Durations, in milliseconds

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

// The stand-in's first run

/** The id of the first run. */
export const RUN = 300580980;
/** The page of the first run. */
export const LINK =
  `https://cloud.getdbt.com/deploy/1/projects/52901/runs/${RUN}/`;
/** The page of the account. */
export const ACCOUNT_PAGE = "https://cloud.getdbt.com/deploy/1";
/** The page of the job. */
export const JOB_PAGE = `${ACCOUNT_PAGE}/projects/52901/jobs/2/`;

// Faults

/** The answer to a request that was carried out is lost. */
export const LOST: Fault = { answer: "reset", done: true };

/** dbt Cloud itself refuses a request, in its own JSON. */
export function refusal(status: number, message = "No."): Fault {
  return { status, body: { status: { user_message: message }, data: null } };
}

/** The variables that a pipeline has to set. */
export const ENVIRONMENT: Record<string, string> = {
  DBT_API_KEY: KEY,
  DBT_ACCOUNT_ID: "1",
  DBT_PROJECT_ID: "52901",
  DBT_PR_JOB_ID: "2",
};

/** A fake clock, the stand-in, and what the library and the command need. */
export function setUp(options: FakeDbtCloudOptions = {}) {
  const time = new FakeTime(Date.UTC(2026, 0, 31));
  const cloud = fakeDbtCloud({ accountId: 1, apiKey: KEY, ...options });
  const notices: string[] = [];
  const account = {
    accountId: 1,
    apiKey: KEY,
    fetch: cloud.fetch,
    onNotice: (notice: string) => notices.push(notice),
  };
  return {
    time,
    cloud,
    notices,
    account,
    job: { ...account, jobId: 2 },
    settle: <T>(promise: Promise<T>) => settle(time, promise),
    command: (options?: CommandOptions) => command(time, cloud, options),
    count: (endpoint: string) =>
      cloud.requests.filter((request) => request.endpoint === endpoint).length,
    [Symbol.dispose]: () => time.restore(),
  };
}

/** Runs the command once against a stand-in of its own. */
export async function dbtRun(
  options: FakeDbtCloudOptions = {},
  more: CommandOptions = {},
) {
  using fixture = setUp(options);
  const files = more.files ?? new Map<string, string>();
  const result = await fixture.command({ ...more, files });
  const text = result.lines.join("\n");
  return { ...result, text, files, cloud: fixture.cloud };
}

/** Waits for a run that another pipeline started, and for what ends the wait. */
export async function waitIn(
  options: FakeDbtCloudOptions,
  more: Partial<WaitOptions> = {},
) {
  using it = setUp(options);
  const { id } = it.cloud.trigger(2);
  const startedAt = it.time.now;
  const run = await it.settle(
    waitForRun(id, { ...it.account, ...more }).catch((error) => error),
  );
  const { requests } = it.cloud;
  return { run, requests, notices: it.notices, took: it.time.now - startedAt };
}

/** Options for {@linkcode command}. */
export interface CommandOptions {
  args?: string[];
  env?: Record<string, string | undefined>;
  /** Variables that may not be read. */
  denied?: string[];
  /** Variables that are no text: Deno throws, and shows the value. */
  unreadable?: string[];
  /** Signals, each with the milliseconds after which it comes. */
  signals?: [at: number, name: SignalName][];
  fetch?: typeof fetch;
  /** Whether it runs on a terminal; what is drawn there. */
  drawn?: string[];
  /** The files that there are, and those that are written. */
  files?: Map<string, string>;
  /** Whether none can be written. */
  isReadOnly?: boolean;
  /** How many characters wait for the reader of the log. */
  waiting?: () => number;
  /** Is told how long nothing else could run, in real milliseconds. */
  onTurn?: (ms: number) => void;
}

/** The result of a command. */
export interface CommandResult {
  code: number;
  /** All lines, as a CI system shows them. */
  lines: string[];
  stdout: string[];
  stderr: string[];
  /** How long it took, in milliseconds of the fake clock. */
  took: number;
  /** How long after the first signal it ended. */
  tookToLeave: number | undefined;
}

/** Runs the command to its end. */
export async function command(
  time: FakeTime,
  cloud: FakeDbtCloud,
  options: CommandOptions = {},
): Promise<CommandResult> {
  const began = time.now;
  const { process, printed, exited, signalledAt } = createProcess(
    time,
    cloud,
    options,
  );
  const running = main(process);
  const code = await settle(
    time,
    Promise.race([running, exited]),
    options.onTurn,
  );
  const signalled = signalledAt();
  const result = {
    code,
    ...structuredClone(printed),
    took: time.now - began,
    tookToLeave: signalled && time.now - signalled,
  };
  await settle(time, running); // A real process would be gone by now.
  return result;
}

/** A process in memory, what it prints, and when it is ended or signalled. */
function createProcess(
  time: FakeTime,
  cloud: FakeDbtCloud,
  options: CommandOptions,
) {
  const { drawn, signals = [] } = options;
  const printed = {
    lines: [] as string[],
    stdout: [] as string[],
    stderr: [] as string[],
  };
  const createStream = (own: string[]): Process["out"] => ({
    line(line) {
      const text = renderLine(line);
      own.push(text);
      printed.lines.push(text);
    },
    isTerminal: drawn !== undefined,
    draw: (text) => drawn?.push(text),
  });
  let exit: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => exit = resolve);
  let signalledAt: number | undefined;
  const process: Process = {
    args: options.args ?? [],
    startedAt: time.now,
    ...createEnvironment(options),
    fetch: options.fetch ?? cloud.fetch,
    out: createStream(printed.stdout),
    err: createStream(printed.stderr),
    columns: () => 80,
    onSignal(listener) {
      for (const [at, name] of signals) {
        setTimeout(() => {
          signalledAt ??= time.now;
          listener(name);
        }, at);
      }
    },
    exit,
    waiting: options.waiting ?? (() => 0),
    flush: () => Promise.resolve(),
    flushRequests: () => Promise.resolve(),
    fileSystem: memoryFiles(options.files ?? new Map(), options.isReadOnly),
  };
  return { process, printed, exited, signalledAt: () => signalledAt };
}

/** The variables of a process; some may not be read, and some are no text. */
function createEnvironment(
  options: CommandOptions,
): Pick<Process, "env" | "envNames"> {
  const env: CommandOptions["env"] = { ...ENVIRONMENT, ...options.env };
  return {
    env(name) {
      if (options.unreadable?.includes(name)) {
        throw new TypeError(`Invalid UTF-8 in ${name}: "${env[name]}"`);
      }
      if (!options.denied?.includes(name)) return env[name];
      throw Object.assign(new Error(`Requires env access to "${name}"`), {
        name: "NotCapable",
      });
    },
    envNames: () => Object.keys(env),
  };
}

/** A file system in memory. */
export function memoryFiles(
  files: Map<string, string>,
  isReadOnly = false,
): FileSystem {
  const decoder = new TextDecoder();
  return {
    readText: (path, maxBytes) => {
      const text = files.get(path);
      return text === undefined
        ? Promise.reject(new Error("No such file"))
        : Promise.resolve(text.slice(0, maxBytes));
    },
    async *readPieces(path) {
      const text = files.get(path);
      if (text === undefined) throw new Error("No such file");
      yield await Promise.resolve(new TextEncoder().encode(text));
    },
    kindOf(path) {
      const kind = path.startsWith("/dev/") ? "device" : "file";
      return Promise.resolve(files.has(path) ? kind : undefined);
    },
    makeFolder: () => Promise.resolve(),
    async write(path, data, how) {
      if (isReadOnly) throw new Error("It is read-only");
      if (how === "create" && files.has(path)) {
        throw new Error("It exists already");
      }
      files.set(path, files.get(path) ?? "");
      for await (const piece of typeof data === "string" ? [data] : data) {
        const text = typeof piece === "string" ? piece : decoder.decode(piece);
        files.set(path, files.get(path) + text);
      }
    },
    rename(from, to) {
      files.set(to, files.get(from) ?? "");
      files.delete(from);
      return Promise.resolve();
    },
    remove(path) {
      files.delete(path);
      return Promise.resolve();
    },
  };
}
