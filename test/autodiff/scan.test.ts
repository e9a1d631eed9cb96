/** A loop as one node: the laws run over its samples; here it is held against the loop written out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical } from "../../src/autodiff/canonical.ts";
import { ShapeError } from "../../src/autodiff/errors.ts";
import { keyed } from "../../src/autodiff/fields/keyed.ts";
import {
  bytes,
  checkVjp,
  difference,
  evaluate,
  findNaN,
  flops,
  full,
  grad,
  hessian,
  input,
  interpret,
  jvp,
  oneHot,
  prime,
  print,
  type ScanOptions,
  scan,
  stack,
  stopGradient,
  type Tensor,
  type Tree,
  tensor,
  toDot,
  valueAndGrad,
  vjp,
  vmap,
  withVjp,
  zeros,
} from "../../src/autodiff/index.ts";
import type { Attributes } from "../../src/autodiff/ops/names.ts";
import { topological } from "../../src/autodiff/order.ts";
import { erase } from "../../src/autodiff/rule.ts";
import { unroll } from "../../src/autodiff/unroll.ts";
import { certify, formatCertificate, prove } from "../../src/claims/index.ts";
import { checkCertificate } from "../../src/lab/checker/checker.ts";
import { nameOf } from "./bound.ts";
import { samples } from "./samples.ts";

type Step = (carry: Tensor, x: Tensor) => readonly [Tensor, Tensor];

/** The loop, written out. */
function loop(
  f: Step,
  init: Tensor,
  xs: Tensor,
  { reverse = false }: ScanOptions = {},
): [Tensor, Tensor] {
  const T = xs.shape[0]!;
  const ys: Tensor[] = [];
  let carry = init;
  for (let i = 0; i < T; i++) {
    const t = reverse ? T - 1 - i : i;
    const [next, y] = f(carry, xs.slice([t, t + 1]).squeeze(0));
    carry = next;
    ys[t] = y;
  }
  return [carry, stack(ys)];
}

const random = keyed({ p: 2 ** 31 - 1, seed: 4, trial: 0 });
const numbers = (name: string, shape: readonly number[]): Tensor => {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: size }, (_, i) => random(name, i) / 2 ** 30 - 1);
  return tensor(Float32Array.from(values), shape);
};

/** h′ = tanh(h w + x v), y = Σ h′ */
const cell =
  (w: Tensor, v: Tensor): Step =>
  (h, x) => {
    const next = h.matmul(w).add(x.matmul(v)).tanh();
    return [next, next.square().sum()];
  };

const nodesOf = (tree: Tree, op: string): Tensor[] => {
  const roots = Array.isArray(tree) ? (tree as Tensor[]) : [tree as Tensor];
  return topological(roots).filter((node) => node.op === op);
};

describe("the value is that of the loop written out", () => {
  test.each([false, true])("to the bit, reversed or not: %s", (reverse) => {
    const float = fc.oneof(fc.float(), fc.constantFrom(0, -0, Number.NaN));
    const list = (n: number) => fc.array(float, { minLength: n, maxLength: n });
    const step: Step = (c, x) => [c.mul(x).sub(c), c.div(x)];
    fc.assert(
      fc.property(
        list(2),
        fc.integer({ min: 1, max: 5 }).chain((t) => list(2 * t)),
        (c, values) => {
          const init = tensor(Float32Array.from(c));
          const xs = tensor(Float32Array.from(values), [values.length / 2, 2]);
          const [a, b] = [scan(step, init, xs, { reverse }), loop(step, init, xs, { reverse })];
          expect(a.map((t) => t.toArray())).toEqual(b.map((t) => t.toArray()));
        },
      ),
    );
  });

  test("of a recurrent network", () => {
    const step = cell(numbers("w", [8, 8]), numbers("v", [3, 8]));
    const [h, xs] = [numbers("h", [2, 8]), numbers("xs", [20, 2, 3])];
    const [fast, slow] = [scan(step, h, xs), loop(step, h, xs)];
    expect(fast.map((t) => t.toArray())).toEqual(slow.map((t) => t.toArray()));
  });

  test("unrolled, values and gradients have the same bits, and the same residues", () => {
    const F = prime({ p: 2147329799, seed: 3, trial: 1 });
    const value = keyed({ p: 2147329799, seed: 3, trial: 1 });
    for (const { inputs, build } of samples.scan) {
      const xs = inputs.map((shape, i) => input(`x${i}`, shape));
      const [y, pull] = vjp((all: Tensor[]) => build(...all), xs);
      const roots = [y, ...pull(y)];
      const bind = (leaf: Tensor) =>
        Array.from({ length: leaf.size }, (_, i) => value(`input:${nameOf(leaf)}`, i));
      expect(interpret(F, unroll(roots), bind)).toEqual(interpret(F, roots, bind));
      const data = inputs.map((shape, i) => numbers(`x${i}`, shape).square());
      const [z, back] = vjp((all: Tensor[]) => build(...all), data);
      const floats = [z, ...back(z)];
      const plain = unroll(floats);
      expect(nodesOf(plain, "scan")).toEqual([]);
      const [a, b] = [evaluate(floats), evaluate(plain)];
      expect(a.map((t) => t.toArray())).toEqual(b.map((t) => t.toArray()));
    }
  });

  test("no step: the first carry, and no ys", () => {
    const init = tensor([1, 2]);
    const [last, ys] = scan((c: Tensor, x: Tensor) => [c.mul(x), c.sum()], init, zeros([0, 2]));
    expect([last.toArray(), ys.toArray(), ys.shape]).toEqual([[1, 2], [], [0]]);
    const total = (w: Tensor) =>
      scan((c: Tensor) => [c.mul(w), c], init, null, { length: 0 })[0]
        .sum()
        .add(w.sum());
    expect(grad(total)(tensor([3, 4])).toArray()).toEqual([1, 1]);
  });

  test("trees in, trees out, their keys kept; y may be nothing", () => {
    const init = { n: tensor(0), path: [tensor([1, 1])] as const };
    const [last, ys] = scan(
      ({ n, path: [p] }, { dx, i }: { dx: Tensor; i: Tensor }) => [
        { n: n.add(oneHot(i, 3).dot(tensor([1, 10, 100]))), path: [p.add(dx)] as const },
        { sum: p.sum() },
      ],
      init,
      {
        dx: tensor([
          [1, 0],
          [0, 2],
        ]),
        i: tensor(Int32Array.of(2, 1)),
      },
    );
    expect([last.n.item(), last.path[0].toArray()]).toEqual([110, [2, 3]]);
    expect(ys.sum.toArray()).toEqual([2, 3]);
    const [power, none] = scan((c: Tensor) => [c.mul(2), []], tensor(1), null, { length: 10 });
    expect([power.item(), none]).toEqual([1024, []]);
    const given = scan(
      (c: Tensor, x: undefined) => [c.add(x === undefined ? 1 : 2), []],
      tensor(0),
      undefined,
      { length: 3 },
    );
    expect(given[0].item()).toBe(3);
  });
});

describe("the gradient is that of the loop written out", () => {
  const [w, v] = [input("w", [3, 3]), input("v", [2, 3])];
  const [h, xs] = [input("h", [1, 3]), input("xs", [4, 1, 2])];
  const loss = (walk: typeof loop) => (all: readonly Tensor[], options?: ScanOptions) => {
    const [a, b, start, inputs] = all as [Tensor, Tensor, Tensor, Tensor];
    const [last, ys] = walk(cell(a, b), start, inputs, options);
    return last.sum().mul(ys.square().sum());
  };

  test.each([false, true])(
    "by proof, of captured weights, the start and every x; reversed: %s",
    (reverse) => {
      const of = (walk: typeof loop) => valueAndGrad(loss(walk))([w, v, h, xs], { reverse });
      expect(prove(of(scan), of(loop)).verdict).toBe("PROVED");
    },
  );

  test("and a step too few is refuted", () => {
    const short = loss((f, start, all) => loop(f, start, all.slice([0, 3])));
    expect(prove(loss(scan)([w, v, h, xs]), short([w, v, h, xs])).verdict).toBe("REFUTED");
  });

  test("second derivatives too", () => {
    const path = input("path", [3, 2]);
    const energy = (walk: typeof loop) => (u: Tensor) =>
      walk((c, x) => [c.mul(u).add(x), c.square().sum()], u, path)[1].sum();
    const u = input("u", [2]);
    expect(prove(hessian(energy(scan))(u), hessian(energy(loop))(u)).verdict).toBe("PROVED");
  });

  test("xⁿ by n products has the derivatives of xⁿ, up to the fourth", () => {
    const power = (x: Tensor) =>
      scan((c: Tensor) => [c.mul(x), []], full([], 1), null, { length: 5 })[0];
    let f = power;
    for (const expected of [32, 80, 160, 240, 240]) {
      expect(f(tensor(2)).item()).toBe(expected);
      f = grad(f);
    }
  });

  test("jvp, and jvp of the gradient", () => {
    const f = (walk: typeof loop) => (all: Tensor[]) => grad(loss(walk))(all);
    const point = [w, v, h, xs];
    const along = point.map((x) => input(`d${nameOf(x)}`, x.shape));
    const [fast, slow] = [jvp(f(scan), point, along), jvp(f(loop), point, along)];
    expect(prove(fast.flat(), slow.flat()).verdict).toBe("PROVED");
  });

  test("where signs are read, by their laws", () => {
    const z = input("z", [2, 2]);
    const relu = (walk: typeof loop) => (x: Tensor) =>
      walk((c, z) => [c.mul(z).relu(), c], x, z)[0].sum();
    const x = input("x", [2]);
    const scaled = grad(relu(scan))(x.mul(input("s", []).square()));
    expect(prove(scaled, grad(relu(loop))(x), { tier: 2 }).verdict).toBe("PROVED");
  });

  test("rules and stops inside a step hold", () => {
    const step: Step = (c, x) => [withVjp(c.mul(x), (ct) => ct.mul(3)).add(stopGradient(c)), c];
    const z = input("z", [3]);
    const f = (walk: typeof loop) => (c: Tensor) => walk(step, c, z)[0];
    const c = input("c", []);
    expect(prove(grad(f(scan))(c), grad(f(loop))(c)).verdict).toBe("PROVED");
    expect(prove(grad(f(scan))(c), full([], 1)).verdict).toBe("REFUTED");
  });

  test("k steps of gradient descent: the hyper-gradient in the rate and the start", () => {
    const [a, b] = [input("a", [3, 2]), input("b", [3])];
    const misfit = (x: Tensor) =>
      a
        .matmul(x.reshape([2, 1]))
        .flatten()
        .sub(b)
        .square()
        .sum();
    const trained =
      (steps: number) =>
      ({ rate, x }: { rate: Tensor; x: Tensor }) => {
        const [last] = scan((z) => [z.sub(grad(misfit)(z).mul(rate)), []], x, null, {
          length: steps,
        });
        return misfit(last);
      };
    const unrolled = ({ rate, x }: { rate: Tensor; x: Tensor }) => {
      let z = x;
      for (let i = 0; i < 3; i++) z = z.sub(grad(misfit)(z).mul(rate));
      return misfit(z);
    };
    const at = { rate: input("rate", []), x: input("x", [2]) };
    expect(prove(grad(trained(3))(at), grad(unrolled)(at)).verdict).toBe("PROVED");
    expect(prove(grad(trained(2))(at), grad(unrolled)(at)).verdict).toBe("REFUTED");
  });

  test("a rule may be a loop: its transpose is a loop the other way", () => {
    const z = tensor([
      [2, 1],
      [0.5, 3],
    ]);
    const rule = (ct: Tensor) => scan((c, u: Tensor) => [c.mul(u).add(ct), []], ct.like(0), z)[0];
    const f = (x: Tensor) => withVjp(x, rule, x.mul(tensor([1.5, 4])));
    expect(checkVjp(f, zeros([2]))).toEqual(["EXACT"]);
    const [, tangent] = jvp(f, tensor([1, 1]), tensor([1, 10]));
    expect(tangent.toArray()).toEqual([1.5, 40]);
    const affine = (ct: Tensor) => scan((c, u: Tensor) => [c.mul(u).add(ct), []], ct.like(1), z)[0];
    const g = (x: Tensor) => withVjp(x, affine);
    expect(() => jvp(g, tensor([1, 1]), tensor([1, 10]))).toThrow(
      "jvp: expected a withVjp rule that is linear in its cotangent, got another",
    );
  });

  test("a rule may be the gradient of a loop, with the masks that hold 0 · ∞ at 0", () => {
    const z = tensor([
      [2, 1],
      [0.5, 3],
    ]);
    const logs = (u: Tensor) => scan((c: Tensor, x: Tensor) => [c.mul(x), c.log()], u, z)[1];
    const f = (x: Tensor) => withVjp(x, (ct) => vjp(logs, x)[1](ct), logs(x));
    const [x, v] = [tensor([4, 2]), tensor([1, 8])];
    expect(checkVjp(f, x)).toEqual(["EXACT"]);
    expect(jvp(f, x, v)[1].toArray()).toEqual(jvp(logs, x, v)[1].toArray());
  });

  test("checkVjp sees functions without values inside a step", () => {
    const f = (x: Tensor) => scan((c: Tensor) => [c.phi(), []], x, null, { length: 2 })[0];
    expect(checkVjp(f, zeros([2]))).toEqual(["EXACT"]);
    const wrong = (x: Tensor) =>
      scan((c: Tensor) => [withVjp(c, (ct) => ct.mul(2), c.phi()), []], x, null, { length: 2 })[0];
    expect(checkVjp(wrong, zeros([2]))).toEqual(["WRONG"]);
  });
});

describe("what is part of the meaning", () => {
  test("cotangents of what f captured are added from the last step to the first", () => {
    const xs = tensor([1, 2 ** 24, 1, -(2 ** 24)]);
    const dot = (w: Tensor, reverse: boolean) =>
      scan((c: Tensor, x: Tensor) => [c.add(x.mul(w)), []], tensor(0), xs, { reverse })[0];
    expect(grad(dot)(tensor(1), false).item()).toBe(2); // ((−2²⁴ + 1) + 2²⁴) + 1
    expect(grad(dot)(tensor(1), true).item()).toBe(0); // ((1 + 2²⁴) + 1) − 2²⁴, 1 + 2²⁴ = 2²⁴
  });

  test("cotangents are made of what is asked for only", () => {
    const [w, table] = [tensor([1, 2]), numbers("table", [50, 2])];
    const f = (u: Tensor) =>
      scan(
        (c, x: Tensor) => [c.add(table.matmul(x.mul(u).reshape([2, 1])).sum()), []],
        tensor(0),
        numbers("xs", [6, 2]),
      )[0];
    const [back] = nodesOf(grad(f)(w), "scan").slice(-1);
    const { sums, width } = back!.attrs as Attributes["scan"];
    expect([sums, width]).toEqual([2, 1]);
  });

  test("vmap repeats nothing that its examples share", () => {
    const w = numbers("w", [4, 4]);
    const f = (h: Tensor) => scan((c: Tensor) => [c.matmul(w), []], h, null, { length: 3 })[0];
    const [node] = nodesOf(vmap(f)(numbers("h", [5, 1, 4])), "scan");
    const shapes = [node!.inputs, node!.rule!.body.parameters].map((xs) => xs.map((x) => x.shape));
    expect(shapes).toEqual([
      [[20], [4, 4]],
      [[20], [4, 4]],
    ]);
  });

  test("indices go along as xs, or captured", () => {
    const states = tensor(Int32Array.of(0, 2, 0, 1));
    const sequence = tensor(Int32Array.of(2, 2, 1));
    const f = (table: Tensor) =>
      scan(
        (c, i: Tensor) => [c.add(table.take(i.reshape([1]), 0).sum()), table.take(states, 0)],
        tensor(0),
        sequence,
      );
    const [last, rows] = f(tensor([1, 10, 100]));
    expect(last.item()).toBe(210);
    expect(rows.toArray()).toEqual(new Array(3).fill([1, 100, 1, 10]));
    expect(grad((t: Tensor) => f(t)[0])(tensor([1, 10, 100])).toArray()).toEqual([0, 1, 2]);
  });

  test("f is called once", () => {
    let calls = 0;
    const step = (c: Tensor) => {
      calls++;
      return [c.mul(2), []] as const;
    };
    scan(step, tensor(1), null, { length: 1000 })[0].item();
    expect(calls).toBe(1);
  });
});

describe("10 000 steps", () => {
  const T = 10_000;
  const xs = numbers("long", [T, 2]);
  const f = (a: Tensor, length = T) => {
    const step: Step = (c, x) => [c.mul(a).add(x), c.sum()];
    return scan(step, tensor([1, 2]), xs.slice([0, length]))[0].sum();
  };

  test("value and gradient, against the recurrence in plain numbers", () => {
    const a = 0.75; // so that old carries fade, and 10⁻⁶ is enough
    let [c0, c1, d0, d1] = [1, 2, 0, 0];
    for (let t = 0; t < T; t++) {
      [d0, d1] = [c0 + a * d0, c1 + a * d1];
      [c0, c1] = [a * c0 + xs.data[2 * t]!, a * c1 + xs.data[2 * t + 1]!];
    }
    const [value, slope] = evaluate(valueAndGrad(f)(tensor(a)));
    expect(value.item()).toBeCloseTo(c0 + c1, 5);
    expect(slope.item()).toBeCloseTo(d0 + d1, 4);
  });

  test("the graph does not grow with the steps; what it holds does by 16 numbers a step", () => {
    const nodes = (length: number) =>
      topological([grad((a: Tensor) => f(a, length))(tensor(0.5))]).length;
    expect(nodes(T)).toBe(nodes(2));
    const held = (length: number) => bytes(grad((a: Tensor) => f(a, length))(tensor(0.5)));
    // a step: its x 2, its row 3, its carry three times (after, cut, before) 6, ct of its row 3, back 2
    expect((held(T) - held(T / 2)) / (T / 2)).toBe(4 * (2 + 3 + 6 + 3 + 2));
  });

  test("unrolled, they do not overflow the stack", () => {
    expect(unroll([f(tensor(0.75))])[0]!.item()).toBe(f(tensor(0.75)).item());
  });
});

describe("looking inside", () => {
  const [a, x] = [input("a", []), input("x", [2])];
  const build = (by = 2) =>
    scan((c: Tensor) => [c.mul(a).add(by), c.sum()], x, null, { length: 3 })[1];

  test("print shows the step", () => {
    expect(print(build())).toMatchInlineSnapshot(`
      "%0 = input "x" [2]
      %1 = input "a" []
      %2 = broadcast %1 [2]
      %3 = scan %0 %2 length=3 xs=0 width=3 sums=0 reverse=false [9]
          %0 = input "carry" [2]
          %1 = input "captured0" [2]
          %2 = mul %0 %1 [2]
          %3 = full value=2 [2]
          %4 = add %2 %3 [2]
          %5 = sum %0 axes=[0] []
          %6 = reshape %5 [1]
          %7 = concat %4 %6 axis=0 [3]
          return %7
      %4 = reshape %3 [3, 3]
      %5 = slice %4 start=[0, 2] stop=[3, 3] [3, 1]
      %6 = reshape %5 [3]
      return %6"
    `);
  });

  test("toDot frames it", () => {
    const text = toDot(build());
    expect(text).toContain('subgraph cluster_n3 {\n    label="step of n3";');
    expect(text).toMatch(/n3_\d+ -> n3_\d+/);
    expect(text.split("{").length).toBe(text.split("}").length);
  });

  test("difference compares the steps", () => {
    expect(difference(build(), build())).toBe("");
    expect(difference(build(), build(3))).not.toBe("");
    const ruled = () =>
      scan((c: Tensor) => [withVjp(c, (ct) => ct.mul(a)), []], x, null, { length: 3 })[0];
    expect(difference(ruled(), ruled())).not.toBe("");
  });

  test("canonical shares equal loops, and enters the step", () => {
    const [one, two, other] = canonical([build(), build(), build(3)]);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
    const twice = scan((c: Tensor) => [stopGradient(c.exp()).add(c.exp()), []], x, null, {
      length: 3,
    })[0];
    for (const form of [canonical([twice])[0]!, erase(twice)]) {
      expect(print(form)).not.toContain("stopGradient");
    }
    expect(print(canonical([twice])[0]!).match(/= exp/g)).toHaveLength(1);
  });

  test("flops: T times the step, and the sums", () => {
    expect(flops(build())).toBe(3 * (2 + 2 + 2));
    const dot = grad((w: Tensor) =>
      scan((c: Tensor) => [c.mul(w), []], x, null, { length: 5 })[0].sum(),
    )(a);
    const [back] = nodesOf(dot, "scan").slice(-1);
    const { rule, attrs } = back!;
    const { sums, length } = attrs as Attributes["scan"];
    expect([sums, length]).toEqual([2, 5]);
    expect(flops(back!) - flops([...back!.inputs])).toBe(5 * (flops(rule!.body.result) + 2));
  });

  test("bytes: the rows, and one step", () => {
    const node = nodesOf(build(), "scan")[0]!;
    const step = [2, 2, 2, 1, 3]; // c · a, 2, the sum, Σ c, the row
    const outside = [2, 1, 2]; // x, a, a spread
    expect(bytes(node)).toBe(4 * [9, ...step, ...outside].reduce((p, q) => p + q));
  });

  test("findNaN says in which step, and where in it", () => {
    const xs = tensor([4, 1, 9]);
    const bad = scan((c: Tensor, z: Tensor) => [c.sub(z), c.sub(z).log()], tensor(6), xs)[1];
    expect(findNaN(bad)!.says).toMatchInlineSnapshot(
      `"%3 = scan %1 %2 length=3 xs=1 width=2 sums=0 reverse=false [6]: NaN at [5]; %1 from 6 to 6; %2 from 1 to 9; in step 2: %6 = log %5 []: NaN at []; %5 from -8 to -8"`,
    );
    expect(
      findNaN(
        scan((c: Tensor, z: Tensor) => [c.sub(z), c.sub(z).log()], tensor(6), xs, {
          reverse: true,
        })[1],
      )!.says,
    ).toContain("in step 2: ");
  });

  test("certificates hold no loop, and the checker confirms them", () => {
    const [c0, z0] = [input("c", []), input("z", [3])];
    const walk = (go: typeof loop) => go((c, z) => [c.mul(z).tanh(), c], c0, z0);
    const certificate = certify(walk(scan), walk(loop));
    expect(certificate.verdict).toBe("PROVED");
    expect(certificate.nodes.map(([op]) => op)).not.toContain("scan");
    expect(checkCertificate(formatCertificate(certificate))).toMatchObject({ status: 0 });
  });
});

describe("errors", () => {
  const one = tensor([1, 2]);
  const keep = (c: Tensor, _x: unknown) => [c, c] as const;
  /** What a caller without types may pass. */
  const untyped = <T>(value: unknown) => value as T;
  type Free = (carry: unknown, x: unknown) => readonly [Tree, Tree];
  test.each<[string, new (message: string) => Error, () => unknown]>([
    [
      "scan: expected xs with as many slices along axis 0, got [3] and [2, 2]",
      ShapeError,
      () => scan(keep, one, [zeros([3]), zeros([2, 2])]),
    ],
    [
      "scan: expected xs with as many slices along axis 0, got [] and []",
      ShapeError,
      () => scan(keep, one, tensor(1)),
    ],
    [
      "scan: expected a length where there are no xs, got none; give { length }",
      RangeError,
      () => scan(keep, one, null),
    ],
    [
      "scan: expected a length, a whole number ≥ 0, got -1",
      RangeError,
      () => scan(keep, one, null, { length: -1 }),
    ],
    [
      "scan: expected length 3, that of xs, got 4",
      RangeError,
      () => scan(keep, one, zeros([3]), { length: 4 }),
    ],
    [
      "scan: expected a step that returns [carry, y], got a Tensor",
      TypeError,
      () =>
        scan(
          untyped<Free>((c: Tensor) => c),
          one,
          zeros([3]),
        ),
    ],
    [
      "scan: expected a carry of shape [2], as in init, got [1, 2]",
      ShapeError,
      () => scan((c: Tensor) => [c.expandDims(0), []], one, zeros([3])),
    ],
    [
      "scan: expected a carry of the form of init, {a: tensor}, got [tensor, {}]",
      TypeError,
      () =>
        scan(
          untyped<Free>((c: { a: Tensor }) => [[c.a, {}], []]),
          { a: one },
          zeros([3]),
        ),
    ],
    [
      "scan: expected real tensors in the carry, got an index tensor; let indices go along as xs",
      TypeError,
      () => scan(keep, tensor(Int32Array.of(1)), zeros([3])),
    ],
    [
      "scan: expected real tensors in the carry, got an index tensor; let indices go along as xs",
      TypeError,
      () => scan((c: Tensor, x: Tensor) => [x.argMax(0), c], tensor(1), zeros([3, 2])),
    ],
    [
      "scan: expected real tensors in y, got an index tensor; oneHot makes a real tensor of one",
      TypeError,
      () => scan((c: Tensor) => [c, c.argMax(0)], one, zeros([3])),
    ],
    [
      "scan: expected a tree (nested arrays and objects) of tensors, got undefined at .b",
      TypeError,
      () =>
        scan(
          untyped<Free>((c: { b: Tensor }) => [{ b: undefined, c }, []]),
          { b: one },
          zeros([3]),
        ),
    ],
  ])("%s", (message, Kind, call) => {
    expect(call).toThrow(Kind);
    expect(call).toThrow(message);
  });

  test("an index out of bounds is one in any step, in every interpreter", () => {
    const go = () =>
      scan(
        (c, i: Tensor) => [c.add(tensor([1, 2]).take(i, 0).sum()), []],
        tensor(0),
        tensor(Int32Array.of(0, 5), [2, 1]),
      )[0];
    const message = "take: expected indices from 0 to 1, got 5 at position 0";
    expect(() => go().item()).toThrow(message);
    const F = prime({ p: 2147329799, seed: 0, trial: 0 });
    expect(() => interpret(F, [go()], () => [])).toThrow(message);
  });
});

test("of a running sum, ys are the carries before each step", () => {
  const [last, ys] = scan((c: Tensor, x: Tensor) => [c.add(x), c], tensor(0), tensor([1, 2, 3]));
  expect([last.item(), ys.toArray()]).toEqual([6, [0, 1, 3]]);
});
