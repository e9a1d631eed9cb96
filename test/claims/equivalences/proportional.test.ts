/** Gradients that are one up to a constant, and numbers that show that they are not. */
import { describe, expect, test } from "vitest";
import { input } from "../../../src/autodiff/index.ts";
import { disprove, proveConstant } from "../../../src/claims/equivalences/proportional.ts";

const [x, y] = [input("x", [2]), input("y", [2])];

describe("disprove", () => {
  test("shows two entries in different ratios", () => {
    const { witness, entries } = disprove({ w: x }, { w: y }, 0)!;
    expect(entries).toHaveLength(2);
    const [a, b] = entries.map(({ left, right }) => [Number(left), Number(right)]);
    expect(a![0]! * b![1]!).not.toBe(b![0]! * a![1]!);
    // they are the entries of the two sides, by name
    for (const { name, left, right } of entries) {
      const i = Number(/^w\[(\d)\]$/.exec(name)![1]);
      expect(left).toBe((witness.inputs["x"] as string[])[i]);
      expect(right).toBe((witness.inputs["y"] as string[])[i]);
    }
  });

  test("shows one entry where one side is 0 everywhere", () => {
    const { entries } = disprove(x.mul(0), x, 0)!;
    expect(entries).toEqual([
      { name: expect.any(String), left: "0", right: expect.not.stringMatching(/^0$/) },
    ]);
  });

  test("a factor refutes nothing, and neither does 0 = 0", () => {
    expect(disprove(x, x.mul(-3).div(7), 0)).toBeNull();
    expect(disprove(x.mul(0), y.mul(0), 0)).toBeNull();
  });

  test("a factor that is no constant is not seen at one point", () => {
    expect(disprove(x, x.mul(y.sum()), 0)).toBeNull();
  });

  test("names the entries of each tensor by their indices", () => {
    const [u, v] = [input("u", [2, 2]), input("v", [2, 2])];
    const entries = disprove({ a: u, b: u.sum() }, { a: u, b: v.sum() }, 0)!.entries;
    expect(entries.map(({ name }) => name).join()).toMatch(
      /^(a\[[01], [01]\]|b\[\]),(a\[[01], [01]\]|b\[\])$/,
    );
  });
});

describe("proveConstant", () => {
  test("proves the constant and no other", () => {
    expect(proveConstant(x.mul(2), x.mul(3), [2, 3], 0).verdict).toBe("PROVED");
    expect(proveConstant(x.mul(2), x.mul(3), [3, 2], 0).verdict).toBe("REFUTED");
    expect(proveConstant(x.mul(0), y.mul(0), "both 0", 0).verdict).toBe("PROVED");
    expect(proveConstant(x.mul(0), y, "both 0", 0).verdict).toBe("REFUTED");
  });

  test("a bound that convinces nobody is made smaller by further trials", () => {
    // degree 2^25 or so, in three primes of 31 bits
    const high = Array.from({ length: 25 }).reduce<typeof x>((power) => power.square(), x);
    const verdict = proveConstant(high.mul(2), high.add(high), [1, 1], 0);
    expect(verdict).toMatchObject({ verdict: "PROVED", trials: 6 });
  });
});
