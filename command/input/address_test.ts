import { assertEquals } from "@std/assert";
import { read, readFaults } from "../../testing/input_case.ts";

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
  assertEquals(readFaults([], { DBT_URL: url }), [
    "DBT_URL must be an address without a path: use https://ab123.us1.dbt.com, or put the address of the job's page into DBT_JOB_URL",
  ]);
  assertEquals(
    readFaults([], { DBT_URL: "https://a.example.com/x" }).length,
    1,
  );
});
