/** Float arithmetic on raw doubles where it differs from JavaScript's. */
import { divisionByZero } from "./int.ts";
import { floatToText } from "../text/float_text.ts";

/** `a / b`; `run/division-by-zero`. */
export function floatDiv(a: number, b: number): number {
  if (b === 0) divisionByZero(`${floatToText(a)} / ${floatToText(b)}`);
  return a / b;
}

/** `a % b`, floored: the result has the sign of the divisor; `run/division-by-zero`. */
export function floatMod(a: number, b: number): number {
  if (b === 0) divisionByZero(`${floatToText(a)} % ${floatToText(b)}`);
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return (rest < 0) !== (b < 0) ? rest + b : rest;
}
