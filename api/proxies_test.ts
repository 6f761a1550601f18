import { assertEquals } from "@std/assert";
import { describeProxy, findProxyFault, usesProxies } from "./proxies.ts";

const HTTPS = new URL("https://cloud.getdbt.com/");
const LOCAL = new URL("http://127.0.0.1:8000/");
const NAMES = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]
  .flatMap((name) => [name, name.toLowerCase()]);

/** Runs something with these variables, and no other proxy. */
function withEnv<T>(env: { [name: string]: string }, run: () => T): T {
  const before = NAMES.map((name) => [name, Deno.env.get(name)] as const);
  for (const name of NAMES) Deno.env.delete(name);
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value);
  try {
    return run();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
  }
}

const cases: [env: { [name: string]: string }, proxy: string | undefined][] = [
  [{}, undefined],
  [{ HTTPS_PROXY: "http://proxy:8080" }, "http://proxy:8080 (HTTPS_PROXY)"],
  [{ https_proxy: "http://proxy:8080" }, "http://proxy:8080 (https_proxy)"],
  [{ ALL_PROXY: "socks5://proxy" }, "socks5://proxy (ALL_PROXY)"],
  [{ HTTP_PROXY: "http://proxy:8080" }, undefined],
  [
    { HTTPS_PROXY: "http://user:pa@ss@proxy:8080" },
    "http://proxy:8080 (HTTPS_PROXY)",
  ],
  [{ HTTPS_PROXY: "user:pass@proxy:8080" }, "proxy:8080 (HTTPS_PROXY)"],
  [{ HTTPS_PROXY: "http://proxy", NO_PROXY: "getdbt.com" }, undefined],
  [{ HTTPS_PROXY: "http://proxy", NO_PROXY: "a,.getdbt.com" }, undefined],
  [{ HTTPS_PROXY: "http://proxy", no_proxy: "*" }, undefined],
  [
    { HTTPS_PROXY: "http://proxy", NO_PROXY: "otherdbt.com" },
    "http://proxy (HTTPS_PROXY)",
  ],
  // What Node makes of bytes that are no text; Deno does not read them.
  [{ HTTPS_PROXY: "http://user:p\ufffd@proxy" }, undefined],
];
for (const [env, proxy] of cases) {
  Deno.test(`describeProxy() with ${JSON.stringify(env)}: ${proxy}`, () => {
    assertEquals(withEnv(env, () => describeProxy(HTTPS)), proxy);
  });
}

Deno.test("usesProxies() knows that Deno keeps plain HTTP to this machine from proxies", () => {
  assertEquals([usesProxies(HTTPS), usesProxies(LOCAL)], [true, false]);
});

Deno.test("findProxyFault() refuses no address on a runtime that can do without the proxy", () => {
  const env = { HTTP_PROXY: "http://proxy" };
  assertEquals(withEnv(env, () => findProxyFault(LOCAL.href)), undefined);
});
