// Packages of npm are named where they are used, and not in deno.json: `deno
// task` would ask for them first, and the demo has to work without a network.
// deno-lint-ignore no-import-prefix
import fc from "npm:fast-check@^4.3.0";
export default fc;

/** How many halves of a character there are, which are none by themselves. */
const HALVES = 0x800;
const FIRST_HALF = 0xd800;

/**
 * Any character, for a string of them. It is what fast-check makes of the unit
 * "binary" for the same seed, but that takes more than a second at the first
 * string: for a map of a million characters.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat({
  max: 0x10ffff - HALVES,
}).map(
  (n) => String.fromCodePoint(n < FIRST_HALF ? n : n + HALVES),
  (text) => {
    const isOne = typeof text === "string" && /^\P{Cs}$/u.test(text);
    if (!isOne) throw new Error("It is not one character");
    const code = text.codePointAt(0)!;
    return code < FIRST_HALF ? code : code - HALVES;
  },
);
