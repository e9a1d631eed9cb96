/**
 * docs/wasm.md: written by hand, but for what a program prints, which stands between two comments.
 */
import { readFile } from "node:fs/promises";
import { compile, grad, type Tensor, zeros } from "../src/autodiff/index.ts";

/** The worked example of the page: w − 0.1 ∇L(w), and L(w). */
function step(w: Tensor, x: Tensor, y: Tensor): [Tensor, Tensor] {
  const loss = (at: Tensor): Tensor => x.matmul(at).tanh().sub(y).square().sum();
  return [w.sub(grad(loss)(w).mul(0.1)), loss(w)];
}

/** The page with the listing of the program that the compiler makes of the example now. */
export async function wasmPage(): Promise<string> {
  const page = await readFile(new URL(`${ROOT}docs/wasm.md`, import.meta.url), "utf8");
  const program = compile(step, zeros([3, 4]), zeros([8, 3]), zeros([8, 4]));
  const last = program
    .code()
    .split("\n\n")
    .find((text) => text.includes("kernel 3()"))!;
  return replaced(replaced(page, "listing", program.print()), "code", last);
}

/** The root of the repository, from this file as it runs: built, or not. */
const ROOT = import.meta.url.includes("/build/") ? "../../" : "../";

function replaced(page: string, name: string, text: string): string {
  const block = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
  if (!block.test(page)) throw new Error(`docs/wasm.md: expected a block "${name}", got none`);
  return page.replace(
    block,
    (_, begin: string, end: string) => `${begin}\`\`\`text\n${text}\n\`\`\`\n${end}`,
  );
}
