/**
 * How functions of tensors are run: compiled, once for each shape, or by the plain interpreter.
 *
 * Both give the same bits, so a comparison does not depend on which it was but for its time.
 *
 * Next: routines.ts
 */
import { evaluate } from "../../autodiff/evaluate.ts";
import { show } from "../../autodiff/shape.ts";
import type { Tensor } from "../../autodiff/tensor/tensor.ts";
import { leaves, type Tree } from "../../autodiff/tree.ts";
import { compile } from "../../autodiff/wasm/compile.ts";
import type { Program } from "../../autodiff/wasm/types.ts";

/** A state that learns from batches. */
export interface Loop<State extends Tree> {
  /** state ← f(state, x, y), x and y of the shapes that the loop began with. */
  next(x: Tensor, y: Tensor): void;
  /** The state as it is now. */
  readonly state: State;
}

/** One way to run functions. */
export interface Engine {
  /** Whether it compiles. */
  readonly compiles: boolean;
  /** f, its result as leaves. */
  call<Args extends readonly Tree[], Out extends Tree>(
    f: (...args: Args) => Out,
  ): (...args: Args) => Out;
  /** f as loops: each begins with a state, and with a batch that says the shapes. */
  loop<State extends Tree>(
    f: (state: State, x: Tensor, y: Tensor) => State,
  ): (state: State, x: Tensor, y: Tensor) => Loop<State>;
}

/** The plain interpreter. */
export const interpreter: Engine = {
  compiles: false,
  call:
    (f) =>
    (...args) =>
      evaluate(f(...args)),
  loop: (f) => (first) => {
    let state = first;
    return {
      next(x, y) {
        state = evaluate(f(state, x, y));
      },
      get state() {
        return state;
      },
    };
  },
};

/** Programs, each compiled at its first call; the state of a loop stays in its memory. */
export const compiled: Engine = {
  compiles: true,
  call(f) {
    const programs = byShape(f);
    return (...args) => programs(args)(...args);
  },
  loop(f) {
    const programs = byShape(f);
    return (state, x, y) => programs([state, x, y]).start(state);
  },
};

/** The program for the shapes of these arguments; a loop ends where the next of its program begins. */
function byShape<Args extends readonly Tree[], Out extends Tree>(
  f: (...args: Args) => Out,
): (args: Args) => Program<Args, Out> {
  const known = new Map<string, Program<Args, Out>>();
  return (args) => {
    const shapes = leaves("compare", args).map(({ shape }) => show(shape));
    const key = shapes.join();
    const program = known.get(key) ?? compile<Args, Out>(f, ...args);
    known.set(key, program);
    return program;
  };
}
