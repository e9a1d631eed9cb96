/** fast-check arbitraries for this library's own structures. */
export * from "./groups.ts";
