/** Formats values and addresses as several CI systems take them. */
import type { CiOutput } from "./ci_system.ts";

/** Returns the address of a path below a page of the repository, if that is known. */
export function joinUrl(page = "", path: string): string | undefined {
  if (!/^https?:/.test(page)) return;
  const names = path.toWellFormed().split("/").map(encodeURIComponent);
  return `${page.replace(/\/$/, "")}/${names.join("/")}`;
}

/** Adds a text to the file that a variable names, if it is set. */
export function appendTo(path: string | undefined, text: string): CiOutput {
  return path ? { files: [{ path, text, append: true }] } : {};
}

/** Formats the values that are set as `name=value`, each escaped. */
export function formatPairs(
  values: { [name: string]: string | number | undefined },
  escape: (text: string) => string,
): string[] {
  return Object.entries(values).filter(([, value]) => value)
    .map(([name, value]) => `${name}=${escape(`${value}`)}`);
}

/** Formats values as `name=value`, one a line. Some systems would keep quotes. */
export function formatAssignments(values: Record<string, string>): string {
  const lines = formatPairs(values, (text) => text.replace(/\s+/g, " "));
  return lines.map((line) => `${line}\n`).join("");
}
