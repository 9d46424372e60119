/** The order in which diagnostics are shown, and how many of them. */
import type { Diagnostic } from "./diagnostic.ts";

export const MOST_PER_FILE = 100;

/** By file, position, then severity; equal ones (same code, place and message) are reported once. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...diagnostics].sort((a, b) =>
    comparePaths(a.span.file.path, b.span.file.path) || a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    (a.severity === b.severity ? 0 : a.severity === "error" ? -1 : 1)
  );
  const seen = new Set<string>();
  return sorted.filter((one) => {
    const key = `${one.code}\n${one.span.file.path}\n${one.span.start}\n${one.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface LimitedDiagnostics {
  readonly path: string;
  readonly shown: readonly Diagnostic[];
  /** How many more the file has. */
  readonly hidden: number;
}

/** Sorted diagnostics per file, at most `MOST_PER_FILE` of each. Errors are kept before warnings when something must go. */
export function limitPerFile(sorted: readonly Diagnostic[], most = MOST_PER_FILE): LimitedDiagnostics[] {
  return [...Map.groupBy(sorted, (one) => one.span.file.path)].map(([path, all]) => {
    if (all.length <= most) return { path, shown: all, hidden: 0 };
    const kept = new Set([...all].sort((a, b) => rank(a) - rank(b)).slice(0, most));
    return { path, shown: all.filter((one) => kept.has(one)), hidden: all.length - most };
  });
}

function rank(diagnostic: Diagnostic): number {
  return diagnostic.severity === "error" ? 0 : 1;
}
