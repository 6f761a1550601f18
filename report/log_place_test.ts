import { assertEquals } from "@std/assert";
import { cleanPath, findPlace, parseNodePath } from "./log_place.ts";

const paths: [path: string, clean: string, project?: string][] = [
  ["models/a.sql", "models/a.sql"],
  ["models\\marts\\a.sql", "models/marts/a.sql"],
  ["./models/a.sql", "models/a.sql"],
  ["../../models/a.py", "models/a.py"],
  ["target/run/shop/models/a.sql", "models/a.sql", "shop"],
  ["target\\compiled\\shop\\models\\a.sql", "models/a.sql", "shop"],
  ["run/models/marts/a.sql", "models/marts/a.sql"],
  ["target/compiled/models/ml/a.sql", "models/ml/a.sql"],
  [
    "target/run/shop/./dbt_project.yml/hooks/a.sql",
    "dbt_project.yml/hooks/a.sql",
    "shop",
  ],
  [
    "target/run/pack/dbt_packages/pack/seeds/a.csv",
    "dbt_packages/pack/seeds/a.csv",
    "pack",
  ],
  // What is no file of the project
  ["../../tmp/.tmpVZ/internal_package.git/dbt_project.yml", ""],
  ["compiled\\shop\\target\\generic_tests\\a.sql", "", "shop"],
  ["target/generic_tests/a.sql", ""],
  ["dbt_internal_packages/dbt-adapters/macros/a.sql", ""],
  ["/usr/lib/python3/site-packages/a.py", ""],
  ["C:\\Users\\a.py", ""],
  ["~/.dbt/profiles.yml", ""],
];
for (const [path, clean, project] of paths) {
  Deno.test(`cleanPath() makes of ${path} a path of the project, or none`, () => {
    assertEquals(cleanPath(path), { path: clean, project });
  });
}

const places: [text: string, path: string, line?: number][] = [
  ["No.\n  --> models/a.sql:11:6", "models/a.sql", 11],
  [
    "No.\n  --> models/a.sql:2:1 (target/compiled/models/a.sql:8:1)",
    "models/a.sql",
    2,
  ],
  ["No.\n  --> target/compiled/shop/models/a.sql:8:1", "models/a.sql"],
  ["No.\n(in run/shop/models/a.sql:8:1)", "models/a.sql"],
  ["Invalid test config given in models/a.yml:\n  No.", "models/a.yml"],
  [
    "Failed to render models/a.yml from project shop: Parsing Error",
    "models/a.yml",
  ],
  [
    "Compilation Error in model a (models/a.sql)\n  No.\n    line 14",
    "models/a.sql",
    14,
  ],
  ["Found a cycle: model.a.b --> model.a.c", ""],
];
for (const [text, path, line] of places) {
  Deno.test(`findPlace() finds where ${text.split("\n").at(-1)!.trim()} is`, () => {
    const place = findPlace(text.split("\n"), {});
    assertEquals([place.path, place.line], [path, line]);
  });
}

Deno.test("findPlace() takes SQLFluff's line, which is the source's", () => {
  const lines = ["L:  14 | P:   9 | LT01 | Expected …"];
  assertEquals(findPlace(lines, { file: "models/a.sql" }).line, 14);
});

Deno.test("parseNodePath() knows a node by the folder of its file", () => {
  assertEquals(parseNodePath("models/marts/a.sql"), {
    type: "model",
    name: "a",
  });
  assertEquals(parseNodePath("dbt/seeds/a.csv"), { type: "seed", name: "a" });
  assertEquals(parseNodePath("models/a.yml"), undefined);
  assertEquals(parseNodePath("dbt_packages/p/macros/a.sql"), undefined);
});
