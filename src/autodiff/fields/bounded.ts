/**
 * Doubles that carry a bound on their own rounding error.
 *
 * A counterexample found in floating point stands only if its gap exceeds 100 times the error
 * bound of that gap; here is where the bound comes from. Sums and products that are exact stay
 * exact, so a witness in small integers may sit right on a kink.
 *
 * Next: ../../claims/primes.ts
 */
import { rangeError } from "../errors.ts";
import type { Field, FunctionName } from "../field.ts";
import { functions } from "../functions.ts";
import { cosineOfTurn } from "../turn.ts";
import { type PhiInstance, phiValue } from "./phi.ts";
import { productError, quotientError, sumError, UNIT } from "./rounding.ts";

/** A double and a bound: |value − truth| ≤ error; Infinity where there is none. */
export interface Bounded {
  /** The truth, rounded. */
  readonly value: number;
  /** The bound: 0 where the value is exact. */
  readonly error: number;
}

/**
 * exp, log, tanh of the runtimes we met are within about 1 ulp = 2 units; this leaves room for 4.
 */
const FUNCTION_UNITS = 8;

/**
 * Running error analysis: a ∘ b has the error of rounding once, plus how far ∘ moves when a and b
 * move.
 *
 * The bound is itself rounded: each step adds 2⁻⁵⁰ of it, and the least double for underflow.
 * Near a tie gate, max and equal cover both outcomes.
 * @source Higham, "Accuracy and Stability of Numerical Algorithms", §3.3
 */
export function bounded(options: { readonly phi?: PhiInstance } = {}): Field<Bounded> {
  const sum = (a: Bounded, b: number, bError: number) =>
    rounded(a.value + b, a.error + bError, sumError(a.value, b));
  const F: Field<Bounded> = {
    name: "f64 with an error bound",
    of: exact,
    cosine: (k, n) => rounded(cosineOfTurn(k, n), 4 * UNIT, 0),
    add: (a, b) => sum(a, b.value, b.error),
    sub: (a, b) => sum(a, -b.value, b.error),
    mul(a, b) {
      const moved = times(a.value, b.error) + times(b.value, a.error) + times(a.error, b.error);
      return rounded(a.value * b.value, moved, productError(a.value, b.value));
    },
    div(a, b) {
      const q = a.value / b.value;
      // How near 0 the divisor may be; 4 units less, for the rounding of this very difference.
      const distance = (Math.abs(b.value) - b.error) * (1 - 4 * UNIT);
      if (!(distance > 0)) return { value: q, error: Infinity };
      const moved = a.error + times(Math.abs(q) + Number.MIN_VALUE, b.error);
      const error = moved === 0 ? 0 : moved / distance + Number.MIN_VALUE;
      return rounded(q, error, quotientError(a.value, b.value));
    },
    fn(name, x) {
      const row = functions[name];
      if (row.exact) return row.exact(F, x);
      return phiValue(F, options.phi, name, x) ?? viaDoubles(F, name, x);
    },
    gate(x, a, b) {
      const [chosen, other] = x.value > 0 ? [a, b] : [b, a];
      return isCertain(x.value, x.error) ? chosen : covering(chosen, other);
    },
    max(a, b) {
      const [larger, smaller] = b.value > a.value || Number.isNaN(b.value) ? [b, a] : [a, b];
      if (isCertain(a.value - b.value, a.error + b.error)) return larger;
      return { value: larger.value, error: Math.max(larger.error, smaller.error) };
    },
    equal(a, b) {
      // An element equals itself whatever its error: dual.max asks in this way which one was
      // chosen.
      if (a === b) return exact(Number.isNaN(a.value) ? 0 : 1);
      const certain = isCertain(a.value - b.value, a.error + b.error);
      return { value: a.value === b.value ? 1 : 0, error: certain ? 0 : 1 };
    },
    mask: (ct, v, w) =>
      ct.value === 0 && ct.error === 0 && !Number.isFinite(v.value) ? exact(0) : w,
    pivot: null,
    product: null,
    exceeds: null,
    tangent: () => exact(0),
    retangent: (x) => x,
  };
  return F;
}

function exact(x: number): Bounded {
  return { value: x, error: 0 };
}

/**
 * A result that rounding moved by `own`, and the errors of its operands by at most `moved`: NaN where they may
 * have been no numbers.
 */
function rounded(value: number, moved: number, own: number): Bounded {
  const error = moved + own;
  if (!Number.isFinite(value) || Number.isNaN(error)) return { value, error: Infinity };
  return { value, error: error === 0 ? 0 : error * (1 + 8 * UNIT) + Number.MIN_VALUE };
}

/** |x|·error, rounded up where it underflows: 0 only if a factor is. */
function times(x: number, error: number): number {
  return x === 0 || error === 0 ? 0 : Math.abs(x) * error + Number.MIN_VALUE;
}

/** Whether the sign of a number is known: it is exact, or farther from 0 than its error. */
function isCertain(value: number, error: number): boolean {
  return error === 0 || Math.abs(value) * (1 - 2 * UNIT) > error * (1 + 2 * UNIT);
}

/** The chosen element, with a bound that still holds if the other one was the right choice. */
function covering(chosen: Bounded, other: Bounded): Bounded {
  const gap = Math.abs(chosen.value - other.value) * (1 + 2 * UNIT) + other.error;
  return rounded(chosen.value, Math.max(chosen.error, gap), 0);
}

/**
 * f(x) in doubles: the error is the largest of |f′(x)|·error and the change of f to both ends of
 * x ± error (which is all there is for a monotone f; sin and cos, which are not, move by no more
 * than their argument), and 4 ulp.
 */
function viaDoubles(F: Field<Bounded>, name: FunctionName, x: Bounded): Bounded {
  const { f64, slope, steepest } = functions[name];
  if (!f64) throw rangeError(name, "a function with a value in doubles", "none");
  const value = f64(x.value);
  // tanh(0), sqrt(0) and log(1) are 0 exactly; exp(−1000) is not.
  if (value === 0 && x.error === 0 && (x.value === 0 || x.value === 1)) return exact(0);
  const own = FUNCTION_UNITS * UNIT * Math.abs(value) + Number.MIN_VALUE;
  if (x.error === 0) return rounded(value, 0, own);
  // Both ends one unit farther out than they round to.
  const reach = x.error + 2 * UNIT * (Math.abs(x.value) + x.error) + Number.MIN_VALUE;
  if (steepest !== undefined) return rounded(value, steepest * reach, own);
  const ends = [f64(x.value - reach), f64(x.value + reach)];
  const steep = Math.abs(slope(F, exact(x.value), exact(value)).value) * reach;
  const moved = Math.max(steep, ...ends.map((y) => Math.abs(y - value)));
  const ownAtEnds = Math.max(...ends.map((y) => FUNCTION_UNITS * UNIT * Math.abs(y)));
  return rounded(value, moved, own + ownAtEnds);
}
