/** Finds the file, and its line, that a log names for an error. */

/** A file of the dbt project. */
export interface LogPlace {
  /** The path in the dbt project; empty if the log names none. */
  path: string;
  /** The project that is part of the path of what was built. */
  project?: string | undefined;
  /** The line of the source file; never one of compiled SQL. */
  line?: number | undefined;
}

/** A node as the path of its file names it. */
export interface NodeByPath {
  type: string;
  name: string;
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

/** The kinds of node by the folder of their files. */
const FOLDER =
  /^(?=.*[^/]\.(?:sql|py|csv)$)(?:.*\/)?(?<type>model|test|snapshot|seed|macro|function)s\/(?:.*\/)?(?<name>[^/]+)\.(?:sql|py|csv)$/;
const COMPILED = /^[ \t]*compiled (?:code|sql) at (\S+)/im;
/** Folders of a dbt project: below `run/`, one of them is no project's name. */
const FOLDERS = "models|tests|snapshots|seeds|macros|analyses|functions|data";
/** Paths of built files: "target/run/shop/models/orders.sql", "run/models/orders.sql". */
const BUILT = new RegExp(
  String
    .raw`^(?:.*\/)?(?:run|compiled)\/(?:(?!(?:${FOLDERS})\/)(?<project>[^/]+)\/)?(?:\.\/)?(?=.*\/|[^/]+\.\w+$)`,
);

/** The file that the lines of an error name, and its line if it is the source's. */
export function findPlace(
  lines: string[],
  named: { file?: string | undefined; line?: string | undefined },
): LogPlace {
  const text = lines.join("\n");
  const { file, line } = named.file ? named : placeIn(lines);
  const { path, project } = cleanPath(file);
  // SQLFluff says the line below the file.
  const fluff = /^L: +(\d+) \|/m.exec(text)?.[1];
  const isSource = path === file?.replaceAll("\\", "/");
  // Jinja's line is one of the file whose error it is.
  const jinja = /^\s*Compilation Error in /.test(text)
    ? /^[ \t]*line (\d+)$/m.exec(text)?.[1]
    : undefined;
  return {
    path,
    project: project ?? cleanPath(COMPILED.exec(text)?.[1]).project,
    line: Number(jinja ?? (isSource ? line ?? fluff : "")) || undefined,
  };
}

function placeIn(lines: string[]): { [group: string]: string | undefined } {
  for (const pattern of PLACES) {
    for (const line of lines) {
      const groups = pattern.exec(line)?.groups;
      if (groups && cleanPath(groups.file).path) return groups;
    }
  }
  return {};
}

/** A path in the dbt project, also of what was built from it. */
export function cleanPath(
  file = "",
): { path: string; project?: string | undefined } {
  const path = file.replaceAll("\\", "/");
  const project = BUILT.exec(path)?.groups?.project;
  const source = path.replace(BUILT, "").replace(/^(?:\.\.?\/)+/, "");
  const isOutside = path.startsWith("../") && !FOLDER.test(source);
  const isOurs = !isOutside &&
    !/^(?:dbt_internal_packages\/|from remote |target\/|\/|~|\w:)/.test(source);
  return { path: isOurs ? source : "", project };
}

/** The node whose file it is, by the folder. */
export function parseNodePath(path: string): NodeByPath | undefined {
  // A package's macro is no node that the job runs.
  const isOfPackage = path.startsWith("dbt_packages/");
  const { type, name } = (!isOfPackage && FOLDER.exec(path)?.groups) || {};
  return type && name ? { type, name } : undefined;
}
