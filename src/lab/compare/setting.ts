/**
 * What all rows of the comparison share: one model, one loss, one group, one way to step.
 *
 * Next: init.ts
 */
import { crossEntropy } from "../../methods/losses.ts";
import { mlp, mlpAction } from "../../methods/models.ts";
import { copies } from "../../symmetry/combine.ts";
import type { Group } from "../../symmetry/group.ts";
import { gridDihedral, gridRotations, gridTorus } from "../../symmetry/groups.ts";
import { regular } from "../../symmetry/representations.ts";
import { tying } from "../../symmetry/tie.ts";
import { blank } from "./init.ts";
import type { Parts } from "./methods.ts";

/** Symmetries of an image that `compare` knows, by the name that `--group` takes. */
export type GroupName = "C4" | "D4" | "torus";

/** The groups on 8 × 8 pixels: quarter turns; those and flips; cyclic shifts. */
export const groups: Readonly<Record<GroupName, () => Group>> = {
  C4: () => gridRotations(8),
  D4: () => gridDihedral(8),
  torus: () => gridTorus(8),
};

/** Passes over the 1 438 digits. */
export const EPOCHS = 15;

/** One experiment: everything but the method, the data and the seed. */
export interface Setting extends Parts {
  /** Inputs, hidden units, outputs. */
  readonly sizes: readonly [inputs: number, hidden: number, outputs: number];
  /** η, the step of plain stochastic gradient descent. */
  readonly rate: number;
  /** Digits a step. */
  readonly batch: number;
  /** Passes over the digits. */
  readonly epochs: number;
}

/** What an experiment may choose; the rest is as design.md §8.7 states it. */
export type Choices = Partial<Pick<Setting, "sizes" | "rate" | "batch" | "epochs">>;

/**
 * tanh(x W₁ + b₁) W₂ + b₂ under softmax cross-entropy, hidden units in copies of the regular
 * representation of G.
 * @param G       on the inputs; its order divides the number of hidden units
 * @param choices what differs from 64 – 64 – 10, η = 0.1, batches of 32
 */
export function setting(G: Group, choices: Choices = {}): Setting {
  const { sizes = [64, 64, 10], rate = 0.1, batch = 32, epochs = EPOCHS } = choices;
  const rho = mlpAction(G.natural, copies(regular(G), sizes[1] / G.order));
  const tied = tying(rho, blank(...sizes));
  const model = mlp();
  return { G, model, loss: crossEntropy, rho, tied, lambda: 1, sizes, rate, batch, epochs };
}
