/** Compiled programs against the plain interpreter: every op, values and gradients, to the bit. */

import { describe, expect, test } from "vitest";
import { evaluate, grad, key, normal, type Tensor } from "../../../src/autodiff/index.ts";
import { compile } from "../../../src/autodiff/wasm/compile.ts";
import { samples } from "../samples.ts";
import { dirty } from "./dirty.ts";

/** Values of both signs, among them 0, −0, ∞ and NaN. */
function valuesOf(sample: { inputs: readonly (readonly number[])[]; positive?: true }): Tensor[] {
  return sample.inputs.map((shape, i) => {
    const x = normal(key(i), shape);
    return sample.positive ? x.square().add(0.1) : x;
  });
}

// What has no value in floating point has none compiled either.
const valued = Object.entries(samples).map(
  ([op, list]) => [op, list.filter(({ symbolic }) => !symbolic)] as const,
);

describe.each(valued.filter(([, list]) => list.length > 0))("%s", (_op, list) => {
  test.each(list)("$says", (sample) => {
    const xs = evaluate(valuesOf(sample));
    const f = (args: readonly Tensor[]): Tensor => sample.build(...args);
    dirty();
    expect(compile(f, xs)(xs).data).toEqual(f(xs).data);
    const slope = grad((args: Tensor[]) => f(args).mul(0.5).sum());
    expect(compile(slope, xs)(xs).map(({ data }) => data)).toEqual(
      evaluate(slope(xs)).map(({ data }) => data),
    );
  });
});
