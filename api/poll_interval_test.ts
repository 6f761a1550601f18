import { assert, assertEquals } from "@std/assert";
import { MINUTE, SECOND } from "./clock.ts";
import { POLL_INTERVAL, pollInterval } from "./poll_interval.ts";

const { share, min, max } = POLL_INTERVAL;
const [percent, from, to] = [
  Math.round(share * 100),
  min / SECOND,
  max / SECOND,
];

Deno.test("pollInterval() is a share of the wait, within limits", () => {
  assertEquals(pollInterval(0), min);
  assertEquals(pollInterval(2 * min / share), 2 * min);
  assertEquals(pollInterval(2 * max / share), max);
});

const PLACES: { [page: string]: string } = {
  "api/options.ts":
    `${percent} % of the time waited so far, at least ${from} s and at most ${to} s.`,
  "action.yml": `by default ${percent} % of the wait, ${from} to ${to}`,
  "README.md": `| ${min.toLocaleString("en")} to ${
    max.toLocaleString("en")
  }, ${percent} % of the wait |`,
};
for (const [page, words] of Object.entries(PLACES)) {
  Deno.test(`${page} says how long the pause between polls is`, async () => {
    const text = await readPage(page);
    assert(text.includes(words), `it does not say: ${words}`);
  });
}

Deno.test("docs/comparison.md says what this pause costs, which is less than the script's: `deno task bench`", async () => {
  const page = await readPage("docs/comparison.md");
  const runs: { [name: string]: number } = {
    "5 s": 5 * SECOND,
    "30 s": 30 * SECOND,
    "5 min": 5 * MINUTE,
    "1 h": 60 * MINUTE,
  };
  for (const [name, running] of Object.entries(runs)) {
    const ours = poll(running, SECOND, pollInterval);
    const script = poll(running, 30 * SECOND, () => 10 * SECOND);
    const cells = [ours, script].flatMap(({ lost, requests }) => [
      `${(lost / SECOND).toFixed(1)} s`,
      `${requests} times`,
    ]);
    const row = page.split("\n").find((row) => row.startsWith(`| ${name} `));
    assertEquals(row?.split(/ *\| */).slice(2, -1), cells, name);
    assert(ours.lost <= script.lost, name);
  }
});

/** What polls cost: the medians of 21 runs of about that length, as in the bench. */
function poll(
  running: number,
  initialDelay: number,
  interval: (waited: number) => number,
): { lost: number; requests: number } {
  const runs = Array.from({ length: 21 }, (_, i) => {
    const end = running * (0.9 + i / 100);
    let now = initialDelay;
    let requests = 2; // the trigger, and the first poll
    // Timers count whole milliseconds.
    for (; now < end; requests++) now += Math.floor(interval(now));
    return { lost: now - end, requests };
  });
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[10]!;
  return {
    lost: median(runs.map(({ lost }) => lost)),
    requests: median(runs.map(({ requests }) => requests)),
  };
}

/** Reads a page, its lines joined as one reads them. */
async function readPage(page: string): Promise<string> {
  const text = await Deno.readTextFile(new URL(`../${page}`, import.meta.url));
  return text.replaceAll("\n   * ", " ");
}
