/**
 * Constant factors between gradients: left = c · right, c a small fraction, |G| or |O| times one.
 *
 * Next: proportional.ts
 */
import type { CellPlace } from "../catalogue/cells.ts";
import { formatRatio, type Ratio } from "../discover/ratio.ts";

/** What a factor may be a multiple of: 1, the order of the group, the size of an orbit. */
type Unit = "1" | "|G|" | "|O|";

/** ratio · unitᵖᵒʷᵉʳ, the same at every place; the unit is 1 where the power is 0. */
export interface Factor {
  /** The number. */
  readonly ratio: Ratio;
  /** What it is a multiple of. */
  readonly unit: Unit;
  /** 1, or −1 where it is divided by the unit. */
  readonly power: 1 | -1;
}

/** c = 1 */
export const ONE: Factor = { ratio: [1, 1], unit: "1", power: 1 };

const CANDIDATES: readonly Omit<Factor, "ratio">[] = [
  { unit: "1", power: 1 },
  { unit: "|O|", power: 1 },
  { unit: "|O|", power: -1 },
  { unit: "|G|", power: 1 },
  { unit: "|G|", power: -1 },
];

/**
 * The factor that has the given value at each place; null if none does.
 * @param ratios one a place
 * @param places in the same order
 */
export function factorOf(ratios: readonly Ratio[], places: readonly CellPlace[]): Factor | null {
  for (const { unit, power } of CANDIDATES) {
    const [first, ...rest] = ratios.map((ratio, i) =>
      lowest(scaled(ratio, unitAt(unit, places[i]!), power === 1 ? -1 : 1)),
    );
    if (rest.every(([n, m]) => n === first![0] && m === first![1])) {
      return { ratio: first!, unit, power };
    }
  }
  return null;
}

/** What a factor is at a place. */
export function valueAt({ ratio, unit, power }: Factor, place: CellPlace): Ratio {
  return lowest(scaled(ratio, unitAt(unit, place), power));
}

/** 1/c */
export function inverseFactor({ ratio: [n, m], unit, power }: Factor): Factor {
  const ratio: Ratio = n < 0 ? [-m, -n] : [m, n];
  return { ratio, unit, power: unit === "1" ? 1 : power === 1 ? -1 : 1 };
}

/** "", "1/4 · ", "|O| · ", "2/|G| · ": what stands before a name. */
export function formatFactor({ ratio, unit, power }: Factor): string {
  const number = formatRatio(ratio);
  if (unit === "1") return number === "1" ? "" : `${number} · `;
  if (power === -1) return `${number.includes("/") ? `(${number})` : number}/${unit} · `;
  return number === "1" ? `${unit} · ` : `${number} · ${unit} · `;
}

function unitAt(unit: Unit, { G }: CellPlace): number {
  return unit === "1" ? 1 : unit === "|G|" ? G.order : G.degree;
}

function scaled([n, m]: Ratio, by: number, power: 1 | -1): Ratio {
  return power === 1 ? [n * by, m] : [n, m * by];
}

function lowest([n, m]: Ratio): Ratio {
  const divisor = gcd(Math.abs(n), m);
  return [n / divisor, m / divisor];
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
