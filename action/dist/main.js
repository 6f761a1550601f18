(() => {
  var __create = Object.create;
  var __defProp = Object.defineProperty;
  var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
  var __getOwnPropNames = Object.getOwnPropertyNames;
  var __getProtoOf = Object.getPrototypeOf;
  var __hasOwnProp = Object.prototype.hasOwnProperty;
  var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
    get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
  }) : x)(function(x) {
    if (typeof require !== "undefined") return require.apply(this, arguments);
    throw Error('Dynamic require of "' + x + '" is not supported');
  });
  var __esm = (fn, res) => function __init() {
    return fn && (res = (0, fn[__getOwnPropNames(fn)[0]])(fn = 0)), res;
  };
  var __export = (target, all) => {
    for (var name in all)
      __defProp(target, name, { get: all[name], enumerable: true });
  };
  var __copyProps = (to, from, except, desc) => {
    if (from && typeof from === "object" || typeof from === "function") {
      for (let key of __getOwnPropNames(from))
        if (!__hasOwnProp.call(to, key) && key !== except)
          __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
    }
    return to;
  };
  var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
    // If the importer is in node compatibility mode or this is not an ESM
    // file that has been converted to a CommonJS file using a Babel-
    // compatible transform (i.e. "__esModule" has not been set), then set
    // "default" to the CommonJS "module.exports" for node compatibility.
    1 ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
    mod
  ));

  // offline/std_async_delay.ts
  function delay(ms, options = {}) {
    const { signal } = options;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener("abort", abort);
        resolve();
      }, Math.min(ms, 2 ** 31 - 1));
      signal?.addEventListener("abort", abort, {
        once: true
      });
    });
  }
  var init_std_async_delay = __esm({
    "offline/std_async_delay.ts"() {
    }
  });

  // api/clock.ts
  async function pause(ms, signal) {
    await delay(Math.max(0, ms), signal ? {
      signal
    } : {});
  }
  function createDeadline(ms) {
    const at = clock.now() + ms;
    return {
      remaining: () => at - clock.now()
    };
  }
  function createTimeoutSignal(deadline) {
    return AbortSignal.timeout(Math.max(0, Math.ceil(deadline.remaining())));
  }
  var SECOND, MINUTE, HOUR, RealDate, clock;
  var init_clock = __esm({
    "api/clock.ts"() {
      init_std_async_delay();
      SECOND = 1e3;
      MINUTE = 60 * SECOND;
      HOUR = 60 * MINUTE;
      RealDate = Date;
      clock = {
        now: () => Date === RealDate ? performance.now() : Date.now()
      };
    }
  });

  // api/json.ts
  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }
  function parseJson(text2, revive) {
    try {
      return JSON.parse(text2, revive);
    } catch {
      return void 0;
    }
  }
  function isId(value) {
    return Number.isSafeInteger(value) && Number(value) > 0;
  }
  function textOrNull(value) {
    return typeof value === "string" ? value : null;
  }
  function filledTextOrNull(value) {
    return textOrNull(value) || null;
  }
  function idOrNull(value) {
    return isId(value) ? value : null;
  }
  var init_json = __esm({
    "api/json.ts"() {
    }
  });

  // api/run_status.ts
  function toStatusCode(status2) {
    return STATUS_CODES[status2];
  }
  function readStatus(raw) {
    const status2 = RUN_STATUSES.find((status3) => [
      STATUS_CODES[status3],
      String(STATUS_CODES[status3])
    ].some((code) => code === raw.status));
    if (status2 === "error" && raw.is_cancelled === true) return "cancelled";
    return status2 ?? readBooleans(raw);
  }
  function readBooleans(raw) {
    if (raw.in_progress === true) return "running";
    if (raw.is_cancelled === true) return "cancelled";
    if (raw.is_error === true) return "error";
    if (raw.is_success === true) return "success";
    return raw.is_complete === true ? "error" : void 0;
  }
  function hasEnded(run) {
    return typeof run !== "number" && [
      "success",
      "error",
      "cancelled"
    ].includes(run.status);
  }
  var STATUS_CODES, RUN_STATUSES;
  var init_run_status = __esm({
    "api/run_status.ts"() {
      STATUS_CODES = {
        queued: 1,
        starting: 2,
        running: 3,
        success: 10,
        error: 20,
        cancelled: 30
      };
      RUN_STATUSES = Object.keys(STATUS_CODES);
    }
  });

  // api/text.ts
  function oneLine(text2, length = 300) {
    return truncate(text2.replace(/[\s\p{C}]+/gu, " ").trim(), length);
  }
  function truncate(text2, length) {
    if (text2.length <= length) return text2;
    return `${text2.slice(0, length).toWellFormed()}\u2026`;
  }
  function hideCredentials(address) {
    return address.replace(/^(\s*\w+:\/+(?!\/))?.*@/s, "$1***@");
  }
  function joinSentences(message, next) {
    return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
  }
  async function readText(pieces, limit, tooLong) {
    const decoder = new TextDecoder();
    let text2 = "";
    let size = 0;
    for await (const piece of pieces) {
      size += piece.length;
      if (size > limit && tooLong) throw tooLong;
      if (size > limit) break;
      text2 += decoder.decode(piece, {
        stream: true
      });
    }
    return text2 + decoder.decode();
  }
  var init_text = __esm({
    "api/text.ts"() {
    }
  });

  // api/read_run.ts
  function isRawRun(value) {
    return isObject(value) && isId(value.id);
  }
  function toRunId(run) {
    return isObject(run) ? run.id : run;
  }
  function toWebUrl(options, page, id2) {
    const { url, accountId, projectId } = options;
    const project = projectId ? `/projects/${projectId}` : "";
    return `${url}/deploy/${accountId}${project}/${page}/${id2}/`;
  }
  function toRun(options, raw, otherwise = "queued") {
    const projectId = idOrNull(raw.project_id) ?? options.projectId ?? null;
    const createdAt = readTime(raw.created_at);
    const times = readTimes(raw, createdAt);
    return {
      id: raw.id,
      jobId: idOrNull(raw.job_definition_id),
      jobName: isObject(raw.job) ? filledTextOrNull(raw.job.name) : null,
      projectId,
      environmentId: idOrNull(raw.environment_id),
      status: readStatus(raw) ?? otherwise,
      statusMessage: filledTextOrNull(raw.status_message),
      cause: readCause(raw),
      href: readUrl(raw.href) ?? toWebUrl({
        ...options,
        projectId: projectId ?? void 0
      }, "runs", raw.id),
      gitBranch: filledTextOrNull(raw.git_branch),
      gitSha: filledTextOrNull(raw.git_sha),
      createdAt,
      ...times,
      elapsedMs: times.finishedAt ? null : readDuration(raw.run_duration),
      blockedBy: Array.isArray(raw.blocked_by) ? raw.blocked_by.filter(isId) : [],
      canRetry: raw.can_retry === true,
      retryNotSupportedReason: filledTextOrNull(raw.retry_not_supported_reason),
      steps: readSteps(raw.run_steps)
    };
  }
  function readTrigger(raw) {
    return isObject(raw.trigger) ? raw.trigger : {};
  }
  function readCause(raw) {
    return filledTextOrNull(readTrigger(raw).cause);
  }
  function readSteps(raw, maxLog = MAX_LOG_LENGTH) {
    const steps = Array.isArray(raw) ? raw.filter(isObject) : [];
    return steps.map((step, i) => ({
      index: idOrNull(step.index) ?? i + 1,
      name: oneLine(filledTextOrNull(step.name) ?? `Step ${i + 1}`, 1e3),
      status: readStatus(step) ?? "queued",
      ...readTimes(step),
      logs: readStepLog(step, maxLog)
    }));
  }
  function readTimes(raw, createdAt = null) {
    const startedAt = readTime(raw.started_at);
    const finishedAt = readTime(raw.finished_at);
    const from = startedAt ?? createdAt;
    const durationMs = from && finishedAt ? Math.max(0, Date.parse(finishedAt) - Date.parse(from)) : null;
    return {
      startedAt,
      finishedAt,
      durationMs
    };
  }
  function readDuration(value) {
    const [, hours, minutes, seconds] = /^(\d{1,5}):(\d\d):(\d\d)$/.exec(textOrNull(value) ?? "") ?? [];
    const total = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
    return total > 0 ? total * SECOND : null;
  }
  function readStepLog(step, maxLength) {
    const { logs, truncated_debug_logs: debugLogs } = step;
    const log = textOrNull(logs) || textOrNull(debugLogs) || textOrNull(logs);
    if (log === null || log.length <= maxLength) return log;
    const end = new TextEncoder().encode(log.slice(-maxLength));
    return new TextDecoder().decode(end);
  }
  function readTime(value) {
    const text2 = textOrNull(value) ?? "";
    const ms = /^\d{4}-/.test(text2) ? Date.parse(text2.replace(" ", "T")) : NaN;
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  }
  function readUrl(value) {
    const text2 = textOrNull(value) ?? "";
    const isUrl = /^https?:\/\//.test(text2) && URL.canParse(text2);
    return isUrl ? new URL(text2).href : void 0;
  }
  var MAX_LOG_LENGTH;
  var init_read_run = __esm({
    "api/read_run.ts"() {
      init_clock();
      init_json();
      init_run_status();
      init_text();
      MAX_LOG_LENGTH = 2 ** 20;
    }
  });

  // api/abortable.ts
  function abortable(promise, signal) {
    if (!signal) return promise;
    let onAbort = () => {
    };
    const aborted = new Promise((_, reject) => {
      onAbort = () => reject(signal.reason);
      if (signal.aborted) onAbort();
      signal.addEventListener("abort", onAbort);
    });
    return Promise.race([
      aborted,
      promise
    ]).finally(() => signal.removeEventListener("abort", onAbort));
  }
  var init_abortable = __esm({
    "api/abortable.ts"() {
    }
  });

  // api/body.ts
  async function* readPieces(body, signal) {
    const reader = getReader(body);
    const cancel = () => reader.cancel().catch(() => {
    });
    signal.addEventListener("abort", cancel);
    try {
      for (let buffer = new ArrayBuffer(BUFFER_SIZE); ; ) {
        signal.throwIfAborted();
        const { done, value } = await reader.read(new Uint8Array(buffer));
        signal.throwIfAborted();
        if (done) return;
        yield value;
        buffer = value.buffer;
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      if (signal.aborted) cancel();
      else await cancel();
    }
  }
  function getReader(body) {
    try {
      return body.getReader({
        mode: "byob"
      });
    } catch {
      return body.getReader();
    }
  }
  var BUFFER_SIZE;
  var init_body = __esm({
    "api/body.ts"() {
      BUFFER_SIZE = 64 * 1024;
    }
  });

  // api/environment.ts
  function readVariable(read, name) {
    try {
      const text2 = read(name);
      return text2?.includes("\uFFFD") ? {
        fault: "not text"
      } : {
        text: text2
      };
    } catch (error) {
      return {
        fault: isPermissionError(error) ? "denied" : "not text"
      };
    }
  }
  function readRuntimeVariable(name) {
    const { Deno: deno } = globalThis;
    if (!deno) {
      const { process: process2 } = globalThis;
      return readVariable((variable) => process2?.env[variable], name);
    }
    const { state } = deno.permissions.querySync({
      name: "env",
      variable: name
    });
    if (state !== "granted") return {
      fault: "denied"
    };
    return readVariable((variable) => deno.env.get(variable), name);
  }
  function isPermissionError(error) {
    return error instanceof Error && error.name === "NotCapable";
  }
  var init_environment = __esm({
    "api/environment.ts"() {
    }
  });

  // api/proxies.ts
  function listUnusableProxies() {
    return PROXY_VARIABLES.filter((name) => readRuntimeVariable(name).fault === "not text");
  }
  function findProxyVariable({ protocol }) {
    const name = `${protocol.slice(0, -1)}_proxy`;
    return [
      name.toUpperCase(),
      name,
      "ALL_PROXY",
      "all_proxy"
    ].find((variable) => readEnv(variable) !== "");
  }
  function isExempt({ hostname }) {
    const hosts = `${readEnv("NO_PROXY") ?? ""} ${readEnv("no_proxy") ?? ""}`;
    return (hosts.match(/[^\s,]+/g) ?? []).some((host) => host === "*" || hostname === host || hostname.endsWith(host.replace(/^\.?/, ".")));
  }
  function findUsedVariable(url) {
    return usesProxies(url) && !isExempt(url) ? findProxyVariable(url) : void 0;
  }
  function describeProxy(url) {
    const name = findUsedVariable(url);
    const value = name && readEnv(name);
    return value && `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
  }
  function findProxyFault(text2) {
    const url = new URL(text2);
    if (url.protocol !== "http:" || !findUsedVariable(url)) return;
    return `HTTP_PROXY is set, and the proxy would see the key: set NO_PROXY=${url.hostname}`;
  }
  function usesProxies({ protocol }) {
    const { Deno: deno, Bun: bun } = globalThis;
    if (deno) return protocol === "https:" || !hasDirectTransport(deno);
    const { env = {}, execArgv } = globalThis.process ?? {};
    return bun !== void 0 || env.NODE_USE_ENV_PROXY === "1" || `${env.NODE_OPTIONS} ${execArgv}`.includes("--use-env-proxy");
  }
  function hasDirectTransport({ version }) {
    return !/^2\.[0-5]\./.test(version.deno);
  }
  function readEnv(variable) {
    const { text: text2, fault } = readRuntimeVariable(variable);
    return fault === "denied" ? void 0 : text2 ?? "";
  }
  var PROXY_VARIABLES;
  var init_proxies = __esm({
    "api/proxies.ts"() {
      init_environment();
      PROXY_VARIABLES = [
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy"
      ];
    }
  });

  // api/sending.ts
  function watchSending(url, method) {
    const { process: process2 } = globalThis;
    const channels = process2?.getBuiltinModule?.("node:diagnostics_channel");
    if (!channels) return;
    const controller = new AbortController();
    let isKnown = false;
    let hasLeft = false;
    const isOurs = ({ request }) => request?.method === method && request.origin === url.origin && request.path === url.pathname + url.search;
    const listeners = {
      "undici:request:create": (message) => isKnown ||= isOurs(message),
      "undici:client:sendHeaders": (message) => hasLeft ||= isOurs(message),
      "undici:client:connectError": ({ connectParams, error }) => {
        if (connectParams?.hostname !== url.hostname) return;
        const isClosed = !error || error.code === "UND_ERR_SOCKET";
        const closed = new Error("the proxy closed the connection");
        controller.abort(isClosed ? closed : error);
      }
    };
    for (const [name, listener] of Object.entries(listeners)) {
      channels.subscribe(name, listener);
    }
    return {
      signal: controller.signal,
      // A `fetch` of the caller may be another one, which publishes nothing.
      hasNeverLeft: () => isKnown && !hasLeft,
      close() {
        for (const [name, listener] of Object.entries(listeners)) {
          channels.unsubscribe(name, listener);
        }
      }
    };
  }
  var init_sending = __esm({
    "api/sending.ts"() {
    }
  });

  // api/connection.ts
  function openConnection(url, method) {
    const { Deno: deno } = globalThis;
    if (deno) return openOnDeno(deno, url, method);
    return findUsedVariable(url) ? watchSending(url, method) : void 0;
  }
  function openOnDeno(deno, url, method) {
    const isPlain2 = url.protocol === "http:" && hasDirectTransport(deno) && findProxyVariable(url) !== void 0;
    if (!("createHttpClient" in deno) || method === "GET" && !isPlain2) return;
    const { origin } = url;
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    const port = Number(url.port || 80);
    const shared = clients.get(origin) ?? {
      client: deno.createHttpClient({
        poolMaxIdlePerHost: 0,
        http2: false,
        ...isPlain2 && {
          proxy: {
            transport: "tcp",
            hostname,
            port
          }
        }
      }),
      users: 0
    };
    clients.set(origin, shared);
    shared.users++;
    let isOpen = true;
    const close = () => {
      if (!isOpen) return;
      isOpen = false;
      if (--shared.users > 0) return;
      clients.delete(origin);
      shared.client.close();
    };
    return {
      client: shared.client,
      hasNeverLeft: () => false,
      close
    };
  }
  var clients;
  var init_connection = __esm({
    "api/connection.ts"() {
      init_proxies();
      init_sending();
      clients = /* @__PURE__ */ new Map();
    }
  });

  // api/errors.ts
  var DbtCloudError, UnclearTriggerError, RunTimeoutError;
  var init_errors = __esm({
    "api/errors.ts"() {
      init_text();
      DbtCloudError = class extends Error {
        /** The kind of the fault, or `undefined` where several faults came together. */
        kind;
        /** The HTTP status of the answer, or `undefined` if there was no answer. */
        status;
        /** How long dbt Cloud asked to be left alone, in milliseconds. */
        retryAfter;
        /** The id of the run that the error is about, if there is one. */
        runId;
        /**
         * The obstacle of a request that was not sent: the network, a proxy, a
         * certificate of an unknown `issuer`, one for another `host`, any other fault
         * of TLS, or a port that the runtime blocks.
         */
        obstacle;
        /** The fields of the request that dbt Cloud refused; empty if it names none. */
        fields;
        /** The fault alone, without the action that failed; by default, the message. */
        reason;
        /** Constructs a new instance. */
        constructor(message, options = {}) {
          super(message, options);
          this.name = "DbtCloudError";
          this.kind = options.kind;
          this.status = options.status;
          this.retryAfter = options.retryAfter;
          this.runId = options.runId;
          this.obstacle = options.obstacle;
          this.fields = options.fields ?? [];
          this.reason = options.reason ?? message;
        }
      };
      UnclearTriggerError = class extends DbtCloudError {
        /** The mark at the end of the run's cause, or `null` if none was sent. */
        mark;
        /** The address of the page in dbt Cloud that lists the job's runs. */
        page;
        /** The runs that may be the one that was started; often none. */
        candidates;
        /** Constructs a new instance. */
        constructor(message, options) {
          super(message, options);
          this.name = "UnclearTriggerError";
          this.mark = options.mark;
          this.page = options.page;
          this.candidates = options.candidates ?? [];
        }
      };
      RunTimeoutError = class extends Error {
        /** The run as of the last answer, or `null` if dbt Cloud never answered. */
        run;
        /** The id of the run. */
        runId;
        /** Constructs a new instance. */
        constructor(run, runId, timeout) {
          const state = run ? ` (${run.status}): ${run.href}` : "";
          super(`Run ${runId} has not ended within ${timeout / 1e3} s${state}`);
          this.name = "RunTimeoutError";
          this.run = run;
          this.runId = runId;
        }
      };
    }
  });

  // api/refusals.ts
  function unreadableError({ to, runId }, status2, reason = "the body is not what the API sends", options = {}) {
    const text2 = `dbt Cloud answered ${status2}, but ${reason}`;
    const fault = {
      kind: "unreadable",
      status: status2,
      runId,
      reason: text2
    };
    return new DbtCloudError(`Cannot ${to}: ${text2}`, {
      ...options,
      ...fault
    });
  }
  function isPage(text2) {
    return text2.trimStart().startsWith("<");
  }
  function createPageError({ redact }, { to, runId }, status2, text2) {
    const page = oneLine(redact(describePage(text2, "")));
    const reason = `dbt Cloud answered ${status2} ${page}`;
    const fault = {
      kind: "foreign",
      status: status2,
      runId,
      reason
    };
    return new DbtCloudError(`Cannot ${to}: ${reason}`, fault);
  }
  async function readRefusal(client, { to, runId }, response, pieces) {
    const { status: status2, headers } = response;
    const text2 = await readText(pieces, MAX_REFUSAL_SIZE).catch(() => "");
    const body = parseJson(text2, keepDigits);
    const apiMessage = isObject(body) ? readApiMessage(body) : void 0;
    const reason = oneLine(client.redact(apiMessage ?? describeRedirect(client, response) ?? describePage(text2, response.statusText))).replace(/(?<![\s.])[\s.]+$/, "");
    const quoted = apiMessage === void 0 ? reason : `"${reason}"`;
    const answer = `dbt Cloud answered ${status2} ${quoted}`.trimEnd();
    return new DbtCloudError(`Cannot ${to}: ${answer}`, {
      reason: answer,
      kind: apiMessage === void 0 ? "foreign" : "refused",
      status: status2,
      retryAfter: readRetryAfter(headers),
      runId,
      fields: isObject(body) && isObject(body.data) ? Object.keys(body.data) : []
    });
  }
  function keepDigits(_, value, context) {
    const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
    return isRounded ? context?.source ?? value : value;
  }
  function readApiMessage({ status: status2, detail, data }) {
    const message = isObject(status2) ? status2.user_message : detail;
    if (typeof message !== "string") return;
    const fields = isObject(data) ? Object.entries(data).map(([field, fault]) => `${field}: ${textOrNull(fault) ?? JSON.stringify(fault)}`) : [
      textOrNull(data) ?? ""
    ];
    return [
      message,
      fields.filter(Boolean).join("; ")
    ].filter(Boolean).join(" ");
  }
  function describeRedirect({ url }, { status: status2, headers }) {
    const location = headers.get("location") ?? "";
    if (status2 >= 400 || !URL.canParse(location, url)) return;
    return `with a redirect to ${new URL(location, url).origin}`;
  }
  function describePage(text2, statusText) {
    if (!isPage(text2)) return text2 || statusText;
    const title = /<(?:title|h1)[^<>]*>([^<]+)</i.exec(text2)?.[1];
    return `with an HTML page${title ? `: ${oneLine(title, 80)}` : ""}`;
  }
  function readRetryAfter(headers) {
    const text2 = headers.get("retry-after") ?? "";
    const now = Date.parse(headers.get("date") ?? "") || Date.now();
    const pause2 = /^\d+$/.test(text2) ? Number(text2) * SECOND : Date.parse(text2) - now;
    if (Number.isNaN(pause2)) return;
    return Math.min(Math.max(pause2, SECOND), MAX_RETRY_AFTER);
  }
  var MAX_RETRY_AFTER, MAX_REFUSAL_SIZE;
  var init_refusals = __esm({
    "api/refusals.ts"() {
      init_clock();
      init_errors();
      init_json();
      init_text();
      MAX_RETRY_AFTER = 300 * SECOND;
      MAX_REFUSAL_SIZE = 64 * 1024;
    }
  });

  // api/connection_errors.ts
  function createConnectionError({ redact }, request, error, { url, status: status2, hasNeverLeft }) {
    const { message, code } = readRootCause(error);
    const reason = NO_TLS.test(message) ? "it does not speak TLS at this port" : oneLine(redact(message)).replace(/^.*client error \(\w+\): /, "");
    const cause = new Error(reason);
    if (status2) return unreadableError(request, status2, reason, {
      cause
    });
    const text2 = `${code} ${message.replace(DENO_CONNECT, "Connect ")}`.trim();
    const obstacles = Object.keys(UNSENT);
    const found = obstacles.find((obstacle) => UNSENT[obstacle].test(text2)) ?? (hasNeverLeft ? "network" : void 0);
    const proxy = describeProxy(url);
    const through = proxy ? ` through the proxy ${redact(proxy)}` : "";
    const fault = `${url.origin} gave no answer${through}: ${reason}`;
    return new DbtCloudError(`Cannot ${request.to}: ${fault}`, {
      reason: fault,
      runId: request.runId,
      cause,
      kind: found ? "unsent" : "lost",
      obstacle: proxy && found === "network" ? "proxy" : found
    });
  }
  function readRootCause(error) {
    let root = error;
    let code = "";
    for (let depth = 0; depth < 10 && root instanceof Error; depth++) {
      code = textOrNull(root.code) ?? code;
      const cause = root instanceof AggregateError ? root.errors[0] : root.cause;
      if (!(cause instanceof Error)) break;
      root = cause;
    }
    const text2 = root instanceof Error ? root.message : root;
    return {
      message: typeof text2 === "string" ? text2 : "an unknown fault",
      code
    };
  }
  var DENO_CONNECT, UNSENT, NO_TLS;
  var init_connection_errors = __esm({
    "api/connection_errors.ts"() {
      init_errors();
      init_json();
      init_proxies();
      init_refusals();
      init_text();
      DENO_CONNECT = /^error sending request for url \(\S+\): client error \(Connect\): /;
      UNSENT = {
        issuer: /^(UNABLE_TO_(GET_ISSUER|VERIFY)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|Connect invalid peer certificate: UnknownIssuer)/,
        host: /^(ERR_TLS_CERT_ALTNAME_INVALID|Connect invalid peer certificate: (certificate not valid for name|NotValidForName))/,
        tls: /^(CERT_|ERR_SSL_WRONG_VERSION_NUMBER|Connect (invalid peer certificate|received corrupt message))/,
        port: /^(bad port$|Fetch failed: Requests to port \d+ are blocked)/,
        proxy: /^(ERR_PROXY_TUNNEL|UND_ERR_ABORTED Proxy response \(\d+\) !== 200|Connect (proxy authentication|unsuccessful tunnel|unexpected eof while tunneling))/,
        network: /^(ECONNREFUSED|(E\w+) (connect|getaddrinfo) \2|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|ECONNRESET Client network socket disconnected before secure TLS|Connect )/
      };
      NO_TLS = /SSL routines:\w*:wrong version number|of type InvalidContentType|ERR_SSL_WRONG_VERSION_NUMBER/;
    }
  });

  // api/http.ts
  async function requestJson(client, request, isData) {
    const { response: { status: status2 }, pieces } = await requestStream(client, request);
    const reason = `its body is longer than ${MAX_MIB} MiB`;
    const tooLong = unreadableError(request, status2, reason);
    const text2 = await readText(pieces, MAX_MIB * MIB, tooLong);
    if (isPage(text2)) throw createPageError(client, request, status2, text2);
    client.hasAnswered = true;
    const envelope = parseJson(text2);
    const data = isObject(envelope) ? envelope.data : void 0;
    if (isData(data)) return client.redact(data);
    throw unreadableError(request, status2);
  }
  async function requestStream(client, request) {
    const limit = limitWhole(request.timeLimit ?? REQUEST_LIMIT);
    return await send(client, request, limit, "application/json");
  }
  async function download(client, request) {
    return await send(client, request, limitPieces(REQUEST_LIMIT), "*/*");
  }
  function limitWhole(ms) {
    const signal = AbortSignal.timeout(Math.ceil(ms));
    return {
      signal,
      start: () => {
      },
      stop: () => {
      }
    };
  }
  function limitPieces(ms) {
    const controller = new AbortController();
    let timer;
    const stop = () => clearTimeout(timer);
    const start = () => {
      stop();
      timer = setTimeout(() => controller.abort(), ms);
    };
    return {
      signal: controller.signal,
      start,
      stop
    };
  }
  function openExchange(client, request, limit) {
    const { signal: callerSignal = client.signal } = request;
    callerSignal?.throwIfAborted();
    const url = createUrl(client, request);
    const connection = openConnection(url, request.method ?? "GET");
    const ended = new AbortController();
    const signals = [
      limit.signal,
      ended.signal
    ];
    if (callerSignal) signals.push(callerSignal);
    if (connection?.signal) signals.push(connection.signal);
    const signal = AbortSignal.any(signals);
    const isAbortedBy = (source) => source?.aborted && signal.reason === source.reason;
    return {
      url,
      connection,
      signal,
      end() {
        limit.stop();
        connection?.close();
        ended.abort(null);
      },
      toError(thrown, status2) {
        if (thrown instanceof DbtCloudError || isPermissionError(thrown)) {
          return thrown;
        }
        if (isAbortedBy(callerSignal)) return callerSignal?.reason;
        const seconds = (request.timeLimit ?? REQUEST_LIMIT) / SECOND;
        const cause = isAbortedBy(limit.signal) ? new Error(`no answer within ${seconds} s`) : thrown;
        const hasNeverLeft = connection?.hasNeverLeft();
        const answer = {
          url,
          status: status2,
          hasNeverLeft
        };
        return createConnectionError(client, request, cause, answer);
      }
    };
  }
  async function send(client, request, limit, accept) {
    const exchange = openExchange(client, request, limit);
    try {
      limit.start();
      const pending = callFetch(client, request, exchange, accept);
      const response = await abortable(pending, exchange.signal);
      const pieces = readBody(response, exchange, limit);
      if (!response.ok) {
        client.hasAnswered = true;
        throw await readRefusal(client, request, response, pieces);
      }
      limit.stop();
      const close = async () => {
        exchange.end();
        await response.body?.cancel().catch(() => {
        });
      };
      return {
        response,
        pieces,
        close
      };
    } catch (error) {
      exchange.end();
      throw exchange.toError(error);
    }
  }
  async function callFetch(client, { method = "GET", body }, { url, connection, signal }, accept) {
    return await (client.fetch ?? fetch)(url.href, {
      method,
      headers: {
        authorization: `Token ${client.apiKey}`,
        accept,
        ...body && {
          "content-type": "application/json"
        }
      },
      ...body && {
        body: JSON.stringify(body)
      },
      ...connection?.client && {
        client: connection.client
      },
      redirect: "manual",
      signal
    });
  }
  async function* readBody({ body, status: status2 }, { signal, end, toError: toError2 }, limit) {
    try {
      limit.start();
      for await (const piece of body ? readPieces(body, signal) : []) {
        limit.stop();
        yield piece;
        limit.start();
      }
    } catch (error) {
      throw toError2(error, status2);
    } finally {
      end();
    }
  }
  function createUrl(client, { path, query = {} }) {
    const account = `${client.url}/api/v2/accounts/${client.accountId}`;
    const url = new URL(`${account}/${path}`);
    for (const [name, value] of Object.entries(query)) {
      url.searchParams.set(name, String(value));
    }
    return url;
  }
  var MIB, REQUEST_LIMIT, MAX_MIB;
  var init_http = __esm({
    "api/http.ts"() {
      init_abortable();
      init_body();
      init_clock();
      init_connection();
      init_connection_errors();
      init_environment();
      init_errors();
      init_json();
      init_refusals();
      init_text();
      MIB = 2 ** 20;
      REQUEST_LIMIT = 30 * SECOND;
      MAX_MIB = 8;
    }
  });

  // api/trigger_fields.ts
  function fieldsOfRole(role) {
    const names = Object.keys(TRIGGER_FIELDS);
    return names.filter((name) => TRIGGER_FIELDS[name].role === role);
  }
  function formatMark(mark) {
    return `[dbt-run ${mark}]`;
  }
  function createTriggerBody(options, mark) {
    const { cause = "API-triggered job" } = options;
    const ending = mark === null ? "" : ` ${formatMark(mark)}`;
    const beginning = cause.slice(0, MAX_CAUSE_LENGTH - ending.length).replace(/[\ud800-\udbff]$/, "");
    const values = {
      ...options,
      cause: beginning + ending
    };
    return Object.fromEntries(Object.entries(TRIGGER_FIELDS).map(([field, { option }]) => [
      field,
      values[option]
    ]).filter(([, value]) => value !== void 0));
  }
  var MAX_CAUSE_LENGTH, TRIGGER_FIELDS;
  var init_trigger_fields = __esm({
    "api/trigger_fields.ts"() {
      MAX_CAUSE_LENGTH = 255;
      TRIGGER_FIELDS = {
        cause: {
          option: "cause",
          type: "string",
          role: "label"
        },
        git_branch: {
          option: "gitBranch",
          type: "string",
          role: "branch"
        },
        schema_override: {
          option: "schemaOverride",
          type: "string",
          role: "override"
        },
        git_sha: {
          option: "gitSha",
          type: "string",
          role: "commit"
        },
        steps_override: {
          option: "stepsOverride",
          type: "strings",
          role: "override"
        },
        dbt_version_override: {
          option: "dbtVersionOverride",
          type: "string",
          role: "override"
        },
        threads_override: {
          option: "threadsOverride",
          type: "integer",
          role: "execution"
        },
        target_name_override: {
          option: "targetNameOverride",
          type: "string",
          role: "override"
        },
        generate_docs_override: {
          option: "generateDocsOverride",
          type: "boolean",
          role: "execution"
        },
        timeout_seconds_override: {
          option: "timeoutSecondsOverride",
          type: "integer",
          role: "execution"
        },
        github_pull_request_id: {
          option: "githubPullRequestId",
          type: "request",
          role: "pullRequest"
        },
        gitlab_merge_request_id: {
          option: "gitlabMergeRequestId",
          type: "request",
          role: "pullRequest"
        },
        azure_pull_request_id: {
          option: "azurePullRequestId",
          type: "request",
          role: "pullRequest"
        },
        non_native_pull_request_id: {
          option: "nonNativePullRequestId",
          type: "request",
          role: "pullRequest"
        }
      };
    }
  });

  // api/identity.ts
  function findMismatch(raw, { id: id2, jobId, mark, retriedId }) {
    if (id2 !== void 0 && raw.id !== id2) return `run ${raw.id}`;
    const { job_definition_id: rawJobId, retrying_run_id: rawRetriedId } = raw;
    if (jobId !== void 0 && isOtherId(rawJobId, jobId)) {
      return `run ${raw.id} of another job`;
    }
    const { cause } = readTrigger(raw);
    const isOtherCause = typeof cause === "string" && cause !== "";
    if (mark && isOtherCause && !cause.includes(formatMark(mark))) {
      return `run ${raw.id} of another trigger`;
    }
    if (retriedId === void 0) return;
    const isOtherRetry = rawRetriedId !== void 0 && rawRetriedId !== retriedId;
    if (raw.id === retriedId || isOtherRetry) {
      return `run ${raw.id}, which is no retry of run ${retriedId}`;
    }
  }
  function isOtherId(value, id2) {
    const isGiven = typeof value === "number" || typeof value === "string";
    return isGiven && Number(value) !== id2;
  }
  var init_identity = __esm({
    "api/identity.ts"() {
      init_read_run();
      init_trigger_fields();
    }
  });

  // api/retry.ts
  function decide(operation, error) {
    if (!(error instanceof DbtCloudError)) return "final";
    const rule = RULES.find(({ matches: matches2 }) => matches2(error));
    return rule.decisions?.[operation] ?? rule.otherwise;
  }
  function exponentialPause(failures, { status: status2, retryAfter }) {
    if (retryAfter !== void 0) return retryAfter;
    if (status2 === 429) return RATE_LIMIT_PAUSE;
    const longest = Math.min(SECOND * 2 ** (failures - 1), MAX_PAUSE);
    return Math.ceil(longest * (0.5 + Math.random() / 2));
  }
  function isUnconnected({ kind: kind2, obstacle }) {
    return kind2 === "unsent" && (obstacle === "network" || obstacle === "proxy");
  }
  function untilConnected() {
    let [failures, lasted] = [
      0,
      0
    ];
    return {
      next(error, elapsed) {
        lasted += Math.min(elapsed, REQUEST_LIMIT);
        const { limit } = UNREACHABLE;
        if (lasted >= limit) return {};
        const ms = exponentialPause(++failures, error);
        const next = Math.min(ms, MAX_CONNECT_PAUSE, limit - lasted);
        lasted += next;
        return next;
      }
    };
  }
  function attempts(count) {
    let [failed, rateLimited] = [
      0,
      0
    ];
    const connecting = untilConnected();
    return {
      next(error, elapsed) {
        if (isUnconnected(error)) return connecting.next(error, elapsed);
        if (error.status === 429 && rateLimited++ < MAX_RATE_LIMITED) {
          return exponentialPause(failed, error);
        }
        return ++failed < count ? READ_PAUSE : {};
      }
    };
  }
  function untilOutage(client) {
    let [failures, lasted] = [
      0,
      0
    ];
    return {
      next(error, elapsed) {
        const { limit, hint } = client.hasAnswered ? OUTAGE : UNREACHABLE;
        lasted += Math.min(elapsed, REQUEST_LIMIT);
        const ms = exponentialPause(++failures, error);
        if (lasted >= limit) return {
          hint
        };
        const next = Math.min(ms, limit - lasted);
        lasted += next;
        return next;
      }
    };
  }
  function forever(ms) {
    return {
      next: ({ retryAfter = 0 }) => Math.max(ms, retryAfter)
    };
  }
  function createBackoff(client, operation) {
    if (operation === "read") return attempts(MAX_READS);
    if (operation === "cancel") return forever(CANCEL_PAUSE);
    return untilOutage(client);
  }
  async function retry(client, operation, call, options = {}) {
    const { signal, silent } = options;
    const decideAfter = options.decide ?? ((error) => decide(operation, error));
    const remaining = () => options.deadline?.remaining() ?? Infinity;
    const backoff = createBackoff(client, operation);
    let lastStatus;
    for (; ; ) {
      const calledAt = clock.now();
      try {
        return await call();
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        const decision = decideAfter(error);
        const isConfirmed = decision === "confirm" && lastStatus === error.status;
        if (decision === "final" || isConfirmed || remaining() <= 0) throw error;
        lastStatus = error.status;
        const next = backoff.next(error, clock.now() - calledAt);
        if (typeof next !== "number") {
          throw next.hint ? withHint(error, next.hint) : error;
        }
        const ms = Math.min(next, remaining());
        if (!silent) client.notify(formatRetry(error, ms));
        await pause(ms, signal);
      }
    }
  }
  function formatRetry({ message }, ms) {
    const seconds = Math.ceil(ms / SECOND);
    return joinSentences(message, `Trying again in ${seconds} s`);
  }
  function withHint(error, hint) {
    return new DbtCloudError(joinSentences(error.message, hint), {
      ...error,
      reason: joinSentences(error.reason, hint),
      cause: error
    });
  }
  var OUTAGE, UNREACHABLE, MAX_PAUSE, MAX_CONNECT_PAUSE, RATE_LIMIT_PAUSE, MAX_RATE_LIMITED, MAX_READS, READ_PAUSE, CANCEL_PAUSE, kind, status, RULES;
  var init_retry = __esm({
    "api/retry.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_text();
      OUTAGE = {
        limit: 10 * MINUTE,
        hint: "No good answer for 10 minutes"
      };
      UNREACHABLE = {
        limit: 30 * SECOND,
        hint: "No answer at all for 30 s"
      };
      MAX_PAUSE = 30 * SECOND;
      MAX_CONNECT_PAUSE = 5 * SECOND;
      RATE_LIMIT_PAUSE = MINUTE;
      MAX_RATE_LIMITED = 5;
      MAX_READS = 3;
      READ_PAUSE = 2 * SECOND;
      CANCEL_PAUSE = SECOND / 2;
      kind = (...kinds) => ({ kind: kind2 }) => kind2 !== void 0 && kinds.includes(kind2);
      status = (...statuses) => ({ status: status2 }) => status2 !== void 0 && statuses.includes(status2);
      RULES = [
        // Nothing left this machine, so nothing can have been done.
        {
          what: "no connection",
          matches: kind("unsent"),
          otherwise: "again"
        },
        // dbt Cloud may have done it before the answer was lost.
        {
          what: "lost or unreadable answer",
          matches: kind("lost", "unreadable"),
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // dbt Cloud refuses before it does anything, and asks for a pause.
        {
          what: "429",
          matches: status(429),
          otherwise: "again"
        },
        // A gateway may say these of a request that it passed on.
        {
          what: "408, 425, and 409 that is not dbt Cloud's JSON",
          matches: ({ status: status2, kind: kind2 }) => status2 === 408 || status2 === 425 || status2 === 409 && kind2 !== "refused",
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // Jobs were seen to start behind such an answer.
        {
          what: "5xx",
          matches: ({ status: status2 }) => (status2 ?? 0) >= 500,
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // Whatever showed a page may have passed the request on.
        {
          what: "a page with a good status",
          matches: ({ kind: kind2, status: status2 = 0 }) => kind2 === "foreign" && status2 < 300,
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // A proxy or a firewall refuses what it does not pass on; it may recover.
        {
          what: "3xx or 4xx that is not dbt Cloud's JSON",
          matches: kind("foreign"),
          otherwise: "again",
          decisions: {
            start: "final"
          }
        },
        // A wrong id or a missing permission; for new things, a copy that lags.
        {
          what: "404 of dbt Cloud",
          matches: status(404),
          otherwise: "final",
          decisions: {
            poll: "confirm",
            "poll new run": "again",
            read: "again"
          }
        },
        // A wrong key or a missing permission, unless one server of many is ill.
        {
          what: "401, 403 of dbt Cloud",
          matches: status(401, 403),
          otherwise: "final",
          decisions: {
            poll: "confirm",
            "poll new run": "confirm"
          }
        },
        // The same request will be refused again; a poll costs little.
        {
          what: "any other refusal of dbt Cloud",
          matches: () => true,
          otherwise: "final",
          decisions: {
            poll: "again",
            "poll new run": "again"
          }
        }
      ];
    }
  });

  // api/runs.ts
  function runRequest(runId, verb, path = "") {
    return {
      to: `${verb} run ${runId}`,
      path: `runs/${runId}/${path}`,
      runId
    };
  }
  async function requestRun(client, request, expected) {
    const raw = await requestJson(client, request, isRawRun);
    const other = findMismatch(raw, expected);
    if (other === void 0) return raw;
    throw unreadableError(request, 200, `the body is ${other}`);
  }
  async function fetchRawRun(client, runId, options = {}) {
    const request = {
      ...runRequest(runId, "get"),
      ...options
    };
    return await requestRun(client, request, {
      id: runId
    });
  }
  async function fetchRun(client, runId, options = {}) {
    return readRun(client, await fetchRawRun(client, runId, options));
  }
  function readRun(client, raw) {
    const status2 = readStatus(raw);
    if (status2) return toRun(client, raw, status2);
    const value = JSON.stringify(raw.status ?? null);
    const reason = `the body has the unknown status ${value}`;
    throw unreadableError(runRequest(raw.id, "get"), 200, reason);
  }
  async function listRunPage(client, options) {
    const { to = "list the runs", query, ...limits } = options;
    const pageQuery = {
      order_by: "-id",
      limit: PAGE_SIZE,
      ...query
    };
    const request = {
      to,
      path: "runs/",
      query: pageQuery,
      ...limits
    };
    const rows = await requestJson(client, request, Array.isArray);
    const jobId = query?.job_definition_id;
    const expected = {
      jobId: typeof jobId === "number" ? jobId : void 0
    };
    const readable = rows.filter(isRawRun);
    return {
      runs: readable.filter((raw) => findMismatch(raw, expected) === void 0),
      rowCount: rows.length,
      oddCount: rows.length - readable.length
    };
  }
  async function listRawRuns(client, options) {
    return (await listRunPage(client, options)).runs;
  }
  async function requestCancel(client, runId, options = {}) {
    const request = {
      ...runRequest(runId, "cancel", "cancel/"),
      ...options
    };
    const post = {
      ...request,
      method: "POST"
    };
    const raw = await requestRun(client, post, {
      id: runId
    });
    return toRun(client, raw, "running");
  }
  async function cancelWithRetry(client, runId, signal) {
    let lastError;
    const cancel = () => requestCancel(client, runId, {
      signal
    }).catch((error) => {
      if (!signal.aborted) lastError = error;
      throw error;
    });
    try {
      return await retry(client, "cancel", cancel, {
        signal,
        silent: true
      });
    } catch (error) {
      if (signal.aborted) throw lastError ?? error;
      const run = await fetchRun(client, runId, {
        signal
      }).catch(() => {
      });
      if (run && hasEnded(run)) return run;
      throw error;
    }
  }
  var PAGE_SIZE, WITH_CAUSE;
  var init_runs = __esm({
    "api/runs.ts"() {
      init_http();
      init_identity();
      init_read_run();
      init_refusals();
      init_retry();
      init_run_status();
      PAGE_SIZE = 100;
      WITH_CAUSE = {
        query: {
          include_related: '["trigger","job"]'
        }
      };
    }
  });

  // api/start_request.ts
  function createMark() {
    return crypto.randomUUID().slice(0, 8);
  }
  function createTriggerRequest(client, options, mark = options.mark === false ? null : createMark()) {
    const { jobId, cause = "" } = options;
    const body = createTriggerBody(options, mark);
    const isWhole = String(body.cause).startsWith(cause);
    return {
      to: `trigger job ${jobId}`,
      method: "POST",
      path: `jobs/${jobId}/run/`,
      body,
      expected: {
        jobId,
        mark
      },
      listQuery: {
        job_definition_id: jobId,
        include_related: '["trigger"]'
      },
      matches: mark === null ? void 0 : (raw) => readCause(raw)?.includes(formatMark(mark)) ?? false,
      mark,
      warning: isWhole ? void 0 : "The cause was cut to 255 characters",
      page: toWebUrl(client, "jobs", jobId)
    };
  }
  function createRetryRequest(client, run) {
    const runId = toRunId(run);
    return {
      ...runRequest(runId, "retry", "retry/"),
      method: "POST",
      expected: {
        retriedId: runId
      },
      listQuery: {
        id__gt: runId
      },
      matches: (raw) => raw.retrying_run_id === runId,
      mark: null,
      page: typeof run === "number" ? toWebUrl(client, "runs", run) : run.href
    };
  }
  function formatWhereToLook({ mark, page }) {
    return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
  }
  var init_start_request = __esm({
    "api/start_request.ts"() {
      init_read_run();
      init_runs();
      init_trigger_fields();
    }
  });

  // command/exit_codes.ts
  function exitCode(end) {
    return ENDS[end].code;
  }
  function listExitCodes() {
    const meanings = /* @__PURE__ */ new Map();
    for (const { code, meaning } of Object.values(ENDS)) {
      meanings.set(code, (meanings.get(code) ?? /* @__PURE__ */ new Set()).add(meaning));
    }
    return [
      ...meanings
    ].map(([code, texts]) => ({
      code,
      meaning: [
        ...texts
      ].join(", or ")
    }));
  }
  function classifyError(error) {
    if (error instanceof CommandError) return error.end;
    if (error instanceof RunTimeoutError) return "timedOut";
    if (error instanceof UnclearTriggerError) return "ambiguous";
    if (error instanceof DbtCloudError) return "unreachable";
    return isPermissionError(error) ? "invalidInput" : "bug";
  }
  function toError(thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  var NO_CLEAR_ANSWER, STOPPED, ENDS, CommandError;
  var init_exit_codes = __esm({
    "command/exit_codes.ts"() {
      init_environment();
      init_errors();
      NO_CLEAR_ANSWER = "dbt Cloud refused or could not be reached, or it is unknown whether a run was started";
      STOPPED = {
        run: "cancel if ours",
        duplicates: "cancel"
      };
      ENDS = {
        succeeded: {
          code: 0,
          meaning: "the run succeeded"
        },
        failed: {
          code: 1,
          meaning: "the run ended in error or was cancelled"
        },
        invalidInput: {
          code: 2,
          meaning: "wrong or missing input; no run was started"
        },
        // An outage of dbt Cloud does not stop a build: it keeps running.
        unreachable: {
          code: 3,
          meaning: NO_CLEAR_ANSWER,
          duplicates: "cancel"
        },
        ambiguous: {
          code: 3,
          meaning: NO_CLEAR_ANSWER
        },
        timedOut: {
          code: 4,
          meaning: "gave up waiting",
          ...STOPPED
        },
        stillRunning: {
          code: 4,
          meaning: "the run is in progress (status)"
        },
        notFound: {
          code: 5,
          meaning: "no such run was found"
        },
        nothingToRetry: {
          code: 5,
          meaning: "there is nothing to retry"
        },
        // A build of two hours is not lost to a mistake of ours.
        bug: {
          code: 70,
          meaning: "a fault of dbt-run itself",
          run: "keep running"
        },
        SIGHUP: {
          code: 129,
          meaning: "SIGHUP",
          ...STOPPED
        },
        SIGINT: {
          code: 130,
          meaning: "SIGINT",
          ...STOPPED
        },
        SIGTERM: {
          code: 143,
          meaning: "SIGTERM",
          ...STOPPED
        }
      };
      CommandError = class extends Error {
        end;
        constructor(message, end) {
          super(message), this.end = end;
        }
      };
    }
  });

  // api/redact.ts
  function isRandom(word) {
    return /[A-Z]/.test(word) && /[a-z]/.test(word) && /\d/.test(word);
  }
  function isPlain(code) {
    return code > 31 && code < 127 && !BEGINS_ESCAPE[code];
  }
  function decodingsAt(text2, at) {
    const own = text2.charCodeAt(at);
    const decodings = [
      {
        end: at + 1,
        code: own
      }
    ];
    if (isPlain(own)) return decodings;
    (gap ??= new RegExp(GAP, "uy")).lastIndex = at;
    if (gap.test(text2)) decodings.push({
      end: gap.lastIndex,
      code: void 0
    });
    const escape = ESCAPES[text2.charAt(at)];
    if (escape) decodings.push(...unescapeAt(text2, at + 1, escape));
    return decodings;
  }
  function unescapeAt(text2, start, { nested, rest }) {
    const decodings = [];
    for (let level = 0, at = start; level < MAX_NESTING; level++) {
      rest.lastIndex = at;
      const [, hex, decimal, name = ""] = rest.exec(text2) ?? [];
      const code = hex ? parseInt(hex, 16) : Number(decimal ?? NAMED_CODES[name.toLowerCase()]);
      if (code) decodings.push({
        end: rest.lastIndex,
        code
      });
      if (!nested || !text2.startsWith(nested, at)) break;
      at += nested.length;
    }
    return decodings;
  }
  function isCutEscape(text2, at) {
    return text2.length - at <= LONGEST_ESCAPE && CUT_ESCAPE.test(text2.slice(at));
  }
  function fold(code) {
    if (code > 64 && code < 91) return code + 32;
    return code === 45 ? 43 : code === 95 ? 47 : code;
  }
  function toBase64(text2) {
    const bytes = new TextEncoder().encode(text2);
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    return [
      0,
      1,
      2
    ].map((before) => {
      const digits = btoa("\0".repeat(before) + binary);
      const bits = (count) => 8 * count / 6;
      const start = Math.ceil(bits(before));
      return digits.slice(start, Math.floor(bits(before + bytes.length)));
    });
  }
  function createMatchers(keys) {
    return keys.filter(({ length }) => length >= MIN_SECRET_LENGTH).flatMap((key) => [
      key,
      ...toBase64(key)
    ]).map((form) => new KeyMatcher(form));
  }
  function createRedactor(keys) {
    const matchers = createMatchers(keys);
    const redact = createRedact((text2) => [
      ...matchers.flatMap((matcher) => matcher.find(text2)),
      ...findTokens(text2)
    ]);
    const findOpenEnd = (text2) => {
      const offset = Math.max(0, text2.length - MAX_OPEN_END);
      const tail = text2.slice(offset);
      const starts = matchers.map((matcher) => matcher.findBeginning(tail));
      return offset + Math.min(tail.length, ...starts.filter(isDefined));
    };
    return Object.assign(redact, {
      findOpenEnd
    });
  }
  function isDefined(value) {
    return value !== void 0;
  }
  function findTokens(text2) {
    return [
      ...text2.matchAll(TOKEN)
    ].filter(([word]) => isRandom(word.slice(5))).map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length
    }));
  }
  function createRedact(find) {
    const redact = (value, depth) => {
      if (typeof value === "string") {
        const isShort = value.length < MIN_SECRET_LENGTH;
        return isShort ? value : hide(value, find(value));
      }
      if (typeof value !== "object" || value === null) return value;
      if (depth === MAX_DEPTH) return null;
      const redactItem = (item) => redact(item, depth + 1);
      if (Array.isArray(value)) return value.map(redactItem);
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [
        name,
        redactItem(item)
      ]));
    };
    return (value) => redact(value, 0);
  }
  function hide(text2, ranges) {
    let hidden = "";
    let shownTo = 0;
    for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
      if (start >= shownTo) hidden += `${text2.slice(shownTo, start)}***`;
      shownTo = Math.max(shownTo, end);
    }
    return hidden + text2.slice(shownTo);
  }
  var MIN_SECRET_LENGTH, MAX_DEPTH, MAX_SEARCH_STEPS, MAX_GAPS, MIN_KEY_BEGINNING, MAX_OPEN_END, TOKEN, GAP, gap, ESCAPES, MAX_NESTING, NAMED_CODES, BEGINS_ESCAPE, BEGINNINGS, CUT_ESCAPE, LONGEST_ESCAPE, KeyMatcher;
  var init_redact = __esm({
    "api/redact.ts"() {
      MIN_SECRET_LENGTH = 8;
      MAX_DEPTH = 100;
      MAX_SEARCH_STEPS = 2 ** 22;
      MAX_GAPS = 8;
      MIN_KEY_BEGINNING = 4;
      MAX_OPEN_END = 2 ** 16;
      TOKEN = /\bdbt[cu]_[\w-]{32,4096}/gi;
      GAP = [
        "(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]",
        "\\x1b[\\]PX^_][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)",
        "\\x1b(?![[\\]PX^_])[ -/]{0,4}[0-~]",
        "\\r?\\n[ \\t]{0,16}|\\\\{1,8}",
        // Control characters, and what a terminal shows nothing of.
        "(?![\\t\\n\\r\\x1b\\x9b])[\\p{Cc}\\p{DI}\\u2028\\u2029]"
      ].join("|");
      ESCAPES = {
        "\\": {
          nested: "",
          rest: /\\{0,7}(?:u00|x)([0-9a-f]{2})/iy
        },
        "%": {
          nested: "25",
          rest: /([0-9a-f]{2})/iy
        },
        "&": {
          nested: "amp;",
          rest: /(?:#x0{0,4}([0-9a-f]{1,2})|#0{0,4}(\d{1,3})|([a-z]+));/iy
        }
      };
      MAX_NESTING = 4;
      NAMED_CODES = {
        amp: 38,
        lt: 60,
        gt: 62,
        quot: 34,
        apos: 39
      };
      BEGINS_ESCAPE = new Uint8Array(128);
      for (const first in ESCAPES) BEGINS_ESCAPE[first.charCodeAt(0)] = 1;
      BEGINNINGS = [
        "%[0-9a-f]{0,8}",
        "\\\\{1,8}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?",
        "&[\\w#;]{0,20}",
        "[\\x1b\\x9b][^\\n]{0,256}",
        "\\r"
      ].join("|");
      CUT_ESCAPE = new RegExp(`^(?:${BEGINNINGS})$`, "i");
      LONGEST_ESCAPE = 257;
      KeyMatcher = class {
        /** The key, folded. */
        #codes;
        /** For each ASCII code, whether a form of the key may begin with it. */
        #isFirst = BEGINS_ESCAPE.slice();
        constructor(key) {
          this.#codes = key.split("").map((unit) => fold(unit.charCodeAt(0)));
          for (const code of this.#isFirst.keys()) {
            if (fold(code) === this.#codes[0]) this.#isFirst[code] = 1;
          }
        }
        /** Lists where the key stands in a text. */
        find(text2) {
          const budget = {
            steps: MAX_SEARCH_STEPS + 32 * text2.length
          };
          const found = [];
          for (let at = 0; at < text2.length; ) {
            if (!this.#isFirst[text2.charCodeAt(at)]) {
              at++;
              continue;
            }
            const { end } = this.#matchAt(text2, at, budget);
            if (end > 0) found.push({
              start: at,
              end
            });
            at = end || at + 1;
          }
          return found;
        }
        /** Finds where the key begins that a text ends in. */
        findBeginning(text2) {
          const budget = {
            steps: MAX_SEARCH_STEPS
          };
          for (let at = 0; at < text2.length; ) {
            const { end, isOpen } = this.#matchAt(text2, at, budget);
            if (isOpen) return at;
            at = end || at + 1;
          }
        }
        #matchAt(text2, start, budget) {
          const match = {
            end: 0,
            isOpen: false
          };
          if (!this.#isFirst[text2.charCodeAt(start)]) return match;
          const candidates = [
            {
              at: start,
              matched: 0,
              gaps: 0
            }
          ];
          for (let next; next = candidates.pop(); ) {
            const { at, matched, gaps } = this.#skipPlain(text2, next, budget);
            if (matched === this.#codes.length) {
              match.end = Math.max(match.end, at);
              continue;
            }
            const isEnd = at === text2.length || isCutEscape(text2, at);
            if (isEnd && matched >= MIN_KEY_BEGINNING) match.isOpen = true;
            if (at === text2.length) continue;
            const decodings = decodingsAt(text2, at);
            budget.steps -= 8 * decodings.length - 7;
            if (budget.steps < 0) return {
              end: text2.length,
              isOpen: true
            };
            for (const { end, code } of decodings) {
              if (code !== void 0) {
                if (fold(code) !== this.#codes[matched]) continue;
                candidates.push({
                  at: end,
                  matched: matched + 1,
                  gaps: 0
                });
              } else if (matched > 0 && gaps < MAX_GAPS) {
                candidates.push({
                  at: end,
                  matched,
                  gaps: gaps + 1
                });
              }
            }
          }
          return match;
        }
        /** Matches as long as the characters are plain, as nearly all are. */
        #skipPlain(text2, { at, matched, gaps }, budget) {
          let code;
          while (isPlain(code = text2.charCodeAt(at))) {
            if (fold(code) !== this.#codes[matched]) break;
            at++;
            matched++;
            gaps = 0;
            budget.steps--;
          }
          return {
            at,
            matched,
            gaps
          };
        }
      };
    }
  });

  // api/checks.ts
  function checkOptions(options) {
    return Object.entries(options).flatMap(([option, value]) => {
      const check = CHECKS[option];
      if (!check || value === void 0) return [];
      const { expected, type, test = () => true } = check;
      const isRightType = [
        type
      ].flat().includes(typeof value);
      if (isRightType && test(value)) return [];
      const ErrorClass = isRightType ? RangeError : TypeError;
      const isTextOfNumber = type === "number" && typeof value === "string" && isId(Number(value));
      const requirement = isTextOfNumber ? "a number, not text" : expected;
      const current = formatCurrent(option, value);
      const error = new ErrorClass(`must be ${requirement}${current}`);
      return [
        {
          option,
          error
        }
      ];
    });
  }
  function formatCurrent(option, value) {
    if (option === "apiKey") return "";
    let text2 = typeof value;
    const shown = typeof value === "string" && option === "url" ? hideCredentials(value) : value;
    try {
      text2 = JSON.stringify(shown) ?? String(value);
    } catch {
    }
    return `: current value is ${oneLine(text2, 80)}`;
  }
  function requireOptions(options, required) {
    const missing = required.find((name) => options[name] === void 0);
    if (missing) throw new TypeError(`Missing option '${missing}'`);
    const [fault] = checkOptions(options);
    if (!fault) return;
    const ErrorClass = fault.error.constructor;
    const { option, error: { message } } = fault;
    throw new ErrorClass(`Cannot use '${option}' as it ${message}`);
  }
  function isLoopback(hostname) {
    return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  }
  function isPlainHttps(text2) {
    if (!/^https?:\/\//i.test(text2) || !URL.canParse(text2)) return false;
    const url = new URL(text2);
    const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
    return isSafe && !(url.username || url.password || url.search || url.hash);
  }
  var DEFAULT_URL, MAX_DURATION, isText, isTexts, isPause, ID, DURATION, BOOLEAN, FUNCTION, FIELD_CHECKS, CHECKS;
  var init_checks = __esm({
    "api/checks.ts"() {
      init_json();
      init_run_status();
      init_text();
      init_trigger_fields();
      DEFAULT_URL = "https://cloud.getdbt.com";
      MAX_DURATION = 2 ** 31 - 1;
      isText = (value) => typeof value === "string" && value.trim() !== "";
      isTexts = (value) => Array.isArray(value) && value.length > 0 && Array.from(value).every(isText);
      isPause = (ms) => ms >= 0 && ms <= MAX_DURATION;
      ID = {
        expected: "a positive whole number",
        type: "number",
        test: isId
      };
      DURATION = {
        expected: "0 or more, and less than 24.8 days",
        type: "number",
        test: isPause
      };
      BOOLEAN = {
        expected: "true or false",
        type: "boolean"
      };
      FUNCTION = {
        expected: "a function",
        type: "function"
      };
      FIELD_CHECKS = {
        string: {
          expected: "text that is not empty",
          type: "string",
          test: isText
        },
        strings: {
          expected: "a list of commands that are not empty",
          type: "object",
          test: isTexts
        },
        integer: ID,
        request: ID,
        boolean: BOOLEAN
      };
      CHECKS = {
        accountId: ID,
        projectId: ID,
        jobId: ID,
        run: ID,
        step: ID,
        mark: BOOLEAN,
        steps: BOOLEAN,
        cancelOnAbort: BOOLEAN,
        reuse: {
          expected: 'true, false or "in-progress"',
          type: [
            "boolean",
            "string"
          ],
          test: (value) => typeof value === "boolean" || value === "in-progress"
        },
        initialDelay: DURATION,
        timeout: DURATION,
        fetch: FUNCTION,
        onNotice: FUNCTION,
        onUpdate: FUNCTION,
        url: {
          expected: "an address that begins with https://, without @, ? or #",
          type: "string",
          test: isPlainHttps
        },
        apiKey: {
          expected: "one word of plain characters, without spaces or line breaks, at most 4,096",
          type: "string",
          test: (key) => /^[\x21-\x7e]{1,4096}$/.test(key)
        },
        interval: {
          expected: "above 0, and less than 24.8 days",
          type: "number",
          test: (ms) => ms > 0 && isPause(ms)
        },
        limit: {
          expected: "a whole number from 1 to 100",
          type: "number",
          test: (count) => isId(count) && count <= 100
        },
        status: {
          expected: `one of ${RUN_STATUSES.join(", ")}`,
          type: "string",
          test: (text2) => RUN_STATUSES.some((status2) => status2 === text2)
        },
        signal: {
          expected: "an AbortSignal",
          type: "object",
          test: (value) => value instanceof AbortSignal
        },
        projectDir: FIELD_CHECKS.string,
        history: FIELD_CHECKS.boolean,
        ...Object.fromEntries(Object.values(TRIGGER_FIELDS).map(({ option, type }) => [
          option,
          FIELD_CHECKS[type]
        ]))
      };
    }
  });

  // command/input/settings.ts
  function group(group2, settings, commands) {
    const entries = Object.entries(settings).map(([name, setting]) => {
      const flag2 = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [
        name,
        {
          flag: flag2,
          commands,
          ...setting,
          group: group2
        }
      ];
    });
    return Object.fromEntries(entries);
  }
  function fieldSettings() {
    const settings = Object.entries(TRIGGER_FIELDS).map(([field, { option, type, role }]) => {
      const variables = [
        `DBT_JOB_${field.toUpperCase()}`
      ];
      if (field === "git_branch") variables.unshift("DBT_JOB_BRANCH");
      const help = FIELD_HELP[field];
      const isFound = role === "pullRequest" || role === "commit";
      return [
        option,
        {
          type,
          variables,
          ...help,
          ...isFound && FINDS_RUN
        }
      ];
    });
    return Object.fromEntries(settings);
  }
  function defaultValues() {
    return Object.fromEntries(SETTING_LIST.map(([name, setting]) => [
      name,
      setting.default
    ]));
  }
  var COMMANDS, text, id, flag, noFlag, FIELD_HELP, WAITING, FINDING, REPORTING, FINDS_RUN, SETTINGS, SETTING_LIST;
  var init_settings = __esm({
    "command/input/settings.ts"() {
      init_checks();
      init_trigger_fields();
      COMMANDS = [
        "run",
        "wait",
        "cancel",
        "status",
        "retry"
      ];
      text = (value, help, ...variables) => ({
        type: "string",
        value,
        help,
        variables
      });
      id = (help, ...variables) => ({
        type: "integer",
        value: "ID",
        help,
        variables
      });
      flag = (help, ...variables) => ({
        type: "switch",
        default: false,
        help,
        variables
      });
      noFlag = (help, ...variables) => ({
        type: "switch",
        default: true,
        help,
        variables
      });
      FIELD_HELP = {
        cause: {
          help: "why the job runs; cut at 255 characters, mark included (default: API-triggered job)"
        },
        git_branch: {
          value: "NAME",
          help: "branch to check out; refs/heads/ is removed"
        },
        schema_override: {
          value: "NAME",
          help: "schema to build into; - and / become _"
        },
        git_sha: {
          value: "SHA",
          help: "commit to check out; with wait, status and retry: the run of this commit"
        },
        steps_override: {
          value: "COMMAND",
          help: "dbt command in place of the job's own: the flag several times, one a line, or a JSON or YAML list"
        },
        dbt_version_override: {
          value: "VERSION",
          help: "version of dbt"
        },
        threads_override: {
          help: "number of threads"
        },
        target_name_override: {
          value: "NAME",
          help: "target.name that the project sees"
        },
        generate_docs_override: {
          help: "whether to generate docs"
        },
        timeout_seconds_override: {
          help: "time limit that dbt Cloud sets the run, in seconds"
        },
        github_pull_request_id: {
          help: "pull request on GitHub"
        },
        gitlab_merge_request_id: {
          help: "merge request on GitLab (its IID)"
        },
        azure_pull_request_id: {
          help: "pull request on Azure DevOps"
        },
        non_native_pull_request_id: {
          help: "pull request on any other Git host"
        }
      };
      WAITING = [
        "run",
        "wait",
        "retry"
      ];
      FINDING = [
        "wait",
        "status",
        "retry"
      ];
      REPORTING = [
        "run",
        "wait",
        "status",
        "retry"
      ];
      FINDS_RUN = {
        commands: [
          "run",
          ...FINDING
        ],
        finds: "run"
      };
      SETTINGS = {
        ...group("dbt Cloud", {
          apiKey: {
            flag: "",
            type: "string",
            variables: [
              "DBT_API_KEY",
              "DBT_CLOUD_TOKEN",
              "DBT_CLOUD_API_TOKEN",
              "DBT_CLOUD_SERVICE_TOKEN"
            ],
            help: "service token or personal access token; it has no flag, for all can see flags"
          },
          url: {
            type: "string",
            variables: [
              "DBT_URL",
              "DBT_CLOUD_ACCOUNT_HOST",
              "DBT_CLOUD_HOST"
            ],
            default: DEFAULT_URL,
            value: "URL",
            help: "access URL, from Account settings"
          },
          accountId: id("account", "DBT_ACCOUNT_ID", "DBT_CLOUD_ACCOUNT_ID"),
          projectId: id("project; may be left out", "DBT_PROJECT_ID"),
          jobId: {
            ...id("job", "DBT_PR_JOB_ID", "DBT_JOB_ID", "DBT_CLOUD_JOB_ID"),
            finds: "job"
          },
          jobUrl: text("URL", "the job's page in dbt Cloud, in place of the four above", "DBT_JOB_URL"),
          jobName: {
            ...text("NAME", "the job by its exact name", "DBT_JOB_NAME"),
            finds: "job"
          }
        }),
        ...group("The run", {
          ...fieldSettings(),
          mark: noFlag("send the cause as it is, without the mark", "DBT_RUN_MARK"),
          extraArgs: text("=TEXT", "text to append to each of the job's own commands; not with --steps-override", "DBT_JOB_EXTRA_ARGS"),
          reuse: {
            ...flag("use a run of the same commit, if there is one; =in-progress: one that is in progress, of any commit if none is set; else trigger the job", "DBT_RUN_REUSE"),
            choices: [
              "in-progress"
            ]
          },
          pullRequest: {
            type: "string",
            choices: [
              "auto",
              "required",
              "none"
            ],
            implied: "required",
            ...FINDS_RUN,
            variables: [
              "DBT_JOB_PULL_REQUEST"
            ],
            default: "none",
            help: "take pull request, commit and branch from the CI system; required (default) fails if there is none, auto warns, none turns a variable off"
          }
        }, [
          "run"
        ]),
        ...group("Waiting", {
          wait: {
            ...noFlag("trigger only, do not wait"),
            commands: [
              "run"
            ]
          },
          latest: {
            type: "string",
            choices: [
              "any",
              "success",
              "new",
              "none"
            ],
            implied: "new",
            finds: "run",
            commands: FINDING,
            default: "none",
            help: "with wait: a new run of the job, in progress or to come (default); =any: its newest run, ended or not; =success: its newest success. With status and retry: its newest run"
          },
          since: {
            type: "time",
            finds: "filter",
            commands: [
              "status",
              "retry"
            ],
            value: "TIME",
            help: "with status and retry: only a run that was created after this time, such as 2026-01-31T02:00:00Z"
          },
          appearTimeout: {
            type: "seconds",
            commands: [
              "wait"
            ],
            default: 3e5,
            help: "with wait: how long the run may take to appear, in seconds"
          },
          timeout: {
            type: "seconds",
            commands: COMMANDS,
            variables: [
              "DBT_RUN_TIMEOUT_SECONDS"
            ],
            default: 0,
            help: "time limit in seconds, from the start; 0 means none"
          },
          cancel: {
            type: "switch",
            variables: [
              "DBT_RUN_CANCEL"
            ],
            help: "whether to cancel the run on a signal or a time-out; by default, run and retry do, wait does not"
          },
          retries: {
            type: "count",
            variables: [
              "DBT_RUN_RETRIES"
            ],
            default: 0,
            help: "number of retries of a failed run, each from its point of failure"
          },
          interval: {
            type: "seconds",
            flag: "poll-interval",
            variables: [
              "DBT_POLL_INTERVAL_SECONDS"
            ],
            help: "fixed pause between polls, in seconds; by default, 1 to 5: 2 % of the wait"
          },
          initialDelay: {
            type: "seconds",
            variables: [
              "DBT_POLL_INITIAL_SLEEP_SECONDS"
            ],
            default: 1e3,
            help: "pause before the first poll, in seconds"
          }
        }, WAITING),
        ...group("Output", {
          logs: {
            type: "string",
            choices: [
              "failed",
              "all",
              "live",
              "none"
            ],
            variables: [
              "DBT_RUN_LOGS"
            ],
            default: "failed",
            value: "WHICH",
            help: "logs of failed steps, of all, live, or none"
          },
          junit: text("FILE", "write models and tests as JUnit XML", "DBT_RUN_JUNIT"),
          summary: text("FILE", "write the summary as Markdown", "DBT_RUN_SUMMARY"),
          artifacts: text("DIR", "download manifest, run_results, catalog and sources.json", "DBT_RUN_ARTIFACTS"),
          catalog: noFlag("with --artifacts: leave out catalog.json"),
          allArtifacts: flag("with --artifacts: download every artifact of each dbt step, and its log", "DBT_RUN_ALL_ARTIFACTS"),
          history: noFlag("do not read earlier runs, which say since when a node fails and how long the job usually takes", "DBT_RUN_HISTORY"),
          projectDir: text("DIR", "folder of the dbt project in the repository", "DBT_PROJECT_DIR")
        }, REPORTING),
        ...group("Output", {
          json: flag("one JSON document on stdout, all else on stderr"),
          quiet: flag("of a success, print the verdict and the link only; nothing while waiting"),
          debug: flag("print requests, and stack traces of our own faults")
        }),
        ...group("Other", {
          dryRun: flag("check the input, print what would be sent, send nothing"),
          help: flag("show this help; -h does, too"),
          version: flag("show the version; -V does, too")
        })
      };
      SETTING_LIST = Object.entries(SETTINGS);
    }
  });

  // command/input/builder.ts
  function isExplicit({ kind: kind2 }) {
    return kind2 !== "variable";
  }
  var InputBuilder;
  var init_builder = __esm({
    "command/input/builder.ts"() {
      init_settings();
      InputBuilder = class {
        command;
        target;
        environment;
        values;
        given;
        sources;
        /** Values that a CI system did not expand, each with a sentence. */
        unexpanded;
        faults;
        warnings;
        runId;
        /** Constructs a new instance. */
        constructor(command, target, environment) {
          this.command = command;
          this.target = target;
          this.environment = environment;
          this.values = defaultValues();
          this.given = {};
          this.sources = {};
          this.unexpanded = /* @__PURE__ */ new Map();
          this.faults = [];
          this.warnings = [];
        }
        /** Whether the job has to be known: it is triggered, or its runs are searched. */
        get needsJob() {
          return this.command !== "cancel" && !this.target;
        }
        /** Sets a value. Without a source, the setting keeps the one that it has. */
        set(name, value, source) {
          this.values[name] = value;
          if (source) this.sources[name] = source;
        }
        /** Adds a fault, of a setting or of none. */
        refuse(setting, text2, name = setting && this.sources[setting]?.name) {
          this.faults.push({
            setting,
            name,
            text: text2
          });
        }
        /** Whether a setting has a fault. */
        isRefused(setting) {
          return this.faults.some((fault) => fault.setting === setting);
        }
        /**
         * Returns the input. Without faults it has everything that is required; help
         * requires nothing.
         */
        build() {
          const { command, values, given, runId, faults, warnings } = this;
          const names = {};
          for (const [name] of SETTING_LIST) {
            const source = this.sources[name];
            if (source) names[name] = source.name;
          }
          const urlSetting = names.url ?? SETTINGS.url.variables[0];
          const parts = {
            names,
            urlSetting,
            warnings,
            notices: []
          };
          const input = {
            command,
            values,
            given,
            runId,
            ...parts
          };
          if (faults.length > 0) return {
            ...input,
            faults
          };
          return {
            ...input,
            values
          };
        }
      };
    }
  });

  // api/client.ts
  function createClient(options, more = {}) {
    const required = [
      "accountId",
      "apiKey",
      ...Object.keys(more)
    ];
    requireOptions({
      ...options,
      ...more
    }, required);
    const { apiKey, url = DEFAULT_URL } = options;
    const fault = findProxyFault(url);
    if (fault) throw new RangeError(`Cannot use 'url': ${fault}`);
    return {
      ...options,
      url: normalizeUrl(url),
      redact: createRedactor([
        apiKey
      ]),
      ...guardCallback(options.onNotice),
      hasAnswered: false
    };
  }
  function guardCallback(onNotice) {
    let thrown;
    const keep2 = (error) => void (thrown ??= {
      error
    });
    return {
      notify(text2) {
        try {
          Promise.resolve(onNotice?.(text2)).catch(keep2);
        } catch (error) {
          keep2(error);
        }
      },
      throwCallbackError() {
        if (thrown) throw thrown.error;
      }
    };
  }
  function normalizeUrl(url) {
    const address = trimSlashes(new URL(url).href);
    const path = [
      "/api/v2",
      "/api"
    ].find((path2) => address.endsWith(path2));
    return path ? trimSlashes(address.slice(0, -path.length)) : address;
  }
  function trimSlashes(text2) {
    let end = text2.length;
    while (text2[end - 1] === "/") end--;
    return text2.slice(0, end);
  }
  var init_client = __esm({
    "api/client.ts"() {
      init_checks();
      init_proxies();
      init_redact();
    }
  });

  // command/input/steps_override.ts
  function readStepsOverride(texts) {
    try {
      const commands = texts.flatMap(readCommands);
      if (commands.length > 0) return commands;
      throw new SyntaxError("there is no command in it");
    } catch (error) {
      const { message } = error;
      throw new SyntaxError(`cannot be read: ${message}. ${HOW_TO_WRITE}`);
    }
  }
  function readCommands(text2) {
    const lines = text2.split(/\r\n?|\n/).filter((line) => !/^\s*(#|$)/.test(line));
    const [first = ""] = lines;
    if (first.trimStart().startsWith("[")) return readBrackets(lines.join("\n"));
    const isList = isItem(first);
    const indent = indentation(first);
    return lines.map((line) => {
      if (!isList) return readLine(line.trim());
      const isNext = isItem(line) && indentation(line) === indent;
      return isNext ? readItem(line) : refuse(SEVERAL_LINES, line);
    });
  }
  function refuse(why, text2) {
    throw new SyntaxError(`${why}: ${JSON.stringify(text2.trim().slice(0, 80))}`);
  }
  function isItem(line) {
    return /^\s*-(\s|$)/.test(line);
  }
  function indentation(line) {
    return line.search(/\S|$/);
  }
  function readLine(line) {
    return readQuoted(line) ?? checkBareCommand(line);
  }
  function readItem(line) {
    const text2 = line.replace(/^\s*-\s*/, "");
    if (/^[|>]/.test(text2)) refuse("blocks of YAML are not read", text2);
    return readQuoted(text2) ?? checkBareCommand(text2.replace(/(^|\s)#.*$/, "").trimEnd());
  }
  function readQuoted(text2) {
    const quoted = matchAt(QUOTED, text2, 0);
    if (!quoted) return;
    const after = text2.slice(quoted.length);
    if (!/^\s*(#|$)/.test(after)) refuse("the quotes end before", after);
    return checkCommand(unquote(quoted));
  }
  function readBrackets(text2) {
    const commands = [];
    const skip = (at2) => at2 + (matchAt(BETWEEN_ITEMS, text2, at2) ?? "").length;
    let at = skip(text2.indexOf("[") + 1);
    while (text2[at] !== "]") {
      const quoted = matchAt(QUOTED, text2, at);
      const item = quoted ?? matchAt(BARE, text2, at) ?? refuse("the list has no end, or no command, at", text2.slice(at));
      commands.push(quoted ? checkCommand(unquote(quoted)) : checkBareCommand(item.trimEnd()));
      at = skip(at + item.length);
      if (at === text2.length) refuse("the list has no end", text2);
      if (text2[at] === ",") at = skip(at + 1);
      else if (text2[at] !== "]") {
        refuse("a comma or ] is missing at", text2.slice(at));
      }
    }
    const end = skip(at + 1);
    if (end < text2.length) refuse("the list has ended before", text2.slice(end));
    return commands;
  }
  function matchAt(pattern, text2, at) {
    pattern.lastIndex = at;
    return pattern.exec(text2)?.[0];
  }
  function unquote(quoted) {
    if (quoted.includes("\n")) refuse(SEVERAL_LINES, quoted);
    if (quoted.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", "'");
    try {
      return JSON.parse(quoted);
    } catch {
      return refuse("an unknown escape is in quotes", quoted);
    }
  }
  function checkBareCommand(text2) {
    checkCommand(text2);
    const outside = text2.replace(SHELL_QUOTED, "");
    if (/\s#/.test(outside)) refuse("a # begins a comment in", text2);
    const operator = /&&|[|;]/.exec(outside)?.[0];
    if (operator) refuse(`${operator} joins two commands in`, text2);
    return text2;
  }
  function checkCommand(text2) {
    if (!text2.trim()) throw new SyntaxError("a command is empty");
    if (!/^dbt\s/.test(text2)) refuse("a command begins with dbt, unlike", text2);
    const isOpen = /["'\\]/.test(text2.replace(SHELL_QUOTED, ""));
    if (isOpen) refuse("a quote has no end, or a \\ ends a line, in", text2);
    return text2;
  }
  var QUOTED, BARE, BETWEEN_ITEMS, SHELL_QUOTED, HOW_TO_WRITE, SEVERAL_LINES;
  var init_steps_override = __esm({
    "command/input/steps_override.ts"() {
      QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/sy;
      BARE = /[^\s,[\]{}"'](?:[^\n,[\]{}#]|(?<=\S)#)*/y;
      BETWEEN_ITEMS = /(?:\s+|#[^\n]*)*/y;
      SHELL_QUOTED = /"(?:[^"\\]|\\[^\n])*"|'[^']*'|\\[^\n]/g;
      HOW_TO_WRITE = "Write each command on a line of its own, in quotes if it holds a #";
      SEVERAL_LINES = "it is unclear to which command this belongs";
    }
  });

  // command/input/values.ts
  function readValue(setting, texts) {
    return readAnyValue(setting, texts);
  }
  function readAnyValue(setting, texts) {
    const { type, choices } = setting;
    if (type === "strings") return readStepsOverride(texts);
    const text2 = texts.at(-1).trim();
    const choice = choices && toChoice(setting, text2);
    if (choices?.includes(choice ?? "")) return choice;
    const { read, expected } = READERS[type];
    const value = choices && type !== "switch" ? void 0 : read(text2);
    if (value !== void 0) return value;
    throw new TypeError(mustBe(choices ? listChoices(setting) : expected, text2));
  }
  function toChoice({ implied }, text2) {
    if (implied === void 0) return text2;
    const word = text2.toLowerCase();
    if (word === "true") return implied;
    return word === "false" ? "none" : text2;
  }
  function listChoices({ type, choices = [], implied }) {
    const words = type === "switch" ? [
      "true",
      "false"
    ] : implied ? [
      "true"
    ] : [];
    return `one of ${[
      ...words,
      ...choices
    ].join(", ")}`;
  }
  function mustBe(expected, text2) {
    return `must be ${expected}: current value is ${quoteValue(text2)}`;
  }
  function quoteValue(text2) {
    return truncate(JSON.stringify(hideCredentials(text2)), 160);
  }
  function readNumber(text2) {
    const number = /^[+-]?\d+(\.\d+)?$/.test(text2) ? Number(text2) : NaN;
    return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : void 0;
  }
  function readCount(text2) {
    return /^\d+$/.test(text2) ? readNumber(text2) : void 0;
  }
  function readSeconds(text2) {
    const duration = (readNumber(text2) ?? -1) * 1e3;
    return duration >= 0 && duration < 2 ** 31 ? duration : void 0;
  }
  function readBoolean(text2) {
    if (/^(true|1|yes|on)$/i.test(text2)) return true;
    return /^(false|0|no|off)$/i.test(text2) ? false : void 0;
  }
  function readIsoTime(text2) {
    const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)$/i.test(text2);
    if (!isTime) return;
    const time = Date.parse(text2.replace(",", ".").replace(/([+-]\d\d)$/, "$1:00"));
    return Number.isNaN(time) ? void 0 : time;
  }
  var NUMBER_OR_TEXT, SWITCH, READERS;
  var init_values = __esm({
    "command/input/values.ts"() {
      init_text();
      init_steps_override();
      NUMBER_OR_TEXT = {
        // The check of all options refuses what is no id.
        read: (text2) => readNumber(text2) ?? text2,
        expected: "a positive whole number"
      };
      SWITCH = {
        read: readBoolean,
        expected: "true or false"
      };
      READERS = {
        string: {
          read: (text2) => text2,
          expected: "text"
        },
        integer: NUMBER_OR_TEXT,
        request: NUMBER_OR_TEXT,
        count: {
          read: readCount,
          expected: "a whole number of 0 or more"
        },
        seconds: {
          read: readSeconds,
          expected: "a number of seconds, from 0 to 2147483"
        },
        time: {
          read: readIsoTime,
          expected: "a time with its zone, such as 2026-01-31T06:00:00Z"
        },
        boolean: SWITCH,
        switch: SWITCH
      };
    }
  });

  // command/input/page.ts
  function readPage(text2) {
    if (!URL.canParse(text2)) return;
    const url = new URL(text2);
    const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
    const { groups } = PAGE.exec(path) ?? {};
    if (!groups || !isPlainHttps(url.origin) || url.username) return;
    if (!groups.projectId && !groups.runId) return;
    const id2 = (name) => groups[name] ? Number(groups[name]) : void 0;
    return {
      url: url.origin,
      accountId: Number(groups.accountId),
      projectId: id2("projectId"),
      jobId: id2("jobId"),
      runId: id2("runId")
    };
  }
  function normalizeAddress(text2) {
    const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text2) || /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text2);
    const url = isHost ? `https://${text2}` : text2;
    return URL.canParse(url) ? normalizeUrl(url) : url;
  }
  function describeHttp(text2) {
    const rest = /^http:\/\/(.*)$/is.exec(text2)?.[1];
    return rest && !isPlainHttps(text2) ? `begins with http://: use https://${hideCredentials(rest)}` : void 0;
  }
  function readJobPage(builder) {
    const { values: { jobUrl = "" }, sources: { jobUrl: source } } = builder;
    if (!source) return;
    const page = readPage(normalizeAddress(jobUrl));
    if (page?.jobId) return takePage(builder, page, source);
    const fault = page ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run" : describeHttp(jobUrl) ?? mustBe(`the address of a job's page, ${JOB_PAGE}`, jobUrl);
    builder.refuse("jobUrl", `${source.name} ${fault}`);
  }
  function takePage(builder, page, source) {
    takePart(builder, "url", page.url, source);
    takePart(builder, "accountId", page.accountId, source);
    takePart(builder, "projectId", page.projectId, source);
    takePart(builder, "jobId", page.jobId, source);
  }
  function takePart(builder, name, value, source) {
    if (value === void 0) return;
    const current = builder.values[name];
    const other = builder.sources[name];
    const isRival = other && (source.kind === "argument" || isExplicit(other) === isExplicit(source));
    if (isRival && current !== value) {
      const values = `${value} and ${hideCredentials(String(current))}`;
      const text2 = `${source.name} and ${other.name} disagree: ${values}`;
      builder.refuse(name, text2);
    }
    const isBeaten = other && isExplicit(other) && !isExplicit(source);
    if (!isBeaten) builder.set(name, value, other ?? source);
  }
  function readRunId(builder, target) {
    const page = readPage(target);
    const runId = page ? page.runId : readCount(target);
    if (!isId(runId)) return refuseTarget(builder, target, page);
    builder.runId = runId;
    if (page) takeRunPage(builder, page);
  }
  function refuseTarget(builder, target, page) {
    const text2 = describeWrongTarget(builder, target, page);
    builder.refuse(void 0, text2, "RUN_ID");
    const isKnown = !page || builder.sources.accountId;
    if (!isKnown) builder.set("accountId", page.accountId, RUN_PAGE);
  }
  function describeWrongTarget({ command }, target, page) {
    const expected = "a positive whole number, or the address of a run's page";
    if (!page) {
      return `RUN_ID ${describeHttp(target) ?? mustBe(expected, target)}`;
    }
    const job = `${page.url}/deploy/${page.accountId}/projects/${page.projectId}/jobs/${page.jobId}`;
    return command === "cancel" ? "RUN_ID is the address of a job's page: use the run's" : `RUN_ID is the address of a job's page: for its runs, use \`dbt-run ${command} --latest --job-url ${job}\``;
  }
  function takeRunPage(builder, page) {
    if (!builder.sources.url && !DBT_CLOUD.test(page.url)) {
      builder.refuse("url", `The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`);
    }
    const { projectId, ...others } = page;
    const isSet = builder.sources.projectId !== void 0;
    takePage(builder, isSet ? others : {
      ...others,
      projectId
    }, RUN_PAGE);
  }
  var JOB_PAGE, PAGE, DBT_CLOUD, RUN_PAGE;
  var init_page = __esm({
    "command/input/page.ts"() {
      init_checks();
      init_client();
      init_json();
      init_text();
      init_builder();
      init_values();
      JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";
      PAGE = new RegExp("^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)".replaceAll("N", "[1-9]\\d{0,14}"));
      DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;
      RUN_PAGE = {
        kind: "argument",
        name: "The run's address",
        texts: []
      };
    }
  });

  // command/input/checks.ts
  function describeConflict(...names) {
    return `${names.join(" and ")} are both given: use one of them`;
  }
  function describeReuseFault(name, { reuse, gitSha }) {
    if (reuse !== true || /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(gitSha ?? "")) {
      return;
    }
    const commit = gitSha ? `a full commit, and ${quoteValue(gitSha)} is none` : "a commit";
    return `${name} needs ${commit}: add --git-sha, or use --reuse=in-progress`;
  }
  function checkSettings(builder) {
    const { command, values, sources } = builder;
    for (const [name, { commands = [
      command
    ] }] of SETTING_LIST) {
      const source = sources[name];
      if (!source) continue;
      const fault = commands.includes(command) ? INPUT_CHECKS[name]?.(source.name, builder) : describeForeign(builder, source, values[name], commands);
      if (fault) builder.refuse(name, fault);
    }
    const { reuse: _, interval: __, ...options } = values;
    for (const { option, error } of checkOptions(options)) {
      const name = option;
      const source = sources[name];
      if (builder.isRefused(name)) continue;
      builder.refuse(name, `${source?.name ?? option} ${error.message}`);
    }
    checkTogether(builder);
  }
  function describeForeign({ command, environment: { actionInput } }, { name, kind: kind2 }, value, commands) {
    if (kind2 === "variable") return;
    if (actionInput && (command !== "run" || value !== true)) return;
    const flag2 = value === false && kind2 === "flag" ? `--no-${name.slice(2)}` : name;
    const hint = flag2 === "--no-wait" && command === "wait" ? ": to look at a run once, use `status`" : "";
    return `${flag2} only works with ${listCommands(commands)}${hint}`;
  }
  function listCommands(commands) {
    const names = commands.map((command) => `\`${command}\``);
    const last = names.pop();
    return names.length > 0 ? `${names.join(", ")} and ${last}` : `${last}`;
  }
  function checkTogether(builder) {
    const { values, sources } = builder;
    if (builder.command === "run" && !values.wait) {
      const isInput = sources.wait?.kind === "input";
      const noWait = isInput ? sources.wait?.name : "--no-wait";
      for (const name of [
        "junit",
        "artifacts",
        "retries",
        "logs"
      ]) {
        refuseIdle(builder, name, `with ${noWait}: leave out one of them`);
      }
    }
    if (!values.artifacts) {
      refuseIdle(builder, "allArtifacts", "without --artifacts: add it");
    }
    checkPullRequests(builder);
  }
  function refuseIdle(builder, name, reason) {
    const { command, values, sources: { [name]: source } } = builder;
    const { default: fallback } = SETTINGS[name];
    if (!source || source.isDefault || values[name] === fallback) return;
    const text2 = `${source.name} does nothing ${reason}`;
    if (isExplicit(source)) builder.refuse(name, text2);
    else if (command === "run") builder.warnings.push(text2.split(":")[0]);
  }
  function checkPullRequests(builder) {
    const { command, sources } = builder;
    const found = fieldsOfRole("pullRequest").flatMap((field) => {
      const setting = TRIGGER_FIELDS[field].option;
      return sources[setting] ?? [];
    });
    if (found.length < 2) return;
    const explicit = found.filter(isExplicit);
    const names = found.map(({ name }) => name);
    if (explicit.length > 1) {
      builder.refuse("pullRequest", describeConflict(...explicit.map((it) => it.name)));
    } else if (command === "run") {
      builder.warnings.push(`${names.join(" and ")} are both set, and a run has one pull request`);
    }
  }
  var INPUT_CHECKS;
  var init_checks2 = __esm({
    "command/input/checks.ts"() {
      init_checks();
      init_proxies();
      init_trigger_fields();
      init_builder();
      init_page();
      init_settings();
      init_steps_override();
      init_values();
      INPUT_CHECKS = {
        interval: (name, { values }) => values.interval === 0 ? `${name} must be above 0` : void 0,
        apiKey(name, { values: { apiKey = "" } }) {
          if (/^(["']).*\1$/s.test(apiKey)) {
            return `${name} begins and ends with a quote: delete both`;
          }
          const scheme = /^(Token|Bearer)\s/i.exec(apiKey)?.[1];
          return scheme && `${name} begins with "${scheme}": delete that word`;
        },
        url(name, { values: { url } }) {
          const fault = describeHttp(url);
          if (fault) return `${name} ${fault}`;
          if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
          const { origin, username, password } = new URL(url);
          if (url !== origin && !username && !password) {
            return `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`;
          }
          const proxied = findProxyFault(origin);
          return proxied && `Cannot use ${name}: ${proxied}`;
        },
        extraArgs(name, { values, sources: { stepsOverride } }) {
          if (stepsOverride) return describeConflict(name, stepsOverride.name);
          try {
            checkBareCommand(`dbt ${values.extraArgs}`);
          } catch (error) {
            return `${name} cannot be read: ${error.message}`;
          }
        },
        // The commit may come with the pull request, which is read later.
        reuse: (name, { values }) => values.pullRequest === "none" ? describeReuseFault(name, values) : void 0,
        latest: (name, { command, values }) => command === "retry" && values.latest === "success" ? `${name}=success finds nothing to retry: use --latest` : void 0
      };
    }
  });

  // command/process/environment.ts
  function ciEnv(env, onFault = () => {
  }) {
    return (name) => {
      const { text: text2 = "", fault } = readVariable(env, name);
      if (fault) onFault(name, fault);
      const value = text2.trim();
      return !value || UNEXPANDED.test(value) ? void 0 : value;
    };
  }
  function isInteractive(process2, quiet) {
    const env = ciEnv(process2.env);
    const isTerminal = process2.out.isTerminal || process2.err.isTerminal;
    return isTerminal && !quiet && !env("CI") && env("TERM") !== "dumb";
  }
  function secretsOf({ given }) {
    return (given.apiKey ?? "").trim().split(/\s+/);
  }
  var UNEXPANDED;
  var init_environment2 = __esm({
    "command/process/environment.ts"() {
      init_environment();
      UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;
    }
  });

  // report/text.ts
  function safeLine(text2, options = {}) {
    const { colour = false, length = 4e3 } = options;
    if (PLAIN.test(text2)) return truncate(text2, length);
    const line = text2.toWellFormed().replace(TERMINAL_ESCAPES, (found) => colour && COLOUR.test(found) ? found : "").replace(CONTROLS, (found) => colour && found === "\x1B" ? found : " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
    const cut2 = truncate(line, length);
    return cut2.includes("\x1B") && !cut2.endsWith(RESET) ? cut2 + RESET : cut2;
  }
  function safeLines(text2, options = {}) {
    return text2.trimEnd().split(LINE_BREAK).map((line) => safeLine(line, options));
  }
  function joinSome(names, maximum) {
    const more = names.length - maximum;
    const line = names.slice(0, maximum).join(", ");
    return more > 0 ? `${line} and ${more} more` : line;
  }
  function formatDuration(ms) {
    const seconds = Math.round(ms / 1e3);
    const parts = [
      `${Math.floor(seconds / 86400)} d`,
      `${Math.floor(seconds / 3600) % 24} h`,
      `${Math.floor(seconds / 60) % 60} min`,
      `${seconds % 60} s`
    ].filter((part) => !part.startsWith("0 "));
    return parts.slice(0, 3).join(" ") || "0 s";
  }
  function dedent(lines) {
    const least = lines.filter((line) => line.trim()).reduce((least2, line) => Math.min(least2, line.search(/\S/)), Infinity);
    return lines.map((line) => line.slice(least));
  }
  var TERMINAL_ESCAPES, CONTROLS, COLOUR, RESET, PLAIN, LINE_BREAK;
  var init_text2 = __esm({
    "report/text.ts"() {
      init_text();
      TERMINAL_ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
      CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
      COLOUR = /^\x1b\[(?:(?:0?|[1-4]|2[2-4]|3[0-79]|9[0-7])(?:;|(?=m)))*m$/;
      RESET = "\x1B[0m";
      PLAIN = /^[\t\x20-\x7e]*$/;
      LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
    }
  });

  // command/messages.ts
  function describeRun(run, fate) {
    const link = typeof run === "number" ? "" : `: ${run.href}`;
    return `Run ${toRunId(run)} ${fate}${link}`;
  }
  function describeCancelledRun(run) {
    if (run.status === "cancelled") return describeRun(run, "is cancelled");
    if (!hasEnded(run)) return describeRun(run, "is being cancelled");
    return describeRun(run, `had ended already (${run.status})`);
  }
  function describeOpenRun({ run, pendingPost }, fate) {
    if (pendingPost) {
      return `A run may have been started: ${formatWhereToLook(pendingPost)}`;
    }
    return run && !hasEnded(run) ? describeRun(run, fate) : void 0;
  }
  function describeProgress({ status: status2, finishedAt }) {
    const ended = ENDED[status2];
    if (!ended) return `is ${status2}`;
    return finishedAt ? `${ended} ${formatTimeSince(finishedAt)} ago` : ended;
  }
  function describeWait({ status: status2, createdAt, startedAt }) {
    const since = status2 === "queued" ? createdAt : startedAt ?? createdAt;
    return since ? `has been ${status2} for ${formatTimeSince(since)}` : `is ${status2}`;
  }
  function formatTimeSince(time) {
    return formatDuration(Math.max(0, Date.now() - Date.parse(time)));
  }
  var ENDED;
  var init_messages = __esm({
    "command/messages.ts"() {
      init_read_run();
      init_run_status();
      init_start_request();
      init_text2();
      ENDED = {
        success: "succeeded",
        error: "failed",
        cancelled: "was cancelled"
      };
    }
  });

  // command/process/file_system.ts
  async function* readFilePieces(path) {
    const { open, constants } = await fs();
    const { O_RDONLY, O_NONBLOCK = 0 } = constants;
    const file = await open(path, O_RDONLY | O_NONBLOCK);
    try {
      for (; ; ) {
        const buffer = new Uint8Array(READ_SIZE);
        const { bytesRead } = await file.read(buffer, 0, READ_SIZE, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await file.close();
    }
  }
  async function writeStream(path, data) {
    const file = await openStream(path);
    try {
      const texts = typeof data === "string" ? [
        new TextEncoder().encode(data)
      ] : data;
      for await (const bytes of texts) {
        for (let at = 0; at < bytes.length; at += PIPE_SIZE) {
          await writePiece(file, bytes.subarray(at, at + PIPE_SIZE));
        }
      }
    } finally {
      await file.close();
    }
  }
  async function openStream(path) {
    const { open, constants } = await fs();
    const { O_WRONLY, O_CREAT, O_APPEND, O_NONBLOCK = 0 } = constants;
    const flags = O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK;
    return await retryWhile("ENXIO", READER_LIMIT, () => open(path, flags));
  }
  async function writePiece(file, bytes) {
    await retryWhile("EAGAIN", MAX_STALL, () => file.write(bytes));
  }
  async function retryWhile(code, limit, attempt) {
    const startedAt = clock.now();
    for (; ; ) {
      try {
        return await attempt();
      } catch (error) {
        if (!hasCode(error, code)) throw error;
        if (clock.now() - startedAt >= limit) {
          throw new Error(`nobody has read it for ${limit / 1e3} s`);
        }
      }
      await pause(RETRY_PAUSE);
    }
  }
  function hasCode(error, code) {
    return error?.code === code;
  }
  var fs, READ_SIZE, PIPE_SIZE, READER_LIMIT, MAX_STALL, RETRY_PAUSE, fileSystem;
  var init_file_system = __esm({
    "command/process/file_system.ts"() {
      init_clock();
      fs = () => import("node:fs/promises");
      READ_SIZE = 64 * 1024;
      PIPE_SIZE = 4096;
      READER_LIMIT = 5e3;
      MAX_STALL = 3e4;
      RETRY_PAUSE = 50;
      fileSystem = {
        async readText(path, maxBytes = Infinity) {
          const decoder = new TextDecoder();
          let text2 = "";
          let bytes = 0;
          for await (const piece of readFilePieces(path)) {
            text2 += decoder.decode(piece, {
              stream: true
            });
            bytes += piece.length;
            if (bytes >= maxBytes) break;
          }
          return text2 + decoder.decode();
        },
        readPieces: readFilePieces,
        async kindOf(path) {
          try {
            const info = await (await fs()).lstat(path);
            if (info.isSymbolicLink()) return "link";
            return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
          } catch (error) {
            return hasCode(error, "ENOENT") ? void 0 : "unknown";
          }
        },
        async makeFolder(path) {
          await (await fs()).mkdir(path, {
            recursive: true
          });
        },
        async write(path, data, mode) {
          if (mode === "stream") return await writeStream(path, data);
          const { open } = await fs();
          const file = await open(path, mode === "append" ? "a" : "wx");
          try {
            const pieces = typeof data === "string" ? [
              data
            ] : data;
            for await (const piece of pieces) await file.writeFile(piece);
          } finally {
            await file.close();
          }
        },
        async rename(from, to) {
          await (await fs()).rename(from, to);
        },
        async remove(path) {
          await (await fs()).rm(path);
        }
      };
    }
  });

  // command/process/requests.ts
  async function flushRequests() {
    for (const ms of [
      0,
      TIME_TO_LEAVE
    ]) {
      const timer = AbortSignal.timeout(ms);
      await new Promise((resolve) => timer.addEventListener("abort", resolve));
    }
  }
  var TIME_TO_LEAVE;
  var init_requests = __esm({
    "command/process/requests.ts"() {
      TIME_TO_LEAVE = 5;
    }
  });

  // command/process/shutdown.ts
  function signalListener({ isWindows, ignoresHangup: ignoresHangup2 = () => false }, add) {
    const termination = isWindows ? "SIGBREAK" : "SIGTERM";
    return (listener) => {
      const isIgnored = ignoresHangup2();
      add("SIGHUP", () => isIgnored || listener("SIGHUP"));
      add("SIGINT", () => listener("SIGINT"));
      add(termination, () => listener("SIGTERM"));
    };
  }
  function listenForShutdown(process2, timeout, onForcedExit) {
    const interrupted = new AbortController();
    const aborted = new AbortController();
    let firstSignalAt;
    let deadline;
    const startGracePeriod = () => deadline ??= createDeadline(SHUTDOWN.total);
    const forceExit = (name) => {
      const exit = () => process2.exit(exitCode(name));
      setTimeout(exit, SHUTDOWN.forcedMessage);
      Promise.resolve(onForcedExit(new Interrupted(name))).catch(() => {
      }).then(() => process2.flush(SHUTDOWN.forcedFlush)).then(exit);
    };
    aborted.signal.addEventListener("abort", startGracePeriod);
    process2.onSignal((name) => {
      if (firstSignalAt === void 0) {
        firstSignalAt = clock.now();
        setTimeout(() => forceExit(name), SHUTDOWN.total);
        interrupted.abort(new Interrupted(name));
        aborted.abort(interrupted.signal.reason);
      } else if (clock.now() - firstSignalAt >= SAME_SIGNAL) forceExit(name);
    });
    if (timeout > 0) {
      const timeLeft = Math.floor(process2.startedAt + timeout - clock.now());
      AbortSignal.timeout(Math.max(0, timeLeft)).addEventListener("abort", () => aborted.abort(new TimedOut(timeout)));
    }
    return {
      interrupted: interrupted.signal,
      aborted: aborted.signal,
      startGracePeriod
    };
  }
  function afterSignal({ interrupted: { reason } }, result) {
    if (!(reason instanceof Interrupted)) return result;
    return {
      ...result,
      end: reason.end,
      error: result.error ?? reason
    };
  }
  var SHUTDOWN, SAME_SIGNAL, Interrupted, TimedOut;
  var init_shutdown = __esm({
    "command/process/shutdown.ts"() {
      init_clock();
      init_exit_codes();
      SHUTDOWN = {
        /** From the first signal to the end of the process, whatever happens. */
        total: 5e3,
        /** The part of it that requests leave, to say how the command ended. */
        forMessage: 300,
        /** The limit of the last message when the process ends at once. */
        forcedMessage: 250,
        /** The part of that in which output may stand still. */
        forcedFlush: 100
      };
      SAME_SIGNAL = 500;
      Interrupted = class extends CommandError {
        constructor(name) {
          super(`Interrupted (${name})`, name);
        }
      };
      TimedOut = class extends CommandError {
        constructor(timeout, { name = "--timeout", hint = "" } = {}) {
          super(`Timed out after ${timeout / 1e3} s (${name})${hint}`, "timedOut");
        }
      };
    }
  });

  // ci/ci_system.ts
  function readId(value) {
    const isDigits = typeof value === "string" && /^\d+$/.test(value);
    const id2 = isDigits ? Number(value) : value;
    return Number.isSafeInteger(id2) && id2 > 0 ? id2 : void 0;
  }
  function readCommit(text2) {
    return /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text2 ?? "") ? text2 : void 0;
  }
  function requestOption(text2) {
    if (/github/i.test(text2)) return "githubPullRequestId";
    if (/gitlab|\/merge_requests\//i.test(text2)) return "gitlabMergeRequestId";
    return /^tfs|dev\.azure\.com|visualstudio\.com/i.test(text2) ? "azurePullRequestId" : "nonNativePullRequestId";
  }
  function compareRepositories(source, target) {
    if (!source && !target) return "unstated";
    if (!source || !target) return "unknown";
    return source === target ? "own" : "fork";
  }
  function normalizeRepository(address = "") {
    const [, host, path] = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([^:/]+)(?::\d+)?[:/]([^/].*)$/is.exec(address) ?? [];
    const name = path?.replace(/\/$/, "").replace(/\.git$/, "");
    return host && name ? `${host}/${name}`.toLowerCase() : void 0;
  }
  function joinUrl(page = "", path) {
    if (!/^https?:/.test(page)) return;
    const names = path.toWellFormed().split("/").map(encodeURIComponent);
    return `${page.replace(/\/$/, "")}/${names.join("/")}`;
  }
  function append(path, text2) {
    return path ? {
      files: [
        {
          path,
          text: text2,
          append: true
        }
      ]
    } : {};
  }
  function pairs(values, escape) {
    return Object.entries(values).filter(([, value]) => value).map(([name, value]) => `${name}=${escape(`${value}`)}`);
  }
  function assignments(values) {
    const lines = pairs(values, (text2) => text2.replace(/\s+/g, " "));
    return lines.map((line) => `${line}
`).join("");
  }
  var init_ci_system = __esm({
    "ci/ci_system.ts"() {
    }
  });

  // ci/command.ts
  var CiCommand;
  var init_command = __esm({
    "ci/command.ts"() {
      CiCommand = class _CiCommand {
        text;
        /** Constructs a new instance. */
        constructor(text2) {
          this.text = text2;
        }
        /** Returns the command without secrets. */
        redact(redact) {
          return new _CiCommand(redact(this.text));
        }
      };
    }
  });

  // ci/azure.ts
  function encodeValue(text2) {
    return text2.replaceAll("%", "%AZP25").replace(/[\r\n]/g, encodeURIComponent);
  }
  function encodeProperty(text2) {
    return encodeValue(text2).replace(/[;\]]/g, encodeURIComponent);
  }
  function originByFlag(env) {
    const isFork = env(IS_FORK)?.toLowerCase();
    if (isFork === void 0) return "unstated";
    return isFork === "false" ? "own" : "fork";
  }
  function chooseIdVariable(env) {
    const isGitHub = /^github/i.test(readProvider(env)) || readId(env(PULL_REQUEST_NUMBER));
    return isGitHub ? PULL_REQUEST_NUMBER : "SYSTEM_PULLREQUEST_PULLREQUESTID";
  }
  var PULL_REQUEST_NUMBER, IS_FORK, readProvider, azure;
  var init_azure = __esm({
    "ci/azure.ts"() {
      init_ci_system();
      init_command();
      PULL_REQUEST_NUMBER = "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER";
      IS_FORK = "SYSTEM_PULLREQUEST_ISFORK";
      readProvider = (env) => env("BUILD_REPOSITORY_PROVIDER") ?? "";
      azure = {
        name: "Azure Pipelines",
        detect: (env) => env("TF_BUILD")?.toLowerCase() === "true",
        colour: true,
        commandPatterns: [
          // The agent looks for these anywhere in a line.
          {
            pattern: /##(?=\[|vso\[)/gi,
            replacement: "##\\"
          }
        ],
        pullRequest(env) {
          const branch = env("SYSTEM_PULLREQUEST_SOURCEBRANCH");
          const name = chooseIdVariable(env);
          const provider = name === PULL_REQUEST_NUMBER ? "GitHub" : readProvider(env) || "TfsGit";
          return {
            option: requestOption(provider),
            id: readId(env(name)),
            origin: originByFlag(env),
            // BUILD_SOURCEVERSION is a merge that Azure made.
            sha: readCommit(env("SYSTEM_PULLREQUEST_SOURCECOMMITID")),
            branch: branch?.replace(/^refs\/heads\//, "")
          };
        },
        originVariables: [
          IS_FORK
        ],
        noPullRequest: (env) => `${chooseIdVariable(env)} is not set: Azure sets it in builds of a pull request, by \`pr:\` or a build validation policy`,
        group: (title) => ({
          start: new CiCommand(`##[group]${title}`),
          end: new CiCommand("##[endgroup]")
        }),
        annotate({ kind: kind2, title, message, file, line }) {
          const place = {
            sourcepath: file,
            linenumber: file && line
          };
          const about = pairs({
            type: kind2,
            ...place
          }, encodeProperty);
          const text2 = encodeValue(`${title}: ${message}`);
          return new CiCommand(`##vso[task.logissue ${about.join(";")}]${text2}`);
        },
        fileUrl(file, sha, env) {
          const page = env("BUILD_REPOSITORY_URI");
          if (!/^tfs/i.test(readProvider(env))) {
            return joinUrl(page?.replace(/\.git$/, ""), `blob/${sha}/${file}`);
          }
          const version = `GC${sha}`;
          const query = new URLSearchParams({
            path: `/${file}`,
            version
          });
          return page && `${page}?${query}`;
        },
        outputs: (values) => ({
          commands: Object.entries(values).map(([name, value]) => new CiCommand(`##vso[task.setvariable variable=${name};isoutput=true]${encodeValue(value)}`))
        }),
        summary(markdown2, env) {
          const folder = env("AGENT_TEMPDIRECTORY");
          if (!folder) return {};
          const path = `${folder}/dbt-run-summary.md`;
          const files = [
            {
              path,
              text: markdown2
            }
          ];
          const upload = `##vso[task.uploadsummary]${encodeValue(path)}`;
          return {
            files,
            commands: [
              new CiCommand(upload)
            ]
          };
        }
      };
    }
  });

  // ci/bitbucket.ts
  var bitbucket;
  var init_bitbucket = __esm({
    "ci/bitbucket.ts"() {
      init_ci_system();
      bitbucket = {
        name: "Bitbucket Pipelines",
        detect: (env) => env("BITBUCKET_BUILD_NUMBER") !== void 0,
        pullRequest(env) {
          return {
            option: "nonNativePullRequestId",
            id: readId(env("BITBUCKET_PR_ID")),
            // Bitbucket runs no pipelines for pull requests of forks.
            origin: "own",
            // It may be a short one.
            sha: readCommit(env("BITBUCKET_COMMIT")),
            branch: env("BITBUCKET_BRANCH")
          };
        },
        originVariables: [],
        noPullRequest: () => "BITBUCKET_PR_ID is not set: Bitbucket sets it in pipelines under pull-requests:",
        fileUrl: (file, sha, env) => joinUrl(env("BITBUCKET_GIT_HTTP_ORIGIN"), `src/${sha}/${file}`),
        outputs: (values, env) => append(env("BITBUCKET_PIPELINES_VARIABLES_PATH"), assignments(values))
      };
    }
  });

  // ci/buildkite.ts
  function originByRepository(env) {
    if (env("BUILDKITE_BRANCH")?.includes(":")) return "fork";
    const source = env(PULL_REQUEST_REPO);
    if (source === void 0) return "unstated";
    return compareRepositories(normalizeRepository(source), normalizeRepository(env(PIPELINE_REPO)));
  }
  var PULL_REQUEST_REPO, PIPELINE_REPO, buildkite;
  var init_buildkite = __esm({
    "ci/buildkite.ts"() {
      init_ci_system();
      init_command();
      PULL_REQUEST_REPO = "BUILDKITE_PULL_REQUEST_REPO";
      PIPELINE_REPO = "BUILDKITE_REPO";
      buildkite = {
        name: "Buildkite",
        detect: (env) => env("BUILDKITE") === "true",
        colour: true,
        commandPatterns: [
          // A line that begins with one of these opens a group.
          {
            pattern: /^(\s*)(?=---|\+\+\+|~~~|\^\^\^)/,
            replacement: "$1\\"
          }
        ],
        pullRequest(env) {
          const provider = env("BUILDKITE_PIPELINE_PROVIDER");
          return {
            option: requestOption(`${provider} ${env(PIPELINE_REPO)}`),
            // Buildkite sets it to "false" where there is none.
            id: readId(env("BUILDKITE_PULL_REQUEST")),
            origin: originByRepository(env),
            // It may be "HEAD".
            sha: readCommit(env("BUILDKITE_COMMIT")),
            branch: env("BUILDKITE_BRANCH")
          };
        },
        originVariables: [
          PULL_REQUEST_REPO,
          PIPELINE_REPO
        ],
        noPullRequest: () => "BUILDKITE_PULL_REQUEST is no number: Buildkite sets it in builds of a pull request",
        group: (title) => ({
          start: new CiCommand(`--- ${title}`),
          end: new CiCommand("+++ dbt-run")
        })
      };
    }
  });

  // ci/circleci.ts
  var FORK_OWNER, circleci;
  var init_circleci = __esm({
    "ci/circleci.ts"() {
      init_ci_system();
      FORK_OWNER = "CIRCLE_PR_USERNAME";
      circleci = {
        name: "CircleCI",
        detect: (env) => env("CIRCLECI") === "true",
        colour: true,
        pullRequest(env) {
          const url = env("CIRCLE_PULL_REQUEST") ?? "";
          const branch = env("CIRCLE_BRANCH");
          const isFork = env(FORK_OWNER) !== void 0 || /^pull\/\d+/.test(branch ?? "");
          return {
            option: requestOption(url),
            id: readId(/\/(\d+)\/?$/.exec(url)?.[1]),
            origin: isFork ? "fork" : "own",
            sha: readCommit(env("CIRCLE_SHA1")),
            branch
          };
        },
        originVariables: [
          FORK_OWNER
        ],
        noPullRequest: () => "CIRCLE_PULL_REQUEST is not set: CircleCI sets it if the branch has an open pull request when the pipeline starts"
      };
    }
  });

  // ci/github.ts
  function escapeData(text2) {
    return text2.slice(0, MESSAGE_LIMIT).replace(/[%\r\n]/g, encodeURIComponent);
  }
  function escapeProperty(text2) {
    return escapeData(text2).replace(/[:,]/g, encodeURIComponent);
  }
  function readTextAt(event, ...path) {
    const found = path.reduce((value, name) => Object(value)[name], event);
    return typeof found === "string" ? found : void 0;
  }
  var MESSAGE_LIMIT, github;
  var init_github = __esm({
    "ci/github.ts"() {
      init_ci_system();
      init_command();
      MESSAGE_LIMIT = 4e3;
      github = {
        name: "GitHub Actions",
        detect: (env) => env("GITHUB_ACTIONS") === "true",
        colour: true,
        commandPatterns: [
          // The runner obeys the old form anywhere in a line.
          {
            pattern: /##(?=\[)/g,
            replacement: "##\\"
          },
          // It obeys the new form where a line begins with it.
          {
            pattern: /^([\s\x85]*)::/,
            replacement: "$1\\::"
          }
        ],
        eventFile: "GITHUB_EVENT_PATH",
        pullRequest(env, event) {
          const { merge_group: queue, pull_request: pull } = Object(event);
          const ref = readTextAt(queue, "head_ref") ?? env("GITHUB_REF") ?? "";
          const [, merged, number] = /^refs\/heads\/(gh-readonly-queue\/.+\/pr-(\d+)-.+)$/s.exec(ref) ?? [];
          if (number) {
            return {
              option: "githubPullRequestId",
              id: Number(number),
              // The branch of a queue is made in the repository itself.
              origin: "own",
              sha: readCommit(readTextAt(queue, "head_sha")),
              branch: merged
            };
          }
          return {
            option: "githubPullRequestId",
            id: readId(Object(pull).number) ?? readId(Object(event).number) ?? readId(/^refs\/pull\/(\d+)\//.exec(ref)?.[1]),
            // The event names no repository for a fork that was deleted.
            origin: compareRepositories(readTextAt(pull, "head", "repo", "full_name"), readTextAt(pull, "base", "repo", "full_name")),
            sha: readCommit(readTextAt(pull, "head", "sha")),
            branch: env("GITHUB_HEAD_REF") ?? readTextAt(pull, "head", "ref")
          };
        },
        originVariables: [],
        noPullRequest: (env) => `The event is ${env("GITHUB_EVENT_NAME") ?? "unknown"}: GitHub has a pull request for the events pull_request, pull_request_target and merge_group`,
        group: (title) => ({
          start: new CiCommand(`::group::${escapeData(title)}`),
          end: new CiCommand("::endgroup::")
        }),
        annotate({ kind: kind2, title, message, file, line }) {
          const about = pairs({
            file,
            line: file && line,
            title
          }, escapeProperty);
          return new CiCommand(`::${kind2} ${about.join(",")}::${escapeData(message)}`);
        },
        fileUrl(file, sha, env) {
          const repository = env("GITHUB_REPOSITORY");
          const server = env("GITHUB_SERVER_URL");
          if (repository) return joinUrl(server, `${repository}/blob/${sha}/${file}`);
        },
        outputs: (values, env) => append(env("GITHUB_OUTPUT"), assignments(values)),
        summary: (markdown2, env) => append(env("GITHUB_STEP_SUMMARY"), markdown2)
      };
    }
  });

  // ci/forgejo.ts
  var forgejo;
  var init_forgejo = __esm({
    "ci/forgejo.ts"() {
      init_ci_system();
      init_github();
      forgejo = {
        ...github,
        name: "Forgejo or Gitea Actions",
        // The runner of Forgejo sets this variable, too.
        detect: (env) => env("GITEA_ACTIONS") === "true",
        pullRequest: (env, event) => ({
          ...github.pullRequest(env, event),
          // Their numbers are not those of pull requests on GitHub.
          option: "nonNativePullRequestId"
        }),
        fileUrl(file, sha, env) {
          const repository = env("GITHUB_REPOSITORY");
          if (!repository) return;
          const path = `${repository}/src/commit/${sha}/${file}`;
          return joinUrl(env("GITHUB_SERVER_URL"), path);
        }
      };
    }
  });

  // ci/gitlab.ts
  function readExternal(env) {
    return {
      option: "githubPullRequestId",
      id: readId(env("CI_EXTERNAL_PULL_REQUEST_IID")),
      origin: compareRepositories(env(EXTERNAL_SOURCE), env(EXTERNAL_TARGET)),
      sha: readCommit(env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA")),
      branch: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME")
    };
  }
  function readMergeRequest(env) {
    return {
      option: "gitlabMergeRequestId",
      // The IID is the project's own number; the ID counts for all of GitLab.
      id: readId(env("CI_MERGE_REQUEST_IID")),
      origin: compareRepositories(env(SOURCE_PROJECT), env(TARGET_PROJECT)),
      // CI_COMMIT_SHA is a merge that GitLab made where the other is set.
      sha: readCommit(env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? env("CI_COMMIT_SHA")),
      branch: env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME")
    };
  }
  function readOpenMergeRequest(env) {
    const list = env("CI_OPEN_MERGE_REQUESTS") ?? "";
    const [path, id2] = list.includes(",") ? [] : list.split("!");
    const ownPath = env(OWN_PATH);
    return {
      option: "gitlabMergeRequestId",
      id: readId(id2),
      // A fork's branch has its merge request in the project that it goes to.
      origin: ownPath ? compareRepositories(ownPath, path) : "unstated",
      sha: readCommit(env("CI_COMMIT_SHA")),
      branch: env("CI_COMMIT_BRANCH")
    };
  }
  var DOTENV, ANNOTATIONS, CODE_QUALITY, SOURCE_PROJECT, TARGET_PROJECT, EXTERNAL_SOURCE, EXTERNAL_TARGET, OWN_PATH, gitlab;
  var init_gitlab = __esm({
    "ci/gitlab.ts"() {
      init_ci_system();
      init_command();
      DOTENV = "dbt-run.env";
      ANNOTATIONS = "dbt-run-annotations.json";
      CODE_QUALITY = "dbt-run-code-quality.json";
      SOURCE_PROJECT = "CI_MERGE_REQUEST_SOURCE_PROJECT_ID";
      TARGET_PROJECT = "CI_MERGE_REQUEST_PROJECT_ID";
      EXTERNAL_SOURCE = "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY";
      EXTERNAL_TARGET = "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY";
      OWN_PATH = "CI_PROJECT_PATH";
      gitlab = {
        name: "GitLab CI",
        detect: (env) => env("GITLAB_CI") === "true",
        colour: true,
        commandPatterns: [
          // A section begins and ends between two of these.
          // deno-lint-ignore no-control-regex
          {
            pattern: /\r?\x1b\[0?K/g,
            replacement: ""
          }
        ],
        pullRequest(env) {
          if (readId(env("CI_EXTERNAL_PULL_REQUEST_IID"))) return readExternal(env);
          if (readId(env("CI_MERGE_REQUEST_IID"))) return readMergeRequest(env);
          return readOpenMergeRequest(env);
        },
        originVariables: [
          SOURCE_PROJECT,
          TARGET_PROJECT,
          EXTERNAL_SOURCE,
          EXTERNAL_TARGET,
          OWN_PATH
        ],
        noPullRequest: () => 'CI_MERGE_REQUEST_IID is not set: GitLab sets it in merge request pipelines (rules: if: $CI_PIPELINE_SOURCE == "merge_request_event")',
        group(title, now) {
          const seconds = Math.floor(now / 1e3);
          const name = `dbt_run_${title.replace(/\W+/g, "_").slice(0, 60)}`;
          return {
            start: new CiCommand(`\x1B[0Ksection_start:${seconds}:${name}[collapsed=true]\r\x1B[0K${title}`),
            end: new CiCommand(`\x1B[0Ksection_end:${seconds}:${name}\r\x1B[0K`)
          };
        },
        findings(findings) {
          const issues = findings.filter(({ file }) => file).map((finding) => ({
            description: `${finding.title}: ${finding.message}`,
            check_name: `dbt ${finding.kind}`,
            fingerprint: finding.id,
            severity: finding.kind === "error" ? "critical" : "minor",
            location: {
              path: finding.file,
              lines: {
                begin: finding.line ?? 1
              }
            }
          }));
          return {
            files: [
              {
                path: CODE_QUALITY,
                text: JSON.stringify(issues)
              }
            ]
          };
        },
        fileUrl: (file, sha, env) => joinUrl(env("CI_PROJECT_URL"), `-/blob/${sha}/${file}`),
        staleFiles: [
          DOTENV,
          ANNOTATIONS,
          CODE_QUALITY
        ],
        outputs(values) {
          const { run_id: id2, run_url: url } = values;
          const link = {
            external_link: {
              label: `dbt Cloud run ${id2}`,
              url
            }
          };
          return {
            files: [
              {
                path: DOTENV,
                text: assignments(values)
              },
              {
                path: ANNOTATIONS,
                text: JSON.stringify({
                  "dbt Cloud": [
                    link
                  ]
                })
              }
            ]
          };
        }
      };
    }
  });

  // ci/jenkins.ts
  var FORK, jenkins;
  var init_jenkins = __esm({
    "ci/jenkins.ts"() {
      init_ci_system();
      FORK = "CHANGE_FORK";
      jenkins = {
        name: "Jenkins",
        detect: (env) => env("JENKINS_URL") !== void 0,
        // The log shows colours only with a plugin: no `colour`.
        // GIT_COMMIT may be a merge that Jenkins made: no `sha`.
        pullRequest: (env) => ({
          option: requestOption(`${env("CHANGE_URL")} ${env("GIT_URL")}`),
          id: readId(env("CHANGE_ID")),
          origin: env(FORK) === void 0 ? "own" : "fork",
          branch: env("CHANGE_BRANCH")
        }),
        originVariables: [
          FORK
        ],
        noPullRequest: () => "CHANGE_ID is not set: Jenkins sets it in multibranch pipelines of a pull request"
      };
    }
  });

  // ci/registry.ts
  function detectCi(env) {
    return CI_SYSTEMS.find((system) => system.detect(env)) ?? noCi;
  }
  function escapeCommands(line) {
    return COMMAND_PATTERNS.reduce((text2, { pattern, replacement }) => text2.replace(pattern, replacement), line);
  }
  function renderLine(line) {
    if (line instanceof CiCommand) return line.text;
    if (!/[\r\n]/.test(line)) return escapeCommands(line);
    return line.split(/(\r\n|[\r\n])/).map(escapeCommands).join("");
  }
  function escapeJsonCommands(json) {
    return json.replace(/##(?=\[|vso\[)/gi, "\\u0023\\u0023").replace(/(["\s]|\\[nrt])::/g, "$1\\u003a\\u003a").replace(/[\x7f-\x9f\u2028\u2029]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }
  var noCi, CI_SYSTEMS, COMMAND_PATTERNS;
  var init_registry = __esm({
    "ci/registry.ts"() {
      init_azure();
      init_bitbucket();
      init_buildkite();
      init_command();
      init_circleci();
      init_forgejo();
      init_github();
      init_gitlab();
      init_jenkins();
      noCi = {
        name: "no CI system",
        detect: () => true,
        pullRequest: () => ({
          option: "nonNativePullRequestId",
          id: void 0,
          origin: "unstated"
        }),
        originVariables: [],
        noPullRequest: () => "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID with DBT_JOB_GIT_SHA"
      };
      CI_SYSTEMS = [
        forgejo,
        github,
        gitlab,
        azure,
        bitbucket,
        buildkite,
        circleci,
        jenkins
      ];
      COMMAND_PATTERNS = CI_SYSTEMS.flatMap(({ commandPatterns = [] }) => commandPatterns);
    }
  });

  // command/process/streams.ts
  function createStreams(out, err) {
    const queue = new OutputQueue(out, err);
    const createOutput = (stream) => ({
      line: (line) => queue.print(stream, `${renderLine(line)}
`),
      isTerminal: stream.isTerminal(),
      draw: (text2) => queue.print(stream, text2)
    });
    return {
      out: createOutput(out),
      err: createOutput(err),
      waiting: () => queue.waiting,
      flush: (limit) => queue.flush(limit)
    };
  }
  var STALL_LIMIT, STALLED_AFTER, PIECE, FLUSH_PAUSE, OutputQueue;
  var init_streams = __esm({
    "command/process/streams.ts"() {
      init_clock();
      init_registry();
      STALL_LIMIT = 3e4;
      STALLED_AFTER = 1e3;
      PIECE = 16384;
      FLUSH_PAUSE = 50;
      OutputQueue = class {
        out;
        err;
        /** The number of characters that were printed, and not written yet. */
        waiting;
        #texts;
        /** When each stream that is being written to has moved last. */
        #movedAt;
        /** Callbacks for the end of the next write. */
        #waiters;
        constructor(out, err) {
          this.out = out;
          this.err = err;
          this.waiting = 0;
          this.#texts = [];
          this.#movedAt = /* @__PURE__ */ new Map();
          this.#waiters = [];
        }
        print(stream, text2) {
          const last = this.#texts.at(-1);
          if (last?.stream === stream && last.text.length < PIECE) last.text += text2;
          else this.#texts.push({
            stream,
            text: text2
          });
          this.waiting += text2.length;
          this.#writeNext();
        }
        /** Resolves when all is written, or nothing was taken for `limit` ms. */
        async flush(limit = STALL_LIMIT) {
          const startedAt = clock.now();
          while (this.waiting > 0) {
            this.#writeNext();
            const lastMove = Math.max(startedAt, ...this.#movedAt.values());
            if (clock.now() - lastMove >= limit) return;
            await this.#nextWrite();
          }
        }
        /** Resolves when a write has ended, and after a moment in any case. */
        #nextWrite() {
          return new Promise((resolve) => {
            const timer = setTimeout(resolve, FLUSH_PAUSE);
            this.#waiters.push(() => {
              clearTimeout(timer);
              resolve();
            });
          });
        }
        /** Writes the oldest text of each stream that is free. */
        #writeNext() {
          for (const stream of [
            this.out,
            this.err
          ]) {
            const place = this.#texts.findIndex((text3) => text3.stream === stream);
            const isBusy = this.#movedAt.has(stream);
            if (place < 0 || isBusy || this.#mustWait(stream, place)) continue;
            const [text2] = this.#texts.splice(place, 1);
            this.#write(text2);
          }
        }
        /** Whether a text has to wait for older ones of the other stream. */
        #mustWait(stream, place) {
          const other = stream === this.out ? this.err : this.out;
          const otherMovedAt = this.#movedAt.get(other);
          if (otherMovedAt === void 0) return place > 0;
          return clock.now() - otherMovedAt < STALLED_AFTER;
        }
        async #write({ stream, text: text2 }) {
          const bytes = new TextEncoder().encode(text2);
          this.#movedAt.set(stream, clock.now());
          try {
            for (let i = 0; i < bytes.length; ) {
              i += await stream.write(bytes.subarray(i, i + PIECE));
              this.#movedAt.set(stream, clock.now());
            }
          } catch {
          }
          this.#movedAt.delete(stream);
          this.waiting -= text2.length;
          this.#writeNext();
          this.#waiters.splice(0).forEach((resume) => resume());
        }
      };
    }
  });

  // api/duplicates.ts
  function limitRequest({ signal, deadline }, limit = REQUEST_LIMIT) {
    const remaining = deadline?.remaining() ?? Infinity;
    const timeLimit = Math.min(limit, Math.max(remaining, LAST_REQUEST_LIMIT));
    return {
      signal,
      timeLimit: Math.ceil(timeLimit)
    };
  }
  async function cancelOtherRuns(client, runId, runs, { signal, timeLimit = REQUEST_LIMIT } = {}) {
    const limit = AbortSignal.timeout(timeLimit);
    const stop = signal ? AbortSignal.any([
      signal,
      limit
    ]) : limit;
    const others = runs.filter((run) => run.id !== runId && !hasEnded(run));
    const description = "a second run of the same trigger";
    return await Promise.all(others.map(({ id: id2, href }) => cancelWithRetry(client, id2, stop).then(() => `Cancelled run ${id2}, ${description}: ${href}`, ({ message }) => `Run ${id2}, ${description}, may still be running: ${href} (${message})`)));
  }
  function mayAppear({ lastPostAt }) {
    return clock.now() < lastPostAt + LAST_LOOK;
  }
  function formatSecondRun(duplicates) {
    const where = formatWhereToLook(duplicates);
    return `A second run may have been started: ${where}`;
  }
  async function settleDuplicates(client, { run, duplicates }, limits) {
    if (!duplicates) return run;
    const { signal, deadline } = limits;
    const untilLastLook = duplicates.lastPostAt + LAST_LOOK - clock.now();
    const remaining = deadline?.remaining() ?? Infinity;
    await pause(Math.min(untilLastLook, remaining), signal);
    const find = () => duplicates.findAll(limitRequest(limits, LOOK_LIMIT));
    try {
      const found = await retry(client, "read", find, limits);
      const candidates = run.status === "cancelled" ? found : [];
      const followed = candidates.find((other) => !hasEnded(other)) ?? run;
      const options = limitRequest(limits);
      const notices = await cancelOtherRuns(client, followed.id, found, options);
      notices.forEach(client.notify);
      return followed;
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      client.notify(formatSecondRun(duplicates));
      return run;
    }
  }
  function createDuplicateWatch(client, duplicates, limits) {
    let lookTimes = duplicates ? LOOK_TIMES : [];
    return {
      async cancelIfDue(runId) {
        if (!duplicates) return;
        const sinceLastPost = () => clock.now() - duplicates.lastPostAt;
        if (sinceLastPost() < (lookTimes[0] ?? Infinity)) return;
        lookTimes = lookTimes.filter((time) => time > sinceLastPost());
        try {
          const found = await duplicates.findAll(limitRequest(limits, LOOK_LIMIT));
          const options = limitRequest(limits);
          const notices = await cancelOtherRuns(client, runId, found, options);
          notices.forEach(client.notify);
        } catch (error) {
          const isSurvived = error instanceof DbtCloudError && !limits.signal?.aborted;
          if (!isSurvived) throw error;
          lookTimes = [
            sinceLastPost() + LOOK_AGAIN,
            ...lookTimes
          ];
        }
      },
      async settle(run) {
        const followed = await settleDuplicates(client, {
          run,
          duplicates
        }, limits);
        return followed === run ? void 0 : followed;
      }
    };
  }
  var LOOK_TIMES, LOOK_LIMIT, LOOK_AGAIN, LAST_LOOK, LAST_REQUEST_LIMIT;
  var init_duplicates = __esm({
    "api/duplicates.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run_status();
      init_runs();
      init_start_request();
      LOOK_TIMES = [
        30,
        60,
        120,
        300,
        600
      ].map((seconds) => seconds * SECOND);
      LOOK_LIMIT = 5 * SECOND;
      LOOK_AGAIN = 15 * SECOND;
      LAST_LOOK = 30 * SECOND;
      LAST_REQUEST_LIMIT = 3 * SECOND;
    }
  });

  // api/search.ts
  var search_exports = {};
  __export(search_exports, {
    createRunSearch: () => createRunSearch,
    createSelector: () => createSelector,
    isOfCommit: () => isOfCommit,
    listRunsWithTrigger: () => listRunsWithTrigger
  });
  function createSelector(options) {
    const pullRequests = fieldsOfRole("pullRequest").map((field) => ({
      field,
      id: options[TRIGGER_FIELDS[field].option]
    }));
    const pullRequest = pullRequests.find(({ id: id2 }) => id2 !== void 0);
    return {
      gitSha: options.gitSha,
      pullRequest
    };
  }
  function isOfCommit(raw, sha) {
    return [
      raw.git_sha,
      readTrigger(raw).git_sha
    ].some((value) => {
      const other = textOrNull(value) ?? "";
      const length = Math.min(other.length, sha.length);
      const start = (text2) => text2.slice(0, length).toLowerCase();
      return other === sha || length >= 7 && start(other) === start(sha);
    });
  }
  async function listRunsWithTrigger(client, options, cache, maxRetrieved = MAX_RETRIEVED) {
    const page = await listRunPage(client, options);
    const { runs } = page;
    for (const [i, raw] of runs.entries()) {
      if (isObject(raw.trigger) || i >= maxRetrieved) continue;
      if (!isObject(cache.get(raw.id))) {
        const whole = await fetchRawRun(client, raw.id, {
          ...options,
          ...WITH_CAUSE
        }).catch((error) => {
          if (decide("look up", error) === "again") throw error;
          return raw;
        });
        cache.set(raw.id, whole.trigger);
      }
      raw.trigger = cache.get(raw.id);
    }
    return page;
  }
  function createRunSearch(client, jobId, { signal, query }) {
    const cache = /* @__PURE__ */ new Map();
    const options = {
      signal,
      query: {
        job_definition_id: jobId,
        ...WITH_CAUSE.query,
        ...query
      }
    };
    const list = async () => (await listRunsWithTrigger(client, options, cache)).runs;
    return () => retry(client, "look up", list, {
      signal
    });
  }
  var MAX_RETRIEVED;
  var init_search = __esm({
    "api/search.ts"() {
      init_json();
      init_read_run();
      init_retry();
      init_runs();
      init_trigger_fields();
      MAX_RETRIEVED = 20;
    }
  });

  // command/work_limit.ts
  function createWorkLimit(parent, ms, error) {
    const controller = new AbortController();
    const onAbort = () => controller.abort(parent.reason);
    parent.addEventListener("abort", onAbort);
    if (parent.aborted) onAbort();
    const timer = setTimeout(() => controller.abort(error), ms);
    return {
      signal: controller.signal,
      clear() {
        clearTimeout(timer);
        parent.removeEventListener("abort", onAbort);
      }
    };
  }
  var init_work_limit = __esm({
    "command/work_limit.ts"() {
    }
  });

  // command/cancel.ts
  var cancel_exports = {};
  __export(cancel_exports, {
    cancelNamedRun: () => cancelNamedRun
  });
  async function cancelNamedRun(context) {
    const { client, runId = 0, values, shutdown, state } = context;
    state.update({
      phase: "cancel"
    });
    if (values.dryRun) {
      client.notify(`Would cancel run ${runId}`);
      return {
        end: "succeeded"
      };
    }
    const timeoutError = new Error(`Run ${runId} could not be cancelled in 60 s`);
    const limit = createWorkLimit(shutdown.aborted, CANCEL_LIMIT, timeoutError);
    try {
      const run = await cancelWithRetry(client, runId, limit.signal);
      client.notify(describeCancelledRun(run));
      return {
        end: "succeeded",
        run
      };
    } finally {
      limit.clear();
    }
  }
  var CANCEL_LIMIT;
  var init_cancel = __esm({
    "command/cancel.ts"() {
      init_runs();
      init_messages();
      init_work_limit();
      CANCEL_LIMIT = 6e4;
    }
  });

  // api/json_stream.ts
  var MAX_LEVELS, DEFAULT_MAX_TEXT, JSON_TOKEN, UNFINISHED_ESCAPE, JsonScanner;
  var init_json_stream = __esm({
    "api/json_stream.ts"() {
      init_json();
      MAX_LEVELS = 1e3;
      DEFAULT_MAX_TEXT = 2 ** 20;
      JSON_TOKEN = /[ \t\r\n]+|[^ \t\r\n"{}[\],:]+|[^]/y;
      UNFINISHED_ESCAPE = /(?<!\\)((?:\\\\)*)\\(?:u[\da-f]{0,3})?$/i;
      JsonScanner = class {
        #options;
        #decoder = new TextDecoder("utf-8", {
          ignoreBOM: true
        });
        #path = [];
        #isKey = false;
        #inString = false;
        /** Whether the next character is escaped by the last one of a piece. */
        #isEscaped = false;
        /** The part of a text, a number or a word that has come so far. */
        #kept;
        #isCut = false;
        #isWhole = false;
        #isBroken = false;
        constructor(options) {
          this.#options = {
            maxText: DEFAULT_MAX_TEXT,
            onOpen: () => {
            },
            ...options
          };
        }
        /** Whether the document began, and all that it opened is closed. */
        get isWhole() {
          return this.#isWhole && !this.#isBroken;
        }
        /** Reads the next piece, if the document is not broken yet. */
        push(piece) {
          const text2 = this.#decoder.decode(piece, {
            stream: true
          });
          for (let at = 0; at < text2.length && !this.#isBroken; ) {
            at = this.#inString ? this.#readString(text2, at) : this.#readToken(text2, at);
          }
        }
        /** Hands on the text in whose middle the document broke off. */
        end() {
          if (!this.#inString || this.#isKey) return;
          this.#kept = this.#kept?.replace(UNFINISHED_ESCAPE, "$1");
          this.#take();
        }
        /** Reads a text to its end or the piece's; returns where to go on. */
        #readString(text2, from) {
          let at = this.#isEscaped ? from + 1 : from;
          while (at < text2.length && text2[at] !== '"') {
            at += text2[at] === "\\" ? 2 : 1;
          }
          this.#isEscaped = at > text2.length;
          this.#keep(text2.slice(from, at));
          if (at >= text2.length) return at;
          this.#take();
          this.#inString = false;
          return at + 1;
        }
        /** Reads what is no text; returns where to go on. */
        #readToken(text2, from) {
          JSON_TOKEN.lastIndex = from;
          const [token = ""] = JSON_TOKEN.exec(text2) ?? [];
          const isSpace = " 	\r\n".includes(token[0]);
          const isOpening = token === "{" || token === "[";
          const mayBegin = this.#path.length > 0 || isOpening;
          if (!isSpace && (this.#isWhole || !mayBegin)) this.#isBroken = true;
          if (isSpace) this.#take();
          else if (token === ":") this.#isKey = false;
          else if (token === ",") this.#next();
          else if (isOpening) this.#open(token === "[");
          else if (token === "}" || token === "]") this.#close(token === "]");
          else this.#begin(token);
          return from + token.length;
        }
        #open(isList) {
          this.#options.onOpen(this.#path, isList);
          if (this.#path.push(isList ? 0 : "") > MAX_LEVELS) this.#isBroken = true;
          this.#isKey = !isList;
        }
        #close(isList) {
          this.#take();
          const isInList = typeof this.#path.pop() === "number";
          if (isInList !== isList) this.#isBroken = true;
          this.#isKey = false;
          this.#isWhole = this.#path.length === 0;
        }
        #next() {
          this.#take();
          const last = this.#path.pop();
          this.#isKey = typeof last !== "number";
          this.#path.push(typeof last === "number" ? last + 1 : "");
        }
        #begin(token) {
          const { depth, wants } = this.#options;
          this.#inString = token === '"';
          if (this.#inString || this.#kept === void 0) {
            const isWanted = this.#path.length <= depth && (this.#isKey || wants(this.#path));
            this.#kept = isWanted ? "" : void 0;
            this.#isCut = false;
          }
          if (!this.#inString) this.#keep(token);
        }
        /** Keeps a part; of a long text, at least the end. */
        #keep(part) {
          if (this.#kept === void 0) return;
          const { maxText } = this.#options;
          this.#kept += part;
          if (this.#kept.length <= 2 * maxText) return;
          this.#kept = this.#kept.slice(-maxText);
          this.#isCut = true;
        }
        /** Hands on what was read, a key or a value; nothing if it is no JSON. */
        #take() {
          if (this.#kept === void 0) return;
          const quote2 = this.#inString ? '"' : "";
          let value = parseJson(quote2 + this.#kept + quote2);
          if (value === void 0 && this.#isCut) {
            value = parseJson(quote2 + this.#kept.slice(1) + quote2);
          }
          this.#kept = void 0;
          if (value === void 0) return;
          if (this.#isKey) this.#path[this.#path.length - 1] = String(value);
          else this.#options.onValue(this.#path, value);
        }
      };
    }
  });

  // api/steps.ts
  async function fetchSteps(client, runId, options) {
    const { signal, related = [], maxBytes = MAX_SIZE } = options;
    const query = {
      include_related: JSON.stringify([
        "run_steps",
        ...related
      ])
    };
    const request = {
      ...runRequest(runId, "get the steps of"),
      query,
      signal
    };
    const document = new RunDocument(options);
    const answer = await requestStream(client, request);
    const bytes = await readDocument(document, answer, options);
    const { isWhole, read } = document;
    const { status: status2 } = answer.response;
    if (bytes >= maxBytes && !read.run_steps) {
      const reason = `its body is longer than ${maxBytes / MIB} MiB`;
      throw unreadableError(request, status2, reason);
    }
    if (!isWhole && read.run_steps) read.id ??= runId;
    const raw = client.redact(read);
    if (!isRawRun(raw) || raw.id !== runId) {
      throw unreadableError(request, status2);
    }
    const steps = readSteps(raw.run_steps, options.maxLog);
    return {
      raw,
      steps,
      bytes,
      isWhole
    };
  }
  async function readDocument(document, { pieces }, { signal, maxBytes = MAX_SIZE, isEnough }) {
    let bytes = 0;
    try {
      for await (const piece of pieces) {
        bytes += piece.length;
        document.push(piece);
        if (bytes >= maxBytes || isEnough?.(document.read, bytes)) break;
      }
    } catch (error) {
      if (signal?.aborted || !document.read.run_steps) throw error;
    }
    document.end();
    return bytes;
  }
  function putValue(document, path, value) {
    if (path.includes("__proto__")) return;
    let place = document;
    for (const [i, key] of path.slice(0, -1).entries()) {
      const isList = typeof path[i + 1] === "number";
      const isThere = isList ? Array.isArray(place[key]) : isObject(place[key]);
      if (!isThere) place[key] = isList ? [] : {};
      place = place[key];
    }
    place[path.at(-1)] = value;
  }
  var MAX_SIZE, MAX_SIZE_WITH_STEPS, MAX_LOG, MAX_LOGS, MAX_STEPS, MAX_RUN_VALUES, STEP_FIELDS, RunDocument;
  var init_steps = __esm({
    "api/steps.ts"() {
      init_http();
      init_json();
      init_json_stream();
      init_read_run();
      init_refusals();
      init_runs();
      MAX_SIZE = 256 * MIB;
      MAX_SIZE_WITH_STEPS = 32 * MIB;
      MAX_LOG = MIB + 64 * 1024;
      MAX_LOGS = 16 * MIB;
      MAX_STEPS = 1e3;
      MAX_RUN_VALUES = 1e3;
      STEP_FIELDS = [
        "index",
        "name",
        "status",
        "started_at",
        "finished_at",
        "logs",
        "truncated_debug_logs"
      ];
      RunDocument = class {
        /** It grows while it is read: run_steps, 3, name. */
        read = {};
        #fields;
        #scanner;
        #values = 0;
        #logLength = 0;
        /** The index of the first step whose log is kept. */
        #firstLog = 0;
        constructor({ fields = STEP_FIELDS, maxLog = MAX_LOG }) {
          this.#fields = fields;
          const maxLogs = Math.max(MAX_LOGS, maxLog);
          this.#scanner = new JsonScanner({
            depth: 4,
            maxText: maxLog,
            wants: (path) => this.#wants(path),
            onValue: (path, value) => this.#keep(path.slice(1), value, maxLogs)
          });
        }
        /** Whether the document was read to its end. */
        get isWhole() {
          return this.#scanner.isWhole;
        }
        push(piece) {
          this.#scanner.push(piece);
        }
        end() {
          this.#scanner.end();
        }
        #wants([data, name, index, field]) {
          if (data !== "data" || name === void 0) return false;
          if (name !== "run_steps") return this.#values < MAX_RUN_VALUES;
          return index === void 0 || Number(index) < MAX_STEPS && this.#fields.includes(String(field));
        }
        #keep(path, value, maxLogs) {
          if (path[0] !== "run_steps") this.#values++;
          else if (typeof value === "string") this.#logLength += value.length;
          putValue(this.read, path, value);
          if (this.#logLength > maxLogs) this.#dropLogs(maxLogs);
        }
        /** Drops the logs of the first steps; why a run failed stands in a later one. */
        #dropLogs(maxLogs) {
          const steps = Array.isArray(this.read.run_steps) ? this.read.run_steps : [];
          while (this.#logLength > maxLogs && this.#firstLog < steps.length - 1) {
            const step = steps[this.#firstLog++];
            for (const field of isObject(step) ? [
              "logs",
              "truncated_debug_logs"
            ] : []) {
              this.#logLength -= textOrNull(step[field])?.length ?? 0;
              step[field] = null;
            }
          }
        }
      };
    }
  });

  // api/artifacts.ts
  async function listArtifactPaths(client, runId) {
    const isPaths = (data) => data === null || Array.isArray(data) && data.every((path) => typeof path === "string");
    const request = runRequest(runId, "list the artifacts of", "artifacts/");
    return await requestJson(client, request, isPaths) ?? [];
  }
  async function openArtifact(client, runId, path, { step, signal }) {
    const names = String(path).split("/");
    const isPath = typeof path === "string" && path.isWellFormed() && !names.some((name) => [
      "",
      ".",
      ".."
    ].includes(name));
    if (!isPath) {
      throw new TypeError(`Cannot use '${path}' as the path of an artifact`);
    }
    const file = names.map(encodeURIComponent).join("/");
    return await download(client, {
      ...runRequest(runId, `get ${path} of`, `artifacts/${file}`),
      ...step !== void 0 && {
        query: {
          step
        }
      },
      signal
    });
  }
  function isMissing(error) {
    return error instanceof DbtCloudError && error.status === 404;
  }
  function createRunReader(client, run, signal = client.signal) {
    let areSaved = false;
    let attempts2 = 0;
    const read = async () => {
      const related = [
        "environment",
        ...run.jobName ? [] : [
          "job"
        ]
      ];
      const options = {
        signal,
        related
      };
      const answer = await fetchSteps(client, run.id, options);
      const { raw, steps, isWhole } = answer;
      const { artifacts_saved, environment, job } = raw;
      areSaved = artifacts_saved === true;
      const isLagging = isWhole && run.status === "error" && !steps.some(({ status: status2 }) => status2 === "error");
      if (isLagging && ++attempts2 < MAX_ATTEMPTS) {
        throw new DbtCloudError("The steps lag", {
          kind: "unreadable"
        });
      }
      const projectDir = isObject(environment) ? textOrNull(environment.dbt_project_subdirectory) : null;
      const jobName = isObject(job) ? textOrNull(job.name) : null;
      return {
        steps,
        projectDir,
        jobName
      };
    };
    return {
      redact: client.redact,
      getSteps: () => retry(client, "read", read, {
        signal,
        silent: true
      }),
      areArtifactsSaved: () => areSaved,
      async openArtifact(path, step) {
        const open = () => openArtifact(client, run.id, path, {
          step,
          signal
        });
        try {
          const answer = await retry(client, "read", open, {
            signal,
            silent: true,
            // Until dbt Cloud has saved all artifacts, a 404 may be too early.
            decide: (error) => areSaved && isMissing(error) ? "final" : decide("read", error)
          });
          return answer.pieces;
        } catch (error) {
          if (isMissing(error)) return void 0;
          throw error;
        }
      }
    };
  }
  var MAX_ATTEMPTS;
  var init_artifacts = __esm({
    "api/artifacts.ts"() {
      init_errors();
      init_http();
      init_json();
      init_retry();
      init_runs();
      init_steps();
      MAX_ATTEMPTS = 3;
    }
  });

  // command/process/files.ts
  async function appendFile(files, path, text2) {
    const kind2 = await files.kindOf(path);
    const isFile = kind2 === "file" || kind2 === void 0;
    if (isFile) await files.write(path, text2, "append");
    else await files.write(path, renderLine(text2), "stream");
  }
  async function writeFile(files, path, data) {
    if (await isDevice(files, path)) {
      const harmless = typeof data === "string" ? renderLine(data) : data;
      return await files.write(path, harmless, "stream");
    }
    await keepPart(files, await writePart(files, path, data), path);
  }
  async function writePart(files, path, data) {
    const part = await temporaryPath(files, path);
    try {
      await files.write(part, data, "create");
      return part;
    } catch (error) {
      await files.remove(part).catch(() => {
      });
      throw error;
    }
  }
  async function keepPart(files, part, path) {
    try {
      await makeParentFolder(files, path);
      await files.rename(part, path);
    } catch (error) {
      await files.remove(part).catch(() => {
      });
      throw error;
    }
  }
  async function checkWritable(files, paths) {
    const faults = [];
    for (const setting of [
      "junit",
      "summary",
      "artifacts"
    ]) {
      const path = paths[setting];
      if (!path) continue;
      const file = setting === "artifacts" ? `${path}/dbt-run` : path;
      try {
        await tryToWrite(files, file);
      } catch (error) {
        faults.push({
          setting,
          path,
          reason: error.message
        });
      }
    }
    return faults;
  }
  async function tryToWrite(files, path) {
    if (await isDevice(files, path)) return;
    const isFolder = /(^|[\\/])\.{0,2}$/.test(path) || await files.kindOf(path) === "folder";
    if (isFolder) throw new Error("it is a folder");
    await files.remove(await writePart(files, path, ""));
  }
  async function temporaryPath(files, path) {
    const { folder, name } = await makeParentFolder(files, path);
    return `${folder}.${name}.${crypto.randomUUID().slice(0, 18)}.part`;
  }
  async function makeParentFolder(files, path) {
    const [, folder = "", name = ""] = /^(.*[\\/])?([^\\/]*)$/s.exec(path);
    if (folder) {
      await assertNoSymlink(files, folder);
      try {
        await files.makeFolder(folder);
      } catch (error) {
        const { message } = error;
        throw new Error(`its folder cannot be made: ${message}`);
      }
    }
    return {
      folder,
      name
    };
  }
  async function isDevice(files, path) {
    const kind2 = await files.kindOf(path);
    const isSystem = /^\/dev\/([^/]+|fd\/.*)$|^\/proc\//.test(path);
    if (!isSystem) return kind2 === "device";
    if (!kind2) throw new Error(`there is no ${path}`);
    return true;
  }
  async function assertNoSymlink(files, folder) {
    if (/^([\\/]|[A-Za-z]:)/.test(folder)) return;
    for (const { index } of folder.matchAll(/[\\/]/g)) {
      const path = folder.slice(0, index);
      if (await files.kindOf(path) === "link") {
        throw new Error(`${path} is a symbolic link`);
      }
    }
  }
  var init_files = __esm({
    "command/process/files.ts"() {
      init_registry();
    }
  });

  // command/downloads.ts
  var downloads_exports = {};
  __export(downloads_exports, {
    ArtifactDownloads: () => ArtifactDownloads
  });
  async function* validateJson(pieces, name) {
    const nothing = {
      depth: 0,
      wants: () => false,
      onValue: () => {
      }
    };
    const scanner = new JsonScanner(nothing);
    for await (const piece of pieces) {
      scanner.push(piece);
      yield piece;
    }
    if (scanner.isWhole) return;
    const message = `Cannot get ${name}: dbt Cloud sent no whole JSON document`;
    throw new DbtCloudError(message, {
      kind: "unreadable"
    });
  }
  var MIN_TIME, MIN_BYTES, ArtifactDownloads, SpeedCheck;
  var init_downloads = __esm({
    "command/downloads.ts"() {
      init_artifacts();
      init_clock();
      init_errors();
      init_json_stream();
      init_retry();
      init_files();
      MIN_TIME = 10 * MINUTE;
      MIN_BYTES = 64 * 1024;
      ArtifactDownloads = class {
        #context;
        #run;
        #speed;
        #downloads = /* @__PURE__ */ new Map();
        constructor(context, run) {
          this.#context = context;
          this.#run = run;
          this.#speed = new SpeedCheck(context.shutdown.aborted);
        }
        /**
         * Downloads an artifact, if that was not done before. With `waits`, it may come
         * some seconds after the end of the run.
         */
        get(artifact, { waits }) {
          const key = `${artifact.step}/${artifact.name}`;
          const download2 = this.#downloads.get(key) ?? this.#download(artifact, waits);
          this.#downloads.set(key, download2);
          return download2;
        }
        /**
         * Opens an artifact for the report. Throws if dbt Cloud does not give it; nothing
         * comes of one that could not be written, or in the time for downloads.
         */
        async open(artifact, options) {
          const download2 = await this.get(artifact, options);
          if (download2.kind === "absent") return {
            pieces: void 0
          };
          const isRefused = download2.kind === "failed" && download2.error instanceof DbtCloudError;
          if (isRefused) throw download2.error;
          if (download2.kind !== "downloaded") return;
          const { fileSystem: fileSystem2 } = this.#context.process;
          return {
            pieces: fileSystem2.readPieces(download2.part)
          };
        }
        /** Ends what is under way, and removes what nobody has kept. */
        async discard() {
          this.#speed.stop();
          const { fileSystem: fileSystem2 } = this.#context.process;
          for (const download2 of await Promise.all(this.#downloads.values())) {
            if (download2.kind !== "downloaded") continue;
            await fileSystem2.remove(download2.part).catch(() => {
            });
          }
        }
        async #download(artifact, waits) {
          const { signal } = this.#speed;
          this.#speed.start();
          try {
            const write = () => this.#writePart(artifact);
            const part = await retry(this.#context.client, "read", write, {
              signal,
              silent: true,
              decide: (error) => isMissing(error) && !waits ? "final" : decide("read", error)
            });
            return {
              kind: "downloaded",
              part
            };
          } catch (error) {
            if (signal.aborted) return {
              kind: "interrupted",
              reason: signal.reason
            };
            if (isMissing(error)) return {
              kind: "absent"
            };
            if (error instanceof DbtCloudError) return {
              kind: "failed",
              error
            };
            const { message } = error;
            const text2 = `Cannot write ${this.#pathOf(artifact)}: ${message}`;
            return {
              kind: "failed",
              error: new Error(text2)
            };
          }
        }
        /** Writes the file under a temporary name, and returns that. */
        async #writePart(artifact) {
          const { client, process: process2 } = this.#context;
          const { step, name } = artifact;
          const { signal } = this.#speed;
          const answer = await openArtifact(client, this.#run.id, name, {
            step,
            signal
          });
          try {
            const pieces = this.#speed.count(answer.pieces);
            const isJson = name.endsWith(".json");
            const content = isJson ? validateJson(pieces, name) : pieces;
            return await writePart(process2.fileSystem, this.#pathOf(artifact), content);
          } finally {
            await answer.close();
          }
        }
        /** Beside which path the temporary file is: its own folder comes later. */
        #pathOf({ name }) {
          return `${this.#context.values.artifacts}/${name.replaceAll("/", "_")}`;
        }
      };
      SpeedCheck = class {
        #controller = new AbortController();
        #timer;
        #bytes = 0;
        constructor(parent) {
          const onAbort = () => this.#controller.abort(parent.reason);
          const { signal } = this;
          parent.addEventListener("abort", onAbort, {
            signal
          });
          if (parent.aborted) onAbort();
        }
        /** Aborted by the parent, or when too little has come. */
        get signal() {
          return this.#controller.signal;
        }
        /** Begins with the first download. */
        start() {
          this.#timer ??= setTimeout(() => this.#check(), MIN_TIME);
        }
        /** Passes on the pieces, and counts them. */
        async *count(pieces) {
          for await (const piece of pieces) {
            this.#bytes += piece.length;
            yield piece;
          }
        }
        stop() {
          clearTimeout(this.#timer);
          this.#controller.abort(new Error("The downloads are not needed any more"));
        }
        #check() {
          const isSlow = this.#bytes < MIN_BYTES;
          this.#bytes = 0;
          if (isSlow) {
            const reason = "less than 64 KiB came in the last minute";
            this.#controller.abort(new Error(reason));
          } else this.#timer = setTimeout(() => this.#check(), MINUTE);
        }
      };
    }
  });

  // api/retries.ts
  function readRetriedId(raw) {
    return isId(raw.retrying_run_id) ? raw.retrying_run_id : null;
  }
  function findOrigin(raw, runs) {
    let origin = raw;
    for (let n = 0; origin && n < MAX_RETRIES; n++) {
      const retriedId = readRetriedId(origin);
      if (retriedId === null) return origin;
      origin = runs.get(retriedId);
    }
  }
  async function fetchOrigins(client, runs, options) {
    const known = new Map(runs.map((raw) => [
      raw.id,
      raw
    ]));
    const missing = /* @__PURE__ */ new Set();
    const addRetried = (raw) => {
      const retriedId = readRetriedId(raw);
      if (retriedId !== null && !known.has(retriedId)) missing.add(retriedId);
    };
    runs.forEach(addRetried);
    let requests = 0;
    for (const runId of missing) {
      if (++requests > MAX_RETRIES) break;
      const retried = await fetchIfVisible(client, runId, options);
      if (!retried) continue;
      known.set(runId, retried);
      addRetried(retried);
    }
    return known;
  }
  async function fetchIfVisible(client, runId, { signal }) {
    try {
      return await fetchRawRun(client, runId, {
        signal,
        ...WITH_CAUSE
      });
    } catch (error) {
      if (decide("look up", error) === "again") throw error;
    }
  }
  var MAX_RETRIES;
  var init_retries = __esm({
    "api/retries.ts"() {
      init_json();
      init_retry();
      init_runs();
      MAX_RETRIES = 20;
    }
  });

  // api/same_build.ts
  function planBuild(options) {
    const trigger = createTriggerBody(options, null);
    return {
      jobId: options.jobId,
      trigger,
      gitBranch: null,
      gitSha: null
    };
  }
  function readBuild(raw, origin = raw) {
    return {
      jobId: raw.job_definition_id,
      trigger: readTrigger(origin),
      gitBranch: textOrNull(raw.git_branch) || textOrNull(origin.git_branch),
      gitSha: textOrNull(raw.git_sha) || textOrNull(origin.git_sha)
    };
  }
  function isSameBuild(ours, theirs, roles) {
    return roles.every((role) => COMPARISONS[role](ours, theirs));
  }
  function hasPullRequest({ trigger }) {
    return fieldsOfRole("pullRequest").some((field) => readField(trigger[field]));
  }
  function isFullCommit(text2) {
    return typeof text2 === "string" && /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text2);
  }
  function nameOwnSchema({ jobId, trigger }) {
    const ids = fieldsOfRole("pullRequest").map((field) => trigger[field]);
    const id2 = ids.find((id3) => readField(id3));
    return id2 ? readField(`dbt_cloud_pr_${jobId}_${id2}`) : "";
  }
  function readField(value) {
    const isEmpty = value === void 0 || value === null || value === "" || value === 0 || Array.isArray(value) && value.length === 0;
    return isEmpty ? "" : JSON.stringify(value);
  }
  function readCommits({ trigger, gitSha }) {
    return [
      gitSha,
      trigger.git_sha
    ].filter(isFullCommit).map((commit) => commit.toLowerCase());
  }
  var COMPARISONS;
  var init_same_build = __esm({
    "api/same_build.ts"() {
      init_json();
      init_read_run();
      init_trigger_fields();
      COMPARISONS = {
        override(ours, theirs) {
          const ownSchemas = [
            ours,
            theirs
          ].map(nameOwnSchema);
          return fieldsOfRole("override").every((field) => {
            const [one, other] = [
              ours,
              theirs
            ].map(({ trigger }) => readField(trigger[field])).map((value) => ownSchemas.includes(value) ? "" : value);
            return one === other;
          });
        },
        pullRequest: (ours, theirs) => fieldsOfRole("pullRequest").every((field) => readField(ours.trigger[field]) === readField(theirs.trigger[field])),
        branch(ours, theirs) {
          const [one, other] = [
            ours,
            theirs
          ].map(({ trigger }) => textOrNull(trigger.git_branch) ?? "");
          const areNamed = one !== "" || other !== "";
          const ourBranch = one || ours.gitBranch;
          const theirBranch = other || theirs.gitBranch;
          const areUnknown = ourBranch === null || theirBranch === null;
          if (!areNamed && areUnknown) return true;
          return ourBranch === theirBranch;
        },
        commit(ours, theirs) {
          const ourCommits = readCommits(ours);
          return readCommits(theirs).some((commit) => ourCommits.includes(commit));
        }
      };
    }
  });

  // api/earlier_runs.ts
  async function listEarlierBuilds(client, { id: runId, jobId }, signal) {
    if (jobId === null) return {
      isRetry: false,
      earlier: []
    };
    const query = {
      job_definition_id: jobId,
      ...WITH_CAUSE.query,
      limit: MAX_LISTED
    };
    const listed = await listRawRuns(client, {
      signal,
      query
    });
    const found = listed.find(({ id: id2 }) => id2 === runId) ?? await fetchRawRun(client, runId, {
      signal,
      ...WITH_CAUSE
    });
    const runs = new Map([
      found,
      ...listed
    ].map((raw) => [
      raw.id,
      raw
    ]));
    const isRetry = readRetriedId(found) !== null;
    const ours = readKnownBuild(found, runs);
    if (!ours) return {
      isRetry,
      earlier: []
    };
    const ownIds = listOwnIds(found, runs);
    const earlier = listed.filter((raw) => {
      if (raw.id >= runId || ownIds.has(raw.id)) return false;
      const build = readKnownBuild(raw, runs);
      return build && isSameBuild(ours, build, [
        "override",
        "branch",
        "pullRequest"
      ]);
    }).map((raw) => ({
      run: toRun(client, raw),
      retryingRunId: readRetriedId(raw)
    })).filter(({ run }) => hasEnded(run) && run.status !== "cancelled");
    return {
      isRetry,
      earlier
    };
  }
  function readKnownBuild(raw, runs) {
    const origin = findOrigin(raw, runs);
    return origin && isObject(origin.trigger) ? readBuild(raw, origin) : void 0;
  }
  function listOwnIds(raw, runs) {
    const ids = /* @__PURE__ */ new Set();
    for (let own = raw; own && !ids.has(own.id); ) {
      ids.add(own.id);
      const retriedId = readRetriedId(own);
      own = retriedId === null ? void 0 : runs.get(retriedId);
    }
    return ids;
  }
  function createHistoryReader(client, run, createSignal) {
    let limit;
    const getSignal = () => limit ??= createSignal();
    return {
      redact: client.redact,
      listEarlier: async () => (await listEarlierBuilds(client, run, getSignal())).earlier,
      async openArtifact(runId, name, step) {
        const options = {
          step,
          signal: getSignal()
        };
        try {
          return (await openArtifact(client, runId, name, options)).pieces;
        } catch (error) {
          if (isMissing(error)) return void 0;
          throw error;
        }
      }
    };
  }
  var MAX_LISTED, HISTORY_TIME;
  var init_earlier_runs = __esm({
    "api/earlier_runs.ts"() {
      init_artifacts();
      init_clock();
      init_json();
      init_read_run();
      init_retries();
      init_run_status();
      init_runs();
      init_same_build();
      MAX_LISTED = 50;
      HISTORY_TIME = 20 * SECOND;
    }
  });

  // report/node_identity.ts
  function readNodeType(words = "") {
    const word = words.trim().toLowerCase().replaceAll(" ", "_");
    return NODE_TYPES.find((type) => type === word) ?? SYNONYMS[word];
  }
  function isSameNode(a, b) {
    if (family(a) !== family(b) || !hasSameProject(a, b)) return false;
    const [short, long] = [
      normalizeName(a),
      normalizeName(b)
    ].toSorted((a2, b2) => a2.length - b2.length);
    return `.${long}`.endsWith(`.${short}`);
  }
  function hasSameProject(a, b) {
    return !a.project || !b.project || a.project === b.project;
  }
  function family({ type }) {
    return FAMILIES[type] ?? type;
  }
  function nameKey(identity) {
    return `${family(identity)} ${normalizeName(identity).split(".").at(-1)}`;
  }
  function normalizeName({ type, name }) {
    if (family({
      type,
      name
    }) === "operation") {
      return /on-run-(?:start|end)/.exec(name)?.[0] ?? name;
    }
    return name.replace(/\.v(\d+)$/, "_v$1");
  }
  function readBeginning(name) {
    const isCut = /(?:\.\.\.|…)$/.test(name);
    const isHashed = /_[0-9a-f]{32}$/.test(name);
    if (!isCut && !isHashed) return;
    const beginning = name.replace(/(?:\.\.\.|…)$/, "").replace(/_[0-9a-f]{1,32}$/, "");
    return beginning.length < MIN_BEGINNING ? void 0 : beginning;
  }
  var NODE_TYPES, SYNONYMS, FAMILIES, NodeIndex, MAX_GUESSES, MIN_BEGINNING;
  var init_node_identity = __esm({
    "report/node_identity.ts"() {
      NODE_TYPES = [
        "analysis",
        "exposure",
        "function",
        "hook",
        "macro",
        "metric",
        "model",
        "operation",
        "saved_query",
        "seed",
        "semantic_model",
        "snapshot",
        "source",
        "test",
        "unit_test"
      ];
      SYNONYMS = {
        data_test: "test",
        generic_test: "test",
        python_model: "model",
        singular_test: "test",
        rpc_call: "operation",
        sql_operation: "operation"
      };
      FAMILIES = {
        unit_test: "test",
        hook: "operation"
      };
      NodeIndex = class {
        #byName = /* @__PURE__ */ new Map();
        #tests = [];
        /** The tests whose names were cut, with what is left of them. */
        #cutTests = [];
        #guesses = 0;
        constructor(nodes = []) {
          for (const node of nodes) this.add(node);
        }
        add(node) {
          const key = nameKey(node);
          const twins = this.#byName.get(key);
          if (twins) twins.push(node);
          else this.#byName.set(key, [
            node
          ]);
          if (family(node) !== "test") return;
          this.#tests.push(node);
          const beginning = readBeginning(node.name);
          if (beginning) this.#cutTests.push({
            node,
            beginning
          });
        }
        /** All nodes that an identity may be of. */
        findAll(identity) {
          const twins = this.#byName.get(nameKey(identity)) ?? [];
          const same = twins.filter((node) => isSameNode(node, identity));
          return same.length > 0 ? same : this.#findByBeginning(identity);
        }
        /** A test whose name was cut: by the end of the line, or for a hash. */
        #findByBeginning(identity) {
          if (family(identity) !== "test" || this.#guesses === MAX_GUESSES) return [];
          const beginning = readBeginning(identity.name);
          if (beginning || this.#cutTests.length > 0) this.#guesses++;
          const longer = beginning ? this.#tests.filter(({ name }) => name.startsWith(beginning)) : [];
          const shorter = this.#cutTests.filter((test) => identity.name.startsWith(test.beginning)).map(({ node }) => node);
          const found = [
            .../* @__PURE__ */ new Set([
              ...longer,
              ...shorter
            ])
          ].filter((node) => hasSameProject(node, identity));
          return found.length === 1 ? found : [];
        }
      };
      MAX_GUESSES = 200;
      MIN_BEGINNING = 20;
    }
  });

  // report/log_rows.ts
  function failingRows({ cause }) {
    return /^\d+$/.test(cause ?? "") ? `The test failed; failing rows: ${cause}` : "The test failed";
  }
  function staleSource({ cause }) {
    return [
      "The data is too old",
      cause
    ].filter(Boolean).join(": ");
  }
  function isProgress(text2) {
    const line = text2.trimStart();
    return !line || PROGRESS.some((pattern) => pattern.test(line)) || matchRow(line) !== void 0;
  }
  function isNodeLine(text2) {
    return NODE_LINE.test(text2.trimStart());
  }
  function matchRow(text2, { isUntimed = false, isLint = false } = {}) {
    const line = text2.trimStart();
    const isIndented = line.length < text2.length;
    for (const row of isLint ? [
      LINT,
      ...ROWS
    ] : ROWS) {
      if (isIndented && (row.flush || isUntimed && !row.indented)) continue;
      const found = row.pattern.exec(line);
      if (!found) continue;
      const groups = found.groups ?? {};
      const { kind: kind2, isLoose = false } = row;
      return {
        kind: kind2,
        isLoose,
        type: row.type ?? readNodeType(groups.type),
        name: groups.name,
        file: groups.file,
        line: groups.line,
        cause: row.cause ? row.cause(groups) : groups.cause
      };
    }
  }
  var PLACE, BRANCH, STATES, KINDS, ROWS, LINT, PROGRESS, NODE_LINE;
  var init_log_rows = __esm({
    "report/log_rows.ts"() {
      init_node_identity();
      PLACE = String.raw`(?: \((?:(?:[\w, ]{1,60} - )?(?<file>[^():]+\.\w+)(?::(?<line>\d+)(?::\d+)?)?|[^()]*)\)){0,3}`;
      BRANCH = "[\u2502\u251C\u2514\u2500 ]*";
      STATES = "Succeeded|Passed|Failed|Warned|Skipped|Reused|Started|Cancelled|Canceled|Stale";
      KINDS = "model|seed|snapshot|test|unit_test|unit test|source|function|hook|operation|analysis|exposure";
      ROWS = [
        // "[WARNING]: …", "[warning] [Name (dbt1097)]: …", "Warning in test …"
        {
          kind: "warning",
          pattern: /^(?:\[?warning\b|\[WARNING\])/,
          flush: true
        },
        {
          kind: "warning",
          pattern: /^Warning in /
        },
        // "Database Error in model orders (models/orders.sql)"
        {
          kind: "error",
          pattern: /^(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+(?: Model)? Error|Failure) in [a-z]\w*(?: [a-z]\w*)? \S+(?: \(.+\))?)$/,
          indented: true
        },
        // "Runtime Error"
        {
          kind: "error",
          pattern: /^(?:\[ERROR\]: )?(?<cause>[A-Z]\w+ Error|Failure)$/
        },
        // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
        {
          kind: "error",
          pattern: /^(?<cause>\[(?:ERROR|FAIL\w*)\]: in .+\))$/
        },
        // "on-run-end failed, error:", of Core 1.4 to 1.8
        {
          kind: "error",
          pattern: /^(?<name>on-run-(?:start|end)) failed, error:(?<cause>.*)$/,
          type: "hook",
          indented: true
        },
        // "Unhandled error while executing model.shop.orders", of a node without a file
        {
          kind: "error",
          pattern: new RegExp(`^(?:Unhandled error while executing|Internal error executing) (?<type>${KINDS})\\.\\w+\\.(?<name>\\S+)$`)
        },
        // "Unhandled error while executing target/run/shop/models/orders.sql"
        {
          kind: "error",
          pattern: /^(?:Unhandled error while executing|Internal error executing) ?(?<file>\S*)$/,
          isLoose: true
        },
        // "Encountered an error while generating catalog: Database Error"
        {
          kind: "error",
          pattern: /^(?:\[ERROR\]: )?Encountered an error(?: while [^:]+)?(?::|$)\s*(?<cause>.*)$/
        },
        // "[error] [JinjaError (dbt1501)]: …", "error: dbt1501: …", "Error [X (dbt1)]: …"
        {
          kind: "error",
          pattern: /^\[?[Ee]rror\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/,
          indented: true,
          isLoose: true
        },
        // "[error]: Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
        {
          kind: "error",
          pattern: /^\[error\]:?\s+(?<cause>.*)$/,
          isLoose: true
        },
        // dbt debug: "1 check failed:", "… for the following reason:"
        {
          kind: "error",
          pattern: /^(?<cause>\d+ checks? failed:)$/
        },
        {
          kind: "error",
          pattern: /\bfollowing (?:error|reason):$/
        },
        // SQLFluff: "== [models/orders.sql] FAIL"
        {
          kind: "error",
          pattern: /^== \[(?<file>[^\]]+)\] FAIL$/
        },
        // MetricFlow, of `dbt sl validate`: "✖ Breaking issues found when …"
        {
          kind: "error",
          pattern: /^✖ (?<cause>.+)$/
        },
        // "Completed with 2 errors and 0 warnings:"
        {
          kind: "summary",
          pattern: /^Completed with [1-9]\d* errors?\b/,
          isLoose: true
        },
        // "Test failed (3 failed row(s)): not_null_orders_id", of Fusion
        {
          kind: "failed",
          pattern: /^(?<cause>Test failed \((?:[^()]|\([^()]*\))*\)): (?<name>\S+)$/,
          type: "test"
        },
        // "Stale [  0.8s] source  shop.riders (last updated 3days ago)", of Fusion, and
        // "Failed [  0.8s] source  shop.riders (external) (last updated 3 days ago)"
        {
          kind: "failed",
          pattern: /^Stale +\[[^\]]*\] +source +(?<name>\S+)(?: \([a-z]+\))?(?: \((?<cause>[^()]*)\))?$/,
          type: "source",
          indented: true,
          cause: staleSource
        },
        {
          kind: "failed",
          pattern: /^Failed +\[[^\]]*\] +source +(?<name>\S+)(?: \([a-z]+\))? \((?<cause>last updated [^()]*)\)$/,
          type: "source",
          indented: true,
          cause: staleSource
        },
        // "Failed [  0.22s] model main.orders (table)", of Fusion; no group of tests
        {
          kind: "failed",
          pattern: new RegExp(`^${BRANCH}Failed +\\[[^\\]]*\\] +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`),
          indented: true
        },
        // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
        {
          kind: "failed",
          pattern: new RegExp(`^Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE} \\[[^\\]]*\\]$`),
          indented: true
        },
        // "└─ Failed test  not_null_orders_id (models/_models.yml:14:13)", in a group
        {
          kind: "failed",
          pattern: new RegExp(`^[\u2502\u251C\u2514]${BRANCH}Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`),
          indented: true
        },
        // "1 of 3 ERROR STALE freshness of shop.orders ..... [ERROR STALE in 0.2s]"
        {
          kind: "failed",
          pattern: /^\d+ of \d+ ERROR STALE freshness of (?<name>\S+)/,
          type: "source",
          cause: () => "ERROR STALE: the data is too old"
        },
        {
          kind: "failed",
          pattern: /^\d+ of \d+ ERROR freshness of (?<name>\S+)/,
          type: "source"
        },
        // "1 of 2 ERROR hook: fleet.on-run-start.0 ....... [ERROR in 0.30s]"
        {
          kind: "progress",
          pattern: /^\d+ of \d+ ERROR hook: (?<name>\S+)/,
          type: "operation"
        },
        // "2 of 3 ERROR creating sql table model prod.orders ...... [ERROR in 0.34s]"
        {
          kind: "progress",
          pattern: /^\d+ of \d+ (?:ERROR|PARTIAL SUCCESS \S+) \w+ (?:\w+ ){0,3}?(?<type>model|seed|function)(?: file)? (?<name>\S+)/
        },
        {
          kind: "progress",
          pattern: /^\d+ of \d+ ERROR snapshotting (?<name>\S+)/,
          type: "snapshot"
        },
        // "34 of 34 ERROR relation prod.orders ..... [ERROR]"
        {
          kind: "progress",
          pattern: /^\d+ of \d+ ERROR (?:\w+ )?relation (?<name>\S+)/,
          type: "model"
        },
        // "2 of 3 FAIL 1 orders::counts ...", a unit test
        {
          kind: "progress",
          pattern: /^\d+ of \d+ FAIL(?: (?<cause>\d+))? \w\S*?::(?<name>\S+)/,
          type: "unit_test",
          cause: failingRows
        },
        {
          kind: "progress",
          pattern: /^\d+ of \d+ ERROR(?: \d+)? \w\S*?::(?<name>\S+)/,
          type: "unit_test"
        },
        // "1 of 3 FAIL 2 not_null_orders_id ..."
        {
          kind: "progress",
          pattern: /^\d+ of \d+ FAIL(?: (?<cause>\d+))? (?<name>\w\S*)/,
          type: "test",
          cause: failingRows
        },
        {
          kind: "progress",
          pattern: /^\d+ of \d+ ERROR(?: \d+)? (?<name>\w\S*)/,
          type: "test"
        },
        // Where the rows of a failed test are, of `store_failures`
        {
          kind: "detail",
          pattern: /^See test failures:$/,
          indented: true
        },
        // Fusion's table of the rows that differ, below the line of a failed unit test
        {
          kind: "detail",
          pattern: /^Test failed \w\S*$/,
          indented: true
        },
        // The list of Core is over, and what else ends a message
        {
          kind: "end",
          pattern: /^(?:Done\.|Running with dbt=|Catalog written to |dbt encountered \d+ failure|Finished\b|Completed (?:with|successfully)\b|dbt command failed|={3,}|\d+ of \d+ |Batch \d+ of |Check your database |CANCEL query |Summary: |Processed: |New version available |All Finished )/
        },
        // Fusion's progress: "Succeeded [  0.41s] model main.orders (table)", "Passed
        // test  a [1 of 3 in 1s]", "├─ Passed test  a", "Skipped model  main.a"
        {
          kind: "end",
          pattern: new RegExp(`^${BRANCH}(?:(?:${STATES}) +(?:${KINDS}) +\\S+(?: [[(].*)?$|[A-Z][a-z]+ +\\[ *(?:[\\d.][\\d.hms ]*|-{3,})\\] )`),
          indented: true
        },
        {
          kind: "end",
          pattern: /^Finished '/,
          indented: true
        }
      ];
      LINT = {
        kind: "error",
        pattern: /^\[?warning\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/
      };
      PROGRESS = [
        // dbt Core
        /^(?:Running with dbt|Registered adapter|Found \d|Concurrency: |Unable to do partial pars|Partial pars|Running \d+ on-run|Building catalog|Catalog written|Updating lock file|Installing |Installed from|Up to date|Updated version available|Updates available|Nothing to do|Starting full parse|Performance info|\w+ adapter: |Sending |Opening |Running dbt\.\.\.)/,
        // Fusion
        /^(?:dbt(?:-\w+)? \d+\.\d+|(?:Loading|Fetching|Installing|Downloading|Parsing|Resolving|Compiling|Hydrating|Cloning) \S+)/,
        // git
        /^(?:Cloning into |Successfully cloned |remote: (?:Enumerating|Counting|Compressing|Total))/
      ];
      NODE_LINE = new RegExp(`^(?:\\d+ of \\d+ [A-Z]|${BRANCH}(?:${STATES}) +(?:\\[[^\\]]*\\] +)?(?:${KINDS}) )`);
    }
  });

  // report/message.ts
  function isFrame(line) {
    const text2 = line.trim();
    return FRAMES.some((pattern) => pattern.test(text2));
  }
  function isCause(line) {
    const text2 = line.trim();
    return !isFrame(line) && !VAGUE.some((pattern) => pattern.test(text2));
  }
  function isException(line) {
    const [word = ""] = /^[\w.]+/.exec(line.slice(0, MAX_NAME)) ?? [];
    return EXCEPTION.test(word);
  }
  function explain(message) {
    const lines = unframe(message);
    const at = Math.max(0, findCause(lines));
    const cause = trimCause(lines[at] ?? "");
    const moved = lines.splice(at, cause.endsWith(":") ? 2 : 1).slice(1);
    const next = at > 0 ? moved.map((line) => line.trim()) : moved;
    lines.unshift(cause, ...next);
    return lines.join("\n").trim() || message.trim();
  }
  function unframe(message) {
    const lines = message.trimEnd().split("\n");
    if (/^\s*compiled (code|sql) at /i.test(lines.at(-1))) lines.pop();
    const start = lines.findIndex((line) => !isFrame(line));
    const cause = start < 0 ? lines.slice(-1) : lines.slice(start);
    const [indent = ""] = /^[ \t]*/.exec(cause[0] ?? "") ?? [];
    return cause.map((line) => line.startsWith(indent) ? line.slice(indent.length) : line);
  }
  function trimCause(line) {
    const text2 = PREFIXES.reduce((text3, pattern) => text3.replace(pattern, ""), line.trim());
    return SUFFIXES.reduce((text3, [pattern, instead]) => text3.replace(pattern, instead), text2);
  }
  function findCause(lines) {
    const texts = lines.map((line) => line.trim());
    const kinds = texts.some((text2) => IS_GIT.test(text2)) ? GIT : [];
    const kind2 = kinds.find((it) => texts.some((text2) => it.test(text2)));
    if (kind2) return texts.findIndex((text2) => kind2.test(text2));
    const from = texts.findLastIndex((text2) => TRACEBACK.test(text2));
    if (from >= 0) return findException(lines, from);
    if (SENT_SQL.test(texts[0] ?? "")) {
      return texts.findIndex((text2, i) => i > 0 && REASON.test(text2));
    }
    return texts.findIndex(isCause);
  }
  function findException(lines, from) {
    const traceback = dedent(lines.slice(from));
    const exception = traceback.findLastIndex(isException);
    const last = traceback.findLastIndex((line) => /^\S/.test(line));
    const at = exception > 0 ? exception : last;
    return at > 0 ? from + at : -1;
  }
  var FRAMES, PREFIXES, SUFFIXES, VAGUE, SENT_SQL, REASON, GIT, IS_GIT, TRACEBACK, MAX_NAME, EXCEPTION;
  var init_message = __esm({
    "report/message.ts"() {
      init_text2();
      FRAMES = [
        /^$/,
        // "Database Error", "Runtime Error in model orders (models/orders.sql)"
        /^(?:Exception on worker thread\. |ERROR:? )?>?(?:(?:Compilation|Connection|Database|Dbt|Dependency|FailFast|Internal|Parsing|Python Model|Runtime|Snapshot|Test|Validation) Error|Failure|Error)(?: in [a-z].*)?$/,
        // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
        /^\[(?:ERROR|FAIL\w*)\]: in .+\)$/,
        // Core, of a result without a message, and below any other
        /^Status: \w+$/,
        /^compiled (?:code|sql) at /i,
        // "Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
        /^Error materializing \w+ \S+ \([^()]+\)$/
      ];
      PREFIXES = [
        // Fusion
        /^Error executing [\w ]*macro '[^']*' for \w+ [^\s:]+: /,
        /^Failed to [\w ]+ invalid operation: /,
        /^[A-Z]\w+ Error for \S+ from \S+: /,
        // dbt-glue, behind the SQL that it sent
        /^'''\), /,
        // Py4J, before Java's exception
        /^: (?=\w)/,
        // MetricFlow
        /^• ERROR: /,
        // SQLFluff: "L:  14 | P:   9 | LT01 | Expected …"
        /^L: +\d+ \| P: +\d+ \| */
      ];
      SUFFIXES = [
        // "Error reading shop: models/a.yml - Runtime Error", "… from project shop:
        // Parsing Error": the reason follows in the next line.
        [
          /(?: -|:) [A-Z]\w+ Error$/,
          ":"
        ],
        // Python names the file of a module that it could not import from.
        [
          / \((?:\/|[A-Z]:\\)[^()]*site-packages[^()]*\)$/,
          ""
        ]
      ];
      VAGUE = [
        /^failed to connect$/i,
        /\berror line \d+ at position \d+$/,
        /Deprecated functionality$/,
        /^Python model failed with traceback as:?$/,
        /^\(Note that /,
        /An error occurred while calling \S+\.$/,
        /^[^\p{L}\p{N}]*$/u,
        // A count of rows, or a code, of any driver
        /^\d+$/,
        /^Code: \d+\.$/,
        // dbt-clickhouse: where it asked; the reason follows
        /^:?HTTPDriver for \S+ returned response code \d+\)?$/,
        // dbt Core, before what the database says
        /^Database error while /,
        /^An error occurred during execution of unit test '/,
        // dbt debug
        /^\d+ checks? failed:$/,
        /^dbt was unable to connect to the specified database\.?$/,
        /\bfollowing (?:error|reason):$/,
        // MetricFlow, before the list
        /^Breaking issues found when /
      ];
      SENT_SQL = /\/\* \{"app": "dbt"/;
      REASON = /(?:^|[\s'")(,])(?:[\w$]{1,80}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception):(?: \S|$)/;
      GIT = [
        /Permission denied|Host key verification failed|Access denied|not granted|over its data quota|(?:could|can)not (?:read (?:Username|Password)|resolve host)|Could not resolve host|Connection (?:refused|reset|timed out)|certificate problem|Repository not found/i,
        /^remote: (?:ERROR: )?(?=.*[a-z])(?!(?:Enumerating|Counting|Compressing|Total)\b)/i,
        /^(?:error|fatal): (?!Could not read from remote)/i,
        /^fatal: /
      ];
      IS_GIT = /^(?:fatal: |Cloning into )/;
      TRACEBACK = /Traceback \(most recent call last\)/;
      MAX_NAME = 200;
      EXCEPTION = /(?<=[A-Z]\w{0,200})(?:Error|Exception|Exit|Failure|Interrupt|Warning)$/;
    }
  });

  // report/step_command.ts
  function extractCommand(stepName) {
    return /`(.+)`/s.exec(stepName)?.[1] ?? stepName;
  }
  function findVerb(stepName) {
    if (SOURCE_FRESHNESS.test(stepName.trim())) return "source";
    return extractCommand(stepName).match(WORD)?.find((word, i, words) => VERB.test(word) && !TAKES_VALUE.test(words[i - 1] ?? "")) ?? "";
  }
  function isDbtCommand(stepName) {
    const name = stepName.trim();
    return SOURCE_FRESHNESS.test(name) || /^Invoke dbt/i.test(name) && !NO_ARTIFACTS.test(findVerb(name));
  }
  function resultsFile(stepName) {
    const verb = findVerb(stepName);
    if (!isDbtCommand(stepName) || NO_RESULTS.test(verb)) return;
    return verb === "source" ? "sources.json" : "run_results.json";
  }
  function runsNodes(stepName) {
    return resultsFile(stepName) === "run_results.json" && !/^(?:run-operation|compile)$/.test(findVerb(stepName));
  }
  var WORD, VERB, TAKES_VALUE, NO_ARTIFACTS, NO_RESULTS, SOURCE_FRESHNESS;
  var init_step_command = __esm({
    "report/step_command.ts"() {
      WORD = /(?:"(?:\\.|[^"\\])*(?:"|$)|'[^']*(?:'|$)|\S)+/gs;
      VERB = /^(build|clean|clone|compile|debug|deps|docs|init|lint|list|ls|parse|retry|run|run-operation|seed|show|snapshot|source|test)$/;
      TAKES_VALUE = /^(-t|--(log-(level|format)(-file)?|log-path|profiles-dir|project-dir|profile|target|target-path|vars|state|threads|printer-width|warn-error-options|event-time-(start|end)))$/;
      NO_ARTIFACTS = /^(deps|debug|clean|init)$/;
      NO_RESULTS = /^(docs|parse|ls|list|show)$/;
      SOURCE_FRESHNESS = /^(?:run )?source freshness$/i;
    }
  });

  // report/results.ts
  function readMessage(result) {
    const { message, failures, relation_name: rows, status: status2 } = result;
    const count = Number(failures) > 0 ? `Got ${failures} results` : "";
    const text2 = textOrNull(message) ?? textOrNull(failures) ?? count;
    const isStored = status2 === "fail" && typeof rows === "string" && rows;
    const more = isStored ? `
The failing rows are in ${rows}` : "";
    return `${explain(text2)}${more}`.trim();
  }
  function isDuration(value) {
    return typeof value === "number" && value >= 0 && value < 1e12;
  }
  function readNode(result, message, step) {
    const { status: status2, execution_time: seconds, compiled_code: code } = result;
    const { unique_id: uniqueId } = isObject(result.node) ? result.node : result;
    if (typeof uniqueId !== "string") return;
    const [type = "", inPackage = "", ...names] = uniqueId.split(".");
    const word = String(status2 ?? "").toLowerCase();
    const outcome = OUTCOMES.find((it) => OUTCOME_WORDS[it].includes(word)) ?? "unknown";
    const showsCode = type === "test" && outcome === "failed";
    return {
      ...BLANK,
      uniqueId,
      // A generic test's id ends in a hash.
      name: names.join(".").replace(/\.[0-9a-f]{10}$/, "") || uniqueId,
      // What is no word is none of dbt's types: it is shown in other letters,
      // in which a key would not be recognised.
      type: /^[a-z_]{1,40}$/.test(type) ? type : "node",
      package: inPackage,
      status: word,
      outcome,
      message,
      seconds: isDuration(seconds) ? seconds : 0,
      compiledCode: showsCode ? textOrNull(code) : null,
      step
    };
  }
  function readFreshness(result) {
    const { max_loaded_at_time_ago_in_s: age, criteria, error } = result;
    if (!isDuration(age)) return explain(textOrNull(error) ?? "");
    const limits = isObject(criteria) ? criteria : {};
    const verbs = {
      warns: limits.warn_after,
      fails: limits.error_after
    };
    const words = Object.entries(verbs).flatMap(([verb, limit]) => {
      if (!isObject(limit) || !limit.count) return [];
      const unit = `${limit.period}${limit.count === 1 ? "" : "s"}`;
      return [
        `${verb} after ${limit.count} ${unit}`
      ];
    });
    return [
      `Loaded ${formatDuration(age * 1e3)} ago`,
      ...words
    ].join(", ");
  }
  async function readResults(pieces, step, options = {}) {
    const { maxBytes = Infinity } = options;
    const reader = new ResultsReader(step, options);
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > maxBytes || reader.isFull) {
        throw new Error(`The results of step ${step.index} are too large`);
      }
      reader.push(piece);
    }
    return reader.end();
  }
  function putField(object, [key = "", ...rest], value) {
    if (key === "__proto__") return;
    if (rest.length === 0) object[key] = value;
    else {
      const inner = isObject(object[key]) ? object[key] : {};
      object[key] = inner;
      putField(inner, rest, value);
    }
  }
  function formatNodeCounts(nodes) {
    const words = nodes.filter(({ type }) => type !== "step").map(({ outcome, status: status2 }) => outcome === "passed" && COUNTED_APART.includes(status2) ? status2 : outcome);
    const count = (word) => words.filter((it) => it === word).length;
    const [passed, ...others] = OUTCOMES;
    return [
      passed,
      ...COUNTED_APART,
      ...others
    ].filter(count).map((word) => `${count(word)} ${word}`).join(", ").replace("unknown", "of unknown status");
  }
  var BLANK, OUTCOME_WORDS, OUTCOMES, COUNTED_APART, ResultsBudget, MAX_TEXT, MIN_TEXT, RESULT_FIELDS, INNER_FIELDS, ResultsReader;
  var init_results = __esm({
    "report/results.ts"() {
      init_json();
      init_json_stream();
      init_message();
      init_step_command();
      init_text2();
      BLANK = {
        file: null,
        tests: null,
        compiledCode: null,
        step: 0
      };
      OUTCOME_WORDS = {
        passed: [
          "success",
          "pass",
          "no-op",
          "reused"
        ],
        warned: [
          "warn"
        ],
        failed: [
          "error",
          "fail",
          "runtime error",
          "partial success"
        ],
        skipped: [
          "skipped"
        ],
        unknown: []
      };
      OUTCOMES = Object.keys(OUTCOME_WORDS);
      COUNTED_APART = [
        "reused",
        "no-op"
      ];
      ResultsBudget = class {
        #nodes = 2e5;
        #characters = 32 * 2 ** 20;
        /** Whether one more node may be kept. */
        takeNode() {
          return this.#nodes-- > 0;
        }
        /** A text, or its beginning and its end if there are too many long ones. */
        keep(text2) {
          const limit = this.#characters > 0 ? MAX_TEXT : MIN_TEXT;
          const kept = text2.length <= limit ? text2 : `${text2.slice(0, limit / 2)}
\u2026
${text2.slice(-limit / 2)}`;
          this.#characters -= kept.length;
          return kept;
        }
      };
      MAX_TEXT = 2 ** 18;
      MIN_TEXT = 1e3;
      RESULT_FIELDS = /* @__PURE__ */ new Set([
        "compiled_code",
        "error",
        "execution_time",
        "failures",
        "max_loaded_at_time_ago_in_s",
        "message",
        "node",
        "relation_name",
        "status",
        "unique_id"
      ]);
      INNER_FIELDS = /* @__PURE__ */ new Set([
        "unique_id",
        "warn_after",
        "error_after"
      ]);
      ResultsReader = class {
        /** Whether there are more nodes than may be kept. */
        isFull = false;
        #step;
        #redact;
        #budget;
        #verb;
        #nodes = [];
        #scanner = new JsonScanner({
          depth: 5,
          wants: (path) => this.#wants(path),
          onOpen: (path, isList) => this.#open(path, isList),
          onValue: (path, value) => this.#set(path, value)
        });
        #invocationId = null;
        #hasResults = false;
        #isEmpty = true;
        /** The result that is being read. */
        #result;
        constructor(step, { redact = (text2) => text2, budget = new ResultsBudget() }) {
          this.#step = step;
          this.#redact = redact;
          this.#budget = budget;
          this.#verb = findVerb(step.name);
        }
        push(piece) {
          this.#scanner.push(piece);
        }
        end() {
          if (!this.#hasResults || !this.#scanner.isWhole) {
            throw new Error(`The results of step ${this.#step.index} cannot be read`);
          }
          this.#finish();
          return {
            nodes: this.#nodes,
            invocationId: this.#invocationId,
            isEmpty: this.#isEmpty
          };
        }
        #wants([list, i, field, inner]) {
          if (list === "metadata") return i === "invocation_id";
          if (list !== "results" || typeof i !== "number") return false;
          return field === "criteria" ? INNER_FIELDS.has(String(inner)) : RESULT_FIELDS.has(String(field)) && (inner === void 0 || INNER_FIELDS.has(String(inner)));
        }
        #open(path, isList) {
          const [list, i] = path;
          if (list !== "results" || path.length > 2) return;
          if (i === void 0) this.#hasResults ||= isList;
          else {
            this.#finish();
            this.#isEmpty = false;
            if (!isList) this.#result = {};
          }
        }
        #set([list, i, ...path], value) {
          if (list === "metadata") this.#invocationId = textOrNull(value);
          else if (path.length === 0) {
            if (typeof i === "number") this.#isEmpty = false;
          } else if (this.#result) putField(this.#result, path.map(String), value);
        }
        /** Makes a node of the result that was read. */
        #finish() {
          const result = this.#result;
          this.#result = void 0;
          if (!result) return;
          const read = this.#verb === "source" ? readFreshness : readMessage;
          const node = readNode(result, read(result), this.#step.index);
          const isCounted = this.#verb !== "compile" || node?.outcome === "failed";
          if (!node || !isCounted) return;
          if (!this.#budget.takeNode()) this.isFull = true;
          else this.#nodes.push(this.#trim(node));
        }
        /** A node whose texts hold no key, and are no longer than memory allows. */
        #trim(node) {
          const keep2 = (text2) => this.#budget.keep(this.#redact(text2));
          const { message, compiledCode } = node;
          return {
            ...node,
            message: message && keep2(message),
            compiledCode: compiledCode && keep2(compiledCode)
          };
        }
      };
    }
  });

  // report/reconcile.ts
  function withoutExcuse(message) {
    return message.split("\n").filter((line) => line !== NO_REASON && !line.startsWith(NOT_RECOGNISED));
  }
  function reconcile(step, results, { findings, failedCount, end, isComplete }) {
    const failed = results.filter(({ outcome }) => outcome === "failed");
    const isWhole = failed.length > 0 && failed.length === failedCount;
    const unknown = isComplete ? NO_REASON : NOT_RECOGNISED;
    const index = new NodeIndex(results.flatMap(toIndexed));
    const added = [];
    const loose = [];
    for (const finding of findings) {
      const result = finding.node && findResult(index, finding.node);
      if (!finding.node) loose.push(finding);
      else if (result) applyFinding(result, finding, isWhole, unknown);
      else if (!isWhole) added.push(findingToNode(step, finding, unknown));
    }
    const known = [
      ...results,
      ...added
    ].filter(({ outcome }) => outcome === "failed");
    const texts = known.map(({ message }) => message).join("\n");
    for (const [i, finding] of loose.entries()) {
      if (isSaid(finding, texts)) continue;
      const node = findingToNode(step, finding, unknown);
      if (i > 0) node.uniqueId += `.${i + 1}`;
      added.push(node);
    }
    if (known.length > 0 || added.length > 0) return added;
    if (isComplete) return [
      stepNode(step, [
        unknown,
        ...end
      ].join("\n"))
    ];
    const title = `${unknown}. Its end:`;
    const rest = end.slice(end.findIndex((line) => !isProgress(line)));
    return [
      stepNode(step, [
        title,
        ...rest
      ].join("\n"))
    ];
  }
  function toIndexed(result) {
    const type = readNodeType(result.type);
    if (!type) return [];
    return [
      {
        type,
        name: result.name,
        project: result.package,
        result
      }
    ];
  }
  function findResult(index, node) {
    const found = index.findAll(node).map(({ result }) => result);
    const failed = found.filter(({ outcome }) => outcome === "failed");
    return failed.find(({ message }) => !message) ?? failed[0] ?? found[0];
  }
  function applyFinding(result, { message, file, line, node }, isWhole, unknown) {
    const isContradicted = [
      "passed",
      "skipped"
    ].includes(result.outcome);
    if (isContradicted && !isWhole) {
      result.outcome = "failed";
      result.status = toStatus(node);
      result.message = message || unknown;
    }
    if (result.outcome !== "failed") return;
    if (!result.message || /^\d+$/.test(result.message)) {
      result.message = message || unknown;
    }
    result.file ??= file ?? null;
    if (line && result.file === file) result.line ??= line;
  }
  function isSaid({ message }, texts) {
    const [first = ""] = message.split("\n");
    return !!first.trim() && texts.includes(first);
  }
  function isNamedByLog({ uniqueId, type, package: project }) {
    const hasHash = /\.[0-9a-f]{10}$/.test(uniqueId);
    return project === UNKNOWN_PROJECT || type === "test" && !hasHash;
  }
  function stepNode({ index, name, durationMs }, message) {
    return {
      ...BLANK,
      uniqueId: `step.${index}`,
      name: extractCommand(name),
      type: "step",
      package: "dbt Cloud",
      status: "error",
      outcome: "failed",
      message,
      seconds: (durationMs ?? 0) / 1e3,
      step: index
    };
  }
  function findingToNode(step, { node, file, line, message }, unknown) {
    const place = {
      file: file ?? null,
      ...line && {
        line
      }
    };
    if (!node) return {
      ...stepNode(step, message || unknown),
      ...place
    };
    const { type, name, project = UNKNOWN_PROJECT } = node;
    return {
      ...BLANK,
      ...place,
      uniqueId: `${type}.${project}.${name}`,
      name,
      type,
      package: project,
      status: toStatus(node),
      outcome: "failed",
      message: message || unknown,
      seconds: 0,
      step: step.index
    };
  }
  function toStatus({ type }) {
    return type.endsWith("test") ? "fail" : "error";
  }
  var NO_REASON, NOT_RECOGNISED, UNKNOWN_PROJECT;
  var init_reconcile = __esm({
    "report/reconcile.ts"() {
      init_log_rows();
      init_node_identity();
      init_results();
      init_step_command();
      NO_REASON = "The log does not say why";
      NOT_RECOGNISED = "No cause was recognised in the log";
      UNKNOWN_PROJECT = "dbt";
    }
  });

  // report/report.ts
  function hasSucceeded({ run, retryRanNothing }) {
    return run.status === "success" && !retryRanNothing;
  }
  function runMessage(report) {
    const { run, nodes, retryRanNothing } = report;
    if (retryRanNothing) return RETRY_RAN_NOTHING;
    const isListed = nodes.some(({ outcome }) => outcome === "failed");
    const isShown = run.status !== "success" && (!isListed || isInformative(run.statusMessage));
    return isShown ? run.statusMessage ?? "" : "";
  }
  function formatCounts({ ranNothing, nodes }) {
    return ranNothing ? "Nothing was selected" : formatNodeCounts(nodes);
  }
  function isInformative(message) {
    return !!message?.trim() && !/^(dbt command failed|cancelled by user)\.?$/i.test(message.trim());
  }
  function formatLabel({ type, name }) {
    return `${type.replaceAll("_", " ")} ${name}`;
  }
  function formatTitle(node) {
    return `${formatLabel(node)}${node.file ? ` (${node.file})` : ""}`;
  }
  function firstLine({ message, status: status2 }) {
    const [first = status2, second = ""] = message.split(LINE_BREAK).map((line) => line.trim()).filter(Boolean);
    const cause = first.endsWith(":") ? `${first} ${second}` : first;
    return safeLine(cause, {
      length: MAX_LENGTH
    }).trim();
  }
  function formatDetails(node) {
    const { message, status: status2, tests, compiledCode, history } = node;
    const sql = compiledCode?.split(LINE_BREAK).filter((line) => line.trim());
    const code = sql?.length ? cut(dedent(sql).join("\n")) : [];
    return [
      ...cut(message.trim() ? message : status2),
      ...history ? [
        history
      ] : [],
      ...tests ? [
        safeLine(`Tests ${tests}`)
      ] : [],
      ...code.length > 0 ? [
        "Compiled SQL:"
      ] : [],
      ...code.map((line) => `  ${line}`)
    ];
  }
  function cut(text2) {
    const lines = safeLines(text2, {
      length: MAX_LENGTH
    });
    const more = lines.length - MAX_LINES;
    if (more > 0) {
      lines.splice(-TAIL_LINES - more, more, `\u2026 and ${more} more lines`);
    }
    return lines;
  }
  function uniqueNodes(nodes) {
    return [
      ...new Map(nodes.map((node) => [
        node.uniqueId,
        node
      ])).values()
    ];
  }
  function selectNodes({ nodes }, ...outcomes) {
    return uniqueNodes(nodes.filter(({ outcome }) => outcomes.includes(outcome)));
  }
  function formatFailedCount(report) {
    const failed = selectNodes(report, "failed");
    const count = failed.filter(({ isNew }) => isNew).length;
    return count > 0 ? `${failed.length} (${count} new)` : `${failed.length}`;
  }
  function formatInterruption({ run, steps }) {
    if (run.status !== "cancelled") return [];
    const step = steps.findLast(({ status: status2 }) => status2 !== "queued" && status2 !== "success");
    const hasBegun = steps.some(({ status: status2 }) => status2 !== "queued");
    if (!step) {
      return hasBegun || run.startedAt ? [] : [
        "The run never began"
      ];
    }
    const lines = safeLines(step.logs ?? "", {
      length: MAX_LENGTH
    }).filter((line) => line.trim()).slice(-MAX_LAST_LINES);
    const place = `Step ${step.index} of ${steps.length}`;
    const title = `${place} was running: ${extractCommand(step.name)}`;
    return [
      title,
      ...lines.map((line) => `  | ${line}`)
    ];
  }
  function formatSkipped(report) {
    return joinSome(selectNodes(report, "skipped").map(formatLabel), MAX_WHOLE);
  }
  var RETRY_RAN_NOTHING, MAX_WHOLE, MAX_LINES, TAIL_LINES, MAX_LENGTH, MAX_LAST_LINES;
  var init_report = __esm({
    "report/report.ts"() {
      init_results();
      init_step_command();
      init_text2();
      RETRY_RAN_NOTHING = "The retry ran nothing: no model or test had run when the attempt before it failed, and none ran in the retry";
      MAX_WHOLE = 10;
      MAX_LINES = 40;
      TAIL_LINES = 12;
      MAX_LENGTH = 500;
      MAX_LAST_LINES = 10;
    }
  });

  // report/history.ts
  function addHistory(report, earlier, options = {}) {
    const attempts2 = groupRetries(earlier);
    const failed = new Set(selectNodes(report, "failed"));
    const { createdAt } = report.run;
    const nodes = report.nodes.map((node) => {
      if (!failed.has(node) || node.type === "step") return node;
      const verdicts = attempts2.map((runs) => judge(node, runs));
      return {
        ...node,
        ...compare(verdicts, createdAt, options)
      };
    });
    return {
      ...report,
      nodes
    };
  }
  function groupRetries(runs) {
    const groups = [];
    for (const run of runs) {
      const group2 = groups.find((it) => it.some(({ retryingRunId }) => retryingRunId === run.run.id));
      if (group2) group2.push(run);
      else groups.push([
        run
      ]);
    }
    return groups;
  }
  function judge(node, runs) {
    const results = runs.map(({ run: run2, nodes }) => {
      const same = findSame(node, nodes);
      return {
        run: run2,
        hasFailed: same && hasFailed(same)
      };
    });
    const last = results.find(({ hasFailed: hasFailed2 }) => hasFailed2 !== void 0);
    const first = last?.hasFailed ? results.findLast(({ hasFailed: hasFailed2 }) => hasFailed2) : last;
    const { run } = first ?? results[0];
    return {
      run: {
        runId: run.id,
        runUrl: run.href,
        createdAt: run.createdAt
      },
      hasFailed: last?.hasFailed
    };
  }
  function findSame(node, nodes) {
    const same = nodes.findLast(({ uniqueId }) => uniqueId === node.uniqueId);
    const type = readNodeType(node.type);
    if (same || !type || !isNamedByLog(node)) return same;
    const index = new NodeIndex(nodes.flatMap((result) => {
      const type2 = readNodeType(result.type);
      const { name, package: project } = result;
      return type2 ? [
        {
          type: type2,
          name,
          project,
          result
        }
      ] : [];
    }));
    const found = index.findAll({
      type,
      name: node.name
    });
    return found.length === 1 ? found[0].result : void 0;
  }
  function hasFailed({ outcome }) {
    if (outcome === "failed") return true;
    return outcome === "passed" || outcome === "warned" ? false : void 0;
  }
  function compare(verdicts, createdAt, { isCut = false }) {
    const pass = verdicts.findIndex(({ hasFailed: hasFailed2 }) => hasFailed2 === false);
    const row = (pass < 0 ? verdicts : verdicts.slice(0, pass)).filter(({ hasFailed: hasFailed2 }) => hasFailed2);
    const since = row.at(-1)?.run ?? null;
    if (since) {
      const isOpen = pass < 0 && (isCut || !!verdicts.at(-1)?.hasFailed);
      const place = `run ${since.runId}${formatDistance(since, createdAt)}`;
      const words = isOpen ? `${place}, or earlier` : place;
      const history2 = `Failing since ${words} (${row.length + 1} runs)`;
      return {
        isNew: false,
        since,
        history: history2
      };
    }
    const passed = verdicts[pass]?.run;
    if (!passed) return {};
    const age = formatDistance(passed, createdAt);
    const history = `New: it passed in run ${passed.runId}${age}`;
    return {
      isNew: true,
      since: null,
      history
    };
  }
  function formatDistance(run, createdAt) {
    const ms = Date.parse(createdAt ?? "") - Date.parse(run.createdAt ?? "");
    if (!(ms >= 0)) return "";
    if (ms < MINUTE) return ", less than a minute ago";
    if (ms < HOUR) return `, ${Math.floor(ms / MINUTE)} min ago`;
    if (ms < 2 * DAY) return `, ${Math.floor(ms / HOUR)} h ago`;
    return `, ${Math.floor(ms / DAY)} days ago`;
  }
  var DAY;
  var init_history = __esm({
    "report/history.ts"() {
      init_clock();
      init_node_identity();
      init_reconcile();
      init_report();
      DAY = 24 * HOUR;
    }
  });

  // report/read_history.ts
  function hasComparableNodes(report) {
    return selectNodes(report, "failed").some(({ type }) => type !== "step");
  }
  async function readHistory(report, source) {
    if (!hasComparableNodes(report)) return report;
    const reader = new EarlierReader(report, source);
    const earlier = await source.listEarlier().catch(() => []);
    const results = [];
    for (const { run, retryingRunId } of earlier.slice(0, MAX_EARLIER_RUNS)) {
      const nodes = await reader.read(run.id);
      if (!nodes) break;
      results.push({
        run,
        retryingRunId,
        nodes
      });
    }
    return addHistory(report, results, {
      isCut: reader.isCut
    });
  }
  var MAX_EARLIER_RUNS, MAX_BYTES, EarlierReader;
  var init_read_history = __esm({
    "report/read_history.ts"() {
      init_history();
      init_report();
      init_results();
      init_step_command();
      MAX_EARLIER_RUNS = 5;
      MAX_BYTES = 32 * 2 ** 20;
      EarlierReader = class {
        /** Whether reading ended before all was read. */
        isCut = false;
        #steps;
        #source;
        #budget = MAX_BYTES;
        constructor({ steps, nodes }, source) {
          const failed = nodes.filter(({ outcome }) => outcome === "failed");
          const indexes = new Set(failed.map(({ step }) => step));
          const isAny = indexes.has(0);
          this.#steps = steps.filter(({ index, name }) => (isAny || indexes.has(index)) && resultsFile(name));
          this.#source = source;
        }
        /** The nodes of a run at these steps; nothing if they cannot be read. */
        async read(runId) {
          try {
            const reading = this.#steps.map((step) => this.#readStep(runId, step));
            return (await Promise.all(reading)).flat();
          } catch {
            this.isCut = true;
          }
        }
        async #readStep(runId, step) {
          const { openArtifact: openArtifact2, redact } = this.#source;
          const name = resultsFile(step.name);
          const pieces = await openArtifact2(runId, name, step.index);
          if (!pieces) return [];
          const { nodes } = await readResults(this.#count(pieces), step, {
            redact
          });
          return nodes;
        }
        /** Passes on the pieces, as long as the budget lasts. */
        async *#count(pieces) {
          for await (const piece of pieces) {
            this.#budget -= piece.length;
            if (this.#budget < 0) {
              throw new Error("The earlier results are too large");
            }
            yield piece;
          }
        }
      };
    }
  });

  // report/usual_duration.ts
  function measureUsualDuration(runs) {
    const durations = runs.filter(({ status: status2 }) => status2 === "success").map(({ startedAt, finishedAt }) => Date.parse(finishedAt ?? "") - Date.parse(startedAt ?? "")).filter((duration) => duration >= 0).slice(0, MAX_MEASURED).toSorted((a, b) => a - b);
    const { length: count } = durations;
    if (count < MIN_MEASURED) return;
    const [before, after] = [
      Math.ceil(count / 2) - 1,
      Math.floor(count / 2)
    ];
    return {
      median: (durations[before] + durations[after]) / 2,
      shortest: durations[0],
      longest: durations[count - 1],
      count
    };
  }
  function formatUsualDuration(usual) {
    const { median, shortest, longest, count } = usual;
    const range = formatPair(shortest, "to", longest);
    return `Usually takes ${formatRough(median)} (the last ${count} took ${range})`;
  }
  function formatElapsed(elapsed, usual) {
    return `${formatRough(elapsed)} of about ${formatRough(usual.median)}`;
  }
  function formatRemaining(elapsed, usual) {
    const remaining = usual.median - elapsed;
    if (remaining <= 0) {
      return `the run takes longer than usual (${formatRough(usual.median)})`;
    }
    return `about ${formatRough(remaining)} left for the run`;
  }
  function isUnusual(duration, { median }) {
    return Math.abs(duration - median) > median / 2;
  }
  function formatPair(from, word, to) {
    const [start, end] = [
      formatRough(from),
      formatRough(to)
    ];
    if (start === end) return end;
    const [amount, unit, ...more] = start.split(" ");
    const isShort = more.length === 0 && end.split(" ").length === 2 && end.endsWith(` ${unit}`);
    return `${isShort ? amount : start} ${word} ${end}`;
  }
  function formatRough(ms) {
    const seconds = Math.max(1, Math.round(ms / SECOND));
    if (seconds < 60) return `${seconds} s`;
    const minutes = Math.round(ms / MINUTE);
    if (minutes < 60) return `${minutes} min`;
    const hours = `${Math.floor(minutes / 60)} h`;
    return minutes % 60 === 0 ? hours : `${hours} ${minutes % 60} min`;
  }
  var MAX_MEASURED, MIN_MEASURED;
  var init_usual_duration = __esm({
    "report/usual_duration.ts"() {
      init_clock();
      MAX_MEASURED = 5;
      MIN_MEASURED = 3;
    }
  });

  // command/history.ts
  var history_exports = {};
  __export(history_exports, {
    RunHistory: () => RunHistory
  });
  var READ_LIMIT, DURATION_LIMIT, RunHistory;
  var init_history2 = __esm({
    "command/history.ts"() {
      init_clock();
      init_earlier_runs();
      init_work_limit();
      init_read_history();
      init_usual_duration();
      READ_LIMIT = 20 * SECOND;
      DURATION_LIMIT = MINUTE;
      RunHistory = class {
        #context;
        #builds;
        /** Whether the list was requested beside the polls. */
        #isAnnounced = false;
        constructor(context) {
          this.#context = context;
        }
        /**
         * Says how long the job usually takes, once that is known. It is called after
         * each poll, and looks once, as soon as the run is running. It never rejects.
         */
        async announceDuration(run) {
          const { values, shutdown } = this.#context;
          const isRunning = run.status === "starting" || run.status === "running";
          if (this.#isAnnounced || !isRunning || !values.history) return;
          this.#isAnnounced = true;
          const timeoutError = new Error("The list of runs took too long");
          const limit = createWorkLimit(shutdown.interrupted, DURATION_LIMIT, timeoutError);
          try {
            this.#emitDuration(run, await this.#listBuilds(run, limit.signal));
          } catch {
          } finally {
            limit.clear();
          }
        }
        #emitDuration({ id: id2 }, { isRetry, earlier }) {
          const { emit, state } = this.#context;
          const { run: latest } = state.current;
          const isOver = latest?.id !== id2 || latest.finishedAt !== null;
          if (isRetry || isOver) return;
          const whole = earlier.filter(({ retryingRunId }) => retryingRunId === null);
          const usual = measureUsualDuration(whole.map(({ run }) => run));
          if (usual) emit({
            type: "usual-duration",
            usual
          });
        }
        /** Adds to each failed node since when it fails, in the time that is left. */
        async addTo(report, parent) {
          const { client, values } = this.#context;
          if (!values.history || !hasComparableNodes(report)) return report;
          const timeoutError = new Error("The earlier runs took too long");
          const limit = createWorkLimit(parent, READ_LIMIT, timeoutError);
          try {
            return await readHistory(report, {
              ...createHistoryReader(client, report.run, () => limit.signal),
              listEarlier: async () => (await this.#listBuilds(report.run, limit.signal)).earlier
            });
          } finally {
            limit.clear();
          }
        }
        /** Lists the builds before a run, once; after a failure again. */
        #listBuilds(run, signal) {
          this.#builds ??= listEarlierBuilds(this.#context.client, run, signal).catch((error) => {
            this.#builds = void 0;
            throw error;
          });
          return this.#builds;
        }
      };
    }
  });

  // command/artifacts.ts
  function isSavedArtifact({ values }, name) {
    const isLeftOut = name === "catalog.json" && !values.catalog;
    return !!values.artifacts && ARTIFACTS.includes(name) && !isLeftOut;
  }
  async function saveArtifacts(context, report, downloads) {
    const { values } = context;
    if (!values.artifacts) return;
    const steps = report.steps.filter(({ name, status: status2 }) => isDbtCommand(name) && (status2 === "success" || status2 === "error"));
    const ordered = [
      ...steps.slice(-1),
      ...steps.slice(0, -1)
    ];
    const last = steps.at(-1)?.index;
    const names = await listNames(context, report);
    const artifacts = ordered.flatMap(({ index: step }) => names.map((name) => ({
      step,
      name
    })));
    const save = async (artifact, waits = false) => {
      const { step, name } = artifact;
      const download2 = await downloads.get(artifact, {
        waits
      });
      const folder = step === last ? "" : `step-${step}/`;
      return {
        ...artifact,
        download: await keep(context, download2, folder + name)
      };
    };
    const saved = [];
    for (const artifact of artifacts.splice(0, 1)) {
      saved.push(await save(artifact, true));
    }
    saved.push(...await mapSome(context, artifacts, save));
    if (values.allArtifacts) await saveLogs(context, report);
    warnOfMissing(context, saved);
    if (values.latest === "success") checkState(context, saved, steps);
  }
  async function listNames(context, { run }) {
    const { client, values, emit, shutdown: { aborted: signal } } = context;
    const names = ARTIFACTS.filter((name) => isSavedArtifact(context, name));
    if (!values.allArtifacts) return names;
    try {
      const list = () => listArtifactPaths(client, run.id);
      const paths = await retry(client, "read", list, {
        signal,
        silent: true
      });
      const unsafe = paths.filter((path) => !isPlainPath(path));
      if (unsafe.length > 0) {
        const text2 = `Not downloaded: ${joinSome(unsafe, MAX_NAMED)}. Their names are no plain paths`;
        emit({
          type: "warning",
          text: text2
        });
      }
      return [
        .../* @__PURE__ */ new Set([
          MANIFEST,
          ...paths.filter(isPlainPath)
        ])
      ];
    } catch (error) {
      if (signal.aborted) return names;
      emit({
        type: "warning",
        text: toError(error).message
      });
      return names;
    }
  }
  function isPlainPath(path) {
    return !/[\\:\p{Cc}]/u.test(path) && path.split("/").every((name) => !/^\.{0,2}$/.test(name));
  }
  async function keep({ process: { fileSystem: fileSystem2 }, values }, download2, name) {
    if (download2.kind !== "downloaded") return download2;
    const path = `${values.artifacts}/${name}`;
    try {
      await keepPart(fileSystem2, download2.part, path);
      return download2;
    } catch (error) {
      const text2 = `Cannot write ${path}: ${toError(error).message}`;
      return {
        kind: "failed",
        error: new Error(text2)
      };
    }
  }
  async function mapSome({ values, shutdown: { aborted } }, artifacts, save) {
    const queue = [
      ...artifacts
    ];
    const saved = [];
    let next = Promise.resolve();
    const work = async () => {
      for (; ; ) {
        if (values.allArtifacts) await (next = next.then(takeTurn));
        const artifact = queue.shift();
        if (!artifact) return;
        saved.push(await save(artifact));
      }
    };
    const takeTurn = () => pause(REQUEST_PAUSE, aborted).catch(() => {
    });
    const workers = values.allArtifacts ? CONCURRENCY : 1;
    await Promise.all(Array.from({
      length: workers
    }, work));
    return saved;
  }
  async function saveLogs({ process: { fileSystem: fileSystem2 }, values, emit }, { steps }) {
    for (const { index, logs } of steps) {
      if (!logs) continue;
      const path = `${values.artifacts}/step-${index}/log.txt`;
      try {
        await writeFile(fileSystem2, path, logs);
      } catch (error) {
        const text2 = `Cannot write ${path}: ${toError(error).message}`;
        emit({
          type: "warning",
          text: text2
        });
      }
    }
  }
  function warnOfMissing({ emit, shutdown }, saved) {
    const texts = /* @__PURE__ */ new Set();
    const unfinished = [];
    let reason = "";
    for (const { step, name, download: download2 } of saved) {
      if (download2.kind === "failed") texts.add(download2.error.message);
      if (download2.kind !== "interrupted") continue;
      unfinished.push(`${name} of step ${step}`);
      reason = download2.reason.message;
    }
    if (unfinished.length > 0 && !shutdown.interrupted.aborted) {
      const names = joinSome(unfinished, MAX_NAMED);
      texts.add(`Not downloaded: ${names}. ${reason}`);
    }
    texts.forEach((text2) => emit({
      type: "warning",
      text: text2
    }));
  }
  function checkState({ emit }, saved, steps) {
    const [manifest] = saved;
    const step = steps.at(-1);
    if (!manifest || !step) {
      throw new CommandError(`There is no ${MANIFEST}: no dbt command has ended`, "unreachable");
    }
    const command = `step ${step.index} (${extractCommand(step.name)})`;
    const { download: download2 } = manifest;
    if (download2.kind === "absent") {
      throw new CommandError(`There is no ${MANIFEST} of ${command}`, "unreachable");
    }
    if (download2.kind === "failed") {
      throw new CommandError(download2.error.message, "unreachable");
    }
    if (download2.kind === "interrupted") {
      const { reason } = download2;
      throw reason instanceof CommandError ? reason : new CommandError(`Cannot get ${MANIFEST}: ${reason.message}`, "unreachable");
    }
    const results = saved.find(({ name, step: index }) => name === RESULTS && index === step.index);
    if (results?.download.kind !== "absent") return;
    emit({
      type: "warning",
      text: `There is no ${RESULTS} of ${command}`
    });
  }
  var MANIFEST, RESULTS, ARTIFACTS, CONCURRENCY, REQUEST_PAUSE, MAX_NAMED;
  var init_artifacts2 = __esm({
    "command/artifacts.ts"() {
      init_artifacts();
      init_clock();
      init_retry();
      init_exit_codes();
      init_files();
      init_step_command();
      init_text2();
      MANIFEST = "manifest.json";
      RESULTS = "run_results.json";
      ARTIFACTS = [
        MANIFEST,
        RESULTS,
        "catalog.json",
        "sources.json"
      ];
      CONCURRENCY = 8;
      REQUEST_PAUSE = MINUTE / 1e3;
      MAX_NAMED = 10;
    }
  });

  // report/log_blocks.ts
  function cutBlocks(lines, isLint = false) {
    const cutter = new BlockCutter(lines, isLint);
    lines.forEach((line) => cutter.push(line));
    return {
      blocks: cutter.blocks,
      isComplete: cutter.isComplete
    };
  }
  function indentOf(text2) {
    return text2.length - text2.trimStart().length;
  }
  function hasContent(text2) {
    return !!text2.trim() && text2 !== "dbt command failed";
  }
  var HAS_LINES, MAX_BLOCKS, NOT_LISTED, BlockCutter;
  var init_log_blocks = __esm({
    "report/log_blocks.ts"() {
      init_log_rows();
      init_message();
      HAS_LINES = /* @__PURE__ */ new Set([
        "error",
        "summary",
        "warning"
      ]);
      MAX_BLOCKS = 5e3;
      NOT_LISTED = /^\s*(?:compiled (?:code|sql) at |Skipping due to fail_fast|Got \d+ results?, configured to warn)/i;
      BlockCutter = class {
        blocks = [];
        /** If all lines have a time, a time does not mark the end of a text. */
        #hasUntimedLines;
        #isLint;
        isComplete = true;
        #block;
        #hasCause = false;
        /** Whether the lines are of dbt Core's list of errors. */
        #isInSummary = false;
        /** The block that the lines of a traceback belong to. */
        #traceback;
        /** A node that failed without a cause yet, and how far in its lines begin. */
        #silent;
        constructor(lines, isLint) {
          this.#hasUntimedLines = lines.some(({ text: text2, startsEvent }) => !startsEvent && hasContent(text2));
          this.#isLint = isLint;
        }
        push(line) {
          const { text: text2, startsEvent, isWarning } = line;
          const match = isWarning ? {
            kind: "warning",
            isLoose: false
          } : matchRow(text2, {
            isUntimed: !startsEvent,
            isLint: this.#isLint
          });
          if (match?.kind === "detail") this.#continue(text2);
          else if (match && !this.#isNested(match)) this.#begin(match, line);
          else if (!match && this.#startsNewEvent(line)) this.#leave(line);
          else this.#add(line);
        }
        #begin(match, { text: text2, startsEvent }) {
          const block2 = {
            match,
            lines: match.cause ? [
              match.cause
            ] : []
          };
          if (this.blocks.length < MAX_BLOCKS) this.blocks.push(block2);
          this.#traceback = void 0;
          const indent = startsEvent ? 0 : indentOf(text2);
          const isSilent = match.kind === "failed" && !match.cause;
          this.#silent = isSilent ? {
            block: block2,
            indent
          } : void 0;
          if (match.kind === "summary") this.#isInSummary = true;
          if (match.kind === "end") this.#isInSummary = false;
          this.#block = HAS_LINES.has(match.kind) ? block2 : void 0;
          this.#hasCause = block2.lines.some(isCause);
        }
        /** Goes on with the last block. */
        #continue(text2) {
          this.#block = this.blocks.at(-1);
          this.#block?.lines.push(text2);
          this.#hasCause = false;
        }
        /**
         * Whether a head is part of the last one: "Runtime Error" below "Runtime Error
         * in model orders (models/orders.sql)".
         */
        #isNested({ kind: kind2, name, file, cause = "" }) {
          const isBareHead = kind2 === "error" && !name && !file && isFrame(cause) && !cause.includes(" in ");
          const outer = this.#block;
          return isBareHead && outer?.match.kind === "error" && !this.#hasCause;
        }
        /** Whether a line begins something of which no row knows. */
        #startsNewEvent({ text: text2, startsEvent }) {
          return this.#hasUntimedLines && this.#hasCause && startsEvent && /^\S|^$/.test(text2);
        }
        #leave(line) {
          const isTraceback = /^Traceback \(most recent call last\)/.test(line.text);
          this.#traceback = isTraceback ? this.#block : void 0;
          this.#block = void 0;
          this.#add(line);
        }
        /** Whether a line is indented below that of the node that just failed. */
        #isBelow({ text: text2, startsEvent }) {
          const { indent } = this.#silent;
          const isBelow = !startsEvent && indentOf(text2) > indent && !isProgress(text2);
          if (!isBelow) this.#silent = void 0;
          return isBelow;
        }
        #add(line) {
          const { text: text2 } = line;
          if (this.#block) {
            this.#block.lines.push(text2);
            this.#hasCause ||= isCause(text2);
          } else if (this.#traceback) {
            const { lines } = this.#traceback;
            const isKnown = lines.some((line2) => text2.includes(line2.trim()));
            if (isException(text2) && !isKnown) lines.push(text2);
          } else if (this.#isInSummary && hasContent(text2) && !NOT_LISTED.test(text2)) {
            this.#begin({
              kind: "summary",
              isLoose: true
            }, line);
            this.#add(line);
          } else if (this.#silent && this.#isBelow(line)) {
            this.#silent.block.lines.push(text2);
          } else if (this.isComplete) {
            this.isComplete = !hasContent(text2) || isProgress(text2);
          }
        }
      };
    }
  });

  // report/log_place.ts
  function findPlace(lines, named) {
    const text2 = lines.join("\n");
    const { file, line } = named.file ? named : placeIn(lines);
    const { path, project } = cleanPath(file);
    const fluff = /^L: +(\d+) \|/m.exec(text2)?.[1];
    const isSource = path === file?.replaceAll("\\", "/");
    const jinja = /^\s*Compilation Error in /.test(text2) ? /^[ \t]*line (\d+)$/m.exec(text2)?.[1] : void 0;
    return {
      path,
      project: project ?? cleanPath(COMPILED.exec(text2)?.[1]).project,
      line: Number(jinja ?? (isSource ? line ?? fluff : "")) || void 0
    };
  }
  function placeIn(lines) {
    for (const pattern of PLACES) {
      for (const line of lines) {
        const groups = pattern.exec(line)?.groups;
        if (groups && cleanPath(groups.file).path) return groups;
      }
    }
    return {};
  }
  function cleanPath(file = "") {
    const path = file.replaceAll("\\", "/");
    const project = BUILT.exec(path)?.groups?.project;
    const source = path.replace(BUILT, "").replace(/^(?:\.\.?\/)+/, "");
    const isOutside = path.startsWith("../") && !FOLDER.test(source);
    const isOurs = !isOutside && !/^(?:dbt_internal_packages\/|from remote |target\/|\/|~|\w:)/.test(source);
    return {
      path: isOurs ? source : "",
      project
    };
  }
  function nodeByPath(path) {
    const isOfPackage = path.startsWith("dbt_packages/");
    const { type, name } = !isOfPackage && FOLDER.exec(path)?.groups || {};
    return type && name ? {
      type,
      name
    } : void 0;
  }
  var EXTENSIONS, PLACES, FOLDER, COMPILED, FOLDERS, BUILT;
  var init_log_place = __esm({
    "report/log_place.ts"() {
      EXTENSIONS = "sql|py|ya?ml|csv|md";
      PLACES = [
        // "  --> models/orders.sql:11:6", of Fusion
        new RegExp(String.raw`--> (?<file>[^\s:]+\.(?:${EXTENSIONS}))\b(?::(?<line>\d+))?`),
        // "(in target/run/shop/models/orders.sql)", of Fusion
        /\(in (?<file>[^\s():]+\.\w+)/,
        // "in file …", "given in …", of Core's parser
        /(?:in file|given in|from) [`'"]?(?<file>[^\s`'":()]+\.(?:sql|py|ya?ml))/,
        // "Failed to render models/_models.yml from project shop: …"
        /^\s*Failed to render (?<file>\S+\.(?:sql|py|ya?ml|md)) from project /,
        // "Database Error in model orders (models/orders.sql)"
        new RegExp(String.raw`^[^>]*?\((?<file>[^\s()]+\.(?:${EXTENSIONS}))\)`)
      ];
      FOLDER = /^(?=.*[^/]\.(?:sql|py|csv)$)(?:.*\/)?(?<type>model|test|snapshot|seed|macro|function)s\/(?:.*\/)?(?<name>[^/]+)\.(?:sql|py|csv)$/;
      COMPILED = /^[ \t]*compiled (?:code|sql) at (\S+)/im;
      FOLDERS = "models|tests|snapshots|seeds|macros|analyses|functions|data";
      BUILT = new RegExp(String.raw`^(?:.*\/)?(?:run|compiled)\/(?:(?!(?:${FOLDERS})\/)(?<project>[^/]+)\/)?(?:\.\/)?(?=.*\/|[^/]+\.\w+$)`);
    }
  });

  // report/log_ending.ts
  function findEnding(lines, end) {
    const texts = lines.map(({ text: text2 }) => text2);
    const isOfDbt = texts.some((text2) => text2.startsWith("Running with dbt=") || isNodeLine(text2));
    for (const { pattern, showsEnd } of ENDINGS) {
      const from = lines.findLastIndex(({ text: text2, startsEvent }) => pattern.test(text2) && !(isOfDbt && startsEvent && /^error/i.test(text2)));
      if (from < 0) continue;
      const message = texts.some((text2) => /^fatal: /.test(text2)) ? explain(texts.join("\n")) : showsEnd ? joinEnding(texts.slice(from), end) : explain(texts.slice(from).filter(hasContent).join("\n"));
      const { path } = findPlace([
        message.split("\n")[0]
      ], {});
      return {
        message,
        file: cleanPath(path).path || void 0
      };
    }
  }
  function joinEnding(from, end) {
    const ending = from.filter(hasContent).slice(0, Math.max(1, end.length));
    return [
      ...ending,
      ...end.slice(0, -ending.length)
    ].join("\n");
  }
  var ENDINGS;
  var init_log_ending = __esm({
    "report/log_ending.ts"() {
      init_log_blocks();
      init_log_place();
      init_log_rows();
      init_message();
      ENDINGS = [
        // ssh, of git
        {
          pattern: /^(?:git@\S+: )?Permission denied|^Host key verification failed/,
          showsEnd: true
        },
        // Python
        {
          pattern: /^Traceback \(most recent call last\)/,
          showsEnd: false
        },
        // Rust, of Fusion
        {
          pattern: /\bpanicked at /,
          showsEnd: false
        },
        // git, dbt's and Fusion's command lines
        {
          pattern: /^(?:dbt: )?(?:fatal|error|Error|ERROR): \S/,
          showsEnd: true
        },
        // The shell, the kernel, dbt Cloud
        {
          pattern: /\bkilled by signal|\bexit(?:ed)? (?:with )?(?:return )?(?:code|status):? [1-9]|^Killed\b|^Terminated\b|Segmentation fault|out of memory|keyboard interrupt|was cancelled because/i,
          showsEnd: true
        }
      ];
    }
  });

  // report/log_finding.ts
  function readFinding({ match, lines }) {
    const text2 = lines.join("\n");
    const message = lines.every(isFrame) ? "" : explain(text2);
    const named = findNamed(lines, message);
    const place = findPlace(lines, {
      file: match.file ?? named.file,
      line: match.line
    });
    const project = named.project ?? place.project;
    return {
      node: findNode(match, named, text2, place.path, project),
      file: place.path || void 0,
      line: place.line,
      message,
      kind: match.kind,
      isLoose: match.isLoose
    };
  }
  function findNamed(lines, message) {
    const frames = lines.filter(isFrame).map((line) => line.trim());
    for (const frame of frames) {
      const { groups } = MATERIALIZING.exec(frame) ?? IN_FRAME.exec(frame) ?? {};
      if (groups && readNodeType(groups.type)) return groups;
    }
    return (IN_CAUSE.exec(message) ?? FOR.exec(lines.join("\n")))?.groups ?? {};
  }
  function findNode(match, named, text2, path, project) {
    const type = match.type ?? readNodeType(named.type);
    const name = match.name ?? named.name;
    if (type && name) {
      return {
        type,
        name: cleanName(type, name, match),
        project
      };
    }
    const isPlaced = match.file !== void 0 || /^[ \t]*--> |\(in /m.test(text2);
    const byPath = isPlaced ? nodeByPath(path) : void 0;
    const pathType = readNodeType(byPath?.type);
    return pathType && {
      type: pathType,
      name: byPath.name,
      project
    };
  }
  function cleanName(type, name, { kind: kind2 }) {
    const isCut = /[^.]\.{3}$/.test(name);
    const plain = name.replace(/(?<!\.)\.{2,}$/, "").replace(/\.[0-9a-f]{10}$/, "");
    if (type === "operation") return plain.replaceAll(".", "-");
    if (kind2 === "error" || type === "source") return plain;
    const own = plain.split(".").at(-1);
    const written = own === own.toUpperCase() ? own.toLowerCase() : own;
    return isCut && kind2 === "progress" ? `${written}...` : written;
  }
  var IN_FRAME, IN_CAUSE, MATERIALIZING, FOR;
  var init_log_finding = __esm({
    "report/log_finding.ts"() {
      init_log_place();
      init_message();
      init_node_identity();
      IN_FRAME = / in (?<type>[a-z_]+|(?:unit|data|generic|singular) test|(?:python|semantic) model|sql operation|rpc call) (?<name>\S+)(?: \((?<file>[^()]+)\))?$/;
      IN_CAUSE = /^[A-Z]\w+(?: \w+)? '(?<type>\w+)\.(?<project>\w+)\.(?<name>[^']+)' \((?<file>[^()]+)\)/;
      MATERIALIZING = /^Error materializing (?<type>\w+) \k<type>\.(?<project>\w+)\.(?<name>\S+) \((?<file>[^()]+)\)$/;
      FOR = /\bmacro '[^']*' for (?<type>[a-z_]+) (?:\k<type>\.(?<project>\w+)\.)?(?<name>[\w.$-]+): /;
    }
  });

  // report/log_lines.ts
  function readLines(logs) {
    let isDebug = false;
    const raws = logs.replace(EMPTY_LINES, "\n\n").split(LINE_BREAK);
    return raws.slice(-MAX_LOG_LINES).flatMap((raw) => {
      const event = readLogEvent(raw);
      const texts = safeLines(event.text).flatMap(splitGlued);
      return texts.map((line, i) => {
        const { text: text2, level, hasTime } = stripTime(line, event.level);
        const startsEvent = hasTime || event.isJson && i === 0;
        if (startsEvent) isDebug = /^(?:debug|trace)/i.test(level);
        return {
          text: text2,
          startsEvent,
          isWarning: /^warn/i.test(level),
          isDebug
        };
      });
    });
  }
  function splitGlued(line) {
    const text2 = (line.includes("<") ? line.replace(HTML, "") : line).trimEnd();
    return MAY_BE_GLUED.test(text2) ? text2.split(GLUE) : [
      text2
    ];
  }
  function stripTime(line, eventLevel) {
    let text2 = line.replace(SCHEDULER, "");
    let level = eventLevel;
    let hasTime = false;
    for (let i = 0; i < MAX_TIMES; i++) {
      const groups = TIME.exec(text2)?.groups;
      if (!groups) break;
      hasTime = true;
      level = groups.level ?? groups.own ?? level;
      text2 = groups.message ?? "";
    }
    const [, word = level, rest = text2] = LEVEL.exec(text2) ?? [];
    return {
      text: rest,
      level: word,
      hasTime
    };
  }
  function readLogEvent(line) {
    const event = line.startsWith("{") && parseJson(line);
    const none = {
      text: line,
      level: "",
      isJson: false
    };
    if (!isObject(event)) return none;
    const { data, info } = event;
    const { msg, message, levelname, level } = {
      ...data,
      ...event,
      ...info
    };
    const text2 = textOrNull(msg) || textOrNull(message) || "";
    const word = textOrNull(levelname) ?? textOrNull(level) ?? "";
    return text2 || word ? {
      text: text2,
      level: word,
      isJson: true
    } : none;
  }
  var MAX_LOG_LINES, EMPTY_LINES, HTML, TIME, SCHEDULER, LEVEL, MAY_BE_GLUED, GLUE, MAX_TIMES;
  var init_log_lines = __esm({
    "report/log_lines.ts"() {
      init_json();
      init_text2();
      MAX_LOG_LINES = 3e4;
      EMPTY_LINES = /\n{3,}/g;
      HTML = /<\/?span[^<>]{0,80}>/g;
      TIME = /^(?<time>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?)(?: \[(?<level>\w+) *\] \[(?!\w+ \(dbt)[^\]]*\]: ?| \[(?<own>info|debug|warn|trace) *\]: ?| \([^()]*\): ?| \| ?| {1,2}|$)(?<message>.*)$/s;
      SCHEDULER = /^\[\d{4}-\d\d-\d\d[^\]]{0,40}\] \{[^{}]{0,80}\} [A-Z]+ - /;
      LEVEL = /^\s*(INFO|WARN|ERROR|DEBUG|TRACE)\s{2,}(.*)$/s;
      MAY_BE_GLUED = /.\d\d:\d\d:\d\d |dbt command failed/;
      GLUE = /(?<=[^\s\d:.T"'=([-])(?=\d\d:\d\d:\d\d {1,2}(?:[A-Z[]|dbt |\d+ of ))|(?<=^dbt command failed)(?=.)|(?<=.)(?=dbt command failed$)/;
      MAX_TIMES = 3;
    }
  });

  // report/merge_findings.ts
  function mergeFindings(lists) {
    const list = new FindingList();
    const isEcho = ({ message }) => message === "Could not run dbt" && lists.errors.length > 1;
    lists.errors.filter((it) => !isEcho(it)).forEach((it) => list.add(it));
    lists.failed.forEach((it) => list.add(it));
    addProgress(list, lists);
    return attachLoose(list.findings);
  }
  function complete(finding, { message, file, line }) {
    const isOuter = OUTER.test(finding.message) && !OUTER.test(message);
    if (!finding.message || isOuter && message) finding.message = message;
    if (line && (!finding.file || finding.file === file)) finding.line ??= line;
    finding.file ??= file;
  }
  function addProgress(list, lists) {
    const { progress, failedCount } = lists;
    const unknown = progress.filter((finding) => {
      const same = list.find(finding);
      if (same) complete(same, finding);
      return !same;
    });
    const named = list.findings.filter(({ node }) => node).length;
    const isShort = failedCount === void 0 ? lists.errors.every(({ node }) => !node) : failedCount - named >= unknown.length;
    if (isShort || list.findings.length === 0) {
      unknown.forEach((finding) => list.add(finding));
    }
  }
  function attachLoose(findings) {
    const loose = findings.filter(({ node, isLoose }) => !node && isLoose);
    const silent = findings.filter(({ node, message }) => node && !message);
    if (silent.length > MAX_SILENT) return findings;
    const attached = /* @__PURE__ */ new Set();
    const attach = (node, error) => {
      complete(node, error);
      attached.add(error);
    };
    for (const error of loose) {
      const words = readWords(error);
      const [node, ...others] = silent.filter((node2) => !node2.message && (isAtPlace(node2, error) || words.has(lastName(node2))));
      if (node && others.length === 0) attach(node, error);
    }
    const errors = loose.filter((error) => !attached.has(error));
    const nodes = silent.filter(({ message }) => !message);
    const isListed = errors.every(({ kind: kind2 }) => kind2 === "summary") && nodes.every(({ kind: kind2 }) => kind2 === "progress");
    const isOne = errors.length === 1 && !errors[0].file;
    if (errors.length === nodes.length && (isOne || isListed)) {
      nodes.forEach((node, i) => attach(node, errors[i]));
    }
    return findings.filter((finding) => !attached.has(finding));
  }
  function isAtPlace(node, { file, line }) {
    return !!file && node.file === file && node.line === line;
  }
  function readWords({ message }) {
    const text2 = message.slice(0, 2e3).toLowerCase();
    return new Set(text2.match(/[\p{L}\p{N}_]+/gu));
  }
  function lastName({ node }) {
    return node.name.split(".").at(-1).toLowerCase();
  }
  var MAX_FINDINGS, FindingList, OUTER, MAX_SILENT;
  var init_merge_findings = __esm({
    "report/merge_findings.ts"() {
      init_node_identity();
      MAX_FINDINGS = 1e3;
      FindingList = class {
        findings = [];
        #index = new NodeIndex();
        #steps = /* @__PURE__ */ new Set();
        /** Adds a finding, or what it says more to one of the same node. */
        add(finding) {
          const same = this.find(finding);
          if (same) return complete(same, finding);
          if (this.findings.length === MAX_FINDINGS) return;
          const { node, message, file, line } = finding;
          if (node) this.#index.add({
            ...node,
            finding
          });
          else {
            const key = [
              message.split("\n")[0],
              file,
              line
            ].join("\n");
            if (this.#steps.has(key)) return;
            this.#steps.add(key);
          }
          this.findings.push(finding);
        }
        /** The finding of the same node. */
        find({ node }) {
          return node && this.#index.findAll(node)[0]?.finding;
        }
      };
      OUTER = /^(?:Test failed \(|The test failed\b|An error occurred during execution of unit test ')/;
      MAX_SILENT = 50;
    }
  });

  // report/log_reader.ts
  function readLog(logs, { isLint = false } = {}) {
    const all = readLines(logs);
    const lines = all.filter(({ isDebug }) => !isDebug);
    const { blocks, isComplete } = cutBlocks(lines, isLint);
    const errors = readErrors(blocks);
    const isSilent = !errors.some(({ message }) => message);
    const debugged = isSilent && lines.length < all.length ? readErrors(cutBlocks(all, isLint).blocks) : errors;
    const failedCount = readFailedCount(lines);
    const findings = mergeFindings({
      errors: debugged,
      failed: readFindings(blocks, "failed"),
      progress: readFindings(blocks, "progress"),
      failedCount
    });
    const end = lines.map(({ text: text2 }) => text2).filter(hasContent).slice(-MAX_END);
    const isBrokenOff = failedCount === void 0 && findings.every(({ kind: kind2 }) => kind2 === "progress");
    if (isBrokenOff) {
      const ending = findEnding(lines, end);
      if (ending) findings.push({
        ...ending,
        kind: "end",
        isLoose: false
      });
    }
    const namesNode = lines.some(({ text: text2 }) => isNodeLine(text2));
    return {
      findings,
      failedCount,
      end,
      isComplete,
      namesNode
    };
  }
  function readFindings(blocks, ...kinds) {
    return blocks.filter(({ match }) => kinds.includes(match.kind)).map(readFinding);
  }
  function readErrors(blocks) {
    return readFindings(blocks, "error", "summary").filter(({ node, message }) => node || message);
  }
  function readFailedCount(lines) {
    const counts2 = lines.flatMap(({ text: text2 }) => {
      const line = text2.trimStart();
      if (/^Done\. PASS=/.test(line)) {
        return Number(/ ERROR=(\d+)/.exec(line)?.[1]);
      }
      if (!/^Summary: \d+ total\b/.test(line)) return [];
      return Number(/\| (\d+) error/.exec(line)?.[1] ?? 0);
    });
    const count = counts2.at(-1);
    return Number.isNaN(count) ? void 0 : count;
  }
  var MAX_END;
  var init_log_reader = __esm({
    "report/log_reader.ts"() {
      init_log_blocks();
      init_log_ending();
      init_log_finding();
      init_log_lines();
      init_log_rows();
      init_merge_findings();
      MAX_END = 20;
    }
  });

  // report/attempts.ts
  function toKey({ type, name, uniqueId }) {
    return type === "step" ? name : uniqueId;
  }
  function mergeAttempts(report, before) {
    const { run, steps, nodes } = report;
    const retryRanNothing = hasRunNothing(report, before);
    const failed = new Set(selectNodes(report, "failed").map(toKey));
    const once = [
      ...before.flaky,
      ...selectNodes(before, "failed")
    ].filter((node) => !failed.has(toKey(node)));
    const done = /* @__PURE__ */ new Set([
      ...before.flaky.map(toKey),
      ...selectNodes(report, "passed", "warned", "unknown").map(toKey),
      ...steps.map(({ status: status2, name }) => status2 === "success" && extractCommand(name))
    ]);
    const isDone = (node) => !retryRanNothing && (run.status === "success" || done.has(toKey(node)));
    const remaining = once.filter((node) => !isDone(node)).map((node) => ({
      ...node,
      step: 0,
      ...retryRanNothing && {
        message: `${node.message}
${RETRY_RAN_NOTHING}`
      }
    }));
    return {
      ...report,
      nodes: [
        ...remaining,
        ...nodes
      ],
      flaky: once.filter(isDone),
      ...retryRanNothing && {
        ranNothing: false,
        retryRanNothing
      }
    };
  }
  function hasRunNothing(report, before) {
    const { run, steps, results = [] } = report;
    const hadNodes = before.nodes.some(({ type, step }) => type !== "step" && step > 0);
    if (run.status !== "success" || hadNodes) return false;
    const runners = steps.filter(({ name }) => runsNodes(name));
    const isEmpty = ({ index }) => {
      const state = results.find(({ step }) => step === index)?.state;
      return state === "empty" || state === "absent";
    };
    return runners.length > 0 && runners.every(isEmpty) && !steps.some(({ logs }) => readLog(logs ?? "").namesNode);
  }
  var init_attempts = __esm({
    "report/attempts.ts"() {
      init_log_reader();
      init_report();
      init_step_command();
    }
  });

  // report/manifest.ts
  async function readManifest(pieces, wanted) {
    const nodes = /* @__PURE__ */ new Map();
    let project = void 0;
    const scanner = new JsonScanner({
      depth: 3,
      // Such as nodes, model.shop.orders, original_file_path.
      wants: ([map, id2, field]) => map === "metadata" ? id2 === "project_name" : MANIFEST_FIELDS.includes(String(field)) && wanted.has(String(id2)),
      onValue([map, id2, field], value) {
        if (typeof value !== "string") return;
        if (map === "metadata") project = value;
        else nodes.set(String(id2), {
          ...nodes.get(String(id2)),
          [field]: value
        });
      }
    });
    for await (const piece of pieces) scanner.push(piece);
    return {
      project,
      nodes
    };
  }
  async function addFacts(nodes, source, folder) {
    const [first] = nodes;
    const pieces = first && await source.openArtifact("manifest.json", first.step);
    if (!pieces) return;
    const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
    const manifest = await readManifest(pieces, ids);
    for (const node of nodes) {
      const { package: group2, type } = node;
      const { project = group2 } = manifest;
      const root = group2 === project ? folder : `dbt_packages/${group2}`;
      const facts = manifest.nodes.get(node.uniqueId) ?? {};
      const path = facts.original_file_path;
      if (path) node.file = source.redact(inFolder(root, path));
      const name = facts.attached_node?.split(".").slice(2).join(".");
      const tested = [
        name,
        facts.column_name
      ].filter(Boolean).join(".");
      if (type === "test" && tested) node.tests = source.redact(tested);
    }
  }
  function inFolder(folder, path) {
    return [
      folder,
      path
    ].join("/").split(/[\\/]+/).filter((name) => name && name !== ".").join("/");
  }
  var MANIFEST_FIELDS;
  var init_manifest = __esm({
    "report/manifest.ts"() {
      init_json_stream();
      MANIFEST_FIELDS = [
        "original_file_path",
        "attached_node",
        "column_name"
      ];
    }
  });

  // report/collect.ts
  async function collectReport(run, source, options) {
    const gaps = [];
    const orGap = (work) => work.catch(({ message }) => void gaps.push(message));
    const { steps = [], projectDir, jobName } = await orGap(source.getSteps()) ?? {};
    const budget = new ResultsBudget();
    const read = await Promise.all(steps.map((step) => orGap(readStepResults(step, source, budget))));
    const files = read.filter((results2) => !!results2);
    const nodes = files.filter(({ invocationId: id2 }, i) => !id2 || files.findIndex(({ invocationId }) => invocationId === id2) === i).flatMap((results2) => results2.nodes);
    const { allFiles, projectDir: folder = projectDir ?? "" } = options;
    const incomplete = nodes.filter(({ outcome }) => allFiles || ![
      "passed",
      "skipped"
    ].includes(outcome));
    await orGap(addFacts(incomplete, source, folder));
    for (const step of steps.filter(({ status: status2 }) => status2 === "error")) {
      addFindings(nodes, step, folder);
      await pause(0);
    }
    addRunMessage(nodes, steps, run);
    const isGreen = run.status === "success";
    for (const node of isGreen ? nodes : []) {
      if (node.outcome === "failed") node.outcome = "warned";
    }
    const results = steps.map(({ index }, i) => ({
      step: index,
      state: classifyResults(read[i], source.areArtifactsSaved?.())
    }));
    const named = {
      ...run,
      jobName: run.jobName ?? jobName ?? null
    };
    const ranNothing = isGreen && hasSelectedNothing(steps, read);
    const report = {
      run: named,
      steps,
      nodes,
      flaky: [],
      gaps,
      results
    };
    const whole = {
      ...report,
      ranNothing
    };
    return source.history ? await readHistory(whole, source.history) : whole;
  }
  function classifyResults(results, areArtifactsSaved = false) {
    if (results) return results.isEmpty ? "empty" : "some";
    return results === null && areArtifactsSaved ? "absent" : "unknown";
  }
  function hasSelectedNothing(steps, read) {
    const files = read.filter((results, i) => results && findVerb(steps[i].name) !== "run-operation");
    return files.length > 0 && files.every((results) => results?.isEmpty);
  }
  function addFindings(nodes, step, folder) {
    const results = nodes.filter((node) => node.step === step.index);
    const isLint = findVerb(step.name) === "lint";
    const reading = readLog(step.logs ?? "", {
      isLint
    });
    for (const finding of reading.findings) {
      if (finding.file) finding.file = inFolder(folder, finding.file);
    }
    const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
    for (const node of reconcile(step, results, reading)) {
      const first = firstLine(node);
      if (ids.has(node.uniqueId)) node.uniqueId += `.${first}`;
      ids.add(node.uniqueId);
      nodes.push(node);
    }
  }
  function addRunMessage(nodes, steps, run) {
    const step = steps.findLast(({ status: status2 }) => status2 === "error" || status2 === "cancelled");
    const message = run.statusMessage ?? "";
    if (!step || !isInformative(message)) return;
    const at = nodes.findIndex(({ step: index, type }) => index === step.index && type === "step");
    const node = nodes[at] ?? stepNode(step, "");
    if (at >= 0) nodes.splice(at, 1);
    const rest = withoutExcuse(node.message);
    nodes.unshift({
      ...node,
      message: [
        message,
        ...rest
      ].join("\n").trim()
    });
  }
  async function readStepResults(step, source, budget) {
    const { index, name, status: status2 } = step;
    const file = resultsFile(name);
    if (!file || status2 !== "success" && status2 !== "error") return;
    const pieces = await source.openArtifact(file, index);
    if (!pieces) return null;
    const { redact } = source;
    return await readResults(pieces, step, {
      redact,
      budget,
      maxBytes: MAX_RESULTS
    });
  }
  var MAX_RESULTS;
  var init_collect = __esm({
    "report/collect.ts"() {
      init_clock();
      init_log_reader();
      init_manifest();
      init_read_history();
      init_reconcile();
      init_report();
      init_results();
      init_step_command();
      MAX_RESULTS = 256 * 1024 * 1024;
    }
  });

  // command/run_report.ts
  var run_report_exports = {};
  __export(run_report_exports, {
    collectRunReport: () => collectRunReport
  });
  async function collectRunReport(context, run, { downloads, history }) {
    const { deadline, shutdown, state, values } = context;
    const remaining = Math.max(deadline.remaining(), MIN_REPORT_LIMIT);
    const ms = Math.min(remaining, REPORT_LIMIT);
    const timeoutError = new Error(`The report is not complete: ${ms / SECOND} s are over`);
    const limit = createWorkLimit(shutdown.interrupted, ms, timeoutError);
    try {
      const source = createSource(context, run, downloads, limit.signal);
      const report = await collectReport(run, source, {
        projectDir: values.projectDir,
        allFiles: values.junit !== void 0
      });
      if (limit.signal.aborted) removeUnread(report);
      const before = state.current.report ?? await readRetriedRun(context, report, limit.signal);
      const merged = before ? mergeAttempts(report, before) : report;
      state.update({
        report: merged
      });
      const compared = await history?.addTo(merged, limit.signal) ?? merged;
      state.update({
        report: compared
      });
      return compared;
    } finally {
      limit.clear();
    }
  }
  async function readRetriedRun({ client }, { run, nodes }, signal) {
    const hasNodes = nodes.some(({ type }) => type !== "step");
    if (hasNodes || run.status !== "success") return;
    try {
      const raw = await fetchRawRun(client, run.id, {
        signal
      });
      const retriedId = readRetriedId(raw);
      if (retriedId === null) return;
      const retriedRun = await fetchRun(client, retriedId, {
        signal
      });
      const reader = createRunReader(client, retriedRun, signal);
      return await collectReport(retriedRun, reader, {});
    } catch (error) {
      if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
    }
  }
  function createSource(context, run, downloads, signal) {
    const reader = createRunReader(context.client, run, signal);
    return {
      ...reader,
      async openArtifact(name, step) {
        if (!isSavedArtifact(context, name)) {
          return await reader.openArtifact(name, step);
        }
        const waits = !reader.areArtifactsSaved();
        const opening = downloads.open({
          step,
          name
        }, {
          waits
        });
        const opened = await abortable(opening, signal);
        return opened ? opened.pieces : await reader.openArtifact(name, step);
      }
    };
  }
  function removeUnread(report) {
    report.nodes = report.nodes.filter(({ type }) => type !== "step");
    report.gaps = [
      ...new Set(report.gaps)
    ];
  }
  var REPORT_LIMIT, MIN_REPORT_LIMIT;
  var init_run_report = __esm({
    "command/run_report.ts"() {
      init_abortable();
      init_artifacts();
      init_clock();
      init_errors();
      init_retries();
      init_runs();
      init_artifacts2();
      init_work_limit();
      init_attempts();
      init_collect();
      REPORT_LIMIT = 2 * MINUTE;
      MIN_REPORT_LIMIT = 10 * SECOND;
    }
  });

  // api/reuse.ts
  function checkReuse({ gitSha }, mode) {
    if (mode === "in-progress" || gitSha) return;
    throw new TypeError(`Cannot use 'reuse' without 'gitSha', the full name of a commit: 'reuse: "in-progress"' needs none`);
  }
  async function findReusableRun(client, options, mode, signal) {
    checkReuse(options, mode);
    const list = createRunSearch(client, options.jobId, {
      signal
    });
    const raws = await list();
    const origins = await fetchOrigins(client, raws, {
      signal
    });
    const build = planBuild(options);
    const same = raws.filter((raw) => {
      const origin = findOrigin(raw, origins);
      if (!origin || !isObject(origin.trigger)) return false;
      const { gitSha } = options;
      if (gitSha && ![
        raw,
        origin
      ].some((run) => isOfCommit(run, gitSha))) {
        return false;
      }
      return isSame(build, readBuild(raw, origin), mode);
    });
    const runs = same.map((raw) => toRun(client, raw));
    const running = runs.find((run) => !hasEnded(run));
    if (running || mode === "in-progress") return running;
    const [newest] = runs;
    const isTaken = isFullCommit(options.gitSha) && hasPullRequest(build) && newest?.status === "success";
    return isTaken ? newest : void 0;
  }
  function isSame(ours, theirs, mode) {
    const areNamed = hasPullRequest(ours) && hasPullRequest(theirs);
    const roles = [
      "override",
      "branch"
    ];
    if (mode === "in-progress" || areNamed) roles.push("pullRequest");
    return isSameBuild(ours, theirs, roles);
  }
  var init_reuse = __esm({
    "api/reuse.ts"() {
      init_json();
      init_read_run();
      init_retries();
      init_run_status();
      init_same_build();
      init_search();
    }
  });

  // api/jobs.ts
  async function listJobPage(client, options) {
    const { query, ...limits } = options;
    const rows = await requestJson(client, {
      to: "list the jobs",
      path: "jobs/",
      query: {
        limit: PAGE_SIZE,
        ...query
      },
      ...limits
    }, Array.isArray);
    const jobs = rows.filter(isRawRun).map((raw) => ({
      id: raw.id,
      name: filledTextOrNull(raw.name),
      projectId: idOrNull(raw.project_id)
    }));
    return {
      jobs,
      rowCount: rows.length
    };
  }
  async function fetchJob(client, jobId, options = {}) {
    const request = {
      to: `get job ${jobId}`,
      path: `jobs/${jobId}/`
    };
    const raw = await requestJson(client, {
      ...request,
      ...options
    }, isRawRun);
    const { execute_steps: steps } = raw;
    const areTexts = Array.isArray(steps) && steps.every((step) => typeof step === "string");
    if (raw.id !== jobId || !areTexts) {
      const reason = "the body is not the job with its commands";
      throw unreadableError(request, 200, reason);
    }
    return {
      id: jobId,
      name: filledTextOrNull(raw.name),
      projectId: idOrNull(raw.project_id),
      environmentId: idOrNull(raw.environment_id),
      executeSteps: steps
    };
  }
  var init_jobs = __esm({
    "api/jobs.ts"() {
      init_http();
      init_json();
      init_read_run();
      init_refusals();
      init_runs();
    }
  });

  // command/job_lookup.ts
  var job_lookup_exports = {};
  __export(job_lookup_exports, {
    findJobId: () => findJobId,
    readJobOptions: () => readJobOptions
  });
  async function findJobId(context) {
    const { jobId, jobName = "" } = context.values;
    if (jobId !== void 0) return jobId;
    const jobs = await listJobs(context, jobName);
    const named = new Map(jobs.filter(({ name }) => name === jobName).map((job) => [
      job.id,
      job
    ]));
    const [id2] = named.keys();
    if (named.size === 1 && typeof id2 === "number") return id2;
    if (named.size > 1) {
      const twins = [
        ...named.values()
      ];
      const ids = twins.map(({ id: id3, projectId }) => `${id3} (project ${projectId})`).join(", ");
      const projects = new Set(twins.map(({ projectId }) => projectId));
      const advice = projects.size === twins.length ? "Set DBT_PROJECT_ID or DBT_JOB_ID" : "Set DBT_JOB_ID in place of the name";
      throw new CommandError(`${named.size} jobs are named "${jobName}": ${ids}. ${advice}`, "invalidInput");
    }
    const others = jobs.length > 0 ? jobs : await listJobs(context, "");
    const names = others.map(({ name }) => `"${oneLine(name ?? "", 60)}"`);
    const choice = names.length > 0 ? `There are: ${joinSome(names, MAX_NAMES)}` : "There are no jobs that this key may see";
    throw new CommandError(`No job is named "${jobName}". ${choice}`, "invalidInput");
  }
  async function listJobs(context, text2) {
    const { client, values, shutdown: { aborted: signal } } = context;
    const { projectId } = values;
    const jobs = [];
    for (let offset = 0; ; ) {
      const query = {
        ...projectId && {
          project_id: projectId
        },
        ...text2 && {
          name__icontains: text2,
          offset
        }
      };
      const list = () => listJobPage(client, {
        signal,
        query
      });
      const page = await retry(client, "read", list, {
        signal
      });
      jobs.push(...page.jobs);
      offset += page.rowCount;
      const isLast = page.rowCount < PAGE_SIZE || offset >= MAX_JOBS;
      if (!text2 || isLast) return jobs;
    }
  }
  async function readJobOptions(context) {
    const { client, values, shutdown: { aborted: signal } } = context;
    const { extraArgs } = values;
    const jobId = await findJobId(context);
    if (!extraArgs) return {
      jobId
    };
    const read = () => fetchJob(client, jobId, {
      signal
    });
    const { executeSteps } = await retry(client, "read", read, {
      signal
    });
    if (executeSteps.length === 0) {
      throw new DbtCloudError(`Cannot read the commands of job ${jobId}: dbt Cloud names none`, {
        kind: "unreadable"
      });
    }
    const stepsOverride = executeSteps.map((step) => `${step} ${extraArgs}`);
    return {
      jobId,
      stepsOverride
    };
  }
  var MAX_NAMES, MAX_JOBS;
  var init_job_lookup = __esm({
    "command/job_lookup.ts"() {
      init_errors();
      init_jobs();
      init_retry();
      init_runs();
      init_text();
      init_exit_codes();
      init_text2();
      MAX_NAMES = 10;
      MAX_JOBS = 5e3;
    }
  });

  // command/search.ts
  var search_exports2 = {};
  __export(search_exports2, {
    describeSelection: () => describeSelection,
    findRun: () => findRun,
    findRunNow: () => findRunNow,
    findRunToReuse: () => findRunToReuse
  });
  async function findRunToReuse({ client, values, shutdown: { aborted: signal } }, options) {
    const mode = values.reuse === "in-progress" ? values.reuse : true;
    const run = await findReusableRun(client, options, mode, signal);
    if (run) client.notify(`Using run ${run.id}, which ${describeProgress(run)}`);
    return run;
  }
  async function findRun(context) {
    const { runId, client, values: { dryRun } } = context;
    const text2 = describeSelection(context);
    if (dryRun) {
      client.notify(`Would wait for ${text2}`);
      return;
    }
    if (runId !== void 0) return runId;
    client.notify(`Looking for ${text2}`);
    return await waitForMatch(context, text2);
  }
  async function findRunNow(context) {
    const { client, runId, shutdown: { aborted: signal } } = context;
    if (runId !== void 0) {
      const read = () => fetchRun(client, runId, {
        signal,
        ...WITH_CAUSE
      });
      return await retry(client, "read", read, {
        signal
      });
    }
    const { since } = context.values;
    const search = await createSearch(context);
    const runs = await search();
    return runs.find(({ createdAt }) => since === void 0 || Date.parse(createdAt ?? "") > since);
  }
  function describeSelection({ runId, values }) {
    if (runId !== void 0) return `run ${runId}`;
    const { gitSha, pullRequest } = createSelector(values);
    const job = `job ${values.jobId ?? `"${values.jobName}"`}`;
    const run = values.latest === "success" ? "successful run" : "run";
    const which = [
      pullRequest && `pull request ${pullRequest.id}`,
      gitSha && `commit ${gitSha}`
    ].filter(Boolean).join(", ");
    const text2 = which ? `the ${run} of ${job} for ${which}` : `the latest ${run} of ${job}`;
    if (values.since === void 0) return text2;
    return `${text2} since ${new Date(values.since).toISOString()}`;
  }
  async function createSearch(context) {
    const { client, values, shutdown: { aborted: signal } } = context;
    const { latest } = values;
    const jobId = await findJobId(context);
    const selector = createSelector(values);
    const query = latest === "success" ? {
      status: toStatusCode(latest)
    } : {};
    const list = createRunSearch(client, jobId, {
      signal,
      query
    });
    return async () => {
      const runs = await list();
      return runs.filter((raw) => matches(raw, selector)).map((raw) => toRun(client, raw));
    };
  }
  async function waitForMatch(context, text2) {
    const { client, process: process2, values, shutdown: { aborted: signal } } = context;
    const { latest, appearTimeout } = values;
    const search = await createSearch(context);
    const isOnce = latest === "any" || latest === "success";
    const takesAny = isOnce || values.gitSha && latest === "none";
    const deadline = createDeadline(isOnce ? 0 : appearTimeout);
    const startedAt = Date.now() - (clock.now() - process2.startedAt);
    const isTaken = (run) => takesAny || !hasEnded(run) || Date.parse(run.createdAt ?? "") >= startedAt;
    for (let isFirst = true; ; isFirst = false) {
      const found = await search();
      const run = found.find(isTaken);
      if (run) return run;
      const [newest] = found;
      if (isFirst && latest === "new" && newest) {
        const seen = `The latest run, ${newest.id}, ${describeProgress(newest)}`;
        client.notify(`${seen}; waiting for a new one. --latest=any takes it`);
      }
      if (deadline.remaining() <= 0) {
        const seconds = appearTimeout / SECOND;
        const reason = isOnce ? "there is none among its latest runs" : `none is in progress, and none appeared within ${seconds} s (--appear-timeout)`;
        throw new CommandError(`Cannot find ${text2}: ${reason}`, "notFound");
      }
      await pause(Math.min(LOOK_PAUSE, deadline.remaining()), signal);
    }
  }
  function matches(raw, { gitSha, pullRequest }) {
    const id2 = pullRequest && readTrigger(raw)[pullRequest.field];
    if (id2 !== pullRequest?.id) return false;
    return !gitSha || isOfCommit(raw, gitSha);
  }
  var LOOK_PAUSE;
  var init_search2 = __esm({
    "command/search.ts"() {
      init_clock();
      init_retry();
      init_read_run();
      init_run_status();
      init_runs();
      init_reuse();
      init_search();
      init_exit_codes();
      init_job_lookup();
      init_messages();
      LOOK_PAUSE = 5 * SECOND;
    }
  });

  // command/steps.ts
  function createStepPoller({ client, values, process: process2, shutdown, emit }, runId) {
    const isLive = values.logs === "live";
    const isWatched = isInteractive(process2, values.quiet);
    const pace = isLive ? LIVE : isWatched ? INTERACTIVE : BACKGROUND;
    const fields = [
      "index",
      "name",
      "status",
      ...isLive ? [
        "logs"
      ] : []
    ];
    const findNews = createNewsFinder(client.redact);
    const controller = new AbortController();
    const startedAt = clock.now();
    let isBusy = false;
    let budget = pace.budget;
    let pause2 = FIRST_DELAY;
    let nextAt = startedAt + pause2;
    async function poll(signal, isLast) {
      isBusy = true;
      try {
        const answer = await fetchSteps(client, runId, {
          signal,
          fields,
          maxBytes: Math.min(budget, MAX_LIVE_SIZE),
          maxLog: MAX_LIVE_SIZE,
          ...!isLive && {
            isEnough: hasRunningStep
          }
        });
        findNews(answer, isLast).forEach(emit);
        budget -= Math.max(1, answer.bytes);
        pause2 = pace.pause(answer.bytes, clock.now() - startedAt);
      } catch (error) {
        if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
        const isUnreadable = error.status === 200;
        if (isUnreadable) budget -= isLive ? MAX_LIVE_SIZE : SMALL_ANSWER;
        pause2 = Math.min(pause2 * 2, MAX_POLL_PAUSE);
      } finally {
        isBusy = false;
        nextAt = clock.now() + pause2;
      }
    }
    function giveUp({ message }) {
      budget = 0;
      emit({
        type: "warning",
        text: `Cannot show the steps: ${message}`
      });
    }
    return {
      pollIfDue() {
        if (isBusy || budget <= 0 || clock.now() < nextAt) return;
        poll(controller.signal, false).catch(giveUp);
      },
      async finish() {
        controller.abort();
        if (!isLive || budget <= 0) return;
        await poll(shutdown.aborted, true).catch(() => {
        });
      },
      stop: () => controller.abort()
    };
  }
  async function announceStep({ client, shutdown: { aborted: signal }, emit }, runId) {
    try {
      const answer = await fetchSteps(client, runId, {
        signal,
        fields: [
          "index",
          "name",
          "status"
        ],
        maxBytes: INTERACTIVE.budget,
        isEnough: hasRunningStep
      });
      createNewsFinder(client.redact)(answer, false).slice(-1).forEach(emit);
    } catch (error) {
      if (signal.aborted || !(error instanceof DbtCloudError)) throw error;
    }
  }
  function hasRunningStep({ run_steps: steps }, bytes) {
    return bytes > SMALL_ANSWER && Array.isArray(steps) && steps.some((step) => isObject(step) && step.name && readStatus(step) === "running");
  }
  function createNewsFinder({ findOpenEnd }) {
    const printed = /* @__PURE__ */ new Map();
    let announced = 0;
    let total;
    return function findNews({ steps, isWhole }, isLast) {
      const begun = steps.filter(({ status: status2 }) => status2 !== "queued");
      if (isWhole && steps.length > begun.length) total = steps.length;
      const news = [];
      for (const { index, name, logs } of begun) {
        if (index > announced) {
          announced = index;
          const step = {
            index,
            name,
            total,
            startedAt: clock.now()
          };
          news.push({
            type: "step",
            step
          });
        }
        const hasEnded2 = isLast || index < begun.at(-1).index;
        const log = logs ?? "";
        const end = hasEnded2 ? log.length : findWholeLines(log, findOpenEnd(log));
        const start = commonStart(log, printed.get(index) ?? "");
        if (end <= start) continue;
        printed.set(index, log.slice(0, end));
        const text2 = log.slice(start, end).replace(/\r?\n$/, "");
        news.push({
          type: "log",
          step: index,
          lines: text2.split(/\r?\n/)
        });
      }
      return news;
    };
  }
  function findWholeLines(log, limit) {
    return limit > 0 ? log.lastIndexOf("\n", limit - 1) + 1 : 0;
  }
  function commonStart(log, printed) {
    if (log.startsWith(printed)) return printed.length;
    let i = 0;
    while (i < log.length && log[i] === printed[i]) i++;
    return log.lastIndexOf("\n", i) + 1;
  }
  var KIB, FIRST_DELAY, MAX_POLL_PAUSE, MAX_LIVE_SIZE, SMALL_ANSWER, INTERACTIVE, BACKGROUND, LIVE;
  var init_steps2 = __esm({
    "command/steps.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_json();
      init_run_status();
      init_steps();
      init_environment2();
      KIB = 1024;
      FIRST_DELAY = 3 * SECOND;
      MAX_POLL_PAUSE = 300 * SECOND;
      MAX_LIVE_SIZE = 32 * MIB;
      SMALL_ANSWER = 64 * KIB;
      INTERACTIVE = {
        budget: 16 * MIB,
        pause: (_, waited) => Math.max(3 * SECOND, 0.05 * waited)
      };
      BACKGROUND = {
        budget: MIB / 2,
        pause: (_, waited) => Math.max(5 * SECOND, 0.3 * waited)
      };
      LIVE = {
        budget: 256 * MIB,
        pause: (bytes) => Math.min(5 * SECOND + bytes / KIB, 15 * SECOND)
      };
    }
  });

  // command/verdict.ts
  var verdict_exports = {};
  __export(verdict_exports, {
    concludeRun: () => concludeRun
  });
  async function concludeRun(context, report, downloads) {
    await saveArtifacts(context, report, downloads);
    const end = hasSucceeded(report) ? "succeeded" : "failed";
    const { pendingPost } = context.state.current;
    return {
      end,
      run: report.run,
      report,
      pendingPost
    };
  }
  var init_verdict = __esm({
    "command/verdict.ts"() {
      init_artifacts2();
      init_report();
    }
  });

  // command/status.ts
  var status_exports = {};
  __export(status_exports, {
    showStatus: () => showStatus
  });
  async function showStatus(context) {
    const { client, values, emit, state } = context;
    const text2 = describeSelection(context);
    if (values.dryRun) {
      client.notify(`Would look at ${text2}`);
      return {
        end: "succeeded"
      };
    }
    const run = await findRunNow(context);
    if (!run) throw new CommandError(`Found no run: ${text2}`, "notFound");
    state.update({
      phase: "watch",
      run
    });
    if (hasEnded(run)) return await showEnd(context, run);
    emit({
      type: "polled",
      run
    });
    await Promise.all([
      new RunHistory(context).announceDuration(run),
      announceStep(context, run.id)
    ]);
    const status2 = describeRun(run, describeWait(run));
    emit({
      type: "notice",
      text: status2,
      showWhenQuiet: true
    });
    return {
      end: "stillRunning",
      run
    };
  }
  async function showEnd(context, run) {
    const downloads = new ArtifactDownloads(context, run);
    try {
      const report = await collectRunReport(context, run, {
        downloads,
        history: new RunHistory(context)
      });
      context.emit({
        type: "attempt-ended",
        report,
        retry: false
      });
      context.shutdown.interrupted.throwIfAborted();
      return await concludeRun(context, report, downloads);
    } finally {
      await downloads.discard();
    }
  }
  var init_status = __esm({
    "command/status.ts"() {
      init_run_status();
      init_downloads();
      init_exit_codes();
      init_history2();
      init_messages();
      init_run_report();
      init_search2();
      init_steps2();
      init_verdict();
    }
  });

  // api/clean_up.ts
  async function cleanUpUnfinishedRun(client, { run, duplicates }, { cancel, signal }) {
    const runId = toRunId(run);
    const cancelling = cancel && !hasEnded(run) ? cancelWithRetry(client, runId, signal).then((run2) => ({
      run: run2
    }), (error) => ({
      error
    })) : void 0;
    const others = await cleanUpDuplicates(client, runId, duplicates, signal);
    return {
      ...others,
      ...await cancelling
    };
  }
  async function cleanUpDuplicates(client, runId, duplicates, signal) {
    if (!duplicates) return {
      notices: [],
      mayHaveDuplicates: false
    };
    let mayHaveDuplicates = mayAppear(duplicates);
    let notices = [];
    try {
      const found = await duplicates.findAll({
        signal
      });
      notices = await cancelOtherRuns(client, runId, found, {
        signal
      });
    } catch {
      mayHaveDuplicates = true;
    }
    if (mayHaveDuplicates) notices.push(formatSecondRun(duplicates));
    return {
      notices,
      mayHaveDuplicates
    };
  }
  var init_clean_up = __esm({
    "api/clean_up.ts"() {
      init_duplicates();
      init_read_run();
      init_run_status();
      init_runs();
    }
  });

  // command/early_end.ts
  var early_end_exports = {};
  __export(early_end_exports, {
    endEarly: () => endEarly
  });
  async function endEarly(context, thrown) {
    const { emit, state, shutdown } = context;
    const error = findReason(context, thrown);
    const end = classifyError(error);
    const { run, report, phase, pendingPost } = state.current;
    const result = {
      end,
      run,
      report,
      error
    };
    emit({
      type: "stopping",
      error,
      during: phase
    });
    if (phase === "cancel") return result;
    if (thrown instanceof UnclearTriggerError) {
      const { message: text2 } = thrown;
      if (shutdown.aborted.aborted) emit({
        type: "warning",
        text: text2
      });
      return {
        ...result,
        pendingPost
      };
    }
    if (end === "bug" && pendingPost) {
      const text2 = describeOpenRun(state.current, "") ?? "";
      emit({
        type: "warning",
        text: text2
      });
      return {
        ...result,
        pendingPost
      };
    }
    return {
      ...result,
      ...await cleanUpRun(context, end)
    };
  }
  function findReason({ shutdown: { aborted }, state, names, values: { timeout } }, thrown) {
    const reason = aborted.aborted ? aborted.reason : thrown;
    if (reason instanceof RunTimeoutError || reason instanceof TimedOut) {
      const isQueued = state.current.run?.status === "queued";
      const hint = isQueued ? ": the run never left the queue" : "";
      const { timeout: name = "--timeout" } = names;
      return new TimedOut(timeout, {
        name,
        hint
      });
    }
    return toError(reason);
  }
  async function cleanUpRun(context, end) {
    const { client, values, state } = context;
    const { isOurs, run = context.runId } = state.current;
    const fate = ENDS[end];
    const duplicates = fate.duplicates && state.current.duplicates;
    if (!fate.run && !duplicates) return {};
    const isStopped = fate.run === "cancel if ours";
    if (run === void 0) {
      if (isStopped) client.notify("No run was started");
      return {};
    }
    const cancels = isStopped && (values.cancel ?? isOurs);
    if (!cancels) keepRunning(context, run);
    return await leaveInGracePeriod(context, {
      run,
      duplicates
    }, cancels);
  }
  async function leaveInGracePeriod({ client, shutdown, emit, state }, { run, duplicates }, cancels) {
    const { remaining } = shutdown.startGracePeriod();
    const signal = createTimeoutSignal({
      remaining: () => remaining() - SHUTDOWN.forMessage
    });
    const outcome = await cleanUpUnfinishedRun(client, {
      run,
      duplicates
    }, {
      cancel: cancels,
      signal
    });
    if (outcome.error) {
      const { message } = outcome.error;
      const text2 = `${describeRun(run, "may still be running")}. ${message}`;
      emit({
        type: "warning",
        text: text2
      });
    } else if (outcome.run) {
      state.update({
        run: outcome.run
      });
      const text2 = describeCancelledRun(outcome.run);
      emit({
        type: "notice",
        text: text2,
        showWhenQuiet: true
      });
    }
    for (const text2 of outcome.notices) emit({
      type: "warning",
      text: text2
    });
    const changes = {
      run: state.current.run
    };
    if (!outcome.mayHaveDuplicates || !duplicates) return changes;
    const { mark, page } = duplicates;
    return {
      ...changes,
      pendingPost: {
        mark,
        page
      }
    };
  }
  function keepRunning({ emit }, run) {
    const text2 = typeof run === "number" ? describeRun(run, "is still running") : describeOpenRun({
      run
    }, "is still running");
    if (text2) emit({
      type: "notice",
      text: text2,
      showWhenQuiet: true
    });
  }
  var init_early_end = __esm({
    "command/early_end.ts"() {
      init_clean_up();
      init_clock();
      init_errors();
      init_exit_codes();
      init_messages();
      init_shutdown();
    }
  });

  // api/watch.ts
  function pollInterval(waited) {
    return Math.min(Math.max(waited * 0.02, SECOND), 5 * SECOND);
  }
  async function* watch(client, request) {
    const { signal, timeout = 0, initialDelay = SECOND, interval } = request;
    const startedAt = clock.now();
    const deadline = createDeadline(timeout > 0 ? timeout : Infinity);
    const limits = {
      signal,
      deadline
    };
    const poller = createPoller(client, request, limits);
    const duplicates = createDuplicateWatch(client, request.duplicates, limits);
    const firstDelays = [
      ...request.pollsAtOnce ? [
        0
      ] : [],
      initialDelay
    ];
    for (; ; ) {
      const delay2 = firstDelays.shift() ?? interval ?? pollInterval(clock.now() - startedAt);
      const remaining = deadline.remaining();
      const isLastPoll = delay2 >= remaining;
      await pause(Math.min(delay2, remaining), signal);
      await duplicates.cancelIfDue(poller.runId());
      const run = await poller.poll();
      yield run;
      if (hasEnded(run)) {
        const successor = await duplicates.settle(run);
        if (!successor) return run;
        poller.follow(successor);
        yield successor;
      }
      if (isLastPoll) throw new RunTimeoutError(run, poller.runId(), timeout);
    }
  }
  function createPoller(client, { run: first, timeout = 0 }, limits) {
    const startedAt = clock.now();
    const isStarted = typeof first !== "number";
    client.hasAnswered ||= isStarted;
    let runId = toRunId(first);
    let latest = isStarted ? first : null;
    const operation = () => isStarted && clock.now() - startedAt < NOT_FOUND_GRACE ? "poll new run" : "poll";
    const fetch2 = async () => {
      client.throwCallbackError();
      return await fetchRun(client, runId, limitRequest(limits));
    };
    return {
      runId: () => runId,
      follow(run) {
        latest = run;
        runId = run.id;
      },
      async poll() {
        try {
          const run = await retry(client, "poll", fetch2, {
            ...limits,
            decide: (error) => decide(operation(), error)
          });
          run.cause ??= latest?.cause ?? null;
          run.jobName ??= latest?.jobName ?? null;
          return latest = run;
        } catch (error) {
          const isFault = error instanceof DbtCloudError;
          if (limits.signal?.aborted || !isFault) throw error;
          if ((limits.deadline?.remaining() ?? Infinity) <= 0) {
            throw new RunTimeoutError(latest, runId, timeout);
          }
          if (!latest) throw error;
          throw withHint(error, `The run may still be running: ${latest.href}`);
        }
      }
    };
  }
  var NOT_FOUND_GRACE;
  var init_watch = __esm({
    "api/watch.ts"() {
      init_clock();
      init_duplicates();
      init_errors();
      init_read_run();
      init_retry();
      init_run_status();
      init_runs();
      NOT_FOUND_GRACE = MINUTE;
    }
  });

  // command/wait.ts
  var wait_exports = {};
  __export(wait_exports, {
    watchToEnd: () => watchToEnd
  });
  async function watchToEnd(context, run, history) {
    const { client, values, deadline, emit, state, shutdown } = context;
    const { interval, initialDelay } = values;
    const pollsAtOnce = !state.current.isOurs && state.current.phase === "start";
    const { duplicates } = state.update({
      phase: "watch"
    });
    const timeout = Math.max(1, deadline.remaining());
    const signal = shutdown.interrupted;
    const limits = {
      interval,
      initialDelay,
      timeout,
      signal
    };
    let runId = toRunId(run);
    let steps = createStepPoller(context, runId);
    let latest;
    try {
      for await (latest of watch(client, {
        run,
        duplicates,
        pollsAtOnce,
        ...limits
      })) {
        const isOther = latest.id !== runId;
        if (isOther) {
          steps.stop();
          runId = latest.id;
          steps = createStepPoller(context, runId);
        }
        const isNew = isOther || !state.current.run;
        state.update({
          run: latest
        });
        if (isNew) emit({
          type: "started",
          run: latest
        });
        if (!isOther) emit({
          type: "polled",
          run: latest
        });
        if (!hasEnded(latest)) steps.pollIfDue();
        void history.announceDuration(latest);
      }
      await steps.finish();
      state.update({
        duplicates: void 0
      });
      return latest;
    } finally {
      steps.stop();
    }
  }
  var init_wait = __esm({
    "command/wait.ts"() {
      init_read_run();
      init_run_status();
      init_watch();
      init_steps2();
    }
  });

  // command/retry.ts
  var retry_exports = {};
  __export(retry_exports, {
    explainRefusal: () => explainRefusal,
    findRunToRetry: () => findRunToRetry
  });
  async function findRunToRetry(context) {
    const { client, values } = context;
    const text2 = describeSelection(context);
    if (values.dryRun) {
      client.notify(`Would retry ${text2}`);
      return;
    }
    const found = await findRunNow(context);
    if (!found) throw nothingToRetry(`there is no run: ${text2}`);
    const run = await readWhole(context, found);
    const { status: status2, canRetry, retryNotSupportedReason, href } = run;
    if (status2 !== "error") {
      throw nothingToRetry(`run ${run.id} ${describeProgress(run)}: ${href}`);
    }
    if (!canRetry) {
      const reason = retryNotSupportedReason ?? "dbt Cloud gave no reason";
      throw nothingToRetry(`run ${run.id} cannot be retried (${reason}): ${href}`);
    }
    client.notify(`Retrying run ${run.id} from its point of failure`);
    return run;
  }
  async function readWhole({ client, runId, shutdown: { aborted: signal } }, run) {
    if (runId !== void 0) return run;
    const read = () => fetchRun(client, run.id, {
      signal
    });
    return await retry(client, "read", read, {
      signal
    });
  }
  function explainRefusal(error) {
    const isRefused = error instanceof DbtCloudError && error.kind === "refused" && ![
      401,
      403,
      429
    ].includes(error.status ?? 0);
    return isRefused ? nothingToRetry(error.message) : error;
  }
  function nothingToRetry(reason) {
    return new CommandError(`Nothing to retry: ${reason}`, "nothingToRetry");
  }
  var init_retry2 = __esm({
    "command/retry.ts"() {
      init_errors();
      init_retry();
      init_runs();
      init_exit_codes();
      init_messages();
      init_search2();
    }
  });

  // command/input/help.ts
  var help_exports = {};
  __export(help_exports, {
    VERSION: () => VERSION,
    formatFlag: () => formatFlag,
    usage: () => usage
  });
  function usage() {
    return [
      "Trigger a dbt Cloud job, wait for its run, and fail when the run fails.",
      "",
      "Usage: dbt-run [COMMAND] [OPTIONS]",
      "",
      "Commands:",
      ...formatRow("  run", "trigger the job and wait (default)"),
      ...formatRow("  wait RUN_ID", "wait for a run that exists"),
      ...formatRow("  status RUN_ID", "look once: how the run stands, and why it failed"),
      ...formatRow("  retry RUN_ID", "retry a failed run from its point of failure, and wait"),
      ...formatRow("  cancel RUN_ID", "cancel a run"),
      "",
      "RUN_ID may be the address of the run's page. In its place, wait, status and",
      "retry take --latest, --git-sha SHA or --pull-request, and the job.",
      "",
      "Examples:",
      "  DBT_API_KEY=\u2026 dbt-run --account-id 22219 --job-id 559062",
      "  dbt-run --git-branch main --retries 2 --timeout 7200",
      "  dbt-run --pull-request --junit test-results/TEST-dbt.xml",
      ...SETTING_LIST.flatMap(([, setting], i) => [
        ...setting.group === SETTING_LIST[i - 1]?.[1].group ? [] : [
          "",
          `${setting.group}:`
        ],
        ...formatSetting(setting)
      ]),
      "",
      "Flags take precedence over variables. An empty variable counts as not set; an",
      "empty flag is an error.",
      "",
      "Exit codes:",
      ...listExitCodes().flatMap(({ code, meaning }) => formatRow(`  ${code}`, meaning)),
      "",
      "Documentation: https://jsr.io/@org/dbt-run"
    ];
  }
  function formatSetting(setting) {
    const { variables = [], help } = setting;
    const fallback = formatDefault(setting);
    const words = [
      help,
      fallback && `(default: ${fallback})`
    ].filter(Boolean).join(" ");
    const isNegated = setting.type === "switch" && setting.default === true;
    const names = variables.map((name) => isNegated ? `${name}=false` : name);
    return formatRow(`  ${formatFlag(setting)}`, words, names.join(", "));
  }
  function formatFlag(setting) {
    const { flag: flag2, type, value, choices = [], implied, variables = [] } = setting;
    if (!flag2) return variables[0] ?? "";
    if (implied) {
      return `--${flag2}[=${choices.filter((c) => c !== "none").join("|")}]`;
    }
    if (type === "switch") {
      if (setting.default === void 0) return `--[no-]${flag2}`;
      if (choices.length > 0) return `--${flag2}[=${choices.join("|")}]`;
      return setting.default ? `--no-${flag2}` : `--${flag2}`;
    }
    const placeholder = value ?? PLACEHOLDERS[type] ?? "N";
    return `--${flag2}${placeholder.startsWith("=") ? "" : " "}${placeholder}`;
  }
  function formatDefault({ type, default: value = "none" }) {
    if (type === "switch" || value === "none") return "";
    return String(type === "seconds" ? Number(value) / 1e3 : value);
  }
  function formatRow(name, help, variables = "") {
    const lines = [
      help,
      variables
    ].flatMap((text2) => text2.match(HELP_LINE) ?? []);
    const isBeside = name.length + 1 < INDENT;
    const [first = "", ...rest] = isBeside ? lines : [
      "",
      ...lines
    ];
    return [
      (name.padEnd(INDENT) + first).trimEnd(),
      ...rest.map((line) => " ".repeat(INDENT) + line)
    ];
  }
  var VERSION, INDENT, HELP_LINE, PLACEHOLDERS;
  var init_help = __esm({
    "command/input/help.ts"() {
      init_settings();
      init_exit_codes();
      VERSION = "0.4.0";
      INDENT = 28;
      HELP_LINE = /\S.{0,51}(?=\s|$)/g;
      PLACEHOLDERS = {
        seconds: "S",
        boolean: "BOOL",
        strings: "TEXT",
        string: "TEXT"
      };
    }
  });

  // command/output/advice.ts
  function describeError(error, { values, urlSetting }) {
    if (!(error instanceof Error)) return String(error);
    const { message, stack } = error;
    if (classifyError(error) === "bug") {
      const text2 = values.debug ? stack ?? message : message;
      const where = values.debug ? "" : "; --debug shows where";
      return `${text2}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
    }
    if (isPermissionError(error)) {
      return `${message.split(",")[0]}: run with --allow-env`;
    }
    const advice = error instanceof DbtCloudError && findAdvice(error);
    if (!advice) return message;
    return joinSentences(message, advice.replace("URL_SETTING", urlSetting));
  }
  function describeEnd({ error, faults = [], hint }, input) {
    const texts = faults.map(({ text: text2 }) => text2);
    if (error) texts.push(describeError(error, input));
    return [
      texts.join("; "),
      hint
    ].filter(Boolean).join(". ");
  }
  function findAdvice(error) {
    const { kind: kind2, status: status2 = 0, obstacle = "network", fields } = error;
    if (status2 === 400 && fields.length > 0) return FIELD_ADVICE;
    if (kind2 === "unsent" || kind2 === "lost") return OBSTACLES[obstacle];
    const isForeign = kind2 === "foreign" && status2 !== 429;
    return isForeign ? FOREIGN_ADVICE[Math.floor(status2 / 100)] : ADVICE[status2];
  }
  var FIELD_ADVICE, ADVICE, FOREIGN_ADVICE, OBSTACLES, ISSUES;
  var init_advice = __esm({
    "command/output/advice.ts"() {
      init_environment();
      init_errors();
      init_text();
      init_exit_codes();
      FIELD_ADVICE = "Correct that field; a flag or variable of the same name sets it";
      ADVICE = {
        400: "Look at the job's page in dbt Cloud: the job may be deactivated",
        401: "Check the access URL (URL_SETTING; you find it in Account settings > Account information): a key of another region is refused like a wrong one. Then check the key",
        403: "Check that the key belongs to this account, and the account's IP restrictions",
        404: "Check the id, and the key's permissions: Job Runner may trigger, cancel and retry, Job Viewer may only read",
        429: "dbt Cloud limits the requests a minute of an account: try again later"
      };
      FOREIGN_ADVICE = {
        2: "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between",
        3: "Put that address into URL_SETTING",
        4: "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between",
        5: "dbt Cloud may be down: see https://status.getdbt.com"
      };
      OBSTACLES = {
        issuer: "Deno" in globalThis ? "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system" : "Set NODE_EXTRA_CA_CERTS to the CA file of your company",
        host: "The certificate is for another host: check the access URL (URL_SETTING)",
        tls: "Check the access URL (URL_SETTING), and the certificate of its host",
        port: "Check the port in the access URL (URL_SETTING)",
        proxy: "Check the proxy, and the access URL (URL_SETTING)",
        network: "Check the access URL (URL_SETTING) and the network"
      };
      ISSUES = "https://github.com/org/dbt-run/issues";
    }
  });

  // command/output/annotations.ts
  function printError(output, message) {
    if (output.ci.annotate) {
      annotate(output, {
        kind: "error",
        title: "dbt-run",
        message,
        id: ""
      });
    } else output.printer.print(`error: ${message}`, "error");
  }
  function annotate({ ci, printer }, finding) {
    const { title, message, file } = finding;
    const clean = {
      ...finding,
      title: printer.clean(title),
      message: message.split("\n").map(printer.clean).join("\n"),
      ...file && {
        file: printer.clean(file)
      }
    };
    if (ci.annotate) printer.printCommands(ci.annotate(clean));
  }
  function createAnnotations({ values: { quiet } }, output) {
    let annotated;
    function annotateReport(report) {
      annotated = report;
      const findings = collectFindings(report);
      const isSilent = quiet && hasSucceeded(report);
      for (const kind2 of isSilent ? [] : [
        "error",
        "warning"
      ]) {
        const ofKind = findings.filter((finding) => finding.kind === kind2);
        annotateFirst(output, report.run, kind2, ofKind);
      }
      output.send(output.ci.findings?.(findings));
    }
    return {
      on(event) {
        if (event.type === "attempt-ended" && !event.retry) {
          annotateReport(event.report);
        }
      },
      end({ report, faults = [] }) {
        for (const { text: text2 } of faults) printError(output, text2);
        if (report && report !== annotated) annotateReport(report);
        return output.flush();
      }
    };
  }
  function annotateFirst(output, run, kind2, findings) {
    const first = findings.slice(0, MAX_ANNOTATIONS);
    for (const finding of first) annotate(output, finding);
    const more = findings.length - first.length;
    if (more > 0) {
      annotate(output, createRunFinding(run, kind2, `and ${more} more`));
    }
  }
  function collectFindings(report) {
    const { run } = report;
    const isFailed = !hasSucceeded(report);
    const isInProject = (file) => !file.startsWith("dbt_packages/");
    const findings = selectNodes(report, "failed", "warned").map((node) => ({
      kind: node.outcome === "failed" && isFailed ? "error" : "warning",
      title: safeLine(formatLabel(node)),
      message: formatDetails(node).join("\n"),
      ...node.file && isInProject(node.file) && {
        file: safeLine(node.file)
      },
      ...node.line && {
        line: node.line
      },
      id: node.uniqueId
    }));
    if (isFailed && findings.every(({ kind: kind2 }) => kind2 === "warning")) {
      findings.push(createRunFinding(run, "error", runMessage(report)));
    }
    return findings;
  }
  function createRunFinding(run, kind2, text2) {
    const title = `dbt Cloud run ${run.id}: ${run.status}`;
    const message = [
      text2,
      `See ${run.href}`
    ].filter(Boolean).join("\n");
    return {
      kind: kind2,
      title,
      message,
      id: ""
    };
  }
  var MAX_ANNOTATIONS;
  var init_annotations = __esm({
    "command/output/annotations.ts"() {
      init_report();
      init_text2();
      MAX_ANNOTATIONS = 9;
    }
  });

  // command/output/json_document.ts
  function createDocument(result, input) {
    const { end, run, report, pendingPost } = result;
    return {
      run_id: run?.id,
      run_url: run?.href,
      run_status: run?.status,
      status_message: run?.statusMessage,
      git_branch: run?.gitBranch,
      git_sha: run?.gitSha,
      created_at: run?.createdAt,
      started_at: run?.startedAt,
      finished_at: run?.finishedAt,
      failed_nodes: describeNodes(report, "failed"),
      warned_nodes: describeNodes(report, "warned"),
      unclear: pendingPost,
      exit_code: exitCode(end),
      error: describeEnd(result, input) || void 0,
      error_kind: findErrorKind(result),
      status_code: findStatusCode(result)
    };
  }
  function describeNodes(report, outcome) {
    return report ? selectNodes(report, outcome).map(describeNode) : [];
  }
  function describeNode(node) {
    const { since } = node;
    return {
      unique_id: node.uniqueId,
      resource_type: node.type,
      name: node.name,
      file: node.file,
      status: node.status,
      message: node.message,
      is_new: node.isNew,
      since: since && {
        run_id: since.runId,
        run_url: since.runUrl,
        created_at: since.createdAt
      }
    };
  }
  function findErrorKind({ end, error }) {
    if (ERROR_KINDS[end]) return ERROR_KINDS[end];
    if (error instanceof DbtCloudError) return error.kind;
    return end === "unreachable" ? "not-found" : void 0;
  }
  function findStatusCode({ error }) {
    return error instanceof DbtCloudError ? error.status : void 0;
  }
  var ERROR_KINDS;
  var init_json_document = __esm({
    "command/output/json_document.ts"() {
      init_errors();
      init_exit_codes();
      init_advice();
      init_report();
      ERROR_KINDS = {
        invalidInput: "input",
        ambiguous: "ambiguous",
        timedOut: "timeout",
        notFound: "not-found",
        nothingToRetry: "not-found",
        bug: "bug",
        SIGHUP: "interrupted",
        SIGINT: "interrupted",
        SIGTERM: "interrupted"
      };
    }
  });

  // command/output/run_clock.ts
  function createRunClock() {
    let runId;
    let wasQueued = false;
    let startedAt;
    return {
      see(run) {
        if (run.id !== runId) {
          runId = run.id;
          wasQueued = false;
          startedAt = void 0;
        }
        if (run.status === "queued") wasQueued = true;
        else if (startedAt === void 0) {
          const elapsed = run.elapsedMs ?? (wasQueued ? 0 : void 0);
          if (elapsed !== void 0) startedAt = clock.now() - elapsed;
        }
      },
      elapsed: () => startedAt === void 0 ? void 0 : clock.now() - startedAt
    };
  }
  var init_run_clock = __esm({
    "command/output/run_clock.ts"() {
      init_clock();
    }
  });

  // command/output/live_line.ts
  function createLiveLine(printer) {
    let timer;
    let status2 = "queued";
    let step;
    let startedAt = clock.now();
    let usual;
    const runClock = createRunClock();
    function draw() {
      const now = clock.now();
      const stepText = step && `step ${step.index}: ${extractCommand(step.name)}`;
      const words = [
        status2,
        stepText,
        describeTime(now)
      ];
      const frame = SPINNER[Math.floor(now / FRAME_TIME) % SPINNER.length];
      printer.draw(`${frame} ${words.filter(Boolean).join(", ")}`);
    }
    function describeTime(now) {
      const elapsed = runClock.elapsed();
      return usual && elapsed !== void 0 ? formatElapsed(elapsed, usual) : formatDuration(now - startedAt);
    }
    function stop() {
      clearInterval(timer);
      timer = void 0;
      printer.draw("");
    }
    return {
      on(event) {
        if ("run" in event) {
          status2 = event.run.status;
          runClock.see(event.run);
        }
        if (event.type === "usual-duration") usual = event.usual;
        if (event.type === "attempt-ended" && event.retry) usual = void 0;
        if (event.type === "step") step = event.step;
        if (event.type === "started") {
          step = void 0;
          startedAt = clock.now();
          timer ??= setInterval(draw, FRAME_TIME);
        }
        const isOver = event.type === "polled" && hasEnded(event.run);
        if (isOver || event.type === "stopping") stop();
      },
      end: stop
    };
  }
  var FRAME_TIME, SPINNER;
  var init_live_line = __esm({
    "command/output/live_line.ts"() {
      init_clock();
      init_run_status();
      init_step_command();
      init_text2();
      init_usual_duration();
      init_run_clock();
      FRAME_TIME = 100;
      SPINNER = [
        ..."\u280B\u2819\u2839\u2838\u283C\u2834\u2826\u2827\u2807\u280F"
      ];
    }
  });

  // report/report_lines.ts
  function formatReport(report) {
    const { steps, flaky, gaps } = report;
    const paint = (colour, word) => `  ${colour}${word}\x1B[0m`;
    const inLine = (word) => (node) => `${paint(YELLOW, word)} ${formatTitle(node)}: ${firstLine(node)}`;
    const skipped = formatSkipped(report);
    return [
      ...steps.filter(({ status: status2 }) => status2 === "error").map(({ index, name }) => `Step ${index} of ${steps.length} failed: ${extractCommand(name)}`),
      ...formatInterruption(report),
      ...limitNodes(selectNodes(report, "warned"), inLine("WARNED")),
      ...limitNodes(selectNodes(report, "unknown"), inLine("UNKNOWN")),
      ...limitNodes(flaky, inLine("FLAKY")),
      ...gaps,
      ...skipped ? [
        `${paint(YELLOW, "SKIPPED")} ${skipped}`
      ] : [],
      ...limitNodes(selectNodes(report, "failed"), (node, i) => [
        `${paint(RED, "FAILED")} ${formatTitle(node)}`,
        ...(i < MAX_WHOLE ? formatDetails(node) : [
          firstLine(node)
        ]).map((line) => `    | ${line}`)
      ])
    ];
  }
  function limitNodes(nodes, show) {
    const more = nodes.length - MAX_NODES;
    const lines = nodes.slice(0, MAX_NODES).flatMap(show);
    return more > 0 ? [
      ...lines,
      `  and ${more} more`
    ] : lines;
  }
  function formatLogs({ steps, run }, which, maxLines = Infinity) {
    return steps.filter(({ status: status2 }) => which === "all" || which === "failed" && status2 === "error").map(({ index, name, logs }) => ({
      title: `Log of step ${index}: ${name}`,
      lines: formatLog(logs ?? "", run.href, maxLines)
    }));
  }
  function formatLog(log, href, maxLines) {
    const text2 = log.trimEnd() || "It printed nothing";
    const all = text2.slice(-LOG_LIMIT).split(LINE_BREAK);
    const lines = all.slice(-maxLines).map((line) => `  | ${line}`);
    const isCut = text2.length > LOG_LIMIT;
    const omitted = all.length - lines.length;
    if (omitted > 0) {
      const count = isCut ? `more than ${omitted}` : omitted;
      lines.unshift(`  \u2026 ${count} lines before are at ${href}`);
    } else if (isCut) {
      lines.unshift(`  \u2026 the beginning is left out, see ${href}`);
    }
    return lines;
  }
  var LOG_LIMIT, MAX_NODES, RED, YELLOW;
  var init_report_lines = __esm({
    "report/report_lines.ts"() {
      init_report();
      init_step_command();
      init_text2();
      LOG_LIMIT = 1e6;
      MAX_NODES = 50;
      RED = "\x1B[31m";
      YELLOW = "\x1B[33m";
    }
  });

  // command/output/progress_log.ts
  function createProgressLog(printer, { command }) {
    let printed = {
      status: "",
      at: -HEARTBEAT
    };
    const runClock = createRunClock();
    let step;
    let usual;
    function printStarted({ run, reused }) {
      const isFound = reused || command === "wait";
      printer.print(isFound ? formatFound(run) : formatStarted(run));
    }
    function printStatus(run) {
      const now = clock.now();
      const isNew = run.status !== printed.status;
      const isBeat = now - printed.at >= HEARTBEAT && !printer.canDraw;
      if (!isNew && !isBeat) return;
      printed = {
        status: run.status,
        at: now
      };
      const word = run.status.replace(/^./, (letter) => letter.toUpperCase());
      printer.print(`Run status -> ${word}`);
      const [blocker] = run.blockedBy;
      if (isNew && blocker) printer.print(`Waiting for run ${blocker} to end`);
      if (isNew) return;
      const position = formatPosition(step, runClock.elapsed(), usual);
      if (position) printer.print(position);
    }
    return {
      on(event) {
        if ("run" in event) runClock.see(event.run);
        switch (event.type) {
          case "usual-duration":
            usual = event.usual;
            return printer.print(formatUsualDuration(usual));
          case "attempt-ended":
            if (event.retry) usual = void 0;
            return;
          case "started":
            step = void 0;
            printed = {
              status: "",
              at: -HEARTBEAT
            };
            return printStarted(event);
          case "polled":
            return printStatus(event.run);
          case "step":
            step = event.step;
            return printer.print(formatStep(step));
        }
      },
      usual: () => usual
    };
  }
  function formatPosition(step, elapsed, usual) {
    const now = clock.now();
    const text2 = [
      step && `${formatStep(step)} (${formatDuration(now - step.startedAt)})`,
      usual && elapsed !== void 0 && formatRemaining(elapsed, usual)
    ].filter(Boolean).join("; ");
    return text2.replace(/^./, (letter) => letter.toUpperCase());
  }
  function formatStarted({ href }) {
    return `Job running! See job status at ${href}`;
  }
  function formatFound(run) {
    return hasEnded(run) ? `Run ${run.id} had ended already (${run.status}): ${run.href}` : formatStarted(run);
  }
  function formatStep({ index, total, name }) {
    const count = total === void 0 ? "" : ` of ${total}`;
    return `Step ${index}${count}: ${extractCommand(name)}`;
  }
  var HEARTBEAT;
  var init_progress_log = __esm({
    "command/output/progress_log.ts"() {
      init_clock();
      init_run_status();
      init_step_command();
      init_text2();
      init_usual_duration();
      init_run_clock();
      HEARTBEAT = 6e4;
    }
  });

  // command/output/script.ts
  function formatConfiguration(configuration) {
    const { url, accountId, jobId, body } = configuration;
    const isName = typeof jobId === "string";
    return [
      "",
      "Configuration:",
      `api_base: ${url}`,
      `job_cause: ${configuration.cause ?? "API-triggered job"}`,
      `git_branch: ${configuration.gitBranch ?? "None"}`,
      `schema_override: ${configuration.schemaOverride ?? "None"}`,
      `account_id: ${accountId}`,
      `project_id: ${configuration.projectId ?? "None"}`,
      `job_id: ${jobId}`,
      "",
      "Beginning request for job run...",
      "Triggering job:",
      `	url: ${url}/api/v2/accounts/${accountId}/jobs/${isName ? "JOB_ID" : jobId}/run/`,
      `	payload: ${pythonRepr(body)}`
    ];
  }
  function pythonRepr(value) {
    if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
    if (value && typeof value === "object") {
      const items = Object.entries(value).map((entry) => entry.map(pythonRepr).join(": "));
      return `{${items.join(", ")}}`;
    }
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value === "string") return quote(value);
    return String(value ?? "None");
  }
  function quote(value) {
    const mark = value.includes("'") && !value.includes('"') ? '"' : "'";
    const text2 = value.replace(mark === "'" ? /[\\']/g : /\\/g, "\\$&").replace(/[\n\r\t]/g, (found) => `\\${"nrt"["\n\r	".indexOf(found)]}`).replace(/(?! )[\p{C}\p{Z}]/gu, escapeCharacter);
    return mark + text2 + mark;
  }
  function escapeCharacter(character) {
    const code = character.codePointAt(0).toString(16);
    if (code.length < 3) return `\\x${code.padStart(2, "0")}`;
    if (code.length < 5) return `\\u${code.padStart(4, "0")}`;
    return `\\U${code.padStart(8, "0")}`;
  }
  var init_script = __esm({
    "command/output/script.ts"() {
    }
  });

  // command/output/log.ts
  function createLog(input, output) {
    const { printer } = output;
    const progress = createProgressLog(printer, input);
    let isErrorPrinted = false;
    let isTriggered = false;
    function printErrorOnce(error) {
      if (!isErrorPrinted) printError(output, describeError(error, input));
      isErrorPrinted = true;
    }
    return {
      on(event) {
        progress.on(event);
        switch (event.type) {
          case "triggering":
            isTriggered = true;
            return printConfiguration(printer, input, event);
          case "log":
            return printer.print(event.lines.map((line) => `  | ${line}`), "log");
          case "notice":
            return printer.print(event.text, event.showWhenQuiet ? "verdict" : "info");
          case "warning":
            return printer.print(`warning: ${event.text}`, "error");
          case "stopping":
            if (event.during === "start" && isTriggered) {
              printTriggerError(output, event.error);
            }
            return printErrorOnce(event.error);
          case "attempt-ended":
            return printReport(output, event.report, input.values.logs);
        }
      },
      end({ run, report, error, hint }) {
        if (error) printErrorOnce(error);
        if (hint) printer.print(hint, "error");
        const isKnown = run && hasEnded(run) && report?.run.id === run.id;
        if (isKnown) printVerdict(printer, report, progress.usual());
      }
    };
  }
  function printConfiguration(printer, { values, given }, { jobId, body, isDry }) {
    const { url, accountId = 0, projectId } = values;
    const { cause, gitBranch, schemaOverride } = given;
    printer.print(formatConfiguration({
      ...{
        url,
        accountId,
        projectId,
        jobId,
        body
      },
      ...{
        cause,
        gitBranch,
        schemaOverride
      }
    }));
    if (isDry) printer.print("Dry run: nothing was sent");
  }
  function printTriggerError({ ci, printer }, error) {
    if (!(error instanceof DbtCloudError)) return;
    printer.print("ERROR! - Could not trigger job:");
    if (!ci.annotate) printer.print(` ${error.reason}`);
  }
  function printReport({ ci, printer }, report, logs) {
    const message = runMessage(report);
    const source = report.retryRanNothing ? "" : "dbt Cloud says: ";
    if (message) printer.print(`${source}${message}`, "verdict");
    const maxLines = ci.group ? void 0 : UNFOLDED_LINES;
    for (const { title, lines } of formatLogs(report, logs, maxLines)) {
      const group2 = ci.group?.(printer.clean(title), Date.now());
      if (group2) printer.printCommands(group2.start);
      else printer.print(title);
      printer.print(lines);
      if (group2) printer.printCommands(group2.end);
    }
    const kind2 = hasSucceeded(report) ? "info" : "verdict";
    printer.print(formatReport(report), kind2);
  }
  function printVerdict(printer, report, usual) {
    const { href } = report.run;
    printer.print(formatVerdict(report, usual), "verdict");
    if (hasSucceeded(report)) {
      const text2 = `Job completed successfully! See details at ${href}`;
      printer.print(text2, "verdict");
    } else {
      printer.print(`Run failed or canceled. See why at ${href}`, "error");
    }
  }
  function formatVerdict(report, usual) {
    const { status: status2, durationMs } = report.run;
    const end = report.retryRanNothing ? "error" : status2;
    const { word, preposition } = VERDICT_WORDS[end] ?? {
      word: status2,
      preposition: "after"
    };
    const duration = durationMs === null ? "" : ` ${preposition} ${formatDuration(durationMs)}`;
    const isOdd = usual && status2 === "success" && durationMs !== null && isUnusual(durationMs, usual);
    const usually = isOdd ? ` (usually ${formatRough(usual.median)})` : "";
    return [
      word + duration + usually,
      formatCounts(report)
    ].filter(Boolean).join(": ");
  }
  var UNFOLDED_LINES, VERDICT_WORDS;
  var init_log = __esm({
    "command/output/log.ts"() {
      init_errors();
      init_run_status();
      init_report();
      init_report_lines();
      init_text2();
      init_usual_duration();
      init_advice();
      init_annotations();
      init_progress_log();
      init_script();
      UNFOLDED_LINES = 200;
      VERDICT_WORDS = {
        success: {
          word: "Succeeded",
          preposition: "in"
        },
        error: {
          word: "Failed",
          preposition: "after"
        },
        cancelled: {
          word: "Cancelled",
          preposition: "after"
        }
      };
    }
  });

  // command/output/printer.ts
  function createPrinter(process2, { json, quiet }, redact, ci) {
    const env = ciEnv(process2.env);
    const hasReader = isInteractive(process2, quiet);
    const hasColour = ci.colour || hasReader || !!env("FORCE_COLOR");
    const colour = hasColour && !env("NO_COLOR");
    const { err } = process2;
    const out = json ? err : process2.out;
    const screen = hasReader && [
      out,
      err
    ].find(({ isTerminal }) => isTerminal);
    const terminal = createTerminal(screen || void 0);
    let dropped = 0;
    let isDocumentPrinted = false;
    function clean(text2, options) {
      const redacted = redact(text2);
      const line = safeLine(redacted, options);
      return line === redacted ? line : redact(line);
    }
    return {
      canDraw: !!screen,
      print(text2, kind2 = "info") {
        if (quiet && (kind2 === "info" || kind2 === "log")) return;
        const lines = [
          text2
        ].flat();
        if (kind2 === "log" && process2.waiting() > MAX_WAITING) {
          dropped += lines.length;
          return;
        }
        if (dropped > 0) {
          lines.unshift(`  \u2026 ${dropped} lines left out: the output was not read`);
          dropped = 0;
        }
        const harmless = lines.map((line) => clean(line, {
          colour
        }));
        terminal.write(kind2 === "error" ? err : out, harmless);
      },
      printCommands: (...commands) => terminal.write(out, commands.map((command) => command.redact(redact))),
      clean: (text2) => escapeCommands(clean(text2)),
      printDocument(document) {
        if (!json || isDocumentPrinted) return;
        isDocumentPrinted = true;
        const orNull = (_, value) => value ?? null;
        const text2 = JSON.stringify(redact(document), orNull);
        process2.out.line(escapeJsonCommands(text2));
      },
      draw(text2) {
        if (!screen || text2 && process2.waiting() > 0) return;
        const length = Math.max(20, process2.columns() - 1) - 1;
        terminal.draw(text2 && escapeCommands(clean(text2, {
          length
        })));
      }
    };
  }
  function createTerminal(screen) {
    let drawn = "";
    return {
      write(stream, lines) {
        if (drawn) screen?.draw(CLEAR);
        lines.forEach(stream.line);
        if (drawn) screen?.draw(drawn);
      },
      draw(text2) {
        drawn = text2;
        screen?.draw(CLEAR + text2);
      }
    };
  }
  var MAX_WAITING, CLEAR;
  var init_printer = __esm({
    "command/output/printer.ts"() {
      init_registry();
      init_environment2();
      init_text2();
      MAX_WAITING = 2 ** 24;
      CLEAR = "\r\x1B[2K";
    }
  });

  // command/output/stale_files.ts
  function writesReports({ values, command }) {
    return !values.dryRun && command !== "cancel";
  }
  async function removeStaleFiles(input, { staleFiles = [] }, fileSystem2) {
    if (!writesReports(input)) return;
    const { junit: junit2, summary: summary2 } = input.values;
    const removals = [
      ...staleFiles,
      junit2,
      summary2
    ].map(async (path) => {
      if (!path || await fileSystem2.kindOf(path) !== "file") return;
      const text2 = await fileSystem2.readText(path, HEAD_SIZE);
      const isOwn = staleFiles.includes(path) || OWN_REPORT.test(text2);
      if (isOwn) await fileSystem2.remove(path);
    });
    await Promise.allSettled(removals);
  }
  var OWN_REPORT, HEAD_SIZE;
  var init_stale_files = __esm({
    "command/output/stale_files.ts"() {
      OWN_REPORT = /^(<\?xml [^>]*>\n<testsuites name="dbt"|## dbt(-run:| Cloud run) )/;
      HEAD_SIZE = 1024;
    }
  });

  // command/output/output.ts
  function isOwnRun({ command, runId, values: { latest } }) {
    if (command === "status") return false;
    const isFound = runId === void 0 && (latest === "any" || latest === "success");
    return command !== "wait" || !isFound;
  }
  function withoutReports(ci) {
    const { annotate: _1, findings: _2, outputs: _3, summary: _4, ...rest } = ci;
    return {
      ...rest,
      staleFiles: []
    };
  }
  function openOutput(input, process2, redact = createRedactor(secretsOf(input))) {
    const { fileSystem: fileSystem2 } = process2;
    const env = ciEnv(process2.env);
    const detected = detectCi(env);
    const ci = isOwnRun(input) ? detected : withoutReports(detected);
    const printer = createPrinter(process2, input.values, redact, ci);
    let queue = removeStaleFiles(input, ci, fileSystem2);
    const failedPaths = /* @__PURE__ */ new Set();
    async function attempt(path, write2) {
      try {
        await write2();
      } catch (error) {
        if (failedPaths.has(path)) return;
        failedPaths.add(path);
        const { message } = error;
        printer.print(`warning: Cannot write ${path}: ${message}`, "error");
      }
    }
    function write({ path, text: text2, append: append2 }) {
      const content = redact(text2);
      return attempt(path, () => append2 ? appendFile(fileSystem2, path, content) : writeFile(fileSystem2, path, content));
    }
    return {
      ci,
      env,
      printer,
      send({ commands = [], files = [] } = {}) {
        for (const file of files) queue = queue.then(() => write(file));
        if (files.length === 0) printer.printCommands(...commands);
        else queue = queue.then(() => printer.printCommands(...commands));
      },
      flush: () => queue
    };
  }
  var init_output = __esm({
    "command/output/output.ts"() {
      init_redact();
      init_registry();
      init_files();
      init_environment2();
      init_printer();
      init_stale_files();
    }
  });

  // command/output/outputs.ts
  function createOutputs(output) {
    const { ci, env, printer } = output;
    let written = "";
    let reused;
    function write(run) {
      const isOver = hasEnded(run);
      const state = `${run.id} ${isOver}`;
      if (state === written) return;
      written = state;
      const values = {
        run_id: `${run.id}`,
        run_url: printer.clean(run.href),
        ...reused !== void 0 && {
          reused: `${reused}`
        },
        ...isOver && {
          run_status: run.status
        },
        ...isOver && run.gitSha && {
          git_sha: printer.clean(run.gitSha)
        }
      };
      output.send(ci.outputs?.(values, env));
    }
    return {
      on(event) {
        if (event.type === "started") reused = event.reused;
        if ("run" in event) write(event.run);
      },
      end({ run }) {
        if (run) write(run);
        return output.flush();
      }
    };
  }
  var init_outputs = __esm({
    "command/output/outputs.ts"() {
      init_run_status();
    }
  });

  // report/junit.ts
  function xml(text2) {
    return safeLines(text2, {
      length: 1e4
    }).join("\n").replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;").replaceAll("	", "&#9;");
  }
  function attributes(values) {
    return Object.entries(values).map(([name, value]) => value === null ? "" : ` ${name}="${xml(value).replaceAll("\n", "&#10;")}"`).join("");
  }
  function toElementName({ outcome, status: status2 }) {
    if (outcome === "failed") return status2 === "fail" ? "failure" : "error";
    return outcome === "skipped" ? "skipped" : void 0;
  }
  function testCase(node, name, element = toElementName(node)) {
    const { package: group2, type, status: status2, seconds, file } = node;
    const classname = `${group2}.${type}`;
    const time = seconds.toFixed(3);
    const start = `    <testcase${attributes({
      classname,
      name,
      time,
      file
    })}`;
    if (!element && node.outcome === "passed") return `${start}/>`;
    const text2 = xml(formatDetails(node).join("\n"));
    const kind2 = element === "skipped" ? null : status2;
    const about = {
      message: firstLine(node),
      type: kind2
    };
    const content = element ? `<${element}${attributes(about)}>${text2}</${element}>` : `<system-out>${text2}</system-out>`;
    return `${start}>
      ${content}
    </testcase>`;
  }
  function counts(nodes) {
    const elements = nodes.map(toElementName);
    const count = (name) => `${elements.filter((element) => element === name).length}`;
    const seconds = nodes.reduce((sum, node) => sum + node.seconds, 0);
    return {
      tests: `${nodes.length}`,
      failures: count("failure"),
      errors: count("error"),
      skipped: count("skipped"),
      time: seconds.toFixed(3)
    };
  }
  function junit(report) {
    const { run, flaky } = report;
    const flakyIds = new Map(flaky.map((node) => [
      node.uniqueId,
      node
    ]));
    const suites = createSuites(report);
    const all = counts(suites.flatMap(({ nodes }) => nodes));
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      // Jenkins knows no count of the skipped of the root.
      `<testsuites${attributes({
        name: "dbt",
        ...all,
        skipped: null
      })}>`,
      ...suites.flatMap(({ name, nodes, startedAt }) => {
        const toName = createNaming(nodes);
        const timestamp = (startedAt ?? run.startedAt)?.slice(0, 19) ?? null;
        return [
          `  <testsuite${attributes({
            name,
            timestamp,
            ...counts(nodes)
          })}>`,
          ...nodes.map((node) => {
            const before = flakyIds.get(node.uniqueId);
            const isFlaky = before !== void 0 && node.outcome !== "failed";
            return isFlaky ? testCase(before, toName(node), "flakyFailure") : testCase(node, toName(node));
          }),
          "  </testsuite>"
        ];
      }),
      "</testsuites>",
      ""
    ].join("\n");
  }
  function createSuites(report) {
    const { steps, nodes, ranNothing } = report;
    const before = {
      index: 0,
      name: "Before the retry",
      startedAt: null
    };
    const suites = [
      before,
      ...steps
    ].map(({ index, name, startedAt }) => ({
      name: `${index}. ${extractCommand(name)}`,
      nodes: uniqueNodes(nodes.filter(({ step }) => step === index)),
      startedAt
    }));
    const isSilent = !hasSucceeded(report) && !nodes.some(({ outcome }) => outcome === "failed");
    if (isSilent || ranNothing) {
      const nodes2 = [
        runItself(report)
      ];
      suites.push({
        name: "dbt Cloud",
        nodes: nodes2,
        startedAt: null
      });
    }
    return suites.filter(({ nodes: nodes2 }) => nodes2.length > 0);
  }
  function runItself(report) {
    const { id: id2, status: status2, durationMs } = report.run;
    const text2 = [
      runMessage(report),
      ...formatInterruption(report)
    ];
    return {
      ...BLANK,
      uniqueId: `run.${id2}`,
      name: `run ${id2}`,
      type: "run",
      package: "dbt Cloud",
      status: status2,
      outcome: report.ranNothing ? "skipped" : "failed",
      message: report.ranNothing ? formatCounts(report) : text2.join("\n").trim(),
      seconds: (durationMs ?? 0) / 1e3
    };
  }
  function createNaming(suite) {
    const toKey2 = (node) => `${node.package}
${node.type}
${node.name}`;
    const seen = /* @__PURE__ */ new Set();
    const twins = /* @__PURE__ */ new Set();
    for (const key of suite.map(toKey2)) (seen.has(key) ? twins : seen).add(key);
    return (node) => twins.has(toKey2(node)) ? node.uniqueId : node.name;
  }
  var init_junit = __esm({
    "report/junit.ts"() {
      init_report();
      init_results();
      init_step_command();
      init_text2();
    }
  });

  // report/summary.ts
  function markdown(text2) {
    return safeLine(text2, {
      length: MAX_LINE_LENGTH
    }).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_{}[\]()#+.!|~@:-]/g, (it) => `&#${it.charCodeAt(0)};`);
  }
  function block(lines) {
    const text2 = truncate(lines.join("\n"), MAX_MESSAGE);
    const ticks = text2.match(/`+/g) ?? [];
    const longest = Math.max(2, ...ticks.map(({ length }) => length));
    const fence = "`".repeat(longest + 1);
    return `${fence}text
${text2}
${fence}`;
  }
  function details(title, lines) {
    const text2 = lines.join("\n");
    return text2 && `<details><summary>${title}</summary>

${text2}

</details>`;
  }
  function within(limit, texts, formatNote) {
    let remaining = limit;
    const kept = texts.filter((text2) => {
      const size = new TextEncoder().encode(text2).length + 2;
      const fits = size <= remaining;
      if (fits) remaining -= size;
      return fits;
    });
    const more = texts.length - kept.length;
    return more > 0 ? [
      ...kept,
      formatNote(more)
    ] : kept;
  }
  function summary(report, options = {}) {
    const { steps, flaky, gaps } = report;
    function formatFile({ file }) {
      if (!file) return "";
      const url = file.length > MAX_LINE_LENGTH ? void 0 : options.linkTo?.(file);
      return url ? ` in [${markdown(file)}](<${url}>)` : ` in ${markdown(file)}`;
    }
    const label = (node) => markdown(formatLabel(node));
    const inLine = (node) => `- **${label(node)}**${formatFile(node)}: ${markdown(firstLine(node))}`;
    const whole = (node) => `#### ${label(node)}${formatFile(node)}

${block(formatDetails(node))}
`;
    function list(title, of, show = inLine) {
      if (of.length === 0) return [];
      const items = of.slice(0, MAX_WHOLE).map(show).join("\n").trimEnd();
      const rest = of.slice(MAX_WHOLE).map(inLine);
      const formatNote = (more) => `- and ${more} more`;
      return [
        `### ${title}

${items}`,
        details(`and ${rest.length} more`, within(MAX_LIST_SIZE, rest, formatNote))
      ];
    }
    const interruption = formatInterruption(report);
    const [message, skipped] = [
      runMessage(report),
      formatSkipped(report)
    ];
    const failed = selectNodes(report, "failed");
    const sections = [
      formatHeading(report),
      formatFacts(report),
      message && `> ${markdown(message)}`,
      ...list(`Failed: ${formatFailedCount(report)}`, failed, whole),
      interruption.length > 0 ? block(interruption) : "",
      ...list(`Flaky: failed before a retry`, flaky),
      ...list("Warned", selectNodes(report, "warned")),
      ...list("Of unknown status", selectNodes(report, "unknown")),
      skipped && `Skipped: ${markdown(skipped)}`,
      ...gaps.map((gap2) => `> ${markdown(gap2)}`),
      steps.length > 0 ? `### Steps

${stepTable(steps)}` : "",
      details("Slowest nodes", listSlowest(report))
    ];
    const note = () => "What is too long is left out.";
    return `${within(LIMIT, sections.filter(Boolean), note).join("\n\n")}
`;
  }
  function formatHeading({ run, retryRanNothing }) {
    const job = run.jobName ? ` of ${markdown(run.jobName)}` : "";
    const verdict = retryRanNothing ? "\u274C ran nothing" : VERDICTS[run.status];
    return `## dbt Cloud run [${run.id}](<${run.href}>)${job} ${verdict}`;
  }
  function formatFacts(report) {
    const { gitBranch, gitSha, durationMs } = report.run;
    return [
      gitBranch && `branch **${markdown(gitBranch)}**`,
      gitSha && `commit ${markdown(gitSha.slice(0, 10))}`,
      durationMs !== null && `took ${formatDuration(durationMs)}`,
      formatCounts(report)
    ].filter(Boolean).join(" \xB7 ");
  }
  function listSlowest({ run, nodes }) {
    if (run.status !== "success") return [];
    return nodes.filter(({ type, seconds }) => type !== "step" && seconds >= 1).toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_WHOLE).map((node) => {
      const duration = formatDuration(node.seconds * 1e3);
      return `- ${duration}: ${markdown(formatTitle(node))}`;
    });
  }
  function stepTable(steps) {
    const rows = steps.map(({ index, name, status: status2, durationMs }) => [
      `${index}`,
      markdown(safeLine(extractCommand(name), {
        length: 200
      })),
      status2 === "error" ? `**${status2}**` : status2,
      durationMs === null ? "" : formatDuration(durationMs)
    ]);
    return [
      [
        "",
        "Step",
        "Status",
        "Duration"
      ],
      Array(4).fill("---"),
      ...rows
    ].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
  }
  var LIMIT, MAX_MESSAGE, MAX_LINE_LENGTH, MAX_LIST_SIZE, VERDICTS;
  var init_summary = __esm({
    "report/summary.ts"() {
      init_text();
      init_report();
      init_step_command();
      init_text2();
      LIMIT = 500 * 1024;
      MAX_MESSAGE = 6e3;
      MAX_LINE_LENGTH = 1e3;
      MAX_LIST_SIZE = 60 * 1024;
      VERDICTS = {
        success: "\u2705 succeeded",
        error: "\u274C failed",
        cancelled: "\u26D4 was cancelled"
      };
    }
  });

  // command/output/report_files.ts
  async function writeReports(input, output, result) {
    if (!writesReports(input)) return;
    const { values } = input;
    const { report, faults = [] } = result;
    if (report && values.junit) {
      output.send({
        files: [
          {
            path: values.junit,
            text: junit(report)
          }
        ]
      });
    }
    const text2 = formatPage(input, output, result);
    const isUnwritable = faults.some(({ setting }) => setting === "summary");
    if (values.summary && !isUnwritable) {
      output.send({
        files: [
          {
            path: values.summary,
            text: text2
          }
        ]
      });
    }
    output.send(output.ci.summary?.(text2, output.env));
    await output.flush();
  }
  function formatPage(input, { ci, env }, result) {
    const { report, end } = result;
    const hasVerdict = end === "succeeded" || end === "failed";
    const sha = report?.run.gitSha;
    const linkTo = (file) => sha ? ci.fileUrl?.(file, sha, env) : void 0;
    const parts = [
      report && hasVerdict ? "" : formatEnd(result, input),
      report ? summary(report, {
        linkTo
      }) : ""
    ];
    return parts.filter(Boolean).join("\n");
  }
  function formatEnd(result, input) {
    const { end, run, pendingPost } = result;
    const heading = end === "succeeded" ? "dbt Cloud run was started" : `dbt-run: ${ENDS[end].meaning}`;
    const lines = [
      `## ${heading}`,
      markdown(describeEnd(result, input)),
      run && `Run [${run.id}](<${run.href}>): ${run.status}`,
      pendingPost && `[Look for ${markdown(pendingPost.mark ? formatMark(pendingPost.mark) : "the run")}](<${pendingPost.page}>)`
    ];
    return `${lines.filter(Boolean).join("\n\n")}
`;
  }
  var init_report_files = __esm({
    "command/output/report_files.ts"() {
      init_trigger_fields();
      init_exit_codes();
      init_junit();
      init_summary();
      init_advice();
      init_stale_files();
    }
  });

  // command/reporter.ts
  var reporter_exports = {};
  __export(reporter_exports, {
    createReporter: () => createReporter
  });
  function createReporter(context) {
    const { process: process2, hooks, shutdown, client, warnings, notices } = context;
    const redact = client?.redact ?? createRedactor(secretsOf(context));
    const output = openOutput(context, process2, redact);
    const { printer } = output;
    const writeDocument = (result) => {
      printer.printDocument(createDocument(result, context));
    };
    const listeners = [
      ...printer.canDraw ? [
        createLiveLine(printer)
      ] : [],
      createOutputs(output),
      createAnnotations(context, output),
      {
        end: (result) => writeReports(context, output, result)
      },
      ...hooks.observer ? [
        hooks.observer
      ] : [],
      // The verdict is the last thing that people read.
      createLog(context, output),
      {
        end: writeDocument
      }
    ];
    warnings.forEach((text2) => printer.print(`warning: ${text2}`, "error"));
    printer.print(notices);
    async function attempt(work) {
      try {
        await work();
      } catch (error) {
        printer.print(`warning: ${describeError(error, context)}`, "error");
      }
    }
    return {
      on(event) {
        for (const { on } of listeners) attempt(() => on?.(event));
      },
      async end(result) {
        const current = () => afterSignal(shutdown, result);
        for (const { end } of listeners) await attempt(() => end?.(current()));
        return current().end;
      },
      async endAtOnce(result) {
        if (result.hint) printer.print(`warning: ${result.hint}`, "error");
        writeDocument(result);
        if (result.hint) await writeReports(context, output, result);
      }
    };
  }
  var init_reporter = __esm({
    "command/reporter.ts"() {
      init_redact();
      init_advice();
      init_annotations();
      init_json_document();
      init_live_line();
      init_log();
      init_output();
      init_outputs();
      init_report_files();
      init_environment2();
      init_shutdown();
    }
  });

  // command/input/pull_request.ts
  var pull_request_exports = {};
  __export(pull_request_exports, {
    readPullRequest: () => readPullRequest
  });
  async function readPullRequest(process2, input) {
    const unreadable = /* @__PURE__ */ new Map();
    const env = ciEnv(process2.env, (name, fault) => unreadable.set(name, fault));
    const ci = detectCi(env);
    if (CI_SYSTEMS.includes(ci)) unreadable.clear();
    let event;
    try {
      event = await readEventFile(ci.eventFile && env(ci.eventFile), process2);
    } catch (error) {
      return [
        toFault(error.message)
      ];
    }
    const pull = ci.pullRequest(env, event);
    const hidden = ci.originVariables.filter((name) => unreadable.has(name));
    const isDenied = (name) => unreadable.get(name) === "denied";
    const denied = [
      ...unreadable.keys()
    ].filter(isDenied).filter((name) => !hidden.includes(name));
    if (denied.length > 0) {
      const text2 = `Cannot look for the pull request: ${denied} may not be read. Add them to --allow-env`;
      return [
        toFault(text2)
      ];
    }
    const advice = hidden.some(isDenied) ? ": add it to --allow-env" : "";
    const reason = hidden.length > 0 ? `${hidden} cannot be read${advice}` : "";
    const found = pull.id ? checkHead(ci, pull, reason, input) : {
      reason: `No pull request was found. ${ci.noPullRequest(env)}`
    };
    if (!found.pull) return refuseOrWarn(found.reason, input);
    take(ci, found.pull, input);
    if (found.warning) input.warnings.push(found.warning);
    return findReuseFault(input);
  }
  function findReuseFault({ names, values }) {
    const text2 = describeReuseFault(names.reuse ?? "--reuse", values);
    return text2 === void 0 ? [] : [
      {
        setting: "reuse",
        text: text2
      }
    ];
  }
  function toFault(text2) {
    return {
      setting: "pullRequest",
      text: text2
    };
  }
  async function readEventFile(path, { fileSystem: fileSystem2 }) {
    if (!path) return;
    try {
      return JSON.parse(await fileSystem2.readText(path));
    } catch (error) {
      const { message } = error;
      throw new Error(`Cannot read the event in ${path}: ${message}`);
    }
  }
  function checkHead({ name }, pull, unknownReason, { values }) {
    const origin = unknownReason ? "unknown" : pull.origin;
    const { sendsBranch, needsCommit } = HEADS[origin];
    const hasCommit = Boolean(values.gitSha ?? pull.sha);
    const hint = unknownReason && `. ${unknownReason}`;
    if (needsCommit && !hasCommit) {
      const from = origin === "fork" ? "comes" : "may come";
      return {
        reason: `Pull request ${pull.id} ${from} from a fork, and ${name} does not name its commit. Its branch is not sent, for this repository may have one of the same name. Set DBT_JOB_GIT_SHA to its commit${hint}`
      };
    }
    if (sendsBranch) return {
      pull
    };
    const { branch: _, ...withoutBranch } = pull;
    const warning = origin === "fork" ? "It comes from a fork, whose commits dbt Cloud cannot see" : `It counts as one from a fork, whose commits dbt Cloud cannot see${hint}`;
    return {
      pull: withoutBranch,
      warning
    };
  }
  function refuseOrWarn(reason, input) {
    const { command, values, warnings } = input;
    const takesAny = values.reuse === true || command !== "run" && values.latest === "none";
    const isFine = values.pullRequest === "auto" && (values.gitSha || !takesAny);
    if (!isFine) return [
      toFault(reason)
    ];
    warnings.push(reason);
    return findReuseFault(input);
  }
  function take({ name }, { option, id: id2, sha, branch }, { values, given, notices }) {
    const words = [
      `pull request ${id2}`,
      sha && `commit ${sha}`,
      branch && `branch ${branch}`
    ];
    notices.push(`${name}: ${words.filter(Boolean).join(", ")}`);
    const isSet = fieldsOfRole("pullRequest").some((field) => values[TRIGGER_FIELDS[field].option] !== void 0);
    if (!isSet) values[option] = id2;
    values.gitSha ??= sha || void 0;
    values.gitBranch ??= branch || void 0;
    if (branch) given.gitBranch ??= branch;
  }
  var HEADS;
  var init_pull_request = __esm({
    "command/input/pull_request.ts"() {
      init_trigger_fields();
      init_registry();
      init_checks2();
      init_environment2();
      HEADS = {
        own: {
          sendsBranch: true,
          needsCommit: false
        },
        // This repository may have a branch of the same name: it would be built.
        fork: {
          sendsBranch: false,
          needsCommit: true
        },
        unknown: {
          sendsBranch: false,
          needsCommit: true
        },
        unstated: {
          sendsBranch: true,
          needsCommit: true
        }
      };
    }
  });

  // command/input/named_files.ts
  var named_files_exports = {};
  __export(named_files_exports, {
    checkNamedFiles: () => checkNamedFiles
  });
  async function checkNamedFiles({ fileSystem: fileSystem2 }, { names, values }, { isAction }) {
    const { junit: junit2, summary: summary2, artifacts } = values;
    const files = {
      junit: junit2,
      summary: summary2,
      ...!isAction && {
        artifacts
      }
    };
    const unwritable = await checkWritable(fileSystem2, files);
    return unwritable.map(({ setting, path, reason }) => {
      const { [setting]: name = `--${setting}` } = names;
      return {
        setting,
        name,
        text: `Cannot write ${path} (${name}): ${reason}`
      };
    });
  }
  var init_named_files = __esm({
    "command/input/named_files.ts"() {
      init_files();
    }
  });

  // command/process/node.ts
  function rawStream(stream) {
    stream.on("error", () => {
    });
    return {
      // Also where it fails: then words are lost, and nothing else.
      write: (bytes) => new Promise((resolve) => stream.write(bytes, () => resolve(bytes.length))),
      isTerminal: () => stream.isTTY === true
    };
  }
  function useProxy(warn) {
    const { env, allowedNodeEnvironmentFlags: flags } = process;
    const name = [
      "https_proxy",
      "HTTPS_PROXY"
    ].find((name2) => env[name2]);
    if (!name || "Bun" in globalThis) return;
    const isAble = flags.has("--use-env-proxy");
    if (isAble && usesProxies(new URL("https://localhost"))) return;
    const http = process.getBuiltinModule?.("node:http");
    if (!http?.setGlobalProxyFromEnv) {
      const version = isAble ? "" : " and use Node 22.21 or later";
      return warn(`warning: ${name} is set, but this Node sends nothing through a proxy: set NODE_USE_ENV_PROXY=1${version}`);
    }
    try {
      http.setGlobalProxyFromEnv({
        https_proxy: env[name],
        no_proxy: env.no_proxy ?? env.NO_PROXY
      });
      env.NODE_USE_ENV_PROXY = "1";
    } catch {
      warn(`warning: ${name} is not the address of a proxy`);
    }
  }
  function nodeProcess() {
    const { argv, env, platform, stdout, stderr } = process;
    const streams = createStreams(rawStream(stdout), rawStream(stderr));
    let isReady = false;
    return {
      args: argv.slice(2),
      startedAt: 0,
      env: (name) => env[name],
      envNames: () => Object.keys(env),
      async fetch(input, init) {
        if (!isReady) useProxy(streams.err.line);
        isReady = true;
        return await fetch(input, init);
      },
      fileSystem,
      ...streams,
      flushRequests,
      columns: () => stdout.columns ?? stderr.columns ?? 80,
      onSignal: signalListener({
        isWindows: platform === "win32"
      }, (signal, listener) => process.on(signal, listener)),
      exit: (code) => process.exit(code)
    };
  }
  var process;
  var init_node = __esm({
    "command/process/node.ts"() {
      init_proxies();
      init_file_system();
      init_requests();
      init_shutdown();
      init_streams();
      ({ process } = globalThis);
    }
  });

  // action/main.ts
  init_start_request();
  init_exit_codes();

  // command/input/input.ts
  init_redact();
  init_builder();
  init_checks2();

  // command/input/find_source.ts
  init_environment();
  init_environment2();
  function findSource(builder, setting, { flag: flag2, ...rest }, texts) {
    if (texts) return {
      kind: "flag",
      name: `--${flag2}`,
      texts
    };
    const input = builder.environment.actionInput?.(setting);
    if (!input?.text.trim()) return findVariable(builder, setting, rest);
    const { name, text: text2, isDefault } = input;
    return {
      kind: "input",
      name,
      texts: [
        text2
      ],
      isDefault
    };
  }
  function findVariable(builder, setting, { variables = [], commands, finds }) {
    const { command, needsJob, environment } = builder;
    const isUsed2 = commands?.includes(command) ?? true;
    if (!isUsed2 || finds && !needsJob) return;
    const set = variables.flatMap((name) => {
      const { text: text2, fault } = readVariable(environment.env, name);
      if (fault) reportFault(builder, setting, name, fault);
      return text2 === void 0 ? [] : [
        {
          kind: "variable",
          name,
          texts: [
            text2
          ]
        }
      ];
    });
    const usable = set.filter((source) => {
      const text2 = joinTexts(source).trim();
      return text2 && !UNEXPANDED.test(text2);
    });
    reportContradiction(builder, setting, variables, usable);
    return usable[0] ?? set.find((it) => joinTexts(it).trim()) ?? set[0];
  }
  function joinTexts({ texts }) {
    return texts.join("\n");
  }
  function reportFault(builder, setting, name, fault) {
    if (fault === "not text") return reportNotText(builder, setting, name);
    const denied = "Requires env access to ";
    if (builder.faults.some(({ text: text2 }) => text2.startsWith(denied))) return;
    builder.refuse(setting, `${denied}"${name}": run with --allow-env`, name);
  }
  function reportNotText(builder, setting, name) {
    const sentence = `${name} holds bytes that are no UTF-8 text`;
    if (setting === "cause") {
      builder.warnings.push(`${sentence}. It counts as not set`);
    } else builder.refuse(setting, `${sentence}: set it again`, name);
  }
  function reportContradiction(builder, setting, variables, usable) {
    const [first, ...others] = usable;
    if (!first || first.name === variables[0]) return;
    const other = others.find((it) => toPlain(it) !== toPlain(first));
    if (!other) return;
    const text2 = `${first.name} and ${other.name} disagree: set only one`;
    builder.refuse(setting, text2, first.name);
  }
  function toPlain(source) {
    return joinTexts(source).trim().replace(/^https:\/\//, "").replace(/(?<!\/)\/+$/, "");
  }

  // offline/std_cli_parse_args.ts
  function parseArgs(args, { collect }) {
    const result = {
      _: []
    };
    for (const flag2 of collect) {
      const start = `--${flag2}=`;
      result[flag2] = args.filter((word) => word.startsWith(start)).map((word) => word.slice(start.length));
    }
    return result;
  }

  // command/input/flags.ts
  init_text();
  init_settings();

  // command/input/suggestions.ts
  function editDistance(from, to) {
    let row = Array.from({
      length: to.length + 1
    }, (_, i) => i);
    for (let i = 0; i < from.length; i++) {
      const next = [
        i + 1
      ];
      for (let j = 0; j < to.length; j++) {
        const replaced = row[j] + (from[i] === to[j] ? 0 : 1);
        next.push(Math.min(replaced, row[j + 1] + 1, next[j] + 1));
      }
      row = next;
    }
    return row[to.length];
  }
  function isNear(from, to, limit) {
    return Math.abs(from.length - to.length) <= limit && editDistance(from, to) <= limit;
  }
  function findNear(word, names) {
    const limit = ({ length }) => Math.max(Math.min(2, length / 2), length / 3);
    return names.filter((name) => isNear(word, name, limit(name))).toSorted((a, b) => editDistance(word, a) - editDistance(word, b));
  }

  // command/input/flags.ts
  var ALIASES = /* @__PURE__ */ new Map([
    [
      "-h",
      "--help"
    ],
    [
      "-V",
      "--version"
    ]
  ]);
  var COMMAND_WORDS = [
    ...COMMANDS,
    "help"
  ];
  var MAX_WORD_LENGTH = 80;
  var DBT_FLAGS = [
    "vars",
    "select",
    "exclude",
    "selector",
    "full-refresh",
    "models",
    "defer",
    "state",
    "profiles-dir"
  ];
  var FLAGS = new Map(SETTING_LIST.flatMap(([, setting]) => {
    const { flag: flag2, type } = setting;
    if (!flag2) return [];
    const flags = type === "switch" ? [
      flag2,
      `no-${flag2}`
    ] : [
      flag2
    ];
    return flags.map((flag3) => [
      flag3,
      setting
    ]);
  }));
  function readFlags(args) {
    const words = [];
    const tokens = [];
    const faults = [];
    const rest = new WordReader(args);
    while (!rest.isAtEnd()) {
      const word = rest.next();
      if (word === "--") words.push(...rest.remaining());
      else if (!/^-./.test(word)) words.push(word);
      else tokens.push(...readFlag(ALIASES.get(word) ?? word, rest, faults));
    }
    const names = [
      ...FLAGS.keys()
    ];
    const parsed = parseArgs(tokens, {
      string: names,
      collect: names
    });
    const given = /* @__PURE__ */ new Map();
    for (const [name, { flag: flag2, type }] of SETTING_LIST) {
      const texts = parsed[flag2 ?? ""] ?? [];
      if (texts.length > 0) given.set(name, texts);
      const isSingle = type !== "strings" && type !== "switch";
      if (isSingle && texts.length > 1) faults.push(`--${flag2} is given twice`);
    }
    return {
      given,
      words,
      faults
    };
  }
  var WordReader = class {
    words;
    #at;
    constructor(words) {
      this.words = words;
      this.#at = 0;
    }
    isAtEnd() {
      return this.#at >= this.words.length;
    }
    /** Returns the next word, and does not go on. */
    peek() {
      return this.words[this.#at] ?? "";
    }
    /** Returns the next word. */
    next() {
      return this.words[this.#at++] ?? "";
    }
    /** Returns all words that follow. */
    remaining() {
      const words = this.words.slice(this.#at);
      this.#at = this.words.length;
      return words;
    }
  };
  function readFlag(word, rest, faults) {
    const { flag: flag2, value } = splitFlag(word);
    const setting = FLAGS.get(flag2);
    if (!setting) {
      faults.push(describeUnknownFlag(word, flag2));
      if (value === void 0) dropValue(rest);
      return [];
    }
    const text2 = value ?? findValue(flag2, setting, rest);
    if (text2 === void 0) {
      faults.push(`--${flag2} needs a value${describeDashValue(word, rest)}`);
      return [];
    }
    if (value !== void 0 && !takesValue(flag2, setting)) {
      faults.push(`--${flag2} takes no value`);
      return [];
    }
    if (!text2.trim()) {
      faults.push(`--${flag2} is empty: leave it out, or give it a value`);
      return [];
    }
    return [
      `--${setting.flag}=${text2}`
    ];
  }
  function takesValue(flag2, { type, choices, ...rest }) {
    return type !== "switch" || choices !== void 0 && flag2 === rest.flag;
  }
  function findValue(flag2, { type, implied, ...rest }, words) {
    if (type === "switch") return String(flag2 === rest.flag);
    if (implied !== void 0) return implied;
    if (words.isAtEnd() || /^--[a-z]/.test(words.peek())) return void 0;
    return words.next();
  }
  function describeDashValue(word, rest) {
    const next = rest.peek();
    if (!next || FLAGS.has(splitFlag(next).flag)) return "";
    rest.next();
    return `; one that begins with a dash follows =: ${word}="${next}"`;
  }
  function dropValue(rest) {
    const next = rest.peek();
    if (!/^-./.test(next) && !COMMAND_WORDS.includes(next)) rest.next();
  }
  function splitFlag(word) {
    const [, flag2 = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    return {
      flag: flag2,
      value
    };
  }
  function describeUnknownCommand(word) {
    const what = `Unknown command ${truncate(word, MAX_WORD_LENGTH)}`;
    if (/^\d+$/.test(word)) return `${what}: did you mean --job-id=${word}?`;
    return describeChoice(what, word) ?? describeLineEnd(word) ?? describeUnknown(what, findNear(word, COMMAND_WORDS));
  }
  function describeUnexpected(word) {
    const what = `Unexpected argument ${truncate(word, MAX_WORD_LENGTH)}`;
    return describeChoice(what, word) ?? what;
  }
  function describeChoice(what, word) {
    const found = SETTING_LIST.find(([, { implied, type, choices }]) => (implied || type === "switch") && choices?.includes(word));
    return found && `${what}: did you mean --${found[1].flag}=${word}?`;
  }
  function describeLineEnd(word) {
    return word.endsWith("\r") ? `${word.trimEnd()} ends in a carriage return: the file it stands in has the line ends of Windows, save it with those of Unix` : void 0;
  }
  function describeUnknownFlag(word, flag2) {
    const what = `Unknown option ${truncate(word.split("=")[0], MAX_WORD_LENGTH)}`;
    if (flag2 === "api-key") return `${what}: set DBT_API_KEY, it has no flag`;
    if (DBT_FLAGS.includes(flag2)) {
      return `${what}: flags of dbt itself follow --extra-args=, as in --extra-args="--${flag2} \u2026"`;
    }
    const lineEnd = describeLineEnd(word);
    if (lineEnd) return lineEnd;
    const names = [
      ...FLAGS.keys()
    ];
    const bare = flag2.replace(/^no-/, "");
    const near = [
      ...findNear(flag2, names),
      ...findNear(bare, names)
    ];
    const partly = names.filter((name) => name.split("-").includes(bare));
    return describeUnknown(what, [
      ...near,
      ...partly
    ].map((name) => `--${name}`));
  }
  function describeUnknown(what, meant) {
    return meant[0] ? `${what}: did you mean ${meant[0]}?` : `${what}: see --help`;
  }

  // command/input/input.ts
  init_page();

  // command/input/required.ts
  init_environment2();

  // command/input/unread_variables.ts
  init_environment2();
  init_page();
  init_settings();
  var OTHER_NAMES = {
    apiKey: [
      "DBT_TOKEN",
      "DBT_CLOUD_API_KEY",
      "DBT_API_TOKEN"
    ],
    url: [
      "DBT_CLOUD_BASE_URL",
      "DBT_CLOUD_URL",
      "DBT_HOST"
    ],
    jobId: [
      "DBT_MR_JOB_ID"
    ],
    cause: [
      "DBT_CLOUD_CAUSE"
    ],
    gitSha: [
      "DBT_JOB_SHA",
      "DBT_GIT_SHA"
    ],
    schemaOverride: [
      "DBT_CLOUD_JOB_SCHEMA_OVERRIDE",
      "DBT_SCHEMA_OVERRIDE"
    ],
    stepsOverride: [
      "DBT_CLOUD_STEPS",
      "DBT_STEPS_OVERRIDE"
    ],
    githubPullRequestId: [
      "GITHUB_PR_ID",
      "GH_PULL_REQUEST_ID",
      "DBT_PR_ID"
    ]
  };
  var ALL_VARIABLES = SETTING_LIST.flatMap(([, { variables = [] }]) => variables);
  var PREFIX = /^DBT_(JOB|RUN|POLL)_/;
  var MAX_SLIPS = 2;
  function findOtherNames(setting, env) {
    return (OTHER_NAMES[setting] ?? []).filter((name) => env(name));
  }
  function warnOfUnread(builder) {
    const { warnings, values, environment } = builder;
    if (values.quiet) return;
    const names = environment.envNames();
    const env = ciEnv((name) => name.startsWith("DBT_") || names.includes(name) ? environment.env(name) : void 0);
    const settings = SETTING_LIST.filter((entry) => isUsed(builder, entry));
    for (const [name, { variables: variables2 = [] }] of settings) {
      if (!hasNoValue(builder, name)) continue;
      for (const other of findOtherNames(name, env)) {
        const isSame2 = name === "url" && normalizeAddress(env(other) ?? "") === values.url;
        if (isSame2) continue;
        warnings.push(describeUnread(other, variables2[0] ?? ""));
      }
    }
    const variables = settings.flatMap(([, { variables: variables2 = [] }]) => variables2);
    for (const name of names.filter((name2) => PREFIX.test(name2))) {
      const meant = findMeant(name, variables);
      if (meant && env(name)) warnings.push(describeUnread(name, meant));
    }
  }
  function describeUnread(name, meant) {
    return `${name} is set, and not read: dbt-run reads ${meant}`;
  }
  function isUsed({ command, needsJob }, [, { commands, finds }]) {
    return (commands?.includes(command) ?? true) && (needsJob || !finds);
  }
  function hasNoValue(builder, name) {
    const { values, sources } = builder;
    switch (name) {
      case "apiKey":
        return false;
      // The fault about the key names it.
      case "url":
        return !sources.url || builder.isRefused("url");
      case "jobId":
        return values.jobId === void 0 && values.jobName === void 0;
      case "gitSha":
      case "githubPullRequestId":
        return values.pullRequest === "none" && !sources[name];
      default:
        return !sources[name];
    }
  }
  function findMeant(name, variables) {
    if (ALL_VARIABLES.includes(name)) return;
    return variables.find((variable) => isNear(name, variable, MAX_SLIPS) && !isVariant(name, variable));
  }
  function isVariant(name, variable) {
    return name.startsWith(variable) && /^[_\d]/.test(name.slice(variable.length));
  }

  // command/input/required.ts
  init_settings();
  function requireSettings(builder) {
    const { needsJob, values, sources, given, unexpanded } = builder;
    const required = [
      "apiKey"
    ];
    if (!sources.jobUrl) {
      required.push("accountId");
      if (needsJob && values.jobName === void 0) required.push("jobId");
    }
    const missing = required.filter((name) => !sources[name] && !builder.isRefused(name));
    const isBlank = (name) => missing.includes(name) && given[name] === void 0 && !unexpanded.has(name);
    const needsPage = isBlank("accountId") && isBlank("jobId");
    for (const name of missing) {
      if (needsPage && name === "jobId") continue;
      const text2 = needsPage && name === "accountId" ? describeMissingPage(builder) : unexpanded.get(name) ?? describeMissing(builder, name);
      builder.refuse(name, text2);
    }
  }
  function describeMissingPage({ environment }) {
    const { actionInput } = environment;
    const [page, account, job] = actionInput ? [
      actionInput("jobUrl").name,
      actionInput("accountId").name,
      actionInput("jobId").name
    ] : [
      "DBT_JOB_URL",
      "DBT_ACCOUNT_ID",
      "DBT_JOB_ID"
    ];
    return `${page} is not set: it is the address of the job's page in dbt Cloud (or set ${account} and ${job})`;
  }
  function describeMissing({ given, environment: { env, actionInput } }, name) {
    const { variables = [], flag: flag2 } = SETTINGS[name];
    const orFlag = flag2 ? ` (or --${flag2}, or DBT_JOB_URL)` : "";
    const input = actionInput?.(name).name;
    const isEmpty = given[name] !== void 0;
    const what = `${input ?? `${variables[0]}${orFlag}`} is ${isEmpty ? "empty" : "not set"}`;
    return name === "apiKey" ? what + describeMissingKey(env, isEmpty || input !== void 0) : what;
  }
  function describeMissingKey(env, isMaybeHidden) {
    const read = ciEnv(env);
    const other = findOtherNames("apiKey", read)[0];
    if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
    if (read("GITLAB_CI")) {
      return ": GitLab keeps a protected variable from branches that are not protected";
    }
    if (!isMaybeHidden) return "";
    const event = read("GITHUB_EVENT_NAME") ?? "pull_request";
    return event.startsWith("pull_request") ? ": pipelines of forks and of Dependabot get no secrets" : ": is there a secret of that name? GitHub makes an empty text of one that is not there";
  }

  // command/input/input.ts
  init_settings();

  // command/input/unexpanded.ts
  init_environment2();
  var VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;
  var WITHOUT_VARIABLES = [
    "gitBranch",
    "schemaOverride"
  ];
  function findUnexpandedVariable(setting, text2) {
    const lines = text2.split("\n").map((line2) => line2.trim().replace(/^-\s/, "")).map((line2) => line2.trim()).filter(Boolean);
    const pattern = WITHOUT_VARIABLES.includes(setting) ? VARIABLE : UNEXPANDED;
    const line = lines.find((line2) => pattern.test(line2));
    if (line === void 0) return;
    const isWholeValue = lines.length === 1 && line.replace(VARIABLE, "") === "";
    return {
      line,
      isWholeValue
    };
  }

  // command/input/input.ts
  init_values();
  function readInput(process2, actionInput) {
    const { args, env, envNames = () => [] } = process2;
    const flags = readFlags(args);
    const [word = "run", ...others] = flags.words;
    const command = COMMANDS.find((name) => name === word) ?? "run";
    const target = command === "run" ? void 0 : others.shift();
    const environment = {
      env,
      envNames,
      actionInput
    };
    const builder = new InputBuilder(command, target?.trim(), environment);
    if (isCallForHelp(flags)) return readHelp(builder, flags);
    flags.faults.forEach((text2) => builder.refuse(void 0, text2));
    if (word !== command) {
      builder.refuse(void 0, describeUnknownCommand(word));
    }
    for (const [name, setting] of SETTING_LIST) {
      const source = findSource(builder, name, setting, flags.given.get(name));
      if (source) readSetting(builder, name, setting, source);
    }
    builder.set("url", normalizeAddress(builder.values.url));
    readJobPage(builder);
    chooseJob(builder);
    if (word === command) {
      others.filter(Boolean).forEach((argument) => builder.refuse(void 0, describeUnexpected(argument)));
    }
    if (command !== "run") readTarget(builder);
    checkSettings(builder);
    requireSettings(builder);
    addWarnings(builder);
    return builder.build();
  }
  function isCallForHelp({ given, words, faults }) {
    const isOn2 = (name) => given.get(name)?.at(-1) === "true";
    const isAsked = words[0] === "help" || isOn2("help") || isOn2("version");
    return isAsked && faults.length === 0;
  }
  function readHelp(builder, { given, words }) {
    const isHelp = words[0] === "help" || given.get("help")?.at(-1) === "true";
    builder.set("help", isHelp);
    builder.set("version", !isHelp);
    return builder.build();
  }
  var CHANGES = {
    gitBranch: (name) => name?.replaceAll("refs/heads/", "") || void 0,
    schemaOverride: (name) => name?.replace(/[-/]/g, "_")
  };
  function readSetting(builder, name, setting, source) {
    const text2 = joinTexts(source);
    if (text2.includes("\uFFFD")) {
      return reportNotText(builder, name, source.name);
    }
    builder.given[name] = text2;
    if (!text2.trim()) return;
    if (!isExpanded(builder, name, source, text2)) return;
    try {
      const value = readValue(setting, source.texts);
      const change = source.kind === "input" ? void 0 : CHANGES[name];
      builder.set(name, change ? change(value) : value, source);
    } catch (error) {
      const { message } = error;
      builder.refuse(name, `${source.name} ${message}`, source.name);
      builder.sources[name] = source;
    }
  }
  function isExpanded(builder, setting, source, text2) {
    const found = findUnexpandedVariable(setting, text2);
    if (!found || setting === "cause" && !found.isWholeValue) return true;
    const fault = setting === "apiKey" ? `${source.name} is a variable that was not expanded: it begins with a $` : `${source.name} is a variable that was not expanded: ${found.line}`;
    if (found.isWholeValue) builder.unexpanded.set(setting, fault);
    else builder.refuse(setting, fault, source.name);
    return false;
  }
  function chooseJob(builder) {
    const { sources: { jobId: id2, jobName: name, jobUrl }, warnings } = builder;
    if (!id2 || !name) return;
    if (isExplicit(id2) === isExplicit(name)) {
      const text2 = `${id2.name} and ${name.name} are both given: use one of them`;
      builder.refuse("jobName", text2);
    }
    builder.set(isExplicit(id2) ? "jobName" : "jobId", void 0);
    if (isExplicit(name) && id2 === jobUrl) {
      warnings.push(`${name.name} is used, and not the job of ${id2.name}`);
    }
  }
  function findSelectors({ values, sources }) {
    return SETTING_LIST.filter(([name, { finds }]) => finds === "run" && values[name] && values[name] !== "none").flatMap(([name]) => sources[name] ?? []);
  }
  function readTarget(builder) {
    const { command, target, values, sources } = builder;
    const takesAnyAge = command === "status" || command === "retry";
    if (takesAnyAge && values.latest === "new") builder.set("latest", "any");
    const selectors = command === "cancel" ? [] : findSelectors(builder);
    if (target === "") {
      builder.refuse(void 0, "RUN_ID is empty: leave it out, or give it a value", "RUN_ID");
    } else if (target === void 0) {
      const others = command === "cancel" ? "" : ", --latest, --git-sha or --pull-request";
      const text2 = `${command} needs a RUN_ID${others}`;
      if (selectors.length === 0) builder.refuse(void 0, text2);
    } else {
      const choice = describeChoice(`Unexpected argument ${target}`, target);
      if (choice) return builder.refuse(void 0, choice);
      const since = takesAnyAge ? sources.since : void 0;
      const flag2 = [
        ...selectors,
        since
      ].find((it) => it && isExplicit(it));
      if (flag2) {
        const text2 = `${flag2.name} does not go with a RUN_ID`;
        builder.refuse(void 0, text2, flag2.name);
      }
      readRunId(builder, target);
    }
  }
  function addWarnings(builder) {
    const { values: { apiKey = "" }, sources, warnings, unexpanded } = builder;
    if (sources.apiKey && apiKey.length < MIN_SECRET_LENGTH) {
      warnings.push(`${sources.apiKey.name} has ${apiKey.length} characters: real keys are longer, and this one is not hidden in the log`);
    }
    warnOfUnread(builder);
    for (const [name, fault] of unexpanded) {
      if (!builder.isRefused(name)) {
        warnings.push(`${fault}. It counts as not set`);
      }
    }
  }

  // command/main.ts
  init_redact();
  init_proxies();

  // command/context.ts
  init_client();
  init_clock();

  // command/output/request_log.ts
  init_clock();
  init_text2();
  function logRequests({ fetch: fetch2, err }, redact) {
    return async (input, init) => {
      const startedAt = clock.now();
      function print(ending) {
        const took = Math.round(clock.now() - startedAt);
        const line = `debug: ${init?.method} ${input} \u2192 ${ending} in ${took} ms`;
        err.line(redact(safeLine(redact(line))));
      }
      try {
        const response = await fetch2(input, init);
        print(`${response.status}`);
        return response;
      } catch (error) {
        print(error instanceof Error ? error.message : "an unknown fault");
        throw error;
      }
    };
  }

  // command/context.ts
  function createContext(input, parts) {
    const { process: process2, emit } = parts;
    const { timeout, url, apiKey, accountId, projectId, debug } = input.values;
    const { fetch: fetch2 } = process2;
    const onNotice = (text2) => emit({
      type: "notice",
      text: text2
    });
    const account = {
      url,
      apiKey,
      accountId,
      projectId
    };
    const client = createClient({
      ...account,
      fetch: fetch2,
      onNotice
    });
    if (debug) client.fetch = logRequests(process2, client.redact);
    const timeLeft = process2.startedAt + timeout - clock.now();
    const deadline = createDeadline(timeout > 0 ? timeLeft : Infinity);
    return {
      ...input,
      ...parts,
      client,
      deadline
    };
  }

  // command/events.ts
  function createEvents() {
    const kept = [];
    let pass = (event) => void kept.push(event);
    let resolve = () => {
    };
    const started = new Promise((done) => resolve = done);
    return {
      started,
      emit(event) {
        if (event.type === "started") resolve();
        pass(event);
      },
      listen(listener) {
        pass = listener;
        kept.splice(0).forEach(listener);
      }
    };
  }

  // command/main.ts
  init_exit_codes();
  init_messages();

  // command/process/deno.ts
  init_file_system();
  init_requests();
  init_shutdown();
  init_streams();

  // command/main.ts
  init_environment2();
  init_shutdown();

  // command/run.ts
  init_errors();

  // api/start.ts
  init_abortable();
  init_clock();
  init_duplicates();
  init_errors();
  init_read_run();
  init_retry();
  init_runs();
  init_start_request();

  // api/started_runs.ts
  init_clock();
  init_read_run();
  init_retry();
  init_runs();
  var LOOK_UPS = [
    0,
    1,
    2,
    4,
    8,
    15,
    30
  ].map((seconds) => seconds * SECOND);
  var MAX_RUNS = 10 * PAGE_SIZE;
  var SHORT_PAUSE = SECOND / 2;
  function createStartedRunSearch(client, request) {
    const cache = /* @__PURE__ */ new Map();
    const candidates = /* @__PURE__ */ new Map();
    let oddRows = 0;
    const maxRetrieved = request.mark === null ? 0 : Infinity;
    async function listPage(limits, offset) {
      const { listRunsWithTrigger: listRunsWithTrigger2 } = await Promise.resolve().then(() => (init_search(), search_exports));
      const query = {
        ...request.listQuery,
        ...offset > 0 && {
          offset
        }
      };
      const options = {
        ...limits,
        query
      };
      return await listRunsWithTrigger2(client, options, cache, maxRetrieved);
    }
    async function find(limits, isEnough) {
      const found = /* @__PURE__ */ new Map();
      let newest = NaN;
      oddRows = 0;
      for (let offset = 0; offset < MAX_RUNS; offset += PAGE_SIZE) {
        const { runs, rowCount, oddCount } = await listPage(limits, offset);
        oddRows += oddCount;
        let oldest = NaN;
        for (const raw of runs) {
          const run = toRun(client, raw);
          if (request.matches?.(raw)) found.set(run.id, run);
          if (maxRetrieved === 0 || run.cause !== null) candidates.delete(run.id);
          else candidates.set(run.id, run);
          oldest = Date.parse(run.createdAt ?? "");
          newest ||= oldest;
        }
        const isEnd = rowCount < PAGE_SIZE || oldest < newest - HOUR;
        if (isEnd || isEnough(found.size)) break;
      }
      return [
        ...found.values()
      ].toSorted((a, b) => a.id - b.id);
    }
    return {
      findAll: (limits) => find(limits, () => false),
      findFirst: (limits) => find(limits, (found) => found > 0),
      candidates: () => [
        ...candidates.values()
      ],
      isConclusive: () => oddRows === 0
    };
  }
  async function lookUpRuns(client, search, signal) {
    const startedAt = clock.now();
    const find = () => search.findAll({
      signal
    });
    for (const after of LOOK_UPS) {
      await pause(startedAt + after - clock.now(), signal);
      const found = await retry(client, "look up", find, {
        signal
      });
      if (found.length > 0) return found;
    }
    return [];
  }
  async function lookUpUntilFound(search, signal) {
    for (; ; ) {
      const found = await search.findFirst({
        signal
      }).catch(() => []);
      if (found.length > 0) return found;
      await pause(SHORT_PAUSE, signal);
    }
  }

  // api/start.ts
  init_text();
  var MAX_POSTS = 3;
  var RATE_LIMITED_TIME = 10 * MINUTE;
  var CANCEL_RESERVE = SECOND;
  async function startRun(client, request, options) {
    const attempt = new StartAttempt(client, request, options);
    for (; ; ) {
      const result = await attempt.post();
      switch (result.kind) {
        case "started":
          return attempt.finish(result.run);
        case "refused":
          throw result.error;
        case "retry":
          await attempt.pause(result.delay);
          continue;
        case "ambiguous": {
          const runs = await attempt.search();
          if (runs.length > 0) return await attempt.adopt(runs);
          continue;
        }
        case "interrupted": {
          const { pendingAnswer } = result;
          const runs = await attempt.searchUntilDeadline(pendingAnswer);
          return await attempt.adopt(runs);
        }
      }
    }
  }
  var StartAttempt = class {
    #client;
    #request;
    #options;
    #search;
    #rateLimitDeadline = createDeadline(RATE_LIMITED_TIME);
    #connecting = untilConnected();
    #warning;
    #posts = 0;
    #sentAt = 0;
    #lastPostAt = 0;
    /** Why it is unknown whether there is a run; `undefined` if it is known. */
    #ambiguity;
    constructor(client, request, options) {
      this.#client = client;
      this.#request = request;
      this.#options = options;
      this.#warning = request.warning;
      this.#search = createStartedRunSearch(client, request);
    }
    /** Sends the POST once. */
    async post() {
      const { signal } = this.#options;
      if (signal?.aborted) return {
        kind: "interrupted"
      };
      const pendingAnswer = this.#send();
      this.#sentAt = clock.now();
      this.#posts++;
      if (this.#warning) this.#client.notify(this.#warning);
      this.#warning = void 0;
      const result = await abortable(pendingAnswer.result, signal).catch(() => void 0);
      this.#lastPostAt = clock.now();
      if (result && !(result instanceof Error)) {
        return {
          kind: "started",
          run: result
        };
      }
      if (!result || signal?.aborted) {
        return {
          kind: "interrupted",
          pendingAnswer
        };
      }
      return this.#classify(result);
    }
    /** Sends the POST; its abort is not the signal's: an answer may still come. */
    #send() {
      const controller = new AbortController();
      const request = {
        ...this.#request,
        signal: controller.signal
      };
      const result = requestRun(this.#client, request, this.#request.expected).then((raw) => toRun(this.#client, raw)).catch((error) => error);
      return {
        result,
        abort: () => controller.abort()
      };
    }
    #classify(error) {
      const decision = decide("start", error);
      if (!(error instanceof DbtCloudError)) return {
        kind: "refused",
        error
      };
      if (decision === "look up") {
        this.#ambiguity = error;
        return {
          kind: "ambiguous"
        };
      }
      const next = decision === "final" ? {} : this.#findPause(error);
      if (typeof next !== "number") {
        return {
          kind: "refused",
          error: this.#toFinalError(error)
        };
      }
      this.#client.notify(formatRetry(error, next));
      return {
        kind: "retry",
        delay: next
      };
    }
    /** The pause before a POST is repeated that has started nothing. */
    #findPause(error) {
      if (isUnconnected(error)) {
        this.#posts--;
        return this.#connecting.next(error, clock.now() - this.#sentAt);
      }
      if (error.status === 429) {
        this.#posts--;
        const pause2 = exponentialPause(this.#posts + 1, error);
        return pause2 > this.#rateLimitDeadline.remaining() ? {} : pause2;
      }
      if (this.#posts >= MAX_POSTS) return {};
      return exponentialPause(this.#posts, error);
    }
    /** Pauses; the next POST notices an abort. */
    async pause(ms) {
      const { signal } = this.#options;
      await pause(ms, signal).catch(() => {
      });
    }
    /** Searches for the run; `[]` if it may be started again. */
    async search() {
      const { signal } = this.#options;
      const error = this.#ambiguity;
      if (!this.#request.matches) throw this.#createUnclearError(error);
      const hint = "Looking for the run before another try";
      this.#client.notify(joinSentences(error.message, hint));
      try {
        const found = await lookUpRuns(this.#client, this.#search, signal);
        if (found.length > 0) return found;
      } catch (lookUpError) {
        if (signal?.aborted) return [];
        throw this.#toFinalError(lookUpError);
      }
      const mayBeListed = this.#search.candidates().length > 0 || !this.#search.isConclusive();
      if (mayBeListed || this.#posts >= MAX_POSTS) {
        throw this.#createUnclearError(error);
      }
      this.#client.notify("No run was found. Trying again");
      return [];
    }
    /**
     * After an abort: waits for the answer of the POST and searches for the run
     * until the grace period ends. Throws the signal's reason if there is none.
     */
    async searchUntilDeadline(pendingAnswer) {
      const { signal, startGracePeriod } = this.#options;
      const stop = new AbortController();
      try {
        if (!pendingAnswer && !this.#ambiguity) throw signal?.reason;
        if (!startGracePeriod) throw this.#createUnclearError(signal?.reason);
        const sources = [];
        if (pendingAnswer) sources.push(this.#waitForAnswer(pendingAnswer));
        if (this.#request.matches) {
          sources.push(lookUpUntilFound(this.#search, stop.signal));
        }
        const timeLeft = startGracePeriod().remaining() - CANCEL_RESERVE;
        const found = await Promise.race([
          Promise.any(sources),
          pause(timeLeft, stop.signal)
        ]).catch(() => {
        });
        if (!found) throw this.#createUnclearError(signal?.reason);
        if (found.length === 0) throw signal?.reason;
        return found;
      } finally {
        pendingAnswer?.abort();
        stop.abort();
      }
    }
    /** The run that the POST has started; `[]` if it is clear that there is none. */
    async #waitForAnswer({ result }) {
      const answer = await result;
      if (!(answer instanceof Error)) return [
        answer
      ];
      const isRefused = answer instanceof DbtCloudError && decide("start", answer) !== "look up";
      if (isRefused && !this.#ambiguity) return [];
      throw answer;
    }
    /** Takes one of the runs that were found, and cancels the others. */
    async adopt(runs) {
      const run = runs.find(({ status: status2 }) => status2 !== "cancelled") ?? runs[0];
      const { notify } = this.#client;
      notify(`Found run ${run.id}, which was started all the same`);
      const notices = await cancelOtherRuns(this.#client, run.id, runs);
      notices.forEach(notify);
      return this.finish(run);
    }
    /** The run, and what is needed to look for a second one. */
    finish(run) {
      if (!this.#ambiguity || this.#posts < 2) return {
        run
      };
      const { mark, page } = this.#request;
      const { findAll } = this.#search;
      const lastPostAt = this.#lastPostAt;
      return {
        run,
        duplicates: {
          mark,
          page,
          lastPostAt,
          findAll
        }
      };
    }
    #toFinalError(error) {
      const isUnclear = this.#ambiguity && error instanceof DbtCloudError;
      return isUnclear ? this.#createUnclearError(error) : error;
    }
    /** The error that says what may have been started, and what was in the way. */
    #createUnclearError(error) {
      const { cause } = Object(error);
      const last = cause instanceof DbtCloudError ? cause : error;
      const reasons = [
        .../* @__PURE__ */ new Set([
          this.#ambiguity,
          last
        ])
      ].filter((reason) => reason instanceof DbtCloudError);
      const where = formatWhereToLook(this.#request);
      const [first, ...others] = reasons;
      const sentences = [
        ...others.map(({ message }) => message),
        `A run may have been started: ${where}`
      ];
      const { status: status2, kind: kind2 } = first ?? {};
      const join = (text2) => this.#client.redact([
        text2,
        ...sentences
      ].filter(Boolean).join(". "));
      return new UnclearTriggerError(join(first?.message), {
        reason: join(first?.reason),
        mark: this.#request.mark,
        page: this.#request.page,
        runId: this.#request.runId,
        cause: this.#ambiguity ?? error,
        status: status2,
        kind: kind2,
        candidates: this.#search.candidates()
      });
    }
  };

  // command/run.ts
  init_duplicates();
  init_start_request();
  init_exit_codes();
  async function runCommand(context) {
    try {
      switch (context.command) {
        case "cancel":
          return await (await Promise.resolve().then(() => (init_cancel(), cancel_exports))).cancelNamedRun(context);
        case "status":
          return await (await Promise.resolve().then(() => (init_status(), status_exports))).showStatus(context);
        default:
          return await followRun(context);
      }
    } catch (error) {
      const { endEarly: endEarly2 } = await Promise.resolve().then(() => (init_early_end(), early_end_exports));
      return await endEarly2(context, error);
    }
  }
  async function followRun(context) {
    const { values, emit, shutdown, state } = context;
    let run = await findOrStart(context);
    if (!run || !values.wait) return {
      end: "succeeded",
      run: state.current.run
    };
    const { watchToEnd: watchToEnd2 } = await Promise.resolve().then(() => (init_wait(), wait_exports));
    const { ArtifactDownloads: ArtifactDownloads2 } = await Promise.resolve().then(() => (init_downloads(), downloads_exports));
    const { RunHistory: RunHistory2 } = await Promise.resolve().then(() => (init_history2(), history_exports));
    const { collectRunReport: collectRunReport2 } = await Promise.resolve().then(() => (init_run_report(), run_report_exports));
    const { concludeRun: concludeRun2 } = await Promise.resolve().then(() => (init_verdict(), verdict_exports));
    for (let attempt = 1; ; attempt++) {
      const history = new RunHistory2(context);
      const ended = await watchToEnd2(context, run, history);
      const isRetried = shouldRetry(ended, attempt, values);
      const downloads = new ArtifactDownloads2(context, ended);
      try {
        const report = await collectRunReport2(context, ended, {
          downloads,
          history: isRetried ? void 0 : history
        });
        emit({
          type: "attempt-ended",
          report,
          retry: isRetried
        });
        shutdown.interrupted.throwIfAborted();
        const next = isRetried ? await startRetry(context, ended, attempt) : void 0;
        if (!next) {
          explainNoRetry(context, ended, attempt);
          return await concludeRun2(context, report, downloads);
        }
        run = next;
      } finally {
        await downloads.discard();
      }
    }
  }
  async function findOrStart(context) {
    switch (context.command) {
      case "wait":
        return await (await Promise.resolve().then(() => (init_search2(), search_exports2))).findRun(context);
      case "retry":
        return await retryNamedRun(context);
      default:
        return await triggerOrReuse(context);
    }
  }
  async function retryNamedRun(context) {
    const { explainRefusal: explainRefusal2, findRunToRetry: findRunToRetry2 } = await Promise.resolve().then(() => (init_retry2(), retry_exports));
    const failed = await findRunToRetry2(context);
    if (!failed) return;
    const request = createRetryRequest(context.client, failed);
    try {
      return await startOurRun(context, request);
    } catch (error) {
      throw explainRefusal2(error);
    }
  }
  async function triggerOrReuse(context) {
    const { client, hooks, values, emit, state, shutdown } = context;
    const { dryRun: isDry, wait: waits } = values;
    const options = await readTriggerOptions(context);
    if (values.reuse && !isDry) {
      const { findRunToReuse: findRunToReuse2 } = await Promise.resolve().then(() => (init_search2(), search_exports2));
      const run2 = await findRunToReuse2(context, options);
      if (run2) {
        state.update({
          run: run2,
          isOurs: false
        });
        emit({
          type: "started",
          run: run2,
          reused: true
        });
        return run2;
      }
    }
    const mark = isDry ? "????????" : hooks.mark;
    const request = createTriggerRequest(client, options, values.mark ? mark : null);
    const { body = {} } = request;
    const jobId = options.jobId || values.jobName || "";
    emit({
      type: "triggering",
      jobId,
      body,
      isDry
    });
    if (isDry) return;
    const run = await startOurRun(context, request);
    if (waits) return run;
    const { duplicates } = state.current;
    const signal = shutdown.aborted;
    const settled = await settleDuplicates(client, {
      run,
      duplicates
    }, {
      signal
    });
    state.update({
      run: settled
    });
    return settled;
  }
  async function readTriggerOptions(context) {
    const { client, values } = context;
    const { dryRun, extraArgs, jobId = 0 } = values;
    if (dryRun && extraArgs) {
      client.notify(`Would add ${extraArgs} to each command of the job`);
    }
    if (dryRun || jobId && !extraArgs) return {
      ...values,
      jobId
    };
    const { readJobOptions: readJobOptions2 } = await Promise.resolve().then(() => (init_job_lookup(), job_lookup_exports));
    return {
      ...values,
      ...await readJobOptions2(context)
    };
  }
  async function startOurRun({ client, command, shutdown, emit, state, values: { reuse } }, request) {
    const { aborted: signal, startGracePeriod } = shutdown;
    const { mark, page } = request;
    state.update({
      pendingPost: {
        mark,
        page
      }
    });
    const started = await startRun(client, request, {
      signal,
      startGracePeriod
    });
    const { run, duplicates } = started;
    const isOurs = command !== "wait";
    state.update({
      run,
      duplicates,
      isOurs,
      pendingPost: void 0
    });
    emit({
      type: "started",
      run,
      ...reuse && {
        reused: false
      }
    });
    signal.throwIfAborted();
    return run;
  }
  function shouldRetry({ status: status2, canRetry }, attempt, { retries }) {
    return status2 === "error" && canRetry && attempt <= retries;
  }
  async function startRetry(context, run, attempt) {
    const { client, emit, state, shutdown, values: { retries } } = context;
    client.notify(`Retrying run ${run.id} from its point of failure (${attempt} of ${retries})`);
    try {
      return await startOurRun(context, createRetryRequest(client, run));
    } catch (error) {
      const isStarted = state.current.run?.id !== run.id;
      const isBug = classifyError(error) === "bug";
      if (isStarted || isBug || shutdown.interrupted.aborted) throw error;
      if (!(error instanceof UnclearTriggerError)) {
        state.update({
          pendingPost: void 0
        });
      }
      emit({
        type: "warning",
        text: toError(error).message
      });
      return void 0;
    }
  }
  function explainNoRetry({ client, values: { retries } }, { id: id2, status: status2, canRetry, retryNotSupportedReason }, attempt) {
    if (status2 === "success" || attempt > retries) return;
    if (status2 === "cancelled") {
      client.notify(`Run ${id2} is not retried: it was cancelled`);
    } else if (!canRetry) {
      const reason = retryNotSupportedReason ?? "dbt Cloud gave no reason";
      client.notify(`Run ${id2} cannot be retried: ${reason}`);
    }
  }

  // command/run_state.ts
  function createStateHolder() {
    let current = {
      phase: "start",
      isOurs: false
    };
    return {
      get current() {
        return current;
      },
      update: (changes) => current = {
        ...current,
        ...changes
      }
    };
  }

  // command/main.ts
  async function main(process2, hooks = {}) {
    const input = readInput(process2, hooks.input);
    const { help, version } = input.values;
    if (help || version) return await printHelp(process2, input);
    return await runAndReport(process2, hooks, input);
  }
  async function printHelp(process2, { values }) {
    const { usage: usage2, VERSION: VERSION2 } = await Promise.resolve().then(() => (init_help(), help_exports));
    if (values.version) process2.out.line(`dbt-run ${VERSION2}`);
    if (values.help) usage2().forEach(process2.out.line);
    await process2.flush();
    return exitCode("succeeded");
  }
  async function runAndReport(process2, hooks, input) {
    const state = createStateHolder();
    let reporter;
    const shutdown = listenForShutdown(process2, input.values.timeout, (error) => {
      const hint = describeOpenRun(state.current, "may still be running");
      const result2 = {
        ...state.current,
        end: error.end,
        error,
        hint
      };
      return reporter?.endAtOnce(result2);
    });
    const events = createEvents();
    const { emit } = events;
    const parts = {
      process: process2,
      hooks,
      shutdown,
      state,
      emit
    };
    const loadReporter = async (context) => {
      const { createReporter: createReporter2 } = await Promise.resolve().then(() => (init_reporter(), reporter_exports));
      return reporter ??= createReporter2(context);
    };
    let result;
    try {
      const faults = await completeInput(input, process2, hooks);
      if (input.faults || faults.length > 0) {
        result = {
          end: "invalidInput",
          faults
        };
      } else {
        const context = createContext(input, parts);
        result = await runWithReporter(context, events, loadReporter);
      }
    } catch (error) {
      result = explainError(error, state.current);
    }
    let end = result.end;
    try {
      end = await (await loadReporter({
        ...input,
        ...parts
      })).end(result);
    } catch (error) {
      const redact = createRedactor(secretsOf(input));
      const texts = [
        `error: ${error.message}`,
        result.hint
      ];
      texts.forEach((text2) => text2 && process2.err.line(redact(text2)));
    }
    await process2.flush();
    return exitCode(afterSignal(shutdown, {
      end
    }).end);
  }
  async function runWithReporter(context, events, loadReporter) {
    const running = runCommand(context);
    try {
      await Promise.race([
        running,
        context.process.flushRequests()
      ]);
      events.listen((await loadReporter(context)).on);
      return await running;
    } catch (error) {
      await Promise.race([
        running,
        events.started
      ]);
      throw error;
    }
  }
  function explainError(error, state) {
    const hint = describeOpenRun(state, "is still running");
    const end = classifyError(error);
    return {
      ...state,
      end,
      hint,
      error: toError(error)
    };
  }
  async function completeInput(input, process2, hooks) {
    const { command, runId, values } = input;
    const faults = [
      ...hooks.faults ?? [],
      ...input.faults ?? []
    ];
    for (const name of listUnusableProxies()) {
      input.warnings.push(`${name} holds bytes that are no UTF-8 text. It counts as not set`);
    }
    if (command === "cancel") return faults;
    if (values.pullRequest !== "none" && runId === void 0) {
      const { readPullRequest: readPullRequest2 } = await Promise.resolve().then(() => (init_pull_request(), pull_request_exports));
      faults.push(...await readPullRequest2(process2, input));
    }
    if (!values.dryRun && namesFiles(input)) {
      const { checkNamedFiles: checkNamedFiles2 } = await Promise.resolve().then(() => (init_named_files(), named_files_exports));
      const isAction = hooks.input !== void 0;
      faults.push(...await checkNamedFiles2(process2, input, {
        isAction
      }));
    }
    return faults;
  }
  function namesFiles({ values }) {
    return [
      values.junit,
      values.summary,
      values.artifacts
    ].some(Boolean);
  }

  // action/action_process.ts
  init_node();

  // action/annotation.ts
  init_github();
  init_registry();
  function printAnnotation(stream, kind2, message) {
    const text2 = escapeCommands(message);
    const finding = {
      kind: kind2,
      title: "dbt-run",
      message: text2,
      id: ""
    };
    stream.line(github.annotate(finding));
  }

  // action/inputs.ts
  init_environment2();
  init_settings();
  var MAX_LIMIT = 2 ** 31 - 1;
  var DEFAULT_CAUSE = "Triggered by a GitHub Action";
  var OFFICIAL = {
    apiKey: "dbt_cloud_token",
    url: "dbt_cloud_url",
    accountId: "dbt_cloud_account_id",
    jobId: "dbt_cloud_job_id",
    interval: "interval",
    wait: "wait_for_job",
    catalog: "fetch_catalog"
  };
  function getInputName(setting) {
    const { flag: flag2 = setting } = SETTINGS[setting];
    return OFFICIAL[setting] ?? flag2.replaceAll("-", "_");
  }
  function createInputReader(env) {
    return (name, variable = `INPUT_${name.toUpperCase()}`) => {
      const text2 = env(variable) ?? "";
      return name === "steps_override" ? text2 : text2.trim();
    };
  }
  function readSettingInput(setting, read) {
    const name = getInputName(setting);
    const text2 = read(name);
    switch (setting) {
      case "cause": {
        const isSet = read("", "DBT_JOB_CAUSE").trim();
        return withDefault(name, text2, isSet ? "" : DEFAULT_CAUSE);
      }
      case "artifacts":
        return withDefault(name, text2, isOn(read("get_artifacts")) ? "target" : "");
      default:
        return {
          name,
          text: isWrongSwitch(setting, text2) ? "" : text2
        };
    }
  }
  function withDefault(name, text2, fallback) {
    return {
      name,
      text: text2 || fallback,
      isDefault: !text2
    };
  }
  var SWITCHES = [
    "failure_on_error",
    "get_artifacts"
  ];
  function isBoolean(text2) {
    return /^(true|True|TRUE|false|False|FALSE|)$/.test(text2);
  }
  function isWrongSwitch(setting, text2) {
    const { type, choices = [] } = SETTINGS[setting];
    return /boolean|switch/.test(type) && !isBoolean(text2) && !choices.includes(text2);
  }
  function findFaults(read) {
    return [
      ...findLimitFaults(read),
      ...findUnexpanded(read),
      ...findSwitchFaults(read)
    ];
  }
  function findLimitFaults(read) {
    const text2 = read("api_timeout");
    if (/^\d*$/.test(text2) && Number(text2) <= MAX_LIMIT) return [];
    const range = `a whole number of milliseconds, from 0 to ${MAX_LIMIT}`;
    return [
      describeFault("api_timeout", range, text2)
    ];
  }
  function findSwitchFaults(read) {
    const settings = SETTING_LIST.flatMap(([setting, { choices = [] }]) => {
      const name = getInputName(setting);
      const text2 = read(name);
      if (!isWrongSwitch(setting, text2)) return [];
      const expected = joinChoices("true", "false", ...choices);
      return [
        describeFault(name, expected, text2)
      ];
    });
    const others = SWITCHES.filter((name) => !isBoolean(read(name))).map((name) => describeFault(name, "true or false", read(name)));
    return [
      ...settings,
      ...others
    ];
  }
  function joinChoices(...choices) {
    return `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
  }
  function describeFault(name, expected, text2) {
    return `${name} must be ${expected}: current value is ${JSON.stringify(text2)}`;
  }
  var MAY_BE_UNEXPANDED = [
    "apiKey",
    "accountId",
    "jobId",
    "cause"
  ];
  function findUnexpanded(read) {
    return SETTING_LIST.map(([setting]) => setting).filter((setting) => !MAY_BE_UNEXPANDED.includes(setting)).filter((setting) => !isWrongSwitch(setting, read(getInputName(setting)))).map(getInputName).filter((name) => UNEXPANDED.test(read(name))).map((name) => `${name} is a variable that was not expanded: ${read(name)}`);
  }
  function isOn(text2) {
    return !/^false$/i.test(text2);
  }

  // action/action_process.ts
  function createActionProcess() {
    const process2 = nodeProcess();
    const { env, fileSystem: fileSystem2 } = process2;
    let saved = Promise.resolve();
    let isWarned = false;
    const getInput = createInputReader(env);
    async function append2(text2) {
      const path = env("GITHUB_STATE");
      if (path) await fileSystem2.write(path, text2, "append");
    }
    function warnOnce() {
      if (isWarned) return;
      isWarned = true;
      const text2 = "Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled";
      printAnnotation(process2.err, "warning", text2);
    }
    return {
      ...process2,
      args: getInput("command").split(/\s+/).filter(Boolean),
      readSetting: (setting) => readSettingInput(setting, getInput),
      getInput,
      getState: (name) => env(`STATE_${name}`) ?? "",
      saveState(name, value) {
        saved = saved.then(() => append2(`${name}=${value}
`)).catch(warnOnce);
        return saved;
      }
    };
  }

  // action/main.ts
  async function runAction(process2) {
    const { getInput, readSetting: readSetting2, fileSystem: fileSystem2, fetch: fetch2, saveState } = process2;
    const mark = createMark();
    const input = readInput(process2, readSetting2);
    const faults = findFaults(getInput).map((text2) => ({
      text: text2
    }));
    if (!input.faults && faults.length === 0) {
      await saveForPost(process2, input, mark);
    }
    const written = /* @__PURE__ */ new Set();
    const limit = Number(getInput("api_timeout"));
    const send2 = limit > 0 ? limitRequests(fetch2, limit) : fetch2;
    const code = await main({
      ...process2,
      fetch: announcePosts(send2, saveState),
      fileSystem: recordFiles(fileSystem2, written)
    }, {
      mark,
      faults,
      input: readSetting2,
      observer: createObserver(process2, written)
    });
    await saveState("ended", "true");
    const isForgiven = code === exitCode("failed") && !isOn(getInput("failure_on_error"));
    await process2.flush();
    process2.exit(isForgiven ? exitCode("succeeded") : code);
  }
  async function saveForPost({ saveState }, { values, command }, mark) {
    const { url, accountId, projectId, wait, dryRun } = values;
    const isOurs = command === "run" || command === "retry";
    const isCancelled = wait && !dryRun && (values.cancel ?? isOurs);
    if (!isCancelled) return;
    await saveState("account", JSON.stringify({
      url,
      accountId,
      projectId
    }));
    if (values.mark) await saveState("mark", mark);
  }
  function announcePosts(send2, saveState) {
    return async (input, init) => {
      const [, kind2, id2] = /\/(job|run)s\/(\d+)\/(?:run|retry)\/$/.exec(`${input}`) ?? [];
      if (id2) await saveState(kind2 === "job" ? "job" : "retried", id2);
      return await send2(input, init);
    };
  }
  function createObserver(process2, written) {
    const { saveState, getInput, out, err } = process2;
    let saved = Promise.resolve();
    return {
      on(event) {
        if (event.type !== "started" || event.reused) return;
        saveState("run", `${event.run.id}`);
        saved = saveState("page", event.run.href);
      },
      async end({ report, end }) {
        await saved;
        if (!report || end !== "succeeded" && end !== "failed") return;
        const stream = /^true$/i.test(getInput("json")) ? err : out;
        for (const name of findMissing(getInput, written)) {
          printAnnotation(stream, "warning", `The run left no ${name}`);
        }
      }
    };
  }
  function limitRequests(send2, limit) {
    return async (input, init) => {
      const controller = new AbortController();
      const fault = new Error(`no answer within ${limit} ms`);
      const timer = setTimeout(() => controller.abort(fault), limit);
      const signals = [
        controller.signal,
        ...init?.signal ? [
          init.signal
        ] : []
      ];
      try {
        return await send2(input, {
          ...init,
          signal: AbortSignal.any(signals)
        });
      } finally {
        clearTimeout(timer);
      }
    };
  }
  function recordFiles(files, written) {
    return {
      ...files,
      async rename(from, to) {
        await files.rename(from, to);
        written.add(to);
      }
    };
  }
  function findMissing(getInput, written) {
    if (!isOn(getInput("get_artifacts")) || getInput("artifacts")) return [];
    const isNamed = /^true$/i.test(getInput("fetch_catalog"));
    const catalog = isNamed ? [
      "catalog.json"
    ] : [];
    const names = [
      "run_results.json",
      "manifest.json",
      ...catalog
    ];
    return names.filter((name) => !written.has(`target/${name}`));
  }
  runAction(createActionProcess());
})();
