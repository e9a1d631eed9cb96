/**
 * Runs gathered into the rows that people and programs read.
 *
 * Next: findings.ts
 */
import { type Spread, spread } from "../statistics.ts";
import { type Cheaper, standIn } from "./cheaper.ts";
import type { Method } from "./methods.ts";
import type { Run } from "./run.ts";

/** One row of `compare --json`. */
export interface Comparison {
  /** The name of the method. */
  readonly method: string;
  /** What `graph` takes. */
  readonly id: string;
  /** Which θ₀ it starts from. */
  readonly init: "generic" | "symmetric";
  /** Floating-point operations of the value and gradient of one step, counted from the graph. */
  readonly flops: number;
  /** Bytes of activations that one step's gradient reads, counted from the graph. */
  readonly bytes: number;
  /** Whether the row was compiled. */
  readonly compiled: boolean;
  /** Measured milliseconds a step; this and the next differ from run to run, and nothing else does. */
  readonly msPerStep: Spread;
  /** The same of the plain interpreter, over the seeds on which it was asked for; or null. */
  readonly plainMsPerStep: Spread | null;
  /** 𝔼|ĝ − 𝔼ĝ|² / |ḡ|² at θ₀ on the first batch, exact; 0 for a row that draws nothing. */
  readonly gradientVariance: Spread;
  /** |𝔼ĝ − ḡ| / |ḡ| there, ḡ the full-orbit gradient at the same θ₀. */
  readonly bias: Spread;
  /** RMS over test digits and g of |softmax f(gx) − softmax f(x)|, before training. */
  readonly invarianceErrorBefore: Spread;
  /** The same, after training. */
  readonly invarianceErrorAfter: Spread;
  /** |θ − Rθ| before training, R the projection onto what G fixes. */
  readonly asymmetryBefore: Spread;
  /** The same, after training. */
  readonly asymmetryAfter: Spread;
  /** Share of test digits recognised as they are. */
  readonly accuracyUpright: Spread;
  /** The same, each digit moved by a uniform g. */
  readonly accuracyRotated: Spread;
  /** Accuracy on moved digits before training and after each pass. */
  readonly curve: readonly Spread[];
  /** Other rows that ended with the same weights. */
  readonly sameWeights: readonly Agreement[];
  /** The row that takes the same steps with fewer flops; null if there is none. */
  readonly cheaper: Cheaper | null;
}

/** Two rows that ended with the same weights, from every seed, up to rounding. */
export interface Agreement {
  /** The name of the other row. */
  readonly method: string;
  /** max over seeds of |θ − θ′| / |θ|, 0 if equal to the bit. */
  readonly distance: number;
}

/**
 * Weights this near are the same but for rounding: f32 has 6e-8 an operation, a few hundred steps
 * amplify it, and rows that truly differ end more than 0.1 apart.
 */
export const SAME_WEIGHTS = 1e-3;

/**
 * The rows of the table, in the order of the methods.
 * @param methods which rows
 * @param runs    for each method as many seeds, in any order
 */
export function compareRuns(methods: readonly Method[], runs: readonly Run[]): Comparison[] {
  const of = new Map(methods.map(({ id }) => [id, bySeed(runs.filter((run) => run.id === id))]));
  return methods.map((method) => {
    const mine = of.get(method.id)!;
    const plain = mine.flatMap(({ plainMsPerStep: ms }) => (ms === null ? [] : [ms]));
    const over = (pick: (run: Run) => number): Spread => spread(mine.map(pick));
    return {
      method: method.name,
      id: method.id,
      init: method.init,
      flops: mine[0]!.flops,
      bytes: mine[0]!.bytes,
      compiled: mine.every(({ compiled }) => compiled),
      msPerStep: over((run) => run.msPerStep),
      plainMsPerStep: plain.length > 0 ? spread(plain) : null,
      gradientVariance: over((run) => run.gradientVariance),
      bias: over((run) => run.bias),
      invarianceErrorBefore: over((run) => run.invarianceErrorBefore),
      invarianceErrorAfter: over((run) => run.invarianceErrorAfter),
      asymmetryBefore: over((run) => run.asymmetryBefore),
      asymmetryAfter: over((run) => run.asymmetryAfter),
      accuracyUpright: over((run) => run.accuracyUpright),
      accuracyRotated: over((run) => run.accuracyRotated),
      curve: mine[0]!.curve.map((_, epoch) => over((run) => run.curve[epoch]!)),
      sameWeights: methods
        .filter((other) => other !== method)
        .map((other) => ({ method: other.name, distance: apart(mine, of.get(other.id)!) }))
        .filter(({ distance }) => distance < SAME_WEIGHTS),
      cheaper: cheaperThan(method, methods, of),
    };
  });
}

function cheaperThan(
  method: Method,
  methods: readonly Method[],
  of: ReadonlyMap<string, readonly Run[]>,
): Cheaper | null {
  const found = standIn(method, methods);
  if (found === null) return null;
  const { method: other, ...proof } = found;
  const [mine, others] = [of.get(method.id)!, of.get(other.id)!];
  const flops = others[0]!.flops / mine[0]!.flops;
  if (flops >= 1) return null; // tied coordinates are fewer than the θ that equality is stated in
  const ms = (runs: readonly Run[]): number => spread(runs.map((run) => run.msPerStep)).mean;
  const distance = apart(mine, others);
  return { method: other.name, ...proof, flops, ms: ms(others) / ms(mine), distance };
}

function bySeed(runs: readonly Run[]): Run[] {
  return [...runs].sort((a, b) => a.seed - b.seed);
}

/** max over seeds of |θ − θ′| / |θ| */
function apart(left: readonly Run[], right: readonly Run[]): number {
  const distances = left.map(({ weights }, i) => {
    let [off, size] = [0, 0];
    weights.forEach((w, k) => {
      off += (w - right[i]!.weights[k]!) ** 2;
      size += w ** 2;
    });
    return Math.sqrt(off / size);
  });
  return Math.max(...distances);
}
