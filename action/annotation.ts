/** Prints the annotations of the action itself. */
import type { Finding } from "../ci/ci_system.ts";
import { github } from "../ci/github.ts";
import { escapeCommands } from "../ci/command_gate.ts";
import type { Process } from "../command/process/process.ts";

/** Prints an annotation that is about no file. */
export function printAnnotation(
  stream: Process["out"],
  kind: Finding["kind"],
  message: string,
): void {
  const text = escapeCommands(message);
  const finding = { kind, title: "dbt-run", message: text, id: "" };
  stream.line(github.annotate(finding));
}
