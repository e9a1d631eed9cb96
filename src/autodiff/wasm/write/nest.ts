/**
 * Nests: loops in loops, four elements of the last axis at a time.
 *
 * Next: body.ts
 */

import type { Buffer } from "../read/expression.ts";
import type { Code } from "./code.ts";
import type { Local } from "./locals.ts";
import type { AddressOf } from "./machine.ts";
import { Pointers, type TableAddress, type View } from "./pointers.ts";

/** Where what a loop needs besides its buffers lies in memory. */
export interface Surroundings {
  /** The address of a float. */
  readonly constant: AddressOf;
  /** The address of a table. */
  readonly table: TableAddress;
  /** Sixteen bytes that anyone may write. */
  readonly scratch: number;
}

/** The loops around a loop, too. */
export interface Enclosure extends Surroundings {
  /** How many of the first axes are loops around it. */
  readonly outer: number;
  /** Buffers of one number that are no memory: four times that number. */
  readonly registers: ReadonlyMap<Buffer, Local>;
}

/** The pointers of views, but for those that are registers. */
export function pointersOf(code: Code, views: readonly View[], around: Enclosure): Pointers {
  const inMemory = views.filter(({ buffer }) => !around.registers.has(buffer));
  return new Pointers(code, inMemory, around.table);
}

/** The loops over [axis, n] …, the first outermost. */
export function nested(
  pointers: Pointers,
  axes: readonly (readonly [axis: number, n: number])[],
  body: () => void,
): void {
  if (axes.length === 0) body();
  else pointers.along(axes[0]![0], axes[0]![1], 1, () => nested(pointers, axes.slice(1), body));
}

/** So few fours are written one after the other: in a row of eight, counting takes as long as the rest. */
const FEW = 2;

/** body(4) for every four elements of the last axis, and body(k) for the k that remain; then back. */
export function rows(
  pointers: Pointers,
  axis: number,
  n: number,
  body: (lanes: number) => void,
): void {
  const whole = Math.floor(n / 4);
  if (whole > FEW) {
    pointers.forward(axis, whole, 4, () => body(4));
    if (n % 4 > 0) body(n % 4);
    pointers.step(axis, -4 * whole);
    return;
  }
  for (let from = 0; from < n; from += 4) {
    pointers.ahead(axis, from, () => body(Math.min(4, n - from)));
  }
}
