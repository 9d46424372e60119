import assert from "node:assert/strict";
import { display } from "../../src/runtime/operations/display.ts";
import { Failure } from "../../src/runtime/failures/failure.ts";
import { setHost } from "../../src/runtime/host/host.ts";
import { mapFromEntries } from "../../src/runtime/operations/map_key.ts";
import { Decimal } from "../../src/runtime/values/decimal.ts";
import { boxFloat as f } from "../../src/runtime/values/float.ts";
import { Range } from "../../src/runtime/values/range.ts";
import { Err, Ok } from "../../src/runtime/values/result.ts";
import { Tuple } from "../../src/runtime/values/tuple.ts";
import { implementations as any } from "../../stdlib/any/any.ts";
import { implementations as bytes } from "../../stdlib/bytes/bytes.ts";
import { implementations as int } from "../../stdlib/int/int.ts";
import { implementations as list } from "../../stdlib/list/list.ts";
import { implementations as map } from "../../stdlib/map/map.ts";
import { implementations as prelude } from "../../stdlib/prelude/prelude.ts";
import { implementations as range } from "../../stdlib/range/range.ts";
import { implementations as result } from "../../stdlib/result/result.ts";
import { implementations as str } from "../../stdlib/str/str.ts";

const library: Record<string, any> = {
  ...any,
  ...bytes,
  ...int,
  ...list,
  ...map,
  ...prelude,
  ...range,
  ...result,
  ...str,
};
const d = (coefficient: bigint, scale: number) => new Decimal(coefficient, scale);
const t = (...items: unknown[]) => new Tuple(items);
const m = (...entries: [unknown, unknown][]) => mapFromEntries(entries);
const b = (...values: number[]) => new Uint8Array(values);
const isOdd = (n: number) => n % 2 === 1;
const plus = (x: number, y: number) => x + y;

/** Key, arguments, display form of what it gives; for what fails the code, then the start of the text. */
type Row = [string, unknown[], string];

function run(rows: Row[]): void {
  for (const [key, args, expected] of rows) {
    let actual: string;
    try {
      const value = library[key](...args);
      // Int results must be canonical and Float results distinguishable, which the display form shows.
      actual = display(value);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      actual = `${error.code}: ${error.message}`;
      if (expected.startsWith("run/")) actual = actual.slice(0, expected.length);
    }
    assert.equal(actual, expected, `${key}(${args.map((arg) => display(arg)).join(", ")})`);
  }
}

Deno.test("Str", () => {
  run([
    ["Str.len", ["ñandú"], "5"],
    ["Str.len", ["a😀b"], "3"],
    ["Str.is_empty", [""], "true"],
    ["Str.upper", ["straße"], "STRASSE"],
    ["Str.lower", ["ÑANDÚ"], "ñandú"],
    ["Str.swap_case", ["aBc Ñ1"], "AbC ñ1"],
    ["Str.title", ["the old  fOX-trot\tñu"], "The Old  FOX-trot\tÑu"],
    ["Str.trim", ["\u00a0\u3000 a b \n\u0085"], "a b"],
    ["Str.trim", ["\ufeffa"], "\ufeffa"],
    ["Str.trim_start", [" a "], "a "],
    ["Str.trim_end", [" a "], " a"],
    ["Str.trim", ["  "], ""],
    ["Str.contains", ["banana", ""], "true"],
    ["Str.starts_with", ["banana", "ba"], "true"],
    ["Str.ends_with", ["banana", "B"], "false"],
    ["Str.find", ["banana", "n"], "Ok(2)"],
    ["Str.find", ["😀😀x", "x"], "Ok(2)"],
    ["Str.find", ["x", "y\n"], 'Err("text not found: \\"y\\\\n\\"")'],
    ["Str.index_of", ["abc", ""], "Ok(0)"],
    ["Str.last_index_of", ["banana", "n"], "Ok(4)"],
    ["Str.last_index_of", ["x", "y"], 'Err("text not found: \\"y\\"")'],
    ["Str.replace", ["a-b-c", "-", "$&"], "a$&b$&c"],
    ["Str.replace", ["a😀", "", "."], ".a.😀."],
    ["Str.replace", ["", "", "."], "."],
    ["Str.split", ["a,b,,c", ","], '["a", "b", "", "c"]'],
    ["Str.split", ["", ","], '[""]'],
    ["Str.split", ["a😀", ""], '["a", "😀"]'],
    ["Str.split", ["", ""], "[]"],
    ["Str.lines", ["a\r\nb\n\nc\n"], '["a", "b", "", "c"]'],
    ["Str.lines", ["a\r"], '["a\\r"]'],
    ["Str.lines", ["a\r\n"], '["a"]'],
    ["Str.lines", [""], "[]"],
    ["Str.chars", ["a😀"], '["a", "😀"]'],
    ["Str.join", [", ", ["a", "b"]], "a, b"],
    ["Str.join", [", ", ["a", 1]], "run/type: expected `Str`, found `Int`"],
    ["Str.repeat", ["ab", 3], "ababab"],
    ["Str.repeat", ["ab", 0], ""],
    ["Str.repeat", ["ab", -1], "run/bad-argument"],
    ["Str.repeat", ["ab", 9223372036854775807n], "run/bad-argument"],
    ["Str.repeat", ["", 9223372036854775807n], ""],
    ["Str.repeat_with", ["a", 3, ", "], "a, a, a"],
    ["Str.repeat_with", ["a", 0, ", "], ""],
    ["Str.repeat_with", ["a", -1, ", "], "run/bad-argument"],
    ["Str.pad_start", ["7", 3, "0"], "007"],
    ["Str.pad_start", ["😀", 3, "😀"], "😀😀😀"],
    ["Str.pad_start", ["7", 3, "00"], "run/bad-argument"],
    ["Str.pad_start", ["7", 1, ""], "run/bad-argument"],
    ["Str.pad_end", ["1234", 3, "0"], "1234"],
    ["Str.pad_end", ["1", -5, "0"], "1"],
    ["Str.center", ["hi", 5, "*"], "*hi**"],
    ["Str.left", ["a😀b", 2], "a😀"],
    ["Str.left", ["abc", -1], ""],
    ["Str.left", ["abc", 9], "abc"],
    ["Str.right", ["a😀b", 2], "😀b"],
    ["Str.right", ["abc", 9], "abc"],
    ["Str.right", ["abc", 0], ""],
    ["Str.split_at", ["key=value", 3], '("key", "=value")'],
    ["Str.split_at", ["ab", 9], '("ab", "")'],
    ["Str.split_at", ["ab", -1], "run/bad-argument"],
    ["Str.is_alpha", ["abÑ"], "false"],
    ["Str.is_alpha", ["ab"], "true"],
    ["Str.is_digit", ["٣"], "false"],
    ["Str.is_digit", [""], "false"],
    ["Str.is_numeric", ["+1.5"], "true"],
    ["Str.is_numeric", ["1."], "false"],
    ["Str.is_numeric", [" 1"], "false"],
    ["Str.to_int", ["42 "], "Ok(42)"],
    ["Str.to_int", ["+0042"], "Ok(42)"],
    ["Str.to_int", ["-0"], "Ok(0)"],
    ["Str.to_int", ["ff", 16], "Ok(255)"],
    ["Str.to_int", ["-FF", 16], "Ok(-255)"],
    ["Str.to_int", ["777", 8], "Ok(511)"],
    ["Str.to_int", ["-9223372036854775808"], "Ok(-9223372036854775808)"],
    ["Str.to_int", ["9223372036854775808"], 'Err("integer out of range: \\"9223372036854775808\\"")'],
    ["Str.to_int", ["7fffffffffffffff", 16], "Ok(9223372036854775807)"],
    ["Str.to_int", ["0x1f", 16], 'Err("not an integer: \\"0x1f\\"")'],
    ["Str.to_int", ["1_000"], 'Err("not an integer: \\"1_000\\"")'],
    ["Str.to_int", [" "], 'Err("not an integer: \\" \\"")'],
    ["Str.to_int", ["8", 8], 'Err("not an integer: \\"8\\"")'],
    ["Str.to_int", ["1", 3], "run/bad-argument"],
    ["Str.to_float", ["1.5e2"], "Ok(150.0)"],
    ["Str.to_float", [" -3 "], "Ok(-3.0)"],
    ["Str.to_float", ["inf"], 'Err("not a number: \\"inf\\"")'],
    ["Str.to_float", ["0x10"], 'Err("not a number: \\"0x10\\"")'],
    ["Str.to_float", [""], 'Err("not a number: \\"\\"")'],
  ]);
});

Deno.test("Bytes", () => {
  run([
    ["Bytes.len", [b(1, 2)], "2"],
    ["Bytes.is_empty", [b()], "true"],
    ["Bytes.to_str", [b(0xC3, 0xA9)], 'Ok("é")'],
    ["Bytes.to_str", [b(0xEF, 0xBB, 0xBF, 97)], 'Ok("\ufeffa")'],
    ["Bytes.to_str", [b(97, 0xFF)], 'Err("not valid UTF-8 at byte 1")'],
    ["Bytes.to_str", [b(97, 98, 0xC3)], 'Err("not valid UTF-8 at byte 2")'],
    ["Bytes.to_str", [b(0xED, 0xA0, 0x80)], 'Err("not valid UTF-8 at byte 0")'],
    ["Bytes.to_str", [b(0xF0, 0x9F, 0x98, 0x80, 0xC0)], 'Err("not valid UTF-8 at byte 4")'],
    ["Bytes.to_hex", [b(0, 255)], "00ff"],
    ["Bytes.to_base64", [b(104, 105, 63)], "aGk/"],
    ["Bytes.to_base64", [b(97)], "YQ=="],
    ["Bytes.to_base64url", [b(0xFF, 0xFE, 0xFD)], "__79"],
    ["Bytes.to_base64url", [b(97)], "YQ"],
    ["Bytes.to_list", [b(97, 255)], "[97, 255]"],
    ["Bytes.concat", [b(97), b(98)], 'b"ab"'],
    ["Bytes.from_hex", ["fFfe"], 'Ok(b"\\xff\\xfe")'],
    ["Bytes.from_hex", ["f"], 'Err("not valid hex: \\"f\\"")'],
    ["Bytes.from_hex", ["zz"], 'Err("not valid hex: \\"zz\\"")'],
    ["Bytes.from_base64", ["aGk_"], 'Ok(b"hi?")'],
    ["Bytes.from_base64", ["aGk/"], 'Ok(b"hi?")'],
    ["Bytes.from_base64", ["YQ"], 'Ok(b"a")'],
    ["Bytes.from_base64", ["YQ=="], 'Ok(b"a")'],
    ["Bytes.from_base64", ["YQ="], 'Err("not valid base64: \\"YQ=\\"")'],
    ["Bytes.from_base64", ["Y"], 'Err("not valid base64: \\"Y\\"")'],
    ["Bytes.from_base64", [" YQ"], 'Err("not valid base64: \\" YQ\\"")'],
    ["Bytes.from_list", [[104, 105]], 'b"hi"'],
    ["Bytes.from_list", [[256]], "run/bad-argument"],
    ["Bytes.from_list", [["a"]], "run/type"],
  ]);
});

/** Runs a method that changes its receiver and shows the receiver. */
function changed(key: string, receiver: unknown, ...args: unknown[]): string {
  library[key](receiver, ...args);
  return display(receiver);
}

Deno.test("List", () => {
  assert.equal(changed("List.push", [1], 2), "[1, 2]");
  assert.equal(changed("List.extend", [1], [2, 3]), "[1, 2, 3]");
  const self: unknown[] = [1, 2];
  library["List.extend"](self, self);
  assert.equal(display(self), "[1, 2, 1, 2]");
  assert.equal(changed("List.clear", [1]), "[]");
  assert.equal(changed("List.sort", [3, 1, 2]), "[1, 2, 3]");
  assert.equal(changed("List.sort_by", [3, 1, 2], (x: number, y: number) => y - x), "[3, 2, 1]");
  assert.equal(changed("List.reverse", [3, 1, 2]), "[2, 1, 3]");
  run([
    ["List.pop", [[1, 2]], "2"],
    ["List.pop", [[]], "run/empty"],
    ["List.sorted", [[2, NaN, 1.5, -1]], "[-1, 1.5, 2, NaN]"],
    ["List.sorted", [[f(2), 2, 1, f(1)]], "[1, 1.0, 2.0, 2]"],
    ["List.sorted", [["b", "a", "C", "\uffee", "😀"]], '["C", "a", "b", "\uffee", "😀"]'],
    ["List.sorted", [["b", "a", "C"]], '["C", "a", "b"]'],
    ["List.sorted", [[true, false]], "[false, true]"],
    ["List.sorted", [[d(15n, 1), 1]], "[1, 1.5]"],
    ["List.sorted", [[1, "a"]], "run/operand"],
    ["List.sorted", [[[1], [2]]], "run/operand"],
    ["List.sorted", [[9007199254740993n, 1]], "[1, 9007199254740993]"],
    [
      "List.sorted_by",
      [["bb", "a", "cc"], (x: string, y: string) => x.length - y.length],
      '["a", "bb", "cc"]',
    ],
    ["List.sorted_by", [[1, 2], () => "x"], "run/type"],
    ["List.reversed", [[1, 2]], "[2, 1]"],
    ["List.len", [[1]], "1"],
    ["List.is_empty", [[]], "true"],
    ["List.contains", [[1, 2], f(2)], "true"],
    ["List.contains", [[[1]], [1]], "true"],
    ["List.index_of", [["a", "b"], "b"], "Ok(1)"],
    ["List.index_of", [["a"], "z"], 'Err("value not found: \\"z\\"")'],
    ["List.get", [[4, 9], -1], "Ok(9)"],
    ["List.get", [[4, 9, 1, 9], 7], 'Err("index out of range: 7 (length 4)")'],
    ["List.get", [[4], -2], 'Err("index out of range: -2 (length 1)")'],
    ["List.first", [[]], 'Err("list is empty")'],
    ["List.first", [[4, 9]], "Ok(4)"],
    ["List.last", [[4, 9]], "Ok(9)"],
    ["List.slice", [[1, 2, 3, 4], 1, -1], "[2, 3]"],
    ["List.take", [[1, 2], 9], "[1, 2]"],
    ["List.take", [[1, 2], -1], "[]"],
    ["List.drop", [[1, 2], 1], "[2]"],
    ["List.drop", [[1, 2], -1], "[1, 2]"],
    ["List.init", [[]], "[]"],
    ["List.init", [[1, 2]], "[1]"],
    ["List.tail", [[1, 2]], "[2]"],
    ["List.split_at", [[1, 2, 3], 1], "([1], [2, 3])"],
    ["List.split_at", [[1], -5], "([], [1])"],
    ["List.split_at", [[1], 5], "([1], [])"],
    ["List.insert_at", [[1, 2], 1, 9], "[1, 9, 2]"],
    ["List.insert_at", [[1], 7, 9], "[1, 9]"],
    ["List.insert_at", [[1], -1, 9], "run/bad-argument"],
    ["List.remove_at", [[1, 2, 3], 0], "[2, 3]"],
    ["List.remove_at", [[1], 1], "run/index"],
    ["List.remove_at", [[1], -1], "run/index"],
    ["List.chain", [[1], [2]], "[1, 2]"],
    ["List.map", [[1, 2], (x: number) => x * 10], "[10, 20]"],
    ["List.each", [[1], () => null], "null"],
    ["List.filter", [[1, 2, 3], isOdd], "[1, 3]"],
    ["List.filter", [[1], () => 1], "run/type: expected `Bool`, found `Int`"],
    ["List.find", [[2, 3], isOdd], "Ok(3)"],
    ["List.find", [[2], isOdd], 'Err("no element matches")'],
    ["List.find_index", [[2, 3], isOdd], "Ok(1)"],
    ["List.find_index", [[2], isOdd], 'Err("no element matches")'],
    ["List.any", [[], isOdd], "false"],
    ["List.any", [[2, 3], isOdd], "true"],
    ["List.all", [[], isOdd], "true"],
    ["List.all", [[1, 2], isOdd], "false"],
    ["List.count", [[1, 2, 3], isOdd], "2"],
    ["List.partition", [[1, 2, 3], isOdd], "([1, 3], [2])"],
    ["List.flat_map", [[1, 2], (x: number) => [x, x * 10]], "[1, 10, 2, 20]"],
    ["List.flat_map", [[1], (x: number) => x], "run/type"],
    ["List.flatten", [[[1], [2, [3]]]], "[1, 2, [3]]"],
    ["List.flatten", [[1]], "run/type"],
    ["List.reduce", [[1, 2, 3], 10, plus], "16"],
    ["List.reduce", [[], 10, plus], "10"],
    ["List.scan", [[4, 9, 1, 9], 0, plus], "[4, 13, 14, 23]"],
    ["List.sum", [[]], "0"],
    ["List.sum", [[1, 2, 3]], "6"],
    ["List.sum", [[1.5, 2.5]], "4.0"],
    ["List.sum", [[1, f(2)]], "3.0"],
    ["List.sum", [[d(15n, 1), 1]], "2.5"],
    ["List.sum", [[9223372036854775807n, 1]], "run/overflow"],
    ["List.sum", [["a"]], "run/operand"],
    ["List.product", [[]], "1"],
    ["List.product", [[2, 3, 4]], "24"],
    ["List.product", [[2, 0.5]], "1.0"],
    ["List.min", [[4, 1, 9]], "Ok(1)"],
    ["List.max", [[4, f(9), 9]], "Ok(9.0)"],
    ["List.max", [["a", "b"]], 'Ok("b")'],
    ["List.min", [[]], 'Err("list is empty")'],
    ["List.min", [[1, "a"]], "run/operand"],
    ["List.min_by", [["ccc", "a", "b"], (s: string) => s.length], 'Ok("a")'],
    ["List.max_by", [["a", "bb", "cc"], (s: string) => s.length], 'Ok("bb")'],
    ["List.max_by", [[], isOdd], 'Err("list is empty")'],
    ["List.unique", [[4, 9, 4, 1]], "[4, 9, 1]"],
    [
      "List.unique",
      [[1, f(1), d(10n, 1), "1", 2, [1], [1], NaN, NaN, null, null]],
      '[1, "1", 2, [1], NaN, NaN, null]',
    ],
    ["List.unique", [[d(10n, 1), 1, f(1)]], "[1.0, 1.0]"],
    ["List.group_by", [[4, 9, 1, 9], (n: number) => n > 3], "{true: [4, 9, 9], false: [1]}"],
    ["List.group_by", [[1], () => [1]], "run/map-key"],
    ["List.to_map", [[t("a", 1), t("b", 2), t("a", 3)]], '{"a": 3, "b": 2}'],
    ["List.to_map", [[t(1)]], "run/type"],
    ["List.zip", [[1, 2, 3], ["a"]], '[(1, "a")]'],
    ["List.zip_with", [[1, 2], [10, 20], plus], "[11, 22]"],
    ["List.zip_to_map", [["a", "b"], [1]], '{"a": 1}'],
    ["List.enumerate", [["a"]], '[(0, "a")]'],
    ["List.intersperse", [[1, 2, 3], 0], "[1, 0, 2, 0, 3]"],
    ["List.intersperse", [[], 0], "[]"],
    ["List.cycle", [[1, 2], 2], "[1, 2, 1, 2]"],
    ["List.cycle", [[1], -1], "[]"],
    ["List.cycle", [[], 9223372036854775807n], "[]"],
    ["List.windows", [[4, 9, 1, 9], 3], "[[4, 9, 1], [9, 1, 9]]"],
    ["List.windows", [[1], 2], "[]"],
    ["List.windows", [[1], 0], "run/bad-argument"],
    ["List.starts_with", [[1, 2], []], "true"],
    ["List.starts_with", [[1, 2], [f(1)]], "true"],
    ["List.ends_with", [[1, 2], [2, 1]], "false"],
    ["List.ends_with", [[1], [1, 1]], "false"],
    ["List.ends_with", [[1, 2], [2]], "true"],
    ["List.join", [["a", "b"], "-"], "a-b"],
    ["List.join", [[1], "-"], "run/type"],
  ]);
});

Deno.test("Map", () => {
  const stock = () => m(["nut", 3], ["bolt", 5]);
  assert.equal(changed("Map.remove", stock(), "nut"), '{"bolt": 5}');
  assert.equal(changed("Map.clear", stock()), "{}");
  run([
    ["Map.len", [stock()], "2"],
    ["Map.is_empty", [m()], "true"],
    ["Map.has", [stock(), "nut"], "true"],
    ["Map.has", [m([1, 1]), f(1)], "true"],
    ["Map.has_value", [stock(), f(5)], "true"],
    ["Map.get", [stock(), "nut"], "Ok(3)"],
    ["Map.get", [stock(), "pin"], 'Err("key not found: \\"pin\\"")'],
    ["Map.get", [m(["a", null]), "a"], "Ok(null)"],
    ["Map.get_or", [stock(), "pin", 0], "0"],
    ["Map.keys", [stock()], '["nut", "bolt"]'],
    ["Map.keys", [m([f(2), 1])], "[2.0]"],
    ["Map.values", [stock()], "[3, 5]"],
    ["Map.keys_sorted", [stock()], '["bolt", "nut"]'],
    ["Map.entries", [stock()], '[("nut", 3), ("bolt", 5)]'],
    ["Map.remove", [stock(), "pin"], "false"],
    ["Map.with", [stock(), "nut", 1], '{"nut": 1, "bolt": 5}'],
    ["Map.with", [stock(), "pin", 1], '{"nut": 3, "bolt": 5, "pin": 1}'],
    ["Map.merge", [stock(), m(["bolt", 7], ["cog", 1])], '{"nut": 3, "bolt": 7, "cog": 1}'],
    ["Map.merge", [m([1, 1]), m([f(1), 2], [f(3), 4])], "{1: 2, 3.0: 4}"],
    ["Map.merge_with", [stock(), m(["bolt", 7], ["cog", 1]), plus], '{"nut": 3, "bolt": 12, "cog": 1}'],
    ["Map.update", [stock(), "nut", (v: number) => v * 10], '{"nut": 30, "bolt": 5}'],
    ["Map.update", [stock(), "none", (v: number) => v * 10], '{"nut": 3, "bolt": 5}'],
    ["Map.filter", [stock(), (_: string, v: number) => v > 4], '{"bolt": 5}'],
    ["Map.filter", [stock(), () => 1], "run/type"],
    ["Map.map", [stock(), (k: string, v: number) => k + v], '["nut3", "bolt5"]'],
    ["Map.map_values", [stock(), (v: number) => -v], '{"nut": -3, "bolt": -5}'],
    ["Map.each", [stock(), () => null], "null"],
    ["Map.invert", [m(["a", 1], ["b", 2], ["c", 1])], '{1: "c", 2: "b"}'],
    ["Map.invert", [m(["a", [1]])], "run/map-key"],
  ]);
});

Deno.test("Int, Range, Result, Any", () => {
  const r = (from: number, to: number) => new Range(from, to, false);
  run([
    ["Int.abs", [-5], "5"],
    ["Int.abs", [-9223372036854775808n], "run/overflow"],
    ["Int.to_str", [-5], "-5"],
    ["Int.to_str_base", [255, 16], "ff"],
    ["Int.to_str_base", [-5, 2], "-101"],
    ["Int.to_str_base", [5, 3], "run/bad-argument"],
    ["Range.len", [r(0, 5)], "5"],
    ["Range.len", [new Range(0, 5, true)], "6"],
    ["Range.len", [r(5, 0)], "0"],
    ["Range.is_empty", [r(5, 0)], "true"],
    ["Range.contains", [r(0, 5), 4], "true"],
    ["Range.contains", [r(0, 5), f(4)], "false"],
    [
      "Range.to_list",
      [new Range(9223372036854775806n, 9223372036854775807n, true)],
      "[9223372036854775806, 9223372036854775807]",
    ],
    ["Range.enumerate", [r(5, 7)], "[(0, 5), (1, 6)]"],
    ["Range.zip", [new Range(0, 9223372036854775807n, false), ["a"]], '[(0, "a")]'],
    ["Range.chain", [r(1, 3), [9]], "[1, 2, 9]"],
    ["Range.step_by", [r(0, 10), 4], "[0, 4, 8]"],
    ["Range.step_by", [r(0, 10), 0], "run/bad-argument"],
    ["Result.is_ok", [new Ok(1)], "true"],
    ["Result.is_err", [new Ok(1)], "false"],
    ["Result.unwrap_or", [new Err(1), 2], "2"],
    ["Result.unwrap_or_else", [new Err(1), (e: number) => e + 1], "2"],
    ["Result.expect", [new Ok(1), "m"], "1"],
    ["Result.expect", [new Err("disk full"), "save"], "run/expect: save: disk full"],
    ["Result.ok", [new Err(1)], "null"],
    ["Result.map", [new Ok(1), (v: number) => v + 1], "Ok(2)"],
    ["Result.map", [new Err(1), (v: number) => v + 1], "Err(1)"],
    ["Result.map_err", [new Err(1), (v: number) => v + 1], "Err(2)"],
    ["Result.and_then", [new Ok(1), (v: number) => new Err(v)], "Err(1)"],
    ["Result.and_then", [new Ok(1), (v: number) => v], "run/type"],
    ["Any.as_int", ["x"], 'Err("expected Int, got Str")'],
    ["Any.as_float", [f(1)], "Ok(1.0)"],
    ["Any.as_float", [1], 'Err("expected Float, got Int")'],
    ["Any.as_map", [m()], "Ok({})"],
    ["Any.as_list", [null], 'Err("expected List, got Null")'],
    ["Any.type_name", [null], "Null"],
  ]);
});

Deno.test("prelude", () => {
  run([
    ["len", ["ñandú"], "5"],
    ["len", [m(["a", 1])], "1"],
    ["len", [new Range(0, 5, true)], "6"],
    ["len", [5], "run/type"],
    ["str", [f(2)], "2.0"],
    ["int", ["42"], "42"],
    ["int", [-3.9], "-3"],
    ["int", [-0.5], "0"],
    ["int", [true], "1"],
    ["int", [d(-199n, 1)], "-19"],
    ["int", ["x"], 'run/bad-argument: not an integer: "x"'],
    ["int", [NaN], "run/overflow"],
    ["int", [f(1e19)], "run/overflow"],
    ["int", [f(9223372036854774784)], "9223372036854774784"],
    ["int", [null], "run/type"],
    ["float", [2], "2.0"],
    ["float", ["1e2"], "100.0"],
    ["float", [d(15n, 1)], "1.5"],
    ["float", [true], "1.0"],
    ["float", ["x"], 'run/bad-argument: not a number: "x"'],
    ["float", [[]], "run/type"],
    ["bytes", ["é"], 'b"\\xc3\\xa9"'],
    ["range", [3], "[0, 1, 2]"],
    ["range", [5, 0, -2], "[5, 3, 1]"],
    ["range", [0], "[]"],
    ["range", [2, 1], "[]"],
    ["range", [1, 2, 0], "run/bad-argument"],
    ["range", [9223372036854775806n, 9223372036854775807n], "[9223372036854775806]"],
    ["zip", [[1, 2], ["a", "b", "c"]], '[(1, "a"), (2, "b")]'],
    ["zip", [[1], [2], [3], [4], [[5], [6]]], "[(1, 2, 3, 4, 5, 6)]"],
    ["abs", [-2.5], "2.5"],
    ["abs", [f(-2)], "2.0"],
    ["abs", [d(-15n, 1)], "1.5"],
    ["abs", ["x"], "run/type"],
    ["min", [3, 1, [2]], "1"],
    ["max", [f(1), 2.5, []], "2.5"],
    ["max", [1, 2.5], "run/operand"],
    ["min", ["a", "b"], "run/type"],
    ["clamp", [15, 0, 10], "10"],
    ["clamp", [f(-1), f(0), f(1)], "0.0"],
    ["clamp", [1, 5, 2], "run/bad-argument"],
    ["clamp", [1, 0.5, 2], "run/operand"],
    ["pow", [-8, 0.5], "run/bad-argument"],
    ["pow", [0, -1], "run/bad-argument"],
    ["sqrt", [-1], "run/bad-argument"],
    ["ceil", [-2.1], "-2"],
    ["ceil", [-0.5], "0"],
    ["floor", [-2.1], "-3"],
    ["floor", [7], "7"],
    ["floor", [f(1e300)], "run/overflow"],
    ["round", [2.5], "3"],
    ["round", [-2.5], "-3"],
    ["round", [0.49999999999999994], "0"],
    ["round", [-0.2], "0"],
    ["round", [3.14159, 2], "3.14"],
    ["round", [2, 1], "2.0"],
    ["round", [2.675, 2], "2.67"],
    ["round", [1.5, 16], "run/bad-argument"],
    ["round", [Infinity, 2], "inf"],
    ["round", [Infinity], "run/overflow"],
    ["popcount", [-1], "64"],
    ["popcount", [7], "3"],
    ["leading_zeros", [1], "63"],
    ["leading_zeros", [0], "64"],
    ["leading_zeros", [-1], "0"],
    ["trailing_zeros", [0], "64"],
    ["trailing_zeros", [8], "3"],
    ["trailing_zeros", [-9223372036854775808n], "63"],
    ["rotate_left", [1, 4], "16"],
    ["rotate_left", [1, 64], "1"],
    ["rotate_left", [-9223372036854775808n, 1], "1"],
    ["rotate_right", [1, 1], "-9223372036854775808"],
    ["rotate_right", [1, 0], "1"],
    ["panic", ["no"], "run/panic: no"],
    ["assert", [true], "null"],
    ["assert", [false], "run/assert: assertion failed"],
    ["assert", [false, "why"], "run/assert: why"],
    ["assert_eq", [1, f(1)], "null"],
    ["assert_eq", [1, 2, "sum"], "run/assert: sum"],
    ["assert_ne", [1, f(1)], "run/assert"],
    ["assert_throws", [() => library["panic"]("no seats"), "seats"], "no seats"],
    ["assert_throws", [() => library["panic"]("no"), "seats"], "run/assert"],
    ["assert_throws", [() => null], "run/assert"],
    ["assert_ok", [new Ok(1)], "1"],
    ["assert_ok", [new Err(1)], "run/assert"],
    ["assert_err", [new Err(1)], "1"],
    ["assert_err", [new Ok(1)], "run/assert"],
  ]);
  assert.throws(() => library["assert_eq"](1, "a"), (error: Failure) => {
    assert.deepEqual(error.details, ["left:  1", 'right: "a"']);
    return true;
  });
});

Deno.test("print and input go through the host", () => {
  const written: string[] = [];
  setHost({
    stdout: (text) => void written.push(`out ${text}`),
    stderr: (text) => void written.push(`err ${text}`),
    readLine: () => "line",
    env: { get: () => undefined, set: () => {}, all: () => ({}) },
    args: [],
    now: () => Date.UTC(2026, 2, 9, 10, 0, 0, 123),
    monotonic: () => 0,
    sleep: () => Promise.resolve(),
    isStderrTerminal: false,
  });
  library["print"](["a", 1], "-", "!\n");
  library["print"]([], undefined, undefined, "stderr");
  assert.equal(library["input"]("? "), "line");
  assert.deepEqual(written, ["out a-1!\n", "err \n", "out ? "]);
  assert.throws(() => library["print"](["x"], " ", "\n", "file.txt"), Failure);
  assert.equal(library["now_iso"](), "2026-03-09T10:00:00.123Z");
});
