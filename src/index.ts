/**
 * orbitgrad: graphs and gradients, symmetries, the methods of the notes, and what is true of them.
 */
export * from "./autodiff/index.ts";
export * from "./claims/index.ts";
export * from "./methods/index.ts";
export * from "./symmetry/index.ts";
