import { assert, assertEquals } from "@std/assert";
import { read, readFaults } from "../../testing/input_case.ts";

for (
  const [args, fault] of [
    [
      ["--branch", "main"],
      "Unknown option --branch: did you mean --git-branch?",
    ],
    [
      ["--api-key", "x"],
      "Unknown option --api-key: set DBT_API_KEY, it has no flag",
    ],
    [["--jso", "wait", "5"], "Unknown option --jso: did you mean --json?"],
  ] as const
) {
  Deno.test(`readInput() says one thing of ${args.join(" ")}`, () => {
    assertEquals(readFaults(args), [fault]);
  });
}

Deno.test("readInput() lets --no- make a switch false", () => {
  const { values } = read(["--no-wait", "--no-cancel", "--no-mark", "--json"]);
  assertEquals(
    {
      wait: values.wait,
      cancel: values.cancel,
      mark: values.mark,
      json: values.json,
    },
    { wait: false, cancel: false, mark: false, json: true },
  );
  assertEquals(read(["--wait", "--cancel"]).values.cancel, true);
  assertEquals(read().values.cancel, undefined);
});

Deno.test("readInput() takes words after -- as they are", () => {
  assertEquals(readFaults(["wait", "--", "--json"]), [
    'RUN_ID must be a positive whole number, or the address of a run\'s page: current value is "--json"',
  ]);
});

// Slips on the command line

const slips: [args: string[], fault: string][] = [
  [["--timeout"], "--timeout needs a value"],
  [["--timeout", "--no-wait"], "--timeout needs a value"],
  [["--steps-override"], "--steps-override needs a value"],
  [["--timeout", "5", "--timeout", "6"], "--timeout is given twice"],
  [["--no-wait=true"], "--no-wait takes no value"],
  [["--json=1"], "--json takes no value"],
  [["--timout", "5"], "Unknown option --timout: did you mean --timeout?"],
  [["--no-weit"], "Unknown option --no-weit: did you mean --no-wait?"],
  [["--gitsha=1"], "Unknown option --gitsha: did you mean --git-sha?"],
  [["--xyzzyxyzzy"], "Unknown option --xyzzyxyzzy: see --help"],
  [["--no-timeout"], "Unknown option --no-timeout: did you mean --timeout?"],
  [["-x"], "Unknown option -x: see --help"],
  [["wiat", "5"], "Unknown command wiat: did you mean wait?"],
  [["deploy"], "Unknown command deploy: see --help"],
  [["run", "twice"], "Unexpected argument twice"],
  [["wait", "5", "6"], "Unexpected argument 6"],
  [["cancel"], "cancel needs a RUN_ID"],
  [["wait"], "wait needs a RUN_ID, --latest, --git-sha or --pull-request"],
  [
    ["wait", "0x10"],
    'RUN_ID must be a positive whole number, or the address of a run\'s page: current value is "0x10"',
  ],
  [
    ["--job-id=9007199254740993"],
    '--job-id must be a positive whole number: current value is "9007199254740993"',
  ],
  [["wait", "5", "--latest"], "--latest does not go with a RUN_ID"],
  [
    ["--timeout=-5"],
    '--timeout must be a number of seconds, from 0 to 2147483: current value is "-5"',
  ],
  [
    ["--timeout", "-5"],
    '--timeout must be a number of seconds, from 0 to 2147483: current value is "-5"',
  ],
  [
    ["--initial-delay", "2500000"],
    '--initial-delay must be a number of seconds, from 0 to 2147483: current value is "2500000"',
  ],
  [["--poll-interval=0"], "--poll-interval must be above 0"],
  [
    ["--retries=1.5"],
    '--retries must be a whole number of 0 or more: current value is "1.5"',
  ],
  [
    ["--logs=some"],
    '--logs must be one of failed, all, live, none: current value is "some"',
  ],
  [
    ["--pull-request=7"],
    '--pull-request must be one of true, auto, required, none: current value is "7"',
  ],
  [
    ["--reuse=7"],
    '--reuse must be one of true, false, in-progress: current value is "7"',
  ],
  [["--no-reuse=in-progress"], "--no-reuse takes no value"],
  [["retry"], "retry needs a RUN_ID, --latest, --git-sha or --pull-request"],
  [["status"], "status needs a RUN_ID, --latest, --git-sha or --pull-request"],
  [
    ["status", "7", "--since=2026-01-31T06:00Z"],
    "--since does not go with a RUN_ID",
  ],
  [["wait", ""], "RUN_ID is empty: leave it out, or give it a value"],
  [
    ["wait", "", "--latest"],
    "RUN_ID is empty: leave it out, or give it a value",
  ],
];
for (const [args, fault] of slips) {
  Deno.test(`readInput() refuses ${args.join(" ")}`, () => {
    assertEquals(readFaults(args).filter((text) => text === fault), [fault]);
  });
}

Deno.test("readInput() takes --pull-request with its value only after =", () => {
  assertEquals(read().values.pullRequest, "none");
  assertEquals(read(["--pull-request"]).values.pullRequest, "required");
  assertEquals(read(["--pull-request=auto"]).values.pullRequest, "auto");
  assertEquals(readFaults(["--pull-request", "auto"]), [
    "Unknown command auto: did you mean --pull-request=auto?",
  ]);
  const { values } = read([], { DBT_JOB_PULL_REQUEST: "auto" });
  assertEquals(values.pullRequest, "auto");
});

Deno.test("readInput() takes a flag with one dash for one with two", () => {
  const { values, faults } = read(["-dry-run", "-no-wait", "-job-id=7"]);
  assertEquals(faults, []);
  assertEquals({
    dryRun: values.dryRun,
    wait: values.wait,
    jobId: values.jobId,
  }, { dryRun: true, wait: false, jobId: 7 });
});

const EMPTY = [
  "schema-override",
  "git-sha",
  "git-branch",
  "steps-override",
  "extra-args",
  "timeout",
  "job-url",
  "pull-request",
  "latest",
  "cause",
];
for (const flag of EMPTY) {
  Deno.test(`readInput() refuses --${flag} if it is given empty`, () => {
    const fault = `--${flag} is empty: leave it out, or give it a value`;
    const takesNext = !["pull-request", "latest"].includes(flag);
    for (const empty of ["", " ", "\n"]) {
      assertEquals(readFaults([`--${flag}=${empty}`]), [fault]);
      if (takesNext) assertEquals(readFaults([`--${flag}`, empty]), [fault]);
    }
  });
}

Deno.test("readInput() refuses one empty command among others", () => {
  assertEquals(
    readFaults(["--steps-override=dbt seed", "--steps-override", ""]),
    ["--steps-override is empty: leave it out, or give it a value"],
  );
});

Deno.test("readInput() reads a megabyte of flags at once", () => {
  const long = "x".repeat(1_000_000);
  const startedAt = performance.now();
  const many = Array.from({ length: 10_000 }, () => "--cause=a");
  for (
    const args of [[`--${long}`], [long], [`--cause=${long}`], [`-${long}=a`]]
  ) {
    const text = readFaults(args).join();
    assert(text.length < 1_000_100);
  }
  assertEquals(readFaults(many), ["--cause is given twice"]);
  assert(performance.now() - startedAt < 1_000);
});
