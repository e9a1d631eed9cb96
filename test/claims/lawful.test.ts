/** Tier 2: laws of signs and of exp are proved, and nothing that only holds where a wrong number is positive. */
import { describe, expect, test } from "vitest";
import { input, rootOfUnity, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { lawful } from "../../src/claims/lawful.ts";
import { prove } from "../../src/claims/prove.ts";
import { sidesOf } from "../../src/claims/sides.ts";
import { rotation } from "../../src/symmetry/matrix.ts";
import { falsehoods, laws, v, x, y } from "./tier2.ts";

describe("prove, in tier 2", () => {
  test.each(Object.entries(laws))("PROVED: %s", (_, [left, right]) => {
    const verdict = prove(left, right, { tier: 2 });
    expect(verdict).toMatchObject({ verdict: "PROVED", tier: 2, trials: 64 });
    expect(prove(right, left, { tier: 2, seed: 8 }).verdict).toBe("PROVED");
  });

  test.each(Object.entries(falsehoods))("REFUTED: %s", (_, [left, right]) => {
    for (const tier of [1, 2] as const) {
      expect(prove(left, right, { tier, shrink: false }).verdict).toBe("REFUTED");
    }
  });

  test("is tried by itself where functions uninterpreted decide nothing, and only then", () => {
    const [left, right] = laws["relu(2x) = 2 relu x"]!;
    expect(prove(left, right)).toMatchObject({ verdict: "PROVED", tier: 2 });
    expect(prove(left, right, { tier: 1 }).verdict).toBe("UNKNOWN");
    expect(prove(x.relu(), x.relu().add(0))).toMatchObject({ verdict: "PROVED", tier: 1 });
  });
});

describe("is sound:", () => {
  test("relu of n copies of x is not minus n copies of relu(−x), for every prime n ≤ 200", () => {
    const copies = (t: Tensor, n: number) =>
      Array.from({ length: n }, () => t).reduce((a, b) => a.add(b));
    for (let n = 2; n <= 200; n++) {
      if (Array.from({ length: n - 2 }, (_, i) => i + 2).some((d) => n % d === 0)) continue;
      const [left, right] = [copies(x, n).relu(), copies(x.neg().relu(), n).neg()];
      for (const tier of [1, 2] as const) {
        for (let seed = 0; seed < 5; seed++) {
          expect(prove(left, right, { tier, seed, shrink: false }).verdict).not.toBe("PROVED");
        }
      }
    }
  });

  test("relu of a constant is the constant if it is positive, whatever its prime factors", () => {
    for (const c of [0.1, 71, 13, 1e-8, 0.999, 2.71, 2 ** -20, 7919]) {
      const [constant, zero] = [x.like(c), x.like(0)];
      expect(prove(constant.relu(), constant)).toMatchObject({ verdict: "PROVED" });
      expect(prove(constant.neg().relu(), zero)).toMatchObject({ verdict: "PROVED" });
      for (let seed = 0; seed < 20; seed++) {
        const options = { tier: 2, seed, shrink: false } as const;
        expect(prove(constant.relu(), zero, options).verdict).not.toBe("PROVED");
        expect(prove(constant.neg().relu(), constant.neg(), options).verdict).not.toBe("PROVED");
      }
    }
  });

  test("what is 0 in real numbers by a law that no field has is not taken for a sign", () => {
    // log eˣ − x is 0, so both gates are 0: in a field one of them would be 1
    const c = x.exp().log().sub(x);
    const either = c.gate(x.like(1), x.like(0)).add(c.neg().gate(x.like(1), x.like(0)));
    expect(prove(either, x.like(1), { tier: 2 })).toEqual({
      verdict: "UNKNOWN",
      reason:
        "a sign or a comparison reads values of functions without laws, which may be 0, or equal, everywhere",
    });
    expect(prove(x.phi().relu().relu(), x.phi().relu(), { tier: 2 }).verdict).toBe("UNKNOWN");
    expect(prove(x.tanh().relu().relu(), x.tanh().relu(), { tier: 2 }).verdict).toBe("PROVED");
    const deep = x.exp().exp().relu();
    expect(prove(deep, x.exp().exp(), { tier: 2 }).verdict).toBe("UNKNOWN");
  });
});

describe("UNKNOWN", () => {
  const reason = (left: Tensor, right: Tensor) => prove(left, right, { tier: 2, shrink: false });

  test("constant signs: 40 prime factors cannot all be squares in 200 draws", () => {
    const primes = [13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];
    const c = tensor([...primes, ...primes.map((n) => n * 101)]);
    const w = input("w", [40]);
    expect(reason(w.mul(2).relu().mul(c), w.relu().mul(2).mul(c))).toEqual({
      verdict: "UNKNOWN",
      reason:
        "constant signs: in 200 draws no prime gave every explicit constant its sign; make them inputs",
    });
  });

  test("a square root of what is never positive, and a denominator that is 0 everywhere", () => {
    const nowhere = x.exp().neg().sqrt();
    expect(reason(nowhere, nowhere.add(1))).toEqual({
      verdict: "UNKNOWN",
      reason: "the argument of a square root is negative in 200 draws",
    });
    const pole = x.relu().div(x.sub(x));
    expect(reason(pole, pole.add(1))).toEqual({
      verdict: "UNKNOWN",
      reason: "a denominator vanishes in 200 draws",
    });
  });

  test("an eighth of a turn beside exp", () => {
    const turned = rotation(1, 8).matmul(v.reshape([2, 1]));
    expect(reason(turned.add(1).exp(), turned.exp().mul(x.like(1).exp()))).toEqual({
      verdict: "UNKNOWN",
      reason: "a rotation of order 8, 24, 40 … beside exp or tanh has no exponent in these fields",
    });
  });
});

describe("the signs of a proof", () => {
  test("are counted, and compared with those of random real points", () => {
    const two = prove(x.mul(y).abs(), x.abs().mul(y.abs()));
    expect(two).toMatchObject({
      perOrderPattern: false,
      signs: { read: 3, tested: 4, covered: 1, ordered: false },
      log2ErrorBound: -64,
    });
    const w = input("w", [12]);
    const many = prove(w.mul(2).relu(), w.relu().mul(2));
    if (many.verdict !== "PROVED") throw new Error(many.verdict);
    expect(many.signs!.read).toBe(24);
    expect(many.signs!.tested).toBe(64); // of 4096
    expect(many.signs!.covered).toBeLessThan(0.2);
  });

  test("are none where nothing reads a sign: the bound is then that of the degree alone", () => {
    const verdict = prove(x.add(y).exp(), x.exp().mul(y.exp()));
    expect(verdict).toMatchObject({ signs: { read: 0, tested: 1, covered: 1, ordered: false } });
    expect(verdict.verdict === "PROVED" && verdict.log2ErrorBound).toBeLessThan(-1000);
  });

  test("include that of a square root: √(x²) = x passes every second trial, and no bound is below", () => {
    const sides = sidesOf("test", x.square().sqrt(), x);
    const found = Array.from({ length: 64 }, (_, seed) => lawful(sides, { trials: 3, seed }));
    const passed = found.flatMap((v) => ("log2ErrorBound" in v ? [v.log2ErrorBound] : []));
    expect(passed.length).toBeGreaterThan(0);
    expect(new Set(passed)).toEqual(new Set([-3]));
  });

  test("are null in tier 1", () => {
    expect(prove(x.add(y), y.add(x))).toMatchObject({ tier: 1, signs: null });
  });
});

describe("rotations are exact, of every order up to 12:", () => {
  const point = v.reshape([2, 1]);

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])("order %i", (n) => {
    const once = rotation(1, n);
    const whole = Array.from({ length: n }, () => once).reduce((a, b) => a.matmul(b));
    expect(prove(whole.matmul(point), point).verdict).toBe("PROVED");
    expect(prove(once.matmul(point).square().sum(), point.square().sum()).verdict).toBe("PROVED");
    const mean = Array.from({ length: n }, (_, k) => rotation(k, n)).reduce((a, b) => a.add(b));
    if (n > 1) expect(prove(mean.matmul(point), point.mul(0)).verdict).toBe("PROVED");
    if (n > 2) {
      const rest = Array.from({ length: n - 1 }, () => once).reduce((a, b) => a.matmul(b));
      expect(prove(rest.matmul(point), point, { shrink: false }).verdict).toBe("REFUTED");
    }
  });

  test("their signs and square roots are those of real numbers", () => {
    const half = rootOfUnity(1, 12).slice([0, 1]).squeeze(); // cos 30° = √3/2
    expect(prove(half.mul(2), x.like(3).sqrt())).toMatchObject({ verdict: "PROVED", tier: 2 });
    const golden = rootOfUnity(1, 5).slice([0, 1]).squeeze(); // cos 72° = (√5 − 1)/4
    expect(prove(golden.mul(4).add(1), x.like(5).sqrt())).toMatchObject({ verdict: "PROVED" });
    expect(
      prove(rootOfUnity(3, 7).mul(x.abs()).relu(), rootOfUnity(3, 7).relu().mul(x.abs())),
    ).toMatchObject({
      verdict: "PROVED",
      tier: 2,
    });
  });

  test("a relu network turned by a third: f(gx, W g⁻¹) = f(x, W)", () => {
    const [W, a] = [input("W", [3, 2]), input("a", [1, 3])];
    const f = (at: Tensor, weights: Tensor) => a.matmul(weights.matmul(at).relu());
    const moved = f(rotation(1, 3).matmul(point), W.matmul(rotation(-1, 3)));
    expect(prove(moved, f(point, W))).toMatchObject({ verdict: "PROVED", tier: 1 });
  });
});
