/**
 * What proofs take: every claim at its smallest place, the whole ledger, graphs that grow, and the products that all of
 * it ends in.
 */
import type { Field } from "../src/autodiff/field.ts";
import { keyed } from "../src/autodiff/fields/keyed.ts";
import { multiplier } from "../src/autodiff/fields/modular.ts";
import { prime } from "../src/autodiff/fields/prime.ts";
import { input, interpret } from "../src/autodiff/index.ts";
import { topological } from "../src/autodiff/order.ts";
import { leaves } from "../src/autodiff/tree.ts";
import {
  type Claim,
  check,
  ledger,
  type ModelShape,
  prove,
  standardGroups,
  standardShapes,
} from "../src/claims/index.ts";
import { inParallel } from "../src/lab/cli/pool.ts";
import type { Group } from "../src/symmetry/group.ts";
import { cyclic } from "../src/symmetry/groups.ts";

const P = 2147412961;
const [ROWS, INNER, COLUMNS] = [32, 64, 32] as const;

/** Multiply–adds of one product [32, 64] @ [64, 32]. */
export const MULTIPLY_ADDS: number = ROWS * INNER * COLUMNS;

/** A product of matrices in GF(p), term by term through the field. */
export function fieldProduct(): () => ArrayLike<number> {
  return productIn({ ...prime({ p: P, seed: 0, trial: 0 }), product: null });
}

/** The same product as `prove` computes it: whole, in WebAssembly. */
export function wasmProduct(): () => ArrayLike<number> {
  return productIn(prime({ p: P, seed: 0, trial: 0 }));
}

function productIn(F: Field<number>): () => ArrayLike<number> {
  const [a, b] = [input("a", [ROWS, INNER]), input("b", [INNER, COLUMNS])];
  const product = a.matmul(b);
  const values = new Map([a, b].map((x) => [x, residues(x === a ? "a" : "b", x.size)]));
  return () => interpret(F, [product], (leaf) => values.get(leaf)!)[0]!;
}

/**
 * The same product by doubles: b split in 16-bit halves once, 32 terms summed exactly (a·lo < 2⁴⁷), then reduced. How
 * fast it could be without WebAssembly.
 */
export function splitProduct(): () => ArrayLike<number> {
  const [a, b] = [residues("a", ROWS * INNER), residues("b", INNER * COLUMNS)];
  const mul = multiplier(P);
  return () => {
    const high = b.map((x) => Math.floor(x / 65536));
    const low = b.map((x) => x % 65536);
    const out = new Float64Array(ROWS * COLUMNS);
    for (let i = 0; i < ROWS; i++) {
      for (let j = 0; j < COLUMNS; j++) {
        let acc = 0;
        for (let from = 0; from < INNER; from += 32) {
          let [h, l] = [0, 0];
          for (let k = from; k < from + 32; k++) {
            const x = a[i * INNER + k]!;
            h += x * high[k * COLUMNS + j]!;
            l += x * low[k * COLUMNS + j]!;
          }
          acc += mul(h % P, 65536) + (l % P);
        }
        out[i * COLUMNS + j] = acc % P;
      }
    }
    return out;
  };
}

function residues(name: string, size: number): Float64Array {
  const value = keyed({ p: P, seed: 1, trial: 0 });
  return Float64Array.from({ length: size }, (_, i) => value(name, i));
}

/** Every claim at the smallest place where a group moves anything, one after the other. */
export function smallestPlaces(): void {
  const place = { G: cyclic(2), shape: standardShapes[0]! };
  for (const claim of ledger) check(claim, place, null, { shrink: false });
}

/** Milliseconds for `verify` of the whole ledger over the standard lattice, on as many threads. */
export async function wholeLedger(threads: number): Promise<number> {
  const start = performance.now();
  const tasks = ledger.map(({ id }) => ({ id, seed: 0 }));
  await inParallel({ kind: "verify", certificates: false, beside: [] }, tasks, () => {}, threads);
  return performance.now() - start;
}

/** One proof, and how large its graphs are. */
export interface Growth {
  /** The claim and its place. */
  readonly what: string;
  /** Nodes of both sides, shared ones once. */
  readonly nodes: number;
  /** Numbers that one trial computes: the elements of all nodes. */
  readonly entries: number;
  /** For the proof: building, three trials, the bound. */
  readonly ms: number;
}

/** KEY1 with more samples, then over larger groups; then the largest place of the ledger. */
export function growth(): Growth[] {
  const claim = ledger.find(({ id }) => id === "KEY1")!;
  const of = (batch: number): ModelShape => ({
    ...standardShapes[2]!,
    batch,
    name: `${batch} sample${batch === 1 ? "" : "s"}`,
  });
  const C4 = cyclic(4);
  for (let warm = 0; warm < 5; warm++) grown(claim, C4, of(4));
  return [
    ...[1, 4, 16, 64].map((batch) => grown(claim, C4, of(batch))),
    ...[4, 8, 16, 32].map((n) => grown(claim, cyclic(n), of(1))),
    largest(),
  ];
}

function grown(claim: Claim, G: Group, shape: ModelShape): Growth {
  const start = performance.now();
  const [left, right] = claim.sides({ G, shape, assume: () => true, input });
  const { verdict } = prove(left, right);
  const ms = performance.now() - start;
  if (verdict !== "PROVED") throw new Error(`${claim.id} on ${G}: ${verdict}`);
  const all = topological(leaves("growth", [left, right]));
  const entries = all.reduce((sum, { size }) => sum + size, 0);
  return { what: `${claim.id} on ${G}, ${shape.name}`, nodes: all.length, entries, ms };
}

/** The proved claim and place of the standard lattice with the most entries. */
function largest(): Growth {
  const G = standardGroups.reduce((a, b) => (b.order >= a.order ? b : a));
  const proved = ledger.filter(({ expected }) => expected === "PROVED");
  const all = proved.flatMap((claim) => standardShapes.map((shape) => grown(claim, G, shape)));
  return all.reduce((a, b) => (b.entries > a.entries ? b : a));
}
