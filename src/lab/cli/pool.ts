/**
 * Work spread over threads. Every task is a pure function of its message, so results do not depend
 * on how many.
 *
 * Next: worker.ts
 */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Task, Work } from "./worker.ts";

/** Called as tasks finish. */
export type OnProgress = (done: number, task: Task) => void;

/** This folder as it runs: built (.js), or unbuilt where the runtime strips types (.ts). */
const FILE = new URL(import.meta.url.endsWith(".ts") ? "worker.ts" : "worker.js", import.meta.url);

/**
 * The result of each task, in the order of the tasks.
 * @param work       what every task needs, sent once to each thread
 * @param tasks      the long ones first, so that the threads end together
 * @param onProgress how many are done
 * @param threads    how many; as many as there are cores when left out
 */
export async function inParallel<Result>(
  work: Work,
  tasks: readonly Task[],
  onProgress: OnProgress,
  threads: number = availableParallelism(),
): Promise<Result[]> {
  const results = new Array<Result>(tasks.length);
  const workers = Array.from(
    { length: Math.min(threads, tasks.length) },
    () => new Worker(FILE, { workerData: work }),
  );
  let [next, done] = [0, 0];
  const labour = async (worker: Worker): Promise<void> => {
    while (next < tasks.length) {
      const at = next++;
      worker.postMessage(tasks[at]);
      [results[at]] = (await once(worker, "message")) as [Result];
      onProgress(++done, tasks[at]!);
    }
  };
  try {
    await Promise.all(workers.map(labour));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return results;
}
