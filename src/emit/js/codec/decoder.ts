/**
 * Generated decoders: straight-line functions from what `JSON.parse` gave to the value in uniform form, or BAD at the first thing that is unusual (the run-time walk then finds out
 * whether it is wrong). Only used on texts without numbers that native parsing blurs: see src/runtime/json/decode_text.ts.
 */
import type { EnumType, InstanceType, Type } from "../../../types/type.ts";
import type { EmitContext } from "../context.ts";
import { violationTest } from "./constraints.ts";
import { type CodecField, codecFields, libraryTypeName, typeKey, withArgs } from "./fields.ts";

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Identifier of the decoder of `type`. */
export function decoderOf(context: EmitContext, type: Type): string {
  if (type.kind === "enum") return enumDecoder(context, type);
  if (type.kind === "instance" && libraryTypeName(type) === null) return typeDecoder(context, type);
  return context.declare(
    `decode:${typeKey(type)}`,
    "decode",
    (name) => `function ${name}(v) { let r; ${decodeInto(context, "r", "v", type, 0)} return r; }`,
  );
}

/**
 * Statements that decode `source` into `target` (uniform form) or leave with BAD.
 *
 * @param depth makes loop variables of nested lists distinct
 */
function decodeInto(context: EmitContext, target: string, source: string, type: Type, depth: number): string {
  const bad = context.runtime("BAD");
  const unless = (test: string) => `if (!(${test})) return ${bad};`;
  switch (type.kind) {
    case "primitive":
      return primitiveInto(context, target, source, type.name);
    case "nullable":
      return `if (${source} === null) ${target} = null; else { ${
        decodeInto(context, target, source, type.inner, depth)
      } }`;
    case "list": {
      const i = `i${depth}`;
      const item = `x${depth}`;
      return `${
        unless(`Array.isArray(${source})`)
      } for (let ${i} = 0; ${i} < ${source}.length; ${i}++) { let ${item} = ${source}[${i}]; ` +
        `${decodeInto(context, item, item, type.element, depth + 1)} ${
          isKept(type.element) ? "" : `${source}[${i}] = ${item};`
        } } ${target} = ${source};`;
    }
    case "map": {
      const key = `k${depth}`;
      const item = `x${depth}`;
      const map = `m${depth}`;
      return `${
        unless(`typeof ${source} === "object" && ${source} !== null && !Array.isArray(${source})`)
      } const ${map} = new ${context.runtime("FitzMap")}(); ` +
        `for (const ${key} in ${source}) { if (${
          context.runtime("looksLikeIndex")
        }(${key})) return ${bad}; let ${item} = ${source}[${key}]; ` +
        `${
          decodeInto(context, item, item, type.value, depth + 1)
        } ${map}.set(${key}, ${item}); } ${target} = ${map};`;
    }
    case "tuple": {
      const items = type.elements.map((_, index) => `t${depth}_${index}`);
      const parts = type.elements.map((element, index) =>
        `let ${items[index]} = ${source}[${index}]; ${
          decodeInto(context, items[index], items[index], element, depth + 1)
        }`
      );
      return `${unless(`Array.isArray(${source}) && ${source}.length === ${items.length}`)} ${
        parts.join(" ")
      } ` +
        `${target} = new ${context.runtime("Tuple")}([${items.join(", ")}]);`;
    }
    case "enum":
    case "instance":
      return instanceInto(context, target, source, type, depth);
    default:
      return called(context, target, `${context.runtime("anyFromNative")}(${source})`);
  }
}

function called(context: EmitContext, target: string, call: string): string {
  return `${target} = ${call}; if (${target} === ${context.runtime("BAD")}) return ${
    context.runtime("BAD")
  };`;
}

/** JSON.parse's value already is the Fitz value. */
function isKept(type: Type): boolean {
  return type.kind === "primitive" && (type.name === "Str" || type.name === "Bool" || type.name === "Null");
}

function primitiveInto(context: EmitContext, target: string, source: string, name: string): string {
  const bad = context.runtime("BAD");
  const keep = target === source ? "" : ` ${target} = ${source};`;
  switch (name) {
    case "Int":
      return `if (!Number.isSafeInteger(${source})) return ${bad}; ${target} = ${source} + 0;`;
    case "Float":
      return `if (typeof ${source} !== "number") return ${bad}; ${target} = ${
        context.runtime("boxFloat")
      }(${source});`;
    case "Str":
      return `if (typeof ${source} !== "string") return ${bad};${keep}`;
    case "Bool":
      return `if (typeof ${source} !== "boolean") return ${bad};${keep}`;
    case "Null":
      return `if (${source} !== null) return ${bad};${keep}`;
    case "Bytes":
      return called(context, target, `${context.runtime("bytesFromBase64")}(${source})`);
    case "Decimal":
      return called(context, target, `${context.runtime("decimalFromJson")}(${source})`);
    default:
      return `return ${bad};`;
  }
}

function instanceInto(
  context: EmitContext,
  target: string,
  source: string,
  type: InstanceType | EnumType,
  depth: number,
): string {
  const library = libraryTypeName(type);
  if (library === null) return called(context, target, `${decoderOf(context, type)}(${source})`);
  if (library === "Secret") {
    const inner = type.args[0];
    const decoded = inner
      ? decodeInto(context, target, source, inner, depth + 1)
      : primitiveInto(context, target, source, "Str");
    return `${decoded} ${target} = new ${context.runtime("Secret")}(${target});`;
  }
  const leaf = { Date: "dateFromText", DateTime: "dateTimeFromText", Uuid: "uuidFromText" }[library];
  return leaf
    ? called(context, target, `${context.runtime(leaf)}(${source})`)
    : `return ${context.runtime("BAD")};`;
}

function typeDecoder(context: EmitContext, type: InstanceType): string {
  return context.declare(`decode:${typeKey(type)}`, `decode_${type.symbol.name}`, (name) => {
    const bad = context.runtime("BAD");
    const fields = codecFields(type);
    const lines = [
      `if (typeof v !== "object" || v === null || Array.isArray(v)) return ${bad};`,
      `let n = ${fields.filter((field) => field.isVisible && isRequired(field)).length};`,
      ...fields.map((field, index) => fieldInto(context, type, field, fields.slice(0, index))),
      `for (const _ in v) n--;`,
      `if (n !== 0) return ${bad};`,
      `return new ${context.className(type.symbol)}(${fields.map((_, index) => `f${index}`).join(", ")});`,
    ];
    return `function ${name}(v) {\n  ${lines.join("\n  ")}\n}`;
  });
}

function isRequired(field: CodecField): boolean {
  return !field.symbol.hasDefault && field.type.kind !== "nullable";
}

/** Statements that fill `f<index>` as the instance stores it. `n` counts the keys that must be there. */
function fieldInto(
  context: EmitContext,
  type: InstanceType,
  field: CodecField,
  earlier: readonly CodecField[],
): string {
  const target = `f${earlier.length}`;
  const defaultName = context.fieldDefault(type.symbol, field.name);
  const absent = defaultName
    ? `${defaultName}(${earlier.map((_, index) => `f${index}`).join(", ")})`
    : "null";
  if (!field.isVisible) return `let ${target} = ${isRequired(field) ? "null" : absent};`;
  const key = JSON.stringify(field.name);
  const read = INHERITED.has(field.name) ? `Object.hasOwn(v, ${key}) ? v[${key}] : undefined` : `v[${key}]`;
  const decode = storedInto(context, target, field) + constraintTest(context, target, field);
  if (isRequired(field)) return `let ${target} = ${read}; ${decode}`;
  return `let ${target} = ${read}; if (${target} === undefined) ${target} = ${absent}; else { n++; ${decode} }`;
}

/** As `decodeInto`, but a Float stays a raw double. */
function storedInto(context: EmitContext, target: string, field: CodecField): string {
  if (!field.isFloat) return decodeInto(context, target, target, field.type, 0);
  const test = `typeof ${target} !== "number"`;
  return `if (${field.type.kind === "nullable" ? `${target} !== null && ${test}` : test}) return ${
    context.runtime("BAD")
  };`;
}

function constraintTest(context: EmitContext, target: string, field: CodecField): string {
  const test = violationTest(context, field.declaration?.decorators ?? [], target, field.isFloat);
  if (test === null) return "";
  const guarded = field.type.kind === "nullable" ? `${target} !== null && (${test})` : test;
  return ` if (${guarded}) return ${context.runtime("BAD")};`;
}

function enumDecoder(context: EmitContext, type: EnumType): string {
  return context.declare(`decode:${typeKey(type)}`, `decode_${type.symbol.name}`, (name) => {
    const bad = context.runtime("BAD");
    const enumName = context.className(type.symbol);
    const units = type.symbol.variants.filter((variant) => variant.payload.length === 0);
    const loaded = type.symbol.variants.filter((variant) => variant.payload.length > 0);
    const unitCases = units.map((variant) =>
      `case ${JSON.stringify(variant.name)}: return ${enumName}.make(${variant.index}, []);`
    );
    const loadedCases = loaded.map((variant) => {
      const parts = variant.payload.map((field, index) => {
        const item = `p${index}`;
        return `let ${item} = v[${JSON.stringify(field.name)}]; ${
          decodeInto(context, item, item, withArgs(field.type, type), 0)
        }`;
      });
      const payload = variant.payload.map((_, index) => `p${index}`).join(", ");
      return `case ${JSON.stringify(variant.name)}: { let n = ${
        variant.payload.length + 1
      }; for (const _ in v) n--; if (n !== 0) return ${bad}; ` +
        `${parts.join(" ")} return ${enumName}.make(${variant.index}, [${payload}]); }`;
    });
    return `function ${name}(v) {\n  if (typeof v === "string") { switch (v) { ${
      unitCases.join(" ")
    } } return ${bad}; }\n` +
      `  if (typeof v !== "object" || v === null) return ${bad};\n  switch (v.type) { ${
        loadedCases.join(" ")
      } }\n  return ${bad};\n}`;
  });
}
