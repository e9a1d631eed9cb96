/**
 * Where training starts: a generic θ₀, and the nearest symmetric one.
 *
 * Next: methods.ts
 */
import { evaluate } from "../../autodiff/evaluate.ts";
import { lecun } from "../../autodiff/initialisers.ts";
import { split } from "../../autodiff/random.ts";
import { zeros } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import type { Mlp } from "../../methods/models.ts";
import { type ParameterAction, reynoldsOfParameters } from "../../symmetry/parameters.ts";

/**
 * θ₀: W ~ N(0, 1/fan-in), b = 0.
 * @param k       a key
 * @param inputs  d
 * @param hidden  how many hidden units
 * @param outputs m
 */
export function genericInit(k: Tensor, inputs: number, hidden: number, outputs: number): Mlp {
  const [first, second] = split(k, 2);
  return evaluate({
    ...blank(inputs, hidden, outputs),
    w1: lecun(first!, [inputs, hidden]),
    w2: lecun(second!, [hidden, outputs]),
  });
}

/**
 * R θ₀, each tensor rescaled to the mean square it had.
 *
 * A mean over an orbit of |G| independent entries has 1/|G| of their variance; without the
 * rescaling a network from a symmetric init would start with smaller weights than the others, and
 * the comparison would be about that instead. Scaling a tensor by a number keeps it fixed by the
 * group.
 * @param rho   how each parameter moves
 * @param theta θ₀
 */
export function symmetricInit(rho: ParameterAction<Mlp>, theta: Mlp): Mlp {
  const projected = evaluate(reynoldsOfParameters(rho, theta));
  const rescaled = Object.entries(projected).map(([name, x]) => {
    const before = meanSquare(theta[name as keyof Mlp]);
    const after = meanSquare(x);
    return [name, after === 0 ? x : x.mul(Math.sqrt(before / after))];
  });
  return evaluate(Object.fromEntries(rescaled) as Mlp);
}

/** Parameters that are 0 everywhere: their shapes. */
export function blank(inputs: number, hidden: number, outputs: number): Mlp {
  return {
    w1: zeros([inputs, hidden]),
    b1: zeros([hidden]),
    w2: zeros([hidden, outputs]),
    b2: zeros([outputs]),
  };
}

function meanSquare(x: Tensor): number {
  return x.square().mean().item();
}
