import * as og from "../src/index.ts";
const x = og.evaluate(og.normal(og.key(1), [64]));
const n = 1000;
for (let r = 0; r < 15; r++) {
  const f = (x: og.Tensor) => { let y = x; for (let i = 0; i < n; i++) y = i % 3 === 0 ? y.tanh() : i % 3 === 1 ? y.mul(1.01) : y.add(x); return y; };
  const t = performance.now(); const p = og.compile(f, x); console.log((performance.now() - t).toFixed(0));
}
