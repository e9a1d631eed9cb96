/** A subject small enough to know its table by heart. */
import { input, type Tensor } from "../../../src/autodiff/index.ts";
import type { Subject } from "../../../src/claims/index.ts";

/** Squares; a product that is one given y = x; x³; 0; one that is a square at C2 only; and |G|² x², for tables that ask. */
export const toy: Subject = {
  methods: {
    "x²": "",
    "3x²": "",
    xy: "",
    "x³": "",
    zero: "",
    "x² on C2": "",
    "|G| x²": "",
  },
  hypotheses: { equal: "y = x", "both 0": "x = y = 0", ones: "the first of three is 1" },
  implications: [{ given: ["both 0"], imply: ["equal"] }],
  gradients(given, { G }) {
    if (given.includes("both 0") && given.includes("ones")) return null;
    const free = input("x", [3]);
    const x = given.includes("both 0") ? free.mul(0) : free;
    const y = given.includes("equal") || given.includes("both 0") ? x : input("y", [3]);
    const square: Tensor = x.mul(x);
    return {
      "x²": square,
      "3x²": square.mul(3),
      xy: x.mul(y),
      "x³": square.mul(x),
      zero: x.mul(0),
      "x² on C2": G.order === 2 ? square : square.mul(x),
      "|G| x²": square.mul(G.order),
      "|G|² x²": square.mul(G.order ** 2),
    };
  },
};
