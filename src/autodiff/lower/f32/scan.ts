/**
 * A loop on floats: slices and carries are views, rows are written where they stay.
 *
 * Next: table.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { ruleOf } from "../../rule.ts";
import type { Lowering } from "./lowering.ts";

/** The rows of all steps, then the sums of their parts, added in the order of the steps. */
export const scan: Lowering = (node, [init, ...others], run) => {
  const { length, width, xs: count, reverse } = node.attrs as Attributes["scan"];
  const [xs, captured] = [others.slice(0, count), others.slice(count)];
  const step = run(ruleOf(node).body);
  const out = new Float32Array(node.size);
  const total = out.subarray(length * width);
  let carry = init!;
  for (let i = 0; i < length; i++) {
    const t = reverse ? length - 1 - i : i;
    const slices = xs.map((x) => {
      const size = x.length / length;
      return x.subarray(t * size, (t + 1) * size);
    });
    const written = step([carry, ...slices, ...captured]);
    out.set(written.subarray(0, width), t * width);
    for (let k = 0; k < total.length; k++) total[k]! += written[width + k]!;
    carry = out.subarray(t * width, t * width + carry.length);
  }
  return out;
};
