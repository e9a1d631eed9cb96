/**
 * How far one step's gradient is from the full-orbit gradient: in the mean (bias), and by chance
 * (variance).
 *
 * Exact: the expectation over sampled elements is a sum over the group.
 *
 * Next: run.ts
 */
import { evaluate } from "../../autodiff/evaluate.ts";
import { leaves } from "../../autodiff/tree.ts";
import type { Mlp } from "../../methods/models.ts";
import { actEach } from "../../symmetry/act.ts";
import type { Batch } from "./batches.ts";
import type { Method } from "./methods.ts";
import type { Routines } from "./routines.ts";
import type { Setting } from "./setting.ts";
import { weights } from "./train.ts";

/** Both relative to the full-orbit gradient ḡ at the same θ on the same batch. */
export interface Moments {
  /** 𝔼|ĝ − 𝔼ĝ|² / |ḡ|² over the elements that the row draws. */
  readonly gradientVariance: number;
  /** |𝔼ĝ − ḡ| / |ḡ| */
  readonly bias: number;
}

/**
 * Variance and bias of a row's gradient at θ on one batch.
 * @param method   the row
 * @param setting  the experiment
 * @param routines of the row
 * @param theta    what the row learns: coordinates, if it ties its parameters
 * @param batch    inputs and labels
 */
export function moments(
  method: Method,
  setting: Setting,
  routines: Pick<Routines, "gradient" | "orbitGradient">,
  theta: Mlp,
  batch: Batch,
): Moments {
  const at = weights(method, setting, theta);
  const full = flat(routines.orbitGradient(at, batch.x, batch.y));
  const gradient = ({ x, y }: Batch): Float64Array =>
    flat(weights(method, setting, routines.gradient(theta, x, y)));
  const { mean, variance } = method.draws
    ? overDraws(gradient, setting, batch)
    : { mean: gradient(batch), variance: 0 };
  const size = squared(full);
  const off = squared(full.map((x, i) => mean[i]! - x));
  return { gradientVariance: variance / size, bias: Math.sqrt(off / size) };
}

/**
 * 𝔼ĝ and 𝔼|ĝ − 𝔼ĝ|² for ĝ = (1/n) Σᵢ gᵢ with an independent uniform element for each sample: the
 * means add up, and so do the variances, (1/n²) Σᵢ Var gᵢ.
 */
function overDraws(gradient: (of: Batch) => Float64Array, { G }: Setting, { x, y }: Batch) {
  const n = x.shape[0]!;
  const { elements, order } = G;
  let mean: Float64Array | null = null;
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const sample = evaluate({ x: x.slice([i, i + 1]), y: y.slice([i, i + 1]) });
    const each = elements.map((g) => {
      return gradient({ x: evaluate(actEach([g], sample.x)), y: sample.y });
    });
    const centre = each[0]!.map((_, k) => each.reduce((sum, v) => sum + v[k]!, 0) / order);
    const spreads = each.map((v) => squared(v.map((value, k) => value - centre[k]!)));
    variance += spreads.reduce((sum, s) => sum + s, 0) / order / n ** 2;
    mean = centre.map((value, k) => (mean?.[k] ?? 0) + value / n);
  }
  return { mean: mean!, variance };
}

function flat(theta: Mlp): Float64Array {
  return Float64Array.from(leaves("moments", evaluate(theta)).flatMap((w) => [...w.data]));
}

function squared(v: Float64Array): number {
  return v.reduce((sum, x) => sum + x * x, 0);
}
