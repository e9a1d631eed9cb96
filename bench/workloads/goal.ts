/** What must be reached, and whether it was: each goal is a number of milliseconds, once the run has said the rest. */

/**
 * Milliseconds at most; GFLOP/s at least; a share of the peak of SIMD arithmetic that the same run measured, at least;
 * or so many times what a peer took in the same run, at most.
 */
export type Goal =
  | { readonly atMostMs: number }
  | { readonly atLeastGflops: number }
  | { readonly ofPeak: number }
  | { readonly times: number; readonly peer: string };

/** What the run has measured besides the workload. */
export interface Run {
  /** Floating-point operations of the workload. */
  readonly flops: number | null;
  /** GFLOP/s of multiplications and additions that read no memory; null if nobody measured them. */
  readonly peak: number | null;
  /** Milliseconds of each peer that could do it. */
  readonly peers: ReadonlyMap<string, number>;
}

/** The milliseconds that a goal allows; null where the run cannot say, as a peer is absent. */
export function limit(goal: Goal, { flops, peak, peers }: Run): number | null {
  if ("atMostMs" in goal) return goal.atMostMs;
  if ("peer" in goal) {
    const theirs = peers.get(goal.peer);
    return theirs === undefined ? null : goal.times * theirs;
  }
  if (flops === null)
    throw new Error("a goal in GFLOP/s: expected a number of operations, got none");
  if ("atLeastGflops" in goal) return flops / 1e6 / goal.atLeastGflops;
  return peak === null ? null : flops / 1e6 / (goal.ofPeak * peak);
}

/** The strictest of the goals that the run can judge; null if there is none. */
export function strictest(goals: readonly Goal[], run: Run): number | null {
  const limits = goals.flatMap((goal) => limit(goal, run) ?? []);
  return limits.length === 0 ? null : Math.min(...limits);
}

/** Slower than a peer by a factor of at most this: "0.6× PyTorch". */
export function atMost(times: number, peer: string): Goal {
  return { times, peer };
}

/** At least so many times as fast as a peer. */
export function faster(times: number, peer: string): Goal {
  return { times: 1 / times, peer };
}

/** The goal in words. */
export function show(goal: Goal): string {
  if ("atMostMs" in goal) return `≤ ${goal.atMostMs} ms`;
  if ("atLeastGflops" in goal) return `≥ ${goal.atLeastGflops} GFLOP/s`;
  if ("ofPeak" in goal) return `≥ ${Math.round(100 * goal.ofPeak)} % of peak`;
  const { times, peer } = goal;
  const isFaster = times < 0.55 && Math.abs(Math.round(1 / times) * times - 1) < 1e-9;
  return isFaster
    ? `≥ ${Math.round(1 / times)}× as fast as ${peer}`
    : `≤ ${digits(times)}× ${peer}`;
}

function digits(x: number): string {
  return String(Number(x.toPrecision(2)));
}
