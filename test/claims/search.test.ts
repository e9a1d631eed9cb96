/** The search: small witnesses, exact ones, and each is one when somebody else computes it. */
import { describe, expect, test } from "vitest";
import { grad, input, type Tensor, tensor } from "../../src/autodiff/index.ts";
import { prove } from "../../src/claims/prove.ts";
import { search } from "../../src/claims/search.ts";
import { sidesOf } from "../../src/claims/sides.ts";
import { witnessOf } from "./exact.ts";
import { replay } from "./replay.ts";

const [x, y] = [input("x", []), input("y", [])];
const [u, M] = [input("u", [3]), input("M", [2, 2])];

describe("a witness is as small as it gets", () => {
  test.each<[string, Tensor, Tensor, object]>([
    ["x² = x", x.square(), x, { inputs: { x: "-1" }, left: ["1"], right: ["-1"], gap: "2" }],
    ["x = 0", x, x.like(0), { inputs: { x: "1" }, gap: "1" }],
    [
      "x² = y²",
      x.square(),
      y.square(),
      { inputs: { x: "0", y: "1" }, left: ["0"], right: ["1"], gap: "1" },
    ],
    ["2x = 3x", x.mul(2), x.mul(3), { inputs: { x: "1" }, left: ["2"], right: ["3"] }],
    [
      "Mᵀ = M: one entry is enough",
      M.transpose(),
      M,
      {
        inputs: {
          M: [
            ["0", "1"],
            ["0", "0"],
          ],
        },
        left: ["0", "0", "1", "0"],
        entry: 1,
        gap: "1",
      },
    ],
    [
      "Σ u = u₀: all but one entry 0",
      u.sum(),
      u.slice([0, 1]).squeeze(),
      { inputs: { u: ["0", "0", "1"] } },
    ],
    [
      "a product of five factors vanishes at all small integers: 1/2 is next",
      [-2, -1, 0, 1, 2].map((c) => x.sub(c)).reduce((a, b) => a.mul(b)),
      x.like(0),
      { inputs: { x: "1/2" }, left: ["45/32"], right: ["0"], gap: "45/32" },
    ],
    ["1/3 is spelled 1/3", x.div(3), x.like(0), { inputs: { x: "1" }, left: ["1/3"], gap: "1/3" }],
    [
      "φ(x) + φ(y) = φ(x + y): the function is spelled too",
      x.phi().add(y.phi()),
      x.add(y).phi(),
      { functions: ["φ(x) = x^2"], inputs: { x: "1", y: "1" }, left: ["2"], right: ["4"] },
    ],
    ["a constant needs no input", tensor([0.5]), tensor([0.25]), { inputs: {}, gap: "1/4" }],
  ])("%s", (_, left, right, expected) => {
    const witness = witnessOf(left, right);
    expect(witness).toMatchObject({ exact: true, ...expected });
    replay(witness, left, right);
  });

  test("with a function of analysis it is in doubles, and says so", () => {
    const witness = witnessOf(x.exp(), x.add(1));
    expect(witness).toMatchObject({ exact: false, inputs: { x: "1" }, functions: [] });
    expect(witness.left).toEqual([String(Math.E)]);
    replay(witness, x.exp(), x.add(1));
  });

  test("only what both sides read is in it", () => {
    expect(Object.keys(witnessOf(x, x.add(1)).inputs)).toEqual(["x"]);
  });
});

describe("search", () => {
  const options = { seed: 0 };

  test("finds nothing where there is nothing", () => {
    expect(search(sidesOf("test", x.add(y), y.add(x)), options)).toBeNull();
    expect(search(sidesOf("test", x.add(y).exp(), x.exp().mul(y.exp())), options)).toBeNull();
  });

  test("walks around points where a side has no value", () => {
    const reciprocal = x.like(1).div(x);
    expect(witnessOf(reciprocal, x.like(0))).toMatchObject({ inputs: { x: "1" }, left: ["1"] });
    expect(witnessOf(x.log(), x.like(0)).inputs["x"]).toBe("2");
  });

  test("unshrunk it is a witness all the same", () => {
    const sides = sidesOf("test", u.sum(), u.mean());
    const rough = search(sides, { seed: 3, shrink: false });
    replay(rough!, u.sum(), u.mean());
  });

  test("gives up after as many attempts as it is told", () => {
    const tiny = x.sub(0.25).mul(0); // no witness
    expect(search(sidesOf("test", tiny, x.like(0)), { seed: 0, attempts: 1 })).toBeNull();
    expect(search(sidesOf("test", x, y), { seed: 0, attempts: 0 })).toBeNull();
  });
});

describe("a witness never rests on a kink", () => {
  const slope = (f: (t: Tensor) => Tensor) => grad(f)(x);
  const one = x.like(1);

  test.each<[string, Tensor, Tensor]>([
    ["(sign x)² = 1", x.sign().square(), one],
    ["the slope of |x|, squared, is 1", slope((t) => t.abs()).square(), one],
    ["the same beside a tanh", x.sign().square().add(y.tanh()), one.add(y.tanh())],
    ["[−2x > 0] = 1 − [x > 0]", x.mul(-2).gate(one, x.like(0)), one.sub(x.gate(one, x.like(0)))],
    [
      "the slope of relu(3x) is 3 times that of relu, beside a tanh",
      slope((t) => t.mul(-3).relu()).add(y.tanh()),
      slope((t) => t.neg().relu())
        .mul(3)
        .add(y.tanh()),
    ],
  ])("%s: true but at 0, so there is none, and the laws of signs prove it", (_, left, right) => {
    expect(search(sidesOf("test", left, right), { seed: 0 })).toBeNull();
    expect(prove(left, right)).toMatchObject({ verdict: "PROVED", tier: 2 });
  });

  test("a false sentence about |x| has a witness off 0", () => {
    const witness = witnessOf(
      slope((t) => t.abs()),
      one,
    );
    expect(witness).toMatchObject({ inputs: { x: "-1" }, left: ["-1"], right: ["1"], exact: true });
  });
});
