/** What people read while the run is in progress, and at its end. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import type { FakeJob } from "../../testing/fake_dbt_cloud.ts";
import {
  type CommandOptions,
  dbtRun,
  LINK,
  MINUTE,
  SECOND,
  setUp,
} from "../../testing/harness.ts";

Deno.test("dbt-run says how long a success took, and what came of it", async () => {
  const { lines } = await dbtRun({ running: 252 * SECOND });
  assertEquals(
    lines.at(-2),
    "Succeeded in 4 min 12 s: 6 passed, 1 warned",
  );
});

// While the run is in progress

Deno.test("dbt-run prints the status when it changes, and each minute where it is", async () => {
  const { stdout } = await dbtRun({ queued: 5_000, running: 130 * SECOND });
  const lines = stdout.filter((line) => /^(Run status|Step)/.test(line));
  assertEquals(lines.map((line) => line.replace(/\(.*\)/, "(…)")), [
    "Run status -> Queued",
    "Run status -> Running",
    "Step 1 of 4: Clone git repository",
    "Step 2 of 4: Create profile from connection Snowflake",
    "Step 3 of 4: dbt deps",
    "Run status -> Running",
    "Step 3 of 4: dbt deps (…)",
    "Step 4 of 4: dbt build",
    "Run status -> Running",
    "Step 4 of 4: dbt build (…)",
    "Run status -> Success",
  ]);
});

for (const size of [0, 3_000_000]) {
  Deno.test(`dbt-run announces steps whose logs have ${size} bytes, and reads less than 2 MiB in an hour`, async () => {
    const logs = "x".repeat(99).concat("\n").repeat(size / 100);
    const steps = ["dbt deps", "dbt build", "dbt test"].map((command) => ({
      name: `Invoke dbt with \`${command}\``,
      logs: command === "dbt deps" ? "Up to date\n" : logs,
    }));
    using it = setUp({ running: 60 * MINUTE, steps });
    let bytes = 0;
    const { code, lines } = await it.command({
      args: ["--logs=none"],
      async fetch(input, init) {
        const response = await it.cloud.fetch(input, init);
        const isWaiting = it.cloud.statusOf(it.cloud.runs[0]!) < 10;
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
    const { length } = it.cloud.requests;
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
  const { stdout, text } = await dbtRun({
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
  const { stdout } = await dbtRun({
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
  using it = setUp({ running: 60 * MINUTE });
  let questions = 0;
  const { code } = await it.command({
    args,
    async fetch(input, init) {
      const isQuestion = String(input).includes("run_steps%22%5D");
      if (isQuestion && it.cloud.statusOf(it.cloud.runs[0]!) < 10) {
        questions++;
        return answer();
      }
      return await it.cloud.fetch(input, init);
    },
  });
  assertEquals(code, 0);
  return { questions, requests: it.cloud.requests.length + questions };
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

// The end

Deno.test("dbt-run prints the failed nodes and the link after a long log, and cuts it where nothing folds", async () => {
  const logs = Array.from({ length: 1_000 }, (_, i) => `line ${i}`).join("\n");
  const results = { results: [{ unique_id: "model.a.b", status: "error" }] };
  const { lines } = await dbtRun({
    ending: "error",
    steps: [{
      name: "Invoke dbt with `dbt build`",
      logs,
      fails: true,
      artifacts: { "run_results.json": results },
    }],
  });
  const log = lines.filter((line) => line.startsWith("  | line"));
  assertEquals([log.length, log.at(-1)], [200, "  | line 999"]);
  assert(lines.includes(`  … 800 lines before are at ${LINK}`));
  const end = lines.slice(lines.indexOf("  | line 999") + 1);
  assertMatch(
    end.join("\n"),
    /^Step 1 of 1 failed: dbt build\n {2}FAILED model b/,
  );
  assertEquals(end.at(-1), `Run failed or canceled. See why at ${LINK}`);
});

Deno.test("dbt-run says that more lines are left out where it had only the end of a log", async () => {
  const lines = Array.from({ length: 40_000 }, (_, i) => `line ${i} `);
  const logs = lines.map((line) => line.padEnd(79, "x")).join("\n");
  const steps = [{ name: "Invoke dbt with `dbt build`", logs, fails: true }];
  const { text } = await dbtRun({ ending: "error", steps });
  // A million characters are 12,500 lines of 80, and a part of one.
  assertStringIncludes(
    text,
    `  … more than 12301 lines before are at ${LINK}\n  | line 39800 `,
  );
});

Deno.test("dbt-run says what dbt Cloud says of a run that was cancelled", async () => {
  const statusMessage = "This run timed out after running for 1 day";
  const { text } = await dbtRun({ ending: "cancelled", statusMessage });
  assertStringIncludes(text, `dbt Cloud says: ${statusMessage}`);
});

Deno.test("dbt-run says the status of each run, also of one that was retried", async () => {
  const { stdout } = await dbtRun(
    { ending: "error", retry: { ending: "error" } },
    { args: ["--retries=1"] },
  );
  const errors = stdout.filter((line) => line === "Run status -> Error");
  assertEquals(errors.length, 2);
});

Deno.test("dbt-run wait does not say that a job could not be triggered", async () => {
  const { text } = await dbtRun(
    {},
    { args: ["wait", "--latest"], env: { DBT_API_KEY: "wrong_key_99" } },
  );
  assert(!text.includes("Could not trigger"), text);
});

Deno.test("dbt-run says behind which run a queued run waits", async () => {
  using it = setUp({ running: 5_000 });
  const { lines } = await it.command({
    async fetch(input, init) {
      const response = await it.cloud.fetch(input, init);
      if (!/\/runs\/\d+\/$/.test(`${input}`)) return response;
      const body = await response.json();
      Object.assign(body.data, { status: 1, blocked_by: [4711] });
      if (it.time.now - Date.UTC(2026, 0, 31) > 9_000) body.data.status = 10;
      return Response.json(body);
    },
  });
  assert(lines.includes("Waiting for run 4711 to end"), lines.join("\n"));
});

Deno.test("dbt-run says that a run never began if the time is over in the queue", async () => {
  const never = "Timed out after 5 s (--timeout): the run never left the queue";
  const args = ["--timeout=5"];
  const queued = await dbtRun({ queued: 60_000 }, { args });
  assertStringIncludes(queued.text, `error: ${never}`);
  const running = await dbtRun({ running: 60_000 }, { args });
  assert(!running.text.includes("queue"), running.text);
});

Deno.test("dbt-run does not say that it tries again when the time is over before", async () => {
  const headers = { "retry-after": "6" };
  const faults = { retrieve: Array(9).fill({ status: 503, headers }) };
  using it = setUp({ faults });
  const { lines, stderr } = await it.command({ args: ["--timeout=4"] });
  assertEquals(stderr, ["error: Timed out after 4 s (--timeout)"]);
  const again = lines.filter((line) => line.includes("Trying again in"));
  // Once, and not in 6 s: the last poll is at the end of the time.
  assertMatch(again.join("\n"), /^Cannot .*Trying again in 3 s$/);
  assertEquals(it.count("retrieve"), 2);
});

Deno.test("dbt-run wait does not say of a run that has ended that it is running", async () => {
  using fixture = setUp();
  const { id } = fixture.cloud.trigger(2);
  fixture.time.tick(MINUTE);
  const { lines } = await fixture.command({ args: ["wait", `${id}`] });
  const text = lines.join("\n");
  assertStringIncludes(text, `Run ${id} had ended already (success): ${LINK}`);
  assert(!text.includes("Job running!"), text);
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

/** Runs a job that took 12 min three times before. */
async function dbtRunAgain(job: FakeJob, more: CommandOptions = {}) {
  const jobs: Record<number, FakeJob> = { 2: { running: 12 * MINUTE } };
  using fixture = setUp({ jobs });
  for (let i = 0; i < 3; i++) {
    fixture.cloud.trigger(2, { cause: "Nightly" });
    fixture.time.tick(60 * MINUTE);
  }
  jobs[2] = job;
  return await fixture.command(more);
}

Deno.test("dbt-run counts down by the usual time each minute, and says in the verdict that it took far longer", async () => {
  const { lines } = await dbtRunAgain({ running: 25 * MINUTE });
  const usual = lines.indexOf("Usually takes 12 min (the last 3 took 12 min)");
  assert(usual > 0 && lines[usual - 1] === "Run status -> Running");
  const left = lines.filter((line) => line.includes("; "));
  assertMatch(
    left[0]!,
    /^Step 1 of 4: .* \(.*\); about 11 min left for the run$/,
  );
  assertMatch(left.at(-1)!, /; the run takes longer than usual \(12 min\)$/);
  assertStringIncludes(
    lines.at(-2)!,
    "Succeeded in 25 min (usually 12 min): ",
  );
});

Deno.test("dbt-run says nothing of the usual time in the verdict of a run that took it, failed, or was retried", async () => {
  const ways: [FakeJob, string[], verdict: RegExp][] = [
    [{ running: 14 * MINUTE }, [], /^Succeeded in 14 min: /],
    [{ running: MINUTE, ending: "error" }, [], /^Failed after 1 min: /],
    [
      {
        running: 2 * MINUTE,
        ending: "error",
        retry: { running: MINUTE, ending: "success" },
      },
      ["--retries=1"],
      /^Succeeded in 1 min: /,
    ],
  ];
  for (const [job, args, verdict] of ways) {
    const { lines } = await dbtRunAgain(job, { args });
    assertMatch(lines.at(-2)!, verdict);
  }
});

Deno.test("the live line counts by the usual time of a run that was found, from its start", async () => {
  const jobs: Record<number, FakeJob> = { 2: { running: 12 * MINUTE } };
  using fixture = setUp({ jobs });
  for (let i = 0; i < 4; i++) {
    fixture.cloud.trigger(2, { cause: "Nightly" });
    fixture.time.tick(i < 3 ? 60 * MINUTE : 4 * MINUTE);
  }
  const drawn: string[] = [];
  await fixture.command({ args: ["wait", "--latest"], drawn });
  assert(drawn.some((text) => text.includes(", 4 min of about 12 min")));
  assert(drawn.some((text) => text.includes(", 11 min of about 12 min")));
});
