/** `let (a, b) = …` and the patterns of `for` and comprehensions. */
import type { Expr, Node, Pattern } from "../../../syntax/ast.ts";
import { bare } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { box } from "../forms.ts";
import { subjectOf } from "./match.ts";
import { patternBindings, patternTests, type Subject } from "./subject.ts";

/** `let pattern = value`: all of the value is evaluated before any variable changes. */
export function destructure(e: Emitter, pattern: Pattern, value: Expr, statement: Node): void {
  const subject = subjectOf(e, value, []);
  const tests = patternTests(e, pattern, subject);
  if (tests.length > 0) {
    e.line(
      `if (!(${tests.join(" && ")})) ${e.at(pattern)}${e.runtime("destructureFailure")}(${
        whole(e, subject)
      });`,
    );
  }
  const bindings = patternBindings(e, pattern, subject);
  // A literal's parts may be the very variables that are assigned: `let (a, b) = (b, a)`.
  const held = subject.parts && bindings.length > 1
    ? bindings.map(({ symbol, code }) => ({ symbol, code: e.hold(code) }))
    : bindings;
  for (const { symbol, code } of held) e.line(`${e.target(symbol, statement)} = ${bare(code)};`);
}

function whole(e: Emitter, subject: Subject): string {
  if (!subject.parts) return subject.isRaw ? box(e, subject.code, subject.type) : subject.code;
  return `new ${e.runtime("Tuple")}([${subject.parts.map((part) => whole(e, part)).join(", ")}])`;
}

/** Binds the variables of an irrefutable pattern; `declare` gives the left side of each assignment. */
export function assignPattern(
  e: Emitter,
  pattern: Pattern,
  subject: Subject,
  declare: (symbol: Parameters<Emitter["bind"]>[0]) => string,
): void {
  const tests = patternTests(e, pattern, subject);
  if (tests.length > 0) {
    e.line(
      `if (!(${tests.join(" && ")})) ${e.at(pattern)}${e.runtime("destructureFailure")}(${
        whole(e, subject)
      });`,
    );
  }
  for (const { symbol, code } of patternBindings(e, pattern, subject)) {
    e.line(`${declare(symbol)} = ${bare(code)};`);
  }
}
