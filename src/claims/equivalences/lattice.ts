/**
 * The lattice of hypotheses: which sets of them are weaker than which.
 *
 * Next: factor.ts
 */
import type { Subject } from "./subject.ts";

type Hypotheses = Pick<Subject, "hypotheses" | "implications">;

/** Some hypotheses and all that they imply, in the order of the subject. */
export function closure(
  { hypotheses, implications }: Hypotheses,
  given: readonly string[],
): string[] {
  const all = new Set(given);
  for (let before = -1; before < all.size; ) {
    before = all.size;
    for (const { given: premises, imply } of implications) {
      if (premises.every((name) => all.has(name))) for (const name of imply) all.add(name);
    }
  }
  return Object.keys(hypotheses).filter((name) => all.has(name));
}

/** All sets of hypotheses of which none is implied by the others, weak sets before stronger ones. */
export function antecedents(of: Hypotheses): string[][] {
  const names = Object.keys(of.hypotheses);
  const all = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_, k) => bits & (1 << k)),
  );
  const independent = all.filter((set) => reduced(of, set).length === set.length);
  const strength = (set: readonly string[]): number => closure(of, set).length;
  return independent.sort((a, b) => strength(a) - strength(b) || a.length - b.length);
}

/** Whether a set of hypotheses is implied by another. */
export function isImplied(
  of: Hypotheses,
  weak: readonly string[],
  strong: readonly string[],
): boolean {
  const all = closure(of, strong);
  return weak.every((name) => all.includes(name));
}

/** The strongest sets that lack one of the hypotheses, each without what it implies itself. */
export function weaker(of: Hypotheses, given: readonly string[]): string[][] {
  const all = closure(of, given);
  return given.map((name) =>
    reduced(
      of,
      all.filter((other) => other !== name),
    ),
  );
}

/** The strongest of some sets of hypotheses, each once. */
export function strongest(of: Hypotheses, sets: readonly string[][]): string[][] {
  return sets.filter(
    (set, i) =>
      !sets.some(
        (other, k) => k !== i && isImplied(of, set, other) && (k < i || !isImplied(of, other, set)),
      ),
  );
}

/** The set without hypotheses that the others imply, the last first. */
function reduced(of: Hypotheses, set: readonly string[]): string[] {
  return set.reduceRight<string[]>(
    (kept, name) => {
      const rest = kept.filter((other) => other !== name);
      return closure(of, rest).includes(name) ? rest : kept;
    },
    [...set],
  );
}
