/** Reads a few values of a JSON document of any size, piece by piece. */

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const SPACES = [0x20, 0x09, 0x0a, 0x0d];
/** What is nested deeper is not read: each level takes memory. */
const MAX_DEPTH = 1_000;
/** The most bytes of a text that are kept. */
const MAX_TEXT = 2 ** 20;
/** A cut text may begin in the middle of an escape, which is no longer. */
const MAX_ESCAPE = 6;

/** Where a value stands: keys of objects, and indexes of lists. */
export type JsonPath = (string | number)[];

/** What a scanner looks for. */
export interface JsonScanOptions {
  /** Values that lie below more keys are passed over. */
  depth: number;
  /** Whether the value at a path is wanted. */
  wants: (path: JsonPath) => boolean;
  /** Called with each text, number, boolean or null that is wanted. */
  onValue: (path: JsonPath, value: unknown) => void;
  /** The most bytes of a text that are kept: its end. */
  maxText?: number;
}

/** Reads a document without keeping what is not wanted. */
export class JsonScanner {
  readonly #options: Required<JsonScanOptions>;
  readonly #decoder = new TextDecoder();
  readonly #path: JsonPath = [];
  readonly #isList: boolean[] = [];
  #isKey = false;
  #inString = false;
  #isEscaped = false;
  /** The pieces of the text or number that is read, if it is wanted. */
  #parts: Uint8Array[] | undefined;
  #size = 0;
  #isCut = false;
  #isWhole = false;
  #isBroken = false;

  constructor(options: JsonScanOptions) {
    this.#options = { maxText: MAX_TEXT, ...options };
  }

  /** Whether the document began, and all that it opened is closed. */
  get isWhole(): boolean {
    return this.#isWhole && !this.#isBroken;
  }

  /** Reads the next piece, if the document is not broken yet. */
  push(piece: Uint8Array): void {
    for (let i = 0; i < piece.length && !this.#isBroken; i++) {
      if (this.#inString) i = this.#readString(piece, i);
      else if (!SPACES.includes(piece[i]!)) this.#readStructure(piece, i);
      else this.#take();
    }
  }

  /** Hands on the text in whose middle the document broke off. */
  end(): void {
    if (!this.#inString || this.#isKey) return;
    this.#take((text) => JSON.parse(`"${text.replace(/\\+$/, "")}"`));
  }

  /** Reads a text to its end or the piece's; returns the index of its last byte. */
  #readString(piece: Uint8Array, from: number): number {
    let i = from;
    for (; i < piece.length; i++) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (piece[i] === BACKSLASH) this.#isEscaped = true;
      else if (piece[i] === QUOTE) {
        this.#keep(piece.subarray(from, i));
        this.#inString = false;
        this.#take((text) => JSON.parse(`"${text}"`));
        return i;
      }
    }
    this.#keep(piece.subarray(from));
    return i;
  }

  #readStructure(piece: Uint8Array, i: number): void {
    const byte = piece[i]!;
    // Broken: text after the document, or one that is no object or list.
    const isBracket = byte === OPEN_OBJECT || byte === OPEN_LIST;
    const isInside = this.#isList.length > 0;
    if (this.#isWhole || !(isInside || isBracket)) this.#isBroken = true;
    if (byte === COLON) this.#isKey = false;
    else if (byte === COMMA) this.#next();
    else if (isBracket) this.#open(byte === OPEN_LIST);
    else if (byte === CLOSE_OBJECT) this.#close(false);
    else if (byte === CLOSE_LIST) this.#close(true);
    else {
      this.#inString = byte === QUOTE;
      if (this.#inString || !this.#parts) this.#begin();
      if (!this.#inString) this.#keep(piece.subarray(i, i + 1));
    }
  }

  #open(isList: boolean): void {
    if (this.#isList.push(isList) > MAX_DEPTH) this.#isBroken = true;
    this.#path.push(isList ? 0 : "");
    this.#isKey = !isList;
  }

  #close(isList: boolean): void {
    this.#take();
    if (this.#isList.pop() !== isList) this.#isBroken = true;
    this.#path.pop();
    this.#isKey = false;
    this.#isWhole = this.#isList.length === 0;
  }

  #next(): void {
    this.#take();
    const last = this.#path.length - 1;
    const index = this.#path[last];
    if (typeof index === "number") this.#path[last] = index + 1;
    this.#isKey = this.#isList.at(-1) === false;
  }

  #begin(): void {
    const { depth, wants } = this.#options;
    const isWanted = this.#path.length <= depth &&
      (this.#isKey || wants(this.#path));
    this.#parts = isWanted ? [] : undefined;
    [this.#size, this.#isCut] = [0, false];
  }

  /** Keeps a part, copied; of a long text, at least the end. */
  #keep(part: Uint8Array): void {
    if (!this.#parts) return;
    this.#parts.push(part.slice());
    this.#size += part.length;
    while (this.#size - this.#parts[0]!.length > this.#options.maxText) {
      this.#size -= this.#parts.shift()!.length;
      this.#isCut = true;
    }
  }

  /** Hands on what was read, a key or a value. */
  #take(parse: (text: string) => unknown = JSON.parse): void {
    if (!this.#parts) return;
    const decode = (part: Uint8Array) =>
      this.#decoder.decode(part, { stream: true });
    const text = this.#parts.map(decode).join("") + this.#decoder.decode();
    this.#parts = undefined;
    const value = this.#parse(text, parse);
    if (value === undefined) return;
    if (this.#isKey) this.#path[this.#path.length - 1] = String(value);
    else this.#options.onValue(this.#path, value);
  }

  /** The value of a text; nothing if it is no JSON, such as `NaN`. */
  #parse(text: string, parse: (text: string) => unknown): unknown {
    // The end of a text may begin in the middle of an escape.
    for (let from = 0; from <= (this.#isCut ? MAX_ESCAPE : 0); from++) {
      try {
        return parse(text.slice(from));
      } catch {
        // The next beginning may do.
      }
    }
  }
}
