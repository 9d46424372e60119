import type { DiagnosticSpec, Severity } from "./diagnostic.ts";

/** The description of a code; the programs get their final line end. */
export function diagnosticSpec(
  severity: Severity,
  code: string,
  summary: string,
  explanation: string,
  wrong: string,
  right: string,
): DiagnosticSpec {
  return { code, severity, summary, explanation, wrong: `${wrong}\n`, right: `${right}\n` };
}
