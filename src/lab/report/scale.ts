/**
 * Numbers to places on a page: axes, ticks, and labels that do not overlap.
 *
 * Next: axes.ts
 */

/** From numbers to pixels. */
export type Scale = (x: number) => number;

/**
 * from ↦ start, to ↦ end, straight between.
 * @param domain the numbers at both ends
 * @param range  their places, in pixels
 */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const slope = (range[1] - range[0]) / (domain[1] - domain[0]);
  return (x) => range[0] + (x - domain[0]) * slope;
}

/**
 * The same for the logarithms of positive numbers; smaller numbers than the first stay at its
 * place.
 */
export function logarithmic(
  domain: readonly [number, number],
  range: readonly [number, number],
): Scale {
  const scale = linear([Math.log10(domain[0]), Math.log10(domain[1])], range);
  return (x) => scale(Math.log10(Math.max(x, domain[0])));
}

/**
 * About n round numbers from `from` to `to`: multiples of 1, 2 or 5 times a power of ten.
 * @param from the smallest
 * @param to   the largest
 * @param n    how many, about
 */
export function ticks(from: number, to: number, n: number): number[] {
  const raw = (to - from) / n;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= raw) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/**
 * The places moved apart until neighbours are at least `gap` from each other, and as little as need
 * be: places that collide become a block around their mean, blocks that collide become one.
 * @param places any order
 * @param gap    in pixels
 * @param limits nothing leaves them, if there is room
 * @returns the new places, in the order given
 */
export function apart(
  places: readonly number[],
  gap: number,
  limits: readonly [number, number],
): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || a - b);
  const blocks: { members: number[]; start: number }[] = [];
  for (const i of order) {
    blocks.push(block([i], places, gap, limits));
    for (;;) {
      const [before, last] = blocks.slice(-2);
      if (!before || !last || before.start + before.members.length * gap <= last.start) break;
      blocks.splice(-2, 2, block([...before.members, ...last.members], places, gap, limits));
    }
  }
  const moved = new Array<number>(places.length);
  for (const { members, start } of blocks) {
    members.forEach((i, k) => {
      moved[i] = start + k * gap;
    });
  }
  return moved;
}

function block(
  members: number[],
  places: readonly number[],
  gap: number,
  [least, most]: readonly [number, number],
) {
  const length = (members.length - 1) * gap;
  const centre = members.reduce((sum, i) => sum + places[i]!, 0) / members.length;
  const start = Math.max(least, Math.min(centre - length / 2, most - length));
  return { members, start };
}
