/**
 * The code of a program as text: one line a statement, operands in brackets, blocks indented.
 *
 * Read back from the bytes, so it is what runs. `$3` is a local, `again` jumps to the top of a loop,
 * and an address in a buffer of the kernel has the buffer's name.
 *
 * Next: reader.ts
 */
import type { Emitted } from "../write/emit.ts";
import { Reader } from "./reader.ts";
import { type Signature, Statements } from "./statements.ts";

/** The sections of a module, and where the first begins. */
const TYPES = 1;
const FUNCTIONS = 3;
const CODE = 10;
const HEADER = 8;

/** Every function of a module, in the order of their indices. */
export function disassemble({ bytes, labels, constants }: Emitted): string {
  const sections = new Map<number, Reader>();
  const module = new Reader(bytes, HEADER);
  while (!module.isDone) sections.set(module.byte(), module.sized());
  const signatures = list(sections.get(TYPES)!, signature);
  const functions = list(sections.get(FUNCTIONS)!, (from) => signatures[from.unsigned()]!);
  const surroundings = { functions, labels, constants };
  const bodies = list(sections.get(CODE)!, (from) => from.sized());
  return bodies
    .map((body, index) => {
      const { parameters } = functions[index]!;
      const takes = Array.from({ length: parameters }, (_, i) => `$${i}`).join(", ");
      const head = `${index}  ${labels.get(index)?.name ?? "shared"}(${takes})`;
      const lines = new Statements(body, surroundings, index).lines();
      return [head, ...lines].join("\n");
    })
    .join("\n\n");
}

/** How many, and they. */
function list<Item>(from: Reader, item: (from: Reader) => Item): Item[] {
  return Array.from({ length: from.unsigned() }, () => item(from));
}

function signature(from: Reader): Signature {
  from.byte(); // it is a function
  const parameters = list(from, () => from.byte()).length;
  return { parameters, results: list(from, () => from.byte()).length };
}
