/** Merges the findings of one node that stand in several places of a log. */
import type { LogFinding } from "./log_finding.ts";
import { type NodeIdentity, NodeIndex } from "./node_identity.ts";

/** The findings of a log by how much of them is believed. */
export interface FindingLists {
  /** Errors in the words of dbt, or of another program. */
  errors: LogFinding[];
  /** Nodes that failed, maybe without a cause. */
  failed: LogFinding[];
  /** Lines of progress that say that a node failed. */
  progress: LogFinding[];
  /** The log's own count of failed nodes, if it has one. */
  failedCount: number | undefined;
}

/** The most findings of a log that are kept. */
const MAX_FINDINGS = 1_000;

/** Merges the findings of a log: each node and each error once. */
export function mergeFindings(lists: FindingLists): LogFinding[] {
  const list = new FindingList();
  const isEcho = ({ message }: LogFinding) =>
    message === "Could not run dbt" && lists.errors.length > 1;
  lists.errors.filter((it) => !isEcho(it)).forEach((it) => list.add(it));
  lists.failed.forEach((it) => list.add(it));
  addProgress(list, lists);
  return attachLoose(list.findings);
}

/** Findings in which a node, or an error of the step, is found at once. */
class FindingList {
  readonly findings: LogFinding[] = [];
  readonly #index = new NodeIndex<NodeIdentity & { finding: LogFinding }>();
  readonly #steps = new Set<string>();

  /** Adds a finding, or what it says more to one of the same node. */
  add(finding: LogFinding): void {
    const same = this.find(finding);
    if (same) return complete(same, finding);
    if (this.findings.length === MAX_FINDINGS) return;
    const { node, message, file, line } = finding;
    if (node) this.#index.add({ ...node, finding });
    else {
      const key = [message.split("\n")[0], file, line].join("\n");
      if (this.#steps.has(key)) return;
      this.#steps.add(key);
    }
    this.findings.push(finding);
  }

  /** The finding of the same node. */
  find({ node }: LogFinding): LogFinding | undefined {
    return node && this.#index.findAll(node)[0]?.finding;
  }
}

/** Sentences that say less than what a database or a test says. */
const OUTER =
  /^(?:Test failed \(|The test failed\b|An error occurred during execution of unit test ')/;

/** Completes a finding with a later one of the same node. */
function complete(finding: LogFinding, { message, file, line }: LogFinding) {
  const isOuter = OUTER.test(finding.message) && !OUTER.test(message);
  if (!finding.message || (isOuter && message)) finding.message = message;
  if (line && (!finding.file || finding.file === file)) finding.line ??= line;
  finding.file ??= file;
}

/**
 * Adds the nodes that only lines of progress name: all of them where the log
 * broke off, and else as many as failed by the log's own count. There, a model
 * has the name that it has in the warehouse, which may be another one.
 */
function addProgress(list: FindingList, lists: FindingLists): void {
  const { progress, failedCount } = lists;
  const unknown = progress.filter((finding) => {
    const same = list.find(finding);
    if (same) complete(same, finding);
    return !same;
  });
  const named = list.findings.filter(({ node }) => node).length;
  const isShort = failedCount === undefined
    ? lists.errors.every(({ node }) => !node)
    : failedCount - named >= unknown.length;
  if (isShort || list.findings.length === 0) {
    unknown.forEach((finding) => list.add(finding));
  }
}

/** The most nodes without a cause among which an error's node is looked for. */
const MAX_SILENT = 50;

/** Gives errors that name no node to the nodes that have no cause. */
function attachLoose(findings: LogFinding[]): LogFinding[] {
  const loose = findings.filter(({ node, isLoose }) => !node && isLoose);
  const silent = findings.filter(({ node, message }) => node && !message);
  if (silent.length > MAX_SILENT) return findings;
  const attached = new Set<LogFinding>();
  const attach = (node: LogFinding, error: LogFinding) => {
    complete(node, error);
    attached.add(error);
  };
  for (const error of loose) {
    const words = readWords(error);
    const [node, ...others] = silent.filter((node) =>
      !node.message && (isAtPlace(node, error) || words.has(lastName(node)))
    );
    if (node && others.length === 0) attach(node, error);
  }
  const errors = loose.filter((error) => !attached.has(error));
  const nodes = silent.filter(({ message }) => !message);
  // Core lists the errors in the order in which the nodes ended.
  const isListed = errors.every(({ kind }) => kind === "summary") &&
    nodes.every(({ kind }) => kind === "progress");
  const isOne = errors.length === 1 && !errors[0]!.file;
  if (errors.length === nodes.length && (isOne || isListed)) {
    nodes.forEach((node, i) => attach(node, errors[i]!));
  }
  return findings.filter((finding) => !attached.has(finding));
}

function isAtPlace(node: LogFinding, { file, line }: LogFinding): boolean {
  return !!file && node.file === file && node.line === line;
}

/** The words of an error's beginning, in small letters. */
function readWords({ message }: LogFinding): Set<string> {
  const text = message.slice(0, 2_000).toLowerCase();
  return new Set(text.match(/[\p{L}\p{N}_]+/gu));
}

function lastName({ node }: LogFinding): string {
  return node!.name.split(".").at(-1)!.toLowerCase();
}
