/** What a property that fails is left with: the counterexample, as fast-check prints it. */
import * as fc from "fast-check";
import { expect } from "vitest";

/** The texts to which a counterexample shrinks, for six seeds, each once. */
export function shrunk<T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => boolean): string[] {
  const texts = [1, 2, 3, 4, 5, 6].map((seed) => {
    const found = fc.check(fc.property(arbitrary, holds), { seed, numRuns: 1000 });
    expect(found.failed).toBe(true);
    return fc.stringify(found.counterexample![0]);
  });
  return [...new Set(texts)];
}
