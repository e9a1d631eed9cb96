/**
 * The linear identities that the ledger's sentences are, so that what is found can be told from
 * what was known.
 *
 * Next: explore.ts
 */
import type { Combination } from "../discover/discover.ts";
import type { Ratio } from "../discover/ratio.ts";
import { sentence } from "../discover/sentence.ts";
import type { Cell } from "./cells.ts";

/** A linear identity that has a name. */
export interface KnownIdentity {
  /** Its name in the ledger, or in the notes' commentary; "definition" for what is so by definition. */
  readonly id: string;
  /** "label sharing = 2 · plain + 2 · augmentation" */
  readonly says: string;
  /** Σ c[name] · gradient = 0 */
  readonly combination: Combination;
  /** Whether the sentence speaks of the problem. */
  readonly speaksOf: (cell: Cell) => boolean;
}

const squared = ({ loss }: Cell): boolean => loss === "squared";
const canonical = ({ loss }: Cell): boolean =>
  loss === "squared" || loss === "cross-entropy" || loss === "poisson";
const supervised = ({ loss }: Cell): boolean => loss !== null;
const table = ({ loss }: Cell): boolean => loss === null;
const given =
  (...names: readonly string[]) =>
  (cell: Cell): boolean =>
    names.every((name) => (cell.given as readonly string[]).includes(name));
const tied = ({ model }: Cell): boolean => model === "tied";

/** left = Σ c · name, as a sentence and as Σ = 0. */
function equation(
  left: string,
  right: Readonly<Record<string, Ratio | number>>,
): Pick<KnownIdentity, "says" | "combination"> {
  const terms = Object.entries(right).map(([name, c]): [string, Ratio] => {
    const [n, m] = typeof c === "number" ? [c, 1] : c;
    return [name, [-n, m]];
  });
  const all: [string, Ratio][] = [...terms, [left, [1, 1]]];
  const names = all.map(([name]) => name);
  const says = sentence(
    names,
    all.map(([, c]) => c),
  );
  return { says, combination: Object.fromEntries(all) };
}

/** The known ones, in the order of the notes. */
export const knownIdentities: readonly KnownIdentity[] = [
  {
    id: "Q2",
    ...equation("L_sym", { "first half of L_sym": 1, "second half of L_sym": 1 }),
    speaksOf: table,
  },
  {
    id: "Q9",
    ...equation("kernel loss", { preconditioner: 1 }),
    speaksOf: (cell) => table(cell) && (given("symmetric χ")(cell) || given("projector")(cell)),
  },
  {
    id: "Q10",
    ...equation("shared targets", { preconditioner: 1, "first half of L_sym": [1, 2] }),
    speaksOf: table,
  },
  {
    id: "LS1",
    ...equation("label sharing", { plain: 2, augmentation: 2 }),
    speaksOf: supervised,
  },
  {
    id: "LS1b",
    ...equation("label sharing", { augmentation: 4 }),
    speaksOf: given("closed batch"),
  },
  {
    id: "DA0",
    ...equation("augmentation", { plain: 1 }),
    speaksOf: given("closed batch"),
  },
  {
    id: "GA2",
    ...equation("augmentation", { "gradient augmentation": 1 }),
    speaksOf: given("fixed θ"),
  },
  ...["augmentation", "gradient augmentation", "gradient coupling", "function averaging"].map(
    (name) => ({ id: "GA8", ...equation(name, { plain: 1 }), speaksOf: tied }),
  ),
  {
    id: "GC1",
    ...equation("augmentation", { "gradient coupling": 1 }),
    speaksOf: given("constant residual"),
  },
  {
    id: "GC2",
    ...equation("augmentation", { "projected coupling": 1 }),
    speaksOf: (cell) => given("constant residual")(cell) || given("constant Jacobian")(cell),
  },
  {
    id: "KEY1",
    ...equation("augmentation", { "gradient coupling": 1, "coupling term": 1 }),
    speaksOf: squared,
  },
  {
    id: "KEY2",
    ...equation("label sharing", { "output coupling": 2, "gradient coupling": 2 }),
    speaksOf: squared,
  },
  {
    id: "KEY3",
    ...equation("augmentation", { "gradient coupling": 1, "KL term": 1 }),
    speaksOf: ({ loss }) => loss === "cross-entropy",
  },
  {
    id: "KEY4",
    ...equation("augmentation", { "gradient coupling": 1, "pseudo-label term": 1 }),
    speaksOf: canonical,
  },
  {
    id: "OC1b",
    ...equation("label sharing", { "output coupling": 2 }),
    speaksOf: (cell) => squared(cell) && given("fits")(cell),
  },
  {
    id: "FA1",
    ...equation("augmentation", { "function averaging": 1, L_sym: [1, 2] }),
    speaksOf: squared,
  },
  {
    id: "FA3",
    ...equation("L_sym", { "mean coupling term": 2 }),
    speaksOf: supervised,
  },
  {
    id: "definition",
    ...equation("output coupling", { plain: 1, "coupling term": 1 }),
    speaksOf: supervised,
  },
  {
    id: "definition",
    ...equation("KL output coupling", { plain: 1, "KL term": 1 }),
    speaksOf: supervised,
  },
];
