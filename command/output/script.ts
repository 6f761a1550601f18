/** The lines that the Python script prints, word for word. */
import type { Run } from "../../api/run.ts";

/** What it prints before it triggers; `None` stands for no value. */
export function announcement(
  configuration: { [name: string]: string },
  url: string,
  body: object,
): string[] {
  return [
    "",
    "Configuration:",
    ...Object.entries(configuration).map(([name, value]) =>
      `${name}: ${value}`
    ),
    "",
    "Beginning request for job run...",
    "Triggering job:",
    `\turl: ${url}`,
    `\tpayload: ${pythonRepr(body)}`,
  ];
}

/** A status as it is printed. */
export function statusLine({ status }: Run): string {
  return `Run status -> ${status[0]!.toUpperCase()}${status.slice(1)}`;
}

/** A JSON value as Python's `repr` shows it. */
export function pythonRepr(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
  if (typeof value === "object") {
    const items = Object.entries(value).map(([key, item]) =>
      `${pythonRepr(key)}: ${pythonRepr(item)}`
    );
    return `{${items.join(", ")}}`;
  }
  if (typeof value !== "string") return String(value);
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  const escapes: Record<string, string> = {
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\\": "\\\\",
    [quote]: `\\${quote}`,
  };
  const text = value.replace(/[^ -~]|[\\'"]/gu, (found) => {
    const code = found.codePointAt(0)!;
    if (code > 0x7f && !/[\p{C}\p{Z}]/u.test(found)) return found;
    const hex = (digits: number) => code.toString(16).padStart(digits, "0");
    return escapes[found] ??
      (found === "'" || found === '"'
        ? found
        : code < 0x100
        ? `\\x${hex(2)}`
        : code < 0x10000
        ? `\\u${hex(4)}`
        : `\\U${hex(8)}`);
  });
  return `${quote}${text}${quote}`;
}
