import { assertEquals } from "@std/assert";
import { readFaults } from "../../testing/input_case.ts";

Deno.test("readInput() says what is meant by a word that stands alone", () => {
  const cases: [args: string[], fault: string][] = [
    [
      ["wait", "--latest", "success"],
      "Unexpected argument success: did you mean --latest=success?",
    ],
    [
      ["status", "--latest", "any"],
      "Unexpected argument any: did you mean --latest=any?",
    ],
    [
      ["run", "--reuse=in-progress", "in-progress"],
      "Unexpected argument in-progress: did you mean --reuse=in-progress?",
    ],
    [
      ["--quiet\r"],
      "--quiet ends in a carriage return: the file it stands in has the line ends of Windows, save it with those of Unix",
    ],
    [
      ["run\r"],
      "run ends in a carriage return: the file it stands in has the line ends of Windows, save it with those of Unix",
    ],
    [
      ["--vars", "{day: 1}"],
      'Unknown option --vars: flags of dbt itself follow --extra-args=, as in --extra-args="--vars …"',
    ],
    [["statu", "7"], "Unknown command statu: did you mean status?"],
  ];
  for (const [args, fault] of cases) assertEquals(readFaults(args), [fault]);
});
