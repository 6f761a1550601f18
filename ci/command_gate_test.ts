import { assert, assertEquals } from "@std/assert";
import { CiCommand } from "./ci_command.ts";
import {
  escapeCommands,
  escapeJsonCommands,
  renderLine,
} from "./command_gate.ts";

Deno.test("escapeCommands() breaks what any CI system would obey, whichever one it is", () => {
  const cases: [string, string][] = [
    ["  ::error::a", "  \\::error::a"],
    ["a ::error::b", "a ::error::b"],
    ["##[error]##vso[a]##VSO[b] # #[", "##\\[error]##\\vso[a]##\\VSO[b] # #["],
  ];
  for (const [text, expected] of cases) {
    assertEquals(escapeCommands(text), expected);
  }
});

Deno.test("renderLine() prints commands as they are, and makes each line of a text harmless", () => {
  const text = "::error::a";
  assertEquals(renderLine(new CiCommand(text)), text);
  assertEquals(
    renderLine(`${text}\n${text}\r ${text}\r\n\x85${text}`),
    "\\::error::a\n\\::error::a\r \\::error::a\r\n\x85\\::error::a",
  );
  assertEquals(
    renderLine("a\r\x1b[0Ksection_end:1:a\r\x1b[0K"),
    "a\rsection_end:1:a\r",
  );
});

Deno.test("escapeJsonCommands() makes JSON harmless that says the same, and changes no other", () => {
  const values = [
    "##[error]",
    "##vso[a]##VSO[b]",
    "::error",
    "\n\t::a",
    "\u2028\x7f",
  ];
  const json = escapeJsonCommands(JSON.stringify(values));
  assertEquals(JSON.parse(json), values);
  assert(!/##\[|##vso\[|"::|\\t::|[\u2028\x7f]/i.test(json), json);
  assertEquals(renderLine(json), json);
  const plain = JSON.stringify(["a::int", "# a", "## [a]", "--- a"]);
  assertEquals(escapeJsonCommands(plain), plain);
});
