/** Kinds of failure, and what a CI page shows of each. */
import { FakeTime } from "@std/testing/time";
import {
  fakeDbtCloud,
  type FakeDbtCloudOptions,
  type FakeStep,
} from "./fake_dbt_cloud.ts";
import { command, type CommandOptions, type CommandResult } from "./harness.ts";

/** One kind of failure. */
export interface Failure {
  title: string;
  /** What a person has to learn from every part of the page. */
  cause: string;
  options: FakeDbtCloudOptions;
  /** Whether the page shows the summary and the tests, too. */
  isWhole?: boolean;
  /** The flags of the command. */
  args?: string[];
  /** Whether there is no run that could be reported. */
  hasNoRun?: boolean;
}

const CLONE: FakeStep = {
  name: "Clone git repository",
  logs:
    "Cloning into '/tmp/jobs/1/target'...\nSuccessfully cloned repository.\n",
};
const DEPS: FakeStep = {
  name: "Invoke dbt with `dbt deps`",
  logs: "07:30:38  Installed from version 1.3.3\n07:30:39  Up to date!\n",
};

/** A job whose last step failed. */
function failed(step: Partial<FakeStep>): FakeDbtCloudOptions {
  const last: FakeStep = {
    name: "Invoke dbt with `dbt build`",
    logs: "",
    fails: true,
    ...step,
  };
  return {
    running: 60_000,
    ending: "error",
    steps: [CLONE, ...(last.name === DEPS.name ? [] : [DEPS]), last],
  };
}

const facts = (id: string, path: string, more: object = {}) => ({
  "manifest.json": {
    metadata: { project_name: "shop" },
    nodes: { [id]: { original_file_path: path, ...more } },
  },
});

const dbtLog = (...lines: string[]) =>
  ["Running with dbt=1.9.4", ...lines].map((line) => `07:30:40  ${line}\n`)
    .join("") + "dbt command failed";

/** A step with one result that failed. */
function broken(result: { unique_id: string }, path: string, more?: object) {
  return failed({
    logs: dbtLog("Done. PASS=0 WARN=0 ERROR=1 SKIP=0 NO-OP=0 TOTAL=1"),
    artifacts: {
      "run_results.json": { results: [{ execution_time: 2, ...result }] },
      ...facts(result.unique_id, path, more),
    },
  });
}

/** A job in which these models fail, for want of a source. */
function brokenModels(...names: string[]): FakeDbtCloudOptions {
  const results = ["carts", "orders", "stock"].map((name) => ({
    unique_id: `model.shop.${name}`,
    status: names.includes(name) ? "error" : "success",
    message: names.includes(name) ? `relation raw.${name} does not exist` : "",
  }));
  const nodes = Object.fromEntries(
    results.map(({ unique_id }) => [unique_id, {
      original_file_path: `models/${unique_id.split(".").at(-1)}.sql`,
    }]),
  );
  const metadata = { project_name: "shop" };
  const options = failed({
    logs: dbtLog(
      `Done. PASS=0 WARN=0 ERROR=${names.length} SKIP=0 NO-OP=0 TOTAL=3`,
    ),
    fails: names.length > 0,
    artifacts: {
      "run_results.json": { results },
      "manifest.json": { metadata, nodes },
    },
  });
  return { ...options, ending: names.length > 0 ? "error" : "success" };
}

const refused = (status: number, message: string): FakeDbtCloudOptions => ({
  faults: {
    trigger: [{ status, body: { status: { user_message: message } } }],
  },
});

export const FAILURES: readonly Failure[] = [
  {
    title: "The project does not compile",
    cause:
      "Model 'model.shop.orders' (models/marts/orders.sql) depends on a node named 'stg_order' which was not found",
    options: failed({
      logs: dbtLog(
        "Encountered an error:",
        "Compilation Error in model orders (models/marts/orders.sql)",
        "  Model 'model.shop.orders' (models/marts/orders.sql) depends on a node named 'stg_order' which was not found",
      ),
    }),
  },
  {
    title: "The SQL of a model is wrong",
    isWhole: true,
    cause: "syntax error line 9 at position 4 unexpected ')'.",
    options: broken({
      unique_id: "model.shop.orders",
      ...{
        status: "error",
        message:
          "Database Error in model orders (models/marts/orders.sql)\n  001003 (42000): SQL compilation error:\n  syntax error line 9 at position 4 unexpected ')'.\n  compiled code at target/run/shop/models/marts/orders.sql",
      },
    }, "models/marts/orders.sql"),
  },
  {
    title: "A model fails, and dbt leaves no results",
    cause: 'column "basket_sz" does not exist',
    options: failed({
      logs: dbtLog(
        "1 of 2 START sql table model prod.baskets ......... [RUN]",
        "1 of 2 ERROR creating sql table model prod.baskets  [ERROR in 0.40s]",
        "Completed with 1 error, 0 partial successes, and 0 warnings:",
        "",
        '  Database Error in model baskets (models/baskets.sql)\n  column "basket_sz" does not exist\n  LINE 3:   basket_sz,\n  compiled code at target/run/shop/models/baskets.sql',
        "",
        "Done. PASS=0 WARN=0 ERROR=1 SKIP=1 TOTAL=2",
      ),
    }),
  },
  {
    title: "Many models fail, and others are skipped",
    cause: "relation raw.s1 does not exist",
    isWhole: true,
    options: failed({
      logs: dbtLog("Done. PASS=0 WARN=0 ERROR=13 SKIP=12 NO-OP=0 TOTAL=25"),
      artifacts: {
        "run_results.json": {
          results: Array.from({ length: 25 }, (_, i) =>
            i < 13
              ? {
                unique_id: `model.shop.stg_${i + 1}`,
                status: "error",
                message: `relation raw.s${i + 1} does not exist`,
              }
              : { unique_id: `model.shop.fct_${i - 12}`, status: "skipped" }),
        },
      },
    }),
  },
  {
    title: "One model fails as it did before, and another one is new",
    cause: "relation raw.carts does not exist",
    isWhole: true,
    options: {
      ...brokenModels("orders", "carts"),
      earlier: [2, 26, 50, 74].map((hours, i) => ({
        jobId: 2,
        ago: hours * 3_600_000,
        ...brokenModels(...(i < 3 ? ["carts"] : [])),
      })).toReversed(),
    },
  },
  {
    title: "A Python model raises an exception",
    cause: "KeyError: 'temp_c'",
    options: broken({
      unique_id: "model.shop.forecast",
      ...{
        status: "error",
        message:
          'Database Error in model forecast (models/forecast.py)\n  100357 (P0000): Python Interpreter Error:\n  Traceback (most recent call last):\n    File "_udf_code.py", line 9, in model\n      return weather["temp_c"]\n  KeyError: \'temp_c\'\n   in function FORECAST with handler main\n  compiled code at target/run/shop/models/forecast.py',
      },
    }, "models/forecast.py"),
  },
  {
    title: "Fusion finds two errors",
    cause: "No column FOO found. Available are A, B",
    options: failed({
      logs: [
        "dbt-fusion 2.0.0-preview.110",
        "   Loading profiles.yml",
        "=================== Errors and Warnings ====================",
        "[warning] [UnusedConfigKey (dbt1060)]: Unused key 'owner'",
        "  --> models/_models.yml:3:5",
        "[error] [SqlError (dbt0227)]: No column FOO found. Available are A, B",
        "  --> models/orders.sql:3:5",
        "[error] [YamlError (dbt1013)]: Unknown key 'tst'",
        "  --> models/_models.yml:9:7",
        "==================== Execution Summary =====================",
        "Finished 'build' with 1 warning and 2 errors [2.2s]",
      ].join("\n"),
    }),
  },
  {
    title: "A data test fails",
    cause: "Got 3 results, configured to fail if != 0",
    options: broken(
      {
        unique_id: "test.shop.not_null_orders_customer_id.cf6c17daed",
        ...{
          status: "fail",
          failures: 3,
          message: "Got 3 results, configured to fail if != 0",
          compiled_code:
            "\n\nselect customer_id\nfrom prod.orders\nwhere customer_id is null\n",
        },
      },
      "models/marts/orders.yml",
      { attached_node: "model.shop.orders", column_name: "customer_id" },
    ),
  },
  {
    title: "A unit test fails",
    cause: "actual differs from expected:",
    options: broken({
      unique_id: "unit_test.shop.orders.counts_items",
      ...{
        status: "fail",
        message:
          "\nactual differs from expected:\n\n@@,ORDER_ID,ITEMS\n→ ,1       ,2→3\n",
      },
    }, "models/marts/orders.yml"),
  },
  {
    title: "The data of a source is too old",
    cause: "Loaded 2 d 3 h ago, warns after 12 hours, fails after 24 hours",
    options: failed({
      name: "Invoke dbt with `dbt source freshness`",
      logs: dbtLog("1 of 1 ERROR STALE freshness of ecom.raw_orders"),
      artifacts: {
        "sources.json": {
          results: [{
            unique_id: "source.shop.ecom.raw_orders",
            status: "error",
            max_loaded_at_time_ago_in_s: 183_600,
            criteria: {
              warn_after: { count: 12, period: "hour" },
              error_after: { count: 24, period: "hour" },
            },
          }],
        },
        ...facts("source.shop.ecom.raw_orders", "models/sources.yml"),
      },
    }),
  },
  {
    title: "SQLFluff finds faults in two files",
    cause: "LT01 | Expected only single space before 'as' keyword.",
    options: failed({
      name: "Invoke dbt with `dbt sqlfluff lint`",
      logs: [
        "== [models/marts/orders.sql] FAIL",
        "L:  14 | P:   9 | LT01 | Expected only single space before 'as' keyword.",
        "                       | [layout.spacing]",
        "L:  20 | P:   1 | LT12 | Files must end with a single trailing newline.",
        "== [models/staging/stg_carts.sql] FAIL",
        "L:   3 | P:   1 | AM04 | Query produces an unknown number of columns.",
        "All Finished 📜 🎉!",
      ].join("\n"),
    }),
  },
  {
    title: "A package cannot be installed",
    cause: "Package dbt-labs/dbt_util was not found in the package index",
    options: failed({
      name: DEPS.name,
      logs: dbtLog(
        "Encountered an error:",
        "Package dbt-labs/dbt_util was not found in the package index",
      ),
    }),
  },
  {
    title: "The branch cannot be cloned",
    cause: "fatal: Remote branch feature/x not found in upstream origin",
    options: {
      running: 5_000,
      ending: "error",
      steps: [{
        name: CLONE.name,
        fails: true,
        logs:
          "Cloning into '/tmp/jobs/1/target'...\nfatal: Remote branch feature/x not found in upstream origin\n",
      }],
    },
  },
  {
    title: "The warehouse refuses the connection",
    cause:
      "250001 (08001): Failed to connect to DB: ab123.snowflakecomputing.com:443. Incorrect username or password was specified.",
    options: failed({
      logs: dbtLog(
        "Encountered an error:",
        "Database Error",
        "  250001 (08001): Failed to connect to DB: ab123.snowflakecomputing.com:443. Incorrect username or password was specified.",
      ),
    }),
  },
  {
    title: "The run is killed for its memory",
    cause: "This run exceeded your account's run memory limits.",
    options: {
      ...failed({
        logs:
          "07:30:40  Running with dbt=1.9.4\n07:30:44  1 of 60 START sql table model prod.orders ......... [RUN]\nKilled\nCommand exited with code 137\n",
      }),
      statusMessage: "This run exceeded your account's run memory limits.",
    },
  },
  {
    title: "A retry runs nothing, and dbt Cloud calls it a success",
    cause: "could not connect to server: No route to host",
    args: ["--retries=1"],
    options: {
      ...failed({
        logs: dbtLog(
          "Encountered an error:",
          "Database Error",
          "  could not connect to server: No route to host",
        ),
      }),
      retry: {
        running: 60_000,
        ending: "success",
        steps: [{
          name: "Invoke dbt with `dbt build`",
          logs: "07:41:40  Running with dbt=1.9.4\n",
        }],
      },
    },
  },
  {
    title: "The run takes longer than the job's time limit",
    cause:
      "This run timed out after running for 1 hour, which exceeded the configured timeout of 3600 seconds.",
    options: {
      running: 3_600_000,
      ending: "cancelled",
      statusMessage:
        "This run timed out after running for 1 hour, which exceeded the configured timeout of 3600 seconds.",
      steps: [CLONE, DEPS, {
        name: "Invoke dbt with `dbt build`",
        logs: "07:30:40  Running with dbt=1.9.4\n",
      }],
    },
  },
  {
    title: "The key is wrong",
    cause: 'dbt Cloud answered 401 "Invalid token"',
    options: refused(401, "Invalid token."),
    hasNoRun: true,
  },
];

/** What one CI page shows. */
export interface Page extends CommandResult {
  log: string;
  annotations: string[];
  summary: string;
  junit: string;
}

/** Runs into a failure, in GitHub Actions. */
export async function runInto(
  { options, args = [] }: Failure,
  more: CommandOptions = {},
): Promise<Page> {
  using time = new FakeTime(Date.UTC(2026, 0, 31, 3));
  const files = new Map<string, string>();
  const result = await command(time, fakeDbtCloud(options), {
    args: ["--junit=junit.xml", ...args],
    env: {
      GITHUB_ACTIONS: "true",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_REPOSITORY: "acme/shop",
      GITHUB_STEP_SUMMARY: "summary.md",
      NO_COLOR: "1",
    },
    files,
    ...more,
  });
  const isAnnotation = (line: string) => /^::(error|warning) /.test(line);
  return {
    ...result,
    log: result.lines.filter((line) => !isAnnotation(line)).join("\n"),
    annotations: result.lines.filter(isAnnotation),
    summary: files.get("summary.md") ?? "",
    junit: files.get("junit.xml") ?? "",
  };
}

/** All of them as a page to read. */
export async function failuresPage(): Promise<string> {
  const parts = [
    "# What failures look like",
    "What dbt-run shows of a failure in GitHub Actions: the end of the log, and the annotations. For some, the step summary, or the list of tests that a JUnit reader makes, is shown, too. `deno task failures` writes this page by running into each of them.",
  ];
  for (const [i, failure] of FAILURES.entries()) {
    const { isWhole } = failure;
    const { log, annotations, summary, junit } = await runInto(failure);
    const from = log.search(/^(dbt Cloud says|::group::|Cancelled after)/m);
    const mark = /\[dbt-run \w{8}\]/g;
    parts.push(
      `## ${i + 1}. ${failure.title}`,
      ...(from < 0 ? [] : [
        "**The end of the log**",
        fence(log.slice(from).replace(mark, "[dbt-run 9c41a07e]")),
      ]),
      "**Annotations**",
      fence(annotations.map(readable).join("\n")),
      ...(isWhole
        ? ["**Summary**", quote(summary.trim()), "**Tests**", tests(junit)]
        : []),
    );
  }
  return `${parts.join("\n\n")}\n`;
}

const fence = (text: string) => `\`\`\`\`text\n${text}\n\`\`\`\``;
const quote = (text: string) =>
  text.replaceAll(/^#+/gm, (marks) => `${marks}##`).split("\n")
    .map((line) => `> ${line}`.trimEnd()).join("\n");

/** An annotation as GitHub shows it. */
function readable(line: string): string {
  const [, kind, file, at, title, message] =
    /^::(\w+) (?:file=([^,]*),)?(?:line=(\d+),)?title=(.*?)::(.*)$/.exec(
      line,
    ) ?? [];
  const plain = (text = "") =>
    text.replaceAll("%0A", "\n  ").replaceAll("%3A", ":")
      .replaceAll("%2C", ",").replaceAll("%25", "%");
  const place = [file, at].filter(Boolean).map(plain).join(":");
  return `${kind}: ${plain(title)}${place ? ` (${place})` : ""}\n  ${
    plain(message)
  }`;
}

function tests(junit: string): string {
  const cases = [
    ...junit.matchAll(
      /<testcase classname="(.*?)" name="(.*?)"[^>]*>\s*<(\w+) message="(.*?)"/g,
    ),
  ].map(([, classname, name, kind, message]) =>
    `${kind}: ${classname} ► ${name}\n  ${message}`
  );
  const plain = cases.join("\n").replaceAll("&apos;", "'")
    .replaceAll("&gt;", ">").replaceAll("&lt;", "<")
    .replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  return plain ? fence(plain) : "None.";
}

if (import.meta.main) {
  const page = new URL("../docs/failures.md", import.meta.url);
  await Deno.writeTextFile(page, await failuresPage());
}
