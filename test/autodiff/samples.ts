/**
 * Samples of every op: the graphs over which laws.test.ts runs.
 *
 * A new op is one line here; without it this file does not compile. Shapes include scalars, axes of length 0 and 1,
 * sizes that are no multiple of 4 or 16, and more than the 256 elements of a block.
 */

import type { FunctionName } from "../../src/autodiff/field.ts";
import {
  type Chi,
  concat,
  couple,
  einsum,
  eye,
  full,
  grad,
  type OpName,
  oneHot,
  rootOfUnity,
  type Shape,
  scan,
  stack,
  stopGradient,
  type Tensor,
  tensor,
  where,
  withVjp,
} from "../../src/autodiff/index.ts";

/** One graph, as a function of its free inputs. */
export interface Sample {
  /** How a failing test calls it. */
  readonly says: string;
  /** The shapes of the inputs; all are real tensors. */
  readonly inputs: readonly Shape[];
  /** The graph. */
  readonly build: (...inputs: Tensor[]) => Tensor;
  /** Whether inputs of doubles must be positive; elsewhere they are of either sign. */
  readonly positive?: true;
  /** Whether it has no value in floating point (phi). */
  readonly symbolic?: true;
  /** Whether its derivative is meant not to be that of its value. */
  readonly surrogate?: true;
}

/** What has samples: every op, and the compositions that the laws should see whole. */
export type Subject = Exclude<OpName, "function"> | FunctionName | "couple" | "composition";

type Options = Pick<Sample, "positive" | "symbolic" | "surrogate">;

function on(
  inputs: readonly Shape[],
  says: string,
  build: (...inputs: Tensor[]) => Tensor,
  options: Options = {},
): Sample {
  const shapes = inputs.map((shape) => JSON.stringify(shape)).join(" ");
  return { says: `${says} on ${shapes || "nothing"}`, inputs, build, ...options };
}

/** One pointwise op on shapes of every size. */
function pointwise(
  arity: number,
  says: string,
  build: (...x: Tensor[]) => Tensor,
  options: Options = {},
): Sample[] {
  const shapes: Shape[] = [[], [1], [0], [2, 0, 3], [7], [3, 5], [4, 4], [17, 16]];
  return shapes.map((shape) => on(new Array(arity).fill(shape), says, build, options));
}

/** χ v along an axis, χ a matrix [n, n]. */
function along(chi: Tensor, v: Tensor, axis: number): Tensor {
  const order = v.shape.map((_, i) => i);
  const front = [axis, ...order.filter((i) => i !== axis)];
  const moved = v.transpose(front);
  const product = chi.matmul(moved.reshape([v.shape[axis]!, v.size / v.shape[axis]!]));
  return product.reshape(moved.shape).transpose(order.map((i) => front.indexOf(i)));
}

/** χ as a tensor [n, n], which may be learned. */
export function denseChi(matrix: Tensor): Chi {
  return {
    n: matrix.shape[0]!,
    apply: (v, axis) => along(matrix, v, axis),
    applyTransposed: (v, axis) => along(matrix.T, v, axis),
    dense: () => matrix,
  };
}

/** χ = a permutation: (χ v)[image[i]] = v[i]. */
export function permutationChi(image: readonly number[]): Chi {
  const inverse = image.map((_, to) => image.indexOf(to));
  return {
    n: image.length,
    apply: (v, axis) => v.permute(image, axis),
    applyTransposed: (v, axis) => v.permute(inverse, axis),
    dense: () => tensor(image.map((_, row) => image.map((to) => (to === row ? 1 : 0)))),
  };
}

/** A linear rule with a captured tensor: ct ↦ (ct · a) aᵀ. */
const twice = (a: Tensor) => (ct: Tensor) => ct.matmul(a).matmul(a.T);

/** A + 3 I: in doubles, far from singular. */
const away = (a: Tensor): Tensor => a.add(eye(a.shape.at(-1)!).mul(3));

const symbolic: Options = { symbolic: true };
const positive: Options = { positive: true };
const surrogate: Options = { surrogate: true };

const labels = tensor(Int32Array.from([2, 0, 1, 1]));
const rowsOfLabels = tensor(Int32Array.from([1, 0, 1]), [3, 1]);

/** The samples of each op, and of what is composed of several. */
export const samples: Readonly<Record<Subject, readonly Sample[]>> = {
  data: [
    on([[3]], "data · x", (x) => x.mul(tensor([1.5, -2, 0]))),
    on([[]], "data · x, both scalars", (x) => x.mul(tensor(0.1))),
    on([[2, 2]], "data alone", () => tensor([[1, 2]])),
  ],
  full: [
    on([[2, 3]], "x − 0.1", (x) => x.sub(0.1)),
    on([[0]], "x + 1", (x) => x.add(1)),
    on([[4]], "2ⁿ, exactly", (x) => x.mul(full([4], 2 ** 40))),
  ],
  input: [on([[2, 3]], "x itself", (x) => x), on([[], [2]], "the first of two", (x) => x)],
  rootOfUnity: [
    on([[2]], "a fifth of a turn · x", (x) => x.mul(rootOfUnity(1, 5))),
    on([[3, 1]], "x · −7/9 of a turn, that broadcasts", (x) => x.mul(rootOfUnity(-7, 9))),
    on([[2]], "a quarter of a turn alone", () => rootOfUnity(1, 4)),
  ],
  add: [
    ...pointwise(2, "a + b", (a, b) => a!.add(b!)),
    on([[5]], "x + x", (x) => x.add(x)),
    on([[3, 1], [4]], "a + b that broadcast", (a, b) => a.add(b)),
  ],
  sub: [
    ...pointwise(2, "a − b", (a, b) => a!.sub(b!)),
    on([[2, 3], []], "a − b that broadcast", (a, b) => a.sub(b)),
    on([[5]], "x − x", (x) => x.sub(x)),
  ],
  mul: [
    ...pointwise(2, "a · b", (a, b) => a!.mul(b!)),
    on(
      [
        [1, 3],
        [2, 1],
      ],
      "a · b that broadcast",
      (a, b) => a.mul(b),
    ),
    on([[19]], "x · x · x", (x) => x.square().mul(x)),
  ],
  div: [
    ...pointwise(2, "a / b", (a, b) => a!.div(b!), positive),
    on([[6]], "x / 3", (x) => x.div(3)),
    on([[6]], "1 / x", (x) => x.like(1).div(x), positive),
    on([[2, 3], [3]], "a / b that broadcast", (a, b) => a.div(b), positive),
  ],
  neg: pointwise(1, "−x", (x) => x!.neg()),
  exp: pointwise(1, "exp x", (x) => x!.exp()),
  expm1: pointwise(1, "eˣ − 1", (x) => x!.expm1()),
  log: pointwise(1, "log x", (x) => x!.log(), positive),
  log1p: pointwise(1, "log(1 + x)", (x) => x!.log1p(), positive),
  sin: pointwise(1, "sin x", (x) => x!.sin()),
  cos: pointwise(1, "cos x", (x) => x!.cos()),
  asin: pointwise(1, "asin of x/2", (x) => x!.mul(0.5).asin()),
  acos: pointwise(1, "acos of x/2", (x) => x!.mul(0.5).acos()),
  atan: pointwise(1, "atan x", (x) => x!.atan()),
  erf: pointwise(1, "erf x", (x) => x!.erf()),
  floor: [...pointwise(1, "⌊x⌋", (x) => x!.floor()), on([[9]], "x ⌊x⌋", (x) => x.mul(x.floor()))],
  tanh: pointwise(1, "tanh x", (x) => x!.tanh()),
  sqrt: pointwise(1, "√x", (x) => x!.sqrt(), positive),
  abs: pointwise(1, "|x|", (x) => x!.abs()),
  sign: [
    ...pointwise(1, "sign x", (x) => x!.sign()),
    on([[9]], "x sign x", (x) => x.mul(x.sign())),
  ],
  phi: pointwise(1, "φ(x)", (x) => x!.phi(), symbolic),
  phi1: pointwise(1, "φ′(x)", (x) => x!.map("phi1"), symbolic),
  phi2: [on([[3]], "φ″ of what is stopped", (x) => stopGradient(x).map("phi2").mul(x), symbolic)],
  phi3: [], // has no slope: it is what the slope of φ″ is, and the samples of φ′ hold it
  gate: [
    ...pointwise(3, "a if x > 0 else b", (x, a, b) => x!.gate(a!, b!)),
    ...pointwise(1, "relu x", (x) => x!.relu()),
    on([[4], [4]], "where(a > b, a², b³)", (a, b) =>
      where(a.greater(b), a.square(), b.mul(b).mul(b)),
    ),
    on([[4], [4]], "where(a < b, a, 1)", (a, b) => where(a.less(b), a, 1)),
    on([[2, 1], [3], []], "where that broadcasts", (x, a, b) => where(x, a, b)),
  ],
  equal: [
    ...pointwise(2, "(a = b) · a", (a, b) => a!.equal(b!).mul(a!)),
    on([[3]], "(x = x) · x", (x) => x.equal(x).mul(x)),
  ],
  mask: pointwise(3, "mask(c, v, w) · w", (c, v, w) => c!.mask(v!, w!).mul(w!)),
  sum: [
    on([[1]], "Σ", (x) => x.sum()),
    on([[0]], "Σ of nothing", (x) => x.sum()),
    on([[3, 0, 2]], "Σ over an empty axis", (x) => x.sum(1)),
    on([[0, 3]], "Σ beside an empty axis", (x) => x.sum(1)),
    on([[15]], "Σ", (x) => x.sum()),
    on([[33]], "Σ", (x) => x.sum()),
    on([[3, 18, 2]], "Σ over the middle", (x) => x.sum(1)),
    on([[3, 18, 2]], "Σ over first and last", (x) => x.sum([0, -1])),
    on([[5, 21]], "Σ over the first, kept", (x) => x.sum(0, { keepDims: true })),
    on([[4, 3, 20]], "Σ over all", (x) => x.square().sum()),
    on([[2, 5]], "mean over the last", (x) => x.mean(-1)),
    on([[300]], "Σ x · x", (x) => x.dot(x)),
  ],
  max: [
    on([[1]], "max", (x) => x.max()),
    on([[0, 3]], "max beside an empty axis", (x) => x.max(1)),
    on([[7]], "max", (x) => x.max()),
    on([[3, 4, 5]], "max over the middle", (x) => x.max(1)),
    on([[3, 4, 5]], "max over first and last, kept", (x) => x.max([0, 2], { keepDims: true })),
    on([[4, 19]], "max over the last, squared", (x) => x.max(-1).square()),
    on([[3]], "max of ties", (x) => stack([x, x.neg(), x]).max(0).mul(x)),
  ],
  prod: [
    on([[1]], "∏", (x) => x.prod()),
    on([[0]], "∏ of nothing", (x) => x.prod()),
    on([[3, 0, 2]], "∏ over an empty axis", (x) => x.prod(1)),
    on([[0, 3]], "∏ beside an empty axis", (x) => x.prod(1)),
    on([[7]], "∏", (x) => x.prod()),
    on([[2]], "∏", (x) => x.prod()),
    on([[3, 18, 2]], "∏ over the middle", (x) => x.prod(1)),
    on([[3, 2, 3]], "∏ over first and last, kept", (x) => x.prod([0, -1], { keepDims: true })),
    on([[3]], "∏ with a zero", (x) => x.mul(tensor([1, 0, 2])).prod()),
  ],
  cumsum: [
    on([[1]], "cumsum", (x) => x.cumsum(0)),
    on([[0]], "cumsum of nothing", (x) => x.cumsum(0)),
    on([[7]], "cumsum, squared", (x) => x.cumsum(0).square()),
    on([[3, 5, 2]], "cumsum along the middle", (x) => x.cumsum(1)),
    on([[3, 0, 2]], "cumsum beside an empty axis", (x) => x.cumsum(0)),
  ],
  argMax: [
    on([[5]], "rows where x is largest", (x) => oneHot(x.argMax(), 5).mul(x)),
    on([[3, 4]], "along the first", (x) => oneHot(x.argMax(0), 3).mul(x.T)),
    on([[3, 4]], "of ties, taken", (x) =>
      x.takeAlongAxis(x.abs().argMax(-1, { keepDims: true }), 1),
    ),
    on([[3, 4, 2]], "smallest along the middle", (x) =>
      oneHot(x.argMin(1), 4)
        .mul(x.transpose([0, 2, 1]))
        .square(),
    ),
  ],
  reshape: [
    on([[2, 6]], "to [3, 4]", (x) => x.reshape([3, 4])),
    on([[1]], "to a scalar", (x) => x.reshape([])),
    on([[2, 0]], "to [0, 5]", (x) => x.reshape([0, 5])),
    on([[1, 3, 1]], "squeeze", (x) => x.squeeze().square()),
    on([[3]], "expandDims", (x) => x.expandDims(-1)),
  ],
  transpose: [
    on([[2, 3]], "xᵀ", (x) => x.T),
    on([[2, 3, 4]], "by [1, 2, 0]", (x) => x.transpose([1, 2, 0])),
    on([[1, 5, 1, 2]], "by [3, 1, 0, 2]", (x) => x.transpose([3, 1, 0, 2]).square()),
    on([[0, 3]], "xᵀ", (x) => x.T),
    on([[17, 18]], "xᵀ", (x) => x.T),
  ],
  broadcast: [
    on([[]], "to [3, 2]", (x) => x.broadcastTo([3, 2])),
    on([[1]], "to [0]", (x) => x.broadcastTo([0])),
    on([[3, 1, 2]], "to [4, 3, 5, 2]", (x) => x.broadcastTo([4, 3, 5, 2])),
    on([[1, 1]], "to [1, 18]", (x) => x.broadcastTo([1, 18]).square()),
    on([[5]], "to [1, 5]", (x) => x.broadcastTo([1, 5])),
    on([[0]], "to [2, 0]", (x) => x.broadcastTo([2, 0])),
  ],
  slice: [
    on([[7]], "2 … 5", (x) => x.slice([2, 5])),
    on([[4, 5]], "one row", (x) => x.slice([-2, -1])),
    on([[4, 5, 6]], "the inside", (x) => x.slice([1, 3], null, [0, 5])),
    on([[4, 5]], "nothing", (x) => x.slice(null, [2, 2])),
    on([[]], "of a scalar", (x) => x.slice()),
  ],
  pad: [
    on([[3]], "by 2 and 1", (x) => x.pad([[2, 1]])),
    on([[2, 3]], "one side", (x) =>
      x
        .pad([
          [0, 2],
          [1, 0],
        ])
        .square(),
    ),
    on([[0]], "of nothing", (x) => x.pad([[1, 2]])),
    on([[2, 3, 2]], "all sides", (x) =>
      x.pad([
        [1, 1],
        [2, 0],
        [0, 3],
      ]),
    ),
    on([[]], "of a scalar", (x) => x.pad([])),
  ],
  concat: [
    on([[2], [3]], "along the only axis", (a, b) => concat([a, b])),
    on(
      [
        [2, 3],
        [2, 1],
        [2, 0],
      ],
      "along the last",
      (a, b, c) => concat([a, b, c], -1),
    ),
    on(
      [
        [1, 3, 2],
        [4, 3, 2],
      ],
      "along the first",
      (a, b) => concat([a, b]).square(),
    ),
    on([[3]], "of x twice", (x) => concat([x, x])),
    on([[5]], "of one", (x) => concat([x])),
    on([[3], [3]], "stack along a new last axis", (a, b) => stack([a, b], -1)),
  ],
  take: [
    on([[4]], "with repetition", (x) => x.take([3, 0, 0, 2, 3], 0)),
    on([[3, 4, 2]], "along the middle", (x) => x.take([2, 2, 1], 1).square()),
    on([[3, 4]], "of nothing", (x) => x.take([], 1)),
    on([[1, 3]], "of one row many times", (x) => x.take(new Array(18).fill(0), 0)),
  ],
  scatterAdd: [
    on([[5]], "with collisions", (x) => x.scatterAdd([1, 1, 0, 3, 1], 0, 4)),
    on([[2, 3, 2]], "along the middle", (x) => x.scatterAdd([4, 0, 4], 1, 5).square()),
    on([[0, 3]], "of nothing", (x) => x.scatterAdd([], 0, 2)),
    on([[20]], "all into one", (x) => x.scatterAdd(new Array(20).fill(0), 0, 1)),
  ],
  gather: [
    on([[4]], "by an index tensor, with repetition", (x) => x.take(labels, 0)),
    on([[3, 4, 2]], "along the middle, in two axes", (x) =>
      x.take(labels.reshape([2, 2]), 1).square(),
    ),
    on([[3, 2]], "along the last, of one index", (x) => x.take(tensor(Int32Array.of(1)), -1)),
    on([[3, 4]], "of no index", (x) => x.take(tensor(new Int32Array(0)), 1)),
    on([[4, 3]], "takeAlongAxis", (x) => x.takeAlongAxis(labels.reshape([4, 1]), 1).square()),
    on([[3, 2]], "takeAlongAxis along the first", (x) =>
      x.takeAlongAxis(labels.reshape([2, 2]), 0),
    ),
    on([[2, 3, 2]], "rows of two batches", (x) => x.gather(labels.reshape([2, 2])).square()),
    on(
      [
        [5, 2],
        [4, 5],
      ],
      "of x, by where z is largest",
      (x, z) => x.take(z.argMax(1), 0).square(),
    ),
    on(
      [
        [2, 3, 2],
        [2, 2, 3],
      ],
      "of two batches of x, by where z is largest",
      (x, z) => x.gather(z.argMax(2)),
    ),
    on([[3]], "by indices that were taken", (x) => x.take(labels.take(labels, 0), 0)),
  ],
  scatter: [
    on([[4]], "by an index tensor, with collisions", (x) => x.scatterAdd(labels, 0, 3)),
    on([[2, 4, 2]], "along the middle", (x) => x.scatterAdd(labels, 1, 5).square()),
    on([[0, 3]], "of nothing", (x) => x.scatterAdd(tensor(new Int32Array(0)), 0, 2)),
    on([[2, 2, 3]], "rows of two batches", (x) => x.scatter(labels.reshape([2, 2]), 3).square()),
    on(
      [
        [3, 2],
        [3, 4],
      ],
      "of x, to where z is largest",
      (x, z) => x.scatterAdd(z.argMax(1), 0, 4).square(),
    ),
    on([[20]], "all into one", (x) => x.scatterAdd(tensor(new Int32Array(20)), 0, 1)),
  ],
  permute: [
    on([[4]], "a cycle", (x) => x.permute([1, 2, 3, 0], 0)),
    on([[3, 4]], "with signs", (x) => x.permute([2, 0, 3, 1], 1, [1, -1, -1, 1])),
    on([[3, 2, 2]], "along the first", (x) => x.permute([2, 0, 1], 0, [-1, 1, 1]).square()),
    on([[0]], "of nothing", (x) => x.permute([], 0)),
  ],
  oneHot: [
    on([[3]], "rows chosen by labels", (x) => oneHot(labels, 3).mul(x)),
    on([[3, 2]], "@ x", (x) => oneHot([0, 2, 2], 3).matmul(x)),
    on([[4]], "of labels that moved", (x) =>
      oneHot(labels.reshape([2, 2]).T.slice([0, 1]), 4).mul(x),
    ),
    on([[2]], "of no label", (x) => oneHot([], 2).mul(x)),
    on([[4]], "of labels one after the other, taken", (x) =>
      oneHot(concat([labels, labels]).take([0, 7, 7], 0).expandDims(0).broadcastTo([2, 3]), 4).mul(
        x,
      ),
    ),
  ],
  matmul: [
    on(
      [
        [1, 1],
        [1, 1],
      ],
      "a @ b",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [2, 3],
        [3, 4],
      ],
      "a @ b",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [3, 5],
        [5, 7],
      ],
      "a @ b",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [5, 18],
        [18, 6],
      ],
      "a @ b",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [2, 0],
        [0, 3],
      ],
      "a @ b, an empty sum",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [0, 2],
        [2, 3],
      ],
      "a @ b, no rows",
      (a, b) => a.matmul(b),
    ),
    on([[4, 4]], "x @ x", (x) => x.matmul(x)),
    on(
      [
        [3, 2, 5],
        [3, 5, 4],
      ],
      "three products",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [2, 1, 3, 5],
        [4, 5, 2],
      ],
      "leading axes that broadcast",
      (a, b) => a.matmul(b),
    ),
    on(
      [
        [3, 4],
        [2, 0, 4, 3],
      ],
      "no products at all",
      (a, b) => a.matmul(b),
    ),
    on([[4, 2]], "xᵀ @ x", (x) => x.T.matmul(x)),
  ],
  solve: [
    on(
      [
        [1, 1],
        [1, 1],
      ],
      "A⁻¹ b",
      (a, b) => away(a).solve(b),
    ),
    on(
      [
        [3, 3],
        [3, 2],
      ],
      "A⁻¹ b",
      (a, b) => away(a).solve(b),
    ),
    on(
      [
        [5, 5],
        [5, 1],
      ],
      "A⁻¹ b",
      (a, b) => away(a).solve(b),
    ),
    on(
      [
        [2, 2],
        [2, 0],
      ],
      "A⁻¹ b, no columns",
      (a, b) => away(a).solve(b),
    ),
    on(
      [
        [0, 0],
        [0, 3],
      ],
      "A⁻¹ b, no rows",
      (a, b) => a.solve(b),
    ),
    on(
      [
        [3, 2, 2],
        [3, 2, 1],
      ],
      "three systems",
      (a, b) => away(a).solve(b),
    ),
    on(
      [
        [2, 1, 2, 2],
        [3, 2, 1],
      ],
      "leading axes that broadcast",
      (a, b) => away(a).solve(b),
    ),
    on([[4, 4]], "A⁻¹", (x) => away(x).inverse()),
    on([[2, 2]], "A⁻¹ A", (x) => away(x).solve(x.square())),
    on(
      [
        [3, 3],
        [3, 1],
      ],
      "P⁻¹ b, P a permutation: pivots 0 on the way",
      (a, b) =>
        a
          .like(0)
          .mul(a)
          .add(eye(3).permute([1, 2, 0], 0).mul(3))
          .solve(b),
    ),
  ],
  det: [
    ...[0, 1, 2, 3, 4].map((n) => on([[n, n]], "det", (x) => x.det())),
    on([[5, 5]], "det, away from 0, as a root", (x) => away(x).det().square().add(1).sqrt()),
    on([[3, 2, 2]], "three determinants", (x) => x.det()),
    on([[2, 0, 0]], "determinants of nothing", (x) => x.det()),
    on([[3]], "det of rank 1", (x) =>
      x
        .reshape([3, 1])
        .matmul(x.reshape([1, 3]))
        .det()
        .mul(x),
    ),
  ],
  variable: [on([[2, 3]], "x under grad", (x) => x.mul(3))],
  stopGradient: [
    ...pointwise(1, "stop(x) · x", (x) => stopGradient(x!).mul(x!), surrogate),
    on([[3]], "stop(tanh x)", (x) => stopGradient(x.tanh()), surrogate),
    on([[3]], "x + stop(x − x²)", (x) => x.add(stopGradient(x.sub(x.square()))), surrogate),
  ],
  withVjp: [
    on([[2, 3]], "3 ct", (x) => withVjp(x, (ct) => ct.mul(3)).square(), surrogate),
    on([[3], [3]], "ct · c, c captured", (x, c) => withVjp(x, (ct) => ct.mul(c)).tanh(), surrogate),
    on(
      [
        [2, 3],
        [3, 2],
      ],
      "(ct a) aᵀ, a captured",
      (x, a) => withVjp(x, twice(a)).square(),
      surrogate,
    ),
    on(
      [[2], [3]],
      "y not x, of another shape",
      (x, z) => withVjp(x, (ct) => ct.slice([0, 2]).mul(x), z.square()).square(),
      surrogate,
    ),
    on(
      [[2], [3], [2]],
      "y not x, c captured",
      (x, z, c) => withVjp(x, (ct) => ct.slice([0, 2]).mul(c), z.square()).square(),
      surrogate,
    ),
    on(
      [[3], [3]],
      "nested",
      (x, c) => withVjp(x, (ct) => withVjp(ct.mul(c), (u) => u.mul(5)).add(ct)).square(),
      surrogate,
    ),
    on(
      [[3]],
      "one inside the value of another",
      (x) =>
        withVjp(
          withVjp(x, (ct) => ct.mul(2)),
          (ct) => ct.mul(x),
        ).mul(x),
      surrogate,
    ),
    on([[3]], "0", (x) => withVjp(x, (ct) => ct.like(0)).mul(x), surrogate),
    on(
      [[4]],
      "a sum, moved, gated and divided",
      (x) =>
        withVjp(x, (ct) =>
          concat([x.gate(ct, ct.like(0)).slice([0, 2]), ct.div(x.exp()).slice([2, 4]).neg()])
            .add(ct.sum().broadcastTo([4]))
            .sub(ct.permute([1, 0, 3, 2], 0, [1, -1, 1, 1])),
        ).square(),
      surrogate,
    ),
    on(
      [[4], [3]],
      "indices captured",
      (x, c) =>
        withVjp(x, (ct) => ct.take(labels, 0).scatterAdd(labels, 0, 4).mul(c.take(labels, 0))),
      surrogate,
    ),
  ],
  scan: [
    on([[2], [4, 2]], "a running product", (init, xs) => {
      const [last, all] = scan((c, x) => [c.mul(x), c.mul(c)], init, xs);
      return concat([all, last.expandDims(0)]);
    }),
    on(
      [
        [2, 3],
        [3, 4],
        [4, 4],
        [5, 2, 3],
      ],
      "a recurrent network, its weights captured",
      (h, v, w, xs) => {
        const start = h.matmul(v);
        const step = (state: Tensor, x: Tensor) => {
          const next = state.matmul(w).add(x.matmul(v)).tanh();
          return [next, next.sum()] as const;
        };
        const [last, sums] = scan(step, start, xs);
        return last.sum(0).outer(sums);
      },
    ),
    on([[3], [3, 3]], "three steps of gradient descent", (x, a) => {
      const loss = (v: Tensor) => v.dot(a.matmul(v.reshape([3, 1])).flatten()).add(v.exp().sum());
      const step = (v: Tensor) => [v.sub(grad(loss)(v).mul(0.1)), loss(v)] as const;
      const [last, losses] = scan(step, x, null, { length: 3 });
      return concat([last, losses]);
    }),
    on([[2], [3, 2]], "backwards, of a tree", (init, xs) => {
      const step = ({ a, b }: { a: Tensor; b: Tensor }, [x, i]: readonly [Tensor, Tensor]) =>
        [
          { a: a.mul(x).add(b.sum()), b: b.sub(a.take(i, 0)) },
          { y: a.div(x.square().add(1)) },
        ] as const;
      const start = { a: init, b: init.slice([0, 1]).mul(init.slice([1, 2])) };
      const [last, ys] = scan(step, start, [xs, rowsOfLabels], { reverse: true });
      return concat([last.a, last.b, ys.y.flatten()]);
    }),
    on([[2], [3, 2]], "a loop in a loop", (init, xs) => {
      const inner = (c: Tensor, x: Tensor) =>
        scan(
          (s, y) => [s.mul(y).add(c.sum()), s],
          x.sum(),
          xs.T.slice(null, [0, 1]).flatten(),
        )[0].mul(c);
      return scan((c, x) => [inner(c, x), c.mul(xs.sum())], init, xs)[1];
    }),
    on(
      [[2], [3, 2], [2]],
      "one of each: carry, rows, captured",
      (init, xs, w) => scan((c, x) => [c.mul(x).add(w), c.mul(w)], init, xs)[1],
    ),
    on([[3, 2]], "no carry", (xs) => scan((c, x) => [c, x.square().sum()], [], xs)[1]),
    on([[2]], "no step", (x) => {
      const [last, ys] = scan((c) => [c.mul(c), c.exp()], x, null, { length: 0 });
      return concat([last, ys.flatten(), ys.sum(0)]);
    }),
    on([[2], [1, 2]], "one step", (x, xs) => {
      const [last, ys] = scan((c, z) => [c.mul(z), c.sub(z).square()], x, xs);
      return last.add(ys.reshape([2]));
    }),
    on(
      [[2], [3, 2]],
      "roots and quotients",
      (x, xs) => scan((c, z) => [c.div(z).add(z.sqrt()), c.log()], x, xs)[1],
      positive,
    ),
    on(
      [[2], [3, 2]],
      "what a step reads of nothing",
      (x, xs) => scan((c, _z) => [c, x.exp()], x.mul(2), xs)[1],
    ),
    on(
      [[2], [3, 2]],
      "a rule inside",
      (x, xs) =>
        scan(
          (c, z) => [withVjp(c.mul(z), (ct) => ct.mul(z).mul(3)).add(stopGradient(c)), c],
          x,
          xs,
        )[1].square(),
      surrogate,
    ),
    on(
      [[2], [3, 2]],
      "a rule that is one",
      (x, xs) =>
        withVjp(x, (ct) =>
          scan((c, z) => [c.mul(z).add(ct), z.mul(ct)], ct.like(0), xs)[1].sum(0),
        ).square(),
      surrogate,
    ),
  ],
  couple: [
    on(
      [
        [3, 2],
        [3, 3],
      ],
      "χ learned",
      (x, chi) => couple(x, denseChi(chi)).square(),
      surrogate,
    ),
    on(
      [
        [2, 3],
        [3, 3],
      ],
      "χ learned, last axis",
      (x, chi) => couple(x, denseChi(chi), -1).tanh(),
      surrogate,
    ),
    on(
      [[3]],
      "χ data, not symmetric",
      (x) =>
        couple(
          x,
          denseChi(
            tensor([
              [1, 2, 0],
              [0, 1, 3],
              [5, 0, 1],
            ]),
          ),
        ).square(),
      surrogate,
    ),
    on([[4, 2]], "χ a cycle", (x) => couple(x, permutationChi([1, 2, 3, 0])).square(), surrogate),
    on(
      [[2, 3, 2]],
      "χ a cycle, middle axis",
      (x) => couple(x, permutationChi([2, 0, 1]), 1).square(),
      surrogate,
    ),
  ],
  composition: [
    on([[5]], "x³", (x) => x.pow(3)),
    on([[5]], "x⁷", (x) => x.pow(7)),
    on([[5]], "x⁰ + x¹", (x) => x.pow(0).add(x.pow(1))),
    on([[5]], "x⁻²", (x) => x.pow(-2), positive),
    on([[5]], "√x³", (x) => x.pow(1.5), positive),
    on([[5]], "1/√x", (x) => x.pow(-0.5).add(x.rsqrt()), positive),
    on([[5]], "x to the power of 0.3", (x) => x.pow(0.3), positive),
    on([[5]], "1/x", (x) => x.reciprocal(), positive),
    on([[5]], "tan x/2", (x) => x.mul(0.5).tan()),
    on([[5]], "sinh x", (x) => x.sinh()),
    on([[5]], "cosh x", (x) => x.cosh()),
    on([[3, 1], [4]], "atan2(y, x)", (y, x) => y.atan2(x)),
    on([[4]], "atan2(y, −2)", (y) => y.atan2(-2)),
    on([[3, 1], [4]], "max(a, b)", (a, b) => a.maximum(b)),
    on([[3, 1], [4]], "min(a, b)", (a, b) => a.minimum(b).square()),
    on([[6]], "max(x, x), a tie", (x) => x.maximum(x).mul(x)),
    on([[6]], "x clipped to ±½", (x) => x.clip(-0.5, 0.5).mul(x)),
    on([[6], []], "x clipped to y … 2", (x, y) => x.clip(y, 2)),
    on([[4], [4]], "(a ≥ b) a + (a ≤ b) b", (a, b) =>
      a.greaterEqual(b).mul(a).add(a.lessEqual(b).mul(b)),
    ),
    on([[6]], "leaky relu", (x) => x.leakyRelu(0.25)),
    on([[6]], "elu", (x) => x.elu(1.5)),
    on([[6]], "sigmoid", (x) => x.sigmoid()),
    on([[6]], "softplus", (x) => x.softplus()),
    on([[6]], "silu", (x) => x.silu()),
    on([[6]], "gelu", (x) => x.gelu()),
    on(
      [
        [2, 3],
        [3, 4],
        [4, 2],
      ],
      "two tanh layers, squared error",
      (x, w, v) => x.matmul(w).tanh().matmul(v).sub(0.5).square().mean(),
    ),
    on([[3, 5]], "softmax", (x) => x.softmax()),
    on([[3, 5]], "softmax along the first", (x) => x.softmax(0).square()),
    on([[4, 3]], "softmax cross-entropy", (x) => oneHot(labels, 3).mul(x.logSoftmax()).sum().neg()),
    on([[4, 3]], "logSumExp", (x) => x.logSumExp(1)),
    on([[4, 3]], "logSumExp of all, kept", (x) => x.logSumExp(undefined, { keepDims: true })),
    on([[9]], "√(1 + Σx²)", (x) => x.dot(x).add(1).sqrt()),
    on([[4]], "min", (x) => x.min()),
    on([[3, 4, 2]], "min over the middle of ties, kept", (x) =>
      concat([x, x]).min([0, 1], { keepDims: true }).square(),
    ),
    on([[5]], "variance", (x) => x.variance()),
    on([[3, 4]], "variance over the first, kept", (x) =>
      x.variance(0, { keepDims: true, correction: 1 }),
    ),
    on([[3, 4]], "std", (x) => x.std(1, { correction: 1 })),
    on([[2, 3, 2]], "norm over first and last", (x) => x.norm([0, 2])),
    on([[1]], "norm", (x) => x.norm()),
    on([[4, 3]], "roll, flip and tile", (x) => x.roll(-3, 0).flip().tile([2, 1, 3]).square()),
    on([[6, 2]], "parts of a split, multiplied", (x) => {
      const [a, b, c] = x.split([1, 3], 0);
      return a!.mul(b!).sum().mul(c!);
    }),
    on([[3]], "diag of a vector", (x) => x.diag(-1).square()),
    on([[2, 3, 4]], "diag of matrices", (x) => x.diag(1).square()),
    on([[2, 3, 4]], "tril · triu", (x) => x.tril(1).mul(x.triu()).sum([0, 1])),
    on([[0, 3]], "tril of nothing", (x) => x.tril()),
    on([[3, 3]], "trace", (x) => x.trace().mul(x.square().trace(1))),
    on([[2], [3, 1]], "outer", (a, b) => a.outer(b).square()),
    on([[2, 3], [3, 4, 3], [4]], "einsum of three, one with a repeated index", (a, b, c) =>
      einsum("ij,jkj,k->ik", a, b, c).square(),
    ),
    on(
      [
        [2, 3, 4],
        [4, 2, 5],
      ],
      "einsum with a batch",
      (a, b) => einsum("bij,jbk->kbi", a, b),
    ),
    on([[2, 3, 4]], "einsum of one", (x) => einsum("ijk->ki", x.square())),
    on(
      [
        [2, 4, 5, 2],
        [3, 2, 2, 3],
      ],
      "conv2d, strides 2 and 1, padding same",
      (x, w) => x.conv2d(w, { strides: [2, 1], padding: "same" }).square(),
    ),
    on(
      [
        [1, 3, 3, 1],
        [2, 2, 1, 2],
      ],
      "conv2d",
      (x, w) => x.conv2d(w),
    ),
    on([[2, 4, 5, 1]], "maxPool2d", (x) => x.maxPool2d([2, 3], { strides: 1 }).square()),
    on([[1, 4, 4, 2]], "avgPool2d with padding", (x) =>
      x.avgPool2d(2, {
        padding: [
          [1, 0],
          [0, 2],
        ],
      }),
    ),
    on([[5]], "x used many times", (x) =>
      x
        .mul(x.exp())
        .add(x.tanh().mul(x))
        .sub(x.div(x.square().add(1))),
    ),
  ],
};

/** [subject, what it says, sample] for every sample, as `test.each` wants it. */
export const everySample: readonly (readonly [Subject, string, Sample])[] = (
  Object.keys(samples) as Subject[]
).flatMap((subject) => samples[subject].map((sample) => [subject, sample.says, sample] as const));
