/** The first ten things to do with orbitgrad. After each stands what it prints; a test compares. */
import * as og from "orbitgrad";

// 1. Tensors are made of nested arrays; shapes broadcast as in NumPy. Nothing is computed until it is read.
const x = og.tensor([
  [1, 2, 3],
  [4, 5, 6],
]);
console.log(`shape [${x.shape}]: ${x}`);
console.log(x.mul(og.tensor([1, 10, 100])), x.mean(0), x.T.shape.join("×"));
// → shape [2,3]: [[1, 2, 3], [4, 5, 6]]
// → [[1, 20, 300], [4, 50, 600]] [2.5, 3.5, 4.5] 3×2

// 2. A gradient is a function, like the scalar function it is of: of a tensor, or of any tree of tensors.
const line = ({ a, b }: { a: og.Tensor; b: og.Tensor }) => a.mul(2).add(b).square();
console.log(og.grad(line)({ a: og.tensor(1), b: og.tensor(3) }).b);
// → 10

// 3. Derivatives have derivatives, of any order, and are right at the hard points: here a factor is 0.
const product = (v: og.Tensor) => v.prod();
const at = og.tensor([3, 0, 2]);
console.log(og.grad(product)(at), og.hessian(product)(at));
// → [0, 6, 0] [[0, 2, 0], [2, 0, 3], [0, 3, 0]]

// 4. The Jacobian of (r, φ) ↦ (r cos φ, r sin φ); its determinant is r.
const cartesian = (p: og.Tensor) => {
  const [r, phi] = [p.take([0], 0), p.take([1], 0)];
  return og.concat([r.mul(phi.cos()), r.mul(phi.sin())]);
};
const J = og.jacobian(cartesian)(og.tensor([2, 0]));
console.log(J, J.det());
// → [[1, 0], [0, 2]] 2

// 5. Training: the field joints of 23 space shuttle flights, temperature in °F and whether one was damaged
// (Dalal, Fowlkes and Hoadley 1989). Logistic regression by Adam; a step is one graph, `evaluate` forgets how
// it came about. The estimate in the literature is a slope of −0.232 a degree.
const degrees = og.tensor([
  66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58,
]);
const damaged = og.tensor([0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
const warmth = degrees.sub(70).div(10);
type Line = { slope: og.Tensor; offset: og.Tensor };
const logit = (t: og.Tensor, { slope, offset }: Line) => t.mul(slope).add(offset);
const loss = (theta: Line) => {
  const z = logit(warmth, theta);
  return z.softplus().sub(z.mul(damaged)).mean(); // −log likelihood
};
const optimiser = og.adam({ rate: 0.1 });
let theta: Line = { slope: og.tensor(0), offset: og.tensor(0) };
let state = optimiser.init(theta);
for (let step = 0; step < 300; step++) {
  [theta, state] = og.evaluate(optimiser.step(theta, og.grad(loss)(theta), state));
}
const cold = logit(og.tensor((31 - 70) / 10), theta)
  .sigmoid()
  .item();
console.log(
  `loss ${loss(theta).item().toFixed(4)}, slope ${theta.slope.div(10).item().toFixed(3)}`,
);
console.log(`damage at 31 °F, as on Challenger's morning: ${(100 * cold).toFixed(2)} %`);
// → loss 0.4416, slope -0.232
// → damage at 31 °F, as on Challenger's morning: 99.96 %

// 6. One gradient for each example: write the loss of one, then vmap it over rows.
const one = (w: og.Tensor, row: og.Tensor) => w.dot(row).square();
const w = og.tensor([1, 0, -1]);
console.log(og.vmap((row: og.Tensor) => og.grad(one)(w, row))(x));
// → [[-4, -8, -12], [-16, -20, -24]]

// 7. Random numbers come from keys: the same key, the same numbers, in every runtime. Split it for more.
const [first, second] = og.split(og.key(1)) as [og.Tensor, og.Tensor];
console.log(og.normal(first, [3]));
console.log(og.normal(first, [3]), og.permutation(second, 5));
// → [-0.6342198, -1.0771941, -0.36346465]
// → [-0.6342198, -1.0771941, -0.36346465] [0, 2, 4, 1, 3]

// 8. A derivative of your own, and whether it is the true one.
const cube = (v: og.Tensor) => og.withVjp(v, (ct) => ct.mul(v.square()).mul(3), v.pow(3));
const straightThrough = (v: og.Tensor) => og.withVjp(v, (ct) => ct, v.floor());
console.log(og.grad((v: og.Tensor) => straightThrough(v).sum())(og.tensor([0.5, 1.5])));
console.log(`cube ${og.checkVjp(cube, at)}, straight through ${og.checkVjp(straightThrough, at)}`);
// → [1, 1]
// → cube EXACT, straight through WRONG

// 9. Looking inside: where a NaN comes from, what a graph is, what it costs.
const odds = og.tensor([0.5, -0.5]);
const entropy = odds.mul(odds.log()).sum();
console.log(`${entropy}`);
console.log(og.findNaN(entropy)?.says);
console.log(og.print(entropy));
console.log(`${og.flops(entropy)} flops, ${og.bytes(entropy)} bytes`);
// → NaN
// → %1 = log %0 [2]: NaN at [1]; %0 from -0.5 to 0.5
// → %0 = data [0.5, -0.5] [2]
// → %1 = log %0 [2]
// → %2 = mul %0 %1 [2]
// → %3 = sum %2 axes=[0] []
// → return %3
// → 6 flops, 28 bytes

// 10. Are two computations the same? Prove it for all inputs, or see where they differ.
const [p, q] = [og.input("p", [2]), og.input("q", [2])];
console.log(og.explain(og.prove(p.add(q).square(), p.square().add(q.square()))));
console.log(og.explain(og.prove(p.sub(q).mul(p.add(q)), p.square().sub(q.square()))));
console.log(og.explain(og.prove(p.softmax(), p.add(q.sum()).softmax())));
// → REFUTED by p = [0, 1], q = [0, 1]: left 4, right 2 in entry 1, gap 2
// → PROVED in 3 fields, degree 2, error ≤ 2^-87
// → PROVED in 64 fields, degree 2, error ≤ 2^-64, by the laws of signs (2 patterns of 1 signs tested, 100% of real points have one of them)
