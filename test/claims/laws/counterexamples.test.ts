/** The counterexamples of the notes' companion, with their exact fractions: CX1, CX4, CX5, GC5, CX7, LS2#, Q3#, Q6#. */
import { describe, expect, test } from "vitest";
import { full, grad, input, type Tensor } from "../../../src/autodiff/index.ts";
import { dataAugmentation } from "../../../src/methods/data-augmentation.ts";
import { gradientAugmentation } from "../../../src/methods/gradient-augmentation.ts";
import { anchorCoupling } from "../../../src/methods/gradient-coupling.ts";
import { labelSharing, orbitLabelSharing } from "../../../src/methods/label-sharing.ts";
import { absoluteLoss, squaredLoss } from "../../../src/methods/losses.ts";
import { couplingTerm, squaredCoupling } from "../../../src/methods/output-coupling.ts";
import {
  jointStep,
  preconditionedStep,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
} from "../../../src/methods/q-learning.ts";
import { averagingProjector, denseChi, permutationChi } from "../../../src/symmetry/chi.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";
import { signRepresentation } from "../../../src/symmetry/representations.ts";
import { inRationals } from "../exact.ts";

const C2 = cyclic(2);
const half = averagingProjector(C2).dense(); // ½ J₂
const one = full([], 1);

/** The table Q ∈ ℝ² and a loss that is ⟨g, Q⟩, so that its gradient is g everywhere. */
const [Q, g] = [input("Q", [2]), input("g", [2])];
const td = (table: Tensor) => table.dot(g);
const symmetry = (table: Tensor) => symmetryLoss(table, half.div(2));

describe("CX1: from Q = 0 with g = (1, 0), η = 1, C = ½J₂", () => {
  const at = { Q: ["0", "0"], g: ["1", "0"] };
  const pre = preconditionedStep(td, averagingProjector(C2), one)(Q);

  test("one joint step goes to (−1, 0), the preconditioned one to (−1/2, −1/2)", () => {
    const joint = jointStep(td, symmetry, one, one)(Q);
    expect(inRationals([joint, pre], at)).toEqual([
      ["-1", "0"],
      ["-1/2", "-1/2"],
    ]);
  });

  test("L_sym first, then TD, is the plain TD step (−1, 0); TD first, then L_sym, is the preconditioned one", () => {
    const beta = one.div(2); // a n/4 with a = 1
    const first = splitStep(symmetry, td, one, beta)(Q);
    const last = splitStep(td, symmetry, beta, one)(Q);
    expect(inRationals([first, step(td, one)(Q), last], at)).toEqual([
      ["-1", "0"],
      ["-1", "0"],
      ["-1/2", "-1/2"],
    ]);
  });
});

describe("Q3#: from Q = (1, 0), which is not symmetric, with g = 0", () => {
  test("TD then L_sym goes to (1/2, 1/2), the preconditioned step stays at (1, 0)", () => {
    const at = { Q: ["1", "0"], g: ["0", "0"] };
    const split = splitStep(td, symmetry, one.div(2), one)(Q);
    const pre = preconditionedStep(td, averagingProjector(C2), one)(Q);
    expect(inRationals([split, pre], at)).toEqual([
      ["1/2", "1/2"],
      ["1", "0"],
    ]);
  });
});

describe("Q6#: χ = [[3/4, 1/4], [1/4, 3/4]] is not idempotent: from Q = 0, g = (1, 0), two steps", () => {
  test("TD then L_sym reaches (−11/8, −5/8), the preconditioner (−3/2, −1/2)", () => {
    const at = { Q: ["0", "0"], g: ["1", "0"] };
    const chi = denseChi(half.add(permutationChi([0, 1]).dense()).div(2)); // I − ½ (I − ½J₂)
    const split = splitStep(td, symmetry, one.div(4), one); // a n/4 with a = ½
    const pre = preconditionedStep(td, chi, one);
    expect(inRationals(chi.dense(), {})).toEqual([["3/4", "1/4", "1/4", "3/4"]]);
    expect(inRationals([split(split(Q)), pre(pre(Q))], at)).toEqual([
      ["-11/8", "-5/8"],
      ["-3/2", "-1/2"],
    ]);
    // the first step is the same
    const once = inRationals([split(Q), pre(Q)], at);
    expect(once[0]).toEqual(once[1]);
  });
});

describe("CX7: C swaps, d = (3/4, 1/4), δ = (1, 0)", () => {
  test("the error of i applied at j is (0, 3/4), the error of j applied at i is (0, 1/4)", () => {
    const [q, y, d] = [input("q", [2]), input("y", [2]), input("d", [2])];
    const at = { q: ["1", "0"], y: ["0", "0"], d: ["3/4", "1/4"] };
    const swap = permutationChi([1, 0]);
    const loss = (table: Tensor) => tdLoss(table, y, d);
    const preconditioner = q.sub(preconditionedStep(loss, swap, one)(q)); // Cᵀ D δ
    const other = d.mul(swap.apply(q.sub(y), 0)); // D C δ
    expect(inRationals([preconditioner, other], at)).toEqual([
      ["0", "3/4"],
      ["0", "1/4"],
    ]);
  });
});

describe("f(x, θ) = θ x under G = {1, −1}", () => {
  // {1, −1} on a number x is C2 on (x, −x), of which the model reads half the difference
  const half2 = (rows: Tensor) =>
    rows
      .slice([0, 1], [0, 1])
      .sub(rows.slice([0, 1], [1, 2]))
      .div(2);
  const f = (rows: Tensor, p: { theta: Tensor }) => half2(rows).mul(p.theta);
  const [x, y, theta] = [input("x", []), input("y", []), input("θ", [1])];
  const rows = x
    .reshape([1, 1])
    .matmul(full([1, 2], 1))
    .mul(signs());
  const label = y.reshape([1, 1]);
  const rho = { theta: [signRepresentation(C2)] };
  const gradient = (objective: (p: { theta: Tensor }, a: Tensor, b: Tensor) => Tensor) =>
    grad(objective)({ theta }, rows, label).theta;

  const augmentation = gradient(dataAugmentation(f, squaredLoss, C2));
  const sharing = gradient(orbitLabelSharing(f, squaredLoss, C2));
  const anchored = gradient(anchorCoupling(f, squaredLoss, C2));
  const term = couplingTerm(f, C2, squaredCoupling);
  const coupling = gradient((p, a) => term(p, a));
  const moved = gradient(gradientAugmentation(f, squaredLoss, rho));

  test("CX4: at x = y = 1, θ = 0, label sharing has −4, four times augmentation 0", () => {
    const at = { x: "1", y: "1", θ: "0" };
    expect(inRationals([sharing, augmentation.mul(4)], at)).toEqual([["-4"], ["0"]]);
  });

  test("CX5: at x = θ = 1 augmentation has 2, gradient augmentation 0, whatever y", () => {
    for (const y of ["0", "1", "-7/3"]) {
      const at = { x: "1", y, θ: "1" };
      expect(inRationals([augmentation, moved], at)).toEqual([["2"], ["0"]]);
    }
  });

  test("GC5: there 2 = 0 + 2, gradient coupling and the coupling term", () => {
    const at = { x: "1", y: "5", θ: "1" };
    expect(inRationals([augmentation, anchored, coupling], at)).toEqual([["2"], ["0"], ["2"]]);
  });

  function signs(): Tensor {
    const plus = full([1, 1], 1);
    return plus
      .pad([
        [0, 0],
        [0, 1],
      ])
      .sub(
        plus.pad([
          [0, 0],
          [1, 0],
        ]),
      );
  }
});

describe("LS2#: |f − y| at f = 1, y = 0, y′ = 4", () => {
  test("two labels pull with 0, their mean with −2", () => {
    const f = (rows: Tensor, w: Tensor) => rows.matmul(w);
    const at = (name: string) => input(name, [1, 1]);
    const [w, x, x2, y, y2] = [at("w"), at("x"), at("x′"), at("y"), at("y′")];
    const shared = grad(labelSharing(f, absoluteLoss))(w, { x, y, x2, y2 });
    const mean = y.add(y2).div(2);
    const smoothed = grad((p: Tensor) =>
      absoluteLoss(f(x, p), mean)
        .add(absoluteLoss(f(x2, p), mean))
        .mul(2),
    )(w);
    const values = { w: [["1"]], x: [["1"]], "x′": [["0"]], y: [["0"]], "y′": [["4"]] };
    expect(inRationals([shared, smoothed], values)).toEqual([["0"], ["-2"]]);
  });
});
