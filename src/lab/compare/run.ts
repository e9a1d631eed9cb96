/**
 * One cell of work: one method, one seed. A pure function of them, but for the time it takes.
 *
 * Next: cheaper.ts
 */
import { activationBytes, flops } from "../../autodiff/cost.ts";
import { evaluate } from "../../autodiff/evaluate.ts";
import { valueAndGrad } from "../../autodiff/grad.ts";
import { leaves } from "../../autodiff/tree.ts";
import type { Mlp } from "../../methods/models.ts";
import { reynoldsOfParameters } from "../../symmetry/parameters.ts";
import type { Split } from "../data/digits.ts";
import { type Batch, batches, draw, keysOf } from "./batches.ts";
import { accuracy, type Exam, exam, invarianceError } from "./measure.ts";
import type { Method } from "./methods.ts";
import { type Moments, moments } from "./moments.ts";
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
  /** Milliseconds a step took, evaluation excluded. */
  readonly msPerStep: number;
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
}

/**
 * Trains one method from one seed, and measures it.
 * @param method     the row
 * @param seed       a whole number
 * @param conditions all else
 */
export function run(method: Method, seed: number, { setting, data, now }: Conditions): Run {
  const keys = keysOf(seed);
  const tasks = exam(data.test, setting.G);
  const [first] = batches(data.train, keys.order, 0, setting);
  let theta = start(method, setting, keys);
  const before = tests(method, setting, theta, tasks);
  const statics = {
    ...cost(method, setting, theta, first!),
    ...moments(method, setting, theta, first!),
  };
  const curve = [before.rotated];
  let ms = 0;
  for (let epoch = 0; epoch < setting.epochs; epoch++) {
    const started = now();
    theta = pass(method, setting, theta, data.train, keys, epoch);
    ms += now() - started;
    curve.push(rotatedAccuracy(method, setting, theta, tasks));
  }
  const after = tests(method, setting, theta, tasks);
  const steps = setting.epochs * Math.ceil(data.train.labels.length / setting.batch);
  return {
    id: method.id,
    seed,
    ...statics,
    msPerStep: ms / steps,
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

/** Counted from the graph of the value and the gradient of one step. */
function cost(method: Method, setting: Setting, theta: Mlp, { x, y }: Batch) {
  const gs = method.draws ? draw(keysOf(0).elements, x.shape[0]!, setting.G) : [];
  const [value, gradient] = valueAndGrad(method.objective(setting, gs))(theta, x, y);
  return { flops: flops([value, gradient]), bytes: activationBytes(value, gradient) };
}

function tests(method: Method, setting: Setting, theta: Mlp, { upright, rotated, labels }: Exam) {
  const model = method.tested(setting);
  const w = weights(method, setting, theta);
  const outputs = evaluate({ upright: model(upright, w), rotated: model(rotated, w) });
  return {
    upright: accuracy(outputs.upright, labels),
    rotated: accuracy(outputs.rotated, labels),
    invariance: invarianceError(model, w, upright, setting.G),
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

function rotatedAccuracy(method: Method, setting: Setting, theta: Mlp, tasks: Exam): number {
  const model = method.tested(setting);
  return accuracy(model(tasks.rotated, weights(method, setting, theta)), tasks.labels);
}
