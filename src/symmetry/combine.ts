/**
 * New representations from old: ⊕, ⊗, copies and the contragredient.
 *
 * Networks are built of these: a layer with k channels is k copies, a weight matrix from ρ to σ
 * lives in σ ⊗ ρ*, and the kind stays as cheap as the parts allow.
 *
 * Next: orbits.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import { BUILD_ONCE, describeGroup } from "./describe.ts";
import { inverse } from "./group.ts";
import { blockSum, type Image, kronecker, type MatrixImage, widerKind } from "./image.ts";
import { checkCount } from "./permutation.ts";
import { type Representation, representation } from "./representation.ts";

/**
 * ρ ⊕ σ: ρ on the first entries, σ on the entries after them.
 * @param rho   a representation of G on n entries
 * @param sigma a representation of G on m entries
 * @returns a representation on n + m entries, of the wider kind of the two
 * @throws RangeError if they represent two groups
 */
export function directSum<I extends Image, J extends Image>(
  rho: Representation<I>,
  sigma: Representation<J>,
): Representation<I | J> {
  checkSameGroup("directSum", rho, sigma);
  const kind = widerKind(rho.kind, sigma.kind);
  const name = `${rho.name} ⊕ ${sigma.name}`;
  const dimension = rho.dimension + sigma.dimension;
  return representation(rho.group, name, dimension, kind, (g) =>
    blockSum(rho.lookup(g), sigma.lookup(g)),
  );
}

/**
 * ρ ⊕ ρ ⊕ … ⊕ ρ, k times: entries [k, n], flattened by rows.
 * @param rho a representation on n entries
 * @param k   how many copies
 * @returns a representation on k·n entries, of the same kind
 * @throws RangeError unless k is a positive integer
 */
export function copies<I extends Image>(rho: Representation<I>, k: number): Representation<I> {
  checkCount("copies", k, 1);
  const name = `${k}·${bracket(rho.name)}`;
  return representation(rho.group, name, k * rho.dimension, rho.kind, (g) => {
    const one = rho.lookup(g);
    const still = Array.from({ length: k }, (_, i) => i);
    return kronecker({ kind: "permutation", map: still }, one) as I;
  });
}

/**
 * ρ ⊗ σ: g·(x ⊗ y) = (g·x) ⊗ (g·y), entries [n, m] flattened by rows.
 * @param rho   a representation of G on n entries
 * @param sigma a representation of G on m entries
 * @returns a representation on n·m entries, of the wider kind of the two
 * @throws RangeError if they represent two groups
 */
export function tensorProduct<I extends Image, J extends Image>(
  rho: Representation<I>,
  sigma: Representation<J>,
): Representation<I | J> {
  checkSameGroup("tensorProduct", rho, sigma);
  const kind = widerKind(rho.kind, sigma.kind);
  const name = `${bracket(rho.name)} ⊗ ${bracket(sigma.name)}`;
  const dimension = rho.dimension * sigma.dimension;
  return representation(rho.group, name, dimension, kind, (g) =>
    kronecker(rho.lookup(g), sigma.lookup(g)),
  );
}

/**
 * ρ*(g) = ρ(g)⁻ᵀ, so that ⟨ρ*(g)y, ρ(g)x⟩ = ⟨y, x⟩: how gradients and weights transform.
 * @param rho a representation
 * @returns rho itself unless it is of matrices, since ρ⁻ᵀ = ρ for (signed) permutations
 */
export function contragredient<I extends Image>(rho: Representation<I>): Representation<I> {
  if (rho.kind !== "matrix") return rho;
  return representation(rho.group, `${bracket(rho.name)}*`, rho.dimension, rho.kind, (g) => {
    const { matrix } = rho.lookup(inverse(g)) as MatrixImage;
    const transposed = matrix.map((row, r) => row.map((_, c) => matrix[c]![r]!));
    return { kind: "matrix", matrix: transposed } as Image as I;
  });
}

function bracket(name: string): string {
  return name.includes(" ") ? `(${name})` : name;
}

function checkSameGroup(op: string, rho: Representation, sigma: Representation): void {
  if (rho.group === sigma.group) return;
  const got = `${describeGroup(rho.group)} and ${describeGroup(sigma.group)}`;
  throw rangeError(op, "representations of one group", got, BUILD_ONCE);
}
