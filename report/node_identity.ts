/** Identifies nodes of dbt, in results and in logs alike. */

/** The kinds of node that dbt has; groups, phases and files are none. */
const NODE_TYPES = [
  "analysis",
  "exposure",
  "function",
  "hook",
  "macro",
  "metric",
  "model",
  "operation",
  "saved_query",
  "seed",
  "semantic_model",
  "snapshot",
  "source",
  "test",
  "unit_test",
] as const;

/** A kind of node. */
export type NodeType = (typeof NODE_TYPES)[number];

/** The identity of a node. Two are the same if all that both have agrees. */
export interface NodeIdentity {
  type: NodeType;
  /** The own name, or with what stands before it, such as the schema. */
  name: string;
  project?: string | undefined;
}

/** Other words of dbt for a kind of node. */
const SYNONYMS: { [words: string]: NodeType | undefined } = {
  data_test: "test",
  generic_test: "test",
  python_model: "model",
  singular_test: "test",
  rpc_call: "operation",
  sql_operation: "operation",
};

/** Kinds that one writer tells apart, and another one does not. */
const FAMILIES: { [type in NodeType]?: NodeType } = {
  unit_test: "test",
  hook: "operation",
};

/** Reads a kind of node, such as "unit test"; nothing if it is none. */
export function readNodeType(words = ""): NodeType | undefined {
  const word = words.trim().toLowerCase().replaceAll(" ", "_");
  return NODE_TYPES.find((type) => type === word) ?? SYNONYMS[word];
}

/** An index of nodes by identity: finding one takes no longer if there are many. */
export class NodeIndex<T extends NodeIdentity> {
  readonly #byName = new Map<string, T[]>();
  readonly #tests: T[] = [];
  /** The tests whose names were cut, with what is left of them. */
  readonly #cutTests: { node: T; beginning: string }[] = [];

  #guesses = 0;

  constructor(nodes: Iterable<T> = []) {
    for (const node of nodes) this.add(node);
  }

  add(node: T): void {
    const key = nameKey(node);
    const twins = this.#byName.get(key);
    if (twins) twins.push(node);
    else this.#byName.set(key, [node]);
    if (family(node) !== "test") return;
    this.#tests.push(node);
    const beginning = readBeginning(node.name);
    if (beginning) this.#cutTests.push({ node, beginning });
  }

  /** All nodes that an identity may be of. */
  findAll(identity: NodeIdentity): T[] {
    const twins = this.#byName.get(nameKey(identity)) ?? [];
    const same = twins.filter((node) => isSameNode(node, identity));
    return same.length > 0 ? same : this.#findByBeginning(identity);
  }

  /** A test whose name was cut: by the end of the line, or for a hash. */
  #findByBeginning(identity: NodeIdentity): T[] {
    if (family(identity) !== "test" || this.#guesses === MAX_GUESSES) return [];
    const beginning = readBeginning(identity.name);
    if (beginning || this.#cutTests.length > 0) this.#guesses++;
    const longer = beginning
      ? this.#tests.filter(({ name }) => name.startsWith(beginning))
      : [];
    const shorter = this.#cutTests
      .filter((test) => identity.name.startsWith(test.beginning))
      .map(({ node }) => node);
    const found = [...new Set([...longer, ...shorter])]
      .filter((node) => hasSameProject(node, identity));
    // One of several would be a guess.
    return found.length === 1 ? found : [];
  }
}

/** Whether two identities are of one node. */
function isSameNode(a: NodeIdentity, b: NodeIdentity): boolean {
  if (family(a) !== family(b) || !hasSameProject(a, b)) return false;
  const [short, long] = [normalizeName(a), normalizeName(b)]
    .toSorted((a, b) => a.length - b.length) as [string, string];
  return `.${long}`.endsWith(`.${short}`);
}

function hasSameProject(a: NodeIdentity, b: NodeIdentity): boolean {
  return !a.project || !b.project || a.project === b.project;
}

function family({ type }: NodeIdentity): NodeType {
  return FAMILIES[type] ?? type;
}

function nameKey(identity: NodeIdentity): string {
  return `${family(identity)} ${normalizeName(identity).split(".").at(-1)}`;
}

/**
 * A name without what only one writer says: a version is `.v2` in ids and `_v2`
 * in the warehouse, and some logs name a hook by its kind alone.
 */
function normalizeName({ type, name }: NodeIdentity): string {
  if (family({ type, name }) === "operation") {
    return /on-run-(?:start|end)/.exec(name)?.[0] ?? name;
  }
  return name.replace(/\.v(\d+)$/, "_v$1");
}

/** The maximum number of searches among all tests by the beginning of a name. */
const MAX_GUESSES = 200;
/** The fewest characters that are believed to be the beginning of one test's name. */
const MIN_BEGINNING = 20;

/**
 * The beginning of a name that was cut: Core ends a line that is too long in
 * dots, and both engines end a name of more than 63 characters in a hash.
 */
function readBeginning(name: string): string | undefined {
  const isCut = /(?:\.\.\.|…)$/.test(name);
  const isHashed = /_[0-9a-f]{32}$/.test(name);
  if (!isCut && !isHashed) return;
  const beginning = name.replace(/(?:\.\.\.|…)$/, "")
    .replace(/_[0-9a-f]{1,32}$/, "");
  return beginning.length < MIN_BEGINNING ? undefined : beginning;
}
