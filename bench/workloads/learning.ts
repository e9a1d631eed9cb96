/** w9: values learned from transitions, one after the other: nothing to vectorise, and a table that stays in the cache. */
import { scan, type Tensor, tensor, zeros } from "../../src/autodiff/index.ts";
import { atMost } from "./goal.ts";
import type { Workload } from "./workload.ts";

const SIDE = 16;
const STATES = SIDE ** 2;
const UPDATES = 10_000;
const [rate, discount] = [0.1, 0.9];

const moves = [
  [0, 1],
  [1, 0],
  [0, -1],
  [-1, 0],
] as const;

/** A walk that looks random on a grid with walls around it; a reward in the corner, and back to the middle. */
function walk() {
  const from = new Int32Array(UPDATES);
  const to = new Int32Array(UPDATES);
  const reward = new Float32Array(UPDATES);
  let [row, column, seed] = [8, 8, 1];
  const inside = (x: number): number => Math.min(SIDE - 1, Math.max(0, x));
  for (let t = 0; t < UPDATES; t++) {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    const [down, right] = moves[seed >>> 30]!;
    from[t] = row * SIDE + column;
    [row, column] = [inside(row + down), inside(column + right)];
    to[t] = row * SIDE + column;
    if (to[t] !== 0) continue;
    reward[t] = 1;
    [row, column] = [8, 8];
  }
  return { from: tensor(from), to: tensor(to), reward: tensor(reward) };
}

function updated(v: Tensor, from: Tensor, to: Tensor, reward: Tensor): Tensor {
  const at = from.reshape([1]);
  const error = v
    .take(to.reshape([1]), 0)
    .mul(discount)
    .add(reward)
    .sub(v.take(at, 0));
  return v.add(error.mul(rate).scatterAdd(at, 0, STATES));
}

export const learning: readonly Workload[] = [
  {
    id: "w9",
    says: `${UPDATES} tabular TD(0) updates in turn, grid ${SIDE}×${SIDE}, 4 actions`,
    inputs: { v: zeros([STATES]), ...walk() },
    build({ v, from, to, reward }) {
      const xs = { from: from!, to: to!, reward: reward! };
      return [
        scan((u: Tensor, x: typeof xs) => [updated(u, x.from, x.to, x.reward), []], v!, xs)[0],
      ];
    },
    flops: null,
    plain: [],
    compiled: [atMost(1.3, "by hand")],
    byHand({ v, from, to, reward }) {
      const [before, values] = [v!.data, new Float32Array(STATES)];
      const [s, next, r] = [from!.data, to!.data, reward!.data];
      return () => {
        values.set(before);
        for (let t = 0; t < UPDATES; t++) {
          const at = s[t]!;
          values[at]! += rate * (r[t]! + discount * values[next[t]!]! - values[at]!);
        }
        return [values];
      };
    },
  },
];
