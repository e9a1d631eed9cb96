/** Proofs and counterexamples, and the ledger of what the notes claim. */
export { type AtMostOptions, atMost } from "./at-most.ts";
export {
  type Certificate,
  type CertificateField,
  type CertificateNode,
  type CertifyOptions,
  type ClaimedPlace,
  certificatesOf,
  certify,
  formatCertificate,
  type NamedCertificate,
} from "./certificate.ts";
export type { Claim, ModelShape, Relation, Sense, Setting } from "./claim.ts";
export {
  type Combination,
  type DiscoverOptions,
  discover,
  type Gradients,
  type Identity,
  proveCombination,
} from "./discover/discover.ts";
export type { Ratio } from "./discover/ratio.ts";
export {
  between,
  type Cheapest,
  type CheapestOptions,
  cheapest,
  type Difference,
  type Disproof,
  differencesOf,
  type Equality,
  type EquivalenceOptions,
  equivalencePlaces,
  equivalences,
  type Factor,
  formatFactor,
  type Implication,
  inverseFactor,
  isImplied,
  type LearningOptions,
  learning,
  type MethodPair,
  policies,
  qLearning,
  type Subject,
} from "./equivalences/index.ts";
export {
  type Break,
  isEquivariant,
  isInvariant,
  type SymmetryOptions,
  type SymmetryVerdict,
} from "./equivariance.ts";
export { explain, formatBound, formatEvidence, formatWitness } from "./format.ts";
export { ledger } from "./ledger/ledger.ts";
export { claim, type Given, type OwnClaim, type OwnSetting } from "./own-claim.ts";
export { type ProveOptions, prove } from "./prove.ts";
export { standardGroups, standardShapes } from "./settings.ts";
export type {
  Evidence,
  NestedText,
  Proved,
  Refuted,
  SignPatterns,
  Unknown,
  Verdict,
  Witness,
} from "./verdict.ts";
export {
  type ClaimReport,
  check,
  type HypothesisReport,
  type PlacedWitness,
  type VerifyOptions,
  verify,
} from "./verify.ts";
