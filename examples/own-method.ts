import * as og from "orbitgrad";

// A method of one's own: gradient coupling that sends the residual of x to half of its orbit, x among them.
type Theta = { readonly w: og.Tensor; readonly v: og.Tensor };
const f: og.Model<Theta> = (x, { w, v }) => x.matmul(w).phi().matmul(v); // a perceptron, for every φ

function halfCoupling(
  model: og.Model<Theta>,
  loss: og.Loss,
  half: readonly og.Element[],
): og.Objective<Theta> {
  return (theta, x, y) => {
    const outputs = half.map((g) => model(og.act(g, x), theta));
    const mean = outputs.reduce((sum, next) => sum.add(next)).div(half.length);
    return loss(
      og.withVjp(mean, (residual) => residual, model(x, theta)),
      y,
    );
  };
}

/** Its mean over all halves: what it does in expectation when the half is drawn anew each step. */
function expected(model: og.Model<Theta>, loss: og.Loss, G: og.Group): og.Objective<Theta> {
  const halves = [...choose(G.elements.slice(1), G.order / 2 - 1)].map((half) => [
    G.identity,
    ...half,
  ]);
  const steps = halves.map((half) => halfCoupling(model, loss, half));
  return (theta, x, y) =>
    steps
      .map((step) => step(theta, x, y))
      .reduce((sum, next) => sum.add(next))
      .div(steps.length);
}

function* choose<T>(from: readonly T[], k: number): Generator<T[]> {
  if (k === 0) yield [];
  for (const [i, first] of from.entries()) {
    if (k > 0) for (const rest of choose(from.slice(i + 1), k - 1)) yield [first, ...rest];
  }
}

/** Everything free: x, y and θ are the variables of the theorem. */
function problem(G: og.Group, input = og.input) {
  const theta: Theta = { w: input("w", [G.degree, 2]), v: input("v", [2, 1]) };
  return { x: input("x", [1, G.degree]), y: input("y", [1, 1]), theta };
}

// Which of the others does it equal? Ask for every linear identity, on two groups of order 4.
function gradients(G: og.Group): og.Gradients {
  const { x, y, theta } = problem(G);
  const of = (objective: og.Objective<Theta>) => og.grad(objective)(theta, x, y);
  return {
    plain: of(og.plain(f, og.squaredLoss)),
    "gradient coupling": of(og.anchorCoupling(f, og.squaredLoss, G)),
    "function averaging": of(og.functionAveraging(f, og.squaredLoss, G)),
    augmentation: of(og.dataAugmentation(f, og.squaredLoss, G)),
    "half coupling": of(expected(f, og.squaredLoss, G)),
  };
}
const found = og.discover(gradients(og.cyclic(4)), { elsewhere: [gradients(og.dihedral(2))] });
for (const { says, verdicts } of found) {
  console.log(says);
  for (const verdict of verdicts) console.log(og.explain(verdict));
}

// So half an orbit is not a cheaper orbit: it leans towards doing nothing. When does it lean towards augmentation?
const claim = og.claim({
  says: "half coupling is, in expectation, (plain + (|G| − 2) · augmentation) / (|G| − 1)",
  sense: "in expectation",
  given: { residual: "∂ℓ/∂f is the same at every g·x" },
  sides({ G, assume, input }) {
    const { x, y, theta } = problem(G, input);
    const level = og.averaged(f, G); // constant outputs, and the slopes of f
    const model: og.Model<Theta> = assume("residual")
      ? (rows, p) => og.withVjp(f(rows, p), (ct) => ct, level(rows, p))
      : f;
    const of = (objective: og.Objective<Theta>) => og.grad(objective)(theta, x, y).w;
    const augmentation = of(og.dataAugmentation(model, og.squaredLoss, G));
    const plain = of(og.plain(model, og.squaredLoss));
    return [
      of(expected(model, og.squaredLoss, G)).mul(G.order - 1),
      augmentation.mul(G.order - 2).add(plain),
    ];
  },
});
const shapes = [{ name: "1 sample", batch: 1, outputs: 1, model: "phi" }] as const;
const report = og.verify(claim, { groups: [2, 4, 6].map(og.cyclic), shapes });
for (const line of og.explain(report).split("\n")) console.log(line);
// → half coupling = 1/3 · plain + 2/3 · gradient coupling
// → PROVED in 3 fields, degree 5, error ≤ 2^-62
// → PROVED in 3 fields, degree 5, error ≤ 2^-62
// → PROVED: half coupling is, in expectation, (plain + (|G| − 2) · augmentation) / (|G| − 1)
// →   at all 3 places: groups C2, C4, C6; sizes 1 sample
// →   equal almost everywhere both are defined, in exact arithmetic, at these sizes, whatever functions stand for φ, tanh, exp, …; wrong with probability ≤ 2^-49
// →   given residual (∂ℓ/∂f is the same at every g·x): needed: without it C4, 1 sample: x = [[0, 0, 0, 1]], w = [[0, 0], [1, 0], [0, 0], [0, 0]], v = [[1], [0]], y = [[0]], φ(x) = x^3 + x: left 0, right 8 in entry 2, gap 8
