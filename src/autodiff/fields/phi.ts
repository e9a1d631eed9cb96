/**
 * φ given a meaning: a polynomial, so that "for every activation" can be refuted by one.
 *
 * A polynomial with its derivatives is exact in every field, so a counterexample to a claim about
 * all φ is as exact as one about none, and φ(x) = x² is as readable as a witness gets.
 *
 * Next: rational.ts
 */
import { rangeError } from "../errors.ts";
import type { Field, FunctionName } from "../field.ts";

/** φ(x) = c₀ + c₁x + c₂x² + …, as JSON. */
export interface PhiInstance {
  /** c₀, c₁, …: finite numbers, read exactly. */
  readonly coefficients: readonly number[];
}

/** The names of φ and its derivatives: the position is the order. */
const NAMES: readonly FunctionName[] = ["phi", "phi1", "phi2", "phi3"];

/**
 * φ⁽ᵏ⁾(x) = Σⱼ cⱼ · j(j − 1)…(j − k + 1) · xʲ⁻ᵏ, by Horner's rule in F; undefined unless name is
 * a φ.
 * @throws RangeError when name is a φ and no instance of φ was given
 */
export function phiValue<T>(
  F: Field<T>,
  phi: PhiInstance | undefined,
  name: FunctionName,
  x: T,
): T | undefined {
  const order = NAMES.indexOf(name);
  if (order < 0) return undefined;
  if (!phi) throw rangeError(name, `an instance of φ in ${F.name}`, "none", "pass { phi }");
  let result = F.of(0);
  for (let j = phi.coefficients.length - 1; j >= order; j--) {
    let c = F.of(phi.coefficients[j]!);
    for (let i = 0; i < order; i++) c = F.mul(c, F.of(j - i));
    result = F.add(F.mul(result, x), c);
  }
  return result;
}

/** "φ(x) = 2·x^3 + x": how a witness prints φ. */
export function formatPhi(phi: PhiInstance): string {
  const terms = phi.coefficients.flatMap((c, j) => {
    if (c === 0) return [];
    const monomial = j === 0 ? "" : j === 1 ? "x" : `x^${j}`;
    const size = Math.abs(c) === 1 && j > 0 ? "" : `${Math.abs(c)}${j > 0 ? "·" : ""}`;
    return [{ negative: c < 0, text: size + monomial }];
  });
  if (terms.length === 0) return "φ(x) = 0";
  const [first, ...rest] = terms.reverse();
  const head = (first!.negative ? "-" : "") + first!.text;
  return `φ(x) = ${head}${rest.map((t) => `${t.negative ? " - " : " + "}${t.text}`).join("")}`;
}
