/** Diagnostics as JSON, one object per line, for editors and scripts (toolchain.md 1.4). */
import type { Diagnostic, Span } from "./diagnostic.ts";
import { lineIndexOf } from "./line_index.ts";

/** One line of JSON without its line end. */
export function renderJson(diagnostic: Diagnostic): string {
  const labels = diagnostic.labels.map((label) => ({ ...place(label.span), text: label.text }));
  if (diagnostic.label !== "") labels.unshift({ ...place(diagnostic.span), text: diagnostic.label });
  return JSON.stringify({
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...place(diagnostic.span),
    labels,
    ...(diagnostic.notes.length > 0 ? { notes: diagnostic.notes } : {}),
    help: diagnostic.help,
    fixes: diagnostic.fixes.map((fix) => ({
      title: fix.title,
      safe: fix.safe,
      edits: fix.edits.map((edit) => ({ ...place(edit.span), replacement: edit.replacement })),
    })),
  });
}

function place(span: Span) {
  const index = lineIndexOf(span.file);
  const start = index.position(span.start);
  const end = index.position(span.end);
  return {
    file: span.file.path,
    line: start.line,
    column: start.column,
    end_line: end.line,
    end_column: end.column,
  };
}
