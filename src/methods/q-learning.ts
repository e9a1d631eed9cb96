/**
 * Q-learning with similar state–actions: χ as a preconditioner, or as a sampling distribution.
 * Q is a table [n], n = |S||A|; η is the step size.
 *
 * Next: policy-gradient.ts
 */
import { grad } from "../autodiff/grad.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { type Chi, couple, stopGradient } from "../autodiff/with-vjp.ts";
import { act } from "../symmetry/act.ts";
import { orbitMean } from "../symmetry/mean.ts";
import type { Representation } from "../symmetry/representation.ts";

/** One step of learning on the table: Q ↦ Q. */
export type QStep = (q: Tensor) => Tensor;

/**
 * L = ½ Σᵢ dᵢ (Qᵢ − [T(Q)ᵢ]_stop)², whose gradient is the TD error weighted by how often i is
 * visited.
 * @param q      the table [n]
 * @param target T(Q) [n], held fixed: with its derivative this would be the residual gradient
 * @param d      sampling weights [n]
 * @source Notes § Q-learning, L_{MSE-TD}
 */
export function tdLoss(q: Tensor, target: Tensor, d: Tensor): Tensor {
  return q.sub(stopGradient(target)).square().mul(d).sum().div(2);
}

/**
 * L_sym = Σ_{ij} W_{ij} (Qᵢ − Qⱼ)², the expected disagreement of a pair drawn from W.
 * @param q       the table [n]
 * @param weights W [n, n], the law of the pair
 * @param stopped which of the two gets no gradient, if one does not
 * @source Notes § Q-learning, "sampling distribution"
 */
export function symmetryLoss(
  q: Tensor,
  weights: Tensor,
  stopped: "none" | "first" | "second" = "none",
): Tensor {
  const [first, second] = [q.expandDims(1), q.expandDims(0)];
  const difference = (stopped === "first" ? stopGradient(first) : first).sub(
    stopped === "second" ? stopGradient(second) : second,
  );
  return difference.square().mul(weights).sum();
}

/**
 * Q − η ∇L_TD with the gradient through χ: Q − η χᵀ g, g = ∂L/∂Q.
 * @param loss of the table, for instance `tdLoss`
 * @param chi  on the table
 * @param eta  η
 * @source Notes § Q-learning, "preconditioner": (∂L/∂Q)·X·(∂Q/∂θ), in row layout
 */
export function preconditionedStep(loss: (q: Tensor) => Tensor, chi: Chi, eta: Tensor): QStep {
  return step((q) => loss(couple(q, chi)), eta);
}

/**
 * Q − η ∇(L_TD + λ L_sym): both at once.
 * @param loss     of the table, for instance `tdLoss`
 * @param symmetry `symmetryLoss` of the table
 * @param lambda   λ
 * @param eta      η
 * @source Notes § Q-learning, "These two end up being the same thing?!"
 */
export function jointStep(
  loss: (q: Tensor) => Tensor,
  symmetry: (q: Tensor) => Tensor,
  lambda: Tensor,
  eta: Tensor,
): QStep {
  return step((q) => loss(q).add(symmetry(q).mul(lambda)), eta);
}

/**
 * A step on L_TD, then a step on L_sym from where it led.
 * @param loss     of the table, for instance `tdLoss`
 * @param symmetry `symmetryLoss` of the table
 * @param beta     the step size on L_sym
 * @param eta      the step size on L_TD
 * @source Notes § Q-learning, "These two end up being the same thing?!"
 */
export function splitStep(
  loss: (q: Tensor) => Tensor,
  symmetry: (q: Tensor) => Tensor,
  beta: Tensor,
  eta: Tensor,
): QStep {
  const first = step(loss, eta);
  const second = step(symmetry, beta);
  return (q) => second(first(q));
}

/**
 * L = ½ Σ_{ij} C_{ij} (Qⱼ − [T(Q)ᵢ]_stop)²: j learns the targets of those i that choose it.
 * @param q      the table [n]
 * @param target T(Q) [n]
 * @param chi    C [n, n], rows sum to 1
 */
export function sharedTargetLoss(q: Tensor, target: Tensor, chi: Tensor): Tensor {
  const errors = q.expandDims(0).sub(stopGradient(target).expandDims(1));
  return errors.square().mul(chi).sum().div(2);
}

/**
 * x − η ∇L(x)
 * @param loss a scalar of x
 * @param eta  η
 */
export function step(loss: (x: Tensor) => Tensor, eta: Tensor): (x: Tensor) => Tensor {
  return (x) => x.sub(grad(loss)(x).mul(eta));
}

/**
 * L = ½ δᵀ χ δ, δ = Q − [T(Q)]_stop: the kernel loss, whose gradient is ½ (χ + χᵀ) δ.
 * @param q      the table [n]
 * @param target T(Q) [n], held fixed
 * @param chi    on the table
 * @source Feng, Li, Liu 2019 (arXiv:1905.10506), with a target that is held fixed
 */
export function kernelLoss(q: Tensor, target: Tensor, chi: Chi): Tensor {
  const error = q.sub(stopGradient(target));
  return error.dot(chi.apply(error, 0)).div(2);
}

/**
 * c − η ∇_c L(c[orbit]): one entry for each orbit, and plain Q-learning on it.
 * @param loss  of the whole table [n], for instance `tdLoss`
 * @param orbit for each entry of the table the number of its orbit, as `orbitIndex` lists them
 * @param eta   η
 * @returns a step on the tied table [orbits]
 */
export function tiedStep(
  loss: (q: Tensor) => Tensor,
  orbit: readonly number[],
  eta: Tensor,
): QStep {
  return step((tied) => loss(tied.take(orbit, 0)), eta);
}

/**
 * Q − η 𝔼_g ∇_Q L(g⁻¹Q): each transition (s, a, r, s′) is replayed as (gs, ga, r, gs′), and the
 * updates are averaged.
 * @param loss of the table for the transitions as they are, for instance `tdLoss`
 * @param on   how the group moves the state–actions
 * @param eta  η
 * @source Weissenbacher et al. 2021 (arXiv:2111.01365), with symmetries that are known
 */
export function replayStep(loss: (q: Tensor) => Tensor, on: Representation, eta: Tensor): QStep {
  return step((q) => orbitMean(on.group, (g) => loss(act(g, q, { on }))), eta);
}
