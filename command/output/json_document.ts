/** The document of `--json`. */
import type { Outcome } from "../plan.ts";
import { selectNodes } from "../../report/report.ts";
import type { NodeResult } from "../../report/model.ts";

/** Makes the document of how the command ended. What is not known is `undefined`. */
export function createDocument(
  { code, run, report, error, unclear }: Outcome,
): object {
  const failed = report ? selectNodes(report, "failed") : [];
  return {
    run_id: run?.id,
    run_url: run?.href,
    run_status: run?.status,
    status_message: run?.statusMessage,
    git_branch: run?.gitBranch,
    git_sha: run?.gitSha,
    created_at: run?.createdAt,
    started_at: run?.startedAt,
    finished_at: run?.finishedAt,
    failed_nodes: failed.map(describeNode),
    unclear,
    exit_code: code,
    error: error?.message,
  };
}

function describeNode(node: NodeResult): object {
  return {
    unique_id: node.uniqueId,
    resource_type: node.type,
    name: node.name,
    file: node.file,
    status: node.status,
    message: node.message,
  };
}
