/** Describes words that the command line may not have, and what may be meant. */
import { truncate } from "../../api/text.ts";
import { COMMANDS } from "./setting.ts";
import { SETTING_LIST } from "./settings.ts";
import { findNear } from "./suggestions.ts";

/** The words that a command line may begin with. */
export const COMMAND_WORDS: readonly string[] = [...COMMANDS, "help"];
/** The length of a word in a message: it may be as long as a command line. */
const MAX_WORD_LENGTH = 80;
/** Flags of dbt itself, which people expect here. */
const DBT_FLAGS = [
  "vars",
  "select",
  "exclude",
  "selector",
  "full-refresh",
  "models",
  "defer",
  "state",
  "profiles-dir",
];

/** Describes a first word that is no command. */
export function describeUnknownCommand(word: string): string {
  const problem = `Unknown command ${truncate(word, MAX_WORD_LENGTH)}`;
  if (/^\d+$/.test(word)) return `${problem}: did you mean --job-id=${word}?`;
  return describeChoice(problem, word) ?? describeLineEnd(word) ??
    describeUnknown(problem, findNear(word, COMMAND_WORDS));
}

/** Describes an argument that the command does not take. */
export function describeUnexpected(word: string): string {
  const problem = `Unexpected argument ${truncate(word, MAX_WORD_LENGTH)}`;
  return describeChoice(problem, word) ?? problem;
}

/** Describes a word that is the value of a flag and has to follow its =. */
export function describeChoice(
  problem: string,
  word: string,
): string | undefined {
  const found = SETTING_LIST.find(([, { implied, type, choices }]) =>
    (implied || type === "switch") && choices?.includes(word)
  );
  return found && `${problem}: did you mean --${found[1].flag}=${word}?`;
}

/** Describes a word of a script that was written on Windows. */
function describeLineEnd(word: string): string | undefined {
  return word.endsWith("\r")
    ? `${word.trimEnd()} ends in a carriage return: the file it stands in has the line ends of Windows, save it with those of Unix`
    : undefined;
}

/** Describes a flag that is none of `flags`; `flag` is its name without dashes. */
export function describeUnknownFlag(
  word: string,
  flag: string,
  flags: readonly string[],
): string {
  const problem = `Unknown option ${
    truncate(word.split("=")[0]!, MAX_WORD_LENGTH)
  }`;
  if (flag === "api-key") return `${problem}: set DBT_API_KEY, it has no flag`;
  if (DBT_FLAGS.includes(flag)) {
    return `${problem}: flags of dbt itself follow --extra-args=, as in --extra-args="--${flag} …"`;
  }
  const lineEnd = describeLineEnd(word);
  if (lineEnd) return lineEnd;
  // A flag that has no `--no-` may have been meant, too, but comes second.
  const bare = flag.replace(/^no-/, "");
  const near = [...findNear(flag, flags), ...findNear(bare, flags)];
  const partly = flags.filter((name) => name.split("-").includes(bare));
  return describeUnknown(
    problem,
    [...near, ...partly].map((name) => `--${name}`),
  );
}

function describeUnknown(problem: string, meant: string[]): string {
  return meant[0]
    ? `${problem}: did you mean ${meant[0]}?`
    : `${problem}: see --help`;
}
