/**
 * Contractions.
 *
 * Next: meta.ts
 */
import { shapeError } from "../errors.ts";
import { type Shape, sameShape, show } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { None } from "./names.ts";
import { each, type Mapped, type Row, total } from "./row.ts";

/** […, n, k] @ […, k, m] → […, n, m], the leading axes the same. */
export const matmul: Row<None> = {
  family: "linear",
  shape([a, b]) {
    const [lead, n, k] = matrix(a!);
    const [lead2, k2, m] = matrix(b!);
    if (k !== undefined && k === k2 && m !== undefined && sameShape(lead, lead2)) {
      return [...lead, n!, m];
    }
    const got = `${show(a!.shape)} @ ${show(b!.shape)}`;
    throw shapeError("matmul", "[n, k] @ [k, m]", got);
  },
  vjp: (ct, _y, [a, b]) => [ct.matmul(swapped(b!)), swapped(a!).matmul(ct)],
  jvp: ([da, db], _y, [a, b]) => total([da?.matmul(b!), db && a!.matmul(db)]),
  batch([a, b], n, y) {
    if (y.rank > 2 || (a!.mapped && b!.mapped)) return each(a!, n).matmul(each(b!, n));
    const [rows, columns] = y.shape as [number, number];
    // One product for all examples: a shared matrix is not repeated.
    if (a!.mapped) return stacked(a!).matmul(b!.x).reshape([n, rows, columns]);
    const side = b!.x.transpose([1, 0, 2]).reshape([b!.x.shape[1]!, n * columns]);
    return a!.x.matmul(side).reshape([rows, n, columns]).transpose([1, 0, 2]);
  },
};

/** [n, r, c] as [n · r, c]: the rows of all examples, one after the other. */
function stacked({ x }: Mapped): Tensor {
  return x.reshape([x.shape[0]! * x.shape[1]!, x.shape[2]!]);
}

function matrix({ shape }: Tensor): [lead: Shape, rows?: number, columns?: number] {
  const [rows, columns] = shape.slice(-2);
  return columns === undefined ? [[]] : [shape.slice(0, -2), rows!, columns];
}

/** The transpose of every matrix: the last two axes exchanged. */
function swapped(x: Tensor): Tensor {
  const { rank } = x;
  return x.transpose(x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)));
}
