/** Runs the scripts of the GitLab component with the inputs that a pipeline may give. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { type PipelineOptions, runCommand } from "../testing/pipeline.ts";

const text = await Deno.readTextFile(new URL("run.yml", import.meta.url));
const [spec = "", job = ""] = text.split("\n---\n");
const [script = "", afterScript = ""] = [
  ...job.matchAll(/- \|\n((?: {6,}.*\n)+)/g),
].map(([, lines]) => lines!);
const ignore = Deno.build.os === "windows";
/** On many images `sh` is not bash, but dash or busybox. */
const SHELLS = ["bash", "sh"];

type Inputs = Record<string, string>;

/** The defaults of the inputs, where they are texts of one line. */
const defaults: Inputs = Object.fromEntries(
  [...spec.matchAll(/^ {4}([\w-]+):\n(?: {6}.*\n)*? {6}default: (.*)$/gm)]
    .map(([, name, value]) => [name!, value!.replace(/^"(.*)"$/, "$1")]),
);

/** A text of the component with these inputs, as GitLab fills it in. */
function fillIn(text: string, inputs: Inputs): string {
  return text.replace(/\$\[\[ inputs\.([\w-]+) \]\]/g, (_, name) => {
    const value = inputs[name] ?? defaults[name];
    assert(value !== undefined, `the component has no input ${name}`);
    return value;
  });
}

/** Runs a script of the component; variables of the project win over its own. */
function runScript(
  script: string,
  inputs: (host: string) => Inputs,
  project: Record<string, string> = {},
  options: PipelineOptions = {},
) {
  const lines = [...job.matchAll(/^ {4}(DBT_\w+): (.*)$/gm)];
  const args = inputs("").args ?? "";
  return runCommand("gitlab", fillIn(script, { args }), "success", {
    ...options,
    env: (host) => ({
      ...Object.fromEntries(
        lines.map((
          [, name, value],
        ) => [name!, fillIn(value!, inputs(host))]),
      ),
      ...project,
    }),
  });
}

Deno.test("the GitLab component uses each of its inputs, and documents it", () => {
  const inputs = [...spec.matchAll(/^ {4}([\w-]+):\n {6}description: .+$/gm)]
    .map(([, name]) => name!);
  assertEquals(inputs.toSorted(), Object.keys(defaults).toSorted());
  const used = new Set(
    Array.from(
      job.matchAll(/\$\[\[ inputs\.([\w-]+) \]\]/g),
      ([, name]) => name!,
    ),
  );
  assertEquals([...used].toSorted(), inputs.toSorted());
  assertStringIncludes(job, '"$[[ inputs.name ]]":\n');
});

/** Variables that a project may have for its other pipelines. */
const PROJECT = {
  DBT_URL: "https://elsewhere.example.com",
  DBT_ACCOUNT_ID: "9",
  DBT_PROJECT_ID: "99",
  DBT_JOB_ID: "777",
  DBT_PR_JOB_ID: "778",
};

interface Case {
  what: string;
  inputs?: (host: string) => Inputs;
  project?: Record<string, string>;
  /** The job that runs, and what is sent. */
  job: number;
  sent?: Record<string, unknown>;
}

const CASES: Case[] = [
  {
    what: "the address of a job wins over all ids and the host of the project",
    inputs: (host) => ({
      "job-url": `http://${host}/deploy/1/projects/52901/jobs/4411`,
    }),
    project: PROJECT,
    job: 4411,
  },
  {
    what: "ids win over those of the project",
    inputs: (host) => ({
      "url": host && `http://${host}/`,
      "account-id": "1",
      "project-id": "52901",
      "job-id": "4411",
    }),
    project: PROJECT,
    job: 4411,
  },
  {
    what: "one id wins alone",
    inputs: () => ({ "job-id": "4411" }),
    project: { DBT_PR_JOB_ID: "778" },
    job: 4411,
  },
  {
    what: "without inputs, the project's variables count",
    project: { DBT_PR_JOB_ID: "778" },
    job: 778,
  },
  {
    what: "the merge request is taken from the pipeline",
    inputs: () => ({ "job-id": "4411", "pull-request": "required" }),
    job: 4411,
    sent: { gitlab_merge_request_id: 7 },
  },
  {
    what: "args hold quotes as a shell reads them",
    inputs: () => ({
      "job-id": "4411",
      args: `--cause "A b's" --git-branch 'feature/a b'`,
    }),
    job: 4411,
    sent: { git_branch: "feature/a b" },
  },
];

for (const shell of SHELLS) {
  for (const { what, inputs = () => ({}), project, job, sent } of CASES) {
    Deno.test(`the GitLab component in ${shell}: ${what}`, {
      ignore,
    }, async () => {
      const { code, output, cloud } = await runScript(script, inputs, project, {
        shell,
        inspect: async (folder) =>
          assertStringIncludes(
            await Deno.readTextFile(`${folder}/test-results/TEST-dbt.xml`),
            "<testsuite",
          ),
      });
      assertEquals(code, 0, output);
      assert(!/Requires|NotCapable|^warning:/m.test(output), output);
      const run = cloud.runs.at(-1)!;
      assertEquals([cloud.runs.length, run.jobId], [2, job]);
      for (const [name, value] of Object.entries(sent ?? {})) {
        assertEquals(run.trigger[name], value);
      }
    });
  }

  const ends: [what: string, args: string, env: string, cancels: number][] = [
    ["cancels the run", "", "run_id=ID\n", 1],
    ["leaves a reused run alone", "", "run_id=ID\nreused=true\n", 0],
    ["cancels the retry of a reused run", "", "run_id=ID\nreused=false\n", 1],
    [
      "leaves a run alone that was waited for",
      "wait --latest",
      "run_id=ID\n",
      0,
    ],
  ];
  for (const [what, args, env, cancels] of ends) {
    Deno.test(`the GitLab component's last step in ${shell} ${what}`, {
      ignore,
    }, async () => {
      const inputs = (host: string) => ({
        "job-url": `http://${host}/deploy/1/projects/52901/jobs/2`,
        args,
      });
      const { code, output, cloud } = await runScript(
        afterScript,
        inputs,
        PROJECT,
        {
          shell,
          prepare: async (folder) => {
            const path = `${folder}/dbt-run.env`;
            const [, id = ""] = /run_id=(\d+)/.exec(
              await Deno.readTextFile(path),
            )!;
            await Deno.writeTextFile(path, env.replace("ID", id));
          },
        },
      );
      assertEquals(code, 0, output);
      const asked = cloud.requests.filter(({ endpoint }) =>
        endpoint === "cancel"
      );
      assertEquals(asked.length, cancels, output);
    });
  }
}
