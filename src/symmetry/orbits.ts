/**
 * Orbits: which entries a symmetry forces to be equal, up to sign.
 *
 * All of it follows edges i → s(i) of the generators s, so the cost is entries × generators and
 * the group is never listed (only `stabiliser` does that). In a finite group every orbit is
 * reached by forward edges alone.
 */
import { rangeError } from "../autodiff/errors.ts";
import { BUILD_ONCE, describeGroup, showList } from "./describe.ts";
import type { Element, Group } from "./group.ts";
import { asSigned, kronecker, type SignedImage } from "./image.ts";
import { identityPermutation } from "./permutation.ts";
import type { Representation } from "./representation.ts";

/** How a parameter tensor is tied: x[flat] = signs[flat]·θ[index[flat]] is all of its freedom. */
export interface TupleOrbits {
  /** [d1, d2, …], the shape of the tensor. */
  readonly shape: readonly number[];
  /** For each entry, row-major, the number of its orbit; orbits in order of their first entry. */
  readonly index: readonly number[];
  /** For each entry 1 or −1, relative to the first entry of its orbit; 0 if its orbit vanishes. */
  readonly signs: readonly number[];
  /** For each orbit, whether signs force it to be 0, as x[i] = −x[i] does. */
  readonly vanishing: readonly boolean[];
  /** How many orbits do not vanish: the dimension of the fixed subspace. */
  readonly dimension: number;
}

/**
 * {g(i) : g in G} for every point i; the signs of a signed representation do not matter here.
 * @param of a group (its points), or a permutation or signed representation (its entries)
 * @returns each orbit as a sorted list, the orbits in order of their first point
 * @throws RangeError for a representation by matrices
 */
export function orbits(of: Group | Representation): number[][] {
  const index = orbitIndex(of);
  const found: number[][] = Array.from(new Set(index), () => []);
  for (const [point, k] of index.entries()) found[k]!.push(point);
  return found;
}

/**
 * i ↦ the k for which `orbits(of)[k]` contains i.
 * @param of a group (its points), or a permutation or signed representation (its entries)
 * @returns a list, one orbit number a point
 * @throws RangeError for a representation by matrices
 */
export function orbitIndex(of: Group | Representation): number[] {
  const rho = "lookup" in of ? of : of.natural;
  const moves = rho.group.generators.map((s) => signedImage("orbits", rho, s));
  return trace(rho.dimension, moves).index;
}

/**
 * Orbits of g·(i, j, …) = (g·i, g·j, …) on the indices of a tensor of shape [d1, d2, …].
 * @param reps  for each axis a permutation or signed representation of one group, or null if
 *              the axis does not move
 * @param shape [d1, d2, …]; may be left out if no axis is null
 * @returns the tying; an index or a sign for each of the d1·d2·… entries
 * @throws RangeError for two groups, a representation by matrices, or sizes that do not match
 */
export function tupleOrbits(
  reps: readonly (Representation | null)[],
  shape: readonly number[] = reps.map((rho) => rho?.dimension ?? Number.NaN),
): TupleOrbits {
  const G = checkAxes(reps, shape);
  const moves = (G?.generators ?? []).map((s) =>
    reps.reduce<SignedImage>(
      (move, rho, axis) =>
        kronecker(move, rho ? signedImage("tupleOrbits", rho, s) : fixed(shape[axis]!)),
      fixed(1),
    ),
  );
  const { index, signs, vanishing } = trace(
    shape.reduce((n, d) => n * d, 1),
    moves,
  );
  const dimension = vanishing.filter((gone) => !gone).length;
  return { shape: [...shape], index, signs, vanishing, dimension };
}

/**
 * {g in G : g(point) = point}; orbit × stabiliser = |G|. Lists the group.
 * @param G     a group
 * @param point one of its points
 * @returns the elements that fix the point, in the order of `G.elements`
 * @throws RangeError unless point is one of 0…degree−1
 */
export function stabiliser(G: Group, point: number): Element[] {
  if (!Number.isInteger(point) || point < 0 || point >= G.degree) {
    throw rangeError("stabiliser", `a point of 0…${G.degree - 1}`, String(point));
  }
  return G.elements.filter((g) => g.permutation[point] === point);
}

/** Walks each orbit from its first entry; an edge that comes back with the other sign kills it. */
function trace(n: number, moves: readonly SignedImage[]) {
  const index = new Array<number>(n).fill(-1);
  const signs = new Array<number>(n).fill(1);
  const vanishing: boolean[] = [];
  for (let start = 0; start < n; start++) {
    if (index[start] !== -1) continue;
    const orbit = vanishing.push(false) - 1;
    const reached = [start];
    index[start] = orbit;
    for (const i of reached) {
      for (const move of moves) {
        const next = move.map[i]!;
        const sign = signs[i]! * move.signs[i]!;
        if (index[next] !== -1) vanishing[orbit] ||= signs[next] !== sign;
        else {
          index[next] = orbit;
          signs[next] = sign;
          reached.push(next);
        }
      }
    }
  }
  for (const [i, orbit] of index.entries()) if (vanishing[orbit]) signs[i] = 0;
  return { index, signs, vanishing };
}

function fixed(n: number): SignedImage {
  return asSigned({ kind: "permutation", map: identityPermutation(n) });
}

function signedImage(op: string, rho: Representation, s: Element): SignedImage {
  const found = rho.lookup(s);
  if (found.kind !== "matrix") return asSigned(found);
  const got = `"${rho.name}", by matrices`;
  throw rangeError(op, "a permutation or signed representation", got);
}

function checkAxes(
  reps: readonly (Representation | null)[],
  shape: readonly number[],
): Group | undefined {
  const sizes = reps.map((rho, axis) => rho?.dimension ?? shape[axis] ?? Number.NaN);
  const good = sizes.length === shape.length && sizes.every((d, axis) => d === shape[axis]);
  if (!good || !shape.every((d) => Number.isInteger(d) && d >= 0)) {
    const want = reps.map((rho) => rho?.dimension ?? "any");
    const got = shape.some(Number.isNaN) ? "none for a null axis" : showList(shape);
    throw rangeError("tupleOrbits", `a shape [${want.join(", ")}]`, got);
  }
  const groups = [...new Set(reps.flatMap((rho) => (rho ? [rho.group] : [])))];
  if (groups.length > 1) {
    const got = groups.map(describeGroup).join(" and ");
    throw rangeError("tupleOrbits", "representations of one group", got, BUILD_ONCE);
  }
  return groups[0];
}
