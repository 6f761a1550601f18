/** Answers that others recorded from dbt Cloud, in each place where one may come. */
import { assert, assertEquals } from "@std/assert";
import { setUp } from "./harness.ts";

const FOLDER = new URL("./recorded/", import.meta.url);
const read = (name: string) => Deno.readTextFileSync(new URL(name, FOLDER));
const FILES: string[] = JSON.parse(read("index.json"))
  .map(({ file }: { file: string }) => file);

/** The requests that are answered by a recorded text, by their role. */
const ROLES: { [role: string]: (method: string, url: URL) => boolean } = {
  trigger: (method, { pathname }) =>
    method === "POST" && /run\/$/.test(pathname),
  poll: (method, { pathname }) =>
    method === "GET" && /\/runs\/\d+\/$/.test(pathname),
  list: (_, { pathname }) => /\/runs\/$/.test(pathname),
  steps: (_, { href }) => /run_steps/.test(href),
  artifact: (_, { pathname }) => /\/artifacts\/./.test(pathname),
};

/** The run that an answer may hold. */
interface RecordedRun {
  id: number;
  status?: unknown;
  job_definition_id?: number;
}

function runOf(text: string): RecordedRun | undefined {
  try {
    const { data } = JSON.parse(text);
    return Number.isSafeInteger(data?.id) && data.id > 0 ? data : undefined;
  } catch {
    return undefined;
  }
}

/** The exit codes for a run that stays as it is. */
const codeOf = (status: unknown) =>
  ({ 10: 0, 20: 1, 30: 1 })[Number(status)] ?? 4;

for (const file of FILES) {
  for (const [role, isAnswered] of Object.entries(ROLES)) {
    Deno.test(`dbt-run takes ${file} as the answer to a ${role}, and invents nothing`, async () => {
      using fixture = setUp({ ending: "error", running: 2_000 });
      const text = read(file);
      const recorded = runOf(text);
      const fetch: typeof globalThis.fetch = async (input, init) => {
        const { method = "GET" } = init ?? {};
        const url = new URL(String(input));
        const isTheirs = recorded && url.pathname.endsWith(`/${recorded.id}/`);
        const answer = await fixture.cloud.fetch(input, init);
        const isReplaced = isAnswered(method, url) ||
          isTheirs && role === "trigger";
        if (!isReplaced) return answer;
        await answer.body?.cancel();
        return new Response(text);
      };
      // A run of another job, or of another mark, is not what was asked for.
      const jobId = recorded?.job_definition_id ?? 2;
      const args = {
        trigger: ["run", `--job-id=${jobId}`, ...recorded ? ["--no-mark"] : []],
        poll: ["wait", `${recorded?.id ?? 7}`],
        list: ["wait", "--latest", "--job-id=2", "--appear-timeout=30"],
      }[role] ?? ["run"];
      const { code, lines } = await fixture.command({
        args: [...args, "--timeout=60", "--summary=page.md", "--junit=j.xml"],
        fetch,
      });
      const printed = lines.join("\n");
      const wrong =
        /\bundefined\b|\bNaN\b|\[object|Invalid Date|fault of dbt-run/;
      assert(!wrong.test(printed), printed);
      assert(![2, 70].includes(code), printed);
      // The run's end is never lost, nor made up.
      if (role === "steps" || role === "artifact") {
        assertEquals(code, 1, printed);
      }
      if (role === "trigger" && !recorded) assertEquals(code, 1, printed);
      if ((role === "trigger" || role === "poll") && recorded) {
        assertEquals(code, codeOf(recorded.status), printed);
      }
      if (role === "poll" && !recorded) assert([3, 4].includes(code), printed);
    });
  }
}
