/**
 * Who reads whom in a graph that is being built: of the program, or of one step of a loop. Steps of
 * two loops may have nodes in common, with other readers in each.
 *
 * Next: rules.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { topological } from "../../order.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { type Expression, type Read, reshapedRead, slicedRead } from "./expression.ts";

/** A node that others read by more than views, and where its elements are. */
export interface End {
  /** Which. */
  readonly node: Tensor;
  /** In what it is a view of. */
  readonly read: Read;
}

/** The readers of the nodes of one graph. */
export class Uses {
  private readonly users = new Map<Tensor, (Tensor | null)[]>();
  /** What nodes are that another node has spoken for, as a loop does for views of its rows. */
  readonly settled: Map<Tensor, Expression> = new Map();

  /** What reads the node, once for each time; null for whoever asked for it. */
  of(node: Tensor): readonly (Tensor | null)[] {
    return this.users.get(node) ?? [];
  }

  /**
   * The order in which the nodes are built that the roots are computed from; notes who reads whom.
   * @param isKnown of what nobody need look into
   */
  order(roots: readonly Tensor[], isKnown: (node: Tensor) => boolean): Tensor[] {
    const order = topological(roots, isKnown);
    for (const node of order) {
      if (!isKnown(node)) for (const x of node.inputs) this.add(x, node);
    }
    for (const root of roots) this.add(root, null);
    return order;
  }

  /** The views of a node that others read by more than views of them, itself perhaps among these. */
  ends(node: Tensor, read: Read): End[] {
    const found: End[] = [];
    let isEnd = false;
    for (const user of new Set(this.of(node))) {
      const view = user === null ? null : viewOf(user, read);
      if (view === null) isEnd = true;
      else found.push(...this.ends(user!, view));
    }
    return isEnd ? [...found, { node, read }] : found;
  }

  private add(node: Tensor, by: Tensor | null): void {
    const before = this.users.get(node);
    if (before === undefined) this.users.set(node, [by]);
    else before.push(by);
  }
}

/** The node as a view of what its input is a view of; null if it is none. */
function viewOf(node: Tensor, read: Read): Read | null {
  if (node.op === "reshape") return reshapedRead(read, node.shape);
  if (node.op !== "slice") return null;
  const { start, stop } = node.attrs as Attributes["slice"];
  return slicedRead(read, start, stop);
}
