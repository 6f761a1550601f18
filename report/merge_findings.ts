/** Merges the findings that several places of a log have of one node. */
import type { LogFinding } from "./log_finding.ts";
import { type NodeIdentity, NodeIndex } from "./node_identity.ts";

/** The findings of a log, the most reliable first. */
export interface FindingLists {
  /** Errors in the program's own words. */
  errors: LogFinding[];
  /** Nodes that failed, maybe without a cause. */
  failed: LogFinding[];
  /** Lines of progress that say that a node failed. */
  progress: LogFinding[];
  /** The log's own count of failed nodes, if it has one. */
  failedCount: number | undefined;
}

/** The maximum number of findings of a log. */
const MAX_FINDINGS = 1_000;

/** The most nodes with the name of another one that are kept. */
const MAX_TWINS = 100;

/** Merges the findings of a log: each node and each error once. */
export function mergeFindings(lists: FindingLists): LogFinding[] {
  const list = new FindingList();
  const isEcho = ({ message }: LogFinding) =>
    message === "Could not run dbt" && lists.errors.length > 1;
  lists.errors.filter((it) => !isEcho(it)).forEach((it) => list.add(it));
  lists.failed.forEach((it) => list.add(it));
  list.addTwins(lists.failedCount);
  addProgress(list, lists);
  return attachErrors(list.findings);
}

/** A list with at most one finding for each node and each error of the step. */
class FindingList {
  readonly findings: LogFinding[] = [];
  readonly #index = new NodeIndex<NodeIdentity & { finding: LogFinding }>();
  readonly #errorKeys = new Set<string>();
  /** Findings whose node may be another project's, by name and file. */
  readonly #twins = new Map<string, LogFinding>();

  /** Adds a finding, or completes that of the same node. */
  add(finding: LogFinding): void {
    const same = this.find(finding);
    if (same) {
      if (mayBeTwins(same, finding) && this.#twins.size < MAX_TWINS) {
        this.#twins.set(`${finding.node!.name}\n${finding.file}`, finding);
      }
      complete(same, finding);
      return;
    }
    if (this.findings.length === MAX_FINDINGS) return;
    const { node, message, file, line } = finding;
    if (node) this.#index.add({ ...node, finding });
    else {
      const key = [message.split("\n")[0], file, line].join("\n");
      if (this.#errorKeys.has(key)) return;
      this.#errorKeys.add(key);
    }
    this.findings.push(finding);
  }

  /**
   * Adds nodes of one name in different files, if the log's own count has room for
   * them: Core does not say of which project a node is.
   */
  addTwins(failedCount = 0): void {
    const named = this.findings.filter(({ node }) => node).length;
    if (failedCount - named < this.#twins.size) return;
    for (const twin of this.#twins.values()) {
      this.findings.push({ ...twin, isTwin: true });
    }
  }

  /** Finds the finding of the same node. */
  find({ node }: LogFinding): LogFinding | undefined {
    return node && this.#index.findAll(node)[0]?.finding;
  }
}

/** Whether two errors in dbt's own words may be of two nodes with one name. */
function mayBeTwins(one: LogFinding, other: LogFinding): boolean {
  return one.kind === "error" && other.kind === "error" &&
    one.node?.name === other.node?.name &&
    !!one.file && !!other.file && one.file !== other.file;
}

/** Messages of dbt that say less than those of a database or a test. */
const VAGUE_MESSAGE =
  /^(?:Test failed \(|The test failed\b|An error occurred during execution of unit test ')/;

/** Completes a finding with a later one of the same node. */
function complete(finding: LogFinding, { message, file, line }: LogFinding) {
  const isMoreExact = message && VAGUE_MESSAGE.test(finding.message) &&
    !VAGUE_MESSAGE.test(message);
  if (!finding.message || isMoreExact) finding.message = message;
  if (line && (!finding.file || finding.file === file)) finding.line ??= line;
  finding.file ??= file;
}

/**
 * Adds the nodes that only lines of progress name, if the log broke off or its
 * own count has room for all of them. A line of progress may name a model as the
 * warehouse does, so that a node too many may be one that was found already.
 */
function addProgress(list: FindingList, lists: FindingLists): void {
  const { progress, failedCount } = lists;
  const missing = progress.filter((finding) => {
    const same = list.find(finding);
    if (same) complete(same, finding);
    return !same;
  });
  const named = list.findings.filter(({ node }) => node).length;
  const hasRoom = failedCount === undefined
    ? lists.errors.every(({ node }) => !node)
    : failedCount - named >= missing.length;
  if (hasRoom || list.findings.length === 0) {
    missing.forEach((finding) => list.add(finding));
  }
}

/** The maximum number of nodes among which the node of an error is searched. */
const MAX_CANDIDATES = 50;

/** Moves errors that name no node to the nodes that have no cause. */
function attachErrors(findings: LogFinding[]): LogFinding[] {
  const nodes = findings.filter(({ node, message }) => node && !message);
  if (nodes.length > MAX_CANDIDATES) return findings;
  const errors = findings.filter(({ node, mayBelongToNode }) =>
    !node && mayBelongToNode
  );
  const attached = new Set(attachByName(errors, nodes));
  const remaining = errors.filter((error) => !attached.has(error));
  const nodesWithoutCause = nodes.filter(({ message }) => !message);
  if (canAttachInOrder(remaining, nodesWithoutCause)) {
    for (const [i, error] of remaining.entries()) {
      complete(nodesWithoutCause[i]!, error);
      attached.add(error);
    }
  }
  return findings.filter((finding) => !attached.has(finding));
}

/**
 * Gives each error to the one node whose place it has, or whose name it contains.
 *
 * @returns The errors for which there is such a node.
 */
function attachByName(
  errors: LogFinding[],
  nodes: LogFinding[],
): LogFinding[] {
  const attached: LogFinding[] = [];
  for (const error of errors) {
    const words = readWords(error);
    const [node, ...others] = nodes.filter((node) =>
      !node.message && (isAtPlace(node, error) || words.has(getLastName(node)))
    );
    // One of several would be a guess.
    if (!node || others.length > 0) continue;
    complete(node, error);
    attached.push(error);
  }
  return attached;
}

/**
 * Whether the errors belong to the nodes in the same order. Core lists errors in
 * the order in which their nodes ended.
 */
function canAttachInOrder(errors: LogFinding[], nodes: LogFinding[]): boolean {
  if (errors.length !== nodes.length) return false;
  const isOnlyOne = errors.length === 1 && !errors[0]!.file;
  const isCoreList = errors.every(({ kind }) => kind === "summary") &&
    nodes.every(({ kind }) => kind === "progress");
  return isOnlyOne || isCoreList;
}

function isAtPlace(node: LogFinding, { file, line }: LogFinding): boolean {
  return !!file && node.file === file && node.line === line;
}

/** Reads the words at the beginning of an error, in lower case. */
function readWords({ message }: LogFinding): Set<string> {
  const text = message.slice(0, 2_000).toLowerCase();
  return new Set(text.match(/[\p{L}\p{N}_]+/gu));
}

function getLastName({ node }: LogFinding): string {
  return node!.name.split(".").at(-1)!.toLowerCase();
}
