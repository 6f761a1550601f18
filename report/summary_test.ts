import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { formatSummary } from "./summary.ts";
import fc from "../testing/fast_check.ts";
import {
  anyNode,
  anyText,
  LINK,
  nodeOf,
  reportOf,
  stepOf,
} from "../testing/report_case.ts";

const OWN = [
  `](<${LINK}>)`,
  "](<https://git.example.com/file>)",
  "<details><summary>Slowest nodes</summary>",
  "<details><summary>and 4 more</summary>",
  "</details>",
];

Deno.test("formatSummary() opens no tag and no link of a run's text", () => {
  fc.assert(
    fc.property(
      fc.array(anyNode, { maxLength: 14 }),
      anyText,
      (nodes, text) => {
        const report = reportOf({ nodes, gaps: [text], flaky: nodes });
        report.run.gitBranch = text;
        report.run.statusMessage = text;
        report.steps[0]!.name = text;
        let fence = "";
        const linkTo = () => "https://git.example.com/file";
        for (const line of formatSummary(report, { linkTo }).split("\n")) {
          const [mark = ""] = /^`{3,}/.exec(line) ?? [];
          if (!fence && mark) fence = mark;
          else if (fence && line === fence) fence = "";
          else if (!fence) {
            const rest = OWN.reduce((all, own) => all.replace(own, ""), line)
              .replace(/^<details><summary>and \d more<\/summary>/, "");
            assert(!/[<\]`]/.test(rest), line);
          }
        }
        assertEquals(fence, "");
      },
    ),
    { numRuns: 500, seed: 20260131 },
  );
});

Deno.test("formatSummary() says first how it ended, why, and what to open", () => {
  const node = nodeOf({
    name: "orders",
    message: "syntax error line 9",
    file: "dbt/models/orders.sql",
  });
  const page = formatSummary(reportOf({ nodes: [node] }), {
    linkTo: (file) => `https://git.example.com/${file}`,
  });
  assertEquals(page.split("\n").slice(0, 12), [
    `## dbt Cloud run [3](<${LINK}>) of Deploy ❌ failed`,
    "",
    "branch **main** · commit 8d1ef1b22e · took 1 min 30 s · 1 failed",
    "",
    "### Failed: 1",
    "",
    "#### model orders in [dbt/models/orders&#46;sql](<https://git.example.com/dbt/models/orders.sql>)",
    "",
    "```text",
    "syntax error line 9",
    "```",
    "",
  ]);
});

Deno.test("formatSummary() shows ten nodes, folds the rest, and leaves none out", () => {
  const nodes = Array.from({ length: 300 }, (_, i) => [
    nodeOf({ uniqueId: `model.a.f${i}`, name: `f${i}` }),
    nodeOf({
      uniqueId: `test.a.w${i}`,
      name: `w${i}`,
      type: "test",
      outcome: "warned",
      status: "warn",
      message: "Got 1",
    }),
  ]).flat();
  const page = formatSummary(reportOf({ nodes }));
  assertEquals(page.match(/^####/gm)?.length, 10);
  assertEquals(page.match(/<summary>and 290 more<\/summary>/g)?.length, 2);
  for (let i = 0; i < 300; i++) {
    assertStringIncludes(page, `test w${i}**`);
    assert(page.includes(`model f${i}**`) || page.includes(`model f${i}\n`));
  }
});

Deno.test("formatSummary() loses no node by one huge message", () => {
  const message = "x".repeat(1_200_000);
  const lines = "a line\n".repeat(100_000);
  const page = formatSummary(reportOf({
    nodes: [
      nodeOf({ uniqueId: "1", name: "first", message }),
      nodeOf({ uniqueId: "2", name: "second", message: lines }),
      nodeOf({ uniqueId: "3", name: "third" }),
    ],
    gaps: [message],
  }));
  for (const name of ["first", "second", "third"]) {
    assertStringIncludes(page, `#### model ${name}`);
  }
  assertStringIncludes(page, "… and 99960 more lines");
  assertStringIncludes(page, "### Steps");
  assert(page.length < 20_000);
});

Deno.test("formatSummary() loses nothing by ten huge messages of any characters", () => {
  const text = `${"界".repeat(600)}\n`.repeat(90);
  const more = { message: text, compiledCode: text, seconds: 5 };
  const nodes = ["failed", "warned", "unknown"].flatMap((outcome) =>
    Array.from({ length: 12 }, (_, i) =>
      nodeOf({
        ...more,
        outcome: outcome as "failed",
        uniqueId: `${outcome}${i}`,
        name: `${outcome}${i}`,
      }))
  );
  const page = formatSummary(reportOf({ nodes, flaky: nodes.slice(24) }));
  for (const { name } of nodes) assertStringIncludes(page, `model ${name}`);
  for (const title of ["Flaky", "Warned", "Of unknown", "Steps"]) {
    assertStringIncludes(page, `\n### ${title}`);
  }
  assert(!page.includes("Slowest nodes"));
  assert(!page.includes("left out"));
  assertEquals(page.match(/界…\n```\n/g)?.length, 10);
});

Deno.test("formatSummary() loses nothing by names and paths of any length", () => {
  const [name, file] = [".".repeat(100_000), "é/".repeat(100_000)];
  const nodes = Array.from(
    { length: 10 },
    (_, i) => nodeOf({ uniqueId: `${i}`, name, file }),
  );
  const linkTo = (file: string) => `https://git.example.com/${encodeURI(file)}`;
  const page = formatSummary(reportOf({ nodes, flaky: nodes }), { linkTo });
  assert(!page.includes("left out"));
  assertEquals(page.match(/^####/gm)?.length, 10);
});

Deno.test("formatSummary() shows what follows on a part that is too large", () => {
  const steps = Array.from(
    { length: 9_000 },
    () => stepOf({ name: "é".repeat(200) }),
  );
  const report = reportOf({ steps, nodes: [nodeOf()] });
  report.run.status = "success";
  const page = formatSummary(report);
  assert(!page.includes("### Steps"));
  assertStringIncludes(page, "<summary>Slowest nodes</summary>");
  assertStringIncludes(page, "</details>\n\nWhat is too long is left out.\n");
});

Deno.test("formatSummary() stays below half of what GitHub takes, and says how much it leaves out", () => {
  const message = "é".repeat(4_000);
  const nodes = Array.from(
    { length: 3_000 },
    (_, i) => nodeOf({ uniqueId: `${i}`, name: `n${i}`, message }),
  );
  const steps = Array.from({ length: 3_000 }, () => stepOf({ name: message }));
  const text = formatSummary(reportOf({ nodes, steps }));
  assert(new TextEncoder().encode(text).length < 2 ** 19);
  assertStringIncludes(text, "What is too long is left out.");
  assertStringIncludes(text, "- and 2");
});

Deno.test("formatSummary() names the source, the test, and what was flaky", () => {
  const page = formatSummary(reportOf({
    nodes: [
      nodeOf({
        type: "test",
        tests: "orders.customer_id",
        compiledCode: "select 1",
      }),
      nodeOf({
        uniqueId: "x",
        name: "x",
        outcome: "unknown",
        status: "paused",
      }),
    ],
    flaky: [nodeOf({ uniqueId: "f", name: "f", message: "Deadlock" })],
  }));
  assertStringIncludes(
    page,
    "Tests orders.customer_id\nCompiled SQL:\n  select 1",
  );
  assertStringIncludes(
    page,
    "### Of unknown status\n\n- **model x**: Syntax error",
  );
  assertStringIncludes(page, "before a retry\n\n- **model f**: Deadlock");
});

Deno.test("formatSummary() names what was skipped, and says no more than dbt Cloud knows", () => {
  const skipped = Array.from(
    { length: 12 },
    (_, i) => nodeOf({ uniqueId: `${i}`, name: `s${i}`, outcome: "skipped" }),
  );
  const report = reportOf({ nodes: [nodeOf(), ...skipped] });
  const page = formatSummary(report);
  assertStringIncludes(page, "Skipped: model s0, model s1, ");
  assertStringIncludes(page, ", model s9 and 2 more\n");
  assert(!page.includes("dbt command failed"));
  report.run.statusMessage = "Out of memory";
  assertStringIncludes(formatSummary(report), "\n> Out of memory\n");
  assertStringIncludes(formatSummary(reportOf()), "\n> dbt command failed\n");
});
