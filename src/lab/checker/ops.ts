/**
 * Which ops a certificate may have.
 *
 * Next: evaluate.ts
 */

/** The ops, by the number of their inputs; concat takes any. */
export const OPS: readonly (readonly string[])[] = [
  ["data", "full", "input", "rootOfUnity"],
  [
    ...["neg", "function", "sum", "prod", "max", "cumsum", "reshape", "transpose", "broadcast"],
    ...["slice", "pad", "take", "scatterAdd", "permute", "oneHot", "det"],
  ],
  ["add", "sub", "mul", "div", "equal", "matmul", "solve", "gather", "scatter"],
  ["gate", "mask"],
];

/** Movements: the ops that index values go through unread; `oneHot` reads them. */
export const MOVES: readonly string[] = [
  "gather",
  "scatter",
  "reshape",
  "transpose",
  "broadcast",
  "slice",
  "take",
  "concat",
  "oneHot",
];
