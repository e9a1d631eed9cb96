/** discover on graphs whose identities are known. */
import { describe, expect, test } from "vitest";
import { input } from "../../../src/autodiff/index.ts";
import { discover } from "../../../src/claims/index.ts";

const [x, y] = [input("x", [3]), input("y", [3])];

describe("discover finds a basis of the linear identities and nothing else", () => {
  test("the square of a sum", () => {
    const products = { "x²": x.square(), "y²": y.square(), xy: x.mul(y) };
    const found = discover({ ...products, "(x + y)²": x.add(y).square() });
    expect(found.map(({ says }) => says)).toEqual(["(x + y)² = x² + y² + 2 · xy"]);
    expect(found[0]!.verdicts[0]!.verdict).toBe("PROVED");
  });

  test("independent functions have none", () => {
    expect(discover({ x, "x²": x.square(), "tanh x": x.tanh(), 1: x.like(1) })).toEqual([]);
  });

  test("a factor that is not constant is no coefficient, even for one entry", () => {
    const one = input("z", []);
    expect(discover({ z: one, "z²": one.square() })).toEqual([]);
  });

  test("an identity of one entry is found, though one point would make more of it", () => {
    const z = input("z", []);
    const found = discover({ z, "z²": z.square(), both: z.add(z.square()) });
    expect(found.map(({ says }) => says)).toEqual(["both = z + z²"]);
  });

  test("laws of gates are found: relu x − relu(−x) = x", () => {
    const found = discover({ x, "relu(−x)": x.neg().relu(), "relu x": x.relu() });
    expect(found.map(({ says }) => says)).toEqual(["relu x = x + relu(−x)"]);
  });

  test("an identity must hold elsewhere too", () => {
    const [wide, narrow] = [
      { x, twice: x.mul(2) },
      { x: y, twice: y.mul(3) },
    ];
    expect(discover(wide)).toHaveLength(1);
    expect(discover(wide, { elsewhere: [narrow] })).toEqual([]);
    expect(discover(wide, { elsewhere: [narrow, wide] })).toEqual([]);
  });
});

test("what is known is not told again, and must be true", () => {
  const gradients = { x, y, sum: x.add(y), twice: x.add(y).mul(2) };
  const known = [{ x: [-1, 1], y: [-1, 1], sum: [1, 1] }] as const;
  const found = discover(gradients, { known });
  expect(found.map(({ says }) => says)).toEqual(["twice = 2 · sum"]);
  expect(() => discover(gradients, { known: [{ x: [1, 1] }] })).toThrow(
    "discover: expected known combinations that are identities here, got x = 0",
  );
});

test("what is preferred is told first, where it is an identity", () => {
  const gradients = { x, y, sum: x.add(y), twice: x.add(y).mul(2) };
  const prefer = [
    { x: [-2, 1], y: [-2, 1], twice: [1, 1] },
    { x: [1, 1], y: [1, 1] },
    { x: [1, 1], z: [1, 1] },
  ] as const;
  expect(discover(gradients, { prefer }).map(({ says }) => says)).toEqual([
    "twice = 2 · x + 2 · y",
    "twice = 2 · sum",
  ]);
});

test("what is found but not proved says so: it is never called PROVED", () => {
  // equal in every prime field, but a test of values of functions decides it
  const probe = (t: typeof x) => t.log().equal(t.log().mul(t.log())).mul(t);
  const [{ verdicts } = { verdicts: [] }] = discover({ a: probe(x), b: probe(x).mul(2) });
  expect(verdicts.map(({ verdict }) => verdict)).not.toContain("PROVED");
});

test("bad input gets an error that names the rule", () => {
  expect(() => discover({})).toThrow("discover: expected 1 to 24 gradients, got 0");
  expect(() => discover({ x, s: x.sum() })).toThrow("discover: expected sides of the same shapes");
  expect(() => discover({ x }, { seed: 0.5 })).toThrow("discover: expected an integer seed");
  expect(() => discover({ x }, { elsewhere: [{ y }] })).toThrow(
    "discover: expected every gradient at every place, got no x",
  );
});
