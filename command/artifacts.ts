/** Downloads the artifacts of a run. */
import { listArtifactPaths, openArtifact } from "../api/artifacts.ts";
import { piecesOf } from "../api/http.ts";
import type { Report } from "../report/report.ts";
import type { Consumer } from "./events.ts";
import type { Output } from "./output.ts";
import type { Plan } from "./plan.ts";
import type { Printer } from "./printer.ts";

/** The artifacts that are worth a download. */
const ARTIFACTS = [
  "manifest.json",
  "run_results.json",
  "catalog.json",
  "sources.json",
];

/** Makes the consumer that downloads artifacts into a folder. */
export function createArtifacts(
  folder: string,
  { client, ending }: Plan,
  output: Output,
  printer: Printer,
): Consumer {
  const signal = ending.stop;
  async function download(report: Report): Promise<void> {
    const { run, nodes } = report;
    const names = await listArtifactPaths(client, run.id, signal);
    // The last step's results may be those of dbt docs.
    const step = nodes.at(-1)?.step;
    for (const name of ARTIFACTS) {
      const isOwn = name === "run_results.json" && step !== undefined;
      if (!isOwn && !names.includes(name)) continue;
      const response = await openArtifact(client, run.id, name, {
        signal,
        ...(isOwn && { step }),
      });
      await output.write(`${folder}/${name}`, piecesOf(response));
    }
  }
  return {
    async done({ report }) {
      if (!report) return;
      try {
        await download(report);
      } catch (error) {
        const { message } = error as Error;
        printer.say(`warning: ${message}`, "error");
      }
    },
  };
}
