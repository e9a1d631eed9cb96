/** w8: χ applied to values: as a matrix, and as the mean over orbits, which never needs one. */
import { tensor } from "../../src/autodiff/index.ts";
import { atMost } from "./goal.ts";
import { draw, type Workload } from "./workload.ts";

const N = 1e6;
const ORBIT = 8;
const ORBITS = N / ORBIT;

/** The places 0 … n − 1 in an order that looks random: i ↦ a·i mod n, with a prime to n. */
const shuffled = Int32Array.from({ length: N }, (_, i) => (i * 381_971) % N);
/** The orbit of each place. */
const orbit = new Int32Array(N);
shuffled.forEach((place, i) => {
  orbit[place] = Math.floor(i / ORBIT);
});
const orbitOf = Array.from(orbit);

const members = tensor(shuffled);
const index = tensor(orbit);
const x = draw(82, [N]);

export const orbits: readonly Workload[] = [
  {
    id: "w8m",
    says: "χ·q, χ a dense matrix [4096, 4096]",
    inputs: { chi: draw(81, [4096, 4096], 1 / 64), q: draw(80, [4096]) },
    build: ({ chi, q }) => [chi!.matmul(q!.expandDims(1)).squeeze(1)],
    flops: 2 * 4096 ** 2,
    plain: [],
    compiled: [atMost(1.4, "PyTorch"), atMost(1, "jax-js jit")],
  },
  {
    id: "w8o",
    says: "χ as the mean over contiguous orbits of 8, n = 1e6",
    inputs: { x },
    build: ({ x }) => [
      x!
        .reshape([ORBITS, ORBIT])
        .mean(1, { keepDims: true })
        .broadcastTo([ORBITS, ORBIT])
        .flatten(),
    ],
    flops: null,
    plain: [],
    compiled: [atMost(1.2, "C as wasm")],
    byHand({ x }) {
      const [from, to] = [x!.data, new Float32Array(N)];
      return () => {
        for (let i = 0; i < N; i += ORBIT) {
          let sum = 0;
          for (let k = 0; k < ORBIT; k++) sum += from[i + k]!;
          const mean = sum / ORBIT;
          for (let k = 0; k < ORBIT; k++) to[i + k] = mean;
        }
        return [to];
      };
    },
  },
  {
    id: "w8i",
    says: "χ as the mean over orbits of 8 given by index, n = 1e6",
    inputs: { x, members, index },
    build: ({ x }) => [x!.scatterAdd(orbitOf, 0, ORBITS).div(ORBIT).take(orbitOf, 0)],
    flops: null,
    plain: [],
    compiled: [atMost(0.7, "PyTorch")],
    byHand({ x, index }) {
      const [from, of] = [x!.data, index!.data];
      const [sums, to] = [new Float32Array(ORBITS), new Float32Array(N)];
      return () => {
        sums.fill(0);
        for (let i = 0; i < N; i++) sums[of[i]!]! += from[i]!;
        for (let k = 0; k < ORBITS; k++) sums[k]! /= ORBIT;
        for (let i = 0; i < N; i++) to[i] = sums[of[i]!]!;
        return [to];
      };
    },
  },
];
