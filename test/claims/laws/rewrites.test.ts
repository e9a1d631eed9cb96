/**
 * What must not change a verdict: the order in which inputs are made, their names, which nodes are shared, and whether
 * exact arithmetic on constants was done beforehand. Every claim of the ledger at its smallest interesting place.
 */
import { describe, expect, test } from "vitest";
import { judge } from "../../../scripts/judge.ts";
import { rational } from "../../../src/autodiff/fields/rational.ts";
import { full, input, interpret, type Tensor } from "../../../src/autodiff/index.ts";
import { dependents, topological } from "../../../src/autodiff/order.ts";
import { substitute } from "../../../src/autodiff/rule.ts";
import { sameShape } from "../../../src/autodiff/shape.ts";
import { leaf } from "../../../src/autodiff/tensor/create.ts";
import { ledger } from "../../../src/claims/ledger/ledger.ts";
import { prove } from "../../../src/claims/prove.ts";
import { standardShapes } from "../../../src/claims/settings.ts";
import { nameOf, type Sides, sidesOf } from "../../../src/claims/sides.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";

const setting = { G: cyclic(2), shape: standardShapes[0]!, assume: () => true, input };

/** Each claim in canonical form, with its verdict. */
const claims = ledger.map((claim) => {
  const sides = sidesOf("rewrites", ...claim.sides(setting));
  return { id: claim.id, sides, verdict: proved(sides.left, sides.right) };
});

/** The verdict, and if it is a proof its size. */
function proved(left: readonly Tensor[], right: readonly Tensor[]) {
  const found = prove([...left], [...right], { shrink: false });
  return found.verdict === "PROVED"
    ? [found.verdict, found.degree, found.height, found.log2ErrorBound]
    : [found.verdict];
}

/** Both sides with each leaf replaced. */
function replaced({ left, right }: Sides, f: (leaf: Tensor) => Tensor) {
  const order = topological([...left, ...right]);
  const leaves = new Map(order.filter((x) => x.inputs.length === 0).map((x) => [x, f(x)]));
  const all = (roots: readonly Tensor[]) => roots.map((root) => substitute(root, leaves));
  return [all(left), all(right)] as const;
}

/** The graph with every node twice, used in turns: nothing is shared that need not be. */
function unshared(roots: readonly Tensor[]): Tensor[] {
  const copies = new Map<Tensor, [Tensor, Tensor]>();
  let uses = 0;
  const either = (x: Tensor): Tensor => copies.get(x)![uses++ % 2]!;
  for (const node of topological(roots)) {
    const copy = () => (node.inputs.length === 0 ? node : node.rebuild(node.inputs.map(either)));
    copies.set(node, [copy(), copy()]);
  }
  return roots.map(either);
}

/** The graph with every largest sub-graph of constants computed, where floats hold its integers. */
function folded(roots: readonly Tensor[]): Tensor[] {
  const order = topological(roots);
  const inputs = order.filter(({ op }) => op === "input");
  const free = dependents(order, inputs);
  const computed = new Map<Tensor, Tensor>();
  for (const node of order) {
    if (free.has(node) || node.inputs.length === 0 || node.kind === "index") continue;
    const values = Array.from(interpret(rational(), [node], () => [])[0]!);
    const numbers = Float32Array.from(values, ({ numerator }) => Number(numerator));
    const exact = values.every(({ numerator, denominator }, i) => {
      return denominator === 1n && Number.isFinite(numbers[i]) && BigInt(numbers[i]!) === numerator;
    });
    if (!exact) continue;
    computed.set(node, leaf(numbers, node.shape));
  }
  return roots.map((root) => substitute(root, computed));
}

/** c as (c − 1) + 1, where c is an integer. */
function unfolded(x: Tensor): Tensor {
  const { value } = x.attrs as { value?: number };
  const integer = x.op === "full" && Number.isInteger(value);
  return integer ? full(x.shape, value! - 1).add(full(x.shape, 1)) : x;
}

describe("a verdict does not change", () => {
  test("with the order in which inputs are made and tensors are compared", () => {
    for (const { id, sides, verdict } of claims) {
      const [left, right] = [[...sides.left].reverse(), [...sides.right].reverse()];
      const made = new Map(
        [...sides.inputs].reverse().map((x) => [nameOf(x), input(nameOf(x), x.shape)]),
      );
      const remade = (x: Tensor) => (x.op === "input" ? made.get(nameOf(x))! : x);
      expect(proved(...replaced({ ...sides, left, right }, remade)), id).toEqual(verdict);
      expect(proved(right, left), `${id}, right = left`).toEqual(verdict);
    }
  }, 60_000);

  test("with the names of inputs", () => {
    for (const { id, sides, verdict } of claims) {
      const rename = (x: Tensor) =>
        x.op === "input" ? input(`${sides.inputs.indexOf(x)}th input`, x.shape) : x;
      expect(proved(...replaced(sides, rename)), id).toEqual(verdict);
    }
  }, 60_000);

  test("with what is shared", () => {
    for (const { id, sides, verdict } of claims) {
      const [left, right] = [unshared(sides.left), unshared(sides.right)];
      expect(topological(left).length).toBeGreaterThanOrEqual(topological(sides.left).length);
      expect(proved(left, right), id).toEqual(verdict);
    }
  }, 60_000);

  test("with exact arithmetic on constants, done or undone; only the size of the proof does", () => {
    let shorter = 0;
    for (const { id, sides, verdict } of claims) {
      const [left, right] = [folded(sides.left), folded(sides.right)];
      if (topological(left).length < topological(sides.left).length) shorter++;
      expect(proved(left, right)[0], `${id}, folded`).toBe(verdict[0]);
      expect(proved(...replaced(sides, unfolded))[0], `${id}, unfolded`).toBe(verdict[0]);
    }
    expect(shorter).toBeGreaterThan(10);
  }, 60_000);
});

test("two inputs of one shape, exchanged on one side, are told apart wherever values tell them apart", () => {
  let told = 0;
  for (const { id, sides, verdict } of claims) {
    const { left, right, inputs } = sides;
    const pairs = inputs.flatMap((a, i) =>
      inputs.slice(i + 1).flatMap((b) => (sameShape(a.shape, b.shape) ? [[a, b] as const] : [])),
    );
    for (const [a, b] of verdict[0] === "PROVED" ? pairs.slice(0, 2) : []) {
      const swap = new Map([
        [a, b],
        [b, a],
      ]);
      const swapped = right.map((root) => substitute(root, swap));
      const judgement = judge(left, swapped);
      if (judgement === "undefined") continue;
      const expected = judgement === "different" ? "REFUTED" : "PROVED";
      expect(proved(left, swapped)[0], `${id}: ${nameOf(a)} and ${nameOf(b)}`).toBe(expected);
      if (judgement === "different") told++;
    }
  }
  expect(told).toBeGreaterThan(40);
}, 60_000);
