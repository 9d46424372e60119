/** The only door to the Markdown library: doc comments as HTML. HTML in them is shown, not run. */
import { Marked, type Tokens } from "npm:marked@16.4.1";
import { escape, Html } from "./html/markup.ts";

export interface MarkdownOptions {
  /** Makes HTML of the code of a Fitz fence. */
  highlight(code: string): Html;
}

/** The HTML of a Markdown text; headings start at `h4`, below those of the page. */
export function markdownText(text: string, { highlight }: MarkdownOptions): Html {
  const marked = new Marked({
    gfm: true,
    renderer: {
      code({ text: code, lang }: Tokens.Code) {
        const isFitz = lang === undefined || lang === "" || /^fitz\b/.test(lang);
        return `<pre><code>${isFitz ? highlight(code).text : escape(code)}</code></pre>\n`;
      },
      html({ text: raw }: Tokens.HTML | Tokens.Tag) {
        return escape(raw);
      },
      heading({ tokens, depth }: Tokens.Heading) {
        const level = Math.min(6, depth + 3);
        return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens);
        // Scripts behind an address are not for documentation.
        return /^(?:https?:|mailto:|#|[\w./-]+(?:#.*)?$)/i.test(href)
          ? `<a href="${escape(href)}">${inner}</a>`
          : inner;
      },
      image({ text: alternative }: Tokens.Image) {
        return escape(alternative);
      },
    },
  });
  return new Html(marked.parse(text, { async: false }));
}

/** The first sentence of a Markdown text, without its marks, for lists. */
export function summaryOf(text: string): string {
  const paragraph = text.split(/\n\s*\n/)[0]!.replace(/\s*\n\s*/g, " ").trim();
  const plain = paragraph.replace(/`([^`]*)`|\*\*([^*]*)\*\*|\[([^\]]*)\]\([^)]*\)/g, "$1$2$3");
  const sentence = /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
  return sentence.startsWith("```") ? "" : sentence;
}
