/** The table: found, proved, and a table. */
import { describe, expect, test } from "vitest";
import { input, type Tensor } from "../../../src/autodiff/index.ts";
import { equalityOf, evaluated } from "../../../src/claims/equivalences/equivalences.ts";
import { valueAt } from "../../../src/claims/equivalences/factor.ts";
import { constantBetween } from "../../../src/claims/equivalences/proportional.ts";
import {
  between,
  equivalencePlaces,
  equivalences,
  formatFactor,
  isImplied,
  learning,
  type MethodPair,
  policies,
  qLearning,
  type Ratio,
  type Subject,
} from "../../../src/claims/index.ts";
import { toy } from "./toy.ts";

/** "3 · given equal" for each set of hypotheses, "0 given …" where both are 0. */
function said(pairs: readonly MethodPair[], left: string, right: string): string[] {
  return between(pairs, left, right).equal.map(
    ({ given, factor, vanish }) =>
      `${vanish ? "0 " : formatFactor(factor)}given ${given.join(" and ")}`,
  );
}

describe("a table known by heart", () => {
  const pairs = equivalences(toy);

  test("what holds always is told without hypotheses, with its constant, in both directions", () => {
    expect(said(pairs, "x²", "3x²")).toEqual(["1/3 · given "]);
    expect(said(pairs, "3x²", "x²")).toEqual(["3 · given "]);
    expect(said(pairs, "|G| x²", "3x²")).toEqual(["1/3 · |G| · given "]);
  });

  test("what holds under a hypothesis is not told again under a stronger one", () => {
    expect(said(pairs, "x²", "xy")).toEqual(["given equal"]);
  });

  test("gradients that are both 0 are told apart from those that are the same", () => {
    expect(said(pairs, "x²", "x³")).toEqual(["0 given both 0"]);
    expect(said(pairs, "zero", "x³")).toEqual(["0 given both 0"]);
  });

  test("a planted equality that holds at one group only is not told", () => {
    const alone = equivalences(toy, { places: [equivalencePlaces[1]!] });
    expect(said(alone, "x²", "x² on C2")).toEqual(["given "]);
    expect(said(pairs, "x²", "x² on C2")).toEqual(["0 given both 0"]);
  });

  test("a factor that is not one number, |G| or |O| is not told", () => {
    const squares = equivalences({ ...toy, methods: { "x²": "", "|G|² x²": "" } });
    expect(said(squares, "x²", "|G|² x²")).toEqual(["0 given both 0"]);
  });

  test("what agrees at random points but cannot be proved is not told", () => {
    // of degree 2^32: primes of 31 bits say nothing about it
    const tower: Subject = {
      methods: { once: "", twice: "" },
      hypotheses: {},
      implications: [],
      gradients() {
        const high = Array.from({ length: 32 }).reduce<Tensor>(
          (power) => power.square(),
          input("x", [2]),
        );
        return { once: high, twice: high.mul(2) };
      },
    };
    expect(equivalences(tower)).toEqual([{ left: "once", right: "twice", equal: [] }]);
  });

  test("only methods of the table can be asked for", () => {
    expect(() => between(pairs, "x²", "x⁴")).toThrow(
      'equivalences: expected two methods of the table, got "x²" and "x⁴"',
    );
  });
});

/** Which methods are one under the hypotheses, with the value of the factor at the last place. */
function constantGiven(subject: Subject, pair: MethodPair, given: readonly string[]) {
  const equality = pair.equal.find((each) => isImplied(subject, each.given, given));
  if (equality === undefined) return null;
  return equality.vanish ? "both 0" : valueAt(equality.factor, equivalencePlaces.at(-1)!);
}

function ratio(constant: Ratio | string | null): number {
  return typeof constant === "object" && constant ? constant[0] / constant[1] : Number.NaN;
}

describe.each([
  ["toy", toy],
  ["Q-learning", qLearning],
  ["policy gradients", policies],
] as const)("the table of %s", (_, subject) => {
  const pairs = equivalences(subject);
  const names = Object.keys(subject.methods);

  test("every proof is one, at every place", () => {
    const verdicts = pairs.flatMap(({ equal }) => equal.flatMap((each) => each.verdicts));
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(["PROVED"]));
    for (const { equal } of pairs) {
      for (const each of equal) expect(each.verdicts).toHaveLength(equivalencePlaces.length);
    }
  });

  test("no set of hypotheses is told beside a weaker one", () => {
    for (const { equal } of pairs) {
      for (const a of equal) {
        for (const b of equal)
          if (a !== b) expect(isImplied(subject, a.given, b.given)).toBe(false);
      }
    }
  });

  test("being the same is transitive, and so are the constants", () => {
    const sets = new Set(pairs.flatMap(({ equal }) => equal.map(({ given }) => given)));
    for (const given of sets) {
      for (const a of names) {
        for (const b of names) {
          for (const c of names) {
            if (new Set([a, b, c]).size < 3) continue;
            const [ab, bc, ac] = [
              constantGiven(subject, between(pairs, a, b), given),
              constantGiven(subject, between(pairs, b, c), given),
              constantGiven(subject, between(pairs, a, c), given),
            ];
            if (ab === null || bc === null) continue;
            if (ab === "both 0" || bc === "both 0") expect(ac).not.toBeNull();
            else expect(ratio(ac)).toBeCloseTo(ratio(ab) * ratio(bc), 12);
          }
        }
      }
    }
  });
});

describe.each([
  ["learning", learning()],
  ["Q-learning", qLearning],
] as const)("%s", (_, subject) => {
  const names = Object.keys(subject.methods);

  test.each(subject.implications)(
    "$given imply $imply: what is the same stays the same",
    ({ given, imply }) => {
      const [weak, strong] = [imply, given].map(
        (set) => evaluated(subject, set, equivalencePlaces, 0)!,
      );
      let same = 0;
      for (const i of equivalencePlaces.keys()) {
        for (const [j] of names.entries()) {
          for (let k = j + 1; k < names.length; k++) {
            const constant = constantBetween(weak!.at(i).values, j, k);
            if (constant === null) continue;
            same++;
            expect([constant, "both 0"]).toContainEqual(
              constantBetween(strong!.at(i).values, j, k),
            );
          }
        }
      }
      expect(same).toBeGreaterThan(3);
    },
  );
});

describe("learning", () => {
  const subject = learning();
  const factor = (left: string, right: string, ...given: string[]): string | null => {
    const equality = equalityOf(left, right, evaluated(subject, given, equivalencePlaces, 0)!, 0);
    return equality === null ? null : equality.vanish ? "0" : formatFactor(equality.factor);
  };

  test.each([
    ["augmentation", "weight sharing", [], ""],
    ["label sharing", "augmentation", [], null],
    ["label sharing", "augmentation", ["closed batch"], "4 · "],
    ["label sharing", "augmentation", ["fits", "squared loss"], "2 · "],
    ["gradient augmentation", "augmentation", [], null],
    ["gradient augmentation", "augmentation", ["fixed θ"], ""],
    ["gradient augmentation", "gradient coupling", ["linear model"], ""],
    ["weight tying", "function averaging", ["linear model"], ""],
    ["weight tying", "augmentation", ["fixed θ"], ""],
    ["projected coupling", "function averaging", ["squared loss"], ""],
    ["projected coupling", "function averaging", [], null],
    ["plain", "output coupling", ["constant residual"], ""],
    ["plain", "gradient augmentation", ["fits", "squared loss"], "0"],
    ["plain", "output coupling", ["invariant model"], ""],
  ] as const)("%s is %s, given %j: %j · it", (left, right, given, c) => {
    expect(factor(left, right, ...given)).toBe(c);
  });

  test("a linear model is not an invariant one", () => {
    expect(
      evaluated(subject, ["linear model", "invariant model"], equivalencePlaces, 0),
    ).toBeNull();
  });
});
