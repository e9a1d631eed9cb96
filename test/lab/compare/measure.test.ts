/** Tests of src/lab/compare/measure.ts. */
import { describe, expect, test } from "vitest";
import { tensor } from "../../../src/autodiff/tensor/create.ts";
import { interpreter } from "../../../src/lab/compare/engine.ts";
import { accuracy, exam, invarianceError } from "../../../src/lab/compare/measure.ts";
import { methodCalled } from "../../../src/lab/compare/methods.ts";
import { preparing } from "../../../src/lab/compare/routines.ts";
import type { Mlp } from "../../../src/methods/models.ts";
import type { Model } from "../../../src/methods/types.ts";
import { act } from "../../../src/symmetry/act.ts";
import { data, ready, toy } from "./toy.ts";

test("accuracy is the share of rows whose largest output is at the label", () => {
  const outputs = tensor([
    [1, 3, 2],
    [0, 0, -1],
    [5, 6, 7],
    [-3, -2, -1],
  ]);
  // Of equal outputs the first counts.
  expect(accuracy(outputs, Int32Array.of(1, 0, 2, 0))).toBe(0.75);
  expect(accuracy(outputs, Int32Array.of(0, 1, 0, 0))).toBe(0);
});

describe("exam", () => {
  const { upright, rotated, labels } = exam(data.test, toy.G);
  const row = (x: typeof upright, i: number) => x.data.subarray(64 * i, 64 * i + 64).join();

  test("every moved digit is that digit moved by one element, and not all by the same", () => {
    const moved = toy.G.elements.map((g) => act(g, upright));
    const which = Array.from(labels, (_, i) =>
      moved.findIndex((x) => row(x, i) === row(rotated, i)),
    );
    expect(which.every((g) => g >= 0)).toBe(true);
    expect(new Set(which).size).toBeGreaterThan(2);
  });

  test("the same on every call: all methods and seeds sit one exam", () => {
    expect(exam(data.test, toy.G).rotated.data).toEqual(rotated.data);
  });
});

describe("invarianceError", () => {
  const of = (model: Model<Mlp>) => {
    return preparing(toy, interpreter)({ ...methodCalled("none"), tested: () => model });
  };
  const { upright } = exam(data.test, toy.G);

  test("is the root of the mean square over digits and elements, written out", () => {
    const { theta } = ready("none", 4);
    const rows = (x: typeof upright) => toy.model(x, theta).softmax().toArray() as number[][];
    const still = rows(upright);
    const squares = toy.G.elements.flatMap((g) =>
      rows(act(g, upright)).map((p, i) =>
        p.reduce((sum, value, c) => sum + (value - still[i]![c]!) ** 2, 0),
      ),
    );
    const slow = Math.sqrt(squares.reduce((sum, s) => sum + s, 0) / squares.length);
    expect(slow).toBeGreaterThan(0.01);
    expect(invarianceError(of(toy.model), theta, upright, toy.G) / slow).toBeCloseTo(1, 5);
  });

  test("is 0 for a model that does not look", () => {
    const blind = (x: typeof upright, _theta: Mlp) => x.mul(0).slice([0, x.shape[0]!], [0, 3]);
    expect(invarianceError(of(blind), ready("none", 4).theta, upright, toy.G)).toBe(0);
  });
});
