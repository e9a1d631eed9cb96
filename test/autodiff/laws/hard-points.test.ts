/**
 * The hard points of the design as laws: what f, ∇f and ∇∇f are where other engines have NaN, or the slope of one side.
 *
 * Each row is read by every interpreter: the typed floats, f32, f64 and dual numbers over doubles, forwards once and over
 * the gradient; and in GF(p) and its dual numbers where no order of the reals is asked, so that the law is exact.
 */
import { describe, expect, test } from "vitest";
import {
  concat,
  dual,
  evaluate,
  type Field,
  f32,
  f64,
  grad,
  hessian,
  input,
  interpret,
  jvp,
  prime,
  stack,
  stopGradient,
  type Tensor,
  tensor,
  where,
} from "../../../src/autodiff/index.ts";

/** A function of n numbers with a number as its value, and its derivatives at a point. */
interface Probe {
  readonly probe: string;
  readonly build: (x: Tensor) => Tensor;
  readonly at: readonly number[];
  readonly value: number;
  readonly first: readonly number[];
  readonly second: readonly (readonly number[])[];
  /** Whether it holds in GF(p): there is no order there, functions are any, and +∞ is nowhere. */
  readonly exact: boolean;
  /** Whether dual numbers over ∇f meet 0 · ∞ in a product, which stays IEEE: there ∇∇f is NaN. */
  readonly product?: true;
}

const EXACT = true;
const HUGE = 3e38;

/** f, f′ and f″ of one variable. */
function one(
  probe: string,
  f: (x: Tensor) => Tensor,
  at: number,
  [value, first, second]: readonly number[],
  exact = false,
): Probe {
  const build = (x: Tensor) => f(x.reshape([]));
  return { probe, build, at: [at], value: value!, first: [first!], second: [[second!]], exact };
}

/** f, ∇f and ∇∇f; the second derivatives are 0 when left out. */
function many(
  probe: string,
  build: (x: Tensor) => Tensor,
  at: readonly number[],
  [value, first]: readonly [number, readonly number[]],
  { second = at.map(() => at.map(() => 0)), exact = false } = {},
): Probe {
  return { probe, build, at, value, first, second, exact };
}

/** x where the condition holds, else 0: what is singular at 0 stays behind it. */
const behind = (f: (x: Tensor) => Tensor) => (x: Tensor) => where(x, f(x), 0);

/** The same, f, f′ and f″ all 0 at 0; ∇f has a product of a cotangent, 0 there, and of √x, whose slope is ∞. */
const product = (probe: string, f: (x: Tensor) => Tensor): Probe => ({
  ...one(probe, f, 0, [0, 0, 0]),
  product: true,
});

const image = (x: Tensor) => x.reshape([1, 2, 2, 1]);

const ties: readonly Probe[] = [
  many("max, a tie of two", (x) => x.max(), [1, 3, 3], [3, [0, 0.5, 0.5]]),
  many("max, all tie", (x) => x.max(), [3, 3], [3, [0.5, 0.5]], { exact: EXACT }),
  many("max, four tie, squared", (x) => x.max().square(), [2, 2, 2, 2], [4, [1, 1, 1, 1]], {
    second: Array.from({ length: 4 }, () => [0.125, 0.125, 0.125, 0.125]),
    exact: EXACT,
  }),
  many("min, a tie of two", (x) => x.min(), [2, 1, 1, 3], [1, [0, 0.5, 0.5, 0]]),
  many("min, all tie", (x) => x.min(), [3, 3], [3, [0.5, 0.5]], { exact: EXACT }),
  many(
    "maxPool2d, all tie",
    (x) => image(x).maxPool2d(2).sum(),
    [2, 2, 2, 2],
    [2, [0.25, 0.25, 0.25, 0.25]],
    { exact: EXACT },
  ),
  many(
    "maxPool2d, a tie of two",
    (x) => image(x).maxPool2d(2).sum(),
    [1, 2, 0, 2],
    [2, [0, 0.5, 0, 0.5]],
  ),
  many("maximum", (x) => x.maximum(x.flip(0)).sum(), [5, 5], [10, [1, 1]], { exact: EXACT }),
  many("minimum", (x) => x.minimum(x.flip(0)).sum(), [5, 5], [10, [1, 1]], { exact: EXACT }),
  one("max(x, −x) at 0", (x) => stack([x, x.neg()]).max(), 0, [0, 0, 0], EXACT),
  one("max(x, 0) at 0", (x) => stack([x, x.like(0)]).max(), 0, [0, 0.5, 0], EXACT),
  one(
    "the last of a cumulative sum of a tie",
    (x) => stack([x, x]).cumsum(0).max(),
    0,
    [0, 1.5, 0],
    EXACT,
  ),
];

const evenAndOdd: readonly Probe[] = [
  one("|x| at 0", (x) => x.abs(), 0, [0, 0, 0], EXACT),
  one("sign at 0", (x) => x.sign(), 0, [0, 0, 0], EXACT),
  one("x·|x| at 0", (x) => x.mul(x.abs()), 0, [0, 0, 0], EXACT),
  one("x² at 0, by square", (x) => x.square(), 0, [0, 0, 2], EXACT),
  many("norm at 0", (x) => x.norm(), [0, 0, 0], [0, [0, 0, 0]]),
  many("std of equal entries", (x) => x.std(), [4, 4, 4], [0, [0, 0, 0]]),
  many("std of one entry", (x) => x.std(), [7], [0, [0]]),
  many("3 norm + 2 std at 0", (x) => x.norm().mul(3).add(x.std().mul(2)), [0, 0], [0, [0, 0]]),
  many(
    "a row at 0 beside one that is not",
    (x) => x.reshape([2, 2]).norm(1).sum(),
    [0, 0, 0, 2],
    [2, [0, 0, 0, 1]],
    {
      second: [
        [0, 0, 0, 0],
        [0, 0, 0, 0],
        [0, 0, 0.5, 0],
        [0, 0, 0, 0],
      ],
    },
  ),
];

const products: readonly Probe[] = [
  many("prod, one zero", (x) => x.prod(), [3, 0, 2], [0, [0, 6, 0]], {
    second: [
      [0, 2, 0],
      [2, 0, 3],
      [0, 3, 0],
    ],
    exact: EXACT,
  }),
  many("prod, two zeros", (x) => x.prod(), [0, 0, 5, 7], [0, [0, 0, 0, 0]], {
    second: [
      [0, 35, 0, 0],
      [35, 0, 0, 0],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    exact: EXACT,
  }),
  many("prod, all zeros", (x) => x.prod(), [0, 0, 0], [0, [0, 0, 0]], { exact: EXACT }),
  many(
    "det of a singular matrix",
    (x) => x.reshape([2, 2]).det(),
    [1, 2, 2, 4],
    [0, [4, -2, -2, 1]],
    {
      second: [
        [0, 0, 0, 1],
        [0, 0, -1, 0],
        [0, -1, 0, 0],
        [1, 0, 0, 0],
      ],
      exact: EXACT,
    },
  ),
];

/** Where no cotangent arrives, none leaves: a gate at 0 in front of every row that is singular there. */
const singular: readonly Probe[] = [
  one(
    "log behind where",
    behind((x) => x.log()),
    0,
    [0, 0, 0],
  ),
  one(
    "x/x behind where",
    behind((x) => x.div(x)),
    0,
    [0, 0, 0],
  ),
  one(
    "√(x²) behind where",
    behind((x) => x.square().sqrt()),
    0,
    [0, 0, 0],
  ),
  one("relu(√x)", (x) => x.sqrt().relu(), 0, [0, 0, 0]),
  one(
    "√x behind pow",
    behind((x) => x.pow(0.5)),
    0,
    [0, 0, 0],
  ),
  one("acos behind where at −1", (x) => where(x.add(1), x.acos(), 0), -1, [0, 0, 0]),
  one(
    "atan2 behind where",
    behind((x) => x.atan2(x.like(0))),
    0,
    [0, 0, 0],
  ),
  many("norm behind where", (x) => where(x, x.norm(), 0).sum(), [0, 0], [0, [0, 0]]),
  many("std behind where", (x) => where(x, x.std(), 0).sum(), [0, 0], [0, [0, 0]]),
];

/**
 * Two singular rows, one behind the other: what the first masks is a cotangent of the second, so a masked product would
 * send ∞ times its own cotangent back to it.
 */
const chained: readonly Probe[] = [
  product("√x⁻³ behind a comparison", (x) => where(x.greater(0), x.pow(-1.5), 0)),
  product(
    "√x⁻³ behind where",
    behind((x) => x.pow(-1.5)),
  ),
  product(
    "√x⁻⁵ behind where",
    behind((x) => x.pow(-2.5)),
  ),
  product(
    "√x³ behind where",
    behind((x) => x.pow(1.5)),
  ),
  one(
    "√√x behind where",
    behind((x) => x.sqrt().sqrt()),
    0,
    [0, 0, 0],
  ),
  one(
    "log √x behind where",
    behind((x) => x.sqrt().log()),
    0,
    [0, 0, 0],
  ),
  one(
    "1/(1/x) behind where",
    behind((x) => x.reciprocal().reciprocal()),
    0,
    [0, 0, 0],
  ),
  one(
    "log (1/x) behind where",
    behind((x) => x.reciprocal().log()),
    0,
    [0, 0, 0],
  ),
];

const saturated: readonly Probe[] = [
  many(
    "softmax",
    (x) =>
      x
        .softmax()
        .mul(tensor([1, 2, -0.5]))
        .sum(),
    [2000, 0, -2000],
    [1, [0, 0, 0]],
  ),
  many(
    "softmax far from 0",
    (x) =>
      x
        .softmax()
        .mul(tensor([1, 3, 7]))
        .sum(),
    [HUGE, HUGE, -HUGE],
    [2, [-0.5, 0.5, 0]],
  ),
  many("logSoftmax", (x) => x.logSoftmax().slice([1, 2]).sum(), [0, -2000], [-2000, [-1, 1]]),
  many("logSumExp", (x) => x.logSumExp(), [HUGE, -HUGE], [HUGE, [1, 0]]),
];

const graphs: readonly Probe[] = [
  many("a slice", (x) => x.slice([0, 2]).sum(), [1, 2, 3], [3, [1, 1, 0]], { exact: EXACT }),
  many("a slice, squared", (x) => x.slice([1, 3]).square().sum(), [1, 2, 3], [13, [0, 4, 6]], {
    second: [
      [0, 0, 0],
      [0, 2, 0],
      [0, 0, 2],
    ],
    exact: EXACT,
  }),
  many("take, an entry twice", (x) => x.take([2, 0, 2], 0).prod(), [2, 5, 3], [18, [9, 0, 12]], {
    second: [
      [0, 0, 6],
      [0, 0, 0],
      [6, 0, 4],
    ],
    exact: EXACT,
  }),
  many(
    "a closure over x itself",
    (x) => grad((v: Tensor) => v.mul(x).sum())(x).sum(),
    [2, 3],
    [5, [1, 1]],
    {
      exact: EXACT,
    },
  ),
  many(
    "x used a hundred times",
    (x) => concat(new Array(100).fill(x), 0).square().sum(),
    [1, 2],
    [500, [200, 400]],
    {
      second: [
        [200, 0],
        [0, 200],
      ],
      exact: EXACT,
    },
  ),
  one(
    "two equal constants are two leaves",
    (x) => grad(([a]: readonly Tensor[]) => a!.mul(5).mul(x))([tensor(2), tensor(2)])[0]!,
    3,
    [15, 5, 0],
    EXACT,
  ),
  one("a stopped gradient inside", (x) => x.mul(stopGradient(x)), 3, [9, 3, 0], EXACT),
];

const functions: readonly Probe[] = [
  one("x² at 0", (x) => x.pow(2), 0, [0, 0, 2], EXACT),
  one("x³ at 0", (x) => x.pow(3), 0, [0, 0, 0], EXACT),
  one("x⁰ at 0", (x) => x.pow(0).add(x.mul(0)), 0, [1, 0, 0], EXACT),
  one("x⁻² at −2", (x) => x.pow(-2), -2, [0.25, 0.25, 0.375], EXACT),
  one("√x⁵ at 4", (x) => x.pow(2.5), 4, [32, 20, 7.5]),
  one("x^2.3 at 0", (x) => x.pow(2.3), 0, [0, 0, 0]),
  one("√x behind where", (x) => where(x, x.sqrt(), 0), 0, [0, 0, 0]),
  one("1/√x behind where", (x) => where(x, x.rsqrt(), 0), 0, [0, 0, 0]),
  one("1/x behind where", (x) => where(x, x.reciprocal(), 0), 0, [0, 0, 0]),
  one("x^0.3 behind where", (x) => where(x, x.pow(0.3), 0), 0, [0, 0, 0]),
  one("log1p behind where at −1", (x) => where(x.add(1), x.log1p(), 7), -1, [7, 0, 0]),
  one("asin behind where at 1", (x) => where(x.neg().add(1), x.asin(), 2), 1, [2, 0, 0]),
  one("asin behind where at −1", (x) => where(x.add(1), x.asin(), 2), -1, [2, 0, 0]),
  one("acos behind where at 1", (x) => where(x.neg().add(1), x.acos(), 0), 1, [0, 0, 0]),
  one("relu at 0", (x) => x.relu(), 0, [0, 0, 0], EXACT),
  one("leaky relu at 0", (x) => x.leakyRelu(0.25), 0, [0, 0.25, 0], EXACT),
  one("elu at 0", (x) => x.elu(), 0, [0, 1, 1]),
  one("elu far right", (x) => x.elu(), HUGE, [HUGE, 1, 0]),
  one("elu far left", (x) => x.elu(2), -HUGE, [-2, 0, 0]),
  one("sigmoid at 0", (x) => x.sigmoid(), 0, [0.5, 0.25, 0]),
  one("sigmoid far right", (x) => x.sigmoid(), HUGE, [1, 0, 0]),
  one("sigmoid far left", (x) => x.sigmoid(), -HUGE, [0, 0, 0]),
  one("softplus′ at 0", (x) => grad((y: Tensor) => y.softplus())(x), 0, [0.5, 0.25, 0]),
  one("softplus far right", (x) => x.softplus(), HUGE, [HUGE, 1, 0]),
  one("softplus far left", (x) => x.softplus(), -HUGE, [0, 0, 0]),
  one("silu at 0", (x) => x.silu(), 0, [0, 0.5, 0.5]),
  one("silu far right", (x) => x.silu(), HUGE, [HUGE, 1, 0]),
  one("silu far left", (x) => x.silu(), -HUGE, [0, 0, 0]),
  one("gelu far right", (x) => x.gelu(), 1e10, [1e10, 1, 0]),
  one("gelu far left", (x) => x.gelu(), -1e10, [0, 0, 0]),
  one("sinh at 0", (x) => x.sinh(), 0, [0, 1, 0]),
  one("cosh at 0", (x) => x.cosh(), 0, [1, 0, 1]),
  one("tan at 0", (x) => x.tan(), 0, [0, 1, 0]),
  one("⌊x⌋ at −½", (x) => x.floor(), -0.5, [-1, 0, 0]),
  one("max(x, 1)² in a tie", (x) => x.maximum(1).square(), 1, [1, 1, 0.5], EXACT),
  one("min(x, 1)² in a tie", (x) => x.minimum(1).square(), 1, [1, 1, 0.5], EXACT),
  one("clip at its lower end", (x) => x.clip(-1, 1), -1, [-1, 0.5, 0]),
  one("clip at its upper end", (x) => x.clip(-1, 1), 1, [1, 0.5, 0]),
  one("clip outside", (x) => x.clip(-1, 1), 5, [1, 0, 0]),
  one("max(x, x)", (x) => x.maximum(x), 3, [3, 1, 0], EXACT),
  one("atan2(x, x) at the origin", (x) => x.atan2(x), 0, [0, 0, 0]),
  one("atan2(x, 0) at the origin", (x) => x.atan2(0), 0, [0, 0, 0]),
];

const p = 2147329799;
const plain = (values: ArrayLike<number>) => Array.from(values, (v) => v + 0);

/** The numbers f, ∇f and ∇∇f that a probe has, one after the other. */
const expected = ({ value, first, second }: Probe) => [value, ...first, ...second.flat()];

/** The same, by graphs read in a field. */
function read(F: Field<number>, { build, at }: Probe): number[] {
  const x = input("x", [at.length]);
  const roots = [build(x), grad(build)(x), hessian(build)(x)];
  return interpret(F, roots, () => at.map(F.of)).flatMap(plain);
}

/** ∇f and ∇∇f, as the tangents of f and of ∇f along each axis. */
function forwards(F: Field<number>, { build, at }: Probe): number[] {
  const x = input("x", [at.length]);
  const D = dual(F);
  const along = at.map((_, i) =>
    interpret(D, [build(x), grad(build)(x)], () =>
      at.map((value, k) => ({ value: F.of(value), tangent: F.of(i === k ? 1 : 0) })),
    ).map((found) => Array.from(found, ({ tangent }) => tangent + 0)),
  );
  return [...along.map(([first]) => first![0]!), ...along.flatMap(([, second]) => second!)];
}

describe.each([
  ["ties share", ties],
  ["even functions have odd derivatives", evenAndOdd],
  ["products with zeros are exact", products],
  ["the zero-cotangent law", singular],
  ["the zero-cotangent law, one order later", chained],
  ["saturated softmax", saturated],
  ["graphs", graphs],
  ["functions of one variable", functions],
])("%s", (_says, probes) => {
  const rows = probes.map((probe) => [probe.probe, probe] as const);
  test.each(rows)("%s: typed floats", (_probe, probe) => {
    const x = tensor([...probe.at]);
    const found = evaluate([probe.build(x), grad(probe.build)(x), hessian(probe.build)(x)]);
    expect(found.flatMap(({ data }) => plain(data))).toEqual(expected(probe).map(Math.fround));
  });

  test.each(rows)("%s: f32", (_probe, probe) => {
    const floats = { ...probe, at: probe.at.map(Math.fround) };
    expect(read(f32, floats)).toEqual(expected(probe).map(Math.fround));
  });

  test.each(rows)("%s: f64", (_probe, probe) => {
    expect(read(f64, probe)).toEqual(expected(probe));
  });

  test.each(rows)("%s: dual(f64), over f and over ∇f", (_probe, probe) => {
    const second = probe.product ? [Number.NaN] : probe.second.flat();
    expect(forwards(f64, probe)).toEqual([...probe.first, ...second]);
  });

  test.each(rows)("%s: jvp, a graph", (_probe, { build, at, first }) => {
    const x = input("x", [at.length]);
    const moved = at.map((_, i) => jvp(build, x, tensor(at.map((_, k) => Number(i === k))))[1]);
    expect(interpret(f64, moved, () => at).flatMap(plain)).toEqual(first);
  });

  test.each(rows.filter(([, { exact }]) => exact))("%s: GF(p), and its dual", (_probe, probe) => {
    const F = prime({ p, seed: 1, trial: 0 });
    const residues = expected(probe).map(F.of);
    expect(read(F, probe)).toEqual(residues);
    expect(forwards(F, probe)).toEqual(residues.slice(1));
  });
});
