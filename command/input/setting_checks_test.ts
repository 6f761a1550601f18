import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { SHA } from "../../testing/ci_case.ts";
import { KEY } from "../../testing/harness.ts";
import { NO_IDS, read, readFaults } from "../../testing/input_case.ts";

for (
  const [args, fault] of [
    [["--latest"], "--latest only works with `wait`, `status` and `retry`"],
    [
      ["--appear-timeout=5"],
      "--appear-timeout only works with `wait`",
    ],
    [
      ["wait", "5", "--git-branch=a"],
      "--git-branch only works with `run`",
    ],
    [
      ["wait", "5", "--no-wait"],
      "--no-wait only works with `run`: to look at a run once, use `status`",
    ],
    [
      ["cancel", "5", "--latest"],
      "--latest only works with `wait`, `status` and `retry`",
    ],
    [
      ["cancel", "5", "--retries=1"],
      "--retries only works with `run`, `wait` and `retry`",
    ],
    [
      ["cancel", "5", "--junit=a.xml"],
      "--junit only works with `run`, `wait`, `status` and `retry`",
    ],
    [
      ["wait", "5", "--since=2026-01-31T06:00Z"],
      "--since only works with `status` and `retry`",
    ],
    [
      ["retry", "--latest=success"],
      "--latest=success finds nothing to retry: use --latest",
    ],
    [
      ["--all-artifacts"],
      "--all-artifacts does nothing without --artifacts: add it",
    ],
  ] as const
) {
  Deno.test(`readInput() refuses ${args.join(" ")}`, () => {
    assertEquals(readFaults(args), [fault]);
  });
}

Deno.test("readInput() refuses a key in quotes, or with the word before it", () => {
  for (const quote of ["'", '"']) {
    const DBT_API_KEY = `${quote}${KEY}${quote}`;
    assertEquals(readFaults([], { DBT_API_KEY }), [
      "DBT_API_KEY begins and ends with a quote: delete both",
    ]);
  }
  for (const scheme of ["Token", "Bearer"]) {
    assertEquals(readFaults([], { DBT_API_KEY: `${scheme} ${KEY}` }), [
      `DBT_API_KEY begins with "${scheme}": delete that word`,
    ]);
  }
});

// What goes together

for (
  const [args, fault] of [
    [
      ["--extra-args=-s a", "--steps-override=dbt run"],
      "--extra-args and --steps-override are both given: use one of them",
    ],
    [
      ["--extra-args", "--vars {}"],
      '--extra-args needs a value; one that begins with a dash follows =: --extra-args="--vars {}"',
    ],
    [
      ["--reuse"],
      "--reuse needs a commit: add --git-sha, or use --reuse=in-progress",
    ],
    [
      ["--reuse", "--git-sha=1f2e3d"],
      '--reuse needs a full commit, and "1f2e3d" is none: add --git-sha, or use --reuse=in-progress',
    ],
    [
      ["--reuse", "--azure-pull-request-id=7"],
      "--reuse needs a commit: add --git-sha, or use --reuse=in-progress",
    ],
    [
      ["--extra-args=--vars {} && dbt run"],
      '--extra-args cannot be read: && joins two commands in: "dbt --vars {} && dbt run"',
    ],
    [
      ["--github-pull-request-id=1", "--azure-pull-request-id=2"],
      "--github-pull-request-id and --azure-pull-request-id are both given: use one of them",
    ],
    [["389112"], "Unknown command 389112: did you mean --job-id=389112?"],
  ] as [string[], string][]
) {
  Deno.test(`readInput() refuses only this of ${args.join(" ")}`, () => {
    assertEquals(readFaults(args), [fault]);
  });
}

Deno.test("readInput() takes --reuse with a commit, or one that a pull request may have", () => {
  for (const flag of [`git-sha=${SHA}`, "pull-request", "pull-request=auto"]) {
    assertEquals(readFaults(["--reuse", `--${flag}`]), []);
  }
});

Deno.test("readInput() takes --reuse=in-progress without a commit", () => {
  assertEquals(read(["--reuse=in-progress"]).values.reuse, "in-progress");
  const env = { DBT_RUN_REUSE: "in-progress" };
  assertEquals(read([], env).values.reuse, "in-progress");
  assertEquals(readFaults([], { DBT_RUN_REUSE: "true" }), [
    "DBT_RUN_REUSE needs a commit: add --git-sha, or use --reuse=in-progress",
  ]);
});

Deno.test("readInput() shows no user and no password of an address", () => {
  const secret = "user:password";
  const hosts = [`https://${secret}@a.dbt.com`, `${secret}@a.dbt.com`];
  for (const host of [...hosts, `http://${secret}@a.dbt.com`]) {
    const page = `${host}/deploy/1/projects/2/jobs/3`;
    const run = `${host}/deploy/1/projects/2/runs/3`;
    const faults = [
      ...readFaults([], { DBT_URL: host }),
      ...readFaults([], { ...NO_IDS, DBT_JOB_URL: page }),
      ...readFaults([], { DBT_URL: host, DBT_JOB_URL: page }),
      ...readFaults(["wait", run], { DBT_URL: host }),
      ...readFaults(["wait", "https://a.dbt.com/deploy/1/runs/3"], {
        DBT_URL: host,
      }),
    ];
    assert(faults.length >= 5);
    assert(!/user|password/.test(faults.join()), faults.join("\n"));
  }
});

Deno.test("readInput() refuses --extra-args with half a quote", () => {
  const [fault] = readFaults(["--extra-args=--vars '{a: 1}"]);
  assertStringIncludes(
    fault!,
    "--extra-args cannot be read: a quote has no end",
  );
  assertEquals(readFaults(["--extra-args=--vars '{a: 1}'"]), []);
});
