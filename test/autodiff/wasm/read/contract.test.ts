/** Convolution without laying windows side by side: compiled = plain, to the bit. */

import { describe, expect, test } from "vitest";
import {
  compile,
  evaluate,
  grad,
  key,
  normal,
  type Tensor,
} from "../../../../src/autodiff/index.ts";
import { dirty } from "../dirty.ts";

const images = evaluate(normal(key(1), [2, 9, 8, 3]));
const filters = evaluate(normal(key(2), [3, 3, 3, 5]));

describe.each<[string, Parameters<Tensor["conv2d"]>[1]]>([
  ["valid", {}],
  ["same", { padding: "same" }],
  ["strided", { strides: [2, 1] }],
])("%s", (_says, options) => {
  const f = (x: Tensor, w: Tensor): Tensor => x.conv2d(w, options);

  test("forwards, in place: the windows are never copied", () => {
    dirty();
    const program = compile(f, images, filters);
    expect(program(images, filters).data).toEqual(f(images, filters).data);
    expect(program.print()).toContain("[table table] @ ");
  });

  test("both gradients", () => {
    const slope = grad((both: readonly Tensor[]) => f(both[0]!, both[1]!).tanh().sum());
    const both = [images, filters];
    const got = compile(slope, both)(both).map(({ data }) => data);
    expect(got).toEqual(evaluate(slope(both)).map(({ data }) => data));
  });
});
