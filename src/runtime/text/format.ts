/** Formatting by a parsed specification (stdlib.md section 12). */
import { formatMisfit, type FormatSpec, parseFormatSpec } from "../../syntax/format_spec.ts";
import { display } from "../operations/display.ts";
import { fail } from "../failures/failure.ts";
import { floatToText } from "./float_text.ts";
import type { Int } from "../operations/int.ts";
import {
  exponentDigits,
  exponentFloat,
  fixedFloat,
  fixedScaled,
  floorLog10,
  percentFloat,
} from "./number_digits.ts";
import { textLength, textSlice } from "./text.ts";
import { typeName } from "../operations/type_name.ts";
import { Decimal } from "../values/decimal.ts";
import { FloatBox, isInt } from "../values/float.ts";

/** The parsed form of a specification that the compiler has accepted. */
export function formatSpec(text: string): FormatSpec {
  const parsed = parseFormatSpec(text);
  if (parsed.problem) fail("run/format", parsed.problem.message);
  return parsed.spec;
}

/** A uniform value formatted; `run/format` when the specification does not fit its kind. */
export function format(value: unknown, spec: FormatSpec): string {
  const kind = typeName(value);
  const misfit = formatMisfit(spec, kind);
  if (misfit !== null) fail("run/format", misfit);
  if (isInt(value)) return formatInt(value, spec);
  if (typeof value === "number") return formatFloat(value, spec);
  if (value instanceof FloatBox) return formatFloat(value.value, spec);
  if (value instanceof Decimal) return formatDecimal(value, spec);
  let text = display(value);
  if (spec.precision !== null && textLength(text) > spec.precision && kind !== "Secret") {
    text = textSlice(text, 0, spec.precision);
  }
  if (kind === "Secret" && spec.align === "=") return pad(text, { ...spec, fill: " ", align: "<" }, "<");
  return pad(text, spec, "<");
}

const RADIX: Record<string, number> = { b: 2, o: 8, x: 16, X: 16 };

/** An Int formatted. The specification fits. */
export function formatInt(value: Int, spec: FormatSpec): string {
  const isNegative = value < 0;
  const magnitude = isNegative ? -value : value;
  switch (spec.type) {
    case "b":
    case "o":
    case "x":
    case "X": {
      const digits = magnitude.toString(RADIX[spec.type]);
      const prefix = spec.hasPrefix ? "0" + spec.type : "";
      return number(isNegative, prefix, spec.type === "X" ? digits.toUpperCase() : digits, "", spec, 4);
    }
    case "c":
      return pad(characterOf(value), spec, ">");
    case "f":
    case "F":
      return number(isNegative, "", fixedScaled(BigInt(magnitude), 0, spec.precision ?? 6), "", spec, 3);
    case "%":
      return number(
        isNegative,
        "",
        fixedScaled(BigInt(magnitude) * 100n, 0, spec.precision ?? 6),
        "%",
        spec,
        3,
      );
    case "e":
    case "E":
    case "g":
    case "G": {
      const digits = String(magnitude);
      return formatScientific(isNegative, spec, {
        exponent: digits.length - 1,
        fixed: (places) => fixedScaled(BigInt(magnitude), 0, places),
        scientific: (places) => exponentDigits(digits, places, digits.length - 1),
      });
    }
    default:
      return number(isNegative, "", String(magnitude), "", spec, 3);
  }
}

/** The character of a code point as a Str. */
function characterOf(value: Int): string {
  if (value >= 0 && value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF)) {
    return String.fromCodePoint(Number(value));
  }
  fail("run/format", `${value} is not the code point of a character`);
}

/** A raw Float formatted. The specification fits. */
export function formatFloat(value: number, spec: FormatSpec): string {
  const isNegative = value < 0 || Object.is(value, -0);
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value)) {
    const plain = spec.isZeroPadded ? { ...spec, fill: spec.fill === "0" ? " " : spec.fill } : spec;
    const text = value !== value ? "NaN" : "inf";
    return padNumber(
      signOf(isNegative, spec),
      "",
      text,
      "",
      plain.align === "=" ? { ...plain, align: ">" } : plain,
      0,
    );
  }
  const { precision } = spec;
  switch (spec.type) {
    case "f":
    case "F":
      return number(isNegative, "", fixedFloat(magnitude, precision ?? 6), "", spec, 3);
    case "%":
      return number(isNegative, "", percentFloat(magnitude, precision ?? 6), "%", spec, 3);
    case "e":
    case "E":
    case "g":
    case "G":
      return formatScientific(isNegative, spec, {
        exponent: spec.type === "g" || spec.type === "G" ? floorLog10(magnitude) : 0,
        fixed: (places) => fixedFloat(magnitude, places),
        scientific: (places) => exponentFloat(magnitude, places),
      });
    default: {
      const text = precision === null ? floatToText(magnitude) : fixedFloat(magnitude, precision);
      return number(isNegative, "", text, "", spec, text.includes("e") ? 0 : 3);
    }
  }
}

/** The ways to write one magnitude. */
interface Magnitude {
  readonly exponent: number;
  readonly fixed: (places: number) => string;
  readonly scientific: (places: number) => { mantissa: string; exponent: number };
}

/** Types `e` and `g`. */
function formatScientific(isNegative: boolean, spec: FormatSpec, magnitude: Magnitude): string {
  const letter = spec.type === "E" || spec.type === "G" ? "E" : "e";
  const isGeneral = spec.type === "g" || spec.type === "G";
  const digits = isGeneral ? Math.max(1, spec.precision ?? 6) : 0;
  if (isGeneral && magnitude.exponent >= -4 && magnitude.exponent < digits) {
    const text = magnitude.fixed(digits - 1 - magnitude.exponent);
    const trimmed = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
    return number(isNegative, "", trimmed, "", spec, 3);
  }
  const { mantissa, exponent } = magnitude.scientific(isGeneral ? digits - 1 : spec.precision ?? 6);
  return number(isNegative, "", `${mantissa}${letter}${exponent}`, "", spec, 0);
}

/** A Decimal formatted. The specification fits. */
function formatDecimal(value: Decimal, spec: FormatSpec): string {
  const isNegative = value.coefficient < 0n;
  const magnitude = isNegative ? -value.coefficient : value.coefficient;
  const isPercent = spec.type === "%";
  const places = spec.precision ?? (spec.type === null || spec.type === "s" ? value.scale : 6);
  const digits = fixedScaled(isPercent ? magnitude * 100n : magnitude, value.scale, places);
  return number(isNegative, "", digits, isPercent ? "%" : "", spec, 3);
}

function signOf(isNegative: boolean, spec: FormatSpec): string {
  return isNegative ? "-" : spec.sign === "+" || spec.sign === " " ? spec.sign : "";
}

/** Sign, prefix, grouped digits and suffix, padded. `groupSize` 0: no grouping. */
function number(
  isNegative: boolean,
  prefix: string,
  digits: string,
  suffix: string,
  spec: FormatSpec,
  groupSize: number,
): string {
  const sign = signOf(isNegative, spec);
  if (spec.grouping === null && spec.width === 0) return sign + prefix + digits + suffix;
  return padNumber(sign, prefix, digits, suffix, spec, groupSize);
}

function padNumber(
  sign: string,
  prefix: string,
  digits: string,
  suffix: string,
  spec: FormatSpec,
  groupSize: number,
): string {
  const point = groupSize === 3 ? digits.indexOf(".") : -1;
  const whole = point < 0 ? digits : digits.slice(0, point);
  const rest = point < 0 ? "" : digits.slice(point);
  const isGrouped = spec.grouping !== null && groupSize > 0;
  const shown = isGrouped ? group(whole, groupSize, spec.grouping!) : whole;
  if (spec.align !== "=") return pad(sign + prefix + shown + rest + suffix, spec, ">");
  const missing = spec.width - (sign.length + prefix.length + shown.length + rest.length + suffix.length);
  if (missing <= 0) return sign + prefix + shown + rest + suffix;
  if (spec.fill === "0" && isGrouped) {
    return sign + prefix + groupedZeros(whole, shown.length + missing, groupSize, spec.grouping!) + rest +
      suffix;
  }
  return sign + prefix + spec.fill.repeat(missing) + shown + rest + suffix;
}

/** Separators every `size` digits from the right. */
function group(digits: string, size: number, separator: string): string {
  let text = "";
  let end = digits.length;
  while (end > size) {
    text = separator + digits.slice(end - size, end) + text;
    end -= size;
  }
  return digits.slice(0, end) + text;
}

/** Digits with leading zeros, grouped, of at least `width` characters and never starting with a separator. */
function groupedZeros(digits: string, width: number, size: number, separator: string): string {
  let count = Math.max(digits.length, width - Math.floor(width / (size + 1)) - 1);
  while (count + Math.floor((count - 1) / size) < width) count++;
  return group(digits.padStart(count, "0"), size, separator);
}

/** Pads to the width, counted in characters. */
function pad(text: string, spec: FormatSpec, defaultAlign: "<" | ">"): string {
  if (spec.width === 0) return text;
  const missing = spec.width - textLength(text);
  if (missing <= 0) return text;
  switch (spec.align ?? defaultAlign) {
    case "<":
      return text + spec.fill.repeat(missing);
    case "^":
      return spec.fill.repeat(missing >> 1) + text + spec.fill.repeat(missing - (missing >> 1));
    default:
      return spec.fill.repeat(missing) + text;
  }
}
