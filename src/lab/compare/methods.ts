/**
 * The rows of the comparison: every method of the notes for learning from labels, one entry each.
 *
 * To compare another method, add an entry: nothing else knows their names.
 *
 * Next: engine.ts
 */
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { dataAugmentation, sampledAugmentation } from "../../methods/data-augmentation.ts";
import { averaged, functionAveraging } from "../../methods/function-averaging.ts";
import { gradientAugmentation } from "../../methods/gradient-augmentation.ts";
import { anchorCoupling } from "../../methods/gradient-coupling.ts";
import { orbitLabelSharing } from "../../methods/label-sharing.ts";
import { plain } from "../../methods/losses.ts";
import type { Mlp } from "../../methods/models.ts";
import { klCoupling, outputCoupling } from "../../methods/output-coupling.ts";
import type { Loss, Model, Objective } from "../../methods/types.ts";
import { orbitBranches, weightSharing } from "../../methods/weight-sharing.ts";
import { weightTying } from "../../methods/weight-tying.ts";
import type { Element, Group } from "../../symmetry/group.ts";
import type { ParameterAction } from "../../symmetry/parameters.ts";
import type { Tying } from "../../symmetry/tie.ts";

/** What an objective is built from. */
export interface Parts {
  /** f */
  readonly model: Model<Mlp>;
  /** ℓ */
  readonly loss: Loss;
  /** G, on the inputs. */
  readonly G: Group;
  /** How G moves the parameters. */
  readonly rho: ParameterAction<Mlp>;
  /** Coordinates of the parameters that G fixes. */
  readonly tied: Tying<Mlp>;
  /** λ */
  readonly lambda: Tensor | number;
}

/** One row of the comparison. */
export interface Method {
  /** How it is called. */
  readonly name: string;
  /** What `graph` takes: the name without spaces. */
  readonly id: string;
  /** What the table of equivalences calls it, up to a constant factor; null if it is not there. */
  readonly is: string | null;
  /** Which θ₀ it starts from. */
  readonly init: "generic" | "symmetric";
  /** Whether it draws an element of G for each sample, and moves the sample by it. */
  readonly draws: boolean;
  /** Whether its parameters are coordinates of those that G fixes. */
  readonly ties: boolean;
  /** The model that is tested. */
  tested(parts: Parts): Model<Mlp>;
  /** L(θ; x, y), given one element a sample if it draws them. */
  objective(parts: Parts, gs: readonly Element[]): Objective<Mlp>;
}

type Entry = Pick<Method, "name" | "objective"> & Partial<Omit<Method, "id">>;

const entries: readonly Entry[] = [
  { name: "none", is: "plain", objective: ({ model, loss }) => plain(model, loss) },
  {
    name: "none, symmetric init",
    is: "plain",
    init: "symmetric",
    objective: ({ model, loss }) => plain(model, loss),
  },
  {
    name: "data augmentation (full orbit)",
    is: "augmentation",
    objective: ({ model, loss, G }) => dataAugmentation(model, loss, G),
  },
  {
    name: "data augmentation (full orbit), symmetric init",
    is: "augmentation",
    init: "symmetric",
    objective: ({ model, loss, G }) => dataAugmentation(model, loss, G),
  },
  {
    name: "data augmentation, one sample",
    draws: true,
    objective: ({ model, loss }, gs) => sampledAugmentation(model, loss, gs),
  },
  {
    name: "weight sharing",
    is: "weight sharing",
    objective: ({ model, loss, G }) => {
      const shared = weightSharing(model, loss);
      return (theta, x, y) => shared(theta, orbitBranches(G, x), y);
    },
  },
  {
    name: "weight tying",
    is: "weight tying",
    init: "symmetric",
    ties: true,
    objective: ({ model, loss, tied }) => weightTying(model, loss, tied),
  },
  {
    name: "label sharing",
    is: "label sharing",
    objective: ({ model, loss, G }) => {
      // The notes add four terms; their mean has the step of one, as every other row has.
      const shared = orbitLabelSharing(model, loss, G);
      return (theta, x, y) => shared(theta, x, y).div(4);
    },
  },
  {
    name: "gradient augmentation",
    is: "gradient augmentation",
    objective: ({ model, loss, rho }) => gradientAugmentation(model, loss, rho),
  },
  {
    name: "gradient augmentation, symmetric init",
    is: "gradient augmentation",
    init: "symmetric",
    objective: ({ model, loss, rho }) => gradientAugmentation(model, loss, rho),
  },
  {
    name: "gradient coupling",
    is: "gradient coupling",
    objective: ({ model, loss, G }) => anchorCoupling(model, loss, G),
  },
  {
    name: "output coupling",
    objective: ({ model, loss, G, lambda }) => outputCoupling(model, loss, G, klCoupling, lambda),
  },
  {
    name: "function averaging",
    is: "function averaging",
    tested: ({ model, G }) => averaged(model, G),
    objective: ({ model, loss, G }) => functionAveraging(model, loss, G),
  },
];

/** All rows, in the order of the table. */
export const methods: readonly Method[] = entries.map((entry) => ({
  id: entry.name.replace(/[(),]/g, "").replace(/ /g, "-"),
  is: null,
  init: "generic",
  draws: false,
  ties: false,
  tested: ({ model }) => model,
  ...entry,
}));

/**
 * The row of that name or id.
 * @throws RangeError listing those there are
 */
export function methodCalled(name: string): Method {
  const found = methods.find((method) => method.name === name || method.id === name);
  if (found) return found;
  const known = methods.map(({ id }) => id).join(", ");
  throw new RangeError(`method: expected one of ${known}, got ${name}`);
}
