/**
 * Whether two gradients are the same up to a constant: first by their residues at random points,
 * then by `prove`; and a witness where they are not.
 *
 * Next: equivalences.ts
 */
import { inverse, multiplier } from "../../autodiff/fields/modular.ts";
import { concat } from "../../autodiff/tensor/create.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "../../autodiff/tree.ts";
import { type Ratio, ratioFrom } from "../discover/ratio.ts";
import type { Values } from "../discover/values.ts";
import { prove } from "../prove.ts";
import type { Verdict, Witness } from "../verdict.ts";

/** c with left = c · right, or that both are 0. */
export type Constant = Ratio | "both 0";

/**
 * The constant c ≠ 0 with column j = c · column k in all rows, "both 0" where both columns are 0;
 * null if there is none, or it is no small fraction.
 */
export function constantBetween({ p, values }: Values, j: number, k: number): Constant | null {
  const mul = multiplier(p);
  const row = values.rows.find((each) => each[j] !== 0 || each[k] !== 0);
  if (row === undefined) return "both 0";
  if (row[j] === 0 || row[k] === 0) return null;
  const c = mul(row[j]!, inverse(p, row[k]!));
  const same = values.rows.every((each) => each[j] === mul(c, each[k]!));
  return same ? ratioFrom(p, c) : null;
}

/** A proof that may err more often than this is made again with twice the trials. */
const CONVINCING = 2 ** -30;

/** left = c · right, or that both are 0, by `prove`. */
export function proveConstant(left: Tree, right: Tree, constant: Constant, seed: number): Verdict {
  const [scaledLeft, scaledRight] = scaled(left, right, constant);
  const options = { seed, shrink: false };
  const verdict = prove(scaledLeft, scaledRight, options);
  if (verdict.verdict !== "PROVED" || verdict.errorBound <= CONVINCING) return verdict;
  return prove(scaledLeft, scaledRight, { ...options, trials: 2 * verdict.trials });
}

function scaled(left: Tree, right: Tree, constant: Constant): [Tree, Tree] {
  if (constant === "both 0") {
    const zero = mapTree(left, (x) => x.like(0));
    return [
      [left, right],
      [zero, zero],
    ];
  }
  const [n, m] = constant;
  return [mapTree(left, (x) => x.mul(m)), mapTree(right, (x) => x.mul(n))];
}

/** Numbers at which no constant makes one gradient the other. */
export interface Disproof {
  /** The inputs, and what stands for "every φ". */
  readonly witness: Witness;
  /** Two entries a and b with left[a] right[b] ≠ left[b] right[a]; or one, where one side is 0. */
  readonly entries: readonly {
    readonly name: string;
    readonly left: string;
    readonly right: string;
  }[];
}

/**
 * A point at which left and right are not proportional; null if none was found.
 *
 * Two vectors u and v are proportional if and only if uᵢ vⱼ = uⱼ vᵢ for all i and j. A gradient that
 * is 0 at every point is proportional to none but itself; there the witness is where the other is
 * not 0.
 * @param left  a gradient
 * @param right another
 * @param seed  what all draws are a function of
 */
export function disprove(left: Tree, right: Tree, seed: number): Disproof | null {
  const [u, v] = [flat(left), flat(right)];
  // u and v are on both sides: they add no difference, but the witness then shows them
  const crossed = prove([outer(u, v), u, v], [outer(v, u), u, v], { seed });
  if (crossed.verdict === "REFUTED") return disproof(crossed.witness, left, u.size, true);
  const equal = prove([u, u, v], [v, u, v], { seed });
  const oneIsZero = [u, v].some((x) => prove(x, x.like(0), { seed }).verdict === "PROVED");
  if (equal.verdict !== "REFUTED" || !oneIsZero) return null;
  return disproof(equal.witness, left, u.size, false);
}

function disproof(witness: Witness, tree: Tree, n: number, crossed: boolean): Disproof {
  const names = entryNames(tree);
  const offset = crossed ? n * n : n;
  const at = (i: number) => ({
    name: names[i]!,
    left: witness.left[offset + i]!,
    right: witness.left[offset + n + i]!,
  });
  const i = witness.entry;
  if (!crossed) return { witness, entries: [at(i)] };
  return { witness, entries: [at(Math.floor(i / n)), at(i % n)] };
}

/** All entries as one vector. */
function flat(tree: Tree): Tensor {
  return concat(leaves("equivalences", tree).map((x) => x.flatten()));
}

/** u vᵀ */
function outer(u: Tensor, v: Tensor): Tensor {
  return u.expandDims(1).mul(v.expandDims(0));
}

/** "w1[0, 1]": the entries in the order of `flat`; those of one tensor have no name but an index. */
function entryNames(tree: Tree): string[] {
  const named: readonly (readonly [string, Tree])[] =
    "shape" in tree ? [["", tree as Tree]] : Object.entries(tree as Readonly<Record<string, Tree>>);
  return named.flatMap(([name, part]) =>
    leaves("equivalences", part).flatMap((x) =>
      Array.from({ length: x.size }, (_, i) => `${name}[${indices(i, x.shape).join(", ")}]`),
    ),
  );
}

function indices(i: number, shape: readonly number[]): number[] {
  return shape
    .map((_, axis) => shape.slice(axis + 1).reduce((size, n) => size * n, 1))
    .map((stride, axis) => Math.floor(i / stride) % shape[axis]!);
}
