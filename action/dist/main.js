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
  var std_async_delay_exports = {};
  __export(std_async_delay_exports, {
    delay: () => delay
  });
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
    const { delay: delay2 } = await Promise.resolve().then(() => (init_std_async_delay(), std_async_delay_exports));
    await delay2(Math.max(0, ms), signal ? {
      signal
    } : {});
  }
  function deadlineIn(ms) {
    const at2 = clock.now() + ms;
    return {
      left: () => at2 - clock.now()
    };
  }
  function signalOf({ left }) {
    return AbortSignal.timeout(Math.max(0, Math.ceil(left())));
  }
  var RealDate, clock;
  var init_clock = __esm({
    "api/clock.ts"() {
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
  async function readText(pieces, limit, tooLong2) {
    const decoder = new TextDecoder();
    let text2 = "";
    let size = 0;
    for await (const piece of pieces) {
      size += piece.length;
      if (size > limit && tooLong2) throw new Error(tooLong2);
      if (size > limit) break;
      text2 += decoder.decode(piece, {
        stream: true
      });
    }
    return text2 + decoder.decode();
  }
  function isId(value) {
    return Number.isSafeInteger(value) && Number(value) > 0;
  }
  function textOrNull(value) {
    return typeof value === "string" ? value : null;
  }
  function idOrNull(value) {
    return isId(value) ? value : null;
  }
  function oneLine(text2, length = 300) {
    return cutTo(length, text2.replace(/[\s\p{C}]+/gu, " ").trim());
  }
  function cutTo(length, text2) {
    if (text2.length <= length) return text2;
    return `${text2.slice(0, length).toWellFormed()}\u2026`;
  }
  var init_json = __esm({
    "api/json.ts"() {
    }
  });

  // api/errors.ts
  var DbtCloudError, UnclearTriggerError, RunTimeoutError;
  var init_errors = __esm({
    "api/errors.ts"() {
      init_json();
      DbtCloudError = class extends Error {
        /** What went wrong, or `undefined` where several faults came together. */
        kind;
        /** The HTTP status of the answer, or `undefined` if there was no answer. */
        status;
        /** How long dbt Cloud asked to be left alone, in milliseconds. */
        retryAfter;
        /** The id of the run that the error is about, if there is one. */
        runId;
        /**
         * What was in the way of a request that was not sent: the network, a proxy, a
         * certificate of an unknown issuer, or one for another host.
         */
        obstacle;
        /** Constructs a new instance. */
        constructor(message, options = {}) {
          super(message, "cause" in options ? {
            cause: options.cause
          } : void 0);
          this.name = "DbtCloudError";
          this.kind = options.kind;
          this.status = options.status;
          this.retryAfter = options.retryAfter;
          this.runId = options.runId;
          this.obstacle = options.obstacle;
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
        /** The run as it was seen last, or `null` if dbt Cloud never answered. */
        run;
        /** The id of the run. */
        runId;
        /** Constructs a new instance. */
        constructor(run2, runId, timeout) {
          const state = run2 ? ` (${run2.status}): ${run2.href}` : "";
          super(`Run ${runId} has not ended within ${timeout / 1e3} s${state}`);
          this.name = "RunTimeoutError";
          this.run = run2;
          this.runId = runId;
        }
      };
    }
  });

  // api/checks.ts
  function formatMark(mark) {
    return `[dbt-run ${mark}]`;
  }
  function triggerBody(options, mark) {
    const { cause = "API-triggered job" } = options;
    const end = mark === null ? "" : ` ${formatMark(mark)}`;
    const cut2 = cause.slice(0, MAX_CAUSE_LENGTH - end.length).replace(/[\ud800-\udbff]$/, "");
    const values = {
      ...options,
      cause: cut2 + end
    };
    return Object.fromEntries(Object.entries(TRIGGER_FIELDS).map(([field, [option]]) => [
      field,
      values[option]
    ]).filter(([, value]) => value !== void 0));
  }
  function forAll(options, check2) {
    return Object.fromEntries(options.map((option) => [
      option,
      check2
    ]));
  }
  function checkOptions(options) {
    return Object.entries(options).flatMap(([option, value]) => {
      const check2 = CHECKS[option];
      if (!check2 || value === void 0) return [];
      const [be, type, holds = () => true] = check2;
      const isRightType = String(typeof value) === type;
      if (isRightType && holds(value)) return [];
      const FaultClass = isRightType ? RangeError : TypeError;
      return [
        [
          option,
          new FaultClass(`must be ${be}${shown(option, value)}`)
        ]
      ];
    });
  }
  function shown(option, value) {
    if (option === "apiKey") return "";
    const text2 = JSON.stringify(value) ?? String(value);
    return `: current value is ${oneLine(text2, 80)}`;
  }
  function requireOptions(options, ...required) {
    if (!isObject(options)) throw new TypeError("Missing options");
    const missing2 = required.find((name) => options[name] === void 0);
    if (missing2) throw new TypeError(`Missing option '${missing2}'`);
    const [fault] = checkOptions(options);
    if (!fault) return;
    const [option, { message, constructor }] = fault;
    throw new constructor(`Cannot use '${option}' as it ${message}`);
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
  var DEFAULT_URL, MAX_CAUSE_LENGTH, MAX_DURATION, RUN_STATUSES, TRIGGER_FIELDS, isText, isTexts, isPause, isInterval, isLimit, isKey, isStatus, isSignal, ID, PAUSE, SWITCH, FIELD_CHECKS, CHECKS;
  var init_checks = __esm({
    "api/checks.ts"() {
      init_json();
      DEFAULT_URL = "https://cloud.getdbt.com";
      MAX_CAUSE_LENGTH = 255;
      MAX_DURATION = 2 ** 31 - 1;
      RUN_STATUSES = "queued, starting, running, success, error, cancelled";
      TRIGGER_FIELDS = {
        cause: [
          "cause",
          "string"
        ],
        git_branch: [
          "gitBranch",
          "string"
        ],
        schema_override: [
          "schemaOverride",
          "string"
        ],
        git_sha: [
          "gitSha",
          "string"
        ],
        steps_override: [
          "stepsOverride",
          "strings"
        ],
        dbt_version_override: [
          "dbtVersionOverride",
          "string"
        ],
        threads_override: [
          "threadsOverride",
          "integer"
        ],
        target_name_override: [
          "targetNameOverride",
          "string"
        ],
        generate_docs_override: [
          "generateDocsOverride",
          "boolean"
        ],
        timeout_seconds_override: [
          "timeoutSecondsOverride",
          "integer"
        ],
        github_pull_request_id: [
          "githubPullRequestId",
          "request"
        ],
        gitlab_merge_request_id: [
          "gitlabMergeRequestId",
          "request"
        ],
        azure_pull_request_id: [
          "azurePullRequestId",
          "request"
        ],
        non_native_pull_request_id: [
          "nonNativePullRequestId",
          "request"
        ]
      };
      isText = (value) => typeof value === "string" && value.trim() !== "";
      isTexts = (value) => Array.isArray(value) && value.length > 0 && value.every(isText);
      isPause = (ms) => ms >= 0 && ms <= MAX_DURATION;
      isInterval = (ms) => ms > 0 && isPause(ms);
      isLimit = (count) => isId(count) && count <= 100;
      isKey = (key) => /^[\x21-\x7e]{1,4096}$/.test(key);
      isStatus = (text2) => RUN_STATUSES.split(", ").includes(text2);
      isSignal = (value) => value instanceof AbortSignal;
      ID = [
        "a positive whole number",
        "number",
        isId
      ];
      PAUSE = [
        "0 or more, and less than 24.8 days",
        "number",
        isPause
      ];
      SWITCH = [
        "true or false",
        "boolean"
      ];
      FIELD_CHECKS = {
        string: [
          "text that is not empty",
          "string",
          isText
        ],
        strings: [
          "a list of commands that are not empty",
          "object",
          isTexts
        ],
        integer: ID,
        /** The number of a pull request. */
        request: ID,
        boolean: SWITCH
      };
      CHECKS = {
        ...forAll([
          "accountId",
          "projectId",
          "jobId",
          "run",
          "step"
        ], ID),
        ...forAll([
          "mark",
          "steps",
          "cancelOnAbort",
          "reuse"
        ], SWITCH),
        ...forAll([
          "initialDelay",
          "timeout"
        ], PAUSE),
        ...forAll([
          "fetch",
          "onNotice",
          "onUpdate"
        ], [
          "a function",
          "function"
        ]),
        url: [
          "an address that begins with https://, without @, ? or #",
          "string",
          isPlainHttps
        ],
        apiKey: [
          "one word of plain characters, without spaces or line breaks, at most 4,096",
          "string",
          isKey
        ],
        interval: [
          "above 0, and less than 24.8 days",
          "number",
          isInterval
        ],
        limit: [
          "a whole number from 1 to 100",
          "number",
          isLimit
        ],
        status: [
          `one of ${RUN_STATUSES}`,
          "string",
          isStatus
        ],
        signal: [
          "an AbortSignal",
          "object",
          isSignal
        ],
        projectDir: FIELD_CHECKS.string,
        ...Object.fromEntries(Object.values(TRIGGER_FIELDS).map(([option, type]) => [
          option,
          FIELD_CHECKS[type]
        ]))
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
    }, ...required);
    const { apiKey, url = DEFAULT_URL } = options;
    const fault = proxyFault(url);
    if (fault) throw new RangeError(`Cannot use 'url': ${fault}`);
    return {
      ...options,
      url: normalizeUrl(url),
      redact: redactor([
        apiKey
      ])
    };
  }
  function normalizeUrl(url) {
    return new URL(url).href.replace(/\/+(api(\/v2)?\/*)?$/, "");
  }
  function openConnection(url, method) {
    const { Deno: deno } = globalThis;
    if (!deno?.createHttpClient) return;
    const isPlain = url.protocol === "http:" && hasDirectTransport(deno) && variableOf(url) !== void 0;
    if (method === "GET" && !isPlain) return;
    const hostname = url.hostname.replace(/^\[|\]$/g, "");
    const port = Number(url.port || 80);
    const transport = "tcp";
    const key = isPlain ? url.host : "";
    const shared = clients.get(key) ?? {
      client: deno.createHttpClient({
        poolMaxIdlePerHost: 0,
        http2: false,
        ...isPlain && {
          proxy: {
            transport,
            hostname,
            port
          }
        }
      }),
      users: 0
    };
    clients.set(key, shared);
    shared.users++;
    return {
      client: shared.client,
      close() {
        if (--shared.users > 0) return;
        clients.delete(key);
        shared.client.close();
      }
    };
  }
  function variableOf({ protocol }) {
    const name = `${protocol.slice(0, -1)}_proxy`;
    return [
      name.toUpperCase(),
      name,
      "ALL_PROXY",
      "all_proxy"
    ].find((variable) => readEnv(variable) !== "");
  }
  function isExempt({ hostname }) {
    return [
      "NO_PROXY",
      "no_proxy"
    ].flatMap((name) => readEnv(name)?.split(/[\s,]+/).filter(Boolean) ?? []).some((host) => host === "*" || hostname === host || hostname.endsWith(host.replace(/^\.?/, ".")));
  }
  function proxyOf(url) {
    const name = variableOf(url);
    const value = name && readEnv(name);
    if (!value || !usesProxies(url) || isExempt(url)) return;
    return `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
  }
  function proxyFault(text2) {
    const url = new URL(text2);
    const isSeen = url.protocol === "http:" && usesProxies(url) && variableOf(url) !== void 0 && !isExempt(url);
    if (!isSeen) return;
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
    const { Deno: deno } = globalThis;
    if (!deno) return globalThis.process?.env[variable] ?? "";
    const { state } = deno.permissions.querySync({
      name: "env",
      variable
    });
    return state === "granted" ? deno.env.get(variable) ?? "" : void 0;
  }
  function readingsAt(text2, at2) {
    const readings = [];
    if (IS_PLAIN[text2.charCodeAt(at2)]) return readings;
    const [nested, rest] = ESCAPES[text2[at2]] ?? [];
    GAP.lastIndex = at2;
    if (!nested && GAP.test(text2)) readings.push([
      GAP.lastIndex,
      0
    ]);
    for (let n = 0, from = at2 + 1; rest && n < MAX_NESTING; n++) {
      rest.lastIndex = from;
      const [match, hex, decimal, name] = rest.exec(text2) ?? [];
      const named = NAMES[name?.toLowerCase()];
      const code = hex ? parseInt(hex, 16) : Number(decimal ?? named);
      if (match && code) readings.push([
        rest.lastIndex,
        code
      ]);
      if (!nested || !text2.startsWith(nested, from)) break;
      from += nested.length;
    }
    return readings;
  }
  function fold(code) {
    if (code > 64 && code < 91) return code + 32;
    return code === 45 ? 43 : code === 95 ? 47 : code;
  }
  function finderOf(key) {
    const codes = key.split("").map((unit) => fold(unit.charCodeAt(0)));
    const isFirst = tableOf((code) => fold(code) === codes[0] || String.fromCharCode(code) in ESCAPES);
    return (text2) => {
      let steps = 0;
      const maxSteps = MAX_STEPS + 32 * text2.length;
      const endOf2 = (start) => {
        let furthest;
        const open2 = [
          [
            start,
            0,
            0
          ]
        ];
        for (let next = open2.pop(); next; next = open2.pop()) {
          for (let [at2, n, gaps] = next; ; at2++, n++, gaps = 0) {
            if (n === codes.length) {
              furthest = Math.max(furthest ?? 0, at2);
              break;
            }
            const readings = readingsAt(text2, at2);
            steps += 1 + 8 * readings.length;
            if (steps > maxSteps) return text2.length;
            for (const [end, code] of readings) {
              const isGap = code === 0 && n > 0 && gaps < MAX_GAPS;
              if (isGap) open2.push([
                end,
                n,
                gaps + 1
              ]);
              if (code > 0 && fold(code) === codes[n]) open2.push([
                end,
                n + 1,
                0
              ]);
            }
            if (fold(text2.charCodeAt(at2)) !== codes[n]) break;
          }
        }
        return furthest;
      };
      const found = [];
      for (let at2 = 0; at2 < text2.length; at2++) {
        const end = isFirst[text2.charCodeAt(at2)] ? endOf2(at2) : void 0;
        if (!end) continue;
        found.push([
          at2,
          end
        ]);
        at2 = end - 1;
      }
      return found;
    };
  }
  function base64Of(text2) {
    const bytes = Array.from(new TextEncoder().encode(text2));
    const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
    return [
      0,
      2,
      4
    ].map((shift) => {
      const sixes = bits.slice(shift).match(/.{6}/g) ?? [];
      return sixes.map((six) => BASE64[parseInt(six, 2)]).join("");
    });
  }
  function redactor(keys) {
    const finders = keys.filter(({ length }) => length >= MIN_SECRET_LENGTH).flatMap((key) => [
      key,
      ...base64Of(key)
    ]).map(finderOf);
    const hideIn = (text2) => {
      const tokens = [
        ...text2.matchAll(TOKEN)
      ].map(({ 0: { length }, index }) => [
        index,
        index + length
      ]);
      const found = [
        ...finders.flatMap((find) => find(text2)),
        ...tokens
      ].toSorted(([one], [other]) => one - other);
      let hidden = "";
      let shown3 = 0;
      for (const [start, end] of found) {
        if (start >= shown3) hidden += `${text2.slice(shown3, start)}***`;
        shown3 = Math.max(shown3, end);
      }
      return hidden + text2.slice(shown3);
    };
    const hide = (value, depth) => {
      if (typeof value === "string") return hideIn(value);
      if (typeof value !== "object" || value === null) return value;
      if (depth === MAX_DEPTH) return null;
      const deeper = (item) => hide(item, depth + 1);
      if (Array.isArray(value)) return value.map(deeper);
      return Object.fromEntries(Object.entries(value).map(([name, item]) => [
        name,
        deeper(item)
      ]));
    };
    return (value) => hide(value, 0);
  }
  var clients, MIN_SECRET_LENGTH, MAX_DEPTH, MAX_STEPS, MAX_GAPS, TOKEN, GAP, ESCAPES, MAX_NESTING, NAMES, tableOf, IS_PLAIN, BASE64;
  var init_client = __esm({
    "api/client.ts"() {
      init_checks();
      clients = /* @__PURE__ */ new Map();
      MIN_SECRET_LENGTH = 8;
      MAX_DEPTH = 100;
      MAX_STEPS = 2 ** 22;
      MAX_GAPS = 8;
      TOKEN = /\bdbt[cu]_\w{4,4096}/gi;
      GAP = new RegExp([
        "(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]",
        "\\x1b[\\]PX^_][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)",
        "\\x1b(?![[\\]PX^_])[ -/]{0,4}[0-~]",
        "\\r?\\n[ \\t]{0,16}|\\\\{1,8}",
        "[\\0-\\x08\\x0b\\x0c\\x0e-\\x1a\\x1c-\\x1f\\x7f-\\x9a\\x9c-\\x9f\\xad]",
        "[\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f]",
        "[\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0]",
        "\\udb40[\\udc00-\\udfff]"
      ].join("|"), "y");
      ESCAPES = {
        "\\": [
          "",
          /\\{0,7}(?:u00|x)([0-9a-f]{2})/iy
        ],
        "%": [
          "25",
          /([0-9a-f]{2})/iy
        ],
        "&": [
          "amp;",
          /(?:#x0{0,4}([0-9a-f]{1,2})|#0{0,4}(\d{1,3})|([a-z]+));/iy
        ]
      };
      MAX_NESTING = 4;
      NAMES = {
        amp: 38,
        lt: 60,
        gt: 62,
        quot: 34,
        apos: 39
      };
      tableOf = (holds) => Uint8Array.from({
        length: 128
      }, (_, code) => Number(holds(code)));
      IS_PLAIN = tableOf((code) => /[\w .,:;/+=-]/.test(String.fromCharCode(code)));
      BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    }
  });

  // api/http.ts
  function limitTime(ms, signal) {
    const controller = new AbortController();
    let limit;
    let startedAt = 0;
    const onLimit = () => controller.abort(new Error(`no answer within ${ms / SECOND} s`));
    const onAbort = () => controller.abort(signal?.reason);
    const pause2 = () => limit?.removeEventListener("abort", onLimit);
    const restart = () => {
      if (!limit || limit.aborted || clock.now() - startedAt >= SECOND) {
        pause2();
        limit = AbortSignal.timeout(Math.ceil(ms));
        startedAt = clock.now();
      }
      limit.addEventListener("abort", onLimit);
    };
    const stop = () => {
      pause2();
      signal?.removeEventListener("abort", onAbort);
    };
    restart();
    signal?.addEventListener("abort", onAbort);
    return {
      signal: controller.signal,
      restart,
      pause: pause2,
      stop
    };
  }
  async function send(client, request, read) {
    const { signal, method = "GET", timeLimit = REQUEST_LIMIT } = request;
    signal?.throwIfAborted();
    const url = urlOf(client, request);
    const limit = limitTime(timeLimit, signal);
    let own = openConnection(url, method);
    const stop = () => {
      limit.stop();
      own?.close();
      own = void 0;
    };
    let response;
    const toError = (error) => {
      if (error instanceof DbtCloudError || isDenied(error)) return error;
      const isAborted = signal?.aborted && limit.signal.reason === signal.reason;
      if (isAborted) return signal.reason;
      return connectionError(client, request, url, error, response?.status);
    };
    try {
      response = await (client.fetch ?? fetch)(url.href, {
        method,
        headers: {
          authorization: `Token ${client.apiKey}`,
          accept: request.accept ?? "application/json",
          ...request.body && {
            "content-type": "application/json"
          }
        },
        ...request.body && {
          body: JSON.stringify(request.body)
        },
        ...own && {
          client: own.client
        },
        redirect: "manual",
        signal: limit.signal
      });
      if (!response.ok) throw await refusal(client, request, url, response);
      return await read({
        ...limit,
        response,
        stop,
        toError
      });
    } catch (error) {
      stop();
      throw toError(error);
    }
  }
  async function getData(client, request, isData) {
    return await send(client, request, async ({ response, stop }) => {
      const tooLong2 = `its body is longer than ${MAX_MIB} MiB`;
      const text2 = await readText(piecesOf(response), MAX_MIB * MIB, tooLong2);
      stop();
      const envelope = parseJson(text2);
      const data2 = isObject(envelope) ? envelope.data : void 0;
      if (isData(data2)) return client.redact(data2);
      throw unreadable(request, response.status);
    });
  }
  function unreadable({ to, runId }, status2, why = "the body is not what the API sends", more = {}) {
    const message = `Cannot ${to}: dbt Cloud answered ${status2}, but ${why}`;
    const about = {
      ...more,
      kind: "unreadable",
      status: status2,
      runId
    };
    return new DbtCloudError(message, about);
  }
  async function* piecesOf({ body }) {
    const { read, cancel: cancel2 } = openReader(body);
    try {
      for (let piece = await read(); !piece.done; piece = await read()) {
        if (piece.value) yield piece.value;
      }
    } finally {
      await cancel2().catch(() => {
      });
    }
  }
  function openReader(body) {
    body ??= new Blob().stream();
    try {
      const reader = body.getReader({
        mode: "byob"
      });
      let buffer = new ArrayBuffer(PIECE_SIZE);
      const read = async () => {
        const piece = await reader.read(new Uint8Array(buffer));
        if (piece.value) buffer = piece.value.buffer;
        return piece;
      };
      return {
        read,
        cancel: () => reader.cancel()
      };
    } catch {
      const reader = body.getReader();
      return {
        read: () => reader.read(),
        cancel: () => reader.cancel()
      };
    }
  }
  function urlOf(client, { path, query = {} }) {
    const account = `${client.url}/api/v2/accounts/${client.accountId}`;
    const url = new URL(`${account}/${path}`);
    for (const [name, value] of Object.entries(query)) {
      url.searchParams.set(name, String(value));
    }
    return url;
  }
  function isDenied(error) {
    return error instanceof Error && error.name === "NotCapable";
  }
  async function refusal(client, { to, runId }, url, response) {
    const { status: status2, headers, statusText } = response;
    const text2 = await readText(piecesOf(response), MAX_REFUSAL_SIZE).catch(() => "");
    const body = parseJson(text2, exact);
    const said = isObject(body) ? explain(body) : void 0;
    const reason = oneLine(client.redact(said ?? redirect(response, url) ?? explainPage(text2, statusText))).replace(/[\s.]+$/, "");
    const shown3 = said === void 0 ? reason : `"${reason}"`;
    const message = `Cannot ${to}: dbt Cloud answered ${status2} ${shown3}`;
    return new DbtCloudError(message.trimEnd(), {
      kind: said === void 0 ? "foreign" : "refused",
      status: status2,
      retryAfter: readRetryAfter(headers),
      runId
    });
  }
  function exact(_, value, context) {
    const isRounded = Number.isInteger(value) && !Number.isSafeInteger(value);
    return isRounded ? context?.source ?? value : value;
  }
  function explain({ status: status2, detail, data: data2 }) {
    const message = isObject(status2) ? status2.user_message : detail;
    if (typeof message !== "string") return;
    const fields = isObject(data2) ? Object.entries(data2).map(([field, fault]) => `${field}: ${textOrNull(fault) ?? JSON.stringify(fault)}`) : [
      textOrNull(data2) ?? ""
    ];
    return [
      message,
      fields.filter(Boolean).join("; ")
    ].filter(Boolean).join(" ");
  }
  function redirect({ status: status2, headers }, url) {
    const location = headers.get("location") ?? "";
    if (status2 >= 400 || !URL.canParse(location, url)) return;
    return `with a redirect to ${new URL(location, url).origin}`;
  }
  function explainPage(text2, statusText) {
    if (!/^\s*</.test(text2)) return text2 || statusText;
    const title = /<(?:title|h1)[^>]*>([^<]+)</i.exec(text2)?.[1];
    return `with an HTML page${title ? `: ${oneLine(title, 80)}` : ""}`;
  }
  function readRetryAfter(headers) {
    const text2 = headers.get("retry-after") ?? "";
    const now = Date.parse(headers.get("date") ?? "") || Date.now();
    const pause2 = /^\d+$/.test(text2) ? Number(text2) * SECOND : Date.parse(text2) - now;
    if (Number.isNaN(pause2)) return;
    return Math.min(Math.max(pause2, SECOND), MAX_RETRY_AFTER);
  }
  function connectionError({ redact }, { to, runId }, url, error, status2) {
    const { message, code } = rootOf(error);
    const reason = oneLine(redact(message)).replace(/^.*client error \(\w+\): /, "");
    const cause = new Error(reason);
    if (status2 !== void 0) {
      return unreadable({
        to,
        runId
      }, status2, reason, {
        cause
      });
    }
    const said = `${code} ${message.replace(DENO_CONNECT, "Connect ")}`.trim();
    const obstacles = Object.keys(UNSENT);
    const found = obstacles.find((obstacle) => UNSENT[obstacle].test(said));
    const proxy = proxyOf(url);
    const through = proxy ? ` through the proxy ${redact(proxy)}` : "";
    const text2 = `${url.origin} gave no answer${through}: ${reason}`;
    return new DbtCloudError(`Cannot ${to}: ${text2}`, {
      runId,
      cause,
      kind: found ? "unsent" : "lost",
      obstacle: proxy && found === "network" ? "proxy" : found
    });
  }
  function rootOf(error) {
    let root = error;
    let code = "";
    for (let depth = 0; depth < 10 && root instanceof Error; depth++) {
      code = textOrNull(root.code) ?? code;
      const cause = root instanceof AggregateError ? root.errors[0] : root.cause;
      if (!(cause instanceof Error)) break;
      root = cause;
    }
    return {
      message: root instanceof Error ? root.message : String(root),
      code
    };
  }
  var SECOND, MIB, REQUEST_LIMIT, MAX_RETRY_AFTER, MAX_MIB, PIECE_SIZE, MAX_REFUSAL_SIZE, DENO_CONNECT, UNSENT;
  var init_http = __esm({
    "api/http.ts"() {
      init_client();
      init_clock();
      init_errors();
      init_json();
      SECOND = 1e3;
      MIB = 2 ** 20;
      REQUEST_LIMIT = 30 * SECOND;
      MAX_RETRY_AFTER = 300 * SECOND;
      MAX_MIB = 8;
      PIECE_SIZE = 64 * 1024;
      MAX_REFUSAL_SIZE = 64 * 1024;
      DENO_CONNECT = /^error sending request for url \(\S+\): client error \(Connect\): /;
      UNSENT = {
        issuer: /^(UNABLE_TO_(GET_ISSUER|VERIFY)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|Connect invalid peer certificate: UnknownIssuer)/,
        host: /^(ERR_TLS_CERT_ALTNAME_INVALID|Connect invalid peer certificate: (certificate not valid for name|NotValidForName))/,
        proxy: /^(ERR_PROXY_TUNNEL|UND_ERR_ABORTED Proxy response \(\d+\) !== 200|Connect (proxy authentication|unsuccessful tunnel|unexpected eof while tunneling))/,
        network: /^(ECONNREFUSED|(E\w+) (connect|getaddrinfo) \2|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|CERT_|ERR_SSL_WRONG_VERSION_NUMBER|ECONNRESET Client network socket disconnected before secure TLS|bad port$|Fetch failed: Requests to port \d+ are blocked|Connect )/
      };
    }
  });

  // command/process/process.ts
  function ciEnv(env, onDenied = () => {
  }) {
    return (name) => {
      try {
        const text2 = env(name)?.trim();
        return !text2 || UNEXPANDED.test(text2) ? void 0 : text2;
      } catch {
        onDenied(name);
      }
    };
  }
  function isInteractive(process2, quiet) {
    const env = ciEnv(process2.env);
    const isTerminal = process2.out.isTerminal || process2.err.isTerminal;
    return isTerminal && !quiet && !env("CI") && env("TERM") !== "dumb";
  }
  function secretsOf({ given }) {
    return (given.apiKey ?? "").trim().split(/\s+/).filter((word) => !UNEXPANDED.test(word));
  }
  function createProcessOutput(out, err) {
    const queue = [];
    const movedAt = /* @__PURE__ */ new Map();
    const listeners = /* @__PURE__ */ new Set();
    let waiting = 0;
    const isStalled = (stream) => clock.now() - movedAt.get(stream) >= PATIENCE;
    function pump() {
      for (const stream of [
        out,
        err
      ]) {
        if (movedAt.has(stream)) continue;
        const i = queue.findIndex((entry2) => entry2.stream === stream);
        const other = stream === out ? err : out;
        if (i < 0 || (movedAt.has(other) ? !isStalled(other) : i > 0)) continue;
        const [entry] = queue.splice(i, 1);
        write(stream, entry.text);
      }
      if (movedAt.size === 0) listeners.forEach((listener) => listener());
    }
    async function write(stream, text2) {
      const bytes = new TextEncoder().encode(text2);
      movedAt.set(stream, clock.now());
      try {
        for (let i = 0; i < bytes.length; ) {
          i += await stream.write(bytes.subarray(i, i + PIECE));
          movedAt.set(stream, clock.now());
        }
      } catch {
      }
      movedAt.delete(stream);
      waiting -= text2.length;
      pump();
    }
    function print(stream, text2) {
      const last = queue.at(-1);
      if (last?.stream === stream && last.text.length < PIECE) last.text += text2;
      else queue.push({
        stream,
        text: text2
      });
      waiting += text2.length;
      pump();
    }
    const streamOf = (stream) => ({
      line: (text2) => print(stream, `${text2}
`),
      isTerminal: stream.isTerminal,
      draw: (text2) => print(stream, text2),
      columns: stream.columns
    });
    return {
      out: streamOf(out),
      err: streamOf(err),
      waiting: () => waiting,
      flush: (limit = STALL_LIMIT) => new Promise((resolve) => {
        const began = clock.now();
        const end = () => {
          clearInterval(timer);
          listeners.delete(end);
          resolve();
        };
        const timer = setInterval(() => {
          pump();
          const last = Math.max(began, ...movedAt.values());
          if (clock.now() - last >= limit) end();
        }, Math.min(limit, 50));
        listeners.add(end);
        pump();
      })
    };
  }
  function flushRequests() {
    return new Promise((resolve) => AbortSignal.timeout(FLUSH_REQUESTS).addEventListener("abort", () => resolve()));
  }
  function codeOf(error) {
    if (error instanceof CommandError) return error.code;
    if (error instanceof RunTimeoutError) return 4;
    if (error instanceof DbtCloudError) return 3;
    return isDenied(error) ? 2 : 70;
  }
  function afterSignal(leave, outcome) {
    const { reason } = leave;
    return reason instanceof Interrupted ? {
      ...outcome,
      code: reason.code,
      error: outcome.error ?? reason
    } : outcome;
  }
  function signalsBy(isWindows, add2, remove2) {
    const names = {
      SIGHUP: "SIGHUP",
      SIGINT: "SIGINT",
      [isWindows ? "SIGBREAK" : "SIGTERM"]: "SIGTERM"
    };
    return (listener) => {
      const stops = Object.entries(names).map(([signal, name]) => {
        const call = () => listener(name);
        add2(signal, call);
        return () => remove2(signal, call);
      });
      return () => stops.forEach((stop) => stop());
    };
  }
  function listen(process2, timeout, onForcedExit) {
    const leave = new AbortController();
    const stop = new AbortController();
    let askedAt;
    let deadline;
    let timer;
    const begin4 = () => deadline ??= deadlineIn(LEAVING_LIMIT);
    const exit = (name) => {
      const end = () => process2.exit(SIGNAL_CODES[name]);
      setTimeout(end, LAST_WORDS);
      onForcedExit(new Interrupted(name)).catch(() => {
      }).then(() => process2.flush(LAST_WORDS)).then(end);
    };
    stop.signal.addEventListener("abort", begin4);
    const unlisten = process2.onSignal((name) => {
      if (askedAt === void 0) {
        askedAt = clock.now();
        timer = setTimeout(() => exit(name), LEAVING_LIMIT);
        leave.abort(new Interrupted(name));
        stop.abort(leave.signal.reason);
      } else if (clock.now() - askedAt >= SAME_SIGNAL) {
        exit(name);
      }
    });
    const left = Math.floor(process2.startedAt + timeout - clock.now());
    const limit = timeout > 0 ? AbortSignal.timeout(Math.max(0, left)) : void 0;
    const onLimit = () => stop.abort(new TimedOut(timeout));
    limit?.addEventListener("abort", onLimit);
    return {
      leave: leave.signal,
      stop: stop.signal,
      deadline: begin4,
      release() {
        unlisten();
        if (timer !== void 0) clearTimeout(timer);
        limit?.removeEventListener("abort", onLimit);
      }
    };
  }
  var UNEXPANDED, STALL_LIMIT, PATIENCE, PIECE, FLUSH_REQUESTS, EXIT_CODES, SIGNAL_CODES, CommandError, Interrupted, TimedOut, SAME_SIGNAL, LEAVING_LIMIT, LAST_WORDS;
  var init_process = __esm({
    "command/process/process.ts"() {
      init_clock();
      init_errors();
      init_http();
      UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;
      STALL_LIMIT = 3e4;
      PATIENCE = 1e3;
      PIECE = 16384;
      FLUSH_REQUESTS = 5;
      EXIT_CODES = {
        0: "the run succeeded",
        1: "the run ended in error or was cancelled",
        2: "wrong or missing input; no run was started",
        3: "dbt Cloud refused or could not be reached, or it is unknown whether a run was started",
        4: "gave up waiting",
        5: "no such run was found",
        70: "a fault of dbt-run itself",
        129: "SIGHUP",
        130: "SIGINT",
        143: "SIGTERM"
      };
      SIGNAL_CODES = {
        SIGHUP: 129,
        SIGINT: 130,
        SIGTERM: 143
      };
      CommandError = class extends Error {
        code;
        constructor(message, code) {
          super(message);
          this.name = "CommandError";
          this.code = code;
        }
      };
      Interrupted = class extends CommandError {
        constructor(name) {
          super(`Interrupted (${name})`, SIGNAL_CODES[name]);
        }
      };
      TimedOut = class extends CommandError {
        constructor(timeout, isQueued = false) {
          const where = isQueued ? ": the run never left the queue" : "";
          super(`Timed out after ${timeout / 1e3} s (--timeout)${where}`, 4);
        }
      };
      SAME_SIGNAL = 500;
      LEAVING_LIMIT = 5e3;
      LAST_WORDS = 250;
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
  function fieldSettings() {
    const settings = Object.entries(TRIGGER_FIELDS).map(([field, [option, type]]) => {
      const variable = `DBT_JOB_${field.toUpperCase()}`;
      const names = field === "git_branch" ? [
        "DBT_JOB_BRANCH"
      ] : [];
      const variables = [
        ...names,
        variable
      ];
      const help = FIELD_HELP[field];
      const isFound = type === "request" || field === "git_sha";
      return [
        option,
        {
          type,
          variables,
          help,
          ...isFound && FINDS_RUN
        }
      ];
    });
    return Object.fromEntries(settings);
  }
  var text, id, off, on, FIELD_HELP, RUN_AND_WAIT, FINDS_RUN, SETTINGS, SETTING_LIST;
  var init_settings = __esm({
    "command/input/settings.ts"() {
      init_checks();
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
      off = (help, ...variables) => ({
        type: "switch",
        default: false,
        help,
        variables
      });
      on = (help, ...variables) => ({
        type: "switch",
        default: true,
        help,
        variables
      });
      FIELD_HELP = {
        cause: "why the job runs",
        git_branch: "branch to check out",
        schema_override: "schema to build into; - and / become _",
        git_sha: "commit to check out; with wait: the run of this commit",
        steps_override: "dbt command in place of the job's own; several times, one a line, or a JSON or YAML list",
        dbt_version_override: "version of dbt",
        threads_override: "number of threads",
        target_name_override: "target.name that the project sees",
        generate_docs_override: "whether to generate docs",
        timeout_seconds_override: "time limit that dbt Cloud sets the run, in seconds",
        github_pull_request_id: "pull request on GitHub",
        gitlab_merge_request_id: "merge request on GitLab (its IID)",
        azure_pull_request_id: "pull request on Azure DevOps",
        non_native_pull_request_id: "pull request on any other Git host"
      };
      RUN_AND_WAIT = [
        "run",
        "wait"
      ];
      FINDS_RUN = {
        commands: RUN_AND_WAIT,
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
            help: "service token or personal access token"
          },
          url: {
            type: "string",
            variables: [
              "DBT_URL",
              "DBT_CLOUD_ACCOUNT_HOST",
              "DBT_CLOUD_HOST"
            ],
            default: DEFAULT_URL,
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
          mark: on("send the cause as it is, without the mark", "DBT_RUN_MARK"),
          extraArgs: text("TEXT", "what to append to each of the job's own commands; write it after =", "DBT_JOB_EXTRA_ARGS"),
          reuse: off("use a run for the same commit or pull request, if there is one", "DBT_RUN_REUSE"),
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
            help: "take pull request, commit and branch from the CI system"
          }
        }, [
          "run"
        ]),
        ...group("Waiting", {
          wait: {
            ...on("trigger only, do not wait"),
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
            commands: [
              "wait"
            ],
            default: "none",
            help: "with wait: the job's newest run, its newest success, or a new run (default)"
          },
          appearTimeout: {
            type: "seconds",
            commands: [
              "wait"
            ],
            default: 3e5,
            help: "with wait: time limit for the run to appear"
          },
          timeout: {
            type: "seconds",
            commands: [
              ...RUN_AND_WAIT,
              "cancel"
            ],
            variables: [
              "DBT_RUN_TIMEOUT_SECONDS"
            ],
            default: 0,
            help: "time limit in seconds; 0 means none"
          },
          cancel: {
            type: "switch",
            variables: [
              "DBT_RUN_CANCEL"
            ],
            help: "whether to cancel the run on a signal or a time-out; by default, run does and wait does not"
          },
          retries: {
            type: "count",
            variables: [
              "DBT_RUN_RETRIES"
            ],
            default: 0,
            help: "number of retries of a failed run"
          },
          interval: {
            type: "seconds",
            flag: "poll-interval",
            variables: [
              "DBT_POLL_INTERVAL_SECONDS"
            ],
            help: "pause between polls; by default 2 % of the wait, 1 to 5"
          },
          initialDelay: {
            type: "seconds",
            variables: [
              "DBT_POLL_INITIAL_SLEEP_SECONDS"
            ],
            default: 1e3,
            help: "pause before the first poll"
          }
        }, RUN_AND_WAIT),
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
            help: "logs of steps: failed, all, live, or none"
          },
          junit: text("FILE", "write models and tests as JUnit XML", "DBT_RUN_JUNIT"),
          summary: text("FILE", "write the summary as Markdown", "DBT_RUN_SUMMARY"),
          artifacts: text("DIR", "download manifest, run_results, catalog and sources.json", "DBT_RUN_ARTIFACTS"),
          catalog: on("with --artifacts: leave out catalog.json"),
          projectDir: text("DIR", "folder of the dbt project in the repository", "DBT_PROJECT_DIR"),
          json: off("one JSON document on stdout, all else on stderr"),
          quiet: off("print errors and the verdict only"),
          debug: off("print requests, and stack traces of our own faults")
        }),
        ...group("Other", {
          dryRun: off("check the input, print what would be sent, send nothing"),
          help: off("show this help; -h does, too"),
          version: off("show the version; -V does, too")
        })
      };
      SETTING_LIST = Object.entries(SETTINGS);
    }
  });

  // command/process/files.ts
  async function writeFile(fileSystem2, path, data2) {
    const { file, part } = await begin(fileSystem2, path);
    try {
      await fill(file, data2);
      if (part) await fileSystem2.rename(part, path);
    } catch (error) {
      if (part) await fileSystem2.remove(part).catch(() => {
      });
      throw error;
    }
  }
  async function begin(fileSystem2, path) {
    const { folder, name } = split(path);
    if (folder) {
      await refuseLinks(fileSystem2, folder);
      await fileSystem2.makeFolder(folder);
    }
    if (await isDevice(fileSystem2, path)) {
      return {
        file: await fileSystem2.open(path, "append")
      };
    }
    const random = crypto.randomUUID().slice(0, 18);
    const part = `${folder ? `${folder}/` : ""}.${name}.${random}.part`;
    return {
      file: await fileSystem2.open(part, "create"),
      part
    };
  }
  async function appendFile(fileSystem2, path, text2) {
    await fill(await fileSystem2.open(path, "append"), text2);
  }
  async function unwritable(fileSystem2, paths) {
    const faults = Object.entries(paths).map(async ([setting, path]) => {
      try {
        const file = setting === "artifacts" ? `${path}/dbt-run` : path;
        if (path && file) await tryToWrite(fileSystem2, file);
        return [];
      } catch (error) {
        const { message } = error;
        return [
          `Cannot write ${path} (--${setting}): ${message}`
        ];
      }
    });
    return (await Promise.all(faults)).flat();
  }
  async function tryToWrite(fileSystem2, path) {
    if (await isDevice(fileSystem2, path)) return;
    if (await kindOf(fileSystem2, path) === "folder") {
      throw new Error("it is a folder");
    }
    const { file, part } = await begin(fileSystem2, path);
    await file.close();
    if (part) await fileSystem2.remove(part);
  }
  async function fill(file, data2) {
    try {
      const pieces = typeof data2 === "string" ? [
        new TextEncoder().encode(data2)
      ] : data2;
      for await (const bytes of pieces) await file.write(bytes);
    } finally {
      await file.close();
    }
  }
  function split(path) {
    const [, folder = "", name = path] = /^(.*)[\\/]([^\\/]*)$/s.exec(path) ?? [];
    return {
      folder: folder || (/^[\\/]/.test(path) ? "/" : ""),
      name
    };
  }
  async function isDevice(fileSystem2, path) {
    const kind = await kindOf(fileSystem2, path);
    const isSystem = /^\/dev\/([^/]+|fd\/.*)$|^\/proc\//.test(path);
    if (!isSystem) return kind === "device";
    if (!kind) throw new Error(`there is no ${path}`);
    return true;
  }
  async function refuseLinks(fileSystem2, folder) {
    if (/^([\\/]|[A-Za-z]:)/.test(folder)) return;
    const names = folder.split(/[\\/]/);
    for (let i = 1; i <= names.length; i++) {
      const path = names.slice(0, i).join("/");
      if (await kindOf(fileSystem2, path) === "link") {
        throw new Error(`${path} is a symbolic link`);
      }
    }
  }
  async function kindOf(fileSystem2, path) {
    try {
      return await fileSystem2.kindOf(path);
    } catch {
      return "unknown";
    }
  }
  var fs, fileSystem;
  var init_files = __esm({
    "command/process/files.ts"() {
      fs = () => import("node:fs/promises");
      fileSystem = {
        readText: async (path) => await (await fs()).readFile(path, "utf8"),
        /** The kind of a file, or `undefined` if there is none. */
        async kindOf(path) {
          try {
            const info = await (await fs()).lstat(path);
            if (info.isSymbolicLink()) return "link";
            return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
          } catch (error) {
            if (error.code === "ENOENT") return void 0;
            throw error;
          }
        },
        async makeFolder(path) {
          await (await fs()).mkdir(path, {
            recursive: true
          });
        },
        /** Opens a file: a new one exclusively, or at its end. */
        async open(path, how) {
          const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
          return {
            write: async (bytes) => await file.writeFile(bytes),
            close: () => file.close()
          };
        },
        rename: async (from, to) => await (await fs()).rename(from, to),
        remove: async (path) => await (await fs()).rm(path)
      };
    }
  });

  // command/process/node.ts
  function rawStream(stream) {
    stream.on("error", () => {
    });
    return {
      write: (bytes) => new Promise((resolve, reject) => stream.write(bytes, (error) => error ? reject(error) : resolve(bytes.length))),
      isTerminal: stream.isTTY === true,
      columns: () => stream.columns ?? 80
    };
  }
  function useProxy(warn2) {
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
      warn2(`warning: ${name} is set, but this Node sends nothing through a proxy: set NODE_USE_ENV_PROXY=1${version}`);
      return;
    }
    try {
      http.setGlobalProxyFromEnv({
        https_proxy: env[name],
        no_proxy: env.no_proxy ?? env.NO_PROXY
      });
      env.NODE_USE_ENV_PROXY = "1";
    } catch {
      warn2(`warning: ${name} is not the address of a proxy`);
    }
  }
  function thisProcess() {
    const { argv, env, platform, stdout, stderr } = process;
    const output = createProcessOutput(rawStream(stdout), rawStream(stderr));
    let prepare = () => {
      prepare = () => {
      };
      useProxy(output.err.line);
    };
    return {
      args: argv.slice(2),
      startedAt: 0,
      env: (name) => env[name],
      async fetch(input, init) {
        prepare();
        return await fetch(input, init);
      },
      ...output,
      fileSystem,
      flushRequests,
      onSignal: signalsBy(platform === "win32", (signal, call) => process.on(signal, call), (signal, call) => process.off(signal, call)),
      exit: (code) => process.exit(code)
    };
  }
  var process;
  var init_node = __esm({
    "command/process/node.ts"() {
      init_client();
      init_files();
      init_process();
      ({ process } = globalThis);
    }
  });

  // api/retry.ts
  function decide(operation, error) {
    if (!(error instanceof DbtCloudError)) return "final";
    const rule = RULES.find(({ matches }) => matches(error));
    return rule?.decisions?.[operation] ?? rule?.otherwise ?? "final";
  }
  function backoff(failures, error) {
    if (error.status === 429) return error.retryAfter ?? BUSY_PAUSE;
    const longest = Math.min(SECOND2 * 2 ** (failures - 1), MAX_BACKOFF);
    return error.retryAfter ?? Math.ceil(longest * (0.5 + Math.random() / 2));
  }
  function join(message, next) {
    return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
  }
  function goOn(error, next, runId = error.runId) {
    const text2 = next ? join(error.message, next) : error.message;
    return new DbtCloudError(text2, {
      ...error,
      runId,
      cause: error
    });
  }
  function retryNotice({ message }, ms) {
    return join(message, `Trying again in ${Math.ceil(ms / SECOND2)} s`);
  }
  async function* retrying(operation, call, options = {}) {
    const { signal, left = () => Infinity, hasAnswered } = options;
    const now = typeof operation === "string" ? () => operation : operation;
    const pauses = pausesOf(now(), hasAnswered);
    let last;
    for (; ; ) {
      const askedAt = clock.now();
      try {
        return await call();
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        const decision = decide(now(), error);
        const isConfirmed = decision === "confirm" && last === error.status;
        const isFinal = isConfirmed || ![
          "again",
          "confirm"
        ].includes(decision);
        if (isFinal || left() <= 0) throw error;
        last = error.status;
        const ms = Math.min(pauses(error, clock.now() - askedAt), left());
        yield notice(retryNotice(error, ms));
        await pause(ms, signal);
      }
    }
  }
  async function resultOf(events, onNotice) {
    for (; ; ) {
      const { done, value } = await events.next();
      if (done) return value;
      if (value.type === "notice") onNotice?.(value.text);
    }
  }
  function pausesOf(operation, hasAnswered = false) {
    if (operation === "read") return fewPauses();
    if (operation !== "cancel") return pausesOfOutage(hasAnswered);
    return ({ retryAfter = 0 }) => Math.max(CANCEL_PAUSE, retryAfter);
  }
  function fewPauses() {
    let [reads, busy] = [
      0,
      0
    ];
    return (error) => {
      const { status: status2, retryAfter = BUSY_PAUSE } = error;
      if (status2 === 429 && busy++ < MAX_BUSY) return retryAfter;
      if (++reads >= MAX_READS) throw error;
      return READ_PAUSE;
    };
  }
  function pausesOfOutage(hasAnswered) {
    let limit = hasAnswered ? OUTAGE_LIMIT : NEVER_ANSWERED_LIMIT;
    let [failures, lasted] = [
      0,
      0
    ];
    return (error, took) => {
      if (error.status !== void 0) limit = OUTAGE_LIMIT;
      lasted += Math.min(took, REQUEST_LIMIT);
      const next = backoff(++failures, error);
      if (lasted >= limit) throw goOn(error, tooLong(limit));
      if (error.retryAfter !== void 0) return next;
      const left = Math.min(next, limit - lasted);
      lasted += left;
      return left;
    };
  }
  function tooLong(limit) {
    return limit === OUTAGE_LIMIT ? `No good answer for ${OUTAGE_LIMIT / MINUTE} minutes` : `No answer at all for ${NEVER_ANSWERED_LIMIT / SECOND2} s`;
  }
  var SECOND2, MINUTE, OUTAGE_LIMIT, NEVER_ANSWERED_LIMIT, MAX_BACKOFF, BUSY_PAUSE, MAX_READS, MAX_BUSY, READ_PAUSE, CANCEL_PAUSE, status, RULES, notice;
  var init_retry = __esm({
    "api/retry.ts"() {
      init_clock();
      init_errors();
      init_http();
      SECOND2 = 1e3;
      MINUTE = 60 * SECOND2;
      OUTAGE_LIMIT = 10 * MINUTE;
      NEVER_ANSWERED_LIMIT = 30 * SECOND2;
      MAX_BACKOFF = 30 * SECOND2;
      BUSY_PAUSE = MINUTE;
      MAX_READS = 3;
      MAX_BUSY = 5;
      READ_PAUSE = 2 * SECOND2;
      CANCEL_PAUSE = SECOND2 / 2;
      status = (...statuses) => ({ status: status2 }) => statuses.includes(status2 ?? 0);
      RULES = [
        // Nothing left this machine, so nothing can have been done.
        {
          what: "no connection",
          matches: ({ kind }) => kind === "unsent",
          otherwise: "again"
        },
        // dbt Cloud may have done it before the answer was lost.
        {
          what: "lost or unreadable answer",
          matches: ({ kind }) => kind === "lost" || kind === "unreadable",
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
          matches: ({ status: status2, kind }) => status2 === 408 || status2 === 425 || status2 === 409 && kind !== "refused",
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
        // A proxy or a firewall refuses what it does not pass on; it may recover.
        {
          what: "3xx or 4xx that is not dbt Cloud's JSON",
          matches: ({ kind }) => kind === "foreign",
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
      notice = (text2) => ({
        type: "notice",
        text: text2
      });
    }
  });

  // api/run.ts
  function hasEnded({ status: status2 }) {
    return [
      "success",
      "error",
      "cancelled"
    ].includes(status2);
  }
  function runIdOf(run2) {
    return isObject(run2) ? run2.id : run2;
  }
  function isRawRun(value) {
    return isObject(value) && isId(value.id);
  }
  function readStatus(raw) {
    if (raw.status === 20 && raw.is_cancelled === true) return "cancelled";
    const code = typeof raw.status === "object" ? NaN : Number(raw.status);
    return STATUSES[code] ?? (raw.in_progress === true ? "running" : void 0);
  }
  function codeOfStatus(status2) {
    return Object.keys(STATUSES).find((code) => STATUSES[code] === status2);
  }
  function pageOf({ url, accountId, projectId }, path) {
    const project = projectId ? `/projects/${projectId}` : "";
    return `${url}/deploy/${accountId}${project}/${path}/`;
  }
  function jobPage(links, jobId) {
    return pageOf(links, `jobs/${jobId}`);
  }
  function runPage(links, run2) {
    return typeof run2 === "number" ? pageOf(links, `runs/${run2}`) : run2.href;
  }
  function toRun(links, raw, otherwise = "queued") {
    const projectId = idOrNull(raw.project_id) ?? links.projectId ?? null;
    const createdAt2 = readTime(raw.created_at);
    return {
      id: raw.id,
      jobId: idOrNull(raw.job_definition_id),
      jobName: isObject(raw.job) ? textOrNull(raw.job.name) : null,
      projectId,
      environmentId: idOrNull(raw.environment_id),
      status: readStatus(raw) ?? otherwise,
      statusMessage: textOrNull(raw.status_message),
      cause: causeOf(raw),
      href: readUrl(raw.href) ?? runPage({
        ...links,
        projectId
      }, raw.id),
      gitBranch: textOrNull(raw.git_branch),
      gitSha: textOrNull(raw.git_sha),
      createdAt: createdAt2,
      ...timesOf(raw, createdAt2),
      blockedBy: Array.isArray(raw.blocked_by) ? raw.blocked_by.filter(isId) : [],
      canRetry: raw.can_retry === true,
      retryNotSupportedReason: textOrNull(raw.retry_not_supported_reason),
      steps: readSteps(raw.run_steps)
    };
  }
  function causeOf(raw) {
    return isObject(raw.trigger) ? textOrNull(raw.trigger.cause) : null;
  }
  function readSteps(raw, maxLog = MAX_LOG_LENGTH) {
    const steps = Array.isArray(raw) ? raw.filter(isObject) : [];
    return steps.map((step, i) => ({
      index: idOrNull(step.index) ?? i + 1,
      name: oneLine(textOrNull(step.name) ?? `Step ${i + 1}`, 1e3),
      status: readStatus(step) ?? "queued",
      ...timesOf(step),
      logs: endOf(logsOf(step), maxLog)
    }));
  }
  function timesOf(raw, createdAt2 = null) {
    const startedAt = readTime(raw.started_at);
    const finishedAt = readTime(raw.finished_at);
    const from = startedAt ?? createdAt2;
    const durationMs = from && finishedAt ? Math.max(0, Date.parse(finishedAt) - Date.parse(from)) : null;
    return {
      startedAt,
      finishedAt,
      durationMs
    };
  }
  function logsOf({ logs, truncated_debug_logs: debug }) {
    return textOrNull(logs) || textOrNull(debug) || textOrNull(logs);
  }
  function endOf(log, maxLog) {
    if (log === null || log.length <= maxLog) return log;
    const end = new TextEncoder().encode(log.slice(-maxLog));
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
  function aboutRun(runId, verb, path = "") {
    return {
      to: `${verb} run ${runId}`,
      path: `runs/${runId}/${path}`,
      runId
    };
  }
  async function retrieveRaw(client, runId, options = {}) {
    const request = {
      ...aboutRun(runId, "get"),
      ...options
    };
    const raw = await getData(client, request, isRawRun);
    if (raw.id === runId) return raw;
    throw unreadable(request, 200, `the body is run ${raw.id}`);
  }
  async function retrieveRun(client, runId, options = {}) {
    return readRun(client, await retrieveRaw(client, runId, options));
  }
  function readRun(client, raw) {
    const status2 = readStatus(raw);
    if (status2) return toRun(client, raw, status2);
    const shown3 = JSON.stringify(raw.status ?? null);
    const why = `the body has the unknown status ${shown3}`;
    throw unreadable(aboutRun(raw.id, "get"), 200, why);
  }
  async function retrieveJob(client, jobId, options = {}) {
    const about = {
      to: `get job ${jobId}`,
      path: `jobs/${jobId}/`
    };
    const raw = await getData(client, {
      ...about,
      ...options
    }, isRawRun);
    const { execute_steps: steps } = raw;
    const areTexts = Array.isArray(steps) && steps.every((step) => typeof step === "string");
    if (raw.id !== jobId || !areTexts) {
      throw unreadable(about, 200, "the body is not the job with its commands");
    }
    return {
      id: jobId,
      name: textOrNull(raw.name),
      projectId: idOrNull(raw.project_id),
      environmentId: idOrNull(raw.environment_id),
      executeSteps: steps
    };
  }
  async function listRaw(client, { to = "list the runs", query, ...limits }) {
    const paged = {
      order_by: "-id",
      limit: PAGE_SIZE,
      ...query
    };
    const request = {
      to,
      path: "runs/",
      query: paged,
      ...limits
    };
    return await getData(client, request, isList);
  }
  async function cancelOnce(client, runId, options = {}) {
    const request = {
      ...aboutRun(runId, "cancel", "cancel/"),
      ...options
    };
    const raw = await getData(client, {
      ...request,
      method: "POST"
    }, isRawRun);
    return toRun(client, raw, "running");
  }
  async function cancelWithRetry(client, runId, signal) {
    let fault;
    const cancel2 = () => cancelOnce(client, runId, {
      signal
    }).catch((error) => {
      if (!signal.aborted) fault = error;
      throw error;
    });
    try {
      return await resultOf(retrying("cancel", cancel2, {
        signal
      }));
    } catch (error) {
      if (signal.aborted) throw fault ?? error;
      const run2 = await retrieveRun(client, runId, {
        signal
      }).catch(() => {
      });
      if (run2 && hasEnded(run2)) return run2;
      throw error;
    }
  }
  var STATUSES, MAX_LOG_LENGTH, PAGE_SIZE, WITH_CAUSE, isList;
  var init_run = __esm({
    "api/run.ts"() {
      init_http();
      init_json();
      init_retry();
      STATUSES = {
        1: "queued",
        2: "starting",
        3: "running",
        10: "success",
        20: "error",
        30: "cancelled"
      };
      MAX_LOG_LENGTH = 2 ** 20;
      PAGE_SIZE = 100;
      WITH_CAUSE = {
        query: {
          include_related: '["trigger","job"]'
        }
      };
      isList = (data2) => Array.isArray(data2) && data2.every(isRawRun);
    }
  });

  // api/find.ts
  var find_exports = {};
  __export(find_exports, {
    createFinder: () => createFinder,
    findReusable: () => findReusable,
    isOfCommit: () => isOfCommit,
    listTriggered: () => listTriggered,
    requireTarget: () => requireTarget,
    triggerOf: () => triggerOf,
    wantedOf: () => wantedOf
  });
  function wantedOf(options) {
    const pull = Object.entries(TRIGGER_FIELDS).filter(([field]) => field.endsWith("_request_id")).map(([field, [option]]) => [
      field,
      options[option]
    ]).find(([, id2]) => id2 !== void 0);
    return {
      gitSha: options.gitSha,
      pull
    };
  }
  function requireTarget(options) {
    const { gitSha, pull } = wantedOf(options);
    const needed = "'gitSha' or the id of a pull request";
    if (!gitSha && !pull) {
      throw new TypeError(`Cannot use 'reuse' without ${needed}`);
    }
  }
  function triggerOf(raw) {
    return isObject(raw.trigger) ? raw.trigger : {};
  }
  function isOfCommit(raw, sha) {
    return [
      raw.git_sha,
      triggerOf(raw).git_sha
    ].some((other) => isSameSha(other, sha));
  }
  function isSameSha(value, sha) {
    if (typeof value !== "string" || value.length < 7 || sha.length < 7) {
      return value === sha;
    }
    const [short, long] = [
      value,
      sha
    ].toSorted((a, b) => a.length - b.length);
    return long.toLowerCase().startsWith(short.toLowerCase());
  }
  async function listTriggered(client, { asked, maxAsked = MAX_ASKED, ...options }) {
    const runs = await listRaw(client, options);
    for (const [i, raw] of runs.entries()) {
      if (isObject(raw.trigger) || i >= maxAsked) continue;
      if (!isObject(asked.get(raw.id))) {
        const asking = {
          ...options,
          ...WITH_CAUSE
        };
        const whole2 = await retrieveRaw(client, raw.id, asking).catch((error) => {
          if (decide("look up", error) === "again") throw error;
          return raw;
        });
        asked.set(raw.id, whole2.trigger);
      }
      raw.trigger = asked.get(raw.id);
    }
    return runs;
  }
  function createFinder(client, jobId, { signal, query }) {
    const asked = /* @__PURE__ */ new Map();
    const ofJob = {
      job_definition_id: jobId,
      ...WITH_CAUSE.query,
      ...query
    };
    const list = () => listTriggered(client, {
      asked,
      signal,
      query: ofJob
    });
    let hasAnswered = false;
    return async function* () {
      const runs = yield* retrying("look up", list, {
        signal,
        hasAnswered
      });
      hasAnswered = true;
      return runs;
    };
  }
  async function* findReusable(client, options, signal) {
    const wanted = wantedOf(options);
    const body = triggerBody(options, null);
    const raws = yield* createFinder(client, options.jobId, {
      signal
    })();
    const runs = raws.filter((raw) => isSameTarget(raw, wanted) && isSameKind(triggerOf(raw), body)).map((raw) => toRun(client, raw));
    const isTaken = wanted.pull && runs[0]?.status === "success";
    return runs.find((run2) => !hasEnded(run2)) ?? (isTaken ? runs[0] : void 0);
  }
  function isSameTarget(raw, { gitSha, pull }) {
    if (gitSha && !isOfCommit(raw, gitSha)) return false;
    const ids = Object.entries(triggerOf(raw)).filter(([field, id2]) => field.endsWith("_request_id") && id2);
    if (!pull || gitSha && ids.length === 0) return true;
    return ids.some(([field, id2]) => field === pull[0] && id2 === pull[1]);
  }
  function isSameKind(trigger2, body) {
    return Object.entries(trigger2).filter(([field]) => field.endsWith("_override")).every(([field, value]) => [
      null,
      "",
      [],
      body[field]
    ].some((same) => JSON.stringify(same) === JSON.stringify(value)));
  }
  var MAX_ASKED;
  var init_find = __esm({
    "api/find.ts"() {
      init_checks();
      init_json();
      init_retry();
      init_run();
      MAX_ASKED = 20;
    }
  });

  // api/start.ts
  function newMark() {
    const bytes = crypto.getRandomValues(new Uint8Array(4));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  function planTrigger(client, options, mark = options.mark === false ? null : newMark()) {
    const { jobId, cause = "" } = options;
    const body = triggerBody(options, mark);
    const isWhole = String(body.cause).startsWith(cause);
    return {
      to: `trigger job ${jobId}`,
      path: `jobs/${jobId}/run/`,
      body,
      query: {
        job_definition_id: jobId,
        include_related: '["trigger"]'
      },
      isOurs: mark === null ? void 0 : (raw) => causeOf(raw)?.includes(formatMark(mark)) ?? false,
      mark,
      warning: isWhole ? void 0 : "The cause was cut to 255 characters",
      page: jobPage(client, jobId)
    };
  }
  function planRetry(client, run2) {
    const runId = runIdOf(run2);
    return {
      ...aboutRun(runId, "retry", "retry/"),
      query: {
        id__gt: runId
      },
      isOurs: (raw) => raw.retrying_run_id === runId,
      mark: null,
      page: runPage(client, run2)
    };
  }
  async function* startRun(client, plan, { signal, leaving }) {
    const search = createSearch(client, plan);
    const { to, path, body, runId, mark, page } = plan;
    const startedAt = clock.now();
    let [posts, lastPostAt, hasSent] = [
      0,
      startedAt,
      false
    ];
    let unclear;
    const post = (signal2) => getData(client, {
      to,
      method: "POST",
      path,
      body,
      runId,
      signal: signal2
    }, isRawRun).then((raw) => [
      toRun(client, raw)
    ]);
    const unclearError = (error) => toUnclear(search, unclear, error);
    const finalError = (error) => unclear && error instanceof DbtCloudError ? unclearError(error) : error;
    async function* recover(error) {
      if (!(error instanceof DbtCloudError)) throw error;
      const decision = decide("start", error);
      if (decision === "look up") {
        unclear = error;
        if (!plan.isOurs) throw error;
        const next2 = "Looking for the run before another try";
        yield notice(join(error.message, next2));
        const found = yield* lookUp(search, lastPostAt, signal, error);
        if (found.length > 0) return found;
        if (search.unknown.size > 0 || posts >= MAX_POSTS) throw error;
        yield notice("No run was found. Trying again");
        return [];
      }
      const next = backoff(posts, error);
      const isBusy = error.status === 429;
      const isOver = isBusy ? clock.now() + next - startedAt > BUSY_LIMIT : posts >= MAX_POSTS;
      if (decision === "final" || isOver) throw error;
      if (isBusy) posts--;
      yield notice(retryNotice(error, next));
      await pause(next, signal);
      return [];
    }
    async function leave(answer) {
      const reason = signal?.reason;
      if (!answer && !unclear) throw reason;
      if (!leaving) throw unclearError(reason);
      const stop = new AbortController();
      const limit = leaving().left() - CANCEL_RESERVE;
      const timer = setTimeout(() => stop.abort(reason), Math.max(0, limit));
      const told = answer?.catch((error) => {
        if (!unclear && isClear(error)) return [];
        throw error;
      });
      const seen = plan.isOurs && lookUpOften(search, stop.signal);
      const found = Promise.any([
        told,
        seen
      ].filter((runs) => !!runs));
      try {
        return await unlessAborted(found, stop.signal);
      } catch {
        throw unclearError(reason);
      } finally {
        clearTimeout(timer);
        stop.abort(reason);
      }
    }
    for (; ; ) {
      let found = [];
      let answer;
      const abortPost = new AbortController();
      try {
        signal?.throwIfAborted();
        answer = post(abortPost.signal);
        answer.catch(() => {
        });
        posts++;
        if (!hasSent) {
          hasSent = true;
          yield {
            type: "sent"
          };
          if (plan.warning) yield notice(plan.warning);
        }
        const [run3] = await unlessAborted(answer, signal);
        lastPostAt = clock.now();
        return toStarted(run3);
      } catch (error) {
        lastPostAt = clock.now();
        try {
          if (signal?.aborted) throw error;
          answer = void 0;
          found = yield* recover(error);
        } catch (error2) {
          if (!signal?.aborted) throw finalError(error2);
          found = await leave(answer);
          if (found.length === 0) throw signal.reason;
        }
      } finally {
        abortPost.abort();
      }
      if (found.length === 0) continue;
      const run2 = found.find(({ status: status2 }) => status2 !== "cancelled") ?? found[0];
      yield notice(`Found run ${run2.id}, which was started all the same`);
      yield* cancelOthers(client, run2.id, found);
      return toStarted(run2);
    }
    function toStarted(run2) {
      if (!unclear || posts < 2) return {
        run: run2
      };
      return {
        run: run2,
        duplicates: {
          lastPostAt,
          mark,
          page,
          find: search.find
        }
      };
    }
  }
  function createSearch(client, plan) {
    const asked = /* @__PURE__ */ new Map();
    const unknown2 = /* @__PURE__ */ new Map();
    const maxAsked = plan.mark === null ? 0 : Infinity;
    const find = async (limits, isFirst = false) => {
      const { listTriggered: listTriggered2 } = await Promise.resolve().then(() => (init_find(), find_exports));
      const found = /* @__PURE__ */ new Map();
      let newest = NaN;
      for (let page = 0; page < MAX_PAGES; page++) {
        const offset = page && {
          offset: page * PAGE_SIZE
        };
        const query = {
          ...plan.query,
          ...offset
        };
        const options = {
          ...limits,
          query,
          asked,
          maxAsked
        };
        const runs = await listTriggered2(client, options);
        if (page === 0) newest = createdAt(runs[0]);
        for (const raw of runs) {
          if (plan.isOurs?.(raw)) found.set(raw.id, raw);
          const isTold = plan.mark === null || causeOf(raw) !== null;
          if (isTold) unknown2.delete(raw.id);
          else unknown2.set(raw.id, raw);
        }
        const isEnd = runs.length < PAGE_SIZE || createdAt(runs.at(-1)) < newest - HOUR;
        if (isEnd || isFirst && found.size > 0) break;
      }
      return [
        ...found.values()
      ].toSorted((a, b) => a.id - b.id).map((raw) => toRun(client, raw));
    };
    return {
      client,
      plan,
      find,
      unknown: unknown2
    };
  }
  function createdAt(raw) {
    return Date.parse(readTime(raw?.created_at) ?? "");
  }
  function isClear(error) {
    return error instanceof DbtCloudError && decide("start", error) !== "look up";
  }
  async function* lookUp({ find }, lastPostAt, signal, fault) {
    let hasAnswered = fault?.status !== void 0;
    for (const after of LOOK_UPS) {
      await pause(lastPostAt + after - clock.now(), signal);
      const look = () => find({
        signal
      });
      const found = yield* retrying("look up", look, {
        signal,
        hasAnswered
      });
      if (found.length > 0) return found;
      hasAnswered = true;
    }
    return [];
  }
  async function lookUpOften({ find }, signal) {
    for (; ; ) {
      signal.throwIfAborted();
      const found = await find({
        signal
      }, true).catch(() => []);
      if (found.length > 0) return found;
      await pause(LEAVING_PAUSE, signal);
    }
  }
  async function* cancelOthers(client, runId, runs, signal = AbortSignal.timeout(CANCEL_LIMIT)) {
    const others = runs.filter((run2) => run2.id !== runId && !hasEnded(run2));
    const texts = others.map(async ({ id: id2, href }) => {
      const what = `un ${id2}, a second run of the same trigger`;
      try {
        await cancelWithRetry(client, id2, signal);
        return `Cancelled r${what}: ${href}`;
      } catch (error) {
        const { message } = error;
        return `R${what}, may still be running: ${href} (${message})`;
      }
    });
    for (const text2 of await Promise.all(texts)) yield notice(text2);
  }
  function whereToLook({ mark, page }) {
    return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
  }
  function toUnclear(search, unclear, error) {
    const { client, plan, unknown: unknown2 } = search;
    const { cause: root } = Object(error);
    const last = root instanceof DbtCloudError ? root : error;
    const reasons = [
      .../* @__PURE__ */ new Set([
        unclear,
        last
      ])
    ].filter((reason) => reason instanceof DbtCloudError);
    const where = `A run may have been started: ${whereToLook(plan)}`;
    const text2 = [
      ...reasons.map(({ message }) => message),
      where
    ].join(". ");
    const { status: status2, kind } = reasons[0] ?? {};
    const { runId, mark, page } = plan;
    const cause = unclear ?? error;
    const candidates = [
      ...unknown2.values()
    ].map((raw) => toRun(client, raw));
    const about = {
      cause,
      status: status2,
      kind,
      runId,
      mark,
      page,
      candidates
    };
    return new UnclearTriggerError(client.redact(text2), about);
  }
  async function unlessAborted(promise, signal) {
    if (!signal) return await promise;
    let stop = () => {
    };
    const aborted = new Promise((_, reject) => {
      stop = () => reject(signal.reason);
      if (signal.aborted) stop();
      signal.addEventListener("abort", stop);
    });
    try {
      return await Promise.race([
        promise,
        aborted
      ]);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }
  var SECOND3, MINUTE2, HOUR, MAX_POSTS, BUSY_LIMIT, LOOK_UPS, MAX_PAGES, LEAVING_PAUSE, CANCEL_RESERVE, CANCEL_LIMIT;
  var init_start = __esm({
    "api/start.ts"() {
      init_checks();
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run();
      SECOND3 = 1e3;
      MINUTE2 = 60 * SECOND3;
      HOUR = 60 * MINUTE2;
      MAX_POSTS = 3;
      BUSY_LIMIT = 10 * MINUTE2;
      LOOK_UPS = [
        0,
        1,
        2,
        4,
        8,
        15,
        30
      ].map((seconds) => seconds * SECOND3);
      MAX_PAGES = 10;
      LEAVING_PAUSE = SECOND3 / 2;
      CANCEL_RESERVE = SECOND3;
      CANCEL_LIMIT = 30 * SECOND3;
    }
  });

  // api/watch.ts
  async function* watch(client, options) {
    const { timeout = 0, initialDelay = DEFAULT_INITIAL_DELAY, signal } = options;
    const { duplicates, interval } = options;
    const lastPostAt = duplicates?.lastPostAt ?? Infinity;
    const isOwn = typeof options.run !== "number";
    const began = clock.now();
    const deadline = deadlineIn(timeout > 0 ? timeout : Infinity);
    let runId = runIdOf(options.run);
    let latest = typeof options.run === "number" ? null : options.run;
    let looks = DUPLICATE_LOOKS.map((after) => lastPostAt + after);
    const operation = () => isOwn && clock.now() - began < NOT_FOUND_GRACE ? "poll new run" : "poll";
    const retrieve = () => {
      const timeLimit = limitOf(deadline, REQUEST_LIMIT);
      return retrieveRun(client, runId, {
        signal,
        timeLimit
      });
    };
    async function* poll() {
      const { left } = deadline;
      try {
        const how = {
          signal,
          left,
          hasAnswered: latest !== null
        };
        const run2 = yield* retrying(operation, retrieve, how);
        run2.cause ??= latest?.cause ?? null;
        run2.jobName ??= latest?.jobName ?? null;
        return run2;
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        if (left() <= 0) throw new RunTimeoutError(latest, runId, timeout);
        const next = latest ? `The run may go on: ${latest.href}` : "";
        throw goOn(error, next, runId);
      }
    }
    async function* lookWhileWaiting() {
      const now = clock.now();
      if (!duplicates || now < (looks[0] ?? Infinity)) return;
      looks = looks.filter((at2) => at2 > now);
      try {
        const timeLimit = limitOf(deadline, LOOK_LIMIT);
        const found = await duplicates.find({
          signal,
          timeLimit
        });
        yield* cancelOthers(client, runId, found, limited(deadline, signal));
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        looks.unshift(clock.now() + LOOK_AGAIN);
      }
    }
    for (let next = initialDelay; ; ) {
      const left = deadline.left();
      await pause(Math.min(next, left), signal);
      yield* lookWhileWaiting();
      const run2 = latest = yield* poll();
      yield {
        type: "polled",
        run: run2
      };
      if (hasEnded(run2)) {
        const successor = yield* lastLook(client, run2, deadline, options);
        if (!successor) return run2;
        yield {
          type: "started",
          run: successor
        };
        [runId, latest] = [
          successor.id,
          successor
        ];
      }
      if (next >= left) throw new RunTimeoutError(run2, runId, timeout);
      const share = (clock.now() - began) * PAUSE_SHARE;
      next = interval ?? Math.min(Math.max(share, MIN_PAUSE), MAX_PAUSE);
    }
  }
  function limitOf({ left }, limit) {
    return Math.ceil(Math.min(limit, Math.max(left(), LAST_POLL_LIMIT)));
  }
  function limited(deadline, signal) {
    const limit = AbortSignal.timeout(limitOf(deadline, REQUEST_LIMIT));
    return signal ? AbortSignal.any([
      signal,
      limit
    ]) : limit;
  }
  async function* lastLook(client, ended, deadline, { duplicates, signal }) {
    if (!duplicates) return;
    const { left } = deadline;
    const due = duplicates.lastPostAt + LAST_LOOK - clock.now();
    await pause(Math.min(due, left()), signal);
    const timeLimit = limitOf(deadline, LOOK_LIMIT);
    const find = () => duplicates.find({
      signal,
      timeLimit
    });
    try {
      const found = yield* retrying("read", find, {
        signal,
        left
      });
      const successor = ended.status === "cancelled" ? found.find((run2) => !hasEnded(run2)) : void 0;
      const followed = successor?.id ?? ended.id;
      yield* cancelOthers(client, followed, found, limited(deadline, signal));
      return successor;
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      yield notice(secondRun(duplicates));
    }
  }
  function secondRun(duplicates) {
    return `A second run may have been started: ${whereToLook(duplicates)}`;
  }
  async function* settleDuplicates(client, { run: run2, duplicates }, signal) {
    const how = {
      duplicates,
      signal
    };
    return (yield* lastLook(client, run2, deadlineIn(Infinity), how)) ?? run2;
  }
  async function leaveRun(client, { run: run2, duplicates }, { cancels, signal }) {
    const isOver = typeof run2 !== "number" && hasEnded(run2);
    const left = {
      notices: [],
      isUnclear: false
    };
    const say = (text2) => left.notices.push(text2);
    const cancelling = cancels && !isOver && cancelWithRetry(client, runIdOf(run2), signal).then((cancelled) => left.cancelled = cancelled, (error) => left.fault = error);
    if (duplicates) {
      left.isUnclear = clock.now() < duplicates.lastPostAt + LAST_LOOK;
      try {
        const found = await duplicates.find({
          signal
        });
        const others = cancelOthers(client, runIdOf(run2), found, signal);
        await resultOf(others, say);
      } catch {
        left.isUnclear = true;
      }
      if (left.isUnclear) say(secondRun(duplicates));
    }
    await cancelling;
    return left;
  }
  var SECOND4, MINUTE3, DEFAULT_INITIAL_DELAY, PAUSE_SHARE, MIN_PAUSE, MAX_PAUSE, NOT_FOUND_GRACE, LAST_POLL_LIMIT, DUPLICATE_LOOKS, LOOK_LIMIT, LOOK_AGAIN, LAST_LOOK, LEAVING_LIMIT2;
  var init_watch = __esm({
    "api/watch.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run();
      init_start();
      SECOND4 = 1e3;
      MINUTE3 = 60 * SECOND4;
      DEFAULT_INITIAL_DELAY = SECOND4;
      PAUSE_SHARE = 0.02;
      [MIN_PAUSE, MAX_PAUSE] = [
        SECOND4,
        5 * SECOND4
      ];
      NOT_FOUND_GRACE = MINUTE3;
      LAST_POLL_LIMIT = 3 * SECOND4;
      DUPLICATE_LOOKS = [
        30,
        60,
        120,
        300,
        600
      ].map((s) => s * SECOND4);
      LOOK_LIMIT = 5 * SECOND4;
      LOOK_AGAIN = 15 * SECOND4;
      LAST_LOOK = 30 * SECOND4;
      LEAVING_LIMIT2 = 5 * SECOND4;
    }
  });

  // report/text.ts
  function safeLine(text2, options = {}) {
    const { colour = false, length = 4e3 } = options;
    const line = text2.toWellFormed().replace(ESCAPES2, (found) => colour && COLOUR.test(found) ? found : "").replace(CONTROLS, (found) => colour && found === "\x1B" ? found : " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "");
    const cut2 = cutTo(length, line);
    return cut2.includes("\x1B") && !cut2.endsWith(RESET) ? cut2 + RESET : cut2;
  }
  function safeLines(text2, options = {}) {
    return text2.trimEnd().split(LINE_BREAK).map((line) => safeLine(line, options));
  }
  function fewOf(names, most) {
    const more = names.length - most;
    const line = names.slice(0, most).join(", ");
    return more > 0 ? `${line} and ${more} more` : line;
  }
  function durationOf(ms) {
    const seconds = Math.round(ms / 1e3);
    const parts = [
      [
        Math.floor(seconds / 86400),
        "d"
      ],
      [
        Math.floor(seconds / 3600) % 24,
        "h"
      ],
      [
        Math.floor(seconds / 60) % 60,
        "min"
      ],
      [
        seconds % 60,
        "s"
      ]
    ].filter(([count]) => count);
    return parts.slice(0, 3).map(([count, unit]) => `${count} ${unit}`).join(" ") || "0 s";
  }
  function isFrame(line) {
    return FRAME.test(line.trim());
  }
  function explain2(message) {
    const lines = unframe(message);
    const at2 = causeAt(lines.map((line) => line.trim()), lines);
    if (at2 <= 0) return lines.join("\n").trim() || message.trim();
    return [
      lines[at2].trim(),
      ...lines.slice(0, at2),
      ...lines.slice(at2 + 1)
    ].join("\n").trimEnd();
  }
  function unframe(message) {
    const lines = message.trimEnd().split("\n");
    if (/^\s*compiled (code|sql) at /i.test(lines.at(-1))) lines.pop();
    const cause = lines.slice(lines.findIndex((line) => !isFrame(line)));
    const [indent = ""] = /^[ \t]*/.exec(cause[0] ?? "") ?? [];
    const [first = "", ...rest] = cause.map((line) => line.startsWith(indent) ? line.slice(indent.length) : line);
    const plain = PREFIXES.reduce((text2, it) => text2.replace(it, ""), first).replace(/ - \w+ Error$/, ":");
    return [
      plain,
      ...rest
    ];
  }
  function causeAt(texts, lines) {
    if (texts.some((text2) => IS_GIT.test(text2))) {
      const kind = GIT.find((it) => texts.some((text2) => it.test(text2)));
      if (kind) return texts.findIndex((text2) => kind.test(text2));
    }
    const from = texts.findLastIndex((text2) => TRACEBACK.test(text2));
    if (from < 0) {
      return texts.findIndex((text2) => !VAGUE.some((it) => it.test(text2)));
    }
    const indentOf2 = (line) => /^\s*/.exec(line)[0].length;
    const rest = lines.slice(from).filter((line) => line.trim());
    const least = Math.min(...rest.map(indentOf2));
    const isEnd = (i) => i > from && indentOf2(lines[i]) === least;
    const at2 = texts.findLastIndex((text2, i) => isEnd(i) && EXCEPTION.test(text2));
    return at2 < 0 ? texts.findLastIndex((text2, i) => text2 && isEnd(i)) : at2;
  }
  function plainLines(text2) {
    return safeLines(text2).map((line) => line.replace(/<\/?span[^<>]{0,80}>/g, "").trimEnd());
  }
  var ESCAPES2, CONTROLS, COLOUR, RESET, LINE_BREAK, FRAME, PREFIXES, VAGUE, GIT, IS_GIT, TRACEBACK, EXCEPTION;
  var init_text = __esm({
    "report/text.ts"() {
      init_json();
      ESCAPES2 = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~]?)/g;
      CONTROLS = /[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]/g;
      COLOUR = /^\x1b\[(?:(?:0?|[1-4]|2[2-4]|3[0-79]|9[0-7])(?:;|(?=m)))*m$/;
      RESET = "\x1B[0m";
      LINE_BREAK = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
      FRAME = /^(?:(?:Exception on worker thread\. |ERROR:? )?>?(?:(?:Compilation|Connection|Database|Dbt|Dependency|Internal|Parsing|Python Model|Runtime|Snapshot|Test|Validation) Error|Failure|Error)(?: in [a-z].*)?|\[(?:ERROR|FAIL\w*)\]: in .+\))?$/;
      PREFIXES = [
        /^Error executing [\w ]*macro '[^']*' for \w+ [^\s:]+: /,
        /^Failed to [\w ]+ invalid operation: /,
        /^[A-Z]\w+ Error for \S+ from \S+: /
      ];
      VAGUE = [
        /^failed to connect$/i,
        /\berror line \d+ at position \d+$/,
        /Deprecated functionality$/,
        /^Python model failed with traceback as:?$/,
        /^\(Note that /,
        /An error occurred while calling \S+\.$/,
        /^[^\p{L}\p{N}]*$/u
      ];
      GIT = [
        /Permission denied|Host key verification failed|Access denied|not granted|over its data quota|(?:could|can)not (?:read (?:Username|Password)|resolve host)|Could not resolve host|Connection (?:refused|reset|timed out)|certificate problem|Repository not found/i,
        /^remote: (?:ERROR: )?(?=.*[a-z])(?!(?:Enumerating|Counting|Compressing|Total)\b)/i,
        /^(?:error|fatal): (?!Could not read from remote)/i,
        /^fatal: /
      ];
      IS_GIT = /^(?:fatal: |Cloning into )/;
      TRACEBACK = /Traceback \(most recent call last\)/;
      EXCEPTION = /^[\w.]*[A-Z]\w*(?:Error|Exception|Exit|Failure|Interrupt|Warning)\b/;
    }
  });

  // command/find.ts
  var find_exports2 = {};
  __export(find_exports2, {
    findJob: () => findJob,
    findRun: () => findRun,
    jobSteps: () => jobSteps,
    reuse: () => reuse
  });
  async function* findJob({ client, values, ending: { stop: signal } }) {
    const { jobName = "", projectId } = values;
    const project = {
      ...projectId && {
        project_id: projectId
      }
    };
    const list = (query) => retrying("read", () => getData(client, {
      to: "list the jobs",
      path: "jobs/",
      query: {
        limit: PAGE_SIZE,
        ...project,
        ...query
      },
      signal
    }, isJobs), {
      signal
    });
    const jobs = [];
    for (let isMore = true; isMore && jobs.length < MAX_JOBS; ) {
      const offset = jobs.length;
      const page = yield* list({
        name__icontains: jobName,
        offset
      });
      jobs.push(...page);
      isMore = page.length === PAGE_SIZE;
    }
    const ours = jobs.filter(({ name }) => name === jobName);
    const found = [
      ...new Map(ours.map((job2) => [
        job2.id,
        job2
      ])).values()
    ];
    const [job] = found;
    if (found.length === 1 && typeof job?.id === "number") return job.id;
    if (found.length > 1) {
      const ids = found.map(({ id: id2, project_id }) => `${id2} (project ${project_id})`);
      throw new CommandError(`${found.length} jobs are named "${jobName}": ${ids.join(", ")}. Set DBT_PROJECT_ID or DBT_JOB_ID`, 2);
    }
    const all = jobs.length > 0 ? jobs : yield* list({});
    throw new CommandError(`No job is named "${jobName}". ${namesOf(all)}`, 2);
  }
  function namesOf(jobs) {
    if (jobs.length === 0) return "There are no jobs that this key may see";
    const names = jobs.map(({ name }) => `"${oneLine(String(name), 60)}"`);
    return `There are: ${fewOf(names, MAX_NAMES)}`;
  }
  async function* jobSteps({ client, ending: { stop: signal } }, jobId, extraArgs) {
    const read = () => retrieveJob(client, jobId, {
      signal
    });
    const { executeSteps } = yield* retrying("read", read, {
      signal
    });
    if (executeSteps.length > 0) {
      return executeSteps.map((command) => `${command} ${extraArgs}`);
    }
    throw new DbtCloudError(`Cannot read the commands of job ${jobId}: dbt Cloud names none`, {
      kind: "unreadable"
    });
  }
  async function* reuse({ client, ending: { stop: signal } }, options) {
    const run2 = yield* findReusable(client, options, signal);
    if (run2) yield notice(`Using run ${run2.id}, which ${stateOf(run2)}`);
    return run2;
  }
  async function* findRun(plan) {
    const { runId, values: { dryRun } } = plan;
    const what = runId === void 0 ? describe(plan) : `run ${runId}`;
    if (dryRun) return void (yield notice(`Would wait for ${what}`));
    if (runId !== void 0) return {
      run: runId
    };
    yield notice(`Looking for ${what}`);
    return yield* lookFor(plan, what);
  }
  function describe({ values, options }) {
    const { gitSha, pull } = wantedOf(options);
    const job = `job ${values.jobId ?? `"${values.jobName}"`}`;
    const which = [
      ...pull ? [
        `pull request ${pull[1]}`
      ] : [],
      ...gitSha ? [
        `commit ${gitSha}`
      ] : []
    ].join(", ");
    const run2 = values.latest === "success" ? "successful run" : "run";
    return which ? `the ${run2} of ${job} for ${which}` : `the latest ${run2} of ${job}`;
  }
  async function* lookFor(plan, what) {
    const { client, values, ending: { stop: signal }, options } = plan;
    const { latest, appearTimeout } = values;
    const jobId = values.jobId ?? (yield* findJob(plan));
    const wanted = wantedOf(options);
    const query = latest === "success" ? {
      status: codeOfStatus(latest)
    } : {};
    const find = createFinder(client, jobId, {
      signal,
      query
    });
    const isAtOnce = latest === "any" || latest === "success";
    const until = clock.now() + (isAtOnce ? 0 : appearTimeout);
    const startedAt = Date.now() - (clock.now() - plan.process.startedAt);
    for (let isFirst = true; ; isFirst = false) {
      const found = (yield* find()).filter((raw) => isWanted(raw, wanted)).map((raw) => toRun(client, raw, "queued"));
      const isNew = (run3) => !hasEnded(run3) || Date.parse(run3.createdAt ?? "") >= startedAt;
      const isAny = isAtOnce || wanted.gitSha && latest === "none";
      const run2 = isAny ? found[0] : found.find(isNew);
      if (run2) return {
        run: run2
      };
      if (isFirst && latest === "new" && found[0]) {
        const seen = `The latest run, ${found[0].id}, ${stateOf(found[0])}`;
        yield notice(`${seen}; waiting for a new one. --latest=any takes it`);
      }
      const left = until - clock.now();
      if (left <= 0) {
        const seconds = appearTimeout / 1e3;
        const why = isAtOnce ? "there is none among its latest runs" : `none is in progress, and none appeared within ${seconds} s (--appear-timeout)`;
        throw new CommandError(`Cannot find ${what}: ${why}`, 5);
      }
      await pause(Math.min(LOOK_PAUSE, left), signal);
    }
  }
  function isWanted(raw, { gitSha, pull }) {
    if (pull && triggerOf(raw)[pull[0]] !== pull[1]) return false;
    return !gitSha || isOfCommit(raw, gitSha);
  }
  function stateOf({ status: status2, finishedAt }) {
    const how = STATES[status2] ?? `is ${status2}`;
    if (!finishedAt || !STATES[status2]) return how;
    return `${how} ${durationOf(Date.now() - Date.parse(finishedAt))} ago`;
  }
  var LOOK_PAUSE, MAX_NAMES, MAX_JOBS, isJobs, STATES;
  var init_find2 = __esm({
    "command/find.ts"() {
      init_clock();
      init_errors();
      init_find();
      init_http();
      init_json();
      init_retry();
      init_run();
      init_process();
      init_text();
      LOOK_PAUSE = 5e3;
      MAX_NAMES = 10;
      MAX_JOBS = 5e3;
      isJobs = (data2) => Array.isArray(data2) && data2.every(isObject);
      STATES = {
        success: "succeeded",
        error: "failed",
        cancelled: "was cancelled"
      };
    }
  });

  // api/json_scan.ts
  var QUOTE, BACKSLASH, COMMA, COLON, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, SPACES, MAX_DEPTH2, MAX_TEXT, MAX_ESCAPE, JsonScanner;
  var init_json_scan = __esm({
    "api/json_scan.ts"() {
      [QUOTE, BACKSLASH, COMMA, COLON] = [
        34,
        92,
        44,
        58
      ];
      [OPEN_OBJECT, CLOSE_OBJECT] = [
        123,
        125
      ];
      [OPEN_LIST, CLOSE_LIST] = [
        91,
        93
      ];
      SPACES = [
        32,
        9,
        10,
        13
      ];
      MAX_DEPTH2 = 1e3;
      MAX_TEXT = 2 ** 20;
      MAX_ESCAPE = 6;
      JsonScanner = class {
        #options;
        #decoder = new TextDecoder();
        #path = [];
        #isList = [];
        #isKey = false;
        #inString = false;
        #isEscaped = false;
        /** The pieces of the text or number that is read, if it is wanted. */
        #parts;
        #size = 0;
        #isCut = false;
        #isWhole = false;
        #isBroken = false;
        constructor(options) {
          this.#options = {
            maxText: MAX_TEXT,
            ...options
          };
        }
        /** Whether the document began, and all that it opened is closed. */
        get isWhole() {
          return this.#isWhole && !this.#isBroken;
        }
        /** Reads the next piece, if the document is not broken yet. */
        push(piece) {
          for (let i = 0; i < piece.length && !this.#isBroken; i++) {
            if (this.#inString) i = this.#readString(piece, i);
            else if (!SPACES.includes(piece[i])) this.#readStructure(piece, i);
            else this.#take();
          }
        }
        /** Hands on the text in whose middle the document broke off. */
        end() {
          if (!this.#inString || this.#isKey) return;
          this.#take((text2) => JSON.parse(`"${text2.replace(/\\+$/, "")}"`));
        }
        /** Reads a text to its end or the piece's; returns the index of its last byte. */
        #readString(piece, from) {
          let i = from;
          for (; i < piece.length; i++) {
            if (this.#isEscaped) this.#isEscaped = false;
            else if (piece[i] === BACKSLASH) this.#isEscaped = true;
            else if (piece[i] === QUOTE) {
              this.#keep(piece.subarray(from, i));
              this.#inString = false;
              this.#take((text2) => JSON.parse(`"${text2}"`));
              return i;
            }
          }
          this.#keep(piece.subarray(from));
          return i;
        }
        #readStructure(piece, i) {
          const byte = piece[i];
          const isBracket = byte === OPEN_OBJECT || byte === OPEN_LIST;
          const isInside = this.#isList.length > 0;
          if (this.#isWhole || !(isInside || isBracket)) this.#isBroken = true;
          if (byte === COLON) this.#isKey = false;
          else if (byte === COMMA) this.#next();
          else if (isBracket) this.#open(byte === OPEN_LIST);
          else if (byte === CLOSE_OBJECT) this.#close(false);
          else if (byte === CLOSE_LIST) this.#close(true);
          else {
            this.#inString = byte === QUOTE;
            if (this.#inString || !this.#parts) this.#begin();
            if (!this.#inString) this.#keep(piece.subarray(i, i + 1));
          }
        }
        #open(isList2) {
          if (this.#isList.push(isList2) > MAX_DEPTH2) this.#isBroken = true;
          this.#path.push(isList2 ? 0 : "");
          this.#isKey = !isList2;
        }
        #close(isList2) {
          this.#take();
          if (this.#isList.pop() !== isList2) this.#isBroken = true;
          this.#path.pop();
          this.#isKey = false;
          this.#isWhole = this.#isList.length === 0;
        }
        #next() {
          this.#take();
          const last = this.#path.length - 1;
          const index = this.#path[last];
          if (typeof index === "number") this.#path[last] = index + 1;
          this.#isKey = this.#isList.at(-1) === false;
        }
        #begin() {
          const { depth, wants } = this.#options;
          const isWanted2 = this.#path.length <= depth && (this.#isKey || wants(this.#path));
          this.#parts = isWanted2 ? [] : void 0;
          [this.#size, this.#isCut] = [
            0,
            false
          ];
        }
        /** Keeps a part, copied; of a long text, at least the end. */
        #keep(part) {
          if (!this.#parts) return;
          this.#parts.push(part.slice());
          this.#size += part.length;
          while (this.#size - this.#parts[0].length > this.#options.maxText) {
            this.#size -= this.#parts.shift().length;
            this.#isCut = true;
          }
        }
        /** Hands on what was read, a key or a value. */
        #take(parse = JSON.parse) {
          if (!this.#parts) return;
          const decode = (part) => this.#decoder.decode(part, {
            stream: true
          });
          const text2 = this.#parts.map(decode).join("") + this.#decoder.decode();
          this.#parts = void 0;
          const value = this.#parse(text2, parse);
          if (value === void 0) return;
          if (this.#isKey) this.#path[this.#path.length - 1] = String(value);
          else this.#options.onValue(this.#path, value);
        }
        /** The value of a text; nothing if it is no JSON, such as `NaN`. */
        #parse(text2, parse) {
          for (let from = 0; from <= (this.#isCut ? MAX_ESCAPE : 0); from++) {
            try {
              return parse(text2.slice(from));
            } catch {
            }
          }
        }
      };
    }
  });

  // api/artifacts.ts
  async function openArtifact(client, runId, path, { step, signal }) {
    const names = path.split("/");
    if (names.some((name) => [
      "",
      ".",
      ".."
    ].includes(name))) {
      throw new TypeError(`Cannot use '${path}' as the path of an artifact`);
    }
    const file = names.map(encodeURIComponent).join("/");
    const request = {
      ...aboutRun(runId, `get ${path} of`, `artifacts/${file}`),
      accept: "*/*",
      signal,
      ...step !== void 0 && {
        query: {
          step
        }
      }
    };
    return await send(client, request, (answer) => {
      const { response, restart, pause: pause2, stop, toError } = answer;
      const reader = openReader(response.body);
      pause2();
      const body = new ReadableStream({
        type: "bytes",
        async pull(controller) {
          try {
            restart();
            const { done, value } = await reader.read();
            pause2();
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
        }
      });
      const headers = new Headers(response.headers);
      if (headers.has("content-encoding")) headers.delete("content-length");
      headers.delete("content-encoding");
      headers.delete("transfer-encoding");
      return Promise.resolve(new Response(body, {
        status: response.status,
        headers
      }));
    });
  }
  function isMissing(error) {
    return error instanceof DbtCloudError && error.status === 404;
  }
  function readerOf(client, run2, signal) {
    let areSaved = false;
    let attempts = 0;
    const read = async () => {
      const options = {
        signal,
        related: [
          "environment"
        ]
      };
      const answer = await retrieveSteps(client, run2.id, options);
      const { raw: { artifacts_saved, environment }, steps, isWhole } = answer;
      areSaved = artifacts_saved === true;
      const isLate = isWhole && run2.status === "error" && !steps.some(({ status: status2 }) => status2 === "error");
      if (isLate && ++attempts < MAX_ATTEMPTS) {
        throw new DbtCloudError("The steps lag", {
          kind: "unreadable"
        });
      }
      const projectDir = isObject(environment) ? textOrNull(environment.dbt_project_subdirectory) : null;
      return {
        steps,
        projectDir
      };
    };
    const again = async (call) => await resultOf(retrying("read", call, {
      signal
    }));
    return {
      redact: client.redact,
      getSteps: async () => await again(read),
      async openArtifact(path, step) {
        const orNone = (error, isFinal) => {
          if (isFinal && isMissing(error)) return void 0;
          throw error;
        };
        const open2 = () => openArtifact(client, run2.id, path, {
          step,
          signal
        }).catch((error) => orNone(error, areSaved));
        const response = await again(open2).catch((error) => orNone(error, true));
        return response && piecesOf(response);
      }
    };
  }
  async function retrieveSteps(client, runId, options = {}) {
    const { signal, fields, related = [], maxBytes = MAX_SIZE } = options;
    const query = {
      include_related: JSON.stringify([
        "run_steps",
        ...related
      ])
    };
    const request = {
      ...aboutRun(runId, "get the steps of"),
      query,
      signal
    };
    const document = {};
    const scanner = new JsonScanner({
      depth: 4,
      maxText: options.maxLog ?? MAX_LOG,
      wants: ([data2, list, , field]) => data2 === "data" && (list !== "run_steps" || !fields || fields.includes(String(field))),
      onValue: (path, value) => put(document, path, value)
    });
    const read = () => isObject(document.data) ? document.data : {};
    return await send(client, request, async ({ response, stop }) => {
      let bytes = 0;
      try {
        for await (const piece of piecesOf(response)) {
          bytes += piece.length;
          scanner.push(piece);
          if (bytes >= maxBytes || options.isEnough?.(read(), bytes)) break;
        }
      } catch (error) {
        if (signal?.aborted || !read().run_steps) throw error;
      }
      stop();
      scanner.end();
      const raw = client.redact(read());
      if (bytes >= maxBytes && !raw.run_steps) {
        throw new Error(`its body is longer than ${maxBytes / MIB2} MiB`);
      }
      if (!isRawRun(raw) || raw.id !== runId) {
        throw unreadable(request, response.status);
      }
      const steps = readSteps(raw.run_steps, options.maxLog);
      return {
        raw,
        steps,
        bytes,
        isWhole: scanner.isWhole
      };
    });
  }
  function put(document, path, value) {
    if (path.includes("__proto__")) return;
    let place = document;
    for (const [i, key] of path.slice(0, -1).entries()) {
      place[key] ??= typeof path[i + 1] === "number" ? [] : {};
      place = place[key];
    }
    place[path.at(-1)] = value;
  }
  var MAX_ATTEMPTS, MIB2, MAX_SIZE, MAX_LOG, MAX_SIZE_WITH_STEPS;
  var init_artifacts = __esm({
    "api/artifacts.ts"() {
      init_errors();
      init_http();
      init_json();
      init_json_scan();
      init_retry();
      init_run();
      MAX_ATTEMPTS = 3;
      MIB2 = 2 ** 20;
      MAX_SIZE = 256 * MIB2;
      MAX_LOG = MIB2 + 64 * 1024;
      MAX_SIZE_WITH_STEPS = 32 * MIB2;
    }
  });

  // report/log_reader.ts
  function readLog(logs) {
    const all = linesOf2(logs);
    const lines = all.filter(({ isDebug }) => !isDebug);
    const blocks = blocksOf(lines);
    const of = (rank, among = blocks) => among.filter((it) => it.rank === rank).map(findingOf);
    const errors = of(Rank.Error);
    const found = merge(errors.some(({ message }) => message) ? errors : of(Rank.Error, blocksOf(all)));
    of(Rank.Named).forEach((it) => add(found, it));
    if (found.length === 0) of(Rank.Progress).forEach((it) => add(found, it));
    const end = lines.map(({ text: text2 }) => text2).filter(isTelling).slice(-MAX_END);
    return {
      findings: found.length > 0 ? found : lastWords2(lines, end),
      end
    };
  }
  function linesOf2(logs) {
    const lines = [];
    let isDebug = false;
    for (const raw of logs.split(LINE_BREAK)) {
      const event = raw.startsWith("{") ? readEvent(raw) : void 0;
      const texts = event ? plainLines(event.text) : plainLines(raw).flatMap((line) => line.split(GLUE));
      for (const [i, text2] of texts.entries()) {
        const { time, level, rest } = partsOf(text2, event?.level);
        const isEvent = time !== void 0 || event !== void 0 && i === 0;
        if (isEvent) isDebug = /^(?:debug|trace)/i.test(level);
        const isWarning = /^warn/i.test(level);
        lines.push({
          text: rest,
          isEvent,
          isWarning,
          isDebug
        });
      }
    }
    return lines;
  }
  function partsOf(text2, of = "") {
    const { time, level = of, message = text2 } = TIME.exec(text2)?.groups ?? {};
    const [, word = level, rest = message] = LEVEL.exec(message) ?? [];
    return {
      time,
      level: word,
      rest
    };
  }
  function readEvent(line) {
    try {
      const event = parseJson(line);
      if (!isObject(event)) return;
      const [info, data2] = [
        event.info,
        event.data
      ].map((value) => isObject(value) ? value : {});
      const text2 = [
        info.msg,
        event.msg,
        event.message,
        data2.msg
      ].find((value) => typeof value === "string" && value);
      const level = info.level ?? event.levelname ?? event.level;
      if (text2 || level) return {
        text: `${text2 ?? ""}`,
        level: `${level}`
      };
    } catch {
    }
  }
  function blocksOf(lines) {
    const blocks = [];
    let block2;
    const isTold = lines.some(({ text: text2, isEvent }) => !isEvent && isTelling(text2));
    for (const line of lines) {
      const { text: text2, isEvent } = line;
      const next = isEvent || BEGINS.test(text2) ? begin2(line) : void 0;
      if (next) {
        blocks.push(block2 = next);
      } else if (isEvent || /^\S|^\s*Finished '/.test(text2)) {
        const hasCause = block2?.lines.some((line2) => !isFrame(line2));
        const isNews = isTold && isEvent && /^\S|^$/.test(text2) && hasCause;
        if (ENDS.test(text2.trim()) || isNews) block2 = void 0;
        else block2?.lines.push(text2);
      } else {
        block2?.lines.push(text2);
      }
    }
    return blocks;
  }
  function begin2({ text: text2, isWarning }) {
    if (isWarning) return {
      rank: Rank.Ignored,
      start: {},
      lines: []
    };
    for (const [rank, at2, more] of ROWS) {
      const groups = at2.exec(text2)?.groups ?? (at2.test(text2) ? {} : void 0);
      if (!groups) continue;
      const { type, name, file, line, cause = "" } = groups;
      const start = {
        ...type && {
          type
        },
        ...name && {
          name
        },
        ...file && {
          file
        },
        ...line && {
          line: Number(line)
        },
        ...more?.(groups)
      };
      const first = start.message ?? cause;
      return {
        rank,
        start,
        lines: first ? [
          first
        ] : []
      };
    }
  }
  function findingOf({ rank, start, lines }) {
    const text2 = lines.join("\n");
    const message = lines.every(isFrame) ? "" : explain2(text2);
    const frame = lines.find((line2) => isFrame(line2) && IN_FRAME.test(line2)) ?? "";
    const node = IN_FRAME.exec(frame) ?? IN_CAUSE.exec(message) ?? FOR.exec(text2);
    const named = {
      ...node?.groups
    };
    const { path, project, line } = placeOf(lines, frame, start.file ? {
      file: start.file
    } : named);
    const isPlaced = /^[ \t]*--> |\(in /m.test(text2);
    const byFolder = isPlaced ? FOLDER.exec(path)?.groups : {};
    const { type = "step", name = "" } = {
      ...byFolder,
      ...named,
      ...start
    };
    return {
      type: type.replaceAll(" ", "_"),
      name: nameOf(type, name, rank),
      project: named.project || project,
      file: path || void 0,
      line: start.line || Number(line) || void 0,
      message
    };
  }
  function placeOf(lines, frame, named) {
    const place = named.file ? named : placeIn(lines);
    const { path, project } = cleanPath(place.file ?? "");
    const text2 = lines.join("\n");
    const compiled = cleanPath(COMPILED.exec(text2)?.[1] ?? "");
    const isSource = path === place.file?.replaceAll("\\", "/");
    const jinja = /^Compilation Error/.test(frame.trim()) && /^[ \t]*line (\d+)$/m.exec(text2)?.[1];
    const line = jinja || isSource && place.line;
    return {
      path,
      project: project || compiled.project,
      line
    };
  }
  function nameOf(type, name, rank) {
    const plain = name.replace(/\.[0-9a-f]{10}$|\.{2,}$/, "");
    if (rank === Rank.Error || type === "source") return plain;
    const own = plain.split(".").at(-1);
    return own === own.toUpperCase() ? own.toLowerCase() : own;
  }
  function placeIn(lines) {
    for (const at2 of PLACES) {
      for (const line of lines) {
        const groups = at2.exec(line)?.groups;
        if (groups?.file && cleanPath(groups.file).path) return groups;
      }
    }
    return {};
  }
  function cleanPath(file) {
    const path = file.replaceAll("\\", "/");
    const project = BUILT.exec(path)?.groups?.project;
    const source = path.replace(BUILT, "").replace(/^\.\//, "");
    const isOurs = !/^(?:dbt_(?:internal_)?packages\/|\/|~|\w:)/.test(source);
    return {
      path: isOurs ? source : "",
      project
    };
  }
  function add(findings, finding) {
    const { type, name, message } = finding;
    if (type === "step" && !message) return;
    if (findings.length === MAX_FINDINGS) return;
    const same = findings.find((other) => keyOf(other) === keyOf(finding) || other.type === type && type === "source" && name.endsWith(`.${other.name}`));
    if (!same) findings.push(finding);
    else {
      same.message ||= message;
      same.file ??= finding.file;
      same.line ??= finding.line;
    }
  }
  function merge(all) {
    const findings = [];
    const told = all.filter(({ message }) => message);
    for (const finding of told) {
      const isEcho = finding.message === "Could not run dbt" && told.length > 1;
      if (!isEcho) add(findings, finding);
    }
    return findings;
  }
  function lastWords2(lines, end) {
    const hasTimes = lines.some(({ isEvent }) => isEvent);
    for (const at2 of LAST_WORDS2) {
      const from = lines.findLastIndex(({ text: text2, isEvent }) => at2.test(text2) && !(hasTimes && isEvent && /^error/i.test(text2)));
      if (from < 0) continue;
      const texts = lines.map(({ text: text2 }) => text2);
      const told = texts.slice(from).filter(isTelling).slice(0, MAX_END);
      const isTraceback = at2.test("Traceback (most recent call last)");
      const message = isTraceback || texts.some((it) => /^fatal: /.test(it)) ? explain2(texts.slice(isTraceback ? from : 0).join("\n")) : [
        ...told,
        ...end.slice(0, Math.max(0, end.length - told.length))
      ].join("\n");
      const file = cleanPath(placeIn([
        message.split("\n")[0]
      ]).file ?? "").path;
      return [
        {
          type: "step",
          name: "",
          message,
          file: file || void 0
        }
      ];
    }
    return [];
  }
  var MAX_END, MAX_FINDINGS, Rank, ROWS, BEGINS, ENDS, LAST_WORDS2, PLACES, FOLDER, IN_FRAME, IN_CAUSE, COMPILED, FOR, BUILT, isTelling, TIME, LEVEL, GLUE, keyOf;
  var init_log_reader = __esm({
    "report/log_reader.ts"() {
      init_json();
      init_text();
      MAX_END = 20;
      MAX_FINDINGS = 1e3;
      Rank = /* @__PURE__ */ function(Rank2) {
        Rank2[Rank2["Ignored"] = 0] = "Ignored";
        Rank2[Rank2["Progress"] = 1] = "Progress";
        Rank2[Rank2["Named"] = 2] = "Named";
        Rank2[Rank2["Error"] = 3] = "Error";
        return Rank2;
      }(Rank || {});
      ROWS = [
        // "[WARNING]: …", "[warning] [Name (dbt1097)]: …", "Warning in test …"
        [
          Rank.Ignored,
          /^(?:\[?warning\b|\[WARNING\]|Warning in )/u
        ],
        // "Database Error in model orders (models/orders.sql)", "Runtime Error"
        [
          Rank.Error,
          /^\s*(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+ Error|Failure)(?: in [a-z]\w*(?: [a-z]\w*)? \S+ \(.+\))?)$/u
        ],
        // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
        [
          Rank.Error,
          /^\s*(?<cause>\[(?:ERROR|FAIL\w*)\]: in .+\))$/u
        ],
        // "on-run-end failed, error:", of Core 1.4 to 1.8
        [
          Rank.Error,
          /^\s*(?<name>on-run-(?:start|end)) failed, error:(?<cause>.*)$/u,
          () => ({
            type: "hook"
          })
        ],
        // "Encountered an error while generating catalog: Database Error"
        [
          Rank.Error,
          /^\s*(?:\[ERROR\]: )?Encountered an error(?: while [^:]+)?(?::|$)\s*(?<cause>.*)$/u
        ],
        // "[error] [JinjaError (dbt1501)]: …", "error: dbt1501: …", "Error [X (dbt1)]: …"
        [
          Rank.Error,
          /^\s*\[?[Ee]rror\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/u
        ],
        [
          Rank.Error,
          /^\[error\]:?\s+(?<cause>.*)$/u
        ],
        // dbt debug
        [
          Rank.Error,
          /\bfollowing (?:error|reason):(?<cause>)$/u
        ],
        // "Test failed (3 failed row(s)): not_null_orders_id"
        [
          Rank.Named,
          /^(?<cause>Test failed \(.+\)): (?<name>\S+)$/u,
          () => ({
            type: "test"
          })
        ],
        // "Failed [  0.22s] model main.orders (table)", of Fusion
        [
          Rank.Named,
          /^\s*Failed \[[^\]]*\]\s+(?<type>[a-z_]+)\s+(?<name>\S+)/u
        ],
        // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
        [
          Rank.Named,
          /^\s*Failed (?<type>[a-z]+(?:[ _]test)?)\s+(?<name>\S+)(?: \((?<file>[^():]+)(?::(?<line>\d+)(?::\d+)?)?\))? \[/u
        ],
        // "1 of 3 ERROR STALE freshness of shop.orders ..... [ERROR STALE in 0.2s]"
        [
          Rank.Named,
          /^\d+ of \d+ (?<cause>ERROR(?: STALE)?) freshness of (?<name>\S+)/u,
          ({ cause }) => ({
            type: "source",
            message: cause === "ERROR" ? "" : "ERROR STALE: the data is too old"
          })
        ],
        // "1 of 2 ERROR hook: fleet.on-run-start.0 ....... [ERROR in 0.30s]"
        [
          Rank.Progress,
          /^\d+ of \d+ ERROR hook: (?<name>\S+)/u,
          ({ name }) => ({
            type: "operation",
            name: name.replaceAll(".", "-")
          })
        ],
        // "2 of 3 ERROR creating sql table model prod.orders ...... [ERROR in 0.34s]"
        [
          Rank.Progress,
          /^\d+ of \d+ (?:ERROR|PARTIAL SUCCESS \S+) \w+ (?:\w+ ){0,3}?(?<type>model|seed|function)(?: file)? (?<name>\S+)/u
        ],
        [
          Rank.Progress,
          /^\d+ of \d+ ERROR snapshotting (?<name>\S+)/u,
          () => ({
            type: "snapshot"
          })
        ],
        // "1 of 3 FAIL 2 not_null_orders_id ......... [FAIL 2 in 1.10s]"
        [
          Rank.Progress,
          /^\d+ of \d+ (?<cause>(?:FAIL|ERROR)(?: \d+)?) (?<name>\w\S+)/u,
          ({ name, cause }) => ({
            ...name.includes("::") ? {
              type: "unit test",
              name: name.split("::")[1]
            } : {
              type: "test"
            },
            message: cause.startsWith("FAIL") ? cause.replace(/FAIL ?/, "The test failed; failing rows: ").replace(/: $/, " unknown") : ""
          })
        ]
      ];
      BEGINS = /^\S|^\s*(?:Failed |on-run-|(?:[A-Z]\w+ Error|Failure) in .+\)$)/;
      ENDS = /^(?:Done\.|Finished\b|Completed with |dbt command failed|={3,}|\d+ of \d+ |Batch \d+ of |Check your database |Succeeded \[|Passed |Skipped |Started |Summary: |Processed: |CANCEL query |\d+ checks? failed)/;
      LAST_WORDS2 = [
        /^(?:git@\S+: )?Permission denied|^Host key verification failed/,
        /^Traceback \(most recent call last\)/,
        /^(?:dbt: )?(?:fatal|error|Error|ERROR): \S|\bpanicked at /,
        /\bkilled by signal|\bexit(?:ed)? (?:with )?(?:code|status):? [1-9]|^Killed\b|^Terminated\b|Segmentation fault|out of memory|keyboard interrupt|was cancelled because/i
      ];
      PLACES = [
        /--> (?<file>[^\s:]+\.(?:sql|py|ya?ml|csv|md))\b(?::(?<line>\d+))?/,
        /\(in (?<file>[^\s():]+\.\w+)/,
        /(?:in file|given in|from) [`'"]?(?<file>[^\s`'":()]+\.(?:sql|py|ya?ml))/,
        /^[^>]*?\((?<file>[^\s()]+\.(?:sql|py|ya?ml|csv|md))\)/
      ];
      FOLDER = /^(?<type>model|test|snapshot|seed|macro|function)s\/(?:.*\/)?(?<name>[^/]+)\.(?:sql|py|csv)$/;
      IN_FRAME = / in (?<type>[a-z]\w*(?: [a-z]\w*)?) (?<name>\S+) \((?<file>[^()]+)\)$/;
      IN_CAUSE = /^[A-Z]\w+(?: \w+)? '(?<type>\w+)\.(?<project>\w+)\.(?<name>[^']+)' \((?<file>[^()]+)\)/;
      COMPILED = /^[ \t]*compiled (?:code|sql) at (\S+)/im;
      FOR = /\bmacro '[^']*' for (?<type>[a-z_]+) (?:\k<type>\.(?<project>\w+)\.)?(?<name>[\w.$-]+): /;
      BUILT = /^(?:.*\/)?(?:run|compiled)\/(?<project>[^/]+)\/(?:\.\/)?(?=.*\/)/;
      isTelling = (text2) => !!text2.trim() && text2 !== "dbt command failed";
      TIME = /^(?<time>(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:[.,]\d+)?Z?)(?: \[(?<level>\w+) *\] \[[^\]]*\]: ?| \([^()]*\): ?| \| ?| {1,2}|$)(?<message>.*)$/s;
      LEVEL = /^\s*(INFO|WARN|ERROR|DEBUG|TRACE)\s{2,}(.*)$/s;
      GLUE = /(?<=[^\s\d:.T"'=([-])(?=\d\d:\d\d:\d\d {1,2}(?:[A-Z[]|dbt |\d+ of ))|(?<=^dbt command failed)(?=.)|(?<=.)(?=dbt command failed$)/;
      keyOf = ({ type, name, message }) => type === "step" ? `step ${message.split("\n")[0]}` : `${type.replace("unit_", "")} ${name}`;
    }
  });

  // report/results.ts
  function saidOf({ message, failures, relation_name: rows, status: status2 }) {
    const count = Number(failures) > 0 ? `Got ${failures} results` : "";
    const text2 = textOrNull(message) ?? textOrNull(failures) ?? count;
    const isStored = status2 === "fail" && typeof rows === "string" && rows;
    const more = isStored ? `
The failing rows are in ${rows}` : "";
    return `${explain2(text2)}${more}`.trim();
  }
  function isDuration(value) {
    return typeof value === "number" && value >= 0 && value < 1e12;
  }
  function toNode(uniqueId, { status: status2, execution_time: seconds, compiled_code: code }, step, message) {
    if (typeof uniqueId !== "string") return [];
    const [type = "", inPackage = "", ...names] = uniqueId.split(".");
    const word = String(status2 ?? "").toLowerCase();
    const outcome = OUTCOMES[word] ?? "unknown";
    const showsCode = type === "test" && outcome === "failed";
    return [
      {
        ...BLANK2,
        uniqueId,
        // A generic test's id ends in a hash.
        name: names.join(".").replace(/\.[0-9a-f]{10}$/, "") || uniqueId,
        type: type || "node",
        package: inPackage,
        status: word,
        outcome,
        message,
        seconds: isDuration(seconds) ? seconds : 0,
        compiledCode: showsCode ? textOrNull(code) : null,
        step
      }
    ];
  }
  function freshness(result) {
    const { max_loaded_at_time_ago_in_s: age, criteria, error } = result;
    if (!isDuration(age)) return explain2(textOrNull(error) ?? "");
    const limits = isObject(criteria) ? criteria : {};
    const words = [
      [
        "warns",
        limits.warn_after
      ],
      [
        "fails",
        limits.error_after
      ]
    ].flatMap(([verb, limit]) => {
      if (!isObject(limit) || !limit.count) return [];
      const unit = `${limit.period}${limit.count === 1 ? "" : "s"}`;
      return [
        `${verb} after ${limit.count} ${unit}`
      ];
    });
    return [
      `Loaded ${durationOf(age * 1e3)} ago`,
      ...words
    ].join(", ");
  }
  function commandOf(stepName) {
    return /`(.+)`/s.exec(stepName)?.[1] ?? stepName;
  }
  function verbOf(stepName) {
    if (SOURCE_FRESHNESS.test(stepName.trim())) return "source";
    return commandOf(stepName).match(WORD)?.find((word, i, words) => VERB.test(word) && !TAKES_VALUE.test(words[i - 1] ?? "")) ?? "";
  }
  function isDbtCommand(stepName) {
    const name = stepName.trim();
    return SOURCE_FRESHNESS.test(name) || /^Invoke dbt/i.test(name) && !NO_ARTIFACTS.test(verbOf(name));
  }
  function resultsFile(stepName) {
    const verb = verbOf(stepName);
    if (!isDbtCommand(stepName) || NO_RESULTS.test(verb)) return;
    return verb === "source" ? "sources.json" : "run_results.json";
  }
  function readResults(text2, step, redact = (value) => value) {
    const verb = verbOf(step.name);
    const nulled = () => text2.replace(NO_NUMBER, (it) => it.startsWith('"') ? it : "null");
    const document = redact(parseJson(text2) ?? parseJson(nulled()));
    const { results, metadata } = isObject(document) ? document : {};
    if (!Array.isArray(results)) {
      throw new Error(`The results of step ${step.index} cannot be read`);
    }
    const read = verb === "source" ? readSources : readRunResults;
    const nodes = read(results.filter(isObject), step.index).filter(({ outcome }) => verb !== "compile" || outcome === "failed");
    const id2 = isObject(metadata) ? textOrNull(metadata.invocation_id) : null;
    return {
      nodes,
      invocationId: id2,
      isEmpty: results.length === 0
    };
  }
  function countsLine(nodes) {
    return [
      "passed",
      "warned",
      "failed",
      "skipped",
      "unknown"
    ].flatMap((word) => {
      const of = nodes.filter(({ outcome, type }) => outcome === word && type !== "step");
      const name = word === "unknown" ? "of unknown status" : word;
      return of.length > 0 ? [
        `${of.length} ${name}`
      ] : [];
    }).join(", ");
  }
  var BLANK2, OUTCOMES, readRunResults, readSources, WORD, VERB, TAKES_VALUE, NO_ARTIFACTS, NO_RESULTS, SOURCE_FRESHNESS, NO_NUMBER;
  var init_results = __esm({
    "report/results.ts"() {
      init_json();
      init_text();
      BLANK2 = {
        message: "",
        seconds: 0,
        file: null,
        tests: null,
        compiledCode: null,
        step: 0
      };
      OUTCOMES = {
        error: "failed",
        fail: "failed",
        "runtime error": "failed",
        "partial success": "failed",
        warn: "warned",
        skipped: "skipped",
        success: "passed",
        pass: "passed",
        "no-op": "passed",
        reused: "passed"
      };
      readRunResults = (results, step) => results.flatMap((result) => {
        const { unique_id: id2 } = isObject(result.node) ? result.node : result;
        return toNode(id2, result, step, saidOf(result));
      });
      readSources = (results, step) => results.flatMap((result) => toNode(result.unique_id, result, step, freshness(result)));
      WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\S)+/gs;
      VERB = /^(build|clean|clone|compile|debug|deps|docs|init|list|ls|parse|retry|run|run-operation|seed|show|snapshot|source|test)$/;
      TAKES_VALUE = /^(-t|--(log-(level|format)(-file)?|log-path|profiles-dir|project-dir|profile|target|target-path|vars|state|threads|printer-width|warn-error-options|event-time-(start|end)))$/;
      NO_ARTIFACTS = /^(deps|debug|clean|init)$/;
      NO_RESULTS = /^(docs|parse|ls|list|show)$/;
      SOURCE_FRESHNESS = /^(?:run )?source freshness$/i;
      NO_NUMBER = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g;
    }
  });

  // report/report.ts
  function statusOf({ run: run2, nodes }) {
    const isListed = nodes.some(({ outcome }) => outcome === "failed");
    const says = run2.status !== "success" && (!isListed || explains(run2.statusMessage));
    return says ? run2.statusMessage ?? "" : "";
  }
  function resultOf2({ ranNothing, nodes }) {
    return ranNothing ? "Nothing was selected" : countsLine(nodes);
  }
  function explains(message) {
    return !!message?.trim() && !/^(dbt command failed|cancelled by user)\.?$/i.test(message.trim());
  }
  function labelOf({ type, name }) {
    return `${type.replaceAll("_", " ")} ${name}`;
  }
  function titleOf(node) {
    return `${labelOf(node)}${node.file ? ` (${node.file})` : ""}`;
  }
  function isInRepository({ file }) {
    return file !== null && !file.startsWith("dbt_packages/");
  }
  function causeOf2({ message, status: status2 }) {
    const [first = status2, second = ""] = message.split(LINE_BREAK).map((line) => line.trim()).filter(Boolean);
    const cause = first.endsWith(":") ? `${first} ${second}` : first;
    return safeLine(cause, {
      length: MAX_LENGTH
    }).trim();
  }
  function detailsOf(node) {
    const { message, status: status2, tests, compiledCode } = node;
    const code = compiledCode?.trim() ? cut(dedent(compiledCode)) : [];
    return [
      ...cut(message.trim() ? message : status2),
      ...tests ? [
        safeLine(`Tests ${tests}`)
      ] : [],
      ...code.length > 0 ? [
        "Compiled SQL:"
      ] : [],
      ...code.map((line) => `  ${line}`)
    ];
  }
  function dedent(text2) {
    const lines = text2.split(LINE_BREAK).filter((line) => line.trim());
    const indents = lines.map((line) => line.search(/\S/));
    return lines.map((line) => line.slice(Math.min(...indents))).join("\n");
  }
  function cut(text2) {
    const lines = safeLines(text2, {
      length: MAX_LENGTH
    });
    const more = lines.length - MAX_LINES;
    return more > 0 ? [
      ...lines.slice(0, MAX_LINES - TAIL_LINES),
      `\u2026 and ${more} more lines`,
      ...lines.slice(-TAIL_LINES)
    ] : lines;
  }
  function unique(nodes) {
    return [
      ...new Map(nodes.map((node) => [
        node.uniqueId,
        node
      ])).values()
    ];
  }
  function nodesOf({ nodes }, ...outcomes) {
    return unique(nodes.filter(({ outcome }) => outcomes.includes(outcome)));
  }
  function skippedOf(report) {
    return fewOf(nodesOf(report, "skipped").map(labelOf), MAX_WHOLE);
  }
  function keyOf2({ type, name, uniqueId }) {
    return type === "step" ? name : uniqueId;
  }
  function afterAttempt(report, before) {
    const { run: run2, steps, nodes } = report;
    const failed = new Set(nodesOf(report, "failed").map(keyOf2));
    const once2 = [
      ...before.flaky,
      ...nodesOf(before, "failed")
    ].filter((node) => !failed.has(keyOf2(node)));
    const done = /* @__PURE__ */ new Set([
      ...before.flaky.map(keyOf2),
      ...nodesOf(report, "passed", "warned", "unknown").map(keyOf2),
      ...steps.map(({ status: status2, name }) => status2 === "success" && commandOf(name))
    ]);
    const isDone = (node) => run2.status === "success" || done.has(keyOf2(node));
    const left = once2.filter((node) => !isDone(node)).map((node) => ({
      ...node,
      step: 0
    }));
    return {
      ...report,
      nodes: [
        ...left,
        ...nodes
      ],
      flaky: once2.filter(isDone)
    };
  }
  function reportLines(report, colour) {
    const { steps, flaky, gaps } = report;
    const paint = (code, word) => colour ? `  ${code}${word}\x1B[0m` : `  ${word}`;
    const inLine = (word) => (node) => [
      `${paint(YELLOW, word)} ${titleOf(node)}: ${causeOf2(node)}`
    ];
    const skipped = skippedOf(report);
    return [
      ...steps.filter(({ status: status2 }) => status2 === "error").map(({ index, name }) => `Step ${index} of ${steps.length} failed: ${commandOf(name)}`),
      ...shown2(nodesOf(report, "warned"), inLine("WARNED")),
      ...shown2(nodesOf(report, "unknown"), inLine("UNKNOWN")),
      ...shown2(flaky, inLine("FLAKY")),
      ...gaps,
      ...skipped ? [
        `${paint(YELLOW, "SKIPPED")} ${skipped}`
      ] : [],
      ...shown2(nodesOf(report, "failed"), (node, i) => [
        `${paint(RED, "FAILED")} ${titleOf(node)}`,
        ...(i < MAX_WHOLE ? detailsOf(node) : [
          causeOf2(node)
        ]).map((line) => `    | ${line}`)
      ])
    ];
  }
  function shown2(items, show) {
    const more = items.length - MAX_NODES;
    const lines = items.slice(0, MAX_NODES).flatMap(show);
    return more > 0 ? [
      ...lines,
      `  and ${more} more`
    ] : lines;
  }
  function logBlocks({ steps, run: run2 }, logs) {
    const wanted = steps.filter(({ status: status2 }) => logs === "all" || logs === "failed" && status2 === "error");
    return wanted.map(({ index, name, logs: logs2 }) => {
      const text2 = logs2?.trimEnd() || "It printed nothing";
      const lines = text2.slice(-LOG_LIMIT).split(LINE_BREAK).map((line) => `  | ${line}`);
      return {
        title: `Log of step ${index}: ${name}`,
        lines: text2.length > LOG_LIMIT ? [
          `  \u2026 the beginning is left out, see ${run2.href}`,
          ...lines
        ] : lines
      };
    });
  }
  var LOG_LIMIT, MAX_NODES, MAX_WHOLE, MAX_LINES, TAIL_LINES, MAX_LENGTH, RED, YELLOW;
  var init_report = __esm({
    "report/report.ts"() {
      init_results();
      init_text();
      LOG_LIMIT = 1e6;
      MAX_NODES = 50;
      MAX_WHOLE = 10;
      MAX_LINES = 40;
      TAIL_LINES = 12;
      MAX_LENGTH = 500;
      RED = "\x1B[31m";
      YELLOW = "\x1B[33m";
    }
  });

  // report/collect.ts
  async function collectReport(run2, source, options = {}) {
    const gaps = [];
    const orGap = async (work, otherwise) => {
      try {
        return await work;
      } catch (error) {
        gaps.push(error.message);
        return otherwise;
      }
    };
    const { steps, projectDir } = await orGap(source.getSteps(), {
      steps: [],
      projectDir: null
    });
    const read = await Promise.all(steps.map((step) => orGap(resultsOf(step, source), void 0)));
    const nodes = once(read);
    const { allFiles = false, projectDir: folder = projectDir ?? "" } = options;
    await orGap(addFacts(nodes, source, {
      allFiles,
      folder
    }), void 0);
    for (const step of steps.filter(({ status: status2 }) => status2 === "error")) {
      addFindings(nodes, step, folder);
    }
    addRunMessage(nodes, steps, run2);
    const isGreen = run2.status === "success";
    for (const node of isGreen ? nodes : []) {
      if (node.outcome === "failed") node.outcome = "warned";
    }
    const files = read.filter((results) => results !== void 0);
    const ranNothing = isGreen && files.length > 0 && files.every(({ isEmpty }) => isEmpty);
    return {
      run: run2,
      steps,
      nodes,
      flaky: [],
      gaps,
      ranNothing
    };
  }
  function once(read) {
    const seen = /* @__PURE__ */ new Set();
    return read.flatMap((results) => {
      const { nodes = [], invocationId } = results ?? {};
      if (invocationId && seen.has(invocationId)) return [];
      if (invocationId) seen.add(invocationId);
      return nodes;
    });
  }
  function addFindings(nodes, step, folder) {
    const own = nodes.filter((node) => node.step === step.index);
    const failed = own.filter(({ outcome }) => outcome === "failed");
    const isTold = (message) => failed.some((node) => node.message.includes(message.split("\n")[0]));
    const { findings, end } = readLog(step.logs ?? "");
    for (const finding of findings) {
      const { type, name, message, line } = finding;
      const file = finding.file && inFolder(folder, finding.file);
      const node = own.find((node2) => node2.type === type && `.${node2.name}`.endsWith(`.${name}`));
      if (node) {
        if (node.outcome === "failed") fillIn(node, {
          message,
          file,
          line
        });
      } else if (!(failed.length > 0 && (!message || isTold(message)))) {
        const made = nodeOf(step, {
          ...finding,
          file
        }, message || UNTOLD);
        const isTwin = nodes.some(({ uniqueId }) => uniqueId === made.uniqueId);
        const more = isTwin ? `.${message.split("\n")[0]}` : "";
        nodes.push({
          ...made,
          uniqueId: made.uniqueId + more
        });
      }
    }
    if (failed.length > 0 || findings.length > 0) return;
    const text2 = [
      UNTOLD,
      ...end
    ].join("\n");
    nodes.push(nodeOf(step, OF_STEP, text2));
  }
  function fillIn(node, { message, file, line }) {
    if (!node.message || /^\d+$/.test(node.message)) node.message = message;
    node.file ??= file ?? null;
    if (line && node.file === file) node.line ??= line;
  }
  function addRunMessage(nodes, steps, run2) {
    const step = steps.findLast(({ status: status2 }) => status2 === "error" || status2 === "cancelled");
    const message = run2.statusMessage ?? "";
    if (!step || !explains(message)) return;
    const isOfStep = (node2) => node2.step === step.index && node2.type === "step";
    const node = nodes.find(isOfStep) ?? nodeOf(step, OF_STEP, "");
    const rest = node.message.split("\n").filter((line) => line !== UNTOLD);
    const others = nodes.filter((other) => other !== node);
    const whole2 = [
      message,
      ...rest
    ].join("\n").trim();
    nodes.splice(0, nodes.length, {
      ...node,
      message: whole2
    }, ...others);
  }
  function nodeOf({ index, name: stepName, durationMs }, { type, name, project, file, line }, message) {
    const isStep = type === "step";
    return {
      ...BLANK2,
      uniqueId: isStep ? `step.${index}` : `${type}.${project ?? "dbt"}.${name}`,
      name: isStep ? commandOf(stepName) : name,
      type,
      package: isStep ? "dbt Cloud" : project ?? "dbt",
      status: type.endsWith("test") ? "fail" : "error",
      outcome: "failed",
      message,
      seconds: isStep ? (durationMs ?? 0) / 1e3 : 0,
      file: file ?? null,
      ...line && {
        line
      },
      step: index
    };
  }
  async function resultsOf(step, source) {
    const { index, name, status: status2 } = step;
    const file = resultsFile(name);
    if (!file || status2 !== "success" && status2 !== "error") return;
    const pieces = await source.openArtifact(file, index);
    if (!pieces) return;
    const tooLong2 = `${file} of step ${index} is too large`;
    const text2 = await readText(pieces, RESULTS_LIMIT, tooLong2);
    return readResults(text2, step, source.redact);
  }
  async function readManifest(pieces, wanted) {
    const manifest = {
      project: void 0,
      nodes: /* @__PURE__ */ new Map()
    };
    const { nodes } = manifest;
    const scanner = new JsonScanner({
      depth: 3,
      // Such as nodes, model.shop.orders, original_file_path.
      wants: ([map, id2, field]) => map === "metadata" ? id2 === "project_name" : FIELDS.some((name) => name === field) && wanted.has(String(id2)),
      onValue([map, id2, field], value) {
        if (typeof value !== "string") return;
        if (map === "metadata") manifest.project = value;
        else nodes.set(String(id2), {
          ...nodes.get(String(id2)),
          [field]: value
        });
      }
    });
    for await (const piece of pieces) scanner.push(piece);
    return manifest;
  }
  async function addFacts(nodes, source, { allFiles, folder }) {
    const wanted = nodes.filter(({ outcome }) => allFiles || ![
      "passed",
      "skipped"
    ].includes(outcome));
    const step = wanted[0]?.step;
    if (step === void 0) return;
    const pieces = await source.openArtifact("manifest.json", step);
    if (!pieces) return;
    const ids = new Set(wanted.map(({ uniqueId }) => uniqueId));
    const manifest = await readManifest(pieces, ids);
    for (const node of wanted) {
      node.file = source.redact(fileOf(node, manifest, folder));
      node.tests = source.redact(testedBy(node, manifest));
    }
  }
  function fileOf({ uniqueId, package: name }, { nodes, project = name }, folder) {
    const path = nodes.get(uniqueId)?.original_file_path?.replaceAll("\\", "/");
    if (!path) return null;
    return name === project ? inFolder(folder, path) : `dbt_packages/${name}/${path}`;
  }
  function testedBy({ uniqueId, type }, { nodes }) {
    const { attached_node: id2, column_name: column } = nodes.get(uniqueId) ?? {};
    const node = id2?.split(".").slice(2).join(".");
    const tested = [
      node,
      column
    ].filter(Boolean).join(".");
    return type === "test" && tested ? tested : null;
  }
  function inFolder(folder, path) {
    return [
      folder,
      path
    ].join("/").split(/[\\/]+/).filter((name) => name && name !== ".").join("/");
  }
  var RESULTS_LIMIT, UNTOLD, OF_STEP, FIELDS;
  var init_collect = __esm({
    "report/collect.ts"() {
      init_json();
      init_json_scan();
      init_log_reader();
      init_report();
      init_results();
      RESULTS_LIMIT = 24 * 1024 * 1024;
      UNTOLD = "The log does not say why";
      OF_STEP = {
        type: "step",
        name: ""
      };
      FIELDS = [
        "original_file_path",
        "attached_node",
        "column_name"
      ];
    }
  });

  // command/steps.ts
  var steps_exports = {};
  __export(steps_exports, {
    collect: () => collect,
    downloadArtifacts: () => downloadArtifacts,
    watchRunAndSteps: () => watchRunAndSteps
  });
  async function* watchRunAndSteps(plan, target, known) {
    const { client, values: { interval, initialDelay }, deadline, ending } = plan;
    const left = deadline.left();
    const timeout = left === Infinity ? 0 : Math.max(1, left);
    const { leave: signal } = ending;
    const options = {
      ...target,
      interval,
      initialDelay,
      timeout,
      signal
    };
    const events = watch(client, options);
    let steps = createStepReader(plan, runIdOf(target.run));
    try {
      for (; ; ) {
        const { done, value } = await events.next();
        if (done) {
          yield* await steps.rest();
          return value;
        }
        if (value.type === "started") {
          steps.stop();
          steps = createStepReader(plan, value.run.id);
        }
        if (value.type === "polled" && !known.run) {
          yield {
            type: "started",
            run: value.run
          };
        }
        if (value.type !== "notice") known.run = value.run;
        yield value;
        if (value.type === "polled" && !hasEnded(value.run)) {
          yield* steps.beside();
        }
      }
    } finally {
      steps.stop();
    }
  }
  async function collect({ client, ending, values: { junit: junit2, projectDir } }, run2, before) {
    const reader = readerOf(client, run2, ending.stop);
    const options = {
      projectDir,
      allFiles: junit2 !== void 0
    };
    const report = await collectReport(run2, reader, options);
    if (ending.stop.aborted) {
      report.nodes = report.nodes.filter(({ type }) => type !== "step");
    }
    return before ? afterAttempt(report, before) : report;
  }
  function createStepReader({ client, values, process: process2, ending }, runId) {
    const isLive = values.logs === "live";
    const isAttended = isInteractive(process2, values.quiet);
    const pace = isAttended ? INTERACTIVE : BACKGROUND;
    const fields = [
      "index",
      "name",
      "status",
      ...isLive ? [
        "logs"
      ] : []
    ];
    const told = {
      step: 0,
      total: void 0,
      logs: /* @__PURE__ */ new Map()
    };
    const over = new AbortController();
    const began = clock.now();
    let left = isLive ? LIVE.bytes : pace.bytes;
    let [wait, due] = [
      FIRST_ASK,
      began + FIRST_ASK
    ];
    let answer;
    let fault;
    const ask = async (signal) => {
      due = Infinity;
      try {
        answer = await retrieveSteps(client, runId, {
          signal,
          fields,
          maxBytes: Math.min(left, MAX_LIVE_SIZE),
          maxLog: MAX_LIVE_SIZE,
          ...!isLive && {
            isEnough: hasRunningStep
          }
        });
        left -= Math.max(1, answer.bytes);
        wait = isLive ? Math.min(LIVE.least + answer.bytes / 1024, LIVE.most) : Math.max(pace.least, (clock.now() - began) * pace.share);
      } catch (error) {
        if (!(error instanceof DbtCloudError || signal.aborted)) throw error;
        if (error.status === 200) {
          left -= isLive ? MAX_LIVE_SIZE : SMALL_ANSWER;
        }
        wait = Math.min(wait * 2, MAX_PAUSE2);
      } finally {
        due = clock.now() + wait;
      }
    };
    function* take2(isLast) {
      const taken = answer;
      answer = void 0;
      if (taken) yield* changes(taken, told, isLast);
      if (fault === void 0) return;
      const text2 = `Cannot show the steps: ${fault.message}`;
      yield {
        type: "warning",
        text: text2
      };
      [fault, left] = [
        void 0,
        0
      ];
    }
    return {
      /** What the last question brought; asks the next one if it is time. */
      beside() {
        if (left > 0 && clock.now() >= due) {
          ask(over.signal).catch((error) => fault = error);
        }
        return take2(false);
      },
      /** The rest of the live log, once the run has ended. */
      async rest() {
        over.abort();
        if (!isLive) return [];
        if (left > 0) await ask(ending.stop).catch(() => {
        });
        return take2(true);
      },
      /** Ends a question that is under way. */
      stop: () => over.abort()
    };
  }
  function hasRunningStep({ run_steps: steps }, bytes) {
    return bytes > SMALL_ANSWER && Array.isArray(steps) && steps.some((step) => isObject(step) && step.name && readStatus(step) === "running");
  }
  function* changes({ steps, isWhole }, told, isLast) {
    const begun = steps.filter(({ status: status2 }) => status2 !== "queued");
    if (isWhole && steps.length > begun.length) told.total = steps.length;
    const { total } = told;
    for (const { index, name, logs } of begun) {
      if (index > told.step) {
        told.step = index;
        const step = {
          index,
          name,
          total,
          startedAt: clock.now()
        };
        yield {
          type: "step",
          step
        };
      }
      const isOver = isLast || index < begun.at(-1).index;
      const lines = newLines(told, index, logs ?? "", isOver);
      if (lines.length > 0) yield {
        type: "log",
        step: index,
        lines
      };
    }
  }
  function newLines({ logs }, step, log, isOver) {
    const before = logs.get(step) ?? "";
    const end = isOver ? log.length : log.lastIndexOf("\n") + 1;
    const from = log.startsWith(before) ? before.length : commonStart(log, before);
    if (end <= from) return [];
    logs.set(step, log.slice(0, end));
    return log.slice(from, end).replace(/\r?\n$/, "").split(/\r?\n/);
  }
  function commonStart(one, other) {
    let i = 0;
    while (i < one.length && one[i] === other[i]) i++;
    return one.lastIndexOf("\n", i) + 1;
  }
  async function* downloadArtifacts(plan, { run: run2, steps }) {
    const { artifacts: folder, catalog } = plan.values;
    const indexes = steps.filter(({ name, status: status2 }) => isDbtCommand(name) && (status2 === "success" || status2 === "error")).map(({ index }) => index);
    const last = indexes.at(-1);
    let missing2;
    let waits = true;
    for (const step of /* @__PURE__ */ new Set([
      last,
      ...indexes
    ])) {
      const to = step === last ? folder : `${folder}/step-${step}`;
      for (const [i, name] of ARTIFACTS.entries()) {
        if (name === "catalog.json" && !catalog) continue;
        const fault = await download(plan, run2.id, name, `${to}/${name}`, {
          step,
          waits
        });
        waits = false;
        const isAbsent = isMissing(fault);
        if (fault && !isAbsent) yield {
          type: "warning",
          text: fault.message
        };
        if (step !== last || i >= NEEDED) continue;
        missing2 ??= isAbsent ? new CommandError(`Run ${run2.id} left no ${name}`, 3) : fault;
      }
    }
    return missing2;
  }
  async function download({ client, ending: { stop: signal }, process: { fileSystem: fileSystem2 } }, runId, name, path, { step, waits }) {
    const save = async () => {
      const response = await openArtifact(client, runId, name, {
        signal,
        step
      }).catch((error) => {
        if (waits || !isMissing(error)) throw error;
        return error;
      });
      if (response instanceof Error) return response;
      try {
        await writeFile(fileSystem2, path, whole(piecesOf(response), name));
      } finally {
        await response.body?.cancel().catch(() => {
        });
      }
    };
    try {
      return await resultOf(retrying("read", save, {
        signal
      }));
    } catch (error) {
      if (signal.aborted) return;
      const { message } = error;
      return error instanceof DbtCloudError ? error : new Error(`Cannot write ${path}: ${message}`);
    }
  }
  async function* whole(pieces, name) {
    const ignored = {
      depth: 0,
      wants: () => false,
      onValue: () => {
      }
    };
    const scanner = new JsonScanner(ignored);
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
  var SECOND5, MIB3, FIRST_ASK, INTERACTIVE, BACKGROUND, LIVE, MAX_LIVE_SIZE, MAX_PAUSE2, SMALL_ANSWER, ARTIFACTS, NEEDED;
  var init_steps = __esm({
    "command/steps.ts"() {
      init_artifacts();
      init_clock();
      init_errors();
      init_http();
      init_json();
      init_json_scan();
      init_retry();
      init_run();
      init_watch();
      init_files();
      init_process();
      init_collect();
      init_report();
      init_results();
      SECOND5 = 1e3;
      MIB3 = 2 ** 20;
      FIRST_ASK = 3 * SECOND5;
      INTERACTIVE = {
        share: 0.05,
        least: 3 * SECOND5,
        bytes: 16 * MIB3
      };
      BACKGROUND = {
        share: 0.3,
        least: 5 * SECOND5,
        bytes: MIB3 / 2
      };
      LIVE = {
        least: 5 * SECOND5,
        most: 15 * SECOND5,
        bytes: 256 * MIB3
      };
      MAX_LIVE_SIZE = 32 * MIB3;
      MAX_PAUSE2 = 300 * SECOND5;
      SMALL_ANSWER = 64 * 1024;
      ARTIFACTS = [
        "manifest.json",
        "run_results.json",
        "catalog.json",
        "sources.json"
      ];
      NEEDED = 2;
    }
  });

  // command/input/help.ts
  var help_exports = {};
  __export(help_exports, {
    VERSION: () => VERSION,
    flagOf: () => flagOf,
    usage: () => usage
  });
  function usage() {
    return [
      "Trigger a dbt Cloud job, wait for its run, and fail when the run fails.",
      "",
      "Usage: dbt-run [COMMAND] [OPTIONS]",
      "",
      "Commands:",
      ...row("  run", "trigger the job and wait (default)"),
      ...row("  wait RUN_ID", "wait for a run that exists; or, in its place, --latest, --git-sha SHA or --pull-request"),
      ...row("  cancel RUN_ID", "cancel a run"),
      "",
      "Examples:",
      "  DBT_API_KEY=\u2026 dbt-run --account-id 22219 --job-id 559062",
      "  dbt-run --git-branch main --retries 2 --timeout 7200",
      "  dbt-run --pull-request --junit test-results/TEST-dbt.xml",
      ...GROUPS.flatMap((group2) => [
        "",
        `${group2}:`,
        ...SETTING_LIST.filter(([, setting]) => setting.group === group2).flatMap(([, setting]) => describe2(setting))
      ]),
      "",
      "A flag beats its variable. What is empty counts as not set.",
      "",
      "Exit codes:",
      ...Object.entries(EXIT_CODES).flatMap(([code, meaning]) => row(`  ${code}`, meaning)),
      "",
      `Documentation: ${DOCUMENTATION}`
    ];
  }
  function describe2(setting) {
    const { variables = [], help } = setting;
    const shownDefault = defaultOf(setting);
    const text2 = [
      help,
      ...shownDefault ? [
        `(default: ${shownDefault})`
      ] : [],
      ...variables.length > 0 ? [
        `[${variables.join(", ")}]`
      ] : []
    ].join(" ");
    return row(`  ${flagOf(setting)}`, text2);
  }
  function flagOf(setting) {
    const { flag, type, value, choices = [], implied } = setting;
    if (!flag) return "(no flag)";
    if (implied) {
      return `--${flag}[=${choices.filter((c) => c !== "none").join("|")}]`;
    }
    if (type === "switch") {
      if (setting.default === void 0) return `--[no-]${flag}`;
      return setting.default ? `--no-${flag}` : `--${flag}`;
    }
    return `--${flag} ${value ?? VALUES[type] ?? "N"}`;
  }
  function defaultOf({ type, default: value }) {
    if (value === void 0 || type === "switch" || value === "none") return "";
    if (type === "seconds") return String(Number(value) / 1e3);
    return String(value);
  }
  function row(name, help) {
    const lines = help.match(LINE) ?? [];
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
  var VERSION, INDENT, LINE, DOCUMENTATION, GROUPS, VALUES;
  var init_help = __esm({
    "command/input/help.ts"() {
      init_settings();
      init_process();
      VERSION = "0.3.0";
      INDENT = 28;
      LINE = /\S.{0,51}(?=\s|$)/g;
      DOCUMENTATION = "https://jsr.io/@org/dbt-run";
      GROUPS = [
        "dbt Cloud",
        "The run",
        "Waiting",
        "Output",
        "Other"
      ];
      VALUES = {
        seconds: "S",
        boolean: "BOOL",
        strings: "TEXT",
        string: "TEXT"
      };
    }
  });

  // ci/ci_system.ts
  function readId(value) {
    const isDigits = typeof value === "string" && /^\d+$/.test(value);
    const id2 = isDigits ? Number(value) : value;
    return Number.isSafeInteger(id2) && id2 > 0 ? id2 : void 0;
  }
  function requestOption(text2) {
    if (/github/i.test(text2)) return "githubPullRequestId";
    if (/gitlab|\/merge_requests\//i.test(text2)) return "gitlabMergeRequestId";
    return /dev\.azure\.com|visualstudio\.com/i.test(text2) ? "azurePullRequestId" : "nonNativePullRequestId";
  }
  function joinUrl(page, ...parts) {
    if (!page || !/^https?:/.test(page)) return;
    const path = parts.join("/").toWellFormed().split("/").map(encodeURIComponent).join("/");
    return `${page.replace(/\/$/, "")}/${path}`;
  }
  function assignments(values) {
    return Object.entries(values).filter(([, value]) => value).map(([name, value]) => `${name}=${value.replace(/\s+/g, " ")}
`).join("");
  }
  var init_ci_system = __esm({
    "ci/ci_system.ts"() {
    }
  });

  // ci/azure.ts
  function escape(text2) {
    return text2.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  }
  function property(text2) {
    return escape(text2).replaceAll(";", "%3B").replaceAll("]", "%5D");
  }
  function isGitHub(env) {
    const provider = env("BUILD_REPOSITORY_PROVIDER") ?? "";
    return /^github/i.test(provider) || readId(env(NUMBER)) !== void 0;
  }
  function idVariable(env) {
    return isGitHub(env) ? NUMBER : "SYSTEM_PULLREQUEST_PULLREQUESTID";
  }
  var SUMMARY, NUMBER, azure;
  var init_azure = __esm({
    "ci/azure.ts"() {
      init_ci_system();
      SUMMARY = "dbt-run-summary.md";
      NUMBER = "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER";
      azure = {
        name: "Azure Pipelines",
        detect: (env) => env("TF_BUILD")?.toLowerCase() === "true",
        colour: true,
        // The agent looks for these anywhere in a line.
        dangers: [
          [
            /##(?=\[|vso\[)/gi,
            "##\\"
          ]
        ],
        pullRequest(env) {
          const provider = env("BUILD_REPOSITORY_PROVIDER") ?? "TfsGit";
          const branch = env("SYSTEM_PULLREQUEST_SOURCEBRANCH");
          return {
            option: isGitHub(env) ? "githubPullRequestId" : /^tfs/i.test(provider) ? "azurePullRequestId" : "nonNativePullRequestId",
            id: readId(env(idVariable(env))),
            // BUILD_SOURCEVERSION is a merge that Azure made.
            sha: env("SYSTEM_PULLREQUEST_SOURCECOMMITID"),
            branch: branch?.replace(/^refs\/heads\//, "")
          };
        },
        noPullRequest: (env) => `${idVariable(env)} is not set: Azure sets it in builds of a pull request, by \`pr:\` or a build validation policy`,
        group: (title) => [
          `##[group]${title}`,
          "##[endgroup]"
        ],
        annotate({ kind, title, message, file, line }) {
          const properties = [
            `type=${kind}`,
            ...file ? [
              `sourcepath=${property(file)}`
            ] : [],
            ...file && line ? [
              `linenumber=${line}`
            ] : []
          ];
          return [
            `##vso[task.logissue ${properties.join(";")}]${escape(`${title}: ${message}`)}`
          ];
        },
        fileUrl(file, sha, env) {
          const page = env("BUILD_REPOSITORY_URI");
          const isAzure = /^tfs/i.test(env("BUILD_REPOSITORY_PROVIDER") ?? "");
          if (!isAzure) {
            return joinUrl(page?.replace(/\.git$/, ""), "blob", sha, file);
          }
          const query = new URLSearchParams({
            path: `/${file}`,
            version: `GC${sha}`
          });
          return page && `${page}?${query}`;
        },
        outputs: (values) => ({
          lines: Object.entries(values).map(([name, value]) => `##vso[task.setvariable variable=${name};isoutput=true]${escape(value)}`)
        }),
        summary(markdown2, env) {
          const folder = env("AGENT_TEMPDIRECTORY");
          if (!folder) return {};
          const path = `${folder}/${SUMMARY}`;
          return {
            files: [
              {
                path,
                text: markdown2
              }
            ],
            lines: [
              `##vso[task.uploadsummary]${escape(path)}`
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
        colour: false,
        pullRequest(env) {
          const sha = env("BITBUCKET_COMMIT");
          return {
            option: "nonNativePullRequestId",
            id: readId(env("BITBUCKET_PR_ID")),
            // It may be a short one, which git cannot check out.
            ...sha?.length === 40 && {
              sha
            },
            branch: env("BITBUCKET_BRANCH")
          };
        },
        noPullRequest: () => "BITBUCKET_PR_ID is not set: Bitbucket sets it in pipelines under pull-requests:",
        fileUrl: (file, sha, env) => joinUrl(env("BITBUCKET_GIT_HTTP_ORIGIN"), "src", sha, file),
        outputs(values, env) {
          const path = env("BITBUCKET_PIPELINES_VARIABLES_PATH");
          const text2 = assignments(values);
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
      };
    }
  });

  // ci/buildkite.ts
  var buildkite;
  var init_buildkite = __esm({
    "ci/buildkite.ts"() {
      init_ci_system();
      buildkite = {
        name: "Buildkite",
        detect: (env) => env("BUILDKITE") === "true",
        colour: true,
        // A line that begins so opens a group.
        dangers: [
          [
            /^(\s*)(?=---|\+\+\+|~~~|\^\^\^)/,
            "$1\\"
          ]
        ],
        pullRequest(env) {
          const sha = env("BUILDKITE_COMMIT");
          const provider = env("BUILDKITE_PIPELINE_PROVIDER");
          return {
            option: requestOption(`${provider} ${env("BUILDKITE_REPO")}`),
            // "false" where there is none.
            id: readId(env("BUILDKITE_PULL_REQUEST")),
            ...sha && /^[0-9a-f]{40}$/.test(sha) && {
              sha
            },
            branch: env("BUILDKITE_BRANCH")
          };
        },
        noPullRequest: () => "BUILDKITE_PULL_REQUEST is no number: Buildkite sets it in builds of a pull request",
        group: (title) => [
          `--- ${title}`,
          "+++ dbt-run"
        ]
      };
    }
  });

  // ci/circleci.ts
  var circleci;
  var init_circleci = __esm({
    "ci/circleci.ts"() {
      init_ci_system();
      circleci = {
        name: "CircleCI",
        detect: (env) => env("CIRCLECI") === "true",
        colour: true,
        pullRequest(env) {
          const url = env("CIRCLE_PULL_REQUEST") ?? "";
          return {
            option: requestOption(url),
            id: readId(/\/(\d+)\/?$/.exec(url)?.[1]),
            sha: env("CIRCLE_SHA1"),
            branch: env("CIRCLE_BRANCH")
          };
        },
        noPullRequest: () => "CIRCLE_PULL_REQUEST is not set: CircleCI sets it if the branch has an open pull request when the pipeline starts"
      };
    }
  });

  // ci/github.ts
  function data(text2) {
    return text2.slice(0, MESSAGE_LIMIT).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  }
  function property2(text2) {
    return data(text2).replaceAll(":", "%3A").replaceAll(",", "%2C");
  }
  function at(event, ...path) {
    return path.reduce((value, name) => Object(value)[name], event);
  }
  function forkWarning(pull) {
    const from = textOf(at(pull, "head", "repo", "full_name"));
    const to = textOf(at(pull, "base", "repo", "full_name"));
    return from && to && from !== to ? "It comes from a fork, whose commits dbt Cloud cannot see" : void 0;
  }
  var MESSAGE_LIMIT, textOf, github;
  var init_github = __esm({
    "ci/github.ts"() {
      init_ci_system();
      MESSAGE_LIMIT = 4e3;
      textOf = (value) => typeof value === "string" ? value : void 0;
      github = {
        name: "GitHub Actions",
        detect: (env) => env("GITHUB_ACTIONS") === "true",
        colour: true,
        dangers: [
          // Anywhere in a line.
          [
            /##(?=\[)/g,
            "##\\"
          ],
          // At the beginning of a line.
          [
            /^(\s*)::/,
            "$1\\::"
          ]
        ],
        eventFile: "GITHUB_EVENT_PATH",
        pullRequest(env, event) {
          const queue = at(event, "merge_group");
          const ref = textOf(at(queue, "head_ref")) ?? env("GITHUB_REF") ?? "";
          const [, merged, number] = /^refs\/heads\/(gh-readonly-queue\/.+\/pr-(\d+)-.+)$/.exec(ref) ?? [];
          if (number) {
            return {
              option: "githubPullRequestId",
              id: Number(number),
              sha: textOf(at(queue, "head_sha")),
              branch: merged
            };
          }
          const pull = at(event, "pull_request");
          return {
            option: "githubPullRequestId",
            id: readId(at(pull, "number")) ?? readId(at(event, "number")) ?? readId(/^refs\/pull\/(\d+)\//.exec(env("GITHUB_REF") ?? "")?.[1]),
            sha: textOf(at(pull, "head", "sha")),
            branch: env("GITHUB_HEAD_REF") ?? textOf(at(pull, "head", "ref")),
            warning: forkWarning(pull)
          };
        },
        noPullRequest: (env) => `The event is ${env("GITHUB_EVENT_NAME") ?? "unknown"}: GitHub has a pull request for the events pull_request, pull_request_target and merge_group`,
        group: (title) => [
          `::group::${data(title)}`,
          "::endgroup::"
        ],
        annotate({ kind, title, message, file, line }) {
          const properties = [
            ...file ? [
              `file=${property2(file)}`
            ] : [],
            ...file && line ? [
              `line=${line}`
            ] : [],
            `title=${property2(title)}`
          ];
          return [
            `::${kind} ${properties.join(",")}::${data(message)}`
          ];
        },
        fileUrl(file, sha, env) {
          const repository = env("GITHUB_REPOSITORY");
          const server = env("GITHUB_SERVER_URL");
          if (repository) return joinUrl(server, repository, "blob", sha, file);
        },
        outputs(values, env) {
          const path = env("GITHUB_OUTPUT");
          const text2 = assignments(values);
          return path ? {
            files: [
              {
                path,
                text: text2,
                append: true
              }
            ]
          } : {};
        },
        summary(markdown2, env) {
          const path = env("GITHUB_STEP_SUMMARY");
          return path ? {
            files: [
              {
                path,
                text: markdown2,
                append: true
              }
            ]
          } : {};
        }
      };
    }
  });

  // ci/gitlab.ts
  function openMergeRequest(list) {
    return list && !list.includes(",") ? readId(list.split("!")[1]) : void 0;
  }
  var DOTENV, ANNOTATIONS, CODE_QUALITY, gitlab;
  var init_gitlab = __esm({
    "ci/gitlab.ts"() {
      init_ci_system();
      DOTENV = "dbt-run.env";
      ANNOTATIONS = "dbt-run-annotations.json";
      CODE_QUALITY = "dbt-run-code-quality.json";
      gitlab = {
        name: "GitLab CI",
        detect: (env) => env("GITLAB_CI") === "true",
        colour: true,
        // Its sections are escape sequences, which no text keeps: no dangers.
        pullRequest(env) {
          const external = readId(env("CI_EXTERNAL_PULL_REQUEST_IID"));
          if (external) {
            return {
              option: "githubPullRequestId",
              id: external,
              sha: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_SHA"),
              branch: env("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME")
            };
          }
          return {
            option: "gitlabMergeRequestId",
            id: readId(env("CI_MERGE_REQUEST_IID")) ?? openMergeRequest(env("CI_OPEN_MERGE_REQUESTS")),
            // CI_COMMIT_SHA is a merge that GitLab made where the other is set.
            sha: env("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA") ?? env("CI_COMMIT_SHA"),
            branch: env("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME") ?? env("CI_COMMIT_BRANCH")
          };
        },
        noPullRequest: () => 'CI_MERGE_REQUEST_IID is not set: GitLab sets it in merge request pipelines (rules: if: $CI_PIPELINE_SOURCE == "merge_request_event")',
        group(title, now) {
          const seconds = Math.floor(now / 1e3);
          const name = `dbt_run_${title.replace(/\W+/g, "_").slice(0, 60)}`;
          return [
            `\x1B[0Ksection_start:${seconds}:${name}[collapsed=true]\r\x1B[0K${title}`,
            `\x1B[0Ksection_end:${seconds}:${name}\r\x1B[0K`
          ];
        },
        findings(findings) {
          const issues = findings.flatMap(({ kind, title, message, file, line, id: id2 }) => file ? [
            {
              description: `${title}: ${message}`,
              check_name: `dbt ${kind}`,
              fingerprint: id2,
              severity: kind === "error" ? "critical" : "minor",
              location: {
                path: file,
                lines: {
                  begin: line ?? 1
                }
              }
            }
          ] : []);
          return {
            files: [
              {
                path: CODE_QUALITY,
                text: JSON.stringify(issues)
              }
            ]
          };
        },
        fileUrl: (file, sha, env) => joinUrl(env("CI_PROJECT_URL"), "-/blob", sha, file),
        leftovers: [
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
  var jenkins;
  var init_jenkins = __esm({
    "ci/jenkins.ts"() {
      init_ci_system();
      jenkins = {
        name: "Jenkins",
        detect: (env) => env("JENKINS_URL") !== void 0,
        // Only with a plugin.
        colour: false,
        // GIT_COMMIT may be a merge that Jenkins made.
        pullRequest: (env) => ({
          option: requestOption(`${env("CHANGE_URL")} ${env("GIT_URL")}`),
          id: readId(env("CHANGE_ID")),
          branch: env("CHANGE_BRANCH")
        }),
        noPullRequest: () => "CHANGE_ID is not set: Jenkins sets it in multibranch pipelines of a pull request"
      };
    }
  });

  // ci/registry.ts
  function detectCi(env) {
    return CI_SYSTEMS.find((system) => system.detect(env)) ?? noCi;
  }
  function disarm(line) {
    return DANGERS.reduce((text2, [pattern, harmless]) => text2.replace(pattern, harmless), line);
  }
  var noCi, CI_SYSTEMS, DANGERS;
  var init_registry = __esm({
    "ci/registry.ts"() {
      init_azure();
      init_bitbucket();
      init_buildkite();
      init_circleci();
      init_github();
      init_gitlab();
      init_jenkins();
      noCi = {
        name: "no CI system",
        detect: () => true,
        colour: false,
        pullRequest: () => ({
          option: "nonNativePullRequestId",
          id: void 0
        }),
        noPullRequest: () => "No CI system was detected. Set the field yourself, such as DBT_JOB_GITHUB_PULL_REQUEST_ID with DBT_JOB_GIT_SHA"
      };
      CI_SYSTEMS = [
        github,
        gitlab,
        azure,
        bitbucket,
        buildkite,
        circleci,
        jenkins
      ];
      DANGERS = CI_SYSTEMS.flatMap(({ dangers = [] }) => dangers);
    }
  });

  // command/output/annotations.ts
  var annotations_exports = {};
  __export(annotations_exports, {
    createAnnotations: () => createAnnotations,
    faultOf: () => faultOf,
    sayFault: () => sayFault,
    withAdvice: () => withAdvice
  });
  function sayFault(ci, printer, message) {
    const finding = {
      kind: "error",
      title: "dbt-run",
      message,
      id: ""
    };
    if (ci.annotate) printer.command(ci.annotate(safe(finding, printer)));
    else printer.say(`error: ${message}`, "error");
  }
  function safe(finding, printer) {
    return {
      ...finding,
      title: printer.safe(finding.title),
      message: finding.message.split("\n").map(printer.safe).join("\n"),
      ...finding.file && {
        file: printer.safe(finding.file)
      }
    };
  }
  function createAnnotations(ci, printer, output) {
    const annotate = (finding) => printer.command(ci.annotate?.(safe(finding, printer)) ?? []);
    let shown3;
    function show(report) {
      shown3 = report;
      const { status: status2, statusMessage } = report.run;
      const findings = findingsOf(report);
      const ofKind = (kind) => findings.filter((finding) => finding.kind === kind);
      const [errors, warnings] = [
        ofKind("error"),
        ofKind("warning")
      ];
      if (errors.length === 0 && status2 !== "success") {
        errors.push(ofRun(report.run, "error", statusMessage ?? ""));
      }
      for (const some of [
        errors,
        warnings
      ]) {
        few(some, report.run).forEach(annotate);
      }
      output.tell(ci.findings?.(findings) ?? {});
    }
    return {
      on(event) {
        if (event.type === "attempt-ended" && !event.retry) show(event.report);
      },
      done({ report }) {
        if (report && report !== shown3) show(report);
        return output.finished();
      }
    };
  }
  function findingsOf(report) {
    const isFailed = report.run.status !== "success";
    return nodesOf(report, "failed", "warned").map((node) => ({
      kind: node.outcome === "failed" && isFailed ? "error" : "warning",
      title: safeLine(labelOf(node)),
      message: detailsOf(node).join("\n"),
      ...node.file && isInRepository(node) && {
        file: safeLine(node.file)
      },
      ...node.line && {
        line: node.line
      },
      id: node.uniqueId
    }));
  }
  function few(findings, run2) {
    const more = findings.length - MAX_ANNOTATIONS;
    const [first] = findings;
    return first && more > 0 ? [
      ...findings.slice(0, MAX_ANNOTATIONS),
      ofRun(run2, first.kind, `and ${more} more`)
    ] : findings;
  }
  function ofRun({ id: id2, status: status2, href }, kind, what) {
    const title = `dbt Cloud run ${id2}: ${status2}`;
    const message = [
      what,
      `See ${href}`
    ].filter(Boolean).join("\n");
    return {
      kind,
      title,
      message,
      id: ""
    };
  }
  function withAdvice(error, urlSetting) {
    const { message } = error;
    const advice = error instanceof DbtCloudError ? adviceFor(error) : void 0;
    if (!advice) return message;
    return join(message, advice.replace("URL_SETTING", urlSetting));
  }
  function faultOf(error, { values: { debug }, urlSetting }) {
    if (!(error instanceof Error)) return String(error);
    if (codeOf(error) !== 70) return withAdvice(error, urlSetting);
    const text2 = debug ? error.stack ?? error.message : error.message;
    const where = debug ? "" : "; --debug shows where";
    return `${text2}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
  }
  function adviceFor(error) {
    const { kind, status: status2 = 0 } = error;
    if (kind === "unsent" || kind === "lost") {
      return OBSTACLES[obstacleOf(error) ?? "network"];
    }
    if (kind === "refused" || status2 === 429) return ADVICE[status2];
    if (kind !== "foreign") return;
    if (status2 >= 500) {
      return "dbt Cloud may be down: see https://status.getdbt.com";
    }
    return status2 < 400 ? "Put that address into URL_SETTING" : "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between";
  }
  function obstacleOf({ obstacle, cause }) {
    return obstacle ?? (cause instanceof DbtCloudError ? cause.obstacle : void 0);
  }
  var MAX_ANNOTATIONS, ADVICE, OBSTACLES, ISSUES;
  var init_annotations = __esm({
    "command/output/annotations.ts"() {
      init_errors();
      init_retry();
      init_process();
      init_report();
      init_text();
      MAX_ANNOTATIONS = 9;
      ADVICE = {
        400: "Correct that field; a flag or variable of the same name sets it",
        401: "Check the access URL (URL_SETTING; it stands in Account settings > Account information): a key of another region is refused like a wrong one. Then check the key",
        403: "Check that the key belongs to this account, and the account's IP restrictions",
        404: "Check the id, and the key's permissions: Job Runner may trigger, cancel and retry, Job Viewer may only read",
        429: "dbt Cloud limits the requests a minute of an account: try again later"
      };
      OBSTACLES = {
        issuer: "Deno" in globalThis ? "Set DENO_CERT to the CA file of your company, or DENO_TLS_CA_STORE=system" : "Set NODE_EXTRA_CA_CERTS to the CA file of your company",
        host: "The certificate is for another host: check the access URL (URL_SETTING)",
        proxy: "Check the proxy, and the access URL (URL_SETTING)",
        network: "Check the access URL (URL_SETTING) and the network"
      };
      ISSUES = "https://github.com/org/dbt-run/issues";
    }
  });

  // report/junit.ts
  function xml(text2) {
    return safeLines(text2, {
      length: 1e4
    }).join("\n").replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"'\t]/g, (found) => ESCAPES3[found]);
  }
  function attributes(values) {
    return Object.entries(values).filter(([, value]) => value !== null).map(([name, value]) => ` ${name}="${xml(value).replaceAll("\n", "&#10;")}"`).join("");
  }
  function elementOf({ outcome, status: status2 }) {
    if (outcome === "failed") return status2 === "fail" ? "failure" : "error";
    return outcome === "skipped" ? "skipped" : void 0;
  }
  function testCase(node, name, isFlaky) {
    const { status: status2, seconds, file, type } = node;
    const start = `    <testcase${attributes({
      classname: `${node.package}.${type}`,
      name,
      time: seconds.toFixed(3),
      file
    })}`;
    const element = isFlaky ? "flakyFailure" : elementOf(node);
    const text2 = xml(detailsOf(node).join("\n"));
    if (!element && node.outcome === "passed") return `${start}/>`;
    const about = element === "skipped" ? {
      message: causeOf2(node)
    } : {
      message: causeOf2(node),
      type: status2
    };
    const content = element ? `<${element}${attributes(about)}>${text2}</${element}>` : `<system-out>${text2}</system-out>`;
    return `${start}>
      ${content}
    </testcase>`;
  }
  function counts(nodes, isRoot = false) {
    const elements = nodes.map(elementOf);
    const count = (name) => elements.filter((e) => e === name).length;
    const seconds = nodes.reduce((sum, node) => sum + node.seconds, 0);
    return attributes({
      tests: `${nodes.length}`,
      failures: `${count("failure")}`,
      errors: `${count("error")}`,
      // Jenkins knows no such attribute of the root.
      skipped: isRoot ? null : `${count("skipped")}`,
      time: seconds.toFixed(3)
    });
  }
  function junit(report) {
    const { run: run2, flaky } = report;
    const flakyIds = new Map(flaky.map((node) => [
      node.uniqueId,
      node
    ]));
    const suites = suitesOf(report);
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="dbt"${counts(suites.flatMap(({ nodes }) => nodes), true)}>`,
      ...suites.flatMap(({ name, nodes, startedAt }) => {
        const nameOf2 = namesIn(nodes);
        const timestamp = (startedAt ?? run2.startedAt)?.slice(0, 19) ?? null;
        return [
          `  <testsuite${attributes({
            name,
            timestamp
          })}${counts(nodes)}>`,
          ...nodes.map((node) => {
            const before = flakyIds.get(node.uniqueId);
            const isFlaky = before !== void 0 && node.outcome !== "failed";
            return testCase(isFlaky ? before : node, nameOf2(node), isFlaky);
          }),
          "  </testsuite>"
        ];
      }),
      "</testsuites>",
      ""
    ].join("\n");
  }
  function suitesOf(report) {
    const { run: run2, steps, nodes, ranNothing } = report;
    const before = {
      index: 0,
      name: "Before the retry",
      startedAt: null
    };
    const suites = [
      before,
      ...steps
    ].map((step) => ({
      name: `${step.index}. ${commandOf(step.name)}`,
      nodes: unique(nodes.filter((node) => node.step === step.index)),
      startedAt: step.startedAt
    }));
    const isSilent = run2.status !== "success" && !nodes.some(({ outcome }) => outcome === "failed");
    const isAlone = isSilent || ranNothing;
    return [
      ...suites.filter(({ nodes: nodes2 }) => nodes2.length > 0),
      ...isAlone ? [
        {
          name: "dbt Cloud",
          nodes: [
            runItself(report)
          ]
        }
      ] : []
    ];
  }
  function runItself(report) {
    const { id: id2, status: status2, statusMessage, durationMs } = report.run;
    return {
      ...BLANK2,
      uniqueId: `run.${id2}`,
      name: `run ${id2}`,
      type: "run",
      package: "dbt Cloud",
      status: status2,
      outcome: report.ranNothing ? "skipped" : "failed",
      message: report.ranNothing ? resultOf2(report) : statusMessage ?? "",
      seconds: (durationMs ?? 0) / 1e3
    };
  }
  function namesIn(suite) {
    const keyOf3 = ({ package: group2, type, name }) => [
      group2,
      type,
      name
    ].join("\n");
    const seen = /* @__PURE__ */ new Set();
    const twins = /* @__PURE__ */ new Set();
    for (const key of suite.map(keyOf3)) (seen.has(key) ? twins : seen).add(key);
    return (node) => twins.has(keyOf3(node)) ? node.uniqueId : node.name;
  }
  var ESCAPES3;
  var init_junit = __esm({
    "report/junit.ts"() {
      init_report();
      init_results();
      init_text();
      ESCAPES3 = {
        "&": "&amp;",
        "<": "&lt;",
        ">": "&gt;",
        '"': "&quot;",
        "'": "&apos;",
        "	": "&#9;"
      };
    }
  });

  // report/summary.ts
  function markdown(text2) {
    return safeLine(text2, {
      length: MAX_LENGTH2
    }).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_{}[\]()#+.!|~@:-]/g, (found) => `&#${found.charCodeAt(0)};`);
  }
  function block(lines) {
    const text2 = cutTo(MAX_TEXT2, lines.join("\n"));
    const longest = Math.max(2, ...(text2.match(/`+/g) ?? []).map((s) => s.length));
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
  function within(limit, texts, noteOf) {
    let left = limit;
    const kept = texts.filter((text2) => {
      const size = new TextEncoder().encode(text2).length + 2;
      const fits = size <= left;
      if (fits) left -= size;
      return fits;
    });
    const more = texts.length - kept.length;
    return more > 0 ? [
      ...kept,
      noteOf(more)
    ] : kept;
  }
  function summary(report, { linkTo = () => void 0 } = {}) {
    const { run: run2, steps, nodes, flaky, gaps } = report;
    function fileOf2({ file }) {
      if (!file) return "";
      const url = file.length > MAX_LENGTH2 ? void 0 : linkTo(file);
      return url ? ` in [${markdown(file)}](<${url}>)` : ` in ${markdown(file)}`;
    }
    const inLine = (node) => `- **${markdown(labelOf(node))}**${fileOf2(node)}: ${markdown(causeOf2(node))}`;
    function list(title, of, show = inLine) {
      if (of.length === 0) return [];
      const items = of.slice(0, MAX_WHOLE).map(show).join("\n");
      return [
        `### ${title}

${items.trimEnd()}`,
        details(`and ${of.length - MAX_WHOLE} more`, within(LIST_LIMIT, of.slice(MAX_WHOLE).map(inLine), (more) => `- and ${more} more`))
      ];
    }
    const failed = nodesOf(report, "failed");
    const isSlow = ({ type, seconds }) => run2.status === "success" && type !== "step" && seconds >= 1;
    const slowest = nodes.filter(isSlow).toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_WHOLE);
    const [says, skipped] = [
      statusOf(report),
      skippedOf(report)
    ];
    const job = run2.jobName ? ` of ${markdown(run2.jobName)}` : "";
    const facts = [
      ...run2.gitBranch ? [
        `branch **${markdown(run2.gitBranch)}**`
      ] : [],
      ...run2.gitSha ? [
        `commit ${markdown(run2.gitSha.slice(0, 10))}`
      ] : [],
      ...run2.durationMs === null ? [] : [
        `took ${durationOf(run2.durationMs)}`
      ],
      resultOf2(report)
    ];
    const sections = [
      `## dbt Cloud run [${run2.id}](<${run2.href}>)${job} ${VERDICTS[run2.status]}`,
      facts.filter(Boolean).join(" \xB7 "),
      ...says ? [
        `> ${markdown(says)}`
      ] : [],
      ...list(`Failed: ${failed.length}`, failed, (node) => `#### ${markdown(labelOf(node))}${fileOf2(node)}

${block(detailsOf(node))}
`),
      ...list(`Flaky: failed before a retry`, flaky),
      ...list("Warned", nodesOf(report, "warned")),
      ...list("Of unknown status", nodesOf(report, "unknown")),
      ...skipped ? [
        `Skipped: ${markdown(skipped)}`
      ] : [],
      ...gaps.map((gap) => `> ${markdown(gap)}`),
      ...steps.length > 0 ? [
        `### Steps

${stepTable(steps)}`
      ] : [],
      details("Slowest nodes", slowest.map((node) => `- ${durationOf(node.seconds * 1e3)}: ${markdown(titleOf(node))}`))
    ];
    const note = () => "What is too long is left out.";
    return `${within(LIMIT, sections.filter(Boolean), note).join("\n\n")}
`;
  }
  function stepTable(steps) {
    const rows = steps.map(({ index, name, status: status2, durationMs }) => [
      `${index}`,
      markdown(safeLine(commandOf(name), {
        length: 200
      })),
      status2 === "error" ? `**${status2}**` : status2,
      durationMs === null ? "" : durationOf(durationMs)
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
  var LIMIT, MAX_TEXT2, MAX_LENGTH2, LIST_LIMIT, VERDICTS;
  var init_summary = __esm({
    "report/summary.ts"() {
      init_json();
      init_report();
      init_results();
      init_text();
      LIMIT = 500 * 1024;
      MAX_TEXT2 = 6e3;
      MAX_LENGTH2 = 1e3;
      LIST_LIMIT = 60 * 1024;
      VERDICTS = {
        success: "\u2705 succeeded",
        error: "\u274C failed",
        cancelled: "\u26D4 was cancelled"
      };
    }
  });

  // command/output/files.ts
  function createOutput(env, printer, redact, fileSystem2, queue = Promise.resolve()) {
    const unwritable2 = /* @__PURE__ */ new Set();
    const trying = async (path, work) => {
      try {
        await work();
      } catch (error) {
        if (unwritable2.has(path)) return;
        unwritable2.add(path);
        const { message } = error;
        printer.say(`warning: Cannot write ${path}: ${message}`, "error");
      }
    };
    return {
      env,
      safe: printer.safe,
      tell({ lines = [], files = [] }) {
        for (const { path, text: text2, append = false } of files) {
          const write = append ? appendFile : writeFile;
          const safe2 = redact(text2);
          queue = queue.then(() => trying(path, () => write(fileSystem2, path, safe2)));
        }
        if (files.length === 0) printer.command(lines);
        else queue = queue.then(() => printer.command(lines));
      },
      finished: () => queue
    };
  }
  function createOutputs(ci, output) {
    let told = "";
    let reused;
    function tell(run2) {
      const isOver = hasEnded(run2);
      const state = `${run2.id} ${isOver}`;
      if (state === told) return;
      told = state;
      const values = {
        run_id: `${run2.id}`,
        run_url: run2.href,
        ...reused !== void 0 && {
          reused: `${reused}`
        },
        ...isOver && {
          run_status: run2.status
        },
        ...isOver && run2.gitSha && {
          git_sha: output.safe(run2.gitSha)
        }
      };
      output.tell(ci.outputs?.(values, output.env) ?? {});
    }
    return {
      on(event) {
        if (event.type === "started") reused = event.reused;
        if (event.type === "started" || event.type === "polled") tell(event.run);
      },
      done({ run: run2 }) {
        if (run2) tell(run2);
        return output.finished();
      }
    };
  }
  function createReportFiles({ values, command }, ci, output, explain3) {
    return {
      async done(outcome) {
        if (values.dryRun || command === "cancel") return;
        const { report } = outcome;
        if (report && values.junit) {
          output.tell({
            files: [
              {
                path: values.junit,
                text: junit(report)
              }
            ]
          });
        }
        const linkTo = (file) => ci.fileUrl?.(file, report?.run.gitSha ?? "", output.env);
        const page = [
          ...report && outcome.code < 2 ? [] : [
            endPage(outcome, explain3)
          ],
          ...report ? [
            summary(report, report.run.gitSha ? {
              linkTo
            } : {})
          ] : []
        ].join("\n");
        if (values.summary) {
          output.tell({
            files: [
              {
                path: values.summary,
                text: page
              }
            ]
          });
        }
        if (ci.summary) output.tell(ci.summary(page, output.env));
        await output.finished();
      }
    };
  }
  function endPage({ code, run: run2, unclear, error }, explain3) {
    const heading = code === 0 ? "dbt Cloud run was started" : `dbt-run: ${EXIT_CODES[code]}`;
    const lines = [
      `## ${heading}`,
      ...error ? [
        markdown(explain3(error))
      ] : [],
      ...run2 ? [
        `Run [${run2.id}](<${run2.href}>): ${run2.status}`
      ] : [],
      ...unclear ? [
        `[Look for ${markdown(unclear.mark ?? "the run")}](<${unclear.page}>)`
      ] : []
    ];
    return `${lines.join("\n\n")}
`;
  }
  async function removeLeftovers({ values, command }, { leftovers = [] }, fileSystem2) {
    const { dryRun, junit: junit2, summary: summary2 } = values;
    if (dryRun || command === "cancel") return;
    const removing = [
      ...leftovers.map((path) => remove(fileSystem2, path, /^/)),
      remove(fileSystem2, junit2, JUNIT),
      remove(fileSystem2, summary2, SUMMARY2)
    ];
    await Promise.all(removing);
  }
  async function remove(fileSystem2, path, beginning) {
    try {
      if (!path || await fileSystem2.kindOf(path) !== "file") return;
      const text2 = await fileSystem2.readText(path);
      if (beginning.test(text2)) await fileSystem2.remove(path);
    } catch {
    }
  }
  var JUNIT, SUMMARY2;
  var init_files2 = __esm({
    "command/output/files.ts"() {
      init_run();
      init_files();
      init_process();
      init_junit();
      init_summary();
      JUNIT = /^<\?xml [^>]*>\n<testsuites name="dbt"/;
      SUMMARY2 = /^## dbt(-run:| Cloud run) /;
    }
  });

  // command/output/log.ts
  function createLog(plan, printer, ci) {
    const { values } = plan;
    const shown3 = {
      status: "",
      at: -HEARTBEAT
    };
    let isErrorSaid = false;
    let isTriggered = false;
    let step;
    function status2(run2) {
      const now = clock.now();
      const isBeat = now - shown3.at >= HEARTBEAT && !printer.canDraw;
      if (run2.status === shown3.status && !isBeat) return;
      const isNew = run2.status !== shown3.status;
      const [blocker] = run2.blockedBy;
      Object.assign(shown3, {
        status: run2.status,
        at: now
      });
      const [first = "", ...rest] = run2.status;
      printer.say(`Run status -> ${first.toUpperCase()}${rest.join("")}`);
      if (blocker && isNew) printer.say(`Waiting for run ${blocker} to end`);
      if (isNew || !step) return;
      printer.say(`${stepLine(step)} (${durationOf(now - step.startedAt)})`);
    }
    function logs(report) {
      const which = values.logs === "live" ? "none" : values.logs;
      for (const { title, lines } of logBlocks(report, which)) {
        const [start, end] = ci.group?.(printer.safe(title), Date.now()) ?? [];
        const cut2 = start ? 0 : Math.max(0, lines.length - UNFOLDED_LINES);
        if (start) printer.command([
          start
        ]);
        else printer.say(title);
        if (cut2 > 0) {
          const isWhole = lines[0].startsWith("  | ");
          const count = isWhole ? `${cut2}` : `more than ${cut2 - 1}`;
          printer.say(`  \u2026 ${count} lines before are at ${report.run.href}`);
        }
        printer.say(lines.slice(cut2));
        if (end) printer.command([
          end
        ]);
      }
    }
    const react = {
      triggering(event) {
        isTriggered = true;
        printer.say(triggerLines(plan, event));
      },
      started({ run: run2 }) {
        step = void 0;
        shown3.status = "";
        printer.say(`Job running! See job status at ${run2.href}`);
      },
      polled: ({ run: run2 }) => status2(run2),
      step(event) {
        step = event.step;
        printer.say(stepLine(step));
      },
      log: ({ lines }) => printer.say(lines.map((line) => `  | ${line}`), "log"),
      notice: ({ text: text2, showWhenQuiet }) => printer.say(text2, showWhenQuiet ? "verdict" : "info"),
      warning: ({ text: text2 }) => printer.say(`warning: ${text2}`, "error"),
      stopping({ error, during }) {
        if (during === "start" && isTriggered) {
          const lines = scriptError(error);
          printer.say(ci.annotate ? lines.slice(0, 1) : lines);
        }
        failed(error);
      },
      "attempt-ended": ({ report }) => ended(report)
    };
    function ended(report) {
      const { run: run2 } = report;
      const says = statusOf(report);
      if (says) printer.say(`dbt Cloud says: ${says}`, "verdict");
      logs(report);
      const kind = run2.status === "success" ? "info" : "verdict";
      printer.say(reportLines(report, printer.hasColour), kind);
    }
    function failed(error) {
      if (isErrorSaid) return;
      isErrorSaid = true;
      sayFault(ci, printer, faultOf(error, plan));
    }
    function done({ run: run2, report, error }) {
      if (error) failed(error);
      if (!run2 || !hasEnded(run2) || report?.run.id !== run2.id) return;
      printer.say(verdictLine(report), "verdict");
      if (run2.status === "success") {
        const text2 = `Job completed successfully! See details at ${run2.href}`;
        printer.say(text2, "verdict");
      } else {
        printer.say(`Run failed or canceled. See why at ${run2.href}`, "error");
      }
    }
    const on2 = (event) => react[event.type](event);
    return {
      on: on2,
      done
    };
  }
  function triggerLines({ values, given, client, pullRequest }, event) {
    const { jobId, body, isDry } = event;
    const { url, accountId } = client;
    const configuration = {
      api_base: url,
      job_cause: given.cause ?? "API-triggered job",
      git_branch: given.gitBranch ?? pullRequest.gitBranch ?? "None",
      schema_override: given.schemaOverride ?? "None",
      account_id: String(accountId),
      project_id: String(values.projectId ?? "None"),
      job_id: String(jobId)
    };
    const address = `${url}/api/v2/accounts/${accountId}/jobs/${jobId}/run/`;
    return [
      "",
      "Configuration:",
      ...Object.entries(configuration).map(([name, value]) => `${name}: ${value}`),
      "",
      "Beginning request for job run...",
      "Triggering job:",
      `	url: ${address}`,
      `	payload: ${pythonRepr(body)}`,
      ...isDry ? [
        "Dry run: nothing was sent"
      ] : []
    ];
  }
  function scriptError(error) {
    if (!(error instanceof DbtCloudError)) return [];
    const reason = error.message.replace(/^Cannot [^:]*: /, "");
    return [
      "ERROR! - Could not trigger job:",
      ` ${reason}`
    ];
  }
  function stepLine({ index, total, name }) {
    const of = total === void 0 ? "" : ` of ${total}`;
    return `Step ${index}${of}: ${commandOf(name)}`;
  }
  function verdictLine(report) {
    const { status: status2, durationMs } = report.run;
    const [how, word] = HOW[status2] ?? [
      status2,
      ""
    ];
    const took = durationMs === null ? "" : ` ${word} ${durationOf(durationMs)}`;
    return [
      how + took,
      resultOf2(report)
    ].filter(Boolean).join(": ");
  }
  function pythonRepr(value) {
    if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
    if (value && typeof value === "object") {
      const items = Object.entries(value).map(([key, item]) => `${pythonRepr(key)}: ${pythonRepr(item)}`);
      return `{${items.join(", ")}}`;
    }
    if (typeof value === "boolean") return value ? "True" : "False";
    if (typeof value !== "string") return String(value ?? "None");
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
    const text2 = value.replace(quote === "'" ? /[\\']/g : /\\/g, "\\$&").replace(/[\n\r\t]/g, (found) => `\\${"nrt"["\n\r	".indexOf(found)]}`).replace(/(?! )[\p{C}\p{Z}]/gu, (found) => {
      const code = found.codePointAt(0).toString(16);
      if (code.length < 3) return `\\x${code.padStart(2, "0")}`;
      if (code.length < 5) return `\\u${code.padStart(4, "0")}`;
      return `\\U${code.padStart(8, "0")}`;
    });
    return `${quote}${text2}${quote}`;
  }
  function createLiveLine(printer) {
    let timer;
    let run2;
    let step;
    let began = clock.now();
    function draw() {
      const now = clock.now();
      const words = [
        run2?.status ?? "queued",
        ...step ? [
          `step ${step.index}: ${commandOf(step.name)}`
        ] : [],
        durationOf(now - began)
      ];
      const frame = SPINNER[Math.floor(now / FRAME2) % SPINNER.length];
      printer.draw(`${frame} ${words.join(", ")}`);
    }
    function stop() {
      if (timer !== void 0) clearInterval(timer);
      timer = void 0;
      printer.draw("");
    }
    return {
      on(event) {
        if (event.type === "started") {
          run2 = event.run;
          step = void 0;
          began = clock.now();
          timer ??= setInterval(draw, FRAME2);
        } else if (event.type === "polled") {
          run2 = event.run;
          if (hasEnded(run2)) stop();
        } else if (event.type === "step") step = event.step;
        else if (event.type === "stopping") stop();
      },
      done: stop
    };
  }
  function createPrinter(process2, { json, quiet }, redact, ci) {
    const env = ciEnv(process2.env);
    const isAttended = isInteractive(process2, quiet);
    const wantsColour = ci.colour || isAttended || !!env("FORCE_COLOR");
    const hasColour = wantsColour && !env("NO_COLOR");
    const { err } = process2;
    const out = json ? err : process2.out;
    const screen = [
      out,
      err
    ].find(({ isTerminal }) => isTerminal);
    const canDraw = screen !== void 0 && isAttended;
    let drawn = "";
    let dropped = 0;
    const clean = (text2, more) => redact(safeLine(redact(text2), more));
    const below = (print) => {
      if (drawn) screen?.draw(CLEAR);
      print();
      if (drawn) screen?.draw(drawn);
    };
    return {
      hasColour,
      canDraw,
      say(text2, kind = "info") {
        if (quiet && (kind === "info" || kind === "log")) return;
        const stream = kind === "error" ? err : out;
        const texts = [
          text2
        ].flat();
        if (kind === "log" && process2.waiting() > MAX_WAITING) {
          dropped += texts.length;
          return;
        }
        if (dropped > 0) {
          texts.unshift(`  \u2026 ${dropped} lines left out: the output was not read`);
        }
        dropped = 0;
        const lines = texts.map((line) => disarm(clean(line, {
          colour: hasColour
        })));
        below(() => lines.forEach(stream.line));
      },
      command(lines) {
        below(() => lines.forEach((line) => out.line(redact(line))));
      },
      safe: (text2) => disarm(clean(text2, {})),
      raw: (text2) => process2.out.line(text2),
      draw(text2) {
        if (!canDraw || text2 && process2.waiting() > 0) return;
        const width = Math.max(20, screen.columns() - 1);
        drawn = text2 && clean(text2, {
          length: width - 1
        });
        screen.draw(CLEAR + drawn);
      }
    };
  }
  var HEARTBEAT, UNFOLDED_LINES, HOW, FRAME2, SPINNER, MAX_WAITING, CLEAR;
  var init_log = __esm({
    "command/output/log.ts"() {
      init_clock();
      init_errors();
      init_run();
      init_registry();
      init_annotations();
      init_process();
      init_report();
      init_results();
      init_text();
      HEARTBEAT = 6e4;
      UNFOLDED_LINES = 200;
      HOW = {
        success: [
          "Succeeded",
          "in"
        ],
        error: [
          "Failed",
          "after"
        ],
        cancelled: [
          "Cancelled",
          "after"
        ]
      };
      FRAME2 = 100;
      SPINNER = [
        ..."\u280B\u2819\u2839\u2838\u283C\u2834\u2826\u2827\u2807\u280F"
      ];
      MAX_WAITING = 2 ** 24;
      CLEAR = "\r\x1B[2K";
    }
  });

  // command/output/consumers.ts
  var consumers_exports = {};
  __export(consumers_exports, {
    createConsumers: () => createConsumers,
    tellEnd: () => tellEnd
  });
  function createConsumers(plan) {
    const { notices, warnings, client: { redact }, ending, process: process2 } = plan;
    const { ci, printer, output } = open(plan, process2, redact);
    const reportFiles = createReportFiles(plan, ci, output, (error) => faultOf(error, plan));
    const json = createJson(plan, printer, redact);
    const consumers = [
      ...printer.canDraw ? [
        createLiveLine(printer)
      ] : [],
      createOutputs(ci, output),
      createAnnotations(ci, printer, output),
      reportFiles,
      ...process2.observer ? [
        process2.observer
      ] : [],
      // The verdict is the last thing that people read.
      createLog(plan, printer, ci),
      json
    ];
    warnings.forEach((text2) => printer.say(`warning: ${text2}`, "error"));
    printer.say(notices);
    const failed = (error) => printer.say(`warning: ${faultOf(error, plan)}`, "error");
    return {
      tell(event) {
        for (const consumer of consumers) {
          try {
            consumer.on?.(event);
          } catch (error) {
            failed(error);
          }
        }
      },
      /** Lets them end, one after the other, and returns the exit code. */
      async finish(outcome) {
        for (const consumer of consumers) {
          try {
            await consumer.done?.(afterSignal(ending.leave, outcome));
          } catch (error) {
            failed(error);
          }
        }
        return afterSignal(ending.leave, outcome).code;
      },
      /** Tells what a person has to know if the process ends at once. */
      async onForcedExit(error, known, words) {
        const code = codeOf(error);
        const text2 = [
          error.message,
          words
        ].filter(Boolean).join(". ");
        const outcome = {
          ...known,
          code,
          error: new CommandError(text2, code)
        };
        if (words) printer.say(`warning: ${words}`, "error");
        await json.done?.(outcome);
        if (words) await reportFiles.done?.(outcome);
      }
    };
  }
  async function tellEnd(input, process2, outcome, faults, hint2) {
    const redact = redactor(secretsOf(input));
    const { ci, printer, output } = open(input, process2, redact);
    for (const fault of faults) sayFault(ci, printer, fault);
    if (hint2) printer.say(hint2, "error");
    for (const text2 of input.warnings) printer.say(`warning: ${text2}`, "error");
    const error = new Error([
      ...faults,
      ...hint2 ? [
        hint2
      ] : []
    ].join("; "));
    const { summary: summary2 } = input.values;
    const isSaid = faults.some((fault) => fault.startsWith(`Cannot write ${summary2} (`));
    const values = {
      ...input.values,
      ...isSaid && {
        summary: void 0
      }
    };
    const files = createReportFiles({
      ...input,
      values
    }, ci, output, ({ message }) => message);
    await files.done?.({
      ...outcome,
      error
    });
    await createJson(input, printer, redact).done?.({
      ...outcome,
      error
    });
  }
  function open(input, process2, redact) {
    const { values } = input;
    const { fileSystem: fileSystem2 } = process2;
    const env = ciEnv(process2.env);
    const ci = detectCi(env);
    const printer = createPrinter(process2, values, redact, ci);
    const after = removeLeftovers(input, ci, fileSystem2);
    const output = createOutput(env, printer, redact, fileSystem2, after);
    return {
      ci,
      printer,
      output
    };
  }
  function createJson({ values }, printer, redact) {
    let isPrinted = !values.json;
    return {
      done(outcome) {
        if (isPrinted) return;
        isPrinted = true;
        printer.raw(JSON.stringify(redact(toDocument(outcome))));
      }
    };
  }
  function pick(fields, of) {
    const entries = Object.entries(fields).map(([field, name]) => [
      field,
      of?.[name] ?? null
    ]);
    return Object.fromEntries(entries);
  }
  function toDocument({ code, run: run2, report, error, unclear }) {
    const failed = report ? nodesOf(report, "failed") : [];
    return {
      ...pick(RUN_FIELDS, run2),
      failed_nodes: failed.map((node) => pick(NODE_FIELDS, node)),
      unclear: unclear ?? null,
      exit_code: code,
      error: error?.message ?? null
    };
  }
  var RUN_FIELDS, NODE_FIELDS;
  var init_consumers = __esm({
    "command/output/consumers.ts"() {
      init_client();
      init_registry();
      init_annotations();
      init_files2();
      init_log();
      init_process();
      init_report();
      RUN_FIELDS = {
        run_id: "id",
        run_url: "href",
        run_status: "status",
        status_message: "statusMessage",
        git_branch: "gitBranch",
        git_sha: "gitSha",
        created_at: "createdAt",
        started_at: "startedAt",
        finished_at: "finishedAt"
      };
      NODE_FIELDS = {
        unique_id: "uniqueId",
        resource_type: "type",
        name: "name",
        file: "file",
        status: "status",
        message: "message"
      };
    }
  });

  // command/input/pull_request.ts
  var pull_request_exports = {};
  __export(pull_request_exports, {
    findPullRequest: () => findPullRequest
  });
  async function findPullRequest({ env, fileSystem: fileSystem2 }, input, faults) {
    const { command, values, warnings } = input;
    const denied = [];
    const read = ciEnv(env, (name) => denied.push(name));
    const ci = detectCi(read);
    if (CI_SYSTEMS.includes(ci)) denied.length = 0;
    const others = faults.length;
    const event = await readEvent2(ci, read, fileSystem2, faults);
    const pull = ci.pullRequest(read, event);
    if (denied.length > 0) {
      const names = [
        ...new Set(denied)
      ].join(",");
      faults.push(`Cannot look for the pull request: ${names} may not be read. Add them to --allow-env`);
    } else if (pull.id) return take(ci, pull, input);
    else if (faults.length === others) {
      const fault = `No pull request was found. ${ci.noPullRequest(read)}`;
      const isEnough = command !== "wait" || values.latest !== "none" || values.gitSha;
      const isFine = values.pullRequest === "auto" && isEnough && (!values.reuse || values.gitSha);
      (isFine ? warnings : faults).push(fault);
    }
    return {};
  }
  async function readEvent2({ eventFile }, read, fileSystem2, faults) {
    const path = eventFile && read(eventFile);
    if (!path) return;
    try {
      return JSON.parse(await fileSystem2.readText(path));
    } catch (error) {
      const { message } = error;
      faults.push(`Cannot read the event in ${path}: ${message}`);
    }
  }
  function take({ name }, { option, id: id2, sha, branch, warning }, { values, notices, warnings }) {
    const words = [
      `pull request ${id2}`,
      sha && `commit ${sha}`,
      branch && `branch ${branch}`
    ];
    notices.push(`${name}: ${words.filter(Boolean).join(", ")}`);
    if (warning) warnings.push(warning);
    const isSet = SETTING_LIST.some(([name2, { type }]) => type === "request" && values[name2] !== void 0);
    return {
      ...!isSet && {
        [option]: id2
      },
      ...sha && !values.gitSha && {
        gitSha: sha
      },
      ...branch && !values.gitBranch && {
        gitBranch: branch
      }
    };
  }
  var init_pull_request = __esm({
    "command/input/pull_request.ts"() {
      init_registry();
      init_settings();
      init_process();
    }
  });

  // action/inputs.ts
  init_process();
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
  function inputName(setting) {
    const { flag = setting } = SETTINGS[setting];
    return OFFICIAL[setting] ?? flag.replaceAll("-", "_");
  }
  function inputReader(env) {
    return (name, variable = `INPUT_${name.toUpperCase()}`) => {
      const text2 = env(variable) ?? "";
      return name === "steps_override" ? text2 : text2.trim();
    };
  }
  function readSetting(setting, read) {
    const name = inputName(setting);
    const text2 = read(name);
    switch (setting) {
      case "cause": {
        const isSet = read("", "DBT_JOB_CAUSE").trim();
        return {
          name,
          text: text2 || (isSet ? "" : DEFAULT_CAUSE)
        };
      }
      case "pullRequest":
      case "latest":
        return {
          name,
          text: choiceOf(SETTINGS[setting], text2)
        };
      case "artifacts":
        return {
          name,
          text: text2 || (isOn(read("get_artifacts")) ? "target" : "")
        };
      default:
        return {
          name,
          text: isWrongSwitch(setting, text2) ? "" : text2
        };
    }
  }
  var SWITCHES = [
    "failure_on_error",
    "get_artifacts"
  ];
  function isBoolean(text2) {
    return /^(true|True|TRUE|false|False|FALSE|)$/.test(text2);
  }
  function isWrongSwitch(setting, text2) {
    return /boolean|switch/.test(SETTINGS[setting].type) && !isBoolean(text2);
  }
  function faultsOf(read) {
    const shown3 = (name) => `current value is ${JSON.stringify(read(name))}`;
    const limit = read("api_timeout");
    const isLimit2 = /^\d*$/.test(limit) && Number(limit) <= MAX_LIMIT;
    const switches = [
      ...SETTING_LIST.map(([setting]) => setting).filter((setting) => isWrongSwitch(setting, read(inputName(setting)))).map(inputName),
      ...SWITCHES.filter((name) => !isBoolean(read(name)))
    ];
    return [
      ...isLimit2 ? [] : [
        `api_timeout must be a whole number of milliseconds, from 0 to ${MAX_LIMIT}: ${shown3("api_timeout")}`
      ],
      ...unexpanded(read),
      ...switches.map((name) => `${name} must be true or false: ${shown3(name)}`)
    ];
  }
  var MAY_BE_UNEXPANDED = [
    "apiKey",
    "accountId",
    "jobId",
    "cause"
  ];
  function unexpanded(read) {
    return SETTING_LIST.map(([setting]) => setting).filter((setting) => !MAY_BE_UNEXPANDED.includes(setting)).filter((setting) => !isWrongSwitch(setting, read(inputName(setting)))).map(inputName).filter((name) => UNEXPANDED.test(read(name))).map((name) => `${name} is a variable that was not expanded: ${read(name)}`);
  }
  function choiceOf({ implied = "" }, text2) {
    const words = {
      true: implied,
      false: "none"
    };
    return words[text2.toLowerCase()] ?? text2;
  }
  function isOn(text2) {
    return !/^false$/i.test(text2);
  }

  // action/process.ts
  init_files();
  init_node();
  var UNSAVED = "::warning title=dbt-run::Cannot write GITHUB_STATE: if this step is killed, its run is not cancelled";
  function actionProcess() {
    const process2 = thisProcess();
    const { env, fileSystem: fileSystem2 } = process2;
    let saved = Promise.resolve();
    let isWarned = false;
    const readInput2 = inputReader(env);
    return {
      ...process2,
      args: readInput2("command").split(/\s+/).filter(Boolean),
      input: (setting) => readSetting(setting, readInput2),
      readInput: readInput2,
      readState: (name) => env(`STATE_${name}`) ?? "",
      saveState(name, value) {
        const path = env("GITHUB_STATE");
        return saved = saved.then(async () => {
          if (path) await appendFile(fileSystem2, path, `${name}=${value}
`);
        }).catch(() => {
          if (!isWarned) process2.err.line(UNSAVED);
          isWarned = true;
        });
      }
    };
  }

  // action/main.ts
  init_start();

  // command/input/input.ts
  init_checks();
  init_client();
  init_json();
  init_process();

  // offline/std_cli_parse_args.ts
  function parseArgs(args, options) {
    const { collect: collect2, negatable } = options;
    const result = {
      _: []
    };
    for (const word of args) {
      const [, flag = "", value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
      const negated = flag.replace(/^no-/, "");
      if (collect2.includes(flag)) {
        const values = result[flag] ?? [];
        result[flag] = [
          ...values,
          value
        ];
      } else if (flag !== negated && negatable.includes(negated)) {
        result[negated] = false;
      } else result[flag] = true;
    }
    for (const flag of collect2) result[flag] ??= [];
    return result;
  }

  // command/input/parse.ts
  init_checks();
  init_settings();
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
  var COMMANDS = [
    "run",
    "wait",
    "cancel",
    "help"
  ];
  var BY_FLAG = new Map(SETTING_LIST.flatMap(([name, setting]) => setting.flag ? [
    [
      setting.flag,
      [
        name,
        setting
      ]
    ]
  ] : []));
  function readFlags(args) {
    const faults = [];
    const words = [];
    const tokens = joinValues(args, words, faults);
    const flagsOf = (isSwitch) => [
      ...BY_FLAG
    ].filter(([, [, { type }]]) => type === "switch" === isSwitch).map(([flag]) => flag);
    const parsed = parseArgs(tokens, {
      string: flagsOf(false),
      collect: flagsOf(false),
      negatable: flagsOf(true)
    });
    const given = /* @__PURE__ */ new Map();
    for (const [flag, [name, { type }]] of BY_FLAG) {
      const texts = [
        parsed[flag] ?? []
      ].flat().map(String);
      if (texts.length > 0) given.set(name, texts);
      const isSingle = type !== "strings" && type !== "switch";
      if (isSingle && texts.length > 1) faults.push(`--${flag} is given twice`);
    }
    return {
      given,
      words,
      faults
    };
  }
  function joinValues(args, words, faults) {
    const tokens = [];
    const rest = [
      ...args
    ];
    for (let word; (word = rest.shift()) !== void 0; ) {
      if (word === "--") words.push(...rest.splice(0));
      else if (!/^-./.test(word)) words.push(word);
      else tokens.push(...joinFlag(ALIASES.get(word) ?? word, rest, faults));
    }
    return tokens;
  }
  function joinFlag(word, rest, faults) {
    const [flag, value] = split2(word);
    const setting = settingOf(flag);
    if (!setting) {
      faults.push(unknown(`Unknown option ${word.split("=")[0]}`, flag));
      if (value === void 0) dropValue(rest);
      return [];
    }
    if (setting.type === "switch") {
      if (value !== void 0) faults.push(`--${flag} takes no value`);
      return [
        word
      ];
    }
    const text2 = value ?? setting.implied ?? takeValue(rest);
    if (text2 === void 0) {
      faults.push(`--${flag} needs a value${hint(word, rest)}`);
    }
    return text2?.trim() ? [
      `--${flag}=${text2}`
    ] : [];
  }
  function takeValue(rest) {
    return /^--[a-z]/.test(rest[0] ?? "") ? void 0 : rest.shift();
  }
  function hint(word, rest) {
    const [next] = rest;
    if (!next || settingOf(split2(next)[0])) return "";
    rest.shift();
    return `; one that begins with a dash follows =: ${word}="${next}"`;
  }
  function dropValue(rest) {
    const [next = ""] = rest;
    if (!/^-./.test(next) && !COMMANDS.includes(next)) rest.shift();
  }
  function settingOf(flag) {
    const [, setting] = BY_FLAG.get(flag) ?? [];
    const [, negated] = BY_FLAG.get(flag.replace(/^no-/, "")) ?? [];
    return setting ?? (negated?.type === "switch" ? negated : void 0);
  }
  function split2(word) {
    const [, flag = "", value] = /^--?([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    return [
      flag,
      value
    ];
  }
  function unknownCommand(word) {
    const what = `Unknown command ${word}`;
    const chosen = SETTING_LIST.find(([, { implied, choices }]) => implied && choices?.includes(word));
    if (chosen) return `${what}: did you mean --${chosen[1].flag}=${word}?`;
    if (/^\d+$/.test(word)) return `${what}: did you mean --job-id=${word}?`;
    return unknown(what, word, COMMANDS);
  }
  function unknown(what, word, names = [
    ...BY_FLAG
  ].flatMap(([flag, [, { type }]]) => type === "switch" ? [
    flag,
    `no-${flag}`
  ] : [
    flag
  ])) {
    if (word === "api-key") return `${what}: set DBT_API_KEY, it has no flag`;
    const dashes = names === COMMANDS ? "" : "--";
    const bare = word.replace(/^no-/, "");
    const farFrom = (name) => Math.min(distance(word, name), distance(bare, name) + 0.5);
    const near = names.filter((name) => farFrom(name) <= Math.max(1, name.length / 3)).toSorted((a, b) => farFrom(a) - farFrom(b));
    const meant = near[0] ?? names.find((name) => name.split("-").includes(bare));
    return meant ? `${what}: did you mean ${dashes}${meant}?` : `${what}: see --help`;
  }
  function distance(from, to) {
    const rows = [
      Array.from({
        length: to.length + 1
      }, (_, i) => i)
    ];
    for (let i = 1; i <= from.length; i++) {
      const [above, row2] = [
        rows[i - 1],
        [
          i
        ]
      ];
      for (let j = 1; j <= to.length; j++) {
        const change = above[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
        const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
        const swap = isSwapped ? rows[i - 2][j - 2] + 1 : Infinity;
        row2.push(Math.min(change, swap, above[j] + 1, row2[j - 1] + 1));
      }
      rows.push(row2);
    }
    return rows.at(-1).at(-1);
  }
  var JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";
  var PAGE = new RegExp("^/(?:deploy|#/accounts|api/v2/accounts)/(N)(?:/projects/(N))?/(job|run)s/(N)(?:[/?#]|$)".replaceAll("N", "[1-9]\\d{0,14}"));
  function readPage(text2) {
    if (!URL.canParse(text2)) return;
    const url = new URL(text2);
    const isSafe = url.protocol === "https:" || url.protocol === "http:" && isLoopback(url.hostname);
    const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
    const [found, account, project, kind, id2] = PAGE.exec(path) ?? [];
    if (!found || !isSafe || url.username || !(project || kind === "run")) return;
    return {
      url: url.origin,
      accountId: Number(account),
      projectId: project ? Number(project) : void 0,
      [`${kind}Id`]: Number(id2)
    };
  }
  var QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/s;
  var BARE = /^[^\s,[\]{}]+(?:[ \t]+[^\s#,[\]{}][^\s,[\]{}]*)*/;
  var BLANK = /^\s*(?:#|$)/;
  var ITEM = /^ *-(?=\s|$)/;
  var OTHER = /^\s*(?:#|$|-\s|dbt\s|---|\.\.\.)/;
  var CLOSED = /"(?:[^"\\]|\\[^\n])*"|'[^']*'|\\[^\n]/g;
  function readCommands(text2) {
    const plain = text2.replace(/\r\n?/g, "\n");
    const lines = plain.replace(/^(?:\s*(?:#.*)?\n)*---(?=\s|$)/, "").split("\n");
    const content = lines.slice(lines.findIndex((line) => !BLANK.test(line)));
    const [first = ""] = content;
    if (BLANK.test(first)) return [];
    const commands = /^\s*\[/.test(first) ? readFlow(content.join("\n").trim()) : ITEM.test(first) ? readBlock(content) : readLines(content);
    commands.forEach(checkCommand);
    return commands;
  }
  function refuse(what, why) {
    throw new SyntaxError(`${why}: ${JSON.stringify(what.trim().slice(0, 80))}`);
  }
  function checkCommand(text2) {
    if (!text2.trim()) throw new SyntaxError("a command is empty");
    if (!/^dbt\s/.test(text2)) refuse(text2, "a command begins with dbt, unlike");
    const isOpen = /["'\\]/.test(text2.replace(CLOSED, ""));
    if (isOpen) refuse(text2, "a quote has no end, or a \\ ends a line, in");
  }
  function readFlow(text2) {
    const items = [];
    let rest = skip(text2.slice(1));
    while (!rest.startsWith("]")) {
      const [item] = QUOTED.exec(rest) ?? BARE.exec(rest) ?? refuse(rest, "the list has no end, or no command, at");
      items.push(QUOTED.test(item) ? unquote(item) : item);
      rest = skip(rest.slice(item.length));
      if (rest.startsWith(",")) rest = skip(rest.slice(1));
      else if (!rest.startsWith("]")) refuse(rest, "a comma or ] is missing at");
    }
    const after = skip(rest.slice(1));
    return after ? refuse(after, "the list has ended before") : items;
  }
  function skip(text2) {
    return text2.replace(/^(?:\s|#.*)+/, "");
  }
  function readBlock(lines) {
    const indent = indentOf(lines[0]);
    const items = [];
    for (const line of lines) {
      const isInside = BLANK.test(line) || indentOf(line) > indent;
      if (indentOf(line) === indent && ITEM.test(line)) {
        items.push([
          line.replace("-", "")
        ]);
      } else if (isInside) items.at(-1).push(line);
      else refuse(line, "no command of the list begins so");
    }
    return items.map((item) => readItem(item, indent + 1));
  }
  function indentOf(line) {
    return line.search(/[^ ]|$/);
  }
  function readLines(lines) {
    const commands = lines.filter((line) => !BLANK.test(line));
    const isList2 = commands.every((line) => /^\s*dbt\s/.test(line));
    return isList2 ? commands.map((line) => readItem([
      line
    ], 0)) : [
      readItem(lines, 0)
    ];
  }
  function readItem([first = "", ...more], indent) {
    const [, style] = /^\s*([|>])[-+]?\s*(?:\s#.*)?$/.exec(first) ?? [];
    if (style) return readText2(more, style === ">", indent);
    const text2 = skip([
      first,
      ...more
    ].join("\n")).replace(/(\n\s*(#.*)?)*$/, "");
    const [quoted] = QUOTED.exec(text2) ?? [];
    if (quoted) {
      const after = skip(text2.slice(quoted.length));
      return after ? refuse(after, "the quotes end before") : unquote(quoted);
    }
    const lines = text2.split("\n");
    const other = lines.slice(1).find((line) => OTHER.test(line));
    if (other !== void 0) {
      refuse(other || text2, "it is unclear to which command this belongs");
    }
    const command = text2.replace(/\s#.*$/, "").trim();
    if (/\s#/.test(command)) refuse(text2, "a # begins a comment in");
    return command.split(/(?<!\\)\n\s*/).join(" ");
  }
  function readText2(lines, isFolded, least) {
    const [start = ""] = lines.filter((line) => line.trim());
    const indent = Math.max(indentOf(start), least);
    const outside = lines.find((line) => indentOf(line) < indent && !BLANK.test(line));
    if (outside) refuse(outside, "the indentation is wrong at");
    const text2 = lines.filter((line) => !line.trim() || indentOf(line) >= indent).map((line) => line.slice(indent)).join("\n").trim();
    if (isFolded && /\n\s/.test(text2)) refuse(text2, "use | in place of > for");
    return isFolded ? text2.replaceAll("\n", " ") : text2;
  }
  function unquote(quoted) {
    const line = quoted.replace(/[ \t]*\n\s*/g, " ");
    if (line.startsWith("'")) return line.slice(1, -1).replaceAll("''", "'");
    try {
      return JSON.parse(line.replace(/\\(x|.)/g, (all, letter) => letter === "x" ? "\\u00" : all));
    } catch {
      return refuse(quoted, "an unknown escape is in quotes");
    }
  }

  // command/input/input.ts
  init_settings();
  function readInput({ args, env, input }) {
    const { given: flags, words, faults } = readFlags(args);
    const [word = "run", ...more] = words;
    const command = word === "wait" || word === "cancel" ? word : "run";
    const reading = {
      command,
      words: more,
      needsJob: command === "run" || command === "wait" && !more[0],
      values: Object.fromEntries(SETTING_LIST.map(([name, setting]) => [
        name,
        setting.default
      ])),
      given: {},
      sources: {},
      unexpanded: {},
      faults,
      warnings: [],
      notices: [],
      env,
      input
    };
    const isOn2 = (name) => flags.get(name)?.includes("true");
    const isHelp = word === "help" || isOn2("help");
    if ((isHelp || isOn2("version")) && faults.length === 0) {
      Object.assign(reading.values, {
        help: isHelp,
        version: !isHelp
      });
      return checked(reading);
    }
    if (word !== command) faults.push(unknownCommand(word));
    for (const [name, setting] of SETTING_LIST) {
      const source = readFlag(setting, flags.get(name)) ?? readActionInput(name, reading) ?? readVariable(setting, reading);
      if (source) readSetting2(name, setting, source, reading);
    }
    readJobPage(reading);
    readJobName(reading);
    const runId = readRunId(reading);
    check(reading);
    warn(reading);
    requireSettings(reading);
    return checked(reading, runId);
  }
  function checked(reading, runId) {
    const { command, values, given, warnings, notices, faults } = reading;
    const urlSetting = reading.sources.url?.name ?? "DBT_URL";
    return {
      ...{
        command,
        values,
        runId,
        given,
        urlSetting,
        warnings,
        notices
      },
      faults: faults.length > 0 ? faults : void 0
    };
  }
  function readFlag({ flag }, texts) {
    return texts && {
      name: `--${flag}`,
      isFlag: true,
      texts
    };
  }
  function readActionInput(setting, { input }) {
    const { name = "", text: text2 = "" } = input?.(setting) ?? {};
    if (text2.trim()) return {
      name,
      isFlag: true,
      isInput: true,
      texts: [
        text2
      ]
    };
  }
  function isUsed({ group: group2, commands, finds }, { command, needsJob }) {
    if (finds && !needsJob) return false;
    if (command === "cancel" && group2 === "Output") return false;
    return commands?.includes(command) ?? true;
  }
  function readVariable(setting, reading) {
    if (!isUsed(setting, reading)) return;
    const { env, faults } = reading;
    const { variables = [] } = setting;
    const found = variables.flatMap((name) => {
      const text2 = env(name);
      return text2 === void 0 ? [] : [
        {
          name,
          isFlag: false,
          texts: [
            text2
          ]
        }
      ];
    });
    const textOf2 = ({ texts }) => texts.join().trim();
    const full = found.filter(textOf2);
    const [first, ...others] = full.filter((it) => !UNEXPANDED.test(textOf2(it)));
    const plain = (it) => textOf2(it).replace(/^https:\/\/|\/+$/g, "");
    const other = first && first.name !== variables[0] && others.find((other2) => plain(other2) !== plain(first));
    if (other) {
      faults.push(`${first.name} and ${other.name} disagree: set only one`);
    }
    return first ?? full[0] ?? found[0];
  }
  var VARIABLE = /\$(\([^()]*\)|\{[^{}]*\}|\{\{[^{}]*\}\}|[A-Za-z_]\w*)/;
  var CHANGES = {
    gitBranch: (text2) => text2.replaceAll("refs/heads/", "") || void 0,
    schemaOverride: (text2) => text2.replace(/[-/]/g, "_")
  };
  function readSetting2(name, setting, source, { given, sources, values, faults, unexpanded: unexpanded2 }) {
    given[name] = source.texts.join("\n");
    if (!given[name].trim()) return;
    const lines = source.texts.flatMap(linesOf);
    const change = CHANGES[name];
    const pattern = change ? VARIABLE : UNEXPANDED;
    const left = lines.find((text2) => pattern.test(text2));
    if (left !== void 0) {
      const fault = `${source.name} is a variable that was not expanded: ${left}`;
      const isAlone = lines.length === 1 && left.replace(VARIABLE, "") === "";
      if (isAlone) unexpanded2[name] = fault;
      else if (name !== "cause") faults.push(fault);
      if (isAlone || name !== "cause") return;
    }
    sources[name] = source;
    try {
      const value = readValue(setting, source.texts);
      if (name === "url") values.url = withScheme(String(value));
      else values[name] = change && !source.isInput ? change(`${value}`) : value;
    } catch (error) {
      faults.push(`${source.name} ${error.message}`);
    }
  }
  function linesOf(text2) {
    return text2.split("\n").map((line) => line.replace(/^\s*-\s+/, "").trim()).filter(Boolean);
  }
  function numberOf(text2) {
    const number = /^[+-]?\d+(\.\d+)?$/.test(text2) ? Number(text2) : NaN;
    return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : void 0;
  }
  function secondsOf(text2) {
    const duration = (numberOf(text2) ?? -1) * 1e3;
    return duration >= 0 && duration < 2 ** 31 ? duration : void 0;
  }
  function booleanOf(text2) {
    const found = /^(?:true|1|yes|on|(false|0|no|off))$/i.exec(text2);
    return found ? !found[1] : void 0;
  }
  var orText = (text2) => numberOf(text2) ?? text2;
  var countOf = (text2) => /^\d+$/.test(text2) ? numberOf(text2) : void 0;
  var TYPES = {
    integer: [
      orText
    ],
    request: [
      orText
    ],
    count: [
      countOf,
      "a whole number of 0 or more"
    ],
    seconds: [
      secondsOf,
      "a number of seconds, from 0 to 2147483"
    ],
    boolean: [
      booleanOf,
      "true or false"
    ],
    switch: [
      booleanOf,
      "true or false"
    ]
  };
  function readValue({ type, choices }, texts) {
    if (type === "strings") return readSteps2(texts);
    const text2 = texts.at(-1).trim();
    if (choices && !choices.includes(text2)) {
      throw new TypeError(`must be one of ${choices.join(", ")}`);
    }
    const [read, be] = TYPES[type] ?? [
      () => text2
    ];
    const value = read(text2);
    if (value !== void 0) return value;
    throw new TypeError(`must be ${be}: current value is ${JSON.stringify(text2)}`);
  }
  function readSteps2(texts) {
    try {
      const commands = texts.flatMap(readCommands);
      if (commands.length > 0) return commands;
      throw new SyntaxError("there is no command in it");
    } catch (error) {
      throw new SyntaxError(`cannot be read: ${error.message}. Write each command on a line of its own, in quotes if it holds a #`);
    }
  }
  function readJobPage(reading) {
    const { values, sources, faults } = reading;
    const source = sources.jobUrl;
    if (!source) return;
    const text2 = String(values.jobUrl);
    const page = readPage(withScheme(text2));
    if (page?.jobId) return takePage(page, source, reading);
    const fault = page ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run" : `must be the address of a job's page, ${JOB_PAGE}: current value is ${JSON.stringify(text2)}`;
    faults.push(`${source.name} ${fault}`);
    sources.accountId ??= source;
    sources.jobId ??= source;
  }
  function takePage(page, source, { values, sources, faults }, isArgument = false) {
    for (const name of [
      "url",
      "accountId",
      "projectId",
      "jobId"
    ]) {
      if (page[name] === void 0) continue;
      const other = sources[name];
      const isRival = other && (isArgument || other.isFlag === source.isFlag);
      if (isRival && values[name] !== page[name]) {
        faults.push(`${source.name} and ${other.name} disagree: ${page[name]} and ${values[name]}`);
      }
      if (!other?.isFlag || source.isFlag) values[name] = page[name];
      sources[name] ??= source;
    }
  }
  function withScheme(text2) {
    const isHost = /^[\w.-]+(:\d+)?\/?$/.test(text2) || /^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(text2);
    const url = isHost ? `https://${text2}` : text2;
    return URL.canParse(url) ? normalizeUrl(url) : url;
  }
  function readJobName({ values, sources, faults }) {
    const { jobId: id2, jobName: name } = sources;
    if (!id2 || !name) return;
    if (values.jobName === void 0 || values.jobId === void 0) return;
    if (id2.isFlag === name.isFlag) {
      faults.push(`${id2.name} and ${name.name} are both given: use one of them`);
    }
    values[id2.isFlag ? "jobName" : "jobId"] = void 0;
  }
  function selectorsOf(values) {
    return SETTING_LIST.filter(([name, { finds }]) => finds === "run" && values[name] && values[name] !== "none").map(([name]) => name);
  }
  function readRunId(reading) {
    const { command, words, values, sources, faults } = reading;
    for (const argument of words.slice(command === "run" ? 0 : 1)) {
      if (argument) faults.push(`Unexpected argument ${argument}`);
    }
    if (command === "run") return;
    const [word] = words;
    const selectors = command === "wait" ? selectorsOf(values) : [];
    if (!word) {
      const others = command === "wait" ? ", --latest, --git-sha or --pull-request" : "";
      if (selectors.length === 0) {
        faults.push(`${command} needs a RUN_ID${others}`);
      }
      return;
    }
    const flag = selectors.find((name) => sources[name]?.isFlag);
    if (flag) faults.push(`${sources[flag]?.name} does not go with a RUN_ID`);
    const page = readPage(word);
    const digits = /^\d+$/.test(word) ? Number(word) : void 0;
    const runId = page ? page.runId : digits;
    if (!isId(runId)) {
      faults.push(`RUN_ID must be a positive whole number, or the address of a run's page: current value is ${JSON.stringify(word)}`);
    } else if (page) readRunPage(page, reading);
    return runId;
  }
  var DBT_CLOUD = /^https:\/\/([\w-]+\.)*(get)?dbt\.com$/;
  function readRunPage(page, reading) {
    const { sources, faults } = reading;
    if (!sources.url && !DBT_CLOUD.test(page.url)) {
      faults.push(`The key is not sent to ${page.url} for an argument alone: set DBT_URL, too`);
    }
    const source = {
      name: "The run's address",
      isFlag: true,
      texts: []
    };
    const projectId = sources.projectId ? void 0 : page.projectId;
    takePage({
      ...page,
      projectId
    }, source, reading, true);
  }
  var CHECKS2 = {
    interval: (name, { values }) => values.interval === 0 && `${name} must be above 0`,
    apiKey: (name, { values }) => /^(["']).*\1$/s.test(String(values.apiKey)) && `${name} begins and ends with a quote`,
    url(name, { values }) {
      const url = String(values.url);
      if (!/^https?:/i.test(url) || !URL.canParse(url)) return;
      const { origin } = new URL(url);
      if (url !== origin) {
        return `${name} must be an address without a path: use ${origin}, or put the address of the job's page into DBT_JOB_URL`;
      }
      const proxied = proxyFault(origin);
      return proxied && `Cannot use ${name}: ${proxied}`;
    },
    extraArgs(name, { values, sources: { stepsOverride } }) {
      if (stepsOverride) {
        return `${name} and ${stepsOverride.name} are both given: use one of them`;
      }
      try {
        checkCommand(`dbt ${values.extraArgs}`);
      } catch (error) {
        return `${name} cannot be read: ${error.message}`;
      }
    },
    reuse: (name, { values }) => values.reuse === true && selectorsOf(values).length === 0 && `${name} needs a commit or a pull request: add --git-sha or --pull-request`
  };
  function check(reading) {
    const { command, values, sources, faults } = reading;
    const nameOf2 = (name) => sources[name]?.name ?? name;
    const options = {
      ...values,
      interval: void 0
    };
    for (const [option, { message }] of checkOptions(options)) {
      faults.push(`${nameOf2(option)} ${message}`);
    }
    for (const [name, { commands = [
      command
    ] }] of SETTING_LIST) {
      if (!sources[name]) continue;
      const fault = commands.includes(command) ? CHECKS2[name]?.(nameOf2(name), reading) : foreignFault(sources[name], values[name], commands, reading);
      if (fault) faults.push(fault);
    }
  }
  function foreignFault({ name, isFlag }, value, commands, { command, input }) {
    if (!isFlag || input && (command !== "run" || value !== true)) return;
    const flag = value === false && !input ? `--no-${name.slice(2)}` : name;
    return `${flag} only works with \`${commands[0]}\``;
  }
  function warn({ values, sources, faults, warnings, env }) {
    const { url, apiKey } = sources;
    const { length } = String(values.apiKey);
    if (apiKey && length < MIN_SECRET_LENGTH) {
      warnings.push(`${apiKey.name} has ${length} characters: real keys are longer, and this one is not hidden in the log`);
    }
    const base = env("DBT_CLOUD_BASE_URL")?.trim();
    const isRight = url && !faults.some((fault) => fault.includes(url.name));
    if (!base || isRight || withScheme(base) === values.url) return;
    const counts2 = url ? `${url.name} counts` : "put the address into DBT_URL";
    warnings.push(`DBT_CLOUD_BASE_URL is set, and not read: ${counts2}`);
  }
  function requireSettings(reading) {
    const { needsJob, values, unexpanded: unexpanded2, warnings } = reading;
    requireSetting("apiKey", reading);
    requireSetting("accountId", reading);
    if (needsJob && values.jobName === void 0) {
      requireSetting("jobId", reading);
    }
    for (const fault of Object.values(unexpanded2)) {
      warnings.push(`${fault}. It counts as not set`);
    }
  }
  function requireSetting(name, { values, sources, given, faults, unexpanded: unexpanded2, input, env }) {
    if (values[name] !== void 0 || sources[name]) return;
    if (unexpanded2[name]) {
      faults.push(unexpanded2[name]);
      delete unexpanded2[name];
      return;
    }
    const { variables = [], flag } = SETTINGS[name];
    const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
    const label = input?.(name).name ?? `${variables[0]}${orFlag}`;
    const state = given[name] === void 0 ? "not set" : "empty";
    const isMaybeHidden = input !== void 0 || state === "empty";
    const why = name === "apiKey" ? whyNoKey(env, isMaybeHidden) : "";
    faults.push(`${label} is ${state}${why}`);
  }
  function whyNoKey(env, isMaybeHidden) {
    const read = ciEnv(env);
    const other = [
      "DBT_TOKEN",
      "DBT_CLOUD_API_KEY"
    ].find((name) => read(name));
    if (other) return `, but ${other} is: dbt-run reads DBT_API_KEY`;
    if (read("GITLAB_CI")) {
      return ": GitLab keeps a protected variable from all other branches";
    }
    const event = read("GITHUB_EVENT_NAME") ?? "pull_request";
    return isMaybeHidden && event.startsWith("pull_request") ? ": pipelines of forks and of Dependabot get no secrets" : "";
  }

  // command/main.ts
  init_client();
  init_http();

  // command/follow.ts
  init_clock();
  init_errors();
  init_retry();
  init_run();
  init_start();
  init_watch();

  // command/plan.ts
  init_client();
  init_clock();
  init_run();
  init_start();
  function makePlan(input, process2, ending, pullRequest) {
    const { values } = input;
    const { timeout, url, apiKey, accountId, projectId } = values;
    const { fetch: fetch2 } = process2;
    const client = createClient({
      url,
      apiKey,
      accountId,
      projectId,
      fetch: fetch2
    });
    if (values.debug) client.fetch = traced(process2, client.redact);
    return {
      ...input,
      pullRequest,
      options: {
        ...values,
        ...pullRequest
      },
      client,
      deadline: deadlineIn(timeout > 0 ? process2.startedAt + timeout - clock.now() : Infinity),
      ending,
      process: process2
    };
  }
  function traced({ fetch: fetch2, err }, redact) {
    return async (input, init) => {
      const began = clock.now();
      const say = (how) => {
        const took = Math.round(clock.now() - began);
        const line = `debug: ${init?.method} ${input} \u2192 ${how} in ${took} ms`;
        err.line(redact(line));
      };
      try {
        const response = await fetch2(input, init);
        say(String(response.status));
        return response;
      } catch (error) {
        say(error.message);
        throw error;
      }
    };
  }
  function lastWords({ run: run2, unclear }, goesOn) {
    if (unclear) return `A run may have been started: ${whereToLook(unclear)}`;
    if (!run2 || hasEnded(run2)) return;
    return `Run ${run2.id} ${goesOn}: ${run2.href}`;
  }

  // command/follow.ts
  init_process();
  var LAST_WORDS3 = 300;
  async function* follow(plan, known) {
    try {
      const target = yield* begin3(plan, known);
      if (!target) return {
        code: 0,
        run: known.run
      };
      return yield* waitAndRetry(plan, target, known);
    } catch (error) {
      return yield* stopEarly(plan, known, error);
    }
  }
  async function* begin3(plan, known) {
    const { client, values, ending: { stop } } = plan;
    if (plan.command === "wait") {
      const { findRun: findRun2 } = await Promise.resolve().then(() => (init_find2(), find_exports2));
      return yield* findRun2(plan);
    }
    const options = yield* triggerOptions(plan);
    if (values.reuse && !values.dryRun) {
      const { reuse: reuse2 } = await Promise.resolve().then(() => (init_find2(), find_exports2));
      const run2 = yield* reuse2(plan, options);
      if (run2) {
        Object.assign(known, {
          run: run2,
          reused: true
        });
        yield {
          type: "started",
          run: run2,
          reused: true
        };
        return values.wait ? {
          run: run2
        } : void 0;
      }
    }
    const started = yield* trigger(plan, options, known);
    if (!started || values.wait) return started;
    known.run = yield* settleDuplicates(client, started, stop);
  }
  async function* triggerOptions(plan) {
    const { values: { dryRun, extraArgs, jobId }, options } = plan;
    if (dryRun && extraArgs) {
      yield notice(`Would add ${extraArgs} to each command of the job`);
    }
    if (dryRun || jobId && !extraArgs) return {
      ...options,
      jobId: jobId ?? 0
    };
    const { findJob: findJob2, jobSteps: jobSteps2 } = await Promise.resolve().then(() => (init_find2(), find_exports2));
    const id2 = jobId ?? (yield* findJob2(plan));
    if (!extraArgs) return {
      ...options,
      jobId: id2
    };
    const stepsOverride = yield* jobSteps2(plan, id2, extraArgs);
    return {
      ...options,
      jobId: id2,
      stepsOverride
    };
  }
  async function* trigger(plan, options, known) {
    const { client, values } = plan;
    const { dryRun: isDry, jobName } = values;
    const mark = isDry ? "????????" : plan.process.mark;
    const start = planTrigger(client, options, values.mark ? mark : null);
    const { body = {} } = start;
    const triggering = {
      type: "triggering",
      jobId: options.jobId || jobName || "",
      body,
      isDry
    };
    if (!isDry) return yield* startAndTell(plan, start, known, triggering);
    yield triggering;
  }
  async function* startAndTell({ client, ending, values: { reuse: reuse2 } }, start, known, sent) {
    const { stop: signal, deadline: leaving } = ending;
    const events = startRun(client, start, {
      signal,
      leaving
    });
    for (; ; ) {
      const { done, value } = await events.next();
      if (!done && value.type === "notice") yield value;
      else if (!done) {
        known.unclear = {
          mark: start.mark,
          page: start.page
        };
        if (sent) yield sent;
      }
      if (!done) continue;
      Object.assign(known, value, {
        unclear: void 0,
        reused: false
      });
      yield {
        type: "started",
        run: value.run,
        ...reuse2 && {
          reused: false
        }
      };
      signal.throwIfAborted();
      return value;
    }
  }
  async function* waitAndRetry(plan, first, known) {
    const { watchRunAndSteps: watchRunAndSteps2, collect: collect2 } = await Promise.resolve().then(() => (init_steps(), steps_exports));
    const { client, ending, values: { retries } } = plan;
    let target = first;
    for (let retry = 1; ; retry++) {
      known.phase = "watch";
      const run2 = yield* watchRunAndSteps2(plan, target, known);
      known.duplicates = void 0;
      const report = known.report = await collect2(plan, run2, known.report);
      const isRetried = run2.status === "error" && retry <= retries && run2.canRetry;
      yield {
        type: "attempt-ended",
        report,
        retry: isRetried
      };
      ending.leave.throwIfAborted();
      const code = run2.status === "success" ? 0 : 1;
      const verdict = {
        code,
        run: run2,
        report
      };
      if (!isRetried) {
        if (run2.status === "error" && retry <= retries) yield noRetry(run2);
        yield* keepArtifacts(plan, report);
        return verdict;
      }
      const count = `${retry} of ${retries}`;
      yield notice(`Retrying run ${run2.id} from its point of failure (${count})`);
      try {
        target = yield* startAndTell(plan, planRetry(client, run2), known);
      } catch (error) {
        const isRunning = known.run?.id !== run2.id;
        const isOwnFault = codeOf(error) === 70;
        if (isRunning || isOwnFault || ending.leave.aborted) throw error;
        yield* keepArtifacts(plan, report);
        return yield* withoutRetry(verdict, error);
      }
    }
  }
  async function* keepArtifacts(plan, report) {
    const { artifacts, latest } = plan.values;
    if (!artifacts) return;
    const { downloadArtifacts: downloadArtifacts2 } = await Promise.resolve().then(() => (init_steps(), steps_exports));
    const missing2 = yield* downloadArtifacts2(plan, report);
    if (missing2 && latest === "success") throw missing2;
  }
  function noRetry({ id: id2, retryNotSupportedReason }) {
    const reason = retryNotSupportedReason ?? "dbt Cloud gave no reason";
    return notice(`Run ${id2} cannot be retried: ${reason}`);
  }
  async function* withoutRetry(verdict, error) {
    const { message } = error;
    yield {
      type: "warning",
      text: message
    };
    if (!(error instanceof UnclearTriggerError)) return verdict;
    const { mark, page } = error;
    return {
      ...verdict,
      unclear: {
        mark,
        page
      }
    };
  }
  async function* stopEarly(plan, known, error) {
    const { stop } = plan.ending;
    const shown3 = reasonOf(plan, known, error);
    const code = codeOf(shown3);
    yield {
      type: "stopping",
      error: shown3,
      during: known.phase
    };
    let unclear;
    if (error instanceof UnclearTriggerError) {
      unclear = error;
      if (stop.aborted) yield {
        type: "warning",
        text: error.message
      };
    } else if (code === 70) {
      unclear = known.unclear;
      const text2 = unclear && lastWords(known, "");
      if (text2) yield {
        type: "warning",
        text: text2
      };
      else yield* leaveAlone(known.run ?? plan.runId);
    } else if (code === 3 ? known.duplicates : code !== 2 && code !== 5) {
      unclear = yield* abandon(plan, known, code);
    }
    return {
      code,
      run: known.run,
      report: known.report,
      error: shown3,
      ...unclear && {
        unclear: {
          mark: unclear.mark,
          page: unclear.page
        }
      }
    };
  }
  function reasonOf({ ending: { stop }, values: { timeout } }, { run: run2 }, error) {
    const reason = stop.aborted ? stop.reason : error;
    if (reason instanceof RunTimeoutError || reason instanceof TimedOut) {
      return new TimedOut(timeout, run2?.status === "queued");
    }
    return reason instanceof Error ? reason : new Error(String(reason));
  }
  async function* abandon(plan, known, code) {
    const { client, ending, command, values } = plan;
    const { duplicates, reused, run: run2 = plan.runId } = known;
    if (run2 === void 0) return void (yield notice("No run was started"));
    const isOurs = command === "run" && !reused;
    const cancels = code !== 3 && (values.cancel ?? isOurs);
    const isOver = typeof run2 !== "number" && hasEnded(run2);
    if (isOver && !duplicates) return;
    if (!isOver && !cancels) yield* leaveAlone(run2);
    const time = ending.deadline();
    const signal = signalOf({
      left: () => time.left() - LAST_WORDS3
    });
    const target = {
      run: run2,
      duplicates
    };
    const left = await leaveRun(client, target, {
      cancels,
      signal
    });
    if (left.cancelled) {
      known.run = left.cancelled;
      yield {
        type: "notice",
        text: cancelLine(known.run),
        showWhenQuiet: true
      };
    } else if (left.fault) {
      const { message } = left.fault;
      const text2 = `Run ${runIdOf(run2)} may still be running${linkOf(run2)}`;
      yield {
        type: "warning",
        text: `${text2}. ${message}`
      };
    }
    for (const text2 of left.notices) yield {
      type: "warning",
      text: text2
    };
    if (left.isUnclear) return duplicates;
  }
  function* leaveAlone(run2) {
    if (run2 === void 0 || typeof run2 !== "number" && hasEnded(run2)) return;
    const text2 = `Run ${runIdOf(run2)} goes on${linkOf(run2)}`;
    yield {
      type: "notice",
      text: text2,
      showWhenQuiet: true
    };
  }
  function linkOf(run2) {
    return typeof run2 === "number" ? "" : `: ${run2.href}`;
  }
  var CANCEL_LIMIT2 = 6e4;
  async function* cancel(plan) {
    const { client, runId = 0, values, ending } = plan;
    if (values.dryRun) {
      yield notice(`Would cancel run ${runId}`);
      return {
        code: 0
      };
    }
    const late = AbortSignal.timeout(CANCEL_LIMIT2);
    const signal = AbortSignal.any([
      ending.stop,
      late
    ]);
    try {
      const run2 = await cancelWithRetry(client, runId, signal);
      yield notice(cancelLine(run2));
      return {
        code: 0,
        run: run2
      };
    } catch (error) {
      const shown3 = ending.stop.aborted ? ending.stop.reason : error;
      yield {
        type: "stopping",
        error: shown3,
        during: "cancel"
      };
      return {
        code: codeOf(shown3),
        error: shown3
      };
    }
  }
  function cancelLine(run2) {
    const how = run2.status === "cancelled" ? "is cancelled" : hasEnded(run2) ? `had ended already (${run2.status})` : "is being cancelled";
    return `Run ${run2.id} ${how}: ${run2.href}`;
  }

  // command/main.ts
  init_files();
  init_process();
  async function main(process2) {
    let input;
    try {
      input = readInput(process2);
    } catch (error) {
      const code = await explainFault(error, unread(process2), process2);
      await process2.flush();
      return code;
    }
    const { help, version } = input.values;
    if (!help && !version) return await run(input, process2);
    const { usage: usage2, VERSION: VERSION2 } = await Promise.resolve().then(() => (init_help(), help_exports));
    if (version) process2.out.line(`dbt-run ${VERSION2}`);
    if (help) usage2().forEach(process2.out.line);
    await process2.flush();
    return 0;
  }
  async function run(input, process2) {
    const told = {
      known: {
        phase: "start"
      }
    };
    const ending = listen(process2, input.values.timeout, async (error) => {
      const words = lastWords(told.known, "may still be running");
      await told.consumers?.onForcedExit(error, told.known, words);
    });
    try {
      const code = await tellRun(input, process2, ending, told);
      await process2.flush();
      return afterSignal(ending.leave, {
        code
      }).code;
    } finally {
      ending.release();
    }
  }
  async function tellRun(input, process2, ending, told) {
    const begun = [];
    try {
      const { command, values: { junit: junit2, summary: summary2, artifacts, dryRun } } = input;
      const faults = [
        ...input.faults ?? []
      ];
      const pullRequest = await readPullRequest(input, process2, faults);
      const files = {
        junit: junit2,
        summary: summary2,
        ...!process2.input && {
          artifacts
        }
      };
      if (command !== "cancel" && !dryRun) {
        faults.push(...await unwritable(process2.fileSystem, files));
      }
      if (input.faults || faults.length > 0) {
        const { tellEnd: tellEnd2 } = await Promise.resolve().then(() => (init_consumers(), consumers_exports));
        await tellEnd2(input, process2, {
          code: 2
        }, faults);
        return 2;
      }
      const plan = makePlan(input, process2, ending, pullRequest);
      const events = command === "cancel" ? cancel(plan) : follow(plan, told.known);
      begun.push(events.next(), events.next());
      await Promise.race([
        begun[1],
        process2.flushRequests?.()
      ]);
      const { createConsumers: createConsumers2 } = await Promise.resolve().then(() => (init_consumers(), consumers_exports));
      const consumers = told.consumers = createConsumers2(plan);
      for (let i = 0; ; i++) {
        const { done, value } = await (begun[i] ?? events.next());
        if (done) return await consumers.finish(value);
        consumers.tell(value);
      }
    } catch (error) {
      await Promise.allSettled(begun);
      return await explainFault(error, input, process2, told.known);
    }
  }
  function unread({ args }) {
    const values = {
      json: args.includes("--json"),
      quiet: false
    };
    return {
      command: "run",
      values,
      given: {},
      urlSetting: "DBT_URL",
      faults: [],
      warnings: [],
      notices: []
    };
  }
  async function explainFault(error, input, process2, known = {}) {
    const { faultOf: faultOf2 } = await Promise.resolve().then(() => (init_annotations(), annotations_exports));
    const code = codeOf(error);
    const fault = isDenied(error) ? `${error.message.split(",")[0]}: run with --allow-env` : faultOf2(error, input);
    const hint2 = lastWords(known, "goes on");
    const outcome = {
      ...known,
      code
    };
    try {
      const { tellEnd: tellEnd2 } = await Promise.resolve().then(() => (init_consumers(), consumers_exports));
      await tellEnd2(input, process2, outcome, [
        fault
      ], hint2);
    } catch {
      const redact = redactor(secretsOf(input));
      const text2 = hint2 ? `${fault}
${hint2}` : fault;
      process2.err.line(redact(`error: ${text2}`));
    }
    return code;
  }
  async function readPullRequest(input, process2, faults) {
    const { values, runId, command } = input;
    const isWanted2 = values.pullRequest !== "none" && command !== "cancel" && runId === void 0;
    if (!isWanted2) return {};
    const { findPullRequest: findPullRequest2 } = await Promise.resolve().then(() => (init_pull_request(), pull_request_exports));
    return await findPullRequest2(process2, input, faults);
  }

  // action/main.ts
  init_consumers();
  async function runAction(process2) {
    const { readInput: readInput2, saveState, fileSystem: fileSystem2, fetch: fetch2 } = process2;
    const mark = newMark();
    await saveState("mark", mark);
    const written = /* @__PURE__ */ new Set();
    const limit = Number(readInput2("api_timeout"));
    const code = await refuseInputs(process2) ?? await main({
      ...process2,
      mark,
      fetch: announced(limit > 0 ? limited2(fetch2, limit) : fetch2, saveState),
      fileSystem: recording(fileSystem2, written),
      observer: rememberRun(process2, () => missing(process2, written))
    });
    await saveState("ended", "true");
    const isForgiven = code === 1 && !isOn(readInput2("failure_on_error"));
    await process2.flush();
    process2.exit(isForgiven ? 0 : code);
  }
  async function refuseInputs(process2) {
    const faults = faultsOf(process2.readInput);
    if (faults.length === 0) return;
    const input = readInput(process2);
    await tellEnd(input, process2, {
      code: 2
    }, [
      ...faults,
      ...input.faults ?? []
    ]);
    return 2;
  }
  function announced(send2, saveState) {
    return async (input, init) => {
      const [, what, id2] = /\/(job|run)s\/(\d+)\/(?:run|retry)\/$/.exec(`${input}`) ?? [];
      if (id2) await saveState(what === "job" ? "job" : "retried", id2);
      return await send2(input, init);
    };
  }
  function rememberRun({ saveState, readInput: readInput2, out, err }, missing2) {
    let saved = Promise.resolve();
    return {
      on(event) {
        if (event.type !== "started" || event.reused) return;
        saved = saveState("run", `${event.run.id}`);
      },
      async done({ report, code }) {
        await saved;
        const lines = report && code < 2 ? missing2() : [];
        const isJson = /^true$/i.test(readInput2("json"));
        lines.forEach(isJson ? err.line : out.line);
      }
    };
  }
  function limited2(send2, limit) {
    return async (input, init) => {
      const late = new AbortController();
      const fault = new Error(`no answer within ${limit} ms`);
      const timer = setTimeout(() => late.abort(fault), limit);
      const signals = [
        late.signal,
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
  function recording(files, written) {
    return {
      ...files,
      async rename(from, to) {
        await files.rename(from, to);
        written.add(to);
      }
    };
  }
  function missing({ readInput: readInput2 }, written) {
    const isWanted2 = isOn(readInput2("get_artifacts")) && !readInput2("artifacts");
    const isNamed = /^true$/i.test(readInput2("fetch_catalog"));
    const catalog = isNamed ? [
      "catalog.json"
    ] : [];
    const names = [
      "run_results.json",
      "manifest.json",
      ...catalog
    ];
    return names.filter((name) => isWanted2 && !written.has(`target/${name}`)).map((name) => `::warning title=dbt-run::The run left no ${name}`);
  }
  runAction(actionProcess());
})();
