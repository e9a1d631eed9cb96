/** Tests of src/lab/checker/evaluate.ts: the ops that no claim of the ledger has. */
import { describe, expect, test } from "vitest";
import { einsum, grad, input, type Tensor, tensor } from "../../../src/autodiff/index.ts";
import { certify, formatCertificate } from "../../../src/claims/index.ts";
import { checkCertificate } from "../../../src/lab/checker/checker.ts";

const [x, y] = [input("x", [2, 3]), input("y", [2, 3])];
const square = input("square", [2, 2, 3]);
const i = tensor(Int32Array.of(1, 0, 1));
const rows = tensor(Int32Array.of(2, 0, 1, 1), [2, 2]);
const ones = (k: number) => Array.from({ length: k }, () => 1);
const sums = (n: number) =>
  tensor(
    Array.from({ length: n }, (_, r) => [
      ...ones(r + 1),
      ...ones(n)
        .slice(r + 1)
        .fill(0),
    ]),
  );

const identities: [says: string, left: Tensor, right: Tensor][] = [
  ["prod", x.mul(y).prod(1), x.prod(1).mul(y.prod(1))],
  ["prod of nothing", x.slice(null, [1, 1]).prod(1), tensor([1, 1])],
  ["its gradient", grad((t: Tensor) => t.prod())(x), x.like(1).mul(x.prod()).div(x)],
  ["cumsum along the last", x.cumsum(1), x.matmul(sums(3).T)],
  ["cumsum along the first", x.cumsum(0).neg(), sums(2).matmul(x).neg()],
  ["take by an index tensor", x.take(i, 0), x.take([1, 0, 1], 0)],
  [
    "gather of batches",
    x.gather(rows),
    tensor([
      [0, 0, 1],
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 0],
    ])
      .reshape([2, 2, 3])
      .mul(x.reshape([2, 1, 3]))
      .sum(2),
  ],
  ["an index tensor gathered", x.take(i.take(i, 0), 1), x.take([0, 1, 0], 1)],
  ["scatterAdd by an index tensor", x.T.scatterAdd(i, 0, 2), x.T.scatterAdd([1, 0, 1], 0, 2)],
  ["scatter of batches", square.scatter(rows, 4).sum(1), square.sum(1)],
  ["products of batches", einsum("bij,bkj->bki", square, square).diag(), square.square().sum(2)],
  ["norm", x.norm(1), x.square().sum(1).sqrt()],
];

describe("what the engine certifies is confirmed", () => {
  test.each(identities)("%s", (_, left, right) => {
    const text = formatCertificate(certify(left, right));
    expect(JSON.parse(text)).toMatchObject({ verdict: "PROVED" });
    expect(checkCertificate(text)).toMatchObject({ status: 0 });
  });
});

type Node = [op: string, inputs: number[], attrs: Record<string, unknown>, shape: number[]];

/** The verdict on the identity with nodes of one op changed. */
function withNode(says: string, op: string, change: (node: Node) => unknown) {
  const [, left, right] = identities.find(([name]) => name === says)!;
  const draft = JSON.parse(formatCertificate(certify(left, right))) as { nodes: Node[] };
  change(draft.nodes.find(([name]) => name === op)!);
  return checkCertificate(JSON.stringify(draft));
}

describe("what was changed is not", () => {
  test.each<[string, string, (node: Node) => unknown, number, RegExp]>([
    ["cumsum along the last", "cumsum", (n) => (n[2]["axis"] = 0), 1, /sides differ/],
    ["cumsum along the first", "cumsum", (n) => n[3].reverse(), 1, /expected the shape \[2,3\]/],
    ["prod", "prod", (n) => (n[2]["axes"] = [0]), 1, /expected the shape \[3\]/],
    ["prod", "prod", (n) => (n[0] = "sum"), 1, /sides differ/],
    ["an index tensor gathered", "gather", (n) => n[3].push(1), 1, /expected the shape \[3\]/],
    [
      "take by an index tensor",
      "gather",
      (n) => (n[1] = [n[1][0]!, n[1][0]!]),
      1,
      /an index value was expected/,
    ],
    [
      "take by an index tensor",
      "data",
      (n) => (n[2]["values"] = [1, 2, 1]),
      1,
      /an index in \[2,3\]/,
    ],
    [
      "scatter of batches",
      "scatter",
      (n) => (n[2]["length"] = 3),
      1,
      /expected the shape \[2,3,3\]/,
    ],
    [
      "scatterAdd by an index tensor",
      "scatter",
      (n) => (n[1] = [n[1][1]!, n[1][1]!]),
      1,
      /index values/,
    ],
    [
      "products of batches",
      "matmul",
      (n) => n[3].reverse().push(2),
      1,
      /expected the shape \[2,2,2\]/,
    ],
  ])("%s, another %s: %#", (says, op, change, status, reason) => {
    const result = withNode(says, op, change);
    expect(result.says).toMatch(reason);
    expect(result.status).toBe(status);
  });
});
