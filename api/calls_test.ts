import { assertEquals, assertRejects } from "@std/assert";
import { KEY } from "../testing/harness.ts";
import { checkJobCall, checkRunCall, checkTriggerCall } from "./calls.ts";
import type { TriggerOptions } from "./options.ts";
import { toRun } from "./read_run.ts";

const account = { accountId: 1, apiKey: KEY };
const links = { url: "https://cloud.getdbt.com", accountId: 1 };

Deno.test("checkRunCall() takes a run or its id", () => {
  assertEquals(checkRunCall(7, account).runId, 7);
  assertEquals(checkRunCall(toRun(links, { id: 7 }), account).runId, 7);
});

Deno.test("a call drops the options that are not set", () => {
  const options = { ...account, url: "", projectId: undefined };
  assertEquals(checkRunCall(7, options).options, account);
  assertEquals(checkJobCall(2, options).options, account);
  const trigger: TriggerOptions = { ...options, jobId: 2, cause: "" };
  assertEquals(checkTriggerCall(trigger).options, { ...account, jobId: 2 });
});

const wrong: [what: string, call: () => unknown, message: string][] = [
  [
    "options alone",
    () => checkRunCall({ ...account, id: 7 } as never, undefined as never),
    "The run or its id comes first, then the options",
  ],
  [
    "a run without an id",
    () => checkRunCall({ runId: 7 } as never, account),
    "The run or its id comes first, then the options",
  ],
  [
    "an id given as text",
    () => checkRunCall("70" as never, account),
    "Cannot use 'run' as it must be a number, not text: current value is \"70\"",
  ],
  [
    "a job's options alone",
    () => checkJobCall({ ...account, jobId: 2 } as never, undefined as never),
    "The job's id comes first, then the options",
  ],
  [
    "a job's id given as text",
    () => checkJobCall("2" as never, account),
    "Cannot use 'jobId' as it must be a number, not text",
  ],
  [
    "no options",
    () => checkTriggerCall(undefined as never),
    "Missing options",
  ],
];
for (const [what, call, message] of wrong) {
  Deno.test(`a call refuses ${what}`, async () => {
    const calling = () => Promise.resolve().then(call);
    await assertRejects(calling, TypeError, message);
  });
}

Deno.test("a call says that a proxy variable is no text, and shows nothing of it", () => {
  const notices: string[] = [];
  const onNotice = (notice: string) => notices.push(notice);
  const before = Deno.env.get("ALL_PROXY");
  // What a runtime makes of bytes that are no text.
  Deno.env.set("ALL_PROXY", "http://user:p\ufffd@proxy");
  try {
    checkRunCall(7, { ...account, onNotice });
  } finally {
    if (before === undefined) Deno.env.delete("ALL_PROXY");
    else Deno.env.set("ALL_PROXY", before);
  }
  assertEquals(notices, ["ALL_PROXY is no UTF-8 text. It counts as not set"]);
});
