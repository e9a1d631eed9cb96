/**
 * Numbers: the f32 interpreter.
 *
 * Next: evaluate.ts
 */
import type { Run } from "./lower/f32/lowering.ts";
import { lowering } from "./lower/f32/table.ts";
import { walk } from "./order.ts";
import { recall, remember, type Values } from "./recall.ts";
import type { Closed } from "./rule.ts";
import type { Tensor } from "./tensor/tensor.ts";

export type { Values } from "./recall.ts";

/**
 * The numbers of each root, computed in one pass and remembered. Nothing between leaves and roots
 * is kept: what no later node reads is let go at once.
 */
export function materialise(roots: readonly Tensor[]): Values[] {
  const { order, inputs, places } = walk(roots, roots, remembers);
  const users = new Array<number>(order.length).fill(0);
  for (const place of inputs) users[place]!++;
  for (const place of places) users[place]!++;
  const computed = new Array<Values | undefined>(order.length);
  let at = 0;
  for (let i = 0; i < order.length; i++) {
    const node = order[i]!;
    const known = recall(node);
    if (known !== undefined) {
      computed[i] = known;
      continue;
    }
    const from = at;
    const ins: Values[] = [];
    for (; at < from + node.inputs.length; at++) {
      const place = inputs[at]!;
      ins.push(computed[place]!);
      if (--users[place]! === 0) computed[place] = undefined;
    }
    computed[i] = lowering[node.op](node, ins, run);
  }
  return roots.map((root, k) => {
    const values = computed[places[k]!]!;
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
  const { order, inputs } = walk([closed.result], []);
  let at = 0;
  const plan = order.map((node) => ({
    node,
    parameter: closed.parameters.indexOf(node),
    inputs: node.inputs.map(() => inputs[at++]!),
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
