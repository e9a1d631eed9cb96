/** solve, inverse and det: exact where the field is, right at singular matrices, one order of rounding. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { variable } from "../../../../src/autodiff/fields/degree.ts";
import { keyed } from "../../../../src/autodiff/fields/keyed.ts";
import { ZeroDenominator } from "../../../../src/autodiff/fields/prime.ts";
import type { Rational } from "../../../../src/autodiff/fields/rational.ts";
import {
  bounded,
  degrees,
  dual,
  eye,
  f64,
  grad,
  hessian,
  input,
  interpret,
  prime,
  rational,
  type Tensor,
  tensor,
} from "../../../../src/autodiff/index.ts";

const { fround } = Math;
const Q = rational();
const a = input("A", [4, 4]);
const b = input("B", [4, 2]);

/** Every order of 0 … n − 1, with its sign. */
function* orders(n: number): Generator<[order: number[], sign: number]> {
  if (n === 0) yield [[], 1];
  else {
    for (const [order, sign] of orders(n - 1)) {
      for (let at = 0; at < n; at++) {
        yield [order.toSpliced(at, 0, n - 1), sign * (-1) ** (n - 1 - at)];
      }
    }
  }
}

/** det by Leibniz: the sum over all orders. */
function leibniz(x: readonly number[], n: number): number {
  let sum = 0;
  for (const [order, sign] of orders(n)) {
    sum += order.reduce((product, j, i) => product * x[i * n + j]!, sign);
  }
  return sum;
}

const digits = (n: number) =>
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: n, maxLength: n });
const integerOf = ({ numerator, denominator }: Rational) => {
  expect(denominator).toBe(1n);
  return Number(numerator);
};

describe("in an exact field", () => {
  test("det is the sum of Leibniz, at singular matrices too", () => {
    fc.assert(
      fc.property(
        fc.nat(4).chain((n) => digits(n * n)),
        (x) => {
          const n = Math.sqrt(x.length);
          const [found] = interpret(Q, [input("A", [n, n]).det()], () => x.map(Q.of));
          expect(integerOf(found![0]!)).toBe(leibniz(x, n));
        },
      ),
    );
  });

  test("A times the solution is B, whatever pivots are 0; a singular A has none", () => {
    fc.assert(
      fc.property(digits(16), digits(8), (x, y) => {
        const run = () =>
          interpret(Q, [a.matmul(a.solve(b))], (leaf) => (leaf === a ? x : y).map(Q.of))[0]!;
        if (leibniz(x, 4) === 0) expect(run).toThrow(ZeroDenominator);
        else expect(Array.from(run(), integerOf)).toEqual(y);
      }),
    );
  });

  test("in GF(p) the inverse of a permutation is its transpose", () => {
    const P = eye(4).permute([2, 0, 3, 1], 0);
    const keying = { p: 2147329799, seed: 1, trial: 0 };
    const [inverse, transpose] = interpret(prime(keying), [P.inverse(), P.T], () => []);
    expect(inverse).toEqual(transpose);
  });

  test("degrees are those of Cramer; heights grow with n!, not with 2ⁿ", () => {
    const { field, tally } = degrees();
    const bind = ({ size }: Tensor) => Array.from({ length: size }, variable);
    const [det, x] = interpret(field, [a.det(), a.solve(b)], bind);
    expect(det![0]).toMatchObject({ numerator: 4, denominator: { integer: 24 } });
    expect(x![0]).toMatchObject({ numerator: 4, denominator: { degree: 4 } }); // (A⁻¹ det A) B / det A
    expect(x![0]!.height).toBeLessThan(13);
    expect(tally).toMatchObject({ divisorDegree: 4, divisorPrimes: 0, applications: 0 });
  });
});

describe("in floats", () => {
  test("a pivot is the first of the largest entries, and every operation is rounded once", () => {
    // the tie of 2 and −2 stays with the first row: with the second the last bits differ
    const A = [2, 0.1, -2, 0.3].map(fround);
    const [y0, y1] = [0.7, 0.11].map(fround) as [number, number];
    const u = fround(A[3]! - fround(-1 * A[1]!));
    const x1 = fround(fround(y1 - fround(-1 * y0)) / u);
    const x0 = fround(fround(y0 - fround(A[1]! * x1)) / 2);
    expect(Array.from(tensor(A, [2, 2]).solve(tensor([[y0], [y1]])).data)).toEqual([x0, x1]);
    expect(tensor(A, [2, 2]).det().item()).toBe(fround(2 * u));
    expect(tensor([A[2]!, A[3]!, A[0]!, A[1]!], [2, 2]).det().item()).toBe(
      fround(-2 * fround(A[1]! - fround(-1 * A[3]!))),
    );
  });

  test("each exchange of rows changes the sign", () => {
    expect(eye(2).permute([1, 0], 0).det().item()).toBe(-1);
    expect(eye(3).permute([1, 2, 0], 0).det().item()).toBe(1);
    expect(eye(4).permute([1, 2, 3, 0], 0).det().item()).toBe(-1);
  });

  test("small pivots cost no accuracy: 10⁻⁸ on the diagonal", () => {
    const A = tensor([
      [1e-8, 1],
      [1, 1],
    ]);
    expect(A.solve(tensor([[1], [2]])).toArray()).toEqual([[1], [1]]);
  });

  test("a random system of 40 is solved to 10⁻⁴", () => {
    const value = keyed({ p: 2 ** 31 - 1, seed: 3, trial: 0 });
    const draw = (name: string, n: number) =>
      Float32Array.from({ length: n }, (_, i) => value(name, i) / 2 ** 30 - 1);
    const A = tensor(draw("A", 1600), [40, 40]);
    const B = tensor(draw("B", 40), [40, 1]);
    // condition numbers are about 10³ at most; 2⁻²⁴ · 10³ = 6 · 10⁻⁵
    const worst = A.matmul(A.solve(B)).sub(B).abs().max().item();
    expect(worst).toBeLessThan(1e-4);
    expect(A.inverse().matmul(A).sub(eye(40)).abs().max().item()).toBeLessThan(1e-3);
  });

  test("a singular system has ±∞ and NaN; the determinant is 0", () => {
    const A = tensor([
      [1, 2],
      [2, 4],
    ]);
    expect(A.solve(tensor([[1], [3]])).toArray()).toEqual([
      [Number.POSITIVE_INFINITY],
      [Number.NEGATIVE_INFINITY],
    ]);
    expect(A.solve(tensor([[1], [2]])).toArray()).toEqual([[Number.NaN], [Number.NaN]]);
    expect(Math.abs(A.det().item())).toBe(0); // −0 here
    expect(eye(3).mul(0).det().item()).toBe(0);
  });
});

describe("the derivatives of det are right at singular matrices", () => {
  const rank1 = tensor([
    [1, 2],
    [2, 4],
  ]);
  const det = (x: Tensor) => x.det();

  test("rank n − 1: the cofactors, where det · A⁻ᵀ is 0 · ∞", () => {
    expect(grad(det)(rank1).toArray()).toEqual([
      [4, -2],
      [-2, 1],
    ]);
  });

  test("rank n − 2: the gradient is 0, the Hessian is not", () => {
    const x = tensor([
      [1, 1, 2],
      [1, 1, 2],
      [1, 1, 2],
    ]);
    expect(grad(det)(x).sub(0).abs().max().item()).toBe(0);
    // ∂² det / ∂x₀₀∂x₁₁ = x₂₂ = 2
    const at = (i: number, j: number) =>
      hessian(det)(x)
        .reshape([9, 9])
        .slice([i, i + 1], [j, j + 1])
        .item();
    expect(at(0, 4)).toBe(2);
    expect(at(1, 3)).toBe(-2);
  });

  test("rank 0 of [3, 3]: all but the third derivatives are 0", () => {
    const zero = eye(3).mul(0);
    const third = (x: Tensor) =>
      grad((y: Tensor) => grad(det)(y).mul(eye(3)).sum())(x)
        .mul(eye(3))
        .sum();
    expect(third(zero).item()).toBe(0);
    expect(grad(third)(zero).toArray()).toEqual([
      [2, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ]);
  });

  test("so are its tangents in doubles", () => {
    const F = dual(f64);
    const x = input("x", [2, 2]);
    const [y] = interpret(F, [x.det()], () =>
      [0, 1, 0, 1].map((value, i) => ({ value, tangent: i === 2 ? 1 : 0 })),
    );
    expect(y![0]!.value + 0).toBe(0);
    expect(y![0]!.tangent).toBe(-1);
  });
});

test("doubles with tangents, and with bounds, agree with plain ones", () => {
  const values = (leaf: Tensor) =>
    Array.from({ length: leaf.size }, (_, i) => (i % 5 === 0 ? 4 : Math.sin(3 * i)));
  const [plain] = interpret(f64, [a.solve(b)], values);
  const [duals] = interpret(dual(f64), [a.solve(b)], (leaf) =>
    values(leaf).map((value) => ({ value, tangent: value })),
  );
  const [bounds] = interpret(bounded(), [a.solve(b)], (leaf) =>
    values(leaf).map((value) => ({ value, error: 0 })),
  );
  expect(Array.from(duals!, ({ value }) => value)).toEqual(plain);
  Array.from(bounds!).forEach(({ value, error }, i) => {
    expect(Math.abs(value - plain![i]!)).toBeLessThanOrEqual(error + 1e-15);
    expect(error).toBeLessThan(1e-12);
  });
});
