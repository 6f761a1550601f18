/** Reads a few values of a JSON document of any size, piece by piece. */
import { parseJson } from "./json.ts";

/** Deeper values are not read: each level takes memory. */
const MAX_LEVELS = 1_000;
/** The maximum length of a text that is kept. */
const DEFAULT_MAX_TEXT = 2 ** 20;
/** A token between texts: spaces, a number or a word, or one mark. */
const JSON_TOKEN = /[ \t\r\n]+|[^ \t\r\n"{}[\],:]+|[^]/y;

/** An escape that a text ends in: it begins with an odd backslash. */
const UNFINISHED_ESCAPE = /(?<!\\)((?:\\\\)*)\\(?:u[\da-f]{0,3})?$/i;

/** The place of a value: keys of objects, and indexes of lists. */
export type JsonPath = (string | number)[];

/** Options for {@linkcode JsonScanner}. */
export interface JsonScanOptions {
  /** Values that lie below more keys are passed over. */
  depth: number;
  /** Whether the value at a path is read. */
  wants: (path: JsonPath) => boolean;
  /** Called with each text, number, boolean or null that is read. */
  onValue: (path: JsonPath, value: unknown) => void;
  /** Called with each object or list that begins. */
  onOpen?: (path: JsonPath, isList: boolean) => void;
  /** The length of the end of a long text that is kept, or somewhat more. */
  maxText?: number;
}

/** Reads a document, and keeps nothing but the value that it reads. */
export class JsonScanner {
  readonly #options: Required<JsonScanOptions>;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #path: JsonPath = [];
  #isKey = false;
  #inString = false;
  /** Whether the next character is escaped by the last one of a piece. */
  #isEscaped = false;
  /** The part of a text, a number or a word that has come so far. */
  #kept: string | undefined;
  #isCut = false;
  #isWhole = false;
  #isBroken = false;

  constructor(options: JsonScanOptions) {
    this.#options = { maxText: DEFAULT_MAX_TEXT, onOpen: () => {}, ...options };
  }

  /** Whether the document began, and all that it opened is closed. */
  get isWhole(): boolean {
    return this.#isWhole && !this.#isBroken;
  }

  /** Reads the next piece, if the document is not broken yet. */
  push(piece: Uint8Array): void {
    const text = this.#decoder.decode(piece, { stream: true });
    for (let at = 0; at < text.length && !this.#isBroken;) {
      at = this.#inString
        ? this.#readString(text, at)
        : this.#readToken(text, at);
    }
  }

  /** Hands on the text in whose middle the document broke off. */
  end(): void {
    if (!this.#inString || this.#isKey) return;
    this.#kept = this.#kept?.replace(UNFINISHED_ESCAPE, "$1");
    this.#take();
  }

  /** Reads a text to its end or the piece's; returns the place after it. */
  #readString(text: string, from: number): number {
    let at = this.#isEscaped ? from + 1 : from;
    while (at < text.length && text[at] !== '"') {
      at += text[at] === "\\" ? 2 : 1;
    }
    this.#isEscaped = at > text.length;
    this.#keep(text.slice(from, at));
    if (at >= text.length) return at;
    this.#take();
    this.#inString = false;
    return at + 1;
  }

  /** Reads what is no text; returns the place after it. */
  #readToken(text: string, from: number): number {
    JSON_TOKEN.lastIndex = from;
    const [token = ""] = JSON_TOKEN.exec(text) ?? [];
    const isSpace = " \t\r\n".includes(token[0]!);
    const isOpening = token === "{" || token === "[";
    // Broken: text after the document, or one that is no object or list.
    const mayBegin = this.#path.length > 0 || isOpening;
    if (!isSpace && (this.#isWhole || !mayBegin)) this.#isBroken = true;
    if (isSpace) this.#take();
    else if (token === ":") this.#isKey = false;
    else if (token === ",") this.#next();
    else if (isOpening) this.#open({ isList: token === "[" });
    else if (token === "}" || token === "]") {
      this.#close({ isList: token === "]" });
    } else this.#begin(token);
    return from + token.length;
  }

  #open({ isList }: { isList: boolean }): void {
    this.#options.onOpen(this.#path, isList);
    if (this.#path.push(isList ? 0 : "") > MAX_LEVELS) this.#isBroken = true;
    this.#isKey = !isList;
  }

  #close({ isList }: { isList: boolean }): void {
    this.#take();
    const isInList = typeof this.#path.pop() === "number";
    if (isInList !== isList) this.#isBroken = true;
    this.#isKey = false;
    this.#isWhole = this.#path.length === 0;
  }

  #next(): void {
    this.#take();
    const last = this.#path.pop();
    this.#isKey = typeof last !== "number";
    this.#path.push(typeof last === "number" ? last + 1 : "");
  }

  #begin(token: string): void {
    const { depth, wants } = this.#options;
    this.#inString = token === '"';
    if (this.#inString || this.#kept === undefined) {
      const isWanted = this.#path.length <= depth &&
        (this.#isKey || wants(this.#path));
      this.#kept = isWanted ? "" : undefined;
      this.#isCut = false;
    }
    if (!this.#inString) this.#keep(token);
  }

  /** Keeps a part; of a long text, at least the end. */
  #keep(part: string): void {
    if (this.#kept === undefined) return;
    const { maxText } = this.#options;
    this.#kept += part;
    if (this.#kept.length <= 2 * maxText) return;
    this.#kept = this.#kept.slice(-maxText);
    this.#isCut = true;
  }

  /** Hands on what was read, a key or a value; nothing if it is no JSON. */
  #take(): void {
    if (this.#kept === undefined) return;
    const quote = this.#inString ? '"' : "";
    let value = parseJson(quote + this.#kept + quote);
    // The end of a text may begin with the second half of an escape.
    if (value === undefined && this.#isCut) {
      value = parseJson(quote + this.#kept.slice(1) + quote);
    }
    this.#kept = undefined;
    if (value === undefined) return;
    if (this.#isKey) this.#path[this.#path.length - 1] = String(value);
    else this.#options.onValue(this.#path, value);
  }
}
