/**
 * One cell of work: one method, one seed. A pure function of them, but for the time it takes.
 *
 * Next: cheaper.ts
 */
import { activationBytes, flops } from "../../autodiff/cost.ts";
import { valueAndGrad } from "../../autodiff/grad.ts";
import { leaves } from "../../autodiff/tree.ts";
import type { Mlp } from "../../methods/models.ts";
import { reynoldsOfParameters } from "../../symmetry/parameters.ts";
import type { Split } from "../data/digits.ts";
import { type Batch, batches, draw, type Keys, keysOf } from "./batches.ts";
import { accuracy, type Exam, exam, invarianceError } from "./measure.ts";
import type { Method } from "./methods.ts";
import { type Moments, moments } from "./moments.ts";
import type { Prepare, Routines } from "./routines.ts";
import type { Setting } from "./setting.ts";
import { pass, start, weights } from "./train.ts";

/** What one method did from one seed. */
export interface Run extends Moments {
  /** The id of the method. */
  readonly id: string;
  /** The seed of θ₀, the batches and the draws. */
  readonly seed: number;
  /** Floating-point operations of the value and the gradient of one step. */
  readonly flops: number;
  /** Bytes of activations that the gradient of one step reads. */
  readonly bytes: number;
  /** Whether what was run again and again was compiled. */
  readonly compiled: boolean;
  /** Milliseconds a step took, evaluation excluded. */
  readonly msPerStep: number;
  /** The same in the plain interpreter, in a pass of its own; null if it was not asked for. */
  readonly plainMsPerStep: number | null;
  /** Before training. */
  readonly invarianceErrorBefore: number;
  /** After training. */
  readonly invarianceErrorAfter: number;
  /** |θ − Rθ| before training, R the projection onto what G fixes. */
  readonly asymmetryBefore: number;
  /** |θ − Rθ| after training. */
  readonly asymmetryAfter: number;
  /** Share of test digits that are recognised as they are. */
  readonly accuracyUpright: number;
  /** The same, each digit moved by a uniform element. */
  readonly accuracyRotated: number;
  /** Accuracy on moved digits before training and after each pass. */
  readonly curve: readonly number[];
  /** The weights after training, one list. */
  readonly weights: Float32Array;
}

/** What a run needs besides its method. */
export interface Conditions {
  /** The experiment. */
  readonly setting: Setting;
  /** Digits to learn from and to test on. */
  readonly data: Split;
  /** Milliseconds on some clock. */
  readonly now: () => number;
  /** The routines of each row. */
  readonly prepare: Prepare;
  /** Those of the plain interpreter, if its time is wanted too. */
  readonly beside?: Prepare;
}

/**
 * Trains one method from one seed, and measures it.
 * @param method     the row
 * @param seed       a whole number
 * @param conditions all else
 */
export function run(method: Method, seed: number, conditions: Conditions): Run {
  const { setting, data, prepare, beside } = conditions;
  const routines = prepare(method);
  const keys = keysOf(seed);
  const tasks = exam(data.test, setting.G);
  const [first] = batches(data.train, keys.order, 0, setting);
  const initial = start(method, setting, keys);
  const before = tests(method, setting, routines, initial, tasks);
  const statics = {
    ...cost(method, setting, initial, first!),
    ...moments(method, setting, routines, initial, first!),
  };
  const curve = [before.rotated];
  const { theta, ms } = train(method, keys, routines, initial, conditions, setting.epochs, (at) => {
    curve.push(rotatedAccuracy(method, setting, routines, at, tasks));
  });
  const after = tests(method, setting, routines, theta, tasks);
  return {
    id: method.id,
    seed,
    ...statics,
    compiled: routines.compiled,
    msPerStep: ms,
    plainMsPerStep: beside ? plainTime(method, keys, beside(method), initial, conditions) : null,
    invarianceErrorBefore: before.invariance,
    invarianceErrorAfter: after.invariance,
    asymmetryBefore: before.asymmetry,
    asymmetryAfter: after.asymmetry,
    accuracyUpright: after.upright,
    accuracyRotated: after.rotated,
    curve,
    weights: Float32Array.from(
      leaves("run", weights(method, setting, theta)).flatMap((w) => [...w.data]),
    ),
  };
}

/** θ after so many passes, and the milliseconds of a step. */
function train(
  method: Method,
  keys: Keys,
  routines: Routines,
  initial: Mlp,
  { setting, data, now }: Omit<Conditions, "prepare">,
  epochs: number,
  afterPass: (theta: Mlp) => void,
): { theta: Mlp; ms: number } {
  // what compiles does so at the first step of a shape: not on the clock
  for (const { x, y } of batches(data.train, keys.order, 0, setting)) routines.step(initial, x, y);
  let theta = initial;
  let ms = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const started = now();
    theta = pass(method, setting, routines, theta, data.train, keys, epoch);
    ms += now() - started;
    afterPass(theta);
  }
  return { theta, ms: ms / epochs / Math.ceil(data.train.labels.length / setting.batch) };
}

/** Milliseconds a step takes in a pass, after one that lets the engine of the runtime warm up. */
function plainTime(
  method: Method,
  keys: Keys,
  routines: Routines,
  initial: Mlp,
  conditions: Conditions,
): number {
  train(method, keys, routines, initial, conditions, 1, () => {});
  return train(method, keys, routines, initial, conditions, 1, () => {}).ms;
}

/** Counted from the graph of the value and the gradient of one step. */
function cost(method: Method, setting: Setting, theta: Mlp, { x, y }: Batch) {
  const gs = method.draws ? draw(keysOf(0).elements, x.shape[0]!, setting.G) : [];
  const [value, gradient] = valueAndGrad(method.objective(setting, gs))(theta, x, y);
  return { flops: flops([value, gradient]), bytes: activationBytes(value, gradient) };
}

function tests(
  method: Method,
  setting: Setting,
  routines: Routines,
  theta: Mlp,
  { upright, rotated, labels }: Exam,
) {
  const w = weights(method, setting, theta);
  return {
    upright: accuracy(routines.outputs(upright, w), labels),
    rotated: accuracy(routines.outputs(rotated, w), labels),
    invariance: invarianceError(routines, w, upright, setting.G),
    asymmetry: asymmetry(setting, w),
  };
}

/** |θ − Rθ| */
function asymmetry({ rho }: Setting, theta: Mlp): number {
  const fixed = reynoldsOfParameters(rho, theta);
  const squares = (["w1", "b1", "w2", "b2"] as const).map((name) =>
    theta[name].sub(fixed[name]).square().sum().item(),
  );
  return Math.sqrt(squares.reduce((sum, s) => sum + s, 0));
}

function rotatedAccuracy(
  method: Method,
  setting: Setting,
  { outputs }: Routines,
  theta: Mlp,
  tasks: Exam,
): number {
  return accuracy(outputs(tasks.rotated, weights(method, setting, theta)), tasks.labels);
}
