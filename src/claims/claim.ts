/**
 * A claim: a sentence that two computations are the same, as data that the program can check.
 *
 * Next: own-claim.ts
 */
import type { Shape } from "../autodiff/shape.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Tree } from "../autodiff/tree.ts";
import type { Group } from "../symmetry/group.ts";

/** What "the same" means in a claim; the notes use one word for all of these. */
export type Sense =
  | "per step"
  | "in expectation"
  | "along the trajectory"
  | "at fixed points"
  | "in function space"
  | "bound";

/** What a claim says of its two sides: equal, unless it says that left ≤ right, entry by entry. */
export type Relation = "equal" | "at most";

/** How large the models of a claim are. */
export interface ModelShape {
  /** How tables and verdicts call it. */
  readonly name: string;
  /** Samples in a batch; states of a decision process. */
  readonly batch: number;
  /** Outputs of a model. */
  readonly outputs: number;
  /** A linear model, or a perceptron with one hidden layer: tanh, or *every* φ. */
  readonly model: "linear" | "tanh" | "phi";
}

/** What a claim is stated over: a group, a size, and which hypotheses hold. */
export interface Setting {
  /** The symmetry. */
  readonly G: Group;
  /** The size. */
  readonly shape: ModelShape;
  /** Whether the hypothesis is kept. Used to *parametrise* (Q = P q), never to filter. */
  assume(hypothesis: string): boolean;
  /** A free real input: the claim is about all its values. */
  input(name: string, shape: Shape): Tensor;
}

/**
 * One sentence, with what it needs and what it says in graphs. Its status is computed, never typed.
 */
export interface Claim {
  /** Its name in the ledger. */
  readonly id: string;
  /** The sentence. */
  readonly says: string;
  /** The heading of the notes it belongs to. */
  readonly section: string;
  /** The notes' own words, in quotation marks, or what this completes. */
  readonly source: string;
  /** In which sense "the same". */
  readonly sense: Sense;
  /** Its hypotheses by name, each a sentence. */
  readonly given: Readonly<Record<string, string>>;
  /** What we expect: a false sentence of the notes is expected to be refuted. */
  readonly expected: "PROVED" | "REFUTED" | "UNKNOWN";
  /**
   * For a refuted claim: the constant c with left = c · right on the trivial group; absent where
   * there is none.
   */
  readonly onTrivialGroup?: number;
  /**
   * "at most" for an inequality, which no evaluation proves: then UNKNOWN is expected, with the
   * evidence of a search. "equal" when left out.
   */
  readonly relation?: Relation;
  /** The two sides, trees of tensors of the same shapes. */
  sides(setting: Setting): readonly [left: Tree, right: Tree];
}
