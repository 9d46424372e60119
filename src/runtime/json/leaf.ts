/** Texts and numbers of JSON into scalar Fitz values. Each gives BAD for what does not fit. */
import { Decimal, decimalParse } from "../values/decimal.ts";
import { FitzDate, parseDate } from "../values/date.ts";
import { FitzDateTime, parseDateTime } from "../values/date_time.ts";
import { parseUuid, Uuid } from "../values/uuid.ts";

/** "Does not fit": never a Fitz value. */
export const BAD: unique symbol = Symbol("bad");
export type Bad = typeof BAD;

const INT_MAX = 9223372036854775807n;
const INT_MIN = -9223372036854775808n;

/** An Int from its digits; BAD outside 64 bits. */
export function intFromText(text: string): number | bigint | Bad {
  const near = Number(text);
  if (Number.isSafeInteger(near)) return near + 0;
  // Clearly beyond 64 bits: the exact value of millions of digits would take long.
  if (Math.abs(near) > 1e19) return BAD;
  const exact = BigInt(text);
  return exact > INT_MAX || exact < INT_MIN ? BAD : exact;
}

export function dateFromText(text: unknown): FitzDate | Bad {
  return typeof text === "string" ? parseDate(text) ?? BAD : BAD;
}

export function dateTimeFromText(text: unknown): FitzDateTime | Bad {
  return typeof text === "string" ? parseDateTime(text) ?? BAD : BAD;
}

export function uuidFromText(text: unknown): Uuid | Bad {
  return typeof text === "string" ? parseUuid(text) ?? BAD : BAD;
}

/** A Decimal from a string, or from a whole number; other numbers need their exact text. */
export function decimalFromJson(value: unknown): Decimal | Bad {
  if (typeof value === "string") return decimalParse(value) ?? BAD;
  return typeof value === "number" && Number.isSafeInteger(value) ? new Decimal(BigInt(value), 0) : BAD;
}

/** A Decimal from the text of a JSON number, exponent included. */
export function decimalFromNumber(text: string): Decimal | Bad {
  const [digits, exponent] = text.toLowerCase().split("e");
  const plain = decimalParse(digits);
  if (!plain || exponent === undefined) return plain ?? BAD;
  const shift = Number(exponent);
  if (Math.abs(shift) > 1000) return BAD;
  const scale = plain.scale - shift;
  return scale >= 0
    ? new Decimal(plain.coefficient, scale)
    : new Decimal(plain.coefficient * 10n ** BigInt(-scale), 0);
}

/** Standard base64, or the URL alphabet; padding optional. */
export function bytesFromBase64(text: unknown): Uint8Array | Bad {
  if (typeof text !== "string" || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) return BAD;
  try {
    return Uint8Array.fromBase64(text.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return BAD;
  }
}
