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

/** What a `withVjp` or a `scan` node keeps. */
export interface Rule {
  /** withVjp: (ct of y, …captured) ↦ ct of x. scan: one step, (carry, …x, …captured) ↦ a row. */
  readonly body: Closed;
  /**
   * (tangent of x, …captured) ↦ tangent of y, the transpose of the body; null if the body is not
   * linear in ct, and for a step, which needs none.
   */
  readonly transpose: Closed | null;
}

/** What a `withVjp` or a `scan` node keeps. */
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
    values.set(node, erased(node, inputs) ?? rebuiltWithin(node, inputs, erase));
  }
  return values.get(root)!;
}

/** The node on other inputs, and if it is a loop, its step with another result. */
export function rebuiltWithin(
  node: Tensor,
  inputs: readonly Tensor[],
  f: (result: Tensor) => Tensor,
): Tensor {
  if (node.op !== "scan") return rebuilt(node, inputs);
  const { parameters, result } = ruleOf(node).body;
  return node.rebuild(inputs, node.attrs, {
    body: { parameters, result: f(result) },
    transpose: null,
  });
}

/** Which of its inputs a node has the value of, if it is an identity forwards; else null. */
export function erased({ op }: Tensor, inputs: readonly Tensor[]): Tensor | null {
  if (op === "withVjp") return inputs[1]!;
  return op === "stopGradient" || op === "variable" ? inputs[0]! : null;
}

/**
 * `result` as a closed function of `own` and of everything it captured, and the list of what it
 * captured: the largest sub-graphs that depend on no leaf of its own. Written numbers stay where they
 * are.
 * @param placeholder makes the free leaf that stands for a captured tensor
 */
export function close(
  own: readonly Tensor[],
  result: Tensor,
  placeholder: (captured: Tensor, index: number) => Tensor,
): { closed: Closed; captured: Tensor[] } {
  const order = topological([result]);
  const inside = dependents(order, own);
  const captured = new Map<Tensor, Tensor>();
  const capture = (x: Tensor): void => {
    if (inside.has(x) || x.op === "full" || captured.has(x)) return;
    captured.set(x, placeholder(x, captured.size));
  };
  for (const node of order) {
    if (inside.has(node)) node.inputs.forEach(capture);
  }
  capture(result);
  const parameters = [...own, ...captured.values()];
  return {
    closed: { parameters, result: substitute(result, captured) },
    captured: [...captured.keys()],
  };
}

/**
 * A closed function as text, each node by its key: equal texts, equal functions.
 * @param keyOf a node in terms of the numbers of its inputs; null if it is like no other
 * @returns null if a node has no key
 */
export function textOf(
  { parameters, result }: Closed,
  keyOf: (node: Tensor, numbers: ReadonlyMap<Tensor, number>) => string | null,
): string | null {
  const numbers = new Map(parameters.map((leaf, i) => [leaf, i]));
  const lines = parameters.map(({ kind, shape }) => `${kind} ${shape}`);
  for (const node of topological([result], (x) => numbers.has(x))) {
    if (numbers.has(node)) continue;
    const key = keyOf(node, numbers);
    if (key === null) return null;
    numbers.set(node, numbers.size);
    lines.push(key);
  }
  return `(${lines.join("; ")}; ${numbers.get(result)})`;
}
