import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatHelp } from "./help.ts";
import { SETTING_LIST } from "./settings.ts";

const help = formatHelp();
const text = help.join("\n");

Deno.test("--help fits 80 columns", () => {
  for (const line of help) assert([...line].length <= 80, line);
});

Deno.test("--help names every flag and every variable", () => {
  for (
    const [, { flag, variables = [], type, default: value }] of SETTING_LIST
  ) {
    const prefix = type !== "switch" || value === false
      ? ""
      : value
      ? "no-"
      : "[no-]";
    if (flag) assertStringIncludes(text, `  --${prefix}${flag}`);
    for (const variable of variables) assertStringIncludes(text, variable);
  }
});

Deno.test("--help has a usage line, groups, three examples and an address", () => {
  assertStringIncludes(text, "Usage: dbt-run [COMMAND] [OPTIONS]");
  for (const group of ["dbt Cloud:", "The run:", "Waiting:", "Output:"]) {
    assert(help.includes(group), group);
  }
  const examples = help.slice(help.indexOf("Examples:") + 1);
  assertEquals(examples.findIndex((line) => line === ""), 3);
  assertStringIncludes(text, "https://jsr.io/@org/dbt-run");
  assertStringIncludes(text, "--no-wait");
  assertStringIncludes(text, "--pull-request[=auto|required]");
});
