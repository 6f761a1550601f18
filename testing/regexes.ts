/**
 * Finds the regular expressions of a module, writes the texts that are worst for
 * each from its own parts, and measures whether its time grows faster than they
 * do.
 */
// deno-lint-ignore no-import-prefix
import { type AST, RegExpParser } from "npm:@eslint-community/regexpp@^4.12.0";
import { isNode, nodesOf, parseModule, type SyntaxNode } from "./source.ts";
import { startWorkTimer } from "./work_time.ts";

/** A regular expression, and where it stands. */
export interface Expression {
  /** Such as `report/safe_text.ts:12`. */
  where: string;
  source: string;
  flags: string;
}

// Finding them

/** Lists the regular expressions of a module: literals, and `new RegExp()`. */
export function expressionsIn(file: string): Expression[] {
  const tree = parseModule(file);
  return nodesOf(tree).flatMap((node) => {
    const where = `${file}:${node.loc.start.line}`;
    const { regex } = node as { regex?: { pattern: string; flags: string } };
    if (regex) return [{ where, source: regex.pattern, flags: regex.flags }];
    const { callee } = node;
    const isCall = isNode(callee) && callee.name === "RegExp";
    if (!isCall) return [];
    const [source, flags] = node.arguments as SyntaxNode[];
    return [{
      where,
      source: textOf(source, tree),
      flags: flags ? textOf(flags, tree) : "",
    }];
  });
}

/** The text of a constant expression; throws if it is none. */
function textOf(node: unknown, tree: SyntaxNode): string {
  const parts = isNode(node) ? CONSTANTS[node.type]?.(node, tree) : undefined;
  if (parts !== undefined) return parts;
  const line = isNode(node) ? node.loc.start.line : 0;
  throw new TypeError(
    `The regular expression in line ${line} is made of what is no constant`,
  );
}

type ReadText = (node: SyntaxNode, tree: SyntaxNode) => string | undefined;

/** How the text of each kind of constant expression is read. */
const CONSTANTS: { [type: string]: ReadText } = {
  Literal: ({ value }) => typeof value === "string" ? value : undefined,
  BinaryExpression: ({ left, right }, tree) =>
    textOf(left, tree) + textOf(right, tree),
  TaggedTemplateExpression: ({ quasi }, tree) =>
    readTemplate(quasi as SyntaxNode, tree, "raw"),
  TemplateLiteral: (node, tree) => readTemplate(node, tree, "cooked"),
  Identifier({ name }, tree) {
    const found = nodesOf(tree).find(({ type, id }) =>
      type === "VariableDeclarator" && isNode(id) && id.name === name
    );
    return textOf(found?.init, tree);
  },
  CallExpression({ callee, arguments: given }, tree) {
    const { object, property } = callee as SyntaxNode;
    const texts = (given as SyntaxNode[]).map((it) => textOf(it, tree));
    const [first = "", second = ""] = texts;
    const method = isNode(property) ? property.name : undefined;
    if (method === "replaceAll") {
      return textOf(object, tree).replaceAll(first, second);
    }
    const { elements } = object as SyntaxNode;
    if (method !== "join" || !Array.isArray(elements)) return;
    return elements.map((it) => textOf(it, tree)).join(first);
  },
};

function readTemplate(
  { quasis, expressions }: SyntaxNode,
  tree: SyntaxNode,
  kind: "raw" | "cooked",
): string {
  const values = (expressions as SyntaxNode[]).map((it) => textOf(it, tree));
  const parts = quasis as { value: { raw: string; cooked: string } }[];
  return parts.map(({ value }, i) => value[kind] + (values[i] ?? "")).join("");
}

// The worst texts for an expression

/** Characters that stand beside those of the expression itself. */
const COMMON = [...` aA0_.-:/\\"'\n\t[({<*é!\0`];
/** How many characters are tried in the place of one. */
const MAX_PUMPS = 8;

/** Text that is repeated, between a beginning and an end. */
interface Recipe {
  start: string;
  pump: string;
  end: string;
}

/** The texts that are worst for an expression, as recipes. */
export function recipesFor({ source, flags }: Expression): Recipe[] {
  const isUnicode = /[uv]/.test(flags);
  const pattern = new RegExpParser().parsePattern(
    source,
    0,
    source.length,
    { unicode: isUnicode, unicodeSets: flags.includes("v") },
  );
  const sets = setsIn(pattern);
  const own = [...source].concat(sets.flatMap(edgesOf));
  const pool = [...new Set([...own, ...COMMON])];
  const cached = new Map<string, string[]>();
  /** The characters that a part matches, those first that others match, too. */
  const matching = ({ raw }: AST.Node): string[] => {
    const before = cached.get(raw);
    if (before) return before;
    const test = new RegExp(`^(?:${raw})$`, flags.replace(/[gy]/g, ""));
    const found = pool.filter((character) => test.test(character));
    cached.set(raw, found);
    return found;
  };
  const uses = (character: string) =>
    sets.filter((set) => matching(set).includes(character)).length;
  const ranked = pool.map((character) => ({ character, uses: uses(character) }))
    .toSorted((a, b) => b.uses - a.uses);
  for (const list of cached.values()) {
    const order = ranked.map(({ character }) => character);
    list.sort((a, b) => order.indexOf(a) - order.indexOf(b));
  }
  const ends = [ranked.findLast(({ uses }) => uses === 0)?.character ?? "", ""];
  const runs = ranked.filter(({ uses }) => uses > 0).slice(0, 16)
    .map(({ character }) => ["", character]);
  const pumps = repeatsIn(pattern).flatMap((repeat) => {
    const start = before(repeat, matching);
    return pumpsOf(repeat.element, matching)
      .flatMap((pump) => [[start, pump], ["", pump], ["", start + pump]]);
  });
  const whole = sampleOf(pattern, matching);
  const misses = [["", whole.slice(0, -1)], ["", whole]];
  const all = [...runs, ...pumps, ...misses].flatMap((
    [start = "", pump = ""],
  ) => ends.map((end) => ({ start, pump, end }))).filter(({ pump }) => pump);
  const keyed = all.map((recipe) => [JSON.stringify(recipe), recipe] as const);
  return [...new Map(keyed).values()];
}

/** A part that matches one character. */
type CharacterNode =
  | AST.Character
  | AST.CharacterSet
  | AST.CharacterClass
  | AST.ExpressionCharacterClass;

function isCharacter(node: AST.Node): node is CharacterNode {
  return /^(Character|CharacterSet|(Expression)?CharacterClass)$/
    .test(node.type);
}

/** The parts of a part, in order. */
function childrenOf(node: AST.Node): AST.Node[] {
  if (isCharacter(node)) return [];
  if ("alternatives" in node) return node.alternatives as AST.Node[];
  if ("elements" in node) return node.elements as AST.Node[];
  return "element" in node ? [node.element] : [];
}

function below(node: AST.Node): AST.Node[] {
  return [node, ...childrenOf(node).flatMap(below)];
}

function setsIn(pattern: AST.Pattern): CharacterNode[] {
  return below(pattern).filter(isCharacter);
}

/** The characters that stand in a part, and the ends of its ranges. */
function edgesOf(node: CharacterNode): string[] {
  const elements = "elements" in node ? node.elements : [node];
  return elements.flatMap((element) =>
    element.type === "Character"
      ? [element.value]
      : element.type === "CharacterClassRange"
      ? [element.min.value, element.max.value]
      : []
  ).map((code) => String.fromCodePoint(code));
}

/** Lists the parts that may be repeated more than a few times. */
function repeatsIn(pattern: AST.Pattern): AST.Quantifier[] {
  return below(pattern).filter((node) => node.type === "Quantifier")
    .filter(({ max }) => max > 20);
}

type Matching = (node: AST.Node) => string[];

/** A text that a part matches, or nearly. */
function sampleOf(node: AST.Node, matching: Matching): string {
  if (isCharacter(node)) return matching(node)[0] ?? "";
  if (node.type === "Quantifier") {
    return sampleOf(node.element, matching).repeat(Math.min(node.min || 1, 50));
  }
  if (node.type === "Assertion") return "";
  if (node.type === "Alternative") {
    return node.elements.map((it) => sampleOf(it, matching)).join("");
  }
  const [first] = childrenOf(node);
  return first ? sampleOf(first, matching) : "";
}

/** Lists texts that a repeated part matches. */
function pumpsOf(node: AST.Node, matching: Matching): string[] {
  if (isCharacter(node)) return matching(node).slice(0, MAX_PUMPS);
  return childrenOf(node).flatMap((child) => variantsOf(child, matching));
}

/** Texts that a part matches: each of its characters is varied, one by one. */
function variantsOf(node: AST.Node, matching: Matching): string[] {
  const children = childrenOf(node);
  const samples = children.map((child) => sampleOf(child, matching));
  const varied = children.flatMap((child, i) =>
    (isCharacter(child) ? matching(child).slice(0, MAX_PUMPS) : [])
      .map((character) => samples.with(i, character).join(""))
  );
  return [...new Set([samples.join(""), ...varied])];
}

/** A text that all that stands before a part matches. */
function before(node: AST.Node, matching: Matching): string {
  const parent = node.parent as AST.Node | null | undefined;
  if (!parent) return "";
  const earlier = parent.type === "Alternative"
    ? parent.elements.slice(0, parent.elements.indexOf(node as AST.Element))
    : [];
  return before(parent, matching) +
    earlier.map((it) => sampleOf(it, matching)).join("");
}

// Measuring

/** How much longer a longer text may take for each of its characters. */
const MAX_GROWTH = 4;
/** An expression that needs less than this for each character is never slow, in ms. */
const FAST = 20e-6;
/** The lengths of all texts: the short ones find what grows exponentially. */
const LENGTHS = [12, 24, 48, 100, 1_000, 10_000];
/** The lengths of the slowest texts, and how many of them. */
const LONG_LENGTHS = [
  { length: 100_000, texts: 4 },
  { length: 1_000_000, texts: 1 },
];
const REPEATS = 5;
function textFor({ start, pump, end }: Recipe, length: number): string {
  const text = start + pump.repeat(Math.ceil(length / pump.length)) + end;
  // In one piece, for V8 puts repeated text together when it is first read.
  return new TextDecoder().decode(new TextEncoder().encode(text));
}

/** Goes through all of a text, as its reader does. */
function search(expression: RegExp, text: string): void {
  expression.lastIndex = 0;
  if (expression.global) text.replace(expression, "");
  else if (!expression.sticky) expression.test(text);
  else {for (let at = -1; at < expression.lastIndex;) {
      at = expression.lastIndex;
      if (!expression.test(text)) return;
    }}
}

/** The least time that a text takes for each of its characters, in ms. */
function leastTime(expression: RegExp, text: string, enough: number): number {
  let least = Infinity;
  for (let i = 0; i < REPEATS && least > enough; i++) {
    const elapsed = startWorkTimer();
    search(expression, text);
    least = Math.min(least, elapsed() / text.length);
  }
  return least;
}

/**
 * Describes the text that makes an expression slow, if there is one: the longer
 * it is, the more time each of its characters takes. The longest texts are tried of the slowest kinds.
 */
export function slowTextFor(expression: Expression): string | undefined {
  const compiled = new RegExp(expression.source, expression.flags);
  let tried = recipesFor(expression).map((recipe) => ({ recipe, time: 0 }));
  const lengths = LENGTHS.map((length) => ({ length, texts: Infinity }));
  for (const { length, texts } of [...lengths, ...LONG_LENGTHS]) {
    tried = tried.toSorted((a, b) => b.time - a.time).slice(0, texts);
    for (const each of tried) {
      const fault = measure(compiled, each, length);
      if (fault) return fault;
    }
  }
}

/** Writes down the time for each character of a text; returns what is wrong. */
function measure(
  expression: RegExp,
  tried: { recipe: Recipe; time: number },
  length: number,
): string | undefined {
  const { start, pump, end } = tried.recipe;
  const [quotedStart, quotedPump, quotedEnd] = [start, pump, end]
    .map((text) => JSON.stringify(text.slice(0, 60)));
  const description =
    `${length} characters of ${quotedStart} + ${quotedPump} again ` +
    `and again + ${quotedEnd}`;
  const limit = MAX_GROWTH * Math.max(tried.time, FAST);
  try {
    const text = textFor(tried.recipe, length);
    const time = leastTime(expression, text, limit);
    tried.time = time;
    const isSlow = length > LENGTHS[0]! && time > limit;
    if (isSlow) {
      return `${description} take ${(time * text.length).toFixed(0)} ms`;
    }
  } catch (error) {
    return `${description}: ${(error as Error).message}`;
  }
}
