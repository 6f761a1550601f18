import { assert, assertEquals } from "@std/assert";
import { modulesIn, SHIPPED } from "../testing/source.ts";
import { CI_SYSTEMS } from "./registry.ts";

/** The files of the folder that belong to no CI system. */
const SHARED = [
  "ci_system.ts",
  "ci_command.ts",
  "command_gate.ts",
  "format_output.ts",
  "pull_request_parts.ts",
  "registry.ts",
];

Deno.test("each CI system's file begins with the address of its documentation", async () => {
  const folder = new URL(".", import.meta.url);
  for await (const { name } of Deno.readDir(folder)) {
    if (!/^[a-z_]+\.ts$/.test(name)) continue;
    if (SHARED.includes(name)) continue;
    if (name.endsWith("_test.ts")) continue;
    const text = await Deno.readTextFile(new URL(name, folder));
    assert(/^\/\/ https:\/\/\S+\n/.test(text), name);
  }
});

Deno.test("only the files of CI systems make commands", async () => {
  const found: string[] = [];
  for (const file of modulesIn(...SHIPPED, "action")) {
    const text = await Deno.readTextFile(
      new URL(`../${file}`, import.meta.url),
    );
    if (text.includes("new CiCommand(")) found.push(file);
  }
  assertEquals(found.filter((file) => !file.startsWith("ci/")), []);
});

Deno.test("every CI system has a name of its own", () => {
  const names = CI_SYSTEMS.map(({ name }) => name);
  assertEquals(new Set(names).size, names.length);
});

Deno.test("a CI system's origin depends on the variables that it names", () => {
  for (const { name, pullRequest, originVariables } of CI_SYSTEMS) {
    // Whatever these hold, a branch is not taken for one of ours for certain.
    const fork = (variable: string) =>
      originVariables.includes(variable) ? variable : undefined;
    const { origin } = pullRequest(fork);
    const isCertain = originVariables.length === 0;
    assertEquals(origin !== "own" || isCertain, true, name);
  }
});
