/** Downloads the artifacts of a run, as dbt Cloud sent them. */
import { isMissing, openArtifact } from "../../api/artifacts.ts";
import { DbtCloudError } from "../../api/errors.ts";
import { piecesOf } from "../../api/http.ts";
import { resultOf, retrying } from "../../api/retry.ts";
import type { Run } from "../../api/run.ts";
import { JsonScanner } from "../../api/json_scan.ts";
import type { Report } from "../../report/report.ts";
import { isDbtCommand } from "../../report/results.ts";
import type { Consumer } from "../events.ts";
import type { Output } from "./output.ts";
import type { Plan } from "../plan.ts";
import type { Printer } from "./printer.ts";

/** The artifacts that are worth a download. */
const ARTIFACTS = [
  "manifest.json",
  "run_results.json",
  "catalog.json",
  "sources.json",
];

/**
 * Makes the consumer that downloads the artifacts of each dbt command: of the
 * last one into the folder, of the others into a folder of their own below it.
 */
export function createArtifacts(
  folder: string,
  { client, values, ending: { stop: signal } }: Plan,
  output: Output,
  printer: Printer,
): Consumer {
  const names = ARTIFACTS.filter((name) =>
    values.catalog || name !== "catalog.json"
  );
  // They may come some seconds after the end of the run; the first one waits.
  let isFirst = true;
  async function download(
    run: Run,
    name: string,
    path: string,
    step: number | undefined,
  ): Promise<void> {
    const waits = isFirst;
    isFirst = false;
    try {
      const save = async () => {
        const options = { signal, step };
        const response = await openArtifact(client, run.id, name, options)
          .catch((error) => {
            if (waits || !isMissing(error)) throw error;
          });
        if (!response) return;
        try {
          await output.save(path, whole(piecesOf(response), name));
        } finally {
          // Of a file that cannot be written, nothing was read.
          await response.body?.cancel().catch(() => {});
        }
      };
      await resultOf(retrying("read", save, { signal }));
    } catch (error) {
      if (isMissing(error)) return;
      const { message } = error as Error;
      const what = error instanceof DbtCloudError
        ? message
        : `Cannot write ${path}: ${message}`;
      printer.say(`warning: ${what}`, "error");
    }
  }
  return {
    async done({ report }) {
      if (!report) return;
      const steps = stepsOf(report);
      const last = steps.at(-1);
      for (const step of new Set([last, ...steps])) {
        const to = step === last ? folder : `${folder}/step-${step}`;
        for (const name of names) {
          await download(report.run, name, `${to}/${name}`, step);
        }
      }
    },
  };
}

/** The indexes of the steps that may have written artifacts. */
function stepsOf({ steps }: Report): number[] {
  return steps.filter(({ name, status }) =>
    isDbtCommand(name) && (status === "success" || status === "error")
  ).map(({ index }) => index);
}

/** Passes on a JSON document; throws at its end if it is not whole. */
async function* whole(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const scanner = new JsonScanner({
    depth: 0,
    wants: () => false,
    onValue: () => {},
  });
  for await (const piece of pieces) {
    scanner.push(piece);
    yield piece;
  }
  if (scanner.isWhole) return;
  const message = `Cannot get ${name}: dbt Cloud sent no whole JSON document`;
  throw new DbtCloudError(message, { kind: "unreadable" });
}
