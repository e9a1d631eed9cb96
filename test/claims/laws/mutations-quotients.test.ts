/**
 * Identities of tables with one thing changed: Q2d, Q9, Q11, Q20, Q20c, Q23, PG5. The walk and its transpose are told
 * apart wherever the walk is not symmetric.
 */
import {
  type Chi,
  eye,
  grad,
  input,
  stopGradient,
  type Tensor,
} from "../../../src/autodiff/index.ts";
import { mixture } from "../../../src/claims/ledger/parts.ts";
import {
  commuting,
  lazy,
  rowsSumToOne,
  sending,
  times,
} from "../../../src/claims/ledger/tables.ts";
import { coupledPolicyGradient } from "../../../src/methods/policy-gradient.ts";
import {
  jointStep,
  kernelLoss,
  preconditionedStep,
  replayStep,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
  tiedStep,
} from "../../../src/methods/q-learning.ts";
import { averagingProjector, denseChi, orbitIndicator } from "../../../src/symmetry/chi.ts";
import { orbitIndex } from "../../../src/symmetry/orbits.ts";
import { type Corpus, corpusTests, cyclic3, setting } from "./mutations.ts";

corpusTests([q2d(), q9(), q11(), q20(), q20c(), q23(), pg5()], 40, 13);

function q2d(): Corpus {
  const n = 3;
  const [q, y, a, eta] = [input("q", [n]), input("y", [n]), input("a", []), input("η", [])];
  const [c, v] = [input("c", [n, n]), input("v", [n])];
  const C = sending(rowsSumToOne(c), q, q, v.sub(v.mean()));
  const td = (table: Tensor) => tdLoss(table, y, table.like(1));
  const split = (chain: Tensor, stopped: "none" | "first" | "second", size: Tensor, from = q) =>
    splitStep(td, (table) => symmetryLoss(table, chain.div(n), stopped), size, eta)(from);
  const half = a.mul(n).div(2);
  const g = q.sub(y);
  const chi = lazy(C, a);
  return {
    id: "Q2d",
    left: split(C, "second", half),
    right: q.sub(times(chi, g).mul(eta)),
    inequivalent: {
      "χ → χᵀ, the notes' row layout": preconditionedStep(td, denseChi(chi), eta)(q),
      "the other side stopped": split(C, "first", half),
      "no side stopped, and half the size": split(C, "none", half.div(2)),
      "n dropped: β = a/2": split(C, "second", a.div(2)),
      "β = a n": split(C, "second", half.mul(2)),
      "C → Cᵀ in L_sym": split(C.transpose(), "second", half),
      "rows that do not sum to 1": split(sending(c, q, q, v), "second", half),
      "χ = C": q.sub(times(C, g).mul(eta)),
    },
    equivalent: {
      "the preconditioner, given χᵀ": preconditionedStep(td, denseChi(chi.transpose()), eta)(q),
      "Cᵀ, and the other side stopped": split(C.transpose(), "first", half),
    },
  };
}

function q9(): Corpus {
  const n = 3;
  const [q, y, X, d] = [input("q", [n]), input("y", [n]), input("χ", [n, n]), input("d", [n])];
  const S = X.add(X.transpose()).div(2);
  const td = (weights: Tensor) => (table: Tensor) => tdLoss(table, y, weights);
  const direction = (m: Tensor, weights = q.like(1)) =>
    q.sub(preconditionedStep(td(weights), denseChi(m), q.like(1))(q));
  const gradient = (m: Tensor) => grad((table: Tensor) => kernelLoss(table, y, denseChi(m)))(q);
  return {
    id: "Q9",
    left: direction(S),
    right: gradient(S),
    inequivalent: {
      "a χ that is not symmetric, in the preconditioner": direction(X),
      "weights in the preconditioner": direction(S, d),
      twice: gradient(S.mul(2)),
      "χ²": gradient(S.matmul(S)),
      "q and y exchanged": grad((table: Tensor) => kernelLoss(table, q, denseChi(S)))(y),
    },
    equivalent: {
      "a χ that is not symmetric, in the loss, which sees the symmetric part": gradient(X),
      "χ → χᵀ: S is symmetric": direction(S.transpose()),
    },
  };
}

function q11(): Corpus {
  const n = 3;
  const [q, y, a, eta] = [input("q", [n]), input("y", [n]), input("a", []), input("η", [])];
  const [A, t] = [input("Φ", [n, n]), input("θ", [n])];
  const chain = mixture(setting(), { symmetric: true, on: cyclic3.natural });
  const start = averagingProjector(cyclic3).apply(q, 0);
  const Phi = sending(A, t, start, input("v", [n]));
  const td = (table: Tensor) => tdLoss(table, y, table.like(1));
  const symmetry = (table: Tensor) => symmetryLoss(table, chain.div(n));
  const split = (size: Tensor) =>
    splitStep(
      (p) => td(times(Phi, p)),
      (p) => symmetry(times(Phi, p)),
      size,
      eta,
    )(t);
  const kernel = Phi.matmul(Phi.transpose());
  const g = start.sub(y);
  const laplace = (v: Tensor) => v.sub(times(chain, v));
  const pre = (m: Tensor) => start.sub(times(kernel, times(m, g)).mul(eta));
  const gap = (v: Tensor) => v.mul(a).mul(eta);
  const beta = a.mul(n).div(4);
  const off = times(kernel, g).sub(g);
  return {
    id: "Q11",
    left: times(Phi, split(beta)),
    right: pre(lazy(chain, a)).add(gap(times(kernel, laplace(off)))),
    inequivalent: {
      "no gap": pre(lazy(chain, a)),
      "the gap with the other sign": pre(lazy(chain, a)).sub(gap(times(kernel, laplace(off)))),
      "K + I": pre(lazy(chain, a)).add(gap(times(kernel, laplace(times(kernel, g).add(g))))),
      "K on the other side of I − C": pre(lazy(chain, a)).add(gap(laplace(times(kernel, off)))),
      "K once": pre(lazy(chain, a)).add(gap(laplace(off))),
      "C for I − C": pre(lazy(chain, a)).add(gap(times(kernel, times(chain, off)))),
      "χ = C": pre(chain).add(gap(times(kernel, laplace(off)))),
    },
    equivalent: {
      "(I − aK(I − C))(Q − ηKg), of which (I − C) Q = 0": start
        .sub(times(kernel, g).mul(eta))
        .add(gap(times(kernel, laplace(times(kernel, g))))),
    },
  };
}

/** Two losses on the points of C3, with weights, rewards and transitions of their own. */
function samples() {
  const n = 3;
  const [q, eta] = [input("q", [n]), input("η", [])];
  const loss = (time: string) => {
    const [d, r, P] = [input(`d${time}`, [n]), input(`r${time}`, [n]), input(`P${time}`, [n, n])];
    return (table: Tensor) => tdLoss(table, r.add(times(P, table)), d);
  };
  const start = averagingProjector(cyclic3).apply(q, 0);
  const [first, second] = [loss("1"), loss("2")];
  const pre = (l: typeof first, chi: Chi) => preconditionedStep(l, chi, eta);
  return { n, q, eta, start, first, second, pre };
}

function q20(): Corpus {
  const { q, eta, start, first, second, pre } = samples();
  const orbit = orbitIndex(cyclic3);
  const tied = (l1 = first, l2 = second, rate = eta, from = start) =>
    tiedStep(l2, orbit, rate)(tiedStep(l1, orbit, rate)(from.slice([0, 1]))).take(orbit, 0);
  const sum = orbitIndicator(cyclic3);
  const mean = averagingProjector(cyclic3);
  return {
    id: "Q20",
    left: pre(second, sum)(pre(first, sum)(start)),
    right: tied(),
    inequivalent: {
      "the mean for the sum": pre(second, mean)(pre(first, mean)(start)),
      "a Q that is not symmetric": pre(second, sum)(pre(first, sum)(q)),
      "another entry of it for the orbit": tied(first, second, eta, q),
      "the steps exchanged": tied(second, first),
      "the first step twice": tied(first, first),
      "no coupling": step(second, eta)(step(first, eta)(start)),
    },
    equivalent: {
      "the mean, and |orbit| η": preconditionedStep(
        second,
        mean,
        eta.mul(3),
      )(preconditionedStep(first, mean, eta.mul(3))(start)),
      "the last entry of the orbit": tiedStep(
        second,
        orbit,
        eta,
      )(tiedStep(first, orbit, eta)(start.slice([2, 3]))).take(orbit, 0),
    },
  };
}

function q20c(): Corpus {
  const { q, eta, start, first, second, pre } = samples();
  const replay = (l: typeof first) => replayStep(l, cyclic3.natural, eta);
  const mean = averagingProjector(cyclic3);
  const sum = orbitIndicator(cyclic3);
  return {
    id: "Q20c",
    left: pre(second, mean)(pre(first, mean)(start)),
    right: replay(second)(replay(first)(start)),
    inequivalent: {
      "the sum for the mean": pre(second, sum)(pre(first, sum)(start)),
      "a Q that is not symmetric": replay(second)(replay(first)(q)),
      "replayed in the first step only, which the second does not repair": step(
        second,
        eta,
      )(replay(first)(start)),
      "the steps exchanged": replay(first)(replay(second)(start)),
      "no replay": step(second, eta)(step(first, eta)(start)),
    },
    equivalent: {
      "replayed once, coupled once": replay(second)(pre(first, mean)(start)),
      "coupled once, replayed once": pre(second, mean)(replay(first)(start)),
    },
  };
}

function q23(): Corpus {
  const n = 3;
  const [q, r, free] = [input("q", [n]), input("r", [n]), input("P", [n, n])];
  const [eta, lambda, weights] = [input("η", []), input("λ", []), input("d", [n])];
  const mean = averagingProjector(cyclic3);
  const part = (v: Tensor) => mean.apply(v, 0);
  const P = commuting(cyclic3.natural, free);
  const chain = mixture(setting(), { symmetric: false, on: cyclic3.natural });
  const td = (d: Tensor, m: Tensor) => (table: Tensor) => tdLoss(table, r.add(times(m, table)), d);
  const loss = td(part(weights), P);
  const symmetry = (table: Tensor) => symmetryLoss(table, chain);
  const twice = (once: (v: Tensor) => Tensor, from = q) => part(once(once(from)));
  return {
    id: "Q23",
    left: twice(step(loss, eta)),
    right: twice(preconditionedStep(loss, mean, eta)),
    inequivalent: {
      "weights that are not symmetric": twice(preconditionedStep(td(weights, P), mean, eta)),
      "transitions that do not commute": twice(
        preconditionedStep(td(part(weights), free), mean, eta),
      ),
      "the sum for the mean": twice(preconditionedStep(loss, orbitIndicator(cyclic3), eta)),
      "one step": part(preconditionedStep(loss, mean, eta)(q)),
      "all of Q, not its symmetric part": preconditionedStep(
        loss,
        mean,
        eta,
      )(preconditionedStep(loss, mean, eta)(q)),
    },
    equivalent: {
      "any walk by elements of G": twice(preconditionedStep(loss, denseChi(chain), eta)),
      "its transpose": twice(preconditionedStep(loss, denseChi(chain.transpose()), eta)),
      "L_sym besides": twice(jointStep(loss, symmetry, lambda, eta)),
      "L_sym afterwards": twice(splitStep(loss, symmetry, lambda, eta)),
      "Pᵀ for P, as there is one orbit": twice(
        preconditionedStep(td(part(weights), P.transpose()), mean, eta),
      ),
      "P Q₀ for Q₀": twice(step(loss, eta), part(q)),
    },
  };
}

function pg5(): Corpus {
  const n = 3; // one state
  const [theta, R] = [input("θ", [1, n]), input("R", [n])];
  const [X, b, m, free] = [input("χ", [n, n]), input("b", [1]), input("m", []), input("w", [n])];
  const logPi = (t: Tensor) => t.logSoftmax().flatten();
  const visits = stopGradient(theta.softmax()).flatten().mul(input("d", []));
  const update = (chi: Tensor, reward: Tensor, w = visits) =>
    grad((t: Tensor) => coupledPolicyGradient(logPi(t), reward, w, denseChi(chi)))(theta);
  const rows = (v: Tensor) => v.sub(v.mean(1, { keepDims: true }));
  const both = rows(rows(X.add(X.transpose())).transpose());
  const over = (v: Tensor, w = visits) => v.div(w.expandDims(1));
  const flow = m.mul(visits.expandDims(0).broadcastTo([n, n]));
  const chi = flow.add(over(both));
  const after = R.sub(b);
  const [zero, gap] = [
    theta.like(0),
    (c: Tensor, w = visits) => update(c, R, w).sub(update(c, after, w)),
  ];
  return {
    id: "PG5",
    left: gap(chi),
    right: zero,
    inequivalent: {
      "any χ": gap(X),
      "no detailed balance: rows with one sum": gap(rows(X).add(flow)),
      "no detailed balance: divided by nothing": gap(rows(X).add(m)),
      "rows of different sums": gap(over(X.add(X.transpose()))),
      "χ → χᵀ": gap(chi.transpose()),
      "weights that are not the policy's": gap(
        m.mul(free.expandDims(0).broadcastTo([n, n])).add(over(both, free)),
        free,
      ),
      "a baseline that depends on the action": update(chi, R).sub(update(chi, R.sub(free))),
    },
    equivalent: {
      "χ = I": gap(eye(n)),
      "χ = 1 wᵀ": gap(flow),
    },
  };
}
