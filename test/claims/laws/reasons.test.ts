/** The guide to verdicts: each reason of its table is given for the example beside it, and there is no other reason. */
import { describe, expect, test } from "vitest";
import guide from "../../../docs/guide-proofs.md?raw";
import page from "../../../README.md?raw";
import { input, type Tensor } from "../../../src/autodiff/index.ts";
import bounds from "../../../src/claims/certified.ts?raw";
import { explain } from "../../../src/claims/format.ts";
import lawful from "../../../src/claims/lawful.ts?raw";
import { prove } from "../../../src/claims/prove.ts";
import uninterpreted from "../../../src/claims/uninterpreted.ts?raw";
import { rotation, stack, tensor } from "../../../src/index.ts";

const [x, y] = [input("x", []), input("y", [])];
const power = Array.from({ length: 40 }).reduce<Tensor>((value) => value.square(), x);
const [bent, log] = [x.tanh(), x.log()];
const oddPart = (t: Tensor) => t.relu().sub(t.neg().relu());
const nothing = x.relu().relu().sub(x.relu());
const primes = [13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97];
const c = tensor([...primes, ...primes.map((n) => 101 * n)]);
const w = input("w", [40]);
const eight = input("w8", [8]);
const spread = eight.expandDims(0).sub(eight.expandDims(1)).abs().sum();
const turned = rotation(1, 8).matmul(input("v", [2, 1]));
const shuffled = [7, 2, 4, 0, 6, 1, 3, 5];

/** The sides of each example, by how the guide writes it. */
const examples: Readonly<Record<string, readonly [Tensor, Tensor]>> = {
  "log xy = log x + log y": [x.mul(y).log(), log.add(y.log())],
  "log eˣ = x": [x.exp().log(), x],
  "x/(y − y) = x": [x.div(y.sub(y)), x],
  "relu(2x)/d = 2 relu(x)/d, d = relu(relu x) − relu x": [
    x.mul(2).relu().div(nothing),
    x.relu().mul(2).div(nothing),
  ],
  "x^(2⁴⁰) + x^(2⁴⁰) = 2 x^(2⁴⁰), each by 40 squarings": [power.add(power), power.mul(2)],
  "whether log x = log y, against itself": [log.equal(y.log()), log.equal(y.log())],
  "relu(tanh x) − relu(−tanh x) = tanh x, in tier 1": [oddPart(bent), bent],
  "relu(log x) − relu(−log x) = log x": [oddPart(log), log],
  "relu(2w) · c = 2 relu(w) · c, c forty numbers with a prime factor each": [
    w.mul(2).relu().mul(c),
    w.relu().mul(2).mul(c),
  ],
  "(√(−eˣ))² = −eˣ": [x.exp().neg().sqrt().square(), x.exp().neg()],
  "max(w + x) + s = max(w) + x + s in another order, s = Σ |wᵢ − wⱼ| over eight entries": [
    stack(
      shuffled.map((i) =>
        eight
          .slice([i, i + 1])
          .squeeze()
          .add(x),
      ),
    )
      .max()
      .add(spread),
    eight.max().add(x).add(spread),
  ],
  "e^(Rv + 1) = e · e^(Rv), R an eighth of a turn": [
    turned.add(1).exp(),
    turned.exp().mul(x.like(1).exp()),
  ],
};

const rows = [...guide.matchAll(/^\| "([^"]+)" \| ((?:[^|\\]|\\\|)+) \| .+ \|$/gm)].map(
  ([, ...texts]): [string, string] => {
    const [reason, example] = texts.map((text) => text.replaceAll("\\|", "|"));
    return [reason!, example!];
  },
);

describe("docs/guide-proofs.md", () => {
  test("has an example for each reason, and a reason for each example", () => {
    expect(rows.map(([, example]) => example)).toEqual(Object.keys(examples));
  });

  test.each(rows)("UNKNOWN, as %j: %s", (reason, example) => {
    const [left, right] = examples[example]!;
    const verdict = prove(left, right, example.endsWith("in tier 1") ? { tier: 1 } : {});
    expect(verdict.verdict).toBe("UNKNOWN");
    expect(verdict.verdict === "UNKNOWN" && verdict.reason).toContain(reason);
    expect(explain(verdict)).toContain(reason);
  });

  test("has every reason that prove can give", () => {
    const code = [uninterpreted, lawful, bounds].join("").replace(/\/\*\*[\s\S]*?\*\/|\/\/.*/g, "");
    // reasons are the strings of more than one word
    const given = [...code.matchAll(/"([^"\n]*)"|`([^`]*)`/g)]
      .map(([, quoted, template]) => (quoted ?? template!).replace(/\$\{MAX_REDRAWS\}/, "20"))
      .filter((text) => text.includes(" "));
    expect(given.length).toBe(rows.length);
    for (const text of given) {
      expect(rows.filter(([reason]) => text.startsWith(reason)).length, text).toBe(1);
    }
  });

  test("is linked where README says what this is not", () => {
    expect(page).toContain("(docs/guide-proofs.md)");
  });
});

describe("what the guide says of PROVED and REFUTED", () => {
  const verdictOf = (left: Tensor, right: Tensor) => prove(left, right).verdict;

  test("almost everywhere: x/y · y = x, though not at y = 0", () => {
    expect(verdictOf(x.div(y).mul(y), x)).toBe("PROVED");
  });

  test("exact arithmetic: one sum in two orders, of which floats differ", () => {
    const [a, b] = [x.add(y).add(1), y.add(1).add(x)];
    expect(verdictOf(a, b)).toBe("PROVED");
    const [big, small] = [tensor(2 ** 24), tensor(1)];
    expect(big.add(small).add(1).item()).not.toBe(small.add(1).add(big).item());
  });

  test("every function: tanh is odd, and its slope is 1 − tanh², but it is not known to grow", () => {
    expect(verdictOf(x.neg().tanh(), x.tanh().neg())).toBe("PROVED");
    expect(verdictOf(x.neg().phi(), x.phi().neg())).toBe("REFUTED");
  });

  test("measure 0: two sides that differ where x = y only are called equal", () => {
    expect(verdictOf(x.equal(y), x.like(0))).toBe("PROVED");
  });

  test("a sentence about every φ is refuted by one, which is printed", () => {
    expect(explain(prove(x.phi(), x))).toMatch(/^REFUTED by x = .*φ\(x\) = x\^/);
  });
});
