import { assert, assertEquals } from "@std/assert";
import { SETTING_LIST, type Values } from "./settings.ts";

Deno.test("README names every flag and every variable", async () => {
  const readme = await Deno.readTextFile(
    new URL("../../README.md", import.meta.url),
  );
  const words = new Set(readme.match(/--[a-z-]+|DBT_[A-Z_]+/g));
  const missing = SETTING_LIST.flatMap(([, setting]) => {
    const { flag, type, default: value, variables = [] } = setting;
    const isNegated = type === "switch" && value === true;
    const flags = flag ? [`--${isNegated ? "no-" : ""}${flag}`] : [];
    return [...flags, ...variables];
  }).filter((name) => !words.has(name));
  assertEquals(missing, []);
});

Deno.test("settings have flags and variables of their own", () => {
  const names = SETTING_LIST.flatMap(([, { flag, variables = [] }]) => [
    ...(flag ? [flag] : []),
    ...variables,
  ]);
  assertEquals(names.length, new Set(names).size);
});

Deno.test("settings have values of their types", () => {
  const values: Partial<Values> = { retries: 1, wait: false, logs: "all" };
  // @ts-expect-error A slip in a name does not pass the type check.
  const slip: Partial<Values> = { retrys: 1 };
  // @ts-expect-error Nor does one in a choice.
  const choice: Partial<Values> = { logs: "some" };
  assert(values && slip && choice);
});
