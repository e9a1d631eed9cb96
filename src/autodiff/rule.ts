/**
 * Closed sub-graphs: functions as data. A `withVjp` node keeps its rule this way, and the rule's
 * transpose.
 *
 * Next: tensor/tensor.ts
 */
import { typeError } from "./errors.ts";
import { dependents, topological } from "./order.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * result as a function of parameters, which are free leaves; it reads no other node but constants.
 */
export interface Closed {
  /** The free leaves, in the order of the arguments. */
  readonly parameters: readonly Tensor[];
  /** What it computes. */
  readonly result: Tensor;
}

/** What a `withVjp` node keeps. */
export interface Rule {
  /** (ct of y, …captured) ↦ ct of x. */
  readonly body: Closed;
  /**
   * (tangent of x, …captured) ↦ tangent of y, the transpose of the body; null if the body is not
   * linear in ct.
   */
  readonly transpose: Closed | null;
}

/** The rule of a `withVjp` node. */
export function ruleOf(node: Tensor): Rule {
  if (node.rule === null) throw new Error(`internal: ${node.op} has no rule`);
  return node.rule;
}

/** There is no tangent where a cotangent is not sent by a linear map. */
export function notLinear(label: string): TypeError {
  return typeError("jvp", `a ${label} rule that is linear in its cotangent`, "another");
}

/** The result with the arguments in place of the parameters: new nodes, nothing evaluated. */
export function instantiate(closed: Closed, args: readonly Tensor[]): Tensor {
  const replaced = new Map(closed.parameters.map((leaf, i) => [leaf, args[i]!]));
  return substitute(closed.result, replaced);
}

/**
 * The graph of `root` with some nodes replaced; what depends on none of them is shared, not copied.
 */
export function substitute(root: Tensor, replaced: ReadonlyMap<Tensor, Tensor>): Tensor {
  const done = new Map(replaced);
  const order = topological([root], (node) => done.has(node));
  for (const node of order) {
    if (done.has(node)) continue;
    const inputs = node.inputs.map((x) => done.get(x)!);
    done.set(node, rebuilt(node, inputs));
  }
  return done.get(root)!;
}

/** The node on other inputs; itself if they are its own. */
export function rebuilt(node: Tensor, inputs: readonly Tensor[]): Tensor {
  return inputs.every((x, i) => x === node.inputs[i]) ? node : node.rebuild(inputs);
}

/**
 * The same function without the ops that are identities forwards: stopGradient, withVjp, couple,
 * variable. Only after all differentiation is done, for they are what a derivative looks at.
 */
export function erase(root: Tensor): Tensor {
  const values = new Map<Tensor, Tensor>();
  for (const node of topological([root])) {
    const inputs = node.inputs.map((x) => values.get(x)!);
    values.set(node, erased(node, inputs) ?? rebuilt(node, inputs));
  }
  return values.get(root)!;
}

/** Which of its inputs a node has the value of, if it is an identity forwards; else null. */
export function erased({ op }: Tensor, inputs: readonly Tensor[]): Tensor | null {
  if (op === "withVjp") return inputs[1]!;
  return op === "stopGradient" || op === "variable" ? inputs[0]! : null;
}

/**
 * `result` as a closed function of `leaf` and of everything it captured, and the list of what it
 * captured: the largest sub-graphs that do not depend on the leaf. Written numbers stay where they
 * are.
 * @param placeholder makes the free leaf that stands for a captured tensor
 */
export function close(
  leaf: Tensor,
  result: Tensor,
  placeholder: (captured: Tensor, index: number) => Tensor,
): { closed: Closed; captured: Tensor[] } {
  const order = topological([result]);
  const inside = dependents(order, [leaf]);
  const captured = new Map<Tensor, Tensor>();
  const capture = (x: Tensor): void => {
    if (inside.has(x) || x.op === "full" || captured.has(x)) return;
    captured.set(x, placeholder(x, captured.size));
  };
  for (const node of order) {
    if (inside.has(node) && node !== leaf) node.inputs.forEach(capture);
  }
  capture(result);
  const parameters = [leaf, ...captured.values()];
  return {
    closed: { parameters, result: substitute(result, captured) },
    captured: [...captured.keys()],
  };
}
