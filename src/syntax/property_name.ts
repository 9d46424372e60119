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

/** A name without the digits that Fitz allows in names and JavaScript does not (`²`): `mark` and the code point stand for them. */
export function identifierText(name: string, mark: string): string {
  return name.replace(/[^\p{ID_Continue}$]/gu, (digit) => mark + digit.codePointAt(0)!.toString(16));
}

/** JavaScript property for a field or method of a user type: its name, with a `$` appended where JavaScript gives it a meaning. */
export function propertyName(name: string): string {
  return RESERVED.has(name) ? `${name}$` : identifierText(name, "$");
}
