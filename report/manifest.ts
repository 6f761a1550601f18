/** What the `manifest.json` of a run says of a few of its nodes. */
import { JsonScanner } from "../api/json_scan.ts";

/** What is read of each node. */
const FIELDS = ["original_file_path", "attached_node", "column_name"] as const;

/** What a manifest says of a node. */
export type NodeFacts = { [field in (typeof FIELDS)[number]]?: string };

/** What a manifest says. */
export interface Manifest {
  /** The name of the dbt project; all else are packages. */
  project: string | undefined;
  nodes: Map<string, NodeFacts>;
}

/** Reads a manifest of any size, and keeps only the nodes that are wanted. */
export async function readManifest(
  pieces: AsyncIterable<Uint8Array>,
  wanted: ReadonlySet<string>,
): Promise<Manifest> {
  const manifest: Manifest = { project: undefined, nodes: new Map() };
  const { nodes } = manifest;
  const scanner = new JsonScanner({
    depth: 3,
    // Such as nodes, model.shop.orders, original_file_path.
    wants: ([map, id, field]) =>
      map === "metadata"
        ? id === "project_name"
        : FIELDS.some((name) => name === field) && wanted.has(String(id)),
    onValue([map, id, field], value) {
      if (typeof value !== "string") return;
      if (map === "metadata") manifest.project = value;
      else nodes.set(String(id), { ...nodes.get(String(id)), [field!]: value });
    },
  });
  for await (const piece of pieces) scanner.push(piece);
  return manifest;
}
