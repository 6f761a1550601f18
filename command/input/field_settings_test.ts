import { assertEquals } from "@std/assert";
import { TRIGGER_FIELDS } from "../../api/trigger_fields.ts";
import { TRIGGER_BODY } from "../../testing/fake/check.ts";
import { createFieldSettings } from "./field_settings.ts";

Deno.test("createFieldSettings() makes a setting of each field, with the type of its option", () => {
  const settings = Object.entries(createFieldSettings())
    .map(([name, { type }]) => [name, type]);
  const fields = Object.values(TRIGGER_FIELDS)
    .map(({ option, type }) => [option, type]);
  assertEquals(settings, fields);
});

Deno.test("the stand-in checks every field of the trigger body, by its type", () => {
  const types: Record<string, string> = {
    strings: "array",
    pullRequestId: "integer",
  };
  const fields = Object.entries(TRIGGER_FIELDS)
    .map(([field, { type }]) => [field, types[type] ?? type]);
  assertEquals(
    Object.fromEntries(fields.toSorted()),
    Object.fromEntries(Object.entries(TRIGGER_BODY).toSorted()),
  );
});
