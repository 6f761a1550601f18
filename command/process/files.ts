/** Writes files atomically and never through a symbolic link. */

import { renderLine } from "../../ci/registry.ts";

/** What a path leads to; a link is not followed. */
type FileKind = "file" | "folder" | "link" | "device" | "unknown";

/** The content of a file. */
type FileData = string | AsyncIterable<Uint8Array>;

// Loaded when it is first needed, for it costs Deno 20 ms. Not imported above:
// one file has to run as a module and as a script.
const fs = () => import("node:fs/promises");

/** The file system of Deno, Node and Bun. */
export const fileSystem = {
  readText: async (path: string) => await (await fs()).readFile(path, "utf8"),
  /** The kind of a file, as far as it may be looked at; none has no kind. */
  async kindOf(path: string): Promise<FileKind | undefined> {
    try {
      const info = await (await fs()).lstat(path);
      if (info.isSymbolicLink()) return "link";
      return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
    } catch (error) {
      const isAbsent = (error as { code?: string }).code === "ENOENT";
      return isAbsent ? undefined : "unknown";
    }
  },
  async makeFolder(path: string) {
    await (await fs()).mkdir(path, { recursive: true });
  },
  /** Writes a new file, or at the end of one. */
  async write(path: string, data: FileData, how: "create" | "append") {
    const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
    try {
      const pieces = typeof data === "string" ? [data] : data;
      for await (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
  },
  rename: async (from: string, to: string) =>
    await (await fs()).rename(from, to),
  remove: async (path: string) => await (await fs()).rm(path),
};

/** What is needed of the file system; tests have one of their own. */
export type FileSystem = typeof fileSystem;

/** Writes at the end of a file. A stream, such as /dev/stdout, gets no command. */
export async function appendFile(
  files: FileSystem,
  path: string,
  text: string,
): Promise<void> {
  const kind = await files.kindOf(path);
  const isFile = kind === "file" || kind === undefined;
  await files.write(path, isFile ? text : renderLine(text), "append");
}

/**
 * Writes a file, which gets its name once it is whole. Makes its folder. Devices
 * and pipes are written to, and not replaced.
 */
export async function writeFile(
  files: FileSystem,
  path: string,
  data: FileData,
): Promise<void> {
  const part = await partOf(files, path);
  if (await isDevice(files, path)) {
    // A CI system may read what comes out there.
    const harmless = typeof data === "string" ? renderLine(data) : data;
    return await files.write(path, harmless, "append");
  }
  try {
    await files.write(part, data, "create");
    await files.rename(part, path);
  } catch (error) {
    await files.remove(part).catch(() => {});
    throw error;
  }
}

/** A file or a folder of a setting that cannot be written, in words. */
export interface UnwritablePath {
  setting: "junit" | "summary" | "artifacts";
  text: string;
}

/**
 * Why files and folders of settings could not be written. Tries it where they
 * would be made, and leaves nothing.
 */
export async function unwritable(
  files: FileSystem,
  paths: { [N in UnwritablePath["setting"]]?: string | undefined },
): Promise<UnwritablePath[]> {
  const faults: UnwritablePath[] = [];
  for (const setting of ["junit", "summary", "artifacts"] as const) {
    const path = paths[setting];
    if (!path) continue;
    const file = setting === "artifacts" ? `${path}/dbt-run` : path;
    try {
      // Who reads a pipe would take the try for all of it.
      if (await isDevice(files, file)) continue;
      const kind = await files.kindOf(file);
      if (kind === "folder") throw new Error("it is a folder");
      const part = await partOf(files, file);
      await files.write(part, "", "create");
      await files.remove(part);
    } catch (error) {
      const { message } = error as Error;
      const text = `Cannot write ${path} (--${setting}): ${message}`;
      faults.push({ setting, text });
    }
  }
  return faults;
}

/** The name of a file until it is whole. Makes the folder that it is in. */
async function partOf(files: FileSystem, path: string): Promise<string> {
  const [, folder = "", name] = /^(.*[\\/])?([^\\/]*)$/s.exec(path)!;
  if (folder) {
    await refuseLinks(files, folder);
    await files.makeFolder(folder);
  }
  // A random name, so that no link can wait there.
  return `${folder}.${name}.${crypto.randomUUID().slice(0, 18)}.part`;
}

async function isDevice(files: FileSystem, path: string): Promise<boolean> {
  const kind = await files.kindOf(path);
  // Links lead to devices there, and no file is made.
  const isSystem = /^\/dev\/([^/]+|fd\/.*)$|^\/proc\//.test(path);
  if (!isSystem) return kind === "device";
  if (!kind) throw new Error(`there is no ${path}`);
  return true;
}

/**
 * Refuses a folder below the working one that is a link: whoever can change the
 * repository could lead us out of it.
 */
async function refuseLinks(files: FileSystem, folder: string): Promise<void> {
  if (/^([\\/]|[A-Za-z]:)/.test(folder)) return;
  for (const { index } of folder.matchAll(/[\\/]/g)) {
    const path = folder.slice(0, index);
    if (await files.kindOf(path) === "link") {
      throw new Error(`${path} is a symbolic link`);
    }
  }
}
