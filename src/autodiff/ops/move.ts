/**
 * Ops that move elements and change none of them, except to add what lands in one place.
 * Each is the adjoint of another: slice of pad, take of scatterAdd, broadcast of sum, a permutation
 * of its inverse.
 *
 * Next: indexed.ts
 */
import { shapeError } from "../errors.ts";
import { show, sizeOf } from "../shape.ts";
import type { Attributes } from "./names.ts";
import { each, linear, pointwise, type Row } from "./row.ts";

/** The same elements, in row-major order, under another shape. */
export const reshape: Row<Attributes["reshape"]> = {
  family: "move",
  shape([x], { shape }) {
    if (sizeOf(shape) === sizeOf(x!.shape)) return shape;
    throw shapeError("reshape", `a shape of ${sizeOf(x!.shape)} elements`, show(shape));
  },
  vjp: (ct, _y, [x]) => [ct.reshape(x!.shape)],
  jvp: linear,
  batch: ([x], n, y) => each(x!, n).reshape([n, ...y.shape]),
};

/** Axis i of the result is axis perm[i] of the input. */
export const transpose: Row<Attributes["transpose"]> = {
  family: "move",
  shape: ([x], { perm }) => perm.map((axis) => x!.shape[axis]!),
  vjp: (ct, _y, _inputs, { perm }) => [ct.transpose(perm.map((_, axis) => perm.indexOf(axis)))],
  jvp: linear,
  batch: ([x], n, _y, { perm }) => each(x!, n).transpose([0, ...perm.map((axis) => axis + 1)]),
};

/** Axes of length 1, and new leading axes, repeated. */
export const broadcast: Row<Attributes["broadcast"]> = {
  family: "move",
  shape([x], { shape }) {
    const lead = shape.length - x!.shape.length;
    if (lead >= 0 && x!.shape.every((n, axis) => n === 1 || n === shape[lead + axis])) return shape;
    throw shapeError("broadcastTo", `a shape that ${show(x!.shape)} broadcasts to`, show(shape));
  },
  vjp(ct, _y, [x], { shape }) {
    const lead = shape.length - x!.shape.length;
    const repeated = shape.flatMap((n, axis) =>
      axis < lead || (x!.shape[axis - lead] === 1 && n !== 1) ? [axis] : [],
    );
    return [ct.sum(repeated).reshape(x!.shape)];
  },
  jvp: linear,
  batch([x], n, y) {
    const all = each(x!, n);
    const lead = new Array<number>(y.rank - all.rank + 1).fill(1);
    return all.reshape([n, ...lead, ...all.shape.slice(1)]).broadcastTo([n, ...y.shape]);
  },
};

/** Elements start ≤ i < stop along each axis. */
export const slice: Row<Attributes["slice"]> = {
  family: "move",
  shape: (_inputs, { start, stop }) => start.map((from, axis) => stop[axis]! - from),
  vjp: (ct, _y, [x], { start, stop }) => [
    ct.pad(start.map((from, axis) => [from, x!.shape[axis]! - stop[axis]!] as const)),
  ],
  jvp: linear,
  batch: ([x], n, _y, { start, stop }) =>
    each(x!, n).slice(null, ...start.map((from, axis) => [from, stop[axis]!] as const)),
};

/** Zeros before and after along each axis. */
export const pad: Row<Attributes["pad"]> = {
  family: "move",
  shape: ([x], { before, after }) => x!.shape.map((n, axis) => before[axis]! + n + after[axis]!),
  vjp: (ct, _y, [x], { before }) => [
    ct.slice(...before.map((from, axis) => [from, from + x!.shape[axis]!] as const)),
  ],
  jvp: linear,
  batch: ([x], n, _y, { before, after }) =>
    each(x!, n).pad([[0, 0], ...before.map((from, axis) => [from, after[axis]!] as const)]),
};

/** Inputs one after the other along the axis. */
export const concat: Row<Attributes["concat"]> = {
  family: "move",
  shape(inputs, { axis }) {
    const [first, ...rest] = inputs.map((x) => x.shape);
    for (const other of rest) {
      const fits = other.length === first!.length;
      if (!fits || other.some((n, i) => i !== axis && n !== first![i])) {
        const rule = `shapes that agree except along axis ${axis}`;
        throw shapeError("concat", rule, `${show(first!)} and ${show(other)}`);
      }
    }
    return first!.map((n, i) => (i === axis ? inputs.reduce((m, x) => m + x.shape[axis]!, 0) : n));
  },
  vjp(ct, _y, inputs, { axis }) {
    let from = 0;
    return inputs.map((x) => {
      const start = from;
      from += x.shape[axis]!;
      return ct.slice(
        ...x.shape.map((n, i) => (i === axis ? ([start, start + n] as const) : null)),
      );
    });
  },
  jvp: linear,
  batch: (inputs, n, y, { axis }) =>
    y.rebuild(
      inputs.map((x) => each(x, n)),
      { axis: axis + 1 },
    ),
};

/** y[…, i, …] = x[…, indices[i], …] */
export const take: Row<Attributes["take"]> = {
  family: "move",
  shape: ([x], { axis, indices }) => x!.shape.map((n, i) => (i === axis ? indices.length : n)),
  vjp: (ct, _y, [x], { axis, indices }) => [ct.scatterAdd(indices, axis, x!.shape[axis]!)],
  jvp: linear,
  batch: ([x], n, _y, { axis, indices }) => each(x!, n).take(indices, axis + 1),
};

/** y[…, indices[i], …] += x[…, i, …], in index order. */
export const scatterAdd: Row<Attributes["scatterAdd"]> = {
  family: "move",
  shape: ([x], { axis, length }) => x!.shape.map((n, i) => (i === axis ? length : n)),
  vjp: (ct, _y, _inputs, { axis, indices }) => [ct.take(indices, axis)],
  jvp: linear,
  batch: ([x], n, _y, { axis, indices, length }) =>
    each(x!, n).scatterAdd(indices, axis + 1, length),
};

/** y[…, image[i], …] = signs[i] · x[…, i, …]; the adjoint is the inverse. */
export const permute: Row<Attributes["permute"]> = {
  family: "move",
  shape: ([x]) => x!.shape,
  vjp(ct, _y, _inputs, { axis, image, signs }) {
    const inverse = new Array<number>(image.length);
    image.forEach((to, from) => {
      inverse[to] = from;
    });
    return [ct.permute(inverse, axis, signs && inverse.map((from) => signs[from]!))];
  },
  jvp: linear,
  batch: ([x], n, _y, { axis, image, signs }) => each(x!, n).permute(image, axis + 1, signs),
};

/** A new last axis of the given depth: 1 at the index, 0 elsewhere. */
export const oneHot: Row<Attributes["oneHot"]> = {
  family: "move",
  shape: ([labels], { depth }) => [...labels!.shape, depth],
  vjp: () => [null],
  jvp: () => null,
  batch: pointwise,
};
