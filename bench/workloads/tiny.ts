/** tiny: one product of 8 numbers, and a chain of 100 of them: what an engine itself costs. */
import { type Tensor, valueAndGrad } from "../../src/autodiff/index.ts";
import { nearOne, type Workload } from "./workload.ts";

const inputs = { x: nearOne(8, 0.5), c: nearOne(8, 0.01) };

function repeated(x: Tensor, c: Tensor, times: number): Tensor {
  let y = x;
  for (let i = 0; i < times; i++) y = y.mul(c);
  return y;
}

/** A chain of so many ops, forward and with gradient: microseconds at most, plain and compiled. */
function chain(
  ops: number,
  forward: readonly [plain: number, compiled: number | null],
  gradient: readonly [plain: number, compiled: number | null],
): Workload[] {
  const goals = ([plain, compiled]: readonly [number, number | null]) => ({
    plain: [{ atMostMs: plain / 1000 }],
    compiled: compiled === null ? [] : [{ atMostMs: compiled / 1000 }],
  });
  const says = `${ops === 1 ? "y = x·c" : `${ops} times y ← y·c`}, 8 numbers`;
  return [
    {
      id: `tiny${ops}f`,
      says,
      inputs,
      build: ({ x, c }) => [repeated(x!, c!, ops)],
      flops: null,
      ...goals(forward),
    },
    {
      id: `tiny${ops}g`,
      says: `${says}: Σ y and its gradient in x`,
      inputs,
      build: ({ x, c }) => valueAndGrad((v: Tensor) => repeated(v, c!, ops).sum())(x!),
      flops: null,
      ...goals(gradient),
    },
  ];
}

export const tiny: readonly Workload[] = [
  ...chain(1, [2, null], [6, null]),
  ...chain(100, [100, 3], [300, 6]),
];
