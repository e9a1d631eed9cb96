/**
 * Identities of supervised learning with one thing changed: KEY1, KEY2, KEY3, GC1, GA1, GA2, WS1, LS1, FA1, CN1, CN5.
 * g → g⁻¹ under a uniform average, and a sum in another order, change nothing; all else must be refuted.
 */
import {
  concat,
  couple,
  full,
  grad,
  input,
  stack,
  stopGradient,
  type Tensor,
  type Tree,
  withVjp,
} from "../../../src/autodiff/index.ts";
import { mapTree } from "../../../src/autodiff/tree.ts";
import { constantOnOrbits, everyLoss, supervised } from "../../../src/claims/ledger/parts.ts";
import { dataAugmentation } from "../../../src/methods/data-augmentation.ts";
import { functionAveraging } from "../../../src/methods/function-averaging.ts";
import { gradientAugmentation } from "../../../src/methods/gradient-augmentation.ts";
import { anchorCoupling } from "../../../src/methods/gradient-coupling.ts";
import { orbitLabelSharing } from "../../../src/methods/label-sharing.ts";
import { crossEntropy, plain, squaredLoss } from "../../../src/methods/losses.ts";
import {
  type Coupling,
  klCoupling,
  squaredCoupling,
} from "../../../src/methods/output-coupling.ts";
import { weightSharing } from "../../../src/methods/weight-sharing.ts";
import { act } from "../../../src/symmetry/act.ts";
import { denseChi } from "../../../src/symmetry/chi.ts";
import { compose, type Element, inverse } from "../../../src/symmetry/group.ts";
import { cyclic, dihedral } from "../../../src/symmetry/groups.ts";
import {
  actOnParameters,
  type Parameters,
  reynoldsOfParameters,
} from "../../../src/symmetry/parameters.ts";
import { regular } from "../../../src/symmetry/representations.ts";

import { all, type Corpus, corpusTests, cyclic3, mean, setting, sum } from "./mutations.ts";

corpusTests(
  [
    key1(),
    key2(),
    key3(),
    gradientCouplingCorpus(),
    ga1(),
    ga2(),
    ws1(),
    weighted(),
    ls1(),
    fa1(),
    cn1(),
    cn5(),
  ],
  55,
  25,
);

/** (f(x), the mean of f(g·x)) and what a coupling does with them: KEY1, KEY2 and KEY3 are made of this. */
function anchored() {
  const { x, y, theta, f, rho } = supervised(setting());
  const G = cyclic3;
  type Of = (p: Parameters) => Tensor;
  const gradient = (loss: Of): Parameters => grad(loss)(theta);
  const moved = (g: Element, p: Parameters) => f(act(g, x), p);
  return { x, y, theta, f, rho, G, gradient, moved };
}

function key1(): Corpus {
  const { x, y, theta, f, G, gradient, moved } = anchored();
  const anchor = anchorCoupling(f, squaredLoss, G);
  const pull = (p: Parameters, g: Element) => squaredCoupling(stopGradient(f(x, p)), moved(g, p));
  const halves = (term: (p: Parameters) => Tensor, other = anchor): Parameters =>
    gradient((p) => other(p, x, y).add(term(p)));
  const terms = (p: Parameters) => all(G, (g) => pull(p, g));
  return {
    id: "KEY1",
    left: grad(dataAugmentation(f, squaredLoss, G))(theta, x, y),
    right: halves((p) => mean(terms(p))),
    inequivalent: {
      "λ = 2": halves((p) => mean(terms(p)).mul(2)),
      "½ of the coupling": halves((p) => mean(terms(p)).div(2)),
      "1/K → 1/N": halves((p) => sum(terms(p)).div(2)),
      "a sum, not a mean": halves((p) => sum(terms(p))),
      "no stop-gradient": halves((p) => mean(all(G, (g) => squaredCoupling(f(x, p), moved(g, p))))),
      "the other one stopped": halves((p) =>
        mean(all(G, (g) => squaredCoupling(f(x, p), stopGradient(moved(g, p))))),
      ),
      "the last element missing": halves((p) => mean(terms(p).slice(0, -1))),
      "the last element missing, ÷ K": halves((p) => sum(terms(p).slice(0, -1)).div(4)),
      "the residual at g·x in gradient coupling": halves(
        (p) => mean(terms(p)),
        dataAugmentation(f, squaredLoss, G),
      ),
      "x and y's roles in the anchor: the label of the other sample": halves(
        (p) => mean(terms(p)),
        (p, rows, labels) => anchor(p, rows, labels.take([1, 0], 0)),
      ),
    },
    equivalent: {
      "g → g⁻¹": halves((p) => mean(all(G, (g) => pull(p, inverse(g))))),
      "the orbit in another order": halves((p) => mean(terms(p).reverse())),
      "the term of e left out, whose gradient is 0, ÷ K": halves((p) =>
        sum(terms(p).slice(1)).div(G.order),
      ),
      "f − a for a − f": halves((p) =>
        mean(all(G, (g) => squaredCoupling(moved(g, p), stopGradient(f(x, p))))),
      ),
      "couple with χ = 0 for stop-gradient": halves((p) => {
        const a = couple(f(x, p), denseChi(full([2, 2], 0)));
        return mean(all(G, (g) => squaredCoupling(a, moved(g, p))));
      }),
    },
  };
}

function key2(): Corpus {
  const { x, y, theta, f, G, gradient, moved } = anchored();
  const anchor = anchorCoupling(f, squaredLoss, G);
  const pull = (p: Parameters) =>
    mean(all(G, (g) => squaredCoupling(stopGradient(f(x, p)), moved(g, p))));
  const own = (p: Parameters) => squaredLoss(f(x, p), y);
  const loss = (p: Parameters, g: Element) => squaredLoss(moved(g, p), y);
  const sharing = (four: (p: Parameters, g: Element) => Tensor) =>
    gradient((p) => mean(all(G, (g) => four(p, g))).div(2));
  return {
    id: "KEY2",
    left: gradient((p) =>
      own(p)
        .add(pull(p))
        .add(anchor(p, x, y)),
    ),
    right: mapTree(grad(orbitLabelSharing(f, squaredLoss, G))(theta, x, y), (w) => w.div(2)),
    inequivalent: {
      "a quarter of it": sharing((p, g) =>
        own(p).add(own(p)).add(loss(p, g)).add(loss(p, g)).div(2),
      ),
      "all of it": sharing((p, g) => own(p).add(loss(p, g)).mul(4)),
      "three terms of four": sharing((p, g) => own(p).add(loss(p, g).mul(2))),
      "output coupling alone": gradient((p) => own(p).add(pull(p))),
      "gradient coupling alone": gradient((p) => anchor(p, x, y)),
      "the anchor's loss twice": gradient((p) =>
        own(p)
          .mul(2)
          .add(pull(p))
          .add(anchor(p, x, y)),
      ),
    },
    equivalent: {
      "the four terms in another order": sharing((p, g) =>
        loss(p, inverse(g))
          .add(own(p))
          .add(loss(p, inverse(g)))
          .add(own(p)),
      ),
      "half plain, half augmented": gradient((p) =>
        own(p).add(dataAugmentation(f, squaredLoss, G)(p, x, y)),
      ),
    },
  };
}

function key3(): Corpus {
  // labels that sum to 1; C2 and one sample keep the witnesses of softmax short
  const G = cyclic(2);
  const place = setting(G, 1);
  const { x, theta, f } = supervised(place);
  const most = input("labels", [1, 1]);
  const y = concat([most, most.neg().add(1)], 1);
  const anchor = anchorCoupling(f, crossEntropy, G);
  const halves = (coupling: Coupling, stop: (t: Tensor) => Tensor = stopGradient, labels = y) =>
    grad((p: Parameters) =>
      anchor(p, x, labels).add(mean(all(G, (g) => coupling(stop(f(x, p)), f(act(g, x), p))))),
    )(theta);
  const reversed: Coupling = (a, b) =>
    b.softmax().mul(b.logSoftmax().sub(a.logSoftmax())).sum(1).mean();
  return {
    id: "KEY3",
    left: grad(dataAugmentation(f, crossEntropy, G))(theta, x, y),
    right: halves(klCoupling),
    inequivalent: {
      "KL reversed": halves(reversed),
      "squared logits": halves(squaredCoupling),
      "squared probabilities": halves((a, b) =>
        a.softmax().sub(b.softmax()).square().sum(1).mean(),
      ),
      "no stop-gradient": halves(klCoupling, (t) => t),
      "temperature 2": halves((a, b) => klCoupling(a.div(2), b.div(2))),
      "labels that sum to 2": halves(klCoupling, stopGradient, y.mul(2)),
    },
    equivalent: {
      "cross-entropy with the anchor's softmax as a pseudo-label": halves((a, b) =>
        crossEntropy(b, stopGradient(a.softmax())),
      ),
      "the anchor's entropy left out, which is constant": halves((a, b) =>
        a.softmax().mul(b.logSoftmax()).sum(1).mean().neg(),
      ),
    },
  };
}

function gradientCouplingCorpus(): Corpus {
  const { x, y, theta, f, G } = anchored();
  const model = constantOnOrbits(f, G);
  const augmented = grad(dataAugmentation(model, squaredLoss, G))(theta, x, y);
  const form = (
    elements: readonly Element[],
    over: number,
    rule: (r: Tensor) => Tensor = (r) => r,
  ) =>
    grad((p: Parameters) => {
      const orbit = sum(elements.map((g) => model(act(g, x), p))).div(over);
      return squaredLoss(withVjp(orbit, rule, model(x, p)), y);
    })(theta);
  const { elements } = G;
  return {
    id: "GC1",
    left: augmented,
    right: grad(anchorCoupling(model, squaredLoss, G))(theta, x, y),
    inequivalent: {
      "a residual that is not constant on the orbit": grad(anchorCoupling(f, squaredLoss, G))(
        theta,
        x,
        y,
      ),
      "1/K → 1/N": form(elements, 2),
      "the last element missing": form(elements.slice(0, -1), 2),
      "twice the residual": form(elements, 3, (r) => r.mul(2)),
      "χ → χᵀ, not symmetric: the samples' residuals exchanged": form(elements, 3, (r) =>
        r.take([1, 0], 0),
      ),
    },
    equivalent: {
      "g → g⁻¹": form(elements.map(inverse), 3),
      "the orbit shifted by one": form(
        elements.map((g) => compose(g, elements[1]!)),
        3,
      ),
      "anchored at another point of the orbit": grad((p: Parameters) =>
        anchorCoupling(model, squaredLoss, G)(p, act(elements[1]!, x), y),
      )(theta),
    },
  };
}

function ga1(): Corpus {
  const G = dihedral(3);
  const { x, y, theta, f, rho } = supervised(setting(G, 1));
  const transported = (
    there: (g: Element) => Element,
    back: (g: Element) => Element,
    elements: readonly Element[] = G.elements,
    over = elements.length,
  ): Tree => {
    const gradients = elements.map((g) =>
      actOnParameters(
        rho,
        back(g),
        grad(plain(f, everyLoss))(actOnParameters(rho, there(g), theta), x, y),
      ),
    );
    return mapTree(theta, (_, i) =>
      sum(gradients.map((each) => Object.values(each)[i]!)).div(over),
    );
  };
  const same = (g: Element) => g;
  const none = () => G.identity;
  return {
    id: "GA1",
    left: grad(dataAugmentation(f, everyLoss, G))(theta, x, y),
    right: transported(inverse, same),
    inequivalent: {
      "θ transported, the gradient not": transported(inverse, none),
      "the gradient transported, θ not": transported(none, same),
      "ρ(g) θ and ρ(g) ∇: the same way twice": transported(same, same),
      "the last element missing": transported(inverse, same, G.elements.slice(0, -1)),
      "a sum": transported(inverse, same, G.elements, 1),
    },
    equivalent: {
      "g → g⁻¹ in both": transported(same, inverse),
      "the elements reversed": transported(inverse, same, [...G.elements].reverse()),
    },
  };
}

function ga2(): Corpus {
  const { x, y, theta, f, rho, G } = anchored();
  const fixed = reynoldsOfParameters(rho, theta);
  const [h] = G.generators;
  const augmented = (p: Parameters, weights: readonly number[]) =>
    grad((q: Parameters) =>
      sum(all(G, (g) => squaredLoss(f(act(g, x), q), y).mul(weights[g.index]!))).div(4),
    )(p);
  return {
    id: "GA2",
    left: grad(dataAugmentation(f, squaredLoss, G))(fixed, x, y),
    right: grad(gradientAugmentation(f, squaredLoss, rho))(fixed, x, y),
    inequivalent: {
      "θ that is not fixed, on the right": grad(gradientAugmentation(f, squaredLoss, rho))(
        theta,
        x,
        y,
      ),
      "the plain gradient": grad(plain(f, squaredLoss))(fixed, x, y),
      "hidden units left where they are": grad(
        gradientAugmentation(f, squaredLoss, { ...rho, w2: [null, null] }),
      )(fixed, x, y),
      "a sampled g: the mean is over all of G": augmented(fixed, [2, 1, 1]),
    },
    equivalent: {
      "the data moved by one g": grad(gradientAugmentation(f, squaredLoss, rho))(
        fixed,
        act(h!, x),
        y,
      ),
      "the parameters moved by one g": grad(gradientAugmentation(f, squaredLoss, rho))(
        actOnParameters(rho, h!, fixed),
        x,
        y,
      ),
    },
  };
}

function ws1(): Corpus {
  const { x, y, theta, f, G } = anchored();
  const shared = (branches: readonly Tensor[]) =>
    grad(weightSharing(f, everyLoss))(theta, branches, y);
  const orbit = all(G, (g) => act(g, x));
  const other = input("x₀", x.shape);
  return {
    id: "WS1",
    left: grad(dataAugmentation(f, everyLoss, G))(theta, x, y),
    right: shared(orbit),
    inequivalent: {
      "1/K → 1/N": mapTree(shared(orbit), (w) => w.mul(3).div(2)),
      "a sum": mapTree(shared(orbit), (w) => w.mul(3)),
      "the last branch missing": shared(orbit.slice(0, -1)),
      "the first branch twice, the last missing": shared([orbit[0]!, ...orbit.slice(0, -1)]),
      "one branch that is no g·x": shared([...orbit.slice(0, -1), other]),
      "the mean inside of the loss": grad(functionAveraging(f, everyLoss, G))(theta, x, y),
    },
    equivalent: {
      "g → g⁻¹": shared(all(G, (g) => act(inverse(g), x))),
      "the branches reversed": shared([...orbit].reverse()),
      "each branch twice": shared([...orbit, ...orbit]),
      "the orbit of another of its points": shared(all(G, (g) => act(g, act(G.elements[2]!, x)))),
    },
  };
}

function weighted(): Corpus {
  const { y, gradient, G, moved } = anchored();
  const q = input("q", [3]);
  const average = (at: (g: Element) => Element, weight: (g: Element) => Element = (g) => g) =>
    gradient((p) =>
      sum(
        all(G, (g) => {
          const { index } = weight(g);
          return everyLoss(moved(at(g), p), y).mul(q.slice([index, index + 1]).squeeze(0));
        }),
      ).div(q.sum()),
    );
  return {
    id: "DA under a law q of g that is not uniform",
    left: average((g) => g),
    right: average(inverse, inverse),
    inequivalent: {
      "g → g⁻¹ in the data, not in q": average(inverse),
      "q shifted by one": average(
        (g) => g,
        (g) => compose(g, G.elements[1]!),
      ),
      "q uniform": gradient((p) => mean(all(G, (g) => everyLoss(moved(g, p), y)))),
    },
    equivalent: {},
  };
}

function ls1(): Corpus {
  const { x, y, theta, f, G, gradient, moved } = anchored();
  const own = (p: Parameters) => everyLoss(f(x, p), y);
  const augmented = (p: Parameters) => mean(all(G, (g) => everyLoss(moved(g, p), y)));
  return {
    id: "LS1",
    left: grad(orbitLabelSharing(f, everyLoss, G))(theta, x, y),
    right: gradient((p) => own(p).mul(2).add(augmented(p).mul(2))),
    inequivalent: {
      "four times augmentation": gradient((p) => augmented(p).mul(4)),
      "factor 4 for 2": gradient((p) => own(p).mul(4).add(augmented(p).mul(4))),
      "a mean of the four terms": gradient((p) => own(p).add(augmented(p)).div(2)),
      "plain once, augmented three times": gradient((p) => own(p).add(augmented(p).mul(3))),
    },
    equivalent: {
      "e counted among the g: (2K + 2) ℓ(x) and 2 ℓ(g·x) for the others, ÷ K": gradient((p) => {
        const others = G.elements.slice(1).map((g) => everyLoss(moved(g, p), y));
        return own(p)
          .mul(2 * 3 + 2)
          .add(sum(others).mul(2))
          .div(3);
      }),
    },
  };
}

function fa1(): Corpus {
  const { x, y, theta, f, G } = anchored();
  const outputs = (p: Parameters) => all(G, (g) => f(act(g, x), p));
  const pairs = (p: Parameters) =>
    sum(outputs(p).flatMap((a) => outputs(p).map((b) => squaredLoss(a, b))));
  const both = (spread: (p: Parameters) => Tensor) => {
    const loss = (p: Parameters) => functionAveraging(f, squaredLoss, G)(p, x, y).add(spread(p));
    return [loss(theta), grad(loss)(theta)];
  };
  const variance = (p: Parameters, stop: (t: Tensor) => Tensor = (t) => t) => {
    const centre = stop(mean(outputs(p)));
    return mean(outputs(p).map((output) => squaredLoss(output, centre)));
  };
  const augmented = dataAugmentation(f, squaredLoss, G);
  return {
    id: "FA1",
    left: [augmented(theta, x, y), grad(augmented)(theta, x, y)],
    right: both((p) => pairs(p).div(18)),
    inequivalent: {
      "L_sym for ½ L_sym": both((p) => pairs(p).div(9)),
      "1/K² → 1/K": both((p) => pairs(p).div(6)),
      "1/K² → 1/N²": both((p) => pairs(p).div(8)),
      "the unbiased variance, ÷ (K − 1)": both((p) => variance(p).mul(3).div(2)),
      "nothing but function averaging": both((p) => variance(p).mul(0)),
    },
    equivalent: {
      "the variance about the mean": both((p) => variance(p)),
      "the mean held fixed: it minimises": both((p) => variance(p, stopGradient)),
    },
  };
}

/** The lifting convolution on D3, whose g and g⁻¹, gh and hg differ. */
function lifting() {
  const G = dihedral(3);
  const [x, w] = [input("x", [1, 3]), input("w", [3, 1])];
  const one = (rows: Tensor, filter: Tensor) => rows.matmul(filter).phi();
  const lift = (rows: Tensor, filter = w, at: (h: Element) => Element = inverse) =>
    concat(
      all(G, (h) => one(act(at(h), rows), filter)),
      1,
    );
  return { G, x, w, one, lift };
}

function cn1(): Corpus {
  const { G, x, w, lift } = lifting();
  const hidden = regular(G);
  const moved = (at: (g: Element) => Element = (g) => g, y = lift(x)) =>
    stack(all(G, (g) => act(at(g), y, { on: hidden })));
  const left = stack(all(G, (g) => lift(act(g, x))));
  return {
    id: "CN1",
    left,
    right: moved(),
    inequivalent: {
      "invariant, not equivariant": stack(all(G, () => lift(x))),
      "g → g⁻¹ on the outputs": moved(inverse),
      "h → h⁻¹ in the lifting": moved(
        (g) => g,
        lift(x, w, (h) => h),
      ),
      "positions shifted by one": moved((g) => g, lift(x).take([1, 2, 3, 4, 5, 0], 1)),
      "another filter": moved((g) => g, lift(x, input("w′", [3, 1]))),
    },
    equivalent: {
      "each g as the product of two": stack(
        all(G, (g) => {
          const [s] = G.generators;
          const rest = compose(inverse(s!), g);
          return act(s!, act(rest, lift(x), { on: hidden }), { on: hidden });
        }),
      ),
    },
  };
}

function cn5(): Corpus {
  const { G, x, w, one, lift } = lifting();
  const y = input("y", [1, 1]);
  const pooled = (pool: (positions: Tensor) => Tensor, at: (h: Element) => Element = inverse) =>
    grad((filter: Tensor) => everyLoss(pool(lift(x, filter, at)), y))(w);
  const average = (positions: Tensor) => positions.mean(1, { keepDims: true });
  const total = (positions: Tensor) => positions.sum(1, { keepDims: true });
  return {
    id: "CN5",
    left: grad(functionAveraging(one, everyLoss, G))(w, x, y),
    right: pooled(average),
    inequivalent: {
      "sum pooling": pooled(total),
      "the last position missing": pooled((all6) => average(all6.slice([0, 1], [0, 5]))),
      "÷ the number of inputs, not of positions": pooled((all6) => total(all6).div(3)),
      "the loss before the pooling": grad(dataAugmentation(one, everyLoss, G))(w, x, y),
      "a stop-gradient on the filter at one position": pooled((all6) =>
        average(concat([stopGradient(all6.slice([0, 1], [0, 1])), all6.slice([0, 1], [1, 6])], 1)),
      ),
    },
    equivalent: {
      "h⁻¹ → h": pooled(average, (h) => h),
      "the positions reversed": pooled((all6) => average(all6.take([5, 4, 3, 2, 1, 0], 1))),
    },
  };
}
