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
  function deadlineIn(ms) {
    const at = clock.now() + ms;
    return {
      left: () => at - clock.now()
    };
  }
  function signalOf({ left }) {
    return AbortSignal.timeout(Math.max(0, Math.ceil(left())));
  }
  var RealDate, clock;
  var init_clock = __esm({
    "api/clock.ts"() {
      init_std_async_delay();
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
          super(message, options);
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
    let text2 = typeof value;
    try {
      text2 = JSON.stringify(value) ?? String(value);
    } catch {
    }
    return `: current value is ${oneLine(text2, 80)}`;
  }
  function requireOptions(options, required) {
    const missing3 = required.find((name) => options[name] === void 0);
    if (missing3) throw new TypeError(`Missing option '${missing3}'`);
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
    }, required);
    const { apiKey, url = DEFAULT_URL } = options;
    const fault = proxyFault(url);
    if (fault) throw new RangeError(`Cannot use 'url': ${fault}`);
    return {
      ...options,
      url: normalizeUrl(url),
      redact: redactor([
        apiKey
      ]),
      notify: (text2) => options.onNotice?.(text2),
      hasAnswered: false
    };
  }
  function normalizeUrl(url) {
    return new URL(url).href.replace(/\/+(api(\/v2)?\/*)?$/, "");
  }
  function openConnection(url, method, signal) {
    const { Deno: deno } = globalThis;
    if (!deno?.createHttpClient) return;
    const isPlain2 = url.protocol === "http:" && hasDirectTransport(deno) && variableOf(url) !== void 0;
    if (method === "GET" && !isPlain2) return;
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
    signal.addEventListener("abort", () => {
      if (--shared.users > 0) return;
      clients.delete(origin);
      shared.client.close();
    });
    return shared.client;
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
    const hosts = `${readEnv("NO_PROXY") ?? ""} ${readEnv("no_proxy") ?? ""}`;
    return (hosts.match(/[^\s,]+/g) ?? []).some((host) => host === "*" || hostname === host || hostname.endsWith(host.replace(/^\.?/, ".")));
  }
  function usedVariableOf(url) {
    return usesProxies(url) && !isExempt(url) ? variableOf(url) : void 0;
  }
  function proxyOf(url) {
    const name = usedVariableOf(url);
    const value = name && readEnv(name);
    return value && `${value.replace(/^(\w+:\/\/)?.*@/, "$1")} (${name})`;
  }
  function proxyFault(text2) {
    const url = new URL(text2);
    if (url.protocol !== "http:" || !usedVariableOf(url)) return;
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
  function readingsAt(text2, at) {
    const code = text2.charCodeAt(at);
    const readings = [
      [
        at + 1,
        code
      ]
    ];
    if (isPlain(code)) return readings;
    const [nested, rest] = ESCAPES[text2.charAt(at)] ?? [];
    (gap ??= new RegExp(GAP, "uy")).lastIndex = at;
    if (gap.test(text2)) readings.push([
      gap.lastIndex
    ]);
    for (let n = 0, from = at + 1; rest && n < MAX_NESTING; n++) {
      rest.lastIndex = from;
      const [, hex, decimal, name] = rest.exec(text2) ?? [];
      const named = NAMES[name?.toLowerCase()];
      const code2 = hex ? parseInt(hex, 16) : Number(decimal ?? named);
      if (code2) readings.push([
        rest.lastIndex,
        code2
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
    const isFirst = ESCAPING.slice();
    for (let code = 0; code < isFirst.length; code++) {
      if (fold(code) === codes[0]) isFirst[code] = 1;
    }
    return (text2) => {
      let left = MAX_STEPS + 32 * text2.length;
      const endOf = (start) => {
        let furthest = 0;
        const open = [
          [
            start,
            0,
            0
          ]
        ];
        for (let next = open.pop(); next; next = open.pop()) {
          let [at, n, gaps] = next;
          for (let code; isPlain(code = text2.charCodeAt(at)); ) {
            if (fold(code) !== codes[n]) break;
            [at, n, gaps] = [
              at + 1,
              n + 1,
              0
            ];
            left--;
          }
          if (n === codes.length) {
            furthest = Math.max(furthest, at);
            continue;
          }
          const readings = readingsAt(text2, at);
          left -= 8 * readings.length - 7;
          if (left < 0) return text2.length;
          for (const [end, code] of readings) {
            if (code !== void 0) {
              if (fold(code) === codes[n]) open.push([
                end,
                n + 1,
                0
              ]);
            } else if (n > 0 && gaps < MAX_GAPS) open.push([
              end,
              n,
              gaps + 1
            ]);
          }
        }
        return furthest;
      };
      const found = [];
      for (let at = 0; at < text2.length; ) {
        const end = isFirst[text2.charCodeAt(at)] ? endOf(at) : 0;
        if (end > 0) found.push([
          at,
          end
        ]);
        at = end || at + 1;
      }
      return found;
    };
  }
  function base64Of(text2) {
    const bytes = new TextEncoder().encode(text2);
    return [
      0,
      2,
      4
    ].map((skipped) => {
      let [digits, bits, left] = [
        "",
        0,
        -skipped
      ];
      for (const byte of bytes) {
        bits = (bits << 8 | byte) & 65535;
        for (left += 8; left >= 6; ) digits += BASE64[bits >> (left -= 6) & 63];
      }
      return digits;
    });
  }
  function redactor(keys) {
    const finders = keys.filter(({ length }) => length >= MIN_SECRET_LENGTH).flatMap((key) => [
      key,
      ...base64Of(key)
    ]).map(finderOf);
    const hideIn = (text2) => {
      if (text2.length < MIN_SECRET_LENGTH) return text2;
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
  var clients, MIN_SECRET_LENGTH, MAX_DEPTH, MAX_STEPS, MAX_GAPS, TOKEN, GAP, gap, ESCAPES, ESCAPING, isPlain, MAX_NESTING, NAMES, BASE64;
  var init_client = __esm({
    "api/client.ts"() {
      init_checks();
      clients = /* @__PURE__ */ new Map();
      MIN_SECRET_LENGTH = 8;
      MAX_DEPTH = 100;
      MAX_STEPS = 2 ** 22;
      MAX_GAPS = 8;
      TOKEN = /\bdbt[cu]_\w{4,4096}/gi;
      GAP = [
        "(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]",
        "\\x1b[\\]PX^_][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)",
        "\\x1b(?![[\\]PX^_])[ -/]{0,4}[0-~]",
        "\\r?\\n[ \\t]{0,16}|\\\\{1,8}",
        // Control characters, and what a terminal shows nothing of.
        "(?![\\t\\n\\r\\x1b\\x9b])[\\p{Cc}\\p{DI}\\u2028\\u2029]"
      ].join("|");
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
      ESCAPING = new Uint8Array(128);
      for (const first in ESCAPES) ESCAPING[first.charCodeAt(0)] = 1;
      isPlain = (code) => code > 31 && code < 127 && !ESCAPING[code];
      MAX_NESTING = 4;
      NAMES = {
        amp: 38,
        lt: 60,
        gt: 62,
        quot: 34,
        apos: 39
      };
      BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    }
  });

  // api/http.ts
  function limitTime(ms, signal) {
    const controller = new AbortController();
    let limit;
    let startedAt = -Infinity;
    const onLimit = () => controller.abort(new Error(`no answer within ${ms / SECOND} s`));
    const pause2 = () => limit?.removeEventListener("abort", onLimit);
    const restart = () => {
      pause2();
      if (clock.now() - startedAt >= SECOND) {
        limit = AbortSignal.timeout(Math.ceil(ms));
        startedAt = clock.now();
      }
      limit?.addEventListener("abort", onLimit);
    };
    const stop = () => {
      pause2();
      controller.abort(null);
    };
    restart();
    const onAbort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", onAbort, {
      signal: controller.signal
    });
    return {
      signal: controller.signal,
      restart,
      pause: pause2,
      stop
    };
  }
  async function send(client, request) {
    const { method = "GET", body, isFile, signal = client.signal } = request;
    const { timeLimit = REQUEST_LIMIT } = request;
    signal?.throwIfAborted();
    const url = urlOf(client, request);
    const limit = limitTime(timeLimit, signal);
    const own = openConnection(url, method, limit.signal);
    let status2;
    const toError = (error) => {
      if (error instanceof DbtCloudError || isDenied(error)) return error;
      const isAborted = signal?.aborted && limit.signal.reason === signal.reason;
      if (isAborted) return signal.reason;
      return connectionError(client, request, url, error, status2);
    };
    async function* read(response) {
      try {
        if (isFile) limit.restart();
        for await (const piece of piecesOf(response)) {
          if (isFile) limit.pause();
          yield piece;
          if (isFile) limit.restart();
        }
      } catch (error) {
        throw toError(error);
      } finally {
        limit.stop();
      }
    }
    try {
      const response = await (client.fetch ?? fetch)(url.href, {
        method,
        headers: {
          authorization: `Token ${client.apiKey}`,
          accept: isFile ? "*/*" : "application/json",
          ...body && {
            "content-type": "application/json"
          }
        },
        ...body && {
          body: JSON.stringify(body)
        },
        ...own && {
          client: own
        },
        redirect: "manual",
        signal: limit.signal
      });
      client.hasAnswered = true;
      if (!response.ok) throw await refusal(client, request, url, response);
      status2 = response.status;
      if (isFile) limit.pause();
      const stop = async () => {
        limit.stop();
        await response.body?.cancel().catch(() => {
        });
      };
      return {
        response,
        pieces: read(response),
        stop
      };
    } catch (error) {
      limit.stop();
      throw toError(error);
    }
  }
  async function getData(client, request, isData) {
    const { response: { status: status2 }, pieces } = await send(client, request);
    const why = `its body is longer than ${MAX_MIB} MiB`;
    const tooLong = unreadable(request, status2, why);
    const text2 = await readText(pieces, MAX_MIB * MIB, tooLong);
    const envelope = parseJson(text2);
    const data2 = isObject(envelope) ? envelope.data : void 0;
    if (isData(data2)) return client.redact(data2);
    throw unreadable(request, status2);
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
    if (!body) return;
    const reader = openReader(body);
    try {
      for (let buffer = new ArrayBuffer(PIECE_SIZE); ; ) {
        const { done, value } = await reader.read(new Uint8Array(buffer));
        if (done) return;
        yield value;
        buffer = value.buffer;
      }
    } finally {
      await reader.cancel().catch(() => {
      });
    }
  }
  function openReader(body) {
    try {
      return body.getReader({
        mode: "byob"
      });
    } catch {
      return body.getReader();
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
  function connectionError({ redact }, request, url, error, status2) {
    const { message, code } = rootOf(error);
    const reason = oneLine(redact(message)).replace(/^.*client error \(\w+\): /, "");
    const cause = new Error(reason);
    if (status2) return unreadable(request, status2, reason, {
      cause
    });
    const said = `${code} ${message.replace(DENO_CONNECT, "Connect ")}`.trim();
    const obstacles = Object.keys(UNSENT);
    const found = obstacles.find((obstacle) => UNSENT[obstacle].test(said));
    const proxy = proxyOf(url);
    const through = proxy ? ` through the proxy ${redact(proxy)}` : "";
    const text2 = `${url.origin} gave no answer${through}: ${reason}`;
    return new DbtCloudError(`Cannot ${request.to}: ${text2}`, {
      runId: request.runId,
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

  // command/process/files.ts
  async function writeFile(files, path, data2) {
    const part = await partOf(files, path);
    if (await isDevice(files, path)) {
      return await files.write(path, data2, "append");
    }
    try {
      await files.write(part, data2, "create");
      await files.rename(part, path);
    } catch (error) {
      await files.remove(part).catch(() => {
      });
      throw error;
    }
  }
  async function unwritable(files, paths) {
    const faults = [];
    for (const [setting, path] of Object.entries(paths)) {
      if (!path) continue;
      const file = setting === "artifacts" ? `${path}/dbt-run` : path;
      try {
        if (await isDevice(files, file)) continue;
        const kind2 = await files.kindOf(file);
        if (kind2 === "folder") throw new Error("it is a folder");
        const part = await partOf(files, file);
        await files.write(part, "", "create");
        await files.remove(part);
      } catch (error) {
        const { message } = error;
        faults.push(`Cannot write ${path} (--${setting}): ${message}`);
      }
    }
    return faults;
  }
  async function partOf(files, path) {
    const [, folder = "", name] = /^(.*[\\/])?([^\\/]*)$/s.exec(path);
    if (folder) {
      await refuseLinks(files, folder);
      await files.makeFolder(folder);
    }
    return `${folder}.${name}.${crypto.randomUUID().slice(0, 18)}.part`;
  }
  async function isDevice(files, path) {
    const kind2 = await files.kindOf(path);
    const isSystem = /^\/dev\/([^/]+|fd\/.*)$|^\/proc\//.test(path);
    if (!isSystem) return kind2 === "device";
    if (!kind2) throw new Error(`there is no ${path}`);
    return true;
  }
  async function refuseLinks(files, folder) {
    if (/^([\\/]|[A-Za-z]:)/.test(folder)) return;
    for (const { index } of folder.matchAll(/[\\/]/g)) {
      const path = folder.slice(0, index);
      if (await files.kindOf(path) === "link") {
        throw new Error(`${path} is a symbolic link`);
      }
    }
  }
  var fs, fileSystem;
  var init_files = __esm({
    "command/process/files.ts"() {
      fs = () => import("node:fs/promises");
      fileSystem = {
        readText: async (path) => await (await fs()).readFile(path, "utf8"),
        /** The kind of a file, as far as it may be looked at; none has no kind. */
        async kindOf(path) {
          try {
            const info = await (await fs()).lstat(path);
            if (info.isSymbolicLink()) return "link";
            return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
          } catch (error) {
            const isAbsent = error.code === "ENOENT";
            return isAbsent ? void 0 : "unknown";
          }
        },
        async makeFolder(path) {
          await (await fs()).mkdir(path, {
            recursive: true
          });
        },
        /** Writes a new file, or at the end of one. */
        async write(path, data2, how) {
          const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
          try {
            const pieces = typeof data2 === "string" ? [
              data2
            ] : data2;
            for await (const piece of pieces) await file.writeFile(piece);
          } finally {
            await file.close();
          }
        },
        rename: async (from, to) => await (await fs()).rename(from, to),
        remove: async (path) => await (await fs()).rm(path)
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
  function commonOf(out, err) {
    const queue = [];
    const movedAt = /* @__PURE__ */ new Map();
    const flushes = [];
    let waiting = 0;
    function pump() {
      for (const stream of [
        out,
        err
      ]) {
        const i = queue.findIndex((entry2) => entry2.stream === stream);
        if (i < 0 || movedAt.has(stream)) continue;
        const moved = movedAt.get(stream === out ? err : out);
        const isMoving = moved !== void 0 && clock.now() - moved < PATIENCE;
        if (isMoving || moved === void 0 && i > 0) continue;
        const [entry] = queue.splice(i, 1);
        write(stream, entry.text);
      }
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
      flushes.splice(0).forEach((goOn2) => goOn2());
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
      /** Prints a line. */
      line: (text2) => print(stream, `${text2}
`),
      isTerminal: stream.isTerminal(),
      /** Draws over the last line of a terminal. */
      draw: (text2) => print(stream, text2)
    });
    return {
      /** When the process started, by our clock: 0 but in tests. */
      startedAt: 0,
      fileSystem,
      flushRequests,
      out: streamOf(out),
      err: streamOf(err),
      /** How many characters of the output wait for a reader. */
      waiting: () => waiting,
      /** Resolves when all is printed, or nothing was taken for `limit` ms. */
      async flush(limit = STALL_LIMIT) {
        const began = clock.now();
        while (waiting > 0) {
          pump();
          const last = Math.max(began, ...movedAt.values());
          if (clock.now() - last >= limit) return;
          await new Promise((resolve) => {
            flushes.push(resolve);
            setTimeout(resolve, FLUSH_PAUSE);
          });
        }
      }
    };
  }
  async function flushRequests() {
    for (const ms of [
      0,
      FLUSH_REQUESTS
    ]) {
      const over = AbortSignal.timeout(ms);
      await new Promise((resolve) => over.addEventListener("abort", resolve));
    }
  }
  function codeOf(error) {
    if (error instanceof CommandError) return error.code;
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
  function signalsBy(isWindows, add2) {
    const last = isWindows ? "SIGBREAK" : "SIGTERM";
    return (listener) => {
      add2("SIGHUP", () => listener("SIGHUP"));
      add2("SIGINT", () => listener("SIGINT"));
      add2(last, () => listener("SIGTERM"));
    };
  }
  function listen(process2, timeout, onForcedExit) {
    const leave = new AbortController();
    const stop = new AbortController();
    let askedAt;
    let deadline;
    const begin3 = () => deadline ??= deadlineIn(LEAVING_LIMIT);
    const exit = (name) => {
      const end = () => process2.exit(SIGNAL_CODES[name]);
      setTimeout(end, LAST_WORDS);
      onForcedExit(new Interrupted(name)).catch(() => {
      }).then(() => process2.flush(LAST_STALL)).then(end);
    };
    stop.signal.addEventListener("abort", begin3);
    process2.onSignal((name) => {
      if (askedAt === void 0) {
        askedAt = clock.now();
        setTimeout(() => exit(name), LEAVING_LIMIT);
        leave.abort(new Interrupted(name));
        stop.abort(leave.signal.reason);
      } else if (clock.now() - askedAt >= SAME_SIGNAL) exit(name);
    });
    if (timeout > 0) {
      const left = Math.floor(process2.startedAt + timeout - clock.now());
      AbortSignal.timeout(Math.max(0, left)).addEventListener("abort", () => stop.abort(new TimedOut(timeout)));
    }
    return {
      leave: leave.signal,
      stop: stop.signal,
      deadline: begin3
    };
  }
  var UNEXPANDED, STALL_LIMIT, PATIENCE, PIECE, FLUSH_PAUSE, FLUSH_REQUESTS, EXIT_CODES, SIGNAL_CODES, CommandError, Interrupted, TimedOut, SAME_SIGNAL, LEAVING_LIMIT, LAST_WORDS, LAST_STALL;
  var init_process = __esm({
    "command/process/process.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_files();
      UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;
      STALL_LIMIT = 3e4;
      PATIENCE = 1e3;
      PIECE = 16384;
      FLUSH_PAUSE = 50;
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
          super(message), this.code = code;
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
      LAST_STALL = 100;
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
      const variables = [
        `DBT_JOB_${field.toUpperCase()}`
      ];
      if (field === "git_branch") variables.unshift("DBT_JOB_BRANCH");
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
  var COMMANDS, text, id, off, on, FIELD_HELP, RUN_AND_WAIT, FINDS_RUN, SETTINGS, SETTING_LIST;
  var init_settings = __esm({
    "command/input/settings.ts"() {
      init_checks();
      COMMANDS = [
        "run",
        "wait",
        "cancel"
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
      return warn2(`warning: ${name} is set, but this Node sends nothing through a proxy: set NODE_USE_ENV_PROXY=1${version}`);
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
    const common = commonOf(rawStream(stdout), rawStream(stderr));
    let isReady = false;
    return {
      args: argv.slice(2),
      env: (name) => env[name],
      async fetch(input, init) {
        if (!isReady) useProxy(common.err.line);
        isReady = true;
        return await fetch(input, init);
      },
      ...common,
      columns: () => stdout.columns ?? stderr.columns ?? 80,
      onSignal: signalsBy(platform === "win32", (signal, call) => process.on(signal, call)),
      exit: (code) => process.exit(code)
    };
  }
  var process;
  var init_node = __esm({
    "command/process/node.ts"() {
      init_client();
      init_process();
      ({ process } = globalThis);
    }
  });

  // api/retry.ts
  function decide(operation, error) {
    if (!(error instanceof DbtCloudError)) return "final";
    const rule = RULES.find(({ matches }) => matches(error));
    return rule.decisions?.[operation] ?? rule.otherwise;
  }
  function backoff(failures, error) {
    if (error.status === 429) return error.retryAfter ?? BUSY_PAUSE;
    const longest = Math.min(SECOND2 * 2 ** (failures - 1), MAX_BACKOFF);
    return error.retryAfter ?? Math.ceil(longest * (0.5 + Math.random() / 2));
  }
  function join(message, next) {
    return `${message}${/[.!?]$/.test(message) ? "" : "."} ${next}`;
  }
  function goOn(error, next) {
    const text2 = join(error.message, next);
    return new DbtCloudError(text2, {
      ...error,
      cause: error
    });
  }
  function retryNotice({ message }, ms) {
    return join(message, `Trying again in ${Math.ceil(ms / SECOND2)} s`);
  }
  async function retrying(client, operation, call, options = {}) {
    const { signal, left = () => Infinity } = options;
    const now = typeof operation === "string" ? () => operation : operation;
    const pauses = pausesOf(client, now());
    let last;
    for (; ; ) {
      const askedAt = clock.now();
      try {
        return await call();
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        const decision = decide(now(), error);
        const isConfirmed = decision === "confirm" && last === error.status;
        if (decision === "final" || isConfirmed || left() <= 0) throw error;
        last = error.status;
        const ms = Math.min(pauses(error, clock.now() - askedAt), left());
        if (!options.silent) client.notify(retryNotice(error, ms));
        await pause(ms, signal);
      }
    }
  }
  function pausesOf(client, operation) {
    if (operation === "read") return fewPauses();
    if (operation !== "cancel") return pausesOfOutage(client);
    return ({ retryAfter = 0 }) => Math.max(CANCEL_PAUSE, retryAfter);
  }
  function fewPauses() {
    let [reads, busy] = [
      0,
      0
    ];
    return (error) => {
      if (error.status === 429 && busy++ < MAX_BUSY) return backoff(reads, error);
      if (++reads >= MAX_READS) throw error;
      return READ_PAUSE;
    };
  }
  function pausesOfOutage(client) {
    let [failures, lasted] = [
      0,
      0
    ];
    return (error, took) => {
      const { limit, text: text2 } = client.hasAnswered ? OUTAGE : SILENCE;
      lasted += Math.min(took, REQUEST_LIMIT);
      const next = backoff(++failures, error);
      if (lasted >= limit) throw goOn(error, text2);
      if (error.retryAfter !== void 0) return next;
      const left = Math.min(next, limit - lasted);
      lasted += left;
      return left;
    };
  }
  var SECOND2, MINUTE, OUTAGE, SILENCE, MAX_BACKOFF, BUSY_PAUSE, MAX_READS, MAX_BUSY, READ_PAUSE, CANCEL_PAUSE, kind, status, RULES;
  var init_retry = __esm({
    "api/retry.ts"() {
      init_clock();
      init_errors();
      init_http();
      SECOND2 = 1e3;
      MINUTE = 60 * SECOND2;
      OUTAGE = {
        limit: 10 * MINUTE,
        text: "No good answer for 10 minutes"
      };
      SILENCE = {
        limit: 30 * SECOND2,
        text: "No answer at all for 30 s"
      };
      MAX_BACKOFF = 30 * SECOND2;
      BUSY_PAUSE = MINUTE;
      MAX_READS = 3;
      MAX_BUSY = 5;
      READ_PAUSE = 2 * SECOND2;
      CANCEL_PAUSE = SECOND2 / 2;
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

  // api/run.ts
  function hasEnded(run2) {
    return typeof run2 !== "number" && [
      "success",
      "error",
      "cancelled"
    ].includes(run2.status);
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
  function pageOf(links, what, id2) {
    const { url, accountId, projectId } = links;
    const project = projectId ? `/projects/${projectId}` : "";
    return `${url}/deploy/${accountId}${project}/${what}/${id2}/`;
  }
  function toRun(links, raw, otherwise = "queued") {
    const projectId = idOrNull(raw.project_id) ?? links.projectId;
    const createdAt = readTime(raw.created_at);
    return {
      id: raw.id,
      jobId: idOrNull(raw.job_definition_id),
      jobName: isObject(raw.job) ? textOrNull(raw.job.name) : null,
      projectId: projectId ?? null,
      environmentId: idOrNull(raw.environment_id),
      status: readStatus(raw) ?? otherwise,
      statusMessage: textOrNull(raw.status_message),
      cause: causeOf(raw),
      href: readUrl(raw.href) ?? pageOf({
        ...links,
        projectId
      }, "runs", raw.id),
      gitBranch: textOrNull(raw.git_branch),
      gitSha: textOrNull(raw.git_sha),
      createdAt,
      ...timesOf(raw, createdAt),
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
      logs: logOf(step, maxLog)
    }));
  }
  function timesOf(raw, createdAt = null) {
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
  function logOf({ logs, truncated_debug_logs: debug }, maxLog) {
    const log = textOrNull(logs) || textOrNull(debug) || textOrNull(logs);
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
  function readRun(client, raw) {
    const status2 = readStatus(raw);
    if (status2) return toRun(client, raw, status2);
    const shown3 = JSON.stringify(raw.status ?? null);
    const why = `the body has the unknown status ${shown3}`;
    throw unreadable(aboutRun(raw.id, "get"), 200, why);
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
  async function cancelWithRetry(client, runId, signal) {
    let fault;
    const cancel2 = () => cancelOnce(client, runId, {
      signal
    }).catch((error) => {
      if (!signal.aborted) fault = error;
      throw error;
    });
    try {
      return await retrying(client, "cancel", cancel2, {
        signal,
        silent: true
      });
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
  var STATUSES, MAX_LOG_LENGTH, PAGE_SIZE, WITH_CAUSE, retrieveRaw, retrieveRun, retrieveJob, isList, cancelOnce;
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
      retrieveRaw = async (client, runId, options) => {
        const request = {
          ...aboutRun(runId, "get"),
          ...options
        };
        const raw = await getData(client, request, isRawRun);
        if (raw.id === runId) return raw;
        throw unreadable(request, 200, `the body is run ${raw.id}`);
      };
      retrieveRun = async (client, runId, options) => readRun(client, await retrieveRaw(client, runId, options));
      retrieveJob = async (client, jobId, options) => {
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
      };
      isList = (data2) => Array.isArray(data2) && data2.every(isRawRun);
      cancelOnce = async (client, runId, options) => {
        const request = {
          ...aboutRun(runId, "cancel", "cancel/"),
          ...options
        };
        const raw = await getData(client, {
          ...request,
          method: "POST"
        }, isRawRun);
        return toRun(client, raw, "running");
      };
    }
  });

  // api/find.ts
  var find_exports = {};
  __export(find_exports, {
    createFinder: () => createFinder,
    findReusable: () => findReusable,
    isOfCommit: () => isOfCommit,
    listTriggered: () => listTriggered,
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
  function triggerOf(raw) {
    return isObject(raw.trigger) ? raw.trigger : {};
  }
  function isOfCommit(raw, sha) {
    return [
      raw.git_sha,
      triggerOf(raw).git_sha
    ].some((value) => {
      const other = textOrNull(value) ?? "";
      const length = Math.min(other.length, sha.length);
      const start = (text2) => text2.slice(0, length).toLowerCase();
      return other === sha || length >= 7 && start(other) === start(sha);
    });
  }
  async function listTriggered(client, options, asked, maxAsked = MAX_ASKED) {
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
      signal,
      query: ofJob
    }, asked);
    return () => retrying(client, "look up", list, {
      signal
    });
  }
  async function findReusable(client, options, signal) {
    const wanted = wantedOf(options);
    if (!wanted.gitSha && !wanted.pull) {
      const needed = "'gitSha' or the id of a pull request";
      throw new TypeError(`Cannot use 'reuse' without ${needed}`);
    }
    const body = triggerBody(options, null);
    const raws = await createFinder(client, options.jobId, {
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
  function isSameKind(trigger, body) {
    return Object.entries(trigger).filter(([field]) => field.endsWith("_override")).every(([field, value]) => [
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
    return crypto.randomUUID().slice(0, 8);
  }
  function planTrigger(client, options, mark = options.mark === false ? null : newMark()) {
    const { jobId, cause = "" } = options;
    const body = triggerBody(options, mark);
    const isWhole = String(body.cause).startsWith(cause);
    return {
      to: `trigger job ${jobId}`,
      method: "POST",
      path: `jobs/${jobId}/run/`,
      body,
      among: {
        job_definition_id: jobId,
        include_related: '["trigger"]'
      },
      isOurs: mark === null ? void 0 : (raw) => causeOf(raw)?.includes(formatMark(mark)) ?? false,
      mark,
      warning: isWhole ? void 0 : "The cause was cut to 255 characters",
      page: pageOf(client, "jobs", jobId)
    };
  }
  function planRetry(client, run2) {
    const runId = runIdOf(run2);
    return {
      ...aboutRun(runId, "retry", "retry/"),
      method: "POST",
      among: {
        id__gt: runId
      },
      isOurs: (raw) => raw.retrying_run_id === runId,
      mark: null,
      page: typeof run2 === "number" ? pageOf(client, "runs", run2) : run2.href
    };
  }
  async function startRun(client, plan, { signal, leaving }) {
    const { find, unknown: unknown2 } = createSearch(client, plan);
    const busy = deadlineIn(BUSY_LIMIT);
    let [posts, lastPostAt] = [
      0,
      0
    ];
    let unclear;
    const finalError = (error) => unclear && error instanceof DbtCloudError ? unclearError(error) : error;
    async function recover(error) {
      if (!(error instanceof DbtCloudError)) throw error;
      const decision = decide("start", error);
      if (decision === "look up") {
        unclear = error;
        if (!plan.isOurs) throw error;
        const next2 = "Looking for the run before another try";
        client.notify(join(error.message, next2));
        const found = await lookUp(client, find, signal);
        if (found.length > 0) return found;
        if (unknown2.size > 0 || posts >= MAX_POSTS) throw error;
        client.notify("No run was found. Trying again");
        return [];
      }
      const next = backoff(posts, error);
      const isBusy = error.status === 429;
      const isOver = isBusy ? next > busy.left() : posts >= MAX_POSTS;
      if (decision === "final" || isOver) throw error;
      if (isBusy) posts--;
      client.notify(retryNotice(error, next));
      await pause(next, signal);
      return [];
    }
    async function leave(stop, answer) {
      if (!answer && !unclear) return [];
      if (!leaving) throw unclearError(signal?.reason);
      const told = answer?.then((said) => {
        if (!(said instanceof Error)) return [
          said
        ];
        const isRefused = said instanceof DbtCloudError && decide("start", said) !== "look up";
        if (isRefused && !unclear) return [];
        throw said;
      });
      const seen = plan.isOurs && lookUpOften(find, stop.signal);
      const found = Promise.any([
        told,
        seen
      ].filter((runs2) => !!runs2));
      const late = pause(leaving().left() - CANCEL_RESERVE, stop.signal);
      const runs = await Promise.race([
        found,
        late
      ]).catch(() => {
      });
      if (!runs) throw unclearError(signal?.reason);
      return runs;
    }
    for (let isFirst = true; ; isFirst = false) {
      let found;
      let answer;
      const stop = new AbortController();
      try {
        signal?.throwIfAborted();
        answer = getData(client, {
          ...plan,
          signal: stop.signal
        }, isRawRun).then((raw) => toRun(client, raw)).catch((error) => error);
        posts++;
        if (isFirst && plan.warning) client.notify(plan.warning);
        const said = await Promise.race([
          answer,
          abortOf(signal, stop.signal)
        ]);
        lastPostAt = clock.now();
        if (!(said instanceof Error)) return toStarted(said);
        signal?.throwIfAborted();
        answer = void 0;
        found = await recover(said);
      } catch (error) {
        if (!signal?.aborted) throw finalError(error);
        if (answer) lastPostAt = clock.now();
        found = await leave(stop, answer);
        if (found.length === 0) throw signal.reason;
      } finally {
        stop.abort();
      }
      if (found.length === 0) continue;
      const run2 = found.find(({ status: status2 }) => status2 !== "cancelled") ?? found[0];
      client.notify(`Found run ${run2.id}, which was started all the same`);
      await cancelOthers(client, run2.id, found);
      return toStarted(run2);
    }
    function toStarted(run2) {
      if (!unclear || posts < 2) return {
        run: run2
      };
      return {
        run: run2,
        duplicates: {
          ...plan,
          lastPostAt,
          find
        }
      };
    }
    function unclearError(error) {
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
      const { status: status2, kind: kind2 } = reasons[0] ?? {};
      const candidates = [
        ...unknown2.values()
      ];
      const cause = unclear ?? error;
      const about = {
        ...plan,
        cause,
        status: status2,
        kind: kind2,
        candidates
      };
      return new UnclearTriggerError(client.redact(text2), about);
    }
  }
  function createSearch(client, plan) {
    const asked = /* @__PURE__ */ new Map();
    const unknown2 = /* @__PURE__ */ new Map();
    const maxAsked = plan.mark === null ? 0 : Infinity;
    const find = async (limits, isFirst = false) => {
      const { listTriggered: listTriggered2 } = await Promise.resolve().then(() => (init_find(), find_exports));
      const found = /* @__PURE__ */ new Map();
      let [newest, oldest] = [
        NaN,
        NaN
      ];
      for (let offset = 0; offset < MAX_RUNS; offset += PAGE_SIZE) {
        const query = {
          ...plan.among,
          ...offset > 0 && {
            offset
          }
        };
        const options = {
          ...limits,
          query
        };
        const runs = await listTriggered2(client, options, asked, maxAsked);
        for (const raw of runs) {
          const run2 = toRun(client, raw);
          if (plan.isOurs?.(raw)) found.set(run2.id, run2);
          if (maxAsked === 0 || run2.cause !== null) unknown2.delete(run2.id);
          else unknown2.set(run2.id, run2);
          oldest = Date.parse(run2.createdAt ?? "");
          newest ||= oldest;
        }
        const isEnd = runs.length < PAGE_SIZE || oldest < newest - HOUR;
        if (isEnd || isFirst && found.size > 0) break;
      }
      return [
        ...found.values()
      ].toSorted((a, b) => a.id - b.id);
    };
    return {
      find,
      unknown: unknown2
    };
  }
  async function lookUp(client, find, signal) {
    const began = clock.now();
    const look = () => find({
      signal
    });
    for (const after of LOOK_UPS) {
      await pause(began + after - clock.now(), signal);
      const found = await retrying(client, "look up", look, {
        signal
      });
      if (found.length > 0) return found;
    }
    return [];
  }
  async function lookUpOften(find, signal) {
    for (; ; ) {
      const found = await find({
        signal
      }, true).catch(() => []);
      if (found.length > 0) return found;
      await pause(LEAVING_PAUSE, signal);
    }
  }
  async function cancelOthers(client, runId, runs, { signal, timeLimit = REQUEST_LIMIT } = {}, notify = client.notify) {
    const limit = AbortSignal.timeout(timeLimit);
    const stop = signal ? AbortSignal.any([
      signal,
      limit
    ]) : limit;
    const others = runs.filter((run2) => run2.id !== runId && !hasEnded(run2));
    const what = "a second run of the same trigger";
    const texts = others.map(({ id: id2, href }) => cancelWithRetry(client, id2, stop).then(() => `Cancelled run ${id2}, ${what}: ${href}`, ({ message }) => `Run ${id2}, ${what}, may still be running: ${href} (${message})`));
    (await Promise.all(texts)).forEach(notify);
  }
  function whereToLook({ mark, page }) {
    return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
  }
  function abortOf(signal, end) {
    return new Promise((_, reject) => {
      const onAbort = () => reject(signal?.reason);
      if (signal?.aborted) onAbort();
      signal?.addEventListener("abort", onAbort, {
        signal: end
      });
    });
  }
  var SECOND3, HOUR, MAX_POSTS, BUSY_LIMIT, LOOK_UPS, MAX_RUNS, LEAVING_PAUSE, CANCEL_RESERVE;
  var init_start = __esm({
    "api/start.ts"() {
      init_checks();
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run();
      SECOND3 = 1e3;
      HOUR = 3600 * SECOND3;
      MAX_POSTS = 3;
      BUSY_LIMIT = 600 * SECOND3;
      LOOK_UPS = [
        0,
        1,
        2,
        4,
        8,
        15,
        30
      ].map((seconds) => seconds * SECOND3);
      MAX_RUNS = 10 * PAGE_SIZE;
      LEAVING_PAUSE = SECOND3 / 2;
      CANCEL_RESERVE = SECOND3;
    }
  });

  // api/watch.ts
  async function* watch(client, options) {
    const { timeout = 0, initialDelay = SECOND4, interval } = options;
    const { duplicates, signal } = options;
    const isOwn = typeof options.run !== "number";
    const began = clock.now();
    const { left } = deadlineIn(timeout > 0 ? timeout : Infinity);
    const waiting = {
      signal,
      left
    };
    client.hasAnswered ||= isOwn;
    let runId = runIdOf(options.run);
    let latest = typeof options.run === "number" ? null : options.run;
    let looks = DUPLICATE_LOOKS;
    const operation = () => isOwn && clock.now() - began < NOT_FOUND_GRACE ? "poll new run" : "poll";
    const retrieve = () => retrieveRun(client, runId, limitsOf(waiting));
    async function poll() {
      try {
        const run2 = await retrying(client, operation, retrieve, waiting);
        run2.cause ??= latest?.cause ?? null;
        run2.jobName ??= latest?.jobName ?? null;
        return run2;
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        if (left() <= 0) throw new RunTimeoutError(latest, runId, timeout);
        throw latest ? goOn(error, `The run may go on: ${latest.href}`) : error;
      }
    }
    async function lookWhileWaiting() {
      if (!duplicates) return;
      const since = () => clock.now() - duplicates.lastPostAt;
      if (since() < (looks[0] ?? Infinity)) return;
      looks = looks.filter((after) => after > since());
      try {
        const found = await duplicates.find(limitsOf(waiting, LOOK_LIMIT));
        await cancelOthers(client, runId, found, limitsOf(waiting));
      } catch (error) {
        if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
        looks = [
          since() + LOOK_AGAIN,
          ...looks
        ];
      }
    }
    for (let next = initialDelay; ; ) {
      const most = left();
      await pause(Math.min(next, most), signal);
      await lookWhileWaiting();
      const run2 = latest = await poll();
      yield run2;
      if (hasEnded(run2)) {
        latest = await settleDuplicates(client, {
          run: run2,
          duplicates
        }, waiting);
        if (latest === run2) return run2;
        runId = latest.id;
        yield latest;
      }
      if (next >= most) throw new RunTimeoutError(run2, runId, timeout);
      const share = (clock.now() - began) * PAUSE_SHARE;
      next = interval ?? Math.min(Math.max(share, MIN_PAUSE), MAX_PAUSE);
    }
  }
  function limitsOf({ signal, left }, limit = REQUEST_LIMIT) {
    const most = Math.max(left?.() ?? Infinity, LAST_POLL_LIMIT);
    return {
      signal,
      timeLimit: Math.ceil(Math.min(limit, most))
    };
  }
  async function settleDuplicates(client, { run: run2, duplicates }, waiting) {
    if (!duplicates) return run2;
    const { signal, left = () => Infinity } = waiting;
    const due = duplicates.lastPostAt + LAST_LOOK - clock.now();
    await pause(Math.min(due, left()), signal);
    const find = () => duplicates.find(limitsOf(waiting, LOOK_LIMIT));
    try {
      const found = await retrying(client, "read", find, waiting);
      const candidates = run2.status === "cancelled" ? found : [];
      const followed = candidates.find((other) => !hasEnded(other)) ?? run2;
      await cancelOthers(client, followed.id, found, limitsOf(waiting));
      return followed;
    } catch (error) {
      if (signal?.aborted || !(error instanceof DbtCloudError)) throw error;
      client.notify(secondRun(duplicates));
      return run2;
    }
  }
  function secondRun(duplicates) {
    return `A second run may have been started: ${whereToLook(duplicates)}`;
  }
  async function leaveRun(client, { run: run2, duplicates }, { cancels, signal }) {
    const runId = runIdOf(run2);
    const cancelling = cancels && !hasEnded(run2) ? cancelWithRetry(client, runId, signal).catch((error) => error) : void 0;
    const notices = [];
    let isUnclear = false;
    if (duplicates) {
      isUnclear = clock.now() < duplicates.lastPostAt + LAST_LOOK;
      try {
        const found = await duplicates.find({
          signal
        });
        const notify = (text2) => void notices.push(text2);
        await cancelOthers(client, runId, found, {
          signal
        }, notify);
      } catch {
        isUnclear = true;
      }
      if (isUnclear) notices.push(secondRun(duplicates));
    }
    return {
      cancelled: await cancelling,
      notices,
      isUnclear
    };
  }
  var SECOND4, PAUSE_SHARE, MIN_PAUSE, MAX_PAUSE, NOT_FOUND_GRACE, LAST_POLL_LIMIT, DUPLICATE_LOOKS, LOOK_LIMIT, LOOK_AGAIN, LAST_LOOK, LEAVING_LIMIT2;
  var init_watch = __esm({
    "api/watch.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run();
      init_start();
      SECOND4 = 1e3;
      PAUSE_SHARE = 0.02;
      [MIN_PAUSE, MAX_PAUSE] = [
        SECOND4,
        5 * SECOND4
      ];
      NOT_FOUND_GRACE = 60 * SECOND4;
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
      `${Math.floor(seconds / 86400)} d`,
      `${Math.floor(seconds / 3600) % 24} h`,
      `${Math.floor(seconds / 60) % 60} min`,
      `${seconds % 60} s`
    ].filter((part) => !part.startsWith("0 "));
    return parts.slice(0, 3).join(" ") || "0 s";
  }
  function isFrame(line) {
    return FRAME.test(line.trim());
  }
  function explain2(message) {
    const lines = unframe(message);
    const at = causeAt(lines);
    if (at > 0) lines.unshift(...lines.splice(at, 1).map((line) => line.trim()));
    return lines.join("\n").trim() || message.trim();
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
  function causeAt(lines) {
    const texts = lines.map((line) => line.trim());
    const kinds = texts.some((text2) => IS_GIT.test(text2)) ? GIT : [];
    const kind2 = kinds.find((it) => texts.some((text2) => it.test(text2)));
    if (kind2) return texts.findIndex((text2) => kind2.test(text2));
    const from = texts.findLastIndex((text2) => TRACEBACK.test(text2));
    if (from < 0) {
      return texts.findIndex((text2) => !VAGUE.some((it) => it.test(text2)));
    }
    const traceback = dedent(lines.slice(from));
    const at = [
      EXCEPTION,
      /^\S/
    ].map((kind3) => traceback.findLastIndex((line) => kind3.test(line))).find((i) => i > 0);
    return at ? from + at : -1;
  }
  function dedent(lines) {
    const least = lines.filter((line) => line.trim()).reduce((least2, line) => Math.min(least2, line.search(/\S/)), Infinity);
    return lines.map((line) => line.slice(least));
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
    askForJob: () => askForJob,
    findRun: () => findRun,
    reuse: () => reuse
  });
  async function findJob({ client, values, ending: { stop: signal } }) {
    const { jobName = "", projectId } = values;
    const project = {
      ...projectId && {
        project_id: projectId
      }
    };
    const list = (query) => retrying(client, "read", () => getData(client, {
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
    let page;
    do {
      page = await list({
        name__icontains: jobName,
        offset: jobs.length
      });
      jobs.push(...page);
    } while (page.length === PAGE_SIZE && jobs.length < MAX_JOBS);
    const ours = new Map(jobs.filter(({ name }) => name === jobName).map((job) => [
      job.id,
      job
    ]));
    const [id2] = ours.keys();
    if (ours.size === 1 && typeof id2 === "number") return id2;
    if (ours.size > 1) {
      const ids = [
        ...ours.values()
      ].map(({ id: id3, project_id }) => `${id3} (project ${project_id})`).join(", ");
      throw new CommandError(`${ours.size} jobs are named "${jobName}": ${ids}. Set DBT_PROJECT_ID or DBT_JOB_ID`, 2);
    }
    const others = jobs.length > 0 ? jobs : await list({});
    const names = others.map(({ name }) => `"${oneLine(String(name), 60)}"`);
    const known = names.length > 0 ? `There are: ${fewOf(names, MAX_NAMES)}` : "There are no jobs that this key may see";
    throw new CommandError(`No job is named "${jobName}". ${known}`, 2);
  }
  async function askForJob(plan) {
    const { client, values: { extraArgs }, ending: { stop: signal } } = plan;
    const jobId = plan.values.jobId ?? await findJob(plan);
    if (!extraArgs) return {
      jobId
    };
    const read = () => retrieveJob(client, jobId, {
      signal
    });
    const { executeSteps } = await retrying(client, "read", read, {
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
  async function reuse({ client, ending: { stop: signal } }, options) {
    const run2 = await findReusable(client, options, signal);
    if (run2) client.notify(`Using run ${run2.id}, which ${stateOf(run2)}`);
    return run2;
  }
  async function findRun(plan) {
    const { runId, client, values: { dryRun } } = plan;
    const what = runId === void 0 ? describe(plan) : `run ${runId}`;
    if (dryRun) {
      client.notify(`Would wait for ${what}`);
      return;
    }
    if (runId !== void 0) return {
      run: runId
    };
    client.notify(`Looking for ${what}`);
    return await lookFor(plan, what);
  }
  function describe({ values }) {
    const { gitSha, pull } = wantedOf(values);
    const job = `job ${values.jobId ?? `"${values.jobName}"`}`;
    const run2 = values.latest === "success" ? "successful run" : "run";
    const which = [
      pull && `pull request ${pull[1]}`,
      gitSha && `commit ${gitSha}`
    ].filter(Boolean).join(", ");
    return which ? `the ${run2} of ${job} for ${which}` : `the latest ${run2} of ${job}`;
  }
  async function lookFor(plan, what) {
    const { client, values, ending: { stop: signal } } = plan;
    const { latest, appearTimeout } = values;
    const jobId = values.jobId ?? await findJob(plan);
    const wanted = wantedOf(values);
    const query = latest === "success" ? {
      status: codeOfStatus(latest)
    } : {};
    const find = createFinder(client, jobId, {
      signal,
      query
    });
    const isAtOnce = latest === "any" || latest === "success";
    const isAny = isAtOnce || wanted.gitSha && latest === "none";
    const deadline = deadlineIn(isAtOnce ? 0 : appearTimeout);
    const startedAt = Date.now() - (clock.now() - plan.process.startedAt);
    const isTaken = (run2) => isAny || !hasEnded(run2) || Date.parse(run2.createdAt ?? "") >= startedAt;
    for (let isFirst = true; ; isFirst = false) {
      const found = (await find()).filter((raw) => isWanted(raw, wanted)).map((raw) => toRun(client, raw));
      const run2 = found.find(isTaken);
      if (run2) return {
        run: run2
      };
      const [newest] = found;
      if (isFirst && latest === "new" && newest) {
        const seen = `The latest run, ${newest.id}, ${stateOf(newest)}`;
        client.notify(`${seen}; waiting for a new one. --latest=any takes it`);
      }
      if (deadline.left() <= 0) {
        const seconds = appearTimeout / 1e3;
        const why = isAtOnce ? "there is none among its latest runs" : `none is in progress, and none appeared within ${seconds} s (--appear-timeout)`;
        throw new CommandError(`Cannot find ${what}: ${why}`, 5);
      }
      await pause(Math.min(LOOK_PAUSE, deadline.left()), signal);
    }
  }
  function isWanted(raw, { gitSha, pull }) {
    if (pull && triggerOf(raw)[pull[0]] !== pull[1]) return false;
    return !gitSha || isOfCommit(raw, gitSha);
  }
  function stateOf({ status: status2, finishedAt }) {
    const how = ENDS[status2];
    if (!how) return `is ${status2}`;
    if (!finishedAt) return how;
    return `${how} ${durationOf(Date.now() - Date.parse(finishedAt))} ago`;
  }
  var LOOK_PAUSE, MAX_NAMES, MAX_JOBS, isJobs, ENDS;
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
      ENDS = {
        success: "succeeded",
        error: "failed",
        cancelled: "was cancelled"
      };
    }
  });

  // api/json_scan.ts
  var MAX_DEPTH2, MAX_TEXT, TOKEN2, JsonScanner;
  var init_json_scan = __esm({
    "api/json_scan.ts"() {
      init_json();
      MAX_DEPTH2 = 1e3;
      MAX_TEXT = 2 ** 20;
      TOKEN2 = /[ \t\r\n]+|[^ \t\r\n"{}[\],:]+|[^]/y;
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
        /** What was read so far of a text, a number or a word that is wanted. */
        #kept;
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
          this.#kept = this.#kept?.replace(/\\+$/, "");
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
          TOKEN2.lastIndex = from;
          const [token = ""] = TOKEN2.exec(text2) ?? [];
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
        #open(isList2) {
          if (this.#path.push(isList2 ? 0 : "") > MAX_DEPTH2) this.#isBroken = true;
          this.#isKey = !isList2;
        }
        #close(isList2) {
          this.#take();
          const isInList = typeof this.#path.pop() === "number";
          if (isInList !== isList2) this.#isBroken = true;
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
            const isWanted2 = this.#path.length <= depth && (this.#isKey || wants(this.#path));
            this.#kept = isWanted2 ? "" : void 0;
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
          const quote = this.#inString ? '"' : "";
          let value = parseJson(quote + this.#kept + quote);
          if (value === void 0 && this.#isCut) {
            value = parseJson(quote + this.#kept.slice(1) + quote);
          }
          this.#kept = void 0;
          if (value === void 0) return;
          if (this.#isKey) this.#path[this.#path.length - 1] = String(value);
          else this.#options.onValue(this.#path, value);
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
    return await send(client, {
      ...aboutRun(runId, `get ${path} of`, `artifacts/${file}`),
      ...step !== void 0 && {
        query: {
          step
        }
      },
      isFile: true,
      signal
    });
  }
  function isMissing(error) {
    return error instanceof DbtCloudError && error.status === 404;
  }
  function readerOf(client, run2, signal = client.signal) {
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
    const again = (call) => retrying(client, "read", call, {
      signal,
      silent: true
    });
    return {
      redact: client.redact,
      getSteps: () => again(read),
      async openArtifact(path, step) {
        const ask = () => openArtifact(client, run2.id, path, {
          step,
          signal
        });
        const orNone = (error) => {
          if (isMissing(error)) return void 0;
          throw error;
        };
        const call = areSaved ? () => ask().catch(orNone) : ask;
        const answer = await again(call).catch(orNone);
        return answer?.pieces;
      }
    };
  }
  async function retrieveSteps(client, runId, options) {
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
    const read = {};
    const scanner = new JsonScanner({
      depth: 4,
      maxText: options.maxLog ?? MAX_LOG,
      wants: ([data2, name, , field]) => data2 === "data" && name !== void 0 && (name !== "run_steps" || !fields || fields.includes(String(field))),
      onValue: ([, ...path], value) => put(read, path, value)
    });
    const { response: { status: status2 }, pieces } = await send(client, request);
    let bytes = 0;
    try {
      for await (const piece of pieces) {
        bytes += piece.length;
        scanner.push(piece);
        if (bytes >= maxBytes || options.isEnough?.(read, bytes)) break;
      }
    } catch (error) {
      if (signal?.aborted || !read.run_steps) throw error;
    }
    scanner.end();
    const raw = client.redact(read);
    if (bytes >= maxBytes && !raw.run_steps) {
      const why = `its body is longer than ${maxBytes / MIB2} MiB`;
      throw unreadable(request, status2, why);
    }
    const isRun = (raw2) => raw2.id === runId;
    if (!isRun(raw)) throw unreadable(request, status2);
    const steps = readSteps(raw.run_steps, options.maxLog);
    return {
      raw,
      steps,
      bytes,
      isWhole: scanner.isWhole
    };
  }
  function put(document, path, value) {
    if (path.includes("__proto__")) return;
    let place = document;
    for (const [i, key] of path.slice(0, -1).entries()) {
      const isList2 = typeof path[i + 1] === "number";
      const isThere = isList2 ? Array.isArray(place[key]) : isObject(place[key]);
      if (!isThere) place[key] = isList2 ? [] : {};
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
    const all = linesOf(logs);
    const lines = all.filter(({ isDebug }) => !isDebug);
    const blocks = blocksOf(lines);
    const of = (rank, among = blocks) => among.filter((it) => it.rank === rank).map(findingOf);
    const errorsIn = (blocks2) => of("error", blocks2).filter(({ message }) => message);
    const shown3 = errorsIn(blocks);
    const errors = shown3.length > 0 ? shown3 : errorsIn(blocksOf(all));
    const isEcho = ({ message }) => message === "Could not run dbt" && errors.length > 1;
    const told = [
      ...errors.filter((it) => !isEcho(it)),
      ...of("named")
    ];
    const findings = [];
    told.forEach((it) => add(findings, it));
    if (findings.length === 0) of("progress").forEach((it) => add(findings, it));
    const end = lines.map(({ text: text2 }) => text2).filter(isTelling).slice(-MAX_END);
    if (findings.length === 0) findings.push(...lastWords2(lines, end));
    return {
      findings,
      end
    };
  }
  function linesOf(logs) {
    let isDebug = false;
    return logs.split(LINE_BREAK).flatMap((raw) => {
      const event = readEvent(raw);
      const texts = safeLines(event.text).flatMap((text2) => text2.replace(HTML, "").trimEnd().split(GLUE));
      return texts.map((line, i) => {
        const { time, level = event.level, message = line } = TIME.exec(line)?.groups ?? {};
        const [, word = level, text2 = message] = LEVEL.exec(message) ?? [];
        const isEvent = !!time || event.isJson && i === 0;
        if (isEvent) isDebug = /^(?:debug|trace)/i.test(word);
        return {
          text: text2,
          isEvent,
          isWarning: /^warn/i.test(word),
          isDebug
        };
      });
    });
  }
  function readEvent(line) {
    const event = line.startsWith("{") && parseJson(line);
    const none = {
      text: line,
      level: "",
      isJson: false
    };
    if (!isObject(event)) return none;
    const { data: data2, info } = event;
    const { msg, message, levelname, level } = {
      ...data2,
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
  function blocksOf(lines) {
    const blocks = [];
    let block2;
    let hasCause = false;
    const isTold = lines.some(({ text: text2, isEvent }) => !isEvent && isTelling(text2));
    for (const line of lines) {
      const { text: text2, isEvent } = line;
      const next = isEvent || BEGINS.test(text2) ? begin(line) : void 0;
      const isNews = isTold && hasCause && isEvent && /^\S|^$/.test(text2);
      if (next || isNews) {
        block2 = next;
        hasCause = next?.lines.some((line2) => !isFrame(line2)) ?? false;
      } else {
        block2?.lines.push(text2);
        hasCause ||= !isFrame(text2);
      }
      if (next) blocks.push(next);
    }
    return blocks;
  }
  function begin({ text: text2, isWarning }) {
    if (isWarning) return {
      rank: "ignored",
      start: {},
      lines: []
    };
    for (const [rank, rows] of Object.entries(ROWS)) {
      const row2 = rows.find((row3) => row3.test(text2));
      if (!row2) continue;
      const groups = {
        ...row2.exec(text2)?.groups
      };
      const type = TYPES2.find((type2) => groups[type2]);
      const start = type ? {
        ...groups,
        type,
        name: groups[type]
      } : groups;
      const cause = sentenceOf(groups.cause);
      return {
        rank,
        start,
        lines: cause ? [
          cause
        ] : []
      };
    }
  }
  function sentenceOf(cause = "") {
    return cause.replace(/^ERROR STALE$/, "$&: the data is too old").replace(/^FAIL$/, "$& unknown").replace(/^FAIL (?=\w+$)/, "The test failed; failing rows: ");
  }
  function findingOf({ rank, start, lines }) {
    const text2 = lines.join("\n");
    const message = lines.every(isFrame) ? "" : explain2(text2);
    const frame = lines.find((line2) => isFrame(line2) && IN_FRAME.test(line2));
    const named = IN_FRAME.exec(frame ?? "") ?? IN_CAUSE.exec(message) ?? FOR.exec(text2);
    const node = {
      ...named?.groups,
      ...start
    };
    const { path, project, line } = placeOf(lines, text2, node);
    const isPlaced = /^[ \t]*--> |\(in /m.test(text2);
    const byFolder = isPlaced ? FOLDER.exec(path)?.groups : {};
    const { type = "step", name = "" } = {
      ...byFolder,
      ...node
    };
    return {
      type: type.replaceAll(" ", "_"),
      name: nameOf(type, name, rank),
      project: node.project ?? project,
      file: path || void 0,
      line: Number(line) || void 0,
      message
    };
  }
  function placeOf(lines, text2, node) {
    const { file, line } = node.file ? node : placeIn(lines);
    const { path, project } = cleanPath(file);
    const isSource = path === file?.replaceAll("\\", "/");
    const jinja = /^\s*Compilation Error in /.test(text2) && /^[ \t]*line (\d+)$/m.exec(text2)?.[1];
    return {
      path,
      project: project ?? cleanPath(COMPILED.exec(text2)?.[1]).project,
      line: jinja || isSource && line
    };
  }
  function nameOf(type, name, rank) {
    const plain = name.replace(/\.[0-9a-f]{10}$|\.{2,}$/, "");
    if (type === "operation") return plain.replaceAll(".", "-");
    if (rank === "error" || type === "source") return plain;
    const own = plain.split(".").at(-1);
    return own === own.toUpperCase() ? own.toLowerCase() : own;
  }
  function placeIn(lines) {
    const places = PLACES.flatMap((at) => lines.map((line) => at.exec(line)?.groups));
    return places.find((place) => cleanPath(place?.file).path) ?? {};
  }
  function cleanPath(file = "") {
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
    if (!same) return void findings.push(finding);
    same.message ||= message;
    same.file ??= finding.file;
    same.line ??= finding.line;
  }
  function lastWords2(lines, end) {
    for (const at of LAST_WORDS2) {
      const from = lines.findLastIndex(({ text: text2, isEvent }) => at.test(text2) && !(isEvent && /^error/i.test(text2)));
      if (from < 0) continue;
      const texts = lines.map(({ text: text2 }) => text2);
      const told = texts.slice(from).filter(isTelling).slice(0, MAX_END);
      const isTraceback = at.test("Traceback (most recent call last)");
      const message = isTraceback || texts.some((it) => /^fatal: /.test(it)) ? explain2(texts.slice(isTraceback ? from : 0).join("\n")) : [
        ...told,
        ...end.slice(0, -told.length)
      ].join("\n");
      const file = cleanPath(placeIn([
        message.split("\n")[0]
      ]).file).path;
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
  var MAX_END, MAX_FINDINGS, TYPES2, ROWS, BEGINS, LAST_WORDS2, PLACES, FOLDER, IN_FRAME, IN_CAUSE, COMPILED, FOR, BUILT, isTelling, HTML, TIME, LEVEL, GLUE, keyOf;
  var init_log_reader = __esm({
    "report/log_reader.ts"() {
      init_json();
      init_text();
      MAX_END = 20;
      MAX_FINDINGS = 1e3;
      TYPES2 = [
        "hook",
        "operation",
        "snapshot",
        "source",
        "test",
        "unit_test"
      ];
      ROWS = {
        // No error, such as a warning: its lines are nobody's cause.
        ignored: [
          // "[WARNING]: …", "[warning] [Name (dbt1097)]: …", "Warning in test …"
          /^(?:\[?warning\b|\[WARNING\]|Warning in )/u
        ],
        // An error in dbt's own words.
        error: [
          // "Database Error in model orders (models/orders.sql)", "Runtime Error"
          /^\s*(?:\[ERROR\]: )?(?<cause>(?:Exception on worker thread\. )?(?:[A-Z]\w+ Error|Failure)(?: in [a-z]\w*(?: [a-z]\w*)? \S+ \(.+\))?)$/u,
          // "[ERROR]: in model orders (models/orders.sql)", of Core 1.12
          /^\s*(?<cause>\[(?:ERROR|FAIL\w*)\]: in .+\))$/u,
          // "on-run-end failed, error:", of Core 1.4 to 1.8
          /^\s*(?<hook>on-run-(?:start|end)) failed, error:(?<cause>.*)$/u,
          // "Encountered an error while generating catalog: Database Error"
          /^\s*(?:\[ERROR\]: )?Encountered an error(?: while [^:]+)?(?::|$)\s*(?<cause>.*)$/u,
          // "[error] [JinjaError (dbt1501)]: …", "error: dbt1501: …", "Error [X (dbt1)]: …"
          /^\s*\[?[Ee]rror\]?:?\s+(?:\[\w+ \(dbt\d+\)\]|dbt\d+):\s*(?<cause>.*)$/u,
          /^\[error\]:?\s+(?<cause>.*)$/u,
          // dbt debug
          /\bfollowing (?:error|reason):$/u
        ],
        // Says which node failed, and maybe not why.
        named: [
          // "Test failed (3 failed row(s)): not_null_orders_id"
          /^(?<cause>Test failed \(.+\)): (?<test>\S+)$/u,
          // "Failed [  0.22s] model main.orders (table)", of Fusion
          /^\s*Failed \[[^\]]*\]\s+(?<type>[a-z_]+)\s+(?<name>\S+)/u,
          // "Failed test  not_null_orders_id (models/_models.yml:14:13) [2 of 3 in 1s]"
          /^\s*Failed (?<type>[a-z]+(?:[ _]test)?)\s+(?<name>\S+) \((?<file>[^():]+)(?::(?<line>\d+)(?::\d+)?)?\) \[/u,
          /^\s*Failed (?<type>[a-z]+(?:[ _]test)?)\s+(?<name>\S+) \[/u,
          // "1 of 3 ERROR STALE freshness of shop.orders ..... [ERROR STALE in 0.2s]"
          /^\d+ of \d+ (?:ERROR|(?<cause>ERROR STALE)) freshness of (?<source>\S+)/u
        ],
        // A line of progress: only where the log broke off before the errors.
        progress: [
          // "1 of 2 ERROR hook: fleet.on-run-start.0 ....... [ERROR in 0.30s]"
          /^\d+ of \d+ ERROR hook: (?<operation>\S+)/u,
          // "2 of 3 ERROR creating sql table model prod.orders ...... [ERROR in 0.34s]"
          /^\d+ of \d+ (?:ERROR|PARTIAL SUCCESS \S+) \w+ (?:\w+ ){0,3}?(?<type>model|seed|function)(?: file)? (?<name>\S+)/u,
          /^\d+ of \d+ ERROR snapshotting (?<snapshot>\S+)/u,
          // "1 of 3 FAIL 2 not_null_orders_id ...", "2 of 3 FAIL 1 orders::counts ..."
          /^\d+ of \d+ (?:(?<cause>FAIL(?: \d+)?)|ERROR(?: \d+)?) (?:\w\S*?::(?<unit_test>\S+)|(?<test>\w\S+))/u
        ],
        // Where a message ends, at the latest.
        ended: [
          /^\s*(?:Done\.|Finished\b|Completed with |dbt command failed|={3,}|\d+ of \d+ |Batch \d+ of |Check your database |Succeeded \[|Passed |Skipped |Started |Summary: |Processed: |CANCEL query |\d+ checks? failed)/
        ]
      };
      BEGINS = /^\S|^\s*(?:Failed |Finished '|on-run-|(?:[A-Z]\w+ Error|Failure) in .+\)$)/;
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
      HTML = /<\/?span[^<>]{0,80}>/g;
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
  function toNode(result, message, step) {
    const { status: status2, execution_time: seconds, compiled_code: code } = result;
    const { unique_id: uniqueId } = isObject(result.node) ? result.node : result;
    if (typeof uniqueId !== "string") return [];
    const [type = "", inPackage = "", ...names] = uniqueId.split(".");
    const word = String(status2 ?? "").toLowerCase();
    const outcome = OUTCOMES.find((it) => WORDS2[it].includes(word)) ?? "unknown";
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
    const messageOf = verb === "source" ? freshness : saidOf;
    const nodes = results.filter(isObject).flatMap((result) => toNode(result, messageOf(result), step.index)).filter(({ outcome }) => verb !== "compile" || outcome === "failed");
    const id2 = isObject(metadata) ? textOrNull(metadata.invocation_id) : null;
    return {
      nodes,
      invocationId: id2,
      isEmpty: results.length === 0
    };
  }
  function countsLine(nodes) {
    const outcomes = nodes.filter(({ type }) => type !== "step").map(({ outcome }) => outcome);
    const count = (word) => outcomes.filter((it) => it === word).length;
    return OUTCOMES.filter(count).map((word) => `${count(word)} ${word}`).join(", ").replace("unknown", "of unknown status");
  }
  var BLANK2, WORDS2, OUTCOMES, WORD, VERB, TAKES_VALUE, NO_ARTIFACTS, NO_RESULTS, SOURCE_FRESHNESS, NO_NUMBER;
  var init_results = __esm({
    "report/results.ts"() {
      init_json();
      init_text();
      BLANK2 = {
        file: null,
        tests: null,
        compiledCode: null,
        step: 0
      };
      WORDS2 = {
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
      OUTCOMES = Object.keys(WORDS2);
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
  function resultOf({ ranNothing, nodes }) {
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
  function causeOf2({ message, status: status2 }) {
    const [first = status2, second = ""] = message.split(LINE_BREAK).map((line) => line.trim()).filter(Boolean);
    const cause = first.endsWith(":") ? `${first} ${second}` : first;
    return safeLine(cause, {
      length: MAX_LENGTH
    }).trim();
  }
  function detailsOf(node) {
    const { message, status: status2, tests, compiledCode } = node;
    const sql = compiledCode?.split(LINE_BREAK).filter((line) => line.trim());
    const code = sql?.length ? cut(dedent(sql).join("\n")) : [];
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
    const once = [
      ...before.flaky,
      ...nodesOf(before, "failed")
    ].filter((node) => !failed.has(keyOf2(node)));
    const done = /* @__PURE__ */ new Set([
      ...before.flaky.map(keyOf2),
      ...nodesOf(report, "passed", "warned", "unknown").map(keyOf2),
      ...steps.map(({ status: status2, name }) => status2 === "success" && commandOf(name))
    ]);
    const isDone = (node) => run2.status === "success" || done.has(keyOf2(node));
    const left = once.filter((node) => !isDone(node)).map((node) => ({
      ...node,
      step: 0
    }));
    return {
      ...report,
      nodes: [
        ...left,
        ...nodes
      ],
      flaky: once.filter(isDone)
    };
  }
  function reportLines(report) {
    const { steps, flaky, gaps } = report;
    const paint = (colour, word) => `  ${colour}${word}\x1B[0m`;
    const inLine = (word) => (node) => `${paint(YELLOW, word)} ${titleOf(node)}: ${causeOf2(node)}`;
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
  function shown2(nodes, show) {
    const more = nodes.length - MAX_NODES;
    const lines = nodes.slice(0, MAX_NODES).flatMap(show);
    return more > 0 ? [
      ...lines,
      `  and ${more} more`
    ] : lines;
  }
  function logBlocks({ steps, run: run2 }, which) {
    return steps.filter(({ status: status2 }) => which === "all" || which === "failed" && status2 === "error").map(({ index, name, logs }) => {
      const text2 = logs?.trimEnd() || "It printed nothing";
      const lines = text2.slice(-LOG_LIMIT).split(LINE_BREAK).map((line) => `  | ${line}`);
      if (text2.length > LOG_LIMIT) {
        lines.unshift(`  \u2026 the beginning is left out, see ${run2.href}`);
      }
      return {
        title: `Log of step ${index}: ${name}`,
        lines
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
  async function collectReport(run2, source, options) {
    const gaps = [];
    const orGap = (work) => work.catch(({ message }) => void gaps.push(message));
    const { steps = [], projectDir } = await orGap(source.getSteps()) ?? {};
    const read = await Promise.all(steps.map((step) => orGap(resultsOf(step, source))));
    const files = read.filter((results) => results !== void 0);
    const nodes = files.filter(({ invocationId: id2 }, i) => !id2 || files.findIndex(({ invocationId }) => invocationId === id2) === i).flatMap((results) => results.nodes);
    const { allFiles, projectDir: folder = projectDir ?? "" } = options;
    const wanted = nodes.filter(({ outcome }) => allFiles || ![
      "passed",
      "skipped"
    ].includes(outcome));
    await orGap(addFacts(wanted, source, folder));
    for (const step of steps.filter(({ status: status2 }) => status2 === "error")) {
      addFindings(nodes, step, folder);
    }
    addRunMessage(nodes, steps, run2);
    const isGreen = run2.status === "success";
    for (const node of isGreen ? nodes : []) {
      if (node.outcome === "failed") node.outcome = "warned";
    }
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
  function addFindings(nodes, step, folder) {
    const own = nodes.filter((node) => node.step === step.index);
    const failed = own.filter(({ outcome }) => outcome === "failed");
    const { findings, end } = readLog(step.logs ?? "");
    for (const finding of findings) {
      const { type, name, message, file } = finding;
      const [first = ""] = message.split("\n");
      if (file) finding.file = inFolder(folder, file);
      const node = own.find((node2) => node2.type === type && `.${node2.name}`.endsWith(`.${name}`));
      if (node?.outcome === "failed") fillIn(node, finding);
      if (node || failed.some((node2) => node2.message.includes(first))) continue;
      const made = nodeOf(step, finding);
      const isTwin = nodes.some(({ uniqueId }) => uniqueId === made.uniqueId);
      if (isTwin) made.uniqueId += `.${first}`;
      nodes.push(made);
    }
    if (failed.length > 0 || findings.length > 0) return;
    nodes.push(ofStep(step, [
      UNTOLD,
      ...end
    ].join("\n")));
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
    const at = nodes.findIndex(({ step: index, type }) => index === step.index && type === "step");
    const [node = ofStep(step, "")] = nodes.splice(at, at < 0 ? 0 : 1);
    const rest = node.message.split("\n").filter((line) => line !== UNTOLD);
    nodes.unshift({
      ...node,
      message: [
        message,
        ...rest
      ].join("\n").trim()
    });
  }
  function ofStep(step, message) {
    return nodeOf(step, {
      type: "step",
      name: "",
      message
    });
  }
  function nodeOf({ index, name: stepName, durationMs }, { type, name, project = "dbt", file, line, message }) {
    const isStep = type === "step";
    return {
      ...BLANK2,
      uniqueId: isStep ? `step.${index}` : `${type}.${project}.${name}`,
      name: isStep ? commandOf(stepName) : name,
      type,
      package: isStep ? "dbt Cloud" : project,
      status: type.endsWith("test") ? "fail" : "error",
      outcome: "failed",
      message: message || UNTOLD,
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
    const tooLong = new Error(`${file} of step ${index} is too large`);
    const text2 = await readText(pieces, RESULTS_LIMIT, tooLong);
    return readResults(text2, step, source.redact);
  }
  async function readManifest(pieces, wanted) {
    const nodes = /* @__PURE__ */ new Map();
    let project = void 0;
    const scanner = new JsonScanner({
      depth: 3,
      // Such as nodes, model.shop.orders, original_file_path.
      wants: ([map, id2, field]) => map === "metadata" ? id2 === "project_name" : FIELDS.includes(String(field)) && wanted.has(String(id2)),
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
  var RESULTS_LIMIT, UNTOLD, FIELDS;
  var init_collect = __esm({
    "report/collect.ts"() {
      init_json();
      init_json_scan();
      init_log_reader();
      init_report();
      init_results();
      RESULTS_LIMIT = 24 * 1024 * 1024;
      UNTOLD = "The log does not say why";
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
  async function watchRunAndSteps(plan, target, known) {
    const { client, values, deadline, emit, ending: { leave: signal } } = plan;
    const { interval, initialDelay } = values;
    const timeout = Math.max(1, deadline.left());
    const options = {
      ...target,
      interval,
      initialDelay,
      timeout,
      signal
    };
    let runId = runIdOf(target.run);
    let steps = createStepReader(plan, runId);
    try {
      for await (const run2 of watch(client, options)) {
        const isOther = run2.id !== runId;
        if (isOther) {
          steps.stop();
          runId = run2.id;
          steps = createStepReader(plan, runId);
        }
        if (isOther || !known.run) emit({
          type: "started",
          run: run2
        });
        known.run = run2;
        if (!isOther) emit({
          type: "polled",
          run: run2
        });
        if (!hasEnded(run2)) steps.ask();
      }
      await steps.finish();
      return known.run;
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
  function createStepReader({ client, values, process: process2, ending, emit }, runId) {
    const isLive = values.logs === "live";
    const pace = isInteractive(process2, values.quiet) ? INTERACTIVE : BACKGROUND;
    const fields = [
      "index",
      "name",
      "status",
      ...isLive ? [
        "logs"
      ] : []
    ];
    const tell = createTeller();
    const over = new AbortController();
    const began = clock.now();
    let left = isLive ? LIVE.bytes : pace.bytes;
    let [wait, due] = [
      FIRST_ASK,
      began + FIRST_ASK
    ];
    const ask = async (signal, isLast) => {
      due = Infinity;
      try {
        const answer = await retrieveSteps(client, runId, {
          signal,
          fields,
          maxBytes: Math.min(left, MAX_LIVE_SIZE),
          maxLog: MAX_LIVE_SIZE,
          ...!isLive && {
            isEnough: hasRunningStep
          }
        });
        for (const event of tell(answer, isLast)) emit(event);
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
    const giveUp = ({ message }) => {
      left = 0;
      const text2 = `Cannot show the steps: ${message}`;
      emit({
        type: "warning",
        text: text2
      });
    };
    return {
      /** Asks the next question if it is time. */
      ask() {
        const isDue = left > 0 && clock.now() >= due;
        if (isDue) ask(over.signal, false).catch(giveUp);
      },
      /** Reads the rest of the live log, once the run has ended. */
      async finish() {
        over.abort();
        if (isLive && left > 0) await ask(ending.stop, true).catch(() => {
        });
      },
      /** Ends a question that is under way. */
      stop: () => over.abort()
    };
  }
  function hasRunningStep({ run_steps: steps }, bytes) {
    return bytes > SMALL_ANSWER && Array.isArray(steps) && steps.some((step) => isObject(step) && step.name && readStatus(step) === "running");
  }
  function createTeller() {
    const told = /* @__PURE__ */ new Map();
    let last = 0;
    let total;
    return function* ({ steps, isWhole }, isLast) {
      const begun = steps.filter(({ status: status2 }) => status2 !== "queued");
      if (isWhole && steps.length > begun.length) total = steps.length;
      for (const { index, name, logs } of begun) {
        if (index > last) {
          last = index;
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
        const log = logs ?? "";
        const end = isOver ? log.length : log.lastIndexOf("\n") + 1;
        const from = commonStart(log, told.get(index) ?? "");
        if (end <= from) continue;
        told.set(index, log.slice(0, end));
        const text2 = log.slice(from, end).replace(/\r?\n$/, "");
        yield {
          type: "log",
          step: index,
          lines: text2.split(/\r?\n/)
        };
      }
    };
  }
  function commonStart(log, told) {
    if (log.startsWith(told)) return told.length;
    let i = 0;
    while (i < log.length && log[i] === told[i]) i++;
    return log.lastIndexOf("\n", i) + 1;
  }
  async function downloadArtifacts(plan, { run: run2, steps }) {
    const { artifacts: folder, catalog, latest } = plan.values;
    if (!folder) return;
    const indexes = steps.filter(({ name, status: status2 }) => isDbtCommand(name) && (status2 === "success" || status2 === "error")).map(({ index }) => index);
    const last = indexes.at(-1);
    const names = ARTIFACTS.filter((name) => catalog || name !== "catalog.json");
    const files = [
      .../* @__PURE__ */ new Set([
        last,
        ...indexes
      ])
    ].flatMap((step) => names.map((name) => ({
      step,
      name
    })));
    let missing3;
    for (const [i, { step, name }] of files.entries()) {
      const to = step === last ? folder : `${folder}/step-${step}`;
      const how = {
        step,
        waits: i === 0
      };
      const fault = await download(plan, run2.id, name, `${to}/${name}`, how);
      const isAbsent = fault instanceof CommandError;
      if (fault && !isAbsent) {
        plan.emit({
          type: "warning",
          text: fault.message
        });
      }
      if (step === last && STATE.includes(name)) missing3 ??= fault;
    }
    if (missing3 && latest === "success") throw missing3;
  }
  async function download({ client, ending: { stop: signal }, process: { fileSystem: fileSystem2 } }, runId, name, path, { step, waits }) {
    const absent = new CommandError(`Run ${runId} left no ${name}`, 3);
    const save = async () => {
      const answer = await openArtifact(client, runId, name, {
        signal,
        step
      }).catch((error) => {
        throw !waits && isMissing(error) ? absent : error;
      });
      try {
        await writeFile(fileSystem2, path, whole(answer.pieces, name));
      } finally {
        await answer.stop();
      }
    };
    try {
      await retrying(client, "read", save, {
        signal,
        silent: true
      });
    } catch (error) {
      if (signal.aborted) return;
      if (error === absent || isMissing(error)) return absent;
      if (error instanceof DbtCloudError) return error;
      return new Error(`Cannot write ${path}: ${error.message}`);
    }
  }
  async function* whole(pieces, name) {
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
  var SECOND5, MIB3, FIRST_ASK, INTERACTIVE, BACKGROUND, LIVE, MAX_LIVE_SIZE, MAX_PAUSE2, SMALL_ANSWER, STATE, ARTIFACTS;
  var init_steps = __esm({
    "command/steps.ts"() {
      init_artifacts();
      init_clock();
      init_errors();
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
      STATE = [
        "manifest.json",
        "run_results.json"
      ];
      ARTIFACTS = [
        ...STATE,
        "catalog.json",
        "sources.json"
      ];
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
      ...SETTING_LIST.flatMap(([, setting], i) => [
        ...setting.group === SETTING_LIST[i - 1]?.[1].group ? [] : [
          "",
          `${setting.group}:`
        ],
        ...describe2(setting)
      ]),
      "",
      "A flag beats its variable. What is empty counts as not set.",
      "",
      "Exit codes:",
      ...Object.entries(EXIT_CODES).flatMap(([code, meaning]) => row(`  ${code}`, meaning)),
      "",
      "Documentation: https://jsr.io/@org/dbt-run"
    ];
  }
  function describe2(setting) {
    const { variables = [], help } = setting;
    const fallback = defaultOf(setting);
    const words = [
      help,
      fallback && `(default: ${fallback})`,
      variables.length > 0 && `[${variables.join(", ")}]`
    ];
    return row(`  ${flagOf(setting)}`, words.filter(Boolean).join(" "));
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
  function defaultOf({ type, default: value = "none" }) {
    if (type === "switch" || value === "none") return "";
    return String(type === "seconds" ? Number(value) / 1e3 : value);
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
  var VERSION, INDENT, LINE, VALUES;
  var init_help = __esm({
    "command/input/help.ts"() {
      init_settings();
      init_process();
      VERSION = "0.3.0";
      INDENT = 28;
      LINE = /\S.{0,51}(?=\s|$)/g;
      VALUES = {
        seconds: "S",
        boolean: "BOOL",
        strings: "TEXT",
        string: "TEXT"
      };
    }
  });

  // command/output/annotations.ts
  var annotations_exports = {};
  __export(annotations_exports, {
    createAnnotations: () => createAnnotations,
    faultOf: () => faultOf,
    sayFault: () => sayFault
  });
  function sayFault(output, message) {
    if (output.ci.annotate) {
      annotate(output, {
        kind: "error",
        title: "dbt-run",
        message,
        id: ""
      });
    } else output.printer.say(`error: ${message}`, "error");
  }
  function annotate({ ci, printer }, finding) {
    const { title, message, file } = finding;
    const safe = {
      ...finding,
      title: printer.safe(title),
      message: message.split("\n").map(printer.safe).join("\n"),
      ...file && {
        file: printer.safe(file)
      }
    };
    printer.command(ci.annotate?.(safe) ?? []);
  }
  function createAnnotations(output) {
    let shown3;
    function show(report) {
      shown3 = report;
      const findings = findingsOf(report);
      for (const kind2 of [
        "error",
        "warning"
      ]) {
        const left = findings.filter((finding) => finding.kind === kind2);
        left.splice(0, MAX_ANNOTATIONS).forEach((it) => annotate(output, it));
        const note = ofRun(report.run, kind2, `and ${left.length} more`);
        if (left.length > 0) annotate(output, note);
      }
      output.tell(output.ci.findings?.(findings));
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
    const { run: run2 } = report;
    const isFailed = run2.status !== "success";
    const isOurs = (file) => !file.startsWith("dbt_packages/");
    const findings = nodesOf(report, "failed", "warned").map((node) => ({
      kind: node.outcome === "failed" && isFailed ? "error" : "warning",
      title: safeLine(labelOf(node)),
      message: detailsOf(node).join("\n"),
      ...node.file && isOurs(node.file) && {
        file: safeLine(node.file)
      },
      ...node.line && {
        line: node.line
      },
      id: node.uniqueId
    }));
    if (isFailed && findings.every(({ kind: kind2 }) => kind2 === "warning")) {
      findings.push(ofRun(run2, "error", run2.statusMessage ?? ""));
    }
    return findings;
  }
  function ofRun(run2, kind2, what) {
    const title = `dbt Cloud run ${run2.id}: ${run2.status}`;
    const message = [
      what,
      `See ${run2.href}`
    ].filter(Boolean).join("\n");
    return {
      kind: kind2,
      title,
      message,
      id: ""
    };
  }
  function faultOf(error, { values, urlSetting }) {
    if (!(error instanceof Error)) return String(error);
    const { message, stack } = error;
    if (codeOf(error) === 70) {
      const text2 = values.debug ? stack ?? message : message;
      const where = values.debug ? "" : "; --debug shows where";
      return `${text2}. This is a fault of dbt-run: please report it at ${ISSUES}${where}`;
    }
    const advice = error instanceof DbtCloudError && adviceFor(error);
    if (!advice) return message;
    return join(message, advice.replace("URL_SETTING", urlSetting));
  }
  function adviceFor(error) {
    const { kind: kind2, status: status2 = 0, obstacle = "network" } = error;
    if (kind2 === "unsent" || kind2 === "lost") return OBSTACLES[obstacle];
    const isForeign = kind2 === "foreign" && status2 !== 429;
    return isForeign ? FOREIGN_ADVICE[Math.floor(status2 / 100)] : ADVICE[status2];
  }
  var MAX_ANNOTATIONS, ADVICE, FOREIGN_ADVICE, OBSTACLES, ISSUES;
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
      FOREIGN_ADVICE = {
        3: "Put that address into URL_SETTING",
        4: "This is not dbt Cloud's API: check URL_SETTING, and the proxy or firewall in between",
        5: "dbt Cloud may be down: see https://status.getdbt.com"
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

  // ci/ci_system.ts
  function readId(value) {
    const isDigits = typeof value === "string" && /^\d+$/.test(value);
    const id2 = isDigits ? Number(value) : value;
    return Number.isSafeInteger(id2) && id2 > 0 ? id2 : void 0;
  }
  function requestOption(text2) {
    if (/github/i.test(text2)) return "githubPullRequestId";
    if (/gitlab|\/merge_requests\//i.test(text2)) return "gitlabMergeRequestId";
    return /^tfs|dev\.azure\.com|visualstudio\.com/i.test(text2) ? "azurePullRequestId" : "nonNativePullRequestId";
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
  function pairs(values, escape2) {
    return Object.entries(values).filter(([, value]) => value).map(([name, value]) => `${name}=${escape2(`${value}`)}`);
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

  // ci/azure.ts
  function escape(text2) {
    return text2.replaceAll("%", "%AZP25").replace(/[\r\n]/g, encodeURIComponent);
  }
  function property(text2) {
    return escape(text2).replace(/[;\]]/g, encodeURIComponent);
  }
  function idVariable(env) {
    const isGitHub = /^github/i.test(providerOf(env)) || readId(env(NUMBER));
    return isGitHub ? NUMBER : "SYSTEM_PULLREQUEST_PULLREQUESTID";
  }
  var NUMBER, providerOf, azure;
  var init_azure = __esm({
    "ci/azure.ts"() {
      init_ci_system();
      NUMBER = "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER";
      providerOf = (env) => env("BUILD_REPOSITORY_PROVIDER") ?? "";
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
          const branch = env("SYSTEM_PULLREQUEST_SOURCEBRANCH");
          const name = idVariable(env);
          const provider = name === NUMBER ? "GitHub" : providerOf(env) || "TfsGit";
          return {
            option: requestOption(provider),
            id: readId(env(name)),
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
        annotate({ kind: kind2, title, message, file, line }) {
          const place = {
            sourcepath: file,
            linenumber: file && line
          };
          const about = pairs({
            type: kind2,
            ...place
          }, property);
          const text2 = escape(`${title}: ${message}`);
          return [
            `##vso[task.logissue ${about.join(";")}]${text2}`
          ];
        },
        fileUrl(file, sha, env) {
          const page = env("BUILD_REPOSITORY_URI");
          if (!/^tfs/i.test(providerOf(env))) {
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
          lines: Object.entries(values).map(([name, value]) => `##vso[task.setvariable variable=${name};isoutput=true]${escape(value)}`)
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
          return {
            files,
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
        fileUrl: (file, sha, env) => joinUrl(env("BITBUCKET_GIT_HTTP_ORIGIN"), `src/${sha}/${file}`),
        outputs: (values, env) => append(env("BITBUCKET_PIPELINES_VARIABLES_PATH"), assignments(values))
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
    return text2.slice(0, MESSAGE_LIMIT).replace(/[%\r\n]/g, encodeURIComponent);
  }
  function property2(text2) {
    return data(text2).replace(/[:,]/g, encodeURIComponent);
  }
  function textAt(event, ...path) {
    const found = path.reduce((value, name) => Object(value)[name], event);
    return typeof found === "string" ? found : void 0;
  }
  function forkWarning(pull) {
    const from = textAt(pull, "head", "repo", "full_name");
    const to = textAt(pull, "base", "repo", "full_name");
    return from && to && from !== to ? "It comes from a fork, whose commits dbt Cloud cannot see" : void 0;
  }
  var MESSAGE_LIMIT, github;
  var init_github = __esm({
    "ci/github.ts"() {
      init_ci_system();
      MESSAGE_LIMIT = 4e3;
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
          const { merge_group: queue, pull_request: pull } = Object(event);
          const ref = textAt(queue, "head_ref") ?? env("GITHUB_REF") ?? "";
          const [, merged, number] = /^refs\/heads\/(gh-readonly-queue\/.+\/pr-(\d+)-.+)$/.exec(ref) ?? [];
          if (number) {
            return {
              option: "githubPullRequestId",
              id: Number(number),
              sha: textAt(queue, "head_sha"),
              branch: merged
            };
          }
          return {
            option: "githubPullRequestId",
            id: readId(Object(pull).number) ?? readId(Object(event).number) ?? readId(/^refs\/pull\/(\d+)\//.exec(ref)?.[1]),
            sha: textAt(pull, "head", "sha"),
            branch: env("GITHUB_HEAD_REF") ?? textAt(pull, "head", "ref"),
            warning: forkWarning(pull)
          };
        },
        noPullRequest: (env) => `The event is ${env("GITHUB_EVENT_NAME") ?? "unknown"}: GitHub has a pull request for the events pull_request, pull_request_target and merge_group`,
        group: (title) => [
          `::group::${data(title)}`,
          "::endgroup::"
        ],
        annotate({ kind: kind2, title, message, file, line }) {
          const about = pairs({
            file,
            line: file && line,
            title
          }, property2);
          return [
            `::${kind2} ${about.join(",")}::${data(message)}`
          ];
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
        // Its log shows colours only with a plugin.
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
    return DANGERS.reduce((text2, danger) => text2.replace(...danger), line);
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

  // command/output/log.ts
  function createLog(plan, output) {
    const { values } = plan;
    const { ci, printer } = output;
    const shown3 = {
      status: "",
      at: -HEARTBEAT
    };
    let isErrorSaid = false;
    let isTriggered = false;
    let step;
    function on2(event) {
      switch (event.type) {
        case "triggering":
          isTriggered = true;
          return printer.say(triggerLines(plan, event));
        case "started":
          step = void 0;
          shown3.status = "";
          return printer.say(`Job running! See job status at ${event.run.href}`);
        case "polled":
          return status2(event.run);
        case "step":
          step = event.step;
          return printer.say(stepLine(step));
        case "log":
          return printer.say(event.lines.map((line) => `  | ${line}`), "log");
        case "notice":
          return printer.say(event.text, event.showWhenQuiet ? "verdict" : "info");
        case "warning":
          return printer.say(`warning: ${event.text}`, "error");
        case "stopping":
          if (event.during === "start" && isTriggered) untriggered(event.error);
          return failed(event.error);
        case "attempt-ended":
          return ended(event.report);
      }
    }
    function status2(run2) {
      const now = clock.now();
      const isNew = run2.status !== shown3.status;
      const isBeat = now - shown3.at >= HEARTBEAT && !printer.canDraw;
      if (!isNew && !isBeat) return;
      Object.assign(shown3, {
        status: run2.status,
        at: now
      });
      const word = run2.status.replace(/^./, (letter) => letter.toUpperCase());
      printer.say(`Run status -> ${word}`);
      const [blocker] = run2.blockedBy;
      if (isNew && blocker) printer.say(`Waiting for run ${blocker} to end`);
      if (isNew || !step) return;
      printer.say(`${stepLine(step)} (${durationOf(now - step.startedAt)})`);
    }
    function ended(report) {
      const { href, status: status3 } = report.run;
      const says = statusOf(report);
      if (says) printer.say(`dbt Cloud says: ${says}`, "verdict");
      for (const { title, lines } of logBlocks(report, values.logs)) {
        const [start, end] = ci.group?.(printer.safe(title), Date.now()) ?? [];
        if (start) printer.command([
          start
        ]);
        else printer.say(title);
        printer.say(start ? lines : lastOf(lines, href));
        if (end) printer.command([
          end
        ]);
      }
      printer.say(reportLines(report), status3 === "success" ? "info" : "verdict");
    }
    function untriggered(error) {
      if (!(error instanceof DbtCloudError)) return;
      printer.say("ERROR! - Could not trigger job:");
      if (ci.annotate) return;
      printer.say(` ${error.message.replace(/^Cannot [^:]*: /, "")}`);
    }
    function failed(error) {
      if (isErrorSaid) return;
      isErrorSaid = true;
      sayFault(output, faultOf(error, plan));
    }
    function done({ run: run2, report, error }) {
      if (error) failed(error);
      if (!run2 || !hasEnded(run2) || report?.run.id !== run2.id) return;
      printer.say(verdictLine(report), "verdict");
      const isGood = run2.status === "success";
      const text2 = isGood ? `Job completed successfully! See details at ${run2.href}` : `Run failed or canceled. See why at ${run2.href}`;
      printer.say(text2, isGood ? "verdict" : "error");
    }
    return {
      on: on2,
      done
    };
  }
  function lastOf(lines, href) {
    const cut2 = lines.length - UNFOLDED_LINES;
    if (cut2 <= 0) return lines;
    const count = lines[0].startsWith("  | ") ? cut2 : `more than ${cut2 - 1}`;
    return [
      `  \u2026 ${count} lines before are at ${href}`,
      ...lines.slice(cut2)
    ];
  }
  function triggerLines({ values, given, client: { url, accountId } }, { jobId, body, isDry }) {
    return [
      "",
      "Configuration:",
      `api_base: ${url}`,
      `job_cause: ${given.cause ?? "API-triggered job"}`,
      `git_branch: ${given.gitBranch ?? "None"}`,
      `schema_override: ${given.schemaOverride ?? "None"}`,
      `account_id: ${accountId}`,
      `project_id: ${values.projectId ?? "None"}`,
      `job_id: ${jobId}`,
      "",
      "Beginning request for job run...",
      "Triggering job:",
      `	url: ${url}/api/v2/accounts/${accountId}/jobs/${jobId}/run/`,
      `	payload: ${pythonRepr(body)}`,
      ...isDry ? [
        "Dry run: nothing was sent"
      ] : []
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
      resultOf(report)
    ].filter(Boolean).join(": ");
  }
  function pythonRepr(value) {
    if (Array.isArray(value)) return `[${value.map(pythonRepr).join(", ")}]`;
    if (value && typeof value === "object") {
      const items = Object.entries(value).map((entry) => entry.map(pythonRepr).join(": "));
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
    let status2 = "queued";
    let step;
    let began = clock.now();
    function draw() {
      const now = clock.now();
      const doing = step && `step ${step.index}: ${commandOf(step.name)}`;
      const words = [
        status2,
        doing,
        durationOf(now - began)
      ].filter(Boolean);
      const frame = SPINNER[Math.floor(now / FRAME2) % SPINNER.length];
      printer.draw(`${frame} ${words.join(", ")}`);
    }
    function stop() {
      clearInterval(timer);
      timer = void 0;
      printer.draw("");
    }
    return {
      on(event) {
        if ("run" in event) status2 = event.run.status;
        if (event.type === "step") step = event.step;
        if (event.type === "started") {
          step = void 0;
          began = clock.now();
          timer ??= setInterval(draw, FRAME2);
        }
        const isOver = event.type === "polled" && hasEnded(event.run);
        if (isOver || event.type === "stopping") stop();
      },
      done: stop
    };
  }
  function createPrinter(process2, { json, quiet }, redact, ci) {
    const env = ciEnv(process2.env);
    const isAttended = isInteractive(process2, quiet);
    const wantsColour = ci.colour || isAttended || !!env("FORCE_COLOR");
    const colour = wantsColour && !env("NO_COLOR");
    const { err } = process2;
    const out = json ? err : process2.out;
    const screen = isAttended && [
      out,
      err
    ].find(({ isTerminal }) => isTerminal);
    let drawn = "";
    let dropped = 0;
    let isDocumented = !json;
    const clean = (text2, options) => redact(safeLine(redact(text2), options));
    function print(stream, lines) {
      if (screen && drawn) screen.draw(CLEAR);
      lines.forEach(stream.line);
      if (screen && drawn) screen.draw(drawn);
    }
    return {
      /** Whether a person reads the output, and a line can be drawn. */
      canDraw: !!screen,
      /** Prints lines of any text. */
      say(text2, kind2 = "info") {
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
        }
        dropped = 0;
        const safe = lines.map((line) => disarm(clean(line, {
          colour
        })));
        print(kind2 === "error" ? err : out, safe);
      },
      /** Prints lines that the CI system shall obey; their text was made safe. */
      command: (lines) => print(out, lines.map(redact)),
      /** One harmless line of a text, for commands. */
      safe: (text2) => disarm(clean(text2)),
      /** Prints the document of `--json`, once; what is not known is `null`. */
      document(document) {
        if (isDocumented) return;
        isDocumented = true;
        const orNull = (_, value) => value ?? null;
        process2.out.line(JSON.stringify(redact(document), orNull));
      },
      /** Draws the live line; an empty one ends it. */
      draw(text2) {
        if (!screen || text2 && process2.waiting() > 0) return;
        const width = Math.max(20, process2.columns() - 1);
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

  // report/junit.ts
  function xml(text2) {
    return safeLines(text2, {
      length: 1e4
    }).join("\n").replace(/[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&apos;").replaceAll("	", "&#9;");
  }
  function attributes(values) {
    return Object.entries(values).map(([name, value]) => value === null ? "" : ` ${name}="${xml(value).replaceAll("\n", "&#10;")}"`).join("");
  }
  function elementOf({ outcome, status: status2 }) {
    if (outcome === "failed") return status2 === "fail" ? "failure" : "error";
    return outcome === "skipped" ? "skipped" : void 0;
  }
  function testCase(node, name, isFlaky) {
    const { package: group2, type, status: status2, seconds, file } = node;
    const classname = `${group2}.${type}`;
    const time = seconds.toFixed(3);
    const start = `    <testcase${attributes({
      classname,
      name,
      time,
      file
    })}`;
    const element = isFlaky ? "flakyFailure" : elementOf(node);
    if (!element && node.outcome === "passed") return `${start}/>`;
    const text2 = xml(detailsOf(node).join("\n"));
    const kind2 = element === "skipped" ? null : status2;
    const about = {
      message: causeOf2(node),
      type: kind2
    };
    const content = element ? `<${element}${attributes(about)}>${text2}</${element}>` : `<system-out>${text2}</system-out>`;
    return `${start}>
      ${content}
    </testcase>`;
  }
  function counts(nodes) {
    const elements = nodes.map(elementOf);
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
    const { run: run2, flaky } = report;
    const flakyIds = new Map(flaky.map((node) => [
      node.uniqueId,
      node
    ]));
    const suites = suitesOf(report);
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
        const nameOf2 = namesIn(nodes);
        const timestamp = (startedAt ?? run2.startedAt)?.slice(0, 19) ?? null;
        return [
          `  <testsuite${attributes({
            name,
            timestamp,
            ...counts(nodes)
          })}>`,
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
    ].map(({ index, name, startedAt }) => ({
      name: `${index}. ${commandOf(name)}`,
      nodes: unique(nodes.filter(({ step }) => step === index)),
      startedAt
    }));
    const isSilent = run2.status !== "success" && !nodes.some(({ outcome }) => outcome === "failed");
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
    const { id: id2, status: status2, statusMessage, durationMs } = report.run;
    return {
      ...BLANK2,
      uniqueId: `run.${id2}`,
      name: `run ${id2}`,
      type: "run",
      package: "dbt Cloud",
      status: status2,
      outcome: report.ranNothing ? "skipped" : "failed",
      message: report.ranNothing ? resultOf(report) : statusMessage ?? "",
      seconds: (durationMs ?? 0) / 1e3
    };
  }
  function namesIn(suite) {
    const keyOf3 = (node) => `${node.package}
${node.type}
${node.name}`;
    const seen = /* @__PURE__ */ new Set();
    const twins = /* @__PURE__ */ new Set();
    for (const key of suite.map(keyOf3)) (seen.has(key) ? twins : seen).add(key);
    return (node) => twins.has(keyOf3(node)) ? node.uniqueId : node.name;
  }
  var init_junit = __esm({
    "report/junit.ts"() {
      init_report();
      init_results();
      init_text();
    }
  });

  // report/summary.ts
  function markdown(text2) {
    return safeLine(text2, {
      length: MAX_LENGTH2
    }).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replace(/[\\`*_{}[\]()#+.!|~@:-]/g, (it) => `&#${it.charCodeAt(0)};`);
  }
  function block(lines) {
    const text2 = cutTo(MAX_TEXT2, lines.join("\n"));
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
  function summary(report, options = {}) {
    const { run: run2, steps, nodes, flaky, gaps } = report;
    function fileOf({ file }) {
      if (!file) return "";
      const url = file.length > MAX_LENGTH2 ? void 0 : options.linkTo?.(file);
      return url ? ` in [${markdown(file)}](<${url}>)` : ` in ${markdown(file)}`;
    }
    const label = (node) => markdown(labelOf(node));
    const inLine = (node) => `- **${label(node)}**${fileOf(node)}: ${markdown(causeOf2(node))}`;
    const whole2 = (node) => `#### ${label(node)}${fileOf(node)}

${block(detailsOf(node))}
`;
    function list(title, of, show = inLine) {
      if (of.length === 0) return [];
      const items = of.slice(0, MAX_WHOLE).map(show).join("\n").trimEnd();
      const rest = of.slice(MAX_WHOLE).map(inLine);
      const noteOf = (more) => `- and ${more} more`;
      return [
        `### ${title}

${items}`,
        details(`and ${rest.length} more`, within(LIST_LIMIT, rest, noteOf))
      ];
    }
    const failed = nodesOf(report, "failed");
    const isSlow = ({ type, seconds }) => run2.status === "success" && type !== "step" && seconds >= 1;
    const slowest = nodes.filter(isSlow).toSorted((a, b) => b.seconds - a.seconds).slice(0, MAX_WHOLE).map((node) => `- ${durationOf(node.seconds * 1e3)}: ${markdown(titleOf(node))}`);
    const [says, skipped] = [
      statusOf(report),
      skippedOf(report)
    ];
    const job = run2.jobName ? ` of ${markdown(run2.jobName)}` : "";
    const facts = [
      run2.gitBranch && `branch **${markdown(run2.gitBranch)}**`,
      run2.gitSha && `commit ${markdown(run2.gitSha.slice(0, 10))}`,
      run2.durationMs !== null && `took ${durationOf(run2.durationMs)}`,
      resultOf(report)
    ];
    const sections = [
      `## dbt Cloud run [${run2.id}](<${run2.href}>)${job} ${VERDICTS[run2.status]}`,
      facts.filter(Boolean).join(" \xB7 "),
      says && `> ${markdown(says)}`,
      ...list(`Failed: ${failed.length}`, failed, whole2),
      ...list(`Flaky: failed before a retry`, flaky),
      ...list("Warned", nodesOf(report, "warned")),
      ...list("Of unknown status", nodesOf(report, "unknown")),
      skipped && `Skipped: ${markdown(skipped)}`,
      ...gaps.map((gap2) => `> ${markdown(gap2)}`),
      steps.length > 0 ? `### Steps

${stepTable(steps)}` : "",
      details("Slowest nodes", slowest)
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
  function openOutput(input, process2, redact = redactor(secretsOf(input))) {
    const { fileSystem: fileSystem2 } = process2;
    const env = ciEnv(process2.env);
    const ci = detectCi(env);
    const printer = createPrinter(process2, input.values, redact, ci);
    let queue = removeLeftovers(input, ci, fileSystem2);
    const unwritable2 = /* @__PURE__ */ new Set();
    async function write(path, text2, isMore) {
      try {
        const safe = redact(text2);
        if (isMore) await fileSystem2.write(path, safe, "append");
        else await writeFile(fileSystem2, path, safe);
      } catch (error) {
        if (unwritable2.has(path)) return;
        unwritable2.add(path);
        const { message } = error;
        printer.say(`warning: Cannot write ${path}: ${message}`, "error");
      }
    }
    return {
      ci,
      env,
      printer,
      /** Tells the CI system something; what cannot be written costs a warning. */
      tell({ lines = [], files = [] } = {}) {
        for (const { path, text: text2, append: append2 } of files) {
          queue = queue.then(() => write(path, text2, append2));
        }
        if (files.length === 0) printer.command(lines);
        else queue = queue.then(() => printer.command(lines));
      },
      /** Resolves when all is written. */
      finished: () => queue
    };
  }
  function createOutputs(output) {
    const { ci, env, printer, tell, finished } = output;
    let told = "";
    let reused;
    function tellOf(run2) {
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
          git_sha: printer.safe(run2.gitSha)
        }
      };
      tell(ci.outputs?.(values, env));
    }
    return {
      on(event) {
        if (event.type === "started") reused = event.reused;
        if ("run" in event) tellOf(event.run);
      },
      done({ run: run2 }) {
        if (run2) tellOf(run2);
        return finished();
      }
    };
  }
  async function writeReports(input, { ci, env, tell, finished }, outcome) {
    if (!writesReports(input)) return;
    const { values } = input;
    const { report, code } = outcome;
    if (report && values.junit) {
      tell({
        files: [
          {
            path: values.junit,
            text: junit(report)
          }
        ]
      });
    }
    const sha = report?.run.gitSha;
    const linkTo = (file) => sha ? ci.fileUrl?.(file, sha, env) : void 0;
    const end = report && code < 2 ? "" : endPage(outcome, input);
    const page = [
      end,
      report ? summary(report, {
        linkTo
      }) : ""
    ].filter(Boolean).join("\n");
    if (values.summary) tell({
      files: [
        {
          path: values.summary,
          text: page
        }
      ]
    });
    tell(ci.summary?.(page, env));
    await finished();
  }
  function writesReports({ values, command }) {
    return !values.dryRun && command !== "cancel";
  }
  function endPage({ code, run: run2, unclear, error }, input) {
    const heading = code === 0 ? "dbt Cloud run was started" : `dbt-run: ${EXIT_CODES[code]}`;
    const lines = [
      `## ${heading}`,
      error && markdown(faultOf(error, input)),
      run2 && `Run [${run2.id}](<${run2.href}>): ${run2.status}`,
      unclear && `[Look for ${markdown(unclear.mark ?? "the run")}](<${unclear.page}>)`
    ];
    return `${lines.filter(Boolean).join("\n\n")}
`;
  }
  async function removeLeftovers(input, { leftovers = [] }, fileSystem2) {
    if (!writesReports(input)) return;
    const { junit: junit2, summary: summary2 } = input.values;
    const removing = [
      ...leftovers,
      junit2,
      summary2
    ].map(async (path) => {
      if (!path || await fileSystem2.kindOf(path) !== "file") return;
      const text2 = await fileSystem2.readText(path);
      const isOurs = leftovers.includes(path) || OURS.test(text2);
      if (isOurs) await fileSystem2.remove(path);
    });
    await Promise.allSettled(removing);
  }
  var OURS;
  var init_files2 = __esm({
    "command/output/files.ts"() {
      init_client();
      init_run();
      init_registry();
      init_annotations();
      init_log();
      init_files();
      init_process();
      init_junit();
      init_summary();
      OURS = /^(<\?xml [^>]*>\n<testsuites name="dbt"|## dbt(-run:| Cloud run) )/;
    }
  });

  // command/output/consumers.ts
  var consumers_exports = {};
  __export(consumers_exports, {
    createConsumers: () => createConsumers,
    tellEnd: () => tellEnd
  });
  function createConsumers(plan) {
    const { notices, warnings, client, ending, process: process2 } = plan;
    const output = openOutput(plan, process2, client.redact);
    const { printer } = output;
    const consumers = [
      ...printer.canDraw ? [
        createLiveLine(printer)
      ] : [],
      createOutputs(output),
      createAnnotations(output),
      {
        done: (outcome) => writeReports(plan, output, outcome)
      },
      ...process2.observer ? [
        process2.observer
      ] : [],
      // The verdict is the last thing that people read.
      createLog(plan, output),
      {
        done: (outcome) => printer.document(toDocument(outcome))
      }
    ];
    warnings.forEach((text2) => printer.say(`warning: ${text2}`, "error"));
    printer.say(notices);
    async function attempt(work) {
      try {
        await work();
      } catch (error) {
        printer.say(`warning: ${faultOf(error, plan)}`, "error");
      }
    }
    return {
      tell(event) {
        for (const { on: on2 } of consumers) attempt(() => on2?.(event));
      },
      /** Lets them end, one after the other, and returns the exit code. */
      async finish(outcome) {
        const now = () => afterSignal(ending.leave, outcome);
        for (const { done } of consumers) await attempt(() => done?.(now()));
        return now().code;
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
        printer.document(toDocument(outcome));
        if (words) await writeReports(plan, output, outcome);
      }
    };
  }
  async function tellEnd(input, process2, outcome, faults, hint2) {
    const output = openOutput(input, process2);
    const { printer } = output;
    for (const fault of faults) sayFault(output, fault);
    if (hint2) printer.say(hint2, "error");
    for (const text3 of input.warnings) printer.say(`warning: ${text3}`, "error");
    const isSaid = faults.some((fault) => fault.includes(" (--summary): "));
    const values = {
      ...input.values,
      ...isSaid && {
        summary: void 0
      }
    };
    const text2 = [
      ...faults,
      hint2
    ].filter(Boolean).join("; ");
    const end = {
      ...outcome,
      error: new CommandError(text2, 2)
    };
    await writeReports({
      ...input,
      values
    }, output, end);
    printer.document(toDocument(end));
  }
  function toDocument({ code, run: run2, report, error, unclear }) {
    const failed = report ? nodesOf(report, "failed") : [];
    return {
      run_id: run2?.id,
      run_url: run2?.href,
      run_status: run2?.status,
      status_message: run2?.statusMessage,
      git_branch: run2?.gitBranch,
      git_sha: run2?.gitSha,
      created_at: run2?.createdAt,
      started_at: run2?.startedAt,
      finished_at: run2?.finishedAt,
      failed_nodes: failed.map((node) => ({
        unique_id: node.uniqueId,
        resource_type: node.type,
        name: node.name,
        file: node.file,
        status: node.status,
        message: node.message
      })),
      unclear,
      exit_code: code,
      error: error?.message
    };
  }
  var init_consumers = __esm({
    "command/output/consumers.ts"() {
      init_annotations();
      init_files2();
      init_log();
      init_process();
      init_report();
    }
  });

  // command/input/pull_request.ts
  var pull_request_exports = {};
  __export(pull_request_exports, {
    readPullRequest: () => readPullRequest
  });
  async function readPullRequest({ env, fileSystem: fileSystem2 }, input, faults) {
    const { command, values, warnings } = input;
    const denied = /* @__PURE__ */ new Set();
    const read = ciEnv(env, (name) => denied.add(name));
    const ci = detectCi(read);
    if (CI_SYSTEMS.includes(ci)) denied.clear();
    const path = ci.eventFile && read(ci.eventFile);
    const others = faults.length;
    let event;
    try {
      if (path) event = JSON.parse(await fileSystem2.readText(path));
    } catch (error) {
      const { message } = error;
      faults.push(`Cannot read the event in ${path}: ${message}`);
    }
    const pull = ci.pullRequest(read, event);
    if (denied.size > 0) {
      const names = [
        ...denied
      ].join(",");
      faults.push(`Cannot look for the pull request: ${names} may not be read. Add them to --allow-env`);
    } else if (pull.id) {
      take(ci, pull, input);
    } else if (faults.length === others) {
      const fault = `No pull request was found. ${ci.noPullRequest(read)}`;
      const takesAny = values.reuse || command === "wait" && values.latest === "none";
      const isFine = values.pullRequest === "auto" && (values.gitSha || !takesAny);
      (isFine ? warnings : faults).push(fault);
    }
  }
  function take({ name }, { option, id: id2, sha, branch, warning }, { values, given, notices, warnings }) {
    const words = [
      `pull request ${id2}`,
      sha && `commit ${sha}`,
      branch && `branch ${branch}`
    ];
    notices.push(`${name}: ${words.filter(Boolean).join(", ")}`);
    if (warning) warnings.push(warning);
    const isSet = SETTING_LIST.some(([name2, { type }]) => type === "request" && values[name2] !== void 0);
    if (!isSet) values[option] = id2;
    values.gitSha ??= sha || void 0;
    values.gitBranch ??= branch || void 0;
    if (branch) given.gitBranch ??= branch;
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
          const text2 = `${name}=${value}
`;
          if (path) await fileSystem2.write(path, text2, "append");
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
  function parseArgs(args, { collect: collect2 }) {
    const result = {
      _: []
    };
    for (const flag of collect2) {
      const start = `--${flag}=`;
      result[flag] = args.filter((word) => word.startsWith(start)).map((word) => word.slice(start.length));
    }
    return result;
  }

  // command/input/parse.ts
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
  var WORDS = [
    ...COMMANDS,
    "help"
  ];
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
  function readFlags(args) {
    const flags = {
      given: /* @__PURE__ */ new Map(),
      words: [],
      faults: []
    };
    const { given, words, faults } = flags;
    const tokens = [];
    const rest = [
      ...args
    ];
    for (let word; (word = rest.shift()) !== void 0; ) {
      if (word === "--") words.push(...rest.splice(0));
      else if (!/^-./.test(word)) words.push(word);
      else tokens.push(...joinFlag(ALIASES.get(word) ?? word, rest, faults));
    }
    const names = [
      ...FLAGS.keys()
    ];
    const parsed = parseArgs(tokens, {
      string: names,
      collect: names
    });
    for (const [name, { flag, type }] of SETTING_LIST) {
      const texts = parsed[flag ?? ""] ?? [];
      if (texts.length > 0) given.set(name, texts);
      const isSingle = type !== "strings" && type !== "switch";
      if (isSingle && texts.length > 1) faults.push(`--${flag} is given twice`);
    }
    return flags;
  }
  function joinFlag(word, rest, faults) {
    const [flag, value] = split(word);
    const setting = FLAGS.get(flag);
    if (!setting) {
      faults.push(unknown(`Unknown option ${word.split("=")[0]}`, flag));
      if (value === void 0) dropValue(rest);
      return [];
    }
    const isSwitch = setting.type === "switch";
    if (isSwitch && value !== void 0) faults.push(`--${flag} takes no value`);
    const text2 = isSwitch ? String(flag === setting.flag) : value ?? setting.implied ?? takeValue(rest);
    if (text2 === void 0) {
      faults.push(`--${flag} needs a value${hint(word, rest)}`);
    }
    return text2?.trim() ? [
      `--${setting.flag}=${text2}`
    ] : [];
  }
  function takeValue(rest) {
    return /^--[a-z]/.test(rest[0] ?? "") ? void 0 : rest.shift();
  }
  function hint(word, rest) {
    const [next] = rest;
    if (!next || FLAGS.has(split(next)[0])) return "";
    rest.shift();
    return `; one that begins with a dash follows =: ${word}="${next}"`;
  }
  function dropValue(rest) {
    const [next = ""] = rest;
    if (!/^-./.test(next) && !WORDS.includes(next)) rest.shift();
  }
  function split(word) {
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
    return unknown(what, word, WORDS);
  }
  function unknown(what, word, names = [
    ...FLAGS.keys()
  ]) {
    if (word === "api-key") return `${what}: set DBT_API_KEY, it has no flag`;
    const dashes = names === WORDS ? "" : "--";
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
  var QUOTED = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/s;
  var BARE = /^[^\s,[\]{}]+(?:[ \t]+[^\s#,[\]{}][^\s,[\]{}]*)*/;
  var BLANK = /^\s*(?:#|$)/;
  var NOTHING = /^(?:[^\S\n]*(?:#[^\n]*)?(?:\n|$))+/;
  var ITEM = /^ *-(?=\s|$)/;
  var OTHER = /^\s*(?:#|$|-\s|dbt\s|---|\.\.\.)/;
  var CLOSED = /"(?:[^"\\]|\\[^\n])*"|'[^']*'|\\[^\n]/g;
  function readCommands(text2) {
    const content = text2.replace(/\r\n?/g, "\n").replace(NOTHING, "").replace(/^---(?=\s|$)/, "").replace(NOTHING, "");
    if (!content) return [];
    const commands = content.trim().startsWith("[") ? readFlow(content.trim()) : readItems(content.split("\n"));
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
  function readItems(lines) {
    const [first = ""] = lines;
    if (ITEM.test(first)) {
      const indent = indentOf(first);
      return splitBlock(lines, indent).map((item) => readItem(item, indent + 1));
    }
    const commands = lines.filter((line) => !BLANK.test(line));
    const isList2 = commands.every((line) => /^\s*dbt\s/.test(line));
    return (isList2 ? commands.map((line) => [
      line
    ]) : [
      lines
    ]).map((item) => readItem(item, 0));
  }
  function splitBlock(lines, indent) {
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
    return items;
  }
  function indentOf(line) {
    return line.search(/[^ ]|$/);
  }
  function readItem(lines, indent) {
    const [, style] = /^\s*([|>])[-+]?\s*(?:\s#.*)?$/.exec(lines[0]) ?? [];
    if (style) return readText2(lines.slice(1), style === ">", indent);
    const end = lines.findLastIndex((line) => !BLANK.test(line)) + 1;
    const text2 = skip(lines.slice(0, end).join("\n"));
    const [quoted] = QUOTED.exec(text2) ?? [];
    if (quoted) {
      const after = skip(text2.slice(quoted.length));
      return after ? refuse(after, "the quotes end before") : unquote(quoted);
    }
    const other = text2.split("\n").slice(1).find((line) => OTHER.test(line));
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
  function readInput(process2) {
    const { given: flags, words, faults } = readFlags(process2.args);
    const [word = "run", ...others] = words;
    const command = COMMANDS.find((name) => name === word) ?? "run";
    const target = command === "run" ? void 0 : others.shift();
    const reading = {
      command,
      needsJob: command !== "cancel" && !target,
      values: Object.fromEntries(SETTING_LIST.map(([name, setting]) => [
        name,
        setting.default
      ])),
      given: {},
      urlSetting: "DBT_URL",
      sources: {},
      unexpanded: {},
      faults,
      warnings: [],
      notices: [],
      process: process2
    };
    const isOn2 = (name) => flags.get(name)?.at(-1) === "true";
    const help = word === "help" || isOn2("help");
    if ((help || isOn2("version")) && faults.length === 0) {
      Object.assign(reading.values, {
        help,
        version: !help
      });
      return finish(reading);
    }
    if (word !== command) faults.push(unknownCommand(word));
    for (const [name, setting] of SETTING_LIST) {
      const source = sourceOf(name, setting, flags.get(name), reading);
      if (source) readSetting2(name, setting, source, reading);
    }
    reading.values.url = withScheme(reading.values.url);
    readJobPage(reading);
    readJobName(reading);
    for (const argument of others.filter(Boolean)) {
      faults.push(`Unexpected argument ${argument}`);
    }
    if (command !== "run") reading.runId = readRunId(target, reading);
    check(reading);
    warn(reading);
    requireSettings(reading);
    return finish(reading);
  }
  function finish(reading) {
    const { sources, faults } = reading;
    return {
      ...reading,
      urlSetting: sources.url?.name ?? reading.urlSetting,
      faults: faults.length > 0 ? faults : void 0
    };
  }
  function sourceOf(name, setting, texts, reading) {
    if (texts) return {
      name: `--${setting.flag}`,
      isFlag: true,
      texts
    };
    const input = reading.process.input?.(name);
    if (!input?.text.trim()) return readVariable(setting, reading);
    return {
      name: input.name,
      isFlag: true,
      isInput: true,
      texts: [
        input.text
      ]
    };
  }
  function readVariable({ variables = [], group: group2, commands, finds }, { command, needsJob, process: { env }, faults }) {
    const isUsed = (commands?.includes(command) ?? true) && (needsJob || !finds) && (command !== "cancel" || group2 !== "Output");
    if (!isUsed) return;
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
    const textOf = ({ texts }) => texts.join().trim();
    const full = found.filter(textOf);
    const [first, ...others] = full.filter((it) => !UNEXPANDED.test(textOf(it)));
    const plain = (it) => textOf(it).replace(/^https:\/\/|\/+$/g, "");
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
    const text2 = given[name] = source.texts.join("\n");
    if (!text2.trim()) return;
    const lines = text2.replace(/^[^\S\n]*-[^\S\n]/gm, "").split("\n").map((line) => line.trim()).filter(Boolean);
    const change = CHANGES[name];
    const pattern = change ? VARIABLE : UNEXPANDED;
    const left = lines.find((line) => pattern.test(line));
    const isAlone = lines.length === 1 && left?.replace(VARIABLE, "") === "";
    if (left !== void 0 && (isAlone || name !== "cause")) {
      const fault = `${source.name} is a variable that was not expanded: ${left}`;
      if (isAlone) unexpanded2[name] = fault;
      else faults.push(fault);
      return;
    }
    sources[name] = source;
    try {
      const value = readValue(setting, source.texts);
      const isChanged = change && !source.isInput;
      Object.assign(values, {
        [name]: isChanged ? change(`${value}`) : value
      });
    } catch (error) {
      faults.push(`${source.name} ${error.message}`);
    }
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
    throw new TypeError(mustBe(`${be}`, text2));
  }
  function mustBe(what, text2) {
    return `must be ${what}: current value is ${JSON.stringify(text2)}`;
  }
  function readSteps2(texts) {
    const how = "Write each command on a line of its own, in quotes if it holds a #";
    try {
      const commands = texts.flatMap(readCommands);
      if (commands.length > 0) return commands;
      throw new SyntaxError("there is no command in it");
    } catch (error) {
      const { message } = error;
      throw new SyntaxError(`cannot be read: ${message}. ${how}`);
    }
  }
  var JOB_PAGE = "https://HOST/deploy/ACCOUNT/projects/PROJECT/jobs/JOB";
  var PAGE = new RegExp("^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)".replaceAll("N", "[1-9]\\d{0,14}"));
  function readPage(text2) {
    if (!URL.canParse(text2)) return;
    const url = new URL(text2);
    const path = url.pathname === "/" ? `/${url.hash}` : url.pathname;
    const { groups } = PAGE.exec(path) ?? {};
    if (!groups || !isPlainHttps(url.origin) || url.username) return;
    if (!groups.projectId && !groups.runId) return;
    const ids = Object.entries(groups).filter(([, id2]) => id2).map(([name, id2]) => [
      name,
      Number(id2)
    ]);
    return {
      url: url.origin,
      ...Object.fromEntries(ids)
    };
  }
  function readJobPage(reading) {
    const { values: { jobUrl = "" }, sources, faults } = reading;
    const source = sources.jobUrl;
    if (!source) return;
    const page = readPage(withScheme(jobUrl));
    if (page?.jobId) return takePage(page, source, reading);
    const fault = page ? "is the address of a run's page: use the job's, or `dbt-run wait URL` for the run" : mustBe(`the address of a job's page, ${JOB_PAGE}`, jobUrl);
    faults.push(`${source.name} ${fault}`);
  }
  function takePage(page, source, { values, sources, faults }) {
    const isArgument = page.runId !== void 0;
    for (const name of [
      "url",
      "accountId",
      "projectId",
      "jobId"
    ]) {
      const [ours, theirs] = [
        values[name],
        page[name]
      ];
      if (theirs === void 0) continue;
      const other = sources[name];
      const isRival = other && (isArgument || other.isFlag === source.isFlag);
      if (isRival && ours !== theirs) {
        const names = `${source.name} and ${other.name}`;
        faults.push(`${names} disagree: ${theirs} and ${ours}`);
      }
      const isBeaten = other?.isFlag && !source.isFlag;
      if (!isBeaten) Object.assign(values, {
        [name]: theirs
      });
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
    if (id2.isFlag === name.isFlag) {
      faults.push(`${id2.name} and ${name.name} are both given: use one of them`);
    }
    values[id2.isFlag ? "jobName" : "jobId"] = void 0;
  }
  function selectorsOf({ values, sources }) {
    return SETTING_LIST.filter(([name, { finds }]) => finds === "run" && values[name] && values[name] !== "none").flatMap(([name]) => sources[name] ?? []);
  }
  function readRunId(target, reading) {
    const { command, faults } = reading;
    const selectors = command === "wait" ? selectorsOf(reading) : [];
    if (!target) {
      const others = command === "wait" ? ", --latest, --git-sha or --pull-request" : "";
      const fault = `${command} needs a RUN_ID${others}`;
      if (selectors.length === 0) faults.push(fault);
      return;
    }
    const flag = selectors.find(({ isFlag }) => isFlag);
    if (flag) faults.push(`${flag.name} does not go with a RUN_ID`);
    const page = readPage(target);
    const runId = page ? page.runId : countOf(target);
    const what = "a positive whole number, or the address of a run's page";
    if (!isId(runId)) faults.push(`RUN_ID ${mustBe(what, target)}`);
    else if (page) readRunPage(page, reading);
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
    if (sources.projectId) delete page.projectId;
    takePage(page, source, reading);
  }
  var CHECKS2 = {
    interval: (name, { values }) => values.interval === 0 && `${name} must be above 0`,
    apiKey: (name, { values: { apiKey = "" } }) => /^(["']).*\1$/s.test(apiKey) && `${name} begins and ends with a quote`,
    url(name, { values: { url } }) {
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
    reuse: (name, reading) => reading.values.reuse && selectorsOf(reading).length === 0 && `${name} needs a commit or a pull request: add --git-sha or --pull-request`
  };
  function check(reading) {
    const { command, values, sources, faults } = reading;
    const options = {
      ...values,
      interval: void 0
    };
    for (const [option, { message }] of checkOptions(options)) {
      faults.push(`${sources[option]?.name ?? option} ${message}`);
    }
    for (const [name, { commands = [
      command
    ] }] of SETTING_LIST) {
      const source = sources[name];
      if (!source) continue;
      const fault = commands.includes(command) ? CHECKS2[name]?.(source.name, reading) : foreignFault(source, values[name], commands, reading);
      if (fault) faults.push(fault);
    }
  }
  function foreignFault({ name, isFlag }, value, commands, { command, process: { input } }) {
    if (!isFlag || input && (command !== "run" || value !== true)) return;
    const flag = value === false && !input ? `--no-${name.slice(2)}` : name;
    return `${flag} only works with \`${commands[0]}\``;
  }
  function warn({ values, sources, faults, warnings, process: { env } }) {
    const { url, apiKey } = sources;
    const { length } = values.apiKey ?? "";
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
    const { needsJob, values, sources, faults, warnings, unexpanded: unexpanded2 } = reading;
    const required = [
      "apiKey"
    ];
    if (!sources.jobUrl) {
      required.push("accountId");
      if (needsJob && values.jobName === void 0) required.push("jobId");
    }
    for (const name of required) {
      if (sources[name]) continue;
      faults.push(unexpanded2[name] ?? missing(name, reading));
      delete unexpanded2[name];
    }
    for (const fault of Object.values(unexpanded2)) {
      warnings.push(`${fault}. It counts as not set`);
    }
  }
  function missing(name, { given, process: { env, input } }) {
    const { variables = [], flag } = SETTINGS[name];
    const orFlag = flag ? ` (or --${flag}, or DBT_JOB_URL)` : "";
    const label = input?.(name).name ?? `${variables[0]}${orFlag}`;
    const isEmpty = given[name] !== void 0;
    const why = name === "apiKey" ? whyNoKey(env, isEmpty || !!input) : "";
    return `${label} is ${isEmpty ? "empty" : "not set"}${why}`;
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
  init_run();
  init_start();
  init_watch();

  // command/plan.ts
  init_client();
  init_clock();
  init_run();
  init_start();
  function makePlan(input, process2, ending, emit) {
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
    if (debug) client.fetch = traced(process2, client.redact);
    const left = process2.startedAt + timeout - clock.now();
    const deadline = deadlineIn(timeout > 0 ? left : Infinity);
    return {
      ...input,
      client,
      deadline,
      ending,
      process: process2,
      emit
    };
  }
  function traced({ fetch: fetch2, err }, redact) {
    return async (input, init) => {
      const began = clock.now();
      const answer = fetch2(input, init);
      const how = await answer.then(({ status: status2 }) => status2, ({ message }) => message);
      const took = Math.round(clock.now() - began);
      const line = `debug: ${init?.method} ${input} \u2192 ${how} in ${took} ms`;
      err.line(redact(line));
      return answer;
    };
  }
  function createEvents() {
    const kept = [];
    let pass = (event) => void kept.push(event);
    let resolve = () => {
    };
    const started = new Promise((done) => resolve = done);
    return {
      /** Resolves when the POST was answered. */
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
  function lastWords({ run: run2, unclear }, goesOn) {
    if (unclear) return `A run may have been started: ${whereToLook(unclear)}`;
    if (!run2 || hasEnded(run2)) return;
    return `Run ${run2.id} ${goesOn}: ${run2.href}`;
  }

  // command/follow.ts
  init_process();
  var LAST_WORDS3 = 300;
  async function follow(plan, known) {
    try {
      if (plan.command === "cancel") return await cancel(plan, known);
      const target = await begin2(plan, known);
      if (!target) return {
        code: 0,
        run: known.run
      };
      return await waitAndRetry(plan, target, known);
    } catch (error) {
      return await stopEarly(plan, known, error);
    }
  }
  async function begin2(plan, known) {
    if (plan.command === "wait") {
      const { findRun: findRun2 } = await Promise.resolve().then(() => (init_find2(), find_exports2));
      return await findRun2(plan);
    }
    const { client, process: process2, values, emit, ending: { stop } } = plan;
    const { dryRun: isDry, wait: waits } = values;
    const options = await triggerOptions(plan);
    if (values.reuse && !isDry) {
      const { reuse: reuse2 } = await Promise.resolve().then(() => (init_find2(), find_exports2));
      const run2 = await reuse2(plan, options);
      if (run2) {
        Object.assign(known, {
          run: run2,
          reused: true
        });
        emit({
          type: "started",
          run: run2,
          reused: true
        });
        return waits ? {
          run: run2
        } : void 0;
      }
    }
    const mark = isDry ? "????????" : process2.mark;
    const start = planTrigger(client, options, values.mark ? mark : null);
    const { body = {} } = start;
    const jobId = options.jobId || values.jobName || "";
    emit({
      type: "triggering",
      jobId,
      body,
      isDry
    });
    if (isDry) return;
    const started = await startAndTell(plan, start, known);
    if (waits) return started;
    known.run = await settleDuplicates(client, started, {
      signal: stop
    });
  }
  async function triggerOptions(plan) {
    const { client, values } = plan;
    const { dryRun, extraArgs, jobId = 0 } = values;
    if (dryRun && extraArgs) {
      client.notify(`Would add ${extraArgs} to each command of the job`);
    }
    if (dryRun || jobId && !extraArgs) return {
      ...values,
      jobId
    };
    const { askForJob: askForJob2 } = await Promise.resolve().then(() => (init_find2(), find_exports2));
    return {
      ...values,
      ...await askForJob2(plan)
    };
  }
  async function startAndTell({ client, ending, emit, values: { reuse: reuse2 } }, start, known) {
    const { stop: signal, deadline: leaving } = ending;
    known.unclear = {
      mark: start.mark,
      page: start.page
    };
    const started = await startRun(client, start, {
      signal,
      leaving
    });
    const { run: run2 } = started;
    Object.assign(known, started, {
      unclear: void 0,
      reused: false
    });
    emit({
      type: "started",
      run: run2,
      ...reuse2 && {
        reused: false
      }
    });
    signal.throwIfAborted();
    return started;
  }
  async function waitAndRetry(plan, first, known) {
    const steps = await Promise.resolve().then(() => (init_steps(), steps_exports));
    const { client, ending, emit, values: { retries } } = plan;
    let target = first;
    for (let retry = 1; ; retry++) {
      known.phase = "watch";
      const run2 = await steps.watchRunAndSteps(plan, target, known);
      known.duplicates = void 0;
      const report = await steps.collect(plan, run2, known.report);
      known.report = report;
      const isWanted2 = run2.status === "error" && retry <= retries;
      const isRetried = isWanted2 && run2.canRetry;
      emit({
        type: "attempt-ended",
        report,
        retry: isRetried
      });
      ending.leave.throwIfAborted();
      const code = run2.status === "success" ? 0 : 1;
      const verdict = {
        code,
        run: run2,
        report
      };
      if (!isRetried) {
        const reason = run2.retryNotSupportedReason ?? "dbt Cloud gave no reason";
        const text2 = `Run ${run2.id} cannot be retried: ${reason}`;
        if (isWanted2) client.notify(text2);
        await steps.downloadArtifacts(plan, report);
        return verdict;
      }
      const count = `${retry} of ${retries}`;
      client.notify(`Retrying run ${run2.id} from its point of failure (${count})`);
      try {
        target = await startAndTell(plan, planRetry(client, run2), known);
      } catch (error) {
        const isRunning = known.run?.id !== run2.id;
        const isOwnFault = codeOf(error) === 70;
        if (isRunning || isOwnFault || ending.leave.aborted) throw error;
        if (!(error instanceof UnclearTriggerError)) known.unclear = void 0;
        await steps.downloadArtifacts(plan, report);
        emit({
          type: "warning",
          text: error.message
        });
        return {
          ...verdict,
          unclear: known.unclear
        };
      }
    }
  }
  async function stopEarly(plan, known, error) {
    const { emit } = plan;
    const shown3 = reasonOf(plan, known, error);
    const code = codeOf(shown3);
    const { run: run2, report, phase, duplicates, unclear } = known;
    const end = {
      code,
      run: run2,
      report,
      error: shown3
    };
    emit({
      type: "stopping",
      error: shown3,
      during: phase
    });
    if (phase === "cancel") return end;
    if (error instanceof UnclearTriggerError) {
      const { message: text2 } = error;
      if (plan.ending.stop.aborted) emit({
        type: "warning",
        text: text2
      });
      return {
        ...end,
        unclear
      };
    }
    if (code === 70) {
      const text2 = unclear && lastWords(known, "");
      if (text2) emit({
        type: "warning",
        text: text2
      });
      else leaveAlone(plan, run2 ?? plan.runId);
      return {
        ...end,
        unclear
      };
    }
    const isLeft = code === 3 ? duplicates : code !== 2 && code !== 5;
    if (!isLeft) return end;
    const left = await abandon(plan, known, code);
    return {
      ...end,
      run: known.run,
      unclear: left
    };
  }
  function reasonOf({ ending: { stop }, values: { timeout } }, { run: run2 }, error) {
    const reason = stop.aborted ? stop.reason : error;
    if (reason instanceof RunTimeoutError || reason instanceof TimedOut) {
      return new TimedOut(timeout, run2?.status === "queued");
    }
    return reason instanceof Error ? reason : new Error(String(reason));
  }
  async function abandon(plan, known, code) {
    const { client, ending, command, values, emit } = plan;
    const { duplicates, reused, run: run2 = plan.runId } = known;
    if (run2 === void 0) {
      client.notify("No run was started");
      return;
    }
    const isOurs = command === "run" && !reused;
    const cancels = code !== 3 && (values.cancel ?? isOurs);
    if (!cancels) leaveAlone(plan, run2);
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
    if (left.cancelled instanceof Error) {
      const { message } = left.cancelled;
      const text2 = `${fateOf(run2, "may still be running")}. ${message}`;
      emit({
        type: "warning",
        text: text2
      });
    } else if (left.cancelled) {
      known.run = left.cancelled;
      emit({
        type: "notice",
        text: cancelLine(known.run),
        showWhenQuiet: true
      });
    }
    for (const text2 of left.notices) emit({
      type: "warning",
      text: text2
    });
    if (!left.isUnclear || !duplicates) return;
    return {
      mark: duplicates.mark,
      page: duplicates.page
    };
  }
  function leaveAlone({ emit }, run2) {
    if (run2 === void 0 || typeof run2 !== "number" && hasEnded(run2)) return;
    emit({
      type: "notice",
      text: fateOf(run2, "goes on"),
      showWhenQuiet: true
    });
  }
  function fateOf(run2, fate) {
    const link = typeof run2 === "number" ? "" : `: ${run2.href}`;
    return `Run ${runIdOf(run2)} ${fate}${link}`;
  }
  var CANCEL_LIMIT = 6e4;
  async function cancel(plan, known) {
    const { client, runId = 0, values, ending: { stop } } = plan;
    known.phase = "cancel";
    if (values.dryRun) {
      client.notify(`Would cancel run ${runId}`);
      return {
        code: 0
      };
    }
    const late = AbortSignal.timeout(CANCEL_LIMIT);
    const signal = AbortSignal.any([
      stop,
      late
    ]);
    const run2 = await cancelWithRetry(client, runId, signal);
    client.notify(cancelLine(run2));
    return {
      code: 0,
      run: run2
    };
  }
  function cancelLine(run2) {
    if (run2.status === "cancelled") return fateOf(run2, "is cancelled");
    if (!hasEnded(run2)) return fateOf(run2, "is being cancelled");
    return fateOf(run2, `had ended already (${run2.status})`);
  }

  // command/process/deno.ts
  init_process();

  // command/main.ts
  init_files();
  init_process();
  async function main(process2) {
    let code = 0;
    let input;
    try {
      input = readInput(process2);
      const { help, version } = input.values;
      if (!help && !version) return await run(input, process2);
      const { usage: usage2, VERSION: VERSION2 } = await Promise.resolve().then(() => (init_help(), help_exports));
      if (version) process2.out.line(`dbt-run ${VERSION2}`);
      if (help) usage2().forEach(process2.out.line);
    } catch (error) {
      input ??= readInput({
        args: process2.args,
        env: ciEnv(process2.env)
      });
      code = await explainFault(error, input, process2);
    }
    await process2.flush();
    return code;
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
    const code = await tellRun(input, process2, ending, told);
    await process2.flush();
    return afterSignal(ending.leave, {
      code
    }).code;
  }
  async function tellRun(input, process2, ending, told) {
    const events = createEvents();
    let isTriggered = Promise.resolve();
    try {
      const faults = await completeInput(input, process2);
      if (input.faults || faults.length > 0) {
        const { tellEnd: tellEnd2 } = await Promise.resolve().then(() => (init_consumers(), consumers_exports));
        await tellEnd2(input, process2, {
          code: 2
        }, faults);
        return 2;
      }
      const plan = makePlan(input, process2, ending, events.emit);
      const following = follow(plan, told.known);
      isTriggered = Promise.race([
        following,
        events.started
      ]).then(() => {
      });
      isTriggered.catch(() => {
      });
      await Promise.race([
        following,
        process2.flushRequests()
      ]);
      const { createConsumers: createConsumers2 } = await Promise.resolve().then(() => (init_consumers(), consumers_exports));
      const consumers = told.consumers = createConsumers2(plan);
      events.listen(consumers.tell);
      return await consumers.finish(await following);
    } catch (error) {
      await Promise.allSettled([
        isTriggered
      ]);
      return await explainFault(error, input, process2, told.known);
    }
  }
  async function completeInput(input, process2) {
    const { command, runId, values } = input;
    const faults = [
      ...input.faults ?? []
    ];
    if (command === "cancel") return faults;
    if (values.pullRequest !== "none" && runId === void 0) {
      const { readPullRequest: readPullRequest2 } = await Promise.resolve().then(() => (init_pull_request(), pull_request_exports));
      await readPullRequest2(process2, input, faults);
    }
    if (values.dryRun) return faults;
    const { junit: junit2, summary: summary2, artifacts } = values;
    const files = {
      junit: junit2,
      summary: summary2,
      ...!process2.input && {
        artifacts
      }
    };
    return [
      ...faults,
      ...await unwritable(process2.fileSystem, files)
    ];
  }
  async function explainFault(error, input, process2, known = {}) {
    const { faultOf: faultOf2 } = await Promise.resolve().then(() => (init_annotations(), annotations_exports));
    const code = codeOf(error);
    const fault = isDenied(error) ? `${error.message.split(",")[0]}: run with --allow-env` : faultOf2(error, input);
    const hint2 = lastWords(known, "goes on");
    try {
      const { tellEnd: tellEnd2 } = await Promise.resolve().then(() => (init_consumers(), consumers_exports));
      await tellEnd2(input, process2, {
        ...known,
        code
      }, [
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
      fetch: announced(limit > 0 ? limited(fetch2, limit) : fetch2, saveState),
      fileSystem: recording(fileSystem2, written),
      observer: rememberRun(process2, () => missing2(process2, written))
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
  function rememberRun({ saveState, readInput: readInput2, out, err }, missing3) {
    let saved = Promise.resolve();
    return {
      on(event) {
        if (event.type !== "started" || event.reused) return;
        saved = saveState("run", `${event.run.id}`);
      },
      async done({ report, code }) {
        await saved;
        const lines = report && code < 2 ? missing3() : [];
        const isJson = /^true$/i.test(readInput2("json"));
        lines.forEach(isJson ? err.line : out.line);
      }
    };
  }
  function limited(send2, limit) {
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
  function missing2({ readInput: readInput2 }, written) {
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
