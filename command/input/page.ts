/** Reads addresses: of dbt Cloud, of a job's page, and of a run's. */
import { isPlainHttps } from "../../api/checks.ts";
import { normalizeUrl } from "../../api/client.ts";
import { isId } from "../../api/json.ts";
import { hideCredentials } from "../../api/text.ts";
import { type InputBuilder, isExplicit, type Source } from "./builder.ts";
import type { SettingName, Values } from "./settings.ts";
import { mustBe, readCount } from "./values.ts";

/** The parts of a page's address. */
interface Page {
  url: string;
  accountId: number;
  projectId?: number | undefined;
  jobId?: number | undefined;
  runId?: number | undefined;
}

/** The form of a job's address, for messages. */
const JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";
/** The address of a job or of a run; the older form has a `#`. */
const PAGE = new RegExp(
  "^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)"
    .replaceAll("N", "[1-9]\\d{0,14}"),
);

/** Reads the address of a job's or a run's page, whatever follows. */
export function readPage(text: string): Page | undefined {
  if (!URL.canParse(text)) return;
  const url = new URL(text);
  const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
  const { groups } = PAGE.exec(path) ?? {};
  if (!groups || !isPlainHttps(url.origin) || url.username) return;
  // Only a run's page may lack the project.
  if (!groups.projectId && !groups.runId) return;
  const id = (name: string) => groups[name] ? Number(groups[name]) : undefined;
  return {
    url: url.origin,
    accountId: Number(groups.accountId),
    projectId: id("projectId"),
    jobId: id("jobId"),
    runId: id("runId"),
  };
}

/** Prepares an address for a comparison: a bare host gets its scheme. */
export function normalizeAddress(text: string): string {
  const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text) ||
    /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text);
  const url = isHost ? `https://${text}` : text;
  return URL.canParse(url) ? normalizeUrl(url) : url;
}

/** Describes what is wrong with an address that begins with `http://`, if it does. */
export function describeHttp(text: string): string | undefined {
  const rest = /^http:\/\/(.*)$/is.exec(text)?.[1];
  return rest && !isPlainHttps(text)
    ? `begins with http://: use https://${hideCredentials(rest)}`
    : undefined;
}

/** Takes address, account, project and job from the page of the job. */
export function readJobPage(builder: InputBuilder): void {
  const { values: { jobUrl = "" }, sources: { jobUrl: source } } = builder;
  if (!source) return;
  const page = readPage(normalizeAddress(jobUrl));
  if (page?.jobId) return takePage(builder, page, source);
  const fault = page
    ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run"
    : describeHttp(jobUrl) ??
      mustBe(`the address of a job's page, ${JOB_PAGE}`, jobUrl);
  builder.refuse("jobUrl", `${source.name} ${fault}`);
}

/** Takes all parts of a page's address. */
function takePage(builder: InputBuilder, page: Page, source: Source): void {
  takePart(builder, "url", page.url, source);
  takePart(builder, "accountId", page.accountId, source);
  takePart(builder, "projectId", page.projectId, source);
  takePart(builder, "jobId", page.jobId, source);
}

/**
 * Takes a part of an address where it is not set. It must not disagree with what
 * was set in the same way: flags take precedence over variables, and nothing
 * takes precedence over an argument.
 */
function takePart<N extends SettingName>(
  builder: InputBuilder,
  name: N,
  value: Values[N],
  source: Source,
): void {
  if (value === undefined) return;
  const current = builder.values[name];
  const other = builder.sources[name];
  const isRival = other &&
    (source.kind === "argument" || isExplicit(other) === isExplicit(source));
  if (isRival && current !== value) {
    const values = `${value} and ${hideCredentials(String(current))}`;
    const text = `${source.name} and ${other.name} disagree: ${values}`;
    builder.refuse(name, text);
  }
  const isBeaten = other && isExplicit(other) && !isExplicit(source);
  if (!isBeaten) builder.set(name, value, other ?? source);
}

/** Hosts of dbt Cloud itself. */
const DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;

/** Reads the id of a run, or the address of its page. */
export function readRunId(builder: InputBuilder, target: string): void {
  const page = readPage(target);
  const runId = page ? page.runId : readCount(target);
  if (!isId(runId)) return refuseTarget(builder, target, page);
  builder.runId = runId;
  if (page) takeRunPage(builder, page);
}

/** The source of what a run's address says. */
const RUN_PAGE: Source = {
  kind: "argument",
  name: "The run's address",
  texts: [],
};

/** Refuses the text in the place of a RUN_ID. A page tells the account all the same. */
function refuseTarget(
  builder: InputBuilder,
  target: string,
  page: Page | undefined,
): void {
  const text = describeWrongTarget(builder, target, page);
  builder.refuse(undefined, text, "RUN_ID");
  const isKnown = !page || builder.sources.accountId;
  if (!isKnown) builder.set("accountId", page.accountId, RUN_PAGE);
}

/** Describes what is wrong with the text in the place of a RUN_ID. */
function describeWrongTarget(
  { command }: InputBuilder,
  target: string,
  page: Page | undefined,
): string {
  const expected = "a positive whole number, or the address of a run's page";
  if (!page) {
    return `RUN_ID ${describeHttp(target) ?? mustBe(expected, target)}`;
  }
  const job =
    `${page.url}/deploy/${page.accountId}/projects/${page.projectId}/jobs/${page.jobId}`;
  return command === "cancel"
    ? "RUN_ID is the address of a job's page: use the run's"
    : `RUN_ID is the address of a job's page: for its runs, use \`dbt-run ${command} --latest --job-url ${job}\``;
}

/** Takes account and project from a run's page; the key goes to no other host. */
function takeRunPage(builder: InputBuilder, page: Page): void {
  if (!builder.sources.url && !DBT_CLOUD.test(page.url)) {
    builder.refuse(
      "url",
      `The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`,
    );
  }
  const { projectId, ...others } = page;
  const isSet = builder.sources.projectId !== undefined;
  takePage(builder, isSet ? others : { ...others, projectId }, RUN_PAGE);
}
