/** Tests of src/lab/compare/routines.ts, and of what the engines have in common. */
import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/autodiff/evaluate.ts";
import { grad } from "../../../src/autodiff/grad.ts";
import { key } from "../../../src/autodiff/random.ts";
import { draw } from "../../../src/lab/compare/batches.ts";
import { compiled, interpreter } from "../../../src/lab/compare/engine.ts";
import { methods } from "../../../src/lab/compare/methods.ts";
import { preparing } from "../../../src/lab/compare/routines.ts";
import { run } from "../../../src/lab/compare/run.ts";
import { actEach } from "../../../src/symmetry/act.ts";
import { conditions, ready, toy } from "./toy.ts";

describe("preparing", () => {
  test.each(methods)("a compiled run of $name is a plain run, to the bit", (method) => {
    const [one, other] = [compiled, interpreter].map((engine) =>
      run(method, 1, { ...conditions, prepare: preparing(toy, engine) }),
    );
    expect({ ...one, compiled: false }).toEqual(other);
    expect(one!.compiled).toBe(true);
  });

  test.each(methods.filter(({ draws }) => draws))(
    "%s: moving the samples first is the step with the elements in its graph",
    ({ name }) => {
      const { method, theta, batch } = ready(name, 6);
      const gs = draw(key(5), 6, toy.G);
      expect(gs.some((g) => g !== toy.G.identity)).toBe(true);
      const inside = grad(method.objective(toy, gs))(theta, batch.x, batch.y);
      const { gradient } = preparing(toy, interpreter)(method);
      const first = gradient(theta, evaluate(actEach(gs, batch.x)), batch.y);
      expect(first.w1.data).toEqual(inside.w1.data);
      expect(first.w2.data).toEqual(inside.w2.data);
    },
  );

  test("a row is prepared once: seeds share its programs", () => {
    const prepare = preparing(toy, compiled);
    expect(prepare(methods[0]!)).toBe(prepare(methods[0]!));
    expect(prepare(methods[0]!)).not.toBe(prepare(methods[1]!));
  });
});

test("the interpreter is timed besides on a second pass, and changes nothing", () => {
  let ticks = 0;
  const beside = preparing(toy, interpreter);
  const both = run(methods[0]!, 0, { ...conditions, now: () => (ticks++) ** 2, beside });
  // two readings for each of two passes, and two for the pass that warms up: 7² − 6² for 3 steps
  expect(both.plainMsPerStep).toBe(13 / 3);
  const { msPerStep, plainMsPerStep, ...rest } = both;
  expect(run(methods[0]!, 0, conditions)).toMatchObject(rest);
});
