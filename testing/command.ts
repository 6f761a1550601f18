/** Runs the command in this process: under a fake clock, against the stand-in. */
import { FakeTime } from "@std/testing/time";
import { main } from "../main.ts";
import {
  type FakeDbtCloud,
  fakeDbtCloud,
  type FakeDbtCloudOptions,
} from "./fake_dbt_cloud.ts";
import { settle } from "./settle.ts";

export const KEY = "dbtc_0123456789abcdef";

/** What a script sets for its pipeline, and nothing else. */
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

/** Options for {@linkcode command}. */
export interface CommandOptions {
  args?: string[];
  env?: Record<string, string | undefined>;
  /** Signals, each with the milliseconds after which it comes. */
  signals?: [at: number, name: "SIGINT" | "SIGTERM"][];
  fetch?: typeof fetch;
  /** Whether it runs on a terminal; what is drawn there. */
  drawn?: string[];
  /** The files that there are, and those that are written. */
  files?: Map<string, string>;
  /** Whether none can be written. */
  isReadOnly?: boolean;
}

/** What came of it. */
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
  const env: CommandOptions["env"] = { ...ENVIRONMENT, ...options.env };
  const lines: string[] = [];
  const stdout: string[] = [];
  const stderr: string[] = [];
  const print = (to: string[]) => (line: string) => {
    to.push(line);
    lines.push(line);
  };
  const began = time.now;
  let exited: number | undefined;
  let firstSignal: number | undefined;
  const timers: ReturnType<typeof setTimeout>[] = [];
  const running = main(options.args ?? [], {
    env: (name) => env[name],
    fetch: options.fetch ?? cloud.fetch,
    out: print(stdout),
    err: print(stderr),
    onSignal(listener) {
      for (const [at, name] of options.signals ?? []) {
        timers.push(setTimeout(() => {
          firstSignal ??= time.now;
          listener(name);
        }, at));
      }
      return () => timers.forEach(clearTimeout);
    },
    exit: (code) => exited ??= code,
    ...(options.drawn && { redraw: (line) => options.drawn?.push(line) }),
    readFile: (path) => {
      const text = options.files?.get(path);
      return text === undefined
        ? Promise.reject(new Error("No such file"))
        : Promise.resolve(text);
    },
    async writeFile(path, data, append) {
      if (options.isReadOnly) throw new Error("It is read-only");
      const text = typeof data === "string"
        ? data
        : await new Response(data).text();
      const before = append ? options.files?.get(path) ?? "" : "";
      options.files?.set(path, before + text);
    },
  });
  const code = await settle(time, running);
  return {
    code: exited ?? code,
    lines,
    stdout,
    stderr,
    took: time.now - began,
    tookToLeave: firstSignal && time.now - firstSignal,
  };
}
