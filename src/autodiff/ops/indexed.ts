/**
 * Movement by indices that are tensors themselves. Each is the adjoint of the other, and leading
 * axes that both operands share make them closed under vmap.
 *
 * Next: linear.ts
 */
import { shapeError } from "../errors.ts";
import { sameShape, show } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Attributes, None } from "./names.ts";
import { each, type Mapped, type Row } from "./row.ts";

/** y[b…, j, …] = x[b…, i[b…, j], …] */
export const gather: Row<None> = {
  family: "move",
  shape([x, i]) {
    const at = axisOf("take", x!, i!);
    return [...i!.shape, ...x!.shape.slice(at + 1)];
  },
  vjp: (ct, _y, [x, i]) => [ct.scatter(i!, x!.shape[i!.rank - 1]!), null],
  jvp: ([dx], _y, [, i]) => (dx ? dx.gather(i!) : null),
  batch([x, i], n, y) {
    if (x!.mapped || i!.x.rank !== 2) return each(x!, n).gather(each(i!, n));
    // One gather for all examples: a shared table is not repeated.
    return x!.x.gather(i!.x.flatten()).reshape([n, ...y.shape]);
  },
};

/** y[b…, i[b…, j], …] += x[b…, j, …], in index order. */
export const scatter: Row<Attributes["scatter"]> = {
  family: "move",
  shape([x, i], { length }) {
    const at = axisOf("scatterAdd", x!, i!);
    if (x!.shape[at] === i!.shape[at]) {
      return [...x!.shape.slice(0, at), length, ...x!.shape.slice(at + 1)];
    }
    const rule = `${x!.shape[at]} indices, one an element of the axis`;
    throw shapeError("scatterAdd", rule, String(i!.shape[at]));
  },
  vjp: (ct, _y, [, i]) => [ct.gather(i!), null],
  jvp: ([dx], _y, [, i], { length }) => (dx ? dx.scatter(i!, length) : null),
  batch: ([x, i]: readonly Mapped[], n, _y, { length }) => each(x!, n).scatter(each(i!, n), length),
};

/** Which axis of x the indices are of: their last one. @throws ShapeError unless all before it agree */
function axisOf(op: string, x: Tensor, i: Tensor): number {
  const at = i.rank - 1;
  if (at >= 0 && at < x.rank && sameShape(x.shape.slice(0, at), i.shape.slice(0, at))) return at;
  const rule = "indices [b…, m] of a tensor [b…, n, …]";
  throw shapeError(op, rule, `${show(i.shape)} of ${show(x.shape)}`);
}
