/** The guide to verdicts: each reason of its table is given for the example beside it, and there is no other reason. */
import { describe, expect, test } from "vitest";
import guide from "../../../docs/guide-proofs.md?raw";
import page from "../../../README.md?raw";
import { input, type Tensor } from "../../../src/autodiff/index.ts";
import { explain } from "../../../src/claims/format.ts";
import { prove } from "../../../src/claims/prove.ts";
import source from "../../../src/claims/prove.ts?raw";
import { tensor } from "../../../src/index.ts";

const [x, y] = [input("x", []), input("y", [])];
const power = Array.from({ length: 40 }).reduce<Tensor>((value) => value.square(), x);
const bent = x.tanh();

/** The sides of each example, by how the guide writes it. */
const examples: Readonly<Record<string, readonly [Tensor, Tensor]>> = {
  "log eˣ = x": [x.exp().log(), x],
  "x/(y − y) = x": [x.div(y.sub(y)), x],
  "x^(2⁴⁰) + x^(2⁴⁰) = 2 x^(2⁴⁰), each by 40 squarings": [power.add(power), power.mul(2)],
  "whether eˣ = eʸ, against itself": [x.exp().equal(y.exp()), x.exp().equal(y.exp())],
  "relu(tanh x) − relu(−tanh x) = tanh x": [bent.relu().sub(bent.neg().relu()), bent],
};

const rows = [...guide.matchAll(/^\| "([^"]+)" \| ([^|]+) \| [^|]+ \|$/gm)].map(
  ([, reason, example]): [string, string] => [reason!, example!],
);

describe("docs/guide-proofs.md", () => {
  test("has an example for each reason, and a reason for each example", () => {
    expect(rows.map(([, example]) => example)).toEqual(Object.keys(examples));
  });

  test.each(rows)("UNKNOWN, as %j: %s", (reason, example) => {
    const [left, right] = examples[example]!;
    const verdict = prove(left, right);
    expect(verdict.verdict).toBe("UNKNOWN");
    expect(verdict.verdict === "UNKNOWN" && verdict.reason).toContain(reason);
    expect(explain(verdict)).toContain(reason);
  });

  test("has every reason that prove can give", () => {
    const given = [
      ...source.matchAll(/(?:const [A-Z_]+ =|reason[:=]| reason =)\s+["`]([^"`]+)/g),
    ].map(([, text]) => text!);
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
