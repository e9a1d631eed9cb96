import * as og from "orbitgrad";

// Two pixels and a label that does not mind their order: y = x₀ + x₁, learned from four samples.
const G = og.cyclic(2);
const x = og.tensor([
  [1, 0],
  [0, 2],
  [1, 2],
  [3, 1],
]);
const y = x.sum(1, { keepDims: true });
const f = (rows: og.Tensor, w: og.Tensor) => rows.matmul(w);

/** θ ← θ − η ∇L: a step is a graph, `evaluate` computes it and forgets how. */
function train(objective: og.Objective<og.Tensor>, steps: number): og.Tensor {
  let w = og.tensor([[0.5], [-0.25]]);
  for (let i = 0; i < steps; i++) w = og.evaluate(w.sub(og.grad(objective)(w, x, y).mul(0.05)));
  return w;
}

const show = (w: og.Tensor) => w.toArray().toString();
console.log("plain       ", show(train(og.plain(f, og.squaredLoss), 10)));
console.log("augmentation", show(train(og.dataAugmentation(f, og.squaredLoss, G), 10)));
// → plain        1.1034927368164062,0.8575016260147095
// → augmentation 1.0906952619552612,0.893388569355011
