/** Downloads: each file once, whole, and nothing left of those that nobody keeps. */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { createClient } from "../api/client.ts";
import { toRun } from "../api/read_run.ts";
import { memoryFiles } from "../testing/harness.ts";
import type { Context } from "./context.ts";
import { ArtifactDownloads } from "./downloads.ts";

const MANIFEST = { name: "manifest.json", step: 1 };

/** Downloads of a run whose artifacts are answered by `answer`. */
function setUp(answer: (path: string) => Response | Promise<Response>) {
  const requests: string[] = [];
  const files = new Map<string, string>();
  const controller = new AbortController();
  const client = createClient({
    accountId: 1,
    apiKey: "dbtc_0123456789abcdef",
    fetch(input) {
      const { pathname } = new URL(String(input));
      requests.push(pathname);
      return Promise.resolve(answer(pathname));
    },
  });
  const context = {
    client,
    values: { artifacts: "target" },
    signal: controller.signal,
    process: { fileSystem: memoryFiles(files) },
  } as unknown as Context;
  const run = toRun(client, { id: 7, status: 10 });
  const downloads = new ArtifactDownloads(context, run);
  return { downloads, requests, files, abort: () => controller.abort() };
}

Deno.test("ArtifactDownloads gets a file once, also for two that want it at a time", async () => {
  const { downloads, requests, files } = setUp(() => Response.json({}));
  const options = { waits: false };
  const [one, other] = await Promise.all([
    downloads.get(MANIFEST, options),
    downloads.get(MANIFEST, options),
  ]);
  assertEquals({ one, requestCount: requests.length, fileCount: files.size }, {
    one: other,
    requestCount: 1,
    fileCount: 1,
  });
  await downloads.discard();
  assertEquals(files.size, 0);
});

Deno.test("ArtifactDownloads says that a file is absent, and asks for it no second time", async () => {
  const { downloads, requests } = setUp(() =>
    Response.json({}, { status: 404 })
  );
  const options = { waits: false };
  assertEquals((await downloads.get(MANIFEST, options)).kind, "absent");
  assertEquals(await downloads.open(MANIFEST, options), { pieces: undefined });
  assertEquals(requests.length, 1);
  await downloads.discard();
});

Deno.test("ArtifactDownloads.open() reads what was downloaded, and throws what dbt Cloud refused", async () => {
  const good = setUp(() => Response.json({ a: 1 }));
  const opened = await good.downloads.open(MANIFEST, { waits: false });
  let text = "";
  for await (const piece of opened!.pieces!) {
    text += new TextDecoder().decode(piece);
  }
  assertEquals(text, '{"a":1}');
  await good.downloads.discard();
  const bad = setUp(() => Response.json({}, { status: 403 }));
  await assertRejects(() => bad.downloads.open(MANIFEST, { waits: false }));
  await bad.downloads.discard();
});

Deno.test("ArtifactDownloads calls interrupted what the signal interrupts", async () => {
  const { downloads, files, abort } = setUp(() => new Promise(() => {}));
  const getting = downloads.get(MANIFEST, { waits: false });
  abort();
  assertEquals((await getting).kind, "interrupted");
  await downloads.discard();
  assert(files.size === 0);
});
