/**
 * A program as people read it: kernels, what they read and write, how long each buffer lives.
 *
 * Next: ../index.ts
 */
import { show } from "../shape.ts";
import { lives } from "./arena.ts";
import type { Draft } from "./build.ts";
import type { Buffer, Expression, Read } from "./expression.ts";
import type { Fold, Kernel, Store } from "./kernel.ts";
import type { Layout } from "./layout.ts";

/** One line a kernel and statement, then one a temporary. */
export function listing(draft: Draft, kernels: readonly Kernel[], { bytes }: Layout): string {
  const fixed = new Set([...draft.inputs, ...draft.data.keys()]);
  const temporaries = lives(kernels, fixed, new Set(draft.outputs));
  return [
    ...kernels.flatMap((kernel, i) => lines(kernel, i)),
    `return ${draft.outputs.map(({ name }) => name).join(", ")}`,
    ...temporaries.map(
      ({ buffer, from, to }) =>
        `${place(buffer)}: ${buffer.size} floats, kernels ${from} to ${to >= kernels.length ? "the end" : to}`,
    ),
    `${bytes} bytes in all`,
  ].join("\n");
}

function lines(kernel: Kernel, i: number): string[] {
  switch (kernel.kind) {
    case "contraction":
      return [`${i}  ${kernel.buffer.name} = ${read(kernel.a)} @ ${read(kernel.b)}`];
    case "serial":
      return [
        `${i}  ${kernel.buffer.name} = ${kernel.node.op}(${kernel.inputs.map(({ name }) => name).join(", ")})`,
      ];
    case "repeat": {
      const step = kernel.step.flatMap((each, k) => lines(each, k)).map((text) => `     ${text}`);
      return [
        `${i}  ${kernel.buffer.name} = ${kernel.length} times, result ${kernel.result.name}`,
        ...step,
      ];
    }
    case "loop": {
      const names = new Map<Expression, string>();
      const body: string[] = [];
      const name = (x: Expression): string => named(x, names, body);
      const statement = (part: Store | Fold): string =>
        "op" in part
          ? `${part.buffer.name} = ${part.op} over ${show(part.axes)} of ${name(part.value)}`
          : `${part.buffer.name} = ${name(part.value)}`;
      const statements = [...kernel.stores, ...kernel.folds].flatMap((part) => {
        const text = statement(part);
        return [...body.splice(0), text];
      });
      return [`${i}  for ${show(kernel.space)}`, ...statements.map((text) => `     ${text}`)];
    }
  }
}

function named(x: Expression, names: Map<Expression, string>, body: string[]): string {
  if (x.kind === "constant") return String(x.value);
  if (x.kind === "read") return read(x);
  const known = names.get(x);
  if (known !== undefined) return known;
  const parts = x.parts.map((part) => named(part, names, body));
  const own = `v${names.size}`;
  names.set(x, own);
  body.push(`${own} = ${x.op}(${parts.join(", ")})`);
  return own;
}

/** x0[9·, 1·]: how many elements one step along each axis is. */
function read({ buffer, offset, axes }: Read): string {
  const steps = axes.map(({ stride, table }) => (table === null ? String(stride) : "table"));
  return `${buffer.name}[${[...(offset > 0 ? [`${offset} +`] : []), steps.join(" ")].join(" ")}]`;
}

function place({ name, address }: Buffer): string {
  return `${name} at ${address}`;
}
