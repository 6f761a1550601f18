/** Runs each command of the pipelines as it stands there, permissions and all. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { runCommand } from "../testing/pipeline.ts";

const here = new URL(".", import.meta.url);
const names = [...Deno.readDirSync(here)].map(({ name }) => name)
  .filter((name) => name.endsWith(".yml")).toSorted();

for (const name of names) {
  const [system = ""] = name.split("-");
  const text = await Deno.readTextFile(new URL(name, here));
  const commands = text.replace(/\\\n\s*/g, "")
    .match(/(host=".*\n\s*)?exec \S*deno run .*jsr:.*/g) ?? [];

  Deno.test(`${name} names the host once, pins what it uses, and ends each script with exec`, () => {
    const hosts = text.match(/cloud\.getdbt\.com/g)?.length ?? 0;
    assertEquals(hosts, name.endsWith("-lint.yml") ? 0 : 1);
    for (const [, action] of text.matchAll(/uses: (.*)/g)) {
      assertMatch(action!, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
    assert(/timeout|max-time/i.test(text), "no time limit");
    const lines = text.split("\n");
    lines.forEach((line, i) => {
      if (!line.includes("jsr:@org/dbt-run")) return;
      const indent = (text = "") => text.search(/\S/);
      const next = lines[i + 1]?.trim();
      const isLast = !next || next === "fi" ||
        indent(lines[i + 1]) < indent(line) - 2;
      assert(isLast, `${line}\n${next}`);
    });
  });

  Deno.test(`${name} leaves a reused run alone when it is cancelled`, () => {
    const cancels = text.match(/ cancel "/g)?.length ?? 0;
    const checks = text.match(
      /outputs\.reused != 'true'$|dbt\.reused'\], 'true'\)\)$|! grep -q '\^reused=true' dbt-run\.env; then$/gm,
    );
    assertEquals(checks?.length ?? 0, cancels);
  });

  for (const command of commands) {
    const what = /jsr:\S+ ?(wait|cancel)?/.exec(command)?.[1] ?? "run";
    Deno.test(`${name} runs \`${what}\` with the permissions that it gives`, {
      ignore: Deno.build.os === "windows",
    }, async () => {
      const { code, output, cloud } = await runCommand(system, command);
      assertEquals(code, what === "cancel" ? 0 : 1, output);
      assert(!/Requires|Cannot|NotCapable|^warning:/m.test(output), output);
      assertEquals(cloud.runs.length, what === "run" ? 2 : 1);
      if (!command.includes("--pull-request")) return;
      const values = Object.values(cloud.runs.at(-1)!.trigger);
      assert(values.includes(7), output);
    });
  }
}

/** The script of an example that keeps the comment, without its indentation. */
async function commentScript(name: string, begin: RegExp): Promise<string> {
  const text = await Deno.readTextFile(new URL(name, here));
  const [, indent, script] = begin.exec(text)!;
  return script!.replaceAll(`\n${indent}`, "\n");
}

/** Runs a script where a summary is, as in a job whose run failed. */
async function run(
  script: string,
  env: Record<string, string>,
  files: Record<string, string> = {},
): Promise<string> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [file, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${file}`, text, { mode: 0o755 });
    }
    await Deno.symlink(Deno.execPath(), `${folder}/deno`);
    const { success, stdout, stderr } = await new Deno.Command("bash", {
      args: ["-eo", "pipefail", "-c", script],
      cwd: folder,
      env: { ...env, PATH: `${folder}:${Deno.env.get("PATH")}` },
    }).output();
    const decoder = new TextDecoder();
    assert(success, decoder.decode(stderr));
    return decoder.decode(stdout);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const NOTES = "/projects/7/merge_requests/3/notes";
const OTHERS = Array.from(
  { length: 130 },
  (_, i) => ({ id: 100 + i, body: "LGTM" }),
);
const OWN = { id: 9, body: "old\n<!-- dbt-run -->" };
const notes: [what: string, notes: unknown[], request: string][] = [
  ["makes one where there is none", OTHERS.slice(0, 1), `POST ${NOTES}`],
  ["makes one where there are only others", OTHERS, `POST ${NOTES}`],
  ["updates its own", [...OTHERS.slice(0, 1), OWN], `PUT ${NOTES}/9`],
  ["updates its own below 130 others", [...OTHERS, OWN], `PUT ${NOTES}/9`],
];
for (const [what, existing, expected] of notes) {
  Deno.test(`gitlab-merge-request.yml keeps one comment: it ${what}`, {
    ignore: Deno.build.os === "windows",
  }, async () => {
    const sent: string[] = [];
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      async (request) => {
        const { pathname, searchParams } = new URL(request.url);
        assertEquals(request.headers.get("private-token"), "glpat-example");
        if (request.method === "GET") {
          // GitLab gives 100 at most.
          const size = Math.min(Number(searchParams.get("per_page")), 100);
          const end = size * Number(searchParams.get("page") ?? 1);
          return Response.json(existing.slice(end - size, end));
        }
        const body = (await request.formData()).get("body");
        sent.push(`${request.method} ${pathname}`, String(body));
        return Response.json({});
      },
    );
    const script = await commentScript(
      "gitlab-merge-request.yml",
      /\n( {8})(if \[ "\$CI_JOB_STATUS" != [\s\S]*?\n {8}fi)\n/,
    );
    await run(script, {
      CI_JOB_STATUS: "failed",
      CI_API_V4_URL: `http://127.0.0.1:${server.addr.port}`,
      CI_PROJECT_ID: "7",
      CI_MERGE_REQUEST_IID: "3",
      GITLAB_TOKEN: "glpat-example",
    }, { "dbt.md": "# Failed" });
    assertEquals(sent, [expected, "# Failed\n<!-- dbt-run -->"]);
  });
}

for (const id of ["", "9"]) {
  Deno.test(
    `github-pull-request.yml keeps one comment: it ${
      id ? "updates its own" : "makes one where there is none"
    }`,
    {
      ignore: Deno.build.os === "windows",
    },
    async () => {
      const script = await commentScript(
        "github-pull-request.yml",
        /NUMBER: .*\n {8}run: \|\n( {10})([\s\S]*?\n {10}fi)\n/,
      );
      // It says what it is told, and knows the comment.
      const gh = `#!/bin/sh
case "$*" in
  *--paginate*) echo ${id} ;;
  *) echo "$@"; cat dbt.md ;;
esac
`;
      const env = { GITHUB_REPOSITORY: "org/project", NUMBER: "3" };
      const output = await run(script, env, { "dbt.md": "# Failed\n", gh });
      const comments = "repos/org/project/issues/";
      const call = id
        ? `api --silent -X PATCH ${comments}comments/9 -F body=@dbt.md`
        : `api --silent ${comments}3/comments -F body=@dbt.md`;
      assertEquals(output, `${call}\n# Failed\n<!-- dbt-run -->\n`);
    },
  );
}
