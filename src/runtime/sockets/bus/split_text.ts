/** Cuts texts that are longer than a transport takes. */

/** Room for the line before a piece. */
const LINE = 512;
const BYTES_PER_UNIT = 3;

/** Pieces that have at most `maxBytes` with their envelope's line; no character is cut apart. */
export function splitText(text: string, maxBytes: number): string[] {
  const most = Math.max(1, Math.floor((maxBytes - LINE) / BYTES_PER_UNIT));
  const pieces: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = Math.min(start + most, text.length);
    if (end < text.length && isHighSurrogate(text.charCodeAt(end - 1))) end++;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}

function isHighSurrogate(unit: number): boolean {
  return (unit & 0xfc00) === 0xd800;
}
