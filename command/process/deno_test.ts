import { assertEquals } from "@std/assert";
import { ignoresHangup } from "./deno.ts";

const cases: [mask: string, expected: boolean][] = [
  ["0000000000001001", true],
  ["0000000000001000", false],
  ["000000000000000f", true],
  ["000000000000000e", false],
];
for (const [mask, expected] of cases) {
  Deno.test(`ignoresHangup() is ${expected} for the mask ${mask}`, () => {
    const status =
      `Name:\tdeno\nSigBlk:\t0000000000000001\nSigIgn:\t${mask}\nSigCgt:\t0000000000000001\n`;
    assertEquals(ignoresHangup(status), expected);
  });
}

Deno.test("ignoresHangup() is false where no status can be read", () => {
  assertEquals(ignoresHangup(""), false);
});
