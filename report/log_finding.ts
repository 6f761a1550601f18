/** Reads the node, the file and the cause of a block of a log. */
import type { LogBlock } from "./log_blocks.ts";
import { findPlace, parseNodePath } from "./log_place.ts";
import type { RowKind, RowMatch } from "./log_rows.ts";
import { isFrame, putCauseFirst } from "./message.ts";
import { type NodeIdentity, readNodeType } from "./node_identity.ts";

/** One thing that a log says went wrong. */
export interface LogFinding {
  /** The node that failed; nothing if it is the step itself. */
  node?: NodeIdentity | undefined;
  /** The path in the dbt project. */
  file?: string | undefined;
  /** The line of that file; never one of compiled SQL. */
  line?: number | undefined;
  /** The cause in the first line; empty if the log does not tell. */
  message: string;
  /** The kind of the row that it was found by. */
  kind: RowKind;
  /** Whether it may be of a node that the log only names elsewhere. */
  isLoose: boolean;
}

type NamedGroups = { [group: string]: string | undefined };

/** "Database Error in model orders (models/orders.sql)" */
const IN_FRAME =
  / in (?<type>[a-z_]+|(?:unit|data|generic|singular) test|(?:python|semantic) model|sql operation|rpc call) (?<name>\S+)(?: \((?<file>[^()]+)\))?$/;
/** "Model 'model.shop.orders' (models/orders.sql) depends on …" */
const IN_CAUSE =
  /^[A-Z]\w+(?: \w+)? '(?<type>\w+)\.(?<project>\w+)\.(?<name>[^']+)' \((?<file>[^()]+)\)/;
/** Fusion: "Error materializing test test.shop.a.1a2b3c4d5e (…)" */
const MATERIALIZING =
  /^Error materializing (?<type>\w+) \k<type>\.(?<project>\w+)\.(?<name>\S+) \((?<file>[^()]+)\)$/;
/** Fusion: "… macro 'm' for model model.shop.orders: …" */
const FOR =
  /\bmacro '[^']*' for (?<type>[a-z_]+) (?:\k<type>\.(?<project>\w+)\.)?(?<name>[\w.$-]+): /;

/** The finding of a block. */
export function readFinding({ match, lines }: LogBlock): LogFinding {
  const text = lines.join("\n");
  const message = lines.every(isFrame) ? "" : putCauseFirst(text);
  const named = findNamed(lines, message);
  const place = findPlace(lines, {
    file: match.file ?? named.file,
    line: match.line,
  });
  const project = named.project ?? place.project;
  return {
    node: findNode(match, named, text, place.path, project),
    file: place.path || undefined,
    line: place.line,
    message,
    kind: match.kind,
    isLoose: match.isLoose,
  };
}

/** The node that the lines name in dbt's own words. */
function findNamed(lines: string[], message: string): NamedGroups {
  const frames = lines.filter(isFrame).map((line) => line.trim());
  for (const frame of frames) {
    const { groups } = MATERIALIZING.exec(frame) ?? IN_FRAME.exec(frame) ?? {};
    if (groups && readNodeType(groups.type)) return groups;
  }
  return (IN_CAUSE.exec(message) ?? FOR.exec(lines.join("\n")))?.groups ?? {};
}

function findNode(
  match: RowMatch,
  named: NamedGroups,
  text: string,
  path: string,
  project: string | undefined,
): NodeIdentity | undefined {
  const type = match.type ?? readNodeType(named.type);
  const name = match.name ?? named.name;
  if (type && name) {
    return { type, name: cleanName(type, name, match), project };
  }
  // A path that the text names as the place of the error is the node's.
  const isPlaced = match.file !== undefined || /^[ \t]*--> |\(in /m.test(text);
  const byPath = isPlaced ? parseNodePath(path) : undefined;
  const pathType = readNodeType(byPath?.type);
  return pathType && { type: pathType, name: byPath!.name, project };
}

/** A node's own name: no hash of a test, no schema of a relation. */
function cleanName(type: string, name: string, { kind }: RowMatch): string {
  // Three dots may be where Core cut a name; more are a leader.
  const isCut = /[^.]\.{3}$/.test(name);
  const plain = name.replace(/(?<!\.)\.{2,}$/, "").replace(
    /\.[0-9a-f]{10}$/,
    "",
  );
  if (type === "operation") return plain.replaceAll(".", "-");
  if (kind === "error" || type === "source") return plain;
  const own = plain.split(".").at(-1)!;
  const written = own === own.toUpperCase() ? own.toLowerCase() : own;
  return isCut && kind === "progress" ? `${written}...` : written;
}
