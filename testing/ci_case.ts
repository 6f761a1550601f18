/** The tests that every CI system has. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import fc, { anyCharacter } from "./fast_check.ts";
import type { CiSystem } from "../ci/ci_system.ts";
import { detectCi } from "../ci/registry.ts";
import { fakeDbtCloud } from "./fake_dbt_cloud.ts";
import { command, KEY, setUp } from "./harness.ts";
import { assertSnapshot } from "./snapshot.ts";

type Env = Record<string, string>;

/** A pull request that is to be found. */
export interface PullRequestCase {
  what: string;
  env: Env;
  /** The event file, if the system has one. */
  event?: unknown;
  /** The fields that are sent; none where there is no pull request. */
  expected?: Record<string, unknown>;
  /** Variables that may not be read. */
  denied?: string[];
  /** The warning beside the pull request that is sent. */
  warning?: string;
  /** Why the pull request is not used, if there is one. */
  refusal?: string;
}

/** The facts about one CI system that its tests need. */
export interface CiCase {
  system: CiSystem;
  /** Its variables in every pipeline. */
  env: Env;
  pullRequests: PullRequestCase[];
  /** Whether pull requests of forks have pipelines, by default so. */
  runsForForks?: boolean;
  /** The message if there is no pull request. */
  noPullRequest: string;
  /** The commands in a line that its log would obey. */
  obeyed: (line: string) => string[];
  /** The commands that dbt-run gives it. */
  allowed: string[];
  /** The page of `dbt/a b.sql` at `SHA`, and what tells the repository. */
  fileUrl?: [env: Env, url: string | undefined][];
}

export const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
/** The merge that a CI system made, which is nobody's commit. */
export const MERGE = "0000000000000000000000000000000000000000";
const EVENT = "/event.json";

/** Tests of one CI system. */
export function specify(it: CiCase): void {
  const { name } = it.system;
  Deno.test(`detectCi() finds ${name}`, () => {
    assertEquals(detectCi((variable) => it.env[variable]).name, name);
    assertEquals(detectCi(() => undefined).name, "no CI system");
  });
  Deno.test(`dbt-run shows a failed run in ${name}`, async (t) => {
    await assertSnapshot(t, await showFailure(it));
  });
  Deno.test(`the cases of ${name} have a fork's pull request, and a pipeline without one`, () => {
    const texts = it.pullRequests.map(({ warning, refusal }) =>
      warning ?? refusal ?? ""
    );
    // "May come from a fork" is no answer: with a commit, its branch is sent.
    const hasFork = texts.some((text) =>
      /(comes|counts as one) from a fork/.test(text)
    );
    const { runsForForks = true } = it;
    assertEquals(hasFork, runsForForks, "a pull request from a fork");
    const hasNone = it.pullRequests.some(({ expected, refusal }) =>
      !expected && !refusal
    );
    assert(hasNone, "a pipeline without a pull request");
  });
  for (const pullRequest of it.pullRequests) {
    Deno.test(
      `dbt-run --pull-request in ${name} takes ${pullRequest.what}`,
      () => takePullRequest(it, pullRequest),
    );
  }
  Deno.test(
    `dbt-run --pull-request in ${name} says which variables may not be read`,
    () => nameDenied(it),
  );
  Deno.test(
    `${name} links to files if it tells the repository`,
    () => linkToFiles(it),
  );
  Deno.test(
    `${name}'s pull request is none, or its own, whatever a variable holds`,
    () => ignoreOddVariables(it),
  );
  Deno.test(`dbt-run prints nothing of a run's text that ${name} would obey`, async () => {
    await fc.assert(
      fc.asyncProperty(
        nasty,
        fc.boolean(),
        async (texts, isJson) => await survive(it, texts, isJson),
      ),
      { numRuns: 150, seed: 20260131 },
    );
  });
}

/** The log of a failed run, from its beginning, and all files. */
async function showFailure(it: CiCase): Promise<string> {
  using _random = fixedRandom();
  using time = new FakeTime(Date.UTC(2026, 0, 31, 3));
  const cloud = fakeDbtCloud({ running: 60_000, ending: "error" });
  const files = new Map<string, string>();
  const { code, lines } = await command(time, cloud, { env: it.env, files });
  assertEquals(code, 1);
  const from = lines.findIndex((line) => line.startsWith("Job running"));
  const printed = [
    ...lines.slice(from),
    ...[...files].flatMap(([path, text]) => [`== ${path}`, text]),
  ];
  return printed.join("\n");
}

async function takePullRequest(
  it: CiCase,
  pullRequest: PullRequestCase,
): Promise<void> {
  const { env, event, expected, denied = [], warning } = pullRequest;
  const { refusal = it.noPullRequest } = pullRequest;
  const files = new Map([[EVENT, JSON.stringify(event) ?? ""]]);
  for (const how of ["required", "auto"]) {
    using stand = setUp();
    const { code, text } = await run(stand, {
      args: ["--no-wait", `--pull-request=${how}`],
      env: { ...it.env, ...env },
      denied,
      files,
    });
    if (!expected) {
      assertSaid(it, how === "auto" ? 0 : 2, text, refusal);
      assertEquals(code, how === "auto" ? 0 : 2);
      assertEquals(stand.cloud.requests.length, how === "auto" ? 1 : 0);
      // The warning is all: neither number nor branch is sent.
      const sent = Object.keys(stand.cloud.runs[0]?.trigger ?? {});
      assertEquals(sent, how === "auto" ? ["cause"] : []);
      continue;
    }
    assertEquals(code, 0, text);
    const { cause: _, ...trigger } = stand.cloud.runs[0]!.trigger;
    assertEquals(trigger, expected);
    const id = Object.values(expected).find(Number);
    assertStringIncludes(text, `${it.system.name}: pull request ${id}`);
    assertStringIncludes(text, warning ?? "");
    assertEquals(/from a fork/.test(text), warning !== undefined, text);
  }
}

async function nameDenied(it: CiCase): Promise<void> {
  const found = it.pullRequests.find(({ expected }) => expected)!;
  const names = Object.keys(found.env);
  for (const denied of names) {
    if (denied in it.env) continue;
    using stand = setUp();
    const { code, text } = await run(stand, {
      args: ["--pull-request=auto"],
      env: { ...it.env, ...found.env },
      denied: [denied],
      files: new Map([[EVENT, JSON.stringify(found.event) ?? ""]]),
    });
    // Some variables are only a second choice.
    if (code === 0) continue;
    assertEquals([code, stand.cloud.requests.length], [2, 0]);
    assertSaid(it, code, text, denied);
  }
}

function linkToFiles({ system, fileUrl }: CiCase): void {
  const urlIn = (env: Env) =>
    system.fileUrl?.("dbt/a b.sql", SHA, (variable) => env[variable]);
  assertEquals(urlIn({}), undefined);
  for (const [env, url] of fileUrl ?? []) {
    assertEquals(urlIn(env), url);
    // Half a character, which JSON may hold.
    system.fileUrl?.("\ud800", SHA, (variable) => env[variable]);
  }
}

function ignoreOddVariables({ system, pullRequests }: CiCase): void {
  for (const { env, event } of pullRequests) {
    const { id } = system.pullRequest((name) => env[name], event);
    for (const variable of Object.keys(env)) {
      for (const odd of ["null", "[7]", "0x7", "7.5", "-7", "!", "1e3"]) {
        const read = (name: string) => name === variable ? odd : env[name];
        const found = system.pullRequest(read, event)?.id;
        assert([undefined, id].includes(found), `${variable}=${odd}`);
      }
    }
  }
}

/** A refusal is said once: where there are annotations, as one of them. */
function assertSaid(
  { system }: CiCase,
  code: number,
  text: string,
  what: string,
): void {
  const matching = text.split("\n").filter((line) => line.includes(what));
  assertEquals(matching.length, 1, text);
  const isAnnotation = /^(::error|##vso\[task\.logissue type=error)/
    .test(matching[0]!);
  assertEquals(isAnnotation, code === 2 && "annotate" in system, text);
}

async function run(
  stand: ReturnType<typeof setUp>,
  options: Parameters<ReturnType<typeof setUp>["command"]>[0],
) {
  const result = await stand.command(options);
  return { ...result, text: result.lines.join("\n") };
}

/** The mark of a snapshot must not change. */
function fixedRandom(): Disposable {
  const real = crypto.randomUUID;
  crypto.randomUUID = () => "00000000-0000-4000-8000-000000000000";
  return { [Symbol.dispose]: () => void (crypto.randomUUID = real) };
}

// Text that nobody vouches for

const evil = fc.array(
  fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 8 }),
    fc.constantFrom(
      "::error::a",
      "::set-output name=a::b",
      "::stop-commands::x",
      "::add-mask::a",
      "##vso[task.setvariable variable=a]b",
      "##[set-env name=a]b",
      "##",
      "[",
      "#",
      "vso[",
      "--- a",
      "+++ a",
      "~~~ a",
      "^^^ +++",
      "\r",
      "\n",
      "\r\n::endgroup::",
      "\x1b[2K",
      "\x1b[8m",
      "\x1b[31m",
      "\x1b]8;;https://evil.example.com\x07",
      "\x1b]1338;url=a\x07",
      "\x1b[0Ksection_end:1:a\r\x1b[0K",
      "\u2028",
      "\u0085",
      "\u202e",
      "\x9b2K",
      "```",
      "<script>",
      "![a](b)",
      "| a |",
      "]]>",
      "%0A::error::",
      KEY,
      `${KEY.slice(0, 9)}\x1b[2K${KEY.slice(9)}`,
      `${KEY.slice(0, 9)}\u200e${KEY.slice(9)}`,
      "\ud800",
    ),
  ),
  { maxLength: 8 },
).map((parts) => parts.join(""));
const nasty = fc.record({
  logs: evil,
  name: evil,
  message: evil,
  id: evil,
  file: evil,
  statusMessage: evil,
  branch: evil,
  error: evil,
});

/** A run that is nothing but evil. */
function evilCloud(texts: Record<string, string>) {
  const { logs = "", name, message, id, file, statusMessage, error } = texts;
  const uniqueId = `model.a.${id}`;
  return fakeDbtCloud({
    ending: "error",
    statusMessage: statusMessage!,
    steps: [{
      name: `Invoke dbt with \`${name}\``,
      logs,
      fails: true,
      artifacts: {
        "run_results.json": {
          results: [
            { unique_id: uniqueId, status: "error", message },
            { unique_id: `test.a.${id}`, status: message },
          ],
        },
        "manifest.json": {
          nodes: { [uniqueId]: { original_file_path: file } },
        },
      },
    }],
    faults: {
      retrieve: [{ status: 502, body: { detail: error } }],
      trigger: [{ status: 503, body: error, done: true }],
    },
  });
}

/** The ways out: the log and files, or a JSON document and files that are streams. */
async function survive(
  it: CiCase,
  texts: Record<string, string>,
  isJson: boolean,
) {
  using time = new FakeTime();
  const streams: [string, string][] = [["/dev/stdout", ""], [
    "/dev/stderr",
    "",
  ]];
  const files = new Map(isJson ? streams : []);
  const result = await command(time, evilCloud(texts), {
    env: { ...it.env, DBT_JOB_BRANCH: `a${texts.branch}` },
    files,
    args: isJson
      ? ["--json", "--junit=/dev/stderr", "--summary=/dev/stdout"]
      : ["--junit=junit.xml", "--summary=summary.md"],
  });
  assertEquals(result.code, 1);
  const [json] = result.stdout;
  if (isJson) assertEquals(JSON.parse(json!).exit_code, 1);
  const lines = streams.reduce(
    (lines, [path]) => [...lines, files.get(path) ?? ""],
    result.lines,
  );
  // .NET's ReadLine, which GitHub and Azure use, ends a line at \r, too.
  const obeyed = lines.flatMap((line) => line.split(/\r\n|\r|\n/))
    .flatMap(it.obeyed);
  assertEquals(obeyed.filter((name) => !it.allowed.includes(name)), []);
  const folds = obeyed.filter((name) => /group|section_|---/.test(name));
  assert(folds.length <= 2, `${folds}`);
  const all = [...lines, ...files.values()].join("\n");
  assert(!all.includes(KEY.slice(5)), "the key was told");
  assert(!all.includes("\x1b[8m"), "something is hidden");
  const printed = isJson ? result.stderr : result.lines;
  assert(!/[\u200e\u202e\u2028\u0085]/.test(printed.join("")), "a control");
  for (const [path, text] of files) {
    if (/output|\.env$|variables/.test(path)) {
      assert(
        /^(run_id=\d+\nrun_url=\S+\n(run_status=error\n)?(git_sha=\w+\n)?)*$/
          .test(text),
        text,
      );
    }
  }
}
