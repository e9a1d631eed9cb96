/** Rewrites every generated file: `npm run docs`. */
import { writeFile } from "node:fs/promises";
import { generated } from "./generated.ts";

for (const { path, text } of generated) {
  await writeFile(path, await text());
  console.log(`wrote ${path}`);
}
