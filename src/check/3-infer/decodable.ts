/** `json/not-decodable`: types that JSON cannot build, written where JSON is decoded (stdlib.md 14.3). */
import { notDecodable } from "../../types/decodable.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import type { ModuleContext, Range } from "../context.ts";

/** Reports a type argument of `parse_as` that nothing can be decoded into. */
export function checkDecodable(context: ModuleContext, range: Range, type: Type): void {
  const obstacle = notDecodable(type);
  if (!obstacle) return;
  const { path, hiddenField } = obstacle;
  const what = `\`${printType(obstacle.type)}\``;
  context.error("json/not-decodable", range, `\`${printType(type)}\` cannot be built from JSON`, {
    label: hiddenField !== null
      ? `the field \`${path}\` is required, but never read from JSON`
      : path === ""
      ? `${what} has no JSON form`
      : `\`${path}\` is ${what}, which has no JSON form`,
    help: [
      hiddenField !== null
        ? `give \`${hiddenField}\` a default, or make it nullable`
        : "use types that JSON has: Int, Float, Decimal, Str, Bool, List, `Map<Str, …>`, dates, your own types and enums",
    ],
  });
}
