/** The rules of the house that a program can check. */
import { assert, assertEquals } from "@std/assert";
// deno-lint-ignore no-import-prefix
import { Linter } from "npm:eslint@^9.0.0";
// deno-lint-ignore no-import-prefix
import * as parser from "npm:@typescript-eslint/parser@^8.0.0";

const ROOT = new URL("..", import.meta.url);
const MAX_COMPLEXITY = 15;
const MAX_LINES: { [file: string]: number } = { "mod.ts": 450, "main.ts": 130 };
/** The numbers of the design: they may go down, and up only with it. */
const MAX_SHIPPED = 6_600;
const MAX_MODULES = 50;
const MAX_BEFORE_POST = 24;

/** The modules of a folder, and the two doors. */
function modulesIn(...folders: string[]): string[] {
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
  );
}

const read = (file: string) => Deno.readTextFileSync(new URL(file, ROOT));
const SHIPPED = ["mod.ts", "main.ts", "api", "command", "ci", "report"];

Deno.test(`no function is more complex than ${MAX_COMPLEXITY}`, () => {
  const linter = new Linter();
  const found = modulesIn(...SHIPPED, "action", "testing", "offline").flatMap((
    file,
  ) =>
    linter.verify(read(file), {
      files: ["**/*.ts"],
      languageOptions: { parser },
      rules: { complexity: ["error", { max: MAX_COMPLEXITY }] },
    }, file).map(({ line, message }) => `${file}:${line} ${message}`)
  );
  assertEquals(found, []);
});

Deno.test("the doors keep their limits, and the library's door has no loop", () => {
  for (const [file, limit] of Object.entries(MAX_LINES)) {
    assert(read(file).trimEnd().split("\n").length <= limit, file);
  }
  assert(!/^\s*(for|while|do)\s*[({]/m.test(read("mod.ts")));
  assert(!/^[^*/]*\b(Deno|process|console)\./m.test(read("mod.ts")));
});

/** Who may import whom: values, or with `type` only types. */
const MAY_IMPORT: [from: RegExp, to: RegExp][] = [
  [/^api\//, /^api\//],
  [/^mod\.ts$/, /^api\/|^report\//],
  [/^report\//, /^report\/|^type api\/|^api\/json(_scan)?\.ts$/],
  [/^ci\//, /^ci\/|^type api\//],
  [/^command\/process\//, /^(api|command\/process)\/|^type command\//],
  [/^command\/input\//, /^(api|ci|command\/(input|process))\/|^type command\//],
  [
    /^command\/output\//,
    /^(api|report|ci|command\/(output|process))\/|^type command\//,
  ],
  [/^command\//, /^(api|report|ci|command)\/|^deno\.json$/],
  [/^main\.ts$/, /^mod\.ts$|^command\//],
  [/^action\//, /^(api|command|action)\//],
  [/^testing\/fake/, /^testing\/fake/],
];

Deno.test("imports point down", () => {
  const wrong = modulesIn(...SHIPPED, "action", "testing").flatMap((file) => {
    const [, to] = MAY_IMPORT.find(([from]) => from.test(file)) ?? [];
    if (!to) return [];
    const isAllowed = (target: string) =>
      to.test(target) || to.test(target.replace("type ", ""));
    return importsOf(file).filter((target) => !isAllowed(target))
      .map((target) => `${file} imports ${target}`);
  });
  assertEquals(wrong, []);
});

Deno.test("no import runs in a circle", () => {
  const seen = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    assert(!path.includes(file), [...path, file].join(" → "));
    if (seen.has(file)) return;
    seen.add(file);
    importsOf(file).filter((target) => /^\w.*\.ts$/.test(target))
      .filter((target) => !target.startsWith("type "))
      .forEach((target) => visit(target, [...path, file]));
  };
  visit("main.ts", []);
});

Deno.test(`what is shipped has at most ${MAX_MODULES} modules, ${MAX_BEFORE_POST} of them loaded before the POST`, () => {
  const shipped = modulesIn(...SHIPPED);
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    importsOf(file, false).filter((it) => /^\w.*\.ts$/.test(it))
      .filter((it) => !it.startsWith("type ")).forEach(load);
  };
  load("main.ts");
  assert(
    shipped.length <= MAX_MODULES && loaded.size <= MAX_BEFORE_POST,
    `${shipped.length} modules; ${loaded.size} are loaded: ${[...loaded]}`,
  );
});

/**
 * The local modules that a module imports; those of types as "type …". Without
 * `lazy`, not those that are imported when they are needed.
 */
function importsOf(file: string, lazy = true): string[] {
  const text = read(file).replace(/\/\*\*[\s\S]*?\*\//g, "");
  const found = text.matchAll(
    /(?:(?:import|export)\s+(type\s)?[^;"]*?\sfrom\s+|import\()"(\.[^"]+)"/g,
  );
  const wanted = [...found].filter(([statement]) =>
    lazy || !statement.startsWith("import(")
  );
  return wanted.map(([statement, isType, path = ""]) => {
    const { href } = new URL(path, new URL(file, ROOT));
    const target = href.slice(ROOT.href.length);
    const names = /\{([\s\S]*)\}/.exec(statement)?.[1] ?? "";
    const areTypes = names.split(",").map((name) => name.trim())
      .filter(Boolean).every((name) => name.startsWith("type "));
    return isType || (names && areTypes) ? `type ${target}` : target;
  });
}

Deno.test(`what is shipped has at most ${MAX_SHIPPED} lines of code`, () => {
  const lines = modulesIn(...SHIPPED).flatMap((file) =>
    read(file).replace(/\/\*\*[\s\S]*?\*\//g, "").split("\n")
      .filter((line) => line.trim() && !/^\s*\/\//.test(line))
  );
  assert(lines.length <= MAX_SHIPPED, `${lines.length} lines`);
});

Deno.test("no URL of a file is used as a path, which may have a space", () => {
  const here = Deno.readTextFileSync(import.meta.filename!);
  const found = typescriptIn("").filter((file) => {
    const text = read(file);
    return text !== here &&
      /new URL\([^)]*(import\.meta\.url|root|ROOT)\)\.pathname/.test(text);
  });
  assertEquals(found, []);
});

/** Every module in a folder and below, the tests, too. */
function typescriptIn(folder: string): string[] {
  return [...Deno.readDirSync(new URL(folder || ".", ROOT))]
    .filter(({ name }) => !/^\.|^(dist|node_modules)$/.test(name))
    .flatMap(({ name, isDirectory }) =>
      isDirectory ? typescriptIn(`${folder}${name}/`) : [`${folder}${name}`]
    ).filter((file) => file.endsWith(".ts"));
}

Deno.test("CONTRIBUTING names files that exist", () => {
  const text = read("CONTRIBUTING.md");
  const files = text.match(/`[\w./-]+\/[\w.-]+\.(ts|yml|md|json)`/g) ?? [];
  const missing = files.map((name) => name.slice(1, -1))
    .filter((file) => !exists(file));
  assertEquals(missing, []);
});

function exists(file: string): boolean {
  try {
    return Deno.statSync(new URL(file, ROOT)).isFile;
  } catch {
    return false;
  }
}
