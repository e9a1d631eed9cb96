/**
 * The action of a group element on a tensor, as an operation of the graph.
 *
 * Next: mean.ts
 */
import { rangeError, shapeError } from "../autodiff/errors.ts";
import { checkAxis, show } from "../autodiff/shape.ts";
import { tensor } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Element } from "./group.ts";
import { asSigned } from "./image.ts";
import { applyMatrix } from "./matrix.ts";
import { image, type Representation } from "./representation.ts";

/** How an element acts, and where. */
export interface ActOptions {
  /** By which representation; the group's own permutations when left out. */
  readonly on?: Representation;
  /** Along which axis; the last when left out. */
  readonly axis?: number;
}

/**
 * ρ(g)·x along one axis: (g·x)[g(i)] = x[i] for a permutation. A left action: g·(h·x) = (g∘h)·x.
 * Backwards a cotangent goes through the adjoint ρ(g)ᵀ, which undoes g where ρ is by (signed)
 * permutations.
 * @param g an element of a group
 * @param x any shape; its axis has the dimension of the representation
 * @throws ShapeError unless it has
 */
export function act(g: Element, x: Tensor, options: ActOptions = {}): Tensor {
  const { on = g.group.natural, axis = -1 } = options;
  const at = checkAxis("act", axis, x.rank);
  checkDimension("act", on, x, at);
  const rho = image(on, g);
  if (g === g.group.identity) return x;
  if (rho.kind === "permutation") return x.permute(rho.map, at);
  if (rho.kind === "signed") return x.permute(rho.map, at, rho.signs);
  return applyMatrix(tensor(rho.matrix), x, at);
}

/**
 * Row i of the result is ρ(gᵢ)·(row i of x): each sample is moved by an element of its own.
 * @param gs one element a row
 * @param x  [n, d], d the dimension of the representation
 * @param on by which representation, of (signed) permutations; the group's own when left out
 * @throws RangeError unless there is one element a row, or if the representation is by matrices
 */
export function actEach(gs: readonly Element[], x: Tensor, on?: Representation): Tensor {
  const [n, d] = x.shape;
  if (x.rank !== 2 || gs.length !== n) {
    throw rangeError("actEach", `one element a row of [${gs.length}, d]`, `shape ${show(x.shape)}`);
  }
  const from = new Array<number>(x.size);
  const signs = new Float32Array(x.size);
  gs.forEach((g, row) => {
    const rho = on ?? g.group.natural;
    checkDimension("actEach", rho, x, 1);
    const moved = image(rho, g);
    if (moved.kind === "matrix") {
      throw rangeError("actEach", "a representation by permutations", `"${rho.name}"`, "use act");
    }
    const { map, signs: flips } = asSigned(moved);
    map.forEach((to, i) => {
      from[row * d! + to] = row * d! + i;
      signs[row * d! + to] = flips[i]!;
    });
  });
  const gathered = x.flatten().take(from, 0).reshape(x.shape);
  return signs.every((s) => s === 1) ? gathered : gathered.mul(tensor(signs, x.shape));
}

function checkDimension(op: string, rho: Representation, x: Tensor, axis: number): void {
  if (x.shape[axis] === rho.dimension) return;
  const rule = `an axis of length ${rho.dimension}, the dimension of "${rho.name}" of ${rho.group}`;
  throw shapeError(op, rule, `${show(x.shape)}, axis ${axis}`);
}
