import { assertEquals } from "@std/assert";
import { CiCommand } from "./ci_command.ts";
import { renderLine } from "./command_gate.ts";

Deno.test("CiCommand.redact() returns a command, whose text is printed as it is", () => {
  const command = new CiCommand("::error::a key");
  const redacted = command.redact((text) => text.replace("key", "***"));
  assertEquals(renderLine(redacted), "::error::a ***");
});
