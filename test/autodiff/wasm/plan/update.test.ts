/** Rows that are added up onto a tensor: as an update of it, where that is all, and with the same bits. */
import { describe, expect, test } from "vitest";
import { grad, type Tensor } from "../../../../src/autodiff/index.ts";
import { draw, indices, same } from "../same.ts";

/** The kernels of a program but for guards, as its listing names them. */
function kernels(text: string): string[] {
  const heads = [...text.matchAll(/^\d+ {2}(.*)$/gm)].map(([, head]) => head!);
  return heads
    .filter((head) => !head.includes("RangeError"))
    .map((head) => head.replace(/^.*? = /, "").replace(/\(.*$/, ""));
}

const table = draw(1, [6, 3]);
const [a, b] = [draw(2, [4, 3]), draw(3, [2, 3])];
const [i, j] = [indices(1, 2, 2, 5), indices(0, 2)];

/** What a table learns that is read at i, and at j. */
const twice = (w: Tensor, x: Tensor, y: Tensor, s: Tensor, t: Tensor): Tensor =>
  grad((v: Tensor) => v.gather(s).mul(x).sum().add(v.gather(t).mul(y).sum()))(w);

describe("rows onto a tensor", () => {
  test("are one kernel: a table learns from one batch", () => {
    const step = (w: Tensor, x: Tensor, s: Tensor): Tensor => w.sub(x.scatterAdd(s, 0, 6));
    expect(kernels(same(step, table, a, i).print())).toEqual(["sub scatter"]);
  });

  test("of two batches are both there: the one is what the other goes onto", () => {
    const program = same(twice, table, a, b, i, j);
    expect(kernels(program.print())).toEqual(["scatter", "add scatter"]);
  });

  test("of two batches, one less than the other, too", () => {
    const less = (x: Tensor, y: Tensor, s: Tensor, t: Tensor): Tensor =>
      x.scatterAdd(s, 0, 6).sub(y.scatterAdd(t, 0, 6));
    expect(kernels(same(less, a, b, i, j).print())).toEqual(["scatter", "sub scatter"]);
  });

  test("of one batch twice are a loop of their own: each number is read twice", () => {
    const doubled = (x: Tensor, s: Tensor): Tensor => {
      const rows = x.scatterAdd(s, 0, 6);
      return rows.add(rows);
    };
    same(doubled, a, i);
  });

  test("that somebody else reads stay as they are", () => {
    const both = (w: Tensor, x: Tensor, s: Tensor): Tensor[] => {
      const rows = x.scatterAdd(s, 0, 6);
      return [w.add(rows), rows.square()];
    };
    same(both, table, a, i);
  });
});
