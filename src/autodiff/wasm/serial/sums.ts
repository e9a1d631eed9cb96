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
  /** Whether all results have equally many: then they come in order, and need no list. */
  readonly even: boolean;
  /** How long the table of them is. */
  readonly entries: number;
}

/** The sources of each of `length` rows of `inner` results: row indices[i] has source row i. */
export function sumsOf(indices: readonly number[], inner: number, length: number): Sums {
  const starts = new Int32Array(length * inner + 1);
  for (let i = 0; i < indices.length; i++) {
    for (let k = 0; k < inner; k++) starts[indices[i]! * inner + k + 1]!++;
  }
  const members = new Map<number, number[]>();
  for (let j = 0; j < length * inner; j++) {
    const count = starts[j + 1]!;
    const results = members.get(count);
    if (results) results.push(j);
    else members.set(count, [j]);
    starts[j + 1]! += starts[j]!;
  }
  const free = starts.slice();
  const sources = new Int32Array(indices.length * inner);
  for (let i = 0; i < indices.length; i++) {
    for (let k = 0; k < inner; k++) sources[free[indices[i]! * inner + k]!++] = i * inner + k;
  }
  const classes = Array.from(members, ([count, results]) => ({ count, results }));
  const even = classes.length === 1;
  const each = ({ count, results }: Sums["classes"][number]): number =>
    4 * Math.ceil(results.length / 4) * (even ? count : count + 1);
  const entries = classes.reduce((total, group) => total + each(group), 0);
  return { classes, starts, sources, even, entries };
}

/**
 * In bytes, for each four results: their first sources, their second sources …, and themselves
 * unless all are even. A last four that are fewer repeat the last, which is written more than once
 * then.
 */
export function tableOf({ classes, starts, sources, even, entries }: Sums): Int32Array {
  const table = new Int32Array(entries);
  let at = 0;
  for (const { count, results } of classes) {
    for (let first = 0; first < results.length; first += 4) {
      for (let lane = 0; lane < 4; lane++) {
        const j = results[Math.min(first + lane, results.length - 1)]!;
        for (let k = 0; k < count; k++) table[at + 4 * k + lane] = 4 * sources[starts[j]! + k]!;
        if (!even) table[at + 4 * count + lane] = 4 * j;
      }
      at += 4 * (even ? count : count + 1);
    }
  }
  return table;
}

/** Whether most neighbouring results have their sources far apart: the list reads x at random. */
export function isScattered({ classes, starts, sources }: Sums): boolean {
  let [jumps, all] = [0, 0];
  for (const { count, results } of classes) {
    if (count === 0) continue;
    for (let i = 1; i < results.length; i++) {
      const apart = sources[starts[results[i]!]!]! - sources[starts[results[i - 1]!]!]!;
      if (Math.abs(apart) > 64 + 4 * count) jumps++;
      all++;
    }
  }
  return 2 * jumps > all;
}
