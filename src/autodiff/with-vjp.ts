/**
 * Where the gradient is not the true one: stopGradient, withVjp, couple.
 *
 * Next: check-vjp.ts
 */

import { describe, rangeError, shapeError, typeError } from "./errors.ts";
import { none } from "./ops/names.ts";
import { close, type Rule } from "./rule.ts";
import { checkAxis, sameShape, show } from "./shape.ts";
import { input } from "./tensor/create.ts";
import { Tensor } from "./tensor/tensor.ts";
import { transpose } from "./transpose.ts";

/** x forwards, 0 backwards. The notes write [x]_stop. */
export function stopGradient(x: Tensor): Tensor {
  return Tensor.node("stopGradient", [x], none);
}

/**
 * y forwards; backwards, a cotangent of y goes to x as rule(ct), and none to y itself.
 *
 * The rule is called once, here, on a placeholder; the node keeps what it built as a closed graph,
 * so it may read other tensors, and differentiates again.
 * @param x    where the cotangent goes
 * @param rule from the shape of y to the shape of x; a tangent exists only if it is linear
 * @param y    the value; x when left out
 * @throws ShapeError unless rule(ct) has the shape of x
 */
export function withVjp(x: Tensor, rule: (ct: Tensor) => Tensor, y: Tensor = x): Tensor {
  return ruled("withVjp", x, rule, y);
}

/**
 * χ, a linear map on one axis of length n: how neighbours share what they learn. Built in
 * symmetry/.
 */
export interface Chi {
  /** The length of the axis it acts on. */
  readonly n: number;
  /** χ v along the axis. */
  apply(v: Tensor, axis: number): Tensor;
  /** χᵀ v along the axis. */
  applyTransposed(v: Tensor, axis: number): Tensor;
  /** χ as a matrix [n, n]. */
  dense(): Tensor;
}

/**
 * x forwards, bit for bit; backwards ∂ℓ/∂x = χᵀ ∂ℓ/∂y. `stopGradient` is χ = 0.
 * @param x    any shape
 * @param chi  acts on one axis of x
 * @param axis which; 0 when left out
 * @throws RangeError unless the axis has length chi.n
 * @source Notes § Q-learning, "preconditioner"; § Gradient coupling
 */
export function couple(x: Tensor, chi: Chi, axis = 0): Tensor {
  const at = checkAxis("couple", axis, x.rank);
  if (x.shape[at] !== chi.n) {
    throw rangeError(
      "couple",
      `an axis of length ${chi.n}, that of χ`,
      `shape ${show(x.shape)}, axis ${at}`,
    );
  }
  return ruled("couple", x, (ct) => chi.applyTransposed(ct, at), x);
}

function ruled(label: string, x: Tensor, rule: (ct: Tensor) => Tensor, y: Tensor): Tensor {
  const ct = input("ct", y.shape);
  const sent: unknown = rule(ct);
  if (!(sent instanceof Tensor)) {
    throw typeError(label, "a rule that returns a tensor", describe(sent));
  }
  if (!sameShape(sent.shape, x.shape)) {
    throw shapeError(label, `a rule that gives ${show(x.shape)}, the shape of x`, show(sent.shape));
  }
  const { closed: body, captured } = close([ct], sent, (node, i) =>
    input(`captured${i}`, node.shape, { kind: node.kind }),
  );
  const kept: Rule = { body, transpose: transpose(body) };
  return Tensor.node("withVjp", [x, y, ...captured], { label }, { rule: kept });
}
