/**
 * Expressions as formulas: what is used once is written where it is used, what is used twice gets a
 * name.
 *
 * Next: disassemble.ts
 */
import { shortest } from "../../text.ts";
import type { Expression, Read } from "../read/expression.ts";
import { isWhole } from "../read/kernel.ts";

/** Signs of the ops that have one, and how tightly each binds. */
const SIGNS: Readonly<Record<string, readonly [sign: string, level: number]>> = {
  add: ["+", 1],
  sub: ["−", 1],
  mul: ["·", 2],
  div: ["/", 2],
};

/** Lines longer than this are broken: a part of the formula gets a name. */
const MAX_LENGTH = 72;

/** The formulas of one loop. */
export class Formulas {
  private readonly uses = new Map<Expression, number>();
  private readonly names = new Map<Expression, string>();

  constructor(values: readonly Expression[]) {
    const count = (x: Expression): void => {
      const before = this.uses.get(x) ?? 0;
      this.uses.set(x, before + 1);
      if (before === 0 && x.kind === "operation") x.parts.forEach(count);
    };
    values.forEach(count);
  }

  /** `to = value`, after the lines that name what it needs. */
  statement(to: string, value: Expression, sign = " ="): string[] {
    const before: string[] = [];
    const text = this.text(value, 0, before, false);
    return [...before, `${to}${sign} ${text}`];
  }

  /** The formula, in brackets where it binds less than what is around it. */
  private text(x: Expression, level: number, before: string[], isPart = true): string {
    if (x.kind === "constant") return shortest(x.value);
    if (x.kind === "read") return read(x);
    if (x.kind === "lookup") return `${read(x.read)} at ${x.stride} · ${read(x.index)}`;
    const known = this.names.get(x);
    if (known !== undefined) return known;
    const [sign, own] = SIGNS[x.op] ?? ["", 0];
    const parts = x.parts.map((part, i) => {
      // a − (b − c) and (a + b) − c: the right operand binds more tightly
      return this.text(part, own === 0 ? 0 : own + i, before);
    });
    const text = own === 0 ? `${x.op}(${parts.join(", ")})` : parts.join(` ${sign} `);
    if (this.uses.get(x)! > 1 || (isPart && text.length > MAX_LENGTH)) {
      const name = `v${this.names.size}`;
      this.names.set(x, name);
      before.push(`${name} = ${text}`);
      return name;
    }
    return own !== 0 && own < level ? `(${text})` : text;
  }
}

/**
 * A name, if it is all of the buffer in its order, or its one number; else `b[+3; 0 1]`: where it begins, and how many
 * elements a step along each axis is. A table says where, one by one.
 * @param more what is said besides
 */
export function read(view: Pick<Read, "buffer" | "offset" | "axes">, more = ""): string {
  const { buffer, offset, axes } = view;
  if (isWhole(view) || (buffer.size === 1 && more === "")) return buffer.name;
  const steps = axes.map(({ stride, table }) => (table === null ? String(stride) : "table"));
  const begin = offset === 0 ? "" : `+${offset}; `;
  return `${buffer.name}[${begin}${steps.join(" ")}${more}]`;
}
