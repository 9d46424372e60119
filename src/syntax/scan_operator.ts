/** Operators (section 2.10), and the operators of other languages. */

import type { ScannerState } from "./scanner_state.ts";
import { ENDS_OPERAND, KIND, PUNCTUATION_KINDS } from "./token_kinds.ts";

interface Operator {
  readonly text: string;
  readonly scan: (s: ScannerState, start: number, text: string) => void;
}

const byFirstChar: Operator[][] = [];

function add(text: string, scan: Operator["scan"]): void {
  const list = byFirstChar[text.charCodeAt(0)] ??= [];
  list.push({ text, scan });
  list.sort((a, b) => b.text.length - a.text.length);
}

for (const [text, kind] of PUNCTUATION_KINDS) {
  if (!"()[]{},:;@".includes(text)) add(text, (s, start) => s.push(kind, start));
}
for (const text of ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<="]) {
  add(text, (s, start) => s.push(KIND.ASSIGN_OP, start, text));
}
// `>>`, `>=`, `>>=` as single `>` and `=`, so that type arguments can end in them.
for (const text of [">>", ">=", ">>="]) {
  add(text, (s, start) => {
    for (let i = 0; i < text.length; i++) {
      s.pos = start + i + 1;
      const kind = text[i] === "=" ? KIND.EQ : i + 1 < text.length ? KIND.GREATER_GLUED : KIND.GREATER;
      s.push(kind, start + i);
    }
  });
}
// `List<Int>=> x`: the arrow wins over `>=`.
add(">=>", (s, start) => {
  s.pos = start + 1;
  s.push(KIND.GREATER, start);
  s.pos = start + 3;
  s.push(KIND.FAT_ARROW, start + 1);
});
foreign("&&", "and", (s, start) => s.push(KIND.AND, start));
foreign("||", "or", (s, start) => s.push(s.top.pattern ? KIND.BAR : KIND.OR, start));
foreign("===", "==", (s, start) => s.push(KIND.EQ_EQ, start));
foreign("!==", "!=", (s, start) => s.push(KIND.NOT_EQ, start));
add("!", (s, start) => {
  const isPostfix = ENDS_OPERAND.has(s.lastKind());
  reportForeign(s, start, "!", isPostfix ? "leave it out" : "write `not`", isPostfix ? "" : "not ");
  if (!isPostfix) s.push(KIND.NOT, start);
});
add("**", (s, start) => {
  reportForeign(s, start, "**", "write `pow(a, b)`", null);
  s.push(KIND.STAR, start);
});
step("++", "+=");
step("--", "-=");

/** Scans the operator at the current position; false when there is none. */
export function scanOperator(s: ScannerState): boolean {
  const list = byFirstChar[s.text.charCodeAt(s.pos)];
  if (list === undefined) return false;
  for (const op of list) {
    if (s.text.startsWith(op.text, s.pos)) {
      const start = s.pos;
      s.pos += op.text.length;
      op.scan(s, start, op.text);
      return true;
    }
  }
  return false;
}

function foreign(text: string, fitz: string, then: (s: ScannerState, start: number) => void): void {
  add(text, (s, start) => {
    reportForeign(s, start, text, `write \`${fitz}\``, fitz);
    then(s, start);
  });
}

/** `x++` reads on as `x += 1`, so that nothing else is reported; `++x` as `x`. */
function step(text: string, fitz: string): void {
  add(text, (s, start) => {
    const isPostfix = ENDS_OPERAND.has(s.lastKind());
    while (s.text.charAt(s.pos) === text[0]) s.pos++; // a longer run is still one mistake
    const endsStatement = /^[ \t]*(?:\r?\n|;|\}|$|\/\/)/.test(s.text.slice(s.pos, s.pos + 80));
    reportForeign(s, start, text, `write \`${fitz} 1\``, isPostfix && endsStatement ? `${fitz} 1` : null);
    if (!isPostfix) return;
    if (!endsStatement) return s.push(text === "++" ? KIND.PLUS : KIND.MINUS, start);
    s.push(KIND.ASSIGN_OP, start, fitz);
    s.push(KIND.INT, start, 1);
  });
}

function reportForeign(
  s: ScannerState,
  start: number,
  text: string,
  help: string,
  replacement: string | null,
): void {
  const end = Math.max(s.pos, start + text.length);
  const fixes = [];
  if (replacement !== null) {
    const isWord = /^[a-z]/.test(replacement);
    const before = isWord && /[\w)\]}"]/.test(s.text.charAt(start - 1)) ? " " : "";
    const after = isWord && !replacement.endsWith(" ") && /\S/.test(s.text.charAt(end)) ? " " : "";
    const lead = replacement.startsWith("+=") || replacement.startsWith("-=") ? " " : before;
    fixes.push(
      s.fix(replacement === "" ? `remove \`${text}\`` : help, start, end, lead + replacement + after),
    );
  }
  s.report("parse/foreign-syntax", start, end, `\`${text}\` is not a Fitz operator`, { help: [help], fixes });
}
