/**
 * Nests: loops in loops, four elements of the last axis at a time.
 *
 * Next: body.ts
 */
import type { AddressOf } from "./machine.ts";
import type { Pointers, TableAddress } from "./pointers.ts";

/** Where what a loop needs besides its buffers lies in memory. */
export interface Surroundings {
  /** The address of a float. */
  readonly constant: AddressOf;
  /** The address of a table. */
  readonly table: TableAddress;
  /** Sixteen bytes that anyone may write. */
  readonly scratch: number;
}

/** The loops over [axis, n] …, the first outermost. */
export function nested(
  pointers: Pointers,
  axes: Iterable<readonly [axis: number, n: number]>,
  body: () => void,
): void {
  const [first, ...rest] = axes;
  if (first === undefined) body();
  else pointers.along(first[0], first[1], 1, () => nested(pointers, rest, body));
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
    if (from > 0) pointers.step(axis, 4);
    body(Math.min(4, n - from));
  }
  if (n > 4) pointers.step(axis, -4 * (Math.ceil(n / 4) - 1));
}
