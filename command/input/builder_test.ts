import { assertEquals } from "@std/assert";
import { InputBuilder, type Source } from "./builder.ts";

const FLAG: Source = { kind: "flag", name: "--url", texts: ["https://a"] };
const create = () =>
  new InputBuilder("run", undefined, {
    env: () => undefined,
    envNames: () => [],
  });

Deno.test("InputBuilder keeps each value with the name that it came from", () => {
  const builder = create();
  assertEquals(builder.build().urlSetting, "DBT_URL");
  builder.set("url", "https://a", FLAG);
  const input = builder.build();
  assertEquals([input.values.url, input.urlSetting], ["https://a", "--url"]);
  assertEquals(input.names, { url: "--url" });
  assertEquals(input.faults, undefined);
});

Deno.test("InputBuilder names the setting of a fault, and where its value came from", () => {
  const builder = create();
  builder.set("url", "https://a", FLAG);
  builder.refuse("url", "--url is wrong");
  builder.refuse(undefined, "Unknown command a");
  assertEquals(builder.build().faults, [
    { setting: "url", name: "--url", text: "--url is wrong" },
    { setting: undefined, name: undefined, text: "Unknown command a" },
  ]);
  assertEquals([builder.isRefused("url"), builder.isRefused("jobId")], [
    true,
    false,
  ]);
});

Deno.test("InputBuilder needs no job where a run is named", () => {
  const environment = { env: () => undefined, envNames: () => [] };
  const needsJob = (...args: ["run" | "wait" | "cancel", string?]) =>
    new InputBuilder(args[0], args[1], environment).needsJob;
  assertEquals(needsJob("run"), true);
  assertEquals(needsJob("wait"), true);
  assertEquals(needsJob("wait", "7"), false);
  assertEquals(needsJob("cancel"), false);
});
