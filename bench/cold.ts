/**
 * A fresh process: compiles w3 and makes its first step; asked for more, it makes a hundred steps, and then compiles w3
 * 240 times. Prints the milliseconds of each as JSON.
 *
 * costs.ts starts this file with the engine of the package, dist/, as users do.
 */
import { writeSync } from "node:fs";
import { argv } from "node:process";
import { compile } from "../src/autodiff/index.ts";
import { perceptron } from "./workloads/perceptron.ts";

/** What one process took. */
export interface Cold {
  /** Trace → module. */
  readonly compile: number;
  /** The first step. */
  readonly first: number;
  /** All steps after it; 0 unless asked for. */
  readonly hundred: number;
  /** Trace → module, each time; none unless asked for. */
  readonly again: readonly number[];
}

const more = argv[2] === "more";
const { build, inputs } = perceptron;

const began = performance.now();
const program = compile(build, inputs);
const compiled = performance.now();
program.views(inputs);
const stepped = performance.now();
for (let i = 0; more && i < 100; i++) program.views(inputs);
const end = performance.now();
const again = Array.from({ length: more ? 240 : 0 }, () => {
  const from = performance.now();
  compile(build, inputs);
  return performance.now() - from;
});

const cold: Cold = {
  compile: compiled - began,
  first: stepped - compiled,
  hundred: end - stepped,
  again,
};
// Not console.log, which loads the streams: 7 ms that are not the engine's.
writeSync(1, JSON.stringify(cold));
