/**
 * Rows that do what another row does, for less: which they are is proved, what they save is measured.
 *
 * Next: comparison.ts
 */
import {
  type Cheapest,
  cheapest,
  type Factor,
  formatFactor,
  learning,
} from "../../claims/index.ts";
import type { Method } from "./methods.ts";

/** A row that takes the steps of another with fewer flops. */
export interface Cheaper {
  /** The name of the cheaper row. */
  readonly method: string;
  /** The hypotheses under which their gradients are proved to be the same. */
  readonly given: readonly string[];
  /** c with this row's gradient = c · that of the cheaper one: "1", "4". */
  readonly factor: string;
  /** How likely a false equality would have been called proved. */
  readonly errorBound: number;
  /** Its flops over those of this row, counted from the graphs of one step. */
  readonly flops: number;
  /** Its milliseconds a step over those of this row, measured; differs from run to run. */
  readonly ms: number;
  /** max over seeds of |θ − θ′| / |θ| after training, 0 if the weights are equal to the bit. */
  readonly distance: number;
}

/** What the comparison trains: design.md §8.7. */
const subject = learning({ loss: "cross-entropy", model: "tanh" });

/** The row that stands in for a row, with the proof. */
export interface StandIn extends Pick<Cheaper, "given" | "factor" | "errorBound"> {
  /** The row. */
  readonly method: Method;
}

const known = new Map<string, Cheapest>();

/**
 * The row with the cheapest method that is the same as that of the row given, at the θ₀ of the row;
 * null if it is the cheapest itself, or there is no such row.
 * @param method  a row
 * @param methods the rows there are
 */
export function standIn(method: Method, methods: readonly Method[]): StandIn | null {
  if (method.is === null) return null;
  const given = method.init === "symmetric" ? ["fixed θ"] : [];
  const key = [method.is, ...given].join();
  const found = known.get(key) ?? cheapest(method.is, given, { subject });
  known.set(key, found);
  const row = methods.find(({ is, init }) => is === found.method && init === method.init);
  if (row === undefined || found.method === method.is) return null;
  const errorBound = Math.max(
    ...found.verdicts.map((verdict) => (verdict.verdict === "PROVED" ? verdict.errorBound : 1)),
  );
  return { method: row, given, factor: plainly(found.factor), errorBound };
}

function plainly(factor: Factor): string {
  return formatFactor(factor).replace(" · ", "") || "1";
}
