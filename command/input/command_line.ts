/** Parses the command line: the command, its arguments, flags, and calls for help. */
import { type Flags, parseFlags } from "./flags.ts";
import { type Command, COMMANDS } from "./setting.ts";
import type { SettingName } from "./settings.ts";
import { describeUnknownCommand } from "./unknown_words.ts";

/** The parts of a command line. */
export interface CommandLine {
  command: Command;
  /** The text in the place of the RUN_ID, if there is one. */
  target: string | undefined;
  /** The arguments that the command does not take. */
  unexpected: string[];
  /** The texts of each flag that was given. */
  flags: Map<SettingName, string[]>;
  /** The page that a call for help asks for. */
  help: "help" | "version" | undefined;
  /** A sentence for each fault. */
  faults: string[];
}

/** Parses the command line. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const flags = parseFlags(args);
  const [word = "run", ...others] = flags.words;
  const known = COMMANDS.find((name) => name === word);
  const command = known ?? "run";
  const hasTarget = command !== "run" && others.length > 0;
  const unexpected = hasTarget ? others.slice(1) : others;
  return {
    command,
    target: hasTarget ? others[0]?.trim() : undefined,
    // The arguments of an unknown command would be a second fault.
    unexpected: known ? unexpected.filter(Boolean) : [],
    flags: flags.texts,
    help: findHelpCall(flags),
    faults: known
      ? flags.faults
      : [...flags.faults, describeUnknownCommand(word)],
  };
}

/** Finds a call for help. A faulty command line may hold "--help" as a value. */
function findHelpCall({ texts, words, faults }: Flags): CommandLine["help"] {
  const isOn = (name: SettingName) => texts.get(name)?.at(-1) === "true";
  if (faults.length > 0) return undefined;
  if (words[0] === "help" || isOn("help")) return "help";
  return isOn("version") ? "version" : undefined;
}
