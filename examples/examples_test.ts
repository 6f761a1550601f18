/** Runs each command of the pipelines as it stands there, permissions and all. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { runCommand } from "../testing/pipeline.ts";

const here = new URL(".", import.meta.url);
const project = new URL("..", import.meta.url);
const names = [...Deno.readDirSync(here)].map(({ name }) => name)
  .filter((name) => name.endsWith(".yml")).toSorted();

for (const name of names) {
  const [system = ""] = name.split("-");
  const text = await Deno.readTextFile(new URL(name, here));
  const commands = text.replace(/\\\n\s*/g, "")
    .match(/exec deno run .*jsr:.*/g) ?? [];

  Deno.test(`${name} names the host once, pins what it uses, and ends each script with exec`, () => {
    const hosts = text.match(/cloud\.getdbt\.com/g)?.length ?? 0;
    assertEquals(hosts, name.endsWith("-lint.yml") ? 0 : 1);
    for (const [, action] of text.matchAll(/uses: (.*)/g)) {
      assertMatch(action!, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
    assert(/timeout|max-time/i.test(text), "no time limit");
    const lines = text.split("\n");
    lines.forEach((line, i) => {
      if (!line.includes("jsr:@org/dbt-run")) return;
      const indent = (text = "") => text.search(/\S/);
      const next = lines[i + 1]?.trim();
      const isLast = !next || next === "fi" ||
        indent(lines[i + 1]) < indent(line) - 2;
      assert(isLast, `${line}\n${next}`);
    });
  });

  for (const command of commands) {
    const what = /jsr:\S+ ?(wait|cancel)?/.exec(command)?.[1] ?? "run";
    Deno.test(`${name} runs \`${what}\` with the permissions that it gives`, {
      ignore: Deno.build.os === "windows",
    }, async () => {
      const { code, said, cloud } = await runCommand(system, command);
      assertEquals(code, what === "cancel" ? 0 : 1, said);
      assert(!/Requires|Cannot|NotCapable|^warning:/m.test(said), said);
      assertEquals(cloud.runs.length, what === "run" ? 2 : 1);
      if (!command.includes("--pull-request")) return;
      const values = Object.values(cloud.runs.at(-1)!.trigger);
      assert(values.includes(7), said);
    });
  }
}

Deno.test("the GitLab component runs, and has the inputs that it documents", {
  ignore: Deno.build.os === "windows",
}, async () => {
  const file = new URL("templates/run.yml", project);
  const text = await Deno.readTextFile(file);
  const [spec = "", job = ""] = text.split("\n---\n");
  const inputs = [...spec.matchAll(/^ {4}([\w-]+):$/gm)].map(([, name]) =>
    name
  );
  assertEquals(
    inputs.toSorted().join(" "),
    "account-id args image job-id job-url project-id pull-request stage url",
  );
  for (const name of inputs) {
    assert(job.includes(`$[[ inputs.${name} ]]`), name);
  }
  const scripts = [...job.matchAll(/- \|\n((?: {6,}.*\n)+)/g)]
    .map(([, script]) => script!.replace(/\$\[\[.*?\]\]/g, ""));
  assertEquals(scripts.length, 2);
  for (const [i, script] of scripts.entries()) {
    const { code, said, cloud } = await runCommand("gitlab", script);
    assertEquals([code, cloud.runs.length], [i === 0 ? 1 : 0, 2 - i], said);
    assert(!/Requires|NotCapable|^warning:/m.test(said), said);
  }
});
