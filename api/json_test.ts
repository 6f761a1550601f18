import { assertEquals } from "@std/assert";
import {
  filledTextOrNull,
  idOrNull,
  isId,
  isObject,
  parseJson,
  textOrNull,
} from "./json.ts";

const ODD = [undefined, null, true, 0, -1, 1.5, NaN, 2 ** 53, "7", [], {}];

Deno.test("parseJson() takes what is no JSON as nothing", () => {
  assertEquals(parseJson('{"a": [1]}'), { a: [1] });
  for (const text of ["", "{", "NaN", "\0", "[1,]", "{'a': 1}"]) {
    assertEquals(parseJson(text), undefined, text);
  }
});

Deno.test("isId() takes positive whole numbers that lose no digit", () => {
  assertEquals([7, 2 ** 53 - 1].map(isId), [true, true]);
  assertEquals(ODD.filter(isId), []);
  assertEquals(ODD.map(idOrNull).filter((id) => id !== null), []);
});

Deno.test("isObject() takes neither lists nor null", () => {
  assertEquals(ODD.filter(isObject), [{}]);
});

Deno.test("textOrNull() keeps texts, and filledTextOrNull() those that say something", () => {
  assertEquals(ODD.map(textOrNull).filter((text) => text !== null), ["7"]);
  assertEquals(["a", "", null].map(filledTextOrNull), ["a", null, null]);
});
