/**
 * § Data augmentation of least squares: where it, tied training and plain training stand still.
 *
 * Next: equivariant-targets.ts
 */
import { grad } from "../../autodiff/grad.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation } from "../../methods/data-augmentation.ts";
import { plain, squaredLoss } from "../../methods/losses.ts";
import type { Model } from "../../methods/types.ts";
import { averagingProjector } from "../../symmetry/chi.ts";
import type { Claim, Setting } from "../claim.ts";

const section = "Data augmentation";

/** The claims of this part of the section. */
export const leastSquaresClaims: readonly Claim[] = [
  {
    id: "FX1",
    says: "in least squares, where tied training stands still, so does data augmentation",
    section,
    source: "Completes § Data augmentation: GA7 for minimisers, y = f − r with residuals r free",
    sense: "at fixed points",
    given: {
      "tied rest point": "Σ rᵢ R xᵢ = 0: the tied gradient is 0, the plain one need not be",
      "fixed θ": "R θ = θ",
    },
    expected: "PROVED",
    sides(setting) {
      const { G, assume } = setting;
      const problem = leastSquares(setting, assume("tied rest point") ? "tied" : "none");
      const { w, plainGradient, augmented } = problem;
      const mean = averagingProjector(G);
      const start = assume("fixed θ") ? mean.apply(w, 0) : w;
      const tied = mean.apply(plainGradient(start), 0);
      return [
        [tied, augmented(start, start)],
        [w.like(0), w.like(0)],
      ];
    },
  },
  {
    id: "FX1#",
    says: "in least squares, where plain training stands still, the mean of θ over the group does under augmentation",
    section,
    source: "Completes FX1: train, then average, is another method",
    sense: "at fixed points",
    given: {},
    expected: "REFUTED",
    onTrivialGroup: 1,
    sides(setting) {
      const { w, augmented } = leastSquares(setting, "plain");
      return [augmented(averagingProjector(setting.G).apply(w, 0), w), w.like(0)];
    },
  },
];
/**
 * Three samples, f = θ·x, labels f(x, θ₀) − r: Σ rᵢ xᵢ = 0 makes θ₀ a rest point of plain training,
 * Σ rᵢ R xᵢ = 0 one of tied training. The third sample is chosen for that.
 */
function leastSquares({ G, input }: Setting, rest: "plain" | "tied" | "none") {
  const d = G.degree;
  const [w, free, last, r] = [
    input("w", [d, 1]),
    input("X", [2, d]),
    input("z", [1, d]),
    input("r", [3, 1]),
  ];
  const mean = averagingProjector(G);
  const balance = r
    .slice([0, 2])
    .transpose()
    .matmul(free)
    .div(r.slice([2, 3]))
    .neg();
  const asymmetric = last.sub(mean.apply(last, 1));
  const third = { plain: balance, tied: balance.add(asymmetric), none: last }[rest];
  const rows = concat([free, third]);
  const f: Model<Tensor> = (x, theta) => x.matmul(theta);
  return {
    w,
    plainGradient: (at: Tensor) => grad(plain(f, squaredLoss))(at, rows, f(rows, at).sub(r)),
    augmented: (at: Tensor, fitted: Tensor) =>
      grad(dataAugmentation(f, squaredLoss, G))(at, rows, f(rows, fitted).sub(r)),
  };
}
