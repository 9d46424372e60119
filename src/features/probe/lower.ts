/** `@healthz` and `@readyz`: web.md 3.5. */
import { isConnection } from "../../app/app_pool.ts";
import type { Probe } from "../../app/manifest.ts";
import { diagnostic, type DiagnosticSpec } from "../../diagnostics/diagnostic.ts";
import { printType } from "../../types/print_type.ts";
import type { Type } from "../../types/type.ts";
import type { Feature } from "../feature.ts";

export const PROBE_DIAGNOSTICS: readonly DiagnosticSpec[] = [
  {
    code: "http/probe-signature",
    severity: "error",
    summary: "a probe function takes parameters or gives something else than Bool, Null or a Result",
    explanation:
      "The server calls a probe function itself, without arguments, and turns its answer into healthy or unhealthy: " +
      "`true`, `null` and `Ok` are healthy, `false` and `Err` are not. Take the parameters away, and return `Bool`, nothing or a `Result`.",
    wrong: '@get("/")\nfn home() -> Str => "open"\n\n@healthz\nfn alive() -> Str => "yes"\n',
    right: '@get("/")\nfn home() -> Str => "open"\n\n@healthz\nfn alive() -> Bool => true\n',
  },
];

export const probeFeature: Feature = {
  name: "probe",
  diagnostics: PROBE_DIAGNOSTICS,
  lower(context) {
    const probes: Probe[] = [];
    for (const { module, declaration, symbol } of context.program.decorated) {
      for (const { name } of declaration.decorators) {
        if (name.name !== "healthz" && name.name !== "readyz") continue;
        const { file } = context.program.modules[module];
        const report = (node: { start: number; end: number }, message: string) =>
          context.report(
            diagnostic("error", "http/probe-signature", { file, start: node.start, end: node.end }, message),
          );
        const param = declaration.params.find((_, i) => !isConnection(symbol.type.params[i].type));
        if (param) report(param, `\`@${name.name}\` function \`${symbol.name}\` takes no parameters`);
        const { result } = symbol.type;
        if (declaration.result && !isProbeResult(result)) {
          report(
            declaration.result,
            `\`@${name.name}\` function \`${symbol.name}\` returns \`${
              printType(result)
            }\`; it must return Bool, Null or a Result`,
          );
        }
        probes.push({
          kind: name.name,
          handler: { module, name: symbol.name },
          isAsync: declaration.isAsync,
        });
      }
    }
    return { probes };
  },
};

function isProbeResult(type: Type): boolean {
  return type.kind === "result" || type.kind === "any" ||
    (type.kind === "primitive" && (type.name === "Bool" || type.name === "Null"));
}
