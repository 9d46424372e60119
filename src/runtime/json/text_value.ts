/** Texts of paths, queries, headers and forms into scalars: web.md 5.2, 5.3, 7.6. Each gives BAD for what it does not accept. */
import { BAD, type Bad, intFromText } from "./leaf.ts";

const FLOAT = /^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** `-?[0-9]+` within 64 bits. */
export function textToInt(text: string): number | bigint | Bad {
  const length = text.length;
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  if (at === length) return BAD;
  if (length - at > 15) return /^-?[0-9]+$/.test(text) ? intFromText(text) : BAD;
  let value = 0;
  for (const isNegative = at === 1; at < length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return BAD;
    value = isNegative ? value * 10 - digit : value * 10 + digit;
  }
  return value + 0;
}

/** `1`, `-1.5`, `1e3`; the raw double. */
export function textToFloat(text: string): number | Bad {
  if (!FLOAT.test(text)) return BAD;
  const value = Number(text);
  return Number.isFinite(value) ? value : BAD;
}

/** `true`, `false`. */
export function textToBool(text: string): boolean | Bad {
  return text === "true" ? true : text === "false" ? false : BAD;
}
