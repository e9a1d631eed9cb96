/**
 * The field whose elements are tensors: reading a formula in it builds graph.
 *
 * Next: ../rule.ts
 */
import type { Field } from "../field.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Field operations as nodes; `of(c)` is a constant of x's shape.
 * @param x gives the shape of constants
 */
export function graphField(x: Tensor): Field<Tensor> {
  return {
    name: "graph",
    of: (c) => x.like(c),
    cosine(k, n) {
      const root = (x.constructor as typeof Tensor).node("rootOfUnity", [], { k, n, shape: [2] });
      return root.slice([0, 1]).broadcastTo(x.shape);
    },
    add: (a, b) => a.add(b),
    sub: (a, b) => a.sub(b),
    mul: (a, b) => a.mul(b),
    div: (a, b) => a.div(b),
    fn: (name, a) => a.map(name),
    gate: (c, a, b) => c.gate(a, b),
    max: (a, b) => a.sub(b).gate(a, b),
    equal: (a, b) => a.equal(b),
    mask: (ct, v, w) => ct.mask(v, w),
    pivot: null,
    product: null,
    exceeds: null,
    tangent: (a) => a.like(0),
    retangent: (a) => a,
  };
}
