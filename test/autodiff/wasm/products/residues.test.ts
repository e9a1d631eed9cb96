/** Products of residues in WebAssembly: exact for every prime of a proof, every size and every residue. */
import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ProductSize } from "../../../../src/autodiff/field.ts";
import { dual } from "../../../../src/autodiff/fields/dual.ts";
import { prime } from "../../../../src/autodiff/fields/prime.ts";
import { input, interpret } from "../../../../src/autodiff/index.ts";
import { blockAt } from "../../../../src/autodiff/wasm/products/residue-tile.ts";
import {
  type ProductModulo,
  residueProduct,
} from "../../../../src/autodiff/wasm/products/residues.ts";
import { Module } from "../../../../src/autodiff/wasm/write/module.ts";
import { isPrime, POOL } from "../../../../src/claims/primes.ts";

const product = residueProduct() as ProductModulo;
/** Every prime that a proof may draw: 27720 · k − 1 between 2³⁰ and 2³¹. */
const pool = Array.from({ length: 38735 }, (_, i) => 27720 * (38736 + i) - 1).filter(isPrime);
/** Those, the extremes of them and of all residues below 2³¹. */
const modulus = fc.oneof(
  fc.constantFrom(...pool),
  fc.constantFrom(pool[0]!, pool.at(-1)!, 2 ** 31 - 1, 2 ** 30 + 3, 3, 5, 101),
);
/** A random residue, and often one of the largest. */
const residues = (p: number, length: number): fc.Arbitrary<number[]> =>
  fc.oneof(
    fc.array(fc.oneof(fc.nat(p - 1), fc.constantFrom(0, p - 1)), {
      minLength: length,
      maxLength: length,
      size: "max",
    }),
    fc.constant(new Array<number>(length).fill(p - 1)),
    fc.constant(new Array<number>(length).fill((p - 1) / 2)),
  );

afterEach(() => vi.unstubAllGlobals());

/** Σ aᵢₗ bₗⱼ by BigInt, then modulo p. */
function slow(
  p: number,
  a: readonly number[],
  b: readonly number[],
  { count, n, k, m }: ProductSize,
): number[] {
  return Array.from({ length: count * n * m }, (_, at) => {
    const [row, j] = [Math.floor(at / m), at % m];
    let sum = 0n;
    for (let l = 0; l < k; l++) {
      sum += BigInt(a[row * k + l]!) * BigInt(b[(Math.floor(row / n) * k + l) * m + j]!);
    }
    return Number(sum % BigInt(p));
  });
}

/** Where the two differ first, for a list of 10⁵ residues is not to be printed; −1 if nowhere. */
function firstWrong(...[p, a, b, size]: Parameters<typeof slow>): number {
  const got = product(p, a, b, size);
  const expected = slow(p, a, b, size);
  expect(got).toHaveLength(expected.length);
  return expected.findIndex((x, i) => x !== got[i]);
}

const problem = fc
  .record({
    p: modulus,
    count: fc.nat(3),
    n: fc.nat(11),
    k: fc.oneof(fc.nat(20), fc.constantFrom(255, 256, 257, 600)),
    m: fc.nat(11),
  })
  .chain(({ p, ...size }) =>
    fc.record({
      p: fc.constant(p),
      size: fc.constant(size),
      a: residues(p, size.count * size.n * size.k),
      b: residues(p, size.count * size.k * size.m),
    }),
  );

describe("residueProduct", () => {
  test("is the product of BigInt modulo p, for any odd p, size and residues", () => {
    fc.assert(
      fc.property(problem, ({ p, size, a, b }) => {
        expect(firstWrong(p, a, b, size)).toBe(-1);
      }),
      { numRuns: 200 },
    );
  });

  test("(p − 1)², summed k times, is k mod p: for every prime of a proof", () => {
    expect(pool).toHaveLength(POOL);
    const wrong = pool.filter((p, i) => {
      const k = 1 + (i % 300);
      const ones = new Array<number>(k).fill(p - 1);
      return product(p, ones, ones, { count: 1, n: 1, k, m: 1 })[0] !== k;
    });
    expect(wrong).toEqual([]);
  });

  test("is right for every number of terms from 0 to 3000", () => {
    const p = pool.at(-1)!;
    const a = Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? p - 1 : (i * 715827883) % p));
    let sum = 0n;
    const wrong: number[] = [];
    for (let k = 0; k <= 3000; k++) {
      const x = a.slice(0, k);
      const [got] = product(p, x, x, { count: 1, n: 1, k, m: 1 });
      if (got !== Number(sum % BigInt(p))) wrong.push(k);
      sum += BigInt(a[k] ?? 0) ** 2n;
    }
    expect(wrong).toEqual([]);
  });

  test("blocks of rows and of columns meet without a seam", () => {
    const p = pool.at(-1)!;
    const size = { count: 1, n: 259, k: 3, m: 517 };
    const a = Array.from({ length: size.n * size.k }, (_, i) => p - 1 - i);
    const b = Array.from({ length: size.k * size.m }, (_, i) => p - 1 - 7 * i);
    expect(firstWrong(p, a, b, size)).toBe(-1);
  });

  test("its module has less than 4 kB, so that Chromium before 114 compiles it at once too", () => {
    const module = new Module();
    module.add(["i32", "i32", "i32", "i32"], null, blockAt([0, 2 ** 20, 2 ** 21]));
    expect(module.bytes().length).toBeLessThan(4000);
  });
});

describe("a product in GF(p)", () => {
  const p = pool[5]!;
  const [a, b] = [input("a", [2, 5, 7]), input("b", [2, 7, 3])];
  const value = (i: number, salt: number) => (i * 1_000_003 * salt + p - 1) % p;

  test("is the same whole and term by term, where there is no WebAssembly", () => {
    const bind = (x: typeof a) => Array.from({ length: x.size }, (_, i) => value(i, x.rank));
    const F = prime({ p, seed: 0, trial: 0 });
    vi.stubGlobal("WebAssembly", undefined);
    const plain = prime({ p, seed: 0, trial: 0 });
    expect(F.product).not.toBeNull();
    expect(plain.product).toBeNull();
    const y = a.matmul(b);
    expect(interpret(F, [y], bind)).toEqual(interpret(plain, [y], bind));
  });

  test("is null where a content-security policy forbids to compile", () => {
    const refuse = () => {
      throw new Error("unsafe-eval");
    };
    vi.stubGlobal("WebAssembly", { validate: () => true, Module: refuse });
    expect(residueProduct()).toBeNull();
  });

  test("of dual numbers has the values and tangents of their terms", () => {
    const F = prime({ p, seed: 0, trial: 0 });
    const bind = (x: typeof a) =>
      Array.from({ length: x.size }, (_, i) => ({ value: value(i, 3), tangent: value(i, 5) }));
    const y = a.matmul(b);
    const whole = dual(F);
    const terms = dual({ ...F, product: null });
    expect(whole.product).not.toBeNull();
    expect(terms.product).toBeNull();
    expect(interpret(whole, [y], bind)).toEqual(interpret(terms, [y], bind));
    const twice = (field: typeof F) =>
      interpret(dual(dual(field)), [y], (x) =>
        bind(x).map((z) => ({ value: z, tangent: { value: z.tangent, tangent: z.value } })),
      );
    expect(twice(F)).toEqual(twice({ ...F, product: null }));
  });
});
