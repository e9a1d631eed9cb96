/**
 * The typed f32 lowering of every op. A missing entry is a compile error that names the op.
 *
 * Next: ../../values.ts
 */
import { typeError } from "../../errors.ts";
import type { Attributes, OpName } from "../../ops/names.ts";
import { recall } from "../../recall.ts";
import { cosineOfTurn, stepsOf, TURN } from "../../turn.ts";
import * as indexed from "./indexed.ts";
import { matmul } from "./linear.ts";
import type { Lowering } from "./lowering.ts";
import * as move from "./move.ts";
import * as pointwise from "./pointwise.ts";
import { argMax, cumsum, max, prod, sum } from "./reduce.ts";
import { scan } from "./scan.ts";
import { det, solve } from "./solve.ts";

const same: Lowering = (_node, [x]) => x!;

/** How each op computes on floats. */
export const lowering: Readonly<Record<OpName, Lowering>> = {
  data: (node) => recall(node)!,
  full: (node) => new Float32Array(node.size).fill((node.attrs as Attributes["full"]).value),
  input(node) {
    const { name } = node.attrs as Attributes["input"];
    throw typeError(
      "evaluate",
      "a graph without free inputs",
      `input "${name}"`,
      "bind it to data",
    );
  },
  rootOfUnity(node) {
    const { k, n } = node.attrs as Attributes["rootOfUnity"];
    return Float32Array.of(cosineOfTurn(k, n), cosineOfTurn(stepsOf(k, n) - TURN / 4, TURN));
  },
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
  matmul,
  solve,
  det,
  variable: same,
  stopGradient: same,
  withVjp: (_node, [, y]) => y!,
  scan,
};
