/**
 * How errors show groups, elements and lists.
 *
 * Two groups may share a name, such as C4 on 4 corners and C4 on 9 pixels, so the degree is said.
 */
import type { Element, Group } from "./group.ts";

/** The fix for mixing two groups: groups are compared as objects. */
export const BUILD_ONCE = "build the group once and pass it on";

/**
 * A group as errors name it: "D4 on 9 points".
 * @param G a group
 * @returns the text
 */
export function describeGroup(G: Group): string {
  return `${G.name} on ${G.degree} point${G.degree === 1 ? "" : "s"}`;
}

/**
 * An element as errors name it: "(0 1 2) of C3 on 3 points", long cycles cut at 60 characters.
 * @param g an element
 * @returns the text
 */
export function describeElement(g: Element): string {
  const text = String(g);
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `${shown} of ${describeGroup(g.group)}`;
}

/**
 * A list as errors show it: "[0, 1, 2]", cut after 16 entries.
 * @param values any numbers
 * @returns the text
 */
export function showList(values: readonly number[]): string {
  const shown = values.slice(0, 16).join(", ");
  return values.length > 16 ? `[${shown}, … ${values.length} in all]` : `[${shown}]`;
}
