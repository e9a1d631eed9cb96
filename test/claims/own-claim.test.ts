/** claim: what its author leaves out has a default, what cannot be is said at the author's line. */
import { describe, expect, test } from "vitest";
import type { Setting } from "../../src/claims/claim.ts";
import { ledger } from "../../src/claims/ledger/ledger.ts";
import { claim, type Given, type OwnClaim } from "../../src/claims/own-claim.ts";
import { verify } from "../../src/claims/verify.ts";
import { act } from "../../src/symmetry/act.ts";
import { cyclic } from "../../src/symmetry/groups.ts";
import { reynolds } from "../../src/symmetry/mean.ts";

const C2 = cyclic(2);
const size = { name: "one number each", batch: 1, outputs: 1, model: "linear" } as const;
const options = { groups: [C2], shapes: [size] };

const fixed = claim({
  says: "a generator moves nothing",
  given: { symmetric: "x is constant on orbits" },
  sides({ G, assume, input }) {
    const free = input("x", [G.degree]);
    const x = assume("symmetric") ? reynolds(free, [G.natural]) : free;
    return [act(G.generators[0]!, x), x];
  },
});

describe("claim", () => {
  test("is PROVED with its hypothesis, and refuted without it, where verify is told to look", () => {
    expect(verify(fixed, options)).toMatchObject({
      id: "claim",
      says: "a generator moves nothing",
      verdict: "PROVED",
      expected: "PROVED",
      lattice: [{ group: "C2", shape: "one number each", verdict: "PROVED" }],
      hypotheses: [
        { name: "symmetric", necessary: true, witness: { inputs: { x: ["0", "1"] }, gap: "1" } },
      ],
    });
    expect(verify(fixed).lattice.length).toBe(27);
  });

  test("fills in what the ledger asks of every entry, and keeps what it is told", () => {
    expect(Object.keys(fixed)).toEqual(expect.arrayContaining(Object.keys(ledger[0]!)));
    const told = { id: "X1", section: "S", source: "a book", sense: "in expectation" } as const;
    const own = claim({
      ...told,
      says: "x = −x",
      expected: "REFUTED",
      onTrivialGroup: -1,
      sides: ({ input }) => {
        const x = input("x", []);
        return [x, x.neg()];
      },
    });
    expect(own).toMatchObject({ ...told, expected: "REFUTED", onTrivialGroup: -1, given: {} });
    expect(verify(own, options).verdict).toBe("REFUTED");
  });

  const whole: OwnClaim<Given> = { says: "x = x", sides: ({ input }) => pair(input("x", [])) };
  const pair = <T>(x: T): [T, T] => [x, x];
  const careless: readonly [says: string, own: OwnClaim<Given>, message: string][] = [
    [
      "an empty sentence",
      { ...whole, says: " " },
      'claim: expected says to be a sentence, got " "',
    ],
    [
      "no sentence",
      { ...whole, says: undefined as unknown as string },
      "claim: expected says to be a sentence, got undefined",
    ],
    [
      "a hypothesis that says nothing",
      { ...whole, given: { fixed: "" } },
      'claim: expected given.fixed to be a sentence, got ""',
    ],
    [
      "a hypothesis without a name",
      { ...whole, given: { "": "x is fixed" } },
      'claim: expected the name of a hypothesis to be a sentence, got ""',
    ],
    [
      "no sides",
      { ...whole, sides: [1, 2] as unknown as OwnClaim<Given>["sides"] },
      "claim: expected sides, a function of the setting, got an array of 2; sides: ({ G, shape, assume, input }) => [left, right]",
    ],
    [
      "a status there is none of",
      { ...whole, expected: "TRUE" as "PROVED" },
      'claim: expected a status among PROVED, REFUTED, UNKNOWN, got "TRUE"',
    ],
  ];

  test.each(careless)("refuses %s, at the caller's line", (_, own, message) => {
    const error = thrown(() => claim(own));
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe(message);
    expect(firstFrame(error)).toContain("own-claim.test.ts");
  });

  test("refuses one side only, and a hypothesis that it has not declared, when it is verified", () => {
    const one = claim({
      ...whole,
      sides: (({ input }: Setting) => [input("x", [])]) as unknown as typeof whole.sides,
    });
    expect(() => verify(one, options)).toThrow(
      "claim: expected two sides, [left, right], got an array of 1",
    );

    const undeclared = claim<Given>({
      ...whole,
      sides: ({ assume, input }) => {
        assume("fixed");
        return pair(input("x", []));
      },
    });
    const error = thrown(() => verify(undeclared, options));
    expect(error.message).toBe(
      'claim: expected a hypothesis of the claim (it has none), got "fixed"',
    );
    expect(firstFrame(error)).toContain("own-claim.test.ts");
  });
});

function thrown(run: () => unknown): Error {
  try {
    run();
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
}

function firstFrame(error: Error): string {
  return error.stack!.split("\n").find((line) => /^\s+at /.test(line))!;
}
