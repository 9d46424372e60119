/** Types in running text. */
import { printType } from "./print_type.ts";
import type { Type } from "./type.ts";

/** The type in backquotes with its article, for messages: "an `Int`", "a `Str?`". */
export function withArticle(type: Type): string {
  const text = printType(type);
  return `${/^[AEIOaeio]/.test(text) ? "an" : "a"} \`${text}\``;
}
