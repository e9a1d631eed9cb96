/**
 * A refutation: both graphs have the stated values at the witness, and differ.
 *
 * Next: reals.ts
 */
import { CannotCheck, type Graph, type Json, objectOf, Vanishes, Wrong } from "./graph.ts";
import { coefficientsOf, doubles, MARGIN, type Reals, rationals } from "./reals.ts";
import { pairs } from "./trials.ts";

/** Confirms a refutation, and says how. @throws Wrong if something in it is false */
export function refuted(graph: Graph, stated: Json): string {
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
