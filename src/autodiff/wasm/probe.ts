/**
 * What the runtime's WebAssembly can do, found out by asking it.
 *
 * Next: memory.ts
 */

import type { WebAssemblyApi } from "./webassembly.ts";
import type { Code, Pushed } from "./write/code.ts";
import { Module } from "./write/module.ts";

/** What was found out, by whom it was asked. */
const allowed = new WeakMap<WebAssemblyApi, boolean>();

/** Whether modules with vectors may be made: a content-security policy may forbid all of them. */
export function isAllowed(api: WebAssemblyApi): boolean {
  const known = allowed.get(api);
  if (known !== undefined) return known;
  const found = makesModules(api);
  allowed.set(api, found);
  return found;
}

function makesModules(api: WebAssemblyApi): boolean {
  const bytes = moduleOf((code) => code.op("f32x4.splat", code.f32(0)));
  try {
    return new api.Module(bytes) !== null;
  } catch {
    return false; // that is how a policy says no
  }
}

/** Whether a product and a sum may be one instruction, rounded once. Node 20 has none. */
export function isFusing(api: WebAssemblyApi): boolean {
  const zero = (code: Code): Pushed => code.v128([0, 0, 0, 0]);
  return api.validate(
    moduleOf((code) => code.op("f32x4.relaxed_madd", zero(code), zero(code), zero(code))),
  );
}

/** A module that stores a vector. */
function moduleOf(vector: (code: Code) => Pushed): Uint8Array {
  const module = new Module();
  module.add([], null, (code) => code.store("v128.store", code.i32(0), vector(code)));
  return module.bytes();
}
