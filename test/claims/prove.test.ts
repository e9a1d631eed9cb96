/** prove: what is true for every function is PROVED, what is false has a witness, and nothing else is called either. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/autodiff/errors.ts";
import { keyed } from "../../src/autodiff/fields/keyed.ts";
import {
  couple,
  grad,
  input,
  interpret,
  oneHot,
  prime,
  stack,
  stopGradient,
  type Tensor,
  type Tree,
  tensor,
  where,
} from "../../src/autodiff/index.ts";
import { isPrime } from "../../src/claims/primes.ts";
import { prove } from "../../src/claims/prove.ts";
import { nameOf } from "../../src/claims/sides.ts";
import { denseChi } from "../../src/symmetry/chi.ts";
import { verdictOf, witnessOf } from "./exact.ts";

const [x, y, z] = ["x", "y", "z"].map((name) => input(name, [])) as [Tensor, Tensor, Tensor];
const [u, v] = [input("u", [3]), input("v", [3])];
const [A, B] = [input("A", [2, 2]), input("B", [2, 2])];
const max = (...all: Tensor[]) => stack(all).max();

const identities: Record<string, [Tree, Tree]> = {
  "(x + y)² = x² + 2xy + y²": [x.add(y).square(), x.square().add(x.mul(y).mul(2)).add(y.square())],
  "x/y · y = x": [x.div(y).mul(y), x],
  "1/x + 1/y = (x + y)/(xy)": [x.like(1).div(x).add(y.like(1).div(y)), x.add(y).div(x.mul(y))],
  "(AB)ᵀ = BᵀAᵀ": [A.matmul(B).transpose(), B.transpose().matmul(A.transpose())],
  "tanh(−x) = −tanh x": [x.neg().tanh(), x.tanh().neg()],
  "tanh′ = 1 − tanh²": [grad((t: Tensor) => t.tanh())(x), x.tanh().square().neg().add(1)],
  "|−x| = |x|": [x.neg().abs(), x.abs()],
  "x sign x = |x|": [x.mul(x.sign()), x.abs()],
  "relu x − relu(−x) = x": [x.relu().sub(x.neg().relu()), x],
  "∇ φ(2x + y) = 2 φ′(2x + y), for every φ": [
    grad((t: Tensor) => t.mul(2).add(y).phi())(x),
    x.mul(2).add(y).map("phi1").mul(2),
  ],
  "φ(x) φ(y) = φ(y) φ(x)": [x.phi().mul(y.phi()), y.phi().mul(x.phi())],
  "max(x, y) = max(y, x)": [max(x, y), max(y, x)],
  "max(x, max(y, z)) = max(max(x, y), z)": [max(x, max(y, z)), max(max(x, y), z)],
  "Σ softmax = 1": [u.softmax().sum(), x.like(1)],
  "∇ logSumExp = softmax": [grad((t: Tensor) => t.logSumExp())(u), u.softmax()],
  "mean(u + v) = mean u + mean v": [u.add(v).mean(), u.mean().add(v.mean())],
  "stop x = x = couple(x, χ), as values": [
    [
      stopGradient(x),
      couple(
        u,
        denseChi(
          tensor([
            [1, 2, 3],
            [0, 1, 5],
            [7, 0, 0],
          ]),
        ),
      ),
    ],
    [x, u],
  ],
  "⟨u, v⟩ = ⟨v, u⟩, as a tree": [
    { a: u.dot(v), b: [x] },
    { a: v.dot(u), b: [x] },
  ],
};

const falsehoods: Record<string, [Tree, Tree]> = {
  "(x + y)² = x² + y²": [x.add(y).square(), x.square().add(y.square())],
  "x − y = y − x: two inputs of one shape, swapped": [x.sub(y), y.sub(x)],
  "x = y": [x, y],
  "AB = BA": [A.matmul(B), B.matmul(A)],
  "Aᵀ = A": [A.transpose(), A],
  "x²y = x y²": [x.square().mul(y), x.mul(y.square())],
  "φ(x + y) = φ(x) + φ(y)": [x.add(y).phi(), x.phi().add(y.phi())],
  "φ(−x) = −φ(x)": [x.neg().phi(), x.phi().neg()],
  "φ(−x) = φ(x)": [x.neg().phi(), x.phi()],
  "φ = φ′": [x.phi(), x.map("phi1")],
  "tanh x = x": [x.tanh(), x],
  "exp(−x) = exp x": [x.neg().exp(), x.exp()],
  "√(x²) = x": [x.square().sqrt(), x],
  "|x| = x": [x.abs(), x],
  "relu x = x": [x.relu(), x],
  "max(x, y) = x": [max(x, y), x],
  "max of four is the first": [u.max(), u.slice([0, 1]).squeeze()],
  "the mean is the sum": [u.mean(), u.sum()],
  "one entry of three differs": [u, u.add(tensor([0, 0, 1]))],
  "one tensor of two differs": [
    [x, y],
    [x, y.mul(2)],
  ],
};

describe("prove", () => {
  test.each(Object.entries(identities))("PROVED: %s", (_, [left, right]) => {
    expect(verdictOf(left, right)).toBe("PROVED");
  });

  test.each(Object.entries(falsehoods))("REFUTED: %s", (_, [left, right]) => {
    expect(verdictOf(left, right)).toBe("REFUTED");
  });

  test("every identity is one to itself with its sides exchanged, and so is every falsehood", () => {
    for (const [left, right] of Object.values(identities)) {
      expect(verdictOf(right, left)).toBe("PROVED");
    }
    for (const [left, right] of Object.values(falsehoods)) {
      expect(verdictOf(right, left)).toBe("REFUTED");
    }
  });

  test("no verdict depends on the seed", () => {
    for (const [pairs, verdict] of [
      [identities, "PROVED"],
      [falsehoods, "REFUTED"],
    ] as const) {
      for (const [says, [left, right]] of Object.entries(pairs)) {
        for (let seed = 1; seed <= 200; seed++) {
          const found = prove(left, right, { seed, shrink: false });
          expect(found.verdict, `${says}, seed ${seed}`).toBe(verdict);
        }
      }
    }
  }, 60_000);
});

describe("UNKNOWN", () => {
  test.each<[string, Tensor, Tensor, 1 | 2]>([
    ["log xy = log x + log y", x.mul(y).log(), x.log().add(y.log()), 1],
    ["log exp x = x", x.exp().log(), x, 2],
    ["|x² + y²| = x² + y²", x.square().add(y.square()).abs(), x.square().add(y.square()), 2],
  ])("for what needs a law that no field has: %s", (_, left, right, tier) => {
    const laws =
      tier === 1 ? "functions are uninterpreted" : "relu, |x|, max, √ and exp have their laws too";
    const reason = `they differ where ${laws}, and no counterexample in real numbers was found`;
    expect(prove(left, right)).toEqual({ verdict: "UNKNOWN", reason });
  });

  test("where a denominator is 0 everywhere, whatever the sides", () => {
    const zero = x.sub(x);
    const reason = "a denominator vanishes in 20 draws in a row";
    for (const right of [x.div(zero), x.div(zero).add(1), x]) {
      expect(prove(x.div(zero), right)).toEqual({ verdict: "UNKNOWN", reason });
    }
  });

  test("not where it is 0 at points only", () => {
    expect(verdictOf(x.square().sub(1).div(x.sub(1)), x.add(1))).toBe("PROVED");
  });
});

describe("what cannot be compared", () => {
  test.each<[string, () => unknown, Error]>([
    [
      "shapes that differ",
      () => prove(input("a", [2]), input("b", [3])),
      new ShapeError("prove: expected sides of the same shapes, got [2] and [3]"),
    ],
    [
      "shapes that only broadcast",
      () => prove(input("a", [1]), input("b", [])),
      new ShapeError("prove: expected sides of the same shapes, got [1] and []"),
    ],
    [
      "trees of different sizes",
      () => prove([x, y], [x]),
      new ShapeError("prove: expected trees of as many tensors, got 2 and 1"),
    ],
    [
      "nothing",
      () => prove([], {}),
      new ShapeError("prove: expected trees of at least one tensor, got empty trees"),
    ],
    [
      "two inputs of one name",
      () => prove(input("a", []), input("a", [])),
      new TypeError('prove: expected inputs of different names, got "a" twice; share one tensor'),
    ],
    [
      "an index input",
      () => prove(oneHot(input("i", [2], { kind: "index" }), 3), oneHot([0, 1], 3)),
      new TypeError('prove: expected real inputs, got the index input "i"; give its value'),
    ],
    [
      "argMax of real numbers",
      () => prove(oneHot(input("a", [2]).argMax(), 2), oneHot([0], 2).sum(0)),
      new TypeError(
        "prove: expected indices that are known, got argMax of real numbers; give its value",
      ),
    ],
    [
      "what is no tensor",
      () => prove({ a: [x, 3 as unknown as Tensor] }, { a: [x, x] }),
      new TypeError("prove: expected a tree (nested arrays and objects) of tensors, got 3 at .a.1"),
    ],
    [
      "no trials at all",
      () => prove(x, y, { trials: 0 }),
      new RangeError("prove: expected trials, an integer ≥ 1, got 0"),
    ],
    [
      "NaN trials",
      () => prove(x, y, { trials: Number.NaN }),
      new RangeError("prove: expected trials, an integer ≥ 1, got NaN"),
    ],
    [
      "a seed that is no integer",
      () => prove(x, x, { seed: 0.5 }),
      new RangeError("prove: expected an integer seed, got 0.5"),
    ],
    [
      "a tier that does not exist",
      () => prove(x, x, { tier: 3 as 1 }),
      new RangeError("prove: expected tier 1 or 2, got 3"),
    ],
  ])("%s", (_, comparing, error) => expect(comparing).toThrow(error));
});

describe("a verdict", () => {
  test("is JSON: nothing is lost on the way", () => {
    const all = [...Object.values(identities), ...Object.values(falsehoods), [x.exp().log(), x]];
    for (const [left, right] of all as [Tree, Tree][]) {
      const verdict = prove(left, right);
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
    }
  });

  test("PROVED carries a bound in (0, 1), its primes, and the seed that draws them again", () => {
    for (const [left, right] of Object.values(identities)) {
      const verdict = prove(left, right, { seed: 5 });
      if (verdict.verdict !== "PROVED") throw new Error(verdict.verdict);
      expect(verdict.errorBound).toBeGreaterThan(0);
      expect(verdict.errorBound).toBeLessThan(2 ** -60);
      expect(2 ** verdict.log2ErrorBound).toBeLessThanOrEqual(verdict.errorBound);
      expect(verdict.seed).toBe(5);
      for (const p of verdict.primes) expect([isPrime(p), (p + 1) % 27720]).toEqual([true, 0]);
      expect(prove(left, right, { seed: 5 })).toEqual(verdict);
      const other = prove(left, right, { seed: 6 });
      expect(other.verdict === "PROVED" && other.primes).not.toEqual(verdict.primes);
    }
  });

  test("draws a fresh prime for each trial, and its bound shrinks with them", () => {
    const verdicts = [1, 2, 6].map((trials) => prove(x.add(y), y.add(x), { trials }));
    const bounds = verdicts.map((each) => (each.verdict === "PROVED" ? each.log2ErrorBound : 0));
    expect(bounds[1]).toBeLessThan(bounds[0]! * 1.9);
    expect(bounds[2]).toBeLessThan(bounds[0]! * 5.9);
    const last = verdicts[2]!;
    expect(last.verdict === "PROVED" && new Set(last.primes).size).toBe(6);
  });

  test("says where max chose, and then takes 64 trials: three would pass max(x, y) = x at times", () => {
    const chosen = prove(max(x, y), max(y, x));
    const plain = prove(x.add(y), y.add(x));
    expect(chosen).toMatchObject({ verdict: "PROVED", perOrderPattern: true });
    expect(plain).toMatchObject({ verdict: "PROVED", perOrderPattern: false });
    const count = (verdict: typeof plain) => verdict.verdict === "PROVED" && verdict.primes.length;
    expect([count(chosen), count(plain)]).toEqual([64, 3]);
    let passed = 0;
    for (let seed = 0; seed < 400; seed++) {
      const { verdict } = prove(max(x, y), x, { seed, trials: 3, shrink: false });
      if (verdict === "PROVED") passed++;
    }
    expect(passed).toBeGreaterThan(20); // about 400/8, which is why
  });
});

describe("in a small field a planted error of degree d passes at the rate d/p of Schwartz and Zippel", () => {
  const p = 101;
  /** Whether two graphs agree at one random point of GF(101). */
  const agree = (left: Tensor, right: Tensor, seed: number): boolean => {
    const value = keyed({ p, seed, trial: 0 });
    const [a, b] = interpret(prime({ p, seed, trial: 0 }), [left, right], (leaf) => [
      value(`input:${nameOf(leaf)}`, 0),
    ]);
    return a![0] === b![0];
  };
  /** How many of 8 000 points are passed, and the most that 5 standard deviations allow around d/p. */
  const draws = 8000;
  const passed = (left: Tensor, right: Tensor) =>
    Array.from({ length: draws }, (_, seed) => agree(left, right, seed)).filter(Boolean).length;
  const deviation = (rate: number) => 5 * Math.sqrt(draws * rate * (1 - rate));

  test.each([1, 2, 5, 20])("degree %i, all of its roots in the field: exactly d/p", (d) => {
    // (x − 0)(x − 1) … (x − d + 1)
    const error = Array.from({ length: d }, (_, i) => x.sub(i)).reduce((a, b) => a.mul(b));
    const right = x.tanh().add(y);
    const found = passed(right.add(error), right);
    expect(Math.abs(found - (draws * d) / p)).toBeLessThan(deviation(d / p));
  });

  test("x² + 1, which has no root where −1 is no square, never passes at p = 103", () => {
    const value = (seed: number) => keyed({ p: 103, seed, trial: 0 })("input:x", 0);
    const F = (seed: number) => prime({ p: 103, seed, trial: 0 });
    const hits = Array.from({ length: 2000 }, (_, seed) => {
      const [out] = interpret(F(seed), [x.square().add(1)], () => [value(seed)]);
      return out![0];
    });
    expect(hits).not.toContain(0);
  });

  test("an error in two inputs, (x − y)(x + y): at most 2/p", () => {
    const found = passed(x.square(), y.square());
    expect(found).toBeLessThan((draws * 2) / p + deviation(2 / p));
    expect(found).toBeGreaterThan((draws * 1) / p);
  });
});

describe("random polynomials", () => {
  /** A polynomial in x, y, z as nested sums and products. */
  const { polynomial } = fc.letrec<{ polynomial: Tensor }>((tie) => ({
    polynomial: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.constantFrom(x, y, z),
      fc.integer({ min: -3, max: 3 }).map((c) => x.like(c)),
      fc.tuple(tie("polynomial"), tie("polynomial")).map(([a, b]) => a.add(b)),
      fc.tuple(tie("polynomial"), tie("polynomial")).map(([a, b]) => a.mul(b)),
      fc.tuple(tie("polynomial"), tie("polynomial")).map(([a, b]) => a.sub(b)),
    ),
  }));

  test("a (b + c) = ab + ac, and φ of it; a (b + c) + 1 is refuted", () => {
    fc.assert(
      fc.property(polynomial, polynomial, polynomial, (a, b, c) => {
        const [left, right] = [a.mul(b.add(c)), a.mul(b).add(a.mul(c))];
        expect(verdictOf(left, right)).toBe("PROVED");
        expect(verdictOf(left.phi(), right.phi())).toBe("PROVED");
        expect(verdictOf(left, right.add(1))).toBe("REFUTED");
      }),
    );
  });

  test("the gradient of a product is the product rule", () => {
    fc.assert(
      fc.property(polynomial, polynomial, (a, b) => {
        // x stands inside of a and b, so differentiate along x ↦ x + t
        const at = (f: Tensor) => (t: Tensor) => f.mul(t).add(f);
        const product = grad((t: Tensor) => at(a)(t).mul(at(b)(t)))(z);
        const rule = a.mul(at(b)(z)).add(at(a)(z).mul(b));
        expect(verdictOf(product, rule)).toBe("PROVED");
      }),
    );
  });
});

test("a counterexample is found where two pieces of where() differ on one side only", () => {
  const witness = witnessOf(where(x.sub(2), x, y), where(x.sub(2), x, y.add(1)));
  expect(Number(witness.inputs["x"])).toBeLessThan(2);
});
