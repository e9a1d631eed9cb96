/** Sentences about relu, |x|, max, √ and exp: true ones, which need a law of signs or of exp, and false ones. */
import {
  grad,
  input,
  rootOfUnity,
  stack,
  type Tensor,
  type Tree,
} from "../../src/autodiff/index.ts";

export const [x, y, z] = ["x", "y", "z"].map((name) => input(name, [])) as [Tensor, Tensor, Tensor];
export const [u, v] = [input("u", [3]), input("v", [2])];
const max = (...all: Tensor[]) => stack(all).max();
const min = (...all: Tensor[]) => stack(all).neg().max().neg();

export const laws: Record<string, [Tree, Tree]> = {
  "relu(2x) = 2 relu x": [x.mul(2).relu(), x.relu().mul(2)],
  "relu(0.1x) = 0.1 relu x, where 0.1 is 13421773/2²⁷": [x.mul(0.1).relu(), x.relu().mul(0.1)],
  "relu(71x) = 71 relu x": [x.mul(71).relu(), x.relu().mul(71)],
  "relu(y²x) = y² relu x": [x.mul(y.square()).relu(), x.relu().mul(y.square())],
  "relu relu = relu": [x.relu().relu(), x.relu()],
  "relu(relu x + relu y) = relu x + relu y": [
    x.relu().add(y.relu()).relu(),
    x.relu().add(y.relu()),
  ],
  "∇ relu² = 2 relu": [grad((t: Tensor) => t.relu().square())(x), x.relu().mul(2)],
  "|xy| = |x||y|": [x.mul(y).abs(), x.abs().mul(y.abs())],
  "|x|² = x²": [x.abs().square(), x.square()],
  "(sign x)² = 1, but at 0": [x.sign().square(), x.like(1)],
  "√(x²) = |x|": [x.square().sqrt(), x.abs()],
  "√x √y = √(xy)": [x.sqrt().mul(y.sqrt()), x.mul(y).sqrt()],
  "(√x)² = x": [x.sqrt().square(), x],
  "x/√(x²) = sign x": [x.div(x.square().sqrt()), x.sign()],
  "max(x + z, y + z) = max(x, y) + z": [max(x.add(z), y.add(z)), max(x, y).add(z)],
  "max over another order of entries, shifted": [
    u.max().add(x),
    max(
      ...[2, 0, 1].map((i) =>
        u
          .slice([i, i + 1])
          .squeeze()
          .add(x),
      ),
    ),
  ],
  "max(x, y) = y + relu(x − y)": [max(x, y), y.add(x.sub(y).relu())],
  "max + min = x + y": [max(x, y).add(min(x, y)), x.add(y)],
  "max(|z|x, |z|y) = |z| max(x, y)": [max(z.abs().mul(x), z.abs().mul(y)), max(x, y).mul(z.abs())],
  "eˣ⁺ʸ = eˣ eʸ": [x.add(y).exp(), x.exp().mul(y.exp())],
  "eˣ > 0": [x.exp().abs(), x.exp()],
  "√(eˣ) = e^(x/2)": [x.exp().sqrt(), x.div(2).exp()],
  "softmax(u + x) = softmax u": [u.add(x).softmax(), u.softmax()],
  "logSumExp − max = log Σ e^(u − max), shifted": [
    u.add(x).softmax().mul(u).sum(),
    u.softmax().mul(u).sum(),
  ],
  "tanh(x + y) = (tanh x + tanh y)/(1 + tanh x tanh y)": [
    x.add(y).tanh(),
    x.tanh().add(y.tanh()).div(x.tanh().mul(y.tanh()).add(1)),
  ],
  "1/(1 + e⁻ˣ) = (1 + tanh(x/2))/2": [
    x.like(1).div(x.neg().exp().add(1)),
    x.div(2).tanh().add(1).div(2),
  ],
  "sigmoid x = 1/(1 + e⁻ˣ)": [x.sigmoid(), x.like(1).div(x.neg().exp().add(1))],
  "cosh² x − sinh² x = 1, though sinh is written with expm1": [
    x.cosh().square().sub(x.sinh().square()),
    x.like(1),
  ],
};

export const falsehoods: Record<string, [Tree, Tree]> = {
  "relu(−2x) = −2 relu x": [x.mul(-2).relu(), x.relu().mul(-2)],
  "relu(x + y) = relu x + relu y": [x.add(y).relu(), x.relu().add(y.relu())],
  "√(x²) = x": [x.square().sqrt(), x],
  "|x + y| = |x| + |y|": [x.add(y).abs(), x.abs().add(y.abs())],
  "max(zx, zy) = z max(x, y)": [max(x.mul(z), y.mul(z)), max(x, y).mul(z)],
  "max(x, y) = min(x, y)": [max(x, y), min(x, y)],
  "eˣ + eʸ = eˣ⁺ʸ": [x.exp().add(y.exp()), x.add(y).exp()],
  "e = 4": [x.like(1).exp(), x.like(4)],
  "e² = 7": [x.like(2).exp(), x.like(7)],
  "softmax(2u) = softmax u": [u.mul(2).softmax(), u.softmax()],
  "relu(0.1) = 0": [x.like(0.1).relu(), x.like(0)],
  "relu(71) = 0": [x.like(71).relu(), x.like(0)],
  "√2 + √3 = √5": [x.like(2).sqrt().add(x.like(3).sqrt()), x.like(5).sqrt()],
  "cos 72° = cos 144°": [rootOfUnity(1, 5).slice([0, 1]), rootOfUnity(2, 5).slice([0, 1])],
  "|cos 144°| = cos 144°": [rootOfUnity(2, 5).abs(), rootOfUnity(2, 5)],
};
