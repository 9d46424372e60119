/** Tab completion: names of the session, of the library, and members of what stands before a dot. */
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { KEYWORD_KINDS } from "../../syntax/token_kinds.ts";
import type { Symbol } from "../../types/symbol.ts";
import type { Type } from "../../types/type.ts";
import { META_COMMANDS } from "./meta_commands.ts";

export interface CompletionHost {
  readonly catalogue: Catalogue;
  names(): ReadonlyMap<string, Symbol>;
  /** The type of an expression with the names of the session; null when it has errors. */
  typeOf(expression: string): Type | null;
  exportsOf(module: Symbol & { kind: "module" }): Iterable<string>;
}

/** The words that may stand where the cursor is, sorted, and where the word that they replace starts. */
export function completeName(
  text: string,
  cursor: number,
  host: CompletionHost,
): { readonly start: number; readonly words: readonly string[] } {
  const before = text.slice(0, cursor);
  const word = /[\p{L}_][\p{L}\p{N}_]*$/u.exec(before)?.[0] ?? "";
  const start = cursor - word.length;
  return {
    start,
    words: [...new Set(candidates(before, start, host))].filter((one) => one.startsWith(word)).sort(),
  };
}

function candidates(before: string, start: number, host: CompletionHost): Iterable<string> {
  const head = before.slice(0, start);
  if (/^\s*:$/.test(head)) {
    return META_COMMANDS.flatMap(({ names }) => names.filter((name) => name.length > 1));
  }
  if (head.endsWith("@")) return host.catalogue.decoratorNames();
  // What can be told from the text alone: a chain of names, calls without brackets inside, literals.
  const object =
    /((?:[\p{L}_][\p{L}\p{N}_]*|"[^"]*"|\[[^[\]]*\]|\))(?:\([^()]*\)|\[[^[\]]*\]|\.[\p{L}_][\p{L}\p{N}_]*)*)\??\.$/u
      .exec(head)?.[1];
  if (object !== undefined) return members(object, host).filter((name) => !name.startsWith("_"));
  const { catalogue } = host;
  return [
    ...host.names().keys(),
    ...catalogue.globalNames(),
    ...KEYWORD_KINDS.keys(),
    "Ok",
    "Err",
    "type",
    "enum",
  ];
}

function members(object: string, host: CompletionHost): string[] {
  const { catalogue } = host;
  const named = host.names().get(object) ?? catalogue.lookup(object);
  const space = catalogue.namespace(object);
  const own = named ? membersOfSymbol(named, host) : [];
  if (space && !host.names().has(object)) own.push(...space.members.keys());
  if (own.length > 0) return own;
  const type = host.typeOf(object);
  return type ? membersOfType(type, host) : [];
}

function membersOfSymbol(symbol: Symbol, host: CompletionHost): string[] {
  switch (symbol.kind) {
    case "type":
      return [...symbol.methods].filter(([, method]) => method.isStatic).map(([name]) => name);
    case "enum":
      return symbol.variants.map((variant) => variant.name);
    case "namespace":
      return [...symbol.members.keys()];
    case "module":
      return [...host.exportsOf(symbol)];
    case "variable":
      return membersOfType(symbol.type, host);
    default:
      return [];
  }
}

function membersOfType(type: Type, host: CompletionHost): string[] {
  const plain = type.kind === "nullable" ? type.inner : type;
  if (plain.kind === "instance") {
    const { fields, methods } = plain.symbol;
    return [
      ...fields.keys(),
      ...[...methods].filter(([, one]) => !one.isStatic).map(([name]) => name),
      ...anyMethods(host),
    ];
  }
  if (plain.kind === "module") return [...host.exportsOf(plain.symbol)];
  if (plain.kind === "namespace") return [...plain.symbol.members.keys()];
  const kind = kindName(plain);
  const library = kind === null ? undefined : host.catalogue.type(kind);
  return [...(library?.kind === "type" ? library.methods.keys() : []), ...anyMethods(host)];
}

function anyMethods(host: CompletionHost): string[] {
  const every = host.catalogue.type("Any");
  return every?.kind === "type" ? [...every.methods.keys()] : [];
}

/** The library's name of a kind of values. */
function kindName(type: Type): string | null {
  switch (type.kind) {
    case "primitive":
      return type.name;
    case "list":
      return "List";
    case "map":
      return "Map";
    case "result":
      return "Result";
    case "future":
      return "Future";
    default:
      return null;
  }
}
