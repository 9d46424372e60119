/** Carrying out fixes: edits become a new text. */
import type { Edit, Fix, SourceFile } from "./diagnostic.ts";

export interface AppliedFixes {
  /** The new text of every file that changed. */
  readonly texts: ReadonlyMap<SourceFile, string>;
  /** The fixes that were carried out; the others touch what one of these changes. */
  readonly applied: readonly Fix[];
}

/** Carries out every fix whose edits do not touch those of an earlier one, each as a whole or not at all. */
export function applyFixes(fixes: readonly Fix[]): AppliedFixes {
  const byFile = new Map<SourceFile, Edit[]>();
  const applied: Fix[] = [];
  for (const fix of fixes) {
    if (fix.edits.some((edit) => (byFile.get(edit.span.file) ?? []).some((other) => touches(edit, other)))) {
      continue;
    }
    applied.push(fix);
    for (const edit of fix.edits) {
      const list = byFile.get(edit.span.file);
      if (list) list.push(edit);
      else byFile.set(edit.span.file, [edit]);
    }
  }
  const texts = new Map<SourceFile, string>();
  for (const [file, edits] of byFile) texts.set(file, applyEdits(file.text, edits));
  return { texts, applied };
}

/** The text after edits that do not overlap; insertions at one place keep their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let out = "";
  let at = 0;
  for (const { span, replacement } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    out += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return out + text.slice(at);
}

/** Whether two edits change the same text, or insert at the same place. */
function touches(a: Edit, b: Edit): boolean {
  if (a.span.start === b.span.start) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}
