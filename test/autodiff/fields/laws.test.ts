/** The axioms of a field, over every exact interpreter that is one, and of a ring over dual numbers. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Field } from "../../../src/autodiff/field.ts";
import { type Dual, dual } from "../../../src/autodiff/fields/dual.ts";
import { prime, ZeroDenominator } from "../../../src/autodiff/fields/prime.ts";
import { rational } from "../../../src/autodiff/fields/rational.ts";

interface Sample<T> {
  readonly F: Field<T>;
  readonly element: fc.Arbitrary<T>;
  /** Whether x has an inverse. */
  isUnit(x: T): boolean;
}

const Q = rational();
const ofPrime = (p: number): Sample<number> => ({
  F: prime({ p, seed: 1, trial: 0 }),
  element: fc.oneof(fc.nat(p - 1), fc.constantFrom(0, 1, p - 1)),
  isUnit: (x) => x !== 0,
});
const ofRationals: Sample<ReturnType<typeof Q.of>> = {
  F: Q,
  element: fc
    .tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 20 }))
    .map(([a, b]) => Q.div(Q.of(a), Q.of(b))),
  isUnit: (x) => x.numerator !== 0n,
};
function ofDual<T>({ F, element, isUnit }: Sample<T>): Sample<Dual<T>> {
  return {
    F: dual(F),
    element: fc.record({ value: element, tangent: element }),
    isUnit: (x) => isUnit(x.value),
  };
}

function laws<T>({ F, element, isUnit }: Sample<T>, isField: boolean): void {
  const zero = F.of(0);
  const one = F.of(1);
  describe(F.name, () => {
    test("+ and × are commutative and associative, × distributes over +", () => {
      fc.assert(
        fc.property(element, element, element, (a, b, c) => {
          expect(F.add(a, b)).toEqual(F.add(b, a));
          expect(F.mul(a, b)).toEqual(F.mul(b, a));
          expect(F.add(F.add(a, b), c)).toEqual(F.add(a, F.add(b, c)));
          expect(F.mul(F.mul(a, b), c)).toEqual(F.mul(a, F.mul(b, c)));
          expect(F.mul(a, F.add(b, c))).toEqual(F.add(F.mul(a, b), F.mul(a, c)));
        }),
      );
    });

    test("0 and 1 are neutral, − undoes +, ÷ undoes ×", () => {
      fc.assert(
        fc.property(element, element, (a, b) => {
          expect(F.add(a, zero)).toEqual(a);
          expect(F.mul(a, one)).toEqual(a);
          expect(F.mul(a, zero)).toEqual(zero);
          expect(F.sub(F.add(a, b), b)).toEqual(a);
          if (isUnit(b)) expect(F.mul(F.div(a, b), b)).toEqual(a);
          else if (isField) expect(() => F.div(a, b)).toThrow(ZeroDenominator);
        }),
      );
    });

    test("of is a homomorphism on dyadic numbers", () => {
      const dyadic = fc.integer({ min: -1000, max: 1000 }).map((n) => n / 64);
      fc.assert(
        fc.property(dyadic, dyadic, (x, y) => {
          expect(F.of(x + y)).toEqual(F.add(F.of(x), F.of(y)));
          expect(F.of(x * y)).toEqual(F.mul(F.of(x), F.of(y)));
        }),
      );
    });

    test("max is one of the two, commutative, associative and idempotent; |−x| = |x|", () => {
      fc.assert(
        fc.property(element, element, element, (a, b, c) => {
          if (isField) expect([a, b]).toContainEqual(F.max(a, b));
          expect(F.max(a, b)).toEqual(F.max(b, a));
          if (isField) expect(F.max(F.max(a, b), c)).toEqual(F.max(a, F.max(b, c)));
          expect(F.max(a, a)).toEqual(a);
          expect(F.fn("abs", F.sub(zero, a))).toEqual(F.fn("abs", a));
          expect(F.gate(zero, a, b)).toEqual(b);
        }),
      );
    });
  });
}

laws(ofPrime(3), true);
laws(ofPrime(101), true);
laws(ofPrime(2147329799), true);
laws(ofRationals, true);
laws(ofDual(ofPrime(101)), false);
laws(ofDual(ofRationals), false);
laws(ofDual(ofDual(ofPrime(2147329799))), false);
