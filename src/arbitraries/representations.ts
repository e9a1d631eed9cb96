/**
 * Random representations of a group, of all three kinds: permutations, signed ones, matrices.
 *
 * Next: chi.ts
 */
import * as fc from "fast-check";
import { sheared } from "../claims/ledger/parts.ts";
import { directSum, tensorProduct } from "../symmetry/combine.ts";
import type { Group } from "../symmetry/group.ts";
import {
  natural,
  type PermutationRepresentation,
  type Representation,
} from "../symmetry/representation.ts";
import { regular, signRepresentation, trivialRepresentation } from "../symmetry/representations.ts";
import { printedAs } from "./digits.ts";

/** A matrix of a product of two larger ones takes longer to multiply than a property has. */
const MOST = 36;

/**
 * Trivial, natural, sign, regular, natural ⊗ sign, a basis that is not orthonormal, or ρ ⊕ σ or
 * ρ ⊗ σ of two of them.
 * @param G a group
 * @returns an arbitrary that shrinks to the trivial representation; printed by its name
 */
export function arbitraryRepresentation(G: Group): fc.Arbitrary<Representation> {
  const simple = [...permutations(G), ...signed(G), () => sheared(G)];
  const part = fc.nat(simple.length - 1).map((k) => simple[k]!());
  const combined = fc.tuple(fc.nat(3), part, part).map(([how, rho, sigma]) => {
    if (how < 2) return how === 0 ? rho : sigma; // what fails for one part shrinks to that part
    const fits = rho.dimension * sigma.dimension <= MOST;
    return how === 3 && fits ? tensorProduct(rho, sigma) : directSum(rho, sigma);
  });
  return combined.map(printed);
}

/**
 * Trivial, natural or regular, of which the first moves nothing.
 * @param G a group
 * @returns an arbitrary that shrinks to the trivial representation; printed by its name
 */
export function arbitraryPermutationRepresentation(
  G: Group,
): fc.Arbitrary<PermutationRepresentation> {
  const simple = permutations(G);
  return fc.nat(simple.length - 1).map((k) => printed(simple[k]!()));
}

function permutations(G: Group): (() => PermutationRepresentation)[] {
  const free = G.order <= MOST ? [() => regular(G)] : [];
  return [() => trivialRepresentation(G), () => natural(G), ...free];
}

function signed(G: Group): (() => Representation)[] {
  return [() => signRepresentation(G), () => tensorProduct(natural(G), signRepresentation(G))];
}

/** A copy that prints its name: `natural` is one object for the whole program. */
function printed<R extends Representation>(rho: R): R {
  return printedAs({ ...rho }, () => `${rho.name} of ${rho.group}`);
}
