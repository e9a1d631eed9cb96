/**
 * Random couplings χ, by what is assumed of them. Their entries are fractions, exact in every
 * field; each shrinks to the identity, which couples nothing.
 *
 * Next: models.ts
 */
import type * as fc from "fast-check";
import { tensor } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Chi } from "../autodiff/with-vjp.ts";
import { averagingProjector, type Pair, rowStochastic } from "../symmetry/chi.ts";
import { group } from "../symmetry/group.ts";
import { orbitIndex } from "../symmetry/orbits.ts";
import { arbitraryDigits, type Digits, fraction, printedAs } from "./digits.ts";

/** A χ, and the distribution d it keeps: dᵢ χᵢⱼ = dⱼ χⱼᵢ. */
export interface BalancedChi {
  /** Rows that sum to 1. */
  readonly chi: Chi;
  /** d [n], positive, sums to 1. */
  readonly weights: Tensor;
}

/**
 * χ ≥ 0 with rows that sum to 1; columns need not.
 * @param n how many entries it couples
 */
export function arbitraryRowStochasticChi(n: number): fc.Arbitrary<Chi> {
  return arbitraryDigits(3, n * n).map((digits) => ofWeights(square(n, lazy(n, digits))));
}

/**
 * χ = χᵀ ≥ 0 with rows and columns that sum to 1.
 * @param n how many entries it couples
 */
export function arbitrarySymmetricChi(n: number): fc.Arbitrary<Chi> {
  return arbitraryDigits(3, n * n).map((digits) => {
    const coupled = square(n, (i, j) => (i === j ? 0 : mirrored(n, digits)(i, j)));
    const sums = coupled.map(total);
    const most = Math.max(1, ...sums);
    return ofWeights(square(n, (i, j) => (i === j ? most - sums[i]! : coupled[i]![j]!)));
  });
}

/**
 * χ = χᵀ = χ², the mean over each block of a partition of the entries.
 * @param n how many entries it couples
 */
export function arbitraryProjector(n: number): fc.Arbitrary<Chi> {
  return arbitraryDigits(n, n).map((digits) => {
    // entry i joins the one that many places before it; the cycle of each block is its orbit
    const images = Array.from({ length: n }, (_, i) => i);
    for (let i = 0; i < n; i++) {
      const joined = i - (digits(i) % (i + 1));
      [images[i], images[joined]] = [images[joined]!, images[i]!];
    }
    const blocks = group("blocks", [images]);
    const index = orbitIndex(blocks);
    const together = square(n, (i, j) => (index[i] === index[j] ? 1 : 0));
    return printedChi(averagingProjector(blocks), together);
  });
}

/**
 * χ with rows that sum to 1 and dᵢ χᵢⱼ = dⱼ χⱼᵢ for a d that need not be uniform.
 * @param n how many entries it couples
 */
export function arbitraryBalancedChi(n: number): fc.Arbitrary<BalancedChi> {
  return arbitraryDigits(3, n * n).map((digits) => {
    const weights = square(n, mirrored(n, digits));
    const sums = weights.map(total);
    const all = total(sums);
    const chi = ofWeights(weights);
    const text = `d = [${sums.map((sum) => fraction(sum, all)).join(", ")}]`;
    const d = printedAs(tensor(sums).div(all), () => text);
    return { chi, weights: d };
  });
}

/** Weights of which each entry keeps one at least for itself: all zeros is the identity. */
function lazy(n: number, digits: Digits): (i: number, j: number) => number {
  return (i, j) => digits(i * n + j) + (i === j ? 1 : 0);
}

function mirrored(n: number, digits: Digits): (i: number, j: number) => number {
  const weight = lazy(n, digits);
  return (i, j) => weight(Math.min(i, j), Math.max(i, j));
}

function square(n: number, entry: (i: number, j: number) => number): number[][] {
  return Array.from({ length: n }, (_, i) => Array.from({ length: n }, (__, j) => entry(i, j)));
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, next) => sum + next, 0);
}

/** Each row of weights over its sum. */
function ofWeights(weights: readonly (readonly number[])[]): Chi {
  const pairs = weights.flatMap((row, i) => row.map((weight, j): Pair => [i, j, weight]));
  return printedChi(rowStochastic(pairs, weights.length), weights);
}

function printedChi(chi: Chi, weights: readonly (readonly number[])[]): Chi {
  return printedAs(chi, () => {
    const rows = weights.map((row) => row.map((weight) => fraction(weight, total(row))).join(", "));
    return `χ = [${rows.map((row) => `[${row}]`).join(", ")}]`;
  });
}
