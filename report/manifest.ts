/** Finds the files of a few nodes in a `manifest.json` of any size. */

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = [0x7b, 0x5b];
const CLOSE = [0x7d, 0x5d];
const COMMA = 0x2c;
const COLON = 0x3a;

/**
 * Reads the manifest piece by piece and keeps nothing of it but the
 * `original_file_path` of the nodes that are wanted.
 */
export async function findFiles(
  pieces: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const decoder = new TextDecoder();
  /** The keys that lead to where we are; deeper ones are of no interest. */
  const path: string[] = [];
  let depth = 0;
  let isKey = false;
  let inString = false;
  let escaped = false;
  let string: number[] = [];

  /** Whether a string that begins here is worth keeping. */
  const keeps = () =>
    depth <= 3 && (isKey || (depth === 3 && path[2] === "original_file_path"));
  const read = () => {
    try {
      const bytes = new Uint8Array(string);
      return String(JSON.parse(`"${decoder.decode(bytes)}"`));
    } catch {
      return "";
    }
  };

  for await (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) {
      const byte = piece[i]!;
      if (inString) {
        if (!escaped && byte === QUOTE) {
          inString = false;
          if (keeps()) {
            if (isKey) path[depth - 1] = read();
            else if (wanted.has(path[1]!)) files.set(path[1]!, read());
          }
        } else {
          escaped = !escaped && byte === BACKSLASH;
          if (keeps() && string.length < 4_096) string.push(byte);
        }
      } else if (byte === QUOTE) {
        inString = true;
        escaped = false;
        string = [];
      } else if (byte === COLON) isKey = false;
      else if (byte === COMMA) isKey = true;
      else if (OPEN.includes(byte)) {
        depth++;
        isKey = true;
      } else if (CLOSE.includes(byte)) depth--;
    }
    if (files.size === wanted.size) break;
  }
  return files;
}
