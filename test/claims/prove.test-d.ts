/** Both sides of a sentence are graphs: trees of tensors. */
import { expectTypeOf, test } from "vitest";
import { grad, type Tensor } from "../../src/autodiff/index.ts";
import { prove, type Verdict } from "../../src/claims/index.ts";

declare const x: Tensor;
const gradient = grad((t: Tensor) => t.square().sum());

test("two trees have a verdict, and a verdict has its fields once its kind is known", () => {
  const verdict = prove({ w: gradient(x) }, { w: x.mul(2) });
  expectTypeOf(verdict).toEqualTypeOf<Verdict>();
  // @ts-expect-error only REFUTED has one
  verdict.witness;
  if (verdict.verdict === "REFUTED") expectTypeOf(verdict.witness).not.toBeAny();
});

test("what is no graph does not compile", () => {
  // @ts-expect-error functions: of which inputs?
  prove(gradient, (t: Tensor) => t.mul(2));
  // @ts-expect-error a number: full([], 0)
  prove(gradient(x), 0);
  // @ts-expect-error two sides
  prove([gradient(x), x.mul(2)]);
  // @ts-expect-error tiers are 1 and 2
  prove(x, x, { tier: 3 });
});
