/**
 * w7: the gradient of a perceptron on images, averaged over the eight turns and reflections of its batch: by brute
 * force, and by gradient augmentation, which the ledger proves equal where the group fixes the parameters.
 *
 * Both have the same inputs and results; the peers' brute force stands beside both.
 */
import { arange, concat, evaluate, grad, oneHot, tensor } from "../../src/autodiff/index.ts";
import { crossEntropy, gradientAugmentation, type Mlp, mlp } from "../../src/methods/index.ts";
import { act, gridDihedral, type ParameterAction, reynolds } from "../../src/symmetry/index.ts";
import { faster } from "./goal.ts";
import { draw, type Inputs, type Workload } from "./workload.ts";

const BATCH = 32;
const G = gridDihedral(28);
const rho: ParameterAction<Mlp> = {
  w1: [G.natural, null],
  b1: [null],
  w2: [null, null],
  b2: [null],
};
const labels = Array.from({ length: BATCH }, (_, i) => (7 * i) % 10);

/** Where each pixel of the eight images of an image comes from: what peers take. */
const turned = tensor(
  Int32Array.from(G.elements.flatMap((g) => Array.from(act(g, arange(784)).data))),
);

const inputs = {
  x: draw(71, [BATCH, 784]),
  y: oneHot(labels, 10),
  // Fixed by the group: each hidden unit sees the pixels of an orbit alike.
  w1: evaluate(reynolds(draw(72, [784, 128], 0.2), rho.w1)),
  b1: draw(73, [128], 0.1),
  w2: draw(74, [128, 10], 0.1),
  b2: draw(75, [10], 0.1),
  turned,
};

const f = mlp((h) => h.relu());
const parameters = ({ w1, b1, w2, b2 }: Inputs): Mlp => ({ w1: w1!, b1: b1!, w2: w2!, b2: b2! });
const network = "MLP 784-128-10 relu, softmax cross-entropy, D4 on 28×28, batch 32";

export const symmetric: readonly Workload[] = [
  {
    id: "w7",
    says: `the orbit-averaged gradient by brute force, ${network}: one batch of 256 images`,
    inputs,
    build({ x, y, ...rest }) {
      const all = concat(
        G.elements.map((g) => act(g, x!)),
        0,
      );
      const labelled = concat(
        G.elements.map(() => y!),
        0,
      );
      return Object.values(
        grad((theta: Mlp) => crossEntropy(f(all, theta), labelled))(parameters(rest)),
      );
    },
    flops: null,
    plain: [],
    compiled: [faster(2, "jax-js jit")],
  },
  {
    id: "w7g",
    says: `the same by gradient augmentation at parameters that the group fixes; of the peers, their brute force`,
    inputs,
    build: ({ x, y, ...rest }) =>
      Object.values(grad(gradientAugmentation(f, crossEntropy, rho))(parameters(rest), x!, y!)),
    flops: null,
    plain: [],
    compiled: [faster(3, "PyTorch")],
  },
];
