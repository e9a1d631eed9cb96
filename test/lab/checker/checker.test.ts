/** Tests of src/lab/checker/checker.ts: what the engine certifies is confirmed, what was changed is not. */
import { describe, expect, test } from "vitest";
import { input } from "../../../src/autodiff/index.ts";
import type { Tensor } from "../../../src/autodiff/tensor/tensor.ts";
import {
  type Certificate,
  certify,
  check,
  formatBound,
  formatCertificate,
  ledger,
  type ModelShape,
  prove,
  standardShapes,
} from "../../../src/claims/index.ts";
import { checkCertificate } from "../../../src/lab/checker/checker.ts";
import { cyclic, dihedral, type Group } from "../../../src/symmetry/index.ts";

const [linear, tanh, phi] = standardShapes as [ModelShape, ModelShape, ModelShape];

/** The certificate of a claim at a place, as text. */
function textOf(id: string, G: Group, shape: ModelShape, seed = 0): string {
  const claim = ledger.find((each) => each.id === id)!;
  const verdict = check(claim, { G, shape }, null, { seed, shrink: false });
  const [left, right] = claim.sides({ G, shape, assume: () => true, input });
  return formatCertificate(certify(left, right, { verdict, seed }));
}

/** A certificate that may be changed. */
interface Draft extends Record<string, unknown> {
  nodes: [op: string, inputs: number[], attrs: Record<string, unknown>, shape: number[]][];
  inputs: [string, number[]][];
  left: number[];
  right: number[];
  primes: number[];
  errorBound: number;
  log2ErrorBound: number;
  witness: {
    inputs: Record<string, unknown>;
    left: string[];
    right: string[];
    [key: string]: unknown;
  };
}

const changed = (text: string, change: (draft: Draft) => unknown): string => {
  const draft = JSON.parse(text) as Draft;
  change(draft);
  return JSON.stringify(draft);
};

const equalities = ledger.filter(({ relation }) => relation !== "at most");

describe.each(equalities)("$id: what the engine certifies", ({ id }) => {
  test.each([
    ["C2", "linear", cyclic(2), linear],
    ["C3", "every φ", cyclic(3), phi],
    ["D3", "tanh", dihedral(3), tanh],
  ])("on %s, %s, is confirmed, with the error bound that it states", (_G, _shape, G, shape) => {
    const text = textOf(id, G, shape, 7);
    const certificate = JSON.parse(text) as Certificate;
    const { status, says } = checkCertificate(text);
    expect({ status, says }).toMatchObject({ status: 0 });
    if (certificate.verdict === "PROVED") {
      expect(says).toContain(`in ${certificate.trials} fields`);
      expect(says).toContain(`error ≤ ${formatBound(certificate.errorBound)}`);
    } else {
      expect(certificate.verdict).toBe("REFUTED");
    }
  });
});

describe("of an inequality, left ≤ right", () => {
  const [x, y] = [input("x", [2]), input("y", [2])];
  const certified = (left: Tensor, right: Tensor) =>
    formatCertificate(certify(left, right, { relation: "at most" }));
  const refuted = certified(x.square(), y);
  const exchanged = (draft: Draft) => {
    [draft.left, draft.right] = [draft.right, draft.left];
    const { left, right } = draft.witness;
    Object.assign(draft.witness, { left: right, right: left });
  };

  test("UNKNOWN cannot be checked: there is nothing to confirm", () => {
    const text = certified(y.like(0), y.square());
    expect(JSON.parse(text)).toMatchObject({ verdict: "UNKNOWN", relation: "at most" });
    expect(checkCertificate(text)).toMatchObject({
      status: 2,
      says: "expected PROVED or REFUTED, got UNKNOWN: there is nothing to confirm",
    });
  });

  test("a witness confirms that left > right; left < right is none", () => {
    expect(checkCertificate(refuted)).toMatchObject({ status: 0 });
    expect(checkCertificate(changed(refuted, exchanged))).toMatchObject({
      status: 1,
      says: expect.stringMatching(/^expected the gap as computed here/),
    });
    const ofEquality = changed(refuted, (draft) => {
      exchanged(draft);
      delete draft["relation"];
    });
    expect(checkCertificate(ofEquality)).toMatchObject({ status: 0 });
  });

  test.each<[string, string, (draft: Draft) => unknown]>([
    ["at least", refuted, (draft) => (draft["relation"] = "at least")],
    ["at most", textOf("KEY1", cyclic(2), tanh), (draft) => (draft["relation"] = "at most")],
  ])("what is said of %s here cannot be confirmed", (relation, text, change) => {
    expect(checkCertificate(changed(text, change))).toMatchObject({
      status: 2,
      says: expect.stringContaining(`of the relation "${relation}": this cannot be confirmed`),
    });
  });
});

const proof = textOf("KEY1", cyclic(2), tanh);
const ordered = textOf("KEY3", cyclic(2), linear);
const exact = textOf("OC-DA", cyclic(2), phi);
const rounded = textOf("OC-DA", cyclic(2), tanh);
const permuted = textOf("WS1", cyclic(3), linear);

/** The first node of that op. */
const node = (draft: Draft, op: string) => draft.nodes.find(([name]) => name === op)!;

/** Which nodes the one side reads and the other does not. */
function ownNodes(draft: Draft, side: "left" | "right"): number[] {
  const reach = (roots: readonly number[]): Set<number> => {
    const seen = new Set(roots);
    for (let i = draft.nodes.length - 1; i >= 0; i--) {
      if (seen.has(i)) for (const j of draft.nodes[i]![1]) seen.add(j);
    }
    return seen;
  };
  const other = reach(draft[side === "left" ? "right" : "left"]);
  return [...reach(draft[side])].filter((i) => !other.has(i));
}

const wrongs: [what: string, text: string, change: (draft: Draft) => unknown, says: RegExp][] = [
  ["a side", proof, (c) => c.left.reverse(), /same shapes|sides differ/],
  ["a root", proof, (c) => (c.right[0] = c.nodes.length), /same shapes/],
  ["nothing on both sides", proof, (c) => (c.right = c.left = []), /same shapes/],
  ["a shape", proof, (c) => (node(c, "sum")[3] = [1, 1, 1]), /expected the shape/],
  ["an axis", proof, (c) => (node(c, "sum")[2]["axes"] = [9]), /expected the shape/],
  ["a permutation", permuted, (c) => (node(c, "permute")[2]["image"] = [0, 1, 1]), /an index in/],
  ["an input that is later", proof, (c) => (node(c, "mul")[1][0] = 999), /reads ahead/],
  ["an input too many", proof, (c) => node(c, "mul")[1].push(0), /expected 2 inputs, got 3/],
  ["the name of an input", proof, (c) => (c.inputs[0]![0] = "z"), /not those listed/],
  ["an input of one name with another", proof, (c) => twice(c), /one hash/],
  ["a prime", proof, (c) => (c.primes[1]! += 27720), /trial 1: expected the prime/],
  ["two primes", proof, (c) => c.primes.reverse(), /trial 0: expected the prime/],
  ["a prime too many", proof, (c) => c.primes.push(c.primes[0]!), /3 trials, 4 primes/],
  ["no prime at all", proof, (c) => Object.assign(c, { primes: [], trials: 0 }), /0 trials/],
  ["the seed", proof, (c) => (c["seed"] = 1), /expected the prime/],
  ["for all orders of max", ordered, (c) => (c["perOrderPattern"] = false), /order of max only/],
  ["a number of the witness", exact, (c) => (c.witness.inputs["y"] = y(c, "3")), /as computed/],
  ["a value", exact, (c) => (c.witness.left[0] = "5/7"), /expected left\[0\]/],
  ["the other value", rounded, (c) => (c.witness.right[0] = "7.5"), /expected right\[0\]/],
  ["the gap", exact, (c) => (c.witness["gap"] = "1/9"), /expected the gap/],
  ["the sign of the gap", exact, (c) => (c.witness["gap"] = `-${c.witness["gap"]}`), /a gap ≥ 0/],
  ["the entry", exact, (c) => (c.witness["entry"] = 10_000), /no entry/],
  ["the values of an entry", exact, (c) => c.witness.left.pop(), /entries on both sides/],
  ["φ", exact, (c) => (c.witness["functions"] = ["φ(x) = 3·x^2 - x + 1"]), /as computed here/],
  ["an input of the witness", exact, (c) => delete c.witness.inputs["x"], /a witness for/],
  ["a witness of sides that are equal", exact, (c) => level(c), /do not differ in entry/],
  ["a witness against what is true", exact, (c) => (c.right = c.left), /as computed|not differ/],
];

function level(draft: Draft): void {
  draft.right = draft.left;
  draft.witness.right = draft.witness.left;
  draft.witness["gap"] = "0";
}

/** The label of the witness with another number. */
function y(draft: Draft, entry: string): unknown {
  const text = JSON.stringify(draft.witness.inputs["y"]);
  return JSON.parse(text.replace(/"[^"]*"/, JSON.stringify(entry)));
}

function twice(draft: Draft): void {
  const [first, second] = draft.nodes.filter(([op]) => op === "input");
  draft.inputs[1]![0] = draft.inputs[0]![0];
  second![2]["name"] = first![2]["name"];
}

const unknowns: typeof wrongs = [
  ["its format", proof, (c) => (c["format"] = "orbitgrad-certificate/2"), /expected the format/],
  ["its tier", proof, (c) => (c["tier"] = 3), /tier 1 or 2, got 3/],
  ["PROVED to REFUTED", proof, (c) => (c["verdict"] = "REFUTED"), /expected a witness/],
  ["REFUTED to PROVED", exact, (c) => (c["verdict"] = "PROVED"), /tier 1 or 2, got undefined/],
  ["PROVED to UNKNOWN", proof, (c) => (c["verdict"] = "UNKNOWN"), /nothing to confirm/],
  ["an op", proof, (c) => (node(c, "sum")[0] = "median"), /median: this op is not known/],
  ["a function", proof, (c) => (node(c, "function")[2]["name"] = "sinc"), /sinc is not known/],
  ["the error bound", proof, (c) => (c.errorBound /= 2), /errorBound ≥ 2\^/],
  ["the logarithm of the bound", proof, (c) => (c.log2ErrorBound -= 1), /log2ErrorBound ≥ -/],
  ["the bound to 0", proof, (c) => (c.errorBound = 0), /errorBound ≥/],
  ["the bound of orders", ordered, (c) => (c.log2ErrorBound = -70), /log2ErrorBound ≥ -64/],
  ["the degree", proof, (c) => (c["degree"] = 1), /expected degree ≥/],
  ["the height", proof, (c) => (c["height"] = 0), /expected height ≥/],
  ["its trials, but not its bound", proof, (c) => fewer(c), /log2ErrorBound ≥ -/],
  ["attributes to a list", proof, (c) => (node(c, "sum")[2] = [] as never), /an object, got \[\]/],
  ["an axis to a word", proof, (c) => (node(c, "sum")[2]["axes"] = ["0"]), /list of whole numbers/],
  [
    "a number to null",
    proof,
    (c) => (node(c, "full")[2]["value"] = null),
    /finite number, got null/,
  ],
  [
    "tanh to be rational",
    rounded,
    (c) => (c.witness["exact"] = true),
    /no rational value|a number/,
  ],
  [
    "a number to a word",
    exact,
    (c) => (c.witness.inputs["y"] = y(c, "one")),
    /a number, got "one"/,
  ],
  ["φ to what is none", exact, (c) => (c.witness["functions"] = ["φ(x) = sin x"]), /a number/],
];

function fewer(draft: Draft): void {
  draft.primes.pop();
  draft["trials"] = draft.primes.length;
}

describe("a certificate in which something was changed is", () => {
  test.each(wrongs)("wrong: %s", (_what, text, change, says) => {
    expect(checkCertificate(text).status).toBe(0);
    expect(checkCertificate(changed(text, change))).toMatchObject({
      status: 1,
      says: expect.stringMatching(says),
    });
  });

  test.each(unknowns)("not to be checked: %s", (_what, text, change, says) => {
    expect(checkCertificate(text).status).toBe(0);
    expect(checkCertificate(changed(text, change))).toMatchObject({
      status: 2,
      says: expect.stringMatching(says),
    });
  });

  test.each(["Q3", "TD2", "LS2", "PG2b"])("not confirmed, whichever op of one side: %s", (id) => {
    const text = textOf(id, cyclic(2), tanh);
    const draft = JSON.parse(text) as Draft;
    const other = { add: "sub", sub: "add", mul: "sub", div: "mul" };
    let tried = 0;
    for (const i of [...ownNodes(draft, "left"), ...ownNodes(draft, "right")]) {
      const op = other[draft.nodes[i]![0] as keyof typeof other];
      if (op === undefined) continue;
      const { status, says } = checkCertificate(changed(text, (c) => (c.nodes[i]![0] = op)));
      expect(status, `node ${i}: ${says}`).not.toBe(0);
      tried++;
    }
    expect(tried).toBeGreaterThan(2);
  });

  test("not read where it is cut short, or no certificate at all", () => {
    for (let share = 0; share < 1; share += 0.01) {
      const cut = proof.slice(0, Math.floor(share * (proof.length - 2)));
      expect(checkCertificate(cut).status).toBe(2);
    }
    for (const text of ["null", "[]", "1", '"PROVED"', "{}"]) {
      expect(checkCertificate(text).status).toBe(2);
    }
  });
});

describe("a forged proof is not confirmed:", () => {
  const [a, b] = [input("a", [2]), input("b", [2])];
  const verdict = prove(a.add(b), b.add(a));

  const forged: [string, Tensor, Tensor, number][] = [
    ["a + b = a − b", a.add(b), a.sub(b), 1],
    ["eᵃ · eᵇ = eᵃ⁺ᵇ, true in real numbers", a.exp().mul(b.exp()), a.add(b).exp(), 1],
    ["relu(eᵃ) − relu(−eᵃ) = eᵃ, which needs a law", relus(a.exp()), a.exp(), 1],
    ["a/0 = a/0, where there is no value", a.div(b.sub(b)), a.div(b.sub(b)), 1],
    ["a test whether log eᵃ = a", a.exp().log().equal(a), a.sub(a), 1],
    ["with a degree that is too low", a.mul(a).mul(a), a.mul(a.mul(a)), 2],
  ];

  test.each(forged)("%s", (_what, left, right, status) => {
    const text = formatCertificate(certify(left, right, { verdict }));
    expect(checkCertificate(text).status).toBe(status);
  });

  test("and a true one about a gate of an input is, for it needs no law", () => {
    const certificate = certify(relus(a), a);
    expect(certificate.verdict).toBe("PROVED");
    expect(checkCertificate(formatCertificate(certificate))).toMatchObject({ status: 0 });
  });
});

test("a shape that its op does not give is wrong, also where all its elements exist", () => {
  const part = input("a", [2]).slice([0, 1]);
  const text = formatCertificate(certify(part, part));
  expect(checkCertificate(text).status).toBe(0);
  expect(checkCertificate(changed(text, (c) => (c.nodes[1]![3] = [2])))).toEqual({
    status: 1,
    says: "node 1, slice: expected the shape [1], got [2]",
  });
});

describe("a witness", () => {
  const [a, b] = [input("a", []), input("b", [])];
  const [one, zero] = [a.mul(0).add(1), a.mul(0)];
  const of = (
    [left, right]: [Tensor, Tensor],
    inputs: Record<string, string>,
    [l, r, gap]: [string, string, string],
    exact = true,
  ) => {
    const rest = { functions: [], left: [l], right: [r], entry: 0, gap, exact };
    const verdict = { verdict: "REFUTED" as const, witness: { inputs, ...rest } };
    return checkCertificate(formatCertificate(certify(left, right, { verdict })));
  };

  test.each([
    ["a gate that reads 0", [a.sign(), one], { a: "-1/2" }, { a: "0" }, ["-1", "1", "2"]],
    ["a tie", [a.equal(b), one], { a: "1", b: "2" }, { a: "1", b: "1" }, ["0", "1", "1"]],
  ] as [
    string,
    [Tensor, Tensor],
    Record<string, string>,
    Record<string, string>,
    [string, string, string],
  ][])("may not rest on %s", (what, sides, good, bad, values) => {
    expect(of(sides, good, values)).toMatchObject({ status: 0 });
    expect(of(sides, bad, values)).toMatchObject({
      status: 2,
      says: expect.stringContaining(what),
    });
    expect(of(sides, good, values, false).status).toBe(what === "a tie" ? 0 : 2);
  });

  test("in doubles may not rest on underflow, overflow or a number that is none", () => {
    const powers: [Tensor, Tensor] = [a.exp().mul(b.exp()), a.add(b).exp()];
    const small = String(Math.exp(-100));
    expect(of(powers, { a: "-800", b: "700" }, ["0", small, small], false).status).toBe(1);
    expect(of(powers, { a: "800", b: "-900" }, ["0", small, small], false).status).toBe(1);
    expect(of([a, zero], { a: "1e400" }, ["1e400", "0", "1e400"], false).status).toBe(2);
    const root: [Tensor, Tensor] = [a.exp().sub(a.exp()).sqrt(), one];
    expect(of(root, { a: "1" }, ["0", "1", "1"], false).says).toContain("has no value");
  });

  test("where a denominator is 0 is none", () => {
    expect(of([a.div(b), one], { a: "1", b: "0" }, ["1", "0", "1"])).toEqual({
      status: 1,
      says: "a side has no value at the witness",
    });
  });
});

/** relu(x) − relu(−x) */
function relus(x: Tensor): Tensor {
  return x.relu().sub(x.neg().relu());
}
