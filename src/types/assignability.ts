/** Which values fit which places (language.md 5.5). */
import { isConsistent } from "./equality.ts";
import {
  DECIMAL,
  FLOAT,
  type FunctionType,
  futureOf,
  type FutureType,
  type InstanceType,
  INT,
  NULL,
  type Type,
} from "./type.ts";

/** Whether a value of static type `from` may be stored where `to` is declared; an Int is converted to Float or Decimal. */
export function fits(from: Type, to: Type): boolean {
  return assignable(from, to, true);
}

/** The same without the conversion of Int: for callbacks and type arguments. */
export function fitsUnconverted(from: Type, to: Type): boolean {
  return assignable(from, to, false);
}

function assignable(from: Type, to: Type, converts: boolean): boolean {
  if (from === to || from.kind === "any" || to.kind === "any" || from.kind === "never") return true;
  if (to.kind === "nullable") {
    if (from === NULL) return true;
    return assignable(from.kind === "nullable" ? from.inner : from, to.inner, converts);
  }
  if (from === INT) return converts && (to === FLOAT || to === DECIMAL);
  switch (to.kind) {
    case "tuple":
      return from.kind === "tuple" && from.elements.length === to.elements.length &&
        from.elements.every((element, i) => assignable(element, to.elements[i]!, converts));
    case "result":
      return from.kind === "result" && assignable(from.ok, to.ok, converts) &&
        assignable(from.error, to.error, converts);
    case "future":
      return from.kind === "future" && assignable(from.value, to.value, false);
    case "function":
      return from.kind === "function" && functionProblem(from, to) === null;
    case "instance":
      if (from.kind === "future" && awaitedStandIn(from)?.symbol === to.symbol) return true;
    /* falls through */
    case "enum":
      return from.kind === to.kind && from.symbol === to.symbol &&
        from.args.every((arg, i) => assignable(arg, to.args[i] ?? arg, false));
    default:
      return isConsistent(from, to);
  }
}

/** What a future that need not be awaited stands for: a library type that says so with a mark, alone or as the value of a Result. */
export function awaitedStandIn(type: FutureType): InstanceType | null {
  const value = type.value.kind === "result" ? type.value.ok : type.value;
  return value.kind === "instance" && value.symbol.marks?.has("or_future") ? value : null;
}

export type FunctionProblem =
  | { readonly kind: "arity"; readonly expected: number; readonly least: number; readonly most: number }
  | { readonly kind: "param"; readonly index: number; readonly expected: Type; readonly found: Type }
  | { readonly kind: "result"; readonly expected: Type; readonly found: Type };

/** Why a function cannot stand where `expected` is called; null when it can. */
export function functionProblem(found: FunctionType, expected: FunctionType): FunctionProblem | null {
  const given = expected.params.length;
  let least = 0;
  let most = 0;
  for (const param of found.params) {
    if (param.isVariadic) most = Infinity;
    else {
      most++;
      if (!param.hasDefault) least++;
    }
  }
  if (given < least || given > most) return { kind: "arity", expected: given, least, most };
  const generic = found.typeParams.length > 0;
  for (let i = 0; i < given; i++) {
    const param = found.params[Math.min(i, found.params.length - 1)]!;
    const passed = expected.params[i]!.type;
    if (generic && mentionsParam(param.type)) continue;
    if (!assignable(passed, param.type, false)) {
      return { kind: "param", index: i, expected: passed, found: param.type };
    }
  }
  const result = found.isAsync ? futureOf(found.result) : found.result;
  const wanted = expected.isAsync ? futureOf(expected.result) : expected.result;
  if (generic && mentionsParam(result)) return null;
  return assignable(result, wanted, false) ? null : { kind: "result", expected: wanted, found: result };
}

/** Whether a type parameter occurs anywhere in the type. */
export function mentionsParam(type: Type): boolean {
  switch (type.kind) {
    case "param":
      return true;
    case "list":
      return mentionsParam(type.element);
    case "map":
      return mentionsParam(type.key) || mentionsParam(type.value);
    case "tuple":
      return type.elements.some(mentionsParam);
    case "result":
      return mentionsParam(type.ok) || mentionsParam(type.error);
    case "future":
      return mentionsParam(type.value);
    case "nullable":
      return mentionsParam(type.inner);
    case "function":
      return mentionsParam(type.result) || type.params.some((param) => mentionsParam(param.type));
    case "instance":
    case "enum":
      return type.args.some(mentionsParam);
    default:
      return false;
  }
}
