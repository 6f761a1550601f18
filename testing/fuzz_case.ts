/** The fuzzer's cases: random input as plain data, so that it can be made smaller. */
import { SETTING_LIST } from "../command/input/settings.ts";
import fc, { anyCharacter } from "./fast_check.ts";
import type { Endpoint } from "./fake_dbt_cloud.ts";
import { ENVIRONMENT, KEY, MINUTE, SECOND } from "./harness.ts";

/** The part of each key that no output may hold. */
export const SECRET = KEY.slice(5);

// Text that nobody vouches for

/** Texts that a CI system, a terminal, a page or a parser may obey. */
const DANGERS = [
  "::error::a",
  "::set-output name=a::b",
  "::stop-commands::x",
  "::add-mask::a",
  "##vso[task.setvariable variable=a]b",
  "##[set-env name=a]b",
  "##vso[task.complete]",
  "\r\n::endgroup::",
  "\n::stop-commands::x",
  "%0A::stop-commands::x",
  "--- a",
  "+++ a",
  "^^^ +++",
  "\x1b[0Ksection_end:1:a\r\x1b[0K",
  "\x1b]8;;https://evil.example.com\x07",
  "\x1b]1338;url=a\x07",
  "\x1b[8m",
  "\x1b[2K",
  "\u202e",
  "\u2028",
  "\x85",
  "\x9b2K",
  "]]>",
  "```",
  "<script>",
  "![a](b)",
  "\ud800",
  "\ufffd",
  "__proto__",
  KEY,
  `Token ${KEY}`,
  `${KEY.slice(0, 9)}\x1b[2K${KEY.slice(9)}`,
  `${KEY.slice(0, 9)}\n${KEY.slice(9)}`,
  encodeURIComponent(KEY).replace("0", "%30"),
];

/** Texts that the log reader looks for. */
const FAMILIAR = [
  "Database Error in model a (models/a.sql)",
  "  compiled code at target/run/a/models/a.sql",
  "Traceback (most recent call last):",
  '  File "a.py", line 1, in <module>',
  "07:30:40  ",
  "07:30:40  1 of 7 ERROR creating sql view model a.b .... [ERROR in 1.0s]",
  "07:30:40  Completed with 1 error and 0 warnings:",
  "    Failed [  0.91s] model main.riders (table)",
  "Runtime Error",
  "fatal: repository not found",
  "Done. PASS=3 WARN=1 ERROR=2 SKIP=1 NO-OP=0 TOTAL=7",
  '{"info": {"level": "error", "msg": "a"}}',
  "== [models/a.sql] FAIL",
  "Failure in test a (models/a.yml)",
  "  Got 3 results, configured to fail if != 0",
  "dbt build --select a",
  "https://cloud.getdbt.com/deploy/1/projects/2/jobs/3",
  "refs/heads/main",
  "2026-01-31T00:00:00Z",
  "2026-13-31 25:00:00.000000+00:00",
];
const UNITS = [..."$({[})]\\\"'`<>|&;:/.-_=#%*~ \t\n\r\x1b\0aA0é"];

const short = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...UNITS), maxLength: 40 }),
  fc.constantFrom(...DANGERS),
  fc.constantFrom(...FAMILIAR),
);
/** One piece again and again, which a search may not be able to bear. */
const repeated = fc.tuple(
  fc.oneof(
    fc.constantFrom(...UNITS),
    fc.constantFrom(...FAMILIAR),
    fc.string({ unit: fc.constantFrom(...UNITS), minLength: 1, maxLength: 3 }),
  ),
  fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 20_000 })),
).map(([piece, times]) => piece.repeat(times));
/** Any text. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: short },
  { weight: 1, arbitrary: repeated },
  {
    weight: 3,
    arbitrary: fc.array(short, { maxLength: 5 }).map((all) => all.join("")),
  },
);

// Values where others are expected

/** Any value that a JSON document may hold in the place of another. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: oddText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      -1,
      0,
      1,
      1.5,
      1e300,
      2 ** 53,
      [],
      {},
      "",
      "7",
      "0x0a",
      [null],
      { toString: 1 },
      { length: 1e9 },
      99,
      10,
      20,
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

// Input

/** The CI systems, by the variables that tell them apart. */
export const SYSTEMS: { [name: string]: Record<string, string> } = {
  none: {},
  github: {
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_PATH: "/event.json",
    GITHUB_OUTPUT: "/output",
    GITHUB_STEP_SUMMARY: "/page.md",
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SERVER_URL: "https://github.com",
  },
  forgejo: {
    GITHUB_ACTIONS: "true",
    GITEA_ACTIONS: "true",
    GITHUB_EVENT_PATH: "/event.json",
    GITHUB_OUTPUT: "/output",
    GITHUB_STEP_SUMMARY: "/page.md",
    GITHUB_REF: "refs/pull/7/merge",
    GITHUB_REPOSITORY: "acme/shop",
    GITHUB_SERVER_URL: "https://codeberg.org",
  },
  gitlab: {
    GITLAB_CI: "true",
    CI_MERGE_REQUEST_IID: "7",
    CI_COMMIT_SHA: "a".repeat(40),
    CI_PROJECT_URL: "https://gitlab.com/acme/shop",
  },
  azure: {
    TF_BUILD: "True",
    AGENT_TEMPDIRECTORY: "/agent",
    SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: "7",
    BUILD_REPOSITORY_PROVIDER: "GitHub",
    BUILD_REPOSITORY_URI: "https://github.com/acme/shop.git",
  },
  bitbucket: { BITBUCKET_BUILD_NUMBER: "1", BITBUCKET_PR_ID: "7" },
  buildkite: {
    BUILDKITE: "true",
    BUILDKITE_PULL_REQUEST: "7",
    BUILDKITE_COMMIT: "a".repeat(40),
  },
  circleci: {
    CIRCLECI: "true",
    CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/7",
  },
  jenkins: { JENKINS_URL: "https://jenkins.example.com", CHANGE_ID: "7" },
};
const CI_VARIABLES = [...new Set(Object.values(SYSTEMS).flatMap(Object.keys))];
const OWN_VARIABLES = [
  ...Object.keys(ENVIRONMENT),
  ...SETTING_LIST.flatMap(([, { variables = [] }]) => variables),
  "HTTPS_PROXY",
  "NO_PROXY",
  "NO_COLOR",
];
const FLAGS = SETTING_LIST.flatMap(([, { flag }]) => flag ? [flag] : []);

/** The value of a variable; one that is no text is thrown with its value. */
export interface Value {
  text: string;
  isText: boolean;
}
const value: fc.Arbitrary<Value> = fc.record({
  text: fc.oneof(
    oddText,
    fc.constantFrom("true", "false", "1", "in-progress", `"${KEY}"`),
  ),
  isText: fc.constantFrom(true, true, true, false),
});
const variables = (names: string[], maxKeys: number) =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant<Record<string, Value>>({}) },
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.constantFrom(...names), value, { maxKeys }),
    },
  );

/** Flags that are valid with every command that reports a run. */
const outputFlag = fc.constantFrom(
  "--json",
  "--quiet",
  "--logs=all",
  "--logs=live",
  "--junit=/junit.xml",
  "--summary=/dev/stdout",
  "--summary=/summary.md",
  "--junit=/dev/stderr",
  "--artifacts=/target",
  "--artifacts=/target --all-artifacts",
  "--debug",
  "--no-history",
);
const SHA = "a".repeat(40);
/** Valid commands, so that the code behind the input is reached. */
const COMMANDS = [
  "",
  "",
  "",
  "--retries=2",
  "--timeout=600",
  "--no-mark",
  "--pull-request",
  "--pull-request=auto",
  `--reuse --git-sha=${SHA}`,
  "--reuse=in-progress",
  "--extra-args=--full-refresh",
  "--dry-run",
  "wait 300580980",
  "wait --latest=any",
  "wait --latest=success --artifacts=/state",
  `wait --git-sha=${SHA}`,
  "cancel 300580980",
  "status 300580980",
  "status --latest",
  "retry 300580980",
  "retry --latest",
  "status --latest --since=2026-01-30T00:00:00Z",
];
const oddFlag = fc.oneof(
  oddText,
  fc.tuple(fc.constantFrom(...FLAGS), oddText)
    .map(([flag, text]) => `--${flag}=${text}`),
  fc.constantFrom(...FLAGS).map((flag) => `--${flag}`),
);
const args = fc.tuple(
  fc.constantFrom(...COMMANDS),
  fc.uniqueArray(outputFlag, { maxLength: 3 }),
).chain(([command, flags]) => {
  const isBare = command.startsWith("cancel");
  const words = [command, ...isBare ? [] : flags].join(" ").split(" ");
  const odd = fc.oneof(
    { weight: 8, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.array(oddFlag, { maxLength: 2 }) },
  );
  return odd.map((more) => [...words.filter(Boolean), ...more]);
});

// Answers

/** A change to an answer of the stand-in. */
export type Mangle =
  /** The answer of a gateway, or of anybody. */
  | { how: "replace"; status: number; body: string }
  /** Some of its values are others. */
  | { how: "values"; seed: number; values: unknown[] }
  /** Some of its bytes are others, or it is cut off. */
  | { how: "bytes"; seed: number; cut: boolean }
  /** Deeper or longer than anybody needs. */
  | { how: "nest"; open: string; depth: number }
  | { how: "headers"; headers: Record<string, string> }
  /** It comes a byte at a time. */
  | { how: "drip"; pause: number }
  /** It does not come, or its connection breaks at once. */
  | { how: "lost"; isSlow: boolean };

const ENDPOINTS: Endpoint[] = [
  "trigger",
  "retrieve",
  "list",
  "cancel",
  "retry",
  "artifacts",
  "artifact",
  "job",
  "jobs",
];
const mangle: fc.Arbitrary<Mangle> = fc.oneof(
  fc.record({
    how: fc.constant("replace" as const),
    status: fc.constantFrom(200, 200, 204, 302, 400, 401, 404, 409, 429, 500),
    body: fc.oneof(oddText, oddValue.map((it) => JSON.stringify(it))),
  }),
  fc.record({
    how: fc.constant("values" as const),
    seed: fc.nat(),
    values: fc.array(oddValue, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    how: fc.constant("values" as const),
    seed: fc.nat(),
    values: fc.array(oddValue, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    how: fc.constant("bytes" as const),
    seed: fc.nat(),
    cut: fc.boolean(),
  }),
  fc.record({
    how: fc.constant("nest" as const),
    open: fc.constantFrom("[", '{"data":', '{"data":[', '["a",{"b":'),
    depth: fc.nat({ max: 20_000 }),
  }),
  fc.record({
    how: fc.constant("headers" as const),
    headers: fc.dictionary(
      fc.constantFrom(
        "retry-after",
        "date",
        "location",
        "content-type",
        "content-length",
        "content-encoding",
      ),
      fc.oneof(
        short,
        fc.constantFrom("0", "-1", "1e9", "60", "\xa0", "gzip", "é"),
      ),
      { maxKeys: 3 },
    ),
  }),
  fc.record({
    how: fc.constant("drip" as const),
    pause: fc.constantFrom(1, SECOND, 15 * SECOND),
  }),
  fc.record({ how: fc.constant("lost" as const), isSlow: fc.boolean() }),
);

// Runs

/** A line, and how often it is printed. */
export interface Line {
  text: string;
  times: number;
  /** Whether it is another line each time. */
  isNumbered: boolean;
}
const line: fc.Arbitrary<Line> = fc.record({
  text: fc.oneof(
    oddText,
    fc.tuple(fc.constantFrom(...FAMILIAR), short).map((all) => all.join("")),
  ),
  times: fc.oneof(fc.constant(1), fc.constant(1), fc.nat({ max: 2_000 })),
  isNumbered: fc.boolean(),
});
const node = fc.record({
  unique_id: fc.oneof(
    fc.constantFrom("model.a.b", "test.a.c.81cfe2fe64", "source.a.d", "x"),
    oddValue,
  ),
  status: fc.oneof(
    fc.constantFrom("error", "fail", "success", "pass", "warn", "skipped"),
    oddValue,
  ),
  message: fc.oneof(oddText, fc.constantFrom(...FAMILIAR), oddValue),
  execution_time: fc.oneof(fc.constant(1), oddValue),
  failures: fc.oneof(fc.constant(1), oddValue),
  compiled_code: oddText,
  relation_name: oddValue,
}, { requiredKeys: [] });
const step = fc.record({
  name: fc.oneof(
    fc.constantFrom(
      "Invoke dbt with `dbt build`",
      "Invoke dbt with `dbt source freshness`",
      "Clone git repository",
    ),
    oddText.map((text) => `Invoke dbt with \`${text}\``),
  ),
  lines: fc.array(line, { maxLength: 8 }),
  fails: fc.boolean(),
  nodes: fc.array(node, { maxLength: 4 }),
  /** How often the nodes are in the results. */
  times: fc.constantFrom(1, 1, 1, 100),
  files: fc.oneof(
    fc.constant<Record<string, string>>({}),
    fc.dictionary(
      fc.constantFrom("run_results.json", "manifest.json", "sources.json"),
      oddText,
      { maxKeys: 2 },
    ),
  ),
});

/** The case of one seed. */
export const fuzzCase = fc.record({
  system: fc.constantFrom(...Object.keys(SYSTEMS)),
  args,
  env: variables(OWN_VARIABLES, 3),
  ciEnv: variables(CI_VARIABLES, 3),
  event: oddValue,
  queued: fc.constantFrom(0, 0, 90 * SECOND),
  running: fc.constantFrom(0, 5 * SECOND, 5 * MINUTE, 60 * MINUTE),
  ending: fc.constantFrom("success" as const, "error" as const),
  statusMessage: fc.option(oddText, { nil: undefined }),
  steps: fc.option(fc.array(step, { maxLength: 4 }), { nil: undefined }),
  jobName: fc.oneof(fc.constant("Deploy"), oddText),
  /** How many runs there were before; the last one goes on. */
  earlier: fc.nat({ max: 3 }),
  mangles: fc.array(
    fc.record({
      endpoint: fc.constantFrom(...ENDPOINTS),
      /** Which answer of this endpoint, from 0; all of them from there if -1. */
      nth: fc.constantFrom(-1, 0, 0, 1, 2, 5),
      mangle,
    }),
    { maxLength: 4 },
  ),
  isTerminal: fc.constantFrom(false, false, false, true),
  isReadOnly: fc.constantFrom(false, false, false, true),
  signalAt: fc.oneof(
    fc.nat({ max: 10 * SECOND }),
    fc.nat({ max: 10 * MINUTE }),
    fc.constant(15 * MINUTE),
  ),
  signal: fc.constantFrom("SIGTERM" as const, "SIGINT" as const),
});

/** The type of a case. */
export type FuzzCase = typeof fuzzCase extends fc.Arbitrary<infer T> ? T
  : never;
