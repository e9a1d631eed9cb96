import { describe, expect, test } from "vitest";
import {
  couple,
  grad,
  input,
  oneHot,
  print,
  stopGradient,
  type Tensor,
  tensor,
  withVjp,
} from "../../src/autodiff/index.ts";
import { permutationChi } from "./samples.ts";

describe("print", () => {
  test("writes one node a line, inputs before users, shared nodes once", () => {
    const x = input("x", [3, 2]);
    const h = x.matmul(input("w", [2, 4])).tanh();
    expect(print(h.mul(h).sum())).toMatchInlineSnapshot(`
      "%0 = input "x" [3, 2]
      %1 = input "w" [2, 4]
      %2 = matmul %0 %1 [3, 4]
      %3 = tanh %2 [3, 4]
      %4 = mul %3 %3 [3, 4]
      %5 = sum %4 axes=[0, 1] []
      return %5"
    `);
  });

  test("writes the attributes that name and shape do not tell", () => {
    const x = input("x", [2, 3]);
    const all = [
      x.sum(1),
      x.max([0, 1]),
      x.T,
      x.slice([0, 1]),
      x.pad([
        [1, 0],
        [0, 2],
      ]),
      x.take([2, 0], 1),
      x.scatterAdd([0, 0, 4], 1, 5),
      x.permute([1, 0], 0),
      x.permute([1, 0], 0, [1, -1]),
      x.mul(0.5),
      x.reshape([6]).expandDims(0),
    ];
    expect(print(all)).toMatchInlineSnapshot(`
      "%0 = input "x" [2, 3]
      %1 = sum %0 axes=[1] [2]
      %2 = max %0 axes=[0, 1] []
      %3 = transpose %0 perm=[1, 0] [3, 2]
      %4 = slice %0 start=[0, 0] stop=[1, 3] [1, 3]
      %5 = pad %0 before=[1, 0] after=[0, 2] [3, 5]
      %6 = take %0 axis=1 indices=[2, 0] [2, 2]
      %7 = scatterAdd %0 axis=1 indices=[0, 0, 4] length=5 [2, 5]
      %8 = permute %0 axis=0 image=[1, 0] [2, 3]
      %9 = permute %0 axis=0 image=[1, 0] signs=[1, -1] [2, 3]
      %10 = full value=0.5 [2, 3]
      %11 = mul %0 %10 [2, 3]
      %12 = reshape %0 [6]
      %13 = reshape %12 [1, 6]
      return %1, %2, %3, %4, %5, %6, %7, %8, %9, %11, %13"
    `);
  });

  test("writes the numbers of data, the first twelve of many", () => {
    const many = tensor(Array.from({ length: 20 }, (_, i) => i));
    expect(print([tensor([[1, -2.5]]), many, oneHot([1, 0], 2)])).toMatchInlineSnapshot(`
      "%0 = data [1, -2.5] [1, 2]
      %1 = data [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 20 in all] [20]
      %2 = data [1, 0] [2]
      %3 = oneHot %2 depth=2 [2, 2]
      return %0, %1, %3"
    `);
  });

  test("writes what changes only derivatives by its own name, and the rule below it", () => {
    const x = input("x", [3]);
    const coupled = couple(x, permutationChi([1, 2, 0]));
    expect(
      print(withVjp(stopGradient(x), (ct) => ct.mul(coupled), coupled)),
    ).toMatchInlineSnapshot(`
      "%0 = input "x" [3]
      %1 = stopGradient %0 [3]
      %2 = couple %0 %0 [3]
          %0 = input "ct" [3]
          %1 = permute %0 axis=0 image=[2, 0, 1] [3]
          return %1
      %3 = withVjp %1 %2 %2 [3]
          %0 = input "ct" [3]
          %1 = input "captured0" [3]
          %2 = mul %0 %1 [3]
          return %2
      return %3"
    `);
  });

  test("writes several roots in the order of the tree", () => {
    const x = input("x", []);
    expect(print({ b: x.exp(), a: x })).toMatchInlineSnapshot(`
      "%0 = input "x" []
      %1 = exp %0 []
      return %1, %0"
    `);
  });

  test("writes a gradient as the graph that it is", () => {
    const x = input("x", []);
    expect(print(grad((v: Tensor) => v.tanh().mul(v))(x))).toMatchInlineSnapshot(`
      "%0 = full value=1 []
      %1 = input "x" []
      %2 = variable %1 []
      %3 = tanh %2 []
      %4 = mul %0 %3 []
      %5 = mul %0 %2 []
      %6 = full value=1 []
      %7 = mul %3 %3 []
      %8 = sub %6 %7 []
      %9 = mul %5 %8 []
      %10 = add %4 %9 []
      return %10"
    `);
  });
});
