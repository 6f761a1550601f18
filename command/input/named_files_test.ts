import { assertEquals } from "@std/assert";
import { ENVIRONMENT, memoryFiles } from "../../testing/harness.ts";
import { readInput } from "./input.ts";
import { checkNamedFiles } from "./named_files.ts";

/** The texts of all faults of a command line where nothing can be written. */
async function check(args: string[], isAction = false, isReadOnly = true) {
  const env = (name: string) => ENVIRONMENT[name];
  const input = readInput({ args, env, envNames: () => [] });
  const fileSystem = memoryFiles(new Map(), isReadOnly);
  const faults = await checkNamedFiles({ fileSystem }, input, { isAction });
  return faults.map(({ text }) => text);
}

Deno.test("checkNamedFiles() names the setting and the path of each file", async () => {
  assertEquals(await check(["--junit=a.xml", "--artifacts=out"]), [
    "Cannot write a.xml (--junit): It is read-only",
    "Cannot write out (--artifacts): It is read-only",
  ]);
  assertEquals(await check(["--junit=a.xml"], false, false), []);
});

Deno.test("checkNamedFiles() does not try the folder that the action names by default", async () => {
  assertEquals(await check(["--summary=a.md", "--artifacts=target"], true), [
    "Cannot write a.md (--summary): It is read-only",
  ]);
});
