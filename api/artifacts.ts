/** The artifacts of a run, as streams. */
import type { Client } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { type Answer, download, requestJson } from "./http.ts";
import { isObject, textOrNull } from "./json.ts";
import type { Run, RunStep } from "./model.ts";
import type { GetArtifactOptions } from "./options.ts";
import type { Redact } from "./redact.ts";
import { retry } from "./retry.ts";
import { decide } from "./retry_rules.ts";
import { runRequest } from "./runs.ts";
import { fetchSteps } from "./steps.ts";

/** The maximum number of requests for steps of which none has failed yet. */
const MAX_ATTEMPTS = 3;

/** Lists the paths of the artifacts of a run's last step. */
export async function listArtifactPaths(
  client: Client,
  runId: number,
  { signal }: Pick<GetArtifactOptions, "signal"> = {},
): Promise<string[]> {
  const isPaths = (data: unknown): data is string[] | null =>
    data === null ||
    (Array.isArray(data) && data.every((path) => typeof path === "string"));
  const request = runRequest(runId, "list the artifacts of", "artifacts/");
  return await requestJson(client, { ...request, signal }, isPaths) ?? [];
}

/** Makes a response of an artifact; its body fails if no piece comes for 30 s. */
export function toResponse({ response, pieces, close }: Answer): Response {
  const body = new ReadableStream({
    type: "bytes",
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (!done) return controller.enqueue(value.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel: close,
  });
  const headers = new Headers(response.headers);
  // The body is handed out decoded.
  if (headers.has("content-encoding")) headers.delete("content-length");
  headers.delete("content-encoding");
  headers.delete("transfer-encoding");
  return new Response(body, { headers });
}

/** Requests one artifact. */
export async function openArtifact(
  client: Client,
  runId: number,
  path: string,
  { step, signal }: Pick<GetArtifactOptions, "step" | "signal">,
): Promise<Answer> {
  const names = String(path).split("/");
  const isPath = typeof path === "string" && path.isWellFormed() &&
    !names.some((name) => ["", ".", ".."].includes(name));
  if (!isPath) {
    throw new TypeError(`Cannot use '${path}' as the path of an artifact`);
  }
  const file = names.map(encodeURIComponent).join("/");
  return await download(client, {
    ...runRequest(runId, `get ${path} of`, `artifacts/${file}`),
    ...(step !== undefined && { query: { step } }),
    signal,
  });
}

/** Whether an error says that there is no such artifact. */
export function isMissing(error: unknown): boolean {
  return error instanceof DbtCloudError && error.status === 404;
}

/** Details of a run that has ended. */
export interface RunDetails {
  /** The steps with their logs. */
  steps: RunStep[];
  /** The folder of the dbt project in the repository, if it is known. */
  projectDir: string | null;
  /** The name of the run's job, if it is known. */
  jobName?: string | null;
}

/** Reads the steps and artifacts of a run that has ended, again after faults. */
export interface RunReader {
  /** Hides the API key in a text, or in all text of a value. */
  redact: Redact;
  /** Retrieves the steps, and what else the answer says of the run. */
  getSteps(): Promise<RunDetails>;
  /** Whether dbt Cloud has saved all artifacts: one that is missing stays missing. */
  areArtifactsSaved(): boolean;
  /** Opens an artifact, piece by piece; `undefined` if there is none. */
  openArtifact(
    path: string,
    step: number,
  ): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/** Makes the reader of a run that has ended. */
export function createRunReader(
  client: Client,
  run: Run,
  signal: AbortSignal | undefined = client.signal,
): RunReader {
  // Artifacts may come some seconds after the end; then this is false.
  let areSaved = false;
  let attempts = 0;
  const read = async () => {
    // The answer to a trigger often does not name the job.
    const related = ["environment", ...(run.jobName ? [] : ["job"])];
    const options = { signal, related };
    const answer = await fetchSteps(client, run.id, options);
    const { raw, steps, isWhole } = answer;
    const { artifacts_saved, environment, job } = raw;
    areSaved = artifacts_saved === true;
    // The steps may lag behind the end of the run.
    const isLagging = isWhole && run.status === "error" &&
      !steps.some(({ status }) => status === "error");
    if (isLagging && ++attempts < MAX_ATTEMPTS) {
      throw new DbtCloudError("The steps lag", { kind: "unreadable" });
    }
    const projectDir = isObject(environment)
      ? textOrNull(environment.dbt_project_subdirectory)
      : null;
    const jobName = isObject(job) ? textOrNull(job.name) : null;
    return { steps, projectDir, jobName };
  };
  return {
    redact: client.redact,
    getSteps: () => retry(client, "read", read, { signal, announce: false }),
    areArtifactsSaved: () => areSaved,
    async openArtifact(path: string, step: number) {
      const open = () => openArtifact(client, run.id, path, { step, signal });
      try {
        const answer = await retry(client, "read", open, {
          signal,
          announce: false,
          // Until dbt Cloud has saved all artifacts, a 404 may be too early.
          decide: (error) =>
            areSaved && isMissing(error) ? "final" : decide("read", error),
        });
        return answer.pieces;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
