import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import fc, { anyCharacter } from "../../testing/fast_check.ts";
import { ENVIRONMENT, KEY } from "../../testing/harness.ts";
import { readInput } from "./input.ts";
import { readCommands } from "./parse.ts";

type Env = { [name: string]: string | undefined };

const read = (args: string[] = [], env: Env = {}) => {
  const all: Env = { ...ENVIRONMENT, ...env };
  const input = readInput({ args, env: (name) => all[name] });
  const faults = (input.faults ?? []).map(({ text }) => text);
  return { ...input, faults };
};
const faultsOf = (args: string[] = [], env: Env = {}) => read(args, env).faults;

// Flags and variables

Deno.test("readInput() reads what the Python script reads", () => {
  const { command, values, faults, warnings } = read([], {
    DBT_JOB_CAUSE: "Merge of 'a'",
    DBT_JOB_BRANCH: "refs/heads/feature/a-b",
    DBT_JOB_SCHEMA_OVERRIDE: "pr-7/a",
    DBT_URL: "https://emea.dbt.com/",
  });
  assertEquals([command, faults, warnings], ["run", [], []]);
  assertEquals(
    [values.apiKey, values.accountId, values.projectId, values.jobId],
    [KEY, 1, 52901, 2],
  );
  assertEquals(
    [values.url, values.cause, values.gitBranch, values.schemaOverride],
    ["https://emea.dbt.com", "Merge of 'a'", "feature/a-b", "pr_7_a"],
  );
});

Deno.test("readInput() prefers a flag to its variables, and the first variable to the others", () => {
  const { values, faults } = read(["--job-id", "3", "--cause=From a flag"], {
    DBT_PR_JOB_ID: "4",
    DBT_JOB_ID: "5",
    DBT_JOB_CAUSE: "From a variable",
    DBT_CLOUD_TOKEN: "dbtc_another_one",
    DBT_CLOUD_ACCOUNT_ID: "9",
  });
  assertEquals(faults, []);
  assertEquals(
    [values.jobId, values.cause, values.apiKey, values.accountId],
    [3, "From a flag", KEY, 1],
  );
});

Deno.test("readInput() knows the names of dbt's own documentation", () => {
  const { values, faults } = read([], {
    DBT_API_KEY: undefined,
    DBT_ACCOUNT_ID: undefined,
    DBT_CLOUD_TOKEN: KEY,
    DBT_CLOUD_ACCOUNT_ID: "7",
    DBT_CLOUD_ACCOUNT_HOST: "ab123.us1.dbt.com",
  });
  assertEquals(faults, []);
  assertEquals(
    [values.apiKey, values.accountId, values.url],
    [KEY, 7, "https://ab123.us1.dbt.com"],
  );
});

Deno.test("readInput() takes what is empty or not expanded as not set", () => {
  const { values, faults, warnings } = read(
    ["--git-branch", "", "--cause="],
    {
      DBT_JOB_BRANCH: "main",
      DBT_JOB_GIT_SHA: "$(Build.SourceVersion)",
      DBT_JOB_SCHEMA_OVERRIDE: "  ",
      DBT_PROJECT_ID: undefined,
      DBT_API_KEY: `  ${KEY}\n`,
    },
  );
  assertEquals(faults, []);
  assertEquals(warnings, [
    "DBT_JOB_GIT_SHA is a variable that was not expanded: $(Build.SourceVersion). It counts as not set",
  ]);
  assertEquals(
    [values.gitBranch, values.gitSha, values.schemaOverride, values.apiKey],
    ["main", undefined, undefined, KEY],
  );
});

Deno.test("readInput() takes every field of the trigger body from its flag or variable", () => {
  const args = [
    "--git-sha=8d1ef1b",
    "--steps-override",
    "dbt seed",
    "--steps-override=dbt build --select +a",
    "--dbt-version-override",
    "latest",
    "--threads-override",
    "4",
    "--target-name-override=ci",
    "--generate-docs-override",
    "false",
    "--timeout-seconds-override=600",
  ];
  const { values, faults } = read(args, {
    DBT_JOB_GITHUB_PULL_REQUEST_ID: "7",
    DBT_JOB_GITLAB_MERGE_REQUEST_ID: "8",
    DBT_JOB_AZURE_PULL_REQUEST_ID: "9",
    DBT_JOB_NON_NATIVE_PULL_REQUEST_ID: "10",
    DBT_JOB_GIT_BRANCH: "main",
  });
  assertEquals(faults, []);
  assertEquals(values.stepsOverride, ["dbt seed", "dbt build --select +a"]);
  assertEquals(
    [values.gitSha, values.threadsOverride, values.generateDocsOverride],
    ["8d1ef1b", 4, false],
  );
  assertEquals(
    [values.githubPullRequestId, values.nonNativePullRequestId],
    [7, 10],
  );
});

for (
  const [how, text, expected] of [
    ["one a line", "dbt seed\n\n  dbt build\r\n", ["dbt seed", "dbt build"]],
    ["a YAML list", "- dbt seed\n- dbt build", ["dbt seed", "dbt build"]],
    ["a JSON list", '["dbt seed", "dbt build"]', ["dbt seed", "dbt build"]],
  ] as const
) {
  Deno.test(`readInput() reads DBT_JOB_STEPS_OVERRIDE as ${how}`, () => {
    const { values } = read([], { DBT_JOB_STEPS_OVERRIDE: text });
    assertEquals(values.stepsOverride, [...expected]);
  });
}

for (const text of ["[dbt seed", "[]", "[1]", '["dbt seed"', "# none"]) {
  Deno.test(`readInput() refuses DBT_JOB_STEPS_OVERRIDE=${text}, which would run the job's own steps`, () => {
    const [fault, ...others] = faultsOf([], { DBT_JOB_STEPS_OVERRIDE: text });
    assertStringIncludes(fault!, "DBT_JOB_STEPS_OVERRIDE cannot be read: ");
    assertEquals(others, []);
  });
}

Deno.test("readInput() refuses a command that was not expanded beside others", () => {
  const args = ["--steps-override=dbt seed", "--steps-override=$(STEP)"];
  assertEquals(faultsOf(args), [
    "--steps-override is a variable that was not expanded: $(STEP)",
  ]);
});

Deno.test("readInput() takes the alias of a variable that was not expanded", () => {
  const { values, faults } = read([], {
    DBT_URL: "$(DBT_URL)",
    DBT_CLOUD_ACCOUNT_HOST: "emea.dbt.com",
    DBT_API_KEY: "$(K)",
    DBT_CLOUD_TOKEN: KEY,
  });
  assertEquals(faults, []);
  assertEquals(values.url, "https://emea.dbt.com");
  assertEquals(values.apiKey, KEY);
});

Deno.test("readInput() takes no value of a flag for a call for help", () => {
  assertEquals(read(["--cause", "-h"]).values.cause, "-h");
  for (const title of ["--help", "--version"]) {
    assertEquals(faultsOf(["--cause", title])[0], "--cause needs a value");
  }
});

for (
  const [args, fault] of [
    [["--latest"], "--latest only works with `wait`"],
    [
      ["--appear-timeout=5"],
      "--appear-timeout only works with `wait`",
    ],
    [
      ["wait", "5", "--git-branch=a"],
      "--git-branch only works with `run`",
    ],
    [
      ["wait", "5", "--no-wait"],
      "--no-wait only works with `run`",
    ],
    [
      ["cancel", "5", "--latest"],
      "--latest only works with `wait`",
    ],
    [
      ["cancel", "5", "--retries=1"],
      "--retries only works with `run`",
    ],
  ] as const
) {
  Deno.test(`readInput() refuses ${args.join(" ")}`, () => {
    assertEquals(faultsOf([...args]), [fault]);
  });
}

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
    assertEquals(faultsOf([...args]), [fault]);
  });
}

Deno.test("readInput() says one thing of a page that is none, and takes one without https://", () => {
  const env = {
    DBT_ACCOUNT_ID: undefined,
    DBT_PR_JOB_ID: undefined,
    DBT_PROJECT_ID: undefined,
  };
  assertEquals(
    faultsOf([], { ...env, DBT_JOB_URL: "https://a.dbt.com/jobs/5" }),
    [
      'DBT_JOB_URL must be the address of a job\'s page, https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB: current value is "https://a.dbt.com/jobs/5"',
    ],
  );
  const DBT_JOB_URL = "emea.dbt.com/deploy/22/projects/33/jobs/44";
  const { values } = read([], { ...env, DBT_JOB_URL });
  assertEquals([values.url, values.jobId], ["https://emea.dbt.com", 44]);
});

Deno.test("readInput() looks at no variable that the command has no use for", () => {
  const env = {
    DBT_JOB_URL: "https://cloud.getdbt.com/deploy/1/projects/52901/jobs/77",
    DBT_JOB_NAME: "Deploy",
    DBT_JOB_THREADS_OVERRIDE: "0",
    DBT_JOB_PULL_REQUEST: "true",
    DBT_RUN_RETRIES: "x",
    DBT_RUN_LOGS: "All",
  };
  assertEquals(faultsOf(["cancel", "5"], env), []);
  const { DBT_RUN_RETRIES: _, DBT_RUN_LOGS: __, ...others } = env;
  assertEquals(faultsOf(["wait", "5"], others), []);
  assertEquals(faultsOf(["run"], others).length, 4);
});

Deno.test("readInput() refuses a value that is a variable in part", () => {
  for (
    const [variable, text, left] of [
      ["DBT_JOB_SCHEMA_OVERRIDE", "$(X)_ci", "$(X)_ci"],
      ["DBT_JOB_STEPS_OVERRIDE", "${{ a.b }}\ndbt build", "${{ a.b }}"],
      ["DBT_JOB_STEPS_OVERRIDE", "- dbt build\n- $(EXTRA)", "$(EXTRA)"],
    ] as const
  ) {
    assertEquals(faultsOf([], { [variable]: text }), [
      `${variable} is a variable that was not expanded: ${left}`,
    ]);
  }
  // The cause is for people: they see what is wrong with it.
  const { faults, values } = read([], { DBT_JOB_CAUSE: "$(R) of main" });
  assertEquals([faults, values.cause], [[], "$(R) of main"]);
});

Deno.test("readInput() takes --no-help and --no-version for no call for help", () => {
  for (const flag of ["--no-help", "--no-version"]) {
    const { values } = read([flag]);
    assertEquals([values.help, values.version], [false, false]);
  }
});

Deno.test("readInput() takes words for true and false", () => {
  for (const text of ["true", "TRUE", "1", "yes", "on"]) {
    const { values } = read([], { DBT_RUN_CANCEL: text });
    assertEquals(values.cancel, true);
  }
  for (const text of ["false", "0", "no", "Off"]) {
    const { values } = read([], { DBT_RUN_MARK: text });
    assertEquals(values.mark, false);
  }
  assertEquals(faultsOf([], { DBT_RUN_CANCEL: "perhaps" }), [
    'DBT_RUN_CANCEL must be true or false: current value is "perhaps"',
  ]);
});

Deno.test("readInput() lets --no- make a switch false", () => {
  const { values } = read(["--no-wait", "--no-cancel", "--no-mark", "--json"]);
  assertEquals(
    [values.wait, values.cancel, values.mark, values.json],
    [false, false, false, true],
  );
  assertEquals(read(["--wait", "--cancel"]).values.cancel, true);
  assertEquals(read().values.cancel, undefined);
});

Deno.test("readInput() takes words after -- as they are", () => {
  assertEquals(faultsOf(["wait", "--", "--json"]), [
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
  [["--logs=some"], "--logs must be one of failed, all, live, none"],
  [["--pull-request=7"], "--pull-request must be one of auto, required, none"],
];
for (const [args, fault] of slips) {
  Deno.test(`readInput() refuses ${args.join(" ")}`, () => {
    assertEquals(faultsOf(args).filter((text) => text === fault), [fault]);
  });
}

Deno.test("readInput() asks nothing of the environment for help", () => {
  for (const args of [["--help"], ["-h"], ["help"], ["wait", "--help"]]) {
    const env = () => {
      throw new Error("It was asked");
    };
    const { values, faults } = readInput({ args, env });
    assertEquals([values.help, faults], [true, undefined]);
  }
  for (const args of [["--version"], ["-V"]]) {
    assertEquals(
      readInput({ args, env: () => undefined }).values.version,
      true,
    );
  }
});

Deno.test("readInput() takes --pull-request with its value only after =", () => {
  assertEquals(read().values.pullRequest, "none");
  assertEquals(read(["--pull-request"]).values.pullRequest, "required");
  assertEquals(read(["--pull-request=auto"]).values.pullRequest, "auto");
  assertEquals(faultsOf(["--pull-request", "auto"]), [
    "Unknown command auto: did you mean --pull-request=auto?",
  ]);
  const { values } = read([], { DBT_JOB_PULL_REQUEST: "auto" });
  assertEquals(values.pullRequest, "auto");
});

// What is missing or wrong

Deno.test("readInput() names all faults at once", () => {
  const faults = faultsOf(["run", "--threads-override", "many"], {
    DBT_API_KEY: `${KEY}\nmore`,
    DBT_ACCOUNT_ID: "one",
    DBT_PR_JOB_ID: "",
    DBT_URL: "http://emea.dbt.com",
    DBT_RUN_TIMEOUT_SECONDS: "soon",
    DBT_JOB_GENERATE_DOCS_OVERRIDE: "perhaps",
    DBT_RUN_RETRIES: "-1",
  });
  assertEquals(faults.toSorted(), [
    '--threads-override must be a positive whole number: current value is "many"',
    'DBT_ACCOUNT_ID must be a positive whole number: current value is "one"',
    "DBT_API_KEY must be one word of plain characters, without spaces or line breaks, at most 4,096",
    'DBT_JOB_GENERATE_DOCS_OVERRIDE must be true or false: current value is "perhaps"',
    "DBT_PR_JOB_ID (or --job-id, or DBT_JOB_URL) is empty",
    'DBT_RUN_RETRIES must be a whole number of 0 or more: current value is "-1"',
    'DBT_RUN_TIMEOUT_SECONDS must be a number of seconds, from 0 to 2147483: current value is "soon"',
    'DBT_URL must be an address that begins with https://, without @, ? or #: current value is "http://emea.dbt.com"',
  ]);
});

Deno.test("readInput() says what is not set, and what was not expanded", () => {
  const env = {
    DBT_API_KEY: "$(DBT_API_KEY)",
    DBT_ACCOUNT_ID: undefined,
    DBT_PR_JOB_ID: "${{ vars.JOB }}",
  };
  assertEquals(faultsOf([], env), [
    "DBT_API_KEY is a variable that was not expanded: $(DBT_API_KEY)",
    "DBT_ACCOUNT_ID (or --account-id, or DBT_JOB_URL) is not set",
    "DBT_PR_JOB_ID is a variable that was not expanded: ${{ vars.JOB }}",
  ]);
  assertEquals(faultsOf(["wait", "5"], { ...env, DBT_ACCOUNT_ID: "1" }), [
    "DBT_API_KEY is a variable that was not expanded: $(DBT_API_KEY)",
  ]);
});

Deno.test("readInput() warns of a key that is too short to be one", () => {
  const { warnings, faults } = read([], { DBT_API_KEY: "wrong" });
  assertEquals(faults, []);
  assertEquals(warnings, [
    "DBT_API_KEY has 5 characters: real keys are longer, and this one is not hidden in the log",
  ]);
});

// The address

for (
  const [text, expected] of [
    ["ab123.us1.dbt.com", "https://ab123.us1.dbt.com"],
    ["ab123.us1.dbt.com/", "https://ab123.us1.dbt.com"],
    ["dbt.corp:8443", "https://dbt.corp:8443"],
    ["localhost:8443", "https://localhost:8443"],
    ["https://ab123.us1.dbt.com", "https://ab123.us1.dbt.com"],
    ["https://ab123.us1.dbt.com/api", "https://ab123.us1.dbt.com"],
    ["https://ab123.us1.dbt.com/api/v2/", "https://ab123.us1.dbt.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ] as const
) {
  Deno.test(`readInput() takes ${text} as DBT_URL`, () => {
    const { values, faults } = read([], { DBT_URL: text });
    assertEquals([values.url, faults], [expected, []]);
  });
}

Deno.test("readInput() refuses a DBT_URL with a path, and says what to put there", () => {
  const url = "https://ab123.us1.dbt.com/deploy/1/projects/2/jobs/5";
  assertEquals(faultsOf([], { DBT_URL: url }), [
    "DBT_URL must be an address without a path: use https://ab123.us1.dbt.com, or put the address of the job's page into DBT_JOB_URL",
  ]);
  assertEquals(faultsOf([], { DBT_URL: "https://a.example.com/x" }).length, 1);
});

// The page of the job

const PAGE = "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44";
const NONE = {
  DBT_ACCOUNT_ID: undefined,
  DBT_PROJECT_ID: undefined,
  DBT_PR_JOB_ID: undefined,
};

Deno.test("readInput() takes address, account, project and job from DBT_JOB_URL", () => {
  for (const more of ["", "/", "/settings", "/runs/5?a=b#c", "?tab=runs"]) {
    const { values, faults } = read([], { ...NONE, DBT_JOB_URL: PAGE + more });
    assertEquals(faults, []);
    const { url, accountId, projectId, jobId } = values;
    assertEquals([url, accountId, projectId, jobId], [
      "https://ab123.us1.dbt.com",
      22,
      33,
      44,
    ]);
  }
});

Deno.test("readInput() refuses a DBT_JOB_URL that is none", () => {
  const wrong = [
    "https://ab123.us1.dbt.com",
    "http://ab123.us1.dbt.com/deploy/22/projects/33/jobs/44",
    "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/",
    "https://user@ab123.us1.dbt.com/deploy/22/projects/33/jobs/44",
    "https://ab123.us1.dbt.com/deploy/22/projects/33/jobs/0",
    "44",
  ];
  for (const url of wrong) {
    const [fault] = faultsOf([], { ...NONE, DBT_JOB_URL: url });
    assertStringIncludes(
      fault!,
      "DBT_JOB_URL must be the address of a job's page",
    );
  }
  const loopback = "http://127.0.0.1:8080/deploy/22/projects/33/jobs/44";
  assertEquals(faultsOf([], { ...NONE, DBT_JOB_URL: loopback }), []);
});

Deno.test("readInput() refuses variables that disagree with DBT_JOB_URL", () => {
  const faults = faultsOf([], {
    DBT_JOB_URL: PAGE,
    DBT_URL: "https://cloud.getdbt.com",
  });
  assertEquals(faults, [
    "DBT_JOB_URL and DBT_URL disagree: https://ab123.us1.dbt.com and https://cloud.getdbt.com",
    "DBT_JOB_URL and DBT_ACCOUNT_ID disagree: 22 and 1",
    "DBT_JOB_URL and DBT_PROJECT_ID disagree: 33 and 52901",
    "DBT_JOB_URL and DBT_PR_JOB_ID disagree: 44 and 2",
  ]);
});

Deno.test("readInput() compares DBT_JOB_URL after normalisation", () => {
  const same = {
    DBT_JOB_URL: PAGE,
    DBT_URL: "AB123.us1.dbt.com/",
    DBT_ACCOUNT_ID: "22",
    DBT_PROJECT_ID: "33",
    DBT_PR_JOB_ID: "44",
  };
  assertEquals(faultsOf([], same), []);
});

Deno.test("readInput() lets a flag beat variables, whichever of the two is the page", () => {
  const byPage = read(["--job-url", PAGE]);
  assertEquals([byPage.faults, byPage.values.jobId], [[], 44]);
  const byId = read(["--job-id=45"], { ...NONE, DBT_JOB_URL: PAGE });
  assertEquals([byId.faults, byId.values.jobId, byId.values.accountId], [
    [],
    45,
    22,
  ]);
  assertEquals(faultsOf(["--job-url", PAGE, "--job-id=45"]), [
    "--job-url and --job-id disagree: 44 and 45",
  ]);
});

// The job by its name

Deno.test("readInput() takes a job by its id or its name: a flag beats variables", () => {
  const name = read(["--job-name", "Deploy"]);
  assertEquals([name.faults, name.values.jobName, name.values.jobId], [
    [],
    "Deploy",
    undefined,
  ]);
  const id = read(["--job-id=5"], { DBT_JOB_NAME: "Deploy" });
  assertEquals([id.values.jobName, id.values.jobId], [undefined, 5]);
  assertEquals(faultsOf([], { DBT_JOB_NAME: "Deploy" }), [
    "DBT_PR_JOB_ID and DBT_JOB_NAME are both given: use one of them",
  ]);
});

const yaml: [text: string, steps: string[]][] = [
  ['["dbt seed", "dbt run"]', ["dbt seed", "dbt run"]],
  ["['dbt a', dbt b, 'dbt ''c''']", ["dbt a", "dbt b", "dbt 'c'"]],
  ['[\n  "dbt seed",\n  "dbt run -s a,b"\n]', ["dbt seed", "dbt run -s a,b"]],
  ["- dbt seed\n- dbt run # all", ["dbt seed", "dbt run"]],
  ["  - 'dbt seed'\n\n  # then\n  - \"dbt run\"", ["dbt seed", "dbt run"]],
  ["- dbt build\n  --select a", ["dbt build --select a"]],
  ["- >-\n  dbt build\n  -s a\n- dbt run", ["dbt build -s a", "dbt run"]],
  ["- dbt run --vars '{a: b}'", ["dbt run --vars '{a: b}'"]],
  ["dbt build", ["dbt build"]],
  ["dbt seed\ndbt run", ["dbt seed", "dbt run"]],
  ['["dbt run"] # c', ["dbt run"]],
  [
    '[ # all\n  "dbt a, b", # one\n  # none\n  dbt c # two\n]\n# end',
    ["dbt a, b", "dbt c"],
  ],
  ["['dbt a',]", ["dbt a"]],
  ['- "dbt \\x2f \\u0041 \\"b\\" \\\\x2f"', ['dbt / A "b" \\x2f']],
  ['- "dbt run\n  -s a"', ["dbt run -s a"]],
  ["- |\n  dbt a\n    -s b\n  # c\n\n- dbt d", [
    "dbt a\n  -s b\n# c",
    "dbt d",
  ]],
  ["- # c\n  dbt a\n-\n  dbt b\n\n", ["dbt a", "dbt b"]],
  ["---\r\n- dbt a\r\n- dbt b\r\n", ["dbt a", "dbt b"]],
  ["--- [dbt a]", ["dbt a"]],
  ["- dbt a # it's all", ["dbt a"]],
  ["dbt build\n--select a", ["dbt build --select a"]],
  ["'dbt build'", ["dbt build"]],
  ["", []],
  [" # nothing\n", []],
  ["# a\u2028- dbt b\n- dbt c", ["dbt c"]],
  ["[]", []],
];
Deno.test("readCommands() reads a list in any of its forms", () => {
  for (const [text, steps] of yaml) {
    assertEquals(readCommands(text), steps, text);
  }
});

const notYaml = [
  ["[dbt a,", "the list has no end"],
  ["- dbt a\n---\n- dbt b", "no command of the list begins so"],
  ["dbt a\n---\ndbt b", "it is unclear to which command"],
  ["[dbt a] dbt b", "the list has ended before"],
  ["[dbt a, [dbt b]]", "no command"],
  ["[dbt a -s x,y]", 'a command begins with dbt, unlike: "y"'],
  ["[dbt a --vars {b: c}]", "a comma or ] is missing"],
  ["[dbt a,, dbt b]", "no command"],
  ["- ", "a command is empty"],
  ['- ""', "a command is empty"],
  ["- |\n- dbt a", "a command is empty"],
  ["- |\n# c", "a command is empty"],
  ["- dbt a\n-", "a command is empty"],
  ["- 'dbt a' b", "the quotes end before"],
  ["- 'dbt a", "begins with dbt"],
  ['- "dbt \\q"', "an unknown escape"],
  ["- dbt a\n  - dbt b", "it is unclear to which command"],
  ["- dbt a\n  dbt b", "it is unclear to which command"],
  ["- dbt a\n\n  -s b", "it is unclear to which command"],
  ["- dbt a # c\n  -s b", "a # begins a comment"],
  ["- dbt a --vars '{b: \"c #d\"}'", "a quote has no end"],
  ["- dbt a \\\n  -s b", "a \\ ends a line"],
  ["dbt a \\\n-s b", "a \\ ends a line"],
  ["dbt a \\", "a \\ ends a line"],
  ["- |\n  dbt a \\\n  -s b", "a \\ ends a line"],
  ["dbt a 'b", "a quote has no end"],
  ["- >\n  dbt a 'b", "a quote has no end"],
  ["[dbt a 'b, dbt c']", "a quote has no end"],
  ["dbt", "begins with dbt"],
  ["rm -rf a", "begins with dbt"],
  ["- dbt a\n b\n-s c", "no command of the list begins so"],
  ["  - dbt a\n- dbt b", "no command of the list begins so"],
  ["- |\n    dbt a\n  dbt b", "the indentation is wrong"],
  ["- >\n  dbt a\n\n  dbt b", "use | in place of >"],
  ["- name: dbt a", "begins with dbt"],
  ["- &a dbt b", "begins with dbt"],
  ["- - dbt a", "begins with dbt"],
  ["steps:\n- dbt a", "it is unclear to which command"],
  ["null", "begins with dbt"],
];
Deno.test("readCommands() refuses what it is not sure of", () => {
  for (const [text = "", why = ""] of notYaml) {
    let said = "nothing";
    try {
      readCommands(text);
    } catch (error) {
      said = (error as Error).message;
    }
    assert(said.includes(why), `${text}: ${said}`);
  }
});

for (const name of ["--steps-override", "DBT_JOB_STEPS_OVERRIDE"]) {
  Deno.test(`readInput() refuses half a command in ${name}`, () => {
    for (const text of ["dbt run \\", "- dbt run 'a", "rm -rf a"]) {
      const faults = name.startsWith("-")
        ? faultsOf([`${name}=${text}`])
        : faultsOf([], { [name]: text });
      assertEquals(faults.length, 1);
      assertStringIncludes(faults[0]!, `${name} cannot be read: `);
    }
  });
}

// Names of other tools

Deno.test("readInput() takes the names of other tools, and the script's first", () => {
  const { values, faults } = read([], {
    DBT_API_KEY: undefined,
    DBT_CLOUD_API_TOKEN: KEY,
    DBT_PR_JOB_ID: undefined,
    DBT_CLOUD_JOB_ID: "7",
    DBT_CLOUD_HOST: "ab123.us1.dbt.com",
  });
  assertEquals(faults, []);
  assertEquals([values.apiKey, values.jobId, values.url], [
    KEY,
    7,
    "https://ab123.us1.dbt.com",
  ]);
  const service = { DBT_API_KEY: undefined, DBT_CLOUD_SERVICE_TOKEN: KEY };
  assertEquals(read([], service).values.apiKey, KEY);
  assertEquals(read([], { DBT_CLOUD_JOB_ID: "7" }).values.jobId, 2);
});

Deno.test("readInput() refuses two names of other tools that disagree, without their values", () => {
  assertEquals(
    faultsOf([], {
      DBT_API_KEY: undefined,
      DBT_CLOUD_TOKEN: `${KEY}1`,
      DBT_CLOUD_API_TOKEN: `${KEY}2`,
      DBT_CLOUD_ACCOUNT_HOST: "a.dbt.com",
      DBT_CLOUD_HOST: "https://b.dbt.com/",
    }),
    [
      "DBT_CLOUD_TOKEN and DBT_CLOUD_API_TOKEN disagree: set only one",
      "DBT_CLOUD_ACCOUNT_HOST and DBT_CLOUD_HOST disagree: set only one",
    ],
  );
  const same = {
    DBT_CLOUD_ACCOUNT_HOST: "b.dbt.com",
    DBT_CLOUD_HOST: "https://b.dbt.com/",
  };
  assertEquals(faultsOf([], same), []);
});

Deno.test("readInput() names DBT_CLOUD_BASE_URL where the address is missing or refused", () => {
  const DBT_CLOUD_BASE_URL = "https://emea.dbt.com/api/v2";
  assertEquals(read([], { DBT_CLOUD_BASE_URL }).warnings, [
    "DBT_CLOUD_BASE_URL is set, and not read: put the address into DBT_URL",
  ]);
  for (const DBT_URL of ["emea.dbt.com", "ab123.us1.dbt.com"]) {
    assertEquals(read([], { DBT_CLOUD_BASE_URL, DBT_URL }).warnings, []);
  }
  const refused = { DBT_CLOUD_BASE_URL, DBT_URL: "https://ab.dbt.com/x" };
  assertEquals(read([], refused).warnings, [
    "DBT_CLOUD_BASE_URL is set, and not read: DBT_URL counts",
  ]);
});

Deno.test("readInput() says where the key may be, or why it is not there", () => {
  const cases: [Env, string][] = [
    [{ DBT_TOKEN: KEY }, ", but DBT_TOKEN is: dbt-run reads DBT_API_KEY"],
    [
      { DBT_CLOUD_API_KEY: KEY },
      ", but DBT_CLOUD_API_KEY is: dbt-run reads DBT_API_KEY",
    ],
    [
      { GITLAB_CI: "true" },
      ": GitLab keeps a protected variable from branches that are not protected",
    ],
    [{ GITHUB_EVENT_NAME: "push" }, ""],
  ];
  for (const [env, why] of cases) {
    assertEquals(faultsOf([], { DBT_API_KEY: undefined, ...env }), [
      `DBT_API_KEY is not set${why}`,
    ]);
  }
  const push = { DBT_API_KEY: "", GITHUB_EVENT_NAME: "push" };
  assertEquals(faultsOf([], push), [
    "DBT_API_KEY is empty: is there a secret of that name? GitHub makes an empty text of one that is not there",
  ]);
});

Deno.test("readInput() refuses a key in quotes", () => {
  for (const quote of ["'", '"']) {
    const DBT_API_KEY = `${quote}${KEY}${quote}`;
    assertEquals(faultsOf([], { DBT_API_KEY }), [
      "DBT_API_KEY begins and ends with a quote",
    ]);
  }
});

Deno.test("readInput() refuses a variable inside of a branch or a schema", () => {
  for (const left of ["pr_$(ID)", "pr_${ID}_x", "ci_$BRANCH", "$(A)$(B)"]) {
    for (const name of ["DBT_JOB_SCHEMA_OVERRIDE", "DBT_JOB_BRANCH"]) {
      assertEquals(faultsOf([], { [name]: left }), [
        `${name} is a variable that was not expanded: ${left}`,
      ]);
    }
  }
  const { faults, values } = read([], { DBT_JOB_BRANCH: "$BRANCH" });
  assertEquals([faults, values.gitBranch], [[], undefined]);
});

// The page of the run

const HOST = "https://ab123.us1.dbt.com";
for (
  const path of [
    "/deploy/22/projects/33/runs/7",
    "/deploy/22/projects/33/runs/7/?tab=logs#a",
    "/#/accounts/22/projects/33/runs/7/",
    "/api/v2/accounts/22/runs/7",
  ]
) {
  Deno.test(`readInput() takes run and account from ${path}`, () => {
    for (const command of ["wait", "cancel"]) {
      const { faults, values, runId } = read([command, HOST + path], NONE);
      assertEquals(faults, []);
      assertEquals([runId, values.url, values.accountId], [7, HOST, 22]);
      if (path.includes("33")) assertEquals(values.projectId, 33);
    }
  });
}

Deno.test("readInput() refuses a run's page that disagrees with what is set", () => {
  const page = `${HOST}/deploy/22/projects/33/runs/7/`;
  const DBT_URL = "https://emea.dbt.com";
  assertEquals(faultsOf(["wait", page], { DBT_URL }), [
    `The run's address and DBT_URL disagree: ${HOST} and ${DBT_URL}`,
    "The run's address and DBT_ACCOUNT_ID disagree: 22 and 1",
  ]);
  const { faults, values } = read(["wait", page], {
    DBT_URL: HOST,
    DBT_ACCOUNT_ID: "22",
  });
  assertEquals([faults, values.projectId], [[], 52901]);
});

Deno.test("readInput() sends the key to no host of an argument alone", () => {
  const host = "https://dbt.example.com";
  const page = `${host}/deploy/22/projects/33/runs/7/`;
  assertEquals(faultsOf(["cancel", page], NONE), [
    `The key is not sent to ${host} for an argument alone: set DBT_URL, too`,
  ]);
  assertEquals(faultsOf(["cancel", page], { ...NONE, DBT_URL: host }), []);
  for (const bad of ["dbt.com.evil.io", "evildbt.com", "x.notgetdbt.com"]) {
    const { length } = faultsOf(
      ["wait", `https://${bad}/deploy/22/projects/33/runs/7/`],
      NONE,
    );
    assertEquals(length, 1);
  }
});

Deno.test("readInput() says that DBT_JOB_URL holds a run's page", () => {
  const DBT_JOB_URL = `${HOST}/deploy/22/projects/33/runs/7/`;
  assertEquals(faultsOf([], { ...NONE, DBT_JOB_URL }), [
    "DBT_JOB_URL is the address of a run's page: use the job's, or `dbt-run wait URL` for the run",
  ]);
});

// What goes together

for (
  const [args, fault] of [
    [
      ["--extra-args=-s a", "--steps-override=dbt run"],
      "--extra-args and --steps-override are both given: use one of them",
    ],
    [
      ["--extra-args", "--vars {}"],
      '--extra-args needs a value; one that begins with a dash follows =: --extra-args="--vars {}"',
    ],
    [
      ["--reuse"],
      "--reuse needs a commit or a pull request: add --git-sha or --pull-request",
    ],
    [["389112"], "Unknown command 389112: did you mean --job-id=389112?"],
  ] as [string[], string][]
) {
  Deno.test(`readInput() refuses only this of ${args.join(" ")}`, () => {
    assertEquals(faultsOf(args), [fault]);
  });
}

Deno.test("readInput() takes --reuse with a commit or a pull request", () => {
  for (
    const flag of ["git-sha=1f2e3d", "pull-request", "azure-pull-request-id=7"]
  ) {
    assertEquals(faultsOf(["--reuse", `--${flag}`]), []);
  }
});

Deno.test("readInput() refuses --extra-args with half a quote", () => {
  const [fault] = faultsOf(["--extra-args=--vars '{a: 1}"]);
  assertStringIncludes(
    fault!,
    "--extra-args cannot be read: a quote has no end",
  );
  assertEquals(faultsOf(["--extra-args=--vars '{a: 1}'"]), []);
});

// Whatever is typed

Deno.test("readInput() throws nothing, whatever stands in flags and variables", () => {
  const word = fc.oneof(
    fc.string({ unit: anyCharacter, maxLength: 20 }),
    fc.constantFrom(
      "--timeout",
      "--git-branch=",
      "--no-wait",
      "--steps-override",
      "wait",
      "--",
      "-",
      "--=",
      "--no-",
      "__proto__",
      "--__proto__=1",
      "5",
    ),
  );
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 6 }),
      fc.dictionary(
        fc.constantFrom(...Object.keys(ENVIRONMENT), "DBT_URL", "DBT_JOB_URL"),
        fc.string({ unit: anyCharacter }),
      ),
      (args, env) => {
        const { faults, warnings } = read(args, env);
        for (const text of [...faults, ...warnings]) {
          assert(!text.includes(KEY));
        }
      },
    ),
    { numRuns: 2_000, seed: 20260131 },
  );
});

Deno.test("readInput() takes a flag with one dash for one with two", () => {
  const { values, faults } = read(["-dry-run", "-no-wait", "-retries=2"]);
  assertEquals(faults, []);
  assertEquals([values.dryRun, values.wait, values.retries], [true, false, 2]);
});

Deno.test("readCommands() reads 10,000 empty lines in less than a second", () => {
  const began = performance.now();
  const many = "\n".repeat(10_000);
  assertEquals(readCommands(`${many}- dbt a${many}- dbt b${many}`), [
    "dbt a",
    "dbt b",
  ]);
  assert(performance.now() - began < 1_000);
});
