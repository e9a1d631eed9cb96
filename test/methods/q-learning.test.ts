/** Q-learning: losses, steps and couplings of a table, against the formulas in matrices. */
import { describe, expect, test } from "vitest";
import { eye, grad, input, type Tensor } from "../../src/autodiff/index.ts";
import {
  jointStep,
  kernelLoss,
  preconditionedStep,
  replayStep,
  sharedTargetLoss,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
  tiedStep,
} from "../../src/methods/q-learning.ts";
import { denseChi } from "../../src/symmetry/chi.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { expectDifferent, expectSame, inRationals } from "../claims/exact.ts";

const n = 3;
const [q, y, d] = [input("q", [n]), input("y", [n]), input("d", [n])];
const [W, X] = [input("W", [n, n]), input("X", [n, n])];
const [eta, beta] = [input("η", []), input("β", [])];
const times = (m: Tensor, v: Tensor) => m.matmul(v.expandDims(1)).squeeze(1);
const td = (table: Tensor) => tdLoss(table, y, d);
const g = q.sub(y).mul(d);

describe("tdLoss", () => {
  test("is ½ Σ d (Q − y)², with the gradient d (Q − y) = g", () => {
    const values = { q: ["1", "2", "3"], y: ["0", "0", "1"], d: ["1", "1/2", "3"] };
    expect(inRationals(tdLoss(q, y, d), values)).toEqual([["15/2"]]);
    expectSame(grad(td)(q), g);
  });

  test("holds its target fixed, even one that depends on Q", () => {
    const bellman = (table: Tensor) => y.add(times(W, table));
    const gradient = grad((table: Tensor) => tdLoss(table, bellman(table), d))(q);
    expectSame(gradient, q.sub(bellman(q)).mul(d));
    const residual = grad((table: Tensor) =>
      table.sub(bellman(table)).square().mul(d).sum().div(2),
    )(q);
    expectDifferent(gradient, residual);
  });
});

describe("symmetryLoss", () => {
  const value = symmetryLoss(q, W);

  test("is Σ W (Qᵢ − Qⱼ)²", () => {
    const values = {
      q: ["1", "2", "4"],
      W: [
        ["5", "1", "0"],
        ["0", "0", "2"],
        ["3", "0", "0"],
      ],
    };
    expect(inRationals(value, values)).toEqual([["36"]]); // 1·1 + 2·4 + 3·9
  });

  const rows = W.sum(1).mul(q).sub(times(W, q));
  const columns = W.sum(0).mul(q).sub(times(W.transpose(), q));

  test.each([
    ["none", rows.add(columns)],
    ["second", rows],
    ["first", columns],
  ] as const)("with %s stopped: which half of 2 (diag − W) Q is left", (stopped, half) => {
    expectSame(symmetryLoss(q, W, stopped), value);
    expectSame(grad((table: Tensor) => symmetryLoss(table, W, stopped))(q), half.mul(2));
  });

  test("the two halves differ where W is not symmetric", () => expectDifferent(rows, columns));
});

describe("steps", () => {
  const symmetry = (table: Tensor) => symmetryLoss(table, W);
  const pull = (table: Tensor) => grad(symmetry)(table);

  test("step is x − η ∇L(x)", () => expectSame(step(td, eta)(q), q.sub(g.mul(eta))));

  test("preconditionedStep is Q − η χᵀ g, the row layout of the notes", () => {
    const stepped = preconditionedStep(td, denseChi(X), eta)(q);
    expectSame(stepped, q.sub(times(X.transpose(), g).mul(eta)));
    expectDifferent(stepped, q.sub(times(X, g).mul(eta)));
  });

  test("jointStep is Q − η (g + λ ∇L_sym), all of it at Q", () => {
    const stepped = jointStep(td, symmetry, beta, eta)(q);
    expectSame(stepped, q.sub(g.add(pull(q).mul(beta)).mul(eta)));
  });

  test("splitStep is a step on L_TD of size η, and one of size β on L_sym from where that led", () => {
    const stepped = splitStep(td, symmetry, beta, eta)(q);
    const between = q.sub(g.mul(eta));
    expectSame(stepped, between.sub(pull(between).mul(beta)));
    expectDifferent(stepped, between.sub(pull(q).mul(beta)));
  });
});

describe("sharedTargetLoss", () => {
  test("is ½ Σ C (Qⱼ − yᵢ)²: j learns the targets of those i that choose it", () => {
    const gradient = grad((table: Tensor) => sharedTargetLoss(table, y, W))(q);
    expectSame(gradient, W.sum(0).mul(q).sub(times(W.transpose(), y)));
    expectDifferent(gradient, W.sum(1).mul(q).sub(times(W, y)));
  });

  test("with C = I is the TD loss", () => {
    expectSame(sharedTargetLoss(q, y, eye(n)), tdLoss(q, y, q.like(1)));
  });
});

describe("kernelLoss", () => {
  test("is ½ Σ χ δ δ, with the gradient ½ (χ + χᵀ) δ", () => {
    const values = {
      q: ["1", "2", "3"],
      y: ["0", "0", "1"], // δ = (1, 2, 2)
      X: [
        ["1", "1", "0"],
        ["0", "1", "0"],
        ["0", "3", "0"],
      ],
    };
    expect(inRationals(kernelLoss(q, y, denseChi(X)), values)).toEqual([["19/2"]]); // 1 + 2 + 4 + 12
    const error = q.sub(y);
    const gradient = grad((table: Tensor) => kernelLoss(table, y, denseChi(X)))(q);
    expectSame(gradient, times(X.add(X.transpose()), error).div(2));
    expectDifferent(gradient, times(X, error));
  });

  test("holds its target fixed", () => {
    const bellman = (table: Tensor) => y.add(times(W, table));
    const gradient = grad((table: Tensor) => kernelLoss(table, bellman(table), denseChi(eye(n))))(
      q,
    );
    expectSame(gradient, q.sub(bellman(q)));
  });
});

describe("tiedStep", () => {
  test("moves each orbit by η times the sum of g over it", () => {
    const tied = input("c", [2]);
    const stepped = tiedStep(td, [0, 1, 0], eta)(tied);
    const at = (v: Tensor, i: number) => v.slice([i, i + 1]);
    const gradient = tied.take([0, 1, 0], 0).sub(y).mul(d);
    const moved = [at(gradient, 0).add(at(gradient, 2)), at(gradient, 1)];
    expectSame(
      [at(stepped, 0), at(stepped, 1)],
      moved.map((g, k) => at(tied, k).sub(g.mul(eta))),
    );
  });
});

describe("replayStep", () => {
  const C3 = cyclic(3);

  test("averages the updates for (gs, ga, r, gs′), the sample moved by hand", () => {
    const bellman = (table: Tensor) => y.add(times(W, table));
    const loss = (table: Tensor) => tdLoss(table, bellman(table), d);
    const moved = C3.elements.map((g) => {
      const to = g.permutation; // i ↦ g(i): weights, rewards and both ends of transitions go along
      const weights = d.permute(to, 0);
      const next = W.permute(to, 0).permute(to, 1);
      const target = y.permute(to, 0).add(times(next, q));
      return q.sub(target).mul(weights);
    });
    const mean = moved.reduce((a, b) => a.add(b)).div(3);
    expectSame(replayStep(loss, C3.natural, eta)(q), q.sub(mean.mul(eta)));
    expectDifferent(replayStep(loss, C3.natural, eta)(q), step(loss, eta)(q));
  });
});
