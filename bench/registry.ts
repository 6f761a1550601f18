/**
 * A registry of jsr.io's shape, with a latency for each request: the module
 * graph of a version stands in its `VERSION_meta.json`, so that Deno asks for
 * all modules of a package at once.
 */
import { offlineFlags } from "../offline/flag.ts";

/** A version of a package, as it is published. */
interface Package {
  name: string;
  version: string;
  exports: Record<string, string>;
  /** Its modules: path, such as `/mod.ts`, to text. */
  modules: Map<string, string>;
}

/** A registry that serves this package and what it imports. */
export interface Registry extends AsyncDisposable {
  url: string;
  /** The requests since the last call, and how often one waited for answers. */
  count: () => { requests: number; rounds: number };
}

const ROOT = new URL("..", import.meta.url);
const STD: [name: string, module: string, adapter: string][] = [
  ["@std/cli", "parse-args", "std_cli_parse_args.ts"],
  ["@std/async", "delay", "std_async_delay.ts"],
];

/** Serves the package; each answer takes `latency` milliseconds. */
export async function serveRegistry(latency: number): Promise<Registry> {
  const isOffline = (await offlineFlags()).length > 0;
  const packages = [
    await ownPackage(),
    ...await Promise.all(STD.map(isOffline ? adapterOf : download)),
  ];
  const files = new Map((await Promise.all(packages.map(filesOf))).flat());
  let times: number[] = [];
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    async ({ url }) => {
      times.push(performance.now());
      await new Promise((resolve) => setTimeout(resolve, latency));
      const { pathname } = new URL(url);
      const text = files.get(pathname);
      if (text === undefined) return new Response(null, { status: 404 });
      const type = pathname.endsWith(".ts") ? "typescript" : "json";
      const headers = { "content-type": `application/${type}` };
      return new Response(text, { headers });
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    count() {
      let [rounds, began] = [0, -Infinity];
      for (const at of times) {
        if (at - began < latency) continue;
        [rounds, began] = [rounds + 1, at];
      }
      const requests = times.length;
      times = [];
      return { requests, rounds };
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** The registry's answers for a package: path to text. */
async function filesOf(
  { name, version, exports, modules }: Package,
): Promise<[path: string, text: string][]> {
  const manifest: Record<string, { size: number; checksum: string }> = {};
  const moduleGraph2: Record<string, { dependencies: unknown[] }> = {};
  for (const [path, text] of modules) {
    const bytes = new TextEncoder().encode(text);
    const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const checksum = `sha256-${sum.toHex()}`;
    manifest[path] = { size: bytes.length, checksum };
    moduleGraph2[path] = { dependencies: dependenciesOf(text) };
  }
  const meta = { latest: version, versions: { [version]: {} } };
  return [
    [`/${name}/meta.json`, JSON.stringify(meta)],
    [
      `/${name}/${version}_meta.json`,
      JSON.stringify({ manifest, exports, moduleGraph2 }),
    ],
    ...[...modules].map((
      [path, text],
    ): [string, string] => [`/${name}/${version}${path}`, text]),
  ];
}

/** Lists a module's imports in the form of jsr.io's module graph. */
function dependenciesOf(text: string): unknown[] {
  const code = text.replace(
    /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm,
    (comment) => comment.replace(/[^\n]/g, " "),
  );
  const placeOf = (index: number) => {
    const lines = code.slice(0, index).split("\n");
    return [lines.length - 1, lines.at(-1)!.length];
  };
  const rangeOf = (match: RegExpExecArray, quoted: string) => {
    const from = match.index + match[0].lastIndexOf(quoted);
    return [placeOf(from), placeOf(from + quoted.length)];
  };
  const imports = code.matchAll(
    /^(import|export)\s+(type\s+)?(?:[\w*{][^"';=()]*?\sfrom\s*)?("([^"]+)")/gm,
  );
  const lazy = code.matchAll(/(?<![\w.])import\(\s*("([^"]+)")\s*\)/g);
  return [
    ...[...imports].map((match) => ({
      type: "static",
      kind: `${match[1]}${match[2] ? "Type" : ""}`,
      specifier: match[4],
      specifierRange: rangeOf(match, match[3]!),
    })),
    ...[...lazy].map((match) => ({
      type: "dynamic",
      argument: match[2],
      argumentRange: rangeOf(match, match[1]!),
    })),
  ];
}

/** This package as `deno publish` would send it. */
async function ownPackage(): Promise<Package> {
  const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));
  const config = JSON.parse(await read("deno.json"));
  const modules = new Map<string, string>();
  const { include, exclude } = config.publish;
  for (const path of modulesIn("", include, exclude)) {
    const text = (await read(path)).replace(
      /((?:from|import\()\s*)"(@std\/\w+)(\/[\w-]+)"/g,
      (_, before, name, rest) => `${before}"${config.imports[name]}${rest}"`,
    );
    modules.set(`/${path}`, text);
  }
  const { name, version, exports } = config;
  return { name, version, exports, modules };
}

/** The modules below a folder that are published. */
function modulesIn(
  folder: string,
  include: string[],
  exclude: string[],
): string[] {
  const matches = (path: string, globs: string[]) =>
    globs.some((glob) => {
      const pattern = glob.replaceAll(".", "\\.")
        .replace(/\*\*\/|\*/g, (star) => star === "*" ? "[^/]*" : "(.*/)?");
      return new RegExp(`^${pattern}$`).test(path);
    });
  return [...Deno.readDirSync(new URL(folder || ".", ROOT))]
    .filter(({ name }) => !/^\.|^node_modules$/.test(name))
    .flatMap(({ name, isDirectory }) => {
      const path = `${folder}${name}`;
      if (isDirectory) return modulesIn(`${path}/`, include, exclude);
      const isPublished = matches(path, include) && !matches(path, exclude);
      return isPublished && path.endsWith(".ts") ? [path] : [];
    });
}

/** The adapter in the place of a package that cannot be had here. */
async function adapterOf(
  [name, module, adapter]: [string, string, string],
): Promise<Package> {
  const text = await Deno.readTextFile(new URL(`offline/${adapter}`, ROOT));
  return {
    name,
    version: "1.0.0",
    exports: { [`./${module}`]: "./mod.ts" },
    modules: new Map([["/mod.ts", text]]),
  };
}

/** A package of @std, from where Deno has it. */
async function download([name]: [string, ...unknown[]]): Promise<Package> {
  const registry = Deno.env.get("JSR_URL") ?? "https://jsr.io";
  const ask = (path: string) => fetch(new URL(`/${name}${path}`, registry));
  const { versions, latest } = await (await ask("/meta.json")).json();
  const version = latest ?? Object.keys(versions).at(-1);
  const meta = await (await ask(`/${version}_meta.json`)).json();
  const paths = Object.keys(meta.manifest)
    .filter((path) => /(?<!_test)\.ts$/.test(path));
  const modules = await Promise.all(paths.map(async (path) => {
    const text = await (await ask(`/${version}${path}`)).text();
    return [path, text] as const;
  }));
  return { name, version, exports: meta.exports, modules: new Map(modules) };
}
