import { assert, assertEquals } from "@std/assert";
import { parseCommands, parseStepsOverride } from "./steps_override.ts";

const readable: [text: string, commands: string[]][] = [
  ['["dbt seed", "dbt run"]', ["dbt seed", "dbt run"]],
  ["[dbt deps, dbt build]", ["dbt deps", "dbt build"]],
  ["['dbt a', dbt b, 'dbt ''c''']", ["dbt a", "dbt b", "dbt 'c'"]],
  ['[\n  "dbt seed",\n  "dbt run -s a,b"\n]', ["dbt seed", "dbt run -s a,b"]],
  ["- dbt seed\n- dbt run # all", ["dbt seed", "dbt run"]],
  ["  - 'dbt seed'\n\n  # then\n  - \"dbt run\"", ["dbt seed", "dbt run"]],
  ["- dbt run --vars '{a: b}'", ["dbt run --vars '{a: b}'"]],
  ["dbt build", ["dbt build"]],
  ["dbt seed\ndbt run", ["dbt seed", "dbt run"]],
  ["dbt seed\n\n  dbt build\r\n", ["dbt seed", "dbt build"]],
  ['["dbt run"] # c', ["dbt run"]],
  [
    '[ # all\n  "dbt a, b", # one\n  # none\n  dbt c # two\n]\n# end',
    ["dbt a, b", "dbt c"],
  ],
  ["['dbt a',]", ["dbt a"]],
  ['- "dbt \\u0041 \\"b\\" \\\\x2f"', ['dbt A "b" \\x2f']],
  ["- dbt a # it's all", ["dbt a"]],
  ["'dbt build'", ["dbt build"]],
  ["'dbt build' # all", ["dbt build"]],
  ["", []],
  [" # nothing\n", []],
  ["# a\u2028- dbt b\n- dbt c", ["dbt c"]],
  ["[]", []],
  // A # or an operator in quotes is meant.
  [`dbt a --vars '{b: "c #d && e; f | g"}'`, [
    `dbt a --vars '{b: "c #d && e; f | g"}'`,
  ]],
  ['- "dbt run -s a #b"', ["dbt run -s a #b"]],
  ["dbt run -s a#b", ["dbt run -s a#b"]],
  ["[dbt run -s a#b]", ["dbt run -s a#b"]],
];

Deno.test("parseCommands() reads a JSON list, a YAML list, and a command a line", () => {
  for (const [text, commands] of readable) {
    assertEquals(parseCommands(text), commands, text);
  }
});

const refused: [text: string, why: string][] = [
  ["[dbt a,", "the list has no end"],
  ["[dbt a] dbt b", "the list has ended before"],
  ["[dbt a, [dbt b]]", "no command"],
  ["[dbt a -s x,y]", 'a command begins with dbt, unlike: "y"'],
  ["[dbt a --vars {b: c}]", "a comma or ] is missing"],
  ["[dbt a,, dbt b]", "no command"],
  ["[dbt a 'b, dbt c']", "a quote has no end"],
  ["[1]", "begins with dbt"],
  ["- ", "a command is empty"],
  ['- ""', "a command is empty"],
  ["- # c\n  dbt a", "a command is empty"],
  ["- dbt a\n-", "a command is empty"],
  ["- 'dbt a' b", "the quotes end before"],
  ["- 'dbt a", "begins with dbt"],
  ['- "dbt \\q"', "an unknown escape"],
  ['- "dbt \\x2f"', "an unknown escape"],
  ["- dbt a --vars '{b: \"c #d\"}'", "a quote has no end"],
  ["dbt a 'b", "a quote has no end"],
  ["dbt a \\", "a \\ ends a line"],
  ["dbt", "begins with dbt"],
  ["rm -rf a", "begins with dbt"],
  ["- name: dbt a", "begins with dbt"],
  ["- &a dbt b", "begins with dbt"],
  ["- - dbt a", "begins with dbt"],
  ["steps:\n- dbt a", "begins with dbt"],
  ["null", "begins with dbt"],
];
// A block, or a command over several lines.
for (const style of ["|", "|-", ">", ">+"]) {
  refused.push([`- ${style}\n  dbt a\n  -s b`, "blocks of YAML are not read"]);
}
refused.push(
  ["- dbt build\n  --select a", "it is unclear to which command"],
  ["dbt build\n--select a", "begins with dbt"],
  ['["dbt run\n  -s a"]', "it is unclear to which command"],
  ["- dbt a\n  - dbt b", "it is unclear to which command"],
  ["  - dbt a\n- dbt b", "it is unclear to which command"],
  ["- dbt a\n\n  -s b", "it is unclear to which command"],
  ["- dbt a\n---\n- dbt b", "it is unclear to which command"],
  ["dbt a\n---\ndbt b", "begins with dbt"],
  ["- dbt a \\\n  -s b", "a \\ ends a line"],
  ["dbt a \\\n-s b", "a \\ ends a line"],
);
// What a shell or YAML would take for something else.
refused.push(
  ["dbt run --select a #b", "a # begins a comment"],
  ["dbt deps && dbt build", "&& joins two commands"],
  ["dbt deps; dbt build", "; joins two commands"],
  ["dbt deps | tee log", "| joins two commands"],
  ["dbt deps || dbt build", "| joins two commands"],
  ["- dbt deps && dbt build", "&& joins two commands"],
  ["[dbt deps && dbt build]", "&& joins two commands"],
);

Deno.test("parseCommands() refuses what it is not sure of", () => {
  for (const [text, why] of refused) {
    let message = "nothing";
    try {
      parseCommands(text);
    } catch (error) {
      message = (error as Error).message;
    }
    assert(message.includes(why), `${text}: ${message}`);
  }
});

Deno.test("parseStepsOverride() says how to write what it cannot read", () => {
  const messages = [["dbt a", "[]"], ["# none"], ["[dbt seed"]].map((texts) => {
    try {
      return parseStepsOverride(texts).join();
    } catch (error) {
      return (error as Error).message;
    }
  });
  const advice =
    "Write each command on a line of its own, in quotes if it holds a #";
  assertEquals(messages, [
    "dbt a",
    `cannot be read: there is no command in it. ${advice}`,
    `cannot be read: the list has no end: "[dbt seed". ${advice}`,
  ]);
});

Deno.test("parseCommands() reads a million characters in less than a second", () => {
  const million = 1_000_000;
  const texts = [
    `${"\n".repeat(million)}- dbt a${"\n".repeat(million)}- dbt b`,
    `[${"dbt a,".repeat(million / 6)}]`,
    `[dbt a${" ".repeat(million)}]`,
    `[${" #\n".repeat(million / 3)}dbt a]`,
    `- dbt a${" ".repeat(million)}x`,
    `- "dbt ${"\\\\".repeat(million / 2)}"`,
    `- "dbt ${'"'.repeat(million)}`,
    `dbt ${"'".repeat(million)}`,
    `dbt ${"\\".repeat(million)}`,
    `dbt a${" #".repeat(million / 2)}`,
    `${" ".repeat(million)}x`,
  ];
  for (const text of texts) {
    const startedAt = performance.now();
    try {
      parseCommands(text);
    } catch (error) {
      assert(error instanceof SyntaxError);
    }
    const took = performance.now() - startedAt;
    assert(took < 1_000, `${text.slice(0, 20)}: ${took} ms`);
  }
});
