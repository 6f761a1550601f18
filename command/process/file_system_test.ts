/** The file system as it is: named pipes, devices, and files of any size. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { ENVIRONMENT } from "../../testing/harness.ts";
import { finish, start, startCommand } from "../../testing/process.ts";
import { serveSockets } from "../../testing/socket_server.ts";
import { fileSystem } from "./file_system.ts";

const ignore = Deno.build.os === "windows";

async function inFolder(work: (folder: string) => Promise<void>) {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function makePipe(path: string): Promise<void> {
  assert((await start("mkfifo", [path]).output()).success);
}

Deno.test("fileSystem.readText() reads no more than the beginning that it is asked for", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/large`;
    // A file of a terabyte that takes no room: only its beginning was written.
    await Deno.writeTextFile(path, "# begins so\n");
    await Deno.truncate(path, 2 ** 40);
    const text = await fileSystem.readText(path, 12);
    assert(text.startsWith("# begins so\n"));
  });
});

Deno.test("fileSystem.readPieces() reads a whole file", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/file`;
    const text = "0123456789".repeat(20_000);
    await Deno.writeTextFile(path, text);
    const decoder = new TextDecoder();
    let read = "";
    for await (const piece of fileSystem.readPieces(path)) {
      read += decoder.decode(piece, { stream: true });
    }
    assert(read === text);
  });
});

Deno.test(
  "fileSystem.kindOf() tells what a path leads to",
  { ignore },
  async () => {
    await inFolder(async (folder) => {
      await Deno.writeTextFile(`${folder}/file`, "");
      await Deno.symlink(`${folder}/file`, `${folder}/link`);
      await makePipe(`${folder}/pipe`);
      const names = ["", "file", "link", "pipe", "missing"];
      const kinds = names.map((name) => fileSystem.kindOf(`${folder}/${name}`));
      assertEquals(await Promise.all(kinds), [
        "folder",
        "file",
        "link",
        "device",
        undefined,
      ]);
    });
  },
);

Deno.test(
  "fileSystem.write() brings all to the reader of a pipe, which is slow",
  { ignore },
  async () => {
    await inFolder(async (folder) => {
      const path = `${folder}/pipe`;
      await makePipe(path);
      const text = "0123456789".repeat(20_000);
      const reader = start("sh", ["-c", `exec <'${path}'; sleep 1; cat`])
        .output();
      await fileSystem.write(path, text, "stream");
      const { stdout } = await reader;
      assert(new TextDecoder().decode(stdout) === text);
    });
  },
);

Deno.test("fileSystem.write() gives up a pipe that nobody reads after 5 s", {
  ignore,
}, async () => {
  await inFolder(async (folder) => {
    await makePipe(`${folder}/pipe`);
    const startedAt = performance.now();
    await assertRejects(
      () => fileSystem.write(`${folder}/pipe`, "text", "stream"),
      Error,
      "nobody has read it for 5 s",
    );
    assert(performance.now() - startedAt < 8_000);
  });
});

for (const setting of ["summary", "junit", "GITHUB_OUTPUT"]) {
  Deno.test(`dbt-run ends though ${setting} is a pipe that nobody reads`, {
    ignore,
  }, async () => {
    await inFolder(async (folder) => {
      const path = `${folder}/pipe`;
      await makePipe(path);
      await using it = serveSockets();
      const isFlag = setting !== "GITHUB_OUTPUT";
      const child = startCommand([
        "--initial-delay=0",
        ...(isFlag ? [`--${setting}=${path}`] : []),
      ], {
        ...ENVIRONMENT,
        DBT_URL: it.url,
        ...(!isFlag && { GITHUB_ACTIONS: "true", GITHUB_OUTPUT: path }),
      });
      const { code, stdout, stderr } = await finish(child);
      assertEquals(code, 0, stdout + stderr);
      const warnings = (stdout + stderr).split("\n")
        .filter((line) => line.includes("nobody has read it for 5 s"));
      assertEquals(warnings.length, 1, stdout + stderr);
    });
  });
}

Deno.test(
  "dbt-run does not read the whole of an old file that --summary names",
  {
    ignore: Deno.build.os !== "linux",
  },
  async () => {
    await inFolder(async (folder) => {
      const path = `${folder}/summary.md`;
      await Deno.writeTextFile(path, "not ours");
      await Deno.truncate(path, 480 * 2 ** 20);
      await using it = serveSockets();
      const child = startCommand(["--initial-delay=0", `--summary=${path}`], {
        ...ENVIRONMENT,
        DBT_URL: it.url,
      });
      let peak = 0;
      const measuring = setInterval(() => {
        try {
          const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
          peak = Math.max(
            peak,
            Number(/VmHWM:\s*(\d+)/.exec(status)?.[1] ?? 0),
          );
        } catch {
          // The process has ended.
        }
      }, 10);
      const { code } = await finish(child);
      clearInterval(measuring);
      assertEquals(code, 0);
      assert(peak > 0 && peak < 300 * 1_024, `${peak} KiB`);
      assert((await Deno.readTextFile(path)).startsWith("## dbt Cloud run"));
    });
  },
);
