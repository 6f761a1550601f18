/** Formats the help of the command. */
import type { Setting } from "./setting.ts";
import { SETTING_LIST } from "./settings.ts";
import { listExitCodes } from "../exit_codes.ts";

/** The version, which a test holds to deno.json: JSON would cost a request more. */
export const VERSION = "0.4.0";

/** The column at which the help of a flag begins. */
const INDENT = 28;
/** As many words of the help as fit beside it, in 80 columns. */
const HELP_LINE = /\S.{0,51}(?=\s|$)/g;
const PLACEHOLDERS: { [type: string]: string } = {
  seconds: "S",
  boolean: "BOOL",
  strings: "TEXT",
  string: "TEXT",
};

/** Formats the help, in lines of at most 80 columns. */
export function formatHelp(): string[] {
  return [
    "Trigger a dbt Cloud job, wait for its run, and fail when the run fails.",
    "",
    "Usage: dbt-run [COMMAND] [OPTIONS]",
    "",
    "Commands:",
    ...formatRow("  run", "trigger the job and wait (default)"),
    ...formatRow("  wait RUN_ID", "wait for a run that exists"),
    ...formatRow(
      "  status RUN_ID",
      "look once: how the run stands, and why it failed",
    ),
    ...formatRow(
      "  retry RUN_ID",
      "retry a failed run from its point of failure, and wait",
    ),
    ...formatRow("  cancel RUN_ID", "cancel a run"),
    "",
    "RUN_ID may be the address of the run's page. In its place, wait, status and",
    "retry take --latest, --git-sha SHA or --pull-request, and the job.",
    "",
    "Examples:",
    "  DBT_API_KEY=… dbt-run --account-id 22219 --job-id 559062",
    "  dbt-run --git-branch main --retries 2 --timeout 7200",
    "  dbt-run --pull-request --junit test-results/TEST-dbt.xml",
    ...SETTING_LIST.flatMap(([, setting], i) => [
      ...(setting.group === SETTING_LIST[i - 1]?.[1].group
        ? []
        : ["", `${setting.group}:`]),
      ...formatSetting(setting),
    ]),
    "",
    "Flags take precedence over variables. An empty variable counts as not set; an",
    "empty flag is an error.",
    "",
    "Exit codes:",
    ...listExitCodes().flatMap(({ code, meaning }) =>
      formatRow(`  ${code}`, meaning)
    ),
    "",
    "Documentation: https://jsr.io/@org/dbt-run",
  ];
}

function formatSetting(setting: Setting): string[] {
  const { variables = [], help } = setting;
  const fallback = formatDefault(setting);
  const words = [
    help,
    fallback && `(default: ${fallback})`,
  ].filter(Boolean).join(" ");
  // A variable turns off what a flag --no-… turns off.
  const isNegated = setting.type === "switch" && setting.default === true;
  const names = variables.map((name) => isNegated ? `${name}=false` : name);
  return formatRow(`  ${formatFlag(setting)}`, words, names.join(", "));
}

/** Formats a flag as it is written: `--timeout S`, `--no-wait`, `--pull-request[=…]`. */
function formatFlag(setting: Setting): string {
  const { flag, type, value, choices = [], implied, variables = [] } = setting;
  if (!flag) return variables[0] ?? "";
  if (implied) {
    return `--${flag}[=${choices.filter((c) => c !== "none").join("|")}]`;
  }
  if (type === "switch") {
    if (setting.default === undefined) return `--[no-]${flag}`;
    if (choices.length > 0) return `--${flag}[=${choices.join("|")}]`;
    return setting.default ? `--no-${flag}` : `--${flag}`;
  }
  const placeholder = value ?? PLACEHOLDERS[type] ?? "N";
  return `--${flag}${placeholder.startsWith("=") ? "" : " "}${placeholder}`;
}

function formatDefault({ type, default: value = "none" }: Setting): string {
  if (type === "switch" || value === "none") return "";
  return String(type === "seconds" ? Number(value) / 1_000 : value);
}

/**
 * Formats a name with its help beside it, or below it, in lines that fit; variables
 * are on lines of their own.
 */
function formatRow(name: string, help: string, variables = ""): string[] {
  const lines = [help, variables].flatMap((text) =>
    text.match(HELP_LINE) ?? []
  );
  const isBeside = name.length + 1 < INDENT;
  const [first = "", ...rest] = isBeside ? lines : ["", ...lines];
  return [
    (name.padEnd(INDENT) + first).trimEnd(),
    ...rest.map((line) => " ".repeat(INDENT) + line),
  ];
}
