/** Finds keys in texts, in whatever form they stand there. */
import {
  BEGINS_ESCAPE,
  fold,
  isCutEscape,
  isPlain,
  listDecodings,
} from "./key_decoding.ts";

/** Keys of real accounts are longer; shorter words are too common to hide. */
export const MIN_SECRET_LENGTH = 8;
/** The maximum steps of a search, after which the rest of the text is hidden. */
const MAX_SEARCH_STEPS = 2 ** 22;
/** The steps that each further way to read a place counts for. */
const STEPS_OF_BRANCH = 8;
/** The maximum gaps between two characters of a key. */
const MAX_GAPS = 8;
/** A shorter beginning of a key gives nothing away. */
const MIN_KEY_BEGINNING = 4;

/** A part of a text. */
export interface Range {
  start: number;
  end: number;
}

/** A place of the text that is to be tried, and how much of the key precedes it. */
interface Candidate {
  at: number;
  matched: number;
  gaps: number;
}

/** The result of the matcher at a place. */
interface Match {
  /** The end of the key that begins there, if one does. */
  end: number | undefined;
  /** Whether the text ends within what may be the key. */
  isOpen: boolean;
}

/** Finds one form of a key in texts. */
export class KeyMatcher {
  /** The key, folded. */
  readonly #codes: number[];
  /** For each ASCII code, whether a form of the key may begin with it. */
  readonly #isFirst = BEGINS_ESCAPE.slice();

  constructor(key: string) {
    this.#codes = key.split("").map((unit) => fold(unit.charCodeAt(0)));
    for (const code of this.#isFirst.keys()) {
      if (fold(code) === this.#codes[0]) this.#isFirst[code] = 1;
    }
  }

  /** Lists the places of the key in a text. */
  find(text: string): Range[] {
    const budget = { steps: MAX_SEARCH_STEPS + 32 * text.length };
    const found: Range[] = [];
    for (let at = 0; at < text.length;) {
      // Most characters begin no key.
      if (!this.#isFirst[text.charCodeAt(at)]) {
        at++;
        continue;
      }
      const { end } = this.#matchAt(text, at, budget);
      if (end !== undefined) found.push({ start: at, end });
      at = end ?? at + 1;
    }
    return found;
  }

  /** Finds the beginning of the key that a text ends in. */
  findBeginning(text: string): number | undefined {
    const budget = { steps: MAX_SEARCH_STEPS };
    for (let at = 0; at < text.length;) {
      const { end, isOpen } = this.#matchAt(text, at, budget);
      if (isOpen) return at;
      at = end ?? at + 1;
    }
  }

  #matchAt(text: string, start: number, budget: { steps: number }): Match {
    const match: Match = { end: undefined, isOpen: false };
    if (!this.#isFirst[text.charCodeAt(start)]) return match;
    const candidates: Candidate[] = [{ at: start, matched: 0, gaps: 0 }];
    while (candidates.length > 0) {
      const next = candidates.pop()!;
      const { at, matched, gaps } = this.#skipPlain(text, next, budget);
      if (matched === this.#codes.length) {
        match.end = Math.max(match.end ?? 0, at);
        continue;
      }
      const isEnd = at === text.length || isCutEscape(text, at);
      if (isEnd && matched >= MIN_KEY_BEGINNING) match.isOpen = true;
      if (at === text.length) continue;
      const decodings = listDecodings(text, at);
      budget.steps -= 1 + STEPS_OF_BRANCH * (decodings.length - 1);
      if (budget.steps < 0) return { end: text.length, isOpen: true };
      for (const { end, code } of decodings) {
        if (code !== undefined) {
          if (fold(code) !== this.#codes[matched]) continue;
          candidates.push({ at: end, matched: matched + 1, gaps: 0 });
        } else if (matched > 0 && gaps < MAX_GAPS) {
          candidates.push({ at: end, matched, gaps: gaps + 1 });
        }
      }
    }
    return match;
  }

  /** Matches as long as the characters are plain, as nearly all are. */
  #skipPlain(
    text: string,
    { at, matched, gaps }: Candidate,
    budget: { steps: number },
  ): Candidate {
    let code;
    while (isPlain(code = text.charCodeAt(at))) {
      if (fold(code) !== this.#codes[matched]) break;
      at++;
      matched++;
      gaps = 0;
      budget.steps--;
    }
    return { at, matched, gaps };
  }
}

/**
 * Lists how a text stands in base64, by how many bytes stand before it, without
 * the ends that depend on its neighbours.
 */
function toBase64(text: string): string[] {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join(
    "",
  );
  return [0, 1, 2].map((before) => {
    const digits = btoa("\0".repeat(before) + binary);
    const bits = (count: number) => 8 * count / 6;
    const start = Math.ceil(bits(before));
    return digits.slice(start, Math.floor(bits(before + bytes.length)));
  });
}

/** Makes the matchers of keys, and of their forms in base64. */
export function createMatchers(keys: string[]): KeyMatcher[] {
  return keys.filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .flatMap((key) => [key, ...toBase64(key)])
    .map((form) => new KeyMatcher(form));
}
