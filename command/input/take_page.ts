/** Takes the settings that the address of a page names. */
import { hideCredentials } from "../../api/text.ts";
import type { Page } from "./address.ts";
import {
  addResult,
  type Draft,
  isExplicit,
  type Source,
  type StageResult,
} from "./draft.ts";
import type { InputFault } from "./parsed_input.ts";

const PAGE_SETTINGS = ["url", "accountId", "projectId", "jobId"] as const;

/**
 * Takes each part of an address whose setting has no value. It must not disagree
 * with a value that was set in the same way: flags take precedence over variables,
 * and nothing takes precedence over an argument.
 */
export function takePage(
  draft: Draft,
  page: Partial<Page>,
  source: Source,
): StageResult {
  const faults: InputFault[] = [];
  let taken = draft;
  for (const name of PAGE_SETTINGS) {
    const value = page[name];
    if (value === undefined) continue;
    const other = draft.sources[name];
    const isRival = other &&
      (source.kind === "argument" || isExplicit(other) === isExplicit(source));
    if (isRival && draft.values[name] !== value) {
      const current = hideCredentials(String(draft.values[name]));
      const text =
        `${source.name} and ${other.name} disagree: ${value} and ${current}`;
      faults.push({ setting: name, text });
    }
    const isBeaten = other && isExplicit(other) && !isExplicit(source);
    if (isBeaten) continue;
    taken = addResult(taken, {
      values: { [name]: value },
      sources: { [name]: other ?? source },
    });
  }
  return { values: taken.values, sources: taken.sources, faults };
}
