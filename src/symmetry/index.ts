/** Groups, their representations, and the orbits they make, in reading order. */

export { type ActOptions, act, actEach } from "./act.ts";
export {
  averagingProjector,
  denseChi,
  orbitIndicator,
  type Pair,
  permutationChi,
  rowStochastic,
} from "./chi.ts";
export { contragredient, copies, directSum, tensorProduct } from "./combine.ts";
export {
  MATRIX_TOLERANCE,
  matrixRepresentation,
  permutationRepresentation,
  signedRepresentation,
} from "./generated.ts";
export {
  compose,
  type Element,
  element,
  type Group,
  group,
  inverse,
  MAX_ORDER,
} from "./group.ts";
export {
  cyclic,
  dihedral,
  directProduct,
  gridDihedral,
  gridRotations,
  gridTorus,
  symmetric,
  trivial,
} from "./groups.ts";
export {
  asMatrix,
  asSigned,
  type Image,
  type ImageKind,
  type MatrixImage,
  type PermutationImage,
  type SignedImage,
} from "./image.ts";
export { rotation } from "./matrix.ts";
export { type Axes, actOnAxes, orbitMean, reynolds } from "./mean.ts";
export { orbitIndex, orbits, stabiliser, type TupleOrbits, tupleOrbits } from "./orbits.ts";
export {
  actOnParameters,
  cotangentAction,
  countParameters,
  mapParameters,
  type ParameterAction,
  type Parameters,
  reynoldsOfParameters,
} from "./parameters.ts";
export {
  image,
  natural,
  type PermutationRepresentation,
  type Representation,
} from "./representation.ts";
export { regular, signRepresentation, trivialRepresentation } from "./representations.ts";
export { type Tying, tying } from "./tie.ts";
