/** Convolution and pooling against loops over pixels, padding against its definition. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  grad,
  type Padding,
  ShapeError,
  type Tensor,
  tensor,
  zeros,
} from "../../../src/autodiff/index.ts";

const { fround } = Math;

/** Numbers whose products and sums round. */
function image(shape: readonly number[]): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => Math.fround(((i * 37) % 23) / 7 - 1)),
    shape,
  );
}

type Widths = readonly [readonly [number, number], readonly [number, number]];

/** The pixel of a padded image; 0 outside. */
function pixel(x: Tensor, [[top], [left]]: Widths, b: number, i: number, j: number, c: number) {
  const [, h, w, channels] = x.shape as [number, number, number, number];
  const [r, s] = [i - top, j - left];
  if (r < 0 || r >= h || s < 0 || s >= w) return 0;
  return x.data[((b * h + r) * w + s) * channels + c]!;
}

/** y[b, i, j, o], one accumulator, (u, v, c) in this order. */
function slow(x: Tensor, w: Tensor, [down, right]: readonly [number, number], pad: Widths) {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const [kh, kw, , out] = w.shape as [number, number, number, number];
  const rows = Math.floor((pad[0][0] + height + pad[0][1] - kh) / down) + 1;
  const columns = Math.floor((pad[1][0] + width + pad[1][1] - kw) / right) + 1;
  const y: number[] = [];
  for (let b = 0; b < batch; b++)
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++)
        for (let o = 0; o < out; o++) {
          let acc = 0;
          for (let u = 0; u < kh; u++)
            for (let v = 0; v < kw; v++)
              for (let c = 0; c < channels; c++) {
                const a = pixel(x, pad, b, i * down + u, j * right + v, c);
                acc = fround(acc + fround(a * w.data[((u * kw + v) * channels + c) * out + o]!));
              }
          y.push(acc);
        }
  return { y, shape: [batch, rows, columns, out] };
}

describe("conv2d", () => {
  test("sums over (row, column, channel) of the window, in this order", () => {
    const small = fc.integer({ min: 1, max: 3 });
    const pad = fc.nat(2);
    const cases = fc.record({
      size: fc.tuple(fc.nat(2), small, small, fc.nat(2)),
      window: fc.tuple(small, small),
      out: fc.nat(2),
      strides: fc.tuple(small, small),
      pad: fc.tuple(fc.tuple(pad, pad), fc.tuple(pad, pad)),
    });
    fc.assert(
      fc.property(cases, ({ size: [batch, h, w, c], window: [kh, kw], out, strides, pad }) => {
        fc.pre(kh <= h + pad[0][0] + pad[0][1] && kw <= w + pad[1][0] + pad[1][1]);
        const [x, weights] = [image([batch, h, w, c]), image([kh, kw, c, out])];
        const told = x.conv2d(weights, { strides, padding: pad });
        const seen = slow(x, weights, strides, pad);
        expect(told.shape).toEqual(seen.shape);
        expect(Array.from(told.data)).toEqual(seen.y);
      }),
    );
  });

  test.each<[length: number, window: number, stride: number, widths: [number, number]]>([
    [5, 3, 1, [1, 1]],
    [5, 2, 1, [0, 1]],
    [5, 3, 2, [1, 1]],
    [4, 3, 2, [0, 1]],
    [4, 1, 2, [0, 0]],
    [1, 4, 1, [1, 2]],
  ])("same: length %i, window %i, stride %i is padded by %j", (length, window, stride, widths) => {
    const [x, w] = [image([1, length, 1, 1]), image([window, 1, 1, 1])];
    const strides = [stride, 1] as const;
    const same = x.conv2d(w, { strides, padding: "same" });
    expect(same.shape).toEqual([1, Math.ceil(length / stride), 1, 1]);
    const explicit: Padding = [widths, [0, 0]];
    expect(same.data).toEqual(x.conv2d(w, { strides, padding: explicit }).data);
  });

  test("one window of everything is one product", () => {
    const [x, w] = [image([1, 2, 2, 3]), image([2, 2, 3, 1])];
    expect(x.conv2d(w).toArray()).toEqual([
      [
        [
          [
            x
              .reshape([1, 12])
              .matmul(w.reshape([12, 1]))
              .item(),
          ],
        ],
      ],
    ]);
  });
});

describe("patches", () => {
  test("have the order row, column, channel", () => {
    const x = tensor(
      Float32Array.from({ length: 18 }, (_, i) => i),
      [1, 3, 3, 2],
    );
    const p = x.patches(2);
    expect(p.shape).toEqual([1, 2, 2, 8]);
    expect(Array.from(p.data.slice(0, 8))).toEqual([0, 1, 2, 3, 6, 7, 8, 9]);
    expect(Array.from(p.data.slice(24))).toEqual([8, 9, 10, 11, 14, 15, 16, 17]);
  });
});

describe("pools", () => {
  const x = tensor([1, 2, 2, 0, 2, 1, 0, 0, 5], [1, 3, 3, 1]);

  test("maxPool2d shares the cotangent of a window between ties", () => {
    expect(x.maxPool2d(2, { strides: 1 }).flatten().toArray()).toEqual([2, 2, 2, 5]);
    const g = grad((t: Tensor) => t.maxPool2d(2).sum())(x);
    expect(g.flatten().toArray()).toEqual([0, 0.5, 0, 0, 0.5, 0, 0, 0, 0]);
  });

  test("maxPool2d never picks its padding, nor sends a cotangent there", () => {
    const low = tensor([-1, -2, -3, -4], [1, 2, 2, 1]);
    const pool = (t: Tensor) => t.maxPool2d(2, { strides: 1, padding: "same" });
    expect(pool(low).flatten().toArray()).toEqual([-1, -2, -3, -4]);
    expect(
      grad((t: Tensor) => pool(t).sum())(low)
        .flatten()
        .toArray(),
    ).toEqual([1, 1, 1, 1]);
  });

  test("avgPool2d counts padding as zeros", () => {
    expect(x.avgPool2d([1, 3]).flatten().toArray()).toEqual([fround(5 / 3), 1, fround(5 / 3)]);
    const corner = x.avgPool2d(2, {
      padding: [
        [1, 0],
        [1, 0],
      ],
    });
    expect(corner.flatten().toArray()).toEqual([0.25, 1, 0, 2]);
    const g = grad((t: Tensor) => t.avgPool2d(2, { strides: 1 }).sum())(x);
    expect(g.flatten().toArray()).toEqual([0.25, 0.5, 0.25, 0.5, 1, 0.5, 0.25, 0.5, 0.25]);
  });

  test("of no images and no channels are empty", () => {
    expect(zeros([0, 4, 4, 3]).maxPool2d(2).shape).toEqual([0, 2, 2, 3]);
    expect(zeros([2, 4, 4, 0]).avgPool2d(2).shape).toEqual([2, 2, 2, 0]);
  });
});

describe("errors", () => {
  const x = zeros([1, 3, 4, 2]);
  const untyped = <T>(value: unknown) => value as T;
  const rule = '"valid", "same" or [[top, bottom], [left, right]], whole numbers ≥ 0';
  test.each<[() => unknown, Error]>([
    [
      () => x.conv2d(zeros([2, 2, 3, 1])),
      new ShapeError(
        "conv2d: expected [batch, height, width, c] and [kh, kw, c, out], got [1, 3, 4, 2] and [2, 2, 3, 1]",
      ),
    ],
    [
      () => zeros([3, 3]).patches(2),
      new ShapeError("patches: expected images [batch, height, width, channels], got shape [3, 3]"),
    ],
    [() => x.maxPool2d(4), new RangeError("maxPool2d: expected a window of at most 3, got 4")],
    [
      () => x.avgPool2d([0, 1]),
      new RangeError("avgPool2d: expected a window of whole numbers ≥ 1, got [0,1]"),
    ],
    [
      () => x.patches(1, { strides: 0 }),
      new RangeError("patches: expected strides of whole numbers ≥ 1, got 0"),
    ],
    [
      () => x.patches(1, { padding: untyped("full") }),
      new RangeError(`patches: expected padding ${rule}, got "full"`),
    ],
    [
      () =>
        x.patches(1, {
          padding: [
            [0, 0],
            [-1, 0],
          ],
        }),
      new RangeError(`patches: expected padding ${rule}, got [[0,0],[-1,0]]`),
    ],
    [
      () => x.patches(1, { padding: untyped([1, 1]) }),
      new RangeError(`patches: expected padding ${rule}, got [1,1]`),
    ],
  ])("%#", (run, error) => expect(run).toThrow(error));
});
