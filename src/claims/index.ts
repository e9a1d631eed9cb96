/** Proofs and counterexamples, and the ledger of what the notes claim. */
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
export type { Claim, ModelShape, Sense, Setting } from "./claim.ts";
export {
  type Combination,
  type DiscoverOptions,
  discover,
  type Gradients,
  type Identity,
  proveCombination,
} from "./discover/discover.ts";
export type { Ratio } from "./discover/ratio.ts";
export { explain, formatBound, formatWitness } from "./format.ts";
export { ledger } from "./ledger/ledger.ts";
export { claim, type Given, type OwnClaim, type OwnSetting } from "./own-claim.ts";
export { type ProveOptions, prove } from "./prove.ts";
export { standardGroups, standardShapes } from "./settings.ts";
export type { NestedText, Proved, Refuted, Unknown, Verdict, Witness } from "./verdict.ts";
export {
  type ClaimReport,
  check,
  type HypothesisReport,
  type PlacedWitness,
  type VerifyOptions,
  verify,
} from "./verify.ts";
