/** Which map keys are their own normalised form (see runtime/values/map.ts). */
import type { Type } from "../../../types/type.ts";

/** Whether values of this static type may be used as keys of the JavaScript Map as they are. */
export function isMapKeyDirect(type: Type): boolean {
  if (type.kind === "nullable") return isMapKeyDirect(type.inner);
  return type.kind === "primitive" &&
    (type.name === "Str" || type.name === "Int" || type.name === "Bool" || type.name === "Null");
}
