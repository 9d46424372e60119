/** Fitz snippets in documents: ```fitz fences, and what their `// =>` comments say they print. */

export interface Snippet {
  readonly path: string;
  /** Line of the fence, from 1. */
  readonly line: number;
  readonly text: string;
  /** `no_run`: only compiled; `ignore`: neither. */
  readonly mode: "run" | "no_run" | "ignore";
}

/** The fences of a Markdown text, or of the doc comments (`///`) of a Fitz source. */
export function snippetsOf(path: string, text: string): Snippet[] {
  const isFitz = path.endsWith(".fitz");
  const out: Snippet[] = [];
  let open: { line: number; mode: Snippet["mode"]; lines: string[]; indent: number } | null = null;
  for (const [i, raw] of text.split("\n").entries()) {
    const doc = /^\s*\/\/\/ ?(.*)$/.exec(raw);
    if (isFitz && !doc) {
      open = null;
      continue;
    }
    const line = isFitz ? doc![1]! : raw;
    const fence = /^(\s*)```(\S*)\s*(.*)$/.exec(line);
    if (!fence) open?.lines.push(line.slice(Math.min(open.indent, line.search(/\S|$/))));
    else if (open) {
      out.push({ path, line: open.line, mode: open.mode, text: open.lines.join("\n") + "\n" });
      open = null;
    } else if (fence[2] === "fitz" || fence[2]!.startsWith("fitz,")) {
      const words = `${fence[2]} ${fence[3]}`.split(/[\s,]+/);
      const mode = words.includes("ignore") ? "ignore" : words.includes("no_run") ? "no_run" : "run";
      open = { line: i + 1, mode, lines: [], indent: fence[1]!.length };
    }
  }
  return out;
}

/** What a snippet prints according to its comments; null when it does not say. */
export function promisedOutput(text: string): string | null {
  const lines = [...text.matchAll(/\/\/ => ?(.*)$/gm)].map((match) => match[1]!.trimEnd());
  return lines.length === 0 ? null : lines.join("\n") + "\n";
}
