/** Annotations: what the CI system shows where people look first. */
import type { Annotation, CiSystem } from "../ci/ci_system.ts";
import { messageOf, nodesOf, type Report, titleOf } from "../report/report.ts";
import { withAdvice } from "./advice.ts";
import type { Consumer } from "./events.ts";
import type { Printer } from "./printer.ts";

/** CI systems show ten annotations of a kind; the tenth says how many more. */
const MAX_ANNOTATIONS = 9;

/** Makes the consumer that annotates what failed. */
export function createAnnotations(ci: CiSystem, printer: Printer): Consumer {
  const annotate = ({ kind, title, message, file }: Annotation) =>
    printer.command(ci.annotate({
      kind,
      title: printer.safe(title),
      message: message.split("\n").map(printer.safe).join("\n"),
      ...(file && { file: printer.safe(file) }),
    }));
  return {
    on(event) {
      if (event.type !== "stopping") return;
      const message = withAdvice(event.error);
      annotate({ kind: "error", title: "dbt-run", message });
    },
    done({ report }) {
      if (!report || report.run.status === "success") return;
      annotationsOf(report).forEach(annotate);
    },
  };
}

function annotationsOf(report: Report): Annotation[] {
  const { id, status, href } = report.run;
  return (["error", "warning"] as const).flatMap((kind) => {
    const nodes = nodesOf(report, kind === "error" ? "failed" : "warned");
    const annotations = nodes.slice(0, MAX_ANNOTATIONS)
      .map((node): Annotation => ({
        kind,
        title: titleOf(node),
        message: messageOf(node),
        ...(node.file && { file: node.file }),
      }));
    const more = nodes.length - MAX_ANNOTATIONS;
    const isBare = kind === "error" && nodes.length === 0;
    if (more <= 0 && !isBare) return annotations;
    return [...annotations, {
      kind,
      title: `dbt Cloud run ${id}: ${status}`,
      message: `${isBare ? "" : `and ${more} more. `}See ${href}`,
    }];
  });
}
