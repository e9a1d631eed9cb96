/** What is told of pairs of methods, broken. */
import type { Mutant } from "./mutant.ts";

export const equivalences: readonly Mutant[] = [
  // Equivalences: a witness that refutes a factor, a proof that is not asked for, a price list read from the wrong end.
  {
    file: "claims/equivalences/proportional.ts",
    find: " || !oneIsZero",
    replace: "",
    run: "claims/equivalences/proportional.test.ts",
    red: "disprove a factor refutes nothing",
  },
  {
    file: "claims/equivalences/equivalences.ts",
    find: "return proved ?",
    replace: "return true ?",
    run: "claims/equivalences/equivalences.test.ts",
    red: "a table known by heart what agrees at random points but cannot be proved is not told",
  },
  {
    file: "claims/equivalences/cheapest.ts",
    find: "price(a) - price(b)",
    replace: "price(b) - price(a)",
    run: "claims/equivalences/cheapest.test.ts",
    red: "cheapest augmentation is gradient augmentation at the θ that G fixes",
  },
];
