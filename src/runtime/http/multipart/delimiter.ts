/** The lines that separate the parts of a multipart body. */

const CR = 13;
const LF = 10;
const DASH = 45;
const SPACE = 32;
const TAB = 9;

/** A delimiter line: `[start, end)` with the line ends around it. */
export interface FoundDelimiter {
  readonly start: number;
  readonly end: number;
  /** It closes the body. */
  readonly isLast: boolean;
}

export class Delimiter {
  readonly #bytes: Uint8Array;

  constructor(boundary: string) {
    this.#bytes = new TextEncoder().encode(`\r\n--${boundary}`);
  }

  /** The first delimiter, which may stand at the very start of the body. */
  first(body: Uint8Array): FoundDelimiter | null {
    return this.#at(body, -2) ?? this.next(body, 0);
  }

  /** The next delimiter that starts at `from` or later and before `to`. */
  next(body: Uint8Array, from: number, to = body.length): FoundDelimiter | null {
    for (let at = body.indexOf(CR, from); at >= 0 && at < to; at = body.indexOf(CR, at + 1)) {
      const found = this.#at(body, at);
      if (found !== null) return found;
    }
    return null;
  }

  /** The delimiter that starts at `start`; at -2 without its line end. */
  #at(body: Uint8Array, start: number): FoundDelimiter | null {
    const bytes = this.#bytes;
    for (let i = start < 0 ? 2 : 0; i < bytes.length; i++) {
      if (body[start + i] !== bytes[i]) return null;
    }
    let end = start + bytes.length;
    if (body[end] === DASH && body[end + 1] === DASH) return { start, end: end + 2, isLast: true };
    while (body[end] === SPACE || body[end] === TAB) end++;
    // Otherwise it is content that begins like the boundary.
    return body[end] === CR && body[end + 1] === LF ? { start, end: end + 2, isLast: false } : null;
  }
}

/** Where `wanted` begins at `from` or later and ends at `to` at the latest; -1 when it does not. */
export function findBytes(body: Uint8Array, wanted: Uint8Array, from: number, to: number): number {
  const last = to - wanted.length;
  for (let at = body.indexOf(wanted[0], from); at >= 0 && at <= last; at = body.indexOf(wanted[0], at + 1)) {
    let length = 1;
    while (length < wanted.length && body[at + length] === wanted[length]) length++;
    if (length === wanted.length) return at;
  }
  return -1;
}
