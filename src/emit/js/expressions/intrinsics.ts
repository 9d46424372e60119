/** Builtins that are written in place: what JavaScript says in a few characters. Everything else goes through its implementation. */
import { isConnection } from "../../../app/app_pool.ts";
import type { CallInfo } from "../../../check/result.ts";
import type { Call, Expr } from "../../../syntax/ast.ts";
import { DECIMAL, type Type } from "../../../types/type.ts";
import { bare, isAtom, list, wrap } from "../code.ts";
import { durableOf } from "../durable.ts";
import type { Emitter } from "../emitter.ts";
import { isFloat, isRaw } from "../forms.ts";
import { lazyCall, parameterCodes } from "./call_arguments.ts";
import { isMapKeyDirect } from "./map_keys.ts";

/** Code for a call of the builtin `key`, or null when it has no form in place. */
export function intrinsic(
  e: Emitter,
  node: Call,
  info: CallInfo,
  key: string,
  receiver: string | null,
  isDiscarded: boolean,
): string | null {
  const [first] = info.args;
  const arg = first !== undefined && first !== "default" && !Array.isArray(first) ? first as Expr : null;
  const object = receiver !== null && node.callee.kind === "Member" ? e.placeOf(node.callee.object) : null;
  switch (key) {
    case "List.len":
      return object?.kind === "list" ? `${receiver}.length` : null;
    case "Map.len":
      return object?.kind === "map" ? `${receiver}.size` : null;
    case "List.is_empty":
      return object?.kind === "list" ? wrap(`${receiver}.length === 0`) : null;
    case "Map.is_empty":
      return object?.kind === "map" ? wrap(`${receiver}.size === 0`) : null;
    case "Str.is_empty":
      return wrap(`${receiver} === ""`);
    case "List.push":
      return object?.kind === "list" && arg
        ? withNull(`${receiver}.push(${bare(e.uniform(arg))})`, isDiscarded)
        : null;
    case "List.sum":
    case "List.product":
      // Of no elements it is a number of their type.
      return object?.kind === "list" && object.element === DECIMAL
        ? `${e.at(node)}${e.runtime("toDecimalPlace")}(${e.program.library(key)}(${receiver}))`
        : null;
    case "Map.has":
      return object?.kind === "map" && arg && isDirect(e, object, arg)
        ? `${receiver}.has(${bare(e.uniform(arg))})`
        : null;
    case "Map.get_or":
      return object?.kind === "map" && arg && isDirect(e, object, arg)
        ? getOr(e, object, receiver!, info)
        : null;
    case "len":
      return arg ? length(e, arg) : null;
    case "abs":
      return arg && isFloat(e.placeOf(arg)) && isFloat(e.typeOf(node))
        ? `Math.abs(${bare(e.value(arg))})`
        : null;
    case "to_json": {
      const encoder = arg && encoderFor(e, e.placeOf(arg));
      return arg && encoder ? `${e.at(node)}${encoder}(${bare(e.uniform(arg))})` : null;
    }
    case "sse": {
      // The encoder of the events comes behind the declared parameters.
      const type = e.typeOf(node);
      const encoder = type.kind === "instance" && type.args[0] ? encoderFor(e, type.args[0]) : null;
      if (encoder === null || info.signature === null) return null;
      const { codes } = parameterCodes(e, node, info, info.signature, false);
      while (codes.length < info.signature.params.length) codes.push("undefined");
      return `${e.at(node)}${e.program.library(key)}(${list([...codes, encoder])})`;
    }
    case "spawn": {
      const kept = arg && keptCall(e, node, arg);
      if (kept) return kept;
      const spec = arg && taskSpec(e, arg);
      if (!arg || spec === null) return null;
      // `spawn(f(x))` of a function that is not async: run when the task starts.
      const future = (e.placeOf(arg).kind !== "future" ? lazyCall(e, arg as Call) : null) ??
        bare(e.uniform(arg));
      return `${e.at(node)}${e.program.library(key)}(${future}, ${spec})`;
    }
    default:
      return null;
  }
}

/** The call of a durable function, as its arguments; null for another one. */
function keptCall(e: Emitter, node: Call, call: Expr): string | null {
  const info = call.kind === "Call" ? e.module.calls[call.id] : undefined;
  const symbol = info?.symbol;
  const durable = symbol?.kind === "function" ? durableOf(e.program, symbol) : null;
  if (call.kind !== "Call" || !info || symbol?.kind !== "function" || !durable) return null;
  const { codes } = parameterCodes(e, call, info, info.signature ?? symbol.type, false);
  const { params } = symbol.type;
  const texts = codes.flatMap((code, index) =>
    isConnection(params[index].type)
      ? []
      : code === "undefined"
      ? ["null"]
      : [`${e.program.encoder(params[index].type)}(${bare(code)})`]
  );
  const spawn = `${e.at(node)}${e.runtime("spawnDurable")}`;
  const args = `(${JSON.stringify(durable.name)}, [${list(texts)}])`;
  return e.frame.isAsync ? e.awaited(`${spawn}${args}`) : `${spawn}.now${args}`;
}

/** The `TaskSpec` of a call that is spawned, declared once for each function; null for other futures. */
function taskSpec(e: Emitter, call: Expr): string | null {
  const symbol = call.kind === "Call" ? e.module.calls[call.id]?.symbol : undefined;
  if (symbol?.kind !== "function") return null;
  const { backgroundFunctions } = e.program.app;
  const isMethod = symbol.owner !== null;
  const job = isMethod || symbol.isNested
    ? undefined
    : backgroundFunctions.find(({ handler }) =>
      handler.name === symbol.name && handler.module === symbol.module
    );
  const name = job?.name ?? (isMethod ? `${symbol.owner!.name}.${symbol.name}` : symbol.name);
  const spec = { name, retry: job?.retry ?? null, isJob: job !== undefined };
  const key = `task:${symbol.library ?? symbol.module}:${name}`;
  return e.program.declare(key, "task", (declared) => `const ${declared} = ${JSON.stringify(spec)};`);
}

function withNull(code: string, isDiscarded: boolean): string {
  return isDiscarded ? code : `(${code}, null)`;
}

/** The encoder made for a type whose values are worth one. */
function encoderFor(e: Emitter, type: Type): string | null {
  return ["list", "map", "instance", "enum"].includes(type.kind) ? e.program.encoder(type) : null;
}

function isDirect(e: Emitter, map: Type & { kind: "map" }, key: Expr): boolean {
  return isMapKeyDirect(map.key) && isMapKeyDirect(e.placeOf(key));
}

/** `m.get_or(k, d)` where a stored null cannot be and `d` costs nothing. */
function getOr(e: Emitter, map: Type & { kind: "map" }, receiver: string, info: CallInfo): string | null {
  const [key, fallback] = info.args as readonly Expr[];
  const { kind } = map.value;
  const mayBeNull = kind === "any" || kind === "nullable" || kind === "param" || kind === "never";
  if (mayBeNull || isRaw(map.value) || e.program.suspects.has(map.value)) return null;
  if (e.facts.needsStatements(key) || !e.isStable(fallback, []) || e.module.conversions[fallback.id]) {
    return null;
  }
  return wrap(`${receiver}.get(${bare(e.uniform(key))}) ?? ${e.uniform(fallback)}`);
}

function length(e: Emitter, arg: Expr): string | null {
  const type = e.placeOf(arg);
  if (type.kind !== "list" && type.kind !== "map") return null;
  const code = e.value(arg);
  return `${isAtom(code) ? code : `(${bare(code)})`}.${type.kind === "list" ? "length" : "size"}`;
}
