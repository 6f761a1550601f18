/** The steps of the stand-in's runs, and their artifacts. */
import type { FakeRun, FakeStep } from "./types.ts";

const MODEL_ERROR =
  "Database Error in model orders (models/marts/orders.sql)\n" +
  "  001003 (42000): SQL compilation error:\n" +
  "  syntax error line 9 at position 4 unexpected ')'.\n" +
  "  compiled code at target/run/jaffle_shop/models/marts/orders.sql";
const TEST_FAILURE = "Got 3 results, configured to fail if != 0";
const TEST_WARNING = "Got 1 result, configured to warn if != 0";

const ORDERS = "model.jaffle_shop.orders";
const NOT_NULL = "test.jaffle_shop.not_null_stg_orders_customer_id.81cfe2fe64";
const NOT_NULL_SQL =
  "\nselect customer_id\nfrom prod.stg_orders\nwhere customer_id is null\n";
/** The nodes that the tests test, as the manifest has them. */
const TESTED: { [id: string]: object } = {
  [NOT_NULL]: {
    attached_node: "model.jaffle_shop.stg_orders",
    column_name: "customer_id",
  },
};
const NODES: [id: string, file: string, status: string, message: string][] = [
  [
    "model.jaffle_shop.stg_customers",
    "models/staging/stg_customers.sql",
    "success",
    "SUCCESS 1",
  ],
  [
    "model.jaffle_shop.stg_orders",
    "models/staging/stg_orders.sql",
    "success",
    "SUCCESS 1",
  ],
  [ORDERS, "models/marts/orders.sql", "error", MODEL_ERROR],
  [
    "model.jaffle_shop.customers",
    "models/marts/customers.sql",
    "skipped",
    `Skipping due to fail on ${ORDERS}`,
  ],
  [
    NOT_NULL,
    "models/staging/stg_orders.yml",
    "fail",
    TEST_FAILURE,
  ],
  [
    "test.jaffle_shop.unique_stg_customers_customer_id.c7614daada",
    "models/staging/stg_customers.yml",
    "pass",
    "",
  ],
  [
    "test.jaffle_shop.recent_orders.5f1c2d7a10",
    "tests/recent_orders.sql",
    "warn",
    TEST_WARNING,
  ],
];

/** The nodes that fail in a run that ends in error. */
const FAILING = ["orders", "not_null_stg_orders_customer_id"];

const BUILD_LOG = "07:30:40  Running with dbt=2026.8.10\n" +
  "07:30:42  Found 4 models, 3 data tests, 6 sources, 474 macros\n" +
  "07:30:42  Concurrency: 8 threads (target='prod')\n" +
  "07:30:44  1 of 7 OK created sql view model prod.stg_customers  [\x1b[32mSUCCESS 1\x1b[0m in 1.04s]\n";

/** Formats the end of the log of a build in which these nodes failed. */
function formatFailureLog(failed: Node[]): string {
  const failures = failed.map(({ id, path, message }) => {
    const [type, , name] = id.split(".");
    return `07:34:37  \x1b[31mFailure in ${type} ${name} (${path})\x1b[0m\n` +
      `07:34:37    ${message}\n07:34:37  \n`;
  });
  const errors = failed.length === 1 ? "1 error" : `${failed.length} errors`;
  const skipped = failed.some(({ id }) => id === ORDERS) ? 1 : 0;
  const passed = 6 - failed.length - skipped;
  return "07:34:37  \n" +
    `07:34:37  \x1b[31mCompleted with ${errors}, 0 partial successes, and 1 warning:\x1b[0m\n` +
    "07:34:37  \n" +
    failures.join("") +
    `07:34:37  Done. PASS=${passed} WARN=1 ERROR=${failed.length} SKIP=${skipped} NO-OP=0 TOTAL=7\n` +
    "dbt command failed";
}
const SUCCESS_LOG =
  "07:34:37  Done. PASS=6 WARN=1 ERROR=0 SKIP=0 NO-OP=0 TOTAL=7\n";

/** A node of the build, and how it ended. */
interface Node {
  id: string;
  path: string;
  status: string;
  message: string;
}

/** Builds the steps of an ordinary job; `failing` are the names of nodes that fail. */
function buildOrdinarySteps(failing: readonly string[]): FakeStep[] {
  const hasFailed = (id: string) => failing.includes(id.split(".")[2]!);
  const nodes = NODES.map(([id, path, status, message]): Node => {
    const isOdd = status === "warn" || hasFailed(id) ||
      (status === "skipped" && failing.includes("orders"));
    if (isOdd) return { id, path, status, message };
    const passed = id.startsWith("test") ? "pass" : "success";
    return { id, path, status: passed, message: "" };
  });
  const failed = nodes.filter(({ id }) => hasFailed(id));
  const fails = failed.length > 0;
  return [
    {
      name: "Clone git repository",
      logs:
        "Cloning into '/tmp/jobs/1/target'...\nSuccessfully cloned repository.\n",
    },
    {
      name: "Create profile from connection Snowflake",
      logs: "Create profile from connection Snowflake",
    },
    {
      name: "Invoke dbt with `dbt deps`",
      logs:
        "07:30:38  Running dbt...\n07:30:39  Installed from version 1.3.3\n07:30:39  Up to date!\n",
    },
    {
      name: "Invoke dbt with `dbt build`",
      logs: BUILD_LOG + (fails ? formatFailureLog(failed) : SUCCESS_LOG),
      fails,
      artifacts: {
        "manifest.json": buildManifest(nodes),
        "run_results.json": buildResults(nodes),
      },
    },
  ];
}

function buildManifest(nodes: Node[]): object {
  return {
    metadata: {
      dbt_schema_version: "https://schemas.getdbt.com/dbt/manifest/v12.json",
      project_name: "jaffle_shop",
    },
    nodes: Object.fromEntries(nodes.map(({ id, path }) => [id, {
      unique_id: id,
      name: id.split(".")[2],
      resource_type: id.split(".")[0],
      package_name: "jaffle_shop",
      original_file_path: path,
      ...TESTED[id],
    }])),
    sources: {},
    unit_tests: {},
  };
}

function buildResults(nodes: Node[]): object {
  return {
    metadata: {
      dbt_schema_version: "https://schemas.getdbt.com/dbt/run-results/v6.json",
      dbt_version: "2026.8.10",
    },
    results: nodes.map(({ id, status, message }, index) => ({
      status,
      timing: [],
      thread_id: "Thread-1 (worker)",
      execution_time: index + 0.25,
      adapter_response: {},
      message: message || null,
      failures: status === "fail" ? 3 : status === "warn" ? 1 : null,
      unique_id: id,
      compiled: true,
      compiled_code: id === NOT_NULL ? NOT_NULL_SQL : "select 1",
      relation_name: null,
      batch_results: null,
    })),
    elapsed_time: 12.5,
    args: { which: "build", invocation_command: "dbt build" },
  };
}

function listSteps({ scenario, trigger }: FakeRun): FakeStep[] {
  if (scenario.steps) return scenario.steps;
  const steps = buildOrdinarySteps(
    scenario.ending === "error" ? scenario.failing ?? FAILING : [],
  );
  const commands = trigger.steps_override as string[] | null | undefined;
  if (!commands) return steps;
  return [
    ...steps.slice(0, 3),
    ...commands.map((command, i) => ({
      ...(i === commands.length - 1 ? steps.at(-1)! : { logs: "" }),
      name: `Invoke dbt with \`${command}\``,
    })),
  ];
}

/** Builds the artifacts of each step: only those that it wrote. */
export function buildArtifacts(run: FakeRun): Record<string, unknown>[] {
  return listSteps(run).map(({ artifacts = {} }) => artifacts);
}

/** The times of a run that its steps need. */
interface Times {
  began: number | undefined;
  now: number;
  end: number;
  stamp: (at: number | undefined) => string | null;
}

const STEP_STATUS: Record<number, string> = {
  1: "Queued",
  3: "Running",
  10: "Success",
  20: "Error",
  30: "Cancelled",
};

/** Builds the steps as the API shows them: the last one takes half of the time. */
export function buildSteps(
  run: FakeRun,
  account: number,
  status: number,
  times: Times,
): Record<string, unknown>[] {
  const { began, stamp } = times;
  if (began === undefined) return [];
  const steps = listSteps(run);
  const { running = 0 } = run.scenario;
  const share = running / (2 * Math.max(1, steps.length - 1));
  return steps.map((step, i) => {
    const from = began + i * share;
    const isLast = i === steps.length - 1;
    const to = isLast ? began + running : from + share;
    const isCut = isLast && run.scenario.ending === "cancelled";
    const code = computeStatus(
      step,
      from,
      isCut ? Infinity : to,
      times,
      status,
    );
    const logs = growLog(step, code, from, to, times);
    return {
      id: run.id * 10 + i,
      run_id: run.id,
      account_id: account,
      index: i + 1,
      status: code,
      name: step.name,
      logs,
      debug_logs: "",
      log_path: `logs/${run.id}/${i + 1}`,
      debug_log_path: `debug-logs/${run.id}/${i + 1}`,
      truncated_debug_logs:
        `This log output is truncated. You can download the full log from the dbt Cloud UI.\n...\n\n${
          (logs ?? "").slice(-2_000)
        }`,
      started_at: stamp(code === 1 ? undefined : from),
      finished_at: stamp(code >= 10 ? Math.min(to, times.now) : undefined),
      status_humanized: STEP_STATUS[code],
    };
  });
}

function computeStatus(
  { fails }: FakeStep,
  from: number,
  to: number,
  { now }: Times,
  status: number,
): number {
  if (now < from) return status === 30 ? 30 : 1;
  const isOver = status >= 10 || now >= to;
  if (!isOver) return 3;
  if (status === 30 && to > now) return 30;
  return fails && (status === 10 || status === 20) ? 20 : 10;
}

/** Grows a log with its step, line by line. */
function growLog(
  { logs }: FakeStep,
  code: number,
  from: number,
  to: number,
  { now }: Times,
): string | null {
  if (code === 1) return null;
  if (code !== 3) return logs;
  const part = logs.slice(0, logs.length * (now - from) / (to - from));
  return part.slice(0, part.lastIndexOf("\n") + 1);
}
