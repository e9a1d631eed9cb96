/**
 * Choices by weight from a key, as plain arrays: coins and categories.
 *
 * By inversion, so that draw i is word i or pair i and nothing else. (The largest of logits plus
 * Gumbel noise takes k draws and 2k logarithms a choice, and in floats its noise has no tail.)
 *
 * Next: random.ts
 */
import { randomWords } from "./draws.ts";
import { rangeError } from "./errors.ts";
import { applyBlocks } from "./fields/blocks.ts";

/**
 * 1 where word · 2⁻³² < p, else 0: never at p = 0, always at p = 1, in between off by less than 2⁻³².
 * @param p a probability for each draw
 * @throws RangeError unless 0 ≤ p ≤ 1
 */
export function coins(key0: number, key1: number, p: Float32Array): Float32Array<ArrayBuffer> {
  const wrong = p.findIndex((probability) => !(probability >= 0 && probability <= 1));
  if (wrong >= 0) {
    throw rangeError("bernoulli", "probabilities from 0 to 1", `${p[wrong]} at position ${wrong}`);
  }
  const words = randomWords(key0, key1, p.length);
  const out = new Float32Array(p.length);
  for (let i = 0; i < p.length; i++) out[i] = words[i]! * 2 ** -32 < p[i]! ? 1 : 0;
  return out;
}

/**
 * The first c with w₀ + … + w_c > u · Σw, w = exp(logits − max) as floats, u = ⌊pair / 2¹¹⌋ · 2⁻⁵³.
 *
 * Sums and products are of doubles, so no bit depends on the runtime. A probability p is off by at
 * most about p (2 + max − logit) 2⁻²⁴, what the rounding of exponent and weight makes of it.
 * @param n      how many draws; draw i is from row i mod rows
 * @param logits [rows, k]
 * @param k      how many categories
 * @throws RangeError if a logit is NaN or +∞, or a row has none above −∞
 */
export function categories(
  key0: number,
  key1: number,
  n: number,
  logits: Float32Array,
  k: number,
): Int32Array<ArrayBuffer> {
  const out = new Int32Array(n);
  if (n === 0) return out;
  if (k === 0) throw notALogit(logits, 0);
  const sums = runningSums(logits, k);
  const pairs = randomWords(key0, key1, 2 * n);
  for (let i = 0; i < n; i++) {
    const first = (i * k) % sums.length;
    const u = ((pairs[2 * i]! >>> 5) * 2 ** 26 + (pairs[2 * i + 1]! >>> 6)) * 2 ** -53;
    // u ≤ 1 − 2⁻⁵³, so the product is below the last sum after rounding too.
    const threshold = u * sums[first + k - 1]!;
    let [low, high] = [first, first + k - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > threshold) high = middle;
      else low = middle + 1;
    }
    out[i] = low - first;
  }
  return out;
}

/** w₀ + … + w_c along each row of k, from the left. */
function runningSums(logits: Float32Array, k: number): Float64Array {
  const weights = new Float32Array(logits.length);
  for (let first = 0; first < logits.length; first += k) {
    const row = logits.subarray(first, first + k);
    const most = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    if (!Number.isFinite(most)) throw notALogit(row, first / k);
    for (let c = 0; c < k; c++) weights[first + c] = row[c]! - most;
  }
  applyBlocks("exp", weights, weights);
  const sums = new Float64Array(logits.length);
  for (let at = 0; at < sums.length; at++) {
    sums[at] = (at % k === 0 ? 0 : sums[at - 1]!) + weights[at]!;
  }
  return sums;
}

function notALogit(row: Float32Array, number: number): RangeError {
  const wrong = row.findIndex((logit) => !(logit < Number.POSITIVE_INFINITY));
  return wrong >= 0
    ? rangeError(
        "categorical",
        "logits below ∞",
        `${row[wrong]} at position ${wrong} of row ${number}`,
      )
    : rangeError("categorical", "a category above −∞ in every row", `none in row ${number}`);
}
