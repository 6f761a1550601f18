/** The lines of the Python script, word for word. */
import type { Json } from "../../api/json.ts";

/** The values that the script shows before it triggers the job. */
export interface Configuration {
  /** The access URL without a slash at its end. */
  url: string;
  accountId: number;
  projectId?: number | undefined;
  /** The job's id; in a dry run, its name is all that is known. */
  jobId: number | string;
  /** Cause, branch and schema as they were set, before they are changed. */
  cause?: string | undefined;
  gitBranch?: string | undefined;
  schemaOverride?: string | undefined;
  /** The body of the POST. */
  body: Json;
}

/** Returns the lines that the script prints before it triggers the job. */
export function formatConfiguration(configuration: Configuration): string[] {
  const { url, accountId, jobId, body } = configuration;
  const isName = typeof jobId === "string";
  return [
    "",
    "Configuration:",
    `api_base: ${url}`,
    `job_cause: ${configuration.cause ?? "API-triggered job"}`,
    `git_branch: ${configuration.gitBranch ?? "None"}`,
    `schema_override: ${configuration.schemaOverride ?? "None"}`,
    `account_id: ${accountId}`,
    `project_id: ${configuration.projectId ?? "None"}`,
    `job_id: ${jobId}`,
    "",
    "Beginning request for job run...",
    "Triggering job:",
    `\turl: ${url}/api/v2/accounts/${accountId}/jobs/${
      isName ? "JOB_ID" : jobId
    }/run/`,
    `\tpayload: ${pythonRepr(body)}`,
  ];
}

/** Formats a JSON value as Python's `repr` does. */
export function pythonRepr(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (value && typeof value === "object") {
    const items = Object.entries(value)
      .map((entry) => entry.map(pythonRepr).join(": "));
    return `{${items.join(", ")}}`;
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return quote(value);
  return String(value ?? "None");
}

/** Quotes a text; in double quotes only if that saves a backslash. */
function quote(value: string): string {
  const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
  const text = value.replace(mark === "'" ? /[\\']/g : /\\/g, "\\$&")
    .replace(/[\n\r\t]/g, (found) => `\\${"nrt"["\n\r\t".indexOf(found)]}`)
    .replace(/(?! )[\p{C}\p{Z}]/gu, escapeCharacter);
  return mark + text + mark;
}

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  if (code.length < 3) return `\\x${code.padStart(2, "0")}`;
  if (code.length < 5) return `\\u${code.padStart(4, "0")}`;
  return `\\U${code.padStart(8, "0")}`;
}
