/**
 * Patterns of signs: which branches of relu, |x| and max a trial went through.
 *
 * Next: search.ts
 */
import type { Field } from "../autodiff/field.ts";
import { type Bounded, bounded } from "../autodiff/fields/bounded.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import type { Reader } from "../autodiff/fields/signs.ts";
import { functions } from "../autodiff/functions.ts";
import { interpret } from "../autodiff/interpret.ts";
import { type Sides, symbolOf } from "./sides.ts";
import type { SignPatterns } from "./verdict.ts";

/** What one evaluation read. */
export interface Pattern {
  /** Is told every sign that is read. */
  readonly told: Reader;
  /** How many different numbers, up to sign, had their sign read. */
  read(): number;
  /** The signs in the order in which they were read. */
  text(): string;
  /** Whether a sum of three or four numbers, all of them read as positive, is 0 modulo p. */
  contradicts(p: number): boolean;
}

/** A pattern in which nothing was read yet. */
export function pattern(): Pattern {
  const sizes = new Set<number>();
  const signs: string[] = [];
  return {
    told(sign, size) {
      if (sign !== 0) sizes.add(size);
      signs.push("-0+"[sign + 1]!);
    },
    read: () => sizes.size,
    text: () => signs.join(""),
    contradicts: (p) => sizes.size <= MOST_READ && sumsToZero(sizes, p),
  };
}

/** Above this many numbers 5 · 10⁹ sums of four would hit 0 modulo p by accident. */
const MOST_READ = 500;

/** The sizes are positive numbers, so no sum of them is 0 in an ordered field. */
function sumsToZero(sizes: ReadonlySet<number>, p: number): boolean {
  const list = [...sizes];
  const pairs = new Set<number>();
  list.forEach((a, i) => {
    for (const b of list.slice(i)) pairs.add((a + b) % p);
  });
  for (const sum of pairs) if (sizes.has(p - sum) || pairs.has(p - sum)) return true;
  return false;
}

/** Random points of ℝⁿ whose patterns are looked for among those of the trials. */
const POINTS = 64;

/** An instance of φ that is neither odd nor even. */
const PHI = { coefficients: [0, 1, 1, 1] };

/** What the trials of a proof tested, and how much of ℝⁿ has such a pattern. */
export function patternsOf(
  sides: Sides,
  trials: readonly Pattern[],
  seed: number,
): Omit<SignPatterns, "ordered"> {
  const tested = new Set(trials.map(({ text }) => text()));
  const real = Array.from({ length: POINTS }, (_, k) => realPattern(sides, seed, k));
  const inside = real.filter((text) => text !== null);
  return {
    read: Math.max(...trials.map(({ read }) => read())),
    tested: tested.size,
    covered:
      inside.length === 0 ? null : inside.filter((text) => tested.has(text)).length / inside.length,
  };
}

/** The pattern at a random point of (−2, 2)ⁿ; null where a side has no value. */
function realPattern({ left, right, inputs }: Sides, seed: number, point: number): string | null {
  const value = keyed({ p: 2 ** 30, seed, trial: point });
  const seen = pattern();
  const F = recording(bounded({ phi: PHI }), seen.told);
  const roots = [...left, ...right];
  if (inputs.length === 0 && point > 0) return null; // one point is all there is
  const values = interpret(F, roots, (leaf) =>
    Array.from({ length: leaf.size }, (_, i) => F.of(value(symbolOf(leaf), i) / 2 ** 28 - 2)),
  );
  const finite = values.every((list) => Array.from(list).every((x) => Number.isFinite(x.value)));
  return finite ? seen.text() : null;
}

/** The field, telling the signs that it reads as `signs` does. */
function recording(F: Field<Bounded>, told: Reader): Field<Bounded> {
  const read = ({ value }: Bounded): void =>
    told(value > 0 ? 1 : value < 0 ? -1 : 0, Math.abs(value));
  const R: Field<Bounded> = {
    ...F,
    fn: (name, x) => functions[name].exact?.(R, x) ?? F.fn(name, x),
    gate(x, a, b) {
      read(x);
      return F.gate(x, a, b);
    },
    max(a, b) {
      if (a.value !== b.value) read(F.sub(a, b));
      return F.max(a, b);
    },
  };
  return R;
}
