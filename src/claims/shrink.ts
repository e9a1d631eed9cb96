/**
 * Shrinking: the simplest point that still is a counterexample, entry by entry.
 *
 * Next: arena.ts
 */
import type { Point } from "./point.ts";

/**
 * Numbers from simple to less simple; a counterexample may use any, a shrunk one the first that
 * will do.
 */
const SIMPLE: readonly number[] = [0, 1, -1, 2, -2, 0.5, -0.5, 3];

/** Candidates tried in all, at most: a witness of 200 entries must not take minutes. */
const MAX_TRIES = 600;

/**
 * A point at which the predicate still holds and no single entry can be made simpler.
 * @param point      one at which it holds
 * @param stillFails the predicate
 */
export function shrink(point: Point, stillFails: (candidate: Point) => boolean): Point {
  const best = point.map((values) => [...values]);
  let tries = 0;
  const attempt = (k: number, entries: readonly number[], value: number): boolean => {
    const before = best[k]!.slice();
    for (const i of entries) best[k]![i] = value;
    if (tries++ < MAX_TRIES && stillFails(best)) return true;
    best[k] = before;
    return false;
  };
  // whole inputs at once first: most of them do not matter
  best.forEach((values, k) => {
    const all = values.map((_, i) => i);
    if (values.some((x) => x !== 0) && !attempt(k, all, 0)) attempt(k, all, 1);
  });
  for (let changed = true; changed && tries < MAX_TRIES; ) {
    changed = false;
    best.forEach((values, k) => {
      for (let i = 0; i < values.length; i++) {
        for (const simpler of SIMPLE) {
          if (simpler === best[k]![i]) break;
          if (attempt(k, [i], simpler)) {
            changed = true;
            break;
          }
        }
      }
    });
  }
  return best;
}
