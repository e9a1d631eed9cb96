/**
 * matmul, solve and det, of each matrix of the leading axes.
 *
 * Next: fields.ts
 */
import { type Field, type Shape, Wrong } from "./graph.ts";

/** What is told of a node: its shape, and that of its inputs. */
export interface Shapes {
  /** Of the inputs. */
  readonly from: readonly Shape[];
  /** @throws Wrong unless the node has that shape */
  expect(shape: Shape): void;
}

/** The elements of op(x, y), row-major. */
export function linear<T>(
  F: Field<T>,
  op: string,
  [x, y]: readonly T[][],
  { from, expect }: Shapes,
): T[] {
  const [a, b] = from as [Shape, Shape];
  const [n, k] = a.slice(-2) as [number, number];
  const lead = a.slice(0, -2);
  const [rows, m] = op === "det" ? [k, 1] : (b.slice(-2) as [number, number]);
  const apart = op !== "det" && `${lead}` !== `${b.slice(0, -2)}`;
  if (m === undefined || rows !== k || apart || (op !== "matmul" && n !== k)) {
    throw new Wrong(`expected matrices that fit, got [${from.join("] and [")}]`);
  }
  expect(op === "det" ? lead : [...lead, n, m]);
  const count = lead.reduce((product, length) => product * length, 1);
  const out: T[] = [];
  for (let s = 0; s < count; s++) {
    const left = x!.slice(s * n * k, (s + 1) * n * k);
    const right = y?.slice(s * k * m, (s + 1) * k * m) ?? [];
    if (op === "matmul") out.push(...product(F, left, right, n, k, m));
    else if (op === "det") out.push(determinant(F, left, n));
    else if (n > 0) {
      const [last, t] = leverrier(F, left, n);
      out.push(...product(F, last, right, n, n, m).map((entry) => F.div(entry, t)));
    }
  }
  return out;
}

/** [n, k] @ [k, m] */
function product<T>(F: Field<T>, x: T[], y: T[], n: number, k: number, m: number): T[] {
  return Array.from({ length: n * m }, (_, i) => {
    let sum = F.of(0);
    for (let j = 0; j < k; j++) {
      sum = F.add(sum, F.mul(x[Math.floor(i / m) * k + j]!, y[j * m + (i % m)]!));
    }
    return sum;
  });
}

function determinant<T>(F: Field<T>, a: T[], n: number): T {
  if (n === 0) return F.of(1);
  const [, t] = leverrier(F, a, n);
  return n % 2 === 0 ? F.mul(F.of(-1), t) : t;
}

/** Mₙ and tₙ */
function leverrier<T>(F: Field<T>, a: T[], n: number): [last: T[], t: T] {
  const diagonal = (i: number): boolean => i % (n + 1) === 0;
  let m = a.map((_, i) => F.of(diagonal(i) ? 1 : 0));
  for (let k = 1; ; k++) {
    const next = k === 1 ? a : product(F, a, m, n, n, n);
    const t = F.div(next.filter((_, i) => diagonal(i)).reduce(F.add, F.of(0)), F.of(k));
    if (k === n) return [m, t];
    m = next.map((entry, i) => (diagonal(i) ? F.sub(entry, t) : entry));
  }
}
