/**
 * Shows the command at work: `deno task demo`, or `deno task demo error` for a
 * run that fails. It is the real command, as a process of its own, against the
 * stand-in for dbt Cloud on a free port of this machine. It needs no network.
 */
import { earlierRuns } from "./earlier_runs.ts";
import { fakeDbtCloud, type FakeEnding } from "./fake_dbt_cloud.ts";

const ENDINGS = ["success", "error", "cancelled"];
const [ending = "success", ...flags] = Deno.args;
if (!ENDINGS.includes(ending)) {
  // deno-lint-ignore no-console
  console.error(`There is no demo "${ending}": try ${ENDINGS.join(", ")}`);
  Deno.exit(2);
}
const cloud = fakeDbtCloud({
  accountId: 22219,
  apiKey: "dbtc_example",
  queued: 500,
  starting: 500,
  running: 3_000,
  ending: ending as FakeEnding,
  earlier: earlierRuns(559062, 3_000),
});
const server = Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: () => {} },
  cloud.handler,
);
const child = new Deno.Command(Deno.execPath(), {
  args: [
    "run",
    "-A",
    "--no-config",
    "--import-map=offline/import_map.json",
    "main.ts",
    ...flags,
  ],
  cwd: new URL("..", import.meta.url),
  env: {
    DBT_URL: `http://127.0.0.1:${server.addr.port}`,
    DBT_API_KEY: "dbtc_example",
    DBT_ACCOUNT_ID: "22219",
    DBT_PROJECT_ID: "52901",
    DBT_PR_JOB_ID: "559062",
    DBT_JOB_CAUSE: "A demonstration",
    DBT_JOB_BRANCH: "refs/heads/main",
  },
}).spawn();
const { code } = await child.status;
await server.shutdown();
// deno-lint-ignore no-console
console.log(`\nThe exit code is ${code}.`);
Deno.exitCode = code === (ending === "success" ? 0 : 1) ? 0 : 1;
