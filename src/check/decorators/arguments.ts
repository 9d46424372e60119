/** Pairs the arguments of a decorator with its parameters, and checks their number, names, types and values. */
import { changeTo } from "../../diagnostics/fix.ts";
import { diagnostic, type DiagnosticExtras } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Arg, Decorator, Expr, NodeBase } from "../../syntax/ast.ts";
import { fits } from "../../types/assignability.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import type { DecoratorSymbol } from "../../types/symbol.ts";
import { ANY, type ParamType } from "../../types/type.ts";
import type { DecoratorHost } from "./decorator_host.ts";
import { isLiteral, numberOf, textOf } from "./literals.ts";
import { isSize, SIZE_HELP } from "./sizes.ts";

/** Checks the arguments of one use; gives the argument of each parameter by name (without those left out). */
export function checkArguments(
  use: Decorator,
  symbol: DecoratorSymbol,
  host: DecoratorHost,
): Map<string, Expr> {
  const given = pairArguments(use, symbol, host);
  for (const param of symbol.params) {
    const value = given.get(param.name);
    if (value === undefined) {
      if (!param.hasDefault && !param.marks?.has("unchecked")) missing(use, symbol, param, host);
    } else checkValue(value, param, symbol, host);
  }
  return given;
}

function pairArguments(use: Decorator, symbol: DecoratorSymbol, host: DecoratorHost): Map<string, Expr> {
  const given = new Map<string, Expr>();
  const positional = byPosition(symbol);
  let position = 0;
  for (const arg of use.args ?? []) {
    if (arg.value.kind === "TypeArg") continue;
    const param = arg.name === null ? positional[position++] : paramNamed(arg, symbol, host);
    if (param === undefined) {
      host.typeOf(arg.value, ANY);
      if (arg.name === null) tooMany(arg, use, symbol, host);
    } else if (given.has(param.name)) {
      host.typeOf(arg.value, ANY);
      const first = given.get(param.name)!;
      report(host, arg, `${param.name} passed twice`, {
        label: "given again here",
        labels: [{ span: { file: host.file, start: first.start, end: first.end }, text: "given here first" }],
      });
    } else given.set(param.name, arg.value);
  }
  return given;
}

/** Parameters that may be given without their name. */
function byPosition(symbol: DecoratorSymbol): readonly ParamType[] {
  return symbol.params.filter((param) => !param.marks?.has("keyword"));
}

function paramNamed(arg: Arg, symbol: DecoratorSymbol, host: DecoratorHost): ParamType | undefined {
  const name = arg.name!.name;
  const found = symbol.params.find((param) => param.name === name);
  if (found === undefined && name !== "") {
    const names = symbol.params.map((param) => param.name);
    const close = didYouMean(name, names);
    const accepted = names.length === 0
      ? `\`@${symbol.name}\` takes no arguments`
      : `its arguments are ${names.map((one) => `\`${one}\``).join(", ")}`;
    report(host, arg.name!, `\`@${symbol.name}\` has no argument \`${name}\``, {
      help: close === null ? [accepted] : [`did you mean \`${close}\`?`, accepted],
      fixes: changeTo({ file: host.file, start: arg.name!.start, end: arg.name!.end }, close),
    });
  }
  return found;
}

function tooMany(arg: Arg, use: Decorator, symbol: DecoratorSymbol, host: DecoratorHost): void {
  const most = byPosition(symbol).length;
  const manner = most === symbol.params.length ? "" : " by position";
  const found = use.args!.filter((one) => one.name === null).length;
  const message = symbol.params.length === 0
    ? `\`@${symbol.name}\` takes no arguments`
    : `\`@${symbol.name}\` takes at most ${most} argument${most === 1 ? "" : "s"}${manner}, found ${found}`;
  // One report for all that is too much.
  if (use.args!.filter((one) => one.name === null)[most] !== arg) return;
  report(host, arg, message, { help: [`write \`${signatureText(symbol)}\``] });
}

function missing(use: Decorator, symbol: DecoratorSymbol, param: ParamType, host: DecoratorHost): void {
  const place = { ...use.name, start: use.start };
  report(host, place, `\`@${symbol.name}\` needs the argument \`${param.name}\``, {
    help: [`write \`${signatureText(symbol)}\``],
  });
}

/** `@get(path, body_limit=…)` */
function signatureText(symbol: DecoratorSymbol): string {
  const params = symbol.params.map((param) => param.hasDefault ? `${param.name}=…` : param.name);
  const shown = params.length > 4 ? [...params.slice(0, 4), "…"] : params;
  return params.length === 0 ? `@${symbol.name}` : `@${symbol.name}(${shown.join(", ")})`;
}

function checkValue(value: Expr, param: ParamType, symbol: DecoratorSymbol, host: DecoratorHost): void {
  const { marks } = param;
  if (marks?.has("unchecked")) {
    host.typeOf(value, ANY);
    return;
  }
  const found = host.typeOf(value, param.type);
  if (found.kind === "any" && found.isError) return;
  if (marks?.has("literal") && !isLiteral(value)) {
    report(host, value, `\`${param.name}\` of \`@${symbol.name}\` must be a literal`, {
      label: "this is computed",
      help: ["it is needed before the program runs: write the value itself"],
    });
  } else if (!fits(found, param.type)) {
    report(
      host,
      value,
      `\`${param.name}\` of \`@${symbol.name}\` must be \`${printType(param.type)}\`, found \`${
        printType(found)
      }\``,
      {
        label: `this is ${withArticle(found)}`,
      },
    );
  } else if (marks !== undefined) checkMarkedValue(value, param, symbol, host);
}

/** Limits and forms that literal values must keep; computed ones are checked when the program starts. */
function checkMarkedValue(value: Expr, param: ParamType, symbol: DecoratorSymbol, host: DecoratorHost): void {
  const marks = param.marks!;
  const number = numberOf(value);
  const [low, high] = marks.get("between") ?? [];
  const [least] = marks.get("at_least") ?? [];
  if (marks.has("size")) {
    const text = textOf(value);
    const isWrong = text !== null
      ? !isSize(text)
      : isLiteral(value) && (typeof number !== "number" || number <= 0 || value.kind === "FloatLit");
    if (isWrong && value.kind !== "NullLit") {
      report(host, value, `\`${param.name}\` of \`@${symbol.name}\` is not a size`, { help: [SIZE_HELP] });
    }
  } else if (number !== null && low !== undefined && (number < Number(low) || number > Number(high))) {
    report(host, value, `\`${param.name}\` must be in ${low}..${high}, found ${number}`, {
      label: "out of range",
    });
  } else if (number !== null && least !== undefined && number < Number(least)) {
    report(host, value, `\`${param.name}\` must be at least ${least}, found ${number}`, {
      label: "too small",
    });
  }
}

function report(host: DecoratorHost, node: NodeBase, message: string, extras: DiagnosticExtras): void {
  const span = { file: host.file, start: node.start, end: node.end };
  host.report(diagnostic("error", "decorator/argument", span, message, extras));
}
