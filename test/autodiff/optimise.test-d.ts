/** An optimiser's state has a type, and a step returns the parameters as the tree they are. */
import { describe, expectTypeOf, test } from "vitest";
import {
  type AdamState,
  adam,
  adamW,
  clipByGlobalNorm,
  evaluate,
  momentum,
  sgd,
  type Tensor,
} from "../../src/autodiff/index.ts";

type Params = { readonly w: Tensor; readonly b: Tensor };
declare const params: Params;
declare const x: Tensor;

test("a step keeps the types of parameters and state", () => {
  const optimiser = adam({ rate: x });
  const state = optimiser.init(params);
  expectTypeOf(state).toEqualTypeOf<AdamState>();
  const next = evaluate(optimiser.step(params, params, state));
  expectTypeOf(next).toEqualTypeOf<[params: Params, state: AdamState]>();
  expectTypeOf(momentum({ rate: 1 }).init(params)).toEqualTypeOf<readonly Tensor[]>();
  expectTypeOf(sgd({ rate: 1 }).init(params)).toEqualTypeOf<readonly []>();
  expectTypeOf(clipByGlobalNorm(params, 1)).toEqualTypeOf<Params>();
});

describe("a wrong step does not compile:", () => {
  test("gradients or parameters of another form", () => {
    // @ts-expect-error the gradient of one parameter only
    sgd({ rate: 1 }).step(params, x, []);
    // @ts-expect-error a gradient is missing
    sgd({ rate: 1 }).step(params, { w: x }, []);
    // @ts-expect-error parameters are tensors
    sgd({ rate: 1 }).init({ w: 1 });
  });

  test("the state of another optimiser, or none", () => {
    const velocities = momentum({ rate: 1 }).init(params);
    // @ts-expect-error momentum's, in adam
    adam({ rate: 1 }).step(params, params, velocities);
    // @ts-expect-error momentum's, in sgd
    sgd({ rate: 1 }).step(params, params, velocities);
    // @ts-expect-error adam's, in momentum
    momentum({ rate: 1 }).step(params, params, adam({ rate: 1 }).init(params));
    // @ts-expect-error init makes one
    adam({ rate: 1 }).step(params, params);
  });

  test("options of other libraries", () => {
    // @ts-expect-error the rate has no default
    adam({});
    // @ts-expect-error PyTorch's name
    sgd({ lr: 0.1 });
    // @ts-expect-error a number is no options
    sgd(0.1);
    // @ts-expect-error β₁ and β₂ have names
    adam({ rate: 1, betas: [0.9, 0.99] });
    // @ts-expect-error decay that is decoupled is adamW's
    adam({ rate: 1, decay: 0.01 });
    // @ts-expect-error a rate is a number or a scalar tensor: a schedule is called first
    adamW({ rate: (t: number) => 1 / t });
  });
});
