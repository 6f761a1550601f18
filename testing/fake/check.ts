/** Checks what the stand-in is sent, as strictly as the API's description. */
import { Answer } from "./answer.ts";

/** Each field of the trigger body with its JSON type. */
export const TRIGGER_BODY: Record<string, string> = {
  cause: "string",
  git_branch: "string",
  git_sha: "string",
  azure_pull_request_id: "integer",
  github_pull_request_id: "integer",
  gitlab_merge_request_id: "integer",
  non_native_pull_request_id: "integer",
  schema_override: "string",
  dbt_version_override: "string",
  threads_override: "integer",
  target_name_override: "string",
  generate_docs_override: "boolean",
  timeout_seconds_override: "integer",
  steps_override: "array",
};
const MAX_CAUSE = 255;

function isType(value: unknown, type: string | undefined): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") {
    return Array.isArray(value) &&
      value.every((item) => isType(item, "string"));
  }
  return typeof value === type && value !== "";
}

/** Reads the body of a trigger, as JSON or as a form. */
export function readTrigger(
  text: string,
  headers: Headers,
): Record<string, unknown> {
  const isForm = headers.get("content-type")?.includes("form-urlencoded");
  if (isForm) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text);
  } catch {
    throw new Answer(400, "JSON parse error");
  }
}

/** Refuses a trigger body that the API would refuse. */
export function checkTrigger(body: Record<string, unknown>): void {
  refuseUnexpected(Object.keys(body).filter((field) => !TRIGGER_BODY[field]));
  const faults: Record<string, string> = {};
  if (body.cause === undefined || body.cause === null) {
    faults.cause = "This field is required.";
  }
  for (const [field, value] of Object.entries(body)) {
    const type = TRIGGER_BODY[field];
    if (value === null || isType(value, type)) continue;
    faults[field] = value === ""
      ? "This field may not be blank."
      : `${JSON.stringify(value)} is not of type '${type}'`;
  }
  if (typeof body.cause === "string" && body.cause.length > MAX_CAUSE) {
    faults.cause =
      `Ensure this field has no more than ${MAX_CAUSE} characters.`;
  }
  if (Object.keys(faults).length > 0) throw new Answer(400, faults);
}

/** Refuses fields or parameters that the API does not know. */
export function refuseUnexpected(names: string[]): void {
  if (names.length === 0) return;
  const list = names.map((name) => `'${name}'`).join(", ");
  const were = names.length > 1 ? "were" : "was";
  throw new Answer(
    400,
    `Additional properties are not allowed (${list} ${were} unexpected)`,
  );
}

/** A parameter that is a whole number. */
export function readNumber(
  query: URLSearchParams,
  name: string,
): number | undefined {
  const text = query.get(name);
  if (text === null) return;
  const value = Number(text);
  if (Number.isInteger(value)) return value;
  const fault = `'${text}' is not valid under any of the given schemas`;
  throw new Answer(400, { [name]: fault });
}
