/**
 * Where candidates are tried: exact rationals, and doubles that know their error.
 *
 * Next: claim.ts
 */
import type { Field } from "../autodiff/field.ts";
import { type Bounded, bounded } from "../autodiff/fields/bounded.ts";
import type { PhiInstance } from "../autodiff/fields/phi.ts";
import { ZeroDenominator } from "../autodiff/fields/prime.ts";
import {
  compareRational,
  formatRational,
  type Rational,
  rational,
  rationalOf,
} from "../autodiff/fields/rational.ts";
import { functions } from "../autodiff/functions.ts";
import { interpret } from "../autodiff/interpret.ts";
import type { Shape } from "../autodiff/shape.ts";
import type { Relation } from "./claim.ts";
import type { Arena, Point } from "./point.ts";
import { nameOf, type Sides } from "./sides.ts";
import type { NestedText, Witness } from "./verdict.ts";

/** How many times its own error bound a gap in doubles must exceed to count. */
const MARGIN = 100;

/** ℚ: a difference is a difference; of left ≤ right, one that is positive. */
export function exactArena(
  sides: Sides,
  phi: PhiInstance,
  spelled: readonly string[],
  relation: Relation = "equal",
): Arena {
  const F = offKinks(rational({ phi }), (x) => x.numerator === 0n);
  const distance = (a: Rational, b: Rational): Rational => {
    const difference = F.sub(a, b);
    if (difference.numerator >= 0n) return difference;
    return relation === "equal" ? F.sub(b, a) : F.of(0);
  };
  return {
    differ: (point) => pairsOf(F, sides, point).some(([a, b]) => distance(a, b).numerator > 0n),
    witness: (point) => {
      const pairs = pairsOf(F, sides, point);
      const gaps = pairs.map(([a, b]) => distance(a, b));
      const entry = gaps.reduce(
        (best, gap, i) => (compareRational(gap, gaps[best]!) > 0 ? i : best),
        0,
      );
      const text = formatRational;
      return {
        ...spell(sides, point, (x) => text(rationalOf(x)), spelled),
        left: pairs.map(([a]) => text(a)),
        right: pairs.map(([, b]) => text(b)),
        entry,
        gap: text(gaps[entry]!),
        exact: true,
      };
    },
  };
}

/** Doubles also say how near left − right comes to 0 where it does not exceed it. */
export interface BoundedArena extends Arena {
  /**
   * The largest left − right, and whether any counts as a counterexample.
   * @throws ZeroDenominator where one has no value
   */
  excess(point: Point): { readonly certain: boolean; readonly largest: number };
}

/**
 * Doubles with a running error bound: a difference counts if it exceeds the bound a hundredfold.
 */
export function boundedArena(
  sides: Sides,
  phi: PhiInstance,
  spelled: readonly string[],
  relation: Relation = "equal",
): BoundedArena {
  const F = offKinks(bounded({ phi }), (x) => x.value === 0 && x.error === 0);
  const certain = ([a, b]: readonly [Bounded, Bounded]): boolean => {
    const { value, error } = F.sub(a, b);
    return (relation === "equal" ? Math.abs(value) : value) > MARGIN * error;
  };
  return {
    differ: (point) => pairsOf(F, sides, point).some(certain),
    excess(point) {
      const pairs = pairsOf(F, sides, point);
      const differences = pairs.map(([a, b]) => F.sub(a, b));
      if (!differences.every(({ error }) => Number.isFinite(error))) {
        throw new ZeroDenominator(F.name);
      }
      return {
        certain: pairs.some(certain),
        largest: Math.max(...differences.map((x) => x.value)),
      };
    },
    witness: (point) => {
      const pairs = pairsOf(F, sides, point);
      const gaps = pairs.map((pair) =>
        certain(pair) ? Math.abs(pair[0].value - pair[1].value) : 0,
      );
      const entry = gaps.reduce((best, gap, i) => (gap > gaps[best]! ? i : best), 0);
      return {
        ...spell(sides, point, String, spelled),
        left: pairs.map(([a]) => String(a.value)),
        right: pairs.map(([, b]) => String(b.value)),
        entry,
        gap: String(gaps[entry]),
        exact: false,
      };
    },
  };
}

/**
 * The field without the kinks of |x|, gates and ties: a witness must not rest on the value we
 * chose for sign(0). An element compared with itself is no tie: `max` asks in this way which
 * entry it chose.
 */
function offKinks<T>(F: Field<T>, isZero: (x: T) => boolean): Field<T> {
  const away = (x: T): T => {
    if (isZero(x)) throw new ZeroDenominator(F.name);
    return x;
  };
  return {
    ...F,
    fn: (name, x) => F.fn(name, functions[name].exact ? away(x) : x),
    gate: (x, a, b) => F.gate(away(x), a, b),
    equal(a, b) {
      if (a !== b) away(F.sub(a, b));
      return F.equal(a, b);
    },
  };
}

/** The entries of both sides at a point, in pairs. */
function pairsOf<T>(F: Field<T>, { left, right, inputs }: Sides, point: Point): [T, T][] {
  const values = interpret(F, [...left, ...right], (leaf) =>
    point[inputs.indexOf(leaf)]!.map((x) => F.of(x)),
  );
  return left.flatMap((tensor, i) =>
    Array.from({ length: tensor.size }, (_, k): [T, T] => [
      values[i]![k]!,
      values[left.length + i]![k]!,
    ]),
  );
}

function spell(
  { inputs }: Sides,
  point: Point,
  text: (x: number) => string,
  spelled: readonly string[],
): Pick<Witness, "inputs" | "functions"> {
  const nested = inputs.map((leaf, k) => [nameOf(leaf), nest(point[k]!.map(text), leaf.shape)]);
  return { inputs: Object.fromEntries(nested), functions: spelled };
}

/** A flat list as nested lists of the given shape. */
function nest(flat: readonly string[], shape: Shape): NestedText {
  if (shape.length === 0) return flat[0]!;
  const [n, ...rest] = shape;
  const width = flat.length / Math.max(1, n!);
  return Array.from({ length: n! }, (_, i) => nest(flat.slice(i * width, (i + 1) * width), rest));
}
