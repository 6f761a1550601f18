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
      duration: ms,
      remaining: () => at - clock.now()
    };
  }
  function createTimeoutSignal(deadline) {
    return AbortSignal.timeout(Math.max(0, Math.ceil(deadline.remaining())));
  }
  var SECOND, MINUTE, HOUR, GRACE_PERIOD, RealDate, clock;
  var init_clock = __esm({
    "api/clock.ts"() {
      init_std_async_delay();
      SECOND = 1e3;
      MINUTE = 60 * SECOND;
      HOUR = 60 * MINUTE;
      GRACE_PERIOD = {
        total: 5 * SECOND,
        /** The part of it that the search for a run leaves, to cancel the run. */
        forCancel: SECOND
      };
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
  function parseJson(text, revive) {
    try {
      return JSON.parse(text, revive);
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
    const isDenied = raw.is_success !== true && (raw.is_error === true || raw.is_cancelled === true);
    const isKnown = status2 && !(status2 === "success" && isDenied);
    return isKnown ? status2 : readBooleans(raw);
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
  function oneLine(text, length = 300) {
    return truncate(text.replace(/[\s\p{C}]+/gu, " ").trim(), length);
  }
  function truncate(text, length) {
    if (text.length <= length) return text;
    return `${text.slice(0, length).toWellFormed()}\u2026`;
  }
  function hideCredentials(address) {
    return address.replace(/^(\s*\w+:\/+(?!\/))?.*@/s, "$1***@");
  }
  function isFullCommit(text) {
    return typeof text === "string" && /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text);
  }
  function joinSentences(message, next) {
    return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
  }
  async function readText(pieces, limit, tooLong) {
    const decoder = new TextDecoder();
    let text = "";
    let size = 0;
    for await (const piece of pieces) {
      size += piece.length;
      if (size > limit && tooLong) throw tooLong;
      if (size > limit) break;
      text += decoder.decode(piece, {
        stream: true
      });
    }
    return text + decoder.decode();
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
  function toWebUrl(options, page, id) {
    const { url, accountId, projectId } = options;
    const project = projectId ? `/projects/${projectId}` : "";
    return `${url}/deploy/${accountId}${project}/${page}/${id}/`;
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
    const text = textOrNull(value) ?? "";
    const ms = /^\d{4}-/.test(text) ? Date.parse(text.replace(" ", "T")) : NaN;
    return Number.isNaN(ms) ? null : new Date(ms).toISOString();
  }
  function readUrl(value) {
    const text = textOrNull(value) ?? "";
    const isUrl = /^https?:\/\//.test(text) && URL.canParse(text);
    return isUrl ? new URL(text).href : void 0;
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
      const text = read(name);
      return text?.includes("\uFFFD") ? {
        fault: "not text"
      } : {
        text
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
  function findNamedVariable(url) {
    return isExempt(url) ? void 0 : findProxyVariable(url);
  }
  function findUsedVariable(url) {
    return usesProxies(url) ? findNamedVariable(url) : void 0;
  }
  function describeProxy(url) {
    const name = findUsedVariable(url);
    const value = name && readEnv(name);
    return value && `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
  }
  function findProxyFault(text) {
    const url = new URL(text);
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
    const { text, fault } = readRuntimeVariable(variable);
    return fault === "denied" ? void 0 : text ?? "";
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
    const isThisRequest = ({ request }) => request?.method === method && request.origin === url.origin && request.path === url.pathname + url.search;
    const listeners = {
      "undici:request:create": (message) => isKnown ||= isThisRequest(message),
      "undici:client:sendHeaders": (message) => hasLeft ||= isThisRequest(message),
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
    return findNamedVariable(url) ? watchSending(url, method) : void 0;
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
        /** The pause that dbt Cloud asked for, in milliseconds. */
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
    const text = `dbt Cloud answered ${status2}, but ${reason}`;
    const fault = {
      kind: "unreadable",
      status: status2,
      runId,
      reason: text
    };
    return new DbtCloudError(`Cannot ${to}: ${text}`, {
      ...options,
      ...fault
    });
  }
  function isPage(text) {
    return text.trimStart().startsWith("<");
  }
  function createPageError({ redact }, { to, runId }, status2, text) {
    const page = oneLine(redact(describePage(text, "")));
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
    const text = await readText(pieces, MAX_REFUSAL_SIZE).catch(() => "");
    const body = parseJson(text, keepDigits);
    const apiMessage = isObject(body) ? readApiMessage(body) : void 0;
    const reason = oneLine(client.redact(apiMessage ?? describeRedirect(client, response) ?? describePage(text, response.statusText))).replace(/(?<![\s.])[\s.]+$/, "");
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
  function describePage(text, statusText) {
    if (!isPage(text)) return text || statusText;
    const title = /<(?:title|h1)[^<>]*>([^<]+)</i.exec(text)?.[1];
    return `with an HTML page${title ? `: ${oneLine(title, 80)}` : ""}`;
  }
  function readRetryAfter(headers) {
    const text = headers.get("retry-after") ?? "";
    const now = Date.parse(headers.get("date") ?? "") || Date.now();
    const pause2 = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now;
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
    const text = `${code} ${message.replace(DENO_CONNECT, "Connect ")}`.trim();
    const obstacles = Object.keys(UNSENT);
    const found = obstacles.find((obstacle) => UNSENT[obstacle].test(text)) ?? (hasNeverLeft ? "network" : void 0);
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
    const text = root instanceof Error ? root.message : root;
    return {
      message: typeof text === "string" ? text : "an unknown fault",
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
    const text = await readText(pieces, MAX_MIB * MIB, tooLong);
    if (isPage(text)) throw createPageError(client, request, status2, text);
    client.markAnswered();
    const envelope = parseJson(text);
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
    return {
      signal: AbortSignal.timeout(Math.ceil(ms))
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
        limit.stop?.();
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
      limit.start?.();
      const pending = callFetch(client, request, exchange, accept);
      const response = await abortable(pending, exchange.signal);
      const pieces = readBody(response, exchange, limit);
      if (!response.ok) {
        client.markAnswered();
        throw await readRefusal(client, request, response, pieces);
      }
      limit.stop?.();
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
      limit.start?.();
      for await (const piece of body ? readPieces(body, signal) : []) {
        limit.stop?.();
        yield piece;
        limit.start?.();
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
          type: "pullRequestId",
          role: "pullRequest"
        },
        gitlab_merge_request_id: {
          option: "gitlabMergeRequestId",
          type: "pullRequestId",
          role: "pullRequest"
        },
        azure_pull_request_id: {
          option: "azurePullRequestId",
          type: "pullRequestId",
          role: "pullRequest"
        },
        non_native_pull_request_id: {
          option: "nonNativePullRequestId",
          type: "pullRequestId",
          role: "pullRequest"
        }
      };
    }
  });

  // api/identity.ts
  function findMismatch(raw, { id, jobId, mark, retriedId }) {
    if (id !== void 0 && raw.id !== id) return `run ${raw.id}`;
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
  function isOtherId(value, id) {
    const isGiven = typeof value === "number" || typeof value === "string";
    return isGiven && Number(value) !== id;
  }
  var init_identity = __esm({
    "api/identity.ts"() {
      init_read_run();
      init_trigger_fields();
    }
  });

  // api/backoff.ts
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
    const { limit } = UNREACHABLE;
    let failures = 0;
    let lasted = 0;
    return {
      nextPause(error, elapsed) {
        lasted += Math.min(elapsed, REQUEST_LIMIT);
        if (lasted >= limit) return void 0;
        const ms = exponentialPause(++failures, error);
        const next = Math.min(ms, MAX_CONNECT_PAUSE, limit - lasted);
        lasted += next;
        return next;
      }
    };
  }
  function limitedRequests(count) {
    const connecting = untilConnected();
    let failures = 0;
    let rateLimited = 0;
    return {
      nextPause(error, elapsed) {
        if (isUnconnected(error)) return connecting.nextPause(error, elapsed);
        if (error.status === 429 && rateLimited++ < MAX_RATE_LIMITED) {
          return exponentialPause(failures, error);
        }
        return ++failures < count ? READ_PAUSE : void 0;
      }
    };
  }
  function untilOutage(client) {
    const getOutage = () => client.hasAnswered ? OUTAGE : UNREACHABLE;
    let failures = 0;
    let lasted = 0;
    return {
      get hint() {
        return getOutage().hint;
      },
      nextPause(error, elapsed) {
        const { limit } = getOutage();
        lasted += Math.min(elapsed, REQUEST_LIMIT);
        if (lasted >= limit) return void 0;
        const ms = exponentialPause(++failures, error);
        const next = Math.min(ms, limit - lasted);
        lasted += next;
        return next;
      }
    };
  }
  function withoutLimit(ms) {
    return {
      nextPause: ({ retryAfter = 0 }) => Math.max(ms, retryAfter)
    };
  }
  function createBackoff(client, operation) {
    if (operation === "read") return limitedRequests(MAX_READS);
    if (operation === "cancel") return withoutLimit(CANCEL_PAUSE);
    return untilOutage(client);
  }
  var OUTAGE, UNREACHABLE, MAX_PAUSE, MAX_CONNECT_PAUSE, RATE_LIMIT_PAUSE, MAX_RATE_LIMITED, MAX_READS, READ_PAUSE, CANCEL_PAUSE;
  var init_backoff = __esm({
    "api/backoff.ts"() {
      init_clock();
      init_http();
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
    }
  });

  // api/retry_rules.ts
  function decide(operation, error) {
    if (!(error instanceof DbtCloudError)) return "final";
    const rule = RULES.find(({ matches: matches2 }) => matches2(error));
    return rule.decisions?.[operation] ?? rule.otherwise;
  }
  var kind, status, RULES;
  var init_retry_rules = __esm({
    "api/retry_rules.ts"() {
      init_errors();
      kind = (...kinds) => ({ kind: kind2 }) => kind2 !== void 0 && kinds.includes(kind2);
      status = (...statuses) => ({ status: status2 }) => status2 !== void 0 && statuses.includes(status2);
      RULES = [
        // Nothing left this machine, so nothing can have been done.
        {
          faults: "no connection",
          matches: kind("unsent"),
          otherwise: "again"
        },
        // dbt Cloud may have done it before the answer was lost.
        {
          faults: "lost or unreadable answer",
          matches: kind("lost", "unreadable"),
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // dbt Cloud refuses before it does anything, and asks for a pause.
        {
          faults: "429",
          matches: status(429),
          otherwise: "again"
        },
        // A gateway may say these of a request that it passed on.
        {
          faults: "408, 425, and 409 that is not dbt Cloud's JSON",
          matches: ({ status: status2, kind: kind2 }) => status2 === 408 || status2 === 425 || status2 === 409 && kind2 !== "refused",
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // Jobs were seen to start behind such an answer.
        {
          faults: "5xx",
          matches: ({ status: status2 }) => (status2 ?? 0) >= 500,
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // Whatever showed a page may have passed the request on.
        {
          faults: "a page with a good status",
          matches: ({ kind: kind2, status: status2 = 0 }) => kind2 === "foreign" && status2 < 300,
          otherwise: "again",
          decisions: {
            start: "look up"
          }
        },
        // A proxy or a firewall refuses what it does not pass on; it may recover.
        {
          faults: "3xx or 4xx that is not dbt Cloud's JSON",
          matches: kind("foreign"),
          otherwise: "again",
          decisions: {
            start: "final"
          }
        },
        // A wrong id or a missing permission; for new things, a copy that lags.
        {
          faults: "404 of dbt Cloud",
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
          faults: "401, 403 of dbt Cloud",
          matches: status(401, 403),
          otherwise: "final",
          decisions: {
            poll: "confirm",
            "poll new run": "confirm"
          }
        },
        // The same request will be refused again; a poll costs little.
        {
          faults: "any other refusal of dbt Cloud",
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

  // api/retry.ts
  async function retry(client, operation, call, options = {}) {
    const { signal, announce = true } = options;
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
        const next = backoff.nextPause(error, clock.now() - calledAt);
        if (next === void 0) throw withHint(error, backoff.hint);
        const ms = Math.min(next, remaining());
        if (announce) client.notify(formatRetry(error, ms));
        await pause(ms, signal);
      }
    }
  }
  function formatRetry({ message }, ms) {
    const seconds = Math.ceil(ms / SECOND);
    return joinSentences(message, `Trying again in ${seconds} s`);
  }
  function withHint(error, hint) {
    if (!hint) return error;
    return new DbtCloudError(joinSentences(error.message, hint), {
      ...error,
      reason: joinSentences(error.reason, hint),
      cause: error
    });
  }
  var init_retry = __esm({
    "api/retry.ts"() {
      init_backoff();
      init_clock();
      init_errors();
      init_retry_rules();
      init_text();
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
    const mismatch = findMismatch(raw, expected);
    if (mismatch === void 0) return raw;
    throw unreadableError(request, 200, `the body is ${mismatch}`);
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
        announce: false
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
  function createTriggerRequest(client, options, mark) {
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
  function formatPendingRun(pending) {
    return `A run may have been started: ${formatWhereToLook(pending)}`;
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
  function isVerdict(end) {
    return end === "succeeded" || end === "failed";
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
  function toError(thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  var NO_CLEAR_ANSWER, STOPPED, INTERRUPTED, ENDS, CommandError;
  var init_exit_codes = __esm({
    "command/exit_codes.ts"() {
      NO_CLEAR_ANSWER = "dbt Cloud refused or could not be reached, or it is unknown whether a run was started";
      STOPPED = {
        run: "cancel if ours",
        duplicates: "cancel"
      };
      INTERRUPTED = {
        kind: "interrupted",
        ...STOPPED
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
          meaning: "wrong or missing input; no run was started",
          kind: "input"
        },
        // The run is not touched, for an outage of dbt Cloud does not stop a build. The
        // error says that it may still be running.
        unreachable: {
          code: 3,
          meaning: NO_CLEAR_ANSWER,
          duplicates: "cancel"
        },
        ambiguous: {
          code: 3,
          meaning: NO_CLEAR_ANSWER,
          kind: "ambiguous"
        },
        missingFile: {
          code: 3,
          meaning: NO_CLEAR_ANSWER,
          kind: "not-found"
        },
        timedOut: {
          code: 4,
          meaning: "gave up waiting",
          kind: "timeout",
          ...STOPPED
        },
        stillRunning: {
          code: 4,
          meaning: "the run is in progress (status)"
        },
        notFound: {
          code: 5,
          meaning: "no such run was found",
          kind: "not-found"
        },
        nothingToRetry: {
          code: 5,
          meaning: "there is nothing to retry",
          kind: "not-found"
        },
        // A build of two hours is not lost to a mistake of ours.
        bug: {
          code: 70,
          meaning: "a fault of dbt-run itself",
          kind: "bug",
          run: "keep running"
        },
        SIGHUP: {
          code: 129,
          meaning: "SIGHUP",
          ...INTERRUPTED
        },
        SIGINT: {
          code: 130,
          meaning: "SIGINT",
          ...INTERRUPTED
        },
        SIGTERM: {
          code: 143,
          meaning: "SIGTERM",
          ...INTERRUPTED
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

  // api/key_decoding.ts
  function isPlain(code) {
    return code > 31 && code < 127 && !BEGINS_ESCAPE[code];
  }
  function listDecodings(text, at) {
    const own = text.charCodeAt(at);
    const decodings = [
      {
        end: at + 1,
        code: own
      }
    ];
    if (isPlain(own)) return decodings;
    (gap ??= new RegExp(GAP, "uy")).lastIndex = at;
    if (gap.test(text)) decodings.push({
      end: gap.lastIndex,
      code: void 0
    });
    const escape = ESCAPES[text.charAt(at)];
    if (escape) decodings.push(...listUnescaped(text, at + 1, escape));
    return decodings;
  }
  function listUnescaped(text, start, { nested, rest }) {
    const decodings = [];
    for (let level = 0, at = start; level < MAX_NESTING; level++) {
      rest.lastIndex = at;
      const [, hex, decimal, name = ""] = rest.exec(text) ?? [];
      const code = hex ? parseInt(hex, 16) : Number(decimal ?? NAMED_CODES[name.toLowerCase()]);
      if (code) decodings.push({
        end: rest.lastIndex,
        code
      });
      if (!nested || !text.startsWith(nested, at)) break;
      at += nested.length;
    }
    return decodings;
  }
  function isCutEscape(text, at) {
    return text.length - at <= LONGEST_ESCAPE && CUT_ESCAPE.test(text.slice(at));
  }
  function fold(code) {
    if (code > 64 && code < 91) return code + 32;
    return code === 45 ? 43 : code === 95 ? 47 : code;
  }
  var GAP, gap, ESCAPES, MAX_NESTING, NAMED_CODES, BEGINS_ESCAPE, BEGINNINGS, CUT_ESCAPE, LONGEST_ESCAPE;
  var init_key_decoding = __esm({
    "api/key_decoding.ts"() {
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
    }
  });

  // api/key_matcher.ts
  function toBase64(text) {
    const bytes = new TextEncoder().encode(text);
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
  var MIN_SECRET_LENGTH, MAX_SEARCH_STEPS, STEPS_OF_BRANCH, MAX_GAPS, MIN_KEY_BEGINNING, KeyMatcher;
  var init_key_matcher = __esm({
    "api/key_matcher.ts"() {
      init_key_decoding();
      MIN_SECRET_LENGTH = 8;
      MAX_SEARCH_STEPS = 2 ** 22;
      STEPS_OF_BRANCH = 8;
      MAX_GAPS = 8;
      MIN_KEY_BEGINNING = 4;
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
        /** Lists the places of the key in a text. */
        find(text) {
          const budget = {
            steps: MAX_SEARCH_STEPS + 32 * text.length
          };
          const found = [];
          for (let at = 0; at < text.length; ) {
            if (!this.#isFirst[text.charCodeAt(at)]) {
              at++;
              continue;
            }
            const { end } = this.#matchAt(text, at, budget);
            if (end !== void 0) found.push({
              start: at,
              end
            });
            at = end ?? at + 1;
          }
          return found;
        }
        /** Finds the beginning of the key that a text ends in. */
        findBeginning(text) {
          const budget = {
            steps: MAX_SEARCH_STEPS
          };
          for (let at = 0; at < text.length; ) {
            const { end, isOpen } = this.#matchAt(text, at, budget);
            if (isOpen) return at;
            at = end ?? at + 1;
          }
        }
        #matchAt(text, start, budget) {
          const match = {
            end: void 0,
            isOpen: false
          };
          if (!this.#isFirst[text.charCodeAt(start)]) return match;
          const candidates = [
            {
              at: start,
              matched: 0,
              gaps: 0
            }
          ];
          while (candidates.length > 0) {
            const next = candidates.pop();
            const { at, matched, gaps } = this.#skipPlain(text, next, budget);
            if (matched === this.#codes.length) {
              match.end = Math.max(match.end ?? 0, at);
              continue;
            }
            const isEnd = at === text.length || isCutEscape(text, at);
            if (isEnd && matched >= MIN_KEY_BEGINNING) match.isOpen = true;
            if (at === text.length) continue;
            const decodings = listDecodings(text, at);
            budget.steps -= 1 + STEPS_OF_BRANCH * (decodings.length - 1);
            if (budget.steps < 0) return {
              end: text.length,
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
        #skipPlain(text, { at, matched, gaps }, budget) {
          let code;
          while (isPlain(code = text.charCodeAt(at))) {
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

  // api/option_checks.ts
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
    let text = typeof value;
    const safeValue = typeof value === "string" && option === "url" ? hideCredentials(value) : value;
    try {
      text = JSON.stringify(safeValue) ?? String(value);
    } catch {
    }
    return `: current value is ${oneLine(text, 80)}`;
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
  function isPlainHttps(text) {
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
    const url = new URL(text);
    const isSafe = url.protocol === "https:" || isLoopback(url.hostname);
    return isSafe && !(url.username || url.password || url.search || url.hash);
  }
  var DEFAULT_URL, MAX_DURATION, isText, isTexts, isPause, ID, DURATION, BOOLEAN, FUNCTION, FIELD_CHECKS, CHECKS;
  var init_option_checks = __esm({
    "api/option_checks.ts"() {
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
        pullRequestId: ID,
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
          test: (text) => RUN_STATUSES.some((status2) => status2 === text)
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

  // api/redact.ts
  function isRandom(word) {
    return /[A-Z]/.test(word) && /[a-z]/.test(word) && /\d/.test(word);
  }
  function createRedactor(keys) {
    const matchers = createMatchers(keys);
    const redact = createRedact((text) => [
      ...matchers.flatMap((matcher) => matcher.find(text)),
      ...findTokens(text)
    ]);
    const findOpenEnd = (text) => {
      const offset = Math.max(0, text.length - MAX_OPEN_END);
      const tail = text.slice(offset);
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
  function findTokens(text) {
    return [
      ...text.matchAll(TOKEN)
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
  function hide(text, ranges) {
    let hidden = "";
    let shownTo = 0;
    for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
      if (start >= shownTo) hidden += `${text.slice(shownTo, start)}***`;
      shownTo = Math.max(shownTo, end);
    }
    return hidden + text.slice(shownTo);
  }
  var MAX_DEPTH, MAX_OPEN_END, TOKEN;
  var init_redact = __esm({
    "api/redact.ts"() {
      init_key_matcher();
      MAX_DEPTH = 100;
      MAX_OPEN_END = 2 ** 16;
      TOKEN = /\bdbt[cu]_[\w-]{32,4096}/gi;
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
    let hasAnswered = false;
    return {
      ...options,
      url: normalizeUrl(url),
      redact: createRedactor([
        apiKey
      ]),
      ...guardCallback(options.onNotice),
      get hasAnswered() {
        return hasAnswered;
      },
      markAnswered() {
        hasAnswered = true;
      }
    };
  }
  function guardCallback(onNotice) {
    let thrown;
    const keep = (error) => void (thrown ??= {
      error
    });
    return {
      notify(text) {
        try {
          Promise.resolve(onNotice?.(text)).catch(keep);
        } catch (error) {
          keep(error);
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
  function trimSlashes(text) {
    let end = text.length;
    while (text[end - 1] === "/") end--;
    return text.slice(0, end);
  }
  var init_client = __esm({
    "api/client.ts"() {
      init_option_checks();
      init_proxies();
      init_redact();
    }
  });

  // command/input/address.ts
  function parsePage(text) {
    if (!URL.canParse(text)) return;
    const url = new URL(text);
    const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
    const { groups } = PAGE.exec(path) ?? {};
    if (!groups || !isPlainHttps(url.origin) || url.username) return;
    if (!groups.projectId && !groups.runId) return;
    const id = (name) => groups[name] ? Number(groups[name]) : void 0;
    return {
      url: url.origin,
      accountId: Number(groups.accountId),
      projectId: id("projectId"),
      jobId: id("jobId"),
      runId: id("runId")
    };
  }
  function normalizeAddress(text) {
    const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text) || /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text);
    const url = isHost ? `https://${text}` : text;
    return URL.canParse(url) ? normalizeUrl(url) : url;
  }
  function describeHttp(text) {
    const rest = /^http:\/\/(.*)$/is.exec(text)?.[1];
    return rest && !isPlainHttps(text) ? `begins with http://: use https://${hideCredentials(rest)}` : void 0;
  }
  var PAGE;
  var init_address = __esm({
    "command/input/address.ts"() {
      init_option_checks();
      init_client();
      init_text();
      PAGE = new RegExp("^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)".replaceAll("N", "[1-9]\\d{0,14}"));
    }
  });

  // api/poll_interval.ts
  function pollInterval(waited) {
    const { share, min, max } = POLL_INTERVAL;
    return Math.min(Math.max(waited * share, min), max);
  }
  var POLL_INTERVAL;
  var init_poll_interval = __esm({
    "api/poll_interval.ts"() {
      init_clock();
      POLL_INTERVAL = {
        share: 0.02,
        min: SECOND,
        max: 5 * SECOND
      };
    }
  });

  // command/input/setting.ts
  var COMMANDS, SELECTING, SELECTS_RUN;
  var init_setting = __esm({
    "command/input/setting.ts"() {
      COMMANDS = [
        "run",
        "wait",
        "cancel",
        "status",
        "retry"
      ];
      SELECTING = [
        "wait",
        "status",
        "retry"
      ];
      SELECTS_RUN = {
        commands: [
          "run",
          ...SELECTING
        ],
        selects: "run"
      };
    }
  });

  // command/input/field_settings.ts
  function createFieldSettings() {
    const settings = Object.entries(TRIGGER_FIELDS).map(([field, { option, type, role }]) => {
      const variables = [
        `DBT_JOB_${field.toUpperCase()}`
      ];
      if (field === "git_branch") variables.unshift("DBT_JOB_BRANCH");
      const help = FIELD_HELP[field];
      const isSelector = role === "pullRequest" || role === "commit";
      return [
        option,
        {
          type,
          variables,
          ...help,
          ...isSelector && SELECTS_RUN
        }
      ];
    });
    return Object.fromEntries(settings);
  }
  var FIELD_HELP;
  var init_field_settings = __esm({
    "command/input/field_settings.ts"() {
      init_trigger_fields();
      init_setting();
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
    }
  });

  // command/input/settings.ts
  function group(group2, settings, commands) {
    const entries = Object.entries(settings).map(([name, setting]) => {
      const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      return [
        name,
        {
          flag,
          commands,
          ...setting,
          group: group2
        }
      ];
    });
    return Object.fromEntries(entries);
  }
  function describePollInterval() {
    const { share, min, max } = POLL_INTERVAL;
    const percent = Math.round(share * 100);
    return `${min / SECOND} to ${max / SECOND}: ${percent} % of the wait`;
  }
  function createDefaultValues() {
    return Object.fromEntries(SETTING_LIST.map(([name, setting]) => [
      name,
      setting.default
    ]));
  }
  var textSetting, idSetting, flagSetting, noFlagSetting, WAITING, REPORTING, SETTINGS, SETTING_LIST;
  var init_settings = __esm({
    "command/input/settings.ts"() {
      init_option_checks();
      init_clock();
      init_poll_interval();
      init_field_settings();
      init_setting();
      textSetting = (value, help, ...variables) => ({
        type: "string",
        value,
        help,
        variables
      });
      idSetting = (help, ...variables) => ({
        type: "integer",
        value: "ID",
        help,
        variables
      });
      flagSetting = (help, ...variables) => ({
        type: "switch",
        default: false,
        help,
        variables
      });
      noFlagSetting = (help, ...variables) => ({
        type: "switch",
        default: true,
        help,
        variables
      });
      WAITING = [
        "run",
        "wait",
        "retry"
      ];
      REPORTING = [
        "run",
        "wait",
        "status",
        "retry"
      ];
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
          accountId: idSetting("account", "DBT_ACCOUNT_ID", "DBT_CLOUD_ACCOUNT_ID"),
          projectId: idSetting("project; may be left out", "DBT_PROJECT_ID"),
          jobId: {
            ...idSetting("job", "DBT_PR_JOB_ID", "DBT_JOB_ID", "DBT_CLOUD_JOB_ID"),
            selects: "job"
          },
          jobUrl: textSetting("URL", "the job's page in dbt Cloud, in place of the four above", "DBT_JOB_URL"),
          jobName: {
            ...textSetting("NAME", "the job by its exact name", "DBT_JOB_NAME"),
            selects: "job"
          }
        }),
        ...group("The run", {
          ...createFieldSettings(),
          mark: noFlagSetting("send the cause as it is, without the mark", "DBT_RUN_MARK"),
          extraArgs: textSetting("=TEXT", "text to append to each of the job's own commands; not with --steps-override", "DBT_JOB_EXTRA_ARGS"),
          reuse: {
            ...flagSetting("use a run of the same commit, if there is one; =in-progress: one that is in progress, of any commit if none is set; else trigger the job", "DBT_RUN_REUSE"),
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
            ...SELECTS_RUN,
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
            ...noFlagSetting("trigger only, do not wait"),
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
            selects: "run",
            commands: SELECTING,
            default: "none",
            help: "with wait: a new run of the job, in progress or to come (default); =any: its newest run, ended or not; =success: its newest success. With status and retry: its newest run"
          },
          since: {
            type: "time",
            selects: "filter",
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
            help: `fixed pause between polls, in seconds; by default, ${describePollInterval()}`
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
          junit: textSetting("FILE", "write models and tests as JUnit XML", "DBT_RUN_JUNIT"),
          summary: textSetting("FILE", "write the summary as Markdown", "DBT_RUN_SUMMARY"),
          artifacts: textSetting("DIR", "download manifest, run_results, catalog and sources.json", "DBT_RUN_ARTIFACTS"),
          catalog: noFlagSetting("with --artifacts: leave out catalog.json"),
          allArtifacts: flagSetting("with --artifacts: download every artifact of each dbt step, and its log", "DBT_RUN_ALL_ARTIFACTS"),
          history: noFlagSetting("do not read earlier runs, which say since when a node fails and how long the job usually takes", "DBT_RUN_HISTORY"),
          projectDir: textSetting("DIR", "folder of the dbt project in the repository", "DBT_PROJECT_DIR")
        }, REPORTING),
        // These go with every command.
        ...group("Output", {
          json: flagSetting("one JSON document on stdout, all else on stderr"),
          quiet: flagSetting("of a success, print the verdict and the link only; nothing while waiting"),
          debug: flagSetting("print requests, and stack traces of our own faults")
        }),
        ...group("Other", {
          dryRun: flagSetting("check the input, print what would be sent, send nothing"),
          help: flagSetting("show this help; -h does, too"),
          version: flagSetting("show the version; -V does, too")
        })
      };
      SETTING_LIST = Object.entries(SETTINGS);
    }
  });

  // command/input/draft.ts
  function createDraft(commandLine, environment) {
    return {
      commandLine,
      environment,
      values: createDefaultValues(),
      given: {},
      sources: {},
      unexpanded: {},
      faults: [],
      warnings: []
    };
  }
  function addResult(draft, result) {
    const faults = (result.faults ?? []).map(({ setting, name, text }) => ({
      setting,
      name: name ?? (setting && draft.sources[setting]?.name),
      text
    }));
    return {
      ...draft,
      ...result,
      values: {
        ...draft.values,
        ...result.values
      },
      given: {
        ...draft.given,
        ...result.given
      },
      sources: {
        ...draft.sources,
        ...result.sources
      },
      unexpanded: {
        ...draft.unexpanded,
        ...result.unexpanded
      },
      faults: [
        ...draft.faults,
        ...faults
      ],
      warnings: [
        ...draft.warnings,
        ...result.warnings ?? []
      ]
    };
  }
  function toInput(draft) {
    const { commandLine: { command }, runId, sources } = draft;
    const names = {};
    for (const [name] of SETTING_LIST) {
      const source = sources[name];
      if (source) names[name] = source.name;
    }
    const input = {
      command,
      runId,
      names,
      values: {
        ...draft.values
      },
      given: {
        ...draft.given
      },
      urlSetting: names.url ?? SETTINGS.url.variables[0],
      warnings: [
        ...draft.warnings
      ],
      notices: []
    };
    if (draft.faults.length > 0) return {
      ...input,
      faults: [
        ...draft.faults
      ]
    };
    return {
      ...input,
      values: input.values
    };
  }
  function isExplicit({ kind: kind2 }) {
    return kind2 !== "variable";
  }
  function isRefused({ faults }, name) {
    return faults.some(({ setting }) => setting === name);
  }
  function needsJob({ commandLine }) {
    return commandLine.command !== "cancel" && !commandLine.target;
  }
  var init_draft = __esm({
    "command/input/draft.ts"() {
      init_settings();
    }
  });

  // command/process/ci_environment.ts
  function ciEnv(env, onFault = () => {
  }) {
    return (name) => {
      const { text = "", fault } = readVariable(env, name);
      if (fault) onFault(name, fault);
      const value = text.trim();
      return !value || UNEXPANDED.test(value) ? void 0 : value;
    };
  }
  function isInteractive(process2, quiet) {
    const env = ciEnv(process2.env);
    const isTerminal = process2.out.isTerminal || process2.err.isTerminal;
    return isTerminal && !quiet && !env("CI") && env("TERM") !== "dumb";
  }
  function listSecrets({ given }) {
    return (given.apiKey ?? "").trim().split(/\s+/);
  }
  var UNEXPANDED;
  var init_ci_environment = __esm({
    "command/process/ci_environment.ts"() {
      init_environment();
      UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;
    }
  });

  // command/input/setting_conflicts.ts
  function describeConflict(...names) {
    return `${names.join(" and ")} are both given: use one of them`;
  }
  function checkIdle(draft) {
    const { commandLine: { command }, values, sources } = draft;
    const idle = [];
    if (command === "run" && !values.wait) {
      const isInput = sources.wait?.kind === "input";
      const noWait = isInput ? sources.wait?.name : "--no-wait";
      for (const name of [
        "junit",
        "artifacts",
        "retries",
        "logs"
      ]) {
        const reason = `with ${noWait}`;
        idle.push({
          name,
          reason,
          advice: "leave out one of them"
        });
      }
    }
    if (!values.artifacts) {
      const reason = "without --artifacts";
      idle.push({
        name: "allArtifacts",
        reason,
        advice: "add it"
      });
    }
    const results = idle.map((setting) => judgeIdle(draft, setting));
    return {
      faults: results.flatMap(({ faults = [] }) => faults),
      warnings: results.flatMap(({ warnings = [] }) => warnings)
    };
  }
  function judgeIdle({ commandLine, values, sources }, { name, reason, advice }) {
    const source = sources[name];
    const { default: fallback } = SETTINGS[name];
    if (!source || source.isDefault || values[name] === fallback) return {};
    const text = `${source.name} does nothing ${reason}`;
    if (isExplicit(source)) {
      return {
        faults: [
          {
            setting: name,
            text: `${text}: ${advice}`
          }
        ]
      };
    }
    return commandLine.command === "run" ? {
      warnings: [
        text
      ]
    } : {};
  }
  function checkPullRequests({ commandLine, sources }) {
    const set = fieldsOfRole("pullRequest").flatMap((field) => {
      const setting = TRIGGER_FIELDS[field].option;
      return sources[setting] ?? [];
    });
    const explicit = set.filter(isExplicit);
    if (explicit.length > 1) {
      const text = describeConflict(...explicit.map(({ name }) => name));
      return {
        faults: [
          {
            setting: "pullRequest",
            text
          }
        ]
      };
    }
    if (set.length < 2 || commandLine.command !== "run") return {};
    const names = set.map(({ name }) => name).join(" and ");
    return {
      warnings: [
        `${names} are both set, and a run has one pull request`
      ]
    };
  }
  var init_setting_conflicts = __esm({
    "command/input/setting_conflicts.ts"() {
      init_trigger_fields();
      init_draft();
      init_settings();
    }
  });

  // command/input/steps_override.ts
  function parseStepsOverride(texts) {
    try {
      const commands = texts.flatMap(parseCommands);
      if (commands.length > 0) return commands;
      throw new SyntaxError("there is no command in it");
    } catch (error) {
      const { message } = error;
      throw new SyntaxError(`cannot be read: ${message}. ${HOW_TO_WRITE}`);
    }
  }
  function parseCommands(text) {
    const lines = text.split(/\r\n?|\n/).filter((line) => !/^\s*(#|$)/.test(line));
    const [first = ""] = lines;
    if (first.trimStart().startsWith("[")) return parseBrackets(lines.join("\n"));
    const isList = isItem(first);
    const indent = getIndent(first);
    return lines.map((line) => {
      if (!isList) return parseLine(line.trim());
      const isNext = isItem(line) && getIndent(line) === indent;
      return isNext ? parseItem(line) : fail(SEVERAL_LINES, line);
    });
  }
  function fail(why, text) {
    throw new SyntaxError(`${why}: ${JSON.stringify(text.trim().slice(0, 80))}`);
  }
  function isItem(line) {
    return /^\s*-(\s|$)/.test(line);
  }
  function getIndent(line) {
    return line.search(/\S|$/);
  }
  function parseLine(line) {
    return parseQuoted(line) ?? checkBareCommand(line);
  }
  function parseItem(line) {
    const text = line.replace(/^\s*-\s*/, "");
    if (/^[|>]/.test(text)) fail("blocks of YAML are not read", text);
    return parseQuoted(text) ?? checkBareCommand(text.replace(/(^|\s)#.*$/, "").trimEnd());
  }
  function parseQuoted(text) {
    const quoted = matchAt(QUOTED, text, 0);
    if (!quoted) return;
    const after = text.slice(quoted.length);
    if (!/^\s*(#|$)/.test(after)) fail("the quotes end before", after);
    return checkCommand(unquote(quoted));
  }
  function parseBrackets(text) {
    const commands = [];
    const skip = (at2) => at2 + (matchAt(BETWEEN_ITEMS, text, at2) ?? "").length;
    let at = skip(text.indexOf("[") + 1);
    while (text[at] !== "]") {
      const quoted = matchAt(QUOTED, text, at);
      const item = quoted ?? matchAt(BARE, text, at) ?? fail("the list has no end, or no command, at", text.slice(at));
      commands.push(quoted ? checkCommand(unquote(quoted)) : checkBareCommand(item.trimEnd()));
      at = skip(at + item.length);
      if (at === text.length) fail("the list has no end", text);
      if (text[at] === ",") at = skip(at + 1);
      else if (text[at] !== "]") {
        fail("a comma or ] is missing at", text.slice(at));
      }
    }
    const end = skip(at + 1);
    if (end < text.length) fail("the list has ended before", text.slice(end));
    return commands;
  }
  function matchAt(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  }
  function unquote(quoted) {
    if (quoted.includes("\n")) fail(SEVERAL_LINES, quoted);
    if (quoted.startsWith("'")) return quoted.slice(1, -1).replaceAll("''", "'");
    try {
      return JSON.parse(quoted);
    } catch {
      return fail("an unknown escape is in quotes", quoted);
    }
  }
  function checkBareCommand(text) {
    checkCommand(text);
    const outside = text.replace(SHELL_QUOTED, "");
    if (/\s#/.test(outside)) fail("a # begins a comment in", text);
    const operator = /&&|[|;]/.exec(outside)?.[0];
    if (operator) fail(`${operator} joins two commands in`, text);
    return text;
  }
  function checkCommand(text) {
    if (!text.trim()) throw new SyntaxError("a command is empty");
    if (!/^dbt\s/.test(text)) fail("a command begins with dbt, unlike", text);
    const isOpen = /["'\\]/.test(text.replace(SHELL_QUOTED, ""));
    if (isOpen) fail("a quote has no end, or a \\ ends a line, in", text);
    return text;
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
  function parseValue(setting, texts) {
    return parseAnyValue(setting, texts);
  }
  function parseAnyValue(setting, texts) {
    const { type, choices } = setting;
    if (type === "strings") return parseStepsOverride(texts);
    const text = texts.at(-1).trim();
    const choice = choices && toChoice(setting, text);
    if (choices?.includes(choice ?? "")) return choice;
    const { parse, expected } = PARSERS[type];
    const value = choices && type !== "switch" ? void 0 : parse(text);
    if (value !== void 0) return value;
    throw new TypeError(mustBe(choices ? listChoices(setting) : expected, text));
  }
  function toChoice({ implied }, text) {
    if (implied === void 0) return text;
    const word = text.toLowerCase();
    if (word === "true") return implied;
    return word === "false" ? "none" : text;
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
  function mustBe(expected, text) {
    return `must be ${expected}: current value is ${quoteValue(text)}`;
  }
  function quoteValue(text) {
    return truncate(JSON.stringify(hideCredentials(text)), 160);
  }
  function parseNumber(text) {
    const number = /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
    return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : void 0;
  }
  function parseCount(text) {
    return /^\d+$/.test(text) ? parseNumber(text) : void 0;
  }
  function parseSeconds(text) {
    const duration = (parseNumber(text) ?? -1) * 1e3;
    return duration >= 0 && duration < 2 ** 31 ? duration : void 0;
  }
  function parseBoolean(text) {
    if (/^(true|1|yes|on)$/i.test(text)) return true;
    return /^(false|0|no|off)$/i.test(text) ? false : void 0;
  }
  function parseIsoTime(text) {
    const isTime = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?(Z|[+-]\d\d(:?\d\d)?)$/i.test(text);
    if (!isTime) return;
    const time = Date.parse(text.replace(",", ".").replace(/([+-]\d\d)$/, "$1:00"));
    return Number.isNaN(time) ? void 0 : time;
  }
  var ID_OR_TEXT, SWITCH, PARSERS;
  var init_values = __esm({
    "command/input/values.ts"() {
      init_text();
      init_steps_override();
      ID_OR_TEXT = {
        // The check of all options refuses what is no id.
        parse: (text) => parseNumber(text) ?? text,
        expected: "a positive whole number"
      };
      SWITCH = {
        parse: parseBoolean,
        expected: "true or false"
      };
      PARSERS = {
        string: {
          parse: (text) => text,
          expected: "text"
        },
        integer: ID_OR_TEXT,
        pullRequestId: ID_OR_TEXT,
        count: {
          parse: parseCount,
          expected: "a whole number of 0 or more"
        },
        seconds: {
          parse: parseSeconds,
          expected: "a number of seconds, from 0 to 2147483"
        },
        time: {
          parse: parseIsoTime,
          expected: "a time with its zone, such as 2026-01-31T06:00:00Z"
        },
        boolean: SWITCH,
        switch: SWITCH
      };
    }
  });

  // command/input/setting_checks.ts
  function describeReuseFault(name, { reuse, gitSha }) {
    if (reuse !== true || isFullCommit(gitSha)) return;
    const commit = gitSha ? `a full commit, and ${quoteValue(gitSha)} is none` : "a commit";
    return `${name} needs ${commit}: add --git-sha, or use --reuse=in-progress`;
  }
  function checkSettings(draft) {
    const faults = checkEach(draft);
    const wrong = new Set(faults.map(({ setting }) => setting));
    for (const fault of checkAsOptions(draft)) {
      const { setting } = fault;
      const isKnown = setting && (isRefused(draft, setting) || wrong.has(setting));
      if (!isKnown) faults.push(fault);
    }
    return {
      faults
    };
  }
  function checkEach(draft) {
    const { commandLine: { command }, values, sources } = draft;
    return SETTING_LIST.flatMap(([setting, { commands = [
      command
    ] }]) => {
      const source = sources[setting];
      if (!source) return [];
      const text = commands.includes(command) ? SETTING_CHECKS[setting]?.(source.name, draft) : describeForeign(draft, source, values[setting], commands);
      return text ? [
        {
          setting,
          text
        }
      ] : [];
    });
  }
  function checkAsOptions({ values, sources }) {
    const { reuse: _, interval: __, ...options } = values;
    return checkOptions(options).map(({ option, error }) => {
      const setting = option;
      const name = sources[setting]?.name ?? option;
      return {
        setting,
        text: `${name} ${error.message}`
      };
    });
  }
  function describeForeign({ commandLine: { command }, environment: { actionInput } }, { name, kind: kind2 }, value, commands) {
    if (kind2 === "variable") return;
    if (actionInput && (command !== "run" || value !== true)) return;
    const flag = value === false && kind2 === "flag" ? `--no-${name.slice(2)}` : name;
    const hint = flag === "--no-wait" && command === "wait" ? ": to look at a run once, use `status`" : "";
    return `${flag} only works with ${joinCommands(commands)}${hint}`;
  }
  function joinCommands(commands) {
    const names = commands.map((command) => `\`${command}\``);
    const last = names.pop();
    return names.length > 0 ? `${names.join(", ")} and ${last}` : `${last}`;
  }
  var SETTING_CHECKS;
  var init_setting_checks = __esm({
    "command/input/setting_checks.ts"() {
      init_option_checks();
      init_proxies();
      init_text();
      init_address();
      init_draft();
      init_setting_conflicts();
      init_settings();
      init_steps_override();
      init_values();
      SETTING_CHECKS = {
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
        latest: (name, { commandLine, values }) => commandLine.command === "retry" && values.latest === "success" ? `${name}=success finds nothing to retry: use --latest` : void 0
      };
    }
  });

  // report/safe_text.ts
  function safeLine(text, options = {}) {
    const { colour = false, length = 4e3 } = options;
    if (PLAIN.test(text)) return truncate(text, length);
    const line = text.toWellFormed().replace(TERMINAL_ESCAPES, (found) => colour && COLOUR.test(found) ? found : "").replace(CONTROLS, (found) => colour && found === "\x1B" ? found : " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
    const cut = truncate(line, length);
    return cut.includes("\x1B") && !cut.endsWith(RESET) ? cut + RESET : cut;
  }
  function safeLines(text, options = {}) {
    return text.trimEnd().split(LINE_BREAK).map((line) => safeLine(line, options));
  }
  var TERMINAL_ESCAPES, CONTROLS, COLOUR, RESET, PLAIN, LINE_BREAK;
  var init_safe_text = __esm({
    "report/safe_text.ts"() {
      init_text();
      TERMINAL_ESCAPES = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
      CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
      COLOUR = /^\x1b\[(?:(?:0?|[1-4]|2[2-4]|3[0-79]|9[0-7])(?:;|(?=m)))*m$/;
      RESET = "\x1B[0m";
      PLAIN = /^[\t\x20-\x7e]*$/;
      LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
    }
  });

  // command/output/request_log.ts
  var request_log_exports = {};
  __export(request_log_exports, {
    logRequests: () => logRequests
  });
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
  var init_request_log = __esm({
    "command/output/request_log.ts"() {
      init_clock();
      init_safe_text();
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
    if (pendingPost) return formatPendingRun(pendingPost);
    return run && !hasEnded(run) ? describeRun(run, fate) : void 0;
  }
  var NO_REASON_GIVEN;
  var init_messages = __esm({
    "command/messages.ts"() {
      init_read_run();
      init_run_status();
      init_start_request();
      NO_REASON_GIVEN = "dbt Cloud gave no reason";
    }
  });

  // command/process/shutdown.ts
  function signalListener({ isWindows, ignoresHangup = () => false }, add) {
    const termination = isWindows ? "SIGBREAK" : "SIGTERM";
    return (listener) => {
      const isIgnored = ignoresHangup();
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
  var SHUTDOWN, SAME_SIGNAL, Interrupted, TimedOut;
  var init_shutdown = __esm({
    "command/process/shutdown.ts"() {
      init_clock();
      init_exit_codes();
      SHUTDOWN = {
        ...GRACE_PERIOD,
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

  // api/search.ts
  function createSelector(options) {
    const pullRequests = fieldsOfRole("pullRequest").map((field) => ({
      field,
      id: options[TRIGGER_FIELDS[field].option]
    }));
    const pullRequest = pullRequests.find(({ id }) => id !== void 0);
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
      const commit = textOrNull(value) ?? "";
      const length = Math.min(commit.length, sha.length);
      const start = (text) => text.slice(0, length).toLowerCase();
      return commit === sha || length >= 7 && start(commit) === start(sha);
    });
  }
  async function listRunsWithTrigger(client, options, cache, maxRetrieved = MAX_RETRIEVED) {
    const page = await listRunPage(client, options);
    const runs = [];
    for (const [i, raw] of page.runs.entries()) {
      const isListed = isObject(raw.trigger) || i >= maxRetrieved;
      if (!isListed && !isObject(cache.get(raw.id))) {
        cache.set(raw.id, await fetchTrigger(client, raw, options));
      }
      runs.push(isListed ? raw : {
        ...raw,
        trigger: cache.get(raw.id)
      });
    }
    return {
      ...page,
      runs
    };
  }
  async function fetchTrigger(client, raw, options) {
    try {
      const request = {
        ...options,
        ...WITH_CAUSE
      };
      return (await fetchRawRun(client, raw.id, request)).trigger;
    } catch (error) {
      if (decide("look up", error) === "again") throw error;
      return raw.trigger;
    }
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
      init_retry_rules();
      init_runs();
      init_trigger_fields();
      MAX_RETRIEVED = 20;
    }
  });

  // api/started_runs.ts
  var started_runs_exports = {};
  __export(started_runs_exports, {
    StartedRunSearch: () => StartedRunSearch
  });
  function sortById(runs) {
    const byId = new Map(runs.map((run) => [
      run.id,
      run
    ]));
    return [
      ...byId.values()
    ].toSorted((a, b) => a.id - b.id);
  }
  var LOOK_UPS, MAX_RUNS, SHORT_PAUSE, StartedRunSearch;
  var init_started_runs = __esm({
    "api/started_runs.ts"() {
      init_clock();
      init_read_run();
      init_retry();
      init_runs();
      init_search();
      LOOK_UPS = [
        0,
        1,
        2,
        4,
        8,
        15,
        30
      ].map((seconds) => seconds * SECOND);
      MAX_RUNS = 10 * PAGE_SIZE;
      SHORT_PAUSE = SECOND / 2;
      StartedRunSearch = class {
        #client;
        #request;
        #cache = /* @__PURE__ */ new Map();
        #candidates = /* @__PURE__ */ new Map();
        #oddRows = 0;
        constructor(client, request) {
          this.#client = client;
          this.#request = request;
        }
        /** Lists the runs that may be the one: it is not known what triggered them. */
        get candidates() {
          return [
            ...this.#candidates.values()
          ];
        }
        /** Whether the last look could read all rows: else no run may be missing. */
        get isConclusive() {
          return this.#oddRows === 0;
        }
        /** Looks the runs up until they must have appeared; empty if there are none. */
        async lookUp(signal) {
          const startedAt = clock.now();
          const find = () => this.findAll({
            signal
          });
          for (const after of LOOK_UPS) {
            await pause(startedAt + after - clock.now(), signal);
            const found = await retry(this.#client, "look up", find, {
              signal
            });
            if (found.length > 0) return found;
          }
          return [];
        }
        /** Looks the runs up until one is found, whatever the lists answer. */
        async lookUpUntilFound(signal) {
          for (; ; ) {
            const found = await this.#findFirst({
              signal
            }).catch(() => []);
            if (found.length > 0) return found;
            await pause(SHORT_PAUSE, signal);
          }
        }
        /**
         * Finds all runs of the request, the oldest first. Throws if a page cannot be
         * read: the run might be on it.
         */
        async findAll(limits) {
          const found = [];
          for await (const matching of this.#readPages(limits)) {
            found.push(...matching);
          }
          return sortById(found);
        }
        /** Finds the runs on the first page that has one. */
        async #findFirst(limits) {
          for await (const matching of this.#readPages(limits)) {
            if (matching.length > 0) return sortById(matching);
          }
          return [];
        }
        /** Yields the runs of the request on each page, the newest page first. */
        async *#readPages(limits) {
          let newest = NaN;
          this.#oddRows = 0;
          for (let offset = 0; offset < MAX_RUNS; offset += PAGE_SIZE) {
            const { runs: raws, rowCount, oddCount } = await this.#listPage(limits, offset);
            this.#oddRows += oddCount;
            const runs = raws.map((raw) => toRun(this.#client, raw));
            runs.forEach((run) => this.#updateCandidate(run));
            yield runs.filter((_, i) => this.#request.matches?.(raws[i]));
            const times = runs.map(({ createdAt }) => Date.parse(createdAt ?? ""));
            newest ||= times.find(Boolean) ?? NaN;
            const isOneHourOlder = times.at(-1) < newest - HOUR;
            if (rowCount < PAGE_SIZE || isOneHourOlder) return;
          }
        }
        #listPage(limits, offset) {
          const query = {
            ...this.#request.listQuery,
            ...offset > 0 && {
              offset
            }
          };
          const options = {
            ...limits,
            query
          };
          const maxRetrieved = this.#needsTrigger ? Infinity : 0;
          return listRunsWithTrigger(this.#client, options, this.#cache, maxRetrieved);
        }
        /** Whether only the trigger tells a run apart: some lists leave it out. */
        get #needsTrigger() {
          return this.#request.mark !== null;
        }
        #updateCandidate(run) {
          const isKnown = !this.#needsTrigger || run.cause !== null;
          if (isKnown) this.#candidates.delete(run.id);
          else this.#candidates.set(run.id, run);
        }
      };
    }
  });

  // api/wait_limits.ts
  function limitRequest({ signal, deadline }, limit = REQUEST_LIMIT) {
    const remaining = deadline?.remaining() ?? Infinity;
    const timeLimit = Math.min(limit, Math.max(remaining, LAST_REQUEST_LIMIT));
    return {
      signal,
      timeLimit: Math.ceil(timeLimit)
    };
  }
  var LAST_REQUEST_LIMIT;
  var init_wait_limits = __esm({
    "api/wait_limits.ts"() {
      init_clock();
      init_http();
      LAST_REQUEST_LIMIT = 3 * SECOND;
    }
  });

  // api/duplicates.ts
  var duplicates_exports = {};
  __export(duplicates_exports, {
    cancelDuplicates: () => cancelDuplicates,
    cancelOtherRuns: () => cancelOtherRuns,
    findDuplicates: () => findDuplicates,
    formatSecondRun: () => formatSecondRun,
    isSurvived: () => isSurvived,
    mayAppear: () => mayAppear,
    settleDuplicates: () => settleDuplicates
  });
  async function cancelOtherRuns(client, runId, runs, { signal, timeLimit = REQUEST_LIMIT } = {}) {
    const limit = AbortSignal.timeout(timeLimit);
    const stop = signal ? AbortSignal.any([
      signal,
      limit
    ]) : limit;
    const others = runs.filter((run) => run.id !== runId && !hasEnded(run));
    const description = "a second run of the same trigger";
    return await Promise.all(others.map(({ id, href }) => cancelWithRetry(client, id, stop).then(() => `Cancelled run ${id}, ${description}: ${href}`, ({ message }) => `Run ${id}, ${description}, may still be running: ${href} (${message})`)));
  }
  async function cancelDuplicates(client, runId, runs, options = {}) {
    const notices = await cancelOtherRuns(client, runId, runs, options);
    notices.forEach(client.notify);
  }
  async function findDuplicates({ findAll }, limits) {
    return await findAll(limitRequest(limits, LOOK_LIMIT));
  }
  function isSurvived(error, { signal }) {
    return error instanceof DbtCloudError && !signal?.aborted;
  }
  function mayAppear({ lastPostEndedAt }) {
    return clock.now() < lastPostEndedAt + LIST_LAG;
  }
  function formatSecondRun(duplicates) {
    const where = formatWhereToLook(duplicates);
    return `A second run may have been started: ${where}`;
  }
  async function settleDuplicates(client, { run, duplicates }, limits) {
    if (!duplicates) return run;
    const untilListed = duplicates.lastPostEndedAt + LIST_LAG - clock.now();
    const remaining = limits.deadline?.remaining() ?? Infinity;
    await pause(Math.min(untilListed, remaining), limits.signal);
    const find = () => findDuplicates(duplicates, limits);
    try {
      const found = await retry(client, "read", find, limits);
      const followed = findSuccessor(run, found) ?? run;
      await cancelDuplicates(client, followed.id, found, limitRequest(limits));
      return followed;
    } catch (error) {
      if (!isSurvived(error, limits)) throw error;
      client.notify(formatSecondRun(duplicates));
      return run;
    }
  }
  function findSuccessor(run, runs) {
    if (run.status !== "cancelled") return void 0;
    return runs.find((other) => !hasEnded(other));
  }
  var LOOK_LIMIT, LIST_LAG;
  var init_duplicates = __esm({
    "api/duplicates.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run_status();
      init_runs();
      init_start_request();
      init_wait_limits();
      LOOK_LIMIT = 5 * SECOND;
      LIST_LAG = 30 * SECOND;
    }
  });

  // api/unclear_error.ts
  var unclear_error_exports = {};
  __export(unclear_error_exports, {
    createUnclearError: () => createUnclearError
  });
  function createUnclearError({ redact }, request, { ambiguity, lastError, candidates }) {
    const obstacle = findObstacle(lastError);
    const [first, second] = [
      .../* @__PURE__ */ new Set([
        ambiguity,
        obstacle
      ])
    ].filter((error) => error instanceof DbtCloudError);
    const join = (text) => redact([
      text,
      second?.message,
      formatPendingRun(request)
    ].filter(Boolean).join(". "));
    return new UnclearTriggerError(join(first?.message), {
      reason: join(first?.reason),
      mark: request.mark,
      page: request.page,
      runId: request.runId,
      cause: ambiguity ?? lastError,
      status: first?.status,
      kind: first?.kind,
      candidates
    });
  }
  function findObstacle(error) {
    const cause = error instanceof Error ? error.cause : void 0;
    return cause instanceof DbtCloudError ? cause : error;
  }
  var init_unclear_error = __esm({
    "api/unclear_error.ts"() {
      init_errors();
      init_start_request();
    }
  });

  // api/start.ts
  async function startRun(client, request, options) {
    const starter = new RunStarter(client, request, options);
    for (; ; ) {
      const result = await starter.post();
      switch (result.kind) {
        case "started":
          return starter.finish(result.run);
        case "failed":
          throw result.error;
        case "retry":
          await starter.wait(result.delay);
          continue;
        case "ambiguous": {
          const search = await starter.search(result.error);
          if (search.kind === "found") return await starter.adopt(search.runs);
          continue;
        }
        case "interrupted": {
          const runs = await starter.searchUntilDeadline(result.pendingAnswer);
          return await starter.adopt(runs);
        }
      }
    }
  }
  function hasStartedNothing(answer) {
    return answer instanceof DbtCloudError && (isUnconnected(answer) || answer.status === 429);
  }
  var MAX_POSTS, RATE_LIMITED_TIME, RunStarter;
  var init_start = __esm({
    "api/start.ts"() {
      init_abortable();
      init_backoff();
      init_clock();
      init_errors();
      init_read_run();
      init_retry();
      init_retry_rules();
      init_runs();
      init_text();
      MAX_POSTS = 3;
      RATE_LIMITED_TIME = 10 * MINUTE;
      RunStarter = class {
        #client;
        #request;
        #options;
        #rateLimitDeadline = createDeadline(RATE_LIMITED_TIME);
        #connecting = untilConnected();
        /** The warning of the request, until the user has it. */
        #warning;
        /** The number of POSTs that may have started a run. */
        #posts = 0;
        /** The time when the last POST was answered or given up. */
        #lastPostEndedAt = 0;
        /** The last ambiguous answer; `undefined` while no run can have been started. */
        #ambiguity;
        /** The search for the run, once one was needed. */
        #search;
        constructor(client, request, options) {
          this.#client = client;
          this.#request = request;
          this.#options = options;
          this.#warning = request.warning;
        }
        /** Sends the POST once. */
        async post() {
          const { signal } = this.#options;
          if (signal?.aborted) return {
            kind: "interrupted"
          };
          const sentAt = clock.now();
          const pendingAnswer = this.#send();
          if (this.#warning) this.#client.notify(this.#warning);
          this.#warning = void 0;
          const answer = await abortable(pendingAnswer.result, signal).catch(() => void 0);
          this.#lastPostEndedAt = clock.now();
          if (!hasStartedNothing(answer)) this.#posts++;
          if (answer && !(answer instanceof Error)) {
            return {
              kind: "started",
              run: answer
            };
          }
          if (!answer || signal?.aborted) {
            return {
              kind: "interrupted",
              pendingAnswer
            };
          }
          return await this.#classify(answer, this.#lastPostEndedAt - sentAt);
        }
        /** Sends the POST. It outlives the signal's abort: an answer may still come. */
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
        /** Decides after the error of a POST, which took `elapsed` milliseconds. */
        async #classify(error, elapsed) {
          if (!(error instanceof DbtCloudError)) return {
            kind: "failed",
            error
          };
          const decision = decide("start", error);
          if (decision === "look up") {
            this.#ambiguity = error;
            return {
              kind: "ambiguous",
              error
            };
          }
          const delay2 = decision === "final" ? void 0 : this.#nextPause(error, elapsed);
          if (delay2 === void 0) {
            return {
              kind: "failed",
              error: await this.#toFinalError(error)
            };
          }
          this.#client.notify(formatRetry(error, delay2));
          return {
            kind: "retry",
            delay: delay2
          };
        }
        /** Returns the pause before the POST is repeated; `undefined` to give up. */
        #nextPause(error, elapsed) {
          if (isUnconnected(error)) {
            return this.#connecting.nextPause(error, elapsed);
          }
          if (error.status === 429) {
            const ms = exponentialPause(this.#posts + 1, error);
            return ms > this.#rateLimitDeadline.remaining() ? void 0 : ms;
          }
          if (this.#posts >= MAX_POSTS) return void 0;
          return exponentialPause(this.#posts, error);
        }
        /** Waits before the next POST, which notices an abort. */
        async wait(ms) {
          await pause(ms, this.#options.signal).catch(() => {
          });
        }
        /** Searches for the run that a POST may have started. */
        async search(error) {
          const { signal } = this.#options;
          if (!this.#request.matches) throw await this.#createUnclearError(error);
          const hint = "Looking for the run before another try";
          this.#client.notify(joinSentences(error.message, hint));
          const search = await this.#loadSearch();
          try {
            const runs = await search.lookUp(signal);
            if (runs.length > 0) return {
              kind: "found",
              runs
            };
          } catch (lookUpError) {
            if (signal?.aborted) return {
              kind: "interrupted"
            };
            throw await this.#toFinalError(lookUpError);
          }
          const mayBeListed = search.candidates.length > 0 || !search.isConclusive;
          if (mayBeListed || this.#posts >= MAX_POSTS) {
            throw await this.#createUnclearError(error);
          }
          this.#client.notify("No run was found. Trying again");
          return {
            kind: "none"
          };
        }
        /** Loads the search, which a POST does not need whose answer is not lost. */
        async #loadSearch() {
          const { StartedRunSearch: StartedRunSearch2 } = await Promise.resolve().then(() => (init_started_runs(), started_runs_exports));
          return this.#search ??= new StartedRunSearch2(this.#client, this.#request);
        }
        /**
         * After an abort: waits for the answer of the POST and searches for the run
         * until the grace period ends. Throws if there is none, or it is not found.
         */
        async searchUntilDeadline(pendingAnswer) {
          const { signal, startGracePeriod } = this.#options;
          try {
            if (!pendingAnswer && !this.#ambiguity) throw signal?.reason;
            if (!startGracePeriod) {
              throw await this.#createUnclearError(signal?.reason);
            }
            const timeLeft = startGracePeriod().remaining() - GRACE_PERIOD.forCancel;
            const result = await this.#searchFor(timeLeft, pendingAnswer);
            if (result.kind === "found") return result.runs;
            if (result.kind === "refused") throw signal?.reason;
            throw await this.#createUnclearError(signal?.reason);
          } finally {
            pendingAnswer?.abort();
          }
        }
        async #searchFor(timeLeft, pendingAnswer) {
          const stop = new AbortController();
          const sources = [];
          if (pendingAnswer) sources.push(this.#waitForAnswer(pendingAnswer));
          if (this.#request.matches) {
            sources.push(this.#lookUpUntilFound(stop.signal));
          }
          const notFound = {
            kind: "not found"
          };
          const found = Promise.any(sources).catch(() => notFound);
          const timeout = pause(timeLeft, stop.signal).then(() => notFound);
          try {
            return await Promise.race([
              found,
              timeout
            ]);
          } finally {
            stop.abort();
          }
        }
        /** Waits for the answer of the POST. Rejects if it does not tell of a run. */
        async #waitForAnswer({ result }) {
          const answer = await result;
          if (!(answer instanceof Error)) return {
            kind: "found",
            runs: [
              answer
            ]
          };
          const isRefused2 = answer instanceof DbtCloudError && decide("start", answer) !== "look up";
          if (isRefused2 && !this.#ambiguity) return {
            kind: "refused"
          };
          throw answer;
        }
        async #lookUpUntilFound(signal) {
          const search = await this.#loadSearch();
          return {
            kind: "found",
            runs: await search.lookUpUntilFound(signal)
          };
        }
        /** Takes one of the runs that were found, and cancels the others. */
        async adopt(runs) {
          const run = runs.find(({ status: status2 }) => status2 !== "cancelled") ?? runs[0];
          const notice = `Found run ${run.id}, which was started all the same`;
          this.#client.notify(notice);
          const { cancelDuplicates: cancelDuplicates2 } = await Promise.resolve().then(() => (init_duplicates(), duplicates_exports));
          await cancelDuplicates2(this.#client, run.id, runs);
          return this.finish(run);
        }
        /** Returns the run, with the search for a second one if there may be one. */
        finish(run) {
          const search = this.#search;
          if (!search || !this.#ambiguity || this.#posts < 2) return {
            run
          };
          const duplicates = {
            mark: this.#request.mark,
            page: this.#request.page,
            lastPostEndedAt: this.#lastPostEndedAt,
            findAll: search.findAll.bind(search)
          };
          return {
            run,
            duplicates
          };
        }
        /** Makes an error an unclear one if a run may have been started. */
        async #toFinalError(error) {
          const isUnclear = this.#ambiguity && error instanceof DbtCloudError;
          return isUnclear ? await this.#createUnclearError(error) : error;
        }
        async #createUnclearError(lastError) {
          const { createUnclearError: createUnclearError2 } = await Promise.resolve().then(() => (init_unclear_error(), unclear_error_exports));
          return createUnclearError2(this.#client, this.#request, {
            ambiguity: this.#ambiguity,
            lastError,
            candidates: this.#search?.candidates ?? []
          });
        }
      };
    }
  });

  // api/retried_runs.ts
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
    const byId = new Map(runs.map((raw) => [
      raw.id,
      raw
    ]));
    const missing = /* @__PURE__ */ new Set();
    const addRetried = (raw) => {
      const retriedId = readRetriedId(raw);
      if (retriedId !== null && !byId.has(retriedId)) missing.add(retriedId);
    };
    runs.forEach(addRetried);
    let requests = 0;
    for (const runId of missing) {
      if (++requests > MAX_RETRIES) break;
      const retried = await fetchIfVisible(client, runId, options);
      if (!retried) continue;
      byId.set(runId, retried);
      addRetried(retried);
    }
    return byId;
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
  var init_retried_runs = __esm({
    "api/retried_runs.ts"() {
      init_json();
      init_retry_rules();
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
  function readBranchField({ trigger }) {
    return textOrNull(trigger.git_branch) ?? "";
  }
  function nameOwnSchema({ jobId, trigger }) {
    const ids = fieldsOfRole("pullRequest").map((field) => trigger[field]);
    const id = ids.find((id2) => readField(id2));
    return id ? readField(`dbt_cloud_pr_${jobId}_${id}`) : "";
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
      init_text();
      init_trigger_fields();
      COMPARISONS = {
        override(ours, theirs) {
          const ownSchemas = [
            ours,
            theirs
          ].map(nameOwnSchema);
          return fieldsOfRole("override").every((field) => {
            const [ourValue, theirValue] = [
              ours,
              theirs
            ].map(({ trigger }) => readField(trigger[field])).map((value) => ownSchemas.includes(value) ? "" : value);
            return ourValue === theirValue;
          });
        },
        pullRequest: (ours, theirs) => fieldsOfRole("pullRequest").every((field) => readField(ours.trigger[field]) === readField(theirs.trigger[field])),
        branch(ours, theirs) {
          const named = [
            ours,
            theirs
          ].map(readBranchField);
          const ourBranch = named[0] || ours.gitBranch;
          const theirBranch = named[1] || theirs.gitBranch;
          if (ourBranch === theirBranch) return true;
          if (named.some((branch) => branch !== "")) return false;
          return ourBranch === null || theirBranch === null;
        },
        commit(ours, theirs) {
          const ourCommits = readCommits(ours);
          return readCommits(theirs).some((commit) => ourCommits.includes(commit));
        }
      };
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
      init_retried_runs();
      init_run_status();
      init_same_build();
      init_search();
      init_text();
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

  // report/format_text.ts
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
  var init_format_text = __esm({
    "report/format_text.ts"() {
    }
  });

  // command/job_lookup.ts
  var job_lookup_exports = {};
  __export(job_lookup_exports, {
    fetchJobId: () => fetchJobId,
    fetchJobOptions: () => fetchJobOptions
  });
  async function fetchJobId(context) {
    const { jobId, jobName = "" } = context.values;
    if (jobId !== void 0) return jobId;
    const jobs = await listJobs(context, jobName);
    const named = new Map(jobs.filter(({ name }) => name === jobName).map((job) => [
      job.id,
      job
    ]));
    const [id] = named.keys();
    if (named.size === 1 && typeof id === "number") return id;
    if (named.size > 1) {
      const twins = [
        ...named.values()
      ];
      const ids = twins.map(({ id: id2, projectId }) => `${id2} (project ${projectId})`).join(", ");
      const projects = new Set(twins.map(({ projectId }) => projectId));
      const advice = projects.size === twins.length ? "Set DBT_PROJECT_ID or DBT_JOB_ID" : "Set DBT_JOB_ID in place of the name";
      throw new CommandError(`${named.size} jobs are named "${jobName}": ${ids}. ${advice}`, "invalidInput");
    }
    const others = jobs.length > 0 ? jobs : await listJobs(context, "");
    const names = others.map(({ name }) => `"${oneLine(name ?? "", 60)}"`);
    const choice = names.length > 0 ? `There are: ${joinSome(names, MAX_NAMES)}` : "There are no jobs that this key may see";
    throw new CommandError(`No job is named "${jobName}". ${choice}`, "invalidInput");
  }
  async function listJobs(context, text) {
    const { client, values, signal } = context;
    const { projectId } = values;
    const jobs = [];
    for (let offset = 0; ; ) {
      const query = {
        ...projectId && {
          project_id: projectId
        },
        ...text && {
          name__icontains: text,
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
      if (!text || isLast) return jobs;
    }
  }
  async function fetchJobOptions(context) {
    const { client, values, signal } = context;
    const { extraArgs } = values;
    const jobId = await fetchJobId(context);
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
      init_format_text();
      MAX_NAMES = 10;
      MAX_JOBS = 5e3;
    }
  });

  // report/status_words.ts
  var ENDED_RUN_WORDS;
  var init_status_words = __esm({
    "report/status_words.ts"() {
      ENDED_RUN_WORDS = {
        success: {
          title: "Succeeded",
          preposition: "in",
          verb: "succeeded",
          symbol: "\u2705"
        },
        error: {
          title: "Failed",
          preposition: "after",
          verb: "failed",
          symbol: "\u274C"
        },
        cancelled: {
          title: "Cancelled",
          preposition: "after",
          verb: "was cancelled",
          symbol: "\u26D4"
        }
      };
    }
  });

  // command/run_age.ts
  function describeProgress({ status: status2, finishedAt }) {
    const ended = ENDED_RUN_WORDS[status2]?.verb;
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
  var init_run_age = __esm({
    "command/run_age.ts"() {
      init_format_text();
      init_status_words();
    }
  });

  // command/find_run.ts
  var find_run_exports = {};
  __export(find_run_exports, {
    createNamedSearch: () => createNamedSearch,
    describeSelection: () => describeSelection,
    findRunNow: () => findRunNow,
    findRunToReuse: () => findRunToReuse
  });
  async function findRunToReuse({ client, values, signal }, options) {
    const mode = values.reuse === "in-progress" ? values.reuse : true;
    const run = await findReusableRun(client, options, mode, signal);
    if (run) client.notify(`Using run ${run.id}, which ${describeProgress(run)}`);
    return run;
  }
  async function findRunNow(context) {
    const { client, runId, signal } = context;
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
    const search = await createNamedSearch(context);
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
    const text = which ? `the ${run} of ${job} for ${which}` : `the latest ${run} of ${job}`;
    if (values.since === void 0) return text;
    return `${text} since ${new Date(values.since).toISOString()}`;
  }
  async function createNamedSearch(context) {
    const { client, values, signal } = context;
    const { latest } = values;
    const jobId = await fetchJobId(context);
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
  function matches(raw, { gitSha, pullRequest }) {
    const id = pullRequest && readTrigger(raw)[pullRequest.field];
    if (id !== pullRequest?.id) return false;
    return !gitSha || isOfCommit(raw, gitSha);
  }
  var init_find_run = __esm({
    "command/find_run.ts"() {
      init_retry();
      init_read_run();
      init_run_status();
      init_runs();
      init_reuse();
      init_search();
      init_job_lookup();
      init_run_age();
    }
  });

  // command/wait_command.ts
  var wait_command_exports = {};
  __export(wait_command_exports, {
    findRunToWaitFor: () => findRunToWaitFor
  });
  async function findRunToWaitFor(context) {
    const { runId, client, values: { dryRun } } = context;
    const text = describeSelection(context);
    if (dryRun) {
      client.notify(`Would wait for ${text}`);
      return;
    }
    if (runId !== void 0) return runId;
    client.notify(`Looking for ${text}`);
    return await waitForMatch(context, text);
  }
  async function waitForMatch(context, text) {
    const { client, process: process2, values, signal } = context;
    const { latest, appearTimeout } = values;
    const search = await createNamedSearch(context);
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
        throw new CommandError(`Cannot find ${text}: ${reason}`, "notFound");
      }
      await pause(Math.min(LOOK_PAUSE, deadline.remaining()), signal);
    }
  }
  var LOOK_PAUSE;
  var init_wait_command = __esm({
    "command/wait_command.ts"() {
      init_clock();
      init_run_status();
      init_exit_codes();
      init_find_run();
      init_run_age();
      LOOK_PAUSE = 5 * SECOND;
    }
  });

  // command/retry_command.ts
  var retry_command_exports = {};
  __export(retry_command_exports, {
    findRunToRetry: () => findRunToRetry,
    toRetryError: () => toRetryError
  });
  async function findRunToRetry(context) {
    const { client, values } = context;
    const text = describeSelection(context);
    if (values.dryRun) {
      client.notify(`Would retry ${text}`);
      return;
    }
    const found = await findRunNow(context);
    if (!found) throw createNothingToRetry(`there is no run: ${text}`);
    const run = await fetchWhole(context, found);
    const { status: status2, canRetry, retryNotSupportedReason, href } = run;
    if (status2 !== "error") {
      throw createNothingToRetry(`run ${run.id} ${describeProgress(run)}: ${href}`);
    }
    if (!canRetry) {
      const reason = retryNotSupportedReason ?? NO_REASON_GIVEN;
      throw createNothingToRetry(`run ${run.id} cannot be retried (${reason}): ${href}`);
    }
    client.notify(`Retrying run ${run.id} from its point of failure`);
    return run;
  }
  async function fetchWhole({ client, runId, signal }, run) {
    if (runId !== void 0) return run;
    const read = () => fetchRun(client, run.id, {
      signal
    });
    return await retry(client, "read", read, {
      signal
    });
  }
  function toRetryError(error) {
    if (error instanceof UnclearTriggerError) return error;
    const isRefused2 = error instanceof DbtCloudError && error.kind === "refused" && ![
      401,
      403,
      429
    ].includes(error.status ?? 0);
    return isRefused2 ? createNothingToRetry(error.message) : error;
  }
  function createNothingToRetry(reason) {
    return new CommandError(`Nothing to retry: ${reason}`, "nothingToRetry");
  }
  var init_retry_command = __esm({
    "command/retry_command.ts"() {
      init_errors();
      init_retry();
      init_runs();
      init_exit_codes();
      init_messages();
      init_run_age();
      init_find_run();
    }
  });

  // command/start_run.ts
  async function findOrStart(context) {
    switch (context.command) {
      case "wait":
        return await (await Promise.resolve().then(() => (init_wait_command(), wait_command_exports))).findRunToWaitFor(context);
      case "retry":
        return await retryNamedRun(context);
      default:
        if (context.values.dryRun) return announceDryRun(context);
        return await triggerOrReuse(context);
    }
  }
  async function retryNamedRun(context) {
    const { findRunToRetry: findRunToRetry2, toRetryError: toRetryError2 } = await Promise.resolve().then(() => (init_retry_command(), retry_command_exports));
    const failed = await findRunToRetry2(context);
    if (!failed) return;
    const request = createRetryRequest(context.client, failed);
    try {
      const run = await startAndAnnounce(context, request);
      context.signal.throwIfAborted();
      return run;
    } catch (error) {
      throw toRetryError2(error);
    }
  }
  function announceDryRun({ client, values, emit }) {
    const { extraArgs, jobId, jobName = "" } = values;
    if (extraArgs) {
      client.notify(`Would add ${extraArgs} to each command of the job`);
    }
    const job = jobId === void 0 ? {
      name: jobName
    } : {
      id: jobId
    };
    const mark = values.mark ? DRY_RUN_MARK : null;
    const body = createTriggerBody(pickTriggerFields(values), mark);
    emit({
      type: "triggering",
      job,
      body,
      isDry: true
    });
  }
  async function triggerOrReuse(context) {
    const options = await readTriggerOptions(context);
    if (context.values.reuse) {
      const run = await reuseRun(context, options);
      if (run) return run;
    }
    return await triggerJob(context, options);
  }
  async function reuseRun(context, options) {
    const { emit, state } = context;
    const { findRunToReuse: findRunToReuse2 } = await Promise.resolve().then(() => (init_find_run(), find_run_exports));
    const run = await findRunToReuse2(context, options);
    if (!run) return;
    state.update({
      run,
      isOurs: false
    });
    emit({
      type: "started",
      run,
      reused: true
    });
    return run;
  }
  async function triggerJob(context, options) {
    const { client, hooks, values, emit } = context;
    const mark = values.mark ? hooks.mark ?? createMark() : null;
    const request = createTriggerRequest(client, options, mark);
    const { body = {} } = request;
    emit({
      type: "triggering",
      job: {
        id: options.jobId
      },
      body,
      isDry: false
    });
    const run = await startAndAnnounce(context, request);
    context.signal.throwIfAborted();
    return values.wait ? run : await settleUnwatched(context, run);
  }
  async function settleUnwatched({ client, signal, state }, run) {
    const { settleDuplicates: settleDuplicates2 } = await Promise.resolve().then(() => (init_duplicates(), duplicates_exports));
    const { duplicates } = state.current;
    const settled = await settleDuplicates2(client, {
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
    const { extraArgs, jobId } = context.values;
    const fields = pickTriggerFields(context.values);
    if (jobId !== void 0 && !extraArgs) return {
      ...fields,
      jobId
    };
    const { fetchJobOptions: fetchJobOptions2 } = await Promise.resolve().then(() => (init_job_lookup(), job_lookup_exports));
    return {
      ...fields,
      ...await fetchJobOptions2(context)
    };
  }
  function pickTriggerFields(values) {
    const fields = Object.values(TRIGGER_FIELDS);
    return Object.fromEntries(fields.map(({ option }) => [
      option,
      values[option]
    ]));
  }
  async function startAndAnnounce({ client, command, signal, shutdown, emit, state, values }, request) {
    const { mark, page } = request;
    state.update({
      pendingPost: {
        mark,
        page
      }
    });
    const { startGracePeriod } = shutdown;
    const { run, duplicates } = await startRun(client, request, {
      signal,
      startGracePeriod
    });
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
      ...values.reuse && {
        reused: false
      }
    });
    return run;
  }
  var DRY_RUN_MARK;
  var init_start_run = __esm({
    "command/start_run.ts"() {
      init_start();
      init_start_request();
      init_trigger_fields();
      DRY_RUN_MARK = "????????";
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

  // command/cancel_command.ts
  var cancel_command_exports = {};
  __export(cancel_command_exports, {
    cancelNamedRun: () => cancelNamedRun
  });
  async function cancelNamedRun(context) {
    const { client, runId = 0, values, signal, state } = context;
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
    const limit = createWorkLimit(signal, CANCEL_LIMIT, timeoutError);
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
  var init_cancel_command = __esm({
    "command/cancel_command.ts"() {
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
          const text = this.#decoder.decode(piece, {
            stream: true
          });
          for (let at = 0; at < text.length && !this.#isBroken; ) {
            at = this.#inString ? this.#readString(text, at) : this.#readToken(text, at);
          }
        }
        /** Hands on the text in whose middle the document broke off. */
        end() {
          if (!this.#inString || this.#isKey) return;
          this.#kept = this.#kept?.replace(UNFINISHED_ESCAPE, "$1");
          this.#take();
        }
        /** Reads a text to its end or the piece's; returns the place after it. */
        #readString(text, from) {
          let at = this.#isEscaped ? from + 1 : from;
          while (at < text.length && text[at] !== '"') {
            at += text[at] === "\\" ? 2 : 1;
          }
          this.#isEscaped = at > text.length;
          this.#keep(text.slice(from, at));
          if (at >= text.length) return at;
          this.#take();
          this.#inString = false;
          return at + 1;
        }
        /** Reads what is no text; returns the place after it. */
        #readToken(text, from) {
          JSON_TOKEN.lastIndex = from;
          const [token = ""] = JSON_TOKEN.exec(text) ?? [];
          const isSpace = " 	\r\n".includes(token[0]);
          const isOpening = token === "{" || token === "[";
          const mayBegin = this.#path.length > 0 || isOpening;
          if (!isSpace && (this.#isWhole || !mayBegin)) this.#isBroken = true;
          if (isSpace) this.#take();
          else if (token === ":") this.#isKey = false;
          else if (token === ",") this.#next();
          else if (isOpening) this.#open({
            isList: token === "["
          });
          else if (token === "}" || token === "]") {
            this.#close({
              isList: token === "]"
            });
          } else this.#begin(token);
          return from + token.length;
        }
        #open({ isList }) {
          this.#options.onOpen(this.#path, isList);
          if (this.#path.push(isList ? 0 : "") > MAX_LEVELS) this.#isBroken = true;
          this.#isKey = !isList;
        }
        #close({ isList }) {
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
  async function listArtifactPaths(client, runId, { signal } = {}) {
    const isPaths = (data) => data === null || Array.isArray(data) && data.every((path) => typeof path === "string");
    const request = runRequest(runId, "list the artifacts of", "artifacts/");
    return await requestJson(client, {
      ...request,
      signal
    }, isPaths) ?? [];
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
    let attempts = 0;
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
      if (isLagging && ++attempts < MAX_ATTEMPTS) {
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
        announce: false
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
            announce: false,
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
      init_retry_rules();
      init_runs();
      init_steps();
      MAX_ATTEMPTS = 3;
    }
  });

  // ci/ci_command.ts
  var CiCommand;
  var init_ci_command = __esm({
    "ci/ci_command.ts"() {
      CiCommand = class _CiCommand {
        text;
        /** Constructs a new instance. */
        constructor(text) {
          this.text = text;
        }
        /** Returns the command without secrets. */
        redact(redact) {
          return new _CiCommand(redact(this.text));
        }
      };
    }
  });

  // ci/format_output.ts
  function joinUrl(page = "", path) {
    if (!/^https?:/.test(page)) return;
    const names = path.toWellFormed().split("/").map(encodeURIComponent);
    return `${page.replace(/\/$/, "")}/${names.join("/")}`;
  }
  function appendTo(path, text) {
    return path ? {
      files: [
        {
          path,
          text,
          append: true
        }
      ]
    } : {};
  }
  function formatPairs(values, escape) {
    return Object.entries(values).filter(([, value]) => value).map(([name, value]) => `${name}=${escape(`${value}`)}`);
  }
  function formatAssignments(values) {
    const lines = formatPairs(values, (text) => text.replace(/\s+/g, " "));
    return lines.map((line) => `${line}
`).join("");
  }
  var init_format_output = __esm({
    "ci/format_output.ts"() {
    }
  });

  // ci/pull_request_parts.ts
  function parseId(value) {
    const isDigits = typeof value === "string" && /^\d+$/.test(value);
    const id = isDigits ? Number(value) : value;
    return Number.isSafeInteger(id) && id > 0 ? id : void 0;
  }
  function parseCommit(text) {
    return isFullCommit(text) ? text : void 0;
  }
  function choosePullRequestOption(text) {
    if (/github/i.test(text)) return "githubPullRequestId";
    if (/gitlab|\/merge_requests\//i.test(text)) return "gitlabMergeRequestId";
    return /^tfs|dev\.azure\.com|visualstudio\.com/i.test(text) ? "azurePullRequestId" : "nonNativePullRequestId";
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
  var init_pull_request_parts = __esm({
    "ci/pull_request_parts.ts"() {
      init_text();
    }
  });

  // ci/azure.ts
  function encodeValue(text) {
    return text.replaceAll("%", "%AZP25").replace(/[\r\n]/g, encodeURIComponent);
  }
  function encodeProperty(text) {
    return encodeValue(text).replace(/[;\]]/g, encodeURIComponent);
  }
  function readForkFlag(env) {
    const isFork = env(IS_FORK)?.toLowerCase();
    if (isFork === void 0) return "unstated";
    return isFork === "false" ? "own" : "fork";
  }
  function chooseIdVariable(env) {
    const isGitHub = /^github/i.test(readProvider(env)) || parseId(env(PULL_REQUEST_NUMBER));
    return isGitHub ? PULL_REQUEST_NUMBER : "SYSTEM_PULLREQUEST_PULLREQUESTID";
  }
  var PULL_REQUEST_NUMBER, IS_FORK, readProvider, azure;
  var init_azure = __esm({
    "ci/azure.ts"() {
      init_format_output();
      init_pull_request_parts();
      init_ci_command();
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
            option: choosePullRequestOption(provider),
            id: parseId(env(name)),
            origin: readForkFlag(env),
            // BUILD_SOURCEVERSION is a merge that Azure made.
            sha: parseCommit(env("SYSTEM_PULLREQUEST_SOURCECOMMITID")),
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
          const about = formatPairs({
            type: kind2,
            ...place
          }, encodeProperty);
          const text = encodeValue(`${title}: ${message}`);
          return new CiCommand(`##vso[task.logissue ${about.join(";")}]${text}`);
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
        summary(markdown, env) {
          const folder = env("AGENT_TEMPDIRECTORY");
          if (!folder) return {};
          const path = `${folder}/dbt-run-summary.md`;
          const files = [
            {
              path,
              text: markdown
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
      init_format_output();
      init_pull_request_parts();
      bitbucket = {
        name: "Bitbucket Pipelines",
        detect: (env) => env("BITBUCKET_BUILD_NUMBER") !== void 0,
        pullRequest(env) {
          return {
            option: "nonNativePullRequestId",
            id: parseId(env("BITBUCKET_PR_ID")),
            // Bitbucket runs no pipelines for pull requests of forks.
            origin: "own",
            // It may be a short one.
            sha: parseCommit(env("BITBUCKET_COMMIT")),
            branch: env("BITBUCKET_BRANCH")
          };
        },
        originVariables: [],
        noPullRequest: () => "BITBUCKET_PR_ID is not set: Bitbucket sets it in pipelines under pull-requests:",
        fileUrl: (file, sha, env) => joinUrl(env("BITBUCKET_GIT_HTTP_ORIGIN"), `src/${sha}/${file}`),
        outputs: (values, env) => appendTo(env("BITBUCKET_PIPELINES_VARIABLES_PATH"), formatAssignments(values))
      };
    }
  });

  // ci/buildkite.ts
  function compareWithPipeline(env) {
    if (env("BUILDKITE_BRANCH")?.includes(":")) return "fork";
    const source = env(PULL_REQUEST_REPO);
    if (source === void 0) return "unstated";
    return compareRepositories(normalizeRepository(source), normalizeRepository(env(PIPELINE_REPO)));
  }
  var PULL_REQUEST_REPO, PIPELINE_REPO, buildkite;
  var init_buildkite = __esm({
    "ci/buildkite.ts"() {
      init_pull_request_parts();
      init_ci_command();
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
            option: choosePullRequestOption(`${provider} ${env(PIPELINE_REPO)}`),
            // Buildkite sets it to "false" where there is none.
            id: parseId(env("BUILDKITE_PULL_REQUEST")),
            origin: compareWithPipeline(env),
            // It may be "HEAD".
            sha: parseCommit(env("BUILDKITE_COMMIT")),
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
      init_pull_request_parts();
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
            option: choosePullRequestOption(url),
            id: parseId(/\/(\d+)\/?$/.exec(url)?.[1]),
            origin: isFork ? "fork" : "own",
            sha: parseCommit(env("CIRCLE_SHA1")),
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
  function escapeData(text) {
    return text.slice(0, MESSAGE_LIMIT).replace(/[%\r\n]/g, encodeURIComponent);
  }
  function escapeProperty(text) {
    return escapeData(text).replace(/[:,]/g, encodeURIComponent);
  }
  function readTextAt(event, ...path) {
    const found = path.reduce((value, name) => Object(value)[name], event);
    return typeof found === "string" ? found : void 0;
  }
  var MESSAGE_LIMIT, github;
  var init_github = __esm({
    "ci/github.ts"() {
      init_format_output();
      init_pull_request_parts();
      init_ci_command();
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
              sha: parseCommit(readTextAt(queue, "head_sha")),
              branch: merged
            };
          }
          return {
            option: "githubPullRequestId",
            id: parseId(Object(pull).number) ?? parseId(Object(event).number) ?? parseId(/^refs\/pull\/(\d+)\//.exec(ref)?.[1]),
            // The event names no repository for a fork that was deleted.
            origin: compareRepositories(readTextAt(pull, "head", "repo", "full_name"), readTextAt(pull, "base", "repo", "full_name")),
            sha: parseCommit(readTextAt(pull, "head", "sha")),
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
          const about = formatPairs({
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
        outputs: (values, env) => appendTo(env("GITHUB_OUTPUT"), formatAssignments(values)),
        summary: (markdown, env) => appendTo(env("GITHUB_STEP_SUMMARY"), markdown)
      };
    }
  });

  // ci/forgejo.ts
  var forgejo;
  var init_forgejo = __esm({
    "ci/forgejo.ts"() {
      init_format_output();
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
      id: parseId(env("CI_EXTERNAL_PULL_REQUEST_IID")),
      origin: compareRepositories(env(EXTERNAL_SOURCE), env(EXTERNAL_TARGET)),
      sha: parseCommit(env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA")),
      branch: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME")
    };
  }
  function readMergeRequest(env) {
    return {
      option: "gitlabMergeRequestId",
      // The IID is the project's own number; the ID counts for all of GitLab.
      id: parseId(env("CI_MERGE_REQUEST_IID")),
      origin: compareRepositories(env(SOURCE_PROJECT), env(TARGET_PROJECT)),
      // CI_COMMIT_SHA is a merge that GitLab made where the other is set.
      sha: parseCommit(env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? env("CI_COMMIT_SHA")),
      branch: env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME")
    };
  }
  function readOpenMergeRequest(env) {
    const list = env("CI_OPEN_MERGE_REQUESTS") ?? "";
    const [path, id] = list.includes(",") ? [] : list.split("!");
    const ownPath = env(OWN_PATH);
    return {
      option: "gitlabMergeRequestId",
      id: parseId(id),
      // A fork's branch has its merge request in the project that it goes to.
      origin: ownPath ? compareRepositories(ownPath, path) : "unstated",
      sha: parseCommit(env("CI_COMMIT_SHA")),
      branch: env("CI_COMMIT_BRANCH")
    };
  }
  var DOTENV, ANNOTATIONS, CODE_QUALITY, SOURCE_PROJECT, TARGET_PROJECT, EXTERNAL_SOURCE, EXTERNAL_TARGET, OWN_PATH, gitlab;
  var init_gitlab = __esm({
    "ci/gitlab.ts"() {
      init_format_output();
      init_pull_request_parts();
      init_ci_command();
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
          if (parseId(env("CI_EXTERNAL_PULL_REQUEST_IID"))) return readExternal(env);
          if (parseId(env("CI_MERGE_REQUEST_IID"))) return readMergeRequest(env);
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
          const { run_id: id, run_url: url } = values;
          const link = {
            external_link: {
              label: `dbt Cloud run ${id}`,
              url
            }
          };
          return {
            files: [
              {
                path: DOTENV,
                text: formatAssignments(values)
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
      init_pull_request_parts();
      FORK = "CHANGE_FORK";
      jenkins = {
        name: "Jenkins",
        detect: (env) => env("JENKINS_URL") !== void 0,
        // The log shows colours only with a plugin: no `colour`.
        // GIT_COMMIT may be a merge that Jenkins made: no `sha`.
        pullRequest: (env) => ({
          option: choosePullRequestOption(`${env("CHANGE_URL")} ${env("GIT_URL")}`),
          id: parseId(env("CHANGE_ID")),
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
  var noCi, CI_SYSTEMS;
  var init_registry = __esm({
    "ci/registry.ts"() {
      init_azure();
      init_bitbucket();
      init_buildkite();
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
    }
  });

  // ci/command_gate.ts
  function escapeCommands(line) {
    return COMMAND_PATTERNS.reduce((text, { pattern, replacement }) => text.replace(pattern, replacement), line);
  }
  function renderLine(line) {
    if (line instanceof CiCommand) return line.text;
    if (!/[\r\n]/.test(line)) return escapeCommands(line);
    return line.split(/(\r\n|[\r\n])/).map(escapeCommands).join("");
  }
  function escapeJsonCommands(json) {
    return json.replace(/##(?=\[|vso\[)/gi, "\\u0023\\u0023").replace(/(["\s]|\\[nrt])::/g, "$1\\u003a\\u003a").replace(/[\x7f-\x9f\u2028\u2029]/g, (it) => `\\u${it.charCodeAt(0).toString(16).padStart(4, "0")}`);
  }
  var COMMAND_PATTERNS;
  var init_command_gate = __esm({
    "ci/command_gate.ts"() {
      init_ci_command();
      init_registry();
      COMMAND_PATTERNS = CI_SYSTEMS.flatMap(({ commandPatterns = [] }) => commandPatterns);
    }
  });

  // command/process/files.ts
  async function appendFile(files, path, text) {
    const kind2 = await files.kindOf(path);
    const isFile = kind2 === "file" || kind2 === void 0;
    if (isFile) await files.write(path, text, "append");
    else await files.write(path, renderLine(text), "stream");
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
      init_command_gate();
    }
  });

  // command/speed_check.ts
  var MIN_TIME, MIN_BYTES, SpeedCheck;
  var init_speed_check = __esm({
    "command/speed_check.ts"() {
      init_clock();
      MIN_TIME = 10 * MINUTE;
      MIN_BYTES = 64 * 1024;
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

  // command/downloads.ts
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
  var ArtifactDownloads;
  var init_downloads = __esm({
    "command/downloads.ts"() {
      init_artifacts();
      init_errors();
      init_json_stream();
      init_retry();
      init_retry_rules();
      init_files();
      init_speed_check();
      ArtifactDownloads = class {
        #context;
        #run;
        #speed;
        #downloads = /* @__PURE__ */ new Map();
        constructor(context, run) {
          this.#context = context;
          this.#run = run;
          this.#speed = new SpeedCheck(context.signal);
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
          const isRefused2 = download2.kind === "failed" && download2.error instanceof DbtCloudError;
          if (isRefused2) throw download2.error;
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
              announce: false,
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
            const text = `Cannot write ${this.#temporaryBase(artifact)}: ${message}`;
            return {
              kind: "failed",
              error: new Error(text)
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
            return await writePart(process2.fileSystem, this.#temporaryBase(artifact), content);
          } finally {
            await answer.close();
          }
        }
        /** Returns the path beside which the temporary file is written. */
        #temporaryBase({ name }) {
          return `${this.#context.values.artifacts}/${name.replaceAll("/", "_")}`;
        }
      };
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

  // command/save_artifacts.ts
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
        download: await keepDownload(context, download2, folder + name)
      };
    };
    const saved = [];
    const [first, ...others] = artifacts;
    if (first) {
      saved.push(await save(first, true));
      saved.push(...await saveAtPace(context, others, save));
    }
    if (values.allArtifacts) await saveLogs(context, report);
    warnOfMissing(context, saved);
    if (values.latest === "success") requireManifest(context, saved, steps);
    else warnOfAbsent(context, saved, steps);
  }
  async function listNames(context, { run }) {
    const { client, values, emit, signal } = context;
    const names = ARTIFACTS.filter((name) => isSavedArtifact(context, name));
    if (!values.allArtifacts) return names;
    try {
      const list = () => listArtifactPaths(client, run.id, {
        signal
      });
      const paths = await retry(client, "read", list, {
        signal,
        announce: false
      });
      const unsafe = paths.filter((path) => !isPlainPath(path));
      if (unsafe.length > 0) {
        const text = `Not downloaded: ${joinSome(unsafe, MAX_NAMED)}. Their names are no plain paths`;
        emit({
          type: "warning",
          text
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
  async function keepDownload({ process: { fileSystem: fileSystem2 }, values }, download2, name) {
    if (download2.kind !== "downloaded") return download2;
    const path = `${values.artifacts}/${name}`;
    try {
      await keepPart(fileSystem2, download2.part, path);
      return download2;
    } catch (error) {
      const text = `Cannot write ${path}: ${toError(error).message}`;
      return {
        kind: "failed",
        error: new Error(text)
      };
    }
  }
  async function saveAtPace({ values, signal }, artifacts, save) {
    const queue = [
      ...artifacts
    ];
    const saved = [];
    let lastTurn = Promise.resolve();
    const takeTurn = () => lastTurn = lastTurn.then(() => pause(REQUEST_PAUSE, signal)).catch(() => {
    });
    const work = async () => {
      for (; ; ) {
        if (values.allArtifacts) await takeTurn();
        const artifact = queue.shift();
        if (!artifact) return;
        saved.push(await save(artifact));
      }
    };
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
        const text = `Cannot write ${path}: ${toError(error).message}`;
        emit({
          type: "warning",
          text
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
    texts.forEach((text) => emit({
      type: "warning",
      text
    }));
  }
  function warnOfAbsent({ emit }, saved, steps) {
    const last = steps.at(-1);
    if (!last) return;
    const expected = [
      MANIFEST,
      resultsFile(last.name)
    ];
    for (const { step, name, download: download2 } of saved) {
      const isExpected = step === last.index && expected.includes(name);
      if (!isExpected || download2.kind !== "absent") continue;
      const text = `There is no ${name} of ${formatPlace(last)}`;
      emit({
        type: "warning",
        text
      });
    }
  }
  function formatPlace({ index, name }) {
    return `step ${index} (${extractCommand(name)})`;
  }
  function requireManifest({ emit }, saved, steps) {
    const [manifest] = saved;
    const step = steps.at(-1);
    if (!manifest || !step) {
      throw new CommandError(`There is no ${MANIFEST}: no dbt command has ended`, "missingFile");
    }
    const command = formatPlace(step);
    const { download: download2 } = manifest;
    if (download2.kind === "absent") {
      throw new CommandError(`There is no ${MANIFEST} of ${command}`, "missingFile");
    }
    if (download2.kind === "failed") {
      throw new CommandError(download2.error.message, "missingFile");
    }
    if (download2.kind === "interrupted") {
      const { reason } = download2;
      throw reason instanceof CommandError ? reason : new CommandError(`Cannot get ${MANIFEST}: ${reason.message}`, "missingFile");
    }
    const results = saved.find(({ name, step: index }) => name === RESULTS && index === step.index);
    if (results?.download.kind !== "absent") return;
    emit({
      type: "warning",
      text: `There is no ${RESULTS} of ${command}`
    });
  }
  var MANIFEST, RESULTS, ARTIFACTS, CONCURRENCY, REQUEST_PAUSE, MAX_NAMED;
  var init_save_artifacts = __esm({
    "command/save_artifacts.ts"() {
      init_artifacts();
      init_clock();
      init_retry();
      init_exit_codes();
      init_files();
      init_step_command();
      init_format_text();
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

  // report/node_identity.ts
  function readNodeType(words = "") {
    const word = words.trim().toLowerCase().replaceAll(" ", "_");
    return NODE_TYPES.find((type) => type === word) ?? SYNONYMS[word];
  }
  function pushTo(lists, key, value) {
    const list = lists.get(key);
    if (list) list.push(value);
    else lists.set(key, [
      value
    ]);
  }
  function isSameNode(a, b) {
    if (getFamily(a) !== getFamily(b) || !hasSameProject(a, b)) return false;
    const [short, long] = [
      normalizeName(a),
      normalizeName(b)
    ].toSorted((a2, b2) => a2.length - b2.length);
    return `.${long}`.endsWith(`.${short}`);
  }
  function hasSameProject(a, b) {
    return !a.project || !b.project || a.project === b.project;
  }
  function getFamily({ type }) {
    return FAMILIES[type] ?? type;
  }
  function toNameKey(identity) {
    const name = normalizeName(identity).replace(/\.{3}$/, "\u2026");
    return `${getFamily(identity)} ${name.split(".").at(-1)}`;
  }
  function normalizeName({ type, name }) {
    if (getFamily({
      type,
      name
    }) === "operation") {
      return /on-run-(?:start|end)/.exec(name)?.[0] ?? name;
    }
    return name.replace(/\.v(\d+)$/, "_v$1");
  }
  function isHashed(name) {
    return /_[0-9a-f]{32}$/.test(name);
  }
  function removeDots(name) {
    return name.replace(/(?:\.\.\.|…)$/, "");
  }
  function isCutFrom(cut, whole) {
    const [text, other] = [
      removeDots(cut),
      removeDots(whole)
    ];
    const hasDots = text !== cut;
    if (hasDots && other.startsWith(text)) return true;
    const beginning = readBeginning(cut);
    const isComparable = beginning && !isHashed(whole) && !(hasDots && other !== whole);
    if (!isComparable || !other.startsWith(beginning)) return false;
    const rest = other.slice(beginning.length);
    return other === whole || !/^_[0-9a-f]+$/.test(rest);
  }
  function readBeginning(name) {
    const text = removeDots(name);
    if (text === name && !isHashed(name)) return;
    const beginning = text.replace(/_[0-9a-f]{1,32}$/, "");
    return beginning.length < MIN_BEGINNING ? void 0 : beginning;
  }
  var NODE_TYPES, SYNONYMS, FAMILIES, MIN_BEGINNING, NodeIndex, SEVERAL, TestIndex;
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
      MIN_BEGINNING = 20;
      NodeIndex = class {
        #byName = /* @__PURE__ */ new Map();
        /** The tests whose names end with a hash, and all others. */
        #tests = {
          hashed: new TestIndex(),
          other: new TestIndex()
        };
        constructor(nodes = []) {
          for (const node of nodes) this.add(node);
        }
        add(node) {
          pushTo(this.#byName, toNameKey(node), node);
          if (getFamily(node) !== "test") return;
          const { hashed, other } = this.#tests;
          (isHashed(node.name) ? hashed : other).add(node);
        }
        /** Finds all nodes that match an identity. */
        findAll(identity) {
          const namesakes = this.#byName.get(toNameKey(identity)) ?? [];
          const same = namesakes.filter((node) => isSameNode(node, identity));
          return same.length > 0 ? same : this.#findByBeginning(identity);
        }
        /** Finds a test whose name was cut: by the end of the line, or for a hash. */
        #findByBeginning(identity) {
          if (getFamily(identity) !== "test") return [];
          const { hashed, other } = this.#tests;
          const indexes = isHashed(identity.name) ? [
            other
          ] : [
            hashed,
            other
          ];
          const found = /* @__PURE__ */ new Set();
          for (const node of indexes.flatMap((it) => it.findSome(identity.name))) {
            if (hasSameProject(node, identity)) found.add(node);
          }
          return found.size === 1 ? [
            ...found
          ] : [];
        }
      };
      SEVERAL = 10;
      TestIndex = class {
        #tests = [];
        #isSorted = true;
        /** The tests whose names were cut, by the beginnings that remain. */
        #byBeginning = /* @__PURE__ */ new Map();
        add(test) {
          this.#tests.push(test);
          this.#isSorted = false;
          const beginning = readBeginning(test.name);
          if (beginning) pushTo(this.#byBeginning, beginning, test);
        }
        /** Finds tests of which one name was cut from the other: one, or several. */
        findSome(name) {
          const found = [];
          for (const test of this.#listSimilar(name)) {
            if (isCutFrom(name, test.name) || isCutFrom(test.name, name)) {
              found.push(test);
            }
            if (found.length === SEVERAL) break;
          }
          return found;
        }
        /** Lists the tests of which one name is the beginning of the other. */
        *#listSimilar(name) {
          const { length } = this.#byBeginning.size > 0 ? name : "";
          for (let end = MIN_BEGINNING; end <= length; end++) {
            yield* this.#byBeginning.get(name.slice(0, end)) ?? [];
          }
          const beginning = readBeginning(name);
          if (!beginning) return;
          this.#sort();
          for (let i = this.#findPlace(beginning); i < this.#tests.length; i++) {
            const test = this.#tests[i];
            if (!test.name.startsWith(beginning)) return;
            yield test;
          }
        }
        #sort() {
          if (this.#isSorted) return;
          this.#tests.sort((a, b) => a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
          this.#isSorted = true;
        }
        /** Finds the index of the first test whose name does not come before a text. */
        #findPlace(text) {
          let [start, end] = [
            0,
            this.#tests.length
          ];
          while (start < end) {
            const middle = start + end >> 1;
            if (this.#tests[middle].name < text) start = middle + 1;
            else end = middle;
          }
          return start;
        }
      };
    }
  });

  // report/log_rows.ts
  function formatFailingRows({ cause }) {
    return /^\d+$/.test(cause ?? "") ? `The test failed; failing rows: ${cause}` : "The test failed";
  }
  function formatStaleness({ cause }) {
    return [
      "The data is too old",
      cause
    ].filter(Boolean).join(": ");
  }
  function isNodeLine(text) {
    return NODE_LINE.test(text.trimStart());
  }
  function matchRow(text, { isUntimed = false, isLint = false } = {}) {
    const line = text.trimStart();
    const indents = isUntimed ? [
      "always"
    ] : [
      "always",
      "if-timed"
    ];
    const isIndented = line.length < text.length;
    for (const row of isLint ? [
      LINT_ROW,
      ...ROWS
    ] : ROWS) {
      const { indent = "if-timed" } = row;
      if (isIndented && !indents.includes(indent)) continue;
      const found = row.pattern.exec(line);
      if (!found) continue;
      const groups = found.groups ?? {};
      const { kind: kind2, mayBelongToNode = false } = row;
      return {
        kind: kind2,
        mayBelongToNode,
        type: row.type ?? readNodeType(groups.type),
        name: groups.name,
        file: groups.file,
        line: groups.line,
        cause: row.cause ? row.cause(groups) : groups.cause
      };
    }
  }
  var PLACE, BRANCH, STATES, KINDS, ROWS, LINT_ROW, NODE_LINE;
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
          indent: "never"
        },
        {
          kind: "warning",
          pattern: /^Warning in /
        },
        // "Database Error in model orders (models/orders.sql)"
        {
          kind: "error",
          pattern: /^(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+(?: Model)? Error|Failure) in [a-z]\w*(?: [a-z]\w*)? \S+(?: \(.+\))?)$/,
          indent: "always"
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
          indent: "always"
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
          mayBelongToNode: true
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
          indent: "always",
          mayBelongToNode: true
        },
        // "[error]: Error materializing test test.shop.a.1a2b3c4d5e (…)", of Fusion
        {
          kind: "error",
          pattern: /^\[error\]:?\s+(?<cause>.*)$/,
          mayBelongToNode: true
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
          mayBelongToNode: true
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
          indent: "always",
          cause: formatStaleness
        },
        {
          kind: "failed",
          pattern: /^Failed +\[[^\]]*\] +source +(?<name>\S+)(?: \([a-z]+\))? \((?<cause>last updated [^()]*)\)$/,
          type: "source",
          indent: "always",
          cause: formatStaleness
        },
        // "Failed [  0.22s] model main.orders (table)", of Fusion; no group of tests
        {
          kind: "failed",
          pattern: new RegExp(`^${BRANCH}Failed +\\[[^\\]]*\\] +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`),
          indent: "always"
        },
        // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
        {
          kind: "failed",
          pattern: new RegExp(`^Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE} \\[[^\\]]*\\]$`),
          indent: "always"
        },
        // "└─ Failed test  not_null_orders_id (models/_models.yml:14:13)", in a group
        {
          kind: "failed",
          pattern: new RegExp(`^[\u2502\u251C\u2514]${BRANCH}Failed +(?<type>${KINDS}) +(?<name>\\S+)${PLACE}$`),
          indent: "always"
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
          cause: formatFailingRows
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
          cause: formatFailingRows
        },
        {
          kind: "progress",
          pattern: /^\d+ of \d+ ERROR(?: \d+)? (?<name>\w\S*)/,
          type: "test"
        },
        // With `store_failures`, the next line says where the failing rows are
        {
          kind: "detail",
          pattern: /^See test failures:$/,
          indent: "always"
        },
        // Fusion's table of the rows that differ, below the line of a failed unit test
        {
          kind: "detail",
          pattern: /^Test failed \w\S*$/,
          indent: "always"
        },
        // Lines that end Core's list of errors, or another message
        {
          kind: "end",
          pattern: /^(?:Done\.|Running with dbt=|Catalog written to |dbt encountered \d+ failure|Finished\b|Completed (?:with|successfully)\b|dbt command failed|={3,}|\d+ of \d+ |Batch \d+ of |Check your database |CANCEL query |Summary: |Processed: |New version available |All Finished )/
        },
        // Fusion's progress: "Succeeded [  0.41s] model main.orders (table)", "Passed
        // test  a [1 of 3 in 1s]", "├─ Passed test  a", "Skipped model  main.a"
        {
          kind: "end",
          pattern: new RegExp(`^${BRANCH}(?:(?:${STATES}) +(?:${KINDS}) +\\S+(?: [[(].*)?$|[A-Z][a-z]+ +\\[ *(?:[\\d.][\\d.hms ]*|-{3,})\\] )`),
          indent: "always"
        },
        {
          kind: "end",
          pattern: /^Finished '/,
          indent: "always"
        }
      ];
      LINT_ROW = {
        kind: "error",
        pattern: /^\[?warning\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/
      };
      NODE_LINE = new RegExp(`^(?:\\d+ of \\d+ [A-Z]|${BRANCH}(?:${STATES}) +(?:\\[[^\\]]*\\] +)?(?:${KINDS}) )`);
    }
  });

  // report/line_kinds.ts
  function isProgress(text) {
    const line = text.trimStart();
    return !line || PROGRESS.some((pattern) => pattern.test(line)) || matchRow(line) !== void 0;
  }
  function isHead(line) {
    const text = line.trim();
    return ERROR_HEADS.some((pattern) => pattern.test(text));
  }
  function isCause(line) {
    const text = line.trim();
    return !isHead(line) && !VAGUE.some((pattern) => pattern.test(text));
  }
  function isException(line) {
    const [word = ""] = /^[\w.]+/.exec(line.slice(0, MAX_EXCEPTION_NAME)) ?? [];
    return EXCEPTION_NAME.test(word);
  }
  function hasContent(text) {
    return !!text.trim() && text !== "dbt command failed";
  }
  var ERROR_HEADS, VAGUE, MAX_EXCEPTION_NAME, EXCEPTION_NAME, PROGRESS;
  var init_line_kinds = __esm({
    "report/line_kinds.ts"() {
      init_log_rows();
      ERROR_HEADS = [
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
      MAX_EXCEPTION_NAME = 200;
      EXCEPTION_NAME = /(?<=[A-Z]\w{0,200})(?:Error|Exception|Exit|Failure|Interrupt|Warning)$/;
      PROGRESS = [
        // dbt Core
        /^(?:Running with dbt|Registered adapter|Found \d|Concurrency: |Unable to do partial pars|Partial pars|Running \d+ on-run|Building catalog|Catalog written|Updating lock file|Installing |Installed from|Up to date|Updated version available|Updates available|Nothing to do|Starting full parse|Performance info|\w+ adapter: |Sending |Opening |Running dbt\.\.\.)/,
        // Fusion
        /^(?:dbt(?:-\w+)? \d+\.\d+|(?:Loading|Fetching|Installing|Downloading|Parsing|Resolving|Compiling|Hydrating|Cloning) \S+)/,
        // git
        /^(?:Cloning into |Successfully cloned |remote: (?:Enumerating|Counting|Compressing|Total))/
      ];
    }
  });

  // report/log_blocks.ts
  function cutBlocks(lines, options = {}) {
    const cutter = new BlockCutter(lines, options);
    lines.forEach((line) => cutter.push(line));
    return {
      blocks: cutter.blocks,
      isComplete: cutter.isComplete
    };
  }
  function measureIndent(text) {
    return text.length - text.trimStart().length;
  }
  var MULTILINE_KINDS, MAX_BLOCKS, NOT_LISTED, BlockCutter;
  var init_log_blocks = __esm({
    "report/log_blocks.ts"() {
      init_line_kinds();
      init_log_rows();
      MULTILINE_KINDS = /* @__PURE__ */ new Set([
        "error",
        "summary",
        "warning"
      ]);
      MAX_BLOCKS = 5e3;
      NOT_LISTED = /^\s*(?:compiled (?:code|sql) at |Skipping due to fail_fast|Got \d+ results?, configured to warn)/i;
      BlockCutter = class {
        blocks = [];
        isComplete = true;
        /** Whether some lines have no time: only then does a time begin a new event. */
        #hasUntimedLines;
        #isLint;
        /** The block that takes the next lines, until another one begins. */
        #open;
        /** Whether the open block has a cause. */
        #hasCause = false;
        /** Whether the lines are part of dbt Core's list of errors. */
        #isInErrorList = false;
        /** The block that the traceback below it belongs to. */
        #traceback;
        /** The node that just failed without a cause, and the indent of its line. */
        #failedNode;
        constructor(lines, { isLint = false }) {
          this.#hasUntimedLines = lines.some(({ text, startsEvent }) => !startsEvent && hasContent(text));
          this.#isLint = isLint;
        }
        push(line) {
          const { text, startsEvent, isWarning } = line;
          const match = isWarning ? {
            kind: "warning",
            mayBelongToNode: false
          } : matchRow(text, {
            isUntimed: !startsEvent,
            isLint: this.#isLint
          });
          if (match?.kind === "detail") this.#reopenLast(text);
          else if (match && !this.#isNested(match)) this.#openBlock(match, line);
          else if (!match && this.#startsNewEvent(line)) this.#closeBlock(line);
          else this.#append(line);
        }
        #openBlock(match, { text, startsEvent }) {
          const block = {
            match,
            lines: match.cause ? [
              match.cause
            ] : []
          };
          if (this.blocks.length < MAX_BLOCKS) this.blocks.push(block);
          this.#traceback = void 0;
          const indent = startsEvent ? 0 : measureIndent(text);
          const needsCause = match.kind === "failed" && !match.cause;
          this.#failedNode = needsCause ? {
            block,
            indent
          } : void 0;
          if (match.kind === "summary") this.#isInErrorList = true;
          if (match.kind === "end") this.#isInErrorList = false;
          this.#open = MULTILINE_KINDS.has(match.kind) ? block : void 0;
          this.#hasCause = block.lines.some(isCause);
        }
        /** Opens the last block again, for a line that continues it. */
        #reopenLast(text) {
          this.#open = this.blocks.at(-1);
          this.#open?.lines.push(text);
          this.#hasCause = false;
        }
        /** Closes the open block at a line that no row knows. */
        #closeBlock(line) {
          const isTraceback = /^Traceback \(most recent call last\)/.test(line.text);
          this.#traceback = isTraceback ? this.#open : void 0;
          this.#open = void 0;
          this.#append(line);
        }
        /** Adds a line to the block that it belongs to. */
        #append(line) {
          const { text } = line;
          if (this.#open) {
            this.#open.lines.push(text);
            this.#hasCause ||= isCause(text);
          } else if (this.#traceback) {
            this.#appendException(this.#traceback, text);
          } else if (this.#isInErrorList && hasContent(text) && !NOT_LISTED.test(text)) {
            this.#openBlock({
              kind: "summary",
              mayBelongToNode: true
            }, line);
            this.#append(line);
          } else if (this.#failedNode && this.#isBelow(this.#failedNode.indent, line)) {
            this.#failedNode.block.lines.push(text);
          } else {
            this.#failedNode = void 0;
            this.isComplete &&= !hasContent(text) || isProgress(text);
          }
        }
        /** Adds a traceback's exception, unless the message of the block names it. */
        #appendException({ lines }, text) {
          const isKnown = lines.some((line) => text.includes(line.trim()));
          if (isException(text) && !isKnown) lines.push(text);
        }
        /**
         * Whether a head is part of the open block: "Runtime Error" below "Runtime
         * Error in model orders (models/orders.sql)".
         */
        #isNested({ kind: kind2, name, file, cause = "" }) {
          const isBareHead = kind2 === "error" && !name && !file && isHead(cause) && !cause.includes(" in ");
          return isBareHead && this.#open?.match.kind === "error" && !this.#hasCause;
        }
        /** Whether a line that no row knows begins something new. */
        #startsNewEvent({ text, startsEvent }) {
          return this.#hasUntimedLines && this.#hasCause && startsEvent && /^\S|^$/.test(text);
        }
        /** Whether a line is indented below that of a node that failed. */
        #isBelow(indent, { text, startsEvent }) {
          return !startsEvent && measureIndent(text) > indent && !isProgress(text);
        }
      };
    }
  });

  // report/log_place.ts
  function findPlace(lines, named) {
    const text = lines.join("\n");
    const { file, line } = named.file ? named : findNamedPlace(lines);
    const { path, project } = cleanPath(file);
    const lintLine = /^L: +(\d+) \|/m.exec(text)?.[1];
    const isSource = path === file?.replaceAll("\\", "/");
    const sourceLine = isSource ? line ?? lintLine : void 0;
    const templateLine = /^\s*Compilation Error in /.test(text) ? /^[ \t]*line (\d+)$/m.exec(text)?.[1] : void 0;
    return {
      path,
      project: project ?? cleanPath(COMPILED.exec(text)?.[1]).project,
      line: Number(templateLine ?? sourceLine) || void 0
    };
  }
  function findNamedPlace(lines) {
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
    const isOutside = path.startsWith("../") && !NODE_PATH.test(source);
    const isInProject = !isOutside && !/^(?:dbt_internal_packages\/|from remote |target\/|\/|~|\w:)/.test(source);
    return {
      path: isInProject ? source : "",
      project
    };
  }
  function parseNodePath(path) {
    if (path.startsWith("dbt_packages/")) return;
    const groups = NODE_PATH.exec(path)?.groups;
    const type = readNodeType(groups?.type);
    return type && groups?.name ? {
      type,
      name: groups.name
    } : void 0;
  }
  var EXTENSIONS, PLACES, NODE_PATH, COMPILED, FOLDERS, BUILT;
  var init_log_place = __esm({
    "report/log_place.ts"() {
      init_node_identity();
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
      NODE_PATH = /^(?=.*[^/]\.(?:sql|py|csv)$)(?:.*\/)?(?<type>model|test|snapshot|seed|macro|function)s\/(?:.*\/)?(?<name>[^/]+)\.(?:sql|py|csv)$/;
      COMPILED = /^[ \t]*compiled (?:code|sql) at (\S+)/im;
      FOLDERS = "models|tests|snapshots|seeds|macros|analyses|functions|data";
      BUILT = new RegExp(String.raw`^(?:.*\/)?(?:run|compiled)\/(?:(?!(?:${FOLDERS})\/)(?<project>[^/]+)\/)?(?:\.\/)?(?=.*\/|[^/]+\.\w+$)`);
    }
  });

  // report/message.ts
  function putCauseFirst(message) {
    const lines = removeHeads(message);
    const index = findCause(lines) ?? 0;
    const cause = trimCause(lines[index] ?? "");
    const [, ...below] = lines.splice(index, cause.endsWith(":") ? 2 : 1);
    const moved = index > 0 ? below.map((line) => line.trim()) : below;
    return [
      cause,
      ...moved,
      ...lines
    ].join("\n").trim() || message.trim();
  }
  function removeHeads(message) {
    const lines = message.trimEnd().split("\n");
    if (/^\s*compiled (code|sql) at /i.test(lines.at(-1))) lines.pop();
    const start = lines.findIndex((line) => !isHead(line));
    const kept = start < 0 ? lines.slice(-1) : lines.slice(start);
    const [indent = ""] = /^[ \t]*/.exec(kept[0] ?? "") ?? [];
    return kept.map((line) => line.startsWith(indent) ? line.slice(indent.length) : line);
  }
  function trimCause(line) {
    const text = PREFIXES.reduce((text2, pattern) => text2.replace(pattern, ""), line.trim());
    return SUFFIXES.reduce((text2, [pattern, replacement]) => text2.replace(pattern, replacement), text);
  }
  function findCause(lines) {
    const texts = lines.map((line) => line.trim());
    if (texts.some((text) => GIT_OUTPUT.test(text))) {
      const index = findGitCause(texts);
      if (index !== void 0) return index;
    }
    const start = texts.findLastIndex((text) => TRACEBACK.test(text));
    if (start >= 0) return findException(lines, start);
    if (SENT_SQL.test(texts[0] ?? "")) {
      return toIndex(texts.findIndex((text, i) => i > 0 && NAMED_EXCEPTION.test(text)));
    }
    return toIndex(texts.findIndex(isCause));
  }
  function findGitCause(texts) {
    for (const pattern of GIT_CAUSES) {
      const index = texts.findIndex((text) => pattern.test(text));
      if (index >= 0) return index;
    }
  }
  function findException(lines, start) {
    const traceback = dedent(lines.slice(start));
    const exception = traceback.findLastIndex(isException);
    const last = traceback.findLastIndex((line) => /^\S/.test(line));
    const index = exception > 0 ? exception : last;
    return index > 0 ? start + index : void 0;
  }
  function toIndex(found) {
    return found < 0 ? void 0 : found;
  }
  var PREFIXES, SUFFIXES, SENT_SQL, NAMED_EXCEPTION, GIT_CAUSES, GIT_OUTPUT, TRACEBACK;
  var init_message = __esm({
    "report/message.ts"() {
      init_line_kinds();
      init_format_text();
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
      SENT_SQL = /\/\* \{"app": "dbt"/;
      NAMED_EXCEPTION = /(?:^|[\s'")(,])(?:[\w$]{1,80}\.){0,12}[A-Z]\w{0,80}(?:Error|Exception):(?: \S|$)/;
      GIT_CAUSES = [
        /Permission denied|Host key verification failed|Access denied|not granted|over its data quota|(?:could|can)not (?:read (?:Username|Password)|resolve host)|Could not resolve host|Connection (?:refused|reset|timed out)|certificate problem|Repository not found/i,
        /^remote: (?:ERROR: )?(?=.*[a-z])(?!(?:Enumerating|Counting|Compressing|Total)\b)/i,
        /^(?:error|fatal): (?!Could not read from remote)/i,
        /^fatal: /
      ];
      GIT_OUTPUT = /^(?:fatal: |Cloning into )/;
      TRACEBACK = /Traceback \(most recent call last\)/;
    }
  });

  // report/log_ending.ts
  function findEnding(lines, lastLines) {
    const texts = lines.map(({ text }) => text);
    const isDbtLog = texts.some((text) => text.startsWith("Running with dbt=") || isNodeLine(text));
    const isMacroLine = ({ text, startsEvent }) => isDbtLog && startsEvent && /^error/i.test(text);
    for (const { pattern, showsLastLines } of ENDINGS) {
      const index = lines.findLastIndex((line) => pattern.test(line.text) && !isMacroLine(line));
      if (index < 0) continue;
      const message = formatEnding(texts, {
        index,
        showsLastLines,
        lastLines
      });
      const { path } = findPlace([
        message.split("\n")[0]
      ], {});
      return {
        message,
        file: cleanPath(path).path || void 0
      };
    }
  }
  function formatEnding(texts, options) {
    const { index, showsLastLines, lastLines } = options;
    const isGit = texts.some((text) => /^fatal: /.test(text));
    if (isGit) return putCauseFirst(texts.join("\n"));
    const following = texts.slice(index).filter(hasContent);
    if (!showsLastLines) return putCauseFirst(following.join("\n"));
    const ending = following.slice(0, Math.max(1, lastLines.length));
    return [
      ...ending,
      ...lastLines.slice(0, -ending.length)
    ].join("\n");
  }
  var ENDINGS;
  var init_log_ending = __esm({
    "report/log_ending.ts"() {
      init_line_kinds();
      init_log_place();
      init_log_rows();
      init_message();
      ENDINGS = [
        // ssh, of git
        {
          pattern: /^(?:git@\S+: )?Permission denied|^Host key verification failed/,
          showsLastLines: true
        },
        // Python
        {
          pattern: /^Traceback \(most recent call last\)/,
          showsLastLines: false
        },
        // Rust, of Fusion
        {
          pattern: /\bpanicked at /,
          showsLastLines: false
        },
        // git, dbt's and Fusion's command lines
        {
          pattern: /^(?:dbt: )?(?:fatal|error|Error|ERROR): \S/,
          showsLastLines: true
        },
        // The shell, the kernel, dbt Cloud
        {
          pattern: /\bkilled by signal|\bexit(?:ed)? (?:with )?(?:return )?(?:code|status):? [1-9]|^Killed\b|^Terminated\b|Segmentation fault|out of memory|keyboard interrupt|was cancelled because/i,
          showsLastLines: true
        }
      ];
    }
  });

  // report/log_finding.ts
  function readFinding({ match, lines }) {
    const text = lines.join("\n");
    const message = lines.every(isHead) ? "" : putCauseFirst(text);
    const named = findNamed(lines, message);
    const place = findPlace(lines, {
      file: match.file ?? named.file,
      line: match.line
    });
    const project = named.project ?? place.project;
    return {
      node: findNode({
        match,
        named,
        text,
        path: place.path,
        project
      }),
      file: place.path || void 0,
      line: place.line,
      message,
      kind: match.kind,
      mayBelongToNode: match.mayBelongToNode
    };
  }
  function findNamed(lines, message) {
    const heads = lines.filter(isHead).map((line) => line.trim());
    for (const head of heads) {
      const { groups } = MATERIALIZING.exec(head) ?? IN_HEAD.exec(head) ?? {};
      if (groups && readNodeType(groups.type)) return groups;
    }
    return (IN_CAUSE.exec(message) ?? NODE_AFTER_FOR.exec(lines.join("\n")))?.groups ?? {};
  }
  function findNode({ match, named, text, path, project }) {
    const type = match.type ?? readNodeType(named.type);
    const name = match.name ?? named.name;
    if (type && name) {
      return {
        type,
        name: cleanName(type, name, match),
        project
      };
    }
    const isPlaceOfError = match.file !== void 0 || /^[ \t]*--> |\(in /m.test(text);
    const node = isPlaceOfError ? parseNodePath(path) : void 0;
    return node && {
      ...node,
      project
    };
  }
  function cleanName(type, name, { kind: kind2 }) {
    const isTruncated = /[^.]\.{3}$/.test(name);
    const fullName = name.replace(/(?<!\.)\.{2,}$/, "").replace(/\.[0-9a-f]{10}$/, "");
    if (type === "operation") return fullName.replaceAll(".", "-");
    if (kind2 === "error" || type === "source") return fullName;
    const lastPart = fullName.split(".").at(-1);
    const isUpperCase = lastPart === lastPart.toUpperCase();
    const ownName = isUpperCase ? lastPart.toLowerCase() : lastPart;
    return isTruncated && kind2 === "progress" ? `${ownName}...` : ownName;
  }
  var IN_HEAD, IN_CAUSE, MATERIALIZING, NODE_AFTER_FOR;
  var init_log_finding = __esm({
    "report/log_finding.ts"() {
      init_log_place();
      init_line_kinds();
      init_message();
      init_node_identity();
      IN_HEAD = / in (?<type>[a-z_]+|(?:unit|data|generic|singular) test|(?:python|semantic) model|sql operation|rpc call) (?<name>\S+)(?: \((?<file>[^()]+)\))?$/;
      IN_CAUSE = /^[A-Z]\w+(?: \w+)? '(?<type>\w+)\.(?<project>\w+)\.(?<name>[^']+)' \((?<file>[^()]+)\)/;
      MATERIALIZING = /^Error materializing (?<type>\w+) \k<type>\.(?<project>\w+)\.(?<name>\S+) \((?<file>[^()]+)\)$/;
      NODE_AFTER_FOR = /\bmacro '[^']*' for (?<type>[a-z_]+) (?:\k<type>\.(?<project>\w+)\.)?(?<name>[\w.$-]+): /;
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
        const { text, level, hasTime } = stripTime(line, event.level);
        const startsEvent = hasTime || event.isJson && i === 0;
        if (startsEvent) isDebug = /^(?:debug|trace)/i.test(level);
        return {
          text,
          startsEvent,
          isWarning: /^warn/i.test(level),
          isDebug
        };
      });
    });
  }
  function splitGlued(line) {
    const text = (line.includes("<") ? line.replace(HTML, "") : line).trimEnd();
    return MAY_BE_GLUED.test(text) ? text.split(GLUE) : [
      text
    ];
  }
  function stripTime(line, eventLevel) {
    let text = line.replace(SCHEDULER, "");
    let level = eventLevel;
    let hasTime = false;
    for (let i = 0; i < MAX_TIMES; i++) {
      const groups = TIME.exec(text)?.groups;
      if (!groups) break;
      hasTime = true;
      level = groups.level ?? groups.bareLevel ?? level;
      text = groups.message ?? "";
    }
    const [, word = level, rest = text] = LEVEL.exec(text) ?? [];
    return {
      text: rest,
      level: word,
      hasTime
    };
  }
  function readLogEvent(line) {
    const event = line.startsWith("{") && parseJson(line);
    const plainLine = {
      text: line,
      level: "",
      isJson: false
    };
    if (!isObject(event)) return plainLine;
    const { data, info } = event;
    const { msg, message, levelname, level } = {
      ...data,
      ...event,
      ...info
    };
    const text = textOrNull(msg) || textOrNull(message) || "";
    const word = textOrNull(levelname) ?? textOrNull(level) ?? "";
    return text || word ? {
      text,
      level: word,
      isJson: true
    } : plainLine;
  }
  var MAX_LOG_LINES, EMPTY_LINES, HTML, TIME, SCHEDULER, LEVEL, MAY_BE_GLUED, GLUE, MAX_TIMES;
  var init_log_lines = __esm({
    "report/log_lines.ts"() {
      init_json();
      init_safe_text();
      MAX_LOG_LINES = 3e4;
      EMPTY_LINES = /\n{3,}/g;
      HTML = /<\/?span[^<>]{0,80}>/g;
      TIME = /^(?<time>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?)(?: \[(?<level>\w+) *\] \[(?!\w+ \(dbt)[^\]]*\]: ?| \[(?<bareLevel>info|debug|warn|trace) *\]: ?| \([^()]*\): ?| \| ?| {1,2}|$)(?<message>.*)$/s;
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
    list.addTwins(lists.failedCount);
    addProgress(list, lists);
    return attachErrors(list.findings);
  }
  function mayBeTwins(one, other) {
    return one.kind === "error" && other.kind === "error" && one.node?.name === other.node?.name && !!one.file && !!other.file && one.file !== other.file;
  }
  function complete(finding, { message, file, line }) {
    const isMoreExact = message && VAGUE_MESSAGE.test(finding.message) && !VAGUE_MESSAGE.test(message);
    if (!finding.message || isMoreExact) finding.message = message;
    if (line && (!finding.file || finding.file === file)) finding.line ??= line;
    finding.file ??= file;
  }
  function addProgress(list, lists) {
    const { progress, failedCount } = lists;
    const missing = progress.filter((finding) => {
      const same = list.find(finding);
      if (same) complete(same, finding);
      return !same;
    });
    const named = list.findings.filter(({ node }) => node).length;
    const hasRoom = failedCount === void 0 ? lists.errors.every(({ node }) => !node) : failedCount - named >= missing.length;
    if (hasRoom || list.findings.length === 0) {
      missing.forEach((finding) => list.add(finding));
    }
  }
  function attachErrors(findings) {
    const nodes = findings.filter(({ node, message }) => node && !message);
    if (nodes.length > MAX_CANDIDATES) return findings;
    const errors = findings.filter(({ node, mayBelongToNode }) => !node && mayBelongToNode);
    const attached = new Set(attachByName(errors, nodes));
    const remaining = errors.filter((error) => !attached.has(error));
    const nodesWithoutCause = nodes.filter(({ message }) => !message);
    if (canAttachInOrder(remaining, nodesWithoutCause)) {
      for (const [i, error] of remaining.entries()) {
        complete(nodesWithoutCause[i], error);
        attached.add(error);
      }
    }
    return findings.filter((finding) => !attached.has(finding));
  }
  function attachByName(errors, nodes) {
    const attached = [];
    for (const error of errors) {
      const words = readWords(error);
      const [node, ...others] = nodes.filter((node2) => !node2.message && (isAtPlace(node2, error) || words.has(getLastName(node2))));
      if (!node || others.length > 0) continue;
      complete(node, error);
      attached.push(error);
    }
    return attached;
  }
  function canAttachInOrder(errors, nodes) {
    if (errors.length !== nodes.length) return false;
    const isOnlyOne = errors.length === 1 && !errors[0].file;
    const isCoreList = errors.every(({ kind: kind2 }) => kind2 === "summary") && nodes.every(({ kind: kind2 }) => kind2 === "progress");
    return isOnlyOne || isCoreList;
  }
  function isAtPlace(node, { file, line }) {
    return !!file && node.file === file && node.line === line;
  }
  function readWords({ message }) {
    const text = message.slice(0, 2e3).toLowerCase();
    return new Set(text.match(/[\p{L}\p{N}_]+/gu));
  }
  function getLastName({ node }) {
    return node.name.split(".").at(-1).toLowerCase();
  }
  var MAX_FINDINGS, MAX_TWINS, FindingList, VAGUE_MESSAGE, MAX_CANDIDATES;
  var init_merge_findings = __esm({
    "report/merge_findings.ts"() {
      init_node_identity();
      MAX_FINDINGS = 1e3;
      MAX_TWINS = 100;
      FindingList = class {
        findings = [];
        #index = new NodeIndex();
        #errorKeys = /* @__PURE__ */ new Set();
        /** Findings whose node may be another project's, by name and file. */
        #twins = /* @__PURE__ */ new Map();
        /** Adds a finding, or completes that of the same node. */
        add(finding) {
          const same = this.find(finding);
          if (same) {
            if (mayBeTwins(same, finding) && this.#twins.size < MAX_TWINS) {
              this.#twins.set(`${finding.node.name}
${finding.file}`, finding);
            }
            complete(same, finding);
            return;
          }
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
            if (this.#errorKeys.has(key)) return;
            this.#errorKeys.add(key);
          }
          this.findings.push(finding);
        }
        /**
         * Adds nodes of one name in different files, if the log's own count has room for
         * them: Core does not say of which project a node is.
         */
        addTwins(failedCount = 0) {
          const named = this.findings.filter(({ node }) => node).length;
          if (failedCount - named < this.#twins.size) return;
          for (const twin of this.#twins.values()) {
            this.findings.push({
              ...twin,
              isTwin: true
            });
          }
        }
        /** Finds the finding of the same node. */
        find({ node }) {
          return node && this.#index.findAll(node)[0]?.finding;
        }
      };
      VAGUE_MESSAGE = /^(?:Test failed \(|The test failed\b|An error occurred during execution of unit test ')/;
      MAX_CANDIDATES = 50;
    }
  });

  // report/log_reader.ts
  function readLog(logs, options = {}) {
    const allLines = readLines(logs);
    const lines = allLines.filter(({ isDebug }) => !isDebug);
    const { blocks, isComplete } = cutBlocks(lines, options);
    const failedCount = readFailedCount(lines);
    let errors = readErrors(blocks);
    const hasCause = errors.some(({ message }) => message);
    if (!hasCause && lines.length < allLines.length) {
      errors = readErrors(cutBlocks(allLines, options).blocks);
    }
    const findings = mergeFindings({
      errors,
      failed: readFindings(blocks, "failed"),
      progress: readFindings(blocks, "progress"),
      failedCount
    });
    const lastLines = lines.map(({ text }) => text).filter(hasContent).slice(-MAX_LAST_LINES);
    const isBrokenOff = failedCount === void 0 && findings.every(({ kind: kind2 }) => kind2 === "progress");
    const ending = isBrokenOff ? findEnding(lines, lastLines) : void 0;
    if (ending) findings.push({
      ...ending,
      kind: "end",
      mayBelongToNode: false
    });
    const namesNode = lines.some(({ text }) => isNodeLine(text));
    return {
      findings,
      failedCount,
      lastLines,
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
    const counts = lines.flatMap(({ text }) => {
      const line = text.trimStart();
      if (/^Done\. PASS=/.test(line)) {
        return Number(/ ERROR=(\d+)/.exec(line)?.[1]);
      }
      if (!/^Summary: \d+ total\b/.test(line)) return [];
      return Number(/\| (\d+) error/.exec(line)?.[1] ?? 0);
    });
    const count = counts.at(-1);
    return Number.isNaN(count) ? void 0 : count;
  }
  var MAX_LAST_LINES;
  var init_log_reader = __esm({
    "report/log_reader.ts"() {
      init_line_kinds();
      init_log_blocks();
      init_log_ending();
      init_log_finding();
      init_log_lines();
      init_log_rows();
      init_merge_findings();
      MAX_LAST_LINES = 20;
    }
  });

  // report/run_verdict.ts
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
  function isInformative(message) {
    return !!message?.trim() && !/^(dbt command failed|cancelled by user)\.?$/i.test(message.trim());
  }
  var RETRY_RAN_NOTHING;
  var init_run_verdict = __esm({
    "report/run_verdict.ts"() {
      RETRY_RAN_NOTHING = "The retry ran nothing: no model or test had run when the attempt before it failed, and none ran in the retry";
    }
  });

  // report/select_nodes.ts
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
  var init_select_nodes = __esm({
    "report/select_nodes.ts"() {
    }
  });

  // report/attempts.ts
  function toKey({ type, name, uniqueId }) {
    return type === "step" ? name : uniqueId;
  }
  function mergeAttempts(report, before) {
    const { run, steps, nodes } = report;
    const retryRanNothing = hasRunNothing(report, before);
    const failedKeys = new Set(selectNodes(report, "failed").map(toKey));
    const failedBefore = [
      ...before.flaky,
      ...selectNodes(before, "failed")
    ].filter((node) => !failedKeys.has(toKey(node)));
    const finishedKeys = /* @__PURE__ */ new Set([
      ...before.flaky.map(toKey),
      ...selectNodes(report, "passed", "warned", "unknown").map(toKey),
      ...steps.map(({ status: status2, name }) => status2 === "success" && extractCommand(name))
    ]);
    const isRepaired = (node) => !retryRanNothing && (run.status === "success" || finishedKeys.has(toKey(node)));
    const remaining = failedBefore.filter((node) => !isRepaired(node)).map((node) => ({
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
      flaky: failedBefore.filter(isRepaired),
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
      init_run_verdict();
      init_select_nodes();
      init_step_command();
    }
  });

  // report/results.ts
  function readMessage(result) {
    const { message, failures, relation_name: rows, status: status2 } = result;
    const count = Number(failures) > 0 ? `Got ${failures} results` : "";
    const text = textOrNull(message) ?? textOrNull(failures) ?? count;
    const isStored = status2 === "fail" && typeof rows === "string" && rows;
    const more = isStored ? `
The failing rows are in ${rows}` : "";
    return `${putCauseFirst(text)}${more}`.trim();
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
      ...EMPTY_NODE,
      uniqueId,
      // A generic test's id ends in a hash.
      name: names.join(".").replace(/\.[0-9a-f]{10}$/, "") || uniqueId,
      // dbt's types are words. Other text might be a key, which is not recognised
      // where the type is shown with spaces in place of underscores.
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
    if (!isDuration(age)) return putCauseFirst(textOrNull(error) ?? "");
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
  var EMPTY_NODE, OUTCOME_WORDS, OUTCOMES, ResultsBudget, MAX_TEXT, MIN_TEXT, RESULT_FIELDS, INNER_FIELDS, ResultsReader;
  var init_results = __esm({
    "report/results.ts"() {
      init_json();
      init_json_stream();
      init_message();
      init_step_command();
      init_format_text();
      EMPTY_NODE = {
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
      ResultsBudget = class {
        #nodes = 2e5;
        #characters = 32 * 2 ** 20;
        /** Whether one more node may be kept. */
        takeNode() {
          return this.#nodes-- > 0;
        }
        /** Keeps a text, or only its beginning and its end if it is too long. */
        keep(text) {
          const limit = this.#characters > 0 ? MAX_TEXT : MIN_TEXT;
          const kept = text.length <= limit ? text : `${text.slice(0, limit / 2)}
\u2026
${text.slice(-limit / 2)}`;
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
        /** Whether there are more nodes than the budget allows. */
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
        constructor(step, { redact = (text) => text, budget = new ResultsBudget() }) {
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
        /** Removes the key from the texts of a node, and shortens them. */
        #trim(node) {
          const keep = (text) => this.#budget.keep(this.#redact(text));
          const { message, compiledCode } = node;
          return {
            ...node,
            message: message && keep(message),
            compiledCode: compiledCode && keep(compiledCode)
          };
        }
      };
    }
  });

  // report/log_nodes.ts
  function isNamedByLog({ uniqueId, type, package: project }) {
    const hasHash = /\.[0-9a-f]{10}$/.test(uniqueId);
    return project === UNKNOWN_PROJECT || type === "test" && !hasHash;
  }
  function createStepNode({ index, name, durationMs }, message) {
    return {
      ...EMPTY_NODE,
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
  function createLogNode(step, { node, file, line, message }) {
    const place = {
      file: file ?? null,
      ...line && {
        line
      }
    };
    if (!node) return {
      ...createStepNode(step, message),
      ...place
    };
    const { type, name, project = UNKNOWN_PROJECT } = node;
    return {
      ...EMPTY_NODE,
      ...place,
      uniqueId: `${type}.${project}.${name}`,
      name,
      type,
      package: project,
      status: getFailedStatus(node),
      outcome: "failed",
      message,
      seconds: 0,
      step: step.index
    };
  }
  function getFailedStatus({ type }) {
    return type.endsWith("test") ? "fail" : "error";
  }
  var UNKNOWN_PROJECT;
  var init_log_nodes = __esm({
    "report/log_nodes.ts"() {
      init_results();
      init_step_command();
      UNKNOWN_PROJECT = "dbt";
    }
  });

  // report/manifest.ts
  async function readManifest(pieces, ids) {
    const nodes = /* @__PURE__ */ new Map();
    let project = void 0;
    const scanner = new JsonScanner({
      depth: 3,
      // Such as nodes, model.shop.orders, original_file_path.
      wants: ([map, id, field]) => map === "metadata" ? id === "project_name" : MANIFEST_FIELDS.includes(String(field)) && ids.has(String(id)),
      onValue([map, id, field], value) {
        if (typeof value !== "string") return;
        if (map === "metadata") project = value;
        else nodes.set(String(id), {
          ...nodes.get(String(id)),
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
  async function addManifestFacts(nodes, source, folder) {
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
      if (path) node.file = source.redact(toRepositoryPath(root, path));
      const name = facts.attached_node?.split(".").slice(2).join(".");
      const tested = [
        name,
        facts.column_name
      ].filter(Boolean).join(".");
      if (type === "test" && tested) node.tests = source.redact(tested);
    }
  }
  function toRepositoryPath(folder, path) {
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

  // report/node_history.ts
  function addHistory(report, earlier, options = {}) {
    const attempts = groupRetries(earlier);
    const failed = new Set(selectNodes(report, "failed"));
    const { createdAt } = report.run;
    const nodes = report.nodes.map((node) => {
      if (!failed.has(node) || node.type === "step") return node;
      const verdicts = attempts.map((runs) => judgeNode(node, runs));
      return {
        ...node,
        ...describeHistory(verdicts, createdAt, options)
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
  function judgeNode(node, runs) {
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
  function describeHistory(verdicts, createdAt, { isCut = false }) {
    const lastPass = verdicts.find(({ hasFailed: hasFailed2 }) => hasFailed2 === false);
    const sincePass = lastPass ? verdicts.slice(0, verdicts.indexOf(lastPass)) : verdicts;
    const failures = sincePass.filter(({ hasFailed: hasFailed2 }) => hasFailed2);
    const since = failures.at(-1)?.run ?? null;
    if (since) {
      const hasOpenStart = !lastPass && (isCut || !!verdicts.at(-1)?.hasFailed);
      const age2 = formatDistance(since, createdAt);
      const start = `run ${since.runId}${age2}${hasOpenStart ? ", or earlier" : ""}`;
      const history2 = `Failing since ${start} (${failures.length + 1} runs)`;
      return {
        isNew: false,
        since,
        history: history2
      };
    }
    if (!lastPass) return {};
    const age = formatDistance(lastPass.run, createdAt);
    const history = `New: it passed in run ${lastPass.run.runId}${age}`;
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
  var init_node_history = __esm({
    "report/node_history.ts"() {
      init_clock();
      init_node_identity();
      init_log_nodes();
      init_select_nodes();
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
      init_node_history();
      init_select_nodes();
      init_results();
      init_step_command();
      MAX_EARLIER_RUNS = 5;
      MAX_BYTES = 32 * 2 ** 20;
      EarlierReader = class {
        /** Whether a run could not be read. */
        isCut = false;
        #steps;
        #source;
        #budget = MAX_BYTES;
        constructor({ steps, nodes }, source) {
          const failed = nodes.filter(({ outcome }) => outcome === "failed");
          const indexes = new Set(failed.map(({ step }) => step));
          const isAnyStep = indexes.has(0);
          this.#steps = steps.filter(({ index, name }) => (isAnyStep || indexes.has(index)) && resultsFile(name));
          this.#source = source;
        }
        /** Reads the nodes of a run at these steps, if it can be read. */
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
          const { nodes } = await readResults(this.#limit(pieces), step, {
            redact
          });
          return nodes;
        }
        /** Passes on the pieces until the budget is used up, then throws. */
        async *#limit(pieces) {
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

  // report/reconcile.ts
  function describeNoCause({ isComplete }) {
    return isComplete ? NO_REASON : NOT_RECOGNISED;
  }
  function reconcile(step, results, reading) {
    const { findings, failedCount } = reading;
    const noCause = describeNoCause(reading);
    const failedResults = results.filter(({ outcome }) => outcome === "failed");
    const isCountEqual = failedResults.length > 0 && failedResults.length === failedCount;
    const index = new NodeIndex(results.flatMap(toIndexed));
    const nodes = [];
    const matched = /* @__PURE__ */ new Set();
    for (const finding of findings) {
      if (!finding.node) continue;
      const result = findResult(index, finding, matched);
      if (result) matched.add(result);
      const explained = {
        ...finding,
        message: finding.message || noCause
      };
      if (result) addToResult(result, explained, {
        isCountEqual
      });
      else if (!isCountEqual) nodes.push(createLogNode(step, explained));
    }
    const failedNodes = [
      ...results,
      ...nodes
    ].filter(({ outcome }) => outcome === "failed");
    const stepFailures = createStepFailures(step, reading, failedNodes);
    return {
      ...stepFailures,
      nodes: [
        ...nodes,
        ...stepFailures.nodes
      ]
    };
  }
  function createStepFailures(step, reading, failedNodes) {
    const messages = failedNodes.map(({ message }) => message).join("\n");
    const nodes = [];
    const unexplained = [];
    const stepFindings = reading.findings.filter(({ node: node2 }) => !node2);
    for (const [i, finding] of stepFindings.entries()) {
      if (isMentioned(finding, messages)) continue;
      const message = finding.message || describeNoCause(reading);
      const node2 = createLogNode(step, {
        ...finding,
        message
      });
      if (i > 0) node2.uniqueId += `.${i + 1}`;
      if (!finding.message) unexplained.push(node2);
      nodes.push(node2);
    }
    if (failedNodes.length > 0 || nodes.length > 0) return {
      nodes,
      unexplained
    };
    const node = createUnexplainedStep(step, reading);
    return {
      nodes: [
        node
      ],
      unexplained: [
        node
      ]
    };
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
  function findResult(index, { node, file, isTwin }, matched) {
    if (!node) return;
    const found = index.findAll(node).map(({ result }) => result).filter((result) => !isTwin || !matched.has(result));
    const failed = found.filter(({ outcome }) => outcome === "failed");
    return failed.find((result) => file && result.file === file) ?? failed.find(({ message }) => !message) ?? failed[0] ?? found[0];
  }
  function addToResult(result, { message, file, line, node }, { isCountEqual }) {
    const mayWarn = result.outcome === "warned" && node.type === "source";
    if (result.outcome !== "failed" && !mayWarn && !isCountEqual) {
      result.outcome = "failed";
      result.status = getFailedStatus(node);
      result.message = message;
    }
    if (result.outcome !== "failed") return;
    const hasCause = result.message && !/^\d+$/.test(result.message);
    if (!hasCause) result.message = message;
    result.file ??= file ?? null;
    if (line && result.file === file) result.line ??= line;
  }
  function isMentioned({ message }, messages) {
    const [first = ""] = message.split("\n");
    return !!first.trim() && messages.includes(first);
  }
  function createUnexplainedStep(step, { lastLines, isComplete }) {
    if (isComplete) {
      return createStepNode(step, [
        NO_REASON,
        ...lastLines
      ].join("\n"));
    }
    const title = `${NOT_RECOGNISED}. Its end:`;
    const start = lastLines.findIndex((line) => !isProgress(line));
    const shown = start < 0 ? lastLines.slice(-1) : lastLines.slice(start);
    return createStepNode(step, [
      title,
      ...shown
    ].join("\n"));
  }
  var NO_REASON, NOT_RECOGNISED;
  var init_reconcile = __esm({
    "report/reconcile.ts"() {
      init_line_kinds();
      init_log_nodes();
      init_node_identity();
      NO_REASON = "The log does not say why";
      NOT_RECOGNISED = "No cause was recognised in the log";
    }
  });

  // report/report_words.ts
  function formatNodeCounts(nodes) {
    const outcomes = nodes.filter(({ type }) => type !== "step").map(({ outcome, status: status2 }) => outcome === "passed" && /^(?:reused|no-op)$/.test(status2) ? status2 : outcome);
    return Object.entries(COUNT_LABELS).flatMap(([outcome, label]) => {
      const count = outcomes.filter((it) => it === outcome).length;
      return count > 0 ? [
        `${count} ${label}`
      ] : [];
    }).join(", ");
  }
  function formatCounts({ ranNothing, nodes }) {
    return ranNothing ? "Nothing was selected" : formatNodeCounts(nodes);
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
    const code = sql?.length ? cutMiddle(dedent(sql).join("\n")) : [];
    return [
      ...cutMiddle(message.trim() ? message : status2),
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
  function cutMiddle(text) {
    const lines = safeLines(text, {
      length: MAX_LENGTH
    });
    const more = lines.length - MAX_LINES;
    if (more > 0) {
      lines.splice(-TAIL_LINES - more, more, `\u2026 and ${more} more lines`);
    }
    return lines;
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
    }).filter((line) => line.trim()).slice(-MAX_INTERRUPTED_LINES);
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
  var COUNT_LABELS, MAX_WHOLE, MAX_LINES, TAIL_LINES, MAX_LENGTH, MAX_INTERRUPTED_LINES;
  var init_report_words = __esm({
    "report/report_words.ts"() {
      init_format_text();
      init_safe_text();
      init_select_nodes();
      init_step_command();
      COUNT_LABELS = {
        passed: "passed",
        // dbt's own words for nodes that passed and were not built.
        reused: "reused",
        "no-op": "no-op",
        warned: "warned",
        failed: "failed",
        skipped: "skipped",
        unknown: "of unknown status"
      };
      MAX_WHOLE = 10;
      MAX_LINES = 40;
      TAIL_LINES = 12;
      MAX_LENGTH = 500;
      MAX_INTERRUPTED_LINES = 10;
    }
  });

  // report/step_results.ts
  async function readStepResults(steps, source, onError) {
    const budget = new ResultsBudget();
    return await Promise.all(steps.map(async (step) => {
      try {
        return await readOneStep(step, source, budget);
      } catch (error) {
        onError(error);
        return {
          kind: "unreadable"
        };
      }
    }));
  }
  async function readOneStep(step, source, budget) {
    const file = resultsFile(step.name);
    const isFinished = step.status === "success" || step.status === "error";
    if (!file || !isFinished) return {
      kind: "none"
    };
    const pieces = await source.openArtifact(file, step.index);
    if (!pieces) return {
      kind: "absent"
    };
    const { redact } = source;
    const options = {
      redact,
      budget,
      maxBytes: MAX_RESULTS
    };
    return {
      kind: "read",
      results: await readResults(pieces, step, options)
    };
  }
  function joinNodes(readings) {
    const all = listResults(readings);
    return all.filter(({ invocationId: id }, i) => !id || all.findIndex(({ invocationId }) => invocationId === id) === i).flatMap(({ nodes }) => nodes);
  }
  function listResults(readings) {
    return readings.flatMap((it) => it.kind === "read" ? [
      it.results
    ] : []);
  }
  function classifyResults(reading, areArtifactsSaved = false) {
    if (reading.kind === "read") {
      return reading.results.isEmpty ? "empty" : "some";
    }
    return reading.kind === "absent" && areArtifactsSaved ? "absent" : "unknown";
  }
  function hasSelectedNothing(steps, readings) {
    const results = listResults(readings.filter((_, i) => findVerb(steps[i].name) !== "run-operation"));
    return results.length > 0 && results.every(({ isEmpty }) => isEmpty);
  }
  var MAX_RESULTS;
  var init_step_results = __esm({
    "report/step_results.ts"() {
      init_results();
      init_step_command();
      MAX_RESULTS = 256 * 1024 * 1024;
    }
  });

  // report/collect.ts
  async function collectReport(run, source, options) {
    const gaps = [];
    const addGap = ({ message }) => void gaps.push(message);
    const details = await source.getSteps().catch(addGap);
    const { steps = [], jobName } = details ?? {};
    const folder = options.projectDir ?? details?.projectDir ?? "";
    const readings = await readStepResults(steps, source, addGap);
    const nodes = joinNodes(readings);
    const described = options.allFiles ? nodes : nodes.filter(isOfInterest);
    await addManifestFacts(described, source, folder).catch(addGap);
    await addLogFailures(nodes, steps, {
      run,
      folder
    });
    const isGreen = run.status === "success";
    if (isGreen) downgradeFailures(nodes);
    const report = {
      run: {
        ...run,
        jobName: run.jobName ?? jobName ?? null
      },
      steps,
      nodes,
      flaky: [],
      gaps,
      results: steps.map(({ index }, i) => ({
        step: index,
        state: classifyResults(readings[i], source.areArtifactsSaved?.())
      })),
      ranNothing: isGreen && hasSelectedNothing(steps, readings)
    };
    return source.history ? await readHistory(report, source.history) : report;
  }
  function isOfInterest({ outcome }) {
    return outcome !== "passed" && outcome !== "skipped";
  }
  function downgradeFailures(nodes) {
    for (const node of nodes) {
      if (node.outcome === "failed") node.outcome = "warned";
    }
  }
  async function addLogFailures(nodes, steps, { run, folder }) {
    const unexplained = /* @__PURE__ */ new Set();
    for (const step of steps.filter(({ status: status2 }) => status2 === "error")) {
      addStepFailures(nodes, step, folder).forEach((it) => unexplained.add(it));
      await pause(0);
    }
    addRunMessage(nodes, steps, {
      run,
      unexplained
    });
  }
  function addStepFailures(nodes, step, folder) {
    const results = nodes.filter((node) => node.step === step.index);
    const isLint = findVerb(step.name) === "lint";
    const reading = readLog(step.logs ?? "", {
      isLint
    });
    for (const finding of reading.findings) {
      if (finding.file) finding.file = toRepositoryPath(folder, finding.file);
    }
    const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
    const failures = reconcile(step, results, reading);
    for (const node of failures.nodes) {
      if (ids.has(node.uniqueId)) node.uniqueId += `.${firstLine(node)}`;
      for (let n = 2, id = node.uniqueId; ids.has(node.uniqueId); n++) {
        node.uniqueId = `${id}.${n}`;
      }
      ids.add(node.uniqueId);
      nodes.push(node);
    }
    return failures.unexplained;
  }
  function addRunMessage(nodes, steps, { run, unexplained }) {
    const step = steps.findLast(({ status: status2 }) => status2 === "error" || status2 === "cancelled");
    const message = run.statusMessage ?? "";
    if (!step || !isInformative(message)) return;
    const index = nodes.findIndex((node2) => node2.step === step.index && node2.type === "step");
    const [node = createStepNode(step, "")] = index < 0 ? [] : nodes.splice(index, 1);
    const lines = node.message.split("\n").slice(unexplained.has(node) ? 1 : 0);
    nodes.unshift({
      ...node,
      message: [
        message,
        ...lines
      ].join("\n").trim()
    });
  }
  var init_collect = __esm({
    "report/collect.ts"() {
      init_clock();
      init_log_nodes();
      init_log_reader();
      init_manifest();
      init_read_history();
      init_reconcile();
      init_report_words();
      init_run_verdict();
      init_step_command();
      init_step_results();
    }
  });

  // command/run_report.ts
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
      const before = state.current.report ?? await fetchRetriedReport(context, report, limit.signal);
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
  async function fetchRetriedReport({ client }, { run, nodes }, signal) {
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
      init_retried_runs();
      init_runs();
      init_save_artifacts();
      init_work_limit();
      init_attempts();
      init_collect();
      REPORT_LIMIT = 2 * MINUTE;
      MIN_REPORT_LIMIT = 10 * SECOND;
    }
  });

  // command/verdict.ts
  function judgeRun(report) {
    return hasSucceeded(report) ? "succeeded" : "failed";
  }
  function classifyError(error) {
    if (error instanceof CommandError) return error.end;
    if (error instanceof RunTimeoutError) return "timedOut";
    if (error instanceof UnclearTriggerError) return "ambiguous";
    if (error instanceof DbtCloudError) return "unreachable";
    return isPermissionError(error) ? "invalidInput" : "bug";
  }
  function afterSignal({ interrupted: { reason } }, result) {
    if (!(reason instanceof Interrupted)) return result;
    return {
      ...result,
      end: reason.end,
      error: result.error ?? reason
    };
  }
  var init_verdict = __esm({
    "command/verdict.ts"() {
      init_environment();
      init_errors();
      init_run_verdict();
      init_exit_codes();
      init_shutdown();
    }
  });

  // command/finished_run.ts
  var FinishedRun;
  var init_finished_run = __esm({
    "command/finished_run.ts"() {
      init_downloads();
      init_run_report();
      init_save_artifacts();
      init_verdict();
      FinishedRun = class {
        #context;
        #run;
        #downloads;
        #reported;
        constructor(context, run) {
          this.#context = context;
          this.#run = run;
          this.#downloads = new ArtifactDownloads(context, run);
        }
        /** Reports the run, compared with earlier ones. */
        async report(history) {
          await this.#report({
            history,
            retry: false
          });
        }
        /** Reports a run that is retried: it is compared with no earlier one. */
        async reportBeforeRetry() {
          await this.#report({
            retry: true
          });
        }
        async #report({ history, retry: retry2 }) {
          const { emit, shutdown } = this.#context;
          const report = await collectRunReport(this.#context, this.#run, {
            downloads: this.#downloads,
            history
          });
          this.#reported = report;
          emit({
            type: "attempt-ended",
            report,
            retry: retry2
          });
          shutdown.interrupted.throwIfAborted();
        }
        /** Saves the artifacts of a run that was reported, and judges it. */
        async conclude() {
          const report = this.#reported;
          await saveArtifacts(this.#context, report, this.#downloads);
          const { pendingPost } = this.#context.state.current;
          return {
            end: judgeRun(report),
            run: report.run,
            report,
            pendingPost
          };
        }
        /** Removes what was downloaded, and not saved. */
        async discard() {
          await this.#downloads.discard();
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
    const found = listed.find(({ id }) => id === runId) ?? await fetchRawRun(client, runId, {
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
      init_retried_runs();
      init_run_status();
      init_runs();
      init_same_build();
      MAX_LISTED = 50;
      HISTORY_TIME = 20 * SECOND;
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

  // command/run_history.ts
  var READ_LIMIT, DURATION_LIMIT, RunHistory;
  var init_run_history = __esm({
    "command/run_history.ts"() {
      init_abortable();
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
        #emitDuration({ id }, { isRetry, earlier }) {
          const { emit, state } = this.#context;
          const { run: latest } = state.current;
          const isOver = latest?.id !== id || latest.finishedAt !== null;
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
        /**
         * Lists the builds before a run, once; after a failure again. Each caller waits
         * only as long as its own signal allows.
         */
        #listBuilds(run, signal) {
          this.#builds ??= listEarlierBuilds(this.#context.client, run, signal).catch((error) => {
            this.#builds = void 0;
            throw error;
          });
          return abortable(this.#builds, signal);
        }
      };
    }
  });

  // command/step_news.ts
  function createNewsFinder({ findOpenEnd }) {
    const printed = /* @__PURE__ */ new Map();
    let announced = 0;
    let total;
    return function findNews({ steps, isWhole }, { isLast }) {
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
        const start = findPrintedEnd(log, printed.get(index) ?? "");
        if (end <= start) continue;
        printed.set(index, log.slice(0, end));
        const text = log.slice(start, end).replace(/\r?\n$/, "");
        news.push({
          type: "log",
          step: index,
          lines: text.split(/\r?\n/)
        });
      }
      return news;
    };
  }
  function findWholeLines(log, limit) {
    return limit > 0 ? log.lastIndexOf("\n", limit - 1) + 1 : 0;
  }
  function findPrintedEnd(log, printed) {
    if (log.startsWith(printed)) return printed.length;
    let i = 0;
    while (i < log.length && log[i] === printed[i]) i++;
    return log.lastIndexOf("\n", i) + 1;
  }
  var init_step_news = __esm({
    "command/step_news.ts"() {
      init_clock();
    }
  });

  // command/step_poller.ts
  async function announceStep({ client, signal, emit }, runId) {
    try {
      const answer = await fetchSteps(client, runId, {
        signal,
        fields: LISTED_FIELDS,
        maxBytes: INTERACTIVE.budget,
        isEnough: hasRunningStep
      });
      createNewsFinder(client.redact)(answer, {
        isLast: false
      }).slice(-1).forEach(emit);
    } catch (error) {
      if (signal.aborted || !(error instanceof DbtCloudError)) throw error;
    }
  }
  function hasRunningStep({ run_steps: steps }, bytes) {
    return bytes > SMALL_ANSWER && Array.isArray(steps) && steps.some((step) => isObject(step) && step.name && readStatus(step) === "running");
  }
  var KIB, FIRST_DELAY, MAX_POLL_PAUSE, MAX_LIVE_SIZE, SMALL_ANSWER, LISTED_FIELDS, INTERACTIVE, BACKGROUND, LIVE, StepPoller;
  var init_step_poller = __esm({
    "command/step_poller.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_json();
      init_run_status();
      init_steps();
      init_ci_environment();
      init_step_news();
      KIB = 1024;
      FIRST_DELAY = 3 * SECOND;
      MAX_POLL_PAUSE = 300 * SECOND;
      MAX_LIVE_SIZE = 32 * MIB;
      SMALL_ANSWER = 64 * KIB;
      LISTED_FIELDS = [
        "index",
        "name",
        "status"
      ];
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
      StepPoller = class {
        #context;
        #runId;
        #pace;
        #isLive;
        #findNews;
        #controller = new AbortController();
        #startedAt = clock.now();
        #isBusy = false;
        #budget;
        #pause = FIRST_DELAY;
        #nextAt = this.#startedAt + FIRST_DELAY;
        constructor(context, runId) {
          const { client, values, process: process2 } = context;
          this.#context = context;
          this.#runId = runId;
          this.#isLive = values.logs === "live";
          const isWatched = isInteractive(process2, values.quiet);
          this.#pace = this.#isLive ? LIVE : isWatched ? INTERACTIVE : BACKGROUND;
          this.#budget = this.#pace.budget;
          this.#findNews = createNewsFinder(client.redact);
        }
        /** Sends the next request if it is time, and does not wait for it. */
        pollIfDue() {
          const isDue = clock.now() >= this.#nextAt;
          if (this.#isBusy || this.#budget <= 0 || !isDue) return;
          const { signal } = this.#controller;
          this.#poll(signal, {
            isLast: false
          }).catch((error) => this.#giveUp(error));
        }
        /** Reads the rest of the live log, once the run has ended. */
        async finish() {
          this.stop();
          if (!this.#isLive || this.#budget <= 0) return;
          await this.#poll(this.#context.signal, {
            isLast: true
          }).catch(() => {
          });
        }
        /** Ends a request that is under way. */
        stop() {
          this.#controller.abort();
        }
        async #poll(signal, { isLast }) {
          const { client, emit } = this.#context;
          this.#isBusy = true;
          try {
            const answer = await fetchSteps(client, this.#runId, {
              signal,
              fields: [
                ...LISTED_FIELDS,
                ...this.#isLive ? [
                  "logs"
                ] : []
              ],
              maxBytes: Math.min(this.#budget, MAX_LIVE_SIZE),
              maxLog: MAX_LIVE_SIZE,
              ...!this.#isLive && {
                isEnough: hasRunningStep
              }
            });
            this.#findNews(answer, {
              isLast
            }).forEach(emit);
            this.#budget -= Math.max(1, answer.bytes);
            const waited = clock.now() - this.#startedAt;
            this.#pause = this.#pace.pause(answer.bytes, waited);
          } catch (error) {
            if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
            const isUnreadable = error.status === 200;
            const size = this.#isLive ? MAX_LIVE_SIZE : SMALL_ANSWER;
            if (isUnreadable) this.#budget -= size;
            this.#pause = Math.min(this.#pause * 2, MAX_POLL_PAUSE);
          } finally {
            this.#isBusy = false;
            this.#nextAt = clock.now() + this.#pause;
          }
        }
        /** Ends the polls after a fault of our own; the wait goes on. */
        #giveUp({ message }) {
          this.#budget = 0;
          const text = `Cannot show the steps: ${message}`;
          this.#context.emit({
            type: "warning",
            text
          });
        }
      };
    }
  });

  // command/status_command.ts
  var status_command_exports = {};
  __export(status_command_exports, {
    showStatus: () => showStatus
  });
  async function showStatus(context) {
    const { client, values, emit, state } = context;
    const text = describeSelection(context);
    if (values.dryRun) {
      client.notify(`Would look at ${text}`);
      return {
        end: "succeeded"
      };
    }
    const run = await findRunNow(context);
    if (!run) throw new CommandError(`Found no run: ${text}`, "notFound");
    state.update({
      phase: "watch",
      run
    });
    if (hasEnded(run)) return await reportEndedRun(context, run);
    emit({
      type: "polled",
      run
    });
    await announceDetails(context, run);
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
  async function announceDetails(context, run) {
    const timeoutError = new Error("The details took too long");
    const limit = createWorkLimit(context.signal, DETAILS_LIMIT, timeoutError);
    try {
      const details = Promise.all([
        new RunHistory(context).announceDuration(run),
        announceStep(context, run.id)
      ]);
      await abortable(details, limit.signal);
    } catch (error) {
      if (error !== timeoutError) throw error;
    } finally {
      limit.clear();
    }
  }
  async function reportEndedRun(context, run) {
    const finished = new FinishedRun(context, run);
    try {
      await finished.report(new RunHistory(context));
      return await finished.conclude();
    } finally {
      await finished.discard();
    }
  }
  var DETAILS_LIMIT;
  var init_status_command = __esm({
    "command/status_command.ts"() {
      init_abortable();
      init_clock();
      init_run_status();
      init_exit_codes();
      init_finished_run();
      init_run_history();
      init_messages();
      init_run_age();
      init_find_run();
      init_step_poller();
      init_work_limit();
      DETAILS_LIMIT = 5 * SECOND;
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
    const { emit, signal, state } = context;
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
      if (signal.aborted) emit({
        type: "warning",
        text: thrown.message
      });
      return {
        ...result,
        pendingPost
      };
    }
    if (end === "bug" && pendingPost) {
      emit({
        type: "warning",
        text: formatPendingRun(pendingPost)
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
  function findReason({ signal, state, names, values: { timeout } }, thrown) {
    const reason = signal.aborted ? signal.reason : thrown;
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
    const policy = ENDS[end];
    const duplicates = policy.duplicates && state.current.duplicates;
    if (!policy.run && !duplicates) return {};
    const mayCancel = policy.run === "cancel if ours";
    if (run === void 0) {
      if (mayCancel) client.notify("No run was started");
      return {};
    }
    const cancel = mayCancel && (values.cancel ?? isOurs);
    if (!cancel) announceKept(context, run);
    return await cleanUpInGracePeriod(context, {
      run,
      duplicates
    }, {
      cancel
    });
  }
  async function cleanUpInGracePeriod({ client, shutdown, emit, state }, { run, duplicates }, { cancel }) {
    const timeLeft = shutdown.startGracePeriod().remaining();
    const deadline = createDeadline(timeLeft - SHUTDOWN.forMessage);
    const signal = createTimeoutSignal(deadline);
    const outcome = await cleanUpUnfinishedRun(client, {
      run,
      duplicates
    }, {
      cancel,
      signal
    });
    if (outcome.error) {
      const { message } = outcome.error;
      const text = `${describeRun(run, "may still be running")}. ${message}`;
      emit({
        type: "warning",
        text
      });
    } else if (outcome.run) {
      state.update({
        run: outcome.run
      });
      const text = describeCancelledRun(outcome.run);
      emit({
        type: "notice",
        text,
        showWhenQuiet: true
      });
    }
    for (const text of outcome.notices) emit({
      type: "warning",
      text
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
  function announceKept({ emit }, run) {
    const text = typeof run === "number" ? describeRun(run, "may still be running") : describeOpenRun({
      run
    }, "is still running");
    if (text) emit({
      type: "notice",
      text,
      showWhenQuiet: true
    });
  }
  var init_early_end = __esm({
    "command/early_end.ts"() {
      init_clean_up();
      init_clock();
      init_errors();
      init_start_request();
      init_exit_codes();
      init_messages();
      init_shutdown();
      init_verdict();
    }
  });

  // api/duplicate_watch.ts
  function createDuplicateWatch(client, duplicates, limits) {
    const getAge = () => clock.now() - duplicates.lastPostEndedAt;
    let lookTimes = LOOK_TIMES;
    return {
      async cancelIfDue(runId) {
        const [nextLook = Infinity] = lookTimes;
        if (getAge() < nextLook) return;
        lookTimes = lookTimes.filter((time) => time > getAge());
        try {
          const found = await findDuplicates(duplicates, limits);
          await cancelDuplicates(client, runId, found, limitRequest(limits));
        } catch (error) {
          if (!isSurvived(error, limits)) throw error;
          lookTimes = [
            getAge() + LOOK_AGAIN,
            ...lookTimes
          ];
        }
      },
      async settle(run) {
        const started = {
          run,
          duplicates
        };
        const followed = await settleDuplicates(client, started, limits);
        return followed === run ? void 0 : followed;
      }
    };
  }
  var LOOK_TIMES, LOOK_AGAIN;
  var init_duplicate_watch = __esm({
    "api/duplicate_watch.ts"() {
      init_clock();
      init_duplicates();
      init_wait_limits();
      LOOK_TIMES = [
        30,
        60,
        120,
        300,
        600
      ].map((seconds) => seconds * SECOND);
      LOOK_AGAIN = 15 * SECOND;
    }
  });

  // api/watch.ts
  async function* watch(client, request) {
    const { signal, deadline, duplicates } = request;
    const nextDelay = createDelays(request);
    const poller = createPoller(client, request);
    const duplicateWatch = duplicates && createDuplicateWatch(client, duplicates, {
      signal,
      deadline
    });
    for (; ; ) {
      const delay2 = nextDelay();
      const remaining = deadline.remaining();
      const isLastPoll = delay2 >= remaining;
      await pause(Math.min(delay2, remaining), signal);
      await duplicateWatch?.cancelIfDue(poller.runId());
      const run = await poller.poll();
      yield run;
      if (hasEnded(run)) {
        const successor = await duplicateWatch?.settle(run);
        if (!successor) return run;
        poller.follow(successor);
        yield successor;
      }
      if (isLastPoll) {
        throw new RunTimeoutError(run, poller.runId(), deadline.duration);
      }
    }
  }
  function createDelays({ initialDelay = SECOND, interval, pollsAtOnce }) {
    const startedAt = clock.now();
    const firstDelays = pollsAtOnce ? [
      0,
      initialDelay
    ] : [
      initialDelay
    ];
    return () => {
      const first = firstDelays.shift();
      if (first !== void 0) return first;
      if (interval !== void 0) return interval;
      return pollInterval(clock.now() - startedAt);
    };
  }
  function createPoller(client, request) {
    const { signal, deadline, isNew } = request;
    const startedAt = clock.now();
    let runId = toRunId(request.run);
    let latest = typeof request.run === "number" ? null : request.run;
    const chooseOperation = () => isNew && clock.now() - startedAt < NOT_FOUND_GRACE ? "poll new run" : "poll";
    const fetch2 = async () => {
      client.throwCallbackError();
      return await fetchRun(client, runId, limitRequest(request));
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
            signal,
            deadline,
            decide: (error) => decide(chooseOperation(), error)
          });
          const cause = run.cause ?? latest?.cause ?? null;
          const jobName = run.jobName ?? latest?.jobName ?? null;
          latest = {
            ...run,
            cause,
            jobName
          };
          return latest;
        } catch (error) {
          const isFault = error instanceof DbtCloudError;
          if (signal?.aborted || !isFault) throw error;
          if (deadline.remaining() <= 0) {
            throw new RunTimeoutError(latest, runId, deadline.duration);
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
      init_duplicate_watch();
      init_errors();
      init_poll_interval();
      init_read_run();
      init_retry();
      init_retry_rules();
      init_run_status();
      init_runs();
      init_wait_limits();
      NOT_FOUND_GRACE = MINUTE;
    }
  });

  // command/watch_run.ts
  async function watchToEnd(context, run, history) {
    const { client, values, deadline, emit, state, shutdown } = context;
    const { interval, initialDelay } = values;
    const isFirstLook = state.current.phase === "start";
    const wasFound = isFirstLook && !state.current.isOurs;
    const { duplicates } = state.update({
      phase: "watch"
    });
    const signal = shutdown.interrupted;
    const limits = {
      interval,
      initialDelay,
      deadline,
      signal
    };
    let runId = toRunId(run);
    let steps = new StepPoller(context, runId);
    let latest;
    try {
      for await (latest of watch(client, {
        run,
        isNew: !wasFound,
        pollsAtOnce: wasFound,
        duplicates,
        ...limits
      })) {
        const isOther = latest.id !== runId;
        if (isOther) {
          steps.stop();
          runId = latest.id;
          steps = new StepPoller(context, runId);
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
  var init_watch_run = __esm({
    "command/watch_run.ts"() {
      init_read_run();
      init_run_status();
      init_watch();
      init_step_poller();
    }
  });

  // command/follow_run.ts
  var follow_run_exports = {};
  __export(follow_run_exports, {
    followRun: () => followRun,
    shouldRetry: () => shouldRetry
  });
  async function followRun(context, first) {
    let run = first;
    for (let attempt = 1; ; attempt++) {
      const history = new RunHistory(context);
      const ended = await watchToEnd(context, run, history);
      const finished = new FinishedRun(context, ended);
      try {
        if (shouldRetry(ended, attempt, context.values)) {
          await finished.reportBeforeRetry();
          const next = await startRetry(context, ended, attempt);
          if (next) {
            run = next;
            continue;
          }
        } else {
          await finished.report(history);
          announceNoRetry(context, ended, attempt);
        }
        return await finished.conclude();
      } finally {
        await finished.discard();
      }
    }
  }
  function shouldRetry({ status: status2, canRetry }, attempt, { retries }) {
    return status2 === "error" && canRetry && attempt <= retries;
  }
  async function startRetry(context, run, attempt) {
    const { client, emit, signal, state, shutdown, values: { retries } } = context;
    client.notify(`Retrying run ${run.id} from its point of failure (${attempt} of ${retries})`);
    let next;
    try {
      next = await startAndAnnounce(context, createRetryRequest(client, run));
    } catch (error) {
      const isBug = classifyError(error) === "bug";
      if (isBug || shutdown.interrupted.aborted) throw error;
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
    signal.throwIfAborted();
    return next;
  }
  function announceNoRetry({ client, values: { retries } }, { id, status: status2, canRetry, retryNotSupportedReason }, attempt) {
    if (status2 === "success" || attempt > retries) return;
    if (status2 === "cancelled") {
      client.notify(`Run ${id} is not retried: it was cancelled`);
    } else if (!canRetry) {
      const reason = retryNotSupportedReason ?? NO_REASON_GIVEN;
      client.notify(`Run ${id} cannot be retried: ${reason}`);
    }
  }
  var init_follow_run = __esm({
    "command/follow_run.ts"() {
      init_errors();
      init_start_request();
      init_exit_codes();
      init_finished_run();
      init_messages();
      init_run_history();
      init_start_run();
      init_verdict();
      init_watch_run();
    }
  });

  // command/input/help.ts
  var help_exports = {};
  __export(help_exports, {
    VERSION: () => VERSION,
    formatHelp: () => formatHelp
  });
  function formatHelp() {
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
    const { flag, type, value, choices = [], implied, variables = [] } = setting;
    if (!flag) return variables[0] ?? "";
    if (implied) {
      return `--${flag}[=${choices.filter((c) => c !== "none").join("|")}]`;
    }
    if (type === "switch") {
      if (setting.default === void 0) return `--[no-]${flag}`;
      if (choices.length > 0) return `--${flag}[=${choices.join("|")}]`;
      return setting.default ? `--no-${flag}` : `--${flag}`;
    }
    const placeholder = value ?? PLACEHOLDERS[type] ?? "N";
    return `--${flag}${placeholder.startsWith("=") ? "" : " "}${placeholder}`;
  }
  function formatDefault({ type, default: value = "none" }) {
    if (type === "switch" || value === "none") return "";
    return String(type === "seconds" ? Number(value) / 1e3 : value);
  }
  function formatRow(name, help, variables = "") {
    const lines = [
      help,
      variables
    ].flatMap((text) => text.match(HELP_LINE) ?? []);
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
      const text = values.debug ? stack ?? message : message;
      const where = values.debug ? "" : "; --debug shows where";
      return `${text}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
    }
    if (isPermissionError(error)) {
      return `${message.split(",")[0]}: run with --allow-env`;
    }
    const advice = error instanceof DbtCloudError && findAdvice(error);
    if (!advice) return message;
    return joinSentences(message, advice.replace("URL_SETTING", urlSetting));
  }
  function describeEnd({ error, faults = [], hint }, input) {
    const texts = faults.map(({ text }) => text);
    if (error) texts.push(describeError(error, input));
    return [
      texts.join("; "),
      hint
    ].filter(Boolean).join(". ");
  }
  function findAdvice(error) {
    const { kind: kind2, status: status2 = 0, obstacle = "network", fields } = error;
    if (status2 === 400 && fields.length > 0) return FIELD_ADVICE;
    if (kind2 === "unsent" || kind2 === "lost") return OBSTACLE_ADVICE[obstacle];
    const isForeign = kind2 === "foreign" && status2 !== 429;
    return isForeign ? FOREIGN_ADVICE[Math.floor(status2 / 100)] : ADVICE[status2];
  }
  var FIELD_ADVICE, ADVICE, FOREIGN_ADVICE, OBSTACLE_ADVICE, ISSUES;
  var init_advice = __esm({
    "command/output/advice.ts"() {
      init_environment();
      init_errors();
      init_text();
      init_verdict();
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
      OBSTACLE_ADVICE = {
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
        for (const { text } of faults) printError(output, text);
        if (report && report !== annotated) annotateReport(report);
        return output.flush();
      }
    };
  }
  function annotateFirst(output, run, kind2, findings) {
    const first = findings.slice(0, MAX_ANNOTATIONS);
    for (const finding of first) annotate(output, finding);
    const moreCount = findings.length - first.length;
    if (moreCount > 0) {
      annotate(output, createRunFinding(run, kind2, `and ${moreCount} more`));
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
  function createRunFinding(run, kind2, text) {
    const title = `dbt Cloud run ${run.id}: ${run.status}`;
    const message = [
      text,
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
      init_report_words();
      init_run_verdict();
      init_select_nodes();
      init_safe_text();
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
    const { kind: kind2 } = ENDS[end];
    return kind2 ?? (error instanceof DbtCloudError ? error.kind : void 0);
  }
  function findStatusCode({ error }) {
    return error instanceof DbtCloudError ? error.status : void 0;
  }
  var init_json_document = __esm({
    "command/output/json_document.ts"() {
      init_errors();
      init_exit_codes();
      init_advice();
      init_select_nodes();
    }
  });

  // command/output/run_clock.ts
  function createRunClock() {
    let runId;
    let wasQueued = false;
    let startedAt;
    return {
      update(run) {
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
          runClock.update(event.run);
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
      init_format_text();
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
    const formatItem = (word) => (node) => `${paint(YELLOW, word)} ${formatTitle(node)}: ${firstLine(node)}`;
    const skipped = formatSkipped(report);
    return [
      ...steps.filter(({ status: status2 }) => status2 === "error").map(({ index, name }) => `Step ${index} of ${steps.length} failed: ${extractCommand(name)}`),
      ...formatInterruption(report),
      ...formatNodes(selectNodes(report, "warned"), formatItem("WARNED")),
      ...formatNodes(selectNodes(report, "unknown"), formatItem("UNKNOWN")),
      ...formatNodes(flaky, formatItem("FLAKY")),
      ...gaps,
      ...skipped ? [
        `${paint(YELLOW, "SKIPPED")} ${skipped}`
      ] : [],
      ...formatNodes(selectNodes(report, "failed"), (node, i) => [
        `${paint(RED, "FAILED")} ${formatTitle(node)}`,
        ...(i < MAX_WHOLE ? formatDetails(node) : [
          firstLine(node)
        ]).map((line) => `    | ${line}`)
      ])
    ];
  }
  function formatNodes(nodes, formatNode) {
    const more = nodes.length - MAX_NODES;
    const lines = nodes.slice(0, MAX_NODES).flatMap(formatNode);
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
    const text = log.trimEnd() || "It printed nothing";
    const all = text.slice(-LOG_LIMIT).split(LINE_BREAK);
    const lines = all.slice(-maxLines).map((line) => `  | ${line}`);
    const isCut = text.length > LOG_LIMIT;
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
      init_report_words();
      init_select_nodes();
      init_step_command();
      init_safe_text();
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
      const isHeartbeat = now - printed.at >= HEARTBEAT && !printer.canDraw;
      if (!isNew && !isHeartbeat) return;
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
        if ("run" in event) runClock.update(event.run);
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
    const text = [
      step && `${formatStep(step)} (${formatDuration(now - step.startedAt)})`,
      usual && elapsed !== void 0 && formatRemaining(elapsed, usual)
    ].filter(Boolean).join("; ");
    return text.replace(/^./, (letter) => letter.toUpperCase());
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
      init_format_text();
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
    const text = value.replace(mark === "'" ? /[\\']/g : /\\/g, "\\$&").replace(/[\n\r\t]/g, (found) => `\\${"nrt"["\n\r	".indexOf(found)]}`).replace(/(?! )[\p{C}\p{Z}]/gu, escapeCharacter);
    return mark + text + mark;
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
        const isReported = run && hasEnded(run) && report?.run.id === run.id;
        if (isReported) printVerdict(printer, report, progress.usual());
      }
    };
  }
  function printConfiguration(printer, { values, given }, { job, body, isDry }) {
    const { url, accountId = 0, projectId } = values;
    const { cause, gitBranch, schemaOverride } = given;
    const jobId = "id" in job ? job.id : job.name;
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
      const text = `Job completed successfully! See details at ${href}`;
      printer.print(text, "verdict");
    } else {
      printer.print(`Run failed or canceled. See why at ${href}`, "error");
    }
  }
  function formatVerdict(report, usual) {
    const { status: status2, durationMs } = report.run;
    const end = report.retryRanNothing ? "error" : status2;
    const { title, preposition } = ENDED_RUN_WORDS[end] ?? {
      title: status2,
      preposition: "after"
    };
    const duration = durationMs === null ? "" : ` ${preposition} ${formatDuration(durationMs)}`;
    const isNotable = usual && status2 === "success" && durationMs !== null && isUnusual(durationMs, usual);
    const comparison = isNotable ? ` (usually ${formatRough(usual.median)})` : "";
    return [
      title + duration + comparison,
      formatCounts(report)
    ].filter(Boolean).join(": ");
  }
  var UNFOLDED_LINES;
  var init_log = __esm({
    "command/output/log.ts"() {
      init_errors();
      init_run_status();
      init_report_words();
      init_run_verdict();
      init_status_words();
      init_report_lines();
      init_format_text();
      init_usual_duration();
      init_advice();
      init_annotations();
      init_progress_log();
      init_script();
      UNFOLDED_LINES = 200;
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
    function clean(text, options) {
      const redacted = redact(text);
      const line = safeLine(redacted, options);
      return line === redacted ? line : redact(line);
    }
    return {
      canDraw: !!screen,
      print(text, kind2 = "info") {
        if (quiet && (kind2 === "info" || kind2 === "log")) return;
        const lines = [
          text
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
      clean: (text) => escapeCommands(clean(text)),
      printDocument(document) {
        if (!json || isDocumentPrinted) return;
        isDocumentPrinted = true;
        const orNull = (_, value) => value ?? null;
        const text = JSON.stringify(redact(document), orNull);
        process2.out.line(escapeJsonCommands(text));
      },
      draw(text) {
        if (!screen || text && process2.waiting() > 0) return;
        const length = Math.max(20, process2.columns() - 1) - 1;
        terminal.draw(text && escapeCommands(clean(text, {
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
      draw(text) {
        drawn = text;
        screen?.draw(CLEAR + text);
      }
    };
  }
  var MAX_WAITING, CLEAR;
  var init_printer = __esm({
    "command/output/printer.ts"() {
      init_command_gate();
      init_ci_environment();
      init_safe_text();
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
    const { junit, summary } = input.values;
    const removals = [
      ...staleFiles,
      junit,
      summary
    ].map(async (path) => {
      if (!path || await fileSystem2.kindOf(path) !== "file") return;
      const text = await fileSystem2.readText(path, HEAD_SIZE);
      const isOwn = staleFiles.includes(path) || OWN_REPORT.test(text);
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
  function openOutput(input, process2, redact = createRedactor(listSecrets(input))) {
    const { fileSystem: fileSystem2 } = process2;
    const env = ciEnv(process2.env);
    const detected = detectCi(env);
    const ci = isOwnRun(input) ? detected : withoutReports(detected);
    const printer = createPrinter(process2, input.values, redact, ci);
    let queue = removeStaleFiles(input, ci, fileSystem2);
    const failedPaths = /* @__PURE__ */ new Set();
    async function writeOrWarn(path, write2) {
      try {
        await write2();
      } catch (error) {
        if (failedPaths.has(path)) return;
        failedPaths.add(path);
        const { message } = error;
        printer.print(`warning: Cannot write ${path}: ${message}`, "error");
      }
    }
    function write({ path, text, append }) {
      const content = redact(text);
      return writeOrWarn(path, () => append ? appendFile(fileSystem2, path, content) : writeFile(fileSystem2, path, content));
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
      init_ci_environment();
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
  function escapeXml(text) {
    return safeLines(text, {
      length: 1e4
    }).join("\n").replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;").replaceAll("	", "&#9;");
  }
  function formatAttributes(values) {
    return Object.entries(values).map(([name, value]) => value === null ? "" : ` ${name}="${escapeXml(value).replaceAll("\n", "&#10;")}"`).join("");
  }
  function toElementName({ outcome, status: status2 }) {
    if (outcome === "failed") return status2 === "fail" ? "failure" : "error";
    return outcome === "skipped" ? "skipped" : void 0;
  }
  function formatCase(node, name, element) {
    const { package: group2, type, status: status2, seconds, file } = node;
    const classname = `${group2}.${type}`;
    const time = seconds.toFixed(3);
    const start = `    <testcase${formatAttributes({
      classname,
      name,
      time,
      file
    })}`;
    if (!element && node.outcome === "passed") return `${start}/>`;
    const text = escapeXml(formatDetails(node).join("\n"));
    const kind2 = element === "skipped" ? null : status2;
    const attributes = {
      message: firstLine(node),
      type: kind2
    };
    const content = element ? `<${element}${formatAttributes(attributes)}>${text}</${element}>` : `<system-out>${text}</system-out>`;
    return `${start}>
      ${content}
    </testcase>`;
  }
  function countElements(nodes) {
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
  function formatJunit(report) {
    const { run, flaky } = report;
    const flakyIds = new Map(flaky.map((node) => [
      node.uniqueId,
      node
    ]));
    const suites = createSuites(report);
    const total = countElements(suites.flatMap(({ nodes }) => nodes));
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      // Jenkins does not allow a count of skipped cases at the root.
      `<testsuites${formatAttributes({
        name: "dbt",
        ...total,
        skipped: null
      })}>`,
      ...suites.flatMap(({ name, nodes, startedAt }) => {
        const toName = createNaming(nodes);
        const timestamp = (startedAt ?? run.startedAt)?.slice(0, 19) ?? null;
        return [
          `  <testsuite${formatAttributes({
            name,
            timestamp,
            ...countElements(nodes)
          })}>`,
          ...nodes.map((node) => {
            const before = flakyIds.get(node.uniqueId);
            const isFlaky = before !== void 0 && node.outcome !== "failed";
            return isFlaky ? formatCase(before, toName(node), "flakyFailure") : formatCase(node, toName(node), toElementName(node));
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
    const lacksFailure = !hasSucceeded(report) && !nodes.some(({ outcome }) => outcome === "failed");
    if (lacksFailure || ranNothing) {
      const nodes2 = [
        createRunNode(report)
      ];
      suites.push({
        name: "dbt Cloud",
        nodes: nodes2,
        startedAt: null
      });
    }
    return suites.filter(({ nodes: nodes2 }) => nodes2.length > 0);
  }
  function createRunNode(report) {
    const { id, status: status2, durationMs } = report.run;
    const text = [
      runMessage(report),
      ...formatInterruption(report)
    ];
    return {
      ...EMPTY_NODE,
      uniqueId: `run.${id}`,
      name: `run ${id}`,
      type: "run",
      package: "dbt Cloud",
      status: status2,
      outcome: report.ranNothing ? "skipped" : "failed",
      message: report.ranNothing ? formatCounts(report) : text.join("\n").trim(),
      seconds: (durationMs ?? 0) / 1e3
    };
  }
  function createNaming(suite) {
    const toKey2 = (node) => `${node.package}
${node.type}
${node.name}`;
    const seen = /* @__PURE__ */ new Set();
    const twins = /* @__PURE__ */ new Set();
    for (const key of suite.map(toKey2)) {
      if (seen.has(key)) twins.add(key);
      seen.add(key);
    }
    return (node) => twins.has(toKey2(node)) ? node.uniqueId : node.name;
  }
  var init_junit = __esm({
    "report/junit.ts"() {
      init_report_words();
      init_run_verdict();
      init_select_nodes();
      init_results();
      init_step_command();
      init_safe_text();
    }
  });

  // report/markdown.ts
  function escapeMarkdown(text) {
    return safeLine(text, {
      length: MAX_LINE_LENGTH
    }).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_{}[\]()#+.!|~@:-]/g, (it) => `&#${it.charCodeAt(0)};`);
  }
  function formatBlock(lines) {
    const text = truncate(lines.join("\n"), MAX_MESSAGE);
    const ticks = text.match(/`+/g) ?? [];
    const longest = Math.max(2, ...ticks.map(({ length }) => length));
    const fence = "`".repeat(longest + 1);
    return `${fence}text
${text}
${fence}`;
  }
  function formatFolded(title, lines) {
    const text = lines.join("\n");
    return text && `<details><summary>${title}</summary>

${text}

</details>`;
  }
  function limitBytes(texts, limit, formatNote) {
    let remaining = limit;
    const kept = texts.filter((text) => {
      const size = new TextEncoder().encode(text).length + 2;
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
  var MAX_LINE_LENGTH, MAX_MESSAGE;
  var init_markdown = __esm({
    "report/markdown.ts"() {
      init_text();
      init_safe_text();
      MAX_LINE_LENGTH = 1e3;
      MAX_MESSAGE = 6e3;
    }
  });

  // report/summary.ts
  function formatSummary(report, { linkTo = () => void 0 } = {}) {
    const { steps, flaky, gaps } = report;
    const formatItem = (node) => `- **${formatName(node)}**${formatFile(node, linkTo)}: ${escapeMarkdown(firstLine(node))}`;
    const formatSection = (node) => `#### ${formatName(node)}${formatFile(node, linkTo)}

${formatBlock(formatDetails(node))}
`;
    const interruption = formatInterruption(report);
    const [message, skipped] = [
      runMessage(report),
      formatSkipped(report)
    ];
    const failed = selectNodes(report, "failed");
    const sections = [
      formatHeading(report),
      formatFacts(report),
      message && `> ${escapeMarkdown(message)}`,
      ...formatList(`Failed: ${formatFailedCount(report)}`, failed, {
        formatFirst: formatSection,
        formatItem
      }),
      interruption.length > 0 ? formatBlock(interruption) : "",
      ...formatList("Flaky: failed before a retry", flaky, {
        formatItem
      }),
      ...formatList("Warned", selectNodes(report, "warned"), {
        formatItem
      }),
      ...formatList("Of unknown status", selectNodes(report, "unknown"), {
        formatItem
      }),
      skipped && `Skipped: ${escapeMarkdown(skipped)}`,
      ...gaps.map((gap2) => `> ${escapeMarkdown(gap2)}`),
      steps.length > 0 ? `### Steps

${formatStepTable(steps)}` : "",
      formatFolded("Slowest nodes", listSlowest(report))
    ];
    const formatNote = () => "What is too long is left out.";
    const kept = limitBytes(sections.filter(Boolean), MAX_PAGE_SIZE, formatNote);
    return `${kept.join("\n\n")}
`;
  }
  function formatName(node) {
    return escapeMarkdown(formatLabel(node));
  }
  function formatFile({ file }, linkTo) {
    if (!file) return "";
    const url = file.length > MAX_LINE_LENGTH ? void 0 : linkTo(file);
    const name = escapeMarkdown(file);
    return url ? ` in [${name}](<${url}>)` : ` in ${name}`;
  }
  function formatList(title, nodes, { formatItem, formatFirst = formatItem }) {
    if (nodes.length === 0) return [];
    const first = nodes.slice(0, MAX_WHOLE).map(formatFirst).join("\n");
    const rest = nodes.slice(MAX_WHOLE).map(formatItem);
    const formatNote = (more) => `- and ${more} more`;
    return [
      `### ${title}

${first.trimEnd()}`,
      formatFolded(`and ${rest.length} more`, limitBytes(rest, MAX_LIST_SIZE, formatNote))
    ];
  }
  function formatHeading({ run, retryRanNothing }) {
    const job = run.jobName ? ` of ${escapeMarkdown(run.jobName)}` : "";
    const words = ENDED_RUN_WORDS[run.status];
    const ending = words ? `${words.symbol} ${words.verb}` : `is ${run.status}`;
    const verdict = retryRanNothing ? "\u274C ran nothing" : ending;
    return `## dbt Cloud run [${run.id}](<${run.href}>)${job} ${verdict}`;
  }
  function formatFacts(report) {
    const { gitBranch, gitSha, durationMs } = report.run;
    return [
      gitBranch && `branch **${escapeMarkdown(gitBranch)}**`,
      gitSha && `commit ${escapeMarkdown(gitSha.slice(0, 10))}`,
      durationMs !== null && `took ${formatDuration(durationMs)}`,
      formatCounts(report)
    ].filter(Boolean).join(" \xB7 ");
  }
  function listSlowest({ run, nodes }) {
    if (run.status !== "success") return [];
    return nodes.filter(({ type, seconds }) => type !== "step" && seconds >= 1).toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_WHOLE).map((node) => {
      const duration = formatDuration(node.seconds * 1e3);
      return `- ${duration}: ${escapeMarkdown(formatTitle(node))}`;
    });
  }
  function formatStepTable(steps) {
    const rows = steps.map(({ index, name, status: status2, durationMs }) => [
      `${index}`,
      escapeMarkdown(safeLine(extractCommand(name), {
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
  var MAX_PAGE_SIZE, MAX_LIST_SIZE;
  var init_summary = __esm({
    "report/summary.ts"() {
      init_markdown();
      init_report_words();
      init_run_verdict();
      init_select_nodes();
      init_step_command();
      init_format_text();
      init_status_words();
      init_safe_text();
      MAX_PAGE_SIZE = 500 * 1024;
      MAX_LIST_SIZE = 60 * 1024;
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
            text: formatJunit(report)
          }
        ]
      });
    }
    const text = formatPage(input, output, result);
    const isUnwritable = faults.some(({ setting }) => setting === "summary");
    if (values.summary && !isUnwritable) {
      output.send({
        files: [
          {
            path: values.summary,
            text
          }
        ]
      });
    }
    output.send(output.ci.summary?.(text, output.env));
    await output.flush();
  }
  function formatPage(input, { ci, env }, result) {
    const { report, end } = result;
    const sha = report?.run.gitSha;
    const linkTo = (file) => sha ? ci.fileUrl?.(file, sha, env) : void 0;
    const parts = [
      report && isVerdict(end) ? "" : formatEnd(result, input),
      report ? formatSummary(report, {
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
      escapeMarkdown(describeEnd(result, input)),
      run && `Run [${run.id}](<${run.href}>): ${run.status}`,
      pendingPost && `[Look for ${escapeMarkdown(pendingPost.mark ? formatMark(pendingPost.mark) : "the run")}](<${pendingPost.page}>)`
    ];
    return `${lines.filter(Boolean).join("\n\n")}
`;
  }
  var init_report_files = __esm({
    "command/output/report_files.ts"() {
      init_trigger_fields();
      init_exit_codes();
      init_junit();
      init_markdown();
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
    const redact = client?.redact ?? createRedactor(listSecrets(context));
    const output = openOutput(context, process2, redact);
    const { printer } = output;
    const writeDocument = (result) => {
      printer.printDocument(createDocument(result, context));
    };
    const listeners = [
      // The live line is removed before the others print.
      ...printer.canDraw ? [
        createLiveLine(printer)
      ] : [],
      // Later steps need the outputs, even if we are killed during the rest.
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
    warnings.forEach((text) => printer.print(`warning: ${text}`, "error"));
    printer.print(notices);
    async function runGuarded(work) {
      try {
        await work();
      } catch (error) {
        printer.print(`warning: ${describeError(error, context)}`, "error");
      }
    }
    return {
      on(event) {
        for (const { on } of listeners) runGuarded(() => on?.(event));
      },
      async end(result) {
        const current = () => afterSignal(shutdown, result);
        for (const { end } of listeners) await runGuarded(() => end?.(current()));
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
      init_ci_environment();
      init_verdict();
    }
  });

  // command/input/pull_request.ts
  var pull_request_exports = {};
  __export(pull_request_exports, {
    addPullRequest: () => addPullRequest
  });
  async function addPullRequest(process2, input) {
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
    const denied = listDenied(ci, unreadable);
    if (denied.length > 0) {
      const text = `Cannot look for the pull request: ${denied} may not be read. Add them to --allow-env`;
      return [
        toFault(text)
      ];
    }
    const found = pull.id ? checkHead(ci, pull, describeHiddenOrigin(ci, unreadable), input) : {
      reason: `No pull request was found. ${ci.noPullRequest(env)}`
    };
    if (!found.pull) return refuseOrWarn(found.reason, input);
    setUnset(ci, found.pull, input);
    if (found.warning) input.warnings.push(found.warning);
    return findReuseFault(input);
  }
  function listDenied({ originVariables }, unreadable) {
    return [
      ...unreadable.keys()
    ].filter((name) => unreadable.get(name) === "denied" && !originVariables.includes(name));
  }
  function describeHiddenOrigin({ originVariables }, unreadable) {
    const hidden = originVariables.filter((name) => unreadable.has(name));
    if (hidden.length === 0) return "";
    const isDenied = hidden.some((name) => unreadable.get(name) === "denied");
    const advice = isDenied ? ": add it to --allow-env" : "";
    return `${hidden} cannot be read${advice}`;
  }
  function findReuseFault({ names, values }) {
    const text = describeReuseFault(names.reuse ?? "--reuse", values);
    return text === void 0 ? [] : [
      {
        setting: "reuse",
        text
      }
    ];
  }
  function toFault(text) {
    return {
      setting: "pullRequest",
      text
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
    const takesAnyRun = values.reuse === true || command !== "run" && values.latest === "none";
    const isOptional = values.pullRequest === "auto" && (values.gitSha || !takesAnyRun);
    if (!isOptional) return [
      toFault(reason)
    ];
    warnings.push(reason);
    return findReuseFault(input);
  }
  function setUnset({ name }, { option, id, sha, branch }, { values, given, notices }) {
    const parts = [
      `pull request ${id}`,
      sha && `commit ${sha}`,
      branch && `branch ${branch}`
    ];
    notices.push(`${name}: ${parts.filter(Boolean).join(", ")}`);
    const isSet = fieldsOfRole("pullRequest").some((field) => values[TRIGGER_FIELDS[field].option] !== void 0);
    if (!isSet) values[option] = id;
    values.gitSha ??= sha || void 0;
    values.gitBranch ??= branch || void 0;
    if (branch) given.gitBranch ??= branch;
  }
  var HEADS;
  var init_pull_request = __esm({
    "command/input/pull_request.ts"() {
      init_trigger_fields();
      init_registry();
      init_setting_checks();
      init_ci_environment();
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
    const { junit, summary, artifacts } = values;
    const files = {
      junit,
      summary,
      // The action's own folder is not tried: nobody named it.
      artifacts: isAction ? void 0 : artifacts
    };
    const faults = [];
    for (const setting of [
      "junit",
      "summary",
      "artifacts"
    ]) {
      const path = files[setting];
      if (!path) continue;
      const { [setting]: name = `--${setting}` } = names;
      try {
        const file = setting === "artifacts" ? `${path}/dbt-run` : path;
        await tryToWrite(fileSystem2, file);
      } catch (error) {
        const { message } = error;
        const text = `Cannot write ${path} (${name}): ${message}`;
        faults.push({
          setting,
          name,
          text
        });
      }
    }
    return faults;
  }
  var init_named_files = __esm({
    "command/input/named_files.ts"() {
      init_files();
    }
  });

  // action/main.ts
  init_start_request();
  init_exit_codes();

  // command/input/input.ts
  init_key_matcher();
  init_address();

  // offline/std_cli_parse_args.ts
  function parseArgs(args, { collect }) {
    const result = {
      _: []
    };
    for (const flag of collect) {
      const start = `--${flag}=`;
      result[flag] = args.filter((word) => word.startsWith(start)).map((word) => word.slice(start.length));
    }
    return result;
  }

  // command/input/flags.ts
  init_settings();

  // command/input/unknown_words.ts
  init_text();
  init_setting();
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

  // command/input/unknown_words.ts
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
  function describeUnknownCommand(word) {
    const problem = `Unknown command ${truncate(word, MAX_WORD_LENGTH)}`;
    if (/^\d+$/.test(word)) return `${problem}: did you mean --job-id=${word}?`;
    return describeChoice(problem, word) ?? describeLineEnd(word) ?? describeUnknown(problem, findNear(word, COMMAND_WORDS));
  }
  function describeUnexpected(word) {
    const problem = `Unexpected argument ${truncate(word, MAX_WORD_LENGTH)}`;
    return describeChoice(problem, word) ?? problem;
  }
  function describeChoice(problem, word) {
    const found = SETTING_LIST.find(([, { implied, type, choices }]) => (implied || type === "switch") && choices?.includes(word));
    return found && `${problem}: did you mean --${found[1].flag}=${word}?`;
  }
  function describeLineEnd(word) {
    return word.endsWith("\r") ? `${word.trimEnd()} ends in a carriage return: the file it stands in has the line ends of Windows, save it with those of Unix` : void 0;
  }
  function describeUnknownFlag(word, flag, flags) {
    const problem = `Unknown option ${truncate(word.split("=")[0], MAX_WORD_LENGTH)}`;
    if (flag === "api-key") return `${problem}: set DBT_API_KEY, it has no flag`;
    if (DBT_FLAGS.includes(flag)) {
      return `${problem}: flags of dbt itself follow --extra-args=, as in --extra-args="--${flag} \u2026"`;
    }
    const lineEnd = describeLineEnd(word);
    if (lineEnd) return lineEnd;
    const bare = flag.replace(/^no-/, "");
    const near = [
      ...findNear(flag, flags),
      ...findNear(bare, flags)
    ];
    const partly = flags.filter((name) => name.split("-").includes(bare));
    return describeUnknown(problem, [
      ...near,
      ...partly
    ].map((name) => `--${name}`));
  }
  function describeUnknown(problem, meant) {
    return meant[0] ? `${problem}: did you mean ${meant[0]}?` : `${problem}: see --help`;
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
  var FLAGS = new Map(SETTING_LIST.flatMap(([, setting]) => {
    const { flag, type } = setting;
    if (!flag) return [];
    const flags = type === "switch" ? [
      flag,
      `no-${flag}`
    ] : [
      flag
    ];
    return flags.map((flag2) => [
      flag2,
      setting
    ]);
  }));
  function parseFlags(args) {
    const words = [];
    const tokens = [];
    const faults = [];
    const rest = new WordReader(args);
    while (!rest.isAtEnd()) {
      const word = rest.next();
      if (word === "--") words.push(...rest.remaining());
      else if (!/^-./.test(word)) words.push(word);
      else tokens.push(...parseFlag(ALIASES.get(word) ?? word, rest, faults));
    }
    const names = [
      ...FLAGS.keys()
    ];
    const parsed = parseArgs(tokens, {
      string: names,
      collect: names
    });
    const texts = /* @__PURE__ */ new Map();
    for (const [name, { flag, type }] of SETTING_LIST) {
      const ofFlag = parsed[flag ?? ""] ?? [];
      if (ofFlag.length > 0) texts.set(name, ofFlag);
      const isSingle = type !== "strings" && type !== "switch";
      if (isSingle && ofFlag.length > 1) faults.push(`--${flag} is given twice`);
    }
    return {
      texts,
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
    /** Returns the next word without moving past it. */
    peek() {
      return this.words[this.#at] ?? "";
    }
    /** Returns the next word, and moves past it. */
    next() {
      return this.words[this.#at++] ?? "";
    }
    /** Moves past the next word. */
    skip() {
      this.#at++;
    }
    /** Returns all words that follow. */
    remaining() {
      const words = this.words.slice(this.#at);
      this.#at = this.words.length;
      return words;
    }
  };
  function parseFlag(word, rest, faults) {
    const { flag, value } = splitFlag(word);
    const setting = FLAGS.get(flag);
    if (!setting) {
      faults.push(describeUnknownFlag(word, flag, [
        ...FLAGS.keys()
      ]));
      if (value === void 0) skipValue(rest);
      return [];
    }
    const text = value ?? findValue(flag, setting, rest);
    if (text === void 0) {
      const dashValue = peekDashValue(rest);
      const hint = dashValue && `; one that begins with a dash follows =: ${word}="${dashValue}"`;
      faults.push(`--${flag} needs a value${hint}`);
      if (dashValue) rest.skip();
      return [];
    }
    if (value !== void 0 && !takesValue(flag, setting)) {
      faults.push(`--${flag} takes no value`);
      return [];
    }
    if (!text.trim()) {
      faults.push(`--${flag} is empty: leave it out, or give it a value`);
      return [];
    }
    return [
      `--${setting.flag}=${text}`
    ];
  }
  function takesValue(flag, { type, choices, ...rest }) {
    return type !== "switch" || choices !== void 0 && flag === rest.flag;
  }
  function findValue(flag, { type, implied, ...rest }, words) {
    if (type === "switch") return String(flag === rest.flag);
    if (implied !== void 0) return implied;
    if (words.isAtEnd() || /^--[a-z]/.test(words.peek())) return void 0;
    return words.next();
  }
  function peekDashValue(rest) {
    const next = rest.peek();
    return FLAGS.has(splitFlag(next).flag) ? "" : next;
  }
  function skipValue(rest) {
    const next = rest.peek();
    if (!/^-./.test(next) && !COMMAND_WORDS.includes(next)) rest.skip();
  }
  function splitFlag(word) {
    const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    return {
      flag,
      value
    };
  }

  // command/input/command_line.ts
  init_setting();
  function parseCommandLine(args) {
    const flags = parseFlags(args);
    const [word = "run", ...others] = flags.words;
    const known = COMMANDS.find((name) => name === word);
    const command = known ?? "run";
    const hasTarget = command !== "run" && others.length > 0;
    const unexpected = hasTarget ? others.slice(1) : others;
    return {
      command,
      target: hasTarget ? others[0]?.trim() : void 0,
      // The arguments of an unknown command would be a second fault.
      unexpected: known ? unexpected.filter(Boolean) : [],
      flags: flags.texts,
      help: findHelpCall(flags),
      faults: known ? flags.faults : [
        ...flags.faults,
        describeUnknownCommand(word)
      ]
    };
  }
  function findHelpCall({ texts, words, faults }) {
    const isOn2 = (name) => texts.get(name)?.at(-1) === "true";
    if (faults.length > 0) return void 0;
    if (words[0] === "help" || isOn2("help")) return "help";
    return isOn2("version") ? "version" : void 0;
  }

  // command/input/input.ts
  init_draft();

  // command/input/find_source.ts
  init_environment();
  init_ci_environment();
  init_draft();
  function findSource(draft, name, setting) {
    const { commandLine: { flags }, environment: { actionInput } } = draft;
    const flag = flags.get(name);
    if (flag) {
      const source = {
        name: `--${setting.flag}`,
        texts: flag
      };
      return {
        source: {
          kind: "flag",
          ...source
        }
      };
    }
    const input = actionInput?.(name);
    if (input?.text.trim()) {
      const { text, ...rest } = input;
      return {
        source: {
          kind: "input",
          texts: [
            text
          ],
          ...rest
        }
      };
    }
    return readsVariables(draft, setting) ? findVariable(draft, name, setting.variables ?? []) : {};
  }
  function readsVariables(draft, { commands, selects }) {
    const isUsed = commands?.includes(draft.commandLine.command) ?? true;
    return isUsed && (needsJob(draft) || !selects);
  }
  function findVariable({ environment, deniedVariable: denied }, setting, variables) {
    const set = [];
    const faults = [];
    const warnings = [];
    let deniedVariable = denied;
    for (const name of variables) {
      const { text, fault } = readVariable(environment.env, name);
      if (text !== void 0) set.push({
        kind: "variable",
        name,
        texts: [
          text
        ]
      });
      if (fault === "not text") {
        const result = describeNotText(setting, name);
        faults.push(...result.faults);
        warnings.push(...result.warnings);
      } else if (fault === "denied" && deniedVariable === void 0) {
        deniedVariable = name;
        const text2 = `Requires env access to "${name}": run with --allow-env`;
        faults.push({
          setting,
          name,
          text: text2
        });
      }
    }
    const usable = set.filter(isUsable);
    faults.push(...findContradiction(setting, variables, usable));
    const source = usable[0] ?? set.find((it) => joinTexts(it).trim()) ?? set[0];
    return {
      source,
      faults,
      warnings,
      deniedVariable
    };
  }
  function isUsable(source) {
    const text = joinTexts(source).trim();
    return text !== "" && !UNEXPANDED.test(text);
  }
  function joinTexts({ texts }) {
    return texts.join("\n");
  }
  function describeNotText(setting, name) {
    const sentence = `${name} holds bytes that are no UTF-8 text`;
    if (setting === "cause") {
      return {
        faults: [],
        warnings: [
          `${sentence}. It counts as not set`
        ]
      };
    }
    const fault = {
      setting,
      name,
      text: `${sentence}: set it again`
    };
    return {
      faults: [
        fault
      ],
      warnings: []
    };
  }
  function findContradiction(setting, variables, usable) {
    const [first, ...others] = usable;
    if (!first || first.name === variables[0]) return [];
    const other = others.find((it) => toComparable(it) !== toComparable(first));
    if (!other) return [];
    const text = `${first.name} and ${other.name} disagree: set only one`;
    return [
      {
        setting,
        name: first.name,
        text
      }
    ];
  }
  function toComparable(source) {
    return joinTexts(source).trim().replace(/^https:\/\//, "").replace(/(?<!\/)\/+$/, "");
  }

  // command/input/job.ts
  init_address();
  init_draft();
  init_setting_conflicts();

  // command/input/take_page.ts
  init_text();
  init_draft();
  var PAGE_SETTINGS = [
    "url",
    "accountId",
    "projectId",
    "jobId"
  ];
  function takePage(draft, page, source) {
    const faults = [];
    let taken = draft;
    for (const name of PAGE_SETTINGS) {
      const value = page[name];
      if (value === void 0) continue;
      const other = draft.sources[name];
      const isRival = other && (source.kind === "argument" || isExplicit(other) === isExplicit(source));
      if (isRival && draft.values[name] !== value) {
        const current = hideCredentials(String(draft.values[name]));
        const text = `${source.name} and ${other.name} disagree: ${value} and ${current}`;
        faults.push({
          setting: name,
          text
        });
      }
      const isBeaten = other && isExplicit(other) && !isExplicit(source);
      if (isBeaten) continue;
      taken = addResult(taken, {
        values: {
          [name]: value
        },
        sources: {
          [name]: other ?? source
        }
      });
    }
    return {
      values: taken.values,
      sources: taken.sources,
      faults
    };
  }

  // command/input/job.ts
  init_values();
  var JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";
  function readJobPage(draft) {
    const { values: { jobUrl = "" }, sources: { jobUrl: source } } = draft;
    if (!source) return {};
    const page = parsePage(normalizeAddress(jobUrl));
    if (page?.jobId) return takePage(draft, page, source);
    const fault = page ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run" : describeHttp(jobUrl) ?? mustBe(`the address of a job's page, ${JOB_PAGE}`, jobUrl);
    return {
      faults: [
        {
          setting: "jobUrl",
          text: `${source.name} ${fault}`
        }
      ]
    };
  }
  function chooseJob({ sources }) {
    const { jobId: id, jobName: name, jobUrl } = sources;
    if (!id || !name) return {};
    const unused = isExplicit(id) ? "jobName" : "jobId";
    const result = {
      values: {
        [unused]: void 0
      }
    };
    if (isExplicit(id) === isExplicit(name)) {
      const text = describeConflict(id.name, name.name);
      return {
        ...result,
        faults: [
          {
            setting: "jobName",
            text
          }
        ]
      };
    }
    if (unused === "jobId" && id === jobUrl) {
      const text = `${name.name} is used, and not the job of ${id.name}`;
      return {
        ...result,
        warnings: [
          text
        ]
      };
    }
    return result;
  }

  // command/input/unexpanded.ts
  init_ci_environment();
  var VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;
  var WITHOUT_VARIABLES = [
    "gitBranch",
    "schemaOverride"
  ];
  function checkExpansion(setting, sourceName, text) {
    const found = findUnexpandedVariable(setting, text);
    const isLabel = setting === "cause" && !found?.isWholeValue;
    if (!found || isLabel) return {
      kind: "usable"
    };
    const detail = setting === "apiKey" ? "it begins with a $" : found.line;
    return {
      kind: found.isWholeValue ? "not set" : "refused",
      text: `${sourceName} is a variable that was not expanded: ${detail}`
    };
  }
  function findUnexpandedVariable(setting, text) {
    const lines = text.split("\n").map((line2) => line2.trim().replace(/^-\s/, "")).map((line2) => line2.trim()).filter(Boolean);
    const pattern = WITHOUT_VARIABLES.includes(setting) ? VARIABLE : UNEXPANDED;
    const line = lines.find((line2) => pattern.test(line2));
    if (line === void 0) return;
    const isWholeValue = lines.length === 1 && line.replace(VARIABLE, "") === "";
    return {
      line,
      isWholeValue
    };
  }

  // command/input/read_setting.ts
  init_values();
  var NORMALIZERS = {
    gitBranch: (name) => name?.replaceAll("refs/heads/", "") || void 0,
    schemaOverride: (name) => name?.replace(/[-/]/g, "_")
  };
  function readSetting(name, setting, source) {
    const text = joinTexts(source);
    if (text.includes("\uFFFD")) return describeNotText(name, source.name);
    const given = {
      [name]: text
    };
    if (!text.trim()) return {
      given
    };
    const expansion = checkExpansion(name, source.name, text);
    switch (expansion.kind) {
      case "not set":
        return {
          given,
          unexpanded: {
            [name]: expansion.text
          }
        };
      case "refused":
        return {
          given,
          faults: [
            {
              setting: name,
              name: source.name,
              text: expansion.text
            }
          ]
        };
      case "usable":
        return {
          given,
          ...parseSetting(name, setting, source)
        };
    }
  }
  function parseSetting(name, setting, source) {
    const sources = {
      [name]: source
    };
    try {
      const value = parseValue(setting, source.texts);
      const normalize = source.kind === "input" ? void 0 : NORMALIZERS[name];
      return {
        values: {
          [name]: normalize ? normalize(value) : value
        },
        sources
      };
    } catch (error) {
      const text = `${source.name} ${error.message}`;
      return {
        faults: [
          {
            setting: name,
            name: source.name,
            text
          }
        ],
        sources
      };
    }
  }

  // command/input/required.ts
  init_ci_environment();
  init_draft();

  // command/input/unread_variables.ts
  init_ci_environment();
  init_address();
  init_draft();
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
  function warnOfUnread(draft) {
    const { values, environment } = draft;
    if (values.quiet) return {};
    const names = environment.envNames();
    const env = ciEnv((name) => name.startsWith("DBT_") || names.includes(name) ? environment.env(name) : void 0);
    const warnings = [];
    const settings = SETTING_LIST.filter(([, setting]) => readsVariables(draft, setting));
    for (const [name, { variables: variables2 = [] }] of settings) {
      if (!hasNoValue(draft, name)) continue;
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
    return {
      warnings
    };
  }
  function describeUnread(name, meant) {
    return `${name} is set, and not read: dbt-run reads ${meant}`;
  }
  function hasNoValue(draft, name) {
    const { values, sources } = draft;
    switch (name) {
      case "apiKey":
        return false;
      // The fault about the key names it.
      case "url":
        return !sources.url || isRefused(draft, "url");
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
  function requireSettings(draft) {
    const missing = listRequired(draft).filter((name) => !draft.sources[name] && !isRefused(draft, name));
    const isBlank = (name) => missing.includes(name) && draft.given[name] === void 0 && draft.unexpanded[name] === void 0;
    const needsPage = isBlank("accountId") && isBlank("jobId");
    const faults = missing.flatMap((setting) => {
      if (needsPage && setting === "jobId") return [];
      const text = needsPage && setting === "accountId" ? describeMissingPage(draft) : draft.unexpanded[setting] ?? describeMissing(draft, setting);
      return [
        {
          setting,
          text
        }
      ];
    });
    return {
      faults
    };
  }
  function listRequired(draft) {
    const { values, sources } = draft;
    if (sources.jobUrl) return [
      "apiKey"
    ];
    return needsJob(draft) && values.jobName === void 0 ? [
      "apiKey",
      "accountId",
      "jobId"
    ] : [
      "apiKey",
      "accountId"
    ];
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
    const { variables = [], flag } = SETTINGS[name];
    const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
    const input = actionInput?.(name).name;
    const isEmpty = given[name] !== void 0;
    const problem = `${input ?? `${variables[0]}${orFlag}`} is ${isEmpty ? "empty" : "not set"}`;
    if (name !== "apiKey") return problem;
    const isSecret = isEmpty || input !== void 0;
    return problem + (describeKeyElsewhere(env) ?? (isSecret ? describeHiddenSecret(env) : ""));
  }
  function describeKeyElsewhere(env) {
    const read = ciEnv(env);
    const other = findOtherNames("apiKey", read)[0];
    if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
    return read("GITLAB_CI") && ": GitLab keeps a protected variable from branches that are not protected";
  }
  function describeHiddenSecret(env) {
    const event = ciEnv(env)("GITHUB_EVENT_NAME") ?? "pull_request";
    return event.startsWith("pull_request") ? ": pipelines of forks and of Dependabot get no secrets" : ": is there a secret of that name? GitHub makes an empty text of one that is not there";
  }

  // command/input/input.ts
  init_setting_checks();
  init_setting_conflicts();
  init_settings();

  // command/input/target.ts
  init_json();
  init_address();
  init_draft();
  init_settings();
  init_values();
  var DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;
  var RUN_PAGE = {
    kind: "argument",
    name: "The run's address",
    texts: []
  };
  function takesAnyAge(command) {
    return command === "status" || command === "retry";
  }
  function widenLatest({ commandLine, values }) {
    const isWidened = takesAnyAge(commandLine.command) && values.latest === "new";
    return isWidened ? {
      values: {
        latest: "any"
      }
    } : {};
  }
  function readTarget(draft) {
    const { command, target } = draft.commandLine;
    if (command === "run") return {};
    const selectors = command === "cancel" ? [] : listSelectors(draft);
    if (target === void 0) {
      return selectors.length > 0 ? {} : refuseMissingRun(command);
    }
    if (target === "") {
      const text = "RUN_ID is empty: leave it out, or give it a value";
      return {
        faults: [
          {
            name: "RUN_ID",
            text
          }
        ]
      };
    }
    const choice = describeChoice(`Unexpected argument ${target}`, target);
    if (choice) return {
      faults: [
        {
          text: choice
        }
      ]
    };
    const since = takesAnyAge(command) ? draft.sources.since : void 0;
    const contradiction = findContradictingFlag([
      ...selectors,
      since
    ]);
    const run = readRunId(draft, target);
    return {
      ...run,
      faults: [
        ...contradiction,
        ...run.faults ?? []
      ]
    };
  }
  function listSelectors({ values, sources }) {
    return SETTING_LIST.filter(([name, { selects }]) => selects === "run" && values[name] && values[name] !== "none").flatMap(([name]) => sources[name] ?? []);
  }
  function refuseMissingRun(command) {
    const others = command === "cancel" ? "" : ", --latest, --git-sha or --pull-request";
    return {
      faults: [
        {
          text: `${command} needs a RUN_ID${others}`
        }
      ]
    };
  }
  function findContradictingFlag(sources) {
    const flag = sources.find((source) => source && isExplicit(source));
    if (!flag) return [];
    const text = `${flag.name} does not go with a RUN_ID`;
    return [
      {
        name: flag.name,
        text
      }
    ];
  }
  function readRunId(draft, target) {
    const page = parsePage(target);
    const runId = page ? page.runId : parseCount(target);
    if (!isId(runId)) return refuseTarget(draft, target, page);
    return page ? {
      runId,
      ...takeRunPage(draft, page)
    } : {
      runId
    };
  }
  function refuseTarget({ commandLine: { command }, sources }, target, page) {
    const text = describeWrongTarget(command, target, page);
    const faults = [
      {
        name: "RUN_ID",
        text
      }
    ];
    if (!page || sources.accountId) return {
      faults
    };
    const { accountId } = page;
    return {
      values: {
        accountId
      },
      sources: {
        accountId: RUN_PAGE
      },
      faults
    };
  }
  function describeWrongTarget(command, target, page) {
    if (!page) {
      const expected = "a positive whole number, or the address of a run's page";
      return `RUN_ID ${describeHttp(target) ?? mustBe(expected, target)}`;
    }
    const job = `${page.url}/deploy/${page.accountId}/projects/${page.projectId}/jobs/${page.jobId}`;
    return command === "cancel" ? "RUN_ID is the address of a job's page: use the run's" : `RUN_ID is the address of a job's page: for its runs, use \`dbt-run ${command} --latest --job-url ${job}\``;
  }
  function takeRunPage(draft, page) {
    const faults = [];
    if (!draft.sources.url && !DBT_CLOUD.test(page.url)) {
      const text = `The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`;
      faults.push({
        setting: "url",
        text
      });
    }
    const { projectId, ...others } = page;
    const isSet = draft.sources.projectId !== void 0;
    const taken = takePage(draft, isSet ? others : {
      ...others,
      projectId
    }, RUN_PAGE);
    return {
      ...taken,
      faults: [
        ...faults,
        ...taken.faults ?? []
      ]
    };
  }

  // command/input/input.ts
  var STAGES = [
    normalizeUrlSetting,
    readJobPage,
    chooseJob,
    refuseUnexpected,
    widenLatest,
    readTarget,
    checkSettings,
    checkIdle,
    checkPullRequests,
    requireSettings,
    warnOfShortKey,
    warnOfUnread,
    warnOfUnexpanded
  ];
  function readInput(process2, actionInput) {
    const { args, env, envNames = () => [] } = process2;
    const commandLine = parseCommandLine(args);
    const { help, faults } = commandLine;
    let draft = createDraft(commandLine, {
      env,
      envNames,
      actionInput
    });
    if (help) return toInput(addResult(draft, {
      values: {
        [help]: true
      }
    }));
    draft = addResult(draft, {
      faults: faults.map((text) => ({
        text
      }))
    });
    for (const [name, setting] of SETTING_LIST) {
      const { source, ...found } = findSource(draft, name, setting);
      draft = addResult(draft, found);
      if (source) draft = addResult(draft, readSetting(name, setting, source));
    }
    for (const stage of STAGES) draft = addResult(draft, stage(draft));
    return toInput(draft);
  }
  function normalizeUrlSetting({ values }) {
    return {
      values: {
        url: normalizeAddress(values.url)
      }
    };
  }
  function refuseUnexpected({ commandLine: { unexpected } }) {
    return {
      faults: unexpected.map((word) => ({
        text: describeUnexpected(word)
      }))
    };
  }
  function warnOfShortKey({ values, sources }) {
    const { apiKey = "" } = values;
    if (!sources.apiKey || apiKey.length >= MIN_SECRET_LENGTH) return {};
    const text = `${sources.apiKey.name} has ${apiKey.length} characters: real keys are longer, and this one is not hidden in the log`;
    return {
      warnings: [
        text
      ]
    };
  }
  function warnOfUnexpanded(draft) {
    const unexpanded = SETTING_LIST.flatMap(([name]) => isRefused(draft, name) ? [] : draft.unexpanded[name] ?? []);
    return {
      warnings: unexpanded.map((text) => `${text}. It counts as not set`)
    };
  }

  // command/main.ts
  init_redact();
  init_proxies();

  // command/context.ts
  init_client();
  init_clock();
  async function createContext(input, parts) {
    const { process: process2, shutdown, emit } = parts;
    const { timeout, url, apiKey, accountId, projectId, debug } = input.values;
    const { fetch: fetch2 } = process2;
    const onNotice = (text) => emit({
      type: "notice",
      text
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
    if (debug) {
      const { logRequests: logRequests2 } = await Promise.resolve().then(() => (init_request_log(), request_log_exports));
      client.fetch = logRequests2(process2, client.redact);
    }
    const timeLeft = process2.startedAt + timeout - clock.now();
    const deadline = createDeadline(timeout > 0 ? timeLeft : Infinity);
    const { aborted: signal } = shutdown;
    return {
      ...input,
      ...parts,
      client,
      deadline,
      signal
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
  init_ci_environment();
  init_shutdown();

  // command/run.ts
  init_start_run();
  async function runCommand(context) {
    try {
      switch (context.command) {
        case "cancel":
          return await (await Promise.resolve().then(() => (init_cancel_command(), cancel_command_exports))).cancelNamedRun(context);
        case "status":
          return await (await Promise.resolve().then(() => (init_status_command(), status_command_exports))).showStatus(context);
        default:
          return await startAndFollow(context);
      }
    } catch (error) {
      const { endEarly: endEarly2 } = await Promise.resolve().then(() => (init_early_end(), early_end_exports));
      return await endEarly2(context, error);
    }
  }
  async function startAndFollow(context) {
    const run = await findOrStart(context);
    if (run === void 0) return {
      end: "succeeded"
    };
    if (!context.values.wait) {
      return {
        end: "succeeded",
        run: context.state.current.run
      };
    }
    const { followRun: followRun2 } = await Promise.resolve().then(() => (init_follow_run(), follow_run_exports));
    return await followRun2(context, run);
  }

  // command/run_state.ts
  function pickResult({ run, report, pendingPost }) {
    return {
      run,
      report,
      pendingPost
    };
  }
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
  init_verdict();
  async function main(process2, hooks = {}) {
    let input;
    try {
      input = readInput(process2, hooks.input);
    } catch (error) {
      const { name } = toError(error);
      process2.err.line(`error: The input could not be read (${name}). This is a fault of dbt-run`);
      await process2.flush();
      return exitCode("bug");
    }
    const { help, version } = input.values;
    if (help || version) return await printHelp(process2, input);
    return await runAndReport(process2, hooks, input);
  }
  async function printHelp(process2, { values }) {
    const { formatHelp: formatHelp2, VERSION: VERSION2 } = await Promise.resolve().then(() => (init_help(), help_exports));
    if (values.version) process2.out.line(`dbt-run ${VERSION2}`);
    if (values.help) formatHelp2().forEach(process2.out.line);
    await process2.flush();
    return exitCode("succeeded");
  }
  async function runAndReport(process2, hooks, input) {
    const state = createStateHolder();
    let reporter;
    const shutdown = listenForShutdown(process2, input.values.timeout, (error) => {
      const hint = describeOpenRun(state.current, "may still be running");
      const known = pickResult(state.current);
      return reporter?.endAtOnce({
        ...known,
        end: error.end,
        error,
        hint
      });
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
      warnOfProxies(input);
      const faults = [
        ...hooks.faults ?? [],
        ...input.faults ?? [],
        ...await addNamedPullRequest(process2, input),
        ...await checkFiles(process2, input, hooks)
      ];
      if (input.faults || faults.length > 0) {
        result = {
          end: "invalidInput",
          faults
        };
      } else {
        const context = await createContext(input, parts);
        result = await runWithReporter(context, events, loadReporter);
      }
    } catch (error) {
      result = createErrorResult(error, state.current);
    }
    let end = result.end;
    try {
      end = await (await loadReporter({
        ...input,
        ...parts
      })).end(result);
    } catch (error) {
      const redact = createRedactor(listSecrets(input));
      const texts = [
        `error: ${error.message}`,
        result.hint
      ];
      texts.forEach((text) => text && process2.err.line(redact(text)));
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
  function createErrorResult(error, state) {
    const hint = describeOpenRun(state, "is still running");
    const end = classifyError(error);
    return {
      ...pickResult(state),
      end,
      hint,
      error: toError(error)
    };
  }
  function warnOfProxies({ warnings }) {
    for (const name of listUnusableProxies()) {
      warnings.push(`${name} holds bytes that are no UTF-8 text. It counts as not set`);
    }
  }
  async function addNamedPullRequest(process2, input) {
    const { command, runId, values } = input;
    const isNamed = values.pullRequest !== "none" && runId === void 0;
    if (command === "cancel" || !isNamed) return [];
    const { addPullRequest: addPullRequest2 } = await Promise.resolve().then(() => (init_pull_request(), pull_request_exports));
    return await addPullRequest2(process2, input);
  }
  async function checkFiles(process2, input, hooks) {
    const { junit, summary, artifacts, dryRun } = input.values;
    const isNamed = [
      junit,
      summary,
      artifacts
    ].some(Boolean);
    if (input.command === "cancel" || dryRun || !isNamed) return [];
    const { checkNamedFiles: checkNamedFiles2 } = await Promise.resolve().then(() => (init_named_files(), named_files_exports));
    const isAction = hooks.input !== void 0;
    return await checkNamedFiles2(process2, input, {
      isAction
    });
  }

  // command/process/node.ts
  init_proxies();

  // command/process/file_system.ts
  init_clock();
  var fs = () => import("node:fs/promises");
  var READ_SIZE = 64 * 1024;
  var PIPE_SIZE = 4096;
  var READER_LIMIT = 5e3;
  var MAX_STALL = 3e4;
  var RETRY_PAUSE = 50;
  var fileSystem = {
    async readText(path, maxBytes = Infinity) {
      const decoder = new TextDecoder();
      let text = "";
      let bytes = 0;
      for await (const piece of readFilePieces(path)) {
        text += decoder.decode(piece, {
          stream: true
        });
        bytes += piece.length;
        if (bytes >= maxBytes) break;
      }
      return text + decoder.decode();
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

  // command/process/requests.ts
  var TIME_TO_LEAVE = 5;
  async function flushRequests() {
    for (const ms of [
      0,
      TIME_TO_LEAVE
    ]) {
      const timer = AbortSignal.timeout(ms);
      await new Promise((resolve) => timer.addEventListener("abort", resolve));
    }
  }

  // command/process/node.ts
  init_shutdown();

  // command/process/streams.ts
  init_clock();
  init_command_gate();
  var STALL_LIMIT = 3e4;
  var STALLED_AFTER = 1e3;
  var PIECE = 16384;
  var FLUSH_PAUSE = 50;
  function createStreams(out, err) {
    const queue = new OutputQueue(out, err);
    const createOutput = (stream) => ({
      line: (line) => queue.print(stream, `${renderLine(line)}
`),
      isTerminal: stream.isTerminal(),
      draw: (text) => queue.print(stream, text)
    });
    return {
      out: createOutput(out),
      err: createOutput(err),
      waiting: () => queue.waiting,
      flush: (limit) => queue.flush(limit)
    };
  }
  var OutputQueue = class {
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
    print(stream, text) {
      const last = this.#texts.at(-1);
      if (last?.stream === stream && last.text.length < PIECE) last.text += text;
      else this.#texts.push({
        stream,
        text
      });
      this.waiting += text.length;
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
        const place = this.#texts.findIndex((text2) => text2.stream === stream);
        const isBusy = this.#movedAt.has(stream);
        if (place < 0 || isBusy || this.#mustWait(stream, place)) continue;
        const [text] = this.#texts.splice(place, 1);
        this.#write(text);
      }
    }
    /** Whether a text has to wait for older ones of the other stream. */
    #mustWait(stream, place) {
      const other = stream === this.out ? this.err : this.out;
      const otherMovedAt = this.#movedAt.get(other);
      if (otherMovedAt === void 0) return place > 0;
      return clock.now() - otherMovedAt < STALLED_AFTER;
    }
    async #write({ stream, text }) {
      const bytes = new TextEncoder().encode(text);
      this.#movedAt.set(stream, clock.now());
      try {
        for (let i = 0; i < bytes.length; ) {
          i += await stream.write(bytes.subarray(i, i + PIECE));
          this.#movedAt.set(stream, clock.now());
        }
      } catch {
      }
      this.#movedAt.delete(stream);
      this.waiting -= text.length;
      this.#writeNext();
      this.#waiters.splice(0).forEach((resume) => resume());
    }
  };

  // command/process/node.ts
  var { process } = globalThis;
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

  // action/annotation.ts
  init_github();
  init_command_gate();
  function printAnnotation(stream, kind2, message) {
    const text = escapeCommands(message);
    const finding = {
      kind: kind2,
      title: "dbt-run",
      message: text,
      id: ""
    };
    stream.line(github.annotate(finding));
  }

  // action/inputs.ts
  init_settings();
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
    const { flag = setting } = SETTINGS[setting];
    return OFFICIAL[setting] ?? flag.replaceAll("-", "_");
  }
  function createInputReader(env) {
    return (name) => {
      const text = env(`INPUT_${name.toUpperCase()}`) ?? "";
      return name === "steps_override" ? text : text.trim();
    };
  }
  function readSettingInput(setting, getInput, env) {
    const name = getInputName(setting);
    const text = getInput(name);
    switch (setting) {
      case "cause": {
        const hasVariable = Boolean(env("DBT_JOB_CAUSE")?.trim());
        return withDefault(name, text, hasVariable ? "" : DEFAULT_CAUSE);
      }
      case "artifacts":
        return withDefault(name, text, isOn(getInput("get_artifacts")) ? "target" : "");
      default:
        return {
          name,
          text: isWrongSwitch(setting, text) ? "" : text
        };
    }
  }
  function withDefault(name, text, fallback) {
    return {
      name,
      text: text || fallback,
      isDefault: !text
    };
  }
  function isBoolean(text) {
    return /^(true|True|TRUE|false|False|FALSE|)$/.test(text);
  }
  function isWrongSwitch(setting, text) {
    const { type, choices = [] } = SETTINGS[setting];
    return /boolean|switch/.test(type) && !isBoolean(text) && !choices.includes(text);
  }
  function isOn(text) {
    return !/^false$/i.test(text);
  }

  // action/action_process.ts
  function createActionProcess() {
    const process2 = nodeProcess();
    const { env, fileSystem: fileSystem2 } = process2;
    let saved = Promise.resolve();
    let isWarned = false;
    const getInput = createInputReader(env);
    async function append(text) {
      const path = env("GITHUB_STATE");
      if (path) await fileSystem2.write(path, text, "append");
    }
    function warnOnce() {
      if (isWarned) return;
      isWarned = true;
      const text = "Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled";
      printAnnotation(process2.err, "warning", text);
    }
    return {
      ...process2,
      args: getInput("command").split(/\s+/).filter(Boolean),
      readSetting: (setting) => readSettingInput(setting, getInput, env),
      getInput,
      getState: (name) => env(`STATE_${name}`) ?? "",
      saveState(name, value) {
        saved = saved.then(() => append(`${name}=${value}
`)).catch(warnOnce);
        return saved;
      }
    };
  }

  // action/input_faults.ts
  init_ci_environment();
  init_settings();
  var MAX_LIMIT = 2 ** 31 - 1;
  var SWITCHES = [
    "failure_on_error",
    "get_artifacts"
  ];
  function findInputFaults(getInput) {
    return [
      ...findCommandFaults(getInput),
      ...findLimitFaults(getInput),
      ...findUnexpanded(getInput),
      ...findSwitchFaults(getInput)
    ];
  }
  var SCRIPT_COMMANDS = [
    "status",
    "retry"
  ];
  function findCommandFaults(getInput) {
    const [command = ""] = getInput("command").split(/\s+/);
    if (!SCRIPT_COMMANDS.includes(command)) return [];
    return [
      `The action does not run "${command}": run dbt-run itself in a step of the job`
    ];
  }
  function findLimitFaults(getInput) {
    const text = getInput("api_timeout");
    if (/^\d*$/.test(text) && Number(text) <= MAX_LIMIT) return [];
    const range = `a whole number of milliseconds, from 0 to ${MAX_LIMIT}`;
    return [
      describeFault("api_timeout", range, text)
    ];
  }
  function findSwitchFaults(getInput) {
    const settings = SETTING_LIST.flatMap(([setting, { choices = [] }]) => {
      const name = getInputName(setting);
      const text = getInput(name);
      if (!isWrongSwitch(setting, text)) return [];
      const expected = joinChoices("true", "false", ...choices);
      return [
        describeFault(name, expected, text)
      ];
    });
    const others = SWITCHES.filter((name) => !isBoolean(getInput(name))).map((name) => describeFault(name, "true or false", getInput(name)));
    return [
      ...settings,
      ...others
    ];
  }
  function joinChoices(...choices) {
    return `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}`;
  }
  function describeFault(name, expected, text) {
    return `${name} must be ${expected}: current value is ${JSON.stringify(text)}`;
  }
  var MAY_BE_UNEXPANDED = [
    "apiKey",
    "accountId",
    "jobId",
    "cause"
  ];
  function findUnexpanded(getInput) {
    return SETTING_LIST.map(([setting]) => setting).filter((setting) => !MAY_BE_UNEXPANDED.includes(setting)).filter((setting) => !isWrongSwitch(setting, getInput(getInputName(setting)))).map(getInputName).filter((name) => UNEXPANDED.test(getInput(name))).map((name) => `${name} is a variable that was not expanded: ${getInput(name)}`);
  }

  // action/main.ts
  async function runAction(process2) {
    const { getInput, readSetting: readSetting2, fileSystem: fileSystem2, fetch: fetch2, saveState } = process2;
    const mark = createMark();
    const input = readInput(process2, readSetting2);
    const faults = findInputFaults(getInput).map((text) => ({
      text
    }));
    if (!input.faults && faults.length === 0) {
      await saveForPost(process2, input, mark);
    }
    const written = /* @__PURE__ */ new Set();
    const limit = Number(getInput("api_timeout"));
    const send2 = limit > 0 ? limitRequests(fetch2, limit) : fetch2;
    const code = await main({
      ...process2,
      fetch: saveTargets(send2, saveState),
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
  function saveTargets(send2, saveState) {
    return async (input, init) => {
      const [, kind2, id] = /\/(job|run)s\/(\d+)\/(?:run|retry)\/$/.exec(`${input}`) ?? [];
      if (id) await saveState(kind2 === "job" ? "job" : "retried", id);
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
        if (!report || !isVerdict(end)) return;
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
