/** Questions about words: keywords and reserved names (section 2.5). */

import { KEYWORD_KINDS } from "./token_kinds.ts";

const RESERVED: ReadonlySet<string> = new Set([
  "Ok",
  "Err",
  "Fn",
  "Int",
  "Float",
  "Decimal",
  "Str",
  "Bool",
  "Null",
  "Bytes",
  "List",
  "Map",
  "Range",
  "Result",
  "Future",
  "Any",
]);

/** True for the words that can never be a variable, parameter, function or type. */
export function isKeyword(word: string): boolean {
  return KEYWORD_KINDS.has(word);
}

/** True for `Ok`, `Err`, `Fn` and the built-in type names: names that a program cannot declare. */
export function isReservedName(word: string): boolean {
  return RESERVED.has(word);
}
