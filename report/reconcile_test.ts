import { assertEquals, assertStringIncludes } from "@std/assert";
import { collectSteps } from "../testing/report_case.ts";

const at = (text: string) => `08:14:02  ${text}`;
const result = (unique_id: string, status: string, message = "") => ({
  unique_id,
  status,
  message,
});
const done = (errors: number) =>
  at(`Done. PASS=0 WARN=0 ERROR=${errors} SKIP=0 TOTAL=9`);
const failing = (name: string, cause: string) => [
  at(`  Database Error in model ${name} (models/${name}.sql)`),
  `  ${cause}`,
  at(""),
];

/** What a step that failed comes to: each node's outcome, label, place and cause. */
async function readStep(log: string[], results?: object[], name?: string) {
  const { nodes } = await collectSteps([{
    ...(name && { name: `Invoke dbt with \`${name}\`` }),
    logs: log.join("\n"),
    results,
  }]);
  const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
  assertEquals(ids.size, nodes.length, "Two nodes have one id");
  return nodes.map(({ outcome, type, name, file, line, message }) =>
    [
      `${outcome} ${type} ${name}`,
      [file, line].filter(Boolean).join(":"),
      message.split("\n")[0],
    ].join(" | ")
  );
}

const DENIED = "insufficient privileges on schema X";

const cases: [
  what: string,
  log: string[],
  results: object[] | undefined,
  nodes: string[],
  command?: string,
][] = [
  // Rules 1 and 3: the log's own count, and nodes with one cause
  [
    "names a node that the results lack, though its cause is another's",
    [...failing("a", DENIED), ...failing("b", DENIED), done(2)],
    [result("model.shop.a", "error", DENIED)],
    [
      `failed model a | models/a.sql | ${DENIED}`,
      `failed model b | models/b.sql | ${DENIED}`,
    ],
  ],
  [
    "names a node that the results lack, though the log has no cause for it",
    [
      "    Failed [  0.2s] model main.a (table)",
      "    Failed [  0.2s] model main.b (table)",
      "Summary: 2 total | 2 error",
    ],
    [result("model.shop.a", "error", DENIED)],
    [
      `failed model a |  | ${DENIED}`,
      "failed model b |  | The log does not say why",
    ],
  ],
  [
    "adds no node where the results list as many failures as the log counts",
    [
      "    Failed [  0.2s] model main.a_in_the_warehouse (table)",
      "Summary: 1 total | 1 error",
    ],
    [result("model.shop.a", "error", DENIED)],
    [`failed model a |  | ${DENIED}`],
  ],
  [
    "adds what a result lacks",
    [...failing("a", "No such column"), done(1)],
    [result("model.shop.a", "error")],
    ["failed model a | models/a.sql | No such column"],
  ],
  [
    "tells nodes of one name in two projects apart",
    ["shop", "other"].flatMap((project) => [
      at("  Database Error in model a (models/a.sql)"),
      `  No table in ${project}`,
      `  compiled code at target/run/${project}/models/a.sql`,
      at(""),
    ]).concat(done(2)),
    [result("model.shop.a", "error", "No table in shop")],
    [
      "failed model a | models/a.sql | No table in shop",
      "failed model a | models/a.sql | No table in other",
    ],
  ],
  [
    "tells nodes of one name in two files apart, where the log counts both",
    [
      at("  Failure in model a (models/a.sql)"),
      at("    No such column"),
      at(""),
      at("  Failure in model a (models/b/a.sql)"),
      at("    No such column"),
      at(""),
      done(2),
    ],
    [result("model.shop.a", "error", "No such column")],
    [
      "failed model a | models/a.sql | No such column",
      "failed model a | models/b/a.sql | No such column",
    ],
  ],
  [
    "tells three nodes of one name and one cause apart",
    [
      ...["a", "b", "c"].flatMap((folder) => [
        at(`  Failure in model a (models/${folder}/a.sql)`),
        at("    No such column"),
        at(""),
      ]),
      done(3),
    ],
    undefined,
    ["a", "b", "c"].map((folder) =>
      `failed model a | models/${folder}/a.sql | No such column`
    ),
  ],
  [
    "names only the one of 300 tests with cut names that the results lack",
    [
      ...Array.from(
        { length: 300 },
        (_, i) =>
          at(`${i} of 300 FAIL 1 accepted_values_orders_${i}_plac... [FAIL 1]`),
      ),
      done(300),
    ],
    Array.from(
      { length: 299 },
      (_, i) =>
        result(`test.shop.accepted_values_orders_${i}_placed`, "fail", "Got 1"),
    ),
    [
      ...Array.from(
        { length: 299 },
        (_, i) => `failed test accepted_values_orders_${i}_placed |  | Got 1`,
      ),
      "failed test accepted_values_orders_299_plac... |  | The test failed; failing rows: 1",
    ],
  ],
  [
    "takes one node in two files for one, where the log counts one",
    [
      at("  Failure in model a (models/a.sql)"),
      at("    No such column"),
      at(""),
      at("  Failure in model a (models/b/a.sql)"),
      at("    No such column"),
      at(""),
      done(1),
    ],
    undefined,
    ["failed model a | models/a.sql | No such column"],
  ],
  // Rule 2: dbt's own error counts for more than a result
  [
    "calls a node failed whose result is a success",
    [...failing("a", "No such column"), done(1)],
    [result("model.shop.a", "success"), result("model.shop.b", "success")],
    [
      "failed model a | models/a.sql | No such column",
      "passed model b |  | ",
    ],
  ],
  [
    "calls a test failed whose result warned, or has a status that nobody knows",
    [
      at("  Failure in test a (tests/a.sql)"),
      at("    Got 1 result, configured to fail if != 0"),
      at(""),
      at("  Failure in test b (tests/b.sql)"),
      at("    Got 2 results, configured to fail if != 0"),
      at(""),
      done(2),
    ],
    [result("test.shop.a.0123456789", "warn"), result("test.shop.b", "odd")],
    [
      "failed test a | tests/a.sql | Got 1 result, configured to fail if != 0",
      "failed test b | tests/b.sql | Got 2 results, configured to fail if != 0",
    ],
  ],
  [
    "calls a node failed whose result is skipped",
    [...failing("a", "No such column"), done(1)],
    [result("model.shop.a", "skipped")],
    ["failed model a | models/a.sql | No such column"],
  ],
  [
    "calls a node failed that only a line of progress calls so",
    [
      at("1 of 2 ERROR creating sql table model prod.a .. [ERROR in 1s]"),
      "Killed",
    ],
    [result("model.shop.a", "success"), result("model.shop.b", "success")],
    [
      "failed model a |  | No cause was recognised in the log",
      "passed model b |  | ",
      "failed step dbt build |  | Killed",
    ],
  ],
  [
    "leaves a node that warned as it is",
    [
      "    Stale [  0.8s] source  shop.riders (last updated 3days ago)",
      at("Encountered an error:"),
      "No.",
    ],
    [result("source.shop.shop.riders", "warn", "Loaded 3 d ago")],
    [
      "warned source shop.riders |  | Loaded 3 d ago",
      "failed step dbt build |  | No.",
    ],
  ],
  // Rule 4: an error of no node
  [
    "drops an error of no node that a node says",
    [at("Encountered an error:"), "No such column", done(1)],
    [result("model.shop.a", "error", "Oh!\nNo such column: x")],
    ["failed model a |  | Oh!"],
  ],
  [
    "keeps an error of no node that no node says",
    [at("Encountered an error:"), "Out of disk", done(1)],
    [result("model.shop.a", "error", "No such column")],
    [
      "failed model a |  | No such column",
      "failed step dbt build |  | Out of disk",
    ],
  ],
  // Rule 5: groups and phases are no nodes
  ...[undefined, [
    result("test.shop.not_null_riders_city.0123456789", "fail", "Got 1 result"),
    result("test.shop.not_null_riders_id.0123456789", "pass"),
  ]].map((results): typeof cases[number] => [
    `invents no test for a group of tests${results ? " in whole results" : ""}`,
    [
      "    Failed [  1.2s] test  not_null on riders (3 batched)",
      "               ├─ Passed test  not_null_riders_id",
      "               ├─ Passed test  not_null_riders_name",
      "               └─ Failed test  not_null_riders_city (models/riders.yml:12:9)",
      "Summary: 3 total | 2 success | 1 error",
    ],
    results,
    results
      ? [
        "failed test not_null_riders_city | models/riders.yml:12 | Got 1 result",
        "passed test not_null_riders_id |  | ",
      ]
      : [
        "failed test not_null_riders_city | models/riders.yml:12 | The log does not say why",
      ],
  ]),
  [
    "invents no node for a phase",
    [
      "    Failed [  9.95s] resolving packages from packages.yml (error: No.",
      "error: dbt1501: No.",
    ],
    undefined,
    ["failed step dbt deps |  | No."],
    "dbt deps",
  ],
  // Names that one writer says otherwise
  [
    "counts a unit test once that the log calls a test",
    [
      "Test failed (1 failed row(s)): counts",
      "Summary: 1 total | 1 error",
    ],
    [result("unit_test.shop.orders.counts", "fail", "actual differs")],
    ["failed unit_test orders.counts |  | actual differs"],
  ],
  [
    "counts a test once whose name the log cut",
    [
      at(
        "1 of 2 FAIL 2 accepted_values_stg_riders__status_9f... [FAIL 2 in 1s]",
      ),
      at(
        "2 of 2 FAIL 2 accepted_values_stg_riders__st_0123456789abcdef0123456789abcdef [FAIL 2 in 1s]",
      ),
    ],
    [
      result(
        "test.shop.accepted_values_stg_riders__status__a__b__c.9f12345678",
        "fail",
        "Got 2 results",
      ),
    ],
    [
      "failed test accepted_values_stg_riders__status__a__b__c |  | Got 2 results",
    ],
  ],
  [
    "counts a hook once that the log calls by its kind",
    [at("  on-run-end failed, error:"), " No rights on MARTS", at(""), done(1)],
    [result("operation.shop.shop-on-run-end-0", "error")],
    ["failed operation shop-on-run-end-0 |  | No rights on MARTS"],
  ],
  [
    "counts a version of a model once, and a source",
    [
      at(
        "1 of 2 ERROR creating sql table model prod.orders_v2 .. [ERROR in 1s]",
      ),
      at(
        "2 of 2 ERROR STALE freshness of shop.riders ..... [ERROR STALE in 1s]",
      ),
    ],
    [
      result("model.shop.orders.v2", "error", "No."),
      result("source.shop.shop.riders", "error", "Loaded 3 d ago"),
    ],
    [
      "failed model orders.v2 |  | No.",
      "failed source shop.riders |  | Loaded 3 d ago",
    ],
  ],
  // What only a line of progress, or another kind of head, says
  [
    "names a node that only a line of progress names, beside a hook's error",
    [
      at("34 of 34 ERROR relation prod.orders .......... [ERROR in 1s]"),
      at("Completed with 2 errors and 0 warnings:"),
      at(""),
      at("  on-run-end failed, error:"),
      " No rights on MARTS",
      at(""),
      done(2),
    ],
    undefined,
    [
      "failed hook on-run-end |  | No rights on MARTS",
      "failed model orders |  | The log does not say why",
    ],
  ],
  [
    "names the model at which dbt stopped at the first failure",
    [
      at("Encountered an error:"),
      "FailFast Error in model a (models/a.sql)",
      "  Failing early due to test failure or runtime error",
    ],
    undefined,
    [
      "failed model a | models/a.sql | Failing early due to test failure or runtime error",
    ],
  ],
  [
    "counts once what dbt did not handle, and lists without a head",
    [
      at("Unhandled error while executing target/run/shop/models/a.sql"),
      "No.",
      at("1 of 1 ERROR creating sql table model x.a .. [ERROR in 1s]"),
      at("Completed with 1 error and 0 warnings:"),
      at(""),
      at("No."),
      at(""),
      done(1),
    ],
    undefined,
    ["failed model a | models/a.sql | No."],
  ],
  // What other programs say
  [
    "shows what SQLFluff found, in its file",
    [
      "== [models/marts/x.sql] FAIL",
      "L:  14 | P:   9 | LT01 | Expected only single space before 'as'.",
      "                       | [layout.spacing]",
      "L:  20 | P:   1 | LT12 | Files must end with a newline.",
      "== [models/marts/y.sql] FAIL",
      "L:   1 | P:   1 | AM04 | Query produces an unknown number of columns.",
      "All Finished 📜 🎉!",
    ],
    undefined,
    [
      "failed model x | models/marts/x.sql:14 | LT01 | Expected only single space before 'as'.",
      "failed model y | models/marts/y.sql:1 | AM04 | Query produces an unknown number of columns.",
    ],
    "dbt sqlfluff lint",
  ],
  [
    "shows the warnings of a step that lints",
    [
      "[warning] [LintViolation (dbt3001)]: Unused CTE 'a'",
      "  --> models/x.sql:3:5",
      "Finished 'lint' with 1 warning [1.2s]",
    ],
    undefined,
    ["failed model x | models/x.sql:3 | Unused CTE 'a'"],
    "dbt lint",
  ],
  [
    "names a source of which Fusion says that it is stale",
    ["    Stale [  0.8s] source  shop.riders (last updated 3days ago)"],
    undefined,
    [
      "failed source shop.riders |  | The data is too old: last updated 3days ago",
    ],
    "dbt source freshness",
  ],
];
for (const [what, log, results, nodes, command] of cases) {
  Deno.test(`collectReport() ${what}`, async () => {
    assertEquals(await readStep(log, results, command), nodes);
  });
}

const PROGRESS = [
  " Succeeded [  0.2s] model main.fares (table)",
  "    Passed [  0.2s] test  unique_fares_id",
  "    Warned [  0.2s] test  unique_fares_id (models/a.yml:3:5)",
  "    Reused [  0.2s] model main.fares (table)",
  "   Skipped [-------] model main.fares (table)",
  " Cancelled [  0.2s] model main.fares (table)",
  "   Started model main.fares",
  "   Skipped model  main.fares (view) [2 of 3]",
  "    Passed test  unique_fares_id [1 of 3 in 0.01s]",
  "   ├─ Passed test  unique_fares_id",
  "New version available 2.0.0 (run `dbt system update`)",
  " Extended [ 1m 2s] model main.fares (table)",
];
for (const line of PROGRESS) {
  Deno.test(`collectReport() never takes a line of progress for a cause: ${line.trim()}`, async () => {
    const failed = "    Failed [  0.91s] model main.riders (table)";
    assertEquals(await readStep([failed, line]), [
      "failed model riders |  | The log does not say why",
    ]);
  });
}

Deno.test("collectReport() says that the log does not say why only where all of it is progress", async () => {
  const progress = at("Running with dbt=1.9.4");
  assertEquals(await readStep([progress, at("Concurrency: 4 threads")]), [
    "failed step dbt build |  | The log does not say why",
  ]);
  const [node] =
    (await collectSteps([{ logs: `${progress}\nIt broke` }])).nodes;
  assertEquals(
    node!.message,
    "No cause was recognised in the log. Its end:\nIt broke",
  );
  assertEquals(
    await readStep(["  Failed [ 0.1s] model a (view)", at("It broke")]),
    ["failed model a |  | No cause was recognised in the log"],
  );
});

Deno.test("collectReport() says nothing of a selection where an operation ran alone", async () => {
  const steps = [{
    name: "Invoke dbt with `dbt run-operation grant`",
    logs: "",
    results: [],
    status: "success" as const,
  }];
  assertEquals((await collectSteps(steps)).ranNothing, false);
  const build = { logs: "", results: [], status: "success" as const };
  assertEquals((await collectSteps([build])).ranNothing, true);
});

Deno.test("collectReport() shows both errors of a node that failed in two steps", async () => {
  const step = (cause: string) => ({ logs: failing("a", cause).join("\n") });
  const { nodes } = await collectSteps([step("One"), step("Two")]);
  assertEquals(nodes.map(({ message }) => message), ["One", "Two"]);
  assertEquals(new Set(nodes.map(({ uniqueId }) => uniqueId)).size, 2);
});

Deno.test("collectReport() keeps a model apart whose name looks like a key", async () => {
  const names = ["dbtc_orders", "dbtc_customers", "dbtu_items"];
  const { nodes } = await collectSteps([{
    logs: names.flatMap((name) => failing(name, "No.")).join("\n"),
    results: names.map((name) => result(`model.shop.${name}`, "error", "No.")),
  }]);
  assertEquals(nodes.map(({ name }) => name), names);
  assertStringIncludes(nodes[0]!.uniqueId, "dbtc_orders");
});
