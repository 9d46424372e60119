/** Methods of Float (stdlib.md section 4). The receiver is in uniform form, a Float result raw. */
import { floatToText } from "../../src/runtime/text/float_text.ts";
import { type FloatBox, unboxFloat } from "../../src/runtime/values/float.ts";

type Float = number | FloatBox;

export const implementations = {
  "Float.abs": (value: Float): number => Math.abs(unboxFloat(value)),
  "Float.to_str": (value: Float): string => floatToText(unboxFloat(value)),
  "Float.is_nan": (value: Float): boolean => Number.isNaN(unboxFloat(value)),
  "Float.is_finite": (value: Float): boolean => Number.isFinite(unboxFloat(value)),
};
