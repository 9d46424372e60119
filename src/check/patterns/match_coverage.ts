/** Reports what the arms of a `match` leave out, and arms that can never be chosen. */
import { fix } from "../../diagnostics/fix.ts";
import {
  type Diagnostic,
  diagnostic,
  type Fix,
  type SourceFile,
  type Span,
} from "../../diagnostics/diagnostic.ts";
import type { MatchExpr } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import { isFaulty } from "./bind.ts";
import type { ResolvePattern } from "./cells.ts";
import { mustBeCovered } from "./constructors.ts";
import { type Coverage, coverage, UNKNOWN } from "./coverage.ts";

/**
 * Checks the arms of `match` over values of type `scrutinee` after their patterns were bound. Gives the coverage;
 * `isExhaustive` is what completion analysis asks for.
 */
export function checkMatchCoverage(
  match: MatchExpr,
  scrutinee: Type,
  resolve: ResolvePattern,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): Coverage {
  const arms = match.arms.map((arm) => ({ pattern: arm.pattern, hasGuard: arm.guard !== null }));
  const found = match.arms.some((arm) => isFaulty(arm.pattern))
    ? UNKNOWN
    : coverage(arms, scrutinee, resolve);
  for (const index of found.unreachable) {
    const arm = match.arms[index]!;
    const span = { file, start: arm.pattern.start, end: arm.pattern.end };
    report(diagnostic("warning", "match/unreachable-arm", span, "this arm can never be chosen", {
      label: "the arms above cover all that it matches",
      help: ["remove it, or move it above the more general arm"],
      fixes: [fix("remove the arm", armSpan(match, index, file), "", true)],
    }));
  }
  if (!found.isExhaustive) report(incomplete(match, scrutinee, found, file));
  return found;
}

function incomplete(match: MatchExpr, scrutinee: Type, found: Coverage, file: SourceFile): Diagnostic {
  const type = printType(scrutinee);
  // Only the head is underlined: the whole `match` may span many lines.
  const span = { file, start: match.start, end: match.scrutinee.end };
  if (!mustBeCovered(scrutinee)) {
    return diagnostic(
      "warning",
      "match/not-exhaustive",
      span,
      `this \`match\` does not cover every \`${type}\``,
      {
        label: "no arm may match",
        help: ["add a last arm `_ => …`"],
        fixes: addArms(match, ["_"], file),
      },
    );
  }
  const cases = found.missing.map((text) => `\`${text}\``);
  const more = found.missingCount - cases.length;
  const listed = more > 0 ? `${cases.join(", ")} and ${more} more` : joined(cases);
  const arms = found.missing.slice(0, 3).map((text) => `\`${text} => …\``);
  return diagnostic(
    "error",
    "match/missing-case",
    span,
    `this \`match\` over \`${type}\` does not cover ${listed}`,
    {
      label: found.missingCount === 1 ? "a case is missing" : `${found.missingCount} cases are missing`,
      help: [
        found.missingCount <= 3 ? `add ${joined(arms)}` : "add the missing arms, or a last arm `_ => …`",
      ],
      fixes: addArms(match, more > 0 ? ["_"] : found.missing, file),
    },
  );
}

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;

/** An arm with the separator that belongs to it. */
function armSpan(match: MatchExpr, index: number, file: SourceFile): Span {
  const arm = match.arms[index]!;
  const next = match.arms[index + 1];
  if (next) return { file, start: arm.start, end: next.start };
  const before = match.arms[index - 1];
  return { file, start: before ? before.end : arm.start, end: arm.end };
}

/** New arms behind the last one, written as the others are; they fail with a message until somebody fills them in. */
function addArms(match: MatchExpr, patterns: readonly string[], file: SourceFile): Fix[] {
  const last = match.arms.at(-1);
  if (!last) return [];
  const indent = /\n([ \t]*)$/.exec(file.text.slice(0, last.start));
  const between = indent ? `\n${indent[1]}` : ", ";
  const arms = patterns.map((pattern) =>
    `${pattern} => panic("not handled: ${pattern.replaceAll(/["{}\\]/g, "")}")`
  );
  const comma = indent && /^[ \t]*,/.test(file.text.slice(last.end)) ? "," : "";
  const text = arms.map((arm) => `${comma}${between}${arm}`).join("");
  return [fix("add the missing arms", { file, start: last.end, end: last.end }, text)];
}
