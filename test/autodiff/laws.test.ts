/** Laws that hold for every op, over the table of samples. */
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { type Keying, keyed } from "../../src/autodiff/fields/keyed.ts";
import {
  dual,
  evaluate,
  f32,
  f64,
  full,
  input,
  interpret,
  prime,
  print,
  type Tensor,
  tensor,
  vjp,
} from "../../src/autodiff/index.ts";
import { nameOf } from "./bound.ts";
import { everySample, type Sample, type Subject, samples } from "./samples.ts";

/** One draw errs with probability (degree)/p < 10⁻⁷; the other draws are for other seeds of the hash. */
const few = { numRuns: Math.max(2, Math.round(inject("runs") / 40)) };
const keyings: fc.Arbitrary<Keying> = fc.record({
  // ≡ −1 (mod 27720), as those of proofs: roots of unity exist
  p: fc.constantFrom(2147329799, 2147135759, 2147024879),
  seed: fc.nat(),
  trial: fc.nat(99),
});

const inputsOf = ({ inputs }: Sample) => inputs.map((shape, i) => input(`x${i}`, shape));

/** (f, xs) whose value is the gradient: ⟨u, vjp ct⟩ as a function of xs and ct. */
function gradientOf({ build }: Sample, xs: readonly Tensor[]) {
  const shape = build(...xs).shape;
  const f = (all: readonly Tensor[]): Tensor => {
    const [, pull] = vjp((inner: readonly Tensor[]) => build(...inner), all.slice(0, -1));
    return pull(all.at(-1)!)
      .map((g, i) => g.dot(input(`u${i}`, g.shape)))
      .reduce((sum, term) => sum.add(term), full([], 0));
  };
  return { f, xs: [...xs, input("ct0", shape)] };
}

/** ⟨ct, jvp v⟩, by dual numbers over GF(p), and ⟨vjp ct, v⟩, by the graph that vjp builds, in GF(p). */
function bothSides(
  f: (xs: readonly Tensor[]) => Tensor,
  xs: readonly Tensor[],
  keying: Keying,
): [jvp: number, vjp: number] {
  const F = prime(keying);
  const value = keyed(keying);
  const draw = (name: string, size: number) =>
    Array.from({ length: size }, (_, i) => value(`input:${name}`, i));
  const inner = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, ai, i) => F.add(sum, F.mul(ai, b[i]!)), 0);

  const [y, pull] = vjp(f, xs);
  const gradients = pull(input("ct", y.shape));
  const cotangents = interpret(F, gradients, (leaf) => draw(nameOf(leaf), leaf.size));
  const [duals] = interpret(dual(F), [y], (leaf) => {
    const tangents = draw(`tangent of ${nameOf(leaf)}`, leaf.size);
    return draw(nameOf(leaf), leaf.size).map((element, i) => ({
      value: element,
      tangent: xs.includes(leaf) ? tangents[i]! : 0,
    }));
  });
  const sent = xs.map((x, i) => inner(cotangents[i]!, draw(`tangent of ${nameOf(x)}`, x.size)));
  return [
    inner(
      Array.from(duals!, ({ tangent }) => tangent),
      draw("ct", y.size),
    ),
    sent.reduce(F.add, 0),
  ];
}

describe("samples", () => {
  test.each(Object.keys(samples) as Subject[])("those of %s hold it", (subject) => {
    const held = samples[subject].every((sample) => {
      const text = print(vjp((xs: Tensor[]) => sample.build(...xs), inputsOf(sample))[0]);
      return subject === "composition" || new RegExp(`= ${subject}\\b`).test(text);
    });
    expect(held).toBe(true);
  });
});

describe("vjp is the exact adjoint of jvp", () => {
  test.each(everySample)("%s: %s", (_subject, _says, sample) => {
    const f = (xs: readonly Tensor[]) => sample.build(...xs);
    fc.assert(
      fc.property(keyings, (keying) => {
        const [forward, backward] = bothSides(f, inputsOf(sample), keying);
        expect(backward).toBe(forward);
      }),
      few,
    );
  });
});

describe("the vjp of a gradient is the exact adjoint of its jvp", () => {
  test.each(everySample)("%s: %s", (_subject, _says, sample) => {
    const { f, xs } = gradientOf(sample, inputsOf(sample));
    fc.assert(
      fc.property(keyings, (keying) => {
        const [forward, backward] = bothSides(f, xs, keying);
        expect(backward).toBe(forward);
      }),
      few,
    );
  });
});

/** A number in [0, 1) for every (name, index): the same in every run. */
const uniform = (() => {
  const p = 2 ** 31 - 1;
  const value = keyed({ p, seed: 20, trial: 0 });
  return (name: string, i: number) => value(name, i) / p;
})();

describe("vjp is the slope that doubles see", () => {
  const differentiable = everySample.filter(([, , s]) => !s.symbolic && !s.surrogate);

  /** ½(f(x + hv) − f(x − hv))/h errs by h²f‴/6 + ε|f|/h ≈ 10⁻¹¹ a unit of f; 10⁻⁸ leaves room for f‴ and for sums. */
  const h = 1e-5;
  const tolerance = 1e-8;

  test.each(differentiable)("%s: %s", (_subject, _says, sample) => {
    const xs = inputsOf(sample);
    const [y, pull] = vjp((inner: Tensor[]) => sample.build(...inner), xs);
    const direction = (leaf: Tensor, i: number) => uniform(`v ${nameOf(leaf)}`, i) - 0.5;
    const at = (leaf: Tensor, step: number) =>
      Array.from({ length: leaf.size }, (_, i) => {
        const u = uniform(nameOf(leaf), i);
        return (sample.positive ? 0.5 + u : 3 * u - 1.5) + step * direction(leaf, i);
      });
    const [above] = interpret(f64, [y], (leaf) => at(leaf, h));
    const [below] = interpret(f64, [y], (leaf) => at(leaf, -h));
    const gradients = interpret(f64, pull(input("ct", y.shape)), (leaf) => at(leaf, 0));
    const ct = at(input("ct", y.shape), 0);
    const seen = ct.reduce((sum, c, i) => sum + (c * (above![i]! - below![i]!)) / (2 * h), 0);
    const terms = xs.flatMap((x, k) => Array.from(gradients[k]!, (g, i) => g * direction(x, i)));
    const size = terms.reduce((sum, term) => sum + Math.abs(term), 1);
    const told = terms.reduce((sum, term) => sum + term, 0);
    expect(Math.abs(told - seen)).toBeLessThan(tolerance * size);
  });
});

const specials = [
  0,
  -0,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e-45,
  -1e-45,
  1.17549435e-38,
  3.40282347e38,
  -3.40282347e38,
  88.7,
  -103.9,
  9.02,
  0.625,
];

/** A float of every kind: special ones, small integers (so that there are ties), and any bits at all. */
const anyFloat: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...specials),
  fc.integer({ min: -2, max: 2 }),
  fc.float(),
);

/** 24 significant bits in ±4: sums of these round, and a NaN does not hide it. */
const commonFloat = fc.integer({ min: -(2 ** 24), max: 2 ** 24 }).map((n) => n / 2 ** 22);

/** Floats of one sort, for one NaN or one large number among many hides the others. */
const floatsOf = (size: number): fc.Arbitrary<number[]> =>
  fc.oneof(
    ...[commonFloat, anyFloat, fc.constantFrom(0, -0, -1)].map((float) =>
      fc.array(float, { minLength: size, maxLength: size }),
    ),
  );

describe("floats equal the generic lowering read in the scalar f32 field, to the bit", () => {
  const numeric = everySample.filter(([, , sample]) => !sample.symbolic);
  const unbound = () => expect.unreachable("no free leaf");

  test.each(numeric)("%s: %s", (_subject, _says, sample) => {
    const y = sample.build(...inputsOf(sample));
    const sizes = [...inputsOf(sample), y].map(({ size }) => floatsOf(size));
    fc.assert(
      fc.property(fc.tuple(...sizes), (values) => {
        const xs = sample.inputs.map((shape, i) => tensor(Float32Array.from(values[i]!), shape));
        const ct = tensor(Float32Array.from(values.at(-1)!), y.shape);
        const [value, pull] = vjp((inner: Tensor[]) => sample.build(...inner), xs);
        const roots = [value, ...pull(ct)];
        const oracle = interpret(f32, roots, unbound);
        const fast = evaluate(roots);
        for (const [k, t] of fast.entries()) {
          expect(Array.from(t.data)).toEqual(Array.from(oracle[k]!)); // toEqual tells −0 from 0
        }
      }),
      { numRuns: Math.max(4, Math.round(inject("runs") / 5)) },
    );
  });
});

const { fround } = Math;
const shapes = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 14, max: 35 })),
  {
    minLength: 1,
    maxLength: 3,
  },
);

/** A tensor of any shape and some of its axes. */
const reductions = shapes.chain((shape) =>
  fc.record({
    x: floatsOf(shape.reduce((a, b) => a * b, 1)).map((v) => tensor(Float32Array.from(v), shape)),
    axes: fc.uniqueArray(fc.nat(shape.length - 1), { minLength: 1 }),
  }),
);

/** Every element with its coordinates, in row-major order: an odometer. */
function* elements(x: Tensor): Generator<[at: number[], value: number]> {
  const at = x.shape.map(() => 0);
  for (const value of x.data) {
    yield [[...at], value];
    for (let axis = at.length - 1; axis >= 0 && ++at[axis]! === x.shape[axis]; axis--) at[axis] = 0;
  }
}

/** What is left of the coordinates, as a key. */
const keyOf = (at: readonly number[], axes: readonly number[]) =>
  String(at.filter((_, axis) => !axes.includes(axis)));

describe("the order of folding is part of the meaning", () => {
  test("sum: 16 lanes along the last reduced axis, then halves", () => {
    fc.assert(
      fc.property(reductions, ({ x, axes }) => {
        const last = Math.max(...axes);
        const lanes = new Map<string, Float32Array>();
        for (const [at, value] of elements(x)) {
          const key = keyOf(at, axes);
          if (!lanes.has(key)) lanes.set(key, new Float32Array(16));
          lanes.get(key)![at[last]! % 16]! += value;
        }
        const totals = [...lanes.values()].map((l) => {
          for (const half of [8, 4, 2, 1]) {
            for (let i = 0; i < half; i++) l[i]! += l[i + half]!;
          }
          return l[0]!;
        });
        expect(Array.from(x.sum(axes).data)).toEqual(totals);
      }),
    );
  });

  test("max: the first element unless a later one is greater; NaN wins; −0 = +0", () => {
    fc.assert(
      fc.property(reductions, ({ x, axes }) => {
        const largest = new Map<string, number>();
        for (const [at, value] of elements(x)) {
          const key = keyOf(at, axes);
          const held = largest.get(key);
          if (held === undefined || value > held || Number.isNaN(value)) largest.set(key, value);
        }
        expect(Array.from(x.max(axes).data)).toEqual([...largest.values()]);
      }),
    );
  });

  /** [n, k] @ [k, m] by the obvious three loops. */
  const product = (
    a: Float32Array,
    b: Float32Array,
    [n, k, m]: readonly [number, number, number],
  ) => {
    const out: number[] = [];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < m; j++) {
        let acc = 0;
        for (let l = 0; l < k; l++) acc = fround(acc + fround(a[i * k + l]! * b[l * m + j]!));
        out.push(acc);
      }
    }
    return out;
  };

  test("matmul: one accumulator from +0, k ascending, product and sum each rounded", () => {
    const sizes = fc.tuple(fc.nat(6), fc.nat(20), fc.nat(10));
    const operands = sizes.chain(([n, k, m]) =>
      fc.tuple(fc.constant([n, k, m] as const), floatsOf(n * k), floatsOf(k * m)),
    );
    fc.assert(
      fc.property(operands, ([[n, k, m], ...values]) => {
        const [a, b] = values.map((v) => Float32Array.from(v)) as [Float32Array, Float32Array];
        const fast = tensor(a, [n, k]).matmul(tensor(b, [k, m]));
        expect(Array.from(fast.data)).toEqual(product(a, b, [n, k, m]));
      }),
    );
  });

  test("matmul: the same whatever was multiplied before, large or small", () => {
    const sizes = [
      [3, 5, 2],
      [129, 70, 131],
      [3, 5, 2],
      [0, 4, 3],
      [1, 300, 1],
      [200, 3, 201],
    ] as const;
    for (const [n, k, m] of sizes) {
      const a = Float32Array.from({ length: n * k }, (_, i) => uniform("a", i) - 0.5);
      const b = Float32Array.from({ length: k * m }, (_, i) => uniform("b", i) - 0.5);
      const fast = tensor(a, [n, k]).matmul(tensor(b, [k, m]));
      expect(Array.from(fast.data)).toEqual(product(a, b, [n, k, m]));
    }
  });
});
