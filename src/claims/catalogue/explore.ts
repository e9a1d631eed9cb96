/**
 * explore: the identities of every cell, told once, in the most general cell they hold in, and told
 * apart from those that the ledger has.
 *
 * Next: origin.ts
 */
import {
  type Combination,
  discover,
  type Identity,
  proveCombination,
} from "../discover/discover.ts";
import {
  type Cell,
  type CellPlace,
  furtherPlaces,
  gradientsIn,
  isMoreGeneral,
  standardPlaces,
} from "./cells.ts";
import { knownIdentities } from "./known.ts";

/** What was found in one cell. */
export interface CellReport {
  /** The problem. */
  readonly cell: Cell;
  /** Ids of the ledger whose sentences are among the identities of the cell. */
  readonly known: readonly string[];
  /** Identities that follow neither from those nor from what more general cells say. */
  readonly found: readonly Identity[];
}

/** Where and how to explore. */
export interface ExploreOptions {
  /** What all draws are a function of; 0 when left out. */
  readonly seed?: number;
  /** Where identities are sought; the standard places when left out. */
  readonly places?: readonly CellPlace[];
  /** Where those that were found are proved besides; the standard ones when left out. */
  readonly further?: readonly CellPlace[];
}

/**
 * A report on each cell, in order.
 * @param cells   general ones first: what they say is not told again
 * @param options where and how
 */
export function explore(cells: readonly Cell[], options: ExploreOptions = {}): CellReport[] {
  const reports: CellReport[] = [];
  for (const cell of cells) {
    const above = reports.filter((report) => isMoreGeneral(report.cell, cell));
    reports.push(exploreCell(cell, above, options));
  }
  return reports;
}

function exploreCell(
  cell: Cell,
  above: readonly CellReport[],
  { seed = 0, places = standardPlaces, further = furtherPlaces }: ExploreOptions,
): CellReport {
  const [gradients, ...elsewhere] = places.map((place) => gradientsIn(cell, place));
  const sayable = ({ combination }: { readonly combination: Combination }): boolean =>
    Object.keys(combination).every((name) => Object.hasOwn(gradients!, name));
  const known = knownIdentities.filter((each) => each.speaksOf(cell) && sayable(each));
  const told = above.flatMap(({ found }) => found.filter(isProved)).filter(sayable);
  const sought = discover(gradients!, {
    seed,
    elsewhere,
    known: [...known, ...told].map(({ combination }) => combination),
  });
  const beyond = sought.length === 0 ? [] : further.map((place) => gradientsIn(cell, place));
  const found = sought.map((identity) => {
    const more = beyond.map((each) => proveCombination(each, identity.combination, seed));
    return { ...identity, verdicts: [...identity.verdicts, ...more] };
  });
  return { cell, known: [...new Set(known.map(({ id }) => id))], found };
}

/** Whether an identity is PROVED at every place. */
export function isProved({ verdicts }: Identity): boolean {
  return verdicts.every(({ verdict }) => verdict === "PROVED");
}
