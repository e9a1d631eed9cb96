/** Ops and composites, broken: products, running sums, indices, linear systems, einsum, windows. */
import { adjoint, laws, type Mutant } from "./mutant.ts";

const hard = "autodiff/laws/hard-points.test.ts";
const vmap = "autodiff/vmap.test.ts";
const jvp = "autodiff/jvp.test.ts";
const windows = "autodiff/tensor/convolution.test.ts";
const zeros = "products with zeros are exact";
const duals = "jvp is the derivative that dual numbers have, exactly, whichever inputs move";
const stacks = "vmap f is the stack of f, to the bit, gradients included";

export const newerOps: readonly Mutant[] = [
  // Products and running sums.
  {
    file: "autodiff/ops/reduce.ts",
    find: "spread(ct, x!, axes).mul(others(x!, axes))",
    replace: "spread(ct, x!, axes).mul(x!)",
    run: hard,
    red: `${zeros} prod, one zero: `,
  },
  {
    file: "autodiff/ops/reduce.ts",
    find: "dx!.mul(others(x!, axes)).sum(axes)",
    replace: "dx!.mul(x!).sum(axes)",
    run: hard,
    red: `${zeros} prod, one zero: jvp`,
  },
  {
    file: "autodiff/ops/reduce.ts",
    find: "each(x!, n).prod(inner(axes))",
    replace: "each(x!, n).prod(axes)",
    run: vmap,
    red: `${stacks} prod: `,
  },
  {
    file: "autodiff/ops/reduce.ts",
    find: "ct.flip(axis).cumsum(axis).flip(axis)",
    replace: "ct.cumsum(axis)",
    run: laws,
    red: `${adjoint} cumsum: `,
  },
  {
    file: "autodiff/ops/reduce.ts",
    find: "each(x!, n).cumsum(axis + 1)",
    replace: "each(x!, n).cumsum(axis)",
    run: vmap,
    red: `${stacks} cumsum: `,
  },
  {
    file: "autodiff/lower/f32/reduce.ts",
    find: "rival > x![best]!",
    replace: "rival >= x![best]!",
    run: "autodiff/tensor/reductions.test.ts",
    red: "argMax and argMin are index tensors: the first of those that tie",
  },
  // Movement by index tensors.
  {
    file: "autodiff/ops/indexed.ts",
    find: "[ct.scatter(i!, x!.shape[i!.rank - 1]!), null]",
    replace: "[ct.scatter(i!, x!.shape[i!.rank - 1]!).neg(), null]",
    run: laws,
    red: `${adjoint} gather: `,
  },
  {
    file: "autodiff/ops/indexed.ts",
    find: "[ct.gather(i!), null]",
    replace: "[ct.gather(i!).neg(), null]",
    run: laws,
    red: `${adjoint} scatter: `,
  },
  {
    file: "autodiff/ops/indexed.ts",
    find: "reshape([n, ...y.shape])",
    replace: "reshape([...y.shape.slice(0, 1), n, ...y.shape.slice(1)])",
    run: vmap,
    red: `${stacks} gather: of x, by where z is largest`,
  },
  {
    file: "autodiff/ops/indexed.ts",
    find: "each(x!, n).scatter(each(i!, n), length)",
    replace: "each(x!, n).scatter(each(i!, n).flip(0), length)",
    run: vmap,
    red: `${stacks} scatter: of x, to where z is largest`,
  },
  // Linear systems.
  {
    file: "autodiff/ops/linear.ts",
    find: "sent.matmul(swapped(x)).neg()",
    replace: "sent.matmul(swapped(x))",
    run: laws,
    red: `${adjoint} solve: `,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "db.sub(moved)",
    replace: "db.add(moved)",
    run: jvp,
    red: `${duals} solve: A⁻¹ b`,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "(db ?? moved!.neg())",
    replace: "(db ?? moved!)",
    run: jvp,
    red: `${duals} solve: A⁻¹ on`,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "a!.x.solve(side).reshape([rows, n, columns])",
    replace: "a!.x.solve(side).reshape([rows, columns, n]).transpose([0, 2, 1])",
    run: vmap,
    red: `${stacks} solve: A⁻¹ b`,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "a!.x.matmul(side).reshape([rows, n, columns])",
    replace: "a!.x.matmul(side).reshape([rows, columns, n]).transpose([0, 2, 1])",
    run: vmap,
    red: `${stacks} matmul: a @ b`,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "all.map((i) => (i % 2 === 0 ? 1 : -1))",
    replace: "all.map(() => 1)",
    run: hard,
    red: `${zeros} det of a singular matrix: `,
  },
  // Composites: einsum, windows.
  {
    file: "autodiff/tensor/einsum.ts",
    find: "arranged(a, [batch, rows!, inner]).matmul(",
    replace: "arranged(a, [batch, rows!, inner]).mul(2).matmul(",
    run: "autodiff/tensor/einsum.test.ts",
    red: "einsum is the sum over all indices",
  },
  {
    file: "autodiff/tensor/convolution.ts",
    find: "(row + u) * width + column + v",
    replace: "(row + v) * width + column + u",
    run: windows,
    red: "conv2d sums over (row, column, channel) of the window",
  },
  {
    file: "autodiff/tensor/convolution.ts",
    find: "outside.like(Number.NEGATIVE_INFINITY)",
    replace: "outside.like(0)",
    run: windows,
    red: "pools maxPool2d never picks its padding",
  },
  {
    file: "autodiff/tensor/convolution.ts",
    find: ".div(size);",
    replace: ".div(size + 1);",
    run: windows,
    red: "pools avgPool2d counts padding as zeros",
  },
];
