/** Colours for what is typed. */
import { scan } from "../../../syntax/scan.ts";
import { isKeyword } from "../../../syntax/keywords.ts";
import { KIND } from "../../../syntax/token_kinds.ts";

const STRING = "32";
const NUMBER = "33";
const KEYWORD = "35";
const TYPE = "36";
const COMMENT = "2";
const DECORATOR = "34";
const COMMAND = "1";

const TEXTS: ReadonlySet<string> = new Set([
  KIND.STRING,
  KIND.STRING_HEAD,
  KIND.STRING_MIDDLE,
  KIND.STRING_TAIL,
  KIND.BYTES,
]);

/** The text with the codes of a terminal; nothing else is changed. */
export function highlight(text: string): string {
  if (/^\s*:/.test(text)) return text.replace(/^\s*:\S*/, (command) => `\x1b[${COMMAND}m${command}\x1b[0m`);
  const { tokens, comments } = scan({ path: "", text });
  const marks: { start: number; end: number; style: string }[] = comments.map(({ start, end }) => ({
    start,
    end,
    style: COMMENT,
  }));
  let before = "";
  for (const { kind, start, end } of tokens) {
    const word = text.slice(start, end);
    const style = TEXTS.has(kind)
      ? STRING
      : kind === KIND.INT || kind === KIND.FLOAT
      ? NUMBER
      : before === "@"
      ? DECORATOR
      : isKeyword(word) || /^(?:type|enum|from|as|static)$/.test(word)
      ? KEYWORD
      : /^[A-Z]/.test(word)
      ? TYPE
      : null;
    if (style && end > start) marks.push({ start, end, style });
    before = word;
  }
  marks.sort((a, b) => a.start - b.start);
  let out = "";
  let at = 0;
  for (const { start, end, style } of marks) {
    if (start < at) continue;
    out += `${text.slice(at, start)}\x1b[${style}m${text.slice(start, end)}\x1b[0m`;
    at = end;
  }
  return out + text.slice(at);
}
