/** Writes files atomically and never through a symbolic link. */
import { renderLine } from "../../ci/command_gate.ts";
import type { FileData, FileSystem } from "./file_system.ts";

/** Writes at the end of a file. A stream, such as /dev/stdout, gets no command. */
export async function appendFile(
  files: FileSystem,
  path: string,
  text: string,
): Promise<void> {
  const kind = await files.kindOf(path);
  const isFile = kind === "file" || kind === undefined;
  if (isFile) await files.write(path, text, "append");
  else await files.write(path, renderLine(text), "stream");
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
  if (await isDevice(files, path)) {
    // A CI system may read what comes out there.
    const harmless = typeof data === "string" ? renderLine(data) : data;
    return await files.write(path, harmless, "stream");
  }
  await keepPart(files, await writePart(files, path, data), path);
}

/**
 * Writes a file under a temporary name beside its own, and returns that name.
 * Leaves nothing if it cannot be written to its end.
 */
export async function writePart(
  files: FileSystem,
  path: string,
  data: FileData,
): Promise<string> {
  const part = await temporaryPath(files, path);
  try {
    await files.write(part, data, "create");
    return part;
  } catch (error) {
    await files.remove(part).catch(() => {});
    throw error;
  }
}

/** Gives a part its name, and makes the folder for that. */
export async function keepPart(
  files: FileSystem,
  part: string,
  path: string,
): Promise<void> {
  try {
    await makeParentFolder(files, path);
    await files.rename(part, path);
  } catch (error) {
    await files.remove(part).catch(() => {});
    throw error;
  }
}

/** Tries to write a file where it would be made, and leaves none. Rejects with the reason. */
export async function tryToWrite(
  files: FileSystem,
  path: string,
): Promise<void> {
  // A test write to a pipe would reach its reader as the whole content.
  if (await isDevice(files, path)) return;
  const isFolder = /(^|[\\/])\.{0,2}$/.test(path) ||
    await files.kindOf(path) === "folder";
  if (isFolder) throw new Error("it is a folder");
  await files.remove(await writePart(files, path, ""));
}

/** Chooses the name of a file until it is whole, and makes its folder. */
async function temporaryPath(files: FileSystem, path: string): Promise<string> {
  const { folder, name } = await makeParentFolder(files, path);
  // A random name, so that no link can wait there.
  return `${folder}.${name}.${crypto.randomUUID().slice(0, 18)}.part`;
}

/** Makes the folder of a file; `folder` ends with a slash, or is empty. */
async function makeParentFolder(files: FileSystem, path: string) {
  const [, folder = "", name = ""] = /^(.*[\\/])?([^\\/]*)$/s.exec(path)!;
  if (folder) {
    await assertNoSymlink(files, folder);
    try {
      await files.makeFolder(folder);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`its folder cannot be made: ${message}`);
    }
  }
  return { folder, name };
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
async function assertNoSymlink(
  files: FileSystem,
  folder: string,
): Promise<void> {
  if (/^([\\/]|[A-Za-z]:)/.test(folder)) return;
  for (const { index } of folder.matchAll(/[\\/]/g)) {
    const path = folder.slice(0, index);
    if (await files.kindOf(path) === "link") {
      throw new Error(`${path} is a symbolic link`);
    }
  }
}
