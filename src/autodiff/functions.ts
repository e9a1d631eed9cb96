/**
 * One row per named function: its slope, its symmetry, how doubles compute it and how floats do.
 *
 * Every interpreter reads these rows (a VJP reads the slope in the field that builds graph), so a
 * new function is one row here and one name in field.ts.
 *
 * Next: formulas.ts
 */
import { erf, erfOfDouble } from "./erf.ts";
import type { Field, FunctionName, Machine } from "./field.ts";
import { exp, expm1, floor, log, log1p, tanh } from "./formulas.ts";
import { acos, asin, atan, cos, sin } from "./trigonometry.ts";

/** What the engine knows of one function of one variable, y = f(x). */
export interface FunctionRow {
  /**
   * f(−x) = −f(x), f(−x) = f(x), or neither: built into uninterpreted functions, and exact in
   * every interpreter (as numbers: sign(−0) is +0).
   */
  readonly symmetry: "odd" | "even" | "none";
  /** Whether f′ is infinite somewhere in the closed domain: then the VJP masks zero cotangents. */
  readonly singular: boolean;
  /** f′(x), through the value y = f(x) where that is shorter (tanh′ = 1 − y²). */
  slope<T>(F: Field<T>, x: T, y: T): T;
  /** sup |f′|, of a bounded f that is not monotone: how far an error of its argument may move it. */
  readonly steepest?: number;
  /** f in doubles. Absent: f has no value in floating point, see `meaningless`. */
  f64?(x: number): number;
  /**
   * f in floats: a formula over Machine, so its bits are the same in every runtime.
   * Absent: f has no value in floating point, see `meaningless`.
   */
  f32?<T>(M: Machine<T>, x: T): T;
  /**
   * f by the operations of a field alone, where there is such a formula: then exact fields use
   * it, not an uninterpreted function.
   */
  exact?<T>(F: Field<T>, x: T): T;
}

/** 1 if x > 0, −1 if x < 0, 0 at 0: the difference of two gates, so every field agrees at 0. */
function signOf<T>(F: Field<T>, x: T): T {
  const zero = F.of(0);
  const one = F.of(1);
  return F.sub(F.gate(x, one, zero), F.gate(F.sub(zero, x), one, zero));
}

/**
 * The row of φ⁽ⁿ⁾, whose slope is φ⁽ⁿ⁺¹⁾: a name and nothing else, until a proof gives it values.
 */
function derivativeOfPhi(next: FunctionName | undefined): FunctionRow {
  return {
    symmetry: "none",
    singular: false,
    slope: (F, x) => {
      if (next) return F.fn(next, x);
      throw new RangeError("phi: expected at most 3 derivatives, got 4");
    },
  };
}

/** 1/√(1 − x²), as 1/√((1 − x)(1 + x)), which has all its digits near ±1. */
function asinSlope<T>(F: Field<T>, x: T): T {
  const one = F.of(1);
  return F.div(one, F.fn("sqrt", F.mul(F.sub(one, x), F.add(one, x))));
}

/** 2/√π e^{−x²}; 2/√π is 328663/291270 but for 3·10⁻¹³, and as a float. */
function erfSlope<T>(F: Field<T>, x: T): T {
  const bell = F.fn("exp", F.sub(F.of(0), F.mul(x, x)));
  return F.mul(F.div(F.of(328663), F.of(291270)), bell);
}

/**
 * f(x) for every named function f. NaN goes through all of them.
 *
 * abs′(0) = 0, sign(±0) = +0, floor′ = 0; log, sqrt are singular at 0, log1p at −1, asin, acos at ±1.
 */
export const functions: Readonly<Record<FunctionName, FunctionRow>> = {
  exp: {
    symmetry: "none",
    singular: false,
    slope: (_F, _x, y) => y,
    f64: Math.exp,
    f32: exp,
  },
  expm1: {
    symmetry: "none",
    singular: false,
    slope: (F, _x, y) => F.add(y, F.of(1)),
    f64: Math.expm1,
    f32: expm1,
    exact: (F, x) => F.sub(F.fn("exp", x), F.of(1)),
  },
  log: {
    symmetry: "none",
    singular: true,
    slope: (F, x) => F.div(F.of(1), x),
    f64: Math.log,
    f32: log,
  },
  log1p: {
    symmetry: "none",
    singular: true,
    slope: (F, x) => F.div(F.of(1), F.add(F.of(1), x)),
    f64: Math.log1p,
    f32: log1p,
    exact: (F, x) => F.fn("log", F.add(F.of(1), x)),
  },
  tanh: {
    symmetry: "odd",
    singular: false,
    slope: (F, _x, y) => F.sub(F.of(1), F.mul(y, y)),
    f64: Math.tanh,
    f32: tanh,
  },
  sqrt: {
    symmetry: "none",
    singular: true,
    slope: (F, _x, y) => F.div(F.of(1), F.mul(F.of(2), y)),
    f64: Math.sqrt,
    f32: (M, x) => M.sqrt(x),
  },
  sin: {
    symmetry: "odd",
    singular: false,
    steepest: 1,
    slope: (F, x) => F.fn("cos", x),
    f64: Math.sin,
    f32: sin,
  },
  cos: {
    symmetry: "even",
    singular: false,
    steepest: 1,
    slope: (F, x) => F.sub(F.of(0), F.fn("sin", x)),
    f64: Math.cos,
    f32: cos,
  },
  asin: {
    symmetry: "odd",
    singular: true,
    slope: asinSlope,
    f64: Math.asin,
    f32: asin,
  },
  acos: {
    symmetry: "none",
    singular: true,
    slope: (F, x) => F.sub(F.of(0), asinSlope(F, x)),
    f64: Math.acos,
    f32: acos,
  },
  atan: {
    symmetry: "odd",
    singular: false,
    slope: (F, x) => F.div(F.of(1), F.add(F.of(1), F.mul(x, x))),
    f64: Math.atan,
    f32: atan,
  },
  erf: {
    symmetry: "odd",
    singular: false,
    slope: erfSlope,
    f64: erfOfDouble,
    f32: erf,
  },
  floor: {
    symmetry: "none",
    singular: false,
    slope: (F) => F.of(0),
    f64: Math.floor,
    f32: floor,
  },
  abs: {
    symmetry: "even",
    singular: false,
    slope: (F, x) => signOf(F, x),
    f64: Math.abs,
    f32: (M, x) => M.abs(x),
    exact: (F, x) => F.mul(x, signOf(F, x)),
  },
  sign: {
    symmetry: "odd",
    singular: false,
    slope: (F) => F.of(0),
    f64: (x) => (x === 0 ? 0 : Math.sign(x)),
    f32: (M, x) => M.ifNaN(x, x, signOf(M, x)),
    exact: signOf,
  },
  phi: derivativeOfPhi("phi1"),
  phi1: derivativeOfPhi("phi2"),
  phi2: derivativeOfPhi("phi3"),
  phi3: derivativeOfPhi(undefined),
};

/**
 * What interpreters in floating point call in place of a row that has no f64 or f32.
 * @throws RangeError always
 */
export function meaningless(): never {
  throw new RangeError(
    "phi: expected a proof or a search, which give phi a meaning, got a float evaluation",
  );
}
