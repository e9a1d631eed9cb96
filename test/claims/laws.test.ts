/** What tier 2 has to know of a graph before it starts. */
import { describe, expect, test } from "vitest";
import { input, rootOfUnity, stack, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { lawsOf } from "../../src/claims/laws.ts";
import { pattern } from "../../src/claims/patterns.ts";
import { sidesOf } from "../../src/claims/sides.ts";

const [x, y] = [input("x", []), input("y", [])];
const of = (tensor: Tensor) => lawsOf(sidesOf("test", tensor, tensor));

describe("lawsOf", () => {
  test.each<[string, Tensor, boolean]>([
    ["sums, products, log and φ have none", x.add(y).log().mul(x.phi()), false],
    ["a gate", x.relu(), true],
    ["|x|", x.abs(), true],
    ["√", x.sqrt(), true],
    ["max", stack([x, y]).max(), true],
    ["exp", x.exp(), true],
    ["tanh", x.tanh(), true],
  ])("any: %s", (_, tensor, any) => expect(of(tensor).any).toBe(any));

  test.each<[string, Tensor, boolean]>([
    ["relu of a polynomial", x.square().sub(y).relu(), false],
    ["relu of exp and of tanh", x.exp().sub(y.tanh()).relu(), false],
    ["relu of a square root of relu", x.relu().sqrt().sub(y).relu(), false],
    ["exp of relu", x.relu().exp().relu(), false],
    ["relu of log", x.log().relu(), true],
    ["|φ|", x.phi().abs(), true],
    ["relu of exp of exp", x.exp().exp().relu(), true],
    ["relu of exp of √", x.sqrt().exp().relu(), true],
    ["a comparison of log with x", x.log().equal(x), true],
    ["a comparison of exp with x", x.exp().equal(x), false],
    ["log of relu", x.relu().log(), false],
  ])("beyond: %s", (_, tensor, beyond) => expect(of(tensor).beyond).toBe(beyond));

  test("exponential, constants once and without sign, and turns", () => {
    const graph = x
      .tanh()
      .add(tensor([3, -3, 0, 0.5]))
      .mul(-7);
    expect(of(graph)).toMatchObject({ exponential: true, constants: [3, 0.5, 7], turns: [] });
    expect(of(rootOfUnity(1, 3).mul(x))).toMatchObject({
      exponential: false,
      turns: [
        [1, 3],
        [9240 - 6930, 27720],
      ],
    });
  });
});

describe("a pattern", () => {
  const p = 101;

  test("counts different numbers, and keeps the order of signs", () => {
    const seen = pattern();
    for (const [sign, size] of [
      [1, 5],
      [-1, 5],
      [0, 0],
      [1, 7],
    ] as const)
      seen.told(sign, size);
    expect([seen.read(), seen.text()]).toEqual([2, "+-0+"]);
  });

  test.each<[string, number[], boolean]>([
    ["a, b > 0 > a + b", [5, 7, 101 - 12], true],
    ["a > b > c > a: three differences with sum 0", [20, 30, 51], true],
    ["four differences with sum 0", [1, 20, 30, 50], true],
    ["one twice", [40, 21], true],
    ["5 + 7 = 12", [5, 7, 12], false],
    ["nothing", [], false],
  ])("contradicts the order of sums: %s", (_, sizes, contradicts) => {
    const seen = pattern();
    for (const size of sizes) seen.told(1, size);
    expect(seen.contradicts(p)).toBe(contradicts);
  });
});
