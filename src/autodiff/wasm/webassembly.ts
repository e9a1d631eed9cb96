/**
 * The few names of the `WebAssembly` object that are used, as types: TypeScript has them in its DOM
 * library only, which this package is built without.
 *
 * Next: code.ts
 */

/** Linear memory. */
export interface Memory {
  /** Its bytes; they never grow. */
  readonly buffer: ArrayBuffer;
}

/** A module with its imports. */
export interface Instance {
  /** By name. */
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What the runtime offers. */
export interface WebAssemblyApi {
  /** So many pages of 65 536 bytes. */
  readonly Memory: new (limits: {
    initial: number;
    maximum?: number;
  }) => Memory;
  /** Compiles bytes. */
  readonly Module: new (
    bytes: Uint8Array,
  ) => object;
  /** Links a module to what it imports. */
  readonly Instance: new (
    module: object,
    imports: object,
  ) => Instance;
  /** Whether the bytes are a module. */
  validate(bytes: Uint8Array): boolean;
  /** Compiles and links, off the thread. */
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: Instance }>;
}

/** The `WebAssembly` of this runtime; undefined where there is none. */
export function webAssembly(): WebAssemblyApi | undefined {
  return (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly;
}

/** () ↦ a vector of zeros, dropped: the least module that has one. */
const PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 65, 0, 253, 17, 26,
  11,
]);

/** Whether it compiles modules that have vectors. */
export function isAllowed(api: WebAssemblyApi): boolean {
  try {
    return api.validate(PROBE) && new api.Module(PROBE) !== null;
  } catch {
    return false; // a content-security policy throws here
  }
}
