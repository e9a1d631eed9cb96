/** Tests of src/lab/checker/linear.ts: what the engine certifies of systems and determinants is confirmed. */
import { describe, expect, test } from "vitest";
import { grad, input, type Tensor, vmap } from "../../../src/autodiff/index.ts";
import { certify, formatCertificate } from "../../../src/claims/index.ts";
import { checkCertificate } from "../../../src/lab/checker/checker.ts";

const [A, B, x] = [input("A", [3, 3]), input("B", [3, 3]), input("x", [3, 1])];
const D = input("D", [4, 4]);
const many = input("C", [2, 3, 3]);

const stated = (left: Tensor, right: Tensor) => {
  const text = formatCertificate(certify(left, right));
  return { verdict: JSON.parse(text).verdict, status: checkCertificate(text).status };
};

describe("systems and determinants are confirmed", () => {
  test.each<[string, Tensor, Tensor]>([
    ["A (A⁻¹ x) = x", A.matmul(A.solve(x)), x],
    ["(A B)⁻¹ = B⁻¹ A⁻¹", A.matmul(B).inverse(), B.inverse().matmul(A.inverse())],
    ["det (A B) = det A det B", A.matmul(B).det(), A.det().mul(B.det())],
    ["∇ det A = det A · A⁻ᵀ", grad((y: Tensor) => y.det())(A), A.inverse().T.mul(A.det())],
    ["two determinants", many.det(), vmap((y: Tensor) => y.T.det())(many)],
    ["two inverses", many.solve(many.inverse()), vmap((y: Tensor) => y.matmul(y).inverse())(many)],
    ["det of nothing is 1", input("N", [0, 0]).det(), x.sum().div(x.sum())],
    ["det of an even number of rows", D.det(), D.T.det()],
  ])("%s", (_says, left, right) => {
    expect(stated(left, right)).toEqual({ verdict: "PROVED", status: 0 });
  });

  test.each<[string, Tensor, Tensor]>([
    ["A⁻¹ x = x", A.solve(x), x],
    ["det (A + B) = det A + det B", A.add(B).det(), A.det().add(B.det())],
    [
      "tanh of a determinant is the determinant",
      A.slice([0, 2], [0, 2]).det().tanh(),
      A.slice([0, 2], [0, 2]).det(),
    ],
  ])("what is false of them is refuted: %s", (_says, left, right) => {
    expect(stated(left, right)).toEqual({ verdict: "REFUTED", status: 0 });
  });
});

test("matrices that do not fit are said to be wrong", () => {
  const draft = JSON.parse(formatCertificate(certify(A.solve(x), A.inverse().matmul(x))));
  const of = (change: (nodes: [string, number[], unknown, number[]][]) => void) => {
    const copy = structuredClone(draft);
    change(copy.nodes);
    return checkCertificate(JSON.stringify(copy));
  };
  const at = draft.nodes.findIndex(([op]: [string]) => op === "solve");
  expect(of((nodes) => nodes[at]![1].reverse())).toMatchObject({
    status: 1,
    says: expect.stringContaining("expected matrices that fit, got [3,1] and [3,3]"),
  });
});

test.each<[string, Tensor, Tensor, string]>([
  ["inner lengths", A.matmul(x), input("z", [2, 1]), "[3,3] and [2,1]"],
  ["leading axes", many.matmul(many), input("z", [1, 3, 3]), "[2,3,3] and [1,3,3]"],
])("%s that differ are said to be wrong", (_says, product, z, got) => {
  const [left, right] = [z.sum().add(product.sum()), product.sum().add(z.sum())];
  const draft = JSON.parse(formatCertificate(certify(left, right)));
  const isZ = ([op, , attrs]: [string, unknown, { name?: string }]) =>
    op === "input" && attrs.name === "z";
  draft.nodes.find(([op]: [string]) => op === "matmul")[1][1] = draft.nodes.findIndex(isZ);
  expect(checkCertificate(JSON.stringify(draft))).toMatchObject({
    status: 1,
    says: expect.stringContaining(`expected matrices that fit, got ${got}`),
  });
});
