/** The document of `--json`. */
import type { Redact } from "../api/redact.ts";
import { nodesOf } from "../report/report.ts";
import type { Consumer, Outcome } from "./events.ts";
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

function toDocument({ code, run, report, error, unclear }: Outcome) {
  return {
    run_id: run?.id ?? null,
    run_url: run?.href ?? null,
    run_status: run?.status ?? null,
    status_message: run?.statusMessage ?? null,
    git_branch: run?.gitBranch ?? null,
    git_sha: run?.gitSha ?? null,
    created_at: run?.createdAt ?? null,
    started_at: run?.startedAt ?? null,
    finished_at: run?.finishedAt ?? null,
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
    file: node.file ?? null,
    status: node.status,
    message: node.message,
  };
}
