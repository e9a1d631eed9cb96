/**
 * Leaves, contractions, and ops whose value is one of their inputs.
 *
 * Next: table.ts
 */
import type { Attributes } from "../../ops/names.ts";
import { recall } from "../../recall.ts";
import { notLinear, ruleOf } from "../../rule.ts";
import { sizeOf } from "../../shape.ts";
import { stepsOf, TURN } from "../../turn.ts";
import type { Lowering } from "./lowering.ts";

/** The numbers a leaf holds, each as an element of the field. */
export const data: Lowering = ({ F, node }) => Array.from(recall(node)!, (x) => F.of(x));

/** One number, repeated. */
export const full: Lowering = ({ F, node }) => {
  const { value } = node.attrs as Attributes["full"];
  return Array.from({ length: node.size }, () => F.of(value));
};

/** What the leaf is bound to. */
export const input: Lowering = ({ node, bind }) => bind(node);

/** cos(2πk/n), and sin as the cosine a quarter of a turn before. */
export const rootOfUnity: Lowering = ({ F, node }) => {
  const { k, n } = node.attrs as Attributes["rootOfUnity"];
  return [F.cosine(k, n), F.cosine(stepsOf(k, n) - TURN / 4, TURN)];
};

/** The same value. */
export const variable: Lowering = ({ ins: [x] }) => x!;

/**
 * The value of the second input; its tangent is the transpose of the rule, at the tangent of the
 * first.
 */
export const withVjp: Lowering = ({ F, node, ins: [x, y, ...captured], run }) => {
  if (!F.differential) return y!;
  const { transpose } = ruleOf(node);
  if (transpose === null) throw notLinear((node.attrs as Attributes["withVjp"]).label);
  const tangents = Array.from(x!, (element) => F.tangent(element));
  const t = run(transpose)([tangents, ...captured]);
  return Array.from(y!, (element, i) => F.retangent(element, t[i]!));
};

/**
 * acc = 0, then acc = acc + aₖ · bₖ for k = 0, 1, …: no split, no fused multiply–add. A field where
 * that order does not matter may know the product whole.
 */
export const matmul: Lowering = ({ F, node, ins: [a, b] }) => {
  const [n, m] = node.shape.slice(-2) as [number, number];
  const k = node.inputs[0]!.shape.at(-1)!;
  if (F.product !== null) {
    return F.product(a!, b!, { count: sizeOf(node.shape.slice(0, -2)), n, k, m });
  }
  return Array.from({ length: node.size }, (_, at) => {
    const [row, j] = [Math.floor(at / m), at % m];
    const from = Math.floor(row / n) * k * m + j;
    let acc = F.of(0);
    for (let l = 0; l < k; l++) acc = F.add(acc, F.mul(a![row * k + l]!, b![from + l * m]!));
    return acc;
  });
};
