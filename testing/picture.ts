/**
 * Draws the README's picture: what the command really prints of a run that
 * fails, without the log in the middle, as an SVG. `deno task picture`.
 */
import { FakeTime } from "@std/testing/time";
import { earlierRuns } from "./earlier_runs.ts";
import { command } from "./harness.ts";
import { fakeDbtCloud } from "./fake_dbt_cloud.ts";

const LINE = 18;
const COLUMN = 7.83;
const COLOURS: Record<string, string> = {
  31: "#ff7b72",
  32: "#7ee787",
  33: "#d29922",
};

function escape(text: string): string {
  return text.replaceAll(" ", "\u00a0")
    .replace(/[&<>]/g, (found) => `&#${found.charCodeAt(0)};`);
}

/** A line with its colours as spans. */
function spans(line: string): string {
  // deno-lint-ignore no-control-regex
  const [first = "", ...rest] = line.split(/\x1b\[(?=\d+m)/);
  return escape(first) + rest.map((part) => {
    const [, code = "", text = ""] = /^(\d+)m(.*)$/.exec(part) ?? [];
    const colour = COLOURS[code];
    return colour
      ? `<tspan fill="${colour}">${escape(text)}</tspan>`
      : escape(text);
  }).join("");
}

using time = new FakeTime(Date.UTC(2026, 0, 31, 3));
const cloud = fakeDbtCloud({
  running: 90_000,
  ending: "error",
  earlier: earlierRuns(2, 90_000),
});
const { lines } = await command(time, cloud, {
  env: {
    DBT_JOB_CAUSE: "Merge of #7",
    DBT_JOB_BRANCH: "main",
    FORCE_COLOR: "1",
  },
});
const from = (text: string) => lines.findIndex((line) => line.includes(text));
const drawn = [
  ...lines.slice(from("Run status -> Error"), from("Log of step")),
  "…",
  ...lines.slice(from("Step 4 of 4 failed")),
];
const width = Math.ceil(
  Math.max(...drawn.map(({ length }) => length)) * COLUMN,
);
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${
  width + 40
}" height="${
  (drawn.length + 2) * LINE
}" role="img" aria-label="What dbt-run prints of a run that fails">
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="13" fill="#e6edf3">
${
  drawn.map((line, i) =>
    `<text x="20" y="${(i + 1.6) * LINE}">${spans(line)}</text>`
  ).join("\n")
}
</g>
</svg>
`;
await Deno.writeTextFile(
  new URL("../.github/failed-run.svg", import.meta.url),
  svg,
);
