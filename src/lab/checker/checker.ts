/**
 * An independent checker of certificates. It imports nothing but this folder: what it says does not
 * rest on the engine. The format, and everything it recomputes, is specified in docs/certificates.md.
 *
 * For PROVED it draws every prime, point and function value again and confirms that
 *
 * - each prime is the one the specification draws, prime and ≡ −1 mod 27720, 2³⁰ < p < 2³¹;
 * - both graphs have equal entries at every trial: in tier 1 without the law h(−x) = 1 − h(x) too
 *   where a gate reads values of functions, and no comparison reads them; in tier 2 constants and
 *   cosines have their signs, and no sign or comparison reads functions without laws;
 * - the stated degree, height and error bound are at least those it derives itself.
 *
 * For REFUTED it evaluates both graphs at the witness and confirms the values and that they differ
 * (of an inequality, that left > right): exactly in ℚ, or in doubles by more than 100 times its own
 * running error bound.
 *
 * It does not confirm that the graphs are what the sentence of the claim says (compare them with
 * the formulas), nor that the error bound's theorem holds (errorBound of src/autodiff proves it).
 *
 * Next: proof.ts, witness.ts
 */
import { fnv1a, UNINTERPRETED } from "./fields.ts";
import { CannotCheck, type Graph, type Json, naturals, objectOf, Wrong } from "./graph.ts";
import { proved } from "./proof.ts";
import { refuted } from "./witness.ts";

/** What became of it: confirmed, something in it is false, or it cannot be checked; and why. */
export interface Checked {
  /** The exit status. */
  readonly status: 0 | 1 | 2;
  /** In words. */
  readonly says: string;
}

const FORMAT = "orbitgrad-certificate/1";

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
  const leaves = found.flatMap(([name]) => [`input:${name}`, `exponent:${name}`]);
  const symbols = [...UNINTERPRETED, "gate", "order", "root", "base", "exponent", ...leaves];
  if (new Set(symbols.map(fnv1a)).size < symbols.length)
    throw new Wrong("two symbols have one hash");
  return graph;
}
