/**
 * Whether a function has a symmetry: the three verdicts of `prove`, and what in its graph breaks it.
 *
 * Next: settings.ts
 */
import { shapeError } from "../autodiff/errors.ts";
import { keyed } from "../autodiff/fields/keyed.ts";
import { prime, ZeroDenominator } from "../autodiff/fields/prime.ts";
import { interpret } from "../autodiff/interpret.ts";
import { dependents, topological } from "../autodiff/order.ts";
import { line } from "../autodiff/print.ts";
import { type Shape, show } from "../autodiff/shape.ts";
import { input } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import { act } from "../symmetry/act.ts";
import { describeElement } from "../symmetry/describe.ts";
import type { Element } from "../symmetry/group.ts";
import type { Representation } from "../symmetry/representation.ts";
import { randomPrime } from "./primes.ts";
import { type ProveOptions, prove } from "./prove.ts";
import { symbolOf } from "./sides.ts";
import type { Verdict } from "./verdict.ts";

/** How hard to try, and on which tensors. */
export interface SymmetryOptions extends ProveOptions {
  /** The shape of x; its last axis is what the group acts on. [dimension] when left out. */
  readonly shape?: Shape;
}

/** Where a symmetry is lost. */
export interface Break {
  /** A generator under which f is not what it should be. */
  readonly element: string;
  /**
   * The first node of f(x), as `print` writes it, whose entries at g·x are not those at x in
   * another order, up to sign; null if only the result shows it.
   */
  readonly node: string | null;
}

/** A verdict; REFUTED says where the symmetry is lost. */
export type SymmetryVerdict = Verdict & { readonly breaks: Break | null };

/**
 * Whether f(ρ_in(g)·x) = ρ_out(g)·f(x) for all x and g: asked of the generators, which decide.
 * @param f      from a tensor whose last axis ρ_in acts on to one whose last axis ρ_out acts on
 * @param rhoIn  a representation of G
 * @param rhoOut another one of G, or the same
 * @throws ShapeError unless the last axes have the dimensions of the representations; RangeError
 *   unless both are of one group
 */
export function isEquivariant(
  f: (x: Tensor) => Tensor,
  rhoIn: Representation,
  rhoOut: Representation,
  options: SymmetryOptions = {},
): SymmetryVerdict {
  return decide("isEquivariant", f, rhoIn, (g, y) => act(g, y, { on: rhoOut }), options);
}

/**
 * Whether f(ρ(g)·x) = f(x) for all x and g; f may give a tensor of any shape.
 * @throws ShapeError unless the last axis has the dimension of the representation
 */
export function isInvariant(
  f: (x: Tensor) => Tensor,
  rho: Representation,
  options: SymmetryOptions = {},
): SymmetryVerdict {
  return decide("isInvariant", f, rho, (_g, y) => y, options);
}

function decide(
  op: string,
  f: (x: Tensor) => Tensor,
  rho: Representation,
  after: (g: Element, y: Tensor) => Tensor,
  { shape = [rho.dimension], ...options }: SymmetryOptions,
): SymmetryVerdict {
  if (shape.at(-1) !== rho.dimension) {
    throw shapeError(op, `a last axis of ${rho.dimension}, that of ρ`, show(shape));
  }
  const x = input("x", shape);
  const y = f(x);
  const { generators, identity } = rho.group;
  const gs = generators.length > 0 ? generators : [identity];
  const left = gs.map((g) => f(act(g, x, { on: rho })));
  const right = gs.map((g) => after(g, y));
  const verdict = prove(left, right, options);
  if (verdict.verdict !== "REFUTED") return { ...verdict, breaks: null };
  // The witness of one generator is smaller than that of all.
  for (const [i, g] of gs.entries()) {
    const own = prove(left[i]!, right[i]!, options);
    if (own.verdict !== "REFUTED") continue;
    const node = firstBroken(y, x, act(g, x, { on: rho }), options.seed ?? 0);
    return { ...own, breaks: { element: describeElement(g), node } };
  }
  return { ...verdict, breaks: null };
}

/** Draws that may have a zero denominator before we give up. */
const MAX_DRAWS = 20;

/** The first node after x whose entries at gx are others, in a random field. */
function firstBroken(y: Tensor, x: Tensor, gx: Tensor, seed: number): string | null {
  const order = topological([y]);
  const after = dependents(order, [x]);
  const nodes = order.filter((node) => after.has(node) && node.kind === "real");
  const names = new Map(order.map((node, i) => [node, `%${i}`]));
  for (let trial = 0; trial < MAX_DRAWS; trial++) {
    const p = randomPrime(seed, trial);
    const F = prime({ p, seed, trial });
    const value = keyed({ p, seed, trial });
    const drawn = (leaf: Tensor): number[] =>
      Array.from({ length: leaf.size }, (_, i) => value(symbolOf(leaf), i));
    try {
      const [moved] = interpret(F, [gx], drawn);
      const here = interpret(F, nodes, drawn);
      const there = interpret(F, nodes, (leaf) => (leaf === x ? moved! : drawn(leaf)));
      const at = nodes.findIndex((_, i) => entries(here[i]!, p) !== entries(there[i]!, p));
      return at < 0 ? null : line(nodes[at]!, names);
    } catch (error) {
      if (!(error instanceof ZeroDenominator)) throw error;
    }
  }
  return null;
}

/** The entries in no order and without signs. */
function entries(values: ArrayLike<number>, p: number): string {
  return Array.from(values, (x) => Math.min(x, p - x))
    .sort((a, b) => a - b)
    .join();
}
