/**
 * How Float stays distinct from Int at run time.
 *
 * Int is a JavaScript number while it is a safe integer and a BigInt beyond (always canonical). A Float is a double. Where the static type
 * is `Float` or `Float?` (variables, parameters and results of named functions, fields of user types) the emitted code holds the bare double: the raw
 * form. Everywhere else (Any, elements of containers, payloads, type parameters, function values) a value is in uniform form: a double
 * that looks like an integer is wrapped in a FloatBox, any other double already is unmistakable.
 */
export class FloatBox {
  constructor(readonly value: number) {}
}

/** A raw double in uniform form. */
export function boxFloat(value: number): number | FloatBox {
  return Number.isInteger(value) ? new FloatBox(value) : value;
}

/** Raw form of a nullable Float to uniform form. */
export function boxNullableFloat(value: number | null): number | FloatBox | null {
  return value === null ? null : boxFloat(value);
}

/** The double in a uniform Float; an Int (number or BigInt) that stands where a Float is expected is converted. */
export function unboxFloat(value: number | bigint | FloatBox): number {
  return typeof value === "number" ? value : value instanceof FloatBox ? value.value : Number(value);
}

/** Whether a uniform value is a Float. */
export function isFloat(value: unknown): boolean {
  return typeof value === "number" ? !Number.isInteger(value) : value instanceof FloatBox;
}

/** Whether a uniform value is an Int. */
export function isInt(value: unknown): value is number | bigint {
  return typeof value === "number" ? Number.isInteger(value) : typeof value === "bigint";
}
