/**
 * One thread of work: waits for a task, answers with its result.
 *
 * Next: beside.ts
 */
import { performance } from "node:perf_hooks";
import { parentPort, workerData } from "node:worker_threads";
import {
  type ClaimReport,
  certificatesOf,
  formatCertificate,
  ledger,
  verify,
} from "../../claims/index.ts";
import { compiled, interpreter } from "../compare/engine.ts";
import { methodCalled } from "../compare/methods.ts";
import { preparing } from "../compare/routines.ts";
import { run } from "../compare/run.ts";
import { type GroupName, groups, setting } from "../compare/setting.ts";
import type { Split } from "../data/digits.ts";
import { type Beside, bothWays } from "./beside.ts";

/** What every task of a command needs; sent once to each thread. */
export type Work =
  | {
      /** Train and measure. */
      readonly kind: "compare";
      /** On which symmetry. */
      readonly group: GroupName;
      /** Passes over the digits. */
      readonly epochs: number;
      /** To learn from and to test on. */
      readonly data: Split;
      /** Whether the interpreter does everything, and nothing is compiled. */
      readonly plain: boolean;
      /** The seed on which the interpreter is timed besides. */
      readonly timed: number;
    }
  | {
      /** Prove and refute. */
      readonly kind: "verify";
      /** Whether certificates are wanted too. */
      readonly certificates: boolean;
      /** Claims that are proved without WebAssembly besides. */
      readonly beside: readonly string[];
    };

/** What to work on: a method or a claim, and the seed of all its draws. */
export interface Task {
  /** Of the method or of the claim. */
  readonly id: string;
  /** A whole number. */
  readonly seed: number;
}

/** What a thread answers to the name of a claim. */
export interface Verified {
  /** What was found. */
  readonly report: ClaimReport;
  /** Certificates as files, if they are wanted. */
  readonly files: readonly (readonly [name: string, text: string])[];
  /** How long it takes both ways, if that was asked. */
  readonly beside: Beside | null;
}

function verified(
  { id, seed }: Task,
  { certificates, beside }: Extract<Work, { kind: "verify" }>,
): Verified {
  const claim = ledger.find((each) => each.id === id)!;
  const prove = (): ClaimReport => verify(claim, { seed });
  const report = prove();
  const named = certificates ? [...certificatesOf(claim, report, { seed })] : [];
  return {
    report,
    files: named.map(({ name, certificate }) => [name, formatCertificate(certificate)]),
    beside: beside.includes(id) ? bothWays(report, prove) : null,
  };
}

/** What a thread does with each task of that work. */
function worker(work: Work): (task: Task) => unknown {
  if (work.kind === "verify") {
    return (task) => verified(task, work);
  }
  const experiment = setting(groups[work.group](), { epochs: work.epochs });
  const plainly = preparing(experiment, interpreter);
  const conditions = {
    setting: experiment,
    data: work.data,
    now: () => performance.now(),
    prepare: work.plain ? plainly : preparing(experiment, compiled),
  };
  return ({ id, seed }) => {
    const isTimed = !work.plain && seed === work.timed;
    return run(methodCalled(id), seed, isTimed ? { ...conditions, beside: plainly } : conditions);
  };
}

if (parentPort !== null) {
  const port = parentPort;
  const answer = worker(workerData as Work);
  port.on("message", (task: Task) => port.postMessage(answer(task)));
}
