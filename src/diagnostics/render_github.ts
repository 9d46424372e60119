/** Diagnostics as annotations of a GitHub workflow. */
import type { Diagnostic } from "./diagnostic.ts";
import { lineIndexOf } from "./line_index.ts";

/** One workflow command, without its line end. */
export function renderGithub(diagnostic: Diagnostic): string {
  const index = lineIndexOf(diagnostic.span.file);
  const start = index.position(diagnostic.span.start);
  const end = index.position(diagnostic.span.end);
  const properties: Record<string, string | number> = {
    file: diagnostic.span.file.path,
    line: start.line,
    endLine: end.line,
    col: start.column,
    endColumn: end.column,
    title: diagnostic.code,
  };
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
    .join(",");
  const text = [diagnostic.message, ...diagnostic.help.map((help) => `help: ${help}`)].join("\n");
  return `::${diagnostic.severity} ${list}::${escapeData(text)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
