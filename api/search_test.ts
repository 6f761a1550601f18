import { assertEquals, assertRejects } from "@std/assert";
import { DbtCloudError } from "../mod.ts";
import { KEY, setUp } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import {
  createRunSearch,
  createSelector,
  isOfCommit,
  listRunsWithTrigger,
} from "./search.ts";

const SHA = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";

Deno.test("createSelector() takes commit and pull request of the options", () => {
  const options = { gitSha: SHA, azurePullRequestId: 7, cause: "x" };
  assertEquals(createSelector(options), {
    gitSha: SHA,
    pullRequest: { field: "azure_pull_request_id", id: 7 },
  });
  const none = { gitSha: undefined, pullRequest: undefined };
  assertEquals(createSelector({}), none);
});

const commits: [raw: object, sha: string, expected: boolean][] = [
  [{ git_sha: SHA }, SHA, true],
  [{ git_sha: SHA }, SHA.slice(0, 7).toUpperCase(), true],
  [{ git_sha: SHA.slice(0, 8) }, SHA, true],
  [{ git_sha: SHA }, SHA.slice(0, 6), false],
  [{ git_sha: "v1" }, "v1", true],
  [{ git_sha: null, trigger: { git_sha: SHA } }, SHA, true],
  [{ git_sha: "1".repeat(40) }, SHA, false],
  [{}, SHA, false],
];
for (const [raw, sha, expected] of commits) {
  Deno.test(`isOfCommit() of ${JSON.stringify(raw)} and ${sha}: ${expected}`, () => {
    assertEquals(isOfCommit({ id: 7, ...raw }, sha), expected);
  });
}

/** A client, and the paths that it requests. */
function clientOf(answer: (path: string) => Response) {
  const paths: string[] = [];
  const client = createClient({
    accountId: 1,
    apiKey: KEY,
    fetch: (input) => {
      const path = new URL(String(input)).pathname.split("/runs/")[1]!;
      paths.push(path);
      return Promise.resolve(answer(path));
    },
  });
  return { client, paths };
}

Deno.test("listRunsWithTrigger() retrieves each trigger once that a list leaves out", async () => {
  const { client, paths } = clientOf((path) =>
    Response.json({
      data: path === ""
        ? [{ id: 7, status: 3 }, { id: 6, trigger: { cause: "b" } }]
        : { id: 7, status: 1, trigger: { cause: "a" } },
    })
  );
  const cache = new Map();
  for (let i = 0; i < 2; i++) {
    const { runs } = await listRunsWithTrigger(client, {}, cache);
    // All but the trigger is as the list has it.
    assertEquals(runs, [
      { id: 7, status: 3, trigger: { cause: "a" } },
      { id: 6, trigger: { cause: "b" } },
    ]);
  }
  assertEquals(paths, ["", "7/", ""]);
});

Deno.test("listRunsWithTrigger() takes a run that it may not see for another one, and no fault for that", async () => {
  const list = { data: [{ id: 7 }] };
  const no = { status: { user_message: "No" }, data: null };
  const refused = clientOf((path) =>
    path === "" ? Response.json(list) : Response.json(no, { status: 404 })
  );
  const { runs } = await listRunsWithTrigger(refused.client, {}, new Map());
  assertEquals(runs, [{ id: 7, trigger: undefined }]);
  const broken = clientOf((path) =>
    path === "" ? Response.json(list) : new Response("", { status: 502 })
  );
  await assertRejects(
    () => listRunsWithTrigger(broken.client, {}, new Map()),
    DbtCloudError,
  );
});

Deno.test("createRunSearch() lists the runs of its job, again after faults", async () => {
  using fixture = setUp({
    jobs: { 2: {}, 3: {} },
    faults: { list: [{ status: 502 }] },
  });
  const { id } = fixture.cloud.trigger(2);
  fixture.cloud.trigger(3);
  const client = createClient(fixture.account);
  const runs = await fixture.settle(createRunSearch(client, 2, {})());
  assertEquals(runs.map((run) => run.id), [id]);
});
