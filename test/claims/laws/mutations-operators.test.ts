/**
 * Identities of T, of implicit steps, of filters and rotations with one thing changed: Q7, Q15c, Q18d, Q19, CN2, CN6b,
 * WS5, OP3.
 */
import { concat, eye, grad, input, type Tensor, tensor } from "../../../src/autodiff/index.ts";
import { everyLoss } from "../../../src/claims/ledger/parts.ts";
import { commuting, lazy, times } from "../../../src/claims/ledger/tables.ts";
import { dataAugmentation } from "../../../src/methods/data-augmentation.ts";
import { squaredLoss } from "../../../src/methods/losses.ts";
import {
  preconditionedStep,
  splitStep,
  step,
  symmetryLoss,
  tdLoss,
} from "../../../src/methods/q-learning.ts";
import { act } from "../../../src/symmetry/act.ts";
import { averagingProjector } from "../../../src/symmetry/chi.ts";
import { inverse } from "../../../src/symmetry/group.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";
import { orbitMean, reynolds } from "../../../src/symmetry/mean.ts";
import { regular } from "../../../src/symmetry/representations.ts";
import { all, type Corpus, corpusTests, cyclic3, sum } from "./mutations.ts";

corpusTests([q7(), q15c(), q18d(), q19(), cn2(), cn6b(), ws5(), op3()], 28, 9);

/** An implicit step on L_sym: its gradient is 0 at the end. */
function q7(): Corpus {
  const n = 3;
  const P = averagingProjector(cyclic3);
  const [w, a, lambda] = [input("w", [n]), input("a", []), input("λ", [])];
  const chain = lazy(P.dense(), a);
  const mean = P.apply(w, 0);
  const rest = w.sub(mean);
  const slope = (end: Tensor, weight = n / 4, law = chain) =>
    grad((u: Tensor) => {
      const pull = symmetryLoss(u, law.div(n)).mul(lambda).mul(weight);
      return u.sub(w).square().sum().div(2).add(pull);
    })(end);
  const end = mean.add(rest.div(lambda.mul(a).add(1)));
  return {
    id: "Q7",
    left: w.like(0),
    right: slope(end),
    inequivalent: {
      "a limit: P w": slope(mean),
      "an explicit step": slope(w.sub(rest.mul(lambda).mul(a))),
      "1 + λ for 1 + λa": slope(mean.add(rest.div(lambda.add(1)))),
      "half of λ": slope(end, n / 8),
      "a walk that only goes round": slope(end, n / 4, lazy(shift(n), a)),
    },
    equivalent: {
      "w less what the pull takes": slope(w.sub(rest.mul(lambda).mul(a).div(lambda.mul(a).add(1)))),
    },
  };
}

/** TD then L_sym with χ = P in a symmetric MDP, after a step. */
function q15c(): Corpus {
  const n = 3;
  const P = averagingProjector(cyclic3);
  const [q, r, p, eta] = [input("q", [n]), input("r", [n]), input("γP", [n, n]), input("η", [])];
  const walk = commuting(cyclic3.natural, p);
  const td = (transition: Tensor, reward: Tensor) => (table: Tensor) =>
    tdLoss(table, reward.add(times(transition, table)), table.like(1));
  const even = td(walk, P.apply(r, 0));
  const split = (loss: (t: Tensor) => Tensor, beta: Tensor) =>
    splitStep(loss, (t) => symmetryLoss(t, P.dense().div(n)), beta, eta);
  const quarter = eta.like(1).mul(n).div(4);
  const start = split(even, quarter)(q);
  const plain = step(even, eta)(start);
  return {
    id: "Q15c",
    left: split(even, quarter)(start),
    right: plain,
    inequivalent: {
      "from Q₀": step(even, eta)(q),
      "rewards that are not symmetric": step(td(walk, r), eta)(start),
      "transitions that are not": step(td(p, P.apply(r, 0)), eta)(start),
      "no step": start,
    },
    equivalent: {
      "PRE(P), from a symmetric table": preconditionedStep(even, P, eta)(start),
      "half of L_sym, on a symmetric table": split(even, quarter.div(2))(start),
    },
  };
}

/** PRE(P) under weights, from a symmetric table. */
function q18d(): Corpus {
  const n = 3;
  const P = averagingProjector(cyclic3);
  const [free, y, d] = [input("q", [n]), input("y", [n]), input("d", [n])];
  const q = P.apply(free, 0);
  const mean = (v: Tensor) => P.apply(v, 0);
  const one = d.sum().mul(0).add(1);
  const moved = preconditionedStep(
    (table) => tdLoss(table, y, d),
    averagingProjector(cyclic3),
    one,
  )(q);
  return {
    id: "Q18d",
    left: moved.sub(q),
    right: mean(d.mul(y)).sub(mean(d).mul(q)),
    inequivalent: {
      "d forgotten": mean(y).sub(q),
      "the mean weight times the mean target": mean(d).mul(mean(y).sub(q)),
      "d, not its mean, at Q": mean(d.mul(y)).sub(d.mul(q)),
    },
    equivalent: { "the mean of D δ": mean(d.mul(y.sub(q))) },
  };
}

/** T with its max, of a table moved by a generator. */
function q19(): Corpus {
  const [n, on] = [3, cyclic3.natural];
  const [q, reward, law] = [input("Q", [n, n]), input("r", [n, n]), input("p", [n, n, n])];
  const g = cyclic3.generators[0]!;
  const move = (t: Tensor, by = g) => act(by, act(by, t, { on, axis: 0 }), { on, axis: 1 });
  const r = orbitMean(cyclic3, (h) => move(reward, h));
  const p = reynolds(law, [on, on, on]);
  const T = (table: Tensor, transition = p, rewards = r) =>
    rewards.add(times(transition.reshape([n * n, n]), table.max(1)).reshape([n, n]));
  return {
    id: "Q19",
    left: T(move(q)),
    right: move(T(q)),
    inequivalent: {
      "not moved": T(q),
      "moved back": move(T(q), inverse(g)),
      "states moved, not actions": act(g, T(q), { on, axis: 0 }),
      "transitions moved with s and a, not with s′": move(T(q, reynolds(law, [on, on, null]))),
      "rewards that are not symmetric": move(T(q, p, reward)),
    },
    equivalent: {
      "the max over actions in another order": move(T(act(g, q, { on, axis: 1 }))),
    },
  };
}

/** Layers V → ℝ^G that the group fixes. */
function cn2(): Corpus {
  const on = [cyclic3.natural, regular(cyclic3)];
  const W = reynolds(input("W", [3, 3]), on);
  const spread = (v: Tensor, back = false) =>
    concat(
      all(cyclic3, (h) => act(back ? inverse(h) : h, v, { axis: 0 })),
      1,
    );
  const column = (k: number) => W.slice([0, 3], [k, k + 1]);
  return {
    id: "CN2",
    left: W,
    right: spread(column(0)),
    inequivalent: {
      "h → h⁻¹": spread(column(0), true),
      "the second column": spread(column(1)),
      "the first row": spread(W.slice([0, 1]).transpose()),
      "a mean of the columns": spread(W.mean(1, { keepDims: true })),
    },
    equivalent: {
      "the second column, moved back": spread(
        act(inverse(cyclic3.elements[1]!), column(1), { axis: 0 }),
      ),
    },
  };
}

/** A zero-padded convolution, and crops of translations. */
function cn6b(): Corpus {
  const d = 3;
  const [x, w, y] = [input("x", [2, d]), input("w", [3, 1]), input("y", [2, 1])];
  const diagonal = (k: number) =>
    eye(d)
      .pad([
        [1, 1],
        [0, 0],
      ])
      .slice([2 - k, 2 - k + d]);
  const losses = (by: number, at: (t: number) => number, count = d) => {
    const canvas = x.pad([
      [0, 0],
      [d, d],
    ]);
    return grad((filter: Tensor) =>
      sum(
        Array.from({ length: count }, (_, t) => {
          const crop = canvas.slice([0, 2], [d + at(t) - 1, d + at(t) + 2]);
          return everyLoss(crop.matmul(filter).phi(), y);
        }),
      ).div(by),
    )(w);
  };
  const layer = (filter: Tensor) => {
    const matrix = sum([0, 1, 2].map((k) => diagonal(k).mul(filter.slice([k, k + 1]).squeeze())));
    return everyLoss(x.matmul(matrix).phi(), y.broadcastTo([2, d])).div(d);
  };
  const round = grad((filter: Tensor) =>
    sum(
      Array.from({ length: d }, (_, t) => {
        const crop = x.take([(t + 2) % d, t, (t + 1) % d], 1);
        return everyLoss(crop.matmul(filter).phi(), y);
      }),
    ).div(d),
  )(w);
  return {
    id: "CN6b",
    left: grad(layer)(w),
    right: losses(d, (t) => t),
    inequivalent: {
      "a sum over positions": losses(1, (t) => t),
      "translations beyond the edge too": losses(d + 2, (t) => t - 1, d + 2),
      "one pixel to the side": losses(d, (t) => t + 1),
      "pixels that come back on the other side": round,
    },
    equivalent: { "from the last translation to the first": losses(d, (t) => d - 1 - t) },
  };
}

/** Quarter turns for all rotations. */
function ws5(): Corpus {
  const [x, y, w, t] = [input("x", [1, 2]), input("y", [1, 1]), input("w", [2, 1]), input("t", [])];
  const quarter = tensor([
    [0, 1],
    [-1, 0],
  ]);
  const turn = eye(2)
    .mul(t.square().neg().add(1))
    .add(quarter.mul(t.mul(2)));
  const rotation = turn.div(t.square().add(1));
  const augmented = (rows: Tensor, turns = [0, 1, 2, 3], bend = (z: Tensor) => z) =>
    grad((p: Tensor) =>
      sum(
        turns.map((k) => {
          let at = rows;
          for (let i = 0; i < k; i++) at = at.matmul(quarter);
          return squaredLoss(bend(at.matmul(p)), y);
        }),
      ).div(turns.length),
    )(w);
  return {
    id: "WS5",
    left: augmented(x.matmul(rotation)),
    right: augmented(x),
    inequivalent: {
      "half turns only": augmented(x, [0, 2]),
      "three quarter turns": augmented(x, [0, 1, 2]),
      "a matrix that is no rotation": augmented(x.matmul(turn)),
      "f = (θ·x)²": augmented(x.matmul(rotation), [0, 1, 2, 3], (z) => z.square()),
    },
    equivalent: {
      "the quarter turns twice": augmented(x, [0, 1, 2, 3, 4, 5, 6, 7]),
      "rotated the other way": augmented(x.matmul(rotation.transpose())),
    },
  };
}

/** A step where the fixed subspace is not stable. */
function op3(): Corpus {
  const [a, e, eta] = [input("a", []), input("ε", []), input("η", [])];
  const C2 = cyclic(2);
  const at = (gap: Tensor) => concat([a.add(gap).reshape([1, 1]), a.sub(gap).reshape([1, 1])]);
  const f = (rows: Tensor, p: Tensor) => rows.matmul(p).square();
  const slope = grad(dataAugmentation(f, squaredLoss, C2))(at(e), tensor([[1, -1]]), tensor([[1]]));
  const grown = (by: Tensor) => at(e.mul(by));
  const linear = eta.mul(8).add(1);
  const cubic = eta.mul(32).mul(e.square());
  return {
    id: "OP3",
    left: at(e).sub(slope.mul(eta)),
    right: grown(linear.sub(cubic)),
    inequivalent: {
      linearised: grown(linear),
      shrinking: grown(eta.mul(-8).add(1).sub(cubic)),
      "half as fast": grown(eta.mul(4).add(1).sub(cubic)),
      "no growth": at(e),
    },
    equivalent: { "as 1 + 8η(1 − 4ε²)": grown(eta.mul(8).mul(e.square().mul(-4).add(1)).add(1)) },
  };
}

/** The matrix of i ↦ i + 1. */
function shift(n: number): Tensor {
  const rows = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, j) => ((j + 1) % n === i ? 1 : 0)),
  );
  return tensor(rows);
}
