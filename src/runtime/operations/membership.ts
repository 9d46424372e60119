/** `x in c` (language.md section 4.6). */
import { fail } from "../failures/failure.ts";
import { equals } from "./equals.ts";
import { mapHas } from "./map_key.ts";
import { rangeContains } from "./range.ts";
import { typeName } from "./type_name.ts";
import { FitzMap } from "../values/map.ts";
import { Range } from "../values/range.ts";

/** Whether some element of the list equals the value. */
export function listContains(list: readonly unknown[], value: unknown): boolean {
  // A string equals only itself, whatever else the list holds.
  if (typeof value === "string") return list.includes(value);
  for (let i = 0; i < list.length; i++) {
    if (equals(list[i], value)) return true;
  }
  return false;
}

/** `value in container` on uniform values; `run/operand` for other kinds. */
export function contains(container: unknown, value: unknown): boolean {
  if (Array.isArray(container)) return listContains(container, value);
  if (container instanceof FitzMap) return mapHas(container, value);
  if (container instanceof Range) return rangeContains(container, value);
  if (typeof container === "string" && typeof value === "string") return container.includes(value);
  fail("run/operand", `\`in\` does not work on \`${typeName(value)}\` and \`${typeName(container)}\``);
}
