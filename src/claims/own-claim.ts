/**
 * A claim of one's own: the sentence, its hypotheses and its two sides; the rest is filled in.
 *
 * Next: equivariance.ts
 */
import { describe, typeError } from "../autodiff/errors.ts";
import type { Tree } from "../autodiff/tree.ts";
import type { Claim, Setting } from "./claim.ts";

/** Hypotheses by name, each a sentence. */
export type Given = Readonly<Record<string, string>>;

/** What a claim is stated over; only the hypotheses that it declares can be assumed. */
export interface OwnSetting<G extends Given> extends Setting {
  /** Whether the hypothesis is kept. Used to *parametrise* (Q = P q), never to filter. */
  assume(hypothesis: keyof G & string): boolean;
}

/** The part of a claim that only its author knows, and as much of the rest as there is to say. */
export interface OwnClaim<G extends Given>
  extends Partial<Omit<Claim, "says" | "given" | "sides">> {
  /** The sentence. */
  readonly says: string;
  /** Its hypotheses by name, each a sentence; none when left out. */
  readonly given?: G;
  /** The two sides, trees of tensors of the same shapes. */
  sides(setting: OwnSetting<G>): readonly [left: Tree, right: Tree];
}

/**
 * left = right for every value of the inputs, as data that `verify` checks:
 * `verify(claim({ says: "g·x = x", given: { fixed: "x = P x" }, sides: … }))`.
 *
 * Left out, the id is "claim", the sense "per step", the status expected PROVED.
 * @param own the sentence, its hypotheses, its sides
 * @throws TypeError at the caller's line if a sentence is empty or a side is missing; `assume` of a
 *   hypothesis that is not declared does not compile, and throws there when it is verified
 */
export function claim<const G extends Given = Readonly<Record<never, string>>>(
  own: OwnClaim<G>,
): Claim {
  sentence("says", own.says);
  const given: Given = own.given ?? {};
  for (const [name, says] of Object.entries(given)) {
    sentence("the name of a hypothesis", name);
    sentence(`given.${name}`, says);
  }
  if (typeof own.sides !== "function") {
    const fix = "sides: ({ G, shape, assume, input }) => [left, right]";
    throw typeError("claim", "sides, a function of the setting", describe(own.sides), fix);
  }
  const { id = "claim", section = "Own claims", source = "said by the user" } = own;
  const { sense = "per step", expected = "PROVED" } = own;
  if (!STATUSES.includes(expected)) {
    throw typeError("claim", `a status among ${STATUSES.join(", ")}`, describe(expected));
  }
  return {
    ...own,
    id,
    section,
    source,
    sense,
    given,
    expected,
    sides: (setting) => pairOf(own.sides(setting)),
  };
}

const STATUSES: readonly Claim["expected"][] = ["PROVED", "REFUTED", "UNKNOWN"];

/** Fails unless it says something. */
function sentence(what: string, text: unknown): void {
  if (typeof text === "string" && text.trim() !== "") return;
  throw typeError("claim", `${what} to be a sentence`, describe(text));
}

/** Fails unless there are two: a tree of one side would be compared with nothing. */
function pairOf(sides: readonly [Tree, Tree]): readonly [Tree, Tree] {
  if (Array.isArray(sides) && sides.length === 2) return sides;
  throw typeError("claim", "two sides, [left, right]", describe(sides));
}
