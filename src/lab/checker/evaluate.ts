/**
 * The value of a graph in any field: every op, as docs/certificates.md defines it.
 *
 * Next: linear.ts
 */
import { CannotCheck, type Field, type Node, naturals, type Shape, Wrong } from "./graph.ts";
import { linear } from "./linear.ts";
import { MOVES, OPS } from "./ops.ts";
import { place, sizeOf, tuple } from "./places.ts";
import { TURN, turnOf } from "./turns.ts";

/**
 * The value of every node in the field F, row-major; index nodes have JavaScript numbers.
 * @param input the i-th element of the input of that name
 */
export function evaluate<T>(
  F: Field<T>,
  nodes: readonly Node[],
  input: (name: string, i: number) => T,
): T[][] {
  const values: T[][] = [];
  nodes.forEach((node, k) => {
    try {
      const before = node.inputs.map((j) => nodes[j]!);
      values.push(
        compute(
          F,
          node,
          before,
          node.inputs.map((j) => values[j]!),
          input,
        ),
      ); // prettier
    } catch (error) {
      if (error instanceof Wrong || error instanceof CannotCheck) {
        error.message = `node ${k}, ${node.op}: ${error.message}`;
      }
      throw error;
    }
  });
  return values;
}

function compute<T>(
  F: Field<T>,
  { op, attrs, shape, inputs }: Node,
  before: readonly Node[],
  ins: readonly T[][],
  input: (name: string, i: number) => T,
): T[] {
  const arity = op === "concat" ? inputs.length : OPS.findIndex((ops) => ops.includes(op));
  if (arity < 0) throw new CannotCheck("this op is not known");
  if (inputs.length !== arity || (op === "concat" && arity === 0)) {
    throw new Wrong(`expected ${arity} inputs, got ${inputs.length}`);
  }
  if (!MOVES.includes(op) && ins.some((x) => typeof x[0] === "number")) {
    throw new Wrong("index values cannot be computed with");
  }
  const [x, y] = ins as [T[], T[]];
  const from = before.map((node) => node.shape);
  const first = from[0]!;
  const expect = (expected: Shape) => {
    if (`${expected}` !== `${shape}` || expected.length !== shape.length) {
      throw new Wrong(`expected the shape [${expected}], got [${shape}]`);
    }
  };
  const list = (name: string) => naturals(attrs[name], name);
  const axisOf = () => naturals([attrs["axis"]], "axis")[0]!;
  const along = (n: number) => first.map((m, k) => (k === axisOf() ? n : m));
  const all = <U>(make: (i: number) => U): U[] =>
    Array.from({ length: sizeOf(shape) }, (_, i) => make(i));
  const each = (formula: (a: T, b: T, c: T) => T): T[] => {
    for (const other of from) if (`${other}` !== `${shape}`) expect(other);
    return all((i) => formula(x[i]!, ins[1]?.[i] as T, ins[2]?.[i] as T));
  };
  const gather = (source: (at: number[]) => number[]): T[] =>
    all((i) => x[place(source(tuple(i, shape)), first)]!);
  const fold = (target: (at: number[]) => number[], join: (a: T, b: T) => T): (T | undefined)[] => {
    const out = all<T | undefined>(() => undefined);
    x.forEach((element, j) => {
      const to = place(target(tuple(j, first)), shape);
      out[to] = out[to] === undefined ? element : join(out[to], element);
    });
    return out;
  };
  switch (op) {
    case "data": {
      const numbers = attrs["values"];
      if (!Array.isArray(numbers)) throw new CannotCheck("expected values, got none");
      if (numbers.length !== sizeOf(shape)) expect([numbers.length]);
      return attrs["kind"] === "index" ? numbers : numbers.map((n) => F.of(n));
    }
    case "full":
      return all(() => F.of(attrs["value"] as number));
    case "input":
      return all((i) => input(String(attrs["name"]), i));
    case "rootOfUnity": {
      const turn = turnOf(attrs);
      expect([2]);
      return [F.cos(turn), F.cos(turn - TURN / 4)];
    }
    case "add":
    case "sub":
    case "mul":
    case "div":
    case "equal":
      return each((a, b) => F[op](a, b));
    case "neg":
      return each((a) => F.mul(F.of(-1), a));
    case "gate":
      return each((a, b, c) => F.gate(a, b, c));
    case "mask": // where all values are finite
      return each((_ct, _v, w) => w);
    case "function": {
      const name = String(attrs["name"]);
      const sign = (a: T): T => {
        const [one, zero] = [F.of(1), F.of(0)];
        return F.sub(F.gate(a, one, zero), F.gate(F.sub(zero, a), one, zero));
      };
      if (name === "sign") return each(sign);
      return each(name === "abs" ? (a) => F.mul(a, sign(a)) : (a) => F.fn(name, a));
    }
    case "sum":
    case "prod":
    case "max": {
      const axes = list("axes");
      const kept = (at: Shape) => at.filter((_, k) => !axes.includes(k));
      expect(kept(first));
      const out = fold(kept, { sum: F.add, prod: F.mul, max: F.max }[op]);
      if (op === "max" && out.includes(undefined)) throw new Wrong("the largest of no entries");
      return out.map((element) => element ?? F.of(op === "prod" ? 1 : 0));
    }
    case "cumsum": {
      expect(first);
      const out: T[] = [];
      for (const [i, element] of x.entries()) {
        const at = tuple(i, shape);
        out.push(at[axisOf()]!-- === 0 ? element : F.add(out[place(at, shape)]!, element));
      }
      return out;
    }
    case "gather":
    case "scatter": {
      const [, of] = from as [Shape, Shape];
      if (y.some((i) => typeof i !== "number")) throw new Wrong("an index value was expected");
      const [n, indices] = [of.length, naturals(y, "indices")];
      const hop = (at: number[]) => at.with(n - 1, indices[place(at.slice(0, n), of)]!);
      if (op === "gather") {
        expect([...first.slice(0, n - 1), ...of.slice(n - 1), ...first.slice(n)]);
        if (`${of.slice(0, -1)}` !== `${first.slice(0, n - 1)}`) expect(of);
        return gather(hop);
      }
      if (typeof x[0] === "number") throw new Wrong("index values cannot be computed with");
      expect(first.with(n - 1, naturals([attrs["length"]], "length")[0]!));
      if (`${of}` !== `${first.slice(0, n)}`) expect(of);
      return fold(hop, F.add).map((element) => element ?? F.of(0));
    }
    case "scatterAdd": {
      const indices = list("indices");
      expect(along(naturals([attrs["length"]], "length")[0]!));
      const to = (at: number[]) => at.map((i, k) => (k === axisOf() ? indices[i]! : i));
      return fold(to, F.add).map((element) => element ?? F.of(0));
    }
    case "reshape":
      if (sizeOf(shape) !== sizeOf(first)) expect(first);
      return x;
    case "transpose": {
      const perm = list("perm");
      expect(perm.map((p) => first[p]!));
      return gather((at) => first.map((_, k) => at[perm.indexOf(k)]!));
    }
    case "broadcast": {
      const lead = shape.length - first.length;
      if (!first.every((n, k) => n === 1 || n === shape[lead + k])) expect(first);
      return gather((at) => first.map((n, k) => (n === 1 ? 0 : at[lead + k]!)));
    }
    case "slice": {
      const [start, stop] = [list("start"), list("stop")];
      expect(first.map((_, k) => stop[k]! - start[k]!));
      return gather((at) => at.map((i, k) => i + start[k]!));
    }
    case "pad": {
      const [lo, hi] = [list("before"), list("after")];
      expect(first.map((n, k) => lo[k]! + n + hi[k]!));
      return fold((at) => at.map((i, k) => i + lo[k]!), F.add).map((e) => e ?? F.of(0));
    }
    case "concat": {
      const axis = axisOf();
      expect(along(from.reduce((n, other) => n + other[axis]!, 0)));
      return all((i) => {
        const at = tuple(i, shape);
        let k = 0;
        for (; at[axis]! >= from[k]![axis]!; k++) at[axis]! -= from[k]![axis]!;
        return ins[k]![place(at, from[k]!)]!;
      });
    }
    case "take": {
      const indices = list("indices");
      expect(along(indices.length));
      return gather((at) => at.map((i, k) => (k === axisOf() ? indices[i]! : i)));
    }
    case "permute": {
      const [image, signs] = [list("image"), attrs["signs"] as number[] | null];
      expect(along(image.length));
      const source = (i: number) => image.indexOf(i);
      const moved = gather((at) => at.map((i, k) => (k === axisOf() ? source(i) : i)));
      const sign = (i: number) => signs?.[source(tuple(i, shape)[axisOf()]!)] ?? 1;
      return moved.map((e, i) => (sign(i) === 1 ? e : F.mul(F.of(sign(i)), e)));
    }
    case "oneHot": {
      const depth = naturals([attrs["depth"]], "depth")[0]!;
      expect([...first, depth]);
      const labels = naturals(x, "labels");
      if (labels.some((label) => label >= depth)) throw new Wrong(`a label beyond ${depth}`);
      return all((i) => F.of(labels[Math.floor(i / depth)] === i % depth ? 1 : 0));
    }
    default:
      return linear(F, op, ins, { from, expect });
  }
}
