/** Files: whole or not at all, without the key. */
import { assertEquals, assertRejects } from "@std/assert";
import type { ParsedInput } from "../input/parsed_input.ts";
import { renderLine } from "../../ci/command_gate.ts";
import { openOutput } from "../output/output.ts";
import { tryToWrite, writeFile } from "./files.ts";
import type { Process } from "./process.ts";
import { KEY, memoryFiles } from "../../testing/harness.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("writeFile() leaves nothing of a file that breaks off", async () => {
  const files = new Map([["target/manifest.json", "old"]]);
  await assertRejects(
    () =>
      writeFile(
        memoryFiles(files),
        "target/manifest.json",
        (async function* () {
          yield await Promise.resolve(bytes("{"));
          throw new Error("The connection broke");
        })(),
      ),
    Error,
    "The connection broke",
  );
  assertEquals([...files], [["target/manifest.json", "old"]]);
});

Deno.test("writeFile() writes under an unguessable name until the file is whole", async () => {
  const files = new Map<string, string>();
  const names: string[] = [];
  for (let i = 0; i < 2; i++) {
    await writeFile(
      memoryFiles(files),
      "junit.xml",
      (async function* () {
        yield await Promise.resolve(bytes("<xml/>"));
        names.push(...files.keys());
      })(),
    );
  }
  const parts = new Set(names.filter((name) => name !== "junit.xml"));
  assertEquals([parts.size, files.size], [2, 1]);
});

Deno.test("tryToWrite() says that it is the folder which cannot be made", async () => {
  const files = memoryFiles(new Map());
  files.makeFolder = () => Promise.reject(new Error("No such file"));
  const error = await assertRejects(() => tryToWrite(files, "/no/such/x.xml"));
  assertEquals(
    (error as Error).message,
    "its folder cannot be made: No such file",
  );
});

Deno.test("no file that dbt-run writes holds the key", async () => {
  const files = new Map<string, string>();
  const said: string[] = [];
  const stream: Process["out"] = {
    line: (text) => said.push(renderLine(text)),
    isTerminal: false,
    draw: () => {},
  };
  const process = {
    env: () => undefined,
    out: stream,
    err: stream,
    waiting: () => 0,
    columns: () => 80,
    fileSystem: memoryFiles(files),
  } as Partial<Process> as Process;
  const values = { json: false, quiet: false };
  const given = { apiKey: KEY };
  const input = { command: "run", values, given } as Partial<
    ParsedInput
  > as ParsedInput;
  const output = openOutput(input, process);
  output.send({ files: [{ path: "summary.md", text: `key ${KEY}` }] });
  output.send({
    files: [{ path: "output", text: `key=${KEY}\n`, append: true }],
  });
  output.send({ files: [{ path: "junit.xml", text: `<key>${KEY}</key>` }] });
  await output.flush();
  assertEquals([...files.values()], ["key ***", "key=***\n", "<key>***</key>"]);
  assertEquals(said, []);
});

for (const path of ["out/", "out/.", ".."]) {
  Deno.test(`tryToWrite() refuses ${path} as a file, for it is a folder`, async () => {
    const files = new Map<string, string>();
    const error = await assertRejects(() =>
      tryToWrite(memoryFiles(files), path)
    );
    assertEquals((error as Error).message, "it is a folder");
    assertEquals(files.size, 0);
  });
}
