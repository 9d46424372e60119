/** Which argument goes to which parameter (language.md 9.2). */
import { changeTo, fix } from "../../diagnostics/fix.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import type { Arg, Call, Expr } from "../../syntax/ast.ts";
import type { ParamType } from "../../types/type.ts";
import { meant } from "../context.ts";
import type { Inference } from "./inference.ts";

/** Per parameter: the argument, "default", or the rest of a variadic one. */
export type Bound = (Expr | "default" | Expr[])[];

/** The arguments of a call without the type of `parse_as`. */
export function valueArguments(call: Call): readonly Arg[] {
  return call.args[0]?.value.kind === "TypeArg" ? call.args.slice(1) : call.args;
}

/** How many arguments a signature takes. */
export function arity(params: readonly ParamType[]): { least: number; most: number } {
  let least = 0;
  let most = 0;
  for (const param of params) {
    if (param.isVariadic) most = Infinity;
    else {
      most++;
      if (!param.hasDefault) least++;
    }
  }
  return { least, most };
}

/** The trailing parameter that collects named arguments (`log.info("x", id: 7)`): variadic, called `fields`, library only. */
function collector(params: readonly ParamType[], isLibrary: boolean): number {
  const last = params.length - 1;
  const param = params[last];
  return isLibrary && param?.isVariadic && param.name === "fields" ? last : -1;
}

/**
 * Sorts arguments to parameters. Gives null after a report when they cannot be sorted; the arguments are then looked at
 * without expectation. `name` is how messages call the callee.
 */
export function bindArguments(
  at: Inference,
  call: Call,
  params: readonly ParamType[],
  name: string,
  isLibrary: boolean,
): Bound | null {
  const args = valueArguments(call);
  const bound: (Expr | "default" | Expr[] | undefined)[] = new Array(params.length).fill(undefined);
  const fields = collector(params, isLibrary);
  let isGood = true;
  let position = 0;
  let surplus: Arg | null = null;
  for (const arg of args) {
    const value = arg.value as Expr;
    if (arg.name !== null) {
      if (!bindNamed(at, call, arg, value, params, bound, fields, name, isLibrary)) isGood = false;
      continue;
    }
    const param = params[position];
    if (param === undefined || position === fields) {
      surplus ??= arg;
      continue;
    }
    if (param.isVariadic) {
      const rest = bound[position];
      if (Array.isArray(rest)) rest.push(value);
      else bound[position] = [value];
    } else bound[position++] = value;
  }
  if (surplus) {
    reportCount(at, call, surplus, params, name, args.length);
    return null;
  }
  const missing: string[] = [];
  params.forEach((param, i) => {
    if (bound[i] !== undefined) return;
    if (param.isVariadic) bound[i] = [];
    else if (param.hasDefault) bound[i] = "default";
    else missing.push(param.name);
  });
  if (!isGood) return null;
  if (missing.length > 0) {
    reportMissing(at, call, params, name, missing, args.length);
    return null;
  }
  return bound as Bound;
}

function bindNamed(
  at: Inference,
  call: Call,
  arg: Arg,
  value: Expr,
  params: readonly ParamType[],
  bound: (Expr | "default" | Expr[] | undefined)[],
  fields: number,
  name: string,
  isLibrary: boolean,
): boolean {
  const argName = arg.name!;
  const index = params.findIndex((param) => param.name === argName.name);
  const param = params[index];
  if (param && index !== fields && param.isNamed) {
    if (bound[index] !== undefined) {
      at.error("call/duplicate-argument", argName, `\`${argName.name}\` is given twice`, {
        label: "again here",
        labels: Array.isArray(bound[index]) || bound[index] === "default"
          ? []
          : [at.context.label(bound[index] as Expr, "given here already")],
        help: ["leave one of them out"],
      });
      return false;
    }
    bound[index] = value;
    return true;
  }
  if (fields >= 0) {
    const first = call.args.find((other) => other.name?.name === argName.name)!;
    if (first !== arg) {
      at.error("call/duplicate-argument", argName, `\`${argName.name}\` is given twice`, {
        label: "again here",
        labels: [at.context.label(first.value as Expr, "given here already")],
        help: ["leave one of them out"],
      });
      return false;
    }
    const rest = bound[fields];
    if (Array.isArray(rest)) rest.push(value);
    else bound[fields] = [value];
    return true;
  }
  if (param || params.some((one) => one.isVariadic && !isLibrary)) {
    const isVariadic = !isLibrary && params.some((one) => one.isVariadic);
    at.error("call/named-not-allowed", argName, `\`${argName.name}\` cannot be given by name to ${name}`, {
      label: "named argument",
      help: [
        isVariadic
          ? "a function with a `...` parameter takes its arguments by position"
          : isLibrary
          ? "required parameters of built-ins are given by position"
          : "function values take their arguments by position",
      ],
      fixes: [
        fix("give it by position", at.context.span({ start: argName.start, end: arg.value.start }), ""),
      ],
    });
    return false;
  }
  const names = params.filter((one) => one.isNamed).map((one) => one.name);
  const nearest = didYouMean(argName.name, names);
  at.error("call/unknown-argument", argName, `${name} has no parameter \`${argName.name}\``, {
    label: "no such parameter",
    help: nearest ? meant(nearest) : [
      names.length > 0
        ? `it takes ${names.map((one) => `\`${one}\``).join(", ")} by name`
        : "it takes nothing by name",
    ],
    fixes: changeTo(at.context.span(argName), nearest),
  });
  return false;
}

function counted(params: readonly ParamType[]): string {
  const { least, most } = arity(params);
  const plural = (n: number) => n === 1 ? "argument" : "arguments";
  if (most === Infinity) return `at least ${least} ${plural(least)}`;
  if (least === most) return least === 0 ? "no arguments" : `${least} ${plural(least)}`;
  return `${least} to ${most} arguments`;
}

function reportCount(
  at: Inference,
  call: Call,
  surplus: Arg,
  params: readonly ParamType[],
  name: string,
  found: number,
): void {
  const last = call.args.findLast((arg) => arg.name === null) ?? surplus;
  at.error(
    "call/argument-count",
    { start: surplus.start, end: last.end },
    `${name} takes ${counted(params)}, found ${found}`,
    {
      label: found - params.length === 1 ? "one too many" : "too many",
      help: signatureHelp(params, name),
    },
  );
}

function reportMissing(
  at: Inference,
  call: Call,
  params: readonly ParamType[],
  name: string,
  missing: readonly string[],
  found: number,
): void {
  const named = missing.filter((one) => one !== "").map((one) => `\`${one}\``);
  // Enough arguments, but not those that are needed: `f(b: 1)`.
  const isCountRight = found >= arity(params).least && named.length > 0;
  const message = isCountRight
    ? `${name} needs a value for ${named.join(", ")}`
    : `${name} takes ${counted(params)}, found ${found}`;
  at.error("call/argument-count", call, message, {
    label: named.length > 0 ? `missing ${named.join(", ")}` : "too few",
    help: signatureHelp(params, name),
  });
}

function signatureHelp(params: readonly ParamType[], name: string): string[] {
  if (params.length === 0 || params.some((param) => param.name === "") || !name.startsWith("`")) return [];
  const list = params.map((param) =>
    (param.isVariadic ? "..." : "") + param.name + (param.hasDefault ? "?" : "")
  );
  return [`its parameters are (${list.join(", ")})`];
}
