/**
 * Leaves, and the ops whose value is one of their inputs: only their derivative is special.
 *
 * Next: table.ts
 */
import { type Closed, instantiate, notLinear, ruleOf } from "../rule.ts";
import type { Attributes, None } from "./names.ts";
import { each, pointwise, type Row } from "./row.ts";

/** A leaf that holds numbers. */
export const data: Row<Attributes["data"]> = leaf();

/** A leaf filled with one number. */
export const full: Row<Attributes["full"]> = leaf();

/** A free leaf: its value is given when the graph is interpreted. */
export const input: Row<Attributes["input"]> = leaf();

/** A leaf that holds cos and sin of k/n of a turn. */
export const rootOfUnity: Row<Attributes["rootOfUnity"]> = leaf();

/** The identity: the fresh node that `grad` differentiates with respect to. */
export const variable: Row<None> = {
  family: "meta",
  shape: ([x]) => x!.shape,
  vjp: (ct) => [ct],
  jvp: ([dx]) => dx!,
  batch: pointwise,
};

/** The identity forwards, 0 backwards: `couple` with χ = 0. */
export const stopGradient: Row<None> = {
  family: "meta",
  shape: ([x]) => x!.shape,
  vjp: () => [null],
  jvp: () => null,
  batch: pointwise,
};

/**
 * Inputs [x, y, …captured]. The value is y; the cotangent of x is rule(ct);
 * none flows to y or to what the rule captured.
 */
export const withVjp: Row<Attributes["withVjp"]> = {
  family: "meta",
  shape: ([, y]) => y!.shape,
  vjp(ct, y, [, value, ...captured]) {
    const { body } = ruleOf(y);
    return [instantiate(body, [ct, ...captured]), ...[value, ...captured].map(() => null)];
  },
  jvp([dx], y, [, , ...captured], { label }) {
    const { transpose } = ruleOf(y);
    if (transpose === null) throw notLinear(label);
    return dx ? instantiate(transpose, [dx, ...captured]) : null;
  },
  batch(inputs, n, y, attrs, many) {
    const all = inputs.map((x) => each(x, n));
    const wide = (closed: Closed): Closed => {
      return many(
        closed,
        closed.parameters.map(() => true),
      );
    };
    const { body, transpose } = ruleOf(y);
    return y.rebuild(all, attrs, { body: wide(body), transpose: transpose && wide(transpose) });
  },
};

function leaf<A extends { readonly shape: readonly number[] }>(): Row<A> {
  return {
    family: "leaf",
    shape: (_inputs, { shape }) => shape,
    vjp: () => [],
    jvp: () => null,
    batch: (_inputs, n, y) => each({ x: y, mapped: false }, n),
  };
}
