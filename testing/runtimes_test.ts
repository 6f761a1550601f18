import { assertEquals } from "@std/assert";
import { checkConnections, checkProxy } from "./connections.ts";
import { has } from "./process.ts";
import {
  checkStalledReader,
  play,
  playLibrary,
  runtimesOf,
  SCENARIOS,
} from "./runtimes.ts";

/** Those that are on this machine; `deno task runtimes` tries all. */
const here: { [name: string]: string[] } = {
  "Deno": [Deno.execPath(), "run", "-A", "--quiet"],
  ...(await has("node") && { "Node": ["node"] }),
  ...(await has("bun") && { "Bun": ["bun"] }),
};

Deno.test("the bundle does on each runtime what dbt-run does on Deno", {
  ignore: Deno.build.os === "windows",
}, async (t) => {
  const folder = await Deno.makeTempDir();
  try {
    const [source, ...runtimes] = await runtimesOf(folder, here);
    // They mostly wait, and that they can do at once.
    const plays = SCENARIOS.map((scenario) =>
      [source!, ...runtimes].map((runtime) => play(runtime, scenario))
    );
    const libraries = runtimes.map(playLibrary);
    await Promise.allSettled([...plays.flat(), ...libraries]);
    for (const [n, { what }] of SCENARIOS.entries()) {
      const [expected, ...played] = plays[n]!;
      for (const [i, { name }] of runtimes.entries()) {
        await t.step(`${name}: ${what}`, async () => {
          assertEquals(await played[i], await expected);
        });
      }
    }
    for (const [i, { name }] of runtimes.entries()) {
      await t.step(`${name}: the library`, async () => {
        assertEquals(
          await libraries[i],
          "orders,not_null_stg_orders_customer_id\n",
        );
      });
    }
    const connections = runtimes.map(async (runtime) => {
      await checkConnections(runtime);
      await checkProxy(runtime);
    });
    await Promise.allSettled(connections);
    for (const [i, { name }] of runtimes.entries()) {
      await t.step(
        `${name}: what never left this machine`,
        () => connections[i]!,
      );
    }
    await t.step("ends on a signal while nobody reads its log", async () => {
      // Deno's own test stands with the command's.
      const others = runtimes.filter(({ name }) => name !== "Deno");
      await Promise.all(others.map(checkStalledReader));
    });
    const { program } = runtimes[0]!;
    for (const type of ["module", "commonjs"]) {
      await Deno.writeTextFile(
        `${folder}/package.json`,
        JSON.stringify({ type }),
      );
      for (const { name, command } of runtimes) {
        await t.step(`${name}: in a folder of type ${type}`, async () => {
          const [file = "", ...args] = command;
          const { code, stdout } = await new Deno.Command(file, {
            args: [...args, program, "--version"],
          }).output();
          const version = new TextDecoder().decode(stdout);
          assertEquals([code, /^dbt-run \d/.test(version)], [0, true]);
        });
      }
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
