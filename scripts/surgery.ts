/**
 * Mutants of a graph, without a hand: every way to change one node of it to another that fits in its place.
 *
 * They are made of canonical graphs, after all differentiation: what only derivatives see is gone by then.
 */
import { keyed } from "../src/autodiff/fields/keyed.ts";
import type { Attributes, OpName } from "../src/autodiff/ops/names.ts";
import { topological } from "../src/autodiff/order.ts";
import { recall } from "../src/autodiff/recall.ts";
import { substitute } from "../src/autodiff/rule.ts";
import { sameShape } from "../src/autodiff/shape.ts";
import { full, leaf } from "../src/autodiff/tensor/create.ts";
import { Tensor } from "../src/autodiff/tensor/tensor.ts";
import type { Sides } from "../src/claims/sides.ts";

/** One side of an identity with one node changed. */
export interface Mutant {
  /** "sub for add", and which node of which side. */
  readonly says: string;
  /** The other side, as it stands. */
  readonly kept: readonly Tensor[];
  /** The side that was changed. */
  readonly changed: readonly Tensor[];
}

/** One change: what it is called, and what stands in the node's place. */
type Edit = readonly [says: string, instead: Tensor];

/**
 * Mutants of either side, drawn among all of them.
 * @param sides canonical, as `sidesOf` makes them
 * @param count at most so many; all there are if they are fewer
 * @param seed  what the draw is a function of
 */
export function mutantsOf(sides: Sides, count: number, seed: number): Mutant[] {
  const all = (["left", "right"] as const).flatMap((side) => {
    const [changed, kept] = side === "left" ? [sides.left, sides.right] : [sides.right, sides.left];
    return topological(changed).flatMap((node, at) =>
      editsOf(node, sides.inputs).map(([says, instead]) => ({
        says: `${says}, node ${at} on the ${side}`,
        kept,
        // made when it is drawn: a graph of 300 nodes has some thousand mutants
        make: () => changed.map((root) => substitute(root, new Map([[node, instead]]))),
      })),
    );
  });
  const rank = keyed({ p: 2 ** 30, seed, trial: 0 });
  return all
    .map((mutant, i) => ({ mutant, rank: rank("mutant", i) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ mutant: { says, kept, make } }) => ({ says, kept, changed: make() }));
}

const OTHER: { readonly [Op in OpName]?: readonly OpName[] } = {
  add: ["sub", "mul"],
  sub: ["add", "mul"],
  mul: ["add", "sub"],
  div: ["mul"],
};

/** Every change of one node. */
function editsOf(node: Tensor, inputs: readonly Tensor[]): Edit[] {
  const { op } = node;
  const edits: Edit[] = (OTHER[op] ?? []).map((other) => [
    `${other} for ${op}`,
    Tensor.node(other, node.inputs, {}),
  ]);
  if (op in OTHER) {
    edits.push([`${op} without its second operand`, node.inputs[0]!]);
    if (op === "add" || op === "mul") edits.push([`${op} without its first`, node.inputs[1]!]);
  }
  return [...edits, ...ofAttributes(node), ...ofOperands(node, inputs)];
}

/** Another number, name, permutation or selection. */
function ofAttributes(node: Tensor): Edit[] {
  const again = <Op extends OpName>(op: Op, attrs: Attributes[Op]): Tensor =>
    Tensor.node(op, node.inputs, attrs);
  switch (node.op) {
    case "neg":
      return [["no sign for neg", node.inputs[0]!]];
    case "full": {
      const { value } = node.attrs as Attributes["full"];
      return [[`${value + 1} for ${value}`, full(node.shape, value + 1)]];
    }
    case "data": {
      const values = Float32Array.from(recall(node)!);
      if (values.length === 0 || node.kind === "index") return [];
      values[0]! += 1;
      return [["one number of data more by 1", leaf(values, node.shape)]];
    }
    case "function": {
      const { name } = node.attrs as Attributes["function"];
      const other = { phi: "phi1", phi1: "phi", tanh: "exp", exp: "tanh" } as const;
      const there = name in other ? other[name as keyof typeof other] : "tanh";
      return [[`${there} for ${name}`, again("function", { name: there })]];
    }
    case "permute": {
      const attrs = node.attrs as Attributes["permute"];
      const [a, b, ...rest] = attrs.image;
      if (b === undefined) return [];
      const inverse = attrs.image.map((_, i) => attrs.image.indexOf(i));
      const another = again("permute", { ...attrs, image: [b, a!, ...rest] });
      if (inverse.join() === attrs.image.join()) return [["another permutation", another]];
      const back = again("permute", { ...attrs, image: inverse });
      return [
        ["another permutation", another],
        ["the inverse permutation", back],
      ];
    }
    case "take": {
      const attrs = node.attrs as Attributes["take"];
      const [first, ...rest] = attrs.indices;
      if (rest.length === 0) return [];
      return [
        ["indices in another order", again("take", { ...attrs, indices: [...rest, first!] })],
      ];
    }
    case "pad": {
      const { before, after } = node.attrs as Attributes["pad"];
      return [["zeros on the other side", again("pad", { before: after, after: before })]];
    }
    case "slice": {
      const { start, stop } = node.attrs as Attributes["slice"];
      const x = node.inputs[0]!;
      const axis = stop.findIndex((to, i) => to < x.shape[i]!);
      if (axis < 0) return [];
      const next = (list: readonly number[]) => list.map((k, i) => (i === axis ? k + 1 : k));
      return [["the next slice", again("slice", { start: next(start), stop: next(stop) })]];
    }
    default:
      return [];
  }
}

/** Another operand: doubled, transposed, two of them exchanged, or one input for another. */
function ofOperands(node: Tensor, inputs: readonly Tensor[]): Edit[] {
  const edits: Edit[] = [];
  const swap = (says: string, k: number, x: Tensor): void => {
    edits.push([says, node.rebuild(node.inputs.map((old, i) => (i === k ? x : old)))]);
  };
  const [a, b] = node.inputs;
  if (
    (node.op === "sub" || node.op === "div" || node.op === "matmul") &&
    a !== b &&
    sameShape(a!.shape, b!.shape)
  ) {
    edits.push(["operands exchanged", node.rebuild([b!, a!])]);
  }
  node.inputs.forEach((x, k) => {
    if (x.kind === "index") return;
    if (x.op === "input") swap("an input doubled", k, x.mul(2));
    if (node.op === "matmul" && x.shape[0] === x.shape[1]) {
      swap("a square factor transposed", k, x.transpose());
    }
    const other = inputs.find((each) => each !== x && sameShape(each.shape, x.shape));
    if (x.op === "input" && other !== undefined) swap("another input of its shape", k, other);
  });
  return edits;
}
