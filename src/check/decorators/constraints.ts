/** `type/constraint`: a constraint on a field or parameter that it does not fit (stdlib.md 14.4). */
import { changeTo } from "../../diagnostics/fix.ts";
import { diagnostic, type DiagnosticExtras } from "../../diagnostics/diagnostic.ts";
import type { Decorator, Expr, NodeBase } from "../../syntax/ast.ts";
import { checkRegex } from "../../syntax/regex_syntax.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { withoutNull } from "../../types/properties.ts";
import type { DecoratorSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import type { DecoratedNode, DecoratorHost } from "./decorator_host.ts";
import { isLiteral, numberOf, offsetInLiteral, stringLiteral, textOf } from "./literals.ts";

/** Checks a constraint against the type it stands on, and the values that it compares with. */
export function checkConstraint(
  use: Decorator,
  symbol: DecoratorSymbol,
  args: ReadonlyMap<string, Expr>,
  on: DecoratedNode,
  host: DecoratorHost,
): void {
  const accepted = symbol.marks.get("fits") as readonly string[] | undefined;
  if (accepted === undefined || on.type === null) return;
  const kind = constrainedKind(on.type);
  // An unannotated parameter takes its type from the route.
  const isKnown = !(on.type.kind === "any" && (on.type.isError || on.target === "param"));
  if (isKnown && (kind === null || !accepted.includes(kind))) {
    misfit(use, accepted, kind, on, host);
    return;
  }
  for (const param of symbol.params) {
    const value = args.get(param.name);
    if (value === undefined) continue;
    if (param.marks?.has("regex")) checkPattern(value, host);
    if (param.marks?.has("values") && kind !== null) checkValues(value, kind, on.type, host);
  }
}

function misfit(
  use: Decorator,
  accepted: readonly string[],
  kind: string | null,
  on: DecoratedNode,
  host: DecoratorHost,
): void {
  const type = printType(on.type!);
  const names = accepted.map((one) => `\`${one}\``);
  const listed = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const other = kind === null ? null : relatedConstraint(use.name.name, kind, host);
  report(host, use, `\`@${use.name.name}\` is for ${listed}, but \`${on.name}\` is \`${type}\``, {
    label: `does not fit \`${type}\``,
    help: other === null ? [] : [`did you mean \`@${other}\`?`],
    fixes: changeTo({ file: host.file, start: use.name.start, end: use.name.end }, other),
  });
}

/** A constraint of a similar name that fits: `min_len` for `min` on a text. */
function relatedConstraint(name: string, kind: string, host: DecoratorHost): string | null {
  for (const other of host.decoratorNames()) {
    const isRelated = other.startsWith(`${name}_`) || name.startsWith(`${other}_`);
    if (isRelated && host.decorator(other)?.marks.get("fits")?.includes(kind)) return other;
  }
  return null;
}

/** The kind whose values a constraint looks at: null and the cover of a secret are looked through. */
function constrainedKind(type: Type): string | null {
  const inner = withoutNull(type);
  switch (inner.kind) {
    case "primitive":
      return inner.name;
    case "list":
      return "List";
    case "map":
      return "Map";
    case "instance":
      return inner.symbol.marks?.has("secret") && inner.args.length > 0
        ? constrainedKind(inner.args[0]!)
        : null;
    default:
      return null;
  }
}

function checkPattern(value: Expr, host: DecoratorHost): void {
  const literal = stringLiteral(value);
  const problem = literal === null ? null : checkRegex(textOf(literal)!);
  if (problem === null) return;
  const at = offsetInLiteral(host.file.text, literal!, problem.index);
  report(
    host,
    { ...literal!, start: at, end: Math.min(at + 1, literal!.end) },
    `this pattern is not valid: ${problem.message}`,
    {},
  );
}

/** Accepted values must be literals of the kind of the field, or they could never be met. */
function checkValues(value: Expr, kind: string, type: Type, host: DecoratorHost): void {
  if (value.kind !== "ListLit" || !isLiteral(value)) return;
  for (const element of value.elements) {
    const number = numberOf(element);
    const isFloat = element.kind === "FloatLit" ||
      (element.kind === "Unary" && element.operand.kind === "FloatLit");
    const isOfKind = kind === "Str"
      ? textOf(element) !== null
      : number !== null && (kind !== "Int" || !isFloat || Number.isInteger(number));
    if (isOfKind) continue;
    report(host, element, `${withArticle(withoutNull(type))} can never have this value`, {
      label: `not a \`${kind}\``,
    });
  }
}

function report(host: DecoratorHost, node: NodeBase, message: string, extras: DiagnosticExtras): void {
  const span = { file: host.file, start: node.start, end: node.end };
  host.report(diagnostic("error", "type/constraint", span, message, extras));
}
