/**
 * § Q-learning: what an invertible χ keeps, and how a singular or an indefinite one goes wrong.
 *
 * Next: fixed-points.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat, eye, full, oneHot, stack, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { couple } from "../../autodiff/with-vjp.ts";
import { preconditionedStep, step, tdLoss } from "../../methods/q-learning.ts";
import { averagingProjector, denseChi, permutationChi } from "../../symmetry/chi.ts";
import { group } from "../../symmetry/group.ts";
import type { Claim } from "../claim.ts";
import { determinant, solve } from "./matrices.ts";

const section = "Q-learning";

/** The claims of this part of the section. */
export const stability: readonly Claim[] = [
  {
    id: "Q15",
    says: "an invertible χ loses nothing: χ⁻ᵀ undoes it and D δ comes back, so χᵀ D δ = 0 only where D δ = 0",
    section,
    source: "Completes § Q-learning, “Preconditioner”: its fixed points are those of TD",
    sense: "at fixed points",
    given: { invertible: "χ has an inverse; if it is P, which has none, its pseudo-inverse is P" },
    expected: "PROVED",
    sides({ G, input, assume }) {
      const n = G.degree;
      const [q, y, d] = [input("q", [n]), input("y", [n]), input("d", [n])];
      const invertible = assume("invertible");
      const chi = invertible ? input("χ", [n, n]) : averagingProjector(G).dense();
      const back = invertible ? solve(chi, eye(n)) : chi;
      const td = (table: Tensor): Tensor => tdLoss(table, y, d);
      const both = (table: Tensor): Tensor =>
        td(couple(couple(table, denseChi(back)), denseChi(chi)));
      return [grad(both)(q), grad(td)(q)];
    },
  },
  {
    id: "CX2",
    says: "PRE(P) keeps Q = (x + 1, x − 1), x ↦ 9 + (1 − η/10)(x − 9), and stands still at (10, 8), TD at (0, 0)",
    section,
    source:
      "Completes Q15: two actions that g swaps, r = 0, γ = 9/10, Q₀ = (1, −1); χ = P ends up wrong by 10",
    sense: "at fixed points",
    given: {},
    expected: "PROVED",
    sides({ input }) {
      const [x, eta] = [input("x", []), input("η", [])];
      const apart = tensor([1, -1]);
      // max Q is Q₁: the two stay 2 apart
      const greedy = (q: Tensor): Tensor => q.slice([0, 1]).mul(9).div(10).broadcastTo([2]);
      const td = (q: Tensor): Tensor => tdLoss(q, greedy(q), q.like(1));
      const mean = denseChi(full([2, 2], 0.5));
      const preconditioned = preconditionedStep(td, mean, eta);
      const next = x.sub(9).mul(eta.div(10).neg().add(1)).add(9);
      const [wrong, right] = [tensor([10, 8]), tensor([0, 0])];
      return [
        [preconditioned(apart.add(x)), preconditioned(wrong), step(td, eta)(right)],
        [apart.add(next), wrong, right],
      ];
    },
  },
  {
    id: "Q16#",
    says: "A = χ(I − γP), χ = 11/200 [[15, 3, 0], [3, 7, 8], [0, 8, 10]] + I/100: det(A + I/50) < 0 < det A",
    section,
    source:
      "Completes Q15: 1 → 1, 2 → 3, 3 → 3, γ = 49/50: they are −1/2500000 and 39/12500000, so that" +
      " an eigenvalue lies between −1/50 and 0, and PRE(χ) diverges where TD converges",
    sense: "at fixed points",
    given: {},
    expected: "PROVED",
    sides() {
      const couples = tensor([
        [15, 3, 0],
        [3, 7, 8],
        [0, 8, 10],
      ]);
      const chi = couples.mul(99).div(1800).add(eye(3).div(100));
      const next = tensor([
        [1, 0, 0],
        [0, 0, 1],
        [0, 0, 1],
      ]);
      const A = chi.matmul(eye(3).sub(next.mul(49).div(50)));
      const one = full([], 1);
      return [
        [determinant(A.add(eye(3).div(50))), determinant(A)],
        [one.div(-2500000), one.mul(39).div(12500000)],
      ];
    },
  },
  {
    id: "Q16c#",
    says:
      "even χ = (1 − a) I + a P may turn TD unstable: " +
      "a = γ = 999/1000, i → 1, 0, 2, 4, 2, 6, 4, 0: ∏ (μᵢ + μⱼ) < 0",
    section,
    source:
      "Completes Q16: P averages four pairs, i < j over the eigenvalues of 2·10⁶ χ(I − γP_π), so the " +
      "product is an integer, −6.09·10¹⁴¹: it would be positive if all Re μ were; two of χ(I − γP_π) " +
      "are −5.5e-5 ± 2.1e-4 i",
    sense: "at fixed points",
    given: {},
    expected: "PROVED",
    sides() {
      const pairs = group("four pairs", [[1, 0, 3, 2, 5, 4, 7, 6]]);
      const chi = averagingProjector(pairs).dense().mul(1998).add(eye(8).mul(2));
      const next = oneHot([1, 0, 2, 4, 2, 6, 4, 0], 8);
      const A = chi.matmul(eye(8).mul(1000).sub(next.mul(999)));
      return [hurwitz(A), integer(PRODUCT + "0".repeat(27)).neg()];
    },
  },
  {
    id: "Q16b",
    says: "“similar, not self”: χ swaps two entries: two steps take their mean error times (1 − η)², the rest (1 + η)²",
    section,
    source: "Completes § Q-learning, “Preconditioner”: even in regression χ must not be indefinite",
    sense: "along the trajectory",
    given: { "not self": "χ is the swap C; the lazy (I + C)/2 leaves the difference as it is" },
    expected: "PROVED",
    sides({ G, input, assume }) {
      const n = G.degree;
      const [mean, half, eta] = [input("mean", [n]), input("half", [n]), input("η", [])];
      const y = input("y", [2 * n]);
      const swap = permutationChi(Array.from({ length: 2 * n }, (_, i) => (i + n) % (2 * n)));
      const dense = swap.dense();
      const chi = assume("not self") ? swap : denseChi(dense.add(eye(2 * n)).div(2));
      const td = (q: Tensor): Tensor => tdLoss(q, y, q.like(1));
      const pair = (s: Tensor, h: Tensor): Tensor => y.add(concat([s.add(h), s.sub(h)]));
      const once = preconditionedStep(td, chi, eta);
      const shrunk = mean.mul(eta.neg().add(1).square());
      return [once(once(pair(mean, half))), pair(shrunk, half.mul(eta.add(1).square()))];
    },
  },
  {
    id: "Q16b#",
    says: "from Q = (1, −1) with y = 0, η = 1/10 and χ = [[0, 1], [1, 0]], 20 steps lead to 1.1²⁰ Q, about 6.73 Q",
    section,
    source: "Completes Q16b, in numbers",
    sense: "along the trajectory",
    given: {},
    expected: "PROVED",
    sides() {
      const start = tensor([1, -1]);
      const growth = full([], 11).div(10);
      const td = (q: Tensor): Tensor => tdLoss(q, q.like(0), q.like(1));
      const once = preconditionedStep(td, permutationChi([1, 0]), full([], 1).div(10));
      let [q, factor] = [start, growth.like(1)];
      for (let t = 0; t < 20; t++) [q, factor] = [once(q), factor.mul(growth)];
      return [q, start.mul(factor)];
    },
  },
];

/** The digits of the product of Q16c#, but for its last zeros. */
const PRODUCT =
  "609222366876369707181640120363144001583396152258209554358247" +
  "1687178136717149787133463967674054304611645055156338688";

/** The integer with these decimal digits, exactly: six at a time, as floats hold no more. */
function integer(digits: string): Tensor {
  let sum = full([], 0);
  for (let i = digits.length % 6; i <= digits.length; i += 6) {
    sum = sum.mul(10 ** 6).add(Number(digits.slice(Math.max(0, i - 6), i)));
  }
  return sum;
}

/**
 * Πᵢ<ⱼ (μᵢ + μⱼ) over the eigenvalues of A: the Hurwitz determinant of order n − 1 of det(λI + A),
 * whose coefficients are those of Faddeev and LeVerrier. Positive if all Re μ > 0.
 * @source Orlando's formula; Gantmacher, "The Theory of Matrices" (1959), vol. 2, XV
 */
function hurwitz(A: Tensor): Tensor {
  const n = A.shape[0]!;
  const p: Tensor[] = [full([], 1)];
  let M = eye(n);
  for (let k = 1; k <= n; k++) {
    const product = A.matmul(M);
    const t = product.trace().div(k);
    p.push(k % 2 === 1 ? t : t.neg());
    M = product.sub(eye(n).mul(t));
  }
  const entry = (i: number, j: number): Tensor => p[2 * (j + 1) - (i + 1)] ?? full([], 0);
  const rows = Array.from({ length: n - 1 }, (_, i) =>
    stack(Array.from({ length: n - 1 }, (_unused, j) => entry(i, j))),
  );
  return stack(rows).det();
}
