/** The `num` namespace (stdlib.md section 21). Numbers are rounded by their exact value, half away from zero. */
import { typeError } from "../../src/runtime/operations/check_kind.ts";
import { fail } from "../../src/runtime/failures/failure.ts";
import { floatToText } from "../../src/runtime/text/float_text.ts";
import type { Int } from "../../src/runtime/operations/int.ts";
import { fixedFloat, fixedScaled, percentFloat } from "../../src/runtime/text/number_digits.ts";
import { Decimal } from "../../src/runtime/values/decimal.ts";
import { FloatBox, isInt } from "../../src/runtime/values/float.ts";
import { type LocaleStyle, localeStyle } from "./locale_style.ts";

const MAX_DIGITS = 100;

/** A number as its sign and a way to write its magnitude. */
interface Magnitude {
  readonly isNegative: boolean;
  /** With that many decimals. */
  fixed(digits: number): string;
  /** Times 100, with that many decimals. */
  percent(digits: number): string;
  /** With all decimals of the display form. */
  full(): string;
}

/** The magnitude of a number; for infinities and NaN their display form. */
function magnitude(value: unknown): Magnitude | string {
  if (isInt(value)) return scaled(BigInt(value), 0);
  if (value instanceof Decimal) return scaled(value.coefficient, value.scale);
  if (typeof value === "number") return ofFloat(value);
  return value instanceof FloatBox ? ofFloat(value.value) : typeError("Int, Float or Decimal", value);
}

function scaled(coefficient: bigint, scale: number): Magnitude {
  const size = coefficient < 0n ? -coefficient : coefficient;
  return {
    isNegative: coefficient < 0n,
    fixed: (digits) => fixedScaled(size, scale, digits),
    percent: (digits) => fixedScaled(size * 100n, scale, digits),
    full: () => fixedScaled(size, scale, scale),
  };
}

function ofFloat(value: number): Magnitude | string {
  if (!Number.isFinite(value)) return floatToText(value);
  const size = Math.abs(value);
  return {
    isNegative: value < 0 || Object.is(value, -0),
    fixed: (digits) => fixedFloat(size, digits),
    percent: (digits) => percentFloat(size, digits),
    full: () => plainDigits(floatToText(size)),
  };
}

/** A display form without its exponent. */
function plainDigits(text: string): string {
  const [mantissa, exponent] = text.split("e");
  if (exponent === undefined) return text;
  const [whole, fraction = ""] = mantissa.split(".");
  const scale = fraction.length - Number(exponent);
  return fixedScaled(
    BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, -scale)),
    Math.max(0, scale),
    Math.max(0, scale),
  );
}

/** Plain digits with the marks of a locale. */
function localized(digits: string, style: LocaleStyle): string {
  const [whole, fraction] = digits.split(".");
  const text = grouped(whole, style) + (fraction === undefined ? "" : style.decimal + fraction);
  return style.digits === null ? text : text.replace(/[0-9]/g, (digit) => [...style.digits!][Number(digit)]);
}

function grouped(whole: string, { group, firstGroup, otherGroups, leastGrouped }: LocaleStyle): string {
  if (whole.length < leastGrouped || whole.length <= firstGroup) return whole;
  let end = whole.length - firstGroup;
  let text = whole.slice(end);
  for (; end > otherGroups; end -= otherGroups) text = whole.slice(end - otherGroups, end) + group + text;
  return whole.slice(0, end) + group + text;
}

function fill(template: string, number: string, symbol = ""): string {
  return template.replace("#", () => number).replace("¤", () => symbol);
}

function signed(isNegative: boolean, number: string, style: LocaleStyle): string {
  return isNegative ? fill(style.negative, number) : number;
}

function checkDigits(digits: Int, least: number): number {
  if (digits < least || digits > MAX_DIGITS) {
    fail("run/bad-argument", `digits are ${least} to ${MAX_DIGITS}, got ${digits}`);
  }
  return Number(digits);
}

function format(value: unknown, locale: string, digits: Int = -1): string {
  const places = checkDigits(digits, -1);
  const number = magnitude(value);
  if (typeof number === "string") return number;
  const style = localeStyle(locale);
  return signed(
    number.isNegative,
    localized(places < 0 ? number.full() : number.fixed(places), style),
    style,
  );
}

function percent(value: unknown, locale: string, digits: Int = 0): string {
  const places = checkDigits(digits, 0);
  const number = magnitude(value);
  const style = localeStyle(locale);
  if (typeof number === "string") return fill(style.percent, number);
  return fill(style.percent, signed(number.isNegative, localized(number.percent(places), style), style));
}

function currency(value: unknown, locale: string, code: string): string {
  if (!/^[A-Za-z]{3}$/.test(code)) fail("run/bad-argument", `\`${code}\` is not the code of a currency`);
  const number = magnitude(value);
  const style = localeStyle(locale);
  const { symbol, decimals, positive, negative } = style.currency(code.toUpperCase());
  if (typeof number === "string") return fill(positive, number, symbol);
  return fill(number.isNegative ? negative : positive, localized(number.fixed(decimals), style), symbol);
}

export const implementations = {
  "num.format": format,
  "num.percent": percent,
  "num.currency": currency,
};
