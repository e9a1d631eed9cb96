/**
 * Random problems of supervised learning: a small model, its parameters and how a group moves
 * them, inputs and labels, all of them numbers.
 *
 * Next: mdps.ts
 */
import * as fc from "fast-check";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { type Supervised, supervised } from "../claims/ledger/parts.ts";
import type { Group } from "../symmetry/group.ts";
import { after, arbitraryDigits, type Digits, printedAs } from "./digits.ts";
import { LAST, numbersOf, spelled } from "./tensors.ts";

export type { Supervised } from "../claims/ledger/parts.ts";

const MODELS = ["linear", "tanh", "phi"] as const;

/** S4 has 24·(4 + 1) + (24 + 1)·2 parameters and up to 18 data; of larger problems the rest is 0. */
const ENOUGH = 200;

/**
 * A linear model, or a perceptron with one hidden layer of |G| units and tanh or φ, on one to
 * three samples with one or two outputs. φ has no values in floats: read such a graph in an exact
 * field, or prove things about it.
 * @param G moves the inputs by its own permutations
 * @returns an arbitrary that shrinks to the linear model, one sample, zeros
 */
export function arbitrarySupervised(G: Group): fc.Arbitrary<Supervised> {
  const sizes = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(1), arbitraryDigits(LAST, ENOUGH));
  return sizes.map(([kind, more, second, digits]) => {
    const model = MODELS[kind]!;
    const shape = { name: model, batch: 1 + more, outputs: 1 + second, model };
    const values = reader(digits);
    const assume = (): boolean => true;
    const made = supervised({ G, shape, assume, input: (_name, of) => values(of) });
    return printedAs(made, () => {
      const theta = Object.entries(made.theta).map(([name, w]) => `${name} = ${text(w)}`);
      return `${model} model, x = ${text(made.x)}, y = ${text(made.y)}, ${theta.join(", ")}`;
    });
  });
}

/** Tensors one after the other from one list of digits. */
function reader(digits: Digits): (shape: readonly number[]) => Tensor {
  let from = 0;
  return (shape) => {
    const x = numbersOf(after(digits, from), shape);
    from += x.size;
    return x;
  };
}

function text(x: Tensor): string {
  return spelled(x.toArray());
}
