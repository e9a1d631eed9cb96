/**
 * Windows of images [batch, height, width, channels]: convolution and pooling as a gather and one
 * contraction or reduction, so the order of summation is that of matmul, sum and max.
 *
 * Next: tensor.ts
 */
import { shapeError } from "../errors.ts";
import { show } from "../shape.ts";
import { Linear } from "./linear.ts";
import type { Tensor } from "./tensor.ts";
import { type Extent, type Padding, type Place, pairOf, placesOf } from "./windows.ts";

/** Where windows lie. */
export interface WindowOptions {
  /** How far apart windows begin, [down, right]: 1 for `conv2d` and `patches`, the window for pools. */
  readonly strides?: Extent;
  /**
   * "valid" (when left out): inside the image. "same": as many as ⌈length / stride⌉, the odd
   * element of padding at the end. Or the widths themselves, [[top, bottom], [left, right]].
   */
  readonly padding?: Padding;
}

/** conv2d, and what a window of an image is reduced to. */
export abstract class Convolution extends Linear {
  /**
   * The windows of images, each in the order (row, column, channel); padding is 0.
   * @param window [kh, kw], or a number for both
   * @returns [batch, rows, columns, kh · kw · channels], from [batch, height, width, channels]
   * @throws ShapeError unless this has four axes; RangeError if a window, a stride or a padding is
   *   none, or no window fits
   */
  patches(window: Extent, options: WindowOptions = {}): Tensor {
    const { size, lines, columns, places } = this.windows("patches", window, options, 1);
    const gathered = this.gathered(places, this.pad(paddingOf(lines, columns)));
    return gathered.reshape([...gathered.shape.slice(0, 3), size * this.shape[3]!]);
  }

  /**
   * Cross-correlation, what networks call convolution:
   * y[b, i, j, o] = Σ x[b, i·s + u, j·s + v, c] · w[u, v, c, o] over (u, v, c) in this order.
   * @param w [kh, kw, channels in, channels out], for this [batch, height, width, channels in]
   * @returns [batch, rows, columns, channels out]
   * @throws ShapeError unless the shapes are these
   */
  conv2d(w: Tensor, options: WindowOptions = {}): Tensor {
    const [kh, kw, channels, out] = w.shape;
    if (this.rank !== 4 || w.rank !== 4 || channels !== this.shape[3]) {
      const got = `${show(this.shape)} and ${show(w.shape)}`;
      throw shapeError("conv2d", "[batch, height, width, c] and [kh, kw, c, out]", got);
    }
    const patches = this.patches([kh!, kw!], options);
    const [batch, rows, columns, k] = patches.shape as [number, number, number, number];
    const flat = patches.reshape([batch * rows * columns, k]);
    return flat.matmul(w.reshape([k, out!])).reshape([batch, rows, columns, out!]);
  }

  /**
   * The largest of each window, channel by channel; entries that tie share the cotangent equally.
   * Padding is −∞, which no exact field has.
   * @returns [batch, rows, columns, channels]
   */
  maxPool2d(window: Extent, options: WindowOptions = {}): Tensor {
    const { lines, columns, places } = this.windows("maxPool2d", window, options, window);
    const widths = paddingOf(lines, columns);
    if (!widths.flat().some((n) => n > 0)) return this.gathered(places, this.self).max(3);
    const outside = this.like(1).pad(widths);
    const padded = outside.gate(this.pad(widths), outside.like(Number.NEGATIVE_INFINITY));
    return this.gathered(places, padded).max(3);
  }

  /**
   * The mean of each window, channel by channel, its padding counted as zeros.
   * @returns [batch, rows, columns, channels]
   */
  avgPool2d(window: Extent, options: WindowOptions = {}): Tensor {
    const { size, lines, columns, places } = this.windows("avgPool2d", window, options, window);
    return this.gathered(places, this.pad(paddingOf(lines, columns)))
      .sum(3)
      .div(size);
  }

  private windows(op: string, window: Extent, options: WindowOptions, stride: Extent) {
    if (this.rank !== 4) {
      throw shapeError(op, "images [batch, height, width, channels]", `shape ${show(this.shape)}`);
    }
    const [kh, kw] = pairOf(op, "a window", window);
    const [down, right] = pairOf(op, "strides", options.strides ?? stride);
    const { padding = "valid" } = options;
    const [lines, columns] = [
      placesOf(op, { length: this.shape[1]!, window: kh, stride: down, padding, side: 0 }),
      placesOf(op, { length: this.shape[2]!, window: kw, stride: right, padding, side: 1 }),
    ];
    const places: number[] = [];
    const width = columns.before + this.shape[2]! + columns.after;
    for (const row of lines.starts) {
      for (const column of columns.starts) {
        for (let u = 0; u < kh; u++) {
          for (let v = 0; v < kw; v++) places.push((row + u) * width + column + v);
        }
      }
    }
    const shape = [lines.starts.length, columns.starts.length, kh * kw] as const;
    return { size: kh * kw, lines, columns, places: { shape, indices: places } };
  }

  /** [batch, rows, columns, kh · kw, channels] of a padded image. */
  private gathered({ shape, indices }: Windows, padded: Tensor): Tensor {
    const [batch, height, width, channels] = padded.shape as [number, number, number, number];
    const flat = padded.reshape([batch, height * width, channels]);
    return flat.take(indices, 1).reshape([batch, ...shape, channels]);
  }
}

/** Which pixel of a padded image each element of each window is. */
interface Windows {
  readonly shape: readonly [rows: number, columns: number, size: number];
  readonly indices: readonly number[];
}

function paddingOf(lines: Place, columns: Place): (readonly [number, number])[] {
  return [
    [0, 0],
    [lines.before, lines.after],
    [columns.before, columns.after],
    [0, 0],
  ];
}
