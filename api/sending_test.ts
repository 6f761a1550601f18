import { assertEquals } from "@std/assert";
import { channel } from "node:diagnostics_channel";
import { watchSending } from "./sending.ts";

const URL_OF_RUN = new URL("https://cloud.getdbt.com/api/v2/runs/?limit=1");
const request = {
  method: "POST",
  origin: "https://cloud.getdbt.com",
  path: "/api/v2/runs/?limit=1",
};
const publish = (name: string, message: unknown) =>
  channel(`undici:${name}`).publish(message);

Deno.test("watchSending() knows whether a request has left", () => {
  const sending = watchSending(URL_OF_RUN, "POST")!;
  // The fetch of a caller may publish nothing.
  assertEquals(sending.hasNeverLeft(), false);
  publish("request:create", { request: { ...request, method: "CONNECT" } });
  assertEquals(sending.hasNeverLeft(), false);
  publish("request:create", { request });
  assertEquals(sending.hasNeverLeft(), true);
  publish("client:sendHeaders", { request: { ...request, method: "CONNECT" } });
  assertEquals(sending.hasNeverLeft(), true);
  publish("client:sendHeaders", { request });
  assertEquals(sending.hasNeverLeft(), false);
  sending.close();
  assertEquals(channel("undici:request:create").hasSubscribers, false);
});

Deno.test("watchSending() aborts when no connection can be made through the proxy", () => {
  const errors = [
    [
      Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" }),
      "the proxy closed the connection",
    ],
    [undefined, "the proxy closed the connection"],
    [
      Object.assign(new Error("self-signed certificate"), {
        code: "DEPTH_ZERO_SELF_SIGNED_CERT",
      }),
      "self-signed certificate",
    ],
  ] as const;
  for (const [error, expected] of errors) {
    const sending = watchSending(URL_OF_RUN, "POST")!;
    const hosts = ["proxy.example.com", "cloud.getdbt.com"];
    const isAborted = hosts.map((hostname) => {
      publish("client:connectError", { connectParams: { hostname }, error });
      return sending.signal!.aborted;
    });
    assertEquals(isAborted, [false, true]);
    assertEquals(sending.signal!.reason.message, expected);
    sending.close();
  }
});
