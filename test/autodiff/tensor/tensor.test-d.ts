/** What methods of tensors take: axes are numbers, shapes are lists, operands are tensors or numbers. */
import { describe, expectTypeOf, test } from "vitest";
import {
  arange,
  concat,
  einsum,
  eye,
  full,
  input,
  type Nested,
  oneHot,
  stack,
  type Tensor,
  tensor,
  where,
  zeros,
} from "../../../src/autodiff/index.ts";

declare const [x, y]: [Tensor, Tensor];

test("a computation is a tensor until its numbers are asked for", () => {
  expectTypeOf(x.matmul(y).add(1).sum(0, { keepDims: true }).T).toEqualTypeOf<Tensor>();
  expectTypeOf(x.sum().item()).toEqualTypeOf<number>();
  expectTypeOf(x.toArray()).toEqualTypeOf<Nested>();
  expectTypeOf(x.shape).toEqualTypeOf<readonly number[]>();
});

describe("axes that are none do not compile:", () => {
  test("of reductions", () => {
    // @ts-expect-error a string
    x.sum("0");
    // @ts-expect-error a list of strings
    x.mean(["batch"]);
    // @ts-expect-error null; all axes are meant by leaving it out
    x.max(null);
    // @ts-expect-error several axes are a list
    x.sum(0, 1);
    // @ts-expect-error keepDims by position
    x.sum([0], true);
    // @ts-expect-error PyTorch's keyword
    x.sum(0, { keepdim: true });
    // @ts-expect-error NumPy's spelling
    x.norm(0, { keepdims: true });
    // @ts-expect-error NumPy's ddof is `correction`
    x.variance(0, { ddof: 1 });
    // @ts-expect-error the correction is of variance, not of mean
    x.mean(0, { correction: 1 });
    // @ts-expect-error one axis
    x.softmax([0, 1]);
    // @ts-expect-error one axis, or all
    x.argMax([0, 1]);
    // @ts-expect-error along which axis?
    x.cumsum();
  });

  test("of movement", () => {
    // @ts-expect-error an order of all axes, as a list
    x.transpose(0, 1);
    // @ts-expect-error T is a property
    x.T();
    // @ts-expect-error where?
    x.expandDims();
    // @ts-expect-error along which axis?
    x.roll(1);
    // @ts-expect-error along which axis?
    x.take([0, 1]);
    // @ts-expect-error a range has two ends
    x.slice([1]);
    // @ts-expect-error one range an axis, each a list
    x.slice(0, 2);
    // @ts-expect-error a pair for each axis
    x.pad(1);
  });
});

describe("shapes and operands that are none do not compile:", () => {
  test("a shape is a list of numbers", () => {
    // @ts-expect-error a list
    x.reshape(2, 3);
    // @ts-expect-error a list
    zeros(2, 3);
    // @ts-expect-error the shape first
    full(0, [2]);
    // @ts-expect-error a scalar has shape []
    input("x");
    // @ts-expect-error kinds are "real" and "index"
    input("x", [2], { kind: "int32" });
    // @ts-expect-error one length
    eye([3]);
    // @ts-expect-error a shape does not change
    x.shape[0] = 3;
  });

  test("data are numbers, or floats or integers of 32 bits", () => {
    // @ts-expect-error text
    tensor([1, "2"]);
    // @ts-expect-error doubles: Float32Array.from(values)
    tensor(new Float64Array(3));
    // @ts-expect-error truth values: 1 and 0
    tensor([true, false]);
    // @ts-expect-error tensors are stacked
    tensor([x, y]);
    // @ts-expect-error from, to, by
    arange("3");
    // @ts-expect-error how many classes?
    oneHot([0, 1]);
  });

  test("an operand is a tensor, or a number", () => {
    // @ts-expect-error a list: tensor([1, 2])
    x.add([1, 2]);
    // @ts-expect-error operators do not build graphs
    x * 2;
    // @ts-expect-error a matrix times a number is mul
    x.matmul(2);
    // @ts-expect-error an exponent is a number
    x.pow(y);
    // @ts-expect-error a method of what?
    x.maximum();
    // @ts-expect-error tensors have no dtype to change to
    x.astype("float64");
  });

  test("functions of several tensors", () => {
    // @ts-expect-error a condition is a tensor: x.greater(0)
    where(1, x, y);
    // @ts-expect-error JavaScript compares objects, not elements
    where(x > y, x, y);
    // @ts-expect-error both branches
    where(x.greater(0), x);
    // @ts-expect-error the equation first
    einsum(x, y, "ij,jk->ik");
    // @ts-expect-error operands one by one
    einsum("ij,jk->ik", [x, y]);
    // @ts-expect-error numbers are no operands
    einsum("i,->i", x, 2);
    // @ts-expect-error a list of tensors
    concat(x, y);
    // @ts-expect-error a list of tensors
    stack([x, 1]);
  });

  test("windows", () => {
    // @ts-expect-error strides
    x.conv2d(y, { stride: 2 });
    // @ts-expect-error in small letters
    x.conv2d(y, { padding: "SAME" });
    // @ts-expect-error of which size?
    x.maxPool2d();
    // @ts-expect-error two lengths
    x.avgPool2d([2, 2, 2]);
  });
});
