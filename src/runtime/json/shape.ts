/**
 * Run-time description of a decodable type. The generated decoders handle what is right; where a text holds a problem, or a number that native parsing would blur, the
 * walk of decode_tree.ts works from these.
 */
import type { EnumInfo } from "../values/enum_value.ts";
import type { Constraint } from "./constraint.ts";

export type ScalarKind =
  | "Any"
  | "Int"
  | "Float"
  | "Decimal"
  | "Str"
  | "Bool"
  | "Null"
  | "Bytes"
  | "Date"
  | "DateTime"
  | "Uuid"
  /** Only in multipart forms. */
  | "File";

export interface FieldShape {
  readonly name: string;
  readonly shape: Shape;
  /** Private and `@hidden` fields are undeclared keys in JSON. */
  readonly isVisible: boolean;
  /** The instance stores a raw double. */
  readonly isFloat: boolean;
  /** Takes the earlier fields as stored, gives the value as stored; null when there is no default. */
  readonly defaultValue: ((...earlier: unknown[]) => unknown) | null;
  readonly constraints: readonly Constraint[];
}

export type Shape =
  | { readonly kind: ScalarKind; readonly text: string }
  | { readonly kind: "Secret"; readonly text: string; readonly inner: Shape }
  | { readonly kind: "Nullable"; readonly text: string; readonly inner: Shape }
  | { readonly kind: "List"; readonly text: string; readonly element: Shape }
  | { readonly kind: "Map"; readonly text: string; readonly element: Shape }
  | { readonly kind: "Tuple"; readonly text: string; readonly elements: readonly Shape[] }
  | {
    readonly kind: "Type";
    readonly text: string;
    /** A function, because types may refer to each other. */
    readonly fields: () => readonly FieldShape[];
    /** Takes the fields as stored, in declaration order. */
    readonly make: (...fields: unknown[]) => unknown;
  }
  | {
    readonly kind: "Enum";
    readonly text: string;
    readonly info: EnumInfo;
    /** By variant, in the order of its payload. */
    readonly payloads: () => readonly (readonly Shape[])[];
    /** The values of variants without payload are shared. */
    readonly make: (tag: number, payload: readonly unknown[]) => unknown;
  };

const scalar = (kind: ScalarKind): Shape => ({ kind, text: kind });

/** The shapes of the built-in types without parts. */
export const SCALAR_SHAPES: Readonly<Record<ScalarKind, Shape>> = {
  Any: scalar("Any"),
  Int: scalar("Int"),
  Float: scalar("Float"),
  Decimal: scalar("Decimal"),
  Str: scalar("Str"),
  Bool: scalar("Bool"),
  Null: scalar("Null"),
  Bytes: scalar("Bytes"),
  Date: scalar("Date"),
  DateTime: scalar("DateTime"),
  Uuid: scalar("Uuid"),
  File: scalar("File"),
};

/** The shape below `T?` and `Secret<T>` wrappers of null: what error texts name. */
export function withoutNull(shape: Shape): Shape {
  return shape.kind === "Nullable" ? shape.inner : shape;
}
