/**
 * Digits to build structures of: those that are missing are 0, so a structure of any size shrinks
 * at once to the one that is all zeros, whatever its size.
 *
 * A list as long as the structure would be shrunk entry by entry, and `chain` draws it anew.
 *
 * Next: tensors.ts
 */
import * as fc from "fast-check";

/** Position ↦ digit. */
export type Digits = (position: number) => number;

/**
 * Digits 0 … most at the positions below length.
 * @param most   the largest digit
 * @param length how many positions may hold another digit than 0
 * @returns an arbitrary that shrinks to zeros everywhere
 */
export function arbitraryDigits(most: number, length: number): fc.Arbitrary<Digits> {
  return fc
    .array(fc.nat(most), { maxLength: length, size: "max" })
    .map((digits) => (position) => digits[position] ?? 0);
}

/** The same digits from another position on. */
export function after(digits: Digits, start: number): Digits {
  return (position) => digits(start + position);
}

/**
 * The value, which fast-check prints as the text.
 * @param value a fresh object: it is given a method
 * @param text  asked only when a counterexample is printed
 */
export function printedAs<T extends object>(value: T, text: () => string): T {
  return Object.defineProperty(value, fc.toStringMethod, { value: text });
}

/** "1/2", "3": a/b in lowest terms. */
export function fraction(a: number, b: number): string {
  const common = (m: number, n: number): number => (n === 0 ? m : common(n, m % n));
  const by = common(Math.abs(a), b) || 1;
  return b === by ? String(a / by) : `${a / by}/${b / by}`;
}
