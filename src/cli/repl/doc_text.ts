/** `:doc NAME` */
import type { Catalogue } from "../../catalogue/catalogue.ts";
import { didYouMean } from "../../diagnostics/did_you_mean.ts";
import { printType } from "../../types/print_type.ts";
import type { DecoratorSymbol, Symbol, TypeSymbol } from "../../types/symbol.ts";
import type { FunctionType, ParamType } from "../../types/type.ts";

export type Documented =
  | { readonly text: string }
  /** Nothing has that name. */
  | { readonly nearest: string | null };

/** What is known of a name of the session, of the library (`len`, `math.sin`, `Str.trim`), or of a decorator (`@get`). */
export function docText(name: string, names: ReadonlyMap<string, Symbol>, catalogue: Catalogue): Documented {
  const bare = name.replace(/^@/, "");
  const decorator = catalogue.decorator(bare);
  if (name.startsWith("@")) {
    return decorator
      ? { text: decoratorText(decorator) }
      : { nearest: near(bare, catalogue.decoratorNames(), "@") };
  }
  const [first, ...rest] = name.split(".");
  const candidates = [
    names.get(first!),
    catalogue.function(first!),
    catalogue.type(first!),
    catalogue.namespace(first!),
  ];
  for (const candidate of candidates) {
    const found = candidate && rest.reduce<Symbol | undefined>(memberOf, candidate);
    if (found) return { text: symbolText(name, found) };
  }
  if (decorator) return { text: decoratorText(decorator) };
  const known = candidates.find((one) => one !== undefined);
  if (known && rest.length > 0) return { nearest: near(rest[0]!, memberNames(known), `${first}.`) };
  return { nearest: near(name, [...names.keys(), ...catalogue.globalNames()], "") };
}

function near(name: string, names: readonly string[], prefix: string): string | null {
  const found = didYouMean(name, names);
  return found === null ? null : prefix + found;
}

function memberOf(symbol: Symbol | undefined, name: string): Symbol | undefined {
  if (symbol?.kind === "type") return symbol.methods.get(name);
  if (symbol?.kind === "enum") return symbol.variants.find((variant) => variant.name === name);
  if (symbol?.kind === "namespace") return symbol.members.get(name);
  return undefined;
}

function memberNames(symbol: Symbol): string[] {
  if (symbol.kind === "type") return [...symbol.methods.keys()];
  if (symbol.kind === "enum") return symbol.variants.map((variant) => variant.name);
  return symbol.kind === "namespace" ? [...symbol.members.keys()] : [];
}

function symbolText(name: string, symbol: Symbol): string {
  const parts: string[] = [headOf(name, symbol)];
  const doc = "doc" in symbol ? symbol.doc : null;
  if (doc) parts.push("", doc);
  if (symbol.kind === "type") parts.push(...typeMembers(symbol));
  if (symbol.kind === "namespace") parts.push("", `members: ${[...symbol.members.keys()].join(", ")}`);
  return parts.join("\n");
}

function headOf(name: string, symbol: Symbol): string {
  switch (symbol.kind) {
    case "function":
      return [symbol.type, ...symbol.overloads].map((type) => signature(name, type)).join("\n");
    case "variable":
    case "constant":
      return `let ${name}: ${printType(symbol.type)}`;
    case "enum": {
      const variants = symbol.variants.map((one) => one.payload.length === 0 ? one.name : variantText(one));
      return `enum ${symbol.name} { ${variants.join(", ")} }`;
    }
    case "type": {
      const fields = [...symbol.fields.values()].map((field) =>
        `${field.name}: ${printType(field.type)}${field.hasDefault ? " = …" : ""}`
      );
      return fields.length === 0 ? `type ${symbol.name}` : `type ${symbol.name} { ${fields.join(", ")} }`;
    }
    case "alias":
      return `type ${symbol.name} = ${printType(symbol.target)}`;
    case "variant":
      return variantText(symbol);
    case "module":
      return `module ${symbol.name}`;
    case "namespace":
      return `namespace ${name}`;
  }
}

function variantText({ name, payload }: Symbol & { kind: "variant" }): string {
  if (payload.length === 0) return name;
  return `${name}(${payload.map((field) => `${field.name}: ${printType(field.type)}`).join(", ")})`;
}

function typeMembers({ methods }: TypeSymbol): string[] {
  return methods.size === 0 ? [] : ["", `methods: ${[...methods.keys()].join(", ")}`];
}

/** The head of a declaration. */
export function signature(name: string, type: FunctionType): string {
  const result = type.result.kind === "primitive" && type.result.name === "Null"
    ? ""
    : ` -> ${printType(type.result)}`;
  return `${type.isAsync ? "async " : ""}fn ${name}(${type.params.map(paramText).join(", ")})${result}`;
}

function paramText(param: ParamType): string {
  return `${param.isVariadic ? "..." : ""}${param.name}: ${printType(param.type)}${
    param.hasDefault ? " = …" : ""
  }`;
}

function decoratorText({ name, params, doc }: DecoratorSymbol): string {
  const head = `@${name}${params.length === 0 ? "" : `(${params.map(paramText).join(", ")})`}`;
  return doc ? `${head}\n\n${doc}` : head;
}
