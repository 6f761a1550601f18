import { assertEquals } from "@std/assert";
import { read, readFaults } from "../../testing/input_case.ts";
import { hideCredentials } from "../../api/text.ts";

Deno.test("readInput() takes words for true and false", () => {
  for (const text of ["true", "TRUE", "1", "yes", "on"]) {
    const { values } = read([], { DBT_RUN_CANCEL: text });
    assertEquals(values.cancel, true);
  }
  for (const text of ["false", "0", "no", "Off"]) {
    const { values } = read([], { DBT_RUN_MARK: text });
    assertEquals(values.mark, false);
  }
  assertEquals(readFaults([], { DBT_RUN_CANCEL: "perhaps" }), [
    'DBT_RUN_CANCEL must be true or false: current value is "perhaps"',
  ]);
});

Deno.test("readInput() takes true and false for choices, as the GitHub Action does", () => {
  for (const text of ["true", "TRUE"]) {
    const { values } = read([], { DBT_JOB_PULL_REQUEST: text });
    assertEquals(values.pullRequest, "required");
  }
  for (const text of ["false", "none"]) {
    const { values } = read([], { DBT_JOB_PULL_REQUEST: text });
    assertEquals(values.pullRequest, "none");
  }
  assertEquals(readFaults([], { DBT_JOB_PULL_REQUEST: "maybe" }), [
    'DBT_JOB_PULL_REQUEST must be one of true, auto, required, none: current value is "maybe"',
  ]);
});

Deno.test("readInput() takes a time of ISO 8601 with its zone", () => {
  const times: [text: string, time: number][] = [
    ["2026-01-31T06:00:00Z", Date.UTC(2026, 0, 31, 6)],
    ["2026-01-31T06:00:00+00:00", Date.UTC(2026, 0, 31, 6)],
    ["2026-01-31 06:00+0100", Date.UTC(2026, 0, 31, 5)],
    ["2026-01-31T06:00:00.123456+01", Date.UTC(2026, 0, 31, 5, 0, 0, 123)],
  ];
  for (const [text, time] of times) {
    const { values, faults } = read(["status", "--latest", "--since", text]);
    assertEquals([faults, values.since], [[], time], text);
  }
  for (
    const text of ["2026-01-31", "2026-01-31T06:00:00", "06:00Z", "today", "7"]
  ) {
    assertEquals(readFaults(["status", "--latest", "--since", text]), [
      `--since must be a time with its zone, such as 2026-01-31T06:00:00Z: current value is "${text}"`,
    ]);
  }
});

Deno.test("hideCredentials() leaves nothing before the host", () => {
  for (
    const [text, expected] of [
      ["https://user:password@a.dbt.com/b", "https://***@a.dbt.com/b"],
      ["https://user:pass@word@a.dbt.com", "https://***@a.dbt.com"],
      ["user:pass/word@a.dbt.com", "***@a.dbt.com"],
      ["https:/user@a", "https:/***@a"],
      ["https://a.dbt.com", "https://a.dbt.com"],
    ] as const
  ) {
    assertEquals(hideCredentials(text), expected);
  }
});
