/**
 * Certificates: a verdict with the two graphs it is about, as JSON that a program which shares no
 * code with this one can check. The format is described in docs/certificates.md.
 *
 * Next: format.ts
 */
import { rangeError } from "../autodiff/errors.ts";
import type { Attributes } from "../autodiff/ops/names.ts";
import { topological } from "../autodiff/order.ts";
import { recall } from "../autodiff/recall.ts";
import type { Shape } from "../autodiff/shape.ts";
import { input } from "../autodiff/tensor/create.ts";
import type { Tensor } from "../autodiff/tensor/tensor.ts";
import type { Tree } from "../autodiff/tree.ts";
import { TURN } from "../autodiff/turn.ts";
import { atMost } from "./at-most.ts";
import type { Claim, Relation } from "./claim.ts";
import { lawsOf } from "./laws.ts";
import { LEAST, POOL, SAFE_POOL } from "./primes.ts";
import { type ProveOptions, prove } from "./prove.ts";
import { standardGroups, standardShapes } from "./settings.ts";
import { nameOf, type Sides, sidesOf } from "./sides.ts";
import type { Verdict } from "./verdict.ts";
import { type ClaimReport, check, type Place, type VerifyOptions } from "./verify.ts";

/** One node: its op, the positions of its inputs, what else completes the op, its shape. */
export type CertificateNode = readonly [
  op: string,
  inputs: readonly number[],
  attrs: Readonly<Record<string, unknown>>,
  shape: Shape,
];

/** Which sentence a certificate is of, and where. */
export interface ClaimedPlace {
  /** The claim. */
  readonly id: string;
  /** The sentence. */
  readonly says: string;
  /** The group. */
  readonly group: string;
  /** The size. */
  readonly shape: string;
  /** The hypothesis that was dropped, or null. */
  readonly without: string | null;
}

/** The field of the proofs, as data: all primes p ≡ −1 (mod step), least < p < below. */
export interface CertificateField {
  /** 27720 */
  readonly step: number;
  /** 2³⁰ */
  readonly least: number;
  /** 2³¹ */
  readonly below: number;
  /** How many primes that are. */
  readonly pool: number;
  /** Whether (p − 1)/2 is prime too. */
  readonly safe: boolean;
}

/** A verdict with its graphs, after differentiation and in canonical form. */
export type Certificate = Verdict & {
  /** What it is, and in which version. */
  readonly format: "orbitgrad-certificate/1";
  /** The claim and the place, if it comes from a ledger; else null. */
  readonly claim: ClaimedPlace | null;
  /** "at most" if the verdict is about left ≤ right; absent if it is about left = right. */
  readonly relation?: "at most";
  /** Where a proof was evaluated; null if the verdict is no proof. */
  readonly field: CertificateField | null;
  /** The free inputs, in the order of their nodes. */
  readonly inputs: readonly (readonly [name: string, shape: Shape])[];
  /** All nodes of both graphs, inputs before users. */
  readonly nodes: readonly CertificateNode[];
  /** The positions of the left tensors. */
  readonly left: readonly number[];
  /** The positions of the right tensors. */
  readonly right: readonly number[];
};

/** How to prove, and of what. */
export interface CertifyOptions extends ProveOptions {
  /** The verdict, where it is known already. */
  readonly verdict?: Verdict;
  /** The claim and the place. */
  readonly claim?: ClaimedPlace;
  /** What is said of the two sides; that they are equal when left out. */
  readonly relation?: Relation | undefined;
}

/** Where a proof was evaluated. */
function fieldOf(sides: Sides, verdict: Verdict): CertificateField | null {
  if (verdict.verdict !== "PROVED") return null;
  const safe = verdict.tier === 2 && lawsOf(sides).exponential;
  return { step: TURN, least: LEAST, below: 2 ** 31, pool: safe ? SAFE_POOL : POOL, safe };
}

/**
 * What `prove` says of two graphs, with the graphs: JSON, and the same for the same arguments.
 *
 * Identities are erased and equal nodes shared. The numbers of leaves are written in full: an f32
 * is a double, and JSON writes a double so that it is read back exactly (−0 as 0).
 * @param left    a tensor, or a tree of them
 * @param right   one of the same form
 * @param options how hard to try
 * @throws RangeError if a leaf holds a number that is not finite
 */
export function certify(left: Tree, right: Tree, options: CertifyOptions = {}): Certificate {
  const inequality = options.relation === "at most";
  const decide = inequality ? atMost : prove;
  const { verdict = decide(left, right, options), claim = null } = options;
  const sides = sidesOf("certify", left, right);
  const order = topological([...sides.left, ...sides.right]);
  const at = new Map(order.map((node, i) => [node, i]));
  return {
    format: "orbitgrad-certificate/1",
    claim,
    ...verdict,
    ...(inequality ? { relation: "at most" as const } : {}),
    field: fieldOf(sides, verdict),
    inputs: sides.inputs.map((leaf) => [nameOf(leaf), leaf.shape]),
    nodes: order.map((node) => [
      node.op,
      node.inputs.map((x) => at.get(x)!),
      attributesOf(node),
      node.shape,
    ]),
    left: sides.left.map((root) => at.get(root)!),
    right: sides.right.map((root) => at.get(root)!),
  };
}

/** The attributes without the shape, which stands beside them; for data, the numbers. */
function attributesOf(node: Tensor): CertificateNode[2] {
  const { shape: _, ...attrs } = node.attrs as { readonly shape?: Shape };
  const values = node.op === "data" ? Array.from(recall(node)!) : [];
  if (node.op === "full") values.push((node.attrs as Attributes["full"]).value);
  const odd = values.find((x) => !Number.isFinite(x));
  if (odd !== undefined) throw rangeError("certify", "finite numbers in leaves", String(odd));
  return node.op === "data" ? { ...attrs, kind: node.kind, values } : attrs;
}

/** A certificate as text: JSON with one node a line. */
export function formatCertificate(certificate: Certificate): string {
  const rows = Object.entries(certificate).map(([key, value]) => {
    const text =
      key === "nodes"
        ? `[\n  ${(value as readonly unknown[]).map((node) => JSON.stringify(node)).join(",\n  ")}\n ]`
        : JSON.stringify(value);
    return ` ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${rows.join(",\n")}\n}\n`;
}

/** A certificate of a claim, and a name for its file. */
export interface NamedCertificate {
  /** CLAIM.GROUP.SIZE.json, or CLAIM.without-HYPOTHESIS.GROUP.SIZE.json */
  readonly name: string;
  /** What it holds. */
  readonly certificate: Certificate;
}

/**
 * Certificates for a whole report: one for each place of the lattice, and one for each hypothesis
 * that was shown to be needed.
 *
 * The witness of the report is in it as it was shown; those of other places are not shrunk.
 * @param claim   the sentence
 * @param report  what `verify` said of it
 * @param options those `verify` was called with
 */
export function* certificatesOf(
  claim: Claim,
  report: ClaimReport,
  options: VerifyOptions = {},
): Generator<NamedCertificate> {
  const { seed = 0, groups = standardGroups, shapes = standardShapes } = options;
  const at = (place: Place, without: string | null, verdict: Verdict): NamedCertificate => {
    const { G, shape } = place;
    const assume = (hypothesis: string): boolean => hypothesis !== without;
    const [left, right] = claim.sides({ G, shape, assume, input });
    const where = { id: claim.id, says: claim.says, group: G.name, shape: shape.name, without };
    const parts = [
      claim.id,
      ...(without === null ? [] : [`without ${without}`]),
      G.name,
      shape.name,
    ];
    return {
      name: `${parts.map(slug).join(".")}.json`,
      certificate: certify(left, right, { seed, verdict, claim: where, relation: claim.relation }),
    };
  };
  const shown = [
    ...(report.witness === null ? [] : [{ name: null, witness: report.witness }]),
    ...report.hypotheses,
  ];
  for (const G of groups) {
    for (const shape of shapes) {
      const here = shown.filter(
        ({ witness }) => witness?.group === G.name && witness.shape === shape.name,
      );
      if (!here.some(({ name }) => name === null)) {
        const verdict = check(claim, { G, shape }, null, { seed, shrink: false });
        yield at({ G, shape }, null, verdict);
      }
      for (const { name, witness } of here) {
        const { group: _group, shape: _shape, ...rest } = witness!;
        yield at({ G, shape }, name, { verdict: "REFUTED", witness: rest });
      }
    }
  }
}

/** A part of the name of a file: letters, digits and signs that every file system takes. */
function slug(text: string): string {
  return text
    .replaceAll("φ", "phi")
    .replaceAll("θ", "theta")
    .replaceAll("λ", "lambda")
    .replaceAll("₀", "0")
    .replace(/, /g, "-")
    .replace(/[^A-Za-z0-9-]/g, "_");
}
