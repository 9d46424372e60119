/** What the parameters of a command become on the command line: web.md 23.2. */
import { isConnection } from "../../app/app_pool.ts";
import { decoratorArgument, literalJson, literalText } from "../../app/constants.ts";
import type { CommandParam } from "../../app/manifest.ts";
import type { DiagnosticExtras } from "../../diagnostics/diagnostic.ts";
import type { Decorator, FnDecl, NodeBase, Param } from "../../syntax/ast.ts";
import { printType } from "../../types/print_type.ts";
import { withoutNull } from "../../types/properties.ts";
import type { FunctionSymbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { shortForms } from "./short_forms.ts";

export interface CommandFunction {
  readonly declaration: FnDecl;
  readonly symbol: FunctionSymbol;
  report(code: string, node: NodeBase, message: string, extras?: DiagnosticExtras): void;
}

/** A parameter with what was made of it. */
export interface PlacedParam {
  readonly param: Param;
  readonly made: CommandParam;
  /** `@arg` or `@flag`. */
  readonly decorator: Decorator | null;
}

/** All parameters, in order; what is wrong is reported. */
export function parameters(command: CommandFunction): CommandParam[] {
  const { declaration, symbol } = command;
  const placed: PlacedParam[] = [];
  declaration.params.forEach((param, index) => {
    if (isConnection(symbol.type.params[index].type)) return;
    const made = commandParam(command, param, symbol.type.params[index].type, index);
    const decorator = param.decorators.find((one) => one.name.name === "arg" || one.name.name === "flag") ??
      null;
    if (decorator) checkPlace(command, decorator, param, made);
    placed.push({ param, made, decorator });
  });
  const required = placed.findLastIndex(({ made }) => made.kind === "positional" && made.isRequired);
  checkLabels(command, placed);
  const shorts = shortForms(command, placed);
  return placed.map(({ param, made, decorator }, index) => ({
    ...made,
    short: shorts[index],
    // What may be missing stands at the end: before a required one it is required, too.
    isRequired: made.isRequired || (made.kind === "positional" && index < required),
    help: helpOf(param, decorator),
  }));
}

function helpOf(param: Param, decorator: Decorator | null): string | null {
  const help = decorator && literalText(decoratorArgument(decorator, "help"));
  return help ?? param.doc?.split("\n", 1)[0] ?? null;
}

type Kind = Pick<CommandParam, "kind" | "type" | "isRequired" | "isNegated">;

function commandParam(command: CommandFunction, param: Param, type: Type, index: number): CommandParam {
  const isLast = command.symbol.type.params.findLastIndex((one) => !isConnection(one.type)) === index;
  const found = kindOf(param, type, isLast);
  // What the parser or the checker has reported already.
  const isKnown = param.name.name === "" || (type.kind === "any" && type.isError);
  if ("problem" in found && !isKnown) {
    command.report("command/parameter", param.type ?? param, found.problem, { help: [found.help] });
  }
  const kind = "problem" in found ? textParam(param) : found;
  const name = param.name.name.replace(/^_+/, "").replaceAll("_", "-");
  return { ...kind, label: kind.isNegated ? `no-${name}` : name, short: null, help: null };
}

/** What takes the place of a parameter that does not fit, for programs that run all the same (`--no-typecheck`). */
function textParam({ defaultValue }: Param): Kind {
  const kind = defaultValue === null ? "positional" : "option";
  return { kind, type: "Str", isRequired: kind === "positional", isNegated: false };
}

function kindOf(param: Param, type: Type, isLast: boolean): Kind | { problem: string; help: string } {
  const name = param.name.name;
  const { defaultValue } = param;
  if (param.isVariadic) {
    return {
      problem: `the command line cannot fill the variadic parameter \`${name}\``,
      help: `a list takes all remaining arguments: \`${name}: List<Str> = []\``,
    };
  }
  if (param.type === null) {
    return {
      problem: `the parameter \`${name}\` of a command has no type`,
      help: "write `Str`, `Int`, `Float` or `Bool` after it",
    };
  }
  if (type.kind === "list" && type.element.kind === "primitive" && type.element.name === "Str") {
    if (defaultValue && isLast) return { kind: "rest", type: "Str", isRequired: false, isNegated: false };
    return defaultValue
      ? {
        problem: `\`${name}\` takes all remaining arguments, and is not the last parameter`,
        help: "move it to the end",
      }
      : { problem: `the list \`${name}\` has no default`, help: `write \`${name}: List<Str> = []\`` };
  }
  const scalar = scalarOf(type);
  const isNullable = type.kind === "nullable";
  if (scalar === null || (isNullable && scalar !== "Str" && defaultValue === null)) {
    return {
      problem: `the parameter \`${name}\` of a command cannot be \`${printType(type)}\``,
      help: scalar === null
        ? "use `Str`, `Int`, `Float`, `Bool`, or at the end `List<Str> = []`"
        : `give it a default, which makes it an option: \`${name}: ${printType(type)} = null\``,
    };
  }
  if (defaultValue === null) {
    return { kind: "positional", type: scalar, isRequired: !isNullable, isNegated: false };
  }
  const value = scalar === "Bool" && !isNullable ? literalJson(defaultValue) : undefined;
  if (typeof value === "boolean") {
    return { kind: "switch", type: "Bool", isRequired: false, isNegated: value };
  }
  return { kind: "option", type: scalar, isRequired: false, isNegated: false };
}

function scalarOf(type: Type): CommandParam["type"] | null {
  const inner = withoutNull(type);
  if (inner.kind !== "primitive") return null;
  const { name } = inner;
  return name === "Str" || name === "Int" || name === "Float" || name === "Bool" ? name : null;
}

/** `@arg` stands before a positional, `@flag` before an option. */
function checkPlace(command: CommandFunction, use: Decorator, param: Param, made: CommandParam): void {
  const isOption = made.kind === "option" || made.kind === "switch";
  if (isOption === (use.name.name === "flag")) return;
  const name = param.name.name;
  command.report(
    "decorator/target",
    { ...use.name, start: use.start },
    `\`@${use.name.name}\` cannot stand before \`${name}\``,
    {
      label: isOption ? `\`--${made.label}\` is an option` : `\`<${made.label}>\` is positional`,
      help: [isOption ? "describe it with `@flag`" : "describe it with `@arg`"],
    },
  );
}

/** One spelling stands for one parameter. */
function checkLabels(command: CommandFunction, placed: readonly PlacedParam[]): void {
  const options = placed.filter(({ made }) => made.kind === "option" || made.kind === "switch");
  const first = new Map<string, Param>();
  for (const { param, made } of options) {
    const spellings = made.isNegated ? [made.label, made.label.slice("no-".length)] : [made.label];
    const name = param.name.name;
    if (spellings.includes("help")) {
      command.report("command/parameter", param.name, "`--help` shows the help of the command", {
        label: `\`${name}\` would never be filled`,
        help: ["give the parameter another name"],
      });
      continue;
    }
    const other = spellings.find((one) => first.has(one));
    if (other !== undefined) {
      const before = first.get(other)!.name.name;
      command.report(
        "command/parameter",
        param.name,
        `\`--${other}\` stands for \`${before}\` and \`${name}\``,
        {
          help: ["give one of the parameters another name"],
        },
      );
    }
    for (const one of spellings) if (!first.has(one)) first.set(one, param);
  }
}
