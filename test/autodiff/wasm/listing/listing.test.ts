/** Tests of src/autodiff/wasm/listing: what people read of a program. */
import { describe, expect, test, vi } from "vitest";
import {
  compile,
  compiler,
  grad,
  scan,
  type Tensor,
  tensor,
  zeros,
} from "../../../../src/autodiff/index.ts";

type Model = { readonly w: Tensor; readonly b: Tensor };

/** A small training step: θ ← θ − 0.1 ∇L, and L. */
function step(theta: Model, x: Tensor, y: Tensor): [Model, Tensor] {
  const loss = ({ w, b }: Model) => x.matmul(w).add(b).tanh().sub(y).square().sum();
  const g = grad(loss)(theta);
  return [{ w: theta.w.sub(g.w.mul(0.1)), b: theta.b.sub(g.b.mul(0.1)) }, loss(theta)];
}

describe("print", () => {
  test("a training step: formulas, names of arguments and results, sizes, places and lives", () => {
    const theta = { w: zeros([3, 4]), b: zeros([4]) };
    expect(compile(step, theta, zeros([8, 3]), zeros([8, 4])).print()).toMatchInlineSnapshot(`
      "0  t0 = args.1 @ args.0.w
      1  for [8, 4]
         v0 = tanh(t0 + args.0.b[0 1])
         v1 = v0 − args.2
         t2 = v1
         v2 = (v1 + v1) · (1 − v0 · v0)
         t3 = v2
         t5 = sum over axis 0 of v2
      2  t4 = args.1[1 3] @ t3
      3  for [8, 4]
         t6 = sum over axes 0, 1 of t2 · t2
      4  for [12]
         t7 = args.0.w − t4 · 0.1
      5  for [4]
         t8 = args.0.b − t5 · 0.1
      return result.0.w = t7, result.0.b = t8, result.1 = t6

      args.0.w   48 bytes  at 5312  argument
      t7         48 bytes  at 5312  kernels 4 to the end
      args.0.b   16 bytes  at 5376  argument
      t8         16 bytes  at 5376  kernels 5 to the end
      args.1     96 bytes  at 5440  argument
      args.2    128 bytes  at 5568  argument
      t0        128 bytes  at 5760  kernels 0 to 1
      t2        128 bytes  at 5760  kernels 1 to 3
      t3        128 bytes  at 5952  kernels 1 to 2
      t6          4 bytes  at 5952  kernels 3 to the end
      t5         16 bytes  at 6144  kernels 1 to 5
      t4         48 bytes  at 6208  kernels 2 to 4
      6 272 bytes in all, constants and tables among them"
    `);
  });

  test("addresses are counted from the program's own first byte, wherever that is", () => {
    const f = (x: Tensor) => x.add(1);
    expect(compile(f, zeros([3])).print()).toBe(compile(f, zeros([3])).print());
  });

  test("views say where they begin and how far a step along each axis is", () => {
    const f = (x: Tensor) => [x.transpose().slice([1, 3]).sub(1), x.take([2, 0, 1], 1).add(1)];
    const text = compile(f, zeros([2, 3])).print();
    expect(text).toContain("args.0[+1; 1 3]");
    expect(text).toContain("args.0[+2; 3 table]");
  });

  test("brackets are where the order of operations needs them", () => {
    const f = (a: Tensor, b: Tensor, c: Tensor) => [
      a.sub(b.sub(c)),
      a.sub(b).sub(c),
      a.add(b).mul(c),
      a.mul(b).add(c),
      a.div(b.mul(c)),
      a.neg().exp(),
    ];
    const text = compile(f, zeros([2]), zeros([2]), zeros([2])).print();
    const formulas = [...text.matchAll(/^ +t\d = (.*)$/gm)].map(([, formula]) => formula);
    expect(formulas.map((formula) => formula!.replaceAll("args.", "x"))).toEqual([
      "x0 − (x1 − x2)",
      "x0 − x1 − x2",
      "(x0 + x1) · x2",
      "x0 · x1 + x2",
      "x0 / (x1 · x2)",
      "exp(neg(x0))",
    ]);
  });

  test("a loop of steps is listed with the kernels of one step", () => {
    const f = (init: Tensor, xs: Tensor) => scan((c, x) => [c.mul(x).tanh(), c], init, xs);
    const text = compile(f, zeros([2]), tensor([1, 2, 3, 4, 5, 6], [3, 2])).print();
    expect(text).toMatchInlineSnapshot(`
      "0  3 times: t1 is args.0, then t3; t0 is a slice of args.1; a row of t2 is t4
         0.0  for [2]
              t3 = tanh(t1 · t0)
              t4 = t1
      return result.0 = t1, result.1 = t2

      args.0   8 bytes  at 5248  argument
      args.1  24 bytes  at 5312  argument
      t1       8 bytes  at 5376  of a loop
      t3       8 bytes  at 5376  kernels 0.0 to the next step
      t0       8 bytes  at 5440  of a loop
      t4       8 bytes  at 5504  kernels 0.0 to the next step
      t2      24 bytes  at 5568  kernels 0 to the end
      5 632 bytes in all, constants and tables among them"
    `);
  });

  test("without WebAssembly it is the graph, and there is no code", () => {
    vi.stubGlobal("WebAssembly", undefined);
    try {
      const f = compiler({ fallback: "plain" }).compile((x: Tensor) => x.add(1), zeros([3]));
      expect([f.print().includes("add"), f.code()]).toEqual([true, ""]);
    } finally {
      vi.unstubAllGlobals();
    }
  });
});
