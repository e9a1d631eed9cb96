/**
 * The search for a counterexample in real numbers, and its shrinking to one that a person can
 * check.
 *
 * Small numbers first. A graph of + − × ÷ (and of "every φ", which one polynomial can refute) is
 * searched in exact rationals; a graph with exp or tanh in doubles that carry an error bound, which
 * the gap must exceed a hundredfold.
 *
 * Next: at-most.ts
 */
import { keyed } from "../autodiff/fields/keyed.ts";
import { formatPhi, type PhiInstance } from "../autodiff/fields/phi.ts";
import { ZeroDenominator } from "../autodiff/fields/prime.ts";
import { functions } from "../autodiff/functions.ts";
import type { Attributes } from "../autodiff/ops/names.ts";
import { topological } from "../autodiff/order.ts";
import { cosineOfTurn } from "../autodiff/turn.ts";
import { type BoundedArena, boundedArena, exactArena } from "./arena.ts";
import type { Relation } from "./claim.ts";
import type { Arena, Point } from "./point.ts";
import { shrink } from "./shrink.ts";
import { type Sides, turnsOf } from "./sides.ts";
import type { Witness } from "./verdict.ts";

/** How hard to search. */
export interface SearchOptions {
  /** What all draws are a function of. */
  readonly seed: number;
  /** Points tried before giving up; 60 when left out. */
  readonly attempts?: number;
  /** Whether to shrink what is found; true when left out. */
  readonly shrink?: boolean;
  /** What the point must contradict; "equal" when left out. */
  readonly relation?: Relation;
}

/** Numbers to draw from, wider as the search goes on; all of them are exact in binary. */
const PALETTES: readonly (readonly number[])[] = [
  [0, 1],
  [0, 1, -1, 2],
  [0, 1, -1, 2, -2, 0.5, 3],
  [1, -1, 2, -2, 0.5, -0.5, 3, 0.25, 1.5],
];

/** Simple functions to stand for "every φ". An even one, an odd one, one that is neither. */
const PHIS: readonly PhiInstance[] = [
  { coefficients: [0, 0, 1] },
  { coefficients: [0, 1, 0, 1] },
  { coefficients: [0, 1, 1, 1] },
];

/** A point at which the sides differ, the simplest near it; null if none was found. */
export function search(sides: Sides, options: SearchOptions): Witness | null {
  const { seed, attempts = 60 } = options;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const point = candidate(sides, seed, attempt, attempts);
    const witness = simplest(
      arenasOf(sides, attempt, options.relation).best,
      point,
      options.shrink,
    );
    if (witness !== null) return witness;
  }
  return null;
}

/** A point of small numbers, less small as the attempts go on. */
export function candidate(sides: Sides, seed: number, attempt: number, attempts: number): Point {
  const value = keyed({ p: 2 ** 30, seed, trial: 0 });
  const palette = PALETTES[Math.min(PALETTES.length - 1, Math.floor((attempt * 8) / attempts))]!;
  return sides.inputs.map((leaf, k) =>
    Array.from({ length: leaf.size }, (_, i) => {
      return palette[value(`search:${attempt}:${k}`, i) % palette.length]!;
    }),
  );
}

/** The simplest counterexample near a point, with what both sides are; null if it is none. */
export function simplest(arena: Arena, point: Point, shrinks = true): Witness | null {
  if (!differs(arena, point)) return null;
  return arena.witness(shrinks ? shrink(point, (each) => differs(arena, each)) : point);
}

/**
 * Where an attempt is made: doubles, and the best there is, exact rationals where the graph allows
 * them. "Every φ" is another polynomial in each attempt.
 */
export function arenasOf(
  sides: Sides,
  attempt: number,
  relation: Relation = "equal",
): { readonly doubles: BoundedArena; readonly best: Arena } {
  const phi = PHIS[attempt % PHIS.length]!;
  const names = new Set(
    topological([...sides.left, ...sides.right])
      .filter((node) => node.op === "function")
      .map((node) => (node.attrs as Attributes["function"]).name),
  );
  const rational =
    [...names].every((name) => name.startsWith("phi") || functions[name].exact) &&
    turnsOf(sides).every(([k, n]) => Number.isInteger(2 * cosineOfTurn(k, n)));
  const spelled = [...names].some((name) => name.startsWith("phi")) ? [formatPhi(phi)] : [];
  const doubles = boundedArena(sides, phi, spelled, relation);
  return { doubles, best: rational ? exactArena(sides, phi, spelled, relation) : doubles };
}

function differs(arena: Arena, point: Point): boolean {
  try {
    return arena.differ(point);
  } catch (error) {
    if (error instanceof ZeroDenominator) return false;
    throw error;
  }
}
