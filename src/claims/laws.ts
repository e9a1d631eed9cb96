/**
 * What of a graph has laws in tier 2, and what is beyond them.
 *
 * Next: lawful.ts
 */
import type { FunctionName } from "../autodiff/field.ts";
import { functions } from "../autodiff/functions.ts";
import type { Attributes } from "../autodiff/ops/names.ts";
import { dependents, topological } from "../autodiff/order.ts";
import { recall } from "../autodiff/recall.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { type Sides, turnsOf } from "./sides.ts";

/** What tier 2 has to know of a graph. */
export interface Laws {
  /** Whether anything in the graph has a law that tier 1 does not know. */
  readonly any: boolean;
  /** Whether exp or tanh occur: then primes are safe, and elements have exponents. */
  readonly exponential: boolean;
  /** Whether any sign is read: by a gate, |x|, sign, max or √. */
  readonly reads: boolean;
  /** |c| for every explicit constant c ≠ 0, each once: all must be squares where signs are read. */
  readonly constants: readonly number[];
  /** cos(2πk/n) for every [k, n]: all must have their sign where signs are read. */
  readonly turns: readonly (readonly [k: number, n: number])[];
  /**
   * Whether a gate, |x|, sign or `equal` reads what may be 0, or equal, in real numbers by a law
   * that is not built in (log eˣ − x), where nothing can be concluded.
   */
  readonly beyond: boolean;
}

/** The laws of both sides. */
export function lawsOf(sides: Sides): Laws {
  const { left, right } = sides;
  const order = topological([...left, ...right]);
  const transcendental = order.filter((node) => {
    const name = functionOf(node);
    return name !== null && !functions[name].exact;
  });
  const nested = dependents(order, transcendental);
  const without = transcendental.filter((node) => {
    const name = functionOf(node)!;
    if (isExponential(name)) return nested.has(node.inputs[0]!);
    return name !== "sqrt";
  });
  const unknown = dependents(order, without);
  const exponential = transcendental.some((node) => isExponential(functionOf(node)!));
  const ofSigns = order.some(
    (node) => node.op === "max" || reads(node) || functionOf(node) === "sqrt",
  );
  return {
    any: ofSigns || exponential,
    exponential,
    reads: ofSigns,
    constants: constantsOf(order),
    turns: turnsOf(sides),
    beyond: order.some(
      (node) =>
        (node.op === "equal" && node.inputs.some((x) => unknown.has(x))) ||
        (reads(node) && unknown.has(node.inputs[0]!)),
    ),
  };
}

function functionOf({ op, attrs }: Tensor): FunctionName | null {
  return op === "function" ? (attrs as Attributes["function"]).name : null;
}

const isExponential = (name: FunctionName): boolean => name === "exp" || name === "tanh";

/** Whether it reads the sign of its first input. */
function reads(node: Tensor): boolean {
  const name = functionOf(node);
  return node.op === "gate" || (name !== null && !!functions[name].exact);
}

function constantsOf(order: readonly Tensor[]): number[] {
  const sizes = new Set<number>();
  for (const node of order) {
    if (node.kind === "index") continue;
    if (node.op === "full") sizes.add(Math.abs((node.attrs as Attributes["full"]).value));
    if (node.op === "data") for (const x of recall(node)!) sizes.add(Math.abs(x));
  }
  sizes.delete(0);
  return [...sizes];
}
