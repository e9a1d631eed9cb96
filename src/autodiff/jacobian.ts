/**
 * Whole derivatives: Jacobians, Hessians, and Hessians times a vector without the Hessian.
 *
 * Next: with-vjp.ts
 */
import { describe, typeError } from "./errors.ts";
import { grad, vjp } from "./grad.ts";
import { jvp } from "./jvp.ts";
import { eye } from "./tensor/create.ts";
import { Tensor } from "./tensor/tensor.ts";
import { mapTree, type Tree } from "./tree.ts";
import { vmap } from "./vmap.ts";

/**
 * ∂f/∂x, by one reverse pass for all outputs at once.
 * @param f a function from a tree of real tensors to a tensor, any shape [o…]
 * @returns x ↦ a tree of the form of x: [o…, i…] for a tensor of shape [i…]
 */
export function jacobian<X extends Tree>(f: (x: X) => Tensor): (x: X) => X {
  return (x) => {
    const [y, pull] = vjp(f, x);
    const basis = eye(y.size).reshape([y.size, ...y.shape]);
    const rows = vmap((ct: Tensor) => pull(ct))(basis);
    return mapTree(rows, (row) => row.reshape([...y.shape, ...row.shape.slice(1)]));
  };
}

/**
 * ∂²f/∂x², the Jacobian of the gradient.
 * @param f a scalar function of a real tensor, any shape [i…]
 * @returns x ↦ [i…, i…]
 */
export function hessian(f: (x: Tensor) => Tensor): (x: Tensor) => Tensor {
  return (x) => {
    if (x instanceof Tensor) return jacobian(grad(f))(x);
    throw typeError("hessian", "a tensor", describe(x), "concatenate a tree, or use hvp");
  };
}

/**
 * ∂²f/∂x² · v, without the Hessian: the gradient, and how it changes along v. Costs about as much as
 * four evaluations of f.
 * @param f a scalar function of a tree of real tensors
 * @param x where
 * @param v a tree of the form of x
 * @returns a tree of the form of x
 * @source Pearlmutter, "Fast exact multiplication by the Hessian" (1994)
 */
export function hvp<X extends Tree>(f: (x: X) => Tensor, x: X, v: X): X {
  return jvp(grad(f), x, v)[1];
}
