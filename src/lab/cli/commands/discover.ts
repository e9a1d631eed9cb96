/**
 * orbitgrad discover: every linear identity among the gradients of all methods, in one problem.
 *
 * Next: compare.ts
 */
import {
  type Cell,
  cellName,
  gradientsIn,
  type Hypothesis,
  hypotheses,
  knownIdentities,
  type LossName,
  losses,
  type ModelName,
  models,
  originOf,
  type TableHypothesis,
  tableHypotheses,
} from "../../../claims/catalogue/index.ts";
import {
  discover as discoverIdentities,
  explain,
  type Identity,
  standardGroups,
} from "../../../claims/index.ts";
import { type Command, common, type Given, noWords, oneOf, wholeNumber } from "../options.ts";
import { say, styled, terminalWidth } from "../style.ts";
import { type Column, table } from "../table.ts";
import { STATUS, UsageError } from "../usage.ts";
import { wrap } from "../width.ts";

const groups = standardGroups.map((G) => G.name);

/** The command. */
export const discover: Command = {
  name: "discover",
  words: "",
  says: "Finds every linear identity among the gradients of all methods, and proves it.",
  more: [
    "A basis of them: sentences of the ledger first, then the shortest that do not follow.",
    `Hypotheses of learning: ${Object.keys(hypotheses).map(typed).join(", ")}`,
    `Hypotheses of Q-learning (--model table): ${Object.keys(tableHypotheses).map(typed).join(", ")}`,
    "Exit status 1 if what was found could not be proved.",
  ].flatMap((line) => wrap(line, 90)),
  flags: {
    loss: {
      type: "string",
      value: "LOSS",
      says: `squared if left out; ${Object.keys(losses).join(", ")}`,
    },
    model: {
      type: "string",
      value: "MODEL",
      says: `phi if left out; ${[...Object.keys(models), "table"].join(", ")}`,
    },
    given: { type: "string", value: "A,B", says: "hypotheses; none if left out" },
    group: { type: "string", value: "G", says: `C3 if left out; ${groups.join(", ")}` },
    batch: { type: "string", value: "N", says: "samples; 2 if left out" },
    ...common,
  },
  run(given) {
    noWords("discover", given);
    const cell = cellOf(given);
    const group = oneOf(given, "group", groups, "C3");
    const G = standardGroups.find((each) => each.name === group)!;
    const place = { G, batch: wholeNumber(given, "batch", 2, 1, 16) };
    const seed = wholeNumber(given, "seed", 0);
    const prefer = knownIdentities
      .filter((known) => known.speaksOf(cell))
      .map(({ combination }) => combination);
    const found = discoverIdentities(gradientsIn(cell, place), { seed, prefer });
    const rows = found.map((identity) => rowOf(identity, cell));
    if (given.flags["json"]) say(JSON.stringify(rows, null, 1));
    else {
      say(styled("bold", `${cellName(cell)}; ${group}`));
      for (const line of shown(rows)) say(line);
    }
    return rows.every(({ verdict }) => verdict === "PROVED") ? STATUS.ok : STATUS.unexpected;
  },
};

/** What --json prints of an identity. */
function rowOf({ says, combination, verdicts }: Identity, cell: Cell) {
  const [verdict] = verdicts;
  const { kind, ids } = originOf(combination, cell);
  return {
    says,
    combination,
    verdict: verdict!.verdict,
    errorBound: verdict!.verdict === "PROVED" ? verdict!.errorBound : null,
    explained: explain(verdict!),
    origin: kind,
    ids,
  };
}

type Row = ReturnType<typeof rowOf>;

const COLUMNS: readonly Column[] = [
  { title: "identity" },
  { title: "ledger" },
  { title: "proof", wraps: true },
];

function shown(rows: readonly Row[]): string[] {
  const cells = rows.map(({ says, origin, ids, explained }) => [
    says,
    origin === "new" ? styled("green", "new") : ids.join(", "),
    explained,
  ]);
  return table(COLUMNS, cells, terminalWidth(), (text) => styled("bold", text));
}

function cellOf(given: Given): Cell {
  const known = [...(Object.keys(models) as ModelName[]), "table"] as const;
  const model = oneOf(given, "model", known, "phi");
  if (model === "table") {
    if (given.flags["loss"] !== undefined) {
      throw new UsageError("--loss: expected none with --model table, got one; leave it out");
    }
    return { loss: null, model, given: assumed<TableHypothesis>(given, tableHypotheses) };
  }
  const loss = oneOf(given, "loss", Object.keys(losses) as LossName[], "squared");
  return { loss, model, given: assumed<Hypothesis>(given, hypotheses) };
}

/** The hypotheses of --given, each written as it is, or as a keyboard has it. */
function assumed<H extends string>(
  { flags }: Given,
  known: Readonly<Record<H, string>>,
): readonly H[] {
  const names = Object.keys(known) as H[];
  const words = String(flags["given"] ?? "").split(",");
  return words
    .filter((word) => word !== "")
    .map((word) => {
      const found = names.find((name) => typed(name) === typed(word));
      if (found !== undefined) return found;
      throw new UsageError(
        `--given: expected hypotheses (${names.map(typed).join(", ")}), got ${word}`,
      );
    });
}

/** "fixed θ" as a keyboard has it: fixed-theta. */
function typed(name: string): string {
  const spelled = name.trim().toLowerCase().replaceAll("θ", "theta").replaceAll("χ", "chi");
  return spelled.replaceAll(" ", "-");
}
