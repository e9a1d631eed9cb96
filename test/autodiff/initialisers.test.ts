import { describe, expect, test } from "vitest";
import { glorot, he, key, lecun, normal, ShapeError } from "../../src/autodiff/index.ts";

const initialisers = { lecun, glorot, he };

/** The variance that each should have, by fan-in and fan-out. */
const variances: Readonly<
  Record<keyof typeof initialisers, (into: number, out: number) => number>
> = {
  lecun: (into) => 1 / into,
  glorot: (into, out) => 2 / (into + out),
  he: (into) => 2 / into,
};

describe.each(Object.keys(initialisers) as (keyof typeof initialisers)[])("%s", (name) => {
  const init = initialisers[name];
  const k = key(7);

  test.each([
    [[300, 100], 300, 100],
    [[3, 5, 20, 100], 300, 1500],
    [[5, 60, 100], 300, 500],
  ])("of %j is normal, its fans %i and %i", (shape, into, out) => {
    const w = init(k, shape);
    const scale = Math.sqrt(variances[name](into, out));
    expect(w.shape).toEqual(shape);
    const z = normal(k, shape).data;
    const isOff = (x: number, i: number) => Math.abs(x - z[i]! * scale) > 2 ** -22 * Math.abs(x);
    expect(w.data.findIndex(isOff)).toBe(-1);
    // the variance of a sample variance is 2σ⁴/n
    const spread = w.square().mean().item() / scale ** 2;
    expect(Math.abs(spread - 1)).toBeLessThan(5 * Math.sqrt(2 / w.size));
  });

  test("of no weights is empty", () => {
    expect(init(k, [0, 3]).data).toEqual(new Float32Array());
    expect(init(k, [3, 0]).shape).toEqual([3, 0]);
  });

  test("has two axes at least", () => {
    const message = `${name}: expected a shape [in, out] or [kh, kw, in, out], got [3]`;
    expect(() => init(k, [3])).toThrow(new ShapeError(message));
  });
});

test("relu layers of he, and tanh layers of lecun, pass signals of one size", () => {
  const through = (init: typeof he, bend: "relu" | "tanh", scale: number): number => {
    let x = normal(key(1), [50, 128]).mul(scale);
    for (let layer = 0; layer < 10; layer++) x = x.matmul(init(key(layer + 2), [128, 128]))[bend]();
    return x.square().mean().item() / scale ** 2;
  };
  // relu keeps half of the square of what comes out of a layer of variance 2
  expect(through(he, "relu", 1)).toBeGreaterThan(0.5);
  expect(through(he, "relu", 1)).toBeLessThan(2);
  expect(through(lecun, "tanh", 0.01)).toBeGreaterThan(0.8);
  expect(through(lecun, "tanh", 0.01)).toBeLessThan(1.25);
  expect(through(lecun, "relu", 1)).toBeLessThan(0.01);
});
