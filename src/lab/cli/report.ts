/**
 * The report: each command writes its part, and the page is made of the parts there are.
 *
 * Next: main.ts
 */

import { page } from "../report/page.ts";
import { FORMAT, type Parts } from "../report/parts.ts";
import { readPart, writePart } from "./files.ts";
import type { Flag, Given } from "./options.ts";
import { remark } from "./style.ts";

/** Where the report goes. */
export const reportFlag: Readonly<Record<string, Flag>> = {
  report: { type: "string", value: "DIR", says: "where the report goes; report/ if left out" },
};

/**
 * Writes the parts given, and the page of all parts.
 * @param given says where
 * @param fresh the parts that were just computed
 */
export function writeReport(given: Given, fresh: Parts): void {
  const folder = (given.flags["report"] as string | undefined) ?? "report";
  for (const [name, part] of Object.entries(fresh)) {
    writePart(folder, `${name}.json`, `${JSON.stringify(part)}\n`);
  }
  const parts = { ...kept(folder, "verify"), ...kept(folder, "compare"), ...fresh };
  remark(`\nFigures: ${writePart(folder, "index.html", page(parts))}`);
}

/** A part that an earlier command wrote, if this version can read it. */
function kept(folder: string, name: keyof Parts): Parts {
  const part = readPart(folder, `${name}.json`) as { format?: string } | null;
  return part?.format === FORMAT ? ({ [name]: part } as Parts) : {};
}
