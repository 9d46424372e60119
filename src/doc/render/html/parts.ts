/** Pieces that pages are made of. */
import { markdownText } from "../markdown_text.ts";
import { highlight, type LinkType } from "./highlight.ts";
import { type Content, type Html, markup } from "./markup.ts";

export function code(text: string, link: LinkType): Html {
  return markup`<code>${highlight(text, link)}</code>`;
}

export function codeBlock(text: string, link: LinkType): Html {
  return markup`<pre>${code(text, link)}</pre>`;
}

/** A text that is no Fitz code: a name, a value. */
export function literal(text: string): Html {
  return markup`<code>${text}</code>`;
}

export function docText(doc: string, link: LinkType): Html | null {
  if (doc === "") return null;
  return markup`<div class="doc">${markdownText(doc, { highlight: (text) => highlight(text, link) })}</div>`;
}

/** Columns in which nothing stands are left out. */
export function tableOf(heads: readonly string[], rows: readonly (readonly Content[])[]): Html | null {
  if (rows.length === 0) return null;
  const isUsed = heads.map((_, i) => rows.some((row) => row[i] !== null && row[i] !== ""));
  const kept = (cells: readonly Content[]) => cells.filter((_, i) => isUsed[i]);
  const head = kept(heads).map((cell) => markup`<th>${cell}</th>`);
  const body = rows.map((row) => markup`<tr>${kept(row).map((cell) => markup`<td>${cell}</td>`)}</tr>`);
  return markup`<table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}
