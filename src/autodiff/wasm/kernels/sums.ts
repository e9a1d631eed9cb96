/**
 * A static scatterAdd seen from its results: which sources each one sums.
 *
 * Next: scatter-add.ts
 */

/** Which results have how many sources, and which. */
export interface Sums {
  /** The results that have `count` sources each, ascending. */
  readonly classes: readonly { readonly count: number; readonly results: readonly number[] }[];
  /** The sources of result j, from starts[j] on. */
  readonly starts: Int32Array;
  /** All sources, those of one result after the other, each in index order. */
  readonly sources: Int32Array;
}

/** The sources of each of `length` results: result indices[i] has source i. */
export function sumsOf(indices: Int32Array, length: number): Sums {
  const starts = new Int32Array(length + 1);
  for (const j of indices) starts[j + 1]!++;
  const members = new Map<number, number[]>();
  for (let j = 0; j < length; j++) {
    const count = starts[j + 1]!;
    const results = members.get(count);
    if (results) results.push(j);
    else members.set(count, [j]);
    starts[j + 1]! += starts[j]!;
  }
  const free = starts.slice();
  const sources = new Int32Array(indices.length);
  indices.forEach((j, i) => {
    sources[free[j]!++] = i;
  });
  const classes = Array.from(members, ([count, results]) => ({ count, results }));
  return { classes, starts, sources };
}

/**
 * In bytes, for each four results: their first sources, their second sources …, and themselves. A
 * last four that are fewer repeat the last, which is written more than once then.
 */
export function tableOf({ classes, starts, sources }: Sums, inOrder: boolean): Int32Array {
  let size = 0;
  for (const { count, results } of classes) {
    size += Math.ceil(results.length / 4) * 4 * (count + (inOrder ? 0 : 1));
  }
  const table = new Int32Array(size);
  let at = 0;
  for (const { count, results } of classes) {
    for (let first = 0; first < results.length; first += 4) {
      for (let lane = 0; lane < 4; lane++) {
        const j = results[Math.min(first + lane, results.length - 1)]!;
        for (let k = 0; k < count; k++) table[at + 4 * k + lane] = 4 * sources[starts[j]! + k]!;
        if (!inOrder) table[at + 4 * count + lane] = 4 * j;
      }
      at += 4 * (count + (inOrder ? 0 : 1));
    }
  }
  return table;
}
