/** Raw and uniform form of Floats, and conversions at typed places (language.md 5.6). */
import type { Expr, Node } from "../../syntax/ast.ts";
import type { Type } from "../../types/type.ts";
import { bare, isAtom, isNumber } from "./code.ts";
import type { Emitter } from "./emitter.ts";

/** Whether values of this static type are bare doubles (or null). */
export function isRaw(type: Type): boolean {
  if (type.kind === "nullable") return isRaw(type.inner);
  return type.kind === "primitive" && type.name === "Float";
}

export function isPrimitive(type: Type, name: string): boolean {
  return type.kind === "primitive" && type.name === name;
}

export const isInt = (type: Type): boolean => isPrimitive(type, "Int");
export const isFloat = (type: Type): boolean => isPrimitive(type, "Float");
export const isStr = (type: Type): boolean => isPrimitive(type, "Str");
export const isBool = (type: Type): boolean => isPrimitive(type, "Bool");

/** A raw double in uniform form. */
export function box(e: Emitter, code: string, type: Type): string {
  if (code === "null") return code;
  if (isNumber(code)) {
    const value = Number(bare(code));
    if (!Number.isInteger(value)) return code;
    const text = Object.is(value, -0) ? "-0" : String(value);
    return e.program.declare(
      `float:${text}`,
      `float_${text}`,
      (name) => `const ${name} = new ${e.runtime("FloatBox")}(${text});`,
    );
  }
  return `${e.runtime(type.kind === "nullable" ? "boxNullableFloat" : "boxFloat")}(${bare(code)})`;
}

/** A uniform value of static type `type` as a bare double, or null. */
export function unbox(e: Emitter, code: string, type: Type): string {
  if (code === "null" || isOtherAnswer(type)) return code;
  return `${e.runtime(isFloat(type) ? "toFloatPlace" : "toNullableFloatPlace")}(${bare(code)})`;
}

/** What only a handler may give in place of the Float that it declares: a Response or a Result. */
function isOtherAnswer(type: Type): boolean {
  return type.kind === "result" || type.kind === "instance";
}

/** Node kinds whose parts have been converted one by one. */
function isConvertedByParts(e: Emitter, node: Expr): boolean {
  switch (node.kind) {
    case "ListLit":
    case "MapLit":
    case "TupleLit":
    case "IfExpr":
    case "MatchExpr":
    case "ListComp":
    case "MapComp":
      return true;
    case "Paren":
      return isConvertedByParts(e, node.expr);
    case "Call": {
      const kind = e.module.calls[node.id]?.kind;
      return kind === "ok" || kind === "err" || kind === "variant";
    }
    default:
      return false;
  }
}

/** `code`, a value of static type `from` in its form, stored in a place of type `to`, in that one's form. */
export function convert(e: Emitter, code: string, node: Expr, from: Type, to: Type): string {
  if (from === to) return code;
  if (e.module.misfits.has(node.id)) return check(e, isRaw(from) ? box(e, code, from) : code, to, e.at(node));
  if (isRaw(from)) return isRaw(to) ? code : box(e, code, from);
  const inner = to.kind === "nullable" ? to.inner : to;
  if (from.kind === "primitive" && from.name === "Null") return code;
  if (from.kind === "nullable" && isInt(from.inner) && (isFloat(inner) || isPrimitive(inner, "Decimal"))) {
    return check(e, code, to);
  }
  if (isInt(from) && isFloat(inner)) return intToFloat(e, code, node);
  if (isInt(from) && isPrimitive(inner, "Decimal")) return `${e.runtime("toDecimalPlace")}(${bare(code)})`;
  if (isConvertedByParts(e, node)) return isRaw(to) ? unbox(e, code, from) : code;
  if (from.kind !== "any") return isRaw(to) && !isOtherAnswer(from) ? unbox(e, code, to) : code;
  return check(e, code, to, e.at(node));
}

/** An Int as a bare double. */
export function intToFloat(e: Emitter, code: string, node: Expr): string {
  const range = e.rangeOf(node);
  if (range.low > -Infinity && range.high < Infinity) return code;
  return `Number(${bare(code)})`;
}

/** Checks an `Any` value against the outermost kind of `type` and converts it; raises `run/type`. */
export function check(e: Emitter, code: string, type: Type, marker = ""): string {
  const checker = checkerOf(e, type);
  return checker === null ? code : `${marker}${checker}(${bare(code)})`;
}

/**
 * A JavaScript function that checks a uniform value against the outermost kind of `type` and gives it in the form of a place of that type; null when everything fits.
 */
export function checkerOf(e: Emitter, type: Type): string | null {
  switch (type.kind) {
    case "primitive":
      if (type.name === "Float") return e.runtime("toFloatPlace");
      return e.runtime(type.name === "Decimal" ? "toDecimalPlace" : `check${type.name}`);
    case "list":
      return e.runtime("checkList");
    case "map":
      return e.runtime("checkMap");
    case "result":
      return e.runtime("checkResult");
    case "future":
      return e.runtime("checkFuture");
    case "function":
      return e.program.declare(
        `check:function${type.params.length}`,
        `checkFunction${type.params.length}`,
        (name) => `const ${name} = (value) => ${e.runtime("checkCallback")}(value, ${type.params.length});`,
      );
    case "tuple":
      return e.program.declare(
        `check:tuple${type.elements.length}`,
        `checkTuple${type.elements.length}`,
        (name) => `const ${name} = (value) => ${e.runtime("checkTuple")}(value, ${type.elements.length});`,
      );
    case "enum":
    case "instance": {
      const symbol = type.symbol;
      const identifier = e.program.identifier(symbol);
      if (identifier === undefined) {
        // A type of the library: checked by its name.
        return e.program.declare(
          `check:${symbol.name}`,
          `check_${symbol.name}`,
          (name) =>
            `const ${name} = (value) => ${e.runtime("checkNamed")}(value, ${JSON.stringify(symbol.name)});`,
        );
      }
      const isEnum = type.kind === "enum";
      return e.program.declare(
        `check:${identifier}`,
        `check_${identifier}`,
        (name) =>
          `const ${name} = (value) => ${e.runtime(isEnum ? "checkEnum" : "checkInstance")}(value, ${
            isEnum ? `${identifier}.info` : `${identifier}.prototype.info`
          });`,
      );
    }
    case "nullable": {
      if (isRaw(type)) return e.runtime("toNullableFloatPlace");
      const inner = checkerOf(e, type.inner);
      if (inner === null) return null;
      return e.program.declare(
        `check:${inner}?`,
        `${inner.replaceAll("$", "")}OrNull`,
        (name) => `const ${name} = (value) => value === null ? null : ${inner}(value);`,
      );
    }
    default:
      return null;
  }
}

/** The same for places that hold the uniform form: payloads of enums, elements of lists. */
export function uniformCheckerOf(e: Emitter, type: Type): string | null {
  if (!isRaw(type)) return checkerOf(e, type);
  const check = e.runtime("toUniformFloat");
  if (type.kind !== "nullable") return check;
  return e.program.declare(
    "check:uniform Float?",
    "uniformFloatOrNull",
    (name) => `const ${name} = (value) => value === null ? null : ${check}(value);`,
  );
}

/** The value of an expression as something that may be mentioned several times. */
export function isSimple(code: string): boolean {
  return isAtom(code) || isNumber(code);
}

/** `code`, a uniform value read out of a container as a value of static type `type`, in the form of that type; checked where it may be of another kind. */
export function element(e: Emitter, code: string, type: Type, node: Node): string {
  if (isRaw(type)) return `${e.at(node)}${unbox(e, code, type)}`;
  return e.program.suspects.has(type) ? check(e, code, type, e.at(node)) : code;
}
