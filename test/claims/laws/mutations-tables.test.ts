/**
 * Identities of Q-learning, policy gradients and actor–critic with one thing changed: Q1, Q3, Q10, Q13, TD1, PG2, PG2b,
 * AC1. χ → χᵀ changes nothing where χ is symmetric; where it is not, it must be refuted.
 */
import {
  eye,
  full,
  grad,
  input,
  oneHot,
  stopGradient,
  type Tensor,
  withVjp,
} from "../../../src/autodiff/index.ts";
import { mixture, rowStochasticMatrix } from "../../../src/claims/ledger/parts.ts";
import { chiInTheActor, chiInTheCritic } from "../../../src/methods/actor-critic.ts";
import { coupledPolicyGradient, policyGradient } from "../../../src/methods/policy-gradient.ts";
import {
  preconditionedStep,
  sharedTargetLoss,
  splitStep,
  symmetryLoss,
  tdLoss,
} from "../../../src/methods/q-learning.ts";
import { averagingProjector, denseChi } from "../../../src/symmetry/chi.ts";

import { type Corpus, corpusTests, cyclic3, setting, sum } from "./mutations.ts";

corpusTests([q1(), q3(), q10(), q13(), td1(), pg2(), pg2b(), ac1()], 40, 15);

function q1(): Corpus {
  const n = 3;
  const [q, W] = [input("q", [n]), input("W", [n, n])];
  const laplacian = (m: Tensor, axis: number) =>
    m
      .sum(axis)
      .mul(q)
      .sub(m.matmul(q.expandDims(1)).squeeze(1));
  const symmetric = W.add(W.transpose()).div(2);
  return {
    id: "Q1",
    left: grad((table: Tensor) => symmetryLoss(table, W))(q),
    right: laplacian(symmetric, 1).mul(4),
    inequivalent: {
      "2 for 4": laplacian(symmetric, 1).mul(2),
      "W for W_s": laplacian(W, 1).mul(4),
      "W for W_s, with column sums": laplacian(W, 0).mul(4),
      "a stop-gradient on one side": grad((table: Tensor) => symmetryLoss(table, W, "second"))(q),
      "a mean over pairs": laplacian(symmetric, 1).mul(4).div(9),
    },
    equivalent: {
      "W → Wᵀ: what is antisymmetric does not count": grad((table: Tensor) =>
        symmetryLoss(table, W.transpose()),
      )(q),
      "both stop-gradients, added": grad((table: Tensor) =>
        symmetryLoss(table, W, "first").add(symmetryLoss(table, W, "second")),
      )(q),
      "row sums or column sums of W_s": laplacian(symmetric, 0).mul(4),
    },
  };
}

function q3(): Corpus {
  const G = cyclic3;
  const n = 3;
  const c = input("c", [n]);
  const place = { ...setting(G), input: () => c }; // one C for both sides
  const chain = mixture(place, { symmetric: true, on: G.natural });
  const free = mixture(place, { symmetric: false, on: G.natural });
  const [q, y, a, eta] = [input("q", [n]), input("y", [n]), input("a", []), input("η", [])];
  const td = (table: Tensor) => tdLoss(table, y, table.like(1));
  const symmetry = (weights: Tensor, stopped?: "second") => (table: Tensor) =>
    symmetryLoss(table, weights.div(n), stopped);
  const lazy = (m: Tensor) => eye(n).sub(eye(n).sub(m).mul(a));
  const start = averagingProjector(G).apply(q, 0);
  const beta = a.mul(n).div(4);
  const split = (b: Tensor, loss = symmetry(chain), from = start) =>
    splitStep(td, loss, b, eta)(from);
  return {
    id: "Q3",
    left: preconditionedStep(td, denseChi(lazy(chain)), eta)(start),
    right: split(beta),
    inequivalent: {
      "n dropped: β = a/4": split(a.div(4)),
      "β = a n/2": split(a.mul(n).div(2)),
      "L_sym first": splitStep(symmetry(chain), td, eta, beta)(start),
      "a Q that is not symmetric": split(beta, symmetry(chain), q),
      "a C that is not symmetric, in χ": preconditionedStep(td, denseChi(lazy(free)), eta)(start),
      "η and β exchanged": splitStep(td, symmetry(chain), eta, beta)(start),
      "a stop-gradient on one side": split(beta, symmetry(chain, "second")),
    },
    equivalent: {
      "χ → χᵀ: C is symmetric": preconditionedStep(
        td,
        denseChi(lazy(chain).transpose()),
        eta,
      )(start),
      "a stop-gradient on one side, and β = a n/2": split(
        a.mul(n).div(2),
        symmetry(chain, "second"),
      ),
      "a C that is not symmetric, in L_sym, which sees the symmetric part": split(
        beta,
        symmetry(free),
      ),
    },
  };
}

function q10(): Corpus {
  const n = 3;
  const [q, y, C] = [input("q", [n]), input("y", [n]), input("C", [n, n])];
  const td = (table: Tensor) => tdLoss(table, y, table.like(1));
  const pre = (m: Tensor) => q.sub(preconditionedStep(td, denseChi(m), full([], 1))(q));
  const pull = (m: Tensor, stopped: "first" | "second" | "none") =>
    grad((table: Tensor) => symmetryLoss(table, m, stopped))(q);
  const gradient = (loss: (table: Tensor) => Tensor) => grad(loss)(q);
  return {
    id: "Q10",
    left: gradient((table) => sharedTargetLoss(table, y, C)),
    right: pre(C).add(pull(C, "first").div(2)),
    inequivalent: {
      "χ → χᵀ in the preconditioner": pre(C.transpose()).add(pull(C, "first").div(2)),
      "χ → χᵀ in L_sym": pre(C).add(pull(C.transpose(), "first").div(2)),
      "the other side stopped": pre(C).add(pull(C, "second").div(2)),
      "both sides pulled": pre(C).add(pull(C, "none").div(2)),
      "factor 2": pre(C).add(pull(C, "first")),
      "no L_sym": pre(C),
      "q and y exchanged, two inputs of one shape": grad((table: Tensor) =>
        sharedTargetLoss(table, q, C),
      )(y),
      "the target not stopped": gradient((table) =>
        table.expandDims(0).sub(table.add(y).sub(q).expandDims(1)).square().mul(C).sum().div(2),
      ),
    },
    equivalent: {
      "the halves exchanged": pull(C, "first").div(2).add(pre(C)),
      "χ → χᵀ everywhere, and the other side stopped": pre(C).add(
        pull(C.transpose(), "second").div(2),
      ),
    },
  };
}

function q13(): Corpus {
  const n = 3;
  const C = rowStochasticMatrix(setting(), n);
  const [q, y, d] = [input("q", [n]), input("y", [n]), input("d", [n])];
  const delta = q.sub(y);
  const at = (v: Tensor, i: number) => v.slice([i, i + 1]);
  type Pick = (i: number, j: number) => number;
  const sampled = (options: { where?: Pick; whose?: Pick; law?: Pick; pairs?: number } = {}) => {
    const { where = (_, j) => j, whose = (i) => i, law = (i) => i, pairs = n * n } = options;
    const terms = Array.from({ length: pairs }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      const p = at(d, law(i, j)).mul(C.slice([i, i + 1], [j, j + 1]).flatten());
      return oneHot([where(i, j)], n)
        .flatten()
        .mul(p.mul(at(delta, whose(i, j))));
    });
    return sum(terms);
  };
  const pre = (m: Tensor) =>
    q.sub(preconditionedStep((t) => tdLoss(t, y, d), denseChi(m), full([], 1))(q));
  return {
    id: "Q13",
    left: pre(C),
    right: sampled(),
    inequivalent: {
      "χ → χᵀ": pre(C.transpose()),
      "the error of j, applied at i": sampled({ where: (i) => i, whose: (_, j) => j }),
      "the error of j, applied at j": sampled({ whose: (_, j) => j }),
      "the error of i, applied at i": sampled({ where: (i) => i }),
      "d of j": sampled({ law: (_, j) => j }),
      "the last pair missing": sampled({ pairs: n * n - 1 }),
      "an index off by one": sampled({ where: (_, j) => (j + 1) % n }),
    },
    equivalent: {
      "Σⱼ first: Cᵀ D δ as matrices": C.transpose().matmul(d.mul(delta).expandDims(1)).squeeze(1),
    },
  };
}

function td1(): Corpus {
  const n = 3;
  const [q, r, P] = [input("q", [n]), input("r", [n]), input("γP", [n, n])];
  const bellman = (table: Tensor, m = P) => r.add(m.matmul(table.expandDims(1)).squeeze(1));
  const error = (table: Tensor) => table.sub(bellman(table));
  const gradient = (loss: (table: Tensor) => Tensor) => grad(loss)(q);
  return {
    id: "TD1",
    left: gradient((table) =>
      table
        .sub(stopGradient(bellman(table)))
        .square()
        .sum(),
    ),
    right: error(q).mul(2),
    inequivalent: {
      "no stop-gradient": gradient((table) => error(table).square().sum()),
      "½ of the square": gradient((table) => error(table).square().sum().div(2)),
      "once the TD error": error(q),
      "Pᵀ for P": q.sub(bellman(q, P.transpose())).mul(2),
      "q and r exchanged": r.sub(q.add(P.matmul(r.expandDims(1)).squeeze(1))).mul(2),
      "the table stopped, not the target": gradient((table) =>
        stopGradient(table).sub(bellman(table)).square().sum(),
      ),
      "a mean over state–actions": error(q).mul(2).div(n),
    },
    equivalent: {
      "the target at the point itself, a constant": gradient((table) =>
        table.sub(bellman(q)).square().sum(),
      ),
      "withVjp with rule 0 for stop-gradient": gradient((table) =>
        table
          .sub(withVjp(bellman(table), (ct) => ct.mul(0)))
          .square()
          .sum(),
      ),
    },
  };
}

/** A softmax policy of three actions in one state. */
function policy() {
  const n = 3;
  const [theta, w, R] = [input("θ", [1, n]), input("w", [n]), input("R", [n])];
  const logPi = (t: Tensor) => t.logSoftmax().flatten();
  const gradient = (loss: (logProbabilities: Tensor) => Tensor) =>
    grad((t: Tensor) => loss(logPi(t)))(theta);
  const coupled = (m: Tensor, reward = R, visits = w) =>
    gradient((p) => coupledPolicyGradient(p, reward, visits, denseChi(m)));
  return { n, theta, w, R, logPi, gradient, coupled, X: input("χ", [n, n]) };
}

function pg2(): Corpus {
  const { n, w, R, gradient, coupled, X } = policy();
  const times = (m: Tensor, v: Tensor) => m.matmul(v.expandDims(1)).squeeze(1);
  const distributed = (m: Tensor) =>
    gradient((p) =>
      stopGradient(times(m.transpose(), w.mul(R)))
        .dot(p)
        .neg(),
    );
  const symmetric = X.add(X.transpose());
  return {
    id: "PG2",
    left: [coupled(X), coupled(symmetric)],
    right: [distributed(X), distributed(symmetric)],
    inequivalent: {
      "χ → χᵀ": [distributed(X.transpose()), distributed(symmetric)],
      "χ = I": [distributed(eye(n)), distributed(symmetric)],
      "the sign": [distributed(X).neg(), distributed(symmetric)],
      "w left out": [
        gradient((p) => stopGradient(times(X.transpose(), R)).dot(p).neg()),
        distributed(symmetric),
      ],
    },
    equivalent: {
      "χ → χᵀ where χ is symmetric": [distributed(X), distributed(symmetric.transpose())],
      "w and R exchanged: only w R is read": [coupled(X, w, R), distributed(symmetric)],
      "χ applied to log π, forwards": [
        gradient((p) => policyGradient(times(X, p), R, w)),
        distributed(symmetric),
      ],
    },
  };
}

function pg2b(): Corpus {
  const { w, R, gradient, coupled, X } = policy();
  const times = (m: Tensor, v: Tensor) => m.matmul(v.expandDims(1)).squeeze(1);
  const symmetric = X.add(X.transpose());
  const balanced = (v: Tensor) => symmetric.div(v.expandDims(1));
  const smoothed = (m: Tensor, reward = R, visits = w) =>
    gradient((p) => policyGradient(p, times(m, reward), visits));
  return {
    id: "PG2b",
    left: coupled(balanced(w)),
    right: smoothed(balanced(w)),
    inequivalent: {
      "χ → χᵀ": smoothed(balanced(w).transpose()),
      "w and R exchanged, two inputs of one shape": smoothed(balanced(w), w, R),
      "balance with respect to R": smoothed(balanced(R)),
      "not smoothed": gradient((p) => policyGradient(p, R, w)),
      "the weights smoothed, not the return": gradient((p) =>
        policyGradient(p, R, times(balanced(w), w)),
      ),
    },
    equivalent: {
      "χ ← W⁻¹ χᵀ W, its adjoint in w": smoothed(
        balanced(w).transpose().mul(w.expandDims(0)).div(w.expandDims(1)),
      ),
    },
  };
}

function ac1(): Corpus {
  const { n, theta, w, logPi } = policy();
  const [q, y, d, eta] = [input("Q", [n]), input("y", [n]), input("d", [n]), input("η", [])];
  const P = averagingProjector(cyclic3);
  const X = denseChi(input("χ", [n, n]));
  const parts = (t: Tensor, table: Tensor) => ({
    logPi: logPi(t),
    visits: w,
    q: table,
    criticLoss: (v: Tensor) => tdLoss(v, y, d),
    eta,
  });
  const start = P.apply(q, 0);
  const actor = (method: typeof chiInTheActor, chi = P, table = start) =>
    grad((t: Tensor) => method(parts(t, table), chi))(theta);
  const reading = (critic: Tensor) =>
    grad((t: Tensor) => policyGradient(logPi(t), critic, w))(theta);
  const g = start.sub(y).mul(d);
  return {
    id: "AC1",
    left: actor(chiInTheCritic),
    right: actor(chiInTheActor),
    inequivalent: {
      "a critic that is not symmetric": actor(chiInTheActor, P, q),
      "no χ in the actor": reading(start.sub(g.mul(eta))),
      "the step taken the other way": reading(P.apply(start.add(g.mul(eta)), 0)),
      "any χ": actor(chiInTheActor, X),
      "d left out": reading(P.apply(start.sub(start.sub(y).mul(eta)), 0)),
    },
    equivalent: {
      "χ → χᵀ: the projector is symmetric": reading(P.apply(start.sub(g.mul(eta)), 0)),
      "χ twice: it is idempotent": reading(P.apply(P.apply(start.sub(g.mul(eta)), 0), 0)),
    },
  };
}
