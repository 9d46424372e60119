import assert from "node:assert/strict";
import { checkRegex, toJavaScript } from "../../src/syntax/regex_syntax.ts";
import { implementations } from "../../stdlib/regex/regex.ts";
import type { RegexMatch } from "../../stdlib/regex/regex_match.ts";
import { checkTable, type Row } from "./table.ts";

Deno.test("regex syntax: what is refused, and where", () => {
  const rows: [pattern: string, message: string, index: number][] = [
    ["(", "unclosed group", 0],
    ["a(b(c)", "unclosed group", 1],
    ["a)", "`)` without `(`", 1],
    ["[a", "unclosed class", 0],
    ["[a-", "unclosed class", 0],
    ["[]", "an empty class", 0],
    ["[^]", "an empty class", 0],
    ["[z-a]", "a range out of order", 1],
    ["[a-\\d]", "a range from or to a set of characters", 1],
    ["*a", "nothing to repeat", 0],
    ["a|+", "nothing to repeat", 2],
    ["(?:?)", "nothing to repeat", 3],
    ["a**", "a quantifier after another", 2],
    ["a{2}{3}", "a quantifier after another", 4],
    ["^*", "an assertion cannot be repeated", 1],
    ["\\b+", "an assertion cannot be repeated", 2],
    ["a{2,1}", "the counts are out of order", 1],
    ["a{", "a brace that is no count; a literal one is written `\\{`", 1],
    ["a{x}", "a brace that is no count; a literal one is written `\\{`", 1],
    ["(?=a)", "look-around is not supported", 0],
    ["(?!a)", "look-around is not supported", 0],
    ["x(?<=a)", "look-around is not supported", 1],
    ["(?<!a)", "look-around is not supported", 0],
    ["(a)\\1", "back-references are not supported", 3],
    ["(?<n>a)\\k<n>", "back-references are not supported", 7],
    ["(?<n>a)(?<n>b)", "two groups are called `n`", 10],
    ["(?<1>a)", "bad name of a group", 3],
    ["(?P<n>a)", "unknown kind of group; named groups are written `(?<name> )`", 0],
    ["a(?i)b", "flags stand at the start of the pattern", 1],
    ["(?i:a)", "flags stand at the start of the pattern", 0],
    ["(?x)a", "unknown flag `x`", 2],
    ["\\q", "unknown escape `\\q`", 0],
    ["\\p{Greek}", "unknown category `Greek`", 0],
    ["\\pL", "a category is written `\\p{L}`", 0],
    ["\\", "a backslash at the end", 0],
    ["ñ😀(", "unclosed group", 2],
  ];
  for (const [pattern, message, index] of rows) {
    assert.deepEqual(checkRegex(pattern), { message, index }, pattern);
    assert.throws(() => toJavaScript(pattern), SyntaxError);
  }
  assert.equal(checkRegex("()".repeat(70000))?.message, "too large");
});

Deno.test("regex: what the syntax matches", () => {
  const rows: [pattern: string, text: string, isMatch: boolean][] = [
    ["^a+$", "aaa", true],
    ["b", "aaa", false],
    ["", "", true],
    ["^.$", "😀", true],
    ["a.b", "a\nb", false],
    ["(?s)a.b", "a\nb", true],
    ["^b$", "a\nb", false],
    ["(?m)^b$", "a\nb", true],
    ["(?i)STRASSE", "strasse", true],
    ["(?i)(?m)^B", "a\nb", true],
    ["(?im)^B", "a\nb", true],
    ["^\\d$", "٣", false],
    ["^\\D$", "٣", true],
    ["^\\w$", "é", false],
    ["(?i)^\\w$", "\u017F", false],
    ["(?i)^\\w$", "K", true],
    ["^\\s$", "\u00A0", true],
    ["a\\b", "a b", true],
    ["a\\B", "ab", true],
    ["^\\p{L}+$", "ñandú", true],
    ["^\\P{L}+$", "12", true],
    ["^\\p{Lu}$", "a", false],
    ["^[a-c]{2,3}$", "abc", true],
    ["^[a-c]{2}$", "abc", false],
    ["^[a-c]{2,}$", "abcabc", true],
    ["^[^a-c]$", "d", true],
    ["^[-a]$", "-", true],
    ["^[a-]$", "-", true],
    ["^[\\]\\\\^]+$", "]\\^", true],
    ["^[\\w.]+$", "a.b", true],
    ["^\\{\\}$", "{}", true],
    ["^]}$", "]}", true],
    ["^\\x41\\u{1F600}\\t$", "A😀\t", true],
    ["^a-b/c$", "a-b/c", true],
    ["^(?:ab)+?$", "abab", true],
    ["^(a|b|)$", "", true],
  ];
  checkTable(implementations, rows.map(([p, s, isMatch]): Row => ["regex.match", [p, s], String(isMatch)]));
});

Deno.test("regex functions", () => {
  const upper = (match: RegexMatch) => match.text.toUpperCase();
  checkTable(implementations, [
    [
      "regex.find",
      ["(?<y>\\d{4})-(\\d+)", "on 2026-03"],
      'Ok(RegexMatch { text: "2026-03", start: 3, end: 10, groups: ["2026", "03"], named: {"y": "2026"} })',
    ],
    [
      "regex.find",
      ["(?<a>x)|(b)", "😀ñb"],
      'Ok(RegexMatch { text: "b", start: 2, end: 3, groups: [null, "b"], named: {"a": null} })',
    ],
    ["regex.find", ["x", "abc"], 'Err("no match")'],
    ["regex.find", ["(", "abc"], "run/bad-argument: bad pattern `(` at position 0: unclosed group"],
    ["regex.replace", ["(\\w+)@", "ana@x.org", "<$1> at "], '"<ana> at x.org"'],
    ["regex.replace", ["(?<k>\\w)=(\\d)", "a=1 b=2", "$2=$<k> $0 $$1 $"], '"1=a a=1 $1 $ 2=b b=2 $1 $"'],
    ["regex.replace", ["(a)", "a", "$12"], '"a2"'],
    ["regex.replace", ["(a)|b", "b", "[$1]"], '"[]"'],
    ["regex.replace", ["(a)", "a", "$2"], "run/bad-argument: the pattern has no group 2"],
    ["regex.replace", ["(a)", "a", "$<n>"], "run/bad-argument: the pattern has no group `n`"],
    ["regex.replace", ["[a-z]+", "ab 1 c", upper], '"AB 1 C"'],
    ["regex.replace", ["a", "a", (_match: unknown) => 1], "run/type: expected `Str`, found `Int`"],
    ["regex.replace", ["", "a😀", "-"], '"-a-😀-"'],
    ["regex.replace", ["x", "abc", "$9"], '"abc"'],
    ["regex.split", [",\\s*", "a, b,c"], '["a", "b", "c"]'],
    ["regex.split", ["(,)", "a,b"], '["a", "b"]'],
    ["regex.split", [",", ""], '[""]'],
    ["regex.split", [",", ",a,"], '["", "a", ""]'],
    ["regex.split", ["", "a😀b"], '["a", "😀", "b"]'],
    ["regex.split", ["x*", "axb"], '["a", "b"]'],
    ["regex.is_valid", ["a|b"], "true"],
    ["regex.is_valid", ["(?=a)"], "false"],
    [
      "regex.escape",
      ["1+1=2? (a.b) [c] {d} ^$|*\\"],
      '"1\\\\+1=2\\\\? \\\\(a\\\\.b\\\\) \\\\[c\\\\] \\\\{d\\\\} \\\\^\\\\$\\\\|\\\\*\\\\\\\\"',
    ],
  ]);
  const all = implementations["regex.find_all"]("\\w", "😀a😀b");
  assert.deepEqual(all.map((match) => [match.text, match.start, match.end]), [["a", 1, 2], ["b", 3, 4]]);
  assert.deepEqual(implementations["regex.find_all"]("x*", "ax").map((match) => match.start), [0, 1, 2]);
  const text = "a.b*c[d]{e}-^";
  assert.ok(implementations["regex.match"]("^" + implementations["regex.escape"](text) + "$", text));
});
