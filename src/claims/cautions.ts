/**
 * What in a graph makes agreement at random points say less than it seems to.
 *
 * Uninterpreted functions have no laws but those built in. For sums and products that is safe:
 * what holds without a law holds with it. A *test* is different: two values that differ without a
 * law may be equal with it (log eˣ and x), and relu(x), which is 0 for every x < 0, is no zero of
 * a prime field.
 *
 * Next: prove.ts
 */
import type { Field } from "../autodiff/field.ts";
import { functions } from "../autodiff/functions.ts";
import type { Attributes } from "../autodiff/ops/names.ts";
import { dependents, topological } from "../autodiff/order.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Sides } from "./sides.ts";

/** What a proof must take care of. */
export interface Cautions {
  /** `max` chooses between entries: a trial sees one order of them. */
  readonly chooses: boolean;
  /** `equal` compares values of functions, which may be equal in real numbers only. */
  readonly compares: boolean;
  /**
   * A gate, |x| or sign reads values of functions, which may be 0 in real numbers: there
   * h(−x) = 1 − h(x) is false.
   */
  readonly gates: boolean;
}

/** What the two sides hold of each. */
export function cautionsOf({ left, right }: Sides): Cautions {
  const order = topological([...left, ...right]);
  const values = dependents(
    order,
    order.filter(({ op }) => op === "function" || op === "gate"),
  );
  return {
    chooses: order.some(({ op }) => op === "max"),
    compares: order.some(({ op, inputs }) => op === "equal" && inputs.some((x) => values.has(x))),
    gates: order.some((node) => isGate(node) && values.has(node.inputs[0]!)),
  };
}

function isGate({ op, attrs }: Tensor): boolean {
  return op === "gate" || (op === "function" && !!functions[(attrs as NameOf).name].exact);
}

type NameOf = Attributes["function"];

/**
 * A prime field whose h is a random function without the law h(−x) = 1 − h(x): what agrees here
 * needs no such law.
 * @param F     a prime field
 * @param value its keyed hash
 */
export function lawless(
  F: Field<number>,
  value: (symbol: string, index: number) => number,
): Field<number> {
  const free: Field<number> = {
    ...F,
    fn: (name, x) => functions[name].exact?.(free, x) ?? F.fn(name, x),
    gate: (x, a, b) => F.add(b, x === 0 ? 0 : F.mul(value("gate", x), F.sub(a, b))),
  };
  return free;
}
