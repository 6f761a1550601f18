/** Writes files: whole or not at all, and through no link that somebody laid. */
import type { FileSystem, OpenFile } from "./process.ts";

/** What a file is made of. */
export type FileData = string | AsyncIterable<Uint8Array>;

/** Writes a file under its name once it is whole. Makes its folder. */
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
  // Nobody can have laid a link of this name before us.
  const random = crypto.randomUUID().slice(0, 18);
  const part = `${folder ? `${folder}/` : ""}.${name}.${random}.part`;
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
