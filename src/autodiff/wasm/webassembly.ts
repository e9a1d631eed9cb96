/**
 * The few names of the `WebAssembly` object that are used, as types: TypeScript has them in its DOM
 * library only, which this package is built without.
 *
 * Next: write/bytes.ts
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
