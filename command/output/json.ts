/** The document of `--json`. */
import type { Redact } from "../../api/redact.ts";
import { nodesOf } from "../../report/report.ts";
import type { Consumer, Outcome } from "../events.ts";
import type { Printer } from "./printer.ts";

/** Makes the consumer that prints the document. */
export function createJson(printer: Printer, redact: Redact): Consumer {
  return {
    done(outcome) {
      const document = redact(toDocument(outcome));
      printer.raw(JSON.stringify(document, null, 2));
    },
  };
}

/** The fields of the document, and what they show of the run. */
const RUN_FIELDS = {
  run_id: "id",
  run_url: "href",
  run_status: "status",
  status_message: "statusMessage",
  git_branch: "gitBranch",
  git_sha: "gitSha",
  created_at: "createdAt",
  started_at: "startedAt",
  finished_at: "finishedAt",
} as const;

function toDocument({ code, run, report, error, unclear }: Outcome) {
  const ofRun = Object.entries(RUN_FIELDS)
    .map(([field, name]) => [field, run?.[name] ?? null]);
  return {
    ...Object.fromEntries(ofRun),
    failed_nodes: report ? nodesOf(report, "failed").map(toNode) : [],
    unclear: unclear ?? null,
    exit_code: code,
    error: error?.message ?? null,
  };
}

function toNode(node: ReturnType<typeof nodesOf>[number]) {
  return {
    unique_id: node.uniqueId,
    resource_type: node.type,
    name: node.name,
    file: node.file,
    status: node.status,
    message: node.message,
  };
}
