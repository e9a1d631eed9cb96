/**
 * Gradients as columns of numbers: their entries at random points of a prime field.
 *
 * Next: discover.ts
 */
import { rangeError } from "../../autodiff/errors.ts";
import { keyed } from "../../autodiff/fields/keyed.ts";
import { multiplier } from "../../autodiff/fields/modular.ts";
import { prime, ZeroDenominator } from "../../autodiff/fields/prime.ts";
import { interpret } from "../../autodiff/interpret.ts";
import { randomPrime } from "../primes.ts";
import { type Sides, symbolOf } from "../sides.ts";
import type { Relation } from "./circuits.ts";
import { type Echelon, echelon } from "./echelon.ts";
import { modulo } from "./ratio.ts";

/** Draws in a row that may have a zero denominator before we give up. */
const MAX_REDRAWS = 20;

/** The rows of values modulo one prime, of as many points as it takes. */
export interface Values {
  /** The prime. */
  readonly p: number;
  /** The space that the rows span; its columns are the gradients. */
  readonly values: Echelon;
}

/**
 * The values of all places at random points, one a place, then more at the last place until a
 * further point adds nothing.
 * @param places all gradients of a place, one after the other
 * @param n      how many gradients there are
 * @param seed   what all draws are a function of
 * @param draw   the number of the prime
 * @throws RangeError where 20 draws in a row have a zero denominator
 */
export function valuesOf(places: readonly Sides[], n: number, seed: number, draw: number): Values {
  const p = randomPrime(seed, draw);
  const values = echelon(p);
  let point = draw * 2 ** 16;
  const grows = (sides: Sides): boolean => {
    const before = values.rows.length;
    for (const row of rowsAt(sides, n, { p, seed, trial: point++ })) values.add(row);
    return values.rows.length > before;
  };
  for (const sides of places) grows(sides);
  while (values.rows.length < n && grows(places.at(-1)!));
  return { p, values };
}

/** One row an entry of the gradients; the columns are the gradients. */
function rowsAt(
  { left, inputs }: Sides,
  n: number,
  keying: { readonly p: number; readonly seed: number; readonly trial: number },
): number[][] {
  for (let redraw = 0; redraw < MAX_REDRAWS; redraw++) {
    const at = { ...keying, trial: keying.trial * MAX_REDRAWS + redraw };
    const value = keyed(at);
    try {
      const entries = interpret(prime(at), left, (leaf) =>
        Array.from({ length: leaf.size }, (_, i) => value(symbolOf(leaf), i)),
      );
      const each = left.length / n;
      const columns = Array.from({ length: n }, (_, k) =>
        entries.slice(k * each, (k + 1) * each).flatMap((list) => Array.from(list)),
      );
      return columns[0]!.map((_, i) => columns.map((column) => column[i]!));
    } catch (error) {
      if (!(error instanceof ZeroDenominator)) throw error;
    }
  }
  const names = inputs.map(symbolOf).join(", ");
  throw rangeError("discover", "gradients that have values", `a denominator 0 for ${names}`);
}

/** Whether a relation is one between the columns of the values. */
export function isNull({ p, values }: Values, relation: Relation): boolean {
  const mul = multiplier(p);
  const residues = relation.map((c) => modulo(p, c));
  return values.rows.every(
    (row) => row.reduce((sum, x, k) => (sum + mul(x, residues[k]!)) % p, 0) === 0,
  );
}
