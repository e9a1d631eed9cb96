/**
 * Cells: the problems that identities are sought in, from the general to the special.
 *
 * Next: explore.ts
 */
import type { Group } from "../../symmetry/group.ts";
import { cyclic, symmetric } from "../../symmetry/groups.ts";
import type { Gradients } from "../discover/discover.ts";
import { type LossName, losses } from "./losses.ts";
import { supervisedGradients } from "./methods.ts";
import { type Hypothesis, type ModelName, models, problem } from "./problem.ts";
import { type TableHypothesis, tableGradients } from "./tables.ts";

/** One kind of problem. */
export type Cell =
  | { readonly loss: LossName; readonly model: ModelName; readonly given: readonly Hypothesis[] }
  | { readonly loss: null; readonly model: "table"; readonly given: readonly TableHypothesis[] };

/** Where identities must hold: a group, and how many samples. */
export interface CellPlace {
  /** The symmetry. */
  readonly G: Group;
  /** Samples in the batch. */
  readonly batch: number;
}

/** Where identities are sought. */
export const standardPlaces: readonly CellPlace[] = [
  { G: cyclic(3), batch: 1 },
  { G: cyclic(2), batch: 2 },
];

/** Where those that were found are proved besides: a group that does not commute. */
export const furtherPlaces: readonly CellPlace[] = [{ G: symmetric(3), batch: 1 }];

/** "S3, 1 sample" */
export function placeName({ G, batch }: CellPlace): string {
  return `${G.name}, ${batch} sample${batch === 1 ? "" : "s"}`;
}

/** "squared loss, a linear model, given fits" */
export function cellName(cell: Cell): string {
  const given = cell.given.length === 0 ? "" : `, given ${cell.given.join(" and ")}`;
  if (cell.loss === null) return `tabular Q-learning${given}`;
  return `${losses[cell.loss].says}, ${models[cell.model]}${given}`;
}

/** The gradients of every method in a cell, at a place. */
export function gradientsIn(cell: Cell, { G, batch }: CellPlace): Gradients {
  if (cell.loss === null) return tableGradients(G, cell.given);
  return supervisedGradients(problem({ ...cell, G, batch }));
}

/**
 * Whether what holds in a cell is said of another too: its loss is every loss, its model every φ,
 * and it assumes no more.
 */
export function isMoreGeneral(a: Cell, b: Cell): boolean {
  if ((a.loss === null) !== (b.loss === null)) return false;
  const given: readonly string[] = b.given;
  return (
    (a.loss === b.loss || a.loss === "every") &&
    (a.model === b.model || a.model === "phi") &&
    a.given.every((hypothesis) => given.includes(hypothesis))
  );
}

const SINGLE: readonly (readonly Hypothesis[])[] = [
  [],
  ["closed batch"],
  ["fixed θ"],
  ["constant residual"],
  ["constant Jacobian"],
  ["fits"],
];

const PAIRS: readonly (readonly Hypothesis[])[] = [
  ["closed batch", "fits"],
  ["fixed θ", "fits"],
];

const TABLE_SUBSETS: readonly (readonly TableHypothesis[])[] = [
  [],
  ["symmetric χ"],
  ["doubly stochastic χ"],
  ["symmetric χ", "doubly stochastic χ"],
  ["projector"],
  ["symmetric Q"],
  ["projector", "symmetric Q"],
  ["doubly stochastic χ", "symmetric Q"],
  ["environment"],
];

/** The cells of the page: general ones before special ones. */
export const standardCells: readonly Cell[] = [
  ...SINGLE.flatMap((given) =>
    (Object.keys(losses) as LossName[]).map((loss): Cell => ({ loss, model: "phi", given })),
  ),
  ...PAIRS.flatMap((given) =>
    (["every", "squared"] as const).map((loss): Cell => ({ loss, model: "phi", given })),
  ),
  ...(["linear", "tied", "tanh", "relu"] as const).flatMap((model) =>
    (["every", "squared"] as const).map((loss): Cell => ({ loss, model, given: [] })),
  ),
  ...TABLE_SUBSETS.map((given): Cell => ({ loss: null, model: "table", given })),
];
