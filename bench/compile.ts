/** Makes the files of a release: a binary for each target, the bundle, their SHA-256 sums. */
import { offlineFlags } from "../offline/flag.ts";

const TARGETS = [
  "x86_64-unknown-linux-gnu",
  "aarch64-unknown-linux-gnu",
  "x86_64-apple-darwin",
  "aarch64-apple-darwin",
  "x86_64-pc-windows-msvc",
];
const PERMISSIONS = [
  "--allow-env",
  "--allow-net",
  "--allow-read",
  "--allow-write",
];
const flags = await offlineFlags();

async function deno(...args: string[]): Promise<void> {
  const { success } = await new Deno.Command(Deno.execPath(), {
    args,
    cwd: new URL("..", import.meta.url),
  }).spawn().status;
  if (!success) throw new Error(`Cannot ${args[0]} as it should`);
}

for (const target of TARGETS) {
  const path = `dist/dbt-run-${target}`;
  const args = ["--no-check", ...PERMISSIONS, "--target", target, "-o", path];
  await deno("compile", ...args, ...flags, "main.ts");
}
await deno("task", "bundle");

const dist = new URL("../dist/", import.meta.url);
const names = (await Array.fromAsync(Deno.readDir(dist), ({ name }) => name))
  .filter((name) => name !== "SHA256SUMS").toSorted();
const sums = await Promise.all(names.map(async (name) => {
  const bytes = await Deno.readFile(new URL(name, dist));
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return `${new Uint8Array(sum).toHex()}  ${name}\n`;
}));
await Deno.writeTextFile(new URL("SHA256SUMS", dist), sums.join(""));
