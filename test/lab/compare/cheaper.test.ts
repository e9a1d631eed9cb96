/** Rows that do the same for less. */
import { describe, expect, test } from "vitest";
import { grad } from "../../../src/autodiff/grad.ts";
import { mapTree } from "../../../src/autodiff/tree.ts";
import { problem } from "../../../src/claims/catalogue/problem.ts";
import { learningGradients } from "../../../src/claims/equivalences/learning.ts";
import { prove } from "../../../src/claims/index.ts";
import { standIn } from "../../../src/lab/compare/cheaper.ts";
import { compareRuns } from "../../../src/lab/compare/comparison.ts";
import { methodCalled, methods } from "../../../src/lab/compare/methods.ts";
import { run } from "../../../src/lab/compare/run.ts";
import type { Mlp } from "../../../src/methods/models.ts";
import type { Model } from "../../../src/methods/types.ts";
import { cyclic } from "../../../src/symmetry/groups.ts";
import type { ParameterAction } from "../../../src/symmetry/parameters.ts";
import { tying } from "../../../src/symmetry/tie.ts";
import { conditions } from "./toy.ts";

const symmetric = "data augmentation (full orbit), symmetric init";

describe("the rows are the methods of the table that they are said to be", () => {
  const place = { G: cyclic(2), batch: 2 };
  const of = problem({ loss: "cross-entropy", model: "tanh", given: [], ...place });
  const known = learningGradients(of);
  const [theta, rho] = [of.theta as Mlp, of.rho as ParameterAction<Mlp>];
  const model = of.f as unknown as Model<Mlp>;
  const tied = tying(rho, theta);
  const parts = { model, loss: of.loss.loss, G: of.G, rho, tied, lambda: 1 };

  test.each(methods.filter(({ is }) => is !== null))("$name: $is", (method) => {
    const at = method.ties ? tied.project(theta) : theta;
    const gradient = grad(method.objective(parts, []))(at, of.x, of.y);
    const step = method.ties ? tied.expand(gradient) : gradient;
    // the row takes the mean of the four terms that label sharing adds
    const scaled = mapTree(step, (x) => x.mul(method.is === "label sharing" ? 4 : 1));
    expect(prove(scaled, known[method.is!]!).verdict).toBe("PROVED");
  });
});

describe("standIn", () => {
  test("gradient augmentation stands in for augmentation, from the θ₀ that G fixes only", () => {
    const found = standIn(methodCalled(symmetric), methods)!;
    expect(found).toMatchObject({ given: ["fixed θ"], factor: "1" });
    expect(found.method.name).toBe("gradient augmentation, symmetric init");
    expect(found.errorBound).toBeLessThan(2 ** -30);
    expect(standIn(methodCalled("data augmentation (full orbit)"), methods)).toBeNull();
  });

  test("a row that is not there, or is not in the table, or is the cheapest, has none", () => {
    expect(standIn(methodCalled(symmetric), [methodCalled(symmetric)])).toBeNull();
    expect(standIn(methodCalled("output coupling"), methods)).toBeNull();
    expect(standIn(methodCalled("gradient augmentation, symmetric init"), methods)).toBeNull();
  });
});

test("what is saved is computed from the two rows: flops, time, and how far apart they end", () => {
  const two = [methodCalled(symmetric), methodCalled("gradient augmentation, symmetric init")];
  let clock = 0;
  const [dear, cheap] = two.map((method) => run(method, 0, { ...conditions, now: () => clock++ }));
  const runs = [
    { ...dear!, msPerStep: 8 },
    { ...cheap!, msPerStep: 2 },
  ];
  const [row, other] = compareRuns(two, runs);
  expect(row!.cheaper).toMatchObject({
    method: two[1]!.name,
    given: ["fixed θ"],
    flops: cheap!.flops / dear!.flops,
    ms: 1 / 4,
  });
  expect(row!.cheaper!.flops).toBeLessThan(0.5);
  expect(row!.cheaper!.distance).toBeLessThan(1e-5);
  expect(other!.cheaper).toBeNull();
  // what costs more is no saving, whatever is proved
  const [again] = compareRuns(two, [{ ...runs[0]!, flops: 1 }, runs[1]!]);
  expect(again!.cheaper).toBeNull();
});
