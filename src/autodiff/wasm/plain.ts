/**
 * A program without WebAssembly: the interpreter, behind the same door.
 *
 * Next: listing/listing.ts
 */
import { topological } from "../order.ts";
import { print } from "../print.ts";
import type { Values } from "../recall.ts";
import { rebuilt } from "../rule.ts";
import { leaf } from "../tensor/create.ts";
import { materialise } from "../values.ts";
import type { Traced } from "./trace.ts";
import type { Running } from "./types.ts";

/** Runs a traced graph in the plain interpreter. */
export function plain({ leaves, roots, carried }: Traced): Running {
  const inputs = leaves.map((x): Values => room(x));
  const outputs = roots.map((x): Values => room(x));
  return {
    inputs,
    outputs,
    overwritten: inputs.map(() => false),
    run() {
      const bound = leaves.map((x, i) => leaf(inputs[i]!.slice(), x.shape));
      const forms = new Map(leaves.map((x, i) => [x, bound[i]!]));
      for (const node of topological(roots)) {
        if (!forms.has(node))
          forms.set(
            node,
            rebuilt(
              node,
              node.inputs.map((x) => forms.get(x)!),
            ),
          );
      }
      const values = materialise(roots.map((root) => forms.get(root)!));
      values.forEach((each, i) => void outputs[i]!.set(each));
    },
    carry() {
      for (let i = 0; i < carried; i++) inputs[i]!.set(outputs[i]!);
    },
    print: () => print(roots),
    code: () => "",
    bytes: 0,
  };
}

function room({ kind, size }: { readonly kind: string; readonly size: number }): Values {
  return kind === "index" ? new Int32Array(size) : new Float32Array(size);
}
