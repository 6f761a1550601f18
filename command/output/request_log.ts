/** Prints the lines of `--debug`: each request, without its headers and the key. */
import { clock } from "../../api/clock.ts";
import type { Redact } from "../../api/redact.ts";
import { safeLine } from "../../report/safe_text.ts";
import type { Process } from "../process/process.ts";

/** Makes a `fetch` that prints each request and how it ended. */
export function logRequests(
  { fetch, err }: Pick<Process, "fetch" | "err">,
  redact: Redact,
): typeof fetch {
  return async (input, init) => {
    const startedAt = clock.now();
    function print(ending: string): void {
      const took = Math.round(clock.now() - startedAt);
      const line = `debug: ${init?.method} ${input} → ${ending} in ${took} ms`;
      err.line(redact(safeLine(redact(line))));
    }
    try {
      const response = await fetch(input, init);
      print(`${response.status}`);
      return response;
    } catch (error) {
      print(error instanceof Error ? error.message : "an unknown fault");
      throw error;
    }
  };
}
