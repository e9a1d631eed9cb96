/**
 * Whether two graphs are one function, decided without a prime field: by values at random points, exact rationals where
 * the graph allows them, else doubles.
 */
import type { FunctionName } from "../src/autodiff/field.ts";
import { f64 } from "../src/autodiff/fields/f64.ts";
import { keyed } from "../src/autodiff/fields/keyed.ts";
import { phiValue } from "../src/autodiff/fields/phi.ts";
import { ZeroDenominator } from "../src/autodiff/fields/prime.ts";
import { formatRational, rational } from "../src/autodiff/fields/rational.ts";
import { functions } from "../src/autodiff/functions.ts";
import { interpret } from "../src/autodiff/interpret.ts";
import type { Attributes } from "../src/autodiff/ops/names.ts";
import { topological } from "../src/autodiff/order.ts";
import type { Tensor } from "../src/autodiff/tensor/tensor.ts";

/** "undefined": no point was found at which both have a value. */
export type Judgement = "different" | "equal" | "undefined";

/** Doubles that differ by more, relatively, are different; random points make 1e-6 hardly an accident. */
const TOLERANCE = 1e-6;

/**
 * Whether two lists of tensors have the same values at random points.
 * @param left   tensors
 * @param right  as many, of the same shapes
 * @param points how many points must agree
 */
export function judge(left: readonly Tensor[], right: readonly Tensor[], points = 8): Judgement {
  const nodes = topological([...left, ...right]);
  const names = nodes.flatMap(({ op, attrs }) =>
    op === "function" ? [(attrs as Attributes["function"]).name] : [],
  );
  const exact = names.every((name) => isPhi(name) || functions[name].exact);
  let compared = 0;
  for (let attempt = 0; attempt < 2 * points && compared < points; attempt++) {
    try {
      const same = exact ? sameRationals(left, right, attempt) : sameDoubles(left, right, attempt);
      if (same === null) continue;
      if (!same) return "different";
      compared++;
    } catch (error) {
      if (!(error instanceof ZeroDenominator)) throw error;
    }
  }
  return compared === 0 ? "undefined" : "equal";
}

/** −4 … 4 in quarters, and φ a polynomial of degree 5: a function of the attempt. */
function draw(attempt: number): (what: string, index: number) => number {
  const value = keyed({ p: 2 ** 30, seed: 2718, trial: attempt });
  return (what, index) => ((value(what, index) % 33) - 16) / 4;
}

function sameRationals(
  left: readonly Tensor[],
  right: readonly Tensor[],
  attempt: number,
): boolean {
  const number = draw(attempt);
  const phi = { coefficients: [0, 1, 2, 3, 4, 5].map((k) => number("coefficient", k)) };
  const F = rational({ phi });
  const values = interpret(F, [...left, ...right], (x) =>
    Array.from({ length: x.size }, (_, i) => F.of(number(nameOf(x), i))),
  ).map((entries) => Array.from(entries, formatRational).join());
  return left.every((_, i) => values[i] === values[left.length + i]);
}

/** null where a value is not finite: no point to compare at. */
function sameDoubles(
  left: readonly Tensor[],
  right: readonly Tensor[],
  attempt: number,
): boolean | null {
  const number = draw(attempt);
  const phi = { coefficients: [0, 1, 2, 3, 4, 5].map((k) => number("coefficient", k)) };
  const F = {
    ...f64,
    fn: (name: FunctionName, x: number) => phiValue(f64, phi, name, x) ?? f64.fn(name, x),
  };
  const values = interpret(F, [...left, ...right], (x) =>
    // smaller than for rationals: tanh′ is lost in rounding beyond 4 or so
    Array.from({ length: x.size }, (_, i) => number(nameOf(x), i) / 4),
  ).map((entries) => Array.from(entries));
  if (!values.flat().every(Number.isFinite)) return null;
  return left.every((_, i) => {
    const [a, b] = [values[i]!, values[left.length + i]!];
    return a.every(
      (x, k) => Math.abs(x - b[k]!) <= TOLERANCE * (1 + Math.abs(x) + Math.abs(b[k]!)),
    );
  });
}

function isPhi(name: FunctionName): boolean {
  return name.startsWith("phi");
}

function nameOf(leaf: Tensor): string {
  return (leaf.attrs as Attributes["input"]).name;
}
