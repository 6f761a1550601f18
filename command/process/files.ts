/** Writes files atomically and never through a symbolic link. */

/** What a path leads to; a link is not followed. */
export type FileKind = "file" | "folder" | "link" | "device";

/** A file that is written. */
export interface OpenFile {
  write: (bytes: Uint8Array) => Promise<void>;
  close: () => void | Promise<void>;
}

// Loaded when it is first needed, for it costs Deno 20 ms. Not imported above:
// one file has to run as a module and as a script.
const fs = () => import("node:fs/promises");

/** The file system of Deno, Node and Bun. */
export const fileSystem = {
  readText: async (path: string): Promise<string> =>
    await (await fs()).readFile(path, "utf8"),
  /** The kind of a file, or `undefined` if there is none. */
  async kindOf(path: string): Promise<FileKind | undefined> {
    try {
      const info = await (await fs()).lstat(path);
      if (info.isSymbolicLink()) return "link";
      return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
    } catch (error) {
      if ((error as { code?: string }).code === "ENOENT") return undefined;
      throw error;
    }
  },
  async makeFolder(path: string): Promise<void> {
    await (await fs()).mkdir(path, { recursive: true });
  },
  /** Opens a file: a new one exclusively, or at its end. */
  async open(path: string, how: "create" | "append"): Promise<OpenFile> {
    const file = await (await fs()).open(path, how === "append" ? "a" : "wx");
    return {
      write: async (bytes) => await file.writeFile(bytes),
      close: () => file.close(),
    };
  },
  rename: async (from: string, to: string): Promise<void> =>
    await (await fs()).rename(from, to),
  remove: async (path: string): Promise<void> => await (await fs()).rm(path),
};

/** What is needed of the file system; tests have one of their own. */
export type FileSystem = typeof fileSystem;

/** The content of a file. */
export type FileData = string | AsyncIterable<Uint8Array>;

/** Writes a file, which gets its name once it is whole. Makes its folder. */
export async function writeFile(
  fileSystem: FileSystem,
  path: string,
  data: FileData,
): Promise<void> {
  const { file, part } = await begin(fileSystem, path);
  try {
    await fill(file, data);
    if (part) await fileSystem.rename(part, path);
  } catch (error) {
    if (part) await fileSystem.remove(part).catch(() => {});
    throw error;
  }
}

/** Opens what becomes a file, in its folder; or a device. */
async function begin(
  fileSystem: FileSystem,
  path: string,
): Promise<{ file: OpenFile; part?: string }> {
  const { folder, name } = split(path);
  if (folder) {
    await refuseLinks(fileSystem, folder);
    await fileSystem.makeFolder(folder);
  }
  if (await isDevice(fileSystem, path)) {
    return { file: await fileSystem.open(path, "append") };
  }
  // A random name, so that no link can wait there.
  const random = crypto.randomUUID().slice(0, 18);
  const part = `${folder ? `${folder}/` : ""}.${name}.${random}.part`;
  return { file: await fileSystem.open(part, "create"), part };
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
      const file = setting === "artifacts" ? `${path}/dbt-run` : path;
      if (path && file) await tryToWrite(fileSystem, file);
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
): Promise<void> {
  // Who reads a pipe would take the try for all of it.
  if (await isDevice(fileSystem, path)) return;
  if (await kindOf(fileSystem, path) === "folder") {
    throw new Error("it is a folder");
  }
  const { file, part } = await begin(fileSystem, path);
  await file.close();
  if (part) await fileSystem.remove(part);
}

async function fill(file: OpenFile, data: FileData): Promise<void> {
  try {
    const pieces = typeof data === "string"
      ? [new TextEncoder().encode(data)]
      : data;
    for await (const bytes of pieces) await file.write(bytes);
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
