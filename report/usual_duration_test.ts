import { assertEquals } from "@std/assert";
import { HOUR, MINUTE, SECOND } from "../testing/harness.ts";
import { reportOf } from "../testing/report_case.ts";
import {
  formatElapsed,
  formatRemaining,
  formatUsualDuration,
  isUnusual,
  measureUsualDuration,
} from "./usual_duration.ts";

/** Runs that succeeded, the newest first, by how many minutes they took. */
function createRuns(...minutes: number[]) {
  return minutes.map((duration) => ({
    ...reportOf().run,
    status: "success" as const,
    startedAt: "2026-01-31T10:00:00Z",
    finishedAt: new Date(Date.UTC(2026, 0, 31, 10) + duration * MINUTE)
      .toISOString(),
  }));
}

const measured: [minutes: number[], sentence: string | undefined][] = [
  [[], undefined],
  [[12, 11], undefined],
  [[12, 11, 14], "Usually takes 12 min (the last 3 took 11 to 14 min)"],
  [[11, 12, 13, 14], "Usually takes 13 min (the last 4 took 11 to 14 min)"],
  [
    [12, 11, 14, 12, 13, 600],
    "Usually takes 12 min (the last 5 took 11 to 14 min)",
  ],
  [[2, 2, 2], "Usually takes 2 min (the last 3 took 2 min)"],
  [[0.5, 0.6, 1.5], "Usually takes 36 s (the last 3 took 30 s to 2 min)"],
  [
    [59, 90, 125],
    "Usually takes 1 h 30 min (the last 3 took 59 min to 2 h 5 min)",
  ],
  [[60, 120, 180], "Usually takes 2 h (the last 3 took 1 to 3 h)"],
];
for (const [minutes, sentence] of measured) {
  Deno.test(`measureUsualDuration() of runs that took ${minutes.join(", ") || "no"} min`, () => {
    const usual = measureUsualDuration(createRuns(...minutes));
    assertEquals(usual && formatUsualDuration(usual), sentence);
  });
}

Deno.test("measureUsualDuration() leaves out runs that did not succeed, and times that say nothing", () => {
  const [good] = createRuns(12);
  const runs = [
    { ...good!, status: "error" as const },
    { ...good!, status: "cancelled" as const },
    { ...good!, startedAt: null },
    { ...good!, finishedAt: null },
    { ...good!, finishedAt: "2026-01-31T09:00:00Z" },
    { ...good!, finishedAt: "soon" },
  ];
  assertEquals(measureUsualDuration(runs), undefined);
  const usual = measureUsualDuration([...runs, ...createRuns(12, 12, 12)]);
  assertEquals(usual?.count, 3);
});

const usual = measureUsualDuration(createRuns(12, 12, 12))!;

Deno.test("formatElapsed() and formatRemaining() count in one unit", () => {
  const texts = [40 * SECOND, 4 * MINUTE, 12 * MINUTE, 2 * HOUR]
    .map((elapsed) => [
      formatElapsed(elapsed, usual),
      formatRemaining(elapsed, usual),
    ]);
  assertEquals(texts, [
    ["40 s of about 12 min", "about 11 min left for the run"],
    ["4 min of about 12 min", "about 8 min left for the run"],
    ["12 min of about 12 min", "the run takes longer than usual (12 min)"],
    ["2 h of about 12 min", "the run takes longer than usual (12 min)"],
  ]);
});

Deno.test("isUnusual() is about runs that are off by more than half", () => {
  const minutes = [5, 6, 12, 18, 19];
  assertEquals(minutes.map((it) => isUnusual(it * MINUTE, usual)), [
    true,
    false,
    false,
    false,
    true,
  ]);
});
