/** Calls: what is called, and with which signature. */
import { fix } from "../../diagnostics/fix.ts";
import type { Call, Expr, Member } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import { argumentsOf, NO_ARGUMENTS, type TypeArguments } from "../../types/substitute.ts";
import type { EnumSymbol, FunctionSymbol, Symbol, VariantSymbol } from "../../types/symbol.ts";
import { ERROR, type FunctionType, OPEN, type Type } from "../../types/type.ts";
import type { CallInfo } from "../result.ts";
import { valueArguments } from "./arguments.ts";
import { expectedArguments } from "./expected_arguments.ts";
import type { Inference } from "./inference.ts";
import {
  checkPrivate,
  findMethod,
  findModuleMember,
  findNamespaceMember,
  findVariant,
  receiverType,
  reportNoMethod,
  subject,
} from "./member_lookup.ts";
import { withArticle } from "../../types/with_article.ts";
import { reportNull } from "./mismatch.ts";
import { objectOf, reportNoVariant } from "./members.ts";
import { functionValue, symbolType } from "./symbol_type.ts";
import { inferResultLiteral } from "./result_literals.ts";
import { noteDynamicSuspension } from "./suspension.ts";
import { type Callee, callSignatures } from "./signatures.ts";

export function inferCall(at: Inference, expr: Call, expected: Type | null): Type {
  const callee = expr.callee;
  if (callee.kind === "Name") {
    const symbol = at.context.module.symbols[callee.id];
    if (symbol === undefined && (callee.name === "Ok" || callee.name === "Err")) {
      return inferResultLiteral(at, expr, callee, expected);
    }
    if (symbol?.kind === "function") {
      at.types[callee.id] = functionValue(symbol);
      return callFunction(at, expr, symbol, expectedArguments(symbol, expected), `\`${callee.name}\``);
    }
  } else if (callee.kind === "Member") return callMember(at, expr, callee, expected);
  const type = at.inferLink(callee);
  return callValue(at, expr, type);
}

function callFunction(
  at: Inference,
  expr: Call,
  symbol: FunctionSymbol,
  given: TypeArguments,
  name: string,
): Type {
  const isMethod = symbol.owner !== null;
  const kind = symbol.library !== null
    ? isMethod && !symbol.isStatic ? "builtin-method" : "builtin"
    : !isMethod
    ? "function"
    : symbol.isStatic
    ? "static"
    : "method";
  return callSignatures(at, expr, { kind, symbol, given, name }, [symbol.type, ...symbol.overloads]);
}

function callMember(at: Inference, expr: Call, callee: Member, expected: Type | null): Type {
  const object = objectOf(at, callee);
  const name = callee.name;
  if (object.kind === "nullable" && !callee.isOptional && isOfEveryValue(at, object.inner, name.name)) {
    return callMethod(at, expr, callee, object.inner);
  }
  const type = receiverType(at, callee, object);
  if (name.name === "") return abandon(at, expr, callee, ERROR);
  switch (type.kind) {
    case "module": {
      const symbol = findModuleMember(at, type.symbol.index, name);
      return symbol ? callSymbol(at, expr, callee, symbol, expected) : abandon(at, expr, callee, ERROR);
    }
    case "namespace": {
      const symbol = findNamespaceMember(at, type.symbol, name);
      return symbol ? callSymbol(at, expr, callee, symbol, expected) : abandon(at, expr, callee, ERROR);
    }
    case "typename":
      return callTypeMember(at, expr, callee, type.symbol, expected);
    case "any":
    case "never":
      return callUnknownMethod(at, expr, callee, type);
    default:
      return callMethod(at, expr, callee, type);
  }
}

/** Whether a method is one that `null` has as well. */
function isOfEveryValue(at: Inference, type: Type, name: string): boolean {
  const every = at.context.catalogue.method(null, name);
  return every !== undefined && type.kind !== "any" && findMethod(at, type, name) === every;
}

/** A member of a module or namespace. */
function callSymbol(at: Inference, expr: Call, callee: Member, symbol: Symbol, expected: Type | null): Type {
  void expected;
  at.context.module.symbols[callee.id] = symbol;
  at.context.module.symbols[callee.name.id] = symbol;
  const type = symbolType(at, symbol);
  at.types[callee.id] = type;
  if (symbol.kind === "function") {
    return callFunction(at, expr, symbol, NO_ARGUMENTS, `\`${at.context.text(callee)}\``);
  }
  return callValue(at, expr, type);
}

function callTypeMember(
  at: Inference,
  expr: Call,
  callee: Member,
  symbol: (Type & { kind: "typename" })["symbol"],
  expected: Type | null,
): Type {
  const name = callee.name;
  if (symbol.kind === "enum") {
    const variant = findVariant(symbol, name.name);
    if (!variant) {
      const every = at.context.catalogue.method(null, name.name);
      return abandon(at, expr, callee, every ? ERROR : reportNoVariant(at, callee, symbol));
    }
    return callVariant(at, expr, callee, symbol, variant, expected);
  }
  const method = symbol.methods.get(name.name);
  if (!method) return abandon(at, expr, callee, reportNoStatic(at, callee, symbol));
  checkPrivate(at, symbol, name);
  if (!method.isStatic) {
    at.error(
      "method/static-misuse",
      name,
      `\`${name.name}\` is a method of the values of \`${symbol.name}\`, not of the type`,
      {
        label: "called on the type",
        labels: declaredAt(at, method),
        help: [`call it on a value: \`value.${name.name}(…)\`, or declare it with \`static fn\``],
      },
    );
    return abandon(at, expr, callee, ERROR);
  }
  at.context.module.symbols[callee.id] = method;
  at.types[callee.id] = functionValue(method);
  // The parameters of the type are as open as those of the method.
  return callSignatures(at, expr, {
    kind: method.library !== null ? "builtin" : "static",
    symbol: method,
    given: NO_ARGUMENTS,
    name: `\`${symbol.name}.${name.name}\``,
    open: symbol.typeParams,
  }, [method.type, ...method.overloads]);
}

function reportNoStatic(
  at: Inference,
  callee: Member,
  symbol: (Type & { kind: "typename" })["symbol"],
): Type {
  return reportNoMethod(at, callee, { kind: "typename", symbol });
}

function declaredAt(at: Inference, symbol: FunctionSymbol) {
  return symbol.declaration && symbol.module === at.context.index
    ? [at.context.label(symbol.declaration.name, "declared here")]
    : [];
}

/** A variant with its payload. */
function callVariant(
  at: Inference,
  expr: Call,
  callee: Member,
  symbol: EnumSymbol,
  variant: VariantSymbol,
  expected: Type | null,
): Type {
  at.context.module.symbols[callee.id] = variant;
  at.context.module.symbols[callee.name.id] = variant;
  const result: Type = { kind: "enum", symbol, args: symbol.typeParams };
  const signature: FunctionType = {
    kind: "function",
    typeParams: symbol.typeParams,
    params: variant.payload.map((field) => ({
      name: field.name,
      type: field.type,
      hasDefault: false,
      isVariadic: false,
      isNamed: true,
    })),
    result,
    isAsync: false,
  };
  at.types[callee.id] = signature;
  if (variant.payload.length === 0) {
    at.error("type/not-callable", expr, `the variant \`${variant.name}\` has no payload`, {
      label: "called",
      help: [`write \`${symbol.name}.${variant.name}\``],
      fixes: [fix("remove the parentheses", at.context.span({ start: expr.callee.end, end: expr.end }), "")],
    });
    return abandon(at, expr, null, { kind: "enum", symbol, args: symbol.typeParams.map(() => OPEN) });
  }
  const wanted = expected?.kind === "nullable" ? expected.inner : expected;
  const given = wanted?.kind === "enum" && wanted.symbol === symbol
    ? argumentsOf(symbol.typeParams, wanted.args.map((arg) => arg.kind === "any" ? OPEN : arg))
    : NO_ARGUMENTS;
  return callSignatures(at, expr, {
    kind: "variant",
    symbol: variant,
    given: new Map([...given].filter(([, type]) => type !== OPEN)),
    name: `\`${symbol.name}.${variant.name}\``,
  }, [signature]);
}

function callMethod(at: Inference, expr: Call, callee: Member, type: Type): Type {
  const name = callee.name;
  const method = findMethod(at, type, name.name);
  if (method === undefined || method === "dynamic") {
    if (type.kind === "instance") {
      const field = type.symbol.fields.get(name.name);
      if (field) {
        checkPrivate(at, type.symbol, name);
        const fieldType = at.fieldType(type, field);
        at.types[callee.id] = fieldType;
        return callValue(at, expr, fieldType);
      }
    }
    return abandon(at, expr, callee, reportNoMethod(at, callee, type));
  }
  if (type.kind === "instance" && method.owner === type.symbol) checkPrivate(at, type.symbol, name);
  if (method.isStatic) {
    const owner = method.owner!.name;
    at.error("method/static-misuse", name, `\`${name.name}\` is a static method of \`${owner}\``, {
      label: "called on a value",
      labels: declaredAt(at, method),
      help: [`call it as \`${owner}.${name.name}(…)\``],
      fixes: [{
        title: `call it on the type: ${owner}.${name.name}`,
        safe: false,
        edits: [{
          span: at.context.span({ start: callee.object.start, end: callee.object.end }),
          replacement: owner,
        }],
      }],
    });
    return abandon(at, expr, callee, ERROR);
  }
  at.context.module.symbols[callee.id] = method;
  at.types[callee.id] = functionValue(method);
  return callFunction(at, expr, method, receiverArguments(method, type), `\`${name.name}\``);
}

/** What a receiver says about the type parameters of the type that declares the method. */
function receiverArguments(method: FunctionSymbol, type: Type): TypeArguments {
  const params = method.owner!.typeParams;
  if (params.length === 0) return NO_ARGUMENTS;
  switch (type.kind) {
    case "list":
      return argumentsOf(params, [type.element]);
    case "map":
      return argumentsOf(params, [type.key, type.value]);
    case "result":
      return argumentsOf(params, [type.ok, type.error]);
    case "future":
      return argumentsOf(params, [type.value]);
    case "instance":
      return argumentsOf(params, type.args);
    default:
      return NO_ARGUMENTS;
  }
}

/** A method of a value of which nothing is known. Methods of every value keep their type unless a type of the program has one of that name. */
function callUnknownMethod(at: Inference, expr: Call, callee: Member, type: Type): Type {
  const name = callee.name.name;
  const every = at.context.catalogue.method(null, name);
  if (every && type !== ERROR && type.kind === "any" && !at.context.program.methodNames.has(name)) {
    at.context.module.symbols[callee.id] = every;
    at.types[callee.id] = functionValue(every);
    return callFunction(at, expr, every, NO_ARGUMENTS, `\`${name}\``);
  }
  at.types[callee.id] = type;
  return callDynamically(at, expr, "dynamic-method", type);
}

/** A call of a value: a variable, a field, the result of another call. */
function callValue(at: Inference, expr: Call, type: Type): Type {
  switch (type.kind) {
    case "any":
    case "never":
      return callDynamically(at, expr, "dynamic", type);
    case "function": {
      const callee: Callee = {
        kind: "value",
        symbol: null,
        given: NO_ARGUMENTS,
        name: calleeName(at, expr.callee),
      };
      return callSignatures(at, expr, callee, [positional(type)]);
    }
    case "nullable":
      reportNull(at.context, expr.callee, type, `a \`${printType(type)}\` cannot be called`);
      return abandon(at, expr, null, ERROR);
    case "param":
      at.error(
        "type/opaque",
        expr.callee,
        `a value of the type parameter \`${type.name}\` cannot be called`,
        {
          label: `nothing is known of \`${type.name}\``,
          help: ["declare the parameter as a function: `Fn(…) -> …`"],
        },
      );
      return abandon(at, expr, null, ERROR);
  }
  at.error("type/not-callable", expr.callee, `${subject(type)} cannot be called`, {
    label: `this is ${type.kind === "typename" ? "a type" : withArticle(type)}`,
    help: notCallableHelp(type),
  });
  return abandon(at, expr, null, ERROR);
}

function notCallableHelp(type: Type): string[] {
  if (type.kind === "typename") {
    const { symbol } = type;
    if (symbol.kind === "enum") {
      const first = symbol.variants[0];
      return first ? [`name a variant: \`${symbol.name}.${first.name}\``] : [];
    }
    const statics = [...symbol.methods.values()].filter((method) => method.isStatic);
    if (symbol.module === -1) {
      return statics.length === 0
        ? []
        : [`its values come from ${
          statics.slice(0, 4).map((one) => `\`${symbol.name}.${one.name}(…)\``).join(", ")
        }`];
    }
    const fields = [...symbol.fields.keys()].slice(0, 3).map((name) => `${name}: …`);
    return [`build a value with \`${symbol.name} { ${fields.join(", ")} }\``];
  }
  if (type.kind === "module") return ["call a function of the module: `module.name(…)`"];
  if (type.kind === "namespace") {
    return [
      `call one of its functions: \`${type.symbol.name}.${[...type.symbol.members.keys()][0] ?? "name"}(…)\``,
    ];
  }
  return ["only functions are called"];
}

function calleeName(at: Inference, callee: Expr): string {
  const text = at.context.text(callee);
  return text.length <= 40 && !text.includes("\n") ? `\`${text}\`` : "this function";
}

/** Function values take no named arguments. */
function positional(type: FunctionType): FunctionType {
  if (!type.params.some((param) => param.isNamed)) return type;
  return {
    ...type,
    params: type.params.map((param) => param.isNamed ? { ...param, isNamed: false } : param),
  };
}

/** A call that is checked at run time. */
function callDynamically(at: Inference, expr: Call, kind: CallInfo["kind"], type: Type): Type {
  const args = valueArguments(expr);
  const given: Expr[] = [];
  for (const arg of args) {
    at.infer(arg.value as Expr, null);
    given.push(arg.value as Expr);
    // A method that is only known at run time may have the parameter; a function value takes none by name.
    if (arg.name && kind === "dynamic" && type !== ERROR && type.kind !== "never") {
      at.error(
        "call/named-not-allowed",
        arg.name,
        `\`${arg.name.name}\` cannot be given by name: the callee is not known`,
        {
          label: "named argument",
          help: ["give it by position"],
        },
      );
    }
  }
  at.context.module.calls[expr.id] = {
    kind,
    symbol: null,
    signature: null,
    args: given,
    typeArg: typeArgument(at, expr),
  };
  if (type !== ERROR) noteDynamicSuspension(at, expr);
  return type;
}

/** The type written as first argument of `parse_as`. */
function typeArgument(at: Inference, expr: Call): Type | null {
  const first = expr.args[0]?.value;
  return first?.kind === "TypeArg" ? at.annotation(first.type) : null;
}

/** A call that failed: its arguments are still looked at. */
function abandon(at: Inference, expr: Call, callee: Expr | null, type: Type): Type {
  if (callee) at.types[callee.id] = ERROR;
  for (const arg of valueArguments(expr)) at.infer(arg.value as Expr, null);
  at.context.module.calls[expr.id] = {
    kind: "dynamic",
    symbol: null,
    signature: null,
    args: valueArguments(expr).map((arg) => arg.value as Expr),
    typeArg: null,
  };
  return type;
}
