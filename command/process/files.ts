/** Writes files atomically and never through a symbolic link. */
import type { FileSystem, OpenFile } from "./process.ts";

// Loaded when it is first needed, for it costs Deno 20 ms. Not imported above:
// one file has to run as a module and as a script.
const fs = () => import("node:fs/promises");

/** The file system of Deno, Node and Bun. */
export const fileSystem: FileSystem = {
  readText: async (path) => await (await fs()).readFile(path, "utf8"),
  async kindOf(path) {
    try {
      const info = await (await fs()).lstat(path);
      if (info.isSymbolicLink()) return "link";
      return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return undefined;
      throw error;
    }
  },
  async makeFolder(path) {
    await (await fs()).mkdir(path, { recursive: true });
  },
  async open(path, how) {
    const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
    return {
      write: async (bytes) => await file.writeFile(bytes),
      close: () => file.close(),
    };
  },
  rename: async (from, to) => await (await fs()).rename(from, to),
  remove: async (path) => await (await fs()).rm(path),
};

/** The content of a file. */
export type FileData = string | AsyncIterable<Uint8Array>;

/** Writes a file, which gets its name once it is whole. Makes its folder. */
export async function writeFile(
  fileSystem: FileSystem,
  path: string,
  data: FileData,
): Promise<void> {
  const { folder, name } = split(path);
  if (folder) {
    await refuseLinks(fileSystem, folder);
    await fileSystem.makeFolder(folder);
  }
  if (await isDevice(fileSystem, path)) {
    await fill(await fileSystem.open(path, "append"), data);
    return;
  }
  const part = partOf(folder, name);
  const file = await fileSystem.open(part, "create");
  try {
    await fill(file, data);
    await fileSystem.rename(part, path);
  } catch (error) {
    await fileSystem.remove(part).catch(() => {});
    throw error;
  }
}

/** Adds a text at the end of a file, as CI systems want it. */
export async function appendFile(
  fileSystem: FileSystem,
  path: string,
  text: string,
): Promise<void> {
  await fill(await fileSystem.open(path, "append"), text);
}

/**
 * Why files and folders could not be written, a line each. Tries it where they
 * would be made, and leaves nothing.
 */
export async function unwritable(
  fileSystem: FileSystem,
  paths: { [setting: string]: string | undefined },
): Promise<string[]> {
  const faults = Object.entries(paths).map(async ([setting, path]) => {
    try {
      if (path) await tryToWrite(fileSystem, path, setting === "artifacts");
      return [];
    } catch (error) {
      const { message } = error as Error;
      return [`Cannot write ${path} (--${setting}): ${message}`];
    }
  });
  return (await Promise.all(faults)).flat();
}

async function tryToWrite(
  fileSystem: FileSystem,
  path: string,
  isFolder: boolean,
): Promise<void> {
  if (!isFolder && await isDevice(fileSystem, path)) return;
  const kind = await kindOf(fileSystem, path);
  if (!isFolder && kind === "folder") throw new Error("it is a folder");
  const folder = isFolder ? path : split(path).folder;
  await refuseLinks(fileSystem, folder);
  if (folder) await fileSystem.makeFolder(folder);
  const part = partOf(folder, "dbt-run");
  await (await fileSystem.open(part, "create")).close();
  await fileSystem.remove(part);
}

/** A name for a file that is not whole: random, so no link can wait there. */
function partOf(folder: string, name: string): string {
  const random = crypto.randomUUID().slice(0, 18);
  return `${folder ? `${folder}/` : ""}.${name}.${random}.part`;
}

async function fill(file: OpenFile, data: FileData): Promise<void> {
  try {
    if (typeof data === "string") {
      await file.write(new TextEncoder().encode(data));
    } else {
      for await (const bytes of data) await file.write(bytes);
    }
  } finally {
    await file.close();
  }
}

function split(path: string): { folder: string; name: string } {
  const [, folder = "", name = path] = /^(.*)[\\/]([^\\/]*)$/s.exec(path) ?? [];
  return { folder: folder || (/^[\\/]/.test(path) ? "/" : ""), name };
}

/** Devices and pipes are written to, and not replaced. */
async function isDevice(
  fileSystem: FileSystem,
  path: string,
): Promise<boolean> {
  const kind = await kindOf(fileSystem, path);
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
async function refuseLinks(
  fileSystem: FileSystem,
  folder: string,
): Promise<void> {
  if (/^([\\/]|[A-Za-z]:)/.test(folder)) return;
  const names = folder.split(/[\\/]/);
  for (let i = 1; i <= names.length; i++) {
    const path = names.slice(0, i).join("/");
    if (await kindOf(fileSystem, path) === "link") {
      throw new Error(`${path} is a symbolic link`);
    }
  }
}

/** The kind of a file, as far as it may be looked at. */
async function kindOf(fileSystem: FileSystem, path: string) {
  try {
    return await fileSystem.kindOf(path);
  } catch {
    return "unknown";
  }
}
