/** Reads a few values of a JSON document of any size, piece by piece. */

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_OBJECT, CLOSE_OBJECT] = [0x7b, 0x7d];
const [OPEN_LIST, CLOSE_LIST] = [0x5b, 0x5d];
const SPACES = [0x20, 0x09, 0x0a, 0x0d];
/** What is nested deeper is not read: each level takes memory. */
const MAX_DEPTH = 1_000;
/** Of a kept text, no more than so many bytes. */
const MAX_TEXT = 2 ** 20;

/** Where a value stands: keys of objects, and indexes of lists. */
export type JsonPath = (string | number)[];

/** What a scanner looks for. */
export interface JsonScanOptions {
  /** Values that lie deeper than so many keys are passed over. */
  depth: number;
  /** Whether the value at a path is wanted. */
  wants: (path: JsonPath) => boolean;
  /** Called with each text, number, boolean or null that is wanted. */
  onValue: (path: JsonPath, value: unknown) => void;
}

/** Reads a document without keeping what is not wanted. */
export class JsonScanner {
  readonly #options: JsonScanOptions;
  readonly #decoder = new TextDecoder();
  readonly #path: JsonPath = [];
  readonly #isList: boolean[] = [];
  #isKey = false;
  #inString = false;
  #isEscaped = false;
  /** The bytes of the string or number that is read, if it is of interest. */
  #bytes: number[] | undefined;
  #hasBegun = false;
  #isWhole = false;
  #isBroken = false;

  constructor(options: JsonScanOptions) {
    this.#options = options;
  }

  /** Whether the document began, and all that it opened is closed. */
  get isWhole(): boolean {
    return this.#isWhole && !this.#isBroken;
  }

  /** Reads the next piece, if the document is not broken yet. */
  push(piece: Uint8Array): void {
    for (let i = 0; i < piece.length && !this.#isBroken; i++) {
      const byte = piece[i]!;
      if (this.#inString) this.#readString(byte);
      else if (!SPACES.includes(byte)) this.#readStructure(byte);
      else this.#endScalar();
    }
  }

  #readString(byte: number): void {
    if (!this.#isEscaped && byte === QUOTE) {
      this.#inString = false;
      this.#take((text) => JSON.parse(`"${text}"`));
      return;
    }
    this.#isEscaped = !this.#isEscaped && byte === BACKSLASH;
    this.#keep(byte);
  }

  #readStructure(byte: number): void {
    // What follows the document, or begins with no bracket, is no JSON of ours.
    const isBracket = byte === OPEN_OBJECT || byte === OPEN_LIST;
    if (this.#isWhole || (!this.#hasBegun && !isBracket)) this.#isBroken = true;
    this.#hasBegun = true;
    switch (byte) {
      case QUOTE:
        this.#inString = true;
        this.#isEscaped = false;
        this.#bytes = this.#isOfInterest() ? [] : undefined;
        break;
      case COLON:
        this.#isKey = false;
        break;
      case COMMA:
        this.#endScalar();
        this.#next();
        break;
      case OPEN_OBJECT:
      case OPEN_LIST:
        this.#open(byte === OPEN_LIST);
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#endScalar();
        this.#close(byte === CLOSE_LIST);
        break;
      default:
        this.#bytes ??= this.#isOfInterest() ? [] : undefined;
        this.#keep(byte);
    }
  }

  #open(isList: boolean): void {
    if (this.#isList.push(isList) > MAX_DEPTH) this.#isBroken = true;
    this.#path.push(isList ? 0 : "");
    this.#isKey = !isList;
  }

  #close(isList: boolean): void {
    if (this.#isList.pop() !== isList) this.#isBroken = true;
    this.#path.pop();
    this.#isKey = false;
    this.#isWhole = this.#isList.length === 0;
  }

  #next(): void {
    const last = this.#path.length - 1;
    const index = this.#path[last];
    if (typeof index === "number") this.#path[last] = index + 1;
    this.#isKey = this.#isList.at(-1) === false;
  }

  #isOfInterest(): boolean {
    if (this.#path.length > this.#options.depth) return false;
    return this.#isKey || this.#options.wants(this.#path);
  }

  #keep(byte: number): void {
    if (this.#bytes && this.#bytes.length < MAX_TEXT) this.#bytes.push(byte);
  }

  #endScalar(): void {
    this.#take((text) => JSON.parse(text));
  }

  /** Hands on what was read, a key or a value. */
  #take(parse: (text: string) => unknown): void {
    const bytes = this.#bytes;
    if (!bytes) return;
    this.#bytes = undefined;
    let value: unknown;
    try {
      value = parse(this.#decoder.decode(new Uint8Array(bytes)));
    } catch {
      return;
    }
    if (this.#isKey) this.#path[this.#path.length - 1] = String(value);
    else this.#options.onValue(this.#path, value);
  }
}
