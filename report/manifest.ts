/** What the `manifest.json` of a run says of a few of its nodes. */
import { JsonScanner } from "./json_scan.ts";

/** What is read of each node. */
const FIELDS = ["original_file_path"] as const;

/** What a manifest says of a node. */
export type NodeFacts = { [field in (typeof FIELDS)[number]]?: string };

/** Reads a manifest of any size, and keeps only the nodes that are wanted. */
export async function readManifest(
  pieces: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
): Promise<Map<string, NodeFacts>> {
  const found = new Map<string, NodeFacts>();
  const scanner = new JsonScanner({
    depth: 3,
    // Such as nodes, model.shop.orders, original_file_path.
    wants: ([, id, field]) =>
      FIELDS.some((name) => name === field) && wanted.has(String(id)),
    onValue([, id, field], value) {
      if (typeof value !== "string") return;
      const facts = found.get(String(id)) ?? {};
      found.set(String(id), { ...facts, [field as string]: value });
    },
  });
  for await (const piece of pieces) scanner.push(piece);
  return found;
}
