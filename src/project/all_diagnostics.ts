/** Every diagnostic code that Fitz has: the owners' lists, one line each. */
import { DiagnosticRegistry } from "../diagnostics/registry.ts";
import { diagnostics as project } from "./diagnostics.ts";

let registry: DiagnosticRegistry | undefined;

/** The registry of all codes, made at first use. */
export function diagnosticRegistry(): DiagnosticRegistry {
  return registry ??= new DiagnosticRegistry([project]);
}
