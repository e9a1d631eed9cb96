/**
 * Actor–critic with χ in the critic, or in the actor: the heading that the notes leave empty.
 *
 * Next: index.ts
 */
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Chi } from "../autodiff/with-vjp.ts";
import { policyGradient } from "./policy-gradient.ts";
import { preconditionedStep, step } from "./q-learning.ts";

/** What a step of actor–critic reads; the critic is a table [n] over state–actions. */
export interface ActorCritic {
  /** log π(a|s) [n], the actor. */
  readonly logPi: Tensor;
  /** w = d(s) π(a|s) [n]. */
  readonly visits: Tensor;
  /** The critic's table [n] before its step. */
  readonly q: Tensor;
  /** The critic's loss of a table, for instance `tdLoss`. */
  readonly criticLoss: (q: Tensor) => Tensor;
  /** η, the critic's step size. */
  readonly eta: Tensor;
}

/**
 * The critic steps by Q − η χᵀ g; the actor ascends on that critic.
 * @param parts of the step
 * @param chi   on state–actions
 * @returns the actor's loss
 * @source Notes § Actor critic (empty there)
 */
export function chiInTheCritic(
  { logPi, visits, q, criticLoss, eta }: ActorCritic,
  chi: Chi,
): Tensor {
  return policyGradient(logPi, preconditionedStep(criticLoss, chi, eta)(q), visits);
}

/**
 * The critic steps by Q − η g; the actor reads it through χᵀ.
 * @param parts of the step
 * @param chi   on state–actions
 * @returns the actor's loss
 * @source Notes § Actor critic (empty there)
 */
export function chiInTheActor(
  { logPi, visits, q, criticLoss, eta }: ActorCritic,
  chi: Chi,
): Tensor {
  const critic = step(criticLoss, eta)(q);
  return policyGradient(logPi, chi.applyTransposed(critic, 0), visits);
}
