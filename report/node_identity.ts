/** Identifies nodes of dbt, in results and in logs alike. */

/** The kinds of node that dbt has. Groups, phases and files are not nodes. */
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

/** The identity of a node. Two identities match if all parts that both have agree. */
export interface NodeIdentity {
  type: NodeType;
  /** The name, maybe with a prefix such as the schema. */
  name: string;
  project?: string | undefined;
}

/** Synonyms that dbt uses for kinds of node. */
const SYNONYMS: { [words: string]: NodeType | undefined } = {
  data_test: "test",
  generic_test: "test",
  python_model: "model",
  singular_test: "test",
  rpc_call: "operation",
  sql_operation: "operation",
};

/** Kinds that logs do not tell apart, although results do. */
const FAMILIES: { [type in NodeType]?: NodeType } = {
  unit_test: "test",
  hook: "operation",
};

/** The maximum number of searches among all tests by the beginning of a name. */
const MAX_SEARCHES = 200;
/** The minimum length of a beginning that identifies a test. */
const MIN_BEGINNING = 20;

/** Reads the kind of a node from words such as "unit test". */
export function readNodeType(words = ""): NodeType | undefined {
  const word = words.trim().toLowerCase().replaceAll(" ", "_");
  return NODE_TYPES.find((type) => type === word) ?? SYNONYMS[word];
}

/** An index of nodes by identity. Finding a node takes the same time among many. */
export class NodeIndex<T extends NodeIdentity> {
  readonly #byName = new Map<string, T[]>();
  readonly #tests: T[] = [];
  /** The tests whose names were cut, with the beginnings that remain. */
  readonly #cutTests: { node: T; beginning: string }[] = [];

  #searches = 0;

  constructor(nodes: Iterable<T> = []) {
    for (const node of nodes) this.add(node);
  }

  add(node: T): void {
    const key = toNameKey(node);
    const namesakes = this.#byName.get(key);
    if (namesakes) namesakes.push(node);
    else this.#byName.set(key, [node]);
    if (getFamily(node) !== "test") return;
    this.#tests.push(node);
    const beginning = readBeginning(node.name);
    if (beginning) this.#cutTests.push({ node, beginning });
  }

  /** Finds all nodes that match an identity. */
  findAll(identity: NodeIdentity): T[] {
    const namesakes = this.#byName.get(toNameKey(identity)) ?? [];
    const same = namesakes.filter((node) => isSameNode(node, identity));
    return same.length > 0 ? same : this.#findByBeginning(identity);
  }

  /** Finds a test whose name was cut: by the end of the line, or for a hash. */
  #findByBeginning(identity: NodeIdentity): T[] {
    if (getFamily(identity) !== "test" || this.#searches === MAX_SEARCHES) {
      return [];
    }
    const beginning = readBeginning(identity.name);
    if (beginning || this.#cutTests.length > 0) this.#searches++;
    const withBeginning = beginning
      ? this.#tests.filter(({ name }) => name.startsWith(beginning))
      : [];
    const withCutName = this.#cutTests
      .filter((test) => identity.name.startsWith(test.beginning))
      .map(({ node }) => node);
    const found = [...new Set([...withBeginning, ...withCutName])]
      .filter((node) => hasSameProject(node, identity));
    // One of several would be a guess.
    return found.length === 1 ? found : [];
  }
}

/** Whether two identities are of one node. */
function isSameNode(a: NodeIdentity, b: NodeIdentity): boolean {
  if (getFamily(a) !== getFamily(b) || !hasSameProject(a, b)) return false;
  const [short, long] = [normalizeName(a), normalizeName(b)]
    .toSorted((a, b) => a.length - b.length) as [string, string];
  return `.${long}`.endsWith(`.${short}`);
}

function hasSameProject(a: NodeIdentity, b: NodeIdentity): boolean {
  return !a.project || !b.project || a.project === b.project;
}

function getFamily({ type }: NodeIdentity): NodeType {
  return FAMILIES[type] ?? type;
}

function toNameKey(identity: NodeIdentity): string {
  return `${getFamily(identity)} ${normalizeName(identity).split(".").at(-1)}`;
}

/**
 * Reduces a name to the parts that all sources have: a version is `.v2` in ids and
 * `_v2` in the warehouse, and some logs name a hook by its kind alone.
 */
function normalizeName({ type, name }: NodeIdentity): string {
  if (getFamily({ type, name }) === "operation") {
    return /on-run-(?:start|end)/.exec(name)?.[0] ?? name;
  }
  return name.replace(/\.v(\d+)$/, "_v$1");
}

/**
 * Reads the beginning of a name that was cut: Core ends a line that is too long
 * with dots, and both engines end a name of more than 63 characters with a hash.
 */
function readBeginning(name: string): string | undefined {
  const isCut = /(?:\.\.\.|…)$/.test(name);
  const isHashed = /_[0-9a-f]{32}$/.test(name);
  if (!isCut && !isHashed) return;
  const beginning = name.replace(/(?:\.\.\.|…)$/, "")
    .replace(/_[0-9a-f]{1,32}$/, "");
  return beginning.length < MIN_BEGINNING ? undefined : beginning;
}
