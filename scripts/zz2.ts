import * as og from "../src/index.ts";
const x = og.evaluate(og.normal(og.key(1), [64]));
for (const n of [100, 1000, 10000, 40000]) {
  for (let r = 0; r < 2; r++) {
    const f = (x: og.Tensor) => { let y = x; for (let i = 0; i < n; i++) y = i % 3 === 0 ? y.tanh() : i % 3 === 1 ? y.mul(1.01) : y.add(x); return y; };
    let t = performance.now(); const p = og.compile(f, x); const c = performance.now() - t;
    t = performance.now(); p(x); const first = performance.now() - t;
    console.log("chain", n, "compile", c.toFixed(1), "ms; first", first.toFixed(1), "per node us", (1000 * c / n).toFixed(1), p.bytes);
  }
}
for (const depth of [3, 30, 300]) {
  const ws = Array.from({ length: depth }, (_, i) => og.evaluate(og.normal(og.key(i), [16, 16]).mul(0.2)));
  const loss = (ws: readonly og.Tensor[], x: og.Tensor) => ws.reduce((h, w) => h.matmul(w).tanh(), x).square().mean();
  const xx = og.evaluate(og.normal(og.key(1), [8, 16]));
  const t = performance.now(); const p = og.compile(og.valueAndGrad(loss), ws, xx); const c = performance.now() - t;
  const [v] = p(ws, xx); 
  console.log("mlp", depth, c.toFixed(1), "ms", v.item() === loss(ws, xx).item());
}
const m0 = process.memoryUsage().rss;
for (let i = 0; i < 5000; i++) { const p = og.compile((y: og.Tensor) => y.mul(i).sum(), x); p(x); if (i % 1000 === 999) { await new Promise((r) => setTimeout(r, 0)); console.log(i + 1, "programs, rss MB", (process.memoryUsage().rss / 1e6).toFixed(0)); } }
