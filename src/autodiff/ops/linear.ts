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
    const lead = leading(a!);
    const n = a!.shape.at(-2);
    const m = b!.shape.at(-1);
    const isProduct = a!.shape.at(-1) === b!.shape.at(-2) && sameShape(lead, leading(b!));
    if (n !== undefined && m !== undefined && isProduct) return [...lead, n, m];
    const got = `${show(a!.shape)} @ ${show(b!.shape)}`;
    const isVector = a!.rank === 1 || b!.rank === 1;
    const fix = isVector ? "reshape a vector to a row [1, k] or a column [k, 1]" : undefined;
    throw shapeError("matmul", "[n, k] @ [k, m]", got, fix);
  },
  vjp: (ct, _y, [a, b], _attrs, { wanted }) => [
    wanted(0) ? ct.matmul(swapped(b!)) : null,
    wanted(1) ? swapped(a!).matmul(ct) : null,
  ],
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

/**
 * The X with A X = B: […, n, n] and […, n, m] → […, n, m], the leading axes the same.
 * The cotangent of B is G = Aᵀ⁻¹ ct, that of A is −G Xᵀ; no inverse is ever formed.
 */
export const solve: Row<None> = {
  family: "linear",
  shape([a, b]) {
    const lead = leading(a!);
    const n = a!.shape.at(-2);
    const m = b!.shape.at(-1);
    const isSquare = n !== undefined && n === a!.shape.at(-1);
    if (isSquare && n === b!.shape.at(-2) && m !== undefined && sameShape(lead, leading(b!))) {
      return [...lead, n, m];
    }
    const got = `${show(a!.shape)} and ${show(b!.shape)}`;
    throw shapeError("solve", "[n, n] and [n, m]", got);
  },
  vjp(ct, x, [a]) {
    const sent = swapped(a!).solve(ct);
    return [sent.matmul(swapped(x)).neg(), sent];
  },
  jvp([da, db], x, [a]) {
    const moved = da?.matmul(x);
    return a!.solve(db && moved ? db.sub(moved) : (db ?? moved!.neg()));
  },
  batch([a, b], n, y) {
    if (y.rank > 2 || a!.mapped) return each(a!, n).solve(each(b!, n));
    // One elimination for all examples: their columns side by side.
    const [rows, columns] = y.shape as [number, number];
    const side = b!.x.transpose([1, 0, 2]).reshape([rows, n * columns]);
    return a!.x.solve(side).reshape([rows, n, columns]).transpose([1, 0, 2]);
  },
};

/**
 * The determinant of each matrix: […, n, n] → […]. Its slope is the matrix of cofactors, which are
 * determinants of minors: so derivatives of any order are right at singular matrices too, where
 * det · A⁻ᵀ is 0 · ∞.
 */
export const det: Row<None> = {
  family: "linear",
  shape([a]) {
    const n = a!.shape.at(-2);
    if (n !== undefined && n === a!.shape.at(-1)) return leading(a!);
    throw shapeError("det", "square matrices [n, n]", show(a!.shape));
  },
  vjp: (ct, _y, [a]) => [spread(ct, a!).mul(cofactors(a!))],
  jvp: ([da], _y, [a]) => da!.mul(cofactors(a!)).sum([-2, -1]),
  batch: ([a], n) => each(a!, n).det(),
};

/** A number for each matrix, at every entry of it. */
function spread(x: Tensor, a: Tensor): Tensor {
  return x.reshape([...x.shape, 1, 1]).broadcastTo(a.shape);
}

/** (−1)ⁱ⁺ʲ det of A without row i and column j, at (i, j): […, n, n]. */
function cofactors(a: Tensor): Tensor {
  const [lead, n] = [a.shape.slice(0, -2), a.shape.at(-1)!];
  const all = Array.from({ length: n }, (_, i) => i);
  const others = all.flatMap((i) => all.filter((k) => k !== i));
  const rest = Math.max(0, n - 1);
  const [rows, columns] = [lead.length + 1, lead.length + 2];
  const minors = a
    .take(others, -2)
    .take(others, -1)
    .reshape([...lead, n, rest, n, rest])
    .transpose([...lead.keys(), rows - 1, columns, rows, columns + 1]);
  const signs = all.map((i) => (i % 2 === 0 ? 1 : -1));
  return minors.det().permute(all, -2, signs).permute(all, -1, signs);
}

/** [n, r, c] as [n · r, c]: the rows of all examples, one after the other. */
function stacked({ x }: Mapped): Tensor {
  return x.reshape([x.shape[0]! * x.shape[1]!, x.shape[2]!]);
}

/** The axes before those of the matrices. */
function leading({ shape }: Tensor): Shape {
  return shape.slice(0, -2);
}

/** The transpose of every matrix: the last two axes exchanged. */
function swapped(x: Tensor): Tensor {
  const { rank } = x;
  return x.transpose(x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)));
}
