import { expect, test } from "vitest";
import {
  checkVjp,
  couple,
  eye,
  stopGradient,
  type Tensor,
  tensor,
  withVjp,
} from "../../src/autodiff/index.ts";
import { denseChi } from "./samples.ts";

const x = tensor([1, 2, 3]);
const A = tensor([
  [2, 1, 0],
  [0, 1, 5],
  [1, 0, 1],
]);

test.each<[string, string[], (x: Tensor) => Tensor]>([
  ["a graph without rules", ["EXACT"], (x) => x.tanh().mul(x).sum()],
  ["the rule of a square", ["EXACT"], (x) => withVjp(x, (ct) => ct.mul(x).mul(2), x.square())],
  ["forgetting the 2", ["WRONG"], (x) => withVjp(x, (ct) => ct.mul(x), x.square())],
  ["a sign", ["WRONG"], (x) => withVjp(x, (ct) => ct.neg(), x)],
  [
    "the slope of tanh by its value",
    ["EXACT"],
    (x) => {
      const y = x.tanh();
      return withVjp(x, (ct) => ct.mul(y.square().neg().add(1)), y).square();
    },
  ],
  [
    "a solution by its adjoint",
    ["EXACT"],
    (x) => {
      const y = A.solve(x.reshape([3, 1]));
      return withVjp(x, (ct) => A.T.solve(ct).reshape([3]), y);
    },
  ],
  [
    "by A itself, not transposed",
    ["WRONG"],
    (x) => {
      const y = A.solve(x.reshape([3, 1]));
      return withVjp(x, (ct) => A.solve(ct).reshape([3]), y);
    },
  ],
  [
    "by a law of exp, that GF(p) does not know",
    ["CLOSE"],
    (x) => withVjp(x, (ct) => ct.mul(x.mul(-1).exp()).div(x.mul(-2).exp()), x.exp()),
  ],
  ["of φ, with φ″ for φ′", ["WRONG"], (x) => withVjp(x, (ct) => ct.mul(x.map("phi2")), x.phi())],
  ["of φ", ["EXACT"], (x) => withVjp(x, (ct) => ct.mul(x.map("phi1")), x.phi())],
  [
    "a logarithm, of half of the points",
    ["CLOSE"],
    (x) => withVjp(x, (ct) => ct.div(x.log().exp()), x.log()),
  ],
  ["stopGradient", ["WRONG"], (x) => stopGradient(x).mul(x)],
  ["χ = I", ["EXACT"], (x) => couple(x, denseChi(eye(3)))],
  ["another χ", ["WRONG"], (x) => couple(x, denseChi(A))],
  [
    "right in the sum, wrong in each entry",
    ["WRONG"],
    (x) => withVjp(x, (ct) => ct.sum().broadcastTo([3]).div(3), x),
  ],
])("%s", (_says, verdicts, f) => {
  expect(checkVjp(f, x)).toEqual(verdicts);
  expect(checkVjp(f, x, 7)).toEqual(verdicts);
});

test("of a tree: a verdict for each tensor", () => {
  const f = ({ w, b }: { w: Tensor; b: Tensor }) => withVjp(w, (ct) => ct.mul(3), w.mul(2)).add(b);
  expect(checkVjp(f, { w: x, b: x })).toEqual(["WRONG", "EXACT"]);
});

test("a function that divides by 0 everywhere has no verdict", () => {
  expect(() => checkVjp((v: Tensor) => v.div(v.sub(v)), x)).toThrow(
    new RangeError(
      "checkVjp: expected a function with values, got divisors that are 0 at every point",
    ),
  );
});
