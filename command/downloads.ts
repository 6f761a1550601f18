/** Downloads the artifacts of a run, each of them once, in the time that they get. */
import { isMissing, openArtifact } from "../api/artifacts.ts";
import { DbtCloudError } from "../api/errors.ts";
import { JsonScanner } from "../api/json_stream.ts";
import type { Run } from "../api/model.ts";
import { retry } from "../api/retry.ts";
import { decide } from "../api/retry_rules.ts";
import type { Context } from "./context.ts";
import { writePart } from "./process/files.ts";
import { SpeedCheck } from "./speed_check.ts";

/** An artifact of a step. */
export interface Artifact {
  step: number;
  name: string;
}

/** The outcome of a download. */
export type DownloadResult =
  /** The file has a temporary name until somebody keeps it. */
  | { kind: "downloaded"; part: string }
  | { kind: "absent" }
  | { kind: "failed"; error: Error }
  /** By a signal, the time limit, or a connection that is too slow. */
  | { kind: "interrupted"; reason: Error };

/** An artifact that the report reads; `pieces` is `undefined` if there is none. */
export interface OpenedArtifact {
  pieces: AsyncIterable<Uint8Array> | undefined;
}

/** The downloads of one run. */
export class ArtifactDownloads {
  readonly #context: Context;
  readonly #run: Run;
  readonly #speed: SpeedCheck;
  readonly #downloads = new Map<string, Promise<DownloadResult>>();

  constructor(context: Context, run: Run) {
    this.#context = context;
    this.#run = run;
    this.#speed = new SpeedCheck(context.signal);
  }

  /**
   * Downloads an artifact, if that was not done before. With `waits`, it may come
   * some seconds after the end of the run.
   */
  get(
    artifact: Artifact,
    { waits }: { waits: boolean },
  ): Promise<DownloadResult> {
    const key = `${artifact.step}/${artifact.name}`;
    const download = this.#downloads.get(key) ??
      this.#download(artifact, waits);
    this.#downloads.set(key, download);
    return download;
  }

  /**
   * Opens an artifact for the report. Throws if dbt Cloud does not give it; nothing
   * comes of one that could not be written, or in the time for downloads.
   */
  async open(
    artifact: Artifact,
    options: { waits: boolean },
  ): Promise<OpenedArtifact | undefined> {
    const download = await this.get(artifact, options);
    if (download.kind === "absent") return { pieces: undefined };
    const isRefused = download.kind === "failed" &&
      download.error instanceof DbtCloudError;
    if (isRefused) throw download.error;
    if (download.kind !== "downloaded") return;
    const { fileSystem } = this.#context.process;
    return { pieces: fileSystem.readPieces(download.part) };
  }

  /** Ends what is under way, and removes what nobody has kept. */
  async discard(): Promise<void> {
    this.#speed.stop();
    const { fileSystem } = this.#context.process;
    for (const download of await Promise.all(this.#downloads.values())) {
      if (download.kind !== "downloaded") continue;
      await fileSystem.remove(download.part).catch(() => {});
    }
  }

  async #download(artifact: Artifact, waits: boolean): Promise<DownloadResult> {
    const { signal } = this.#speed;
    this.#speed.start();
    try {
      const write = () => this.#writePart(artifact);
      const part = await retry(this.#context.client, "read", write, {
        signal,
        announce: false,
        decide: (error) =>
          isMissing(error) && !waits ? "final" : decide("read", error),
      });
      return { kind: "downloaded", part };
    } catch (error) {
      if (signal.aborted) return { kind: "interrupted", reason: signal.reason };
      if (isMissing(error)) return { kind: "absent" };
      if (error instanceof DbtCloudError) return { kind: "failed", error };
      const { message } = error as Error;
      const text = `Cannot write ${this.#temporaryBase(artifact)}: ${message}`;
      return { kind: "failed", error: new Error(text) };
    }
  }

  /** Writes the file under a temporary name, and returns that. */
  async #writePart(artifact: Artifact): Promise<string> {
    const { client, process } = this.#context;
    const { step, name } = artifact;
    const { signal } = this.#speed;
    const answer = await openArtifact(client, this.#run.id, name, {
      step,
      signal,
    });
    try {
      const pieces = this.#speed.count(answer.pieces);
      const isJson = name.endsWith(".json");
      const content = isJson ? validateJson(pieces, name) : pieces;
      return await writePart(
        process.fileSystem,
        this.#temporaryBase(artifact),
        content,
      );
    } finally {
      // A file that cannot be written leaves the answer unread.
      await answer.close();
    }
  }

  /** Returns the path beside which the temporary file is written. */
  #temporaryBase({ name }: Artifact): string {
    return `${this.#context.values.artifacts}/${name.replaceAll("/", "_")}`;
  }
}

/** Passes on a JSON document; throws at its end if it is not whole. */
async function* validateJson(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const nothing = { depth: 0, wants: () => false, onValue: () => {} };
  const scanner = new JsonScanner(nothing);
  for await (const piece of pieces) {
    scanner.push(piece);
    yield piece;
  }
  if (scanner.isWhole) return;
  const message = `Cannot get ${name}: dbt Cloud sent no whole JSON document`;
  throw new DbtCloudError(message, { kind: "unreadable" });
}
