/** JavaScript properties of fields: the same rule as in runtime/values/instance.ts, which compiler rooms do not import. */
const RESERVED = new Set([
  "constructor",
  "__proto__",
  "prototype",
  "toString",
  "valueOf",
  "toJSON",
  "then",
  "info",
  "hasOwnProperty",
]);

/** JavaScript property for a field of a user type. */
export function propertyName(name: string): string {
  return RESERVED.has(name) ? `${name}$` : name;
}
