/**
 * Walking a graph. Every walk is iterative: a chain of 100 000 nodes must not overflow the stack.
 *
 * Next: rule.ts
 */
import { Memory } from "./recall.ts";
import type { Tensor } from "./tensor/tensor.ts";

/**
 * The number of the next node that is met. It only grows, so what a walk wrote on a node is older
 * than `first` in every later walk, and nothing is ever wiped. A Map from nodes to places took half
 * the time of a tiny graph, and grew with the graph faster than its length.
 */
let next = 0;

/**
 * Every node the roots are computed from, inputs before users, each once: depth first, inputs left
 * to right. The order depends on the graph alone, so what is added up along it has the same bits
 * every time.
 * @param isLeaf nodes that are not walked through; they are in the list themselves
 */
export function topological(
  roots: readonly Tensor[],
  isLeaf: (node: Tensor) => boolean = never,
): Tensor[] {
  return visit(roots, isLeaf, null);
}

/** @param places where to list the places of inputs; null if nobody asks for them */
function visit(
  roots: readonly Tensor[],
  isLeaf: (node: Tensor) => boolean,
  places: number[] | null,
): Tensor[] {
  const first = next;
  const order: Tensor[] = [];
  // A node on the path is met again only once it is listed: a graph has no cycles.
  const path: Tensor[] = [];
  const turns: number[] = [];
  for (const root of roots) {
    let node = root;
    let turn = 0;
    if (Memory.met(root) >= first) continue;
    for (;;) {
      const { inputs } = node;
      const isOpen = inputs.length > 0 && (turn > 0 || !isLeaf(node));
      if (isOpen && turn < inputs.length) {
        const x = inputs[turn]!;
        turn++;
        if (Memory.met(x) >= first) continue;
        path.push(node);
        turns.push(turn);
        node = x;
        turn = 0;
        continue;
      }
      if (isOpen && places !== null) {
        for (let k = 0; k < inputs.length; k++) places.push(Memory.met(inputs[k]!) - first);
      }
      Memory.meet(node, next++);
      order.push(node);
      if (path.length === 0) break;
      node = path.pop()!;
      turn = turns.pop()!;
    }
  }
  return order;
}

/** A topological order in which a node is a number: its place. */
export interface Walk {
  /** The nodes. */
  readonly order: readonly Tensor[];
  /** The places of the inputs of each node that is no leaf, one node after the other. */
  readonly inputs: readonly number[];
  /** The places of what was asked for; −1 for what is not in the order. */
  readonly places: readonly number[];
}

/**
 * The topological order of the roots, with places in it.
 * @param asked  nodes to be found in it
 * @param isLeaf nodes that are not walked through
 */
export function walk(
  roots: readonly Tensor[],
  asked: readonly Tensor[],
  isLeaf: (node: Tensor) => boolean = never,
): Walk {
  const first = next;
  const inputs: number[] = [];
  const order = visit(roots, isLeaf, inputs);
  const places = asked.map((node) => Math.max(-1, Memory.met(node) - first));
  return { order, inputs, places };
}

const never = (): boolean => false;

/** Those nodes of a topological order that depend on one of the sources, the sources included. */
export function dependents(order: readonly Tensor[], sources: Iterable<Tensor>): Set<Tensor> {
  const set = new Set<Tensor>(sources);
  for (const node of order) {
    if (node.inputs.some((x) => set.has(x))) set.add(node);
  }
  return set;
}
