/** Label sharing: the sum of four terms, and the same with one's own orbit. */
import { expect, test } from "vitest";
import { grad, input, type Tensor } from "../../src/autodiff/index.ts";
import {
  jointLabelSharing,
  labelSharing,
  orbitLabelSharing,
} from "../../src/methods/label-sharing.ts";
import { squaredLoss } from "../../src/methods/losses.ts";
import { expectDifferent, expectSame, inRationals } from "../claims/exact.ts";
import { backwards, G, linear, mean, meanSquare, moved, residual, w, x, y } from "./linear.ts";

const pairs = { x, y, x2: input("x′", [2, 3]), y2: input("y′", [2, 2]) };
const objective = labelSharing(linear, squaredLoss);

test("labelSharing is ℓ(x, y) + ℓ(x, y′) + ℓ(x′, y) + ℓ(x′, y′), with the residuals of each", () => {
  const { x2, y2 } = pairs;
  const value = [x2, x].flatMap((a) => [y2, y].map((b) => meanSquare(a.matmul(w), b)));
  expectSame(
    objective(w, pairs),
    value.reduce((a, b) => a.add(b)),
  );
  const gradient = [x2, x].map((a) => backwards(a, residual(a, y).add(residual(a, y2))));
  expectSame(grad(objective)(w, pairs), gradient[0]!.add(gradient[1]!));
});

test("the two samples are alike in it, and so are the two labels", () => {
  const { x2, y2 } = pairs;
  expectSame(objective(w, pairs), objective(w, { x: x2, y: y2, x2: x, y2: y }));
  expectSame(objective(w, pairs), objective(w, { x, y: y2, x2, y2: y }));
});

test("orbitLabelSharing is 2 ℓ(x) + 2 𝔼_g ℓ(g·x), not a mean of the four terms", () => {
  const shared = grad(orbitLabelSharing(linear, squaredLoss, G))(w, x, y);
  const formula = backwards(x, residual())
    .add(mean((g) => backwards(moved(g), residual(moved(g)))))
    .mul(2);
  expectSame(shared, formula);
  expectDifferent(shared.div(4), formula);
});

test("by hand: f = w x, x = 1, y = 1, x′ = 2, y′ = 5, w = 1 has 0 + 16 + 1 + 9", () => {
  const at = (name: string) => input(name, [1, 1]);
  const one = { x: at("x"), y: at("y"), x2: at("x2"), y2: at("y2") };
  const values = { x: "1", y: "1", x2: "2", y2: "5", w: "1" };
  expect(inRationals(objective(at("w"), one), values)).toEqual([["26"]]);
  const gradient = grad((theta: typeof w) => objective(theta, one))(at("w"));
  // 2·1·(0 − 4) + 2·2·(1 − 3)
  expect(inRationals(gradient, values)).toEqual([["-16"]]);
});

test("jointLabelSharing is the sum of the four terms over all pairs, weighted by W[i, j]", () => {
  const W = input("W", [2, 2]);
  const row = (t: Tensor, i: number): Tensor => t.slice([i, i + 1]);
  const own = (i: number, j: number): Tensor => row(x, i).matmul(w).sub(row(y, j)).square().sum();
  const four = (i: number, j: number): Tensor =>
    own(i, i).add(own(i, j)).add(own(j, i)).add(own(j, j));
  const all = [0, 1].flatMap((i) =>
    [0, 1].map((j) => four(i, j).mul(W.slice([i, i + 1], [j, j + 1]).sum())),
  );
  expectSame(
    jointLabelSharing(linear, squaredLoss, W)(w, x, y),
    all.reduce((a, b) => a.add(b)),
  );
});
