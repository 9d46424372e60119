/** Character classes of section 2.4. */

const NAME_START = new Uint8Array(128);
const NAME_PART = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const isLetter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95;
  NAME_START[c] = isLetter ? 1 : 0;
  NAME_PART[c] = isLetter || (c >= 48 && c <= 57) ? 1 : 0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** True when a name may start at `pos`. */
export function isNameStart(text: string, pos: number): boolean {
  const code = text.charCodeAt(pos);
  if (code < 128) return NAME_START[code] === 1;
  // V8 reads classes of Unicode slowly: only when one is needed.
  return code === code && /^\p{L}$/u.test(String.fromCodePoint(text.codePointAt(pos)!));
}

/** The offset after the name characters from `pos` on. */
export function skipName(text: string, pos: number): number {
  for (;;) {
    const code = text.charCodeAt(pos);
    if (code < 128) {
      if (NAME_PART[code] === 0) return pos;
      pos++;
    } else {
      if (code !== code) return pos;
      const point = text.codePointAt(pos)!;
      const char = String.fromCodePoint(point);
      if (!/^[\p{L}\p{N}]$/u.test(char)) return pos;
      pos += char.length;
    }
  }
}

/** The offset of the next line end at or after `pos`, or the end of the text. */
export function lineEnd(text: string, pos: number): number {
  const at = text.indexOf("\n", pos);
  const end = at < 0 ? text.length : at;
  return end > pos && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}
