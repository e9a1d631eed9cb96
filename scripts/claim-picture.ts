/**
 * The picture of a claim: where the symmetry enters each side, and the two graphs as they are
 * compared.
 */
import { input, print, type Tensor, type Tree } from "../src/autodiff/index.ts";
import type { Attributes } from "../src/autodiff/ops/names.ts";
import { rowOf } from "../src/autodiff/ops/table.ts";
import { topological } from "../src/autodiff/order.ts";
import { leaves } from "../src/autodiff/tree.ts";
import { ledger, standardGroups, standardShapes } from "../src/claims/index.ts";
import { sidesOf } from "../src/claims/sides.ts";

/** Longer listings are no picture. */
const MOST_NODES = 48;

/** Cells and graphs on C2 at the first size; of large graphs the size alone. */
export function pictureOf(id: string): string[] {
  const claim = ledger.find((each) => each.id === id)!;
  const G = standardGroups.find(({ name }) => name === "C2")!;
  const shape = standardShapes[0]!;
  const [left, right] = claim.sides({ G, shape, assume: () => true, input });
  const sides = sidesOf("picture", left, right);
  const [one, other] = [topological(sides.left), topological(sides.right)];
  const both = new Set([...one, ...other]);
  const shared = one.length + other.length - both.size;
  const cells = `Left: ${cellsOf(left)}. Right: ${cellsOf(right)}.`;
  const sizes = `${one.length} and ${other.length} nodes, ${shared} in both`;
  if (both.size > MOST_NODES) return [`${cells} Two graphs of ${sizes}.`];
  const [listing, roots] = print([...sides.left, ...sides.right]).split("\nreturn ");
  const names = roots!.split(", ");
  const returned = [names.slice(0, sides.left.length), names.slice(sides.left.length)];
  return [
    cells,
    "",
    `<details><summary>The two graphs: ${sizes}</summary>`,
    "",
    "```",
    listing!,
    `left  = ${returned[0]!.join(", ")}`,
    `right = ${returned[1]!.join(", ")}`,
    "```",
    "",
    "</details>",
  ];
}

/** "g acts on x; χ couples values; values stopped": gesture and place, read from the graph. */
function cellsOf(side: Tree): string {
  const cells = new Set<string>();
  for (const node of topological(leaves("picture", side))) {
    const [x] = node.inputs;
    if (node.op === "permute") cells.add(`g acts on ${placeOf(x!)}`);
    if (node.op === "stopGradient") cells.add(`${placeOf(x!)} stopped`);
    if (node.op !== "withVjp") continue;
    const { label } = node.attrs as Attributes["withVjp"];
    cells.add(`${label === "couple" ? "χ couples" : "a rule sends cotangents to"} ${placeOf(x!)}`);
  }
  return [...cells].join("; ") || "no gesture";
}

/** The input that a tensor is, but for moves and names; else "values". */
function placeOf(x: Tensor): string {
  let at = x;
  for (;;) {
    if (at.op === "input") return (at.attrs as Attributes["input"]).name;
    const moves = rowOf(at.op).family === "move" || at.op === "variable";
    if (!moves || at.inputs.length !== 1) return "values";
    at = at.inputs[0]!;
  }
}
