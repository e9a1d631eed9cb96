/** What transforms make of types: a tree stays the tree it is, and what is no tree does not compile. */
import { describe, expectTypeOf, test } from "vitest";
import {
  evaluate,
  grad,
  hessian,
  hvp,
  jacobian,
  jvp,
  print,
  stopGradient,
  Tensor,
  valueAndGrad,
  vjp,
  vmap,
  withVjp,
} from "../../src/autodiff/index.ts";

declare const x: Tensor;
type Layer = { readonly w: Tensor; readonly b: Tensor };
type Params = { readonly layers: readonly Layer[]; readonly scale: Tensor };
declare const params: Params;
declare const layer: Layer;
const loss = ({ layers, scale }: Params, batch: Tensor, rate: number): Tensor =>
  layers
    .reduce((y, { w, b }) => y.matmul(w).add(b), batch)
    .mul(scale)
    .mul(rate)
    .sum();

describe("a tree keeps its type", () => {
  test("in a gradient, beside arguments of any type", () => {
    expectTypeOf(grad(loss)).toEqualTypeOf<(x: Params, batch: Tensor, rate: number) => Params>();
    expectTypeOf(valueAndGrad(loss)(params, x, 2)).toEqualTypeOf<
      [value: Tensor, gradient: Params]
    >();
    expectTypeOf(grad((t: Tensor) => t.sum())(x)).toEqualTypeOf<Tensor>();
    expectTypeOf(grad((pair: readonly [Tensor, Layer]) => pair[0].sum())).returns.toEqualTypeOf<
      readonly [Tensor, Layer]
    >();
  });

  test("in the other transforms", () => {
    const f = ({ w, b }: Layer): Tensor => w.mul(b);
    expectTypeOf(vjp(f, layer)).toEqualTypeOf<[Tensor, (ct: Tensor) => Layer]>();
    expectTypeOf(jvp(({ w }: Layer) => [w, layer] as const, layer, layer)).toEqualTypeOf<
      [readonly [Tensor, Layer], readonly [Tensor, Layer]]
    >();
    expectTypeOf(jacobian(f)(layer)).toEqualTypeOf<Layer>();
    expectTypeOf(hvp((p: Layer) => f(p).sum(), layer, layer)).toEqualTypeOf<Layer>();
    expectTypeOf(vmap(({ w }: Layer, t: Tensor) => ({ y: w.mul(t) }))).toEqualTypeOf<
      (args_0: Layer, t: Tensor) => { y: Tensor }
    >();
    expectTypeOf(evaluate({ params, list: [x] })).toEqualTypeOf<{
      params: Params;
      list: Tensor[];
    }>();
  });
});

describe("a function that has no gradient does not compile:", () => {
  test("one that returns a number, a list, a promise, or nothing", () => {
    // @ts-expect-error item() leaves the graph
    grad((t: Tensor) => t.sum().item());
    // @ts-expect-error one scalar, not a tree of them
    grad((t: Tensor) => [t.sum()]);
    // @ts-expect-error a graph is built at once
    grad(async (t: Tensor) => t.sum());
    // @ts-expect-error no return
    valueAndGrad((t: Tensor) => {
      t.sum();
    });
    // @ts-expect-error one tensor, of any shape, and not a tree
    jacobian((t: Tensor) => ({ y: t }));
    // @ts-expect-error as for grad
    hessian((t: Tensor) => t.data[0]!);
  });

  test("one of a number, of data, or of a tree with something else in it", () => {
    // @ts-expect-error a number is no tensor: tensor(3)
    grad((t: number) => x.mul(t).sum());
    // @ts-expect-error nor are its data
    grad((t: Float32Array) => x.add(t[0]!).sum());
    // @ts-expect-error a rate is not differentiated: pass it as another argument
    grad((p: { w: Tensor; rate: number }) => p.w.mul(p.rate).sum());
    // @ts-expect-error a Map is no tree
    grad((p: Map<string, Tensor>) => p.get("w")!.sum());
    // @ts-expect-error the Hessian of a tree would be a tree of trees: hvp
    hessian((p: Layer) => p.w.sum());
  });

  test("a tensor, where a function belongs", () => {
    // @ts-expect-error the loss itself, not its value
    grad(x.sum());
    // @ts-expect-error the same
    vmap(x);
  });
});

describe("an argument of another form does not compile:", () => {
  test("for a gradient", () => {
    // @ts-expect-error numbers are made tensors by `tensor`
    grad((t: Tensor) => t.sum())(3);
    // @ts-expect-error nor are lists of numbers tensors
    grad((t: Tensor) => t.sum())([1, 2]);
    // @ts-expect-error a branch is missing
    grad(loss)({ scale: x }, x, 0.1);
    // @ts-expect-error a leaf is a tree
    grad(loss)({ layers: [layer], scale: layer }, x, 0.1);
    // @ts-expect-error the batch is missing
    grad(loss)(params);
    // @ts-expect-error arguments out of order
    grad(loss)(params, 0.1, x);
    // @ts-expect-error the gradient has the form of the first argument, not of the second
    grad(loss)(params, x, 0.1).matmul(x);
    // @ts-expect-error value first, then gradient
    valueAndGrad(loss)(params, x, 0.1)[0].layers;
  });

  test("for a direction or a cotangent", () => {
    // @ts-expect-error along which direction?
    jvp((t: Tensor) => t.sin(), x);
    // @ts-expect-error a direction has the form of the point
    jvp((p: Layer) => p.w, layer, x);
    // @ts-expect-error also here
    hvp((p: Layer) => p.w.sum(), layer, [x, x]);
    // @ts-expect-error the point comes with the function: vjp(f, x)
    vjp((t: Tensor) => t.sin())(x);
    // @ts-expect-error the pull takes a cotangent, a tensor: 1 is full([], 1)
    vjp((t: Tensor) => t.sum(), x)[1](1);
  });

  test("for vmap", () => {
    const scaled = vmap((t: Tensor, u: Tensor) => t.mul(u));
    // @ts-expect-error every argument is mapped; close over what is shared
    scaled(x, 2);
    // @ts-expect-error both arguments
    scaled(x);
    // @ts-expect-error examples are along the first axis: there is no in_axes
    vmap((t: Tensor) => t.sum(), { inAxes: 1 });
    // @ts-expect-error the result holds all examples as a tensor, not as a list of numbers
    vmap((t: Tensor) => t.sum().item());
  });
});

describe("what is no tensor does not compile:", () => {
  test("in evaluate", () => {
    // @ts-expect-error a number in a tree
    evaluate({ a: 1 });
    // @ts-expect-error a step counter beside the parameters
    evaluate([params, 0]);
    // @ts-expect-error a name
    evaluate({ name: "w", w: x });
    // @ts-expect-error nothing
    evaluate({ w: x, bias: null });
    // @ts-expect-error a function: call it
    evaluate(grad((t: Tensor) => t.sum()));
  });

  test("where only derivatives change, and where graphs are read", () => {
    // @ts-expect-error one tensor, not a tree
    stopGradient(params);
    // @ts-expect-error a constant has no gradient to stop
    stopGradient(1);
    // @ts-expect-error a rule returns the cotangent of x, a tensor
    withVjp(x, () => 0);
    // @ts-expect-error a graph, not the function that builds it
    print(grad((t: Tensor) => t.sum()));
    // @ts-expect-error tensors are made by `tensor`, `input`, `full` …
    new Tensor([1, 2]);
  });
});
