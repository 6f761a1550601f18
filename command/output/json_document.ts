/** The document of `--json`. */
import { exitCode } from "../exit_codes.ts";
import type { ParsedInput } from "../input/input.ts";
import type { Result } from "../run_state.ts";
import { describeEnd } from "./advice.ts";
import { selectNodes } from "../../report/report.ts";
import type { NodeResult } from "../../report/model.ts";

/** Makes the document of how the command ended. What is not known is `undefined`. */
export function createDocument(
  result: Result,
  input: ParsedInput,
): object {
  const { end, run, report, pendingPost } = result;
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
    unclear: pendingPost,
    exit_code: exitCode(end),
    error: describeEnd(result, input) || undefined,
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
