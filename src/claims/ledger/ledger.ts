/**
 * The ledger: every sentence of the notes, in their order, and the theorems that complete them.
 */
import type { Claim } from "../claim.ts";
import { actorCritic } from "./actor-critic.ts";
import { baselines } from "./baselines.ts";
import { bounds } from "./bounds.ts";
import { canonicalClaims } from "./canonical-losses.ts";
import { convolutions } from "./convolutions.ts";
import { augmentationClaims } from "./data-augmentation.ts";
import { equivariantClaims } from "./equivariant-targets.ts";
import { fixedPoints } from "./fixed-points.ts";
import { averagingClaims } from "./function-averaging.ts";
import { functionSpace } from "./function-space.ts";
import { gradientAugmentationClaims } from "./gradient-augmentation.ts";
import { gradientCouplingClaims } from "./gradient-coupling.ts";
import { instances } from "./instances.ts";
import { labelSharingClaims } from "./label-sharing.ts";
import { leastSquaresClaims } from "./least-squares.ts";
import { limits } from "./limits.ts";
import { methodPairs } from "./method-pairs.ts";
import { operators } from "./operators.ts";
import { optimisers } from "./optimisers.ts";
import { outputCouplingClaims } from "./output-coupling.ts";
import { parameterActionClaims } from "./parameter-actions.ts";
import { policyGradients } from "./policy-gradients.ts";
import { preconditioner } from "./preconditioner.ts";
import { qLearning } from "./q-learning.ts";
import { quotients } from "./quotients.ts";
import { similarityLoss } from "./similarity-loss.ts";
import { stability } from "./stability.ts";
import { subspaces } from "./subspaces.ts";
import { temporalDifference } from "./temporal-difference.ts";
import { tiedLayers } from "./tied-layers.ts";
import { weightSharingClaims } from "./weight-sharing.ts";

/** All claims, in the order of the notes. */
export const ledger: readonly Claim[] = [
  ...similarityLoss,
  ...qLearning,
  ...limits,
  ...preconditioner,
  ...temporalDifference,
  ...stability,
  ...fixedPoints,
  ...bounds,
  ...operators,
  ...instances,
  ...quotients,
  ...policyGradients,
  ...baselines,
  ...actorCritic,
  ...weightSharingClaims,
  ...convolutions,
  ...subspaces,
  ...tiedLayers,
  ...averagingClaims,
  ...labelSharingClaims,
  ...augmentationClaims,
  ...leastSquaresClaims,
  ...equivariantClaims,
  ...gradientAugmentationClaims,
  ...parameterActionClaims,
  ...optimisers,
  ...gradientCouplingClaims,
  ...methodPairs,
  ...outputCouplingClaims,
  ...canonicalClaims,
  ...functionSpace,
];
