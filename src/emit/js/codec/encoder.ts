/**
 * Generated encoders: from a value of a statically known type to its JSON text, without looking anything up. A value that turns out to be of another kind (it came in unchecked through
 * Any) goes to the general `encodeJson`. Rules: stdlib.md 14.2.
 */
import type { EnumType, InstanceType, Type } from "../../../types/type.ts";
import type { EmitContext } from "../context.ts";
import {
  type CodecField,
  codecFields,
  isRawFloat,
  isRecursive,
  libraryTypeName,
  typeKey,
  withArgs,
} from "./fields.ts";

/**
 * Identifier of a function that gives the JSON text of a value whose static type is `type`; Floats come raw where the type is `Float` or `Float?`, everything else is in uniform form.
 */
export function encoderOf(context: EmitContext, type: Type): string {
  if (type.kind === "instance" && libraryTypeName(type) === null) return typeEncoder(context, type);
  const expression = isRawFloat(type)
    ? rawFloat(context, "v", type.kind === "nullable")
    : encode(context, "v", type);
  return context.declare(
    `encode:${typeKey(type)}`,
    "encode",
    (name) => `function ${name}(v) { return ${expression}; }`,
  );
}

/** An expression for the JSON text of the uniform value in `value` (an identifier or a simple member access). */
function encode(context: EmitContext, value: string, type: Type): string {
  const general = `${context.runtime("encodeJson")}(${value})`;
  switch (type.kind) {
    case "primitive":
      switch (type.name) {
        case "Int":
          return `(typeof ${value} === "number" && Number.isInteger(${value}) ? "" + ${value} : ${general})`;
        case "Str":
          return `(typeof ${value} === "string" ? ${context.runtime("quoteJson")}(${value}) : ${general})`;
        case "Bool":
          return `(${value} === true ? "true" : ${value} === false ? "false" : ${general})`;
        case "Null":
          return `(${value} === null ? "null" : ${general})`;
        default:
          return general;
      }
    case "nullable":
      return `(${value} === null ? "null" : ${encode(context, value, type.inner)})`;
    case "list":
      return `${listEncoder(context, type.element)}(${value})`;
    case "map":
      return type.key.kind === "primitive" && type.key.name === "Str"
        ? `${mapEncoder(context, type.value)}(${value})`
        : general;
    case "enum":
      return `${enumEncoder(context, type)}(${value})`;
    case "instance":
      return libraryTypeName(type) === null ? `${typeEncoder(context, type)}(${value})` : general;
    default:
      return general;
  }
}

function rawFloat(context: EmitContext, value: string, isNullable: boolean): string {
  const text = `${context.runtime("encodeFloat")}(${value})`;
  return isNullable ? `(${value} === null ? "null" : ${text})` : text;
}

/** Native writing beats concatenation from about this many elements on. */
const NATIVE_LENGTH = 8;

function listEncoder(context: EmitContext, element: Type): string {
  return context.declare(`encode:List<${typeKey(element)}>`, "encode_list", (name) => {
    const plain = plainTest(context, { kind: "list", element });
    return `function ${name}(v) {\n  if (!Array.isArray(v)) return ${context.runtime("encodeJson")}(v);\n` +
      (plain ? `  if (v.length > ${NATIVE_LENGTH} && ${plain}(v)) return JSON.stringify(v);\n` : "") +
      `  let s = "[";\n  for (let i = 0; i < v.length; i++) { const x = v[i]; s += (i === 0 ? "" : ",") + ${
        encode(context, "x", element)
      }; }\n  return s + "]";\n}`;
  });
}

function mapEncoder(context: EmitContext, element: Type): string {
  const general = `${context.runtime("encodeJson")}(v)`;
  return context.declare(
    `encode:Map<Str,${typeKey(element)}>`,
    "encode_map",
    (name) =>
      `function ${name}(v) {\n  if (!(v instanceof ${
        context.runtime("FitzMap")
      }) || v.spellings !== undefined) return ${general};\n  let s = "";\n` +
      `  for (const [k, x] of v) { if (typeof k !== "string") return ${general}; s += (s === "" ? "{" : ",") + ${
        context.runtime("quoteJson")
      }(k) + ":" + ${encode(context, "x", element)}; }\n` +
      `  return s === "" ? "{}" : s + "}";\n}`,
  );
}

function typeEncoder(context: EmitContext, type: InstanceType): string {
  return context.declare(`encode:${typeKey(type)}`, `encode_${type.symbol.name}`, (name) => {
    const fields = codecFields(type).filter((field) => field.isVisible);
    const parts = fields.map((field, index) => {
      const key = JSON.stringify((index === 0 ? "{" : ",") + JSON.stringify(field.name) + ":");
      return `${key} + ${fieldText(context, field)}`;
    });
    const body = fields.length === 0 ? '"{}"' : `${parts.join(" + ")} + "}"`;
    const other = `if (!(v instanceof ${context.className(type.symbol)})) return ${
      context.runtime("encodeJson")
    }(v);`;
    if (!isRecursive(type.symbol, type)) return `function ${name}(v) {\n  ${other}\n  return ${body};\n}`;
    // A value may hold itself: past a certain depth the general writer, which notices, takes over.
    return `let ${name}_depth = 0;\nfunction ${name}(v) {\n  ${other}\n  if (${name}_depth > 64) return ${
      context.runtime("encodeJson")
    }(v);\n` +
      `  ${name}_depth++;\n  try { return ${body}; } finally { ${name}_depth--; }\n}`;
  });
}

function fieldText(context: EmitContext, field: CodecField): string {
  const value = `v.${field.property}`;
  return field.isFloat
    ? rawFloat(context, value, field.type.kind === "nullable")
    : encode(context, value, field.type);
}

function enumEncoder(context: EmitContext, type: EnumType): string {
  return context.declare(`encode:${typeKey(type)}`, `encode_${type.symbol.name}`, (name) => {
    const cases = type.symbol.variants.map((variant) => {
      if (variant.payload.length === 0) {
        return `case ${variant.index}: return ${JSON.stringify(JSON.stringify(variant.name))};`;
      }
      const parts = variant.payload.map((field, index) =>
        `${JSON.stringify("," + JSON.stringify(field.name) + ":")} + ${
          encode(context, `v.payload[${index}]`, withArgs(field.type, type))
        }`
      );
      return `case ${variant.index}: return ${JSON.stringify('{"type":' + JSON.stringify(variant.name))} + ${
        parts.join(" + ")
      } + "}";`;
    });
    const info = `${context.className(type.symbol)}.info`;
    return `function ${name}(v) {\n  if (!(v instanceof ${
      context.runtime("EnumValue")
    }) || v.info !== ${info}) return ${context.runtime("encodeJson")}(v);\n` +
      `  switch (v.tag) { ${cases.join(" ")} }\n}`;
  });
}

/**
 * Identifier of a test whether `JSON.stringify` writes a value of `type` exactly as Fitz does; null where it never may. Floats that look like integers, big Ints and whatever came in
 * unchecked are what it looks for.
 */
function plainTest(context: EmitContext, type: Type): string | null {
  const test = plainExpression(context, "v", type);
  return test &&
    context.declare(
      `plain:${typeKey(type)}`,
      "is_plain",
      (name) => `function ${name}(v) { return ${test}; }`,
    );
}

function plainExpression(context: EmitContext, value: string, type: Type): string | null {
  switch (type.kind) {
    case "primitive":
      switch (type.name) {
        case "Int":
          return `Number.isSafeInteger(${value})`;
        case "Str":
          return `typeof ${value} === "string"`;
        case "Bool":
          return `typeof ${value} === "boolean"`;
        case "Float":
          return `${context.runtime("isPlainFloat")}(${value})`;
        default:
          return null;
      }
    case "nullable": {
      const inner = plainExpression(context, value, type.inner);
      return inner && `(${value} === null || ${inner})`;
    }
    case "list": {
      const inner = plainExpression(context, "x", type.element);
      if (!inner) return null;
      const every = context.declare(
        `every:${typeKey(type.element)}`,
        "every_plain",
        (name) =>
          `function ${name}(v) { for (let i = 0; i < v.length; i++) { const x = v[i]; if (!(${inner})) return false; } return true; }`,
      );
      return `Array.isArray(${value}) && ${every}(${value})`;
    }
    case "instance": {
      if (libraryTypeName(type) !== null || isRecursive(type.symbol, type)) return null;
      const fields = codecFields(type);
      if (fields.some((field) => !field.isVisible || field.property !== field.name)) return null;
      const tests = fields.map((field) => plainExpression(context, `v.${field.property}`, field.type));
      if (tests.includes(null)) return null;
      const isPlain = context.declare(
        `plain:${typeKey(type)}`,
        "is_plain",
        (name) =>
          `function ${name}(v) { return ${
            [`v instanceof ${context.className(type.symbol)}`, ...tests].join(" && ")
          }; }`,
      );
      return `${isPlain}(${value})`;
    }
    default:
      return null;
  }
}
