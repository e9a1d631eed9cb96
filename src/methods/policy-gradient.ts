/**
 * Policy gradients with χ: place *log-probability*, gesture *couple*. State–actions are numbered 0
 * … n − 1.
 *
 * Next: actor-critic.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { type Chi, couple, stopGradient } from "../autodiff/with-vjp.ts";

/**
 * L = −⟨[w ∗ R]_stop, log π⟩: its gradient is −Ψᵀ W R, Ψ the scores ∇ log π(a|s).
 * @param logPi  log π(a|s) [n]
 * @param reward R(s, a) [n]: it must depend on the action (claim PG0)
 * @param visits w = d(s) π(a|s) [n]
 * @source Notes § Policy gradients, well typed (claim PG1)
 */
export function policyGradient(logPi: Tensor, reward: Tensor, visits: Tensor): Tensor {
  return stopGradient(visits.mul(reward)).dot(logPi).neg();
}

/**
 * L = −⟨[w ∗ R]_stop, couple(log π, χ)⟩: "distributes reward to other similar states".
 * @param logPi  log π(a|s) [n]
 * @param reward R(s, a) [n]
 * @param visits w = d(s) π(a|s) [n]
 * @param chi    on state–actions
 * @source Notes § Policy gradients, R(s)·χ·Σₐ ∇ log π(a|s)
 */
export function coupledPolicyGradient(
  logPi: Tensor,
  reward: Tensor,
  visits: Tensor,
  chi: Chi,
): Tensor {
  return policyGradient(couple(logPi, chi), reward, visits);
}

/**
 * L = −⟨[w ∗ (χ R)]_stop, log π⟩: the return is smoothed instead.
 * @param logPi  log π(a|s) [n]
 * @param reward R(s, a) [n]
 * @param visits w = d(s) π(a|s) [n]
 * @param chi    on state–actions
 */
export function smoothedPolicyGradient(
  logPi: Tensor,
  reward: Tensor,
  visits: Tensor,
  chi: Chi,
): Tensor {
  return policyGradient(logPi, chi.apply(reward, 0), visits);
}

/**
 * L = −Σ_s R(s) Σ_a log π(a|s): the notes' line read literally, with a return that does not depend
 * on the action.
 * @param logPi  [states, actions]
 * @param reward R(s) [states]
 * @source Notes § Policy gradients, ∇J(s) = R(s)·Σₐ ∇ log π(a|s)
 */
export function literalPolicyGradient(logPi: Tensor, reward: Tensor): Tensor {
  return stopGradient(reward).dot(logPi.sum(1)).neg();
}
