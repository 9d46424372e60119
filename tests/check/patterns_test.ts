import assert from "node:assert/strict";
import { bindPattern, type PatternMode } from "../../src/check/patterns/bind.ts";
import { checkMatchCoverage } from "../../src/check/patterns/match_coverage.ts";
import type { VariantSymbol } from "../../src/types/symbol.ts";
import { printType } from "../../src/types/print_type.ts";
import { find, lines, world } from "./program.ts";

const ENUMS = `enum Status { Draft, Published(day: Int), Failed(code: Int, why: Str) }
enum Color { Red, Green, Blue }
enum Option<T> { Some(value: T), Nothing }
enum Quiet { on, off(at: Int) }
`;

/** Binds and covers `match value { arms }`; gives diagnostics and the bindings of all arms. */
function check(type: string, arms: string) {
  const w = world(`${ENUMS}match value { ${arms} }`);
  const match = find(w.program, "MatchExpr");
  const scrutinee = w.type(type);
  const variants = new Map<number, VariantSymbol>();
  const bound: string[] = [];
  for (const arm of match.arms) {
    for (const { name, type } of bindPattern(arm.pattern, scrutinee, "match", host(w, variants))) {
      bound.push(`${name}: ${printType(type)}`);
    }
  }
  checkMatchCoverage(match, scrutinee, (pattern) => variants.get(pattern.id) ?? null, w.file, w.report);
  return { lines: lines(w), bound, diagnostics: w.diagnostics };
}

function host(w: ReturnType<typeof world>, variants = new Map<number, VariantSymbol>()) {
  return {
    file: w.file,
    report: w.report,
    enumNamed: (name: string) => w.enums.get(name) ?? null,
    enumNames: () => w.enums.keys(),
    declare: () => {},
    setVariant: (id: number, variant: VariantSymbol) => void variants.set(id, variant),
  };
}

/** Scrutinee, arms, missing cases; "" when all is covered. */
const COVERAGE: readonly (readonly [string, string, string])[] = [
  ["Bool", "true => 1, false => 2", ""],
  ["Bool", "true => 1", "`false`"],
  ["Bool", "", "`true` and `false`"],
  ["Bool", "true if x => 1, false => 2", "`true`"],
  ["Result<Int>", "Ok(1) if x => 1, Ok(2) if x => 2, Err(_) => 2", "`Ok(_)`"],
  ["Color", "Blue => 1", "`Red` and `Green`"],
  ["Status", "Failed(_, _) => 1, Draft => 2", "`Published(_)`"],
  ["Bool", "true | false => 1", ""],
  ["Status", "Draft => 1, Published(_) => 2, Failed(_, _) => 3", ""],
  ["Status", "Draft => 1", "`Published(_)` and `Failed(_, _)`"],
  ["Status", "Draft => 1, Published(1) => 2, Failed(c, _) => 3", "`Published(_)`"],
  ["Status", "Draft => 1, Published(n) if n > 1 => 2, Published(_) => 3, s => 4", ""],
  ["Result<Int>", "Ok(n) => n", "`Err(_)`"],
  ["Result<Int>", "Ok() => 1, Err() => 2", ""],
  ["Result<Bool>", "Ok(true) => 1, Err(_) => 2", "`Ok(false)`"],
  ["Int?", "null => 1, n => 2", ""],
  ["Int?", "1 => 1", "`null` and `_`"],
  ["Int?", "null => 1, 1 => 2", "`_`"],
  ["Bool?", "true => 1, false => 2", "`null`"],
  ["(Bool, Bool)", "(true, false) => 1, (false, true) => 2", "`(true, true)` and `(false, false)`"],
  ["(Bool, Bool)", "(true, _) => 1, (_, true) => 2, (false, false) => 3", ""],
  [
    "(Color, Bool?)",
    "(Red, _) => 1, (_, null) => 2",
    "`(Green, true)`, `(Green, false)`, `(Blue, true)` and `(Blue, false)`",
  ],
  ["(Bool,)", "(true,) => 1", "`(false,)`"],
  ["()", "() => 1", ""],
  ["Option<Bool>", "Some(true) => 1, Nothing => 2", "`Some(false)`"],
  ["Option<Option<Bool>>", "Some(Some(_)) => 1, Nothing => 2", "`Some(Nothing)`"],
  ["Quiet", "Quiet.off(_) => 1", "`Quiet.on`"],
];

Deno.test("coverage: uncovered cases of closed types are listed", () => {
  for (const [type, arms, missing] of COVERAGE) {
    const { lines } = check(type, arms);
    const expected = missing === ""
      ? []
      : [`match/missing-case "match value": this \`match\` over \`${type}\` does not cover ${missing}`];
    assert.deepEqual(lines, expected, `${type}: ${arms}`);
  }
});

Deno.test("coverage: open types want a catch-all", () => {
  const warned = ['match/not-exhaustive "match value": this `match` does not cover every `Int`'];
  assert.deepEqual(check("Int", "1 => 1, 2..5 => 2").lines, warned);
  assert.deepEqual(check("Int", "1 => 1, n if n > 3 => 2").lines, warned);
  assert.deepEqual(check("Int", "1 => 1, n => 2").lines, []);
  assert.deepEqual(check("(Bool, Int)", "(true, _) => 1, (false, 3) => 2").lines.length, 1);
  assert.deepEqual(check("Any", "Ok(_) => 1, Err(_) => 2").lines.length, 1);
});

Deno.test("coverage: arms that can never be chosen", () => {
  const arm = (
    text: string,
  ) => [`match/unreachable-arm ${JSON.stringify(text)}: this arm can never be chosen`];
  assert.deepEqual(check("Bool", "true => 1, false => 2, _ => 3").lines, arm("_"));
  assert.deepEqual(check("Int", "1..10 => 1, 3..=9 => 2, _ => 3").lines, arm("3..=9"));
  assert.deepEqual(check("Int", "1..5 => 1, 5..=9 => 2, 2..8 => 3, _ => 4").lines, arm("2..8"));
  assert.deepEqual(check("Int", "1..5 => 1, 2..6 => 3, _ => 4").lines, []);
  assert.deepEqual(check("Int", "1 | 2 => 1, 1 => 2, _ => 4").lines, arm("1"));
  assert.deepEqual(check("Str", '"a" => 1, "b" => 2, "a" => 3, _ => 4').lines, arm('"a"'));
  assert.deepEqual(check("Result<Int>", "Ok(_) => 1, Ok(3) => 2, Err(_) => 3").lines, arm("Ok(3)"));
  assert.deepEqual(check("Status", "s => 1, Draft => 2").lines, arm("Draft"));
  assert.deepEqual(check("Any", "1..5 => 1, 3 => 2, 3.0 => 3, _ => 4").lines, arm("3.0"));
  assert.deepEqual(
    check("(Bool, Bool)", "(true, true) => 1, (_, false) => 2, (true, _) => 3, (false, _) => 4").lines,
    arm("(true, _)"),
  );
});

Deno.test("coverage: big matrices are bounded", () => {
  const names = Array.from({ length: 600 }, (_, i) => `V${i}`);
  const w = world(
    `enum Big { ${names.join(", ")} }\nmatch value { ${
      names.slice(0, 590).map((name) => `${name} => 1`).join(", ")
    } }`,
  );
  const match = find(w.program, "MatchExpr");
  const big = w.enums.get("Big")!;
  const byName = new Map(big.variants.map((variant) => [variant.name, variant]));
  checkMatchCoverage(
    match,
    w.type("Big"),
    (p) => byName.get(typeof p.name === "string" ? p.name : "") ?? null,
    w.file,
    w.report,
  );
  assert.match(lines(w)[0]!, /does not cover `V590`.*`V597` and 2 more$/);
  const hard = Array.from(
    { length: 14 },
    (_, i) =>
      `(${
        Array.from({ length: 14 }, (_, j) => i === j ? "true" : j === (i * 5 + 3) % 14 ? "false" : "_").join(
          ", ",
        )
      }) => 1`,
  );
  const started = performance.now();
  check(`(${Array(14).fill("Bool").join(", ")})`, hard.join(", "));
  const arms = (of: (i: number) => string) =>
    Array.from({ length: 3_000 }, (_, i) => `${of(i)} => 1`).join(", ");
  assert.equal(check("Int", arms((i) => `${i}`)).lines.length, 1);
  assert.equal(check("Int", `${arms((i) => `${i}`)}, 7 => 2, _ => 3`).lines.length, 1);
  check("Int", arms((i) => `0..${i + 1}`));
  check("Str", arms((i) => `"${i}"`));
  check("Int", arms((i) => i % 2 === 0 ? `${i}` : "n if n > 3"));
  const many = Array.from({ length: 60 }, (_, i) => i).join(" | ");
  check("(Int, Int, Int, Int)", `(${many}, ${many}, ${many}, ${many}) => 1`);
  assert.ok(performance.now() - started < 5_000);
});

Deno.test("patterns: what they bind", () => {
  assert.deepEqual(check("(Int, Result<Str, Bool>)", "(n, Ok(s)) => 1, (m, Err(e)) => 2").bound, [
    "n: Int",
    "s: Str",
    "m: Int",
    "e: Bool",
  ]);
  assert.deepEqual(check("Status", "Published(d) => 1, Status.Failed(c, w) => 2, other => 3").bound, [
    "d: Int",
    "c: Int",
    "w: Str",
    "other: Status",
  ]);
  assert.deepEqual(check("Option<Int>", "Some(v) => 1, Nothing => 2").bound, ["v: Int"]);
  assert.deepEqual(check("Any", "Status.Published(d) => 1, (a, b) => 2, Ok(x) => 3, _ => 4").bound, [
    "d: Any",
    "a: Any",
    "b: Any",
    "x: Any",
  ]);
  assert.deepEqual(check("Result<Int>", "Ok(n) => n, Err(e) => e").bound, ["n: Int", "e: Any"]);
});

const ERRORS: readonly (readonly [string, string, string, string?])[] = [
  [
    "Status",
    "Drat => 1",
    'pattern/unknown-variant "Drat": `Status` has no variant `Drat`',
    "did you mean `Draft`?",
  ],
  [
    "Status",
    "Status.Publishd(_) => 1",
    'pattern/unknown-variant "Publishd": `Status` has no variant `Publishd`',
    "did you mean `Published`?",
  ],
  [
    "Status",
    "Statos.Draft => 1",
    'pattern/unknown-variant "Statos": `Statos` is not an enum',
    "did you mean `Status`?",
  ],
  [
    "Int",
    "MAX => 1",
    'pattern/unknown-variant "MAX": `MAX` is no variant: the matched value is an `Int`',
    "a name that starts in upper case never binds; to compare with a constant write `x if x == MAX`",
  ],
  [
    "Any",
    "Draft => 1",
    'pattern/unknown-variant "Draft": the enum of `Draft` is not known here, because the matched value is `Any`',
    "write it with its enum: `Status.Draft`",
  ],
  [
    "Quiet",
    "off(_) => 1",
    'pattern/unknown-variant "off": a variant in lower case is written with its enum',
    "write `Quiet.off(…)`",
  ],
  [
    "Status",
    "Published => 1",
    'pattern/arity "Published": `Published` has 1 payload value, found no sub-patterns',
    "write `Published(day)`, with `_` for what does not matter",
  ],
  [
    "Status",
    "Draft(x) => 1",
    'pattern/arity "Draft(x)": `Draft` has no payload values, found 1 sub-pattern',
    "write `Draft`",
  ],
  [
    "Result<Int>",
    "Ok(a, b) => 1",
    'pattern/arity "Ok(a, b)": `Ok` takes one sub-pattern, found 2',
    "match several values as a tuple: `Ok((a, b))`",
  ],
  [
    "Result<Int>",
    "Ok => 1",
    'pattern/arity "Ok": `Ok` needs a sub-pattern',
    "write `Ok(_)`, or `Ok(value)` to bind what it holds",
  ],
  [
    "(Int, Int)",
    "(a, b, c) => 1",
    'pattern/arity "(a, b, c)": expected 2 sub-patterns for `(Int, Int)`, found 3',
    "write `(a, b)`, with a pattern for each element",
  ],
  ["(Int, Int)", "(a, a) => 1", 'pattern/duplicate-name "a": `a` is bound twice in this pattern'],
  [
    "(Int, Int)",
    "(1, x) | (2, _) => 1, _ => 2",
    'pattern/or-binding "x": `x` cannot be bound inside `|`',
    "write `_` here, or give each alternative its own arm",
  ],
  [
    "Int",
    '"a" => 1, _ => 2',
    'pattern/never-matches "\\"a\\"": this pattern can never match: it is a `Str`, the value is an `Int`',
  ],
  [
    "Int",
    "null => 1, _ => 2",
    'pattern/never-matches "null": this pattern can never match: it is `null`, the value is an `Int`',
  ],
  [
    "Float",
    "1..5 => 1, _ => 2",
    'pattern/never-matches "1..5": this pattern can never match: it is an `Int` range, the value is a `Float`',
  ],
  [
    "Int",
    "5..5 => 1, _ => 2",
    'pattern/never-matches "5..5": this range is empty, so the pattern can never match',
  ],
  [
    "Int",
    "(a, b) => 1, _ => 2",
    'pattern/never-matches "(a, b)": this pattern can never match: it is a tuple, the value is an `Int`',
  ],
  [
    "Color",
    "Status.Draft => 1, _ => 2",
    'pattern/never-matches "Status.Draft": this pattern can never match: it is `Draft`, the value is a `Color`',
  ],
  [
    "Str",
    "Ok(_) => 1, _ => 2",
    'pattern/never-matches "Ok(_)": this pattern can never match: it is a `Result`, the value is a `Str`',
  ],
];

Deno.test("patterns: one diagnostic for one mistake", () => {
  for (const [type, arms, line, help] of ERRORS) {
    const found = check(type, arms);
    assert.deepEqual(found.lines, [line], `${type}: ${arms}`);
    if (help !== undefined) assert.equal(found.diagnostics[0]!.help[0], help);
  }
});

Deno.test("patterns: numbers match across kinds", () => {
  assert.deepEqual(check("Float", "1 => 1, _ => 2").lines, []);
  assert.deepEqual(check("Int", "1.0 => 1, _ => 2").lines, []);
  assert.equal(check("Int", "1.5 => 1, _ => 2").lines.length, 1);
});

function bindOutsideMatch(source: string, type: string, mode: PatternMode) {
  const w = world(ENUMS + source);
  const pattern = mode === "let" ? find(w.program, "LetStmt").pattern : find(w.program, "ForStmt").pattern;
  const bound = bindPattern(pattern, w.type(type), mode, host(w)).map(({ name, type }) =>
    `${name}: ${printType(type)}`
  );
  return { bound, lines: lines(w) };
}

Deno.test("patterns: let and for bind every bare name", () => {
  assert.deepEqual(bindOutsideMatch("let (Q, (_, Ok(n))) = v", "(Int, (Str, Result<Float>))", "let"), {
    bound: ["Q: Int", "n: Float"],
    lines: [],
  });
  assert.deepEqual(bindOutsideMatch("for (k, (A, _)) in v {}", "(Str, (Int, Int))", "for"), {
    bound: ["k: Str", "A: Int"],
    lines: [],
  });
});

Deno.test("coverage: a bad pattern silences what follows from it", () => {
  assert.equal(check("Status", "Drat => 1").lines.length, 1);
  assert.equal(check("Status", "Drat => 1, _ => 2, _ => 3").lines.length, 1);
});
