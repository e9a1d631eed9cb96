/** Tests of src/autodiff/wasm/listing/disassemble.ts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile, type Tensor, zeros } from "../../../../src/autodiff/index.ts";
import { disassemble } from "../../../../src/autodiff/wasm/listing/disassemble.ts";
import { Reader } from "../../../../src/autodiff/wasm/listing/reader.ts";
import {
  signed as writeSigned,
  unsigned as writeUnsigned,
} from "../../../../src/autodiff/wasm/write/bytes.ts";
import { Module } from "../../../../src/autodiff/wasm/write/module.ts";
import { samples } from "../../samples.ts";

describe("Reader", () => {
  test("reads back what bytes.ts writes, in the fewest bytes", () => {
    // Where one byte more is needed: seven bits a byte, of which a signed number keeps one.
    const edges = Array.from({ length: 32 }, (_, k) => 2 ** k).flatMap((n) => [n - 1, n, n + 1]);
    const whole = fc.oneof(fc.constantFrom(...edges), fc.nat(2 ** 32 - 1));
    fc.assert(
      fc.property(whole, whole, fc.boolean(), (unsigned, size, isNegative) => {
        const signed = isNegative ? ~size : size | 0;
        const bytes: number[] = [];
        writeSigned(bytes, signed);
        const bits = 33 - Math.clz32(signed < 0 ? ~signed : signed);
        expect(bytes.length).toBe(Math.ceil(bits / 7));
        writeUnsigned(bytes, unsigned);
        const reader = new Reader(Uint8Array.of(...bytes, 7));
        expect([reader.signed(), reader.unsigned(), reader.isDone]).toEqual([
          signed,
          unsigned,
          false,
        ]);
        expect([reader.byte(), reader.isDone]).toEqual([7, true]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("code", () => {
  test("a loop is read by name: buffers of the kernel, constants in brackets", () => {
    const text = compile(
      (x: Tensor, y: Tensor) => x.mul(3).add(y),
      zeros([13]),
      zeros([13]),
    ).code();
    expect(text).toMatchInlineSnapshot(`
      "0  kernel 0()
        locals: 2 i32, 9 v128
        $3 = v128.load32_splat([3])
        $0 = 0
        $1 = 3
        loop
          $2 = v128.load(args.0 + $0)
          $4 = f32x4.mul($2, $3)
          $5 = v128.load(args.1 + $0)
          $6 = f32x4.add($4, $5)
          v128.store(t0 + $0, $6)
          $0 = i32.add($0, 16)
          $1 = i32.sub($1, 1)
          again if $1
        $7 = v128.load(args.0 + $0)
        $8 = f32x4.mul($7, $3)
        $9 = v128.load(args.1 + $0)
        $10 = f32x4.add($8, $9)
        v128.store32_lane(t0 + $0, $10; lane 0)
        $0 = i32.add($0, -48)

      1  run()
        kernel 0()
        return(-1)

      2  carry()"
    `);
  });

  test("an operand that changes before it is used is named before it changes", () => {
    const module = new Module();
    module.add(["i32"], "i32", (c, a) => {
      const before = [c.get(a), c.load("i32.load", c.i32(64))] as const;
      c.set(a, c.i32(5));
      c.store("i32.store", c.i32(64), c.get(a));
      c.op("i32.add", ...before);
    });
    const text = disassemble({
      bytes: module.bytes(),
      constants: new Map(),
      guards: [],
      labels: new Map(),
    });
    expect(text).toBe(
      [
        "0  shared($0)",
        "  s0 = $0",
        "  $0 = 5",
        "  s1 = i32.load(64)",
        "  i32.store(64, $0)",
        "  return(i32.add(s0, s1))",
      ].join("\n"),
    );
  });

  test.each(Object.entries(samples))(
    "every operand of a program with %s is found, and none is left",
    (_op, list) => {
      for (const { inputs, build } of list.filter(({ symbolic }) => !symbolic)) {
        const program = compile(
          (xs: readonly Tensor[]) => [build(...xs)],
          inputs.map((shape) => zeros(shape)),
        );
        const text = program.code();
        expect(text).toMatch(/^\d+ {2}run\(\)$/m);
        expect(text).not.toContain("undefined");
      }
    },
  );
});
