/** Every diagnostic code that Fitz has: the owners' lists, one line each. */
import { DiagnosticRegistry } from "../diagnostics/registry.ts";
import { DECLARATION_DIAGNOSTICS } from "../check/1-declare/diagnostics.ts";
import { NAME_DIAGNOSTICS } from "../check/2-resolve/diagnostics.ts";
import { TYPE_DIAGNOSTICS } from "../check/3-infer/diagnostics.ts";
import { DECORATOR_DIAGNOSTICS } from "../check/decorators/diagnostics.ts";
import { FLOW_DIAGNOSTICS } from "../check/flow/diagnostics.ts";
import { PATTERN_DIAGNOSTICS } from "../check/patterns/diagnostics.ts";
import { FEATURES } from "../features/registry.ts";
import { SYNTAX_DIAGNOSTICS } from "../syntax/diagnostics.ts";
import { PROJECT_DIAGNOSTICS } from "./diagnostics.ts";
import { RUN_DIAGNOSTICS } from "./run_diagnostics.ts";

let registry: DiagnosticRegistry | undefined;

/** The registry of all codes, made at first use. */
export function diagnosticRegistry(): DiagnosticRegistry {
  return registry ??= new DiagnosticRegistry([
    SYNTAX_DIAGNOSTICS,
    PROJECT_DIAGNOSTICS,
    RUN_DIAGNOSTICS,
    NAME_DIAGNOSTICS,
    DECLARATION_DIAGNOSTICS,
    TYPE_DIAGNOSTICS,
    PATTERN_DIAGNOSTICS,
    FLOW_DIAGNOSTICS,
    DECORATOR_DIAGNOSTICS,
    ...FEATURES.map((feature) => feature.diagnostics),
  ]);
}
