import { assertEquals } from "@std/assert";
import { KEY } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import { createPageError, isPage, readRefusal } from "./refusals.ts";

const client = createClient({ accountId: 1, apiKey: KEY });
const request = { to: "trigger job 2", path: "" };

/** What an answer of this status and body is taken for. */
async function read(body: string | object, status: number, headers = {}) {
  const isNull = status === 304;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const response = new Response(isNull ? null : text, { status, headers });
  const error = await readRefusal(client, request, response, pieces(text));
  const [, reason] = error.message.split(`dbt Cloud answered ${status}`);
  return { kind: error.kind, reason: reason!.trim(), error };
}

async function* pieces(text: string) {
  yield await new TextEncoder().encode(text);
}

const cases: [
  what: string,
  body: string | object,
  status: number,
  kind: string,
  reason: string,
][] = [
  [
    "the API's words",
    { status: { user_message: "Not here." }, data: null },
    404,
    "refused",
    '"Not here"',
  ],
  [
    "the fields of a request",
    {
      status: { user_message: "Invalid" },
      data: { cause: "too long", a: [1] },
    },
    400,
    "refused",
    '"Invalid cause: too long; a: [1]"',
  ],
  ["a detail", { detail: "No permission." }, 403, "refused", '"No permission"'],
  [
    "an id of too many digits",
    '{"status": {"user_message": "No"}, "data": {"id": 12345678901234567890}}',
    400,
    "refused",
    '"No id: 12345678901234567890"',
  ],
  [
    "a page",
    "<html><title>Bad\nGateway</title></html>",
    502,
    "foreign",
    "with an HTML page: Bad Gateway",
  ],
  ["a page without a title", "\n <html>", 403, "foreign", "with an HTML page"],
  ["a text", "Forbidden by policy", 403, "foreign", "Forbidden by policy"],
  [
    "JSON of another API",
    { message: "No" },
    400,
    "foreign",
    '{"message":"No"}',
  ],
  [
    "the key",
    { detail: `Wrong key ${KEY}` },
    401,
    "refused",
    '"Wrong key ***"',
  ],
];
for (const [what, body, status, kind, reason] of cases) {
  Deno.test(`readRefusal() says what a refusal holds: ${what}`, async () => {
    const found = await read(body, status);
    assertEquals([found.kind, found.reason], [kind, reason]);
  });
}

Deno.test("readRefusal() names where a redirect goes to, and no more of it", async () => {
  const location = `https://login.example.com/?key=${KEY}`;
  const { kind, reason } = await read("", 302, { location });
  assertEquals(
    [kind, reason],
    ["foreign", "with a redirect to https://login.example.com"],
  );
});

Deno.test("readRefusal() reads seconds and dates of Retry-After, from 1 s to 5 min", async () => {
  const date = "Sat, 31 Jan 2026 00:00:00 GMT";
  const retryAfter = async (value: string) =>
    (await read("", 429, { "retry-after": value, date })).error.retryAfter;
  assertEquals(await retryAfter("7"), 7_000);
  assertEquals(await retryAfter("0"), 1_000);
  assertEquals(await retryAfter("9999"), 300_000);
  assertEquals(await retryAfter("Sat, 31 Jan 2026 00:00:09 GMT"), 9_000);
  assertEquals(await retryAfter("soon"), undefined);
});

Deno.test("createPageError() names a page that answers with a good status", () => {
  const page = `\n<!doctype html><h1>Sign in ${KEY}</h1>`;
  assertEquals([isPage(page), isPage(" {}"), isPage("")], [true, false, false]);
  const { message, kind, status } = createPageError(client, request, 200, page);
  assertEquals({ message, kind, status }, {
    message:
      "Cannot trigger job 2: dbt Cloud answered 200 with an HTML page: Sign in ***",
    kind: "foreign",
    status: 200,
  });
});
