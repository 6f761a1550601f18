/** Runs what README tells people to paste. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { fieldsOfRole } from "../api/trigger_fields.ts";
import { CI_SYSTEMS } from "../ci/registry.ts";
import config from "../deno.json" with { type: "json" };
import { listExitCodes } from "../command/exit_codes.ts";
import { formatHelp } from "../command/input/help.ts";
import { earlierRuns } from "./earlier_runs.ts";
import { KEY, setUp } from "./harness.ts";
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
  const { dbt_cloud_token, job_url } = inputs;
  assertEquals(dbt_cloud_token, "${{ secrets.DBT_API_KEY }}");
  const folder = await Deno.makeTempDir();
  const script = `${import.meta.dirname}/../action/dist/main.js`;
  const child = start("node", [script], {
    GITHUB_ACTIONS: "true",
    INPUT_DBT_CLOUD_TOKEN: KEY,
    INPUT_JOB_URL: job_url!.replace("https://cloud.getdbt.com", it.url),
    INPUT_INITIAL_DELAY: "0",
  }, folder);
  const { code, stdout, stderr } = await finish(child);
  assertEquals([code, stderr], [0, ""], stdout);
  assertEquals(it.cloud.runs.map(it.cloud.getStatus), [10]);
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
  .match(/(exec )?\S*deno run [^`\n]*jsr:[^`\n]*/g) ?? [];
for (const command of new Set(commands)) {
  Deno.test(`README's command runs: ${command}`, { ignore }, async () => {
    const { code, output } = await runCommand(
      "gitlab",
      command,
      "success",
    );
    assertEquals(code, 0, output);
    assert(!/NotCapable|Cannot/.test(output), output);
  });
}

/** The files of checkouts in which Deno would not start by itself, or leave a file. */
const CHECKOUTS: Record<string, Record<string, string>> = {
  "a package.json": { "package.json": '{ "dependencies": { "dbt": "1" } }' },
  "a deno.json": { "deno.json": "{}" },
  "a deno.json that cannot be read": { "deno.json": "{ tasks" },
  "a frozen lock file": {
    "deno.json": '{ "lock": { "frozen": true } }',
    "deno.lock": '{ "version": "5" }',
  },
  "a lock file with another sum of dbt-run": {
    "deno.json": "{}",
    "deno.lock": JSON.stringify({
      version: "5",
      specifiers: { [`jsr:@org/dbt-run@${config.version}`]: config.version },
      jsr: {
        [`@org/dbt-run@${config.version}`]: { integrity: "0".repeat(64) },
      },
    }),
  },
  "a lock file that cannot be read": {
    "package.json": "{}",
    "deno.lock": "<<<<<<< HEAD",
  },
};
for (const [what, files] of Object.entries(CHECKOUTS)) {
  Deno.test(
    `README's command starts beside ${what}, and leaves nothing behind`,
    {
      ignore,
    },
    async () => {
      const namesIn = (folder: string) =>
        Array.from(Deno.readDirSync(folder), ({ name }) => name).toSorted();
      let [before, after]: string[][] = [[], []];
      const [command = ""] = commands;
      const { code, output } = await runCommand(
        "jenkins",
        command,
        "success",
        {
          async prepare(folder) {
            for (const [name, text] of Object.entries(files)) {
              await Deno.writeTextFile(`${folder}/${name}`, text);
            }
            before = namesIn(folder);
          },
          inspect: (folder) => Promise.resolve(void (after = namesIn(folder))),
        },
      );
      assertEquals(code, 0, output);
      assertEquals(after, before);
    },
  );
}

const PAGES = ["README.md", "docs/recipes.md", "templates/run.yml", "main.ts"];
for (const { name } of Deno.readDirSync(new URL("examples", root))) {
  if (name.endsWith(".yml")) PAGES.push(`examples/${name}`);
}
for (const page of PAGES) {
  Deno.test(`${page} starts Deno with --no-config, and installs it where it gets the signals`, async () => {
    const text = await Deno.readTextFile(new URL(page, root));
    for (const command of text.match(/\bdeno (run|eval) .*[^\W`].*/g) ?? []) {
      if (!/^deno run`|^deno run …/.test(command)) {
        assertStringIncludes(command, " --no-config ");
      }
    }
    // npm 12 runs no install scripts, and without that of Deno a Node process stands in between.
    const installs = new Set(text.match(/npm install .*/g));
    if (installs.size === 0) return;
    assertEquals([...installs], [
      "npm install --global --prefix .npm --allow-scripts=deno deno@2.9.6",
    ]);
    assertMatch(text, /exec \.npm\/bin\/deno run/);
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

Deno.test("README's quick start has the job, the key and one command for each CI system", () => {
  const [, quickStart = ""] = readme.split("## Quick start");
  const sections = quickStart.split("\n## ")[0]!.split("\n### ")
    .filter((section) => /```(yaml|groovy)\n/.test(section));
  assertEquals(sections.length, 7);
  for (const section of sections) {
    assertStringIncludes(section, "DBT_API_KEY");
    assertStringIncludes(section, "/deploy/22219/projects/52901/jobs/559062");
    const block = /```(?:yaml|groovy)\n([\s\S]*?)```/.exec(section)![1]!;
    const starts = block.match(/uses: org|remote: |jsr:@org\/dbt-run@/g) ?? [];
    assertEquals(starts.length, 1, block);
    assert(/`[\w./-]*(\.ya?ml|Jenkinsfile)`/.test(section), section);
  }
});

Deno.test("README is read in five minutes: at most 1,500 words before the reference", () => {
  const [before = ""] = readme.split("## Commands");
  const words = before.split(/\s+/).filter((word) => /\w/.test(word));
  assert(words.length <= 1_500, `${words.length} words`);
});

Deno.test("README has what --help prints, word for word", () => {
  const groups = formatHelp().join("\n").split("\n\n")
    .filter((group) => /^[\w ]+:\n {2}\S/.test(group))
    // These stand elsewhere in README.
    .filter((group) => !/^(Examples|Exit codes):/.test(group))
    .map((group) =>
      group.slice(group.indexOf("\n") + 3).replaceAll("\n  ", "\n")
    );
  assertEquals(groups.length, 6);
  const missing = groups.filter((group) => !readme.includes(group));
  // The message is the block to copy.
  assertEquals(missing.join("\n\n"), "");
});

/** What README calls the fields by which `--reuse` compares runs. */
const COMPARED: { [field: string]: string } = {
  steps_override: "commands",
  schema_override: "schema",
  target_name_override: "target",
  dbt_version_override: "version of dbt",
};

Deno.test("README says by which fields --reuse compares runs", () => {
  assertEquals(
    Object.keys(COMPARED).toSorted(),
    fieldsOfRole("override").toSorted(),
  );
  const [, text = ""] = readme.split("\n`--reuse` needs a full commit");
  const [, sentence = ""] = /A run with other\s([^.]*)/.exec(text) ?? [];
  for (const name of Object.values(COMPARED)) {
    assertStringIncludes(sentence.replaceAll("\n", " "), name);
  }
});

Deno.test("README and main.ts name each CI system, README in the table of what it gets", async () => {
  const main = await Deno.readTextFile(new URL("main.ts", root));
  const [, table = ""] = readme.split(/\| CI system +\| Outputs .*\n.*\n/);
  const rows = Array.from(
    table.split("\n\n")[0]!.matchAll(/^\| (.*?) +\|/gm),
    ([, row]) => row!,
  );
  for (const { name } of CI_SYSTEMS) {
    const [brand = ""] = name.split(" ");
    assert(rows.some((row) => row.includes(brand)), `no row for ${name}`);
    assert(main.includes(brand), `main.ts does not name ${name}`);
  }
});

Deno.test("README's exit codes are those that there are", () => {
  const [, table = ""] = readme.split(/\| Exit code +\| Meaning +\|\n.*\n/);
  const rows = table.split("\n\n")[0]!.matchAll(/^\| (.*?) +\| (.*?) +\|$/gm);
  const listed = Array.from(rows, ([, codes, meaning]) => {
    const meanings = /^SIG/.test(meaning!) ? meaning!.split(", ") : [meaning!];
    return codes!.split(", ").map((code, i) => `${code} ${meanings[i]}`);
  });
  const expected = listExitCodes().map(({ code, meaning }) =>
    `${code} ${meaning}`
  );
  for (const [i, row] of listed.flat().entries()) {
    assert(row.replaceAll("`", "").startsWith(expected[i]!), row);
  }
  assertEquals(listed.flat().length, expected.length);
});

Deno.test("README shows what a run that succeeds prints", async () => {
  using fixture = setUp({
    running: 48_000,
    accountId: 22219,
    earlier: earlierRuns(559062, 48_000),
  });
  const { lines } = await fixture.command({
    env: { DBT_ACCOUNT_ID: "22219", DBT_PR_JOB_ID: "559062" },
  });
  const [, block = ""] = /```text\n(Job running![\s\S]*?)```/.exec(readme)!;
  const from = lines.findIndex((line) => line.startsWith("Job running!"));
  assertEquals(block.trimEnd().split("\n"), lines.slice(from));
});

Deno.test("README names what --json prints", async () => {
  using fixture = setUp({ ending: "error" });
  const { stdout } = await fixture.command({ args: ["--json"] });
  const { failed_nodes: [node], ...document } = JSON.parse(stdout.join("\n"));
  const [, text = ""] = readme.split("`--json` prints one document.");
  const keys = [...Object.keys(document), ...Object.keys(node)];
  assertEquals(keys.filter((key) => !text.includes(`\`${key}\``)), []);
});

Deno.test("README names the library's functions with their arguments", async () => {
  const source = await Deno.readTextFile(new URL("mod.ts", root));
  const functions = source.matchAll(
    /^export async function\*? (\w+)\(([\s\S]*?)\): /gm,
  );
  for (const [, name, parameters] of functions) {
    const names = [...parameters!.matchAll(/(\w+):/g)].map(([, name]) => name);
    assertStringIncludes(readme, `\`${name}(${names.join(", ")})\``);
  }
});

Deno.test("README names the library's options with their defaults", async () => {
  const source = await Deno.readTextFile(new URL("api/options.ts", root));
  const [, script = ""] = readme.split("\n## From a script\n");
  const rows = script.split("\n## ")[0]!.split("\n");
  const options = source.matchAll(
    /(?:\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+)?^ {2}(\w+)\??: /gm,
  );
  for (const [, comment = "", name] of options) {
    const isField = /Override$/.test(name!) || name === "gitSha";
    if (isField) continue;
    const row = rows.find((row) => row.includes(`\`${name}\``));
    assert(row, `README does not name ${name}`);
    const [, value] = /@default \{(.*)\}/.exec(comment) ?? [];
    if (value) assertStringIncludes(row, `\`${value}\``);
  }
});

Deno.test("README's binary has the permissions of a release's", async () => {
  const compile = new URL("bench/compile.ts", root);
  const permissions = (await Deno.readTextFile(compile)).match(/--allow-\w+/g);
  const line = /deno compile .*/.exec(readme)![0];
  assertEquals(line.match(/--allow-\w+/g), permissions);
  assertStringIncludes(line, `jsr:@org/dbt-run@${config.version}`);
});
