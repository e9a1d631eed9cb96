/**
 * The op table: one row per op. A missing row is a compile error that names the op.
 *
 * Next: ../tensor/node.ts
 */

import { gather, scatter } from "./indexed.ts";
import { det, matmul, solve } from "./linear.ts";
import { data, full, input, rootOfUnity, stopGradient, variable, withVjp } from "./meta.ts";
import * as move from "./move.ts";
import type { Attributes, OpName } from "./names.ts";
import * as pointwise from "./pointwise.ts";
import { argMax, cumsum, max, prod, sum } from "./reduce.ts";
import type { Row } from "./row.ts";
import { scan } from "./scan.ts";

/** Every op, with the attributes it takes. */
export const table: { readonly [Op in OpName]: Row<Attributes[Op]> } = {
  data,
  full,
  input,
  rootOfUnity,
  add: pointwise.add,
  sub: pointwise.sub,
  mul: pointwise.mul,
  div: pointwise.div,
  neg: pointwise.neg,
  function: pointwise.fn,
  gate: pointwise.gate,
  equal: pointwise.equal,
  mask: pointwise.mask,
  sum,
  max,
  prod,
  cumsum,
  argMax,
  reshape: move.reshape,
  transpose: move.transpose,
  broadcast: move.broadcast,
  slice: move.slice,
  pad: move.pad,
  concat: move.concat,
  take: move.take,
  scatterAdd: move.scatterAdd,
  permute: move.permute,
  gather,
  scatter,
  oneHot: move.oneHot,
  matmul,
  solve,
  det,
  variable,
  stopGradient,
  withVjp,
  scan,
};

/** A Map, as reading an object by a name that varies takes twice as long: 23 against 10 ns. */
const rows = new Map(Object.entries(table)) as ReadonlyMap<OpName, Row<Attributes[OpName]>>;

/** The row of an op, for code that treats every op alike: attributes are then opaque. */
export function rowOf(op: OpName): Row<Attributes[OpName]> {
  return rows.get(op)!;
}
