/** Rows as values of a declared type: data.md 3.5, 5.1. */
import { decodeNode } from "../json/decode_text.ts";
import { stored } from "../json/decode_tree.ts";
import { JsonSyntaxProblem } from "../json/node.ts";
import { DecodeProblems } from "../json/problem.ts";
import { scanJson } from "../json/scan.ts";
import type { FieldShape, Shape } from "../json/shape.ts";
import { Decimal, decimalFromInt, decimalParse } from "../values/decimal.ts";
import { parseDate } from "../values/date.ts";
import { parseDateTime } from "../values/date_time.ts";
import { boxFloat } from "../values/float.ts";
import { Secret } from "../values/secret.ts";
import { parseUuid } from "../values/uuid.ts";
import { parseArray } from "./array_text.ts";
import { columnDecoder, type Decode, ELEMENTS, intOf } from "./column_values.ts";
import { refuse } from "./db_error.ts";
import type { Column, StatementResult } from "./driver.ts";
import { Oid } from "./oid.ts";

/** The values of a result. @throws DatabaseFault of kind `decode` */
export function rowsAs(shape: Shape, { columns, rows }: StatementResult): unknown[] {
  if (shape.kind !== "Type") refuse("decode", `rows fill a type with fields, not ${shape.text}`);
  const readers = shape.fields().map((field) => fieldReader(shape.text, field, columns));
  return rows.map((texts) => shape.make(...stored(shape.fields(), readers.map((read) => read(texts)))));
}

type Read = (texts: readonly (string | null)[]) => unknown;

/** Reads a field out of a row; undefined stands for its default. */
function fieldReader(type: string, field: FieldShape, columns: readonly Column[]): Read {
  const at = columns.findLastIndex((column) => column.name === field.name);
  const name = `${type}.${field.name}`;
  if (at < 0) {
    if (field.defaultValue !== null) return () => undefined;
    if (field.shape.kind === "Nullable") return () => null;
    refuse("decode", `${name}: the result has no column "${field.name}"`);
  }
  const isNullable = field.shape.kind === "Nullable";
  const shape = field.shape.kind === "Nullable" ? field.shape.inner : field.shape;
  const decode = valueDecoder(shape, columns[at], name);
  return (texts) => {
    const text = texts[at];
    if (text !== null) return decode(text);
    return isNullable || shape.kind === "Any" || shape.kind === "Null"
      ? null
      : refuse("decode", `${name}: column "${field.name}" is NULL, and the field is ${field.shape.text}`);
  };
}

const INTS: readonly number[] = [Oid.int2, Oid.int4, Oid.int8];
const TEXTS: readonly number[] = [Oid.text, Oid.varchar, Oid.bpchar, Oid.name];
const JSONS: readonly number[] = [Oid.json, Oid.jsonb];
/** Column types that a kind of field is read from. */
const SOURCES: Readonly<Record<string, readonly number[]>> = {
  Int: [...INTS, Oid.oid],
  Float: [Oid.float4, Oid.float8, Oid.numeric],
  Decimal: [Oid.numeric, ...INTS],
  Bool: [Oid.bool],
  Bytes: [Oid.bytea],
  Date: [Oid.date],
  DateTime: [Oid.timestamptz, Oid.timestamp],
  Uuid: [Oid.uuid],
  Secret: TEXTS,
};

/** How the text of a column becomes a value of a shape. */
function valueDecoder(shape: Shape, column: Column, name: string): Decode {
  const bad = (text: string): never => refuse("decode", `${name}: '${text}' is no ${shape.text}`);
  const sources = SOURCES[shape.kind];
  if (sources && !sources.includes(column.type)) {
    refuse("decode", `${name}: column "${column.name}" of type OID ${column.type} is no ${shape.text}`);
  }
  switch (shape.kind) {
    case "Any":
      return columnDecoder(column);
    case "Str":
      return (text) => column.type === Oid.bool ? (text === "t" ? "true" : "false") : text;
    case "Int":
      return intOf;
    case "Float":
      return (text) => boxFloat(Number(text));
    case "Decimal":
      return (text) => decimalOf(text) ?? bad(text);
    case "Bool":
      return (text) => text === "t";
    case "Bytes":
      return columnDecoder(column);
    case "Date":
      return (text) => parseDate(text) ?? bad(text);
    case "DateTime":
      return (text) => parseDateTime(rfc3339(text)) ?? bad(text);
    case "Uuid":
      return (text) => parseUuid(text) ?? bad(text);
    case "Secret":
      return (text) => new Secret(text);
    case "List": {
      const element = ELEMENTS.get(column.type);
      return element === undefined
        ? jsonDecoder(shape, column, name)
        : listDecoder(shape.element, { name: column.name, type: element }, name);
    }
    case "Enum":
      return TEXTS.includes(column.type) ? enumDecoder(shape, bad) : jsonDecoder(shape, column, name);
    default:
      return jsonDecoder(shape, column, name);
  }
}

function decimalOf(text: string): Decimal | null {
  return decimalParse(text) ?? (/^-?\d+$/.test(text) ? decimalFromInt(intOf(text)) : null);
}

/** The server writes `2026-05-30 10:53:24.8+00`. */
function rfc3339(text: string): string {
  return text.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
}

function listDecoder(element: Shape, column: Column, name: string): Decode {
  const isNullable = element.kind === "Nullable";
  const decode = valueDecoder(isNullable ? element.inner : element, column, name);
  return (text) =>
    parseArray(text, column.name).map((item) =>
      item !== null
        ? decode(item)
        : isNullable || element.kind === "Any"
        ? null
        : refuse("decode", `${name}: column "${column.name}" holds a NULL among its elements`)
    );
}

function enumDecoder(shape: Shape & { kind: "Enum" }, bad: (text: string) => never): Decode {
  const { variants } = shape.info;
  return (text) => {
    const tag = variants.findIndex((variant) => variant.name === text && variant.payload.length === 0);
    return tag < 0 ? bad(text) : shape.make(tag, []);
  };
}

function jsonDecoder(shape: Shape, column: Column, name: string): Decode {
  if (!JSONS.includes(column.type)) {
    refuse("decode", `${name}: column "${column.name}" of type OID ${column.type} is no ${shape.text}`);
  }
  return (text) => {
    const node = scanJson(text);
    if (node instanceof JsonSyntaxProblem) return refuse("decode", `${name}: ${node}`);
    const value = decodeNode(node, shape, name);
    return value instanceof DecodeProblems ? refuse("decode", value.text()) : value;
  };
}
