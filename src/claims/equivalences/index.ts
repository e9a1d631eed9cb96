/** Method × method: what is the same as what, under which hypotheses, and what is cheapest. */
export { type Cheapest, type CheapestOptions, cheapest } from "./cheapest.ts";
export { type Difference, differencesOf } from "./differences.ts";
export {
  between,
  type Equality,
  type EquivalenceOptions,
  equivalences,
  type MethodPair,
} from "./equivalences.ts";
export { type Factor, formatFactor, inverseFactor } from "./factor.ts";
export { isImplied } from "./lattice.ts";
export { type LearningOptions, learning } from "./learning.ts";
export { policies } from "./policies.ts";
export type { Disproof } from "./proportional.ts";
export { qLearning } from "./q-learning.ts";
export { type Implication, places as equivalencePlaces, type Subject } from "./subject.ts";
