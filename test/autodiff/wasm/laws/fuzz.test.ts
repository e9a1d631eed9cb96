/**
 * Random graphs: compiled = plain, to the bit. Five seeds for each run of a property: 500, or as
 * many as FC_RUNS asks for. `scripts/fuzz.ts` shows the graph of a seed.
 */

import { expect, inject, test } from "vitest";
import { differ } from "../differ.ts";

const hundreds = Math.max(1, Math.round((5 * inject("runs")) / 100));

test.each(Array.from({ length: hundreds }, (_, i) => i))("seeds from %i00 on", (hundred) => {
  const seeds = Array.from({ length: 100 }, (_, i) => 100 * hundred + i);
  const found = seeds.map((seed) => ({ seed, differs: differ(seed) }));
  expect(found.filter(({ differs }) => differs !== null)).toEqual([]);
});
