/** The endpoints of the stand-in, one function for each. */
import { Answer } from "./answer.ts";
import { cloudClock } from "./cloud_clock.ts";
import {
  checkTrigger,
  readNumber,
  readTrigger,
  refuseUnexpected,
} from "./check.ts";
import {
  finishedAt,
  getStatus,
  PROJECT_ID,
  showJob,
  showRun,
} from "./show_run.ts";
import { buildArtifacts } from "./build_steps.ts";
import type {
  Endpoint,
  FakeDbtCloudOptions,
  FakeJob,
  FakeRun,
} from "./types.ts";

const FIRST_RUN_ID = 300580980;
const MAX_PAGE = 100;
/** The parameters of lists that the stand-in knows; it refuses all others. */
const LIST_PARAMETERS =
  "id__gt include_related job_definition_id limit offset order_by project_id status"
    .split(" ");
const JOB_PARAMETERS = "limit name__icontains offset project_id".split(" ");

/** A request that was understood. */
export interface ParsedRequest {
  account: string;
  id: string;
  /** The path of an artifact. */
  file: string;
  url: URL;
  body: string;
  headers: Headers;
}

/** The account that the stand-in keeps. */
export class Account {
  readonly runs: FakeRun[] = [];

  constructor(readonly options: FakeDbtCloudOptions) {
    for (const earlier of options.earlier ?? []) {
      const { jobId, ago, trigger = {}, ...scenario } = earlier;
      const job = { ...this.getJob(jobId), ...scenario };
      this.add(jobId, trigger, job, null, cloudClock.now() - ago);
    }
  }

  /** Starts a run. */
  add(
    jobId: number,
    trigger: Record<string, unknown>,
    scenario: FakeJob = this.getJob(jobId),
    retryingRunId: number | null = null,
    createdAt = cloudClock.now(),
  ): FakeRun {
    const id = FIRST_RUN_ID + this.runs.length;
    const run = { id, jobId, trigger, scenario, createdAt, retryingRunId };
    if (this.options.cancelsOlder) this.#cancelOlder(run);
    this.runs.push(run);
    return run;
  }

  /** A CI job cancels the runs that are still others on for a pull request. */
  #cancelOlder({ jobId, trigger }: FakeRun): void {
    const readPullRequestId = (body: Record<string, unknown>) =>
      Object.entries(body).find(([name]) => /_request_id$/.test(name))?.[1];
    const id = readPullRequestId(trigger);
    if (id === undefined) return;
    for (const run of this.runs) {
      const isSame = run.jobId === jobId &&
        readPullRequestId(run.trigger) === id;
      if (isSame && getStatus(run) < 10) run.cancelledAt ??= cloudClock.now();
    }
  }

  /** Returns the job of an id. */
  getJob(jobId: number): FakeJob {
    const { jobs, ...scenario } = this.options;
    const found = jobs ? jobs[jobId] : scenario;
    if (!found) throw new Answer(404, null);
    return { ...scenario, ...found };
  }

  /** Returns the run of an id, once the API knows it. */
  getRun(id: string): FakeRun {
    const run = this.runs.find((run) => run.id === Number(id));
    const isKnown = run &&
      cloudClock.now() >= run.createdAt + (run.scenario.appearsAfter ?? 0);
    if (!isKnown) throw new Answer(404, null);
    return run;
  }

  /** Says why a run cannot be retried, or `null`. */
  findRetryRefusal(run: FakeRun): string | null {
    if (getStatus(run) !== 20) return "RETRY_NOT_FAILED_RUN";
    const latest = this.runs.findLast(({ jobId }) => jobId === run.jobId);
    if (latest !== run) return "RETRY_NOT_LATEST_RUN";
    return run.scenario.retryNotSupportedReason ?? null;
  }

  /** Shows a run as the API does. */
  show(run: FakeRun, { account, url }: ParsedRequest, related?: string[]) {
    const included = url.searchParams.get("include_related") ?? "";
    return showRun(run, {
      account: Number(account),
      origin: url.origin,
      clockSkew: this.options.clockSkew ?? 0,
      related: related ?? included.match(/\w+/g) ?? [],
      retryRefusal: this.findRetryRefusal(run),
    });
  }
}

type Perform = (account: Account, request: ParsedRequest) => unknown;

const trigger: Perform = (account, request) => {
  const jobId = Number(request.id);
  const job = account.getJob(jobId);
  const body = readTrigger(request.body, request.headers);
  checkTrigger(body);
  return account.show(account.add(jobId, body, job), request, [
    "trigger",
    "job",
  ]);
};

const retrieve: Perform = (account, request) =>
  account.show(account.getRun(request.id), request);

const cancel: Perform = (account, request) => {
  const run = account.getRun(request.id);
  if (getStatus(run) < 10) run.cancelledAt ??= cloudClock.now();
  return account.show(run, request);
};

const retry: Perform = (account, request) => {
  const run = account.getRun(request.id);
  const reason = account.findRetryRefusal(run);
  if (reason) throw new Answer(400, reason);
  const { steps: _steps, retry, ...others } = run.scenario;
  const scenario: FakeJob = { ...others, ending: "success", ...retry };
  return account.show(
    account.add(run.jobId, run.trigger, scenario, run.id),
    request,
  );
};

const FILTERS: [parameter: string, (run: FakeRun) => number][] = [
  ["job_definition_id", ({ jobId }) => jobId],
  ["status", (run) => getStatus(run)],
  ["project_id", ({ scenario }) => scenario.projectId ?? PROJECT_ID],
];

const list: Perform = (account, request) => {
  const query = request.url.searchParams;
  refuseUnexpected(
    [...query.keys()].filter((name) => !LIST_PARAMETERS.includes(name)),
  );
  const order = query.get("order_by") ?? "id";
  if (!/^-?(id|created_at|finished_at)$/.test(order)) {
    throw new Answer(400, { order_by: `'${order}' is not a valid choice` });
  }
  const above = readNumber(query, "id__gt") ?? 0;
  const found = account.runs.filter((run) => {
    const { appearsAfter = 0, listedAfter = 0 } = run.scenario;
    const after = Math.max(appearsAfter, listedAfter);
    return run.id > above && cloudClock.now() >= run.createdAt + after &&
      FILTERS.every(([name, read]) =>
        [undefined, read(run)].includes(readNumber(query, name))
      );
  });
  if (order.endsWith("finished_at")) {
    found.sort((a, b) => finishedAt(a) - finishedAt(b));
  }
  if (order.startsWith("-")) found.reverse();
  const page = paginate(found, query);
  const hidden = account.options.listsTriggers === false ? ["trigger"] : [];
  const related = (query.get("include_related") ?? "").match(/\w+/g) ?? [];
  const visible = related.filter((name) => !hidden.includes(name));
  const data = page.map((run) => account.show(run, request, visible));
  return new Answer(200, data, {
    filters: Object.fromEntries(query),
    order_by: order,
    pagination: { count: page.length, total_count: found.length },
  });
};

const jobs: Perform = (account, { url, account: id }) => {
  const query = url.searchParams;
  refuseUnexpected(
    [...query.keys()].filter((name) => !JOB_PARAMETERS.includes(name)),
  );
  const name = (query.get("name__icontains") ?? "").toLowerCase();
  const project = readNumber(query, "project_id");
  const all = Object.entries(account.options.jobs ?? {})
    .map(([jobId, job]) => showJob(Number(jobId), job, Number(id)));
  const found = all.filter((job) =>
    String(job.name).toLowerCase().includes(name) &&
    [undefined, job.project_id].includes(project)
  );
  return paginate(found, query);
};

function paginate<T>(list: T[], query: URLSearchParams): T[] {
  const offset = readNumber(query, "offset") ?? 0;
  const limit = Math.min(readNumber(query, "limit") ?? MAX_PAGE, MAX_PAGE);
  return list.slice(offset, offset + limit);
}

/** Lists the artifacts of each step, once they are there. */
function listArtifacts(run: FakeRun): Record<string, unknown>[] {
  const at = finishedAt(run) + (run.scenario.artifactsAfter ?? 0);
  return cloudClock.now() >= at ? buildArtifacts(run) : [];
}

const artifacts: Perform = (account, { id }) => {
  const names = Object.keys(listArtifacts(account.getRun(id)).at(-1) ?? {});
  return names.length > 0 ? names : null;
};

const artifact: Perform = (account, { id, file, url }) => {
  const steps = listArtifacts(account.getRun(id));
  const step = readNumber(url.searchParams, "step");
  const files = steps.at(step ? step - 1 : -1) ?? {};
  const content = files[decodeURIComponent(file)];
  if (content === undefined) throw new Answer(404, null);
  return content;
};

const job: Perform = (account, { id, account: accountId }) =>
  showJob(Number(id), account.getJob(Number(id)), Number(accountId));

/** All endpoints. */
export const ENDPOINTS: Record<Endpoint, Perform> = {
  trigger,
  retrieve,
  list,
  cancel,
  retry,
  artifacts,
  artifact,
  job,
  jobs,
};

const ROUTES: [Endpoint, method: string, path: RegExp][] = [
  ["trigger", "POST", /^jobs\/(\d+)\/run\/$/],
  ["jobs", "GET", /^jobs\/$/],
  ["job", "GET", /^jobs\/(\d+)\/$/],
  ["list", "GET", /^runs\/$/],
  ["retrieve", "GET", /^runs\/(\d+)\/$/],
  ["cancel", "POST", /^runs\/(\d+)\/cancel\/$/],
  ["retry", "POST", /^runs\/(\d+)\/retry\/$/],
  ["artifacts", "GET", /^runs\/(\d+)\/artifacts\/$/],
  ["artifact", "GET", /^runs\/(\d+)\/artifacts\/(.+[^/])$/],
];

/** Finds the endpoint of a request, and the ids in its path. */
export function route(method: string, pathname: string) {
  const [, account = "", rest = ""] =
    /^\/api\/v2\/accounts\/(\d+)\/(.*)$/.exec(pathname) ?? [];
  for (const [endpoint, verb, path] of ROUTES) {
    const found = method === verb ? path.exec(rest) : null;
    if (!found || !account) continue;
    const [, id = "", file = ""] = found;
    return { endpoint, account, id, file };
  }
  return { endpoint: undefined, account, id: "", file: "" };
}
