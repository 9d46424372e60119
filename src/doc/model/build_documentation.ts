/** From checked programs and their manifests to their documentation. */
import type { App, Command, CommandParam, FunctionRef, Route } from "../../app/manifest.ts";
import type { CheckedModule, CheckedProgram } from "../../check/result.ts";
import { printType } from "../../types/print_type.ts";
import type {
  CommandEntry,
  ConfigurationEntry,
  Documentation,
  FlagEntry,
  ModulePage,
  RouteEntry,
} from "./documentation.ts";
import { type ItemOptions, itemsOf } from "./items.ts";
import { roleSections } from "./roles.ts";

export interface DocumentedProgram {
  readonly program: CheckedProgram;
  readonly app: App;
}

export interface DocumentationSource extends ItemOptions {
  readonly name: string;
  readonly version: string | null;
  readonly description: string | null;
  /** The programs and the library of a project, or one program. */
  readonly programs: readonly DocumentedProgram[];
}

/** Every module once, also when several programs use it. Modules of dependencies are left out. */
export function buildDocumentation(source: DocumentationSource): Documentation {
  const modules = new Map<string, { readonly page: ModulePage; readonly module: CheckedModule }>();
  const names = new Map<string, string>();
  for (const { program } of source.programs) {
    for (const module of program.modules) {
      if (module.isDependency || modules.has(module.id) || module.file.path === "<program>") continue;
      const name = uniqueName(module, program.modules[program.entry]!, new Set(names.values()));
      names.set(module.id, name);
      const page = { name, file: module.file.path, items: itemsOf(module, source) };
      modules.set(module.id, { page, module });
    }
  }
  const places = (program: CheckedProgram) => ({ module, name }: FunctionRef) => ({
    module: names.get(program.modules[module]!.id) ?? program.modules[module]!.name,
    name,
  });
  const each = <T>(make: (one: DocumentedProgram) => readonly T[]): T[] =>
    unique(source.programs.flatMap(make));
  return {
    name: source.name,
    version: source.version,
    description: source.description,
    modules: [...modules.values()].map((one) => one.page).sort((a, b) => a.name < b.name ? -1 : 1),
    routes: each(({ program, app }) =>
      app.routes.map((route) => routeEntry(program, route, places(program)(route.handler)))
    ),
    commands: each(({ program, app }) =>
      app.commands.map((command) => commandEntry(command, places(program)(command.handler)))
    ),
    roles: roleSections([...modules.values()]),
    flags: each(({ app }) => flagEntries(app)),
    configuration: each(({ app }) => configurationEntries(app)),
  };
}

/** Equal entries of several programs once. */
function unique<T>(entries: readonly T[]): T[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

/** The path of the file from the folder of its program, with dots; a number where two files would be called alike. */
function uniqueName(module: CheckedModule, entry: CheckedModule, taken: ReadonlySet<string>): string {
  const path = module.file.path.replace(/\.fitz$/, "");
  const folder = entry.file.path.slice(0, entry.file.path.lastIndexOf("/") + 1);
  const inside = path.startsWith(folder) ? path.slice(folder.length) : path.replace(/^(?:\.\.\/)+|^\//, "");
  const dotted = path === "<stdin>" ? "main" : inside.replaceAll("/", ".");
  let free = dotted;
  for (let n = 2; taken.has(free); n++) free = `${dotted}-${n}`;
  return free;
}

function routeEntry(program: CheckedProgram, route: Route, handler: RouteEntry["handler"]): RouteEntry {
  return {
    verb: route.verb,
    path: route.path,
    handler,
    doc: route.doc ?? "",
    parameters: route.params.filter((param) => param.source !== "request" && param.source !== "database").map(
      (param) => ({
        name: param.wireName,
        source: param.source,
        type: param.typeText,
        required: param.isRequired,
        default: param.default === undefined ? null : JSON.stringify(param.default),
        doc: param.doc ?? "",
      }),
    ),
    result: resultOf(program, route.handler),
    responses: route.responses.map(({ status, description }) => ({ status, description })),
    flag: route.flag,
  };
}

function resultOf(program: CheckedProgram, { module, name }: FunctionRef): string {
  const found = program.decorated.find((one) => one.module === module && one.symbol.name === name);
  return found ? printType(found.symbol.type.result) : "Any";
}

function commandEntry(command: Command, handler: CommandEntry["handler"]): CommandEntry {
  return {
    name: command.name,
    usage: [command.name, ...command.params.map(usageOf)].join(" "),
    doc: command.description ?? command.summary ?? "",
    handler,
    parameters: command.params.map((param) => ({
      name: labelOf(param),
      type: param.kind === "switch" ? "switch" : param.type,
      doc: param.help ?? "",
    })),
  };
}

function labelOf({ kind, label, short }: CommandParam): string {
  if (kind === "positional") return `<${label}>`;
  if (kind === "rest") return `<${label}…>`;
  return `${short === null ? "" : `-${short}, `}--${label}`;
}

function usageOf({ kind, label, isRequired }: CommandParam): string {
  switch (kind) {
    case "positional":
      return isRequired ? `<${label}>` : `[${label}]`;
    case "rest":
      return `[${label}…]`;
    case "switch":
      return `[--${label}]`;
    default:
      return `[--${label} VALUE]`;
  }
}

function flagEntries({ flags }: App): FlagEntry[] {
  const names = [...new Set([...Object.keys(flags.defaults), ...flags.names])].sort();
  return names.map((name) => {
    const declared = flags.defaults[name];
    if (!declared) return { name, default: null };
    return {
      name,
      default: declared.percent !== null ? `on for ${declared.percent} %` : declared.default ? "on" : "off",
    };
  });
}

function configurationEntries({ configuration }: App): ConfigurationEntry[] {
  return configuration.map((key) => ({
    name: key.name,
    type: key.type,
    default: key.default,
    required: key.isRequired,
    secret: key.isSecret,
    doc: key.doc ?? "",
  }));
}
