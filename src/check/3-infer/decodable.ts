/** Types written as first argument of `parse_as` and the like (stdlib.md 14.3, production.md 5.2). */
import { notDecodable, notFromVariables } from "../../types/decodable.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import type { ModuleContext, Range } from "../context.ts";

/** Reports `json/not-decodable`. */
export function checkDecodable(context: ModuleContext, range: Range, type: Type): void {
  const problem = notDecodable(type);
  if (!problem) return;
  context.error("json/not-decodable", range, `\`${printType(type)}\` cannot be built from JSON`, {
    label: problem.reason,
    help: [
      "use types that JSON has: Int, Float, Decimal, Str, Bool, List, `Map<Str, …>`, dates, your own types and enums",
    ],
  });
}

/** The same for types that are read from environment variables. */
export function checkFromVariables(context: ModuleContext, range: Range, type: Type): void {
  const problem = notFromVariables(type);
  if (!problem) return;
  const at = problem.path === "" ? "" : ` (at \`${problem.path}\`)`;
  context.error(
    "json/not-decodable",
    range,
    `\`${printType(type)}\` cannot be built from environment variables${at}`,
    {
      label: problem.reason,
      help: [
        "use fields of type Str, Int, Float, Decimal, Bool, Secret, Date, DateTime, Uuid, `List<Str>`, or enums without payload",
      ],
    },
  );
}
