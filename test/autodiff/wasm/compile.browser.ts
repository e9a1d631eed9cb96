/** What only a page has: a content-security policy, in force, and a limit to what it may compile on its own thread. */
import { describe, expect, test } from "vitest";
import { webAssembly } from "../../../src/autodiff/wasm/webassembly.ts";
import type { Report } from "./policy-page.ts";

/** The few names of a page that are used, as types: the DOM library would be in scope of every test. */
interface Frame {
  srcdoc: string;
  readonly contentWindow: object | null;
  remove(): void;
}
declare const document: {
  readonly body: { append(frame: Frame): void };
  createElement(tag: "iframe"): Frame;
};
type Listener = (event: { readonly source: unknown; readonly data: unknown }) => void;
declare const window: {
  addEventListener(type: "message", listener: Listener): void;
  removeEventListener(type: "message", listener: Listener): void;
};

const page = new URL("policy-page.ts", import.meta.url).href;

/** What policy-page.ts reports from a frame with this policy. */
async function under(policy: string): Promise<Report> {
  const frame = document.createElement("iframe");
  frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module" src="${page}"></script>`;
  const report = await new Promise((resolve) => {
    const listener: Listener = ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      window.removeEventListener("message", listener);
      resolve(data);
    };
    window.addEventListener("message", listener);
    document.body.append(frame);
  });
  frame.remove();
  return report as Report;
}

const ERROR =
  "TypeError: compile: expected WebAssembly with SIMD, got one that forbids it, or has no SIMD; " +
  'allow "wasm-unsafe-eval", or compiler({ fallback: "plain" })';

test.each(["script-src 'self'", "default-src 'self'"])(
  "in a page with the policy %s compile says what to allow, or the interpreter runs",
  async (policy) => {
    const { runtime, evaluated: numbers, ...found } = await under(policy);
    expect(runtime).toMatch(/^CompileError: .*Content Security Policy/i);
    expect(found).toEqual({
      compiled: ERROR,
      compiledAsync: ERROR,
      fallback: { by: "interpreter", numbers },
      fallbackAsync: { by: "interpreter", numbers },
    });
    // tanh 0 = 0; the next w is 0.1 · 2 · [1, 2], so that x·w = 1.
    expect(numbers[0]).toBe(1);
    expect(numbers[1]).toBeCloseTo((Math.tanh(1) - 1) ** 2, 6);
  },
);

test("in a page that allows wasm-unsafe-eval it compiles, with the bits of the page that may not", async () => {
  const { evaluated: numbers } = await under("script-src 'self'");
  const outcome = { by: "WebAssembly", numbers };
  expect(await under("script-src 'self' 'wasm-unsafe-eval'")).toEqual({
    runtime: "makes modules",
    evaluated: numbers,
    compiled: outcome,
    compiledAsync: outcome,
    fallback: outcome,
    fallbackAsync: outcome,
  });
});

describe("on a page's own thread, as docs/wasm.md says,", () => {
  /** A module of so many bytes that does nothing: its one section is a custom one without a name. */
  function padded(size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    const content = size - 14;
    const length = Array.from({ length: 5 }, (_, i) => (content >>> (7 * i)) & 127);
    bytes.set([0, 97, 115, 109, 1, 0, 0, 0, 0, ...length.map((x, i) => (i < 4 ? x | 128 : x))]);
    return bytes;
  }
  const api = webAssembly()!;
  const limit = 8 * 2 ** 20;

  test("modules of 8 MB are made at once", () => {
    expect(new api.Module(padded(limit))).toBeDefined();
  });

  test("larger ones are not, but off the thread", async () => {
    const larger = padded(limit + 1);
    expect(() => new api.Module(larger)).toThrow("larger than 8MB");
    expect(await api.instantiate(larger, {})).toHaveProperty("instance");
  });
});
