/** The notes' methods: one file a heading, in the order of the notes. */

export * from "./actor-critic.ts";
export * from "./data-augmentation.ts";
export * from "./equivariant-targets.ts";
export * from "./function-averaging.ts";
export * from "./gradient-augmentation.ts";
export * from "./gradient-coupling.ts";
export * from "./label-sharing.ts";
export * from "./losses.ts";
export * from "./models.ts";
export * from "./output-coupling.ts";
export * from "./policy-gradient.ts";
export * from "./q-learning.ts";
export * from "./types.ts";
export * from "./weight-sharing.ts";
export * from "./weight-tying.ts";
