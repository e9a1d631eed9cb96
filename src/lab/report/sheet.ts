/**
 * How the page looks: on light and dark screens, and on paper. One string, so that the page needs
 * no other file.
 *
 * Next: ../cli/main.ts
 */

/** The style sheet. */
export const sheet: string = `
:root { color-scheme: light dark;
  --paper: #fcfcfa; --ink: #1d2126; --soft: #626b76; --hair: #dfe2e6; --panel: #f3f4f2;
  --good: #0b7a63; --bad: #b4431f; --blue: #2563a8; --gold: #946200;
  --c0: #6b7280; --c1: #9a6a2f; --c2: #2563a8; --c3: #0b7a63; --c4: #0891b2;
  --c5: #b4431f; --c6: #8b3fa8; --c7: #be2e6d; --c8: #6d7d0a; --c9: #4b4fc4; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #15181c; --ink: #e7e9ec; --soft: #9aa4b0; --hair: #31373e; --panel: #1d2126;
  --good: #4cc9a4; --bad: #f08a66; --blue: #7fb3f0; --gold: #e0b050;
  --c0: #a3acb8; --c1: #d3a667; --c2: #7fb3f0; --c3: #4cc9a4; --c4: #4fd0e8;
  --c5: #f08a66; --c6: #cf8fe8; --c7: #f482ae; --c8: #bdcc4f; --c9: #a5a8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2.5rem 1.5rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink);
  font: 16px/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .3rem; letter-spacing: -.01em; }
h2 { font-size: 1.25rem; margin: 2.6rem 0 .6rem; }
h3 { font-size: 1rem; margin: 0 0 .2rem; }
p, figcaption { margin: .4rem 0; } .soft, figcaption { color: var(--soft); font-size: .875rem; }
ul { padding-left: 1.2rem; } li { margin: .35rem 0; }
figure { margin: 1.6rem 0 2.2rem; break-inside: avoid; } svg { display: block; width: 100%; height: auto; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .84rem; line-height: 1.35; }
th, td { padding: .35rem .55rem; text-align: left; vertical-align: top; border-bottom: 1px solid var(--hair); }
th { color: var(--soft); font-weight: 600; vertical-align: bottom; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.number { white-space: normal; } .number small { display: block; color: var(--soft); font-size: .72rem; }
.PROVED { color: var(--good); } .REFUTED { color: var(--blue); } .UNKNOWN { color: var(--gold); }
.verdict { font-weight: 600; font-size: .8rem; white-space: nowrap; } .odd { color: var(--bad); }
code { font: .8rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
details { margin: .3rem 0 0; } summary { cursor: pointer; color: var(--soft); font-size: .8rem; }
dl { margin: .4rem 0 .2rem; padding: .5rem .8rem; background: var(--panel); border-radius: 4px; }
dt { font-weight: 600; font-size: .82rem; } dd { margin: 0 0 .5rem; font-size: .82rem; }
text { fill: var(--ink); font: 12.5px system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
text.tick { fill: var(--soft); font-size: 11.5px; } text.title { fill: var(--soft); font-size: 12px; }
.grid { stroke: var(--hair); } .axis { stroke: var(--soft); }
.leader { stroke: var(--soft); stroke-width: .7; fill: none; opacity: .6; }
.error { stroke: var(--blue); stroke-width: 1.2; opacity: .55; }
.dot { fill: var(--blue); stroke: var(--blue); stroke-width: 1.5; }
.dot.symmetric { fill: var(--paper); } .dot.better { fill: var(--good); stroke: var(--good); }
.dot.worse { fill: var(--bad); stroke: var(--bad); }
.dot.still { fill: var(--soft); stroke: var(--soft); } .bar.still { stroke: var(--soft); }
.bar { stroke-width: 2.5; } .bar.better { stroke: var(--good); } .bar.worse { stroke: var(--bad); }
.bias { fill: var(--blue); } .variance { fill: var(--gold); }
.curve { fill: none; stroke-width: 1.8; } .band { opacity: .13; stroke: none; }
${colours()}
@media print {
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2 { break-after: avoid; }
  tr { break-inside: avoid; }
}
`;

/** The ten colours of lines, bands and their labels. */
function colours(): string {
  const rules = Array.from({ length: 10 }, (_, i) => {
    const line = `.curve.c${i}, .leader.c${i} { stroke: var(--c${i}); }`;
    return `${line}\n.band.c${i}, text.c${i} { fill: var(--c${i}); }`;
  });
  return rules.join("\n");
}
