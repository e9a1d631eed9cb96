/** What guards the benchmark: a peer that computes something else ends it, and one that cannot compute is said to. */
import { expect, test } from "vitest";
import { peak } from "../../bench/runner/peak.ts";
import { compiled, type Peer, plain } from "../../bench/runner/peer.ts";
import { agree, measure, ratio } from "../../bench/runner/rounds.ts";
import { limit } from "../../bench/workloads/goal.ts";
import { products } from "../../bench/workloads/products.ts";
import { tiny } from "../../bench/workloads/tiny.ts";

const [workload] = tiny;
const effort = { rounds: 3, slice: 0.01, budget: 10 };

/** A peer with results of its own. */
const peer = (results: () => readonly number[][]): Peer => ({
  name: "rival",
  version: "0",
  prepare: () => ({ results, run: () => {} }),
});

test("a peer whose results differ in the fourth digit ends the run, before anything is timed", async () => {
  const [right] = workload!.build(workload!.inputs);
  const wrong = Array.from(right!.data, (x) => x * 1.0001);
  let runs = 0;
  const rival: Peer = {
    ...peer(() => [wrong]),
    prepare: () => ({ results: () => [wrong], run: () => void runs++ }),
  };
  await expect(measure(workload!, [plain, rival], effort)).rejects.toThrow(
    /^tiny1f: expected result 0 within 0\.00001 of ours, got 0\.00010 from rival$/,
  );
  expect(runs).toBe(0);
});

test("results that are too few, too short, NaN, or where ours is zero, do not agree", () => {
  const three = [Float32Array.of(1, 2, 3)];
  expect(() => agree("w", "rival", [], three)).toThrow("expected 1 results, got 0 from rival");
  expect(() => agree("w", "rival", [[1, 2]], three)).toThrow(
    "expected 3 numbers in result 0, got 2",
  );
  expect(() => agree("w", "rival", [[1, Number.NaN, 3]], three)).toThrow("got NaN from rival");
  expect(() => agree("w", "rival", [[1e-9]], [Float32Array.of(0)])).toThrow("got Infinity");
  agree("w", "rival", [[1, 2, 3 + 1e-6]], three);
  agree("w", "rival", [[0]], [Float32Array.of(0)]);
});

test("a peer that throws fails by name, and the others are timed", async () => {
  const rival = peer(() => {
    throw new Error("no such kernel\nat line 3");
  });
  const { times, failures } = await measure(workload!, [plain, rival, compiled()], effort);
  expect([...failures]).toEqual([["rival", "Error: no such kernel"]]);
  expect([...times.keys()]).toEqual(["plain", "compiled"]);
});

test("goals are milliseconds of the run: of its peak, and of its peers", () => {
  const run = { flops: 1e6, peak: 50, peers: new Map([["rival", 3]]) };
  expect(limit({ ofPeak: 0.5 }, run)).toBe(0.04);
  expect(limit({ atLeastGflops: 2 }, run)).toBe(0.5);
  expect(limit({ times: 0.5, peer: "rival" }, run)).toBe(1.5);
  expect(limit({ times: 0.5, peer: "nobody" }, run)).toBeNull();
  expect(limit({ ofPeak: 0.5 }, { ...run, peak: null })).toBeNull();
});

test("a ratio is that of the rounds in which both took part, whatever the machine did in them", () => {
  const of = (...rounds: number[]) => ({ quiet: 0, median: 0, rounds });
  expect(ratio(of(2, 20, 3, 200), of(1, 10, 1, 100))).toBe(2);
  expect(ratio(of(3, 30), of(1, 10, 1, 1, 1))).toBe(3);
  expect(ratio(of(3, 30, 1, 1, 1), of(1, 10))).toBe(3);
});

test("the peak takes part where operations are counted", async () => {
  expect(peak.prepare(workload!)).toBeNull();
  const [small] = products;
  const { times } = await measure(small!, [plain, peak], effort);
  const rate = small!.flops! / times.get("peak")!.quiet / 1e6;
  expect(rate).toBeGreaterThan(0);
  expect(ratio(times.get("plain")!, times.get("peak")!)).toBeGreaterThan(1);
});
