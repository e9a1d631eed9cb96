/**
 * The engine, in reading order: tensors, gradients, what a graph is worth and what it costs.
 */

export { checkVjp, type VjpVerdict } from "./check-vjp.ts";
export { activationBytes, bytes, flops } from "./cost.ts";
export { difference } from "./difference.ts";
export { toDot } from "./dot.ts";
export { ShapeError } from "./errors.ts";
export { evaluate } from "./evaluate.ts";
export type { Field, FunctionName, Machine } from "./field.ts";
export { bounded } from "./fields/bounded.ts";
export { degrees } from "./fields/degree.ts";
export { dual } from "./fields/dual.ts";
export { f32 } from "./fields/f32.ts";
export { f64 } from "./fields/f64.ts";
export { prime } from "./fields/prime.ts";
export { rational } from "./fields/rational.ts";
export { type Bad, findNaN } from "./find-nan.ts";
export { grad, valueAndGrad, vjp } from "./grad.ts";
export { glorot, he, lecun } from "./initialisers.ts";
export { interpret } from "./interpret.ts";
export { hessian, hvp, jacobian } from "./jacobian.ts";
export { jvp } from "./jvp.ts";
export type { Attributes, OpName } from "./ops/names.ts";
export {
  type AdamOptions,
  type AdamState,
  adam,
  adamW,
  clipByGlobalNorm,
  globalNorm,
  type MomentumOptions,
  momentum,
  type Optimiser,
  type Scalar,
  type SgdOptions,
  sgd,
} from "./optimise.ts";
export { print } from "./print.ts";
export {
  bernoulli,
  categorical,
  integers,
  key,
  normal,
  permutation,
  split,
  uniform,
} from "./random.ts";
export { type ScanOptions, scan } from "./scan.ts";
export type { Shape } from "./shape.ts";
export type { WindowOptions } from "./tensor/convolution.ts";
export {
  concat,
  eye,
  full,
  input,
  oneHot,
  ones,
  rootOfUnity,
  stack,
  tensor,
  where,
  zeros,
} from "./tensor/create.ts";
export { einsum } from "./tensor/einsum.ts";
export type { Range } from "./tensor/movement.ts";
export type { Kind } from "./tensor/node.ts";
export { arange, linspace } from "./tensor/ranges.ts";
export type { ReduceOptions, SpreadOptions } from "./tensor/reductions.ts";
export { type Nested, Tensor } from "./tensor/tensor.ts";
export type { Extent, Padding } from "./tensor/windows.ts";
export type { Tree } from "./tree.ts";
export { vmap } from "./vmap.ts";
export { type Compiler, compile, compileAsync, compiler } from "./wasm/compile.ts";
export type { CompileOptions, Program, Run, Views } from "./wasm/types.ts";
export { type Chi, couple, stopGradient, withVjp } from "./with-vjp.ts";
