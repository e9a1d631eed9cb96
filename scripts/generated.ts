/**
 * The files that a program writes and the repository keeps, each with the function that writes it.
 *
 * `npm run docs` rewrites them; the house test fails while one of them is stale. A new generated file is one
 * row here and nothing else.
 */

import { claimsPage } from "./claims-page.ts";
import { discoveriesPage } from "./discoveries-page.ts";
import { equivalencesFigure } from "./equivalences-figure.ts";
import { equivalencesPage } from "./equivalences-page.ts";
import { figures } from "./equivalences-tables.ts";
import { wasmPage } from "./wasm-page.ts";

/** One generated file: where it is, from the root of the repository, and what it should say. */
export interface Generated {
  /** The path from the root, with `/`. */
  readonly path: string;
  /** The whole text, the same on every machine: no dates, no timings, no absolute paths. */
  text(): string | Promise<string>;
}

/** Every generated file of the repository. */
export const generated: readonly Generated[] = [
  { path: "docs/claims.md", text: claimsPage },
  { path: "docs/discoveries.md", text: discoveriesPage },
  { path: "docs/equivalences.md", text: equivalencesPage },
  { path: "docs/wasm.md", text: wasmPage },
  ...figures.map((figure) => ({ path: `docs/${figure}`, text: () => equivalencesFigure(figure) })),
];
