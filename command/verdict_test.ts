import { assertEquals } from "@std/assert";
import { nodeOf, reportOf } from "../testing/report_case.ts";
import type { Context } from "./context.ts";
import type { ArtifactDownloads } from "./downloads.ts";
import { createStateHolder } from "./run_state.ts";
import { concludeRun } from "./verdict.ts";

const context = {
  values: {},
  state: createStateHolder(),
} as Partial<Context> as Context;
const downloads = {} as ArtifactDownloads;

Deno.test("concludeRun() judges by the run, and by a retry that ran nothing", async () => {
  const report = reportOf({ nodes: [nodeOf()] });
  const judge = async (
    status: "success" | "error" | "cancelled",
    more = {},
  ) => {
    const run = { ...report.run, status };
    return (await concludeRun(context, { ...report, run, ...more }, downloads))
      .end;
  };
  assertEquals(await judge("success"), "succeeded");
  assertEquals(await judge("error"), "failed");
  assertEquals(await judge("cancelled"), "failed");
  assertEquals(await judge("success", { retryRanNothing: true }), "failed");
});
