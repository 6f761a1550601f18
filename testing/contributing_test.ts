/** Holds the map in CONTRIBUTING to the tree. */
import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };

const root = new URL("..", import.meta.url);
const page = await Deno.readTextFile(new URL("CONTRIBUTING.md", root));

Deno.test("CONTRIBUTING names files that there are", async () => {
  const paths = page.matchAll(
    /`([\w.-]+\/(?:[\w./-]*)?|[\w-]+\.(?:ts|yml|json))`/g,
  );
  for (const path of new Set(Array.from(paths, ([, path]) => path!))) {
    if (path === "dist/" || path === "action/dist/") continue;
    const exists = await Deno.stat(new URL(path, root))
      .then(() => true, () => false);
    assert(exists, `there is no ${path}`);
  }
});

Deno.test("CONTRIBUTING names what a file declares", async () => {
  const places = [
    ...page.matchAll(
      /`(\w+)(?:\(\))?`(?:\s+in|\s+from|\s+\()\s*\(?`([\w./]+\.ts)`/g,
    ),
  ];
  assert(places.length > 20, `${places.length} places`);
  for (const [, name, file] of places) {
    const source = await Deno.readTextFile(new URL(file!, root));
    const declares = new RegExp(
      `^(export )?(async )?(function\\*?|const|class|interface|type) ${name}\\b`,
      "m",
    );
    assert(declares.test(source), `${file} does not declare ${name}`);
  }
});

Deno.test("CONTRIBUTING names tasks that there are", () => {
  const tasks = new Set(Array.from(
    page.matchAll(/`(?:npx -y deno@[\d.]+ |deno )?task (\w+)/g),
    ([, task]) => task!,
  ));
  assert(tasks.size > 5);
  assertEquals([...tasks].filter((task) => !(task in config.tasks)), []);
});
