/** Checks literal arguments of calls whose declaration says what they are: patterns, date formats, names of fields. */
import {
  type Diagnostic,
  diagnostic,
  type DiagnosticExtras,
  type SourceFile,
} from "../../diagnostics/diagnostic.ts";
import type { Call, Expr, StrLit } from "../../syntax/ast.ts";
import { findBadDirective } from "../../syntax/date_format.ts";
import { checkRegex } from "../../syntax/regex_syntax.ts";
import type { Marks } from "../../types/type.ts";
import type { CallInfo } from "../result.ts";
import { offsetInLiteral, stringLiteral, textOf } from "./literals.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Reports regex/bad-pattern, date/bad-directive and log/reserved-field in the arguments of a call that was resolved. */
export function checkLiteralArguments(call: Call, info: CallInfo, file: SourceFile, report: Report): void {
  if (info.signature === null) return;
  info.signature.params.forEach(({ marks, isVariadic }, i) => {
    if (marks === undefined) return;
    const given = info.args[i];
    if (isVariadic) checkReserved(call, marks, file, report);
    else if (given !== undefined && given !== "default" && !Array.isArray(given)) {
      checkText(given as Expr, marks, file, report);
    }
  });
}

function checkText(value: Expr, marks: Marks, file: SourceFile, report: Report): void {
  const literal = stringLiteral(value);
  if (literal === null) return;
  const text = textOf(literal)!;
  if (marks.has("regex")) {
    const problem = checkRegex(text);
    if (problem !== null) {
      report(
        inLiteral(
          "regex/bad-pattern",
          literal,
          problem.index,
          1,
          file,
          `this pattern is not valid: ${problem.message}`,
          {},
        ),
      );
    }
  } else if (marks.has("date_format")) {
    const bad = findBadDirective(text);
    if (bad !== null) {
      report(
        inLiteral(
          "date/bad-directive",
          literal,
          bad.index,
          bad.directive.length,
          file,
          `\`${bad.directive}\` is no directive of a date format`,
          {
            label: "unknown directive",
            help: ["write `%%` for a percent sign"],
          },
        ),
      );
    }
  }
}

/** A diagnostic on `length` code units of the text of a literal. */
function inLiteral(
  code: string,
  literal: StrLit,
  index: number,
  length: number,
  file: SourceFile,
  message: string,
  extras: DiagnosticExtras,
): Diagnostic {
  const start = offsetInLiteral(file.text, literal, index);
  const end = Math.max(offsetInLiteral(file.text, literal, index + length), start + 1);
  return diagnostic("error", code, { file, start, end }, message, extras);
}

/** Names that a variadic collector of fields keeps for itself. */
function checkReserved(call: Call, marks: Marks, file: SourceFile, report: Report): void {
  const reserved = marks.get("reserved");
  if (reserved === undefined) return;
  for (const { name } of call.args) {
    if (name === null || !reserved.includes(name.name)) continue;
    report(
      diagnostic(
        "error",
        "log/reserved-field",
        { file, start: name.start, end: name.end },
        `\`${name.name}\` is a field that every log record has`,
        {
          label: "cannot be set here",
          help: ["give the field another name"],
        },
      ),
    );
  }
}
