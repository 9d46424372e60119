/** Schemas of the manifest as JSON Schema 2020-12, the dialect of OpenAPI 3.1: web.md 19.4. */
import type { Constraint, FieldShape, Schema, TypeShape } from "../../app/manifest.ts";

export type JsonSchema = { [keyword: string]: unknown };

const STRING_FORMATS: Readonly<Record<string, string>> = {
  Date: "date",
  DateTime: "date-time",
  Uuid: "uuid",
  Decimal: "decimal",
};

export function jsonSchema(schema: Schema): JsonSchema {
  switch (schema.kind) {
    case "Int":
      return { type: "integer", format: "int64" };
    case "Float":
      return { type: "number" };
    case "Str":
      return { type: "string" };
    case "Bool":
      return { type: "boolean" };
    case "Null":
      return { type: "null" };
    case "Date":
    case "DateTime":
    case "Uuid":
    case "Decimal":
      return { type: "string", format: STRING_FORMATS[schema.kind] };
    case "Secret":
      return { type: "string", format: "password" };
    case "Bytes":
      return { type: "string", format: "binary", contentEncoding: "base64" };
    case "File":
      return { type: "string", format: "binary" };
    case "List":
      return { type: "array", items: jsonSchema(schema.element) };
    case "Map":
      return mapSchema(schema.key, schema.value);
    case "Tuple":
      return {
        type: "array",
        prefixItems: schema.elements.map(jsonSchema),
        minItems: schema.elements.length,
        maxItems: schema.elements.length,
      };
    case "Nullable":
      return nullable(jsonSchema(schema.inner));
    case "Result":
      return jsonSchema(schema.ok);
    case "Stream":
      return jsonSchema(schema.element);
    case "Ref":
      return { $ref: `#/components/schemas/${schema.name}` };
    default:
      return {};
  }
}

function mapSchema(key: Schema, value: Schema): JsonSchema {
  if (key.kind !== "Str" && key.kind !== "Any") {
    return { type: "object", description: "a map whose keys are not strings" };
  }
  const values = jsonSchema(value);
  return { type: "object", additionalProperties: Object.keys(values).length === 0 ? true : values };
}

function nullable(schema: JsonSchema): JsonSchema {
  if (Object.keys(schema).length === 0) return {};
  return typeof schema.type === "string"
    ? { ...schema, type: [schema.type, "null"] }
    : { anyOf: [schema, { type: "null" }] };
}

/** A type or enum as an entry of `components.schemas`. */
export function typeSchema(shape: TypeShape): JsonSchema {
  return shape.kind === "type" ? objectSchema(shape) : enumSchema(shape);
}

function objectSchema(shape: TypeShape & { kind: "type" }): JsonSchema {
  const fields = shape.fields.filter((field) => !field.isHidden && !field.isPrivate);
  const required = fields.filter((field) => field.isRequired).map((field) => field.name);
  return {
    type: "object",
    ...(shape.doc === null ? {} : { description: shape.doc }),
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    ...(required.length === 0 ? {} : { required }),
  };
}

function fieldSchema(field: FieldShape): JsonSchema {
  const inner = field.schema.kind === "Nullable" ? field.schema.inner : field.schema;
  return annotated(jsonSchema(field.schema), {
    ...constraintKeywords(field.constraints, field.schema),
    ...(inner.kind === "Secret" ? { writeOnly: true } : {}),
    ...(field.doc === null ? {} : { description: field.doc }),
    ...("default" in field ? { default: field.default } : {}),
  });
}

/** Adds keywords; JSON Schema 2020-12 allows them beside `$ref`. */
export function annotated(schema: JsonSchema, keywords: JsonSchema): JsonSchema {
  return { ...schema, ...keywords };
}

/** Keywords of constraints on a value of `schema`; null, where it is allowed, passes them. */
export function constraintKeywords(constraints: readonly Constraint[], declared: Schema): JsonSchema {
  const schema = declared.kind === "Nullable" ? declared.inner : declared;
  const keywords: JsonSchema = {};
  const sized = schema.kind === "List" ? "Items" : schema.kind === "Map" ? "Properties" : "Length";
  for (const { name, args } of constraints) {
    switch (name) {
      case "min":
        keywords.minimum = args[0];
        break;
      case "max":
        keywords.maximum = args[0];
        break;
      case "min_len":
        keywords[`min${sized}`] = args[0];
        break;
      case "max_len":
        keywords[`max${sized}`] = args[0];
        break;
      case "pattern":
        keywords.pattern = args[0];
        break;
      case "email":
        keywords.format = "email";
        break;
      case "url":
        keywords.format = "uri";
        break;
      case "one_of":
        keywords.enum = declared.kind === "Nullable" ? [...args, null] : args;
        break;
    }
  }
  return keywords;
}

function enumSchema(shape: TypeShape & { kind: "enum" }): JsonSchema {
  const description = shape.doc === null ? {} : { description: shape.doc };
  if (shape.variants.every((variant) => variant.payload.length === 0)) {
    return { type: "string", ...description, enum: shape.variants.map((variant) => variant.name) };
  }
  return {
    ...description,
    oneOf: shape.variants.map(({ name, payload }) =>
      payload.length === 0 ? { const: name } : {
        type: "object",
        properties: {
          type: { const: name },
          ...Object.fromEntries(payload.map((part) => [part.name, jsonSchema(part.schema)])),
        },
        required: ["type", ...payload.map((part) => part.name)],
      }
    ),
  };
}
