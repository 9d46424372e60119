/** Calls of every kind, from direct JavaScript calls to calls through `Any`. */
import type { CallInfo } from "../../../check/result.ts";
import type { Call, Expr } from "../../../syntax/ast.ts";
import type { FunctionSymbol } from "../../../types/symbol.ts";
import type { Type } from "../../../types/type.ts";
import { bare, list, quote } from "../code.ts";
import type { Emitter } from "../emitter.ts";
import { isOffloaded } from "../waiting.ts";
import { isReordered } from "../facts.ts";
import { box, element, isRaw, unbox } from "../forms.ts";
import { givenArgs, inWrittenOrder, parameterCodes } from "./call_arguments.ts";
import { intrinsic } from "./intrinsics.ts";
import { notNull, objectOf, withoutNull } from "./members.ts";
import { directName, waitingName } from "./names.ts";
import { propagate } from "./propagate.ts";

export interface CallOptions {
  /** The call stands under `.await`. */
  readonly isAwaited: boolean;
  /** The node whose static type the result has. */
  readonly resultOf: Expr;
}

export function call(
  e: Emitter,
  node: Call,
  options: CallOptions = { isAwaited: false, resultOf: node },
): string {
  const isDiscarded = e.takeDiscard(node);
  const info = e.module.calls[node.id];
  if (!info) return dynamicCall(e, node, options);
  const expected = wrongCount(node, info);
  if (expected !== null) return wrongCall(e, node, expected);
  switch (info.kind) {
    case "ok":
    case "err":
      return `new ${e.runtime(info.kind === "ok" ? "Ok" : "Err")}(${bare(e.uniform(givenArgs(info)[0]))})`;
    case "variant":
      return variantCall(e, info);
    case "function":
    case "static":
    case "method":
    case "builtin":
    case "builtin-method":
      return directCall(e, node, info, options, isDiscarded);
    case "value":
      return valueCall(e, node, options);
    default:
      return dynamicCall(e, node, options);
  }
}

interface Arity {
  readonly least: number;
  readonly most: number;
}

/** How many arguments a known callee takes, when the call does not give them (`--no-typecheck`); else null. */
function wrongCount(node: Call, info: CallInfo): Arity | null {
  const given = node.args.filter((arg) => arg.value.kind !== "TypeArg").length;
  const exactly = (most: number): Arity | null => given === most ? null : { least: most, most };
  if (info.kind === "ok" || info.kind === "err") return exactly(1);
  if (info.symbol?.kind === "variant") return exactly(info.symbol.payload.length);
  if (info.kind === "value" || info.symbol?.kind !== "function") return null;
  // A call that the checker gave up has no signature; that of several is then unknown.
  const params = (info.signature ?? (info.symbol.overloads.length === 0 ? info.symbol.type : null))?.params;
  if (!params) return null;
  if (params.some((param) => param.isVariadic)) return null;
  const isMissing = params.some((param, index) =>
    !param.hasDefault && (info.args[index] === undefined || info.args[index] === "default")
  );
  if (!isMissing && given <= params.length) return null;
  return { least: params.filter((param) => !param.hasDefault).length, most: params.length };
}

/** Evaluates the arguments and fails. */
function wrongCall(e: Emitter, node: Call, { least, most }: Arity): string {
  const args = list(e.sequence(argumentNodes(node)));
  const found = node.args.filter((arg) => arg.value.kind !== "TypeArg").length;
  const what = quote(
    found >= least && found <= most
      ? "the arguments of this call are not those of its parameters"
      : `this call takes ${least === most ? "" : `${least} to `}${most} argument${
        most === 1 ? "" : "s"
      }, found ${found}`,
  );
  return `(${args}${args === "" ? "" : ", "}${e.at(node)}${e.runtime("cannotRun")}("run/arity", ${what}))`;
}

function variantCall(e: Emitter, info: CallInfo): string {
  if (info.symbol?.kind !== "variant") throw new Error("a variant call without variant");
  const owner = e.program.enumOf(info.symbol)!;
  const args = inWrittenOrder(e, givenArgs(info), () => false);
  return `new ${e.runtime("EnumValue")}(${e.program.className(owner)}.info, ${info.symbol.index}, [${
    list(args)
  }])`;
}

function directCall(
  e: Emitter,
  node: Call,
  info: CallInfo,
  options: CallOptions,
  isDiscarded: boolean,
): string {
  const symbol = info.symbol as FunctionSymbol;
  const signature = info.signature ?? symbol.type;
  const isUniform = symbol.library !== null && symbol.overloads.length > 0;
  const isMethod = info.kind === "method" || info.kind === "builtin-method";
  let receiver: string | null = null;
  if (isMethod && node.callee.kind === "Member") {
    const { object, isOptional } = node.callee;
    const type = e.placeOf(object);
    const takesNull = symbol.library?.startsWith("Any.") === true;
    if (isOptional && type.kind === "result") receiver = propagate(e, object, node);
    else {
      receiver = objectOf(e, object, isOptional);
      if (!takesNull) receiver = notNull(e, receiver, type, isOptional, `${node.callee.name.name}()`, node);
    }
    if (isRaw(withoutNull(type))) receiver = box(e, receiver, takesNull ? type : withoutNull(type));
    const args = givenArgs(info);
    const comesFirst = isReordered(info) || args.some((arg) => e.facts.needsStatements(arg));
    if (comesFirst && !e.isStable(object, args)) {
      receiver = e.hold(receiver);
    }
  }
  const special = symbol.library !== null
    ? intrinsic(e, node, info, symbol.library, receiver, isDiscarded)
    : null;
  if (special !== null) return special;
  const { codes } = parameterCodes(e, node, info, signature, isUniform);
  if (receiver !== null) codes.unshift(receiver);
  if (info.typeArg) codes.unshift(typeArgument(e, info.typeArg, symbol.library ?? ""));
  const callee = directName(e, symbol);
  const declared = isUniform ? false : isRaw(symbol.type.result);
  const wanted = isRaw(e.typeOf(options.resultOf));
  const marker = e.at(node);
  if (symbol.library === null && symbol.type.isAsync) {
    if (!options.isAwaited) {
      const helper = e.runtime(declared ? "lazyFloatCall" : "lazyCall");
      return `${helper}(${list([callee, ...codes])})`;
    }
    return inResultForm(
      e,
      e.awaited(`${marker}${callee}(${list(codes)})`),
      declared,
      wanted,
      e.typeOf(options.resultOf),
    );
  }
  const waiting = e.frame.isAsync ? waitingCallee(e, symbol, callee) : null;
  if (waiting !== null) {
    const code = e.awaited(`${marker}${waiting}(${list(codes)})`);
    return inResultForm(e, code, declared, wanted, e.typeOf(options.resultOf));
  }
  // Where nothing waits a call that may wait does without (`@suspends("optional")`).
  const isHurried = !e.frame.isAsync && symbol.marks?.get("suspends")?.[0] === "optional";
  const code = `${marker}${callee}${isHurried ? ".now" : ""}(${list(codes)})`;
  if (e.module.suspends.has(node.id) && !options.isAwaited && e.frame.isAsync) {
    return inResultForm(e, e.awaited(code), false, wanted, e.typeOf(options.resultOf));
  }
  const type = e.typeOf(options.resultOf);
  return isParameter(symbol.type.result)
    ? element(e, code, type, node)
    : inResultForm(e, code, declared, wanted, type);
}

/** What code that can wait calls instead of `callee`; null where nothing is to be waited for. */
function waitingCallee(e: Emitter, symbol: FunctionSymbol, callee: string): string | null {
  return isOffloaded(symbol) ? `${callee}.waiting` : waitingName(e, symbol);
}

/** Functions that read the JSON text of a value of the type that they are given. */
const TEXT_PARSERS: ReadonlySet<string> = new Set(["json.parse_as", "TestResponse.parse_as"]);

/** The type written as first argument of `parse_as` and the like: what makes values of it. */
function typeArgument(e: Emitter, type: Type, key: string): string {
  const shape = e.program.shape(type);
  if (!TEXT_PARSERS.has(key)) return shape;
  const decoder = e.program.decoder(type);
  return e.program.declare(
    `parse:${decoder}`,
    "parse",
    (name) => `const ${name} = (text) => ${e.runtime("parseAs")}(text, ${decoder}, ${shape});`,
  );
}

function inResultForm(e: Emitter, code: string, isAlready: boolean, wanted: boolean, type: Type): string {
  if (isAlready === wanted) return code;
  return wanted ? unbox(e, code, type) : box(e, code, type);
}

/** Whether a declared result is just a type parameter: what comes out of a container. */
function isParameter(type: Type): boolean {
  return type.kind === "param" || (type.kind === "nullable" && isParameter(type.inner));
}

/** A call of a function value of known type. */
function valueCall(e: Emitter, node: Call, options: CallOptions): string {
  const args = argumentNodes(node);
  const type = withoutNull(e.placeOf(node.callee));
  let callee = e.chained(node.callee);
  if (args.some((arg) => e.facts.needsStatements(arg)) && !e.isStable(node.callee, args)) {
    callee = e.hold(callee);
  }
  const codes = e.sequence(args);
  const wanted = isRaw(e.typeOf(options.resultOf));
  if (type.kind !== "function" || e.placeOf(node.callee).kind === "nullable") {
    return inResultForm(
      e,
      `${e.at(node)}${e.runtime("callValue")}(${bare(callee)}, [${list(codes)}])`,
      false,
      wanted,
      e.typeOf(options.resultOf),
    );
  }
  // `next()` of a middleware, in a function that waits for it.
  if (e.module.suspends.has(node.id) && e.frame.isAsync) {
    return `(await ${e.at(node)}${e.runtime("callNext")}(${bare(callee)}))`;
  }
  return element(e, `${e.at(node)}${callee}(${list(codes)})`, e.typeOf(options.resultOf), node);
}

function argumentNodes(node: Call): Expr[] {
  return node.args.map((arg) => arg.value).filter((value): value is Expr => value.kind !== "TypeArg");
}

/** A call of something that is only known at run time. */
function dynamicCall(e: Emitter, node: Call, options: CallOptions): string {
  const args = argumentNodes(node);
  const wanted = isRaw(e.typeOf(options.resultOf));
  const finish = (code: string) => inResultForm(e, code, false, wanted, e.typeOf(options.resultOf));
  const names = node.args.some((arg) => arg.name !== null)
    ? `, [${node.args.map((arg) => arg.name === null ? "null" : quote(arg.name.name)).join(", ")}]`
    : "";
  if (node.callee.kind === "Member" && e.module.calls[node.id]?.kind !== "dynamic") {
    const { object, isOptional, name } = node.callee;
    const type = e.placeOf(object);
    let receiver = isOptional && type.kind === "result"
      ? propagate(e, object, node)
      : objectOf(e, object, isOptional);
    if (args.some((arg) => e.facts.needsStatements(arg)) && !e.isStable(object, args)) {
      receiver = e.hold(receiver);
    }
    if (isRaw(type)) receiver = box(e, receiver, type);
    const codes = e.sequence(args);
    const code = `${e.at(node)}${e.runtime("callMethod")}(${bare(receiver)}, ${quote(name.name)}, [${
      list(codes)
    }]${names})`;
    const maySuspend = e.module.suspends.has(node.id) && !options.isAwaited && e.frame.isAsync;
    return finish(maySuspend ? e.awaited(`${e.runtime("settleSuspension")}(${code})`) : code);
  }
  let callee = e.chained(node.callee);
  if (args.some((arg) => e.facts.needsStatements(arg)) && !e.isStable(node.callee, args)) {
    callee = e.hold(callee);
  }
  const codes = e.sequence(args);
  return finish(`${e.at(node)}${e.runtime("callValue")}(${bare(callee)}, [${list(codes)}]${names})`);
}
