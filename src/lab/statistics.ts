/**
 * A number with its spread over seeds.
 *
 * Next: data/digits.ts
 */

/** Mean ± standard deviation over n runs. */
export interface Spread {
  /** (1/n) Σ xᵢ */
  readonly mean: number;
  /** √(Σ (xᵢ − mean)² / (n − 1)), 0 for a single run. */
  readonly sd: number;
  /** How many runs. */
  readonly n: number;
}

/**
 * Mean, sample standard deviation and count of the values.
 * @param values at least one
 */
export function spread(values: readonly number[]): Spread {
  const n = values.length;
  if (n === 0) throw new RangeError("spread: expected at least one value, got none");
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, sd: n === 1 ? 0 : Math.sqrt(squares / (n - 1)), n };
}
