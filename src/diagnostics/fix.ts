/** The fixes that many diagnostics offer. */
import type { Fix, Span } from "./diagnostic.ts";

/** A fix of one edit. Unless it is said to be safe, it asks for a look. */
export function fix(title: string, span: Span, replacement: string, safe = false): Fix {
  return { title, safe, edits: [{ span, replacement }] };
}

/** The nearest name in the place of a wrong one, when there is a near one. */
export function changeTo(span: Span, nearest: string | null): Fix[] {
  return nearest === null ? [] : [fix(`change to \`${nearest}\``, span, nearest)];
}
