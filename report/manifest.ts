/** Reads from `manifest.json` what the report needs of each node. */
import { JsonScanner } from "../api/json_stream.ts";
import type { NodeResult, ReportSource } from "./report_model.ts";

/** The fields of a node that are read. */
const MANIFEST_FIELDS = ["original_file_path", "attached_node", "column_name"];

/** The parts of a manifest that a report needs. */
export interface ManifestFacts {
  /** The name of the dbt project. Nodes of other projects are of packages. */
  project: string | undefined;
  /** The fields of each node, by its id. */
  nodes: Map<string, { [field: string]: string | undefined }>;
}

/** Reads the facts of some nodes, by their ids, from a manifest of any size. */
export async function readManifest(
  pieces: AsyncIterable<Uint8Array>,
  ids: ReadonlySet<string>,
): Promise<ManifestFacts> {
  const nodes: ManifestFacts["nodes"] = new Map();
  let project = undefined as string | undefined;
  const scanner = new JsonScanner({
    depth: 3,
    // Such as nodes, model.shop.orders, original_file_path.
    wants: ([map, id, field]) =>
      map === "metadata"
        ? id === "project_name"
        : MANIFEST_FIELDS.includes(String(field)) && ids.has(String(id)),
    onValue([map, id, field], value) {
      if (typeof value !== "string") return;
      if (map === "metadata") project = value;
      else nodes.set(String(id), { ...nodes.get(String(id)), [field!]: value });
    },
  });
  for await (const piece of pieces) scanner.push(piece);
  return { project, nodes };
}

/** Adds to each node its file, and the model and column that it tests. */
export async function addManifestFacts(
  nodes: NodeResult[],
  source: ReportSource,
  folder: string,
): Promise<void> {
  const [first] = nodes;
  const pieces = first &&
    await source.openArtifact("manifest.json", first.step);
  if (!pieces) return;
  const ids = new Set(nodes.map(({ uniqueId }) => uniqueId));
  const manifest = await readManifest(pieces, ids);
  for (const node of nodes) {
    const { package: group, type } = node;
    const { project = group } = manifest;
    const root = group === project ? folder : `dbt_packages/${group}`;
    const facts = manifest.nodes.get(node.uniqueId) ?? {};
    const path = facts.original_file_path;
    if (path) node.file = source.redact(toRepositoryPath(root, path));
    // Such as orders.v2, of model.shop.orders.v2, and a column of it.
    const name = facts.attached_node?.split(".").slice(2).join(".");
    const tested = [name, facts.column_name].filter(Boolean).join(".");
    if (type === "test" && tested) node.tests = source.redact(tested);
  }
}

/** Turns a path in a folder into one in the repository. */
export function toRepositoryPath(folder: string, path: string): string {
  return [folder, path].join("/").split(/[\\/]+/)
    .filter((name) => name && name !== ".").join("/");
}
