/**
 * A loop written out, for proofs: they look at every node there is.
 *
 * Next: canonical.ts
 */

import { pack, unpack } from "./ops/loop.ts";
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import { instantiate, rebuilt, ruleOf } from "./rule.ts";
import { full } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";

/** The same functions with every `scan` written out, step after step: new nodes, no loops. */
export function unroll(roots: readonly Tensor[]): Tensor[] {
  const forms = new Map<Tensor, Tensor>();
  for (const node of topological(roots)) {
    const inputs = node.inputs.map((x) => forms.get(x)!);
    forms.set(node, node.op === "scan" ? steps(node, inputs) : rebuilt(node, inputs));
  }
  return roots.map((root) => forms.get(root)!);
}

/** The value of a loop: all rows, then the sums. */
function steps(node: Tensor, [init, ...others]: readonly Tensor[]): Tensor {
  const { length, width, sums, xs: count, reverse } = node.attrs as Attributes["scan"];
  const { parameters, result } = ruleOf(node).body;
  const body = { parameters, result: unroll([result])[0]! };
  const rows = new Array<Tensor>(length);
  let carry = init!;
  let total = full([sums], 0);
  for (let i = 0; i < length; i++) {
    const t = reverse ? length - 1 - i : i;
    const args = others.map((x, k) =>
      k < count ? x.slice([t, t + 1]).reshape(x.shape.slice(1)) : x,
    );
    const [row, part] = unpack(instantiate(body, [carry, ...args]), [[width], [sums]]);
    rows[t] = row!;
    carry = row!.slice([0, carry.size]);
    total = total.add(part!);
  }
  return pack([...rows, total]);
}
