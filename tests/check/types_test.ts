/** Static types of expressions (language.md 5.3, 5.4), as the variable `x` of small programs shows them. */
import { strictEqual } from "node:assert/strict";
import { printType } from "../../src/types/print_type.ts";
import { checkText } from "./check_text.ts";

const DECLARATIONS = `
type Point { x: Int, y: Float = 0.0 }
type Page<T> { items: List<T>, next: Page<T>? }
enum Color { Red, Rgb(r: Int, g: Int, b: Int) }
enum Opt<T> { Nothing, Some(value: T) }
fn plain(a: Int, b: Str = "x") -> Bool => true
fn unknown(a) => a
fn pick<T>(xs: List<T>, d: T) -> T => d
async fn later(n: Int) -> Str => "{n}"
async fn unclear() => 1
fn maybe(n: Int) -> Int? => if n > 0 { n } else { null }
fn parse(s: Str) -> Result<Int, Str> => Ok(1)
let n: Int = 1
let f: Float = 1
let s: Str = "s"
let b: Bool = true
let any: Any = 1
`;

const CASES: readonly (readonly [string, string])[] = [
  ["1", "Int"],
  ["1.0", "Float"],
  ['"a{n}"', "Str"],
  ['b"a"', "Bytes"],
  ["null", "Null"],
  ["[]", "List<Any>"],
  ["{}", "Map<Any, Any>"],
  ["[1, 2]", "List<Int>"],
  ["[1, 2.5]", "List<Any>"],
  ["[1, null]", "List<Int?>"],
  ["[[1], [2]]", "List<List<Int>>"],
  ["[[1], [null]]", "List<List<Int?>>"],
  ['{"a": 1, "b": 2}', "Map<Str, Int>"],
  ['{"a": 1, "b": "x"}', "Map<Str, Any>"],
  ['(1, "a")', "(Int, Str)"],
  ["(1,)", "(Int,)"],
  ["()", "()"],
  ["1..3", "Range"],
  ["Ok(1)", "Result<Int>"],
  ['Err("e")', "Result<Any, Str>"],
  ['if b { Ok(1) } else { Err("e") }', "Result<Int, Str>"],
  ['[Ok(1), Err("e")]', "List<Result<Int, Str>>"],
  ["if b { 1 } else { 2.5 }", "Any"],
  ["if b { 1 } else { null }", "Int?"],
  ["if b { 1 }", "Int?"],
  ['if b { 1 } else { panic("no") }', "Int"],
  ["match n { 1 => s, _ => null }", "Str?"],
  ["loop { break 1 }", "Int"],
  ["loop { if b { break }\nbreak 1 }", "Int?"],
  ["fn(a) => 1", "Fn(Any) -> Int"],
  ["fn(a: Str) { return a }", "Fn(Str) -> Str"],
  ["fn(a: Str) { print(a) }", "Fn(Str) -> Null"],
  ["async fn(a: Int) => a", "Fn(Int) -> Future<Int>"],
  ["plain", "Fn(Int, Str) -> Bool"],
  ["plain(1)", "Bool"],
  ["unknown(1)", "Any"],
  ["later(1)", "Future<Str>"],
  ["later(1).await", "Str"],
  ["unclear()", "Future<Any>"],
  ["pick([1], 2)", "Int"],
  ["pick([], 2)", "Any"],
  ["maybe(1)", "Int?"],
  ["maybe(1) ?? 0", "Int"],
  ["maybe(1) ?? s", "Any"],
  ['parse("1")', "Result<Int, Str>"],
  ["n + 1", "Int"],
  ["n + f", "Float"],
  ["n / 2", "Int"],
  ["n + any", "Any"],
  ["any == 1", "Bool"],
  ["-f", "Float"],
  ["s + s", "Str"],
  ["1 in [1]", "Bool"],
  ["decimal(1) + 1", "Decimal"],
  ["Point { x: 1 }", "Point"],
  ["Point { x: 1 }.y", "Float"],
  ["Page { items: [1] }", "Page<Int>"],
  ["Page { items: [1] }.next", "Page<Int>?"],
  ["Color.Red", "Color"],
  ["Color.Rgb(1, 2, 3)", "Color"],
  ["Opt.Some(1)", "Opt<Int>"],
  ["[1, 2][0]", "Int"],
  ["[1, 2][0..1]", "List<Int>"],
  ['{"a": 1}["a"]', "Int"],
  ["s[0]", "Str"],
  ['(1, "a").1', "Str"],
  ["[k * 2.0 for k in 0..3]", "List<Float>"],
  ["[(k, v) for (k, v) in {s: n}]", "List<(Str, Int)>"],
  ["{k: k.len() for k in [s]}", "Map<Str, Int>"],
  ["[1].map(fn(k) => s)", "List<Str>"],
  ["[1].map(later)", "List<Future<Str>>"],
  ["[1].reduce(0.5, fn(acc, k) => acc + k)", "Float"],
  ["[1].zip([s])", "List<(Int, Str)>"],
  ["[1].group_by(fn(k) => k > 1)", "Map<Bool, List<Int>>"],
  ["[1].first()", "Result<Int>"],
  ["{s: n}.get(s)", "Result<Int>"],
  ["{s: n}.map(fn(k, v) => v * 1.5)", "List<Float>"],
  ["gather(later(1), unclear()).await", "(Str, Any)"],
  ["gather([later(1)]).await", "List<Str>"],
  ["timeout(5, later(1)).await", "Result<Str>"],
  ["abs(f)", "Float"],
  ["abs(any)", "Any"],
  ["len(any)", "Int"],
  ["math.pi", "Float"],
  ["json.parse_as(List<Point>, s)", "Result<List<Point>>"],
  ['parse("1").map(fn(k) => s)', "Result<Str, Str>"],
  ['parse("1").ok()', "Int?"],
  ["any.as_int()", "Result<Int>"],
  ["print", "Fn(...Any, Str, Str, Str) -> Null"],
  ["maybe(1)?.abs()", "Int?"],
  ["s.split(s).map(fn(w) => w.to_int())", "List<Result<Int>>"],
];

for (const [expression, expected] of CASES) {
  Deno.test(`static type of ${expression.replaceAll("\n", " ")}`, () => {
    const checked = checkText(`${DECLARATIONS}\nx = ${expression}\n`);
    const errors = checked.diagnostics.filter((one) => one.severity === "error");
    strictEqual(errors.map((one) => one.message).join("; "), "");
    const symbol = checked.modules[0]!.variables.get(-1)!.find((one) => one.name === "x")!;
    strictEqual(printType(symbol.type), expected);
  });
}
