/** Texts of columns as values: data.md 3.4, 5.5. */
import { parseAny } from "../json/decode_text.ts";
import { JsonSyntaxProblem } from "../json/node.ts";
import { canonicalInt, type Int } from "../operations/int.ts";
import { decimalParse } from "../values/decimal.ts";
import { boxFloat } from "../values/float.ts";
import { refuse } from "./db_error.ts";
import { parseArray } from "./array_text.ts";
import type { Column } from "./driver.ts";
import { Oid } from "./oid.ts";

/** A uniform value from the text of a column. */
export type Decode = (text: string) => unknown;

const asText: Decode = (text) => text;

export function intOf(text: string): Int {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : canonicalInt(BigInt(text));
}

/** A Float in uniform form; `NaN` and `Infinity` are the same words in JavaScript. */
const floatOf: Decode = (text) => boxFloat(Number(text));

function decimalOf(text: string): unknown {
  return decimalParse(text) ?? refuse("decode", `the numeric ${text} is no Decimal`);
}

function bytesOf(text: string): Uint8Array {
  return Uint8Array.fromHex(text.slice(2));
}

export function jsonOf(text: string): unknown {
  const value = parseAny(text);
  return value instanceof JsonSyntaxProblem
    ? refuse("decode", `the database gave bad JSON: ${value}`)
    : value;
}

const SCALARS = new Map<number, Decode>([
  [Oid.bool, (text) => text === "t"],
  ...[Oid.int2, Oid.int4, Oid.int8, Oid.oid].map((oid) => [oid, intOf] as [number, Decode]),
  [Oid.float4, floatOf],
  [Oid.float8, floatOf],
  [Oid.numeric, decimalOf],
  ...[
    Oid.text,
    Oid.varchar,
    Oid.bpchar,
    Oid.name,
    Oid.date,
    Oid.time,
    Oid.timestamp,
    Oid.timestamptz,
    Oid.uuid,
  ].map((oid) => [oid, asText] as [number, Decode]),
  [Oid.json, jsonOf],
  [Oid.jsonb, jsonOf],
  [Oid.bytea, bytesOf],
  [Oid.void, () => null],
]);

/** Array types to the types of their elements. */
export const ELEMENTS: ReadonlyMap<number, number> = new Map<number, number>([
  [Oid.boolArray, Oid.bool],
  [Oid.int2Array, Oid.int2],
  [Oid.int4Array, Oid.int4],
  [Oid.int8Array, Oid.int8],
  [Oid.float4Array, Oid.float4],
  [Oid.float8Array, Oid.float8],
  [Oid.numericArray, Oid.numeric],
  [Oid.textArray, Oid.text],
  [Oid.varcharArray, Oid.varchar],
  [Oid.dateArray, Oid.date],
  [Oid.timestampArray, Oid.timestamp],
  [Oid.timestamptzArray, Oid.timestamptz],
  [Oid.uuidArray, Oid.uuid],
]);

/** How the values of a column are read. @throws DatabaseFault of kind `decode` for a type without a value */
export function columnDecoder(column: Column): Decode {
  const scalar = SCALARS.get(column.type);
  if (scalar) return scalar;
  const element = ELEMENTS.get(column.type);
  if (element === undefined) {
    refuse(
      "decode",
      `unsupported Postgres type OID ${column.type} in column "${column.name}"; cast it to text`,
    );
  }
  const decode = SCALARS.get(element)!;
  return (text) => parseArray(text, column.name).map((item) => item === null ? null : decode(item));
}
