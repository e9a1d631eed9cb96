/** What tests of graphs with free inputs share. */
import type { Tensor } from "../../src/autodiff/index.ts";
import type { Attributes } from "../../src/autodiff/ops/names.ts";

/** The name of a free leaf. */
export const nameOf = (leaf: Tensor): string => (leaf.attrs as Attributes["input"]).name;
