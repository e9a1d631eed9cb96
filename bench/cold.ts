/** A fresh process: compiles w3, makes its first step, then a hundred; prints the milliseconds of each as JSON. */
import { compile } from "../src/autodiff/index.ts";
import { perceptron } from "./workloads/perceptron.ts";

const { build, inputs } = perceptron;
const began = performance.now();
const program = compile(build, inputs);
const ready = performance.now();
program.views(inputs);
const first = performance.now();
for (let i = 0; i < 100; i++) program.views(inputs);
const end = performance.now();
console.log(JSON.stringify({ compile: ready - began, first: first - ready, hundred: end - first }));
