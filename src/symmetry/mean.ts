/**
 * Averages over a group: 𝔼_g, and the Reynolds operator.
 *
 * Next: chi.ts
 */
import { type Shape, sameShape } from "../autodiff/shape.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { act } from "./act.ts";
import type { Element, Group } from "./group.ts";
import { along } from "./matrix.ts";
import { tupleOrbits } from "./orbits.ts";
import type { Representation } from "./representation.ts";

/** Which representation moves each axis of a tensor; null leaves an axis alone. */
export type Axes = readonly (Representation | null)[];

/**
 * 𝔼_g f(g) = (1/|G|) Σ_g f(g), summed in the group's stored order, identity first.
 * @param G a group
 * @param f tensors of one shape
 */
export function orbitMean(G: Group, f: (g: Element) => Tensor): Tensor {
  return G.elements
    .map(f)
    .reduce((sum, next) => sum.add(next))
    .div(G.order);
}

/**
 * g·x, by a representation on each axis.
 * @param g  an element
 * @param x  any shape
 * @param on one representation an axis, or null
 */
export function actOnAxes(g: Element, x: Tensor, on: Axes): Tensor {
  return on.reduce((y, rho, axis) => (rho === null ? y : act(g, y, { on: rho, axis })), x);
}

/**
 * R x = 𝔼_g ρ(g)·x, the projection onto what the group fixes: the Reynolds operator.
 *
 * By (signed) permutations it is a mean over each orbit of entries, at a cost of O(size) whatever
 * |G| is; by matrices it is the mean over the group.
 * @param x  any shape
 * @param on one representation an axis, or null
 */
export function reynolds(x: Tensor, on: Axes): Tensor {
  const rho = on.find((each) => each !== null);
  if (!rho) return x;
  if (on.some((each) => each?.kind === "matrix")) {
    return orbitMean(rho.group, (g) => actOnAxes(g, x, on));
  }
  const { index, sizes, signs } = orbitsOf(on, x);
  const entries = signs ? x.flatten().mul(signs) : x.flatten();
  const means = entries.scatterAdd(index, 0, sizes.size).div(sizes).take(index, 0);
  return (signs ? means.mul(signs) : means).reshape(x.shape);
}

/** The orbits of entries, as a step of learning needs them again and again. */
interface EntryOrbits {
  /** For each entry the number of its orbit. */
  readonly index: readonly number[];
  /** How many entries each orbit has. */
  readonly sizes: Tensor;
  /** For each entry 1, −1, or 0 where its orbit vanishes; null if all are 1. */
  readonly signs: Tensor | null;
}

/** Found once for a list of representations: finding them took most of a step of a 64-64-10 net. */
const found = new WeakMap<Axes, { readonly shape: Shape; readonly orbits: EntryOrbits }>();

function orbitsOf(on: Axes, { shape }: Tensor): EntryOrbits {
  const known = found.get(on);
  if (known && sameShape(known.shape, shape)) return known.orbits;
  const { index, signs, vanishing } = tupleOrbits(on, shape);
  const sizes = vanishing.map(() => 0);
  for (const orbit of index) sizes[orbit]! += 1;
  const orbits = {
    index,
    sizes: along(sizes, 1, 0),
    signs: signs.every((s) => s === 1) ? null : along(signs, 1, 0),
  };
  found.set(on, { shape, orbits });
  return orbits;
}
