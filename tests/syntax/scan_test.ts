import { deepStrictEqual as equal, strictEqual } from "node:assert";
import { scan } from "../../src/syntax/scan.ts";
import { KIND } from "../../src/syntax/token_kinds.ts";
import { codes, statements } from "./support.ts";

const names = new Map(Object.entries(KIND).map(([name, kind]) => [kind, name]));

function kinds(text: string): string {
  return scan({ path: "test.fitz", text }).tokens.map((t) => names.get(t.kind)).join(" ");
}

function values(text: string): unknown[] {
  return scan({ path: "test.fitz", text }).tokens.map((t) => t.value);
}

Deno.test("a line end separates statements, several are one token", () => {
  equal(kinds("\n\na\n\n// c\nb;;\nc\n"), "NAME NEWLINE NAME NEWLINE NAME");
});

Deno.test("line ends are ignored in brackets, before a dot, after operators, between } and else", () => {
  equal(kinds("f(\n1\n)"), "NAME LPAREN INT RPAREN");
  equal(kinds("a\n  .b\n  ?.c"), "NAME DOT NAME QUESTION_DOT NAME");
  equal(kinds("a +\n b"), "NAME PLUS NAME");
  equal(kinds("if a { }\nelse { }"), "IF NAME LBRACE RBRACE ELSE LBRACE RBRACE");
  equal(kinds("a\n..b"), "NAME NEWLINE DOT_DOT NAME");
  equal(kinds("if a { }\nelsewhere"), "IF NAME LBRACE RBRACE NEWLINE NAME");
});

Deno.test("a > at the end of a line is an operator or closes type arguments", () => {
  equal(statements("x = a >\n b").length, 1);
  equal(statements("type A {\n xs: List<Int>\n ys: List<List<Int>>\n z: Int\n}").length, 1);
});

Deno.test("braces inside parentheses count line ends again", () => {
  equal(
    kinds("f(fn() {\na\nb\n})"),
    "NAME LPAREN FN LPAREN RPAREN LBRACE NEWLINE NAME NEWLINE NAME NEWLINE RBRACE RPAREN",
  );
});

Deno.test("numbers", () => {
  equal(values("0 42 8_000 0xFF 0b1010 0o755 0XdE 3.25 1e3 1.5e-6 1e1_0"), [
    ...[0, 42, 8000, 255, 10, 493, 222, 3.25, 1000, 1.5e-6, 1e10],
  ]);
  equal(values("9223372036854775807 9007199254740993"), [9223372036854775807n, 9007199254740993n]);
  equal(codes("x = -9223372036854775808"), []);
  equal(codes("x = 1 - 9223372036854775808"), ["lex/number-too-large"]);
  equal(codes("x = - 9223372036854775808"), ["lex/number-too-large"]);
  equal(kinds("t.0.1 5.abs() 1..2"), "NAME DOT INT DOT INT INT DOT NAME LPAREN RPAREN INT DOT_DOT INT");
  for (const bad of ["1_", "1__0", "0x", "1e", "1e+", "0b2", "0o8", "5px", "t.0x1"]) {
    const found = codes(`x = ${bad}`);
    equal(found, ["lex/bad-number"], bad);
  }
});

Deno.test("strings: escapes and braces", () => {
  equal(values('"a\\n\\t\\r\\0\\b\\\\\\"\\{\\}\\x41\\u{1F600}"'), ['a\n\t\r\0\b\\"{}A😀']);
  equal(values('"""a "b" ""c\nd"""'), ['a "b" ""c\nd']);
  equal(values('"""a\r\nb"""'), ["a\nb"]);
  equal(values('b"a\\xFFé"'), [new Uint8Array([97, 255, 195, 169])]);
  equal(kinds('b "x"'), "NAME STRING");
});

Deno.test("strings: interpolations, nested strings, specifications", () => {
  equal(kinds('"a{b}c{d:04d}"'), "STRING_HEAD NAME STRING_MIDDLE NAME STRING_TAIL");
  equal(kinds('"{m["k"]}{m[\\"k\\"]}"'), kinds('"{m["k"]}{m["k"]}"'));
  equal(
    kinds('"{f({"a": 1})}"'),
    "STRING_HEAD NAME LPAREN LBRACE STRING COLON INT RBRACE RPAREN STRING_TAIL",
  );
  equal(kinds('"{"{"x"}"}"'), "STRING_HEAD STRING_HEAD STRING STRING_TAIL STRING_TAIL");
  const { tokens } = scan({ path: "t", text: '"{x:*^8}"' });
  equal([tokens[2].spec, tokens[2].specStart], ["*^8", 4]);
});

Deno.test("strings in decorators and patterns are plain", () => {
  equal(values('@get("/u/{id}", f(["{x}"]))').filter((v) => typeof v === "string"), [
    "get",
    "/u/{id}",
    "f",
    "{x}",
  ]);
  equal(codes('match s { "{" | "}" => "{a}", Ok("{") if "{b}" == c => match d { "}" => 1 }, _ => 2 }'), []);
  equal(codes('let (a, "{") = b'), []);
  equal(codes('if match x { "{" => true, _ => false } { print("{x}") }'), []);
});

Deno.test("names and labels", () => {
  equal(values("ñandú _a2 größe"), ["ñandú", "_a2", "größe"]);
  equal(
    kinds("'outer: for a in b { break 'outer }"),
    "LABEL COLON FOR NAME IN NAME LBRACE BREAK LABEL RBRACE",
  );
  equal(codes("x = 'a'"), ["lex/single-quotes"]);
});

Deno.test("comments and doc comments", () => {
  const result = scan({ path: "t", text: "/// old\n\n/// one\n/// two\nfn f() { } // x\n/* b\n */ //// no" });
  equal(result.comments.map((c) => c.kind), ["doc", "doc", "doc", "line", "block", "line"]);
  equal([...result.docs.values()], ["one\ntwo"]);
  equal([...result.docs.keys()], [0]);
});

Deno.test("brackets are balanced whatever the text", () => {
  for (const text of ["((", "))", "(]", "{ ( }", '"{(}"', '"{', "[{(", "f(a\nlet x = 1"]) {
    let depth = 0;
    for (const token of scan({ path: "t", text }).tokens) {
      if ("([{".includes(punctuation(token.kind))) depth++;
      if (")]}".includes(punctuation(token.kind))) depth--;
    }
    strictEqual(depth, 0, text);
  }
});

function punctuation(kind: string): string {
  const table: Record<string, string> = {
    LPAREN: "(",
    RPAREN: ")",
    LBRACKET: "[",
    RBRACKET: "]",
    LBRACE: "{",
    RBRACE: "}",
  };
  return table[names.get(kind)!] ?? "x";
}
