import { assertEquals } from "@std/assert";
import { piecesOf } from "../testing/report_case.ts";
import { readManifest } from "./manifest.ts";
import fc, { anyCharacter } from "../testing/fast_check.ts";

Deno.test("readManifest() finds the nodes however the manifest is cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(
        fc.string({ unit: anyCharacter, maxLength: 12 }),
        fc.tuple(fc.string({ unit: anyCharacter }), fc.jsonValue()),
        { maxKeys: 6 },
      ),
      fc.jsonValue(),
      fc.integer({ min: 1, max: 200 }),
      fc.boolean(),
      async (nodes, other, size, isIndented) => {
        const manifest = {
          metadata: { other, original_file_path: "no" },
          nodes: Object.fromEntries(
            Object.entries(nodes).map(([id, [path, value]]) => [id, {
              value,
              config: {
                original_file_path: "no",
                list: ["original_file_path", 1],
              },
              original_file_path: path,
              depends_on: [value, { original_file_path: "no" }],
            }]),
          ),
          child_map: other,
        };
        const text = JSON.stringify(manifest, null, isIndented ? 2 : 0);
        const wanted = new Set(Object.keys(nodes));
        const found = await readManifest(piecesOf(text, size), wanted);
        for (const [id, [path]] of Object.entries(nodes)) {
          const file = found.nodes.get(id)?.original_file_path;
          assertEquals(file, path.toWellFormed());
        }
      },
    ),
    { numRuns: 300, seed: 20260131 },
  );
});

Deno.test("readManifest() finds nothing in what is no manifest", async () => {
  for (const text of ["", "<html>", '{"nodes": {"a": {', '[["a"]]', "}}}{{{"]) {
    const found = await readManifest(piecesOf(text, 3), new Set(["a"]));
    assertEquals([found.nodes.size, found.project], [0, undefined]);
  }
});
