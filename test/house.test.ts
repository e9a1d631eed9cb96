/** The house keeps its rules, and each rule is shown files that break it: a rule that cannot fail proves nothing. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { generated } from "../scripts/generated.ts";
import * as house from "./house/rules.ts";

/** Tests of something that is not one file or folder of src/. Tests named `laws` need no entry. */
const BEYOND_THE_MIRROR = [
  "test/house.test.ts",
  "test/examples.test.ts",
  "test/bench/hand.test.ts",
  "test/bench/rounds.test.ts",
  "test/scripts/package.test.ts",
];

const root = fileURLToPath(new URL("..", import.meta.url));
/** What is not ours, by its path from the root: src/lab/report is. */
const NOT_OURS = new Set([
  ".git",
  "node_modules",
  "bench/versus/node_modules",
  "dist",
  "build",
  "report",
  "coverage",
]);

/** The text of a file; null if it is gone since the folder was listed (other tests run at the same time). */
function read(path: string): string | null {
  try {
    return readFileSync(root + path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Every text file of the repository, however deep. */
function filesIn(folder: string): house.SourceFile[] {
  return readdirSync(root + folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder + entry.name;
    if (NOT_OURS.has(path)) return []; // in a worktree .git is a file
    if (entry.isDirectory()) return filesIn(`${path}/`);
    if (!entry.isFile() || /\.(gz|tgz|png)$/.test(path)) return [];
    const text = read(path);
    return text === null ? [] : [{ path, text }];
  });
}

const repository = filesIn("");

/** A rule, files that break it one at a time (path → text, with the complaint), and files that only look as if. */
interface Case {
  says: string;
  rule: house.Rule;
  bad: [path: string, text: string, complaint: RegExp][];
  good?: [path: string, text: string][];
}

const many = (line: string, n: number) => `${line}\n`.repeat(n);
const from = (specifier: string) => `import { x } from "${specifier}";\n`;

const cases: Case[] = [
  {
    says: "imports go downwards only",
    rule: house.layers,
    bad: [
      ["src/autodiff/a.ts", from("../symmetry/group.ts"), /a\.ts:1: autodiff imports symmetry/],
      ["src/symmetry/a.ts", from("../methods/a.ts"), /symmetry imports methods/],
      ["src/methods/deep/a.ts", from("../../claims/a.ts"), /methods imports claims/],
      ["src/claims/a.ts", 'export * from "../lab/a.ts";\n', /claims imports lab/],
      ["src/claims/a.ts", 'import {\n  a,\n  b,\n} from "../lab/a.ts";\n', /claims imports lab/],
      ["src/autodiff/a.ts", from("../index.ts"), /autodiff imports index\.ts/],
      ["src/lab/a.ts", from("./cli/main.ts"), /lab imports lab\/cli/],
      ["src/lab/a.ts", 'const x = await import("./cli/main.ts");\n', /lab imports lab\/cli/],
      ["src/index.ts", 'import "./lab/cli/main.ts";\n', /index\.ts imports lab\/cli/],
      ["src/lab/cli/a.ts", from("../../arbitraries/a.ts"), /lab\/cli imports arbitraries/],
      ["src/other/a.ts", from("../autodiff/a.ts"), /other imports autodiff/],
      ["src/autodiff/a.ts", from("./b.js"), /without its \.ts: \.\/b\.js/],
      ["src/autodiff/a.ts", from("fast-check"), /autodiff imports the package fast-check/],
      ["src/lab/a.ts", from("node:fs"), /Node outside src\/lab\/cli: "node:fs/],
      ["src/lab/a.ts", 'const fs = load("node:fs");\n', /Node outside src\/lab\/cli/],
    ],
    good: [
      ["src/autodiff/a.ts", `// ${from("../lab/a.ts")}/* ${from("node:fs")} */\n`],
      ["src/autodiff/wasm/a.ts", from("../tensor.ts")],
      ["src/claims/a.ts", from("../autodiff/index.ts")],
      ["src/arbitraries/a.ts", from("../lab/a.ts") + from("fast-check")],
      ["src/lab/cli/a.ts", from("node:fs") + from("../../index.ts") + from("../data.ts")],
      ["src/index.ts", 'export * from "./lab/index.ts";\n'],
      ["test/a.test.ts", from("node:fs")],
    ],
  },
  {
    says: "the checker of certificates imports nothing but its own folder",
    rule: house.independent,
    bad: [
      ["src/lab/checker/a.ts", from("../../autodiff/a.ts"), /imports \.\.\/\.\.\/autodiff\/a\.ts/],
      ["src/lab/checker/a.ts", from("../numbers.ts"), /imports \.\.\/numbers\.ts/],
      ["src/lab/checker/a.ts", from("./../numbers.ts"), /imports \.\/\.\.\/numbers\.ts/],
      ["src/lab/checker/a.ts", 'import "../../index.ts";\n', /imports \.\.\/\.\.\/index\.ts/],
      ["src/lab/checker/a.ts", 'export * from "../a.ts";\n', /imports \.\.\/a\.ts/],
      ["src/lab/checker/a.ts", "const x = await import('../a.ts');\n", /imports \.\.\/a\.ts/],
      ["src/lab/checker/a.ts", from("orbitgrad"), /imports orbitgrad/],
      ["src/lab/checker/a.ts", from("node:fs"), /imports node:fs/],
    ],
    good: [
      ["src/lab/checker/a.ts", `${from("./b.ts")}// ${from("../../autodiff/a.ts")}`],
      ["src/lab/a.ts", from("../claims/index.ts")],
    ],
  },
  {
    says: "tests of what browsers run too know no Node",
    rule: house.portable,
    bad: [
      [
        "test/autodiff/a.test.ts",
        from("node:fs"),
        /a\.test\.ts:1: a browser runs this too: "node:fs/,
      ],
      ["test/claims/laws/a.ts", 'const fs = await import("node:fs");\n', /claims\/laws\/a\.ts:1/],
    ],
    good: [["test/lab/a.test.ts", from("node:fs")]],
  },
  {
    says: "what needs a page lies where browsers look for tests",
    rule: house.paged,
    bad: [
      ["test/lab/a.browser.ts", "", /lab\/a\.browser\.ts: no browser looks/],
      ["src/autodiff/a.browser.ts", "", /no browser looks/],
    ],
    good: [["test/autodiff/wasm/a.browser.ts", ""]],
  },
  {
    says: "a file is a room of at most 250 lines",
    rule: house.rooms,
    bad: [["src/a.ts", many("x;", 251), /251 lines/]],
    good: [["src/a.ts", many("x;", 250)]],
  },
  {
    says: "a file opens with a doc comment",
    rule: house.opened,
    bad: [
      ["src/a.ts", 'import "./b.ts";\n/** Late. */\n', /no opening doc comment/],
      ["src/a.ts", "/* Not a doc comment. */\n", /no opening doc comment/],
      ["src/a.ts", "", /no opening doc comment/],
    ],
    good: [["src/lab/cli/main.ts", "#!/usr/bin/env node\n/** The command line. */\n"]],
  },
  {
    says: "index.ts only re-exports",
    rule: house.indexes,
    bad: [
      ["src/a/index.ts", "export const x = 1;\n", /more than re-exports: export const x/],
      ["src/index.ts", 'export * from "./a.ts";\nregister();\n', /re-exports: register/],
    ],
    good: [
      [
        "src/a/index.ts",
        '/** All. */\nexport * from "./a.ts";\nexport type { B } from "./b.ts";\nexport {\n  c,\n  d,\n} from "./c.ts";\n',
      ],
    ],
  },
  {
    says: "every export and its public members are documented",
    rule: house.documented,
    bad: [
      ["src/a.ts", "/** The file. */\n\nexport const x = 1;\n", /a\.ts:3: x has no doc comment/],
      ["src/a.ts", "export async function f(): void {}\n", /1: f /],
      ["src/a.ts", "/* Not doc. */\nexport class C {}\n", /2: C /],
      ["src/a.ts", "/** */\nexport type T = 1;\n", /2: T /],
      ["src/a.ts", "/** Doc. */\nconst y = 0;\nexport abstract class C {}\n", /3: C /],
      ["src/a.ts", "/** Doc. */\nconst y = 0;\n\nexport { y };\n", /4: export \{ y \};/],
      ["src/a.ts", "/** Doc. */\nexport interface I {\n  readonly a: number;\n}\n", /3: I\.a /],
      ["src/a.ts", "/** Doc. */\nexport interface I {\n  (x: number): void;\n}\n", /3: I\.\( /],
      ["src/a.ts", "/** Doc. */\nexport class C {\n  static of(): C {\n  }\n}\n", /3: C\.of /],
      ["src/a.ts", "/** Doc. */\nexport class C<\n  T,\n> {\n  f(): T {\n  }\n}\n", /5: C\.f /],
      [
        "src/a.ts",
        "/** Doc. */\nexport class C {\n  privateer(override: 1) {\n  }\n}\n",
        /C\.privateer /,
      ],
      ["src/a.ts", "/** Doc. */\nexport class C {\n  get size(): 1 {\n  }\n}\n", /3: C\.size /],
    ],
    good: [
      [
        "src/a.ts",
        [
          'export type { A } from "./b.ts";',
          "/** A class. */",
          "export class C",
          "  extends B",
          "  implements D {",
          "  readonly #hidden = 1;",
          "  private also = 2;",
          "  protected too = 3;",
          '  override name = "C";',
          '  static override readonly kind = "C";',
          "  constructor(",
          "    x: number,",
          "  ) {",
          "    super();",
          "  }",
          "",
          "  /**",
          "   * Overloads share it.",
          "   */",
          "  f(x: 1): 1;",
          "  f(x: 2): 2;",
          "  f(x: number): number {",
          "    return x;",
          "  }",
          "}",
          "class Inner {",
          "  free(): void {}",
          "}",
          "/** Overloads too. */",
          "// biome-ignore lint: reason",
          "export function f(x: 1): 1;",
          "export function f(x: 2): 2;",
          "",
        ].join("\n"),
      ],
    ],
  },
  {
    says: "no line of src is over 120 columns",
    rule: house.columns,
    bad: [["src/a.ts", `\n${"é".repeat(121)}\n`, /a\.ts:2: 121 columns/]],
    good: [["src/a.ts", `${"𝔼".repeat(120)}\n`]],
  },
  {
    says: "nothing is needed at run time, and the lock file names no registry",
    rule: house.dependencies,
    bad: [
      ["package.json", '{ "dependencies": { "left-pad": "1.0.0" } }', /depends on left-pad/],
      ["package.json", '{ "optionalDependencies": { "a": "1" } }', /depends on a$/],
      ["package.json", '{ "peerDependencies": { "b": "1" } }', /depends on b$/],
      ["package-lock.json", '{ "resolved": "https://example.org/a.tgz" }', /a registry: "resolved/],
    ],
    good: [
      ["package.json", '{ "devDependencies": { "a": "1" } }'],
      [
        "package.json",
        '{ "peerDependencies": { "b": "1" }, "peerDependenciesMeta": { "b": { "optional": true } } }',
      ],
    ],
  },
  {
    says: "no file knows the machine it was written on",
    rule: house.anywhere,
    bad: ["work", "root", "home"].map((top) => [
      "docs/a.md",
      `See \`/${top}/someone/notes\`.`,
      /docs\/a\.md:1: a path of one machine/,
    ]),
    good: [["docs/a.md", `src${"/work"}/a.ts, https://example.org${"/home"}/page, the /root`]],
  },
  {
    says: "test/ mirrors src/",
    rule: house.mirrored(BEYOND_THE_MIRROR),
    bad: [
      ["test/autodiff/nothing.test.ts", "", /tests nothing: neither src\/autodiff\/nothing\.ts/],
      ["test/autodiff/types.test-d.ts", "", /tests nothing/],
      ["test/autodiff/page.browser.ts", "", /tests nothing/],
    ],
    good: [
      ["test/house.test.ts", ""],
      ["test/autodiff/laws.test.ts", ""],
      ["test/laws/adjoint.test.ts", ""],
      ["test/helpers.ts", ""],
    ],
  },
  {
    says: "the next file to read is there",
    rule: house.readingOrder,
    bad: [["src/a/b.ts", "/**\n * A.\n *\n * Next: c.ts\n */\n", /b\.ts: the next file .* c\.ts/]],
    good: [["src/a/b.ts", "/**\n * A.\n *\n * Next: ../a/b.ts\n */\n"]],
  },
  {
    says: "the compiler is one chain of files, read from compile.ts on",
    rule: house.oneChain("src/autodiff/wasm/", "compile.ts"),
    bad: [
      [
        "src/autodiff/wasm/left.ts",
        "/**\n * A.\n *\n * Next: compile.ts\n */\n",
        /left\.ts: not on/,
      ],
    ],
    good: [["src/autodiff/wasm/compile.ts", "/**\n * A.\n *\n * Next: ../index.ts\n */\n"]],
  },
  {
    says: "nothing is half-done, switched off or hidden from the compiler",
    rule: house.finished,
    // In pieces, or this file would break the rule.
    bad: [
      ["src/a.ts", `// ${"TO"}${"DO"}: later\n`, /a\.ts:1: unfinished/],
      ["bench/a.ts", `// ${"FIX"}${"ME"}\n`, /unfinished/],
      ["test/a.ts", `test.${"only"}("a");\n`, /switched off/],
      ["test/a.ts", `describe.${"skip"}("a");\n`, /switched off/],
      ["test/a.ts", `// @ts-${"ignore"}\n`, /hidden from the compiler/],
      ["src/a.ts", "f(x as any);\n", /an unchecked cast/],
      ["src/a.ts", 's.split(/[`"]/);\nf(x as any); // `\n', /a\.ts:2: an unchecked cast/],
    ],
    good: [["src/a.ts", "// A graph as any other; see the XXXL sizes.\nconst skip = only(1);\n"]],
  },
];

describe.each(cases)("$says", ({ rule, bad, good = [] }) => {
  test("here", () => expect(rule(repository)).toEqual([]));

  test.each(bad)("complains about %s: %j", (path, text, complaint) => {
    expect(rule([{ path, text }]).join("\n")).toMatch(complaint);
  });

  test.each(good)("lets %s pass: %j", (path, text) => {
    expect(rule([{ path, text }])).toEqual([]);
  });
});

test("test/ may mirror a file or a folder of src/", () => {
  const files = ["test/a/b.test.ts", "src/a/b.ts", "test/a/c.test.ts", "src/a/c/d.ts"];
  const rule = house.mirrored([]);
  expect(rule(files.map((path) => ({ path, text: "" })))).toEqual([]);
});

test("the house was read: every rule looked at real files", () => {
  for (const path of ["package.json", "package-lock.json", "test/house.test.ts", ".ci/run"]) {
    expect(repository.map((file) => file.path)).toContain(path);
  }
  expect(repository.filter((file) => file.path.startsWith("src/")).length).toBeGreaterThan(0);
});

describe("generated files are current", () => {
  const SLOW = 240_000; // every claim is verified, every identity and every pair found anew
  test("here", async () => expect(await house.current(repository, generated)).toEqual([]), SLOW);

  const row = { path: "docs/a.md", text: async () => "new\n" };

  test("complains about a file that its program would write differently", async () => {
    const kept = [{ path: "docs/a.md", text: "old\n" }];
    expect(await house.current(kept, [row])).toEqual(["docs/a.md: stale: npm run docs"]);
  });

  test("complains about a file that is not there", async () => {
    expect(await house.current([], [row])).toEqual(["docs/a.md: missing: npm run docs"]);
  });
});
