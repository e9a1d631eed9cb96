/**
 * The text of a bundled file: one statement a line, and nothing that runs as it is loaded but may be left out.
 *
 * Next: declarations.ts
 */
import { parseAst } from "rolldown/parseAst";

/** A node of the syntax tree, with its place in the text. */
interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Those of its parts that are nodes, in the order of the text. */
function parts(node: Syntax): Syntax[] {
  return Object.values(node).flat().filter(isSyntax);
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

/** The node and all below it; `leaves` says below which not to go. */
function nodes(root: Syntax, leaves: (node: Syntax) => boolean = () => false): Syntax[] {
  const found: Syntax[] = [];
  const left = [root];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    found.push(node);
    if (!leaves(node)) left.push(...parts(node));
  }
  return found;
}

/** The code with texts put in, each before the character at its place. */
function inserted(code: string, texts: readonly (readonly [at: number, text: string])[]): string {
  let [out, last] = ["", 0];
  for (const [at, text] of texts.toSorted(([a], [b]) => a - b)) {
    out += code.slice(last, at) + text;
    last = at;
  }
  return out + code.slice(last);
}

/** Where statements are listed: the node, and the name of its list. */
const LISTS: Readonly<Record<string, string>> = {
  Program: "body",
  BlockStatement: "body",
  StaticBlock: "body",
  ClassBody: "body",
  SwitchStatement: "cases",
  SwitchCase: "consequent",
};

/**
 * Code without white space, broken before every statement and every member of a class.
 *
 * An error that nobody catches prints the line that threw: of a file that is one line, 267 kB. The breaks are 12 kB.
 */
export function statements(code: string): string {
  const starts = nodes(parseAst(code)).flatMap((node) => {
    const list = LISTS[node.type];
    return list === undefined ? [] : (Reflect.get(node, list) as Syntax[]);
  });
  const inside = starts.filter(({ start }) => start > 0 && code[start - 1] !== "\n");
  return inserted(
    code,
    inside.map(({ start }) => [start, "\n"]),
  );
}

/** Whether what is below runs later, if at all: the body of a function, the field of a class. */
function isLater(node: Syntax): boolean {
  if (node.type === "PropertyDefinition") return Reflect.get(node, "static") === false;
  return /^(Arrow)?Function/.test(node.type);
}

/** What a bundler must take for an effect, where it runs: calls, and loops over what may be no list. */
const EFFECTS = new Set([
  "CallExpression",
  "NewExpression",
  "SpreadElement",
  "StaticBlock",
  "TaggedTemplateExpression",
]);

const MARK = "/* @__PURE__ */";

/** Whether a value is computed as the file is loaded, and not marked already. */
function isComputed(value: Syntax, code: string): boolean {
  return nodes(value, isLater).some(
    ({ type, start }) => EFFECTS.has(type) && !code.slice(0, start).trimEnd().endsWith(MARK),
  );
}

/**
 * Code in which every top-level value that is computed by calls is marked as free of effects.
 *
 * The package says "sideEffects": false of each file, but a bundler that uses one name of a file has to keep every
 * call in it: `{ tensor, grad, evaluate }` was 21.6 kB (minified, gzip), and is 20.0, as from the source. A mark on a
 * call says nothing of its arguments, so the whole expression becomes one marked call.
 */
export function pure(code: string): string {
  const declared = parts(parseAst(code)).filter(({ type }) => type === "VariableDeclaration");
  const values = declared.flatMap(parts).map((one) => Reflect.get(one, "init") as Syntax | null);
  const computed = values.filter((value) => value !== null && isComputed(value, code)) as Syntax[];
  const marks = computed.flatMap(({ start, end }): [number, string][] => [
    [start, `${MARK}(()=>(`],
    [end, "))()"],
  ]);
  return inserted(code, marks);
}
