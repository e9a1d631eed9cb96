/**
 * Numbers: the f32 interpreter.
 *
 * Next: evaluate.ts
 */
import type { Run } from "./lower/f32/lowering.ts";
import { lowering } from "./lower/f32/table.ts";
import { topological } from "./order.ts";
import { recall, remember, type Values } from "./recall.ts";
import type { Closed } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";

export type { Values } from "./recall.ts";

/**
 * The numbers of each root, computed in one pass and remembered. Nothing between leaves and roots
 * is kept: what no later node reads is let go at once.
 */
export function materialise(roots: readonly Tensor[]): Values[] {
  const computed = new Map<Tensor, Values>();
  const users = new Map<Tensor, number>();
  for (const node of topological(roots, remembers, users)) {
    const known = recall(node);
    if (known !== undefined) {
      computed.set(node, known);
      continue;
    }
    const ins = node.inputs.map((x) => computed.get(x)!);
    computed.set(node, compute(node, ins));
    for (const x of node.inputs) {
      const left = users.get(x)! - 1;
      if (left === 0) computed.delete(x);
      else users.set(x, left);
    }
  }
  return roots.map((root) => {
    const values = computed.get(root)!;
    remember(root, values);
    return values;
  });
}

function remembers(node: Tensor): boolean {
  return recall(node) !== undefined;
}

/** The numbers of one node, from those of its inputs. */
export function compute(node: Tensor, ins: readonly Values[]): Values {
  return recall(node) ?? lowering[node.op](node, ins, run);
}

/** One node of a plan. */
interface Stop {
  readonly node: Tensor;
  /** Which parameter it is; −1 if it is none. */
  readonly parameter: number;
  /** Where its inputs stand in the plan. */
  readonly inputs: readonly number[];
}

/** How a closed graph is walked: found once, however many loops it is in. */
const plans = new WeakMap<Closed, readonly Stop[]>();

function planOf(closed: Closed): readonly Stop[] {
  const known = plans.get(closed);
  if (known) return known;
  const order = topological([closed.result]);
  const places = new Map(order.map((node, i) => [node, i]));
  const plan = order.map((node) => ({
    node,
    parameter: closed.parameters.indexOf(node),
    inputs: node.inputs.map((x) => places.get(x)!),
  }));
  plans.set(closed, plan);
  return plan;
}

/**
 * A closed graph as a function of numbers. What depends on nothing that changed since the last call
 * keeps its numbers: arguments that are the same arrays are the same numbers, as none is written.
 */
const run: Run = (closed) => {
  const plan = planOf(closed);
  const held = new Array<Values | undefined>(plan.length);
  const changed = new Array<boolean>(plan.length);
  return (args) => {
    plan.forEach(({ node, parameter, inputs }, i) => {
      const before = held[i];
      if (parameter >= 0) held[i] = args[parameter]!;
      else if (before === undefined || inputs.some((k) => changed[k])) {
        held[i] = compute(
          node,
          inputs.map((k) => held[k]!),
        );
      }
      changed[i] = held[i] !== before;
    });
    return held[plan.length - 1]!;
  };
};
