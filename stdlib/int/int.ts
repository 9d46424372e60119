/** Methods of Int (stdlib.md section 4). */
import { fail } from "../../src/runtime/failures/failure.ts";
import { type Int, intAbs } from "../../src/runtime/operations/int.ts";

function toStrBase(value: Int, base: Int): string {
  if (base !== 2 && base !== 8 && base !== 10 && base !== 16) {
    fail("run/bad-argument", `there is no base ${base}`, ["bases are 2, 8, 10 and 16"]);
  }
  return value.toString(base);
}

export const implementations = {
  "Int.abs": intAbs,
  "Int.to_str": (value: Int): string => String(value),
  "Int.to_str_base": toStrBase,
};
