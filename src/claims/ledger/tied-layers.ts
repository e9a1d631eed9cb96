/**
 * § Weight sharing inside of a layer: entries tied to one number, in orbits of different sizes.
 *
 * Next: function-averaging.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { tensor } from "../../autodiff/tensor/create.ts";
import { equivariantAugmentation } from "../../methods/equivariant-targets.ts";
import { squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { weightTying } from "../../methods/weight-tying.ts";
import { tupleOrbits } from "../../symmetry/orbits.ts";
import type { Parameters } from "../../symmetry/parameters.ts";
import { tying } from "../../symmetry/tie.ts";
import type { Claim, Setting } from "../claim.ts";
import { asColumn, mapNames } from "./steps.ts";

const section = "Weight sharing";

/** The claims of this section. */
export const tiedLayers: readonly Claim[] = [
  {
    id: "CN4",
    says: "a tied entry learns |O| times what data augmentation teaches it, O the orbit of entries it stands for",
    section,
    source: "Completes § Weight sharing: tied gradients are sums, and orbits differ in size",
    sense: "per step",
    given: {
      "symmetric layer": "the augmented layer is at the tied weights, which the group fixes",
    },
    expected: "PROVED",
    sides(setting) {
      const { tied, augmented, sizes } = symmetricLayer(setting, "plain");
      return [tied, mapNames(augmented, (name) => augmented[name]!.mul(sizes[name]!))];
    },
  },
  {
    id: "CN4b",
    says: "a layer tied in orthonormal coordinates learns what data augmentation teaches it",
    section,
    source: "Completes § Weight sharing: what repairs CN4",
    sense: "per step",
    given: {
      "symmetric layer": "the augmented layer is at the tied weights, which the group fixes",
    },
    expected: "PROVED",
    sides(setting) {
      const { tied, augmented } = symmetricLayer(setting, "orthonormal");
      return [tied, augmented];
    },
  },
  {
    id: "CN4c",
    says:
      "a tied layer learns a constant times what data augmentation " +
      "teaches it: the gradients u, v are collinear, u vᵀ = v uᵀ",
    section,
    source: "Completes § Weight sharing: no single step size makes up for orbits of two sizes",
    sense: "per step",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { tied, augmented } = symmetricLayer({ ...setting, assume: () => true }, "plain");
      const [u, v] = [asColumn(tied), asColumn(augmented)];
      return [u.matmul(v.transpose()), v.matmul(u.transpose())];
    },
  },
];

/**
 * An equivariant layer x ↦ s·φ(x W), W of entries [d, d] and a gain s that no g moves, with targets
 * that move with x: what it learns if it is tied, and what augmentation teaches it.
 */
function symmetricLayer({ G, shape, assume, input }: Setting, steps: "plain" | "orthonormal") {
  const d = G.degree;
  const [x, y] = [input("x", [shape.batch, d]), input("y", [shape.batch, d])];
  const theta: Parameters = { w: input("w", [d, d]), s: input("s", [1]) };
  const layer: Model<Parameters> = (rows, p) => rows.matmul(p["w"]!).phi().mul(p["s"]!);
  const on = [G.natural, G.natural];
  const tied = tying<Parameters>({ w: on, s: [null] }, theta, steps);
  const coordinates = tied.project(theta);
  const start = assume("symmetric layer") ? tied.expand(coordinates) : theta;
  const { index, shape: entries } = tupleOrbits(on);
  const size = (orbit: number): number => index.filter((each) => each === orbit).length;
  const learned = grad(weightTying(layer, squaredLoss, tied))(coordinates, x, y);
  return {
    tied: tied.expand(learned),
    augmented: grad(equivariantAugmentation(layer, squaredLoss, G, G.natural))(start, x, y),
    sizes: { w: tensor(index.map(size)).reshape(entries), s: tensor([1]) } as Parameters,
  };
}
