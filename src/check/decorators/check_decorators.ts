/** The rules that hold for every decorator, read off its declaration in the standard library (language.md 16). */
import { changeTo, fix } from "../../diagnostics/fix.ts";
import { diagnostic, type DiagnosticExtras, type Span } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Decorator } from "../../syntax/ast.ts";
import type { DecoratorSymbol, DecoratorTarget } from "../../types/symbol.ts";
import { ANY } from "../../types/type.ts";
import { checkArguments } from "./arguments.ts";
import { checkConstraint } from "./constraints.ts";
import type { DecoratedNode, DecoratorHost, SingleDecorators } from "./decorator_host.ts";

const TARGETS: Readonly<Record<DecoratorTarget, string>> = {
  fn: "a function",
  method: "a method",
  type: "a type",
  enum: "an enum",
  field: "a field",
  param: "a parameter",
  import: "an import",
};

/** Checks the decorators of one declaration. `singles` is shared by the whole program. */
export function checkDecorators(on: DecoratedNode, host: DecoratorHost, singles: SingleDecorators): void {
  const seen = new Map<string, Decorator>();
  let role: { readonly use: Decorator; readonly name: string } | null = null;
  for (const use of on.decorators) {
    const symbol = known(use, on.target, host);
    if (symbol === undefined) continue;
    if (!isAllowed(use, symbol, on, host)) {
      for (const { value } of use.args ?? []) if (value.kind !== "TypeArg") host.typeOf(value, ANY);
      continue;
    }
    const first = seen.get(symbol.name);
    if (first !== undefined && !symbol.marks.has("repeatable")) {
      duplicate(use, span(first, host), "given here first", host);
    } else if (symbol.marks.has("single")) checkSingle(use, singles, host);
    seen.set(symbol.name, use);
    const [own] = (symbol.marks.get("role") ?? []) as string[];
    if (own !== undefined && role !== null && role.name !== own) conflict(use, role.use, host);
    else if (own !== undefined && role === null) role = { use, name: own };
    checkConstraint(use, symbol, checkArguments(use, symbol, host), on, host);
  }
}

/** The roles (`route`, `test`, …) that its decorators give a function. */
export function rolesOf(
  decorators: readonly Decorator[],
  decorator: (name: string) => DecoratorSymbol | undefined,
): string[] {
  return decorators.flatMap((use) => (decorator(use.name.name)?.marks.get("role") ?? []) as string[]);
}

/** The decorator, as it is declared for what it stands before where there is such a declaration. */
function known(use: Decorator, target: DecoratorTarget, host: DecoratorHost): DecoratorSymbol | undefined {
  const { name } = use.name;
  const symbol = host.decorator(name);
  if (symbol !== undefined || name === "") {
    return symbol?.others.find((other) => other.targets.includes(target)) ?? symbol;
  }
  const close = didYouMean(name, host.decoratorNames());
  report(host, "decorator/unknown", span(use, host), `there is no decorator \`@${name}\``, {
    label: "unknown decorator",
    help: close === null ? [] : [`did you mean \`@${close}\`?`],
    fixes: changeTo({ file: host.file, start: use.name.start, end: use.name.end }, close),
  });
  for (const { value } of use.args ?? []) if (value.kind !== "TypeArg") host.typeOf(value, ANY);
  return undefined;
}

function isAllowed(use: Decorator, symbol: DecoratorSymbol, on: DecoratedNode, host: DecoratorHost): boolean {
  if (!symbol.targets.includes(on.target)) {
    const places = [symbol, ...symbol.others].flatMap((one) => one.targets).map((one) => TARGETS[one]);
    const listed = places.length < 2
      ? places.join("")
      : `${places.slice(0, -1).join(", ")} or ${places.at(-1)}`;
    report(
      host,
      "decorator/target",
      span(use, host),
      `\`@${symbol.name}\` cannot stand before ${TARGETS[on.target]}`,
      {
        help: [`it belongs before ${listed}`],
      },
    );
    return false;
  }
  if (on.isNested) {
    report(
      host,
      "decorator/target",
      span(use, host),
      `\`@${symbol.name}\` cannot stand before a nested function`,
      {
        label: `\`${on.name}\` is inside another function`,
        help: ["move the function to the top level"],
      },
    );
    return false;
  }
  return hasNeededRole(use, symbol, on, host);
}

/** `@header` without a route, `@min` before a parameter of an ordinary function: nothing would ever look at it. */
function hasNeededRole(
  use: Decorator,
  symbol: DecoratorSymbol,
  on: DecoratedNode,
  host: DecoratorHost,
): boolean {
  const needed = (symbol.marks.get("needs_role") ?? []) as readonly string[];
  if (needed.length === 0 || (on.target !== "fn" && on.target !== "param")) return true;
  const around = on.functionDecorators;
  const places = around.flatMap((one) =>
    (host.decorator(one.name.name)?.marks.get("place") ?? []) as string[]
  );
  if ([...rolesOf(around, (name) => host.decorator(name)), ...places].some((one) => needed.includes(one))) {
    return true;
  }
  // An unknown decorator was probably meant to give the role.
  if (around.some((one) => host.decorator(one.name.name) === undefined)) return true;
  const most = needed.slice(0, -1).join(", ");
  const listed = `a ${most === "" ? "" : `${most} or `}${needed.at(-1)} decorator`;
  const message = on.target === "fn"
    ? `\`@${symbol.name}\` needs ${listed} on the same function`
    : `\`@${symbol.name}\` is checked only on parameters of a function with ${listed}`;
  report(host, "decorator/target", span(use, host), message, {
    label: on.target === "fn" ? `\`${on.name}\` has none` : "nothing checks it here",
  });
  return false;
}

function checkSingle(use: Decorator, singles: SingleDecorators, host: DecoratorHost): void {
  const { name } = use.name;
  const first = singles.get(name);
  if (first === undefined) singles.set(name, span(use, host));
  else duplicate(use, first, "the first one of the program", host);
}

function duplicate(use: Decorator, first: Span, where: string, host: DecoratorHost): void {
  const { name } = use.name;
  const isSame = first.file === host.file && where === "given here first";
  report(
    host,
    "decorator/duplicate",
    span(use, host),
    `\`@${name}\` is given twice${isSame ? "" : " in this program"}`,
    {
      label: "given again here",
      labels: [{ span: first, text: where }],
      help: ["remove one of them"],
      fixes: isSame ? [fix(`remove the second \`@${name}\``, removalSpan(use, host), "")] : [],
    },
  );
}

/** A decorator with the space behind it. */
function removalSpan(use: Decorator, host: DecoratorHost): Span {
  const space = /^\s*/.exec(host.file.text.slice(use.end))![0].length;
  return { file: host.file, start: use.start, end: use.end + space };
}

function conflict(use: Decorator, first: Decorator, host: DecoratorHost): void {
  const names = `\`@${first.name.name}\` and \`@${use.name.name}\``;
  report(host, "decorator/conflict", span(use, host), `${names} exclude each other`, {
    label: "a function has one role",
    labels: [{ span: span(first, host), text: "its role is given here" }],
    help: ["make two functions of it"],
  });
}

/** The `@` and the name: arguments may span lines. */
const span = (use: Decorator, host: DecoratorHost): Span => ({
  file: host.file,
  start: use.start,
  end: use.name.end,
});

function report(
  host: DecoratorHost,
  code: string,
  place: Span,
  message: string,
  extras: DiagnosticExtras,
): void {
  host.report(diagnostic("error", code, place, message, extras));
}
