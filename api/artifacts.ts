/** What a run leaves behind: its steps, and its artifacts as streams. */
import type { Client } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { getData, openReader, piecesOf, send } from "./http.ts";
import { resultOf, retrying } from "./retry.ts";
import { isObject, textOrNull } from "./json.ts";
import type { Run } from "./run.ts";
import { retrieveSteps } from "./steps.ts";

/** How often the steps are asked for, where none of them has failed yet. */
const MAX_ATTEMPTS = 3;

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
    const reader = openReader(response.body);
    pause();
    const body = new ReadableStream({
      type: "bytes",
      async pull(controller) {
        try {
          restart();
          const { done, value } = await reader.read();
          pause();
          const { byobRequest: asked } = controller;
          if (done || !value) {
            stop();
            controller.close();
            asked?.respond(0);
          } else if (asked?.view && asked.view.byteLength >= value.length) {
            const { buffer, byteOffset } = asked.view;
            new Uint8Array(buffer, byteOffset).set(value);
            asked.respond(value.length);
          } else {
            controller.enqueue(value.slice());
          }
        } catch (error) {
          stop();
          controller.error(toError(error));
        }
      },
      async cancel() {
        await reader.cancel();
        stop();
      },
    });
    const { status } = response;
    const headers = new Headers(response.headers);
    // The body is handed out decoded.
    if (headers.has("content-encoding")) headers.delete("content-length");
    headers.delete("content-encoding");
    headers.delete("transfer-encoding");
    return Promise.resolve(new Response(body, { status, headers }));
  });
}

/** Whether an error says that there is no such artifact. */
export function isMissing(error: unknown): boolean {
  return error instanceof DbtCloudError && error.status === 404;
}

/** Reads what a run that has ended left behind, again after faults. */
export function readerOf(
  client: Client,
  run: Run,
  signal: AbortSignal | undefined,
) {
  // Artifacts may come some seconds after the end; then this is false.
  let areSaved = false;
  let attempts = 0;
  const related = ["environment"];
  const read = async () => {
    const answer = await retrieveSteps(client, run.id, { signal, related });
    const { raw: { artifacts_saved, environment }, steps, isWhole } = answer;
    areSaved = artifacts_saved === true;
    // The steps may lag behind the end of the run.
    const isLate = isWhole && run.status === "error" &&
      !steps.some(({ status }) => status === "error");
    if (isLate && ++attempts < MAX_ATTEMPTS) {
      throw new DbtCloudError("The steps lag", { kind: "unreadable" });
    }
    const projectDir = isObject(environment)
      ? textOrNull(environment.dbt_project_subdirectory)
      : null;
    return { steps, projectDir };
  };
  const again = async <T>(call: () => Promise<T>) =>
    await resultOf(retrying("read", call, { signal }));
  return {
    redact: client.redact,
    getSteps: async () => await again(read),
    async openArtifact(path: string, step: number) {
      const open = () =>
        openArtifact(client, run.id, path, { step, signal }).catch((error) => {
          if (areSaved && isMissing(error)) return undefined;
          throw error;
        });
      try {
        const response = await again(open);
        return response && piecesOf(response);
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
