/** The builds before a run: which count, and by how many requests. */
import { assertEquals } from "@std/assert";
import { createClient } from "./client.ts";
import { createHistoryReader, listEarlierBuilds } from "./earlier_runs.ts";
import { toRun } from "./read_run.ts";

const account = { accountId: 1, apiKey: "dbtc_0123456789abcdef" };
const { signal } = new AbortController();

interface RawOptions {
  trigger?: Record<string, unknown> | null;
  status?: number;
  retrying_run_id?: number | null;
}

function raw(
  id: number,
  { trigger = {}, status = 10, ...more }: RawOptions = {},
) {
  return { id, job_definition_id: 2, status, trigger, ...more };
}

/** Lists the builds before run 9, of a job with these runs. */
async function list(runs: { id: number }[]) {
  const paths: string[] = [];
  const client = createClient({
    ...account,
    fetch: (input) => {
      const { pathname } = new URL(String(input));
      paths.push(pathname);
      const [, id] = /runs\/(\d+)\/$/.exec(pathname) ?? [];
      const data = id ? raw(Number(id)) : runs;
      return Promise.resolve(Response.json({ data }));
    },
  });
  const run = toRun(client, raw(9));
  const history = await listEarlierBuilds(client, run, signal);
  const ids = history.earlier.map(({ run }) => run.id);
  return { ...history, ids, requests: paths.length };
}

Deno.test("listEarlierBuilds() lists ended runs of the same kind, the newest first, by one request", async () => {
  const { ids, requests } = await list([
    raw(10),
    raw(9),
    raw(8, { status: 20 }),
    raw(7, { status: 3 }),
    raw(6, { status: 30 }),
    raw(5, { trigger: { git_branch: "feature" } }),
    raw(4, { trigger: { steps_override: ["dbt run"] } }),
    raw(3, { trigger: { github_pull_request_id: 7 } }),
    raw(2, { trigger: null }),
    raw(1),
  ]);
  assertEquals({ ids, requests }, { ids: [8, 1], requests: 1 });
});

Deno.test("listEarlierBuilds() leaves out what the run itself retries", async () => {
  const { ids, isRetry } = await list([
    raw(9, { retrying_run_id: 8, trigger: {} }),
    raw(8, { retrying_run_id: 7, status: 20 }),
    raw(7, { status: 20 }),
    raw(6),
  ]);
  assertEquals({ ids, isRetry }, { ids: [6], isRetry: true });
});

Deno.test("listEarlierBuilds() takes a retry for the build that it retries", async () => {
  const { earlier } = await list([
    raw(9),
    raw(8, { retrying_run_id: 7, trigger: {} }),
    raw(7, { trigger: { git_branch: "feature" }, status: 20 }),
    raw(6, { retrying_run_id: 5, trigger: {} }),
    raw(5, { status: 20 }),
    raw(4, { retrying_run_id: 1 }),
  ]);
  assertEquals(
    earlier.map(({ run, retryingRunId }) => [run.id, retryingRunId]),
    [[6, 5], [5, null]],
  );
});

Deno.test("listEarlierBuilds() retrieves the run if the list does not reach it", async () => {
  const { ids, requests } = await list([raw(8), raw(7)]);
  assertEquals({ ids, requests }, { ids: [8, 7], requests: 2 });
});

Deno.test("createHistoryReader() has nothing of a file that is not there, and rejects for all else", async () => {
  for (const [status, expected] of [[404, "nothing"], [500, "rejects"]]) {
    const client = createClient({
      ...account,
      fetch: () =>
        Promise.resolve(Response.json({}, { status: status as number })),
    });
    const run = toRun(client, raw(9));
    const { openArtifact } = createHistoryReader(client, run, () => signal);
    const found = await openArtifact(7, "run_results.json", 1)
      .then((pieces) => pieces ? "pieces" : "nothing", () => "rejects");
    assertEquals(found, expected);
  }
});
