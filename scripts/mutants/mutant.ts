/** What a mutant is, and the laws that most of them must break. */

/** One line broken, and the test that must notice. */
export interface Mutant {
  /** The file that is broken, in src/. */
  readonly file: string;
  /** A text that occurs in it once. */
  readonly find: string;
  /** What stands there instead. */
  readonly replace: string;
  /** The test file to run, in test/. */
  readonly run: string;
  /** What the full name of a red test begins with. */
  readonly red: string;
}

/** The file of the laws over all ops. */
export const laws = "autodiff/laws.test.ts";
/** The law of VJPs. */
export const adjoint = "vjp is the exact adjoint of jvp";
/** The law of typed lowerings. */
export const bits = "floats equal the generic lowering read in the scalar f32 field, to the bit";
/** The law of slopes, by finite differences: GF(p), where a function is any, does not see them. */
export const slopes = "vjp is the slope that doubles see";
