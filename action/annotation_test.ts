import { assertEquals } from "@std/assert";
import { renderLine } from "../ci/command_gate.ts";
import { printAnnotation } from "./annotation.ts";

Deno.test("printAnnotation() prints one command, whatever the message holds", () => {
  const printed: string[] = [];
  const stream = {
    line: (line: Parameters<typeof renderLine>[0]) =>
      void printed.push(renderLine(line)),
    isTerminal: false,
    draw: () => {},
  };
  printAnnotation(stream, "warning", "100 %\n::error::a\r##[set-env name=a]b");
  assertEquals(printed, [
    "::warning title=dbt-run::100 %25%0A::error::a%0D##\\[set-env name=a]b",
  ]);
});
