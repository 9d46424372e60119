/** `fitz explain CODE` */
import type { DiagnosticSpec } from "../../diagnostics/diagnostic.ts";
import { DiagnosticRegistry } from "../../diagnostics/registry.ts";
import { LINT_RULES } from "../../lint/registry.ts";
import { diagnosticRegistry } from "../../project/all_diagnostics.ts";
import { type Command, type CommandContext, UsageError } from "../command.ts";

export const command: Command = {
  name: "explain",
  summary: "describe a diagnostic code or a lint rule",
  usage: "CODE | --list",
  flags: {
    list: { summary: "all codes, with one line each" },
    format: { value: "FORMAT", choices: ["human", "json"], summary: "human (default) or json" },
  },
  positionals: 1,
  completes: "none",
  examples: ["fitz explain type/mismatch", "fitz explain unused_variable", "fitz explain --list"],
  run(context) {
    const registry = new DiagnosticRegistry([
      diagnosticRegistry().all(),
      LINT_RULES.map((rule) => rule.spec),
    ]);
    const { terminal, positionals: [code] } = context;
    const isJson = context.flag("format") === "json";
    if (context.has("list")) {
      if (code !== undefined) throw new UsageError("`--list` takes no code");
      const all = registry.all();
      const width = Math.max(...all.map((spec) => spec.code.length));
      for (const spec of all) {
        terminal.out(isJson ? JSON.stringify(spec) + "\n" : `${spec.code.padEnd(width)}  ${spec.summary}\n`);
      }
      return 0;
    }
    if (code === undefined) {
      throw new UsageError(
        "`fitz explain` needs a code",
        "for example `fitz explain type/mismatch`, or `--list`",
      );
    }
    const spec = registry.get(code);
    if (!spec) {
      context.failure(`unknown diagnostic code \`${code}\``);
      const near = registry.nearest(code);
      const help = near.length > 0
        ? `did you mean ${near.map((one) => `\`${one}\``).join(" or ")}?`
        : "`fitz explain --list` shows all codes";
      terminal.err(`  = help: ${help}\n`);
      return 1;
    }
    terminal.out(isJson ? JSON.stringify(spec) + "\n" : explanation(spec, context));
    return 0;
  },
};

function explanation(spec: DiagnosticSpec, { paintOut }: CommandContext): string {
  const indented = (program: string) =>
    program.trimEnd().split("\n").map((line) => `    ${line}`.trimEnd()).join("\n");
  return [
    `${paintOut(spec.severity, `${spec.severity}[${spec.code}]`)}: ${spec.summary}`,
    "",
    spec.explanation.trim(),
    "",
    "Wrong:",
    "",
    indented(spec.wrong),
    "",
    "Right:",
    "",
    indented(spec.right),
    "",
  ].join("\n");
}
