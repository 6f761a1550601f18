/** The command and the library over real connections that break. */
import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async/delay";
import {
  DbtCloudError,
  getArtifact,
  triggerAndWait,
  triggerRun,
  waitForRun,
} from "../mod.ts";
import { ENVIRONMENT, KEY } from "./command.ts";
import { fakeDbtCloud, type FakeDbtCloudOptions } from "./fake_dbt_cloud.ts";
import { finish, startCommand } from "./process.ts";

type Way = "reset" | "hang" | "cut" | "drip";

/**
 * A server of raw HTTP in front of the stand-in: the n-th request that matches
 * is answered in the n-th way, all others well.
 */
function server(
  options: FakeDbtCloudOptions,
  matches: RegExp = /./,
  ways: Way[] = [],
) {
  const cloud = fakeDbtCloud({ accountId: 1, apiKey: KEY, ...options });
  const listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const connections = new Set<Deno.Conn>();
  async function serve(connection: Deno.Conn) {
    let text = "";
    const buffer = new Uint8Array(65_536);
    for (;;) {
      const read = await connection.read(buffer);
      if (read === null) return;
      text += new TextDecoder().decode(buffer.subarray(0, read));
      const [head = "", body] = text.split("\r\n\r\n");
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < length) continue;
      const [start = "", ...headers] = head.split("\r\n");
      const [method = "", path] = start.split(" ");
      const request = new Request(`http://127.0.0.1${path}`, {
        method,
        headers: headers.map((line) => line.split(": ") as [string, string]),
        ...(method === "POST" && { body }),
      });
      const way = matches.test(start) ? ways.shift() : undefined;
      const response = await cloud.handler(request);
      const bytes = new TextEncoder().encode(await response.text());
      const date = response.headers.get("date");
      const answer = new TextEncoder().encode(
        `HTTP/1.1 ${response.status} X\r\ncontent-length: ${bytes.length}\r\n` +
          `date: ${date}\r\nconnection: close\r\n\r\n`,
      );
      const all = new Uint8Array([...answer, ...bytes]);
      if (way === "hang") await new Promise(() => {});
      if (way === "reset") return;
      const end = way === "cut" ? answer.length + 100 : all.length;
      const size = way === "drip" ? 100 : end;
      for (let from = 0; from < end; from += size) {
        await connection.write(all.subarray(from, Math.min(from + size, end)));
        if (way === "drip") await delay(1);
      }
      return;
    }
  }
  const accepting = (async () => {
    for await (const connection of listener) {
      connections.add(connection);
      serve(connection).catch(() => {}).finally(() => {
        connections.delete(connection);
        connection.close();
      });
    }
  })();
  return {
    cloud,
    url: `http://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`,
    async [Symbol.asyncDispose]() {
      listener.close();
      connections.forEach((connection) => connection.close());
      connections.clear();
      await accepting;
    },
  };
}

const start = (url: string, args: string[] = []) =>
  startCommand(args, { ...ENVIRONMENT, DBT_URL: url });

for (const way of ["reset", "cut", "drip"] as const) {
  Deno.test(`dbt-run starts one run over a connection with a ${way} at the POST`, async () => {
    await using it = server({}, /^POST .*\/run\//, [way]);
    const { code, stdout, stderr } = await finish(
      start(it.url, ["--initial-delay=0"]),
    );
    assertEquals([code, it.cloud.runs.length], [0, 1]);
    assertEquals(
      (stdout + stderr).includes("Looking for the run"),
      way !== "drip",
    );
  });

  Deno.test(`dbt-run survives a ${way} at a poll`, async () => {
    await using it = server({}, /^GET .*\/runs\/\d+\//, [way]);
    const { code, stdout, stderr } = await finish(
      start(it.url, ["--initial-delay=0"]),
    );
    assertEquals([code, it.cloud.runs.length], [0, 1]);
    assertEquals((stdout + stderr).includes("Asking again"), way !== "drip");
  });
}

Deno.test("dbt-run survives a 502 page at the POST and at a poll", async () => {
  const page = { status: 502, body: "<html><title>Bad Gateway</title></html>" };
  const faults = { trigger: [{ ...page, done: true }], retrieve: [page] };
  await using it = server({ faults });
  const { code, stdout } = await finish(start(it.url, ["--initial-delay=0"]));
  assertEquals([code, it.cloud.runs.length], [0, 1]);
  assertStringIncludes(stdout, "502 with an HTML page: Bad Gateway. Asking");
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  for (const way of [undefined, "hang"] as const) {
    Deno.test(
      `dbt-run cancels the run on a ${signal}${
        way ? " while a poll hangs" : ""
      }`,
      {
        ignore: Deno.build.os === "windows",
      },
      async () => {
        await using it = server(
          { running: 600_000 },
          /^GET .*\/runs\/\d+\//,
          way ? [way] : [],
        );
        const child = start(it.url, ["--initial-delay=0"]);
        while (
          !it.cloud.requests.some(({ endpoint }) => endpoint === "retrieve")
        ) {
          await delay(5);
        }
        child.kill(signal);
        const { code, stdout, stderr } = await finish(child);
        assertEquals(code, signal === "SIGINT" ? 130 : 143);
        assertEquals(it.cloud.runs.map(it.cloud.statusOf), [30]);
        assertStringIncludes(stderr, `error: Got ${signal}`);
        assertStringIncludes(stdout, "is cancelled: ");
      },
    );
  }
}

Deno.test(
  "dbt-run finds and cancels the run on a signal while the POST hangs",
  {
    ignore: Deno.build.os === "windows",
  },
  async () => {
    await using it = server({ running: 600_000 }, /^POST .*\/run\//, ["hang"]);
    const child = start(it.url);
    while (it.cloud.runs.length === 0) await delay(5);
    child.kill("SIGTERM");
    assertEquals((await finish(child)).code, 143);
    assertEquals(it.cloud.runs.map(it.cloud.statusOf), [30]);
  },
);

Deno.test("no request follows a redirect, and no key goes elsewhere", async () => {
  let led = 0;
  await using elsewhere = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => Response.json({ data: { id: 7, status: 10, led: led++ } }),
  );
  const location = `http://127.0.0.1:${elsewhere.addr.port}/`;
  await using here = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response(null, { status: 307, headers: { location } }),
  );
  const account = {
    url: `http://127.0.0.1:${here.addr.port}`,
    accountId: 1,
    apiKey: KEY,
  };
  const said = `answered 307 with a redirect to ${location.slice(0, -1)}`;
  const calls = [
    () => triggerRun({ ...account, jobId: 2 }),
    () => waitForRun(7, { ...account, initialDelay: 0 }),
    () => getArtifact(7, "manifest.json", account),
  ];
  for (const call of calls) {
    await assertRejects(() => call() as Promise<unknown>, DbtCloudError, said);
  }
  assertEquals(led, 0);
});

Deno.test("triggerAndWait() waits for 1,000 runs at once", async () => {
  const cloud = fakeDbtCloud({ running: 200 });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    cloud.handler,
  );
  const runs = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) =>
      triggerAndWait({
        url: `http://127.0.0.1:${server.addr.port}`,
        accountId: 1,
        jobId: i + 1,
        apiKey: KEY,
        initialDelay: 100,
      })),
  );
  assertEquals(new Set(runs.map(({ id }) => id)).size, 1_000);
  assertEquals(cloud.runs.length, 1_000);
});
