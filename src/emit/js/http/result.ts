/** Generated answers: the common value of a result type is encoded at once, everything else goes to `sendAny` (web.md 8.1). */
import type { Type } from "../../../types/type.ts";
import { typeKey } from "../codec/fields.ts";
import type { EmitContext } from "../context.ts";

/** Identifier of a function `($$x, value) => Response | Promise<Response>` for values of a handler's result type. */
export function sender(context: EmitContext, type: Type): string {
  return conversion(context, type, "send", context.runtime("sendAny"), "$$x.json");
}

/** The same for handlers with middlewares around or after them: gives the `Response` that those see. */
export function responder(context: EmitContext, type: Type): string {
  const any = context.runtime("handlerResponse");
  return conversion(context, type, "respond", any, context.runtime("encodedResponse"));
}

/** @param any makes the answer of every value, @param json that of JSON text */
function conversion(context: EmitContext, type: Type, hint: string, any: string, json: string): string {
  const inner = type.kind === "result" ? type.ok : type;
  const value = type.kind === "result" ? "$$v.value" : "$$v";
  const test = type.kind === "result" ? uniformTest(context, inner, value) : valueTest(context, inner, value);
  if (test === null) return any;
  const guard = type.kind === "result" ? `$$v instanceof ${context.runtime("Ok")} && ${test}` : test;
  // The payload of Ok is in uniform form, which differs from the encoder's for Floats.
  const encode = type.kind === "result" && isFloat(inner)
    ? context.runtime("encodeJson")
    : context.encoder(inner);
  return context.declare(
    `${hint}:${typeKey(type)}`,
    hint,
    (name) =>
      `function ${name}($$x, $$v) { return ${guard} ? ${json}(${encode}(${value})) : ${any}($$x, $$v); }`,
  );
}

function isFloat(type: Type): boolean {
  const inner = type.kind === "nullable" ? type.inner : type;
  return inner.kind === "primitive" && inner.name === "Float";
}

function uniformTest(context: EmitContext, type: Type, value: string): string | null {
  return isFloat(type)
    ? `!(${value} instanceof ${context.runtime("FitzResponse")})`
    : valueTest(context, type, value);
}

/** JavaScript condition that `value` is a plain value of the type: no Response, Result or Future. null where the type says nothing. */
function valueTest(context: EmitContext, type: Type, value: string): string | null {
  switch (type.kind) {
    case "primitive":
      return primitiveTest(context, type.name, value);
    case "list":
      return `Array.isArray(${value})`;
    case "map":
      return `${value} instanceof ${context.runtime("FitzMap")}`;
    case "tuple":
      return `${value} instanceof ${context.runtime("Tuple")}`;
    case "enum":
      return `${value} instanceof ${context.runtime("EnumValue")}`;
    case "instance":
      return type.symbol.module < 0 ? null : `${value} instanceof ${context.className(type.symbol)}`;
    case "nullable": {
      const inner = valueTest(context, type.inner, value);
      return inner === null ? null : `(${value} === null || ${inner})`;
    }
    default:
      return null;
  }
}

function primitiveTest(context: EmitContext, name: string, value: string): string | null {
  switch (name) {
    case "Int":
      return `(typeof ${value} === "number" || typeof ${value} === "bigint")`;
    case "Float":
      return `typeof ${value} === "number"`;
    case "Str":
      return `typeof ${value} === "string"`;
    case "Bool":
      return `typeof ${value} === "boolean"`;
    case "Bytes":
      return `${value} instanceof Uint8Array`;
    case "Decimal":
      return `${value} instanceof ${context.runtime("Decimal")}`;
    default:
      return null;
  }
}
