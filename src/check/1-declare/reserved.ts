/** Names that belong to the language. */
import { BUILTIN_TYPE_NAMES, FUNCTION_TYPE_NAME } from "../../types/builtin_types.ts";

const RESERVED = new Set([...BUILTIN_TYPE_NAMES, FUNCTION_TYPE_NAME, "Ok", "Err"]);

/** Whether a declaration must not use this name; the parser reports that as `parse/reserved-word`. */
export function isReservedName(name: string): boolean {
  return RESERVED.has(name);
}
