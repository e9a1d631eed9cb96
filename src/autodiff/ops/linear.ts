/**
 * Contractions.
 *
 * Next: meta.ts
 */
import { shapeError } from "../errors.ts";
import { show } from "../shape.ts";
import type { None } from "./names.ts";
import { type Row, total } from "./row.ts";

/** [n, k] @ [k, m] → [n, m] */
export const matmul: Row<None> = {
  family: "linear",
  shape([a, b]) {
    const [n, k, ...moreA] = a!.shape;
    const [k2, m, ...moreB] = b!.shape;
    const matrices = m !== undefined && k !== undefined && moreA.length + moreB.length === 0;
    if (matrices && k === k2) return [n!, m];
    throw shapeError("matmul", "[n, k] @ [k, m]", `${show(a!.shape)} @ ${show(b!.shape)}`);
  },
  vjp: (ct, _y, [a, b]) => [ct.matmul(b!.transpose()), a!.transpose().matmul(ct)],
  jvp: ([da, db], _y, [a, b]) => total([da && da.matmul(b!), db && a!.matmul(db)]),
};
