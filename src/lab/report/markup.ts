/**
 * HTML and SVG as text, escaped by construction.
 *
 * Next: scale.ts
 */

/** Markup that may be put into other markup as it is. */
export interface Markup {
  /** The text. */
  readonly html: string;
}

/** A child of an element: text is escaped, markup is not. */
export type Child = Markup | string | number;

const EMPTY = new Set(["br", "circle", "line", "meta", "path", "rect"]);

/**
 * <name attributes…>children…</name>
 * @param name       of the element
 * @param attributes numbers are rounded to a tenth, which on a screen is nothing
 * @param children   in order
 */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  ...children: readonly Child[]
): Markup {
  const pairs = Object.entries(attributes).map(([key, value]) => {
    const text = typeof value === "number" ? String(Math.round(value * 10) / 10) : value;
    return ` ${key}="${escaped(text)}"`;
  });
  const open = `<${name}${pairs.join("")}>`;
  return {
    html: EMPTY.has(name) ? open.replace(/>$/, "/>") : `${open}${inside(children)}</${name}>`,
  };
}

/** Several pieces as one. */
export function many(children: readonly Child[]): Markup {
  return { html: inside(children) };
}

function inside(children: readonly Child[]): string {
  return children
    .map((child) => (typeof child === "object" ? child.html : escaped(String(child))))
    .join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
