/**
 * Calling a program: trees in, trees out.
 *
 * Next: types.ts
 */
import { describe, shapeError, typeError } from "../errors.ts";
import type { Values } from "../recall.ts";
import { sameShape, show } from "../shape.ts";
import { leaf } from "../tensor/create.ts";
import { Tensor } from "../tensor/tensor.ts";
import { mapTree, type Tree } from "../tree.ts";
import type { Traced } from "./trace.ts";
import { alike } from "./trace.ts";
import type { Program, Run, Running } from "./types.ts";

/** The program as users have it. */
export function programOf<Args extends readonly Tree[], Out extends Tree | readonly []>(
  traced: Traced,
  running: Running,
): Program<Args, Out> {
  const caller = new Caller(traced, running);
  const program = (...args: Args): Out => {
    caller.bind(args);
    running.run();
    return caller.result(traced.result, 0) as Out;
  };
  return Object.assign(program, {
    views(...args: Args) {
      caller.bind(args);
      running.run();
      return caller.views;
    },
    start: (state: Args[0]) => caller.start(state),
    print: () => running.print(),
    code: () => running.code(),
    bytes: running.bytes,
  }) as unknown as Program<Args, Out>;
}

/** What a program has been given, and how its results are handed out. */
class Caller {
  private readonly traced: Traced;
  private readonly running: Running;
  /** The tensor whose numbers each input holds; null if a run has overwritten them. */
  private readonly bound: (Tensor | null)[];
  /** The loop that owns the state; null if there is none. */
  private run: object | null = null;
  private viewed: unknown;

  constructor(traced: Traced, running: Running) {
    this.traced = traced;
    this.running = running;
    this.bound = traced.leaves.map(() => null);
  }

  /** Copies what is not there yet. Nothing is written unless every argument fits. */
  bind(args: readonly unknown[]): void {
    const { arity } = this.traced;
    if (args.length !== arity) {
      const got = `${args.length} arguments`;
      throw typeError("compiled", `${arity} arguments, as in the examples`, got);
    }
    this.run = null;
    this.write(this.found(args, 0), 0);
  }

  /** The tree with a fresh leaf for each tensor, from output `first` on. */
  result(tree: Tree, first: number): Tree {
    const { outputs } = this.running;
    return mapTree(tree, (x, i) => leaf(outputs[first + i]!.slice(), x.shape));
  }

  /** The tree of the result with the numbers themselves: the same at each call, as they stay where they are. */
  get views(): unknown {
    this.viewed ??= this.viewsOf(this.traced.result, { next: 0 });
    return this.viewed;
  }

  private viewsOf(branch: Tree, index: { next: number }): unknown {
    if (branch instanceof Tensor) return this.running.outputs[index.next++];
    if (Array.isArray(branch)) return branch.map((each) => this.viewsOf(each, index));
    const parts = Object.entries(branch).map(([key, each]) => [key, this.viewsOf(each, index)]);
    return Object.fromEntries(parts);
  }

  /** A loop from that state. */
  start(state: Tree): Run<Tree[], Tree> {
    const { carried, result, leaves } = this.traced;
    if (carried === 0) {
      const rule = "a function whose result, or its first entry, is a tree like its first argument";
      throw typeError("start", rule, "another");
    }
    this.write(this.found([state], 0), 0);
    this.bound.fill(null, 0, carried); // every step overwrites them
    const running = this.running;
    const self = {};
    this.run = self;
    const check = (): void => {
      if (this.run === self) return;
      const fix = "compile the function once for each loop";
      throw typeError("next", "a program that nothing else ran", "one that was called since", fix);
    };
    const isAlone = alike(result, state);
    const rest = isAlone ? [] : (result as readonly Tree[]).slice(1);
    return {
      next: (...args: readonly unknown[]) => {
        check();
        this.write(this.found([undefined, ...args], carried), carried);
        running.run();
        running.carry();
        return this.result(rest, carried) as never;
      },
      get state() {
        check();
        return mapTree(state, (_, i) => leaf(running.inputs[i]!.slice(), leaves[i]!.shape));
      },
    };
  }

  /** The tensors of arguments, from leaf `first` on, checked. */
  private found(args: readonly unknown[], first: number): Tensor[] {
    const { paths, leaves } = this.traced;
    const found: Tensor[] = [];
    for (let i = first; i < leaves.length; i++) {
      const path = paths[i]!;
      if (Number(path[0]) >= args.length) break;
      let at: unknown = args;
      for (const key of path) at = (at as Readonly<Record<string, unknown>> | undefined)?.[key];
      const bound = this.bound[i]!;
      if (at === bound && bound !== null) {
        found.push(bound);
        continue;
      }
      const { shape, kind } = leaves[i]!;
      if (!(at instanceof Tensor)) {
        throw typeError("compiled", `a tensor at args.${path.join(".")}`, describe(at));
      }
      if (at.kind !== kind || !sameShape(at.shape, shape)) {
        const rule = `${kind} ${show(shape)} at args.${path.join(".")}, as in the example`;
        throw shapeError(
          "compiled",
          rule,
          `${at.kind} ${show(at.shape)}`,
          "compile for each shape",
        );
      }
      found.push(at);
    }
    return found;
  }

  /** Computes all that is not there, and then copies it. */
  private write(tensors: readonly Tensor[], first: number): void {
    const { inputs, overwritten } = this.running;
    const bound = this.bound;
    if (tensors.every((x, i) => bound[first + i] === x)) return;
    const values = tensors.map((x, i): Values | null => (bound[first + i] === x ? null : x.data));
    for (let i = 0; i < tensors.length; i++) {
      const at = first + i;
      if (values[i] !== null) inputs[at]!.set(values[i]!);
      bound[at] = overwritten[at] ? null : tensors[i]!;
    }
  }
}
