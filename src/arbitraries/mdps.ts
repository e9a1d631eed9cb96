/**
 * Random finite decision processes, with and without a symmetry. Probabilities are small weights
 * over their sum, exact in every field.
 */
import * as fc from "fast-check";
import { tensor } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { tensorProduct } from "../symmetry/combine.ts";
import type { Element, Group } from "../symmetry/group.ts";
import { trivial } from "../symmetry/groups.ts";
import { image, type PermutationRepresentation } from "../symmetry/representation.ts";
import { trivialRepresentation } from "../symmetry/representations.ts";
import { after, arbitraryDigits, type Digits, fraction, printedAs } from "./digits.ts";
import { arbitraryGroup } from "./groups.ts";

/** A decision process and a policy; the pair (s, a) is entry s·A + a of a table. */
export interface Mdp {
  /** S, how many states. */
  readonly states: number;
  /** A, how many actions. */
  readonly actions: number;
  /** P(s′ | s, a): [S·A, S], rows sum to 1. */
  readonly transitions: Tensor;
  /** r(s, a): [S·A]. */
  readonly rewards: Tensor;
  /** γ < 1, a number of shape []. */
  readonly gamma: Tensor;
  /** π(a | s): [S, A], rows sum to 1. */
  readonly policy: Tensor;
}

/** A decision process with P(gs′ | gs, ga) = P(s′ | s, a), r(gs, ga) = r(s, a), and π too. */
export interface SymmetricMdp extends Mdp {
  /** The symmetry. */
  readonly G: Group;
  /** How it moves states. */
  readonly onStates: PermutationRepresentation;
  /** How it moves actions: as it moves states, or not at all. */
  readonly onActions: PermutationRepresentation;
  /** How it moves pairs (s, a). */
  readonly onPairs: PermutationRepresentation;
}

/** Up to six states and as many actions: weights of transitions and policy, rewards. */
const ENOUGH = 6 * 6 * 6 + 2 * 6 * 6;

const draws = fc.tuple(arbitraryDigits(3, ENOUGH), fc.nat(4));

/**
 * One to four states, one to three actions.
 * @returns an arbitrary that shrinks to one state, one action, no reward, γ = 0; then to a process
 *   that stays where it is
 */
export function arbitraryMdp(): fc.Arbitrary<Mdp> {
  return fc.tuple(fc.nat(3), fc.nat(2), draws).map(([more, others, [digits, discount]]) => {
    const nobody = trivial(1 + more);
    return printed(averaged(trivialRepresentation(nobody, 1 + others), digits, discount));
  });
}

/**
 * A process on the points of a group, averaged over it: symmetric, and no more than that.
 * @returns an arbitrary that shrinks to C1, that is to one state, one action, no reward, γ = 0
 */
export function arbitrarySymmetricMdp(): fc.Arbitrary<SymmetricMdp> {
  return fc.tuple(arbitraryGroup(), fc.nat(3), draws).map(([G, kind, [digits, discount]]) => {
    const onActions = kind === 3 ? G.natural : trivialRepresentation(G, 1 + kind);
    const mdp = averaged(onActions, digits, discount);
    const onPairs = tensorProduct(G.natural, onActions);
    const text = () => `${G}, ${mdp.text()}`;
    return printed({ ...mdp, G, onStates: G.natural, onActions, onPairs, text });
  });
}

/** Weights, rewards and policy averaged over the group, then divided by their sums. */
function averaged(
  onActions: PermutationRepresentation,
  digits: Digits,
  discount: number,
): Mdp & Printable {
  const G = onActions.group;
  const [S, A] = [G.degree, onActions.dimension];
  const maps = G.elements.map((g) => ({ state: mapOf(G.natural, g), action: mapOf(onActions, g) }));
  const [rewardAt, policyAt] = [after(digits, S * A * S), after(digits, S * A * S + S * A)];
  // a process that stays, and the first action, where every digit is 0
  const step = (s: number, a: number, to: number) =>
    digits((s * A + a) * S + to) + (s === to ? 1 : 0);
  const choice = (s: number, a: number) => policyAt(s * A + a) + (a === 0 ? 1 : 0);
  const sumOf = (f: (map: (typeof maps)[number]) => number) =>
    maps.reduce((sum, map) => sum + f(map), 0);

  const weights = table(S * A, S, (pair, to) => {
    const [s, a] = [Math.floor(pair / A), pair % A];
    return sumOf(({ state, action }) => step(state[s]!, action[a]!, state[to]!));
  });
  const choices = table(S, A, (s, a) =>
    sumOf(({ state, action }) => choice(state[s]!, action[a]!)),
  );
  const rewards = table(S, A, (s, a) =>
    sumOf(({ state, action }) => rewardAt(state[s]! * A + action[a]!)),
  ).flat();
  return {
    states: S,
    actions: A,
    transitions: normalised(weights),
    rewards: tensor(rewards).div(G.order),
    gamma: tensor(1 - 2 ** -discount),
    policy: normalised(choices),
    text: () => {
      const r = rewards.map((sum) => fraction(sum, G.order)).join(", ");
      const gamma = fraction(2 ** discount - 1, 2 ** discount);
      return (
        `${S} state${S === 1 ? "" : "s"}, ${A} action${A === 1 ? "" : "s"}: ` +
        `P = ${probabilities(weights)}, r = [${r}], γ = ${gamma}, π = ${probabilities(choices)}`
      );
    },
  };
}

interface Printable {
  readonly text: () => string;
}

function printed<M extends Printable>({ text, ...mdp }: M): Omit<M, "text"> {
  return printedAs(mdp, text);
}

function mapOf(rho: PermutationRepresentation, g: Element): readonly number[] {
  return image(rho, g).map;
}

function table(rows: number, columns: number, entry: (i: number, j: number) => number): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (__, j) => entry(i, j)),
  );
}

/** Each row over its sum. */
function normalised(weights: readonly (readonly number[])[]): Tensor {
  const counts = tensor(weights);
  return counts.div(counts.sum(1, { keepDims: true }));
}

function probabilities(weights: readonly (readonly number[])[]): string {
  const rows = weights.map((row) => {
    const sum = row.reduce((a, b) => a + b, 0);
    return `[${row.map((weight) => fraction(weight, sum)).join(", ")}]`;
  });
  return `[${rows.join(", ")}]`;
}
