/** What must not compile: to assume a hypothesis that the claim does not declare. */
import { expectTypeOf, test } from "vitest";
import { claim } from "../../src/claims/own-claim.ts";

test("assume takes the declared hypotheses, and no other", () => {
  claim({
    says: "x = x",
    given: { fixed: "x is fixed" },
    sides({ assume, input }) {
      expectTypeOf(assume).parameter(0).toEqualTypeOf<"fixed">();
      return [input("x", []), input("y", [])];
    },
  });
  claim({
    says: "x = x",
    sides({ assume, input }) {
      expectTypeOf(assume).parameter(0).toEqualTypeOf<never>();
      return [input("x", []), input("y", [])];
    },
  });
});
