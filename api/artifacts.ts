/** What a run leaves behind: its steps, and its artifacts as streams. */
import type { Client } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { getData, piecesOf, send } from "./http.ts";
import { patiently } from "./retry.ts";
import { isObject, textOrNull } from "./json.ts";
import { readSteps, type Run, type RunStep } from "./run.ts";
import { retrieveRaw, WITH_ENVIRONMENT } from "./runs.ts";

/** The paths of the artifacts of a run's last step. */
export async function listArtifactPaths(
  client: Client,
  runId: number,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const isPaths = (data: unknown): data is string[] | null =>
    data === null ||
    (Array.isArray(data) && data.every((path) => typeof path === "string"));
  const request = {
    to: `list the artifacts of run ${runId}`,
    path: `runs/${runId}/artifacts/`,
    runId,
    signal,
  };
  return await getData(client, request, isPaths) ?? [];
}

/** One artifact as a stream, which fails if no piece comes for 30 s. */
export async function openArtifact(
  client: Client,
  runId: number,
  path: string,
  { step, signal }: {
    step?: number | undefined;
    signal?: AbortSignal | undefined;
  },
): Promise<Response> {
  const names = path.split("/");
  if (names.some((name) => ["", ".", ".."].includes(name))) {
    throw new TypeError(`Cannot use '${path}' as the path of an artifact`);
  }
  const file = names.map(encodeURIComponent).join("/");
  const request = {
    to: `get ${path} of run ${runId}`,
    path: `runs/${runId}/artifacts/${file}`,
    accept: "*/*",
    runId,
    signal,
    ...(step !== undefined && { query: { step } }),
  };
  return await send(client, request, (answer) => {
    const { response, restart, pause, stop, toError } = answer;
    const reader = response.body?.getReader();
    pause();
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        try {
          restart();
          const piece = await reader?.read();
          pause();
          if (piece?.value) return controller.enqueue(piece.value);
          stop();
          controller.close();
        } catch (error) {
          stop();
          controller.error(toError(error));
        }
      },
      async cancel() {
        await reader?.cancel();
        stop();
      },
    }, { highWaterMark: 0 });
    const { status, headers } = response;
    return Promise.resolve(new Response(body, { status, headers }));
  });
}

/** Whether an error says that there is no such artifact. */
export function isMissing(error: unknown): boolean {
  return error instanceof DbtCloudError && error.status === 404;
}

/** Reads what a run that has ended left behind, in spite of faults. */
export function readerOf(
  client: Client,
  run: Run,
  signal: AbortSignal | undefined,
) {
  // Artifacts may come some seconds after the end; then this is false.
  let areSaved = false;
  return {
    redact: client.redact,
    async getSteps() {
      // The steps may lag behind the end of the run.
      const isWhole = ({ steps }: { steps: RunStep[] }) =>
        run.status !== "error" ||
        steps.some(({ status }) => status === "error");
      return await patiently(
        async () => {
          const request = { ...WITH_ENVIRONMENT, signal };
          const raw = await retrieveRaw(client, run.id, request);
          areSaved = raw.artifacts_saved === true;
          const { environment: place } = raw;
          const projectDir = isObject(place)
            ? textOrNull(place.dbt_project_subdirectory)
            : null;
          return { steps: readSteps(raw.run_steps), projectDir };
        },
        signal,
        isWhole,
      );
    },
    async openArtifact(path: string, step: number) {
      const open = () =>
        openArtifact(client, run.id, path, { step, signal }).catch((error) => {
          if (areSaved && isMissing(error)) return undefined;
          throw error;
        });
      try {
        const response = await patiently(open, signal);
        return response && piecesOf(response);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
