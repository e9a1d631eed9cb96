import { expect, test } from "vitest";
import { input, toDot, withVjp } from "../../src/autodiff/index.ts";

test("boxes are ops, ellipses leaves, roots have two borders, and text is escaped", () => {
  const x = input('a "b\\', [2, 3]);
  const h = x.sum(1);
  expect(toDot([h.tanh(), h])).toBe(
    [
      "digraph {",
      '  n0 [label="input \\"a \\"b\\\\\\"\\n[2, 3]", shape=ellipse];',
      '  n1 [label="sum\\naxes=[1]\\n[2]", shape=box, peripheries=2];',
      "  n0 -> n1;",
      '  n2 [label="tanh\\n[2]", shape=box, peripheries=2];',
      "  n1 -> n2;",
      "}",
    ].join("\n"),
  );
});

test("where a cotangent goes is dashed", () => {
  const x = input("x", []);
  const text = toDot(withVjp(x, (ct) => ct, x.exp()));
  expect(text).toContain("  n0 -> n2 [style=dashed];\n  n1 -> n2;");
});
