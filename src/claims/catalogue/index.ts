/** Problems, methods and hypotheses by name: what identities are sought among. */
export {
  type Cell,
  type CellPlace,
  cellName,
  furtherPlaces,
  gradientsIn,
  isMoreGeneral,
  placeName,
  standardCells,
  standardPlaces,
} from "./cells.ts";
export { type CellReport, type ExploreOptions, explore, isProved } from "./explore.ts";
export { type KnownIdentity, knownIdentities } from "./known.ts";
export { type CataloguedLoss, type LossName, losses, poissonLoss } from "./losses.ts";
export { methods } from "./methods.ts";
export { type Origin, originOf } from "./origin.ts";
export { type Hypothesis, hypotheses, type ModelName, models } from "./problem.ts";
export { type TableHypothesis, tableHypotheses, tableMethods } from "./tables.ts";
