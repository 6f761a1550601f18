/**
 * Replays the steps of the release workflow in a clean clone. What needs the
 * network of GitHub is replaced: the binaries are left out, the package is not
 * sent, and `gh` only looks at what it is given.
 */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { serveRegistry } from "../bench/registry.ts";
import config from "../deno.json" with { type: "json" };
import { has } from "./process.ts";

const root = `${import.meta.dirname}/..`;
const workflow = await Deno.readTextFile(
  `${root}/.github/workflows/release.yml`,
);

/** The scripts of the job `release`, in order. */
const scripts = [
  ...workflow.slice(workflow.indexOf("\n  release:"))
    .matchAll(/^( +)(?:- )?run: (?:\|\n((?:\1 +.*\n)+)|(.*)\n)/gm),
].map(([, , block, line]) => (block ?? line)!.trim());

const REPLACED: Record<string, string> = {
  "deno task compile": "deno task bundle",
  "deno publish": "deno publish --dry-run",
};
/** GitHub, with one release at most. */
const GH = `#!/bin/sh
case "$*" in
  "release view $VERSION") test -f "$RUNNER_TEMP/released" ;;
  "release create "*--notes-file*)
    test -s dist/dbt-run.js && grep -q '^- ' "$RUNNER_TEMP/notes.md" &&
      mkdir "$RUNNER_TEMP/released.lock" && touch "$RUNNER_TEMP/released" ;;
  *) exit 1 ;;
esac
`;

async function run(
  cwd: string,
  script: string,
  env: Record<string, string> = {},
): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command("bash", {
    args: ["-euo", "pipefail", "-c", script],
    cwd,
    env,
  }).output();
  const decoder = new TextDecoder();
  const output = decoder.decode(stdout) + decoder.decode(stderr);
  assertEquals(code, 0, `${script}\n${output}`);
  return output;
}

/** A clone of the project as it stands here, with nothing that is not committed. */
async function cloneTo(folder: string): Promise<void> {
  const files = await run(root, "git ls-files -co --exclude-standard");
  for (const file of files.trim().split("\n")) {
    const to = `${folder}/${file}`;
    await Deno.mkdir(to.slice(0, to.lastIndexOf("/")), { recursive: true });
    // A file that was deleted here, and is not committed yet, is not there.
    await Deno.copyFile(`${root}/${file}`, to).catch(() => {});
  }
  const git = "git -c user.name=test -c user.email=test@example.com";
  await run(folder, `git init -q && git add -A && ${git} commit -qm all`);
}

Deno.test(
  "the release workflow publishes what is needed, leaves a clean tree, and can be run again",
  {
    ignore: Deno.build.os === "windows" || !await has("git") ||
      !await Deno.stat(`${root}/.git`).then(() => true, () => false),
  },
  async () => {
    const temp = await Deno.makeTempDir();
    try {
      const clone = `${temp}/a clone`;
      for (const folder of ["bin", "runner"]) {
        await Deno.mkdir(
          `${temp}/${folder}`,
        );
      }
      await cloneTo(clone);
      await Deno.writeTextFile(`${temp}/bin/gh`, GH, { mode: 0o755 });
      await Deno.symlink(Deno.execPath(), `${temp}/bin/deno`);
      await using registry = await serveRegistry(0);
      const env = {
        PATH: `${temp}/bin:${Deno.env.get("PATH")}`,
        JSR_URL: registry.url,
        RUNNER_TEMP: `${temp}/runner`,
        VERSION: config.version,
        DENO_NO_UPDATE_CHECK: "1",
        NO_COLOR: "1",
      };
      const published = scripts.indexOf("deno publish");
      const released = scripts.findIndex((script) => script.startsWith("gh "));
      assert(0 < published && published < released, scripts.join("\n"));
      const origin = `${temp}/origin.git`;
      await run(temp, `git init -q --bare '${origin}'`);
      await run(clone, `git remote add origin '${origin}'`);
      let output = "";
      for (const script of scripts) {
        output += await run(clone, REPLACED[script] ?? script, env);
      }
      assertEquals(
        await run(origin, "git tag --list"),
        `v${config.version.split(".")[0]}\nv${
          config.version.replace(/\.\d+$/, "")
        }\n`,
      );
      // The job is run again, after its last step failed.
      for (const script of scripts.slice(released)) {
        await run(clone, script, env);
      }
      assertEquals(await run(clone, "git status --porcelain"), "");
      for (const file of ["mod.ts", "main.ts", "README.md", "api/http.ts"]) {
        assertStringIncludes(output, `/${file} (`);
      }
      const needless = /_test\.ts \(|\/(offline\/|testing\/harness\.ts \()/;
      assert(!needless.test(output), output);
    } finally {
      await Deno.remove(temp, { recursive: true });
    }
  },
);
