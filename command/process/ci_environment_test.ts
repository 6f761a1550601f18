import { assertEquals } from "@std/assert";
import { ciEnv } from "./ci_environment.ts";

const variables: { [name: string]: string } = {
  CI: " true\n",
  EMPTY: " ",
  AZURE: "$(System.PullRequest.PullRequestId)",
  SHELL: "$BRANCH",
  GITHUB: "${{ github.sha }}",
  PRICE: "$5 off",
};
function env(name: string): string | undefined {
  if (name === "DENIED") {
    throw Object.assign(new Error("Requires env"), { name: "NotCapable" });
  }
  if (name === "BYTES") throw new TypeError('not valid unicode: "key\\xA0x"');
  return variables[name];
}

Deno.test("ciEnv() reads values without the space around them", () => {
  const read = ciEnv(env);
  assertEquals([read("CI"), read("PRICE")], ["true", "$5 off"]);
});

for (
  const name of [
    ...["MISSING", "EMPTY", "AZURE", "SHELL", "GITHUB", "DENIED", "BYTES"],
  ]
) {
  Deno.test(`ciEnv() takes a variable for not set that is ${name}`, () => {
    assertEquals(ciEnv(env)(name), undefined);
  });
}

Deno.test("ciEnv() tells the faults by name, and never the value", () => {
  const faults: string[] = [];
  const read = ciEnv(env, (...fault) => faults.push(fault.join(": ")));
  ["DENIED", "BYTES", "CI", "MISSING"].forEach(read);
  assertEquals(faults, ["DENIED: denied", "BYTES: not text"]);
});
