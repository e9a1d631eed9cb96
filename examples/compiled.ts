import * as og from "orbitgrad";

// A small network learns y = sin x; its training step is compiled once, the weights stay inside.
const x = og.linspace(-2, 2, 32).reshape([32, 1]);
const y = x.sin();

type Weights = { readonly w1: og.Tensor; readonly b1: og.Tensor; readonly w2: og.Tensor };

const loss = ({ w1, b1, w2 }: Weights, x: og.Tensor, y: og.Tensor) =>
  x.matmul(w1).add(b1).tanh().matmul(w2).sub(y).square().mean();

/** θ ← θ − 0.1 ∇L, and L before it. */
function step(theta: Weights, x: og.Tensor, y: og.Tensor): [Weights, og.Tensor] {
  const [value, g] = og.valueAndGrad(loss)(theta, x, y);
  const next = (name: keyof Weights) => theta[name].sub(g[name].mul(0.1));
  return [{ w1: next("w1"), b1: next("b1"), w2: next("w2") }, value];
}

const theta: Weights = {
  w1: og.normal(og.key(0), [1, 8]),
  b1: og.zeros([8]),
  w2: og.normal(og.key(1), [8, 1]),
};
const program = og.compile(step, theta, x, y); // shapes count, numbers do not
const run = program.start(theta);
for (let i = 0; i <= 1000; i++) {
  const [value] = run.next(x, y);
  if (i % 500 === 0) console.log(`step ${i}: loss ${value.item().toFixed(6)}`);
}

// The interpreter takes the same steps, to the bit.
let plain = og.evaluate(theta);
for (let i = 0; i <= 1000; i++) plain = og.evaluate(step(plain, x, y)[0]);
const bits = (w: og.Tensor) => new Uint32Array(w.data.slice().buffer).join();
console.log("same bits:", bits(run.state.w1) === bits(plain.w1));
// → step 0: loss 0.150147
// → step 500: loss 0.000579
// → step 1000: loss 0.000271
// → same bits: true
