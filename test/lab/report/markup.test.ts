/** Tests of src/lab/report/markup.ts. */
import { expect, test } from "vitest";
import { el, many } from "../../../src/lab/report/markup.ts";

test("text and attributes are escaped, markup is not", () => {
  const inner = el("b", { title: 'a "b"' }, "1 < 2 & 3");
  expect(el("p", {}, inner, "<i>").html).toBe(
    '<p><b title="a &quot;b&quot;">1 &lt; 2 &amp; 3</b>&lt;i&gt;</p>',
  );
});

test("empty elements close themselves, numbers are rounded to a tenth", () => {
  expect(el("circle", { r: 1.2345, cx: 2 }).html).toBe('<circle r="1.2" cx="2"/>');
  expect(el("br", {}).html).toBe("<br/>");
});

test("many is one after the other", () => {
  expect(many([el("b", {}), "&", 3]).html).toBe("<b></b>&amp;3");
});
