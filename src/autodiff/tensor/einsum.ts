/**
 * Einstein's summation, in transposes, batched matrix products and sums.
 *
 * Next: ../tree.ts
 */
import { shapeError } from "../errors.ts";
import { show, sizeOf } from "../shape.ts";
import { inOrder } from "./indexing.ts";
import type { Tensor } from "./tensor.ts";

/** A tensor whose axes have names, each once. */
interface Named {
  readonly x: Tensor;
  readonly axes: readonly string[];
}

/**
 * y[out] = Σ a[…] · b[…] · … over all indices that are not in the result, for instance
 * `einsum("ij,jk->ik", a, b)`. An index twice in one operand is its diagonal. Without `->` the
 * result has the indices that occur once, in alphabetic order.
 *
 * Operands are contracted from left to right; k runs over the summed indices in the order in which
 * the left operand has them.
 * @param spec     letters for the axes of each operand, commas, and `->` with those of the result
 * @param operands as many tensors as the spec has terms
 * @throws ShapeError unless the spec is of that form and fits the shapes
 */
export function einsum(spec: string, ...operands: readonly Tensor[]): Tensor {
  const { terms, out } = parse(spec);
  if (terms.length !== operands.length) {
    throw shapeError("einsum", `${terms.length} operands for "${spec}"`, String(operands.length));
  }
  checkLengths(terms, operands);
  const named = operands.map((x, i) => diagonal(x, terms[i]!));
  const last = named.reduce((a, b, i) => {
    const later = new Set([...out, ...named.slice(i + 1).flatMap(({ axes }) => axes)]);
    return product(summed(a, [...b.axes, ...later]), summed(b, [...a.axes, ...later]), later);
  });
  const { x, axes } = summed(last, out);
  return inOrder(
    x,
    out.map((name) => axes.indexOf(name)),
  );
}

function parse(spec: string): { terms: readonly (readonly string[])[]; out: readonly string[] } {
  const match = /^([A-Za-z,]*)(?:->([A-Za-z]*))?$/.exec(spec.replace(/\s/g, ""));
  if (match === null) {
    throw shapeError("einsum", 'letters, commas and ->, as in "ij,jk->ik"', `"${spec}"`);
  }
  const terms = match[1]!.split(",").map((term) => [...term]);
  const all = terms.flat();
  const once = [...new Set(all)].filter((name) => all.indexOf(name) === all.lastIndexOf(name));
  const out = match[2] === undefined ? once.sort((a, b) => (a < b ? -1 : 1)) : [...match[2]];
  if (new Set(out).size < out.length || out.some((name) => !all.includes(name))) {
    throw shapeError("einsum", "indices of the operands after ->, each once", `"${spec}"`);
  }
  return { terms, out };
}

/** An index has one length wherever it occurs. */
function checkLengths(terms: readonly (readonly string[])[], operands: readonly Tensor[]): void {
  const lengths = new Map<string, number>();
  terms.forEach((term, i) => {
    const { shape } = operands[i]!;
    if (term.length !== shape.length) {
      throw shapeError("einsum", `${term.length} axes for "${term.join("")}"`, show(shape));
    }
    term.forEach((name, axis) => {
      const [known, n] = [lengths.get(name), shape[axis]!];
      lengths.set(name, n);
      if (known === undefined || known === n) return;
      throw shapeError("einsum", `one length for index ${name}`, `${known} and ${n}`);
    });
  });
}

/** With every index once: the diagonal of those that occur more often. */
function diagonal(x: Tensor, term: readonly string[]): Named {
  const again = term.findIndex((name, i) => term.indexOf(name) < i);
  if (again < 0) return { x, axes: term };
  const first = term.indexOf(term[again]!);
  const rest = term.map((_, k) => k).filter((k) => k !== first && k !== again);
  const axes = [...rest.map((k) => term[k]!), term[again]!];
  return diagonal(x.transpose([...rest, first, again]).diag(), axes);
}

/** Summed over the axes that nothing asks for. */
function summed({ x, axes }: Named, wanted: readonly string[]): Named {
  const kept = axes.filter((name) => wanted.includes(name));
  const gone = axes.flatMap((name, k) => (wanted.includes(name) ? [] : [k]));
  return { x: x.sum(gone), axes: kept };
}

/** a · b, summed over the axes of both that come no later. */
function product(a: Named, b: Named, later: ReadonlySet<string>): Named {
  const shared = a.axes.filter((name) => b.axes.includes(name));
  const batch = shared.filter((name) => later.has(name));
  const inner = shared.filter((name) => !later.has(name));
  const [rows, columns] = [a, b].map(({ axes }) => axes.filter((name) => !shared.includes(name)));
  const lengths = (names: readonly string[], { x, axes }: Named) =>
    names.map((name) => x.shape[axes.indexOf(name)]!);
  const arranged = (of: Named, groups: readonly (readonly string[])[]) =>
    inOrder(
      of.x,
      groups.flat().map((name) => of.axes.indexOf(name)),
    ).reshape(groups.map((names) => sizeOf(lengths(names, of))));
  const y = arranged(a, [batch, rows!, inner]).matmul(arranged(b, [batch, inner, columns!]));
  const shape = [...lengths(batch, a), ...lengths(rows!, a), ...lengths(columns!, b)];
  return { x: y.reshape(shape), axes: [...batch, ...rows!, ...columns!] };
}
