import { assertEquals } from "@std/assert";
import { type NodeIdentity, NodeIndex, readNodeType } from "./node_identity.ts";

const node = (id: string): NodeIdentity & { id: string } => {
  const [type = "", project = "", ...names] = id.split(".");
  return { id, type: readNodeType(type)!, project, name: names.join(".") };
};
const found = (ids: string[], identity: NodeIdentity) =>
  new NodeIndex(ids.map(node)).findAll(identity).map(({ id }) => id);

Deno.test("readNodeType() knows the kinds of node, and nothing else", () => {
  const words = ["model", "unit test", "data test", "Model", "sql operation"];
  assertEquals(words.map((word) => readNodeType(word)), [
    "model",
    "unit_test",
    "test",
    "model",
    "operation",
  ]);
  for (const word of ["resolving", "step", "group", "", undefined]) {
    assertEquals(readNodeType(word), undefined);
  }
});

const same: [what: string, id: string, identity: NodeIdentity][] = [
  ["by type and name", "model.shop.a", { type: "model", name: "a" }],
  ["of the same project", "model.shop.a", {
    type: "model",
    name: "a",
    project: "shop",
  }],
  ["below its schema", "model.shop.a", { type: "model", name: "main.a" }],
  ["of a source", "source.shop.raw.a", { type: "source", name: "raw.a" }],
  ["of a unit test that is called a test", "unit_test.shop.orders.a", {
    type: "test",
    name: "a",
  }],
  ["of a version", "model.shop.a.v2", { type: "model", name: "a_v2" }],
  ["of a hook", "operation.shop.shop-on-run-end-0", {
    type: "hook",
    name: "on-run-end",
  }],
  ["of a name that the line cut", "test.shop.accepted_values_orders_status", {
    type: "test",
    name: "accepted_values_orders_st...",
  }],
  [
    "of a name that ends in a hash",
    "test.shop.accepted_values_orders_status__a__b",
    {
      type: "test",
      name: `accepted_values_orders_status_${"0f".repeat(16)}`,
    },
  ],
];
for (const [what, id, identity] of same) {
  Deno.test(`NodeIndex finds a node ${what}`, () => {
    const others = ["model.shop.other", "test.shop.not_null_orders_id_of_all"];
    assertEquals(found([...others, id], identity), [id]);
  });
}

const different: [what: string, id: string, identity: NodeIdentity][] = [
  ["type", "model.shop.a", { type: "seed", name: "a" }],
  ["project", "model.shop.a", { type: "model", name: "a", project: "b" }],
  ["ending alone", "model.shop.orders", { type: "model", name: "new_orders" }],
  ["version", "model.shop.a.v2", { type: "model", name: "a_v1" }],
  [
    "hash, though both were cut at the same place",
    `test.shop.accepted_values_orders_status_${"0f".repeat(16)}`,
    {
      type: "test",
      name: `accepted_values_orders_status_${"a1".repeat(16)}`,
    },
  ],
  [
    "hash, of which the line has the beginning",
    `test.shop.accepted_values_orders_status_${"0f".repeat(16)}`,
    { type: "test", name: "accepted_values_orders_status_a1a1..." },
  ],
  ["hook", "operation.shop.shop-on-run-end-0", {
    type: "hook",
    name: "on-run-start",
  }],
];
for (const [what, id, identity] of different) {
  Deno.test(`NodeIndex tells nodes apart by their ${what}`, () => {
    assertEquals(found([id], identity), []);
  });
}

Deno.test("NodeIndex does not guess which of several tests a cut name is of", () => {
  const ids = ["a", "b"].map((end) =>
    `test.shop.accepted_values_orders_${end}`
  );
  const name = "accepted_values_orders...";
  assertEquals(found(ids, { type: "test", name }), []);
  assertEquals(found(ids, { type: "test", name: "accepted..." }), []);
});

Deno.test("NodeIndex finds each of a thousand tests whose names were cut, in time", () => {
  const ids = Array.from(
    { length: 20_000 },
    (_, i) => `test.shop.accepted_values_orders_status_${i}_placed_shipped`,
  );
  const nodes = ids.map((id) => {
    const [, project, name] = id.split(".") as [string, string, string];
    return { type: "test" as const, project, name, id };
  });
  const start = performance.now();
  const index = new NodeIndex(nodes);
  for (let i = 0; i < 1_000; i++) {
    const name = `accepted_values_orders_status_${i}_pl...`;
    const [node] = index.findAll({ type: "test", name });
    assertEquals(node?.id, ids[i]);
  }
  assertEquals(performance.now() - start < 1_000, true);
});
