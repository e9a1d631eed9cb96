import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compose,
  element,
  type Group,
  group,
  inverse,
  MAX_ORDER,
} from "../../src/symmetry/group.ts";
import { cyclic, symmetric } from "../../src/symmetry/groups.ts";
import { groupWith } from "./laws.ts";

const law = (k: number, holds: (G: Group, ...picked: Group["identity"][]) => unknown) =>
  fc.assert(fc.property(groupWith(k), ({ G, picked }) => void holds(G, ...picked)));

describe("group axioms", () => {
  test("compose is associative", () =>
    law(3, (_, f, g, h) =>
      expect(compose(compose(f!, g!), h!)).toBe(compose(f!, compose(g!, h!))),
    ));

  test("the identity changes nothing on either side", () =>
    law(1, (G, g) => {
      expect(compose(G.identity, g!)).toBe(g);
      expect(compose(g!, G.identity)).toBe(g);
    }));

  test("g∘g⁻¹ = g⁻¹∘g = e", () =>
    law(1, (G, g) => {
      expect(compose(g!, inverse(g!))).toBe(G.identity);
      expect(compose(inverse(g!), g!)).toBe(G.identity);
    }));

  test("products and inverses are among the elements", () =>
    law(2, (G, g, h) => {
      expect(G.elements).toContain(compose(g!, h!));
      expect(G.elements).toContain(inverse(g!));
    }));

  test("(g∘h)(i) = g(h(i))", () =>
    law(2, (G, g, h) => {
      for (let i = 0; i < G.degree; i++) {
        expect(compose(g!, h!).permutation[i]).toBe(g!.permutation[h!.permutation[i]!]);
      }
    }));

  test("(g∘h)⁻¹ = h⁻¹∘g⁻¹", () =>
    law(2, (_, g, h) => expect(inverse(compose(g!, h!))).toBe(compose(inverse(h!), inverse(g!)))));
});

describe("elements", () => {
  test("are all different, and index is the place of each", () =>
    law(0, (G) => {
      expect(new Set(G.elements.map(String)).size).toBe(G.order);
      expect(G.elements.map((g) => g.index)).toEqual([...G.elements.keys()]);
    }));

  test("come in breadth-first order: s∘g for each g listed, for each generator s", () => {
    expect(symmetric(3).elements.map(String)).toEqual([
      "()",
      "(0 1 2)",
      "(0 1)",
      "(0 2 1)",
      "(1 2)",
      "(0 2)",
    ]);
  });

  test("an element is found by its permutation, the same object", () => {
    const G = symmetric(3);
    const last = element(G, [2, 1, 0]);
    expect(last).toBe(G.elements[5]);
    expect(element(G, [1, 2, 0])).toBe(G.generators[0]);
    expect(() => element(cyclic(3), [1, 0, 2])).toThrow(
      new RangeError("element: expected an element of C3 on 3 points, got (0 1)"),
    );
  });

  test("a product has an index without anyone having listed the group", () => {
    const [r, s] = symmetric(3).generators;
    expect(compose(s!, r!).index).toBe(4);
  });

  test("generators are kept as given, repeats and all", () => {
    const G = group("twice", [
      [1, 0],
      [0, 1],
      [1, 0],
    ]);
    expect(G.generators.map(String)).toEqual(["(0 1)", "()", "(0 1)"]);
    expect(G.generators[0]).toBe(G.generators[2]);
    expect(G.generators[1]).toBe(G.identity);
    expect(G.order).toBe(2);
  });

  test("are not touched when the caller changes the list it passed", () => {
    const list = [1, 2, 0];
    const G = group("C3", [list]);
    list[0] = 0;
    expect(`${G.generators[0]}`).toBe("(0 1 2)");
  });
});

describe("what is refused", () => {
  test("listing more than 50 000 elements, but not building the group", () => {
    const G = symmetric(9);
    expect(`${compose(G.generators[0]!, G.generators[1]!)}`).toBe("(0 2 3 4 5 6 7 8)");
    expect(() => G.order).toThrow(
      new RangeError(
        "elements: expected at most 50000 elements to list, got S9 on 9 points with more; " +
          "orbits and tupleOrbits need only its generators",
      ),
    );
    expect(symmetric(7).order).toBe(5040);
    expect(MAX_ORDER).toBe(50_000);
  });

  test("generators that are no permutations of one set of points", () => {
    expect(() => group("bad", [[0, 0, 1, 2]])).toThrow(
      new RangeError("group: expected a permutation of 0…3, got [0, 0, 1, 2]"),
    );
    expect(() =>
      group("bad", [
        [1, 0],
        [0, 1, 2],
      ]),
    ).toThrow("permutation of 0…1, got [0, 1, 2]");
    expect(() => group("bad", [])).toThrow(
      new RangeError("group: expected a generator on at least one point, got none"),
    );
    expect(() => group("bad", [[]])).toThrow("at least one point, got an empty list");
  });

  test("composing across two groups, even of one name", () => {
    expect(() => compose(cyclic(3).identity, symmetric(2).identity)).toThrow(
      new RangeError(
        "compose: expected two elements of one group, got () of C3 on 3 points " +
          "and () of S2 on 2 points; build the group once and pass it on",
      ),
    );
    expect(() => compose(cyclic(3).identity, cyclic(3).identity)).toThrow(
      "expected two elements of one group",
    );
  });
});

test("groups and elements print by name and by cycles, also in counterexamples", () => {
  const G = cyclic(3);
  expect([`${G}`, `${G.generators[0]}`]).toEqual(["C3", "(0 1 2)"]);
  expect(fc.stringify({ G, g: G.generators[0] })).toBe('{"G":C3,"g":(0 1 2) of C3}');
});
