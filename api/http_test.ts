import { assertEquals, assertRejects } from "@std/assert";
import { SECOND, setUp } from "../testing/harness.ts";
import { createClient } from "./client.ts";
import { DbtCloudError } from "./errors.ts";
import { download, requestJson } from "./http.ts";
import { isObject } from "./json.ts";

const REQUEST = { to: "read it", path: "/runs/7/" };
const text = (value: string) => new TextEncoder().encode(value);

/** A body whose pieces come after so many milliseconds each. */
function slowBody(pieces: string[], ms: number): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      const piece = pieces.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(text(piece));
    },
  });
}

function clientFor(
  { account }: ReturnType<typeof setUp>,
  body: () => BodyInit,
) {
  const fetch = () => Promise.resolve(new Response(body()));
  return createClient({ ...account, fetch });
}

Deno.test("requestJson() waits 30 s for the whole answer", async () => {
  using fixture = setUp();
  const slow = () => slowBody(['{"data"', ":", "{}", "}"], 12 * SECOND);
  const startedAt = fixture.time.now;
  await assertRejects(
    () =>
      fixture.settle(requestJson(clientFor(fixture, slow), REQUEST, isObject)),
    DbtCloudError,
  );
  assertEquals(fixture.time.now - startedAt, 30 * SECOND);
});

Deno.test("download() waits 30 s for each piece, and not for them all", async () => {
  using fixture = setUp();
  const slow = () => slowBody(["a", "b", "c", "d"], 12 * SECOND);
  const read = async () => {
    const { pieces } = await download(clientFor(fixture, slow), REQUEST);
    let all = "";
    for await (const piece of pieces) all += new TextDecoder().decode(piece);
    return all;
  };
  assertEquals(await fixture.settle(read()), "abcd");
});

Deno.test("requestJson() takes no answer that is not what the API sends", async () => {
  using fixture = setUp();
  const bodies = ["", "[]", "{}", '{"data": 7}', "<html>", "null", "{"];
  for (const body of bodies) {
    const client = clientFor(fixture, () => body);
    const error = await assertRejects(
      () => fixture.settle(requestJson(client, REQUEST, isObject)),
      DbtCloudError,
    );
    const isPage = body === "<html>";
    assertEquals(error.kind, isPage ? "foreign" : "unreadable", body);
  }
});
