/**
 * Whether a gradient is the true one: a check for the rules that users write.
 *
 * Next: optimise.ts
 */
import { rangeError } from "./errors.ts";
import type { Field } from "./field.ts";
import { dual } from "./fields/dual.ts";
import { f64 } from "./fields/f64.ts";
import { keyed } from "./fields/keyed.ts";
import { prime, ZeroDenominator } from "./fields/prime.ts";
import { functions } from "./functions.ts";
import { backward } from "./grad.ts";
import { interpret } from "./interpret.ts";
import type { Attributes } from "./ops/names.ts";
import { topological } from "./order.ts";
import { erase, ruleOf } from "./rule.ts";
import { input } from "./tensor/create.ts";
import type { Tensor } from "./tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "./tree.ts";

/**
 * EXACT: an identity in GF(p), at random points of three prime fields (by accident with
 * probability degree/2³⁰ each). CLOSE: not there, where functions are any that have their
 * symmetries and slopes, but in doubles to 10⁻⁹. WRONG: neither.
 */
export type VjpVerdict = "EXACT" | "CLOSE" | "WRONG";

/** f as a graph of free leaves, its true value, and the cotangents that its rules send. */
interface Subject {
  readonly xs: readonly Tensor[];
  readonly value: Tensor;
  readonly sent: readonly Tensor[];
}

const PRIMES = [2147329799, 2147135759, 2147024879];
const REDRAWS = 20;

/**
 * For each tensor of x, whether ⟨u, ∂f/∂x · v⟩ = ⟨vjp u, v⟩: the right side by the rules of
 * `withVjp`, `couple` and `stopGradient` in f, the left by dual numbers, which see the value of f
 * alone.
 *
 *     checkVjp((x) => withVjp(x, (ct) => ct.mul(x).mul(2), x.square()), tensor([1, 2])) // EXACT
 * @param f    from a tree of real tensors to a tensor; it is called once, on free leaves
 * @param x    a tree of the shapes that f takes; its numbers are not read
 * @param seed of the random points; 0 when left out
 * @returns a verdict for each tensor of x, depth first
 * @throws RangeError if f divides by 0 wherever it is tried
 */
export function checkVjp<X extends Tree>(f: (x: X) => Tensor, x: X, seed = 0): VjpVerdict[] {
  const free = mapTree(x, ({ shape }, i) => input(`x${i}`, shape));
  const y = f(free);
  const xs = leaves("checkVjp", free);
  const subject = { xs, value: erase(y), sent: backward(y, input("ct", y.shape), xs) };
  return xs.map((_, k) => {
    if (PRIMES.every((p, t) => agreesModulo(subject, k, { p, seed, trial: t * REDRAWS }))) {
      return "EXACT";
    }
    return agreesInDoubles(subject, k, seed) ? "CLOSE" : "WRONG";
  });
}

function agreesModulo(
  subject: Subject,
  k: number,
  { p, seed, trial }: { readonly p: number; readonly seed: number; readonly trial: number },
): boolean {
  for (let draw = trial; draw < trial + REDRAWS; draw++) {
    const keying = { p, seed, trial: draw };
    try {
      const [told, expected] = bothSides(prime(keying), subject, k, keyed(keying));
      return told === expected;
    } catch (error) {
      if (!(error instanceof ZeroDenominator)) throw error;
    }
  }
  throw rangeError("checkVjp", "a function with values", "divisors that are 0 at every point");
}

/**
 * At 4 points in (−2, 2) and 4 in (0, 2), for a logarithm: at those where both sides are numbers,
 * and at one of them at least.
 */
function agreesInDoubles(subject: Subject, k: number, seed: number): boolean {
  const unknown = ({ op, attrs }: Tensor): boolean =>
    op === "function" && !functions[(attrs as Attributes["function"]).name].f64;
  const holds = (roots: readonly Tensor[]): boolean =>
    topological(roots).some(
      (node) => unknown(node) || (node.op === "scan" && holds([ruleOf(node).body.result])),
    );
  if (holds([subject.value, ...subject.sent])) return false;
  const p = PRIMES[0]!;
  const gaps: number[] = [];
  for (let trial = 0; trial < 8; trial++) {
    const value = keyed({ p, seed, trial });
    const least = trial % 2 === 0 ? 0 : -2;
    const draw = (symbol: string, i: number): number =>
      least + ((2 - least) * value(symbol, i)) / p;
    const [told, expected, size] = bothSides(f64, subject, k, draw);
    const gap = Math.abs(told - expected) / size;
    if (Number.isFinite(gap)) gaps.push(gap);
  }
  return gaps.length > 0 && gaps.every((gap) => gap < 1e-9);
}

/** ⟨vjp u, v⟩, ⟨u, ẏ⟩ and 1 + Σ |terms|, v a direction in the k-th tensor. */
function bothSides(
  F: Field<number>,
  { xs, value, sent }: Subject,
  k: number,
  draw: (symbol: string, i: number) => number,
): [told: number, expected: number, size: number] {
  const all = (symbol: string, n: number) => Array.from({ length: n }, (_, i) => draw(symbol, i));
  const bind = (leaf: Tensor): number[] =>
    all(`input:${(leaf.attrs as Attributes["input"]).name}`, leaf.size);
  const x = xs[k]!;
  const direction = all("direction", x.size);
  const [cotangent] = interpret(F, [sent[k]!], bind);
  const [y] = interpret(dual(F), [value], (leaf) =>
    bind(leaf).map((number, i) => ({ value: number, tangent: leaf === x ? direction[i]! : 0 })),
  );
  const u = all("input:ct", value.size);
  const told = Array.from(cotangent!, (g, i) => F.mul(g, direction[i]!));
  const expected = Array.from(y!, ({ tangent }, i) => F.mul(u[i]!, tangent));
  const size = [...told, ...expected].reduce((sum, term) => sum + Math.abs(term), 1);
  return [told.reduce(F.add, 0), expected.reduce(F.add, 0), size];
}
