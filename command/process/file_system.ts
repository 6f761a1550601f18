/** The file system of Deno, Node and Bun. */
import { clock, pause } from "../../api/clock.ts";

/** The kind of what a path leads to; a link is not followed. */
export type FileKind = "file" | "folder" | "link" | "device" | "unknown";

/** The content of a file. */
export type FileData = string | AsyncIterable<Uint8Array>;

/**
 * How a file is written: as a new one, at the end of one, or as a stream that
 * somebody reads, such as a named pipe.
 */
export type WriteMode = "create" | "append" | "stream";

/** The file system that the command needs; tests have one of their own. */
export interface FileSystem {
  /** Reads a text, or its beginning. */
  readText: (path: string, maxBytes?: number) => Promise<string>;
  /** Reads a file piece by piece. */
  readPieces: (path: string) => AsyncIterable<Uint8Array>;
  /** The kind of a file, as far as it may be looked at; `undefined` for none. */
  kindOf: (path: string) => Promise<FileKind | undefined>;
  makeFolder: (path: string) => Promise<void>;
  write: (path: string, data: FileData, mode: WriteMode) => Promise<void>;
  rename: (from: string, to: string) => Promise<void>;
  remove: (path: string) => Promise<void>;
}

// Loaded when it is first needed, for it costs Deno 20 ms. Not imported above:
// one file has to run as a module and as a script.
const fs = () => import("node:fs/promises");
type FileHandle = Awaited<
  ReturnType<Awaited<ReturnType<typeof fs>>["open"]>
>;

/** The size of a piece that is read. */
const READ_SIZE = 64 * 1_024;
/** A pipe takes a piece of this size whole, or not at all. */
const PIPE_SIZE = 4_096;
/** The time that a stream may have no reader, in milliseconds. */
const READER_LIMIT = 5_000;
/** The time in which a reader may take nothing. */
const MAX_STALL = 30_000;
/** The pause until a reader is looked for again. */
const RETRY_PAUSE = 50;

/** The file system that the runtime gives us. */
export const fileSystem: FileSystem = {
  async readText(path, maxBytes = Infinity) {
    const decoder = new TextDecoder();
    let text = "";
    let bytes = 0;
    for await (const piece of readFilePieces(path)) {
      text += decoder.decode(piece, { stream: true });
      bytes += piece.length;
      if (bytes >= maxBytes) break;
    }
    return text + decoder.decode();
  },
  readPieces: readFilePieces,
  async kindOf(path) {
    try {
      const info = await (await fs()).lstat(path);
      if (info.isSymbolicLink()) return "link";
      return info.isDirectory() ? "folder" : info.isFile() ? "file" : "device";
    } catch (error) {
      return hasCode(error, "ENOENT") ? undefined : "unknown";
    }
  },
  async makeFolder(path) {
    await (await fs()).mkdir(path, { recursive: true });
  },
  async write(path, data, mode) {
    if (mode === "stream") return await writeStream(path, data);
    const { open } = await fs();
    const file = await open(path, mode === "append" ? "a" : "wx");
    try {
      const pieces = typeof data === "string" ? [data] : data;
      for await (const piece of pieces) await file.writeFile(piece);
    } finally {
      await file.close();
    }
  },
  async rename(from, to) {
    await (await fs()).rename(from, to);
  },
  async remove(path) {
    await (await fs()).rm(path);
  },
};

async function* readFilePieces(path: string): AsyncGenerator<Uint8Array> {
  const { open, constants } = await fs();
  const { O_RDONLY, O_NONBLOCK = 0 } = constants;
  const file = await open(path, O_RDONLY | O_NONBLOCK);
  try {
    for (;;) {
      const buffer = new Uint8Array(READ_SIZE);
      const { bytesRead } = await file.read(buffer, 0, READ_SIZE, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * Writes to a stream that may have no reader, or one that stalls. A call that
 * blocks would never end, and Node cannot even exit while there is one.
 */
async function writeStream(path: string, data: FileData): Promise<void> {
  const file = await openStream(path);
  try {
    const texts = typeof data === "string"
      ? [new TextEncoder().encode(data)]
      : data;
    for await (const bytes of texts) {
      for (let at = 0; at < bytes.length; at += PIPE_SIZE) {
        await writePiece(file, bytes.subarray(at, at + PIPE_SIZE));
      }
    }
  } finally {
    await file.close();
  }
}

async function openStream(path: string): Promise<FileHandle> {
  const { open, constants } = await fs();
  const { O_WRONLY, O_CREAT, O_APPEND, O_NONBLOCK = 0 } = constants;
  const flags = O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK;
  return await retryWhile("ENXIO", READER_LIMIT, () => open(path, flags));
}

async function writePiece(file: FileHandle, bytes: Uint8Array): Promise<void> {
  await retryWhile("EAGAIN", MAX_STALL, () => file.write(bytes));
}

/** Tries again while nobody reads, which the system says with `code`. */
async function retryWhile<T>(
  code: string,
  limit: number,
  attempt: () => Promise<T>,
): Promise<T> {
  const startedAt = clock.now();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!hasCode(error, code)) throw error;
      if (clock.now() - startedAt >= limit) {
        throw new Error(`nobody has read it for ${limit / 1_000} s`);
      }
    }
    await pause(RETRY_PAUSE);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return (error as { code?: unknown } | null)?.code === code;
}
