import { assert, assertEquals } from "@std/assert";
import { FakeTime } from "@std/testing/time";
import fc from "fast-check";
import { command, KEY } from "../testing/harness.ts";
import { fakeDbtCloud } from "../testing/fake_dbt_cloud.ts";
import { detectCi } from "./ci.ts";

const ENVIRONMENTS: Record<string, Record<string, string>> = {
  "GitHub Actions": {
    GITHUB_ACTIONS: "true",
    GITHUB_OUTPUT: "/runner/output",
    GITHUB_STEP_SUMMARY: "/runner/summary.md",
  },
  "GitLab CI": { GITLAB_CI: "true" },
  "Azure Pipelines": { TF_BUILD: "True", AGENT_TEMPDIRECTORY: "/agent/_temp" },
  "Bitbucket Pipelines": {
    BITBUCKET_BUILD_NUMBER: "7",
    BITBUCKET_PIPELINES_VARIABLES_PATH: "/variables",
  },
  "this system": {},
};
const envOf = (variables: Record<string, string>) => (name: string) =>
  variables[name] || undefined;

for (const [name, env] of Object.entries(ENVIRONMENTS)) {
  Deno.test(`detectCi() finds ${name}`, () => {
    assertEquals(detectCi(envOf(env)).name, name);
  });

  Deno.test(`dbt-run shows a failed run in ${name}`, async (t) => {
    using time = new FakeTime(Date.UTC(2026, 0, 31, 3));
    const cloud = fakeDbtCloud({ running: 60_000, ending: "error" });
    const files = new Map<string, string>();
    const { code, lines } = await command(time, cloud, {
      env,
      files,
    });
    assertEquals(code, 1);
    const shown = [
      ...lines.slice(lines.findIndex((line) => line.startsWith("Job running"))),
      ...[...files].flatMap(([path, text]) => [`== ${path}`, text]),
    ];
    await t.assertSnapshot(shown.join("\n"));
  });
}

Deno.test("dbt-run --ci none says nothing to the CI system", async () => {
  using time = new FakeTime();
  const files = new Map<string, string>();
  const { lines } = await command(time, fakeDbtCloud({ ending: "error" }), {
    env: ENVIRONMENTS["GitHub Actions"]!,
    files,
    args: ["--ci", "none"],
  });
  assertEquals([files.size, lines.some((line) => line.startsWith("::"))], [
    0,
    false,
  ]);
});

Deno.test("dbt-run hands on the run as soon as it is triggered", async () => {
  using time = new FakeTime();
  const files = new Map<string, string>();
  const { code } = await command(time, fakeDbtCloud({ running: 60_000 }), {
    env: ENVIRONMENTS["GitHub Actions"]!,
    files,
    args: ["--no-wait"],
  });
  const run =
    "https://cloud.getdbt.com/deploy/1/projects/52901/runs/300580980/";
  assertEquals([code, files.get("/runner/output")], [
    0,
    `run_id=300580980\nrun_url=${run}\n`,
  ]);
});

Deno.test("dbt-run hands on how a cancelled run ended", async () => {
  using time = new FakeTime();
  const files = new Map<string, string>();
  const { code } = await command(time, fakeDbtCloud({ running: 60_000 }), {
    env: ENVIRONMENTS["GitLab CI"]!,
    files,
    signals: [[30_000, "SIGTERM"]],
  });
  assertEquals(code, 143);
  assert(files.get("dbt-run.env")!.includes("\nrun_status=cancelled\n"));
});

Deno.test("dbt-run says once that a file cannot be written, and goes on", async () => {
  using time = new FakeTime();
  const { code, lines } = await command(
    time,
    fakeDbtCloud({ running: 9_000 }),
    {
      env: ENVIRONMENTS["GitHub Actions"]!,
      isReadOnly: true,
    },
  );
  assertEquals(code, 0);
  const complaints = lines.filter((line) => line.startsWith("Cannot write"));
  assertEquals(complaints, [
    "Cannot write /runner/output: It is read-only",
    "Cannot write /runner/summary.md: It is read-only",
  ]);
});

// Pull requests

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
const MERGE = "0000000000000000000000000000000000000000";
const pullRequests: [
  what: string,
  env: Record<string, string>,
  event: unknown,
  expected: Record<string, unknown>,
][] = [
  [
    "GitHub's, by the event",
    {
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: MERGE,
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_REF_NAME: "7/merge",
      GITHUB_HEAD_REF: "feature/a",
      GITHUB_EVENT_PATH: "/event.json",
    },
    {
      number: 7,
      pull_request: { number: 7, head: { sha: SHA, ref: "feature/a" } },
    },
    { github_pull_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "GitHub's, without an event",
    {
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: MERGE,
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_HEAD_REF: "feature/a",
    },
    undefined,
    { github_pull_request_id: 7, git_branch: "feature/a" },
  ],
  [
    "none on a push to GitHub",
    {
      GITHUB_ACTIONS: "true",
      GITHUB_SHA: SHA,
      GITHUB_REF: "refs/heads/main",
      GITHUB_HEAD_REF: "",
      GITHUB_EVENT_PATH: "/event.json",
    },
    { ref: "refs/heads/main" },
    {},
  ],
  [
    "GitLab's, in a merge request pipeline",
    {
      GITLAB_CI: "true",
      CI_MERGE_REQUEST_ID: "123456",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: "",
      CI_COMMIT_SHA: SHA,
    },
    undefined,
    { gitlab_merge_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "GitLab's, in a merged results pipeline",
    {
      GITLAB_CI: "true",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
      CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: SHA,
      CI_COMMIT_SHA: MERGE,
    },
    undefined,
    { gitlab_merge_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "GitLab's, in a branch pipeline",
    {
      GITLAB_CI: "true",
      CI_OPEN_MERGE_REQUESTS: "group/project!7",
      CI_COMMIT_BRANCH: "feature/a",
      CI_COMMIT_SHA: SHA,
    },
    undefined,
    { gitlab_merge_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "none in GitLab where the branch has several",
    {
      GITLAB_CI: "true",
      CI_OPEN_MERGE_REQUESTS: "group/project!7,group/project!8",
      CI_COMMIT_SHA: SHA,
    },
    undefined,
    {},
  ],
  [
    "GitHub's, mirrored to GitLab",
    {
      GITLAB_CI: "true",
      CI_EXTERNAL_PULL_REQUEST_IID: "7",
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME: "feature/a",
      CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA: SHA,
    },
    undefined,
    { github_pull_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "Azure's",
    {
      TF_BUILD: "True",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
      SYSTEM_PULLREQUEST_PULLREQUESTNUMBER:
        "$(System.PullRequest.PullRequestNumber)",
      SYSTEM_PULLREQUEST_SOURCEBRANCH: "refs/heads/feature/a",
      SYSTEM_PULLREQUEST_SOURCECOMMITID: SHA,
      BUILD_SOURCEBRANCH: "refs/pull/7/merge",
      BUILD_SOURCEVERSION: MERGE,
      BUILD_REPOSITORY_PROVIDER: "TfsGit",
    },
    undefined,
    { azure_pull_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "GitHub's, built in Azure",
    {
      TF_BUILD: "True",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "123456",
      SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: "7",
      SYSTEM_PULLREQUEST_SOURCEBRANCH: "feature/a",
      BUILD_REPOSITORY_PROVIDER: "GitHub",
    },
    undefined,
    { github_pull_request_id: 7, git_branch: "feature/a" },
  ],
  [
    "Bitbucket's",
    {
      BITBUCKET_BUILD_NUMBER: "1",
      BITBUCKET_PR_ID: "7",
      BITBUCKET_BRANCH: "feature/a",
      BITBUCKET_COMMIT: SHA,
    },
    undefined,
    { non_native_pull_request_id: 7, git_sha: SHA, git_branch: "feature/a" },
  ],
  [
    "Bitbucket's, with a short commit",
    {
      BITBUCKET_BUILD_NUMBER: "1",
      BITBUCKET_PR_ID: "7",
      BITBUCKET_BRANCH: "feature/a",
      BITBUCKET_COMMIT: SHA.slice(0, 12),
    },
    undefined,
    { non_native_pull_request_id: 7, git_branch: "feature/a" },
  ],
  ["none outside of a CI system", {}, undefined, {}],
];
for (const [what, env, event, expected] of pullRequests) {
  Deno.test(`dbt-run --pull-request takes ${what}`, async () => {
    for (const how of [{ args: ["--pull-request"] }, { auto: "auto" }]) {
      using time = new FakeTime();
      const cloud = fakeDbtCloud();
      const { code, stdout } = await command(time, cloud, {
        args: ["--no-wait", ...(how.args ?? [])],
        env: { ...env, ...(how.auto && { DBT_JOB_PULL_REQUEST: how.auto }) },
        files: new Map([["/event.json", JSON.stringify(event) ?? ""]]),
      });
      assertEquals(code, 0);
      const { cause: _, ...trigger } = cloud.runs[0]!.trigger;
      assertEquals(trigger, expected);
      const id = Object.values(expected).find(Number);
      const said = id
        ? `tells of pull request ${id}`
        : "knows of no pull request";
      assert(stdout.some((line) => line.includes(said)));
    }
  });
}

Deno.test("dbt-run --pull-request leaves alone what was said otherwise", async () => {
  using time = new FakeTime();
  const cloud = fakeDbtCloud();
  await command(time, cloud, {
    args: ["--no-wait", "--pull-request", "--non-native-pull-request-id=9"],
    env: {
      BITBUCKET_BUILD_NUMBER: "1",
      BITBUCKET_PR_ID: "7",
      BITBUCKET_BRANCH: "feature/a",
      DBT_JOB_BRANCH: "mine",
    },
  });
  assertEquals(cloud.runs[0]!.trigger, {
    cause: "API-triggered job",
    git_branch: "mine",
    non_native_pull_request_id: 9,
  });
});

Deno.test("dbt-run --pull-request warns of a pull request from a fork", async () => {
  using time = new FakeTime();
  const { stdout } = await command(time, fakeDbtCloud(), {
    args: ["--no-wait", "--pull-request"],
    env: { GITHUB_ACTIONS: "true", GITHUB_EVENT_PATH: "/event.json" },
    files: new Map([[
      "/event.json",
      JSON.stringify({
        pull_request: {
          number: 7,
          head: { sha: SHA, ref: "a", repo: { full_name: "other/repo" } },
          base: { repo: { full_name: "our/repo" } },
        },
      }),
    ]]),
  });
  assert(stdout.some((line) => line.includes("from a fork")));
});

// Text that nobody vouches for

/** What the runners of all systems would obey in an output. */
function obeyed(lines: string[]): string[] {
  // .NET's ReadLine, which GitHub and Azure use, ends a line at \r too.
  return lines.flatMap((line) => line.split(/\r\n|\r|\n/)).flatMap((line) => {
    const github = /^\s*::([\w-]+)/.exec(line)?.[1];
    // deno-lint-ignore no-control-regex
    const gitlab = /\x1b\[0K(section_\w+):/.exec(line)?.[1];
    const more = [...line.matchAll(/##vso\[([\w.]+)|##\[(\w+)/gi)]
      .map(([, vso, command]) => vso ?? command!);
    return [...(github ? [github] : []), ...(gitlab ? [gitlab] : []), ...more];
  });
}

const evil = fc.array(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 8 }),
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
      "\r",
      "\n",
      "\r\n::endgroup::",
      "\x1b[2K",
      "\x1b[31m",
      "\x1b]8;;https://evil.example.com\x07",
      "\x1b[0Ksection_end:1:a\r\x1b[0K",
      "\u2028",
      "\u0085",
      "\x9b2K",
      "```",
      "<script>",
      "![a](b)",
      "| a |",
      "]]>",
      "%0A::error::",
      KEY,
      "\ud800",
    ),
  ),
  { maxLength: 8 },
).map((parts) => parts.join(""));

const ALLOWED: Record<string, string[]> = {
  "GitHub Actions": ["group", "endgroup", "error", "warning"],
  "GitLab CI": ["section_start", "section_end"],
  "Azure Pipelines": [
    "task.setvariable",
    "task.logissue",
    "task.uploadsummary",
    "group",
    "endgroup",
  ],
  "Bitbucket Pipelines": [],
  "this system": [],
};

Deno.test("dbt-run prints nothing of a run's text that a CI system would obey", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...Object.keys(ENVIRONMENTS)),
      fc.record({
        logs: evil,
        name: evil,
        message: evil,
        id: evil,
        file: evil,
      }),
      fc.record({ statusMessage: evil, branch: evil, error: evil }),
      async (system, node, run) => {
        using time = new FakeTime();
        const files = new Map<string, string>();
        const uniqueId = `model.a.${node.id}`;
        const cloud = fakeDbtCloud({
          ending: "error",
          statusMessage: run.statusMessage,
          steps: [{
            name: `Invoke dbt with \`${node.name}\``,
            logs: node.logs,
            fails: true,
            artifacts: {
              "run_results.json": {
                results: [
                  {
                    unique_id: uniqueId,
                    status: "error",
                    message: node.message,
                  },
                  { unique_id: `test.a.${node.id}`, status: node.message },
                ],
              },
              "manifest.json": {
                nodes: { [uniqueId]: { original_file_path: node.file } },
              },
            },
          }],
          faults: {
            retrieve: [{ status: 502, body: { detail: run.error } }],
            trigger: [{ status: 503, body: run.error }],
          },
        });
        const { code, lines } = await command(time, cloud, {
          env: { ...ENVIRONMENTS[system], DBT_JOB_BRANCH: `a${run.branch}` },
          files,
          args: ["--junit=junit.xml"],
        });
        assertEquals(code, 1);
        const commands = obeyed(lines);
        const extra = commands.filter((name) =>
          !ALLOWED[system]!.includes(name)
        );
        assertEquals(extra, []);
        const groups = commands.filter((name) => /group|section_/.test(name));
        assert(groups.length <= 2, `${groups}`);
        const all = [...lines, ...files.values()].join("\n");
        assert(!all.includes(KEY.slice(5)), "the key was told");
        const output = files.get("/runner/output") ?? "";
        assert(
          /^(run_id=\d+\nrun_url=\S+\n(run_status=error\n)?(git_sha=\w+\n)?)*$/
            .test(output),
        );
      },
    ),
    { numRuns: 500, seed: 20260131 },
  );
});
