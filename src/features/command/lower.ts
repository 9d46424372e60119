/** `@command`: web.md 23, toolchain.md 7. */
import { decoratorArgument, literalText } from "../../app/constants.ts";
import { isService } from "../../app/is_service.ts";
import type { Command } from "../../app/manifest.ts";
import { diagnostic, type DiagnosticExtras, type Span } from "../../diagnostics/diagnostic.ts";
import type { Decorator, NodeBase } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import { INT } from "../../types/type.ts";
import type { Feature, FeatureContext } from "../feature.ts";
import { COMMAND_DIAGNOSTICS } from "./diagnostics.ts";
import { type CommandFunction, parameters } from "./parameters.ts";

export const commandFeature: Feature = {
  name: "command",
  diagnostics: COMMAND_DIAGNOSTICS,
  lower(context) {
    const commands: Command[] = [];
    const places = new Map<string, Span>();
    for (const { module, declaration, symbol } of context.program.decorated) {
      const decorator = declaration.decorators.find((one) => one.name.name === "command");
      if (!decorator) continue;
      const { file } = context.program.modules[module];
      const report = (code: string, node: NodeBase, message: string, extras: DiagnosticExtras = {}) =>
        context.report(
          diagnostic("error", code, { file, start: node.start, end: node.end }, message, extras),
        );
      const command: CommandFunction = { declaration, symbol, report };
      checkResult(command);
      const params = parameters(command);
      const name = commandName(context, command, decorator, file, places);
      if (name === null) continue;
      const desc = literalText(decoratorArgument(decorator, "desc"));
      const description = desc ?? declaration.doc;
      commands.push({
        name,
        summary: description?.split("\n", 1)[0] ?? null,
        description,
        handler: { module, name: symbol.name },
        isAsync: declaration.isAsync,
        params,
      });
    }
    return { commands };
  },
};

function checkResult({ declaration, symbol, report }: CommandFunction): void {
  const { name, result } = declaration;
  if (result !== null && symbol.type.result === INT) return;
  const found = result === null
    ? "it declares no result"
    : `it declares \`${printType(symbol.type.result)}\``;
  report("command/return", result ?? name, `the command \`${name.name}\` must return \`Int\`; ${found}`, {
    label: result === null ? "no result" : "not `Int`",
    help: ["the `Int` is the exit code: write `-> Int`, and `return 0` for success"],
  });
}

/** A word that can be typed, and that no other command has; null when it is not. */
function commandName(
  { app }: FeatureContext,
  { report }: CommandFunction,
  decorator: Decorator,
  file: Span["file"],
  places: Map<string, Span>,
): string | null {
  const argument = decoratorArgument(decorator, "name", 0);
  const name = literalText(argument);
  if (name === null || !argument) return null;
  const place: Span = { file, start: argument.start, end: argument.end };
  if (!/^[^\s\p{Cc}-][^\s\p{Cc}]*$/u.test(name)) {
    report("decorator/argument", argument, `\`${name}\` cannot be typed as the name of a command`, {
      help: ["a name is one word that does not start with `-`"],
    });
    return null;
  }
  if (name === "serve" && isService(app)) {
    report("command/duplicate", argument, "the command `serve` starts the server of this program", {
      label: "this name is taken",
      help: ["give the command another name"],
    });
    return null;
  }
  const first = places.get(name);
  if (first) {
    report("command/duplicate", argument, `there are two commands \`${name}\``, {
      label: "again here",
      labels: [{ span: first, text: "first here" }],
      help: ["give one of them another name"],
    });
    return null;
  }
  places.set(name, place);
  return name;
}
