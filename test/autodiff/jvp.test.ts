/** jvp: the graph of the tangent is what dual numbers compute, for every op. */
import fc from "fast-check";
import { describe, expect, inject, test } from "vitest";
import { ShapeError } from "../../src/autodiff/errors.ts";
import { keyed } from "../../src/autodiff/fields/keyed.ts";
import {
  couple,
  dual,
  grad,
  input,
  interpret,
  jvp,
  prime,
  stopGradient,
  type Tensor,
  tensor,
  vjp,
  where,
  withVjp,
} from "../../src/autodiff/index.ts";
import { nameOf } from "./bound.ts";
import { denseChi, everySample } from "./samples.ts";

const keyings = fc.record({
  p: fc.constantFrom(2147329799, 2147135759),
  seed: fc.nat(),
  trial: fc.nat(99),
});
const few = { numRuns: Math.max(2, Math.round(inject("runs") / 40)) };

describe("jvp is the derivative that dual numbers have, exactly, whichever inputs move", () => {
  test.each(everySample)("%s: %s", (_subject, _says, sample) => {
    const xs = sample.inputs.map((shape, i) => input(`x${i}`, shape));
    const vs = xs.map((x, i) => input(`v${i}`, x.shape));
    const n = xs.length;
    for (let code = 1; code < 2 ** n; code++) {
      const moves = (_: unknown, i: number) => ((code >> i) & 1) === 1;
      const build = (moving: readonly Tensor[]) => {
        const rest = [...moving];
        return sample.build(...xs.map((x, i) => (moves(x, i) ? rest.shift()! : x)));
      };
      const [y, moved] = jvp(build, xs.filter(moves), vs.filter(moves));
      fc.assert(
        fc.property(keyings, (keying) => {
          const F = prime(keying);
          const value = keyed(keying);
          const draw = (name: string, size: number) =>
            Array.from({ length: size }, (_, i) => value(`input:${name}`, i));
          const [told] = interpret(F, [moved], (leaf) => draw(nameOf(leaf), leaf.size));
          const [duals] = interpret(dual(F), [y], (leaf) => {
            const k = xs.indexOf(leaf);
            const tangents = k >= 0 && moves(leaf, k) ? draw(`v${k}`, leaf.size) : null;
            return draw(nameOf(leaf), leaf.size).map((element, i) => ({
              value: element,
              tangent: tangents?.[i] ?? 0,
            }));
          });
          expect(Array.from(told!)).toEqual(Array.from(duals!, ({ tangent }) => tangent));
        }),
        few,
      );
    }
  });
});

describe("jvp", () => {
  const x = tensor([1, 2]);

  test("takes and gives trees, with value and tangent side by side", () => {
    const f = ({ a, b }: { a: Tensor; b: Tensor }) => ({ sum: a.add(b), product: a.mul(b) });
    const [y, moved] = jvp(
      f,
      { a: x, b: tensor([3, 4]) },
      { a: tensor([1, 0]), b: tensor([0, 1]) },
    );
    expect(y.product.toArray()).toEqual([3, 8]);
    expect(moved.sum.toArray()).toEqual([1, 1]);
    expect(moved.product.toArray()).toEqual([3, 2]);
  });

  test("of couple is χ v, of stopGradient 0, of withVjp the transpose of its rule", () => {
    const chi = denseChi(
      tensor([
        [1, 2],
        [0, 1],
      ]),
    );
    const v = tensor([1, 10]);
    expect(jvp((t: Tensor) => couple(t, chi), x, v)[1].toArray()).toEqual([21, 10]);
    expect(jvp(stopGradient, x, v)[1].toArray()).toEqual([0, 0]);
    const ruled = (t: Tensor) =>
      withVjp(t, (ct) => ct.slice([0, 1]).mul(tensor([2, 3])), t.sum().reshape([1]));
    expect(jvp(ruled, x, v)[1].toArray()).toEqual([32]);
  });

  test("a rule that is not linear has no tangent", () => {
    expect(() => jvp((t: Tensor) => withVjp(t, (ct) => ct.square()), x, x)).toThrow(
      new TypeError("jvp: expected a withVjp rule that is linear in its cotangent, got another"),
    );
  });

  test("a rule may solve a system, not take a determinant", () => {
    const A = tensor([
      [2, 1],
      [0, 4],
    ]);
    const solved = (t: Tensor) => withVjp(t, (ct) => A.solve(ct.reshape([2, 1])).reshape([2]));
    expect(jvp(solved, x, tensor([4, 8]))[1].toArray()).toEqual([2, 1.5]); // A⁻ᵀ v
    const determined = (t: Tensor) => withVjp(t, (ct) => ct.mul(A.mul(ct).det()));
    expect(() => jvp(determined, x, x)).toThrow(
      "jvp: expected a withVjp rule that is linear in its cotangent, got another",
    );
    const inverted = (t: Tensor) =>
      withVjp(t, (ct) =>
        A.mul(ct)
          .solve(t.reshape([2, 1]))
          .reshape([2]),
      );
    expect(() => jvp(inverted, x, x)).toThrow("linear in its cotangent");
    const alone = (t: Tensor) => withVjp(t, (ct) => ct.reshape([2, 1, 1]).det());
    expect(() => jvp(alone, x, x)).toThrow("linear in its cotangent");
  });

  test("where nothing moves, nothing does: 0 · ∞ is 0", () => {
    const root = (t: Tensor) => where(t, t.sqrt(), 0);
    const [, moved] = jvp(root, tensor([0, 4]), tensor([0, 1]));
    expect(moved.toArray()).toEqual([0, 0.25]);
    expect(jvp((t: Tensor) => t.sqrt(), tensor([0, 4]), tensor([0, 1]))[1].toArray()).toEqual([
      0, 0.25,
    ]);
  });

  test("commutes with grad, exactly: forward over reverse is reverse over forward", () => {
    const f = (t: Tensor) => t.tanh().mul(t).sum();
    const [at, v] = [input("at", [3]), input("v", [3])];
    const [, over] = jvp(grad(f), at, v);
    const under = grad((t: Tensor) => jvp(f, t, v)[1])(at);
    const [, pull] = vjp(grad(f), at);
    const keying = { p: 2147329799, seed: 4, trial: 0 };
    const value = keyed(keying);
    const [a, b, c] = interpret(prime(keying), [over, under, pull(v)], (leaf) =>
      Array.from({ length: 3 }, (_, i) => value(nameOf(leaf), i)),
    );
    expect(b).toEqual(a);
    expect(c).toEqual(a); // the Hessian is symmetric
  });

  test("a closure over x is constant", () => {
    expect(jvp((t: Tensor) => t.mul(x), x, tensor([1, 1]))[1].toArray()).toEqual([1, 2]);
  });

  test.each<[string, () => unknown, Error]>([
    [
      "another shape",
      () => jvp((t: Tensor) => t, x, tensor([1])),
      new ShapeError("jvp: expected a tangent of shape [2], got shape [1]"),
    ],
    [
      "another tree",
      () => jvp((t: Tensor[]) => t[0]!, [x], [x, x]),
      new ShapeError("jvp: expected a direction of 1 tensors, got 2"),
    ],
    [
      "an index tensor",
      () => jvp((t: Tensor) => t, tensor(Int32Array.from([1])), tensor([1])),
      new TypeError(
        "jvp: expected real tensors, got an index tensor; it has no derivative; pass it as another argument",
      ),
    ],
  ])("an error: %s", (_, run, error) => expect(run).toThrow(error));
});
