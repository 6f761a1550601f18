import { assertEquals } from "@std/assert";
import { fold, isCutEscape, isPlain, listDecodings } from "./key_decoding.ts";

/** The characters that a text may begin with; a gap is `""`. */
function decode(text: string): string[] {
  return listDecodings(text, 0).map(({ code }) =>
    code === undefined ? "" : String.fromCharCode(code)
  );
}

Deno.test("listDecodings() reads a character, a gap, and the escapes of JSON, URLs and HTML", () => {
  assertEquals(decode("a"), ["a"]);
  assertEquals(decode("\x1b[31m"), ["\x1b", ""]);
  assertEquals(decode("\\u0061"), ["\\", "", "a"]);
  assertEquals(decode("%61"), ["%", "a"]);
  assertEquals(decode("%252561"), ["%", "%", "%", "a"]);
  assertEquals(decode("&amp;lt;"), ["&", "&", "<"]);
  assertEquals(decode("&#x61;"), ["&", "a"]);
});

Deno.test("isPlain() tells what begins no gap and no escape", () => {
  const plain = ["a", "~", "\\", "%", "&", "\x1b", "é"]
    .filter((text) => isPlain(text.charCodeAt(0)));
  assertEquals(plain, ["a", "~"]);
});

Deno.test("isCutEscape() knows an escape by its beginning, at the end of a text", () => {
  assertEquals(isCutEscape("ab\\u00", 2), true);
  assertEquals(isCutEscape("ab%6", 2), true);
  assertEquals(isCutEscape("ab%61z", 2), false);
});

Deno.test("fold() makes cases and both kinds of base64 the same", () => {
  const folded = [..."aA-+_/"].map((text) => fold(text.charCodeAt(0)));
  assertEquals(String.fromCharCode(...folded), "aa++//");
});
