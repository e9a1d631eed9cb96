/**
 * A test must be seen to fail. Each mutant breaks one line of a scratch copy of this repository, and a named test must
 * turn red: `npm run mutants`, or `npm run mutants -- WORD` for those whose red test or file contains the word.
 *
 * Exit status 1 if a mutant survives, or is caught by another test than the one named, or no longer applies.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process, { argv, cwd, env, execPath } from "node:process";

/** One line broken, and the test that must notice. */
interface Mutant {
  /** The file that is broken, in src/. */
  readonly file: string;
  /** A text that occurs in it once. */
  readonly find: string;
  /** What stands there instead. */
  readonly replace: string;
  /** The test file to run, in test/. */
  readonly run: string;
  /** What the full name of a red test begins with. */
  readonly red: string;
}

const laws = "autodiff/laws.test.ts";
const adjoint = "vjp is the exact adjoint of jvp";
const bits = "floats equal the generic lowering read in the scalar f32 field, to the bit";

const mutants: readonly Mutant[] = [
  // Rules of vjp: sign, slope, factor, the sign of a scatter, a stopGradient that leaks.
  {
    file: "autodiff/ops/pointwise.ts",
    find: "[ct, ct.neg()]",
    replace: "[ct, ct]",
    run: laws,
    red: `${adjoint} sub: `,
  },
  {
    file: "autodiff/functions.ts",
    find: "F.sub(F.of(1), F.mul(y, y))",
    replace: "F.sub(F.of(1), y)",
    run: laws,
    red: "vjp is the slope that doubles see tanh: ",
  },
  {
    file: "autodiff/ops/pointwise.ts",
    find: "[ct.mul(b!), ct.mul(a!)]",
    replace: "[ct.mul(b!).mul(2), ct.mul(a!)]",
    run: laws,
    red: `${adjoint} mul: `,
  },
  {
    file: "autodiff/ops/move.ts",
    find: "[ct.scatterAdd(indices, axis, x!.shape[axis]!)]",
    replace: "[ct.scatterAdd(indices, axis, x!.shape[axis]!).neg()]",
    run: laws,
    red: `${adjoint} take: `,
  },
  {
    file: "autodiff/ops/meta.ts",
    find: "vjp: () => [null],",
    replace: "vjp: (ct) => [ct],",
    run: laws,
    red: `${adjoint} stopGradient: `,
  },
  // More rules.
  {
    file: "autodiff/ops/pointwise.ts",
    find: "ct.mul(y).div(b!).neg()",
    replace: "ct.mul(y).div(b!)",
    run: laws,
    red: `${adjoint} div: `,
  },
  {
    file: "autodiff/ops/pointwise.ts",
    find: "x!.gate(zero, ct)",
    replace: "ct",
    run: laws,
    red: `${adjoint} gate: `,
  },
  {
    file: "autodiff/ops/reduce.ts",
    find: "ct.div(winner.sum(axes))",
    replace: "ct",
    run: laws,
    red: `${adjoint} max: max of ties`,
  },
  {
    file: "autodiff/ops/move.ts",
    find: "perm.map((_, axis) => perm.indexOf(axis))",
    replace: "perm",
    run: laws,
    red: `${adjoint} transpose: by [1, 2, 0]`,
  },
  {
    file: "autodiff/ops/move.ts",
    find: "signs && inverse.map((from) => signs[from]!)",
    replace: "signs",
    run: laws,
    red: `${adjoint} permute: with signs`,
  },
  {
    file: "autodiff/ops/linear.ts",
    find: "a!.transpose().matmul(ct)",
    replace: "ct.transpose().matmul(a!).transpose().mul(-1)",
    run: laws,
    red: `${adjoint} matmul: `,
  },
  {
    file: "autodiff/ops/pointwise.ts",
    find: "ct.mask(product, product)",
    replace: "product",
    run: "autodiff/grad.test.ts",
    red: "the zero-cotangent law: where no cotangent arrives, none leaves where(x > 0, √x, 0) has slope 0",
  },
  {
    file: "autodiff/functions.ts",
    find: "F.gate(F.sub(zero, x), one, zero)",
    replace: "F.gate(x, zero, one)",
    run: "autodiff/grad.test.ts",
    red: "at a kink abs′(0) = 0",
  },
  {
    file: "autodiff/grad.ts",
    find: 'mapTree(tree, (x) => Tensor.node("variable", [x], {}))',
    replace: "tree",
    run: "autodiff/grad.test.ts",
    red: "grad takes a closure over the differentiated tensor itself as constant",
  },
  {
    file: "autodiff/grad.ts",
    find: "sum === undefined ? part : sum.add(part)",
    replace: "part",
    run: "autodiff/grad.test.ts",
    red: "grad adds up every use of a tensor",
  },
  // What changes only derivatives.
  {
    file: "autodiff/with-vjp.ts",
    find: "chi.applyTransposed(ct, at)",
    replace: "chi.apply(ct, at)",
    run: "autodiff/with-vjp.test.ts",
    red: "couple sends χᵀ ∂ℓ/∂y to x, for a χ that is not symmetric",
  },
  {
    file: "autodiff/transpose.ts",
    find: "return inputs.every(linear);",
    replace: "return inputs.some(linear);",
    run: "autodiff/with-vjp.test.ts",
    red: "withVjp a rule that is affine has no tangent",
  },
  {
    file: "autodiff/rule.ts",
    find: "inside.has(x) || x.op",
    replace: "x.op !== 'input' || x.op",
    run: "autodiff/with-vjp.test.ts",
    red: "withVjp what the rule captured is an input of the node",
  },
  // Lowerings.
  {
    file: "autodiff/lower/f32/reduce.ts",
    find: "lanes[k & 15]",
    replace: "lanes[k & 7]",
    run: laws,
    red: "the order of folding is part of the meaning sum: ",
  },
  {
    file: "autodiff/lower/generic/reduce.ts",
    find: "(i % last) % 16",
    replace: "i % 16",
    run: laws,
    red: `${bits} sum: Σ over first and last`,
  },
  {
    file: "autodiff/lower/f32/reduce.ts",
    find: "candidate > largest",
    replace: "candidate >= largest",
    run: laws,
    red: "the order of folding is part of the meaning max: ",
  },
  {
    file: "autodiff/lower/f32/kernel.ts",
    find: "c13 = fround(c13 + fround(a1 * b3));",
    replace: "c13 = fround(c13 + a1 * b3);",
    run: laws,
    red: "the order of folding is part of the meaning matmul: ",
  },
  {
    file: "autodiff/lower/f32/linear.ts",
    find: "return floats.slice(atOut, atOut + n * m)",
    replace: "return floats.subarray(atOut, atOut + n * m)",
    run: laws,
    red: `${bits} matmul: `,
  },
  {
    file: "autodiff/lower/f32/pointwise.ts",
    find: "x![i]! > 0 ?",
    replace: "x![i]! >= 0 ?",
    run: laws,
    red: `${bits} gate: `,
  },
  {
    file: "autodiff/lower/f32/pointwise.ts",
    find: "out[i] = -a![i]!",
    replace: "out[i] = 0 - a![i]!",
    run: laws,
    red: `${bits} neg: `,
  },
  {
    file: "autodiff/lower/f32/move.ts",
    find: "offset -= at[axis]! * strides[axis]!;",
    replace: "offset -= shape[axis]!;",
    run: laws,
    red: `${bits} transpose: `,
  },
  {
    file: "autodiff/lower/f32/move.ts",
    find: "out[to + k]! += x![from++]!",
    replace: "out[to + k] = x![from++]!",
    run: laws,
    red: `${bits} scatterAdd: with collisions`,
  },
  // What users meet first.
  {
    file: "autodiff/tensor/create.ts",
    find: "values.slice()",
    replace: "values",
    run: "autodiff/tensor/create.test.ts",
    red: "tensor copies its argument",
  },
  {
    file: "autodiff/errors.ts",
    find: " && !NATIVE.test(line)",
    replace: "",
    run: "autodiff/errors.test.ts",
    red: "errors read `op: expected RULE, got VALUE`: when the graph is built at the caller's line",
  },
  // Equivalences: a witness that refutes a factor, a proof that is not asked for, a price list read from the wrong end.
  {
    file: "claims/equivalences/proportional.ts",
    find: " || !oneIsZero",
    replace: "",
    run: "claims/equivalences/proportional.test.ts",
    red: "disprove a factor refutes nothing",
  },
  {
    file: "claims/equivalences/equivalences.ts",
    find: "return proved ?",
    replace: "return true ?",
    run: "claims/equivalences/equivalences.test.ts",
    red: "a table known by heart what agrees at random points but cannot be proved is not told",
  },
  {
    file: "claims/equivalences/cheapest.ts",
    find: "price(a) - price(b)",
    replace: "price(b) - price(a)",
    run: "claims/equivalences/cheapest.test.ts",
    red: "cheapest augmentation is gradient augmentation at the θ that G fixes",
  },
];

const root = cwd();
const scratch = mkdtempSync(join(tmpdir(), "orbitgrad-mutants-"));

/** The full names of the tests of a file that fail in the scratch copy. */
function redTests(file: string): string[] {
  const report = join(scratch, "report.json");
  rmSync(report, { force: true });
  const options = ["--typecheck.enabled=false", "--reporter=json", `--outputFile=${report}`];
  spawnSync(execPath, ["node_modules/vitest/vitest.mjs", "run", `test/${file}`, ...options], {
    cwd: scratch,
    env: { ...env, FC_SEED: "1", FC_RUNS: "40" },
  });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    testResults: { assertionResults: { fullName: string; status: string }[] }[];
  };
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === "failed")
    .map(({ fullName }) => fullName);
}

/** What became of one mutant: null if the named test caught it. */
function survived({ file, find, replace, run, red }: Mutant): string | null {
  const path = join(scratch, "src", file);
  const good = readFileSync(path, "utf8");
  if (good.split(find).length !== 2) return "the text to replace does not occur exactly once";
  writeFileSync(
    path,
    good.replace(find, () => replace),
  );
  const failed = redTests(run);
  writeFileSync(path, good);
  const named = failed.filter((name) => name.startsWith(red)).length;
  console.log(`${named} of ${failed.length} red  ${file}: ${find}  →  ${replace || "(nothing)"}`);
  return named > 0 ? null : `expected red: ${red}`;
}

try {
  for (const part of [
    "src",
    "test",
    "scripts",
    "package.json",
    "tsconfig.json",
    "vitest.config.ts",
  ]) {
    cpSync(join(root, part), join(scratch, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(scratch, "node_modules"), "dir");
  const word = argv[2] ?? "";
  const chosen = mutants.filter(({ file, red }) => `${file} ${red}`.includes(word));
  for (const run of new Set(chosen.map((mutant) => mutant.run))) {
    const failed = redTests(run);
    if (failed.length > 0)
      throw new Error(`test/${run} is red before anything is broken: ${failed[0]}`);
  }
  const alive = chosen.flatMap((mutant) => {
    const why = survived(mutant);
    if (why !== null) console.log(`  SURVIVED: ${why}`);
    return why === null ? [] : [mutant];
  });
  console.log(`${chosen.length - alive.length} caught, ${alive.length} survived`);
  if (alive.length > 0) process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
