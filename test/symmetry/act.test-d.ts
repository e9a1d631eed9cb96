/** A group, its elements, χ and a tensor are four things: each place takes one of them. */
import { expectTypeOf, test } from "vitest";
import { couple, grad, type Tensor } from "../../src/autodiff/index.ts";
import { dataAugmentation, type Objective, squaredLoss } from "../../src/methods/index.ts";
import {
  act,
  averagingProjector,
  cyclic,
  denseChi,
  orbitMean,
  type Representation,
} from "../../src/symmetry/index.ts";

declare const x: Tensor;
declare const rho: Representation;
const G = cyclic(4);
type Weights = { readonly w: Tensor };
const model = (batch: Tensor, { w }: Weights): Tensor => batch.matmul(w);

test("a method keeps the type of a model's parameters", () => {
  const objective = dataAugmentation(model, squaredLoss, G);
  expectTypeOf(objective).toEqualTypeOf<Objective<Weights>>();
  expectTypeOf(grad(objective)).returns.toEqualTypeOf<Weights>();
});

test("an action of what is no element does not compile", () => {
  // @ts-expect-error the number of an element: G.elements[1]
  act(1, x);
  // @ts-expect-error all elements: orbitMean
  act(G, x);
  // @ts-expect-error the element first
  act(x, G.identity);
  // @ts-expect-error the axis has a name
  act(G.identity, x, 0);
  // @ts-expect-error a representation, not the group it represents
  act(G.identity, x, { on: G });
  // @ts-expect-error a mean of functions of g
  orbitMean(G, x);
  // @ts-expect-error a group, not a representation of it
  orbitMean(rho, (g) => act(g, x));
});

test("a coupling that is no χ does not compile", () => {
  couple(x, denseChi(x));
  // @ts-expect-error a matrix is made a χ by denseChi
  couple(x, x);
  // @ts-expect-error nor is a group one: averagingProjector, orbitIndicator
  couple(x, G);
  // @ts-expect-error χ is a value
  couple(x, averagingProjector);
});

test("a method of another model does not compile", () => {
  // @ts-expect-error a model returns a tensor
  dataAugmentation((batch: Tensor, w: Tensor) => batch.dot(w).item(), squaredLoss, G);
  // @ts-expect-error the loss comes second
  dataAugmentation(squaredLoss, model, G);
  // @ts-expect-error of other weights
  grad(dataAugmentation(model, squaredLoss, G))(x, x, x);
});
