/**
 * The lattice of groups and sizes that every claim is checked on. A proof is for the shapes it was
 * run at, and says so.
 *
 * Next: verify.ts
 */
import type { Group } from "../symmetry/group.ts";
import { cyclic, dihedral, symmetric } from "../symmetry/groups.ts";
import type { ModelShape } from "./claim.ts";

/**
 * C1 … C6, D3, D4, S3: the trivial group, abelian ones, and three that are not. D3 and S3 are one
 * group, made twice.
 */
export const standardGroups: readonly Group[] = [
  ...[1, 2, 3, 4, 5, 6].map(cyclic),
  dihedral(3),
  dihedral(4),
  symmetric(3),
];

/**
 * A linear model, a tanh perceptron on a batch of two, and a perceptron with any φ and two outputs.
 */
export const standardShapes: readonly ModelShape[] = [
  { name: "linear, 1 sample", batch: 1, outputs: 1, model: "linear" },
  { name: "tanh, 2 samples", batch: 2, outputs: 1, model: "tanh" },
  { name: "every φ, 2 outputs", batch: 1, outputs: 2, model: "phi" },
];
