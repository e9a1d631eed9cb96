/**
 * What `compile` takes and gives.
 *
 * Next: plain.ts
 */
import type { Values } from "../recall.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Tree } from "../tree.ts";

/** A graph that runs: its memory, seen as inputs and outputs. */
export interface Running {
  /** The numbers of each leaf. */
  readonly inputs: readonly Values[];
  /** The numbers of each root. */
  readonly outputs: readonly Values[];
  /** Which inputs a run overwrites. */
  readonly overwritten: readonly boolean[];
  /** Outputs from inputs. @throws RangeError if an index is out of bounds, before anything changes */
  run(): void;
  /** Puts the outputs that are the next state where the state is. */
  carry(): void;
  /** What it does, as text. */
  print(): string;
  /** The module as text. */
  code(): string;
  /** How many bytes of memory it owns. */
  readonly bytes: number;
}

/** How `compiler` compiles. */
export interface CompileOptions {
  /**
   * Whether products may be fused with sums where the runtime can (Node ≥ 24, not Node 20): matrix
   * products are then faster, and their bits depend on the machine. A sum of k products aᵢ bᵢ moves
   * by at most k · 2⁻²³ · Σ |aᵢ bᵢ|. False when left out.
   */
  readonly relaxed?: boolean;
  /** "plain": where there is no WebAssembly, programs run in the interpreter, with the same bits. */
  readonly fallback?: "plain";
}

/** A tree with the numbers of each tensor in its place. */
export type Views<T extends Tree> = T extends Tensor
  ? Values
  : { readonly [Key in keyof T]: T[Key] extends Tree ? Views<T[Key]> : never };

/** A compiled function of trees of tensors. */
export interface Program<Args extends readonly Tree[], Out extends Tree> {
  /**
   * f(…args), as fresh leaves.
   *
   * An argument tensor that is the same object as in the call before is not copied again.
   * @throws ShapeError unless shapes are those of the examples
   */
  (...args: Args): Out;
  /** The same, as views of the program's memory: they hold until the next call, and while it lives. */
  views(...args: Args): Views<Out>;
  /**
   * Keeps the first argument inside, from step to step.
   * @param state what to begin with
   * @throws TypeError unless the result, or its first entry, is a tree like the first argument
   */
  start(state: Args[0]): Run<Args, Out>;
  /** Its kernels as formulas, then each buffer: its size, its place and how long it lives. */
  print(): string;
  /** Its functions as text: what WebAssembly is told, one line a statement; "" in the interpreter. */
  code(): string;
  /** How many bytes of memory it owns. */
  readonly bytes: number;
}

/** A loop whose state stays in the program's memory: nothing of it is copied from step to step. */
export interface Run<Args extends readonly Tree[], Out extends Tree> {
  /** One step: the rest of the arguments in, the rest of the result out. */
  next(...rest: Rest<Args>): RestOut<Args, Out>;
  /** The state as it is now, a copy. */
  readonly state: Args[0];
}

type Rest<Args extends readonly unknown[]> = Args extends readonly [unknown, ...infer Others]
  ? Others
  : never;

/** [state, …out] ↦ [...out]; a result that is the state alone leaves nothing. */
type RestOut<Args extends readonly Tree[], Out extends Tree> = Out extends readonly [
  Args[0],
  ...infer Others,
]
  ? Others
  : [];
