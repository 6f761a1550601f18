import { assertEquals, assertRejects } from "@std/assert";
import {
  RunTimeoutError,
  triggerAndWait,
  type TriggerAndWaitOptions,
} from "../mod.ts";
import { MINUTE, SECOND, setUp } from "../testing/harness.ts";

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
const SHORT = SHA.slice(0, 12);
const OTHER = "1111111111111111111111111111111111111111";
const PULL = { git_sha: SHA, github_pull_request_id: 7 };

/** A run of the list, and what it was triggered with. */
interface Listed {
  id?: number;
  /** The API's number; 10 is success, 20 an error, 3 running. */
  status?: number;
  trigger?: Record<string, unknown> | null;
  git_branch?: string | null;
  git_sha?: string | null;
  retrying_run_id?: number | null;
}

/** Whether a run of the list is taken in place of a new one. */
async function findReused(
  options: Partial<TriggerAndWaitOptions>,
  listed: Listed[],
  details: Listed[] = [],
): Promise<number | "a new run"> {
  using fixture = setUp();
  const raws = listed.map((run, i) => ({
    id: 700 - i,
    job_definition_id: 2,
    status: 10,
    git_branch: "main",
    git_sha: null,
    retrying_run_id: null,
    ...run,
  }));
  const run = await fixture.settle(triggerAndWait({
    ...fixture.job,
    reuse: true,
    gitSha: SHA,
    githubPullRequestId: 7,
    ...options,
    fetch: (input, init) => {
      const path = new URL(String(input)).pathname;
      if (init?.method === "POST") return fixture.cloud.fetch(input, init);
      if (path.endsWith("/runs/")) {
        return Promise.resolve(Response.json({ data: raws }));
      }
      const id = Number(/runs\/(\d+)/.exec(path)?.[1]);
      const found = [...details, ...raws].find((run) => run.id === id);
      if (!found) return fixture.cloud.fetch(input, init);
      const ended = {
        ...found,
        status: found.status === 3 ? 10 : found.status,
      };
      return Promise.resolve(Response.json({ data: ended }));
    },
  }));
  return fixture.count("trigger") > 0 ? "a new run" : run.id;
}

const cases: {
  what: string;
  options?: Partial<TriggerAndWaitOptions>;
  listed: Listed[];
  details?: Listed[];
  expected: number | "a new run";
}[] = [
  { what: "the newest success", listed: [{ trigger: PULL }], expected: 700 },
  {
    what: "no success below a newer failure",
    listed: [{ status: 20, trigger: PULL }, { trigger: PULL }],
    expected: "a new run",
  },
  {
    what: "a run in progress",
    listed: [{ status: 20, trigger: PULL }, { status: 3, trigger: PULL }],
    expected: 699,
  },
  {
    what: "no success of another commit",
    listed: [{ trigger: { ...PULL, git_sha: OTHER } }],
    expected: "a new run",
  },
  {
    what: "no success of a commit that is known in short",
    options: { gitSha: SHORT },
    listed: [{ trigger: { ...PULL, git_sha: SHORT } }],
    expected: "a new run",
  },
  {
    what: "no run without the steps of ours",
    options: { stepsOverride: ["dbt seed"] },
    listed: [{ trigger: PULL }],
    expected: "a new run",
  },
  {
    what: "no run without the schema of ours",
    options: { schemaOverride: "mine" },
    listed: [{ status: 3, trigger: PULL }],
    expected: "a new run",
  },
  {
    what: "no run without the target of ours",
    options: { targetNameOverride: "ci" },
    listed: [{ trigger: PULL }],
    expected: "a new run",
  },
  {
    what: "no run of another branch",
    options: { gitBranch: "topic" },
    listed: [{ trigger: PULL, git_branch: "main" }],
    expected: "a new run",
  },
  {
    what: "a run that was on our branch, though its trigger names none",
    options: { gitBranch: "topic" },
    listed: [{ trigger: PULL, git_branch: "topic" }],
    expected: 700,
  },
  {
    what: "a run of another cause, with other threads",
    options: { cause: "Mine", threadsOverride: 4 },
    listed: [{ trigger: { ...PULL, cause: "Other" } }],
    expected: 700,
  },
  {
    what: "a run of dbt Cloud's own schema",
    listed: [{ trigger: { ...PULL, schema_override: "dbt_cloud_pr_2_7" } }],
    expected: 700,
  },
  {
    what: "no run that does not say what triggered it",
    listed: [{ trigger: null, git_sha: SHA }],
    details: [{ id: 700, trigger: null, git_sha: SHA }],
    expected: "a new run",
  },
  {
    what: "a retry of a run that does the same",
    listed: [
      { trigger: { cause: "Retry" }, git_sha: SHA, retrying_run_id: 699 },
      { status: 20, trigger: PULL, git_sha: SHA },
    ],
    expected: 700,
  },
  {
    what: "no success whose retry failed",
    listed: [
      { status: 20, trigger: {}, git_sha: SHA, retrying_run_id: 699 },
      { trigger: PULL, git_sha: SHA },
    ],
    expected: "a new run",
  },
  {
    what: "no retry of another kind of build",
    listed: [
      { trigger: PULL, git_sha: SHA, retrying_run_id: 699 },
      { status: 20, trigger: { ...PULL, steps_override: ["dbt seed"] } },
    ],
    expected: "a new run",
  },
  {
    what: "a retry of a run that the list no longer has",
    listed: [{ trigger: {}, git_sha: SHA, retrying_run_id: 5 }],
    details: [{ id: 5, status: 20, trigger: PULL, git_sha: SHA }],
    expected: 700,
  },
  {
    what: "a run that retries 0, which is none",
    listed: [{ trigger: PULL, retrying_run_id: 0 }],
    expected: 700,
  },
  {
    what: "without a pull request, no run that has ended",
    options: { githubPullRequestId: undefined },
    listed: [{ trigger: { git_sha: SHA } }],
    expected: "a new run",
  },
  {
    what: "in progress: a run of the pull request, whatever its commit",
    options: { reuse: "in-progress", gitSha: undefined },
    listed: [{ status: 3, trigger: PULL }],
    expected: 700,
  },
  {
    what: "in progress: no run that has ended",
    options: { reuse: "in-progress" },
    listed: [{ trigger: PULL }],
    expected: "a new run",
  },
  {
    what: "in progress: no run of another commit than the one that is named",
    options: { reuse: "in-progress" },
    listed: [{ status: 3, trigger: { ...PULL, git_sha: OTHER } }],
    expected: "a new run",
  },
  {
    what: "in progress: no pull request's run where we have none",
    options: {
      reuse: "in-progress",
      gitSha: undefined,
      githubPullRequestId: undefined,
    },
    listed: [{ status: 3, trigger: PULL }],
    expected: "a new run",
  },
  {
    what: "in progress: the job's run where neither has a pull request",
    options: {
      reuse: "in-progress",
      gitSha: undefined,
      githubPullRequestId: undefined,
    },
    listed: [{ status: 3, trigger: { git_sha: OTHER } }],
    expected: 700,
  },
];
for (const { what, options = {}, listed, details, expected } of cases) {
  Deno.test(`triggerAndWait({ reuse }) takes ${what}`, async () => {
    assertEquals(await findReused(options, listed, details), expected);
  });
}

Deno.test("triggerAndWait({ reuse }) never cancels the run of another", async () => {
  using fixture = setUp({ running: 10 * MINUTE });
  const { id } = fixture.cloud.trigger(2, PULL);
  const options = {
    ...fixture.job,
    gitSha: SHA,
    githubPullRequestId: 7,
    reuse: true,
    cancelOnAbort: true,
  };
  const run = await fixture.settle(triggerAndWait(options));
  assertEquals([run.id, fixture.count("trigger")], [id, 0]);
  fixture.cloud.trigger(2, PULL);
  const waiting = triggerAndWait({ ...options, timeout: SECOND });
  await assertRejects(() => fixture.settle(waiting), RunTimeoutError);
  assertEquals(fixture.count("cancel"), 0);
});

Deno.test("triggerAndWait({ reuse }) needs a commit: a pull request alone is not enough", async () => {
  using fixture = setUp();
  for (const more of [{}, { githubPullRequestId: 7 }]) {
    await assertRejects(
      () => triggerAndWait({ ...fixture.job, ...more, reuse: true }),
      TypeError,
      "Cannot use 'reuse' without 'gitSha', the full name of a commit",
    );
  }
  assertEquals(fixture.cloud.requests.length, 0);
});
