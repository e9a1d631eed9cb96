/**
 * Identities of averages with one thing changed: CN3, FA4, GC2, GC7, LS3, KEY6, EX1, RB3b.
 * A sum in another order changes nothing; all else must be refuted.
 */
import {
  concat,
  eye,
  full,
  grad,
  input,
  stopGradient,
  type Tensor,
} from "../../../src/autodiff/index.ts";
import {
  canonicalLoss,
  everyLoss,
  prediction,
  supervised,
} from "../../../src/claims/ledger/parts.ts";
import {
  asColumn,
  descend,
  meanOf,
  minus,
  plus,
  type Slope,
} from "../../../src/claims/ledger/steps.ts";
import { dataAugmentation } from "../../../src/methods/data-augmentation.ts";
import { averaged, functionAveraging } from "../../../src/methods/function-averaging.ts";
import { gradientAugmentation } from "../../../src/methods/gradient-augmentation.ts";
import { anchorCoupling, gradientCoupling } from "../../../src/methods/gradient-coupling.ts";
import { jointLabelSharing } from "../../../src/methods/label-sharing.ts";
import { plain, squaredLoss } from "../../../src/methods/losses.ts";
import type { Loss, Model } from "../../../src/methods/types.ts";
import { act } from "../../../src/symmetry/act.ts";
import { denseChi } from "../../../src/symmetry/chi.ts";
import { type Element, inverse } from "../../../src/symmetry/group.ts";
import { reynolds } from "../../../src/symmetry/mean.ts";
import type { Parameters } from "../../../src/symmetry/parameters.ts";
import { regular } from "../../../src/symmetry/representations.ts";
import { all, type Corpus, corpusTests, cyclic3, mean, setting, sum } from "./mutations.ts";

corpusTests([cn3(), fa4(), gc2(), gc7(), ls3(), key6(), ex1(), rb3b()], 30, 12);

type Of = (p: Parameters) => Tensor;

/** The shared filter's gradient, moved over the group, and |G| R of the dense layer's. */
function cn3(): Corpus {
  const group = cyclic3;
  const [x, w, y] = [input("x", [2, 3]), input("w", [3, 1]), input("y", [2, 3])];
  const spread = (v: Tensor, at = (h: Element) => h) =>
    concat(
      all(group, (h) => act(at(h), v, { axis: 0 })),
      1,
    );
  const layer = (W: Tensor) => everyLoss(x.matmul(W).phi(), y);
  const dense = grad(layer)(spread(w));
  const R = (W: Tensor) => reynolds(W, [group.natural, regular(group)]);
  return {
    id: "CN3",
    left: spread(grad((v: Tensor) => layer(spread(v)))(w)),
    right: R(dense).mul(3),
    inequivalent: {
      "R without |G|": R(dense),
      "not averaged": dense.mul(3),
      "the outputs left where they are": reynolds(dense, [group.natural, null]).mul(3),
      "h → h⁻¹ in the layer": R(grad(layer)(spread(w, inverse))).mul(3),
      "÷ N": R(dense).mul(3).div(2),
    },
    equivalent: {
      "R twice": R(R(dense)).mul(3),
      "the layer made symmetric first": R(grad(layer)(R(spread(w)))).mul(3),
    },
  };
}

/** DA, FA and the Jensen gap between them. */
function fa4(): Corpus {
  const { x, y, theta, f } = supervised(setting());
  const group = cyclic3;
  const A = (z: Tensor) => canonicalLoss(z, full([2, 2], 0));
  const outputs = (p: Parameters) => all(group, (g) => f(act(g, x), p));
  const inside: Of = (p) => A(averaged(f, group)(x, p));
  const both = (gap: Of) => {
    const total: Of = (p) => functionAveraging(f, canonicalLoss, group)(p, x, y).add(gap(p));
    return [total(theta), grad(total)(theta)];
  };
  const outside = (p: Parameters) => outputs(p).map(A);
  const augmented = dataAugmentation(f, canonicalLoss, group);
  return {
    id: "FA4",
    left: [augmented(theta, x, y), grad(augmented)(theta, x, y)],
    right: both((p) => mean(outside(p)).sub(inside(p))),
    inequivalent: {
      "the gap the other way": both((p) => inside(p).sub(mean(outside(p)))),
      "half of it": both((p) => mean(outside(p)).sub(inside(p)).div(2)),
      "a sum": both((p) => sum(outside(p)).sub(inside(p))),
      "A at x, not at the mean": both((p) => mean(outside(p)).sub(A(f(x, p)))),
      "the variance, as for the squared loss": both((p) =>
        mean(outputs(p).map((z) => squaredLoss(z, averaged(f, group)(x, p)))),
      ),
    },
    equivalent: {
      "the orbit reversed": both((p) => mean(outside(p).reverse()).sub(inside(p))),
      "the loss with labels for A": both((p) => {
        const losses = outputs(p).map((z) => canonicalLoss(z, y));
        return mean(losses).sub(canonicalLoss(averaged(f, group)(x, p), y));
      }),
    },
  };
}

/** Σ_g w_g of ⟨residual, f(g·x)⟩, with residuals held fixed. */
function gc2(): Corpus {
  const { x, y, theta, f } = supervised(setting());
  const group = cyclic3;
  const moved = (g: Element, p: Parameters) => f(act(g, x), p);
  const residuals = all(group, (g) => grad((z: Tensor) => everyLoss(z, y))(moved(g, theta)));
  const sent = (residual: (g: Element) => Tensor) =>
    grad((p: Parameters) => mean(all(group, (g) => residual(g).dot(moved(g, p)))))(theta);
  const centre = mean(residuals);
  const centred = (g: Element) => residuals[g.index]!.sub(centre);
  const coupled = sent(() => centre);
  return {
    id: "GC2",
    left: grad(dataAugmentation(f, everyLoss, group))(theta, x, y),
    right: plus(coupled, sent(centred)),
    inequivalent: {
      "no covariance": coupled,
      "the covariance taken away": minus(coupled, sent(centred)),
      "centred at the anchor": plus(
        coupled,
        sent((g) => residuals[g.index]!.sub(residuals[0]!)),
      ),
      "residuals of g⁻¹·x": plus(
        coupled,
        sent((g) => centred(inverse(g))),
      ),
    },
    equivalent: {
      "slopes centred too": plus(
        coupled,
        grad((p: Parameters) =>
          mean(
            all(group, (g) =>
              centred(g).dot(moved(g, p).sub(mean(all(group, (h) => moved(h, p))))),
            ),
          ),
        )(theta),
      ),
    },
  };
}

/** Gradient coupling and gradient augmentation of a model that is affine in θ. */
function gc7(): Corpus {
  const shape = { ...setting().shape, model: "linear" as const };
  const { x, y, theta, f, rho } = supervised({ ...setting(), shape });
  const augmented = (at = x, on = rho) =>
    grad(gradientAugmentation(f, everyLoss, on))(theta, at, y);
  return {
    id: "GC7",
    left: grad(anchorCoupling(f, everyLoss, cyclic3))(theta, x, y),
    right: augmented(),
    inequivalent: {
      "data augmentation": grad(dataAugmentation(f, everyLoss, cyclic3))(theta, x, y),
      "the anchor moved": augmented(act(cyclic3.generators[0]!, x)),
      "weights left where they are": augmented(x, { ...rho, w: [null, null] }),
      "the plain gradient": grad(plain(f, everyLoss))(theta, x, y),
    },
    equivalent: {
      "the gradient of one g·x, written out": meanOf(
        all3((g) => {
          const slope = grad(plain(f, everyLoss))(theta, x, y);
          return { w: act(g, slope["w"]!, { axis: 0 }), b: slope["b"]! };
        }),
      ),
    },
  };
}

/** Label sharing over three samples, by a law W of pairs. */
function ls3(): Corpus {
  const { theta, f } = supervised(setting());
  const [X, Y, free] = [input("X", [3, 3]), input("Y", [3, 2]), input("W", [3, 3])];
  const W = free.add(free.transpose());
  const d = W.sum(1, { keepDims: true });
  const C = W.div(d);
  const smoothed = (labels: Tensor, weight: Tensor, factor = 4) =>
    grad((p: Parameters) => {
      const z = f(X, p);
      const rows = [0, 1, 2].map((i) =>
        squaredLoss(z.take([i], 0), labels.take([i], 0)).mul(weight.take([i], 0).sum()),
      );
      return sum(rows).mul(factor);
    })(theta);
  const lazy = (c: Tensor) => Y.add(c.matmul(Y)).div(2);
  return {
    id: "LS3",
    left: grad(jointLabelSharing(f, squaredLoss, W))(theta, X, Y),
    right: smoothed(lazy(C), d),
    inequivalent: {
      "C, not the lazy walk": smoothed(C.matmul(Y), d),
      Cᵀ: smoothed(lazy(C.transpose()), d),
      "every sample as likely": smoothed(lazy(C), full([3, 1], 1)),
      "labels as they are": smoothed(Y, d),
      "factor 2": smoothed(lazy(C), d, 2),
    },
    equivalent: {
      "the transposed law": grad(jointLabelSharing(f, squaredLoss, W.transpose()))(theta, X, Y),
      "four terms as two, at both labels": grad((p: Parameters) => {
        const half = (labels: Tensor): Tensor => {
          const z = f(X, p);
          const rows = [0, 1, 2].map((i) =>
            squaredLoss(z.take([i], 0), labels.take([i], 0)).mul(d.take([i], 0).sum()),
          );
          return sum(rows);
        };
        return half(Y)
          .add(half(C.matmul(Y)))
          .mul(2);
      })(theta),
    },
  };
}

/** A data set coupled by C: all pairs, gradient coupling, output coupling. */
function key6(): Corpus {
  const { theta, f } = supervised(setting());
  const [X, Y, C] = [input("X", [2, 3]), input("Y", [2, 2]), input("C", [2, 2])];
  const pairs = (p: Parameters, c: Tensor, labels: Tensor, loss: Loss = canonicalLoss) => {
    const z = f(X, p);
    return sum(
      [0, 1, 2, 3].map((k) => {
        const [i, j] = [k >> 1, k & 1];
        const weight = c.slice([i, i + 1], [j, j + 1]).sum();
        return loss(z.take([j], 0), labels.take([i], 0)).mul(weight);
      }),
    );
  };
  const coupled = (c: Tensor): Of => {
    const objective = gradientCoupling(f, canonicalLoss, denseChi(c));
    return (p) => objective(p, X, Y).mul(2);
  };
  const halves = (a: Of, b: Of) => grad((p: Parameters) => a(p).add(b(p)))(theta);
  const own = (p: Parameters) => stopGradient(prediction(f(X, p)));
  const pull: Of = (p) => pairs(p, C, own(p));
  return {
    id: "KEY6",
    left: grad((p: Parameters) => pairs(p, C, Y))(theta),
    right: halves(coupled(C), pull),
    inequivalent: {
      "χ = Cᵀ in gradient coupling": halves(coupled(C.transpose()), pull),
      "Cᵀ in output coupling": halves(coupled(C), (p) => pairs(p, C.transpose(), own(p))),
      "outputs for predictions": halves(coupled(C), (p) => pairs(p, C, stopGradient(f(X, p)))),
      "the prediction not held fixed": halves(coupled(C), (p) => pairs(p, C, prediction(f(X, p)))),
      "no output coupling": halves(coupled(C), (p) => pull(p).mul(0)),
    },
    equivalent: {
      "the pull of a sample on itself left out": halves(coupled(C), (p) => {
        const off = full([2, 2], 1).sub(eye(2));
        return pairs(p, C.mul(off), own(p));
      }),
    },
  };
}

/** Two steps with one draw each, and two of full augmentation, of a linear model. */
function ex1(): Corpus {
  const shape = { ...setting().shape, model: "linear" as const, batch: 1 };
  const { x, y, theta, f } = supervised({ ...setting(), shape });
  const eta = input("η", []);
  const slope =
    (at: Tensor, model: Model<Parameters> = f): Slope =>
    (p) =>
      grad(plain(model, squaredLoss))(p, at, y);
  const drawn = all3((g) => descend(slope(act(g, x)), eta));
  const walks = (pairs: readonly (readonly [number, number])[]) =>
    minus(meanOf(pairs.map(([i, j]) => drawn[j]!(drawn[i]!(theta)))), theta);
  const every = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const));
  const full2 = descend((p) => grad(dataAugmentation(f, squaredLoss, cyclic3))(p, x, y), eta, 2);
  return {
    id: "EX1",
    left: minus(full2(theta), theta),
    right: walks(every),
    inequivalent: {
      "the same g twice": walks(every.filter(([i, j]) => i === j)),
      "two different g": walks(every.filter(([i, j]) => i !== j)),
      "e never in the second step": walks(every.filter(([, j]) => j !== 0)),
    },
    equivalent: {
      "the draws in the other order": walks(every.map(([i, j]) => [j, i] as const)),
      "the law of the first step": minus(
        meanOf(drawn.map((step) => descend(augmentedSlope(), eta)(step(theta)))),
        theta,
      ),
    },
  };

  function augmentedSlope(): Slope {
    return (p) => grad(dataAugmentation(f, squaredLoss, cyclic3))(p, x, y);
  }
}

/** Gradients of an orbit: two draws without replacement. */
function rb3b(): Corpus {
  const { x, y, theta, f } = supervised(setting(cyclic3, 1));
  const u = concat(
    all3((g) => asColumn(grad(plain(f, everyLoss))(theta, act(g, x), y)).transpose()),
  );
  const centred = u.sub(u.mean(0));
  const variance = centred.square().sum(1).mean();
  const second = (pairs: readonly (readonly [number, number])[]) =>
    mean(
      pairs.map(([i, j]) =>
        centred
          .take([i], 0)
          .add(centred.take([j], 0))
          .div(2)
          .square()
          .sum(),
      ),
    );
  return {
    id: "RB3b",
    left: second([
      [0, 1],
      [1, 2],
      [2, 0],
    ]),
    right: variance.div(4),
    inequivalent: {
      "(K − 1)/K, as with replacement": variance.div(3),
      "no correction": variance.div(2),
      "one pair only": second([[0, 1]]),
    },
    equivalent: {
      "both orders": second([
        [0, 1],
        [1, 0],
        [1, 2],
        [2, 1],
        [2, 0],
        [0, 2],
      ]),
    },
  };
}

/** f(g) for every g of C3, whatever f returns. */
function all3<T>(f: (g: Element) => T): T[] {
  return cyclic3.elements.map(f);
}
