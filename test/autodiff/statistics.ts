/** How far samples are from what they should be, each in standard errors, so that one bound fits all. */

/** Σ (observed − expected)² / expected over the cells, in standard deviations from its mean. */
export function chiSquare(
  cells: Iterable<number>,
  probabilities: number | readonly number[],
): number {
  const p =
    typeof probabilities === "number"
      ? Array.from({ length: probabilities }, () => 1 / probabilities)
      : probabilities;
  const observed = new Float64Array(p.length);
  let total = 0;
  for (const cell of cells) {
    observed[cell]!++;
    total++;
  }
  let sum = 0;
  observed.forEach((count, cell) => {
    const expected = total * p[cell]!;
    if (expected > 0 || count > 0) sum += (count - expected) ** 2 / expected;
  });
  const freedom = p.filter((probability) => probability > 0).length - 1;
  return (sum - freedom) / Math.sqrt(2 * freedom);
}

/** (mean of x[i]ᵏ − exact) · √n / σ(xᵏ) for k = 1, 2, 3, 4, from the exact even and odd moments 1 … 8. */
export function moments(x: Float32Array | Float64Array, exact: readonly number[]): number[] {
  const sums = [0, 0, 0, 0];
  for (const value of x) {
    const square = value * value;
    sums[0]! += value;
    sums[1]! += square;
    sums[2]! += square * value;
    sums[3]! += square * square;
  }
  return sums.map((sum, i) => {
    const variance = exact[2 * i + 1]! - exact[i]! ** 2;
    return ((sum / x.length - exact[i]!) * Math.sqrt(x.length)) / Math.sqrt(variance);
  });
}

/** The correlation of x[i] with x[i + lag], in standard errors: x of mean 0 and the given variance. */
export function serial(x: Float32Array | Float64Array, lag: number, variance: number): number {
  let sum = 0;
  for (let i = lag; i < x.length; i++) sum += x[i]! * x[i - lag]!;
  return sum / (variance * Math.sqrt(x.length - lag));
}

/** √n · sup |F_n − F|: above 1.95 once in a thousand samples (Kolmogorov, Smirnov). */
export function kolmogorov(x: Float32Array, F: (x: number) => number): number {
  const sorted = x.slice().sort();
  let most = 0;
  sorted.forEach((value, i) => {
    const p = F(value);
    most = Math.max(most, p - i / x.length, (i + 1) / x.length - p);
  });
  return most * Math.sqrt(x.length);
}
