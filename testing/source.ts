/** The project's own sources, as lists of files and as syntax trees. */
// The parser takes any version of TypeScript that it finds, and works with this one.
// deno-lint-ignore no-import-prefix
import "npm:typescript@~6.0.0";
// deno-lint-ignore no-import-prefix
import * as parser from "npm:@typescript-eslint/parser@^8.0.0";

/** The folder of the project. */
export const ROOT = new URL("..", import.meta.url);
/** The published modules, without the stand-in. */
export const SHIPPED = ["mod.ts", "main.ts", "api", "command", "ci", "report"];

/** A node of a syntax tree. */
export interface SyntaxNode {
  type: string;
  range: [from: number, to: number];
  loc: { start: { line: number }; end: { line: number } };
  [key: string]: unknown;
}

/** Reads a file of the project. */
export function read(file: string): string {
  return Deno.readTextFileSync(new URL(file, ROOT));
}

/** Whether the project has such a file. */
export function exists(file: string): boolean {
  try {
    return Deno.statSync(new URL(file, ROOT)).isFile;
  } catch {
    return false;
  }
}

/** Lists the modules of folders and of single files; tests are left out. */
export function modulesIn(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    folder.endsWith(".ts")
      ? [folder]
      : [...Deno.readDirSync(new URL(folder, ROOT))]
        .flatMap(({ name, isDirectory }) =>
          isDirectory
            ? modulesIn(`${folder}/${name}`)
            : /(?<!_test)\.ts$/.test(name)
            ? [`${folder}/${name}`]
            : []
        )
  ).toSorted();
}

const trees = new Map<string, SyntaxNode>();

/** Parses a module; each is parsed once. */
export function parseModule(file: string): SyntaxNode {
  const cached = trees.get(file);
  if (cached) return cached;
  const options = { range: true, loc: true, sourceType: "module" } as const;
  const tree = parser.parse(read(file), options) as unknown as SyntaxNode;
  trees.set(file, tree);
  return tree;
}

/** Lists a node and all nodes below it, outer ones first. */
export function nodesOf(root: SyntaxNode): SyntaxNode[] {
  const found = [root];
  for (const [key, value] of Object.entries(root)) {
    if (key === "parent" || key === "tokens" || key === "comments") continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) found.push(...nodesOf(child));
    }
  }
  return found;
}

/** Whether a value is a node of a syntax tree. */
export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value &&
    "range" in value;
}

/** Lists the local modules that a module imports; `isType` of types alone. */
export function importsOf(file: string): { target: string; isType: boolean }[] {
  return nodesOf(parseModule(file)).flatMap((node) => {
    const source = node.source as { value?: unknown } | null | undefined;
    const path = source?.value;
    if (typeof path !== "string" || !path.startsWith(".")) return [];
    const { href } = new URL(path, new URL(file, ROOT));
    const kind = node.importKind ?? node.exportKind;
    const names = (node.specifiers ?? []) as SyntaxNode[];
    const areTypes = names.length > 0 &&
      names.every((name) => (name.importKind ?? name.exportKind) === "type");
    return [{
      target: href.slice(ROOT.href.length),
      isType: kind === "type" || areTypes,
    }];
  });
}

/** Lists the names that a module declares at its top level. */
export function declaredNames(file: string): string[] {
  const body = parseModule(file).body as SyntaxNode[];
  return body.flatMap((statement) => {
    const declaration = isNode(statement.declaration)
      ? statement.declaration
      : statement;
    const declared = [declaration, ...declarators(declaration)];
    return declared.flatMap(({ id }) => isNode(id) ? namesIn(id) : []);
  });
}

function declarators({ declarations }: SyntaxNode): SyntaxNode[] {
  return Array.isArray(declarations) ? declarations.filter(isNode) : [];
}

/** The names of a pattern, such as `{ a, b: [c] }`; its defaults count not. */
function namesIn(pattern: SyntaxNode): string[] {
  if (pattern.type === "Identifier") return [String(pattern.name)];
  const { properties, elements, value, argument, left } = pattern;
  return [properties, elements, value, argument, left].flat()
    .filter(isNode).flatMap(namesIn);
}
