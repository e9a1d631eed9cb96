/**
 * § Actor critic, which the notes leave empty.
 *
 * Next: weight-sharing.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { zeros } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { stopGradient } from "../../autodiff/with-vjp.ts";
import { chiInTheActor, chiInTheCritic } from "../../methods/actor-critic.ts";
import { klCoupling } from "../../methods/output-coupling.ts";
import { preconditionedStep, step, tdLoss } from "../../methods/q-learning.ts";
import { act } from "../../symmetry/act.ts";
import { averagingProjector, denseChi } from "../../symmetry/chi.ts";
import { copies } from "../../symmetry/combine.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import type { Claim } from "../claim.ts";
import { mixture, supervised } from "./parts.ts";
import { policy } from "./policy-gradients.ts";
import { commuting, lazy, times } from "./tables.ts";

const section = "Actor critic";

/** The claims of this section. */
export const actorCritic: readonly Claim[] = [
  {
    id: "AC1",
    says: "χ in the critic is χ in the actor: after one critic step the actor's gradient is the same",
    section,
    source: "Completes § Actor critic, which the notes leave empty",
    sense: "per step",
    given: { "symmetric critic": "χᵀ Q₀ = Q₀ before the step" },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, input, assume } = setting;
      const { logits, logPi, n, visits } = policy(setting);
      const [q, target, d] = [input("Q", [n]), input("y", [n]), input("d", [n])];
      const eta = input("η", []);
      const points = copies(G.natural, shape.batch);
      const chi = denseChi(mixture(setting, { symmetric: false, on: points }));
      const parts = (theta: Tensor) => ({
        logPi: logPi(theta),
        visits,
        q: assume("symmetric critic") ? averagingProjector(points).apply(q, 0) : q,
        criticLoss: (table: Tensor) => tdLoss(table, target, d),
        eta,
      });
      return [
        grad((theta: Tensor) => chiInTheCritic(parts(theta), chi))(logits),
        grad((theta: Tensor) => chiInTheActor(parts(theta), chi))(logits),
      ];
    },
  },
  {
    id: "AC2",
    says: "χ in the critic is χ in the actor: the actor's gradient is the same after two critic steps",
    section,
    source: "Completes AC1: along the critic's trajectory χ must be idempotent, and commute",
    sense: "along the trajectory",
    given: {
      "symmetric critic": "P Q₀ = Q₀",
      "orbit average": "χ = P, the mean over each orbit, not a lazy I − a(I − P)",
      "symmetric transitions": "P P_π = P_π P",
      "symmetric d": "d is constant on orbits",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, shape, input, assume } = setting;
      const { logits, logPi, n, visits } = policy(setting);
      const points = copies(G.natural, shape.batch);
      const P = averagingProjector(points);
      const [r, weights, free] = [input("r", [n]), input("d", [n]), input("γP", [n, n])];
      const [a, eta] = [input("a", []), input("η", [])];
      const d = assume("symmetric d") ? P.apply(weights, 0) : weights;
      const commutes = assume("symmetric transitions");
      const p = commutes ? commuting(points, free) : free;
      const q = commutes ? input("Q", [n]) : zeros([n]); // Q₀ = 0 is counterexample enough
      const chi = assume("orbit average") ? P : denseChi(lazy(P.dense(), a));
      const start = assume("symmetric critic") ? P.apply(q, 0) : q;
      const criticLoss = (table: Tensor): Tensor => tdLoss(table, r.add(times(p, table)), d);
      const parts = (theta: Tensor, table: Tensor) => ({
        logPi: logPi(theta),
        visits,
        q: table,
        criticLoss,
        eta,
      });
      const coupled = preconditionedStep(criticLoss, chi, eta)(start);
      const plain = step(criticLoss, eta)(start);
      return [
        grad((theta: Tensor) => chiInTheCritic(parts(theta, coupled), chi))(logits),
        grad((theta: Tensor) => chiInTheActor(parts(theta, plain), chi))(logits),
      ];
    },
  },
  {
    id: "AC4",
    says: "DrAC's value term plus gradient coupling is the regression of V(g·s) on the return of s, for each g",
    section,
    source: "Completes § Actor critic: data-regularised actor critic (Raileanu et al. 2020)",
    sense: "per step",
    given: { "λ = 1": "the value term has weight 1" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const { x, y, theta, f } = supervised(setting);
      const lambda = assume("λ = 1") ? 1 : input("λ", []);
      const half = (v: Tensor): Tensor => v.square().sum().div(2);
      const regularised = G.elements.map((g) =>
        grad((p: Parameters) => {
          const [value, moved] = [stopGradient(f(x, p)), f(act(g, x), p)];
          const coupling = value.sub(y).mul(moved).sum();
          return half(value.sub(moved)).mul(lambda).add(coupling);
        })(theta),
      );
      const regressed = G.elements.map((g) =>
        grad((p: Parameters) => half(f(act(g, x), p).sub(y)))(theta),
      );
      return [regularised, regressed];
    },
  },
  {
    id: "AC4b",
    says: "its policy term −log π(a|g·s) is, in expectation over a, KL(π(·|s) ‖ π(·|g·s)) with π(·|s) stopped",
    section,
    source: "Completes AC4: the sample that its code draws, by enumerating the actions",
    sense: "in expectation",
    given: { "fresh action": "a ∼ π(·|s), drawn anew, not the action that was taken" },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const actions = 2;
      const { x, theta, f } = supervised({
        ...setting,
        shape: { ...setting.shape, outputs: actions },
      });
      const taken = input("taken", [x.shape[0]!, actions]);
      const law = assume("fresh action") ? f(x, theta).softmax() : taken;
      const g = G.elements.at(-1)!;
      const expected = (p: Parameters): Tensor => {
        const cost = f(act(g, x), p).logSoftmax().neg();
        return stopGradient(law).mul(cost).sum(1).mean();
      };
      const divergence = (p: Parameters): Tensor =>
        klCoupling(stopGradient(f(x, p)), f(act(g, x), p));
      return [grad(expected)(theta), grad(divergence)(theta)];
    },
  },
];
