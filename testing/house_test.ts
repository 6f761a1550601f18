/** The rules of the house that a program can check. */
import { assert, assertEquals } from "@std/assert";
// deno-lint-ignore no-import-prefix
import { Linter } from "npm:eslint@^9.0.0";
// deno-lint-ignore no-import-prefix
import * as parser from "npm:@typescript-eslint/parser@^8.0.0";
import { TRIGGER_FIELDS } from "../api/trigger_fields.ts";
import { SETTING_LIST } from "../command/input/settings.ts";
import {
  declaredNames,
  exists,
  importsOf,
  isNode,
  modulesIn,
  nodesOf,
  parseModule,
  read,
  ROOT,
  SHIPPED,
  type SyntaxNode,
} from "./source.ts";

const MAX_COMPLEXITY = 15;
const MAX_FUNCTION_LINES = 60;
const MAX_LINES: { [file: string]: number } = { "mod.ts": 450, "main.ts": 130 };
const PROGRAM = [...SHIPPED, "action"];
const ALL = [...PROGRAM, "testing", "offline", "bench"];

/** Lints all modules, each once; the messages by their rule. */
function lint(): { [rule: string]: string[] } {
  const linter = new Linter();
  const found: { [rule: string]: string[] } = {};
  for (const file of modulesIn(...ALL)) {
    const messages = linter.verify(read(file), {
      files: ["**/*.ts"],
      languageOptions: { parser },
      rules: {
        complexity: ["error", { max: MAX_COMPLEXITY }],
        "max-lines-per-function": [
          "error",
          { max: MAX_FUNCTION_LINES, IIFEs: true },
        ],
      },
    }, file);
    for (const { line, message, ruleId } of messages) {
      (found[ruleId ?? "parse"] ??= []).push(`${file}:${line} ${message}`);
    }
  }
  return found;
}

Deno.test(`no function is more complex than ${MAX_COMPLEXITY}, or has more than ${MAX_FUNCTION_LINES} lines`, () => {
  assertEquals(lint(), {});
});

Deno.test("the doors keep their limits, and the library's door has no loop", () => {
  for (const [file, limit] of Object.entries(MAX_LINES)) {
    assert(read(file).trimEnd().split("\n").length <= limit, file);
  }
  const loops = nodesOf(parseModule("mod.ts"))
    .filter(({ type }) => /^(For|While|DoWhile)\w*Statement$/.test(type));
  assertEquals(loops, []);
  assert(!/^[^*/]*\b(Deno|process|console)\./m.test(read("mod.ts")));
});

/** The imports that each room may have: values, or with `type` only types. */
const MAY_IMPORT: [from: RegExp, to: RegExp][] = [
  [/^api\//, /^api\//],
  [/^mod\.ts$/, /^api\/|^report\//],
  [
    /^report\//,
    /^report\/|^type api\/|^api\/(json(_\w+)?|text|clock|model)\.ts$/,
  ],
  [/^ci\//, /^ci\/|^type api\/|^api\/text\.ts$/],
  [
    /^command\/process\//,
    /^(api|ci|command\/process)\/|^command\/exit_codes\.ts$|^type command\//,
  ],
  [
    /^command\/input\//,
    /^(api|ci|command\/(input|process))\/|^command\/exit_codes\.ts$|^type command\/|^deno\.json$/,
  ],
  [
    /^command\/output\//,
    /^(api|report|ci|command\/(output|process))\/|^command\/(exit_codes|verdict)\.ts$|^type command\//,
  ],
  [/^command\//, /^(api|report|ci|command)\/|^deno\.json$/],
  [/^main\.ts$/, /^mod\.ts$|^command\//],
  [/^action\//, /^(api|ci|command|action)\//],
  [/^testing\/fake/, /^testing\/fake/],
];

Deno.test("imports point down", () => {
  const wrong = modulesIn(...PROGRAM, "testing").flatMap((file) => {
    const [, to] = MAY_IMPORT.find(([from]) => from.test(file)) ?? [];
    if (!to) return [];
    return importsOf(file).filter(({ target, isType }) =>
      !to.test(target) && !(isType && to.test(`type ${target}`))
    ).map(({ target }) => `${file} imports ${target}`);
  });
  assertEquals(wrong, []);
});

Deno.test("no import runs in a circle, that of a type neither", () => {
  const circles = new Set<string>();
  const done = new Set<string>();
  const visit = (file: string, path: string[]): void => {
    const from = path.indexOf(file);
    if (from >= 0) circles.add(path.slice(from).toSorted().join(" "));
    if (from >= 0 || done.has(file) || !file.endsWith(".ts")) return;
    for (const { target } of importsOf(file)) visit(target, [...path, file]);
    done.add(file);
  };
  modulesIn(...ALL).forEach((file) => visit(file, []));
  assertEquals([...circles], []);
});

/** Modules without a test of their name, each with what tests them. */
const TESTED_ELSEWHERE: { [module: string]: string } = {
  "mod.ts": "mod_test.ts opens it as a user does",
  "command/program.ts": "command/main_test.ts starts it as a process",
  "command/process/node.ts":
    "testing/runtimes_test.ts and the action run in it",
};

Deno.test("each module that does something has a test of its name beside it", () => {
  const named = Object.keys(TESTED_ELSEWHERE);
  const found = modulesIn(...PROGRAM).filter((file) =>
    doesSomething(file) && !exists(file.replace(/\.ts$/, "_test.ts")) &&
    !named.includes(file)
  );
  assertEquals(found, []);
  const gone = named.filter((file) => !exists(file));
  assertEquals(gone, [], "these modules are not there any more");
});

/** Whether a module has code of its own, and not only types and constants. */
function doesSomething(file: string): boolean {
  return nodesOf(parseModule(file)).some(({ type, body }) =>
    /Function|Class/.test(type) && isNode(body)
  );
}

Deno.test("no name is declared at the top level of two shipped files", () => {
  const files: { [name: string]: string[] } = Object.create(null);
  for (const file of modulesIn(...PROGRAM)) {
    for (const name of new Set(declaredNames(file))) {
      (files[name] ??= []).push(file);
    }
  }
  const twice = Object.keys(files).filter((name) => files[name]!.length > 1);
  assertEquals(twice.map((name) => `${name}: ${files[name]}`), []);
});

/** The one file that knows exit codes as numbers. */
const EXIT_CODES = "command/exit_codes.ts";

Deno.test(`no file but ${EXIT_CODES} has an exit code as a number`, () => {
  const found = modulesIn("main.ts", "command", "action")
    .filter((file) => file !== EXIT_CODES)
    .flatMap((file) => {
      const lines = read(file).split("\n");
      return nodesOf(parseModule(file)).flatMap(exitCodesIn)
        .map(({ loc: { start: { line } } }) =>
          `${file}:${line} ${lines[line - 1]!.trim()}`
        );
    });
  assertEquals(found, []);
});

/** The numbers of a node that are exit codes. */
function exitCodesIn(node: SyntaxNode): SyntaxNode[] {
  const { type, callee, left, right, id, key, value, init, operator } = node;
  const texts = [callee, left, right, id, key]
    .filter(isNode).map(nameOf).join(" ");
  const isCode = /\b(exit)?code\b|ExitCode\b|\bexit\b|CommandError\b/i
    .test(texts);
  const isSignal = type === "Literal" && [70, 129, 130, 143, 128]
    .includes(Number(node.raw));
  if (isSignal) return [node];
  if (/^(Call|New)Expression$/.test(type) && isCode) {
    return numbersIn(node.arguments);
  }
  if (
    type === "BinaryExpression" && isCode && /^[!=]=/.test(String(operator))
  ) {
    return numbersIn([left, right]);
  }
  if (!isCode) return returnedCodes(node);
  return numbersIn([value, init, right]);
}

/** The numbers that a function returns as exit codes. */
function returnedCodes({ returnType, body }: SyntaxNode): SyntaxNode[] {
  const isCode = isNode(returnType) &&
    nodesOf(returnType).some(({ name }) => name === "ExitCode");
  if (!isCode || !isNode(body)) return [];
  return nodesOf(body).filter(({ type }) => type === "ReturnStatement")
    .flatMap(({ argument }) => numbersIn([argument]));
}

/** The numbers among expressions, those of a condition's branches, too. */
function numbersIn(expressions: unknown): SyntaxNode[] {
  if (!Array.isArray(expressions)) return [];
  return expressions.filter(isNode).flatMap((node) =>
    node.type === "ConditionalExpression"
      ? numbersIn([node.consequent, node.alternate])
      : node.type === "Literal" && typeof node.value === "number" &&
          node.value < 256
      ? [node]
      : []
  );
}

/** The last name of an expression, such as `exit` of `process.exit`. */
function nameOf(node: SyntaxNode): string {
  const { name, property } = node;
  return isNode(property) ? nameOf(property) : String(name ?? "");
}

Deno.test("each setting is read somewhere", () => {
  const names = new Set(
    modulesIn("command", "action")
      .flatMap((file) => nodesOf(parseModule(file)).flatMap(valuesRead)),
  );
  assert(names.size > 30, `${names.size} names`);
  // All fields of the trigger body are read by their table.
  const fields: string[] = Object.values(TRIGGER_FIELDS)
    .map(({ option }) => option);
  const unread = SETTING_LIST.map(([name]) => name)
    .filter((name) => !names.has(name) && !fields.includes(name));
  assertEquals(unread, []);
});

/** The settings that a node reads: `values.name`, or by a pattern. */
function valuesRead(node: SyntaxNode): string[] {
  const { type, object, property, id, init, key, value } = node;
  const isValues = (it: unknown) => isNode(it) && nameOf(it) === "values";
  if (type === "MemberExpression" && isValues(object) && isNode(property)) {
    return [nameOf(property)];
  }
  if (type === "VariableDeclarator" && isValues(init)) return keysIn(id);
  if (type === "Property" && isValues(key)) return keysIn(value);
  const { typeAnnotation } = node;
  const isTyped = type === "ObjectPattern" && isNode(typeAnnotation) &&
    nodesOf(typeAnnotation).some(({ name }) => name === "Values");
  return isTyped ? keysIn(node) : [];
}

/** The names of the properties that a pattern takes. */
function keysIn(pattern: unknown): string[] {
  if (!isNode(pattern) || pattern.type !== "ObjectPattern") return [];
  const properties = pattern.properties as SyntaxNode[];
  return properties.flatMap(({ key }) => isNode(key) ? [nameOf(key)] : []);
}

Deno.test("no URL of a file is used as a path, which may have a space", () => {
  const here = read("testing/house_test.ts");
  const found = typescriptIn("").filter((file) => {
    const text = read(file);
    return text !== here &&
      /new URL\([^)]*(import\.meta\.url|root|ROOT)\)\.pathname/.test(text);
  });
  assertEquals(found, []);
});

/** Lists every module in a folder and below, the tests, too. */
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
