/** A run's diagnostics as one text in the format asked for. */
import type { Diagnostic } from "./diagnostic.ts";
import { renderGithub } from "./render_github.ts";
import { renderHuman } from "./render_human.ts";
import { renderJson } from "./render_json.ts";
import { limitPerFile, sortDiagnostics } from "./sort.ts";

export type DiagnosticFormat = "human" | "json" | "github";

/** Sorted, limited per file, each line ended; "" when there are none. Human diagnostics are separated by an empty line. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  format: DiagnosticFormat = "human",
  options: { color?: boolean } = {},
): string {
  const sorted = sortDiagnostics(diagnostics);
  if (format !== "human") {
    const one = format === "json" ? renderJson : renderGithub;
    return sorted.map((diagnostic) => one(diagnostic) + "\n").join("");
  }
  const blocks: string[] = [];
  for (const { path, shown, hidden } of limitPerFile(sorted)) {
    for (const diagnostic of shown) blocks.push(renderHuman(diagnostic, options) + "\n");
    if (hidden > 0) blocks.push(`… and ${hidden} more in ${path}\n`);
  }
  return blocks.join("\n");
}
