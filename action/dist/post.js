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

  // api/run_status.ts
  var STATUS_CODES = {
    queued: 1,
    starting: 2,
    running: 3,
    success: 10,
    error: 20,
    cancelled: 30
  };
  var RUN_STATUSES = Object.keys(STATUS_CODES);
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

  // api/trigger_fields.ts
  var MAX_CAUSE_LENGTH = 255;
  var TRIGGER_FIELDS = {
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

  // api/option_checks.ts
  var DEFAULT_URL = "https://cloud.getdbt.com";
  var MAX_DURATION = 2 ** 31 - 1;
  var isText = (value) => typeof value === "string" && value.trim() !== "";
  var isTexts = (value) => Array.isArray(value) && value.length > 0 && Array.from(value).every(isText);
  var isPause = (ms) => ms >= 0 && ms <= MAX_DURATION;
  var ID = {
    expected: "a positive whole number",
    type: "number",
    test: isId
  };
  var DURATION = {
    expected: "0 or more, and less than 24.8 days",
    type: "number",
    test: isPause
  };
  var BOOLEAN = {
    expected: "true or false",
    type: "boolean"
  };
  var FUNCTION = {
    expected: "a function",
    type: "function"
  };
  var FIELD_CHECKS = {
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
  var CHECKS = {
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

  // api/proxies.ts
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

  // api/key_decoding.ts
  var GAP = [
    "(?:\\x1b\\[|\\x9b)[0-?]{0,32}[ -/]{0,4}[@-~]",
    "\\x1b[\\]PX^_][^\\x07\\x1b]{0,256}(?:\\x07|\\x1b\\\\)",
    "\\x1b(?![[\\]PX^_])[ -/]{0,4}[0-~]",
    "\\r?\\n[ \\t]{0,16}|\\\\{1,8}",
    // Control characters, and what a terminal shows nothing of.
    "(?![\\t\\n\\r\\x1b\\x9b])[\\p{Cc}\\p{DI}\\u2028\\u2029]"
  ].join("|");
  var gap;
  var ESCAPES = {
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
  var MAX_NESTING = 4;
  var NAMED_CODES = {
    amp: 38,
    lt: 60,
    gt: 62,
    quot: 34,
    apos: 39
  };
  var BEGINS_ESCAPE = new Uint8Array(128);
  for (const first in ESCAPES) BEGINS_ESCAPE[first.charCodeAt(0)] = 1;
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
  var BEGINNINGS = [
    "%[0-9a-f]{0,8}",
    "\\\\{1,8}(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?",
    "&[\\w#;]{0,20}",
    "[\\x1b\\x9b][^\\n]{0,256}",
    "\\r"
  ].join("|");
  var CUT_ESCAPE = new RegExp(`^(?:${BEGINNINGS})$`, "i");
  var LONGEST_ESCAPE = 257;
  function isCutEscape(text, at) {
    return text.length - at <= LONGEST_ESCAPE && CUT_ESCAPE.test(text.slice(at));
  }
  function fold(code) {
    if (code > 64 && code < 91) return code + 32;
    return code === 45 ? 43 : code === 95 ? 47 : code;
  }

  // api/key_matcher.ts
  var MIN_SECRET_LENGTH = 8;
  var MAX_SEARCH_STEPS = 2 ** 22;
  var STEPS_OF_BRANCH = 8;
  var MAX_GAPS = 8;
  var MIN_KEY_BEGINNING = 4;
  var KeyMatcher = class {
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

  // api/redact.ts
  var MAX_DEPTH = 100;
  var MAX_OPEN_END = 2 ** 16;
  var TOKEN = /\bdbt[cu]_[\w-]{32,4096}/gi;
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

  // api/body.ts
  var BUFFER_SIZE = 64 * 1024;
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

  // api/clock.ts
  var SECOND = 1e3;
  var MINUTE = 60 * SECOND;
  var HOUR = 60 * MINUTE;
  var GRACE_PERIOD = {
    total: 5 * SECOND,
    /** The part of it that the search for a run leaves, to cancel the run. */
    forCancel: SECOND
  };
  var RealDate = Date;
  var clock = {
    now: () => Date === RealDate ? performance.now() : Date.now()
  };
  async function pause(ms, signal) {
    await delay(Math.max(0, ms), signal ? {
      signal
    } : {});
  }

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

  // api/connection.ts
  var clients = /* @__PURE__ */ new Map();
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

  // api/errors.ts
  var DbtCloudError = class extends Error {
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

  // api/refusals.ts
  var MAX_RETRY_AFTER = 300 * SECOND;
  var MAX_REFUSAL_SIZE = 64 * 1024;
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

  // api/connection_errors.ts
  var DENO_CONNECT = /^error sending request for url \(\S+\): client error \(Connect\): /;
  var UNSENT = {
    issuer: /^(UNABLE_TO_(GET_ISSUER|VERIFY)|(DEPTH_ZERO_)?SELF_SIGNED_CERT|Connect invalid peer certificate: UnknownIssuer)/,
    host: /^(ERR_TLS_CERT_ALTNAME_INVALID|Connect invalid peer certificate: (certificate not valid for name|NotValidForName))/,
    tls: /^(CERT_|ERR_SSL_WRONG_VERSION_NUMBER|Connect (invalid peer certificate|received corrupt message))/,
    port: /^(bad port$|Fetch failed: Requests to port \d+ are blocked)/,
    proxy: /^(ERR_PROXY_TUNNEL|UND_ERR_ABORTED Proxy response \(\d+\) !== 200|Connect (proxy authentication|unsuccessful tunnel|unexpected eof while tunneling))/,
    network: /^(ECONNREFUSED|(E\w+) (connect|getaddrinfo) \2|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|ECONNRESET Client network socket disconnected before secure TLS|Connect )/
  };
  var NO_TLS = /SSL routines:\w*:wrong version number|of type InvalidContentType|ERR_SSL_WRONG_VERSION_NUMBER/;
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

  // api/http.ts
  var MIB = 2 ** 20;
  var REQUEST_LIMIT = 30 * SECOND;
  var MAX_MIB = 8;
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
  function limitWhole(ms) {
    return {
      signal: AbortSignal.timeout(Math.ceil(ms))
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
  async function* readBody({ body, status: status2 }, { signal, end, toError }, limit) {
    try {
      limit.start?.();
      for await (const piece of body ? readPieces(body, signal) : []) {
        limit.stop?.();
        yield piece;
        limit.start?.();
      }
    } catch (error) {
      throw toError(error, status2);
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

  // api/read_run.ts
  var MAX_LOG_LENGTH = 2 ** 20;
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

  // api/backoff.ts
  var OUTAGE = {
    limit: 10 * MINUTE,
    hint: "No good answer for 10 minutes"
  };
  var UNREACHABLE = {
    limit: 30 * SECOND,
    hint: "No answer at all for 30 s"
  };
  var MAX_PAUSE = 30 * SECOND;
  var MAX_CONNECT_PAUSE = 5 * SECOND;
  var RATE_LIMIT_PAUSE = MINUTE;
  var MAX_RATE_LIMITED = 5;
  var MAX_READS = 3;
  var READ_PAUSE = 2 * SECOND;
  var CANCEL_PAUSE = SECOND / 2;
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

  // api/retry_rules.ts
  var kind = (...kinds) => ({ kind: kind2 }) => kind2 !== void 0 && kinds.includes(kind2);
  var status = (...statuses) => ({ status: status2 }) => status2 !== void 0 && statuses.includes(status2);
  var RULES = [
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
  function decide(operation, error) {
    if (!(error instanceof DbtCloudError)) return "final";
    const rule = RULES.find(({ matches }) => matches(error));
    return rule.decisions?.[operation] ?? rule.otherwise;
  }

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

  // api/runs.ts
  var PAGE_SIZE = 100;
  var WITH_CAUSE = {
    query: {
      include_related: '["trigger","job"]'
    }
  };
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

  // api/start_request.ts
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

  // api/search.ts
  var MAX_RETRIEVED = 20;
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

  // api/started_runs.ts
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
  var StartedRunSearch = class {
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
  function sortById(runs) {
    const byId = new Map(runs.map((run) => [
      run.id,
      run
    ]));
    return [
      ...byId.values()
    ].toSorted((a, b) => a.id - b.id);
  }

  // command/exit_codes.ts
  var NO_CLEAR_ANSWER = "dbt Cloud refused or could not be reached, or it is unknown whether a run was started";
  var STOPPED = {
    run: "cancel if ours",
    duplicates: "cancel"
  };
  var INTERRUPTED = {
    kind: "interrupted",
    ...STOPPED
  };
  var ENDS = {
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
  function exitCode(end) {
    return ENDS[end].code;
  }

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

  // command/input/address.ts
  var PAGE = new RegExp("^/(?:deploy|#/accounts|api/v2/accounts)/(?<accountId>N)(?:/projects/(?<projectId>N))?/(?:jobs/(?<jobId>N)|runs/(?<runId>N))(?:[/?#]|$)".replaceAll("N", "[1-9]\\d{0,14}"));
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

  // api/poll_interval.ts
  var POLL_INTERVAL = {
    share: 0.02,
    min: SECOND,
    max: 5 * SECOND
  };

  // command/input/setting.ts
  var COMMANDS = [
    "run",
    "wait",
    "cancel",
    "status",
    "retry"
  ];
  var SELECTING = [
    "wait",
    "status",
    "retry"
  ];
  var SELECTS_RUN = {
    commands: [
      "run",
      ...SELECTING
    ],
    selects: "run"
  };

  // command/input/field_settings.ts
  var FIELD_HELP = {
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
  var textSetting = (value, help, ...variables) => ({
    type: "string",
    value,
    help,
    variables
  });
  var idSetting = (help, ...variables) => ({
    type: "integer",
    value: "ID",
    help,
    variables
  });
  var flagSetting = (help, ...variables) => ({
    type: "switch",
    default: false,
    help,
    variables
  });
  var noFlagSetting = (help, ...variables) => ({
    type: "switch",
    default: true,
    help,
    variables
  });
  var WAITING = [
    "run",
    "wait",
    "retry"
  ];
  var REPORTING = [
    "run",
    "wait",
    "status",
    "retry"
  ];
  function describePollInterval() {
    const { share, min, max } = POLL_INTERVAL;
    const percent = Math.round(share * 100);
    return `${min / SECOND} to ${max / SECOND}: ${percent} % of the wait`;
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
  function createDefaultValues() {
    return Object.fromEntries(SETTING_LIST.map(([name, setting]) => [
      name,
      setting.default
    ]));
  }
  var SETTING_LIST = Object.entries(SETTINGS);

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

  // command/process/ci_environment.ts
  var UNEXPANDED = /^\$(\(|\{|[A-Za-z_]\w*$)/;
  function ciEnv(env, onFault = () => {
  }) {
    return (name) => {
      const { text = "", fault } = readVariable(env, name);
      if (fault) onFault(name, fault);
      const value = text.trim();
      return !value || UNEXPANDED.test(value) ? void 0 : value;
    };
  }

  // command/input/find_source.ts
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

  // command/input/take_page.ts
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

  // command/input/steps_override.ts
  var QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/sy;
  var BARE = /[^\s,[\]{}"'](?:[^\n,[\]{}#]|(?<=\S)#)*/y;
  var BETWEEN_ITEMS = /(?:\s+|#[^\n]*)*/y;
  var SHELL_QUOTED = /"(?:[^"\\]|\\[^\n])*"|'[^']*'|\\[^\n]/g;
  var HOW_TO_WRITE = "Write each command on a line of its own, in quotes if it holds a #";
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
  var SEVERAL_LINES = "it is unclear to which command this belongs";
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

  // command/input/values.ts
  var ID_OR_TEXT = {
    // The check of all options refuses what is no id.
    parse: (text) => parseNumber(text) ?? text,
    expected: "a positive whole number"
  };
  var SWITCH = {
    parse: parseBoolean,
    expected: "true or false"
  };
  var PARSERS = {
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

  // command/input/job.ts
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

  // command/input/unread_variables.ts
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
        const isSame = name === "url" && normalizeAddress(env(other) ?? "") === values.url;
        if (isSame) continue;
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

  // command/input/setting_checks.ts
  var SETTING_CHECKS = {
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

  // command/input/target.ts
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

  // command/process/file_system.ts
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

  // command/process/shutdown.ts
  var SHUTDOWN = {
    ...GRACE_PERIOD,
    /** The part of it that requests leave, to say how the command ended. */
    forMessage: 300,
    /** The limit of the last message when the process ends at once. */
    forcedMessage: 250,
    /** The part of that in which output may stand still. */
    forcedFlush: 100
  };
  function signalListener({ isWindows, ignoresHangup = () => false }, add) {
    const termination = isWindows ? "SIGBREAK" : "SIGTERM";
    return (listener) => {
      const isIgnored = ignoresHangup();
      add("SIGHUP", () => isIgnored || listener("SIGHUP"));
      add("SIGINT", () => listener("SIGINT"));
      add(termination, () => listener("SIGTERM"));
    };
  }

  // ci/ci_command.ts
  var CiCommand = class _CiCommand {
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

  // ci/azure.ts
  function encodeValue(text) {
    return text.replaceAll("%", "%AZP25").replace(/[\r\n]/g, encodeURIComponent);
  }
  function encodeProperty(text) {
    return encodeValue(text).replace(/[;\]]/g, encodeURIComponent);
  }
  var PULL_REQUEST_NUMBER = "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER";
  var IS_FORK = "SYSTEM_PULLREQUEST_ISFORK";
  function readForkFlag(env) {
    const isFork = env(IS_FORK)?.toLowerCase();
    if (isFork === void 0) return "unstated";
    return isFork === "false" ? "own" : "fork";
  }
  var readProvider = (env) => env("BUILD_REPOSITORY_PROVIDER") ?? "";
  function chooseIdVariable(env) {
    const isGitHub = /^github/i.test(readProvider(env)) || parseId(env(PULL_REQUEST_NUMBER));
    return isGitHub ? PULL_REQUEST_NUMBER : "SYSTEM_PULLREQUEST_PULLREQUESTID";
  }
  var azure = {
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

  // ci/bitbucket.ts
  var bitbucket = {
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

  // ci/buildkite.ts
  var PULL_REQUEST_REPO = "BUILDKITE_PULL_REQUEST_REPO";
  var PIPELINE_REPO = "BUILDKITE_REPO";
  function compareWithPipeline(env) {
    if (env("BUILDKITE_BRANCH")?.includes(":")) return "fork";
    const source = env(PULL_REQUEST_REPO);
    if (source === void 0) return "unstated";
    return compareRepositories(normalizeRepository(source), normalizeRepository(env(PIPELINE_REPO)));
  }
  var buildkite = {
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

  // ci/circleci.ts
  var FORK_OWNER = "CIRCLE_PR_USERNAME";
  var circleci = {
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

  // ci/github.ts
  var MESSAGE_LIMIT = 4e3;
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
  var github = {
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

  // ci/forgejo.ts
  var forgejo = {
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

  // ci/gitlab.ts
  var DOTENV = "dbt-run.env";
  var ANNOTATIONS = "dbt-run-annotations.json";
  var CODE_QUALITY = "dbt-run-code-quality.json";
  var SOURCE_PROJECT = "CI_MERGE_REQUEST_SOURCE_PROJECT_ID";
  var TARGET_PROJECT = "CI_MERGE_REQUEST_PROJECT_ID";
  var EXTERNAL_SOURCE = "CI_EXTERNAL_PULL_REQUEST_SOURCE_REPOSITORY";
  var EXTERNAL_TARGET = "CI_EXTERNAL_PULL_REQUEST_TARGET_REPOSITORY";
  var OWN_PATH = "CI_PROJECT_PATH";
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
  var gitlab = {
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

  // ci/jenkins.ts
  var FORK = "CHANGE_FORK";
  var jenkins = {
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

  // ci/registry.ts
  var CI_SYSTEMS = [
    forgejo,
    github,
    gitlab,
    azure,
    bitbucket,
    buildkite,
    circleci,
    jenkins
  ];

  // ci/command_gate.ts
  var COMMAND_PATTERNS = CI_SYSTEMS.flatMap(({ commandPatterns = [] }) => commandPatterns);
  function escapeCommands(line) {
    return COMMAND_PATTERNS.reduce((text, { pattern, replacement }) => text.replace(pattern, replacement), line);
  }
  function renderLine(line) {
    if (line instanceof CiCommand) return line.text;
    if (!/[\r\n]/.test(line)) return escapeCommands(line);
    return line.split(/(\r\n|[\r\n])/).map(escapeCommands).join("");
  }

  // command/process/streams.ts
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

  // action/post.ts
  var TIME_LIMIT = 6e4;
  function readState({ getState }) {
    const account = parseJson(getState("account"));
    if (!account || getState("ended")) return;
    const getId = (name) => Number(getState(name)) || void 0;
    const jobId = getId("job");
    const retriedId = getId("retried");
    const runId = getId("run");
    if (!jobId && !retriedId && !runId) return;
    return {
      account,
      mark: getState("mark") || null,
      jobId,
      retriedId,
      runId,
      page: getState("page")
    };
  }
  async function cleanUp(process2) {
    const state = readState(process2);
    if (!state) return;
    const { values, faults = [] } = readInput(process2, process2.readSetting);
    for (const { text } of faults) printAnnotation(process2.out, "warning", text);
    const { apiKey } = values;
    if (!apiKey) {
      const run = state.runId ? `Run ${state.runId}` : "A run of this step";
      const link = state.page ? `: ${state.page}` : "";
      throw new Error(`${run} may still be running, and there is no key to cancel it${link}`);
    }
    const { fetch: fetch2 } = process2;
    const client = createClient({
      ...state.account,
      apiKey,
      fetch: fetch2
    });
    await cancelStarted(process2, client, state);
  }
  async function cancelStarted(process2, client, state) {
    const { runId } = state;
    const signal = AbortSignal.timeout(TIME_LIMIT);
    const request = createLastRequest(client, state);
    const known = runId && isNewRun(state) ? [
      runId
    ] : [];
    const cancelled = await cancelAll(client, known, signal);
    if (request?.matches) {
      const found = await new StartedRunSearch(client, request).lookUp(signal).catch(() => []);
      const others = found.map(({ id }) => id).filter((id) => id !== runId);
      cancelled.push(...await cancelAll(client, others, signal));
    }
    for (const run of cancelled) {
      process2.out.line(client.redact(describeCancelledRun(run)));
    }
    if (cancelled.length > 0 || !request) return;
    const text = formatPendingRun(request);
    printAnnotation(process2.out, "warning", client.redact(text));
  }
  function isNewRun({ runId = 0, retriedId = 0 }) {
    return runId > retriedId;
  }
  function createLastRequest(client, state) {
    const { mark, jobId, retriedId } = state;
    if (retriedId && !isNewRun(state)) {
      return createRetryRequest(client, retriedId);
    }
    return jobId && !retriedId ? createTriggerRequest(client, {
      jobId
    }, mark) : void 0;
  }
  function cancelAll(client, ids, signal) {
    return Promise.all(ids.map((id) => cancelWithRetry(client, id, signal)));
  }
  async function runPost(process2) {
    let end = "succeeded";
    try {
      await cleanUp(process2);
    } catch (error) {
      printAnnotation(process2.out, "error", error.message);
      end = "failed";
    }
    await process2.flush();
    process2.exit(exitCode(end));
  }
  runPost(createActionProcess());
})();
