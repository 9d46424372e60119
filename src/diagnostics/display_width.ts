/** How text looks in a terminal: cells per character, tabs, characters that must not reach a terminal as they are. */

const TAB_WIDTH = 4;

// Ranges of East Asian wide and emoji characters that terminals draw two cells wide.
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

const ZERO_WIDTH = /^[\p{Mn}\p{Me}\u200b-\u200d\ufe0e\ufe0f]$/u;

/** Cells of one character that `visible` has passed. */
function cells(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x300) return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  for (const [from, to] of WIDE) {
    if (code < from) return 1;
    if (code <= to) return 2;
  }
  return 1;
}

/**
 * What may be printed for a piece of source that begins at a cell of its line, and how wide it is: tabs become spaces, control and
 * direction characters become visible ones.
 */
export function visible(text: string, startCell = 0): { text: string; width: number } {
  if (/^[\x20-\x7e]*$/.test(text)) return { text, width: text.length };
  let out = "";
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (character === "\t") {
      const step = TAB_WIDTH - ((startCell + width) % TAB_WIDTH);
      out += " ".repeat(step);
      width += step;
    } else if (code < 32 || code === 127) {
      out += String.fromCodePoint(code === 127 ? 0x2421 : 0x2400 + code);
      width += 1;
    } else if (isUnprintable(code)) {
      out += "\ufffd";
      width += 1;
    } else {
      out += character;
      width += cells(character);
    }
  }
  return { text: out, width };
}

/** C1 controls, direction overrides (they reorder what a reader sees), lone surrogates, line separators. */
function isUnprintable(code: number): boolean {
  return (code >= 0x80 && code < 0xa0) || (code >= 0x202a && code <= 0x202e) ||
    (code >= 0x2066 && code <= 0x2069) || (code >= 0xd800 && code <= 0xdfff) || code === 0x2028 ||
    code === 0x2029;
}
