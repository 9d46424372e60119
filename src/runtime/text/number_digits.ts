/** Decimal digits of numbers, rounded exactly: the exact value, ties away from zero. Magnitudes only; signs are the caller's. */

/** The exact integer `round(magnitude * 10^places)` for a finite, non-negative double. */
function scaledFloat(magnitude: number, places: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, magnitude);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n);
  const fraction = bits & 0xFFFFFFFFFFFFFn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = Math.max(biased, 1) - 1075;
  const scaled = mantissa * 10n ** BigInt(places);
  if (exponent >= 0) return scaled << BigInt(exponent);
  const shift = BigInt(-exponent);
  return (scaled + (1n << (shift - 1n))) >> shift;
}

/** Digits of `coefficient / 10^scale` with `places` decimals. */
export function fixedScaled(coefficient: bigint, scale: number, places: number): string {
  let rounded: bigint;
  if (places >= scale) rounded = coefficient * 10n ** BigInt(places - scale);
  else {
    const divisor = 10n ** BigInt(scale - places);
    rounded = (coefficient * 2n + divisor) / (divisor * 2n);
  }
  return withPoint(rounded.toString(), places);
}

/** Puts a point before the last `places` digits. */
function withPoint(digits: string, places: number): string {
  if (places === 0) return digits;
  const padded = digits.padStart(places + 1, "0");
  const split = padded.length - places;
  return `${padded.slice(0, split)}.${padded.slice(split)}`;
}

/** A finite non-negative double with `places` decimals. */
export function fixedFloat(magnitude: number, places: number): string {
  // JavaScript's toFixed is exact, with ties away from zero, in its range.
  if (magnitude < 1e21 && places <= 100) return magnitude.toFixed(places);
  return withPoint(scaledFloat(magnitude, places).toString(), places);
}

/** Times 100, with `places` decimals. */
export function percentFloat(magnitude: number, places: number): string {
  const digits = fixedFloat(magnitude, places + 2).replace(".", "");
  return withPoint(digits.replace(/^0+(?=\d)/, ""), places);
}

/** `d.ddd` and the exponent, with `places` decimals, of a finite non-negative double. */
export function exponentFloat(magnitude: number, places: number): { mantissa: string; exponent: number } {
  if (places <= 100) {
    const [mantissa, exponent] = magnitude.toExponential(places).split("e");
    return { mantissa, exponent: Number(exponent) };
  }
  if (magnitude === 0) return { mantissa: withPoint("0".repeat(places + 1), places), exponent: 0 };
  const exponent = floorLog10(magnitude);
  const decimals = Math.max(0, places - exponent);
  const digits = scaledFloat(magnitude, decimals).toString();
  // Rounding up to a power of ten makes the text one digit longer than expected.
  return exponentDigits(digits, places, exponent + digits.length - (exponent + decimals + 1));
}

/** `d.ddd` of the digits of a number whose first digit has weight `10^exponent`, rounded to `places` decimals. */
export function exponentDigits(
  digits: string,
  places: number,
  exponent: number,
): { mantissa: string; exponent: number } {
  const kept = digits.slice(0, places + 1).padEnd(places + 1, "0");
  const isUp = digits.length > places + 1 && digits[places + 1] >= "5";
  const rounded = isUp ? (BigInt(kept) + 1n).toString() : kept;
  const isLonger = rounded.length > kept.length;
  return {
    mantissa: withPoint(isLonger ? rounded.slice(0, -1) : rounded, places),
    exponent: isLonger ? exponent + 1 : exponent,
  };
}

/** `floor(log10(magnitude))`, 0 for zero. */
export function floorLog10(magnitude: number): number {
  if (magnitude === 0) return 0;
  // Forty digits never round up to the next power of ten.
  const text = magnitude.toExponential(40);
  return Number(text.slice(text.indexOf("e") + 1));
}
