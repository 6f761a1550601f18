/** The second part of the GitHub Action, and what it cancels. */
import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { delay } from "@std/async/delay";
import { ignore, type Inputs, runStep } from "../testing/action_step.ts";
import { finish, until } from "../testing/process.ts";
import { refusal } from "../testing/harness.ts";
import type { SocketOptions } from "../testing/socket_server.ts";

Deno.test("the action's post cancels the run of a process that was killed", {
  ignore,
}, async () => {
  await runStep({ running: 60_000 }, {}, async ({ it, main, post, read }) => {
    const child = main();
    await until(child, () => it.count("GET") > 1);
    child.kill("SIGKILL");
    await child.output();
    assertStringIncludes(await read("state"), "run=300580980\n");
    const { code, stdout } = await post();
    assertEquals(code, 0);
    assertStringIncludes(stdout, "Run 300580980 is cancelled: ");
    assertEquals(it.cloud.runs.map(it.cloud.getStatus), [30]);
  });
});

Deno.test(
  "the action's post finds the run of a process that was killed during the POST",
  {
    ignore,
  },
  async () => {
    const options: SocketOptions = {
      running: 60_000,
      listedAfter: 1_000,
      matches: /^POST .*\/run\//,
      breaks: ["hang"],
    };
    await runStep(options, {}, async ({ it, main, post, read }) => {
      const child = main();
      await until(child, () => it.cloud.runs.length > 0);
      await delay(50);
      child.kill("SIGKILL");
      await child.output();
      assertMatch(
        await read("state"),
        /^account=.*\nmark=\w{8}\njob=2\n$/,
      );
      it.cloud.trigger(2);
      const { stdout } = await post();
      assertStringIncludes(stdout, "Run 300580980 is cancelled: ");
      assertEquals(it.cloud.runs.map(it.cloud.getStatus), [30, 3]);
    });
  },
);

Deno.test(
  "the action's post finds the retry of a process that was killed during its POST",
  { ignore },
  async () => {
    const options: SocketOptions = {
      ending: "error",
      retry: { running: 60_000 },
      listedAfter: 1_000,
      matches: /^POST .*\/retry\//,
      breaks: ["hang"],
    };
    const inputs = { retries: "1", get_artifacts: "false" };
    await runStep(options, inputs, async ({ it, main, post, read }) => {
      const child = main();
      await until(child, () => it.cloud.runs.length > 1);
      child.kill("SIGKILL");
      await child.output();
      assertMatch(
        await read("state"),
        /\njob=2\nrun=300580980\npage=.*\nretried=300580980\n$/,
      );
      const { code, stdout } = await post();
      assertEquals(code, 0);
      assertStringIncludes(stdout, `Run ${it.cloud.runs[1]!.id} is cancelled`);
      assertEquals(it.cloud.runs.map(it.cloud.getStatus), [20, 30]);
    });
  },
);

Deno.test("the action's post cancels a retry that was under way", {
  ignore,
}, async () => {
  const options: SocketOptions = {
    ending: "error",
    retry: { running: 60_000 },
  };
  const inputs = { retries: "1", get_artifacts: "false" };
  await runStep(options, inputs, async ({ it, main, post, read }) => {
    const child = main();
    await until(child, () => it.cloud.runs.length > 1);
    await delay(200);
    child.kill("SIGKILL");
    await child.output();
    const { id } = it.cloud.runs[1]!;
    assertStringIncludes(await read("state"), `run=${id}\n`);
    assertStringIncludes((await post()).stdout, `Run ${id} is cancelled`);
  });
});

for (const isKilled of [true, false]) {
  Deno.test(
    `the action leaves a run that it reuses to its owner, ${
      isKilled ? "and so does post" : "and says so"
    }`,
    { ignore },
    async () => {
      const git_sha = "8d1ef1b22e961221d4ce2892fb296ee3b0be8628";
      const running = isKilled ? 60_000 : 5_000;
      const inputs = { reuse: "true", git_sha };
      await runStep({ running }, inputs, async ({ it, main, post, read }) => {
        const { id } = it.cloud.trigger(2, { git_sha });
        const child = main();
        await until(child, () => it.count("GET") > 3);
        if (isKilled) child.kill("SIGKILL");
        const { code, stdout } = await finish(child);
        if (!isKilled) {
          assertEquals(code, 0, stdout);
          assertMatch(await read("output"), new RegExp(`^run_id=${id}$`, "m"));
          assertMatch(await read("output"), /^reused=true$/m);
        }
        assertMatch(
          await read("state"),
          /^account=.*\nmark=\w{8}\n(ended=true\n)?$/,
        );
        assertEquals((await post()).stdout, "");
        assertEquals([it.count("POST"), it.cloud.runs.length], [0, 1]);
        const statuses = it.cloud.runs.map(it.cloud.getStatus);
        assertEquals(statuses, [isKilled ? 3 : 10]);
      });
    },
  );
}

for (
  const inputs of [{ wait_for_job: "false" }, { cancel: "false" }] as Inputs[]
) {
  const [name = ""] = Object.keys(inputs);
  Deno.test(`the action's post cancels nothing with ${name}: false`, {
    ignore,
  }, async () => {
    await runStep({ running: 60_000 }, inputs, async ({ it, main, post }) => {
      const child = main();
      await until(child, () => it.cloud.runs.length > 0);
      await delay(100);
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended already.
      }
      await child.output();
      await post();
      assertEquals(it.cloud.runs.map(it.cloud.getStatus), [3]);
    });
  });
}

/** A step whose process was killed while its run was in progress. */
async function runKilledStep(
  later: Inputs,
  check: (result: {
    code: number;
    stdout: string;
    status: number | undefined;
  }) => void,
): Promise<void> {
  await runStep({ running: 60_000 }, {}, async ({ it, main, post }) => {
    const child = main();
    await until(child, () => it.count("GET") > 1);
    child.kill("SIGKILL");
    await child.output();
    const { code, stdout } = await post(later);
    const [status] = it.cloud.runs.map(it.cloud.getStatus);
    check({ code, stdout, status });
  });
}

const wrongVariables: Inputs[] = [
  { DBT_POLL_INTERVAL_SECONDS: "often" },
  { DBT_JOB_THREADS_OVERRIDE: "x" },
  { DBT_RUN_RETRIES: "-1" },
];
for (const later of wrongVariables) {
  const [name = ""] = Object.keys(later);
  Deno.test(
    `the action's post says that ${name} of a later step is wrong, and cancels the run`,
    {
      ignore,
    },
    async () => {
      await runKilledStep(later, ({ code, stdout, status }) => {
        assertEquals({ code, status }, { code: 0, status: 30 });
        assertMatch(stdout, new RegExp(`^::warning title=dbt-run::${name} `));
        assertStringIncludes(stdout, "Run 300580980 is cancelled: ");
      });
    },
  );
}

Deno.test(
  "the action's post cancels the run of the first part, wherever variables of a later step point",
  {
    ignore,
  },
  async () => {
    const later = {
      DBT_URL: "https://dbt.example.com",
      DBT_ACCOUNT_ID: "99",
      DBT_PR_JOB_ID: "99",
      DBT_RUN_CANCEL: "false",
    };
    await runKilledStep(later, ({ code, status }) => {
      assertEquals({ code, status }, { code: 0, status: 30 });
    });
  },
);

Deno.test(
  "the action's post names the run that it cannot cancel without a key",
  {
    ignore,
  },
  async () => {
    const later = { INPUT_DBT_CLOUD_TOKEN: "" };
    await runKilledStep(later, ({ code, stdout, status }) => {
      assertEquals({ code, status }, { code: 1, status: 3 });
      assertMatch(
        stdout,
        /^::error title=dbt-run::Run 300580980 may still be running, .*\/runs\/300580980\/$/m,
      );
    });
  },
);

Deno.test(
  "the action's post shows GitHub no command that dbt Cloud's answer holds",
  {
    ignore,
  },
  async () => {
    const evil = "::stop-commands::x\n##[set-env name=a]b";
    const options: SocketOptions = {
      running: 60_000,
      faults: { cancel: Array(9).fill(refusal(403, evil)) },
    };
    await runStep(options, {}, async ({ it, main, post }) => {
      const child = main();
      await until(child, () => it.count("GET") > 1);
      child.kill("SIGKILL");
      await child.output();
      const { stdout } = await post();
      assertStringIncludes(stdout, "stop-commands");
      assert(!/^\s*::stop|##\[/m.test(stdout), stdout);
    });
  },
);
