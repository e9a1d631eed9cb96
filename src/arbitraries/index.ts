/**
 * fast-check arbitraries for this library's own structures. fast-check is an optional peer: only
 * this folder imports it.
 */
export {
  arbitraryBalancedChi,
  arbitraryProjector,
  arbitraryRowStochasticChi,
  arbitrarySymmetricChi,
  type BalancedChi,
} from "./chi.ts";
export { arbitraryElement, arbitraryGroup } from "./groups.ts";
export { arbitraryMdp, arbitrarySymmetricMdp, type Mdp, type SymmetricMdp } from "./mdps.ts";
export { arbitrarySupervised, type Supervised } from "./models.ts";
export {
  arbitraryPermutationRepresentation,
  arbitraryRepresentation,
} from "./representations.ts";
export { arbitraryShape, arbitraryTensor } from "./tensors.ts";
