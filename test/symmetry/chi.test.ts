/** Every χ: its matrix, its transpose, its normalisation, and what `couple` does with it. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryGroup } from "../../src/arbitraries/groups.ts";
import { ShapeError } from "../../src/autodiff/errors.ts";
import {
  type Chi,
  couple,
  full,
  input,
  type Tensor,
  tensor,
  vjp,
} from "../../src/autodiff/index.ts";
import {
  averagingProjector,
  denseChi,
  orbitIndicator,
  type Pair,
  permutationChi,
  rowStochastic,
} from "../../src/symmetry/chi.ts";
import { copies } from "../../src/symmetry/combine.ts";
import type { Group } from "../../src/symmetry/group.ts";
import { cyclic, directProduct, symmetric } from "../../src/symmetry/groups.ts";
import { orbits } from "../../src/symmetry/orbits.ts";
import { expectDifferent, expectSame, inner } from "../claims/exact.ts";
import { latticeD3 } from "./laws.ts";

/** Orbits of sizes 2 and 3, and pairs that are neither symmetric nor of one weight. */
const G = directProduct(cyclic(2), cyclic(3));
const pairs: Pair[] = [
  [0, 1, 2],
  [0, 0, 1],
  [1, 4, 1],
  [2, 0, 3],
  [2, 3, 4],
  [3, 3, 1],
  [4, 0, 5],
  [4, 0, 1],
];
const all: Record<string, Chi> = {
  averagingProjector: averagingProjector(G),
  orbitIndicator: orbitIndicator(G),
  rowStochastic: rowStochastic(pairs),
  permutationChi: permutationChi([2, 0, 1, 4, 3]),
  denseChi: denseChi(tensor(lopsided(5))),
  "denseChi of an input": denseChi(input("χ", [5, 5])),
  "averagingProjector of a representation": averagingProjector(copies(cyclic(2).natural, 2)),
};

/** [[1, 2, …], …]: no two entries equal, so not symmetric in any way. */
function lopsided(n: number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => n * i + j + 1));
}

/** A free tensor of rank 3 with axis `axis` of length n. */
function free(name: string, n: number, axis: number): Tensor {
  return input(
    name,
    [2, 2, 2].map((m, i) => (i === axis ? n : m)),
  );
}

const places = Object.entries(all).flatMap(([name, chi]) =>
  [0, 1, 2].map((axis) => ({ name, chi, axis })),
);

describe.each(places)("$name, along axis $axis", ({ chi, axis }) => {
  const [u, v] = [free("u", chi.n, axis), free("v", chi.n, axis)];

  test("apply and applyTransposed are the matrix dense() and its transpose", () => {
    const matrix = chi.dense();
    expect(matrix.shape).toEqual([chi.n, chi.n]);
    const { apply, applyTransposed } = denseChi(matrix);
    expectSame(chi.apply(v, axis), apply(v, axis));
    expectSame(chi.applyTransposed(v, axis), applyTransposed(v, axis));
    const rows = moveToFront(v, axis).reshape([chi.n, 4]);
    expectSame(moveToFront(chi.apply(v, axis), axis).reshape([chi.n, 4]), matrix.matmul(rows));
  });

  test("⟨u, χ v⟩ = ⟨χᵀ u, v⟩", () => {
    expectSame(inner(u, chi.apply(v, axis)), inner(chi.applyTransposed(u, axis), v));
  });

  test("couple is v forwards and χᵀ backwards", () => {
    const [y, pull] = vjp((x: Tensor) => couple(x, chi, axis), v);
    expectSame(y, v);
    expectSame(pull(u), chi.applyTransposed(u, axis));
  });
});

function moveToFront(x: Tensor, axis: number): Tensor {
  return x.transpose([axis, ...[0, 1, 2].filter((i) => i !== axis)]);
}

describe("couple", () => {
  test("leaves every bit of x, whatever χ", () => {
    fc.assert(
      fc.property(fc.float32Array({ minLength: 10, maxLength: 10 }), (floats) => {
        for (const [name, chi] of Object.entries(all)) {
          if (chi.n !== 5 || name.endsWith("input")) continue;
          expect(couple(tensor(floats, [5, 2]), chi).data).toEqual(floats);
          expect(couple(tensor(floats, [2, 5]), chi, -1).data).toEqual(floats);
        }
      }),
    );
  });

  test.each(["rowStochastic", "permutationChi", "denseChi"])(
    "sends χᵀ back, not χ: %s is not symmetric",
    (name) => {
      const chi = all[name]!;
      const u = input("u", [5]);
      const [, pull] = vjp((x: Tensor) => couple(x, chi), input("x", [5]));
      expectDifferent(pull(u), chi.apply(u, 0));
    },
  );

  test("refuses an axis of another length", () => {
    expect(() => couple(tensor([1, 2]), averagingProjector(cyclic(3)))).toThrow(
      new RangeError("couple: expected an axis of length 3, that of χ, got shape [2], axis 0"),
    );
  });
});

describe("averagingProjector", () => {
  test("P = Pᵀ = P², over random groups", () => {
    fc.assert(
      fc.property(arbitraryGroup(), (H: Group) => {
        const P = averagingProjector(H);
        const v = input("v", [H.degree]);
        const once = P.apply(v, 0);
        expectSame(P.apply(once, 0), once);
        expectSame(P.applyTransposed(v, 0), once);
      }),
      { numRuns: 40 },
    );
  });

  test("is the mean over each orbit, by hand", () => {
    const v = tensor([1, 3, 10, 20, 60]);
    expect(all["averagingProjector"]!.apply(v, 0).toArray()).toEqual([2, 2, 30, 30, 30]);
  });

  test("refuses a representation by matrices", () => {
    expect(() => averagingProjector(latticeD3())).toThrow(
      'orbits: expected a permutation or signed representation, got "lattice", by matrices',
    );
  });
});

test("orbitIndicator is |orbit| · P, with the size of each entry's own orbit", () => {
  fc.assert(
    fc.property(arbitraryGroup(), (H) => {
      const v = input("v", [H.degree]);
      const sizes = new Array<number>(H.degree);
      for (const orbit of orbits(H)) for (const i of orbit) sizes[i] = orbit.length;
      const scaled = averagingProjector(H).apply(v, 0).mul(tensor(sizes));
      expectSame(orbitIndicator(H).apply(v, 0), scaled);
    }),
    { numRuns: 40 },
  );
});

describe("rows that sum to 1", () => {
  test.each(["averagingProjector", "rowStochastic", "permutationChi"])("%s: χ 1 = 1", (name) => {
    const one = full([5], 1);
    expectSame(all[name]!.apply(one, 0), one);
  });

  test("columns need not: rowStochastic is not doubly stochastic", () => {
    const one = full([5], 1);
    expectDifferent(all["rowStochastic"]!.applyTransposed(one, 0), one);
  });

  test("orbitIndicator 1 is the size of the orbit", () => {
    expect(all["orbitIndicator"]!.apply(full([5], 1), 0).toArray()).toEqual([2, 2, 3, 3, 3]);
  });
});

describe("rowStochastic", () => {
  test("C[i, j] = w(i, j) / Σⱼ w(i, j); a pair that occurs twice counts twice", () => {
    const C = rowStochastic([
      [0, 0, 1],
      [0, 1, 1],
      [0, 1, 2],
      [1, 0, 7],
    ]);
    expect(C.dense().toArray()).toEqual([
      [0.25, 0.75],
      [1, 0],
    ]);
  });

  test("has as many entries as the largest index asks for, or more if told so", () => {
    expect(
      rowStochastic([
        [0, 0, 1],
        [1, 3, 1],
        [2, 0, 1],
        [3, 3, 1],
      ]).n,
    ).toBe(4);
    expect(() => rowStochastic([[0, 0, 1]], 2)).toThrow("got none for 1");
  });

  test("refuses an index out of range, a weight below 0, a row without a pair", () => {
    const complaint = "rowStochastic: expected pairs of 0…1, weight ≥ 0, got";
    expect(() => rowStochastic([[0, 2, 1]], 2)).toThrow(new RangeError(`${complaint} [0, 2, 1]`));
    expect(() => rowStochastic([[0, 1, -1]], 2)).toThrow(`${complaint} [0, 1, -1]`);
    expect(() => rowStochastic([[0.5, 1, 1]], 2)).toThrow(complaint);
    expect(() => rowStochastic([[0, 1, Number.NaN]], 2)).toThrow(complaint);
    expect(() => rowStochastic([[0, 1, 1]], 2)).toThrow(
      new RangeError("rowStochastic: expected a pair for every row, got none for 1"),
    );
    expect(() => rowStochastic([[0, 0, 0]], 1)).toThrow("got none for 0");
  });
});

describe("permutationChi", () => {
  test("(χ v)[map[i]] = v[i]", () => {
    expect(
      permutationChi([2, 0, 1])
        .apply(tensor([10, 20, 30]), 0)
        .toArray(),
    ).toEqual([20, 30, 10]);
  });
});

describe("denseChi", () => {
  test("refuses a matrix that is not square", () => {
    expect(() => denseChi(input("χ", [2, 3]))).toThrow(
      new ShapeError("denseChi: expected a square matrix [n, n], got [2, 3]"),
    );
    expect(() => denseChi(tensor([1, 2]))).toThrow(
      "denseChi: expected a square matrix [n, n], got [2]",
    );
  });
});

test("on S3 the projector by orbits is the mean of its permutations", () => {
  const S3 = symmetric(3);
  const v = input("v", [3]);
  const mean = S3.elements
    .map((g) => permutationChi(g.permutation).apply(v, 0))
    .reduce((sum, next) => sum.add(next))
    .div(6);
  expectSame(averagingProjector(S3).apply(v, 0), mean);
});
