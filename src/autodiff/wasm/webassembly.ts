/**
 * The few names of the `WebAssembly` object that are used, as types: TypeScript has them in its DOM
 * library only, which this package is built without.
 *
 * Next: bytes.ts
 */

/** Linear memory. */
export interface Memory {
  readonly buffer: ArrayBuffer;
}

/** A module with its imports. */
export interface Instance {
  readonly exports: Readonly<Record<string, unknown>>;
}

/** What the runtime offers. */
export interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum?: number }) => Memory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => Instance;
  validate(bytes: Uint8Array): boolean;
  instantiate(bytes: Uint8Array, imports: object): Promise<{ instance: Instance }>;
}

/** The `WebAssembly` of this runtime; undefined where there is none. */
export function webAssembly(): WebAssemblyApi | undefined {
  return (globalThis as { WebAssembly?: WebAssemblyApi }).WebAssembly;
}
