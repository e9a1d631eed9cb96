/** Results first, then times: peers in turn, round after round, so that what the machine does meets all of them. */
import type { Workload } from "../workloads/workload.ts";
import { type Peer, type Prepared, time } from "./peer.ts";

/** What one peer took, in milliseconds a run. */
export interface Times {
  /** A tenth of the rounds were at least as fast. */
  readonly quiet: number;
  readonly median: number;
  /** Each round, from the first. */
  readonly rounds: readonly number[];
}

/** How many times what `ours` took `theirs` did: the median of the rounds that both took part in. */
export function ratio(theirs: Times, ours: Times): number {
  const both = Math.min(theirs.rounds.length, ours.rounds.length);
  return summary(theirs.rounds.slice(0, both).map((ms, i) => ms / ours.rounds[i]!)).median;
}

/** What came of a workload. */
export interface Outcome {
  readonly times: ReadonlyMap<string, Times>;
  /** Why a peer that has the functions could not compute it. */
  readonly failures: ReadonlyMap<string, string>;
}

/** How long. */
export interface Effort {
  /** At most. */
  readonly rounds: number;
  /** Milliseconds that a peer runs in each round, at least: once, if once takes longer. */
  readonly slice: number;
  /** Milliseconds for a peer; it takes part in three rounds in any case. */
  readonly budget: number;
}

/** Five digits: how far, in the Euclidean norm and relative to it, two results may be apart. */
const TOLERANCE = 1e-5;

interface Ready {
  readonly name: string;
  readonly prepared: Prepared;
  readonly samples: number[];
  times: number;
  /** Milliseconds. */
  spent: number;
}

/**
 * The times of every peer that has the workload, by name. A peer that throws fails; one that is wrong ends the run.
 * @throws Error naming the workload and the peer whose results are not those of the first
 */
export async function measure(
  workload: Workload,
  [ours, ...others]: readonly [Peer, ...Peer[]],
  { rounds, slice, budget }: Effort,
): Promise<Outcome> {
  const failures = new Map<string, string>();
  const first = (await ours.prepare(workload))!;
  const expected = await first.results();
  const ready: Ready[] = [{ name: ours.name, prepared: first, samples: [], times: 1, spent: 0 }];
  for (const { name, prepare } of others) {
    let found: readonly ArrayLike<number>[];
    let prepared: Prepared | null;
    try {
      prepared = await prepare(workload);
      if (prepared === null) continue;
      found = await prepared.results();
    } catch (error) {
      failures.set(name, String(error).split("\n")[0]!);
      continue;
    }
    agree(workload.id, name, found, expected);
    ready.push({ name, prepared, samples: [], times: 1, spent: 0 });
  }
  for (const each of ready) each.times = await enough(each.prepared, slice);
  for (let round = 0; round < rounds; round++) {
    for (const each of ready) {
      if (round >= 3 && each.spent > budget) continue;
      const ms = await time(each.prepared, each.times);
      each.spent += ms;
      each.samples.push(ms / each.times);
    }
  }
  for (const { prepared } of ready) prepared.release?.();
  const times = new Map(ready.map(({ name, samples }) => [name, summary(samples)]));
  return { times, failures };
}

/** So many slices: a program is optimised in the background while it runs, which on a busy machine takes long. */
const WARM = 100;

/** Warm, and how many runs fill the slice. */
async function enough(prepared: Prepared, slice: number): Promise<number> {
  let times = 1;
  let spent = 0;
  for (;;) {
    const ms = await time(prepared, times);
    spent += ms;
    if (ms >= slice && spent >= WARM * slice) return Math.max(1, Math.round((times * slice) / ms));
    if (ms < slice) times *= 2;
  }
}

/** @throws Error unless ‖a − b‖ ≤ 1e-5 ‖b‖ for every result */
export function agree(
  id: string,
  name: string,
  found: readonly ArrayLike<number>[],
  expected: readonly ArrayLike<number>[],
): void {
  const wrong = (rule: string, got: string): Error =>
    new Error(`${id}: expected ${rule}, got ${got} from ${name}`);
  if (found.length !== expected.length) {
    throw wrong(`${expected.length} results`, String(found.length));
  }
  expected.forEach((b, k) => {
    const a = found[k]!;
    if (a.length !== b.length) throw wrong(`${b.length} numbers in result ${k}`, `${a.length}`);
    let [gap, size] = [0, 0];
    for (let i = 0; i < b.length; i++) {
      gap += (a[i]! - b[i]!) ** 2;
      size += b[i]! ** 2;
    }
    if (Math.sqrt(gap) <= TOLERANCE * Math.sqrt(size)) return;
    const apart = Math.sqrt(gap / size);
    throw wrong(`result ${k} within ${TOLERANCE} of ours`, `${apart.toPrecision(2)}`);
  });
}

function summary(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;
  return { quiet: at(0.1), median: at(0.5), rounds: samples };
}
