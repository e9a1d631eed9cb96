/**
 * Optimisers: pure functions that build graph, so a whole training step is one graph.
 *
 *     const optimiser = adam({ rate: 1e-3 });
 *     let state = optimiser.init(params);
 *     [params, state] = evaluate(optimiser.step(params, gradients, state));
 *
 * A state is made of tensors as everything else is; there is no counter of steps: what corrects
 * Adam's bias, 1 − βᵗ, is itself a running mean, that of 1, and needs no power and no logarithm.
 *
 * Next: print.ts
 */
import { rangeError, shapeError } from "./errors.ts";
import { sameShape, show } from "./shape.ts";
import { full } from "./tensor/create.ts";
import { Tensor } from "./tensor/tensor.ts";
import { leaves, mapTree, type Tree } from "./tree.ts";

/** A number, or a scalar tensor: a schedule, an input of a claim. */
export type Scalar = number | Tensor;

/** θ, ∇L(θ), state ↦ the next θ and the next state. */
export interface Optimiser<State extends Tree> {
  /** The state before the first step. */
  init(params: Tree): State;
  /**
   * One step. Nothing is computed: `evaluate` the result, or build on it.
   * @throws ShapeError unless gradients and state are those of such parameters
   */
  step<P extends Tree>(params: P, gradients: P, state: State): [params: P, state: State];
}

/** What every optimiser takes. */
export interface SgdOptions {
  /** η ≥ 0 */
  readonly rate: Scalar;
  /** λ: the gradient is ∇L + λθ, that of L + ½λ‖θ‖²; 0 when left out. */
  readonly decay?: Scalar;
}

/** θ ← θ − η g. There is no state: it is []. */
export function sgd({ rate, decay = 0 }: SgdOptions): Optimiser<readonly []> {
  check("sgd", { rate, decay });
  return {
    init: () => [],
    step(params, gradients) {
      const g = gradientsOf("sgd", params, gradients, decay);
      return [mapTree(params, (x, i) => x.sub(g[i]!.mul(rate))), []];
    },
  };
}

/** What momentum takes besides. */
export interface MomentumOptions extends SgdOptions {
  /** μ; 0.9 when left out. */
  readonly momentum?: Scalar;
  /** Whether the step looks ahead; false when left out. */
  readonly nesterov?: boolean;
}

/** v ← μ v + g, θ ← θ − η v; with nesterov θ ← θ − η (g + μ v). The state is v, from 0. */
export function momentum(options: MomentumOptions): Optimiser<readonly Tensor[]> {
  const { rate, momentum: mu = 0.9, nesterov = false, decay = 0 } = options;
  check("momentum", { rate, decay }, { momentum: mu });
  return {
    init: (params) => leaves("momentum", params).map((x) => x.like(0)),
    step(params, gradients, state) {
      const g = gradientsOf("momentum", params, gradients, decay);
      const v = stateOf("momentum", g, state).map((old, i) => old.mul(mu).add(g[i]!));
      const along = nesterov ? v.map((now, i) => g[i]!.add(now.mul(mu))) : v;
      return [mapTree(params, (x, i) => x.sub(along[i]!.mul(rate))), v];
    },
  };
}

/** What Adam takes. */
export interface AdamOptions {
  /** η ≥ 0 */
  readonly rate: Scalar;
  /** β₁, of the mean of gradients; 0.9 when left out. */
  readonly beta1?: Scalar;
  /** β₂, of the mean of their squares; 0.999 when left out. */
  readonly beta2?: Scalar;
  /** ε, added to the root, outside of it; 10⁻⁸ when left out. */
  readonly epsilon?: Scalar;
}

/** Running means: of the gradient, of its square, and of 1 by both weights. */
export type AdamState = {
  /** m, one for each parameter. */
  readonly mean: readonly Tensor[];
  /** v, one for each parameter. */
  readonly square: readonly Tensor[];
  /** 1 − β₁ᵗ */
  readonly weight1: Tensor;
  /** 1 − β₂ᵗ */
  readonly weight2: Tensor;
};

/**
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², θ ← θ − η m̂ / (√v̂ + ε),
 * with m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 * @source Kingma and Ba, "Adam: a method for stochastic optimization" (2015), algorithm 1
 */
export function adam(options: AdamOptions): Optimiser<AdamState> {
  return adaptive("adam", options, 0);
}

/**
 * Adam, and besides θ ← θ − η λ θ: the decay is not divided by √v̂.
 * @param options those of Adam, and `decay` λ, 0.01 when left out
 * @source Loshchilov and Hutter, "Decoupled weight decay regularization" (2019), algorithm 2
 */
export function adamW(options: AdamOptions & { readonly decay?: Scalar }): Optimiser<AdamState> {
  return adaptive("adamW", options, options.decay ?? 0.01);
}

function adaptive(op: string, options: AdamOptions, decay: Scalar): Optimiser<AdamState> {
  const { rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  check(op, { rate, decay, epsilon }, { beta1, beta2 });
  const blend = (old: Tensor, now: Tensor, beta: Scalar): Tensor =>
    old.mul(beta).add(now.mul(complement(beta)));
  return {
    init(params) {
      const zeros = leaves(op, params).map((x) => x.like(0));
      return { mean: zeros, square: zeros, weight1: full([], 0), weight2: full([], 0) };
    },
    step(params, gradients, state) {
      const g = gradientsOf(op, params, gradients, 0);
      const mean = stateOf(op, g, state.mean).map((m, i) => blend(m, g[i]!, beta1));
      const square = stateOf(op, g, state.square).map((v, i) => blend(v, g[i]!.square(), beta2));
      const one = full([], 1);
      const weight1 = blend(state.weight1, one, beta1);
      const weight2 = blend(state.weight2, one, beta2);
      const next = mapTree(params, (x, i) => {
        const root = square[i]!.div(weight2).sqrt().add(epsilon);
        const move = mean[i]!.div(weight1).div(root);
        return x.sub((decay === 0 ? move : move.add(x.mul(decay))).mul(rate));
      });
      return [next, { mean, square, weight1, weight2 }];
    },
  };
}

/** √Σ g² over all numbers of a tree; gradients beyond 10¹⁹ overflow when squared. */
export function globalNorm(tree: Tree): Tensor {
  const squares = leaves("globalNorm", tree).map((g) => g.dot(g));
  return squares.reduce((sum, square) => sum.add(square), full([], 0)).sqrt();
}

/**
 * g · min(1, limit / ‖g‖), ‖g‖ the norm of all numbers of the tree at once.
 * @param gradients any tree of real tensors
 * @param limit     ≥ 0
 */
export function clipByGlobalNorm<T extends Tree>(gradients: T, limit: Scalar): T {
  check("clipByGlobalNorm", { limit });
  const norm = globalNorm(gradients);
  const most = typeof limit === "number" ? full([], limit) : limit;
  const scale = norm.sub(most).gate(most.div(norm), full([], 1));
  return mapTree(gradients, (g) => g.mul(scale));
}

/** 1 − β, exactly where β is 0 or at least ½. */
function complement(beta: Scalar): Scalar {
  return typeof beta === "number" ? 1 - Math.fround(beta) : beta.like(1).sub(beta);
}

/** Numbers ≥ 0, and weights from 0 to below 1; tensors must be scalars. */
function check(
  op: string,
  amounts: Readonly<Record<string, Scalar>>,
  weights: Readonly<Record<string, Scalar>> = {},
): void {
  for (const [name, value] of Object.entries({ ...amounts, ...weights })) {
    if (value instanceof Tensor) {
      if (value.rank === 0) continue;
      throw shapeError(op, `a scalar ${name}`, `shape ${show(value.shape)}`);
    }
    const isWeight = name in weights;
    if (value >= 0 && value < (isWeight ? 1 : Number.POSITIVE_INFINITY)) continue;
    throw rangeError(op, isWeight ? `0 ≤ ${name} < 1` : `a finite ${name} ≥ 0`, String(value));
  }
}

/** The gradients as a list, each of the shape of its parameter, with λθ added. */
function gradientsOf(op: string, params: Tree, gradients: Tree, decay: Scalar): Tensor[] {
  const [xs, gs] = [leaves(op, params), leaves(op, gradients)];
  if (xs.length !== gs.length) throw shapeError(op, `${xs.length} gradients`, String(gs.length));
  return gs.map((g, i) => {
    const x = xs[i]!;
    if (!sameShape(x.shape, g.shape)) {
      throw shapeError(op, `a gradient of shape ${show(x.shape)}`, `shape ${show(g.shape)}`);
    }
    return decay === 0 ? g : g.add(x.mul(decay));
  });
}

/** @throws ShapeError unless the state is one of such gradients */
function stateOf(op: string, gradients: readonly Tensor[], state: readonly Tensor[]) {
  const fits = state.length === gradients.length;
  if (fits && state.every((old, i) => sameShape(old.shape, gradients[i]!.shape))) return state;
  const got = state.map(({ shape }) => show(shape)).join(", ") || "none";
  throw shapeError(op, "the state of these parameters", `shapes ${got}`, "init makes one");
}
