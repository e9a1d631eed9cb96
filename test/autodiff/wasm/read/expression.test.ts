/** What is computed while a program is compiled: the floats that the interpreter would compute when it runs. */
import { describe, expect, test } from "vitest";
import { evaluate, type Tensor, tensor } from "../../../../src/autodiff/index.ts";
import { type Operator, operation } from "../../../../src/autodiff/wasm/read/expression.ts";

const constant = (value: number) => ({ kind: "constant", value }) as const;
const of = (op: Operator, ...values: number[]) => operation(op, values.map(constant));

describe("an op of constants", () => {
  const binary: readonly [Operator, (a: Tensor, b: Tensor) => Tensor][] = [
    ["add", (a, b) => a.add(b)],
    ["sub", (a, b) => a.sub(b)],
    ["mul", (a, b) => a.mul(b)],
    ["div", (a, b) => a.div(b)],
    ["equal", (a, b) => a.equal(b)],
  ];
  test.each(binary)("%s is the float of the interpreter", (op, plain) => {
    for (const [a, b] of [
      [0.1, -0.3],
      [-2.7, 1e-3],
      [0, -0],
      [3, 3],
      [Infinity, 0],
    ] as const) {
      const expected = evaluate(plain(tensor(a), tensor(b))).item();
      expect(of(op, a, b)).toEqual(constant(expected));
    }
  });

  const unary: readonly [Operator, (x: Tensor) => Tensor][] = [
    ["neg", (x) => x.neg()],
    ["exp", (x) => x.exp()],
    ["log", (x) => x.log()],
    ["tanh", (x) => x.tanh()],
    ["sqrt", (x) => x.sqrt()],
  ];
  test.each(unary)("%s is the float of the interpreter", (op, plain) => {
    for (const x of [0.1, 0, -0, 2.7, Infinity, -1.3]) {
      expect(of(op, x)).toEqual(constant(evaluate(plain(tensor(x))).item()));
    }
  });

  test("gate chooses by the sign, mask clears where a cotangent is 0 and the value is not finite", () => {
    expect(of("gate", 1, 2, 3)).toEqual(constant(2));
    expect(of("gate", -1, 2, 3)).toEqual(constant(3));
    expect(of("mask", 0, Infinity, 3)).toEqual(constant(0));
    expect(of("mask", 0, 1, 3)).toEqual(constant(3));
  });
});
