import * as og from "../src/index.ts";
import { compile } from "../src/autodiff/wasm/compile.ts";
const n = (s: number, shape: number[]) => og.evaluate(og.normal(og.key(s), shape).mul(0.1));
function best(f: () => unknown, ms = 600) {
  const end = performance.now() + ms; const ts: number[] = [];
  while (performance.now() < end) { const t = performance.now(); f(); ts.push(performance.now() - t); }
  ts.sort((a, b) => a - b); return ts[Math.floor(ts.length / 10)]! * 1000;
}
const rep = (name: string, c: () => unknown, p?: () => unknown) => console.log(name.padEnd(12), best(c).toFixed(1), "us", p ? `plain ${best(p, 400).toFixed(1)}` : "");
{ // w3
  const theta = [n(3, [4, 64]), n(4, [64, 64]), n(5, [64, 2]), n(6,[64]), n(7,[64]), n(8,[2])];
  const [x, y] = [n(1, [32, 4]), n(2, [32, 2])];
  const loss = ([a, b, c, d, e, f]: readonly og.Tensor[], x: og.Tensor, y: og.Tensor) => x.matmul(a!).add(d!).tanh().matmul(b!).add(e!).tanh().matmul(c!).add(f!).sub(y).square().mean();
  const stepf = (t: readonly og.Tensor[], x: og.Tensor, y: og.Tensor): [og.Tensor[], og.Tensor] => { const [l, g] = og.valueAndGrad(loss)(t, x, y); return [t.map((w, i) => w.sub(g[i]!.mul(0.1))), l]; };
  const t0 = performance.now(); const prog = compile(stepf, theta, x, y); console.log("compile", performance.now() - t0);
  const t1 = performance.now(); const prog2 = compile(stepf, theta, x, y); console.log("compile again", performance.now() - t1);
  console.log(prog.print());
  const run = prog.start(theta);
  rep("w3", () => run.next(x, y), () => og.evaluate(stepf(theta, x, y)));
}
{ // w4
  const theta = [n(3, [784, 256]), n(4, [256]), n(5, [256, 10]), n(6, [10])];
  const x = n(1, [128, 784]); const y = og.evaluate(og.oneHot(new Array(128).fill(3), 10));
  const loss = ([a, b, c, d]: readonly og.Tensor[], x: og.Tensor, y: og.Tensor) => x.matmul(a!).add(b!).relu().matmul(c!).add(d!).logSoftmax().mul(y).sum().neg().div(128);
  const stepf = (t: readonly og.Tensor[], x: og.Tensor, y: og.Tensor): [og.Tensor[], og.Tensor] => { const [l, g] = og.valueAndGrad(loss)(t, x, y); return [t.map((w, i) => w.sub(g[i]!.mul(0.1))), l]; };
  const run = compile(stepf, theta, x, y).start(theta);
  rep("w4", () => run.next(x, y));
}
const big = n(1, [1000000]);
const w1 = (x: og.Tensor) => x.mul(0.7).add(0.1).tanh().mul(1.3);
{ const p = compile(w1, big); rep("w1f", () => p.views(big)); rep("w1f copy", () => p(big)); }
{ const p = compile(og.grad((x: og.Tensor) => w1(x).sum()), big); rep("w1g", () => p.views(big)); }
const z = n(2, [1024, 1000]);
{ const p = compile((x: og.Tensor) => [x.softmax(), x.logSumExp(1)], z); rep("w6f", () => p.views(z)); }
{ const f = (x: og.Tensor) => x.softmax().mul(x).sum().add(x.logSumExp(1).sum()); const p = compile(og.grad(f), z); rep("w6g", () => p.views(z)); console.log(p.print()); }
for (const k of [64, 256, 512]) { const a = n(1, [k, k]), b = n(2, [k, k]); const p = compile((a: og.Tensor, b: og.Tensor) => a.matmul(b), a, b); const us = best(() => p.views(a, b)); console.log("w2", k, us.toFixed(1), (2 * k ** 3 / us / 1000).toFixed(1), "GF/s"); }
const t8 = og.tensor([1, 2, 3, 4, 5, 6, 7, 8]);
{ const chain = (x: og.Tensor) => { let y = x; for (let i = 0; i < 100; i++) y = i % 2 ? y.mul(1.01) : y.add(0.5); return y; }; const p = compile(chain, t8); rep("tiny100", () => p(t8)); const q = compile(og.grad((x: og.Tensor) => chain(x).sum()), t8); rep("tiny100g", () => q(t8)); }
