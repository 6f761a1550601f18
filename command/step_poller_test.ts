/** The steps beside the polls: how often they are requested, and what is new in them. */
import { assert, assertEquals } from "@std/assert";
import type {
  FakeDbtCloudOptions,
  FakeStep,
} from "../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  dbtRun as runCommand,
  HOUR,
  MINUTE,
  SECOND,
  setUp,
} from "../testing/harness.ts";

const STEPS: FakeStep[] = [
  { name: "Clone git repository", logs: "cloned" },
  { name: "Invoke dbt with `dbt deps`", logs: "deps" },
  { name: "Invoke dbt with `dbt build`", logs: "one\ntwo\nthree\n" },
];

async function dbtRun(options: FakeDbtCloudOptions, more: CommandOptions = {}) {
  using fixture = setUp({ steps: STEPS, ...options });
  const polls: number[] = [];
  const startedAt = fixture.time.now;
  const result = await fixture.command({
    ...more,
    fetch(input, init) {
      // The report asks for the environment, too.
      if (/run_steps%22%5D/.test(String(input))) {
        polls.push(fixture.time.now - startedAt);
      }
      return fixture.cloud.fetch(input, init);
    },
  });
  return { ...result, polls };
}

Deno.test("dbt-run requests the steps 3 s after the start, and then more and more seldom", async () => {
  const { polls } = await dbtRun({ running: HOUR });
  assert(polls[0]! >= 3 * SECOND && polls[0]! < 6 * SECOND, `${polls[0]}`);
  const pauses = polls.slice(1).map((at, i) => at - polls[i]!);
  assert(pauses.every((pause) => pause >= 5 * SECOND), pauses.join());
  assert(polls.length < 30, `${polls.length} requests`);
});

Deno.test("dbt-run announces each step once, in their order", async () => {
  const { stdout } = await dbtRun({ running: 30 * MINUTE });
  const steps = stdout.filter((line) => /^Step \d/.test(line))
    .map((line) => line.replace(/ \(.*/, ""));
  assertEquals(
    [...new Set(steps)],
    [
      "Step 1 of 3: Clone git repository",
      "Step 2 of 3: dbt deps",
      "Step 3 of 3: dbt build",
    ],
  );
});

Deno.test("dbt-run --logs live prints each line of the log once", async () => {
  const { stdout } = await dbtRun({ running: 10 * MINUTE }, {
    args: ["--logs=live"],
  });
  const lines = stdout.filter((line) => line.startsWith("  | "))
    .map((line) => line.slice(4));
  assertEquals(lines, ["cloned", "deps", "one", "two", "three"]);
});

Deno.test("dbt-run waits on where the steps are refused, hang, or cannot be read", async () => {
  using fixture = setUp({ running: 10 * MINUTE, steps: STEPS });
  let count = 0;
  const result = await fixture.command({
    fetch(input, init) {
      if (!/run_steps%22%5D/.test(String(input))) {
        return fixture.cloud.fetch(input, init);
      }
      const answers = [
        () => Response.json({}, { status: 403 }),
        () => new Response("<html>"),
        () => Promise.reject(new TypeError("broken")),
      ];
      return Promise.resolve(answers[count++ % 3]!());
    },
  });
  assertEquals(result.code, 0);
  assert(count > 2);
  assertEquals(result.stderr, []);
});

for (const size of [0, 3_000_000]) {
  Deno.test(`dbt-run announces steps whose logs have ${size} bytes, and reads less than 2 MiB in an hour`, async () => {
    const logs = "x".repeat(99).concat("\n").repeat(size / 100);
    const steps = ["dbt deps", "dbt build", "dbt test"].map((command) => ({
      name: `Invoke dbt with \`${command}\``,
      logs: command === "dbt deps" ? "Up to date\n" : logs,
    }));
    using fixture = setUp({ running: 60 * MINUTE, steps });
    let bytes = 0;
    const { code, lines } = await fixture.command({
      args: ["--logs=none"],
      async fetch(input, init) {
        const response = await fixture.cloud.fetch(input, init);
        const isWaiting = fixture.cloud.getStatus(fixture.cloud.runs[0]!) < 10;
        const count = new TransformStream<Uint8Array, Uint8Array>(
          {
            transform(piece, controller) {
              if (isWaiting) bytes += piece.length;
              controller.enqueue(piece);
            },
          },
          undefined,
          { highWaterMark: 0 },
        );
        // As sockets do it: no piece is larger than 64 KiB.
        const body = inPieces(new Uint8Array(await response.arrayBuffer()));
        return new Response(body.pipeThrough(count), response);
      },
    });
    assertEquals(code, 0);
    const { length } = fixture.cloud.requests;
    assert(length <= 850, `${length} requests`);
    assert(bytes < 2 * 2 ** 20, `${bytes} bytes`);
    assertEquals(
      lines.filter((line) => /^Step \d of 3: [^(]*$/.test(line)).length,
      size ? 2 : 3,
    );
  });
}

function inPieces(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let from = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(from, from += 65_536));
    },
  }, { highWaterMark: 0 });
}

Deno.test("dbt-run --logs live prints each line of each step once, as dbt writes it", async () => {
  const logs = Array.from({ length: 60 }, (_, i) => `line ${i}`).join("\n");
  const { stdout, text } = await runCommand({
    running: 2 * MINUTE,
    ending: "error",
    steps: [
      { name: "Invoke dbt with `dbt deps`", logs: "Up to date\n" },
      { name: "Invoke dbt with `dbt build`", logs, fails: true },
    ],
  }, { args: ["--logs=live"] });
  const lines = stdout.filter((line) => line.startsWith("  | line"));
  assertEquals(lines, logs.split("\n").map((line) => `  | ${line}`));
  const first = stdout.indexOf("  | line 0");
  assert(first < stdout.indexOf("Run status -> Error"));
  assert(!text.includes("Log of step"), "the log is printed twice");
});

Deno.test("dbt-run --logs live prints the last line of a step before the next step begins", async () => {
  const { stdout } = await runCommand({
    running: 2 * MINUTE,
    steps: [
      { name: "Clone git repository", logs: "Cloned" },
      { name: "Invoke dbt with `dbt build`", logs: "Built\n" },
    ],
  }, { args: ["--logs=live"] });
  assert(stdout.indexOf("  | Cloned") < stdout.indexOf("  | Built"));
});

/** The requests of an hour in which each question for the steps fails. */
async function askInVain(
  args: string[],
  answer: () => Response,
): Promise<{ questions: number; requests: number }> {
  using fixture = setUp({ running: 60 * MINUTE });
  let questions = 0;
  const { code } = await fixture.command({
    args,
    async fetch(input, init) {
      const isQuestion = String(input).includes("run_steps%22%5D");
      if (isQuestion && fixture.cloud.getStatus(fixture.cloud.runs[0]!) < 10) {
        questions++;
        return answer();
      }
      return await fixture.cloud.fetch(input, init);
    },
  });
  assertEquals(code, 0);
  return { questions, requests: fixture.cloud.requests.length + questions };
}

Deno.test("dbt-run asks less often for steps that dbt Cloud does not tell", async () => {
  const fail = () => new Response("{}", { status: 500 });
  const { requests } = await askInVain([], fail);
  assert(requests <= 850, `${requests} requests`);
});

Deno.test("dbt-run --logs live reads at most 256 MiB, also of answers that are too long", async () => {
  let bytes = 0;
  const { questions } = await askInVain(["--logs=live"], () => {
    const piece = new Uint8Array(2 ** 20).fill(32);
    return new Response(
      new ReadableStream({
        pull(controller) {
          bytes += piece.length;
          controller.enqueue(piece);
        },
      }, { highWaterMark: 0 }),
    );
  });
  assert(questions > 0);
  assert(bytes < 300 * 2 ** 20, `${bytes} bytes`);
});

Deno.test("dbt-run --logs live shows no part of a key that stands over two lines, which come in two polls", async () => {
  const apiKey = "0123456789abcdef0123456789abcdef01234567";
  const pieces = [
    "one\n",
    `${apiKey.slice(0, 20)}\n`,
    `${apiKey.slice(20)}\nthree\n`,
    `four\n${apiKey.slice(0, 10)}\n`,
    "five\n",
  ];
  using fixture = setUp({ running: MINUTE, apiKey });
  let polls = 0;
  const { lines } = await fixture.command({
    args: ["--logs=live"],
    env: { DBT_API_KEY: apiKey },
    async fetch(input, init) {
      const response = await fixture.cloud.fetch(input, init);
      if (!`${input}`.includes("run_steps%22%5D")) return response;
      const body = await response.json();
      const logs = pieces.slice(0, ++polls).join("");
      const status = polls < pieces.length ? 3 : 10;
      const step = {
        index: 1,
        name: "Invoke dbt with `dbt build`",
        status,
        logs,
      };
      body.data.run_steps = [step];
      return Response.json(body);
    },
  });
  assert(polls >= pieces.length);
  const log = lines.filter((line) => line.startsWith("  | "))
    .map((line) => line.slice(4));
  // What is no key after all is printed once that is known.
  assertEquals(log, [
    "one",
    "***",
    "three",
    "four",
    apiKey.slice(0, 10),
    "five",
  ]);
});
