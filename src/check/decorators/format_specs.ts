/** `format/bad-spec` and `format/type`: specifications of interpolations (stdlib.md 12). */
import { type Diagnostic, diagnostic, type SourceFile } from "../../diagnostics/diagnostic.ts";
import type { Interpolation } from "../../syntax/ast.ts";
import { formatMisfit, parseFormatSpec } from "../../syntax/format_spec.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { kindName, withoutNull } from "../../types/properties.ts";
import { NULL, type Type } from "../../types/type.ts";

/** Checks the specification of an interpolation whose expression has the static type `type`. */
export function checkFormatSpec(
  interpolation: Interpolation,
  type: Type,
  file: SourceFile,
  report: (diagnostic: Diagnostic) => void,
): void {
  const { spec, specStart } = interpolation;
  if (spec === null) return;
  const parsed = parseFormatSpec(spec);
  if (parsed.problem !== null) {
    const start = specStart + Math.min(parsed.problem.index, Math.max(spec.length - 1, 0));
    const end = Math.max(specStart + spec.length, start + 1);
    report(
      diagnostic(
        "error",
        "format/bad-spec",
        { file, start, end },
        `\`${spec}\` is not a format specification: ${parsed.problem.message}`,
        {
          help: ["the form is `[[fill]align][sign][#][0][width][grouping][.precision][type]`"],
        },
      ),
    );
    return;
  }
  const inner = withoutNull(type);
  if (inner.kind === "any" || inner.kind === "never") return;
  const problem = formatMisfit(parsed.spec, formatKind(inner));
  const span = { file, start: specStart, end: specStart + spec.length };
  if (problem !== null) {
    report(
      diagnostic(
        "error",
        "format/type",
        span,
        `\`${spec}\` does not fit \`${printType(type)}\`: ${problem}`,
        {
          label: `the value is ${withArticle(type)}`,
        },
      ),
    );
  } else if (inner !== type && formatMisfit(parsed.spec, formatKind(NULL)) !== null) {
    report(
      diagnostic(
        "error",
        "format/type",
        span,
        `\`${spec}\` does not fit \`${printType(type)}\`, which may be \`null\``,
        {
          label: "`null` cannot be shown so",
          help: ["give a value for `null` with `??`"],
        },
      ),
    );
  }
}

function formatKind(type: Type): string {
  if (type.kind === "instance" || type.kind === "enum") return type.symbol.name;
  return kindName(type) ?? printType(type);
}
