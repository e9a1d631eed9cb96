/**
 * § Gradient augmentation, along trajectories: which optimisers keep a fixed θ fixed, which metric
 * does, and what rounding makes of it.
 *
 * Next: gradient-coupling.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { adam } from "../../autodiff/optimise.ts";
import { concat, eye, full, stack, tensor } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { contragredient } from "../../symmetry/combine.ts";
import { signedRepresentation } from "../../symmetry/generated.ts";
import type { Group } from "../../symmetry/group.ts";
import { cyclic } from "../../symmetry/groups.ts";
import { asMatrix } from "../../symmetry/image.ts";
import { reynolds } from "../../symmetry/mean.ts";
import { type Parameters, reynoldsOfParameters } from "../../symmetry/parameters.ts";
import { image, type Representation } from "../../symmetry/representation.ts";
import { signRepresentation } from "../../symmetry/representations.ts";
import type { Claim, Setting } from "../claim.ts";
import { everyLoss, sheared, supervised } from "./parts.ts";
import { descend, mapNames, minus, type Slope } from "./steps.ts";

const section = "Gradient augmentation";
const signed = "ρ(g) permutes the coordinates of θ, up to signs; orthogonal is not enough";
const fixed = "ρ(g)·θ₀ = θ₀ for every g";

/** The claims of this part of the section. */
export const optimisers: readonly Claim[] = [
  {
    id: "OP1",
    says: "Adam keeps a fixed θ₀ fixed under data augmentation: two steps, any β₁, β₂, ε",
    section,
    source: "Completes OP4: an optimiser that works entry by entry",
    sense: "along the trajectory",
    given: { "signed permutations": signed, "fixed θ₀": fixed },
    expected: "PROVED",
    sides(setting) {
      const { input } = setting;
      const { rho, start, slope, eta, there } = augmentedFrom(setting);
      const [beta1, beta2, epsilon] = [input("β₁", []), input("β₂", []), input("ε", [])];
      const optimiser = adam({ rate: eta, beta1, beta2, epsilon });
      const [once, state] = optimiser.step(start, slope(start), optimiser.init(start));
      const [twice] = optimiser.step(once, slope(once), state);
      const moved = there(minus(start, twice));
      return [reynoldsOfParameters(rho, moved), moved];
    },
  },
  {
    id: "OP4b",
    says: "steps along ψ(∇), ψ any odd function of each entry, keep a fixed θ₀ fixed under data augmentation",
    section,
    source: "Completes OP4: clipping values, or taking signs, is such a ψ",
    sense: "per step",
    given: {
      "signed permutations": signed,
      "fixed θ₀": fixed,
      odd: "ψ(−x) = −ψ(x)",
    },
    expected: "PROVED",
    sides(setting) {
      const { assume } = setting;
      const { rho, start, slope, there } = augmentedFrom(setting);
      const odd = (z: Tensor): Tensor => z.phi().sub(z.neg().phi());
      const psi = assume("odd") ? odd : (z: Tensor): Tensor => z.phi();
      const gradient = slope(start);
      const moved = there(mapNames(gradient, (name) => psi(gradient[name]!)));
      return [reynoldsOfParameters(rho, moved), moved];
    },
  },
  {
    id: "GA5d",
    says: "steps along M⁻¹∇ of data augmentation keep a fixed θ₀ fixed, by whatever matrices g acts: two steps",
    section,
    source: "Completes GA7: what repairs a ρ that is not orthogonal, natural gradients for one",
    sense: "along the trajectory",
    given: {
      "invariant metric": "ρ(g) M⁻¹ ρ(g)ᵀ = M⁻¹; M = I is not invariant",
      "fixed θ₀": fixed,
    },
    expected: "PROVED",
    sides(setting) {
      const { G, input, assume } = setting;
      const on = sheared(G);
      const { rho, start, slope, eta } = augmentedFrom(setting, on);
      const free = input("M⁻¹", [on.dimension, on.dimension]);
      const moves = contragredient(on);
      const metric = assume("invariant metric") ? reynolds(free, [moves, moves]) : free;
      const natural: Slope = (p) => {
        const { w, ...rest } = slope(p);
        return { w: metric.matmul(w!), ...rest };
      };
      const moved = minus(descend(natural, eta, 2)(start), start);
      return [reynoldsOfParameters(rho, moved), moved];
    },
  },
  {
    id: "OP3",
    says:
      "f = (θ·x)², x = (1, −1), y = 1: a step takes (a + ε, a − ε) to ε (1 " +
      "+ 8η − 32ηε²); gradient augmentation keeps ε",
    section,
    source:
      "Completes GA3: under data augmentation the fixed subspace ε = 0 is there, but not stable",
    sense: "along the trajectory",
    given: {},
    expected: "PROVED",
    sides({ input }) {
      const [a, epsilon, eta] = [input("a", []), input("ε", []), input("η", [])];
      const { augmented, coupled } = saddle();
      const at = (e: Tensor): Parameters => ({ w: stack([a.add(e), a.sub(e)]).expandDims(1) });
      const growth = eta.mul(8).sub(eta.mul(32).mul(epsilon.square())).add(1);
      return [
        [descend(augmented, eta)(at(epsilon)), descend(coupled, eta)(at(epsilon))],
        [at(epsilon.mul(growth)), at(epsilon)],
      ];
    },
  },
  {
    id: "OP3#",
    says: "there, with η = 1/20, 60 linearised steps multiply ε by (7/5)⁶⁰: 10⁻¹² becomes about 6 · 10⁻⁴",
    section,
    source: "Completes OP3, in numbers: 32-bit floats leave the subspace",
    sense: "along the trajectory",
    given: {},
    expected: "PROVED",
    sides({ input }) {
      const a = input("a", []);
      const at: Parameters = { w: stack([a, a]).expandDims(1) };
      const { augmented } = saddle();
      const eta = full([], 1).div(20);
      const columns = [0, 1].map(
        (i) =>
          grad((p: Parameters) =>
            augmented(p)
              ["w"]!.slice([i, i + 1])
              .sum(),
          )(at)["w"]!,
      );
      const once = eye(2).sub(concat(columns, 1).mul(eta)); // I − ηH, H the Hessian
      const apart = tensor([[1], [-1]]);
      let [v, factor] = [apart, eta.like(1)];
      for (let t = 0; t < 60; t++) [v, factor] = [once.matmul(v), factor.mul(7).div(5)];
      return [v, apart.mul(factor)];
    },
  },
];

/** θ·x squared under the swap: no slope, but a curvature, where θ is fixed. */
function saddle() {
  const G = cyclic(2);
  const f: Model<Parameters> = (rows, p) => rows.matmul(p["w"]!).square();
  const [x, y] = [tensor([[1, -1]]), tensor([[1]])];
  const rho = { w: [contragredient(G.natural), null] };
  return {
    augmented: (p: Parameters) => grad(dataAugmentation(f, squaredLoss, G))(p, x, y),
    coupled: (p: Parameters) => grad(gradientAugmentation(f, squaredLoss, rho))(p, x, y),
  };
}

/**
 * A linear model under every loss, and the slope of data augmentation, from a fixed θ₀ or not, in
 * the coordinates in which an optimiser works: `there` leads back from them.
 */
function augmentedFrom(setting: Setting, given?: Representation) {
  const { G, shape, assume, input } = setting;
  const on = given ?? signedPoints(G);
  const linear = { ...setting, shape: { ...shape, model: "linear" as const } };
  const { x, y, theta, f, rho } = supervised(linear, on);
  const turn = given || assume("signed permutations") ? eye(G.degree) : rotation(G.degree);
  const there = ({ w, b }: Parameters): Parameters => ({ w: turn.matmul(w!), b: b! });
  const back = ({ w, b }: Parameters): Parameters => ({ w: turn.transpose().matmul(w!), b: b! });
  const start = back(assume("fixed θ₀") ? reynoldsOfParameters(rho, theta) : theta);
  const augmented = dataAugmentation(f, everyLoss, G, on);
  const slope: Slope = (p) => back(grad(augmented)(there(p), x, y));
  return { rho, start, slope, there, eta: input("η", []) };
}

/** The first two of n coordinates turned by the angle with cosine 3/5 and sine 4/5. */
function rotation(n: number): Tensor {
  if (n === 1) return eye(1);
  const turn = tensor([
    [3, -4],
    [4, 3],
  ]).div(5);
  const rest = eye(n).slice([2, n]);
  const first = turn.pad([
    [0, 0],
    [0, n - 2],
  ]);
  return n === 2 ? turn : concat([first, rest]);
}

/** The points of G, each with the sign of the permutation. */
function signedPoints(G: Group): Representation {
  const sign = signRepresentation(G);
  const images = G.generators.map((s) => {
    const value = asMatrix(image(sign, s)).matrix[0]![0]!;
    return { map: [...s.permutation], signs: s.permutation.map(() => value) };
  });
  return signedRepresentation(G, images, "signed points");
}
