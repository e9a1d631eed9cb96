/**
 * An independent checker of certificates. It imports nothing but this folder: what it says does not
 * rest on the engine. The format, and everything it recomputes, is specified in docs/certificates.md.
 *
 * For PROVED it draws every prime, point and function value again and confirms that
 *
 * - each prime is the one the specification draws, prime and ≡ −1 mod 27720, 2³⁰ < p < 2³¹;
 * - both graphs have equal entries at every trial, without the law h(−x) = 1 − h(x) too where a
 *   gate reads values of functions; no comparison reads them;
 * - the stated degree, height and error bound are at least those it derives itself.
 *
 * For REFUTED it evaluates both graphs at the witness and confirms the values and that they differ
 * (of an inequality, that left > right): exactly in ℚ, or in doubles by more than 100 times its own
 * running error bound.
 *
 * It does not confirm that the graphs are what the sentence of the claim says (compare them with
 * the formulas), nor that the error bound's theorem holds (errorBound of src/autodiff proves it).
 *
 * Next: ../cli/commands/check.ts
 */
import { type Size, sizes, variable } from "./bound.ts";
import { evaluate } from "./evaluate.ts";
import { fnv1a, keyed, primeOf, residues, UNINTERPRETED, Vanishes } from "./fields.ts";
import { CannotCheck, type Field, type Node, naturals, Wrong } from "./graph.ts";
import { coefficientsOf, doubles, MARGIN, type Reals, rationals } from "./reals.ts";

/** What became of it: confirmed, something in it is false, or it cannot be checked; and why. */
export interface Checked {
  /** The exit status. */
  readonly status: 0 | 1 | 2;
  /** In words. */
  readonly says: string;
}

type Json = Readonly<Record<string, unknown>>;

interface Graph {
  readonly nodes: readonly Node[];
  readonly inputs: readonly (readonly [name: string, shape: readonly number[]])[];
  readonly left: readonly number[];
  readonly right: readonly number[];
}

const FORMAT = "orbitgrad-certificate/1";
/** Draws of one trial, at most: draw 20 t + r is the r-th of trial t. */
const REDRAWS = 20;

/** Checks the text of a certificate. */
export function checkCertificate(text: string): Checked {
  try {
    const certificate = objectOf(JSON.parse(text), "a certificate");
    if (certificate["format"] !== FORMAT) {
      throw new CannotCheck(`expected the format ${FORMAT}, got ${certificate["format"]}`);
    }
    const graph = read(certificate);
    const { verdict, relation } = certificate as { verdict?: string; relation?: string };
    if (relation !== undefined && (relation !== "at most" || verdict === "PROVED")) {
      throw new CannotCheck(`${verdict} of the relation "${relation}": this cannot be confirmed`);
    }
    if (verdict === "PROVED") return { status: 0, says: proved(graph, certificate) };
    if (verdict === "REFUTED") return { status: 0, says: refuted(graph, certificate) };
    throw new CannotCheck(
      `expected PROVED or REFUTED, got ${verdict}: there is nothing to confirm`,
    );
  } catch (error) {
    if (error instanceof Wrong) return { status: 1, says: error.message };
    if (error instanceof CannotCheck || error instanceof SyntaxError) {
      return { status: 2, says: error.message };
    }
    return { status: 2, says: `this cannot be read: ${(error as Error).message}` };
  }
}

function objectOf(x: unknown, what: string): Json {
  if (typeof x === "object" && x !== null && !Array.isArray(x)) return x as Json;
  throw new CannotCheck(`expected ${what}, an object, got ${JSON.stringify(x)}`);
}

function read({ nodes, inputs, left, right }: Json): Graph {
  if (!Array.isArray(nodes) || !Array.isArray(inputs)) throw new CannotCheck("no nodes, no inputs");
  const graph: Graph = {
    nodes: nodes.map(([op, from, attrs, shape], i) => {
      if (naturals(from, `node ${i}`).some((j) => j >= i)) throw new Wrong(`node ${i} reads ahead`);
      return {
        op,
        inputs: from,
        attrs: objectOf(attrs, "attributes"),
        shape: naturals(shape, "shape"),
      };
    }),
    inputs: inputs as Graph["inputs"],
    left: naturals(left, "left"),
    right: naturals(right, "right"),
  };
  const shapeOf = (root: number) => JSON.stringify(graph.nodes[root]?.shape ?? null);
  const shapes = [graph.left.map(shapeOf).join(), graph.right.map(shapeOf).join()];
  if (shapes[0] !== shapes[1] || shapes[0] === "" || shapes[0]!.includes("null")) {
    throw new Wrong(`expected sides of the same shapes, got ${shapes.join(" and ")}`);
  }
  const found = graph.nodes
    .filter(({ op }) => op === "input")
    .map((n) => [n.attrs["name"], n.shape]);
  if (JSON.stringify(found) !== JSON.stringify(inputs))
    throw new Wrong("the inputs are not those listed");
  const symbols = [...UNINTERPRETED, "gate", "order", ...found.map(([name]) => `input:${name}`)];
  if (new Set(symbols.map(fnv1a)).size < symbols.length)
    throw new Wrong("two symbols have one hash");
  return graph;
}

/** The entries of both sides, in pairs. */
function pairs<T>(graph: Graph, F: Field<T>, input: (name: string, i: number) => T): [T, T][] {
  const values = evaluate(F, graph.nodes, input);
  const entries = (roots: readonly number[]) => roots.flatMap((root) => values[root]!);
  const right = entries(graph.right);
  if (right.some((entry) => typeof entry === "number")) throw new Wrong("a side is an index");
  return entries(graph.left).map((entry, i) => [entry, right[i]!]);
}

function proved(graph: Graph, stated: Json): string {
  const { tier, seed, trials, errorBound, log2ErrorBound, perOrderPattern } = stated as {
    [name: string]: number;
  };
  if (tier !== 1) throw new CannotCheck(`expected a proof of tier 1, got ${tier}`);
  const primes = naturals(stated["primes"], "primes");
  if (!Number.isSafeInteger(seed)) throw new CannotCheck(`expected an integer seed, got ${seed}`);
  if (trials !== primes.length || trials === 0)
    throw new Wrong(`${trials} trials, ${primes.length} primes`);
  const gated = readsFunctions(graph.nodes);
  primes.forEach((p, t) => {
    for (let draw = t * REDRAWS; ; draw++) {
      if (draw === (t + 1) * REDRAWS)
        throw new Wrong(`trial ${t}: a denominator vanishes in every draw`);
      const drawn = primeOf(seed!, draw);
      try {
        for (const lawful of gated ? [true, false] : [true]) {
          const value = keyed(BigInt(drawn), seed!, draw);
          const F = residues(BigInt(drawn), value, lawful);
          const both = pairs(graph, F, (name, i) => value(`input:${name}`, BigInt(i)));
          const at = both.findIndex(([a, b]) => a !== b);
          if (at >= 0)
            throw new Wrong(`trial ${t}, modulo ${drawn}: the sides differ in entry ${at}`);
        }
      } catch (error) {
        if (error instanceof Vanishes) continue;
        throw error;
      }
      if (p !== drawn) throw new Wrong(`trial ${t}: expected the prime ${drawn}, got ${p}`);
      break;
    }
  });
  const { field, bound, chooses } = sizes();
  const differences = pairs<Size>(graph, field, variable).map(([a, b]) => field.sub(a, b));
  const log2 = bound(differences, primes.length);
  const atLeast = (name: string, derived: number) => {
    if (!((stated[name] as number) >= derived - 1e-6)) {
      throw new CannotCheck(`expected ${name} ≥ ${derived}, as derived here, got ${stated[name]}`);
    }
  };
  atLeast("degree", Math.max(0, ...differences.map((x) => x.degree)));
  atLeast("height", Math.max(0, ...differences.map((x) => x.height)));
  atLeast("log2ErrorBound", log2);
  if (log2 === 0) throw new CannotCheck("no error bound below 1 can be derived");
  if (!(errorBound! >= 2 ** log2 * (1 - 1e-6) && errorBound! > 0 && log2ErrorBound! <= 0)) {
    throw new CannotCheck(`expected errorBound ≥ 2^${log2}, as derived here, got ${errorBound}`);
  }
  if (chooses() && !perOrderPattern) throw new Wrong("the bound holds for each order of max only");
  return `both sides are equal in ${trials} fields; error ≤ 2^${Math.ceil(log2)}, derived here`;
}

/** Whether a gate (of |x| and sign too) reads values of functions. @throws Wrong if `equal` does */
function readsFunctions(nodes: readonly Node[]): boolean {
  const values: boolean[] = [];
  let gated = false;
  for (const { op, inputs, attrs } of nodes) {
    const reads = inputs.map((j) => values[j]!);
    if (op === "equal" && reads.includes(true)) throw new Wrong("a comparison reads functions");
    const gate = op === "gate" || (op === "function" && /^(abs|sign)$/.test(String(attrs["name"])));
    gated ||= gate && reads[0]!;
    values.push(op === "function" || op === "gate" || reads.includes(true));
  }
  return gated;
}

function refuted(graph: Graph, stated: Json): string {
  const witness: Json = {
    ...objectOf(stated["witness"], "a witness"),
    relation: stated["relation"],
  };
  const given = objectOf(witness["inputs"], "inputs");
  const names = graph.inputs.map(([name]) => name);
  if (Object.keys(given).length !== names.length || !names.every((n) => Object.hasOwn(given, n))) {
    throw new Wrong(`expected a witness for ${names}, got one for ${Object.keys(given)}`);
  }
  const c = coefficientsOf(witness["functions"]);
  const at = `${witness["entry"]}`;
  if (witness["exact"] === true) differ(graph, rationals(c), witness);
  else differ(graph, doubles(c), witness);
  const how = witness["exact"] === true ? "exactly" : `by over ${MARGIN} times its error bound`;
  return `the sides differ in entry ${at} at the witness, ${how}; the gap is ${witness["gap"]}`;
}

/** Confirms that the sides have the stated values at the witness, and differ. @throws Wrong if not */
function differ<T>(graph: Graph, R: Reals<T>, witness: Json): void {
  const given = witness["inputs"] as Json;
  const point = new Map(graph.inputs.map(([name, shape]) => [name, flat(given[name], shape)]));
  const confirm = (what: string, found: readonly T[], text: unknown): void => {
    if (found.some((x) => R.same(x, R.read(String(text))))) return;
    throw new Wrong(`expected ${what} as computed here, got ${text}`);
  };
  let both: [T, T][];
  try {
    both = pairs(graph, R, (name, i) => R.read(point.get(name)![i]!));
  } catch (error) {
    if (error instanceof Vanishes) throw new Wrong("a side has no value at the witness");
    throw error;
  }
  const { left, right, entry, gap } = witness as { readonly [name: string]: readonly string[] };
  if (left?.length !== both.length || right?.length !== both.length) {
    throw new Wrong(`expected ${both.length} entries on both sides`);
  }
  both.forEach(([a, b], i) => {
    confirm(`left[${i}]`, [a], left[i]);
    confirm(`right[${i}]`, [b], right[i]);
  });
  const [a, b] = both[Number(entry)] ?? [];
  if (a === undefined || b === undefined) throw new Wrong(`there is no entry ${entry}`);
  if (R.same(a, b)) throw new Wrong(`the sides do not differ in entry ${entry}`);
  if (String(gap).startsWith("-")) throw new Wrong(`expected a gap ≥ 0, got ${gap}`);
  const inequality = witness["relation"] === "at most"; // left ≤ right is refuted by left > right
  confirm("the gap", inequality ? [R.sub(a, b)] : [R.sub(a, b), R.sub(b, a)], gap);
}

/** The strings of nested lists of that shape. */
function flat(nested: unknown, shape: readonly number[]): string[] {
  if (shape.length === 0) {
    if (typeof nested === "string") return [nested];
    throw new CannotCheck(`expected a number as a string, got ${JSON.stringify(nested)}`);
  }
  if (!Array.isArray(nested) || nested.length !== shape[0]) {
    throw new Wrong(`expected ${shape[0]} entries, got ${JSON.stringify(nested)}`);
  }
  return nested.flatMap((each) => flat(each, shape.slice(1)));
}
