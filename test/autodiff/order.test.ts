import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Tensor, tensor } from "../../src/autodiff/index.ts";
import { dependents, topological, walk } from "../../src/autodiff/order.ts";

/** A random graph: each node adds two earlier ones. */
const graphs = fc
  .array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 30 })
  .map((pairs) => {
    const nodes = [tensor(1), tensor(2)];
    for (const [i, j] of pairs) nodes.push(nodes[i % nodes.length]!.add(nodes[j % nodes.length]!));
    return nodes;
  });

/** Every node reachable from the root, by the obvious recursion. */
const reachable = (root: Tensor): Set<Tensor> =>
  new Set([root, ...root.inputs.flatMap((x) => [...reachable(x)])]);

describe("topological", () => {
  test("lists inputs before users, each node once, and exactly what the roots need", () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const roots = nodes.slice(-2).map((root) => root.neg());
        const order = topological(roots);
        const place = new Map(order.map((node, i) => [node, i]));
        expect(place.size).toBe(order.length);
        for (const [i, node] of order.entries()) {
          for (const x of node.inputs) expect(place.get(x)).toBeLessThan(i);
        }
        const small = nodes.length < 14 ? roots : [];
        for (const root of small)
          for (const node of reachable(root)) expect(place.has(node)).toBe(true);
      }),
    );
  });

  test("goes depth first, inputs left to right", () => {
    const [a, b] = [tensor(1), tensor(2)];
    const left = a.mul(b);
    const right = b.neg();
    const root = left.sub(right);
    expect(topological([root])).toEqual([a, b, left, right, root]);
  });

  test("stops at what it is told is a leaf, and keeps it", () => {
    const x = tensor(1).neg();
    const y = x.neg();
    expect(topological([y], (node) => node === x)).toEqual([x, y]);
  });

  test("lists a root that another root needs once", () => {
    const x = tensor(1);
    const y = x.neg();
    expect(topological([y, x, y])).toEqual([x, y]);
  });

  test("is the same after another walk over some of the nodes", () => {
    const x = tensor(1).neg();
    const y = x.mul(x);
    const before = topological([y]);
    topological([x.add(y).neg()]);
    expect(topological([y])).toEqual(before);
  });
});

describe("walk", () => {
  test("has the places of inputs, node by node, and those of what was asked for", () => {
    fc.assert(
      fc.property(graphs, (nodes) => {
        const elsewhere = nodes[0]!.neg();
        const { order, inputs, places } = walk([nodes.at(-1)!], [...nodes, elsewhere]);
        const place = new Map(order.map((node, i) => [node, i]));
        expect(order).toEqual(topological([nodes.at(-1)!]));
        expect(inputs).toEqual(order.flatMap((node) => node.inputs.map((x) => place.get(x))));
        expect(places).toEqual([...nodes, elsewhere].map((node) => place.get(node) ?? -1));
      }),
    );
  });

  test("has no places of the inputs of a leaf", () => {
    const x = tensor(1).neg();
    const y = x.mul(x);
    expect(walk([y], [x, y], (node) => node === x)).toEqual({
      order: [x, y],
      inputs: [0, 0],
      places: [0, 1],
    });
  });
});

describe("dependents", () => {
  test("are the sources and what is computed from them", () => {
    const [a, b] = [tensor(1), tensor(2)];
    const [p, q] = [a.neg(), b.neg()];
    const root = p.add(q);
    expect(dependents(topological([root]), [a])).toEqual(new Set([a, p, root]));
    expect(dependents(topological([root]), [])).toEqual(new Set());
  });
});
