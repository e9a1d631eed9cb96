/** A witness computed again, by other arithmetic than the search's: doubles, with φ by hand. */
import { expect } from "vitest";
import type { Field, FunctionName } from "../../src/autodiff/field.ts";
import { f64, interpret, type Tree } from "../../src/autodiff/index.ts";
import { leaves } from "../../src/autodiff/tree.ts";
import type { Relation } from "../../src/claims/claim.ts";
import { nameOf } from "../../src/claims/sides.ts";
import type { NestedText, Witness } from "../../src/claims/verdict.ts";
import { flatten } from "./exact.ts";

/**
 * Fails unless the two sides have, at the witness, the values and the gap that it states, and that gap contradicts
 * what is said of them.
 */
export function replay(
  witness: Witness,
  left: Tree,
  right: Tree,
  relation: Relation = "equal",
): void {
  const F = withPhi(witness.functions);
  const values = (tree: Tree): number[] =>
    interpret(F, leaves("replay", tree), (leaf) => numbers(witness.inputs[nameOf(leaf)]!)).flatMap(
      (elements) => Array.from(elements),
    );
  const [a, b] = [values(left), values(right)];
  const close = (found: readonly number[], stated: readonly string[]) => {
    expect(found.length).toBe(stated.length);
    for (const [i, text] of stated.entries()) expect(found[i]).toBeCloseTo(numberOf(text), 9);
  };
  close(a, witness.left);
  close(b, witness.right);
  const gaps = a.map((value, i) => {
    const difference = value - b[i]!;
    return relation === "equal" ? Math.abs(difference) : Math.max(0, difference);
  });
  expect(gaps[witness.entry]).toBeCloseTo(numberOf(witness.gap), 9);
  expect(Math.max(...gaps)).toBeCloseTo(gaps[witness.entry]!, 9);
  expect(gaps[witness.entry]).toBeGreaterThan(1e-9);
}

function numbers(nested: NestedText): number[] {
  return flatten(nested).map(numberOf);
}

function numberOf(text: string): number {
  const [a, b = "1"] = text.split("/");
  return Number(a) / Number(b);
}

/** Doubles with φ and its derivatives as the witness spells φ: "φ(x) = x^3 + 2·x". */
function withPhi(functions: readonly string[]): Field<number> {
  const [spelled] = functions;
  if (spelled === undefined) return f64;
  const terms = spelled
    .split(" = ")[1]!
    .split(" + ")
    .map((term): [number, number] => {
      const [, c = "", x, n = "1"] = /^([\d.-]*)·?(x)?(?:\^(\d+))?$/.exec(term) ?? [];
      return [c === "" ? 1 : c === "-" ? -1 : Number(c), x ? Number(n) : 0];
    });
  const derivative = (order: number, x: number): number =>
    terms.reduce((sum, [c, n]) => {
      let slope = c;
      for (let i = 0; i < order; i++) slope *= n - i;
      return n < order ? sum : sum + slope * x ** (n - order);
    }, 0);
  const names: FunctionName[] = ["phi", "phi1", "phi2", "phi3"];
  return {
    ...f64,
    fn: (name, x) => (names.includes(name) ? derivative(names.indexOf(name), x) : f64.fn(name, x)),
  };
}
