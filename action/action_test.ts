/** action.yml, and the files that GitHub runs. */
import { assert, assertEquals } from "@std/assert";
import { DEFAULT_INPUTS, ignore } from "../testing/action_step.ts";
import { SETTING_LIST } from "../command/input/settings.ts";
import { getInputName } from "./inputs.ts";

const root = new URL("..", import.meta.url);

Deno.test("action/dist/ is what the sources make: `deno task action`", {
  ignore,
}, async () => {
  const folder = await Deno.makeTempDir();
  const { tasks } = JSON.parse(
    await Deno.readTextFile(new URL("deno.json", root)),
  );
  const args = tasks.action.replace("action/dist ", `${folder} `).split(" ");
  const { success } = await new Deno.Command(Deno.execPath(), {
    args: args.slice(1),
    cwd: root,
  }).output();
  assert(success);
  for (const name of ["main.js", "post.js"]) {
    const built = await Deno.readTextFile(`${folder}/${name}`);
    const dist = new URL(`action/dist/${name}`, root);
    assert(built === await Deno.readTextFile(dist), `${name} is stale`);
  }
  await Deno.remove(folder, { recursive: true });
});

Deno.test("action.yml has every input of dbt Labs' action, and one for each flag", () => {
  const official =
    "dbt_cloud_url dbt_cloud_token dbt_cloud_account_id dbt_cloud_job_id interval failure_on_error get_artifacts cause git_sha git_branch schema_override dbt_version_override threads_override target_name_override generate_docs_override timeout_seconds_override steps_override wait_for_job github_pull_request_id fetch_catalog api_timeout"
      .split(" ");
  const own = SETTING_LIST.map(([name]) => getInputName(name))
    // The commands that `since` goes with are not for the action.
    .filter((name) => !["help", "version", "since"].includes(name));
  assertEquals(
    Object.keys(DEFAULT_INPUTS).toSorted(),
    [...new Set([...official, ...own, "command"])].toSorted(),
  );
});
