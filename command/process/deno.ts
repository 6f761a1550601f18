/** The process on Deno. */
import { turn } from "./turn.ts";
import type {
  FileKind,
  FileSystem,
  OpenFile,
  Process,
  SignalName,
  TextStream,
} from "./process.ts";

/** Windows has no SIGTERM: there, SIGBREAK is the second way to ask. */
const SIGNALS: { [name in Deno.Signal]?: SignalName } =
  Deno.build.os === "windows"
    ? { SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGBREAK: "SIGTERM" }
    : { SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGTERM: "SIGTERM" };

function streamOf(
  stream: typeof Deno.stdout,
  line: TextStream["line"],
): TextStream {
  return {
    line: (text) => attempt(() => line(text), undefined),
    isTerminal: stream.isTerminal(),
    draw(text) {
      attempt(() => stream.writeSync(new TextEncoder().encode(text)), 0);
    },
    columns: () => attempt(() => Deno.consoleSize().columns, 80),
  };
}

/** A terminal that was closed, or a full disk, costs words and nothing else. */
function attempt<T>(print: () => T, otherwise: T): T {
  try {
    return print();
  } catch {
    return otherwise;
  }
}

function kind({ isFile, isDirectory, isSymlink }: Deno.FileInfo): FileKind {
  if (isSymlink) return "link";
  return isDirectory ? "folder" : isFile ? "file" : "device";
}

const fileSystem: FileSystem = {
  readText: (path) => Deno.readTextFile(path),
  async kindOf(path) {
    try {
      return kind(await Deno.lstat(path));
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return undefined;
      throw error;
    }
  },
  makeFolder: (path) => Deno.mkdir(path, { recursive: true }),
  async open(path, how): Promise<OpenFile> {
    const file = await Deno.open(
      path,
      how === "append"
        ? { append: true, create: true }
        : { write: true, createNew: true },
    );
    return {
      async write(bytes) {
        for (let i = 0; i < bytes.length;) {
          i += await file.write(bytes.subarray(i));
        }
      },
      close: () => file.close(),
    };
  },
  rename: (from, to) => Deno.rename(from, to),
  remove: (path) => Deno.remove(path),
};

/** The process that Deno runs us in. */
export function thisProcess(): Process {
  return {
    args: Deno.args,
    startedAt: 0,
    env: (name) => Deno.env.get(name),
    fetch: (input, init) => fetch(input, init),
    // deno-lint-ignore no-console
    out: streamOf(Deno.stdout, (text) => console.log(text)),
    // deno-lint-ignore no-console
    err: streamOf(Deno.stderr, (text) => console.error(text)),
    fileSystem,
    turn,
    onSignal(listener) {
      const stops = Object.entries(SIGNALS).map(([signal, name]) => {
        const call = () => listener(name);
        Deno.addSignalListener(signal as Deno.Signal, call);
        return () => Deno.removeSignalListener(signal as Deno.Signal, call);
      });
      return () => stops.forEach((stop) => stop());
    },
    exit: (code) => Deno.exit(code),
    setExitCode: (code) => Deno.exitCode = code,
  };
}
