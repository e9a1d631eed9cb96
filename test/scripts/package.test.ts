/** What dist/ is made of: one statement a line, nothing that a bundler has to keep, and the types that users reach. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { expect, test } from "vitest";
import { bundle, layerOf } from "../../scripts/package/bundle.ts";
import { declarationOf, reached } from "../../scripts/package/declarations.ts";
import { pure, statements } from "../../scripts/package/text.ts";

test("every statement and every member of a class begins a line", () => {
  const code =
    "const a=1;function f(b){if(b)return a;for(;;){b();break}switch(b){case 1:b();default:a}}" +
    "class C{static{f()}x=()=>{a;f()};m(){return a}}export{f,C};";
  expect(statements(code).split("\n")).toEqual([
    "const a=1;",
    "function f(b){",
    "if(b)return a;",
    "for(;;){",
    "b();",
    "break}",
    "switch(b){",
    "case 1:",
    "b();",
    "default:",
    "a}}",
    "class C{",
    "static{",
    "f()}",
    "x=()=>{",
    "a;",
    "f()};",
    "m(){",
    "return a}}",
    "export{f,C};",
  ]);
});

test("texts keep their own lines and their ;, and a first line for the shell stays first", () => {
  const code = `#!/usr/bin/env node\nconst s=\`a;\nb;\${(()=>{f();return\`;}\`})()}\`;g(\`}\`)`;
  const lines = ["#!/usr/bin/env node", "const s=`a;", `b;\${(()=>{`, "f();"];
  expect(statements(code).split("\n")).toEqual([...lines, "return`;}`})()}`;", "g(`}`)"]);
});

test("what a file computes by calls as it is loaded is marked, and nothing else", () => {
  const wrapped = (value: string): string => `/* @__PURE__ */(()=>(${value}))()`;
  const computed = ["f()", "new Map(f())", "{a:[f()]}", "[...f]", "g`a`", "class A{static{f()}}"];
  for (const value of [...computed, "class A{static a=f()}"]) {
    expect(pure(`const a=${value};`)).toBe(`const a=${wrapped(value)};`);
  }
  const marked = "/* @__PURE__ */ ";
  expect(pure(`const a=${marked}f(g());`)).toBe(`const a=${marked}${wrapped("f(g())")};`);
  expect(pure("let a=f(),b=1;")).toBe(`let a=${wrapped("f()")},b=1;`);
  const plain = ["1", "[1,-2]", "x=>f(x)", "function(){f()}", "class A extends B{a=f();m(){f()}}"];
  for (const value of [...plain, "Math.PI", "/* @__PURE__ */ f(1)", "/* @__PURE__ */f()"]) {
    expect(pure(`const a=${value};`)).toBe(`const a=${value};`);
  }
  for (const statement of ["f();", "let a;", "function f(){g()}", "if(a)f();", "f`a`;"]) {
    expect(pure(statement)).toBe(statement);
  }
});

/** What a bundler makes of a file when only its `used` is imported: a function of nothing, whose result has it. */
async function used(code: string): Promise<string> {
  const files: Record<string, string> = { entry: 'export { used } from "file";', file: code };
  const bundle = await rolldown({
    input: "entry",
    plugins: [
      {
        name: "files",
        resolveId: (id) => (id in files ? id : null),
        load: (id) => files[id] ?? null,
      },
    ],
  });
  const { output } = await bundle.generate({ minify: true, format: "iife", name: "bundle" });
  return `${output[0].code};return bundle`;
}

test("a bundler leaves out what is marked and not used, and keeps what is used", async () => {
  const code = [
    "const list=(n)=>[n];",
    "const squares=new Map(Object.entries({a:list(3)}));",
    "const all=[...list(1),...list(2)];",
    "export const used=new Map([...list([1,list(4)])]);",
    "export const unused=[squares,all];",
  ].join("");
  expect(await used(code)).toContain("a:");
  const shaken = await used(pure(code));
  expect(shaken).not.toContain("a:");
  expect(new Function(shaken)().used).toEqual(new Map([[1, [4]]]));
});

test("locals are short, and functions and classes keep the names that stack traces show", async () => {
  const folder = mkdtempSync(join(tmpdir(), "orbitgrad-"));
  mkdirSync(join(folder, "autodiff"));
  const source = [
    "export class Counter { next(before) { return before + 1; } }",
    "const inner = (factor) => function scaled(number) { return factor * number; };",
    "export function twice(argument) { const half = inner(2); return half(argument); }",
    "export const names = [Counter.name, twice.name, inner.name, inner(1).name];",
  ];
  writeFileSync(join(folder, "autodiff/counter.js"), source.join("\n"));
  writeFileSync(join(folder, "autodiff/index.js"), 'export * from "./counter.js";');
  const files = await bundle(`${folder}/`, ["autodiff/index.js"]);
  rmSync(folder, { recursive: true });
  expect(files.map(({ path }) => path)).toEqual(["autodiff/index.js"]);
  const { text } = files[0]!;
  expect(text).not.toMatch(/argument|number|factor|before|half/);
  const { names } = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as {
    names: string[];
  };
  expect(names).toEqual(["Counter", "twice", "inner", "scaled"]);
});

test("a layer is one file, and an entry, a command or a thread has its own", () => {
  expect(layerOf("autodiff/wasm/serial/table.js")).toBe("autodiff/autodiff");
  expect(layerOf("claims/index.js")).toBe("claims/claims");
  expect(layerOf("lab/data/digits.js")).toBe("lab/lab");
  for (const own of ["index.js", "arbitraries/chi.js", "lab/cli/main.js", "lab/cli/worker.js"]) {
    expect(layerOf(own)).toBeNull();
  }
});

test("types are reached through every form of import, in circles too, and no others are", () => {
  const files: Record<string, string> = {
    "index.d.ts": 'export * from "./a/index.ts";\nexport type { B } from "./b.js";\n',
    "a/index.d.ts": 'import type { C } from "../c.ts";\nexport declare const c: C;\n',
    "b.d.ts": 'export interface B { d: import("./a/d.ts").D; }\nimport "./e.ts";\n',
    "c.d.ts": 'import type { X } from "fast-check";\nexport { x } from "./index.ts";\n',
    "a/d.d.ts": '/** from "words" */\nexport type D = typeof import ( "./f.ts" );\n',
    "a/f.d.ts": "export {};\n",
    "e.d.ts": "export {};\n",
    "unreached.d.ts": 'export * from "./index.ts";\n',
  };
  const expected = ["a/d", "a/f", "a/index", "b", "c", "e", "index"].map((path) => `${path}.d.ts`);
  expect(reached(["index.d.ts"], (path) => files[path]!)).toEqual(expected);
});

test("a module is described by the file of its name", () => {
  for (const path of ["a/b.js", "a/b.ts", "a/b.d.ts"]) expect(declarationOf(path)).toBe("a/b.d.ts");
});
