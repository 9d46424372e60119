/** HTML as text: what is put into a template is escaped unless it is HTML itself. */

export class Html {
  constructor(readonly text: string) {}
}

export type Content = Html | string | number | null | readonly Content[];

export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(
    strings.reduce((out, string, i) => out + (i === 0 ? "" : textOf(values[i - 1]!)) + string, ""),
  );
}

function textOf(value: Content): string {
  if (value === null) return "";
  if (value instanceof Html) return value.text;
  return typeof value === "string" || typeof value === "number"
    ? escape(String(value))
    : value.map(textOf).join("");
}

export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll(
    '"',
    "&quot;",
  );
}
