/**
 * Instructions by their bytes: names, and how many operands each takes from the stack.
 *
 * Next: ../products/residues.ts
 */
import { EXTRACT, LANES, LOADS, PLAIN, SIMD, SIMD_FROM, STORES } from "../write/opcodes.ts";

/** What follows an instruction in the bytes. */
export type Immediate = "none" | "memory" | "memory and lane" | "lane";

/** One instruction that works on the stack. */
export interface Instruction {
  /** As in the specification. */
  readonly name: string;
  /** How many values it takes from the stack. */
  readonly operands: number;
  /** What follows it in the code. */
  readonly immediate: Immediate;
  /** Whether it leaves a value. */
  readonly isValue: boolean;
}

const ONE = /eqz|ctz|abs|neg|sqrt|splat|v128.not|any_true|bitmask|convert/;
const THREE = /select|madd/;

function operandsOf(name: string): number {
  if (name === "unreachable") return 0;
  if (name === "return" || ONE.test(name)) return 1;
  return THREE.test(name) ? 3 : 2;
}

const isStatement = (name: string): boolean => name === "return" || name === "unreachable";

function stackOps(table: Readonly<Record<string, number>>): Map<number, Instruction> {
  return new Map(
    Object.entries(table).map(([name, code]) => [
      code,
      { name, operands: operandsOf(name), immediate: "none", isValue: !isStatement(name) },
    ]),
  );
}

const entry = (
  /** As in the specification. */
  name: string,
  /** How many values it takes from the stack. */
  operands: number,
  /** What follows it in the code. */
  immediate: Immediate,
  isValue: boolean,
): Instruction => ({ name, operands, immediate, isValue });

/** Those of one byte. */
export const plain: ReadonlyMap<number, Instruction> = new Map([
  ...stackOps(PLAIN),
  ...memory(LOADS, 1, true, false),
  ...memory(STORES, 2, false, false),
]);

/** Those after the prefix 0xfd. */
export const simd: ReadonlyMap<number, Instruction> = new Map([
  ...stackOps(SIMD),
  ...memory(LOADS, 1, true, true),
  ...memory(STORES, 2, false, true),
  [0x56, entry("v128.load32_lane", 2, "memory and lane", true)],
  ...Object.entries(LANES).map(
    ([name, code]) => [code, entry(name, 2, "memory and lane", false)] as const,
  ),
  ...Object.entries(EXTRACT).map(
    ([name, code]) => [code, entry(name, name.includes("replace") ? 2 : 1, "lane", true)] as const,
  ),
]);

function memory(
  table: Readonly<Record<string, number>>,
  /** How many values it takes from the stack. */
  operands: number,
  isValue: boolean,
  isPrefixed: boolean,
): (readonly [number, Instruction])[] {
  return Object.entries(table)
    .filter(([, code]) => code >= SIMD_FROM === isPrefixed)
    .map(([name, code]) => [code % SIMD_FROM, entry(name, operands, "memory", isValue)] as const);
}
