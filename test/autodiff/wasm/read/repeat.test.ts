/** Loops as programs: the bits of the interpreter, and no more memory or time than somebody reads. */
import { describe, expect, test } from "vitest";
import {
  compile,
  evaluate,
  grad,
  scan,
  type Tensor,
  tensor,
  zeros,
} from "../../../../src/autodiff/index.ts";
import { draw, indices, same } from "../same.ts";

/** Updates of a table, one after the other. */
function learn(table: Tensor, from: Tensor, to: Tensor, reward: Tensor) {
  const [length] = table.shape as [number];
  return scan(
    (v: Tensor, x: { from: Tensor; to: Tensor; reward: Tensor }) => {
      const error = v.take(x.to, 0).mul(0.9).add(x.reward).sub(v.take(x.from, 0));
      return [v.add(error.mul(0.1).scatterAdd(x.from, 0, length)), error];
    },
    table,
    { from, to, reward },
  );
}

describe("what nobody reads of a loop", () => {
  const T = 1000;
  const step = (v: Tensor): [Tensor, Tensor] => {
    const next = v.mul(0.9).add(1);
    return [next, next.sum()];
  };
  const last = (v: Tensor) => scan(step, v, null, { length: T })[0];
  const both = (v: Tensor) => scan(step, v, null, { length: T });
  const table = draw(1, [64]);

  test("is not kept: of a thousand steps the last table only", () => {
    expect(same(last, table).bytes).toBeLessThan(8_000);
  });

  test("nor computed", () => {
    expect(compile(last, table).print()).not.toContain("sum over");
    expect(compile(both, table).print()).toContain("sum over");
  });

  test("is kept by columns: a thousand sums, but not a thousand tables", () => {
    expect(same(both, table).bytes).toBeLessThan(8_000 + 4 * T);
  });

  test("a gradient keeps what was carried, as it recomputes each step", () => {
    const f = (v: Tensor) => grad((u: Tensor) => last(u).square().sum())(v);
    expect(same(f, table).bytes).toBeGreaterThan(4 * 64 * T);
  });

  test("everything at once is as the graph has it", () => {
    const f = (v: Tensor, xs: Tensor) => {
      const [carry, ys] = scan((c: Tensor, x: Tensor) => [c.add(x), c.sum()], v, xs);
      return [carry, ys, carry.sum().add(ys.sum())];
    };
    same(f, table, draw(2, [5, 64]));
  });

  test("an index out of bounds is an error all the same", () => {
    const f = (v: Tensor, i: Tensor) => {
      const [, ys] = scan((c: Tensor, at: Tensor) => [c, v.take(at, 0)], zeros([1]), i);
      return ys.slice([0, 0]);
    };
    const args = [tensor([1, 2]), indices(0, 2).reshape([2, 1])] as const;
    expect(() => evaluate(f(...args))).toThrow("expected indices from 0 to 1, got 2");
    expect(() => compile(f, ...args)(...args)).toThrow("expected indices from 0 to 1, got 2");
  });
});

describe("a carry of several tensors", () => {
  type State = { a: Tensor; b: Tensor; c: Tensor };
  const start: State = { a: draw(1, [4]), b: draw(2, [2, 3]), c: draw(3, []) };

  test("goes on part by part, each where it was", () => {
    const f = (state: State) =>
      scan(({ a, b, c }: State) => [{ a: a.mul(2), b: b.add(1), c: c.tanh() }, []], state, null, {
        length: 4,
      })[0];
    const lines = same(f, start).print().split("\n");
    const places = (life: RegExp) =>
      lines.filter((line) => life.test(line)).map((line) => / at (\d+) /.exec(line)![1]);
    expect(places(/of a loop$/)).toEqual(places(/to the next step$/));
    expect(places(/of a loop$/)).toHaveLength(3);
  });

  test("is read as a whole by the loop backwards", () => {
    const f = ({ a, b, c }: State) => {
      const end = scan(
        (s: State) => [{ a: s.a.mul(s.c).tanh(), b: s.b.mul(s.b), c: s.a.sum() }, []],
        { a, b, c },
        null,
        { length: 4 },
      )[0];
      return end.a.sum().add(end.b.sum()).add(end.c);
    };
    same((state: State) => grad(f)(state), start);
  });

  test("backwards in time, the first slice leaves the last carry", () => {
    const f = (x: Tensor, xs: Tensor) =>
      scan((c: Tensor, y: Tensor) => [c.mul(0.5).add(y), c], x, xs, { reverse: true });
    same((x: Tensor, xs: Tensor) => f(x, xs)[0], draw(1, [3]), draw(2, [5, 3]));
    same((x: Tensor, xs: Tensor) => f(x, xs)[1].slice([4, 5]), draw(1, [3]), draw(2, [5, 3]));
  });

  test("may be exchanged, rotated and read crosswise", () => {
    const [a, b] = [draw(1, [5]), draw(2, [5])];
    const f = (x: Tensor, y: Tensor) =>
      scan(
        ({ p, q }: { p: Tensor; q: Tensor }) => [{ p: q, q: p.add(q).flip(0) }, p.sub(q)],
        { p: x, q: y },
        null,
        { length: 7 },
      );
    same(f, a, b);
  });

  test("two parts may become one tensor", () => {
    const f = (x: Tensor, y: Tensor) =>
      scan(
        ({ p, q }: { p: Tensor; q: Tensor }) => {
          const next = p.mul(q).tanh();
          return [{ p: next, q: next }, next];
        },
        { p: x, q: y },
        null,
        { length: 3 },
      );
    same(f, draw(1, [5]), draw(2, [5]));
  });
});

describe("a table that learns", () => {
  const reward = draw(9, [6, 1]);
  const [from, to] = [indices(0, 1, 1, 4, 0, 2), indices(1, 1, 0, 2, 3, 4)].map((x) =>
    x.reshape([6, 1]),
  ) as [Tensor, Tensor];

  test("is changed where it is, by one kernel that touches what it learns", () => {
    const program = same(learn, draw(1, [5]), from, to, reward);
    expect(program.print()).toContain("add scatter(");
  });

  test("has the zeros of the interpreter: −0 + 0 is +0, but not before it has been read", () => {
    same(learn, tensor([-0, -0, -0, -0, -0]), from, to, zeros([6, 1]));
    same(
      learn,
      tensor([-0, -0, -0, -0, -0]),
      from,
      to,
      tensor(new Float32Array(6).fill(-0), [6, 1]),
    );
  });

  test("may learn the same row several times in one step", () => {
    const pairs = [indices(0, 0, 1, 2, 2, 2), indices(1, 3, 1, 1, 4, 0)].map((x) =>
      x.reshape([3, 2]),
    );
    same(learn, draw(1, [5]), pairs[0]!, pairs[1]!, draw(2, [3, 2]));
  });

  test("has rows of any width", () => {
    for (const width of [1, 3, 4, 7, 40]) {
      same(learn, draw(1, [5, width]), from, to, draw(2, [6, 1, width]));
    }
  });

  test("unlearns as well", () => {
    const f = (table: Tensor, i: Tensor) =>
      scan(
        (v: Tensor, at: Tensor) => [v.sub(v.take(at, 0).exp().scatterAdd(at, 0, 5)), []],
        table,
        i,
      )[0];
    expect(same(f, tensor([-0, 1, -0, 2, 3]), from).print()).toContain("sub scatter(");
  });

  test("of the rows themselves nothing is left out: rows − table is not an update of it", () => {
    const f = (table: Tensor, i: Tensor) =>
      scan((v: Tensor, at: Tensor) => [v.take(at, 0).scatterAdd(at, 0, 5).sub(v), []], table, i)[0];
    expect(same(f, draw(1, [5]), from).print()).not.toContain("sub scatter(");
  });

  test("says which step moved by a bad index, and leaves a state as it was", () => {
    const bad = indices(0, 1, 5, 4, 0, 2).reshape([6, 1]);
    const step = (table: Tensor, i: Tensor) => [learn(table, i, to, reward)[0]];
    const run = compile(step, draw(1, [5]), from).start(draw(1, [5]));
    run.next(from);
    const before = run.state;
    const message = "expected indices from 0 to 4, got 5 at position 0";
    expect(() => evaluate(step(before, bad))).toThrow(message);
    expect(() => run.next(bad)).toThrow(message);
    expect(run.state.data).toEqual(before.data);
  });
});

describe("an update outside of a loop", () => {
  const table = tensor([-0, 1, -2, 3]);
  const rows = tensor([1, -0, 4]);

  test("is of a copy, or of the state itself", () => {
    const f = (x: Tensor, y: Tensor, i: Tensor) => [x.add(y.scatterAdd(i, 0, 4)), x.mul(2)];
    same(f, table, rows, indices(1, 3, 1));
    const both = (x: Tensor, y: Tensor, i: Tensor) => {
      const sums = y.scatterAdd(i, 0, 4);
      return [x.add(sums), sums];
    };
    same(both, table, rows, indices(1, 3, 1));
    const step = (x: Tensor, y: Tensor, i: Tensor) => x.add(y.scatterAdd(i, 0, 4));
    const run = compile(step, table, rows, indices(0, 0, 0)).start(table);
    let plain = table;
    for (const i of [indices(1, 3, 1), indices(0, 0, 3), indices(2, 2, 2)]) {
      run.next(rows, i);
      plain = evaluate(step(plain, rows, i));
      expect(run.state.data).toEqual(plain.data);
    }
  });

  test("of a temporary in a loop sees to its zeros in every step", () => {
    const f = (x: Tensor, i: Tensor) =>
      scan(
        (v: Tensor, at: Tensor) => {
          const moved = v.mul(-0);
          const next = moved.add(v.take(at, 0).scatterAdd(at, 0, 4));
          return [next.add(1), next];
        },
        x,
        i,
      );
    same(f, table, indices(1, 3, 2).reshape([3, 1]));
  });
});

describe("indices known only when the program runs", () => {
  test("are looked at before a loop, if they are the same in each step", () => {
    const f = (x: Tensor, i: Tensor) =>
      scan((c: Tensor) => [c.add(c.take(i, 0).sum()), []], x, null, { length: 3 })[0];
    expect(same(f, draw(1, [4]), indices(0, 3)).print()).toMatch(/^0 {2}0 ≤ args\.1 < 4/);
  });

  test("are looked at before anything reads by them, whatever is fused", () => {
    const f = (x: Tensor, list: Tensor) => {
      const at = list.take(x.argMax(0).reshape([1]), 0);
      return [x.slice([0, 1]).exp(), x.take(at, 0).add(x.slice([1, 2]).exp())];
    };
    same(f, tensor([1, 3, 2]), indices(0, 2, 1));
    const args = [tensor([1, 3, 2]), indices(0, 2 ** 29, 1)] as const;
    expect(() => compile(f, ...args)(...args)).toThrow(
      "expected indices from 0 to 2, got 536870912",
    );
  });

  test("may read, along one row, what was just computed", () => {
    const f = (x: Tensor, i: Tensor) => {
      const y = x.mul(2).exp();
      return [y.sub(1), y.take(i, 0).mul(3)];
    };
    same(f, draw(1, [1, 9]), indices(0));
  });

  test("go backwards over a table that is flipped", () => {
    const f = (x: Tensor, i: Tensor) => [x.flip(0).take(i, 0), x.T.flip(0).take(i, 0).mul(2)];
    same(f, draw(1, [4, 4]), indices(0, 3, 1, 1));
  });
});

test("nothing, padded to no more elements but another shape, has that shape", () => {
  const f = (x: Tensor) => {
    const wide = x.pad([
      [2, 1],
      [0, 0],
    ]);
    return wide.matmul(wide.T);
  };
  same(f, zeros([1, 0]));
});

test("a loop of no steps is what it began with", () => {
  const f = (x: Tensor) => scan((c: Tensor) => [c.add(1), c], x, null, { length: 0 });
  same(f, draw(1, [3]));
});

test("a loop in a loop, of which the outer one takes the last carry", () => {
  const f = (x: Tensor, w: Tensor) =>
    scan(
      (c: Tensor) => {
        const [inner, sums] = scan((d: Tensor) => [d.matmul(w).tanh(), d.sum()], c, null, {
          length: 3,
        });
        return [inner, sums];
      },
      x,
      null,
      { length: 4 },
    );
  same(f, draw(1, [2, 3]), draw(2, [3, 3]));
  same(
    (x: Tensor, w: Tensor) => grad((v: Tensor) => f(v, w)[1].sum())(x),
    draw(1, [2, 3]),
    draw(2, [3, 3]),
  );
});
