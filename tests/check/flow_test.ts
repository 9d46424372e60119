import assert from "node:assert/strict";
import { checkJumps } from "../../src/check/flow/jumps.ts";
import { Completion } from "../../src/check/flow/leaves.ts";
import { checkMissingReturn, checkUnreachable } from "../../src/check/flow/missing_return.ts";
import type { Block } from "../../src/syntax/ast.ts";
import { INT, type Type } from "../../src/types/type.ts";
import { findAll, lines, world } from "./program.ts";

/** A fresh Completion each time: node ids are those of one module. */
const fresh = () =>
  new Completion({
    isPanic: (call) => call.callee.kind === "Name" && call.callee.name === "stop",
    isExhaustive: (match) => match.arms.some((arm) => arm.pattern.kind === "WildcardPattern"),
  });

Deno.test("completion: which bodies reach their end", () => {
  const leaves = [
    "return 1",
    'return 404 {"error": "x"}',
    'stop("x")',
    'let x = stop("x")',
    'print(1 + stop("x"))',
    "if a { return 1 } else { return 2 }",
    "if a { return 1 } else if b { return 2 } else { stop() }",
    "match a { 1 => return 1, _ => { return 2 } }",
    "match a { 1 => stop(), _ => return 2 }",
    "loop { print(1) }",
    "loop { if a { return 1 } }",
    "loop { for x in xs { break } }",
    "loop { loop { break } }",
    "'a: loop { loop { break } }",
    "let v = loop { let f = fn() { loop { break } } }",
    '{ "k": stop() }',
    "return 1\nprint(2)",
    "while stop() {}",
  ];
  const ends = [
    "",
    "print(1)",
    "if a { return 1 }",
    "if a { return 1 } else { print(2) }",
    "match a { 1 => return 1 }",
    "match a { 1 => return 1, _ => print(2) }",
    "loop { break }",
    "loop { if a { break } }",
    "'a: loop { for x in xs { break 'a } }",
    "while true { return 1 }",
    "for x in xs { return x }",
    "a and stop()",
    "a ?? stop()",
    "a?.b(stop())",
    "let f = fn() => stop()",
    "[stop() for x in xs]",
  ];
  for (const text of leaves) assert.equal(canEnd(text), false, text);
  for (const text of ends) assert.equal(canEnd(text), true, text);
});

function canEnd(body: string): boolean {
  const { program } = world(`fn f() {\n${body}\n}`);
  const [fn] = findAll(program, "FnDecl");
  return fresh().canComplete(fn!.body as Parameters<Completion["canComplete"]>[0]);
}

function missingReturn(text: string, result: string) {
  const w = world(text);
  const fn = findAll(w.program, "FnDecl")[0] ?? findAll(w.program, "FnExpr")[0]!;
  const types = findAll(w.program, "Binary").reduce<Type[]>((all, { id }) => (all[id] = INT, all), []);
  checkMissingReturn(fn, w.type(result), types, fresh(), w.file, w.report);
  return w;
}

Deno.test("flow/missing-return", () => {
  const w = missingReturn("fn half(n: Int) -> Int { n / 2 }", "Int");
  assert.deepEqual(lines(w), [
    'flow/missing-return "Int": `half` can end without returning a value of type `Int`',
  ]);
  const [found] = w.diagnostics;
  assert.equal(found!.help[0], "the last expression of a block is not its result: write `return` before it");
  assert.equal(found!.fixes[0]!.edits[0]!.span.start, w.file.text.indexOf("n / 2"));
  assert.equal(
    missingReturn("fn f(n: Int) -> Int { if n > 1 { return 2 }\nprint(1)\nx = 1 }", "Int").diagnostics[0]!
      .help[0],
    "return a `Int` at the end, or declare the result as `Int?`".replace("a `Int`", "an `Int`"),
  );
  for (
    const [text, result] of [
      ["fn f() -> Int? { }", "Int?"],
      ["fn f() -> Null { }", "Null"],
      ["fn f() -> Any { }", "Any"],
      ["fn f() -> Int => 3", "Int"],
      ["fn f() { }", "Int"],
      ["fn f() -> Int { return 1 }", "Int"],
      ["fn f() -> Int { loop { } }", "Int"],
    ] as const
  ) {
    assert.deepEqual(lines(missingReturn(text, result)), [], text);
  }
});

Deno.test("flow/unreachable: the first statement of a block, declarations aside", () => {
  const unreachable = (body: string): string[] => {
    const w = world(`fn f() {\n${body}\n}`);
    const [fn] = findAll(w.program, "FnDecl");
    checkUnreachable(fn!.body as Block, fresh(), w.file, w.report);
    return lines(w).map((line) => line.slice(0, line.indexOf(":")));
  };
  assert.deepEqual(unreachable("return 1\nprint(2)\nprint(3)"), ['flow/unreachable "print(2)"']);
  assert.deepEqual(unreachable("stop()\nfn g() {}\nx = 1"), ['flow/unreachable "x = 1"']);
  assert.deepEqual(unreachable("return g()\nfn g() {}"), []);
  assert.deepEqual(unreachable("if a { return 1 } else { return 2 }\nprint(1)"), [
    'flow/unreachable "print(1)"',
  ]);
  assert.deepEqual(unreachable("if a { return 1 }\nprint(1)"), []);
});

Deno.test("jumps: return, break, continue and labels", () => {
  const cases: readonly (readonly [string, string[]])[] = [
    ["return 1", ['flow/return-outside "return": `return` stands outside of a function']],
    ["if a { return }", ['flow/return-outside "return": `return` stands outside of a function']],
    ["fn f() { return 1 }\nlet g = fn() { return 2 }", []],
    ["break", ['flow/loop-control-outside "break": `break` stands outside of a loop']],
    ["continue", ['flow/loop-control-outside "continue": `continue` stands outside of a loop']],
    ["loop { let f = fn() { break } }", [
      'flow/loop-control-outside "break": `break` stands outside of a loop',
    ]],
    ["while a { if b { break } else { continue } }", []],
    ["'scan: loop { for x in xs { break 'scan x } }", []],
    ["'scan: for y in ys { loop { break 'scna } }", [
      "flow/unknown-label \"'scna\": no loop around this has the label `'scna`",
    ]],
    ["'a: loop { let f = fn() { loop { break 'a } } }", [
      "flow/unknown-label \"'a\": no loop around this has the label `'a`",
    ]],
    ["while a { break 3 }", ['flow/break-value "3": a `while` has no value, so `break` cannot give it one']],
    ["'o: for x in xs { loop { break 'o 1 + 2 } }", [
      'flow/break-value "1 + 2": a `for` has no value, so `break` cannot give it one',
    ]],
    ["let v = loop { break 3 }", []],
    ["match a { 1 => break, _ => 2 }", [
      'flow/loop-control-outside "break": `break` stands outside of a loop',
    ]],
    ["type T { fn m() { return 1 } }", []],
  ];
  for (const [text, expected] of cases) {
    const w = world(text);
    checkJumps(w.program, w.file, w.report);
    assert.deepEqual(lines(w), expected, text);
  }
  const w = world("'scan: for y in ys { loop { break 'scna } }");
  checkJumps(w.program, w.file, w.report);
  assert.deepEqual(w.diagnostics[0]!.help, ["did you mean `'scan`?"]);
});
