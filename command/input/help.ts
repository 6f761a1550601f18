/** What `--help` prints. */
import { type Setting, SETTING_LIST } from "./settings.ts";
import { listExitCodes } from "../exit_codes.ts";

/** The version, which a test holds to deno.json: JSON would cost a request more. */
export const VERSION = "0.4.0";

/** Where the help of a flag begins. */
const INDENT = 28;
/** As many words of the help as fit beside it, in 80 columns. */
const LINE = /\S.{0,51}(?=\s|$)/g;
const VALUES: { [type: string]: string } = {
  seconds: "S",
  boolean: "BOOL",
  strings: "TEXT",
  string: "TEXT",
};

/** The help, in lines of at most 80 columns. */
export function usage(): string[] {
  return [
    "Trigger a dbt Cloud job, wait for its run, and fail when the run fails.",
    "",
    "Usage: dbt-run [COMMAND] [OPTIONS]",
    "",
    "Commands:",
    ...row("  run", "trigger the job and wait (default)"),
    ...row(
      "  wait RUN_ID",
      "wait for a run that exists; or, in its place, --latest, --git-sha SHA or --pull-request",
    ),
    ...row("  cancel RUN_ID", "cancel a run"),
    "",
    "Examples:",
    "  DBT_API_KEY=… dbt-run --account-id 22219 --job-id 559062",
    "  dbt-run --git-branch main --retries 2 --timeout 7200",
    "  dbt-run --pull-request --junit test-results/TEST-dbt.xml",
    ...SETTING_LIST.flatMap(([, setting], i) => [
      ...(setting.group === SETTING_LIST[i - 1]?.[1].group
        ? []
        : ["", `${setting.group}:`]),
      ...describe(setting),
    ]),
    "",
    "A flag beats its variable. What is empty counts as not set.",
    "",
    "Exit codes:",
    ...listExitCodes().flatMap(({ code, meaning }) =>
      row(`  ${code}`, meaning)
    ),
    "",
    "Documentation: https://jsr.io/@org/dbt-run",
  ];
}

function describe(setting: Setting): string[] {
  const { variables = [], help } = setting;
  const fallback = defaultOf(setting);
  const words = [
    help,
    fallback && `(default: ${fallback})`,
    variables.length > 0 && `[${variables.join(", ")}]`,
  ];
  return row(`  ${flagOf(setting)}`, words.filter(Boolean).join(" "));
}

/** A flag as it is written: `--timeout S`, `--no-wait`, `--pull-request[=…]`. */
export function flagOf(setting: Setting): string {
  const { flag, type, value, choices = [], implied } = setting;
  if (!flag) return "(no flag)";
  if (implied) {
    return `--${flag}[=${choices.filter((c) => c !== "none").join("|")}]`;
  }
  if (type === "switch") {
    if (setting.default === undefined) return `--[no-]${flag}`;
    return setting.default ? `--no-${flag}` : `--${flag}`;
  }
  return `--${flag} ${value ?? VALUES[type] ?? "N"}`;
}

function defaultOf({ type, default: value = "none" }: Setting): string {
  if (type === "switch" || value === "none") return "";
  return String(type === "seconds" ? Number(value) / 1_000 : value);
}

/** A name and its help beside it, or below it, in lines that fit. */
function row(name: string, help: string): string[] {
  const lines = help.match(LINE) ?? [];
  const isBeside = name.length + 1 < INDENT;
  const [first = "", ...rest] = isBeside ? lines : ["", ...lines];
  return [
    (name.padEnd(INDENT) + first).trimEnd(),
    ...rest.map((line) => " ".repeat(INDENT) + line),
  ];
}
