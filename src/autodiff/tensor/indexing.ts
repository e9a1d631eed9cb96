/**
 * Moving elements by index: by lists that are known when the graph is built, and by index tensors,
 * whose integers are checked when it runs.
 *
 * Next: arrangement.ts
 */

import { rangeError, shapeError, typeError } from "../errors.ts";
import { none } from "../ops/names.ts";
import { checkAxis, checkShape, show } from "../shape.ts";
import { Movement } from "./movement.ts";
import type { Tensor } from "./tensor.ts";

/** Gathers, and the sums that are their adjoints. */
export abstract class Indexing extends Movement {
  /**
   * y[…, i, …] = x[…, indices[i], …] along the axis. Indices of any shape: their axes take the
   * place of the axis.
   * @param indices whole numbers, or an index tensor
   * @throws RangeError if an index is out of bounds; of an index tensor, when its integers are known
   */
  take(indices: readonly number[] | Tensor, axis: number): Tensor {
    const at = checkAxis("take", axis, this.rank);
    if (isList(indices)) {
      const list = within("take", indices, this.shape[at]!);
      return this.apply("take", [], { axis: at, indices: list });
    }
    checkIndexTensor("take", indices);
    const { rank } = indices;
    const order = moved(this.rank, at, 0);
    const rows = inOrder(this.self, order).gather(indices.flatten());
    const rest = order.slice(1).map((k) => this.shape[k]!);
    // [s…, rest…] with the rest before the axis moved to the front again
    const whole = rows.reshape([...indices.shape, ...rest]);
    return inOrder(
      whole,
      whole.shape.map((_, k) => (k < at ? rank + k : k < at + rank ? k - at : k)),
    );
  }

  /**
   * y[…, j, …] = x[…, indices[…, j, …], …] along the axis: one index for each element of y.
   * @param indices an index tensor of the shape of x, but along the axis
   * @throws ShapeError unless it is; RangeError if an index is out of bounds, when it runs
   */
  takeAlongAxis(indices: Tensor, axis: number): Tensor {
    const at = checkAxis("takeAlongAxis", axis, this.rank);
    checkIndexTensor("takeAlongAxis", indices);
    const fits = (n: number, k: number) => k === at || n === this.shape[k];
    if (indices.rank !== this.rank || !indices.shape.every(fits)) {
      const rule = `indices of the shape ${show(this.shape)}, but along axis ${at}`;
      throw shapeError("takeAlongAxis", rule, show(indices.shape));
    }
    const last = this.rank - 1;
    const order = moved(this.rank, at, last);
    const rows = inOrder(this.self, order).gather(inOrder(indices, order));
    return inOrder(rows, moved(this.rank, last, at));
  }

  /**
   * y[…, indices[i], …] += x[…, i, …], into `length` zeros along the axis.
   * @param indices whole numbers, or an index tensor of one axis
   * @throws RangeError if an index is out of bounds; of an index tensor, when its integers are known
   */
  scatterAdd(indices: readonly number[] | Tensor, axis: number, length: number): Tensor {
    const at = checkAxis("scatterAdd", axis, this.rank);
    const n = this.shape[at]!;
    const list = isList(indices);
    const count = list ? indices.length : checkIndexTensor("scatterAdd", indices).shape[0];
    if (count !== n || (!list && indices.rank !== 1)) {
      throw rangeError(
        "scatterAdd",
        `${n} indices`,
        list ? `${count}` : `shape ${show(indices.shape)}`,
        "one an element of the axis",
      );
    }
    if (list) {
      const inside = within("scatterAdd", indices, length);
      return this.apply("scatterAdd", [], { axis: at, indices: inside, length });
    }
    const front = inOrder(this.self, moved(this.rank, at, 0));
    return inOrder(front.scatter(indices, length), moved(this.rank, 0, at));
  }

  /**
   * y[b…, j, …] = x[b…, indices[b…, j], …]: the op of which take and takeAlongAxis are made.
   * @param indices an index tensor [b…, m], for x [b…, n, …]
   * @throws ShapeError unless the leading axes are the same
   */
  gather(indices: Tensor): Tensor {
    return this.apply("gather", [checkIndexTensor("take", indices)], none);
  }

  /**
   * y[b…, indices[b…, j], …] += x[b…, j, …], in index order: the adjoint of `gather`.
   * @param indices an index tensor [b…, m], for x [b…, m, …]
   * @throws ShapeError unless the leading axes are the same
   */
  scatter(indices: Tensor, length: number): Tensor {
    checkShape("scatterAdd", [length]);
    return this.apply("scatter", [checkIndexTensor("scatterAdd", indices)], { length });
  }

  /**
   * y[…, image[i], …] = signs[i] · x[…, i, …]: a signed permutation along the axis.
   * @throws RangeError unless image is a permutation of the axis and signs are ±1
   */
  permute(image: readonly number[], axis: number, signs: readonly number[] | null = null): Tensor {
    const at = checkAxis("permute", axis, this.rank);
    const n = this.shape[at]!;
    if (image.length !== n || new Set(within("permute", image, n)).size !== n) {
      throw rangeError("permute", `a permutation of 0…${n - 1}`, show(image));
    }
    if (signs && (signs.length !== n || signs.some((s) => Math.abs(s) !== 1))) {
      throw rangeError("permute", `${n} signs, each 1 or −1`, show(signs));
    }
    return this.apply("permute", [], { axis: at, image: [...image], signs: signs && [...signs] });
  }
}

/**
 * A copy of the indices, if all of them are good.
 * @throws RangeError naming the first that is out of bounds
 */
function within(op: string, indices: readonly number[], length: number): readonly number[] {
  for (const i of indices) {
    if (!Number.isInteger(i) || i < 0 || i >= length) {
      throw rangeError(op, `indices from 0 to ${length - 1}`, String(i));
    }
  }
  return [...indices];
}

function isList(indices: readonly number[] | Tensor): indices is readonly number[] {
  return Array.isArray(indices);
}

function checkIndexTensor(op: string, indices: Tensor): Tensor {
  if (indices.kind === "index") return indices;
  throw typeError(op, "an index tensor or a list of indices", "a real tensor");
}

/** The transpose, without a node where nothing moves. */
export function inOrder(x: Tensor, perm: readonly number[]): Tensor {
  return perm.every((from, axis) => from === axis) ? x : x.transpose(perm);
}

/** The permutation of axes that moves one of them to another place and keeps the others in order. */
function moved(rank: number, from: number, to: number): number[] {
  const rest = Array.from({ length: rank }, (_, k) => k).filter((k) => k !== from);
  return [...rest.slice(0, to), from, ...rest.slice(to)];
}
