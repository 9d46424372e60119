/** What a terminal sends when keys are pressed. */

export type Key =
  | { readonly kind: "text"; readonly text: string }
  /** Pasted: line ends in it do not enter. */
  | { readonly kind: "paste"; readonly text: string }
  /** `C-a`, `M-f`, `Enter`, `Up`, … */
  | { readonly kind: "key"; readonly name: string };

const CONTROL: Readonly<Record<string, string>> = {
  "\r": "Enter",
  "\n": "Enter",
  "\t": "Tab",
  "\x7f": "Backspace",
  "\b": "Backspace",
  "\x1b": "Escape",
};

/** Endings of `ESC [ …` and `ESC O …`. */
const SEQUENCES: Readonly<Record<string, string>> = {
  A: "Up",
  B: "Down",
  C: "Right",
  D: "Left",
  H: "Home",
  F: "End",
  "1~": "Home",
  "3~": "Delete",
  "4~": "End",
  "5~": "PageUp",
  "6~": "PageDown",
  "7~": "Home",
  "8~": "End",
  "1;5C": "M-f",
  "1;5D": "M-b",
  "1;3C": "M-f",
  "1;3D": "M-b",
};

const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/** The keys at the start of a text, and what is left: the beginning of something longer. */
export function decodeKeys(text: string): { keys: Key[]; rest: string } {
  const keys: Key[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith(PASTE_START, at)) {
      const end = text.indexOf(PASTE_END, at);
      if (end < 0) break;
      const pasted = text.slice(at + PASTE_START.length, end).replace(/\r\n?/g, "\n");
      keys.push({ kind: "paste", text: pasted });
      at = end + PASTE_END.length;
      continue;
    }
    // deno-lint-ignore no-control-regex
    const sequence = /^\x1b(?:\[|O)([0-9;]*)([A-Za-z~])/.exec(text.slice(at, at + 12));
    if (sequence) {
      const name = SEQUENCES[`${sequence[1]}${sequence[2]}`] ?? SEQUENCES[sequence[2]!];
      if (name) keys.push({ kind: "key", name });
      at += sequence[0].length;
      continue;
    }
    const c = text[at]!;
    if (c === "\x1b" && at + 1 < text.length) {
      if (/^\x1b\[[0-9;]*$/.test(text.slice(at))) break;
      const next = text[at + 1]!;
      keys.push({ kind: "key", name: next === "\x7f" || next === "\b" ? "M-Backspace" : `M-${next}` });
      at += 2;
      continue;
    }
    if (CONTROL[c]) keys.push({ kind: "key", name: CONTROL[c] });
    else if (c < " ") keys.push({ kind: "key", name: `C-${String.fromCharCode(c.charCodeAt(0) + 96)}` });
    else {
      const run = /^[^\x00-\x1f\x7f]+/.exec(text.slice(at))![0];
      keys.push({ kind: "text", text: run });
      at += run.length;
      continue;
    }
    at++;
  }
  return { keys, rest: text.slice(at) };
}
