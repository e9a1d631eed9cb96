/** Tests of src/lab/cli/main.ts, run as it is shipped: built, in a process of its own. */
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { input } from "../../../src/autodiff/index.ts";
import { certify } from "../../../src/claims/index.ts";
import { readDigits } from "../../../src/lab/cli/files.ts";
import { type Comparison, compareRuns } from "../../../src/lab/compare/comparison.ts";
import { interpreter } from "../../../src/lab/compare/engine.ts";
import { methodCalled, methods } from "../../../src/lab/compare/methods.ts";
import { preparing } from "../../../src/lab/compare/routines.ts";
import { run } from "../../../src/lab/compare/run.ts";
import { groups, setting } from "../../../src/lab/compare/setting.ts";
import { splitDigits } from "../../../src/lab/data/digits.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
// Within the checkout, because the program looks for its package.json above itself; in a folder of its own, because
// other tests may build at the same time.
mkdirSync(join(root, "build"), { recursive: true });
const built = mkdtempSync(join(root, "build", "cli-test-"));
const scratch = mkdtempSync(join(tmpdir(), "orbitgrad-"));
const main = join(built, "src/lab/cli/main.js");

beforeAll(() => {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const info = join(built, ".tsbuildinfo");
  const options = ["-p", "tsconfig.run.json", "--outDir", built, "--tsBuildInfoFile", info];
  spawnSync(execPath, [tsc, ...options], { cwd: root });
}, 120_000);

afterAll(() => {
  rmSync(built, { recursive: true, force: true });
  rmSync(scratch, { recursive: true, force: true });
});

/** What the program wrote, and its exit status. */
function orbitgrad(
  ...args: string[]
): Promise<{ out: string; err: string; status: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(execPath, [main, ...args], { cwd: scratch });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("close", (status) => resolve({ out, err, status }));
  });
}

describe("bad usage exits 2, says what would do, and writes nothing on stdout", () => {
  const text = gunzipSync(readFileSync(join(root, "data/digits.csv.gz"))).toString("utf8");
  const short = join(scratch, "short.csv.gz");
  const torn = join(scratch, "torn.csv.gz");
  const plain = join(scratch, "plain.csv");
  writeFileSync(short, gzipSync(text.slice(0, 50_000)));
  writeFileSync(torn, readFileSync(join(root, "data/digits.csv.gz")).subarray(0, 20_000));
  writeFileSync(plain, text);

  test.concurrent.each([
    [
      [],
      /^orbitgrad: expected a command \(verify, check, discover, compare, graph\), got none; see --help\n$/,
    ],
    [
      ["prove"],
      /^orbitgrad: expected a command \(verify, check, discover, compare, graph\), got prove; see --help\n$/,
    ],
    [["--seed", "1"], /^orbitgrad: expected a command .*, got --seed/],
    [
      ["verify", "--fast"],
      /^verify: Unknown option '--fast'; it takes --seed, --json, .*--help\n$/,
    ],
    [["verify", "Q99"], /^verify: expected claims of the ledger, got Q99; there are .*\bQ4\b/],
    [["verify", "--seed", "x"], /^--seed: expected a whole number ≥ 0, got x\n$/],
    [["compare", "--group", "C5"], /^--group: expected one of C4, D4, torus, got C5\n$/],
    [["compare", "none"], /^compare: expected flags only, got none\n$/],
    [["compare", "--seeds", "0"], /^--seeds: expected a whole number 1…1000, got 0\n$/],
    [
      ["compare", "--data", "no.gz"],
      /^digits: expected the file no\.gz, got none; restore it, or name/,
    ],
    [
      ["compare", "--data", short],
      /^digits: expected 1797 rows of 65 numbers, got \d+ in row \d+; the file/,
    ],
    [
      ["compare", "--data", torn],
      /^digits: expected a whole gzip file, got "unexpected end of file" from/,
    ],
    [
      ["compare", "--data", plain],
      /^digits: expected a whole gzip file, got "incorrect header check" from/,
    ],
    [["check"], /^check: expected one FILE, got 0; see check --help\n$/],
    [["check", "no.json"], /^check: expected a file, got "ENOENT: .*no\.json'"\n$/],
    [
      ["verify", "Q3", "--certificates", short],
      /^certificates: expected a folder to write to, got /,
    ],
    [["discover", "--loss", "cubic"], /^--loss: expected one of every, squared, .*, got cubic\n$/],
    [
      ["discover", "--given", "fits,hope"],
      /^--given: expected hypotheses \(fixed-theta, .*fits\), got hope\n$/,
    ],
    [
      ["discover", "--model", "table", "--loss", "squared"],
      /^--loss: expected none with --model table, got one; leave it out\n$/,
    ],
    [["graph"], /^graph: expected one method, got 0; there are none, none-symmetric-init/],
    [["graph", "dropout"], /^graph: method: expected one of none, .*, got dropout\n$/],
  ])("%j", async (args, message) => {
    const { out, err, status } = await orbitgrad(...args);
    expect(err).toMatch(message);
    expect({ out, status }).toEqual({ out: "", status: 2 });
  });
});

describe("help", () => {
  test.concurrent.each([
    "--help",
    "verify --help",
    "check --help",
    "discover --help",
    "compare -h",
    "graph --help",
  ])("%s is on stdout, in lines of at most 110 columns, without colours", async (line) => {
    const { out, err, status } = await orbitgrad(...line.split(" "));
    expect({ err, status }).toEqual({ err: "", status: 0 });
    expect(out).toMatch(/^orbitgrad /);
    expect(out).not.toContain("\u001b");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(110);
  });
});

describe("graph", () => {
  test("--json is one value: both graphs as text, and their flops", async () => {
    const { out, err, status } = await orbitgrad("graph", "output-coupling", "--json");
    expect({ err, status }).toEqual({ err: "", status: 0 });
    const value = JSON.parse(out);
    expect(Object.keys(value)).toEqual(["loss", "gradient", "flops"]);
    expect(value.loss).toMatch(/^%0 = .*\nreturn %\d+$/s);
    expect(value.gradient.match(/^return .*$/m)[0].split(", ")).toHaveLength(4);
    expect(value.flops).toBeGreaterThan(100);
  });

  test("for people: the loss, its gradient, the cost", async () => {
    const { out } = await orbitgrad("graph", "weight tying");
    expect(out).toMatch(/^weight tying: the loss\n%0 = .*\n\nits gradient, in w1, b1, w2, b2\n/s);
    expect(out).toMatch(/\n\d+ flops for both\n$/);
  });
});

describe("discover", () => {
  test("--json: each identity with its proof, and where it comes from", async () => {
    const { out, err, status } = await orbitgrad(
      ...["discover", "--given", "fixed-theta", "--group", "C2", "--batch", "1", "--json"],
    );
    expect({ err, status }).toEqual({ err: "", status: 0 });
    const rows: Record<string, unknown>[] = JSON.parse(out);
    expect(new Set(rows.map(({ verdict }) => verdict))).toEqual(new Set(["PROVED"]));
    expect(rows).toContainEqual({
      says: "augmentation = gradient augmentation",
      combination: { augmentation: [1, 1], "gradient augmentation": [-1, 1] },
      verdict: "PROVED",
      errorBound: expect.any(Number),
      explained: expect.stringMatching(/^PROVED in 3 fields/),
      origin: "known",
      ids: ["GA2"],
    });
  });

  test("for people: sentences, ids of the ledger or new, proofs", async () => {
    const { out } = await orbitgrad("discover", "--model", "table", "--group", "C2");
    expect(out).toMatch(/^tabular Q-learning; C2\nidentity +ledger +proof\n/);
    expect(out).toMatch(/\nshared targets = preconditioner .* +Q10 +PROVED/);
    expect(out).toMatch(/\nkernel loss = 1\/2 · preconditioner .* +new +PROVED/);
  });
});

describe("verify", () => {
  test("--json has the fields of design.md §6, and a report of a few claims writes no page", async () => {
    const report = join(scratch, "few");
    const { out, err, status } = await orbitgrad(
      "verify",
      "Q5",
      "Q3",
      "--json",
      "--report",
      report,
    );
    expect({ err, status }).toEqual({ err: "", status: 0 });
    const claims = JSON.parse(out);
    expect(
      claims.map(({ id, verdict, expected }: Record<string, string>) => [id, verdict, expected]),
    ).toEqual([
      ["Q3", "PROVED", "PROVED"],
      ["Q5", "REFUTED", "REFUTED"],
    ]);
    expect(claims[0]).toMatchObject({
      says: expect.any(String),
      section: expect.any(String),
      sense: expect.any(String),
      tier: 1,
      errorBound: expect.any(Number),
      lattice: expect.arrayContaining([
        { group: "C1", shape: expect.any(String), verdict: "PROVED" },
      ]),
    });
    for (const hypothesis of claims[0].hypotheses) {
      expect(hypothesis).toMatchObject({ name: expect.any(String), necessary: true });
      expect(Object.keys(hypothesis.witness)).toEqual(
        expect.arrayContaining(["group", "shape", "inputs", "left", "right", "gap"]),
      );
    }
  });

  test("for people: a named claim with its hypotheses and witnesses", async () => {
    const { out, status } = await orbitgrad("verify", "Q3");
    expect(status).toBe(0);
    expect(out).toMatch(
      /^Q3 PROVED, degree \d+, error ≤ 2\^-\d+, proved at \d+ of \d+ groups × sizes\n/,
    );
    expect(out).toMatch(/\nGiven .*\n {2}without it, on /);
    expect(out).toMatch(/\n1 claim: 1 PROVED; all as expected\.\n$/);
  });
});

describe("verify, of an inequality", () => {
  test("says how many points were tried, and how near they came; UNKNOWN is what is expected", async () => {
    const { out, status } = await orbitgrad("verify", "Q16i");
    expect(status).toBe(0);
    expect(out).toMatch(/^Q16i UNKNOWN, proved at 0 of 27 groups × sizes\n/);
    expect(out).toMatch(/\nno counterexample in \d{3}; left − right ≤ \S+\n/);
    expect(out).toMatch(/\n1 claim: 1 UNKNOWN; all as expected\.\n$/);
  });

  test("--json has the evidence", async () => {
    const { out } = await orbitgrad("verify", "Q16i", "Q3", "--json");
    const [equality, inequality] = JSON.parse(out);
    expect(equality.evidence).toBeNull();
    expect(inequality.evidence).toEqual({
      kind: "f64",
      trials: expect.any(Number),
      worst: expect.any(Number),
    });
  });
});

describe("certificates", () => {
  test("verify writes one for each place and each hypothesis, and check confirms them", async () => {
    const folder = join(scratch, "certificates");
    const written = await orbitgrad("verify", "Q3", "--certificates", folder);
    expect(written.status).toBe(0);
    expect(written.err).toContain(`29 certificates: ${folder}`);
    const names = readdirSync(folder);
    expect(names).toHaveLength(29);
    expect(names).toContain("Q3.D4.every_phi-2_outputs.json");
    const dropped = names.find((name) => name.startsWith("Q3.without_symmetric_Q."))!;
    for (const [name, says] of [
      [
        "Q3.D4.every_phi-2_outputs.json",
        /^confirmed: both sides are equal in 3 fields; error ≤ 2\^-/,
      ],
      [
        dropped,
        /^confirmed: the sides differ in entry \d+ at the witness, exactly; the gap is 1\n$/,
      ],
    ] as const) {
      const { out, err, status } = await orbitgrad("check", join(folder, name));
      expect({ err, status }).toEqual({ err: "", status: 0 });
      expect(out).toMatch(says);
    }
  });

  test("check exits 1 for what is wrong, 2 for what it does not know; --json is one value", async () => {
    const file = join(scratch, "certificate.json");
    const certificate = certify(input("x", [1]), input("y", [1]));
    for (const [part, status, result] of [
      [{}, 0, "confirmed"],
      [{ left: [1], right: [1] }, 1, "wrong"],
      [{ format: "other/1" }, 2, "cannot check"],
    ] as const) {
      writeFileSync(file, JSON.stringify({ ...certificate, ...part }));
      const checked = await orbitgrad("check", file, "--json");
      expect(checked).toMatchObject({ err: "", status });
      expect(JSON.parse(checked.out)).toEqual({ file, status, result, says: expect.any(String) });
    }
  });
});

describe("compare", () => {
  test("--json is one value, the same numbers in threads as in this process; the page is written", async () => {
    const report = join(scratch, "report");
    const args = ["--epochs", "1", "--seeds", "1", "--seed", "3", "--json", "--report", report];
    const { out, err, status } = await orbitgrad("compare", ...args);
    expect(status).toBe(0);
    const rows: Comparison[] = JSON.parse(out);
    expect(rows.map(({ method }) => method)).toEqual(methods.map(({ name }) => name));
    const experiment = setting(groups.C4(), { epochs: 1 });
    const conditions = {
      setting: experiment,
      prepare: preparing(experiment, interpreter),
      data: splitDigits(readDigits()),
      now: () => 0,
    };
    for (const name of ["none", "data augmentation, one sample"]) {
      const method = methodCalled(name);
      const [here] = compareRuns([method], [run(method, 3, conditions)]);
      const there = rows.find((row) => row.method === name)!;
      // compiled there and not here: the numbers are the same
      const own = { compiled: true, msPerStep: 0, plainMsPerStep: 0 };
      expect({ ...there, msPerStep: 0, plainMsPerStep: 0 }).toEqual({ ...here, ...own });
      const time = { mean: expect.any(Number), sd: 0, n: 1 };
      expect([there.msPerStep, there.plainMsPerStep]).toEqual([time, time]);
    }
    // Remarks and findings go to stderr.
    expect(err).toContain("The same batches lead to the same weights");
    expect(err).toMatch(/Compiled, a step is [\d.]+× faster than in the interpreter/);
    const html = readFileSync(join(report, "index.html"), "utf8");
    expect(html.match(/<svg /g)).toHaveLength(4);
    expect(html).not.toMatch(/https?:/);
  }, 120_000);
});
