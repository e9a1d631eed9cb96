/** Chains of many ops on one number: what a node costs must not depend on how many there are. */
import { evaluate, grad, print, type Tensor, tensor } from "../../src/autodiff/index.ts";

const [x, c] = [tensor(1), tensor(1 + 2 ** -20)];

/** What is done with a chain of so many ops; each is new every time, so nothing is remembered. */
const doings: Readonly<Record<string, (ops: number) => unknown>> = {
  "as many objects": objects,
  built: (ops) => chain(x, ops),
  evaluated: (ops) => evaluate(chain(x, ops)),
  differentiated: (ops) => evaluate(grad((v: Tensor) => chain(v, ops))(x)),
  printed: (ops) => print(chain(x, ops)),
};

/** Microseconds a node, of a chain of `ops` ops. */
export interface LongChain {
  /** Built, and then evaluated, differentiated or printed; or the yardstick. */
  readonly doing: string;
  /** Ops of the chain. */
  readonly ops: number;
  /** Of the fastest of some repetitions, for each op of the chain. */
  readonly microseconds: number;
}

/** Every doing, for chains of growing length. */
export function longChains(lengths: readonly number[] = [1e3, 1e4, 1e5, 1e6]): LongChain[] {
  return Object.entries(doings).flatMap(([doing, run]) =>
    lengths.map((ops) => {
      let best = Infinity;
      for (let repeat = 0; repeat < Math.max(5, 4e5 / ops); repeat++) {
        const start = performance.now();
        run(ops);
        best = Math.min(best, performance.now() - start);
      }
      return { doing, ops, microseconds: (1000 * best) / ops };
    }),
  );
}

function chain(from: Tensor, ops: number): Tensor {
  let y = from;
  for (let i = 0; i < ops; i++) y = y.mul(c);
  return y;
}

/** An object of as many fields as a node, with a list of two. */
interface Like {
  readonly inputs: readonly (Like | null)[];
  readonly fields: readonly [number, number, number, number, number, number] | null;
}

/**
 * The yardstick: plain objects, each with the one before it. All are alive at once, so the runtime's own price of an
 * object grows with their number, as caches overflow and its collector copies what lives.
 */
function objects(count: number): Like {
  let last: Like = { inputs: [null, null], fields: null };
  for (let i = 0; i < count; i++) {
    last = { inputs: [last, last], fields: [i, i, i, i, i, i] };
  }
  return last;
}
