/**
 * A method on an example small enough to read: two pixels that C2 swaps, two hidden units, two
 * classes, one sample.
 *
 * Next: ../report/parts.ts
 */
import { valueAndGrad } from "../../autodiff/grad.ts";
import { key } from "../../autodiff/random.ts";
import { input } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Mlp } from "../../methods/models.ts";
import { cyclic } from "../../symmetry/groups.ts";
import { draw } from "./batches.ts";
import { blank } from "./init.ts";
import type { Method } from "./methods.ts";
import { setting } from "./setting.ts";

/** A loss and its gradient, graphs of free inputs. */
export interface Example {
  /** L(θ; x, y) */
  readonly loss: Tensor;
  /** ∇L, one tensor a parameter. */
  readonly gradient: Mlp;
}

/**
 * The graphs of a method.
 * @param method a row of the comparison
 * @param seed   of the element that it draws, if it draws one
 */
export function example(method: Method, seed: number): Example {
  const G = cyclic(2);
  const small = setting(G, { sizes: [2, 2, 2] });
  const shapes = blank(...small.sizes);
  const theta = method.ties ? small.tied.project(shapes) : shapes;
  const free: Mlp = {
    w1: input("w1", theta.w1.shape),
    b1: input("b1", theta.b1.shape),
    w2: input("w2", theta.w2.shape),
    b2: input("b2", theta.b2.shape),
  };
  const gs = method.draws ? draw(key(seed), 1, G) : [];
  const objective = method.objective(small, gs);
  const [loss, gradient] = valueAndGrad(objective)(free, input("x", [1, 2]), input("y", [1, 2]));
  return { loss, gradient };
}
