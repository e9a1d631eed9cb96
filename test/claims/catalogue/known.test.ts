/** What the ledger knows, found again by a machine that was not told. */
import { describe, expect, test } from "vitest";
import {
  type Cell,
  cellName,
  gradientsIn,
  type KnownIdentity,
  knownIdentities,
} from "../../../src/claims/catalogue/index.ts";
import { echelon } from "../../../src/claims/discover/echelon.ts";
import { modulo } from "../../../src/claims/discover/ratio.ts";
import { type Combination, discover } from "../../../src/claims/index.ts";
import { cyclic } from "../../../src/symmetry/index.ts";

const P = 2 ** 31 - 1;
const place = { G: cyclic(3), batch: 1 };

const phi = (loss: "every" | "squared" | "cross-entropy" | "poisson", ...given: string[]) =>
  ({ loss, model: "phi", given }) as unknown as Cell;
const table = (...given: string[]) => ({ loss: null, model: "table", given }) as unknown as Cell;

const cells: readonly Cell[] = [
  phi("every"),
  phi("squared"),
  phi("cross-entropy"),
  phi("poisson"),
  phi("every", "closed batch"),
  phi("every", "fixed θ"),
  phi("every", "constant residual"),
  phi("every", "constant Jacobian"),
  phi("squared", "fits"),
  { loss: "every", model: "tied", given: [] },
  table(),
  table("symmetric χ"),
  table("projector"),
];

const speakingOf = (cell: Cell): KnownIdentity[] =>
  knownIdentities.filter((known) => known.speaksOf(cell));

describe("every linear identity of the ledger is discovered unaided, and proved", () => {
  test.each(cells.map((cell) => [cellName(cell), cell] as const))("%s", (_, cell) => {
    const gradients = gradientsIn(cell, place);
    const names = Object.keys(gradients);
    const found = discover(gradients);
    expect(found.flatMap(({ verdicts }) => verdicts.map(({ verdict }) => verdict))).toEqual(
      found.map(() => "PROVED"),
    );
    const vector = (each: Combination) => names.map((name) => modulo(P, each[name] ?? [0, 1]));
    const space = echelon(
      P,
      found.map(({ combination }) => vector(combination)),
    );
    const missed = speakingOf(cell).filter(
      ({ combination }) =>
        Object.keys(combination).every((name) => names.includes(name)) &&
        space.residue(vector(combination)).some((x) => x !== 0),
    );
    expect(missed.map(({ id }) => id)).toEqual([]);
  });
});

test("each of them was looked for in one of these problems", () => {
  const looked = new Set(cells.flatMap(speakingOf));
  expect(knownIdentities.filter((known) => !looked.has(known)).map(({ id }) => id)).toEqual([]);
});

describe("without its hypothesis it is none", () => {
  const needy = knownIdentities.filter(
    (known) => !known.speaksOf(phi("every")) && !known.speaksOf(table()) && known.id !== "GA8",
  );
  test.each(needy.map((known) => [known.id, known] as const))("%s", (_, known) => {
    const kl = Object.hasOwn(known.combination, "KL term");
    const cell = known.id === "Q9" ? table() : phi(kl ? "cross-entropy" : "every");
    const gradients = gradientsIn(cell, place);
    if (kl) delete (gradients as Record<string, unknown>)["KL term"];
    const look = () => discover(gradients, { known: [known.combination] });
    expect(look).toThrow("discover: expected");
  });
});
