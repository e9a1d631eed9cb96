/**
 * Why no hypothesis can be left out: a witness wherever one less is too few.
 *
 * Next: cheapest.ts
 */
import { type CellPlace, placeName } from "../catalogue/cells.ts";
import type { Gradients } from "../discover/discover.ts";
import type { MethodPair } from "./equivalences.ts";
import { strongest, weaker } from "./lattice.ts";
import { type Disproof, disprove } from "./proportional.ts";
import { type Subject, smallPlaces } from "./subject.ts";

/** left ≠ c · right for every constant c, though the hypotheses hold. */
export interface Difference {
  /** The hypotheses that do not suffice. */
  readonly given: readonly string[];
  /** Where, and the numbers at which they do not; null if none were found. */
  readonly disproof: (Disproof & { readonly place: string }) | null;
}

/**
 * For a subject, what shows that two of its methods differ: under the strongest sets that lack one
 * hypothesis of those that make them equal, or under none where no set of them does.
 * @param subject what is compared
 * @param seed    what all draws are a function of
 * @param places  where witnesses are sought, in order
 */
export function differencesOf(
  subject: Subject,
  seed = 0,
  places: readonly CellPlace[] = smallPlaces,
): (pair: MethodPair) => Difference[] {
  const known = new Map<string, Gradients>();
  const gradientsAt = (given: readonly string[], place: CellPlace): Gradients => {
    const key = [placeName(place), ...given].join();
    const gradients = known.get(key) ?? subject.gradients(given, place)!;
    known.set(key, gradients);
    return gradients;
  };
  return ({ left, right, equal }) => {
    const missing = equal.flatMap(({ given }) => weaker(subject, given));
    const sets = equal.length === 0 ? [[]] : strongest(subject, missing);
    return sets.map((given) => {
      for (const place of places) {
        const gradients = gradientsAt(given, place);
        const disproof = disprove(gradients[left]!, gradients[right]!, seed);
        if (disproof) return { given, disproof: { ...disproof, place: placeName(place) } };
      }
      return { given, disproof: null };
    });
  };
}
