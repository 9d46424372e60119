import assert from "node:assert/strict";
import { checkModules, checkText } from "./check_text.ts";
import { findAll } from "./program.ts";

/** Errors as `line:name`, and reads that are checked at run time as `line:name?`, in order of place. */
function check(text: string): string[] {
  return analyse(text).reads;
}

function analyse(text: string) {
  const { modules: [module], diagnostics } = checkText(text);
  const line = (offset: number) => text.slice(0, offset).split("\n").length;
  const found = [
    ...diagnostics.filter((one) => one.code === "name/before-assignment").map(({ span }) => ({
      at: span.start,
      text: `${line(span.start)}:${text.slice(span.start, span.end)}`,
    })),
    ...findAll(module!.program, "Name").filter((name) => module!.maybeUnset.has(name.id)).map((name) => ({
      at: name.start,
      text: `${line(name.start)}:${name.name}?`,
    })),
  ];
  return { reads: found.sort((a, b) => a.at - b.at).map((one) => one.text), diagnostics };
}

const CASES: readonly (readonly [string, string, string[]])[] = [
  ["after an assignment", "x = 1\nprint(x)", []],
  ["before it", "print(x)\nx = 1", ["1:x"]],
  ["in its own value", "x = x + 1", ["1:x"]],
  ["compound", "x += 1\nx: Int = 0", ["1:x"]],
  ["one branch", "if a() { x = 1 }\nprint(x)\nfn a() => true", ["2:x?"]],
  ["both branches", "if a() { x = 1 } else { x = 2 }\nprint(x)\nfn a() => true", []],
  ["a branch that leaves", "fn f(a) {\n if a { return 1 } else { x = 2 }\n return x\n}", []],
  ["a branch that panics", 'fn f(a) {\n if a { panic("x") } else { x = 2 }\n return x\n}', []],
  ["other branch", "if a() { x = 1 } else { print(x) }\nfn a() => true", ["1:x"]],
  ["later turn of a loop", "for i in 0..3 {\n if i > 0 { print(x) }\n x = i\n}", ["2:x?"]],
  ["after a for", "for i in 0..3 { y = i }\nprint(i, y)", ["2:i?", "2:y?"]],
  ["no way to a read", "loop {\n print(x)\n x = 1\n break\n}", ["2:x"]],
  ["after a loop with break", "loop {\n x = 1\n if x > 0 { break }\n}\nprint(x)", []],
  ["break before", "loop {\n if a() { break }\n x = 1\n}\nprint(x)\nfn a() => true", ["5:x?"]],
  ["while true", "while true {\n x = 1\n break\n}\nprint(x)", []],
  ["while", "while a() { x = 1 }\nprint(x)\nfn a() => true", ["2:x?"]],
  ["continue", "for i in 0..3 {\n if i == 1 { continue }\n x = 1\n print(x)\n}", []],
  ["labels", "'a: loop {\n loop {\n x = 1\n break 'a\n }\n}\nprint(x)", []],
  [
    "match",
    "match 1 {\n 1 => { x = 1 }\n 2 => { x = 2 }\n _ => { return_() }\n}\nprint(x)\nfn return_() => 1",
    ["6:x?"],
  ],
  ["match, all arms", "match 1 {\n 1 => { x = 1 }\n _ => { x = 2 }\n}\nprint(x)", []],
  [
    "right operand",
    "let ok = a() and (if a() { x = 1\n true } else { x = 2\n false })\nprint(x)\nfn a() => true",
    ["4:x?"],
  ],
  ["locals of a function", "fn f() {\n print(c)\n let c = 1\n}", ["2:c"]],
  ["parameters and defaults", "fn f(a, b = a) { print(a, b) }", []],
  ["destructuring", "let (a, (b, _)) = (1, (2, 3))\nprint(a, b)", []],
  ["comprehension and arms", "print([k for k in 0..3], match 1 { n => n })", []],
  ["function after the variable", "x = 1\nfn f() => x\nprint(f())", []],
  ["function before the variable is called after", "fn f() => x\nx = 1\nprint(f())", []],
  ["function called before", "print(f())\nx = 1\nfn f() => x", ["3:x?"]],
  ["through another function", "print(g())\nx = 1\nfn f() => x\nfn g() => f()", ["3:x?"]],
  ["function that assigns", "set()\nprint(x)\nx = 2\nfn set() { x = 1 }", ["2:x?"]],
  ["function assigns, then reads", "set()\nx = 2\nfn set() { x = 1\n print(x) }", []],
  ["never called", "fn f() => x\nif a() { x = 1 }\nfn a() => true", ["1:x?"]],
  ["inline function before", "let f = fn() => x\nx = 1\nprint(f())", ["1:x?"]],
  ["inline function after", "x = 1\nlet f = fn() => x\nprint(f())", []],
  ["nested fn", "fn outer() {\n fn inner() => y\n let y = 1\n return inner()\n}", []],
  ["nested fn called before", "fn outer() {\n inner()\n let y = 1\n fn inner() => y\n}", ["4:y?"]],
  ["nested fn in a block", "if 1 < 2 {\n fn g() => z\n z = 1\n print(g())\n}", ["2:z?"]],
  ["methods", "let p = P.of()\nz = 1\ntype P { fn m() => z\n static fn of() => 1 }", ["3:z?"]],
  ["methods after", "z = 1\nlet p = P.of()\ntype P { fn m() => z\n static fn of() => 1 }", []],
  ["field defaults", "type P { n: Int = base }\nbase = 3\nprint(P { })", []],
  [
    "outer value in its first declaration",
    "limit = 3\nfn f() {\n let limit = limit + 1\n return limit\n}",
    [],
  ],
  ["recursion", "n = 3\nfn f(k) => if k == 0 { n } else { f(k - 1) }\nprint(f(2))", []],
  ["dead code", "fn f() {\n return 1\n print(x)\n x = 1\n}", []],
  ["decorator arguments come last", "@server(port)\nfn main() => 0\nport = 3", []],
  [
    "captured variable of an outer function",
    "fn outer() {\n let g = fn() => fn() => v\n let v = 1\n return g\n}",
    ["2:v?"],
  ],
];

Deno.test("reads before assignments", () => {
  for (const [name, text, expected] of CASES) assert.deepEqual(check(text), expected, name);
});

Deno.test("name/before-assignment says where the assignment is", () => {
  const [found] = analyse("print(total)\ntotal = 3").diagnostics;
  assert.equal(found!.message, "`total` is read before anything is assigned to it");
  assert.equal(found!.labels[0]!.span.start, "print(total)\n".length);
});

Deno.test("deeply nested loops stay cheap", () => {
  const depth = 60;
  const text =
    Array.from({ length: depth }, (_, i) => `for i${i} in 0..2 { print(v${i + 1})\n v${i} = 1`).join("\n") +
    " }".repeat(depth) + `\nv${depth} = 1`;
  const started = performance.now();
  check(text);
  assert.ok(performance.now() - started < 2_000);
});

Deno.test("flow/main-not-called", () => {
  const warned = (text: string) =>
    analyse(text).diagnostics.map((one) => one.code).filter((code) => code.startsWith("flow/"));
  assert.deepEqual(warned("fn main() { print(1) }"), ["flow/main-not-called"]);
  assert.deepEqual(warned("fn main() { main() }"), ["flow/main-not-called"]);
  assert.deepEqual(warned("fn main() { print(1) }\nmain()"), []);
  assert.deepEqual(warned("fn main() { print(1) }\nfn run() { main() }"), []);
  assert.deepEqual(warned("@server\nfn main() => 0"), []);
  assert.deepEqual(warned("fn main(n) { print(n) }"), []);
});

Deno.test("what could not be parsed may have assigned, returned or called", () => {
  const codes = (text: string) => checkText(text).diagnostics.map((one) => one.code.split("/")[0]);
  for (
    const text of [
      "x = )\nprint(x)\nx = 2",
      "fn f() -> Int {\n let 5\n}\nprint(f())",
      "fn main() { }\nmain( )) ",
    ]
  ) {
    assert.deepEqual([...new Set(codes(text))], ["parse"], text);
  }
});

Deno.test("variables of modules that may be unset when the module has run", () => {
  const program = checkModules({
    util: "if 1 < 2 { city = 1 }\ntown = 2",
    main: "from util import city, town\nimport util\nprint(city, town, util.city, util.town)",
  });
  const main = program.modules[1]!;
  const names = findAll(main.program, "Name").filter((name) => main.maybeUnset.has(name.id)).map((name) =>
    name.name
  );
  assert.deepEqual(names, ["city"]);
  const [city, town] = findAll(main.program, "Member");
  assert.equal(main.maybeUnset.has(city!.id), true);
  assert.equal(main.maybeUnset.has(town!.id), false);
});
