/**
 * The transpose of a closed graph that is a linear map: what turns a VJP rule into a tangent.
 *
 * Next: with-vjp.ts
 */
import { backward } from "./grad.ts";
import type { Attributes } from "./ops/names.ts";
import { dependents, topological } from "./order.ts";
import { type Closed, erase, rebuilt } from "./rule.ts";
import { input } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The transpose in the first parameter, a closed map too; null unless the map is linear in that
 * parameter.
 */
export function transpose({ parameters: [ct, ...captured], result }: Closed): Closed | null {
  const plain = unmask(erase(result), ct!);
  if (!isLinear(plain, ct!)) return null;
  const tangent = input("tangent", result.shape);
  const [sent] = backward(plain, tangent, [ct!]);
  return { parameters: [tangent, ...captured], result: sent! };
}

/**
 * The graph with `mask` replaced by what it masks wherever it looks at something that depends on
 * the leaf: the mask only says 0 · ∞ = 0, so in exact arithmetic it is no operation at all.
 */
function unmask(result: Tensor, leaf: Tensor): Tensor {
  const order = topological([result]);
  const inside = dependents(order, [leaf]);
  const forms = new Map<Tensor, Tensor>();
  for (const node of order) {
    const inputs = node.inputs.map((x) => forms.get(x)!);
    const looks = node.op === "mask" && node.inputs.slice(0, 2).some((x) => inside.has(x));
    forms.set(node, looks ? inputs[2]! : rebuilt(node, inputs));
  }
  return forms.get(result)!;
}

/**
 * Whether the graph is linear in the leaf: every node on the way is a linear op of what depends on
 * it.
 */
function isLinear(result: Tensor, leaf: Tensor): boolean {
  const order = topological([result]);
  const inside = dependents(order, [leaf]);
  const linear = (x: Tensor): boolean => inside.has(x) || isZero(x);
  const fixed = (x: Tensor): boolean => !inside.has(x);
  const linearOp = ({ op, inputs }: Tensor): boolean => {
    const [a, b, c] = inputs;
    switch (op) {
      case "add":
      case "sub":
      case "concat":
        return inputs.every(linear);
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
  return linear(result) && order.every((node) => fixed(node) || node === leaf || linearOp(node));
}

function isZero(x: Tensor): boolean {
  return x.op === "full" && (x.attrs as Attributes["full"]).value === 0;
}
