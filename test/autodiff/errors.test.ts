import { describe, expect, test } from "vitest";
import { homeOf, NATIVE } from "../../src/autodiff/errors.ts";
import {
  concat,
  couple,
  evaluate,
  eye,
  f64,
  full,
  grad,
  input,
  interpret,
  oneHot,
  ones,
  print,
  ShapeError,
  stack,
  type Tensor,
  type Tree,
  tensor,
  valueAndGrad,
  vjp,
  where,
  withVjp,
  zeros,
} from "../../src/autodiff/index.ts";
import type { Nested } from "../../src/autodiff/tensor/tensor.ts";
import { denseChi } from "./samples.ts";

const scalar = tensor(1);
const vector = tensor([1, 2, 3]);
const matrix = ones([2, 3]);
const labels = tensor(Int32Array.from([0, 2, 1]));
/** What a caller without types may pass. */
const untyped = <T>(value: unknown) => value as T;

type Row = readonly [message: string, Kind: new () => Error, call: () => unknown];

const building: readonly Row[] = [
  [
    "add: expected shapes that broadcast, got [2, 3] and [2]",
    ShapeError,
    () => matrix.add(tensor([1, 2])),
  ],
  [
    "sub: expected shapes that broadcast, got [3] and [2]",
    ShapeError,
    () => vector.sub(tensor([1, 2])),
  ],
  [
    "mul: expected shapes that broadcast, got [3] and [0]",
    ShapeError,
    () => vector.mul(tensor([])),
  ],
  [
    "div: expected shapes that broadcast, got [2, 3] and [4, 1, 2]",
    ShapeError,
    () => matrix.div(ones([4, 1, 2])),
  ],
  [
    "equal: expected shapes that broadcast, got [3] and [2]",
    ShapeError,
    () => vector.equal(tensor([1, 2])),
  ],
  [
    "sub: expected shapes that broadcast, got [3] and [2]",
    ShapeError,
    () => vector.greater(tensor([1, 2])),
  ],
  [
    "where: expected shapes that broadcast, got [3] and [2]",
    ShapeError,
    () => where(vector, tensor([1, 2]), 0),
  ],
  [
    "where: expected inputs of one shape, got [3] and [2]",
    ShapeError,
    () => vector.gate(tensor([1, 2]), vector),
  ],
  [
    "mask: expected inputs of one shape, got [3] and [2, 3]",
    ShapeError,
    () => vector.mask(matrix, matrix),
  ],
  ["dot: expected tensors of one shape, got [3] and [2, 3]", ShapeError, () => vector.dot(matrix)],
  [
    "matmul: expected [n, k] @ [k, m], got [2, 3] @ [2, 3]",
    ShapeError,
    () => matrix.matmul(matrix),
  ],
  [
    "matmul: expected [n, k] @ [k, m], got [2, 3] @ [3]; reshape a vector to a row [1, k] or a column [k, 1]",
    ShapeError,
    () => matrix.matmul(vector),
  ],
  [
    "add: expected a tensor or a number, got an array of 2; make it one: tensor(…)",
    TypeError,
    () => matrix.add([1, 2] as unknown as number),
  ],
  ["matmul: expected [n, k] @ [k, m], got [] @ [2, 3]", ShapeError, () => scalar.matmul(matrix)],
  [
    "matmul: expected [n, k] @ [k, m], got [1, 2, 3] @ [1, 2, 1]",
    ShapeError,
    () => ones([1, 2, 3]).matmul(ones([2, 1])),
  ],
  [
    "matmul: expected shapes that broadcast, got [2] and [3]",
    ShapeError,
    () => ones([2, 1, 1]).matmul(ones([3, 1, 1])),
  ],
  [
    "solve: expected [n, n] and [n, m], got [2, 3] and [2, 3]",
    ShapeError,
    () => matrix.solve(matrix),
  ],
  [
    "solve: expected [n, n] and [n, m], got [2, 2] and [2]",
    ShapeError,
    () => eye(2).solve(ones([2])),
  ],
  [
    "solve: expected [n, n] and [n, m], got [2, 2] and [3, 1]",
    ShapeError,
    () => eye(2).solve(ones([3, 1])),
  ],
  [
    "solve: expected shapes that broadcast, got [3] and [2]",
    ShapeError,
    () => ones([3, 2, 2]).solve(ones([2, 2, 2])),
  ],
  ["inverse: expected square matrices [n, n], got [2, 3]", ShapeError, () => matrix.inverse()],
  ["det: expected square matrices [n, n], got [2, 3]", ShapeError, () => matrix.det()],
  ["det: expected square matrices [n, n], got [3]", ShapeError, () => vector.det()],
  ["sum: expected an axis from -2 to 1, got 2", RangeError, () => matrix.sum(2)],
  ["sum: expected an axis from -2 to 1, got 0.5", RangeError, () => matrix.sum(0.5)],
  ["sum: expected every axis named once, got [0, -2]", RangeError, () => matrix.sum([0, -2])],
  ["sum: expected a tensor with axes, got a scalar and axis 0", RangeError, () => scalar.sum(0)],
  ["mean: expected an axis from -1 to 0, got -2", RangeError, () => vector.mean(-2)],
  ["max: expected an axis from -1 to 0, got 1", RangeError, () => vector.max(1)],
  [
    "max: expected at least one element to choose from, got shape [2, 0]",
    RangeError,
    () => zeros([2, 0]).max(),
  ],
  ["logSumExp: expected an axis from -1 to 0, got 1", RangeError, () => vector.logSumExp(1)],
  [
    "softmax: expected a tensor with axes, got a scalar and axis -1",
    RangeError,
    () => scalar.softmax(),
  ],
  ["logSoftmax: expected an axis from -1 to 0, got 3", RangeError, () => vector.logSoftmax(3)],
  ["reshape: expected a shape of 6 elements, got [4]", ShapeError, () => matrix.reshape([4])],
  [
    "reshape: expected a shape of whole numbers ≥ 0, got [-1, 4]",
    ShapeError,
    () => matrix.reshape([-1, 4]),
  ],
  [
    "reshape: expected a shape of whole numbers ≥ 0, got [-1, -1]",
    ShapeError,
    () => matrix.reshape([-1, -1]),
  ],
  [
    "squeeze: expected axes of length 1, got axes [0] of [2, 3]",
    ShapeError,
    () => matrix.squeeze(0),
  ],
  ["expandDims: expected an axis from -3 to 2, got 3", RangeError, () => matrix.expandDims(3)],
  [
    "transpose: expected each of 2 axes once, got [0, 0]",
    RangeError,
    () => matrix.transpose([0, 0]),
  ],
  ["transpose: expected each of 2 axes once, got [0]", RangeError, () => matrix.transpose([0])],
  ["transpose: expected an axis from -2 to 1, got 2", RangeError, () => matrix.transpose([0, 2])],
  [
    "broadcastTo: expected a shape that [3] broadcasts to, got [3, 2]",
    ShapeError,
    () => vector.broadcastTo([3, 2]),
  ],
  [
    "broadcastTo: expected a shape that [2, 3] broadcasts to, got [3]",
    ShapeError,
    () => matrix.broadcastTo([3]),
  ],
  [
    "broadcastTo: expected a shape of whole numbers ≥ 0, got [-1, 3]",
    ShapeError,
    () => vector.broadcastTo([-1, 3]),
  ],
  ["slice: expected at most 1 ranges, got 2", RangeError, () => vector.slice(null, [0, 1])],
  [
    "slice: expected 0 ≤ start ≤ stop ≤ 3 along axis 1, got [1, 4]",
    RangeError,
    () => matrix.slice(null, [1, 4]),
  ],
  [
    "slice: expected 0 ≤ start ≤ stop ≤ 3 along axis 0, got [2, 1]",
    RangeError,
    () => vector.slice([2, 1]),
  ],
  [
    "slice: expected 0 ≤ start ≤ stop ≤ 3 along axis 0, got [-4, 1]",
    RangeError,
    () => vector.slice([-4, 1]),
  ],
  [
    "pad: expected 1 pairs of whole numbers ≥ 0, got [[0,-1]]",
    RangeError,
    () => vector.pad([[0, -1]]),
  ],
  [
    "pad: expected 2 pairs of whole numbers ≥ 0, got [[1,1]]",
    RangeError,
    () => matrix.pad([[1, 1]]),
  ],
  [
    "concat: expected shapes that agree except along axis 0, got [2, 3] and [2, 2]",
    ShapeError,
    () => concat([matrix, ones([2, 2])]),
  ],
  [
    "concat: expected shapes that agree except along axis 0, got [3] and [2, 3]",
    ShapeError,
    () => concat([vector, matrix]),
  ],
  ["concat: expected at least one tensor, got none", ShapeError, () => concat([])],
  [
    "concat: expected a tensor with axes, got a scalar and axis 0",
    RangeError,
    () => concat([scalar]),
  ],
  [
    "concat: expected tensors of one kind, got real and index tensors",
    TypeError,
    () => concat([vector, labels]),
  ],
  ["stack: expected at least one tensor, got none", ShapeError, () => stack([])],
  [
    "stack: expected tensors of one shape, got [3] and [2, 3]",
    ShapeError,
    () => stack([vector, matrix]),
  ],
  ["stack: expected an axis from -2 to 1, got 2", RangeError, () => stack([vector], 2)],
  ["take: expected indices from 0 to 2, got 3", RangeError, () => vector.take([0, 3], 0)],
  ["take: expected indices from 0 to 2, got -1", RangeError, () => matrix.take([-1], 1)],
  ["take: expected indices from 0 to 2, got 0.5", RangeError, () => vector.take([0.5], 0)],
  ["take: expected an axis from -1 to 0, got 1", RangeError, () => vector.take([0], 1)],
  [
    "scatterAdd: expected indices from 0 to 1, got 2",
    RangeError,
    () => vector.scatterAdd([0, 1, 2], 0, 2),
  ],
  [
    "scatterAdd: expected 3 indices, got 2; one an element of the axis",
    RangeError,
    () => vector.scatterAdd([0, 1], 0, 2),
  ],
  [
    "permute: expected a permutation of 0…2, got [0, 1, 1]",
    RangeError,
    () => vector.permute([0, 1, 1], 0),
  ],
  [
    "permute: expected a permutation of 0…2, got [0, 1]",
    RangeError,
    () => vector.permute([0, 1], 0),
  ],
  ["permute: expected indices from 0 to 2, got 3", RangeError, () => vector.permute([0, 1, 3], 0)],
  [
    "permute: expected 3 signs, each 1 or −1, got [1, 0, 1]",
    RangeError,
    () => vector.permute([0, 1, 2], 0, [1, 0, 1]),
  ],
  ["oneHot: expected labels from 0 to 1, got 2 at position 1", RangeError, () => oneHot([0, 2], 2)],
  [
    "oneHot: expected an index tensor or a list of labels, got a real tensor",
    TypeError,
    () => oneHot(vector, 3),
  ],
  [
    "tensor: expected nested arrays of one length at each depth, got ragged ones",
    ShapeError,
    () => tensor([[1, 2], [3]]),
  ],
  [
    "tensor: expected nested arrays of one length at each depth, got ragged ones",
    ShapeError,
    () => tensor([[1, 2], [3, 4, 5], [6]]),
  ],
  [
    "tensor: expected nested arrays of one length at each depth, got ragged ones",
    ShapeError,
    () => tensor([[1], 2]),
  ],
  [
    "tensor: expected nested arrays of one length at each depth, got ragged ones",
    ShapeError,
    () => tensor([1, [2]]),
  ],
  [
    'tensor: expected numbers in nested arrays, got "7"',
    TypeError,
    () => tensor(untyped<Nested>([1, "7"])),
  ],
  [
    "tensor: expected numbers in nested arrays, got undefined",
    TypeError,
    () => tensor(untyped<Nested>(undefined)),
  ],
  [
    "tensor: expected a shape of 3 elements, got [2, 2]",
    ShapeError,
    () => tensor([1, 2, 3], [2, 2]),
  ],
  [
    "tensor: expected a shape of 2 elements, got [3]",
    ShapeError,
    () => tensor(Float32Array.of(1, 2), [3]),
  ],
  [
    "tensor: expected a shape of whole numbers ≥ 0, got [-1]",
    ShapeError,
    () => tensor(Float32Array.of(1), [-1]),
  ],
  ["full: expected a shape of whole numbers ≥ 0, got [1.5]", ShapeError, () => full([1.5], 0)],
  ["eye: expected a shape of whole numbers ≥ 0, got [-2]", ShapeError, () => eye(-2)],
  ["input: expected a shape of whole numbers ≥ 0, got [-3]", ShapeError, () => input("x", [-3])],
  ["item: expected one element, got shape [3]; use toArray", ShapeError, () => vector.item()],
  [
    "add: expected real tensors, got an index tensor; oneHot makes a real tensor of one",
    TypeError,
    () => labels.add(vector),
  ],
  [
    "tanh: expected real tensors, got an index tensor; oneHot makes a real tensor of one",
    TypeError,
    () => labels.tanh(),
  ],
  [
    "where: expected real tensors, got an index tensor; oneHot makes a real tensor of one",
    TypeError,
    () => where(labels, vector, 0),
  ],
  [
    "matmul: expected real tensors, got an index tensor; oneHot makes a real tensor of one",
    TypeError,
    () => labels.reshape([1, 3]).matmul(matrix),
  ],
  [
    "couple: expected real tensors, got an index tensor; oneHot makes a real tensor of one",
    TypeError,
    () => couple(labels, denseChi(eye(3))),
  ],
];

const transforms: readonly Row[] = [
  [
    "grad: expected a scalar (shape []), got shape [3]; sum it, or use jacobian",
    ShapeError,
    () => grad((x: Tensor) => x.mul(2))(vector),
  ],
  [
    "grad: expected a scalar (shape []), got shape [1]; sum it, or use jacobian",
    ShapeError,
    () => valueAndGrad((x: Tensor) => x.sum(0, { keepDims: true }))(vector),
  ],
  [
    "grad: expected a function that returns a tensor, got 3",
    TypeError,
    () => grad(untyped<(x: Tensor) => Tensor>(() => 3))(vector),
  ],
  [
    "grad: expected real tensors, got an index tensor; it has no derivative; pass it as another argument",
    TypeError,
    () => grad((tree: { x: Tensor; i: Tensor }) => tree.x.sum())({ x: vector, i: labels }),
  ],
  [
    "grad: expected a tree (nested arrays and objects) of tensors, got 3 at .w.0",
    TypeError,
    () => grad((tree: Tree) => untyped<Tensor>(tree))(untyped<Tree>({ w: [3] })),
  ],
  [
    "vjp: expected real tensors, got an index tensor; it has no derivative; pass it as another argument",
    TypeError,
    () => vjp((x: Tensor) => x, labels),
  ],
  [
    "vjp: expected a cotangent of shape [3], got shape []",
    ShapeError,
    () => vjp((x: Tensor) => x, vector)[1](scalar),
  ],
  [
    "evaluate: expected a tree (nested arrays and objects) of tensors, got null",
    TypeError,
    () => evaluate(untyped<Tree>(null)),
  ],
  [
    "evaluate: expected a tree (nested arrays and objects) of tensors, got a function at .a",
    TypeError,
    () => evaluate(untyped<Tree>({ a: () => 1 })),
  ],
  [
    "print: expected a tree (nested arrays and objects) of tensors, got undefined",
    TypeError,
    () => print(untyped<Tree>(undefined)),
  ],
  [
    "withVjp: expected a rule that gives [3], the shape of x, got []",
    ShapeError,
    () => withVjp(vector, (ct) => ct.sum()),
  ],
  [
    "withVjp: expected a rule that returns a tensor, got 5",
    TypeError,
    () =>
      withVjp(
        vector,
        untyped<(ct: Tensor) => Tensor>(() => 5),
      ),
  ],
  [
    "couple: expected an axis of length 3, that of χ, got shape [2, 3], axis 0",
    RangeError,
    () => couple(matrix, denseChi(eye(3))),
  ],
  [
    "couple: expected an axis from -2 to 1, got 2",
    RangeError,
    () => couple(matrix, denseChi(eye(3)), 2),
  ],
];

const running: readonly Row[] = [
  [
    'evaluate: expected a graph without free inputs, got input "x"; bind it to data',
    TypeError,
    () => input("x", []).data,
  ],
  [
    "oneHot: expected labels from 0 to 1, got 2 at position 1",
    RangeError,
    () => oneHot(labels, 2).data,
  ],
  [
    "oneHot: expected labels from 0 to 2, got -1 at position 0",
    RangeError,
    () => oneHot(tensor(Int32Array.of(-1)), 3).data,
  ],
  [
    "oneHot: expected labels from 0 to 1, got 2 at position 1",
    RangeError,
    () => interpret(f64, [oneHot(labels, 2)], () => []),
  ],
];

const raised = (call: () => unknown): Error => {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return expect.unreachable("nothing was thrown");
};

describe.each([
  ["when the graph is built", building],
  ["when it is transformed", transforms],
  ["when it runs", running],
])("errors read `op: expected RULE, got VALUE`: %s", (_when, rows) => {
  test.each(rows)("%s", (message, Kind, call) => {
    const error = raised(call);
    expect(error.message).toBe(message);
    expect(error).toBeInstanceOf(Kind);
    expect(error.name).toBe(Kind.name);
  });

  test.each(rows)("at the caller's line: %s", (_message, _Kind, call) => {
    const [, first] = raised(call).stack!.split(/\n(?=\s+at )/);
    expect(first).toContain("errors.test.ts");
  });
});

describe("an error leaves nothing half-done", () => {
  test("after a failed evaluation the same node fails again, and others work", () => {
    const bad = oneHot(labels, 2);
    expect(() => bad.data).toThrow(RangeError);
    expect(() => bad.sum().data).toThrow(RangeError);
    expect(oneHot(labels, 3).sum().item()).toBe(3);
  });

  test("the number of frames that the runtime records is as before", () => {
    const before = Error.stackTraceLimit;
    expect(() => tensor([[1], 2])).toThrow(ShapeError);
    expect(Error.stackTraceLimit).toBe(before);
  });
});

test("frames are ours below the library's folder, and nobody's where one file holds all", () => {
  expect(homeOf("file:///a/src/autodiff/errors.ts")).toBe("/a/src/");
  expect(homeOf("file:///C:/a/src/autodiff/errors.ts")).toBe("/C:/a/src/");
  expect(homeOf("http://localhost/a/autodiff/errors.ts?t=1")).toBe("http://localhost/a/");
  expect(homeOf("file:///a/dist/autodiff/autodiff.js")).toBe("/a/dist/");
  expect(homeOf("file:///a/autodiff/main.js")).toBeUndefined();
  expect(homeOf("file:///a/app.js")).toBeUndefined();
  expect(homeOf(undefined)).toBeUndefined();
});

test.each([
  ["    at Array.map (<anonymous>)", true],
  ["    at <anonymous>", true],
  ["    at map (native)", true],
  ["    at from (native:1:11)", true],
  ["    at new Tensor ([source:21]:1:23)", true],
  ["map@[native code]", true],
  ["    at f (file:///a/native.js:1:11)", false],
  ["    at native (file:///a/native:1:11)", false],
  ["f@http://localhost/a.js:1:2", false],
])("a frame of the runtime is nobody's line: %j, %s", (line, expected) => {
  expect(NATIVE.test(line)).toBe(expected);
});

test("the stack begins at the caller however deep the tree", () => {
  let tree: unknown = "leaf";
  for (let depth = 0; depth < 12; depth++) tree = [tree];
  const [, first] = raised(() => evaluate(untyped<Tree>(tree))).stack!.split(/\n(?=\s+at )/);
  expect(first).toContain("errors.test.ts");
});
