import { assertEquals } from "@std/assert";
import { type EnvReader, readVariable } from "./environment.ts";

const cases: [what: string, read: EnvReader, expected: object][] = [
  ["text", () => "abc", { text: "abc" }],
  ["empty text", () => "", { text: "" }],
  ["nothing", () => undefined, { text: undefined }],
  ["what Node makes of other bytes", () => "a\ufffd", { fault: "not text" }],
  [
    "what Deno makes of other bytes",
    () => {
      throw new TypeError('Invalid value: "dbtc_secret"');
    },
    { fault: "not text" },
  ],
  [
    "what may not be read",
    () => {
      throw Object.assign(new Error("Requires env"), { name: "NotCapable" });
    },
    { fault: "denied" },
  ],
  [
    "something that is no error",
    () => {
      throw Object.create(null);
    },
    { fault: "not text" },
  ],
];
for (const [what, read, expected] of cases) {
  Deno.test(`readVariable() reads ${what} and never throws`, () => {
    assertEquals(readVariable(read, "X"), expected);
  });
}
