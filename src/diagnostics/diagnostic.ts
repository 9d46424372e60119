/**
 * What a diagnostic is. Collected, never thrown. Wording lives with the owner of the code (see `registry.ts`),
 * rendering in `render_*.ts`; this file knows nothing of the Fitz language.
 */

export type Severity = "error" | "warning";

/** The text of one file. `path` is what users see; offsets everywhere are UTF-16 code units into `text`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A half-open range `[start, end)` of a file, in UTF-16 code units. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export interface Label {
  readonly span: Span;
  /** Short text beside the underline; may be empty. */
  readonly text: string;
}

export interface Edit {
  readonly span: Span;
  readonly replacement: string;
}

export interface Fix {
  readonly title: string;
  /** Safe fixes never change what a correct program does. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

export interface Diagnostic {
  /** Stable name, `area/slug`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence, sentence case as in the specification, names the value, no full stop. */
  readonly message: string;
  readonly span: Span;
  /** Text at the main underline; may be empty. */
  readonly label: string;
  /** Further places, possibly in other files. */
  readonly labels: readonly Label[];
  readonly notes: readonly string[];
  /** What to do, one line each (`  = help: …`). */
  readonly help: readonly string[];
  readonly fixes: readonly Fix[];
}

/** What a reporter may leave out. */
export type DiagnosticExtras = Partial<Pick<Diagnostic, "label" | "labels" | "notes" | "help" | "fixes">>;

/** The long description of a code, for `fitz explain` and the documentation; declared beside the owner. */
export interface DiagnosticSpec {
  readonly code: string;
  readonly severity: Severity;
  /** One line for lists. */
  readonly summary: string;
  /** Markdown paragraphs: what it means and what to do. */
  readonly explanation: string;
  /** A complete program that raises exactly this code. */
  readonly wrong: string;
  /** The same program, mended. */
  readonly right: string;
}

export function diagnostic(
  severity: Severity,
  code: string,
  span: Span,
  message: string,
  extras: DiagnosticExtras = {},
): Diagnostic {
  return { code, severity, message, span, label: "", labels: [], notes: [], help: [], fixes: [], ...extras };
}
