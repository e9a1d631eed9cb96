/** Tests of src/lab/compare/methods.ts. */
import { describe, expect, test } from "vitest";
import { print } from "../../../src/autodiff/print.ts";
import { example } from "../../../src/lab/compare/example.ts";
import { methodCalled, methods } from "../../../src/lab/compare/methods.ts";

test("the rows of the table, in order", () => {
  expect(methods.map(({ name }) => name)).toEqual([
    "none",
    "none, symmetric init",
    "data augmentation (full orbit)",
    "data augmentation (full orbit), symmetric init",
    "data augmentation, one sample",
    "weight sharing",
    "weight tying",
    "label sharing",
    "gradient augmentation",
    "gradient augmentation, symmetric init",
    "gradient coupling",
    "output coupling",
    "function averaging",
  ]);
});

test("ids are words that a shell takes as they are, and different", () => {
  for (const { id } of methods) expect(id).toMatch(/^[a-z-]+$/);
  expect(new Set(methods.map(({ id }) => id)).size).toBe(methods.length);
});

describe("methodCalled", () => {
  test.each(methods)("$name is found by name and by id", (method) => {
    expect(methodCalled(method.name)).toBe(method);
    expect(methodCalled(method.id)).toBe(method);
  });

  test("another name is answered with those there are", () => {
    expect(() => methodCalled("drop out")).toThrow(
      /^method: expected one of none, none-symmetric-init, .*, got drop out$/,
    );
  });
});

test("the example of gradient augmentation: no second forward pass, means over orbits behind", () => {
  const { loss, gradient } = example(methodCalled("gradient augmentation"), 0);
  expect(print(loss).match(/matmul/g)).toHaveLength(2);
  expect(print(gradient).match(/scatterAdd/g)!.length).toBeGreaterThan(2);
});

test("the example of data augmentation: a forward pass an element", () => {
  const { loss } = example(methodCalled("data augmentation (full orbit)"), 0);
  expect(print(loss).match(/matmul/g)).toHaveLength(4);
});
