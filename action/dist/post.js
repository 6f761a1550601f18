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

  // api/checks.ts
  function formatMark(mark) {
    return `[dbt-run ${mark}]`;
  }
  function triggerBody(options, mark) {
    const { cause = "API-triggered job" } = options;
    const end = mark === null ? "" : ` ${formatMark(mark)}`;
    const cut = cause.slice(0, MAX_CAUSE_LENGTH - end.length).replace(/[\ud800-\udbff]$/, "");
    const values = {
      ...options,
      cause: cut + end
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
      let shown2 = 0;
      for (const [start, end] of found) {
        if (start >= shown2) hidden += `${text2.slice(shown2, start)}***`;
        shown2 = Math.max(shown2, end);
      }
      return hidden + text2.slice(shown2);
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

  // api/errors.ts
  var DbtCloudError;
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
    const data = isObject(envelope) ? envelope.data : void 0;
    if (isData(data)) return client.redact(data);
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
    const shown2 = said === void 0 ? reason : `"${reason}"`;
    const message = `Cannot ${to}: dbt Cloud answered ${status2} ${shown2}`;
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
  function explain({ status: status2, detail, data }) {
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
        async write(path, data, how) {
          const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
          try {
            const pieces = typeof data === "string" ? [
              data
            ] : data;
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
  function signalsBy(isWindows, add) {
    const last = isWindows ? "SIGBREAK" : "SIGTERM";
    return (listener) => {
      add("SIGHUP", () => listener("SIGHUP"));
      add("SIGINT", () => listener("SIGINT"));
      add(last, () => listener("SIGTERM"));
    };
  }
  var UNEXPANDED, STALL_LIMIT, PATIENCE, PIECE, FLUSH_PAUSE, FLUSH_REQUESTS;
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
  function hasEnded(run) {
    return typeof run !== "number" && [
      "success",
      "error",
      "cancelled"
    ].includes(run.status);
  }
  function runIdOf(run) {
    return isObject(run) ? run.id : run;
  }
  function isRawRun(value) {
    return isObject(value) && isId(value.id);
  }
  function readStatus(raw) {
    if (raw.status === 20 && raw.is_cancelled === true) return "cancelled";
    const code = typeof raw.status === "object" ? NaN : Number(raw.status);
    return STATUSES[code] ?? (raw.in_progress === true ? "running" : void 0);
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
    const shown2 = JSON.stringify(raw.status ?? null);
    const why = `the body has the unknown status ${shown2}`;
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
      const run = await retrieveRun(client, runId, {
        signal
      }).catch(() => {
      });
      if (run && hasEnded(run)) return run;
      throw error;
    }
  }
  var STATUSES, MAX_LOG_LENGTH, PAGE_SIZE, WITH_CAUSE, retrieveRaw, retrieveRun, isList, cancelOnce;
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
      isList = (data) => Array.isArray(data) && data.every(isRawRun);
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
        const whole = await retrieveRaw(client, raw.id, asking).catch((error) => {
          if (decide("look up", error) === "again") throw error;
          return raw;
        });
        asked.set(raw.id, whole.trigger);
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
    return runs.find((run) => !hasEnded(run)) ?? (isTaken ? runs[0] : void 0);
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
  function planRetry(client, run) {
    const runId = runIdOf(run);
    return {
      ...aboutRun(runId, "retry", "retry/"),
      method: "POST",
      among: {
        id__gt: runId
      },
      isOurs: (raw) => raw.retrying_run_id === runId,
      mark: null,
      page: typeof run === "number" ? pageOf(client, "runs", run) : run.href
    };
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
          const run = toRun(client, raw);
          if (plan.isOurs?.(raw)) found.set(run.id, run);
          if (maxAsked === 0 || run.cause !== null) unknown2.delete(run.id);
          else unknown2.set(run.id, run);
          oldest = Date.parse(run.createdAt ?? "");
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
  async function findStarted(client, plan, signal) {
    return await lookUp(client, createSearch(client, plan).find, signal);
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
  function whereToLook({ mark, page }) {
    return `look for ${mark ? formatMark(mark) : "it"} at ${page}`;
  }
  var SECOND3, HOUR, BUSY_LIMIT, LOOK_UPS, MAX_RUNS, LEAVING_PAUSE;
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
    }
  });

  // api/watch.ts
  var SECOND4, MIN_PAUSE, MAX_PAUSE, NOT_FOUND_GRACE, LAST_POLL_LIMIT, DUPLICATE_LOOKS, LOOK_LIMIT, LOOK_AGAIN, LAST_LOOK, LEAVING_LIMIT;
  var init_watch = __esm({
    "api/watch.ts"() {
      init_clock();
      init_errors();
      init_http();
      init_retry();
      init_run();
      init_start();
      SECOND4 = 1e3;
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
      LEAVING_LIMIT = 5 * SECOND4;
    }
  });

  // command/process/node.ts
  init_client();
  init_process();
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

  // action/inputs.ts
  init_process();

  // command/input/settings.ts
  init_checks();
  var COMMANDS = [
    "run",
    "wait",
    "cancel"
  ];
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
  var text = (value, help, ...variables) => ({
    type: "string",
    value,
    help,
    variables
  });
  var id = (help, ...variables) => ({
    type: "integer",
    value: "ID",
    help,
    variables
  });
  var off = (help, ...variables) => ({
    type: "switch",
    default: false,
    help,
    variables
  });
  var on = (help, ...variables) => ({
    type: "switch",
    default: true,
    help,
    variables
  });
  var FIELD_HELP = {
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
  var RUN_AND_WAIT = [
    "run",
    "wait"
  ];
  var FINDS_RUN = {
    commands: RUN_AND_WAIT,
    finds: "run"
  };
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
  var SETTINGS = {
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
  var SETTING_LIST = Object.entries(SETTINGS);

  // action/inputs.ts
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
  function isBoolean(text2) {
    return /^(true|True|TRUE|false|False|FALSE|)$/.test(text2);
  }
  function isWrongSwitch(setting, text2) {
    return /boolean|switch/.test(SETTINGS[setting].type) && !isBoolean(text2);
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

  // action/post.ts
  init_client();
  init_run();
  init_start();

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

  // command/follow.ts
  init_process();
  function fateOf(run, fate) {
    const link = typeof run === "number" ? "" : `: ${run.href}`;
    return `Run ${runIdOf(run)} ${fate}${link}`;
  }
  function cancelLine(run) {
    if (run.status === "cancelled") return fateOf(run, "is cancelled");
    if (!hasEnded(run)) return fateOf(run, "is being cancelled");
    return fateOf(run, `had ended already (${run.status})`);
  }

  // command/input/input.ts
  init_checks();
  init_client();
  init_json();
  init_process();

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

  // command/input/parse.ts
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
      const [above, row] = [
        rows[i - 1],
        [
          i
        ]
      ];
      for (let j = 1; j <= to.length; j++) {
        const change = above[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
        const isSwapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
        const swap = isSwapped ? rows[i - 2][j - 2] + 1 : Infinity;
        row.push(Math.min(change, swap, above[j] + 1, row[j - 1] + 1));
      }
      rows.push(row);
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
  function readSetting2(name, setting, source, { given, sources, values, faults, unexpanded }) {
    const text2 = given[name] = source.texts.join("\n");
    if (!text2.trim()) return;
    const lines = text2.replace(/^[^\S\n]*-[^\S\n]/gm, "").split("\n").map((line) => line.trim()).filter(Boolean);
    const change = CHANGES[name];
    const pattern = change ? VARIABLE : UNEXPANDED;
    const left = lines.find((line) => pattern.test(line));
    const isAlone = lines.length === 1 && left?.replace(VARIABLE, "") === "";
    if (left !== void 0 && (isAlone || name !== "cause")) {
      const fault = `${source.name} is a variable that was not expanded: ${left}`;
      if (isAlone) unexpanded[name] = fault;
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
    const counts = url ? `${url.name} counts` : "put the address into DBT_URL";
    warnings.push(`DBT_CLOUD_BASE_URL is set, and not read: ${counts}`);
  }
  function requireSettings(reading) {
    const { needsJob, values, sources, faults, warnings, unexpanded } = reading;
    const required = [
      "apiKey"
    ];
    if (!sources.jobUrl) {
      required.push("accountId");
      if (needsJob && values.jobName === void 0) required.push("jobId");
    }
    for (const name of required) {
      if (sources[name]) continue;
      faults.push(unexpanded[name] ?? missing(name, reading));
      delete unexpanded[name];
    }
    for (const fault of Object.values(unexpanded)) {
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

  // action/post.ts
  var LIMIT = 6e4;
  async function cleanUp(process2) {
    const { readState, fetch: fetch2 } = process2;
    const input = readInput(process2);
    if (input.faults) return [];
    const { values, command } = input;
    const isLeft = readState("mark") && !readState("ended");
    const cancels = values.cancel ?? command === "run";
    if (!isLeft || !cancels || !values.wait || values.dryRun) return [];
    const { url, apiKey, accountId, projectId } = values;
    const client = createClient({
      url,
      apiKey,
      accountId,
      projectId,
      fetch: fetch2
    });
    const [runId, jobId, retried] = [
      "run",
      "job",
      "retried"
    ].map((name) => Number(readState(name)));
    const signal = AbortSignal.timeout(LIMIT);
    if (retried && runId <= retried) {
      return await findAndCancel(client, planRetry(client, retried), 0, signal);
    }
    const isTriggered = jobId && !retried;
    if (!isTriggered) return await cancel(client, runId ? [
      runId
    ] : [], signal);
    const mark = values.mark ? readState("mark") : null;
    const plan = planTrigger(client, {
      jobId
    }, mark);
    return await findAndCancel(client, plan, runId, signal);
  }
  async function findAndCancel(client, plan, runId, signal) {
    const lines = await cancel(client, runId ? [
      runId
    ] : [], signal);
    const found = plan.isOurs ? await findStarted(client, plan, signal).catch(() => []) : [];
    const others = found.map(({ id: id2 }) => id2).filter((id2) => id2 !== runId);
    lines.push(...await cancel(client, others, signal));
    if (lines.length > 0) return lines;
    const where = whereToLook(plan);
    return [
      `::warning title=dbt-run::A run may have been started: ${where}`
    ];
  }
  async function cancel(client, ids, signal) {
    const runs = ids.map((id2) => cancelWithRetry(client, id2, signal));
    return (await Promise.all(runs)).map(cancelLine);
  }
  async function runPost(process2) {
    let code = 0;
    try {
      for (const line of await cleanUp(process2)) process2.out.line(line);
    } catch (error) {
      const { message } = error;
      process2.out.line(`::error title=dbt-run::${message}`);
      code = 1;
    }
    await process2.flush();
    process2.exit(code);
  }
  runPost(actionProcess());
})();
