/** Programs of many constants: however they come about, each has room. */

import { expect, test } from "vitest";
import { compile, full, scan, type Tensor, tensor } from "../../../../src/autodiff/index.ts";

const MANY = 400;
const x = tensor([1, 2, 3]);

/** x + c₀ x + c₁ x + …, and then moved by a table that lies behind the constants. */
function sum(y: Tensor, constants: readonly Tensor[]): Tensor {
  const all = constants.reduce((total, c) => total.add(y.mul(c)), y);
  return all.take([2, 0, 1], 0).add(tensor([5, 6, 7]));
}

const made: Readonly<Record<string, () => Tensor[]>> = {
  written: () => Array.from({ length: MANY }, (_, i) => full([3], i + 0.5)),
  "data that are everywhere the same": () =>
    Array.from({ length: MANY }, (_, i) => tensor([i + 0.5, i + 0.5, i + 0.5])),
  "computed from one": () => {
    const all = [full([3], 0.3)];
    while (all.length < MANY) all.push(all.at(-1)!.sin());
    return all;
  },
};

test.each(Object.entries(made))("%s", (_, constants) => {
  const f = (y: Tensor): Tensor => sum(y, constants());
  expect(compile(f, x)(x).data).toEqual(f(x).data);
  const step = (state: Tensor): [Tensor, Tensor] => [f(state).mul(0.001), state];
  const loop = (y: Tensor): Tensor => scan(step, y, null, { length: 3 })[0];
  expect(compile(loop, x)(x).data).toEqual(loop(x).data);
});
