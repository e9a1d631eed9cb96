/** Random graphs: compiled = plain, to the bit. `scripts/fuzz.ts` runs as many as one likes. */

import { expect, test } from "vitest";
import { differ } from "../differ.ts";

test.each(Array.from({ length: 5 }, (_, i) => i))("seeds from %i00 on", (hundred) => {
  const seeds = Array.from({ length: 100 }, (_, i) => 100 * hundred + i);
  const found = seeds.map((seed) => ({ seed, differs: differ(seed) }));
  expect(found.filter(({ differs }) => differs !== null)).toEqual([]);
});
