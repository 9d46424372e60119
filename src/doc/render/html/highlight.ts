/** Fitz code with its words coloured, and the types of the program linked. */
import { isKeyword } from "../../../syntax/keywords.ts";
import { escape, Html } from "./markup.ts";

/** The address of a documented type; null for others. */
export type LinkType = (name: string) => string | null;

const WORDS =
  /\/\/[^\n]*|"(?:[^"\\n]|\\.)*"|@[\p{L}_][\p{L}\p{N}_]*|[\p{L}_][\p{L}\p{N}_]*|\d[\d_]*(?:\.\d+)?|[^\p{L}\d_@"/]+|./gsu;
const SOFT_KEYWORDS = ["type", "enum", "static", "from", "as"];

export function highlight(code: string, link: LinkType): Html {
  let out = "";
  for (const [word] of code.matchAll(WORDS)) {
    const kind = kindOf(word);
    const text = escape(word);
    const address = kind === "type" ? link(word) : null;
    if (address !== null) out += `<a class="type" href="${escape(address)}">${text}</a>`;
    else out += kind === null ? text : `<span class="${kind}">${text}</span>`;
  }
  return new Html(out);
}

function kindOf(word: string): string | null {
  if (word.startsWith("//")) return "comment";
  if (word.startsWith('"')) return "string";
  if (word.startsWith("@")) return "decorator";
  if (/^\d/.test(word)) return "number";
  if (!/^[\p{L}_]/u.test(word)) return null;
  if (isKeyword(word) || SOFT_KEYWORDS.includes(word)) return "keyword";
  return /^_*\p{Lu}/u.test(word) && /\p{Ll}/u.test(word) ? "type" : null;
}
