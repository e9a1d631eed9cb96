/** Shrinking keeps a counterexample one, and ends where no entry can be simpler. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shrink } from "../../src/claims/shrink.ts";

const SIMPLE = [0, 1, -1, 2, -2, 0.5, -0.5, 3];
const points = fc.array(fc.array(fc.constantFrom(...SIMPLE, 0.25, 1.5), { maxLength: 4 }), {
  maxLength: 3,
});
/** Whether ⟨weights, entries⟩ is more than a limit: a predicate that depends on several entries. */
const predicates = fc
  .tuple(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 12, maxLength: 12 }), fc.nat(4))
  .map(([weights, limit]) => (point: readonly (readonly number[])[]) => {
    const sum = point.flat().reduce((total, x, i) => total + weights[i]! * x, 0);
    return Math.abs(sum) > limit;
  });

describe("shrink", () => {
  test("gives a point at which the predicate still holds, of the same form, and leaves its argument", () => {
    fc.assert(
      fc.property(points, predicates, (point, holds) => {
        fc.pre(holds(point));
        const before = JSON.stringify(point);
        const small = shrink(point, holds);
        expect(holds(small)).toBe(true);
        expect(small.map((values) => values.length)).toEqual(point.map((values) => values.length));
        expect(JSON.stringify(point)).toBe(before);
      }),
    );
  });

  test("of which no single entry can be simpler", () => {
    fc.assert(
      fc.property(points, predicates, (point, holds) => {
        fc.pre(holds(point));
        const small = shrink(point, holds);
        small.forEach((values, k) => {
          values.forEach((value, i) => {
            const simpler = SIMPLE.includes(value)
              ? SIMPLE.slice(0, SIMPLE.indexOf(value))
              : SIMPLE;
            for (const candidate of simpler) {
              const changed = small.map((row) => [...row]);
              changed[k]![i] = candidate;
              expect(holds(changed)).toBe(false);
            }
          });
        });
      }),
    );
  });

  test("what does not matter becomes 0, in few tries", () => {
    const point = [new Array<number>(500).fill(3), [0.25, 1.5]];
    let tries = 0;
    const small = shrink(point, (candidate) => {
      tries++;
      return candidate[1]![1]! > 1;
    });
    expect(small).toEqual([new Array(500).fill(0), [0, 2]]);
    expect(tries).toBeLessThan(40);
  });

  test("stops after 600 tries, however long the point", () => {
    const point = [Array.from({ length: 5000 }, (_, i) => (i % 2 ? 3 : 2))];
    let tries = 0;
    const big = shrink(point, (candidate) => {
      tries++;
      return candidate[0]!.filter((x) => x > 1).length >= 5000;
    });
    expect(tries).toBeLessThanOrEqual(600);
    expect(big[0]!.every((x) => x > 1)).toBe(true);
  });
});
