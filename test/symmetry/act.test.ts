/** The action is a left action, on every axis and by every kind of representation, and its adjoint goes backwards. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ShapeError } from "../../src/autodiff/errors.ts";
import { input, stack, type Tensor, tensor, vjp } from "../../src/autodiff/index.ts";
import { act, actEach } from "../../src/symmetry/act.ts";
import { contragredient, copies, directSum, tensorProduct } from "../../src/symmetry/combine.ts";
import { compose, type Element, type Group, inverse } from "../../src/symmetry/group.ts";
import { cyclic, dihedral } from "../../src/symmetry/groups.ts";
import { image, type Representation } from "../../src/symmetry/representation.ts";
import { regular, signRepresentation } from "../../src/symmetry/representations.ts";
import { expectDifferent, expectSame, inner } from "../claims/exact.ts";
import { applyImage, groupWith, latticeD3, planeD4 } from "./laws.ts";

/** By permutations and signed permutations: what every group has. */
const everyGroupHas: Record<string, (G: Group) => Representation> = {
  natural: (G) => G.natural,
  regular,
  "natural ⊕ sign": (G) => directSum(G.natural, signRepresentation(G)),
  "sign ⊗ natural": (G) => tensorProduct(signRepresentation(G), G.natural),
};

/** By matrices that are not orthogonal, and signed ones that are not ± permutation ⊗ sign. */
const particular: Record<string, Representation> = {
  lattice: latticeD3(),
  "lattice*": contragredient(latticeD3()),
  "2·lattice": copies(latticeD3(), 2),
  plane: planeD4(),
};

/** A representation and k elements of its group; shrinks to a small group and the identity. */
function representationWith(k: number): fc.Arbitrary<{ on: Representation; picked: Element[] }> {
  const builders = Object.values(everyGroupHas);
  const built = fc
    .tuple(fc.nat(builders.length - 1), groupWith(k))
    .map(([i, { G, picked }]) => ({ on: builders[i]!(G), picked }));
  const given = fc
    .tuple(
      fc.nat(Object.keys(particular).length - 1),
      fc.array(fc.nat(), { minLength: k, maxLength: k }),
    )
    .map(([i, all]) => {
      const on = Object.values(particular)[i]!;
      const { elements, order } = on.group;
      return { on, picked: all.map((n) => elements[n % order]!) };
    });
  return fc.oneof(built, given);
}

/** A free tensor of rank 3 whose axis `axis` the representation acts on. */
function free(name: string, on: Representation, axis: number): Tensor {
  return input(
    name,
    [2, 2, 2].map((n, i) => (i === axis ? on.dimension : n)),
  );
}

const runs = { numRuns: 60 };
const axes = fc.nat(2);

describe("act", () => {
  test("is a left action: g·(h·x) = (g∘h)·x, on every axis, by every representation", () => {
    fc.assert(
      fc.property(representationWith(2), axes, ({ on, picked: [g, h] }, axis) => {
        const x = free("x", on, axis);
        const twice = act(g!, act(h!, x, { on, axis }), { on, axis });
        expectSame(twice, act(compose(g!, h!), x, { on, axis }));
      }),
      runs,
    );
  });

  test("of the other product h∘g it is not, where g and h do not commute", () => {
    const { natural, generators } = dihedral(3);
    const [g, h] = [generators[0]!, generators[1]!];
    const x = input("x", [natural.dimension]);
    expectDifferent(act(g, act(h, x)), act(compose(h, g), x));
  });

  test("of the identity changes nothing: it is the same node", () => {
    fc.assert(
      fc.property(representationWith(0), axes, ({ on }, axis) => {
        const x = free("x", on, axis);
        expect(act(on.group.identity, x, { on, axis })).toBe(x);
      }),
      runs,
    );
  });

  test("is ρ(g)·x, read off the image: (g·x)[g(i)] = x[i] for a permutation", () => {
    fc.assert(
      fc.property(representationWith(1), ({ on, picked: [g] }) => {
        const x = Array.from({ length: on.dimension }, (_, i) => i + 1);
        expect(act(g!, tensor(x), { on }).toArray()).toEqual(applyImage(image(on, g!), x));
      }),
      runs,
    );
    expect(act(cyclic(3).generators[0]!, tensor([10, 20, 30])).toArray()).toEqual([30, 10, 20]);
  });

  test("acts on the group's own points along the last axis, unless told otherwise", () => {
    const G = cyclic(3);
    const [g] = G.generators;
    const x = input("x", [3, 3]);
    expectSame(act(g!, x), act(g!, x, { on: G.natural, axis: 1 }));
    expectSame(act(g!, x, { axis: -2 }), act(g!, x, { axis: 0 }));
    expectDifferent(act(g!, x), act(g!, x, { axis: 0 }));
  });

  test("⟨u, g·x⟩ = ⟨gᵀu, x⟩, exactly, with gᵀu the cotangent", () => {
    fc.assert(
      fc.property(representationWith(1), axes, ({ on, picked: [g] }, axis) => {
        const [u, x] = [free("u", on, axis), free("x", on, axis)];
        const [y, pull] = vjp((v: Tensor) => act(g!, v, { on, axis }), x);
        expectSame(inner(u, y), inner(pull(u), x));
      }),
      runs,
    );
  });

  test("its cotangent moves by ρ(g)ᵀ = ρ*(g⁻¹), which is ρ(g⁻¹) for (signed) permutations only", () => {
    fc.assert(
      fc.property(representationWith(1), axes, ({ on, picked: [g] }, axis) => {
        const [u, x] = [free("u", on, axis), free("x", on, axis)];
        const [, pull] = vjp((v: Tensor) => act(g!, v, { on, axis }), x);
        expectSame(pull(u), act(inverse(g!), u, { on: contragredient(on), axis }));
        if (on.kind !== "matrix") expectSame(pull(u), act(inverse(g!), u, { on, axis }));
      }),
      runs,
    );
    const on = latticeD3();
    const [r] = on.group.generators;
    const [, pull] = vjp((v: Tensor) => act(r!, v, { on }), input("x", [2]));
    const u = input("u", [2]);
    expectDifferent(pull(u), act(inverse(r!), u, { on }));
  });

  test("moves the bits of every float, and g⁻¹ brings them back", () => {
    fc.assert(
      fc.property(
        groupWith(1).chain(({ G, picked: [g] }) =>
          fc.tuple(
            fc.constant(g!),
            fc.float32Array({ minLength: 2 * G.degree, maxLength: 2 * G.degree }),
          ),
        ),
        ([g, floats]) => {
          const x = tensor(floats, [2, g.group.degree]);
          const y = act(g, x).data;
          for (const [i, value] of floats.entries()) {
            const [row, at] = [Math.floor(i / g.group.degree), i % g.group.degree];
            expect(y[row * g.group.degree + g.permutation[at]!]).toBe(value);
          }
          expect(act(inverse(g), act(g, x)).data).toEqual(floats);
        },
      ),
    );
  });

  test("refuses another length, another group and an axis that is not there", () => {
    const G = cyclic(3);
    const [g] = G.generators;
    const rule = 'act: expected an axis of length 3, the dimension of "natural" of C3';
    expect(() => act(g!, tensor([1, 2]))).toThrow(new ShapeError(`${rule}, got [2], axis 0`));
    expect(() => act(G.identity, tensor([1, 2]))).toThrow(ShapeError);
    expect(() => act(g!, tensor([1, 2, 3]), { on: cyclic(3).natural })).toThrow(RangeError);
    expect(() => act(g!, tensor([1, 2, 3]), { axis: 1 })).toThrow("act: expected an axis");
  });
});

describe("actEach", () => {
  test("is act, row by row, each row by an element of its own", () => {
    fc.assert(
      fc.property(groupWith(3), fc.nat(3), ({ G, picked }, which) => {
        const on = Object.values(everyGroupHas)[which]!(G);
        const x = input("x", [3, on.dimension]);
        const rows = picked.map((g, i) => act(g, x.slice([i, i + 1]).squeeze(0), { on }));
        expectSame(actEach(picked, x, on), stack(rows));
      }),
      runs,
    );
  });

  test("acts on the group's own points unless told otherwise, and sends ρ(g)ᵀ backwards", () => {
    const { elements, degree } = dihedral(3);
    const picked = [elements[1]!, elements[4]!];
    const [x, u] = [input("x", [2, degree]), input("u", [2, degree])];
    const [y, pull] = vjp((rows: Tensor) => actEach(picked, rows), x);
    expectSame(inner(u, y), inner(pull(u), x));
    expectSame(pull(u), actEach(picked.map(inverse), u));
  });

  test("refuses another number of rows or columns, and matrices", () => {
    const G = cyclic(3);
    const two = [G.identity, G.identity];
    expect(() => actEach(two, tensor([[1, 2, 3]]))).toThrow(
      new RangeError("actEach: expected one element a row of [2, d], got shape [1, 3]"),
    );
    expect(() => actEach([G.identity], tensor([1, 2, 3]))).toThrow("got shape [3]");
    expect(() => actEach([G.identity], tensor([[1, 2]]))).toThrow(
      new ShapeError(
        'actEach: expected an axis of length 3, the dimension of "natural" of C3, got [1, 2], axis 1',
      ),
    );
    const on = latticeD3();
    expect(() => actEach([on.group.identity], tensor([[1, 2]]), on)).toThrow(
      new RangeError('actEach: expected a representation by permutations, got "lattice"; use act'),
    );
  });
});
