/**
 * Display form of a Float: the shortest decimal that reads back as the same value, `.0` when integral, an exponent from 1e16 and below 1e-4.
 */
export function floatToText(value: number): string {
  if (Number.isInteger(value)) {
    if (value < 1e16 && value > -1e16) return value === 0 && 1 / value < 0 ? "-0.0" : value + ".0";
    return value.toExponential().replace("e+", "e");
  }
  const magnitude = value < 0 ? -value : value;
  if (magnitude < 1e-4) return value.toExponential();
  if (magnitude === Infinity) return value < 0 ? "-inf" : "inf";
  return "" + value;
}
