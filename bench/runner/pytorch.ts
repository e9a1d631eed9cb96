/** PyTorch, in a process of its own: versus/pytorch.py, asked one line of JSON at a time. */
import { spawn } from "node:child_process";
import { env } from "node:process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Tensor } from "../../src/autodiff/index.ts";
import type { Workload } from "../workloads/workload.ts";
import type { Peer, Prepared } from "./peer.ts";

interface Answer {
  readonly version?: string;
  readonly ms?: number;
  readonly results?: readonly string[] | null;
}

/** @returns null where this Python has no torch */
export async function torch(folder: URL, python: string): Promise<Peer | null> {
  const script = fileURLToPath(new URL("pytorch.py", folder));
  // torch.set_num_threads does not reach every BLAS.
  const one = { OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };
  const child = spawn(python, [script], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { ...env, ...one },
  });
  const gone = new Promise<null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("exit", () => resolve(null));
  });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer | null> => {
    const line = await Promise.race([answers.next(), gone]);
    return line === null || line.done === true ? null : (JSON.parse(line.value) as Answer);
  };
  const hello = await answer();
  if (hello === null) return null;
  const ask = async (question: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const answered = await answer();
    if (answered === null) throw new Error("pytorch.py: expected an answer, got its end");
    return answered;
  };
  return {
    name: "PyTorch",
    version: hello.version!,
    prepare: (workload) => prepare(workload, ask),
    close: () => child.stdin.end(),
  };
}

async function prepare(
  { id, inputs }: Workload,
  ask: (question: object) => Promise<Answer>,
): Promise<Prepared | null> {
  const arrays = Object.entries(inputs).map(([name, x]) => [name, written(x)] as const);
  const { results } = await ask({ id, inputs: Object.fromEntries(arrays) });
  if (!results) return null;
  return {
    results: () => results.map(read),
    run: { timed: async (times) => (await ask({ times })).ms! },
  };
}

const written = ({ shape, kind, data }: Tensor) => ({
  shape,
  kind,
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
});

function read(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  return new Float32Array(bytes.buffer);
}
