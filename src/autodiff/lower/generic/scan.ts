/**
 * A loop: one step after the other. See ops/scan.ts for what a step reads and writes.
 *
 * Next: table.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { ruleOf } from "../../rule.ts";
import type { Call, Lowering } from "./lowering.ts";

/** The rows of all steps, then the sums of their parts, added in the order of the steps. */
export const scan: Lowering = <T>({ F, node, ins: [init, ...others], run }: Call<T>) => {
  const { length, width, sums, xs: count, reverse } = node.attrs as Attributes["scan"];
  const [xs, captured] = [others.slice(0, count), others.slice(count)];
  const step = run(ruleOf(node).body);
  const rows = new Array<T[]>(length);
  let carry = Array.from(init!);
  let total = Array.from({ length: sums }, () => F.of(0));
  for (let i = 0; i < length; i++) {
    const t = reverse ? length - 1 - i : i;
    const slices = xs.map((x) => {
      const size = x.length / length;
      return Array.from({ length: size }, (_, k) => x[t * size + k]!);
    });
    const written = Array.from(step([carry, ...slices, ...captured]));
    rows[t] = written.slice(0, width);
    carry = written.slice(0, carry.length);
    total = total.map((sum, k) => F.add(sum, written[width + k]!));
  }
  return rows.flat().concat(total);
};
