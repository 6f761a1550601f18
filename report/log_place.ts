/** Finds the file, and its line, that a log names for an error. */
import type { LogGroups } from "./log_rows.ts";
import { type NodeIdentity, readNodeType } from "./node_identity.ts";

/** The path of a file, as a path in the dbt project. */
export interface ProjectPath {
  /** The path; empty if the file is not in the project, or none is named. */
  path: string;
  /** The name of the project, which only the path of a built file has. */
  project?: string | undefined;
}

/** The place of an error. */
export interface LogPlace extends ProjectPath {
  /** The line of the source file; never one of compiled SQL. */
  line?: number | undefined;
}

const EXTENSIONS = "sql|py|ya?ml|csv|md";
/** The ways in which a text names a file, the most reliable first. */
const PLACES = [
  // "  --> models/orders.sql:11:6", of Fusion
  new RegExp(
    String.raw`--> (?<file>[^\s:]+\.(?:${EXTENSIONS}))\b(?::(?<line>\d+))?`,
  ),
  // "(in target/run/shop/models/orders.sql)", of Fusion
  /\(in (?<file>[^\s():]+\.\w+)/,
  // "in file …", "given in …", of Core's parser
  /(?:in file|given in|from) [`'"]?(?<file>[^\s`'":()]+\.(?:sql|py|ya?ml))/,
  // "Failed to render models/_models.yml from project shop: …"
  /^\s*Failed to render (?<file>\S+\.(?:sql|py|ya?ml|md)) from project /,
  // "Database Error in model orders (models/orders.sql)"
  new RegExp(String.raw`^[^>]*?\((?<file>[^\s()]+\.(?:${EXTENSIONS}))\)`),
];

/** Paths of files with one node, whose kind is the folder's name. */
const NODE_PATH =
  /^(?=.*[^/]\.(?:sql|py|csv)$)(?:.*\/)?(?<type>model|test|snapshot|seed|macro|function)s\/(?:.*\/)?(?<name>[^/]+)\.(?:sql|py|csv)$/;
const COMPILED = /^[ \t]*compiled (?:code|sql) at (\S+)/im;
/** The folders of a dbt project. Below `run/`, none of them is a project's name. */
const FOLDERS = "models|tests|snapshots|seeds|macros|analyses|functions|data";
/** Paths of built files: "target/run/shop/models/orders.sql", "run/models/orders.sql". */
const BUILT = new RegExp(
  String
    .raw`^(?:.*\/)?(?:run|compiled)\/(?:(?!(?:${FOLDERS})\/)(?<project>[^/]+)\/)?(?:\.\/)?(?=.*\/|[^/]+\.\w+$)`,
);

/**
 * Finds the file that the lines of an error name, and the line in it.
 *
 * @param named The file and the line that the row matched, if it has them.
 */
export function findPlace(
  lines: string[],
  named: { file?: string | undefined; line?: string | undefined },
): LogPlace {
  const text = lines.join("\n");
  const { file, line } = named.file ? named : findNamedPlace(lines);
  const { path, project } = cleanPath(file);
  // SQLFluff prints the line below the file.
  const lintLine = /^L: +(\d+) \|/m.exec(text)?.[1];
  // A line of compiled SQL is not one of the source.
  const isSource = path === file?.replaceAll("\\", "/");
  const sourceLine = isSource ? line ?? lintLine : undefined;
  // Jinja counts the lines of the source.
  const templateLine = /^\s*Compilation Error in /.test(text)
    ? /^[ \t]*line (\d+)$/m.exec(text)?.[1]
    : undefined;
  return {
    path,
    project: project ?? cleanPath(COMPILED.exec(text)?.[1]).project,
    line: Number(templateLine ?? sourceLine) || undefined,
  };
}

/** Finds the first file in the project that the lines name. */
function findNamedPlace(lines: string[]): LogGroups {
  for (const pattern of PLACES) {
    for (const line of lines) {
      const groups = pattern.exec(line)?.groups;
      if (groups && cleanPath(groups.file).path) return groups;
    }
  }
  return {};
}

/** Turns a path in a log, also that of a built file, into one in the dbt project. */
export function cleanPath(file = ""): ProjectPath {
  const path = file.replaceAll("\\", "/");
  const project = BUILT.exec(path)?.groups?.project;
  const source = path.replace(BUILT, "").replace(/^(?:\.\.?\/)+/, "");
  const isOutside = path.startsWith("../") && !NODE_PATH.test(source);
  const isInProject = !isOutside &&
    !/^(?:dbt_internal_packages\/|from remote |target\/|\/|~|\w:)/.test(source);
  return { path: isInProject ? source : "", project };
}

/** Reads the node from the path of its file. */
export function parseNodePath(path: string): NodeIdentity | undefined {
  // The job runs no macro of a package.
  if (path.startsWith("dbt_packages/")) return;
  const groups = NODE_PATH.exec(path)?.groups;
  const type = readNodeType(groups?.type);
  return type && groups?.name ? { type, name: groups.name } : undefined;
}
