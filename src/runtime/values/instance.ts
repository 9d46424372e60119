/**
 * Instances of user types and of the library's record types. Emitted code declares one class per type:
 *
 *     class Point extends Instance { constructor(x, y) { super(); this.x = x; this.y = y; } … }
 *     Point.prototype.info = { name: "Point", fields: [...], methods: {...} };
 *
 * Fields are own properties named `property`, in declaration order; a field of type `Float` or `Float?` holds the raw double, any other the uniform form.
 */
export interface FieldInfo {
  readonly name: string;
  /** Name of the JavaScript property: the field's name, with a `$` appended where JavaScript gives it a meaning. */
  readonly property: string;
  /** Holds a raw double (or null). */
  readonly isFloat: boolean;
  readonly isPrivate: boolean;
  readonly isHidden: boolean;
  /** Converts and checks a uniform value for this field (raises `run/type`); returns what the property stores. */
  readonly accept: (value: unknown) => unknown;
}
export interface MethodInfo {
  /** Uniform convention: called with the receiver first; a static method gets null. Absent arguments are undefined. */
  readonly call: (self: unknown, ...args: unknown[]) => unknown;
  readonly required: number;
  readonly total: number;
  readonly isVariadic: boolean;
  readonly isStatic: boolean;
  /** Names of the parameters, for calls through Any that name arguments. */
  readonly params?: readonly string[];
}
export interface TypeInfo {
  readonly name: string;
  readonly fields: readonly FieldInfo[];
  /** By Fitz name. */
  readonly methods: Readonly<Record<string, MethodInfo>>;
  /** Library types that are shown in a form of their own. */
  readonly display?: (instance: Instance) => string;
  /** Library types whose values, as the `Err` of a handler, are an answer of their own; without message the answer tells nothing but the trace id. */
  readonly answer?: (instance: Instance) => { readonly status: number; readonly message: string | null };
}
export abstract class Instance {
  declare readonly info: TypeInfo;
}
