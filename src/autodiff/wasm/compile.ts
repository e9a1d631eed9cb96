/**
 * compile: the same graph as one WebAssembly module, traced once, with the same bits.
 *
 * Next: trace.ts
 */
import { typeError } from "../errors.ts";
import type { Tree } from "../tree.ts";
import { plain } from "./plain.ts";
import { isAllowed } from "./probe.ts";
import { assemble, assembleAsync } from "./program.ts";
import { programOf } from "./runner.ts";
import { trace } from "./trace.ts";
import type { CompileOptions, Program } from "./types.ts";
import { type WebAssemblyApi, webAssembly } from "./webassembly.ts";

/** The two ways to compile, with options. */
export interface Compiler {
  /** At once. */
  compile<Args extends readonly Tree[], Out extends Tree | readonly []>(
    f: (...args: Args) => Out,
    ...examples: Args
  ): Program<Args, Out>;
  /** Off the thread: Chromium makes modules of at most 8 MB at once on a page's own. */
  compileAsync<Args extends readonly Tree[], Out extends Tree | readonly []>(
    f: (...args: Args) => Out,
    ...examples: Args
  ): Promise<Program<Args, Out>>;
}

/** `compile` and `compileAsync` with options. */
export function compiler(options: CompileOptions = {}): Compiler {
  return {
    compile(f, ...examples) {
      const traced = trace(f, examples);
      const api = available(options);
      return programOf(traced, api === null ? plain(traced) : assemble(traced, api, options));
    },
    async compileAsync(f, ...examples) {
      const traced = trace(f, examples);
      const api = available(options);
      const running = api === null ? plain(traced) : await assembleAsync(traced, api, options);
      return programOf(traced, running);
    },
  };
}

/**
 * f as one WebAssembly module, of the same bits as f itself.
 *
 * f is called once, on free leaves of the shapes of the examples; whatever it reads besides is a
 * constant of the program.
 * @param f        from trees of tensors to a tree of tensors
 * @param examples arguments; only their shapes and kinds count
 * @throws TypeError unless f is that, or where there is no WebAssembly; RangeError of an index, as f
 * @source Notes: none; docs/wasm.md says how a graph becomes bytes
 */
export function compile<Args extends readonly Tree[], Out extends Tree | readonly []>(
  f: (...args: Args) => Out,
  ...examples: Args
): Program<Args, Out> {
  return compiler().compile<Args, Out>(f, ...examples);
}

/** `compile`, off the thread: for pages, which should not wait, and may not for more than 8 MB. */
export function compileAsync<Args extends readonly Tree[], Out extends Tree | readonly []>(
  f: (...args: Args) => Out,
  ...examples: Args
): Promise<Program<Args, Out>> {
  return compiler().compileAsync<Args, Out>(f, ...examples);
}

/** The runtime's WebAssembly; null if the interpreter is to take its place. */
function available({ fallback }: CompileOptions): WebAssemblyApi | null {
  const api = webAssembly();
  if (api !== undefined && isAllowed(api)) return api;
  if (fallback === "plain") return null;
  const got = api === undefined ? "a runtime without it" : "one that forbids it, or has no SIMD";
  const fix = 'allow "wasm-unsafe-eval", or compiler({ fallback: "plain" })';
  throw typeError("compile", "WebAssembly with SIMD", got, fix);
}
