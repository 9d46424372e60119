import { deepStrictEqual as equal, ok, strictEqual } from "node:assert";
import { format } from "../../src/format/format.ts";
import { parse } from "../../src/syntax/parse.ts";
import { bare } from "../syntax/support.ts";

const fixtures = new URL("../fixtures/format/", import.meta.url);
const specification = new URL("../fixtures/", import.meta.url);

/** Formats a program that must be correct, and checks what must hold of every result. */
function check(name: string, text: string): string {
  const file = { path: name, text };
  const parsed = parse(file);
  equal(parsed.diagnostics.map((d) => d.message), [], name);
  const output = format(file, parsed);
  const again = { path: name, text: output };
  const reparsed = parse(again);
  equal(reparsed.diagnostics.map((d) => d.message), [], name);
  equal(
    withoutParentheses(bare(reparsed.program)),
    withoutParentheses(bare(parsed.program)),
    `${name}: another tree`,
  );
  strictEqual(format(again, reparsed), output, `${name}: not idempotent`);
  const words = (source: string, comments: typeof parsed.comments) =>
    comments.map((c) => source.slice(c.start, c.end).replace(/\s+/g, ""));
  if (!text.includes('"""')) {
    equal(words(output, reparsed.comments), words(text, parsed.comments), `${name}: comments`);
  }
  return output;
}

/** Conditions lose their redundant parentheses; import lists may gain some. */
function withoutParentheses(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutParentheses);
  if (node === null || typeof node !== "object" || node instanceof Uint8Array) return node;
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "parenthesised") continue;
    let inner = value as { kind?: string; expr?: unknown };
    const kind = (node as { kind?: string }).kind;
    if (key === "condition" && (kind === "IfExpr" || kind === "WhileStmt")) {
      while (inner.kind === "Paren") inner = inner.expr as typeof inner;
    }
    result[key] = withoutParentheses(inner);
  }
  return result;
}

for (const entry of Deno.readDirSync(fixtures)) {
  Deno.test(`format/${entry.name}`, () => {
    const folder = new URL(`${entry.name}/`, fixtures);
    const output = check(entry.name, Deno.readTextFileSync(new URL("input.fitz", folder)));
    const expected = new URL("expected.fitz", folder);
    if (Deno.env.get("UPDATE") === "1") Deno.writeTextFileSync(expected, output);
    strictEqual(output, Deno.readTextFileSync(expected));
  });
}

Deno.test("every correct program among the fixtures keeps its meaning and comments", () => {
  let count = 0;
  const walk = (folder: URL) => {
    for (const entry of Deno.readDirSync(folder)) {
      if (entry.isDirectory) walk(new URL(`${encodeURIComponent(entry.name)}/`, folder));
      else if (entry.name.endsWith(".fitz")) {
        const text = Deno.readTextFileSync(new URL(encodeURIComponent(entry.name), folder));
        if (parse({ path: entry.name, text }).diagnostics.length > 0) continue;
        check(`${folder.pathname}${entry.name}`, text);
        count++;
      }
    }
  };
  walk(specification);
  ok(count >= 10);
});

Deno.test("comments and line ends anywhere", () => {
  const source =
    'type A { x: Int, y: Str = "a", fn m(a: Int, b = 2) -> Int { return a + b } }\nlet v = match f(x, [1, 2], {"k": (3,)}) { 1 | 2 => if a { b } else { c }, _ => A { x: 1, ..d } }\nxs.map(fn(x) => x * 2).sum()\n';
  const starts = parse({ path: "t", text: source }).tokens.map((t) => t.start);
  for (const inserted of ["// c\n", "/* b */", "\n", "\n\n\n// own\n", ";"]) {
    for (const at of starts) {
      const text = source.slice(0, at) + inserted + source.slice(at);
      if (parse({ path: "t", text }).diagnostics.length === 0) check(JSON.stringify(text), text);
    }
  }
});

Deno.test("a file with a syntax error is left alone", () => {
  const text = "let   x = = 1\n";
  strictEqual(format({ path: "t", text }, parse({ path: "t", text })), text);
});

Deno.test("line ends, byte-order mark and end of file", () => {
  const format1 = (text: string) => format({ path: "t", text }, parse({ path: "t", text }));
  strictEqual(format1("\ufeffa()\r\n\r\n\r\nb()"), "a()\n\nb()\n");
  strictEqual(format1('let s = """a\r\nb"""\r\n'), 'let s = """a\nb"""\n');
  strictEqual(format1(""), "");
  strictEqual(format1("// only"), "// only\n");
});
