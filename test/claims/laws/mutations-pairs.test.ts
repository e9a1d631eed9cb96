/**
 * Identities of pairs of methods and of optimisers with one thing changed: GC9, GC10, FA8, OC4b, OP4b, GA5d, FX1.
 */
import { grad, input, type Tensor } from "../../../src/autodiff/index.ts";
import {
  everyLoss,
  projectorCoupling,
  sheared,
  supervised,
} from "../../../src/claims/ledger/parts.ts";
import { mapNames, meanOf, minus, plus, times } from "../../../src/claims/ledger/steps.ts";
import { dataAugmentation } from "../../../src/methods/data-augmentation.ts";
import { averaged, functionAveraging } from "../../../src/methods/function-averaging.ts";
import { gradientAugmentation } from "../../../src/methods/gradient-augmentation.ts";
import { anchorCoupling } from "../../../src/methods/gradient-coupling.ts";
import { plain, squaredLoss } from "../../../src/methods/losses.ts";
import {
  couplingTerm,
  outputCoupling,
  squaredCoupling,
} from "../../../src/methods/output-coupling.ts";
import { act } from "../../../src/symmetry/act.ts";
import { averagingProjector } from "../../../src/symmetry/chi.ts";
import { type Element, inverse } from "../../../src/symmetry/group.ts";
import { reynolds } from "../../../src/symmetry/mean.ts";
import {
  actOnParameters,
  type Parameters,
  reynoldsOfParameters,
} from "../../../src/symmetry/parameters.ts";
import { type Corpus, corpusTests, cyclic3, mean, setting } from "./mutations.ts";

corpusTests([gc9(), gc10(), fa8(), oc4b(), op4b(), ga5d(), fx1()], 25, 8);

function linear() {
  const shape = { ...setting().shape, model: "linear" as const };
  return supervised({ ...setting(), shape });
}

/** Gradient augmentation of a model that is affine in θ, averaged over anchors. */
function gc9(): Corpus {
  const problem = linear();
  const { x, y, theta, f, rho } = problem;
  const one = (rows: Tensor, on = rho) =>
    grad(gradientAugmentation(f, everyLoss, on))(theta, rows, y);
  const over = (elements: readonly Element[]) => meanOf(elements.map((h) => one(act(h, x))));
  return {
    id: "GC9",
    left: grad(projectorCoupling(cyclic3, problem, f, everyLoss))(theta),
    right: over(cyclic3.elements),
    inequivalent: {
      "one anchor": one(x),
      "two of three anchors": over(cyclic3.elements.slice(1)),
      "data augmentation": grad(dataAugmentation(f, everyLoss, cyclic3))(theta, x, y),
      "weights left where they are": meanOf(
        all3((h) => one(act(h, x), { ...rho, w: [null, null] })),
      ),
    },
    equivalent: {
      "h → h⁻¹": over(cyclic3.elements.map(inverse)),
      "anchored coupling, averaged over anchors": meanOf(
        all3((h) => grad(anchorCoupling(f, everyLoss, cyclic3))(theta, act(h, x), y)),
      ),
    },
  };
}

/** What coupling by the projector and gradient augmentation differ in. */
function gc10(): Corpus {
  const problem = supervised(setting());
  const { x, y, theta, f, rho } = problem;
  const residual = (rows: Tensor) => grad((output: Tensor) => everyLoss(output, y))(f(rows, theta));
  const residuals = all3((h) => residual(act(h, x)));
  const sent = (r: Tensor, at: Parameters) => grad((p: Parameters) => r.dot(f(x, p)))(at);
  const own = sent(residual(x), theta);
  const augmented = grad(gradientAugmentation(f, everyLoss, rho))(theta, x, y);
  const with_ = (r: Tensor, turn: (g: Element) => Element = (g) => g, sign = 1) => {
    const apart = all3((g) => {
      const there = actOnParameters(rho, inverse(turn(g)), theta);
      return actOnParameters(rho, g, minus(sent(r, there), own));
    });
    return plus(augmented, times(meanOf(apart), sign));
  };
  return {
    id: "GC10",
    left: grad(projectorCoupling(cyclic3, problem, f, everyLoss))(theta),
    right: with_(mean(residuals)),
    inequivalent: {
      "no difference": augmented,
      "the difference taken away": with_(mean(residuals), (g) => g, -1),
      "the anchor's residual": with_(residual(x)),
      "θ moved the other way": with_(mean(residuals), inverse),
    },
    equivalent: { "residuals in another order": with_(mean([...residuals].reverse())) },
  };
}

/** Function averaging, and anchored coupling with what it lacks. */
function fa8(): Corpus {
  const { x, y, theta, f } = supervised(setting());
  const model = averaged(f, cyclic3);
  const residual = (z: Tensor) => grad((output: Tensor) => everyLoss(output, y))(z);
  const anchored = grad(anchorCoupling(f, everyLoss, cyclic3))(theta, x, y);
  const sent = (r: Tensor, of = model) => grad((p: Parameters) => r.dot(of(x, p)))(theta);
  const difference = residual(model(x, theta)).sub(residual(f(x, theta)));
  return {
    id: "FA8",
    left: grad(functionAveraging(f, everyLoss, cyclic3))(theta, x, y),
    right: plus(anchored, sent(difference)),
    inequivalent: {
      "no difference": anchored,
      "the difference taken away": minus(anchored, sent(difference)),
      "through J(x), not its mean": plus(anchored, sent(difference, f)),
      "the mean residual, not the residual of the mean": plus(
        anchored,
        sent(mean(all3((g) => residual(f(act(g, x), theta)))).sub(residual(f(x, theta)))),
      ),
    },
    equivalent: { "the residual of the mean, sent": sent(residual(model(x, theta))) },
  };
}

/** Output coupling, and gradient augmentation with what it lacks. */
function oc4b(): Corpus {
  const { x, y, theta, f, rho } = supervised(setting());
  const lambda = input("λ", []);
  const slope = grad(plain(f, everyLoss))(theta, x, y);
  const augmented = grad(gradientAugmentation(f, everyLoss, rho))(theta, x, y);
  const rest = minus(slope, reynoldsOfParameters(rho, slope));
  const term = grad(couplingTerm(f, cyclic3, squaredCoupling))(theta, x);
  const pull = times(term, lambda);
  return {
    id: "OC4b",
    left: grad(outputCoupling(f, everyLoss, cyclic3, squaredCoupling, lambda))(theta, x, y),
    right: plus(plus(augmented, rest), pull),
    inequivalent: {
      "no coupling term": plus(augmented, rest),
      "λ = 1": plus(plus(augmented, rest), term),
      "R ∇ℓ for (I − R) ∇ℓ": plus(plus(augmented, minus(slope, rest)), pull),
      "gradient augmentation alone, with the term": plus(augmented, pull),
    },
    equivalent: { "∇ℓ plus λ times the term": plus(slope, pull) },
  };
}

/** An odd function of each entry of the gradient, at a fixed θ. */
function op4b(): Corpus {
  const { x, y, theta, f, rho } = linear();
  const R = (p: Parameters) => reynoldsOfParameters(rho, p);
  const slope = (at: Parameters) => grad(dataAugmentation(f, everyLoss, cyclic3))(at, x, y);
  const bend = (p: Parameters, psi: (z: Tensor) => Tensor) => mapNames(p, (name) => psi(p[name]!));
  const odd = (z: Tensor) => z.phi().sub(z.neg().phi());
  const fixed = slope(R(theta));
  return {
    id: "OP4b",
    left: R(bend(fixed, odd)),
    right: bend(fixed, odd),
    inequivalent: {
      "θ is not fixed": bend(slope(theta), odd),
      "ψ differs from entry to entry": bend(fixed, (z) =>
        odd(z.mul(z.shape.length === 2 ? input("gains", z.shape) : 1)),
      ),
      "averaged before, from a θ that is not fixed": bend(R(slope(theta)), odd),
    },
    equivalent: { "averaged before": bend(R(fixed), odd) },
  };
}

/** A natural gradient where g acts by shears, at a fixed θ. */
function ga5d(): Corpus {
  const on = sheared(cyclic3);
  const shape = { ...setting().shape, model: "linear" as const };
  const { x, y, theta, f, rho } = supervised({ ...setting(), shape }, on);
  const free = input("M", [3, 3]);
  const moves = rho["w"]![0]!;
  const slope = grad(dataAugmentation(f, everyLoss, cyclic3, on))(
    reynoldsOfParameters(rho, theta),
    x,
    y,
  )["w"]!;
  const R = (w: Tensor) => reynolds(w, [moves, null]);
  const natural = (metric: Tensor) => metric.matmul(slope);
  const metric = reynolds(free, [moves, moves]);
  return {
    id: "GA5d",
    left: R(natural(metric)),
    right: natural(metric),
    inequivalent: {
      "M = I": slope,
      "M not invariant": natural(free),
      "invariant as a gradient is": natural(reynolds(free, [on, on])),
      "averaged on the side of the gradient only": natural(reynolds(free, [null, moves])),
    },
    equivalent: {
      "averaged on the other side only: the gradient is fixed": natural(
        reynolds(free, [moves, null]),
      ),
      "R of it": R(R(natural(metric))),
      "M averaged twice": natural(reynolds(metric, [moves, moves])),
    },
  };
}

/** The gradient of augmentation at a fixed θ, in least squares: R of the plain one. */
function fx1(): Corpus {
  const [w, X, r] = [input("w", [3, 1]), input("X", [2, 3]), input("r", [2, 1])];
  const P = averagingProjector(cyclic3);
  const start = P.apply(w, 0);
  const f = (rows: Tensor, p: Tensor) => rows.matmul(p);
  const labels = f(X, start).sub(r);
  const slope = (at: Tensor, y = labels) => grad(plain(f, squaredLoss))(at, X, y);
  return {
    id: "FX1",
    left: grad(dataAugmentation(f, squaredLoss, cyclic3))(start, X, labels),
    right: P.apply(slope(start), 0),
    inequivalent: {
      "the plain gradient": slope(start),
      "at a θ that is not fixed": P.apply(slope(w), 0),
      "labels without residuals": P.apply(slope(start, f(X, start)), 0),
    },
    equivalent: {
      "the tied gradient, spread": P.apply(
        grad((c: Tensor) => squaredLoss(f(X, c.broadcastTo([3, 1])), labels))(
          start.slice([0, 1]),
        ).broadcastTo([3, 1]),
        0,
      ).div(3),
    },
  };
}

/** f(g) for every g of C3, whatever f returns. */
function all3<T>(f: (g: Element) => T): T[] {
  return cyclic3.elements.map(f);
}
