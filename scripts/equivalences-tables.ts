/**
 * The tables of docs/equivalences.md and of its figures, computed once for all of them.
 */
import {
  type Difference,
  differencesOf,
  equivalences,
  learning,
  type MethodPair,
  policies,
  qLearning,
  type Subject,
} from "../src/claims/index.ts";

/** One table: every two methods of a subject. */
export interface Table {
  /** The heading. */
  readonly title: string;
  /** What must be known to read it. */
  readonly says: string;
  /** The methods and hypotheses. */
  readonly subject: Subject;
  /** One sign a hypothesis, for the figure; none if there is no figure. */
  readonly signs: Readonly<Record<string, string>> | null;
  /** The file of the figure, if there is one. */
  readonly figure: string;
  /** What is known of every two methods. */
  readonly pairs: readonly MethodPair[];
  /** What shows that two methods differ. */
  readonly differences: (pair: MethodPair) => readonly Difference[];
}

type Described = Omit<Table, "pairs" | "differences">;

const described: readonly Described[] = [
  {
    title: "Learning from labels",
    says:
      "Methods are gradients in θ of the same problem, with every loss φ(f − y) and a perceptron with every φ, unless a " +
      "hypothesis says otherwise. All else is free.",
    subject: learning(),
    signs: {
      "fixed θ": "θ",
      "closed batch": "B",
      "constant residual": "r",
      "constant Jacobian": "J",
      fits: "y",
      "squared loss": "S",
      "linear model": "L",
      "invariant model": "I",
    },
    figure: "equivalences-learning.svg",
  },
  {
    title: "Tabular Q-learning",
    says:
      "Rules are −ΔQ/η of one step. y = T(Q) = r + γP Q (policy evaluation, without a max), held fixed; δ = Q − y; D = diag(d) " +
      "says how often a state–action is visited. Two copies of the points of G are the state–actions, so |O| is how many " +
      "points G moves.",
    subject: qLearning,
    signs: {
      "symmetric χ": "χ",
      "random walk": "W",
      projector: "P",
      "symmetric Q": "Q",
      "uniform visits": "d",
      "symmetric environment": "E",
    },
    figure: "equivalences-q-learning.svg",
  },
  {
    title: "Policy gradients",
    says: "A softmax policy with free logits; G moves the actions, alike in every state.",
    subject: policies,
    signs: null,
    figure: "",
  },
];

/** The files of the figures. */
export const figures: readonly string[] = described.flatMap(({ figure, signs }) =>
  signs ? [figure] : [],
);

let computed: readonly Table[] | undefined;

/** All tables. */
export function tables(): readonly Table[] {
  computed ??= described.map((table) => ({
    ...table,
    pairs: equivalences(table.subject),
    differences: differencesOf(table.subject),
  }));
  return computed;
}
