/** Tests of src/claims/certificate.ts: the format, and that nothing is lost in it. */
import { expect, test } from "vitest";
import { grad, input, oneHot, tensor } from "../../src/autodiff/index.ts";
import { certificatesOf, certify, formatCertificate } from "../../src/claims/certificate.ts";
import { ledger } from "../../src/claims/ledger/ledger.ts";
import { prove } from "../../src/claims/prove.ts";
import { standardShapes } from "../../src/claims/settings.ts";
import { verify } from "../../src/claims/verify.ts";
import { checkCertificate } from "../../src/lab/checker/checker.ts";
import { cyclic } from "../../src/symmetry/groups.ts";

const [x, w] = [input("x", [2]), input("w", [2])];

test("a proof holds the graphs after differentiation, identities erased and equal nodes shared", () => {
  const gradient = grad((v: typeof w) => v.mul(x).sum())(w);
  const certificate = certify(gradient.add(x), x.add(x), { seed: 4 });
  expect(JSON.parse(JSON.stringify(certificate))).toEqual({
    ...prove(gradient.add(x), x.add(x), { seed: 4 }),
    format: "orbitgrad-certificate/1",
    claim: null,
    field: { step: 27720, least: 2 ** 30, below: 2 ** 31, pool: 8701, safe: false },
    inputs: [["x", [2]]],
    nodes: expect.arrayContaining([["input", [], { name: "x" }, [2]]]),
    left: expect.any(Array),
    right: expect.any(Array),
  });
  const ops = certificate.nodes.map(([op]) => op);
  expect(ops.filter((op) => op === "variable")).toEqual([]);
  const written = certificate.nodes.map((node) => JSON.stringify(node));
  expect(new Set(written).size).toBe(written.length);
});

test("a refutation holds its witness, a failure its reason, and neither a field", () => {
  const refuted = certify(x, w);
  expect(refuted).toMatchObject({ verdict: "REFUTED", field: null, witness: { gap: "1" } });
  const unknown = certify(x.mul(w).log(), x.log().add(w.log()));
  expect(unknown).toMatchObject({ verdict: "UNKNOWN", field: null, reason: expect.any(String) });
  expect(checkCertificate(formatCertificate(unknown)).status).toBe(2);
});

test("an inequality is marked as one, and decided by a search", () => {
  const unknown = certify(x.like(0), x.square(), { relation: "at most" });
  expect(unknown).toMatchObject({
    verdict: "UNKNOWN",
    relation: "at most",
    field: null,
    evidence: { kind: "f64", trials: 32, worst: 0 },
  });
  const refuted = certify(x.square(), x.like(0), { relation: "at most" });
  expect(refuted).toMatchObject({ verdict: "REFUTED", relation: "at most", witness: { gap: "1" } });
  expect(certify(x, x)).not.toHaveProperty("relation");
});

test("numbers of leaves are read back as the floats they are; index leaves are marked", () => {
  const numbers = Float32Array.from([0.1, 2 ** -149, -3.4028234663852886e38, 1 / 3]);
  const [data, y] = [tensor(numbers, [4]), input("y", [4])];
  const certificate = certify(data.mul(y), y.mul(data));
  const [, , attrs] = JSON.parse(formatCertificate(certificate)).nodes.find(
    ([op]: [string]) => op === "data",
  );
  expect(attrs.kind).toBe("real");
  expect(Float32Array.from(attrs.values)).toEqual(numbers);
  const labels = oneHot(tensor(Int32Array.from([2, 0]), [2]), 3);
  const marked = certify(labels.mul(2), labels.add(labels));
  expect(marked.nodes.find(([op]) => op === "data")![2]).toEqual({ kind: "index", values: [2, 0] });
  expect(checkCertificate(formatCertificate(marked))).toMatchObject({ status: 0 });
});

test("a leaf that is not finite has no certificate", () => {
  const data = tensor([1, Number.NaN]);
  const verdict = prove(x, x);
  expect(() => certify(data, data, { verdict })).toThrow(
    "certify: expected finite numbers in leaves, got NaN",
  );
});

test("the text is JSON, one node a line, the same each time", () => {
  const make = () => formatCertificate(certify(x.tanh().add(w), w.add(x.tanh())));
  expect(make()).toBe(make());
  expect(make().match(/^ {2}\["/gm)).toHaveLength(JSON.parse(make()).nodes.length);
});

test("a report gives one certificate for each place and each hypothesis that is needed", () => {
  const claim = ledger.find(({ id }) => id === "Q3")!;
  const options = { groups: [cyclic(2), cyclic(3)], shapes: standardShapes.slice(0, 1), seed: 2 };
  const report = verify(claim, options);
  const all = [...certificatesOf(claim, report, options)];
  expect(all.map(({ name, certificate }) => [name, certificate.verdict])).toEqual([
    ["Q3.C2.linear-1_sample.json", "PROVED"],
    ["Q3.without_symmetric_Q.C2.linear-1_sample.json", "REFUTED"],
    ["Q3.C3.linear-1_sample.json", "PROVED"],
    ["Q3.without_symmetric_C.C3.linear-1_sample.json", "REFUTED"],
  ]);
  expect(all[1]!.certificate).toMatchObject({
    claim: { id: "Q3", says: claim.says, group: "C2", without: "symmetric Q" },
    witness: { gap: report.hypotheses[0]!.witness!.gap },
  });
  for (const { certificate } of all) {
    expect(checkCertificate(formatCertificate(certificate))).toMatchObject({ status: 0 });
  }
});

test("the witness that a report shows is the one in its certificate", () => {
  const claim = ledger.find(({ id }) => id === "OC-DA")!;
  const options = { groups: [cyclic(1), cyclic(2)], shapes: standardShapes.slice(0, 1) };
  const report = verify(claim, options);
  const { group: _group, shape: _shape, ...shown } = report.witness!;
  const found = [...certificatesOf(claim, report, options)].map(({ certificate }) => certificate);
  expect(found).toContainEqual(expect.objectContaining({ verdict: "REFUTED", witness: shown }));
});
