/** Cases of the fuzzer under a fake clock: hundreds in a minute. */
import { FakeTime } from "@std/testing/time";
import { detectCi } from "../ci/registry.ts";
import fc from "./fast_check.ts";
import { type FuzzCase, fuzzCase, SECRET, SYSTEMS } from "./fuzz_case.ts";
import { checkFuzz, type FuzzContext } from "./fuzz_check.ts";
import { fuzzCloud } from "./fuzz_cloud.ts";
import { command } from "./harness.ts";

/** The parts of a case that its result depends on. */
export function contextOf(plan: FuzzCase): FuzzContext {
  const { DBT_API_KEY: key } = plan.env;
  const { name } = detectCi((variable) => {
    const { text, isText } = { ...plan.ciEnv, ...plan.env }[variable] ??
      { text: SYSTEMS[plan.system]![variable], isText: true };
    return isText ? text?.trim() || undefined : undefined;
  });
  return {
    system: name,
    hasKey: !key || key.text.includes(SECRET),
    isDebug: plan.args.some((arg) => arg.startsWith("--debug")),
  };
}

/** Runs the command through a case, and checks what it came to. */
export async function checkCase(plan: FuzzCase): Promise<number> {
  using time = new FakeTime(Date.UTC(2026, 0, 31));
  const values = { ...plan.ciEnv, ...plan.env };
  const files = new Map([
    ["/event.json", JSON.stringify(plan.event)],
    ["/dev/stdout", ""],
    ["/dev/stderr", ""],
  ]);
  const drawn: string[] = [];
  const env = {
    ...SYSTEMS[plan.system],
    ...Object.fromEntries(
      Object.entries(values).map(([name, { text }]) => [name, text]),
    ),
  };
  const unreadable = Object.keys(values)
    .filter((name) => !values[name]!.isText);
  let longestTurn = 0;
  const result = await command(time, fuzzCloud(plan), {
    args: plan.args,
    env,
    unreadable,
    files,
    onTurn: (ms) => longestTurn = Math.max(longestTurn, ms),
    isReadOnly: plan.isReadOnly,
    signals: [[plan.signalAt, plan.signal]],
    ...(plan.isTerminal && { drawn }),
  });
  const streams = ["/dev/stdout", "/dev/stderr"].map((path) => {
    const text = files.get(path)!;
    files.delete(path);
    return text;
  });
  const written = [...files].filter(([path]) =>
    // Artifacts keep the text that dbt wrote.
    path !== "/event.json" &&
    !/(manifest|run_results|catalog|sources)\.json$|log\.txt$/.test(path)
  ).map(([, text]) => text);
  checkFuzz(
    {
      code: result.code,
      stdout: [...result.stdout, streams[0]].join("\n"),
      stderr: [...result.stderr, streams[1]].join("\n"),
      others: [...written, ...drawn],
      tookToLeave: result.tookToLeave,
      longestTurn,
    },
    contextOf(plan),
  );
  return result.code;
}

/** How long a case may be made smaller, in milliseconds. */
const SHRINKING_LIMIT = 30_000;
/** How much of a case and of its fault is shown. */
const MAX_SHOWN = 3_000;

/** Checks the case of a seed; a fault shows it in its smallest form. */
export async function fuzzSeed(seed: number): Promise<number> {
  let code = -1;
  const property = fc.asyncProperty(fuzzCase, async (plan) => {
    code = await checkCase(plan);
  });
  const parameters = {
    seed,
    numRuns: 1,
    interruptAfterTimeLimit: SHRINKING_LIMIT,
  };
  const { failed, counterexample, errorInstance } = await fc.check(
    property,
    parameters,
  );
  // An interruption while the case is made smaller is a finding, too.
  if (!failed || !counterexample) return code;
  const { message, stack } = errorInstance as Error;
  const json = JSON.stringify(
    counterexample[0],
    (_, value) =>
      typeof value === "string" && value.length > 200
        ? `${value.slice(0, 100)}… (${value.length} characters)`
        : value,
  );
  throw new Error(`${message.slice(0, MAX_SHOWN)}\n${json}\n${stack}`);
}
