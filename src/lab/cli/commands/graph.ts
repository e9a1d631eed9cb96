/**
 * orbitgrad graph: the loss of a method and its gradient, as graphs, on an example that fits a
 * screen.
 *
 * Next: ../worker.ts
 */
import { flops } from "../../../autodiff/cost.ts";
import { print } from "../../../autodiff/print.ts";
import { example } from "../../compare/example.ts";
import { methodCalled, methods } from "../../compare/methods.ts";
import { type Command, common, type Given, wholeNumber } from "../options.ts";
import { say, styled } from "../style.ts";
import { STATUS, UsageError } from "../usage.ts";
import { wrap } from "../width.ts";

/** The command. */
export const graph: Command = {
  name: "graph",
  words: "METHOD",
  says: "Prints the loss graph of a method and its gradient.",
  more: [
    "On two pixels that the group C2 swaps, two hidden units, two classes, one sample.",
    ...wrap(`Methods: ${methods.map(({ id }) => id).join(", ")}`, 90),
  ],
  flags: common,
  run(given) {
    const seed = wholeNumber(given, "seed", 0);
    const method = chosen(given);
    const { loss, gradient } = example(method, seed);
    const cost = flops([loss, gradient]);
    if (given.flags["json"]) {
      say(JSON.stringify({ loss: print(loss), gradient: print(gradient), flops: cost }, null, 1));
      return STATUS.ok;
    }
    say(`${styled("bold", `${method.name}: the loss`)}\n${print(loss)}\n`);
    say(
      `${styled("bold", `its gradient, in ${Object.keys(gradient).join(", ")}`)}\n${print(gradient)}\n`,
    );
    say(`${cost} flops for both`);
    return STATUS.ok;
  },
};

function chosen({ words }: Given) {
  const known = methods.map(({ id }) => id).join(", ");
  const [name, ...more] = words;
  if (name === undefined || more.length > 0) {
    throw new UsageError(`graph: expected one method, got ${words.length}; there are ${known}`);
  }
  try {
    return methodCalled(name);
  } catch (error) {
    throw new UsageError(`graph: ${(error as Error).message}`);
  }
}
