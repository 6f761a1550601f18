/** Reads which job is meant: by its page, its id or its name. */
import { describeHttp, normalizeAddress, parsePage } from "./address.ts";
import { type Draft, isExplicit, type StageResult } from "./draft.ts";
import { describeConflict } from "./setting_conflicts.ts";
import { takePage } from "./take_page.ts";
import { mustBe } from "./values.ts";

/** The form of a job's address, for messages. */
const JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";

/** Takes address, account, project and job from the page of the job. */
export function readJobPage(draft: Draft): StageResult {
  const { values: { jobUrl = "" }, sources: { jobUrl: source } } = draft;
  if (!source) return {};
  const page = parsePage(normalizeAddress(jobUrl));
  if (page?.jobId) return takePage(draft, page, source);
  const fault = page
    ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run"
    : describeHttp(jobUrl) ??
      mustBe(`the address of a job's page, ${JOB_PAGE}`, jobUrl);
  return { faults: [{ setting: "jobUrl", text: `${source.name} ${fault}` }] };
}

/** Chooses the job by its id or its name: flags take precedence over variables. */
export function chooseJob({ sources }: Draft): StageResult {
  const { jobId: id, jobName: name, jobUrl } = sources;
  if (!id || !name) return {};
  const unused = isExplicit(id) ? "jobName" : "jobId";
  const result: StageResult = { values: { [unused]: undefined } };
  if (isExplicit(id) === isExplicit(name)) {
    const text = describeConflict(id.name, name.name);
    return { ...result, faults: [{ setting: "jobName", text }] };
  }
  if (unused === "jobId" && id === jobUrl) {
    const text = `${name.name} is used, and not the job of ${id.name}`;
    return { ...result, warnings: [text] };
  }
  return result;
}
