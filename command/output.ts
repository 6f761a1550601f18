/** All that the command says: to people, to the CI system, and into files. */
import { detectCi } from "../ci/ci.ts";
import {
  type Annotation,
  type CiSystem,
  plain,
  type Telling,
} from "../ci/system.ts";
import type { Run } from "../mod.ts";
import { safeLine, safeLines } from "../report/text.ts";
import { type Input, UNEXPANDED } from "./settings.ts";
import type { System } from "./system.ts";

type Stream = "out" | "err";

/** Whether there is nothing left to wait for, or to cancel. */
export function hasEnded({ status }: Run): boolean {
  return ["success", "error", "cancelled"].includes(status);
}

/** Says things without the key, and without anything that would be obeyed. */
export class Output {
  readonly ci: CiSystem;
  /** Draws the live line, where a person looks on. */
  readonly redraw: System["redraw"];
  readonly #system: System;
  readonly #isJson: boolean;
  readonly #secrets: string[];
  /** Where nothing can be written; once is enough to say so. */
  readonly #unwritable = new Set<string>();

  constructor({ values, given }: Input, system: System) {
    this.#system = system;
    this.#isJson = values.json === true;
    this.ci = values.ci === "none" ? plain : detectCi(this.env);
    const isDumb = this.#isJson || this.env("CI") ||
      this.env("TERM") === "dumb";
    this.redraw = isDumb ? undefined : system.redraw;
    // The words of a key that is malformed are secret, too.
    const words = (given.apiKey ?? "").trim().split(/\s+/);
    const shortest = words.length > 1 ? 8 : 4;
    this.#secrets = words.filter((word) =>
      word.length >= shortest && !UNEXPANDED.test(word)
    );
  }

  /** What the CI system sets; what may not be read or is empty is not set. */
  readonly env = (name: string): string | undefined => {
    try {
      const text = this.#system.env(name)?.trim();
      return !text || UNEXPANDED.test(text) ? undefined : text;
    } catch {
      return undefined;
    }
  };

  /** Whether colours are seen as such. */
  get hasColour(): boolean {
    if (this.env("NO_COLOR")) return false;
    return this.ci.colour || !!this.redraw || !!this.env("FORCE_COLOR");
  }

  /** Hides the key in all text of a value. */
  redact<T>(value: T): T {
    if (typeof value === "string") return this.#redactText(value) as T;
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) {
      return value.map((item) => this.redact(item)) as T;
    }
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.redact(item)]),
    ) as T;
  }

  #redactText(text: string): string {
    return this.#secrets
      .reduce((redacted, secret) => redacted.replaceAll(secret, "***"), text)
      .replace(/\bdbt[cu]_\w{4,}/g, "***");
  }

  /** Prints a line of any text. */
  say(line: string, to: Stream = "out"): void {
    this.print([safeLine(this.redact(line))], to);
  }

  /** Prints lines that are safe, or meant to be obeyed. */
  print(lines: string[], to: Stream = "out"): void {
    const { out, err } = this.#system;
    this.redraw?.("");
    lines.forEach(
      this.#isJson || to === "err"
        ? (line) => err(this.redact(line))
        : (line) => out(this.redact(line)),
    );
  }

  /** Tells the CI system; what it cannot be told costs a line. */
  async tell({ lines = [], files = [] }: Telling): Promise<void> {
    for (const { path, text, append } of files) {
      await this.write(path, text, append);
    }
    this.print(lines);
  }

  /** Writes a file; where that fails, it costs a line. */
  async write(
    path: string,
    data: string | ReadableStream<Uint8Array>,
    append = false,
  ): Promise<void> {
    try {
      const safe = typeof data === "string" ? this.redact(data) : data;
      await this.#system.writeFile(path, safe, append);
    } catch (error) {
      if (this.#unwritable.has(path)) return;
      this.#unwritable.add(path);
      this.say(`Cannot write ${path}: ${(error as Error).message}`);
    }
  }

  /** Shows something where the CI system shows what matters. */
  annotate(annotation: Annotation): void {
    const { kind, title, message, file } = this.redact(annotation);
    this.print(this.ci.annotate({
      kind,
      title: safeLine(title),
      message: safeLines(message).join("\n"),
      ...(file && { file: safeLine(file) }),
    }));
  }

  /** Prints lines as a block that can be folded. */
  group(title: string, lines: string[]): void {
    this.print(this.ci.group(title, lines, Date.now()));
  }

  /** Hands on what is known of the run to the steps that follow. */
  async handOn(run: Run): Promise<void> {
    const values = {
      run_id: `${run.id}`,
      run_url: run.href,
      ...(hasEnded(run) && { run_status: run.status }),
      ...(hasEnded(run) && run.gitSha && { git_sha: safeLine(run.gitSha) }),
    };
    await this.tell(this.ci.outputs(values, this.env));
  }
}
