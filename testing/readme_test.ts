/** Runs what README tells people to paste. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { KEY } from "./harness.ts";
import { runCommand } from "./pipeline.ts";
import { finish, has, start, startCommand } from "./process.ts";
import { serveSockets } from "./socket_server.ts";

const root = new URL("..", import.meta.url);
const readme = await Deno.readTextFile(new URL("README.md", root));
const blocks = [...readme.matchAll(/```yaml\n(.*?)```/gs)]
  .map(([, block]) => block!);
const ignore = Deno.build.os === "windows";

/** The values of a block's lines, such as `job_url: https://…`. */
const valuesOf = (block = "") =>
  Object.fromEntries(
    [...block.matchAll(/^ {4,}([\w-]+): (.*)$/gm)]
      .map(([, name, value]) => [name!, value!]),
  );

Deno.test("README's step for GitHub Actions runs the job of its address", {
  ignore: ignore || !await has("node"),
}, async () => {
  await using it = serveSockets({ accountId: 22219, jobs: { 559062: {} } });
  const inputs = valuesOf(blocks.find((block) => block.includes("uses:")));
  assertEquals(Object.keys(inputs), ["dbt_cloud_token", "job_url"]);
  const folder = await Deno.makeTempDir();
  const script = `${import.meta.dirname}/../action/dist/main.js`;
  const child = start("node", [script], {
    GITHUB_ACTIONS: "true",
    INPUT_DBT_CLOUD_TOKEN: KEY,
    INPUT_JOB_URL: inputs.job_url!.replace("https://cloud.getdbt.com", it.url),
    INPUT_INITIAL_DELAY: "0",
  }, folder);
  const { code, stdout, stderr } = await finish(child);
  assertEquals([code, stderr], [0, ""], stdout);
  assertEquals(it.cloud.runs.map(it.cloud.statusOf), [10]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("README's include for GitLab names the template and its inputs", async () => {
  const block = blocks.find((block) => block.includes("include:"));
  const [, version, path] = /dbt-run\/([\d.]+)\/(\S+)/.exec(block!) ?? [];
  assertEquals(version, config.version);
  const template = await Deno.readTextFile(new URL(path!, root));
  const { remote: _, ...inputs } = valuesOf(block);
  assertEquals(Object.keys(inputs), ["job-url"]);
  assertStringIncludes(template, "\n    job-url:\n");
});

const commands = readme.replace(/ \\\n\s*/g, " ")
  .match(/(exec )?deno run [^`\n]*jsr:[^`\n]*/g) ?? [];
for (const command of new Set(commands)) {
  Deno.test(`README's command runs: ${command}`, { ignore }, async () => {
    const { code, said } = await runCommand("gitlab", command, "success");
    assertEquals(code, 0, said);
    assert(!/NotCapable|Cannot/.test(said), said);
  });
}

Deno.test("README's address of a job is read", async () => {
  const addresses = new Set(readme.match(/https:\S+\/jobs\/\d+/g));
  assertEquals(addresses.size, 1);
  const [address = ""] = addresses;
  const env = { DBT_API_KEY: KEY, DBT_JOB_URL: address };
  const { code, stdout } = await finish(startCommand(["--dry-run"], env));
  assertEquals(code, 0);
  assertStringIncludes(stdout, "account_id: 22219\nproject_id: 52901");
});
