/** Before every test file: how many draws a property gets, and from which seed (FC_RUNS, FC_SEED). */
import fc from "fast-check";
import { inject } from "vitest";

const seed = inject("seed");
fc.configureGlobal({ numRuns: inject("runs"), ...(seed === null ? {} : { seed }) });
