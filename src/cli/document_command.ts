/** The commands that print a document about a program: `fitz openapi`, `fitz asyncapi`. */
import { checkTarget } from "../project/compile.ts";
import { shownPath } from "../project/load.ts";
import type { DocumentName } from "../runtime/http/automatic_paths.ts";
import type { Command } from "./command.ts";
import { deliverText, DELIVERY_FLAGS, refuseBoth } from "./deliver_text.ts";
import { documentOf } from "./document_of.ts";
import { BIN_FLAG, targetOf } from "./find_target.ts";
import { reportDiagnostics } from "./report_diagnostics.ts";
import { toYaml } from "./to_yaml.ts";

/** @param title as people write it: `OpenAPI` */
export function documentCommand(name: DocumentName, title: string): Command {
  return {
    name,
    summary: `print the ${title} document of a program`,
    usage: "[FILE|-] [OPTIONS]",
    flags: {
      bin: BIN_FLAG,
      ...DELIVERY_FLAGS,
      yaml: { summary: "YAML instead of JSON" },
    },
    resolves: true,
    positionals: 1,
    examples: [`fitz ${name} app.fitz --out ${name}.json`, `fitz ${name} --check ${name}.json`],
    async run(context) {
      refuseBoth(context);
      const target = targetOf(context);
      const { app, diagnostics, hasErrors } = checkTarget(target, context.terminal.files);
      reportDiagnostics(context, diagnostics);
      if (hasErrors || !app) {
        context.failure(`${shownPath(target.entry, target.base)} has errors`);
        return 1;
      }
      const json = await documentOf(app, name);
      return context.has("yaml")
        ? deliverText(context, toYaml(JSON.parse(json)), [name, "--yaml"])
        : deliverText(context, json, [name]);
    },
  };
}
