/**
 * Loops of a graph, `scan`: the kernels of one step, called once for each.
 *
 * What depends on nothing that changes is computed once, before the first step.
 *
 * Next: fuse.ts
 */
import type { Attributes } from "../ops/names.ts";
import { dependents, topological } from "../order.ts";
import { ruleOf } from "../rule.ts";
import { sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Builder } from "./build.ts";
import type { Code, Local } from "./code.ts";
import { type Expression, operation, type Read } from "./expression.ts";
import { type Kernel, type Repeat, type Slice, storing, whole } from "./kernel.ts";

/** The kernel of a `scan` node. */
export function repeated(node: Tensor, ins: readonly Expression[], to: Builder): Expression {
  const { length, width, sums: size, reverse, xs } = node.attrs as Attributes["scan"];
  const { parameters, result } = ruleOf(node).body;
  const step = to.step();
  const own = parameters.slice(0, xs + 1);
  const held = own.map(
    (leaf, i): Slice => ({
      to: to.buffer(leaf.size),
      from: to.dense(ins[i]!, node.inputs[i]!.shape),
    }),
  );
  const values = new Map<Tensor, Expression>(
    parameters.map((leaf, i) => [
      leaf,
      i <= xs ? whole(held[i]!.to, leaf.shape) : to.stored(ins[i]!, leaf.shape),
    ]),
  );
  const inside = dependents(topological([result]), own);
  step.walk([result], values, (at) => (inside.has(at) || at === result ? step : to));
  const computed = step.computed(values.get(result)!, result.shape);
  const sums = to.buffer(size);
  const part: Read = { ...whole(sums, [size]), buffer: computed.buffer, offset: width };
  step.kernels.push(storing(sums, [size], operation("add", [whole(sums, [size]), part])));
  const buffer = to.buffer(node.size);
  const kernel: Repeat = {
    kind: "repeat",
    length,
    width,
    reverse,
    carry: held[0]!,
    slices: held.slice(1),
    step: step.kernels,
    result: computed.buffer,
    sums,
    buffer,
  };
  to.kernels.push(kernel);
  return whole(buffer, [sizeOf(node.shape)]);
}

/**
 * Writes a loop of steps.
 * @param step writes the calls of one step
 */
export function writeRepeat(code: Code, kernel: Repeat, step: () => void): void {
  const { length, width, reverse, carry, slices, result, sums, buffer } = kernel;
  const copy = (to: number, from: number, size: number): void =>
    code.copy(code.i32(to), code.i32(from), code.i32(4 * size));
  copy(carry.to.address, carry.from.address, carry.to.size);
  code.fill(code.i32(sums.address), code.i32(0), code.i32(4 * sums.size));
  const first = reverse ? Math.max(0, length - 1) : 0;
  const pointer = (from: number, size: number): Local =>
    code.keep("i32", code.i32(from + 4 * first * size));
  const row = pointer(buffer.address, width);
  const places = slices.map(({ from, to }) => pointer(from.address, to.size));
  const sign = reverse ? -4 : 4;
  code.times(length, () => {
    slices.forEach(({ to }, i) => {
      code.copy(code.i32(to.address), code.get(places[i]!), code.i32(4 * to.size));
      code.advance(places[i]!, sign * to.size);
    });
    step();
    code.copy(code.get(row), code.i32(result.address), code.i32(4 * width));
    code.advance(row, sign * width);
    copy(carry.to.address, result.address, carry.to.size);
  });
  copy(buffer.address + 4 * length * width, sums.address, sums.size);
}

/** Whether the kernel, or one of its steps, looks at index tensors when it runs. */
export function isChecked(kernel: Kernel): boolean {
  if (kernel.kind === "repeat") return kernel.step.some(isChecked);
  return kernel.kind === "serial" && kernel.kernel.check !== null;
}
