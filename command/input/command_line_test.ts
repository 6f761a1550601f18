import { assertEquals } from "@std/assert";
import { read, readFaults } from "../../testing/input_case.ts";

Deno.test("readInput() takes no value of a flag for a call for help", () => {
  assertEquals(read(["--cause", "-h"]).values.cause, "-h");
  for (const title of ["--help", "--version"]) {
    assertEquals(readFaults(["--cause", title])[0], "--cause needs a value");
  }
});

Deno.test("readInput() takes --no-help and --no-version for no call for help", () => {
  for (const flag of ["--no-help", "--no-version"]) {
    const { values } = read([flag]);
    assertEquals([values.help, values.version], [false, false]);
  }
});
