/** Makes the document of `--json`. */
import { DbtCloudError } from "../../api/errors.ts";
import { type End, ENDS, exitCode } from "../exit_codes.ts";
import type { ParsedInput } from "../input/parsed_input.ts";
import type { Result } from "../run_state.ts";
import { describeEnd } from "./advice.ts";
import { selectNodes } from "../../report/select_nodes.ts";
import type {
  NodeOutcome,
  NodeResult,
  Report,
} from "../../report/report_model.ts";

/** Makes the document about a result. A value that is not known is `undefined`. */
export function createDocument(
  result: Result,
  input: ParsedInput,
): object {
  const { end, run, report, pendingPost } = result;
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
    failed_nodes: describeNodes(report, "failed"),
    warned_nodes: describeNodes(report, "warned"),
    unclear: pendingPost,
    exit_code: exitCode(end),
    error: describeEnd(result, input) || undefined,
    error_kind: findErrorKind(result),
    status_code: findStatusCode(result),
  };
}

function describeNodes(
  report: Report | undefined,
  outcome: NodeOutcome,
): object[] {
  return report ? selectNodes(report, outcome).map(describeNode) : [];
}

function describeNode(node: NodeResult): object {
  const { since } = node;
  return {
    unique_id: node.uniqueId,
    resource_type: node.type,
    name: node.name,
    file: node.file,
    status: node.status,
    message: node.message,
    is_new: node.isNew,
    since: since && {
      run_id: since.runId,
      run_url: since.runUrl,
      created_at: since.createdAt,
    },
  };
}

/** Finds the word by which machines tell one error from another. */
function findErrorKind({ end, error }: Result): string | undefined {
  const { kind }: End = ENDS[end];
  return kind ?? (error instanceof DbtCloudError ? error.kind : undefined);
}

/** Finds the HTTP status of the answer that ended the command. */
function findStatusCode({ error }: Result): number | undefined {
  return error instanceof DbtCloudError ? error.status : undefined;
}
