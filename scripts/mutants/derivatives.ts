/** Rules of derivatives, broken. */
import { adjoint, laws, type Mutant } from "./mutant.ts";

export const derivatives: readonly Mutant[] = [
  // Rules of vjp: sign, slope, factor, the sign of a scatter, a stopGradient that leaks.
  {
    file: "autodiff/ops/pointwise.ts",
    find: "[ct, ct.neg()]",
    replace: "[ct, ct]",
    run: laws,
    red: `${adjoint} sub: `,
  },
  {
    file: "autodiff/functions.ts",
    find: "F.sub(F.of(1), F.mul(y, y))",
    replace: "F.sub(F.of(1), y)",
    run: laws,
    red: "vjp is the slope that doubles see tanh: ",
  },
  {
    file: "autodiff/ops/pointwise.ts",
    find: "[ct.mul(b!), ct.mul(a!)]",
    replace: "[ct.mul(b!).mul(2), ct.mul(a!)]",
    run: laws,
    red: `${adjoint} mul: `,
  },
  {
    file: "autodiff/ops/move.ts",
    find: "[ct.scatterAdd(indices, axis, x!.shape[axis]!)]",
    replace: "[ct.scatterAdd(indices, axis, x!.shape[axis]!).neg()]",
    run: laws,
    red: `${adjoint} take: `,
  },
  {
    file: "autodiff/ops/meta.ts",
    find: "vjp: () => [null],",
    replace: "vjp: (ct) => [ct],",
    run: laws,
    red: `${adjoint} stopGradient: `,
  },
  // More rules.
  {
    file: "autodiff/ops/pointwise.ts",
    find: "ct.mul(y).div(b!).neg()",
    replace: "ct.mul(y).div(b!)",
    run: laws,
    red: `${adjoint} div: `,
  },
  {
    file: "autodiff/ops/pointwise.ts",
    find: "x!.gate(zero, ct)",
    replace: "ct",
    run: laws,
    red: `${adjoint} gate: `,
  },
  {
    file: "autodiff/ops/reduce.ts",
    find: "ct.div(winner.sum(axes))",
    replace: "ct",
    run: laws,
    red: `${adjoint} max: max of ties`,
  },
  {
    file: "autodiff/ops/move.ts",
    find: "perm.map((_, axis) => perm.indexOf(axis))",
    replace: "perm",
    run: laws,
    red: `${adjoint} transpose: by [1, 2, 0]`,
  },
  {
    file: "autodiff/ops/move.ts",
    find: "signs && inverse.map((from) => signs[from]!)",
    replace: "signs",
    run: laws,
    red: `${adjoint} permute: with signs`,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "swapped(a!).matmul(ct)]",
    replace: "swapped(a!).matmul(ct).neg()]",
    run: laws,
    red: `${adjoint} matmul: `,
  },
  {
    file: "autodiff/ops/pointwise.ts",
    find: "ct.mask(product, product)",
    replace: "product",
    run: "autodiff/grad.test.ts",
    red: "the zero-cotangent law: where no cotangent arrives, none leaves where(x > 0, √x, 0) has slope 0",
  },
  {
    file: "autodiff/functions.ts",
    find: "F.gate(F.sub(zero, x), one, zero)",
    replace: "F.gate(x, zero, one)",
    run: "autodiff/grad.test.ts",
    red: "at a kink abs′(0) = 0",
  },
  {
    file: "autodiff/grad.ts",
    find: 'mapTree(tree, (x) => Tensor.node("variable", [x], {}))',
    replace: "tree",
    run: "autodiff/grad.test.ts",
    red: "grad takes a closure over the differentiated tensor itself as constant",
  },
  {
    file: "autodiff/grad.ts",
    find: "sum === undefined ? part : sum.add(part)",
    replace: "part",
    run: "autodiff/grad.test.ts",
    red: "grad adds up every use of a tensor",
  },
  // What changes only derivatives.
  {
    file: "autodiff/with-vjp.ts",
    find: "chi.applyTransposed(ct, at)",
    replace: "chi.apply(ct, at)",
    run: "autodiff/with-vjp.test.ts",
    red: "couple sends χᵀ ∂ℓ/∂y to x, for a χ that is not symmetric",
  },
  {
    file: "autodiff/transpose.ts",
    find: "return inputs.every(linear);",
    replace: "return inputs.some(linear);",
    run: "autodiff/with-vjp.test.ts",
    red: "withVjp a rule that is affine has no tangent",
  },
  {
    file: "autodiff/rule.ts",
    find: "inside.has(x) || x.op",
    replace: "x.op !== 'input' || x.op",
    run: "autodiff/with-vjp.test.ts",
    red: "withVjp what the rule captured is an input of the node",
  },
];
