/** Checks the arguments of a call against a signature, and infers type arguments (language.md 9.2, 9.4). */
import type { Call, Expr } from "../../syntax/ast.ts";
import { fitsUnconverted, functionProblem } from "../../types/assignability.ts";
import { typesEqual } from "../../types/equality.ts";
import { join } from "../../types/join.ts";
import { withArticle } from "../../types/with_article.ts";
import { printType } from "../../types/print_type.ts";
import { substitute, type TypeArguments } from "../../types/substitute.ts";
import type { FunctionSymbol, VariantSymbol } from "../../types/symbol.ts";
import {
  ANY,
  type FunctionType,
  futureOf,
  INFER,
  OPEN,
  type ParamType,
  type Type,
  type TypeParamType,
} from "../../types/type.ts";
import { unify } from "../../types/unify.ts";
import type { CallInfo } from "../result.ts";
import { arity, bindArguments, type Bound, valueArguments } from "./arguments.ts";
import { checkLiteralArguments } from "../decorators/literal_arguments.ts";
import { callbackProblem } from "./callbacks.ts";
import { checkDecodable, checkFromVariables } from "./decodable.ts";
import { answersWithStatus } from "./handlers.ts";
import type { Inference } from "./inference.ts";
import { hasOpenPlace } from "./literals.ts";
import { checkSpawned } from "./spawning.ts";
import { isNext, noteSuspension } from "./suspension.ts";

export interface Callee {
  readonly kind: CallInfo["kind"];
  readonly symbol: FunctionSymbol | VariantSymbol | null;
  /** Type arguments that the receiver gives. */
  readonly given: TypeArguments;
  /** How messages call it, with backquotes where it has a name. */
  readonly name: string;
  /** Further type parameters that the arguments fix: those of the type, for a static method. */
  readonly open?: readonly TypeParamType[];
}

/** Checks the call and gives its type. With several signatures the first that takes the arguments is chosen. */
export function callSignatures(
  at: Inference,
  call: Call,
  callee: Callee,
  signatures: readonly FunctionType[],
): Type {
  if (signatures.length > 1) {
    const count = valueArguments(call).length;
    const fitting = signatures.filter((one) => {
      const { least, most } = arity(one.params);
      return count >= least && count <= most;
    });
    if (fitting.length !== 1) return callOverloaded(at, call, callee, signatures);
    signatures = fitting;
  }
  const signature = signatures[0]!;
  const generic = new Generic(signature, callee);
  const typeArg = fixWrittenType(at, call, generic);
  const isLibrary = callee.symbol?.kind === "function" && callee.symbol.library !== null;
  const bound = bindArguments(at, call, signature.params, callee.name, isLibrary);
  if (bound === null) {
    for (const arg of valueArguments(call)) at.infer(arg.value as Expr, null);
    record(at, call, callee, null, [], typeArg);
    return finish(at, callee, generic.result());
  }
  for (const { expr, param } of inSourceOrder(signature.params, bound)) {
    checkArgument(at, expr, param, generic, null);
  }
  record(at, call, callee, signature, bound, typeArg);
  return finish(at, callee, generic.result());
}

function record(
  at: Inference,
  call: Call,
  callee: Callee,
  signature: FunctionType | null,
  args: Bound,
  typeArg: Type | null,
): void {
  const info: CallInfo = { kind: callee.kind, symbol: callee.symbol, signature, args, typeArg };
  at.context.module.calls[call.id] = info;
  const { symbol } = callee;
  const own = isNext(at, call) ? [] : undefined;
  noteSuspension(at, call, symbol?.kind === "function" ? symbol.marks?.get("suspends") : own);
  const { file, diagnostics } = at.context;
  if (signature !== null) checkLiteralArguments(call, info, file, (one) => diagnostics.push(one));
}

function finish(at: Inference, callee: Callee, result: Type): Type {
  if (result.kind === "never") at.leave();
  const { symbol } = callee;
  if (symbol?.kind === "function" && answersWithStatus(at.context, symbol)) {
    return symbol.type.isAsync ? futureOf(ANY) : ANY;
  }
  return result;
}

/** `parse_as(T, …)`: the written type is the first type argument. */
function fixWrittenType(at: Inference, call: Call, generic: Generic): Type | null {
  const first = call.args[0]?.value;
  if (first?.kind !== "TypeArg") return null;
  const type = at.annotation(first.type);
  const isFromVariables = generic.signature.params.some((param) => param.marks?.has("variables"));
  (isFromVariables ? checkFromVariables : checkDecodable)(at.context, first, type);
  const param = generic.signature.typeParams[0];
  if (param) generic.fixed.set(param.id, type);
  return type;
}

/** A signature with the type arguments found so far. */
class Generic {
  readonly fixed: Map<number, Type>;
  readonly #open: Set<number> | null;

  constructor(readonly signature: FunctionType, callee: Callee) {
    this.fixed = new Map(callee.given);
    const params = [...signature.typeParams, ...callee.open ?? []];
    this.#open = params.length + callee.given.size === 0
      ? null
      : new Set([...params.map((param) => param.id), ...callee.given.keys()]);
  }

  get isGeneric(): boolean {
    return this.#open !== null;
  }

  /** With what is fixed so far; open places are left to the value. */
  expected(type: Type): Type {
    return this.#instantiate(type, INFER);
  }

  /** With what is fixed; the rest is unchecked. */
  settled(type: Type): Type {
    return this.#instantiate(type, ANY);
  }

  learn(declared: Type, found: Type): void {
    if (this.#open) unify(declared, found, this.#open, this.fixed);
  }

  result(): Type {
    const { signature } = this;
    const isVariant = signature.result.kind === "enum";
    const result = this.#instantiate(signature.result, isVariant ? OPEN : ANY);
    return signature.isAsync ? futureOf(result) : result;
  }

  #instantiate(type: Type, unfixed: Type): Type {
    if (!this.#open) return type;
    if (this.fixed.size < this.#open.size) {
      const all = new Map(this.fixed);
      for (const id of this.#open) if (!all.has(id)) all.set(id, unfixed);
      return substitute(type, all);
    }
    return substitute(type, this.fixed);
  }
}

/** Arguments with their parameters, as they are evaluated. */
function inSourceOrder(
  params: readonly ParamType[],
  bound: Bound,
): { expr: Expr; param: ParamType }[] {
  const pairs: { expr: Expr; param: ParamType }[] = [];
  let isSorted = true;
  let last = -1;
  bound.forEach((entry, i) => {
    const add = (expr: Expr) => {
      if (expr.start < last) isSorted = false;
      last = expr.start;
      pairs.push({ expr, param: params[i]! });
    };
    if (entry === "default") return;
    if (Array.isArray(entry)) entry.forEach(add);
    else add(entry);
  });
  return isSorted ? pairs : pairs.sort((a, b) => a.expr.start - b.expr.start);
}

/** Checks one argument; `found` is its type when it was looked at before. */
function checkArgument(
  at: Inference,
  expr: Expr,
  param: ParamType,
  generic: Generic,
  found: Type | null,
): void {
  if (param.marks?.has("call")) {
    generic.learn(param.type, checkSpawned(at, expr));
    return;
  }
  const wanted = generic.expected(param.type);
  const isOpen = generic.isGeneric && hasOpenPlace(wanted);
  const before = at.context.diagnostics.length;
  const type = found ?? at.infer(expr, wanted);
  generic.learn(param.type, type);
  const target = isOpen ? generic.settled(param.type) : wanted;
  if (target.kind === "function" || target.kind === "nullable" && target.inner.kind === "function") {
    const fn = target.kind === "function" ? target : target.inner as FunctionType;
    if (type.kind === "function") {
      // One mistake, one message: a callback whose body was reported already is let through.
      if (functionProblem(type, fn) && at.context.diagnostics.length === before) {
        callbackProblem(at, expr, type, fn);
      }
      return;
    }
  }
  const code = param.marks?.get("mismatch")?.[0];
  at.storeInferred(expr, type, target, typeof code === "string" ? code : undefined);
}

// ---------------------------------------------------------------- overloads

function isInline(expr: Expr): boolean {
  return expr.kind === "FnExpr" || (expr.kind === "Paren" && isInline(expr.expr));
}

function callOverloaded(
  at: Inference,
  call: Call,
  callee: Callee,
  signatures: readonly FunctionType[],
): Type {
  const args = valueArguments(call);
  const inferred = new Map<Expr, Type>();
  for (const arg of args) {
    const expr = arg.value as Expr;
    if (!isInline(expr)) inferred.set(expr, at.infer(expr, null));
  }
  const matching: { signature: FunctionType; bound: Bound; generic: Generic }[] = [];
  const params = new Map<Expr, Type[]>();
  let nearest: FunctionType | null = null;
  for (const signature of signatures) {
    const mark = at.context.diagnostics.length;
    const bound = bindArguments(at, call, signature.params, callee.name, true);
    at.context.diagnostics.length = mark;
    if (bound === null) continue;
    nearest ??= signature;
    const generic = new Generic(signature, callee);
    const pairs = inSourceOrder(signature.params, bound);
    for (const { expr, param } of pairs) params.set(expr, [...params.get(expr) ?? [], param.type]);
    const takes = pairs.every(({ expr, param }) => {
      const type = inferred.get(expr);
      if (type === undefined) return generic.expected(param.type).kind !== "primitive";
      generic.learn(param.type, type);
      return fitsUnconverted(type, generic.settled(param.type));
    });
    if (takes) matching.push({ signature, bound, generic });
  }
  const chosen = matching[0];
  if (!chosen) return reportNoOverload(at, call, callee, signatures, nearest, inferred);
  // With unchecked arguments several may be meant: only what they agree on is known.
  const isUncertain = matching.length > 1 && [...inferred.values()].some((type) => type.kind === "any");
  const generic = new Generic(chosen.signature, callee);
  for (const { expr, param } of inSourceOrder(chosen.signature.params, chosen.bound)) {
    const type = inferred.get(expr) ?? null;
    // Where signatures differ, the function itself looks at what it gets: nothing is converted to one of them.
    const isOpen = type?.kind === "any"
      ? params.get(expr)!.some((other) => !typesEqual(other, param.type))
      : isUncertain && type !== null;
    if (isOpen) generic.learn(param.type, type!);
    else checkArgument(at, expr, param, generic, type);
  }
  record(at, call, callee, chosen.signature, chosen.bound, null);
  if (!isUncertain) return finish(at, callee, generic.result());
  return finish(at, callee, matching.map((one) => one.generic.result()).reduce(join));
}

function reportNoOverload(
  at: Inference,
  call: Call,
  callee: Callee,
  signatures: readonly FunctionType[],
  nearest: FunctionType | null,
  inferred: ReadonlyMap<Expr, Type>,
): Type {
  for (const arg of valueArguments(call)) {
    const expr = arg.value as Expr;
    if (!inferred.has(expr)) at.infer(expr, null);
  }
  record(at, call, callee, null, [], null);
  const results = signatures.map((one) => one.result);
  const result = results.every((one) => typesEqual(one, results[0]!)) ? results[0]! : at.errorType;
  if (!nearest) {
    // No signature takes that many: the widest one says it best.
    const widest = signatures.reduce((a, b) => arity(b.params).most > arity(a.params).most ? b : a);
    bindArguments(at, call, widest.params, callee.name, true);
    return result;
  }
  const bad = [...inferred].find(([, type]) => type.kind !== "any") ?? [call, ANY] as const;
  const wrong = firstWrong(call, signatures, inferred) ?? bad;
  const kinds = [
    ...new Set(signatures.map((one) => `(${one.params.map((p) => printType(p.type)).join(", ")})`)),
  ];
  at.error("type/mismatch", wrong[0], `${callee.name} does not take \`${printType(wrong[1])}\` here`, {
    label: `this is ${withArticle(wrong[1])}`,
    help: [`it takes ${kinds.slice(0, 6).map((kind) => `\`${kind}\``).join(" or ")}`],
  });
  return result;
}

/** The first argument that no signature takes at its place. */
function firstWrong(
  call: Call,
  signatures: readonly FunctionType[],
  inferred: ReadonlyMap<Expr, Type>,
): readonly [Expr, Type] | null {
  const args = valueArguments(call);
  let candidates = signatures.filter((one) => {
    const { least, most } = arity(one.params);
    return args.length >= least && args.length <= most;
  });
  for (const [i, arg] of args.entries()) {
    const expr = arg.value as Expr;
    const type = inferred.get(expr);
    if (!type || arg.name) continue;
    const left = candidates.filter((one) => {
      const param = one.params[Math.min(i, one.params.length - 1)];
      return param !== undefined && fitsUnconverted(type, substitute(param.type, new Map(), ANY));
    });
    if (left.length === 0) return [expr, type];
    candidates = left;
  }
  return null;
}
