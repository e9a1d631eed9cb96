import * as og from "orbitgrad";

const G = og.cyclic(2); // the swap of two pixels
const f = (x: og.Tensor, w: og.Tensor) => x.matmul(w).tanh();
const [x, y, w] = [og.input("x", [1, 2]), og.input("y", [1, 1]), og.input("w", [2, 1])];

const augmented = og.grad(og.dataAugmentation(f, og.squaredLoss, G))(w, x, y);
const coupled = og.grad(og.anchorCoupling(f, og.squaredLoss, G))(w, x, y);
const pulled = og.grad(og.couplingTerm(f, G, og.squaredCoupling))(w, x);

console.log(og.explain(og.prove(augmented, coupled)));
console.log(og.explain(og.prove(augmented, coupled.add(pulled))));
// → REFUTED by x = [[0, 1]], w = [[0], [1]], y = [[0]]: left 0, right 0.7615941559557649 in entry 0, gap 0.7615941559557649
// → PROVED in 3 fields, degree 4, error ≤ 2^-79
