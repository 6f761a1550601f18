import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { escapeMarkdown } from "../report/markdown.ts";
import { FAILURES, failuresPage, runInto } from "./failures.ts";

for (const failure of FAILURES) {
  const { title, cause, hasNoRun } = failure;
  Deno.test(`the page says why: ${title}`, async () => {
    const { code, log, annotations, summary, junit } = await runInto(failure);
    assertEquals(code, hasNoRun ? 3 : 1);
    assertStringIncludes(annotations.join("\n"), cause);
    // Then only the end of the log would be shown.
    assert(!annotations.join("\n").includes("No cause was recognised"));
    if (hasNoRun) return;
    assertStringIncludes(log, cause);
    assert(summary.includes(cause) || summary.includes(escapeMarkdown(cause)));
    const xml = cause.replaceAll("'", "&apos;").replaceAll('"', "&quot;");
    const [message] = /message="[^"]*"/.exec(junit) ?? [];
    assertStringIncludes(message!, xml);
  });
}

Deno.test("docs/failures.md shows what dbt-run does today: `deno task failures`", async () => {
  const page = new URL("../docs/failures.md", import.meta.url);
  assertEquals(
    (await Deno.readTextFile(page)).replaceAll("\r\n", "\n"),
    await failuresPage(),
  );
});
