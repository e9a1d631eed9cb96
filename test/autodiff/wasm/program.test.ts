/** What a compiled program promises besides its numbers: arguments, state, memory, errors. */

import { describe, expect, test, vi } from "vitest";
import {
  compile,
  compileAsync,
  compiler,
  evaluate,
  grad,
  input,
  key,
  normal,
  oneHot,
  type Tensor,
  tensor,
  valueAndGrad,
  zeros,
} from "../../../src/autodiff/index.ts";
import { isFusing } from "../../../src/autodiff/wasm/probe.ts";
import { assemble } from "../../../src/autodiff/wasm/program.ts";
import { trace } from "../../../src/autodiff/wasm/trace.ts";
import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";

const loss = (w: Tensor, x: Tensor, y: Tensor): Tensor => x.matmul(w).tanh().sub(y).square().mean();
const step = (w: Tensor, x: Tensor, y: Tensor): [Tensor, Tensor] => {
  const [value, slope] = valueAndGrad(loss)(w, x, y);
  return [w.sub(slope.mul(0.1)), value];
};
const w = evaluate(normal(key(1), [5, 3]));
const batch = (seed: number): [Tensor, Tensor] =>
  evaluate([normal(key(seed), [7, 5]), normal(key(seed + 100), [7, 3])]);

describe("arguments and results", () => {
  test("trees go in and come out", () => {
    const f = ({ a, b }: { a: Tensor; b: readonly Tensor[] }) => ({
      sum: a.add(b[0]!),
      all: [b[1]!],
    });
    const args = { a: tensor([1, 2]), b: [tensor([10, 20]), tensor([5])] };
    const got = compile(f, args)(args);
    expect(got.sum.toArray()).toEqual([11, 22]);
    expect(got.all[0]!.toArray()).toEqual([5]);
  });

  test("results are copies; views are the memory itself", () => {
    const program = compile((x: Tensor) => x.mul(2), zeros([2]));
    const first = program(tensor([1, 2]));
    const view = program.views(tensor([3, 4]));
    expect(first.toArray()).toEqual([2, 4]);
    expect([...view]).toEqual([6, 8]);
    program(tensor([5, 6]));
    expect([...view]).toEqual([10, 12]);
  });

  test("an argument that was there before is not copied again, and another is", () => {
    const program = compile((x: Tensor, y: Tensor) => x.add(y), zeros([1]), zeros([1]));
    const [one, two] = [tensor([1]), tensor([2])];
    expect(program(one, one).item()).toBe(2);
    expect(program(one, two).item()).toBe(3);
    expect(program(two, one).item()).toBe(3);
    expect(program(two, two).item()).toBe(4);
  });

  test("a function without arguments, of what it captures, is a constant", () => {
    expect(compile(() => w.exp().sum())().data).toEqual(w.exp().sum().data);
  });

  test("an input may be a result, twice", () => {
    const x = tensor([1, 2, 3]);
    expect(compile((a: Tensor) => [a, a, a.flip(0)], x)(x).map((y) => y.toArray())).toEqual([
      [1, 2, 3],
      [1, 2, 3],
      [3, 2, 1],
    ]);
  });
});

describe("state", () => {
  test("stays inside from step to step, with the bits of the plain loop", () => {
    const run = compile(step, w, ...batch(0)).start(w);
    let plain = w;
    for (let i = 0; i < 20; i++) {
      const [value] = run.next(...batch(i));
      const [next, expected] = evaluate(step(plain, ...batch(i)));
      plain = next;
      expect(value.data).toEqual(expected.data);
    }
    expect(run.state.data).toEqual(plain.data);
  });

  test("a state alone has no other result", () => {
    const run = compile((s: Tensor) => s.add(1), zeros([2])).start(zeros([2]));
    expect(run.next()).toEqual([]);
    run.next();
    expect(run.state.toArray()).toEqual([2, 2]);
  });

  test("that is exchanged, rotated or read afterwards is what it was", () => {
    type State = { a: Tensor; b: Tensor; c: Tensor };
    const f = ({ a, b, c }: State): [State, Tensor] => [
      { a: b, b: c.flip(0), c: a.add(b) },
      a.sub(c).sum(),
    ];
    const [a, b, c] = evaluate([1, 2, 3].map((seed) => normal(key(seed), [6])));
    const start: State = { a: a!, b: b!, c: c! };
    const run = compile(f, start).start(start);
    let plain = start;
    for (let i = 0; i < 5; i++) {
      const [value] = run.next();
      const [next, expected] = f(plain);
      expect(value.data).toEqual(expected.data);
      plain = evaluate(next);
    }
    const numbers = ({ a: x, b: y, c: z }: State) => [x.data, y.data, z.data];
    expect(numbers(run.state)).toEqual(numbers(plain));
  });

  test("two parts of it may become one tensor, and an old part the new one's neighbour", () => {
    const f = ([a, b]: readonly Tensor[]): [Tensor[], Tensor] => {
      const next = a!.add(b!);
      return [[next, next], b!.mul(1)];
    };
    const start = [tensor([1, 2]), tensor([10, 20])];
    const run = compile(f, start).start(start);
    expect(run.next()[0].toArray()).toEqual([10, 20]);
    expect(run.next()[0].toArray()).toEqual([11, 22]);
    expect(run.state.map((x) => x.toArray())).toEqual([
      [22, 44],
      [22, 44],
    ]);
  });

  test("is not silently another's", () => {
    const program = compile(step, w, ...batch(0));
    const run = program.start(w);
    program(w, ...batch(1));
    expect(() => run.next(...batch(2))).toThrow(
      "next: expected a program that nothing else ran, got one that was called since; compile the function once for each loop",
    );
  });

  test("needs a result like the first argument", () => {
    const program = compile((x: Tensor) => x.sum(), zeros([2]));
    expect(() => program.start(zeros([2]))).toThrow(
      "start: expected a function whose result, or its first entry, is a tree like its first argument",
    );
  });

  test("is unharmed by an index out of bounds, found before anything is written", () => {
    const f = (table: Tensor, i: Tensor): [Tensor, Tensor] => [table.mul(2), table.take(i, 0)];
    const index = (n: number): Tensor => tensor(Int32Array.of(n));
    const run = compile(f, tensor([1, 2, 3]), index(0)).start(tensor([1, 2, 3]));
    run.next(index(2));
    expect(() => run.next(index(3))).toThrow(
      "take: expected indices from 0 to 2, got 3 at position 0",
    );
    expect(run.state.toArray()).toEqual([2, 4, 6]);
    expect(run.next(index(1))[0].toArray()).toEqual([4]);
  });

  test("is unharmed by an index that was computed", () => {
    const f = (table: Tensor, x: Tensor): [Tensor, Tensor] => {
      const next = table.mul(2);
      return [next, next.take(x.argMax(0), 0)];
    };
    const run = compile(f, tensor([1, 2]), zeros([3])).start(tensor([1, 2]));
    expect(() => run.next(tensor([0, 0, 1]))).toThrow(RangeError);
    expect(run.state.toArray()).toEqual([1, 2]);
  });
});

describe("errors", () => {
  const checked = compile((x: Tensor, { b }: { b: Tensor }) => x.add(b), zeros([2]), {
    b: zeros([2]),
  });
  // Callers without types.
  const program = checked as unknown as (...args: unknown[]) => unknown;

  test.each<[string, () => unknown, string]>([
    [
      "another shape",
      () => program(zeros([3]), { b: zeros([2]) }),
      "compiled: expected real [2] at args.0, as in the example, got real [3]; compile for each shape",
    ],
    [
      "no tensor",
      () => program(zeros([2]), {}),
      "compiled: expected a tensor at args.1.b, got undefined",
    ],
    [
      "too few arguments",
      () => program(zeros([2])),
      "compiled: expected 2 arguments, as in the examples, got 1 arguments",
    ],
    [
      "a free input",
      () => compile((x: Tensor) => x.add(input("y", [2])), zeros([2])),
      'compile: expected a graph without free inputs, got input "y"; pass it as an argument',
    ],
    [
      "an example that is no tree",
      () => compile((x: Tensor, _: Tensor) => x, zeros([2]), "abc" as never),
      'compile: expected a tree (nested arrays and objects) of tensors, got "abc" at .1',
    ],
    [
      "no tree",
      () => compile((() => 3) as never),
      "compile: expected a function that returns a tree of tensors, got 3",
    ],
  ])("%s", (_says, run, message) => {
    expect(run).toThrow(message);
  });

  test("an index out of bounds is the interpreter's", () => {
    const labels = tensor(Int32Array.of(0, 5, 1));
    const f = (i: Tensor): Tensor => oneHot(i, 3);
    expect(() => compile(f, labels)(labels)).toThrow(
      "oneHot: expected labels from 0 to 2, got 5 at position 1",
    );
  });
});

describe("where it runs", () => {
  test("off the thread", async () => {
    const slope = grad(loss);
    const program = await compileAsync(slope, w, ...batch(0));
    expect(program(w, ...batch(0)).data).toEqual(slope(w, ...batch(0)).data);
  });

  test("relaxed: as far as it says, and to the bit where products cannot be fused", () => {
    const [n, k, m] = [9, 40, 20];
    const [a, b] = evaluate([normal(key(1), [n, k]), normal(key(2), [k, m])]);
    const product = (x: Tensor, y: Tensor): Tensor => x.matmul(y);
    const got = compiler({ relaxed: true }).compile(product, a!, b!)(a!, b!);
    const bound = a!
      .abs()
      .matmul(b!.abs())
      .mul(k * 2 ** -23);
    expect(got.sub(a!.matmul(b!)).abs().sub(bound).max().item()).toBeLessThan(0);
    if (!isFusing(webAssembly()!)) expect(got.data).toEqual(a!.matmul(b!).data);
  });

  test("where WebAssembly is missing or forbidden: an error, or the interpreter", () => {
    vi.stubGlobal("WebAssembly", undefined);
    expect(() => compile(step, w, ...batch(0))).toThrow(
      "compile: expected WebAssembly with SIMD, got a runtime without it",
    );
    const forbidden = {
      validate: () => true,
      Module: class {
        constructor() {
          throw new EvalError("content-security policy");
        }
      },
    };
    vi.stubGlobal("WebAssembly", forbidden);
    expect(() => compile(step, w, ...batch(0))).toThrow("got one that forbids it, or has no SIMD");
    const run = compiler({ fallback: "plain" })
      .compile(step, w, ...batch(0))
      .start(w);
    vi.unstubAllGlobals();
    const [value] = run.next(...batch(0));
    const [next, expected] = evaluate(step(w, ...batch(0)));
    expect(value.data).toEqual(expected.data);
    expect(run.state.data).toEqual(next.data);
  });
});

test("memory is given back with the inputs, which the program holds and which hold nothing of it", () => {
  const register = vi.spyOn(FinalizationRegistry.prototype, "register");
  const double = trace((x: Tensor) => x.mul(2), [zeros([2])]);
  const running = assemble(double, webAssembly()!, {});
  const [watched] = register.mock.calls.at(-1)!;
  register.mockRestore();
  expect(watched).toBe(running.inputs);
});

test("a thousand programs share a memory", () => {
  const x = tensor([1, 2, 3]);
  for (let i = 0; i < 1000; i++) expect(compile((y: Tensor) => y.add(i), x)(x).data[0]).toBe(1 + i);
});
