/** One run of the command, from its first line to its exit code. */
import { delay } from "@std/async/delay";
import {
  cancelRun,
  DbtCloudError,
  getRun,
  listRuns,
  retryRun,
  type Run,
  triggerBody,
  triggerRun,
  waitForRun,
} from "../mod.ts";
import { junit } from "../report/junit.ts";
import {
  logBlocks,
  messageOf,
  nodesOf,
  type Report,
  reportLines,
  titleOf,
} from "../report/report.ts";
import { commandOf, type NodeResult } from "../report/results.ts";
import {
  configurationLines,
  statusLine,
  triggerLines,
} from "../report/script.ts";
import { summary } from "../report/summary.ts";
import { safeLine } from "../report/text.ts";
import { durationOf, secondsBetween } from "../report/time.ts";
import { gather, openArtifacts } from "./gather.ts";
import { hasEnded, Output } from "./output.ts";
import type { Input } from "./settings.ts";
import type { System } from "./system.ts";

const SIGNAL_CODES = { SIGINT: 130, SIGTERM: 143 };
/** From a signal or a time-out to the end of the process. */
const LEAVING_LIMIT = 5_000;
const CANCEL_LIMIT = 60_000;
const CANCEL_PAUSE = 500;
const LONGEST_TIMER = 2 ** 31 - 1;

const HEARTBEAT = 60_000;
const FRAME = 100;
const SPINNER = [..."⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"];
const LIVE_LENGTH = 76;
/** The median of so many runs is what the job takes as usual. */
const USUAL_RUNS = 5;
/** The steps are asked for after 3 s, and whenever the wait has grown so much. */
const FIRST_STEPS = 3_000;
const STEPS_FACTOR = 2.5;
/** They come with their logs: while the run goes, no more than so many bytes. */
const STEPS_LIMIT = 64 * 1_024;
/** CI systems show ten annotations of a kind; the tenth says how many more. */
const MAX_ANNOTATIONS = 9;

/** What to do about a refusal, by its HTTP status. */
const ADVICE: Record<number, string> = {
  401:
    "Check DBT_URL (Account settings > Access URL) and DBT_API_KEY: the key of another region is refused like a wrong one",
  403: "Check DBT_ACCOUNT_ID, and that the key is of this account",
  404:
    "Check the id, and that the key may see it: the least permission is Job Runner",
};

/** A signal asked the process to end. */
class Leaving extends Error {
  constructor(readonly code: number, name: string) {
    super(`Got ${name}`);
  }
}

/** One run of the command. */
export class Session {
  readonly #input: Input;
  readonly #system: System;
  readonly #output: Output;
  readonly #account;
  readonly #began = Date.now();
  /** Aborted by a signal, or by a time-out before there is a run. */
  readonly #leave = new AbortController();
  /** When the process has to have ended, since a signal came. */
  #leaveBy: number | undefined;
  #run: Run | undefined;
  #shown = { status: "", at: 0 };
  /** The step that was announced last, and when to ask for the next one. */
  #step = { index: 0, name: "", askAt: FIRST_STEPS };
  /** What goes on beside the wait. */
  #beside: Promise<unknown> = Promise.resolve();
  /** How long the job's runs take, in words. */
  #usual = "";
  #failedNodes: NodeResult[] = [];
  #error: string | undefined;

  constructor(input: Input, system: System) {
    this.#input = input;
    this.#system = system;
    this.#output = new Output(input, system);
    const { url, apiKey, accountId, projectId } = input.values;
    this.#account = {
      url,
      apiKey,
      accountId,
      projectId,
      fetch: system.fetch,
      onNotice: (notice: string) => this.#say(notice),
    };
  }

  #say(line: string, to?: "err"): void {
    this.#output.say(line, to);
  }

  /** Does what was asked for; the exit code. */
  async main(): Promise<number> {
    const { values, faults, warnings, command } = this.#input;
    let code = 2;
    if (faults.length > 0) {
      faults.forEach((fault) => this.#say(`error: ${fault}`, "err"));
      this.#error = faults.join("; ");
    } else {
      warnings.forEach((warning) => this.#say(`warning: ${warning}`, "err"));
      const stopListening = this.#system.onSignal((name) => {
        const code = SIGNAL_CODES[name];
        if (this.#leaveBy) return this.#system.exit(code);
        this.#leaveBy = Date.now() + LEAVING_LIMIT;
        this.#leave.abort(new Leaving(code, name));
      });
      try {
        code = await (command === "cancel" ? this.#cancel() : this.#follow());
      } catch (error) {
        code = await this.#failed(error);
      } finally {
        stopListening();
      }
    }
    if (values.json) this.#system.out(this.#document(code));
    return code;
  }

  /** Triggers a run, or takes the one that is named, and waits for its end. */
  async #follow(): Promise<number> {
    if (this.#input.command === "run" && !await this.#trigger()) return 0;
    const run = await this.#wait();
    await this.#output.handOn(run);
    const isSuccess = run.status === "success";
    if (!isSuccess && run.statusMessage) {
      this.#say(`dbt Cloud says: ${run.statusMessage}`);
    }
    await this.#report(run);
    if (isSuccess) {
      this.#say(`Job completed successfully! See details at ${run.href}`);
    } else {
      this.#say(`Run failed or canceled. See why at ${run.href}`, "err");
    }
    return isSuccess ? 0 : 1;
  }

  /** Triggers the job; whether there is anything to wait for. */
  async #trigger(): Promise<boolean> {
    const { values, given } = this.#input;
    const { jobId, accountId, timeout } = values;
    if (values.pullRequest || values.pullRequestOf === "auto") {
      await this.#takePullRequest();
    }
    const { url: base = "https://cloud.getdbt.com" } = values;
    const lines = [
      ...configurationLines({
        api_base: base,
        job_cause: given.cause ?? "API-triggered job",
        git_branch: given.gitBranch ?? "None",
        schema_override: given.schemaOverride ?? "None",
        account_id: String(accountId),
        project_id: String(values.projectId ?? "None"),
        job_id: String(jobId),
      }),
      ...triggerLines(
        `${base}/api/v2/accounts/${accountId}/jobs/${jobId}/run/`,
        triggerBody(values),
      ),
    ];
    lines.forEach((line) => this.#say(line));
    if (values.dryRun) {
      this.#say("Dry run: nothing was sent");
      return false;
    }
    const timer = timeout && setTimeout(
      () => this.#leave.abort(this.#late()),
      Math.min(timeout, LONGEST_TIMER),
    );
    try {
      const { signal } = this.#leave;
      this.#run = await triggerRun({ ...values, ...this.#account, signal });
    } catch (error) {
      if (error instanceof DbtCloudError) {
        this.#say("ERROR! - Could not trigger job:");
        this.#say(` ${error.message.replace(/^Cannot [^:]*: /, "")}`);
      }
      throw error;
    } finally {
      if (timer) clearTimeout(timer);
    }
    await this.#announce(this.#run);
    return !values.noWait;
  }

  /** Takes from the CI system what was not said otherwise. */
  async #takePullRequest(): Promise<void> {
    const { values } = this.#input;
    const { ci, env } = this.#output;
    const path = ci.eventFile && env(ci.eventFile);
    let event: unknown;
    try {
      if (path) event = JSON.parse(await this.#system.readFile(path));
    } catch (error) {
      this.#say(`Cannot read ${path}: ${(error as Error).message}`);
    }
    const found = ci.pullRequest(env, event);
    if (!found) return this.#say(`${ci.name} knows of no pull request here`);
    const { field, id, sha, branch, warning } = found;
    const words = [
      `pull request ${id}`,
      sha && `commit ${sha}`,
      branch && `branch ${branch}`,
      warning,
    ];
    this.#say(`${ci.name} tells of ${words.filter(Boolean).join(", ")}`);
    const ids = [
      values.githubPullRequestId,
      values.gitlabMergeRequestId,
      values.azurePullRequestId,
      values.nonNativePullRequestId,
    ];
    if (ids.every((id) => id === undefined)) values[field] = id;
    if (sha) values.gitSha ??= sha;
    if (branch) values.gitBranch ??= branch;
  }

  async #announce(run: Run): Promise<void> {
    const askAt = Date.now() - this.#began + FIRST_STEPS;
    this.#step = { index: 0, name: "", askAt };
    this.#say(`Job running! See job status at ${run.href}`);
    await this.#output.handOn(run);
  }

  /** Waits for the run and, as often as was asked for, for its retries. */
  async #wait(): Promise<Run> {
    const { retries = 0 } = this.#input.values;
    const { signal } = this.#leave;
    for (let retry = 1;; retry++) {
      const run = await this.#watch();
      if (run.status !== "error" || retry > retries) return run;
      if (!run.canRetry) {
        const reason = run.retryNotSupportedReason ?? "no reason was given";
        this.#say(`Run ${run.id} cannot be retried: ${reason}`);
        return run;
      }
      this.#say(
        `Retrying run ${run.id} from its point of failure (${retry} of ${retries})`,
      );
      try {
        this.#run = await retryRun(run.id, { ...this.#account, signal });
      } catch (error) {
        const { status = 0 } = error as DbtCloudError;
        if (status < 300 || status >= 500) throw error;
        this.#say((error as Error).message); // The run's verdict stands.
        return run;
      }
      await this.#announce(this.#run);
    }
  }

  /** Waits for the end of the run, and shows how it goes. */
  async #watch(): Promise<Run> {
    const { runId, interval, initialDelay, timeout = 0 } = this.#input.values;
    const { redraw } = this.#output;
    const waited = Date.now() - this.#began;
    const over = new AbortController();
    const live = redraw && setInterval(() => redraw(this.#liveLine()), FRAME);
    if (redraw) this.#doBeside(this.#learnUsual(over.signal));
    try {
      return await waitForRun(this.#run ?? runId, {
        ...this.#account,
        interval,
        initialDelay,
        timeout: timeout && Math.max(1, timeout - waited),
        signal: this.#leave.signal,
        onUpdate: (run) => this.#update(run, over.signal),
      });
    } finally {
      if (live) clearInterval(live);
      redraw?.("");
      over.abort();
      await this.#beside;
    }
  }

  #doBeside(work: Promise<void>): void {
    this.#beside = Promise.all([this.#beside, work]);
  }

  /** Prints the status when it changes, and each minute. */
  #update(run: Run, signal: AbortSignal): void {
    if (!this.#run) this.#doBeside(this.#announce(run));
    this.#run = run;
    const now = Date.now();
    const { status, at } = this.#shown;
    const isBeat = now - at >= HEARTBEAT && !this.#output.redraw;
    if (run.status !== status || isBeat) {
      this.#shown = { status: run.status, at: now };
      this.#say(statusLine(run));
    }
    const waited = now - this.#began;
    if (run.status === "running" && waited >= this.#step.askAt) {
      this.#step.askAt = STEPS_FACTOR * waited;
      this.#doBeside(this.#announceSteps(run.id, signal));
    }
  }

  /** Says which steps have begun, as long as their logs are short. */
  async #announceSteps(runId: number, signal: AbortSignal): Promise<void> {
    const fetch = limited(this.#system.fetch, STEPS_LIMIT);
    const options = { ...this.#account, fetch, signal, steps: true };
    try {
      for (const { index, name } of (await getRun(runId, options)).steps) {
        if (index <= this.#step.index) continue;
        Object.assign(this.#step, { index, name });
        this.#say(`Step ${index}: ${name}`);
      }
    } catch {
      this.#step.askAt = Infinity;
    }
  }

  /** Learns how long the job's runs take, for a person who looks on. */
  async #learnUsual(signal: AbortSignal): Promise<void> {
    const { jobId } = this.#run ?? {};
    if (!jobId || this.#usual) return;
    const options = { ...this.#account, signal, status: "success" } as const;
    try {
      const runs = await listRuns(jobId, { ...options, limit: USUAL_RUNS });
      const seconds = runs.map((run) =>
        secondsBetween(run.createdAt, run.finishedAt)
      ).toSorted((a, b) => a - b);
      const median = seconds[Math.floor(seconds.length / 2)];
      if (median) this.#usual = ` of ${durationOf(median)} as usual`;
    } catch {
      // It is nice to know, no more.
    }
  }

  #liveLine(): string {
    const now = Date.now();
    const { index, name } = this.#step;
    const words = [
      this.#run?.status ?? "queued",
      ...(index ? [`step ${index}: ${commandOf(name)}`] : []),
      durationOf((now - this.#began) / 1_000) + this.#usual,
    ];
    const spinner = SPINNER[Math.floor(now / FRAME) % SPINNER.length];
    const line = this.#output.redact(`${spinner} ${words.join(", ")}`);
    return safeLine(line, { length: LIVE_LENGTH });
  }

  /** Says what the run has to say, wherever that was asked for. */
  async #report(run: Run): Promise<void> {
    const { logs = "failed", junit: file, artifacts } = this.#input.values;
    const output = this.#output;
    const { hasColour, ci, env } = output;
    const isFailed = run.status !== "success";
    const isWanted = isFailed || file || artifacts || ci.summary ||
      logs === "all";
    if (!isWanted) return;
    const options = { ...this.#account, signal: this.#leave.signal };
    try {
      // Before anything is escaped, for an escaped key is a key all the same.
      const report = output.redact(
        await gather(run, options, file !== undefined),
      );
      this.#failedNodes = nodesOf(report, "failed");
      if (isFailed) output.print(reportLines(report, hasColour));
      for (const { title, lines } of logBlocks(report, logs, hasColour)) {
        output.group(title, lines);
      }
      if (isFailed) this.#annotate(report);
      if (file) await output.write(file, junit(report));
      if (ci.summary) await output.tell(ci.summary(summary(report), env));
      if (!artifacts) return;
      for await (const [name, body] of openArtifacts(report, options)) {
        await output.write(`${artifacts}/${name}`, body);
      }
    } catch (error) {
      this.#say(`Cannot report on run ${run.id}: ${(error as Error).message}`);
    }
  }

  #annotate(report: Report): void {
    const { id, status, href } = report.run;
    for (const kind of ["error", "warning"] as const) {
      const nodes = nodesOf(report, kind === "error" ? "failed" : "warned");
      for (const node of nodes.slice(0, MAX_ANNOTATIONS)) {
        const { file } = node;
        this.#output.annotate({
          kind,
          title: titleOf(node),
          message: messageOf(node),
          ...(file && { file }),
        });
      }
      const more = nodes.length - MAX_ANNOTATIONS;
      const isBare = kind === "error" && nodes.length === 0;
      if (more <= 0 && !isBare) continue;
      this.#output.annotate({
        kind,
        title: `dbt Cloud run ${id}: ${status}`,
        message: `${isBare ? "" : `and ${more} more. `}See ${href}`,
      });
    }
  }

  async #cancel(): Promise<number> {
    this.#run = await this.#end(this.#input.values.runId, CANCEL_LIMIT);
    return 0;
  }

  /** Cancels a run, in spite of bad answers, and says how it ended. */
  async #end(runId: number, limit: number): Promise<Run> {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(this.#late()), limit);
    const options = { ...this.#account, signal: late.signal };
    // A run that has ended cannot be cancelled, and need not be.
    const orEnded = async (error: unknown) => {
      const run = await getRun(runId, options);
      if (hasEnded(run)) return run;
      throw error;
    };
    try {
      for (;;) {
        try {
          const run = await cancelRun(runId, options).catch(orEnded);
          const how = run.status === "cancelled"
            ? "is cancelled"
            : hasEnded(run)
            ? `had ended already, with ${run.status}`
            : "is being cancelled";
          this.#say(`Run ${runId} ${how}: ${run.href}`);
          return run;
        } catch (error) {
          if (!(error instanceof DbtCloudError)) throw error;
          const { status = 500 } = error;
          const isRefusal = status >= 300 && status < 500 && status !== 429;
          if (isRefusal) throw error;
          await delay(CANCEL_PAUSE, { signal: late.signal });
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #late(): DOMException {
    const seconds = (this.#input.values.timeout ?? 0) / 1_000;
    return new DOMException(`Not done within ${seconds} s`, "TimeoutError");
  }

  /** Says what went wrong, cancels the run where that is due; the exit code. */
  async #failed(error: unknown): Promise<number> {
    if (!(error instanceof Error)) throw error;
    const { aborted, reason } = this.#leave.signal;
    const asked: Error = aborted ? reason : error;
    const isLate = asked.name === "TimeoutError";
    const messages = [...new Set([asked, error])].map((error) =>
      error.name === "TimeoutError" ? this.#late().message : advised(error)
    );
    messages.forEach((message) => this.#say(`error: ${message}`, "err"));
    const message = this.#error = messages.join(". ");
    this.#output.annotate({ kind: "error", title: "dbt-run", message });
    if (aborted || isLate) {
      await this.#abandon();
      if (this.#run) await this.#output.handOn(this.#run);
      return asked instanceof Leaving ? asked.code : 4;
    }
    return error.name === "NotCapable" ? 2 : 3;
  }

  /** Cancels the run, if there is one and it should be. */
  async #abandon(): Promise<void> {
    const { noCancel, cancel = true, runId } = this.#input.values;
    const run = this.#run;
    const id = run?.id ?? runId;
    if (!id || (run && hasEnded(run))) {
      return this.#say("No run was found to cancel");
    }
    const where = run ? `: ${run.href}` : "";
    if (noCancel || !cancel) return this.#say(`Run ${id} goes on${where}`);
    const limit = (this.#leaveBy ?? Date.now() + LEAVING_LIMIT) - Date.now();
    try {
      this.#run = await this.#end(id, Math.max(limit, 1_000));
    } catch (error) {
      const { message } = error as Error;
      const fault = `it could not be cancelled (${message})`;
      this.#say(`error: Run ${id} may go on, for ${fault}${where}`, "err");
    }
  }

  #document(code: number): string {
    const run = this.#run;
    const document = {
      run_id: run?.id ?? null,
      run_url: run?.href ?? null,
      run_status: run?.status ?? null,
      status_message: run?.statusMessage ?? null,
      git_branch: run?.gitBranch ?? null,
      git_sha: run?.gitSha ?? null,
      created_at: run?.createdAt ?? null,
      started_at: run?.startedAt ?? null,
      finished_at: run?.finishedAt ?? null,
      failed_nodes: this.#failedNodes.map((node) => ({
        unique_id: node.uniqueId,
        resource_type: node.type,
        name: node.name,
        file: node.file ?? null,
        status: node.status,
        message: node.message,
      })),
      exit_code: code,
      error: this.#error ?? null,
    };
    return JSON.stringify(this.#output.redact(document), null, 2);
  }
}

function advised(error: Error): string {
  const { message } = error;
  if (!(error instanceof DbtCloudError)) return message;
  const { status } = error;
  const advice = status === undefined
    ? /certificate/.test(message)
      ? "A company's own CA comes by DENO_CERT or DENO_TLS_CA_STORE=system"
      : "Check DBT_URL and the network"
    : status >= 300 && status < 400
    ? "Put that address into DBT_URL"
    : ADVICE[status];
  if (!advice) return message;
  return `${message}${/[.!?]$/.test(message) ? "" : "."} ${advice}`;
}

/** Cuts answers off that are longer than so many bytes. */
function limited(send: typeof fetch, limit: number): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    let left = limit;
    const cut = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        left -= piece.length;
        if (left < 0) throw new Error("It is too long");
        controller.enqueue(piece);
      },
    });
    return new Response(response.body?.pipeThrough(cut), response);
  };
}
