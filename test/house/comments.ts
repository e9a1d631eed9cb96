/** Reading TypeScript as text: what is code, and which exports and members have a doc comment. */

/** A comment, or a literal that could contain what looks like one. A slash after an operator opens a regex. */
const TOKEN = new RegExp(
  [
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*/,
    /(?<=[(,=:[!&|?{;]\s*|\breturn\s+)\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//,
    /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/,
  ]
    .map((pattern) => pattern.source)
    .join("|"),
  "g",
);

const blank = (text: string) => text.replace(/[^\n]/g, " ");

/** The same text, line for line and column for column, with spaces for comments. */
export function withoutComments(text: string): string {
  return text.replace(TOKEN, (token) => (/^\/[/*]/.test(token) ? blank(token) : token));
}

/** Spaces for comments, strings, templates and regular expressions: what is left is code. */
export function codeOnly(text: string): string {
  return text.replace(TOKEN, blank);
}

const EXPORT =
  /^export (?:default |declare |abstract |async )*(?:const|let|function\*?|class|interface|type) ([\w$]+)/;
/** An export away from its declaration: its doc comment would have to be looked for. */
const DETACHED = /^export (?:type )?\{[^}]*\};|^export default \w+;/gm;
const BODY = /^export (?:default |declare |abstract )*(?:class|interface) /;
const MODIFIERS = /^ {2}((?:public |static |readonly |abstract |async |get |set |\*)*)/;

/** The name of a member that outsiders see, written at one level of indentation; null for anything else. */
function publicMember(line: string): string | null {
  if (!/^ {2}[\w$"*[(<]/.test(line)) return null;
  // A constructor is described by its class, an override by what it overrides.
  if (/^ {2}([a-z]+ )*(private |protected |override |static \{|constructor\()/.test(line))
    return null;
  const name = line.replace(MODIFIERS, "").match(/^[\w$]+|^"[^"]*"|^[[(<]/);
  return name?.[0] ?? null;
}

/** Whether the line before ends a doc comment that says something. */
function hasDoc(lines: readonly string[], at: number): boolean {
  let end = at - 1;
  while (end >= 0 && lines[end]!.trim().startsWith("// biome-ignore")) end--;
  if (end < 0 || !lines[end]!.trimEnd().endsWith("*/")) return false;
  let start = end;
  while (start > 0 && !lines[start]!.includes("/*")) start--;
  const comment = lines.slice(start, end + 1).join("\n");
  return /^\s*\/\*\*/.test(comment) && /[\p{L}\p{N}]/u.test(comment);
}

/** `line: name` of each export, public method and interface member without a doc comment. Overloads share one. */
export function undocumented(text: string): string[] {
  const lines = text.split("\n");
  const code = withoutComments(text);
  const missing = [...code.matchAll(DETACHED)].map(
    (match) => `${code.slice(0, match.index).split("\n").length}: ${match[0]}`,
  );
  let owner = "";
  let inHeader = false;
  let last = "";
  const expectDoc = (name: string, at: number) => {
    if (name !== last && !hasDoc(lines, at)) missing.push(`${at + 1}: ${name}`);
    last = name;
  };
  code.split("\n").forEach((line, i) => {
    const name = line.match(EXPORT)?.[1];
    if (name !== undefined) {
      expectDoc(name, i);
      owner = BODY.test(line) && !line.endsWith("}") ? name : "";
      inHeader = owner !== "" && !line.endsWith("{");
    } else if (inHeader) {
      inHeader = !line.endsWith("{");
    } else if (/^\S/.test(line)) {
      owner = "";
    } else if (owner !== "") {
      const member = publicMember(line);
      if (member !== null) expectDoc(`${owner}.${member}`, i);
    }
  });
  return missing;
}
