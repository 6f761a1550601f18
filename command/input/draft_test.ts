import { assertEquals } from "@std/assert";
import { parseCommandLine } from "./command_line.ts";
import {
  addResult,
  createDraft,
  isRefused,
  needsJob,
  type Source,
  toInput,
} from "./draft.ts";

const FLAG: Source = { kind: "flag", name: "--url", texts: ["https://a"] };
const environment = { env: () => undefined, envNames: () => [] };
const create = (...args: string[]) =>
  createDraft(parseCommandLine(args), environment);
const WITH_URL = { values: { url: "https://a" }, sources: { url: FLAG } };

Deno.test("toInput() keeps each value with the name that it came from", () => {
  assertEquals(toInput(create()).urlSetting, "DBT_URL");
  const input = toInput(addResult(create(), WITH_URL));
  assertEquals([input.values.url, input.urlSetting], ["https://a", "--url"]);
  assertEquals(input.names, { url: "--url" });
  assertEquals(input.faults, undefined);
});

Deno.test("addResult() names the setting of a fault, and where its value came from", () => {
  const draft = addResult(addResult(create(), WITH_URL), {
    faults: [
      { setting: "url", text: "--url is wrong" },
      { text: "Unknown command a" },
    ],
  });
  assertEquals(toInput(draft).faults, [
    { setting: "url", name: "--url", text: "--url is wrong" },
    { setting: undefined, name: undefined, text: "Unknown command a" },
  ]);
  assertEquals([isRefused(draft, "url"), isRefused(draft, "jobId")], [
    true,
    false,
  ]);
});

Deno.test("addResult() changes no draft, and keeps all that a result does not name", () => {
  const first = addResult(create(), { ...WITH_URL, warnings: ["a"] });
  const second = addResult(first, { values: { jobId: 7 }, warnings: ["b"] });
  assertEquals([first.values.jobId, first.warnings], [undefined, ["a"]]);
  assertEquals([second.values.jobId, second.values.url, second.warnings], [
    7,
    "https://a",
    ["a", "b"],
  ]);
});

Deno.test("needsJob() is false where a run is named", () => {
  assertEquals(needsJob(create("run")), true);
  assertEquals(needsJob(create("wait")), true);
  assertEquals(needsJob(create("wait", "7")), false);
  assertEquals(needsJob(create("cancel")), false);
});
