import assert from "node:assert/strict";
import { digest } from "../../src/catalogue/digest.ts";
import { Catalogue } from "../../src/catalogue/catalogue.ts";
import { checkDecorators } from "../../src/check/decorators/check_decorators.ts";
import type { SingleDecorators } from "../../src/check/decorators/decorator_host.ts";
import { checkFormatSpec } from "../../src/check/decorators/format_specs.ts";
import { checkLiteralArguments } from "../../src/check/decorators/literal_arguments.ts";
import type { Expr, Param, TypeNode } from "../../src/syntax/ast.ts";
import { parse } from "../../src/syntax/parse.ts";
import { ANY, BOOL, FLOAT, INT, listOf, NULL, STR, type Type } from "../../src/types/type.ts";
import { find, findAll, lines, type World, world } from "./program.ts";

const FILES = ["middleware/middleware", "http/decorators", "validation/validation", "test/decorators"];
const OTHER = `
/// Text.
extern fn search(@regex pattern: Str, text: Str) -> Bool
/// Text.
extern fn show(@date_format format: Str) -> Str
/// Text.
extern fn note(msg: Str, @reserved("level", "msg") ...fields: Any) -> Null
/// Text.
extern decorator everywhere on fn, method, type, enum, field, param, import
`;

function declarations(name: string, text: string) {
  const parsed = parse({ path: name, text }, { declarations: true });
  assert.deepEqual(parsed.diagnostics, [], name);
  return { text, program: parsed.program };
}

const sources = await Promise.all(
  FILES.map(async (name) =>
    declarations(name, await Deno.readTextFile(new URL(`../../stdlib/${name}.fitz`, import.meta.url)))
  ),
);
const catalogue = new Catalogue(digest([...sources, declarations("other", OTHER)]));

/** Types of literals; everything else is Any. */
function typeOf(expr: Expr): Type {
  switch (expr.kind) {
    case "IntLit":
      return INT;
    case "FloatLit":
      return FLOAT;
    case "StrLit":
      return STR;
    case "BoolLit":
      return BOOL;
    case "NullLit":
      return NULL;
    case "Unary":
      return typeOf(expr.operand);
    case "ListLit":
      return listOf(expr.elements.length > 0 ? typeOf(expr.elements[0]!) : ANY);
    default:
      return ANY;
  }
}

function check(text: string, w: World = world(text)): World {
  const singles: SingleDecorators = new Map();
  const host = {
    file: w.file,
    report: w.report,
    decorator: (name: string) => catalogue.decorator(name),
    decoratorNames: () => catalogue.decoratorNames(),
    typeOf,
  };
  const typed = (type: TypeNode | null): Type =>
    type === null ? ANY : w.type(w.file.text.slice(type.start, type.end));
  for (const fn of findAll(w.program, "FnDecl")) {
    const own = {
      node: fn,
      name: fn.name.name,
      decorators: fn.decorators,
      isNested: fn.name.name === "nested",
    };
    checkDecorators({ ...own, target: "fn", type: null, functionDecorators: fn.decorators }, host, singles);
    for (const param of fn.params as Param[]) {
      checkDecorators(
        {
          target: "param",
          node: param,
          name: param.name.name,
          decorators: param.decorators,
          isNested: false,
          type: typed(param.type),
          functionDecorators: fn.decorators,
        },
        host,
        singles,
      );
    }
  }
  for (const type of findAll(w.program, "TypeDecl")) {
    const shared = { isNested: false, functionDecorators: [] };
    checkDecorators(
      {
        ...shared,
        target: "type",
        node: type,
        name: type.name.name,
        decorators: type.decorators,
        type: null,
      },
      host,
      singles,
    );
    for (const field of type.members ?? []) {
      if (field.kind !== "FieldDecl") continue;
      const own = {
        node: field,
        name: field.name.name,
        decorators: field.decorators,
        type: typed(field.type),
      };
      checkDecorators({ ...shared, ...own, target: "field" }, host, singles);
    }
  }
  return w;
}

const GET = '@get("/x")';

const CASES: readonly (readonly [string, string | null, string?])[] = [
  [`${GET} fn f() => 1`, null],
  [`@post("/x", body_limit="512kb") fn f() => 1`, null],
  [`${GET} @get("/y") @put("/z") fn f() => 1`, null],
  [
    '@gett("/x") fn f() => 1',
    'decorator/unknown "@gett": there is no decorator `@gett`',
    "did you mean `@get`?",
  ],
  [
    "@minn(1) fn f() => 1",
    'decorator/unknown "@minn": there is no decorator `@minn`',
    "did you mean `@min`?",
  ],
  [
    `${GET} type T { a: Int }`,
    'decorator/target "@get": `@get` cannot stand before a type',
    "it belongs before a function",
  ],
  [
    "@email fn f() => 1",
    'decorator/target "@email": `@email` cannot stand before a function',
    "it belongs before a field or a parameter",
  ],
  [`${GET} fn nested() => 1`, 'decorator/target "@get": `@get` cannot stand before a nested function'],
  [
    '@header(name="X") fn f(x: Str) => 1',
    'decorator/target "@header": `@header` needs a route or socket decorator on the same function',
  ],
  [`${GET} @header(name="X") @header(name="Y") fn f(x: Str) => 1`, null],
  [
    "fn f(@min(1) x: Int) => 1",
    'decorator/target "@min": `@min` is checked only on parameters of a function with a route or socket decorator',
  ],
  [`${GET} fn f(@min(1) x: Int, @max(3) y) => 1`, null],
  [
    `@header ${GET} fn f(x: Str) => 1`,
    'decorator/argument "@header": `@header` needs the argument `name`',
    "write `@header(name, into=…)`",
  ],
  // The route itself asks for its path.
  ["@get fn f() => 1", null],
  [
    '@get("/x", 5, 3) fn f() => 1',
    'decorator/argument "5": `@get` takes at most 1 argument by position, found 3',
  ],
  ["@readyz(1) fn f() => 1", 'decorator/argument "1": `@readyz` takes no arguments'],
  [
    "@server(prot=1) fn f() => 1",
    'decorator/argument "prot": `@server` has no argument `prot`',
    "did you mean `port`?",
  ],
  ["@server(3000, port=1) fn f() => 1", 'decorator/argument "port=1": port passed twice'],
  [
    '@server("x") fn f() => 1',
    'decorator/argument "\\"x\\"": `port` of `@server` must be `Int`, found `Str`',
  ],
  ["@server(0) fn f() => 1", 'decorator/argument "0": `port` must be in 1..65535, found 0'],
  ["@server(-5) fn f() => 1", 'decorator/argument "-5": `port` must be in 1..65535, found -5'],
  ["@server(port=config()) fn f() => 1", null],
  [
    "@server(docs=config()) fn f() => 1",
    'decorator/argument "config()": `docs` of `@server` must be a literal',
  ],
  ['@server(title="a {b}") fn f() => 1', null],
  [
    "@server(shutdown_timeout_secs=-1) fn f() => 1",
    'decorator/argument "-1": `shutdown_timeout_secs` must be at least 0, found -1',
  ],
  [
    '@server(body_limit="2xb") fn f() => 1',
    'decorator/argument "\\"2xb\\"": `body_limit` of `@server` is not a size',
  ],
  [
    "@server(body_limit=true) fn f() => 1",
    'decorator/argument "true": `body_limit` of `@server` is not a size',
  ],
  ["@server(body_limit=1000) fn f() => 1", null],
  [
    "@server fn f() => 1\n@server fn g() => 1",
    'decorator/duplicate "@server": `@server` is given twice in this program',
  ],
  ["@test @test fn f() => 1", 'decorator/duplicate "@test": `@test` is given twice'],
  [`@test ${GET} fn f() => 1`, 'decorator/conflict "@get": `@test` and `@get` exclude each other'],
  ["@healthz @readyz fn f() => true", null],
  ["type T { @min(1) @max(9) a: Int, @min(0.5) b: Float?, @min_len(1) c: List<Int>, @email d: Str }", null],
  [
    "type T { @min(1) a: Str }",
    'type/constraint "@min(1)": `@min` is for `Int`, `Float` and `Decimal`, but `a` is `Str`',
    "did you mean `@min_len`?",
  ],
  ["type T { @email a: Int? }", 'type/constraint "@email": `@email` is for `Str`, but `a` is `Int?`'],
  ["type T { @min(n) a: Int }", 'decorator/argument "n": `n` of `@min` must be a literal'],
  ['type T { @min("1") a: Int }', 'decorator/argument "\\"1\\"": `n` of `@min` must be `Float`, found `Str`'],
  ["type T { @min_len(-1) a: Str }", 'decorator/argument "-1": `n` must be at least 0, found -1'],
  ["type T { @min(1) @min(2) a: Int }", 'decorator/duplicate "@min": `@min` is given twice'],
  ['type T { @pattern("^[a-z") a: Str }', 'type/constraint "'],
  ['type T { @one_of(["a", "b"]) a: Str, @one_of([1, 2]) b: Int?, @one_of([1, 2.5]) c: Float }', null],
  ['type T { @one_of(["a"]) a: Int }', 'type/constraint "\\"a\\"": an `Int` can never have this value'],
  ["type T { @hidden @email a: Str }", null],
  ["@everywhere type T { a: Int }", null],
];

Deno.test("decorators: targets, arguments, roles, constraints", () => {
  for (const [text, expected, help] of CASES) {
    const w = check(text);
    const found = lines(w);
    if (expected === null) assert.deepEqual(found, [], text);
    else {
      assert.equal(found.length, 1, `${text}: ${found.join("; ")}`);
      assert.ok(found[0]!.startsWith(expected), `${text}: ${found[0]}`);
    }
    if (help !== undefined) assert.equal(w.diagnostics[0]!.help[0], help);
  }
});

function checkCall(text: string): World {
  const w = world(text);
  const call = find(w.program, "Call");
  const symbol = catalogue.function((call.callee as { name: string }).name)!;
  const args = symbol.type.params.map((_, i) => call.args[i]?.value as Expr ?? "default");
  checkLiteralArguments(
    call,
    { kind: "builtin", symbol, signature: symbol.type, args, typeArg: null },
    w.file,
    w.report,
  );
  return w;
}

Deno.test("literal arguments: patterns, dates, reserved fields, at their place in the text", () => {
  assert.deepEqual(lines(checkCall('search("^a+$", s)')), []);
  assert.deepEqual(lines(checkCall("search(p, s)")), []);
  assert.match(lines(checkCall('search("a(b", s)'))[0]!, /^regex\/bad-pattern /);
  assert.deepEqual(lines(checkCall('show("%Y-%m")')), []);
  assert.deepEqual(lines(checkCall('show("\\\\ \\u{41}%Q %Y")')), [
    'date/bad-directive "%Q": `%Q` is no directive of a date format',
  ]);
  assert.deepEqual(lines(checkCall('show("%Y%")')), [
    'date/bad-directive "%": `%` is no directive of a date format',
  ]);
  assert.deepEqual(lines(checkCall('note("x", id: 1)')), []);
  assert.deepEqual(lines(checkCall('note("x", id: 1, level: "y")')), [
    'log/reserved-field "level": `level` is a field that every log record has',
  ]);
});

Deno.test("format specifications", () => {
  const format = (spec: string, type: string): string[] => {
    const w = world(`print("{x:${spec}}")`);
    checkFormatSpec(find(w.program, "Interpolation"), w.type(type), w.file, w.report);
    return lines(w).map((line) => line.slice(0, line.indexOf(":")));
  };
  assert.deepEqual(format(".2f", "Float"), []);
  assert.deepEqual(format(".2f", "Any"), []);
  assert.deepEqual(format("*>10", "List<Int>"), []);
  assert.deepEqual(format(">6", "Str?"), []);
  assert.deepEqual(format(".2f", "Str"), ['format/type ".2f"']);
  assert.deepEqual(format("d", "Float"), ['format/type "d"']);
  assert.deepEqual(format(".2", "Int"), ['format/type ".2"']);
  assert.deepEqual(format("d", "Int?"), ['format/type "d"']);
  assert.deepEqual(format("q", "Int").length, 1);
  assert.match(format("5y", "Int")[0]!, /^format\/bad-spec/);
});
