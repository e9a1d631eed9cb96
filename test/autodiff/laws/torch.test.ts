/** An outside oracle: values and gradients of PyTorch, written down by scripts/torch-fixtures.py. */
import { describe, expect, test } from "vitest";
import { einsum, evaluate, type Tensor, tensor, vjp } from "../../../src/autodiff/index.ts";
import file from "../../fixtures/torch.json?raw";

type Numbers = readonly (number | string)[];
type Shape = readonly number[];
/** op, its arguments, shapes and numbers of inputs, of the result, the cotangent, the gradients. */
type Sample = [string, unknown[], Shape[], Numbers[], Shape, Numbers, Numbers, Numbers[]];

const { samples } = JSON.parse(file) as { samples: Sample[] };

type Axes = number | readonly number[] | undefined;
type Build = (xs: readonly Tensor[], args: readonly unknown[]) => Tensor;
const axesOf = (axes: unknown): Axes => (axes === null ? undefined : (axes as Axes));
const method =
  (name: string): Build =>
  ([x, ...rest], args) =>
    (x as unknown as Record<string, (...all: unknown[]) => Tensor>)[name]!(...rest, ...args);
const reduction =
  (name: string): Build =>
  ([x], [axes, keepDims]) =>
    (x as unknown as Record<string, (...all: unknown[]) => Tensor>)[name]!(axesOf(axes), {
      keepDims,
    });
const indexed = (nested: unknown): Tensor => {
  const rows = nested as number[][];
  return tensor(Int32Array.from(rows.flat()), [rows.length, rows[0]!.length]);
};
const window: (name: string) => Build =
  (name) =>
  ([x], [size, strides]) =>
    (x as unknown as Record<string, (...all: unknown[]) => Tensor>)[name]!(size, { strides });

/** Ops whose call is not `x.op(...others, ...arguments)`. */
const special: Readonly<Record<string, Build>> = {
  ...Object.fromEntries(
    ["sum", "mean", "max", "min", "prod", "logSumExp", "norm", "variance", "std"].map((name) => [
      name,
      reduction(name),
    ]),
  ),
  einsum: (xs, [spec]) => einsum(spec as string, ...xs),
  takeAlongAxis: ([x], [indices, axis]) => x!.takeAlongAxis(indexed(indices), axis as number),
  conv2d: ([x, w], [strides, pad]) => {
    const widths = [pad as number, pad as number] as const;
    return x!.conv2d(w!, { strides: strides as number, padding: [widths, widths] });
  },
  maxPool2d: window("maxPool2d"),
  avgPool2d: window("avgPool2d"),
};

const numbers = (list: Numbers): Float32Array => Float32Array.from(list, Number);

/** Seven digits were written, and both sides round: 2⁻¹⁸ of the largest number around. */
const TOLERANCE = 2 ** -18;

function expectClose(found: Tensor, shape: Shape, expected: Numbers): void {
  expect(found.shape).toEqual(shape);
  const wanted = numbers(expected);
  const scale = wanted.reduce(
    (most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most),
    1,
  );
  wanted.forEach((x, i) => {
    const y = found.data[i]!;
    if (Number.isFinite(x))
      expect(Math.abs(y - x), `${y} for ${x} at ${i}`).toBeLessThan(TOLERANCE * scale);
    else expect(y).toBe(x);
  });
}

const byOp = new Map<string, Sample[]>();
for (const sample of samples) byOp.set(sample[0], [...(byOp.get(sample[0]) ?? []), sample]);

describe("values and gradients are those of PyTorch", () => {
  test("at 500 samples and more", () => {
    expect(samples.length).toBeGreaterThan(500);
  });

  test.each([...byOp])("%s", (op, all) => {
    for (const [, args, shapes, inputs, shape, value, ct, gradients] of all) {
      const xs = inputs.map((list, i) => tensor(numbers(list), shapes[i]!));
      const build = special[op] ?? method(op);
      const [y, pull] = vjp((vars: readonly Tensor[]) => build(vars, args), xs);
      const [result, ...sent] = evaluate([y, ...pull(tensor(numbers(ct), shape))]);
      expectClose(result!, shape, value);
      for (const [i, g] of sent.entries()) expectClose(g, shapes[i]!, gradients[i]!);
    }
  });
});
