/** Tests of src/lab/checker/proof.ts and witness.ts: tier 2 and roots of unity. */
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { input, rootOfUnity, type Tensor, type Tree, tensor } from "../../../src/autodiff/index.ts";
import {
  type Certificate,
  certify,
  formatCertificate,
  type ProveOptions,
  prove,
} from "../../../src/claims/index.ts";
import { checkCertificate } from "../../../src/lab/checker/checker.ts";
import { rotation } from "../../../src/symmetry/matrix.ts";
import { falsehoods, laws, v, x, y } from "../../claims/tier2.ts";

const point = v.reshape([2, 1]);
const golden = rootOfUnity(1, 5).slice([0, 1]).squeeze();
const cosine = (k: number, n: number) => rootOfUnity(k, n).slice([0, 1]).squeeze();

/** Confirms what `prove` says, with the error bound that it states. */
function confirm(left: Tree, right: Tree, options: ProveOptions = {}): Certificate {
  const certificate = certify(left, right, { shrink: false, ...options });
  const { status, says } = checkCertificate(formatCertificate(certificate));
  expect({ verdict: certificate.verdict, status, says }).toMatchObject({ status: 0 });
  if (certificate.verdict === "PROVED") {
    expect(says).toContain(`in ${certificate.trials} fields`);
    expect(says).toContain(`error ≤ 2^${Math.ceil(certificate.log2ErrorBound)},`);
  }
  return certificate;
}

describe("what the engine certifies in tier 2 is confirmed, with the error bound that it states:", () => {
  test.each(Object.entries(laws))("PROVED: %s", (_, [left, right]) => {
    for (const seed of [0, 8])
      expect(confirm(left, right, { tier: 2, seed }).verdict).toBe("PROVED");
  });

  test.each(Object.entries(falsehoods))("REFUTED: %s", (_, [left, right]) => {
    expect(confirm(left, right, { tier: 2 }).verdict).toBe("REFUTED");
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])("rotations of order %i", (n) => {
    const once = rotation(1, n);
    const whole = Array.from({ length: n }, () => once).reduce((a, b) => a.matmul(b));
    const mean = Array.from({ length: n }, (_, k) => rotation(k, n)).reduce((a, b) => a.add(b));
    for (const tier of [1, 2] as const) {
      expect(confirm(whole.matmul(point), point, { tier }).verdict).toBe("PROVED");
      confirm(once.matmul(point).square().sum(), point.square().sum(), { tier });
      confirm(mean.matmul(point), point.mul(0), { tier });
      if (n > 1) expect(confirm(once.matmul(point), point, { tier }).verdict).toBe("REFUTED");
    }
  });

  test.each([
    ["2 cos 30° = √3", cosine(1, 12).mul(2), x.like(3).sqrt()],
    ["4 cos 72° + 1 = √5", golden.mul(4).add(1), x.like(5).sqrt()],
    ["a positive cosine", x.mul(golden).relu(), x.relu().mul(golden)],
    ["a negative one", x.mul(cosine(2, 5).neg()).relu(), x.relu().mul(cosine(2, 5).neg())],
    ["exp of fifths", golden.add(1).mul(x).exp(), x.mul(golden).exp().mul(x.exp())],
    ["below", x.div(golden).abs().mul(golden), x.abs()],
    [
      "x/(cos 2π/11 + 2), where a norm vanishes modulo some primes",
      x.div(cosine(1, 11).add(2)).add(y),
      y.add(x.div(cosine(1, 11).add(2))),
    ],
    ["√ of a quotient", x.div(y).sqrt().mul(y.sqrt()), x.sqrt()],
    ["√ of √", x.sqrt().sqrt().mul(y.sqrt().sqrt()), x.mul(y).sqrt().sqrt()],
    ["an equality", x.equal(y).mul(x.relu()), x.equal(y).mul(x.add(x.abs()).div(2))],
    ["log of one argument", x.log().mul(y.mul(2).relu()), x.log().mul(y.relu()).mul(2)],
  ])("%s", (_, left, right) => {
    expect(confirm(left, right, { tier: 2 }).verdict).toBe("PROVED");
  });
});

/** A certificate that may be changed. */
type Draft = Record<string, unknown> & {
  nodes: [op: string, inputs: number[], attrs: Record<string, unknown>, shape: number[]][];
  primes: number[];
  signs: { ordered: unknown };
  field: Record<string, unknown>;
  log2ErrorBound: number;
  witness: Record<string, unknown> & { left: string[] };
};
type Change = (draft: Draft) => unknown;

const textOf = ([left, right]: readonly [Tree, Tree], options: ProveOptions = {}): string =>
  formatCertificate(certify(left, right, { shrink: false, ...options }));
const law = (name: string) => textOf(laws[name]!, { tier: 2 });

const scaled = law("relu(71x) = 71 relu x");
const shifted = law("max over another order of entries, shifted");
const roots = law("(√x)² = x");
const powers = law("eˣ⁺ʸ = eˣ eʸ");
const plain = textOf([x.add(y), y.add(x)]);
const turned = textOf([rotation(1, 5).matmul(point).square().sum(), point.square().sum()]);
const apart = textOf([golden, x.like(0.25)]);

const full = (draft: Draft, value: number) =>
  draft.nodes.find(([op, , attrs]) => op === "full" && attrs["value"] === value)!;
const node = (draft: Draft, op: string) => draft.nodes.find(([name]) => name === op)!;
const called = (draft: Draft, name: string) =>
  draft.nodes.find(([, , attrs]) => attrs["name"] === name)!;
const raise = (draft: Draft) => (draft.log2ErrorBound -= 0.01);

describe("a certificate in which something was changed is", () => {
  test.each<[string, string, Change, RegExp]>([
    ["a constant", scaled, (c) => (full(c, 71)[2]["value"] = -71), /the sides differ/],
    ["a prime", scaled, (c) => (c.primes[63]! += 27720), /trial 63: expected the prime/],
    ["the seed", scaled, (c) => (c["seed"] = 3), /expected the prime/],
    [
      "an op",
      scaled,
      (c) =>
        (node(c, "gate")[1] = [
          ...node(c, "gate")[1].slice(0, 1),
          ...node(c, "gate")[1].slice(1).reverse(),
        ]),
      /differ/,
    ],
    ["tier 2 to 1", scaled, (c) => (c["tier"] = 1), /tier 1 has no signs/],
    [
      "tier 2 to 1, and its signs",
      scaled,
      (c) => Object.assign(c, { tier: 1, signs: null }),
      /differ/,
    ],
    [
      "tier 1 to 2",
      plain,
      (c) => Object.assign(c, { tier: 2, signs: { ordered: false } }),
      /trial 1: expected the prime/,
    ],
    ["ordered signs to any", shifted, (c) => (c.signs.ordered = false), /differ|prime/],
    ["for all orders of max", shifted, (c) => (c["perOrderPattern"] = false), /order of max only/],
    [
      "safe primes to any",
      powers,
      (c) => (c.field["safe"] = false),
      /field.safe = true, got false/,
    ],
    ["the pool of safe primes", powers, (c) => (c.field["pool"] = 8701), /field.pool = 2020/],
    ["exp to log", powers, (c) => (called(c, "exp")[2]["name"] = "log"), /differ/],
    ["the parts of a turn", turned, (c) => (node(c, "rootOfUnity")[3] = [3]), /the shape \[2\]/],
    ["a cosine", apart, (c) => (node(c, "rootOfUnity")[2]["k"] = 2), /expected left\[0\]/],
    ["a value beside a cosine", apart, (c) => (c.witness.left[0] = "0.30901699438"), /left\[0\]/],
  ])("wrong: %s", (_what, text, change, says) => expectAfter(text, change, 1, says));

  test.each<[string, string, Change, RegExp]>([
    ["its tier to 3", scaled, (c) => (c["tier"] = 3), /tier 1 or 2, got 3/],
    [
      "its signs to null",
      scaled,
      (c) => Object.assign(c, { signs: null }),
      /signs, an object, got null/,
    ],
    ["ordered to a word", scaled, (c) => (c.signs.ordered = "no"), /signs.ordered, got "no"/],
    ["the bound of signs", scaled, raise, /log2ErrorBound ≥ -64/],
    ["the bound of square roots, which have a sign", roots, raise, /log2ErrorBound ≥ -64/],
    ["the bound of safe primes", powers, raise, /log2ErrorBound ≥ -/],
    ["the bound of rotations", turned, raise, /log2ErrorBound ≥ -/],
    ["the degree", scaled, (c) => (c["degree"] = 1), /degree ≥ 2/],
    [
      "the order of a turn",
      turned,
      (c) => (node(c, "rootOfUnity")[2]["n"] = 13),
      /a divisor n of 27720/,
    ],
    [
      "that a cosine is rational",
      apart,
      (c) => (c.witness["exact"] = true),
      /not rational|a number/,
    ],
  ])("not to be checked: %s", (_what, text, change, says) => expectAfter(text, change, 2, says));
});

function expectAfter(text: string, change: Change, status: number, says: RegExp): void {
  expect(checkCertificate(text).status).toBe(0);
  const draft = JSON.parse(text) as Draft;
  change(draft);
  const found = checkCertificate(JSON.stringify(draft));
  expect(found).toMatchObject({ status, says: expect.stringMatching(says) });
}

describe("a forged proof of tier 2 is not confirmed:", () => {
  const [left, right] = laws["relu(2x) = 2 relu x"]!;
  const verdict = prove(left, right, { tier: 2 });
  const c = x.exp().log().sub(x);
  const many = [13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];
  const turnedPoint = rotation(1, 8).matmul(point);

  test.each<[string, Tensor, Tensor, RegExp]>([
    ["relu(−2x) = −2 relu x", x.mul(-2).relu(), x.relu().mul(-2), /the sides differ/],
    ["√(x²) = x", x.square().sqrt(), x, /the sides differ/],
    ["e = 4", x.like(1).exp(), x.like(4), /the sides differ/],
    [
      "a sign of log eˣ − x",
      c.relu(),
      c.add(c.neg().relu()),
      /relu|gate reads values of functions/,
    ],
    ["|φ|", x.phi().abs(), x.phi().abs(), /abs reads values of functions without laws/],
    ["the sign of exp of exp", x.exp().exp().sign(), x.like(1), /sign reads values/],
    ["the sign of tanh of log", x.log().tanh().sign(), x.log().tanh().sign(), /sign reads values/],
    ["a test whether log eˣ = x", x.exp().log().equal(x), x.mul(0), /equal reads values/],
    ["√ of what is negative", x.exp().neg().sqrt(), x.exp().neg().sqrt(), /in every draw/],
    ["a/0", x.div(x.sub(x)), x.div(x.sub(x)), /in every draw/],
    [
      "40 constants",
      tensor([...many, ...many.map((n) => n * 101)]).relu(),
      tensor([...many, ...many.map((n) => n * 101)]).relu(),
      /in every draw/,
    ],
    ["an eighth of a turn beside exp", turnedPoint.exp(), turnedPoint.exp(), /an eighth of a turn/],
  ])("%s", (_what, a, b, says) => {
    const text = formatCertificate(certify(a, b.mul(1), { verdict }));
    const safe = JSON.parse(text) as Draft;
    expect(checkCertificate(JSON.stringify(safe))).toMatchObject({
      status: 1,
      says: expect.stringMatching(says),
    });
  });
});

/** Two ways to compute one number. */
type Both = readonly [left: Tensor, right: Tensor];

const half = (a: Tensor): Tensor => a.mul(0.5);
const rewritings: ((a: Both, b: Both) => Both)[] = [
  ([a, c], [b, d]) => [a.add(b), d.add(c)],
  ([a, c], [b, d]) => [a.mul(b), d.mul(c)],
  ([a, c]) => [a.relu(), half(c.add(c.abs()))],
  ([a, c]) => [a.abs(), c.square().sqrt()],
  ([a, c]) => [a.mul(3).abs(), c.abs().mul(3)],
  ([a, c], [b, d]) => [a.sub(b).relu().add(b), half(c.add(d).add(c.sub(d).abs()))],
  ([a, c], [b, d]) => [a.add(b).exp(), c.exp().mul(d.exp())],
  ([a, c]) => [a.tanh(), c.mul(2).exp().sub(1).div(c.mul(2).exp().add(1))],
  ([a, c]) => [a.square().add(1).log(), c.mul(c).add(1).log()],
];

test("random graphs of these: whatever is proved is confirmed", () => {
  const names = ["x", "y", "z"].map((name) => input(name, []));
  const step = fc.tuple(fc.nat(rewritings.length - 1), fc.nat(), fc.nat());
  let proved = 0;
  void fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 7 }), fc.nat(1000), (steps, seed) => {
      const made: Both[] = names.map((name) => [name, name]);
      for (const [rule, i, j] of steps) {
        made.push(rewritings[rule]!(made[i % made.length]!, made[j % made.length]!));
      }
      const certificate = certify(...made.at(-1)!, { seed, tier: 2, trials: 16, shrink: false });
      const { status, says } = checkCertificate(formatCertificate(certificate));
      expect({ status, says }).toMatchObject({ status: certificate.verdict === "UNKNOWN" ? 2 : 0 });
      if (certificate.verdict === "PROVED") proved++;
    }),
    {
      numRuns: 60,
      // (x + x + |x − x|)/2 − x, which is 0 in every trial, but not for sure.
      examples: [
        [
          [
            [5, 0, 0],
            [5, 3, 0],
            [0, 4, 0],
          ],
          0,
        ],
      ],
    },
  );
  expect(proved).toBeGreaterThan(10);
});
