/**
 * A program as people read it: its arguments, kernels and results, and where and how long each
 * buffer lives.
 *
 * Next: formulas.ts
 */
import { show } from "../../shape.ts";
import { lives } from "../plan/arena.ts";
import type { Layout } from "../plan/layout.ts";
import type { Draft } from "../read/build.ts";
import type { Buffer } from "../read/expression.ts";
import type { Kernel, Loop, Repeat } from "../read/kernel.ts";
import { everyKernel, heldBy, resultsOf } from "../read/traffic.ts";
import { Formulas, read } from "./formulas.ts";

/**
 * Kernels in the order they run, then buffers in the order of memory.
 * @param results what the caller calls each output
 * @param from    the first byte of the program's region: addresses are counted from there
 */
export function listing(
  draft: Draft,
  kernels: readonly Kernel[],
  layout: Layout,
  results: readonly string[],
  from: number,
): string {
  const returned = draft.outputs.map(({ name }, i) => `${results[i]!} = ${name}`);
  return [
    ...kernels.flatMap((kernel, i) => lines(kernel, `${i}`)),
    `return ${returned.join(", ")}`,
    "",
    ...places(draft, kernels, from),
    `${bytes(layout.bytes)} in all, constants and tables among them`,
  ].join("\n");
}

function lines(kernel: Kernel, label: string): string[] {
  const indent = " ".repeat(label.length + 2);
  switch (kernel.kind) {
    case "contraction":
      return [`${label}  ${kernel.buffer.name} = ${read(kernel.a)} @ ${read(kernel.b)}`];
    case "serial": {
      const operands = kernel.inputs.map(({ name }) => name).join(", ");
      return [`${label}  ${kernel.buffer.name} = ${kernel.name}(${operands})`];
    }
    case "guard":
      return [`${label}  0 ≤ ${kernel.indices.name} < ${kernel.bounds.length}, or a RangeError`];
    case "repeat":
      return [`${label}  ${repeated(kernel)}`].concat(
        kernel.step.flatMap((each, k) => lines(each, `${label}.${k}`)).map((text) => `   ${text}`),
      );
    case "rows":
      return [`${label}  for each of ${kernel.n} rows`].concat(
        kernel.parts.flatMap((each) => loop(each, each.space.slice(1), indent, indent)),
      );
    case "loop":
      return loop(kernel, kernel.space, `${label}  `, indent);
  }
}

/** A loop over a space, a statement a line. */
function loop(
  { stores, folds }: Loop,
  space: readonly number[],
  head: string,
  indent: string,
): string[] {
  const formulas = new Formulas([...stores, ...folds].map(({ value }) => value));
  const body = [
    ...stores.flatMap((store) => {
      const to = read(store, store.fill ? "; the rest 0" : "");
      return formulas.statement(to, store.value);
    }),
    ...folds.flatMap(({ op, axes, value, buffer }) => {
      const over = axes.length === 1 ? `axis ${axes[0]}` : `axes ${axes.join(", ")}`;
      return formulas.statement(`${buffer.name} = ${op} over ${over} of`, value, "");
    }),
  ];
  return [`${head}for ${show(space)}`, ...body.map((text) => `${indent}${text}`)];
}

function repeated({ length, reverse, carries, slices, kept, sums }: Repeat): string {
  const order = reverse ? ", the last first" : "";
  const parts = [
    ...carries.map(({ to, from, next }) => `${to.name} is ${read(from)}, then ${next.name}`),
    ...slices.map(({ to, from }) => `${to.name} is a slice of ${from.name}`),
    ...kept.map(({ to, from }) => `a row of ${to.name} is ${from.name}`),
    ...sums.map(({ name }) => `${name} is 0, and added to`),
  ];
  return `${length} times${order}: ${parts.join("; ")}`;
}

/** One line a buffer, in the order of memory. */
function places(draft: Draft, kernels: readonly Kernel[], from: number): string[] {
  const data = [...draft.data.keys()];
  const loops = everyKernel(kernels).filter((kernel) => kernel.kind === "repeat");
  const held = loops.flatMap(heldBy);
  const fixed = new Set([...draft.inputs, ...data, ...held]);
  const rows: [buffer: Buffer, life: string][] = [
    ...data.map((buffer): [Buffer, string] => [buffer, "constant"]),
    ...draft.inputs.map((buffer): [Buffer, string] => [buffer, "argument"]),
    ...held.map((buffer): [Buffer, string] => [buffer, "of a loop"]),
    ...temporaries(kernels, fixed, new Set(draft.outputs), ""),
  ];
  rows.sort(([a], [b]) => a.address - b.address);
  const columns = rows.map(([{ name, size, address }, life]) => [
    name,
    bytes(4 * size),
    `at ${address - from}`,
    life,
  ]);
  const width = (k: number): number => Math.max(0, ...columns.map((row) => row[k]!.length));
  return columns.map(([name, size, at, life]) =>
    [name!.padEnd(width(0)), size!.padStart(width(1)), at!.padEnd(width(2)), life].join("  "),
  );
}

/** What kernels write besides, and those of steps, from kernel to kernel. */
function temporaries(
  kernels: readonly Kernel[],
  fixed: ReadonlySet<Buffer>,
  outputs: ReadonlySet<Buffer>,
  within: string,
): [buffer: Buffer, life: string][] {
  const own = lives(kernels, fixed, outputs).map(({ buffer, from, to }): [Buffer, string] => {
    const [first, last] = [`${within}${from}`, `${within}${to}`];
    const end = to < kernels.length ? last : within === "" ? "the end" : "the next step";
    return [buffer, from === to ? `kernel ${first}` : `kernels ${first} to ${end}`];
  });
  const inner = kernels.flatMap((kernel, i) =>
    kernel.kind === "repeat"
      ? temporaries(kernel.step, fixed, resultsOf(kernel), `${within}${i}.`)
      : [],
  );
  return [...own, ...inner];
}

/** 1204224 → "1 204 224 bytes" */
function bytes(n: number): string {
  return `${String(n).replace(/\B(?=(\d{3})+$)/g, " ")} bytes`;
}
