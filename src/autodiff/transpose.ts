/**
 * The transpose of a closed graph that is a linear map: what turns a VJP rule into a tangent.
 *
 * Next: with-vjp.ts
 */
import { backward } from "./grad.ts";
import type { Attributes } from "./ops/names.ts";
import { dependents, topological } from "./order.ts";
import { type Closed, erase, rebuiltWithin, ruleOf } from "./rule.ts";
import { input } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The transpose in the first parameter, a closed map too; null unless the map is linear in that
 * parameter.
 */
export function transpose({ parameters: [ct, ...captured], result }: Closed): Closed | null {
  const plain = unmask(erase(result), [ct!]);
  if (!isLinear(plain, [ct!])) return null;
  const tangent = input("tangent", result.shape);
  const [sent] = backward(plain, tangent, [ct!]);
  return { parameters: [tangent, ...captured], result: sent! };
}

/**
 * The graph with `mask` replaced by what it masks wherever it looks at something that depends on
 * the leaves: the mask only says 0 · ∞ = 0, so in exact arithmetic it is no operation at all.
 */
function unmask(result: Tensor, own: readonly Tensor[]): Tensor {
  const order = topological([result]);
  const inside = dependents(order, own);
  const forms = new Map<Tensor, Tensor>();
  for (const node of order) {
    const inputs = node.inputs.map((x) => forms.get(x)!);
    const looks = node.op === "mask" && node.inputs.slice(0, 2).some((x) => inside.has(x));
    const within = (step: Tensor): Tensor => unmask(step, moving(node, inside));
    forms.set(node, looks ? inputs[2]! : rebuiltWithin(node, inputs, within));
  }
  return forms.get(result)!;
}

/** Which parameters of the step of a loop depend on what is inside: the carry, if any do. */
function moving(node: Tensor, inside: ReadonlySet<Tensor>): Tensor[] {
  return ruleOf(node).body.parameters.filter((_, i) => i === 0 || inside.has(node.inputs[i]!));
}

/**
 * Whether the graph is linear in the leaves together: every node on the way is a linear op of what
 * depends on them.
 */
function isLinear(result: Tensor, own: readonly Tensor[]): boolean {
  const order = topological([result]);
  const inside = dependents(order, own);
  const zeros = zerosOf(order);
  const linear = (x: Tensor): boolean => inside.has(x) || zeros.has(x);
  const fixed = (x: Tensor): boolean => !inside.has(x);
  const linearOp = (node: Tensor): boolean => {
    const [a, b, c] = node.inputs;
    switch (node.op) {
      case "add":
      case "sub":
      case "concat":
        return node.inputs.every(linear);
      case "mul":
      case "matmul":
        return fixed(a!) || fixed(b!);
      case "div":
        return fixed(b!);
      case "solve":
        return fixed(a!);
      case "gate":
        return fixed(a!) && linear(b!) && linear(c!);
      case "mask":
        return fixed(a!) && fixed(b!);
      case "scan":
        return linear(a!) && isLinear(ruleOf(node).body.result, moving(node, inside));
      case "function":
      case "equal":
      case "max":
      case "prod":
      case "argMax":
      case "det":
      case "oneHot":
        return false;
      default:
        return true;
    }
  };
  return (
    linear(result) && order.every((node) => fixed(node) || own.includes(node) || linearOp(node))
  );
}

/** Those nodes that are 0 as they are written: zeros, and what only moves them. */
function zerosOf(order: readonly Tensor[]): Set<Tensor> {
  const zeros = new Set<Tensor>();
  for (const node of order) {
    const { op, inputs, attrs } = node;
    const moves = op === "reshape" || op === "concat" || op === "broadcast";
    const written = op === "full" && (attrs as Attributes["full"]).value === 0;
    if (written || (moves && inputs.every((x) => zeros.has(x)))) zeros.add(node);
  }
  return zeros;
}
