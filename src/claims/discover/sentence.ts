/**
 * Relations as sentences: "label sharing = 2 · plain + 2 · augmentation".
 *
 * Next: values.ts
 */
import type { Relation } from "./circuits.ts";
import { formatRatio, type Ratio } from "./ratio.ts";

/**
 * Σ cₖ · nameₖ = 0 as a sentence without minus signs: the last name on the left, unless another
 * stands alone.
 * @param names    of the columns
 * @param relation its last coefficient is 1
 */
export function sentence(names: readonly string[], relation: Relation): string {
  const terms = names.map((name, k) => ({ name, c: relation[k]! })).filter(({ c }) => c[0] !== 0);
  const left = terms.filter(({ c }) => c[0] > 0).reverse();
  const right = terms.filter(({ c }) => c[0] < 0).map(({ name, c: [n, m] }) => term(name, [-n, m]));
  const sides = [left.map(({ name, c }) => term(name, c)), right];
  const [said, by] = left.length > 1 && right.length === 1 ? sides.reverse() : sides;
  return `${said!.join(" + ")} = ${by!.join(" + ") || "0"}`;
}

function term(name: string, c: Ratio): string {
  return c[0] === 1 && c[1] === 1 ? name : `${formatRatio(c)} · ${name}`;
}
