/** The formatter (language.md, section 20): one way to write each program. */

import type { SourceFile } from "../diagnostics/diagnostic.ts";
import type { ParseResult } from "../syntax/parse.ts";
import { breakConstruct } from "./construct.ts";
import type { Construct } from "./construct.ts";
import { Layout } from "./layout.ts";
import { Renderer } from "./render.ts";
import type { Rendered } from "./render.ts";

export const MAX_WIDTH = 100;

/**
 * The text of a program in the one format, ending in one line end. Every comment is kept and what the program does is
 * not changed; formatting the result gives it again. A program with a syntax error comes back as it is.
 */
export function format(file: SourceFile, parsed: ParseResult): string {
  if (parsed.diagnostics.some((d) => d.severity === "error")) return file.text;
  const layout = new Layout(file, parsed);
  for (;;) {
    const rendered = new Renderer(layout).render();
    if (!breakLongLines(layout, rendered)) {
      return rendered.lines.length === 0 ? "" : rendered.lines.join("\n") + "\n";
    }
  }
}

/** Breaks the outermost construct of each line that is too long; false when nothing can be done. */
function breakLongLines(layout: Layout, { widths, places }: Rendered): boolean {
  const byLine = new Map<number, Construct[]>();
  for (const construct of layout.opens.values()) {
    const place = places.get(construct);
    if (place === undefined || widths[place.openLine] <= MAX_WIDTH) continue;
    if (construct.isBroken || !construct.isBreakable || construct.items.length === 0) continue;
    const list = byLine.get(place.openLine);
    if (list === undefined) byLine.set(place.openLine, [construct]);
    else list.push(construct);
  }
  for (const list of byLine.values()) {
    const outermost = list.filter((c) =>
      !list.some((other) => other !== c && other.open < c.open && other.close >= c.close)
    );
    const passing = outermost.find((c) => {
      const { openLine, closeLine, closeColumn } = places.get(c)!;
      return closeLine !== openLine || closeColumn > MAX_WIDTH;
    });
    breakConstruct(passing ?? outermost[outermost.length - 1]);
  }
  return byLine.size > 0;
}
