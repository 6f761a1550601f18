import { assertEquals } from "@std/assert";
import { resultsFile } from "./step_command.ts";

Deno.test("resultsFile() names the artifact that holds a step's results", () => {
  const steps: { [name: string]: string | undefined } = {
    "Invoke dbt with `dbt build --select a`": "run_results.json",
    "Invoke dbt with `dbt --warn-error run`": "run_results.json",
    "Invoke dbt with `dbt run-operation grant`": "run_results.json",
    "Invoke dbt with `dbt compile`": "run_results.json",
    "Invoke dbt with `dbt source freshness`": "sources.json",
    "Invoke dbt with `dbt source snapshot-freshness`": "sources.json",
    "Invoke dbt with `dbt deps`": undefined,
    "Invoke dbt with `dbt docs generate`": undefined,
    "Invoke dbt with `dbt --no-partial-parse parse`": undefined,
    "Invoke dbt with `dbt --log-level debug build`": "run_results.json",
    "Invoke dbt with `dbt --log-level=debug -t docs seed`": "run_results.json",
    'Invoke dbt with `dbt run --vars \'{"note": "see dbt docs"}\'`':
      "run_results.json",
    'Invoke dbt with `dbt --vars "{\\"a b\\": \\"dbt docs\\"}" run`':
      "run_results.json",
    "Invoke dbt with `dbt --vars 'see dbt docs' build --select deps`":
      "run_results.json",
    "Invoke dbt with `dbt --target ci source freshness`": "sources.json",
    "Invoke dbt with `dbt --profiles-dir 'a b' -q docs generate`": undefined,
    'Invoke dbt with `dbt --target "ci" deps`': undefined,
    "Clone git repository": undefined,
  };
  for (const [name, expected] of Object.entries(steps)) {
    assertEquals(resultsFile(name), expected, name);
  }
});
