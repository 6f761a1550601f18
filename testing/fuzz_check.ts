/** The rules that every case of the fuzzer is checked against. */
import { assert } from "@std/assert";
import { SECRET } from "./fuzz_case.ts";

/** The result of a case. */
export interface FuzzResult {
  code: number;
  stdout: string;
  stderr: string;
  /** Files, and what was drawn on a terminal. */
  others: string[];
  /** How long after the signal it ended, in milliseconds, if it went on then. */
  tookToLeave: number | undefined;
  /** How long it heard no signal, at most, in real milliseconds. */
  longestTurn: number;
}

/** The exit codes of --help, but for 70, which is a fault of ours. */
const CODES = [0, 1, 2, 3, 4, 5, 130, 143];
const LEAVING_LIMIT = 5_000;
/** Far above what is slow on a busy machine, and far below what hangs. */
const TURN_LIMIT = 2_000;
const MAX_OUTPUT = 64 * 2 ** 20;

/** The commands that dbt-run gives each CI system. */
const ALLOWED: { [system: string]: string[] } = {
  "GitHub Actions": ["group", "endgroup", "error", "warning"],
  "Forgejo or Gitea Actions": ["group", "endgroup", "error", "warning"],
  "GitLab CI": ["section_start", "section_end"],
  "Azure Pipelines": [
    "group",
    "endgroup",
    "task.setvariable",
    "task.logissue",
    "task.uploadsummary",
  ],
  Buildkite: ["---", "+++"],
};
/** How a command of each system begins, and what it is called. */
const COMMANDS = [
  /^[ \t]*::([\w-]+)/gm,
  /##(?:vso)?\[([\w.-]+)/gi,
  // deno-lint-ignore no-control-regex
  /\x1b\[0K(section_\w+):/g,
];
/** Only Buildkite reads these: elsewhere, the lines of a diff may begin so. */
const HEADINGS = /^[ \t]*(---|\+\+\+|~~~|\^\^\^)/gm;
/** Variables that Azure is given. */
const OUTPUTS =
  /^##vso\[task\.setvariable variable=(run_id|run_url|run_status|git_sha|reused|DBT_RUN_\w+)[;\]]/;

/** The parts of a case that its result depends on. */
export interface FuzzContext {
  /** The name of the CI system. */
  system: string;
  /** Whether the key is the one that must not be printed. */
  hasKey: boolean;
  /** Whether stack traces are wanted. */
  isDebug: boolean;
}

/** Checks the result of a case. */
export function checkFuzz(
  result: FuzzResult,
  { system, hasKey, isDebug }: FuzzContext,
): void {
  const { code, stdout, stderr, others, tookToLeave, longestTurn } = result;
  const printed = `${stdout}\n${stderr}`;
  const all = [printed, ...others].join("\n");
  assert(CODES.includes(code), `the exit code is ${code}\n${printed}`);
  const isPrinted = hasKey && all.includes(SECRET);
  assert(!isPrinted, `the key was printed\n${around(all, SECRET)}`);
  const obeyed = commandsIn(printed, system);
  assert(obeyed.length === 0, `it would be obeyed: ${obeyed.join("\n")}`);
  // deno-lint-ignore no-control-regex
  const controls = /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u2028\u2029\u202e]/;
  const plain = printed.replaceAll("\r\x1b[0K", "")
    // A document is for programs, and keeps the letters that it was given.
    .replace(/^\{.*$/gm, (line) => line.replace(/[\u2028-\u202f]/g, ""));
  const control = controls.exec(plain);
  assert(!control, `a control character: ${JSON.stringify(control)}`);
  const trace = /^\s+at .*:\d+:\d+\)?$/m.exec(printed);
  assert(!trace || isDebug, `a stack trace was printed\n${printed}`);
  assert((tookToLeave ?? 0) <= LEAVING_LIMIT, `it left after ${tookToLeave}`);
  assert(longestTurn <= TURN_LIMIT, `it heard nothing for ${longestTurn} ms`);
  assert(all.length <= MAX_OUTPUT, `it wrote ${all.length} characters`);
}

/** Lists the commands in the output that dbt-run does not give this system. */
function commandsIn(printed: string, system: string): string[] {
  const allowed = ALLOWED[system] ?? [];
  const kinds = system === "Buildkite" ? [...COMMANDS, HEADINGS] : COMMANDS;
  // .NET's ReadLine, which GitHub and Azure use, ends a line at \r, too.
  const text = printed.replaceAll("\r\x1b[0K", "").replaceAll("\r", "\n");
  const obeyed = kinds.flatMap((kind) => [...text.matchAll(kind)])
    .filter(([, name = ""]) => !allowed.includes(name))
    .map(({ index }) => lineAt(text, index));
  const set = text.split("\n").filter((line) =>
    /##vso\[task\.setvariable/i.test(line) && !OUTPUTS.test(line)
  );
  return [...obeyed, ...set];
}

function lineAt(text: string, index: number): string {
  const from = text.lastIndexOf("\n", index - 1) + 1;
  return JSON.stringify(text.slice(from, index + 200).split("\n")[0]);
}

function around(text: string, found: string): string {
  const at = text.indexOf(found);
  return JSON.stringify(text.slice(Math.max(0, at - 200), at + 100));
}
