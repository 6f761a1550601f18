import { assertEquals } from "@std/assert";
import { KEY } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import { createConnectionError } from "./connection_errors.ts";
import type { DbtCloudError } from "./errors.ts";

const client = createClient({ accountId: 1, apiKey: KEY });
const url = new URL("https://cloud.getdbt.com/");
const toError = (thrown: unknown, more: object = {}) =>
  createConnectionError(
    client,
    { to: "get run 7", path: "", runId: 7 },
    thrown,
    {
      url,
      status: undefined,
      hasNeverLeft: undefined,
      ...more,
    },
  );
/** What a runtime throws: a TypeError with the cause below it. */
const failed = (message: string, code?: string) =>
  new TypeError("fetch failed", {
    cause: Object.assign(new Error(message), code && { code }),
  });
const onDeno = (message: string) =>
  failed(
    `error sending request for url (${url}): client error (Connect): ${message}`,
  );

const cases: [
  thrown: unknown,
  kind: DbtCloudError["kind"],
  obstacle: DbtCloudError["obstacle"],
][] = [
  [onDeno("tcp connect error: Connection refused"), "unsent", "network"],
  [onDeno("dns error: failed to lookup"), "unsent", "network"],
  [onDeno("unsuccessful tunnel"), "unsent", "proxy"],
  [onDeno("unexpected eof while tunneling"), "unsent", "proxy"],
  [onDeno("invalid peer certificate: UnknownIssuer"), "unsent", "issuer"],
  [onDeno("invalid peer certificate: NotValidForName"), "unsent", "host"],
  [onDeno("invalid peer certificate: Expired"), "unsent", "tls"],
  [
    onDeno("received corrupt message of type InvalidContentType"),
    "unsent",
    "tls",
  ],
  [
    failed("connect ECONNREFUSED 127.0.0.1:1", "ECONNREFUSED"),
    "unsent",
    "network",
  ],
  [failed("getaddrinfo EAI_AGAIN host", "EAI_AGAIN"), "unsent", "network"],
  [
    failed("Connect Timeout Error", "UND_ERR_CONNECT_TIMEOUT"),
    "unsent",
    "network",
  ],
  [failed("certificate has expired", "CERT_HAS_EXPIRED"), "unsent", "tls"],
  [
    failed("unable to verify", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    "unsent",
    "issuer",
  ],
  [failed("bad port"), "unsent", "port"],
  [failed("other side closed", "UND_ERR_SOCKET"), "lost", undefined],
  [failed("read ECONNRESET", "ECONNRESET"), "lost", undefined],
  [failed("connection closed before message completed"), "lost", undefined],
  [Object.create(null), "lost", undefined],
  [undefined, "lost", undefined],
  ["text", "lost", undefined],
];
for (const [thrown, kind, obstacle] of cases) {
  const cause = thrown instanceof Error ? thrown.cause as Error : undefined;
  const text = cause?.message ?? typeof thrown;
  Deno.test(`createConnectionError() tells whether a request left: ${text}`, () => {
    const error = toError(thrown);
    assertEquals({
      kind: error.kind,
      obstacle: error.obstacle,
      runId: error.runId,
    }, { kind, obstacle, runId: 7 });
  });
}

Deno.test("createConnectionError() believes a runtime that knows that nothing left", () => {
  const thrown = failed("read ECONNRESET", "ECONNRESET");
  const { kind, obstacle } = toError(thrown, { hasNeverLeft: true });
  assertEquals([kind, obstacle], ["unsent", "network"]);
});

Deno.test("createConnectionError() calls an answer that broke off unreadable", () => {
  const error = toError(failed("connection reset"), { status: 200 });
  assertEquals([error.kind, error.status], ["unreadable", 200]);
});

Deno.test("createConnectionError() holds the key nowhere, and ends in a circle of causes", () => {
  const thrown = new Error(`No: ${KEY}`);
  thrown.cause = thrown;
  const error = toError(thrown);
  const texts = [error.message, error.stack, String(error.cause)];
  assertEquals(texts.some((text) => text?.includes(KEY)), false);
});
