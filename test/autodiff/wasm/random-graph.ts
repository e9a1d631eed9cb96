/**
 * Random graphs over all ops and ranks, for the differential fuzzer: odd sizes, axes of length 0
 * and 1, infinities, NaN and both zeros among the numbers.
 *
 * A graph is a function of its seed alone, so a failure is a number.
 */

import type { FunctionName } from "../../../src/autodiff/field.ts";
import { functions } from "../../../src/autodiff/functions.ts";
import {
  concat,
  grad,
  oneHot,
  type Shape,
  ShapeError,
  scan,
  stopGradient,
  Tensor,
  tensor,
  where,
  zeros,
} from "../../../src/autodiff/index.ts";
import { sameShape } from "../../../src/autodiff/shape.ts";

/** What a seed stands for: arguments, and functions of them. */
export interface RandomGraph {
  readonly args: readonly Tensor[];
  readonly f: (args: readonly Tensor[]) => Tensor[];
  /** Arguments of the same shapes, each the last such tensor that a graph has, or one of the first. */
  readonly next: (args: readonly Tensor[]) => Tensor[];
}

const LENGTHS = [1, 1, 2, 3, 4, 5, 7, 8, 9, 16, 17, 33];
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
  1e-40,
];
const LARGEST = 6000;
const NAMES = (Object.keys(functions) as FunctionName[]).filter((name) => !name.startsWith("phi"));

/** The graph of a seed. */
export function randomGraph(seed: number): RandomGraph {
  const draw = drawsOf(seed);
  const isSpecial = draw.below(3) === 0;
  const freshBy =
    (from: Draws) =>
    (shape: Shape): Tensor => {
      const number = (): number =>
        isSpecial && from.below(6) === 0 ? from.of(SPECIAL) : (from.below(4001) - 2000) / 512;
      const length = shape.reduce((a, b) => a * b, 1);
      return tensor(Float32Array.from({ length }, number), shape);
    };
  const args = Array.from({ length: 1 + draw.below(3) }, () => freshBy(draw)(shapeOf(draw)));
  const steps = 2 + draw.below(14);
  const plan = draw.below(2 ** 30);
  const isGradient = draw.below(4) === 0;
  const roots = 1 + draw.below(3);
  // Drawn again at every call, so that the function is one of its arguments.
  const build = (xs: readonly Tensor[]): Tensor[] => {
    const again = drawsOf(plan);
    const fresh = freshBy(again);
    const pool = [...xs];
    for (let i = 0; i < steps; i++) pool.push(...step(pool, again, fresh));
    return pool;
  };
  return {
    args,
    next: (given) => {
      const pool = build(given).filter(({ kind }) => kind === "real");
      const isLike = (x: Tensor) => (y: Tensor) => sameShape(x.shape, y.shape);
      return given.map((x, i) => (i % 2 === 0 ? pool.findLast(isLike(x))! : pool.find(isLike(x))!));
    },
    f: (given) => {
      if (!isGradient)
        return build(given)
          .filter(({ kind }) => kind === "real")
          .slice(-roots);
      return [...grad((xs: readonly Tensor[]) => scalar(build(xs)))(given)];
    },
  };
}

function scalar(pool: readonly Tensor[]): Tensor {
  return pool
    .filter(({ kind }) => kind === "real")
    .at(-1)!
    .sum();
}

/** What a generator of pseudo-random whole numbers offers. */
interface Draws {
  below(n: number): number;
  of<T>(list: readonly T[]): T;
  /** True one time in n, until it has been true. */
  once(n: number): boolean;
}

/** @source Mulberry32, Tommy Ettinger, public domain */
function drawsOf(seed: number): Draws {
  let state = seed | 0;
  const below = (n: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * n);
  };
  let isOver = false;
  const once = (n: number): boolean => {
    const isNow = !isOver && below(n) === 0;
    isOver ||= isNow;
    return isNow;
  };
  return { below, of: (list) => list[below(list.length)]!, once };
}

function shapeOf(draw: Draws): number[] {
  const shape = Array.from({ length: draw.below(5) }, () =>
    draw.below(40) === 0 ? 0 : draw.of(LENGTHS),
  );
  while (shape.reduce((a, b) => a * b, 1) > 1500) shape.pop();
  return shape;
}

type Step = (
  x: Tensor,
  pool: readonly Tensor[],
  draw: Draws,
  fresh: (shape: Shape) => Tensor,
) => Tensor;

/** A random axis. @throws RangeError of a scalar, so that the step is left out */
function axisOf(x: Tensor, draw: Draws): number {
  if (x.rank === 0) throw new RangeError("no axis");
  return draw.below(x.rank);
}

/** Random indices below n. @throws RangeError if there are none, so that the step is left out */
function indices(draw: Draws, n: number, length: number): number[] {
  if (n === 0 && length > 0) throw new RangeError("no index");
  return Array.from({ length }, () => draw.below(n));
}

/**
 * Indices below n, some known only when the graph runs. One of a graph may be out of bounds: of two, the
 * compiled program may meet the other first.
 * @throws RangeError if there are none, so that the step is left out
 */
function indexTensor(x: Tensor, draw: Draws, n: number, length: number): Tensor {
  const list = indices(draw, n, length);
  if (draw.once(20)) list[draw.below(length)] = n;
  const known = tensor(Int32Array.from(list));
  if (draw.below(2) === 0) return known;
  const largest = x.flatten().slice([0, length]).argMax(0).reshape([1]);
  return concat([known.take(largest, 0), known.slice([1, length])]);
}

/** What one step may do; a step that its operands do not allow throws, and is left out. */
const STEPS: readonly Step[] = [
  (x, _pool, draw) => Tensor.node("function", [x], { name: draw.of(NAMES) }),
  (x) => x.neg(),
  (x, pool, draw) => x.add(draw.of(pool)),
  (x, pool, draw) => x.sub(draw.of(pool)),
  (x, pool, draw) => x.mul(draw.of(pool)),
  (x, pool, draw) => x.div(draw.of(pool)),
  (x, pool, draw) => x.maximum(draw.of(pool)),
  (x, pool, draw) => where(x, draw.of(pool), draw.of(pool)),
  (x, pool, draw) => x.equal(draw.of(pool)),
  (x, _pool, draw) => x.mul(draw.of([0.5, 1, -0, 3])),
  (x, _pool, draw) => x.sub(draw.of([0, 1, 0.1])),
  (x, _pool, draw) => x.sum(x.shape.map((_, i) => i).filter(() => draw.below(2) === 0)),
  (x, _pool, draw) => x.sum(axisOf(x, draw), { keepDims: draw.below(2) === 0 }),
  (x, _pool, draw) => x.max(x.shape.map((_, i) => i).filter(() => draw.below(2) === 0)),
  (x, _pool, draw) => x.max(axisOf(x, draw)),
  (x, _pool, draw) => x.prod(axisOf(x, draw)),
  (x, _pool, draw) => x.mean(axisOf(x, draw), { keepDims: true }),
  (x, _pool, draw) => x.softmax(axisOf(x, draw)),
  (x, _pool, draw) => x.variance(axisOf(x, draw)),
  (x, _pool, draw) => x.cumsum(axisOf(x, draw)),
  (x, _pool, draw) => x.transpose(shuffled(x.rank, draw)),
  (x, _pool, draw) => x.reshape(shuffled(x.rank, draw).map((axis) => x.shape[axis]!)),
  (x) => x.flatten(),
  (x, _pool, draw) => x.reshape([1, ...x.shape, ...(draw.below(2) === 0 ? [1] : [])]),
  (x, _pool, draw) =>
    x.broadcastTo([draw.of([1, 2, 3]), ...x.shape.map((n) => (n === 1 ? draw.of([1, 4, 5]) : n))]),
  (x, _pool, draw) =>
    x.slice(
      ...x.shape.map((n) => {
        const a = draw.below(n + 1);
        return [a, a + draw.below(n + 1 - a)] as const;
      }),
    ),
  (x, _pool, draw) => x.pad(x.shape.map(() => [draw.below(3), draw.below(3)] as const)),
  (x, pool, draw) => concat([x, draw.of(pool), x], axisOf(x, draw)),
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    return x.take(indices(draw, x.shape[a]!, draw.below(9)), a);
  },
  (x, _pool, draw) => x.flip(axisOf(x, draw)),
  (x, _pool, draw) => x.roll(draw.below(5), axisOf(x, draw)),
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    return x.scatterAdd(indices(draw, 6, x.shape[a]!), a, 6);
  },
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    const image = shuffled(x.shape[a]!, draw);
    return Tensor.node("permute", [x], {
      axis: a,
      image,
      signs: draw.below(2) === 0 ? null : image.map(() => draw.of([1, -1])),
    });
  },
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    const i = tensor(Int32Array.from(indices(draw, x.shape[a]!, 5)));
    return x.take(i, a);
  },
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    return x.takeAlongAxis(x.argMax(a).expandDims(a), a);
  },
  (x, _pool, draw) => oneHot(x.argMax(axisOf(x, draw)), 33),
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    const i = tensor(Int32Array.from(indices(draw, 6, x.shape[a]!)));
    return x.scatterAdd(i, a, 6);
  },
  (x, _pool, draw, fresh) => x.matmul(fresh([x.shape.at(-1)!, draw.of(LENGTHS)])),
  (x, _pool, _draw, fresh) => fresh([3, x.shape.at(-2)!]).matmul(x),
  (x) => x.matmul(x.transpose(x.shape.map((_, i) => (i < x.rank - 2 ? i : 2 * x.rank - 3 - i)))),
  (x, pool, draw) => x.matmul(draw.of(pool)),
  (x, _pool, draw) => x.slice(...x.shape.map(() => [0, draw.below(3) + 1] as const)).det(),
  (x, _pool, _draw, fresh) => fresh([x.shape.at(-2)!, x.shape.at(-2)!]).solve(x),
  (x) => stopGradient(x),
  (x, _pool, draw) => {
    const a = axisOf(x, draw);
    const i = indexTensor(x, draw, x.shape[a]!, 1 + draw.below(3));
    const rows = x.take(i, a).mul(0.5).sub(1).scatterAdd(i, a, x.shape[a]!);
    return draw.of([x.add(rows), rows.add(x), x.sub(rows), rows.sub(x)]);
  },
  (x, _pool, draw) => {
    const n = x.shape[0] ?? 0;
    // A table that is read twice learns from both.
    const rows = (): Tensor => {
      const i = indexTensor(x, draw, n, 1 + draw.below(3));
      return x.take(i, 0).scatterAdd(i, 0, n);
    };
    return draw.of([rows().add(rows()), rows().sub(rows()), x.sub(rows()).add(rows())]);
  },
  (x, _pool, draw, fresh) => {
    const [n, ...rest] = x.shape as [number, ...number[]];
    const [T, m] = [1 + draw.below(5), 1 + draw.below(3)];
    const index = (): Tensor => indexTensor(x, draw, n, T * m).reshape([T, m]);
    const xs = { from: index(), to: index(), reward: fresh([T, m, ...rest]) };
    const [last, errors] = scan(
      ({ table, total }: { table: Tensor; total: Tensor }, { from, to, reward }: typeof xs) => {
        const error = table.take(to, 0).mul(0.5).add(reward).sub(table.take(from, 0));
        const next = {
          table: table.add(error.scatterAdd(from, 0, n)),
          total: total.add(error.sum()),
        };
        return [next, [error, table.slice([0, 1])]];
      },
      { table: x, total: fresh([]) },
      xs,
      { reverse: draw.below(2) === 0 },
    );
    return draw.of([last.table, last.table, last.total, errors[0]!, errors[1]!]);
  },
  (x, pool, draw) => {
    const [length, ...shape] = x.shape as [number, ...number[]];
    if (!(length <= 5)) throw new RangeError("no axis, or a long one");
    const shared = draw.of(pool);
    const step = (carry: Tensor, row: Tensor): [Tensor, Tensor] => {
      const next = carry.mul(0.5).add(row).add(shared.sum()).tanh();
      return [next, next.mul(row).sum()];
    };
    const [last, ys] = scan(step, zeros(shape), x, { reverse: draw.below(2) === 0 });
    return draw.below(2) === 0 ? last : ys;
  },
];

function step(pool: readonly Tensor[], draw: Draws, fresh: (shape: Shape) => Tensor): Tensor[] {
  const real = pool.filter(({ kind }) => kind === "real");
  const x = draw.below(3) === 0 ? draw.of(real) : real.at(-1)!;
  try {
    const y = draw.of(STEPS)(x, real, draw, fresh);
    return y.size <= LARGEST && y.rank <= 6 ? [y] : [];
  } catch (error) {
    if (error instanceof ShapeError || error instanceof RangeError) return [];
    throw error;
  }
}

function shuffled(n: number, draw: Draws): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = draw.below(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
