/**
 * One function as statements: what is on the stack is written where it is used.
 *
 * Next: instructions.ts
 */
import { shortest } from "../../text.ts";
import { readsOfKernel, writesOf } from "../read/traffic.ts";
import type { Label } from "../write/emit.ts";
import { TYPES } from "../write/opcodes.ts";
import { type Instruction, plain, simd } from "./instructions.ts";
import type { Reader } from "./reader.ts";

/** How many values a function takes and gives. */
export interface Signature {
  /** How many it takes. */
  readonly parameters: number;
  /** How many it gives. */
  readonly results: number;
}

/** What the text of a function needs of the module. */
export interface Surroundings {
  /** By their index. */
  readonly functions: readonly Signature[];
  /** What each is for. */
  readonly labels: ReadonlyMap<number, Label>;
  /** By address. */
  readonly constants: ReadonlyMap<number, number>;
}

/** What a store may change. */
const LOAD = /load/;

/** The statements of one function, read once. */
export class Statements {
  private readonly from: Reader;
  private readonly module: Surroundings;
  private readonly results: number;
  private settled = 0;
  private readonly label: Label | undefined;
  private readonly said: string[] = [];
  private readonly stack: string[] = [];
  /** The blocks around this place. */
  private readonly around: ("loop" | "block" | "if")[] = [];

  constructor(from: Reader, module: Surroundings, index: number) {
    this.from = from;
    this.module = module;
    this.results = module.functions[index]!.results;
    this.label = module.labels.get(index);
  }

  /** One a line, indented. */
  lines(): string[] {
    const groups = this.from.unsigned();
    const locals = Array.from({ length: groups }, () => {
      const count = this.from.unsigned();
      const code = this.from.byte();
      return `${count} ${Object.entries(TYPES).find(([, each]) => each === code)![0]}`;
    });
    if (groups > 0) this.say(`locals: ${locals.join(", ")}`);
    while (!this.from.isDone) this.instruction(this.from.byte());
    if (this.stack.length !== this.results) throw new Error("internal: an operand is left");
    for (const result of this.stack) this.say(`return(${result})`);
    return this.said;
  }

  private say(text: string, outdent = 0): void {
    this.said.push("  ".repeat(1 + this.around.length - outdent) + text);
  }

  private pop(count: number): string[] {
    if (this.stack.length < count) throw new Error("internal: an operand is missing");
    return count === 0 ? [] : this.stack.splice(-count);
  }

  private instruction(code: number): void {
    switch (code) {
      case 0x02:
        this.open("block", "block");
        break;
      case 0x03:
        this.open("loop", "loop");
        break;
      case 0x04:
        this.open("if", `if ${this.pop(1)[0]}`);
        break;
      case 0x05:
        this.say("else", 1);
        break;
      case 0x0b:
        this.around.pop();
        break;
      case 0x0d:
        this.jump(this.from.unsigned());
        break;
      case 0x10:
        this.call(this.from.unsigned());
        break;
      case 0x20:
        this.stack.push(`$${this.from.unsigned()}`);
        break;
      case 0x21:
        this.assign(this.from.unsigned());
        break;
      case 0x41:
        this.stack.push(String(this.from.signed()));
        break;
      case 0x43:
        this.stack.push(shortest(new Float32Array(this.from.take(4).buffer)[0]!));
        break;
      case 0xfc:
        this.bulk(this.from.byte());
        break;
      case 0xfd:
        this.simd(this.from.unsigned());
        break;
      default:
        this.apply(plain.get(code)!);
    }
  }

  private assign(local: number): void {
    const [value] = this.pop(1);
    this.settle(new RegExp(`\\$${local}(?!\\d)`));
    this.say(`$${local} = ${value}`);
  }

  /** Names the operands that what comes now would change, before it does. */
  private settle(stale: RegExp): void {
    this.stack.forEach((text, i) => {
      if (!stale.test(text)) return;
      this.stack[i] = `s${this.settled++}`;
      this.say(`${this.stack[i]} = ${text}`);
    });
  }

  private open(kind: "loop" | "block" | "if", text: string): void {
    this.from.byte(); // the type of its result: none
    this.say(text);
    this.around.push(kind);
  }

  private jump(depth: number): void {
    const word = this.around.at(-1 - depth) === "loop" ? "again" : "leave";
    const which = depth > 0 ? ` ${depth + 1} blocks` : "";
    this.say(`${word}${which} if ${this.pop(1)[0]}`);
  }

  private call(index: number): void {
    const { functions, labels } = this.module;
    const { parameters, results } = functions[index]!;
    const name = labels.get(index)?.name ?? `shared ${index}`;
    const text = `${name}(${this.pop(parameters).join(", ")})`;
    this.settle(LOAD);
    if (results > 0) this.stack.push(text);
    else this.say(text);
  }

  private bulk(code: number): void {
    const isCopy = code === 10;
    this.from.take(isCopy ? 2 : 1); // which memory: the only one
    const operands = this.pop(3).join(", ");
    this.settle(LOAD);
    this.say(`memory.${isCopy ? "copy" : "fill"}(${operands})`);
  }

  private simd(code: number): void {
    if (code === 0x0c) {
      const lanes = new Int32Array(this.from.take(16).buffer);
      this.stack.push(`i32x4(${lanes.join(", ")})`);
    } else if (code === 0x0d) {
      const bytes = this.from.take(16).join(" ");
      this.stack.push(`i8x16.shuffle(${this.pop(2).join(", ")}; ${bytes})`);
    } else this.apply(simd.get(code)!);
  }

  private apply({ name, operands, immediate, isValue }: Instruction): void {
    const parts = this.pop(operands);
    if (immediate.startsWith("memory")) {
      this.from.unsigned(); // alignment
      parts[0] = this.address(parts[0]!, this.from.unsigned(), isValue);
    }
    const lane = immediate.endsWith("lane") ? `; lane ${this.from.byte()}` : "";
    const text = `${name}(${parts.join(", ")}${lane})`;
    if (isValue) {
      this.stack.push(text);
      return;
    }
    this.settle(LOAD);
    this.say(text);
  }

  /** base + offset; the offset as a name, or in brackets as a constant, where something is there. */
  private address(base: string, offset: number, isRead: boolean): string {
    const isZero = base === "0";
    if (offset === 0 && !isZero) return base;
    const place = this.place(offset, isRead);
    return isZero ? place : `${place} + ${base}`;
  }

  private place(offset: number, isRead: boolean): string {
    const kernel = this.label?.kernel ?? null;
    const reads = kernel === null ? [] : readsOfKernel(kernel).map(({ buffer }) => buffer);
    const writes = kernel === null ? [] : writesOf(kernel);
    // a buffer may lie where another, that was read for the last time, has been
    const buffers = isRead ? [...reads, ...writes] : [...writes, ...reads];
    const found = buffers.find(
      ({ address, size }) => address <= offset && offset < address + 4 * Math.max(1, size),
    );
    if (found !== undefined) {
      const further = offset - found.address;
      return further === 0 ? found.name : `${found.name}+${further}`;
    }
    const constant = this.module.constants.get(offset);
    return constant === undefined ? String(offset) : `[${shortest(constant)}]`;
  }
}
