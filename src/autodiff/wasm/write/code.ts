/**
 * The body of one function, written as it is read: an instruction appends its bytes after its
 * operands have appended theirs, because arguments are evaluated left to right, which is the order
 * of the stack. `c.op("f32x4.add", c.get(a), c.get(b))` is the whole notation.
 *
 * What an instruction returns says only that a value is on the stack now; a value that is needed
 * twice goes into a local.
 *
 * Next: module.ts
 */
import { Bytes } from "./bytes.ts";
import { type Local, Locals } from "./locals.ts";
import {
  EXTRACT,
  LANES,
  LOADS,
  OPCODES,
  type OpcodeName,
  SIMD_FROM,
  STORES,
  type ValueType,
} from "./opcodes.ts";

/** A value that the instructions written so far leave on the stack. */
export interface Pushed {
  /** Nothing: it tells this type from others. */
  readonly pushed: true;
}

const PUSHED: Pushed = { pushed: true };

/** Every address is a multiple of 2² bytes, a float; more is not promised. */
const ALIGNMENT = 2;

/** A function: its parameters, its locals, its bytes. */
export class Code {
  /** The types of the parameters. */
  readonly parameters: readonly ValueType[];
  /** The type of the result, if there is one. */
  readonly result: ValueType | null;
  /** The parameters as locals. */
  readonly arguments: readonly Local[];
  readonly #locals: Locals;
  readonly #bytes: Bytes;
  /** By the address of their float. */
  readonly #splats = new Map<number, Local>();

  /** @param bytes where it is written, behind what is there */
  constructor(
    parameters: readonly ValueType[],
    result: ValueType | null = null,
    bytes: Bytes = new Bytes(),
  ) {
    this.parameters = parameters;
    this.result = result;
    this.#locals = new Locals(parameters);
    this.arguments = this.#locals.parameters;
    this.#bytes = bytes;
  }

  /** How many bytes have been written. */
  get length(): number {
    return this.#bytes.length;
  }

  /** A fresh local; all are 0 at first. */
  local(type: ValueType): Local {
    return this.#locals.add(type);
  }

  /** A fresh local that holds the value. */
  keep(type: ValueType, value: Pushed): Local {
    const local = this.local(type);
    this.set(local, value);
    return local;
  }

  /**
   * Four times the float at that address, loaded where the function begins: exp takes 14 % less time
   * than with a load in each pass of a loop, tanh 5 %.
   */
  splat(address: number): Local {
    const known = this.#splats.get(address) ?? this.local("v128");
    this.#splats.set(address, known);
    return known;
  }

  /** The value of a local. */
  get(local: Local): Pushed {
    this.#bytes.pair(0x20, local.index);
    return PUSHED;
  }

  /** local = value */
  set(local: Local, _value: Pushed): void {
    this.#bytes.pair(0x21, local.index);
  }

  /** A whole number. */
  i32(n: number): Pushed {
    this.#bytes.push(0x41).signed(n);
    return PUSHED;
  }

  /** A float. */
  f32(x: number): Pushed {
    this.#bytes.push(0x43).float(x);
    return PUSHED;
  }

  /** Four lanes of bits. */
  v128(lanes: readonly number[]): Pushed {
    this.#bytes.pair(0xfd, 0x0c);
    for (let k = 0; k < 4; k++) this.#bytes.word(lanes[k]!);
    return PUSHED;
  }

  /** An instruction whose operands are on the stack. (Three parameters, as a rest of them would be an array.) */
  op(name: OpcodeName, _a?: Pushed, _b?: Pushed, _c?: Pushed): Pushed {
    this.#instruction(OPCODES[name]);
    return PUSHED;
  }

  /** Memory at address + offset. */
  load(name: keyof typeof LOADS, _address: Pushed, offset = 0): Pushed {
    this.#instruction(LOADS[name]).pair(ALIGNMENT, offset);
    return PUSHED;
  }

  /** memory[address + offset] = value */
  store(name: keyof typeof STORES, _address: Pushed, _value: Pushed, offset = 0): void {
    this.#instruction(STORES[name]).pair(ALIGNMENT, offset);
  }

  /** lane[k] = memory[address + offset], the other lanes those of the vector. */
  loadLane(_address: Pushed, _vector: Pushed, k: number, offset = 0): Pushed {
    this.#bytes.pair(0xfd, 0x56).pair(ALIGNMENT, offset).push(k);
    return PUSHED;
  }

  /** memory[address + offset] = lane k of the vector, counted in lanes of that size. */
  storeLane(
    name: keyof typeof LANES,
    _address: Pushed,
    _vector: Pushed,
    k: number,
    offset = 0,
  ): void {
    this.#bytes.pair(0xfd, LANES[name]).pair(ALIGNMENT, offset).push(k);
  }

  /** One lane of a vector: its value, or the vector with a value there. */
  extract(name: keyof typeof EXTRACT, lane: number, _a: Pushed, _b?: Pushed): Pushed {
    this.#bytes.pair(0xfd, EXTRACT[name]).push(lane);
    return PUSHED;
  }

  /** Lanes of two vectors as bytes 0 … 31, in any order. */
  shuffle(bytes: readonly number[], _a: Pushed, _b: Pushed): Pushed {
    this.#bytes.pair(0xfd, 0x0d).append(bytes);
    return PUSHED;
  }

  /** memory[to …] = memory[from …], so many bytes. */
  copy(_to: Pushed, _from: Pushed, _bytes: Pushed): void {
    this.#bytes.append([0xfc, 10, 0, 0]);
  }

  /** memory[to …] = byte, so many of them. */
  fill(_to: Pushed, _byte: Pushed, _bytes: Pushed): void {
    this.#bytes.append([0xfc, 11, 0]);
  }

  /** A call of the function of that index in the module. */
  call(index: number, ..._arguments: Pushed[]): Pushed {
    this.#bytes.pair(0x10, index);
    return PUSHED;
  }

  /** if (condition) then() else otherwise() */
  when(_condition: Pushed, then: () => void, otherwise?: () => void): void {
    this.#bytes.pair(0x04, 0x40);
    then();
    if (otherwise !== undefined) {
      this.#bytes.push(0x05);
      otherwise();
    }
    this.#bytes.push(0x0b);
  }

  /** do body() while (condition()); a condition is not 0. */
  repeat(body: () => void, condition: () => Pushed): void {
    this.#bytes.pair(0x03, 0x40);
    body();
    condition();
    this.#bytes.pair(0x0d, 0).push(0x0b);
  }

  /** body(), which `leave` jumps out of from so many blocks deep within. */
  block(body: () => void): void {
    this.#bytes.pair(0x02, 0x40);
    body();
    this.#bytes.push(0x0b);
  }

  /** Jumps behind the block that is `depth` blocks, loops and ifs around this place. */
  leave(depth: number, _condition: Pushed): void {
    this.#bytes.pair(0x0d, depth);
  }

  /** times × body(), the counter being a fresh local that runs down to 0; nothing if it is 0. */
  times(count: number, body: () => void): void {
    if (count === 1) body();
    if (count <= 1) return;
    const left = this.keep("i32", this.i32(count));
    this.repeat(body, () => {
      this.set(left, this.op("i32.sub", this.get(left), this.i32(1)));
      return this.get(left);
    });
  }

  /** local += n */
  advance(local: Local, n: number): void {
    if (n !== 0) this.set(local, this.op("i32.add", this.get(local), this.i32(n)));
  }

  /**
   * Appends how many bytes the function has, and those, as the code section holds them.
   * @param head room to write what comes before the body
   */
  appendTo(section: Bytes, head: Bytes): void {
    this.#locals.appendTo(head);
    if (this.#splats.size > 0) {
      const entry = new Code([], null, head);
      for (const [address, local] of this.#splats) {
        entry.set(local, entry.load("v128.load32_splat", entry.i32(0), address));
      }
    }
    section.unsigned(head.length + this.length + 1);
    section.append(head).append(this.#bytes).push(0x0b);
  }

  /** What is below SIMD_FROM is one byte. */
  #instruction(code: number): Bytes {
    if (code < SIMD_FROM) return this.#bytes.push(code);
    return this.#bytes.pair(0xfd, code - SIMD_FROM);
  }
}
