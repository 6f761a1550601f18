/** Reads the node, the file and the cause of a block of a log. */
import type { LogBlock } from "./log_blocks.ts";
import { findPlace, parseNodePath } from "./log_place.ts";
import type { LogGroups, RowKind, RowMatch } from "./log_rows.ts";
import { isHead } from "./line_kinds.ts";
import { putCauseFirst } from "./message.ts";
import { type NodeIdentity, readNodeType } from "./node_identity.ts";

/** An error, or a node that failed, in a log. */
export interface LogFinding {
  /** The node that failed. Absent if the step itself failed. */
  node?: NodeIdentity | undefined;
  /** The path in the dbt project. */
  file?: string | undefined;
  /** The line of that file; never one of compiled SQL. */
  line?: number | undefined;
  /** The message, the cause first; empty if the log has none. */
  message: string;
  /** The kind of the row that begins its block. */
  kind: RowKind;
  /** Whether it may belong to a node that the log only names elsewhere. */
  mayBelongToNode: boolean;
  /** Whether another finding has a node with the same name in another file. */
  isTwin?: boolean;
}

/** "Database Error in model orders (models/orders.sql)" */
const IN_HEAD =
  / in (?<type>[a-z_]+|(?:unit|data|generic|singular) test|(?:python|semantic) model|sql operation|rpc call) (?<name>\S+)(?: \((?<file>[^()]+)\))?$/;
/** "Model 'model.shop.orders' (models/orders.sql) depends on …" */
const IN_CAUSE =
  /^[A-Z]\w+(?: \w+)? '(?<type>\w+)\.(?<project>\w+)\.(?<name>[^']+)' \((?<file>[^()]+)\)/;
/** Fusion: "Error materializing test test.shop.a.1a2b3c4d5e (…)" */
const MATERIALIZING =
  /^Error materializing (?<type>\w+) \k<type>\.(?<project>\w+)\.(?<name>\S+) \((?<file>[^()]+)\)$/;
/** Fusion: "… macro 'm' for model model.shop.orders: …" */
const NODE_AFTER_FOR =
  /\bmacro '[^']*' for (?<type>[a-z_]+) (?:\k<type>\.(?<project>\w+)\.)?(?<name>[\w.$-]+): /;

/** Reads the finding of a block. */
export function readFinding({ match, lines }: LogBlock): LogFinding {
  const text = lines.join("\n");
  const message = lines.every(isHead) ? "" : putCauseFirst(text);
  const named = findNamed(lines, message);
  const place = findPlace(lines, {
    file: match.file ?? named.file,
    line: match.line,
  });
  const project = named.project ?? place.project;
  return {
    node: findNode({ match, named, text, path: place.path, project }),
    file: place.path || undefined,
    line: place.line,
    message,
    kind: match.kind,
    mayBelongToNode: match.mayBelongToNode,
  };
}

/** Finds the node that the lines name in one of dbt's phrases. */
function findNamed(lines: string[], message: string): LogGroups {
  const heads = lines.filter(isHead).map((line) => line.trim());
  for (const head of heads) {
    const { groups } = MATERIALIZING.exec(head) ?? IN_HEAD.exec(head) ?? {};
    if (groups && readNodeType(groups.type)) return groups;
  }
  return (IN_CAUSE.exec(message) ?? NODE_AFTER_FOR.exec(lines.join("\n")))
    ?.groups ?? {};
}

/** The parts of a block that may identify its node. */
interface NodeClues {
  match: RowMatch;
  /** The groups of the phrase that names the node. */
  named: LogGroups;
  text: string;
  /** The path in the dbt project; empty if there is none. */
  path: string;
  project: string | undefined;
}

/** Finds the node of a block: by its name, else by the path of its file. */
function findNode(
  { match, named, text, path, project }: NodeClues,
): NodeIdentity | undefined {
  const type = match.type ?? readNodeType(named.type);
  const name = match.name ?? named.name;
  if (type && name) {
    return { type, name: cleanName(type, name, match), project };
  }
  // Other paths, such as those in a traceback, are not the node's.
  const isPlaceOfError = match.file !== undefined ||
    /^[ \t]*--> |\(in /m.test(text);
  const node = isPlaceOfError ? parseNodePath(path) : undefined;
  return node && { ...node, project };
}

/** Removes from a name the hash of a test, and the schema of a relation. */
function cleanName(type: string, name: string, { kind }: RowMatch): string {
  // Core cuts a long name with three dots. More dots fill the line.
  const isTruncated = /[^.]\.{3}$/.test(name);
  const fullName = name.replace(/(?<!\.)\.{2,}$/, "")
    .replace(/\.[0-9a-f]{10}$/, "");
  if (type === "operation") return fullName.replaceAll(".", "-");
  if (kind === "error" || type === "source") return fullName;
  const lastPart = fullName.split(".").at(-1)!;
  // Some warehouses write names in capital letters.
  const isUpperCase = lastPart === lastPart.toUpperCase();
  const ownName = isUpperCase ? lastPart.toLowerCase() : lastPart;
  return isTruncated && kind === "progress" ? `${ownName}...` : ownName;
}
