/** Chains of many ops on one number: what a node costs must not depend on how many there are. */
import { evaluate, grad, print, type Tensor, tensor } from "../../src/autodiff/index.ts";

/** What is done with a chain; each is new every time, so nothing is remembered. */
const doings: Readonly<Record<string, (x: Tensor, c: Tensor, ops: number) => unknown>> = {
  evaluated: (x, c, ops) => evaluate(chain(x, c, ops)),
  differentiated: (x, c, ops) => evaluate(grad((v: Tensor) => chain(v, c, ops))(x)),
  printed: (x, c, ops) => print(chain(x, c, ops)),
};

/** Microseconds a node, of a chain of `ops` ops that is built and then … */
export interface LongChain {
  /** evaluated, differentiated or printed. */
  readonly doing: string;
  /** Ops of the chain. */
  readonly ops: number;
  /** Of the fastest of some repetitions, for each op of the chain. */
  readonly microseconds: number;
}

/** Every doing, for chains of growing length. */
export function longChains(lengths: readonly number[] = [1e3, 1e4, 1e5]): LongChain[] {
  const [x, c] = [tensor(1), tensor(1 + 2 ** -20)];
  return Object.entries(doings).flatMap(([doing, run]) =>
    lengths.map((ops) => {
      let best = Infinity;
      for (let repeat = 0; repeat < Math.max(3, 2e5 / ops); repeat++) {
        const start = performance.now();
        run(x, c, ops);
        best = Math.min(best, performance.now() - start);
      }
      return { doing, ops, microseconds: (1000 * best) / ops };
    }),
  );
}

function chain(x: Tensor, c: Tensor, ops: number): Tensor {
  let y = x;
  for (let i = 0; i < ops; i++) y = y.mul(c);
  return y;
}
