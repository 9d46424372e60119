/** Names of fields as JavaScript properties: one rule for emitted code and for the runtime. Imports nothing. */
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

/** JavaScript property for a field or method of a user type: its name, with a `$` appended where JavaScript gives it a meaning. */
export function propertyName(name: string): string {
  return RESERVED.has(name) ? `${name}$` : name;
}
