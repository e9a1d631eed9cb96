/** How numbers are computed, and what users meet first, broken. */
import { bits, laws, type Mutant } from "./mutant.ts";

export const lowerings: readonly Mutant[] = [
  // Lowerings.
  {
    file: "autodiff/lower/f32/reduce.ts",
    find: "lanes[k & 15]! +=",
    replace: "lanes[k & 7]! +=",
    run: laws,
    red: "the order of folding is part of the meaning sum: ",
  },
  {
    file: "autodiff/lower/generic/reduce.ts",
    find: "(i % last) % 16",
    replace: "i % 16",
    run: laws,
    red: `${bits} sum: Σ over first and last`,
  },
  {
    file: "autodiff/lower/f32/reduce.ts",
    find: "candidate > largest",
    replace: "candidate >= largest",
    run: laws,
    red: "the order of folding is part of the meaning max: ",
  },
  {
    file: "autodiff/lower/f32/kernel.ts",
    find: "c13 = fround(c13 + fround(a1 * b3));",
    replace: "c13 = fround(c13 + a1 * b3);",
    run: laws,
    red: "the order of folding is part of the meaning matmul: ",
  },
  {
    file: "autodiff/lower/f32/linear.ts",
    find: "return floats.slice(atOut, atOut + n * m)",
    replace: "return floats.subarray(atOut, atOut + n * m)",
    run: laws,
    red: `${bits} matmul: `,
  },
  {
    file: "autodiff/lower/f32/pointwise.ts",
    find: "x![i]! > 0 ?",
    replace: "x![i]! >= 0 ?",
    run: laws,
    red: `${bits} gate: `,
  },
  {
    file: "autodiff/lower/f32/pointwise.ts",
    find: "out[i] = -a![i]!",
    replace: "out[i] = 0 - a![i]!",
    run: laws,
    red: `${bits} neg: `,
  },
  {
    file: "autodiff/lower/f32/move.ts",
    find: "offset -= at[axis]! * strides[axis]!;",
    replace: "offset -= shape[axis]!;",
    run: laws,
    red: `${bits} transpose: `,
  },
  {
    file: "autodiff/lower/f32/move.ts",
    find: "out[to + k]! += x![from++]!",
    replace: "out[to + k] = x![from++]!",
    run: laws,
    red: `${bits} scatterAdd: with collisions`,
  },
  // What users meet first.
  {
    file: "autodiff/tensor/create.ts",
    find: "values.slice()",
    replace: "values",
    run: "autodiff/tensor/create.test.ts",
    red: "tensor copies its argument",
  },
  {
    file: "autodiff/errors.ts",
    find: " && !NATIVE.test(line)",
    replace: "",
    run: "autodiff/errors.test.ts",
    red: "errors read `op: expected RULE, got VALUE`: when the graph is built at the caller's line",
  },
];
