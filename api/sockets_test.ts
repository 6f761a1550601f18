/** The library over real connections: used again, broken, endless, encrypted. */
import {
  assert,
  assertEquals,
  assertLess,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { delay } from "@std/async/delay";
import {
  DbtCloudError,
  getArtifact,
  getRun,
  retryRun,
  triggerAndWait,
  triggerRun,
  waitForRun,
} from "../mod.ts";
import { fakeDbtCloud } from "../testing/fake_dbt_cloud.ts";
import { serveProxy } from "../testing/connections.ts";
import { ENVIRONMENT, KEY } from "../testing/harness.ts";
import { serveHttp2 } from "../testing/http2_server.ts";
import {
  bundle,
  finish,
  has,
  start,
  startCommand,
  watchMemory,
} from "../testing/process.ts";
import { CA_FILE, serveSockets } from "../testing/socket_server.ts";

const account = (url: string) => ({ url, accountId: 1, apiKey: KEY });

// A POST goes out once

for (const way of ["closed", "reset"] as const) {
  Deno.test(`triggerRun() posts once when a used connection is ${way} at the POST`, async () => {
    await using it = serveSockets({ matches: /^POST/, breaks: [way] });
    const options = account(it.url);
    const { id } = it.cloud.trigger(2);
    await getRun(id, options); // The connection is used now, and kept.
    const run = await triggerRun({ ...options, jobId: 2 });
    assertEquals([it.count("POST"), it.cloud.runs.length], [1, 2]);
    assertEquals(run.id, it.cloud.runs[1]!.id);
  });
}

Deno.test("retryRun() posts once when a used connection is closed at the POST", async () => {
  await using it = serveSockets({
    ending: "error",
    matches: /^POST/,
    breaks: ["closed"],
  });
  const { id } = it.cloud.trigger(2);
  await getRun(id, account(it.url));
  await retryRun(id, account(it.url));
  assertEquals([it.count("POST"), it.cloud.runs.length], [1, 2]);
});

Deno.test("triggerRun() posts each time over a connection of its own", async () => {
  await using it = serveSockets();
  for (let i = 0; i < 3; i++) {
    await triggerRun({ ...account(it.url), jobId: 2 });
  }
  const posts = it.requests.filter(({ line }) => line.startsWith("POST"));
  assertEquals(posts.map(({ used }) => used), [0, 0, 0]);
});

Deno.test("triggerRun() posts over a connection of its own beside others that begin and end", async () => {
  await using it = serveSockets({
    faults: {
      trigger: Array.from({ length: 20 }, (_, i) => ({
        delay: [40, 5, 20][i % 3]!,
        done: true,
      })),
    },
  });
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      await delay(i * 4);
      await triggerRun({ ...account(it.url), jobId: 2 });
    }),
  );
  const posts = it.requests.filter(({ line }) => line.startsWith("POST"));
  assertEquals(posts.map(({ used }) => used), Array(20).fill(0));
});

Deno.test("triggerAndWait() of two jobs, one after the other, starts two runs over a bad gateway", async () => {
  await using it = serveSockets({
    matches: /^POST/,
    breaks: [undefined, "closed"],
  });
  for (const jobId of [2, 3]) {
    await triggerAndWait({ ...account(it.url), jobId, initialDelay: 0 });
  }
  assertEquals(it.cloud.runs.map(({ jobId }) => jobId), [2, 3]);
});

for (const tls of [false, true]) {
  const how = tls ? "over TLS" : "over plain HTTP";
  const env = (url: string) => ({
    ...ENVIRONMENT,
    DBT_URL: url,
    DENO_CERT: CA_FILE,
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
  });

  Deno.test(`dbt-run posts a retry once ${how} when the connection is closed at the POST`, async () => {
    await using it = serveSockets({
      tls,
      ending: "error",
      matches: /^POST .*\/retry\//,
      breaks: ["closed"],
    });
    const child = startCommand(["--retries=1", "--logs=none"], env(it.url));
    const { code, stderr } = await finish(child);
    assertEquals([code, it.cloud.runs.length], [0, 2], stderr);
    const posts = it.requests.filter(({ line }) => line.startsWith("POST"));
    assertEquals(posts.map(({ used }) => used), [0, 0]);
  });

  Deno.test(`dbt-run posts a trigger once ${how} when the connection is closed at the POST`, async () => {
    await using it = serveSockets({
      tls,
      matches: /^POST/,
      breaks: ["closed"],
    });
    const { code, stdout } = await finish(startCommand([], env(it.url)));
    assertEquals([code, it.cloud.runs.length, it.count("POST")], [0, 1, 1]);
    assert(stdout.includes("Found run"));
  });
}

// HTTP/2, which dbt Cloud speaks: a runtime may repeat a stream that is refused

for (const way of ["refused", "goaway", "reset", "closed"] as const) {
  for (const what of ["trigger", "retry"] as const) {
    Deno.test(`dbt-run posts a ${what} once to a server of HTTP/2 that ends it: ${way}`, async () => {
      await using it = await serveHttp2({
        ending: "error",
        matches: what === "trigger" ? /^POST .*\/run\// : /^POST .*\/retry\//,
        breaks: [way],
      });
      const args = ["--retries=1", "--logs=none", "--initial-delay=0"];
      const { code, stderr } = await finish(startCommand(args, {
        ...ENVIRONMENT,
        DBT_URL: it.url,
        DENO_CERT: CA_FILE,
      }));
      assertEquals(
        [code, it.count("POST"), it.cloud.runs.length],
        [0, 2, 2],
        stderr,
      );
      const polls = it.requests.filter(({ line }) => line.startsWith("GET"));
      assert(polls.every(({ line }) => line.endsWith("HTTP/2.0")));
    });
  }
}

Deno.test("dbt-run posts once behind a proxy when the connection is closed at the POST", async () => {
  await using it = serveSockets({
    tls: true,
    matches: /^POST/,
    breaks: ["closed"],
  });
  await using proxy = serveProxy();
  const child = startCommand([], {
    ...ENVIRONMENT,
    DBT_URL: it.url,
    DENO_CERT: CA_FILE,
    HTTPS_PROXY: proxy.url,
    DBT_POLL_INITIAL_SLEEP_SECONDS: "0",
  });
  const { code, stderr } = await finish(child);
  assertEquals(
    [code, it.cloud.runs.length, it.count("POST")],
    [0, 1, 1],
    stderr,
  );
  assert(proxy.counts().tunnels >= 2);
});

Deno.test("dbt-run sends no request to this machine itself through a proxy", async () => {
  await using it = serveSockets();
  await using proxy = serveProxy();
  const child = startCommand(["--initial-delay=0"], {
    ...ENVIRONMENT,
    DBT_URL: it.url,
    HTTP_PROXY: proxy.url,
    ALL_PROXY: proxy.url,
  });
  assertEquals((await finish(child)).code, 0);
  assertEquals(proxy.counts(), { tunnels: 0, plain: 0 });
});

/** A script that uses a connection, and then triggers over a broken one. */
const script = (bundle: string, url: string) => `
  import { getRun, triggerRun } from ${JSON.stringify(bundle)};
  const account = { url: "${url}", accountId: 1, apiKey: "${KEY}" };
  await getRun(300580980, account);
  const run = await triggerRun({ ...account, jobId: 2 });
  console.log(run.id);
`;
const hasNode = await has("node");
Deno.test("triggerRun() posts once on Node", { ignore: !hasNode }, async () => {
  const file = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await bundle("mod.ts", file);
    for (const way of ["closed", "reset"] as const) {
      await using it = serveSockets({ matches: /^POST/, breaks: [way] });
      it.cloud.trigger(2);
      const args = ["--input-type=module", "-e", script(file, it.url)];
      const { stdout, stderr } = await finish(start("node", args));
      assertEquals(stdout, "300580981\n", stderr);
      assertEquals([it.count("POST"), it.cloud.runs.length], [1, 2]);
    }
  } finally {
    await Deno.remove(file);
  }
});

Deno.test("triggerRun() sends nothing on Node if a proxy would see the key", {
  ignore: !hasNode,
}, async () => {
  await using it = serveSockets();
  await using proxy = serveProxy();
  const file = await Deno.makeTempFile({ suffix: ".mjs" });
  try {
    await bundle("mod.ts", file);
    const args = ["--input-type=module", "-e", script(file, it.url)];
    const env = { NODE_USE_ENV_PROXY: "1", HTTP_PROXY: proxy.url };
    const { code, stderr } = await finish(start("node", args, env));
    assertEquals([code, it.cloud.requests.length], [1, 0]);
    assertStringIncludes(
      stderr,
      "Cannot use 'url': HTTP_PROXY is set, and the proxy would see the key: set NO_PROXY=127.0.0.1",
    );
    assertEquals(proxy.counts(), { tunnels: 0, plain: 0 });
  } finally {
    await Deno.remove(file);
  }
});

// Answers that break, drip, or never end

Deno.test("waitForRun() survives answers that are cut, dripped, or not there", async () => {
  for (const way of ["closed", "cut", "drip"] as const) {
    await using it = serveSockets({ breaks: [way] });
    const { id } = it.cloud.trigger(2);
    const notices: string[] = [];
    const run = await waitForRun(id, {
      ...account(it.url),
      initialDelay: 0,
      onNotice: (notice) => notices.push(notice),
    });
    assertEquals([run.status, notices.length], [
      "success",
      way === "drip" ? 0 : 1,
    ]);
  }
});

/** Serves a body of zeros that ends after so many bytes, if ever. */
function serveBytes(start: string, bytes = Infinity) {
  let sent = 0;
  const piece = new Uint8Array(2 ** 20).fill(32);
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () =>
      new Response(
        new ReadableStream({
          start: (controller) =>
            controller.enqueue(new TextEncoder().encode(start)),
          pull(controller) {
            controller.enqueue(piece);
            sent += piece.length;
            if (sent >= bytes) controller.close();
          },
        }),
      ),
  );
  const url = `http://127.0.0.1:${server.addr.port}`;
  return {
    url,
    sent: () => sent,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

Deno.test("getRun() reads no more than 8 MiB of an endless answer", async () => {
  await using it = serveBytes('{"data": {"id": 7,');
  await assertRejects(
    () => getRun(7, account(it.url)),
    DbtCloudError,
    "its body is longer than 8 MiB",
  );
  assertLess(it.sent(), 32 * 2 ** 20);
});

Deno.test("getRun() reads no more than 32 MiB with logs", async () => {
  await using it = serveBytes('{"data": {"id": 7,');
  await assertRejects(
    () => getRun(7, { ...account(it.url), steps: true }),
    DbtCloudError,
    "its body is longer than 32 MiB",
  );
});

Deno.test("getArtifact() streams an artifact of any size, and can be cancelled", async () => {
  const size = 64 * 2 ** 20;
  await using it = serveBytes("", size);
  const response = await getArtifact(7, "catalog.json", account(it.url));
  let read = 0;
  for await (const piece of response.body!) read += piece.length;
  assertEquals(read, size);

  await using endless = serveBytes("");
  const other = await getArtifact(7, "catalog.json", account(endless.url));
  await other.body!.cancel();
});

// Answers that inflate

const pathOf = (request: Request) => new URL(request.url).pathname;

/** What `bytes` zeros are when gzip has made them small. */
async function deflated(start: string, bytes: number): Promise<Uint8Array> {
  let left = bytes;
  const zeros = new ReadableStream<BufferSource>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(start)),
    pull(controller) {
      controller.enqueue(new Uint8Array(2 ** 20).fill(32));
      if ((left -= 2 ** 20) <= 0) controller.close();
    },
  });
  const stream = zeros.pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

Deno.test("getArtifact() names no header that is not true of the decoded body", async () => {
  const body = await deflated("{}", 2 ** 20);
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    (request) =>
      pathOf(request).endsWith("a.json")
        ? new Response(body as BodyInit, {
          headers: {
            "content-encoding": "gzip",
            "content-type": "application/json",
          },
        })
        : new Response("12345"),
  );
  const options = account(`http://127.0.0.1:${server.addr.port}`);
  const zipped = await getArtifact(7, "a.json", options);
  const names = ["content-encoding", "content-length", "content-type"];
  const shown = ({ headers }: Response) => names.map((n) => headers.get(n));
  assertEquals(shown(zipped), [null, null, "application/json"]);
  assertEquals((await zipped.arrayBuffer()).byteLength, 2 ** 20 + 2);
  const plain = await getArtifact(7, "b.json", options);
  assertEquals(shown(plain)[1], "5");
  assertEquals(await plain.text(), "12345");
});

Deno.test("dbt-run needs no more than 64 MiB more for answers that inflate", {
  ignore: Deno.build.os !== "linux",
}, async () => {
  const body = await deflated('{"data": {"id": 7,', 48 * 2 ** 20);
  /** The most memory of a process, in MiB, while these requests inflate. */
  async function peakOf(inflates: RegExp): Promise<number> {
    const cloud = fakeDbtCloud({ accountId: 1, apiKey: KEY, ending: "error" });
    let bombs = 0;
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      (request) => {
        const isFine = !inflates.test(request.url) || bombs++ >= 2;
        if (isFine) return cloud.handler(request);
        const headers = { "content-encoding": "gzip" };
        return new Response(body as BodyInit, { headers });
      },
    );
    const child = startCommand(["--initial-delay=0", "--poll-interval=0.2"], {
      ...ENVIRONMENT,
      DBT_URL: `http://127.0.0.1:${server.addr.port}`,
    });
    const peak = watchMemory(child);
    assertEquals((await finish(child)).code, 1);
    return peak();
  }
  const kinds = [/runs\/\d+\/$/, /run_steps/, /run_results/];
  const [idle = 0, ...peaks] = await Promise.all(
    [/nothing/, ...kinds].map(peakOf),
  );
  for (let [i, peak] of peaks.entries()) {
    // On a busy machine, garbage may lie for longer: what is needed is needed
    // each time, so the least of three counts.
    for (let n = 0; n < 2 && peak >= idle + 64; n++) {
      peak = Math.min(peak, await peakOf(kinds[i]!));
    }
    assertLess(peak, idle + 64);
  }
});

// Redirects

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
  const options = account(`http://127.0.0.1:${here.addr.port}`);
  const said = `answered 307 with a redirect to ${location.slice(0, -1)}`;
  const calls = [
    () => triggerRun({ ...options, jobId: 2 }),
    () => getRun(7, options),
    () => getArtifact(7, "manifest.json", options),
  ];
  for (const call of calls) {
    await assertRejects(() => call() as Promise<unknown>, DbtCloudError, said);
  }
  assertEquals(led, 0);
});

// Many at once

Deno.test("triggerAndWait() waits for 1,000 runs at once", async () => {
  const cloud = fakeDbtCloud({ running: 200 });
  await using server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    cloud.handler,
  );
  const options = account(`http://127.0.0.1:${server.addr.port}`);
  const runs = await Promise.all(
    Array.from(
      { length: 1_000 },
      (_, i) => triggerAndWait({ ...options, jobId: i + 1, initialDelay: 100 }),
    ),
  );
  assertEquals(new Set(runs.map(({ id }) => id)).size, 1_000);
  assertEquals(cloud.runs.length, 1_000);
});
