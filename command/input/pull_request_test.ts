import { assertEquals, assertStringIncludes } from "@std/assert";
import { SHA } from "../../testing/ci_case.ts";
import { setUp } from "../../testing/harness.ts";

const GITHUB = { GITHUB_ACTIONS: "true" };
const JENKINS = {
  JENKINS_URL: "https://ci.example.com/",
  CHANGE_ID: "7",
  CHANGE_BRANCH: "feature/a",
  CHANGE_URL: "https://github.com/acme/shop/pull/7",
};
const CIRCLECI = {
  CIRCLECI: "true",
  CIRCLE_PULL_REQUEST: "https://github.com/acme/shop/pull/7",
  CIRCLE_SHA1: SHA,
};

Deno.test("dbt-run --pull-request leaves alone what was set otherwise", async () => {
  using fixture = setUp();
  await fixture.command({
    args: ["--no-wait", "--pull-request", "--non-native-pull-request-id=9"],
    env: {
      BITBUCKET_BUILD_NUMBER: "1",
      BITBUCKET_PR_ID: "7",
      BITBUCKET_BRANCH: "feature/a",
      DBT_JOB_BRANCH: "mine",
    },
  });
  const { cause: _, ...trigger } = fixture.cloud.runs[0]!.trigger;
  assertEquals(trigger, { git_branch: "mine", non_native_pull_request_id: 9 });
});

Deno.test("dbt-run --pull-request outside of a CI system names the field to set", async () => {
  for (const [how, code] of [["required", 2], ["auto", 0]] as const) {
    using fixture = setUp();
    const { code: got, stderr } = await fixture.command({
      args: ["--no-wait", `--pull-request=${how}`],
    });
    assertEquals([got, fixture.cloud.requests.length], [code, code ? 0 : 1]);
    assertStringIncludes(
      stderr.join(),
      "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID",
    );
  }
});

Deno.test("dbt-run --pull-request is an error if no CI system may be detected", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({
    args: ["--pull-request=auto"],
    env: GITHUB,
    denied: ["GITHUB_ACTIONS"],
  });
  assertEquals([code, fixture.cloud.requests.length], [2, 0]);
  assertStringIncludes(
    stderr.join(),
    "Cannot look for the pull request: GITHUB_ACTIONS may not be read. Add them to --allow-env",
  );
});

Deno.test("dbt-run --pull-request sends nothing of a fork beside a commit that was set by hand, but its number", async () => {
  using fixture = setUp();
  const { code } = await fixture.command({
    args: ["--no-wait", "--pull-request", `--git-sha=${SHA}`],
    env: { ...JENKINS, CHANGE_FORK: "someone", CHANGE_BRANCH: "main" },
  });
  assertEquals(code, 0);
  const { cause: _, ...trigger } = fixture.cloud.runs[0]!.trigger;
  assertEquals(trigger, { github_pull_request_id: 7, git_sha: SHA });
});

Deno.test("dbt-run --pull-request takes a branch that was set by hand, also beside a fork", async () => {
  using fixture = setUp();
  await fixture.command({
    args: ["--no-wait", "--pull-request", "--git-branch=mine"],
    env: { ...CIRCLECI, CIRCLE_BRANCH: "pull/7" },
  });
  const { cause: _, ...trigger } = fixture.cloud.runs[0]!.trigger;
  assertEquals(trigger, {
    github_pull_request_id: 7,
    git_sha: SHA,
    git_branch: "mine",
  });
});

for (const how of ["required", "auto"]) {
  Deno.test(`dbt-run --reuse --pull-request=${how} needs the commit, which Jenkins does not name`, async () => {
    using fixture = setUp();
    const { code, stderr } = await fixture.command({
      args: ["--reuse", `--pull-request=${how}`],
      env: JENKINS,
    });
    assertEquals([code, fixture.cloud.requests.length], [2, 0]);
    assertEquals(stderr.filter((line) => line.startsWith("error:")), [
      "error: --reuse needs a commit: add --git-sha, or use --reuse=in-progress",
    ]);
  });
}

Deno.test("dbt-run wait --pull-request=auto takes no run where a fork's commit is not known", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({
    args: ["wait", "--pull-request=auto"],
    env: { ...JENKINS, CHANGE_FORK: "someone" },
  });
  assertEquals([code, fixture.cloud.requests.length], [2, 0]);
  assertStringIncludes(stderr.join(), "Pull request 7 comes from a fork");
});

Deno.test("dbt-run --pull-request takes a variable that is no text for not set", async () => {
  using fixture = setUp();
  const { code, stderr } = await fixture.command({
    args: ["--no-wait", "--pull-request=auto"],
    env: { ...CIRCLECI, CIRCLE_PULL_REQUEST: "m\ufffdller/7" },
  });
  assertEquals([code, fixture.cloud.runs.length], [0, 1]);
  assertStringIncludes(stderr.join(), "No pull request was found");
});
