/** einsum against the sum it stands for, written out. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { einsum, ShapeError, type Tensor, tensor, zeros } from "../../../src/autodiff/index.ts";

const LENGTHS: Readonly<Record<string, number>> = { i: 2, j: 3, k: 1, l: 4, m: 0 };

/** Whole numbers, so that every order of summation has the same value. */
function operand(term: string, salt: number): Tensor {
  const shape = [...term].map((name) => LENGTHS[name]!);
  const size = shape.reduce((a, b) => a * b, 1);
  return tensor(
    Float32Array.from({ length: size }, (_, i) => ((i * 7 + salt * 5) % 11) - 5),
    shape,
  );
}

/** Σ over all assignments of all indices. */
function slow(terms: readonly string[], out: string, operands: readonly Tensor[]): number[] {
  const names = [...new Set(terms.join(""))];
  const offset = (term: string, at: ReadonlyMap<string, number>) =>
    [...term].reduce((sum, name) => sum * LENGTHS[name]! + at.get(name)!, 0);
  const y = new Array<number>([...out].reduce((n, name) => n * LENGTHS[name]!, 1)).fill(0);
  const visit = (k: number, at: ReadonlyMap<string, number>): void => {
    if (k === names.length) {
      const factors = terms.map((term, i) => operands[i]!.data[offset(term, at)]!);
      y[offset(out, at)]! += factors.reduce((a, b) => a * b, 1);
      return;
    }
    for (let v = 0; v < LENGTHS[names[k]!]!; v++) visit(k + 1, new Map([...at, [names[k]!, v]]));
  };
  visit(0, new Map());
  return y;
}

const term = (names: readonly string[]) =>
  fc.array(fc.constantFrom(...names), { maxLength: 3 }).map((list) => list.join(""));

describe("einsum", () => {
  test("is the sum over all indices that are not in the result", () => {
    const specs = fc
      .array(term(["i", "j", "k", "l", "m"]), { minLength: 1, maxLength: 4 })
      .chain((terms) => {
        const names = [...new Set(terms.join(""))];
        return fc.record({
          terms: fc.constant(terms),
          out: fc.shuffledSubarray(names).map((list) => list.join("")),
        });
      });
    fc.assert(
      fc.property(specs, ({ terms, out }) => {
        const operands = terms.map(operand);
        const y = einsum(`${terms.join(",")}->${out}`, ...operands);
        expect(y.shape).toEqual([...out].map((name) => LENGTHS[name]));
        expect(Array.from(y.data, (v) => v + 0)).toEqual(slow(terms, out, operands));
      }),
    );
  });

  test("ij,jk->ik is matmul, to the bit", () => {
    const [a, b] = [operand("jl", 1).div(3), operand("li", 2).div(7)];
    expect(einsum("ij,jk->ik", a, b).data).toEqual(a.matmul(b).data);
  });

  test("without -> has the indices that occur once, in order", () => {
    const [a, b] = [operand("ji", 1), operand("il", 2)];
    expect(einsum("ba,ac", a, b).toArray()).toEqual(a.matmul(b).toArray());
    expect(einsum("ba", a).toArray()).toEqual(a.T.toArray());
    expect(
      einsum(
        "ii",
        tensor([
          [1, 2],
          [3, 4],
        ]),
      ).item(),
    ).toBe(5);
    expect(einsum(" i , j -> j i ", tensor([1, 2]), tensor([3, 4])).toArray()).toEqual([
      [3, 6],
      [4, 8],
    ]);
    expect(einsum(",->", tensor(2), tensor(3)).item()).toBe(6);
  });

  test.each<[() => unknown, string]>([
    [
      () => einsum("ij->ik", zeros([2, 2])),
      'indices of the operands after ->, each once, got "ij->ik"',
    ],
    [
      () => einsum("ij->ii", zeros([2, 2])),
      'indices of the operands after ->, each once, got "ij->ii"',
    ],
    [() => einsum("i...", zeros([2])), 'letters, commas and ->, as in "ij,jk->ik", got "i..."'],
    [() => einsum("i,j", zeros([2])), '2 operands for "i,j", got 1'],
    [() => einsum("ij", zeros([2])), '2 axes for "ij", got [2]'],
    [() => einsum("ij,jk", zeros([2, 3]), zeros([2, 3])), "one length for index j, got 3 and 2"],
    [() => einsum("ii", zeros([2, 3])), "one length for index i, got 2 and 3"],
  ])("an error: %#", (run, says) =>
    expect(run).toThrow(new ShapeError(`einsum: expected ${says}`)),
  );
});
