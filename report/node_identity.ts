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
  /** The tests whose names end with a hash, and all others. */
  readonly #tests = { hashed: new TestIndex<T>(), other: new TestIndex<T>() };

  constructor(nodes: Iterable<T> = []) {
    for (const node of nodes) this.add(node);
  }

  add(node: T): void {
    pushTo(this.#byName, toNameKey(node), node);
    if (getFamily(node) !== "test") return;
    const { hashed, other } = this.#tests;
    (isHashed(node.name) ? hashed : other).add(node);
  }

  /** Finds all nodes that match an identity. */
  findAll(identity: NodeIdentity): T[] {
    const namesakes = this.#byName.get(toNameKey(identity)) ?? [];
    const same = namesakes.filter((node) => isSameNode(node, identity));
    return same.length > 0 ? same : this.#findByBeginning(identity);
  }

  /** Finds a test whose name was cut: by the end of the line, or for a hash. */
  #findByBeginning(identity: NodeIdentity): T[] {
    if (getFamily(identity) !== "test") return [];
    const { hashed, other } = this.#tests;
    // Two hashes are of two tests.
    const indexes = isHashed(identity.name) ? [other] : [hashed, other];
    const found = new Set<T>();
    for (const node of indexes.flatMap((it) => it.findSome(identity.name))) {
      if (hasSameProject(node, identity)) found.add(node);
    }
    // One of several would be a guess.
    return found.size === 1 ? [...found] : [];
  }
}

/** The number of tests that tells several from one. */
const SEVERAL = 10;

/** An index of tests by the beginnings of their names. */
class TestIndex<T extends NodeIdentity> {
  readonly #tests: T[] = [];
  #isSorted = true;
  /** The tests whose names were cut, by the beginnings that remain. */
  readonly #byBeginning = new Map<string, T[]>();

  add(test: T): void {
    this.#tests.push(test);
    this.#isSorted = false;
    const beginning = readBeginning(test.name);
    if (beginning) pushTo(this.#byBeginning, beginning, test);
  }

  /** Finds tests of which one name was cut from the other: one, or several. */
  findSome(name: string): T[] {
    const found: T[] = [];
    for (const test of this.#listSimilar(name)) {
      if (isCutFrom(name, test.name) || isCutFrom(test.name, name)) {
        found.push(test);
      }
      if (found.length === SEVERAL) break;
    }
    return found;
  }

  /** Lists the tests of which one name is the beginning of the other. */
  *#listSimilar(name: string): Generator<T> {
    const { length } = this.#byBeginning.size > 0 ? name : "";
    for (let end = MIN_BEGINNING; end <= length; end++) {
      yield* this.#byBeginning.get(name.slice(0, end)) ?? [];
    }
    const beginning = readBeginning(name);
    if (!beginning) return;
    this.#sort();
    for (let i = this.#findPlace(beginning); i < this.#tests.length; i++) {
      const test = this.#tests[i]!;
      if (!test.name.startsWith(beginning)) return;
      yield test;
    }
  }

  #sort(): void {
    if (this.#isSorted) return;
    this.#tests.sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    this.#isSorted = true;
  }

  /** Finds the index of the first test whose name does not come before a text. */
  #findPlace(text: string): number {
    let [start, end] = [0, this.#tests.length];
    while (start < end) {
      const middle = (start + end) >> 1;
      if (this.#tests[middle]!.name < text) start = middle + 1;
      else end = middle;
    }
    return start;
  }
}

function pushTo<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
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
  // Dots at the end mean that the name was cut.
  const name = normalizeName(identity).replace(/\.{3}$/, "…");
  return `${getFamily(identity)} ${name.split(".").at(-1)}`;
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

/** Whether a name ends with a hash, which stands for the rest of it. */
function isHashed(name: string): boolean {
  return /_[0-9a-f]{32}$/.test(name);
}

/** Removes the dots with which a line that is too long ends. */
function removeDots(name: string): string {
  return name.replace(/(?:\.\.\.|…)$/, "");
}

/** Whether a name that was cut may be the beginning of another one. */
function isCutFrom(cut: string, whole: string): boolean {
  const [text, other] = [removeDots(cut), removeDots(whole)];
  const hasDots = text !== cut;
  if (hasDots && other.startsWith(text)) return true;
  const beginning = readBeginning(cut);
  const isComparable = beginning && !isHashed(whole) &&
    !(hasDots && other !== whole);
  if (!isComparable || !other.startsWith(beginning)) return false;
  // A hash that was cut is another one.
  const rest = other.slice(beginning.length);
  return other === whole || !/^_[0-9a-f]+$/.test(rest);
}

/**
 * Reads the beginning of a name that was cut: Core ends a line that is too long
 * with dots, and both engines end a name of more than 63 characters with a hash.
 */
function readBeginning(name: string): string | undefined {
  const text = removeDots(name);
  if (text === name && !isHashed(name)) return;
  const beginning = text.replace(/_[0-9a-f]{1,32}$/, "");
  return beginning.length < MIN_BEGINNING ? undefined : beginning;
}
