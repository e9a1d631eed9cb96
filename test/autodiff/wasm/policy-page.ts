/**
 * A page that compiles: compile.browser.ts loads this file into frames whose policies differ, and is told what came of it.
 *
 * Three steps of gradient descent on (tanh(x·w) − 1)², x = [1, 2], from w = 0, by every way there is.
 */
import {
  compile,
  compileAsync,
  compiler,
  evaluate,
  type Program,
  type Tensor,
  tensor,
  valueAndGrad,
} from "../../../src/autodiff/index.ts";
import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";

/** Three losses and the last w, and who computed them; or the text of an error. */
export type Outcome =
  | { readonly by: "WebAssembly" | "interpreter"; readonly numbers: readonly number[] }
  | string;

/** What the page found. */
export interface Report {
  /** Whether the runtime itself makes the smallest module there is: the error, if not. */
  readonly runtime: string;
  /** The same numbers by `evaluate`. */
  readonly evaluated: readonly number[];
  readonly compiled: Outcome;
  readonly compiledAsync: Outcome;
  readonly fallback: Outcome;
  readonly fallbackAsync: Outcome;
}

/** The page around this one. */
declare const parent: { postMessage(report: Report, origin: string): void };

type Step = Program<[Tensor], [Tensor, Tensor]>;

const x = tensor([[1, 2]]);
const start = tensor([[0], [0]]);
const loss = (w: Tensor): Tensor => x.matmul(w).tanh().sub(1).square().sum();
const step = (w: Tensor): [Tensor, Tensor] => {
  const [value, slope] = valueAndGrad(loss)(w);
  return [w.sub(slope.mul(0.1)), value];
};

function evaluated(): number[] {
  const losses: number[] = [];
  let w = start;
  for (let i = 0; i < 3; i++) {
    const [next, value] = evaluate(step(w));
    w = next;
    losses.push(value.item());
  }
  return [...losses, ...w.data];
}

async function trained(make: () => Step | Promise<Step>): Promise<Outcome> {
  try {
    const program = await make();
    const run = program.start(start);
    const losses = Array.from({ length: 3 }, () => run.next()[0].item());
    const by = program.bytes === 0 ? "interpreter" : "WebAssembly";
    return { by, numbers: [...losses, ...run.state.data] };
  } catch (error) {
    return String(error);
  }
}

function runtime(): string {
  try {
    new (webAssembly()!.Module)(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    return "makes modules";
  } catch (error) {
    return String(error);
  }
}

const lenient = compiler({ fallback: "plain" });
parent.postMessage(
  {
    runtime: runtime(),
    evaluated: evaluated(),
    compiled: await trained(() => compile(step, start)),
    compiledAsync: await trained(() => compileAsync(step, start)),
    fallback: await trained(() => lenient.compile(step, start)),
    fallbackAsync: await trained(() => lenient.compileAsync(step, start)),
  },
  "/",
);
