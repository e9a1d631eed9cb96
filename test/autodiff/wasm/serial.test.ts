/** Kernels that are neither loop nests nor products: the bits of the plain interpreter, and no more. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oneHot, type Tensor, tensor } from "../../../src/autodiff/index.ts";
import { recall, type Values } from "../../../src/autodiff/recall.ts";
import { checkIndices, type Shape, show, sizeOf } from "../../../src/autodiff/shape.ts";
import type { Kernel, Places } from "../../../src/autodiff/wasm/serial/kernel.ts";
import { kernels } from "../../../src/autodiff/wasm/serial/table.ts";
import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";
import { writeGuard } from "../../../src/autodiff/wasm/write/guard.ts";
import { Module } from "../../../src/autodiff/wasm/write/module.ts";
import { edges } from "../floats.ts";

const api = webAssembly()!;
const memory = new api.Memory({ initial: 64 });

/** Bits of a NaN that no kernel makes: what memory is full of before. */
const GARBAGE = 0x7fa5a5a5;

/** What a kernel left: the elements of the result, and whether any other float has changed. */
interface Outcome {
  readonly result: Values;
  readonly outside: number;
  readonly bad: number | null;
}

/** Runs the kernel of a node whose inputs are data: the check first, then the kernel if it holds. */
function run(node: Tensor): Outcome {
  const kernel: Kernel = kernels[node.op as keyof typeof kernels](node);
  let free = 64;
  const place = (floats: number): number => {
    const at = free;
    free += 64 * Math.ceil((4 * floats + 16) / 64);
    return at;
  };
  const places: Places = {
    inputs: node.inputs.map((x) => place(x.size)),
    table: place(kernel.table?.length ?? 0),
    out: place(node.size),
    scratch: place(kernel.scratch),
    again: null,
  };
  const words = new Int32Array(memory.buffer, 0, free / 4 + 256).fill(GARBAGE);
  if (kernel.table) words.set(kernel.table, places.table / 4);
  node.inputs.forEach((x, i) => {
    const { buffer, byteOffset, length } = recall(x)!;
    words.set(new Int32Array(buffer, byteOffset, length), places.inputs[i]! / 4);
  });
  const module = new Module();
  module.export(
    "run",
    module.add([], null, (code) => kernel.write(code, places)),
  );
  if (kernel.check) {
    const { input, ...bounds } = kernel.check;
    const indices = { size: node.inputs[input]!.size, name: "", address: places.inputs[input]! };
    const check = module.add([], "i32", (code) => {
      writeGuard(code, { kind: "guard", indices, bounds }, (at) => void code.op("return", at));
      code.i32(-1);
    });
    module.export("check", check);
  }
  const instance = new api.Instance(new api.Module(module.bytes()), { m: { m: memory } });
  const exported = instance.exports as { run(): void; check?(): number };
  const before = words.slice();
  const bad = exported.check ? exported.check() : null;
  if (bad === null || bad < 0) exported.run();
  const View = node.kind === "index" ? Int32Array : Float32Array;
  const result = new View(memory.buffer, places.out, node.size).slice();
  for (const [at, floats] of [
    [places.out, node.size],
    [places.scratch, kernel.scratch],
  ] as const) {
    words.set(before.subarray(at / 4, at / 4 + floats), at / 4);
  }
  const outside = words.findIndex((word, i) => word !== before[i]);
  return { result, outside, bad };
}

/** The kernel gives the bits of the plain interpreter, and writes nothing else. */
function expectSame(node: Tensor): void {
  const { result, outside, bad } = run(node);
  const plain = node.data;
  const where = Array.from(plain).findIndex((y, i) => !Object.is(y, result[i]));
  const given = `${node.op} of ${node.inputs.map((x) => show(x.shape)).join(" and ")}`;
  expect({ where, outside, bad }, given).toEqual({
    where: -1,
    outside: -1,
    bad: bad === null ? null : -1,
  });
}

/** Lengths of axes: none, one, a few, and more than any loop is unrolled for. */
const length = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 1) },
  { weight: 4, arbitrary: fc.integer({ min: 2, max: 9 }) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 70 }) },
);
const shapes = (min: number, max: number): fc.Arbitrary<Shape> =>
  fc.array(length, { minLength: min, maxLength: max }).filter((shape) => sizeOf(shape) <= 2500);

/** Small integers tie and cancel; edges are zeros of both signs, infinities, NaN; the rest are floats. */
const element = (kind: "integers" | "floats" | "edges"): fc.Arbitrary<number> => {
  if (kind === "integers") return fc.constantFrom(-2, -1, -0, 0, 1, 2);
  const floats = fc.float({ min: -4, max: 4, noNaN: true });
  return kind === "floats" ? floats : fc.oneof(floats, fc.constantFrom(...edges));
};
const real = (shape: Shape): fc.Arbitrary<Tensor> =>
  fc
    .constantFrom("integers" as const, "floats" as const, "edges" as const)
    .chain((kind) => all(sizeOf(shape), element(kind)))
    .map((values) => tensor(Float32Array.from(values), shape));
const whole = (shape: Shape, below: number): fc.Arbitrary<Tensor> =>
  all(sizeOf(shape), fc.nat(Math.max(0, below - 1))).map((values) =>
    tensor(Int32Array.from(values), shape),
  );
const all = <T>(n: number, one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(one, { minLength: n, maxLength: n });

/** Where each source of n goes, of `length` places: anywhere, a permutation, orbits, all to one. */
const targets = (n: number, length: number): fc.Arbitrary<number[]> => {
  const order = fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i % length),
    { minLength: n, maxLength: n },
  );
  return fc.oneof(all(n, fc.nat(length - 1)), order, all(n, fc.constant(length - 1)));
};

/** x: [b…, n, …] with its indices [b…, m], and where an index may be. */
const indexed = fc
  .tuple(shapes(0, 2), length, length, shapes(0, 2))
  .filter(
    ([b, n, m, rest]) =>
      (n > 0 || sizeOf([...b, m]) === 0) && sizeOf([...b, n + m, ...rest]) <= 2500,
  );

describe("a kernel leaves the bits of the plain interpreter, and nothing else", () => {
  test("cumsum", () => {
    const nodes = shapes(1, 3).chain((shape) =>
      fc.tuple(real(shape), fc.nat(shape.length - 1)).map(([x, axis]) => x.cumsum(axis)),
    );
    fc.assert(fc.property(nodes, expectSame));
  });

  test("argMax", () => {
    const nodes = shapes(1, 3)
      .filter((shape) => shape.some((n) => n > 0))
      .chain((shape) => {
        const axes = shape.flatMap((n, axis) => (n > 0 ? [axis] : []));
        return fc.tuple(real(shape), fc.constantFrom(...axes)).map(([x, axis]) => x.argMax(axis));
      });
    fc.assert(fc.property(nodes, expectSame));
  });

  test("scatterAdd by a list", () => {
    const nodes = fc
      .tuple(shapes(1, 3), length)
      .chain(([shape, places]) =>
        fc.tuple(real(shape), fc.nat(shape.length - 1), fc.constant(places)),
      )
      .filter(([x, axis, places]) => places > 0 || x.shape[axis] === 0)
      .chain(([x, axis, places]) =>
        (places === 0 ? fc.constant([]) : targets(x.shape[axis]!, places)).map((indices) =>
          x.scatterAdd(indices, axis, places),
        ),
      );
    fc.assert(fc.property(nodes, expectSame));
  });

  test("scatterAdd by a list with many different numbers of sources", () => {
    const indices = Array.from({ length: 20 }, (_, j) =>
      new Array<number>(j).fill((7 * j) % 20),
    ).flat();
    const nodes = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 5 }))
      .chain(([outer, inner]) => real([outer, indices.length, inner]))
      .map((x) => x.scatterAdd(indices, 1, 20));
    fc.assert(fc.property(nodes, expectSame));
  });

  test("scatterAdd by a list of more than a cache holds reads in order what lies far apart", () => {
    const n = 2 ** 17 + 8;
    const x = tensor(Float32Array.from({ length: n }, (_, i) => Math.sin(i)));
    const near = Array.from({ length: n }, (_, i) => Math.floor(i / 8));
    // 40503 has no factor in common with n, so this is a permutation of them
    const far = near.map((_, i) => near[(i * 40503) % n]!);
    const [together, apart] = [near, far].map((orbits) => x.scatterAdd(orbits, 0, n / 8));
    expectSame(together!);
    expectSame(apart!);
    // a list names the sources of each result, the other table the result of each source
    expect(kernels.scatterAdd(together!).table!.slice(0, 5)).toEqual(
      Int32Array.of(0, 32, 64, 96, 4),
    );
    expect(kernels.scatterAdd(apart!).table!.slice(0, 2)).toEqual(Int32Array.of(0, 4 * far[1]!));
  });

  test("gather", () => {
    const nodes = indexed.chain(([b, n, m, rest]) =>
      fc.tuple(real([...b, n, ...rest]), whole([...b, m], n)).map(([x, i]) => x.gather(i)),
    );
    fc.assert(fc.property(nodes, expectSame));
  });

  test("gather of an index tensor", () => {
    const any = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const nodes = indexed.chain(([b, n, m, rest]) => {
      const shape = [...b, n, ...rest];
      return fc
        .tuple(all(sizeOf(shape), any), whole([...b, m], n))
        .map(([x, i]) => tensor(Int32Array.from(x), shape).gather(i));
    });
    fc.assert(fc.property(nodes, expectSame));
  });

  test("scatter", () => {
    const nodes = indexed.chain(([b, n, m, rest]) =>
      fc.tuple(real([...b, m, ...rest]), whole([...b, m], n)).map(([x, i]) => x.scatter(i, n)),
    );
    fc.assert(fc.property(nodes, expectSame));
  });

  test("oneHot", () => {
    const nodes = fc
      .tuple(shapes(0, 2), length)
      .filter(
        ([shape, depth]) => sizeOf(shape) * depth <= 2500 && (depth > 0 || sizeOf(shape) === 0),
      )
      .chain(([shape, depth]) => whole(shape, depth).map((labels) => oneHot(labels, depth)));
    fc.assert(fc.property(nodes, expectSame));
  });

  const order = fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 6 }) },
    { weight: 1, arbitrary: fc.integer({ min: 7, max: 20 }) },
  );

  test("solve", () => {
    const nodes = fc
      .tuple(shapes(0, 1), order, length)
      .filter(([b, n, m]) => sizeOf([...b, n, n + m]) <= 2500)
      .chain(([b, n, m]) => fc.tuple(real([...b, n, n]), real([...b, n, m])))
      .map(([a, b]) => a.solve(b));
    fc.assert(fc.property(nodes, expectSame));
  });

  test("det", () => {
    const nodes = fc
      .tuple(shapes(0, 2), order)
      .filter(([b, n]) => sizeOf([...b, n, n]) <= 2500)
      .chain(([b, n]) => real([...b, n, n]))
      .map((a) => a.det());
    fc.assert(fc.property(nodes, expectSame));
  });
});

describe("indices that are out of bounds", () => {
  const at = (indices: readonly number[]) => tensor(Int32Array.from(indices));
  const x = tensor(Float32Array.of(1, 2, 3));
  const bad = [-1, 3, -(2 ** 31), 2 ** 31 - 1];
  const nodes = {
    take: (i: Tensor) => x.gather(i),
    scatterAdd: (i: Tensor) => tensor(new Float32Array(i.size)).scatter(i, 3),
    oneHot: (i: Tensor) => oneHot(i, 3),
  };

  test.each(Object.keys(nodes) as (keyof typeof nodes)[])(
    "of %s are found before anything is written, the first of them, with the words of the plain one",
    (op) => {
      const lists = fc
        .tuple(fc.array(fc.nat(2), { maxLength: 40 }), fc.constantFrom(...bad))
        .chain(([good, one]) =>
          fc.array(fc.constantFrom(0, 2, ...bad), { maxLength: 9 }).map((rest) => ({
            indices: [...good, one, ...rest],
            position: good.length,
          })),
        );
      fc.assert(
        fc.property(lists, ({ indices, position }) => {
          const node = nodes[op](at(indices));
          const { result, outside, bad } = run(node);
          expect({ bad, outside }).toEqual({ bad: position, outside: -1 });
          const words = new Int32Array(result.buffer);
          expect(words.every((word) => word === GARBAGE)).toBe(true);
          const { check } = (kernels[node.op as keyof typeof kernels] as (node: Tensor) => Kernel)(
            node,
          );
          const said = (f: () => void) => {
            try {
              f();
            } catch (error) {
              return (error as Error).message;
            }
            return null;
          };
          const mine = said(() => checkIndices(check!.op, check!.what, indices, check!.length));
          expect(mine).toBe(said(() => node.data));
          expect(mine).toContain(`at position ${position}`);
        }),
      );
    },
  );
});
