/**
 * The generic lowering of every op. A missing entry is a compile error that names the op.
 *
 * Next: ../../interpret.ts
 */
import type { OpName } from "../../ops/names.ts";
import * as indexed from "./indexed.ts";
import { det, solve } from "./linear.ts";
import type { Lowering } from "./lowering.ts";
import * as meta from "./meta.ts";
import * as move from "./move.ts";
import * as pointwise from "./pointwise.ts";
import { argMax, cumsum, max, prod, sum } from "./reduce.ts";
import { scan } from "./scan.ts";

/** How each op computes, over any field. */
export const generic: Readonly<Record<OpName, Lowering>> = {
  data: meta.data,
  full: meta.full,
  input: meta.input,
  rootOfUnity: meta.rootOfUnity,
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
  gather: indexed.gather,
  scatter: indexed.scatter,
  oneHot: move.oneHot,
  matmul: meta.matmul,
  solve,
  det,
  variable: meta.variable,
  stopGradient: pointwise.stopGradient,
  withVjp: meta.withVjp,
  scan,
};
