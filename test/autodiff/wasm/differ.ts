/** The differential test of one seed. */

import { compile, evaluate, type Tensor } from "../../../src/autodiff/index.ts";
import { dirty } from "./dirty.ts";
import { randomGraph } from "./random-graph.ts";

/**
 * How the compiled program differs from the interpreter, which is also: another error, or none.
 * @returns null if every bit is the same
 */
export function differ(seed: number): string | null {
  const { args, f, next } = randomGraph(seed);
  const plain = outcome(() => evaluate(f(args)));
  dirty();
  const compiled = outcome(() => compile(f, args)(args));
  const found = between(plain, compiled);
  if (found !== null) return found;
  const looped = outcome(() => evaluate(next(evaluate(next(evaluate(next(args)))))));
  const inside = outcome(() => {
    const run = compile(next, args).start(args);
    for (let i = 0; i < 3; i++) run.next();
    return run.state;
  });
  const after = between(looped, inside);
  return after === null ? null : `as a state: ${after}`;
}

function between(
  plain: readonly Tensor[] | string,
  compiled: readonly Tensor[] | string,
): string | null {
  if (typeof plain === "string" || typeof compiled === "string") {
    return plain === compiled ? null : `plain ${said(plain)}, compiled ${said(compiled)}`;
  }
  for (const [i, { data }] of plain.entries()) {
    const got = compiled[i]!.data;
    const at = data.findIndex((x, k) => !Object.is(x, got[k]));
    if (at >= 0) return `result ${i} at ${at}: plain ${data[at]}, compiled ${got[at]}`;
    if (data.length !== got.length) return `result ${i}: ${got.length} elements`;
  }
  return null;
}

function outcome(run: () => readonly Tensor[]): readonly Tensor[] | string {
  try {
    return run();
  } catch (error) {
    return String(error);
  }
}

function said(result: readonly Tensor[] | string): string {
  return typeof result === "string" ? result : `${result.length} results`;
}
